/* precept-import-codes.c: what stands under the heading of the billing codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

typedef struct
{
  char       *value;   /* owned */
  char       *through; /* owned, nullable */
  const char *system;
} Code;

static void
clear_code (Code *code)
{
  g_clear_pointer (&code->value, g_free);
  g_clear_pointer (&code->through, g_free);
}

/* A cell that is a code, or a range of codes of one system. */
static gboolean
read_code (const char *raw, const char *hint, Code *code)
{
  static const char *const between[] = { "\342\200\223", " to ", " through ", "-" };
  g_autofree char         *plain = NULL;

  if (strlen (raw) > 60)
    return FALSE;
  plain = g_strstrip (precept_import_dup_plain (raw));
  code->system = precept_import_code_system (plain, hint);
  if (code->system != NULL)
    {
      code->value = g_steal_pointer (&plain);
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      char            *at = strstr (plain, between[i]);
      g_autofree char *first = NULL;
      g_autofree char *last = NULL;

      if (at == NULL)
        continue;
      first = g_strstrip (g_strndup (plain, (gsize)(at - plain)));
      last = g_strstrip (g_strdup (at + strlen (between[i])));
      code->system = precept_import_code_system (first, hint);
      if (code->system != NULL && g_strcmp0 (code->system, precept_import_code_system (last, hint)) == 0)
        {
          code->value = g_steal_pointer (&first);
          code->through = g_steal_pointer (&last);
          return TRUE;
        }
    }

  return FALSE;
}

static gboolean
is_code_at (const PreceptImportRow *row, guint column, const char *hint)
{
  Code     code = { 0 };
  gboolean found = column < g_strv_length (row->cells) && read_code (row->cells[column], hint, &code);

  clear_code (&code);

  return found;
}

/* The column with the codes; -1: the table has none. */
static int
find_code_column (const PreceptImportBlock *table, const char *hint)
{
  for (guint column = 0; column < 3; column++)
    {
      guint n = 0;

      for (guint i = 0; i < table->rows->len; i++)
        n += is_code_at (precept_import_block_row (table, i), column, hint) ? 1 : 0;
      if (n > 0 && n * 2 >= table->rows->len - (table->rows->len > 1 ? 1 : 0))
        return (int)column;
    }

  return -1;
}

/* Whether a text has only words such as stand above columns of codes. */
static gboolean
has_column_words (const char *text)
{
  static const char *const words[] = { "code", "codes", "description", "descriptions", "descriptor", "cpt", "hcpcs", "icd", "10", "cm", "pcs",
                                       "diagnosis", "procedure", "billing", "number", "definition", "name", "type", "and", "or", "revenue",
                                       "ndc", "system", "long", "short", "meaning" };
  g_autofree char         *key = precept_import_heading_key (text);
  g_auto (GStrv) parts = g_strsplit (key, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gboolean found = FALSE;

      for (guint k = 0; k < G_N_ELEMENTS (words) && !found; k++)
        found = g_str_equal (parts[i], words[k]);
      if (!found)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_column_heading (const PreceptImportRow *row)
{
  g_autofree char *joined = g_strjoinv (" ", row->cells);

  return has_column_words (joined);
}

static void
add_code (PreceptImportBuilder *self, xmlNode *table, const Code *code, const char *description, const char *rest)
{
  xmlNode *node = precept_import_add (self, table, "code");

  precept_import_set (node, "system", code->system);
  precept_import_set (node, "value", code->value);
  precept_import_set (node, "through", code->through);
  if (description[0] != '\0')
    precept_import_add_inline (self, node, "description", description);
  if (rest[0] != '\0')
    precept_import_add_inline (self, precept_import_add (self, node, "note"), "p", rest);
}

/* "with Table 1 codes" to the id of that table. */
static void
set_with (PreceptImportBuilder *self, xmlNode *table, const char *caption)
{
  static GRegex *with = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *digits = NULL;
  g_autofree char *id = NULL;
  guint            number;

  if (!g_regex_match (precept_import_get_regex (&with, "\\bwith (?:the )?(?:codes (?:in|of|from) )?table (\\d{1,3})\\b"), caption, 0, &match))
    return;
  digits = g_match_info_fetch (match, 1);
  number = (guint)g_ascii_strtoull (digits, NULL, 10);
  if (!g_hash_table_contains (self->tables, GUINT_TO_POINTER (number)))
    return;
  id = g_strdup_printf ("table-%u", number);
  precept_import_set (table, "with", id);
}

/* Opens a code table. Attributes that depend on its codes come with finish_table(). */
static xmlNode *
open_table (PreceptImportBuilder *self, xmlNode *part, const char *caption)
{
  xmlNode         *table = precept_import_add (self, part, "code-table");
  g_autofree char *text = g_strdup (caption);
  gboolean         mandate;
  g_autofree char *bare = NULL;

  if (g_str_has_suffix (text, ":"))
    text[strlen (text) - 1] = '\0';
  bare = precept_import_heading_take_mandate (text, &mandate);
  if (mandate)
    precept_import_set (table, "mandate", "yes");
  precept_import_set (table, "role", "billing");
  set_with (self, table, bare);
  precept_import_set (table, "determination", precept_import_determination (bare));
  precept_import_add_inline (self, table, "caption", bare);

  return table;
}

static void
finish_table (xmlNode *table)
{
  guint n_codes = 0;
  guint n_diagnoses = 0;

  for (xmlNode *node = table->children; node != NULL; node = node->next)
    {
      xmlChar *system = xmlGetNoNsProp (node, BAD_CAST "system");

      if (system != NULL)
        {
          n_codes++;
          n_diagnoses += g_str_equal ((const char *)system, "ICD-10-CM") ? 1 : 0;
        }
      xmlFree (system);
    }
  if (n_diagnoses * 2 > n_codes)
    precept_import_set (table, "role", "diagnosis");
}

static char *
join_other_cells (const PreceptImportRow *row, guint column, guint description)
{
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; row->cells[i] != NULL; i++)
    if (i != column && i != description && row->cells[i][0] != '\0')
      g_string_append_printf (rest, "%s%s", rest->len > 0 ? "; " : "", row->cells[i]);

  return g_string_free (g_steal_pointer (&rest), FALSE);
}

static xmlNode *
last_code (xmlNode *table)
{
  xmlNode *node = table->last;

  return node != NULL && g_str_equal ((const char *)node->name, "code") ? node : NULL;
}

/* A row without a code: the heading of the columns, the rest of a description, or words that belong to the table. */
static void
add_other_row (PreceptImportBuilder *self, xmlNode *table, const PreceptImportRow *row, guint column, gboolean first, GPtrArray *notes)
{
  g_autofree char *text = join_other_cells (row, G_MAXUINT, G_MAXUINT);
  g_autofree char *plain = precept_import_dup_plain (text);
  xmlNode         *code = last_code (table);

  if (first && is_column_heading (row))
    precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, row->line, 1, plain,
                               "the headings of a table of codes are printed by its layout");
  else if (code != NULL && column < g_strv_length (row->cells) && row->cells[column][0] == '\0' && code->last != NULL &&
           g_str_equal ((const char *)code->last->name, "description"))
    {
      xmlNode *rest = xmlNewDocNode (code->doc, self->ns, BAD_CAST "description", NULL);

      precept_import_append_inline (rest, text, self->tables);
      xmlAddChild (code->last, xmlNewDocText (code->doc, BAD_CAST " "));
      while (rest->children != NULL)
        {
          xmlNode *child = rest->children;

          xmlUnlinkNode (child);
          xmlAddChild (code->last, child);
        }
      xmlFreeNode (rest);
    }
  else if (text[0] != '\0')
    g_ptr_array_add (notes, g_steal_pointer (&text));
}

/* The heading of the column of codes, where it says which they are: "CPT code". */
static const char *
name_column (const PreceptImportBlock *block, guint column, const char *hint)
{
  PreceptImportRow *head = precept_import_block_row (block, 0);
  g_autofree char  *key = NULL;

  if (column >= g_strv_length (head->cells) || is_code_at (head, column, hint) || !is_column_heading (head))
    return "";
  key = precept_import_heading_key (head->cells[column]);

  return g_str_equal (key, "code") || g_str_equal (key, "codes") ? "" : head->cells[column];
}

static gboolean
add_code_table (PreceptImportBuilder *self, xmlNode *part, PreceptImportBlock *block, const char *pending, const char *heading)
{
  g_autofree char *own = precept_import_block_dup_captions (block);
  g_autofree char *head = g_strjoinv (" ", precept_import_block_row (block, 0)->cells);
  g_autofree char *hint = g_strjoin (" ", own, pending != NULL ? pending : "", head, heading, NULL);
  int              column = find_code_column (block, hint);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  guint    description;
  xmlNode *table;

  if (column < 0)
    return FALSE;
  if (own[0] != '\0' && pending != NULL)
    {
      PreceptImportBlock  paragraph = { .kind = PRECEPT_IMPORT_HEADING, .text = (char *)pending };
      PreceptImportBlock *items[] = { &paragraph };
      PreceptImportSpan   span = { items, 1 };

      precept_import_add_blocks (self, part, span);
    }
  description = column == 0 ? 1 : 0;
  table = open_table (self, part, own[0] != '\0' ? own : pending != NULL ? pending
                                                                         : name_column (block, (guint)column, hint));
  precept_import_name_table (self, table, block);
  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = precept_import_block_row (block, i);
      Code              code = { 0 };

      if ((guint)column < g_strv_length (row->cells) && read_code (row->cells[column], hint, &code))
        {
          g_autofree char *rest = join_other_cells (row, (guint)column, description);

          add_code (self, table, &code, description < g_strv_length (row->cells) ? row->cells[description] : "", rest);
          clear_code (&code);
        }
      else
        add_other_row (self, table, row, (guint)column, i == 0, notes);
    }
  for (guint i = 0; i < notes->len; i++)
    precept_import_add_inline (self, precept_import_add (self, table, "note"), "p", g_ptr_array_index (notes, i));
  finish_table (table);

  return TRUE;
}

/* A line such as "J1304 - Injection" to its code and description. */
static gboolean
read_code_line (const PreceptImportBlock *block, const char *hint, Code *code, char **description)
{
  g_autofree char *first = NULL;
  const char      *p;

  if (block == NULL || (block->kind != PRECEPT_IMPORT_PARAGRAPH && block->kind != PRECEPT_IMPORT_ITEM) || block->depth > 1 || block->numbered)
    return FALSE;
  p = block->text + strcspn (block->text, " \t:,;");
  first = g_strndup (block->text, (gsize)(p - block->text));
  if (*p == ',' || *p == ';' || !read_code (first, hint, code))
    return FALSE;
  while (*p != '\0' && (strchr (" \t:-", *p) != NULL || strncmp (p, "\342\200\223", 3) == 0 || strncmp (p, "\342\200\224", 3) == 0))
    p += *p == '\342' ? 3 : 1;
  *description = g_strdup (p);

  return TRUE;
}

/* Adds the code lines from @i on as one table, and returns where they end. */
static guint
add_code_lines (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span, guint i, const char *pending, const char *hint)
{
  PreceptImportBlock unlabelled = { 0 };
  xmlNode           *table = open_table (self, part, pending != NULL ? pending : "");

  precept_import_name_table (self, table, &unlabelled);
  for (; i < span.n; i++)
    {
      Code             code = { 0 };
      g_autofree char *description = NULL;

      if (!read_code_line (span.items[i], hint, &code, &description))
        break;
      add_code (self, table, &code, description, "");
      clear_code (&code);
    }
  finish_table (table);

  return i;
}

static gboolean
is_code_line (const PreceptImportBlock *block, const char *hint)
{
  Code             code = { 0 };
  g_autofree char *description = NULL;
  gboolean         found = read_code_line (block, hint, &code, &description);

  clear_code (&code);

  return found;
}

/* Whether a block may be the caption of the codes after it. */
static gboolean
may_be_caption (const PreceptImportBlock *block)
{
  return block->kind == PRECEPT_IMPORT_HEADING ||
         (block->kind == PRECEPT_IMPORT_PARAGRAPH && block->depth == 0 && g_str_has_suffix (block->text, ":"));
}

/* The blocks of @span but the headings of columns above lines of codes, which have lost their tabs. */
static GPtrArray *
drop_column_headings (PreceptImportBuilder *self, PreceptImportSpan span, const char *hint)
{
  GPtrArray *kept = g_ptr_array_new ();

  for (guint i = 0; i < span.n; i++)
    {
      PreceptImportBlock *block = span.items[i];

      if (i + 1 < span.n && block->kind == PRECEPT_IMPORT_PARAGRAPH && block->depth == 0 && strlen (block->text) < 80 &&
          !g_str_has_suffix (block->text, ":") && strchr (block->text, ' ') != NULL && has_column_words (block->text) &&
          is_code_line (span.items[i + 1], hint))
        precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, block->line, block->last_line - block->line + 1, block->text,
                                   "the headings of a table of codes are printed by its layout");
      else
        g_ptr_array_add (kept, block);
    }

  return kept;
}

gboolean
precept_import_fill_codes (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  xmlChar         *title = xmlNodeGetContent (part);
  g_autofree char *heading = g_strdup (title != NULL ? (const char *)title : "");
  g_autoptr (GPtrArray) kept = drop_column_headings (self, span, heading);

  xmlFree (title);
  span.items = (PreceptImportBlock **)kept->pdata;
  span.n = kept->len;
  for (guint i = 0; i < span.n;)
    {
      const char         *pending = NULL;
      PreceptImportBlock *block = span.items[i];
      PreceptImportBlock *next = precept_import_span_at (span, i + 1);
      g_autofree char    *hint = NULL;

      if (may_be_caption (block) && next != NULL)
        pending = block->text;
      else
        next = block;
      hint = g_strjoin (" ", heading, pending != NULL ? pending : "", NULL);
      if (next->kind == PRECEPT_IMPORT_TABLE && add_code_table (self, part, next, pending, heading))
        i += pending != NULL ? 2 : 1;
      else if (is_code_line (next, hint))
        i = add_code_lines (self, part, span, pending != NULL ? i + 1 : i, pending, hint);
      else
        {
          guint end = i + 1;

          /* All items of a list go together. */
          while (block->kind == PRECEPT_IMPORT_ITEM && end < span.n && !is_code_line (span.items[end], hint) &&
                 (span.items[end]->kind == PRECEPT_IMPORT_ITEM || span.items[end]->depth > 0))
            end++;
          precept_import_add_blocks (self, part, precept_import_span_slice (span, i, end));
          i = end;
        }
    }

  return span.n > 0;
}
