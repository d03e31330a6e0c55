/* precept-content-table.c: tables: the author's own, of codes, of the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-code-format.h"
#include "precept-document-tree.h"

static PreceptBlock *
new_cell (PreceptBlock *child)
{
  PreceptBlock *cell = precept_block_new (PRECEPT_BLOCK_CELL);

  if (child != NULL)
    precept_block_add (cell, child);

  return cell;
}

static PreceptBlock *
new_head (PreceptContentContext *self,
          const char *const     *columns)
{
  PreceptBlock *row = precept_block_new (PRECEPT_BLOCK_ROW);

  row->is_header = TRUE;
  for (guint i = 0; columns[i] != NULL; i++)
    {
      const char   *words = precept_words_lookup (self->words, "page", columns[i]);
      PreceptBlock *cell = new_cell (precept_content_new_paragraph (g_strdup (words)));

      cell->is_header = TRUE;
      precept_block_add (row, cell);
    }

  return row;
}

/* Caption, and number where it has one. */
static void
set_caption (PreceptContentContext *self,
             PreceptBlock          *block,
             const xmlNode         *element)
{
  const xmlNode *caption = precept_node_child (element, "caption");
  guint          number = block->id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, block->id)) : 0;

  if (caption != NULL)
    {
      block->text = precept_content_build_inline (self, caption);
      block->path = precept_document_dup_path (self->document, caption);
    }
  if (number > 0)
    {
      g_autofree char *digits = g_strdup_printf ("%u", number);
      g_autofree char *label = precept_words_fill (self->words, "text", "table", "number", digits, NULL);

      block->label = precept_text_new (label);
    }
}

PreceptBlock *
precept_content_build_table (PreceptContentContext *self,
                             const xmlNode         *element)
{
  PreceptBlock *block = precept_block_new (PRECEPT_BLOCK_TABLE);

  block->id = precept_node_dup_attribute (element, "id");
  set_caption (self, block, element);
  precept_content_append_blocks (self, block, element);

  return block;
}

static gboolean
is_header_cell (const xmlNode *cell)
{
  g_autofree char *value = precept_node_dup_attribute (cell, "header");

  return g_strcmp0 (value, "yes") == 0;
}

/* Rows at the top of a table in which every cell is a header are the table's head. */
static gboolean
is_head (const xmlNode *row)
{
  gboolean has_cell = FALSE;

  for (; row != NULL; row = row->prev)
    {
      if (!precept_node_is (row, "row"))
        continue;
      for (const xmlNode *cell = precept_node_first_element (row); cell != NULL; cell = precept_node_next_element (cell))
        {
          if (!is_header_cell (cell))
            return FALSE;
          has_cell = TRUE;
        }
    }

  return has_cell;
}

PreceptBlock *
precept_content_build_row (PreceptContentContext *self,
                           const xmlNode         *element)
{
  PreceptBlock *block = precept_block_new (PRECEPT_BLOCK_ROW);

  block->id = precept_node_dup_attribute (element, "id");
  block->is_header = is_head (element);
  precept_content_append_blocks (self, block, element);

  return block;
}

static guint
get_span (const xmlNode *cell,
          const char    *name)
{
  g_autofree char *value = precept_node_dup_attribute (cell, name);
  guint64          span;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, 1000, &span, NULL))
    return 1;

  return span;
}

PreceptBlock *
precept_content_build_cell (PreceptContentContext *self,
                            const xmlNode         *element)
{
  PreceptBlock *block = precept_block_new (PRECEPT_BLOCK_CELL);

  block->id = precept_node_dup_attribute (element, "id");
  block->is_header = is_header_cell (element);
  block->column_span = get_span (element, "colspan");
  block->row_span = get_span (element, "rowspan");
  precept_content_append_blocks (self, block, element);

  return block;
}

/* A table of codes */

static char *
dup_code (PreceptContentContext *self,
          const xmlNode         *code)
{
  g_autofree char *value = precept_node_dup_attribute (code, "value");
  g_autofree char *through = precept_node_dup_attribute (code, "through");

  if (through != NULL && *through != '\0')
    return precept_words_fill (self->words, "text", "code-range", "first", value != NULL ? value : "", "last", through, NULL);

  return value != NULL ? g_steal_pointer (&value) : g_strdup ("");
}

PreceptBlock *
precept_content_build_code (PreceptContentContext *self,
                            const xmlNode         *element)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_ROW);
  PreceptBlock    *description = new_cell (NULL);
  const xmlNode   *text = precept_node_child (element, "description");
  g_autofree char *system = precept_node_dup_attribute (element, "system");
  g_autofree char *only_with = precept_node_dup_attribute (element, "only-with");

  block->id = precept_node_dup_attribute (element, "id");
  precept_block_add (block, new_cell (precept_content_new_paragraph (dup_code (self, element))));
  precept_block_add (block, new_cell (precept_content_new_paragraph (g_strdup (system != NULL ? precept_words_name (self->words, "code-system", system) : ""))));
  precept_block_add (block, description);

  if (text != NULL)
    {
      PreceptBlock *paragraph = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);

      paragraph->text = precept_content_build_inline (self, text);
      paragraph->path = precept_document_dup_path (self->document, text);
      precept_block_add (description, paragraph);
    }
  if (only_with != NULL && *only_with != '\0')
    precept_block_add (description,
                       precept_content_new_paragraph (precept_words_fill (self->words, "text", "only-with", "code", only_with, NULL)));

  /* What else it holds, a note above all, stands with the description without a bar of its own. */
  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "note"))
        precept_content_append_blocks (self, description, child);
    }

  return block;
}

/* The American Medical Association wants its notice wherever its codes print. */

static gboolean
is_cpt (const xmlNode *code)
{
  g_autofree char *system = precept_node_dup_attribute (code, "system");
  g_autofree char *only_with = precept_node_dup_attribute (code, "only-with");

  return g_strcmp0 (system, "CPT") == 0 || (only_with != NULL && precept_code_format_matches ("CPT", only_with));
}

/**
 * precept_content_wants_cpt_notice:
 * @code_table: a table of codes
 *
 * Returns: whether it prints a CPT code
 */
gboolean
precept_content_wants_cpt_notice (const xmlNode *code_table)
{
  for (const xmlNode *child = precept_node_first_element (code_table); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code") && is_cpt (child))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_year (const char *date)
{
  return date != NULL && strspn (date, "0123456789") == 4 && date[4] == '-' ? g_strndup (date, 4) : NULL;
}

/**
 * precept_content_dup_code_year:
 * @self: the context
 *
 * Returns: (transfer full) (nullable): the year of the codes: that in which the guideline takes effect, or else was
 *   reviewed, or was changed last; %NULL where it says nothing of the kind
 */
char *
precept_content_dup_code_year (PreceptContentContext *self)
{
  static const char *const names[] = { "effective", "last-review" };
  const xmlNode           *root = precept_document_get_root (self->document);
  const xmlNode           *metadata = precept_node_child (root, "metadata");
  const xmlNode           *history = precept_node_child (root, "history");
  g_autofree char         *newest = NULL;

  for (guint i = 0; metadata != NULL && i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *date = precept_node_dup_child_text (metadata, names[i]);
      g_autofree char *year = dup_year (date);

      if (year != NULL)
        return g_steal_pointer (&year);
    }

  for (const xmlNode *child = history != NULL ? precept_node_first_element (history) : NULL; child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *date = precept_node_dup_attribute (child, "on");
      g_autofree char *year = dup_year (date);

      if (year != NULL && g_strcmp0 (year, newest) > 0)
        {
          g_free (newest);
          newest = g_steal_pointer (&year);
        }
    }

  return g_steal_pointer (&newest);
}

/**
 * precept_content_build_cpt_notice:
 * @self: the context
 *
 * Returns: (transfer full): the notice of the holder of CPT
 */
PreceptBlock *
precept_content_build_cpt_notice (PreceptContentContext *self)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_NOTICE);
  g_autofree char *year = precept_content_dup_code_year (self);
  g_autofree char *words = precept_words_fill (self->words, "text", year != NULL ? "cpt-notice" : "cpt-notice-undated",
                                               "year", year != NULL ? year : "", NULL);

  block->text = precept_text_new (words);
  block->label = year != NULL ? precept_text_new (year) : NULL;
  self->used_year = TRUE;
  g_free (self->code_year);
  self->code_year = g_steal_pointer (&year);

  return block;
}

PreceptBlock *
precept_content_build_code_table (PreceptContentContext *self,
                                  const xmlNode         *element)
{
  static const char *const columns[] = { "column-code", "column-system", "column-description", NULL };
  PreceptBlock            *block = precept_block_new (PRECEPT_BLOCK_TABLE);
  g_autofree char         *subjects = precept_content_dup_subjects (self, element);
  g_autofree char         *mandate = precept_node_dup_attribute (element, "mandate");

  block->id = precept_node_dup_attribute (element, "id");
  block->table_kind = PRECEPT_TABLE_CODES;
  set_caption (self, block, element);
  if (subjects != NULL)
    {
      g_autofree char *words = precept_words_fill (self->words, "text", "for-subjects", "subjects", subjects, NULL);

      if (block->text == NULL)
        block->text = precept_text_new (NULL);
      if (precept_text_get_length (block->text) > 0)
        precept_text_append (block->text, " ", 0, NULL);
      precept_text_append (block->text, words, 0, NULL);
    }
  if (g_strcmp0 (mandate, "yes") == 0)
    {
      if (block->text == NULL)
        block->text = precept_text_new (NULL);
      precept_content_append_mandate (self, block->text);
    }
  precept_block_add (block, new_head (self, columns));
  precept_content_append_blocks (self, block, element);
  if (precept_content_wants_cpt_notice (element))
    precept_block_add (block, precept_content_build_cpt_notice (self));

  return block;
}

/* The history */

typedef struct
{
  const xmlNode *element;
  char          *on; /* "" where it is missing */
  guint          position;
} Event;

static void
clear_event (gpointer data)
{
  g_free (((Event *)data)->on);
}

static int
compare_events (gconstpointer a,
                gconstpointer b)
{
  const Event *event_a = a;
  const Event *event_b = b;
  int          order;

  if (precept_node_is (event_a->element, "original") != precept_node_is (event_b->element, "original"))
    return precept_node_is (event_a->element, "original") ? 1 : -1;

  order = strcmp (event_b->on, event_a->on);
  if (order != 0)
    return order;

  /* Of one day, or without a date: what was written later is newer. */
  return (event_a->position < event_b->position) - (event_a->position > event_b->position);
}

static PreceptBlock *
build_event (PreceptContentContext *self,
             const Event           *event)
{
  PreceptBlock    *row = precept_block_new (PRECEPT_BLOCK_ROW);
  PreceptBlock    *change = new_cell (NULL);
  g_autofree char *version = precept_node_dup_attribute (event->element, "version");
  g_autofree char *kind = precept_node_dup_attribute (event->element, "kind");

  row->id = precept_node_dup_attribute (event->element, "id");
  precept_content_append_blocks (self, change, event->element);
  if (change->children == NULL)
    {
      if (precept_node_is (event->element, "original"))
        kind = (g_free (kind), g_strdup ("original"));
      if (kind != NULL)
        precept_block_add (change, precept_content_new_paragraph (g_strdup (precept_words_name (self->words, "text", kind))));
    }

  precept_block_add (row, new_cell (precept_content_new_paragraph (precept_words_format_date (self->words, event->on))));
  precept_block_add (row, new_cell (precept_content_new_paragraph (g_strdup (version != NULL ? version : ""))));
  precept_block_add (row, change);

  return row;
}

/**
 * precept_content_build_history:
 * @self: the context
 * @element: the history
 *
 * Returns: (transfer full): its table, newest first, the original last
 */
PreceptBlock *
precept_content_build_history (PreceptContentContext *self,
                               const xmlNode         *element)
{
  static const char *const columns[] = { "column-date", "column-version", "column-change", NULL };
  PreceptBlock            *table = precept_block_new (PRECEPT_BLOCK_TABLE);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));

  g_array_set_clear_func (events, clear_event);
  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      Event event = { child, NULL, events->len };

      if (!precept_node_is (child, "original") && !precept_node_is (child, "revision"))
        continue;
      event.on = precept_node_dup_attribute (child, "on");
      if (event.on == NULL)
        event.on = g_strdup ("");
      g_array_append_val (events, event);
    }
  g_array_sort (events, compare_events);

  table->table_kind = PRECEPT_TABLE_HISTORY;
  precept_block_add (table, new_head (self, columns));
  for (guint i = 0; i < events->len; i++)
    precept_block_add (table, build_event (self, &g_array_index (events, Event, i)));

  return table;
}
