/* precept-prose-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-blocks.h"

#include "precept-prose-clip.h"
#include "precept-prose-kind.h"

struct _PreceptProseBlocks
{
  PreceptPartEditor *editor;  /* borrowed; owns this */
  PreceptProseView  *view;    /* borrowed */
  GActionMap        *actions; /* borrowed */
};

static const struct
{
  const char      *action;
  PreceptProseKind kind;
} kinds[] = {
  { "paragraph", PRECEPT_PROSE_KIND_PARAGRAPH },
  { "heading", PRECEPT_PROSE_KIND_HEADING },
  { "bullets", PRECEPT_PROSE_KIND_BULLET },
  { "numbers", PRECEPT_PROSE_KIND_NUMBER },
  { "note", PRECEPT_PROSE_KIND_NOTE },
};

static void
kind_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  const char         *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].action, name))
        precept_prose_buffer_toggle_kind (buffer, kinds[i].kind);
    }
  precept_prose_view_scroll_to_caret (self->view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  precept_prose_blocks_update (self);
}

static void
paste_text_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;

  precept_prose_clip_paste (GTK_WIDGET (self->view), precept_prose_view_get_buffer (self->view), TRUE);
}

static const GActionEntry entries[] = {
  { "paste-text", paste_text_cb },
  { "paragraph", kind_action_cb, NULL, "false" },
  { "heading", kind_action_cb, NULL, "false" },
  { "bullets", kind_action_cb, NULL, "false" },
  { "numbers", kind_action_cb, NULL, "false" },
  { "note", kind_action_cb, NULL, "false" },
};

/**
 * precept_prose_blocks_update:
 * @self: the commands
 *
 * Tells the buttons and menus what may be done at the caret, and what the line there is.
 */
void
precept_prose_blocks_update (PreceptProseBlocks *self)
{
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  PreceptProseKind    now = precept_prose_buffer_get_kind (buffer);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, kinds[i].action));

      g_simple_action_set_enabled (action, precept_prose_buffer_can_be (buffer, kinds[i].kind));
      g_simple_action_set_state (action, g_variant_new_boolean (now == kinds[i].kind));
    }
}

/**
 * precept_prose_blocks_new:
 * @editor: the editor that owns it
 * @view: its text
 * @actions: the group “part” of the editor
 *
 * Adds the commands on blocks to an editor.
 */
PreceptProseBlocks *
precept_prose_blocks_new (PreceptPartEditor *editor, PreceptProseView *view, GActionMap *actions)
{
  PreceptProseBlocks *self = g_new0 (PreceptProseBlocks, 1);

  self->editor = editor;
  self->view = view;
  self->actions = actions;
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  return self;
}

void
precept_prose_blocks_free (PreceptProseBlocks *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (self->actions, entries[i].name);
  g_free (self);
}
