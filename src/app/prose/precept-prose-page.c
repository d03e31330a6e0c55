/* precept-prose-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-inline-tools.h"
#include "precept-prose-blocks.h"
#include "precept-tool-row.h"

/**
 * PreceptProsePage:
 *
 * A row of tools, and below it the text of a part.
 */
struct _PreceptProsePage
{
  GtkBox parent_instance;

  PreceptProseView   *view;    /* owned */
  GSimpleActionGroup *actions; /* owned; "part" */
  PreceptProseBlocks *blocks;  /* owned */
  PreceptInlineTools *tools;   /* owned */
  char               *id;      /* owned; block that holds the caret, or NULL */
  gboolean            was_shown;

  GtkWidget *scroller;
  GtkWidget *kind_button;
  GtkWidget *kind_label;
  GtkWidget *bold_button;
  GtkWidget *italic_button;
  GtkWidget *superscript_button;
  GtkWidget *subscript_button;
  GtkWidget *indent_button;
  GtkWidget *outdent_button;
  GtkWidget *cite_button;
  GtkWidget *term_button;
  GtkWidget *mandate_button;
  GtkWidget *study_button;
};

static void precept_prose_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptProsePage,
                               precept_prose_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_prose_page_part_editor_init))

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
set_enabled (PreceptProsePage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* What the tools may do at the caret, and what is on there. */
static void
update_tools (PreceptProsePage *self)
{
  PreceptProseLine *line = precept_prose_view_get_caret_line (self->view);
  gboolean          editable = line != NULL && line->path != NULL;
  gboolean          nested = editable && (line->kind == PRECEPT_PROSE_LINE_ITEM || line->kind == PRECEPT_PROSE_LINE_FINDING);
  PreceptMarks      marks = editable ? precept_prose_buffer_get_marks (precept_prose_view_get_buffer (self->view)) : PRECEPT_MARK_NONE;

  gtk_label_set_label (GTK_LABEL (self->kind_label), line != NULL ? get_kind_label (line) : "");
  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    {
      set_enabled (self, mark_actions[i].name, editable && line->kind != PRECEPT_PROSE_LINE_TERM);
      g_simple_action_set_state (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), mark_actions[i].name)),
                                 g_variant_new_boolean ((marks & mark_actions[i].mark) != 0));
    }
  set_enabled (self, "indent", nested || (editable && line->kind != PRECEPT_PROSE_LINE_TITLE));
  set_enabled (self, "outdent", nested || (editable && (line->depth > 0 || line->kind == PRECEPT_PROSE_LINE_HEADING || line->kind == PRECEPT_PROSE_LINE_TOPIC)));
  precept_prose_blocks_update (self->blocks);
  if (self->tools != NULL)
    precept_inline_tools_update (self->tools);
}

static void
caret_moved_cb (PreceptProsePage *self)
{
  PreceptProseLine *line = precept_prose_view_get_caret_line (self->view);
  const char       *id = line != NULL ? line->id : NULL;

  update_tools (self);
  if (g_strcmp0 (id, self->id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (id);
  precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
}

static void
refused_cb (PreceptProseBuffer *buffer, const char *why, PreceptPartEditor *self)
{
  precept_part_editor_refuse (self, why);
}

/* Commands. */

static void
mark_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProsePage *self = data;

  for (guint i = 0; i < G_N_ELEMENTS (mark_actions); i++)
    {
      if (g_str_equal (mark_actions[i].name, g_action_get_name (G_ACTION (action))))
        precept_prose_buffer_toggle_marks (precept_prose_view_get_buffer (self->view), mark_actions[i].mark);
    }
  update_tools (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
indent_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProsePage *self = data;

  precept_prose_buffer_indent (precept_prose_view_get_buffer (self->view), g_str_equal (g_action_get_name (G_ACTION (action)), "outdent"));
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static const GActionEntry actions[] = {
  { "bold", mark_action_cb, NULL, "false" },
  { "italic", mark_action_cb, NULL, "false" },
  { "superscript", mark_action_cb, NULL, "false" },
  { "subscript", mark_action_cb, NULL, "false" },
  { "indent", indent_action_cb },
  { "outdent", indent_action_cb },
};

/* As an editor of a part. */

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

static gboolean
precept_prose_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptProsePage   *self = PRECEPT_PROSE_PAGE (editor);
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  gboolean            shown = TRUE;

  if (path != NULL)
    shown = precept_prose_buffer_place_caret (buffer, path, offset);
  else if (!self->was_shown)
    place_at_first_text (buffer);
  self->was_shown = TRUE;
  precept_prose_view_scroll_to_caret (self->view, TRUE);
  caret_moved_cb (self);
  return shown;
}

static const char *
precept_prose_page_get_id (PreceptPartEditor *editor)
{
  return PRECEPT_PROSE_PAGE (editor)->id;
}

static gboolean
precept_prose_page_restore_selection (PreceptPartEditor *editor, const char *selection)
{
  PreceptProsePage *self = PRECEPT_PROSE_PAGE (editor);
  gboolean          restored = precept_prose_buffer_restore_selection (precept_prose_view_get_buffer (self->view), selection);

  precept_prose_view_scroll_to_caret (self->view, FALSE);
  return restored;
}

static gboolean
precept_prose_page_select_text (PreceptPartEditor *editor, const char *path, int start, int end)
{
  PreceptProsePage *self = PRECEPT_PROSE_PAGE (editor);

  if (!precept_prose_buffer_select_text (precept_prose_view_get_buffer (self->view), path, start, end))
    return precept_prose_page_show_place (editor, path, start);
  self->was_shown = TRUE;
  precept_prose_view_scroll_to_caret (self->view, FALSE);
  caret_moved_cb (self);
  return TRUE;
}

static void
precept_prose_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_prose_page_show_place;
  iface->get_id = precept_prose_page_get_id;
  iface->restore_selection = precept_prose_page_restore_selection;
  iface->select_text = precept_prose_page_select_text;
}

static gboolean
precept_prose_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (PRECEPT_PROSE_PAGE (widget)->view));
}

static void
precept_prose_page_dispose (GObject *object)
{
  PreceptProsePage *self = PRECEPT_PROSE_PAGE (object);

  if (self->tools != NULL)
    g_object_run_dispose (G_OBJECT (self->tools));
  g_clear_object (&self->tools);
  if (self->view != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->view, self);
      g_signal_handlers_disconnect_by_data (precept_prose_view_get_buffer (self->view), self);
    }
  g_clear_pointer (&self->blocks, precept_prose_blocks_free);
  g_clear_object (&self->view);
  g_clear_object (&self->actions);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_PROSE_PAGE);
  G_OBJECT_CLASS (precept_prose_page_parent_class)->dispose (object);
}

static void
precept_prose_page_finalize (GObject *object)
{
  g_free (PRECEPT_PROSE_PAGE (object)->id);
  G_OBJECT_CLASS (precept_prose_page_parent_class)->finalize (object);
}

static void
precept_prose_page_class_init (PreceptProsePageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_prose_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_prose_page_finalize;
  widget_class->grab_focus = precept_prose_page_grab_focus;
  g_type_ensure (PRECEPT_TYPE_TOOL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-prose-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, kind_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, kind_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, bold_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, italic_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, superscript_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, subscript_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, indent_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, outdent_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, cite_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, term_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, mandate_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProsePage, study_button);
}

static void
precept_prose_page_init (PreceptProsePage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "part", G_ACTION_GROUP (self->actions));
  precept_actions_set_tooltip (self->bold_button, "win.part::bold");
  precept_actions_set_tooltip (self->italic_button, "win.part::italic");
  precept_actions_set_tooltip (self->superscript_button, "win.part::superscript");
  precept_actions_set_tooltip (self->subscript_button, "win.part::subscript");
  precept_actions_set_tooltip (self->indent_button, "win.part::indent");
  precept_actions_set_tooltip (self->outdent_button, "win.part::outdent");
  precept_actions_set_tooltip (self->cite_button, "win.part::cite");
  precept_actions_set_tooltip (self->term_button, "win.part::term");
  precept_actions_set_tooltip (self->mandate_button, "win.part::mandate");
  precept_actions_set_tooltip (self->study_button, "win.part::add-study");
}

/**
 * precept_prose_page_new:
 * @session: an open document
 * @part_key: which part
 *
 * Makes the editor of a part that is text.
 */
GtkWidget *
precept_prose_page_new (PreceptSession *session, const char *part_key)
{
  PreceptProsePage *self = g_object_new (PRECEPT_TYPE_PROSE_PAGE, NULL);
  g_autoptr (PreceptProseBuffer) buffer = precept_prose_buffer_new (session, part_key);
  PreceptBlock    *part = precept_prose_find_part (precept_session_get_content (session), part_key);
  GtkWidget       *clamp = adw_clamp_scrollable_new ();
  g_autofree char *name = NULL;

  self->view = g_object_ref_sink (PRECEPT_PROSE_VIEW (precept_prose_view_new (buffer)));
  self->blocks = precept_prose_blocks_new (PRECEPT_PART_EDITOR (self), self->view, G_ACTION_MAP (self->actions));
  /* Translators: names the text of a part for a screen reader. */
  name = g_strdup_printf (_ ("Text of %s"), part->text != NULL ? precept_text_get_string (part->text) : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_clamp_scrollable_set_maximum_size (ADW_CLAMP_SCROLLABLE (clamp), 840);
  adw_clamp_scrollable_set_tightening_threshold (ADW_CLAMP_SCROLLABLE (clamp), 760);
  adw_clamp_scrollable_set_child (ADW_CLAMP_SCROLLABLE (clamp), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  g_signal_connect_swapped (self->view, "caret-moved", G_CALLBACK (caret_moved_cb), self);
  g_signal_connect (buffer, "refused", G_CALLBACK (refused_cb), self);
  self->tools = precept_inline_tools_new (PRECEPT_PART_EDITOR (self), session, self->view, G_ACTION_MAP (self->actions));
  gtk_widget_set_visible (self->study_button, g_action_map_lookup_action (G_ACTION_MAP (self->actions), "add-study") != NULL);
  return GTK_WIDGET (self);
}

PreceptProseView *
precept_prose_page_get_view (PreceptProsePage *self)
{
  g_return_val_if_fail (PRECEPT_IS_PROSE_PAGE (self), NULL);

  return self->view;
}
