/* precept-fhir-codes.c: tables of codes and lists of answers, as ValueSets and CodeSystems
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-fhir-private.h"

#include <string.h>

/* A code with what is said of it, in the order of the table. */
typedef struct
{
  const xmlNode *node;
  char          *value;
  char          *through; /* NULL: it is one code */
} Entry;

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->value);
  g_free (entry->through);
}

const xmlNode *
precept_fhir_next_table (PreceptFhirWriter *self,
                         const xmlNode     *table)
{
  const xmlNode *next = table != NULL ? precept_node_next_element (table) : precept_node_first_element (precept_node_child (self->root, "billing-codes"));

  while (next != NULL && !precept_node_is (next, "code-table"))
    next = precept_node_next_element (next);

  return next;
}

/* Its id; with a number where it has none, or not alone. */
static char *
dup_table_part (PreceptFhirWriter *self,
                const xmlNode     *table)
{
  g_autofree char *id = precept_node_dup_attribute (table, "id");
  guint            number = 1;

  for (const xmlNode *other = precept_fhir_next_table (self, NULL); other != table; other = precept_fhir_next_table (self, other))
    {
      g_autofree char *other_id = precept_node_dup_attribute (other, "id");

      number += g_strcmp0 (id, other_id) == 0 ? 1 : 0;
    }
  if (id != NULL && number == 1)
    return g_steal_pointer (&id);

  return g_strdup_printf ("%s.%u", id != NULL ? id : "table", number);
}

char *
precept_fhir_dup_table_url (PreceptFhirWriter *self,
                            const xmlNode     *table)
{
  g_autofree char *part = dup_table_part (self, table);

  return precept_fhir_dup_url (self, "ValueSet", part);
}

/* A system by the name that a guideline has for it. */
static char *
dup_system (const char *name)
{
  const char      *uri = precept_code_system_get_uri (name);
  g_autofree char *slug = NULL;

  if (uri != NULL)
    return g_strdup (uri);
  slug = precept_rule_dup_slug (name);

  return g_strconcat ("urn:precept:code-system:", slug, NULL);
}

/* Codes by system, in the order in which systems come first. */

static GPtrArray *
list_systems (const xmlNode *table)
{
  GPtrArray *systems = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (table); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *system = precept_node_is (child, "code") ? precept_node_dup_attribute (child, "system") : NULL;

      if (system != NULL && *system != '\0' && !g_ptr_array_find_with_equal_func (systems, system, g_str_equal, NULL))
        g_ptr_array_add (systems, g_steal_pointer (&system));
    }

  return systems;
}

static GArray *
list_codes (const xmlNode *table,
            const char    *system,
            gboolean       ranges)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_array_set_clear_func (entries, clear_entry);
  for (const xmlNode *child = precept_node_first_element (table); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *own = precept_node_is (child, "code") ? precept_node_dup_attribute (child, "system") : NULL;
      g_autofree char *value = own != NULL ? precept_node_dup_attribute (child, "value") : NULL;
      g_autofree char *through = value != NULL ? precept_node_dup_attribute (child, "through") : NULL;
      Entry            entry = { child };

      if (value == NULL || *g_strstrip (value) == '\0' || strcmp (own, system) != 0)
        continue;
      if (through != NULL && (*g_strstrip (through) == '\0' || strcmp (through, value) == 0))
        g_clear_pointer (&through, g_free);
      if ((through != NULL) != ranges || (!ranges && g_hash_table_contains (seen, value)))
        continue;
      entry.value = g_steal_pointer (&value);
      entry.through = g_steal_pointer (&through);
      if (!ranges)
        g_hash_table_add (seen, entry.value);
      g_array_append_val (entries, entry);
    }

  return entries;
}

/* What a reader of the table is told beside a code. */
static char *
dup_comment (PreceptFhirWriter *self,
             const xmlNode     *code,
             const char        *first)
{
  g_autofree char *only_with = precept_node_dup_attribute (code, "only-with");
  g_autoptr (GString) comment = g_string_new (first);

  if (only_with != NULL && *only_with != '\0')
    {
      g_autofree char *words = precept_words_fill (self->rule.rules->words, "text", "only-with", "code", only_with, NULL);

      g_string_append_printf (comment, "%s%s", comment->len > 0 ? " " : "", words);
    }
  for (const xmlNode *child = precept_node_first_element (code); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *note = precept_node_is (child, "note") ? precept_rule_dup_prose (&self->rule, child) : NULL;

      if (note != NULL)
        g_string_append_printf (comment, "%s%s", comment->len > 0 ? " " : "", note);
    }

  return comment->len > 0 ? g_string_free (g_steal_pointer (&comment), FALSE) : NULL;
}

static void
write_comment (PreceptFhirWriter *self,
               const char        *comment)
{
  if (comment == NULL)
    return;

  precept_fhir_begin_list (self, "extension");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "url", "http://hl7.org/fhir/StructureDefinition/valueset-concept-comments");
  precept_fhir_add (self, "valueString", comment);
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
}

static void
write_concept (PreceptFhirWriter *self,
               const xmlNode     *code,
               const char        *value,
               const char        *first_comment)
{
  g_autofree char *comment = dup_comment (self, code, first_comment);

  precept_fhir_begin_object (self, NULL);
  write_comment (self, comment);
  precept_fhir_add_code (self, "code", value);
  precept_fhir_take (self, "display", precept_rule_dup_prose (&self->rule, precept_node_child (code, "description")));
  precept_fhir_end_object (self);
}

/* Which codes lie in a range is for whoever has the system to say: a filter tells its bounds. A range that is none is
 * listed by its ends. */
static void
write_range (PreceptFhirWriter *self,
             const char        *system,
             const char        *uri,
             const Entry       *entry)
{
  g_autofree char *pattern = precept_fhir_dup_range_pattern (system, entry->value, entry->through);

  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "system", uri);
  if (pattern != NULL)
    {
      precept_fhir_begin_list (self, "filter");
      precept_fhir_begin_object (self, NULL);
      precept_fhir_add (self, "property", "code");
      precept_fhir_add (self, "op", "regex");
      precept_fhir_add (self, "value", pattern);
      precept_fhir_end_object (self);
      precept_fhir_end_list (self);
    }
  else
    {
      g_autofree char *words = precept_words_fill (self->rule.rules->words, "text", "code-range", "first", entry->value, "last", entry->through, NULL);

      precept_fhir_begin_list (self, "concept");
      write_concept (self, entry->node, entry->value, words);
      write_concept (self, entry->node, entry->through, words);
      precept_fhir_end_list (self);
    }
  precept_fhir_end_object (self);
}

static void
write_system (PreceptFhirWriter *self,
              const xmlNode     *table,
              const char        *system)
{
  g_autofree char *uri = dup_system (system);
  g_autoptr (GArray) codes = list_codes (table, system, FALSE);
  g_autoptr (GArray) ranges = list_codes (table, system, TRUE);

  if (codes->len > 0)
    {
      precept_fhir_begin_object (self, NULL);
      precept_fhir_add (self, "system", uri);
      precept_fhir_begin_list (self, "concept");
      for (guint i = 0; i < codes->len; i++)
        {
          const Entry *entry = &g_array_index (codes, Entry, i);

          write_concept (self, entry->node, entry->value, NULL);
        }
      precept_fhir_end_list (self);
      precept_fhir_end_object (self);
    }
  for (guint i = 0; i < ranges->len; i++)
    write_range (self, system, uri, &g_array_index (ranges, Entry, i));
}

/* Its ranges in words, its determination and its notes. */
static char *
dup_table_description (PreceptFhirWriter *self,
                       const xmlNode     *table)
{
  g_autofree char *determination = precept_node_dup_attribute (table, "determination");
  g_autoptr (GString) text = g_string_new (NULL);

  if (determination != NULL)
    g_string_append_printf (text, "%s.", precept_words_name (self->rule.rules->words, "determination", determination));
  for (const xmlNode *child = precept_node_first_element (table); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *through = precept_node_is (child, "code") ? precept_node_dup_attribute (child, "through") : NULL;
      g_autofree char *value = through != NULL ? precept_node_dup_attribute (child, "value") : NULL;
      g_autofree char *range = NULL;
      g_autofree char *comment = NULL;
      g_autofree char *prose = NULL;

      if (value == NULL)
        {
          prose = precept_node_is (child, "note") ? precept_rule_dup_prose (&self->rule, child) : NULL;
          if (prose != NULL)
            g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", prose);
          continue;
        }
      prose = precept_rule_dup_prose (&self->rule, precept_node_child (child, "description"));
      range = precept_words_fill (self->rule.rules->words, "text", "code-range", "first", value, "last", through, NULL);
      comment = dup_comment (self, child, NULL);
      g_string_append_printf (text, "%s%s%s%s%s%s", text->len > 0 ? "\n" : "", range, prose != NULL ? ": " : "", prose != NULL ? prose : "",
                              comment != NULL ? " " : "", comment != NULL ? comment : "");
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
write_table (PreceptFhirWriter *self,
             const xmlNode     *table)
{
  g_autofree char *part = dup_table_part (self, table);
  g_autofree char *caption = precept_rule_dup_prose (&self->rule, precept_node_child (table, "caption"));
  g_autofree char *description = dup_table_description (self, table);
  g_autoptr (GPtrArray) systems = list_systems (table);
  gboolean begun = FALSE;

  precept_fhir_begin_resource (self, "ValueSet", part, caption != NULL ? caption : part, description, precept_fhir_get_copyright (self, table));
  for (guint i = 0; i < systems->len; i++)
    {
      const char *system = g_ptr_array_index (systems, i);
      g_autoptr (GArray) codes = list_codes (table, system, FALSE);
      g_autoptr (GArray) ranges = list_codes (table, system, TRUE);

      if (codes->len + ranges->len == 0)
        continue;
      if (!begun)
        {
          precept_fhir_begin_object (self, "compose");
          precept_fhir_begin_list (self, "include");
        }
      begun = TRUE;
      write_system (self, table, system);
    }
  if (begun)
    {
      precept_fhir_end_list (self);
      precept_fhir_end_object (self);
    }
  precept_fhir_end_resource (self);
}

/* Answers from tables */

static gboolean
is_of_role (const xmlNode *table,
            const char    *fact_id)
{
  g_autofree char *role = precept_node_dup_attribute (table, "role");

  return (g_strcmp0 (role, "billing") == 0) == (strcmp (fact_id, "billing-codes") == 0);
}

/* Tables that have codes which a list of codes may be answered from. */
static guint
count_tables (PreceptFhirWriter     *self,
              const PreceptRuleFact *fact,
              const xmlNode        **only)
{
  guint n = 0;

  for (const xmlNode *table = precept_fhir_next_table (self, NULL); table != NULL; table = precept_fhir_next_table (self, table))
    {
      if (!is_of_role (table, fact->id) || precept_node_child (table, "code") == NULL)
        continue;
      *only = table;
      n++;
    }

  return n;
}

gboolean
precept_fhir_has_options (const PreceptRuleFact *fact)
{
  return (fact->kind == PRECEPT_FACT_CHOICE || fact->kind == PRECEPT_FACT_CODE) && fact->options != NULL;
}

static char *
dup_answers_part (const PreceptRuleFact *fact)
{
  return g_strconcat ("answers.", fact->id, NULL);
}

char *
precept_fhir_dup_answer_set (PreceptFhirWriter     *self,
                             const PreceptRuleFact *fact)
{
  g_autofree char *part = dup_answers_part (fact);
  const xmlNode   *table = NULL;

  if ((fact->kind != PRECEPT_FACT_CODE && fact->kind != PRECEPT_FACT_CODE_LIST) || precept_fhir_has_options (fact))
    return NULL;
  if (fact->kind == PRECEPT_FACT_CODE_LIST && count_tables (self, fact, &table) == 1)
    return precept_fhir_dup_table_url (self, table);

  return fact->systems != NULL ? precept_fhir_dup_url (self, "ValueSet", part) : NULL;
}

/* All tables of one role; without one, all codes of the systems. */
static void
write_answers (PreceptFhirWriter     *self,
               const PreceptRuleFact *fact)
{
  g_autofree char *part = dup_answers_part (fact);
  g_autofree char *url = precept_fhir_dup_url (self, "ValueSet", part);
  g_autofree char *set = precept_fhir_dup_answer_set (self, fact);
  const xmlNode   *table = NULL;

  if (g_strcmp0 (set, url) != 0)
    return;

  precept_fhir_begin_resource (self, "ValueSet", part, fact->question, NULL, NULL);
  precept_fhir_begin_object (self, "compose");
  precept_fhir_begin_list (self, "include");
  if (fact->kind == PRECEPT_FACT_CODE_LIST && count_tables (self, fact, &table) > 1)
    {
      for (table = precept_fhir_next_table (self, NULL); table != NULL; table = precept_fhir_next_table (self, table))
        {
          g_autofree char *table_url = NULL;

          if (!is_of_role (table, fact->id) || precept_node_child (table, "code") == NULL)
            continue;
          table_url = precept_fhir_dup_table_url (self, table);
          precept_fhir_begin_object (self, NULL);
          precept_fhir_begin_list (self, "valueSet");
          json_builder_add_string_value (self->rule.builder, table_url);
          precept_fhir_end_list (self);
          precept_fhir_end_object (self);
        }
    }
  else
    {
      for (guint i = 0; i < fact->systems->len; i++)
        {
          precept_fhir_begin_object (self, NULL);
          precept_fhir_add (self, "system", g_ptr_array_index (fact->systems, i));
          precept_fhir_end_object (self);
        }
    }
  precept_fhir_end_list (self);
  precept_fhir_end_object (self);
  precept_fhir_end_resource (self);
}

void
precept_fhir_write_value_sets (PreceptFhirWriter *self)
{
  for (const xmlNode *table = precept_fhir_next_table (self, NULL); table != NULL; table = precept_fhir_next_table (self, table))
    write_table (self, table);
  for (guint i = 0; i < self->rule.rules->facts->len; i++)
    {
      if (self->is_asked[i])
        write_answers (self, precept_rules_get_fact (self->rule.rules, i));
    }
}

/* Lists of answers */

/* The published system of a code, of those that a fact may have. */
static const char *
find_published_system (const PreceptRuleFact *fact,
                       const char            *code)
{
  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    {
      const char *uri = g_ptr_array_index (fact->systems, i);

      if (g_regex_match_simple (precept_code_system_get_pattern (uri), code, G_REGEX_DOLLAR_ENDONLY, 0))
        return uri;
    }

  return NULL;
}

/* The answers of a fact that are the guideline's own words; facts with the same ones share a CodeSystem. */
static char *
dup_own_answers (const PreceptRuleFact *fact)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; precept_fhir_has_options (fact) && i < fact->options->len; i++)
    {
      const PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      if (find_published_system (fact, option->code) == NULL)
        g_string_append_printf (list, "%s\t%s\n", option->code, option->display);
    }

  return list->len > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

void
precept_fhir_add_answer_systems (PreceptFhirWriter *self)
{
  for (guint i = 0; i < self->rule.rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rule.rules, i);
      g_autofree char       *answers = self->is_asked[i] ? dup_own_answers (fact) : NULL;

      if (answers != NULL && !g_hash_table_contains (self->answer_systems, answers))
        g_hash_table_insert (self->answer_systems, g_steal_pointer (&answers), precept_fhir_dup_url (self, "CodeSystem", fact->id));
    }
}

const char *
precept_fhir_find_system (PreceptFhirWriter     *self,
                          const PreceptRuleFact *fact,
                          const char            *code)
{
  const char      *uri = find_published_system (fact, code);
  g_autofree char *answers = uri == NULL ? dup_own_answers (fact) : NULL;

  if (uri == NULL && answers != NULL)
    uri = g_hash_table_lookup (self->answer_systems, answers);
  /* A code that no system has in this form: the guideline must have meant one of the first. */
  if (uri == NULL && fact->systems != NULL)
    uri = g_ptr_array_index (fact->systems, 0);

  return uri;
}

static void
write_answer_system (PreceptFhirWriter     *self,
                     const PreceptRuleFact *fact)
{
  precept_fhir_begin_resource (self, "CodeSystem", fact->id, fact->question, NULL, NULL);
  precept_rule_add_bool (&self->rule, "caseSensitive", TRUE);
  precept_fhir_add (self, "content", "complete");
  precept_fhir_begin_list (self, "concept");
  for (guint i = 0; i < fact->options->len; i++)
    {
      const PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      if (find_published_system (fact, option->code) != NULL)
        continue;
      precept_fhir_begin_object (self, NULL);
      precept_fhir_add_code (self, "code", option->code);
      precept_fhir_add (self, "display", option->display);
      precept_fhir_end_object (self);
    }
  precept_fhir_end_list (self);
  precept_fhir_end_resource (self);
}

void
precept_fhir_write_answer_systems (PreceptFhirWriter *self)
{
  for (guint i = 0; i < self->rule.rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rule.rules, i);
      g_autofree char       *answers = self->is_asked[i] ? dup_own_answers (fact) : NULL;
      g_autofree char       *url = answers != NULL ? precept_fhir_dup_url (self, "CodeSystem", fact->id) : NULL;

      if (answers != NULL && g_strcmp0 (g_hash_table_lookup (self->answer_systems, answers), url) == 0)
        write_answer_system (self, fact);
    }
}
