/* precept-content.c: a guideline as a reader meets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content.h"

#include <string.h>

#include "precept-content-private.h"
#include "precept-document-tree.h"

/* More changed blocks than this are faster built all at once. */
#define MAX_SEPARATE_BLOCKS 32
#define MAX_STALE_BLOCKS 256

/* A block's place among the blocks. Blocks know no parent, since one may be shared by an older state. */
typedef struct _Slot Slot;
struct _Slot
{
  PreceptBlock *block;    /* owned; NULL at the root */
  Slot         *parent;   /* NULL at the root */
  guint         index;    /* among the parent's children */
  GPtrArray    *children; /* of Slot, owned; NULL: none */
};

/**
 * PreceptContent:
 *
 * Headings, numbers, generated sentences and link targets of a guideline.
 *
 * Everything is computed from the document. After a change only what it touched
 * is built again, and every block in which nothing changed stays the same
 * pointer. No node of the tree is kept from one change to the next.
 */
struct _PreceptContent
{
  GObject parent_instance;

  PreceptDocument      *document; /* owned */
  PreceptContentContext context;
  PreceptContentFront   front;

  GPtrArray  *blocks;  /* owned; PreceptBlock, in printed order */
  Slot       *root;    /* owned */
  GHashTable *slots;   /* id, of the block → Slot; the first one where an id repeats */
  GHashTable *removed; /* id, of the block → PreceptBlock, owned: lost its slot in this update, may get another one */
  gboolean    repeats; /* an id repeats: blocks can't be told apart by it */
};

G_DEFINE_FINAL_TYPE (PreceptContent, precept_content, G_TYPE_OBJECT)

static void
free_slot (gpointer data)
{
  Slot *slot = data;

  g_clear_pointer (&slot->children, g_ptr_array_unref);
  g_clear_pointer (&slot->block, precept_block_unref);
  g_free (slot);
}

static Slot *
new_slot (PreceptContent *self,
          PreceptBlock   *block,
          Slot           *parent,
          guint           index)
{
  Slot      *slot = g_new0 (Slot, 1);
  GPtrArray *children = block != NULL ? block->children : self->blocks;

  slot->block = block != NULL ? precept_block_ref (block) : NULL;
  slot->parent = parent;
  slot->index = index;

  if (block != NULL && block->id != NULL)
    {
      if (g_hash_table_contains (self->slots, block->id))
        self->repeats = TRUE;
      else
        g_hash_table_insert (self->slots, block->id, slot);
    }

  if (children != NULL && children->len > 0)
    {
      slot->children = g_ptr_array_new_full (children->len, free_slot);
      for (guint i = 0; i < children->len; i++)
        g_ptr_array_add (slot->children, new_slot (self, g_ptr_array_index (children, i), slot, i));
    }

  return slot;
}

static void
forget_slot (PreceptContent *self,
             Slot           *slot)
{
  if (slot->block != NULL && slot->block->id != NULL &&
      g_hash_table_lookup (self->slots, slot->block->id) == slot)
    {
      g_hash_table_remove (self->slots, slot->block->id);
      g_hash_table_replace (self->removed, slot->block->id, precept_block_ref (slot->block));
    }

  for (guint i = 0; slot->children != NULL && i < slot->children->len; i++)
    forget_slot (self, g_ptr_array_index (slot->children, i));
}

static gboolean
equal_bytes (GBytes *a,
             GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

/* Whether two blocks look the same, their children apart. */
static gboolean
equal_block (const PreceptBlock *a,
             const PreceptBlock *b)
{
  return a->kind == b->kind && a->level == b->level && a->ordered == b->ordered && a->numbering == b->numbering &&
         a->start == b->start && a->is_criteria == b->is_criteria && g_strcmp0 (a->chip, b->chip) == 0 && g_strcmp0 (a->detail, b->detail) == 0 &&
         a->is_header == b->is_header &&
         a->column_span == b->column_span && a->row_span == b->row_span && a->table_kind == b->table_kind &&
         g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->path, b->path) == 0 &&
         g_strcmp0 (a->study_kind, b->study_kind) == 0 && g_strcmp0 (a->study_facts, b->study_facts) == 0 &&
         g_strcmp0 (a->alternative, b->alternative) == 0 && equal_bytes (a->image, b->image) &&
         precept_text_equal (a->text, b->text) && precept_text_equal (a->label, b->label);
}

static gboolean
same_children (GPtrArray *a,
               GPtrArray *b)
{
  if ((a != NULL ? a->len : 0) != (b != NULL ? b->len : 0))
    return FALSE;

  for (guint i = 0; a != NULL && i < a->len; i++)
    {
      if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
        return FALSE;
    }

  return TRUE;
}

static PreceptBlock *reuse_block (PreceptContent *self,
                                  PreceptBlock   *block,
                                  PreceptBlock   *candidate);

/* Puts blocks of the last state in the place of new ones that are the same. @old: what stood there, for blocks
 * without an id. */
static void
reuse_blocks (PreceptContent *self,
              GPtrArray      *blocks,
              GPtrArray      *old)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *candidate = old != NULL && i < old->len ? g_ptr_array_index (old, i) : NULL;

      blocks->pdata[i] = reuse_block (self, blocks->pdata[i], candidate);
    }
}

/* Takes a reference to @block, which is not shared yet, and gives one to it or to the old block that is the same. */
static PreceptBlock *
reuse_block (PreceptContent *self,
             PreceptBlock   *block,
             PreceptBlock   *candidate)
{
  if (block->id != NULL)
    {
      Slot *slot = g_hash_table_lookup (self->slots, block->id);

      candidate = slot != NULL ? slot->block : g_hash_table_lookup (self->removed, block->id);
    }

  reuse_blocks (self, block->children, candidate != NULL ? candidate->children : NULL);

  if (candidate == NULL || candidate == block || !equal_block (block, candidate) ||
      !same_children (block->children, candidate->children))
    return block;

  precept_block_ref (candidate);
  precept_block_unref (block);

  return candidate;
}

static void
build_all (PreceptContent *self)
{
  g_autoptr (PreceptBlock) root = precept_block_new (PRECEPT_BLOCK_SECTION);

  precept_content_context_forget (&self->context);
  precept_content_context_number (&self->context);
  precept_content_front_build (&self->front, &self->context);
  precept_content_append_blocks (&self->context, root, precept_document_get_root (self->document));

  reuse_blocks (self, root->children, self->blocks);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  self->blocks = root->children != NULL ? g_steal_pointer (&root->children)
                                        : g_ptr_array_new_with_free_func ((GDestroyNotify)precept_block_unref);

  g_hash_table_remove_all (self->slots);
  g_clear_pointer (&self->root, free_slot);
  self->repeats = FALSE;
  self->root = new_slot (self, NULL, NULL, 0);
}

/* A copy that shares everything with @block but the child at @index. */
static PreceptBlock *
copy_with_child (const PreceptBlock *block,
                 guint               index,
                 PreceptBlock       *child)
{
  PreceptBlock *copy = precept_block_new (block->kind);

  copy->id = g_strdup (block->id);
  copy->path = g_strdup (block->path);
  copy->text = block->text != NULL ? precept_text_ref (block->text) : NULL;
  copy->label = block->label != NULL ? precept_text_ref (block->label) : NULL;
  copy->level = block->level;
  copy->ordered = block->ordered;
  copy->numbering = block->numbering;
  copy->start = block->start;
  copy->is_criteria = block->is_criteria;
  copy->chip = g_strdup (block->chip);
  copy->detail = g_strdup (block->detail);
  copy->is_header = block->is_header;
  copy->column_span = block->column_span;
  copy->row_span = block->row_span;
  copy->table_kind = block->table_kind;
  copy->study_kind = g_strdup (block->study_kind);
  copy->study_facts = g_strdup (block->study_facts);
  copy->alternative = g_strdup (block->alternative);
  copy->image = block->image != NULL ? g_bytes_ref (block->image) : NULL;

  for (guint i = 0; i < block->children->len; i++)
    precept_block_add (copy, precept_block_ref (i == index ? child : g_ptr_array_index (block->children, i)));

  return copy;
}

/* Puts a block in a slot, and new ancestors over it. */
static void
set_slot_block (PreceptContent *self,
                Slot           *slot,
                PreceptBlock   *block)
{
  g_autoptr (PreceptBlock) child = precept_block_ref (block);
  Slot *parent;

  for (parent = slot->parent; parent->block != NULL; parent = parent->parent)
    {
      PreceptBlock *copy = copy_with_child (parent->block, slot->index, child);
      gboolean      named = copy->id != NULL && g_hash_table_lookup (self->slots, copy->id) == parent;

      /* The key is the block's own id, so it changes with the block. */
      if (named)
        g_hash_table_remove (self->slots, copy->id);
      precept_block_unref (parent->block);
      parent->block = copy;
      if (named)
        g_hash_table_insert (self->slots, copy->id, parent);

      precept_block_unref (child);
      child = precept_block_ref (copy);
      slot = parent;
    }

  /* A new array, for whoever still reads the old one. */
  {
    GPtrArray *blocks = g_ptr_array_new_full (self->blocks->len, (GDestroyNotify)precept_block_unref);

    for (guint i = 0; i < self->blocks->len; i++)
      g_ptr_array_add (blocks, precept_block_ref (i == slot->index ? child : g_ptr_array_index (self->blocks, i)));
    g_ptr_array_unref (self->blocks);
    self->blocks = blocks;
  }
}

static void
replace_slot (PreceptContent *self,
              Slot           *slot,
              PreceptBlock   *block)
{
  Slot *parent = slot->parent;
  guint index = slot->index;

  forget_slot (self, slot);
  set_slot_block (self, slot, block);
  free_slot (g_steal_pointer (&parent->children->pdata[index]));
  parent->children->pdata[index] = new_slot (self, block, parent, index);
}

/* Whether a table of codes no longer has the notice that its codes want. */
static gboolean
has_wrong_notice (const xmlNode      *code,
                  const PreceptBlock *table)
{
  const PreceptBlock *last = table->children != NULL && table->children->len > 0 ? g_ptr_array_index (table->children, table->children->len - 1) : NULL;

  return precept_content_wants_cpt_notice (code->parent) != (last != NULL && last->kind == PRECEPT_BLOCK_NOTICE);
}

/* Builds the block that shows the element with this id, or the nearest one around it. FALSE: that takes more. */
static gboolean
rebuild_block (PreceptContent *self,
               const char     *id)
{
  /* Which rows are the head depends on all of them; comments and approvals are not printed. */
  static const char *const in_table[] = { "row", "cell", NULL };
  static const char *const unprinted[] = { "review", "approvals", "vignettes", NULL };
  const xmlNode           *node = precept_document_find (self->document, id);

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      g_autofree char *own_id = precept_node_dup_attribute (node, "id");
      Slot            *slot = own_id != NULL ? g_hash_table_lookup (self->slots, own_id) : NULL;
      PreceptBlock    *block;

      if (precept_content_element_is (node, unprinted))
        return TRUE;
      /* Precedence and criteria have blocks only within those around them. */
      if (slot == NULL || precept_content_element_is (node, in_table))
        continue;
      if (precept_node_is (node, "code") && slot->parent->block != NULL && has_wrong_notice (node, slot->parent->block))
        continue;

      block = precept_content_build_block (&self->context, node);
      if (block == NULL)
        continue;
      if (block->kind != slot->block->kind)
        {
          precept_block_unref (block);
          continue;
        }

      block = reuse_block (self, block, slot->block);
      if (block != slot->block)
        replace_slot (self, slot, block);
      precept_block_unref (block);

      return TRUE;
    }

  return FALSE;
}

typedef enum
{
  TOUCHES_TEXT = 0,       /* only the text of one block */
  TOUCHES_FRONT = 1 << 0, /* something that the first page may show */
  TOUCHES_NAMES = 1 << 1, /* a heading, caption or term that others may name */
  TOUCHES_ALL = 1 << 2,   /* the guideline itself, or something that is gone */
} Touches;

static Touches
classify_change (PreceptContent *self,
                 const char     *id)
{
  static const char *const names[] = { "title", "caption", "term", "name", NULL };
  static const char *const front[] = { "metadata", "coverage", "history", NULL };
  const xmlNode           *node = precept_document_find (self->document, id);
  Touches                  touches = TOUCHES_TEXT;

  if (node == NULL)
    return TOUCHES_ALL;
  if (precept_node_is (node, "guideline"))
    return TOUCHES_FRONT | TOUCHES_ALL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (precept_node_child (node, names[i]) != NULL)
        touches |= TOUCHES_NAMES;
    }
  /* These are named by their own text. */
  if (precept_node_is (node, "governed-by") || precept_node_is (node, "definition"))
    touches |= TOUCHES_NAMES;
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      if (precept_content_element_is (node, front))
        touches |= TOUCHES_FRONT;
      /* Sentences of criteria are made from facts, codes and subjects elsewhere. */
      if (precept_node_is (node, "facts") || precept_node_is (node, "metadata") ||
          (precept_node_is (node, "billing-codes") && self->context.used_codes))
        touches |= TOUCHES_ALL;
    }

  return touches;
}

static void
update_front (PreceptContent *self)
{
  precept_content_front_build (&self->front, &self->context);
}

/* A change in a part without an id, which is an error, would be told as one of the guideline. */
static gboolean
has_unnamed_part (const xmlNode *root)
{
  static const char *const nameless[] = { "metadata", "review", "approvals", NULL };

  for (const xmlNode *part = precept_node_first_element (root); part != NULL; part = precept_node_next_element (part))
    {
      g_autofree char *id = precept_node_dup_attribute (part, "id");

      if (id == NULL && !precept_content_element_is (part, nameless))
        return TRUE;
    }

  return FALSE;
}

/* Only the guideline's own data changed, such as its title. */
static gboolean
is_front_only (PreceptContent *self,
               PreceptChange  *change)
{
  const xmlNode *node = change->ids[0] != NULL ? precept_document_find (self->document, change->ids[0]) : NULL;

  return !change->structural && node != NULL && change->ids[1] == NULL && precept_node_is (node, "guideline") &&
         !self->context.used_title && !has_unnamed_part (node);
}

static gboolean
is_year_stale (PreceptContent *self)
{
  g_autofree char *year = self->context.used_year ? precept_content_dup_code_year (&self->context) : NULL;

  return self->context.used_year && g_strcmp0 (year, self->context.code_year) != 0;
}

static gboolean
update_separately (PreceptContent *self,
                   PreceptChange  *change)
{
  g_autoptr (GPtrArray) stale = g_ptr_array_new_with_free_func (g_free);
  Touches touches = TOUCHES_TEXT;

  if (self->repeats || g_strv_length (change->ids) > MAX_SEPARATE_BLOCKS || is_year_stale (self))
    return FALSE;
  if (is_front_only (self, change))
    {
      update_front (self);
      return TRUE;
    }

  for (guint i = 0; change->ids[i] != NULL; i++)
    touches |= classify_change (self, change->ids[i]);
  if ((touches & TOUCHES_ALL) != 0)
    return FALSE;

  if (change->structural || (touches & TOUCHES_NAMES) != 0)
    {
      g_autoptr (GHashTable) before = g_steal_pointer (&self->context.numbers);
      g_autofree char *mandate = g_strdup (self->context.mandate_target);
      GHashTableIter   iter;
      gpointer         key;
      gpointer         value;

      precept_content_context_number (&self->context);
      if (g_strcmp0 (mandate, self->context.mandate_target) != 0)
        return FALSE;
      g_hash_table_iter_init (&iter, before);
      while (g_hash_table_iter_next (&iter, &key, &value))
        {
          gpointer now = g_hash_table_lookup (self->context.numbers, key);

          if (now != value && now != NULL)
            return FALSE;
        }
      if (!precept_content_context_find_stale (&self->context, stale) || stale->len > MAX_STALE_BLOCKS)
        return FALSE;
    }

  for (guint i = 0; change->ids[i] != NULL; i++)
    {
      if (!rebuild_block (self, change->ids[i]))
        return FALSE;
    }
  for (guint i = 0; i < stale->len; i++)
    {
      const char *id = g_ptr_array_index (stale, i);

      /* One that is gone printed it in vain. */
      touches |= precept_document_has_id (self->document, id) ? classify_change (self, id) : TOUCHES_TEXT;
      if ((touches & TOUCHES_ALL) != 0)
        return FALSE;
      if (precept_document_has_id (self->document, id) && !rebuild_block (self, id))
        return FALSE;
    }
  if (self->repeats)
    return FALSE;

  if ((touches & TOUCHES_FRONT) != 0)
    update_front (self);

  return TRUE;
}

static void
precept_content_finalize (GObject *object)
{
  PreceptContent *self = PRECEPT_CONTENT (object);

  g_clear_pointer (&self->slots, g_hash_table_unref);
  g_clear_pointer (&self->removed, g_hash_table_unref);
  g_clear_pointer (&self->root, free_slot);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  precept_content_front_clear (&self->front);
  precept_content_context_clear (&self->context);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (precept_content_parent_class)->finalize (object);
}

static void
precept_content_class_init (PreceptContentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = precept_content_finalize;
}

static void
precept_content_init (PreceptContent *self)
{
  self->slots = g_hash_table_new (g_str_hash, g_str_equal);
  self->removed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)precept_block_unref);
  precept_content_front_init (&self->front);
}

/**
 * precept_content_new:
 * @document: a guideline, which need not be valid
 *
 * Builds the content of a document.
 *
 * The document must outlive no one: a reference is held. It is not watched; call
 * [method@Content.update] after each change.
 *
 * Returns: (transfer full): the content
 */
PreceptContent *
precept_content_new (PreceptDocument *document)
{
  PreceptContent *self;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  self = g_object_new (PRECEPT_TYPE_CONTENT, NULL);
  self->document = g_object_ref (document);
  precept_content_context_init (&self->context, document);
  build_all (self);

  return self;
}

/**
 * precept_content_update:
 * @self: the content of a document
 * @change: (nullable): what changed in the document; %NULL: anything
 *
 * Builds again what a change touched.
 *
 * Blocks in which nothing changed stay the same pointers. What the getters gave
 * before may be gone, unless a reference is held.
 */
void
precept_content_update (PreceptContent *self,
                        PreceptChange  *change)
{
  g_return_if_fail (PRECEPT_IS_CONTENT (self));

  self->context.words = precept_words_get (precept_document_get_language (self->document));
  if (change == NULL || change->ids == NULL || change->ids[0] == NULL || !update_separately (self, change))
    build_all (self);
  g_hash_table_remove_all (self->removed);
}

const char *
precept_content_get_language (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return precept_document_get_language (self->document);
}

/**
 * precept_content_get_title:
 * @self: the content of a document
 *
 * Returns: (transfer none): the title as it prints: strong, but for a generic name in parentheses at its end
 */
PreceptText *
precept_content_get_title (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->front.title;
}

const char *
precept_content_get_publisher (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->front.publisher;
}

/**
 * precept_content_get_kind:
 * @self: the content of a document
 *
 * Returns: (transfer none): what the document calls itself, "Clinical guideline", in its language
 */
const char *
precept_content_get_kind (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return precept_content_get_word (self, "kind");
}

/**
 * precept_content_get_facts:
 * @self: the content of a document
 * @n_facts: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_facts): the facts of the first page
 *   in the order they are printed, none of them empty; until the next update
 */
const PreceptContentFact *
precept_content_get_facts (PreceptContent *self,
                           guint          *n_facts)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);
  g_return_val_if_fail (n_facts != NULL, NULL);

  *n_facts = self->front.facts->len;

  return (const PreceptContentFact *)self->front.facts->data;
}

/**
 * precept_content_get_coverage:
 * @self: the content of a document
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_rows): each indication with its
 *   determination, all other uses last; until the next update
 */
const PreceptContentCoverage *
precept_content_get_coverage (PreceptContent *self,
                              guint          *n_rows)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);
  g_return_val_if_fail (n_rows != NULL, NULL);

  *n_rows = self->front.coverage->len;

  return (const PreceptContentCoverage *)self->front.coverage->data;
}

/**
 * precept_content_get_blocks:
 * @self: the content of a document
 *
 * Returns: (transfer none) (element-type PreceptBlock): its parts, in the order they print
 */
GPtrArray *
precept_content_get_blocks (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->blocks;
}

/**
 * precept_content_find:
 * @self: the content of a document
 * @id: the id of an element
 *
 * Returns: (transfer none) (nullable): the block of that element, or %NULL where none prints it
 */
PreceptBlock *
precept_content_find (PreceptContent *self,
                      const char     *id)
{
  Slot *slot;

  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  slot = g_hash_table_lookup (self->slots, id);

  return slot != NULL ? slot->block : NULL;
}

/**
 * precept_content_is_draft:
 * @self: the content of a document
 *
 * Returns: whether it prints as a draft. The status word alone approves nothing
 */
gboolean
precept_content_is_draft (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), TRUE);

  return TRUE;
}

/**
 * precept_content_is_retired:
 * @self: the content of a document
 *
 * Returns: whether its status says that the guideline is no longer in effect. One that was never approved is a draft as well
 */
gboolean
precept_content_is_retired (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), FALSE);

  return self->front.is_retired;
}

const char *
precept_content_get_policy_number (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->front.policy_number;
}

const char *
precept_content_get_version (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->front.version;
}

/**
 * precept_content_get_keywords:
 * @self: the content of a document
 *
 * Returns: (transfer none) (nullable): the words by which the guideline can be found, with ", " between them
 */
const char *
precept_content_get_keywords (PreceptContent *self)
{
  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);

  return self->front.keywords != NULL && *self->front.keywords != '\0' ? self->front.keywords : NULL;
}

/**
 * precept_content_get_word:
 * @self: the content of a document
 * @key: a key of the group "page" of data/language/en.ini
 *
 * Returns: (transfer none): words that the layout prints, in the document's language
 */
const char *
precept_content_get_word (PreceptContent *self,
                          const char     *key)
{
  const char *word;

  g_return_val_if_fail (PRECEPT_IS_CONTENT (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  word = precept_words_lookup (self->context.words, "page", key);
  g_return_val_if_fail (word != NULL, key);

  return word;
}
