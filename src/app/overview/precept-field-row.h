/* precept-field-row.h: a field of a form, with what is wrong with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FIELD_ROW (precept_field_row_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFieldRow, precept_field_row, PRECEPT, FIELD_ROW, AdwPreferencesRow)

/* @field: a GtkEntry, a GtkDropDown …; a screen reader reads @title with it, once. */
GtkWidget *precept_field_row_new (PreceptSession *session, PreceptPartEditor *editor, const char *title, GtkWidget *field);
GtkWidget *precept_field_row_get_field (PreceptFieldRow *self);
void       precept_field_row_add_button (PreceptFieldRow *self, GtkWidget *button); /* after the field */
void       precept_field_row_set_problems (PreceptFieldRow *self, GPtrArray *problems);

G_END_DECLS
