/* precept-rule-json.c: coverage rules as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rule-json.h"

#include <string.h>

#include "precept-date.h"
#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-logic.h"
#include "precept-rule-json-private.h"

void
precept_rule_add_string (PreceptRuleWriter *self,
                         const char        *name,
                         const char        *value)
{
  if (value == NULL || *value == '\0')
    return;

  json_builder_set_member_name (self->builder, name);
  json_builder_add_string_value (self->builder, value);
}

void
precept_rule_take_string (PreceptRuleWriter *self,
                          const char        *name,
                          char              *value)
{
  precept_rule_add_string (self, name, value);
  g_free (value);
}

void
precept_rule_add_attribute (PreceptRuleWriter *self,
                            const char        *name,
                            const xmlNode     *node,
                            const char        *attribute)
{
  precept_rule_take_string (self, name, precept_node_dup_attribute (node, attribute));
}

void
precept_rule_add_strings (PreceptRuleWriter *self,
                          const char        *name,
                          char             **values)
{
  if (values == NULL)
    return;

  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
  for (guint i = 0; values[i] != NULL; i++)
    json_builder_add_string_value (self->builder, values[i]);
  json_builder_end_array (self->builder);
}

void
precept_rule_add_bool (PreceptRuleWriter *self,
                       const char        *name,
                       gboolean           value)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_boolean_value (self->builder, value);
}

void
precept_rule_add_int (PreceptRuleWriter *self,
                      const char        *name,
                      gint64             value)
{
  json_builder_set_member_name (self->builder, name);
  json_builder_add_int_value (self->builder, value);
}

/* A list of ids, each once. */
static void
add_ids (PreceptRuleWriter *self,
         const char        *name,
         const xmlNode     *node,
         const char        *attribute)
{
  g_autofree char *value = precept_node_dup_attribute (node, attribute);
  g_auto (GStrv) ids = g_strsplit_set (value != NULL ? value : "", " \t\r\n", -1);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0' && !g_ptr_array_find_with_equal_func (list, ids[i], g_str_equal, NULL))
        g_ptr_array_add (list, ids[i]);
    }
  if (list->len == 0)
    return;
  g_ptr_array_add (list, NULL);
  precept_rule_add_strings (self, name, (char **)list->pdata);
}

/* Nothing where it is no date. */
static void
add_date (PreceptRuleWriter *self,
          const char        *name,
          const char        *value)
{
  GDate date;

  if (precept_date_parse (value, &date))
    precept_rule_add_string (self, name, value);
}

char *
precept_rule_dup_prose (PreceptRuleWriter *self,
                        const xmlNode     *node)
{
  g_autofree char *prose = precept_label_dup_prose (self->document, self->numbers, node);

  return *prose != '\0' ? g_steal_pointer (&prose) : NULL;
}

static void
add_notes (PreceptRuleWriter *self,
           const xmlNode     *node)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      char *prose = precept_node_is (child, "note") ? precept_rule_dup_prose (self, child) : NULL;

      if (prose != NULL)
        g_ptr_array_add (notes, prose);
    }
  if (notes->len == 0)
    return;
  g_ptr_array_add (notes, NULL);
  precept_rule_add_strings (self, "notes", (char **)notes->pdata);
}

/* Guideline */

static char *
dup_metadata (const xmlNode *metadata,
              const char    *name)
{
  const xmlNode   *child = precept_node_child (metadata, name);
  g_autofree char *text = child != NULL ? precept_node_dup_text (child) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static void
write_subject (PreceptRuleWriter *self,
               const xmlNode     *subject)
{
  g_autofree char *kind = precept_node_dup_attribute (subject, "kind");

  json_builder_begin_object (self->builder);
  precept_rule_add_attribute (self, "id", subject, "id");
  precept_rule_add_string (self, "kind", kind != NULL ? kind : "service");
  precept_rule_take_string (self, "brand", dup_metadata (subject, "brand"));
  precept_rule_take_string (self, "generic", dup_metadata (subject, "generic"));
  json_builder_end_object (self->builder);
}

static void
write_subjects (PreceptRuleWriter *self,
                const xmlNode     *metadata)
{
  const xmlNode *first = precept_node_child (metadata, "subject");
  gboolean       begun = FALSE;

  json_builder_set_member_name (self->builder, "subject");
  if (first != NULL)
    {
      write_subject (self, first);
    }
  else
    {
      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "kind", "service");
      json_builder_end_object (self->builder);
      return;
    }

  for (const xmlNode *child = precept_node_next_element (first); child != NULL; child = precept_node_next_element (child))
    {
      if (!precept_node_is (child, "subject"))
        continue;
      if (!begun)
        {
          json_builder_set_member_name (self->builder, "otherSubjects");
          json_builder_begin_array (self->builder);
          begun = TRUE;
        }
      write_subject (self, child);
    }
  if (begun)
    json_builder_end_array (self->builder);
}

static void
write_values (PreceptRuleWriter *self,
              const char        *name,
              const xmlNode     *metadata,
              const char        *element)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *value = precept_node_is (child, element) ? precept_node_dup_text (child) : NULL;

      if (value != NULL && *value != '\0' && !g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
        g_ptr_array_add (values, g_steal_pointer (&value));
    }
  if (values->len == 0)
    return;

  json_builder_set_member_name (self->builder, name);
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_string_value (self->builder, g_ptr_array_index (values, i));
  json_builder_end_array (self->builder);
}

static void
write_guideline (PreceptRuleWriter *self,
                 const xmlNode     *root,
                 const xmlNode     *metadata)
{
  g_autofree char *id = precept_node_dup_attribute (root, "id");
  g_autofree char *title = dup_metadata (metadata, "title");

  json_builder_set_member_name (self->builder, "guideline");
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id != NULL && *id != '\0' ? id : "guideline");
  precept_rule_take_string (self, "policyNumber", dup_metadata (metadata, "policy-number"));
  precept_rule_take_string (self, "version", dup_metadata (metadata, "version"));
  precept_rule_add_string (self, "title", title != NULL ? title : id != NULL && *id != '\0' ? id
                                                                                            : "guideline");
  precept_rule_add_string (self, "language", precept_document_get_language (self->document));
  precept_rule_take_string (self, "publisher", dup_metadata (metadata, "publisher"));
  write_subjects (self, metadata);
  write_values (self, "linesOfBusiness", metadata, "line-of-business");
  write_values (self, "planTypes", metadata, "plan-type");
  write_values (self, "states", metadata, "state");
  json_builder_end_object (self->builder);
}

static void
write_approval (PreceptRuleWriter *self,
                const xmlNode     *root,
                const xmlNode     *metadata)
{
  const xmlNode   *approvals = precept_node_child (root, "approvals");
  g_autofree char *status = dup_metadata (metadata, "status");
  g_autofree char *effective = dup_metadata (metadata, "effective");
  g_autofree char *next_review = dup_metadata (metadata, "next-review");
  gboolean         begun = FALSE;

  json_builder_set_member_name (self->builder, "approval");
  json_builder_begin_object (self->builder);
  /* Approved is what enough matching approvals say, never the status word alone. */
  precept_rule_add_string (self, "status", status == NULL || strcmp (status, "approved") == 0 ? "draft" : status);
  add_date (self, "effectiveFrom", effective);
  add_date (self, "reviewBy", next_review);

  for (const xmlNode *child = precept_node_first_element (approvals); child != NULL; child = precept_node_next_element (child))
    {
      if (!precept_node_is (child, "approval"))
        continue;
      if (!begun)
        {
          json_builder_set_member_name (self->builder, "approvals");
          json_builder_begin_array (self->builder);
          begun = TRUE;
        }
      json_builder_begin_object (self->builder);
      precept_rule_add_attribute (self, "role", child, "role");
      precept_rule_add_attribute (self, "by", child, "name");
      precept_rule_add_attribute (self, "at", child, "time");
      precept_rule_add_attribute (self, "digest", child, "digest");
      json_builder_end_object (self->builder);
    }
  if (begun)
    json_builder_end_array (self->builder);
  json_builder_end_object (self->builder);
}

static void
write_precedence (PreceptRuleWriter *self)
{
  json_builder_set_member_name (self->builder, "precedence");
  json_builder_begin_array (self->builder);
  for (guint i = 0; i < self->rules->precedence->len; i++)
    {
      PreceptRulePrecedence *precedence = g_ptr_array_index (self->rules->precedence, i);

      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "id", precedence->id);
      precept_rule_add_string (self, "text", precedence->text);
      precept_rule_add_string (self, "onlyFor", precedence->only_for);
      precept_rule_add_string (self, "fact", precept_rules_get_fact (self->rules, precedence->fact)->id);
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

/* Codes */

/* The code that an administration code counts only with: its own, or the one product of its table. */
static char *
dup_only_with (const xmlNode *code)
{
  g_autofree char *only_with = precept_node_dup_attribute (code, "only-with");
  g_autofree char *own_use = precept_node_dup_attribute (code, "use");
  g_autofree char *product = NULL;

  if ((only_with != NULL && *only_with != '\0') || g_strcmp0 (own_use, "administration") != 0)
    return g_steal_pointer (&only_with);

  for (const xmlNode *child = precept_node_first_element (code->parent); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *use = precept_node_dup_attribute (child, "use");

      if (g_strcmp0 (use, "product") != 0)
        continue;
      if (product != NULL)
        return NULL;
      product = precept_node_dup_attribute (child, "value");
    }

  return g_steal_pointer (&product);
}

static void
write_code (PreceptRuleWriter *self,
            const xmlNode     *code)
{
  g_autofree char *use = precept_node_dup_attribute (code, "use");
  g_autofree char *only_with = dup_only_with (code);

  json_builder_begin_object (self->builder);
  precept_rule_add_attribute (self, "system", code, "system");
  precept_rule_add_attribute (self, "code", code, "value");
  precept_rule_add_attribute (self, "through", code, "through");
  /* A machine must not take a bare administration code for a reason to deny it. */
  if (g_strcmp0 (use, "administration") != 0 || (only_with != NULL && *only_with != '\0'))
    precept_rule_add_string (self, "use", use);
  precept_rule_add_string (self, "onlyWith", only_with);
  precept_rule_take_string (self, "display", precept_rule_dup_prose (self, precept_node_child (code, "description")));
  add_notes (self, code);
  json_builder_end_object (self->builder);
}

static void
write_code_table (PreceptRuleWriter *self,
                  const xmlNode     *table)
{
  g_autofree char *id = precept_node_dup_attribute (table, "id");
  guint            number = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, id)) : 0;

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  if (number > 0)
    {
      json_builder_set_member_name (self->builder, "number");
      json_builder_add_int_value (self->builder, number);
    }
  precept_rule_add_attribute (self, "role", table, "role");
  add_ids (self, "with", table, "with");
  add_ids (self, "for", table, "for");
  precept_rule_take_string (self, "caption", precept_rule_dup_prose (self, precept_node_child (table, "caption")));
  precept_rule_add_attribute (self, "determination", table, "determination");
  precept_rule_add_bool (self, "stateMandate", precept_rule_has_mandate (table));

  json_builder_set_member_name (self->builder, "codes");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (table); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code"))
        write_code (self, child);
    }
  json_builder_end_array (self->builder);
  add_notes (self, table);
  json_builder_end_object (self->builder);
}

static void
write_code_tables (PreceptRuleWriter *self,
                   const xmlNode     *root)
{
  const xmlNode *billing = precept_node_child (root, "billing-codes");

  json_builder_set_member_name (self->builder, "codeTables");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (billing); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code-table"))
        write_code_table (self, child);
    }
  json_builder_end_array (self->builder);
}

static void
write_other_uses (PreceptRuleWriter *self)
{
  const PreceptRuleOther *other = &self->rules->other;

  if (other->determination == NULL)
    return;

  json_builder_set_member_name (self->builder, "allOtherUses");
  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", other->id);
  precept_rule_add_string (self, "title", other->title);
  precept_rule_add_strings (self, "for", other->subjects);
  precept_rule_add_string (self, "determination", other->determination);
  precept_rule_add_bool (self, "stateMandate", other->mandate);
  precept_rule_add_string (self, "text", other->text);
  json_builder_end_object (self->builder);
}

/* References */

/* The nearest element around a citation that makes a statement of its own; paragraphs and lists are parts of one. */
static char *
dup_supported_id (const xmlNode *node)
{
  static const char *const parts[] = { "p", "list", "item", "row", "cell", "note", "position", NULL };

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      g_autofree char *id = precept_node_dup_attribute (node, "id");

      if (id != NULL && *id != '\0' && !g_strv_contains (parts, (const char *)node->name))
        return precept_node_is (node, "guideline") ? NULL : g_steal_pointer (&id);
    }

  return NULL;
}

/* Reference id → GPtrArray of ids of what cites it, in the document's order, each once. */
static GHashTable *
find_citations (const xmlNode *root)
{
  GHashTable *citations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (const xmlNode *node = root; node != NULL; node = precept_rule_next (node, root))
    {
      gboolean         is_cite = precept_node_is (node, "cite");
      g_autofree char *value = precept_node_dup_attribute (node, is_cite ? "ref" : "cites");
      g_autofree char *id = value != NULL ? dup_supported_id (node) : NULL;
      g_auto (GStrv) ids = g_strsplit_set (id != NULL ? value : "", " \t\r\n", -1);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          GPtrArray *supported = g_hash_table_lookup (citations, ids[i]);

          if (supported == NULL)
            {
              supported = g_ptr_array_new_with_free_func (g_free);
              g_hash_table_insert (citations, g_strdup (ids[i]), supported);
            }
          if (!g_ptr_array_find_with_equal_func (supported, id, g_str_equal, NULL))
            g_ptr_array_add (supported, g_strdup (id));
        }
    }

  return citations;
}

/* Adds an identifier if it has the form of one; a check tells the author about others. */
static void
add_identifier (PreceptRuleWriter *self,
                const char        *name,
                const xmlNode     *reference,
                const char        *pattern)
{
  g_autofree char *value = precept_node_dup_attribute (reference, name);

  if (value != NULL && g_regex_match_simple (pattern, value, G_REGEX_DOLLAR_ENDONLY, 0))
    precept_rule_add_string (self, name, value);
}

static void
write_reference (PreceptRuleWriter *self,
                 const xmlNode     *reference,
                 GHashTable        *citations)
{
  g_autofree char *id = precept_node_dup_attribute (reference, "id");
  g_autofree char *text = precept_rule_dup_prose (self, reference);
  GPtrArray       *supported = id != NULL ? g_hash_table_lookup (citations, id) : NULL;

  if (id == NULL || text == NULL)
    return;

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "id", id);
  precept_rule_add_string (self, "text", text);
  add_identifier (self, "doi", reference, "^10\\.[0-9]{4,9}/\\S+$");
  add_identifier (self, "pmid", reference, "^[0-9]{1,9}$");
  add_identifier (self, "pmcid", reference, "^PMC[0-9]{4,9}$");
  if (supported != NULL)
    {
      json_builder_set_member_name (self->builder, "supports");
      json_builder_begin_array (self->builder);
      for (guint i = 0; i < supported->len; i++)
        json_builder_add_string_value (self->builder, g_ptr_array_index (supported, i));
      json_builder_end_array (self->builder);
    }
  json_builder_end_object (self->builder);
}

static void
write_references (PreceptRuleWriter *self,
                  const xmlNode     *root)
{
  const xmlNode *references = precept_node_child (root, "references");
  g_autoptr (GHashTable) citations = find_citations (root);

  json_builder_set_member_name (self->builder, "references");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (references); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "reference"))
        write_reference (self, child, citations);
    }
  json_builder_end_array (self->builder);
}

static void
write_history (PreceptRuleWriter *self,
               const xmlNode     *root)
{
  const xmlNode *history = precept_node_child (root, "history");

  json_builder_set_member_name (self->builder, "history");
  json_builder_begin_array (self->builder);
  for (const xmlNode *child = precept_node_first_element (history); child != NULL; child = precept_node_next_element (child))
    {
      gboolean         is_original = precept_node_is (child, "original");
      g_autofree char *on = precept_node_dup_attribute (child, "on");
      GDate            date;
      g_autofree char *kind = is_original ? g_strdup ("original") : precept_node_dup_attribute (child, "kind");

      if ((!is_original && !precept_node_is (child, "revision")) || !precept_date_parse (on, &date))
        continue;
      json_builder_begin_object (self->builder);
      precept_rule_add_string (self, "event", kind != NULL ? kind : "revised");
      add_date (self, "on", on);
      precept_rule_add_attribute (self, "version", child, "version");
      precept_rule_take_string (self, "text", precept_rule_dup_prose (self, child));
      json_builder_end_object (self->builder);
    }
  json_builder_end_array (self->builder);
}

static void
write_source (PreceptRuleWriter *self)
{
  g_autoptr (GBytes) bytes = precept_document_serialize (self->document);

  json_builder_set_member_name (self->builder, "source");
  json_builder_begin_object (self->builder);
  precept_rule_take_string (self, "sha256", g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes));
  json_builder_end_object (self->builder);
}

static void
write_all (PreceptRuleWriter *self)
{
  const xmlNode *root = precept_document_get_root (self->document);
  const xmlNode *metadata = precept_node_child (root, "metadata");

  json_builder_begin_object (self->builder);
  precept_rule_add_string (self, "format", "coverage-rules");
  precept_rule_add_string (self, "formatVersion", "1.0");
  write_source (self);
  write_guideline (self, root, metadata);
  write_approval (self, root, metadata);
  write_precedence (self);
  precept_rule_write_facts (self);
  write_code_tables (self, root);
  if (self->rules->general != NULL)
    {
      json_builder_set_member_name (self->builder, "general");
      precept_rule_write_node (self, self->rules->general);
    }
  precept_rule_write_indications (self);
  write_other_uses (self);
  precept_rule_write_steps (self);
  write_references (self, root);
  write_history (self, root);
  json_builder_end_object (self->builder);
}

/**
 * precept_rule_json_new:
 * @document: a guideline
 *
 * Writes what a plan's systems need to know of a guideline.
 *
 * It is valid against data/schema/coverage-rules.schema.json if the guideline
 * has no errors. The same guideline gives the same bytes. Its size grows with
 * the number of criteria, and no faster.
 *
 * Returns: (transfer full): JSON, indented, ending in a newline
 */
char *
precept_rule_json_new (PreceptDocument *document)
{
  PreceptRuleWriter writer = { .document = document };
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  writer.rules = precept_rules_new (document);
  writer.numbers = precept_label_count (document);
  writer.builder = json_builder_new ();
  write_all (&writer);
  root = json_builder_get_root (writer.builder);

  g_object_unref (writer.builder);
  g_hash_table_unref (writer.numbers);
  precept_rules_unref (writer.rules);

  return precept_json_to_text (root);
}
