/* precept-tool-row.h: a row of tools that folds what does not fit
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_TOOL_ROW (precept_tool_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptToolRow, precept_tool_row, PRECEPT, TOOL_ROW, GtkWidget)

/* In a template: <object class="PreceptToolRow">, with <child> for each tool, and <child type="end"> for those at the
 * end. g_type_ensure (PRECEPT_TYPE_TOOL_ROW) before the template is set. */
GtkWidget *precept_tool_row_new (void);

void precept_tool_row_append (PreceptToolRow *self, GtkWidget *tool);
void precept_tool_row_append_end (PreceptToolRow *self, GtkWidget *tool);
void precept_tool_row_set_menu_model (PreceptToolRow *self, GMenuModel *menu); /* what is always under "More"; NULL: nothing */

/* Property "menu-model" is the same, for templates. */

G_END_DECLS
