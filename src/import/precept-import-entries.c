/* precept-import-entries.c: definitions, references and history, which are lists of entries
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define MAX_TERM_BYTES 160
#define MAX_TERM_WORDS 10

/* Definitions */

typedef struct
{
  char *term;         /* owned; raw */
  char *abbreviation; /* owned, nullable */
  char *meaning;      /* owned; raw, may be empty */
} Definition;

static void
clear_definition (Definition *definition)
{
  g_clear_pointer (&definition->term, g_free);
  g_clear_pointer (&definition->abbreviation, g_free);
  g_clear_pointer (&definition->meaning, g_free);
}

static guint
count_words (const char *text)
{
  guint n = 1;

  for (const char *p = text; *p != '\0'; p++)
    n += *p == ' ' ? 1 : 0;

  return n;
}

/* "Adverse events (AEs)" to its term and "AEs". */
static char *
take_abbreviation (char *term)
{
  gsize length = strlen (term);
  char *open = strrchr (term, '(');
  char *abbreviation;

  if (length < 4 || open == NULL || open == term || open[-1] != ' ' || term[length - 1] != ')' || strchr (open, ' ') != NULL ||
      strpbrk (open, "*_<^[\\") != NULL || length - (gsize)(open - term) > 18 || strpbrk (open, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == NULL)
    return NULL;
  abbreviation = g_strndup (open + 1, length - (gsize)(open - term) - 2);
  *open = '\0';
  g_strchomp (term);

  return abbreviation;
}

static void
take_term (Definition *definition, const char *start, const char *end, const char *rest)
{
  definition->term = g_strstrip (g_strndup (start, (gsize)(end - start)));
  if (g_str_has_suffix (definition->term, ":"))
    definition->term[strlen (definition->term) - 1] = '\0';
  definition->abbreviation = take_abbreviation (definition->term);
  while (*rest == ' ' || *rest == ':' || strncmp (rest, "\342\200\223 ", 4) == 0 || strncmp (rest, "\342\200\224 ", 4) == 0 || strncmp (rest, "- ", 2) == 0)
    rest += *rest == '\342' ? 3 : 1;
  definition->meaning = g_strdup (rest);
}

/* “Term (ABBR)” is …, or “Term” (ABBR) means … */
static gboolean
read_quoted (const char *raw, Definition *definition)
{
  const char *open = g_str_has_prefix (raw, "\342\200\234") ? "\342\200\234" : g_str_has_prefix (raw, "\"") ? "\""
                                                                                                            : NULL;
  const char *start;
  const char *end;
  const char *rest;

  if (open == NULL)
    return FALSE;
  start = raw + strlen (open);
  end = strstr (start, *open == '"' ? "\"" : "\342\200\235");
  if (end == NULL || end == start || end - start > MAX_TERM_BYTES)
    return FALSE;
  rest = end + strlen (*open == '"' ? "\"" : "\342\200\235");
  while (*rest == ' ')
    rest++;
  if (*rest == '\0' || *rest == ',' || *rest == '.')
    return FALSE;
  take_term (definition, start, end, rest);
  if (definition->abbreviation == NULL && *definition->meaning == '(' && strchr (definition->meaning, ')') != NULL)
    {
      const char      *close = strchr (definition->meaning, ')');
      g_autofree char *probe = g_strdup_printf ("x %.*s", (int)(close + 1 - definition->meaning), definition->meaning);
      char            *abbreviation = take_abbreviation (probe);

      if (abbreviation != NULL && close[1] != '\0')
        {
          char *meaning = g_strdup (close + 1 + strspn (close + 1, " :"));

          definition->abbreviation = abbreviation;
          g_free (definition->meaning);
          definition->meaning = meaning;
        }
      else
        g_free (abbreviation);
    }

  return TRUE;
}

/* **Term**: meaning, *Term* – meaning. */
static gboolean
read_marked (const char *raw, Definition *definition)
{
  static const struct
  {
    const char *open;
    const char *close;
  } marks[] = { { "**", "**" }, { "<b>", "</b>" }, { "*", "*" }, { "<i>", "</i>" } };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      const char *start;
      const char *end;
      const char *rest;

      if (!g_str_has_prefix (raw, marks[i].open))
        continue;
      start = raw + strlen (marks[i].open);
      end = strstr (start, marks[i].close);
      if (end == NULL || end == start || end - start > MAX_TERM_BYTES)
        return FALSE;
      rest = end + strlen (marks[i].close);
      while (*rest == ' ')
        rest++;
      if (*rest == '\0' || *rest == '.' || *rest == ',' || (i >= 2 && end[-1] != ':' && strchr (":-\342", *rest) == NULL))
        return FALSE;
      take_term (definition, start, end, rest);
      return TRUE;
    }

  return FALSE;
}

/* Term (ABBR): meaning; Term – meaning; Term means meaning. */
static gboolean
read_bare (const char *raw, Definition *definition)
{
  static const struct
  {
    const char *words;
    gboolean    keep; /* as the first words of the meaning */
  } between[] = {
    { ": ", FALSE },
    { " \342\200\223 ", FALSE },
    { " \342\200\224 ", FALSE },
    { " - ", FALSE },
    { " means ", TRUE },
    { " refers to ", TRUE },
    { " is defined as ", TRUE },
    { " are defined as ", TRUE },
  };
  const char *first = NULL;
  guint       found = 0;

  if (!g_unichar_isalnum (g_utf8_get_char (raw)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      const char *at = strstr (raw, between[i].words);

      if (at != NULL && (first == NULL || at < first))
        {
          first = at;
          found = i;
        }
    }
  if (first == NULL || first == raw || first - raw > MAX_TERM_BYTES)
    return FALSE;
  {
    g_autofree char *term = g_strndup (raw, (gsize)(first - raw));

    if (count_words (term) > MAX_TERM_WORDS || strstr (term, ". ") != NULL || strpbrk (term, ",;!?") != NULL)
      return FALSE;
  }
  take_term (definition, raw, first, first + (between[found].keep ? 1 : strlen (between[found].words)));

  return definition->meaning[0] != '\0';
}

static gboolean
read_definition (const PreceptImportBlock *block, Definition *definition)
{
  if ((block->kind != PRECEPT_IMPORT_PARAGRAPH && block->kind != PRECEPT_IMPORT_ITEM) || block->depth > 0)
    return FALSE;
  if (read_quoted (block->text, definition) || read_marked (block->text, definition) || read_bare (block->text, definition))
    {
      if (definition->term[0] != '\0')
        return TRUE;
      clear_definition (definition);
    }
  clear_definition (definition);

  return FALSE;
}

static xmlNode *
add_definition (PreceptImportBuilder *self, xmlNode *part, const Definition *definition)
{
  xmlNode *node = precept_import_add (self, part, "definition");
  xmlNode *term = precept_import_add (self, node, "term");

  precept_import_append_inline (term, definition->term, NULL);
  precept_import_set (term, "abbreviation", definition->abbreviation);
  if (definition->meaning[0] != '\0')
    precept_import_add_inline (self, node, "p", definition->meaning);

  return node;
}

/* A heading among the definitions is a term, if what it means stands below it. */
static gboolean
is_heading_term (PreceptImportSpan span, guint i)
{
  PreceptImportBlock *next = precept_import_span_at (span, i + 1);

  return span.items[i]->kind == PRECEPT_IMPORT_HEADING && next != NULL && next->kind != PRECEPT_IMPORT_HEADING;
}

static gboolean
is_term_heading (const PreceptImportRow *row)
{
  g_autofree char *joined = g_strjoinv (" ", row->cells);
  g_autofree char *key = precept_import_heading_key (joined);

  return g_str_equal (key, "term definition") || g_str_equal (key, "term meaning") || g_str_equal (key, "abbreviation definition") ||
         g_str_equal (key, "abbreviation meaning") || g_str_equal (key, "acronym definition") || g_str_equal (key, "word meaning");
}

static gboolean
is_term_table (const PreceptImportBlock *block)
{
  if (block->kind != PRECEPT_IMPORT_TABLE || block->captions->len > 0)
    return FALSE;
  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);

      if (g_strv_length (row->cells) != 2 || row->cells[0][0] == '\0' || row->cells[1][0] == '\0')
        return FALSE;
    }

  return TRUE;
}

static xmlNode *
add_term_table (PreceptImportBuilder *self, xmlNode *part, const PreceptImportBlock *block)
{
  xmlNode *node = NULL;

  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);
      Definition        definition = { 0 };

      if (i == 0 && block->rows->len > 1 && is_term_heading (row))
        {
          g_autofree char *text = g_strjoinv (" ", row->cells);

          precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, row->line, 1, text,
                                     "the headings of a table of terms; definitions print without them");
          continue;
        }
      take_term (&definition, row->cells[0], row->cells[0] + strlen (row->cells[0]), row->cells[1]);
      node = add_definition (self, part, &definition);
      clear_definition (&definition);
    }

  return node;
}

gboolean
precept_import_fill_definitions (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  xmlNode *node = NULL;
  guint    i = 0;

  /* Without a single definition the blocks are no list of terms. */
  for (; i < span.n; i++)
    {
      Definition definition = { 0 };
      gboolean   found = read_definition (span.items[i], &definition) || is_heading_term (span, i) || is_term_table (span.items[i]);

      clear_definition (&definition);
      if (found)
        break;
    }
  if (i == span.n)
    return FALSE;

  precept_import_add_blocks (self, part, precept_import_span_slice (span, 0, i));
  while (i < span.n)
    {
      Definition definition = { 0 };
      guint      end;

      if (is_term_table (span.items[i]))
        {
          node = add_term_table (self, part, span.items[i++]);
          continue;
        }
      if (is_heading_term (span, i))
        {
          take_term (&definition, span.items[i]->text, span.items[i]->text + strlen (span.items[i]->text), "");
          node = add_definition (self, part, &definition);
          clear_definition (&definition);
          precept_import_add_blocks (self, node, precept_import_span_slice (span, i + 1, i + 2));
          i += 2;
          continue;
        }
      if (read_definition (span.items[i], &definition))
        {
          node = add_definition (self, part, &definition);
          clear_definition (&definition);
          i++;
          continue;
        }

      for (end = i + 1; end < span.n; end++)
        if (is_heading_term (span, end) || is_term_table (span.items[end]) || read_definition (span.items[end], &definition))
          {
            clear_definition (&definition);
            break;
          }
      precept_import_add_blocks (self, node, precept_import_span_slice (span, i, end));
      i = end;
    }

  return TRUE;
}

/* References */

/* "[12] words" or "12. words" to the words, if 12 is the number of this reference anyway. */
static const char *
skip_number (const char *raw, guint number)
{
  const char *p = raw;
  guint64     value;
  char       *end;

  if (*p == '\\')
    p++;
  if (*p == '[' || *p == '(')
    p++;
  if (!g_ascii_isdigit (*p))
    return raw;
  value = g_ascii_strtoull (p, &end, 10);
  if (*end == '\\')
    end++;
  if (value != number || strchr ("]).", *end) == NULL || *end == '\0' || end[1] != ' ')
    return raw;

  return end + 2;
}

gboolean
precept_import_fill_references (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  guint number = 0;

  for (guint i = 0; i < span.n; i++)
    if (span.items[i]->kind == PRECEPT_IMPORT_HEADING)
      return FALSE;

  for (guint i = 0; i < span.n; i++)
    {
      PreceptImportBlock *block = span.items[i];
      g_autoptr (GString) raw = g_string_new (NULL);

      number++;
      if (block->kind == PRECEPT_IMPORT_TABLE)
        {
          for (guint k = 0; k < block->captions->len; k++)
            g_string_append_printf (raw, "%s ", (const char *)g_ptr_array_index (block->captions, k));
          for (guint k = 0; k < block->rows->len; k++)
            {
              PreceptImportRow *row = g_ptr_array_index (block->rows, k);
              g_autofree char  *text = g_strjoinv (" ", row->cells);

              g_string_append_printf (raw, "%s ", text);
            }
        }
      else
        g_string_append (raw, block->numbered && block->value == number ? block->text : skip_number (block->text, number));
      if (block->numbered && block->value != number && block->value != 1)
        g_string_prepend (g_string_prepend_c (raw, ' '), block->marker);
      while (i + 1 < span.n && span.items[i + 1]->kind <= PRECEPT_IMPORT_ITEM && span.items[i + 1]->depth > 0)
        g_string_append_printf (raw, " %s", span.items[++i]->text);
      precept_import_recognize_reference (precept_import_add_inline (self, part, "reference", raw->str));
    }

  return span.n > 0;
}

/* History */

typedef enum
{
  EVENT_UNKNOWN,
  EVENT_ORIGINAL,
  EVENT_REVIEWED,
  EVENT_REVISED,
  EVENT_REVIEWED_REVISED,
} Event;

static const char *const event_kinds[] = { "revised", NULL, "reviewed", "revised", "reviewed-revised" };

static Event
read_event (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  gboolean         reviewed = strstr (lower, "review") != NULL;
  gboolean         unchanged = strstr (lower, "no change") != NULL || strstr (lower, "without change") != NULL || strstr (lower, "no revision") != NULL;
  gboolean         revised = strstr (lower, "revis") != NULL || strstr (lower, "updat") != NULL || strstr (lower, "chang") != NULL ||
                     strstr (lower, "add") != NULL || strstr (lower, "remov") != NULL;

  if (strstr (lower, "origin") != NULL || strstr (lower, "initial") != NULL || strstr (lower, "created") != NULL || strstr (lower, "adopted") != NULL)
    return EVENT_ORIGINAL;
  if (reviewed && revised && !unchanged)
    return EVENT_REVIEWED_REVISED;

  return reviewed ? EVENT_REVIEWED : revised ? EVENT_REVISED
                                             : EVENT_UNKNOWN;
}

static const char *const label_words[] = { "original", "origination", "effective", "date", "dates", "reviewed", "revised", "review", "revision",
                                           "revisions", "reviews", "last", "and", "updated", "created", "adopted", "initial", "policy", "guideline",
                                           "on", "of", "the", NULL };

/* Whether @text has no words but those of @words. */
static gboolean
has_only_words (const char *text, const char *const *words)
{
  g_autofree char *key = precept_import_heading_key (text);
  g_auto (GStrv) parts = g_strsplit (key, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_strv_contains (words, parts[i]))
      return FALSE;

  return TRUE;
}

typedef struct
{
  PreceptImportBuilder *builder;
  xmlNode              *part;
  xmlNode              *original; /* nullable */
  xmlNode              *last;     /* nullable; the last revision */
} History;

static void
add_event (History *self, Event event, const char *date, const char *text)
{
  static const char *const original_words[] = { "new", "original", "initial", "first", "policy", "guideline", "created", "creation", "adopted",
                                                "developed", "development", "version", "approval", "approved", "issued", NULL };
  xmlNode                 *node;

  /* The original has no text of its own, and comes first. */
  if (self->original == NULL && ((event == EVENT_ORIGINAL && text[0] == '\0') ||
                                 (text[0] != '\0' && self->last == NULL && has_only_words (text, original_words))))
    {
      node = xmlNewDocNode (self->part->doc, self->builder->ns, BAD_CAST "original", NULL);
      precept_import_set (node, "on", date);
      if (self->part->children != NULL && g_str_equal ((const char *)self->part->children->name, "title"))
        xmlAddNextSibling (self->part->children, node);
      else if (self->part->children != NULL)
        xmlAddPrevSibling (self->part->children, node);
      else
        xmlAddChild (self->part, node);
      self->original = node;
      return;
    }

  node = precept_import_add (self->builder, self->part, "revision");
  precept_import_set (node, "kind", event == EVENT_ORIGINAL ? "revised" : event_kinds[event]);
  precept_import_set (node, "on", date);
  if (text[0] != '\0')
    precept_import_add_inline (self->builder, node, "p", text);
  self->last = node;
}

/* The words before the first date are its label; those between and after dates are what was done. */
static gboolean
add_history_line (History *self, const PreceptImportBlock *block)
{
  g_autofree char *plain = precept_import_dup_plain (block->text);
  const char      *p = plain;
  gsize            start = 0;
  gsize            length = 0;
  char            *date = precept_import_dup_date (p, &start, &length);
  g_autofree char *label = NULL;
  Event            event;
  gboolean         keep_label;

  if (date == NULL)
    return FALSE;
  label = g_strndup (p, start);
  event = read_event (label);

  /* A label that says more than what happened is text of the revision. */
  keep_label = !has_only_words (g_strstrip (label), label_words);
  while (date != NULL)
    {
      const char      *after = p + start + length;
      gsize            next_start = 0;
      gsize            next_length = 0;
      char            *next = precept_import_dup_date (after, &next_start, &next_length);
      g_autofree char *between = g_strndup (after, next != NULL ? next_start : strlen (after));
      g_autofree char *text = NULL;
      Event            own;

      g_strstrip (between);
      if (between[strspn (between, ",;.:-–—|/& ")] == '\0' || (next != NULL && g_str_equal (between, "and")) ||
          (next != NULL && g_str_equal (between, ", and")))
        between[0] = '\0';
      text = g_strstrip (g_strdup (between + strspn (between, ",;:-.|) ")));
      while (g_str_has_prefix (text, "\342\200\223") || g_str_has_prefix (text, "\342\200\224"))
        memmove (text, text + 3, strlen (text) - 2);
      g_strstrip (text);
      own = event != EVENT_UNKNOWN ? event : read_event (text);
      if (keep_label)
        {
          g_autofree char *whole = text[0] != '\0' ? g_strconcat (label, " ", text, NULL) : g_strdup (label);

          add_event (self, own, date, whole);
        }
      else
        add_event (self, own, date, text);
      keep_label = FALSE;
      p = after;
      start = next_start;
      length = next_length;
      g_free (date);
      date = next;
    }
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, block->line, block->last_line - block->line + 1, plain,
                             "kept as the kind and the date of an event, which print in their own form");

  return TRUE;
}

static gboolean
is_history_heading (const PreceptImportRow *row)
{
  static const char *const words[] = { "date", "dates", "description", "change", "changes", "revision", "action", "version", "of", "review",
                                       "summary", "details", "history", "type", "event", "comments", "notes", "effective", "reason", "update", NULL };
  g_autofree char         *joined = g_strjoinv (" ", row->cells);

  return has_only_words (joined, words);
}

static gboolean
is_date (const char *raw)
{
  g_autofree char *plain = g_strstrip (precept_import_dup_plain (raw));
  gsize            start = 0;
  gsize            length = 0;
  g_autofree char *date = precept_import_dup_date (plain, &start, &length);

  return date != NULL && start == 0 && length == strlen (plain);
}

static char *
join_cells (const PreceptImportRow *row, const char *without)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; row->cells[i] != NULL; i++)
    if (row->cells[i] != without && row->cells[i][0] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", row->cells[i]);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Whether each row but the headings has a date of its own, and the first words can go to a revision. */
static gboolean
has_dated_rows (const PreceptImportBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);
      gboolean          dated = FALSE;

      for (guint k = 0; row->cells[k] != NULL && !dated; k++)
        dated = is_date (row->cells[k]);
      if (dated)
        return block->captions->len == 0;
      if (i > 0 || !is_history_heading (row))
        return FALSE;
    }

  return FALSE;
}

/* FALSE: it has words that no event of the history can hold. */
static gboolean
add_history_table (History *self, const PreceptImportBlock *block)
{
  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);
      const char       *cell = NULL;
      g_autofree char  *text = NULL;

      for (guint k = 0; row->cells[k] != NULL && cell == NULL; k++)
        if (is_date (row->cells[k]))
          cell = row->cells[k];
      text = join_cells (row, cell);
      if (cell != NULL)
        {
          g_autofree char *plain = precept_import_dup_plain (cell);
          g_autofree char *what = g_strjoinv (" ", row->cells);
          gsize            start;
          gsize            length;
          g_autofree char *date = precept_import_dup_date (plain, &start, &length);

          add_event (self, read_event (text), date, text);
          precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, row->line, 1, self->original != NULL && self->last == NULL ? what : cell,
                                     "kept as the kind and the date of an event, which print in their own form");
        }
      else if (i == 0)
        precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, row->line, 1, text,
                                   "the headings of the history table are printed by its layout");
      else if (text[0] != '\0' && self->last == NULL)
        return FALSE;
      else if (text[0] != '\0')
        precept_import_add_inline (self->builder, self->last, "p", text);
    }

  return TRUE;
}

/* Takes back what a part was given below its title. */
static void
clear_part (xmlNode *part)
{
  xmlNode *next;

  for (xmlNode *node = part->children; node != NULL; node = next)
    {
      next = node->next;
      if (!g_str_equal ((const char *)node->name, "title"))
        {
          xmlUnlinkNode (node);
          xmlFreeNode (node);
        }
    }
}

gboolean
precept_import_fill_history (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  History  history = { self, part, NULL, NULL };
  guint    n_notes;
  gboolean fits = span.n > 0;

  precept_import_report_get_notes (self->report, &n_notes);
  for (guint i = 0; i < span.n && fits; i++)
    {
      PreceptImportBlock *block = span.items[i];

      if (block->kind == PRECEPT_IMPORT_TABLE)
        {
          fits = has_dated_rows (block) && add_history_table (&history, block);
        }
      else if (block->kind == PRECEPT_IMPORT_HEADING)
        fits = FALSE;
      else if (!add_history_line (&history, block))
        {
          fits = history.last != NULL;
          if (fits)
            precept_import_add_inline (self, history.last, "p", block->text);
        }
    }
  if (!fits)
    {
      clear_part (part);
      precept_import_report_truncate (self->report, n_notes);
    }

  return fits;
}
