/* precept-check-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-check-list.h"

#include <glib/gi18n.h>

/**
 * PreceptCheckList:
 *
 * A row that says which values are chosen, and opens to a box for each. What is not among the known ones may be typed, and
 * what the document has is never lost.
 */
struct _PreceptCheckList
{
  AdwExpanderRow parent_instance;

  const PreceptChoice *choices; /* static; a value of NULL ends */
  GPtrArray           *values;  /* owned; of owned strings: what is chosen, in order */
  GHashTable          *checks;  /* owned value → borrowed GtkCheckButton */
  gboolean             setting;
  gboolean             capitals; /* of what is typed */

  GtkWidget *flow;
  GtkWidget *entry;
};

static guint values_changed;

G_DEFINE_FINAL_TYPE (PreceptCheckList, precept_check_list, ADW_TYPE_EXPANDER_ROW)

static const char *
get_label (PreceptCheckList *self, const char *value)
{
  for (guint i = 0; self->choices[i].value != NULL; i++)
    {
      if (g_str_equal (self->choices[i].value, value))
        return self->choices[i].label != NULL ? _ (self->choices[i].label) : value;
    }
  return value;
}

static void
update_subtitle (PreceptCheckList *self)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *escaped = NULL;

  for (guint i = 0; i < self->values->len; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", get_label (self, g_ptr_array_index (self->values, i)));
  escaped = g_markup_escape_text (words->len > 0 ? words->str : _ ("None named"), -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
}

static void
toggled_cb (GtkCheckButton *check, PreceptCheckList *self)
{
  const char *value = g_object_get_data (G_OBJECT (check), "value");
  guint       index;

  if (self->setting)
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_add (self->values, g_strdup (value));
  else if (g_ptr_array_find_with_equal_func (self->values, value, g_str_equal, &index))
    g_ptr_array_remove_index (self->values, index);
  update_subtitle (self);
  g_signal_emit (self, values_changed, 0);
}

static void
add_check (PreceptCheckList *self, const char *value)
{
  GtkWidget *check;

  if (g_hash_table_contains (self->checks, value))
    return;
  check = gtk_check_button_new_with_label (get_label (self, value));
  g_object_set_data_full (G_OBJECT (check), "value", g_strdup (value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  g_hash_table_insert (self->checks, g_strdup (value), check);
  gtk_flow_box_insert (GTK_FLOW_BOX (self->flow), check, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (check), FALSE);
}

static void
typed_cb (PreceptCheckList *self)
{
  g_autofree char *value = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*value == '\0')
    return;
  if (self->capitals)
    {
      char *upper = g_utf8_strup (value, -1);

      g_free (value);
      value = upper;
    }
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  add_check (self, value);
  gtk_check_button_set_active (g_hash_table_lookup (self->checks, value), TRUE);
}

static void
precept_check_list_finalize (GObject *object)
{
  PreceptCheckList *self = PRECEPT_CHECK_LIST (object);

  g_ptr_array_unref (self->values);
  g_hash_table_unref (self->checks);
  G_OBJECT_CLASS (precept_check_list_parent_class)->finalize (object);
}

static void
precept_check_list_class_init (PreceptCheckListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_check_list_finalize;

  values_changed = g_signal_new ("values-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_check_list_init (PreceptCheckList *self)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->values = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->flow = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->flow), 12);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->flow), TRUE);
  self->entry = gtk_entry_new ();
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (typed_cb), self);
  gtk_box_append (GTK_BOX (box), self->flow);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_widget_add_css_class (row, "field-row");
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

GtkWidget *
precept_check_list_new (const char *title, const PreceptChoice *choices, const char *another, gboolean capitals)
{
  PreceptCheckList *self = g_object_new (PRECEPT_TYPE_CHECK_LIST, "title", title, NULL);

  self->choices = choices;
  self->capitals = capitals;
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), another);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, another, -1);
  for (guint i = 0; choices[i].value != NULL; i++)
    add_check (self, choices[i].value);
  update_subtitle (self);
  return GTK_WIDGET (self);
}

void
precept_check_list_set_values (PreceptCheckList *self, const char *const *values)
{
  GHashTableIter iter;
  const char    *value;
  GtkWidget     *check;

  self->setting = TRUE;
  g_ptr_array_set_size (self->values, 0);
  for (guint i = 0; values[i] != NULL; i++)
    {
      add_check (self, values[i]);
      g_ptr_array_add (self->values, g_strdup (values[i]));
    }
  g_hash_table_iter_init (&iter, self->checks);
  while (g_hash_table_iter_next (&iter, (gpointer *)&value, (gpointer *)&check))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_strv_contains (values, value));
  self->setting = FALSE;
  update_subtitle (self);
}

GStrv
precept_check_list_dup_values (PreceptCheckList *self)
{
  GStrv values = g_new0 (char *, self->values->len + 1);

  for (guint i = 0; i < self->values->len; i++)
    values[i] = g_strdup (g_ptr_array_index (self->values, i));
  return values;
}
