/* precept-fact-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-fact-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-coverage-field.h"
#include "precept-grammar.h"

/**
 * PreceptFactRow:
 *
 * A fact by its name and kind; opened, a form of how it is asked for, the answers it can have and the codes under which
 * records keep it.
 */
struct _PreceptFactRow
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  char                   *path;    /* owned */
  GPtrArray              *fields;  /* owned; of those in the form that are always there */

  GtkWidget *expander;
  GtkWidget *form;    /* NULL until it is opened */
  GtkWidget *entries; /* in it: options and codes */
};

G_DEFINE_FINAL_TYPE (PreceptFactRow, precept_fact_row, GTK_TYPE_BOX)

static const struct
{
  const char *name;
  const char *label;
} fields[] = {
  { "name", N_ ("Name") },
  { "plural", N_ ("More than one") },
  { "question", N_ ("Question") },
  { "statement", N_ ("It is so") },
  { "@unit", N_ ("Unit (UCUM)") },
  { "@unit-shown", N_ ("Unit as printed") },
};

static PreceptDocument *
get_document (PreceptFactRow *self)
{
  return precept_session_get_document (self->context->session);
}

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static void
remove_entry_cb (GtkWidget *button)
{
  gtk_widget_activate_action (button, "coverage.remove", "s", (const char *)g_object_get_data (G_OBJECT (button), "precept-path"));
}

static GtkWidget *
new_remove (const char *path, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, tooltip, -1);
  g_object_set_data_full (G_OBJECT (button), "precept-path", g_strdup (path), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_entry_cb), NULL);
  return button;
}

static void
append_entry (PreceptFactRow *self, const char *path, const char *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean   is_option = g_str_equal (name, "option");
  GtkWidget *entry = precept_coverage_entry_new (self->context, is_option ? _ ("Answer") : _ ("Code"));

  gtk_box_append (GTK_BOX (line), new_label (is_option ? _ ("Answer") : _ ("Code")));
  if (!is_option)
    {
      GtkWidget *system = precept_coverage_choice_new (self->context, _ ("Code system"), "code", "system");

      precept_coverage_field_bind (system, path, "@system");
      gtk_box_append (GTK_BOX (line), system);
    }
  precept_coverage_field_bind (entry, path, is_option ? "" : "@value");
  gtk_box_append (GTK_BOX (line), entry);
  gtk_box_append (GTK_BOX (line), new_remove (path, is_option ? _ ("Remove this answer") : _ ("Remove this code")));
  g_object_set_data_full (G_OBJECT (line), "precept-path", g_strdup (path), g_free);
  gtk_box_append (GTK_BOX (self->entries), line);
}

/* Lines of options and codes are made anew only where some came or went. */
static void
update_entries (PreceptFactRow *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  GtkWidget *line = gtk_widget_get_first_child (self->entries);
  gboolean   same = TRUE;

  for (guint i = 0;; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", self->path, i);
      g_autofree char *text = precept_document_dup_text (get_document (self), path);
      g_autofree char *name = precept_document_dup_element_name (get_document (self), path);
      g_autofree char *id = NULL;

      if (text == NULL && name == NULL)
        break;
      if (g_strcmp0 (name, "option") != 0 && g_strcmp0 (name, "code") != 0)
        continue;
      id = precept_document_dup_attribute (get_document (self), path, "id");
      g_ptr_array_add (paths, id != NULL ? g_steal_pointer (&id) : g_steal_pointer (&path));
      g_ptr_array_add (names, g_steal_pointer (&name));
    }
  for (guint i = 0; i < paths->len && same; i++)
    {
      same = line != NULL && g_str_equal (g_object_get_data (G_OBJECT (line), "precept-path"), g_ptr_array_index (paths, i));
      line = line != NULL ? gtk_widget_get_next_sibling (line) : NULL;
    }
  if (same && line == NULL)
    {
      for (line = gtk_widget_get_first_child (self->entries); line != NULL; line = gtk_widget_get_next_sibling (line))
        {
          for (GtkWidget *field = gtk_widget_get_first_child (line); field != NULL; field = gtk_widget_get_next_sibling (field))
            {
              if (GTK_IS_ENTRY (field) || GTK_IS_DROP_DOWN (field))
                precept_coverage_field_update (field);
            }
        }
      return;
    }
  while ((line = gtk_widget_get_first_child (self->entries)) != NULL)
    gtk_box_remove (GTK_BOX (self->entries), line);
  for (guint i = 0; i < paths->len; i++)
    append_entry (self, g_ptr_array_index (paths, i), g_ptr_array_index (names, i));
}

static void
add_option_cb (PreceptFactRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.add-to", "(ss)", self->path, "option");
}

/* “LOINC 711-2” */
static void
add_code_cb (PreceptFactRow *self, GtkEntry *entry)
{
  g_autofree char *what = g_strconcat ("code ", gtk_editable_get_text (GTK_EDITABLE (entry)), NULL);

  if (gtk_widget_activate_action (GTK_WIDGET (self), "coverage.add-to", "(ss)", self->path, what))
    gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

static void
remove_cb (PreceptFactRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.remove", "s", self->path);
}

static void
make_form (PreceptFactRow *self)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *kind = precept_coverage_choice_new (self->context, _ ("Kind of fact"), "fact", "kind");
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *add_option = gtk_button_new_with_label (_ ("Add an answer"));
  GtkWidget *add_code = gtk_entry_new ();
  GtkWidget *remove = gtk_button_new_with_label (_ ("Remove this fact"));

  self->form = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (self->form, "coded-form");
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_grid_attach (GTK_GRID (grid), new_label (_ ("Kind")), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), kind, 1, 0, 1, 1);
  gtk_widget_set_halign (kind, GTK_ALIGN_START);
  precept_coverage_field_bind (kind, self->path, "@kind");
  g_ptr_array_add (self->fields, kind);
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      GtkWidget *entry = precept_coverage_entry_new (self->context, _ (fields[i].label));

      gtk_grid_attach (GTK_GRID (grid), new_label (_ (fields[i].label)), 0, (int)i + 1, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), entry, 1, (int)i + 1, 1, 1);
      precept_coverage_field_bind (entry, self->path, fields[i].name);
      g_ptr_array_add (self->fields, entry);
    }
  self->entries = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_editable_set_enable_undo (GTK_EDITABLE (add_code), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (add_code), _ ("Add a code: LOINC 711-2"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (add_code), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Add a code"), -1);
  gtk_widget_set_hexpand (add_code, TRUE);
  g_signal_connect_swapped (add_option, "clicked", G_CALLBACK (add_option_cb), self);
  g_signal_connect_swapped (add_code, "activate", G_CALLBACK (add_code_cb), self);
  g_signal_connect_swapped (remove, "clicked", G_CALLBACK (remove_cb), self);
  gtk_box_append (GTK_BOX (foot), add_option);
  gtk_box_append (GTK_BOX (foot), add_code);
  gtk_box_append (GTK_BOX (foot), remove);
  gtk_box_append (GTK_BOX (self->form), grid);
  gtk_box_append (GTK_BOX (self->form), self->entries);
  gtk_box_append (GTK_BOX (self->form), foot);
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->form);
  update_entries (self);
}

static void
expanded_cb (PreceptFactRow *self)
{
  if (self->form == NULL)
    make_form (self);
}

/**
 * precept_fact_row_update:
 * @self: a row
 * @item: a fact, as it is now
 *
 * Shows a fact.
 */
void
precept_fact_row_update (PreceptFactRow *self, PreceptCoverage *item)
{
  g_autofree char *kind = precept_document_dup_attribute (get_document (self), item->path, "kind");
  const char      *kind_name = kind != NULL ? precept_grammar_get_choice_label (precept_grammar_get (), "fact", "kind", kind) : NULL;
  g_autofree char *title = NULL;

  if (g_strcmp0 (self->path, item->path) != 0)
    {
      g_free (self->path);
      self->path = g_strdup (item->path);
      if (self->form != NULL)
        gtk_expander_set_child (GTK_EXPANDER (self->expander), NULL);
      self->form = NULL;
      g_ptr_array_set_size (self->fields, 0);
    }
  /* Translators: a fact and its kind: “cell count (Laboratory value)” */
  title = g_strdup_printf (_ ("%s (%s)"), item->text != NULL && *item->text != '\0' ? item->text : item->path, kind_name != NULL ? _ (kind_name) : "?");
  if (g_strcmp0 (gtk_expander_get_label (GTK_EXPANDER (self->expander)), title) != 0)
    gtk_expander_set_label (GTK_EXPANDER (self->expander), title);
  if (self->form == NULL && gtk_expander_get_expanded (GTK_EXPANDER (self->expander)))
    make_form (self);
  if (self->form == NULL)
    return;
  for (guint i = 0; i < self->fields->len; i++)
    precept_coverage_field_update (g_ptr_array_index (self->fields, i));
  update_entries (self);
}

static void
precept_fact_row_finalize (GObject *object)
{
  PreceptFactRow *self = PRECEPT_FACT_ROW (object);

  g_free (self->path);
  g_ptr_array_unref (self->fields);
  G_OBJECT_CLASS (precept_fact_row_parent_class)->finalize (object);
}

static void
precept_fact_row_class_init (PreceptFactRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_fact_row_finalize;
}

static void
precept_fact_row_init (PreceptFactRow *self)
{
  self->fields = g_ptr_array_new ();
  self->expander = gtk_expander_new (NULL);
  gtk_widget_set_hexpand (self->expander, TRUE);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (expanded_cb), self);
  gtk_box_append (GTK_BOX (self), self->expander);
}

GtkWidget *
precept_fact_row_new (PreceptCoverageContext *context)
{
  PreceptFactRow *self = g_object_new (PRECEPT_TYPE_FACT_ROW, NULL);

  self->context = context;
  return GTK_WIDGET (self);
}

const char *
precept_fact_row_get_path (PreceptFactRow *self)
{
  g_return_val_if_fail (PRECEPT_IS_FACT_ROW (self), NULL);

  return self->path;
}

void
precept_fact_row_open (PreceptFactRow *self)
{
  g_return_if_fail (PRECEPT_IS_FACT_ROW (self));

  gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
  gtk_widget_grab_focus (g_ptr_array_index (self->fields, 1));
}
