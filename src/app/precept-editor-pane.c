/* precept-editor-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-editor-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-overview-page.h"
#include "precept-prose-view.h"

/**
 * PreceptEditorPane:
 *
 * Edits the chosen part: a row of tools, and below it the text of the part, or the form of the overview.
 */
struct _PreceptEditorPane
{
  GtkBox parent_instance;

  PreceptSession     *session;  /* owned, or NULL */
  char               *part_key; /* owned; the part shown, or NULL */
  char               *id;       /* owned; block that holds the caret, or NULL */
  GHashTable         *views;    /* owned; part key → PreceptProseView, owned by the stack */
  GSimpleActionGroup *actions;  /* owned; "prose" */

  GtkWidget *stack;
  GtkWidget *overview;
  GtkWidget *tool_row;
  GtkWidget *kind_label;
  GtkWidget *bold_button;
  GtkWidget *italic_button;
  GtkWidget *superscript_button;
  GtkWidget *subscript_button;
  GtkWidget *indent_button;
  GtkWidget *outdent_button;
};

enum
{
  PLACE_CHANGED,
  REFUSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptEditorPane, precept_editor_pane, GTK_TYPE_BOX)

static const struct
{
  const char  *name;
  PreceptMarks mark;
} mark_actions[] = {
  { "bold", PRECEPT_MARK_STRONG },
  { "italic", PRECEPT_MARK_EM },
  { "superscript", PRECEPT_MARK_SUP },
  { "subscript", PRECEPT_MARK_SUB },
};

static PreceptProseView *
get_view (PreceptEditorPane *self)
{
  return self->part_key != NULL ? g_hash_table_lookup (self->views, self->part_key) : NULL;
}

static const char *
get_kind_label (PreceptProseLine *line)
{
  switch (line->kind)
    {
    case PRECEPT_PROSE_LINE_TITLE:
    case PRECEPT_PROSE_LINE_HEADING:
      return _ ("Heading");
    case PRECEPT_PROSE_LINE_TOPIC:
      return _ ("Topic");
    case PRECEPT_PROSE_LINE_ITEM:
      return _ ("List item");
    case PRECEPT_PROSE_LINE_FINDING:
      return _ ("Finding");
    case PRECEPT_PROSE_LINE_TERM:
      return _ ("Term");
    case PRECEPT_PROSE_LINE_REFERENCE:
      return _ ("Reference");
    case PRECEPT_PROSE_LINE_NOTE:
      return _ ("Note");
    case PRECEPT_PROSE_LINE_CAPTION:
      return _ ("Caption");
    case PRECEPT_PROSE_LINE_ROW:
    case PRECEPT_PROSE_LINE_HEADER_ROW:
      return _ ("Table");
    case PRECEPT_PROSE_LINE_FIGURE:
      return _ ("Figure");
    case PRECEPT_PROSE_LINE_CHIPS:
      return _ ("Facts");
    case PRECEPT_PROSE_LINE_PARAGRAPH:
    default:
      return _ ("Paragraph");
    }
}

static void
set_enabled (PreceptEditorPane *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* What the tools may do at the caret, and what is on there. */
static void
update_tools (PreceptEditorPane *self)
{
  PreceptProseView *view = get_view (self);
  PreceptProseLine *line = view != NULL ? precept_prose_view_get_caret_line (view) : NULL;
  gboolean          editable = line != NULL && line->path != NULL;
  gboolean          nested = editable && (line->kind == PRECEPT_PROSE_LINE_ITEM || line->kind == PRECEPT_PROSE_LINE_FINDING);
  PreceptMarks      marks = editable ? precept_prose_buffer_get_marks (precept_prose_view_get_buffer (view)) : PRECEPT_MARK_NONE;

  gtk_widget_set_visible (self->tool_row, view != NULL);
  gtk_label_set_label (GTK_LABEL (self->kind_label), line != NULL ? get_kind_label (line) : "");
  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    {
      set_enabled (self, mark_actions[i].name, editable && line->kind != PRECEPT_PROSE_LINE_TERM);
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), mark_actions[i].name)),
                                 g_variant_new_boolean ((marks & mark_actions[i].mark) != 0));
    }
  set_enabled (self, "indent", nested);
  set_enabled (self, "outdent", nested && line->depth > 1);
}

static void
set_place (PreceptEditorPane *self, const char *id)
{
  if (g_strcmp0 (id, self->id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
}

static void
caret_moved_cb (PreceptProseView *view, PreceptEditorPane *self)
{
  PreceptProseLine *line = precept_prose_view_get_caret_line (view);

  if (view != get_view (self))
    return;
  update_tools (self);
  set_place (self, line != NULL ? line->id : NULL);
}

static void
refused_cb (PreceptProseBuffer *buffer, const char *why, PreceptEditorPane *self)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  if (*why != '\0')
    g_signal_emit (self, signals[REFUSED], 0, why);
}

static PreceptProseView *
make_view (PreceptEditorPane *self, const char *part_key)
{
  g_autoptr (PreceptProseBuffer) buffer = precept_prose_buffer_new (self->session, part_key);
  GtkWidget       *view = precept_prose_view_new (buffer);
  GtkWidget       *clamp = adw_clamp_scrollable_new ();
  GtkWidget       *scroller = gtk_scrolled_window_new ();
  PreceptBlock    *part = precept_prose_find_part (precept_session_get_content (self->session), part_key);
  g_autofree char *name = NULL;

  /* Translators: names the text of a part for a screen reader. */
  name = g_strdup_printf (_ ("Text of %s"), part->text != NULL ? precept_text_get_string (part->text) : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 840);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), 760);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), view);
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, part_key);
  g_signal_connect (view, "caret-moved", G_CALLBACK (caret_moved_cb), self);
  g_signal_connect (buffer, "refused", G_CALLBACK (refused_cb), self);
  g_hash_table_insert (self->views, g_strdup (part_key), view);
  return PRECEPT_PROSE_VIEW (view);
}

/* Editors of parts that are gone, go. */
static void
drop_views (PreceptEditorPane *self, gboolean all)
{
  GHashTableIter  iter;
  const char     *part_key;
  PreceptContent *content = self->session != NULL ? precept_session_get_content (self->session) : NULL;

  g_hash_table_iter_init (&iter, self->views);
  while (g_hash_table_iter_next (&iter, (gpointer *)&part_key, NULL))
    {
      if (!all && content != NULL && precept_prose_find_part (content, part_key) != NULL)
        continue;
      gtk_stack_remove (GTK_STACK (self->stack), gtk_stack_get_child_by_name (GTK_STACK (self->stack), part_key));
      g_hash_table_iter_remove (&iter);
    }
}

static void
content_changed_cb (PreceptEditorPane *self)
{
  drop_views (self, FALSE);
  if (self->part_key != NULL && !g_str_equal (self->part_key, "overview") && get_view (self) == NULL)
    precept_editor_pane_show (self, "overview", NULL, 0, FALSE);
}

static void
replaced_cb (PreceptEditorPane *self)
{
  g_autofree char *part_key = g_strdup (self->part_key);
  g_autofree char *id = g_strdup (self->id);

  drop_views (self, TRUE);
  g_clear_pointer (&self->part_key, g_free);
  precept_overview_page_set_session (PRECEPT_OVERVIEW_PAGE (self->overview), self->session);
  if (part_key == NULL || !precept_editor_pane_show (self, part_key, id, 0, FALSE))
    precept_editor_pane_show (self, "overview", NULL, 0, FALSE);
}

static void
mark_action_cb (GSimpleAction *action, GVariant *parameter, PreceptEditorPane *self)
{
  PreceptProseView *view = get_view (self);

  for (guint i = 0; view != NULL && i < G_N_ELEMENTS (mark_actions); i++)
    {
      if (g_str_equal (mark_actions[i].name, g_action_get_name (G_ACTION (action))))
        precept_prose_buffer_toggle_marks (precept_prose_view_get_buffer (view), mark_actions[i].mark);
    }
  update_tools (self);
  if (view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
indent_action_cb (GSimpleAction *action, GVariant *parameter, PreceptEditorPane *self)
{
  PreceptProseView *view = get_view (self);

  if (view == NULL)
    return;
  precept_prose_buffer_indent (precept_prose_view_get_buffer (view), g_str_equal (g_action_get_name (G_ACTION (action)), "outdent"));
  gtk_widget_grab_focus (GTK_WIDGET (view));
}

static void
add_action (PreceptEditorPane *self, const char *name, gboolean toggles, GCallback callback)
{
  g_autoptr (GSimpleAction) action = toggles ? g_simple_action_new_stateful (name, NULL, g_variant_new_boolean (FALSE)) : g_simple_action_new (name, NULL);

  g_signal_connect (action, "activate", callback, self);
  g_action_map_add_action (G_ACTION_MAP (self->actions), G_ACTION (action));
}

static gboolean
precept_editor_pane_grab_focus (GtkWidget *widget)
{
  PreceptEditorPane *self = PRECEPT_EDITOR_PANE (widget);
  PreceptProseView  *view = get_view (self);

  return view != NULL ? gtk_widget_grab_focus (GTK_WIDGET (view)) : gtk_widget_child_focus (self->overview, GTK_DIR_TAB_FORWARD);
}

static void
precept_editor_pane_dispose (GObject *object)
{
  PreceptEditorPane *self = PRECEPT_EDITOR_PANE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->views != NULL)
    {
      GHashTableIter iter;
      gpointer       view;

      g_hash_table_iter_init (&iter, self->views);
      while (g_hash_table_iter_next (&iter, NULL, &view))
        {
          g_signal_handlers_disconnect_by_data (view, self);
          g_signal_handlers_disconnect_by_data (precept_prose_view_get_buffer (view), self);
        }
    }
  g_clear_pointer (&self->views, g_hash_table_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_EDITOR_PANE);
  G_OBJECT_CLASS (precept_editor_pane_parent_class)->dispose (object);
}

static void
precept_editor_pane_finalize (GObject *object)
{
  PreceptEditorPane *self = PRECEPT_EDITOR_PANE (object);

  g_free (self->part_key);
  g_free (self->id);
  G_OBJECT_CLASS (precept_editor_pane_parent_class)->finalize (object);
}

static void
precept_editor_pane_class_init (PreceptEditorPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_editor_pane_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_editor_pane_finalize;
  widget_class->grab_focus = precept_editor_pane_grab_focus;

  signals[PLACE_CHANGED] = g_signal_new ("place-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PRECEPT_TYPE_OVERVIEW_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-editor-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, stack);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, overview);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, tool_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, kind_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, bold_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, italic_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, superscript_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, subscript_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, indent_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptEditorPane, outdent_button);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_editor_pane_init (PreceptEditorPane *self)
{
  self->views = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    add_action (self, mark_actions[i].name, TRUE, G_CALLBACK (mark_action_cb));
  add_action (self, "indent", FALSE, G_CALLBACK (indent_action_cb));
  add_action (self, "outdent", FALSE, G_CALLBACK (indent_action_cb));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "prose", G_ACTION_GROUP (self->actions));
  precept_actions_set_tooltip (self->bold_button, "win.prose-bold");
  precept_actions_set_tooltip (self->italic_button, "win.prose-italic");
  precept_actions_set_tooltip (self->superscript_button, "win.prose-superscript");
  precept_actions_set_tooltip (self->subscript_button, "win.prose-subscript");
  precept_actions_set_tooltip (self->indent_button, "win.prose-indent");
  precept_actions_set_tooltip (self->outdent_button, "win.prose-outdent");
}

void
precept_editor_pane_set_session (PreceptEditorPane *self, PreceptSession *session)
{
  g_return_if_fail (PRECEPT_IS_EDITOR_PANE (self));

  g_set_object (&self->session, session);
  precept_overview_page_set_session (PRECEPT_OVERVIEW_PAGE (self->overview), session);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (replaced_cb), self);
}

static void
focus_view (PreceptEditorPane *self, PreceptProseView *view, gboolean focus)
{
  precept_prose_view_scroll_to_caret (view, TRUE);
  if (focus)
    gtk_widget_grab_focus (GTK_WIDGET (view));
}

/* Where the first text that can be edited begins. */
static void
place_at_first_text (PreceptProseBuffer *buffer)
{
  for (guint i = 0; i < precept_prose_buffer_get_n_lines (buffer); i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (buffer, i);

      if (line->path != NULL && (line->kind != PRECEPT_PROSE_LINE_TITLE || precept_prose_buffer_get_n_lines (buffer) == 1))
        {
          precept_prose_buffer_place_caret (buffer, line->path, 0);
          return;
        }
    }
}

/**
 * precept_editor_pane_show:
 * @self: an editor
 * @part_key: a part, or “overview”
 * @path: (nullable): where in it, a path or an id; %NULL for where the caret was
 * @offset: which character
 * @focus: whether to put the keyboard there
 *
 * Shows a part.
 *
 * Returns: whether there is such a part
 */
gboolean
precept_editor_pane_show (PreceptEditorPane *self, const char *part_key, const char *path, int offset, gboolean focus)
{
  PreceptProseView *view;
  gboolean          is_new = FALSE;

  g_return_val_if_fail (PRECEPT_IS_EDITOR_PANE (self), FALSE);

  if (g_str_equal (part_key, "overview"))
    {
      g_free (self->part_key);
      self->part_key = g_strdup (part_key);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "overview");
      update_tools (self);
      g_clear_pointer (&self->id, g_free);
      g_signal_emit (self, signals[PLACE_CHANGED], 0);
      if (focus)
        precept_overview_page_focus (PRECEPT_OVERVIEW_PAGE (self->overview), path);
      return TRUE;
    }
  if (precept_prose_find_part (precept_session_get_content (self->session), part_key) == NULL)
    return FALSE;
  view = g_hash_table_lookup (self->views, part_key);
  if (view == NULL)
    {
      view = make_view (self, part_key);
      is_new = TRUE;
    }
  if (self->part_key != part_key)
    {
      g_free (self->part_key);
      self->part_key = g_strdup (part_key);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), part_key);
  if (path != NULL && *path != '\0')
    precept_prose_buffer_place_caret (precept_prose_view_get_buffer (view), path, offset);
  else if (is_new)
    place_at_first_text (precept_prose_view_get_buffer (view));
  focus_view (self, view, focus);
  update_tools (self);
  g_clear_pointer (&self->id, g_free);
  self->id = g_strdup (precept_prose_view_get_caret_line (view)->id);
  g_signal_emit (self, signals[PLACE_CHANGED], 0);
  return TRUE;
}

/**
 * precept_editor_pane_show_place:
 * @self: an editor
 * @path: a path of the document, or an id
 * @offset: which character
 *
 * Goes to a place in whichever part shows it; the overview where none does.
 */
gboolean
precept_editor_pane_show_place (PreceptEditorPane *self, const char *path, int offset)
{
  g_autofree char *part_key = precept_prose_dup_part_key_of (precept_session_get_content (self->session), path);

  if (part_key == NULL)
    return precept_editor_pane_show (self, "overview", path, 0, TRUE);
  return precept_editor_pane_show (self, part_key, path, offset, TRUE);
}

gboolean
precept_editor_pane_restore_selection (PreceptEditorPane *self, const char *selection)
{
  const char       *end = strpbrk (selection, ": ");
  g_autofree char  *path = end != NULL ? g_strndup (selection, end - selection) : NULL;
  PreceptProseView *view;

  if (path == NULL || *path == '\0' || !precept_editor_pane_show_place (self, path, 0))
    return FALSE;
  view = get_view (self);
  if (view == NULL)
    return TRUE;
  precept_prose_buffer_restore_selection (precept_prose_view_get_buffer (view), selection);
  precept_prose_view_scroll_to_caret (view, FALSE);
  return TRUE;
}

const char *
precept_editor_pane_get_part_key (PreceptEditorPane *self)
{
  return self->part_key;
}

const char *
precept_editor_pane_get_id (PreceptEditorPane *self)
{
  return self->id;
}
