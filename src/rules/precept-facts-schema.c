/* precept-facts-schema.c: what a case may say, as JSON Schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-facts-schema.h"

#include <string.h>

#include "precept-logic.h"
#include "precept-rules-private.h"

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value);
}

/* What is not known is left out, or null. */
static void
add_type_or_null (JsonBuilder *builder,
                  const char  *type)
{
  json_builder_set_member_name (builder, "type");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, type);
  json_builder_add_string_value (builder, "null");
  json_builder_end_array (builder);
}

/* The question, with the unit of its answer. */
static char *
dup_description (PreceptRules          *rules,
                 const PreceptRuleFact *fact)
{
  const char *shown = fact->unit_shown != NULL ? fact->unit_shown : fact->unit;

  if (fact->kind != PRECEPT_FACT_NUMBER || fact->unit == NULL || strcmp (fact->unit, "1") == 0)
    return g_strdup (fact->question);

  return precept_words_fill (rules->words, "question", "in-unit", "question", fact->question, "unit", shown, "ucum", fact->unit, NULL);
}

static void
add_options (JsonBuilder           *builder,
             const PreceptRuleFact *fact)
{
  for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
    {
      PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      json_builder_begin_object (builder);
      add_string (builder, "const", option->code);
      add_string (builder, "title", option->display);
      json_builder_end_object (builder);
    }
}

/* One form of codes for each system. */
static void
add_systems (JsonBuilder           *builder,
             const PreceptRuleFact *fact)
{
  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    {
      const char *uri = g_ptr_array_index (fact->systems, i);
      const char *name = precept_code_system_get_name (uri);

      json_builder_begin_object (builder);
      add_string (builder, "title", name != NULL ? name : uri);
      add_string (builder, "type", "string");
      add_string (builder, "pattern", precept_code_system_get_pattern (uri));
      json_builder_end_object (builder);
    }
  /* Any code, where the guideline names neither systems nor options. */
  if (fact->systems == NULL && fact->options == NULL)
    {
      json_builder_begin_object (builder);
      add_string (builder, "type", "string");
      add_string (builder, "pattern", precept_code_system_get_pattern (NULL));
      json_builder_end_object (builder);
    }
}

static void
add_null (JsonBuilder *builder)
{
  json_builder_begin_object (builder);
  add_string (builder, "type", "null");
  json_builder_end_object (builder);
}

static void
add_values (JsonBuilder           *builder,
            const PreceptRuleFact *fact)
{
  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      add_type_or_null (builder, "boolean");
      break;

    case PRECEPT_FACT_NUMBER:
      add_type_or_null (builder, fact->is_whole ? "integer" : "number");
      if (fact->is_positive)
        {
          json_builder_set_member_name (builder, "minimum");
          json_builder_add_int_value (builder, 0);
        }
      break;

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      json_builder_set_member_name (builder, "anyOf");
      json_builder_begin_array (builder);
      add_options (builder, fact);
      if (fact->kind == PRECEPT_FACT_CODE)
        add_systems (builder, fact);
      add_null (builder);
      json_builder_end_array (builder);
      break;

    case PRECEPT_FACT_CODE_LIST:
    default:
      add_type_or_null (builder, "array");
      json_builder_set_member_name (builder, "items");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "anyOf");
      json_builder_begin_array (builder);
      add_systems (builder, fact);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
      break;
    }
}

static void
add_fact (JsonBuilder           *builder,
          PreceptRules          *rules,
          const PreceptRuleFact *fact)
{
  g_autofree char *description = dup_description (rules, fact);

  json_builder_set_member_name (builder, fact->id);
  json_builder_begin_object (builder);
  add_string (builder, "description", description);
  add_values (builder, fact);
  json_builder_end_object (builder);
}

/**
 * precept_facts_schema_new:
 * @rules: the rules of a guideline
 *
 * Says what a caller may tell of a request, and how: as the facts of the rule
 * JSON, each with its question, unit, options and forms of codes.
 *
 * No fact is required: what is not known is left out, and asked for where it
 * matters.
 *
 * Returns: (transfer full): a JSON Schema, indented, ending in a newline
 */
char *
precept_facts_schema_new (PreceptRules *rules)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (rules != NULL, NULL);

  builder = json_builder_new ();
  id = g_strdup_printf ("urn:precept:facts:%s", rules->id);
  title = precept_words_fill (rules->words, "question", "facts-of", "title", rules->title, NULL);
  json_builder_begin_object (builder);
  add_string (builder, "$schema", "https://json-schema.org/draft/2020-12/schema");
  add_string (builder, "$id", id);
  add_string (builder, "title", title);
  add_string (builder, "description", precept_words_lookup (rules->words, "question", "facts-help"));
  add_string (builder, "type", "object");
  json_builder_set_member_name (builder, "additionalProperties");
  json_builder_add_boolean_value (builder, FALSE);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  for (guint i = 0; i < rules->facts->len; i++)
    add_fact (builder, rules, precept_rules_get_fact (rules, i));
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return precept_json_to_text (root);
}
