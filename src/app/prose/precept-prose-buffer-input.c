/* precept-prose-buffer-input.c: what a widget inserts and deletes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-prose-edit.h"
#include "precept-prose-kind.h"
#include "precept-prose-tags.h"

/* What changes the text itself, after the document's say. */
static GtkTextBufferClass *
get_parent_class (void)
{
  return g_type_class_peek (GTK_TYPE_TEXT_BUFFER);
}

/* Drops what can't be in a text: control characters, and all kinds of line breaks but one. */
static char *
clean (const char *text, int length)
{
  GString         *string = g_string_new (NULL);
  g_autofree char *copy = length < 0 ? g_utf8_make_valid (text, -1) : g_utf8_make_valid (text, length);

  for (const char *at = copy; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (character == '\r' || character == 0x2029 || character == 0x0b || character == 0x0c || character == 0x85)
        character = at[0] == '\r' && at[1] == '\n' ? 0 : '\n';
      else if (character == '\t')
        character = ' ';
      else if (character == '\n')
        ;
      else if (character < 0x20 || character == 0x7f || character == 0xfffc || character == 0xfffe || character == 0xffff)
        character = 0;
      if (character != 0)
        g_string_append_unichar (string, character);
    }
  return g_string_free (string, FALSE);
}

static void
insert_in_line (PreceptProseBuffer *self, GtkTextIter *position, const char *text)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  guint             index = gtk_text_iter_get_line (position);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  int               offset = gtk_text_iter_get_line_offset (position);
  int               length = g_utf8_strlen (text, -1);
  GtkTextIter       start, end;

  if (line == NULL || line->path == NULL)
    {
      precept_prose_buffer_ring_bell (self);
      return;
    }
  offset = MIN (offset, precept_prose_text_get_editable_length (line->text));
  while (precept_prose_text_is_inside_atom (line->text, offset))
    offset++;
  if (*text != ' ' && offset > 0 && self->last_kind == 1)
    {
      /* A new word is a new undo. */
      int                    run_start = 0;
      const PreceptProseRun *run = precept_prose_text_find (line->text, offset - 1, &run_start);

      if (run != NULL && *g_utf8_offset_to_pointer (run->display, offset - 1 - run_start) == ' ')
        self->run++;
    }
  precept_prose_text_insert (line->text, offset, text, self->typing_marks);
  self->typing_marks = -1;
  gtk_text_iter_set_line_offset (position, offset);
  get_parent_class ()->insert_text (buffer, position, text, -1);
  gtk_text_buffer_get_iter_at_line (buffer, &start, index);
  end = *position;
  {
    GtkTextIter from = start;

    gtk_text_iter_set_line_offset (&from, offset);
    gtk_text_buffer_remove_all_tags (buffer, &from, &end);
    gtk_text_buffer_apply_tag (buffer, precept_prose_tags_get_line (gtk_text_buffer_get_tag_table (buffer), line), &from, &end);
    precept_prose_tags_apply (buffer, line, &start, offset, offset + length);
  }
  precept_prose_buffer_touch_line (self, line, 1);
}

/* Text of several lines: each break splits the line. Lines that hold nothing are left out. */
static void
insert_lines (PreceptProseBuffer *self, GtkTextIter *position, const char *text)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  g_auto (GStrv) pieces = g_strsplit (text, "\n", -1);
  guint    index = gtk_text_iter_get_line (position);
  int      offset = gtk_text_iter_get_line_offset (position);
  gboolean only_break = g_str_equal (text, "\n");
  gboolean first = TRUE;

  precept_prose_buffer_begin_compound (self);
  gtk_text_buffer_place_cursor (buffer, position);
  if (only_break && !precept_prose_buffer_leave_empty (self, index))
    {
      g_autofree char *path = precept_prose_buffer_split_line (self, index, offset);
    }
  for (guint i = 0; !only_break && pieces[i] != NULL; i++)
    {
      g_autofree char *piece = i > 0 ? g_strstrip (g_strdup (pieces[i])) : g_strchomp (g_strdup (pieces[i]));

      if (*piece == '\0' && (i > 0 || *pieces[i] == '\0'))
        continue;
      if (!first)
        {
          GtkTextIter      at;
          g_autofree char *path = NULL;

          gtk_text_buffer_get_iter_at_mark (buffer, &at, gtk_text_buffer_get_insert (buffer));
          path = precept_prose_buffer_split_line (self, gtk_text_iter_get_line (&at), gtk_text_iter_get_line_offset (&at));
          if (path == NULL)
            break;
        }
      first = FALSE;
      gtk_text_buffer_get_iter_at_mark (buffer, position, gtk_text_buffer_get_insert (buffer));
      insert_in_line (self, position, piece);
      gtk_text_buffer_place_cursor (buffer, position);
    }
  precept_prose_buffer_end_compound (self);
  gtk_text_buffer_get_iter_at_mark (buffer, position, gtk_text_buffer_get_insert (buffer));
}

/* What is typed or pasted among the facts of a finding, where Ctrl+End leads, goes to the end of its text. */
static void
leave_chips (PreceptProseBuffer *self, GtkTextIter *position)
{
  guint             index = gtk_text_iter_get_line (position);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);

  if (line == NULL || line->kind != PRECEPT_PROSE_LINE_CHIPS)
    return;
  while (index > 0 && line->kind == PRECEPT_PROSE_LINE_CHIPS)
    line = precept_prose_buffer_get_line (self, --index);
  if (line->path == NULL)
    return;
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), position, index, precept_prose_text_get_editable_length (line->text));
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), position);
}

void
precept_prose_buffer_insert_text (GtkTextBuffer *buffer, GtkTextIter *position, const char *text, int length)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);
  g_autofree char    *cleaned = NULL;

  if (self->rendering)
    {
      get_parent_class ()->insert_text (buffer, position, text, length);
      return;
    }
  cleaned = clean (text, length);
  if (*cleaned == '\0')
    return;
  leave_chips (self, position);
  if (self->single_line)
    g_strdelimit (cleaned, "\n", ' ');
  if (strchr (cleaned, '\n') != NULL)
    insert_lines (self, position, cleaned);
  else
    insert_in_line (self, position, cleaned);
}

static void
delete_in_line (PreceptProseBuffer *self, guint index, int from, int to, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);

  if (line != NULL && line->kind == PRECEPT_PROSE_LINE_CHIPS)
    {
      precept_prose_buffer_remove_chips (self, index, from, to);
      gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
      *end = *start;
      return;
    }
  if (line == NULL || line->path == NULL || !precept_prose_text_snap (line->text, &from, &to))
    {
      precept_prose_buffer_ring_bell (self);
      *end = *start;
      return;
    }
  precept_prose_text_delete (line->text, from, to);
  gtk_text_iter_set_line_offset (start, from);
  *end = *start;
  gtk_text_iter_forward_chars (end, to - from);
  get_parent_class ()->delete_range (buffer, start, end);
  precept_prose_buffer_touch_line (self, line, 2);
}

static void
delete_part_of_line (PreceptProseBuffer *self, guint index, int from, int to)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  GtkTextIter       start, end;

  if (line == NULL || line->path == NULL || !precept_prose_text_snap (line->text, &from, &to))
    return;
  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, index, from);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &end, index, to);
  delete_in_line (self, index, from, to, &start, &end);
}

/* Removes what a selection over several lines holds. What can't be edited here stays. */
static void
delete_lines (PreceptProseBuffer *self, guint first, int from, guint last, int to)
{
  PreceptProseLine *first_line = precept_prose_buffer_get_line (self, first);
  PreceptProseLine *last_line = precept_prose_buffer_get_line (self, last);
  gboolean          joins = first_line->path != NULL && last_line->path != NULL;
  g_autofree char  *first_path = g_strdup (first_line->path);
  g_autofree char  *last_path = g_strdup (last_line->path);
  g_autofree char  *before = precept_prose_buffer_dup_selection (self);
  guint             n_kept = 0;

  precept_prose_buffer_begin_compound (self);
  delete_part_of_line (self, last, 0, to);
  delete_part_of_line (self, first, from, G_MAXINT);
  precept_prose_buffer_commit (self);
  for (guint i = last - 1; i > first; i--)
    {
      PreceptProseLine  *line = precept_prose_buffer_get_line (self, i);
      PreceptProseAction action = { _ ("Delete"), self->action_key, before, NULL };
      g_autofree char   *path = g_strdup (line->path);
      g_autoptr (GError) error = NULL;

      if (path == NULL)
        {
          n_kept += line->kind != PRECEPT_PROSE_LINE_CHIPS;
          continue;
        }
      if (precept_prose_edit_remove (self->session, line, &action, &error))
        {
          precept_session_get_content (self->session);
          /* Lines may be gone below, never above. */
          i = MIN (i, self->lines->len);
        }
      else
        {
          delete_part_of_line (self, i, 0, G_MAXINT);
          precept_prose_buffer_commit (self);
          n_kept++;
        }
    }
  if (joins && n_kept == 0)
    {
      int index = precept_prose_buffer_find_line (self, last_path);

      if (index > 0 && precept_prose_buffer_find_line (self, first_path) < index)
        precept_prose_buffer_join_lines (self, index);
    }
  if (first_path != NULL)
    precept_prose_buffer_place_caret (self, first_path, from);
  precept_prose_buffer_end_compound (self);
}

void
precept_prose_buffer_delete_range (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);
  guint               first, last;
  int                 from, to;

  if (self->rendering)
    {
      get_parent_class ()->delete_range (buffer, start, end);
      return;
    }
  gtk_text_iter_order (start, end);
  first = gtk_text_iter_get_line (start);
  last = gtk_text_iter_get_line (end);
  from = gtk_text_iter_get_line_offset (start);
  to = gtk_text_iter_get_line_offset (end);
  if (first == last)
    {
      delete_in_line (self, first, from, to, start, end);
      return;
    }
  if (last == first + 1 && to == 0 && gtk_text_iter_ends_line (start))
    {
      /* Only a line break: the same as Backspace at the start of the line below. */
      while (last < self->lines->len - 1 && precept_prose_buffer_get_line (self, last)->kind == PRECEPT_PROSE_LINE_CHIPS)
        last++;
      precept_prose_buffer_join_lines (self, last);
    }
  else
    delete_lines (self, first, from, last, to);
  gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
  *end = *start;
}
