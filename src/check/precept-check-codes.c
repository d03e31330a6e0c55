/* precept-check-codes.c: house rules about billing codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-code-format.h"

#include <string.h>

#define N_DETERMINATIONS 4

static const char *const determinations[N_DETERMINATIONS] = {
  "medically-necessary-when-met",
  "not-medically-necessary",
  "experimental-investigational-unproven",
  "case-by-case-review",
};

static int
find_determination (const char *id)
{
  for (int i = 0; i < N_DETERMINATIONS; i++)
    if (g_strcmp0 (determinations[i], id) == 0)
      return i;

  return -1;
}

/* Forms. */

static void
report_form (PreceptCheckContext    *context,
             const PreceptCheckRule *rule,
             const xmlNode          *node,
             const char             *system,
             const char             *attribute,
             const char             *value)
{
  const char        *name = precept_code_format_get_name (system);
  const char        *reason = NULL;
  g_autofree char   *suggestion = precept_code_format_suggest (system, value, &reason);
  const char        *other = precept_code_format_find_system (system, value);
  PreceptDiagnostic *diagnostic;

  if (suggestion != NULL && other != NULL)
    {
      precept_check_context_report (context, rule, node,
                                    "“%s” is not written like %s. Either “%s” is meant, or this is one of the %s: correct the code or its system.",
                                    value, name, suggestion, precept_code_format_get_name (other));
    }
  else if (suggestion != NULL)
    {
      diagnostic = precept_check_context_report (context, rule, node, "“%s” is not written like %s: %s. Did you mean “%s”?", value, name, reason, suggestion);
      precept_check_fix_attribute (context, diagnostic, node, attribute, suggestion, "Correct the code");
    }
  else if (other != NULL)
    {
      diagnostic = precept_check_context_report (context, rule, node, "“%s” is listed among %s, but is written like %s. Did you mean that system?",
                                                 value, name, precept_code_format_get_name (other));
      precept_check_fix_attribute (context, diagnostic, node, "system", other, "Change the code system");
    }
  else
    {
      precept_check_context_report (context, rule, node, "“%s” is not written like %s: %s. Check it against the code book.",
                                    value, name, precept_code_format_get_description (system));
    }
}

void
precept_check_code_forms (PreceptCheckContext    *context,
                          const PreceptCheckRule *rule)
{
  static const char *const attributes[] = { "value", "through" };
  GPtrArray               *codes = precept_check_context_get_elements (context, "code");

  for (guint i = 0; i < codes->len; i++)
    {
      g_autofree char *system = precept_node_dup_attribute (codes->pdata[i], "system");

      /* Systems without a format here (LOINC of a fact) are not judged. */
      if (precept_code_format_get_name (system) == NULL)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (attributes); k++)
        {
          g_autofree char *value = precept_node_dup_attribute (codes->pdata[i], attributes[k]);

          if (value != NULL && *value != '\0' && !precept_code_format_matches (system, value))
            report_form (context, rule, codes->pdata[i], system, attributes[k], value);
        }
    }
}

static void
report_reversed (PreceptCheckContext    *context,
                 const PreceptCheckRule *rule,
                 const xmlNode          *node,
                 const char             *first,
                 const char             *last)
{
  g_autofree char   *path = precept_document_dup_path (context->document, node);
  PreceptStepGroup  *fix = precept_step_group_new ("Exchange the two codes");
  PreceptDiagnostic *diagnostic;

  diagnostic = precept_check_context_report (context, rule, node,
                                             "The range %s to %s ends before it begins, so it holds no code. Exchange its two codes.", first, last);
  precept_step_group_add (fix, precept_step_new_set_attribute (path, "value", last));
  precept_step_group_add (fix, precept_step_new_set_attribute (path, "through", first));
  precept_diagnostic_set_fix (diagnostic, fix);
}

void
precept_check_code_ranges (PreceptCheckContext    *context,
                           const PreceptCheckRule *rule)
{
  GPtrArray *codes = precept_check_context_get_elements (context, "code");

  for (guint i = 0; i < codes->len; i++)
    {
      g_autofree char *first = precept_node_dup_attribute (codes->pdata[i], "value");
      g_autofree char *last = precept_node_dup_attribute (codes->pdata[i], "through");
      g_autofree char *system = precept_node_dup_attribute (codes->pdata[i], "system");
      g_autofree char *first_normal = NULL;
      g_autofree char *last_normal = NULL;

      if (first == NULL || last == NULL)
        continue;
      first_normal = precept_code_format_normalize (system, first);
      last_normal = precept_code_format_normalize (system, last);
      if (strcmp (first_normal, last_normal) > 0)
        report_reversed (context, rule, codes->pdata[i], first, last);
    }
}

/* One listed code or range, for one subject. */
typedef struct
{
  xmlNode *node;          /* borrowed */
  char    *group;         /* owned; system, subject and condition: only entries of one group can contradict */
  char    *first, *last;  /* owned; normalized */
  char    *shown;         /* owned; as written */
  int      determination; /* index of determinations; -1: the table gives none */
  guint    order;         /* in the document */
} CodeEntry;

static void
code_entry_free (gpointer data)
{
  CodeEntry *self = data;

  g_free (self->group);
  g_free (self->first);
  g_free (self->last);
  g_free (self->shown);
  g_free (self);
}

/* The words of the notes of one code: a condition that only a person can read. */
static char *
dup_notes (const xmlNode *code)
{
  GString *notes = g_string_new (NULL);

  for (xmlNode *child = precept_node_first_element (code); child != NULL; child = precept_node_next_element (child))
    if (precept_node_is (child, "note"))
      {
        g_autofree char *text = precept_node_dup_text (child);
        g_autofree char *words = precept_check_normalize_words (text);

        g_string_append (notes, words);
      }

  return g_string_free (notes, FALSE);
}

static GStrv
dup_subjects (PreceptCheckContext *context,
              const xmlNode       *table)
{
  g_autofree char *listed = precept_node_dup_attribute (table, "for");
  GPtrArray       *subjects = precept_check_context_get_elements (context, "subject");
  g_autoptr (GStrvBuilder) all = NULL;

  if (listed != NULL && *listed != '\0')
    return g_strsplit (listed, " ", -1);
  if (subjects->len == 0)
    return g_strsplit ("all", " ", -1);

  all = g_strv_builder_new ();
  for (guint i = 0; i < subjects->len; i++)
    {
      g_autofree char *id = precept_node_dup_attribute (subjects->pdata[i], "id");

      g_strv_builder_add (all, id != NULL ? id : "");
    }

  return g_strv_builder_end (all);
}

static void
add_entries (PreceptCheckContext *context,
             GPtrArray           *entries,
             xmlNode             *code)
{
  g_autofree char *value = precept_node_dup_attribute (code, "value");
  g_autofree char *through = precept_node_dup_attribute (code, "through");
  g_autofree char *system = precept_node_dup_attribute (code, "system");
  g_autofree char *only_with = precept_node_dup_attribute (code, "only-with");
  g_autofree char *with = precept_node_dup_attribute (code->parent, "with");
  g_autofree char *role = precept_node_dup_attribute (code->parent, "role");
  g_autofree char *determination = precept_node_dup_attribute (code->parent, "determination");
  g_autofree char *notes = dup_notes (code);
  g_auto (GStrv) subjects = dup_subjects (context, code->parent);

  if (value == NULL)
    return;

  for (guint i = 0; subjects[i] != NULL; i++)
    {
      CodeEntry *entry = g_new0 (CodeEntry, 1);

      entry->node = code;
      entry->group = g_strjoin ("\t", system != NULL ? system : "", subjects[i], role != NULL ? role : "",
                                with != NULL ? with : "", only_with != NULL ? only_with : "", notes, NULL);
      entry->first = precept_code_format_normalize (system, value);
      entry->last = precept_code_format_normalize (system, through != NULL ? through : value);
      entry->shown = g_strdup (value);
      entry->determination = find_determination (determination);
      entry->order = entries->len;
      g_ptr_array_add (entries, entry);
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  const CodeEntry *first = *(CodeEntry *const *)a;
  const CodeEntry *second = *(CodeEntry *const *)b;
  int              order = strcmp (first->group, second->group);

  if (order == 0)
    order = strcmp (first->first, second->first);
  if (order == 0)
    order = (first->order > second->order) - (first->order < second->order);

  return order;
}

/* Every code of every code table, sorted so that those which can contradict stand together. */
static GPtrArray *
collect_entries (PreceptCheckContext *context)
{
  GPtrArray *codes = precept_check_context_get_elements (context, "code");
  GPtrArray *entries = g_ptr_array_new_with_free_func (code_entry_free);

  for (guint i = 0; i < codes->len; i++)
    {
      xmlNode *code = codes->pdata[i];

      if (precept_node_is (code->parent, "code-table"))
        add_entries (context, entries, code);
    }
  g_ptr_array_sort (entries, compare_entries);

  return entries;
}

void
precept_check_repeated_codes (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  g_autoptr (GPtrArray) entries = collect_entries (context);
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);

  for (guint i = 1; i < entries->len; i++)
    {
      CodeEntry         *first = entries->pdata[i - 1];
      CodeEntry         *entry = entries->pdata[i];
      g_autofree char   *path = NULL;
      PreceptDiagnostic *diagnostic;
      PreceptStepGroup  *fix;

      if (strcmp (first->group, entry->group) != 0 || strcmp (first->first, entry->first) != 0 || strcmp (first->last, entry->last) != 0 ||
          first->node->parent != entry->node->parent || !g_hash_table_add (reported, entry->node))
        continue;

      diagnostic = precept_check_context_report (context, rule, entry->node,
                                                 "Table %u lists %s twice. Remove one of the two.",
                                                 precept_check_context_get_number (context, entry->node->parent), entry->shown);
      path = precept_document_dup_path (context->document, entry->node);
      fix = precept_step_group_new ("Remove the repeated code");
      precept_step_group_add (fix, precept_step_new_replace (path, ""));
      precept_diagnostic_set_fix (diagnostic, fix);
    }
}

static void
report_contradiction (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule,
                      const CodeEntry        *earlier,
                      const CodeEntry        *later)
{
  precept_check_context_report (context, rule, later->node,
                                "%s is “%s” in Table %u but “%s” in Table %u, for the same service and under the same condition. "
                                "Correct one of them, or say in a note to the code when each applies.",
                                later->shown,
                                precept_check_get_determination_label (determinations[earlier->determination]),
                                precept_check_context_get_number (context, earlier->node->parent),
                                precept_check_get_determination_label (determinations[later->determination]),
                                precept_check_context_get_number (context, later->node->parent));
}

/* Entries come by their first code. For each determination the one that reaches
 * furthest is remembered: if any earlier one overlaps, that one does. */
void
precept_check_determinations (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  g_autoptr (GPtrArray) entries = collect_entries (context);
  g_autoptr (GHashTable) reported = g_hash_table_new (NULL, NULL);
  const CodeEntry *furthest[N_DETERMINATIONS] = { NULL };
  const char      *group = NULL;

  for (guint i = 0; i < entries->len; i++)
    {
      const CodeEntry *entry = entries->pdata[i];

      if (group == NULL || strcmp (group, entry->group) != 0)
        memset (furthest, 0, sizeof furthest);
      group = entry->group;
      if (entry->determination < 0)
        continue;

      for (int k = 0; k < N_DETERMINATIONS; k++)
        {
          const CodeEntry *other = furthest[k];
          const CodeEntry *later;

          if (k == entry->determination || other == NULL || strcmp (other->last, entry->first) < 0)
            continue;
          later = other->order > entry->order ? other : entry;
          if (g_hash_table_add (reported, later->node))
            report_contradiction (context, rule, later == entry ? other : entry, later);
        }
      if (furthest[entry->determination] == NULL || strcmp (furthest[entry->determination]->last, entry->last) < 0)
        furthest[entry->determination] = entry;
    }
}

/* Administration */

/* CPT codes of giving a drug, whichever it is. */
static gboolean
is_administration (const char *system,
                   const char *code)
{
  static const struct
  {
    const char *first;
    const char *last;
  } ranges[] = {
    { "11900", "11901" }, /* into a lesion */
    { "20600", "20611" }, /* into a joint */
    { "62320", "62327" }, /* into the spinal canal */
    { "67028", "67028" }, /* into the eye */
    { "90460", "90474" }, /* of vaccines */
    { "96360", "96379" }, /* infusions and injections */
    { "96401", "96549" }, /* chemotherapy and complex drugs */
    { "99601", "99602" }, /* infusions at home */
  };

  for (guint i = 0; g_strcmp0 (system, "CPT") == 0 && i < G_N_ELEMENTS (ranges); i++)
    if (strcmp (code, ranges[i].first) >= 0 && strcmp (code, ranges[i].last) <= 0)
      return TRUE;

  return FALSE;
}

/* HCPCS codes of drugs: J, and the temporary ones of Q and C. */
static gboolean
is_drug_code (const xmlNode *code)
{
  g_autofree char *system = precept_node_dup_attribute (code, "system");
  g_autofree char *value = precept_node_dup_attribute (code, "value");

  return g_strcmp0 (system, "HCPCS") == 0 && value != NULL && strchr ("JQC", *value) != NULL && *value != '\0';
}

/* The one product of a table, by its code; NULL: there is none, or more than one. */
static char *
dup_only_product (const xmlNode *table)
{
  char *only = NULL;

  for (xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *use = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "use") : NULL;

      if (!precept_node_is (code, "code") || (use != NULL ? strcmp (use, "product") != 0 : !is_drug_code (code)))
        continue;
      if (only != NULL)
        {
          g_free (only);
          return NULL;
        }
      only = precept_node_dup_attribute (code, "value");
    }

  return only;
}

static void
report_administration (PreceptCheckContext    *context,
                       const PreceptCheckRule *rule,
                       const xmlNode          *code,
                       gboolean                says_use)
{
  g_autofree char   *value = precept_node_dup_attribute (code, "value");
  g_autofree char   *product = dup_only_product (code->parent);
  g_autofree char   *path = NULL;
  PreceptDiagnostic *diagnostic;
  PreceptStepGroup  *fix;

  diagnostic = precept_check_context_report (context, rule, code,
                                             says_use ? "%s administers a product, but the table does not say which, so it may be taken for a request by itself. "
                                                        "Say with which product’s code it counts%s%s."
                                                      : "%s says how a drug is given, not which, so a request for anything that is given like this would be decided by this guideline. "
                                                        "Mark it as administration, and say with which product’s code it counts%s%s.",
                                             value, product != NULL ? ": " : "", product != NULL ? product : "");
  if (product == NULL)
    return;
  path = precept_document_dup_path (context->document, code);
  fix = precept_step_group_new ("Count it only with the product");
  if (!says_use)
    precept_step_group_add (fix, precept_step_new_set_attribute (path, "use", "administration"));
  precept_step_group_add (fix, precept_step_new_set_attribute (path, "only-with", product));
  precept_diagnostic_set_fix (diagnostic, fix);
}

/* Whether a table lists a drug, so that the codes of giving it are there for that drug. */
static gboolean
lists_drug (PreceptCheckContext *context,
            const xmlNode       *table)
{
  g_autofree char *role = precept_node_dup_attribute (table, "role");
  GPtrArray       *subjects = precept_check_context_get_elements (context, "subject");

  if (g_strcmp0 (role, "billing") != 0 || subjects->len == 0)
    return FALSE;
  for (guint i = 0; i < subjects->len; i++)
    {
      g_autofree char *kind = precept_node_dup_attribute (subjects->pdata[i], "kind");

      if (g_strcmp0 (kind, "drug") != 0)
        return FALSE;
    }
  for (xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    if (precept_node_is (code, "code") && is_drug_code (code))
      return TRUE;

  return FALSE;
}

void
precept_check_administration_codes (PreceptCheckContext    *context,
                                    const PreceptCheckRule *rule)
{
  GPtrArray     *codes = precept_check_context_get_elements (context, "code");
  const xmlNode *table = NULL;
  gboolean       has_drug = FALSE;

  for (guint i = 0; i < codes->len; i++)
    {
      const xmlNode   *code = codes->pdata[i];
      g_autofree char *use = precept_node_dup_attribute (code, "use");
      g_autofree char *only_with = precept_node_dup_attribute (code, "only-with");
      g_autofree char *system = precept_node_dup_attribute (code, "system");
      g_autofree char *value = precept_node_dup_attribute (code, "value");

      if (!precept_node_is (code->parent, "code-table") || only_with != NULL || value == NULL)
        continue;
      if (code->parent != table)
        {
          table = code->parent;
          has_drug = lists_drug (context, table);
        }
      if (g_strcmp0 (use, "administration") == 0)
        report_administration (context, rule, code, TRUE);
      else if (use == NULL && has_drug && is_administration (system, value))
        report_administration (context, rule, code, FALSE);
    }
}
