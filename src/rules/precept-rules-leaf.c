/* precept-rules-leaf.c: what a criterion tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

/* Every maker of a leaf returns NULL where the guideline does not say enough for a test: a person is asked then, and
 * nothing is taken to be false. */

static char *
dup_part_id (PreceptRuleBuilder *self,
             const char         *id,
             const char         *part)
{
  g_autofree char *base = g_strjoin ("-", id, part, NULL);

  return precept_rule_builder_dup_node_id (self, base);
}

static const xmlNode *
find_fact (PreceptRuleBuilder *self,
           const xmlNode      *node,
           const char *const  *kinds)
{
  g_autofree char *id = precept_rule_builder_dup_attribute (node, "fact");
  const xmlNode   *fact = id != NULL ? precept_document_find (self->document, id) : NULL;
  g_autofree char *kind = fact != NULL && precept_node_is (fact, "fact") ? precept_rule_builder_dup_attribute (fact, "kind") : NULL;

  return kind != NULL && g_strv_contains (kinds, kind) ? fact : NULL;
}

/* FALSE: it is there, but no number. */
static gboolean
read_number (const xmlNode *node,
             const char    *attribute,
             double        *number,
             gboolean      *is_there)
{
  g_autofree char *text = precept_rule_builder_dup_attribute (node, attribute);
  char            *end = NULL;

  *is_there = text != NULL;
  if (text == NULL)
    return TRUE;
  *number = g_ascii_strtod (text, &end);

  return strspn (text, "-.0123456789") == strlen (text) && end != text && *end == '\0';
}

static void
raise_lower (PreceptRuleTest *test,
             double           value,
             gboolean         is_open)
{
  if (test->has_lower && value < test->lower)
    return;
  test->lower = value;
  test->is_lower_open = is_open;
  test->has_lower = TRUE;
}

static void
sink_upper (PreceptRuleTest *test,
            double           value,
            gboolean         is_open)
{
  if (test->has_upper && value > test->upper)
    return;
  test->upper = value;
  test->is_upper_open = is_open;
  test->has_upper = TRUE;
}

/* FALSE: there is no bound, or one that is no number. */
static gboolean
read_bounds (const xmlNode   *node,
             PreceptRuleTest *test)
{
  static const struct
  {
    const char *attribute;
    gboolean    is_lower;
    gboolean    is_open;
  } bounds[] = {
    { "at-least", TRUE, FALSE },
    { "more-than", TRUE, TRUE },
    { "at-most", FALSE, FALSE },
    { "less-than", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      double   value = 0;
      gboolean is_there;

      if (!read_number (node, bounds[i].attribute, &value, &is_there))
        return FALSE;
      if (is_there && bounds[i].is_lower)
        raise_lower (test, value, bounds[i].is_open);
      else if (is_there)
        sink_upper (test, value, bounds[i].is_open);
    }

  return test->has_lower || test->has_upper;
}

static PreceptRuleNode *
new_range (const char            *id,
           const char            *kind,
           const char            *text,
           guint                  fact,
           const PreceptRuleTest *bounds)
{
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (id, kind, text, PRECEPT_TEST_RANGE, fact);

  *leaf->test = *bounds;
  leaf->test->kind = PRECEPT_TEST_RANGE;
  leaf->test->fact = fact;

  return leaf;
}

static PreceptRuleNode *
new_age (PreceptRuleBuilder *self,
         const xmlNode      *node,
         const char         *id,
         const char         *text)
{
  g_autofree char *unit = precept_rule_builder_dup_attribute (node, "unit");
  PreceptRuleTest  bounds = { 0 };
  guint            fact;

  if (!read_bounds (node, &bounds))
    return NULL;
  fact = precept_rule_builder_use_age (self, unit != NULL ? unit : "years");

  return fact != G_MAXUINT ? new_range (id, "age", text, fact, &bounds) : NULL;
}

/* Codes */

static void
add_table_code (PreceptRuleBuilder *self,
                PreceptRuleTest    *test,
                const xmlNode      *code)
{
  g_autofree char *system = precept_rule_builder_dup_attribute (code, "system");
  g_autofree char *value = precept_rule_builder_dup_attribute (code, "value");
  g_autofree char *through = precept_rule_builder_dup_attribute (code, "through");
  const char      *uri = precept_code_system_get_uri (system);

  if (value == NULL)
    return;
  precept_rule_test_add_code (test, system, value, through);
  if (uri != NULL)
    precept_rule_fact_add_system (precept_rules_get_fact (self->rules, test->fact), uri);
}

/* The codes of a table, or the one named; a code that its table lacks counts as a diagnosis. */
static void
add_reference (PreceptRuleBuilder *self,
               PreceptRuleTest    *test,
               const xmlNode      *reference)
{
  g_autofree char *table_id = precept_rule_builder_dup_attribute (reference, "table");
  g_autofree char *value = precept_rule_builder_dup_attribute (reference, "value");
  const xmlNode   *table = table_id != NULL ? precept_document_find (self->document, table_id) : NULL;
  gboolean         is_found = FALSE;

  for (const xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *own = precept_node_is (code, "code") ? precept_rule_builder_dup_attribute (code, "value") : NULL;

      if (own == NULL || (value != NULL && strcmp (own, value) != 0))
        continue;
      add_table_code (self, test, code);
      is_found = TRUE;
    }
  if (!is_found && value != NULL)
    precept_rule_test_add_code (test, "ICD-10-CM", value, NULL);
}

static PreceptRuleNode *
new_diagnosis (PreceptRuleBuilder *self,
               const xmlNode      *node,
               const char         *id,
               const char         *text)
{
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (id, "diagnosis", text, PRECEPT_TEST_ANY_CODE,
                                                      precept_rule_builder_use_diagnoses (self));

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code-ref"))
        add_reference (self, leaf->test, child);
    }
  if (leaf->test->words == NULL && leaf->test->ranges == NULL)
    g_clear_pointer (&leaf, precept_rule_node_free);

  return leaf;
}

/* Numbers */

/* A lower bound asks for the highest value in its time, an upper one for the lowest; both for the latest. */
static PreceptRuleNode *
new_lab (PreceptRuleBuilder *self,
         const xmlNode      *node,
         const char         *id,
         const char         *text)
{
  static const char *const kinds[] = { "lab", "number", "count", NULL };
  const xmlNode           *fact = find_fact (self, node, kinds);
  g_autofree char         *within = precept_rule_builder_dup_attribute (node, "within");
  PreceptRuleTest          bounds = { 0 };
  const char              *pick;

  if (fact == NULL || !read_bounds (node, &bounds))
    return NULL;
  pick = bounds.has_lower && bounds.has_upper ? "latest" : bounds.has_lower ? "highest"
                                                                            : "lowest";
  if (within == NULL)
    pick = "latest";

  return new_range (id, "lab", text, precept_rule_builder_use_value (self, fact, pick, within), &bounds);
}

static PreceptRuleNode *
new_number_of (PreceptRuleBuilder *self,
               const xmlNode      *node,
               const char         *id,
               const char         *text)
{
  static const char *const kinds[] = { "count", "number", NULL };
  const xmlNode           *fact = find_fact (self, node, kinds);
  g_autofree char         *within = precept_rule_builder_dup_attribute (node, "within");
  PreceptRuleTest          bounds = { 0 };

  if (fact == NULL || !read_bounds (node, &bounds))
    return NULL;

  return new_range (id, "number-of", text, precept_rule_builder_use_value (self, fact, "count", within), &bounds);
}

/* Therapies */

/* Years are told in months, so that a year and a half has a number. */
static PreceptRuleNode *
new_taken (PreceptRuleBuilder  *self,
           const xmlNode       *fact,
           const char          *within,
           const PreceptPeriod *period,
           const char          *id)
{
  g_autofree char  *own_id = precept_rule_builder_dup_node_id (self, id);
  g_autofree char  *written = precept_period_format (period);
  g_autofree char  *duration = precept_sentence_dup_duration (self->document, written);
  g_autofree char  *text = precept_words_fill (self->words, "sentence", "tried-duration", "duration", duration, NULL);
  gboolean          is_years = period->unit == PRECEPT_PERIOD_YEAR;
  PreceptPeriodUnit unit = is_years ? PRECEPT_PERIOD_MONTH : period->unit;
  PreceptRuleTest   bounds = { .has_lower = TRUE, .lower = (double)period->number * (is_years ? 12 : 1) };

  return new_range (own_id, "tried", text, precept_rule_builder_use_duration (self, fact, within, unit), &bounds);
}

static PreceptRuleNode *
new_outcome (PreceptRuleBuilder *self,
             guint               fact,
             const char         *id,
             const char         *key,
             const char *const  *outcomes)
{
  g_autofree char *own_id = precept_rule_builder_dup_node_id (self, id);
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (own_id, "tried", precept_words_lookup (self->words, "sentence", key),
                                                      PRECEPT_TEST_ONE_OF, fact);

  for (guint i = 0; outcomes[i] != NULL; i++)
    precept_rule_test_add_word (leaf->test, outcomes[i]);

  return leaf;
}

static PreceptRuleNode *
new_tried (PreceptRuleBuilder *self,
           const xmlNode      *node,
           const char         *id,
           const char         *text)
{
  static const char *const kinds[] = { "therapy", NULL };
  static const char *const exempt[] = { "not-tolerated", "contraindicated", NULL };
  static const char *const failed[] = { "inadequate-response", NULL };
  const xmlNode           *fact = find_fact (self, node, kinds);
  g_autofree char         *within = precept_rule_builder_dup_attribute (node, "within");
  g_autofree char         *for_at_least = precept_rule_builder_dup_attribute (node, "for-at-least");
  g_autofree char         *exempt_id = g_strconcat (id, "-a", NULL);
  g_autofree char         *long_id = NULL;
  g_autofree char         *failed_id = NULL;
  g_autofree char         *taken_id = NULL;
  PreceptPeriod            period;
  PreceptRuleNode         *leaf;
  PreceptRuleNode         *both;
  guint                    outcome;

  if (fact == NULL || (for_at_least != NULL && !precept_period_parse (for_at_least, &period)))
    return NULL;

  outcome = precept_rule_builder_use_outcome (self, fact, within);
  if (for_at_least == NULL)
    {
      leaf = precept_rule_node_new_leaf (id, "tried", text, PRECEPT_TEST_ONE_OF, outcome);
      precept_rule_test_add_word (leaf->test, failed[0]);
      precept_rule_test_add_word (leaf->test, exempt[0]);
      precept_rule_test_add_word (leaf->test, exempt[1]);
      return leaf;
    }

  leaf = precept_rule_node_new (id, "tried", text);
  precept_rule_node_take_child (leaf, new_outcome (self, outcome, exempt_id, "tried-exempt", exempt));
  long_id = dup_part_id (self, id, "b");
  failed_id = g_strconcat (long_id, "-1", NULL);
  taken_id = g_strconcat (long_id, "-2", NULL);
  both = precept_rule_node_new (long_id, "all", precept_words_lookup (self->words, "sentence", "all"));
  precept_rule_node_take_child (both, new_outcome (self, outcome, failed_id, "tried-failed", failed));
  precept_rule_node_take_child (both, new_taken (self, fact, within, &period, taken_id));
  precept_rule_node_take_child (leaf, both);

  return leaf;
}

/* Prescribers */

static PreceptRuleNode *
new_specialty (PreceptRuleBuilder *self,
               const xmlNode      *node,
               const char         *id,
               const char         *text,
               gboolean            is_consulted)
{
  guint            index = precept_rule_builder_use_specialty (self, is_consulted);
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (id, "prescriber", text, PRECEPT_TEST_ONE_OF, index);

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *code = NULL;
      g_autofree char *name = precept_node_is (child, "specialty") ? precept_node_dup_text (child) : NULL;

      if (name == NULL)
        continue;
      code = precept_rule_builder_dup_attribute (child, "code");
      if (code == NULL)
        code = precept_rule_dup_slug (name);
      precept_rule_test_add_word (leaf->test, code);
      precept_rule_fact_add_option (precept_rules_get_fact (self->rules, index), code, *name != '\0' ? name : code);
    }

  return leaf;
}

static char *
dup_specialties (PreceptRuleBuilder *self,
                 const xmlNode      *node)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "specialty"))
        g_ptr_array_add (names, precept_node_dup_text (child));
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);

  return precept_words_join (self->words, "list-or", (const char *const *)names->pdata);
}

static PreceptRuleNode *
new_prescriber (PreceptRuleBuilder *self,
                const xmlNode      *node,
                const char         *id,
                const char         *text)
{
  g_autofree char *consultation = precept_rule_builder_dup_attribute (node, "consultation");
  g_autofree char *specialties = dup_specialties (self, node);
  g_autofree char *own_id = NULL;
  g_autofree char *other_id = NULL;
  g_autofree char *own_text = NULL;
  g_autofree char *other_text = NULL;
  PreceptRuleNode *leaf;

  if (specialties == NULL)
    return NULL;
  if (g_strcmp0 (consultation, "yes") != 0)
    return new_specialty (self, node, id, text, FALSE);

  own_id = dup_part_id (self, id, "a");
  other_id = dup_part_id (self, id, "b");
  own_text = precept_words_fill (self->words, "sentence", "prescriber", "specialties", specialties, NULL);
  other_text = precept_words_fill (self->words, "sentence", "prescriber-consulted", "specialties", specialties, NULL);
  leaf = precept_rule_node_new (id, "prescriber", text);
  precept_rule_node_take_child (leaf, new_specialty (self, node, own_id, own_text, FALSE));
  precept_rule_node_take_child (leaf, new_specialty (self, node, other_id, other_text, TRUE));

  return leaf;
}

/* Answers */

/* Whether a case can say the word without an option of that name. */
static gboolean
is_own_code (const PreceptRuleFact *fact,
             const char            *word)
{
  gboolean is_code = fact->systems == NULL;

  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    is_code |= precept_code_system_matches (g_ptr_array_index (fact->systems, i), word);

  return is_code;
}

static PreceptRuleNode *
new_choice (PreceptRuleBuilder *self,
            const xmlNode      *node,
            const char         *id,
            const char         *text,
            const char         *value)
{
  static const char *const kinds[] = { "choice", "code", NULL };
  const xmlNode           *fact = find_fact (self, node, kinds);
  g_auto (GStrv) words = g_strsplit_set (value, " \t\r\n", -1);
  PreceptRuleFact *made;
  PreceptRuleNode *leaf;

  if (fact == NULL)
    return NULL;

  leaf = precept_rule_node_new_leaf (id, "is", text, PRECEPT_TEST_ONE_OF, precept_rule_builder_use_own (self, fact));
  made = precept_rules_get_fact (self->rules, leaf->test->fact);
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      precept_rule_test_add_word (leaf->test, words[i]);
      /* What the criterion asks for can be answered, even if the fact does not list it. */
      if (made->kind == PRECEPT_FACT_CHOICE || made->options != NULL || !is_own_code (made, words[i]))
        precept_rule_fact_add_option (made, words[i], words[i]);
    }
  if (leaf->test->words == NULL)
    g_clear_pointer (&leaf, precept_rule_node_free);

  return leaf;
}

static PreceptRuleNode *
new_is (PreceptRuleBuilder *self,
        const xmlNode      *node,
        const char         *id,
        const char         *text)
{
  static const char *const kinds[] = { "yes-no", NULL };
  g_autofree char         *value = precept_rule_builder_dup_attribute (node, "value");
  const xmlNode           *fact;

  if (value != NULL)
    return new_choice (self, node, id, text, value);
  fact = find_fact (self, node, kinds);
  if (fact == NULL)
    return NULL;

  return precept_rule_node_new_leaf (id, "is", text, PRECEPT_TEST_YES, precept_rule_builder_use_own (self, fact));
}

/*
 * precept_rule_builder_new_question:
 * @self: the builder
 * @kind: the kind of the criterion
 * @id: its id, and that of the fact
 * @text: its sentence
 * @key: how the question is worded: a key of [question]
 *
 * Returns: (transfer full): a leaf that a person decides
 */
PreceptRuleNode *
precept_rule_builder_new_question (PreceptRuleBuilder *self,
                                   const char         *kind,
                                   const char         *id,
                                   const char         *text,
                                   const char         *key)
{
  return precept_rule_node_new_leaf (id, kind, text, PRECEPT_TEST_YES, precept_rule_builder_use_statement (self, id, key, text));
}

/*
 * precept_rule_builder_new_leaf:
 * @self: the builder
 * @node: a leaf of a criteria tree
 * @id: its id
 *
 * Returns: (transfer full): the leaf with its test
 */
PreceptRuleNode *
precept_rule_builder_new_leaf (PreceptRuleBuilder *self,
                               const xmlNode      *node,
                               const char         *id)
{
  static const struct
  {
    const char *kind;
    PreceptRuleNode *(*make) (PreceptRuleBuilder *self, const xmlNode *node, const char *id, const char *text);
  } makers[] = {
    { "age", new_age },
    { "diagnosis", new_diagnosis },
    { "lab", new_lab },
    { "number-of", new_number_of },
    { "tried", new_tried },
    { "prescriber", new_prescriber },
    { "is", new_is },
  };
  const char      *kind = (const char *)node->name;
  g_autofree char *text = NULL;
  PreceptRuleNode *leaf = NULL;

  /* Cross-references in prose go by their labels, which a plain sentence has not. */
  if (strcmp (kind, "criterion") == 0)
    text = precept_rule_builder_dup_prose (self, node);
  else
    text = precept_sentence_new (self->document, node);
  if (text == NULL || *text == '\0')
    {
      g_free (text);
      text = g_strdup (kind);
    }

  for (guint i = 0; i < G_N_ELEMENTS (makers) && leaf == NULL; i++)
    {
      if (strcmp (kind, makers[i].kind) == 0)
        leaf = makers[i].make (self, node, id, text);
    }
  if (leaf == NULL)
    leaf = precept_rule_builder_new_question (self, kind, id, text, "statement");

  return leaf;
}
