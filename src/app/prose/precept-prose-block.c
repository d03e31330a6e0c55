/* precept-prose-block.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-block.h"

#include "precept-prose-tags.h"

#define N_FRAMES 20

/**
 * PreceptProseBlock:
 *
 * The text of a reference, of a definition or of a revision in a field of its own: as in any text of the guideline, with
 * its marks. Tab goes to the next field, except in a list.
 */
struct _PreceptProseBlock
{
  AdwBin parent_instance;

  PreceptPartEditor *editor; /* weak */
  PreceptProseView  *view;   /* owned by the widget tree */
  gboolean           single_line;
  guint              tick;
  guint              n_frames; /* in which the height is still watched */
};

static guint done;

G_DEFINE_FINAL_TYPE (PreceptProseBlock, precept_prose_block, ADW_TYPE_BIN)

static void
refused_cb (PreceptProseBuffer *buffer, const char *why, PreceptProseBlock *self)
{
  if (self->editor != NULL)
    precept_part_editor_refuse (self->editor, why);
}

static gboolean
is_in_list (PreceptProseBlock *self)
{
  PreceptProseLine *line = precept_prose_view_get_caret_line (self->view);

  return line != NULL && line->kind == PRECEPT_PROSE_LINE_ITEM;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptProseBlock *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);

  if ((key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab) && modifiers == 0 && !is_in_list (self))
    g_signal_emit_by_name (self->view, "move-focus", GTK_DIR_TAB_FORWARD);
  else if ((key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_Tab) && modifiers == GDK_SHIFT_MASK && !is_in_list (self))
    g_signal_emit_by_name (self->view, "move-focus", GTK_DIR_TAB_BACKWARD);
  else if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0 && self->single_line)
    g_signal_emit (self, done, 0);
  else if (key == GDK_KEY_Escape && modifiers == 0)
    g_signal_emit (self, done, 0);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

/* A text view knows its height for a width only after it broke its lines, in an idle of its own, and does not always ask
 * for the room then. So it is watched for some frames after it was shown or changed. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  PreceptProseBlock *self = PRECEPT_PROSE_BLOCK (widget);
  GtkTextView       *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter        end;
  int                y, height;

  if (self->n_frames == 0 || self->view == NULL)
    {
      self->tick = 0;
      return G_SOURCE_REMOVE;
    }
  self->n_frames--;
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (view), &end);
  gtk_text_view_get_line_yrange (view, &end, &y, &height);
  if (y + height + gtk_text_view_get_top_margin (view) + gtk_text_view_get_bottom_margin (view) != gtk_widget_get_height (GTK_WIDGET (view)))
    gtk_widget_queue_resize (GTK_WIDGET (view));
  return G_SOURCE_CONTINUE;
}

static void
watch_height (PreceptProseBlock *self)
{
  self->n_frames = N_FRAMES;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static gboolean
precept_prose_block_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PRECEPT_PROSE_BLOCK (widget)->view));
}

static void
precept_prose_block_dispose (GObject *object)
{
  PreceptProseBlock *self = PRECEPT_PROSE_BLOCK (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (precept_prose_view_get_buffer (self->view), self);
  self->view = NULL;
  g_clear_weak_pointer (&self->editor);
  G_OBJECT_CLASS (precept_prose_block_parent_class)->dispose (object);
}

static void
precept_prose_block_class_init (PreceptProseBlockClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_prose_block_dispose;
  GTK_WIDGET_CLASS (class)->grab_focus = precept_prose_block_grab_focus;

  done = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_prose_block_init (PreceptProseBlock *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_add_css_class (GTK_WIDGET (self), "prose-block");
}

/**
 * precept_prose_block_new:
 * @session: an open document
 * @editor: the editor that this is part of
 * @id: of a reference, a definition or a revision
 * @name: what the text is
 * @single_line: whether Enter ends editing, and breaks are spaces
 *
 * Makes a field for the text of one block.
 */
GtkWidget *
precept_prose_block_new (PreceptSession *session, PreceptPartEditor *editor, const char *id, const char *name, gboolean single_line)
{
  PreceptProseBlock *self = g_object_new (PRECEPT_TYPE_PROSE_BLOCK, NULL);
  g_autofree char   *key = g_strconcat ("@", id, NULL);
  g_autoptr (PreceptProseBuffer) buffer = precept_prose_buffer_new (session, key);
  GtkTextView *view;

  precept_prose_buffer_set_single_line (buffer, single_line);
  self->single_line = single_line;
  g_set_weak_pointer (&self->editor, editor);
  self->view = PRECEPT_PROSE_VIEW (precept_prose_view_new (buffer));
  view = GTK_TEXT_VIEW (self->view);
  gtk_text_view_set_left_margin (view, PRECEPT_PROSE_EMBEDDED_MARGIN);
  gtk_text_view_set_right_margin (view, PRECEPT_PROSE_EMBEDDED_MARGIN);
  gtk_text_view_set_top_margin (view, 4);
  gtk_text_view_set_bottom_margin (view, 4);
  gtk_text_view_set_pixels_inside_wrap (view, 2);
  gtk_widget_set_hexpand (GTK_WIDGET (view), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect (buffer, "refused", G_CALLBACK (refused_cb), self);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (watch_height), self);
  g_signal_connect_swapped (view, "map", G_CALLBACK (watch_height), self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (view));
  return GTK_WIDGET (self);
}

PreceptProseView *
precept_prose_block_get_view (PreceptProseBlock *self)
{
  g_return_val_if_fail (PRECEPT_IS_PROSE_BLOCK (self), NULL);

  return self->view;
}

PreceptProseBuffer *
precept_prose_block_get_buffer (PreceptProseBlock *self)
{
  g_return_val_if_fail (PRECEPT_IS_PROSE_BLOCK (self), NULL);

  return precept_prose_view_get_buffer (self->view);
}

gboolean
precept_prose_block_is_editable (PreceptProseBlock *self)
{
  PreceptProseBuffer *buffer = precept_prose_block_get_buffer (self);

  for (guint i = 0; i < precept_prose_buffer_get_n_lines (buffer); i++)
    {
      if (precept_prose_buffer_get_line (buffer, i)->path != NULL)
        return TRUE;
    }
  return FALSE;
}
