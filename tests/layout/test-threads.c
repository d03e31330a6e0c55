/* test-threads.c: pages are the same whatever number of threads shaped them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include "precept-fonts.h"
#include "precept-shape-jobs.h"

/* So many sections that all threads get work. */
#define MANY_SECTIONS 100

/* With fonts that not every chunk needs. */
static char *
generate (guint n_sections)
{
  g_autofree char *words = fixture_generate (5, n_sections);
  g_auto (GStrv) parts = g_strsplit (words, "<references ", 2);

  return g_strconcat (parts[0],
                      "<section id=\"scripts\"><title>Scripts</title>"
                      "<p id=\"greek\">Interferon β-1a <em>and interferon γ</em></p>"
                      "<p id=\"accents\">Ά ΑΒΓ, e\u0301, office</p>"
                      "<p id=\"hebrew\">אבג דהו <strong>זחט</strong> and 12 more</p>"
                      "<p id=\"missing\">None has &#x10FFFD; this</p>"
                      "</section><references ",
                      parts[1], NULL);
}

static PreceptLayout *
lay_out (PreceptDocument *document,
         guint            n_threads)
{
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (GError) error = NULL;
  PreceptLayout *layout = precept_layout_new (style, &error);

  g_assert_no_error (error);
  precept_layout_set_n_threads (layout, n_threads);
  precept_layout_set_content (layout, content);
  return layout;
}

static void
collect_fonts (PreceptPage *page,
               GHashTable  *fonts)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (page, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS)
        g_hash_table_add (fonts, marks[i].run.font);
    }
}

static void
test_same_pages (void)
{
  g_autofree char *xml = generate (MANY_SECTIONS);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptLayout) alone = lay_out (document, 1);
  g_autoptr (GHashTable) fonts_alone = g_hash_table_new (NULL, NULL);
  guint n_pages = precept_layout_get_n_pages (alone);

  g_assert_cmpuint (n_pages, >, 200);
  for (guint i = 0; i < n_pages; i++)
    collect_fonts (precept_layout_get_page (alone, i), fonts_alone);

  for (guint n_threads = 2; n_threads <= 4; n_threads += 2)
    {
      g_autoptr (PreceptLayout) layout = lay_out (document, n_threads);
      g_autoptr (GHashTable) fonts = g_hash_table_new (NULL, NULL);
      g_autoptr (GPtrArray) missing_alone = precept_layout_dup_diagnostics (alone);
      g_autoptr (GPtrArray) missing = precept_layout_dup_diagnostics (layout);

      g_assert_cmpuint (precept_layout_get_n_pages (layout), ==, n_pages);
      for (guint i = 0; i < n_pages; i++)
        {
          g_autofree char *expected = fixture_dump_page (precept_layout_get_page (alone, i));
          g_autofree char *found = fixture_dump_page (precept_layout_get_page (layout, i));

          g_assert_cmpstr (found, ==, expected);
          collect_fonts (precept_layout_get_page (layout, i), fonts);
        }
      g_assert_cmpuint (g_hash_table_size (fonts), ==, g_hash_table_size (fonts_alone));
      g_assert_cmpuint (missing->len, ==, missing_alone->len);
      g_assert_cmpuint (missing->len, >, 0);
    }
}

/* Setting the same again finds all lines as they were. */
static void
test_again (void)
{
  g_autofree char *xml = generate (MANY_SECTIONS);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptLayout) layout = precept_layout_new (style, NULL);
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;

  precept_layout_set_n_threads (layout, 2);
  precept_layout_set_content (layout, content);
  first = fixture_dump (layout);
  precept_layout_set_content (layout, content);
  again = fixture_dump (layout);
  g_assert_cmpstr (first, ==, again);
}

static void
test_few_jobs (void)
{
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptFonts) fonts = precept_fonts_new (style, NULL);
  g_autoptr (PreceptShaper) shaper = precept_shaper_new (style, fonts);
  g_autoptr (GArray) jobs = precept_shape_jobs_new ();
  g_autoptr (PreceptText) text = precept_text_new ("One text for four threads");
  PreceptLines *lines = NULL;
  g_autoptr (PreceptLines) expected = precept_shaper_set_text (shaper, text, PRECEPT_ELEMENT_BODY, 60);

  precept_shape_jobs_run (jobs, shaper, style, NULL, 4);
  precept_shape_jobs_add (jobs, text, PRECEPT_ELEMENT_BODY, 60, &lines);
  precept_shape_jobs_run (jobs, shaper, style, NULL, 4);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (lines->n_lines, ==, expected->n_lines);
  g_assert_cmpuint (lines->n_lines, >, 1);
  precept_lines_unref (lines);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/layout/threads/same-pages", test_same_pages);
  g_test_add_func ("/precept/layout/threads/again", test_again);
  g_test_add_func ("/precept/layout/threads/few-jobs", test_few_jobs);

  return g_test_run ();
}
