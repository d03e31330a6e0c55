/* precept-outline-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-outline-row.h"

#include <glib/gi18n.h>

#include "precept-outline-item.h"

/**
 * PreceptOutlineRow:
 *
 * A part or a heading: its name, how many entries it has, and its problems as an icon and a number.
 */
struct _PreceptOutlineRow
{
  GtkBox parent_instance;

  PreceptOutlineItem *item; /* owned, or NULL */

  GtkWidget *expander;
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *count;
  GtkWidget *badge;
  GtkWidget *badge_icon;
  GtkWidget *badge_label;
};

G_DEFINE_FINAL_TYPE (PreceptOutlineRow, precept_outline_row, GTK_TYPE_BOX)

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* "Evidence, 4 warnings" */
static void
name_row (PreceptOutlineRow *self, guint n_errors, guint n_warnings)
{
  GString *name = g_string_new (precept_outline_item_get_label (self->item));

  if (n_errors > 0)
    g_string_append_printf (name, ngettext (", %u error", ", %u errors", n_errors), n_errors);
  if (n_warnings > 0)
    g_string_append_printf (name, ngettext (", %u warning", ", %u warnings", n_warnings), n_warnings);
  if (precept_outline_item_get_missing (self->item) != NULL)
    g_string_append_printf (name, ", %s", _ ("Missing"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name->str, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), name->str);
  g_string_free (name, TRUE);
}

static void
update (PreceptOutlineRow *self)
{
  guint            count = precept_outline_item_get_count (self->item);
  guint            n_errors = precept_outline_item_get_n_errors (self->item);
  guint            n_warnings = precept_outline_item_get_n_warnings (self->item);
  guint            n_worst = n_errors > 0 ? n_errors : n_warnings;
  g_autofree char *count_string = count > 0 ? g_strdup_printf ("%u", count) : g_strdup ("");
  g_autofree char *badge_string = g_strdup_printf ("%u", n_worst);

  gtk_label_set_label (GTK_LABEL (self->count), precept_outline_item_get_missing (self->item) != NULL ? _ ("Missing") : count_string);
  gtk_label_set_label (GTK_LABEL (self->badge_label), badge_string);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->badge_icon), n_errors > 0 ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  set_class (self->badge, "error", n_errors > 0);
  set_class (self->badge, "warning", n_errors == 0);
  gtk_widget_set_visible (self->badge, n_worst > 0);
  name_row (self, n_errors, n_warnings);
}

static void
precept_outline_row_dispose (GObject *object)
{
  PreceptOutlineRow *self = PRECEPT_OUTLINE_ROW (object);

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_clear_object (&self->item);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_OUTLINE_ROW);
  G_OBJECT_CLASS (precept_outline_row_parent_class)->dispose (object);
}

static void
precept_outline_row_class_init (PreceptOutlineRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_outline_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-outline-row.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, expander);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, box);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, label);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, count);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, badge);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, badge_icon);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlineRow, badge_label);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_outline_row_init (PreceptOutlineRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
precept_outline_row_new (void)
{
  return g_object_new (PRECEPT_TYPE_OUTLINE_ROW, NULL);
}

void
precept_outline_row_set_row (PreceptOutlineRow *self, GtkTreeListRow *row)
{
  g_autoptr (PreceptOutlineItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  gboolean heading = item != NULL && precept_outline_item_get_level (item) > 0;

  g_return_if_fail (PRECEPT_IS_OUTLINE_ROW (self));

  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (self->expander), row);
  if (item == NULL)
    return;
  gtk_label_set_label (GTK_LABEL (self->label), precept_outline_item_get_label (item));
  set_class (self->box, "below", heading);
  set_class (self->box, "part", !heading);
  set_class (self->box, "missing", precept_outline_item_get_missing (item) != NULL);
  g_signal_connect_swapped (item, "changed", G_CALLBACK (update), self);
  update (self);
}

PreceptOutlineItem *
precept_outline_row_get_item (PreceptOutlineRow *self)
{
  g_return_val_if_fail (PRECEPT_IS_OUTLINE_ROW (self), NULL);

  return self->item;
}

void
precept_outline_row_show_drop (PreceptOutlineRow *self, int where)
{
  g_return_if_fail (PRECEPT_IS_OUTLINE_ROW (self));

  set_class (GTK_WIDGET (self), "drop-before", where < 0);
  set_class (GTK_WIDGET (self), "drop-after", where > 0);
}
