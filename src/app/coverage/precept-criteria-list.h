/* precept-criteria-list.h: the criteria of a request, of all requests, or of whom an indication is for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_CRITERIA_LIST (precept_criteria_list_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCriteriaList, precept_criteria_list, PRECEPT, CRITERIA_LIST, GtkBox)

GtkWidget *precept_criteria_list_new (PreceptCoverageContext *context);

void        precept_criteria_list_update (PreceptCriteriaList *self, PreceptCoverage *holder);
const char *precept_criteria_list_get_path (PreceptCriteriaList *self); /* of what holds the criteria */

/* Its rows, in their order. (transfer container) (element-type PreceptCriterionRow) */
GPtrArray *precept_criteria_list_list_rows (PreceptCriteriaList *self);

G_END_DECLS
