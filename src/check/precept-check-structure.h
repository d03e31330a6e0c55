/* precept-check-structure.h: whether a guideline is as its format wants it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-check-private.h"

G_BEGIN_DECLS

/* Rule ids are "structure/missing", "structure/value", …; all are errors. */
const PreceptCheckRule *precept_check_structure_get_rules (guint *n_rules);

/* Reports every fault of structure. */
void precept_check_structure (PreceptCheckContext *context);

G_END_DECLS
