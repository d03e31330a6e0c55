/* precept-rule-facts.c: what a rule engine must be told, in the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include <string.h>

#include "precept-document-tree.h"
#include "precept-rule-json-private.h"

static void
begin_fact (PreceptRuleWriter *self,
            const char        *id,
            const char        *kind,
            const char        *question,
            const char        *source)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  precept_rule_add_string (self, "kind", kind);
  precept_rule_add_string (self, "question", question);
  precept_rule_add_string (self, "source", source);
}

static void
end_fact (PreceptRuleWriter *self)
{
  json_builder_end_object (self->builder);
}

static void
begin_options (PreceptRuleWriter *self)
{
  json_builder_set_member_name (self->builder, "options");
  json_builder_begin_array (self->builder);
}

static void
add_option (PreceptRuleWriter *self,
            const char        *code,
            const char        *display)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "code", code);
  precept_rule_add_string (self, "display", display);
  json_builder_end_object (self->builder);
}

static void
end_options (PreceptRuleWriter *self)
{
  json_builder_end_array (self->builder);
}

/* Generated facts */

/* "Which CPT or HCPCS codes are requested?" */
static void
write_billing_codes (PreceptRuleWriter *self,
                     const xmlNode     *billing)
{
  static const char *const systems[] = { "CPT", "HCPCS", "ICD-10-PCS", "NDC", "REV" };
  gboolean                 used[G_N_ELEMENTS (systems)] = { FALSE };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL;
  g_autofree char *question = NULL;

  for (const xmlNode *node = billing; node != NULL; node = precept_rule_next (node, billing))
    {
      g_autofree char *system = precept_node_is (node, "code") ? precept_node_dup_attribute (node, "system") : NULL;
      g_autofree char *role = system != NULL ? precept_node_dup_attribute (node->parent, "role") : NULL;

      for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
        used[i] |= g_strcmp0 (role, "billing") == 0 && strcmp (system, systems[i]) == 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      if (used[i])
        g_ptr_array_add (names, (gpointer)precept_words_lookup (self->words, "question", systems[i]));
    }
  if (names->len == 0)
    return;

  g_ptr_array_add (names, NULL);
  list = precept_words_join (self->words, "list-or", (const char *const *)names->pdata);
  question = precept_words_fill (self->words, "question", "billing-codes", "systems", list, NULL);
  begin_fact (self, "billing-codes", "code-list", question, "request");
  end_fact (self);
}

/* Adds a line of business by the name it has in print, unless it is there. */
static void
add_line (PreceptRuleWriter *self,
          GPtrArray         *codes,
          GPtrArray         *displays,
          const char        *name)
{
  g_autofree char *code = name != NULL && *name != '\0' ? precept_rule_dup_slug (name) : NULL;
  const char      *display;

  if (code == NULL || g_ptr_array_find_with_equal_func (codes, code, g_str_equal, NULL))
    return;

  display = precept_words_lookup (self->words, "line-of-business", code);
  g_ptr_array_add (codes, g_steal_pointer (&code));
  g_ptr_array_add (displays, g_strdup (display != NULL ? display : name));
}

/* Asked where something depends on it. Beside the usual lines there may be those that the guideline names. */
static void
write_line_of_business (PreceptRuleWriter *self,
                        const xmlNode     *precedence,
                        const xmlNode     *metadata)
{
  static const char *const usual[] = { "commercial", "medicare-advantage", "medicaid", "exchange" };
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) displays = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_line (self, codes, displays, usual[i]);
  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *name = precept_node_is (child, "line-of-business") ? precept_node_dup_text (child) : NULL;

      add_line (self, codes, displays, name);
    }
  for (const xmlNode *child = precept_node_first_element (precedence); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *name = precept_node_dup_attribute (child, "only-for");

      add_line (self, codes, displays, name);
    }

  begin_fact (self, "line-of-business", "choice", precept_words_lookup (self->words, "question", "line-of-business"), "benefits");
  begin_options (self);
  for (guint i = 0; i < codes->len; i++)
    add_option (self, g_ptr_array_index (codes, i), g_ptr_array_index (displays, i));
  end_options (self);
  end_fact (self);
}

static void
write_precedence_facts (PreceptRuleWriter *self,
                        const xmlNode     *precedence,
                        const xmlNode     *metadata)
{
  gboolean needs_line = FALSE;

  for (const xmlNode *child = precept_node_first_element (precedence); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *id = precept_node_dup_attribute (child, "id");
      g_autofree char *only_for = precept_node_dup_attribute (child, "only-for");
      g_autofree char *text = precept_rule_dup_prose (self, child);
      g_autofree char *fact = NULL;
      g_autofree char *question = NULL;

      if (!precept_node_is (child, "governed-by") || id == NULL || text == NULL)
        continue;
      needs_line |= only_for != NULL && *only_for != '\0';
      fact = g_strconcat ("governed-by-", id, NULL);
      question = precept_words_fill (self->words, "question", "governed-by", "text", text, NULL);
      begin_fact (self, fact, "yes-no", question, "benefits");
      end_fact (self);
    }
  if (needs_line)
    write_line_of_business (self, precedence, metadata);
}

static void
write_diagnoses (PreceptRuleWriter *self,
                 const xmlNode     *root)
{
  for (const xmlNode *node = root; node != NULL; node = precept_rule_next (node, root))
    {
      g_autofree char *role = precept_node_is (node, "code-table") ? precept_node_dup_attribute (node, "role") : NULL;

      if (g_strcmp0 (role, "diagnosis") != 0 && !precept_node_is (node, "diagnosis"))
        continue;
      begin_fact (self, "diagnoses", "code-list", precept_words_lookup (self->words, "question", "diagnoses"), "request");
      precept_rule_add_string (self, "system", precept_rule_get_system_uri ("ICD-10-CM"));
      end_fact (self);
      return;
    }
}

static void
write_request_type (PreceptRuleWriter *self,
                    const xmlNode     *coverage)
{
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      g_autofree char *type = precept_node_is (node, "request") ? precept_node_dup_attribute (node, "type") : NULL;

      if (type == NULL || strcmp (type, "any") == 0)
        continue;
      begin_fact (self, "request-type", "choice", precept_words_lookup (self->words, "question", "request-type"), "request");
      begin_options (self);
      add_option (self, "initial", precept_words_lookup (self->words, "question", "request-type-initial"));
      add_option (self, "continuation", precept_words_lookup (self->words, "question", "request-type-continuation"));
      end_options (self);
      end_fact (self);
      return;
    }
}

/* A criterion in words is a question of its own. */
static void
write_criterion_facts (PreceptRuleWriter *self,
                       const xmlNode     *coverage)
{
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      g_autofree char *id = precept_node_is (node, "criterion") ? precept_node_dup_attribute (node, "id") : NULL;
      g_autofree char *text = id != NULL ? precept_rule_dup_prose (self, node) : NULL;
      g_autofree char *question = NULL;
      gsize            length;

      if (text == NULL)
        continue;
      g_strdelimit (text, "\n", ' ');
      length = strlen (text);
      if (text[length - 1] == '.')
        text[length - 1] = '\0';
      question = precept_words_fill (self->words, "question", "statement", "statement", text, NULL);
      begin_fact (self, id, "yes-no", question, "clinical");
      end_fact (self);
    }
}

/* Facts that the guideline declares */

/* The author's question, or one made from what the fact is called. */
static char *
dup_question (PreceptRuleWriter *self,
              const xmlNode     *fact,
              const char        *kind)
{
  char            *question = precept_node_dup_child_text (fact, "question");
  g_autofree char *statement = precept_node_dup_child_text (fact, "statement");
  g_autofree char *name = precept_node_dup_child_text (fact, "name");
  g_autofree char *plural = precept_node_dup_child_text (fact, "plural");

  if (question != NULL)
    return question;
  if (statement == NULL && strcmp (kind, "yes-no") == 0)
    statement = g_strdup (name);
  if (name == NULL)
    name = precept_node_dup_attribute (fact, "id");
  if (statement != NULL)
    return precept_words_fill (self->words, "question", "statement", "statement", statement, NULL);
  if (strcmp (kind, "count") == 0)
    return precept_words_fill (self->words, "question", "count", "name", plural != NULL ? plural : name, NULL);

  return precept_words_fill (self->words, "question", "named", "name", name, NULL);
}

static void
write_codes (PreceptRuleWriter *self,
             const xmlNode     *fact)
{
  gboolean begun = FALSE;

  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *system = precept_node_is (child, "code") ? precept_node_dup_attribute (child, "system") : NULL;
      g_autofree char *value = system != NULL ? precept_node_dup_attribute (child, "value") : NULL;
      const char      *uri = precept_rule_get_system_uri (system);

      if (uri == NULL && system != NULL && g_uri_is_valid (system, G_URI_FLAGS_NONE, NULL))
        uri = system;
      if (uri == NULL || value == NULL)
        continue;
      if (!begun)
        {
          json_builder_set_member_name (self->builder, "codes");
          json_builder_begin_array (self->builder);
          begun = TRUE;
        }
      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "system", uri);
      precept_rule_add_string (self, "code", value);
      json_builder_end_object (self->builder);
    }
  if (begun)
    json_builder_end_array (self->builder);
}

/* A therapy is an outcome and, for those who took it, a duration. */
static void
write_therapy (PreceptRuleWriter *self,
               const xmlNode     *fact,
               const char        *id)
{
  static const char *const outcomes[] = { "inadequate-response", "not-tolerated", "contraindicated", "effective", "not-tried" };
  g_autofree char         *name = precept_node_dup_child_text (fact, "name");
  g_autofree char         *outcome = g_strconcat (id, "-outcome", NULL);
  g_autofree char         *months = g_strconcat (id, "-months", NULL);
  g_autofree char         *outcome_question = precept_words_fill (self->words, "question", "therapy-outcome", "name", name != NULL ? name : id, NULL);
  g_autofree char         *months_question = precept_words_fill (self->words, "question", "therapy-months", "name", name != NULL ? name : id, NULL);

  begin_fact (self, outcome, "choice", outcome_question, "clinical");
  begin_options (self);
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    add_option (self, outcomes[i], precept_words_lookup (self->words, "question", outcomes[i]));
  end_options (self);
  write_codes (self, fact);
  end_fact (self);

  begin_fact (self, months, "number", months_question, "clinical");
  precept_rule_add_string (self, "unit", "mo");
  precept_rule_add_string (self, "unitShown", precept_words_lookup (self->words, "question", "therapy-months-unit"));
  end_fact (self);
}

static guint
count_options (const xmlNode *fact)
{
  guint n = 0;

  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    n += precept_node_is (child, "option") ? 1 : 0;

  return n;
}

static void
write_options (PreceptRuleWriter *self,
               const xmlNode     *fact)
{
  begin_options (self);
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *code = precept_node_is (child, "option") ? precept_node_dup_attribute (child, "id") : NULL;
      g_autofree char *display = code != NULL ? precept_node_dup_text (child) : NULL;

      if (code != NULL)
        add_option (self, code, *display != '\0' ? display : code);
    }
  end_options (self);
}

static void
write_fact (PreceptRuleWriter *self,
            const xmlNode     *fact)
{
  g_autofree char *id = precept_node_dup_attribute (fact, "id");
  g_autofree char *kind = precept_node_dup_attribute (fact, "kind");
  g_autofree char *unit = precept_node_dup_attribute (fact, "unit");
  g_autofree char *question = NULL;
  gboolean         is_number;
  gboolean         has_options;

  if (id == NULL || kind == NULL)
    return;
  if (strcmp (kind, "therapy") == 0)
    {
      write_therapy (self, fact, id);
      return;
    }

  question = dup_question (self, fact, kind);
  is_number = strcmp (kind, "number") == 0 || strcmp (kind, "lab") == 0 || strcmp (kind, "count") == 0;
  has_options = count_options (fact) >= 2;

  /* A choice without a choice is a code that somebody must know. */
  begin_fact (self, id, is_number ? "number" : strcmp (kind, "choice") == 0 && !has_options ? "code"
                                                                                            : kind,
              question, "clinical");
  if (is_number)
    {
      precept_rule_add_string (self, "unit", unit != NULL && *unit != '\0' ? unit : "1");
      if (strcmp (kind, "count") == 0 && unit == NULL)
        precept_rule_add_string (self, "unitShown", precept_words_lookup (self->words, "question", "count-unit"));
      precept_rule_add_attribute (self, "unitShown", fact, "unit-shown");
    }
  if (has_options)
    write_options (self, fact);
  write_codes (self, fact);
  end_fact (self);
}

/**
 * precept_rule_write_facts:
 * @self: the writer
 *
 * Writes the facts that every guideline asks for, then those that it declares
 * and those made from criteria in words.
 */
void
precept_rule_write_facts (PreceptRuleWriter *self)
{
  const xmlNode *root = precept_document_get_root (self->document);
  const xmlNode *coverage = precept_node_child (root, "coverage");
  const xmlNode *facts = precept_node_child (coverage, "facts");

  json_builder_set_member_name (self->builder, "facts");
  json_builder_begin_array (self->builder);
  write_billing_codes (self, precept_node_child (root, "billing-codes"));
  write_precedence_facts (self, precept_node_child (coverage, "precedence"), precept_node_child (root, "metadata"));
  write_diagnoses (self, root);
  write_request_type (self, coverage);
  for (const xmlNode *child = precept_node_first_element (facts); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "fact"))
        write_fact (self, child);
    }
  write_criterion_facts (self, coverage);
  json_builder_end_array (self->builder);
}
