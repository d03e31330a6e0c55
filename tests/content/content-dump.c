/* content-dump.c: content as text, for tests to compare and people to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "content-dump.h"

static const char *const kinds[] = {
  "section", "disclaimer", "indication", "topic", "paragraph", "list", "item", "finding",
  "definition", "note", "figure", "table", "row", "cell", "reference",
  "request", "limits", "limit", "notice"
};

/* In the order of PreceptNumbering. */
static const char *const numberings[] = { "", "", "", " A", " a", " I", " i" };

static const char *const flags[] = { "em", "strong", "sup", "sub", "cite", "mandate", "term", "xref", "link" };

/* "see [xref→#table-1|Table 1]" */
static void
dump_text (GString     *out,
           PreceptText *text)
{
  const char        *string = precept_text_get_string (text);
  const PreceptSpan *spans;
  guint              n_spans;
  gsize              done = 0;

  spans = precept_text_get_spans (text, &n_spans);
  for (guint i = 0; i < n_spans; i++)
    {
      const char *separator = "{";

      g_assert_cmpuint (spans[i].start, >=, done);
      g_assert_cmpuint (spans[i].length, >, 0);
      g_string_append_len (out, string + done, spans[i].start - done);
      for (guint j = 0; j < G_N_ELEMENTS (flags); j++)
        {
          if ((spans[i].flags & (1u << j)) == 0)
            continue;
          g_string_append_printf (out, "%s%s", separator, flags[j]);
          separator = "+";
        }
      if (spans[i].target != NULL)
        g_string_append_printf (out, "→%s", spans[i].target);
      g_string_append_c (out, '|');
      g_string_append_len (out, string + spans[i].start, spans[i].length);
      g_string_append_c (out, '}');
      done = spans[i].start + spans[i].length;
    }
  g_assert_cmpuint (done, <=, precept_text_get_length (text));
  g_string_append (out, string + done);
  g_assert_true (g_utf8_validate (string, -1, NULL));
}

static void
dump_block (GString      *out,
            PreceptBlock *block,
            guint         depth)
{
  g_string_append_printf (out, "%*s%s", (int)depth * 2, "", kinds[block->kind]);
  if (block->level > 0)
    g_string_append_printf (out, " %u", block->level);
  if (block->ordered)
    g_string_append_printf (out, " ordered%s", numberings[block->numbering]);
  if (block->start > 1)
    g_string_append_printf (out, " from %u", block->start);
  if (block->is_header)
    g_string_append (out, " header");
  if (block->column_span > 1 || block->row_span > 1)
    g_string_append_printf (out, " %u×%u", block->column_span, block->row_span);
  if (block->table_kind == PRECEPT_TABLE_CODES)
    g_string_append (out, " codes");
  if (block->table_kind == PRECEPT_TABLE_HISTORY)
    g_string_append (out, " history");
  if (block->id != NULL)
    g_string_append_printf (out, " #%s", block->id);
  if (block->path != NULL && g_strcmp0 (block->path, block->id) != 0)
    g_string_append_printf (out, " @%s", block->path);
  if (block->is_criteria)
    g_string_append (out, " criteria");
  if (block->chip != NULL)
    g_string_append_printf (out, " (%s)", block->chip);
  if (block->detail != NULL)
    g_string_append_printf (out, " (%s)", block->detail);
  if (block->study_kind != NULL)
    g_string_append_printf (out, " (%s)", block->study_kind);
  if (block->study_facts != NULL)
    g_string_append_printf (out, " (%s)", block->study_facts);
  if (block->alternative != NULL)
    g_string_append_printf (out, " (%s)", block->alternative);
  if (block->image != NULL)
    g_string_append_printf (out, " (%" G_GSIZE_FORMAT " bytes)", g_bytes_get_size (block->image));
  if (block->label != NULL)
    {
      g_string_append (out, " <");
      dump_text (out, block->label);
      g_string_append_c (out, '>');
    }
  if (block->text != NULL)
    {
      g_string_append (out, ": ");
      dump_text (out, block->text);
    }
  g_string_append_c (out, '\n');

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    dump_block (out, g_ptr_array_index (block->children, i), depth + 1);
}

/**
 * content_dump:
 * @content: the content of a document
 *
 * Returns: (transfer full): everything in it, a line a block
 */
char *
content_dump (PreceptContent *content)
{
  GString                      *out = g_string_new ("title: ");
  GPtrArray                    *blocks = precept_content_get_blocks (content);
  const PreceptContentFact     *facts;
  const PreceptContentCoverage *rows;
  guint                         n_facts;
  guint                         n_rows;

  dump_text (out, precept_content_get_title (content));
  g_string_append_printf (out, "\npublisher: %s\n", precept_content_get_publisher (content));
  if (precept_content_get_keywords (content) != NULL)
    g_string_append_printf (out, "keywords: %s\n", precept_content_get_keywords (content));
  facts = precept_content_get_facts (content, &n_facts);
  for (guint i = 0; i < n_facts; i++)
    g_string_append_printf (out, "fact%s: %s = %s @%s\n", facts[i].wide ? " wide" : "", facts[i].label, facts[i].value,
                            facts[i].path != NULL ? facts[i].path : "-");
  rows = precept_content_get_coverage (content, &n_rows);
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (out, "coverage: %s = %s #%s\n", rows[i].indication, rows[i].determination, rows[i].target);
  for (guint i = 0; i < blocks->len; i++)
    dump_block (out, g_ptr_array_index (blocks, i), 0);

  return g_string_free (out, FALSE);
}
