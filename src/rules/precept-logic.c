/* precept-logic.c: JsonLogic, as trees of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"

#include <math.h>
#include <string.h>

/* See jsonlogic.com for what the operators do. */

JsonNode *
precept_logic_null (void)
{
  return json_node_new (JSON_NODE_NULL);
}

JsonNode *
precept_logic_int (gint64 value)
{
  return json_node_init_int (json_node_alloc (), value);
}

JsonNode *
precept_logic_number (double value)
{
  if (fabs (value) < 1e15 && !(value < floor (value)) && !(value > floor (value)))
    return precept_logic_int ((gint64)value);

  return json_node_init_double (json_node_alloc (), value);
}

JsonNode *
precept_logic_string (const char *value)
{
  return json_node_init_string (json_node_alloc (), value);
}

JsonNode *
precept_logic_bool (gboolean value)
{
  return json_node_init_boolean (json_node_alloc (), value);
}

static JsonNode *
take_array (JsonArray *array)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_array (node, array);
  json_array_unref (array);

  return node;
}

JsonNode *
precept_logic_list (const char *const *values)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);

  return take_array (array);
}

static JsonNode *
take_operation (const char *name,
                JsonNode   *operands)
{
  JsonObject *object = json_object_new ();
  JsonNode   *node = json_node_alloc ();

  json_object_set_member (object, name, operands);
  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

JsonNode *
precept_logic_var (const char *name)
{
  return take_operation ("var", precept_logic_string (name));
}

JsonNode *
precept_logic_apply (const char *name,
                     ...)
{
  JsonArray *array = json_array_new ();
  JsonNode  *operand;
  va_list    operands;

  va_start (operands, name);
  while ((operand = va_arg (operands, JsonNode *)) != NULL)
    json_array_add_element (array, operand);
  va_end (operands);

  return take_operation (name, take_array (array));
}

JsonNode *
precept_logic_apply_all (const char *name,
                         GPtrArray  *operands)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < operands->len; i++)
    json_array_add_element (array, g_ptr_array_index (operands, i));
  g_ptr_array_unref (operands);

  return take_operation (name, take_array (array));
}

JsonNode *
precept_logic_equals (JsonNode *a,
                      JsonNode *b)
{
  return precept_logic_apply ("===", a, b, NULL);
}

JsonNode *
precept_logic_is (const char *name,
                  gint64      value)
{
  return precept_logic_equals (precept_logic_var (name), precept_logic_int (value));
}

/* From tests */

static JsonNode *
from_bounds (const char            *fact,
             const PreceptRuleTest *test)
{
  const char *above = test->is_lower_open ? ">" : ">=";
  const char *below = test->is_upper_open ? "<" : "<=";

  if (!test->has_upper)
    return precept_logic_apply (above, precept_logic_var (fact), precept_logic_number (test->lower), NULL);
  if (!test->has_lower)
    return precept_logic_apply (below, precept_logic_var (fact), precept_logic_number (test->upper), NULL);
  if (test->is_lower_open == test->is_upper_open)
    return precept_logic_apply (below, precept_logic_number (test->lower), precept_logic_var (fact), precept_logic_number (test->upper), NULL);

  return precept_logic_apply ("and",
                              precept_logic_apply (above, precept_logic_var (fact), precept_logic_number (test->lower), NULL),
                              precept_logic_apply (below, precept_logic_var (fact), precept_logic_number (test->upper), NULL),
                              NULL);
}

static JsonNode *
from_words (GPtrArray *words)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < words->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (words, i));

  return take_array (array);
}

/* Codes are ASCII, which compares alike everywhere. */
static JsonNode *
from_range (const PreceptCodeRange *range)
{
  GPtrArray *conditions = g_ptr_array_new ();

  g_ptr_array_add (conditions, precept_logic_apply (">=", precept_logic_var (""), precept_logic_string (range->first), NULL));
  g_ptr_array_add (conditions, precept_logic_apply (range->is_open ? "<" : "<=", precept_logic_var (""), precept_logic_string (range->last), NULL));
  if (range->tails != NULL)
    g_ptr_array_add (conditions,
                     precept_logic_apply ("in",
                                          precept_logic_apply ("substr", precept_logic_var (""), precept_logic_int (range->tail_offset), NULL),
                                          precept_logic_list ((const char *const *)range->tails),
                                          NULL));

  return precept_logic_apply_all ("and", conditions);
}

static JsonNode *
from_codes (const char            *fact,
            const PreceptRuleTest *test)
{
  GPtrArray *alternatives = g_ptr_array_new ();
  JsonNode  *condition;

  if (test->words != NULL)
    g_ptr_array_add (alternatives, precept_logic_apply ("in", precept_logic_var (""), from_words (test->words), NULL));
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    g_ptr_array_add (alternatives, from_range (g_ptr_array_index (test->ranges, i)));

  if (alternatives->len == 1)
    {
      condition = g_ptr_array_index (alternatives, 0);
      g_ptr_array_unref (alternatives);
    }
  else
    {
      condition = precept_logic_apply_all ("or", alternatives);
    }

  return precept_logic_apply ("some", precept_logic_var (fact), condition, NULL);
}

/*
 * precept_logic_from_test:
 * @rules: the rules
 * @test: a test of theirs
 *
 * Returns: (transfer full): logic that is true where the test is met, given that its fact is known
 */
JsonNode *
precept_logic_from_test (PreceptRules          *rules,
                         const PreceptRuleTest *test)
{
  const char *fact = precept_rules_get_fact (rules, test->fact)->id;

  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      return precept_logic_equals (precept_logic_var (fact), precept_logic_bool (TRUE));

    case PRECEPT_TEST_RANGE:
      return from_bounds (fact, test);

    case PRECEPT_TEST_ONE_OF:
      if (test->words->len == 1)
        return precept_logic_equals (precept_logic_var (fact), precept_logic_string (g_ptr_array_index (test->words, 0)));
      return precept_logic_apply ("in", precept_logic_var (fact), from_words (test->words), NULL);

    case PRECEPT_TEST_ANY_CODE:
      return from_codes (fact, test);

    default:
      g_assert_not_reached ();
    }
}
