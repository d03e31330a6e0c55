/* precept-link-popover.c: where a link leads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-link-popover.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-address.h"

/**
 * PreceptLinkPopover:
 *
 * One field for an address, and one for the words where there are none yet. Addresses that a published page may not
 * lead to are refused.
 */
struct _PreceptLinkPopover
{
  GtkPopover parent_instance;

  GtkWidget *words; /* NULL: there are words already */
  GtkWidget *address;
  GtkWidget *error_label;
  GtkWidget *remove_button;
};

static guint applied;

G_DEFINE_FINAL_TYPE (PreceptLinkPopover, precept_link_popover, GTK_TYPE_POPOVER)

/* "example.org/x" means https, "name@example.org" a mail. */
static char *
dup_address (PreceptLinkPopover *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->address))));
  const char      *dot = strchr (text, '.');

  if (*text == '\0' || strchr (text, ':') != NULL || strchr (text, ' ') != NULL)
    return g_steal_pointer (&text);
  if (g_str_has_prefix (text, "10."))
    return g_strconcat ("https://doi.org/", text, NULL);
  if (strchr (text, '@') != NULL && strchr (text, '/') == NULL)
    return g_strconcat ("mailto:", text, NULL);
  if (dot != NULL && dot[1] != '\0')
    return g_strconcat ("https://", text, NULL);
  return g_steal_pointer (&text);
}

static void
apply_cb (PreceptLinkPopover *self)
{
  g_autofree char *address = dup_address (self);
  g_autofree char *words = self->words != NULL ? g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->words)))) : NULL;

  if (strchr (address, ':') == NULL || !precept_address_is_followed (address))
    {
      gtk_widget_add_css_class (self->address, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
      gtk_label_set_label (GTK_LABEL (self->error_label), *address == '\0' ? _ ("Give an address, such as https://clinicaltrials.gov.") : _ ("No published link may lead there. An address begins with https://, http://, mailto: or tel:."));
      gtk_widget_set_visible (self->error_label, TRUE);
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (words != NULL && *words == '\0')
    {
      g_free (words);
      words = g_strdup (g_str_has_prefix (address, "mailto:") ? address + strlen ("mailto:") : address);
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, applied, 0, words, address);
}

static void
remove_cb (PreceptLinkPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, applied, 0, NULL, NULL);
}

static void
changed_cb (PreceptLinkPopover *self)
{
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_widget_remove_css_class (self->address, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (self->address), GTK_ACCESSIBLE_STATE_INVALID);
}

static gboolean
precept_link_popover_grab_focus (GtkWidget *widget)
{
  PreceptLinkPopover *self = PRECEPT_LINK_POPOVER (widget);

  return gtk_widget_grab_focus (self->words != NULL ? self->words : self->address);
}

static void
precept_link_popover_class_init (PreceptLinkPopoverClass *class)
{
  GTK_WIDGET_CLASS (class)->grab_focus = precept_link_popover_grab_focus;
  applied = g_signal_new ("applied", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
precept_link_popover_init (PreceptLinkPopover *self)
{
}

static GtkWidget *
add_entry (PreceptLinkPopover *self, GtkBox *box, const char *label, const char *placeholder)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), placeholder);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (apply_cb), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (box, entry);
  return entry;
}

/**
 * precept_link_popover_new:
 * @words: (nullable): what may be printed for a new link; %NULL: the words are in the text already
 * @href: (nullable): where the link leads now
 *
 * Makes the form of a link.
 */
GtkWidget *
precept_link_popover_new (const char *words, const char *href)
{
  PreceptLinkPopover *self = g_object_new (PRECEPT_TYPE_LINK_POPOVER, NULL);
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget          *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget          *apply = gtk_button_new_with_label (href != NULL ? _ ("Change Link") : _ ("Add Link"));

  if (words != NULL)
    {
      self->words = add_entry (self, GTK_BOX (box), _ ("Words"), _ ("Words to print"));
      gtk_editable_set_text (GTK_EDITABLE (self->words), words);
    }
  self->address = add_entry (self, GTK_BOX (box), _ ("Address"), _ ("Address or DOI"));
  gtk_entry_set_input_purpose (GTK_ENTRY (self->address), GTK_INPUT_PURPOSE_URL);
  gtk_editable_set_text (GTK_EDITABLE (self->address), href != NULL ? href : "");
  self->error_label = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->error_label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->error_label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (self->error_label), 40);
  gtk_widget_add_css_class (self->error_label, "error");
  gtk_widget_set_visible (self->error_label, FALSE);
  gtk_box_append (GTK_BOX (box), self->error_label);
  if (href != NULL)
    {
      self->remove_button = gtk_button_new_with_label (_ ("Remove Link"));
      g_signal_connect_swapped (self->remove_button, "clicked", G_CALLBACK (remove_cb), self);
      gtk_box_append (GTK_BOX (buttons), self->remove_button);
    }
  gtk_widget_add_css_class (apply, "suggested-action");
  g_signal_connect_swapped (apply, "clicked", G_CALLBACK (apply_cb), self);
  gtk_box_append (GTK_BOX (buttons), apply);
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_widget_set_size_request (GTK_WIDGET (self), 340, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Link"), -1);
  return GTK_WIDGET (self);
}
