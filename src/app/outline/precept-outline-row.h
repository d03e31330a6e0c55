/* precept-outline-row.h: a row of the outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_OUTLINE_ROW (precept_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOutlineRow, precept_outline_row, PRECEPT, OUTLINE_ROW, GtkBox)

GtkWidget *precept_outline_row_new (void);
void       precept_outline_row_set_row (PreceptOutlineRow *self, GtkTreeListRow *row); /* NULL: none */

G_END_DECLS
