/* precept-limit-row.h: how much of something is covered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_LIMIT_ROW (precept_limit_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptLimitRow, precept_limit_row, PRECEPT, LIMIT_ROW, GtkBox)

GtkWidget *precept_limit_row_new (PreceptCoverageContext *context);

void precept_limit_row_update (PreceptLimitRow *self, PreceptCoverage *item);

G_END_DECLS
