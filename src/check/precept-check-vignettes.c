/* precept-check-vignettes.c: house rules about test cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"

#include <string.h>

/* The known fact that a problem begins with, in quotes; else the test case itself. */
static const xmlNode *
find_given (const xmlNode *vignette,
            const char    *problem)
{
  for (const xmlNode *child = precept_node_first_element (vignette); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *fact = precept_node_is (child, "given") ? precept_node_dup_attribute (child, "fact") : NULL;
      g_autofree char *quoted = fact != NULL ? g_strconcat ("“", fact, "”", NULL) : NULL;

      if (quoted != NULL && g_str_has_prefix (problem, quoted))
        return child;
    }

  return vignette;
}

static void
report_faulty (PreceptCheckContext    *context,
               const PreceptCheckRule *rule,
               const xmlNode          *vignette,
               const char             *message)
{
  g_auto (GStrv) problems = g_strsplit (message, "\n", -1);

  for (guint i = 0; problems[i] != NULL; i++)
    {
      const xmlNode   *node = find_given (vignette, problems[i]);
      g_autofree char *fact = precept_node_dup_attribute (node, "fact");
      g_autofree char *unknown = fact != NULL ? precept_vignette_dup_unknown_fact (precept_check_context_get_rules (context), fact) : NULL;

      /* A fact that does not exist is a link that leads nowhere. */
      if (unknown == NULL)
        precept_check_context_report (context, rule, node, "%s", problems[i]);
    }
}

static void
report_failed (PreceptCheckContext         *context,
               const PreceptCheckRule      *rule,
               const xmlNode               *vignette,
               const PreceptVignetteResult *result)
{
  precept_check_context_report (context, rule, vignette, "The rules do not give what this test case expects. %s Correct the criteria, or the test case.",
                                result->message);
}

void
precept_check_failing_vignettes (PreceptCheckContext    *context,
                                 const PreceptCheckRule *rule)
{
  xmlNode                     *coverage = precept_node_child (context->root, "coverage");
  const PreceptVignetteResult *results;
  guint                        n_results;
  guint                        index = 0;

  if (precept_check_context_get_elements (context, "vignette")->len == 0)
    return;

  results = precept_vignette_run_get_results (precept_check_context_get_vignettes (context), &n_results);
  for (xmlNode *node = precept_node_first_element (precept_node_child (coverage, "vignettes")); node != NULL; node = precept_node_next_element (node))
    {
      if (!precept_node_is (node, "vignette") || index >= n_results)
        continue;
      if (results[index].outcome == PRECEPT_VIGNETTE_FAULTY)
        report_faulty (context, rule, node, results[index].message);
      else if (results[index].outcome == PRECEPT_VIGNETTE_FAILED)
        report_failed (context, rule, node, &results[index]);
      index++;
    }
}

static gboolean
is_tested (PreceptCheckContext *context,
           const char          *indication)
{
  GPtrArray                   *vignettes = precept_check_context_get_elements (context, "vignette");
  const PreceptVignetteResult *results;
  guint                        n_results;

  if (vignettes->len == 0)
    return FALSE;
  for (guint i = 0; i < vignettes->len; i++)
    {
      g_autofree char *named = precept_node_dup_attribute (vignettes->pdata[i], "indication");

      if (g_strcmp0 (named, indication) == 0)
        return TRUE;
    }
  results = precept_vignette_run_get_results (precept_check_context_get_vignettes (context), &n_results);
  for (guint i = 0; i < n_results; i++)
    if (g_strcmp0 (results[i].decided_by, indication) == 0)
      return TRUE;

  return FALSE;
}

void
precept_check_untested_indications (PreceptCheckContext    *context,
                                    const PreceptCheckRule *rule)
{
  GPtrArray *indications = precept_check_context_get_elements (context, "indication");

  for (guint i = 0; i < indications->len; i++)
    {
      g_autofree char *id = precept_node_dup_attribute (indications->pdata[i], "id");
      g_autofree char *title = NULL;

      if (id == NULL || precept_node_child (indications->pdata[i], "request") == NULL || is_tested (context, id))
        continue;
      title = precept_node_dup_child_text (indications->pdata[i], "title");
      precept_check_context_report (context, rule, indications->pdata[i],
                                    "No test case tries the criteria for “%s”. Add one that meets them and one that does not.", title != NULL ? title : id);
    }
}
