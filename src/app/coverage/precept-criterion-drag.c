/* precept-criterion-drag.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-criterion-drag.h"

#include <string.h>

/* What is dragged is the path of a criterion, after this. */
#define PREFIX "precept-criterion:"

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, PreceptCriterionRow *row)
{
  g_autofree char *text = g_strconcat (PREFIX, precept_criterion_row_get_path (row), NULL);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
drag_begin_cb (GtkDragSource *source, GdkDrag *drag, GtkWidget *handle)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (handle);

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

/* The upper half of a row is before it; the lower half of a group's head is in the group. */
static PreceptCriterionDrop
find_drop (PreceptCriterionRow *row, double y)
{
  PreceptCriterionDrop drop = { TRUE, FALSE, FALSE };

  drop.is_before = y < gtk_widget_get_height (GTK_WIDGET (row)) / 2.0;
  drop.is_into = !drop.is_before && precept_criterion_row_is_group (row);
  return drop;
}

static GdkDragAction
motion_cb (GtkDropTarget *target, double x, double y, PreceptCriterionRow *row)
{
  const GValue        *value = gtk_drop_target_get_value (target);
  const char          *text = value != NULL && G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;
  PreceptCriterionDrop drop = find_drop (row, y);

  /* Nothing comes where it is already. */
  if (text != NULL && (!g_str_has_prefix (text, PREFIX) || g_str_equal (text + strlen (PREFIX), precept_criterion_row_get_path (row))))
    {
      drop.is_shown = FALSE;
      precept_criterion_row_set_drop (row, &drop);
      return 0;
    }
  precept_criterion_row_set_drop (row, &drop);
  return GDK_ACTION_MOVE;
}

static GdkDragAction
enter_cb (GtkDropTarget *target, double x, double y, PreceptCriterionRow *row)
{
  return motion_cb (target, x, y, row);
}

static void
leave_cb (GtkDropTarget *target, PreceptCriterionRow *row)
{
  PreceptCriterionDrop drop = { FALSE, FALSE, FALSE };

  precept_criterion_row_set_drop (row, &drop);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PreceptCriterionRow *row)
{
  const char          *text = G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;
  PreceptCriterionDrop drop = find_drop (row, y);

  leave_cb (target, row);
  if (text == NULL || !g_str_has_prefix (text, PREFIX))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (row), "coverage.move", "(sss)", text + strlen (PREFIX), precept_criterion_row_get_path (row),
                                     drop.is_into ? "into-start" : drop.is_before ? "before"
                                                                                  : "after");
}

void
precept_criterion_drag_attach (PreceptCriterionRow *row, GtkWidget *handle)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (prepare_cb), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (drag_begin_cb), handle);
  gtk_widget_add_controller (handle, GTK_EVENT_CONTROLLER (source));

  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "enter", G_CALLBACK (enter_cb), row);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), row);
  g_signal_connect (target, "leave", G_CALLBACK (leave_cb), row);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), row);
  gtk_widget_add_controller (GTK_WIDGET (row), GTK_EVENT_CONTROLLER (target));
}
