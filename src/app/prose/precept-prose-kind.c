/* precept-prose-kind.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-kind.h"

#include "precept-edit-blocks.h"
#include "precept-edit.h"
#include "precept-place.h"
#include "precept-prose-buffer-private.h"

/* No line is deeper in lists and notes. */
#define MAX_CONVERSIONS 64

static const char *const names[] = {
  [PRECEPT_PROSE_KIND_NONE] = "",
  [PRECEPT_PROSE_KIND_PARAGRAPH] = "paragraph",
  [PRECEPT_PROSE_KIND_HEADING] = "heading",
  [PRECEPT_PROSE_KIND_BULLET] = "bullet",
  [PRECEPT_PROSE_KIND_NUMBER] = "number",
  [PRECEPT_PROSE_KIND_NOTE] = "note",
};

const char *
precept_prose_kind_to_string (PreceptProseKind kind)
{
  return names[kind];
}

PreceptProseKind
precept_prose_kind_from_string (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_strcmp0 (names[i], name) == 0)
        return i;
    }
  return PRECEPT_PROSE_KIND_NONE;
}

static PreceptDocument *
get_document (PreceptProseBuffer *self)
{
  return precept_session_get_document (self->session);
}

static gboolean
parent_is (PreceptProseBuffer *self, const char *path, const char *name)
{
  g_autofree char *parent = precept_document_dup_parent_path (get_document (self), path, NULL);
  g_autofree char *parent_name = parent != NULL ? precept_document_dup_element_name (get_document (self), parent) : NULL;

  return g_strcmp0 (parent_name, name) == 0;
}

static gboolean
is_numbered (PreceptProseBuffer *self, const char *path)
{
  g_autofree char *item = precept_document_dup_parent_path (get_document (self), path, NULL);
  g_autofree char *list = item != NULL ? precept_document_dup_parent_path (get_document (self), item, NULL) : NULL;
  g_autofree char *kind = list != NULL ? precept_document_dup_attribute (get_document (self), list, "kind") : NULL;

  return g_strcmp0 (kind, "number") == 0;
}

static PreceptProseKind
get_kind (PreceptProseBuffer *self, PreceptProseLine *line)
{
  g_autofree char *name = line != NULL && line->path != NULL ? precept_document_dup_element_name (get_document (self), line->path) : NULL;
  gboolean         paragraph = g_strcmp0 (name, "p") == 0;

  if (name == NULL)
    return PRECEPT_PROSE_KIND_NONE;
  switch (line->kind)
    {
    case PRECEPT_PROSE_LINE_HEADING:
    case PRECEPT_PROSE_LINE_TOPIC:
      return parent_is (self, line->path, "section") || parent_is (self, line->path, "topic") ? PRECEPT_PROSE_KIND_HEADING : PRECEPT_PROSE_KIND_NONE;
    case PRECEPT_PROSE_LINE_ITEM:
      if (!paragraph || !parent_is (self, line->path, "item"))
        return PRECEPT_PROSE_KIND_NONE;
      return is_numbered (self, line->path) ? PRECEPT_PROSE_KIND_NUMBER : PRECEPT_PROSE_KIND_BULLET;
    case PRECEPT_PROSE_LINE_FINDING:
      return paragraph ? PRECEPT_PROSE_KIND_BULLET : PRECEPT_PROSE_KIND_NONE;
    case PRECEPT_PROSE_LINE_PARAGRAPH:
      return paragraph ? PRECEPT_PROSE_KIND_PARAGRAPH : PRECEPT_PROSE_KIND_NONE;
    case PRECEPT_PROSE_LINE_NOTE:
      /* An item of a note, and what is below it, are no notes themselves. */
      if (!paragraph)
        return PRECEPT_PROSE_KIND_NONE;
      return parent_is (self, line->path, "note") ? PRECEPT_PROSE_KIND_NOTE : PRECEPT_PROSE_KIND_PARAGRAPH;
    case PRECEPT_PROSE_LINE_TITLE:
    case PRECEPT_PROSE_LINE_TERM:
    case PRECEPT_PROSE_LINE_REFERENCE:
    case PRECEPT_PROSE_LINE_CAPTION:
    case PRECEPT_PROSE_LINE_ROW:
    case PRECEPT_PROSE_LINE_HEADER_ROW:
    case PRECEPT_PROSE_LINE_CHIPS:
    case PRECEPT_PROSE_LINE_FIGURE:
    case PRECEPT_PROSE_LINE_COUNTS:
    case PRECEPT_PROSE_N_LINE_KINDS:
    default:
      return PRECEPT_PROSE_KIND_NONE;
    }
}

static void
get_selected_lines (PreceptProseBuffer *self, guint *first, guint *last)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (GTK_TEXT_BUFFER (self), &start, &end);
  *first = gtk_text_iter_get_line (&start);
  *last = gtk_text_iter_get_line (&end);
  /* A selection of whole lines ends at the start of the next one. */
  if (*last > *first && gtk_text_iter_starts_line (&end))
    *last -= 1;
}

/* The lines that can be of another kind. (transfer full) (element-type utf8) */
static GPtrArray *
dup_selected_paths (PreceptProseBuffer *self)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  guint      first, last;

  get_selected_lines (self, &first, &last);
  for (guint i = first; i <= last; i++)
    {
      PreceptProseLine *line = precept_prose_buffer_get_line (self, i);

      if (line != NULL && get_kind (self, line) != PRECEPT_PROSE_KIND_NONE)
        g_ptr_array_add (paths, g_strdup (line->path));
    }
  return paths;
}

/**
 * precept_prose_buffer_get_kind:
 * @self: a buffer
 *
 * Returns: the kind of the lines that the selection touches, or NONE where they are not all alike
 */
PreceptProseKind
precept_prose_buffer_get_kind (PreceptProseBuffer *self)
{
  PreceptProseKind kind = PRECEPT_PROSE_KIND_NONE;
  guint            first, last;

  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), PRECEPT_PROSE_KIND_NONE);

  get_selected_lines (self, &first, &last);
  /* Telling apart thousands of lines at each move of the caret is not worth its time. */
  last = MIN (last, first + 200);
  for (guint i = first; i <= last; i++)
    {
      PreceptProseKind of_line = get_kind (self, precept_prose_buffer_get_line (self, i));

      if (of_line == PRECEPT_PROSE_KIND_NONE)
        continue;
      if (kind != PRECEPT_PROSE_KIND_NONE && kind != of_line)
        return PRECEPT_PROSE_KIND_NONE;
      kind = of_line;
    }
  return kind;
}

/**
 * precept_prose_buffer_can_be:
 * @self: a buffer
 * @kind: a kind of line
 *
 * Tells whether the line with the caret may be of this kind, by the grammar of the part.
 */
gboolean
precept_prose_buffer_can_be (PreceptProseBuffer *self, PreceptProseKind kind)
{
  PreceptProseLine *line;
  PreceptProseKind  now;
  guint             first, last;

  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), FALSE);

  get_selected_lines (self, &first, &last);
  line = precept_prose_buffer_get_line (self, first);
  now = get_kind (self, line);
  if (now == PRECEPT_PROSE_KIND_NONE)
    return FALSE;
  if (now == kind)
    return TRUE;
  switch (kind)
    {
    case PRECEPT_PROSE_KIND_PARAGRAPH:
      return TRUE;
    case PRECEPT_PROSE_KIND_HEADING:
      return precept_edit_can_make_heading (get_document (self), line->path);
    case PRECEPT_PROSE_KIND_BULLET:
      return TRUE;
    case PRECEPT_PROSE_KIND_NUMBER:
      /* In evidence, an entry is a finding. */
      return line->kind != PRECEPT_PROSE_LINE_FINDING && line->kind != PRECEPT_PROSE_LINE_TOPIC && !parent_is (self, line->path, "topic");
    case PRECEPT_PROSE_KIND_NOTE:
      return line->kind != PRECEPT_PROSE_LINE_FINDING;
    case PRECEPT_PROSE_KIND_NONE:
    default:
      return FALSE;
    }
}

gboolean
precept_prose_buffer_apply_group (PreceptProseBuffer *self, PreceptStepGroup *edit, const char *before, GError **error)
{
  g_autoptr (PreceptStepGroup) group = edit;

  if (group == NULL)
    return FALSE;
  precept_step_group_set_selections (group, before, NULL);
  precept_step_group_set_merge_key (group, self->action_key);
  if (!precept_session_apply (self->session, group, error))
    return FALSE;
  precept_session_get_content (self->session); /* emits content-changed, which renders */
  return TRUE;
}

/* One step on the way to another kind. The path may change on it. */
static PreceptStepGroup *
plan_conversion (PreceptProseBuffer *self, char **path, PreceptProseKind from, PreceptProseKind to, gboolean joins, GError **error)
{
  PreceptDocument  *document = get_document (self);
  PreceptStepGroup *edit = NULL;
  g_autofree char  *new_path = NULL;

  if (from == PRECEPT_PROSE_KIND_HEADING)
    edit = precept_edit_unmake_heading (document, *path, &new_path, error);
  else if (from == PRECEPT_PROSE_KIND_NOTE)
    edit = precept_edit_unmake_note (document, *path, error);
  else if (from != PRECEPT_PROSE_KIND_PARAGRAPH)
    {
      gboolean of_list = parent_is (self, *path, "item");

      if (of_list && (to == PRECEPT_PROSE_KIND_BULLET || to == PRECEPT_PROSE_KIND_NUMBER))
        edit = precept_edit_set_list_kind (document, *path, precept_prose_kind_to_string (to), error);
      else
        edit = precept_edit_outdent (document, *path, error);
    }
  else if (to == PRECEPT_PROSE_KIND_HEADING)
    edit = precept_edit_make_heading (document, *path, &new_path, error);
  else if (to == PRECEPT_PROSE_KIND_NOTE)
    edit = precept_edit_make_note (document, *path, joins, error);
  else
    edit = precept_edit_make_entry (document, *path, precept_prose_kind_to_string (to), error);
  if (edit != NULL && new_path != NULL)
    {
      g_free (*path);
      *path = g_steal_pointer (&new_path);
    }
  return edit;
}

static gboolean
convert (PreceptProseBuffer *self, char **path, PreceptProseKind to, gboolean joins, const char *before, GError **error)
{
  for (guint i = 0; i < MAX_CONVERSIONS; i++)
    {
      int               index = precept_prose_buffer_find_line (self, *path);
      PreceptProseLine *line = index >= 0 ? precept_prose_buffer_get_line (self, index) : NULL;
      PreceptProseKind  from = get_kind (self, line);

      /* In a heading there is no list or note: out of them first. */
      if (from == PRECEPT_PROSE_KIND_PARAGRAPH && to == PRECEPT_PROSE_KIND_HEADING && parent_is (self, *path, "item"))
        {
          if (!precept_prose_buffer_apply_group (self, precept_edit_outdent (get_document (self), *path, error), before, error))
            return FALSE;
          continue;
        }
      if (from == to || from == PRECEPT_PROSE_KIND_NONE)
        return from == to;
      if (!precept_prose_buffer_apply_group (self, plan_conversion (self, path, from, to, joins, error), before, error))
        return FALSE;
    }
  return FALSE;
}

static void
refuse (PreceptProseBuffer *self, GError *error)
{
  g_signal_emit_by_name (self, "refused", error != NULL ? error->message : "");
}

static gboolean
convert_all (PreceptProseBuffer *self, GPtrArray *paths, PreceptProseKind kind)
{
  g_autofree char *before = precept_prose_buffer_dup_selection (self);
  g_autoptr (GError) error = NULL;
  GtkTextIter caret;
  int         offset;
  guint       n_done = 0;

  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self)));
  offset = gtk_text_iter_get_line_offset (&caret);
  precept_prose_buffer_commit (self);
  precept_prose_buffer_end_run (self);
  gtk_text_buffer_begin_user_action (GTK_TEXT_BUFFER (self));
  precept_prose_buffer_begin_compound (self);
  for (guint i = 0; i < paths->len; i++)
    {
      g_clear_error (&error);
      n_done += convert (self, (char **)&paths->pdata[i], kind, i > 0, before, &error);
    }
  if (paths->len == 1)
    precept_prose_buffer_place_caret (self, g_ptr_array_index (paths, 0), offset);
  else
    precept_prose_buffer_restore_selection (self, before);
  gtk_text_buffer_end_user_action (GTK_TEXT_BUFFER (self));
  precept_prose_buffer_end_run (self);
  if (n_done < paths->len || paths->len == 0)
    refuse (self, error);
  return n_done > 0;
}

/**
 * precept_prose_buffer_set_kind:
 * @self: a buffer
 * @kind: a kind of line
 *
 * Makes the lines that the selection touches paragraphs, headings, items or notes.
 *
 * Returns: whether any of them is now of this kind
 */
gboolean
precept_prose_buffer_set_kind (PreceptProseBuffer *self, PreceptProseKind kind)
{
  g_autoptr (GPtrArray) paths = NULL;

  g_return_val_if_fail (PRECEPT_IS_PROSE_BUFFER (self), FALSE);
  g_return_val_if_fail (kind != PRECEPT_PROSE_KIND_NONE, FALSE);

  paths = dup_selected_paths (self);
  return convert_all (self, paths, kind);
}

gboolean
precept_prose_buffer_toggle_kind (PreceptProseBuffer *self, PreceptProseKind kind)
{
  return precept_prose_buffer_set_kind (self, precept_prose_buffer_get_kind (self) == kind ? PRECEPT_PROSE_KIND_PARAGRAPH : kind);
}

/**
 * precept_prose_buffer_leave_empty:
 * @self: a buffer
 * @index: of a line
 *
 * What Enter does in an empty item, finding or note: it leaves the level.
 *
 * Returns: whether it did
 */
gboolean
precept_prose_buffer_leave_empty (PreceptProseBuffer *self, guint index)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  PreceptProseKind  kind = get_kind (self, line);

  if (kind == PRECEPT_PROSE_KIND_NONE || precept_prose_text_get_editable_length (line->text) > 0)
    return FALSE;
  if (kind == PRECEPT_PROSE_KIND_BULLET || kind == PRECEPT_PROSE_KIND_NUMBER)
    return precept_prose_buffer_indent (self, TRUE);
  if (kind == PRECEPT_PROSE_KIND_NOTE)
    {
      g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (paths, g_strdup (line->path));
      return convert_all (self, paths, PRECEPT_PROSE_KIND_PARAGRAPH);
    }
  return FALSE;
}

/**
 * precept_prose_buffer_drop_kind:
 * @self: a buffer
 * @index: of the line with the caret
 *
 * What Backspace does first at the start of a heading, of an item of the outermost level and of the first line of a
 * note: it becomes a paragraph.
 *
 * Returns: %FALSE where it is one already, or has to stay what it is
 */
gboolean
precept_prose_buffer_drop_kind (PreceptProseBuffer *self, guint index)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  PreceptProseKind  kind = get_kind (self, line);
  g_autofree char  *path = line != NULL ? g_strdup (line->path) : NULL;
  g_autofree char  *before = precept_prose_buffer_dup_selection (self);
  g_autofree char  *parent = NULL;
  g_autoptr (GError) error = NULL;
  guint    position = 0;
  gboolean dropped;

  if (kind == PRECEPT_PROSE_KIND_NONE || kind == PRECEPT_PROSE_KIND_PARAGRAPH || line->kind == PRECEPT_PROSE_LINE_FINDING)
    return FALSE;
  parent = precept_document_dup_parent_path (get_document (self), path, &position);
  if (kind == PRECEPT_PROSE_KIND_NOTE && position > 0)
    return FALSE;
  precept_prose_buffer_commit (self);
  precept_prose_buffer_begin_compound (self);
  dropped = convert (self, &path, PRECEPT_PROSE_KIND_PARAGRAPH, FALSE, before, &error);
  precept_prose_buffer_end_compound (self);
  if (dropped)
    precept_prose_buffer_place_caret (self, path, 0);
  return dropped;
}

/**
 * precept_prose_buffer_shift_heading:
 * @self: a buffer
 * @index: of the line with the caret
 * @out: whether it goes one level out
 *
 * Moves a heading to another level, with what is under it.
 *
 * Returns: %FALSE where the line is no heading of a section or a topic
 */
gboolean
precept_prose_buffer_shift_heading (PreceptProseBuffer *self, guint index, gboolean out)
{
  PreceptProseLine *line = precept_prose_buffer_get_line (self, index);
  g_autofree char  *before = precept_prose_buffer_dup_selection (self);
  g_autofree char  *path = NULL;
  g_autoptr (GError) error = NULL;
  GtkTextIter caret;
  int         offset;

  if (get_kind (self, line) != PRECEPT_PROSE_KIND_HEADING)
    return FALSE;
  gtk_text_buffer_get_iter_at_mark (GTK_TEXT_BUFFER (self), &caret, gtk_text_buffer_get_insert (GTK_TEXT_BUFFER (self)));
  offset = gtk_text_iter_get_line_offset (&caret);
  precept_prose_buffer_commit (self);
  if (!precept_prose_buffer_apply_group (self, precept_edit_shift_heading (get_document (self), line->path, out, &path, &error), before, &error))
    refuse (self, error);
  else
    precept_prose_buffer_place_caret (self, path, offset);
  precept_prose_buffer_end_run (self);
  return TRUE;
}
