/* precept-criterion-row.h: one criterion, or the head of a group of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

/* What a criterion is in the case that is tried. */
typedef enum
{
  PRECEPT_CRITERION_VALUE_NONE, /* no case is tried */
  PRECEPT_CRITERION_VALUE_MET,
  PRECEPT_CRITERION_VALUE_NOT_MET,
  PRECEPT_CRITERION_VALUE_UNKNOWN,
} PreceptCriterionValue;

#define PRECEPT_TYPE_CRITERION_ROW (precept_criterion_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCriterionRow, precept_criterion_row, PRECEPT, CRITERION_ROW, GtkBox)

GtkWidget *precept_criterion_row_new (PreceptCoverageContext *context);

void precept_criterion_row_update (PreceptCriterionRow *self, PreceptCoverage *item, guint depth);
void precept_criterion_row_update_value (PreceptCriterionRow *self); /* from the context */

const char *precept_criterion_row_get_path (PreceptCriterionRow *self);
gboolean    precept_criterion_row_is_sentence (PreceptCriterionRow *self);
gboolean    precept_criterion_row_is_group (PreceptCriterionRow *self);

/* What is chosen has a ground; the rule of the group that holds it, @depth from outside, is in the accent colour. */
void precept_criterion_row_set_chosen (PreceptCriterionRow *self, gboolean chosen);
void precept_criterion_row_set_marked_rule (PreceptCriterionRow *self, int depth); /* -1: none */

/* The text becomes an editor (of a sentence, or of the heading of a group). FALSE: it has none. */
gboolean precept_criterion_row_edit (PreceptCriterionRow *self, gboolean at_end);
void     precept_criterion_row_end_edit (PreceptCriterionRow *self);
gboolean precept_criterion_row_place_caret (PreceptCriterionRow *self, const char *path, int offset);

void precept_criterion_row_open_menu (PreceptCriterionRow *self); /* how the criteria of a group count */

/* A form below the sentence; NULL takes it away. */
void       precept_criterion_row_set_form (PreceptCriterionRow *self, GtkWidget *form);
GtkWidget *precept_criterion_row_get_form (PreceptCriterionRow *self);

const char *precept_criterion_get_kind_name (PreceptCoverage *item); /* "Age", "Prose"; translated */

G_END_DECLS
