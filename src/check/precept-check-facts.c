/* precept-check-facts.c: house rules about the facts that criteria ask for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-grammar.h"

#include <string.h>

static char *
dup_fact_name (const xmlNode *fact)
{
  char *name = precept_node_dup_child_text (fact, "name");

  return name != NULL ? name : precept_node_dup_attribute (fact, "id");
}

/* The ids that attributes named "fact" lead to, of test cases or of all else. */
static GHashTable *
collect_used (PreceptCheckContext *context,
              gboolean             of_vignettes)
{
  GHashTable *used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < context->elements->len; i++)
    {
      xmlNode *node = context->elements->pdata[i];
      char    *id;

      if (precept_node_is (node, "given") != of_vignettes)
        continue;
      id = precept_node_dup_attribute (node, "fact");
      if (id != NULL)
        g_hash_table_add (used, id);
    }

  return used;
}

void
precept_check_unused_facts (PreceptCheckContext    *context,
                            const PreceptCheckRule *rule)
{
  GPtrArray *facts = precept_check_context_get_elements (context, "fact");
  g_autoptr (GHashTable) used = NULL;
  g_autoptr (GHashTable) told = NULL;

  if (facts->len == 0)
    return;

  used = collect_used (context, FALSE);
  told = collect_used (context, TRUE);
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char   *id = precept_node_dup_attribute (facts->pdata[i], "id");
      g_autofree char   *name = NULL;
      g_autofree char   *path = NULL;
      PreceptDiagnostic *diagnostic;
      PreceptStepGroup  *fix;

      if (id == NULL || g_hash_table_contains (used, id))
        continue;
      name = dup_fact_name (facts->pdata[i]);
      diagnostic = precept_check_context_report (context, rule, facts->pdata[i],
                                                 "No criterion asks for “%s”. Add the criterion that needs it, or remove the fact.", name);
      if (g_hash_table_contains (told, id))
        continue;
      path = precept_document_dup_path (context->document, facts->pdata[i]);
      fix = precept_step_group_new ("Remove the fact");
      precept_step_group_add (fix, precept_step_new_replace (path, ""));
      precept_diagnostic_set_fix (diagnostic, fix);
    }
}

/* Criteria that no machine can judge */

/* Why a criterion is a question to a person; NULL: the fact is missing, which another rule tells. (transfer full) */
static char *
dup_reason (PreceptCheckContext *context,
            const xmlNode       *criterion)
{
  g_autofree char *id = precept_node_dup_attribute (criterion, "fact");
  const xmlNode   *fact = id != NULL ? precept_check_context_find (context, id) : NULL;
  g_autofree char *kind = fact != NULL ? precept_node_dup_attribute (fact, "kind") : NULL;
  const char      *label = kind != NULL ? precept_grammar_get_choice_label (precept_grammar_get (), "fact", "kind", kind) : NULL;
  g_autofree char *name = NULL;

  if (precept_node_is (criterion, "diagnosis"))
    return g_strdup ("it names no diagnosis codes. Name their table");
  if (precept_node_is (criterion, "prescriber"))
    return g_strdup ("it names no specialty. Name one");
  if (precept_node_is (criterion, "age"))
    return g_strdup ("it has no number. Enter an age");
  if (id == NULL)
    return g_strdup ("it names no fact. Choose the fact that it asks for");
  if (fact == NULL || !precept_node_is (fact, "fact"))
    return NULL;

  name = dup_fact_name (fact);
  if (precept_node_is (criterion, "tried") && g_strcmp0 (kind, "therapy") == 0)
    return g_strdup ("its time is not written like 3 months. Correct it");
  if ((precept_node_is (criterion, "lab") || precept_node_is (criterion, "number-of")) && kind != NULL &&
      (strcmp (kind, "count") == 0 || strcmp (kind, "number") == 0 || strcmp (kind, precept_node_is (criterion, "lab") ? "lab" : "count") == 0))
    return g_strdup ("it has no number. Enter what is demanded at least or at most");

  return g_strdup_printf ("the fact “%s” is of the kind “%s”, which this criterion can’t use. Choose another fact, or another criterion",
                          name, label != NULL ? label : "unknown");
}

void
precept_check_unclear_criteria (PreceptCheckContext    *context,
                                const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    {
      g_autofree char *reason = findings[i].kind == PRECEPT_FINDING_UNCLEAR ? dup_reason (context, findings[i].node) : NULL;

      if (reason != NULL)
        precept_check_context_report (context, rule, findings[i].node,
                                      "A person has to judge “%s”, because %s.", findings[i].text, reason);
    }
}

/* Options */

static gboolean
has_option (const xmlNode *fact,
            const char    *option,
            GString       *list)
{
  gboolean is_found = FALSE;

  g_string_truncate (list, 0);
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *id = precept_node_is (child, "option") ? precept_node_dup_attribute (child, "id") : NULL;

      if (id == NULL)
        continue;
      g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", id);
      is_found |= strcmp (id, option) == 0;
    }

  return is_found;
}

void
precept_check_unknown_options (PreceptCheckContext    *context,
                               const PreceptCheckRule *rule)
{
  GPtrArray *criteria = precept_check_context_get_elements (context, "is");
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < criteria->len; i++)
    {
      g_autofree char *id = precept_node_dup_attribute (criteria->pdata[i], "fact");
      g_autofree char *value = precept_node_dup_attribute (criteria->pdata[i], "value");
      const xmlNode   *fact = id != NULL ? precept_check_context_find (context, id) : NULL;
      g_autofree char *kind = fact != NULL ? precept_node_dup_attribute (fact, "kind") : NULL;
      g_auto (GStrv) words = NULL;

      if (value == NULL || g_strcmp0 (kind, "choice") != 0)
        continue;
      words = g_strsplit_set (value, " \t\r\n", -1);
      for (guint k = 0; words[k] != NULL; k++)
        {
          g_autofree char *name = NULL;

          if (*words[k] == '\0' || has_option (fact, words[k], list) || list->len == 0)
            continue;
          name = dup_fact_name (fact);
          precept_check_context_report (context, rule, criteria->pdata[i],
                                        "“%s” is not one of the options of “%s”: %s. Choose one of these, or add the option to the fact.",
                                        words[k], name, list->str);
        }
    }
}
