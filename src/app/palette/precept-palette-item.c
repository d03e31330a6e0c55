/* precept-palette-item.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-palette-item.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-prose-line.h"

#define MAX_FUZZY_BYTES 60 /* in a longer text any letters are found in some order */

/**
 * PreceptPaletteItem:
 *
 * A part, a heading, a definition, a code, a reference or a command, by its name.
 */
struct _PreceptPaletteItem
{
  GObject parent_instance;

  PreceptPaletteKind kind;
  char              *title;    /* owned */
  char              *detail;   /* owned */
  char              *part_key; /* owned, or NULL */
  char              *target;   /* owned, or NULL */
  char              *folded;   /* owned; what words are looked for in */
};

G_DEFINE_FINAL_TYPE (PreceptPaletteItem, precept_palette_item, G_TYPE_OBJECT)

static void
precept_palette_item_finalize (GObject *object)
{
  PreceptPaletteItem *self = PRECEPT_PALETTE_ITEM (object);

  g_free (self->title);
  g_free (self->detail);
  g_free (self->part_key);
  g_free (self->target);
  g_free (self->folded);
  G_OBJECT_CLASS (precept_palette_item_parent_class)->finalize (object);
}

static void
precept_palette_item_class_init (PreceptPaletteItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_palette_item_finalize;
}

static void
precept_palette_item_init (PreceptPaletteItem *self)
{
}

/* Without case and accents. */
static char *
fold (const char *text)
{
  g_autofree char *whole = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autoptr (GString) bare = g_string_new (NULL);

  for (const char *at = whole; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_ismark (character))
        g_string_append_unichar (bare, character);
    }
  return g_utf8_casefold (bare->str, -1);
}

PreceptPaletteItem *
precept_palette_item_new (PreceptPaletteKind kind, const char *title, const char *detail, const char *part_key, const char *target)
{
  PreceptPaletteItem *self = g_object_new (PRECEPT_TYPE_PALETTE_ITEM, NULL);

  self->kind = kind;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  self->part_key = g_strdup (part_key);
  self->target = g_strdup (target);
  self->folded = fold (title);
  return self;
}

PreceptPaletteKind
precept_palette_item_get_kind (PreceptPaletteItem *self)
{
  return self->kind;
}

const char *
precept_palette_item_get_title (PreceptPaletteItem *self)
{
  return self->title;
}

const char *
precept_palette_item_get_detail (PreceptPaletteItem *self)
{
  return self->detail;
}

const char *
precept_palette_item_get_part_key (PreceptPaletteItem *self)
{
  return self->part_key;
}

const char *
precept_palette_item_get_target (PreceptPaletteItem *self)
{
  return self->target;
}

/* What a guideline has. */

static const char *
get_string (PreceptText *text)
{
  return text != NULL ? precept_text_get_string (text) : "";
}

static void
add_text (GString *words, PreceptBlock *block)
{
  if (block->text != NULL)
    g_string_append_printf (words, "%s%s", words->len > 0 ? " " : "", precept_text_get_string (block->text));
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_text (words, g_ptr_array_index (block->children, i));
}

static void
add_item (GPtrArray *items, PreceptPaletteKind kind, PreceptBlock *block, const char *first, const char *second, const char *detail, const char *part_key)
{
  g_autofree char *title = *first != '\0' && *second != '\0' ? g_strdup_printf ("%s  %s", first, second) : g_strconcat (first, second, NULL);

  if (block->id != NULL && *title != '\0')
    g_ptr_array_add (items, precept_palette_item_new (kind, title, detail, part_key, block->id));
}

/* "J1304  Injection, tofersen, 1 mg" */
static void
add_codes (GPtrArray *items, PreceptBlock *table, const char *part_key)
{
  for (guint i = 0; table->children != NULL && i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);
      g_autoptr (GString) code = g_string_new (NULL);
      g_autoptr (GString) rest = g_string_new (NULL);

      if (row->kind != PRECEPT_BLOCK_ROW || row->is_header || row->children == NULL)
        continue;
      for (guint j = 0; j < row->children->len; j++)
        add_text (j == 0 ? code : rest, g_ptr_array_index (row->children, j));
      add_item (items, PRECEPT_PALETTE_CODE, row, code->str, rest->str, get_string (table->label), part_key);
    }
}

static void
add_block (GPtrArray *items, PreceptBlock *block, const char *part_key, const char *part_title)
{
  switch (block->kind)
    {
    case PRECEPT_BLOCK_SECTION:
    case PRECEPT_BLOCK_TOPIC:
    case PRECEPT_BLOCK_REQUEST:
      add_item (items, PRECEPT_PALETTE_HEADING, block, get_string (block->text), "", part_title, part_key);
      break;
    case PRECEPT_BLOCK_INDICATION:
      add_item (items, PRECEPT_PALETTE_INDICATION, block, get_string (block->text), "", _ ("Indication"), part_key);
      break;
    case PRECEPT_BLOCK_DEFINITION:
      add_item (items, PRECEPT_PALETTE_DEFINITION, block, get_string (block->label), "", _ ("Definition"), part_key);
      break;
    case PRECEPT_BLOCK_REFERENCE:
      add_item (items, PRECEPT_PALETTE_REFERENCE, block, get_string (block->label), get_string (block->text), _ ("Reference"), part_key);
      return;
    case PRECEPT_BLOCK_TABLE:
      add_item (items, PRECEPT_PALETTE_TABLE, block, get_string (block->label), get_string (block->text), part_title, part_key);
      if (block->table_kind == PRECEPT_TABLE_CODES)
        add_codes (items, block, part_key);
      return;
    case PRECEPT_BLOCK_DISCLAIMER:
    case PRECEPT_BLOCK_PARAGRAPH:
    case PRECEPT_BLOCK_LIST:
    case PRECEPT_BLOCK_ITEM:
    case PRECEPT_BLOCK_FINDING:
    case PRECEPT_BLOCK_NOTE:
    case PRECEPT_BLOCK_FIGURE:
    case PRECEPT_BLOCK_ROW:
    case PRECEPT_BLOCK_CELL:
    case PRECEPT_BLOCK_LIMITS:
    case PRECEPT_BLOCK_LIMIT:
    case PRECEPT_BLOCK_NOTICE:
    default:
      break;
    }
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    add_block (items, g_ptr_array_index (block->children, i), part_key, part_title);
}

/**
 * precept_palette_items_new:
 * @content: a guideline
 *
 * Lists what can be gone to in a guideline.
 *
 * Returns: (transfer full) (element-type PreceptPaletteItem): the list
 */
GPtrArray *
precept_palette_items_new (PreceptContent *content)
{
  GPtrArray *parts = precept_content_get_blocks (content);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, precept_palette_item_new (PRECEPT_PALETTE_PART, _ ("Overview"), _ ("Part"), "overview", NULL));
  for (guint i = 0; i < parts->len; i++)
    {
      PreceptBlock    *part = g_ptr_array_index (parts, i);
      g_autofree char *key = precept_prose_dup_part_key (part, i);
      const char      *title = get_string (part->text);

      g_ptr_array_add (items, precept_palette_item_new (PRECEPT_PALETTE_PART, *title != '\0' ? title : _ ("Untitled"), _ ("Part"), key, NULL));
      for (guint j = 0; part->children != NULL && j < part->children->len; j++)
        add_block (items, g_ptr_array_index (part->children, j), key, title);
    }
  return items;
}

/* Finding. */

static gboolean
is_word_start (const char *text, const char *at)
{
  return at == text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* Whether the letters of @word come in this order from the start of a word on. */
static gboolean
has_letters (const char *text, const char *word)
{
  const char *first = g_utf8_strchr (text, -1, g_utf8_get_char (word));

  while (first != NULL && !is_word_start (text, first))
    first = g_utf8_strchr (g_utf8_next_char (first), -1, g_utf8_get_char (word));
  if (first == NULL)
    return FALSE;
  text = first;
  for (; *word != '\0'; word = g_utf8_next_char (word))
    {
      text = g_utf8_strchr (text, -1, g_utf8_get_char (word));
      if (text == NULL)
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

/* How well a word fits; 0: not at all. */
static int
match_word (const char *text, const char *word)
{
  const char *at = strstr (text, word);

  if (at == NULL)
    return strlen (word) >= 3 && strlen (text) <= MAX_FUZZY_BYTES && has_letters (text, word) ? 5 : 0;
  if (at == text)
    return 100;
  for (; at != NULL; at = strstr (at + 1, word))
    {
      if (is_word_start (text, at))
        return 60;
    }
  return 30;
}

static int
match (PreceptPaletteItem *item, char **words)
{
  static const int for_kind[] = { 24, 18, 16, 12, 10, 4, 0, 14 };
  int              score = for_kind[item->kind];

  for (guint i = 0; words[i] != NULL; i++)
    {
      int of_word = *words[i] != '\0' ? match_word (item->folded, words[i]) : 1;

      if (of_word == 0)
        return 0;
      score += of_word;
    }
  return score;
}

typedef struct
{
  PreceptPaletteItem *item;
  int                 score;
  guint               order;
} Match;

static int
compare_matches (gconstpointer a, gconstpointer b)
{
  const Match *first = a, *second = b;

  if (first->score != second->score)
    return second->score - first->score;
  return first->order < second->order ? -1 : first->order > second->order;
}

/**
 * precept_palette_items_find:
 * @items: (element-type PreceptPaletteItem): all there are
 * @query: words, in any order; the beginning of each is enough
 * @most: how many to give back at most
 *
 * Finds things by words of their name, without regard to case and accents. A short name is also found by some of its
 * letters. An empty @query finds everything, headings first.
 *
 * Returns: (transfer full) (element-type PreceptPaletteItem): what was found, the best first
 */
GPtrArray *
precept_palette_items_find (GPtrArray *items, const char *query, guint most)
{
  g_autofree char *folded = fold (query);
  g_auto (GStrv) words = g_strsplit_set (g_strstrip (folded), " \t", -1);
  g_autoptr (GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      Match at = { g_ptr_array_index (items, i), 0, i };

      at.score = words[0] != NULL ? match (at.item, words) : at.item->kind <= PRECEPT_PALETTE_INDICATION ? 2
                                                                                                         : 1;
      if (at.score > 0)
        g_array_append_val (matches, at);
    }
  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < MIN (matches->len, most); i++)
    g_ptr_array_add (found, g_object_ref (g_array_index (matches, Match, i).item));
  return found;
}
