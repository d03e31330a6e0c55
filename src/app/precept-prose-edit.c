/* precept-prose-edit.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-edit.h"

#include <string.h>

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

/* Items and findings: their first paragraph is their line. */
static gboolean
is_entry (const char *name)
{
  static const char *const names[] = { "item", "finding", NULL };

  return is_one_of (name, names);
}

static gboolean
is_first_of_entry (Place *place)
{
  return place->position == 0 && is_entry (place->parent_name);
}

/* A group of one action, with its selections. */
static PreceptStepGroup *
make_group (const PreceptProseAction *action, const char *after)
{
  PreceptStepGroup *group = precept_step_group_new (action->label);

  precept_step_group_set_selections (group, action->before, action->after != NULL ? action->after : after);
  precept_step_group_set_merge_key (group, action->key);
  return group;
}

static void
add_set_inline (PreceptStepGroup *group, const char *path, PreceptInline *text)
{
  g_autofree char *xml = precept_inline_to_xml (text);

  precept_step_group_add (group, precept_step_new_set_content (path, xml));
}

static void
add_move (PreceptStepGroup *group, const char *parent, guint position, const char *to_parent, guint to_position)
{
  g_autofree char *path = g_strdup_printf ("%s/%u", parent, position);

  precept_step_group_add (group, precept_step_new_move (path, to_parent, to_position));
}

/* Moves all children from @first on. */
static void
add_move_rest (PreceptStepGroup *group, PreceptDocument *document, const char *parent, guint first, const char *to_parent, guint to_position)
{
  guint n_children = precept_document_count_children (document, parent);

  for (guint i = first; i < n_children; i++)
    add_move (group, parent, first, to_parent, to_position + i - first);
}

static char *
dup_child_name (PreceptDocument *document, const char *parent, guint position)
{
  g_autofree char *path = g_strdup_printf ("%s/%u", parent, position);

  return precept_document_dup_element_name (document, path);
}

static char *
dup_child_attribute (PreceptDocument *document, const char *parent, guint position, const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%u", parent, position);

  return precept_document_dup_attribute (document, path, name);
}

static gboolean
apply (PreceptSession *session, PreceptStepGroup *group, GError **error)
{
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
  return apply (session, group, error);
}

/* Splitting. */

static char *
make_selection (const char *path)
{
  return g_strdup_printf ("%s:0 %s:0", path, path);
}

/* An item or a finding: what comes after the split goes into a new one, with all that is nested below. */
static void
add_split_entry (PreceptStepGroup *group, PreceptDocument *document, Place *place, Place *entry, const char *id, const char *entry_id, const char *xml)
{
  g_autofree char *new_entry = g_strdup_printf ("<%s id=\"%s\"><p id=\"%s\">%s</p></%s>", entry->name, entry_id, id, xml, entry->name);

  precept_step_group_add (group, precept_step_new_insert (entry->parent, entry->position + 1, new_entry));
  add_move_rest (group, document, entry->path, place->position + 1, entry_id, 1);
}

/* Elements in which a paragraph may follow the title. */
static gboolean
takes_paragraph_after_title (const char *name)
{
  static const char *const names[] = { "section", "topic", "group", "summary", "disclaimer", "policy-statement", "definitions", "billing-codes", "definition", NULL };

  return is_one_of (name, names);
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
 * Splits a block in two of the same kind; the first half keeps its id. After a heading comes a paragraph.
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
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *xml = precept_inline_to_xml (second);
  g_autofree char *id = NULL;
  g_autofree char *after = NULL;
  g_auto (Place) place = { 0 };

  if (!find_place (document, line->path, &place))
    return FALSE;
  id = precept_document_dup_new_id (document, g_str_equal (place.name, "reference") ? "reference" : "p");
  after = make_selection (id);
  group = make_group (action, after);
  add_set_inline (group, place.path, first);
  if (g_str_equal (place.name, "p") && is_first_of_entry (&place))
    {
      g_auto (Place) entry = { 0 };
      g_autofree char *entry_id = NULL;

      if (!find_place (document, place.parent, &entry))
        return FALSE;
      entry_id = precept_document_dup_new_id (document, entry.name);
      add_split_entry (group, document, &place, &entry, id, entry_id, xml);
    }
  else if (g_str_equal (place.name, "p") || g_str_equal (place.name, "reference"))
    {
      g_autofree char *element = g_strdup_printf ("<%s id=\"%s\">%s</%s>", place.name, id, xml, place.name);

      precept_step_group_add (group, precept_step_new_insert (place.parent, place.position + 1, element));
    }
  else if ((g_str_equal (place.name, "title") || g_str_equal (place.name, "term")) && takes_paragraph_after_title (place.parent_name))
    {
      g_autofree char *element = g_strdup_printf ("<p id=\"%s\">%s</p>", id, xml);

      precept_step_group_add (group, precept_step_new_insert (place.parent, place.position + 1, element));
    }
  else
    return FALSE;
  if (!apply (session, group, error))
    return FALSE;
  *new_path = g_steal_pointer (&id);
  return TRUE;
}

/* Joining. */

static const char *const finding_facts[] = { "design", "participants", "duration", "trial", "trial-status", "checked" };

static gboolean
has_facts (PreceptDocument *document, const char *path)
{
  g_autofree char *cites = precept_document_dup_attribute (document, path, "cites");

  if (cites != NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (finding_facts); i++)
    {
      g_autofree char *value = precept_document_dup_attribute (document, path, finding_facts[i]);

      if (value != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Facts and citations of both findings are kept; where both have a fact, that of the first. */
static void
add_merge_facts (PreceptStepGroup *group, PreceptDocument *document, const char *into, const char *from)
{
  g_autofree char *cites = precept_document_dup_attribute (document, into, "cites");
  g_autofree char *other_cites = precept_document_dup_attribute (document, from, "cites");

  if (other_cites != NULL)
    {
      g_auto (GStrv) old = g_strsplit (cites != NULL ? cites : "", " ", -1);
      g_auto (GStrv) added = g_strsplit (other_cites, " ", -1);
      g_autoptr (GString) all = g_string_new (cites);

      for (guint i = 0; added[i] != NULL; i++)
        {
          if (*added[i] != '\0' && !g_strv_contains ((const char *const *)old, added[i]))
            g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", added[i]);
        }
      precept_step_group_add (group, precept_step_new_set_attribute (into, "cites", all->str));
    }
  for (guint i = 0; i < G_N_ELEMENTS (finding_facts); i++)
    {
      g_autofree char *old = precept_document_dup_attribute (document, into, finding_facts[i]);
      g_autofree char *value = precept_document_dup_attribute (document, from, finding_facts[i]);

      if (old == NULL && value != NULL)
        precept_step_group_add (group, precept_step_new_set_attribute (into, finding_facts[i], value));
    }
}

/* Removes an element; a list that it leaves empty goes too. */
static void
add_remove (PreceptStepGroup *group, PreceptDocument *document, Place *place)
{
  if (g_strcmp0 (place->parent_name, "list") == 0 && precept_document_count_children (document, place->parent) == 1)
    {
      g_auto (Place) list = { 0 };

      if (find_place (document, place->parent, &list))
        {
          precept_step_group_add (group, precept_step_new_remove (list.parent, list.position, 1));
          return;
        }
    }
  precept_step_group_add (group, precept_step_new_remove (place->parent, place->position, 1));
}

static gboolean
add_join_paragraphs (PreceptStepGroup *group, PreceptDocument *document, Place *previous, Place *place)
{
  g_auto (Place) entry = { 0 };
  gboolean has_rest;

  if (!is_first_of_entry (place))
    {
      add_remove (group, document, place);
      return TRUE;
    }
  if (!find_place (document, place->parent, &entry))
    return FALSE;
  has_rest = precept_document_count_children (document, entry.path) > 1;
  if (has_rest && g_strcmp0 (previous->parent_name, entry.name) != 0)
    return FALSE;
  if (g_str_equal (entry.name, "finding"))
    {
      if (g_strcmp0 (previous->parent_name, "finding") == 0)
        add_merge_facts (group, document, previous->parent, entry.path);
      else if (has_facts (document, entry.path))
        return FALSE;
    }
  /* What is nested below goes to the line that the text goes to. Where that line is itself nested in the entry before,
   * moving does not change the path of the entry: it has an id. */
  if (has_rest)
    add_move_rest (group, document, entry.path, place->position + 1, previous->parent, previous->position + 1);
  add_remove (group, document, &entry);
  return TRUE;
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
  PreceptDocument *document = precept_session_get_document (session);
  g_autoptr (PreceptProseText) whole = precept_prose_text_copy (previous->text, 0, precept_prose_text_get_editable_length (previous->text));
  g_autoptr (PreceptInline) text = NULL;
  g_autoptr (PreceptStepGroup) group = make_group (action, NULL);
  g_auto (Place) first = { 0 };
  g_auto (Place) second = { 0 };
  gboolean empty = precept_prose_text_get_length (line->text) == 0;

  if (!find_place (document, previous->path, &first) || !find_place (document, line->path, &second))
    return FALSE;
  if (!g_str_equal (second.name, "p") && !g_str_equal (second.name, "reference"))
    return FALSE;
  /* An empty line may go whatever is before it; its text would go into another kind of text. */
  if (!g_str_equal (first.name, second.name) && !(empty && g_str_equal (second.name, "p")))
    return FALSE;
  precept_prose_text_append (whole, line->text);
  text = precept_prose_text_dup_inline (whole);
  if (!empty)
    add_set_inline (group, first.path, text);
  if (g_str_equal (second.name, "reference"))
    precept_step_group_add (group, precept_step_new_remove (second.parent, second.position, 1));
  else if (!add_join_paragraphs (group, document, &first, &second))
    return FALSE;
  return apply (session, group, error);
}

/* One level in or out. */

/* Appends the child at @position of @parent to the list at the end of @entry, or to a new one. */
static guint
add_move_into_list (PreceptStepGroup *group, PreceptDocument *document, const char *parent, guint first, guint n_nodes, const char *entry, const char *kind)
{
  guint            n_children = precept_document_count_children (document, entry);
  g_autofree char *last = n_children > 0 ? dup_child_name (document, entry, n_children - 1) : NULL;
  g_autofree char *list_id = NULL;
  guint            at = 0;

  if (g_strcmp0 (last, "list") == 0)
    {
      list_id = dup_child_attribute (document, entry, n_children - 1, "id");
      if (list_id != NULL)
        at = precept_document_count_children (document, list_id);
    }
  if (list_id == NULL)
    {
      g_autofree char *xml = NULL;

      list_id = precept_document_dup_new_id (document, "list");
      xml = g_strdup_printf ("<list id=\"%s\" kind=\"%s\"/>", list_id, kind);
      precept_step_group_add (group, precept_step_new_insert (entry, n_children, xml));
    }
  for (guint i = 0; i < n_nodes; i++)
    add_move (group, parent, first, list_id, at + i);
  return n_nodes;
}

static gboolean
add_indent (PreceptStepGroup *group, PreceptDocument *document, Place *entry)
{
  g_autofree char *previous_name = entry->position > 0 ? dup_child_name (document, entry->parent, entry->position - 1) : NULL;
  g_autofree char *previous_id = entry->position > 0 ? dup_child_attribute (document, entry->parent, entry->position - 1, "id") : NULL;

  if (g_strcmp0 (previous_name, entry->name) != 0 || previous_id == NULL)
    return FALSE;
  if (g_str_equal (entry->name, "item"))
    {
      g_autofree char *kind = precept_document_dup_attribute (document, entry->parent, "kind");

      add_move_into_list (group, document, entry->parent, entry->position, 1, previous_id, kind != NULL ? kind : "bullet");
    }
  else
    add_move (group, entry->parent, entry->position, previous_id, precept_document_count_children (document, previous_id));
  return TRUE;
}

/* Out of a nested list: the items after it go below it, as their order on the screen says. */
static void
add_outdent_item (PreceptStepGroup *group, PreceptDocument *document, Place *item, Place *list, Place *outer)
{
  guint            n_after = precept_document_count_children (document, list->path) - item->position - 1;
  g_autofree char *kind = precept_document_dup_attribute (document, list->path, "kind");

  if (n_after > 0)
    add_move_into_list (group, document, list->path, item->position + 1, n_after, item->path, kind != NULL ? kind : "bullet");
  add_move (group, list->path, item->position, outer->parent, outer->position + 1);
  if (item->position == 0)
    precept_step_group_add (group, precept_step_new_remove (list->parent, list->position, 1));
}

/* Out of the outermost list: what it holds becomes paragraphs between two lists. */
static void
add_unlist_item (PreceptStepGroup *group, PreceptDocument *document, Place *item, Place *list)
{
  guint            n_after = precept_document_count_children (document, list->path) - item->position - 1;
  guint            n_children = precept_document_count_children (document, item->path);
  g_autofree char *kind = precept_document_dup_attribute (document, list->path, "kind");

  for (guint i = 0; i < n_children; i++)
    add_move (group, item->path, 0, list->parent, list->position + 1 + i);
  if (n_after > 0)
    {
      g_autofree char *id = precept_document_dup_new_id (document, "list");
      g_autofree char *xml = g_strdup_printf ("<list id=\"%s\" kind=\"%s\"/>", id, kind != NULL ? kind : "bullet");

      precept_step_group_add (group, precept_step_new_insert (list->parent, list->position + 1 + n_children, xml));
      for (guint i = 0; i < n_after; i++)
        add_move (group, list->path, item->position + 1, id, i);
    }
  if (item->position == 0)
    precept_step_group_add (group, precept_step_new_remove (list->parent, list->position, 1));
  else
    precept_step_group_add (group, precept_step_new_remove (list->path, item->position, 1));
}

static gboolean
add_outdent (PreceptStepGroup *group, PreceptDocument *document, Place *entry)
{
  g_auto (Place) parent = { 0 };
  g_auto (Place) outer = { 0 };

  if (!find_place (document, entry->parent, &parent))
    return FALSE;
  if (g_str_equal (entry->name, "item"))
    {
      if (g_strcmp0 (parent.parent_name, "item") == 0 && find_place (document, parent.parent, &outer))
        add_outdent_item (group, document, entry, &parent, &outer);
      else
        add_unlist_item (group, document, entry, &parent);
      return TRUE;
    }
  if (g_str_equal (parent.name, "finding"))
    {
      /* The findings after it go below it, as their order on the screen says. */
      add_move_rest (group, document, parent.path, entry->position + 1, entry->path, precept_document_count_children (document, entry->path));
      add_move (group, parent.path, entry->position, parent.parent, parent.position + 1);
      return TRUE;
    }
  if (has_facts (document, entry->path) || precept_document_count_children (document, entry->path) > 1)
    return FALSE;
  add_move (group, entry->path, 0, entry->parent, entry->position + 1);
  precept_step_group_add (group, precept_step_new_remove (entry->parent, entry->position, 1));
  return TRUE;
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
  PreceptDocument *document = precept_session_get_document (session);
  g_autoptr (PreceptStepGroup) group = make_group (action, NULL);
  g_auto (Place) place = { 0 };
  g_auto (Place) entry = { 0 };

  if (!find_place (document, line->path, &place) || !is_first_of_entry (&place) || !find_place (document, place.parent, &entry))
    return FALSE;
  if (!(outdent ? add_outdent (group, document, &entry) : add_indent (group, document, &entry)))
    return FALSE;
  return apply (session, group, error);
}

/* Removing. */

/* Elements that must keep a paragraph. */
static gboolean
needs_paragraph (const char *name)
{
  static const char *const names[] = { "definition", "note", "position", "cell", "item", "finding", "all-other-uses", NULL };

  return is_one_of (name, names);
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
  g_autoptr (PreceptStepGroup) group = make_group (action, NULL);
  g_auto (Place) place = { 0 };

  if (!find_place (document, line->path, &place))
    return FALSE;
  if (g_str_equal (place.name, "p") && is_first_of_entry (&place))
    {
      g_auto (Place) entry = { 0 };

      if (!find_place (document, place.parent, &entry) || precept_document_count_children (document, entry.path) > 1)
        return FALSE;
      add_remove (group, document, &entry);
    }
  else if (g_str_equal (place.name, "p"))
    {
      if (needs_paragraph (place.parent_name) && precept_document_count_children (document, place.parent) <= 2)
        return FALSE;
      add_remove (group, document, &place);
    }
  else if (g_str_equal (place.name, "reference") && precept_document_count_children (document, place.parent) > 1)
    add_remove (group, document, &place);
  else
    return FALSE;
  return apply (session, group, error);
}
