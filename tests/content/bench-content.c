/* bench-content.c: how long content takes, as medians
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-content.h"

#include <stdio.h>
#include <string.h>

#define N_SECTIONS 100
#define N_PARAGRAPHS 30
#define N_REFERENCES 1000
#define N_RUNS 51

/* About 500 pages: sections of paragraphs and lists, with citations and cross-references. */
static PreceptDocument *
new_document (void)
{
  g_autoptr (GString) xml = g_string_new ("<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'>"
                                          "<metadata><title>Large</title><status>draft</status><subject id='s' kind='drug'/></metadata>");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;

  for (guint i = 0; i < N_SECTIONS; i++)
    {
      g_string_append_printf (xml, "<section id='s-%u'><title>Section %u</title>", i, i);
      for (guint j = 0; j < N_PARAGRAPHS; j++)
        g_string_append_printf (xml,
                                "<p id='p-%u-%u'>The trial enrolled <em>many</em> participants, and followed each of them for a year or more; "
                                "see <xref ref='s-%u'/>.<cite ref='r-%u r-%u'/></p>"
                                "<list id='l-%u-%u' kind='bullet'><item id='i-%u-%u'><p id='ip-%u-%u'>A point.</p></item></list>",
                                i, j, (i + 7) % N_SECTIONS, (i * j) % N_REFERENCES, (i + j) % N_REFERENCES, i, j, i, j, i, j);
      g_string_append (xml, "</section>");
    }
  g_string_append (xml, "<references id='refs'>");
  for (guint i = 0; i < N_REFERENCES; i++)
    g_string_append_printf (xml, "<reference id='r-%u' doi='10.1000/%u'>Author A. Title %u. <em>Journal</em>. 2020;1:1.</reference>", i, i, i);
  g_string_append (xml, "</references></guideline>");

  bytes = g_string_free_to_bytes (g_steal_pointer (&xml));
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return document;
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 time_a = *(const gint64 *)a;
  gint64 time_b = *(const gint64 *)b;

  return (time_a > time_b) - (time_a < time_b);
}

typedef struct
{
  PreceptContent *content;
  gint64          times[N_RUNS];
  guint           n_times;
} Run;

static void
changed_cb (PreceptDocument *document,
            PreceptChange   *change,
            gpointer         data)
{
  Run   *run = data;
  gint64 start = g_get_monotonic_time ();

  precept_content_update (run->content, change);
  run->times[run->n_times++] = g_get_monotonic_time () - start;
}

static void
report (Run        *run,
        const char *what)
{
  qsort (run->times, run->n_times, sizeof run->times[0], compare_times);
  printf ("%-60s %8.3f ms\n", what, run->times[run->n_times / 2] / 1000.0);
  run->n_times = 0;
}

static void
apply (PreceptDocument *document,
       PreceptStep     *step)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Benchmark");
  g_autoptr (GError) error = NULL;

  precept_step_group_add (group, step);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
}

int
main (void)
{
  g_autoptr (PreceptDocument) document = new_document ();
  Run run = { NULL };

  for (guint i = 0; i < 11; i++)
    {
      gint64 start = g_get_monotonic_time ();

      g_clear_object (&run.content);
      run.content = precept_content_new (document);
      run.times[run.n_times++] = g_get_monotonic_time () - start;
    }
  report (&run, "content of 500 pages, built");

  g_signal_connect (document, "changed", G_CALLBACK (changed_cb), &run);
  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Typed %u.", i);

      apply (document, precept_step_new_set_text ("p-50-15", text));
    }
  report (&run, "a key in a paragraph");

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *xml = g_strdup_printf ("<p id=\"p-50-15\">Typed <em>%u</em>.</p>", i);

      apply (document, precept_step_new_replace ("p-50-15", xml));
    }
  report (&run, "a paragraph replaced");

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *xml = g_strdup_printf ("<p id=\"new-%u\">New.</p>", i);

      apply (document, precept_step_new_insert ("s-50", 1, xml));
    }
  report (&run, "a paragraph more");

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *text = g_strdup_printf ("Heading %u", i);

      apply (document, precept_step_new_set_text ("s-50/0", text));
    }
  report (&run, "a key in a heading that others refer to");

  for (guint i = 0; i < N_RUNS; i++)
    {
      g_autofree char *xml = g_strdup_printf ("<reference id=\"first-%u\">New.</reference>", i);

      apply (document, precept_step_new_insert ("refs", 0, xml));
    }
  report (&run, "a reference more, before all others");

  g_clear_object (&run.content);

  return 0;
}
