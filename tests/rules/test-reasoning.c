/* test-reasoning.c: what is said never to be met, no case meets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-decision-private.h"
#include "precept-document.h"
#include "precept-reasoning-private.h"
#include "random-case.h"

#include <string.h>

#define N_SMALL 4000
#define N_GUIDELINES 40
#define N_CASES 60

/* Facts of few values, so that every case there is can be tried. */
#define N_NUMBERS 5
#define N_OPTIONS 3
#define N_CODES 4 /* the last is named by no criterion, and lies in a range */

static const char *const options[N_OPTIONS] = { "red", "green", "blue" };
static const char *const codes[N_CODES] = { "G12.1", "G12.5", "J45.0", "G12.3" };

static PreceptRules *
make_small_rules (void)
{
  PreceptRules    *rules = precept_rules_alloc ("en-US");
  PreceptRuleFact *fact;

  precept_rules_add_fact (rules, "yes", PRECEPT_FACT_YES_NO, "Yes?", "clinical");
  precept_rules_add_fact (rules, "no", PRECEPT_FACT_YES_NO, "No?", "clinical");
  fact = precept_rules_get_fact (rules, precept_rules_add_fact (rules, "number", PRECEPT_FACT_NUMBER, "How many?", "clinical"));
  fact->is_whole = fact->is_positive = TRUE;
  fact = precept_rules_get_fact (rules, precept_rules_add_fact (rules, "choice", PRECEPT_FACT_CHOICE, "Which?", "clinical"));
  for (guint i = 0; i < N_OPTIONS; i++)
    precept_rule_fact_add_option (fact, options[i], options[i]);
  precept_rules_add_fact (rules, "list", PRECEPT_FACT_CODE_LIST, "Which codes?", "clinical");

  return rules;
}

static PreceptRuleNode *
draw_leaf (GRand *rand)
{
  guint            fact = g_rand_int_range (rand, 0, 5);
  PreceptTestKind  kinds[] = { PRECEPT_TEST_YES, PRECEPT_TEST_YES, PRECEPT_TEST_RANGE, PRECEPT_TEST_ONE_OF, PRECEPT_TEST_ANY_CODE };
  PreceptRuleNode *leaf = precept_rule_node_new_leaf ("n", "criterion", "A criterion", kinds[fact], fact);

  switch (kinds[fact])
    {
    case PRECEPT_TEST_RANGE:
      leaf->test->has_lower = g_rand_int_range (rand, 0, 3) > 0;
      leaf->test->has_upper = !leaf->test->has_lower || g_rand_boolean (rand);
      leaf->test->lower = g_rand_int_range (rand, -1, N_NUMBERS);
      leaf->test->upper = g_rand_int_range (rand, 0, N_NUMBERS);
      leaf->test->is_lower_open = g_rand_boolean (rand);
      leaf->test->is_upper_open = g_rand_boolean (rand);
      break;

    case PRECEPT_TEST_ONE_OF:
      precept_rule_test_add_word (leaf->test, options[g_rand_int_range (rand, 0, N_OPTIONS)]);
      precept_rule_test_add_word (leaf->test, options[g_rand_int_range (rand, 0, N_OPTIONS)]);
      break;

    case PRECEPT_TEST_ANY_CODE:
      if (g_rand_boolean (rand))
        precept_rule_test_add_code (leaf->test, "ICD-10-CM", "G12.1", "G12.5");
      else
        precept_rule_test_add_word (leaf->test, codes[g_rand_int_range (rand, 0, N_CODES - 1)]);
      break;

    case PRECEPT_TEST_YES:
    default:
      break;
    }

  return leaf;
}

static PreceptRuleNode *
draw_tree (GRand *rand,
           guint  depth)
{
  static const char *const operators[] = { "all", "any", "none", "at-least" };
  PreceptRuleNode         *node;
  guint                    n_children = g_rand_int_range (rand, 1, 5);

  if (depth == 0 || g_rand_int_range (rand, 0, 3) == 0)
    return draw_leaf (rand);

  node = precept_rule_node_new ("n", operators[g_rand_int_range (rand, 0, G_N_ELEMENTS (operators))], "Criteria");
  node->count = g_rand_int_range (rand, 0, n_children + 2);
  for (guint i = 0; i < n_children; i++)
    precept_rule_node_take_child (node, draw_tree (rand, depth - 1));

  return node;
}

static void
number_nodes (PreceptRules    *rules,
              PreceptRuleNode *node)
{
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    number_nodes (rules, g_ptr_array_index (node->children, i));
  node->index = rules->nodes->len;
  g_ptr_array_add (rules->nodes, node);
}

/* Every case: whether any meets the criterion, and whether any does not. */
static void
try_all (PreceptRules *rules,
         gboolean      is_possible[2])
{
  g_autoptr (PreceptCase) request = precept_case_new (rules);
  const PreceptRuleNode *root = g_ptr_array_index (rules->nodes, rules->nodes->len - 1);
  g_autofree gint8      *values = g_new0 (gint8, rules->nodes->len);

  is_possible[0] = is_possible[1] = FALSE;
  for (guint i = 0; i < rules->facts->len; i++)
    request->values[i].is_known = TRUE;
  for (guint n = 0; n < 4 * (N_NUMBERS + 1) * N_OPTIONS * (1 << N_CODES); n++)
    {
      guint left = n;

      request->values[0].is_yes = left % 2;
      request->values[1].is_yes = (left /= 2) % 2;
      request->values[2].number = (left /= 2) % (N_NUMBERS + 1);
      g_free (request->values[3].word);
      request->values[3].word = g_strdup (options[(left /= N_NUMBERS + 1) % N_OPTIONS]);
      left /= N_OPTIONS;
      g_clear_pointer (&request->values[4].codes, g_ptr_array_unref);
      request->values[4].codes = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < N_CODES; i++)
        {
          if (left & (1u << i))
            g_ptr_array_add (request->values[4].codes, g_strdup (codes[i]));
        }
      precept_decision_evaluate (rules, request->values, values);
      g_assert_cmpint (values[root->index], !=, PRECEPT_UNKNOWN);
      is_possible[values[root->index] == PRECEPT_MET] = TRUE;
    }
}

static void
test_exact (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_never = 0;
  guint n_can = 0;

  g_test_summary ("Of small criteria, exactly those are said never to be met that no case of all meets");

  for (guint i = 0; i < N_SMALL / (g_test_thorough () ? 1 : 10); i++)
    {
      g_autoptr (PreceptRules) rules = make_small_rules ();
      PreceptRuleNode *root = draw_tree (rand, 3);
      gboolean         is_possible[2];

      number_nodes (rules, root);
      try_all (rules, is_possible);
      for (guint met = 0; met < 2; met++)
        {
          PreceptPremise premise = { root, met, 0 };

          g_assert_cmpint (precept_reasoning_can_hold (rules, &premise, 1), ==, is_possible[met]);
          n_can += is_possible[met];
          n_never += !is_possible[met];
        }
      precept_rule_node_free (root);
    }
  g_assert_cmpuint (n_never, >, N_SMALL / 100);
  g_assert_cmpuint (n_can, >, N_SMALL / 100);
}

static PreceptDocument *
draw_guideline (GRand *rand)
{
  g_autofree char *xml = random_guideline_new (rand);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

/* One member has one age: a random case tells it in one unit only. */
static void
keep_one_age (JsonNode *facts)
{
  static const char *const ages[] = { "age-years", "age-months", "age-weeks", "age-days" };
  JsonObject              *object = json_node_get_object (facts);
  gboolean                 is_told = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      if (is_told)
        json_object_remove_member (object, ages[i]);
      is_told |= json_object_has_member (object, ages[i]);
    }
}

/* What is said of each criterion, and what random cases make of it. */
static void
check_nodes (PreceptRules *rules,
             GRand        *rand,
             guint        *n_never)
{
  g_autoptr (RandomCase) generator = random_case_new (rules, rand);
  g_autofree gboolean *can_meet = g_new (gboolean, rules->nodes->len);
  g_autofree gboolean *can_fail = g_new (gboolean, rules->nodes->len);
  g_autofree gint8    *values = g_new (gint8, rules->nodes->len);

  for (guint i = 0; i < rules->nodes->len; i++)
    {
      PreceptPremise met = { g_ptr_array_index (rules->nodes, i), TRUE, 0 };
      PreceptPremise failed = { g_ptr_array_index (rules->nodes, i), FALSE, 0 };

      can_meet[i] = precept_reasoning_can_hold (rules, &met, 1);
      can_fail[i] = precept_reasoning_can_hold (rules, &failed, 1);
      g_assert_true (can_meet[i] || can_fail[i]);
      *n_never += !can_meet[i] + !can_fail[i];
    }
  for (guint i = 0; i < N_CASES; i++)
    {
      g_autoptr (JsonNode) facts = random_case_draw (generator, i % 2 == 0 ? 0.7 : 1.1, g_rand_double (rand));
      g_autoptr (PreceptCase) request = NULL;

      keep_one_age (facts);
      request = random_case_read (rules, facts);
      precept_decision_evaluate (rules, request->values, values);
      for (guint j = 0; j < rules->nodes->len; j++)
        {
          g_assert_true (can_meet[j] || values[j] != PRECEPT_MET);
          g_assert_true (can_fail[j] || values[j] != PRECEPT_NOT_MET);
        }
    }
}

static void
test_random_guidelines (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  guint n_never = 0;

  g_test_summary ("What is said never to be met, or always, no random case of a random guideline contradicts");

  for (guint i = 0; i < N_GUIDELINES * (g_test_thorough () ? 10 : 1); i++)
    {
      g_autoptr (PreceptDocument) document = draw_guideline (rand);
      g_autoptr (PreceptRules) rules = precept_rules_new (document);

      check_nodes (rules, rand, &n_never);
    }
  g_assert_cmpuint (n_never, >, N_GUIDELINES / 10);
}

/* Pairs of criteria, as they stand in applies-to. */
static void
test_overlap (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    gboolean    overlaps;
  } cases[] = {
    { "<diagnosis id='a' of='x'><code-ref table='dx'/></diagnosis>", "<diagnosis id='b' of='y'><code-ref table='dx' value='G12.21'/></diagnosis>", TRUE },
    { "<diagnosis id='a' of='x'><code-ref table='dx'/></diagnosis>", "<diagnosis id='b' of='y'><code-ref table='others'/></diagnosis>", FALSE },
    { "<diagnosis id='a' of='x'><code-ref table='range'/></diagnosis>", "<diagnosis id='b' of='y'><code-ref table='dx'/></diagnosis>", TRUE },
    /* Ages that can't be one. */
    { "<all id='a'><diagnosis id='a1' of='x'><code-ref table='dx'/></diagnosis><age id='a2' at-most='11'/></all>",
      "<all id='b'><diagnosis id='b1' of='x'><code-ref table='dx'/></diagnosis><age id='b2' at-least='12'/></all>", FALSE },
    { "<all id='a'><diagnosis id='a1' of='x'><code-ref table='dx'/></diagnosis><age id='a2' at-most='12'/></all>",
      "<all id='b'><diagnosis id='b1' of='x'><code-ref table='dx'/></diagnosis><age id='b2' at-least='12'/></all>", TRUE },
    /* An age is not what two uses have in common. */
    { "<all id='a'><criterion id='a1'><p>One.</p></criterion><age id='a2' at-least='12'/></all>",
      "<all id='b'><criterion id='b1'><p>Two.</p></criterion><age id='b2' at-least='12'/></all>", FALSE },
    /* Words that may tell them apart, and words of one alone. */
    { "<all id='a'><diagnosis id='a1' of='x'><code-ref table='dx'/></diagnosis><criterion id='a2'><p>Mild.</p></criterion></all>",
      "<all id='b'><diagnosis id='b1' of='x'><code-ref table='dx'/></diagnosis><criterion id='b2'><p>Severe.</p></criterion></all>", FALSE },
    { "<all id='a'><diagnosis id='a1' of='x'><code-ref table='dx'/></diagnosis><criterion id='a2'><p>Mild.</p></criterion></all>",
      "<diagnosis id='b' of='x'><code-ref table='dx'/></diagnosis>", TRUE },
    { "<is id='a' fact='known'/>", "<none id='b'><is id='b1' fact='known'/></none>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = g_strdup_printf (
        "<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'><metadata><title>T</title></metadata><coverage id='c'>"
        "<facts><fact id='known' kind='yes-no'><name>known</name></fact></facts>"
        "<indication id='one'><title>One</title><applies-to>%s</applies-to><position id='p-1'/></indication>"
        "<indication id='two'><title>Two</title><applies-to>%s</applies-to><position id='p-2'/></indication></coverage>"
        "<billing-codes id='b-c'><code-table id='dx' role='diagnosis'><caption>A</caption><code id='c-1' system='ICD-10-CM' value='G12.21'/>"
        "<code id='c-2' system='ICD-10-CM' value='J45.50'/></code-table><code-table id='others' role='diagnosis'><caption>B</caption>"
        "<code id='c-3' system='ICD-10-CM' value='G12.23'/></code-table><code-table id='range' role='diagnosis'><caption>C</caption>"
        "<code id='c-4' system='ICD-10-CM' value='J45.2' through='J45.9'/></code-table></billing-codes></guideline>",
        cases[i].first, cases[i].second);
      g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
      g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, NULL);
      g_autoptr (PreceptRules) rules = precept_rules_new (document);
      PreceptRuleIndication *one = g_ptr_array_index (rules->indications, 0);
      PreceptRuleIndication *two = g_ptr_array_index (rules->indications, 1);
      PreceptPremise         premises[] = { { one->applies, TRUE, 0 }, { two->applies, TRUE, 1 } };

      g_test_message ("%s and %s", cases[i].first, cases[i].second);
      g_assert_cmpint (precept_reasoning_can_overlap (rules, premises, 2), ==, cases[i].overlaps);
    }
}

/* Ages told in different units: what no member can be. */
static void
test_ages (void)
{
  static const struct
  {
    const char *first;
    const char *second;
    gboolean    can_be;
  } cases[] = {
    { "<age id='a' at-least='1'/>", "<age id='b' at-most='11' unit='months'/>", FALSE },
    { "<age id='a' at-least='1'/>", "<age id='b' at-most='12' unit='months'/>", TRUE },
    { "<age id='a' at-most='1'/>", "<age id='b' at-least='23' unit='months'/>", TRUE },
    { "<age id='a' at-most='1'/>", "<age id='b' at-least='24' unit='months'/>", FALSE },
    { "<age id='a' at-least='18'/>", "<age id='b' less-than='100' unit='weeks'/>", FALSE },
    { "<age id='a' less-than='2' unit='weeks'/>", "<age id='b' at-least='13' unit='days'/>", TRUE },
    { "<age id='a' less-than='2' unit='weeks'/>", "<age id='b' at-least='14' unit='days'/>", FALSE },
    { "<age id='a' at-least='2' unit='months'/>", "<age id='b' at-most='59' unit='days'/>", TRUE },
    { "<age id='a' at-least='2' unit='months'/>", "<age id='b' at-most='30' unit='days'/>", FALSE },
    { "<age id='a' at-most='0' unit='months'/>", "<age id='b' at-least='30' unit='days'/>", TRUE },
    { "<none id='a'><age id='a1' at-least='18'/></none>", "<age id='b' at-least='216' unit='months'/>", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = g_strdup_printf (
        "<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'><metadata><title>T</title></metadata><coverage id='c'>"
        "<indication id='one'><title>One</title><applies-to><all id='all'>%s%s</all></applies-to><position id='p-1'/></indication></coverage></guideline>",
        cases[i].first, cases[i].second);
      g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
      g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, NULL);
      g_autoptr (PreceptRules) rules = precept_rules_new (document);
      PreceptPremise premise = { ((PreceptRuleIndication *)g_ptr_array_index (rules->indications, 0))->applies, TRUE, 0 };

      g_test_message ("%s and %s", cases[i].first, cases[i].second);
      g_assert_cmpint (precept_reasoning_can_hold (rules, &premise, 1), ==, cases[i].can_be);
    }
}

/* A thousand choices: giving up must be quick, and say that it can. */
static void
test_large (void)
{
  g_autoptr (PreceptRules) rules = make_small_rules ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  PreceptRuleNode *root = precept_rule_node_new ("n", "all", "Criteria");
  PreceptPremise   premise = { root, TRUE, 0 };
  gint64           start;

  for (guint i = 0; i < 1000; i++)
    {
      PreceptRuleNode *any = precept_rule_node_new ("n", "any", "Criteria");

      for (guint k = 0; k < 3; k++)
        precept_rule_node_take_child (any, draw_leaf (rand));
      precept_rule_node_take_child (root, any);
    }
  start = g_get_monotonic_time ();
  precept_reasoning_can_hold (rules, &premise, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
  precept_rule_node_free (root);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/reasoning/exact", test_exact);
  g_test_add_func ("/precept/reasoning/random-guidelines", test_random_guidelines);
  g_test_add_func ("/precept/reasoning/overlap", test_overlap);
  g_test_add_func ("/precept/reasoning/ages", test_ages);
  g_test_add_func ("/precept/reasoning/large", test_large);

  return g_test_run ();
}
