/* precept-plan.h: finds the settings of a plan
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** The folder that holds a plan's settings, beside its guidelines or above them. */
#define PRECEPT_PLAN_FOLDER_NAME "precept-plan"

GFile *precept_plan_find (GFile *guideline);

G_END_DECLS
