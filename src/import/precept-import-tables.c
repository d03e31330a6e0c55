/* precept-import-tables.c: captions of tables, tables that pages split, and tables of codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define MAX_CAPTIONS 3

static guint
count_filled (const PreceptImportRow *row)
{
  guint n = 0;

  for (guint i = 0; row->cells[i] != NULL; i++)
    n += row->cells[i][0] != '\0' ? 1 : 0;

  return n;
}

static const char *
first_filled (const PreceptImportRow *row)
{
  for (guint i = 0; row->cells[i] != NULL; i++)
    if (row->cells[i][0] != '\0')
      return row->cells[i];

  return "";
}

/* "Table 2: words" to 2 and "words"; 0: it is no label. */
static guint
read_label (const char *text, char **rest)
{
  g_autofree char *plain = precept_import_dup_plain (text);
  const char      *p = plain;
  guint64          number;
  char            *end;

  if (g_ascii_strncasecmp (p, "table ", 6) != 0 || !g_ascii_isdigit (p[6]))
    return 0;
  number = g_ascii_strtoull (p + 6, &end, 10);
  if (number == 0 || number > 999 || g_ascii_isalnum (*end))
    return 0;
  if (*end == '.' && g_ascii_isdigit (end[1]))
    return 0;

  /* The marks of what follows are kept, where the label itself has none. */
  if (strncmp (text, plain, (gsize)(end - plain)) == 0)
    p = text + (end - plain);
  else
    p = end;
  while (*p != '\0' && (strchr (" \t.:", *p) != NULL || strncmp (p, "\342\200\223", 3) == 0 || strncmp (p, "- ", 2) == 0))
    p += *p == '\342' ? 3 : 1;
  *rest = g_strdup (p);

  return (guint)number;
}

/* Takes the rows of one cell above the columns as label and caption. */
static void
peel_captions (PreceptImportBlock *table)
{
  guint n = 0;

  while (n < MAX_CAPTIONS && n + 1 < table->rows->len && count_filled (precept_import_block_row (table, n)) <= 1)
    {
      PreceptImportRow *row = precept_import_block_row (table, n);
      const char       *text = first_filled (row);
      g_autofree char  *rest = NULL;
      guint             number = table->number == 0 && table->captions->len == 0 ? read_label (text, &rest) : 0;

      if (number > 0)
        {
          table->number = number;
          if (rest[0] != '\0')
            g_ptr_array_add (table->captions, g_steal_pointer (&rest));
        }
      else if (text[0] != '\0')
        g_ptr_array_add (table->captions, g_strdup (text));
      n++;
    }
  if (n > 0)
    g_ptr_array_remove_range (table->rows, 0, n);
}

static gboolean
has_columns (const PreceptImportBlock *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    if (count_filled (precept_import_block_row (table, i)) > 1)
      return TRUE;

  return FALSE;
}

/* Lines that only end in a tab are paragraphs. */
static void
turn_into_paragraphs (GPtrArray *blocks, guint at)
{
  PreceptImportBlock *table = g_ptr_array_steal_index (blocks, at);
  guint               n = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      PreceptImportRow   *row = precept_import_block_row (table, i);
      PreceptImportBlock *block;

      if (first_filled (row)[0] == '\0')
        continue;
      block = precept_import_block_new (PRECEPT_IMPORT_PARAGRAPH, first_filled (row), row->line);
      block->gap = n == 0 && table->gap;
      block->page = n == 0 && table->page;
      g_ptr_array_insert (blocks, (int)(at + n++), block);
    }
  precept_import_block_free (table);
}

static char *
strip_continued (const char *text)
{
  g_autofree char *plain = precept_import_dup_plain (text);
  g_autofree char *lower = g_utf8_strdown (plain, -1);
  char            *at = strstr (lower, "(continued)");

  if (at == NULL)
    at = strstr (lower, "(cont");
  if (at == NULL)
    at = strstr (lower, ", continued");
  if (at != NULL)
    *at = '\0';
  g_strstrip (lower);
  if (g_str_has_suffix (lower, ":"))
    lower[strlen (lower) - 1] = '\0';

  return g_steal_pointer (&lower);
}

static gboolean
same_rows (const PreceptImportRow *a, const PreceptImportRow *b)
{
  return g_strv_equal ((const char *const *)a->cells, (const char *const *)b->cells);
}

/* Whether @second goes on with @first over the end of a page. */
static gboolean
is_continued (const PreceptImportBlock *first, const PreceptImportBlock *second)
{
  g_autofree char *caption = precept_import_block_dup_captions (first);
  g_autofree char *repeated = precept_import_block_dup_captions (second);
  g_autofree char *a = strip_continued (caption);
  g_autofree char *b = strip_continued (repeated);
  gboolean         same_head = same_rows (precept_import_block_row (first, 0), precept_import_block_row (second, 0));

  if (second->number > 0)
    return second->number == first->number && (g_str_equal (a, b) || b[0] == '\0');

  return same_head && first->rows->len > 1 && (b[0] == '\0' || g_str_equal (a, b));
}

static void
merge_tables (PreceptImportBlock *first, PreceptImportBlock *second, PreceptImportReport *report)
{
  gboolean         head = same_rows (precept_import_block_row (first, 0), precept_import_block_row (second, 0));
  guint            last = head ? precept_import_block_row (second, 0)->line : precept_import_block_row (second, 0)->line - 1;
  g_autofree char *caption = precept_import_block_dup_captions (second);
  g_autofree char *columns = g_strjoinv (" ", precept_import_block_row (second, 0)->cells);
  g_autofree char *label = second->number > 0 ? g_strdup_printf ("Table %u ", second->number) : g_strdup ("");
  g_autofree char *what = g_strconcat (label, caption[0] != '\0' ? caption : head ? columns
                                                                                  : "",
                                       NULL);

  if (last >= second->line)
    precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, second->line, last - second->line + 1, what,
                               "the heading of a table that a page break had split; the table is whole again");
  for (guint i = head ? 1 : 0; i < second->rows->len; i++)
    {
      PreceptImportRow *row = precept_import_block_row (second, i);
      PreceptImportRow *copy = g_new0 (PreceptImportRow, 1);

      copy->cells = g_strdupv (row->cells);
      copy->line = row->line;
      g_ptr_array_add (first->rows, copy);
    }
  first->last_line = second->last_line;
}

static void
take_paragraph_label (GPtrArray *blocks, guint *at)
{
  PreceptImportBlock *table = g_ptr_array_index (blocks, *at);
  PreceptImportBlock *above = *at > 0 ? g_ptr_array_index (blocks, *at - 1) : NULL;
  g_autofree char    *rest = NULL;
  guint               number;

  if (above == NULL || table->number > 0 || above->kind != PRECEPT_IMPORT_PARAGRAPH || above->depth > 0 || strlen (above->text) > 400)
    return;
  number = read_label (above->text, &rest);
  if (number == 0)
    return;

  /* The label's words stand above the captions of the table's own rows. */
  table->number = number;
  if (rest[0] != '\0')
    g_ptr_array_insert (table->captions, 0, g_strdup (rest));
  table->line = above->line;
  g_ptr_array_remove_index (blocks, *at - 1);
  (*at)--;
}

/* Finds labels and captions of tables, and joins the tables that a page break split. */
void
precept_import_mend_tables (GPtrArray *blocks, PreceptImportReport *report)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptImportBlock *table = g_ptr_array_index (blocks, i);
      PreceptImportBlock *above;

      if (table->kind != PRECEPT_IMPORT_TABLE)
        continue;
      if (!has_columns (table))
        {
          turn_into_paragraphs (blocks, i--);
          continue;
        }
      peel_captions (table);
      take_paragraph_label (blocks, &i);
      above = i > 0 ? g_ptr_array_index (blocks, i - 1) : NULL;
      if (above != NULL && above->kind == PRECEPT_IMPORT_TABLE && is_continued (above, table))
        {
          merge_tables (above, table, report);
          g_ptr_array_remove_index (blocks, i--);
        }
    }

  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptImportBlock *table = g_ptr_array_index (blocks, i);
      g_autofree char    *label = NULL;

      if (table->kind != PRECEPT_IMPORT_TABLE || table->number == 0)
        continue;
      label = g_strdup_printf ("Table %u", table->number);
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, table->line, 1, label,
                                 "the number of a table is counted when pages are laid out");
    }
}
