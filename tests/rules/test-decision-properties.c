/* test-decision-properties.c: what holds of every decision, whatever the guideline and the case
 *
 * With a file and a number it prints that many cases and what we make of them, for other programs to compare; with
 * "random" in place of the file, of guidelines drawn at random.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision-private.h"
#include "precept-document.h"
#include "precept-rule-json.h"
#include "random-case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CASES 10000 /* of each guideline */
#define N_GUIDELINES 60
#define N_CASES_OF_RANDOM 100

static PreceptDocument *
parse_document (const char *text,
                gsize       length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length);
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static PreceptDocument *
read_document (const char *path)
{
  g_autofree char *text = NULL;
  gsize            length;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);

  return parse_document (text, length);
}

static JsonNode *
draw_facts (RandomCase *generator,
            GRand      *rand)
{
  static const double known[] = { 0.2, 0.5, 0.8, 0.95, 1.1 };
  static const double favour[] = { 0.3, 0.6, 0.9, 0.98 };

  return random_case_draw (generator, known[g_rand_int_range (rand, 0, G_N_ELEMENTS (known))],
                           favour[g_rand_int_range (rand, 0, G_N_ELEMENTS (favour))]);
}

static gboolean
is_undecided (PreceptDecision *decision)
{
  return strcmp (precept_decision_get_decision (decision), "needs-information") == 0;
}

static void
tell (PreceptCase *request,
      RandomCase  *generator,
      GRand       *rand,
      guint        fact)
{
  g_autoptr (JsonNode) value = random_case_draw_value (generator, fact, g_rand_double (rand));
  g_autofree char *problem = NULL;

  precept_case_read_value (request, fact, value, &problem);
  g_assert_cmpstr (problem, ==, NULL);
}

/* However the missing facts turn out, and in whatever order they arrive, a decision stays; unless what was to be verified
 * says that something overrides it. */
static void
check_that_it_stays (PreceptCase *request,
                     RandomCase  *generator,
                     GRand       *rand)
{
  PreceptRules    *rules = precept_case_get_rules (request);
  g_autofree char *decided = NULL;
  guint            first = g_rand_int_range (rand, 0, rules->facts->len + 1);

  for (guint i = 0; i < rules->facts->len; i++)
    {
      guint fact = (first + i) % rules->facts->len;
      g_autoptr (PreceptDecision) before = NULL;
      g_autoptr (PreceptDecision) after = NULL;
      const char *now;

      if (precept_case_knows (request, precept_rules_get_fact_id (rules, fact)))
        continue;
      before = precept_decision_new (request);
      tell (request, generator, rand, fact);
      after = precept_decision_new (request);
      now = precept_decision_get_decision (after);
      if (is_undecided (before) || strcmp (precept_decision_get_decision (before), now) == 0)
        continue;
      g_assert_true (g_str_has_prefix (now, "governed-by-"));
      /* Nobody asks what CMS says of a member whom it does not insure; who says so all the same is believed. */
      g_assert_true (g_strv_contains (precept_decision_get_verify (before), precept_rules_get_fact_id (rules, fact)) ||
                     precept_case_knows (request, "line-of-business"));
    }
}

/* As long as something is missing, it is asked for; and whoever answers comes to a decision. */
static void
check_that_questions_end (PreceptCase *request,
                          RandomCase  *generator,
                          GRand       *rand)
{
  PreceptRules *rules = precept_case_get_rules (request);

  for (guint n_asked = 0;; n_asked++)
    {
      g_autoptr (PreceptDecision) decision = precept_decision_new (request);
      const char *const *ask = precept_decision_get_ask (decision);
      guint              n = g_strv_length ((char **)ask);

      g_assert_cmpint (n > 0, ==, is_undecided (decision));
      if (n == 0)
        return;
      g_assert_cmpuint (n_asked, <, rules->facts->len);
      for (guint i = 0; i < n; i++)
        {
          g_assert_false (precept_case_knows (request, ask[i]));
          for (guint j = 0; j < i; j++)
            g_assert_cmpstr (ask[i], !=, ask[j]);
          g_assert_nonnull (precept_rules_get_question (rules, ask[i]));
        }
      tell (request, generator, rand, precept_rules_find_fact (rules, ask[g_rand_int_range (rand, 0, n)]));
    }
}

static void
check_same (PreceptDecision *a,
            PreceptDecision *b)
{
  g_autofree char *first = precept_decision_to_json (a, TRUE);
  g_autofree char *second = precept_decision_to_json (b, TRUE);

  g_assert_cmpstr (first, ==, second);
}

static void
check_rules (PreceptDocument *document,
             guint            n_cases,
             GRand           *rand,
             GHashTable      *decisions)
{
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);
  g_autofree char *json = precept_rule_json_new (document);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptRules) published = precept_rules_new_from_json (bytes, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (JsonNode) facts = draw_facts (generator, rand);
      g_autoptr (PreceptCase) request = random_case_read (rules, facts);
      g_autoptr (PreceptCase) again = random_case_read (rules, facts);
      g_autoptr (PreceptCase) other = random_case_read (published, facts);
      g_autoptr (PreceptDecision) decision = precept_decision_new (request);
      g_autoptr (PreceptDecision) by_json = precept_decision_new (other);

      check_same (decision, by_json);
      g_hash_table_add (decisions, (gpointer)g_intern_string (precept_decision_get_decision (decision)));
      check_that_it_stays (request, generator, rand);
      check_that_questions_end (again, generator, rand);
    }
}

static void
test_guideline (gconstpointer data)
{
  g_autoptr (PreceptDocument) document = read_document (data);
  g_autoptr (GHashTable) decisions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  check_rules (document, N_CASES, rand, decisions);
  g_test_message ("%u decisions", g_hash_table_size (decisions));
}

static void
test_random_guidelines (void)
{
  static const char *const all[] = {
    "not-applicable", "needs-information", "medically-necessary", "medically-necessary-up-to-quantity-limit", "not-medically-necessary",
    "experimental-investigational-unproven", "case-by-case-review", "governed-by-contract", "governed-by-cms"
  };
  g_autoptr (GHashTable) decisions = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < N_GUIDELINES; i++)
    {
      g_autofree char *xml = random_guideline_new (rand);
      g_autoptr (PreceptDocument) document = parse_document (xml, strlen (xml));

      check_rules (document, N_CASES_OF_RANDOM, rand, decisions);
    }
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (g_hash_table_contains (decisions, all[i]));
}

static void
add_guidelines (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/precept/decision/", name, NULL);

      if (g_str_has_suffix (name, ".xml"))
        g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_guideline, g_free);
    }
}

/* Cases for other programs */

static void
print_list (const char        *name,
            const char *const *values)
{
  printf (", \"%s\": [", name);
  for (guint i = 0; values[i] != NULL; i++)
    printf ("%s\"%s\"", i > 0 ? ", " : "", values[i]);
  printf ("]");
}

static void
print_case (PreceptRules *rules,
            JsonNode     *facts)
{
  g_autoptr (PreceptCase) request = random_case_read (rules, facts);
  g_autoptr (PreceptDecision) decision = precept_decision_new (request);
  g_autofree char *text = json_to_string (facts, FALSE);

  printf ("{\"facts\": %s, \"decision\": \"%s\"", text, precept_decision_get_decision (decision));
  print_list ("ask", precept_decision_get_ask (decision));
  print_list ("verify", precept_decision_get_verify (decision));
  printf (", \"values\": {");
  for (guint i = 0; i < rules->nodes->len; i++)
    printf ("%s\"%s\": %d", i > 0 ? ", " : "", ((PreceptRuleNode *)g_ptr_array_index (rules->nodes, i))->step, decision->values[i]);
  printf ("}}\n");
}

static void
print_cases (PreceptDocument *document,
             guint            n_cases,
             GRand           *rand)
{
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);
  g_autofree char *json = precept_rule_json_new (document);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autofree char *line = json_to_string (root, FALSE);

  printf ("{\"rules\": %s}\n", line);
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (JsonNode) facts = draw_facts (generator, rand);

      print_case (rules, facts);
    }
}

static int
print (const char *name,
       guint       n_cases)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260601);

  if (strcmp (name, "random") != 0)
    {
      g_autoptr (PreceptDocument) document = read_document (name);

      print_cases (document, n_cases, rand);
      return EXIT_SUCCESS;
    }
  for (guint i = 0; i < n_cases / N_CASES_OF_RANDOM; i++)
    {
      g_autofree char *xml = random_guideline_new (rand);
      g_autoptr (PreceptDocument) document = parse_document (xml, strlen (xml));

      print_cases (document, N_CASES_OF_RANDOM, rand);
    }

  return EXIT_SUCCESS;
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *golden = NULL;
  g_autofree char *samples = NULL;

  if (argc == 3 && argv[1][0] != '-')
    return print (argv[1], atoi (argv[2]));

  g_test_init (&argc, &argv, NULL);
  golden = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "rules", "golden", NULL);
  samples = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", NULL);
  add_guidelines (golden);
  add_guidelines (samples);
  g_test_add_func ("/precept/decision/random-guidelines", test_random_guidelines);

  return g_test_run ();
}
