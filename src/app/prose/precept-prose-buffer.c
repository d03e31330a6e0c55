/* precept-prose-buffer.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-buffer.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-prose-buffer-private.h"
#include "precept-prose-edit.h"
#include "precept-prose-kind.h"

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
static guint refused;

G_DEFINE_FINAL_TYPE (PreceptProseBuffer, precept_prose_buffer, GTK_TYPE_TEXT_BUFFER)

void
precept_prose_buffer_ring_bell (PreceptProseBuffer *self)
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

  g_string_append_printf (string, "%s%s%s:%d", string->len > 0 ? " " : "", place,
                          line != NULL && line->kind == PRECEPT_PROSE_LINE_CHIPS ? PRECEPT_PROSE_CHIPS_SUFFIX : "",
                          gtk_text_iter_get_line_offset (iter));
}

static void
content_changed_cb (PreceptProseBuffer *self)
{
  g_autofree char *selection = precept_prose_buffer_dup_selection (self);
  g_autofree char *now = NULL;

  g_hash_table_remove_all (self->dirty);
  precept_prose_buffer_update_lines (self);
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

/* Tells why an edit was not done; without @error the bell tells enough. */
void
precept_prose_buffer_refuse (PreceptProseBuffer *self, GError *error)
{
  if (error != NULL)
    g_message ("An edit was refused: %s", error->message);
  g_signal_emit (self, refused, 0, error != NULL ? error->message : "");
}

/* Writes the lines that were typed into to the document. */
void
precept_prose_buffer_commit (PreceptProseBuffer *self)
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
      PreceptProseAction action = { self->action_label != NULL ? self->action_label : _ ("Typing"), key, self->before, after };

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
      precept_prose_buffer_refuse (self, error);
      g_clear_pointer (&line->text, precept_prose_text_free);
      g_clear_pointer (&line->stored, precept_inline_unref);
      precept_prose_line_load (line, precept_session_get_document (self->session), precept_session_get_content (self->session));
      for (guint i = 0; i < self->lines->len; i++)
        {
          if (g_ptr_array_index (self->lines, i) == line)
            precept_prose_buffer_render_lines (self, i, 1, 1);
        }
    }
}

void
precept_prose_buffer_touch_line (PreceptProseBuffer *self, PreceptProseLine *line, int kind)
{
  if (kind != self->last_kind)
    self->run++;
  self->last_kind = kind;
  g_hash_table_add (self->dirty, line);
  line->touched = TRUE;
  if (self->action_depth == 0)
    precept_prose_buffer_commit (self);
}

/* Several edits of one action are one undo. */
void
precept_prose_buffer_begin_compound (PreceptProseBuffer *self)
{
  if (self->action_key == NULL)
    self->action_key = g_strdup_printf ("action:%p:%u", self, self->action_counter);
}

void
precept_prose_buffer_end_compound (PreceptProseBuffer *self)
{
  if (self->action_depth > 0)
    return;
  g_clear_pointer (&self->action_key, g_free);
  self->action_label = NULL;
  self->action_counter++;
}

static void
after_structure (PreceptProseBuffer *self, const char *path, int offset)
{
  precept_prose_buffer_end_run (self);
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
char *
precept_prose_buffer_split_line (PreceptProseBuffer *self, guint index, int offset)
{
  PreceptProseLine *line = get_line (self, index);
  g_autoptr (GError) error = NULL;
  g_autofree char   *before = precept_prose_buffer_dup_selection (self);
  PreceptProseAction action = { _ ("New line"), self->action_key, before, NULL };
  g_autofree char   *new_path = NULL;
  gboolean           done;

  precept_prose_buffer_commit (self);
  if (line == NULL || line->path == NULL)
    {
      precept_prose_buffer_ring_bell (self);
      return NULL;
    }
  offset = MIN (offset, precept_prose_text_get_editable_length (line->text));
  done = precept_prose_edit_split (self->session, line, offset, &action, &new_path, &error);
  if (!done)
    {
      if (error != NULL)
        precept_prose_buffer_refuse (self, error);
      else
        precept_prose_buffer_ring_bell (self);
      return NULL;
    }
  after_structure (self, new_path, 0);
  return g_steal_pointer (&new_path);
}

/* Joins a line to the one before that holds text. */
gboolean
precept_prose_buffer_join_lines (PreceptProseBuffer *self, guint index)
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

  precept_prose_buffer_commit (self);
  for (guint i = index; i > 0 && previous == NULL; i--)
    {
      if (get_line (self, i - 1)->kind != PRECEPT_PROSE_LINE_CHIPS)
        previous = get_line (self, i - 1);
    }
  if (line == NULL || line->path == NULL || previous == NULL || previous->path == NULL)
    {
      precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  path = g_strdup (previous->path);
  offset = precept_prose_text_get_editable_length (previous->text);
  after = make_selection (path, offset);
  action.after = after;
  if (!precept_prose_edit_join (self->session, previous, line, &action, &error))
    {
      if (error != NULL)
        precept_prose_buffer_refuse (self, error);
      else
        precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  after_structure (self, path, offset);
  return TRUE;
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
      precept_prose_buffer_commit (self);
      precept_prose_buffer_end_compound (self);
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
  g_free (self->active);
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
  precept_prose_buffer_update_lines (self);
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

void
precept_prose_buffer_set_single_line (PreceptProseBuffer *self, gboolean single_line)
{
  g_return_if_fail (PRECEPT_IS_PROSE_BUFFER (self));

  self->single_line = single_line;
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
  if (path != NULL && g_str_has_suffix (path, PRECEPT_PROSE_CHIPS_SUFFIX))
    return precept_prose_buffer_find_chips (self, path);
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
  g_autoptr (PreceptBlock) part = precept_prose_dup_shown (precept_session_get_document (self->session), content, self->part_key);
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

      expected->active = line->active;
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
 * out, a heading or a note becomes a paragraph, anything else is joined to the line before.
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
  if (precept_prose_buffer_drop_kind (self, index))
    return TRUE;
  if (index == 0)
    precept_prose_buffer_ring_bell (self);
  else
    precept_prose_buffer_join_lines (self, index);
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

  precept_prose_buffer_commit (self);
  if (line == NULL || line->path == NULL)
    {
      precept_prose_buffer_ring_bell (self);
      return FALSE;
    }
  if (precept_prose_buffer_shift_heading (self, index, outdent))
    return TRUE;
  path = g_strdup (line->path);
  if (!precept_prose_edit_shift (self->session, line, outdent, &action, &error))
    {
      if (error != NULL)
        g_debug ("%s", error->message);
      precept_prose_buffer_ring_bell (self);
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
  precept_prose_buffer_begin_compound (self);
  for (guint i = first; i <= last; i++)
    {
      PreceptProseLine *line = get_line (self, i);
      int               from = i == first ? gtk_text_iter_get_line_offset (&start) : 0;
      int               to = i == last ? gtk_text_iter_get_line_offset (&end) : G_MAXINT;

      if (line->path == NULL || !precept_prose_text_snap (line->text, &from, &to))
        continue;
      precept_prose_text_set_marks (line->text, from, to, marks, on);
      self->rendering = TRUE;
      precept_prose_buffer_tag_line (self, i);
      self->rendering = FALSE;
      precept_prose_buffer_touch_line (self, line, 3);
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

/* Where a character of the document's text is shown: what is no text counts as one there. */
static int
find_shown (PreceptProseText *text, int offset)
{
  int shown = 0;

  for (guint i = 0; i < precept_prose_text_get_n_runs (text); i++)
    {
      const PreceptProseRun *run = precept_prose_text_get_run (text, i);
      int                    length = run->decoration ? 0 : run->run.kind == PRECEPT_RUN_TEXT ? run->length
                                                                                              : 1;

      if (offset < length || (offset == length && !run->decoration && run->run.kind == PRECEPT_RUN_TEXT))
        return shown + (run->run.kind == PRECEPT_RUN_TEXT ? offset : 0);
      offset -= length;
      shown += run->length;
    }
  return shown;
}

/**
 * precept_prose_buffer_select_text:
 * @self: a buffer
 * @path: of the element that holds a text
 * @start: offset of the first character, as in precept-find.h
 * @end: offset after the last
 *
 * Selects words of a line.
 *
 * Returns: whether the line is here
 */
gboolean
precept_prose_buffer_select_text (PreceptProseBuffer *self, const char *path, int start, int end)
{
  int               index = precept_prose_buffer_find_line (self, path);
  PreceptProseLine *line = index >= 0 ? get_line (self, index) : NULL;
  GtkTextIter       from, to;

  if (line == NULL || line->text == NULL)
    return FALSE;
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), &from, index, find_shown (line->text, start));
  gtk_text_buffer_get_iter_at_line_offset (GTK_TEXT_BUFFER (self), &to, index, find_shown (line->text, end));
  gtk_text_buffer_select_range (GTK_TEXT_BUFFER (self), &to, &from);
  return TRUE;
}
