/* bench-publish-html.c: how long HTML takes, of guidelines of several lengths
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-publish-html [PAGES…]
 */
#include "config.h"

#include "generate-guideline.h"
#include "precept-publish.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#define N_RUNS 7

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

/* Prints medians: of the content, and of the file written from it. */
static void
measure (guint  n_pages,
         GFile *file)
{
  char *text = generate_guideline (n_pages);
  g_autoptr (GBytes) xml = g_bytes_new_take (text, strlen (text));
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (xml, &error);
  g_autoptr (GFileInfo) information = NULL;
  double content_seconds[N_RUNS], html_seconds[N_RUNS];

  if (document == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      gint64 middle;
      g_autoptr (PreceptContent) content = precept_content_new (document);

      middle = g_get_monotonic_time ();
      if (!precept_publish_content_html (document, content, style, file, NULL, &error))
        g_error ("%s", error->message);
      content_seconds[i] = (double)(middle - start) / G_USEC_PER_SEC;
      html_seconds[i] = (double)(g_get_monotonic_time () - middle) / G_USEC_PER_SEC;
    }
  qsort (content_seconds, N_RUNS, sizeof (double), compare_doubles);
  qsort (html_seconds, N_RUNS, sizeof (double), compare_doubles);
  information = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &error);
  g_print ("%6u %10.3f s %10.3f s %12.3f ms %10.2f MB\n", n_pages, content_seconds[N_RUNS / 2], html_seconds[N_RUNS / 2],
           html_seconds[N_RUNS / 2] * 1000 / n_pages, (double)g_file_info_get_size (information) / 1e6);
}

int
main (int   argc,
      char *argv[])
{
  static const guint defaults[] = { 10, 100, 1000, 5000 };
  g_autofree char   *folder = g_dir_make_tmp ("precept-bench-XXXXXX", NULL);
  g_autofree char   *path = g_build_filename (folder, "out.html", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_print ("%6s %12s %12s %15s %13s\n", "pages", "content", "HTML", "HTML a page", "size");
  for (guint i = 0; argc == 1 && i < G_N_ELEMENTS (defaults); i++)
    measure (defaults[i], file);
  for (int i = 1; i < argc; i++)
    measure ((guint)MAX (atoi (argv[i]), 1), file);
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
