/* precept-prose-buffer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-prose-edit.h"
#include "precept-prose-tags.h"

/**
 * PreceptProseBuffer:
 *
 * Shows one part of a guideline as text, and turns what is typed into steps.
 *
 * The document is authoritative. Each line of the buffer is one line of the part (see
 * #PreceptProseLine), and the two lists are always of the same length, because the buffer
 * never lets a widget insert or remove a line break: such an edit becomes a step group, and
 * the lines that it changed are rendered again. Characters typed within a line go into the
 * buffer at once, and into the document at the end of the user action.
 */
struct _PreceptProseBuffer
{
  GtkTextBuffer parent_instance;

  PreceptSession *session;  /* owned */
  char           *part_key; /* owned */
  GPtrArray      *lines;    /* owned; of PreceptProseLine, one for each line of the buffer */

  int   action_depth; /* of begin-user-action without end-user-action */
  char *before;       /* owned; selection at the beginning of the action */
  char *action_key;   /* owned; groups of the same action are one undo */
  guint run;          /* number of the typing run */
  int   last_kind;    /* of edit: 0 none, 1 insert, 2 delete */
  guint action_counter;
  int   typing_marks; /* PreceptMarks of what is typed next; -1: those around it */

  gboolean    rendering; /* the buffer is being changed to show the document */
  gboolean    has_dirty; /* some line is not in the document yet */
  GHashTable *dirty;     /* owned; set of PreceptProseLine, borrowed */
};

static guint refused;

G_DEFINE_FINAL_TYPE (PreceptProseBuffer, precept_prose_buffer, GTK_TYPE_TEXT_BUFFER)

static void
bell (PreceptProseBuffer *self)
{
  g_signal_emit (self, refused, 0, "");
}

static PreceptProseLine *
get_line (PreceptProseBuffer *self, guint index)
{
  return index < self->lines->len ? g_ptr_array_index (self->lines, index) : NULL;
}

/* A place that survives: the path of the line, or the id where it has no text of its own. */
static void
append_place (PreceptProseBuffer *self, GString *string, const GtkTextIter *iter)
{
  PreceptProseLine *line = get_line (self, gtk_text_iter_get_line (iter));
  const char       *place = line == NULL ? "" : line->path != NULL ? line->path
                                              : line->id != NULL   ? line->id
                                                                   : "";

  g_string_append_printf (string, "%s%s:%d", string->len > 0 ? " " : "", place, gtk_text_iter_get_line_offset (iter));
}

/* Rendering. */

static void
tag_line (PreceptProseBuffer *self, guint index)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = get_line (self, index);
  GtkTextIter       start, end;

  gtk_text_buffer_get_iter_at_line (buffer, &start, index);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  gtk_text_iter_forward_char (&end);
  gtk_text_buffer_remove_all_tags (buffer, &start, &end);
  gtk_text_buffer_apply_tag (buffer, precept_prose_tags_get_line (gtk_text_buffer_get_tag_table (buffer), line), &start, &end);
  precept_prose_tags_apply (buffer, line, &start, 0, G_MAXINT);
}

/* Replaces lines of the buffer by what self->lines has at the same place. */
static void
render (PreceptProseBuffer *self, guint first, guint n_old, guint n_new)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  g_autoptr (GString) string = g_string_new (NULL);
  guint       n_buffer = self->lines->len - n_new + n_old; /* lines before */
  GtkTextIter start, end;

  self->rendering = TRUE;
  gtk_text_buffer_get_iter_at_line (buffer, &start, first);
  for (guint i = first; i < first + n_new; i++)
    {
      g_autofree char *display = precept_prose_text_dup_display (get_line (self, i)->text);

      if (i > first)
        g_string_append_c (string, '\n');
      g_string_append (string, display);
    }
  if (n_old > 0 && n_new > 0)
    {
      gtk_text_buffer_get_iter_at_line (buffer, &end, first + n_old - 1);
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      gtk_text_buffer_delete (buffer, &start, &end);
    }
  else if (n_old > 0)
    {
      if (first + n_old < n_buffer)
        gtk_text_buffer_get_iter_at_line (buffer, &end, first + n_old);
      else
        {
          gtk_text_buffer_get_end_iter (buffer, &end);
          gtk_text_iter_backward_char (&start);
        }
      gtk_text_buffer_delete (buffer, &start, &end);
    }
  else if (first < n_buffer)
    g_string_append_c (string, '\n');
  else if (n_buffer > 0)
    {
      gtk_text_buffer_get_end_iter (buffer, &start);
      g_string_prepend_c (string, '\n');
    }
  gtk_text_buffer_insert (buffer, &start, string->str, string->len);
  for (guint i = first; i < first + n_new; i++)
    tag_line (self, i);
  self->rendering = FALSE;
}

/* Whether the line shows what the document now has; takes over what was typed where it does. */
static gboolean
take_over (PreceptProseBuffer *self, PreceptProseLine *old, PreceptProseLine *new_line, PreceptContent *content)
{
  gboolean same = FALSE;

  if (!precept_prose_line_has_same_place (old, new_line))
    return FALSE;
  if (old->block == new_line->block && !old->touched && !precept_session_has_changed (self->session, old->id))
    same = TRUE;
  else
    {
      precept_prose_line_load (new_line, precept_session_get_document (self->session), content);
      if (precept_prose_text_equal (old->text, new_line->text))
        same = TRUE;
      else if (new_line->stored != NULL)
        {
          /* White space at the end, and twice between words, is only on the screen. */
          g_autoptr (PreceptInline) shown = precept_prose_text_dup_inline (old->text);
          g_autofree char *display = precept_prose_text_dup_display (old->text);
          g_autofree char *new_display = precept_prose_text_dup_display (new_line->text);
          g_autofree char *collapsed = NULL;
          g_autoptr (GString) squeezed = g_string_new (NULL);

          for (const char *at = display; *at != '\0'; at++)
            {
              if (*at != ' ' || (squeezed->len > 0 && squeezed->str[squeezed->len - 1] != ' '))
                g_string_append_c (squeezed, *at);
            }
          collapsed = g_strchomp (g_strdup (squeezed->str));
          same = precept_inline_equal (shown, new_line->stored) && g_str_equal (collapsed, new_display);
        }
    }
  if (!same)
    return FALSE;
  if (old != new_line)
    {
      g_clear_pointer (&new_line->text, precept_prose_text_free);
      new_line->text = g_steal_pointer (&old->text);
      if (new_line->stored == NULL)
        new_line->stored = g_steal_pointer (&old->stored);
      if (new_line->path != NULL && new_line->stored == NULL)
        g_clear_pointer (&new_line->path, g_free);
    }
  return TRUE;
}

/* Moves lines from @lines into self->lines, and renders them. */
static void
replace_lines (PreceptProseBuffer *self, guint first, guint n_old, GPtrArray *lines, guint n_new)
{
  PreceptContent *content = precept_session_get_content (self->session);

  if (n_old > 0)
    g_ptr_array_remove_range (self->lines, first, n_old);
  for (guint i = 0; i < n_new; i++)
    {
      PreceptProseLine *line = g_ptr_array_index (lines, first + i);

      precept_prose_line_load (line, precept_session_get_document (self->session), content);
      g_ptr_array_insert (self->lines, first + i, line);
      lines->pdata[first + i] = NULL;
    }
  render (self, first, n_old, n_new);
}

static void
keep_line (PreceptProseBuffer *self, guint index, GPtrArray *lines, guint new_index)
{
  precept_prose_line_free (g_ptr_array_index (self->lines, index));
  self->lines->pdata[index] = g_steal_pointer (&lines->pdata[new_index]);
}

/* Brings the lines up to the document: those that changed are rendered, no others. */
static void
update_lines (PreceptProseBuffer *self)
{
  PreceptContent *content = precept_session_get_content (self->session);
  PreceptBlock   *part = precept_prose_find_part (content, self->part_key);
  GPtrArray      *lines;
  guint           prefix = 0, suffix = 0, old_rest, new_rest;

  if (part == NULL)
    return; /* the window drops the whole editor */
  lines = precept_prose_lines_new (precept_session_get_document (self->session), part);
  g_ptr_array_set_free_func (lines, NULL);
  while (prefix < MIN (self->lines->len, lines->len) && take_over (self, get_line (self, prefix), g_ptr_array_index (lines, prefix), content))
    {
      keep_line (self, prefix, lines, prefix);
      prefix++;
    }
  while (suffix < MIN (self->lines->len, lines->len) - prefix &&
         take_over (self, get_line (self, self->lines->len - 1 - suffix), g_ptr_array_index (lines, lines->len - 1 - suffix), content))
    {
      keep_line (self, self->lines->len - 1 - suffix, lines, lines->len - 1 - suffix);
      suffix++;
    }
  old_rest = self->lines->len - prefix - suffix;
  new_rest = lines->len - prefix - suffix;
  if (old_rest == new_rest)
    {
      for (guint i = prefix; i < prefix + new_rest; i++)
        {
          if (take_over (self, get_line (self, i), g_ptr_array_index (lines, i), content))
            keep_line (self, i, lines, i);
          else
            replace_lines (self, i, 1, lines, 1);
        }
    }
  else
    replace_lines (self, prefix, old_rest, lines, new_rest);
  for (guint i = 0; i < lines->len; i++)
    g_clear_pointer ((PreceptProseLine **)&lines->pdata[i], precept_prose_line_free);
  g_ptr_array_unref (lines);
}

static void
content_changed_cb (PreceptProseBuffer *self)
{
  g_autofree char *selection = precept_prose_buffer_dup_selection (self);
  g_autofree char *now = NULL;

  g_hash_table_remove_all (self->dirty);
  update_lines (self);
  /* A line that was rendered again threw the caret to its end. */
  now = precept_prose_buffer_dup_selection (self);
  if (!g_str_equal (selection, now))
    precept_prose_buffer_restore_selection (self, selection);
}

/* From the buffer into the document. */

static char *
dup_key (PreceptProseBuffer *self, const char *path)
{
  if (self->action_key != NULL)
    return g_strdup (self->action_key);
  return g_strdup_printf ("type:%s:%u", path, self->run);
}

static void
refuse (PreceptProseBuffer *self, GError *error)
{
  g_message ("An edit was refused: %s", error->message);
  g_signal_emit (self, refused, 0, error->message);
}

/* Writes the lines that were typed into to the document. */
static void
commit (PreceptProseBuffer *self)
{
  GHashTableIter    iter;
  PreceptProseLine *line;
  g_autofree char  *after = NULL;

  if (g_hash_table_size (self->dirty) == 0)
    return;
  after = precept_prose_buffer_dup_selection (self);
  g_hash_table_iter_init (&iter, self->dirty);
  while (g_hash_table_iter_next (&iter, (gpointer *)&line, NULL))
    {
      g_autoptr (PreceptInline) text = precept_prose_text_dup_inline (line->text);
      g_autoptr (GError) error = NULL;
      g_autofree char   *key = dup_key (self, line->path);
      PreceptProseAction action = { _ ("Typing"), key, self->before, after };

      g_hash_table_iter_remove (&iter);
      if (line->stored != NULL && precept_inline_equal (text, line->stored))
        continue;
      if (precept_prose_edit_set_text (self->session, line->path, text, &action, &error))
        {
          g_clear_pointer (&line->stored, precept_inline_unref);
          line->stored = g_steal_pointer (&text);
          continue;
        }
      /* The screen must not show what the document can't hold. */
      refuse (self, error);
      g_clear_pointer (&line->text, precept_prose_text_free);
      g_clear_pointer (&line->stored, precept_inline_unref);
      precept_prose_line_load (line, precept_session_get_document (self->session), precept_session_get_content (self->session));
      for (guint i = 0; i < self->lines->len; i++)
        {
          if (g_ptr_array_index (self->lines, i) == line)
            render (self, i, 1, 1);
        }
    }
}

static void
touch (PreceptProseBuffer *self, PreceptProseLine *line, int kind)
{
  if (kind != self->last_kind)
    self->run++;
  self->last_kind = kind;
  g_hash_table_add (self->dirty, line);
  line->touched = TRUE;
  if (self->action_depth == 0)
    commit (self);
}

/* Several edits of one action are one undo. */
static void
begin_compound (PreceptProseBuffer *self)
{
  if (self->action_key == NULL)
    self->action_key = g_strdup_printf ("action:%p:%u", self, self->action_counter);
}

static void
end_compound (PreceptProseBuffer *self)
{
  if (self->action_depth > 0)
    return;
  g_clear_pointer (&self->action_key, g_free);
  self->action_counter++;
}

static void
after_structure (PreceptProseBuffer *self, const char *path, int offset)
{
  self->run++;
  self->last_kind = 0;
  precept_session_get_content (self->session); /* emits content-changed, which renders */
  if (path != NULL)
    precept_prose_buffer_place_caret (self, path, offset);
}

static char *
make_selection (const char *path, int offset)
{
  return g_strdup_printf ("%s:%d %s:%d", path, offset, path, offset);
}

/* Splits a line. Returns the path of the second half, or %NULL. */
static char *
split_line (PreceptProseBuffer *self, guint index, int offset)
{
  PreceptProseLine *line = get_line (self, index);
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = precept_prose_buffer_dup_selection (self);
  PreceptProseAction action = { _ ("New line"), self->action_key, before, NULL };
  g_autofree char   *new_path = NULL;
  gboolean           done;

  commit (self);
  if (line == NULL || line->path == NULL)
    {
      bell (self);
      return NULL;
    }
  offset = MIN (offset, precept_prose_text_get_editable_length (line->text));
  done = precept_prose_edit_split (self->session, line, offset, &action, &new_path, &error);
  if (!done)
    {
      if (error != NULL)
        refuse (self, error);
      else
        bell (self);
      return NULL;
    }
  after_structure (self, new_path, 0);
  return g_steal_pointer (&new_path);
}

/* Joins a line to the one before that holds text. */
static gboolean
join_lines (PreceptProseBuffer *self, guint index)
{
  PreceptProseLine *line = get_line (self, index);
  PreceptProseLine *previous = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = precept_prose_buffer_dup_selection (self);
  g_autofree char   *path = NULL;
  g_autofree char   *after = NULL;
  PreceptProseAction action = { _ ("Join lines"), self->action_key, before, NULL };
  g_autoptr (PreceptInline) text = NULL;
  g_autoptr (PreceptProseText) normal = NULL;
  int offset;

  commit (self);
  for (guint i = index; i > 0 && previous == NULL; i--)
    {
      if (get_line (self, i - 1)->kind != PRECEPT_PROSE_LINE_CHIPS)
        previous = get_line (self, i - 1);
    }
  if (line == NULL || line->path == NULL || previous == NULL || previous->path == NULL)
    {
      bell (self);
      return FALSE;
    }
  path = g_strdup (previous->path);
  offset = precept_prose_text_get_editable_length (previous->text);
  after = make_selection (path, offset);
  action.after = after;
  if (!precept_prose_edit_join (self->session, previous, line, &action, &error))
    {
      if (error != NULL)
        refuse (self, error);
      else
        bell (self);
      return FALSE;
    }
  after_structure (self, path, offset);
  return TRUE;
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
  PreceptProseLine *line = get_line (self, index);
  int               offset = gtk_text_iter_get_line_offset (position);
  int               length = g_utf8_strlen (text, -1);
  GtkTextIter       start, end;

  if (line == NULL || line->path == NULL)
    {
      bell (self);
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
  GTK_TEXT_BUFFER_CLASS (precept_prose_buffer_parent_class)->insert_text (buffer, position, text, -1);
  gtk_text_buffer_get_iter_at_line (buffer, &start, index);
  end = *position;
  {
    GtkTextIter from = start;

    gtk_text_iter_set_line_offset (&from, offset);
    gtk_text_buffer_remove_all_tags (buffer, &from, &end);
    gtk_text_buffer_apply_tag (buffer, precept_prose_tags_get_line (gtk_text_buffer_get_tag_table (buffer), line), &from, &end);
    precept_prose_tags_apply (buffer, line, &start, offset, offset + length);
  }
  touch (self, line, 1);
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

  begin_compound (self);
  gtk_text_buffer_place_cursor (buffer, position);
  if (only_break)
    {
      g_autofree char *path = split_line (self, index, offset);
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
          path = split_line (self, gtk_text_iter_get_line (&at), gtk_text_iter_get_line_offset (&at));
          if (path == NULL)
            break;
        }
      first = FALSE;
      gtk_text_buffer_get_iter_at_mark (buffer, position, gtk_text_buffer_get_insert (buffer));
      insert_in_line (self, position, piece);
      gtk_text_buffer_place_cursor (buffer, position);
    }
  end_compound (self);
  gtk_text_buffer_get_iter_at_mark (buffer, position, gtk_text_buffer_get_insert (buffer));
}

static void
precept_prose_buffer_insert_text (GtkTextBuffer *buffer, GtkTextIter *position, const char *text, int length)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);
  g_autofree char    *cleaned = NULL;

  if (self->rendering)
    {
      GTK_TEXT_BUFFER_CLASS (precept_prose_buffer_parent_class)->insert_text (buffer, position, text, length);
      return;
    }
  cleaned = clean (text, length);
  if (*cleaned == '\0')
    return;
  if (strchr (cleaned, '\n') != NULL)
    insert_lines (self, position, cleaned);
  else
    insert_in_line (self, position, cleaned);
}

static void
delete_in_line (PreceptProseBuffer *self, guint index, int from, int to, GtkTextIter *start, GtkTextIter *end)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = get_line (self, index);

  if (line == NULL || line->path == NULL || !precept_prose_text_snap (line->text, &from, &to))
    {
      bell (self);
      *end = *start;
      return;
    }
  precept_prose_text_delete (line->text, from, to);
  gtk_text_iter_set_line_offset (start, from);
  *end = *start;
  gtk_text_iter_forward_chars (end, to - from);
  GTK_TEXT_BUFFER_CLASS (precept_prose_buffer_parent_class)->delete_range (buffer, start, end);
  touch (self, line, 2);
}

static void
delete_part_of_line (PreceptProseBuffer *self, guint index, int from, int to)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = get_line (self, index);
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
  PreceptProseLine *first_line = get_line (self, first);
  PreceptProseLine *last_line = get_line (self, last);
  gboolean          joins = first_line->path != NULL && last_line->path != NULL;
  g_autofree char  *first_path = g_strdup (first_line->path);
  g_autofree char  *last_path = g_strdup (last_line->path);
  g_autofree char  *before = precept_prose_buffer_dup_selection (self);
  guint             n_kept = 0;

  begin_compound (self);
  delete_part_of_line (self, last, 0, to);
  delete_part_of_line (self, first, from, G_MAXINT);
  commit (self);
  for (guint i = last - 1; i > first; i--)
    {
      PreceptProseLine  *line = get_line (self, i);
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
          commit (self);
          n_kept++;
        }
    }
  if (joins && n_kept == 0)
    {
      int index = precept_prose_buffer_find_line (self, last_path);

      if (index > 0 && precept_prose_buffer_find_line (self, first_path) < index)
        join_lines (self, index);
    }
  if (first_path != NULL)
    precept_prose_buffer_place_caret (self, first_path, from);
  end_compound (self);
}

static void
precept_prose_buffer_delete_range (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);
  guint               first, last;
  int                 from, to;

  if (self->rendering)
    {
      GTK_TEXT_BUFFER_CLASS (precept_prose_buffer_parent_class)->delete_range (buffer, start, end);
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
      while (last < self->lines->len - 1 && get_line (self, last)->kind == PRECEPT_PROSE_LINE_CHIPS)
        last++;
      join_lines (self, last);
    }
  else
    delete_lines (self, first, from, last, to);
  gtk_text_buffer_get_iter_at_mark (buffer, start, gtk_text_buffer_get_insert (buffer));
  *end = *start;
}

static void
precept_prose_buffer_begin_user_action (GtkTextBuffer *buffer)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);

  if (self->action_depth++ == 0)
    {
      g_free (self->before);
      self->before = precept_prose_buffer_dup_selection (self);
    }
}

static void
precept_prose_buffer_end_user_action (GtkTextBuffer *buffer)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);

  if (--self->action_depth == 0)
    {
      commit (self);
      end_compound (self);
    }
}

static void
precept_prose_buffer_mark_set (GtkTextBuffer *buffer, const GtkTextIter *location, GtkTextMark *mark)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (buffer);

  GTK_TEXT_BUFFER_CLASS (precept_prose_buffer_parent_class)->mark_set (buffer, location, mark);
  /* The caret was moved by hand. */
  if (!self->rendering && self->action_depth == 0 && mark == gtk_text_buffer_get_insert (buffer))
    {
      self->typing_marks = -1;
      precept_prose_buffer_end_run (self);
    }
}

static void
precept_prose_buffer_dispose (GObject *object)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (precept_prose_buffer_parent_class)->dispose (object);
}

static void
precept_prose_buffer_finalize (GObject *object)
{
  PreceptProseBuffer *self = PRECEPT_PROSE_BUFFER (object);

  g_ptr_array_unref (self->lines);
  g_hash_table_unref (self->dirty);
  g_free (self->part_key);
  g_free (self->before);
  g_free (self->action_key);
  G_OBJECT_CLASS (precept_prose_buffer_parent_class)->finalize (object);
}

static void
precept_prose_buffer_class_init (PreceptProseBufferClass *class)
{
  GObjectClass       *object_class = G_OBJECT_CLASS (class);
  GtkTextBufferClass *buffer_class = GTK_TEXT_BUFFER_CLASS (class);

  object_class->dispose = precept_prose_buffer_dispose;
  object_class->finalize = precept_prose_buffer_finalize;
  buffer_class->insert_text = precept_prose_buffer_insert_text;
  buffer_class->delete_range = precept_prose_buffer_delete_range;
  buffer_class->begin_user_action = precept_prose_buffer_begin_user_action;
  buffer_class->end_user_action = precept_prose_buffer_end_user_action;
  buffer_class->mark_set = precept_prose_buffer_mark_set;

  refused = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
precept_prose_buffer_init (PreceptProseBuffer *self)
{
  self->lines = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_prose_line_free);
  self->dirty = g_hash_table_new (NULL, NULL);
  self->typing_marks = -1;
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self), FALSE);
}

/**
 * precept_prose_buffer_new:
 * @session: an open document
 * @part_key: see precept_prose_dup_part_key()
 *
 * Makes a buffer that shows one part of the document and follows its changes.
 */
PreceptProseBuffer *
precept_prose_buffer_new (PreceptSession *session, const char *part_key)
{
  PreceptProseBuffer *self = g_object_new (PRECEPT_TYPE_PROSE_BUFFER, NULL);
  GtkTextIter         start;

  self->session = g_object_ref (session);
  self->part_key = g_strdup (part_key);
  update_lines (self);
  gtk_text_buffer_get_start_iter (GTK_TEXT_BUFFER (self), &start);
  gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), &start);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  return self;
}

const char *
precept_prose_buffer_get_part_key (PreceptProseBuffer *self)
{
  return self->part_key;
}

guint
precept_prose_buffer_get_n_lines (PreceptProseBuffer *self)
{
  return self->lines->len;
}

PreceptProseLine *
precept_prose_buffer_get_line (PreceptProseBuffer *self, guint index)
{
  return get_line (self, index);
}

int
precept_prose_buffer_find_line (PreceptProseBuffer *self, const char *path)
{
  for (guint i = 0; path != NULL && i < self->lines->len; i++)
    {
      if (g_strcmp0 (get_line (self, i)->path, path) == 0)
        return i;
    }
  for (guint i = 0; path != NULL && i < self->lines->len; i++)
    {
      PreceptProseLine *line = get_line (self, i);

      if (g_strcmp0 (line->id, path) == 0 || (line->block->id != NULL && g_str_equal (line->block->id, path)))
        return i;
    }
  return -1;
}

/**
 * precept_prose_buffer_check:
 * @self: a buffer
 * @difference: (out) (optional): what differs
 *
 * Compares what the buffer shows with the document.
 */
gboolean
precept_prose_buffer_check (PreceptProseBuffer *self, char **difference)
{
  GtkTextBuffer  *buffer = GTK_TEXT_BUFFER (self);
  PreceptContent *content = precept_session_get_content (self->session);
  PreceptBlock   *part = precept_prose_find_part (content, self->part_key);
  g_autoptr (GPtrArray) lines = precept_prose_lines_new (precept_session_get_document (self->session), part);

  if (lines->len != self->lines->len || gtk_text_buffer_get_line_count (buffer) != (int)lines->len)
    {
      if (difference != NULL)
        *difference = g_strdup_printf ("the document has %u lines, the list %u, the buffer %d", lines->len, self->lines->len, gtk_text_buffer_get_line_count (buffer));
      return FALSE;
    }
  for (guint i = 0; i < lines->len; i++)
    {
      PreceptProseLine *expected = g_ptr_array_index (lines, i);
      PreceptProseLine *line = get_line (self, i);
      g_autofree char  *display = precept_prose_text_dup_display (line->text);
      g_autofree char  *shown = NULL;
      g_autoptr (PreceptInline) text = precept_prose_text_dup_inline (line->text);
      GtkTextIter start, end;

      precept_prose_line_load (expected, precept_session_get_document (self->session), content);
      gtk_text_buffer_get_iter_at_line (buffer, &start, i);
      end = start;
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      shown = gtk_text_buffer_get_slice (buffer, &start, &end, TRUE);
      if (g_strcmp0 (shown, display) == 0 && precept_prose_line_has_same_place (line, expected) &&
          (expected->stored == NULL || precept_inline_equal (expected->stored, text)))
        continue;
      if (difference != NULL)
        {
          g_autofree char *expected_display = precept_prose_text_dup_display (expected->text);

          *difference = g_strdup_printf ("line %u (%s) shows “%s”, its runs are “%s”, the document has “%s” (%s)", i, line->path, shown, display, expected_display, expected->path);
        }
      return FALSE;
    }
  return TRUE;
}

static guint
get_caret (PreceptProseBuffer *self, GtkTextIter *caret)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);

  gtk_text_buffer_get_iter_at_mark (buffer, caret, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_get_line (caret);
}

gboolean
precept_prose_buffer_split (PreceptProseBuffer *self)
{
  GtkTextIter caret;

  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (self));
  gtk_text_buffer_delete_selection (GTK_TEXT_BUFFER (self), TRUE, TRUE);
  get_caret (self, &caret);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self), &caret, "\n", 1);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (self));
  return TRUE;
}

/**
 * precept_prose_buffer_backspace:
 * @self: a buffer
 *
 * Does what Backspace does at the start of a line: an item or a finding goes one level
 * out, anything else is joined to the line before.
 *
 * Returns: whether the caret was at the start of a line
 */
gboolean
precept_prose_buffer_backspace (PreceptProseBuffer *self)
{
  GtkTextIter       caret;
  guint             index = get_caret (self, &caret);
  PreceptProseLine *line = get_line (self, index);

  if (line == NULL || gtk_text_iter_get_line_offset (&caret) > 0 || gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (self)))
    return FALSE;
  if ((line->kind == PRECEPT_PROSE_LINE_ITEM || line->kind == PRECEPT_PROSE_LINE_FINDING) && line->depth > 1 &&
      precept_prose_buffer_indent (self, TRUE))
    return TRUE;
  if (index == 0)
    bell (self);
  else
    join_lines (self, index);
  return TRUE;
}

gboolean
precept_prose_buffer_indent (PreceptProseBuffer *self, gboolean outdent)
{
  GtkTextIter        caret;
  guint              index = get_caret (self, &caret);
  int                offset = gtk_text_iter_get_line_offset (&caret);
  PreceptProseLine  *line = get_line (self, index);
  g_autofree char   *selection = precept_prose_buffer_dup_selection (self);
  PreceptProseAction action = { outdent ? _ ("One level out") : _ ("One level in"), NULL, selection, selection };
  g_autofree char   *path = NULL;
  g_autoptr (GError) error = NULL;

  commit (self);
  if (line == NULL || line->path == NULL)
    {
      bell (self);
      return FALSE;
    }
  path = g_strdup (line->path);
  if (!precept_prose_edit_shift (self->session, line, outdent, &action, &error))
    {
      if (error != NULL)
        g_debug ("%s", error->message);
      bell (self);
      return FALSE;
    }
  after_structure (self, path, offset);
  return TRUE;
}

/**
 * precept_prose_buffer_toggle_marks:
 * @self: a buffer
 * @marks: one mark
 *
 * Sets a mark on the selection, or removes it where all of the selection has it. Without a selection,
 * what is typed next has it or not.
 */
gboolean
precept_prose_buffer_toggle_marks (PreceptProseBuffer *self, PreceptMarks marks)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter    start, end;
  guint          first, last;
  gboolean       on = !(precept_prose_buffer_get_marks (self) & marks);

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    {
      self->typing_marks = precept_prose_buffer_get_marks (self) ^ marks;
      self->run++;
      return TRUE;
    }
  first = gtk_text_iter_get_line (&start);
  last = gtk_text_iter_get_line (&end);
  gtk_text_buffer_begin_user_action (buffer);
  begin_compound (self);
  for (guint i = first; i <= last; i++)
    {
      PreceptProseLine *line = get_line (self, i);
      int               from = i == first ? gtk_text_iter_get_line_offset (&start) : 0;
      int               to = i == last ? gtk_text_iter_get_line_offset (&end) : G_MAXINT;

      if (line->path == NULL || !precept_prose_text_snap (line->text, &from, &to))
        continue;
      precept_prose_text_set_marks (line->text, from, to, marks, on);
      self->rendering = TRUE;
      tag_line (self, i);
      self->rendering = FALSE;
      touch (self, line, 3);
    }
  gtk_text_buffer_end_user_action (buffer);
  return TRUE;
}

PreceptMarks
precept_prose_buffer_get_marks (PreceptProseBuffer *self)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter       start, end;
  PreceptProseLine *line;

  if (self->typing_marks >= 0)
    return (PreceptMarks)self->typing_marks;
  gtk_text_buffer_get_selection_bounds (buffer, &start, &end);
  line = get_line (self, gtk_text_iter_get_line (&start));
  if (line == NULL || line->text == NULL)
    return PRECEPT_MARK_NONE;
  return precept_prose_text_get_marks (line->text, gtk_text_iter_get_line_offset (&start),
                                       gtk_text_iter_get_line (&end) == gtk_text_iter_get_line (&start) ? gtk_text_iter_get_line_offset (&end) : G_MAXINT);
}

void
precept_prose_buffer_end_run (PreceptProseBuffer *self)
{
  self->run++;
  self->last_kind = 0;
}

/**
 * precept_prose_buffer_dup_selection:
 * @self: a buffer
 *
 * Returns: (transfer full): the caret and the other end of the selection, as a group of steps keeps them
 */
char *
precept_prose_buffer_dup_selection (PreceptProseBuffer *self)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  GtkTextIter    caret, bound;
  GString       *string = g_string_new (NULL);

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  gtk_text_buffer_get_iter_at_mark (buffer, &bound, gtk_text_buffer_get_selection_bound (buffer));
  append_place (self, string, &caret);
  append_place (self, string, &bound);
  return g_string_free (string, FALSE);
}

static gboolean
find_place (PreceptProseBuffer *self, const char *place, GtkTextIter *iter)
{
  const char      *colon = strrchr (place, ':');
  g_autofree char *path = colon != NULL ? g_strndup (place, colon - place) : NULL;
  int              index = path != NULL ? precept_prose_buffer_find_line (self, path) : -1;
  int              length;

  if (index < 0)
    return FALSE;
  length = precept_prose_text_get_length (get_line (self, index)->text);
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), iter, index, CLAMP (atoi (colon + 1), 0, length));
  return TRUE;
}

gboolean
precept_prose_buffer_restore_selection (PreceptProseBuffer *self, const char *selection)
{
  g_auto (GStrv) places = g_strsplit (selection, " ", 2);
  GtkTextIter caret, bound;

  if (places[0] == NULL || !find_place (self, places[0], &caret))
    return FALSE;
  bound = caret;
  if (places[1] != NULL && !find_place (self, places[1], &bound))
    bound = caret;
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self), &caret, &bound);
  return TRUE;
}

gboolean
precept_prose_buffer_place_caret (PreceptProseBuffer *self, const char *path, int offset)
{
  g_autofree char *selection = make_selection (path, offset);

  return precept_prose_buffer_restore_selection (self, selection);
}
