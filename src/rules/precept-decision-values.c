/* precept-decision-values.c: which criteria are met
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-decision-private.h"

#include <string.h>

static gboolean
has_word (GPtrArray  *words,
          const char *word)
{
  for (guint i = 0; words != NULL && i < words->len; i++)
    {
      if (strcmp (g_ptr_array_index (words, i), word) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_in_range (const PreceptCodeRange *range,
             const char             *code)
{
  int after = strcmp (code, range->last);

  if (strcmp (code, range->first) < 0 || after > 0 || (range->is_open && after == 0))
    return FALSE;

  return range->tails == NULL ||
         (strlen (code) > range->tail_offset && g_strv_contains ((const char *const *)range->tails, code + range->tail_offset));
}

/* Whether a test of a list is passed by a list that has the code. */
gboolean
precept_decision_has_code (const PreceptRuleTest *test,
                           const char            *code)
{
  if (has_word (test->words, code))
    return TRUE;
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      if (is_in_range (g_ptr_array_index (test->ranges, i), code))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any_code (const PreceptRuleTest *test,
              GPtrArray             *codes)
{
  for (guint i = 0; i < codes->len; i++)
    {
      if (precept_decision_has_code (test, g_ptr_array_index (codes, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_between (const PreceptRuleTest *test,
            double                 number)
{
  if (test->has_lower && (number < test->lower || (test->is_lower_open && !(number > test->lower))))
    return FALSE;

  return !test->has_upper || number < test->upper || (!test->is_upper_open && !(number > test->upper));
}

/* Given that the fact is known. */
static gboolean
passes (const PreceptRuleTest  *test,
        const PreceptCaseValue *fact)
{
  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      return fact->is_yes;

    case PRECEPT_TEST_RANGE:
      return is_between (test, fact->number);

    case PRECEPT_TEST_ONE_OF:
      return has_word (test->words, fact->word);

    case PRECEPT_TEST_ANY_CODE:
    default:
      return has_any_code (test, fact->codes);
    }
}

static int
join_values (const PreceptRuleNode *node,
             const gint8           *values)
{
  int   least = PRECEPT_MET;
  int   greatest = PRECEPT_NOT_MET;
  guint n_met = 0;
  guint n_possible = 0;

  for (guint i = 0; i < node->children->len; i++)
    {
      const PreceptRuleNode *child = g_ptr_array_index (node->children, i);
      int                    value = values[child->index];

      least = MIN (least, value);
      greatest = MAX (greatest, value);
      n_met += value == PRECEPT_MET;
      n_possible += value != PRECEPT_NOT_MET;
    }

  switch (node->join)
    {
    case PRECEPT_RULE_ALL:
      return least;

    case PRECEPT_RULE_NONE:
      return -greatest;

    case PRECEPT_RULE_AT_LEAST:
      return n_met >= node->count ? PRECEPT_MET : n_possible >= node->count ? PRECEPT_UNKNOWN
                                                                            : PRECEPT_NOT_MET;

    case PRECEPT_RULE_ANY:
    case PRECEPT_RULE_LEAF:
    default:
      return greatest;
    }
}

/*
 * precept_decision_evaluate:
 * @rules: the rules
 * @facts: what is known, by the index of the fact
 * @values: (out): the value of each node, by its index
 */
void
precept_decision_evaluate (PreceptRules           *rules,
                           const PreceptCaseValue *facts,
                           gint8                  *values)
{
  /* Children have lower numbers than their parents. */
  for (guint i = 0; i < rules->nodes->len; i++)
    {
      const PreceptRuleNode *node = g_ptr_array_index (rules->nodes, i);

      if (node->test == NULL)
        values[i] = join_values (node, values);
      else if (!facts[node->test->fact].is_known)
        values[i] = PRECEPT_UNKNOWN;
      else
        values[i] = passes (node->test, &facts[node->test->fact]) ? PRECEPT_MET : PRECEPT_NOT_MET;
    }
}

int
precept_decision_get_value (const gint8           *values,
                            const PreceptRuleNode *node)
{
  return node != NULL ? values[node->index] : PRECEPT_MET;
}

/* Whether the request is about an indication. */
int
precept_decision_get_applies (const gint8                 *values,
                              const PreceptRuleIndication *indication)
{
  return MIN (precept_decision_get_value (values, indication->subject), precept_decision_get_value (values, indication->applies));
}

/* Whether the request is about an indication and meets its criteria. */
int
precept_decision_get_met (PreceptRules                *rules,
                          const gint8                 *values,
                          const PreceptRuleIndication *indication,
                          const PreceptRuleRequest    *request)
{
  int met = precept_decision_get_applies (values, indication);

  met = MIN (met, precept_decision_get_value (values, request->type_node));
  met = MIN (met, precept_decision_get_value (values, rules->general));

  return MIN (met, request->criteria != NULL ? values[request->criteria->index] : PRECEPT_NOT_MET);
}
