/* precept-prose-buffer-render.c: from the document into the buffer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer-private.h"

#include <string.h>

#include "precept-prose-chips.h"
#include "precept-prose-tags.h"

void
precept_prose_buffer_tag_line (PreceptProseBuffer *self, guint index)
{
  GtkTextBuffer    *buffer = GTK_TEXT_BUFFER (self);
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
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
void
precept_prose_buffer_render_lines (PreceptProseBuffer *self, guint first, guint n_old, guint n_new)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  g_autoptr (GString) string = g_string_new (NULL);
  guint       n_buffer = self->lines->len - n_new + n_old; /* lines before */
  GtkTextIter start, end;

  self->rendering = TRUE;
  gtk_text_buffer_get_iter_at_line (buffer, &start, first);
  for (guint i = first; i < first + n_new; i++)
    {
      g_autofree char *display = precept_prose_text_dup_display (precept_prose_buffer_get_line (self, i)->text);

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
    precept_prose_buffer_tag_line (self, i);
  self->rendering = FALSE;
}

/* Whether the line shows what the document now has; takes over what was typed where it does. */
static gboolean
take_over (PreceptProseBuffer *self, PreceptProseLine *old, PreceptProseLine *new_line, PreceptContent *content)
{
  gboolean same = FALSE;

  if (!precept_prose_line_has_same_place (old, new_line))
    return FALSE;
  new_line->active = old->active;
  if (old->block == new_line->block && !old->touched && !precept_session_has_changed (self->session, old->id) &&
      !(old->kind == PRECEPT_PROSE_LINE_CHIPS && precept_prose_chips_have_changed (old, self->session)))
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
  precept_prose_buffer_render_lines (self, first, n_old, n_new);
}

static void
keep_line (PreceptProseBuffer *self, guint index, GPtrArray *lines, guint new_index)
{
  precept_prose_line_free (g_ptr_array_index (self->lines, index));
  self->lines->pdata[index] = g_steal_pointer (&lines->pdata[new_index]);
}

/* Brings the lines up to the document: those that changed are rendered, no others. */
void
precept_prose_buffer_update_lines (PreceptProseBuffer *self)
{
  PreceptContent *content = precept_session_get_content (self->session);
  g_autoptr (PreceptBlock) part = precept_prose_dup_shown (precept_session_get_document (self->session), content, self->part_key);
  GPtrArray *lines;
  guint      prefix = 0, suffix = 0, old_rest, new_rest;

  if (part == NULL)
    return; /* the window drops the whole editor */
  if (*self->part_key == '@')
    lines = precept_prose_lines_new_embedded (precept_session_get_document (self->session), part);
  else
    lines = precept_prose_lines_new (precept_session_get_document (self->session), part);
  g_ptr_array_set_free_func (lines, NULL);
  while (prefix < MIN (self->lines->len, lines->len) && take_over (self, precept_prose_buffer_get_line (self, prefix), g_ptr_array_index (lines, prefix), content))
    {
      keep_line (self, prefix, lines, prefix);
      prefix++;
    }
  while (suffix < MIN (self->lines->len, lines->len) - prefix &&
         take_over (self, precept_prose_buffer_get_line (self, self->lines->len - 1 - suffix), g_ptr_array_index (lines, lines->len - 1 - suffix), content))
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
          if (take_over (self, precept_prose_buffer_get_line (self, i), g_ptr_array_index (lines, i), content))
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
