/* precept-import-outline.c: the metadata of a text, and its headings to parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define MAX_TITLE_BYTES 240
#define MAX_SECTION_DEPTH 6

/* Metadata */

typedef enum
{
  FIELD_TITLE,
  FIELD_POLICY_NUMBER,
  FIELD_VERSION,
  FIELD_PUBLISHER,
  FIELD_LINE_OF_BUSINESS,
  FIELD_PLAN_TYPE,
  FIELD_STATE,
  FIELD_OWNER,
  FIELD_EFFECTIVE,
  FIELD_LAST_REVIEW,
  FIELD_NEXT_REVIEW,
  FIELD_KEYWORD,
  N_FIELDS,
} Field;

static const struct
{
  const char *element;
  const char *labels;
  gboolean    is_date;
  gboolean    is_list;
} fields[N_FIELDS] = {
  { "title", "title|policy title|guideline title|policy name|guideline name", FALSE, FALSE },
  { "policy-number", "policy number|policy no|policy|policy id|guideline number|guideline no|guideline id|document number|policy #|number", FALSE, FALSE },
  { "version", "version|version number", FALSE, FALSE },
  { "publisher", "publisher|health plan|plan name", FALSE, FALSE },
  { "line-of-business", "line of business|lines of business|line s of business|lob", FALSE, TRUE },
  { "plan-type", "plan type|plan types", FALSE, TRUE },
  { "state", "state|states", FALSE, TRUE },
  { "owner", "owner|policy owner|responsible committee|committee", FALSE, FALSE },
  { "effective", "effective date|effective|policy effective date|date effective", TRUE, FALSE },
  { "last-review", "last review|last review date|last reviewed|date of last review|review date", TRUE, FALSE },
  { "next-review", "next review|next review date|date of next review|next annual review", TRUE, FALSE },
  { "keyword", "keywords|keyword|key words", FALSE, TRUE },
};

typedef struct
{
  char *values[N_FIELDS]; /* owned, nullable */
} Metadata;

static Field
find_field (const char *label)
{
  g_autofree char *key = precept_import_heading_key (label);

  for (guint i = 0; i < N_FIELDS; i++)
    {
      g_auto (GStrv) labels = g_strsplit (fields[i].labels, "|", -1);

      if (g_strv_contains ((const char *const *)labels, key))
        return i;
    }

  return N_FIELDS;
}

static gboolean
are_states (const char *value)
{
  g_auto (GStrv) parts = g_strsplit_set (value, ",; ", -1);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (parts[i][0] == '\0')
        continue;
      if (strlen (parts[i]) != 2 || !g_ascii_isupper (parts[i][0]) || !g_ascii_isupper (parts[i][1]))
        return FALSE;
      n++;
    }

  return n > 0;
}

static gboolean
take_field (Metadata *self, const char *label, const char *raw_value)
{
  Field            field = find_field (label);
  g_autofree char *value = g_strstrip (precept_import_dup_plain (raw_value));

  if (field == N_FIELDS || value[0] == '\0' || strlen (value) > MAX_TITLE_BYTES || self->values[field] != NULL)
    return FALSE;
  if (field == FIELD_STATE && !are_states (value))
    return FALSE;
  if (fields[field].is_date)
    {
      gsize            start = 0;
      gsize            length = 0;
      g_autofree char *date = precept_import_dup_date (value, &start, &length);

      if (date == NULL || start > 0 || length < strlen (value))
        return FALSE;
      self->values[field] = g_steal_pointer (&date);
      return TRUE;
    }
  self->values[field] = g_steal_pointer (&value);

  return TRUE;
}

/* "Policy Number: MP-12" */
static gboolean
take_line (Metadata *self, const char *raw)
{
  g_autofree char *plain = precept_import_dup_plain (raw);
  char            *colon = strchr (plain, ':');

  if (colon == NULL || colon - plain > 40)
    return FALSE;
  *colon = '\0';

  return take_field (self, plain, colon + 1);
}

static gboolean
take_table (Metadata *self, const PreceptImportBlock *block)
{
  Metadata before = *self;

  for (guint i = 0; i < block->rows->len; i++)
    {
      PreceptImportRow *row = g_ptr_array_index (block->rows, i);

      if (block->captions->len > 0 || g_strv_length (row->cells) != 2 || !take_field (self, row->cells[0], row->cells[1]))
        {
          for (guint k = 0; k < N_FIELDS; k++)
            if (self->values[k] != before.values[k])
              g_free (self->values[k]);
          *self = before;
          return FALSE;
        }
    }

  return TRUE;
}

static void
add_values (PreceptImportBuilder *self, xmlNode *metadata, Field field, const char *value)
{
  g_auto (GStrv) parts = NULL;

  if (value == NULL)
    return;
  if (!fields[field].is_list)
    {
      xmlNewTextChild (metadata, self->ns, BAD_CAST fields[field].element, BAD_CAST value);
      return;
    }
  parts = g_strsplit_set (value, field == FIELD_STATE ? ",; " : ",;", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    if (g_strstrip (parts[i])[0] != '\0')
      xmlNewTextChild (metadata, self->ns, BAD_CAST fields[field].element, BAD_CAST parts[i]);
}

static const char *
guess_kind (const char *title)
{
  static const struct
  {
    const char *word;
    const char *kind;
  } words[] = {
    { "test", "test" },
    { "assay", "test" },
    { "screening", "test" },
    { "sequencing", "test" },
    { "device", "device" },
    { "implant", "device" },
    { "stimulat", "device" },
    { "monitor", "device" },
    { "pump", "device" },
    { "surg", "procedure" },
    { "ectomy", "procedure" },
    { "plasty", "procedure" },
    { "ablation", "procedure" },
    { "procedure", "procedure" },
    { "transplant", "procedure" },
    { "injection", "procedure" },
  };
  g_autofree char *lower = g_utf8_strdown (title, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i].word) != NULL)
      return words[i].kind;

  return "service";
}

/* "Brand (generic)" is a drug; of anything else the words of the title give a hint. */
static void
add_subject (PreceptImportBuilder *self, xmlNode *metadata, const char *title, guint line)
{
  xmlNode *subject = precept_import_add (self, metadata, "subject");
  g_autoptr (GRegex) regex = g_regex_new ("^\\s*(\\p{Lu}[^()]*?)\\s*\\((\\p{Ll}[^()]*)\\)\\s*$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  if (g_regex_match (regex, title, 0, &match))
    {
      g_autofree char *brand = g_match_info_fetch (match, 1);
      g_autofree char *generic = g_match_info_fetch (match, 2);
      const char      *colon = strrchr (brand, ':');
      const char      *name = colon != NULL && colon[1] != '\0' ? colon + 1 : brand;

      /* "Coverage Policy: Brand (generic)" says first what it is. */
      while (*name == ' ')
        name++;

      precept_import_set (subject, "kind", "drug");
      xmlNewTextChild (subject, self->ns, BAD_CAST "brand", BAD_CAST name);
      xmlNewTextChild (subject, self->ns, BAD_CAST "generic", BAD_CAST g_strstrip (generic));
      return;
    }
  precept_import_set (subject, "kind", guess_kind (title));
  xmlNewTextChild (subject, self->ns, BAD_CAST "name", BAD_CAST title);
  precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_GUESS, line, 1, title,
                             "taken as a %s from the words of the title", guess_kind (title));
}

static gboolean
may_be_title (const PreceptImportBlock *block)
{
  g_autofree char  *key = NULL;
  gboolean          exact;
  PreceptImportPart part;

  if (block->kind != PRECEPT_IMPORT_HEADING && block->kind != PRECEPT_IMPORT_PARAGRAPH)
    return FALSE;
  if (strlen (block->text) > MAX_TITLE_BYTES || g_str_has_suffix (block->text, ".") || g_str_has_suffix (block->text, ":"))
    return FALSE;
  key = precept_import_heading_key (block->text);
  part = precept_import_heading_part (key, &exact);

  return key[0] != '\0' && (part == PRECEPT_IMPORT_PART_UNKNOWN || !exact);
}

/* A plan's letterhead stands above the title of its policy. */
static gboolean
is_title_below (const PreceptImportBlock *block, const PreceptImportBlock *above, const char *first)
{
  static const char *const letterheads[] = { "health", "plan", "insurance", "medical policy", "clinical policy", "coverage policy", "clinical guideline",
                                             "policy manual", "healthcare", "medicaid" };
  g_autofree char         *lower = g_utf8_strdown (first, -1);

  if (above->text != first || !may_be_title (block) || !precept_import_heading_has_shape (block->text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (letterheads); i++)
    if (strstr (lower, letterheads[i]) != NULL)
      return TRUE;

  return FALSE;
}

/* A text with a heading and a title field, "MEDICAL POLICY" above "Policy Title: …", names its title in the field. */
static char *
settle_title (PreceptImportBuilder *self, Metadata *values, const char *raw_title, guint line)
{
  g_autofree char *heading = precept_import_dup_plain (raw_title);
  const char      *title = values->values[FIELD_TITLE];

  if (g_ascii_strcasecmp (heading, title) == 0)
    return g_strdup (title);
  if (values->values[FIELD_PUBLISHER] != NULL)
    return g_strdup_printf ("%s: %s", heading, title);

  precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_GUESS, line, 1, raw_title,
                             "taken as the publisher, as the title stands in a field of its own below");
  values->values[FIELD_PUBLISHER] = g_steal_pointer (&heading);

  return g_strdup (title);
}

static void
note_field (PreceptImportBuilder *self, const PreceptImportBlock *block)
{
  g_autofree char *what = NULL;

  if (block->kind == PRECEPT_IMPORT_TABLE)
    what = g_strjoinv (" ", ((PreceptImportRow *)g_ptr_array_index (block->rows, 0))->cells);
  precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_LEFT_OUT, block->line, block->last_line - block->line + 1,
                             what != NULL ? what : block->text, "kept as a field of the overview, which prints with its own label");
}

/* Adds the metadata from the first blocks of a text, and returns how many of them it took. */
guint
precept_import_build_metadata (PreceptImportBuilder *self, xmlNode *root, PreceptImportSpan span, const char *name)
{
  xmlNode         *metadata = precept_import_add (self, root, "metadata");
  xmlNode         *title;
  Metadata         values = { 0 };
  const char      *raw_title = NULL;
  guint            line = 1;
  guint            n_titles = 0;
  guint            i;
  g_autofree char *plain = NULL;

  for (i = 0; i < span.n; i++)
    {
      PreceptImportBlock *block = span.items[i];

      if ((block->kind == PRECEPT_IMPORT_PARAGRAPH && take_line (&values, block->text)) ||
          (block->kind == PRECEPT_IMPORT_TABLE && take_table (&values, block)))
        note_field (self, block);
      else if (n_titles == 0 && values.values[FIELD_TITLE] == NULL && may_be_title (block))
        {
          raw_title = block->text;
          line = block->line;
          n_titles = 1;
        }
      else if (n_titles == 1 && values.values[FIELD_PUBLISHER] == NULL && is_title_below (block, span.items[i - 1], raw_title))
        {
          values.values[FIELD_PUBLISHER] = precept_import_dup_plain (raw_title);
          precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_GUESS, line, 1, raw_title,
                                     "taken as the publisher, as a title stands below it in line %u", block->line);
          raw_title = block->text;
          line = block->line;
          n_titles = 2;
        }
      else
        break;
    }

  title = precept_import_add (self, metadata, "title");
  if (values.values[FIELD_TITLE] != NULL)
    {
      g_autofree char *text = raw_title != NULL ? settle_title (self, &values, raw_title, line) : g_strdup (values.values[FIELD_TITLE]);

      xmlAddChild (title, xmlNewDocText (title->doc, BAD_CAST text));
    }
  else if (raw_title != NULL)
    precept_import_append_inline (title, raw_title, NULL);
  else
    {
      g_autofree char *words = g_utf8_make_valid (name != NULL && name[0] != '\0' ? name : "Imported text", -1);

      precept_import_append_inline (title, words, NULL);
      precept_import_report_add (self->report, PRECEPT_IMPORT_NOTE_ADDED, 1, 1, words, "the text has no title, so it has the name of its file");
    }
  {
    xmlChar *content = xmlNodeGetContent (title);

    plain = g_strdup ((const char *)content);
    xmlFree (content);
  }
  for (guint k = FIELD_POLICY_NUMBER; k <= FIELD_VERSION; k++)
    add_values (self, metadata, k, values.values[k]);
  xmlNewTextChild (metadata, self->ns, BAD_CAST "status", BAD_CAST "draft");
  add_subject (self, metadata, plain, line);
  for (guint k = FIELD_PUBLISHER; k < N_FIELDS; k++)
    add_values (self, metadata, k, values.values[k]);
  for (guint k = 0; k < N_FIELDS; k++)
    g_free (values.values[k]);

  return i;
}

/* Parts */

typedef struct
{
  PreceptImportBuilder *builder;
  xmlNode              *root;
  gboolean              used[PRECEPT_IMPORT_PART_SECTION + 1];
} Outline;

static const char *const part_names[] = { "section", "disclaimer", "summary", "definitions", "policy-statement", "evidence", "coverage",
                                          "coverage", "coverage", "billing-codes", "references", "history", "section" };

static PreceptImportPart
read_part (const PreceptImportBlock *heading)
{
  g_autofree char *key = precept_import_heading_key (heading->text);
  gboolean         exact;

  return precept_import_heading_part (key, &exact);
}

/* Whether the codes or code lines below a heading make it the caption of a table. */
static gboolean
heads_table (PreceptImportSpan span, guint i)
{
  PreceptImportBlock *next = precept_import_span_at (span, i + 1);
  g_autofree char    *first = NULL;

  if (next == NULL)
    return FALSE;
  if (next->kind == PRECEPT_IMPORT_TABLE)
    return TRUE;
  if (next->kind == PRECEPT_IMPORT_HEADING)
    return FALSE;
  first = g_strndup (next->text, strcspn (next->text, " \t:"));

  return precept_import_code_system (first, NULL) != NULL;
}

/* Whether the heading at @i stands inside the part that @heading opened. @other: all other uses have been named. */
static gboolean
is_inside (PreceptImportSpan span, guint i, const PreceptImportBlock *heading, PreceptImportPart part, gboolean other)
{
  PreceptImportBlock *block = span.items[i];
  PreceptImportPart   inner = read_part (block);

  if (heading->level > 0 && block->level > 0)
    return block->level > heading->level;
  switch (part)
    {
    case PRECEPT_IMPORT_PART_COVERAGE:
    case PRECEPT_IMPORT_PART_GROUP:
    case PRECEPT_IMPORT_PART_OTHER_USES:
      return inner == PRECEPT_IMPORT_PART_GROUP || inner == PRECEPT_IMPORT_PART_COVERAGE || inner == PRECEPT_IMPORT_PART_OTHER_USES ||
             (inner == PRECEPT_IMPORT_PART_UNKNOWN && !other);
    case PRECEPT_IMPORT_PART_CODES:
      return inner == PRECEPT_IMPORT_PART_CODES || (inner == PRECEPT_IMPORT_PART_UNKNOWN && heads_table (span, i));
    case PRECEPT_IMPORT_PART_EVIDENCE:
      return inner == PRECEPT_IMPORT_PART_UNKNOWN;
    case PRECEPT_IMPORT_PART_DEFINITIONS:
    default:
      return FALSE;
    }
}

/* Where the part that the heading at @start opens ends. */
static guint
find_part_end (PreceptImportSpan span, guint start, PreceptImportPart part)
{
  PreceptImportBlock *heading = span.items[start];
  gboolean            other = part == PRECEPT_IMPORT_PART_OTHER_USES;
  guint               i;

  for (i = start + 1; i < span.n; i++)
    {
      if (span.items[i]->kind != PRECEPT_IMPORT_HEADING)
        continue;
      if (!is_inside (span, i, heading, part, other))
        break;
      other = other || read_part (span.items[i]) == PRECEPT_IMPORT_PART_OTHER_USES;
    }

  return i;
}

/* Fills a section: its blocks, then a section for each heading below. */
static void
fill_section (PreceptImportBuilder *self, xmlNode *section, PreceptImportSpan span, guint depth)
{
  guint i = 0;

  while (i < span.n && (span.items[i]->kind != PRECEPT_IMPORT_HEADING || depth >= MAX_SECTION_DEPTH))
    i++;
  precept_import_add_blocks (self, section, precept_import_span_slice (span, 0, i));
  while (i < span.n)
    {
      PreceptImportBlock *heading = span.items[i];
      xmlNode            *inner = precept_import_add (self, section, "section");
      guint               end = i + 1;

      while (end < span.n && (span.items[end]->kind != PRECEPT_IMPORT_HEADING ||
                              (heading->level > 0 && span.items[end]->level > heading->level)))
        end++;
      precept_import_add_title (self, inner, heading->text);
      fill_section (self, inner, precept_import_span_slice (span, i + 1, end), depth + 1);
      i = end;
    }
}

static gboolean
fill_blocks (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span)
{
  precept_import_add_blocks (self, part, span);

  return span.n > 0;
}

typedef gboolean (*FillFunc) (PreceptImportBuilder *self, xmlNode *part, PreceptImportSpan span);

static const FillFunc fill_funcs[] = {
  NULL,
  fill_blocks,
  fill_blocks,
  precept_import_fill_definitions,
  precept_import_fill_statement,
  precept_import_fill_evidence,
  precept_import_fill_coverage,
  precept_import_fill_coverage,
  precept_import_fill_coverage,
  precept_import_fill_codes,
  precept_import_fill_references,
  precept_import_fill_history,
  NULL,
};

static gboolean
repeats (PreceptImportPart part)
{
  return part == PRECEPT_IMPORT_PART_STATEMENT || part == PRECEPT_IMPORT_PART_EVIDENCE || part == PRECEPT_IMPORT_PART_SECTION ||
         part == PRECEPT_IMPORT_PART_UNKNOWN;
}

/* Groups and other uses open a coverage part of their own where they stand outside one. */
static PreceptImportPart
get_slot (PreceptImportPart part)
{
  return part == PRECEPT_IMPORT_PART_GROUP || part == PRECEPT_IMPORT_PART_OTHER_USES ? PRECEPT_IMPORT_PART_COVERAGE : part;
}

static gboolean
try_part (Outline *self, PreceptImportPart part, PreceptImportSpan span)
{
  PreceptImportPart slot = get_slot (part);
  xmlNode          *node;
  gboolean          filled;

  if (fill_funcs[part] == NULL)
    return FALSE;
  if (self->used[slot] && !repeats (slot))
    {
      precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_GUESS, span.items[0]->line, 1, span.items[0]->text,
                                 "a guideline has this part once, so the second one is a section");
      return FALSE;
    }
  node = precept_import_add (self->builder, self->root, part_names[part]);
  if (slot == part)
    precept_import_add_title (self->builder, node, span.items[0]->text);
  filled = fill_funcs[part](self->builder, node, slot == part ? precept_import_span_slice (span, 1, span.n) : span);
  if (filled)
    self->used[slot] = TRUE;
  else
    {
      xmlUnlinkNode (node);
      xmlFreeNode (node);
    }

  return filled;
}

static void
add_section (Outline *self, PreceptImportSpan span)
{
  xmlNode *node = precept_import_add (self->builder, self->root, "section");

  precept_import_add_title (self->builder, node, span.items[0]->text);
  fill_section (self->builder, node, precept_import_span_slice (span, 1, span.n), 1);
}

/* What stands before the first heading has none of its own. */
static void
add_untitled (Outline *self, PreceptImportSpan span, gboolean whole)
{
  xmlNode    *node = precept_import_add (self->builder, self->root, "section");
  const char *title = whole ? "Text" : "Introduction";

  precept_import_add_title (self->builder, node, title);
  precept_import_add_blocks (self->builder, node, span);
  precept_import_report_add (self->builder->report, PRECEPT_IMPORT_NOTE_ADDED, span.items[0]->line, 1, title,
                             whole ? "the text has no headings, so it is one section" : "no heading stands above this text");
}

/* Sorts the blocks of a whole text into the parts of a guideline, in the order in which they stand. */
void
precept_import_build_parts (PreceptImportBuilder *self, xmlNode *root, PreceptImportSpan span)
{
  Outline outline = { self, root, { FALSE } };
  guint   i = 0;

  while (i < span.n && span.items[i]->kind != PRECEPT_IMPORT_HEADING)
    i++;
  if (i > 0)
    add_untitled (&outline, precept_import_span_slice (span, 0, i), i == span.n);
  while (i < span.n)
    {
      PreceptImportPart part = read_part (span.items[i]);
      guint             end = find_part_end (span, i, part);
      PreceptImportSpan slice = precept_import_span_slice (span, i, end);

      if (!try_part (&outline, part, slice))
        add_section (&outline, slice);
      i = end;
    }
}
