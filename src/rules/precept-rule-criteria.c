/* precept-rule-criteria.c: indications and their criteria in the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include <string.h>

#include "precept-document-tree.h"
#include "precept-period.h"
#include "precept-rule-json-private.h"
#include "precept-sentence.h"

/* {"var": name} */
static void
add_variable (PreceptRuleWriter *self,
              const char        *name)
{
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "var");
  json_builder_add_string_value (self->builder, name);
  json_builder_end_object (self->builder);
}

/* "facts" and the beginning of "test"; what follows is the operand or operands, then end_test. */
static void
begin_test (PreceptRuleWriter *self,
            const char        *fact,
            const char        *logic)
{
  json_builder_set_member_name (self->builder, "facts");
  json_builder_begin_array (self->builder);
  json_builder_add_string_value (self->builder, fact);
  json_builder_end_array (self->builder);

  json_builder_set_member_name (self->builder, "test");
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, logic);
  json_builder_begin_array (self->builder);
}

static void
end_test (PreceptRuleWriter *self)
{
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static void
add_yes_test (PreceptRuleWriter *self,
              const char        *fact)
{
  if (fact == NULL || *fact == '\0')
    return;

  begin_test (self, fact, "===");
  add_variable (self, fact);
  json_builder_add_boolean_value (self->builder, TRUE);
  end_test (self);
}

/* The codes that a diagnosis accepts; NULL where a range of codes is among them, which no list can hold. */
static GPtrArray *
find_codes (PreceptRuleWriter *self,
            const xmlNode     *diagnosis)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (diagnosis); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *value = precept_node_dup_attribute (child, "value");
      g_autofree char *table_id = precept_node_dup_attribute (child, "table");
      const xmlNode   *table = table_id != NULL ? precept_document_find (self->document, table_id) : NULL;

      if (!precept_node_is (child, "code-ref"))
        continue;
      if (value != NULL && *value != '\0')
        {
          g_ptr_array_add (codes, g_steal_pointer (&value));
          continue;
        }
      for (const xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
        {
          g_autofree char *through = precept_node_dup_attribute (code, "through");
          char            *one = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "value") : NULL;

          if (one != NULL)
            g_ptr_array_add (codes, one);
          if (through != NULL)
            return NULL;
        }
    }

  return codes->len > 0 ? g_steal_pointer (&codes) : NULL;
}

static void
add_diagnosis_test (PreceptRuleWriter *self,
                    const xmlNode     *node)
{
  g_autoptr (GPtrArray) codes = find_codes (self, node);

  if (codes == NULL)
    return;

  begin_test (self, "diagnoses", "some");
  add_variable (self, "diagnoses");
  json_builder_begin_object (self->builder);
  json_builder_set_member_name (self->builder, "in");
  json_builder_begin_array (self->builder);
  add_variable (self, "");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < codes->len; i++)
    json_builder_add_string_value (self->builder, g_ptr_array_index (codes, i));
  json_builder_end_array (self->builder);
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
  end_test (self);
}

/* Facts and test of a leaf. One whose fact needs a window of time or an outcome has its sentence only. */
static void
add_leaf_test (PreceptRuleWriter *self,
               const xmlNode     *node,
               const char        *id)
{
  if (precept_node_is (node, "criterion"))
    {
      add_yes_test (self, id);
    }
  else if (precept_node_is (node, "is"))
    {
      g_autofree char *fact = precept_node_dup_attribute (node, "fact");

      add_yes_test (self, fact);
    }
  else if (precept_node_is (node, "diagnosis"))
    {
      add_diagnosis_test (self, node);
    }
}

/**
 * precept_rule_write_tree:
 * @self: the writer
 * @node: a node of a criteria tree
 * @id: its id in the JSON if it has none in the guideline
 *
 * Writes an object for a node and all under it. Nodes without an id are numbered
 * under their parent: "als-applies-1".
 */
void
precept_rule_write_tree (PreceptRuleWriter *self,
                         const xmlNode     *node,
                         const char        *id)
{
  g_autofree char *own_id = precept_node_dup_attribute (node, "id");
  g_autofree char *sentence = precept_sentence_new (self->document, node);
  g_autofree char *prose = precept_node_is (node, "criterion") ? precept_rule_dup_prose (self, node) : NULL;
  g_autofree char *mandate = precept_node_dup_attribute (node, "mandate");
  guint            position = 0;

  if (own_id != NULL && *own_id != '\0')
    id = own_id;
  /* Cross-references in prose go by their labels, which a plain sentence has not. */
  if (prose != NULL)
    sentence = (g_free (sentence), g_steal_pointer (&prose));

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  precept_rule_add_string (self, "kind", (const char *)node->name);
  precept_rule_add_string (self, "text", sentence != NULL && *sentence != '\0' ? sentence : (const char *)node->name);
  if (g_strcmp0 (mandate, "yes") == 0)
    precept_rule_add_mandate (self, node);

  if (precept_rule_is_operator (node))
    {
      g_autofree char *count = precept_node_dup_attribute (node, "count");
      guint64          number;

      if (precept_node_is (node, "at-least"))
        {
          json_builder_set_member_name (self->builder, "count");
          json_builder_add_int_value (self->builder,
                                      count != NULL && g_ascii_string_to_unsigned (count, 10, 1, 1000, &number, NULL) ? (gint64)number : 1);
        }
      json_builder_set_member_name (self->builder, "of");
      json_builder_begin_array (self->builder);
      for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
        {
          g_autofree char *child_id = NULL;

          if (!precept_rule_is_criteria (child))
            continue;
          child_id = g_strdup_printf ("%s-%u", id, ++position);
          precept_rule_write_tree (self, child, child_id);
        }
      json_builder_end_array (self->builder);
    }
  else
    {
      add_leaf_test (self, node, id);
    }

  precept_rule_add_ids (self, "cites", node, "cites");
  if (!precept_node_is (node, "criterion"))
    precept_rule_add_notes (self, node);
  json_builder_end_object (self->builder);
}

/* The first tree in @parent, as a member called @name. */
static void
add_tree (PreceptRuleWriter *self,
          const char        *name,
          const xmlNode     *parent,
          const char        *id)
{
  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (!precept_rule_is_criteria (child))
        continue;
      json_builder_set_member_name (self->builder, name);
      precept_rule_write_tree (self, child, id);
      return;
    }
}

static void
add_duration (PreceptRuleWriter *self,
              const char        *name,
              const xmlNode     *node,
              const char        *attribute)
{
  g_autofree char *text = precept_node_dup_attribute (node, attribute);
  PreceptPeriod    period;

  if (precept_period_parse (text, &period))
    precept_rule_take_string (self, name, precept_period_format_iso (&period));
}

static void
add_number (PreceptRuleWriter *self,
            const char        *name,
            const xmlNode     *node,
            const char        *attribute)
{
  g_autofree char *value = precept_node_dup_attribute (node, attribute);
  gint64           number;

  if (value == NULL || !g_ascii_string_to_signed (value, 10, 0, G_MAXINT32, &number, NULL))
    return;

  json_builder_set_member_name (self->builder, name);
  json_builder_add_int_value (self->builder, number);
}

static void
write_limit (PreceptRuleWriter *self,
             const xmlNode     *limit)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_attribute (self, "id", limit, "id");
  precept_rule_add_attribute (self, "dose", limit, "dose");
  precept_rule_add_attribute (self, "quantity", limit, "quantity");
  add_duration (self, "every", limit, "every");
  precept_rule_add_attribute (self, "billingCode", limit, "billing-code");
  add_number (self, "billingUnits", limit, "billing-units");
  add_number (self, "ageAtLeast", limit, "age-at-least");
  add_number (self, "ageAtMost", limit, "age-at-most");
  precept_rule_take_string (self, "text", precept_sentence_new (self->document, limit));
  json_builder_end_object (self->builder);
}

static void
write_request (PreceptRuleWriter *self,
               const xmlNode     *request,
               const char        *indication_id)
{
  g_autofree char *id = precept_node_dup_attribute (request, "id");
  g_autofree char *type = precept_node_dup_attribute (request, "type");
  g_autofree char *tree_id = NULL;
  const char      *shown_type = type != NULL ? type : "any";

  tree_id = id != NULL ? g_strconcat (id, "-criteria", NULL) : g_strconcat (indication_id, "-", shown_type, NULL);

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  precept_rule_add_string (self, "type", shown_type);
  add_duration (self, "authorizeFor", request, "authorize-for");
  precept_rule_add_attribute (self, "authorizeForText", request, "authorize-for");
  add_tree (self, "criteria", request, tree_id);
  json_builder_set_member_name (self->builder, "limits");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (request); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "limit"))
        write_limit (self, child);
    }
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

/* The headings of the groups that an indication stands in, the outermost first. */
static void
add_headings (PreceptRuleWriter *self,
              const xmlNode     *indication)
{
  g_autoptr (GPtrArray) headings = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *group = indication->parent; group != NULL && group->type == XML_ELEMENT_NODE; group = group->parent)
    {
      char *heading = precept_node_is (group, "group") ? precept_rule_dup_prose (self, precept_node_child (group, "title")) : NULL;

      if (heading != NULL)
        g_ptr_array_insert (headings, 0, heading);
    }
  if (headings->len == 0)
    return;

  json_builder_set_member_name (self->builder, "headings");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < headings->len; i++)
    json_builder_add_string_value (self->builder, g_ptr_array_index (headings, i));
  json_builder_end_array (self->builder);
}

static void
write_indication (PreceptRuleWriter *self,
                  const xmlNode     *indication)
{
  const xmlNode   *title = precept_node_child (indication, "title");
  const xmlNode   *request = precept_node_child (indication, "request");
  g_autofree char *id = precept_node_dup_attribute (indication, "id");
  g_autofree char *heading = precept_rule_dup_prose (self, title);
  g_autofree char *determination = precept_node_dup_attribute (indication, "determination");
  g_autofree char *position = precept_rule_dup_prose (self, precept_node_child (indication, "position"));
  g_autofree char *applies_id = g_strconcat (id != NULL ? id : "indication", "-applies", NULL);

  if (determination == NULL)
    determination = g_strdup (request != NULL ? "medically-necessary-when-met" : "case-by-case-review");

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  precept_rule_add_string (self, "title", heading != NULL ? heading : precept_words_name (self->words, "headings", "indication"));
  add_headings (self, indication);
  precept_rule_add_ids (self, "for", indication, "for");
  precept_rule_add_string (self, "determination", determination);
  precept_rule_add_mandate (self, indication);
  if (position == NULL && request == NULL)
    precept_rule_add_string (self, "position", precept_words_name (self->words, "determination", determination));
  else
    precept_rule_add_string (self, "position", position);
  add_tree (self, "appliesTo", precept_node_child (indication, "applies-to"), applies_id);

  json_builder_set_member_name (self->builder, "requests");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (indication); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "request"))
        write_request (self, child, id != NULL ? id : "indication");
    }
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

void
precept_rule_write_indications (PreceptRuleWriter *self)
{
  const xmlNode *coverage = precept_node_child (precept_document_get_root (self->document), "coverage");

  json_builder_set_member_name (self->builder, "indications");
  json_builder_begin_array (self->builder);
  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      if (precept_node_is (node, "indication"))
        write_indication (self, node);
    }
  json_builder_end_array (self->builder);
}
