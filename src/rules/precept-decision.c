/* precept-decision.c: what a guideline says of one request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-decision-private.h"

#include <string.h>

/**
 * PreceptDecision:
 *
 * A decision on one case, the facts that can still change it, and why it is so.
 *
 * A decision other than "needs-information" stays the same whatever facts
 * arrive later, unless one of those to verify says that something overrides the
 * guideline. The executable form of the rule JSON (precept-rule-steps.c) decides
 * and asks alike.
 */

/* What the criteria amount to over all indications. PRECEPT_NOT_MET where there is nothing of a sort. */
typedef struct
{
  int      covered;                            /* the criteria of some request are met */
  int      within;                             /* and its limits */
  int      excluded;                           /* an indication that applies says that it is not covered */
  int      positions[PRECEPT_RULE_N_OUTCOMES]; /* what leads to an outcome by itself */
  int      unmet[PRECEPT_RULE_N_OUTCOMES];     /* what leads to it if nothing is met */
  gboolean has_limits;
} Totals;

static void
add_request (PreceptDecision             *self,
             const PreceptRuleIndication *indication,
             const PreceptRuleRequest    *request,
             Totals                      *totals)
{
  int met = precept_decision_get_met (self->rules, self->values, indication, request);

  totals->covered = MAX (totals->covered, met);
  totals->within = MAX (totals->within, MIN (met, precept_decision_get_value (self->values, request->within)));
  totals->has_limits |= request->within != NULL;
}

/* A request of a type that the indication has no criteria for. */
static int
get_other_type (PreceptDecision             *self,
                const PreceptRuleIndication *indication)
{
  if (indication->other_type == NULL)
    return PRECEPT_NOT_MET;

  return MIN (precept_decision_get_applies (self->values, indication), precept_decision_get_value (self->values, indication->other_type));
}

static void
read_totals (PreceptDecision *self,
             Totals          *totals)
{
  totals->covered = PRECEPT_NOT_MET;
  totals->within = PRECEPT_NOT_MET;
  totals->has_limits = FALSE;
  for (guint i = 0; i < PRECEPT_RULE_N_OUTCOMES; i++)
    totals->positions[i] = totals->unmet[i] = PRECEPT_NOT_MET;

  for (guint i = 0; i < self->rules->indications->len; i++)
    {
      const PreceptRuleIndication *indication = g_ptr_array_index (self->rules->indications, i);
      PreceptRuleOutcome           outcome = precept_rule_indication_get_outcome (indication);
      int                          applies = precept_decision_get_applies (self->values, indication);
      int                         *total = indication->requests->len > 0 ? &totals->unmet[outcome] : &totals->positions[outcome];

      *total = MAX (*total, applies);
      totals->positions[PRECEPT_RULE_REVIEW] = MAX (totals->positions[PRECEPT_RULE_REVIEW], get_other_type (self, indication));
      for (guint j = 0; j < indication->requests->len; j++)
        add_request (self, indication, g_ptr_array_index (indication->requests, j), totals);
    }
  totals->excluded = MAX (totals->positions[PRECEPT_RULE_NOT_NECESSARY], totals->positions[PRECEPT_RULE_UNPROVEN]);
}

/* Decision */

#define NEEDS_INFORMATION "needs-information"

/* What follows where the criteria of some request are met. A use that another indication excludes is for a person to
 * weigh. */
static const char *
decide_covered (const Totals *totals)
{
  if (totals->positions[PRECEPT_RULE_REVIEW] == PRECEPT_UNKNOWN)
    return NEEDS_INFORMATION;
  if (totals->excluded == PRECEPT_MET)
    return "case-by-case-review";
  if (totals->excluded == PRECEPT_UNKNOWN || totals->within == PRECEPT_UNKNOWN)
    return NEEDS_INFORMATION;

  return totals->within == PRECEPT_MET ? "medically-necessary" : "medically-necessary-up-to-quantity-limit";
}

static const char *
decide_uncovered (PreceptDecision *self,
                  const Totals    *totals)
{
  int subject;

  if (totals->positions[PRECEPT_RULE_REVIEW] == PRECEPT_UNKNOWN)
    return NEEDS_INFORMATION;
  for (guint i = PRECEPT_RULE_NOT_NECESSARY; i < PRECEPT_RULE_N_OUTCOMES; i++)
    {
      if (totals->positions[i] != PRECEPT_NOT_MET)
        return totals->positions[i] == PRECEPT_MET ? precept_rule_outcome_to_decision (i) : NEEDS_INFORMATION;
    }
  for (guint i = 0; i < PRECEPT_RULE_N_OUTCOMES; i++)
    {
      if (totals->unmet[i] != PRECEPT_NOT_MET)
        return totals->unmet[i] == PRECEPT_MET ? precept_rule_outcome_to_decision (i) : NEEDS_INFORMATION;
    }

  subject = precept_decision_get_value (self->values, self->rules->other.subject);
  if (subject != PRECEPT_MET)
    return subject == PRECEPT_UNKNOWN ? NEEDS_INFORMATION : "not-applicable";

  return precept_rules_get_default (self->rules);
}

static const char *
decide (PreceptDecision        *self,
        const PreceptCaseValue *facts,
        const Totals           *totals)
{
  int scope = precept_decision_get_value (self->values, self->rules->scope);

  if (scope != PRECEPT_MET)
    return scope == PRECEPT_UNKNOWN ? NEEDS_INFORMATION : "not-applicable";

  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);

      if (facts[precedence->fact].is_known && facts[precedence->fact].is_yes)
        return precept_rules_get_fact (self->rules, precedence->fact)->id;
    }

  if (totals->positions[PRECEPT_RULE_REVIEW] == PRECEPT_MET)
    return "case-by-case-review";
  if (totals->covered == PRECEPT_MET)
    return decide_covered (totals);

  return totals->covered == PRECEPT_UNKNOWN ? NEEDS_INFORMATION : decide_uncovered (self, totals);
}

/* Which indication the decision comes from: the first that leads to it by itself. */
static const char *
find_indication (PreceptDecision *self,
                 const Totals    *totals)
{
  const char *applying = NULL;

  for (guint i = 0; i < self->rules->indications->len; i++)
    {
      const PreceptRuleIndication *indication = g_ptr_array_index (self->rules->indications, i);

      if (precept_decision_get_applies (self->values, indication) != PRECEPT_MET)
        continue;
      if (applying == NULL)
        applying = indication->id;
      for (guint j = 0; totals->covered == PRECEPT_MET && j < indication->requests->len; j++)
        {
          if (precept_decision_get_met (self->rules, self->values, indication, g_ptr_array_index (indication->requests, j)) == PRECEPT_MET)
            return indication->id;
        }
    }

  return applying;
}

/* Questions */

static void
ask_fact (PreceptDecision        *self,
          const PreceptCaseValue *facts,
          guint                   fact)
{
  const char *id = precept_rules_get_fact (self->rules, fact)->id;

  if (!facts[fact].is_known && !g_ptr_array_find (self->ask, id, NULL))
    g_ptr_array_add (self->ask, (gpointer)id);
}

/* The facts that can still change a node. */
static void
ask_node (PreceptDecision        *self,
          const PreceptCaseValue *facts,
          const PreceptRuleNode  *node)
{
  if (node == NULL || self->values[node->index] != PRECEPT_UNKNOWN)
    return;

  if (node->test != NULL)
    ask_fact (self, facts, node->test->fact);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    ask_node (self, facts, g_ptr_array_index (node->children, i));
}

/* Whether a request can still change the decision: once the criteria of another are met, by being within its limits
 * only. */
static gboolean
is_request_open (PreceptDecision             *self,
                 const PreceptRuleIndication *indication,
                 const PreceptRuleRequest    *request,
                 const Totals                *totals)
{
  int met = precept_decision_get_met (self->rules, self->values, indication, request);

  if (totals->covered != PRECEPT_MET)
    return met == PRECEPT_UNKNOWN;

  return totals->has_limits && totals->within == PRECEPT_UNKNOWN &&
         MIN (met, precept_decision_get_value (self->values, request->within)) == PRECEPT_UNKNOWN;
}

/* What a request still needs: its criteria; its limits where these are met. */
static void
ask_request (PreceptDecision             *self,
             const PreceptCaseValue      *facts,
             const PreceptRuleIndication *indication,
             const PreceptRuleRequest    *request,
             const Totals                *totals)
{
  if (!is_request_open (self, indication, request, totals))
    return;

  if (precept_decision_get_met (self->rules, self->values, indication, request) == PRECEPT_MET)
    {
      ask_node (self, facts, request->within);
      return;
    }
  ask_node (self, facts, request->type_node);
  ask_node (self, facts, self->rules->general);
  ask_node (self, facts, request->criteria);
}

/* Whether it can still change the decision if an indication applies. */
static gboolean
is_indication_open (PreceptDecision             *self,
                    const PreceptRuleIndication *indication,
                    const Totals                *totals)
{
  if (indication->requests->len == 0)
    {
      PreceptRuleOutcome outcome = precept_rule_indication_get_outcome (indication);

      return (outcome == PRECEPT_RULE_UNPROVEN ? totals->excluded : totals->positions[outcome]) != PRECEPT_MET;
    }

  if (totals->covered != PRECEPT_MET || get_other_type (self, indication) == PRECEPT_UNKNOWN)
    return TRUE;
  for (guint i = 0; i < indication->requests->len; i++)
    {
      if (is_request_open (self, indication, g_ptr_array_index (indication->requests, i), totals))
        return TRUE;
    }

  return FALSE;
}

/* First whether the indication is what the request is about; then, if so, its criteria. */
static void
ask_indication (PreceptDecision             *self,
                const PreceptCaseValue      *facts,
                const PreceptRuleIndication *indication,
                const Totals                *totals)
{
  int applies = precept_decision_get_applies (self->values, indication);

  if (applies == PRECEPT_UNKNOWN && is_indication_open (self, indication, totals))
    {
      ask_node (self, facts, indication->subject);
      ask_node (self, facts, indication->applies);
    }
  if (applies != PRECEPT_MET)
    return;

  ask_node (self, facts, indication->other_type);
  for (guint i = 0; i < indication->requests->len; i++)
    ask_request (self, facts, indication, g_ptr_array_index (indication->requests, i), totals);
}

static void
ask (PreceptDecision        *self,
     const PreceptCaseValue *facts,
     const Totals           *totals)
{
  if (strcmp (self->decision, NEEDS_INFORMATION) != 0)
    return;

  ask_node (self, facts, self->rules->scope);
  for (guint i = 0; i < self->rules->indications->len; i++)
    ask_indication (self, facts, g_ptr_array_index (self->rules->indications, i), totals);
  if (totals->covered != PRECEPT_MET)
    ask_node (self, facts, self->rules->other.subject);
}

/* What overrides the guideline, as long as nobody has said that it does not. A request that is none of this guideline's
 * waits for nothing. */
static void
verify (PreceptDecision        *self,
        const PreceptCaseValue *facts)
{
  if (precept_decision_get_value (self->values, self->rules->scope) == PRECEPT_NOT_MET)
    return;

  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);
      const char                  *fact = precept_rules_get_fact (self->rules, precedence->fact)->id;
      const PreceptCaseValue      *line = precedence->only_for != NULL ? &facts[self->rules->line_fact] : NULL;

      if (!facts[precedence->fact].is_known && (line == NULL || !line->is_known || strcmp (line->word, precedence->only_for) == 0))
        g_ptr_array_add (self->verify, (gpointer)fact);
    }
}

/**
 * precept_decision_new:
 * @request: a case
 *
 * Decides by what is known of a request.
 *
 * Returns: (transfer full): the decision, which does not change with the case
 */
PreceptDecision *
precept_decision_new (PreceptCase *request)
{
  PreceptDecision *self;
  Totals           totals;

  g_return_val_if_fail (request != NULL, NULL);

  self = g_new0 (PreceptDecision, 1);
  self->rules = precept_rules_ref (request->rules);
  self->values = g_new (gint8, request->rules->nodes->len + 1);
  self->ask = g_ptr_array_new ();
  self->verify = g_ptr_array_new ();

  precept_decision_evaluate (self->rules, request->values, self->values);
  read_totals (self, &totals);
  self->decision = decide (self, request->values, &totals);
  self->indication = find_indication (self, &totals);
  ask (self, request->values, &totals);
  verify (self, request->values);
  g_ptr_array_add (self->ask, NULL);
  g_ptr_array_add (self->verify, NULL);

  return self;
}

void
precept_decision_free (PreceptDecision *self)
{
  g_return_if_fail (self != NULL);

  precept_rules_unref (self->rules);
  g_free (self->text);
  g_free (self->values);
  g_ptr_array_unref (self->ask);
  g_ptr_array_unref (self->verify);
  g_clear_pointer (&self->lines, g_array_unref);
  g_free (self);
}

/**
 * precept_decision_get_decision:
 * @self: a decision
 *
 * Returns: (transfer none): "not-applicable", "needs-information",
 *   "medically-necessary", "medically-necessary-up-to-quantity-limit",
 *   "not-medically-necessary", "experimental-investigational-unproven",
 *   "case-by-case-review", or "governed-by-…"
 */
const char *
precept_decision_get_decision (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->decision;
}

/**
 * precept_decision_get_text:
 * @self: a decision
 *
 * Returns: (transfer none): what it means, in the guideline's language
 */
const char *
precept_decision_get_text (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->text == NULL)
    self->text = precept_decision_dup_text (self->rules, self->decision);

  return self->text;
}

gboolean
precept_decision_get_refer (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return precept_decision_needs_reviewer (self->decision);
}

/**
 * precept_decision_get_indication:
 * @self: a decision
 *
 * Returns: (transfer none) (nullable): the id of the indication whose criteria
 *   are met, else of the first that applies; %NULL if none does
 */
const char *
precept_decision_get_indication (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->indication;
}

/**
 * precept_decision_get_ask:
 * @self: a decision
 *
 * Returns: (transfer none): the ids of the facts that can still change it; none
 *   but where more information is needed, and then at least one
 */
const char *const *
precept_decision_get_ask (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *)self->ask->pdata;
}

/**
 * precept_decision_get_verify:
 * @self: a decision
 *
 * Returns: (transfer none): the ids of the facts that say whether something
 *   overrides the guideline, as far as they are not known: until then the
 *   decision is provisional
 */
const char *const *
precept_decision_get_verify (PreceptDecision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return (const char *const *)self->verify->pdata;
}
