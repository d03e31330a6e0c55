/* precept-plan.c: finds the settings of a plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-plan.h"

/**
 * precept_plan_find:
 * @guideline: the file of a guideline, which need not exist yet
 *
 * Looks for the folder `precept-plan`, which holds a plan's settings, from the
 * guideline's folder upward, so that one folder serves a whole library.
 *
 * Returns: (transfer full) (nullable): the nearest one, or %NULL where there is none
 *   and the settings that come with the program hold
 */
GFile *
precept_plan_find (GFile *guideline)
{
  g_autoptr (GFile) folder = NULL;

  g_return_val_if_fail (G_IS_FILE (guideline), NULL);

  folder = g_file_get_parent (guideline);
  while (folder != NULL)
    {
      g_autoptr (GFile) plan = g_file_get_child (folder, PRECEPT_PLAN_FOLDER_NAME);
      g_autoptr (GFile) parent = g_file_get_parent (folder);

      if (g_file_query_file_type (plan, G_FILE_QUERY_INFO_NONE, NULL) == G_FILE_TYPE_DIRECTORY)
        return g_steal_pointer (&plan);

      g_set_object (&folder, parent);
      if (parent == NULL)
        g_clear_object (&folder);
    }

  return NULL;
}
