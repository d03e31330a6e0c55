/* bench-rules.c: how many requests are decided a second
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision.h"
#include "precept-rule-json.h"
#include "random-case.h"

#include <gio/gio.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define N_RUNS 5
#define N_CASES 5000
#define OTHER_TESTS 60000 /* that engines of others look at in one run: they are slower */

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
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static PreceptDocument *
read_sample (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", name, NULL);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  return read_text (text);
}

static PreceptDocument *
draw_deep (GRand *rand)
{
  g_autofree char *text = random_guideline_new_deep (rand, 8, 4);

  return read_text (text);
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

/* The engines of others on the published steps and as many of the cases as they do in a moment, where Node.js and they
 * are there. */
static void
time_others (PreceptRules *rules,
             const char   *json,
             GPtrArray    *texts)
{
  g_autofree char *script = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "rules", "bench-logic.cjs", NULL);
  g_autofree char *node = g_find_program_in_path ("node");
  g_autofree char *modules = g_build_filename (g_getenv ("PRECEPT_NODE_MODULES") != NULL ? g_getenv ("PRECEPT_NODE_MODULES") : "", "json-logic-js", NULL);
  guint            n_cases = CLAMP (OTHER_TESTS / rules->nodes->len, 50, N_CASES);
  g_autoptr (GString) input = g_string_new (NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *output = NULL;
  g_auto (GStrv) lines = NULL;

  if (node == NULL || !g_file_test (modules, G_FILE_TEST_IS_DIR))
    {
      printf ("  other engines: Node.js or its packages are missing\n");
      return;
    }

  g_string_append_printf (input, "{\"rules\": %s}\n", json);
  g_strdelimit (input->str, "\n", ' ');
  input->str[input->len - 1] = '\n';
  for (guint i = 0; i < n_cases; i++)
    {
      gsize       size;
      const char *text = g_bytes_get_data (g_ptr_array_index (texts, i), &size);

      g_string_append_len (input, text, (gssize)size);
      g_string_append_c (input, '\n');
    }
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, node, script, NULL);
  if (process == NULL || !g_subprocess_communicate_utf8 (process, input->str, NULL, &output, NULL, NULL) || !g_subprocess_get_successful (process))
    {
      printf ("  other engines: they failed\n");
      return;
    }
  lines = g_strsplit (g_strstrip (output), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], "\t", 2);

      printf ("  %-28s %8s cases a second\n", parts[0], parts[1]);
    }
}

static void
time_guideline (const char      *name,
                PreceptDocument *document,
                GRand           *rand)
{
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  g_autofree char *json = precept_rule_json_new (document);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  gint64 compile_us[N_RUNS];
  gint64 load_us[N_RUNS];
  gint64 decide_us[N_RUNS];
  guint  n_decided = 0;

  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (JsonNode) facts = random_case_draw (generator, 0.8, 0.9);
      char *text = json_to_string (facts, FALSE);

      g_ptr_array_add (texts, g_bytes_new_take (text, strlen (text)));
    }

  for (guint run = 0; run < N_RUNS; run++)
    {
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

  printf ("%s: %u tests and operators, %.0f kB of JSON (%.0f bytes each); medians of %d runs on one core\n", name, rules->nodes->len,
          (double)strlen (json) / 1000, (double)strlen (json) / rules->nodes->len, N_RUNS);
  printf ("  compiled from the guideline  %8.2f ms; from its JSON %.2f ms\n", (double)take_median (compile_us) / 1000, (double)take_median (load_us) / 1000);
  printf ("  Precept                      %8.0f cases a second, read and decided (%u of %d decided, the rest asked for more)\n",
          N_CASES * 1e6 / (double)take_median (decide_us), n_decided, N_CASES);
  time_others (rules, json, texts);
}

int
main (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (PreceptDocument) first = read_sample ("qalsody.xml");
  g_autoptr (PreceptDocument) second = read_sample ("home-phototherapy.xml");
  g_autoptr (PreceptDocument) deep = draw_deep (rand);

  time_guideline ("first sample", first, rand);
  time_guideline ("second sample", second, rand);
  time_guideline ("random guideline, up to eight levels deep", deep, rand);

  return 0;
}
