/* precept-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-window.h"

#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-editor-pane.h"
#include "precept-find-bar.h"
#include "precept-outline-pane.h"
#include "precept-page-view.h"
#include "precept-palette.h"
#include "precept-problems-pane.h"
#include "precept-prose-line.h"
#include "precept-settings.h"
#include "precept-shell.h"
#include "precept-window-files.h"
#include "precept-window-private.h"

#define MOST_PLACES 50

/**
 * PreceptWindow:
 *
 * One document: its outline, the editor of the chosen part, the problems, and the pages as they will print.
 */

G_DEFINE_FINAL_TYPE (PreceptWindow, precept_window, ADW_TYPE_APPLICATION_WINDOW)

/* State of the actions. */

GSimpleAction *
precept_window_get_action (PreceptWindow *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self), name));
}

/* A tooltip that is set again, though the same, goes to the screen reader. */
static void
set_tooltip (GtkWidget *widget, const char *tip)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), tip) != 0)
    gtk_widget_set_tooltip_text (widget, tip);
}

static void
update_state (PreceptWindow *self)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autofree char *title = precept_session_dup_title (self->session);
  g_autofree char *status = precept_session_dup_status (self->session);
  const char      *undo = precept_document_get_undo_label (document);
  const char      *redo = precept_document_get_redo_label (document);
  g_autofree char *undo_tip = NULL;
  g_autofree char *redo_tip = NULL;

  adw_window_title_set_title (ADW_WINDOW_TITLE (self->window_title), title);
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), status);
  if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (self)), title) != 0)
    gtk_window_set_title (GTK_WINDOW (self), title);
  g_simple_action_set_enabled (precept_window_get_action (self, "undo"), precept_document_can_undo (document));
  g_simple_action_set_enabled (precept_window_get_action (self, "redo"), precept_document_can_redo (document));
  /* Translators: the command, what it would take back or do again, and its key. */
  undo_tip = undo != NULL ? g_strdup_printf (_ ("%s: %s (%s)"), _ ("Undo"), undo, "Ctrl+Z") : g_strdup_printf ("%s (%s)", _ ("Undo"), "Ctrl+Z");
  redo_tip = redo != NULL ? g_strdup_printf (_ ("%s: %s (%s)"), _ ("Redo"), redo, "Ctrl+Shift+Z") : g_strdup_printf ("%s (%s)", _ ("Redo"), "Ctrl+Shift+Z");
  set_tooltip (self->undo_button, undo_tip);
  set_tooltip (self->redo_button, redo_tip);
  precept_window_show_journal_failure (self);
}

static void
update_page_label (PreceptWindow *self)
{
  guint            n_pages = precept_page_view_get_n_pages (PRECEPT_PAGE_VIEW (self->pages));
  g_autofree char *label = NULL;

  label = n_pages > 0 ? g_strdup_printf (_ ("Page %u of %u"), precept_page_view_get_current_page (PRECEPT_PAGE_VIEW (self->pages)) + 1, n_pages) : g_strdup ("");
  gtk_label_set_label (GTK_LABEL (self->page_label), label);
  precept_problems_pane_set_n_pages (PRECEPT_PROBLEMS_PANE (self->problems), n_pages);
}

static void
page_popover_shown_cb (PreceptWindow *self)
{
  g_autofree char *number = g_strdup_printf ("%u", precept_page_view_get_current_page (PRECEPT_PAGE_VIEW (self->pages)) + 1);

  gtk_editable_set_text (GTK_EDITABLE (self->page_entry), number);
  gtk_widget_grab_focus (self->page_entry);
}

static void
page_entered_cb (PreceptWindow *self)
{
  guint64 number = 0;

  if (!g_ascii_string_to_unsigned (gtk_editable_get_text (GTK_EDITABLE (self->page_entry)), 10, 1, precept_page_view_get_n_pages (PRECEPT_PAGE_VIEW (self->pages)), &number, NULL))
    {
      gtk_widget_error_bell (self->page_entry);
      gtk_editable_select_region (GTK_EDITABLE (self->page_entry), 0, -1);
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self->page_popover));
  precept_page_view_go_to_page (PRECEPT_PAGE_VIEW (self->pages), number - 1);
}

static void
layout_changed_cb (PreceptWindow *self)
{
  g_autoptr (GError) error = NULL;
  PreceptLayout *layout = precept_session_get_layout (self->session, &error);

  precept_page_view_set_layout (PRECEPT_PAGE_VIEW (self->pages), layout);
  if (error != NULL)
    adw_status_page_set_description (ADW_STATUS_PAGE (self->pages_failure), error->message);
  gtk_stack_set_visible_child_name (GTK_STACK (self->pages_stack), error != NULL ? "failure" : "pages");
}

/* Panes. */

void
precept_window_show_panes (PreceptWindow *self)
{
  PreceptRoom room = precept_shell_get_room (PRECEPT_SHELL (self->shell));
  gboolean    outline_inside = room == PRECEPT_ROOM_WIDE;
  gboolean    outline_shown = self->outline_wanted && !self->focus_mode;
  gboolean    in_drawer = gtk_widget_get_parent (self->outline) == self->drawer_bin;
  gboolean    pages_shown = self->pages_wanted && !self->focus_mode;
  gboolean    narrow_pages = room == PRECEPT_ROOM_NARROW && pages_shown;

  if (outline_inside == in_drawer)
    {
      g_object_ref (self->outline);
      adw_bin_set_child (ADW_BIN (in_drawer ? self->drawer_bin : self->outline_bin), NULL);
      adw_bin_set_child (ADW_BIN (in_drawer ? self->outline_bin : self->drawer_bin), self->outline);
      g_object_unref (self->outline);
    }
  gtk_widget_set_visible (self->outline_bin, outline_inside && outline_shown);
  if (outline_inside)
    {
      gtk_revealer_set_reveal_child (GTK_REVEALER (self->drawer), FALSE);
      gtk_widget_set_visible (self->drawer, FALSE);
    }
  gtk_widget_set_visible (self->pages_side, pages_shown);
  gtk_widget_set_visible (self->problems, !self->focus_mode);
  gtk_widget_set_visible (self->outline_place, !outline_inside);
  gtk_widget_set_visible (self->editor_side, !narrow_pages);
  g_simple_action_set_state (precept_window_get_action (self, "show-pages"), g_variant_new_boolean (pages_shown));
  g_simple_action_set_state (precept_window_get_action (self, "show-outline"),
                             g_variant_new_boolean (outline_inside ? outline_shown : gtk_revealer_get_reveal_child (GTK_REVEALER (self->drawer))));
}

void
precept_window_show_drawer (PreceptWindow *self, gboolean shown)
{
  if (shown)
    gtk_widget_set_visible (self->drawer, TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->drawer), shown);
  if (!shown)
    gtk_widget_set_visible (self->drawer, FALSE);
  g_simple_action_set_state (precept_window_get_action (self, "show-outline"), g_variant_new_boolean (shown));
  if (shown)
    gtk_widget_grab_focus (self->outline);
}

/* After the panes got their sizes: a paned moves its handle when it is resized. */
static gboolean
place_handle_cb (gpointer data)
{
  PreceptWindow *self = data;
  int            width = gtk_widget_get_width (self->inner_paned);
  int            pages_width = g_settings_get_int (precept_settings_get (), "pages-width");

  self->handle_source = 0;
  if (precept_shell_get_room (PRECEPT_SHELL (self->shell)) == PRECEPT_ROOM_MEDIUM)
    pages_width = MIN (pages_width, 470);
  gtk_paned_set_position (GTK_PANED (self->inner_paned), MAX (width - pages_width, 360));
  return G_SOURCE_REMOVE;
}

static void
room_changed_cb (PreceptWindow *self)
{
  PreceptRoom room = precept_shell_get_room (PRECEPT_SHELL (self->shell));
  GSettings  *settings = precept_settings_get ();

  /* Panes that gave way come back when there is room; one that the user hid stays hidden. */
  self->pages_wanted = room != PRECEPT_ROOM_NARROW && g_settings_get_boolean (settings, "pages-visible");
  precept_problems_pane_set_expanded (PRECEPT_PROBLEMS_PANE (self->problems),
                                      room == PRECEPT_ROOM_WIDE && !precept_shell_is_low (PRECEPT_SHELL (self->shell)) && g_settings_get_boolean (settings, "problems-visible"));
  precept_window_show_panes (self);
  if (self->handle_source == 0)
    self->handle_source = g_timeout_add (60, place_handle_cb, self);
}

/* Places. */

/* Which part it is, where the outline does not show it. */
static void
update_outline_button (PreceptWindow *self)
{
  guint            n_errors = 0, n_warnings = 0;
  g_autofree char *name = precept_outline_pane_dup_part (PRECEPT_OUTLINE_PANE (self->outline), &n_errors, &n_warnings);
  g_autofree char *number = g_strdup_printf ("%u", n_errors > 0 ? n_errors : n_warnings);

  gtk_label_set_label (GTK_LABEL (self->outline_name), name != NULL ? name : "");
  gtk_label_set_label (GTK_LABEL (self->outline_badge_label), number);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->outline_badge_icon), n_errors > 0 ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_remove_css_class (self->outline_badge, n_errors > 0 ? "warning" : "error");
  gtk_widget_add_css_class (self->outline_badge, n_errors > 0 ? "error" : "warning");
  gtk_widget_set_visible (self->outline_badge, n_errors + n_warnings > 0);
}

/**
 * precept_window_remember_place:
 * @self: a window
 *
 * Remembers where the caret is, to be called before it is put somewhere else by a jump: “Where I was” leads back.
 */
void
precept_window_remember_place (PreceptWindow *self)
{
  PreceptEditorPane *editor = PRECEPT_EDITOR_PANE (self->editor);
  const char        *part_key = precept_editor_pane_get_part_key (editor);
  const char        *id = precept_editor_pane_get_id (editor);
  g_autofree char   *place = NULL;

  if (part_key == NULL)
    return;
  place = g_strdup_printf ("%s %s", part_key, id != NULL ? id : "");
  if (self->places->len > 0 && g_str_equal (g_ptr_array_index (self->places, self->places->len - 1), place))
    return;
  if (self->places->len >= MOST_PLACES)
    g_ptr_array_remove_index (self->places, 0);
  g_ptr_array_add (self->places, g_steal_pointer (&place));
}

static void
place_changed_cb (PreceptWindow *self)
{
  PreceptEditorPane *editor = PRECEPT_EDITOR_PANE (self->editor);
  const char        *part_key = precept_editor_pane_get_part_key (editor);
  const char        *id = precept_editor_pane_get_id (editor);

  if (part_key == NULL)
    return;
  precept_outline_pane_set_place (PRECEPT_OUTLINE_PANE (self->outline), part_key, id);
  precept_problems_pane_set_part (PRECEPT_PROBLEMS_PANE (self->problems), part_key);
  precept_page_view_set_block (PRECEPT_PAGE_VIEW (self->pages), id);
  precept_find_bar_set_place (PRECEPT_FIND_BAR (self->find_bar), part_key, id);
  update_outline_button (self);
}

/* What was done, with a button that takes it back. */
void
precept_window_tell_done (PreceptWindow *self, const char *what)
{
  g_autofree char *escaped = g_markup_escape_text (what, -1);
  AdwToast        *toast = adw_toast_new (escaped);

  adw_toast_set_button_label (toast, _ ("_Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
place_activated_cb (PreceptWindow *self, const char *part_key, const char *id)
{
  precept_window_remember_place (self);
  precept_editor_pane_show (PRECEPT_EDITOR_PANE (self->editor), part_key, id, 0, TRUE);
  if (gtk_revealer_get_reveal_child (GTK_REVEALER (self->drawer)))
    precept_window_show_drawer (self, FALSE);
}

static void
command_chosen_cb (PreceptWindow *self, const char *detailed_action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (g_action_parse_detailed_name (detailed_action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

static void
match_activated_cb (PreceptWindow *self, const char *path, int start, int end, gboolean focus)
{
  precept_window_remember_place (self);
  precept_editor_pane_show_text (PRECEPT_EDITOR_PANE (self->editor), path, start, end, focus);
}

static void
find_closed_cb (PreceptWindow *self)
{
  gtk_widget_grab_focus (self->editor);
}

static void
block_activated_cb (PreceptWindow *self, const char *id)
{
  precept_window_remember_place (self);
  if (precept_shell_get_room (PRECEPT_SHELL (self->shell)) == PRECEPT_ROOM_NARROW)
    {
      self->pages_wanted = FALSE;
      precept_window_show_panes (self);
    }
  precept_editor_pane_show_place (PRECEPT_EDITOR_PANE (self->editor), id, 0);
}

static void
link_activated_cb (PreceptWindow *self, const char *uri)
{
  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}

void
precept_window_go_to_problem (PreceptWindow *self, PreceptDiagnostic *problem)
{
  const char *path = precept_diagnostic_get_path (problem);
  const char *id = precept_diagnostic_get_id (problem);
  int         start = 0, end = 0;

  precept_window_remember_place (self);
  precept_diagnostic_get_range (problem, &start, &end);
  if (id == NULL || !precept_editor_pane_show_place (PRECEPT_EDITOR_PANE (self->editor), id, start))
    precept_editor_pane_show_place (PRECEPT_EDITOR_PANE (self->editor), path != NULL ? path : "", start);
}

static void
problem_activated_cb (PreceptWindow *self, PreceptDiagnostic *problem)
{
  precept_window_go_to_problem (self, problem);
}

void
precept_window_fix_problem (PreceptWindow *self, PreceptDiagnostic *problem)
{
  g_autoptr (GError) error = NULL;
  PreceptStepGroup *fix = precept_diagnostic_get_fix (problem);
  AdwToast         *toast;

  if (fix == NULL)
    return;
  if (!precept_session_apply (self->session, fix, &error))
    {
      /* The document went on since the check; the next one is on its way. */
      g_message ("A fix did not apply: %s", error->message);
      precept_window_show_toast (self, _ ("The text has changed; look again"));
      return;
    }
  precept_session_get_content (self->session);
  toast = adw_toast_new (precept_step_group_get_label (fix));
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "win.undo");
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), toast);
}

static void
fix_activated_cb (PreceptWindow *self, PreceptDiagnostic *problem)
{
  precept_window_fix_problem (self, problem);
}

static void
selection_restored_cb (PreceptWindow *self, const char *selection)
{
  if (g_str_has_prefix (selection, "metadata/"))
    {
      g_autofree char *place = g_strdup (selection);

      *strchrnul (place, ':') = '\0';
      precept_editor_pane_show (PRECEPT_EDITOR_PANE (self->editor), "overview", place, 0, TRUE);
    }
  else
    precept_editor_pane_restore_selection (PRECEPT_EDITOR_PANE (self->editor), selection);
}

static void
refused_cb (PreceptWindow *self, const char *why)
{
  precept_window_show_toast (self, why);
}

/* The window itself. */

static void
remember_size (PreceptWindow *self)
{
  GSettings *settings = precept_settings_get ();
  int        width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!gtk_window_is_maximized (GTK_WINDOW (self)) && width >= 640 && height >= 480)
    {
      g_settings_set_int (settings, "window-width", width);
      g_settings_set_int (settings, "window-height", height);
    }
  if (precept_shell_get_room (PRECEPT_SHELL (self->shell)) != PRECEPT_ROOM_WIDE)
    return;
  if (gtk_widget_get_visible (self->outline_bin))
    g_settings_set_int (settings, "outline-width", CLAMP (gtk_widget_get_width (self->outline_bin), 180, 360));
  if (gtk_widget_get_visible (self->pages_side) && gtk_widget_get_visible (self->editor_side))
    g_settings_set_int (settings, "pages-width", CLAMP (gtk_widget_get_width (self->pages_side), 360, 900));
}

static gboolean
precept_window_close_request (GtkWindow *window)
{
  PreceptWindow *self = PRECEPT_WINDOW (window);

  if (self->session != NULL && !self->closing && precept_session_is_saving (self->session))
    {
      precept_window_files_close_when_saved (self);
      return GDK_EVENT_STOP;
    }
  if (self->session != NULL && !self->closing && precept_session_is_unsaved (self->session))
    {
      precept_window_files_ask_before_closing (self);
      return GDK_EVENT_STOP;
    }
  if (self->session != NULL)
    {
      remember_size (self);
      precept_session_close (self->session);
    }
  return GTK_WINDOW_CLASS (precept_window_parent_class)->close_request (window);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptWindow *self)
{
  if (key != GDK_KEY_Escape || !gtk_revealer_get_reveal_child (GTK_REVEALER (self->drawer)))
    return GDK_EVENT_PROPAGATE;
  precept_window_show_drawer (self, FALSE);
  gtk_widget_grab_focus (self->editor);
  return GDK_EVENT_STOP;
}

static void
precept_window_dispose (GObject *object)
{
  PreceptWindow *self = PRECEPT_WINDOW (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  g_clear_handle_id (&self->handle_source, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_WINDOW);
  g_clear_object (&self->session);
  g_clear_object (&self->file);
  G_OBJECT_CLASS (precept_window_parent_class)->dispose (object);
}

static void
precept_window_finalize (GObject *object)
{
  g_ptr_array_unref (PRECEPT_WINDOW (object)->places);
  G_OBJECT_CLASS (precept_window_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, root);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, shell);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, palette);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, find_bar);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, find_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, drawer);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, drawer_bin);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_bin);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, editor_side);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, editor);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_place);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_name);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_badge);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_badge_icon);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, outline_badge_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, pages_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, narrow_menu_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, notice_first);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, notice_second);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, notice_third);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, pages_side);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, pages_stack);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, pages_failure);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, page_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, page_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, page_popover);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, page_entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, failure);
  gtk_widget_class_bind_template_child (widget_class, PreceptWindow, failure_title);
}

static void
precept_window_class_init (PreceptWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_window_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_window_finalize;
  GTK_WINDOW_CLASS (class)->close_request = precept_window_close_request;

  g_type_ensure (PRECEPT_TYPE_SHELL);
  g_type_ensure (PRECEPT_TYPE_OUTLINE_PANE);
  g_type_ensure (PRECEPT_TYPE_EDITOR_PANE);
  g_type_ensure (PRECEPT_TYPE_PROBLEMS_PANE);
  g_type_ensure (PRECEPT_TYPE_PAGE_VIEW);
  g_type_ensure (PRECEPT_TYPE_PALETTE);
  g_type_ensure (PRECEPT_TYPE_FIND_BAR);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-window.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, room_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, command_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, match_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "done_cb", G_CALLBACK (precept_window_tell_done));
  gtk_widget_class_bind_template_callback (widget_class, problem_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, fix_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, block_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_page_label);
  gtk_widget_class_bind_template_callback (widget_class, page_popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, precept_window_show_zoom);
  gtk_widget_class_bind_template_callback_full (widget_class, "notice_cb", G_CALLBACK (precept_window_answer_notice));
}

static void
set_up_menus (PreceptWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/precept/Precept/menus.ui");
  GMenuModel *primary = G_MENU_MODEL (gtk_builder_get_object (builder, "primary-menu"));

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), primary);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->narrow_menu_button), primary);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->zoom_button), G_MENU_MODEL (gtk_builder_get_object (builder, "zoom-menu")));
}

static void
precept_window_init (PreceptWindow *self)
{
  GSettings          *settings = precept_settings_get ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_autofree char    *zoom = g_settings_get_string (settings, "zoom");
  int                 width = g_settings_get_int (settings, "window-width");

  self->places = g_ptr_array_new_with_free_func (g_free);
  precept_window_add_commands (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_menus (self);
  self->outline_wanted = g_settings_get_boolean (settings, "outline-visible");
  self->pages_wanted = g_settings_get_boolean (settings, "pages-visible");
  gtk_window_set_default_size (GTK_WINDOW (self), width, g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  gtk_paned_set_position (GTK_PANED (self->outer_paned), g_settings_get_int (settings, "outline-width"));
  gtk_paned_set_position (GTK_PANED (self->inner_paned),
                          width - (self->outline_wanted ? g_settings_get_int (settings, "outline-width") : 0) - g_settings_get_int (settings, "pages-width"));
  g_simple_action_set_state (precept_window_get_action (self, "show-problems"), g_variant_new_boolean (g_settings_get_boolean (settings, "problems-visible")));
  precept_problems_pane_set_expanded (PRECEPT_PROBLEMS_PANE (self->problems), g_settings_get_boolean (settings, "problems-visible"));
  g_simple_action_set_state (precept_window_get_action (self, "dim-pages"), g_variant_new_boolean (g_settings_get_boolean (settings, "dim-pages")));
  precept_page_view_set_zoom (PRECEPT_PAGE_VIEW (self->pages), zoom);
  precept_window_show_zoom (self);
  precept_window_show_panes (self);
  precept_window_update_dimming (self);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (precept_window_update_dimming), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  precept_actions_set_tooltip (self->outline_button, "win.show-outline");
  precept_actions_set_tooltip (self->pages_button, "win.show-pages");
  precept_actions_set_tooltip (self->undo_button, "win.undo");
  precept_actions_set_tooltip (self->find_button, "win.find");
  precept_actions_set_tooltip (self->redo_button, "win.redo");
}

/**
 * precept_window_new:
 * @application: the program
 * @session: an open document
 *
 * Makes a window for a document.
 */
PreceptWindow *
precept_window_new (GtkApplication *application, PreceptSession *session)
{
  PreceptWindow   *self = g_object_new (PRECEPT_TYPE_WINDOW, "application", application, NULL);
  GPtrArray       *parts = precept_content_get_blocks (precept_session_get_content (session));
  g_autofree char *first = NULL;

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "state-changed", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (session, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (session, "selection-restored", G_CALLBACK (selection_restored_cb), self);
  g_signal_connect_swapped (session, "changed-on-disk", G_CALLBACK (precept_window_show_changed_on_disk), self);
  precept_editor_pane_set_session (PRECEPT_EDITOR_PANE (self->editor), session);
  precept_outline_pane_set_session (PRECEPT_OUTLINE_PANE (self->outline), session);
  precept_find_bar_set_session (PRECEPT_FIND_BAR (self->find_bar), session);
  precept_problems_pane_set_session (PRECEPT_PROBLEMS_PANE (self->problems), session);
  g_signal_connect_object (session, "problems-changed", G_CALLBACK (update_outline_button), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  update_state (self);
  /* The first part with more than small print. */
  for (guint i = 0; i < parts->len && first == NULL; i++)
    {
      PreceptBlock *part = g_ptr_array_index (parts, i);

      if (part->kind != PRECEPT_BLOCK_DISCLAIMER)
        first = precept_prose_dup_part_key (part, i);
    }
  precept_editor_pane_show (PRECEPT_EDITOR_PANE (self->editor), first != NULL ? first : "overview", NULL, 0, TRUE);
  precept_window_show_first_notice (self);
  return self;
}

/**
 * precept_window_new_for_failure:
 * @application: the program
 * @file: a file that can't be opened
 * @error: why
 *
 * Makes a window that says what is wrong with a file.
 */
PreceptWindow *
precept_window_new_for_failure (GtkApplication *application, GFile *file, const GError *error)
{
  PreceptWindow   *self = g_object_new (PRECEPT_TYPE_WINDOW, "application", application, "default-width", 900, "default-height", 600, NULL);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *title = NULL;
  g_autofree char *description = NULL;
  g_autofree char *path = g_file_get_parse_name (file);

  self->file = g_object_ref (file);
  title = g_strdup_printf (_ ("“%s” can’t be opened"), name);
  description = g_markup_printf_escaped ("%s\n\n%s", error->message, path);
  adw_status_page_set_title (ADW_STATUS_PAGE (self->failure), title);
  adw_status_page_set_description (ADW_STATUS_PAGE (self->failure), description);
  adw_window_title_set_title (ADW_WINDOW_TITLE (self->failure_title), name);
  gtk_window_set_title (GTK_WINDOW (self), name);
  gtk_stack_set_visible_child_name (GTK_STACK (self->root), "failure");
  precept_window_disable_commands (self);
  return self;
}

PreceptSession *
precept_window_get_session (PreceptWindow *self)
{
  return self->session;
}

GFile *
precept_window_get_file (PreceptWindow *self)
{
  return self->session != NULL ? precept_session_get_file (self->session) : self->file;
}

void
precept_window_show_toast (PreceptWindow *self, const char *title)
{
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (self->toasts), adw_toast_new (escaped));
}

void
precept_window_close_without_asking (PreceptWindow *self)
{
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}
