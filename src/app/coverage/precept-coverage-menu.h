/* precept-coverage-menu.h: what can be done with a card
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

GMenuModel *precept_coverage_menu_new (PreceptSession *session, PreceptCoverage *item); /* (transfer full) */

G_END_DECLS
