/* precept-rule-steps.c: the rules as JsonLogic that runs anywhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"
#include "precept-rule-json-private.h"

#include <string.h>

/* What is not known is not false, so each criterion has one of three values, and no test sees an unknown fact.
 *
 * The steps, in order: each criterion; of each request whether it is met, alone and within its limits; what this
 * leads to over all indications; the decision; what to ask. Names that begin with a hyphen can't be ids. What the
 * decision does with the values is written a second time, for our own use, in precept-decision.c. */

#define COVERED "@-covered"
#define WITHIN "@-within"
#define EXCLUDED "@-excluded"
#define ASK_GENERAL "@-ask-general"

typedef struct
{
  PreceptRules *rules;
  JsonBuilder  *builder;
  GPtrArray    *met;                                /* names of steps, owned: each request by itself */
  GPtrArray    *within;                             /* the same, within their limits */
  GPtrArray    *positions[PRECEPT_RULE_N_OUTCOMES]; /* names of steps, owned: what leads to an outcome by itself */
  GPtrArray    *unmet[PRECEPT_RULE_N_OUTCOMES];     /* names of steps, owned: what leads to it if nothing is met */
  gboolean      has_limits;
} StepWriter;

static void
add_step (StepWriter *self,
          const char *name,
          JsonNode   *logic)
{
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "set");
  json_builder_add_string_value (self->builder, name);
  json_builder_set_member_name (self->builder, "logic");
  json_builder_add_value (self->builder, logic);
  json_builder_end_object (self->builder);
}

/* {"max": [{"var": name}, …]} */
static JsonNode *
apply_to_names (const char *operation,
                GPtrArray  *names)
{
  GPtrArray *operands = g_ptr_array_new ();

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (operands, precept_logic_var (g_ptr_array_index (names, i)));

  return precept_logic_apply_all (operation, operands);
}

static void
add_step_of_names (StepWriter *self,
                   const char *name,
                   const char *operation,
                   GPtrArray  *names)
{
  if (names->len > 0)
    add_step (self, name, apply_to_names (operation, names));
}

/* Criteria */

static JsonNode *
is_unknown (StepWriter *self,
            guint       fact)
{
  return precept_logic_equals (precept_logic_var (precept_rules_get_fact (self->rules, fact)->id), precept_logic_null ());
}

static JsonNode *
list_children (PreceptRuleNode *node)
{
  JsonArray *array = json_array_new ();
  JsonNode  *list = json_node_alloc ();

  for (guint i = 0; i < node->children->len; i++)
    {
      PreceptRuleNode *child = g_ptr_array_index (node->children, i);

      json_array_add_element (array, precept_logic_var (child->step));
    }
  json_node_init_array (list, array);
  json_array_unref (array);

  return list;
}

static JsonNode *
apply_to_children (const char      *operation,
                   PreceptRuleNode *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < node->children->len; i++)
    {
      PreceptRuleNode *child = g_ptr_array_index (node->children, i);

      g_ptr_array_add (names, child->step);
    }

  return apply_to_names (operation, names);
}

/* How many children have a value that compares so with 0. */
static JsonNode *
count_children (PreceptRuleNode *node,
                const char      *comparison)
{
  return precept_logic_apply ("reduce",
                              precept_logic_apply ("filter", list_children (node),
                                                   precept_logic_apply (comparison, precept_logic_var (""), precept_logic_int (0), NULL), NULL),
                              precept_logic_apply ("+", precept_logic_var ("accumulator"), precept_logic_int (1), NULL),
                              precept_logic_int (0), NULL);
}

static JsonNode *
new_value (StepWriter      *self,
           PreceptRuleNode *node)
{
  switch (node->join)
    {
    case PRECEPT_RULE_ALL:
      return apply_to_children ("min", node);

    case PRECEPT_RULE_ANY:
      return apply_to_children ("max", node);

    case PRECEPT_RULE_NONE:
      return precept_logic_apply ("-", precept_logic_int (0), apply_to_children ("max", node), NULL);

    case PRECEPT_RULE_AT_LEAST:
      return precept_logic_apply ("if",
                                  precept_logic_apply (">=", count_children (node, ">"), precept_logic_int (node->count), NULL), precept_logic_int (1),
                                  precept_logic_apply (">=", count_children (node, ">="), precept_logic_int (node->count), NULL), precept_logic_int (0),
                                  precept_logic_int (-1), NULL);

    case PRECEPT_RULE_LEAF:
    default:
      return precept_logic_apply ("if",
                                  is_unknown (self, node->test->fact), precept_logic_int (0),
                                  precept_logic_from_test (self->rules, node->test), precept_logic_int (1),
                                  precept_logic_int (-1), NULL);
    }
}

static void
add_nodes (StepWriter *self)
{
  for (guint i = 0; i < self->rules->nodes->len; i++)
    {
      PreceptRuleNode *node = g_ptr_array_index (self->rules->nodes, i);

      add_step (self, node->step, new_value (self, node));
    }
}

/* Indications */

/* Where the value is kept of whether an indication is what the request is about. */
static char *
dup_applies_name (const PreceptRuleIndication *indication)
{
  return indication->subject != NULL ? g_strconcat ("@-applies-", indication->id, NULL) : g_strdup (indication->applies->step);
}

static char *
dup_met_name (const PreceptRuleRequest *request)
{
  return g_strconcat ("@-met-", request->name, NULL);
}

static char *
dup_within_name (const PreceptRuleRequest *request)
{
  return g_strconcat (request->within != NULL ? "@-within-" : "@-met-", request->name, NULL);
}

static void
add_request (StepWriter         *self,
             PreceptRuleRequest *request,
             const char         *applies)
{
  GPtrArray *operands = g_ptr_array_new ();
  char      *met = dup_met_name (request);
  char      *within = dup_within_name (request);

  g_ptr_array_add (operands, precept_logic_var (applies));
  if (request->type_node != NULL)
    g_ptr_array_add (operands, precept_logic_var (request->type_node->step));
  if (self->rules->general != NULL)
    g_ptr_array_add (operands, precept_logic_var (self->rules->general->step));
  g_ptr_array_add (operands, request->criteria != NULL ? precept_logic_var (request->criteria->step) : precept_logic_int (-1));
  add_step (self, met, precept_logic_apply_all ("min", operands));
  if (request->within != NULL)
    {
      add_step (self, within, precept_logic_apply ("min", precept_logic_var (met), precept_logic_var (request->within->step), NULL));
      self->has_limits = TRUE;
    }
  g_ptr_array_add (self->met, met);
  g_ptr_array_add (self->within, within);
}

static void
add_indication (StepWriter            *self,
                PreceptRuleIndication *indication)
{
  PreceptRuleOutcome outcome = precept_rule_indication_get_outcome (indication);
  char              *applies = dup_applies_name (indication);

  if (indication->subject != NULL)
    add_step (self, applies, precept_logic_apply ("min", precept_logic_var (indication->subject->step), precept_logic_var (indication->applies->step), NULL));
  for (guint i = 0; i < indication->requests->len; i++)
    add_request (self, g_ptr_array_index (indication->requests, i), applies);

  if (indication->other_type != NULL)
    {
      char *other = g_strconcat ("@-other-", indication->id, NULL);

      add_step (self, other, precept_logic_apply ("min", precept_logic_var (applies), precept_logic_var (indication->other_type->step), NULL));
      g_ptr_array_add (self->positions[PRECEPT_RULE_REVIEW], other);
    }
  g_ptr_array_add (indication->requests->len > 0 ? self->unmet[outcome] : self->positions[outcome], applies);
}

static char *
dup_outcome_name (const char        *group,
                  PreceptRuleOutcome outcome)
{
  return g_strconcat ("@-", group, "-", precept_rule_outcome_to_decision (outcome), NULL);
}

static void
add_totals (StepWriter *self)
{
  g_autoptr (GPtrArray) excluded = g_ptr_array_new_with_free_func (g_free);

  add_step_of_names (self, COVERED, "max", self->met);
  if (self->has_limits)
    add_step_of_names (self, WITHIN, "max", self->within);
  for (PreceptRuleOutcome outcome = 0; outcome < PRECEPT_RULE_N_OUTCOMES; outcome++)
    {
      g_autofree char *position = dup_outcome_name ("position", outcome);
      g_autofree char *unmet = dup_outcome_name ("unmet", outcome);

      add_step_of_names (self, position, "max", self->positions[outcome]);
      add_step_of_names (self, unmet, "max", self->unmet[outcome]);
      if (outcome != PRECEPT_RULE_REVIEW && self->positions[outcome]->len > 0)
        g_ptr_array_add (excluded, g_steal_pointer (&position));
    }
  add_step_of_names (self, EXCLUDED, "max", excluded);
}

/* Decision */

/* One more "else if" */
static void
add_branch (GPtrArray *branches,
            JsonNode  *condition,
            JsonNode  *result)
{
  g_ptr_array_add (branches, condition);
  g_ptr_array_add (branches, result);
}

static JsonNode *
needs_information (void)
{
  return precept_logic_string ("needs-information");
}

static gboolean
has_exclusions (StepWriter *self)
{
  return self->positions[PRECEPT_RULE_NOT_NECESSARY]->len > 0 || self->positions[PRECEPT_RULE_UNPROVEN]->len > 0;
}

/* What follows where the criteria of some request are met. A use that another indication excludes is for a person to
 * weigh. */
static JsonNode *
new_covered_branch (StepWriter *self)
{
  g_autofree char *review = dup_outcome_name ("position", PRECEPT_RULE_REVIEW);
  GPtrArray       *branches = g_ptr_array_new ();

  if (self->positions[PRECEPT_RULE_REVIEW]->len > 0)
    add_branch (branches, precept_logic_is (review, 0), needs_information ());
  if (has_exclusions (self))
    {
      add_branch (branches, precept_logic_is (EXCLUDED, 1), precept_logic_string ("case-by-case-review"));
      add_branch (branches, precept_logic_is (EXCLUDED, 0), needs_information ());
    }
  if (self->has_limits)
    {
      add_branch (branches, precept_logic_is (WITHIN, 0), needs_information ());
      add_branch (branches, precept_logic_is (WITHIN, -1), precept_logic_string ("medically-necessary-up-to-quantity-limit"));
    }
  g_ptr_array_add (branches, precept_logic_string ("medically-necessary"));

  return precept_logic_apply_all ("if", branches);
}

static void
add_outcome_branches (GPtrArray         *branches,
                      GPtrArray         *names,
                      const char        *group,
                      PreceptRuleOutcome outcome)
{
  g_autofree char *name = dup_outcome_name (group, outcome);

  if (names->len == 0)
    return;
  add_branch (branches, precept_logic_is (name, 1), precept_logic_string (precept_rule_outcome_to_decision (outcome)));
  add_branch (branches, precept_logic_is (name, 0), needs_information ());
}

static void
add_decision (StepWriter *self)
{
  GPtrArray       *branches = g_ptr_array_new ();
  g_autofree char *review = dup_outcome_name ("position", PRECEPT_RULE_REVIEW);

  if (self->rules->scope != NULL)
    {
      add_branch (branches, precept_logic_is (self->rules->scope->step, -1), precept_logic_string ("not-applicable"));
      add_branch (branches, precept_logic_is (self->rules->scope->step, 0), needs_information ());
    }
  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);
      const char            *fact = precept_rules_get_fact (self->rules, precedence->fact)->id;

      add_branch (branches, precept_logic_equals (precept_logic_var (fact), precept_logic_bool (TRUE)), precept_logic_string (fact));
    }
  if (self->positions[PRECEPT_RULE_REVIEW]->len > 0)
    add_branch (branches, precept_logic_is (review, 1), precept_logic_string ("case-by-case-review"));
  if (self->met->len > 0)
    {
      add_branch (branches, precept_logic_is (COVERED, 1), new_covered_branch (self));
      add_branch (branches, precept_logic_is (COVERED, 0), needs_information ());
    }
  if (self->positions[PRECEPT_RULE_REVIEW]->len > 0)
    add_branch (branches, precept_logic_is (review, 0), needs_information ());
  for (PreceptRuleOutcome outcome = PRECEPT_RULE_NOT_NECESSARY; outcome < PRECEPT_RULE_N_OUTCOMES; outcome++)
    add_outcome_branches (branches, self->positions[outcome], "position", outcome);
  for (PreceptRuleOutcome outcome = 0; outcome < PRECEPT_RULE_N_OUTCOMES; outcome++)
    add_outcome_branches (branches, self->unmet[outcome], "unmet", outcome);
  if (self->rules->other.subject != NULL)
    {
      add_branch (branches, precept_logic_is (self->rules->other.subject->step, -1), precept_logic_string ("not-applicable"));
      add_branch (branches, precept_logic_is (self->rules->other.subject->step, 0), needs_information ());
    }
  g_ptr_array_add (branches, precept_logic_string (precept_rules_get_default (self->rules)));

  if (branches->len == 1)
    {
      add_step (self, "@decision", g_ptr_array_index (branches, 0));
      g_ptr_array_unref (branches);
      return;
    }
  add_step (self, "@decision", precept_logic_apply_all ("if", branches));
}

/* Questions */

static JsonNode *
new_list_of (const char *fact)
{
  const char *const facts[] = { fact, NULL };

  return precept_logic_list (facts);
}

static JsonNode *
new_empty_list (void)
{
  const char *const nothing[] = { NULL };

  return precept_logic_list (nothing);
}

/* The facts that can still change a node. */
static JsonNode *
new_ask (StepWriter      *self,
         PreceptRuleNode *node)
{
  GPtrArray *parts;

  if (node->test != NULL)
    return precept_logic_apply ("if", is_unknown (self, node->test->fact),
                                new_list_of (precept_rules_get_fact (self->rules, node->test->fact)->id), new_empty_list (), NULL);

  parts = g_ptr_array_new ();
  for (guint i = 0; i < node->children->len; i++)
    g_ptr_array_add (parts, new_ask (self, g_ptr_array_index (node->children, i)));

  return precept_logic_apply ("if", precept_logic_is (node->step, 0), precept_logic_apply_all ("merge", parts), new_empty_list (), NULL);
}

/* Whether a request can still change the decision: once the criteria of another are met, by being within its limits
 * only. */
static JsonNode *
is_request_open (StepWriter         *self,
                 PreceptRuleRequest *request)
{
  g_autofree char *met = dup_met_name (request);
  g_autofree char *within = dup_within_name (request);
  JsonNode        *once_covered;

  if (self->has_limits)
    once_covered = precept_logic_apply ("and", precept_logic_is (WITHIN, 0), precept_logic_is (within, 0), NULL);
  else
    once_covered = precept_logic_bool (FALSE);

  return precept_logic_apply ("if", precept_logic_is (COVERED, 1), once_covered, precept_logic_is (met, 0), NULL);
}

/* What a request still needs: its criteria; its limits where these are met. */
static JsonNode *
new_request_ask (StepWriter         *self,
                 PreceptRuleRequest *request)
{
  g_autofree char *met = dup_met_name (request);
  GPtrArray       *parts = g_ptr_array_new ();
  GPtrArray       *branches = g_ptr_array_new ();

  if (request->type_node != NULL)
    g_ptr_array_add (parts, new_ask (self, request->type_node));
  if (self->rules->general != NULL)
    g_ptr_array_add (parts, precept_logic_var (ASK_GENERAL));
  if (request->criteria != NULL)
    g_ptr_array_add (parts, new_ask (self, request->criteria));
  add_branch (branches, precept_logic_is (met, 0), precept_logic_apply_all ("merge", parts));
  if (request->within != NULL)
    add_branch (branches, precept_logic_is (met, 1), new_ask (self, request->within));
  g_ptr_array_add (branches, new_empty_list ());

  return precept_logic_apply ("if", is_request_open (self, request), precept_logic_apply_all ("if", branches), new_empty_list (), NULL);
}

static JsonNode *
is_not_met (const char *name)
{
  return precept_logic_apply ("<", precept_logic_var (name), precept_logic_int (1), NULL);
}

/* Whether it can still change the decision if an indication applies. */
static JsonNode *
is_indication_open (StepWriter            *self,
                    PreceptRuleIndication *indication)
{
  GPtrArray *open;

  if (indication->requests->len == 0)
    {
      PreceptRuleOutcome outcome = precept_rule_indication_get_outcome (indication);
      g_autofree char   *position = dup_outcome_name ("position", outcome);

      return is_not_met (outcome == PRECEPT_RULE_UNPROVEN ? EXCLUDED : position);
    }

  open = g_ptr_array_new ();
  g_ptr_array_add (open, is_not_met (COVERED));
  if (indication->other_type != NULL)
    {
      g_autofree char *other = g_strconcat ("@-other-", indication->id, NULL);

      g_ptr_array_add (open, precept_logic_is (other, 0));
    }
  for (guint i = 0; i < indication->requests->len; i++)
    g_ptr_array_add (open, is_request_open (self, g_ptr_array_index (indication->requests, i)));

  return precept_logic_apply_all ("or", open);
}

/* First whether the indication is what the request is about; then, if so, its criteria. */
static JsonNode *
new_indication_ask (StepWriter            *self,
                    PreceptRuleIndication *indication)
{
  g_autofree char *applies = dup_applies_name (indication);
  GPtrArray       *first = g_ptr_array_new ();
  GPtrArray       *then = g_ptr_array_new ();

  if (indication->subject != NULL)
    g_ptr_array_add (first, new_ask (self, indication->subject));
  g_ptr_array_add (first, new_ask (self, indication->applies));
  if (indication->other_type != NULL)
    g_ptr_array_add (then, new_ask (self, indication->other_type));
  for (guint i = 0; i < indication->requests->len; i++)
    g_ptr_array_add (then, new_request_ask (self, g_ptr_array_index (indication->requests, i)));

  return precept_logic_apply ("if",
                              precept_logic_is (applies, 0),
                              precept_logic_apply ("if", is_indication_open (self, indication), precept_logic_apply_all ("merge", first),
                                                   new_empty_list (), NULL),
                              precept_logic_is (applies, 1), precept_logic_apply_all ("merge", then),
                              new_empty_list (), NULL);
}

/* Each fact once. */
static JsonNode *
new_set (JsonNode *list)
{
  return precept_logic_apply ("reduce", list,
                              precept_logic_apply ("if",
                                                   precept_logic_apply ("in", precept_logic_var ("current"), precept_logic_var ("accumulator"), NULL),
                                                   precept_logic_var ("accumulator"),
                                                   precept_logic_apply ("merge", precept_logic_var ("accumulator"), precept_logic_var ("current"), NULL), NULL),
                              new_empty_list (), NULL);
}

static void
add_ask (StepWriter *self)
{
  GPtrArray *parts = g_ptr_array_new ();

  if (self->rules->general != NULL && self->met->len > 0)
    add_step (self, ASK_GENERAL, new_ask (self, self->rules->general));
  if (self->rules->scope != NULL)
    g_ptr_array_add (parts, new_ask (self, self->rules->scope));
  for (guint i = 0; i < self->rules->indications->len; i++)
    {
      PreceptRuleIndication *indication = g_ptr_array_index (self->rules->indications, i);
      g_autofree char       *name = g_strconcat ("@-ask-", indication->id, NULL);

      add_step (self, name, new_indication_ask (self, indication));
      g_ptr_array_add (parts, precept_logic_var (name));
    }
  if (self->rules->other.subject != NULL)
    {
      JsonNode *ask = new_ask (self, self->rules->other.subject);

      if (self->met->len > 0)
        ask = precept_logic_apply ("if", precept_logic_is (COVERED, 1), new_empty_list (), ask, NULL);
      g_ptr_array_add (parts, ask);
    }

  add_step (self, "@ask",
            precept_logic_apply ("if", precept_logic_equals (precept_logic_var ("@decision"), needs_information ()),
                                 new_set (precept_logic_apply_all ("merge", parts)), new_empty_list (), NULL));
}

/* What overrides the guideline, as long as nobody has said that it does not. A request that is none of this guideline's
 * waits for nothing. */
static void
add_verify (StepWriter *self)
{
  GPtrArray *parts = g_ptr_array_new ();

  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);
      const char            *fact = precept_rules_get_fact (self->rules, precedence->fact)->id;
      JsonNode              *condition = is_unknown (self, precedence->fact);

      if (precedence->only_for != NULL)
        {
          const char *line = precept_rules_get_fact (self->rules, self->rules->line_fact)->id;

          condition = precept_logic_apply ("and", condition,
                                           precept_logic_apply ("or", is_unknown (self, self->rules->line_fact),
                                                                precept_logic_equals (precept_logic_var (line), precept_logic_string (precedence->only_for)), NULL),
                                           NULL);
        }
      g_ptr_array_add (parts, precept_logic_apply ("if", condition, new_list_of (fact), new_empty_list (), NULL));
    }

  if (self->rules->scope == NULL)
    add_step (self, "@verify", precept_logic_apply_all ("merge", parts));
  else
    add_step (self, "@verify",
              precept_logic_apply ("if", precept_logic_is (self->rules->scope->step, -1), new_empty_list (), precept_logic_apply_all ("merge", parts), NULL));
}

/* What the decisions mean, so that nobody takes one for a denial. */
static void
write_decision (PreceptRuleWriter *self,
                const char        *decision)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "decision", decision);
  precept_rule_take_string (self, "text", precept_decision_dup_text (self->rules, decision));
  precept_rule_add_bool (self, "refer", precept_decision_needs_reviewer (decision));
  json_builder_end_object (self->builder);
}

static void
write_decisions (PreceptRuleWriter *self)
{
  static const char *const decisions[] = {
    "not-applicable", "needs-information", "medically-necessary", "medically-necessary-up-to-quantity-limit",
    "not-medically-necessary", "experimental-investigational-unproven", "case-by-case-review"
  };

  json_builder_set_member_name (self->builder, "decisions");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    write_decision (self, decisions[i]);
  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);

      write_decision (self, precept_rules_get_fact (self->rules, precedence->fact)->id);
    }
  json_builder_end_array (self->builder);
}

/*
 * precept_rule_write_steps:
 * @self: the writer
 *
 * Writes the executable form.
 */
void
precept_rule_write_steps (PreceptRuleWriter *self)
{
  StepWriter writer = { .rules = self->rules, .builder = self->builder };

  writer.met = g_ptr_array_new_with_free_func (g_free);
  writer.within = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < PRECEPT_RULE_N_OUTCOMES; i++)
    {
      writer.positions[i] = g_ptr_array_new_with_free_func (g_free);
      writer.unmet[i] = g_ptr_array_new_with_free_func (g_free);
    }

  json_builder_set_member_name (self->builder, "executable");
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "language", "JsonLogic");
  precept_rule_add_string (self, "unknownFacts", precept_words_lookup (self->rules->words, "decision", "unknown-facts"));
  write_decisions (self);
  json_builder_set_member_name (self->builder, "steps");
  json_builder_begin_array (self->builder);
  add_nodes (&writer);
  for (guint i = 0; i < self->rules->indications->len; i++)
    add_indication (&writer, g_ptr_array_index (self->rules->indications, i));
  add_totals (&writer);
  add_decision (&writer);
  add_ask (&writer);
  add_verify (&writer);
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);

  g_ptr_array_unref (writer.met);
  g_ptr_array_unref (writer.within);
  for (guint i = 0; i < PRECEPT_RULE_N_OUTCOMES; i++)
    {
      g_ptr_array_unref (writer.positions[i]);
      g_ptr_array_unref (writer.unmet[i]);
    }
}
