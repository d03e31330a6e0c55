/* bench-rules.c: how many requests are decided a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision.h"
#include "precept-rule-json.h"
#include "random-case.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define N_RUNS 11
#define N_CASES 20000

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return (*first > *second) - (*first < *second);
}

static gint64
take_median (gint64 *times_us)
{
  qsort (times_us, N_RUNS, sizeof *times_us, compare_times);

  return times_us[N_RUNS / 2];
}

static PreceptDocument *
read_sample (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", "home-phototherapy.xml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  bytes = g_bytes_new (text, length);

  return precept_document_new_from_bytes (bytes, NULL);
}

/* What this process has used of its core: other programs on the machine do not count. */
static gint64
get_used_us (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);

  return (gint64)used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

/* From the text of a case to a decision, as a server would: on one core. */
static gint64
time_cases (PreceptRules *rules,
            GPtrArray    *texts,
            guint        *n_decided)
{
  gint64 start = get_used_us ();

  *n_decided = 0;
  for (guint i = 0; i < texts->len; i++)
    {
      g_autoptr (PreceptCase) request = precept_case_new_from_json (rules, g_ptr_array_index (texts, i), NULL);
      g_autoptr (PreceptDecision) decision = precept_decision_new (request);

      *n_decided += *precept_decision_get_ask (decision) == NULL;
    }

  return get_used_us () - start;
}

int
main (void)
{
  g_autoptr (PreceptDocument) document = read_sample ();
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  gint64 compile_us[N_RUNS];
  gint64 load_us[N_RUNS];
  gint64 decide_us[N_RUNS];
  gint64 decide_median_us;
  guint  n_decided = 0;

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (JsonNode) facts = random_case_draw (generator, 0.8, 0.9);
      char *text = json_to_string (facts, FALSE);

      g_ptr_array_add (texts, g_bytes_new_take (text, strlen (text)));
    }

  for (guint run = 0; run < N_RUNS; run++)
    {
      g_autofree char *json = precept_rule_json_new (document);
      g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
      gint64        start = get_used_us ();
      PreceptRules *made = precept_rules_new (document);
      PreceptRules *loaded;

      compile_us[run] = get_used_us () - start;
      precept_rules_unref (made);
      start = get_used_us ();
      loaded = precept_rules_new_from_json (bytes, NULL);
      load_us[run] = get_used_us () - start;
      precept_rules_unref (loaded);
      decide_us[run] = time_cases (rules, texts, &n_decided);
    }

  decide_median_us = take_median (decide_us);
  printf ("rules of the second sample from its document: %.2f ms; from their JSON: %.2f ms (median of %d runs)\n",
          (double)take_median (compile_us) / 1000, (double)take_median (load_us) / 1000, N_RUNS);
  printf ("cases read and decided: %.0f a second on one core (%u of %d decided, the rest asked for more)\n",
          N_CASES * 1e6 / (double)decide_median_us, n_decided, N_CASES);

  return 0;
}
