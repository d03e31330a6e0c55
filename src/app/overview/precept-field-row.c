/* precept-field-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-field-row.h"

#include "precept-date-entry.h"
#include "precept-problem-list.h"

/**
 * PreceptFieldRow:
 *
 * A row of a form: what is asked for, the field for it, and the problems of what stands there.
 */
struct _PreceptFieldRow
{
  AdwPreferencesRow parent_instance;

  GtkWidget *line;
  GtkWidget *field;
  GtkWidget *problems;
};

G_DEFINE_FINAL_TYPE (PreceptFieldRow, precept_field_row, ADW_TYPE_PREFERENCES_ROW)

static gboolean
precept_field_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRECEPT_FIELD_ROW (widget)->field);
}

static void
precept_field_row_class_init (PreceptFieldRowClass *class)
{
  GTK_WIDGET_CLASS (class)->grab_focus = precept_field_row_grab_focus;
}

static void
precept_field_row_init (PreceptFieldRow *self)
{
  /* The keyboard goes to the field itself. */
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field-row");
}

GtkWidget *
precept_field_row_new (PreceptSession *session, PreceptPartEditor *editor, const char *title, GtkWidget *field)
{
  PreceptFieldRow *self = g_object_new (PRECEPT_TYPE_FIELD_ROW, NULL);
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget       *label = gtk_label_new (title);

  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->field = field;
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_width_chars (GTK_LABEL (label), 15);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (field, TRUE);
  if (!PRECEPT_IS_DATE_ENTRY (field))
    gtk_accessible_update_property (GTK_ACCESSIBLE (field), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (GTK_IS_EDITABLE (field))
    {
      gtk_editable_set_enable_undo (GTK_EDITABLE (field), FALSE);
      gtk_editable_set_width_chars (GTK_EDITABLE (field), 10);
    }
  gtk_box_append (GTK_BOX (self->line), label);
  gtk_box_append (GTK_BOX (self->line), field);
  self->problems = precept_problem_list_new (session, editor);
  gtk_box_append (GTK_BOX (box), self->line);
  gtk_box_append (GTK_BOX (box), self->problems);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  return GTK_WIDGET (self);
}

GtkWidget *
precept_field_row_get_field (PreceptFieldRow *self)
{
  return self->field;
}

void
precept_field_row_add_button (PreceptFieldRow *self, GtkWidget *button)
{
  gtk_box_append (GTK_BOX (self->line), button);
}

void
precept_field_row_set_problems (PreceptFieldRow *self, GPtrArray *problems)
{
  gboolean is_wrong = problems->len > 0 && precept_diagnostic_get_severity (g_ptr_array_index (problems, 0)) == PRECEPT_SEVERITY_ERROR;

  precept_problem_list_set_problems (PRECEPT_PROBLEM_LIST (self->problems), problems);
  if (!GTK_IS_ENTRY (self->field))
    return;
  if (is_wrong)
    gtk_widget_add_css_class (self->field, "error");
  else
    gtk_widget_remove_css_class (self->field, "error");
}
