/* precept-prose-buffer-inline.c: citations, links and other runs of a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer-private.h"

/* Shows and writes what was done to the runs of a line, and puts the caret. */
static void
show_line (PreceptProseBuffer *self, guint index, int offset, const char *label)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  GtkTextIter       iter;

  precept_prose_buffer_render_lines (self, index, 1, 1);
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), &iter, index, offset);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), &iter);
  self->action_label = label;
  precept_prose_buffer_touch_line (self, line, 4);
}

static PreceptProseLine *
get_editable (PreceptProseBuffer *self, guint index)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);

  if (line != NULL && line->path != NULL)
    return line;
  precept_prose_buffer_ring_bell (self);
  return NULL;
}

/**
 * precept_prose_buffer_insert_run:
 * @self: a buffer
 * @run: a citation, a cross-reference, a mandate mark, or words with a target
 * @label: static, translated: what undo will say
 *
 * Inserts a run at the caret, as one piece; the caret is behind it then.
 *
 * Returns: whether it could be inserted there
 */
gboolean
precept_prose_buffer_insert_run (PreceptProseBuffer *self, const PreceptRun *run, const char *label)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  g_autofree char  *display = NULL;
  PreceptProseLine *line;
  GtkTextIter       caret;
  guint             index;
  int               offset;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  index = gtk_text_iter_get_line (&caret);
  line = get_editable (self, index);
  if (line == NULL)
    return FALSE;
  display = run->kind == PRECEPT_RUN_TEXT ? g_strdup (run->text) : precept_prose_line_dup_atom (run, precept_session_get_content (self->session));
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (self);
  offset = MIN (gtk_text_iter_get_line_offset (&caret), precept_prose_text_get_editable_length (line->text));
  while (precept_prose_text_is_inside_atom (line->text, offset))
    offset++;
  precept_prose_text_insert_run (line->text, offset, run, display);
  show_line (self, index, offset + (int)g_utf8_strlen (*display != '\0' ? display : "·", -1), label);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * precept_prose_buffer_replace_run:
 * @self: a buffer
 * @index: a line
 * @start: where the run begins
 * @run: (nullable): what takes its place; %NULL: nothing
 * @label: static, translated: what undo will say
 *
 * Replaces or removes a run that is one piece.
 *
 * Returns: whether that was possible
 */
gboolean
precept_prose_buffer_replace_run (PreceptProseBuffer *self, guint index, int start, const PreceptRun *run, const char *label)
{
  GtkTextBuffer         *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine      *line = get_editable (self, index);
  const PreceptProseRun *old = line != NULL ? precept_prose_text_find (line->text, start, NULL) : NULL;
  int                    end = start;

  if (old == NULL || old->decoration)
    return FALSE;
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (self);
  precept_prose_text_delete (line->text, start, start + old->length);
  if (run != NULL)
    {
      g_autofree char *display = run->kind == PRECEPT_RUN_TEXT ? g_strdup (run->text) : precept_prose_line_dup_atom (run, precept_session_get_content (self->session));

      precept_prose_text_insert_run (line->text, start, run, display);
      end += g_utf8_strlen (*display != '\0' ? display : "·", -1);
    }
  show_line (self, index, end, label);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

/**
 * precept_prose_buffer_set_target:
 * @self: a buffer
 * @index: a line
 * @start: first character
 * @end: the character after the last
 * @href: (nullable): where a link leads
 * @ref: (nullable): the definition of a term
 * @label: static, translated: what undo will say
 *
 * Makes a link or a defined term of words; with neither target, plain words again.
 *
 * Returns: whether that was possible
 */
gboolean
precept_prose_buffer_set_target (PreceptProseBuffer *self, guint index, int start, int end, const char *href, const char *ref, const char *label)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = get_editable (self, index);

  if (line == NULL)
    return FALSE;
  if (!precept_prose_text_snap (line->text, &start, &end))
    {
      precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (self);
  precept_prose_text_set_target (line->text, start, end, href, ref);
  show_line (self, index, end, label);
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}
