/* precept-logic-read.c: the tests of a rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"

#include <string.h>

/* Reads the forms that precept-logic.c writes, and no others: a test that is not understood must not be guessed. */

/* The operands of {name: [operands]}; NULL: it is something else. */
static JsonArray *
read_operation (JsonNode   *logic,
                const char *name)
{
  JsonObject *object;
  JsonNode   *operands;

  if (logic == NULL || !JSON_NODE_HOLDS_OBJECT (logic))
    return NULL;
  object = json_node_get_object (logic);
  operands = json_object_get_size (object) == 1 ? json_object_get_member (object, name) : NULL;

  return operands != NULL && JSON_NODE_HOLDS_ARRAY (operands) ? json_node_get_array (operands) : NULL;
}

static JsonNode *
get_operand (JsonArray *operands,
             guint      index)
{
  return index < json_array_get_length (operands) ? json_array_get_element (operands, index) : NULL;
}

/* The name of {"var": name} */
static const char *
read_variable (JsonNode *logic)
{
  JsonObject *object;
  JsonNode   *name;

  if (logic == NULL || !JSON_NODE_HOLDS_OBJECT (logic))
    return NULL;
  object = json_node_get_object (logic);
  name = json_object_get_size (object) == 1 ? json_object_get_member (object, "var") : NULL;

  return name != NULL && JSON_NODE_HOLDS_VALUE (name) && json_node_get_value_type (name) == G_TYPE_STRING ? json_node_get_string (name) : NULL;
}

static gboolean
is_element (JsonNode *logic)
{
  return g_strcmp0 (read_variable (logic), "") == 0;
}

static gboolean
read_fact (PreceptRules *rules,
           JsonNode     *logic,
           guint        *fact)
{
  const char *name = read_variable (logic);

  *fact = name != NULL ? precept_rules_find_fact (rules, name) : G_MAXUINT;

  return *fact != G_MAXUINT;
}

static gboolean
read_number (JsonNode *logic,
             double   *number)
{
  GType type = logic != NULL && JSON_NODE_HOLDS_VALUE (logic) ? json_node_get_value_type (logic) : G_TYPE_NONE;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (logic);

  return TRUE;
}

static const char *
read_string (JsonNode *logic)
{
  if (logic == NULL || !JSON_NODE_HOLDS_VALUE (logic) || json_node_get_value_type (logic) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (logic);
}

static gboolean
read_words (PreceptRuleTest *test,
            JsonNode        *list)
{
  JsonArray *array = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;

  if (array == NULL || json_array_get_length (array) == 0)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *word = read_string (json_array_get_element (array, i));

      if (word == NULL)
        return FALSE;
      precept_rule_test_add_word (test, word);
    }

  return TRUE;
}

/* Numbers */

static void
set_lower (PreceptRuleTest *test,
           double           number,
           gboolean         is_open)
{
  test->has_lower = TRUE;
  test->lower = number;
  test->is_lower_open = is_open;
}

static void
set_upper (PreceptRuleTest *test,
           double           number,
           gboolean         is_open)
{
  test->has_upper = TRUE;
  test->upper = number;
  test->is_upper_open = is_open;
}

/* {">=": [fact, 6]}, {"<=": [6, fact, 11]} and their like */
static gboolean
read_comparison (PreceptRules    *rules,
                 PreceptRuleTest *test,
                 JsonNode        *logic)
{
  static const struct
  {
    const char *name;
    gboolean    is_lower;
    gboolean    is_open;
  } comparisons[] = {
    { ">=", TRUE, FALSE },
    { ">", TRUE, TRUE },
    { "<=", FALSE, FALSE },
    { "<", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      JsonArray *operands = read_operation (logic, comparisons[i].name);
      double     first, second;

      if (operands == NULL)
        continue;
      if (json_array_get_length (operands) == 2 && read_fact (rules, get_operand (operands, 0), &test->fact) &&
          read_number (get_operand (operands, 1), &first))
        {
          if (comparisons[i].is_lower)
            set_lower (test, first, comparisons[i].is_open);
          else
            set_upper (test, first, comparisons[i].is_open);
          return TRUE;
        }
      if (!comparisons[i].is_lower && json_array_get_length (operands) == 3 && read_number (get_operand (operands, 0), &first) &&
          read_fact (rules, get_operand (operands, 1), &test->fact) && read_number (get_operand (operands, 2), &second))
        {
          set_lower (test, first, comparisons[i].is_open);
          set_upper (test, second, comparisons[i].is_open);
          return TRUE;
        }
      return FALSE;
    }

  return FALSE;
}

static gboolean
read_range (PreceptRules    *rules,
            PreceptRuleTest *test,
            JsonNode        *logic)
{
  JsonArray *both = read_operation (logic, "and");
  guint      fact;

  test->kind = PRECEPT_TEST_RANGE;
  if (both == NULL)
    return read_comparison (rules, test, logic);

  if (json_array_get_length (both) != 2 || !read_comparison (rules, test, get_operand (both, 0)))
    return FALSE;
  fact = test->fact;

  return read_comparison (rules, test, get_operand (both, 1)) && test->fact == fact && test->has_lower && test->has_upper;
}

/* Words */

static gboolean
read_equality (PreceptRules    *rules,
               PreceptRuleTest *test,
               JsonArray       *operands)
{
  JsonNode   *value = get_operand (operands, 1);
  const char *word = read_string (value);

  if (json_array_get_length (operands) != 2 || !read_fact (rules, get_operand (operands, 0), &test->fact))
    return FALSE;
  if (word != NULL)
    {
      test->kind = PRECEPT_TEST_ONE_OF;
      precept_rule_test_add_word (test, word);
      return TRUE;
    }
  test->kind = PRECEPT_TEST_YES;

  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_BOOLEAN && json_node_get_boolean (value);
}

/* Codes */

/* {"in": [{"substr": [element, 4]}, ["0", …]]} */
static gboolean
read_tails (PreceptCodeRange *range,
            JsonNode         *logic)
{
  JsonArray *operands = read_operation (logic, "in");
  JsonArray *part = operands != NULL ? read_operation (get_operand (operands, 0), "substr") : NULL;
  JsonNode  *list = operands != NULL ? get_operand (operands, 1) : NULL;
  JsonArray *tails = list != NULL && JSON_NODE_HOLDS_ARRAY (list) ? json_node_get_array (list) : NULL;
  double     offset;

  if (part == NULL || tails == NULL || json_array_get_length (part) != 2 || !is_element (get_operand (part, 0)) ||
      !read_number (get_operand (part, 1), &offset) || offset < 0 || offset > 1000)
    return FALSE;

  range->tail_offset = (guint)offset;
  range->tails = g_new0 (char *, json_array_get_length (tails) + 1);
  for (guint i = 0; i < json_array_get_length (tails); i++)
    {
      range->tails[i] = g_strdup (read_string (json_array_get_element (tails, i)));
      if (range->tails[i] == NULL)
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_code_range (PreceptRuleTest *test,
                 JsonNode        *logic)
{
  JsonArray        *conditions = read_operation (logic, "and");
  JsonArray        *above = conditions != NULL ? read_operation (get_operand (conditions, 0), ">=") : NULL;
  JsonArray        *below = conditions != NULL ? read_operation (get_operand (conditions, 1), "<=") : NULL;
  JsonArray        *before = conditions != NULL ? read_operation (get_operand (conditions, 1), "<") : NULL;
  JsonArray        *end = below != NULL ? below : before;
  const char       *first = above != NULL ? read_string (get_operand (above, 1)) : NULL;
  const char       *last = end != NULL ? read_string (get_operand (end, 1)) : NULL;
  PreceptCodeRange *range;

  if (first == NULL || last == NULL || !is_element (get_operand (above, 0)) || !is_element (get_operand (end, 0)))
    return FALSE;

  range = precept_rule_test_add_range (test, first, last);
  range->is_open = before != NULL;

  return json_array_get_length (conditions) == 2 || (json_array_get_length (conditions) == 3 && read_tails (range, get_operand (conditions, 2)));
}

static gboolean
read_code_condition (PreceptRuleTest *test,
                     JsonNode        *logic)
{
  JsonArray *operands = read_operation (logic, "in");

  if (operands != NULL)
    return is_element (get_operand (operands, 0)) && read_words (test, get_operand (operands, 1));

  return read_code_range (test, logic);
}

static gboolean
read_any_code (PreceptRules    *rules,
               PreceptRuleTest *test,
               JsonArray       *operands)
{
  JsonNode  *condition = get_operand (operands, 1);
  JsonArray *alternatives = read_operation (condition, "or");

  test->kind = PRECEPT_TEST_ANY_CODE;
  if (!read_fact (rules, get_operand (operands, 0), &test->fact))
    return FALSE;
  if (alternatives == NULL)
    return read_code_condition (test, condition);

  for (guint i = 0; i < json_array_get_length (alternatives); i++)
    {
      if (!read_code_condition (test, json_array_get_element (alternatives, i)))
        return FALSE;
    }

  return json_array_get_length (alternatives) > 0;
}

/* Whether a test fits what its fact can be. */
static gboolean
fits_fact (PreceptRules          *rules,
           const PreceptRuleTest *test)
{
  switch (precept_rules_get_fact (rules, test->fact)->kind)
    {
    case PRECEPT_FACT_YES_NO:
      return test->kind == PRECEPT_TEST_YES;

    case PRECEPT_FACT_NUMBER:
      return test->kind == PRECEPT_TEST_RANGE;

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      return test->kind == PRECEPT_TEST_ONE_OF;

    case PRECEPT_FACT_CODE_LIST:
    default:
      return test->kind == PRECEPT_TEST_ANY_CODE;
    }
}

/*
 * precept_logic_read_test:
 * @rules: rules whose facts are known
 * @logic: the test of a criterion
 * @test: (out): what it tests; its lists are the caller's, whatever is returned
 *
 * Returns: whether the test is one that this program writes
 */
gboolean
precept_logic_read_test (PreceptRules    *rules,
                         JsonNode        *logic,
                         PreceptRuleTest *test)
{
  JsonArray *equality = read_operation (logic, "===");
  JsonArray *among = read_operation (logic, "in");
  JsonArray *any = read_operation (logic, "some");
  gboolean   is_read;

  if (equality != NULL)
    {
      is_read = read_equality (rules, test, equality);
    }
  else if (among != NULL)
    {
      test->kind = PRECEPT_TEST_ONE_OF;
      is_read = read_fact (rules, get_operand (among, 0), &test->fact) && read_words (test, get_operand (among, 1));
    }
  else if (any != NULL)
    {
      is_read = read_any_code (rules, test, any);
    }
  else
    {
      is_read = read_range (rules, test, logic);
    }

  return is_read && fits_fact (rules, test);
}
