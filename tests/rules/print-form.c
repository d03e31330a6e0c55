/* print-form.c: FHIR resources of guidelines, and cases with what we make of them, for other programs to compare
 *
 * print-form FILE N: of one guideline, with its test cases and N random cases; "random" in place of FILE: of N / 50
 * guidelines drawn at random. A line each, {"rules": …, "fhir": …} or {"facts": …, "decision": …}.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision-private.h"
#include "precept-document-tree.h"
#include "precept-fhir.h"
#include "precept-rule-json.h"
#include "precept-vignette-private.h"
#include "random-case.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_CASES_OF_RANDOM 50
#define N_PARTS_OF_VIGNETTE 5

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
print_case (PreceptCase *request,
            JsonNode    *facts)
{
  PreceptRules *rules = precept_case_get_rules (request);
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
print_json (const char *name,
            char       *json,
            const char *end)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autofree char *line = json_to_string (root, FALSE);

  printf ("\"%s\": %s%s", name, line, end);
  g_free (json);
}

static JsonNode *
dup_value (const PreceptRuleFact  *fact,
           const PreceptCaseValue *value)
{
  JsonNode  *node = json_node_new (JSON_NODE_VALUE);
  JsonArray *codes;

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      json_node_set_boolean (node, value->is_yes);
      break;

    case PRECEPT_FACT_NUMBER:
      json_node_set_double (node, value->number);
      break;

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      json_node_set_string (node, value->word);
      break;

    case PRECEPT_FACT_CODE_LIST:
    default:
      codes = json_array_new ();
      for (guint i = 0; i < value->codes->len; i++)
        json_array_add_string_element (codes, g_ptr_array_index (value->codes, i));
      json_node_unref (node);
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, codes);
    }

  return node;
}

/* A part of what a test case tells; all of it with @known 1. */
static void
print_part (PreceptCase *vignette,
            GRand       *rand,
            double       known)
{
  PreceptRules *rules = precept_case_get_rules (vignette);
  JsonObject   *object = json_object_new ();
  g_autoptr (JsonNode) facts = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (PreceptCase) request = NULL;

  json_node_take_object (facts, object);
  for (guint i = 0; i < rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (rules, i);

      if (vignette->values[i].is_known && g_rand_double (rand) < known)
        json_object_set_member (object, fact->id, dup_value (fact, &vignette->values[i]));
    }
  request = random_case_read (rules, facts);
  print_case (request, facts);
}

static void
print_vignettes (PreceptDocument *document,
                 PreceptRules    *rules,
                 GRand           *rand)
{
  const xmlNode *coverage = precept_node_child (precept_document_get_root (document), "coverage");
  const xmlNode *vignettes = precept_node_child (coverage, "vignettes");

  for (const xmlNode *node = precept_node_first_element (vignettes); node != NULL; node = precept_node_next_element (node))
    {
      g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
      g_autoptr (PreceptCase) vignette = precept_vignette_read (rules, node, problems);

      print_part (vignette, rand, 1.1);
      for (guint i = 0; i < N_PARTS_OF_VIGNETTE; i++)
        print_part (vignette, rand, g_rand_double (rand));
    }
}

static void
print_form (PreceptDocument *document,
            guint            n_cases,
            GRand           *rand)
{
  static const double known[] = { 0.2, 0.5, 0.8, 0.95, 1.1 };
  static const double favour[] = { 0.3, 0.6, 0.9, 0.98 };
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);

  printf ("{");
  print_json ("rules", precept_rule_json_new (document), ", ");
  print_json ("fhir", precept_fhir_new (document), "}\n");
  print_vignettes (document, rules, rand);
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (JsonNode) facts = random_case_draw (generator, known[g_rand_int_range (rand, 0, G_N_ELEMENTS (known))],
                                                     favour[g_rand_int_range (rand, 0, G_N_ELEMENTS (favour))]);
      g_autoptr (PreceptCase) request = random_case_read (rules, facts);

      print_case (request, facts);
    }
}

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

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260701);
  guint n_cases;

  if (argc != 3)
    return EXIT_FAILURE;
  n_cases = atoi (argv[2]);

  if (strcmp (argv[1], "random") != 0)
    {
      g_autoptr (PreceptDocument) document = NULL;
      g_autofree char *text = NULL;
      gsize            length;
      g_autoptr (GError) error = NULL;

      g_file_get_contents (argv[1], &text, &length, &error);
      g_assert_no_error (error);
      document = parse_document (text, length);
      print_form (document, n_cases, rand);
      return EXIT_SUCCESS;
    }
  for (guint i = 0; i < n_cases / N_CASES_OF_RANDOM; i++)
    {
      g_autofree char *xml = random_guideline_new (rand);
      g_autoptr (PreceptDocument) document = parse_document (xml, strlen (xml));

      print_form (document, N_CASES_OF_RANDOM, rand);
    }

  return EXIT_SUCCESS;
}
