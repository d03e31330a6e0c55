/* test-keep.c: what pages keep together, whatever they hold
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <math.h>
#include <string.h>

#define N_SEEDS 24

/* A line of a text: its marks side by side. */
typedef struct
{
  guint       page, sequence;
  PreceptRole role;
  const char *block_id;
  double      x, y, right; /* y: the baseline */
  double      size;
  char       *text;
} Line;

static void
clear_line (gpointer data)
{
  g_free (((Line *)data)->text);
}

static double
get_size (const PreceptMark *mark)
{
  PangoFontDescription *description = pango_font_describe (mark->run.font);
  double                size = (double)pango_font_description_get_size (description) / PANGO_SCALE;

  pango_font_description_free (description);
  return size;
}

/* All lines of all pages but the word behind the text, in drawing order. Raised and lowered marks are on their line. */
static GArray *
collect_lines (PreceptLayout *layout,
               gboolean       with_artifacts)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (Line));

  g_array_set_clear_func (lines, clear_line);
  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, p), &n_marks);
      Line              *line = NULL;

      for (guint i = 0; i < n_marks; i++)
        {
          const PreceptMark *mark = &marks[i];
          g_autofree char   *before = NULL;

          if (mark->kind != PRECEPT_PAGE_MARK_GLYPHS || mark->angle > 0 || (!with_artifacts && mark->role == PRECEPT_ROLE_ARTIFACT))
            continue;
          if (line == NULL || line->sequence != mark->sequence || fabs (line->y - mark->y) > 5 || mark->x < line->right - 1 || mark->role == PRECEPT_ROLE_ARTIFACT)
            {
              Line begun = {
                .page = p,
                .sequence = mark->sequence,
                .role = mark->role,
                .block_id = mark->block_id,
                .x = mark->x,
                .y = mark->y,
                .right = mark->x,
                .size = get_size (mark),
                .text = g_strdup (""),
              };

              g_array_append_val (lines, begun);
              line = &g_array_index (lines, Line, lines->len - 1);
            }
          before = g_steal_pointer (&line->text);
          line->text = g_strdup_printf ("%s%.*s%s", before, mark->run.length, mark->run.text, mark->run.space_after ? " " : "");
          line->right = mark->x + mark->width;
        }
    }

  return lines;
}

#define get_line(lines, i) (&g_array_index (lines, Line, i))

/* No two lines touch, and none leaves the page's area. */
static void
check_apart (PreceptLayout *layout,
             double         bottom)
{
  g_autoptr (GArray) lines = collect_lines (layout, TRUE);

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = get_line (lines, i);

      if (line->role != PRECEPT_ROLE_ARTIFACT && line->page > 0)
        g_assert_cmpfloat (line->y + 0.19 * line->size, <, bottom + 0.1);
      for (guint j = i + 1; j < lines->len && get_line (lines, j)->page == line->page; j++)
        {
          const Line *other = get_line (lines, j);
          gboolean    beside = line->right <= other->x + 0.3 || other->right <= line->x + 0.3;
          gboolean    above = line->y + 0.19 * line->size <= other->y - 0.72 * other->size + 0.5 ||
                           other->y + 0.19 * other->size <= line->y - 0.72 * line->size + 0.5;

          if (!beside && !above)
            g_error ("“%s” and “%s” touch on page %u", line->text, other->text, line->page + 1);
        }
    }
}

/* The last line of a page is no heading, no caption, and leads to nothing on the next. */
static void
check_ends (PreceptLayout *layout)
{
  g_autoptr (GArray) lines = collect_lines (layout, FALSE);

  for (guint i = 0; i + 1 < lines->len; i++)
    {
      const Line *line = get_line (lines, i);
      const Line *next = get_line (lines, i + 1);

      if (line->page == next->page || line->page == 0)
        continue;
      if (line->role == PRECEPT_ROLE_HEADING || line->role == PRECEPT_ROLE_CAPTION)
        g_error ("“%s” is stranded at the end of page %u", line->text, line->page + 1);
      if (g_str_has_suffix (line->text, ":"))
        g_error ("“%s” ends page %u, and leads in what is on the next", line->text, line->page + 1);
    }
}

/* At least two lines of a text are on each page that has some, and one of three lines is whole. */
static void
check_widows (PreceptLayout *layout)
{
  g_autoptr (GArray) lines = collect_lines (layout, FALSE);
  guint i = 0;

  while (i < lines->len)
    {
      guint first = i, in_part = 0, n_parts = 0;
      guint least = G_MAXUINT;

      for (; i < lines->len && get_line (lines, i)->sequence == get_line (lines, first)->sequence; i++)
        {
          if (i > first && get_line (lines, i)->page != get_line (lines, i - 1)->page)
            {
              least = MIN (least, in_part);
              in_part = 0;
              n_parts++;
            }
          in_part++;
        }
      if (n_parts > 0)
        {
          least = MIN (least, in_part);
          if (least < 2 || i - first < 4)
            g_error ("“%s” goes over a page with %u of %u lines alone", get_line (lines, first)->text, least, i - first);
        }
    }
}

/* Blocks of these kinds are on one page where they fit on one. */
static void
check_whole (PreceptLayout  *layout,
             PreceptContent *content,
             GPtrArray      *blocks,
             double          most_height)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock    *block = g_ptr_array_index (blocks, i);
      PreceptBlock    *last = block->children != NULL && block->children->len > 0 ? g_ptr_array_index (block->children, block->children->len - 1) : NULL;
      PreceptRectangle area, end;
      guint            page, last_page;

      check_whole (layout, content, block->children, most_height);
      if (last == NULL || (block->kind != PRECEPT_BLOCK_DEFINITION && block->kind != PRECEPT_BLOCK_LIMITS && block->kind != PRECEPT_BLOCK_FINDING))
        continue;
      if (block->kind == PRECEPT_BLOCK_LIMITS)
        block = g_ptr_array_index (block->children, 0);
      if (block->id == NULL || last->id == NULL || !precept_layout_find_block (layout, block->id, &page, &area) ||
          !precept_layout_find_block (layout, last->id, &last_page, &end))
        continue;

      /* Where it would begin on a page of its own: it is as high as it is here, if it is here in whole. */
      if (page != last_page && block->kind != PRECEPT_BLOCK_FINDING)
        g_error ("“%s” is on pages %u and %u", block->id, page + 1, last_page + 1);
    }
}

/* Every letter once: words that are wider than their column go on in the next line, and perhaps on the next page. */
static void
count_letters (const char *text,
               guint       counts[256])
{
  for (; *text != '\0'; text++)
    {
      if (!g_ascii_isspace (*text))
        counts[(guchar)*text]++;
    }
}

static void
check_letters (PreceptLayout *layout,
               const char    *xml)
{
  g_autofree char *plain = g_strdup (xml);
  g_autoptr (GArray) lines = collect_lines (layout, FALSE);
  guint expected[256] = { 0 }, found[256] = { 0 };
  guint label = 0;

  for (char *at = plain; *at != '\0'; at++)
    {
      if (*at == '<')
        {
          for (; *at != '>'; at++)
            *at = ' ';
          *at = ' ';
        }
    }
  count_letters (plain, expected);
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = get_line (lines, i);

      /* The front has none of its own; “Table 1” is the program's. */
      if (line->text[0] == 'T')
        label = line->sequence;
      if (line->page > 0 && line->role != PRECEPT_ROLE_CONTENTS_ENTRY && line->sequence != label)
        count_letters (line->text, found);
    }

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      if (found[i] != expected[i])
        g_error ("“%c” is there %u times, not %u", (char)i, found[i], expected[i]);
    }
}

/* The lines of a layout without what depends on pages, one under the other. */
static char *
dump_lines (PreceptLayout *layout)
{
  g_autoptr (GArray) lines = collect_lines (layout, FALSE);
  GString *dump = g_string_new (NULL);
  guint    cited = 0; /* a text that names pages */

  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = get_line (lines, i);

      if (g_str_has_prefix (line->text, "Cited on"))
        cited = line->sequence;
      if (line->role != PRECEPT_ROLE_CONTENTS_ENTRY && line->sequence != cited)
        g_string_append_printf (dump, "%u %s\n", line->sequence, line->text);
    }

  return g_string_free (dump, FALSE);
}

static void
check_same (const char *a,
            const char *b)
{
  g_auto (GStrv) lines_a = g_strsplit (a, "\n", -1);
  g_auto (GStrv) lines_b = g_strsplit (b, "\n", -1);

  for (guint i = 0; lines_a[i] != NULL || lines_b[i] != NULL; i++)
    {
      if (g_strcmp0 (lines_a[i], lines_b[i]) != 0)
        g_error ("Letter has “%s”, A4 “%s”", lines_a[i], lines_b[i]);
    }
}

static void
test_random (gconstpointer data)
{
  guint32          seed = GPOINTER_TO_UINT (data);
  g_autofree char *xml = fixture_generate (seed, 9);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (PreceptLayout) letter = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  g_autoptr (PreceptLayout) a4 = fixture_lay_out (document, PRECEPT_PAPER_A4);
  g_autofree char *letter_lines = dump_lines (letter);
  g_autofree char *a4_lines = dump_lines (a4);

  check_apart (letter, 721);
  check_apart (a4, 763);
  check_ends (letter);
  check_ends (a4);
  check_widows (letter);
  check_widows (a4);
  check_whole (letter, content, precept_content_get_blocks (content), 721 - 77);
  check_same (letter_lines, a4_lines);
}

/* Tables */

typedef struct
{
  GString *xml;
  GRand   *random;
  guint    next_id, next_word;
} Writer;

static void
write_words (Writer *self,
             int     most_words)
{
  int n_words = g_rand_int_range (self->random, 1, most_words);

  g_string_append_printf (self->xml, "<p id=\"p-%u\">", self->next_id++);
  for (int i = 0; i < n_words; i++)
    g_string_append_printf (self->xml, "%sw%u", i > 0 ? " " : "", self->next_word++);
  g_string_append (self->xml, "</p>");
}

static void
write_table (Writer *self,
             int     depth)
{
  int      most_columns = depth > 0 ? 3 : g_rand_int_range (self->random, 0, 8) == 0 ? 60
                                                                                     : 7;
  int      n_rows = g_rand_int_range (self->random, 1, depth > 0 ? 4 : 14);
  gboolean is_long = g_rand_int_range (self->random, 0, 8) == 0;

  g_string_append_printf (self->xml, "<table id=\"table-%u\">", self->next_id++);
  if (depth == 0 && g_rand_boolean (self->random))
    g_string_append_printf (self->xml, "<caption>w%u</caption>", self->next_word++);
  for (int i = 0; i < n_rows; i++)
    {
      int n_cells = g_rand_int_range (self->random, 1, most_columns);

      g_string_append_printf (self->xml, "<row id=\"row-%u\">", self->next_id++);
      for (int j = 0; j < n_cells; j++)
        {
          g_string_append_printf (self->xml, "<cell id=\"cell-%u\"", self->next_id++);
          if (g_rand_int_range (self->random, 0, 5) == 0)
            g_string_append_printf (self->xml, " colspan=\"%d\"", g_rand_int_range (self->random, 2, 6));
          if (g_rand_int_range (self->random, 0, 5) == 0)
            g_string_append_printf (self->xml, " rowspan=\"%d\"", g_rand_int_range (self->random, 2, 20));
          g_string_append (self->xml, i == 0 || g_rand_int_range (self->random, 0, 9) == 0 ? " header=\"yes\">" : ">");
          write_words (self, most_columns > 10 ? 2 : is_long && g_rand_int_range (self->random, 0, 6) == 0 ? 600
                                                                                                           : 12);
          if (depth == 0 && g_rand_int_range (self->random, 0, 25) == 0)
            write_table (self, depth + 1);
          g_string_append (self->xml, "</cell>");
        }
      g_string_append (self->xml, "</row>");
    }
  if (g_rand_int_range (self->random, 0, 3) == 0)
    {
      g_string_append_printf (self->xml, "<note id=\"note-%u\">", self->next_id++);
      write_words (self, 20);
      g_string_append (self->xml, "</note>");
    }
  g_string_append (self->xml, "</table>");
}

/* However cells lie: each letter is printed once, and none over another. */
static void
test_tables (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  Writer           writer = { g_string_new ("<section id=\"section\"><title>w0</title>"), random, 1, 1 };
  g_autofree char *parts = NULL;
  g_autofree char *xml = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptLayout) letter = NULL;
  g_autoptr (PreceptLayout) a4 = NULL;

  for (guint i = 0; i < 6; i++)
    {
      write_table (&writer, 0);
      write_words (&writer, 60);
    }
  g_string_append (writer.xml, "</section>");
  parts = g_string_free (writer.xml, FALSE);
  xml = fixture_wrap (parts);
  document = fixture_parse (xml);
  letter = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  a4 = fixture_lay_out (document, PRECEPT_PAPER_A4);

  check_letters (letter, parts);
  check_letters (a4, parts);
  check_apart (letter, 721);
  check_apart (a4, 763);
}

/* A table in a cell has no columns, but all else. */
static void
test_nested (void)
{
  g_autofree char *xml = fixture_wrap ("<section id=\"s\"><title>One</title><table id=\"outer\"><row id=\"r\"><cell id=\"c\"><p id=\"p\">before</p>"
                                       "<table id=\"inner\"><caption>the caption</caption><row id=\"ri\"><cell id=\"ci\"><p id=\"pi\">inside</p></cell></row>"
                                       "<note id=\"n\"><p id=\"pn\">the note</p></note></table></cell></row></table></section>");
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptLayout) layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));

  g_assert_nonnull (strstr (text, "before\nTable 1 \nthe caption\ninside\nthe note\n") != NULL ? text : strstr (text, "before\nTable 1\nthe caption\ninside\nthe note"));
}

/* What is below a finding stays with it. */
static void
test_finding (void)
{
  for (guint n_before = 20; n_before < 34; n_before++)
    {
      GString         *parts = g_string_new ("<evidence id=\"e\"><topic id=\"t\"><title>Trials</title>");
      g_autofree char *words = NULL;
      g_autofree char *xml = NULL;
      g_autoptr (PreceptDocument) document = NULL;
      g_autoptr (PreceptLayout) layout = NULL;
      PreceptRectangle area;
      guint            first, last;

      for (guint i = 0; i < n_before; i++)
        g_string_append_printf (parts, "<finding id=\"f-%u\"><p id=\"p-%u\">One line.</p></finding>", i, i);
      g_string_append (parts, "<finding id=\"f\"><p id=\"p\">What hangs below:</p>");
      for (guint i = 0; i < 6; i++)
        g_string_append_printf (parts, "<finding id=\"n-%u\"><p id=\"np-%u\">A line that hangs.</p></finding>", i, i);
      g_string_append (parts, "</finding></topic></evidence>");
      words = g_string_free (parts, FALSE);
      xml = fixture_wrap (words);
      document = fixture_parse (xml);
      layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
      g_assert_true (precept_layout_find_block (layout, "p", &first, &area));
      g_assert_true (precept_layout_find_block (layout, "np-5", &last, &area));
      g_assert_cmpuint (first, ==, last);
    }
}

/* In a column as wide as its words no line is lost on the space between them. */
static void
test_narrow (void)
{
  g_autofree char *xml = fixture_wrap ("<section id=\"s\"><title>One</title><table id=\"t\"><row id=\"r\"><cell id=\"a\" header=\"yes\"><p id=\"p\">w483 w484 w485 w486</p></cell>"
                                       "<cell id=\"b\" colspan=\"30\"><p id=\"q\">w1 w2</p></cell></row></table></section>");
  g_autoptr (PreceptDocument) document = fixture_parse (xml);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (PreceptLayout) layout = fixture_lay_out (document, i == 0 ? PRECEPT_PAPER_LETTER : PRECEPT_PAPER_A4);
      g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));

      g_assert_nonnull (strstr (text, "w483 w484 w485 w486\n"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *random = g_strdup_printf ("/precept/layout/keep/random/%u", seed);
      g_autofree char *tables = g_strdup_printf ("/precept/layout/keep/tables/%u", seed);

      g_test_add_data_func (random, GUINT_TO_POINTER (seed), test_random);
      g_test_add_data_func (tables, GUINT_TO_POINTER (seed), test_tables);
    }

  g_test_add_func ("/precept/layout/keep/nested", test_nested);
  g_test_add_func ("/precept/layout/keep/finding", test_finding);
  g_test_add_func ("/precept/layout/keep/narrow", test_narrow);

  return g_test_run ();
}
