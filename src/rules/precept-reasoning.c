/* precept-reasoning.c: which criteria can be met together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-decision-private.h"
#include "precept-reasoning-private.h"

#include <math.h>
#include <string.h>

/* Criteria are true or false of a case of which everything is known, and one that is met as long as facts are missing
 * stays met when they arrive. So it is enough to look for a case of which everything is known: what is demanded is
 * taken apart into tests, a choice at a time, and the tests of each fact are compared. Every choice costs a step; a
 * search that takes too many gives up. */

#define MAX_STEPS 20000

/* At least @count of the children of @node, from @first on, are met (or are not). */
typedef struct _Goal Goal;
struct _Goal
{
  const PreceptRuleNode *node;
  const Goal            *next; /* borrowed */
  guint                  first;
  guint                  count;
  gboolean               is_met; /* what is demanded of these children */
  guint                  side;
};

/* That a test is passed, or that it is not. */
typedef struct
{
  const PreceptRuleTest *test;
  gboolean               is_passed;
  guint                  side;
} Demand;

typedef struct
{
  PreceptRules *rules;
  GPtrArray    *goals;   /* owned; every goal of the search */
  GArray      **demands; /* by the index of the fact; of Demand; NULL: none yet */
  GArray       *trail;   /* of guint: the facts in the order of their demands */
  guint         n_steps;
  guint         ages[4];      /* facts that tell the age, as in age_ids; G_MAXUINT: none */
  gboolean      needs_reason; /* a list has one code, and the sides must share a fact */
  gboolean      gave_up;
} Search;

/* Numbers */

typedef struct
{
  double   lower;
  double   upper;
  gboolean is_lower_open;
  gboolean is_upper_open;
} Interval;

static gboolean
is_above (double   number,
          double   bound,
          gboolean is_open)
{
  return is_open ? number > bound : number >= bound;
}

/* Whether any number that the fact can have lies in it. */
static gboolean
has_number (const Interval        *interval,
            const PreceptRuleFact *fact)
{
  double least = interval->lower;

  if (fact->is_whole && isfinite (least))
    {
      least = ceil (least);
      if (!is_above (least, interval->lower, interval->is_lower_open))
        least += 1;
      return is_above (interval->upper, least, interval->is_upper_open);
    }

  return is_above (interval->upper, interval->lower, interval->is_lower_open || interval->is_upper_open);
}

static void
add_meeting (GArray                *intervals,
             Interval               interval,
             const Interval        *other,
             const PreceptRuleFact *fact)
{
  if (other->lower > interval.lower || (other->is_lower_open && other->lower >= interval.lower))
    {
      interval.lower = other->lower;
      interval.is_lower_open = other->is_lower_open;
    }
  if (other->upper < interval.upper || (other->is_upper_open && other->upper <= interval.upper))
    {
      interval.upper = other->upper;
      interval.is_upper_open = other->is_upper_open;
    }
  if (has_number (&interval, fact))
    g_array_append_val (intervals, interval);
}

static GArray *
narrow (GArray                *intervals,
        const Demand          *demand,
        const PreceptRuleFact *fact)
{
  const PreceptRuleTest *test = demand->test;
  Interval               below = { -INFINITY, test->lower, FALSE, !test->is_lower_open };
  Interval               above = { test->upper, INFINITY, !test->is_upper_open, FALSE };
  Interval               within = { -INFINITY, INFINITY, FALSE, FALSE };
  GArray                *left = g_array_new (FALSE, FALSE, sizeof (Interval));

  if (test->has_lower)
    {
      within.lower = test->lower;
      within.is_lower_open = test->is_lower_open;
    }
  if (test->has_upper)
    {
      within.upper = test->upper;
      within.is_upper_open = test->is_upper_open;
    }
  for (guint i = 0; i < intervals->len; i++)
    {
      Interval interval = g_array_index (intervals, Interval, i);

      if (demand->is_passed)
        add_meeting (left, interval, &within, fact);
      if (!demand->is_passed && test->has_lower)
        add_meeting (left, interval, &below, fact);
      if (!demand->is_passed && test->has_upper)
        add_meeting (left, interval, &above, fact);
    }
  g_array_unref (intervals);

  return left;
}

/* (transfer full): where its numbers lie; empty: it can't have one. */
static GArray *
list_intervals (const PreceptRuleFact *fact,
                GArray                *demands)
{
  Interval whole = { fact->is_positive ? 0 : -INFINITY, INFINITY, FALSE, FALSE };
  GArray  *intervals = g_array_new (FALSE, FALSE, sizeof (Interval));

  g_array_append_val (intervals, whole);
  for (guint i = 0; i < demands->len; i++)
    intervals = narrow (intervals, &g_array_index (demands, Demand, i), fact);

  return intervals;
}

static gboolean
can_be_number (const PreceptRuleFact *fact,
               GArray                *demands)
{
  g_autoptr (GArray) intervals = list_intervals (fact, demands);

  return intervals->len > 0;
}

/* Ages: one member has one, in whatever unit it is told. */

static const char *const age_ids[] = { "age-years", "age-months", "age-weeks", "age-days" };

/* The least and the greatest whole number that an age can be. */
static void
get_hull (const PreceptRuleFact *fact,
          GArray                *demands,
          double                *least,
          double                *greatest)
{
  g_autoptr (GArray) intervals = list_intervals (fact, demands);

  *least = INFINITY;
  *greatest = -INFINITY;
  for (guint i = 0; i < intervals->len; i++)
    {
      const Interval *interval = &g_array_index (intervals, Interval, i);
      double          lower = interval->is_lower_open ? floor (interval->lower) + 1 : ceil (interval->lower);
      double          upper = interval->is_upper_open ? ceil (interval->upper) - 1 : floor (interval->upper);

      *least = MIN (*least, lower);
      *greatest = MAX (*greatest, upper);
    }
}

/* Twelve months are a year and seven days a week. Of months in days only so much is certain: they are 30.4 on average,
 * and never more than three off. */
static gboolean
can_be_one_age (Search *self)
{
  double lower[2] = { 0, 0 }; /* in completed months, and in days */
  double upper[2] = { INFINITY, INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (age_ids); i++)
    {
      GArray *demands = self->ages[i] != G_MAXUINT ? self->demands[self->ages[i]] : NULL;
      guint   scale = i < 2 ? 0 : 1;
      double  factor = i == 0 ? 12 : i == 2 ? 7
                                            : 1;
      double  least, greatest;

      if (demands == NULL || demands->len == 0)
        continue;
      get_hull (precept_rules_get_fact (self->rules, self->ages[i]), demands, &least, &greatest);
      lower[scale] = MAX (lower[scale], least * factor);
      upper[scale] = MIN (upper[scale], greatest * factor + factor - 1);
    }

  return lower[0] <= upper[0] && lower[1] <= upper[1] && lower[0] * 30.43 - 3 <= upper[1] && lower[1] <= (upper[0] + 1) * 30.44 + 3;
}

/* Words and codes */

static gboolean
has_test_word (const PreceptRuleTest *test,
               const char            *word)
{
  return test->words != NULL && g_ptr_array_find_with_equal_func (test->words, word, g_str_equal, NULL);
}

static gboolean
can_be_word (GArray     *demands,
             const char *word)
{
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      if (has_test_word (demand->test, word) != demand->is_passed)
        return FALSE;
    }

  return TRUE;
}

/* One of its options; or, where it is a code, one that a criterion names or any other. */
static gboolean
can_be_any_word (const PreceptRuleFact *fact,
                 GArray                *demands)
{
  const Demand *named = NULL;
  gboolean      is_closed = fact->options != NULL && (fact->kind == PRECEPT_FACT_CHOICE || fact->systems == NULL);

  for (guint i = 0; i < demands->len && named == NULL; i++)
    {
      if (g_array_index (demands, Demand, i).is_passed)
        named = &g_array_index (demands, Demand, i);
    }
  if (!is_closed && named == NULL)
    return TRUE;

  for (guint i = 0; is_closed && i < fact->options->len; i++)
    {
      if (can_be_word (demands, ((PreceptRuleOption *)g_ptr_array_index (fact->options, i))->code))
        return TRUE;
    }
  for (guint i = 0; !is_closed && named->test->words != NULL && i < named->test->words->len; i++)
    {
      if (can_be_word (demands, g_ptr_array_index (named->test->words, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_forbidden_code (GArray     *demands,
                   const char *code)
{
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      if (!demand->is_passed && precept_decision_has_code (demand->test, code))
        return TRUE;
    }

  return FALSE;
}

static gboolean
holds_range (const PreceptCodeRange *outer,
             const PreceptCodeRange *inner)
{
  int last = strcmp (inner->last, outer->last);

  if (strcmp (inner->first, outer->first) < 0 || last > 0 || (last == 0 && outer->is_open && !inner->is_open))
    return FALSE;
  if (outer->tails == NULL)
    return TRUE;
  if (inner->tails == NULL || inner->tail_offset != outer->tail_offset)
    return FALSE;
  for (guint i = 0; inner->tails[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *)outer->tails, inner->tails[i]))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_forbidden_range (GArray                 *demands,
                    const PreceptCodeRange *range)
{
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      for (guint j = 0; !demand->is_passed && demand->test->ranges != NULL && j < demand->test->ranges->len; j++)
        {
          if (holds_range (g_ptr_array_index (demand->test->ranges, j), range))
            return TRUE;
        }
    }

  return FALSE;
}

/* A list may have a code for each test that must be passed. */
static gboolean
can_have_code (GArray                *demands,
               const PreceptRuleTest *test)
{
  for (guint i = 0; test->words != NULL && i < test->words->len; i++)
    {
      if (!is_forbidden_code (demands, g_ptr_array_index (test->words, i)))
        return TRUE;
    }
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      if (!is_forbidden_range (demands, g_ptr_array_index (test->ranges, i)))
        return TRUE;
    }

  return FALSE;
}

static gboolean
can_be_codes (GArray *demands)
{
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      if (demand->is_passed && !can_have_code (demands, demand->test))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_wanted_code (GArray     *demands,
                const char *code)
{
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      if (precept_decision_has_code (demand->test, code) != demand->is_passed)
        return FALSE;
    }

  return TRUE;
}

/* Where ranges have a code in common, the first of one of them is such a code. */
static gboolean
can_be_one_code (GArray *demands)
{
  gboolean is_any_wanted = FALSE;

  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      is_any_wanted |= demand->is_passed;
      for (guint j = 0; demand->is_passed && demand->test->words != NULL && j < demand->test->words->len; j++)
        {
          if (is_wanted_code (demands, g_ptr_array_index (demand->test->words, j)))
            return TRUE;
        }
      for (guint j = 0; demand->is_passed && demand->test->ranges != NULL && j < demand->test->ranges->len; j++)
        {
          if (is_wanted_code (demands, ((PreceptCodeRange *)g_ptr_array_index (demand->test->ranges, j))->first))
            return TRUE;
        }
    }

  return !is_any_wanted;
}

/* Facts */

static gboolean
can_be_answered (GArray *demands)
{
  for (guint i = 1; i < demands->len; i++)
    {
      if (g_array_index (demands, Demand, i).is_passed != g_array_index (demands, Demand, 0).is_passed)
        return FALSE;
    }

  return TRUE;
}

static gboolean
has_value (Search *self,
           guint   index)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, index);

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      return can_be_answered (self->demands[index]);

    case PRECEPT_FACT_NUMBER:
      return can_be_number (fact, self->demands[index]);

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      return can_be_any_word (fact, self->demands[index]);

    case PRECEPT_FACT_CODE_LIST:
    default:
      return self->needs_reason ? can_be_one_code (self->demands[index]) : can_be_codes (self->demands[index]);
    }
}

/* Which sides ask for something of a fact. */
static void
find_sides (GArray  *demands,
            gboolean has_side[2])
{
  has_side[0] = has_side[1] = FALSE;
  for (guint i = 0; i < demands->len; i++)
    {
      const Demand *demand = &g_array_index (demands, Demand, i);

      has_side[demand->side] |= demand->is_passed;
    }
}

/* Two that both ask for adults are not about the same for that. And where each has a question of its own, its answer may
 * well be what tells them apart. */
static gboolean
is_one_reason (Search *self)
{
  gboolean is_shared = FALSE;
  gboolean asks[2] = { FALSE, FALSE };

  for (guint i = 0; i < self->trail->len; i++)
    {
      guint           index = g_array_index (self->trail, guint, i);
      PreceptFactKind kind = precept_rules_get_fact (self->rules, index)->kind;
      gboolean        has_side[2];

      find_sides (self->demands[index], has_side);
      is_shared |= kind != PRECEPT_FACT_NUMBER && has_side[0] && has_side[1];
      asks[0] |= kind == PRECEPT_FACT_YES_NO && has_side[0] && !has_side[1];
      asks[1] |= kind == PRECEPT_FACT_YES_NO && has_side[1] && !has_side[0];
    }

  return is_shared && !(asks[0] && asks[1]);
}

/* The search */

static gboolean
add_demand (Search                *self,
            const PreceptRuleTest *test,
            gboolean               is_passed,
            guint                  side)
{
  Demand  demand = { test, is_passed, side };
  GArray *demands = self->demands[test->fact];

  if (demands == NULL)
    demands = self->demands[test->fact] = g_array_new (FALSE, FALSE, sizeof (Demand));
  g_array_append_val (demands, demand);
  g_array_append_val (self->trail, test->fact);

  if (!has_value (self, test->fact))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (self->ages); i++)
    {
      if (self->ages[i] == test->fact)
        return can_be_one_age (self);
    }

  return TRUE;
}

static void
drop_demands (Search *self,
              guint   n_kept)
{
  for (guint i = self->trail->len; i > n_kept; i--)
    {
      GArray *demands = self->demands[g_array_index (self->trail, guint, i - 1)];

      g_array_set_size (demands, demands->len - 1);
    }
  g_array_set_size (self->trail, n_kept);
}

static const Goal *
add_goal (Search                *self,
          const PreceptRuleNode *node,
          gboolean               is_met,
          guint                  first,
          guint                  count,
          guint                  side,
          const Goal            *next)
{
  Goal *goal = g_new (Goal, 1);

  *goal = (Goal){ node, next, first, count, is_met, side };
  g_ptr_array_add (self->goals, goal);

  return goal;
}

/* How many children of an operator must be met (or must not) for it to be met (or not). */
static const Goal *
add_operator (Search                *self,
              const PreceptRuleNode *node,
              gboolean               is_met,
              guint                  side,
              const Goal            *next)
{
  guint n = node->children != NULL ? node->children->len : 0;

  switch (node->join)
    {
    case PRECEPT_RULE_ALL:
      return add_goal (self, node, is_met, 0, is_met ? n : 1, side, next);

    case PRECEPT_RULE_NONE:
      return add_goal (self, node, !is_met, 0, is_met ? n : 1, side, next);

    case PRECEPT_RULE_AT_LEAST:
      if (!is_met && node->count > n)
        return next;
      return add_goal (self, node, is_met, 0, is_met ? node->count : n - node->count + 1, side, next);

    case PRECEPT_RULE_ANY:
    case PRECEPT_RULE_LEAF:
    default:
      return add_goal (self, node, is_met, 0, is_met ? 1 : n, side, next);
    }
}

/* FALSE: its tests can't all be so. */
static gboolean
demand_node (Search                *self,
             const PreceptRuleNode *node,
             gboolean               is_met,
             guint                  side,
             const Goal           **goals)
{
  self->n_steps++;
  if (node->test != NULL)
    return add_demand (self, node->test, is_met, side);
  *goals = add_operator (self, node, is_met, side, *goals);

  return TRUE;
}

static gboolean
search (Search     *self,
        const Goal *goals,
        const Goal *choices);

/* Whether the first of the children that are left is one of those that count, or not. */
static gboolean
choose (Search     *self,
        const Goal *choice)
{
  const Goal *goals = add_goal (self, choice->node, choice->is_met, choice->first + 1, choice->count - 1, choice->side, NULL);
  guint       n_kept = self->trail->len;

  if (demand_node (self, g_ptr_array_index (choice->node->children, choice->first), choice->is_met, choice->side, &goals) &&
      search (self, goals, choice->next))
    return TRUE;
  drop_demands (self, n_kept);
  if (self->gave_up)
    return TRUE;

  return search (self, add_goal (self, choice->node, choice->is_met, choice->first + 1, choice->count, choice->side, NULL), choice->next);
}

/* @goals are looked at first; where they leave a choice, that waits among @choices. */
static gboolean
search (Search     *self,
        const Goal *goals,
        const Goal *choices)
{
  while (goals != NULL)
    {
      const Goal *goal = goals;
      guint       n_left = (goal->node->children != NULL ? goal->node->children->len : 0) - goal->first;

      goals = goal->next;
      if (goal->count > n_left)
        return FALSE;
      if (goal->count < n_left && goal->count > 0)
        choices = add_goal (self, goal->node, goal->is_met, goal->first, goal->count, goal->side, choices);
      for (guint i = goal->first; goal->count == n_left && i < goal->node->children->len; i++)
        {
          if (!demand_node (self, g_ptr_array_index (goal->node->children, i), goal->is_met, goal->side, &goals))
            return FALSE;
        }
    }
  self->gave_up |= self->n_steps > MAX_STEPS;
  if (self->gave_up)
    return TRUE;

  return choices != NULL ? choose (self, choices) : !self->needs_reason || is_one_reason (self);
}

static gboolean
start (Search               *self,
       const PreceptPremise *premises,
       guint                 n_premises)
{
  const Goal *goals = NULL;

  for (guint i = 0; i < n_premises; i++)
    {
      if (premises[i].node != NULL && !demand_node (self, premises[i].node, premises[i].is_met, premises[i].side, &goals))
        return FALSE;
    }

  return search (self, goals, NULL);
}

static gboolean
run (PreceptRules         *rules,
     const PreceptPremise *premises,
     guint                 n_premises,
     gboolean              needs_reason)
{
  Search   self = { .rules = rules, .needs_reason = needs_reason };
  gboolean is_possible;

  self.goals = g_ptr_array_new_with_free_func (g_free);
  self.demands = g_new0 (GArray *, rules->facts->len + 1);
  self.trail = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < G_N_ELEMENTS (age_ids); i++)
    self.ages[i] = precept_rules_find_fact (rules, age_ids[i]);
  is_possible = start (&self, premises, n_premises);
  for (guint i = 0; i < rules->facts->len; i++)
    g_clear_pointer (&self.demands[i], g_array_unref);
  g_free (self.demands);
  g_array_unref (self.trail);
  g_ptr_array_unref (self.goals);

  return is_possible && !(needs_reason && self.gave_up);
}

/*
 * precept_reasoning_can_hold:
 * @rules: the rules
 * @premises: (array length=n_premises): what is demanded of a case
 * @n_premises: how many there are
 *
 * Returns: %FALSE if no case can be so
 */
gboolean
precept_reasoning_can_hold (PreceptRules         *rules,
                            const PreceptPremise *premises,
                            guint                 n_premises)
{
  return run (rules, premises, n_premises, FALSE);
}

/*
 * precept_reasoning_can_overlap:
 * @rules: the rules
 * @premises: (array length=n_premises): what two criteria demand, with their sides
 * @n_premises: how many there are
 *
 * Criteria about different things can nearly always be met at once, which says
 * nothing. Two overlap where one thing is what both ask for: a diagnosis that
 * both list, an age that lies in both ranges.
 *
 * Returns: %TRUE if a case is known that meets both for one reason
 */
gboolean
precept_reasoning_can_overlap (PreceptRules         *rules,
                               const PreceptPremise *premises,
                               guint                 n_premises)
{
  return run (rules, premises, n_premises, TRUE);
}
