/* bench-keystroke.c: from a key to the finished frame of the pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-app-resources.h"
#include "precept-page-view.h"
#include "precept-prose-view.h"
#include "precept-window.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define N_KEYS 60

typedef struct
{
  PreceptPageView  *pages;
  PreceptProseView *prose;
  gint64            frame_us; /* when a frame that shows the pages was finished */
} Bench;

/* Sections of prose with citations, about as long as asked for. */
static PreceptDocument *
make_document (guint n_pages)
{
  static const char *const words[] = { "member", "therapy", "evidence", "randomized", "outcome", "placebo", "criteria", "dose", "study", "the", "of", "in", "was", "with" };
  g_autoptr (GString) xml = g_string_new (NULL);
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;

  g_string_append (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"en-US\">\n"
                        "<metadata><title>Long guideline</title><status>draft</status><subject id=\"s\" kind=\"drug\"><generic>long</generic></subject></metadata>\n");
  for (guint i = 0; i < MAX (n_pages / 5, 1); i++)
    {
      g_string_append_printf (xml, "<section id=\"section-%u\"><title>Section %u</title>\n", i, i + 1);
      for (guint j = 0; j < 34; j++)
        {
          g_string_append_printf (xml, "<p id=\"p-%u-%u\">", i, j);
          for (guint k = 0; k < 75; k++)
            g_string_append_printf (xml, "%s ", words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))]);
          g_string_append (xml, "end.</p>\n");
        }
      g_string_append (xml, "</section>\n");
    }
  g_string_append (xml, "</guideline>\n");
  bytes = g_bytes_new (xml->str, xml->len);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return document;
}

/* Findings with four chips each: three facts and a citation. */
static PreceptDocument *
make_evidence (guint n_findings)
{
  g_autoptr (GString) xml = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;

  g_string_append (xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"en-US\">\n"
                        "<metadata><title>Much evidence</title><status>draft</status><subject id=\"s\" kind=\"drug\"><generic>much</generic></subject></metadata>\n"
                        "<evidence id=\"evidence\"><title>Evidence</title>\n");
  for (guint i = 0; i < n_findings; i++)
    {
      if (i % 20 == 0)
        g_string_append_printf (xml, "%s<topic id=\"t-%u\"><title>Topic %u</title>\n", i > 0 ? "</topic>\n" : "", i, i / 20 + 1);
      g_string_append_printf (xml, "<finding id=\"f-%u\" cites=\"r-%u\" design=\"cohort-study\" participants=\"%u\" duration=\"%u weeks\">"
                                   "<p id=\"p-%u\">Members who began early lost less of their strength than those who waited for it.</p></finding>\n",
                              i, i % 100, i + 10, i % 50 + 2, i);
    }
  g_string_append (xml, "</topic>\n</evidence>\n<references id=\"references\">\n");
  for (guint i = 0; i < 100; i++)
    g_string_append_printf (xml, "<reference id=\"r-%u\">Author%u A, Other B. What was seen in study %u. J Tests. 20%02u;1:1-9.</reference>\n", i, i, i, i % 26);
  g_string_append (xml, "</references>\n</guideline>\n");
  bytes = g_bytes_new (xml->str, xml->len);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);
  return document;
}

static GtkWidget *
find_widget (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
after_paint_cb (GdkFrameClock *clock, Bench *bench)
{
  bench->frame_us = g_get_monotonic_time ();
}

static void
run_for (guint time_ms)
{
  gint64 end = g_get_monotonic_time () + time_ms * 1000;

  while (g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (200);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Of this process: unlike the time on the clock, it is much the same on a busy machine. */
static double
get_cpu_ms (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * 1000.0 + time.tv_nsec / 1000000.0;
}

static double
get_quantile (double *times_ms, double part)
{
  qsort (times_ms, N_KEYS, sizeof *times_ms, compare_doubles);
  return times_ms[(int)(N_KEYS * part)];
}

static double
measure_key (Bench *bench)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (precept_prose_view_get_buffer (bench->prose));
  gint64         begin = g_get_monotonic_time ();

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, "x", 1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
  bench->frame_us = 0;
  while (precept_page_view_get_frame_time (bench->pages) < begin || bench->frame_us < precept_page_view_get_frame_time (bench->pages))
    g_main_context_iteration (NULL, TRUE);
  return (bench->frame_us - begin) / 1000.0;
}

/* @place: where to type; NULL: where the program puts the caret. */
static void
measure (GtkApplication *application, PreceptDocument *made, const char *place, const char *what)
{
  g_autoptr (PreceptDocument) document = made;
  g_autoptr (PreceptSession) session = precept_session_new (document);
  GtkWindow *window = GTK_WINDOW (precept_window_new (application, session));
  Bench      bench = { 0 };
  double     times_ms[N_KEYS];
  double     cpu_ms[N_KEYS];

  gtk_window_present (window);
  run_for (1500);
  bench.pages = PRECEPT_PAGE_VIEW (find_widget (GTK_WIDGET (window), PRECEPT_TYPE_PAGE_VIEW));
  bench.prose = PRECEPT_PROSE_VIEW (find_widget (GTK_WIDGET (window), PRECEPT_TYPE_PROSE_VIEW));
  if (place != NULL)
    precept_prose_buffer_place_caret (precept_prose_view_get_buffer (bench.prose), place, 7);
  run_for (200);
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint", G_CALLBACK (after_paint_cb), &bench);
  for (guint i = 0; i < N_KEYS; i++)
    {
      double begin_ms = get_cpu_ms ();

      times_ms[i] = measure_key (&bench);
      cpu_ms[i] = get_cpu_ms () - begin_ms;
      run_for (25);
    }
  printf ("key to frame, %3u pages%s: median %5.1f ms (processor %5.1f ms), 9 of 10 under %5.1f ms\n",
          precept_page_view_get_n_pages (bench.pages), what, get_quantile (times_ms, 0.5), get_quantile (cpu_ms, 0.5), get_quantile (times_ms, 0.9));
  fflush (stdout);
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (GTK_WIDGET (window)), &bench);
  precept_window_close_without_asking (PRECEPT_WINDOW (window));
  run_for (100);
}

static void
activate_cb (GtkApplication *application)
{
  measure (application, make_document (20), NULL, "");
  measure (application, make_evidence (1000), "p-1", ", 1,000 findings with 4 chips");
  measure (application, make_document (500), NULL, "");
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = adw_application_new ("io.github.precept.Bench", G_APPLICATION_NON_UNIQUE);

  precept_app_register_resource ();
  g_application_set_resource_base_path (G_APPLICATION (application), "/io/github/precept/Precept");
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
