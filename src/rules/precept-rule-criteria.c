/* precept-rule-criteria.c: indications and their criteria in the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"
#include "precept-rule-json-private.h"

#include <string.h>

static void
write_children (PreceptRuleWriter *self,
                const char        *name,
                PreceptRuleNode   *node)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < node->children->len; i++)
    precept_rule_write_node (self, g_ptr_array_index (node->children, i));
  json_builder_end_array (self->builder);
}

static void
write_test (PreceptRuleWriter     *self,
            const PreceptRuleTest *test)
{
  json_builder_set_member_name (self->builder, "facts");
  json_builder_begin_array (self->builder);
  json_builder_add_string_value (self->builder, precept_rules_get_fact (self->rules, test->fact)->id);
  json_builder_end_array (self->builder);
  json_builder_set_member_name (self->builder, "test");
  json_builder_add_value (self->builder, precept_logic_from_test (self->rules, test));
}

/*
 * precept_rule_write_node:
 * @self: the writer
 * @node: a node of a criteria tree
 *
 * Writes an object for a node and all under it.
 */
void
precept_rule_write_node (PreceptRuleWriter *self,
                         PreceptRuleNode   *node)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", node->id);
  precept_rule_add_string (self, "kind", node->kind);
  precept_rule_add_string (self, "text", node->text);
  if (node->mandate >= 0)
    precept_rule_add_bool (self, "stateMandate", node->mandate);
  if (node->test != NULL)
    write_test (self, node->test);
  if (node->join == PRECEPT_RULE_AT_LEAST)
    precept_rule_add_int (self, "count", node->count);
  if (node->children != NULL)
    write_children (self, node->is_one ? "anyOf" : "of", node);
  precept_rule_add_strings (self, "cites", node->cites);
  precept_rule_add_strings (self, "notes", node->notes);
  json_builder_end_object (self->builder);
}

static void
write_tree (PreceptRuleWriter *self,
            const char        *name,
            PreceptRuleNode   *tree)
{
  if (tree == NULL)
    return;

  json_builder_set_member_name (self->builder, name);
  precept_rule_write_node (self, tree);
}

static void
write_limit (PreceptRuleWriter      *self,
             const PreceptRuleLimit *limit)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", limit->id);
  precept_rule_add_string (self, "dose", limit->dose);
  precept_rule_add_string (self, "quantity", limit->quantity);
  precept_rule_add_string (self, "every", limit->every);
  precept_rule_add_string (self, "billingCode", limit->billing_code);
  if (limit->billing_units >= 0)
    precept_rule_add_int (self, "billingUnits", limit->billing_units);
  if (limit->age_at_least >= 0)
    precept_rule_add_int (self, "ageAtLeast", limit->age_at_least);
  if (limit->age_at_most >= 0)
    precept_rule_add_int (self, "ageAtMost", limit->age_at_most);
  precept_rule_add_string (self, "text", limit->text);
  json_builder_end_object (self->builder);
}

static void
write_request (PreceptRuleWriter  *self,
               PreceptRuleRequest *request)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", request->id);
  precept_rule_add_string (self, "type", request->type);
  precept_rule_add_string (self, "authorizeFor", request->authorize_for);
  precept_rule_add_string (self, "authorizeForText", request->authorize_for_text);
  write_tree (self, "criteria", request->criteria);
  write_tree (self, "withinLimits", request->within);
  json_builder_set_member_name (self->builder, "limits");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < request->limits->len; i++)
    write_limit (self, g_ptr_array_index (request->limits, i));
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static void
write_indication (PreceptRuleWriter     *self,
                  PreceptRuleIndication *indication)
{
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", indication->id);
  precept_rule_add_string (self, "title", indication->title);
  precept_rule_add_strings (self, "headings", indication->headings);
  precept_rule_add_strings (self, "for", indication->subjects);
  precept_rule_add_string (self, "determination", indication->determination);
  precept_rule_add_bool (self, "stateMandate", indication->mandate);
  precept_rule_add_string (self, "position", indication->position);
  write_tree (self, "appliesTo", indication->applies);
  json_builder_set_member_name (self->builder, "requests");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < indication->requests->len; i++)
    write_request (self, g_ptr_array_index (indication->requests, i));
  json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

void
precept_rule_write_indications (PreceptRuleWriter *self)
{
  json_builder_set_member_name (self->builder, "indications");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < self->rules->indications->len; i++)
    write_indication (self, g_ptr_array_index (self->rules->indications, i));
  json_builder_end_array (self->builder);
}
