/* precept-reference-row.h: one reference in the list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-reference-info.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_REFERENCE_ROW (precept_reference_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptReferenceRow, precept_reference_row, PRECEPT, REFERENCE_ROW, GtkListBoxRow)

GtkWidget *precept_reference_row_new (const char *id);

const char *precept_reference_row_get_id (PreceptReferenceRow *self);
guint       precept_reference_row_get_position (PreceptReferenceRow *self);
void        precept_reference_row_set_position (PreceptReferenceRow *self, guint position);
void        precept_reference_row_update (PreceptReferenceRow *self, PreceptReferenceInfo *info, PreceptReferenceInfo *same);
void        precept_reference_row_set_card (PreceptReferenceRow *self, GtkWidget *card); /* shown in place of the summary; NULL: none */

G_END_DECLS
