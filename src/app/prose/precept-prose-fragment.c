/* precept-prose-fragment.c: the selection as blocks, and blocks at the caret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-clip.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-edit-insert.h"
#include "precept-edit.h"
#include "precept-place.h"
#include "precept-prose-buffer-private.h"
#include "precept-prose-edit.h"

/* The selection, line by line. */

typedef struct
{
  PreceptProseBuffer *buffer;
  GString            *out;
  gboolean            html;
  guint               depth; /* of open lists */
  GArray             *kinds; /* of char: what was opened: 'b' bullets, 'n' numbers, 'f' findings */
} Writer;

static gboolean
is_numbered (PreceptProseLine *line)
{
  return line->marker != NULL && line->kind == PRECEPT_PROSE_LINE_ITEM && (g_unichar_isalnum (g_utf8_get_char (line->marker)) || *line->marker == '(');
}

static char
get_list_kind (Writer *self, PreceptProseLine *line)
{
  if (line->kind == PRECEPT_PROSE_LINE_FINDING && !self->html)
    return 'f';
  return is_numbered (line) ? 'n' : 'b';
}

static void
close_lists (Writer *self, guint depth)
{
  while (self->kinds->len > depth)
    {
      char kind = g_array_index (self->kinds, char, self->kinds->len - 1);

      if (kind == 'f')
        g_string_append (self->out, "</finding>");
      else if (self->html)
        g_string_append_printf (self->out, "</li></%s>\n", kind == 'n' ? "ol" : "ul");
      else
        g_string_append (self->out, "</item></list>");
      g_array_set_size (self->kinds, self->kinds->len - 1);
    }
}

static void
append_attributes (Writer *self, const char *id)
{
  static const char *const names[] = { "cites", "design", "participants", "duration", "trial", "trial-status", "checked" };

  if (id == NULL)
    return;
  g_string_append_printf (self->out, " id=\"%s\"", id);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *value = precept_document_dup_attribute (precept_session_get_document (self->buffer->session), id, names[i]);
      g_autofree char *escaped = value != NULL ? g_markup_escape_text (value, -1) : NULL;

      if (escaped != NULL)
        g_string_append_printf (self->out, " %s=\"%s\"", names[i], escaped);
    }
}

/* Opens the item or finding that a line begins. */
static void
open_item (Writer *self, PreceptProseLine *line)
{
  char  kind = get_list_kind (self, line);
  guint depth = MIN (line->depth > 0 ? line->depth : 1, self->kinds->len + 1);

  close_lists (self, depth);
  if (self->kinds->len == depth && g_array_index (self->kinds, char, depth - 1) != kind)
    close_lists (self, depth - 1);
  if (self->kinds->len == depth)
    {
      if (kind == 'f')
        {
          g_string_append (self->out, "</finding><finding");
          append_attributes (self, line->id);
          g_string_append_c (self->out, '>');
        }
      else
        g_string_append (self->out, self->html ? "</li>\n<li>" : "</item><item>");
      return;
    }
  g_array_append_val (self->kinds, kind);
  if (kind == 'f')
    {
      g_string_append (self->out, "<finding");
      append_attributes (self, line->id);
      g_string_append_c (self->out, '>');
    }
  else if (self->html)
    g_string_append_printf (self->out, "<%s><li>", kind == 'n' ? "ol" : "ul");
  else
    g_string_append_printf (self->out, "<list kind=\"%s\"><item>", kind == 'n' ? "number" : "bullet");
}

static void
append_html_run (GString *out, const PreceptProseRun *run)
{
  static const struct
  {
    PreceptMarks mark;
    const char  *element;
  } marks[] = { { PRECEPT_MARK_STRONG, "b" }, { PRECEPT_MARK_EM, "i" }, { PRECEPT_MARK_SUP, "sup" }, { PRECEPT_MARK_SUB, "sub" } };
  g_autofree char *text = g_markup_escape_text (run->display, -1);
  g_autofree char *href = run->run.href != NULL ? g_markup_escape_text (run->run.href, -1) : NULL;
  gboolean         raised = run->run.kind == PRECEPT_RUN_CITE || run->run.kind == PRECEPT_RUN_MANDATE;

  if (run->run.kind == PRECEPT_RUN_OPAQUE)
    return;
  if (href != NULL)
    g_string_append_printf (out, "<a href=\"%s\">", href);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (run->run.marks & marks[i].mark)
        g_string_append_printf (out, "<%s>", marks[i].element);
    }
  g_string_append_printf (out, raised ? "<sup>%s</sup>" : "%s", text);
  for (guint i = G_N_ELEMENTS (marks); i > 0; i--)
    {
      if (run->run.marks & marks[i - 1].mark)
        g_string_append_printf (out, "</%s>", marks[i - 1].element);
    }
  if (href != NULL)
    g_string_append (out, "</a>");
}

/* With the white space at its ends, which is between words once it is joined. */
static PreceptInline *
dup_raw (PreceptProseText *text)
{
  PreceptInline *content = precept_inline_new ();

  for (guint i = 0; i < precept_prose_text_get_n_runs (text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (text, i);

      if (!run->decoration)
        precept_inline_append (content, &run->run);
    }
  return content;
}

static void
append_text (Writer *self, PreceptProseText *text)
{
  if (self->html)
    {
      for (guint i = 0; i < precept_prose_text_get_n_runs (text); i++)
        append_html_run (self->out, precept_prose_text_get_run (text, i));
    }
  else
    {
      g_autoptr (PreceptInline) content = dup_raw (text);
      g_autofree char *xml = precept_inline_to_xml (content);

      g_string_append (self->out, xml);
    }
}

static const char *
get_block_id (PreceptProseLine *line)
{
  return line->path != NULL && strchr (line->path, '/') == NULL ? line->path : NULL;
}

static void
append_paragraph (Writer *self, PreceptProseLine *line, PreceptProseText *text)
{
  const char *id = get_block_id (line);

  if (self->html || id == NULL)
    g_string_append (self->out, "<p>");
  else
    g_string_append_printf (self->out, "<p id=\"%s\">", id);
  append_text (self, text);
  g_string_append (self->out, self->html ? "</p>\n" : "</p>");
}

static void
append_cells (GString *out, PreceptBlock *block)
{
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    append_cells (out, g_ptr_array_index (block->children, i));
  if (block->text != NULL)
    {
      g_autofree char *text = g_markup_escape_text (precept_text_get_string (block->text), -1);

      g_string_append_printf (out, "<p>%s</p>", text);
    }
}

static void
append_html_row (Writer *self, PreceptBlock *row, gboolean first, gboolean last)
{
  if (first)
    g_string_append (self->out, "<table border=\"1\">\n");
  g_string_append (self->out, "<tr>");
  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PreceptBlock *cell = g_ptr_array_index (row->children, i);
      const char   *name = cell->is_header ? "th" : "td";

      g_string_append_printf (self->out, "<%s colspan=\"%u\" rowspan=\"%u\">", name, cell->column_span, cell->row_span);
      append_cells (self->out, cell);
      g_string_append_printf (self->out, "</%s>", name);
    }
  g_string_append (self->out, last ? "</tr>\n</table>\n" : "</tr>\n");
}

static gboolean
is_row (PreceptProseLine *line)
{
  return line != NULL && (line->kind == PRECEPT_PROSE_LINE_ROW || line->kind == PRECEPT_PROSE_LINE_HEADER_ROW);
}

/* A table or a figure is copied whole, once. */
static void
append_whole (Writer *self, PreceptProseLine *line, const char **last_id)
{
  g_autofree char *name = line->id != NULL ? precept_document_dup_element_name (precept_session_get_document (self->buffer->session), line->id) : NULL;
  g_autofree char *row_parent = NULL;
  g_autofree char *xml = NULL;
  const char      *id = line->id;

  if (g_strcmp0 (name, "row") == 0)
    {
      row_parent = precept_document_dup_parent_path (precept_session_get_document (self->buffer->session), line->id, NULL);
      id = row_parent != NULL ? g_intern_string (row_parent) : NULL;
    }
  else if (g_strcmp0 (name, "table") != 0 && g_strcmp0 (name, "figure") != 0)
    return;
  if (id == NULL || g_strcmp0 (id, *last_id) == 0)
    return;
  *last_id = g_intern_string (id);
  xml = precept_document_dup_xml (precept_session_get_document (self->buffer->session), id);
  if (xml != NULL)
    g_string_append (self->out, xml);
}

static void
append_line (Writer *self, guint index, PreceptProseText *text, const char **last_id)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self->buffer, index);

  switch (line->kind)
    {
    case PRECEPT_PROSE_LINE_CHIPS:
      return;
    case PRECEPT_PROSE_LINE_ITEM:
    case PRECEPT_PROSE_LINE_FINDING:
      open_item (self, line);
      append_paragraph (self, line, text);
      return;
    case PRECEPT_PROSE_LINE_ROW:
    case PRECEPT_PROSE_LINE_HEADER_ROW:
    case PRECEPT_PROSE_LINE_FIGURE:
    case PRECEPT_PROSE_LINE_CAPTION:
      close_lists (self, MIN (self->kinds->len, line->depth));
      if (!self->html)
        append_whole (self, line, last_id);
      else if (is_row (line))
        append_html_row (self, line->block, !is_row (index > 0 ? precept_prose_buffer_get_line (self->buffer, index - 1) : NULL),
                         !is_row (index + 1 < self->buffer->lines->len ? precept_prose_buffer_get_line (self->buffer, index + 1) : NULL));
      else
        append_paragraph (self, line, text);
      return;
    case PRECEPT_PROSE_LINE_TITLE:
    case PRECEPT_PROSE_LINE_HEADING:
    case PRECEPT_PROSE_LINE_TOPIC:
      close_lists (self, 0);
      g_string_append_printf (self->out, self->html ? "<h%u>" : "<title level=\"%u\">", CLAMP (line->level, 1, 6));
      append_text (self, text);
      if (self->html)
        g_string_append_printf (self->out, "</h%u>\n", CLAMP (line->level, 1, 6));
      else
        g_string_append (self->out, "</title>");
      return;
    case PRECEPT_PROSE_LINE_NOTE:
      close_lists (self, MIN (self->kinds->len, line->depth > 0 ? line->depth - 1 : 0));
      if (!self->html)
        g_string_append (self->out, "<note>");
      append_paragraph (self, line, text);
      if (!self->html)
        g_string_append (self->out, "</note>");
      return;
    case PRECEPT_PROSE_LINE_PARAGRAPH:
    case PRECEPT_PROSE_LINE_TERM:
    case PRECEPT_PROSE_LINE_REFERENCE:
    case PRECEPT_PROSE_N_LINE_KINDS:
    default:
      close_lists (self, MIN (self->kinds->len, line->depth));
      append_paragraph (self, line, text);
    }
}

static char *
dup_selected (PreceptProseBuffer *buffer, gboolean html)
{
  Writer      self = { buffer, g_string_new (NULL), html, 0, g_array_new (FALSE, FALSE, sizeof (char)) };
  const char *last_id = NULL;
  GtkTextIter start, end;

  precept_prose_buffer_commit (buffer);
  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (buffer), &start, &end);
  for (int i = gtk_text_iter_get_line (&start); i <= gtk_text_iter_get_line (&end); i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (buffer, i);
      int               from = i == gtk_text_iter_get_line (&start) ? gtk_text_iter_get_line_offset (&start) : 0;
      int               to = i == gtk_text_iter_get_line (&end) ? gtk_text_iter_get_line_offset (&end) : G_MAXINT;
      g_autoptr (PreceptProseText) text = NULL;

      if (line == NULL || (to == 0 && i > gtk_text_iter_get_line (&start)))
        continue;
      if (line->path != NULL)
        to = MIN (to, precept_prose_text_get_editable_length (line->text));
      text = precept_prose_text_copy (line->text, from, MAX (from, to));
      append_line (&self, i, text, &last_id);
    }
  close_lists (&self, 0);
  g_array_unref (self.kinds);
  return g_string_free (self.out, FALSE);
}

char *
precept_prose_buffer_dup_fragment (PreceptProseBuffer *self)
{
  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), NULL);

  return gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (self)) ? dup_selected (self, FALSE) : NULL;
}

char *
precept_prose_buffer_dup_html (PreceptProseBuffer *self)
{
  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), NULL);

  return gtk_text_buffer_get_has_selection (GTK_TEXT_BUFFER (self)) ? dup_selected (self, TRUE) : NULL;
}

/* Blocks at the caret. */

/* In a line that takes no blocks: the text alone. */
static gboolean
insert_flat (PreceptProseBuffer *self, guint index, int offset, const char *fragment)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  g_autoptr (PreceptInline) content = precept_edit_flatten_fragment (fragment);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkTextIter position;

  if (line == NULL || line->path == NULL || content == NULL)
    return FALSE;
  for (guint i = 0; i < precept_inline_get_n_runs (content); i++)
    {
      const PreceptRun *run = precept_inline_get_run (content, i);

      if (run->kind == PRECEPT_RUN_TEXT)
        g_string_append (text, run->text);
    }
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), &position, index, offset);
  gtk_text_buffer_insert (GTK_TEXT_BUFFER (self), &position, text->str, -1);
  return TRUE;
}

/* What stands below a table or a figure is put into a new paragraph. */
static gboolean
open_paragraph (PreceptProseBuffer *self, PreceptProseLine *line, const char *before, GError **error)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autofree char *name = line->id != NULL ? precept_document_dup_element_name (document, line->id) : NULL;
  g_autofree char *id = g_strcmp0 (name, "row") == 0 ? precept_document_dup_parent_path (document, line->id, NULL) : g_strdup (line->id);
  g_autofree char *new_id = NULL;

  if (id == NULL || (line->kind != PRECEPT_PROSE_LINE_FIGURE && !is_row (line)))
    return FALSE;
  if (!precept_prose_buffer_apply_group (self, precept_edit_insert_paragraph_after (document, id, NULL, &new_id, error), before, error))
    return FALSE;
  return precept_prose_buffer_place_caret (self, new_id, 0);
}

static gboolean
insert_at_caret (PreceptProseBuffer *self, const char *fragment, gboolean keep_ids, GError **error)
{
  g_autofree char *before = precept_prose_buffer_dup_selection (self);
  g_autofree char *caret_path = NULL;
  g_autofree char *name = NULL;
  g_autoptr (PreceptProseText) head = NULL;
  g_autoptr (PreceptProseText) tail = NULL;
  g_autoptr (PreceptInline) left = NULL;
  g_autoptr (PreceptInline) right = NULL;
  g_autoptr (GError) block_error = NULL;
  PreceptStepGroup *edit;
  PreceptProseLine *line;
  GtkTextIter       caret;
  int               index, offset, length;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self)));
  index = gtk_text_iter_get_line (&caret);
  line = precept_prose_buffer_get_line (self, index);
  while (line != NULL && line->kind == PRECEPT_PROSE_LINE_CHIPS && index > 0)
    {
      line = precept_prose_buffer_get_line (self, --index);
      gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), &caret, index, line->path != NULL ? precept_prose_text_get_editable_length (line->text) : 0);
      gtk_text_buffer_place_cursor (GTK_TEXT_BUFFER (self), &caret);
    }
  if (line != NULL && line->path == NULL && open_paragraph (self, line, before, error))
    {
      gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self)));
      index = gtk_text_iter_get_line (&caret);
      line = precept_prose_buffer_get_line (self, index);
    }
  if (line == NULL || line->path == NULL)
    return FALSE;
  offset = MIN (gtk_text_iter_get_line_offset (&caret), precept_prose_text_get_editable_length (line->text));
  while (precept_prose_text_is_inside_atom (line->text, offset))
    offset++;
  head = precept_prose_text_copy (line->text, 0, offset);
  tail = precept_prose_text_copy (line->text, offset, -1);
  length = precept_prose_text_get_editable_length (tail);
  left = dup_raw (head);
  right = dup_raw (tail);
  edit = precept_edit_insert_blocks (precept_session_get_document (self->session), line->path, left, right, fragment, keep_ids, &caret_path, &block_error);
  if (edit == NULL)
    return insert_flat (self, index, offset, fragment);
  if (!precept_prose_buffer_apply_group (self, edit, before, error))
    return FALSE;
  index = precept_prose_buffer_find_line (self, caret_path);
  line = index >= 0 ? precept_prose_buffer_get_line (self, index) : NULL;
  if (line != NULL && line->path != NULL)
    {
      int whole = precept_prose_text_get_editable_length (line->text);

      precept_prose_buffer_place_caret (self, line->path, MAX (whole - length, 0));
    }
  else if (line != NULL)
    precept_prose_buffer_place_caret (self, caret_path, 0);
  return TRUE;
}

/**
 * precept_prose_buffer_insert_fragment:
 * @self: a buffer
 * @fragment: blocks, as of [func@import_html]
 * @keep_ids: whether they were cut, so that they keep their ids
 *
 * Puts blocks in the place of the selection.
 *
 * Returns: whether it could be done
 */
gboolean
precept_prose_buffer_insert_fragment (PreceptProseBuffer *self, const char *fragment, gboolean keep_ids)
{
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (self);
  g_autoptr (GError) error = NULL;
  gboolean done;

  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), FALSE);
  g_return_val_if_fail (fragment != NULL, FALSE);

  if (*fragment == '\0')
    return FALSE;
  precept_prose_buffer_commit (self);
  precept_prose_buffer_end_run (self);
  gtk_text_buffer_begin_user_action (buffer);
  precept_prose_buffer_begin_compound (self);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  precept_prose_buffer_begin_compound (self);
  precept_prose_buffer_commit (self);
  done = insert_at_caret (self, fragment, keep_ids, &error);
  gtk_text_buffer_end_user_action (buffer);
  precept_prose_buffer_end_run (self);
  if (!done)
    g_signal_emit_by_name (self, "refused", error != NULL ? error->message : "");
  return done;
}
