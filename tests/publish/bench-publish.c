/* bench-publish.c: how long a guideline of about 1,000 pages takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: bench-publish [PAGES [RUNS]]
 */
#include "config.h"

#include "generate-guideline.h"
#include "precept-publish.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DEFAULT_PAGES 1000
#define DEFAULT_RUNS 5

typedef enum
{
  STAGE_LOAD,
  STAGE_CONTENT,
  STAGE_LAYOUT,
  STAGE_PDF,
  STAGE_ALL,
  N_STAGES,
} Stage;

static const char *const stage_names[] = {
  "load the XML",
  "content",
  "layout",
  "PDF",
  "all",
};

typedef struct
{
  double seconds[N_STAGES];           /* by the clock */
  double processor_seconds[N_STAGES]; /* what a busy computer does not lengthen */
  guint  n_pages;
  gsize  size_bytes;
} Run;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *)a;
  double y = *(const double *)b;

  return x < y ? -1 : x > y;
}

static double
get_median (const Run *runs,
            guint      n_runs,
            Stage      stage,
            gboolean   processor)
{
  g_autofree double *values = g_new (double, n_runs);
  guint              i;

  for (i = 0; i < n_runs; i++)
    values[i] = processor ? runs[i].processor_seconds[stage] : runs[i].seconds[stage];
  qsort (values, n_runs, sizeof *values, compare_doubles);
  return values[n_runs / 2];
}

/* The most memory that the process ever had, in MB; 0 where the system does not tell. */
static double
read_peak_memory (void)
{
  g_autofree char *status = NULL;
  const char      *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL) || (line = strstr (status, "VmHWM:")) == NULL)
    return 0;
  return (double)g_ascii_strtoull (line + strlen ("VmHWM:"), NULL, 10) / 1024;
}

/* Two clocks, at one moment. */
typedef struct
{
  double seconds;
  double processor_seconds;
} Moment;

static Moment
get_now (void)
{
  Moment moment = { (double)g_get_monotonic_time () / G_USEC_PER_SEC, (double)clock () / CLOCKS_PER_SEC };

  return moment;
}

/* Makes the time since @start that of a stage. */
static void
lap (Run    *run,
     Stage   stage,
     Moment *start)
{
  Moment now = get_now ();

  run->seconds[stage] = now.seconds - start->seconds;
  run->processor_seconds[stage] = now.processor_seconds - start->processor_seconds;
  run->seconds[STAGE_ALL] += run->seconds[stage];
  run->processor_seconds[STAGE_ALL] += run->processor_seconds[stage];
  *start = now;
}

static void
measure (GBytes       *xml,
         PreceptStyle *style,
         GFile        *file,
         Run          *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptContent) content = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  g_autoptr (GFileInfo) information = NULL;
  Moment start = get_now ();

  document = precept_document_new_from_bytes (xml, &error);
  if (document == NULL)
    g_error ("%s", error->message);
  lap (run, STAGE_LOAD, &start);
  content = precept_content_new (document);
  lap (run, STAGE_CONTENT, &start);
  layout = precept_layout_new (style, &error);
  if (layout == NULL)
    g_error ("%s", error->message);
  precept_layout_set_content (layout, content);
  run->n_pages = precept_layout_get_n_pages (layout);
  lap (run, STAGE_LAYOUT, &start);
  if (!precept_publish_layout_pdf (document, content, layout, file, NULL, &error))
    g_error ("%s", error->message);
  lap (run, STAGE_PDF, &start);
  information = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, &error);
  run->size_bytes = (gsize)g_file_info_get_size (information);
}

int
main (int   argc,
      char *argv[])
{
  guint n_pages = argc > 1 ? (guint)atoi (argv[1]) : DEFAULT_PAGES;
  guint n_runs = argc > 2 ? (guint)MAX (atoi (argv[2]), 1) : DEFAULT_RUNS;
  char *text = generate_guideline (n_pages);
  g_autoptr (GBytes) xml = g_bytes_new_take (text, strlen (text));
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autofree Run  *runs = g_new0 (Run, n_runs);
  g_autofree char *folder = g_dir_make_tmp ("precept-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "out.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  guint i;

  for (i = 0; i < n_runs; i++)
    measure (xml, style, file, &runs[i]);
  g_print ("%u pages, %.1f MB of XML, %.1f MB of PDF (%.1f kB a page); medians of %u runs, by the clock and of the processor:\n",
           runs[0].n_pages, (double)g_bytes_get_size (xml) / 1e6, (double)runs[0].size_bytes / 1e6,
           (double)runs[0].size_bytes / 1e3 / runs[0].n_pages, n_runs);
  for (i = 0; i < N_STAGES; i++)
    g_print ("  %-14s %7.3f s %7.3f s\n", stage_names[i], get_median (runs, n_runs, i, FALSE), get_median (runs, n_runs, i, TRUE));
  g_print ("  peak memory    %5.0f MB\n", read_peak_memory ());
  g_unlink (path);
  g_rmdir (folder);
  return 0;
}
