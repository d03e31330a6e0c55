/* precept-inline-tools-words.c: cross-references, links, defined terms and mandate marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-inline-tools-private.h"

#include <glib/gi18n.h>

#include "precept-edit.h"
#include "precept-link-popover.h"
#include "precept-prose-view-chips.h"

/* Cross-references. */

static void
add_target_rows (PreceptPicker *picker, GPtrArray *blocks, const char *chosen)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      const char   *label = block->label != NULL ? precept_text_get_string (block->label) : NULL;
      const char   *text = block->text != NULL ? precept_text_get_string (block->text) : NULL;
      const char   *title = NULL, *note = NULL, *below = NULL, *number = NULL;

      switch ((int)block->kind)
        {
        case PRECEPT_BLOCK_TABLE:
          title = label != NULL ? label : text;
          below = label != NULL ? text : NULL;
          note = label != NULL ? NULL : _ ("Table");
          break;
        case PRECEPT_BLOCK_FIGURE:
          title = text != NULL && *text != '\0' ? text : block->alternative;
          note = _ ("Figure");
          break;
        case PRECEPT_BLOCK_SECTION:
        case PRECEPT_BLOCK_DISCLAIMER:
          title = text;
          note = _ ("Section");
          break;
        case PRECEPT_BLOCK_TOPIC:
          title = text;
          note = _ ("Topic");
          break;
        case PRECEPT_BLOCK_INDICATION:
          title = text;
          note = _ ("Indication");
          break;
        case PRECEPT_BLOCK_DEFINITION:
          title = label;
          note = _ ("Definition");
          break;
        case PRECEPT_BLOCK_REFERENCE:
          number = label;
          title = text;
          note = NULL;
          break;
        default:
          break;
        }
      if (block->id != NULL && title != NULL && *title != '\0')
        precept_picker_add (picker, block->id, number, title, note, below, g_strcmp0 (block->id, chosen) == 0);
      add_target_rows (picker, block->children, chosen);
    }
}

static void
target_chosen_cb (PreceptPicker *picker, const char *id, gboolean stay, PreceptInlineTools *self)
{
  PreceptRun run = { PRECEPT_RUN_XREF };
  int        index = precept_inline_tools_find_remembered (self);

  if (index < 0)
    return;
  run.ref = (char *)id;
  if (self->end > self->start)
    precept_prose_buffer_replace_run (precept_inline_tools_get_buffer (self), index, self->start, &run, _ ("Change cross-reference"));
  else
    {
      precept_prose_buffer_place_caret (precept_inline_tools_get_buffer (self), self->path, self->start);
      precept_prose_buffer_insert_run (precept_inline_tools_get_buffer (self), &run, _ ("Insert cross-reference"));
    }
}

static void
target_removed_cb (PreceptPicker *picker, PreceptInlineTools *self)
{
  int index = precept_inline_tools_find_remembered (self);

  if (index >= 0)
    precept_prose_buffer_replace_run (precept_inline_tools_get_buffer (self), index, self->start, NULL, _ ("Remove cross-reference"));
}

void
precept_inline_tools_cross_reference_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools    *self = data;
  guint                  index;
  int                    offset, start, end;
  PreceptProseLine      *line = precept_inline_tools_get_line (self, &index, &offset);
  const PreceptProseRun *run = NULL;
  GtkWidget             *picker;

  if (line == NULL || line->path == NULL)
    return;
  if (precept_prose_view_get_run (self->view, &index, &start, &end))
    run = precept_prose_text_find (line->text, start, NULL);
  if (run == NULL || run->run.kind != PRECEPT_RUN_XREF)
    {
      start = end = offset;
      run = NULL;
    }
  precept_inline_tools_remember (self, NULL, line, start, end);
  picker = precept_picker_new (_ ("Refer to"), _ ("Table, section, indication …"));
  add_target_rows (PRECEPT_PICKER (picker), precept_content_get_blocks (precept_session_get_content (self->session)), run != NULL ? run->run.ref : NULL);
  precept_picker_set_empty_text (PRECEPT_PICKER (picker), _ ("Nothing in the guideline is called that."));
  if (run != NULL)
    precept_picker_set_action (PRECEPT_PICKER (picker), "edit-delete-symbolic", _ ("Remove the Cross-Reference"));
  g_signal_connect_object (picker, "chosen", G_CALLBACK (target_chosen_cb), self, 0);
  g_signal_connect_object (picker, "action", G_CALLBACK (target_removed_cb), self, 0);
  precept_inline_tools_popup (self, picker, index, start, end);
}

/* Defined terms and links: words with a target. */

/* The words that are selected, within one line; else the run of @kind around the caret; else nothing. */
static PreceptProseLine *
find_words (PreceptInlineTools *self, gboolean link, guint *index, int *start, int *end, const PreceptProseRun **run)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (precept_inline_tools_get_buffer (self));
  PreceptProseLine *line;
  GtkTextIter       from, to;
  guint             run_index;
  int               run_start, run_end;

  *run = NULL;
  line = precept_inline_tools_get_line (self, index, start);
  *end = *start;
  if (line == NULL || line->path == NULL)
    return NULL;
  if (precept_prose_view_get_run (self->view, &run_index, &run_start, &run_end))
    *run = precept_prose_text_find (line->text, run_start, NULL);
  if (*run != NULL && ((*run)->run.kind != PRECEPT_RUN_TEXT || (link ? (*run)->run.href : (*run)->run.ref) == NULL))
    *run = NULL;
  if (gtk_text_buffer_get_selection_bounds (buffer, &from, &to))
    {
      if (gtk_text_iter_get_line (&from) != gtk_text_iter_get_line (&to))
        return NULL;
      *index = gtk_text_iter_get_line (&from);
      *start = gtk_text_iter_get_line_offset (&from);
      *end = gtk_text_iter_get_line_offset (&to);
      line = precept_prose_buffer_get_line (precept_inline_tools_get_buffer (self), *index);
      return line->path != NULL && precept_prose_text_snap (line->text, start, end) ? line : NULL;
    }
  if (*run != NULL)
    {
      *start = run_start;
      *end = run_end;
    }
  return line;
}

static char *
dup_words (PreceptProseLine *line, int start, int end)
{
  g_autoptr (PreceptProseText) copy = precept_prose_text_copy (line->text, start, end);
  char *words = end > start ? precept_prose_text_dup_display (copy) : g_strdup ("");

  return g_strstrip (words);
}

static void
refuse_selection (PreceptInlineTools *self)
{
  precept_part_editor_refuse (self->editor, _ ("Select words within one paragraph."));
}

static void
link_applied_cb (PreceptLinkPopover *popover, const char *words, const char *href, PreceptInlineTools *self)
{
  PreceptRun run = { PRECEPT_RUN_TEXT };
  int        index = precept_inline_tools_find_remembered (self);

  if (index < 0)
    return;
  if (self->end > self->start)
    {
      precept_prose_buffer_set_target (precept_inline_tools_get_buffer (self), index, self->start, self->end, href, NULL, href != NULL ? _ ("Link") : _ ("Remove link"));
      return;
    }
  if (words == NULL || href == NULL)
    return;
  run.text = (char *)words;
  run.href = (char *)href;
  precept_prose_buffer_place_caret (precept_inline_tools_get_buffer (self), self->path, self->start);
  precept_prose_buffer_insert_run (precept_inline_tools_get_buffer (self), &run, _ ("Link"));
}

void
precept_inline_tools_link_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools    *self = data;
  const PreceptProseRun *run;
  guint                  index;
  int                    start, end;
  PreceptProseLine      *line = find_words (self, TRUE, &index, &start, &end, &run);
  GtkWidget             *popover;

  if (line == NULL)
    {
      refuse_selection (self);
      return;
    }
  precept_inline_tools_remember (self, NULL, line, start, end);
  popover = precept_link_popover_new (end > start ? NULL : "", run != NULL ? run->run.href : NULL);
  g_signal_connect_object (popover, "applied", G_CALLBACK (link_applied_cb), self, 0);
  precept_inline_tools_popup (self, popover, index, start, end);
}

static void
set_term (PreceptInlineTools *self, const char *id)
{
  PreceptProseBuffer *buffer = precept_inline_tools_get_buffer (self);
  PreceptRun          run = { PRECEPT_RUN_TEXT };
  g_autofree char    *path = NULL;
  g_autofree char    *term = NULL;
  int                 index = precept_inline_tools_find_remembered (self);

  if (index < 0)
    return;
  if (self->end > self->start)
    {
      precept_prose_buffer_set_target (buffer, index, self->start, self->end, NULL, id, _ ("Mark defined term"));
      return;
    }
  path = g_strdup_printf ("%s/0", id);
  term = precept_document_dup_text (precept_inline_tools_get_document (self), path);
  if (term == NULL || *term == '\0')
    return;
  run.text = term;
  run.ref = (char *)id;
  precept_prose_buffer_place_caret (buffer, self->path, self->start);
  precept_prose_buffer_insert_run (buffer, &run, _ ("Insert defined term"));
}

static void
term_chosen_cb (PreceptPicker *picker, const char *id, gboolean stay, PreceptInlineTools *self)
{
  set_term (self, id);
}

/* At the foot: a term that is one becomes words again; other words become a term that is to be defined. */
static void
term_action_cb (PreceptPicker *picker, PreceptInlineTools *self)
{
  PreceptProseBuffer    *buffer = precept_inline_tools_get_buffer (self);
  int                    index = precept_inline_tools_find_remembered (self);
  PreceptProseLine      *line = index >= 0 ? precept_prose_buffer_get_line (buffer, index) : NULL;
  const PreceptProseRun *run = line != NULL ? precept_prose_text_find (line->text, self->start, NULL) : NULL;
  g_autofree char       *words = NULL;
  g_autofree char       *id = NULL;
  PreceptStepGroup      *edit;
  GError                *error = NULL;

  if (run == NULL)
    return;
  if (run->run.ref != NULL)
    {
      precept_prose_buffer_set_target (buffer, index, self->start, self->end, NULL, NULL, _ ("Remove defined term"));
      return;
    }
  words = dup_words (line, self->start, self->end);
  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (buffer));
  precept_prose_buffer_begin_compound (buffer);
  edit = precept_edit_add_definition (precept_inline_tools_get_document (self), words, NULL, NULL, &id, &error);
  if (precept_prose_buffer_apply (buffer, edit, error, NULL, 0))
    set_term (self, id);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (buffer));
  precept_part_editor_tell (self->editor, _ ("Term added; say in Definitions what it means"));
}

static void
add_definition_rows (PreceptPicker *picker, GPtrArray *blocks, const char *chosen)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      PreceptBlock *meaning = block->children != NULL && block->children->len > 0 ? g_ptr_array_index (block->children, 0) : NULL;

      if (block->kind == PRECEPT_BLOCK_DEFINITION && block->id != NULL && block->label != NULL)
        precept_picker_add (picker, block->id, NULL, precept_text_get_string (block->label), NULL,
                            meaning != NULL && meaning->text != NULL ? precept_text_get_string (meaning->text) : NULL,
                            g_strcmp0 (block->id, chosen) == 0);
      else if (block->kind == PRECEPT_BLOCK_SECTION)
        add_definition_rows (picker, block->children, chosen);
    }
}

void
precept_inline_tools_term_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools    *self = data;
  const PreceptProseRun *run;
  guint                  index;
  int                    start, end;
  PreceptProseLine      *line = find_words (self, FALSE, &index, &start, &end, &run);
  g_autofree char       *words = NULL;
  g_autofree char       *label = NULL;
  GtkWidget             *picker;

  if (line == NULL)
    {
      refuse_selection (self);
      return;
    }
  precept_inline_tools_remember (self, NULL, line, start, end);
  words = dup_words (line, start, end);
  picker = precept_picker_new (_ ("Defined term"), _ ("Term or what it means"));
  add_definition_rows (PRECEPT_PICKER (picker), precept_content_get_blocks (precept_session_get_content (self->session)), run != NULL ? run->run.ref : NULL);
  precept_picker_set_empty_text (PRECEPT_PICKER (picker), *words != '\0' ? _ ("No such term.") : _ ("No such term. Select words to define them."));
  if (run != NULL)
    label = g_strdup (_ ("Make It Plain Text"));
  else if (*words != '\0')
    label = g_strdup_printf (_ ("Define “%s”"), words);
  precept_picker_set_action (PRECEPT_PICKER (picker), run != NULL ? "edit-clear-symbolic" : "list-add-symbolic", label);
  g_signal_connect_object (picker, "chosen", G_CALLBACK (term_chosen_cb), self, 0);
  g_signal_connect_object (picker, "action", G_CALLBACK (term_action_cb), self, 0);
  precept_inline_tools_popup (self, picker, index, start, end);
}

/* The mandate mark, on and off: of a heading as a whole, else at the caret. */
void
precept_inline_tools_mandate_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptInlineTools    *self = data;
  PreceptProseBuffer    *buffer = precept_inline_tools_get_buffer (self);
  PreceptRun             run = { PRECEPT_RUN_MANDATE };
  const PreceptProseRun *near_caret;
  guint                  index;
  int                    offset, start = 0;
  PreceptProseLine      *line = precept_inline_tools_get_line (self, &index, &offset);

  if (line == NULL || line->path == NULL)
    return;
  if ((line->kind == PRECEPT_PROSE_LINE_TITLE || line->kind == PRECEPT_PROSE_LINE_HEADING || line->kind == PRECEPT_PROSE_LINE_TOPIC) && line->block->id != NULL)
    {
      g_autofree char  *now = precept_document_dup_attribute (precept_inline_tools_get_document (self), line->block->id, "mandate");
      gboolean          on = g_strcmp0 (now, "yes") != 0;
      PreceptStepGroup *edit = precept_step_group_new (on ? _ ("Mark mandate") : _ ("Remove mandate mark"));

      precept_step_group_add (edit, precept_step_new_set_attribute (line->block->id, "mandate", on ? "yes" : NULL));
      precept_prose_buffer_apply (buffer, edit, NULL, NULL, 0);
      return;
    }
  for (int at = offset; at >= MAX (offset - 1, 0); at--)
    {
      near_caret = precept_prose_text_find (line->text, at, &start);
      if (near_caret != NULL && near_caret->run.kind == PRECEPT_RUN_MANDATE)
        {
          precept_prose_buffer_replace_run (buffer, index, start, NULL, _ ("Remove mandate mark"));
          return;
        }
    }
  precept_prose_buffer_insert_run (buffer, &run, _ ("Mark mandate"));
}
