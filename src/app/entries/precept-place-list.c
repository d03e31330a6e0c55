/* precept-place-list.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-place-list.h"

#include <glib/gi18n.h>

#include "precept-links.h"

#define MOST 60

/**
 * PreceptPlaceList:
 *
 * Where something is cited or used: a row for each place, which leads there.
 */
struct _PreceptPlaceList
{
  GtkBox parent_instance;

  char *shown; /* owned; what is listed, or NULL */

  GtkWidget *title;
  GtkWidget *places;
};

G_DEFINE_FINAL_TYPE (PreceptPlaceList, precept_place_list, GTK_TYPE_BOX)

static GtkWidget *
make_place (PreceptDocument *document, const char *id)
{
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget       *where = gtk_label_new (NULL);
  GtkWidget       *what = gtk_label_new (NULL);
  GtkWidget       *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *heading = precept_document_dup_heading (document, id);
  g_autofree char *text = precept_document_dup_text (document, id);
  g_autofree char *name = NULL;

  gtk_label_set_label (GTK_LABEL (where), heading != NULL ? heading : "");
  gtk_label_set_label (GTK_LABEL (what), text != NULL ? text : "");
  gtk_label_set_ellipsize (GTK_LABEL (where), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (where), 22);
  gtk_label_set_ellipsize (GTK_LABEL (what), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (what), 0);
  gtk_label_set_single_line_mode (GTK_LABEL (what), TRUE);
  gtk_widget_set_hexpand (what, TRUE);
  gtk_widget_add_css_class (where, "dim-label");
  gtk_widget_add_css_class (where, "small");
  gtk_box_append (GTK_BOX (box), where);
  gtk_box_append (GTK_BOX (box), what);
  gtk_box_append (GTK_BOX (box), arrow);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "place");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.go-to-place");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  /* Translators: a button that leads to a place; a heading and the beginning of a text follow. */
  name = g_strdup_printf (_ ("Go to %s: %s"), gtk_label_get_label (GTK_LABEL (where)), gtk_label_get_label (GTK_LABEL (what)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return button;
}

static void
precept_place_list_finalize (GObject *object)
{
  g_free (PRECEPT_PLACE_LIST (object)->shown);
  G_OBJECT_CLASS (precept_place_list_parent_class)->finalize (object);
}

static void
precept_place_list_class_init (PreceptPlaceListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_place_list_finalize;
}

static void
precept_place_list_init (PreceptPlaceList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_widget_add_css_class (self->title, "heading");
  self->places = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self), self->title);
  gtk_box_append (GTK_BOX (self), self->places);
}

GtkWidget *
precept_place_list_new (void)
{
  return g_object_new (PRECEPT_TYPE_PLACE_LIST, NULL);
}

/**
 * precept_place_list_set_places:
 * @self: a list
 * @document: the guideline
 * @title: what the places are
 * @ids: (nullable): ids of blocks
 *
 * Lists places. Rows are made anew only where something changed.
 */
void
precept_place_list_set_places (PreceptPlaceList *self, PreceptDocument *document, const char *title, GPtrArray *ids)
{
  guint n_shown = ids != NULL ? MIN (ids->len, MOST) : 0;
  g_autoptr (GString) shown = g_string_new (title);

  g_return_if_fail (PRECEPT_IS_PLACE_LIST (self));

  for (guint i = 0; i < n_shown; i++)
    {
      g_autofree char *text = precept_document_dup_text (document, g_ptr_array_index (ids, i));

      g_string_append_printf (shown, "%s\n%s\n", (char *)g_ptr_array_index (ids, i), text);
    }
  if (g_strcmp0 (shown->str, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_strdup (shown->str);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_widget_set_visible (self->title, *title != '\0');
  for (GtkWidget *child; (child = gtk_widget_get_first_child (self->places)) != NULL;)
    gtk_box_remove (GTK_BOX (self->places), child);
  for (guint i = 0; i < n_shown; i++)
    gtk_box_append (GTK_BOX (self->places), make_place (document, g_ptr_array_index (ids, i)));
}
