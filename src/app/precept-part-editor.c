/* precept-part-editor.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-part-editor.h"

/**
 * PreceptPartEditor:
 *
 * A widget that edits one part: its tools on top, and below them the text, the form, the table or the list.
 */
G_DEFINE_INTERFACE (PreceptPartEditor, precept_part_editor, GTK_TYPE_WIDGET)

enum
{
  PLACE_CHANGED,
  REFUSED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
precept_part_editor_default_init (PreceptPartEditorInterface *iface)
{
  /**
   * PreceptPartEditor::place-changed:
   *
   * Another block is edited than before.
   */
  signals[PLACE_CHANGED] = g_signal_new ("place-changed", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * PreceptPartEditor::refused:
   * @why: a sentence for the user
   *
   * What was tried can't be done.
   */
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * PreceptPartEditor::done:
   * @what: a sentence for the user
   *
   * Something was done that is not seen at once, or concerns more than what is in view. One undo takes it back.
   */
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_INTERFACE (iface), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

/**
 * precept_part_editor_show_place:
 * @self: an editor
 * @path: (nullable): a path of the document or an id, in this part; %NULL or "" for where it was
 * @offset: which character of the text there
 *
 * Goes to a place, without taking the keyboard: [method@Gtk.Widget.grab_focus] does that.
 *
 * Returns: whether the place is shown here
 */
gboolean
precept_part_editor_show_place (PreceptPartEditor *self, const char *path, int offset)
{
  g_return_val_if_fail (PRECEPT_IS_PART_EDITOR (self), FALSE);

  return PRECEPT_PART_EDITOR_GET_IFACE (self)->show_place (self, path != NULL && *path != '\0' ? path : NULL, offset);
}

/**
 * precept_part_editor_get_id:
 * @self: an editor
 *
 * Returns: (nullable): the id of the block that is edited, which the page marks
 */
const char *
precept_part_editor_get_id (PreceptPartEditor *self)
{
  g_return_val_if_fail (PRECEPT_IS_PART_EDITOR (self), NULL);

  return PRECEPT_PART_EDITOR_GET_IFACE (self)->get_id (self);
}

/**
 * precept_part_editor_restore_selection:
 * @self: an editor
 * @selection: as a step group of this editor had it; it begins with a path or an id
 *
 * After undo and redo: selects again what was selected. An editor whose selections are mere places
 * need not implement it.
 *
 * Returns: whether the place is shown here
 */
gboolean
precept_part_editor_restore_selection (PreceptPartEditor *self, const char *selection)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (PRECEPT_IS_PART_EDITOR (self), FALSE);
  g_return_val_if_fail (selection != NULL, FALSE);

  if (PRECEPT_PART_EDITOR_GET_IFACE (self)->restore_selection != NULL)
    return PRECEPT_PART_EDITOR_GET_IFACE (self)->restore_selection (self, selection);
  path = g_strndup (selection, strcspn (selection, ": "));
  return precept_part_editor_show_place (self, path, 0);
}

/**
 * precept_part_editor_select_text:
 * @self: an editor
 * @path: of an element that holds text
 * @start: offset of the first character, as in precept-find.h
 * @end: offset after the last
 *
 * Goes to words that were found, without taking the keyboard, and selects them where the editor can.
 *
 * Returns: whether the place is shown here
 */
gboolean
precept_part_editor_select_text (PreceptPartEditor *self, const char *path, int start, int end)
{
  g_return_val_if_fail (PRECEPT_IS_PART_EDITOR (self), FALSE);

  if (PRECEPT_PART_EDITOR_GET_IFACE (self)->select_text != NULL)
    return PRECEPT_PART_EDITOR_GET_IFACE (self)->select_text (self, path, start, end);
  return precept_part_editor_show_place (self, path, start);
}

void
precept_part_editor_place_changed (PreceptPartEditor *self)
{
  g_return_if_fail (PRECEPT_IS_PART_EDITOR (self));

  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

void
precept_part_editor_refuse (PreceptPartEditor *self, const char *why)
{
  g_return_if_fail (PRECEPT_IS_PART_EDITOR (self));

  gtk_widget_error_bell (GTK_WIDGET (self));
  if (why != NULL && *why != '\0')
    g_signal_emit (self, signals[REFUSED], 0, why);
}

/**
 * precept_part_editor_scroll_to:
 * @scroller: a scrolled window
 * @child: something in it, which has its place already
 *
 * Scrolls as little as shows all of @child, with a small margin.
 */
void
precept_part_editor_scroll_to (GtkWidget *scroller, GtkWidget *child)
{
  GtkAdjustment  *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  GtkWidget      *content = gtk_viewport_get_child (GTK_VIEWPORT (gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (scroller))));
  graphene_rect_t bounds;

  if (gtk_widget_compute_bounds (child, content, &bounds))
    gtk_adjustment_clamp_page (adjustment, MAX (0, bounds.origin.y - 8), bounds.origin.y + bounds.size.height + 8);
}

/**
 * precept_part_editor_apply:
 * @self: an editor
 * @session: its document
 * @group: (nullable) (transfer full): what to do
 * @error: (nullable) (transfer full): why there is none
 * @before: (nullable): the place to go to after undo
 * @after: (nullable): the place to go to after redo
 *
 * Does what was planned, or refuses it with the reason.
 *
 * Returns: whether it was done, or nothing was to be done
 */
gboolean
precept_part_editor_apply (PreceptPartEditor *self, PreceptSession *session, PreceptStepGroup *group, GError *error, const char *before, const char *after)
{
  g_autoptr (PreceptStepGroup) taken = group;
  g_autoptr (GError) failure = error;

  g_return_val_if_fail (PRECEPT_IS_PART_EDITOR (self), FALSE);

  if (taken != NULL && precept_step_group_get_n_steps (taken) == 0)
    return TRUE;
  if (taken != NULL)
    {
      precept_step_group_set_selections (taken, before, after);
      if (precept_session_apply (session, taken, &failure))
        return TRUE;
    }
  precept_part_editor_refuse (self, failure != NULL ? failure->message : NULL);
  return FALSE;
}

void
precept_part_editor_tell (PreceptPartEditor *self, const char *what)
{
  g_return_if_fail (PRECEPT_IS_PART_EDITOR (self));

  g_signal_emit (self, signals[DONE], 0, what);
}
