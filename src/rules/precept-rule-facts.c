/* precept-rule-facts.c: what a rule engine must be told, in the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rule-json-private.h"

static void
write_unit (PreceptRuleWriter     *self,
            const PreceptRuleFact *fact)
{
  if (fact->kind != PRECEPT_FACT_NUMBER)
    return;

  precept_rule_add_string (self, "unit", fact->unit);
  precept_rule_add_string (self, "unitShown", fact->unit_shown);
  if (fact->is_whole)
    precept_rule_add_bool (self, "integer", TRUE);
  if (fact->is_positive)
    precept_rule_add_int (self, "minimum", 0);
}

static void
write_systems (PreceptRuleWriter     *self,
               const PreceptRuleFact *fact)
{
  if (fact->systems == NULL)
    return;

  if (fact->systems->len == 1)
    {
      precept_rule_add_string (self, "system", g_ptr_array_index (fact->systems, 0));
      return;
    }
  json_builder_set_member_name (self->builder, "systems");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < fact->systems->len; i++)
    json_builder_add_string_value (self->builder, g_ptr_array_index (fact->systems, i));
  json_builder_end_array (self->builder);
}

static void
write_codings (PreceptRuleWriter     *self,
               const PreceptRuleFact *fact)
{
  if (fact->codings == NULL)
    return;

  json_builder_set_member_name (self->builder, "codes");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < fact->codings->len; i++)
    {
      PreceptRuleCoding *coding = g_ptr_array_index (fact->codings, i);

      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "system", coding->system);
      precept_rule_add_string (self, "code", coding->code);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
write_window (PreceptRuleWriter     *self,
              const PreceptRuleFact *fact)
{
  if (fact->pick == NULL)
    return;

  json_builder_set_member_name (self->builder, "window");
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "within", fact->within);
  precept_rule_add_string (self, "pick", fact->pick);
  json_builder_end_object (self->builder);
}

static void
write_options (PreceptRuleWriter     *self,
               const PreceptRuleFact *fact)
{
  if (fact->options == NULL)
    return;

  json_builder_set_member_name (self->builder, "options");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < fact->options->len; i++)
    {
      PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "code", option->code);
      precept_rule_add_string (self, "display", option->display);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

/*
 * precept_rule_write_facts:
 * @self: the writer
 *
 * Writes all that a case may tell: first what every guideline asks for, then
 * what this one's criteria do.
 */
void
precept_rule_write_facts (PreceptRuleWriter *self)
{
  json_builder_set_member_name (self->builder, "facts");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < self->rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, i);

      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "id", fact->id);
      precept_rule_add_string (self, "kind", precept_fact_kind_to_string (fact->kind));
      precept_rule_add_string (self, "question", fact->question);
      precept_rule_add_string (self, "source", fact->source);
      write_unit (self, fact);
      write_systems (self, fact);
      write_codings (self, fact);
      write_window (self, fact);
      write_options (self, fact);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}
