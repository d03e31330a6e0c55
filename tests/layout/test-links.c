/* test-links.c: lists of contents and tables, and where references are cited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <string.h>

static PreceptLayout *
lay_out (const char *parts)
{
  g_autofree char *xml = fixture_wrap (parts);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);

  return fixture_lay_out (document, PRECEPT_PAPER_LETTER);
}

/* The link on a page that a screen reader calls this. */
static const PreceptMark *
find_link (PreceptLayout *layout,
           guint          page,
           const char    *description)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind == PRECEPT_PAGE_MARK_LINK && g_str_equal (marks[i].link.description, description))
        return &marks[i];
    }

  return NULL;
}

/* All text of a page in reading order, a text a line. */
static gboolean
says (PreceptLayout *layout,
      guint          page,
      const char    *line)
{
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, page));
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_contains ((const char *const *)lines, line);
}

static char *
make_tables (guint n_tables)
{
  GString *xml = g_string_new ("<section id=\"section\"><title>Tables of it</title>");

  for (guint i = 1; i <= n_tables; i++)
    {
      g_string_append_printf (xml, "<table id=\"table-%u\"><caption>Values %c</caption>", i, 'A' + (int)i - 1);
      for (guint j = 0; j < 12; j++)
        g_string_append_printf (xml, "<row id=\"row-%u-%u\"><cell id=\"cell-%u-%u\"><p id=\"p-%u-%u\">value</p></cell></row>", i, j, i, j, i, j);
      g_string_append (xml, "</table>");
    }
  g_string_append (xml, "</section>");

  return g_string_free (xml, FALSE);
}

/* More than five numbered tables are listed, with their pages and links. */
static void
test_tables (void)
{
  g_autofree char *few = make_tables (5);
  g_autofree char *many = make_tables (6);
  g_autoptr (PreceptLayout) without = lay_out (few);
  g_autoptr (PreceptLayout) layout = lay_out (many);

  g_assert_false (says (without, 0, "Tables"));
  g_assert_true (says (layout, 0, "Contents"));
  g_assert_true (says (layout, 0, "Tables"));
  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char   *id = g_strdup_printf ("table-%u", i);
      g_autofree char   *label = g_strdup_printf ("Table %u", i);
      g_autofree char   *target = g_strconcat ("#", id, NULL);
      g_autofree char   *line = NULL;
      const PreceptMark *link = find_link (layout, 0, label);
      PreceptRectangle   area;
      guint              page;

      g_assert_true (precept_layout_find_block (layout, id, &page, &area));
      line = g_strdup_printf ("%s. Values %c %u", label, 'A' + (int)i - 1, page + 1);
      g_assert_true (says (layout, 0, line));
      g_assert_nonnull (link);
      g_assert_cmpstr (link->link.target, ==, target);
    }
}

/* Every number is a link; a range cites what is between, and each reference leads back to every page that cites it. */
static void
test_citations (void)
{
  GString         *xml = g_string_new ("<summary id=\"summary\"><p id=\"first\">Three in a row<cite ref=\"ref-3 ref-1 ref-2 ref-5\"/></p>");
  g_autofree char *parts = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  PreceptRectangle   area;
  guint              page, first, second;
  const PreceptMark *link;
  g_autofree char   *line = NULL;
  g_autofree char   *description = NULL;

  for (guint i = 0; i < 60; i++)
    g_string_append_printf (xml, "<p id=\"filler-%u\">Words that fill a page.</p>", i);
  g_string_append (xml, "<list id=\"list\" kind=\"bullet\"><item id=\"second\"><p id=\"second-p\">Again<cite ref=\"ref-2\"/></p></item></list></summary><references id=\"references\">");
  for (guint i = 1; i <= 6; i++)
    g_string_append_printf (xml, "<reference id=\"ref-%u\">The words of reference %u.</reference>", i, i);
  g_string_append (xml, "</references>");
  parts = g_string_free (xml, FALSE);
  layout = lay_out (parts);

  g_assert_true (precept_layout_find_block (layout, "first", &first, &area));
  g_assert_true (precept_layout_find_block (layout, "second-p", &second, &area));
  g_assert_true (precept_layout_find_block (layout, "ref-1", &page, &area));
  g_assert_cmpuint (first, <, second);

  for (guint i = 1; i <= 6; i++)
    {
      g_autofree char *name = g_strdup_printf ("Reference %u", i);

      g_assert_true ((find_link (layout, first, name) != NULL) == (i == 1 || i == 3 || i == 5));
    }
  g_assert_true (says (layout, first, "Three in a row1–3,5"));

  line = g_strdup_printf ("Cited on pp. %u, %u", first + 1, second + 1);
  g_assert_true (says (layout, page, line));
  description = g_strdup_printf ("Page %u, where it is cited", second + 1);
  link = find_link (layout, page, description);
  g_assert_nonnull (link);
  g_assert_cmpstr (link->link.target, ==, "#second-p");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/layout/links/tables", test_tables);
  g_test_add_func ("/precept/layout/links/citations", test_citations);

  return g_test_run ();
}
