/* precept-fact-row.h: one fact that criteria can ask for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FACT_ROW (precept_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFactRow, precept_fact_row, PRECEPT, FACT_ROW, GtkBox)

GtkWidget *precept_fact_row_new (PreceptCoverageContext *context);

void        precept_fact_row_update (PreceptFactRow *self, PreceptCoverage *item);
const char *precept_fact_row_get_path (PreceptFactRow *self);
void        precept_fact_row_open (PreceptFactRow *self); /* with the keyboard in it */

G_END_DECLS
