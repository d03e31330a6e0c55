/* precept-criterion-drag.h: criteria dragged onto each other
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-criterion-row.h"

G_BEGIN_DECLS

/* Where what is dragged over a row would come. */
typedef struct
{
  gboolean is_shown;
  gboolean is_before;
  gboolean is_into; /* of the group whose head the row is: first in it */
} PreceptCriterionDrop;

void precept_criterion_drag_attach (PreceptCriterionRow *row, GtkWidget *handle);

/* Of the row, for this. */
const PreceptCriterionDrop *precept_criterion_row_get_drop (PreceptCriterionRow *self);
void                        precept_criterion_row_set_drop (PreceptCriterionRow *self, const PreceptCriterionDrop *drop);

G_END_DECLS
