/* precept-prose-view-drag.c: moves a finding by its bullet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-view-drag.h"

#include "precept-prose-tags.h"

#define BULLET_WIDTH 24 /* pixels before the text in which the pointer takes the bullet */
#define LEVEL_WIDTH 26
#define EDGE 28 /* pixels from the top and bottom of what is seen, where the text scrolls */

/* A finding on its way. Its twin is Alt+arrows. */
typedef struct
{
  char            *finding_id; /* owned; NULL: nothing is dragged */
  char            *target_id;  /* owned; NULL: it can't go here */
  PreceptEditWhere where;
  int              line_x; /* of the mark that shows where it would go, in the coordinates of the text */
  int              line_y;
} Drag;

static void
free_drag (Drag *drag)
{
  g_free (drag->finding_id);
  g_free (drag->target_id);
  g_free (drag);
}

static Drag *
get_drag (PreceptProseView *self)
{
  return g_object_get_data (G_OBJECT (self), "precept-drag");
}

static PreceptProseLine *
find_line_at (PreceptProseView *self, double x, double y, guint *index, int *buffer_x, int *buffer_y)
{
  GtkTextIter iter;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y, buffer_x, buffer_y);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, *buffer_y, NULL);
  *index = gtk_text_iter_get_line (&iter);
  return precept_prose_buffer_get_line (precept_prose_view_get_buffer (self), *index);
}

static void
get_line_range (PreceptProseView *self, guint index, int *top, int *bottom)
{
  GtkTextIter iter;
  int         height;

  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (precept_prose_view_get_buffer (self)), &iter, index);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, top, &height);
  *bottom = *top + height;
}

static void
end_drag (PreceptProseView *self)
{
  Drag *drag = get_drag (self);

  g_clear_pointer (&drag->finding_id, g_free);
  g_clear_pointer (&drag->target_id, g_free);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
begin_cb (GtkGestureDrag *gesture, double x, double y, PreceptProseView *self)
{
  Drag             *drag = get_drag (self);
  guint             index;
  int               buffer_x, buffer_y, indent;
  PreceptProseLine *line = find_line_at (self, x, y, &index, &buffer_x, &buffer_y);

  if (line == NULL || line->kind != PRECEPT_PROSE_LINE_FINDING)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  indent = precept_prose_tags_get_indent (line);
  if (buffer_x >= indent - 2 || buffer_x < indent - BULLET_WIDTH)
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  drag->finding_id = precept_prose_buffer_dup_finding (precept_prose_view_get_buffer (self), index);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grabbing");
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* The first and the last line of a finding; with those below it, or only its own. */
static void
find_lines (PreceptProseView *self, guint index, gboolean with_children, guint *first, guint *last)
{
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self);
  g_autofree char    *id = precept_prose_buffer_dup_finding (buffer, index);
  guint               n_lines = precept_prose_buffer_get_n_lines (buffer);
  guint               depth;

  *first = index;
  while (*first > 0)
    {
      g_autofree char *before = precept_prose_buffer_dup_finding (buffer, *first - 1);

      if (g_strcmp0 (before, id) != 0)
        break;
      *first -= 1;
    }
  depth = precept_prose_buffer_get_line (buffer, *first)->depth;
  for (*last = *first; *last + 1 < n_lines; *last += 1)
    {
      PreceptProseLine *next = precept_prose_buffer_get_line (buffer, *last + 1);
      g_autofree char  *after = precept_prose_buffer_dup_finding (buffer, *last + 1);

      if (g_strcmp0 (after, id) != 0 && !(with_children && after != NULL && next->depth > depth))
        break;
    }
}

/* Before or after the finding under the pointer, or under it where the pointer is further right; first in a topic. */
static void
find_target (PreceptProseView *self, double x, double y)
{
  Drag               *drag = get_drag (self);
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self);
  guint               index, first, last, unused;
  int                 buffer_x, buffer_y, top, bottom, indent;
  PreceptProseLine   *line = find_line_at (self, x, y, &index, &buffer_x, &buffer_y);

  g_clear_pointer (&drag->target_id, g_free);
  if (line == NULL)
    return;
  if (line->kind == PRECEPT_PROSE_LINE_TOPIC && line->block->kind == PRECEPT_BLOCK_TOPIC)
    {
      get_line_range (self, index, &top, &bottom);
      drag->target_id = g_strdup (line->block->id);
      drag->where = PRECEPT_EDIT_INSIDE;
      drag->line_x = PRECEPT_PROSE_SIDE_MARGIN;
      drag->line_y = bottom;
      return;
    }
  drag->target_id = precept_prose_buffer_dup_finding (buffer, index);
  if (drag->target_id == NULL)
    return;
  find_lines (self, index, FALSE, &first, &last);
  get_line_range (self, first, &top, &bottom);
  get_line_range (self, last, &(int){ 0 }, &bottom);
  indent = precept_prose_tags_get_indent (precept_prose_buffer_get_line (buffer, first)) - BULLET_WIDTH;
  drag->where = buffer_y < (top + bottom) / 2 ? PRECEPT_EDIT_BEFORE : buffer_x > indent + BULLET_WIDTH + LEVEL_WIDTH ? PRECEPT_EDIT_INSIDE
                                                                                                                     : PRECEPT_EDIT_AFTER;
  if (drag->where != PRECEPT_EDIT_BEFORE)
    {
      find_lines (self, index, TRUE, &unused, &last);
      get_line_range (self, last, &(int){ 0 }, &bottom);
    }
  drag->line_x = drag->where == PRECEPT_EDIT_INSIDE ? indent + LEVEL_WIDTH : indent;
  drag->line_y = drag->where == PRECEPT_EDIT_BEFORE ? top : bottom;
  /* Not under itself: no mark. */
  for (guint i = first; g_strcmp0 (drag->target_id, drag->finding_id) != 0 && i > 0; i--)
    {
      PreceptProseLine *above = precept_prose_buffer_get_line (buffer, i);
      g_autofree char  *id = NULL;

      if (above->kind != PRECEPT_PROSE_LINE_FINDING || above->depth >= precept_prose_buffer_get_line (buffer, first)->depth)
        {
          if (above->kind == PRECEPT_PROSE_LINE_TOPIC)
            return;
          continue;
        }
      id = precept_prose_buffer_dup_finding (buffer, i);
      if (g_strcmp0 (id, drag->finding_id) == 0)
        {
          g_clear_pointer (&drag->target_id, g_free);
          return;
        }
      first = i;
    }
  if (g_strcmp0 (drag->target_id, drag->finding_id) == 0)
    g_clear_pointer (&drag->target_id, g_free);
}

static void
scroll_at_edge (PreceptProseView *self, double y)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self));
  int            height = gtk_widget_get_height (GTK_WIDGET (self));

  if (adjustment == NULL)
    return;
  if (y < EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) - EDGE);
  else if (y > height - EDGE)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + EDGE);
}

static void
update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, PreceptProseView *self)
{
  Drag  *drag = get_drag (self);
  double x, y;

  if (drag->finding_id == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  scroll_at_edge (self, y + offset_y);
  find_target (self, x + offset_x, y + offset_y);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
end_cb (GtkGestureDrag *gesture, double offset_x, double offset_y, PreceptProseView *self)
{
  Drag            *drag = get_drag (self);
  g_autofree char *finding_id = g_steal_pointer (&drag->finding_id);
  g_autofree char *target_id = g_steal_pointer (&drag->target_id);

  end_drag (self);
  if (finding_id != NULL && target_id != NULL && (ABS (offset_x) > 4 || ABS (offset_y) > 4))
    precept_prose_buffer_move_finding (precept_prose_view_get_buffer (self), finding_id, drag->where, target_id);
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, PreceptProseView *self)
{
  end_drag (self);
}

gboolean
precept_prose_view_cancel_drag (PreceptProseView *self)
{
  Drag *drag = get_drag (self);

  if (drag == NULL || drag->finding_id == NULL)
    return FALSE;
  end_drag (self);
  return TRUE;
}

void
precept_prose_view_drag_snapshot (PreceptProseView *self, GtkSnapshot *snapshot)
{
  Drag   *drag = get_drag (self);
  GdkRGBA accent = { 0.21, 0.52, 0.89, 1 };
  int     width = gtk_widget_get_width (GTK_WIDGET (self)) - PRECEPT_PROSE_SIDE_MARGIN;

  if (drag == NULL || drag->finding_id == NULL || drag->target_id == NULL)
    return;
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &accent);
  gtk_snapshot_append_color (snapshot, &accent, &GRAPHENE_RECT_INIT (drag->line_x, drag->line_y - 1, width - drag->line_x, 2));
}

void
precept_prose_view_add_drag (PreceptProseView *self)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();

  g_object_set_data_full (G_OBJECT (self), "precept-drag", g_new0 (Drag, 1), (GDestroyNotify)free_drag);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect (gesture, "drag-begin", G_CALLBACK (begin_cb), self);
  g_signal_connect (gesture, "drag-update", G_CALLBACK (update_cb), self);
  g_signal_connect (gesture, "drag-end", G_CALLBACK (end_cb), self);
  g_signal_connect (gesture, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
}
