/* precept-coverage-field.h: one value of the coverage part, in a form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

/* @name: "@unit" for an attribute, "question" for a child of a fact, "" for the text itself. */
GtkWidget *precept_coverage_entry_new (PreceptCoverageContext *context, const char *label);
GtkWidget *precept_coverage_choice_new (PreceptCoverageContext *context, const char *label, const char *element, const char *attribute);
void       precept_coverage_field_bind (GtkWidget *field, const char *path, const char *name);
void       precept_coverage_field_update (GtkWidget *field); /* what the document has; what is typed into stays */

/* A number and a unit of time. @value: "6 months"; "" where there is none. */
#define PRECEPT_TYPE_PERIOD_FIELD (precept_period_field_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPeriodField, precept_period_field, PRECEPT, PERIOD_FIELD, GtkBox)

GtkWidget *precept_period_field_new (const char *label);
void       precept_period_field_set_value (PreceptPeriodField *self, const char *value);
char      *precept_period_field_dup_value (PreceptPeriodField *self);

/* Signal "changed" (PreceptPeriodField *): by hand. */

G_END_DECLS
