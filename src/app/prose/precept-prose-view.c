/* precept-prose-view.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "precept-prose-clip.h"
#include "precept-prose-tags.h"
#include "precept-prose-view-chips.h"
#include "precept-prose-view-drag.h"

#define MARKER_GAP 8

/**
 * PreceptProseView:
 *
 * One part of the guideline as text. Enter, Tab and Backspace do what they do in a word
 * processor; bullets and numbers stand in the margin, and study facts and citations as
 * chips below a finding.
 */
struct _PreceptProseView
{
  GtkTextView parent_instance;

  PreceptProseBuffer *buffer; /* owned by the text view */
  guint               moved_source;
};

static guint caret_moved;
static guint cite;

G_DEFINE_FINAL_TYPE (PreceptProseView, precept_prose_view, GTK_TYPE_TEXT_VIEW)

static void
get_caret (PreceptProseView *self, GtkTextIter *caret)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self->buffer);

  gtk_text_buffer_get_iter_at_mark (buffer, caret, gtk_text_buffer_get_insert (buffer));
}

static gboolean
moved_cb (gpointer data)
{
  PreceptProseView *self = data;

  self->moved_source = 0;
  precept_prose_view_chips_update (self);
  g_signal_emit (self, caret_moved, 0);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

/* Once for all the marks and signals of one key. */
static void
queue_moved (PreceptProseView *self)
{
  if (self->moved_source == 0)
    self->moved_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, moved_cb, self, NULL);
}

/* Drawing below the text: the ground of the finding with the caret, bullets, chips. */

static void
get_accent (PreceptProseView *self, GdkRGBA *accent, double alpha)
{
  GdkRGBA fallback = { 0.21, 0.52, 0.89, 1 };

  *accent = fallback;
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", accent);
  accent->alpha = alpha;
}

/* The lines of the finding or the item that holds the caret. */
static gboolean
find_caret_block (PreceptProseView *self, guint *first, guint *last)
{
  GtkTextIter       caret;
  guint             n_lines = precept_prose_buffer_get_n_lines (self->buffer);
  guint             at;
  PreceptProseLine *line;

  get_caret (self, &caret);
  at = gtk_text_iter_get_line (&caret);
  if (at >= n_lines)
    return FALSE;
  *first = *last = at;
  line = precept_prose_buffer_get_line (self->buffer, at);
  if (line->kind == PRECEPT_PROSE_LINE_CHIPS && at > 0)
    *first = at - 1;
  else if (line->kind != PRECEPT_PROSE_LINE_FINDING && line->kind != PRECEPT_PROSE_LINE_REFERENCE)
    return FALSE;
  if (*last + 1 < n_lines && precept_prose_buffer_get_line (self->buffer, *last + 1)->kind == PRECEPT_PROSE_LINE_CHIPS)
    *last += 1;
  return TRUE;
}

static void
snapshot_caret_block (PreceptProseView *self, GtkSnapshot *snapshot)
{
  GtkTextView      *view = GTK_TEXT_VIEW (self);
  guint             first, last;
  int               y, height, last_y, last_height, indent;
  GtkTextIter       iter;
  GdkRGBA           accent;
  GskRoundedRect    ground;
  PreceptProseLine *line;

  if (!find_caret_block (self, &first, &last))
    return;
  line = precept_prose_buffer_get_line (self->buffer, first);
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, first);
  gtk_text_view_get_line_yrange (view, &iter, &y, &height);
  gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, last);
  gtk_text_view_get_line_yrange (view, &iter, &last_y, &last_height);
  get_accent (self, &accent, 0.10);
  indent = precept_prose_tags_get_indent (line) - 20;
  gsk_rounded_rect_init_from_rect (&ground,
                                   &GRAPHENE_RECT_INIT (indent, y + 3, gtk_widget_get_width (GTK_WIDGET (self)) - PRECEPT_PROSE_SIDE_MARGIN - indent + 8, last_y + last_height - y - 4),
                                   6);
  gtk_snapshot_push_rounded_clip (snapshot, &ground);
  gtk_snapshot_append_color (snapshot, &accent, &ground.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
snapshot_marker (PreceptProseView *self, GtkSnapshot *snapshot, PreceptProseLine *line, GtkTextIter *iter, PangoLayout *layout, const GdkRGBA *color)
{
  GdkRectangle location;
  int          width;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, &location);
  pango_layout_set_text (layout, line->marker, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  gtk_snapshot_save (snapshot);
  /* The marker is drawn in the widget's font, like the text; so their tops meet. */
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (precept_prose_tags_get_indent (line) - MARKER_GAP - width, location.y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* A chip's ground is drawn as a border as thick as half its height: much faster than a rounded clip. */
static void
snapshot_chip (PreceptProseView *self, GtkSnapshot *snapshot, const char *kind, GtkTextIter *start, GtkTextIter *end, const GdkRGBA *foreground)
{
  GtkTextView    *view = GTK_TEXT_VIEW (self);
  GdkRectangle    from, to;
  GtkTextIter     last = *end;
  GdkRGBA         color = *foreground;
  GskRoundedRect  outline;
  float           half;
  graphene_rect_t bounds;

  gtk_text_iter_backward_char (&last);
  gtk_text_view_get_iter_location (view, start, &from);
  gtk_text_view_get_iter_location (view, &last, &to);
  if (to.y != from.y)
    return; /* broken over two rows: too long for a chip */
  graphene_rect_init (&bounds, from.x - 3, from.y - 1, to.x + to.width - from.x + 6, from.height + 2);
  half = bounds.size.height / 2;
  gsk_rounded_rect_init_from_rect (&outline, &bounds, half);
  if (g_str_equal (kind, "add"))
    return;
  if (g_str_equal (kind, "missing"))
    {
      GdkRGBA warning = { 0.8, 0.58, 0, 1 };

      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "warning_color", &warning);
      gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 1, 1, 1, 1 }, (GdkRGBA[4]){ warning, warning, warning, warning });
      return;
    }
  if (g_str_equal (kind, "cite"))
    get_accent (self, &color, 0.13);
  else if (g_str_equal (kind, "stale"))
    {
      gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "warning_bg_color", &color);
      color.alpha = 0.25;
    }
  else
    color.alpha = 0.07;
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ half, half, half, half }, (GdkRGBA[4]){ color, color, color, color });
}

static void
snapshot_chips (PreceptProseView *self, GtkSnapshot *snapshot, PreceptProseLine *line, GtkTextIter *start, const GdkRGBA *foreground)
{
  int offset = 0;

  for (guint i = 0; i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);

      if (run->decoration && run->run.kind == PRECEPT_RUN_OPAQUE)
        {
          GtkTextIter from = *start, to;

          gtk_text_iter_forward_chars (&from, offset);
          to = from;
          gtk_text_iter_forward_chars (&to, run->length);
          snapshot_chip (self, snapshot, run->run.text, &from, &to, foreground);
        }
      offset += run->length;
    }
}

static void
snapshot_below (PreceptProseView *self, GtkSnapshot *snapshot)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
  GdkRectangle visible;
  GtkTextIter  iter;
  GdkRGBA      color, dim;

  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &color);
  dim = color;
  dim.alpha *= 0.75;
  snapshot_caret_block (self, snapshot);
  precept_prose_view_chips_snapshot (self, snapshot);
  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &iter, visible.y, NULL);
  for (guint i = gtk_text_iter_get_line (&iter); i < precept_prose_buffer_get_n_lines (self->buffer); i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (self->buffer, i);
      int               y, height;

      gtk_text_buffer_get_iter_at_line (GTK_TEXT_BUFFER (self->buffer), &iter, i);
      gtk_text_view_get_line_yrange (view, &iter, &y, &height);
      if (y > visible.y + visible.height)
        break;
      if (line->marker != NULL)
        snapshot_marker (self, snapshot, line, &iter, layout, line->kind == PRECEPT_PROSE_LINE_REFERENCE ? &dim : &color);
      if (line->kind == PRECEPT_PROSE_LINE_CHIPS)
        snapshot_chips (self, snapshot, line, &iter, &color);
      if (line->kind == PRECEPT_PROSE_LINE_HEADER_ROW || line->kind == PRECEPT_PROSE_LINE_ROW)
        {
          GdkRGBA rule = color;

          rule.alpha = 0.12;
          gtk_snapshot_append_color (snapshot, &rule, &GRAPHENE_RECT_INIT (PRECEPT_PROSE_SIDE_MARGIN, y + height - 1, gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PRECEPT_PROSE_SIDE_MARGIN, 1));
        }
    }
}

static void
precept_prose_view_snapshot_layer (GtkTextView *view, GtkTextViewLayer layer, GtkSnapshot *snapshot)
{
  if (layer == GTK_TEXT_VIEW_LAYER_BELOW_TEXT)
    snapshot_below (PRECEPT_PROSE_VIEW (view), snapshot);
  else
    precept_prose_view_drag_snapshot (PRECEPT_PROSE_VIEW (view), snapshot);
}

/* Keys. */

static void
precept_prose_view_backspace (GtkTextView *view)
{
  PreceptProseView *self = PRECEPT_PROSE_VIEW (view);

  if (precept_prose_view_chips_delete (self, FALSE))
    return;
  if (precept_prose_buffer_backspace (self->buffer))
    {
      precept_prose_view_scroll_to_caret (self, FALSE);
      return;
    }
  GTK_TEXT_VIEW_CLASS (precept_prose_view_parent_class)->backspace (view);
}

static void
precept_prose_view_delete_from_cursor (GtkTextView *view, GtkDeleteType type, int count)
{
  if (type == GTK_DELETE_CHARS && precept_prose_view_chips_delete (PRECEPT_PROSE_VIEW (view), count > 0))
    return;
  GTK_TEXT_VIEW_CLASS (precept_prose_view_parent_class)->delete_from_cursor (view, type, count);
}

static void
precept_prose_view_move_cursor (GtkTextView *view, GtkMovementStep step, int count, gboolean extend)
{
  GTK_TEXT_VIEW_CLASS (precept_prose_view_parent_class)->move_cursor (view, step, count, extend);
  precept_prose_view_chips_leave (PRECEPT_PROSE_VIEW (view), count > 0, extend);
}

static void
precept_prose_view_copy_clipboard (GtkTextView *view)
{
  precept_prose_clip_copy (GTK_WIDGET (view), PRECEPT_PROSE_VIEW (view)->buffer, FALSE);
}

static void
precept_prose_view_cut_clipboard (GtkTextView *view)
{
  precept_prose_clip_copy (GTK_WIDGET (view), PRECEPT_PROSE_VIEW (view)->buffer, TRUE);
}

static void
precept_prose_view_paste_clipboard (GtkTextView *view)
{
  precept_prose_clip_paste (GTK_WIDGET (view), PRECEPT_PROSE_VIEW (view)->buffer, FALSE);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptProseView *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);

  if (key == GDK_KEY_Escape && precept_prose_view_cancel_drag (self))
    return GDK_EVENT_STOP;
  if (precept_prose_view_chips_key (self, key, modifiers))
    return GDK_EVENT_STOP;
  if (key == GDK_KEY_bracketleft && (modifiers & ~GDK_SHIFT_MASK) == 0)
    {
      gboolean handled = FALSE;

      g_signal_emit (self, cite, 0, &handled);
      return handled;
    }
  if ((key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab) && modifiers == 0)
    precept_prose_buffer_indent (self->buffer, FALSE);
  else if ((key == GDK_KEY_ISO_Left_Tab || key == GDK_KEY_Tab) && modifiers == GDK_SHIFT_MASK)
    precept_prose_buffer_indent (self->buffer, TRUE);
  else
    return GDK_EVENT_PROPAGATE;
  precept_prose_view_scroll_to_caret (self, FALSE);
  return GDK_EVENT_STOP;
}

static void
dark_changed_cb (PreceptProseView *self)
{
  precept_prose_tags_set_dark (gtk_text_buffer_get_tag_table (GTK_TEXT_BUFFER (self->buffer)),
                               adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

static void
precept_prose_view_dispose (GObject *object)
{
  PreceptProseView *self = PRECEPT_PROSE_VIEW (object);

  g_clear_handle_id (&self->moved_source, g_source_remove);
  if (self->buffer != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->buffer, self);
      /* GTK 4.8 leaks a reference to a buffer with each selection; it must not keep the document. */
      g_object_run_dispose (G_OBJECT (self->buffer));
    }
  self->buffer = NULL;
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  G_OBJECT_CLASS (precept_prose_view_parent_class)->dispose (object);
}

static void
precept_prose_view_class_init (PreceptProseViewClass *class)
{
  GtkTextViewClass *view_class = GTK_TEXT_VIEW_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_prose_view_dispose;
  view_class->snapshot_layer = precept_prose_view_snapshot_layer;
  view_class->backspace = precept_prose_view_backspace;
  view_class->delete_from_cursor = precept_prose_view_delete_from_cursor;
  view_class->move_cursor = precept_prose_view_move_cursor;
  view_class->copy_clipboard = precept_prose_view_copy_clipboard;
  view_class->cut_clipboard = precept_prose_view_cut_clipboard;
  view_class->paste_clipboard = precept_prose_view_paste_clipboard;

  caret_moved = g_signal_new ("caret-moved", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("edit-run", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  cite = g_signal_new ("cite", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled, NULL, NULL, G_TYPE_BOOLEAN, 0);
}

static void
precept_prose_view_init (PreceptProseView *self)
{
  GtkTextView        *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_left_margin (view, PRECEPT_PROSE_SIDE_MARGIN);
  gtk_text_view_set_right_margin (view, PRECEPT_PROSE_SIDE_MARGIN);
  gtk_text_view_set_top_margin (view, 26);
  gtk_text_view_set_bottom_margin (view, 60);
  gtk_text_view_set_pixels_inside_wrap (view, 4);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "prose");
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  precept_prose_view_chips_add_click (self);
  precept_prose_view_add_drag (self);
}

/**
 * precept_prose_view_new:
 * @buffer: the part to edit
 *
 * Makes an editor for one part.
 */
GtkWidget *
precept_prose_view_new (PreceptProseBuffer *buffer)
{
  PreceptProseView *self = g_object_new (PRECEPT_TYPE_PROSE_VIEW, "buffer", buffer, NULL);

  self->buffer = buffer;
  g_signal_connect_swapped (buffer, "notify::cursor-position", G_CALLBACK (queue_moved), self);
  g_signal_connect_swapped (buffer, "changed", G_CALLBACK (queue_moved), self);
  g_signal_connect_swapped (buffer, "mark-set", G_CALLBACK (queue_moved), self);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_changed_cb), self);
  dark_changed_cb (self);
  return GTK_WIDGET (self);
}

PreceptProseBuffer *
precept_prose_view_get_buffer (PreceptProseView *self)
{
  return self->buffer;
}

PreceptProseLine *
precept_prose_view_get_caret_line (PreceptProseView *self)
{
  GtkTextIter caret;

  get_caret (self, &caret);
  return precept_prose_buffer_get_line (self->buffer, gtk_text_iter_get_line (&caret));
}

void
precept_prose_view_scroll_to_caret (PreceptProseView *self, gboolean center)
{
  GtkTextMark *mark = gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self->buffer));

  if (center)
    gtk_text_view_scroll_to_mark (GTK_TEXT_VIEW (self), mark, 0.1, TRUE, 0, 0.3);
  else
    gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self), mark);
}
