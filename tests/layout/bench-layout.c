/* bench-layout.c: how long it takes to set a long guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Of the processor, all threads together: what else runs on the machine does not count. */
static double
get_milliseconds (void)
{
  return (double)clock () * 1000 / CLOCKS_PER_SEC;
}

static double
get_clock_milliseconds (void)
{
  return (double)g_get_monotonic_time () / 1000;
}

static double
get_memory (void)
{
  g_autofree char *statm = NULL;
  long             pages = 0;

  if (g_file_get_contents ("/proc/self/statm", &statm, NULL, NULL))
    sscanf (statm, "%*d %ld", &pages);
  return (double)pages * 4096 / 1e6;
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

static const char *
find_paragraph (PreceptLayout *layout)
{
  for (guint page = precept_layout_get_n_pages (layout) / 2;; page++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n_marks);

      for (guint i = 0; i < n_marks; i++)
        {
          if (marks[i].role == PRECEPT_ROLE_TEXT && marks[i].block_id != NULL && g_str_has_prefix (marks[i].block_id, "p-"))
            return marks[i].block_id;
        }
    }
}

/* Typing in a paragraph in the middle: document, content, layout and the page with the change. */
static void
measure_keystrokes (PreceptDocument *document,
                    PreceptContent  *content,
                    PreceptLayout   *layout)
{
  g_autofree char *id = g_strdup (find_paragraph (layout));
  double           total[41], setting[41];
  guint            page;
  PreceptRectangle rectangle;

  for (int i = 0; i < 41; i++)
    {
      g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Type");
      g_autofree char *text = g_strdup_printf ("a paragraph with %d letters more", i);
      g_autoptr (GError) error = NULL;
      double start = get_milliseconds (), shaped;

      precept_step_group_add (group, precept_step_new_set_text (id, text));
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      shaped = get_milliseconds ();
      precept_layout_set_content (layout, content);
      if (precept_layout_find_block (layout, id, &page, &rectangle))
        precept_layout_get_page (layout, page);
      total[i] = get_milliseconds () - start;
      setting[i] = get_milliseconds () - shaped;
    }
  qsort (total, 41, sizeof (double), compare_doubles);
  qsort (setting, 41, sizeof (double), compare_doubles);
  printf ("keystroke to page, of %u pages: %.2f ms, of that layout %.2f ms (median)\n", precept_layout_get_n_pages (layout),
          total[20], setting[20]);
}

static void
changed_cb (PreceptDocument *document,
            PreceptChange   *change,
            PreceptContent  *content)
{
  precept_content_update (content, change);
}

static void
measure (guint n_sections)
{
  g_autofree char *xml = fixture_generate (1, n_sections);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptLayout) layout = precept_layout_new (style, NULL);
  double before = get_memory ();
  double start = get_milliseconds (), clock_start = get_clock_milliseconds ();
  double elapsed;
  guint  n_pages;

  precept_layout_set_content (layout, content);
  elapsed = get_milliseconds () - start;
  n_pages = precept_layout_get_n_pages (layout);
  printf ("layout of %u pages: %.0f ms (%.0f ms by the clock), %.0f pages/s, %.0f MB (%.0f MB before)\n", n_pages, elapsed,
          get_clock_milliseconds () - clock_start, n_pages / elapsed * 1000, get_memory (), before);

  start = get_milliseconds ();
  for (guint i = 0; i < 20; i++)
    precept_layout_set_content (layout, content);
  printf ("the same again: %.2f ms\n", (get_milliseconds () - start) / 20);

  start = get_milliseconds ();
  for (guint i = 0; i < n_pages; i++)
    {
      g_autoptr (PreceptPage) page = precept_layout_dup_page (layout, i);

      g_assert_nonnull (page);
    }
  printf ("marks of all pages: %.0f ms, %.0f MB\n", get_milliseconds () - start, get_memory ());

  g_signal_connect (document, "changed", G_CALLBACK (changed_cb), content);
  measure_keystrokes (document, content, layout);
}

int
main (int   argc,
      char *argv[])
{
  static const guint n_sections[] = { 9, 215, 560 }; /* about 20, 500 and 1,300 pages */

  if (argc > 1)
    measure ((guint)atoi (argv[1]));
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (n_sections); i++)
    measure (n_sections[i]);
  return 0;
}
