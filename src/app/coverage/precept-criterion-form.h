/* precept-criterion-form.h: a criterion made coded
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_CRITERION_FORM (precept_criterion_form_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCriterionForm, precept_criterion_form, PRECEPT, CRITERION_FORM, GtkBox)

/* @path: of a criterion in words, whose words are guessed at, or of a coded one. */
GtkWidget *precept_criterion_form_new (PreceptCoverageContext *context, const char *path);

/* Signal "done" (PreceptCriterionForm *, PreceptStepGroup *group): to be applied; NULL: the criterion stays as it is. */

G_END_DECLS
