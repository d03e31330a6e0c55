/* bench-import.c: how long the import of a text of six pages takes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET_BYTES 21500
#define N_REFERENCES 25
#define N_RUNS 101

/* A text with the parts of a usual guideline, filled up with findings to @size. */
static char *
make_text (gsize size)
{
  static const char head[] =
    "Velmora (relanersen)\n\nDisclaimer\n\nThis guideline helps reviewers decide.\n\nSummary\n\n"
    "Spinal tremor is a rare disease.\n\nDefinitions\n\n“Spinal tremor (ST)” is a made-up disease.\n\n"
    "[Policy Statement on Velmora \\(relanersen\\)^{\\[s\\]}](#)\n\nVelmora is considered unproven.\n\n- Trials:\n";
  static const char tail[] =
    "\nClinical Indications\n\nSpinal Tremor (ST)\n\nRequests are decided on a case-by-case basis.\n\n"
    "Experimental or Investigational^[s]\n\nAll other uses are unproven.\n\nBilling Codes\n\n"
    "Table 1\t\nCodes considered unproven:\t\n<i>Code</i>\t<i>Description</i>\nJ9999\tInjection, relanersen, 1 mg\n\n"
    "Revision History\n\nOriginal Date: 06/29/2023\n\nReviewed/Revised: 10/27/2023, 12/19/2024\n\nReferences\n\n";
  GString *text = g_string_new (head);
  GString *references = g_string_new (NULL);

  for (guint i = 1; i <= N_REFERENCES; i++)
    g_string_append_printf (references,
                            "%u. Able A, Baker B, Charlie C, et al. Relanersen in spinal tremor, part %u of a series of papers. *J Test Med.* "
                            "2024;%u(2):3-4. doi: 10.1016/S1234-5678(24)%05u-9. PMID: %u.\n",
                            i, i, i, i, 30000000 + i);
  for (guint i = 0; text->len + references->len + sizeof tail < size; i++)
    g_string_append_printf (text,
                            " - Trial %u (n=%u; NCT%08u, recruiting) found that the marker fell (p=0.0%u), while *function* was alike in both "
                            "groups after %u weeks of treatment, and that headache and back pain were common.\n",
                            i, 40 + i, i, i % 9 + 1, i + 4);
  g_string_append (text, tail);
  g_string_append (text, references->str);
  g_string_free (references, TRUE);

  return g_string_free (text, FALSE);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  gint64 first = *(const gint64 *)a;
  gint64 second = *(const gint64 *)b;

  return first < second ? -1 : first > second ? 1
                                              : 0;
}

int
main (void)
{
  g_autofree char *text = make_text (TARGET_BYTES);
  gsize            size = strlen (text);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, size);
  gint64 times[N_RUNS];

  for (guint i = 0; i < N_RUNS; i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr (PreceptDocument) document = precept_import_text (bytes, "bench", NULL, NULL);

      g_assert_nonnull (document);
      times[i] = g_get_monotonic_time () - start;
    }
  qsort (times, N_RUNS, sizeof times[0], compare_times);
  printf ("import of %" G_GSIZE_FORMAT " bytes, %d references: median %.2f ms (%.2f to %.2f, %d runs)\n", size, N_REFERENCES,
          (double)times[N_RUNS / 2] / 1000, (double)times[0] / 1000, (double)times[N_RUNS - 1] / 1000, N_RUNS);

  return 0;
}
