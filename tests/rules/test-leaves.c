/* test-leaves.c: what every kind of criterion says, tests and is worth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision.h"
#include "precept-rule-json.h"
#include "precept-sentence.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "precept-document-tree.h"

/* The criterion in question has the id "x". */
static PreceptDocument *
new_document (const char *criterion)
{
  g_autofree char *xml = g_strdup_printf (
    "<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'><metadata><title>Examplin</title><status>draft</status>"
    "<subject id='s' kind='drug'/></metadata><coverage id='c'><facts>"
    "<fact id='cells' kind='lab' unit='/uL' unit-shown='cells/µL'><name>cell count</name><code system='LOINC' value='711-2'/></fact>"
    "<fact id='weight' kind='number' unit='kg'><name>weight</name><question>What does the member weigh?</question></fact>"
    "<fact id='falls' kind='count'><name>fall</name><plural>falls</plural></fact>"
    "<fact id='older' kind='therapy'><name>the older drug</name></fact>"
    "<fact id='smoker' kind='yes-no'><name>smoking</name><question>Does the member smoke?</question><statement>The member smokes</statement></fact>"
    "<fact id='stage' kind='choice'><name>stage</name><option id='early'>early</option><option id='middle'>middle</option><option id='late'>late</option></fact>"
    "<fact id='gene' kind='code'><name>gene</name><code system='LOINC' value='48018-6'/></fact>"
    "</facts><indication id='i' determination='medically-necessary-when-met'><title>Use</title>"
    "<request id='r' type='any'>%s</request></indication></coverage>"
    "<billing-codes id='b'><code-table id='t' role='diagnosis'><caption>T</caption><code system='ICD-10-CM' value='J45.50'/>"
    "<code system='ICD-10-CM' value='J82.83'/></code-table><code-table id='ranges' role='diagnosis'><caption>R</caption>"
    "<code system='ICD-10-CM' value='C00' through='C09'/></code-table><code-table id='five' role='diagnosis'><caption>F</caption>"
    "<code system='ICD-10-CM' value='E10'/><code system='ICD-10-CM' value='E11'/><code system='ICD-10-CM' value='E12'/>"
    "<code system='ICD-10-CM' value='E13'/><code system='ICD-10-CM' value='E14'/></code-table><code-table id='six' role='diagnosis'><caption>S</caption>"
    "<code system='ICD-10-CM' value='F10'/><code system='ICD-10-CM' value='F11'/><code system='ICD-10-CM' value='F12'/>"
    "<code system='ICD-10-CM' value='F13'/><code system='ICD-10-CM' value='F14'/><code system='ICD-10-CM' value='F15'/></code-table></billing-codes></guideline>",
    criterion);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static JsonObject *
find_criteria (JsonNode *root)
{
  JsonArray  *indications = json_object_get_array_member (json_node_get_object (root), "indications");
  JsonObject *indication = json_array_get_object_element (indications, 0);
  JsonArray  *requests = json_object_get_array_member (indication, "requests");

  return json_object_get_object_member (json_array_get_object_element (requests, 0), "criteria");
}

/* "any(age-years {…}, all(…))": the tests of a criterion and of what it is made of. */
static void
append_tests (GString    *text,
              JsonObject *criterion)
{
  const char *names[] = { "anyOf", "of" };

  if (json_object_has_member (criterion, "test"))
    {
      JsonArray       *facts = json_object_get_array_member (criterion, "facts");
      g_autofree char *test = json_to_string (json_object_get_member (criterion, "test"), FALSE);

      g_assert_cmpuint (json_array_get_length (facts), ==, 1);
      g_string_append_printf (text, "%s %s", json_array_get_string_element (facts, 0), test);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonArray *parts = json_object_has_member (criterion, names[i]) ? json_object_get_array_member (criterion, names[i]) : NULL;

      if (parts == NULL)
        continue;
      g_string_append (text, i == 0 ? "any(" : json_object_get_string_member (criterion, "kind"));
      g_string_append (text, i == 0 ? "" : "(");
      for (guint j = 0; j < json_array_get_length (parts); j++)
        {
          g_string_append (text, j > 0 ? ", " : "");
          append_tests (text, json_array_get_object_element (parts, j));
        }
      g_string_append_c (text, ')');
    }
}

static int
evaluate (PreceptRules *rules,
          const char   *facts)
{
  g_autofree char *json = g_strdup (facts);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptCase) request = NULL;
  g_autoptr (PreceptDecision) decision = NULL;
  const PreceptDecisionLine *lines;
  guint                      n_lines;

  g_strdelimit (json, "'", '"');
  bytes = g_bytes_new (json, strlen (json));
  request = precept_case_new_from_json (rules, bytes, &error);
  g_assert_no_error (error);
  decision = precept_decision_new (request);
  lines = precept_decision_get_lines (decision, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      if (strcmp (lines[i].id, "x") == 0)
        return lines[i].value;
    }
  g_assert_not_reached ();
}

static const struct
{
  const char *xml;
  const char *sentence;
  const char *tests;
  const char *met[3]; /* cases in which it is met, with ' for " */
  const char *not_met[3];
  const char *unknown[3];
} leaves[] = {
  /* age */
  { "<age id='x' at-least='6'/>", "The member is 6 years of age or older", "age-years {\">=\":[{\"var\":\"age-years\"},6]}", { "{'age-years': 6}", "{'age-years': 90}" }, { "{'age-years': 5}", "{'age-years': 0}" }, { "{}", "{'age-years': null}" } },
  { "<age id='x' at-least='6' at-most='11' unit='months'/>", "The member is 6 through 11 months of age", "age-months {\"<=\":[6,{\"var\":\"age-months\"},11]}", { "{'age-months': 6}", "{'age-months': 11}" }, { "{'age-months': 5}", "{'age-months': 12}" }, { "{}" } },
  { "<age id='x' at-least='18' less-than='65'/>", "The member is 18 years of age or older and younger than 65 years of age", "age-years {\"and\":[{\">=\":[{\"var\":\"age-years\"},18]},{\"<\":[{\"var\":\"age-years\"},65]}]}", { "{'age-years': 18}", "{'age-years': 64}" }, { "{'age-years': 17}", "{'age-years': 65}" }, { "{}" } },
  /* diagnosis */
  { "<diagnosis id='x' of='asthma'><code-ref table='t'/></diagnosis>", "The member has asthma (J45.50 or J82.83)", "diagnoses {\"some\":[{\"var\":\"diagnoses\"},{\"in\":[{\"var\":\"\"},[\"J45.50\",\"J82.83\"]]}]}", { "{'diagnoses': ['J82.83']}", "{'diagnoses': ['A00.0', 'J45.50']}" }, { "{'diagnoses': []}", "{'diagnoses': ['J45.5']}" }, { "{}" } },
  { "<diagnosis id='x' of='a tumor'><code-ref table='ranges'/><code-ref table='t' value='J45.50'/></diagnosis>", "The member has a tumor (C00–C09 or J45.50)", "diagnoses {\"some\":[{\"var\":\"diagnoses\"},{\"or\":[{\"in\":[{\"var\":\"\"},[\"J45.50\"]]},{\"and\":[{\">=\":[{\"var\":\"\"},\"C00\"]},{\"<\":[{\"var\":\"\"},\"C09~\"]}]}]}]}", { "{'diagnoses': ['C00']}", "{'diagnoses': ['C09.9']}", "{'diagnoses': ['C04.1']}" }, { "{'diagnoses': ['C10']}", "{'diagnoses': ['J82.83']}" }, { "{}" } },
  { "<diagnosis id='x' of='a disease'><code-ref table='five'/></diagnosis>", "The member has a disease (E10, E11, E12, E13 or E14)", "diagnoses {\"some\":[{\"var\":\"diagnoses\"},{\"in\":[{\"var\":\"\"},[\"E10\",\"E11\",\"E12\",\"E13\",\"E14\"]]}]}", { "{'diagnoses': ['E14']}" }, { "{'diagnoses': ['F10']}" }, { "{}" } },
  { "<diagnosis id='x' of='a disease'><code-ref table='six'/></diagnosis>", "The member has a disease (a diagnosis of Table 4)", "diagnoses {\"some\":[{\"var\":\"diagnoses\"},{\"in\":[{\"var\":\"\"},[\"F10\",\"F11\",\"F12\",\"F13\",\"F14\",\"F15\"]]}]}", { "{'diagnoses': ['F15']}" }, { "{'diagnoses': ['E14']}" }, { "{}" } },
  { "<diagnosis id='x' of=''><code-ref table='t' value='J45.50'/><code-ref table='six'/></diagnosis>", "The member has a diagnosis of J45.50 or Table 4", "diagnoses {\"some\":[{\"var\":\"diagnoses\"},{\"in\":[{\"var\":\"\"},[\"J45.50\",\"F10\",\"F11\",\"F12\",\"F13\",\"F14\",\"F15\"]]}]}", { "{'diagnoses': ['F15']}" }, { "{'diagnoses': ['E14']}" }, { "{}" } },
  /* lab */
  { "<lab id='x' fact='cells' at-least='150' within='6 weeks'/>", "Cell count of at least 150 cells/µL within the past 6 weeks", "cells-highest-6-weeks {\">=\":[{\"var\":\"cells-highest-6-weeks\"},150]}", { "{'cells-highest-6-weeks': 150}", "{'cells-highest-6-weeks': 150.5}" }, { "{'cells-highest-6-weeks': 149.9}" }, { "{}" } },
  { "<all id='y'><age id='z' at-least='0'/><lab id='x' fact='cells' less-than='0.5' within='1 year'/></all>", "Cell count below 0.5 cells/µL within the past year", "all(age-years {\">=\":[{\"var\":\"age-years\"},0]}, cells-lowest-1-year {\"<\":[{\"var\":\"cells-lowest-1-year\"},0.5]})", { "{'cells-lowest-1-year': 0.49}", "{'cells-lowest-1-year': -1}" }, { "{'cells-lowest-1-year': 0.5}" }, { "{}" } },
  { "<lab id='x' fact='weight' more-than='40' less-than='100'/>", "Weight above 40 kg and below 100 kg", "weight {\"<\":[40,{\"var\":\"weight\"},100]}", { "{'weight': 40.1}", "{'weight': 99}" }, { "{'weight': 40}", "{'weight': 100}" }, { "{}" } },
  /* number-of */
  { "<number-of id='x' fact='falls' at-least='2' within='12 months'/>", "At least 2 falls within the past 12 months", "falls-12-months {\">=\":[{\"var\":\"falls-12-months\"},2]}", { "{'falls-12-months': 2}" }, { "{'falls-12-months': 1}", "{'falls-12-months': 0}" }, { "{}" } },
  { "<number-of id='x' fact='falls' at-most='0'/>", "No falls", "falls {\"<=\":[{\"var\":\"falls\"},0]}", { "{'falls': 0}" }, { "{'falls': 1}" }, { "{}" } },
  /* tried */
  { "<tried id='x' fact='older'/>", "Inadequate response to the older drug, or such treatment was not tolerated or is contraindicated", "older-outcome {\"in\":[{\"var\":\"older-outcome\"},[\"inadequate-response\",\"not-tolerated\",\"contraindicated\"]]}", { "{'older-outcome': 'inadequate-response'}", "{'older-outcome': 'not-tolerated'}", "{'older-outcome': 'contraindicated'}" }, { "{'older-outcome': 'effective'}", "{'older-outcome': 'not-tried'}" }, { "{}" } },
  { "<tried id='x' fact='older' for-at-least='3 months'/>",
    "Inadequate response to at least 3 months of the older drug, or such treatment was not tolerated or is contraindicated",
    "any(older-outcome {\"in\":[{\"var\":\"older-outcome\"},[\"not-tolerated\",\"contraindicated\"]]}, "
    "all(older-outcome {\"===\":[{\"var\":\"older-outcome\"},\"inadequate-response\"]}, older-months {\">=\":[{\"var\":\"older-months\"},3]}))",
    { "{'older-outcome': 'inadequate-response', 'older-months': 3}", "{'older-outcome': 'contraindicated'}", "{'older-outcome': 'not-tolerated', 'older-months': 1}" },
    { "{'older-outcome': 'inadequate-response', 'older-months': 2.5}", "{'older-outcome': 'effective'}", "{'older-outcome': 'not-tried', 'older-months': 9}" },
    { "{}", "{'older-outcome': 'inadequate-response'}", "{'older-months': 9}" } },
  { "<tried id='x' fact='older' for-at-least='1 year' within='2 years'/>",
    "Inadequate response to at least 1 year of the older drug within the past 2 years, or such treatment was not tolerated or is contraindicated",
    "any(older-outcome-2-years {\"in\":[{\"var\":\"older-outcome-2-years\"},[\"not-tolerated\",\"contraindicated\"]]}, "
    "all(older-outcome-2-years {\"===\":[{\"var\":\"older-outcome-2-years\"},\"inadequate-response\"]}, older-months-2-years {\">=\":[{\"var\":\"older-months-2-years\"},12]}))",
    { "{'older-outcome-2-years': 'inadequate-response', 'older-months-2-years': 12}" },
    { "{'older-outcome-2-years': 'inadequate-response', 'older-months-2-years': 11}" },
    { "{'older-outcome-2-years': 'inadequate-response'}" } },
  /* prescriber */
  { "<prescriber id='x'><specialty code='207K00000X'>an allergist</specialty><specialty>a healer</specialty></prescriber>",
    "Prescribed by an allergist or a healer",
    "prescriber-specialty {\"in\":[{\"var\":\"prescriber-specialty\"},[\"207K00000X\",\"a-healer\"]]}",
    { "{'prescriber-specialty': '207K00000X'}", "{'prescriber-specialty': 'a-healer'}" },
    { "{'prescriber-specialty': 'other'}", "{'prescriber-specialty': '208D00000X'}" },
    { "{}" } },
  { "<prescriber id='x' consultation='yes'><specialty code='207K00000X'>an allergist</specialty></prescriber>",
    "Prescribed by or in consultation with an allergist",
    "any(prescriber-specialty {\"===\":[{\"var\":\"prescriber-specialty\"},\"207K00000X\"]}, consulted-specialty {\"===\":[{\"var\":\"consulted-specialty\"},\"207K00000X\"]})",
    { "{'prescriber-specialty': '207K00000X'}", "{'prescriber-specialty': 'other', 'consulted-specialty': '207K00000X'}" },
    { "{'prescriber-specialty': 'other', 'consulted-specialty': 'none'}" },
    { "{}", "{'prescriber-specialty': 'other'}", "{'consulted-specialty': 'none'}" } },
  /* is */
  { "<is id='x' fact='smoker'/>", "The member smokes", "smoker {\"===\":[{\"var\":\"smoker\"},true]}", { "{'smoker': true}" }, { "{'smoker': false}" }, { "{}", "{'smoker': null}" } },
  { "<is id='x' fact='stage' value='middle late'/>", "Stage: middle or late", "stage {\"in\":[{\"var\":\"stage\"},[\"middle\",\"late\"]]}", { "{'stage': 'middle'}", "{'stage': 'late'}" }, { "{'stage': 'early'}" }, { "{}" } },
  { "<is id='x' fact='gene' value='found'/>", "Gene: found", "gene {\"===\":[{\"var\":\"gene\"},\"found\"]}", { "{'gene': 'found'}" }, { "{'gene': 'LA9633-4'}" }, { "{}" } },
  { "<is id='x' fact='gene' value='LA6668-3'/>", "Gene: LA6668-3", "gene {\"===\":[{\"var\":\"gene\"},\"LA6668-3\"]}", { "{'gene': 'LA6668-3'}" }, { "{'gene': 'LA9633-4'}" }, { "{}" } },
  /* criterion */
  { "<criterion id='x'><p id='p'>The member <em>agrees</em>.</p></criterion>", "The member agrees.", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  /* operators */
  { "<all id='x'><title>Both</title><is id='a' fact='smoker'/><age id='b' at-least='18'/></all>", "Both. All of the following:", "all(smoker {\"===\":[{\"var\":\"smoker\"},true]}, age-years {\">=\":[{\"var\":\"age-years\"},18]})", { "{'smoker': true, 'age-years': 18}" }, { "{'smoker': false}", "{'age-years': 17, 'smoker': true}" }, { "{}", "{'smoker': true}" } },
  { "<any id='x'><is id='a' fact='smoker'/><age id='b' at-least='18'/></any>", "One or more of the following:", "any(smoker {\"===\":[{\"var\":\"smoker\"},true]}, age-years {\">=\":[{\"var\":\"age-years\"},18]})", { "{'smoker': true}", "{'age-years': 20}" }, { "{'smoker': false, 'age-years': 17}" }, { "{}", "{'smoker': false}" } },
  { "<none id='x'><is id='a' fact='smoker'/><age id='b' at-least='18'/></none>", "None of the following:", "none(smoker {\"===\":[{\"var\":\"smoker\"},true]}, age-years {\">=\":[{\"var\":\"age-years\"},18]})", { "{'smoker': false, 'age-years': 17}" }, { "{'smoker': true}", "{'age-years': 18}" }, { "{}", "{'smoker': false}" } },
  { "<at-least id='x' count='2'><is id='a' fact='smoker'/><age id='b' at-least='18'/><is id='d' fact='stage' value='late'/></at-least>", "At least two of the following:", "at-least(smoker {\"===\":[{\"var\":\"smoker\"},true]}, age-years {\">=\":[{\"var\":\"age-years\"},18]}, stage {\"===\":[{\"var\":\"stage\"},\"late\"]})", { "{'smoker': true, 'age-years': 18}", "{'smoker': false, 'age-years': 18, 'stage': 'late'}" }, { "{'smoker': false, 'age-years': 17}" }, { "{}", "{'smoker': true}", "{'smoker': true, 'age-years': 17}" } },
  /* What does not say enough for a test is asked, and not false. */
  { "<age id='x'/>", "Age", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<lab id='x' fact='nothing' at-least='1'/>", "Nothing of at least 1", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<lab id='x' fact='smoker' at-least='1'/>", "Smoking of at least 1", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<lab id='x' fact='cells' at-least='many'/>", "Cell count of at least many cells/µL", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<diagnosis id='x' of='a disease'/>", "The member has a disease", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<is id='x' fact='cells'/>", "Cell count", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
  { "<any id='x'/>", "One or more of the following:", "x {\"===\":[{\"var\":\"x\"},true]}", { "{'x': true}" }, { "{'x': false}" }, { "{}" } },
};

static void
test_leaf (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (PreceptDocument) document = new_document (leaves[i].xml);
  g_autoptr (PreceptRules) rules = precept_rules_new (document);
  g_autofree char *json = precept_rule_json_new (document);
  g_autoptr (GBytes) bytes = g_bytes_new (json, strlen (json));
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptRules) published = precept_rules_new_from_json (bytes, &error);
  g_autoptr (GString) tests = g_string_new (NULL);
  g_autofree char *sentence = precept_sentence_new (document, precept_document_find (document, "x"));
  JsonObject      *criteria = find_criteria (root);

  g_assert_no_error (error);
  g_test_message ("%s", leaves[i].xml);
  g_assert_cmpstr (sentence, ==, leaves[i].sentence);
  if (g_str_equal (json_object_get_string_member (criteria, "id"), "x"))
    g_assert_cmpstr (json_object_get_string_member (criteria, "text"), ==, leaves[i].sentence);
  append_tests (tests, criteria);
  g_assert_cmpstr (tests->str, ==, leaves[i].tests);

  for (guint j = 0; j < 3; j++)
    {
      const char *cases[] = { leaves[i].met[j], leaves[i].not_met[j], leaves[i].unknown[j] };
      int         values[] = { 1, -1, 0 };

      for (guint k = 0; k < G_N_ELEMENTS (cases); k++)
        {
          if (cases[k] == NULL)
            continue;
          g_assert_cmpint (evaluate (rules, cases[k]), ==, values[k]);
          g_assert_cmpint (evaluate (published, cases[k]), ==, values[k]);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (leaves); i++)
    {
      const char      *name = leaves[i].xml + 1;
      g_autofree char *path = g_strdup_printf ("/precept/leaves/%.*s-%u", (int)strcspn (name, " "), name, i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_leaf);
    }

  return g_test_run ();
}
