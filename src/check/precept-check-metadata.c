/* precept-check-metadata.c: house rules about what a guideline must say of itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"

static char *
dup_text (const xmlNode *metadata,
          const char    *name)
{
  xmlNode *node = metadata != NULL ? precept_node_child (metadata, name) : NULL;

  return node != NULL ? precept_node_dup_text (node) : NULL;
}

/* A draft may still lack it; a guideline that calls itself approved may not. */
static void
check_present (PreceptCheckContext    *context,
               const PreceptCheckRule *rule,
               const char             *name,
               const char             *words,
               const char             *remedy)
{
  xmlNode         *metadata = precept_node_child (context->root, "metadata");
  g_autofree char *text = dup_text (metadata, name);
  g_autofree char *status = dup_text (metadata, "status");
  gboolean         is_final = g_strcmp0 (status, "approved") == 0 || g_strcmp0 (status, "retired") == 0;

  if (text != NULL && *text != '\0')
    return;
  precept_check_context_report_as (context, rule, is_final ? PRECEPT_SEVERITY_ERROR : PRECEPT_SEVERITY_WARNING,
                                   metadata != NULL ? metadata : context->root,
                                   "The guideline has no %s. %s", words, remedy);
}

void
precept_check_policy_number (PreceptCheckContext    *context,
                             const PreceptCheckRule *rule)
{
  check_present (context, rule, "policy-number", "policy number", "Enter the number under which the plan files it.");
}

void
precept_check_version (PreceptCheckContext    *context,
                       const PreceptCheckRule *rule)
{
  check_present (context, rule, "version", "version", "Enter one, so that a determination can name the text it rests on.");
}

void
precept_check_effective_date (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  check_present (context, rule, "effective", "effective date", "Enter the day from which it applies.");
}
