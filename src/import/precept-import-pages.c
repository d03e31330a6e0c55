/* precept-import-pages.c: what the pages of a source have put into its text, and cut in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* A printed contents list has at least this many entries, and a running header so many copies. */
#define MIN_CONTENTS 3
#define MIN_COPIES 3

#define MAX_FURNITURE 120

/* So many paragraphs may stand between two items of one list. */
#define MAX_BETWEEN 3

static PreceptImportLine *
line_at (GPtrArray *lines, guint i)
{
  return i < lines->len ? g_ptr_array_index (lines, i) : NULL;
}

static void
drop_line (PreceptImportLine *line)
{
  g_free (line->text);
  line->text = g_strdup ("");
}

/* The number of a line that is nothing but a number, 0: it is more. */
static guint
read_bare_number (const char *text)
{
  const char *p = text + strspn (text, " \t-–");
  guint64     value;
  char       *end;

  if (!g_ascii_isdigit (*p))
    return 0;
  value = g_ascii_strtoull (p, &end, 10);
  end += strspn (end, " \t-–");

  return *end == '\0' && value < 5000 ? (guint)value : 0;
}

static gboolean
stands_alone (GPtrArray *lines, guint i)
{
  PreceptImportLine *line = line_at (lines, i);
  PreceptImportLine *next = line_at (lines, i + 1);

  return (i == 0 || line->page_before || precept_import_line_is_blank (line_at (lines, i - 1))) &&
         (next == NULL || next->page_before || precept_import_line_is_blank (next));
}

static gboolean
touches_page (GPtrArray *lines, guint i)
{
  PreceptImportLine *line = line_at (lines, i);
  PreceptImportLine *next = line_at (lines, i + 1);

  return line->page_before || (next != NULL && next->page_before);
}

/* Page numbers. Bare ones count only at a page's edge, or where they go on from page to page. */
static void
drop_page_numbers (GPtrArray *lines, PreceptImportReport *report)
{
  static GRegex *named = NULL;
  static GRegex *counted = NULL;
  g_autoptr (GHashTable) values = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      guint value = read_bare_number (line_at (lines, i)->text);

      if (value > 0 && stands_alone (lines, i))
        g_hash_table_add (values, GUINT_TO_POINTER (value));
    }

  for (guint i = 0; i < lines->len; i++)
    {
      PreceptImportLine *line = line_at (lines, i);
      guint              value = read_bare_number (line->text);
      gboolean           drop = FALSE;

      if (value > 0 && stands_alone (lines, i))
        drop = touches_page (lines, i) ||
               g_hash_table_contains (values, GUINT_TO_POINTER (value + 1)) ||
               g_hash_table_contains (values, GUINT_TO_POINTER (value - 1));
      else if (strlen (line->text) < 40)
        drop = g_regex_match (precept_import_get_regex (&named, "^\\W*(page|pg\\.?)\\s*\\d+(\\s*(of|/)\\s*\\d+)?\\W*$"), line->text, 0, NULL) ||
               (stands_alone (lines, i) &&
                g_regex_match (precept_import_get_regex (&counted, "^\\W*\\d+\\s+of\\s+\\d+\\W*$"), line->text, 0, NULL));
      if (!drop)
        continue;
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, line->number, 1, line->text,
                                 "a page number of the source; pages are numbered when they are laid out");
      drop_line (line);
      line->page_before = TRUE;
    }
}

static char *
mask_digits (const char *text)
{
  char *copy = g_strstrip (g_strdup (text));

  for (char *p = copy; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      *p = '#';

  return copy;
}

/* Whether the end of a page is no more than two lines of text away. */
static gboolean
is_near_page (GPtrArray *lines, guint i)
{
  guint n = 0;

  for (guint k = i + 1; k > 0 && n <= 2; k--)
    {
      if (line_at (lines, k - 1)->page_before)
        return TRUE;
      n += precept_import_line_is_blank (line_at (lines, k - 1)) ? 0 : 1;
    }
  n = 0;
  for (guint k = i + 1; k < lines->len && n <= 2; k++)
    {
      if (line_at (lines, k)->page_before)
        return TRUE;
      n += precept_import_line_is_blank (line_at (lines, k)) ? 0 : 1;
    }

  return FALSE;
}

/* Lines that stand at the edge of page after page. The first copy stays, unless it has the page's number in it. */
static void
drop_running_headers (GPtrArray *lines, PreceptImportReport *report)
{
  static GRegex *page_number = NULL;
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      PreceptImportLine *line = line_at (lines, i);
      char              *key;

      if (precept_import_line_is_blank (line) || strlen (line->text) > MAX_FURNITURE || (i > 0 && !is_near_page (lines, i)))
        continue;
      key = mask_digits (line->text);
      g_hash_table_insert (counts, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1));
    }

  for (guint i = 0; i < lines->len; i++)
    {
      PreceptImportLine  *line = line_at (lines, i);
      g_autofree char    *key = NULL;
      gboolean            numbered;
      PreceptImportMarker marker;

      if (precept_import_line_is_blank (line) || strlen (line->text) > MAX_FURNITURE)
        continue;
      key = mask_digits (line->text);
      numbered = g_regex_match (precept_import_get_regex (&page_number, "\\bpage\\s+\\d+(\\s+of\\s+\\d+)?\\b"), line->text, 0, NULL);
      if (GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) < (numbered ? 2 : MIN_COPIES) ||
          (!numbered && (strcmp (key, g_strstrip (line->text)) != 0 || strchr (line->text, '\t') != NULL ||
                         precept_import_marker_read (line->text, 0, &marker))))
        continue;
      if (!numbered && g_hash_table_add (seen, g_strdup (key)))
        continue;
      if (!numbered && !is_near_page (lines, i))
        continue;
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, line->number, 1, line->text,
                                 "stands at the top or foot of several pages; running headers and footers are printed anew");
      drop_line (line);
      line->page_before = TRUE;
    }
}

/* An entry of a printed contents list: "Summary <tab> 2", "Summary ....... 2", "- [Summary](#summary)". */
static char *
read_contents_entry (const char *text, guint *page)
{
  static GRegex *number = NULL;
  static GRegex *anchor = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;

  if (g_once_init_enter (&number))
    {
      anchor = g_regex_new ("^\\s*(?:[-*+•]|\\d+\\.)\\s+\\[(.+)\\]\\(#[^)]*\\)\\s*$", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&number, g_regex_new ("^\\s*(\\S.*?)(?:\\t+ *|\\s*(?:\\.\\s?){3,}\\s*|\\s*…+\\s*| {4,})(\\d{1,4})\\s*$", G_REGEX_OPTIMIZE, 0, NULL));
    }

  if (strlen (text) > 300)
    return NULL;
  if (g_regex_match (anchor, text, 0, &match))
    {
      *page = 0;
      return g_match_info_fetch (match, 1);
    }
  g_clear_pointer (&match, g_match_info_free);
  if (!g_regex_match (number, text, 0, &match))
    return NULL;
  digits = g_match_info_fetch (match, 2);
  *page = (guint)g_ascii_strtoull (digits, NULL, 10);

  return g_match_info_fetch (match, 1);
}

static gboolean
is_contents_heading (const char *text)
{
  g_autofree char *key = NULL;

  if (strlen (text) > 60)
    return FALSE;
  key = precept_import_heading_key (text + strspn (text, "# "));

  return g_str_equal (key, "contents") || g_str_equal (key, "table of contents") || g_str_equal (key, "contents page") ||
         g_str_equal (key, "table of contents page");
}

static GHashTable *
collect_keys (GPtrArray *lines)
{
  GHashTable *keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      PreceptImportLine *line = line_at (lines, i);
      g_autofree char   *copy = NULL;
      char              *text;

      if (strlen (line->text) > 300 || precept_import_line_is_blank (line) || strchr (line->text, '\t') != NULL)
        continue;
      copy = g_strstrip (g_strdup (line->text));
      text = copy + strspn (copy, "# ");
      if (*text == '[' && strstr (text, "](#") != NULL)
        {
          text++;
          *strstr (text, "](#") = '\0';
        }
      g_hash_table_add (keys, precept_import_heading_key (text));
    }

  return keys;
}

/* Drops the lines from @start to @end if they are a contents list: their entries come again as headings. */
static void
drop_contents_run (GPtrArray *lines, guint start, guint end, gboolean headed, GHashTable *keys, GHashTable *contents, PreceptImportReport *report)
{
  PreceptImportLine *first = line_at (lines, start);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *what = g_strdup (first->text);
  guint            n_found = 0;

  for (guint i = start; i < end; i++)
    {
      guint            page;
      g_autofree char *entry = read_contents_entry (line_at (lines, i)->text, &page);
      char            *key;

      if (entry == NULL)
        continue;
      key = precept_import_heading_key (entry);
      n_found += g_hash_table_contains (keys, key) ? 1 : 0;
      g_ptr_array_add (entries, key);
    }
  if ((!headed && entries->len < MIN_CONTENTS) || n_found * 2 < entries->len || n_found == 0)
    return;

  for (guint i = 0; i < entries->len; i++)
    g_hash_table_add (contents, g_strdup (g_ptr_array_index (entries, i)));
  precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, first->number, line_at (lines, end - 1)->number - first->number + 1, what,
                             "the printed contents list; contents are made from the headings when pages are laid out");
  for (guint i = start; i < end; i++)
    drop_line (line_at (lines, i));
}

static void
drop_contents (GPtrArray *lines, GHashTable *contents, PreceptImportReport *report)
{
  g_autoptr (GHashTable) keys = collect_keys (lines);

  for (guint i = 0; i < lines->len;)
    {
      gboolean headed = is_contents_heading (line_at (lines, i)->text);
      guint    start = i;
      guint    end = headed ? i + 1 : i;
      guint    first = i;
      guint    last_page = 0;

      for (i = end; i < lines->len; i++)
        {
          guint            page = 0;
          g_autofree char *entry = NULL;

          if (precept_import_line_is_blank (line_at (lines, i)))
            continue;
          entry = read_contents_entry (line_at (lines, i)->text, &page);
          if (entry == NULL || page < last_page)
            break;
          if (!headed && end == start)
            start = i;
          last_page = page;
          end = i + 1;
        }
      if (end > start + (headed ? 1 : 0))
        drop_contents_run (lines, start, end, headed, keys, contents, report);
      i = MAX (i, first + 1);
    }
}

/* Empties the lines that the pages of the source have put between its words, and fills @contents with the keys of its contents list. */
void
precept_import_drop_furniture (GPtrArray *lines, GHashTable *contents, PreceptImportReport *report)
{
  drop_contents (lines, contents, report);
  drop_page_numbers (lines, report);
  drop_running_headers (lines, report);
}

static gboolean
ends_sentence (const char *text)
{
  const char *end = text + strlen (text);

  while (end > text && strchr ("\"')]*_", end[-1]) != NULL)
    end--;
  if (end - text >= 3 && strncmp (end - 3, "\342\200\235", 3) == 0)
    end -= 3;

  return end > text && strchr (".!?:;", end[-1]) != NULL;
}

/* Whether @block goes on with the sentence that @previous left open. */
static gboolean
is_rest_of (const PreceptImportBlock *block, const PreceptImportBlock *previous)
{
  gunichar first;

  if (block->kind != PRECEPT_IMPORT_PARAGRAPH || !block->gap || previous == NULL || ends_sentence (previous->text))
    return FALSE;
  first = g_utf8_get_char (block->text);
  if (g_unichar_islower (first))
    return strlen (previous->text) >= 40;

  return block->page && strlen (previous->text) >= 80 && !precept_import_heading_has_shape (block->text);
}

static void
join_sentences (GPtrArray *blocks, PreceptImportReport *report)
{
  for (guint i = 1; i < blocks->len;)
    {
      PreceptImportBlock *previous = g_ptr_array_index (blocks, i - 1);
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);
      char               *joined;

      if (previous->kind > PRECEPT_IMPORT_ITEM || !is_rest_of (block, previous))
        {
          i++;
          continue;
        }
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_GUESS, block->line, block->last_line - block->line + 1, block->text,
                                 "goes on with the sentence of line %u, which a page break had cut", previous->last_line);
      joined = g_strconcat (previous->text, " ", block->text, NULL);
      g_free (previous->text);
      previous->text = joined;
      previous->last_line = block->last_line;
      g_ptr_array_remove_index (blocks, i);
    }
}

static gboolean
is_lead (GPtrArray *blocks, guint i)
{
  PreceptImportBlock *block = g_ptr_array_index (blocks, i);
  PreceptImportBlock *next = i + 1 < blocks->len ? g_ptr_array_index (blocks, i + 1) : NULL;

  return g_str_has_suffix (block->text, ":") || (next != NULL && next->kind == PRECEPT_IMPORT_ITEM && next->depth > block->depth && !next->gap);
}

/* Whether the item at @i goes on with those at the margin above it, by its number, or by a bullet that only they have. */
static gboolean
goes_on_at_margin (GPtrArray *blocks, guint start, guint i)
{
  PreceptImportBlock *block = g_ptr_array_index (blocks, i);

  for (guint k = i; k > start; k--)
    {
      PreceptImportBlock *above = g_ptr_array_index (blocks, k - 1);

      if (above->kind == PRECEPT_IMPORT_HEADING)
        return FALSE;
      if (above->kind != PRECEPT_IMPORT_ITEM)
        continue;
      if (above->depth == 0)
        return above->style == block->style && (block->numbered ? above->value + 1 == block->value : k < i && g_str_equal (above->marker, block->marker));
      if (!block->numbered && !above->numbered && g_str_equal (above->marker, block->marker))
        return FALSE;
    }

  return FALSE;
}

/* A list that a page break closed opens again at the margin: its items go back to the depth they had. */
static void
reopen_list (GPtrArray *blocks, guint start, guint end, PreceptImportReport *report)
{
  for (guint i = start + 1; i < end; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);
      PreceptImportBlock *previous = g_ptr_array_index (blocks, i - 1);
      guint               depth = previous->depth;
      gboolean            lead_before = g_str_has_suffix (previous->text, ":");
      guint               first = i;

      if (!block->gap || block->kind != PRECEPT_IMPORT_ITEM || block->depth != 0 || is_lead (blocks, i) ||
          (!(lead_before && previous->kind == PRECEPT_IMPORT_PARAGRAPH) && goes_on_at_margin (blocks, start, i)))
        continue;
      if (lead_before && depth == 0)
        depth = 1;
      if (depth == 0)
        continue;
      for (; i < end; i++)
        {
          block = g_ptr_array_index (blocks, i);
          if (block->kind != PRECEPT_IMPORT_ITEM || block->depth != 0 || is_lead (blocks, i))
            break;
          block->depth = depth;
        }
      i--;
      block = g_ptr_array_index (blocks, first);
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_GUESS, block->line,
                                 ((PreceptImportBlock *)g_ptr_array_index (blocks, i))->last_line - block->line + 1, block->text,
                                 "belongs to the list that ends in line %u, which a page break had closed", previous->last_line);
    }
}

/* Gaps are page breaks where they are rare in a list; in a list with a gap at every item they are nothing. */
static void
reopen_lists (GPtrArray *blocks, PreceptImportReport *report)
{
  for (guint i = 0; i < blocks->len;)
    {
      guint start = i;
      guint n_gaps = 0;

      for (; i < blocks->len; i++)
        {
          PreceptImportBlock *block = g_ptr_array_index (blocks, i);

          if (block->kind != PRECEPT_IMPORT_ITEM && (block->kind != PRECEPT_IMPORT_PARAGRAPH || block->depth == 0))
            break;
          n_gaps += i > start && block->gap ? 1 : 0;
        }
      if (n_gaps > 0 && n_gaps * 3 < i - start)
        reopen_list (blocks, start, i, report);
      i = MAX (i, start + 1);
    }
}

/* The nearest item above @i that is not deeper than it; NULL: something else than paragraphs stands between. */
static PreceptImportBlock *
find_item_above (GPtrArray *blocks, guint i, guint *first_paragraph)
{
  PreceptImportBlock *block = g_ptr_array_index (blocks, i);
  guint               n_paragraphs = 0;

  *first_paragraph = i;
  while (i > 0)
    {
      PreceptImportBlock *above = g_ptr_array_index (blocks, --i);

      if (above->kind == PRECEPT_IMPORT_PARAGRAPH && above->depth == 0 && *first_paragraph == i + 1 && ++n_paragraphs <= MAX_BETWEEN)
        *first_paragraph = i;
      else if (above->kind == PRECEPT_IMPORT_ITEM && above->depth <= block->depth)
        return above;
      else if (above->kind != PRECEPT_IMPORT_ITEM && above->depth == 0)
        return NULL;
    }

  return NULL;
}

/* Paragraphs between two numbers of one list belong to the item above them, or the list would begin anew. */
static void
adopt_paragraphs (GPtrArray *blocks)
{
  for (guint i = 1; i < blocks->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);
      PreceptImportBlock *above;
      guint               first;

      if (block->kind != PRECEPT_IMPORT_ITEM || block->value < 2 ||
          ((PreceptImportBlock *)g_ptr_array_index (blocks, i - 1))->kind != PRECEPT_IMPORT_PARAGRAPH)
        continue;
      above = find_item_above (blocks, i, &first);
      if (above == NULL || above->depth != block->depth || above->value + 1 != block->value)
        continue;
      for (guint k = first; k < i; k++)
        ((PreceptImportBlock *)g_ptr_array_index (blocks, k))->depth = block->depth + 1;
    }
}

/* Joins what page breaks cut: sentences and lists. (Tables: see precept-import-tables.c.) */
void
precept_import_mend_pages (GPtrArray *blocks, PreceptImportReport *report)
{
  join_sentences (blocks, report);
  adopt_paragraphs (blocks);
  reopen_lists (blocks, report);
}
