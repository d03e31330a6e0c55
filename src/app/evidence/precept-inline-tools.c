/* precept-inline-tools.c: citations, links, terms and marks at the caret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-inline-tools-private.h"

#include <glib/gi18n.h>

#include "precept-prose-view-chips.h"

/**
 * PreceptInlineTools:
 *
 * Citations, cross-references, links, defined terms and mandate marks: each is made and changed in a small form
 * beside the caret, and stands in the text as the words that it prints.
 */
G_DEFINE_FINAL_TYPE (PreceptInlineTools, precept_inline_tools, G_TYPE_OBJECT)

PreceptProseBuffer *
precept_inline_tools_get_buffer (PreceptInlineTools *self)
{
  return precept_prose_view_get_buffer (self->view);
}

PreceptDocument *
precept_inline_tools_get_document (PreceptInlineTools *self)
{
  return precept_session_get_document (self->session);
}

PreceptProseLine *
precept_inline_tools_get_line (PreceptInlineTools *self, guint *index, int *offset)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self));
  GtkTextIter    caret;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  *index = gtk_text_iter_get_line (&caret);
  if (offset != NULL)
    *offset = gtk_text_iter_get_line_offset (&caret);
  return precept_prose_buffer_get_line (precept_inline_tools_get_buffer (self), *index);
}

/* Forms. */

static gboolean
drop_popover_cb (gpointer popover)
{
  if (gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (GtkWidget *popover, PreceptInlineTools *self)
{
  if (self->popover == popover)
    self->popover = NULL;
  if (self->view != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_popover_cb, g_object_ref (popover), g_object_unref);
}

static void
get_rectangle (PreceptInlineTools *self, guint index, int offset, GdkRectangle *rectangle)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->view);
  GtkTextIter  iter;
  double       x, y;

  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self)), &iter, index, offset);
  gtk_text_view_get_iter_location (view, &iter, rectangle);
  gtk_text_view_buffer_to_window_coords (view, GTK_TEXT_WINDOW_WIDGET, rectangle->x, rectangle->y, &rectangle->x, &rectangle->y);
  gtk_widget_translate_coordinates (GTK_WIDGET (view), GTK_WIDGET (self->editor), rectangle->x, rectangle->y, &x, &y);
  rectangle->x = (int)x;
  rectangle->y = (int)y;
  rectangle->width = MAX (rectangle->width, 1);
}

void
precept_inline_tools_popup (PreceptInlineTools *self, GtkWidget *popover, guint index, int start, int end)
{
  GdkRectangle from, to;

  if (self->popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  precept_prose_view_scroll_to_caret (self->view, FALSE);
  get_rectangle (self, index, start, &from);
  get_rectangle (self, index, MAX (end - 1, start), &to);
  if (to.y == from.y && to.x > from.x)
    from.width = to.x + to.width - from.x;
  gtk_widget_set_parent (popover, GTK_WIDGET (self->editor));
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &from);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  g_signal_connect_object (popover, "closed", G_CALLBACK (closed_cb), self, 0);
  self->popover = popover;
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_widget_grab_focus (popover);
}

void
precept_inline_tools_remember (PreceptInlineTools *self, const char *finding_id, PreceptProseLine *line, int start, int end)
{
  g_free (self->finding_id);
  g_free (self->path);
  self->finding_id = g_strdup (finding_id);
  self->path = g_strdup (line->path);
  self->start = start;
  self->end = end;
  self->bracket = FALSE;
}

/* The line that the open form is about; -1: it is gone. */
int
precept_inline_tools_find_remembered (PreceptInlineTools *self)
{
  return self->view != NULL && self->path != NULL ? precept_prose_buffer_find_line (precept_inline_tools_get_buffer (self), self->path) : -1;
}

/* What is at the caret, in its form. */

static void
cite_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  if (!precept_inline_tools_open_cite (data, FALSE))
    gtk_widget_error_bell (GTK_WIDGET (PRECEPT_INLINE_TOOLS (data)->view));
}

static void
edit_run (PreceptInlineTools *self)
{
  guint                  index;
  int                    start, end;
  PreceptProseLine      *line;
  const PreceptProseRun *run;

  if (!precept_prose_view_get_run (self->view, &index, &start, &end))
    {
      gtk_widget_error_bell (GTK_WIDGET (self->view));
      return;
    }
  line = precept_prose_buffer_get_line (precept_inline_tools_get_buffer (self), index);
  run = precept_prose_text_find (line->text, start, NULL);
  if (run->decoration && g_strcmp0 (run->run.href, "add-fact") == 0)
    precept_inline_tools_open_facts (self, line->block->id, NULL, index, start, end);
  else if (run->decoration && g_strcmp0 (run->run.href, "add-cite") != 0 && g_strcmp0 (run->run.href, "cites") != 0)
    precept_inline_tools_open_facts (self, line->block->id, run->run.href, index, start, end);
  else if (run->decoration || run->run.kind == PRECEPT_RUN_CITE)
    precept_inline_tools_open_cite (self, FALSE);
  else if (run->run.kind == PRECEPT_RUN_XREF)
    precept_inline_tools_cross_reference_cb (NULL, NULL, self);
  else if (run->run.href != NULL)
    precept_inline_tools_link_cb (NULL, NULL, self);
  else
    precept_inline_tools_term_cb (NULL, NULL, self);
}

static void
edit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  edit_run (data);
}

static gboolean
bracket_cb (PreceptProseView *view, PreceptInlineTools *self)
{
  return precept_inline_tools_open_cite (self, TRUE);
}

static const GActionEntry actions[] = {
  { "cite", cite_cb },
  { "cross-reference", precept_inline_tools_cross_reference_cb },
  { "term", precept_inline_tools_term_cb },
  { "link", precept_inline_tools_link_cb },
  { "mandate", precept_inline_tools_mandate_cb },
  { "edit", edit_cb },
};

static void
precept_inline_tools_dispose (GObject *object)
{
  PreceptInlineTools *self = PRECEPT_INLINE_TOOLS (object);

  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  self->view = NULL;
  if (self->popover != NULL)
    gtk_widget_unparent (self->popover);
  self->popover = NULL;
  for (guint i = 0; self->actions != NULL && i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (self->actions, actions[i].name);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (precept_inline_tools_parent_class)->dispose (object);
}

static void
precept_inline_tools_finalize (GObject *object)
{
  PreceptInlineTools *self = PRECEPT_INLINE_TOOLS (object);

  g_free (self->finding_id);
  g_free (self->path);
  G_OBJECT_CLASS (precept_inline_tools_parent_class)->finalize (object);
}

static void
precept_inline_tools_class_init (PreceptInlineToolsClass *class)
{
  G_OBJECT_CLASS (class)->dispose = precept_inline_tools_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_inline_tools_finalize;
}

static void
precept_inline_tools_init (PreceptInlineTools *self)
{
}

/**
 * precept_inline_tools_new:
 * @editor: the editor of a part; its forms open in it
 * @session: an open document
 * @view: the text of the part
 * @map: where the commands are added
 *
 * Gives a text its commands for citations, links, terms and marks, and evidence those for findings.
 *
 * Returns: (transfer full): to be dropped with the editor
 */
PreceptInlineTools *
precept_inline_tools_new (PreceptPartEditor *editor, PreceptSession *session, PreceptProseView *view, GActionMap *map)
{
  PreceptInlineTools *self = g_object_new (PRECEPT_TYPE_INLINE_TOOLS, NULL);

  self->editor = editor;
  self->session = g_object_ref (session);
  self->view = view;
  self->actions = g_object_ref (map);
  g_action_map_add_action_entries (map, actions, G_N_ELEMENTS (actions), self);
  g_signal_connect (view, "cite", G_CALLBACK (bracket_cb), self);
  g_signal_connect_swapped (view, "edit-run", G_CALLBACK (edit_run), self);
  precept_inline_tools_add_evidence_commands (self);
  precept_inline_tools_update (self);
  return self;
}

static void
set_enabled (PreceptInlineTools *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

void
precept_inline_tools_update (PreceptInlineTools *self)
{
  guint             index;
  PreceptProseLine *line = precept_inline_tools_get_line (self, &index, NULL);
  gboolean          editable = line != NULL && line->path != NULL;
  gboolean          words = editable && line->kind != PRECEPT_PROSE_LINE_TERM;

  set_enabled (self, "cite", line != NULL && precept_inline_tools_may_cite (line));
  set_enabled (self, "cross-reference", words);
  set_enabled (self, "term", words);
  set_enabled (self, "link", words);
  set_enabled (self, "mandate", words);
  precept_inline_tools_update_evidence (self, line);
}
