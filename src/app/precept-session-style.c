/* precept-session-style.c: how the pages of an open guideline look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-session.h"

#include "precept-plan.h"

/**
 * precept_session_dup_style:
 * @self: an open document
 * @error: (nullable): where to store an error
 *
 * Reads the style of the plan whose folder the file is in, or below: what is on screen is what the command line prints.
 *
 * Returns: (transfer full) (nullable): the style, or the default one where there is no plan; NULL with an error where the
 *   plan's is faulty
 */
PreceptStyle *
precept_session_dup_style (PreceptSession *self, GError **error)
{
  GFile *file;
  g_autoptr (GFile) plan = NULL;

  g_return_val_if_fail (PRECEPT_IS_SESSION (self), NULL);

  file = precept_session_get_file (self);
  plan = file != NULL ? precept_plan_find (file) : NULL;

  return plan != NULL ? precept_style_new_from_plan (plan, error) : precept_style_new_default ();
}
