/* precept-fhir.c: a guideline as a FHIR R4 Bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-fhir.h"

#include <string.h>

#include "precept-date.h"
#include "precept-document-tree.h"
#include "precept-fhir-items-private.h"
#include "precept-fhir-private.h"
#include "precept-label.h"
#include "precept-logic.h"

/* hl7.org/fhir/R4: bundle, metadatatypes, datatypes. */

void
precept_fhir_begin_object (PreceptFhirWriter *self,
                           const char        *name)
{
  if (name != NULL)
    json_builder_set_member_name (self->rule.builder, name);
  json_builder_begin_object (self->rule.builder);
}

void
precept_fhir_begin_list (PreceptFhirWriter *self,
                         const char        *name)
{
  json_builder_set_member_name (self->rule.builder, name);
  json_builder_begin_array (self->rule.builder);
}

void
precept_fhir_end_object (PreceptFhirWriter *self)
{
  json_builder_end_object (self->rule.builder);
}

void
precept_fhir_end_list (PreceptFhirWriter *self)
{
  json_builder_end_array (self->rule.builder);
}

gboolean
precept_fhir_is_blank (const char *value)
{
  for (const char *p = value; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!g_unichar_isspace (g_utf8_get_char (p)))
        return FALSE;
    }

  return TRUE;
}

void
precept_fhir_add (PreceptFhirWriter *self,
                  const char        *name,
                  const char        *value)
{
  if (!precept_fhir_is_blank (value))
    precept_rule_add_string (&self->rule, name, value);
}

void
precept_fhir_take (PreceptFhirWriter *self,
                   const char        *name,
                   char              *value)
{
  precept_fhir_add (self, name, value);
  g_free (value);
}

/* A code has no space at its ends, and single ones within. */
void
precept_fhir_add_code (PreceptFhirWriter *self,
                       const char        *name,
                       const char        *value)
{
  g_autoptr (GString) code = g_string_new (NULL);

  for (const char *p = value; p != NULL && *p != '\0'; p++)
    {
      if (!g_ascii_isspace (*p))
        g_string_append_c (code, *p);
      else if (code->len > 0 && p[1] != '\0' && !g_ascii_isspace (p[1]))
        g_string_append_c (code, ' ');
    }
  precept_fhir_add (self, name, code->str);
}

void
precept_fhir_add_coding (PreceptFhirWriter *self,
                         const char        *name,
                         const char        *system,
                         const char        *code,
                         const char        *display)
{
  precept_fhir_begin_object (self, name);
  precept_fhir_add (self, "system", system);
  precept_fhir_add_code (self, "code", code);
  precept_fhir_add (self, "display", display);
  precept_fhir_end_object (self);
}

void
precept_fhir_add_concept (PreceptFhirWriter *self,
                          const char        *name,
                          const char        *system,
                          const char        *code,
                          const char        *display,
                          const char        *text)
{
  precept_fhir_begin_object (self, name);
  if (code != NULL)
    {
      precept_fhir_begin_list (self, "coding");
      precept_fhir_add_coding (self, NULL, system, code, display);
      precept_fhir_end_list (self);
    }
  precept_fhir_add (self, "text", text);
  precept_fhir_end_object (self);
}

/* Names */

char *
precept_fhir_dup_url (PreceptFhirWriter *self,
                      const char        *type,
                      const char        *part)
{
  g_autofree char *id = g_uri_escape_string (self->rule.rules->id, NULL, FALSE);
  g_autofree char *end = part != NULL ? g_uri_escape_string (part, NULL, FALSE) : NULL;

  return g_strconcat ("urn:precept:fhir:", id, ":", type, end != NULL ? ":" : NULL, end, NULL);
}

/* What an id of FHIR can't have is left out; the digest keeps such ids, and long ones, apart. */
char *
precept_fhir_dup_id (PreceptFhirWriter *self,
                     const char        *part)
{
  g_autofree char *name = g_strconcat (self->rule.rules->id, part != NULL ? "-" : NULL, part, NULL);
  g_autofree char *digest = NULL;
  gsize            length = strlen (name);

  if (length <= 64 && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-.") == length)
    return g_steal_pointer (&name);

  digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  g_strcanon (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-.", '-');

  return g_strdup_printf ("%.51s-%.12s", name, digest);
}

/* "home-phototherapy", "table-1" → "HomePhototherapyTable1", as a program may call it. */
static char *
dup_name (PreceptFhirWriter *self,
          const char        *part)
{
  g_autofree char *words = g_strconcat (self->rule.rules->id, "-", part, NULL);
  g_autoptr (GString) name = g_string_new (NULL);
  gboolean is_first = TRUE;

  for (const char *p = words; *p != '\0' && name->len < 255; p++)
    {
      if (!g_ascii_isalnum (*p))
        {
          is_first = TRUE;
          continue;
        }
      if (name->len == 0 && !g_ascii_isalpha (*p))
        g_string_append (name, "Guideline");
      g_string_append_c (name, is_first ? g_ascii_toupper (*p) : *p);
      is_first = FALSE;
    }
  if (name->len == 0)
    g_string_append (name, "Guideline");

  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* A UUID of version 5 (RFC 4122), made of a URL. */
static char *
dup_full_url (const char *url)
{
  static const guint8 namespace_url[16] = { 0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8 };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  guint8   d[20];
  gsize    length = sizeof d;
  GString *uuid = g_string_new ("urn:uuid:");

  g_checksum_update (checksum, namespace_url, sizeof namespace_url);
  g_checksum_update (checksum, (const guchar *)url, strlen (url));
  g_checksum_get_digest (checksum, d, &length);
  d[6] = (d[6] & 0x0f) | 0x50;
  d[8] = (d[8] & 0x3f) | 0x80;
  for (guint i = 0; i < 16; i++)
    g_string_append_printf (uuid, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", d[i]);

  return g_string_free (uuid, FALSE);
}

/* Metadata */

char *
precept_fhir_dup_metadata (PreceptFhirWriter *self,
                           const char        *name)
{
  return precept_node_dup_child_text (self->metadata, name);
}

/* The text of a part of the guideline: its blocks, without its heading. */
char *
precept_fhir_dup_part_prose (PreceptFhirWriter *self,
                             const char        *part)
{
  const xmlNode *element = precept_node_child (self->root, part);
  g_autoptr (GString) text = g_string_new (NULL);

  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *prose = NULL;

      if (precept_node_is (child, "title") || precept_node_is (child, "evidence") || precept_node_is (child, "figure"))
        continue;
      prose = precept_rule_dup_prose (&self->rule, child);
      if (prose != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", prose);
    }

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

const char *
precept_fhir_get_copyright (PreceptFhirWriter *self,
                            const xmlNode     *tables)
{
  for (const xmlNode *node = tables; node != NULL; node = precept_rule_next (node, tables))
    {
      g_autofree char *system = precept_node_is (node, "code") ? precept_node_dup_attribute (node, "system") : NULL;

      if (g_strcmp0 (system, "CPT") == 0)
        return precept_words_lookup (self->rule.rules->words, "text", "cpt-notice-undated");
    }

  return NULL;
}

static void
add_date (PreceptFhirWriter *self,
          const char        *name,
          const char        *value)
{
  GDate date;

  if (precept_date_parse (value, &date))
    precept_fhir_add (self, name, value);
}

/* The newest date of the history, else of the last review, else of when it holds from. */
static char *
dup_changed (PreceptFhirWriter *self)
{
  static const char *const names[] = { "last-review", "effective" };
  const xmlNode           *history = precept_node_child (self->root, "history");
  g_autofree char         *newest = NULL;
  GDate                    date;

  for (const xmlNode *child = precept_node_first_element (history); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *on = precept_node_dup_attribute (child, "on");

      if (precept_date_parse (on, &date) && (newest == NULL || strcmp (on, newest) > 0))
        {
          g_free (newest);
          newest = g_steal_pointer (&on);
        }
    }
  for (guint i = 0; newest == NULL && i < G_N_ELEMENTS (names); i++)
    {
      newest = precept_fhir_dup_metadata (self, names[i]);
      if (!precept_date_parse (newest, &date))
        g_clear_pointer (&newest, g_free);
    }

  return g_steal_pointer (&newest);
}

/* The day of the newest approval; NULL: there is none. */
static char *
dup_approved (PreceptFhirWriter *self)
{
  const xmlNode   *approvals = precept_node_child (self->root, "approvals");
  g_autofree char *newest = NULL;

  for (const xmlNode *child = precept_node_first_element (approvals); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *time = precept_node_dup_attribute (child, "time");
      g_autofree char *day = time != NULL ? g_strndup (time, 10) : NULL;
      GDate            date;

      if (precept_date_parse (day, &date) && (newest == NULL || strcmp (day, newest) > 0))
        {
          g_free (newest);
          newest = g_steal_pointer (&day);
        }
    }

  return g_steal_pointer (&newest);
}

void
precept_fhir_add_dates (PreceptFhirWriter *self)
{
  g_autofree char *approved = dup_approved (self);
  g_autofree char *reviewed = precept_fhir_dup_metadata (self, "last-review");
  g_autofree char *effective = precept_fhir_dup_metadata (self, "effective");
  GDate            date;

  add_date (self, "approvalDate", approved);
  add_date (self, "lastReviewDate", reviewed);
  if (!precept_date_parse (effective, &date))
    return;
  precept_fhir_begin_object (self, "effectivePeriod");
  precept_fhir_add (self, "start", effective);
  precept_fhir_end_object (self);
}

/* A state by its postal code has a code of ISO 3166-2. */
static void
add_jurisdiction (PreceptFhirWriter *self)
{
  gboolean begun = FALSE;

  for (const xmlNode *child = precept_node_first_element (self->metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *state = precept_node_is (child, "state") ? precept_node_dup_text (child) : NULL;
      g_autofree char *code = NULL;

      if (precept_fhir_is_blank (state))
        continue;
      if (strlen (state) == 2 && g_ascii_isupper (state[0]) && g_ascii_isupper (state[1]))
        code = g_strconcat ("US-", state, NULL);
      if (!begun)
        precept_fhir_begin_list (self, "jurisdiction");
      begun = TRUE;
      precept_fhir_add_concept (self, NULL, "urn:iso:std:iso:3166:-2", code, NULL, state);
    }
  if (begun)
    precept_fhir_end_list (self);
}

static void
add_narrative (PreceptFhirWriter *self,
               const char        *title,
               const char        *description)
{
  g_autofree char *heading = g_markup_escape_text (title, -1);
  g_auto (GStrv) lines = g_strsplit (description != NULL ? description : "", "\n", -1);
  GString *div = g_string_new ("<div xmlns=\"http://www.w3.org/1999/xhtml\">");

  g_string_append_printf (div, "<p><b>%s</b></p>", heading);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *line = g_markup_escape_text (lines[i], -1);

      if (*g_strstrip (line) != '\0')
        g_string_append_printf (div, "<p>%s</p>", line);
    }
  g_string_append (div, "</div>");

  precept_fhir_begin_object (self, "text");
  precept_fhir_add (self, "status", "generated");
  precept_fhir_take (self, "div", g_string_free (div, FALSE));
  precept_fhir_end_object (self);
}

static void
add_identifier (PreceptFhirWriter *self)
{
  g_autofree char *number = precept_fhir_dup_metadata (self, "policy-number");

  if (precept_fhir_is_blank (number))
    return;
  precept_fhir_begin_list (self, "identifier");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "value", number);
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
}

void
precept_fhir_begin_resource (PreceptFhirWriter *self,
                             const char        *type,
                             const char        *part,
                             const char        *title,
                             const char        *description,
                             const char        *copyright)
{
  g_autofree char *url = precept_fhir_dup_url (self, type, part);

  precept_fhir_begin_object (self, NULL);
  precept_fhir_take (self, "fullUrl", dup_full_url (url));
  precept_fhir_begin_object (self, "resource");
  precept_fhir_add (self, "resourceType", type);
  precept_fhir_take (self, "id", precept_fhir_dup_id (self, part));
  precept_fhir_add_code (self, "language", self->rule.rules->language);
  add_narrative (self, title, description);
  precept_fhir_add (self, "url", url);
  if (part == NULL)
    add_identifier (self);
  precept_fhir_add (self, "version", self->rule.rules->version);
  precept_fhir_take (self, "name", dup_name (self, part));
  precept_fhir_add (self, "title", title);
  /* "active" is for what enough approvals say, never the word alone. */
  precept_fhir_add (self, "status", strcmp (self->rule.rules->status, "retired") == 0 ? "retired" : "draft");
  precept_fhir_take (self, "date", dup_changed (self));
  precept_fhir_take (self, "publisher", precept_fhir_dup_metadata (self, "publisher"));
  precept_fhir_add (self, "description", description);
  add_jurisdiction (self);
  precept_fhir_add (self, "copyright", copyright);
}

void
precept_fhir_end_resource (PreceptFhirWriter *self)
{
  precept_fhir_end_object (self);
  precept_fhir_end_object (self);
}

static void
mark_asked (PreceptFhirWriter *self,
            GPtrArray         *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      const PreceptFhirItem *item = g_ptr_array_index (items, i);

      if (item->fact != G_MAXUINT)
        self->is_asked[item->fact] = TRUE;
      mark_asked (self, item->children);
    }
}

static void
write_bundle (PreceptFhirWriter *self)
{
  g_autofree char *url = precept_fhir_dup_url (self, "Bundle", NULL);

  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "resourceType", "Bundle");
  precept_fhir_take (self, "id", precept_fhir_dup_id (self, NULL));
  precept_fhir_add_code (self, "language", self->rule.rules->language);
  precept_fhir_begin_object (self, "identifier");
  precept_fhir_add (self, "system", "urn:ietf:rfc:3986");
  precept_fhir_add (self, "value", url);
  precept_fhir_end_object (self);
  precept_fhir_add (self, "type", "collection");
  precept_fhir_begin_list (self, "entry");
  precept_fhir_write_plan (self);
  precept_fhir_write_questionnaire (self);
  precept_fhir_write_value_sets (self);
  precept_fhir_write_answer_systems (self);
  precept_fhir_end_list (self);
  precept_fhir_end_object (self);
}

/**
 * precept_fhir_new:
 * @document: a guideline
 *
 * Writes a guideline for FHIR servers and the apps of prescribers (HL7 FHIR
 * R4, Da Vinci CRD and DTR): docs/fhir.md says which field comes from what.
 *
 * A guideline without criteria has a PlanDefinition without actions, and a
 * Questionnaire only where there is something to ask.
 *
 * Returns: (transfer full): JSON, indented, ending in a newline
 */
char *
precept_fhir_new (PreceptDocument *document)
{
  PreceptFhirWriter writer = { { .document = document } };
  g_autoptr (JsonNode) root = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  writer.rule.rules = precept_rules_new (document);
  writer.rule.numbers = precept_label_count (document);
  writer.rule.builder = json_builder_new ();
  writer.root = precept_document_get_root (document);
  writer.metadata = precept_node_child (writer.root, "metadata");
  writer.answer_systems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  writer.items = precept_fhir_items_new (writer.rule.rules);
  writer.is_asked = g_new0 (gboolean, writer.rule.rules->facts->len + 1);
  mark_asked (&writer, writer.items);
  precept_fhir_add_answer_systems (&writer);
  write_bundle (&writer);
  root = json_builder_get_root (writer.rule.builder);

  g_free (writer.is_asked);
  g_ptr_array_unref (writer.items);
  g_hash_table_unref (writer.answer_systems);
  g_object_unref (writer.rule.builder);
  g_hash_table_unref (writer.rule.numbers);
  precept_rules_unref (writer.rule.rules);

  return precept_json_to_text (root);
}
