/* precept-form-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-form-list.h"

#include <glib/gi18n.h>

#include "precept-leaf.h"

/**
 * PreceptFormList:
 *
 * A check button for each thing that can be chosen.
 */
struct _PreceptFormList
{
  GtkBox parent_instance;

  gboolean is_filling;
};

static guint changed;

G_DEFINE_FINAL_TYPE (PreceptFormList, precept_form_list, GTK_TYPE_BOX)

static void
toggled_cb (PreceptFormList *self)
{
  if (!self->is_filling)
    g_signal_emit (self, changed, 0);
}

static void
precept_form_list_class_init (PreceptFormListClass *class)
{
  changed = g_signal_new ("changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_form_list_init (PreceptFormList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * precept_form_list_set_choices:
 * @self: a list
 * @offers: (element-type PreceptLeafOffer): what can be chosen
 * @chosen: (element-type utf8): ids of what is
 *
 * Shows what can be chosen.
 */
void
precept_form_list_set_choices (PreceptFormList *self, GPtrArray *offers, GPtrArray *chosen)
{
  GtkWidget *child;

  g_return_if_fail (PRECEPT_IS_FORM_LIST (self));

  self->is_filling = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  for (guint i = 0; i < offers->len; i++)
    {
      PreceptLeafOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char  *text = *offer->detail != '\0' ? g_strdup_printf ("%s: %s", offer->name, offer->detail) : g_strdup (offer->name);
      GtkWidget        *check = gtk_check_button_new_with_label (text);
      GtkWidget        *label = gtk_widget_get_last_child (check);

      /* A long caption must not force a width. */
      if (GTK_IS_LABEL (label))
        {
          gtk_label_set_wrap (GTK_LABEL (label), TRUE);
          gtk_label_set_xalign (GTK_LABEL (label), 0);
        }
      gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), g_ptr_array_find_with_equal_func (chosen, offer->id, g_str_equal, NULL));
      g_object_set_data_full (G_OBJECT (check), "precept-id", g_strdup (offer->id), g_free);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (toggled_cb), self);
      gtk_box_append (GTK_BOX (self), check);
    }
  if (offers->len == 0)
    {
      GtkWidget *label = gtk_label_new (_ ("There are none yet: add them under Billing codes or to the fact."));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (GTK_BOX (self), label);
    }
  self->is_filling = FALSE;
}

GPtrArray *
precept_form_list_dup_chosen (PreceptFormList *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (PRECEPT_IS_FORM_LIST (self), chosen);

  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (GTK_IS_CHECK_BUTTON (child) && gtk_check_button_get_active (GTK_CHECK_BUTTON (child)))
        g_ptr_array_add (chosen, g_strdup (g_object_get_data (G_OBJECT (child), "precept-id")));
    }
  return chosen;
}
