/* precept-outline-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-outline-item.h"

#include <glib/gi18n.h>

#include "precept-grammar.h"
#include "precept-prose-line.h"

/**
 * PreceptOutlineItem:
 *
 * A row of the outline: a part of the guideline, or a heading in it.
 */
struct _PreceptOutlineItem
{
  GObject parent_instance;

  char       *part_key; /* owned */
  char       *id;       /* owned, or NULL */
  char       *label;    /* owned */
  char       *missing;  /* owned; name of its element, where it is not there; or NULL */
  guint       level;
  guint       count;
  guint       n_errors;
  guint       n_warnings;
  GListStore *children; /* owned */
  GHashTable *ids;      /* owned; set of the ids of the blocks under it */
};

static guint changed;

G_DEFINE_FINAL_TYPE (PreceptOutlineItem, precept_outline_item, G_TYPE_OBJECT)

static void
precept_outline_item_finalize (GObject *object)
{
  PreceptOutlineItem *self = PRECEPT_OUTLINE_ITEM (object);

  g_free (self->part_key);
  g_free (self->id);
  g_free (self->label);
  g_free (self->missing);
  g_clear_object (&self->children);
  g_hash_table_unref (self->ids);
  G_OBJECT_CLASS (precept_outline_item_parent_class)->finalize (object);
}

static void
precept_outline_item_class_init (PreceptOutlineItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_outline_item_finalize;
  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_outline_item_init (PreceptOutlineItem *self)
{
  self->children = g_list_store_new (PRECEPT_TYPE_OUTLINE_ITEM);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

PreceptOutlineItem *
precept_outline_item_new (const char *part_key, const char *id, const char *label, guint level)
{
  PreceptOutlineItem *self = g_object_new (PRECEPT_TYPE_OUTLINE_ITEM, NULL);

  self->part_key = g_strdup (part_key);
  self->id = g_strdup (id);
  self->label = g_strdup (label);
  self->level = level;
  return self;
}

PreceptOutlineItem *
precept_outline_item_new_missing (const char *name, const char *label)
{
  g_autofree char    *key = g_strconcat ("missing:", name, NULL);
  PreceptOutlineItem *self = precept_outline_item_new (key, NULL, label, 0);

  self->missing = g_strdup (name);
  return self;
}

const char *
precept_outline_item_get_missing (PreceptOutlineItem *self)
{
  return self->missing;
}

const char *
precept_outline_item_get_part_key (PreceptOutlineItem *self)
{
  return self->part_key;
}

const char *
precept_outline_item_get_id (PreceptOutlineItem *self)
{
  return self->id;
}

const char *
precept_outline_item_get_label (PreceptOutlineItem *self)
{
  return self->label;
}

guint
precept_outline_item_get_level (PreceptOutlineItem *self)
{
  return self->level;
}

guint
precept_outline_item_get_count (PreceptOutlineItem *self)
{
  return self->count;
}

guint
precept_outline_item_get_n_errors (PreceptOutlineItem *self)
{
  return self->n_errors;
}

guint
precept_outline_item_get_n_warnings (PreceptOutlineItem *self)
{
  return self->n_warnings;
}

GListStore *
precept_outline_item_get_children (PreceptOutlineItem *self)
{
  return self->children;
}

GHashTable *
precept_outline_item_get_ids (PreceptOutlineItem *self)
{
  return self->ids;
}

void
precept_outline_item_set_count (PreceptOutlineItem *self, guint count)
{
  if (self->count == count)
    return;
  self->count = count;
  g_signal_emit (self, changed, 0);
}

void
precept_outline_item_set_problems (PreceptOutlineItem *self, guint n_errors, guint n_warnings)
{
  if (self->n_errors == n_errors && self->n_warnings == n_warnings)
    return;
  self->n_errors = n_errors;
  self->n_warnings = n_warnings;
  g_signal_emit (self, changed, 0);
}

/* Building. */

static gboolean
is_heading (PreceptBlock *block)
{
  return block->kind == PRECEPT_BLOCK_SECTION || block->kind == PRECEPT_BLOCK_TOPIC || block->kind == PRECEPT_BLOCK_INDICATION ||
         block->kind == PRECEPT_BLOCK_REQUEST ||
         (block->kind == PRECEPT_BLOCK_TABLE && block->label != NULL && precept_text_get_length (block->label) > 0);
}

static char *
dup_label (PreceptBlock *block)
{
  PreceptText *text = block->kind == PRECEPT_BLOCK_TABLE ? block->label : block->text;

  if (text == NULL || precept_text_get_length (text) == 0)
    return g_strdup (_ ("Untitled"));
  return g_strdup (precept_text_get_string (text));
}

static void
add_ids (GHashTable *ids, PreceptBlock *block)
{
  if (block->id != NULL)
    g_hash_table_add (ids, g_strdup (block->id));
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_ids (ids, g_ptr_array_index (block->children, i));
}

static guint
count_entries (PreceptBlock *block)
{
  guint count = block->kind == PRECEPT_BLOCK_REFERENCE || block->kind == PRECEPT_BLOCK_DEFINITION;

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    count += count_entries (g_ptr_array_index (block->children, i));
  return count;
}

static PreceptOutlineItem *make_item (PreceptBlock *block, const char *part_key, guint level);

static void
add_headings (GPtrArray *items, PreceptBlock *block, const char *part_key, guint level)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (block->children, i);

      if (is_heading (child))
        g_ptr_array_add (items, make_item (child, part_key, level));
    }
}

static PreceptOutlineItem *
make_item (PreceptBlock *block, const char *part_key, guint level)
{
  g_autofree char    *label = dup_label (block);
  PreceptOutlineItem *item = precept_outline_item_new (part_key, block->id, label, level);
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);

  add_ids (item->ids, block);
  if (level == 0)
    item->count = count_entries (block);
  add_headings (children, block, part_key, level + 1);
  g_list_store_splice (item->children, 0, 0, children->pdata, children->len);
  return item;
}

/* A row that gets its first heading, or loses its last, is another one: the list asks only once whether it opens. */
static gboolean
is_same (PreceptOutlineItem *a, PreceptOutlineItem *b)
{
  gboolean a_opens = g_list_model_get_n_items (G_LIST_MODEL (a->children)) > 0;
  gboolean b_opens = g_list_model_get_n_items (G_LIST_MODEL (b->children)) > 0;

  return a_opens == b_opens && g_strcmp0 (a->part_key, b->part_key) == 0 && g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->label, b->label) == 0;
}

static void merge (GListStore *items, GPtrArray *next);

/* Takes over from @next what may differ although it is the same row. */
static void
take_over (PreceptOutlineItem *self, PreceptOutlineItem *next)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTable *ids = self->ids;

  self->ids = next->ids;
  next->ids = ids;
  precept_outline_item_set_count (self, next->count);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (next->children)); i++)
    g_ptr_array_add (children, g_list_model_get_item (G_LIST_MODEL (next->children), i));
  merge (self->children, children);
}

static void
merge (GListStore *items, GPtrArray *next)
{
  GListModel *model = G_LIST_MODEL (items);
  guint       n_items = g_list_model_get_n_items (model);
  guint       prefix = 0, suffix = 0;

  while (prefix < MIN (n_items, next->len))
    {
      g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (model, prefix);

      if (!is_same (item, g_ptr_array_index (next, prefix)))
        break;
      take_over (item, g_ptr_array_index (next, prefix));
      prefix++;
    }
  while (suffix < MIN (n_items, next->len) - prefix)
    {
      g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (model, n_items - 1 - suffix);

      if (!is_same (item, g_ptr_array_index (next, next->len - 1 - suffix)))
        break;
      take_over (item, g_ptr_array_index (next, next->len - 1 - suffix));
      suffix++;
    }
  if (n_items > prefix + suffix || next->len > prefix + suffix)
    g_list_store_splice (items, prefix, n_items - prefix - suffix, next->pdata + prefix, next->len - prefix - suffix);
}

/**
 * precept_outline_items_update:
 * @items: (element-type PreceptOutlineItem): the parts
 * @content: the guideline
 * @missing: names of elements: parts that are not there but should be
 *
 * Brings the outline up to the content.
 */
void
precept_outline_items_update (GListStore *items, PreceptContent *content, const char *const *missing)
{
  GPtrArray *parts = precept_content_get_blocks (content);
  g_autoptr (GPtrArray) next = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (next, precept_outline_item_new ("overview", NULL, _ ("Overview"), 0));
  for (guint i = 0; i < parts->len; i++)
    {
      PreceptBlock    *part = g_ptr_array_index (parts, i);
      g_autofree char *key = precept_prose_dup_part_key (part, i);

      g_ptr_array_add (next, make_item (part, key, 0));
    }
  for (guint i = 0; missing[i] != NULL; i++)
    {
      const char *label = precept_grammar_get_label (precept_grammar_get (), missing[i]);

      g_ptr_array_add (next, precept_outline_item_new_missing (missing[i], label != NULL ? label : missing[i]));
    }
  merge (items, next);
}
