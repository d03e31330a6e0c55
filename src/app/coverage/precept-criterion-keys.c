/* precept-criterion-keys.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-criterion-keys.h"

#include "precept-coverage-page.h"
#include "precept-prose-view.h"

static PreceptCoveragePage *
get_page (GtkWidget *widget)
{
  return PRECEPT_COVERAGE_PAGE (gtk_widget_get_ancestor (widget, PRECEPT_TYPE_COVERAGE_PAGE));
}

static gboolean
run (GtkWidget *widget, const char *action)
{
  return gtk_widget_activate_action (widget, action, NULL);
}

static gboolean
step (GtkWidget *widget, int by)
{
  return gtk_widget_activate_action (widget, "coverage.step", "i", by);
}

static gboolean
is_enter (guint key)
{
  return key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_ISO_Enter;
}

static gboolean
is_tab (guint key)
{
  return key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab || key == GDK_KEY_ISO_Left_Tab;
}

static GdkModifierType
get_modifiers (GdkModifierType state)
{
  return state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);
}

/* A row that has the keyboard itself. */
static gboolean
row_key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCriterionRow *row)
{
  GtkWidget      *widget = GTK_WIDGET (row);
  GdkModifierType modifiers = get_modifiers (state);

  if (!gtk_widget_has_focus (widget))
    return GDK_EVENT_PROPAGATE;
  if (is_enter (key) && modifiers == 0)
    return run (widget, "part.add");
  if (is_tab (key) && modifiers == 0 && key != GDK_KEY_ISO_Left_Tab)
    return run (widget, "part.indent") || TRUE;
  if (is_tab (key) && modifiers == GDK_SHIFT_MASK)
    return run (widget, "part.outdent") || TRUE;
  if (modifiers != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Up:
      return step (widget, -1);
    case GDK_KEY_Down:
      return step (widget, 1);
    case GDK_KEY_F2:
      return run (widget, "part.edit");
    case GDK_KEY_space:
      precept_criterion_row_open_menu (row);
      return GDK_EVENT_STOP;
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
      return run (widget, "part.remove");
    case GDK_KEY_BackSpace:
      gtk_widget_error_bell (widget);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
is_blank (PreceptProseBuffer *buffer)
{
  return precept_prose_buffer_get_n_lines (buffer) <= 1 && gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (buffer)) == 0;
}

static void
split (PreceptCoveragePage *page, PreceptProseLine *line, int offset)
{
  g_autoptr (PreceptProseText) head = precept_prose_text_copy (line->text, 0, offset);
  g_autoptr (PreceptProseText) tail = precept_prose_text_copy (line->text, offset, -1);
  g_autoptr (PreceptInline) left = precept_prose_text_dup_inline (head);
  g_autoptr (PreceptInline) right = precept_prose_text_dup_inline (tail);

  precept_coverage_page_split (page, line->path, left, right);
}

/* Whether the caret can't go further up, or down, within the text. */
static gboolean
is_at_edge (GtkTextView *view, int by)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter    caret, moved;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  moved = caret;
  if (by < 0)
    return !gtk_text_view_backward_display_line (view, &moved);
  /* At the last line this goes to the end of the text, and says so. */
  return !gtk_text_view_forward_display_line (view, &moved) || (gtk_text_iter_is_end (&moved) && gtk_text_view_starts_display_line (view, &moved) == FALSE);
}

static gboolean
sentence_key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCriterionRow *row)
{
  GtkWidget          *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  PreceptProseView   *view = PRECEPT_PROSE_VIEW (widget);
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (view);
  PreceptProseLine   *line = precept_prose_view_get_caret_line (view);
  gboolean            is_own = line != NULL && line->path != NULL && line->kind == PRECEPT_PROSE_LINE_PARAGRAPH && line->depth == 0;
  gboolean            has_selection = gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (buffer));
  GdkModifierType     modifiers = get_modifiers (state);
  GtkTextIter         caret;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (buffer), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (buffer)));
  if (is_tab (key) && is_own && (modifiers == 0 || modifiers == GDK_SHIFT_MASK))
    {
      run (widget, modifiers == 0 && key != GDK_KEY_ISO_Left_Tab ? "part.indent" : "part.outdent");
      return GDK_EVENT_STOP;
    }
  if (modifiers != 0 || has_selection)
    return GDK_EVENT_PROPAGATE;
  if (is_enter (key) && is_own)
    {
      if (is_blank (buffer))
        run (widget, "part.outdent");
      else
        split (get_page (widget), line, gtk_text_iter_get_line_offset (&caret));
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_BackSpace && gtk_text_iter_is_start (&caret))
    {
      if (is_blank (buffer))
        run (widget, "part.remove");
      else
        precept_coverage_page_join (get_page (widget), precept_criterion_row_get_path (row), FALSE);
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete) && gtk_text_iter_is_end (&caret))
    {
      precept_coverage_page_join (get_page (widget), precept_criterion_row_get_path (row), TRUE);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Up && is_at_edge (GTK_TEXT_VIEW (view), -1))
    return step (widget, -1);
  if (key == GDK_KEY_Down && is_at_edge (GTK_TEXT_VIEW (view), 1))
    return step (widget, 1);
  if (key == GDK_KEY_Escape)
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      precept_criterion_row_end_edit (row);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* The heading of a group. */
static gboolean
heading_key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCriterionRow *row)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));

  if (get_modifiers (state) != 0)
    return GDK_EVENT_PROPAGATE;
  if (is_enter (key) || key == GDK_KEY_Escape)
    {
      gtk_widget_grab_focus (GTK_WIDGET (row));
      precept_criterion_row_end_edit (row);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Up)
    return step (widget, -1);
  if (key == GDK_KEY_Down)
    return step (widget, 1);
  return GDK_EVENT_PROPAGATE;
}

void
precept_criterion_keys_attach (GtkWidget *widget, PreceptCriterionRow *row, gboolean is_sentence)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  if (widget == GTK_WIDGET (row))
    {
      g_signal_connect (keys, "key-pressed", G_CALLBACK (row_key_pressed_cb), row);
    }
  else
    {
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", is_sentence ? G_CALLBACK (sentence_key_pressed_cb) : G_CALLBACK (heading_key_pressed_cb), row);
    }
  gtk_widget_add_controller (widget, keys);
}
