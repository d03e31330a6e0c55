/* precept-import-blocks.c: paragraphs, lists and tables to elements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

PreceptImportSpan
precept_import_span_slice (PreceptImportSpan span, guint start, guint end)
{
  PreceptImportSpan slice = { span.items + start, end - start };

  g_assert (start <= end && end <= span.n);

  return slice;
}

PreceptImportBlock *
precept_import_span_at (PreceptImportSpan span, guint i)
{
  return i < span.n ? span.items[i] : NULL;
}

char *
precept_import_span_dup_text (PreceptImportSpan span)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < span.n; i++)
    if (span.items[i]->text != NULL)
      g_string_append_printf (text, "%s\n", span.items[i]->text);

  return g_string_free (text, FALSE);
}

xmlNode *
precept_import_add (PreceptImportBuilder *self, xmlNode *parent, const char *name)
{
  xmlNode *node = xmlNewDocNode (parent->doc, self->ns, BAD_CAST name, NULL);

  return xmlAddChild (parent, node);
}

xmlNode *
precept_import_add_inline (PreceptImportBuilder *self, xmlNode *parent, const char *name, const char *raw)
{
  xmlNode *node = precept_import_add (self, parent, name);

  precept_import_append_inline (node, raw, self->tables);

  return node;
}

/* @value may be NULL: then nothing is set. */
void
precept_import_set (xmlNode *node, const char *name, const char *value)
{
  if (value != NULL)
    xmlSetProp (node, BAD_CAST name, BAD_CAST value);
}

/* The title of a part, and the mark of a state mandate at its end as the part's attribute. */
void
precept_import_add_title (PreceptImportBuilder *self, xmlNode *parent, const char *raw)
{
  gboolean         mandate;
  g_autofree char *text = precept_import_heading_take_mandate (raw, &mandate);
  gsize            length = strlen (text);

  if (mandate)
    precept_import_set (parent, "mandate", "yes");
  if (length > 1 && text[length - 1] == ':')
    text[length - 1] = '\0';
  if (length > 4 && g_str_has_prefix (text, "**") && strstr (text + 2, "**") == text + strlen (text) - 2)
    {
      g_autofree char *inner = g_strndup (text + 2, strlen (text) - 4);

      if (g_str_has_suffix (inner, ":"))
        inner[strlen (inner) - 1] = '\0';
      precept_import_add_inline (self, parent, "title", inner);
      return;
    }
  precept_import_add_inline (self, parent, "title", text);
}

/* Whether an item can't be the next one of a list, as its labels are counted. */
static gboolean
begins_list (const PreceptImportBlock *item, const PreceptImportBlock *last)
{
  if (item->numbered != last->numbered)
    return TRUE;

  return item->numbered && (item->value != last->value + 1 || item->style != last->style ||
                            (item->marker[0] == '(') != (last->marker[0] == '(') ||
                            g_str_has_suffix (item->marker, ")") != g_str_has_suffix (last->marker, ")"));
}

/* How the numbers of a list are written, where that is not as "1." */
static void
set_numbering (xmlNode *list, const PreceptImportBlock *first)
{
  g_autofree char *start = g_strdup_printf ("%u", first->value);

  precept_import_set (list, "kind", first->numbered ? "number" : "bullet");
  if (!first->numbered)
    return;

  if (first->style != '1')
    precept_import_set (list, "numbering", first->style == 'A' ? "upper-alpha" : first->style == 'a' ? "lower-alpha"
                                                                               : first->style == 'I' ? "upper-roman"
                                                                                                     : "lower-roman");
  if (g_str_has_suffix (first->marker, ")"))
    precept_import_set (list, "punctuation", first->marker[0] == '(' ? "parentheses" : "parenthesis");
  if (first->value > 1)
    precept_import_set (list, "start", start);
}

/* Adds the list that begins at @i, and returns where it ends. */
static guint
add_list (PreceptImportBuilder *self, xmlNode *parent, PreceptImportSpan span, guint i)
{
  PreceptImportBlock *first = span.items[i];
  PreceptImportBlock *last = NULL;
  guint               depth = first->depth;
  xmlNode            *list = precept_import_add (self, parent, "list");
  xmlNode            *item = NULL;

  set_numbering (list, first);
  while (i < span.n)
    {
      PreceptImportBlock *block = span.items[i];

      if (block->kind == PRECEPT_IMPORT_ITEM && block->depth == depth)
        {
          if (last != NULL && begins_list (block, last))
            break;
          item = precept_import_add (self, list, "item");
          precept_import_add_inline (self, item, "p", block->text);
          last = block;
          i++;
        }
      else if (block->kind == PRECEPT_IMPORT_ITEM && block->depth > depth)
        i = add_list (self, item, span, i);
      else if (block->kind == PRECEPT_IMPORT_PARAGRAPH && block->depth > depth)
        {
          precept_import_add_inline (self, item, "p", block->text);
          i++;
        }
      else
        break;
    }

  return i;
}

/* Gives a table the id that references to “Table 1” use. */
void
precept_import_name_table (PreceptImportBuilder *self, xmlNode *node, PreceptImportBlock *block)
{
  guint            number = block->number;
  g_autofree char *id = NULL;

  if (number == 0 || g_hash_table_contains (self->taken, GUINT_TO_POINTER (number)))
    {
      number = 1;
      while (g_hash_table_contains (self->tables, GUINT_TO_POINTER (number)) || g_hash_table_contains (self->taken, GUINT_TO_POINTER (number)))
        number++;
    }
  g_hash_table_add (self->taken, GUINT_TO_POINTER (number));
  id = g_strdup_printf ("table-%u", number);
  precept_import_set (node, "id", id);
}

static guint
count_cells (const PreceptImportRow *row)
{
  guint n = g_strv_length (row->cells);

  while (n > 0 && row->cells[n - 1][0] == '\0')
    n--;

  return n;
}

/* Whether the first row names the columns: marked text, or words above numbers. */
static gboolean
has_header (const PreceptImportBlock *block)
{
  PreceptImportRow *first = g_ptr_array_index (block->rows, 0);
  gboolean          marked = TRUE;
  gboolean          digits = FALSE;
  guint             n_digits = 0;

  for (guint i = 0; first->cells[i] != NULL; i++)
    {
      const char *cell = first->cells[i];

      marked = marked && (cell[0] == '\0' || cell[0] == '*' || cell[0] == '<');
      digits = digits || strpbrk (cell, "0123456789") != NULL;
    }
  for (guint i = 1; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);
      g_autofree char  *text = g_strjoinv (" ", row->cells);

      n_digits += strpbrk (text, "0123456789") != NULL ? 1 : 0;
    }

  return block->rows->len > 1 && (marked || (!digits && n_digits * 2 >= block->rows->len - 1));
}

static void
add_row (PreceptImportBuilder *self, xmlNode *table, const PreceptImportRow *row, guint n_columns, gboolean header)
{
  xmlNode *node = precept_import_add (self, table, "row");
  guint    n = count_cells (row);

  if (n == 1 && n_columns > 1 && n_columns < 1000)
    {
      xmlNode         *cell = precept_import_add (self, node, "cell");
      g_autofree char *span = g_strdup_printf ("%u", n_columns);

      precept_import_set (cell, "colspan", span);
      precept_import_add_inline (self, cell, "p", row->cells[0]);
      return;
    }
  for (guint i = 0; i < n_columns; i++)
    {
      xmlNode *cell = precept_import_add (self, node, "cell");

      if (header)
        precept_import_set (cell, "header", "yes");
      if (i < n && row->cells[i][0] != '\0')
        precept_import_add_inline (self, cell, "p", row->cells[i]);
    }
}

static void
add_table (PreceptImportBuilder *self, xmlNode *parent, PreceptImportBlock *block)
{
  xmlNode *table = precept_import_add (self, parent, "table");
  guint    n_columns = 1;
  gboolean header = has_header (block);

  precept_import_name_table (self, table, block);
  if (block->captions->len > 0)
    {
      g_autofree char *caption = precept_import_block_dup_captions (block);

      precept_import_add_inline (self, table, "caption", caption);
    }
  for (guint i = 0; i < block->rows->len; i++)
    n_columns = MAX (n_columns, count_cells (g_ptr_array_index (block->rows, i)));
  for (guint i = 0; i < block->rows->len; i++)
    add_row (self, table, g_ptr_array_index (block->rows, i), n_columns, header && i == 0);
}

/* Adds @span as blocks. A heading in it becomes a strong paragraph. */
void
precept_import_add_blocks (PreceptImportBuilder *self, xmlNode *parent, PreceptImportSpan span)
{
  for (guint i = 0; i < span.n;)
    {
      PreceptImportBlock *block = span.items[i];

      switch (block->kind)
        {
        case PRECEPT_IMPORT_ITEM:
          i = add_list (self, parent, span, i);
          continue;
        case PRECEPT_IMPORT_TABLE:
          add_table (self, parent, block);
          break;
        case PRECEPT_IMPORT_HEADING:
          {
            xmlNode *p = precept_import_add (self, parent, "p");

            precept_import_add_inline (self, p, "strong", block->text);
            break;
          }
        case PRECEPT_IMPORT_PARAGRAPH:
        default:
          precept_import_add_inline (self, parent, "p", block->text);
          break;
        }
      i++;
    }
}
