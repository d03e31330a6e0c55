/* precept-limit-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-limit-row.h"

#include <glib/gi18n.h>

#include "precept-coverage-field.h"

/**
 * PreceptLimitRow:
 *
 * A limit as a sentence; below it, when it is opened, a form of what it says.
 */
struct _PreceptLimitRow
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned */

  GtkWidget *sentence;
  GtkWidget *toggle;
  GtkWidget *form; /* NULL until it is opened */
  GtkWidget *every;
  GPtrArray *fields; /* owned; of entries */
};

G_DEFINE_FINAL_TYPE (PreceptLimitRow, precept_limit_row, GTK_TYPE_BOX)

static const struct
{
  const char *name;
  const char *label;
} fields[] = {
  { "@dose", N_ ("Dose") },
  { "@quantity", N_ ("Quantity") },
  { "@age-at-least", N_ ("From age (years)") },
  { "@age-at-most", N_ ("To age (years)") },
  { "@billing-code", N_ ("Billing code") },
  { "@billing-units", N_ ("Billing units") },
};

static void
every_changed_cb (PreceptLimitRow *self)
{
  g_autofree char *value = precept_period_field_dup_value (PRECEPT_PERIOD_FIELD (self->every));

  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.set", "(ssss)", self->path, "every", value, _ ("Change a limit"));
}

static void
remove_cb (PreceptLimitRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.remove", "s", self->path);
}

static GtkWidget *
new_row_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
make_form (PreceptLimitRow *self)
{
  GtkWidget *remove = gtk_button_new_with_label (_ ("Remove this limit"));

  self->form = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->form), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->form), 8);
  gtk_widget_add_css_class (self->form, "coded-form");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *entry = precept_coverage_entry_new (self->context, _ (fields[i].label));

      gtk_grid_attach (GTK_GRID (self->form), new_row_label (_ (fields[i].label)), (int)(i % 2) * 2, (int)(i / 2), 1, 1);
      gtk_grid_attach (GTK_GRID (self->form), entry, (int)(i % 2) * 2 + 1, (int)(i / 2), 1, 1);
      g_ptr_array_add (self->fields, entry);
    }
  self->every = precept_period_field_new (_ ("Every"));
  gtk_grid_attach (GTK_GRID (self->form), new_row_label (_ ("Every")), 0, 3, 1, 1);
  gtk_grid_attach (GTK_GRID (self->form), self->every, 1, 3, 1, 1);
  gtk_widget_set_halign (remove, GTK_ALIGN_END);
  gtk_grid_attach (GTK_GRID (self->form), remove, 2, 3, 2, 1);
  g_signal_connect_swapped (self->every, "changed", G_CALLBACK (every_changed_cb), self);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (self), self->form);
}

static void
fill (PreceptLimitRow *self)
{
  g_autofree char *every = NULL;
  g_autofree char *shown = NULL;

  if (self->form == NULL)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    precept_coverage_field_bind (g_ptr_array_index (self->fields, i), self->path, fields[i].name);
  every = precept_document_dup_attribute (precept_session_get_document (self->context->session), self->path, "every");
  shown = precept_period_field_dup_value (PRECEPT_PERIOD_FIELD (self->every));
  if (g_strcmp0 (shown, every != NULL ? every : "") != 0)
    precept_period_field_set_value (PRECEPT_PERIOD_FIELD (self->every), every);
}

static void
toggled_cb (PreceptLimitRow *self)
{
  gboolean open = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->toggle));

  if (open && self->form == NULL)
    make_form (self);
  if (open)
    fill (self);
  if (self->form != NULL)
    gtk_widget_set_visible (self->form, open);
  if (open)
    gtk_widget_grab_focus (g_ptr_array_index (self->fields, 0));
}

/**
 * precept_limit_row_update:
 * @self: a row
 * @item: a limit, as it is now
 *
 * Shows a limit. One that says nothing yet is opened.
 */
void
precept_limit_row_update (PreceptLimitRow *self, PreceptCoverage *item)
{
  gboolean is_new = g_strcmp0 (self->path, item->path) != 0;
  gboolean is_empty = TRUE;

  if (is_new)
    {
      g_free (self->path);
      self->path = g_strdup (item->path);
    }
  for (guint i = 0; i < G_N_ELEMENTS (fields) && is_empty; i++)
    {
      g_autofree char *value = precept_document_dup_attribute (precept_session_get_document (self->context->session), item->path, fields[i].name + 1);

      is_empty = value == NULL;
    }
  gtk_label_set_label (GTK_LABEL (self->sentence), is_empty && g_strcmp0 (item->text, "Limit") == 0 ? _ ("A limit: say how much, of what") : item->text);
  fill (self);
  if (is_new && is_empty)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->toggle), TRUE);
}

static void
precept_limit_row_finalize (GObject *object)
{
  PreceptLimitRow *self = PRECEPT_LIMIT_ROW (object);

  g_free (self->path);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (precept_limit_row_parent_class)->finalize (object);
}

static void
precept_limit_row_class_init (PreceptLimitRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_limit_row_finalize;
}

static void
precept_limit_row_init (PreceptLimitRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->fields = g_ptr_array_new ();
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->sentence), 0);
  gtk_widget_set_hexpand (self->sentence, TRUE);
  self->toggle = gtk_toggle_button_new ();
  gtk_button_set_icon_name (GTK_BUTTON (self->toggle), "document-edit-symbolic");
  gtk_widget_set_tooltip_text (self->toggle, _ ("Change this limit"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Change this limit"), -1);
  gtk_widget_add_css_class (self->toggle, "flat");
  gtk_widget_set_valign (self->toggle, GTK_ALIGN_START);
  g_signal_connect_swapped (self->toggle, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (line), self->sentence);
  gtk_box_append (GTK_BOX (line), self->toggle);
  gtk_box_append (GTK_BOX (self), line);
}

GtkWidget *
precept_limit_row_new (PreceptCoverageContext *context)
{
  PreceptLimitRow *self = g_object_new (PRECEPT_TYPE_LIMIT_ROW, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}
