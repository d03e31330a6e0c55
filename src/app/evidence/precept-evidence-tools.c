/* precept-evidence-tools.c: commands of the evidence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-inline-tools-private.h"

#include <glib/gi18n.h>

#include "precept-edit-evidence.h"
#include "precept-fact-popover.h"
#include "precept-place.h"
#include "precept-prose-chips.h"
#include "precept-reference-facts.h"

/* Study facts. */

static void
facts_edited_cb (PreceptFactPopover *popover, PreceptStepGroup *edit, PreceptInlineTools *self)
{
  if (self->view != NULL)
    precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), precept_step_group_ref (edit), NULL, NULL, 0);
}

void
precept_inline_tools_open_facts (PreceptInlineTools *self, const char *finding_id, const char *fact, guint index, int start, int end)
{
  GtkWidget *popover = precept_fact_popover_new (self->session, finding_id, fact);

  g_signal_connect_object (popover, "edited", G_CALLBACK (facts_edited_cb), self, 0);
  precept_inline_tools_popup (self, popover, index, start, end);
}

static void
facts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools *self = data;
  guint               index;
  int                 offset;
  g_autofree char    *finding = NULL;

  precept_inline_tools_get_line (self, &index, &offset);
  finding = precept_prose_buffer_dup_finding (precept_inline_tools_get_buffer (self), index);
  if (finding != NULL)
    precept_inline_tools_open_facts (self, finding, NULL, index, offset, offset);
}

/* Adding a study: choose or paste a reference. */

static char *
dup_place (PreceptInlineTools *self)
{
  PreceptProseBuffer *buffer = precept_inline_tools_get_buffer (self);
  guint               index;
  PreceptProseLine   *line = precept_inline_tools_get_line (self, &index, NULL);
  char               *finding;

  if (line == NULL)
    return NULL;
  finding = precept_prose_buffer_dup_finding (buffer, index);
  if (finding != NULL)
    return finding;
  return g_strdup (line->path != NULL ? line->path : line->id);
}

static void
add_study (PreceptInlineTools *self, const char *reference_id)
{
  PreceptDocument *document = precept_inline_tools_get_document (self);
  g_autofree char *place = dup_place (self);
  g_autofree char *words = precept_document_dup_text (document, reference_id);
  g_autoptr (PreceptReferenceFacts) facts = precept_reference_facts_new (words != NULL ? words : "");
  g_autofree char  *paragraph = NULL;
  GError           *error = NULL;
  PreceptStepGroup *edit;

  if (place == NULL)
    return;
  edit = precept_edit_add_study (document, place, reference_id, facts->design, facts->trial, &paragraph, &error);
  precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, paragraph, 0);
  precept_prose_view_scroll_to_caret (self->view, FALSE);
}

static void
study_chosen_cb (PreceptPicker *picker, const char *id, gboolean stay, PreceptInlineTools *self)
{
  if (self->view != NULL)
    add_study (self, id);
}

static void
study_pasted_cb (PreceptPicker *picker, const char *text, PreceptInlineTools *self)
{
  GtkTextBuffer *buffer;
  g_auto (GStrv) ids = NULL;

  if (self->view == NULL)
    return;
  buffer = GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self));
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (PRECEPT_PROSE_BUFFER (buffer));
  ids = precept_inline_tools_add_references (self, text);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    add_study (self, ids[i]);
  gtk_text_buffer_end_user_action (buffer);
  if (ids != NULL)
    precept_part_editor_tell (self->editor, _ ("Reference and finding added"));
}

static void
open_study (PreceptInlineTools *self, const char *name, gboolean uncited)
{
  guint      index;
  int        offset;
  GtkWidget *picker;

  precept_inline_tools_get_line (self, &index, &offset);
  picker = precept_inline_tools_new_reference_picker (self, name, NULL, uncited);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (study_chosen_cb), self, 0);
  g_signal_connect_object (picker, "pasted", G_CALLBACK (study_pasted_cb), self, 0);
  precept_inline_tools_popup (self, picker, index, offset, offset);
}

static void
add_study_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_study (data, _ ("Add the study of a reference"), FALSE);
}

/* References without a finding. */
static void
uncited_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  open_study (data, _ ("Add the study of a reference that nothing cites"), TRUE);
}

/* Findings without a reference: to the next one, from the last to the first. */
static void
next_bare_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools *self = data;
  PreceptProseBuffer *buffer = precept_inline_tools_get_buffer (self);
  guint               n_lines = precept_prose_buffer_get_n_lines (buffer);
  guint               index;

  precept_inline_tools_get_line (self, &index, NULL);
  for (guint i = 1; i <= n_lines; i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (buffer, (index + i) % n_lines);

      for (int at = precept_prose_chips_step (line, -1, TRUE); line->kind == PRECEPT_PROSE_LINE_CHIPS && at >= 0; at = precept_prose_chips_step (line, at, TRUE))
        {
          const PreceptProseRun *chip = precept_prose_chips_find (line, at, NULL);

          if (g_str_equal (chip->run.text, "missing") && g_strcmp0 (chip->run.href, "add-cite") == 0)
            {
              g_autofree char *place = g_strconcat (line->id, "/chips", NULL);

              precept_prose_buffer_place_caret (buffer, place, at);
              precept_prose_view_scroll_to_caret (self->view, FALSE);
              gtk_widget_grab_focus (GTK_WIDGET (self->view));
              return;
            }
        }
    }
  precept_part_editor_refuse (self->editor, _ ("Every finding cites something."));
}

/* The outliner. */

/* The topic whose title is the line; NULL: none. */
static char *
dup_topic (PreceptProseLine *line)
{
  return line != NULL && line->kind == PRECEPT_PROSE_LINE_TOPIC && line->block->kind == PRECEPT_BLOCK_TOPIC ? g_strdup (line->block->id) : NULL;
}

static void
move (PreceptInlineTools *self, gboolean down)
{
  PreceptProseBuffer *buffer = precept_inline_tools_get_buffer (self);
  PreceptDocument    *document = precept_inline_tools_get_document (self);
  guint               index;
  PreceptProseLine   *line = precept_inline_tools_get_line (self, &index, NULL);
  g_autofree char    *topic = dup_topic (line);
  g_autofree char    *finding = topic == NULL ? precept_prose_buffer_dup_finding (buffer, index) : NULL;
  PreceptStepGroup   *edit = NULL;
  GError             *error = NULL;

  if (topic != NULL)
    edit = precept_edit_shift_topic (document, topic, down, &error);
  else if (finding != NULL)
    edit = precept_edit_shift_finding (document, finding, down, &error);
  precept_prose_buffer_apply (buffer, edit, error, NULL, 0);
  precept_prose_view_scroll_to_caret (self->view, FALSE);
}

static void
move_up_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, FALSE);
}

static void
move_down_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, TRUE);
}

static void
add_topic_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools *self = data;
  g_autofree char    *place = dup_place (self);
  g_autofree char    *id = NULL;
  g_autofree char    *path = NULL;
  GError             *error = NULL;
  PreceptStepGroup   *edit;

  if (place == NULL)
    return;
  edit = precept_edit_add_topic (precept_inline_tools_get_document (self), place, &id, &error);
  path = g_strdup_printf ("%s/0", id);
  precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, path, 0);
  precept_prose_view_scroll_to_caret (self->view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
make_topic_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools *self = data;
  guint               index;
  int                 offset;
  PreceptProseLine   *line = precept_inline_tools_get_line (self, &index, &offset);
  g_autofree char    *id = NULL;
  g_autofree char    *path = NULL;
  GError             *error = NULL;
  PreceptStepGroup   *edit;

  if (line == NULL || line->path == NULL)
    return;
  edit = precept_edit_make_topic (precept_inline_tools_get_document (self), line->path, &id, &error);
  path = g_strdup_printf ("%s/0", id);
  precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, path, offset);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static void
make_finding_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools *self = data;
  guint               index;
  int                 offset;
  PreceptProseLine   *line = precept_inline_tools_get_line (self, &index, &offset);
  g_autofree char    *topic = dup_topic (line);
  g_autofree char    *paragraph = NULL;
  GError             *error = NULL;
  PreceptStepGroup   *edit;

  if (topic == NULL)
    return;
  edit = precept_edit_make_finding_of_topic (precept_inline_tools_get_document (self), topic, &paragraph, &error);
  precept_prose_buffer_apply (precept_inline_tools_get_buffer (self), edit, error, paragraph, offset);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static const GActionEntry actions[] = {
  { "facts", facts_cb },
  { "add-study", add_study_cb },
  { "uncited", uncited_cb },
  { "next-bare", next_bare_cb },
  { "move-up", move_up_cb },
  { "move-down", move_down_cb },
  { "add-topic", add_topic_cb },
  { "make-topic", make_topic_cb },
  { "make-finding", make_finding_cb },
};

/* Only in a part that has topics: in other texts these commands mean other things, or nothing. */
void
precept_inline_tools_add_evidence_commands (PreceptInlineTools *self)
{
  PreceptBlock    *part = precept_prose_find_part (precept_session_get_content (self->session), precept_prose_buffer_get_part_key (precept_inline_tools_get_buffer (self)));
  g_autofree char *name = part != NULL && part->id != NULL ? precept_document_dup_element_name (precept_inline_tools_get_document (self), part->id) : NULL;

  self->is_evidence = g_strcmp0 (name, "evidence") == 0 || g_strcmp0 (name, "policy-statement") == 0;
  if (self->is_evidence)
    g_action_map_add_action_entries (self->actions, actions, G_N_ELEMENTS (actions), self);
}

static void
set_enabled (PreceptInlineTools *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, name)), enabled);
}

void
precept_inline_tools_update_evidence (PreceptInlineTools *self, PreceptProseLine *line)
{
  guint            index;
  g_autofree char *topic = NULL;
  g_autofree char *finding = NULL;

  if (!self->is_evidence)
    return;
  precept_inline_tools_get_line (self, &index, NULL);
  topic = dup_topic (line);
  finding = precept_prose_buffer_dup_finding (precept_inline_tools_get_buffer (self), index);
  set_enabled (self, "facts", finding != NULL);
  set_enabled (self, "move-up", topic != NULL || finding != NULL);
  set_enabled (self, "move-down", topic != NULL || finding != NULL);
  set_enabled (self, "add-study", index > 0);
  set_enabled (self, "uncited", index > 0);
  set_enabled (self, "make-topic", topic == NULL && line != NULL && line->path != NULL && line->depth <= 1 && index > 0);
  set_enabled (self, "make-finding", topic != NULL);
}
