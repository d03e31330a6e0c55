/* precept-coverage-field.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-field.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "precept-choice.h"
#include "precept-coverage-page.h"
#include "precept-place.h"

typedef struct
{
  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned; NULL: bound to nothing */
  char                   *name;    /* owned */
  gboolean                is_filling;
} Field;

#define FIELD "precept-field"

static void
free_field (gpointer data)
{
  Field *field = data;

  g_free (field->path);
  g_free (field->name);
  g_free (field);
}

static Field *
add_field (GtkWidget *widget, PreceptCoverageContext *context, const char *label)
{
  Field *field = g_new0 (Field, 1);

  field->context = context;
  g_object_set_data_full (G_OBJECT (widget), FIELD, field, free_field);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return field;
}

static char *
dup_value (Field *field)
{
  PreceptDocument *document = precept_session_get_document (field->context->session);
  char            *value;

  if (*field->name == '@')
    value = precept_document_dup_attribute (document, field->path, field->name + 1);
  else if (*field->name == '\0')
    value = precept_document_dup_text (document, field->path);
  else
    {
      g_autofree char *path = precept_document_dup_child_path (document, field->path, field->name);

      value = path != NULL ? precept_document_dup_text (document, path) : NULL;
    }
  return value != NULL ? value : g_strdup ("");
}

static void
write_value (GtkWidget *widget, Field *field, const char *value)
{
  GtkWidget *page = gtk_widget_get_ancestor (widget, PRECEPT_TYPE_COVERAGE_PAGE);
  g_autoptr (GError) error = NULL;

  if (field->is_filling || field->path == NULL || page == NULL)
    return;
  if (precept_coverage_page_set_value (PRECEPT_COVERAGE_PAGE (page), field->path, field->name, value, &error))
    {
      gtk_widget_remove_css_class (widget, "error");
      gtk_widget_set_tooltip_text (widget, NULL);
      return;
    }
  gtk_widget_add_css_class (widget, "error");
  gtk_widget_set_tooltip_text (widget, error->message);
}

static void
entry_changed_cb (GtkWidget *entry, Field *field)
{
  write_value (entry, field, gtk_editable_get_text (GTK_EDITABLE (entry)));
}

/* What could not be taken does not stay to be seen as if it were there. */
static void
entry_left_cb (GtkEventController *controller, Field *field)
{
  GtkWidget *entry = gtk_event_controller_get_widget (controller);

  gtk_widget_remove_css_class (entry, "error");
  gtk_widget_set_tooltip_text (entry, NULL);
  precept_coverage_field_update (entry);
}

GtkWidget *
precept_coverage_entry_new (PreceptCoverageContext *context, const char *label)
{
  GtkWidget          *entry = gtk_entry_new ();
  Field              *field = add_field (entry, context, label);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), field);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_left_cb), field);
  gtk_widget_add_controller (entry, focus);
  return entry;
}

static void
chosen_cb (GtkDropDown *choice, GParamSpec *property, Field *field)
{
  const char *value = precept_choice_get_value (choice);

  if (value != NULL)
    write_value (GTK_WIDGET (choice), field, value);
}

/**
 * precept_coverage_choice_new:
 * @context: of the page
 * @label: what is chosen, for a screen reader
 * @element: of the grammar
 * @attribute: of it, with a list of values
 *
 * Makes a list to choose from, of what the grammar takes.
 */
GtkWidget *
precept_coverage_choice_new (PreceptCoverageContext *context, const char *label, const char *element, const char *attribute)
{
  GtkWidget *choice = precept_choice_new (element, attribute, NULL);
  Field     *field = add_field (choice, context, label);

  g_signal_connect (choice, "notify::selected", G_CALLBACK (chosen_cb), field);
  return choice;
}

void
precept_coverage_field_update (GtkWidget *widget)
{
  Field           *field = g_object_get_data (G_OBJECT (widget), FIELD);
  g_autofree char *value = NULL;

  if (field->path == NULL)
    return;
  value = dup_value (field);
  field->is_filling = TRUE;
  if (GTK_IS_DROP_DOWN (widget))
    precept_choice_set_value (GTK_DROP_DOWN (widget), value);
  else
    {
      g_autofree char *shown = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (widget))));

      /* What is being typed keeps its space at the end, and its mistake. */
      if (!g_str_equal (shown, value) && !gtk_widget_has_css_class (widget, "error"))
        gtk_editable_set_text (GTK_EDITABLE (widget), value);
    }
  field->is_filling = FALSE;
}

void
precept_coverage_field_bind (GtkWidget *widget, const char *path, const char *name)
{
  Field *field = g_object_get_data (G_OBJECT (widget), FIELD);

  g_free (field->path);
  g_free (field->name);
  field->path = g_strdup (path);
  field->name = g_strdup (name);
  precept_coverage_field_update (widget);
}

/* Periods */

/**
 * PreceptPeriodField:
 *
 * A span of time: a number, and a unit to choose.
 */
struct _PreceptPeriodField
{
  GtkBox parent_instance;

  gboolean is_filling;

  GtkWidget *number;
  GtkWidget *unit;
};

static guint period_changed;

static const char *const period_units[] = { "day", "week", "month", "year", "hour" };

G_DEFINE_FINAL_TYPE (PreceptPeriodField, precept_period_field, GTK_TYPE_BOX)

static void
period_changed_cb (PreceptPeriodField *self)
{
  if (!self->is_filling)
    g_signal_emit (self, period_changed, 0);
}

static void
precept_period_field_class_init (PreceptPeriodFieldClass *class)
{
  period_changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_period_field_init (PreceptPeriodField *self)
{
  const char *const words[] = { _ ("days"), _ ("weeks"), _ ("months"), _ ("years"), _ ("hours"), NULL };

  gtk_box_set_spacing (GTK_BOX (self), 6);
  self->number = gtk_spin_button_new_with_range (0, 9999, 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->number), 4);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->number), FALSE);
  self->unit = gtk_drop_down_new_from_strings (words);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->unit), 2);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Unit of time"), -1);
  gtk_box_append (GTK_BOX (self), self->number);
  gtk_box_append (GTK_BOX (self), self->unit);
  g_signal_connect_swapped (self->number, "value-changed", G_CALLBACK (period_changed_cb), self);
  g_signal_connect_swapped (self->unit, "notify::selected", G_CALLBACK (period_changed_cb), self);
}

GtkWidget *
precept_period_field_new (const char *label)
{
  PreceptPeriodField *self = g_object_new (PRECEPT_TYPE_PERIOD_FIELD, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->number), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
precept_period_field_set_value (PreceptPeriodField *self, const char *value)
{
  g_auto (GStrv) words = NULL;

  g_return_if_fail (PRECEPT_IS_PERIOD_FIELD (self));

  words = g_strsplit (value != NULL ? value : "", " ", 2);
  self->is_filling = TRUE;
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->number), words[0] != NULL ? atoi (words[0]) : 0);
  for (guint i = 0; words[0] != NULL && words[1] != NULL && i < G_N_ELEMENTS (period_units); i++)
    {
      if (g_str_has_prefix (words[1], period_units[i]))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->unit), i);
    }
  self->is_filling = FALSE;
}

/**
 * precept_period_field_dup_value:
 * @self: a field
 *
 * Returns: (transfer full): “6 months”; “” where the number is 0
 */
char *
precept_period_field_dup_value (PreceptPeriodField *self)
{
  int   number;
  guint unit;

  g_return_val_if_fail (PRECEPT_IS_PERIOD_FIELD (self), NULL);

  gtk_spin_button_update (GTK_SPIN_BUTTON (self->number));
  number = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->number));
  unit = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->unit));
  if (number <= 0 || unit >= G_N_ELEMENTS (period_units))
    return g_strdup ("");
  return g_strdup_printf ("%d %s%s", number, period_units[unit], number == 1 ? "" : "s");
}
