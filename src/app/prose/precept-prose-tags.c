/* precept-prose-tags.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-tags.h"

/* The look of a line: one tag over its text and its line break. */
typedef struct
{
  const char *name;
  double      scale;
  int         weight;
  int         above; /* pixels */
  int         below; /* pixels */
} LineLook;

static const LineLook looks[PRECEPT_PROSE_N_LINE_KINDS] = {
  [PRECEPT_PROSE_LINE_TITLE] = { "title", 1.55, PANGO_WEIGHT_BOLD, 0, 8 },
  [PRECEPT_PROSE_LINE_HEADING] = { "heading", 1.25, PANGO_WEIGHT_BOLD, 20, 4 },
  [PRECEPT_PROSE_LINE_TOPIC] = { "topic", 1.13, PANGO_WEIGHT_BOLD, 16, 4 },
  [PRECEPT_PROSE_LINE_PARAGRAPH] = { "paragraph", 1, PANGO_WEIGHT_NORMAL, 4, 6 },
  [PRECEPT_PROSE_LINE_ITEM] = { "item", 1, PANGO_WEIGHT_NORMAL, 4, 2 },
  [PRECEPT_PROSE_LINE_FINDING] = { "finding", 1, PANGO_WEIGHT_NORMAL, 7, 0 },
  [PRECEPT_PROSE_LINE_TERM] = { "term-line", 1, PANGO_WEIGHT_BOLD, 14, 0 },
  [PRECEPT_PROSE_LINE_REFERENCE] = { "reference", 1, PANGO_WEIGHT_NORMAL, 10, 0 },
  [PRECEPT_PROSE_LINE_NOTE] = { "note", 0.95, PANGO_WEIGHT_NORMAL, 4, 4 },
  [PRECEPT_PROSE_LINE_CAPTION] = { "caption", 1, PANGO_WEIGHT_BOLD, 18, 6 },
  [PRECEPT_PROSE_LINE_ROW] = { "row", 0.95, PANGO_WEIGHT_NORMAL, 3, 3 },
  [PRECEPT_PROSE_LINE_HEADER_ROW] = { "header-row", 0.85, PANGO_WEIGHT_BOLD, 3, 3 },
  [PRECEPT_PROSE_LINE_CHIPS] = { "chips", 0.82, PANGO_WEIGHT_NORMAL, 5, 6 },
  [PRECEPT_PROSE_LINE_FIGURE] = { "figure", 1, PANGO_WEIGHT_NORMAL, 10, 10 },
  [PRECEPT_PROSE_LINE_COUNTS] = { "counts", 0.92, PANGO_WEIGHT_NORMAL, 0, 8 },
};

static GQuark
chip_quark (void)
{
  return g_quark_from_static_string ("precept-chip");
}

/* Colours that differ between the light and the dark style. */
static const struct
{
  const char *tag;
  const char *light;
  const char *dark;
} colors[] = {
  { "link", "#1c71d8", "#78aeed" },
  { "cite", "#1c71d8", "#78aeed" },
  { "xref", "#1c71d8", "#78aeed" },
  { "mandate", "#1c71d8", "#78aeed" },
  { "opaque", "#77767b", "#9a9996" },
  { "decoration", "#6d6c71", "#a3a2a0" },
  { "chip-fact", "#454449", "#d0cfcc" },
  { "chip-cite", "#1a5fb4", "#99c1f1" },
  { "chip-missing", "#8f6400", "#f8e45c" },
  { "chip-stale", "#7a5500", "#f8e45c" },
  { "chip-add", "#6d6c71", "#a3a2a0" },
};

static GtkTextTag *
add_tag (GtkTextTagTable *table, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_new (name);

  gtk_text_tag_table_add (table, tag);
  g_object_unref (tag);
  return tag;
}

static void
set_color (GtkTextTagTable *table, GtkTextTag *tag, const char *name)
{
  gboolean dark = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (table), "precept-dark"));

  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      if (g_str_equal (colors[i].tag, name))
        g_object_set (tag, "foreground", dark ? colors[i].dark : colors[i].light, NULL);
    }
}

static GtkTextTag *
get_tag (GtkTextTagTable *table, const char *name)
{
  GtkTextTag *tag = gtk_text_tag_table_lookup (table, name);

  if (tag != NULL)
    return tag;
  tag = add_tag (table, name);
  if (g_str_equal (name, "em"))
    g_object_set (tag, "style", PANGO_STYLE_ITALIC, NULL);
  else if (g_str_equal (name, "strong"))
    g_object_set (tag, "weight", PANGO_WEIGHT_BOLD, NULL);
  else if (g_str_equal (name, "sup") || g_str_equal (name, "cite") || g_str_equal (name, "mandate"))
    g_object_set (tag, "rise", 5 * PANGO_SCALE, "scale", 0.75, NULL);
  else if (g_str_equal (name, "sub"))
    g_object_set (tag, "rise", -3 * PANGO_SCALE, "scale", 0.75, NULL);
  else if (g_str_equal (name, "link"))
    g_object_set (tag, "underline", PANGO_UNDERLINE_SINGLE, NULL);
  else if (g_str_equal (name, "defined"))
    g_object_set (tag, "underline", PANGO_UNDERLINE_LOW, NULL);
  else if (g_str_equal (name, "chip-spacing"))
    g_object_set (tag, "letter-spacing", 3 * PANGO_SCALE, NULL);
  if (g_str_has_prefix (name, "chip-"))
    g_object_set_qdata (G_OBJECT (tag), chip_quark (), (gpointer)g_intern_string (name + 5));
  set_color (table, tag, name);
  return tag;
}

/**
 * precept_prose_tags_get_indent:
 * @line: a line
 *
 * Returns: how far from the left edge of the view its text begins, in pixels
 */
int
precept_prose_tags_get_indent (PreceptProseLine *line)
{
  static const int steps[] = { 0, 20, 46, 72, 98, 124, 150, 176 };
  int              margin = line->embedded ? PRECEPT_PROSE_EMBEDDED_MARGIN : PRECEPT_PROSE_SIDE_MARGIN;
  int              indent = margin + steps[MIN (line->depth, G_N_ELEMENTS (steps) - 1)];

  if (line->kind == PRECEPT_PROSE_LINE_REFERENCE || (line->kind == PRECEPT_PROSE_LINE_CHIPS && line->block->kind == PRECEPT_BLOCK_REFERENCE))
    indent += 12;
  return indent;
}

static void
set_tabs (GtkTextTag *tag)
{
  PangoTabArray *tabs = pango_tab_array_new_with_positions (3, TRUE, PANGO_TAB_LEFT, 120, PANGO_TAB_LEFT, 250, PANGO_TAB_LEFT, 520);

  g_object_set (tag, "tabs", tabs, NULL);
  pango_tab_array_free (tabs);
}

GtkTextTag *
precept_prose_tags_get_line (GtkTextTagTable *table, PreceptProseLine *line)
{
  const LineLook  *look = &looks[line->kind];
  guint            level = line->kind == PRECEPT_PROSE_LINE_HEADING ? line->level : 0;
  int              indent = precept_prose_tags_get_indent (line);
  gboolean         table_row = line->kind == PRECEPT_PROSE_LINE_ROW || line->kind == PRECEPT_PROSE_LINE_HEADER_ROW;
  g_autofree char *name = g_strdup_printf ("line-%s-%d-%u", look->name, indent, level);
  GtkTextTag      *tag = gtk_text_tag_table_lookup (table, name);

  if (tag != NULL)
    return tag;
  tag = add_tag (table, name);
  gtk_text_tag_set_priority (tag, 0);
  g_object_set (tag,
                "left-margin", line->kind == PRECEPT_PROSE_LINE_CHIPS ? indent + 3 : indent, /* for the ground of the first chip */
                "pixels-above-lines", look->above,
                "pixels-below-lines", look->below,
                "scale", level >= 3 ? 1.13 : look->scale,
                NULL);
  if (look->weight != PANGO_WEIGHT_NORMAL)
    g_object_set (tag, "weight", look->weight, NULL);
  if (table_row)
    {
      /* What does not fit its column goes on under it. */
      g_object_set (tag, "left-margin", indent, "indent", -250, NULL);
      set_tabs (tag);
    }
  return tag;
}

static void
apply_run (GtkTextBuffer *buffer, const PreceptProseRun *run, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextTagTable *table = gtk_text_buffer_get_tag_table (buffer);
  PreceptMarks     marks = run->run.marks;

  if (run->decoration && run->run.kind == PRECEPT_RUN_OPAQUE)
    {
      g_autofree char *name = g_strconcat ("chip-", run->run.text, NULL);

      gtk_text_buffer_apply_tag (buffer, get_tag (table, name), start, end);
      return;
    }
  if (marks & PRECEPT_MARK_EM)
    gtk_text_buffer_apply_tag (buffer, get_tag (table, "em"), start, end);
  if (marks & PRECEPT_MARK_STRONG)
    gtk_text_buffer_apply_tag (buffer, get_tag (table, "strong"), start, end);
  if (marks & PRECEPT_MARK_SUP)
    gtk_text_buffer_apply_tag (buffer, get_tag (table, "sup"), start, end);
  if (marks & PRECEPT_MARK_SUB)
    gtk_text_buffer_apply_tag (buffer, get_tag (table, "sub"), start, end);
  if (run->decoration)
    return;
  switch (run->run.kind)
    {
    case PRECEPT_RUN_CITE:
      gtk_text_buffer_apply_tag (buffer, get_tag (table, "cite"), start, end);
      break;
    case PRECEPT_RUN_XREF:
      gtk_text_buffer_apply_tag (buffer, get_tag (table, "xref"), start, end);
      break;
    case PRECEPT_RUN_MANDATE:
      gtk_text_buffer_apply_tag (buffer, get_tag (table, "mandate"), start, end);
      break;
    case PRECEPT_RUN_OPAQUE:
      gtk_text_buffer_apply_tag (buffer, get_tag (table, "opaque"), start, end);
      break;
    case PRECEPT_RUN_TEXT:
    default:
      if (run->run.href != NULL)
        gtk_text_buffer_apply_tag (buffer, get_tag (table, "link"), start, end);
      else if (run->run.ref != NULL)
        gtk_text_buffer_apply_tag (buffer, get_tag (table, "defined"), start, end);
      break;
    }
}

/**
 * precept_prose_tags_apply:
 * @buffer: a text buffer
 * @line: the line
 * @start: where the line begins in the buffer
 * @from: first character
 * @to: the character after the last
 *
 * Gives a range of a line the tags of its runs.
 */
void
precept_prose_tags_apply (GtkTextBuffer *buffer, PreceptProseLine *line, GtkTextIter *start, int from, int to)
{
  int at = 0;

  if (line->kind == PRECEPT_PROSE_LINE_COUNTS)
    {
      GtkTextIter end = *start;

      gtk_text_iter_forward_to_line_end (&end);
      gtk_text_buffer_apply_tag (buffer, get_tag (gtk_text_buffer_get_tag_table (buffer), "decoration"), start, &end);
    }
  for (guint i = 0; i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);
      int                    run_from = MAX (at, from);
      int                    run_to = MIN (at + run->length, to);

      if (run_from < run_to)
        {
          GtkTextIter begin = *start, end = *start;

          gtk_text_iter_set_line_offset (&begin, run_from);
          end = begin;
          gtk_text_iter_forward_chars (&end, run_to - run_from);
          apply_run (buffer, run, &begin, &end);
        }
      at += run->length;
    }
}

/**
 * precept_prose_tags_set_dark:
 * @table: the tags of a buffer
 * @dark: whether the dark style is on
 *
 * Sets the colours of the tags.
 */
void
precept_prose_tags_set_dark (GtkTextTagTable *table, gboolean dark)
{
  g_object_set_data (G_OBJECT (table), "precept-dark", GINT_TO_POINTER (dark));
  for (guint i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      GtkTextTag *tag = gtk_text_tag_table_lookup (table, colors[i].tag);

      if (tag != NULL)
        set_color (table, tag, colors[i].tag);
    }
}

const char *
precept_prose_tags_get_chip (GtkTextTag *tag)
{
  return g_object_get_qdata (G_OBJECT (tag), chip_quark ());
}
