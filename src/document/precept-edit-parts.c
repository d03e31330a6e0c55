/* precept-edit-parts.c: parts, sections, topics, groups and indications as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-parts.h"

#include <string.h>

#include "precept-edit-private.h"
#include "precept-find.h"
#include "precept-grammar-tree.h"

/* What a person moves as a whole besides parts. */
static const char *const movable[] = { "topic", "group", "indication", "section", "code-table", "evidence" };

static gboolean
is_part (PreceptDocument *document, const xmlNode *node)
{
  return node->parent == precept_document_get_root (document) && precept_node_is_ours (node) &&
         g_strcmp0 (precept_grammar_get_place (precept_grammar_get (), (const char *)node->name), "part") == 0;
}

static gboolean
is_movable (PreceptDocument *document, const xmlNode *node)
{
  if (is_part (document, node))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (movable); i++)
    {
      if (precept_node_is (node, movable[i]))
        return TRUE;
    }
  return FALSE;
}

/**
 * precept_edit_dup_part_id:
 * @document: a document
 * @path: a path, or an id
 *
 * Returns: (transfer full) (nullable): the id of the part in which it is; %NULL for the metadata and what is not there
 */
char *
precept_edit_dup_part_id (PreceptDocument *document, const char *path)
{
  xmlNode *node = precept_document_find_path (document, path);

  while (node != NULL && node->type == XML_ELEMENT_NODE && !is_part (document, node))
    node = node->parent;
  return node != NULL && node->type == XML_ELEMENT_NODE ? g_strdup (precept_node_get_id (node)) : NULL;
}

/* "“Dosing”", or what it is where it has no title. */
static char *
dup_name (const xmlNode *node)
{
  g_autofree char *title = precept_node_dup_child_text (node, "title");
  const char      *label = precept_grammar_get_label (precept_grammar_get (), (const char *)node->name);

  return title != NULL ? g_strdup_printf ("“%s”", title) : g_strdup_printf ("“%s”", label != NULL ? label : (const char *)node->name);
}

/* Adding. */

/**
 * precept_edit_list_addable_parts:
 * @document: a document
 *
 * Lists the parts that may be added: those that may be there several times, and those that are not there.
 *
 * Returns: (transfer full): names of elements
 */
GStrv
precept_edit_list_addable_parts (PreceptDocument *document)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  xmlNode           *root = precept_document_get_root (document);
  const char *const *names = precept_grammar_get_elements (grammar);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (g_strcmp0 (precept_grammar_get_place (grammar, names[i]), "part") == 0 &&
          precept_grammar_can_insert (grammar, root, precept_edit_find_part_position (root, names[i]), names[i]))
        g_strv_builder_add (builder, names[i]);
    }
  return g_strv_builder_end (builder);
}

/**
 * precept_edit_list_missing_parts:
 * @document: a document
 *
 * Lists the parts without which a guideline is not complete. Where there is no part at all, these are all that a guideline
 * has once.
 *
 * Returns: (transfer full): names of elements
 */
GStrv
precept_edit_list_missing_parts (PreceptDocument *document)
{
  PreceptGrammar *grammar = precept_grammar_get ();
  xmlNode        *root = precept_document_get_root (document);
  g_auto (GStrv) missing = precept_grammar_list_missing (grammar, root);
  g_auto (GStrv) addable = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  gboolean has_part = FALSE;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  for (xmlNode *child = precept_node_first_element (root); child != NULL; child = precept_node_next_element (child))
    has_part |= is_part (document, child);
  addable = has_part ? g_strdupv (missing) : precept_edit_list_addable_parts (document);
  for (guint i = 0; addable[i] != NULL; i++)
    {
      if (g_strcmp0 (precept_grammar_get_place (grammar, addable[i]), "part") == 0 && !g_str_equal (addable[i], "section"))
        g_strv_builder_add (builder, addable[i]);
    }
  return g_strv_builder_end (builder);
}

/* The least that the grammar wants in a part. */
static char *
dup_new_content (PreceptDocument *document, const char *name)
{
  g_autofree char *p = precept_document_dup_new_id (document, "p");
  g_autofree char *entry = NULL;

  if (g_str_equal (name, "definitions"))
    {
      entry = precept_document_dup_new_id (document, "definition");
      return g_strdup_printf ("<definition id=\"%s\"><term/><p id=\"%s\"/></definition>", entry, p);
    }
  if (g_str_equal (name, "evidence"))
    {
      entry = precept_document_dup_new_id (document, "topic");
      return g_strdup_printf ("<topic id=\"%s\"><title/><p id=\"%s\"/></topic>", entry, p);
    }
  if (g_str_equal (name, "references"))
    {
      entry = precept_document_dup_new_id (document, "reference");
      return g_strdup_printf ("<reference id=\"%s\"/>", entry);
    }
  if (g_str_equal (name, "history"))
    {
      g_autoptr (GDateTime) now = g_date_time_new_now_local ();
      g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

      entry = precept_document_dup_new_id (document, "original");
      return g_strdup_printf ("<original id=\"%s\" on=\"%s\"/>", entry, today);
    }
  if (g_str_equal (name, "coverage"))
    return g_strdup ("");
  return g_strdup_printf ("%s<p id=\"%s\"/>", g_str_equal (name, "section") ? "<title/>" : "", p);
}

/**
 * precept_edit_add_part:
 * @document: a document
 * @name: of an element, one of precept_edit_list_addable_parts()
 * @after_id: (nullable): of the part after which it comes; %NULL for the usual place
 * @new_id: (out) (optional): of the part
 * @error: (nullable): where to store an error
 *
 * Plans a new part with nothing in it but what has to be there.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_part (PreceptDocument *document, const char *name, const char *after_id, char **new_id, GError **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  PreceptGrammar  *grammar = precept_grammar_get ();
  xmlNode         *root = precept_document_get_root (document);
  xmlNode         *after = after_id != NULL ? precept_document_find (document, after_id) : NULL;
  g_autofree char *content = NULL;
  g_autofree char *id = NULL;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  position = after != NULL && is_part (document, after) ? precept_node_get_position (after) + 1 : precept_edit_find_part_position (root, name);
  if (g_strcmp0 (precept_grammar_get_place (grammar, name), "part") != 0 || !precept_grammar_can_insert (grammar, root, position, name))
    {
      const char *label = precept_grammar_get_label (grammar, name);

      precept_step_fail (error, "“%s” is there already.", label != NULL ? label : name);
      return NULL;
    }
  edit = precept_edit_new (document, "Add part");
  id = precept_document_has_id (document, name) ? precept_document_dup_new_id (document, name) : g_strdup (name);
  content = dup_new_content (document, name);
  precept_edit_insert (edit, precept_edit_get_id (edit, root), position, "<%s id=\"%s\">%s</%s>", name, id, content, name);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Removing. */

static xmlNode *
find_movable (PreceptDocument *document, const char *id, GError **error)
{
  xmlNode *node = precept_edit_find (document, id, error);

  if (node == NULL)
    return NULL;
  if (is_movable (document, node))
    return node;
  precept_step_fail (error, "Only parts and what is under a heading of its own can be moved as a whole.");
  return NULL;
}

gboolean
precept_edit_is_movable (PreceptDocument *document, const char *id)
{
  xmlNode *node = precept_document_find (document, id);

  return node != NULL && is_movable (document, node);
}

/**
 * precept_edit_remove_part:
 * @document: a document
 * @id: of a part, a section, a topic, a group or an indication
 * @error: (nullable): where to store an error
 *
 * Plans to remove it with all that is in it. What must be there at least once stays.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_part (PreceptDocument *document, const char *id, GError **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *node;
  guint    position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = find_movable (document, id, error);
  if (node == NULL)
    return NULL;
  position = precept_node_get_position (node);
  if (!precept_grammar_can_remove (precept_grammar_get (), node->parent, position))
    {
      g_autofree char *name = dup_name (node);
      g_autofree char *of = dup_name (node->parent);

      precept_step_fail (error, "%s is the only one in %s. Add another first, or remove %s as a whole.", name, of, of);
      return NULL;
    }
  edit = precept_edit_new (document, is_part (document, node) ? "Remove part" : "Remove");
  precept_edit_take (edit, precept_edit_get_id (edit, node->parent), position, 1);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Titles. */

static xmlNode *
find_title (xmlNode *node)
{
  xmlNode *title = precept_node_child (node, "title");

  return title != NULL ? title : precept_node_child (node, "caption");
}

char *
precept_edit_dup_title_path (PreceptDocument *document, const char *id)
{
  xmlNode *node = precept_document_find (document, id);
  xmlNode *title = node != NULL ? find_title (node) : NULL;

  return title != NULL ? precept_document_dup_path (document, title) : NULL;
}

/**
 * precept_edit_set_title:
 * @document: a document
 * @id: of a part, a section, a topic, a group, an indication or a code table
 * @title: what it is called; empty for the name that such a part usually has
 * @error: (nullable): where to store an error
 *
 * Plans to rename it. A part that has no title of its own gets one.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_set_title (PreceptDocument *document, const char *id, PreceptInline *title, GError **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  PreceptGrammar  *grammar = precept_grammar_get ();
  xmlNode         *node;
  xmlNode         *old;
  g_autofree char *xml = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (title != NULL, NULL);

  node = find_movable (document, id, error);
  if (node == NULL)
    return NULL;
  old = find_title (node);
  edit = precept_edit_new (document, "Rename");
  if (precept_inline_is_empty (title))
    {
      if (old == NULL || !precept_grammar_can_remove (grammar, node, precept_node_get_position (old)))
        {
          precept_step_fail (error, "This needs a name.");
          return NULL;
        }
      precept_edit_take (edit, precept_edit_get_id (edit, node), precept_node_get_position (old), 1);
      return precept_edit_finish (g_steal_pointer (&edit));
    }
  xml = precept_edit_dup_xml (title);
  if (old != NULL)
    {
      path = precept_document_dup_path (document, old);
      precept_step_group_add (edit->group, precept_step_new_set_content (path, xml));
    }
  else if (precept_grammar_can_insert (grammar, node, 0, "title"))
    precept_edit_insert (edit, precept_edit_get_id (edit, node), 0, "<title>%s</title>", xml);
  else
    {
      precept_step_fail (error, "This can't have a name of its own.");
      return NULL;
    }
  return precept_edit_finish (g_steal_pointer (&edit));
}

char *
precept_edit_dup_words (PreceptInline *content)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < precept_inline_get_n_runs (content); i++)
    {
      const PreceptRun *run = precept_inline_get_run (content, i);

      if (run->kind == PRECEPT_RUN_TEXT)
        g_string_append (words, run->text);
    }
  return g_string_free (words, FALSE);
}

char *
precept_edit_dup_title (PreceptDocument *document, const char *id)
{
  g_autofree char *path = precept_edit_dup_title_path (document, id);
  g_autoptr (PreceptInline) title = path != NULL ? precept_document_dup_inline (document, path) : NULL;

  return title != NULL ? precept_edit_dup_words (title) : NULL;
}

/* The place of a character of the words, where what is no text counts as one. */
static int
find_offset (PreceptInline *content, int words_offset)
{
  int atoms = 0;

  for (guint i = 0; i < precept_inline_get_n_runs (content); i++)
    {
      const PreceptRun *run = precept_inline_get_run (content, i);
      int               length = run->kind == PRECEPT_RUN_TEXT ? (int)g_utf8_strlen (run->text, -1) : 0;

      if (run->kind == PRECEPT_RUN_TEXT && words_offset <= length)
        break;
      words_offset -= length;
      atoms += length + (run->kind != PRECEPT_RUN_TEXT);
    }
  return atoms + words_offset;
}

PreceptInline *
precept_edit_reword (PreceptInline *content, const char *words)
{
  g_autofree char     *old = precept_edit_dup_words (content);
  g_autofree gunichar *from = NULL;
  g_autofree gunichar *to = NULL;
  g_autofree char     *put = NULL;
  glong                from_length, to_length, prefix = 0, suffix = 0;

  from = g_utf8_to_ucs4_fast (old, -1, &from_length);
  to = g_utf8_to_ucs4_fast (words, -1, &to_length);
  while (prefix < MIN (from_length, to_length) && from[prefix] == to[prefix])
    prefix++;
  while (suffix < MIN (from_length, to_length) - prefix && from[from_length - 1 - suffix] == to[to_length - 1 - suffix])
    suffix++;
  /* What is put in takes the looks of a character that goes: one that stays stands in where none does. */
  if (from_length == prefix + suffix && prefix > 0)
    prefix--;
  else if (from_length == prefix + suffix && suffix > 0)
    suffix--;
  put = g_ucs4_to_utf8 (to + prefix, to_length - suffix - prefix, NULL, NULL, NULL);
  return precept_inline_replace_text (content, find_offset (content, prefix), find_offset (content, from_length - suffix), put);
}

/**
 * precept_edit_rename:
 * @document: a document
 * @id: of a part, a section, a topic, a group, an indication or a code table
 * @words: its new name; empty for the name that such a part usually has
 * @error: (nullable): where to store an error
 *
 * Plans to change the words of its title. Emphasis, links and citations in the title stay.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_rename (PreceptDocument *document, const char *id, const char *words, GError **error)
{
  g_autofree char *path = precept_edit_dup_title_path (document, id);
  g_autoptr (PreceptInline) old = path != NULL ? precept_document_dup_inline (document, path) : NULL;
  g_autoptr (PreceptInline) title = NULL;

  if (old != NULL && *words != '\0' && !precept_inline_is_empty (old))
    title = precept_edit_reword (old, words);
  else
    {
      PreceptRun run = { PRECEPT_RUN_TEXT };

      run.text = (char *)words;
      title = precept_inline_new ();
      precept_inline_append (title, &run);
    }
  return precept_edit_set_title (document, id, title, error);
}

/* Moving. */

static guint
count_faults (xmlNode *element, char **message)
{
  g_autoptr (GPtrArray) problems = precept_grammar_check_element (precept_grammar_get (), element);

  if (message != NULL && problems->len > 0)
    *message = g_strdup (((PreceptProblem *)g_ptr_array_index (problems, 0))->message);
  return problems->len;
}

/* Tries the group on a copy: the elements that lose and get something must be no worse than before. */
static gboolean
is_right_after (PreceptDocument *document, PreceptStepGroup *group, const char *from_id, const char *to_id, GError **error)
{
  const char *const ids[] = { from_id, to_id };
  g_autoptr (PreceptDocument) copy = precept_document_copy (document);

  if (!precept_document_apply (copy, group, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *message = NULL;
      xmlNode         *before = precept_document_find (document, ids[i]);
      xmlNode         *after = precept_document_find (copy, ids[i]);

      if (before == NULL || after == NULL || count_faults (after, &message) <= count_faults (before, NULL))
        continue;
      precept_step_fail (error, "It can't go there: %s.", message);
      return FALSE;
    }
  return TRUE;
}

static PreceptStepGroup *
move_to (PreceptDocument *document, xmlNode *node, xmlNode *parent, guint position, GError **error)
{
  g_autoptr (PreceptEdit) edit = precept_edit_new (document, is_part (document, node) ? "Move part" : "Move");
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *from_id = g_strdup (precept_edit_get_id (edit, node->parent));
  g_autofree char *to_id = g_strdup (precept_edit_get_id (edit, parent));
  g_autofree char *id = g_strdup (precept_edit_get_id (edit, node));

  /* The position is that in which the node is out of its old place. */
  if (node->parent == parent && precept_node_get_position (node) < position)
    position--;
  precept_step_group_add (edit->group, precept_step_new_move (id, to_id, position));
  precept_step_group_set_selections (edit->group, id, id);
  group = precept_edit_finish (g_steal_pointer (&edit));
  return is_right_after (document, group, from_id, to_id, error) ? g_steal_pointer (&group) : NULL;
}

static gboolean
is_same_kind (PreceptDocument *document, const xmlNode *a, const xmlNode *b)
{
  return is_part (document, a) ? is_part (document, b) : is_movable (document, b);
}

/**
 * precept_edit_move_by:
 * @document: a document
 * @id: of a part, a section, a topic, a group, an indication or a code table
 * @direction: 1 for after the next of its kind, -1 for before the one before
 * @error: (nullable): where to store an error
 *
 * Plans to move it by one place. Text between is passed over.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_move_by (PreceptDocument *document, const char *id, int direction, GError **error)
{
  xmlNode *node;
  xmlNode *other;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (direction == 1 || direction == -1, NULL);

  node = find_movable (document, id, error);
  if (node == NULL)
    return NULL;
  other = direction > 0 ? precept_node_next_element (node) : precept_edit_get_previous_element (node);
  while (other != NULL && !is_same_kind (document, node, other))
    other = direction > 0 ? precept_node_next_element (other) : precept_edit_get_previous_element (other);
  if (other == NULL)
    {
      g_autofree char *name = dup_name (node);

      precept_step_fail (error, direction > 0 ? "%s is the last already." : "%s is the first already.", name);
      return NULL;
    }
  return move_to (document, node, node->parent, precept_node_get_position (other) + (direction > 0), error);
}

static gboolean
is_inside (const xmlNode *node, const xmlNode *outer)
{
  for (; node != NULL; node = node->parent)
    {
      if (node == outer)
        return TRUE;
    }
  return FALSE;
}

/**
 * precept_edit_move_beside:
 * @document: a document
 * @id: of a part, a section, a topic, a group, an indication or a code table
 * @other_id: of another
 * @after: whether it goes after the other; else before it
 * @error: (nullable): where to store an error
 *
 * Plans to move it beside another, which may be elsewhere.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_move_beside (PreceptDocument *document, const char *id, const char *other_id, gboolean after, GError **error)
{
  xmlNode *node;
  xmlNode *other;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  node = find_movable (document, id, error);
  other = node != NULL ? find_movable (document, other_id, error) : NULL;
  if (other == NULL)
    return NULL;
  if (is_inside (other, node))
    {
      precept_step_fail (error, "It can't be moved into itself.");
      return NULL;
    }
  return move_to (document, node, other->parent, precept_node_get_position (other) + (after != FALSE), error);
}
