/* precept-rules-build.c: rules made from a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

char *
precept_rule_builder_dup_attribute (const xmlNode *node,
                                    const char    *name)
{
  g_autofree char *value = precept_node_dup_attribute (node, name);

  if (value != NULL)
    g_strstrip (value);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

char *
precept_rule_builder_dup_prose (PreceptRuleBuilder *self,
                                const xmlNode      *node)
{
  g_autofree char *prose = precept_label_dup_prose (self->document, self->numbers, node);

  return *prose != '\0' ? g_steal_pointer (&prose) : NULL;
}

char *
precept_rule_builder_dup_node_id (PreceptRuleBuilder *self,
                                  const char         *base)
{
  char *id = g_strdup (base);

  for (guint i = 2; g_hash_table_contains (self->node_ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, i);
    }
  g_hash_table_add (self->node_ids, g_strdup (id));

  return id;
}

/* A list of ids, each once; NULL: none. */
static char **
dup_ids (const xmlNode *node,
         const char    *attribute)
{
  g_autofree char *value = precept_rule_builder_dup_attribute (node, attribute);
  g_auto (GStrv) words = g_strsplit_set (value != NULL ? value : "", " \t\r\n", -1);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] != '\0' && !g_ptr_array_find_with_equal_func (ids, words[i], g_str_equal, NULL))
        g_ptr_array_add (ids, words[i]);
    }
  if (ids->len == 0)
    return NULL;
  g_ptr_array_add (ids, NULL);

  return g_strdupv ((char **)ids->pdata);
}

char **
precept_rule_builder_dup_notes (PreceptRuleBuilder *self,
                                const xmlNode      *node)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      char *prose = precept_node_is (child, "note") ? precept_rule_builder_dup_prose (self, child) : NULL;

      if (prose != NULL)
        g_ptr_array_add (notes, prose);
    }
  if (notes->len == 0)
    return NULL;
  g_ptr_array_add (notes, NULL);

  return g_strdupv ((char **)notes->pdata);
}

/* Criteria */

/* What the page prints for an operator: the line before the criteria says the outermost one. */
static char *
dup_operator_text (PreceptRuleBuilder *self,
                   const xmlNode      *node)
{
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (node->parent != NULL && precept_sentence_find_said (node->parent) == node)
    return precept_sentence_new_line (self->document, node->parent);

  title = precept_rule_builder_dup_prose (self, precept_node_child (node, "title"));
  words = precept_sentence_dup_operator (self->document, node);

  return title != NULL ? g_strdup_printf ("%s. %s", title, words) : g_steal_pointer (&words);
}

/*
 * precept_rule_builder_new_tree:
 * @self: the builder
 * @node: a node of a criteria tree
 * @id: its id if it has none in the guideline
 *
 * Nodes without an id are numbered under their parent: "als-applies-1". The
 * text of a node is what the page prints for it.
 *
 * Returns: (transfer full): the node and all under it
 */
PreceptRuleNode *
precept_rule_builder_new_tree (PreceptRuleBuilder *self,
                               const xmlNode      *node,
                               const char         *id)
{
  g_autofree char *own_id = precept_rule_builder_dup_attribute (node, "id");
  g_autofree char *node_id = precept_rule_builder_dup_node_id (self, own_id != NULL ? own_id : id);
  g_autofree char *mandate = precept_rule_builder_dup_attribute (node, "mandate");
  PreceptRuleNode *made;

  if (precept_rule_is_operator (node))
    {
      g_autofree char *text = dup_operator_text (self, node);
      g_autofree char *count = precept_rule_builder_dup_attribute (node, "count");
      guint64          number;
      guint            position = 0;

      made = precept_rule_node_new (node_id, (const char *)node->name, text);
      made->count = count != NULL && g_ascii_string_to_unsigned (count, 10, 1, 999999, &number, NULL) ? (guint)number : 1;
      made->children = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_rule_node_free);
      for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
        {
          g_autofree char *child_id = NULL;

          if (!precept_rule_is_criteria (child))
            continue;
          child_id = g_strdup_printf ("%s-%u", node_id, ++position);
          precept_rule_node_take_child (made, precept_rule_builder_new_tree (self, child, child_id));
        }
      /* It joins nothing yet, so what it demands is for a person to say. */
      if (made->children->len == 0)
        {
          precept_rule_node_free (made);
          made = precept_rule_builder_new_question (self, "criterion", node_id, text, "statement");
        }
    }
  else
    {
      made = precept_rule_builder_new_leaf (self, node, node_id);
    }

  made->cites = dup_ids (node, "cites");
  if (!precept_node_is (node, "criterion"))
    made->notes = precept_rule_builder_dup_notes (self, node);
  if (g_strcmp0 (mandate, "yes") == 0)
    made->mandate = TRUE;

  return made;
}

/* The tree in @parent; NULL: it holds none. */
static PreceptRuleNode *
find_tree (PreceptRuleBuilder *self,
           const xmlNode      *parent,
           const char         *id)
{
  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_rule_is_criteria (child))
        return precept_rule_builder_new_tree (self, child, id);
    }

  return NULL;
}

/* Indications */

static void
add_limit (PreceptRuleBuilder *self,
           PreceptRuleRequest *request,
           const xmlNode      *node)
{
  static const char *const numbers[] = { "billing-units", "age-at-least", "age-at-most" };
  PreceptRuleLimit        *limit = precept_rule_request_add_limit (request);
  int                     *values[] = { &limit->billing_units, &limit->age_at_least, &limit->age_at_most };
  g_autofree char         *every = precept_rule_builder_dup_attribute (node, "every");
  PreceptPeriod            period;

  limit->id = precept_rule_builder_dup_attribute (node, "id");
  limit->dose = precept_rule_builder_dup_attribute (node, "dose");
  limit->quantity = precept_rule_builder_dup_attribute (node, "quantity");
  limit->billing_code = precept_rule_builder_dup_attribute (node, "billing-code");
  limit->text = precept_sentence_new (self->document, node);
  if (precept_period_parse (every, &period))
    limit->every = precept_period_format_iso (&period);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *text = precept_rule_builder_dup_attribute (node, numbers[i]);
      guint64          number;

      if (text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL))
        *values[i] = (int)number;
    }
}

static void
add_request (PreceptRuleBuilder    *self,
             PreceptRuleIndication *indication,
             const xmlNode         *node)
{
  g_autofree char    *type = precept_rule_builder_dup_attribute (node, "type");
  g_autofree char    *id = precept_rule_builder_dup_attribute (node, "id");
  g_autofree char    *name = NULL;
  g_autofree char    *tree_id = NULL;
  const char         *shown = g_strcmp0 (type, "initial") == 0 || g_strcmp0 (type, "continuation") == 0 ? type : "any";
  PreceptRuleRequest *request = precept_rule_indication_add_request (indication, shown);
  PreceptPeriod       period;

  name = id != NULL ? g_strdup (id) : g_strconcat (indication->id, "-", shown, NULL);
  tree_id = id != NULL ? g_strconcat (id, "-criteria", NULL) : g_strdup (name);
  request->authorize_for_text = precept_rule_builder_dup_attribute (node, "authorize-for");
  if (precept_period_parse (request->authorize_for_text, &period))
    request->authorize_for = precept_period_format_iso (&period);
  request->criteria = find_tree (self, node, tree_id);
  request->within = precept_rule_builder_new_within (self, node, name);
  request->id = g_steal_pointer (&id);
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "limit"))
        add_limit (self, request, child);
    }
}

/* The headings of the groups that an indication stands in, the outermost first. */
static char **
dup_headings (PreceptRuleBuilder *self,
              const xmlNode      *indication)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *group = indication->parent; group != NULL && group->type == XML_ELEMENT_NODE; group = group->parent)
    {
      char *heading = precept_node_is (group, "group") ? precept_rule_builder_dup_prose (self, precept_node_child (group, "title")) : NULL;

      if (heading != NULL)
        g_ptr_array_insert (headings, 0, heading);
    }
  if (headings->len == 0)
    return NULL;
  g_ptr_array_add (headings, NULL);

  return g_strdupv ((char **)headings->pdata);
}

/* An indication that does not say in criteria whom it is about: one answer picks it, or another, or none of them. */
static PreceptRuleNode *
new_named_use (PreceptRuleBuilder    *self,
               PreceptRuleIndication *indication)
{
  g_autofree char *base = g_strconcat (indication->id, "-applies", NULL);
  g_autofree char *id = precept_rule_builder_dup_node_id (self, base);
  const char      *question = precept_words_lookup (self->words, "question", "indication");
  guint            fact = precept_rules_add_fact (self->rules, "indication", PRECEPT_FACT_CHOICE, question, "request");
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (id, "criterion", indication->title, PRECEPT_TEST_ONE_OF, fact);

  precept_rule_test_add_word (leaf->test, indication->id);
  precept_rule_fact_add_option (precept_rules_get_fact (self->rules, fact), indication->id, indication->title);

  return leaf;
}

static void
add_indication (PreceptRuleBuilder *self,
                const xmlNode      *node)
{
  PreceptRuleIndication *indication = precept_rules_add_indication (self->rules);
  const xmlNode         *request = precept_node_child (node, "request");
  g_autofree char       *determination = precept_rule_builder_dup_attribute (node, "determination");
  g_autofree char       *applies_id = NULL;

  indication->id = precept_rule_builder_dup_attribute (node, "id");
  if (indication->id == NULL)
    indication->id = g_strdup_printf ("indication-%u", self->rules->indications->len);
  indication->title = precept_rule_builder_dup_prose (self, precept_node_child (node, "title"));
  if (indication->title == NULL)
    indication->title = g_strdup (precept_words_name (self->words, "headings", "indication"));
  indication->headings = dup_headings (self, node);
  indication->subjects = dup_ids (node, "for");
  if (determination == NULL)
    determination = g_strdup (request != NULL ? "medically-necessary-when-met" : "case-by-case-review");
  indication->determination = g_intern_string (determination);
  indication->mandate = precept_rule_has_mandate (node);
  indication->position = precept_rule_builder_dup_prose (self, precept_node_child (node, "position"));
  if (indication->position == NULL && request == NULL)
    indication->position = g_strdup (precept_words_name (self->words, "determination", determination));

  applies_id = g_strconcat (indication->id, "-applies", NULL);
  indication->applies = find_tree (self, precept_node_child (node, "applies-to"), applies_id);
  if (indication->applies == NULL)
    indication->applies = new_named_use (self, indication);
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "request"))
        add_request (self, indication, child);
    }
}

static void
set_other_uses (PreceptRuleBuilder *self,
                const xmlNode      *coverage)
{
  const xmlNode    *node = precept_node_child (coverage, "all-other-uses");
  const xmlNode    *title = precept_node_child (node, "title");
  PreceptRuleOther *other = &self->rules->other;
  g_autofree char  *determination = node != NULL ? precept_rule_builder_dup_attribute (node, "determination") : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (determination == NULL)
    return;

  other->determination = g_intern_string (determination);
  other->id = precept_rule_builder_dup_attribute (node, "id");
  other->title = precept_rule_builder_dup_prose (self, title);
  other->subjects = dup_ids (node, "for");
  other->mandate = precept_rule_has_mandate (node);
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *prose = child != title ? precept_rule_builder_dup_prose (self, child) : NULL;

      if (prose != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", prose);
    }
  other->text = g_strdup (text->len > 0 ? text->str : precept_words_name (self->words, "determination", determination));
}

/* The guideline itself */

static void
add_subjects (PreceptRuleBuilder *self,
              const xmlNode      *metadata)
{
  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *id = precept_node_is (child, "subject") ? precept_rule_builder_dup_attribute (child, "id") : NULL;
      g_autofree char *name = NULL;

      if (id == NULL)
        continue;
      name = precept_node_dup_child_text (child, "brand");
      if (name == NULL)
        name = precept_node_dup_child_text (child, "generic");
      precept_rules_add_subject (self->rules, id, name != NULL ? name : id);
    }
}

static void
add_code (PreceptRuleTable *table,
          const xmlNode    *node)
{
  g_autofree char *system = precept_rule_builder_dup_attribute (node, "system");
  g_autofree char *value = precept_rule_builder_dup_attribute (node, "value");
  PreceptRuleCode *code;

  if (system == NULL || value == NULL)
    return;

  code = precept_rule_table_add_code (table, system, value);
  code->through = precept_rule_builder_dup_attribute (node, "through");
  code->use = precept_rule_builder_dup_attribute (node, "use");
  code->only_with = precept_rule_builder_dup_attribute (node, "only-with");
}

static gboolean
add_tables (PreceptRuleBuilder *self,
            const xmlNode      *billing)
{
  gboolean has_diagnoses = FALSE;

  for (const xmlNode *node = precept_node_first_element (billing); node != NULL; node = precept_node_next_element (node))
    {
      g_autofree char  *role = precept_node_is (node, "code-table") ? precept_rule_builder_dup_attribute (node, "role") : NULL;
      PreceptRuleTable *table;

      if (role == NULL)
        continue;
      table = precept_rule_table_new (strcmp (role, "billing") == 0);
      table->subjects = dup_ids (node, "for");
      g_ptr_array_add (self->rules->tables, table);
      has_diagnoses |= !table->is_billing;
      for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
        {
          if (precept_node_is (child, "code"))
            add_code (table, child);
        }
    }

  return has_diagnoses;
}

/* What the guideline has given an id keeps it. */
static void
reserve_ids (PreceptRuleBuilder *self,
             const xmlNode      *coverage)
{
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      char *id;

      if (!precept_node_is (node, "fact") && !precept_rule_is_criteria (node) && !precept_node_is (node, "limit"))
        continue;
      id = precept_rule_builder_dup_attribute (node, "id");
      if (id != NULL)
        g_hash_table_add (self->fact_ids, id);
    }
}

static gboolean
has_typed_request (const xmlNode *coverage)
{
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      g_autofree char *type = precept_node_is (node, "request") ? precept_rule_builder_dup_attribute (node, "type") : NULL;

      if (type != NULL && strcmp (type, "any") != 0)
        return TRUE;
    }

  return FALSE;
}

static void
add_last_options (PreceptRuleBuilder *self)
{
  static const char *const specialties[] = { "prescriber-specialty", "consulted-specialty" };
  guint                    uses = precept_rules_find_fact (self->rules, "indication");

  for (guint i = 0; i < G_N_ELEMENTS (specialties); i++)
    {
      guint index = precept_rules_find_fact (self->rules, specialties[i]);

      if (index == G_MAXUINT)
        continue;
      precept_rule_fact_add_option (precept_rules_get_fact (self->rules, index), "other",
                                    precept_words_lookup (self->words, "question", "other-specialty"));
      if (i == 1)
        precept_rule_fact_add_option (precept_rules_get_fact (self->rules, index), "none",
                                      precept_words_lookup (self->words, "question", "no-specialty"));
    }
  if (uses != G_MAXUINT)
    precept_rule_fact_add_option (precept_rules_get_fact (self->rules, uses), "other",
                                  precept_words_lookup (self->words, "question", "other-use"));
}

static void
build_coverage (PreceptRuleBuilder *self,
                const xmlNode      *root)
{
  const xmlNode   *coverage = precept_node_child (root, "coverage");
  const xmlNode   *general = precept_node_child (coverage, "general");
  g_autofree char *general_id = general != NULL ? precept_rule_builder_dup_attribute (general, "id") : NULL;
  gboolean         has_diagnoses;

  reserve_ids (self, coverage);
  add_subjects (self, precept_node_child (root, "metadata"));
  has_diagnoses = add_tables (self, precept_node_child (root, "billing-codes"));
  precept_rules_use_billing_codes (self->rules);
  precept_rule_builder_add_precedence (self, precept_node_child (coverage, "precedence"), precept_node_child (root, "metadata"));
  if (has_diagnoses)
    precept_rule_builder_use_diagnoses (self);
  if (has_typed_request (coverage))
    precept_rules_use_request_type (self->rules);
  self->rules->general = find_tree (self, general, general_id != NULL ? general_id : "general");
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      if (precept_node_is (node, "indication"))
        add_indication (self, node);
    }
  set_other_uses (self, coverage);
  add_last_options (self);
  precept_rule_builder_add_unused (self, precept_node_child (coverage, "facts"));
  precept_rules_finish (self->rules);
}

static void
build_identity (PreceptRuleBuilder *self,
                const xmlNode      *root)
{
  const xmlNode   *metadata = precept_node_child (root, "metadata");
  g_autofree char *status = precept_node_dup_child_text (metadata, "status");
  PreceptRules    *rules = self->rules;

  rules->id = precept_rule_builder_dup_attribute (root, "id");
  if (rules->id == NULL)
    rules->id = g_strdup ("guideline");
  rules->title = precept_node_dup_child_text (metadata, "title");
  if (rules->title == NULL)
    rules->title = g_strdup (rules->id);
  rules->version = precept_node_dup_child_text (metadata, "version");
  /* Approved is what enough matching approvals say, never the status word alone. */
  rules->status = g_strdup (status == NULL || strcmp (status, "approved") == 0 ? "draft" : status);
}

/**
 * precept_rules_new:
 * @document: a guideline
 *
 * Makes the rules of a guideline as it is now.
 *
 * What it does not say precisely enough for a machine becomes a question to a
 * person; nothing is left out, and nothing taken to be false.
 *
 * Returns: (transfer full): its rules
 */
PreceptRules *
precept_rules_new (PreceptDocument *document)
{
  PreceptRuleBuilder builder = { .document = document };
  const char        *language;
  const xmlNode     *root;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  language = precept_document_get_language (document);
  root = precept_document_get_root (document);
  builder.words = precept_words_get (language);
  builder.numbers = precept_label_count (document);
  builder.rules = precept_rules_alloc (language);
  builder.node_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder.fact_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder.made_facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  builder.used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  build_identity (&builder, root);
  build_coverage (&builder, root);

  g_hash_table_unref (builder.numbers);
  g_hash_table_unref (builder.node_ids);
  g_hash_table_unref (builder.fact_ids);
  g_hash_table_unref (builder.made_facts);
  g_hash_table_unref (builder.used);

  return builder.rules;
}
