/* precept-window-commands.c: the actions of a window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-window-private.h"

#include <glib/gi18n.h>

#include "precept-definitions-page.h"
#include "precept-editor-pane.h"
#include "precept-export-window.h"
#include "precept-find-bar.h"
#include "precept-outline-pane.h"
#include "precept-page-view.h"
#include "precept-palette.h"
#include "precept-problems-pane.h"
#include "precept-settings.h"
#include "precept-shell.h"
#include "precept-source-window.h"
#include "precept-window-files.h"

/* Panes. */

static void leave_focus_mode (PreceptWindow *self);

static void
show_outline_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  if (self->focus_mode && precept_shell_get_room (PRECEPT_SHELL (self->shell)) == PRECEPT_ROOM_WIDE)
    {
      self->outline_wanted = TRUE;
      leave_focus_mode (self);
      return;
    }
  if (precept_shell_get_room (PRECEPT_SHELL (self->shell)) != PRECEPT_ROOM_WIDE)
    {
      precept_window_show_drawer (self, !gtk_revealer_get_reveal_child (GTK_REVEALER (self->drawer)));
      return;
    }
  self->outline_wanted = !self->outline_wanted;
  g_settings_set_boolean (precept_settings_get (), "outline-visible", self->outline_wanted);
  precept_window_show_panes (self);
}

static void
show_pages_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  self->pages_wanted = self->focus_mode || !self->pages_wanted;
  leave_focus_mode (self);
  if (precept_shell_get_room (PRECEPT_SHELL (self->shell)) != PRECEPT_ROOM_NARROW)
    g_settings_set_boolean (precept_settings_get (), "pages-visible", self->pages_wanted);
  precept_window_show_panes (self);
}

static void
show_problems_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean shown = !g_variant_get_boolean (state);

  g_simple_action_set_state (action, g_variant_new_boolean (shown));
  g_settings_set_boolean (precept_settings_get (), "problems-visible", shown);
  precept_problems_pane_set_expanded (PRECEPT_PROBLEMS_PANE (self->problems), shown);
}

static void
focus_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  self->focus_mode = !self->focus_mode;
  g_simple_action_set_state (precept_window_get_action (self, "focus"), g_variant_new_boolean (self->focus_mode));
  precept_window_show_panes (self);
  gtk_widget_grab_focus (self->editor);
}

/* Who asks for a pane has had enough of nothing but the text. */
static void
leave_focus_mode (PreceptWindow *self)
{
  if (self->focus_mode)
    focus_cb (NULL, NULL, self);
}

static void
source_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;
  GtkWidget     *window = precept_source_window_new (GTK_WINDOW (self), self->session);

  g_signal_connect_object (window, "done", G_CALLBACK (precept_window_tell_done), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* The document. */

static void
undo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_session_undo (PRECEPT_WINDOW (data)->session);
}

static void
redo_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_session_redo (PRECEPT_WINDOW (data)->session);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_window_files_save (data, FALSE);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_window_files_save_as (data, FALSE);
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (precept_export_window_new (data)));
}

static void
close_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
}

static void
menu_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  gtk_menu_button_popup (GTK_MENU_BUTTON (gtk_widget_get_visible (self->pages_side) ? self->menu_button : self->narrow_menu_button));
}

static void
step_problem (PreceptWindow *self, int direction)
{
  PreceptDiagnostic *problem = precept_problems_pane_step (PRECEPT_PROBLEMS_PANE (self->problems), direction);

  if (problem != NULL)
    {
      g_autoptr (PreceptDiagnostic) kept = precept_diagnostic_ref (problem);

      precept_window_go_to_problem (self, kept);
    }
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
next_problem_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_problem (data, 1);
}

static void
previous_problem_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_problem (data, -1);
}

static void
fix_problem_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow     *self = data;
  PreceptDiagnostic *problem = precept_problems_pane_get_chosen (PRECEPT_PROBLEMS_PANE (self->problems));

  if (problem != NULL && precept_diagnostic_get_fix (problem) != NULL)
    {
      g_autoptr (PreceptDiagnostic) kept = precept_diagnostic_ref (problem);

      precept_window_fix_problem (self, kept);
    }
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
go_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow  *self = data;
  PreceptPalette *palette = PRECEPT_PALETTE (self->palette);

  if (precept_palette_is_open (palette))
    precept_palette_close (palette);
  else
    precept_palette_open (palette, self->session, gtk_root_get_focus (GTK_ROOT (self)));
}

/* The words that are selected in the text, where they are few; else NULL. */
static char *
dup_selected_words (PreceptWindow *self)
{
  GtkWidget     *focus = gtk_root_get_focus (GTK_ROOT (self));
  GtkTextBuffer *buffer = GTK_IS_TEXT_VIEW (focus) ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)) : NULL;
  GtkTextIter    start, end;

  if (buffer == NULL || !gtk_text_buffer_get_selection_bounds (buffer, &start, &end) ||
      gtk_text_iter_get_line (&start) != gtk_text_iter_get_line (&end))
    return NULL;
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
find_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow   *self = data;
  g_autofree char *words = dup_selected_words (self);

  if (!gtk_widget_get_visible (self->editor_side))
    show_pages_cb (NULL, NULL, self);
  precept_find_bar_open (PRECEPT_FIND_BAR (self->find_bar), words, g_str_equal (g_action_get_name (G_ACTION (action)), "replace"));
}

static void
find_step_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_find_bar_step (PRECEPT_FIND_BAR (PRECEPT_WINDOW (data)->find_bar), g_str_equal (g_action_get_name (G_ACTION (action)), "find-next") ? 1 : -1);
}

/* Back through the places before each jump. */
static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  while (self->places->len > 0)
    {
      g_autofree char *place = g_ptr_array_steal_index (self->places, self->places->len - 1);
      char            *id = strchr (place, ' ');

      *id++ = '\0';
      if (precept_editor_pane_show (PRECEPT_EDITOR_PANE (self->editor), place, *id != '\0' ? id : NULL, 0, TRUE))
        return;
    }
  gtk_widget_error_bell (GTK_WIDGET (self));
}

static void
go_to_page_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  if (!gtk_widget_get_visible (self->pages_side))
    show_pages_cb (NULL, NULL, self);
  gtk_menu_button_popup (GTK_MENU_BUTTON (self->page_button));
}

static void
go_to_part_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  if (!precept_outline_pane_activate_part (PRECEPT_OUTLINE_PANE (self->outline), g_variant_get_int32 (parameter)))
    gtk_widget_error_bell (GTK_WIDGET (self));
}

/* Outline → text → problems → pages → outline. */
static void
step_pane (PreceptWindow *self, int direction)
{
  GtkWidget *panes[] = { self->outline, self->editor, self->problems, self->pages };
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (self));
  int        n_panes = G_N_ELEMENTS (panes), at = 0;

  for (int i = 0; i < n_panes; i++)
    {
      if (focus != NULL && (focus == panes[i] || gtk_widget_is_ancestor (focus, panes[i])))
        at = i;
    }
  for (int i = 1; i < n_panes; i++)
    {
      GtkWidget *pane = panes[(at + n_panes + direction * i) % n_panes];

      if (gtk_widget_get_mapped (pane) && gtk_widget_grab_focus (pane))
        return;
    }
}

static void
next_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_pane (data, 1);
}

static void
previous_pane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_pane (data, -1);
}

void
precept_window_show_zoom (PreceptWindow *self)
{
  const char      *zoom = precept_page_view_get_zoom (PRECEPT_PAGE_VIEW (self->pages));
  g_autofree char *label = NULL;

  if (g_str_equal (zoom, "fit-width"))
    label = g_strdup (_ ("Fit width"));
  else if (g_str_equal (zoom, "fit-page"))
    label = g_strdup (_ ("Fit page"));
  else
    label = g_strdup_printf (_ ("%s %%"), zoom);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->zoom_button), label);
  g_simple_action_set_state (precept_window_get_action (self, "zoom"), g_variant_new_string (zoom));
  g_settings_set_string (precept_settings_get (), "zoom", zoom);
}

static void
zoom_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  precept_page_view_set_zoom (PRECEPT_PAGE_VIEW (self->pages), g_variant_get_string (parameter, NULL));
  precept_window_show_zoom (self);
}

static void
zoom_in_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_page_view_zoom_by (PRECEPT_PAGE_VIEW (PRECEPT_WINDOW (data)->pages), 1);
  precept_window_show_zoom (data);
}

static void
zoom_out_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_page_view_zoom_by (PRECEPT_PAGE_VIEW (PRECEPT_WINDOW (data)->pages), -1);
  precept_window_show_zoom (data);
}

void
precept_window_update_dimming (PreceptWindow *self)
{
  precept_page_view_set_dimmed (PRECEPT_PAGE_VIEW (self->pages),
                                g_settings_get_boolean (precept_settings_get (), "dim-pages") &&
                                  adw_style_manager_get_dark (adw_style_manager_get_default ()));
}

static void
dim_pages_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GVariant) state = g_action_get_state (G_ACTION (action));
  gboolean dims = !g_variant_get_boolean (state);

  g_simple_action_set_state (action, g_variant_new_boolean (dims));
  g_settings_set_boolean (precept_settings_get (), "dim-pages", dims);
  precept_window_update_dimming (data);
}

/* Application accelerators reach only actions of the window, so the commands of the shown editor are found from here. */
static void
part_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;
  const char    *command = g_variant_get_string (parameter, NULL);
  GtkWidget     *focus = gtk_root_get_focus (GTK_ROOT (self));

  /* The outline has some of them for its rows. */
  if (focus != NULL && gtk_widget_is_ancestor (focus, self->outline) && precept_outline_pane_run (PRECEPT_OUTLINE_PANE (self->outline), command))
    return;
  if (!precept_editor_pane_run (PRECEPT_EDITOR_PANE (self->editor), command))
    gtk_widget_error_bell (self->editor);
}

/* What is chosen in a text becomes a definition, or leads to the one that there is. */
static void
define_term_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow   *self = data;
  g_autofree char *before = g_strdup (precept_editor_pane_get_id (PRECEPT_EDITOR_PANE (self->editor)));
  g_autofree char *id = NULL;
  gboolean         added;
  g_autoptr (GError) error = NULL;

  if (!precept_definitions_add_term (self->session, g_variant_get_string (parameter, NULL), before, &id, &added, &error))
    {
      precept_window_show_toast (self, error->message);
      gtk_widget_error_bell (self->editor);
      return;
    }
  if (!added)
    precept_window_show_toast (self, _ ("This term is defined already"));
  precept_editor_pane_show_place (PRECEPT_EDITOR_PANE (self->editor), id, 0);
}

/* From an editor of one part to a place in another. */
static void
go_to_place_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptWindow *self = data;

  if (!precept_editor_pane_show_place (PRECEPT_EDITOR_PANE (self->editor), g_variant_get_string (parameter, NULL), 0))
    gtk_widget_error_bell (self->editor);
}

static const GActionEntry actions[] = {
  { "undo", undo_cb },
  { "redo", redo_cb },
  { "save", save_cb },
  { "save-as", save_as_cb },
  { "export", export_cb },
  { "close", close_action_cb },
  { "menu", menu_cb },
  { "next-problem", next_problem_cb },
  { "previous-problem", previous_problem_cb },
  { "fix-problem", fix_problem_cb },
  { "go-to", go_to_cb },
  { "go-to-part", go_to_part_cb, "i" },
  { "back", back_cb },
  { "go-to-page", go_to_page_cb },
  { "find", find_cb },
  { "replace", find_cb },
  { "find-next", find_step_cb },
  { "find-previous", find_step_cb },
  { "go-to-place", go_to_place_cb, "s" },
  { "define-term", define_term_cb, "s" },
  { "next-pane", next_pane_cb },
  { "previous-pane", previous_pane_cb },
  { "show-outline", show_outline_cb, NULL, "true" },
  { "show-pages", show_pages_cb, NULL, "true" },
  { "show-problems", show_problems_cb, NULL, "true" },
  { "focus", focus_cb, NULL, "false" },
  { "source", source_cb },
  { "zoom", zoom_cb, "s", "'fit-width'" },
  { "zoom-in", zoom_in_cb },
  { "zoom-out", zoom_out_cb },
  { "dim-pages", dim_pages_cb, NULL, "true" },
  { "part", part_cb, "s" },
};

void
precept_window_add_commands (PreceptWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
}

/* Where there is no document. */
void
precept_window_disable_commands (PreceptWindow *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    g_simple_action_set_enabled (precept_window_get_action (self, actions[i].name), g_str_equal (actions[i].name, "close"));
}
