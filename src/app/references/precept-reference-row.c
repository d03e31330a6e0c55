/* precept-reference-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-reference-row.h"

#include <glib/gi18n.h>

/**
 * PreceptReferenceRow:
 *
 * One reference: its number, authors, title and journal, and where it is cited. The chosen one shows a card in their place.
 */
struct _PreceptReferenceRow
{
  GtkListBoxRow parent_instance;

  char *id;       /* owned */
  guint position; /* in the document */
  char *name;     /* owned; for a screen reader, as last set */

  GtkWidget *summary; /* owned */
  GtkWidget *number;
  GtkWidget *authors;
  GtkWidget *title;
  GtkWidget *journal;
  GtkWidget *icon;
  GtkWidget *state;
};

G_DEFINE_FINAL_TYPE (PreceptReferenceRow, precept_reference_row, GTK_TYPE_LIST_BOX_ROW)

static void
precept_reference_row_finalize (GObject *object)
{
  PreceptReferenceRow *self = PRECEPT_REFERENCE_ROW (object);

  g_free (self->id);
  g_free (self->name);
  g_object_unref (self->summary);
  G_OBJECT_CLASS (precept_reference_row_parent_class)->finalize (object);
}

static void
precept_reference_row_class_init (PreceptReferenceRowClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_reference_row_finalize;
}

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* Made by hand: a template for each of some thousand rows takes three times as long. */
static void
precept_reference_row_init (PreceptReferenceRow *self)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->summary = g_object_ref_sink (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12));
  self->number = add_label (self->summary, "number");
  gtk_label_set_width_chars (GTK_LABEL (self->number), 4);
  gtk_label_set_xalign (GTK_LABEL (self->number), 1);
  gtk_widget_set_valign (self->number, GTK_ALIGN_START);
  self->authors = add_label (lines, NULL);
  self->title = add_label (lines, NULL);
  self->journal = add_label (lines, "journal");
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (self->summary), lines);
  self->icon = gtk_image_new ();
  gtk_widget_set_valign (self->icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->summary), self->icon);
  self->state = add_label (self->summary, "state");
  gtk_label_set_ellipsize (GTK_LABEL (self->state), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "reference");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->summary);
}

GtkWidget *
precept_reference_row_new (const char *id)
{
  PreceptReferenceRow *self = g_object_new (PRECEPT_TYPE_REFERENCE_ROW, NULL);

  self->id = g_strdup (id);
  return GTK_WIDGET (self);
}

const char *
precept_reference_row_get_id (PreceptReferenceRow *self)
{
  return self->id;
}

guint
precept_reference_row_get_position (PreceptReferenceRow *self)
{
  return self->position;
}

void
precept_reference_row_set_position (PreceptReferenceRow *self, guint position)
{
  self->position = position;
}

static void
set_icon (PreceptReferenceRow *self, const char *icon, const char *css_class)
{
  gtk_widget_set_visible (self->icon, icon != NULL);
  if (icon == NULL)
    return;
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_widget_remove_css_class (self->icon, "severity-error");
  gtk_widget_remove_css_class (self->icon, "severity-warning");
  gtk_widget_remove_css_class (self->icon, "severity-hint");
  gtk_widget_add_css_class (self->icon, css_class);
}

/* What is worth saying most, with an icon where something is wrong. */
static char *
dup_state (PreceptReferenceInfo *info, PreceptReferenceInfo *same, const char **icon, const char **css_class)
{
  g_autofree char *places = NULL;

  *icon = NULL;
  *css_class = "severity-warning";
  if (info->n_places > 0)
    places = g_strdup_printf (ngettext ("%u place", "%u places", info->n_places), info->n_places);
  else
    places = g_strdup (_ ("Cited nowhere"));
  if (same != NULL)
    {
      *icon = "dialog-warning-symbolic";
      /* Translators: the number of a reference, then in how many places this one is cited: "Same as 12 · 1 place". */
      return g_strdup_printf (_ ("Same as %s · %s"), same->number, places);
    }
  if (info->n_problems > 0)
    {
      g_autofree char *problems = g_strdup_printf (ngettext ("%u problem", "%u problems", info->n_problems), info->n_problems);

      *icon = info->has_error ? "dialog-error-symbolic" : "dialog-warning-symbolic";
      *css_class = info->has_error ? "severity-error" : "severity-warning";
      return g_strdup_printf ("%s · %s", problems, places);
    }
  if (info->n_places == 0)
    {
      *icon = "dialog-information-symbolic";
      *css_class = "severity-hint";
    }
  return g_steal_pointer (&places);
}

/**
 * precept_reference_row_update:
 * @self: a row
 * @info: what to show
 * @same: (nullable): the reference that this is the same as
 *
 * Shows what a reference says.
 */
void
precept_reference_row_update (PreceptReferenceRow *self, PreceptReferenceInfo *info, PreceptReferenceInfo *same)
{
  const char      *icon, *css_class;
  g_autofree char *state = dup_state (info, same, &icon, &css_class);
  g_autofree char *number = g_strconcat (info->number, ".", NULL);
  const char      *title = *info->title != '\0' ? info->title : _ ("No citation yet");
  g_autofree char *name = g_strdup_printf ("%s %s %s %s, %s", number, info->authors, title, info->journal, state);

  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_steal_pointer (&name);
  gtk_label_set_label (GTK_LABEL (self->number), number);
  gtk_label_set_label (GTK_LABEL (self->authors), info->authors);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->journal), info->journal);
  gtk_label_set_label (GTK_LABEL (self->state), state);
  gtk_widget_set_visible (self->authors, *info->authors != '\0');
  gtk_widget_set_visible (self->journal, *info->journal != '\0');
  set_icon (self, icon, css_class);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name, -1);
}

void
precept_reference_row_set_card (PreceptReferenceRow *self, GtkWidget *card)
{
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), card != NULL ? card : self->summary);
  if (card != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "chosen");
}
