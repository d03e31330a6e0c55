/* precept-prose-view-chips.c: caret, keys and pointer among chips and other runs that are one piece
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-view-chips.h"

#include "precept-prose-chips.h"

static GtkTextBuffer *
get_buffer (PreceptProseView *self)
{
  return GTK_TEXT_BUFFER (precept_prose_view_get_buffer (self));
}

/* The caret, its line, and the character of it. */
static PreceptProseLine *
get_caret (PreceptProseView *self, GtkTextIter *caret, guint *index, int *offset)
{
  gtk_text_buffer_get_iter_at_mark (get_buffer (self), caret, gtk_text_buffer_get_insert (get_buffer (self)));
  *index = gtk_text_iter_get_line (caret);
  *offset = gtk_text_iter_get_line_offset (caret);
  return precept_prose_buffer_get_line (precept_prose_view_get_buffer (self), *index);
}

static void
put_caret (PreceptProseView *self, guint index, int offset)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &iter, index, offset);
  gtk_text_buffer_place_cursor (get_buffer (self), &iter);
  precept_prose_view_scroll_to_caret (self, FALSE);
}

static gboolean
is_text (const PreceptProseRun *run)
{
  return run->run.kind == PRECEPT_RUN_TEXT && !run->decoration;
}

/**
 * precept_prose_view_get_run:
 * @self: a view
 * @index: (out): its line
 * @start: (out): where it begins
 * @end: (out): the character after it
 *
 * Finds the run at the caret that is edited in a form: the chip there, the citation or cross-reference
 * before or after the caret, the link or defined term around it.
 *
 * Returns: whether there is one
 */
gboolean
precept_prose_view_get_run (PreceptProseView *self, guint *index, int *start, int *end)
{
  GtkTextIter            caret;
  int                    offset;
  PreceptProseLine      *line = get_caret (self, &caret, index, &offset);
  const PreceptProseRun *run;

  if (line == NULL || line->text == NULL)
    return FALSE;
  for (int at = offset; at >= MAX (offset - 1, 0); at--)
    {
      run = precept_prose_text_find (line->text, at, start);
      if (run == NULL || (run->decoration && run->run.kind != PRECEPT_RUN_OPAQUE) || (run->decoration && at != offset))
        continue;
      if (run->decoration ? run->run.href != NULL : run->run.kind == PRECEPT_RUN_CITE || run->run.kind == PRECEPT_RUN_XREF || run->run.href != NULL || run->run.ref != NULL)
        {
          *end = *start + run->length;
          return TRUE;
        }
    }
  return FALSE;
}

/* Before the first chip comes the end of the text above, behind the last one the line below. */
static void
step_over_line (PreceptProseView *self, guint index, gboolean forward)
{
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self);

  if (forward && index + 1 < precept_prose_buffer_get_n_lines (buffer))
    put_caret (self, index + 1, 0);
  else if (!forward && index > 0)
    put_caret (self, index - 1, precept_prose_text_get_editable_length (precept_prose_buffer_get_line (buffer, index - 1)->text));
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

gboolean
precept_prose_view_chips_key (PreceptProseView *self, guint key, GdkModifierType modifiers)
{
  GtkTextIter       caret;
  guint             index;
  int               offset, start;
  PreceptProseLine *line = get_caret (self, &caret, &index, &offset);

  if (line == NULL || line->kind != PRECEPT_PROSE_LINE_CHIPS)
    return FALSE;
  if ((key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab || key == GDK_KEY_ISO_Left_Tab) && (modifiers == 0 || modifiers == GDK_SHIFT_MASK))
    {
      gboolean forward = modifiers == 0;
      int      next = precept_prose_chips_step (line, offset, forward);

      if (next >= 0)
        put_caret (self, index, next);
      else
        step_over_line (self, index, forward);
      return TRUE;
    }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0)
    {
      const PreceptProseRun *chip = precept_prose_chips_find (line, offset, &start);

      if (chip == NULL || chip->run.href == NULL)
        return FALSE; /* at the end of them a new finding begins */
      g_signal_emit_by_name (self, "edit-run");
      return TRUE;
    }
  return FALSE;
}

/**
 * precept_prose_view_chips_delete:
 * @self: a view
 * @forward: Delete, not Backspace
 *
 * Does what Backspace and Delete do on a chip: the first selects it, the next removes it.
 *
 * Returns: whether the caret was on a chip
 */
gboolean
precept_prose_view_chips_delete (PreceptProseView *self, gboolean forward)
{
  GtkTextIter            caret, from, to;
  guint                  index;
  int                    offset, start;
  PreceptProseLine      *line = get_caret (self, &caret, &index, &offset);
  const PreceptProseRun *chip;

  if (line == NULL || line->kind != PRECEPT_PROSE_LINE_CHIPS)
    return FALSE;
  if (gtk_text_buffer_get_selection_bounds (get_buffer (self), &from, &to))
    {
      if (gtk_text_iter_get_line (&from) != gtk_text_iter_get_line (&to))
        return FALSE;
      gtk_text_buffer_begin_user_action (get_buffer (self));
      precept_prose_buffer_remove_chips (precept_prose_view_get_buffer (self), index, gtk_text_iter_get_line_offset (&from), gtk_text_iter_get_line_offset (&to));
      gtk_text_buffer_end_user_action (get_buffer (self));
      precept_prose_view_chips_leave (self, TRUE, FALSE);
      return TRUE;
    }
  chip = precept_prose_chips_find (line, offset, &start);
  if (chip == NULL && !forward)
    {
      int last = precept_prose_chips_step (line, offset, FALSE);

      chip = last >= 0 ? precept_prose_chips_find (line, last, &start) : NULL;
    }
  if (chip == NULL)
    return FALSE;
  if (chip->run.href == NULL || g_str_has_prefix (chip->run.href, "add-"))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    }
  gtk_text_buffer_get_iter_at_line_offset (get_buffer (self), &from, index, start);
  to = from;
  gtk_text_iter_forward_chars (&to, chip->length);
  gtk_text_buffer_select_range (get_buffer (self), &from, &to);
  return TRUE;
}

/* The nearest place for a caret, in a direction; -1: where it is. */
static int
find_place (PreceptProseLine *line, int offset, gboolean forward)
{
  int                    start = 0;
  const PreceptProseRun *run = precept_prose_text_find (line->text, offset, &start);

  if (run == NULL || start == offset)
    {
      if (run == NULL || line->kind != PRECEPT_PROSE_LINE_CHIPS || run->run.kind == PRECEPT_RUN_OPAQUE)
        return -1;
    }
  if (line->kind == PRECEPT_PROSE_LINE_CHIPS)
    {
      int next = precept_prose_chips_step (line, offset, forward);

      return next >= 0 ? next : precept_prose_text_get_length (line->text);
    }
  if (is_text (run) || run->decoration)
    return -1;
  return forward ? start + run->length : start;
}

void
precept_prose_view_chips_leave (PreceptProseView *self, gboolean forward, gboolean extend)
{
  GtkTextIter       caret;
  guint             index;
  int               offset, place;
  PreceptProseLine *line = get_caret (self, &caret, &index, &offset);

  if (line == NULL || line->text == NULL)
    return;
  place = find_place (line, offset, forward);
  if (place < 0)
    return;
  gtk_text_iter_set_line_offset (&caret, place);
  if (extend)
    gtk_text_buffer_move_mark (get_buffer (self), gtk_text_buffer_get_insert (get_buffer (self)), &caret);
  else
    gtk_text_buffer_place_cursor (get_buffer (self), &caret);
}

void
precept_prose_view_chips_update (PreceptProseView *self)
{
  GtkTextIter      caret;
  guint            index;
  int              offset;
  g_autofree char *finding = NULL;

  get_caret (self, &caret, &index, &offset);
  finding = precept_prose_buffer_dup_finding (precept_prose_view_get_buffer (self), index);
  precept_prose_buffer_set_active (precept_prose_view_get_buffer (self), finding);
}

/* Where the keyboard is among the chips: a frame, as around any control that has it. */
void
precept_prose_view_chips_snapshot (PreceptProseView *self, GtkSnapshot *snapshot)
{
  GtkTextIter            caret, last;
  guint                  index;
  int                    offset, start;
  PreceptProseLine      *line = get_caret (self, &caret, &index, &offset);
  const PreceptProseRun *chip = line != NULL ? precept_prose_chips_find (line, offset, &start) : NULL;
  GdkRectangle           from, to;
  GdkRGBA                accent = { 0.21, 0.52, 0.89, 1 };
  GskRoundedRect         outline;
  graphene_rect_t        bounds;

  if (chip == NULL || start != offset || !gtk_widget_has_focus (GTK_WIDGET (self)))
    return;
  gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_color", &accent);
  last = caret;
  gtk_text_iter_forward_chars (&last, chip->length - 1);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &caret, &from);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &last, &to);
  if (to.y != from.y)
    return;
  graphene_rect_init (&bounds, from.x - 4, from.y - 2, to.x + to.width - from.x + 8, from.height + 4);
  gsk_rounded_rect_init_from_rect (&outline, &bounds, bounds.size.height / 2);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]){ 2, 2, 2, 2 }, (GdkRGBA[4]){ accent, accent, accent, accent });
}

/* A click on a chip, or on a number of a citation, opens what it stands for. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, PreceptProseView *self)
{
  GtkTextView           *view = GTK_TEXT_VIEW (self);
  GtkTextIter            iter;
  PreceptProseLine      *line;
  const PreceptProseRun *run;
  int                    buffer_x, buffer_y, start = 0;

  if (n_press != 1 || gtk_text_buffer_get_has_selection (get_buffer (self)))
    return;
  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, (int)x, (int)y, &buffer_x, &buffer_y);
  if (!gtk_text_view_get_iter_at_location (view, &iter, buffer_x, buffer_y))
    return;
  line = precept_prose_buffer_get_line (precept_prose_view_get_buffer (self), gtk_text_iter_get_line (&iter));
  run = line != NULL && line->text != NULL ? precept_prose_text_find (line->text, gtk_text_iter_get_line_offset (&iter), &start) : NULL;
  if (run == NULL)
    return;
  if (run->decoration ? run->run.kind != PRECEPT_RUN_OPAQUE || run->run.href == NULL : run->run.kind != PRECEPT_RUN_CITE && run->run.kind != PRECEPT_RUN_XREF)
    return;
  put_caret (self, gtk_text_iter_get_line (&iter), start);
  g_signal_emit_by_name (self, "edit-run");
}

void
precept_prose_view_chips_add_click (PreceptProseView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}
