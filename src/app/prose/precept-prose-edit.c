/* precept-prose-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-edit.h"

#include "precept-edit.h"
#include "precept-place.h"

/* An element and where it stands. Paths hold until the first step that moves something before them. */
typedef struct
{
  char *path;
  char *name;
  char *parent; /* path; NULL for the root element */
  char *parent_name;
  guint position; /* in its parent */
} Place;

static void
clear_place (Place *place)
{
  g_free (place->path);
  g_free (place->name);
  g_free (place->parent);
  g_free (place->parent_name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, clear_place)

static gboolean
find_place (PreceptDocument *document, const char *path, Place *place)
{
  place->path = g_strdup (path);
  place->name = precept_document_dup_element_name (document, path);
  place->parent = precept_document_dup_parent_path (document, path, &place->position);
  place->parent_name = place->parent != NULL ? precept_document_dup_element_name (document, place->parent) : NULL;
  return place->name != NULL && place->parent_name != NULL;
}

static gboolean
is_one_of (const char *name, const char *const *names)
{
  return name != NULL && g_strv_contains (names, name);
}

static void
describe (PreceptStepGroup *group, const PreceptProseAction *action, const char *after)
{
  precept_step_group_set_selections (group, action->before, action->after != NULL ? action->after : after);
  precept_step_group_set_merge_key (group, action->key);
}

static PreceptStepGroup *
make_group (const PreceptProseAction *action, const char *after)
{
  PreceptStepGroup *group = precept_step_group_new (action->label);

  describe (group, action, after);
  return group;
}

static void
add_set_inline (PreceptStepGroup *group, const char *path, PreceptInline *text)
{
  g_autofree char *xml = precept_inline_to_xml (text);

  precept_step_group_add (group, precept_step_new_set_content (path, xml));
}

/* Applies what the document made of the edit; a refusal is no error of the user's. */
static gboolean
apply_edit (PreceptSession *session, PreceptStepGroup *edit, const PreceptProseAction *action, const char *after, GError **error)
{
  g_autoptr (PreceptStepGroup) group = edit;

  if (group == NULL)
    return FALSE;
  describe (group, action, after);
  return precept_session_apply (session, group, error);
}

/**
 * precept_prose_edit_set_text:
 * @session: an open document
 * @path: the element that holds the text
 * @text: its new text
 * @action: what the user did
 * @error: where to store why it can't be done
 *
 * Replaces the text of one block.
 */
gboolean
precept_prose_edit_set_text (PreceptSession *session, const char *path, PreceptInline *text, const PreceptProseAction *action, GError **error)
{
  g_autoptr (PreceptStepGroup) group = make_group (action, NULL);

  add_set_inline (group, path, text);
  return precept_session_apply (session, group, error);
}

static char *
make_selection (const char *path)
{
  return g_strdup_printf ("%s:0 %s:0", path, path);
}

/* Elements in which a paragraph may follow the title. */
static gboolean
takes_paragraph_after_title (const char *name)
{
  static const char *const names[] = { "section", "topic", "group", "summary", "disclaimer", "policy-statement", "definitions", "billing-codes", "definition", NULL };

  return is_one_of (name, names);
}

/* A heading, a term or a reference: what is no paragraph. */
static gboolean
split_other (PreceptSession *session, Place *place, PreceptInline *first, PreceptInline *second, const PreceptProseAction *action, char **new_path, GError **error)
{
  PreceptDocument *document = precept_session_get_document (session);
  gboolean         reference = g_str_equal (place->name, "reference");
  const char      *name = reference ? "reference" : "p";
  g_autofree char *xml = precept_inline_to_xml (second);
  g_autofree char *id = precept_document_dup_new_id (document, name);
  g_autofree char *finding = precept_document_dup_new_id (document, "finding");
  g_autofree char *element = g_str_equal (place->parent_name, "topic") ? g_strdup_printf ("<finding id=\"%s\"><p id=\"%s\">%s</p></finding>", finding, id, xml) : g_strdup_printf ("<%s id=\"%s\">%s</%s>", name, id, xml, name);
  g_autofree char *after = make_selection (id);
  g_autoptr (PreceptStepGroup) group = make_group (action, after);

  if (!reference && !takes_paragraph_after_title (place->parent_name))
    return FALSE;
  add_set_inline (group, place->path, first);
  precept_step_group_add (group, precept_step_new_insert (place->parent, place->position + 1, element));
  if (!precept_session_apply (session, group, error))
    return FALSE;
  *new_path = g_steal_pointer (&id);
  return TRUE;
}

/**
 * precept_prose_edit_split:
 * @session: an open document
 * @line: the line to split
 * @offset: where, in characters as shown
 * @action: what the user did
 * @new_path: (out): the path of the second half
 * @error: where to store why the document can't take it
 *
 * Splits a block in two of the same kind; the first half keeps its id. After a heading comes a paragraph, after a topic a finding.
 *
 * Returns: %FALSE without @error where nothing may be split
 */
gboolean
precept_prose_edit_split (PreceptSession *session, PreceptProseLine *line, int offset, const PreceptProseAction *action, char **new_path, GError **error)
{
  PreceptDocument *document = precept_session_get_document (session);
  g_autoptr (PreceptProseText) head = precept_prose_text_copy (line->text, 0, offset);
  g_autoptr (PreceptProseText) tail = precept_prose_text_copy (line->text, offset, -1);
  g_autoptr (PreceptInline) first = precept_prose_text_dup_inline (head);
  g_autoptr (PreceptInline) second = precept_prose_text_dup_inline (tail);
  g_autofree char  *id = NULL;
  g_autofree char  *after = NULL;
  PreceptStepGroup *edit;
  g_auto (Place) place = { 0 };

  if (!find_place (document, line->path, &place))
    return FALSE;
  if (g_str_equal (place.name, "title") || g_str_equal (place.name, "term") || g_str_equal (place.name, "reference"))
    return split_other (session, &place, first, second, action, new_path, error);
  edit = precept_edit_split (document, line->path, first, second, &id, NULL);
  after = id != NULL ? make_selection (id) : NULL;
  if (!apply_edit (session, edit, action, after, error))
    return FALSE;
  *new_path = g_steal_pointer (&id);
  return TRUE;
}

static gboolean
join_references (PreceptSession *session, PreceptProseLine *previous, PreceptProseLine *line, Place *place, const PreceptProseAction *action, GError **error)
{
  g_autoptr (PreceptProseText) whole = precept_prose_text_copy (previous->text, 0, -1);
  g_autoptr (PreceptInline) text = NULL;
  g_autoptr (PreceptStepGroup) group = make_group (action, NULL);

  precept_prose_text_append (whole, line->text);
  text = precept_prose_text_dup_inline (whole);
  add_set_inline (group, previous->path, text);
  precept_step_group_add (group, precept_step_new_remove (place->parent, place->position, 1));
  return precept_session_apply (session, group, error);
}

/**
 * precept_prose_edit_join:
 * @session: an open document
 * @previous: the line that stays
 * @line: the line whose text goes to the end of @previous
 * @action: what the user did
 * @error: where to store why the document can't take it
 *
 * Joins two blocks; the first one keeps its id.
 *
 * Returns: %FALSE without @error where the two can't be joined
 */
gboolean
precept_prose_edit_join (PreceptSession *session, PreceptProseLine *previous, PreceptProseLine *line, const PreceptProseAction *action, GError **error)
{
  PreceptDocument  *document = precept_session_get_document (session);
  PreceptStepGroup *edit;
  g_autofree char  *id = NULL;
  g_auto (Place) place = { 0 };

  if (!find_place (document, line->path, &place))
    return FALSE;
  if (g_str_equal (place.name, "reference") && previous->kind == PRECEPT_PROSE_LINE_REFERENCE)
    return join_references (session, previous, line, &place, action, error);
  if (!g_str_equal (place.name, "p"))
    return FALSE;
  if (precept_prose_text_get_length (line->text) == 0)
    edit = precept_edit_remove (document, line->path, NULL);
  else
    {
      edit = precept_edit_join_with_previous (document, line->path, &id, NULL);
      /* Only with the line that is before it on the screen. */
      if (edit != NULL && g_strcmp0 (id, previous->path) != 0)
        g_clear_pointer (&edit, precept_step_group_unref);
    }
  return apply_edit (session, edit, action, NULL, error);
}

/**
 * precept_prose_edit_shift:
 * @session: an open document
 * @line: a line of an item or a finding
 * @outdent: whether to go out
 * @action: what the user did
 * @error: where to store why the document can't take it
 *
 * Moves an item or a finding one level in or out, with what is below it. From the outermost level it becomes a paragraph.
 *
 * Returns: %FALSE without @error where there is no such level
 */
gboolean
precept_prose_edit_shift (PreceptSession *session, PreceptProseLine *line, gboolean outdent, const PreceptProseAction *action, GError **error)
{
  PreceptDocument  *document = precept_session_get_document (session);
  PreceptStepGroup *edit = outdent ? precept_edit_outdent (document, line->path, NULL) : precept_edit_indent (document, line->path, NULL);

  return apply_edit (session, edit, action, NULL, error);
}

/**
 * precept_prose_edit_remove:
 * @session: an open document
 * @line: the line
 * @action: what the user did
 * @error: where to store why the document can't take it
 *
 * Removes the block of a line.
 *
 * Returns: %FALSE without @error where it must stay, if only empty
 */
gboolean
precept_prose_edit_remove (PreceptSession *session, PreceptProseLine *line, const PreceptProseAction *action, GError **error)
{
  PreceptDocument *document = precept_session_get_document (session);
  g_auto (Place) place = { 0 };

  if (!find_place (document, line->path, &place) || (!g_str_equal (place.name, "p") && !g_str_equal (place.name, "reference")))
    return FALSE;
  return apply_edit (session, precept_edit_remove (document, line->path, NULL), action, NULL, error);
}
