/* random-case.c: cases drawn at random, near what the criteria ask for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "random-case.h"

#include <math.h>

#include "precept-logic.h"

/* Values that help to meet the criteria, and others. What stands under a none is the other way round. */
typedef struct
{
  GPtrArray *good; /* of JsonNode; for a list, its elements */
  GPtrArray *bad;
} Candidates;

struct _RandomCase
{
  PreceptRules *rules;
  GRand        *rand;
  Candidates   *candidates; /* by the index of the fact */
};

static void
add (GPtrArray *values,
     JsonNode  *value)
{
  g_ptr_array_add (values, value);
}

static double
round_for (const PreceptRuleFact *fact,
           double                 number)
{
  if (fact->is_whole)
    number = floor (number);

  return fact->is_positive && number < 0 ? 0 : number;
}

static void
add_numbers (const PreceptRuleFact *fact,
             const PreceptRuleTest *test,
             GPtrArray             *passing,
             GPtrArray             *failing)
{
  double bounds[] = { test->has_lower ? test->lower : test->upper, test->has_upper ? test->upper : test->lower };
  double steps[] = { -1, -0.5, 0, 0.25, 1 };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (steps); j++)
        {
          double   number = round_for (fact, bounds[i] + steps[j]);
          gboolean above = !test->has_lower || (test->is_lower_open ? number > test->lower : number >= test->lower);
          gboolean below = !test->has_upper || (test->is_upper_open ? number < test->upper : number <= test->upper);

          add (above && below ? passing : failing, precept_logic_number (number));
        }
    }
}

static void
add_codes (const PreceptRuleTest *test,
           GPtrArray             *passing,
           GPtrArray             *failing)
{
  for (guint i = 0; test->words != NULL && i < test->words->len; i++)
    add (passing, precept_logic_string (g_ptr_array_index (test->words, i)));
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      const PreceptCodeRange *range = g_ptr_array_index (test->ranges, i);

      add (passing, precept_logic_string (range->first));
      if (!range->is_open)
        {
          add (passing, precept_logic_string (range->last));
          continue;
        }
      /* The last diagnosis, and one under it. */
      {
        g_autofree char *last = g_strndup (range->last, strlen (range->last) - 1);
        g_autofree char *under = g_strconcat (last, strchr (last, '.') != NULL ? "1" : ".1", NULL);

        add (passing, precept_logic_string (last));
        if (strlen (last) < 7)
          add (passing, precept_logic_string (under));
      }
    }
  (void)failing;
}

/* Codes of each system that no guideline of the tests names, and some that look like those of another. */
static void
add_other_codes (const PreceptRuleFact *fact,
                 GPtrArray             *values)
{
  static const char *const others[][2] = {
    { "CPT", "99213" },
    { "CPT", "0002T" },
    { "CPT", "01155" },
    { "HCPCS", "J9999" },
    { "HCPCS", "A0001" },
    { "ICD-10-CM", "Z99.9" },
    { "ICD-10-CM", "A00.0" },
    { "ICD-10-PCS", "0DTJ4ZZ" },
    { "NDC", "99999-9999-99" },
    { "NDC", "01155000101" },
    { "REV", "0115" },
    { "REV", "0636" },
    { "NUCC", "208D00000X" },
    { "LOINC", "LA9633-4" },
    { "SNOMED-CT", "373067005" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      const char *uri = precept_code_system_get_uri (others[i][0]);

      if (fact->systems != NULL && g_ptr_array_find_with_equal_func (fact->systems, uri, g_str_equal, NULL))
        add (values, precept_logic_string (others[i][1]));
    }
}

static void
add_test (RandomCase            *self,
          const PreceptRuleTest *test,
          gboolean               is_turned)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, test->fact);
  Candidates            *candidates = &self->candidates[test->fact];
  GPtrArray             *passing = is_turned ? candidates->bad : candidates->good;
  GPtrArray             *failing = is_turned ? candidates->good : candidates->bad;

  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      add (passing, precept_logic_bool (TRUE));
      add (failing, precept_logic_bool (FALSE));
      break;

    case PRECEPT_TEST_RANGE:
      add_numbers (fact, test, passing, failing);
      break;

    case PRECEPT_TEST_ONE_OF:
      for (guint i = 0; i < test->words->len; i++)
        add (passing, precept_logic_string (g_ptr_array_index (test->words, i)));
      break;

    case PRECEPT_TEST_ANY_CODE:
    default:
      add_codes (test, passing, failing);
      break;
    }
}

static void
add_tree (RandomCase            *self,
          const PreceptRuleNode *node,
          gboolean               is_turned)
{
  if (node == NULL)
    return;

  if (node->test != NULL)
    add_test (self, node->test, is_turned);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_tree (self, g_ptr_array_index (node->children, i), is_turned != (node->join == PRECEPT_RULE_NONE));
}

static void
add_trees (RandomCase *self)
{
  PreceptRules *rules = self->rules;

  add_tree (self, rules->scope, FALSE);
  add_tree (self, rules->general, FALSE);
  for (guint i = 0; i < rules->indications->len; i++)
    {
      PreceptRuleIndication *indication = g_ptr_array_index (rules->indications, i);

      add_tree (self, indication->subject, FALSE);
      add_tree (self, indication->applies, indication->requests->len == 0);
      for (guint j = 0; j < indication->requests->len; j++)
        {
          PreceptRuleRequest *request = g_ptr_array_index (indication->requests, j);

          add_tree (self, request->type_node, FALSE);
          add_tree (self, request->criteria, FALSE);
          add_tree (self, request->within, FALSE);
        }
    }
}

/* What the tests have not led to. */
static void
add_others (RandomCase *self,
            guint       index)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, index);
  Candidates            *candidates = &self->candidates[index];

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      add (candidates->bad, precept_logic_bool (candidates->good->len == 0));
      add (candidates->good, precept_logic_bool (FALSE));
      break;

    case PRECEPT_FACT_NUMBER:
      add (candidates->bad, precept_logic_int (0));
      add (candidates->bad, precept_logic_int (1000000));
      if (candidates->good->len == 0)
        add (candidates->good, precept_logic_int (1));
      break;

    case PRECEPT_FACT_CODE_LIST:
      add_other_codes (fact, candidates->bad);
      break;

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
    default:
      for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
        add (candidates->bad, precept_logic_string (((PreceptRuleOption *)g_ptr_array_index (fact->options, i))->code));
      if (fact->kind == PRECEPT_FACT_CODE)
        add_other_codes (fact, candidates->bad);
      if (fact->kind == PRECEPT_FACT_CODE && fact->systems == NULL)
        add (candidates->bad, precept_logic_string ("word"));
      break;
    }
}

RandomCase *
random_case_new (PreceptRules *rules,
                 GRand        *rand)
{
  RandomCase *self = g_new0 (RandomCase, 1);

  self->rules = precept_rules_ref (rules);
  self->rand = rand;
  self->candidates = g_new0 (Candidates, rules->facts->len);
  for (guint i = 0; i < rules->facts->len; i++)
    {
      self->candidates[i].good = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
      self->candidates[i].bad = g_ptr_array_new_with_free_func ((GDestroyNotify)json_node_unref);
    }
  add_trees (self);
  for (guint i = 0; i < rules->facts->len; i++)
    add_others (self, i);

  return self;
}

void
random_case_free (RandomCase *self)
{
  for (guint i = 0; i < self->rules->facts->len; i++)
    {
      g_ptr_array_unref (self->candidates[i].good);
      g_ptr_array_unref (self->candidates[i].bad);
    }
  g_free (self->candidates);
  precept_rules_unref (self->rules);
  g_free (self);
}

static JsonNode *
draw_one (RandomCase *self,
          guint       fact,
          double      favour)
{
  Candidates *candidates = &self->candidates[fact];
  GPtrArray  *values = g_rand_double (self->rand) < favour ? candidates->good : candidates->bad;

  if (values->len == 0)
    values = values == candidates->good ? candidates->bad : candidates->good;
  g_assert_cmpuint (values->len, >, 0);

  return json_node_copy (g_ptr_array_index (values, g_rand_int_range (self->rand, 0, values->len)));
}

JsonNode *
random_case_draw_value (RandomCase *self,
                        guint       fact,
                        double      favour)
{
  JsonArray *array;
  JsonNode  *list;
  guint      n_codes;

  if (precept_rules_get_fact (self->rules, fact)->kind != PRECEPT_FACT_CODE_LIST)
    return draw_one (self, fact, favour);

  array = json_array_new ();
  n_codes = g_rand_int_range (self->rand, favour > 0.8 ? 1 : 0, 4);
  for (guint i = 0; i < n_codes; i++)
    json_array_add_element (array, draw_one (self, fact, favour));
  list = json_node_alloc ();
  json_node_init_array (list, array);
  json_array_unref (array);

  return list;
}

JsonNode *
random_case_draw (RandomCase *self,
                  double      known,
                  double      favour)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_alloc ();

  for (guint i = 0; i < self->rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, i);

      if (g_rand_double (self->rand) >= known)
        continue;
      /* What overrides everything would hide everything. */
      if (g_str_has_prefix (fact->id, "governed-by-"))
        json_object_set_boolean_member (object, fact->id, g_rand_double (self->rand) < 0.03);
      else
        json_object_set_member (object, fact->id, random_case_draw_value (self, i, favour));
    }
  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

PreceptCase *
random_case_read (PreceptRules *rules,
                  JsonNode     *facts)
{
  g_autofree char *text = json_to_string (facts, FALSE);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PreceptCase *request = precept_case_new_from_json (rules, bytes, &error);

  g_assert_no_error (error);

  return request;
}
