/* precept-rules.c: the coverage rules of a guideline, ready to decide on cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rules-private.h"

#include <string.h>

/**
 * PreceptRules:
 *
 * The facts, criteria and determinations of one guideline.
 *
 * They are made from the document, or from the rule JSON that was published of
 * it; both give the same decisions.
 */
G_DEFINE_BOXED_TYPE (PreceptRules, precept_rules, precept_rules_ref, precept_rules_unref)
G_DEFINE_QUARK (precept_rules_error, precept_rules_error)

static void
free_option (gpointer data)
{
  PreceptRuleOption *option = data;

  g_free (option->code);
  g_free (option->display);
  g_free (option);
}

static void
free_coding (gpointer data)
{
  PreceptRuleCoding *coding = data;

  g_free (coding->system);
  g_free (coding->code);
  g_free (coding);
}

static void
free_fact (gpointer data)
{
  PreceptRuleFact *fact = data;

  g_free (fact->id);
  g_free (fact->question);
  g_free (fact->unit);
  g_free (fact->unit_shown);
  g_clear_pointer (&fact->systems, g_ptr_array_unref);
  g_clear_pointer (&fact->options, g_ptr_array_unref);
  g_clear_pointer (&fact->codings, g_ptr_array_unref);
  g_free (fact->within);
  g_free (fact->origin);
  g_free (fact);
}

static void
free_code (gpointer data)
{
  PreceptRuleCode *code = data;

  g_free (code->system);
  g_free (code->code);
  g_free (code->through);
  g_free (code->use);
  g_free (code->only_with);
  g_free (code);
}

static void
free_table (gpointer data)
{
  PreceptRuleTable *table = data;

  g_strfreev (table->subjects);
  g_ptr_array_unref (table->codes);
  g_free (table);
}

static void
free_precedence (gpointer data)
{
  PreceptRulePrecedence *precedence = data;

  g_free (precedence->id);
  g_free (precedence->text);
  g_free (precedence->only_for);
  g_free (precedence);
}

static void
free_limit (gpointer data)
{
  PreceptRuleLimit *limit = data;

  g_free (limit->id);
  g_free (limit->dose);
  g_free (limit->quantity);
  g_free (limit->every);
  g_free (limit->billing_code);
  g_free (limit->text);
  g_free (limit);
}

static void
free_request (gpointer data)
{
  PreceptRuleRequest *request = data;

  g_free (request->id);
  g_free (request->name);
  g_free (request->authorize_for);
  g_free (request->authorize_for_text);
  g_clear_pointer (&request->type_node, precept_rule_node_free);
  g_clear_pointer (&request->criteria, precept_rule_node_free);
  g_clear_pointer (&request->within, precept_rule_node_free);
  g_ptr_array_unref (request->limits);
  g_free (request);
}

static void
free_indication (gpointer data)
{
  PreceptRuleIndication *indication = data;

  g_free (indication->id);
  g_free (indication->title);
  g_strfreev (indication->headings);
  g_strfreev (indication->subjects);
  g_free (indication->position);
  g_clear_pointer (&indication->subject, precept_rule_node_free);
  g_clear_pointer (&indication->applies, precept_rule_node_free);
  g_clear_pointer (&indication->other_type, precept_rule_node_free);
  g_ptr_array_unref (indication->requests);
  g_free (indication);
}

/*
 * precept_rules_alloc:
 * @language: the language of all texts
 *
 * Returns: (transfer full): rules that hold nothing yet
 */
PreceptRules *
precept_rules_alloc (const char *language)
{
  PreceptRules *self = g_new0 (PreceptRules, 1);

  g_ref_count_init (&self->ref_count);
  self->language = g_strdup (language);
  self->words = precept_words_get (language);
  self->facts = g_ptr_array_new_with_free_func (free_fact);
  self->fact_indices = g_hash_table_new (g_str_hash, g_str_equal);
  self->subjects = g_ptr_array_new_with_free_func (free_option);
  self->tables = g_ptr_array_new_with_free_func (free_table);
  self->precedence = g_ptr_array_new_with_free_func (free_precedence);
  self->line_fact = G_MAXUINT;
  self->indications = g_ptr_array_new_with_free_func (free_indication);
  self->nodes = g_ptr_array_new ();

  return self;
}

PreceptRules *
precept_rules_ref (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_rules_unref (PreceptRules *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_free (self->id);
  g_free (self->language);
  g_free (self->title);
  g_free (self->version);
  g_free (self->status);
  g_hash_table_unref (self->fact_indices);
  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->precedence);
  g_clear_pointer (&self->scope, precept_rule_node_free);
  g_clear_pointer (&self->general, precept_rule_node_free);
  g_ptr_array_unref (self->indications);
  g_free (self->other.id);
  g_free (self->other.title);
  g_strfreev (self->other.subjects);
  g_free (self->other.text);
  g_clear_pointer (&self->other.subject, precept_rule_node_free);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

/* Facts */

static const char *const kinds[] = { "yes-no", "number", "choice", "code", "code-list" };

const char *
precept_fact_kind_to_string (PreceptFactKind kind)
{
  return kinds[kind];
}

gboolean
precept_fact_kind_from_string (const char      *text,
                               PreceptFactKind *kind)
{
  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (text, kinds[i]) == 0)
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

guint
precept_rules_find_fact (PreceptRules *self,
                         const char   *id)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->fact_indices, id));

  return place > 0 ? place - 1 : G_MAXUINT;
}

PreceptRuleFact *
precept_rules_get_fact (PreceptRules *self,
                        guint         index)
{
  g_assert (index < self->facts->len);

  return g_ptr_array_index (self->facts, index);
}

/*
 * precept_rules_add_fact:
 * @self: the rules, not finished
 * @id: what the fact is called
 * @kind: what it may be
 * @question: what to ask
 * @source: who knows: "member", "request", "clinical" or "benefits"
 *
 * Returns: the index of the new fact, or of that which has the id already
 */
guint
precept_rules_add_fact (PreceptRules   *self,
                        const char     *id,
                        PreceptFactKind kind,
                        const char     *question,
                        const char     *source)
{
  guint            index = precept_rules_find_fact (self, id);
  PreceptRuleFact *fact;

  if (index != G_MAXUINT)
    return index;

  fact = g_new0 (PreceptRuleFact, 1);
  fact->id = g_strdup (id);
  fact->kind = kind;
  fact->question = g_strdup (question);
  fact->source = g_intern_string (source);
  g_ptr_array_add (self->facts, fact);
  g_hash_table_insert (self->fact_indices, fact->id, GUINT_TO_POINTER (self->facts->len));

  return self->facts->len - 1;
}

void
precept_rule_fact_add_option (PreceptRuleFact *self,
                              const char      *code,
                              const char      *display)
{
  PreceptRuleOption *option;

  if (self->options == NULL)
    self->options = g_ptr_array_new_with_free_func (free_option);
  for (guint i = 0; i < self->options->len; i++)
    {
      option = g_ptr_array_index (self->options, i);
      if (strcmp (option->code, code) == 0)
        return;
    }

  option = g_new0 (PreceptRuleOption, 1);
  option->code = g_strdup (code);
  option->display = g_strdup (display);
  g_ptr_array_add (self->options, option);
}

void
precept_rule_fact_add_system (PreceptRuleFact *self,
                              const char      *uri)
{
  if (self->systems == NULL)
    self->systems = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (self->systems, uri, g_str_equal, NULL))
    g_ptr_array_add (self->systems, g_strdup (uri));
}

void
precept_rule_fact_add_coding (PreceptRuleFact *self,
                              const char      *uri,
                              const char      *code)
{
  PreceptRuleCoding *coding = g_new0 (PreceptRuleCoding, 1);

  coding->system = g_strdup (uri);
  coding->code = g_strdup (code);
  if (self->codings == NULL)
    self->codings = g_ptr_array_new_with_free_func (free_coding);
  g_ptr_array_add (self->codings, coding);
}

/* Parts */

PreceptRuleTable *
precept_rule_table_new (gboolean is_billing)
{
  PreceptRuleTable *table = g_new0 (PreceptRuleTable, 1);

  table->is_billing = is_billing;
  table->codes = g_ptr_array_new_with_free_func (free_code);

  return table;
}

PreceptRuleCode *
precept_rule_table_add_code (PreceptRuleTable *self,
                             const char       *system,
                             const char       *code)
{
  PreceptRuleCode *entry = g_new0 (PreceptRuleCode, 1);

  entry->system = g_strdup (system);
  entry->code = g_strdup (code);
  g_ptr_array_add (self->codes, entry);

  return entry;
}

PreceptRulePrecedence *
precept_rules_add_precedence (PreceptRules *self,
                              const char   *id,
                              const char   *text,
                              guint         fact)
{
  PreceptRulePrecedence *precedence = g_new0 (PreceptRulePrecedence, 1);

  precedence->id = g_strdup (id);
  precedence->text = g_strdup (text);
  precedence->fact = fact;
  g_ptr_array_add (self->precedence, precedence);

  return precedence;
}

void
precept_rules_add_subject (PreceptRules *self,
                           const char   *id,
                           const char   *name)
{
  PreceptRuleOption *subject = g_new0 (PreceptRuleOption, 1);

  subject->code = g_strdup (id);
  subject->display = g_strdup (name);
  g_ptr_array_add (self->subjects, subject);
}

PreceptRuleIndication *
precept_rules_add_indication (PreceptRules *self)
{
  PreceptRuleIndication *indication = g_new0 (PreceptRuleIndication, 1);

  indication->requests = g_ptr_array_new_with_free_func (free_request);
  g_ptr_array_add (self->indications, indication);

  return indication;
}

PreceptRuleRequest *
precept_rule_indication_add_request (PreceptRuleIndication *self,
                                     const char            *type)
{
  PreceptRuleRequest *request = g_new0 (PreceptRuleRequest, 1);

  request->type = g_intern_string (type);
  request->limits = g_ptr_array_new_with_free_func (free_limit);
  g_ptr_array_add (self->requests, request);

  return request;
}

PreceptRuleLimit *
precept_rule_request_add_limit (PreceptRuleRequest *self)
{
  PreceptRuleLimit *limit = g_new0 (PreceptRuleLimit, 1);

  limit->billing_units = -1;
  limit->age_at_least = -1;
  limit->age_at_most = -1;
  g_ptr_array_add (self->limits, limit);

  return limit;
}

/* Public */

const char *
precept_rules_get_id (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->id;
}

const char *
precept_rules_get_title (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->title;
}

const char *
precept_rules_get_version (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->version;
}

const char *
precept_rules_get_status (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->status;
}

guint
precept_rules_get_n_facts (PreceptRules *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->facts->len;
}

const char *
precept_rules_get_fact_id (PreceptRules *self,
                           guint         fact)
{
  g_return_val_if_fail (self != NULL && fact < self->facts->len, NULL);

  return precept_rules_get_fact (self, fact)->id;
}

/**
 * precept_rules_get_question:
 * @self: rules
 * @fact_id: the id of one of their facts
 *
 * Returns: (transfer none) (nullable): what to ask a person who knows the fact;
 *   %NULL if there is no such fact
 */
const char *
precept_rules_get_question (PreceptRules *self,
                            const char   *fact_id)
{
  guint index;

  g_return_val_if_fail (self != NULL && fact_id != NULL, NULL);

  index = precept_rules_find_fact (self, fact_id);

  return index != G_MAXUINT ? precept_rules_get_fact (self, index)->question : NULL;
}
