/* precept-fhir-plan.c: what a guideline decides, as a PlanDefinition
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-fhir-private.h"
#include "precept-sentence.h"

#include <string.h>

/* hl7.org/fhir/R4/plandefinition.html. An action for each request, whose conditions are the criteria in the words that
 * the page prints, and as expressions over the answers to the Questionnaire. */

/* Contexts */

static void
begin_context (PreceptFhirWriter *self,
               const char        *code,
               gboolean          *begun)
{
  if (!*begun)
    precept_fhir_begin_list (self, "useContext");
  *begun = TRUE;
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add_coding (self, "code", "http://terminology.hl7.org/CodeSystem/usage-context-type", code, NULL);
}

/* Programs: the lines of business and types of plans that it is for. */
static void
write_programs (PreceptFhirWriter *self,
                const char        *element,
                gboolean          *begun)
{
  for (const xmlNode *child = precept_node_first_element (self->metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *value = precept_node_is (child, element) ? precept_node_dup_text (child) : NULL;

      if (precept_fhir_is_blank (value))
        continue;
      begin_context (self, "program", begun);
      precept_fhir_add_concept (self, "valueCodeableConcept", NULL, NULL, NULL, precept_words_name (self->rule.rules->words, element, value));
      precept_fhir_end_object (self);
    }
}

/* Codes of the product itself, which tables list for a subject. */
static void
write_product_codes (PreceptFhirWriter *self,
                     const char        *subject_id)
{
  gboolean begun = FALSE;

  for (const xmlNode *table = precept_fhir_next_table (self, NULL); table != NULL; table = precept_fhir_next_table (self, table))
    {
      g_autofree char *value = precept_node_dup_attribute (table, "for");
      g_auto (GStrv) subjects = g_strsplit (value != NULL ? value : "", " ", -1);

      if (value != NULL && *value != '\0' && (subject_id == NULL || !g_strv_contains ((const char *const *)subjects, subject_id)))
        continue;
      for (const xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
        {
          g_autofree char *use = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "use") : NULL;
          g_autofree char *system = precept_node_dup_attribute (code, "system");
          g_autofree char *through = precept_node_dup_attribute (code, "through");
          g_autofree char *own = precept_node_dup_attribute (code, "value");
          g_autofree char *display = NULL;

          if (g_strcmp0 (use, "product") != 0 || through != NULL || own == NULL || precept_code_system_get_uri (system) == NULL)
            continue;
          if (!begun)
            precept_fhir_begin_list (self, "coding");
          begun = TRUE;
          display = precept_rule_dup_prose (&self->rule, precept_node_child (code, "description"));
          precept_fhir_add_coding (self, NULL, precept_code_system_get_uri (system), own, display);
        }
    }
  if (begun)
    precept_fhir_end_list (self);
}

static void
write_product (PreceptFhirWriter *self,
               const xmlNode     *subject,
               gboolean          *begun)
{
  g_autofree char *id = precept_node_dup_attribute (subject, "id");
  g_autofree char *brand = precept_node_dup_child_text (subject, "brand");
  g_autofree char *generic = precept_node_dup_child_text (subject, "generic");
  g_autofree char *both = brand != NULL && generic != NULL ? g_strdup_printf ("%s (%s)", brand, generic) : NULL;
  const char      *name = both != NULL ? both : brand != NULL ? brand
                                                              : generic;

  if (precept_fhir_is_blank (name))
    return;
  begin_context (self, "focus", begun);
  precept_fhir_begin_object (self, "valueCodeableConcept");
  write_product_codes (self, id);
  precept_fhir_add (self, "text", name);
  precept_fhir_end_object (self);
  precept_fhir_end_object (self);
}

/* The criterion that names a diagnosis; NULL: none does. */
static const PreceptRuleNode *
find_diagnosis (const PreceptRuleNode *node)
{
  const PreceptRuleNode *found = NULL;

  if (node == NULL || node->join == PRECEPT_RULE_NONE)
    return NULL;
  if (node->test != NULL)
    return strcmp (node->kind, "diagnosis") == 0 && node->test->kind == PRECEPT_TEST_ANY_CODE ? node : NULL;
  for (guint i = 0; node->children != NULL && i < node->children->len && found == NULL; i++)
    found = find_diagnosis (g_ptr_array_index (node->children, i));

  return found;
}

static void
write_diagnosis_codes (PreceptFhirWriter     *self,
                       const PreceptRuleNode *diagnosis)
{
  const PreceptRuleFact *fact = diagnosis != NULL ? precept_rules_get_fact (self->rule.rules, diagnosis->test->fact) : NULL;

  if (fact == NULL || diagnosis->test->words == NULL)
    return;
  precept_fhir_begin_list (self, "coding");
  for (guint i = 0; i < diagnosis->test->words->len; i++)
    {
      const char *code = g_ptr_array_index (diagnosis->test->words, i);

      precept_fhir_add_coding (self, NULL, precept_fhir_find_system (self, fact, code), code, NULL);
    }
  precept_fhir_end_list (self);
}

/* An indication by its title, with the codes of its diagnosis. */
static void
write_indication_concept (PreceptFhirWriter           *self,
                          const char                  *name,
                          const PreceptRuleIndication *indication)
{
  precept_fhir_begin_object (self, name);
  write_diagnosis_codes (self, find_diagnosis (indication->applies));
  precept_fhir_add (self, "text", indication->title);
  precept_fhir_end_object (self);
}

void
precept_fhir_write_contexts (PreceptFhirWriter *self)
{
  gboolean begun = FALSE;

  write_programs (self, "line-of-business", &begun);
  write_programs (self, "plan-type", &begun);
  for (const xmlNode *child = precept_node_first_element (self->metadata); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "subject"))
        write_product (self, child, &begun);
    }
  for (guint i = 0; i < self->rule.rules->indications->len; i++)
    {
      begin_context (self, "focus", &begun);
      write_indication_concept (self, "valueCodeableConcept", g_ptr_array_index (self->rule.rules->indications, i));
      precept_fhir_end_object (self);
    }
  if (begun)
    precept_fhir_end_list (self);
}

/* References */

static void
begin_artifact (PreceptFhirWriter *self,
                gboolean          *begun,
                const char        *type)
{
  if (!*begun)
    precept_fhir_begin_list (self, "relatedArtifact");
  *begun = TRUE;
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "type", type);
}

static void
write_citation (PreceptFhirWriter *self,
                gboolean          *begun,
                const xmlNode     *reference)
{
  g_autofree char *id = precept_node_dup_attribute (reference, "id");
  g_autofree char *text = precept_rule_dup_prose (&self->rule, reference);
  g_autofree char *doi = precept_node_dup_attribute (reference, "doi");
  g_autofree char *pmid = precept_node_dup_attribute (reference, "pmid");
  guint            number = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->rule.numbers, id)) : 0;

  if (precept_fhir_is_blank (text))
    return;
  begin_artifact (self, begun, "citation");
  if (number > 0)
    precept_fhir_take (self, "label", g_strdup_printf ("%u", number));
  precept_fhir_add (self, "citation", text);
  if (doi != NULL && g_regex_match_simple ("^10\\.[0-9]{4,9}/\\S+$", doi, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      g_autofree char *path = g_uri_escape_string (doi, "/:;()", FALSE);

      precept_fhir_take (self, "url", g_strconcat ("https://doi.org/", path, NULL));
    }
  else if (pmid != NULL && g_regex_match_simple ("^[0-9]{1,9}$", pmid, G_REGEX_DOLLAR_ENDONLY, 0))
    {
      precept_fhir_take (self, "url", g_strdup_printf ("https://pubmed.ncbi.nlm.nih.gov/%s/", pmid));
    }
  precept_fhir_end_object (self);
}

static void
write_related (PreceptFhirWriter *self,
               gboolean          *begun,
               const xmlNode     *related)
{
  g_autofree char *kind = precept_node_dup_attribute (related, "kind");
  g_autofree char *text = precept_node_dup_text (related);
  const char      *type = g_strcmp0 (kind, "supersedes") == 0 ? "predecessor" : g_strcmp0 (kind, "replaced-by") == 0 ? "successor"
                                                                                                                     : "documentation";

  if (precept_fhir_is_blank (text))
    return;
  begin_artifact (self, begun, type);
  precept_fhir_add (self, "display", text);
  precept_fhir_end_object (self);
}

static void
write_dependency (PreceptFhirWriter *self,
                  gboolean          *begun,
                  char              *url)
{
  begin_artifact (self, begun, "depends-on");
  precept_fhir_take (self, "resource", url);
  precept_fhir_end_object (self);
}

static void
write_related_artifacts (PreceptFhirWriter *self)
{
  const xmlNode *references = precept_node_child (self->root, "references");
  gboolean       begun = FALSE;

  if (self->items->len > 0)
    write_dependency (self, &begun, precept_fhir_dup_url (self, "Questionnaire", NULL));
  for (const xmlNode *table = precept_fhir_next_table (self, NULL); table != NULL; table = precept_fhir_next_table (self, table))
    write_dependency (self, &begun, precept_fhir_dup_table_url (self, table));
  for (const xmlNode *child = precept_node_first_element (self->metadata); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "related"))
        write_related (self, &begun, child);
    }
  for (const xmlNode *child = precept_node_first_element (references); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "reference"))
        write_citation (self, &begun, child);
    }
  if (begun)
    precept_fhir_end_list (self);
}

/* Criteria */

/* The sentence of a node and of those under it, a line each. Parts of one criterion are in its sentence. */
static void
append_sentences (GString               *text,
                  const PreceptRuleNode *node,
                  guint                  depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "  ");
  if (depth > 0)
    g_string_append (text, "- ");
  g_string_append_printf (text, "%s\n", node->text);
  for (guint i = 0; node->children != NULL && !node->is_one && i < node->children->len; i++)
    append_sentences (text, g_ptr_array_index (node->children, i), depth + 1);
}

static char *
dup_sentences (const PreceptRuleNode *node)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_sentences (text, node, 0);
  g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
begin_condition (PreceptFhirWriter *self,
                 const char        *sentence)
{
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "kind", "applicability");
  precept_fhir_begin_object (self, "expression");
  precept_fhir_add (self, "description", sentence);
}

/* Its sentence, and what a program evaluates on the answers to the Questionnaire. */
static void
write_condition (PreceptFhirWriter     *self,
                 const PreceptRuleNode *node)
{
  if (node == NULL)
    return;

  begin_condition (self, node->text);
  if (strlen (node->id) <= 64)
    precept_fhir_add (self, "name", node->id);
  precept_fhir_add (self, "language", "text/fhirpath");
  precept_fhir_take (self, "expression", precept_fhir_dup_path (self->rule.rules, node));
  precept_fhir_end_object (self);
  precept_fhir_end_object (self);
}

/* A request without criteria: none is met. */
static void
write_no_criteria (PreceptFhirWriter *self)
{
  begin_condition (self, precept_words_lookup (self->rule.rules->words, "fhir", "no-request-criteria"));
  precept_fhir_add (self, "language", "text/fhirpath");
  precept_fhir_add (self, "expression", "false");
  precept_fhir_end_object (self);
  precept_fhir_end_object (self);
}

/* What the conditions are evaluated on. */
static void
write_input (PreceptFhirWriter *self)
{
  precept_fhir_begin_list (self, "input");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "type", "QuestionnaireResponse");
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
}

static void
collect_cites (const PreceptRuleNode *node,
               GPtrArray             *cites)
{
  if (node == NULL)
    return;
  for (guint i = 0; node->cites != NULL && node->cites[i] != NULL; i++)
    {
      if (!g_ptr_array_find_with_equal_func (cites, node->cites[i], g_str_equal, NULL))
        g_ptr_array_add (cites, node->cites[i]);
    }
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    collect_cites (g_ptr_array_index (node->children, i), cites);
}

/* Where the criteria stand in the guideline, what to fill in, and what they rest on. */
static void
write_documentation (PreceptFhirWriter           *self,
                     const PreceptRuleIndication *indication,
                     const PreceptRuleRequest    *request,
                     const char                  *sentences)
{
  g_autoptr (GPtrArray) cites = g_ptr_array_new ();
  gboolean         begun = TRUE;
  g_autofree char *above = indication->headings != NULL ? g_strjoinv (" › ", indication->headings) : NULL;

  precept_fhir_begin_list (self, "documentation");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "type", "documentation");
  precept_fhir_take (self, "display", g_strconcat (above != NULL ? above : "", above != NULL ? " › " : "", indication->title, NULL));
  precept_fhir_add (self, "citation", sentences);
  if (self->items->len > 0)
    precept_fhir_take (self, "resource", precept_fhir_dup_url (self, "Questionnaire", NULL));
  precept_fhir_end_object (self);

  collect_cites (self->rule.rules->general, cites);
  collect_cites (indication->applies, cites);
  collect_cites (request != NULL ? request->criteria : NULL, cites);
  for (guint i = 0; i < cites->len; i++)
    {
      const xmlNode *reference = precept_document_find (self->rule.document, g_ptr_array_index (cites, i));

      if (reference != NULL && precept_node_is (reference, "reference"))
        write_citation (self, &begun, reference);
    }
  precept_fhir_end_list (self);
}

static void
append_line (GString    *text,
             const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

static void
append_tree (GString               *text,
             const PreceptRuleNode *node)
{
  g_autofree char *sentences = node != NULL ? dup_sentences (node) : NULL;

  append_line (text, sentences);
}

/* All that the page says of a request: its criteria and its limits. */
static char *
dup_request_text (PreceptFhirWriter           *self,
                  const PreceptRuleIndication *indication,
                  const PreceptRuleRequest    *request)
{
  g_autoptr (GString) text = g_string_new (NULL);

  append_tree (text, indication->applies);
  append_tree (text, self->rule.rules->general);
  append_tree (text, request->criteria);
  for (guint i = 0; i < request->limits->len; i++)
    append_line (text, ((PreceptRuleLimit *)g_ptr_array_index (request->limits, i))->text);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What follows: for how long, in which amounts, and what else where the criteria are not met. */
static char *
dup_outcome (PreceptFhirWriter           *self,
             const PreceptRuleIndication *indication,
             const PreceptRuleRequest    *request)
{
  PreceptWords    *words = self->rule.rules->words;
  const char      *decision = precept_rule_outcome_to_decision (precept_rule_indication_get_outcome (indication));
  g_autofree char *unmet = precept_decision_dup_text (self->rule.rules, decision);
  g_autoptr (GString) text = g_string_new (NULL);

  append_line (text, precept_words_name (words, "determination", indication->determination));
  if (request->authorize_for_text != NULL)
    {
      g_autofree char *duration = precept_sentence_dup_duration (self->rule.document, request->authorize_for_text);
      g_autofree char *line = precept_words_fill (words, "sentence", "request-approve", "duration", duration, NULL);

      append_line (text, line);
    }
  for (guint i = 0; i < request->limits->len; i++)
    append_line (text, ((PreceptRuleLimit *)g_ptr_array_index (request->limits, i))->text);
  if (strcmp (decision, indication->determination) != 0)
    {
      g_autofree char *line = precept_words_fill (words, "fhir", "otherwise", "decision", unmet, NULL);

      append_line (text, line);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
write_reasons (PreceptFhirWriter           *self,
               const PreceptRuleIndication *indication)
{
  precept_fhir_begin_list (self, "reason");
  write_indication_concept (self, NULL, indication);
  precept_fhir_end_list (self);
}

/* Once: a faulty guideline may have it twice. */
static void
write_id (PreceptFhirWriter *self,
          GHashTable        *ids,
          const char        *id)
{
  if (id != NULL && g_hash_table_add (ids, (gpointer)id))
    precept_fhir_add (self, "id", id);
}

static void
write_request (PreceptFhirWriter           *self,
               GHashTable                  *ids,
               const PreceptRuleIndication *indication,
               const PreceptRuleRequest    *request)
{
  g_autofree char *key = g_strconcat ("request-", request->type, NULL);
  const char      *type = precept_words_lookup (self->rule.rules->words, "sentence", key);
  g_autofree char *text = dup_request_text (self, indication, request);

  precept_fhir_begin_object (self, NULL);
  write_id (self, ids, request->id);
  precept_fhir_take (self, "title", g_strdup_printf ("%s: %s", indication->title, type));
  precept_fhir_take (self, "description", dup_outcome (self, indication, request));
  precept_fhir_add (self, "textEquivalent", text);
  precept_fhir_begin_list (self, "code");
  precept_fhir_add_concept (self, NULL, NULL, NULL, NULL, type);
  precept_fhir_end_list (self);
  write_reasons (self, indication);
  write_documentation (self, indication, request, text);
  precept_fhir_begin_list (self, "condition");
  write_condition (self, self->rule.rules->scope);
  write_condition (self, indication->subject);
  write_condition (self, indication->applies);
  write_condition (self, request->type_node);
  write_condition (self, self->rule.rules->general);
  write_condition (self, request->criteria);
  if (request->criteria == NULL)
    write_no_criteria (self);
  precept_fhir_end_list (self);
  write_input (self);
  precept_fhir_end_object (self);
}

/* An indication without criteria has a position, which leads to a decision by itself. */
static void
write_position (PreceptFhirWriter           *self,
                GHashTable                  *ids,
                const PreceptRuleIndication *indication)
{
  const char *decision = precept_rule_outcome_to_decision (precept_rule_indication_get_outcome (indication));
  g_autoptr (GString) text = g_string_new (NULL);

  append_tree (text, indication->applies);
  append_line (text, indication->position);
  precept_fhir_begin_object (self, NULL);
  write_id (self, ids, indication->id);
  precept_fhir_add (self, "title", indication->title);
  precept_fhir_take (self, "description", precept_decision_dup_text (self->rule.rules, decision));
  precept_fhir_add (self, "textEquivalent", text->str);
  write_reasons (self, indication);
  write_documentation (self, indication, NULL, text->str);
  precept_fhir_begin_list (self, "condition");
  write_condition (self, self->rule.rules->scope);
  write_condition (self, indication->subject);
  write_condition (self, indication->applies);
  precept_fhir_end_list (self);
  write_input (self);
  precept_fhir_end_object (self);
}

static void
write_actions (PreceptFhirWriter *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  if (self->rule.rules->indications->len == 0)
    return;

  precept_fhir_begin_list (self, "action");
  for (guint i = 0; i < self->rule.rules->indications->len; i++)
    {
      const PreceptRuleIndication *indication = g_ptr_array_index (self->rule.rules->indications, i);

      for (guint j = 0; j < indication->requests->len; j++)
        write_request (self, ids, indication, g_ptr_array_index (indication->requests, j));
      if (indication->requests->len == 0)
        write_position (self, ids, indication);
    }
  precept_fhir_end_list (self);
}

/* What overrides the guideline, and what holds where no indication does. */
static char *
dup_usage (PreceptFhirWriter *self)
{
  PreceptRules *rules = self->rule.rules;
  g_autoptr (GString) text = g_string_new (NULL);

  if (rules->precedence->len > 0)
    append_line (text, precept_words_lookup (rules->words, "text", "governed-by"));
  for (guint i = 0; i < rules->precedence->len; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (rules->precedence, i);
      g_autofree char             *line = NULL;

      if (precedence->only_for != NULL)
        line = precept_words_fill (rules->words, "text", "only-for", "text", precedence->text, "line",
                                   precept_words_name (rules->words, "line-of-business", precedence->only_for), NULL);
      g_string_append_printf (text, "\n- %s", line != NULL ? line : precedence->text);
    }
  if (rules->other.determination != NULL)
    {
      const char      *title = rules->other.title != NULL ? rules->other.title : precept_words_name (rules->words, "headings", "all-other-uses");
      g_autofree char *decision = precept_decision_dup_text (rules, precept_rules_get_default (rules));

      append_line (text, title);
      append_line (text, rules->other.text);
      append_line (text, decision);
    }
  else if (rules->indications->len == 0)
    {
      append_line (text, precept_words_lookup (rules->words, "fhir", "no-criteria"));
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
write_author (PreceptFhirWriter *self)
{
  g_autofree char *owner = precept_fhir_dup_metadata (self, "owner");

  if (precept_fhir_is_blank (owner))
    return;
  precept_fhir_begin_list (self, "author");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "name", owner);
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
}

/*
 * precept_fhir_write_plan:
 * @self: the writer
 *
 * Writes what the guideline decides: an action for each request, and for each
 * indication that has a position instead.
 */
void
precept_fhir_write_plan (PreceptFhirWriter *self)
{
  const char      *copyright = precept_fhir_get_copyright (self, precept_node_child (self->root, "billing-codes"));
  g_autofree char *description = precept_fhir_dup_part_prose (self, "summary");

  precept_fhir_begin_resource (self, "PlanDefinition", NULL, self->rule.rules->title, description, copyright);
  precept_fhir_add_concept (self, "type", "http://terminology.hl7.org/CodeSystem/plan-definition-type", "eca-rule", NULL, NULL);
  precept_fhir_add_concept (self, "subjectCodeableConcept", "http://hl7.org/fhir/resource-types", "Patient", NULL, NULL);
  precept_fhir_write_contexts (self);
  precept_fhir_take (self, "purpose", precept_fhir_dup_part_prose (self, "policy-statement"));
  precept_fhir_take (self, "usage", dup_usage (self));
  precept_fhir_add_dates (self);
  write_author (self);
  write_related_artifacts (self);
  /* Here, as "library", comes the CQL that takes the answers from a record. */
  write_actions (self);
  precept_fhir_end_resource (self);
}
