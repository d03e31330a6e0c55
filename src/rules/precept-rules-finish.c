/* precept-rules-finish.c: what follows from codes, subjects and types of requests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rules-private.h"

#include <string.h>

static const char *const billing_systems[] = { "CPT", "HCPCS", "ICD-10-PCS", "NDC", "REV" };

/* Facts that the program makes by itself. */
static const char *const reserved[] = {
  "billing-codes", "diagnoses", "request-type", "line-of-business", "indication", "subject",
  "age-years", "age-months", "age-weeks", "age-days", "prescriber-specialty", "consulted-specialty",
  "requested-units", "requested-interval-hours", "requested-interval-days", "requested-interval-months", NULL
};

gboolean
precept_rules_is_reserved (const char *fact_id)
{
  return g_strv_contains (reserved, fact_id) || g_str_has_prefix (fact_id, "governed-by-");
}

/* "Which CPT or HCPCS codes are requested?"; G_MAXUINT: the guideline has no billing codes. */
guint
precept_rules_use_billing_codes (PreceptRules *self)
{
  gboolean used[G_N_ELEMENTS (billing_systems)] = { FALSE };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *question = NULL;
  guint            index = precept_rules_find_fact (self, "billing-codes");

  if (index != G_MAXUINT)
    return index;

  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptRuleTable *table = g_ptr_array_index (self->tables, i);

      for (guint j = 0; table->is_billing && j < table->codes->len; j++)
        {
          PreceptRuleCode *code = g_ptr_array_index (table->codes, j);

          for (guint k = 0; k < G_N_ELEMENTS (billing_systems); k++)
            used[k] |= g_strcmp0 (code->system, billing_systems[k]) == 0;
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (billing_systems); i++)
    {
      if (used[i])
        g_ptr_array_add (names, (gpointer)precept_words_lookup (self->words, "question", billing_systems[i]));
    }
  if (names->len == 0)
    return G_MAXUINT;

  g_ptr_array_add (names, NULL);
  list = precept_words_join (self->words, "list-or", (const char *const *)names->pdata);
  question = precept_words_fill (self->words, "question", "billing-codes", "systems", list, NULL);
  index = precept_rules_add_fact (self, "billing-codes", PRECEPT_FACT_CODE_LIST, question, "request");
  /* A claim has CPT and HCPCS codes in one field. */
  used[0] = used[1] = used[0] || used[1];
  for (guint i = 0; i < G_N_ELEMENTS (billing_systems); i++)
    {
      if (used[i])
        precept_rule_fact_add_system (precept_rules_get_fact (self, index), precept_code_system_get_uri (billing_systems[i]));
    }

  return index;
}

guint
precept_rules_use_request_type (PreceptRules *self)
{
  const char      *question = precept_words_lookup (self->words, "question", "request-type");
  guint            index = precept_rules_add_fact (self, "request-type", PRECEPT_FACT_CHOICE, question, "request");
  PreceptRuleFact *fact = precept_rules_get_fact (self, index);

  precept_rule_fact_add_option (fact, "initial", precept_words_lookup (self->words, "question", "request-type-initial"));
  precept_rule_fact_add_option (fact, "continuation", precept_words_lookup (self->words, "question", "request-type-continuation"));

  return index;
}

static guint
use_subject (PreceptRules *self)
{
  const char *question = precept_words_lookup (self->words, "question", "subject");
  guint       index = precept_rules_add_fact (self, "subject", PRECEPT_FACT_CHOICE, question, "request");

  for (guint i = 0; i < self->subjects->len; i++)
    {
      PreceptRuleOption *subject = g_ptr_array_index (self->subjects, i);

      precept_rule_fact_add_option (precept_rules_get_fact (self, index), subject->code, subject->display);
    }

  return index;
}

/* Codes */

static gboolean
has_uses (PreceptRules *self)
{
  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptRuleTable *table = g_ptr_array_index (self->tables, i);

      for (guint j = 0; table->is_billing && j < table->codes->len; j++)
        {
          PreceptRuleCode *code = g_ptr_array_index (table->codes, j);

          if (g_strcmp0 (code->use, "product") == 0 || g_strcmp0 (code->use, "procedure") == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* Whether a request for the code is one under this guideline. A code that only administers something is billed for
 * many other things, and decides nothing. */
static gboolean
is_trigger (const PreceptRuleCode *code,
            gboolean               uses_are_said)
{
  if (g_strcmp0 (code->use, "product") == 0)
    return TRUE;
  if (code->only_with != NULL)
    return FALSE;

  return g_strcmp0 (code->use, "procedure") == 0 || (!uses_are_said && code->use == NULL);
}

static gboolean
shares_any (char **a,
            char **b)
{
  for (guint i = 0; a[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *)b, a[i]))
        return TRUE;
    }

  return FALSE;
}

/* Adds the codes that bring a request under this guideline; with @subjects, those of their tables only. */
static guint
add_triggers (PreceptRules    *self,
              char           **subjects,
              PreceptRuleTest *test)
{
  gboolean uses_are_said = has_uses (self);
  guint    n_codes = 0;

  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptRuleTable *table = g_ptr_array_index (self->tables, i);

      if (!table->is_billing || (subjects != NULL && table->subjects != NULL && !shares_any (subjects, table->subjects)))
        continue;
      for (guint j = 0; j < table->codes->len; j++)
        {
          PreceptRuleCode *code = g_ptr_array_index (table->codes, j);

          if (!is_trigger (code, uses_are_said))
            continue;
          precept_rule_test_add_code (test, code->system, code->code, code->through);
          n_codes++;
        }
    }

  return n_codes;
}

static PreceptRuleNode *
new_scope (PreceptRules *self)
{
  guint            fact = precept_rules_use_billing_codes (self);
  PreceptRuleNode *node;

  if (fact == G_MAXUINT)
    return NULL;

  node = precept_rule_node_new_leaf ("-in-scope", "criterion", precept_words_lookup (self->words, "sentence", "in-scope"),
                                     PRECEPT_TEST_ANY_CODE, fact);
  if (add_triggers (self, NULL, node->test) == 0)
    g_clear_pointer (&node, precept_rule_node_free);

  return node;
}

/* Subjects */

static char *
dup_subject_text (PreceptRules *self,
                  char        **subjects)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->subjects->len; i++)
    {
      PreceptRuleOption *subject = g_ptr_array_index (self->subjects, i);

      if (g_strv_contains ((const char *const *)subjects, subject->code))
        g_ptr_array_add (names, subject->display);
    }
  g_ptr_array_add (names, NULL);
  list = precept_words_join (self->words, "list-and", (const char *const *)names->pdata);

  return precept_words_fill (self->words, "text", "for-subjects", "subjects", list, NULL);
}

/* Whether a request is about one of @subjects: told by its codes, or asked where these don't tell. NULL: it always
 * is. */
static PreceptRuleNode *
new_subject (PreceptRules *self,
             char        **subjects,
             const char   *owner)
{
  g_autofree char *id = g_strconcat ("-subject-", owner, NULL);
  g_autofree char *text = NULL;
  PreceptRuleNode *node;
  guint            n_known = 0;

  for (guint i = 0; subjects != NULL && i < self->subjects->len; i++)
    {
      PreceptRuleOption *subject = g_ptr_array_index (self->subjects, i);

      n_known += g_strv_contains ((const char *const *)subjects, subject->code);
    }
  if (n_known == 0 || n_known == self->subjects->len)
    return NULL;

  text = dup_subject_text (self, subjects);
  if (self->scope != NULL)
    {
      guint n_all = 0;
      guint n_own;

      node = precept_rule_node_new_leaf (id, "criterion", text, PRECEPT_TEST_ANY_CODE, self->scope->test->fact);
      n_own = add_triggers (self, subjects, node->test);
      n_all += self->scope->test->words != NULL ? self->scope->test->words->len : 0;
      n_all += self->scope->test->ranges != NULL ? self->scope->test->ranges->len : 0;
      n_all -= node->test->words != NULL ? node->test->words->len : 0;
      n_all -= node->test->ranges != NULL ? node->test->ranges->len : 0;
      if (n_own > 0 && n_all > 0)
        return node;
      precept_rule_node_free (node);
    }

  node = precept_rule_node_new_leaf (id, "criterion", text, PRECEPT_TEST_ONE_OF, use_subject (self));
  for (guint i = 0; i < self->subjects->len; i++)
    {
      PreceptRuleOption *subject = g_ptr_array_index (self->subjects, i);

      if (g_strv_contains ((const char *const *)subjects, subject->code))
        precept_rule_test_add_word (node->test, subject->code);
    }

  return node;
}

/* Types of requests */

static PreceptRuleNode *
new_type (PreceptRules *self,
          const char   *prefix,
          const char   *owner,
          const char   *type)
{
  g_autofree char *id = g_strconcat (prefix, owner, NULL);
  g_autofree char *key = g_strconcat ("request-", type, NULL);
  PreceptRuleNode *node = precept_rule_node_new_leaf (id, "criterion", precept_words_lookup (self->words, "sentence", key),
                                                      PRECEPT_TEST_ONE_OF, precept_rules_use_request_type (self));

  precept_rule_test_add_word (node->test, type);

  return node;
}

static gboolean
has_type (PreceptRuleIndication *indication,
          const char            *type)
{
  for (guint i = 0; i < indication->requests->len; i++)
    {
      PreceptRuleRequest *request = g_ptr_array_index (indication->requests, i);

      if (strcmp (request->type, "any") == 0 || strcmp (request->type, type) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
finish_indication (PreceptRules          *self,
                   PreceptRuleIndication *indication)
{
  static const char *const types[] = { "initial", "continuation" };

  indication->subject = new_subject (self, indication->subjects, indication->id);
  for (guint i = 0; i < indication->requests->len; i++)
    {
      PreceptRuleRequest *request = g_ptr_array_index (indication->requests, i);

      request->name = request->id != NULL ? g_strdup (request->id) : g_strdup_printf ("%s-%u", indication->id, i + 1);
      if (strcmp (request->type, "any") != 0)
        request->type_node = new_type (self, "-type-", request->name, request->type);
    }
  for (guint i = 0; indication->requests->len > 0 && indication->other_type == NULL && i < G_N_ELEMENTS (types); i++)
    {
      if (!has_type (indication, types[i]))
        indication->other_type = new_type (self, "-other-type-", indication->id, types[i]);
    }
}

/* Outcomes */

static const char *const outcomes[PRECEPT_RULE_N_OUTCOMES] = {
  "case-by-case-review", "not-medically-necessary", "experimental-investigational-unproven"
};

const char *
precept_rule_outcome_to_decision (PreceptRuleOutcome outcome)
{
  return outcomes[outcome];
}

/* A determination that depends on criteria, where there are none to look at, leaves the decision to a person. */
static PreceptRuleOutcome
read_outcome (const char        *determination,
              PreceptRuleOutcome otherwise)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      if (g_strcmp0 (determination, outcomes[i]) == 0)
        return i;
    }

  return otherwise;
}

/* Of an indication with criteria: where they are not met. Else: where it applies. */
PreceptRuleOutcome
precept_rule_indication_get_outcome (const PreceptRuleIndication *self)
{
  return read_outcome (self->determination, self->requests->len > 0 ? PRECEPT_RULE_NOT_NECESSARY : PRECEPT_RULE_REVIEW);
}

const char *
precept_rules_get_default (PreceptRules *self)
{
  if (self->other.determination == NULL)
    return "not-applicable";

  return outcomes[read_outcome (self->other.determination, PRECEPT_RULE_REVIEW)];
}

/* Numbers */

/* Steps keep their values under the ids of nodes; three names are taken by what they lead to. */
static void
number_node (PreceptRules    *self,
             GHashTable      *steps,
             PreceptRuleNode *node)
{
  if (node == NULL)
    return;

  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    number_node (self, steps, g_ptr_array_index (node->children, i));

  node->index = self->nodes->len;
  g_ptr_array_add (self->nodes, node);
  node->step = g_strconcat ("@", node->id, NULL);
  for (guint i = 2; g_hash_table_contains (steps, node->step); i++)
    {
      g_free (node->step);
      node->step = g_strdup_printf ("@%s-%u", node->id, i);
    }
  g_hash_table_add (steps, node->step);
}

static void
number_nodes (PreceptRules *self)
{
  g_autoptr (GHashTable) steps = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (steps, (gpointer) "@decision");
  g_hash_table_add (steps, (gpointer) "@ask");
  g_hash_table_add (steps, (gpointer) "@verify");
  number_node (self, steps, self->scope);
  number_node (self, steps, self->general);
  for (guint i = 0; i < self->indications->len; i++)
    {
      PreceptRuleIndication *indication = g_ptr_array_index (self->indications, i);

      number_node (self, steps, indication->subject);
      number_node (self, steps, indication->applies);
      for (guint j = 0; j < indication->requests->len; j++)
        {
          PreceptRuleRequest *request = g_ptr_array_index (indication->requests, j);

          number_node (self, steps, request->type_node);
          number_node (self, steps, request->criteria);
          number_node (self, steps, request->within);
        }
      number_node (self, steps, indication->other_type);
    }
  number_node (self, steps, self->other.subject);
}

/*
 * precept_rules_finish:
 * @self: the rules, with tables, subjects, indications and criteria in place
 */
void
precept_rules_finish (PreceptRules *self)
{
  self->scope = new_scope (self);
  for (guint i = 0; i < self->indications->len; i++)
    finish_indication (self, g_ptr_array_index (self->indications, i));
  if (self->other.determination != NULL)
    self->other.subject = new_subject (self, self->other.subjects, "others");
  number_nodes (self);
}
