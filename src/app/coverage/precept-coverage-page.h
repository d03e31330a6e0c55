/* precept-coverage-page.h: the editor of the coverage part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-criterion-row.h"
#include "precept-inline.h"
#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_COVERAGE_PAGE (precept_coverage_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCoveragePage, precept_coverage_page, PRECEPT, COVERAGE_PAGE, GtkBox)

GtkWidget *precept_coverage_page_new (PreceptSession *session, const char *part_key);

/* While a case is tried: what each criterion is in it. @values: (nullable): id (char *) → PreceptCriterionValue
 * (GINT_TO_POINTER), of criteria and groups; NULL: no case is tried. Shown beside each criterion, and in its name. */
void precept_coverage_page_set_values (PreceptCoveragePage *self, GHashTable *values);

/* For the widgets in it. */
PreceptCoverageContext *precept_coverage_page_get_context (PreceptCoveragePage *self);
gboolean                precept_coverage_page_apply (PreceptCoveragePage *self, PreceptStepGroup *group, GError *error, const char *focus); /* both taken */
gboolean                precept_coverage_page_set_value (PreceptCoveragePage *self, const char *path, const char *name, const char *value, GError **error);
void                    precept_coverage_page_split (PreceptCoveragePage *self, const char *paragraph, PreceptInline *left, PreceptInline *right);
void                    precept_coverage_page_join (PreceptCoveragePage *self, const char *path, gboolean with_next);
const char             *precept_coverage_page_get_chosen (PreceptCoveragePage *self);                   /* path; NULL: nothing */
void                    precept_coverage_page_scroll_to (PreceptCoveragePage *self, GtkWidget *widget); /* once it has its place */
PreceptCriterionRow    *precept_coverage_page_get_row (PreceptCoveragePage *self);                      /* that is chosen; NULL: none */
void                    precept_coverage_page_focus (PreceptCoveragePage *self, const char *path, int offset, gboolean grab);

G_END_DECLS
