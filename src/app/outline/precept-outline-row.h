/* precept-outline-row.h: a row of the outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-outline-item.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_OUTLINE_ROW (precept_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOutlineRow, precept_outline_row, PRECEPT, OUTLINE_ROW, GtkBox)

GtkWidget *precept_outline_row_new (void);
void       precept_outline_row_set_row (PreceptOutlineRow *self, GtkTreeListRow *row); /* NULL: none */

PreceptOutlineItem *precept_outline_row_get_item (PreceptOutlineRow *self); /* borrowed, or NULL */

/* Where something dragged would go: -1 before it, 1 after it, 0 nowhere. */
void precept_outline_row_show_drop (PreceptOutlineRow *self, int where);

G_END_DECLS
