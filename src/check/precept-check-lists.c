/* precept-check-lists.c: house rules about lists
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"

void
precept_check_list_numbering (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  static const char *const names[] = { "numbering", "punctuation", "start" };
  GPtrArray               *lists = precept_check_context_get_elements (context, "list");

  for (guint i = 0; i < lists->len; i++)
    {
      g_autofree char *kind = precept_node_dup_attribute (lists->pdata[i], "kind");
      gboolean         is_told = FALSE;

      if (g_strcmp0 (kind, "bullet") != 0)
        continue;
      for (guint k = 0; k < G_N_ELEMENTS (names) && !is_told; k++)
        {
          g_autofree char   *value = precept_node_dup_attribute (lists->pdata[i], names[k]);
          PreceptDiagnostic *diagnostic;

          if (value == NULL)
            continue;
          diagnostic = precept_check_context_report (context, rule, lists->pdata[i],
                                                     "This list has bullets, so that its %s “%s” has no effect. Give it numbers, or remove the %s.", names[k], value, names[k]);
          precept_check_fix_attribute (context, diagnostic, lists->pdata[i], "kind", "number", "Print numbers");
          is_told = TRUE;
        }
    }
}
