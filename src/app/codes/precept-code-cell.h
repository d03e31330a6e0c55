/* precept-code-cell.h: a text in a table, edited where it stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_CODE_CELL (precept_code_cell_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCodeCell, precept_code_cell, PRECEPT, CODE_CELL, GtkBox)

GtkWidget *precept_code_cell_new (const char *placeholder); /* dim, where there is no text; NULL: none */

void        precept_code_cell_set_text (PreceptCodeCell *self, const char *text); /* left alone while it is edited */
const char *precept_code_cell_get_text (PreceptCodeCell *self);                   /* as it was set */
void        precept_code_cell_set_name (PreceptCodeCell *self, const char *name); /* for a screen reader */
void        precept_code_cell_edit (PreceptCodeCell *self);

/* Signals: "committed" (PreceptCodeCell *, const char *text, int direction): 0 stay, 1 on to the next cell, -1 back, 2 the
 * cell below. "pasted" (PreceptCodeCell *, const char *text): several lines or cells. */

G_END_DECLS
