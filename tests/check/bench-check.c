/* bench-check.c: how long a long guideline takes to check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-check.h"

#include <stdio.h>

#define N_RUNS 11
#define N_SECTIONS 500 /* each about a page: 450 words */
#define N_REFERENCES 1500
#define N_CODES 3000
#define N_DEFINITIONS 300

static const char *const words[] = {
  "therapy", "adults", "with", "a", "rare", "disease", "of", "the", "liver", "were",
  "treated", "for", "twelve", "weeks", "and", "compared", "to", "placebo", "in", "trials"
};

static void
append_words (GString *xml,
              guint    seed,
              guint    n_words)
{
  for (guint i = 0; i < n_words; i++)
    {
      g_string_append (xml, words[(seed + i * 7 + i / 20) % G_N_ELEMENTS (words)]);
      g_string_append_c (xml, ' ');
    }
}

static void
append_section (GString *xml,
                guint    n)
{
  g_string_append_printf (xml, "<topic id=\"t-%u\"><title>Topic %u</title>", n, n);
  for (guint i = 0; i < 6; i++)
    {
      g_string_append_printf (xml, "<finding id=\"f-%u-%u\" cites=\"r-%u r-%u\" trial=\"NCT%08u\"><p id=\"f-%u-%u-p\">", n, i,
                              (n * 6 + i) % N_REFERENCES, (n + i + 7) % N_REFERENCES, n, n, i);
      append_words (xml, n + i, 75);
      g_string_append_printf (xml, "<term ref=\"d-%u\">term</term> NCT%08u<cite ref=\"r-%u\"/>.</p></finding>", (n + i) % N_DEFINITIONS, n,
                              (n * 3 + i) % N_REFERENCES);
    }
  g_string_append (xml, "</topic>");
}

static void
append_codes (GString *xml)
{
  g_string_append (xml, "<billing-codes id=\"billing\">");
  for (guint table = 0; table < 10; table++)
    {
      g_string_append_printf (xml, "<code-table id=\"table-%u\" role=\"diagnosis\" determination=\"%s\"><caption>Table</caption>", table,
                              table % 2 ? "not-medically-necessary" : "medically-necessary-when-met");
      for (guint i = 0; i < N_CODES / 10; i++)
        g_string_append_printf (xml, "<code id=\"c-%u-%u\" system=\"ICD-10-CM\" value=\"%c%02u.%u\"/>", table, i, 'A' + table, i / 10, i % 10);
      g_string_append (xml, "</code-table>");
    }
  g_string_append (xml, "</billing-codes>");
}

static GBytes *
generate (void)
{
  GString *xml = g_string_new ("<guideline xmlns=\"urn:precept:guideline:1\" id=\"long\"><metadata><title>A long guideline</title>"
                               "<policy-number>B-1</policy-number><version>1</version><status>draft</status>"
                               "<subject id=\"it\" kind=\"drug\"><generic>it</generic></subject><effective>2026-01-01</effective></metadata>"
                               "<definitions id=\"definitions\">");

  for (guint i = 0; i < N_DEFINITIONS; i++)
    g_string_append_printf (xml, "<definition id=\"d-%u\"><term abbreviation=\"T%u\">Term number %u</term><p id=\"d-%u-p\">is one.</p></definition>", i, i, i, i);
  g_string_append (xml, "</definitions><evidence id=\"evidence\">");
  for (guint i = 0; i < N_SECTIONS; i++)
    append_section (xml, i);
  g_string_append (xml, "</evidence>");
  append_codes (xml);
  g_string_append (xml, "<references id=\"references\">");
  for (guint i = 0; i < N_REFERENCES; i++)
    g_string_append_printf (xml, "<reference id=\"r-%u\" doi=\"10.1234/x.%u\" pmid=\"%u\">Smith JA, Doe B, et al. Trial number %u of a therapy for a rare disease. <em>J Ex</em>. 2020;1(2):3-4.</reference>",
                            i, i, i + 1, i);
  g_string_append (xml, "</references></guideline>");

  return g_string_free_to_bytes (xml);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first > *second) - (*first < *second);
}

int
main (void)
{
  g_autoptr (GBytes) bytes = generate ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);
  gint64 times_us[N_RUNS];
  guint  n_diagnostics = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start_us = g_get_monotonic_time ();
      g_autoptr (GPtrArray) diagnostics = precept_check_document (document);

      times_us[i] = g_get_monotonic_time () - start_us;
      n_diagnostics = diagnostics->len;
    }
  qsort (times_us, N_RUNS, sizeof *times_us, compare_times);
  printf ("check of %u pages (%.1f MB, %u diagnostics): %.1f ms, median of %d\n", N_SECTIONS, g_bytes_get_size (bytes) / 1e6, n_diagnostics,
          times_us[N_RUNS / 2] / 1e3, N_RUNS);

  return 0;
}
