/* precept-outline-drag.c: rows of the outline dragged to another place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include <glib/gi18n.h>

#include "precept-edit-parts.h"
#include "precept-outline-pane-private.h"

static PreceptStepGroup *
make_move (PreceptOutlinePane *self, PreceptOutlineItem *item, PreceptOutlineItem *beside, gboolean after, GError **error)
{
  const char *id = precept_outline_item_get_id (item);
  const char *other_id = beside != NULL ? precept_outline_item_get_id (beside) : NULL;

  if (other_id == NULL)
    {
      g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP, _ ("Nothing can stand there."));
      return NULL;
    }
  return precept_edit_move_beside (precept_session_get_document (self->session), id, other_id, after, error);
}

static void
show_reason (PreceptOutlinePane *self, const char *why)
{
  gtk_label_set_label (GTK_LABEL (self->status), why != NULL ? why : "");
  gtk_widget_set_visible (self->status, why != NULL);
}

/* Only what may go somewhere is dragged. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, PreceptOutlinePane *self)
{
  GtkWidget          *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  PreceptOutlineItem *item = precept_outline_row_get_item (PRECEPT_OUTLINE_ROW (row));
  g_autoptr (GdkPaintable) icon = NULL;

  if (item == NULL || precept_outline_item_get_id (item) == NULL ||
      !precept_edit_is_movable (precept_session_get_document (self->session), precept_outline_item_get_id (item)))
    return NULL;
  icon = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, icon, x, y);
  return gdk_content_provider_new_typed (PRECEPT_TYPE_OUTLINE_ITEM, item);
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, PreceptOutlinePane *self)
{
  g_clear_pointer (&self->drop_checked, g_free);
  show_reason (self, NULL);
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, PreceptOutlinePane *self)
{
  GtkWidget          *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  PreceptOutlineItem *beside = precept_outline_row_get_item (PRECEPT_OUTLINE_ROW (row));
  const GValue       *value = gtk_drop_target_get_value (target);
  PreceptOutlineItem *item = value != NULL ? g_value_get_object (value) : NULL;
  gboolean            after = y > gtk_widget_get_height (row) / 2.0;
  g_autofree char    *place = NULL;

  if (item == NULL || beside == NULL)
    return 0;
  place = g_strdup_printf ("%s %d", precept_outline_item_get_part_key (beside), after);
  if (precept_outline_item_get_id (beside) != NULL)
    {
      g_free (place);
      place = g_strdup_printf ("%s %d", precept_outline_item_get_id (beside), after);
    }
  if (g_strcmp0 (place, self->drop_checked) != 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = make_move (self, item, beside, after, &error);

      self->drop_allowed = group != NULL && item != beside;
      show_reason (self, group == NULL ? error->message : NULL);
      g_free (self->drop_checked);
      self->drop_checked = g_steal_pointer (&place);
    }
  precept_outline_row_show_drop (PRECEPT_OUTLINE_ROW (row), !self->drop_allowed ? 0 : after ? 1
                                                                                            : -1);
  return self->drop_allowed ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (GtkDropTarget *target, PreceptOutlinePane *self)
{
  precept_outline_row_show_drop (PRECEPT_OUTLINE_ROW (gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target))), 0);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PreceptOutlinePane *self)
{
  GtkWidget          *row = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (target));
  PreceptOutlineItem *item = g_value_get_object (value);
  g_autofree char    *what = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;

  precept_outline_row_show_drop (PRECEPT_OUTLINE_ROW (row), 0);
  group = make_move (self, item, precept_outline_row_get_item (PRECEPT_OUTLINE_ROW (row)), y > gtk_widget_get_height (row) / 2.0, &error);
  if (group == NULL || !precept_session_apply (self->session, group, &error))
    {
      precept_outline_pane_refuse (self, error->message);
      return FALSE;
    }
  /* Translators: of a part or what is under a heading, dragged to another place. */
  what = g_strdup_printf (_ ("“%s” was moved"), precept_outline_item_get_label (item));
  precept_outline_pane_tell (self, what);
  return TRUE;
}

void
precept_outline_drag_set_up_row (PreceptOutlinePane *self, GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PRECEPT_TYPE_OUTLINE_ITEM, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (target));
}
