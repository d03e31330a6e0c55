/* precept-prose-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-edit.h"

/* A group of one action, with its selections. */
static PreceptStepGroup *
make_group (const PreceptProseAction *action)
{
  PreceptStepGroup *group = precept_step_group_new (action->label);

  precept_step_group_set_selections (group, action->before, action->after);
  precept_step_group_set_merge_key (group, action->key);
  return group;
}

/**
 * precept_prose_edit_set_text:
 * @session: an open document
 * @path: the element that holds the text
 * @text: its new text
 * @action: what the user did
 * @error: where to store why it can't be done
 *
 * Replaces the text of one block.
 */
gboolean
precept_prose_edit_set_text (PreceptSession *session, const char *path, PreceptInline *text, const PreceptProseAction *action, GError **error)
{
  g_autoptr (PreceptStepGroup) group = make_group (action);
  g_autofree char *xml = precept_inline_to_xml (text);

  precept_step_group_add (group, precept_step_new_set_content (path, xml));
  return precept_session_apply (session, group, error);
}

gboolean
precept_prose_edit_split (PreceptSession *session, PreceptProseLine *line, int offset, const PreceptProseAction *action, char **new_path, GError **error)
{
  return FALSE;
}

gboolean
precept_prose_edit_join (PreceptSession *session, PreceptProseLine *previous, PreceptProseLine *line, const PreceptProseAction *action, GError **error)
{
  return FALSE;
}

gboolean
precept_prose_edit_shift (PreceptSession *session, PreceptProseLine *line, gboolean outdent, const PreceptProseAction *action, GError **error)
{
  return FALSE;
}

gboolean
precept_prose_edit_remove (PreceptSession *session, PreceptProseLine *line, const PreceptProseAction *action, GError **error)
{
  return FALSE;
}
