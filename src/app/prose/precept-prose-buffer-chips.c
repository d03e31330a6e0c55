/* precept-prose-buffer-chips.c: what is edited of findings, apart from their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-place.h"
#include "precept-prose-chips.h"

/**
 * precept_prose_buffer_apply:
 * @self: a buffer
 * @edit: (transfer full) (nullable): what to do; %NULL where it can't be done
 * @error: (transfer full) (nullable): why not
 * @path: (nullable): where the caret goes, a line's path or an id; %NULL: it stays
 * @offset: character of that line
 *
 * Does something that is more than typing: one undo, or a part of the action that is going on.
 *
 * Returns: whether anything was done
 */
gboolean
precept_prose_buffer_apply (PreceptProseBuffer *self, PreceptStepGroup *edit, GError *error, const char *path, int offset)
{
  g_autoptr (PreceptStepGroup) group = edit;
  g_autoptr (GError) refusal = error;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (group == NULL)
    {
      precept_prose_buffer_refuse (self, refusal);
      return FALSE;
    }
  if (precept_step_group_get_n_steps (group) == 0)
    return FALSE;
  precept_prose_buffer_commit (self);
  before = precept_prose_buffer_dup_selection (self);
  after = path != NULL ? g_strdup_printf ("%s:%d %s:%d", path, offset, path, offset) : g_strdup (before);
  precept_step_group_set_selections (group, before, after);
  precept_step_group_set_merge_key (group, self->action_key);
  if (!precept_session_apply (self->session, group, &refusal))
    {
      precept_prose_buffer_refuse (self, refusal);
      return FALSE;
    }
  precept_prose_buffer_end_run (self);
  precept_session_get_content (self->session); /* emits content-changed, which renders */
  precept_prose_buffer_restore_selection (self, after);
  return TRUE;
}

int
precept_prose_buffer_find_chips (PreceptProseBuffer *self, const char *place)
{
  gsize length = strlen (place) - strlen (PRECEPT_PROSE_CHIPS_SUFFIX);

  for (guint i = 0; i < self->lines->len; i++)
    {
      PreceptProseLine *line = g_ptr_array_index (self->lines, i);

      if (line->kind == PRECEPT_PROSE_LINE_CHIPS && line->id != NULL && strncmp (line->id, place, length) == 0 && line->id[length] == '\0')
        return i;
    }
  return -1;
}

/**
 * precept_prose_buffer_dup_finding:
 * @self: a buffer
 * @index: a line
 *
 * Returns: (transfer full) (nullable): the id of the innermost finding that holds the line
 */
char *
precept_prose_buffer_dup_finding (PreceptProseBuffer *self, guint index)
{
  PreceptDocument  *document = precept_session_get_document (self->session);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  g_autofree char  *path = NULL;

  if (line == NULL)
    return NULL;
  path = g_strdup (line->path != NULL ? line->path : line->id);
  while (path != NULL)
    {
      g_autofree char *name = precept_document_dup_element_name (document, path);
      char            *parent = NULL;

      if (g_strcmp0 (name, "finding") == 0)
        {
          g_autofree char *id = precept_document_dup_attribute (document, path, "id");

          return id != NULL ? g_steal_pointer (&id) : g_steal_pointer (&path);
        }
      parent = precept_document_dup_parent_path (document, path, NULL);
      g_free (path);
      path = parent;
    }
  return NULL;
}

/* The line shows its new chips; the caret stays where it is, even at the end of them. */
static void
reload_chips (PreceptProseBuffer *self, guint index, gboolean active)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  g_autofree char  *selection = precept_prose_buffer_dup_selection (self);
  g_autofree char  *now = NULL;

  line->active = active;
  g_clear_pointer (&line->text, precept_prose_text_free);
  precept_prose_line_load (line, precept_session_get_document (self->session), precept_session_get_content (self->session));
  precept_prose_buffer_render_lines (self, index, 1, 1);
  now = precept_prose_buffer_dup_selection (self);
  if (!g_str_equal (selection, now))
    {
      self->rendering = TRUE;
      precept_prose_buffer_restore_selection (self, selection);
      self->rendering = FALSE;
    }
}

/**
 * precept_prose_buffer_set_active:
 * @self: a buffer
 * @finding_id: (nullable): the finding that holds the caret
 *
 * Lets one finding, and no other, offer to add facts and citations.
 */
void
precept_prose_buffer_set_active (PreceptProseBuffer *self, const char *finding_id)
{
  g_autofree char *id = g_strdup (finding_id);

  /* What is still to come goes into the lines now: it must not come while one of them has no text. */
  precept_session_get_content (self->session);
  for (guint i = 0; i < self->lines->len; i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (self, i);
      gboolean          active;

      if (line->kind != PRECEPT_PROSE_LINE_CHIPS || line->block->kind != PRECEPT_BLOCK_FINDING)
        continue;
      active = id != NULL && g_strcmp0 (line->block->id, id) == 0;
      if (active != line->active)
        reload_chips (self, i, active);
    }
}

/**
 * precept_prose_buffer_move_finding:
 * @self: a buffer
 * @finding_id: a finding
 * @where: on which side
 * @target_id: of another, or inside a topic
 *
 * Moves a finding with all that is below it, and the caret to its text.
 *
 * Returns: whether it could go there
 */
gboolean
precept_prose_buffer_move_finding (PreceptProseBuffer *self, const char *finding_id, PreceptEditWhere where, const char *target_id)
{
  GError           *error = NULL;
  PreceptStepGroup *edit = precept_edit_move_finding (precept_session_get_document (self->session), finding_id, where, target_id, &error);

  g_autofree char *id = g_strdup (finding_id);

  if (!precept_prose_buffer_apply (self, edit, error, NULL, 0))
    return FALSE;
  for (guint i = 0; i < self->lines->len; i++)
    {
      g_autofree char  *finding = precept_prose_buffer_dup_finding (self, i);
      PreceptProseLine *line = precept_prose_buffer_get_line (self, i);

      if (line->path == NULL || g_strcmp0 (finding, id) != 0)
        continue;
      precept_prose_buffer_place_caret (self, line->path, 0);
      break;
    }
  return TRUE;
}

static PreceptStepGroup *
plan_removal (PreceptProseBuffer *self, const char *finding_id, const PreceptProseRun *chip, GError **error)
{
  PreceptDocument *document = precept_session_get_document (self->session);

  if (g_str_equal (chip->run.href, "cites"))
    return precept_edit_toggle_citation (document, finding_id, chip->run.ref, error);
  if (g_str_equal (chip->run.href, "trial-status"))
    return precept_edit_set_trial_status (document, finding_id, NULL, NULL, error);
  return precept_edit_set_fact (document, finding_id, chip->run.href, NULL, error);
}

/**
 * precept_prose_buffer_remove_chips:
 * @self: a buffer
 * @index: a line of chips
 * @from: first character
 * @to: the character after the last
 *
 * Removes the facts and citations whose chips the range touches. One undo.
 *
 * Returns: whether there were any
 */
gboolean
precept_prose_buffer_remove_chips (PreceptProseBuffer *self, guint index, int from, int to)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  g_autoptr (GPtrArray) removals = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_prose_text_free);
  g_autofree char *finding_id = NULL;
  g_autofree char *place = NULL;
  int              at = 0;

  if (line == NULL || line->kind != PRECEPT_PROSE_LINE_CHIPS || line->block->kind != PRECEPT_BLOCK_FINDING || line->block->id == NULL)
    {
      precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  finding_id = g_strdup (line->block->id);
  place = g_strconcat (finding_id, PRECEPT_PROSE_CHIPS_SUFFIX, NULL);
  for (guint i = 0; i < precept_prose_text_get_n_runs (line->text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (line->text, i);

      if (at < to && at + run->length > from && run->run.kind == PRECEPT_RUN_OPAQUE && run->run.href != NULL && !g_str_has_prefix (run->run.href, "add-"))
        g_ptr_array_add (removals, precept_prose_text_copy (line->text, at, at + run->length));
      at += run->length;
    }
  if (removals->len == 0)
    {
      precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  precept_prose_buffer_begin_compound (self);
  for (guint i = 0; i < removals->len; i++)
    {
      GError           *error = NULL;
      PreceptStepGroup *edit = plan_removal (self, finding_id, precept_prose_text_get_run (g_ptr_array_index (removals, i), 0), &error);

      precept_prose_buffer_apply (self, edit, error, place, from);
    }
  precept_prose_buffer_end_compound (self);
  return TRUE;
}
