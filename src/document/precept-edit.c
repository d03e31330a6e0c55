/* precept-edit.c: what a word processor does, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit.h"

#include "precept-canonical.h"
#include "precept-edit-private.h"
#include "precept-inline-tree.h"

#include <string.h>

PreceptEdit *
precept_edit_new (PreceptDocument *document,
                  const char      *label)
{
  PreceptEdit *self = g_new0 (PreceptEdit, 1);

  self->document = document;
  self->group = precept_step_group_new (label);
  self->ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  return self;
}

void
precept_edit_free (PreceptEdit *self)
{
  g_clear_pointer (&self->group, precept_step_group_unref);
  g_hash_table_unref (self->ids);
  g_free (self);
}

PreceptStepGroup *
precept_edit_finish (PreceptEdit *self)
{
  PreceptStepGroup *group = g_steal_pointer (&self->group);

  precept_edit_free (self);

  return group;
}

/* The id by which steps can name @element; if it has none, the first steps give it one. */
const char *
precept_edit_get_id (PreceptEdit *self,
                     xmlNode     *element)
{
  const char      *id = g_hash_table_lookup (self->ids, element);
  g_autofree char *path = NULL;
  char            *new_id;

  if (id != NULL)
    return id;

  id = precept_node_get_id (element);
  if (id != NULL && precept_document_find (self->document, id) == element)
    return id;

  path = precept_document_dup_path (self->document, element);
  new_id = precept_document_dup_new_id (self->document, (const char *)element->name);
  precept_step_group_add (self->group, precept_step_new_set_attribute (path, "id", new_id));
  g_hash_table_insert (self->ids, element, new_id);

  return new_id;
}

void
precept_edit_insert (PreceptEdit *self,
                     const char  *parent_id,
                     guint        position,
                     const char  *format,
                     ...)
{
  g_autofree char *xml = NULL;
  va_list          arguments;

  va_start (arguments, format);
  xml = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  precept_step_group_add (self->group, precept_step_new_insert (parent_id, position, xml));
}

void
precept_edit_take (PreceptEdit *self,
                   const char  *parent_id,
                   guint        position,
                   guint        n_nodes)
{
  if (n_nodes > 0)
    precept_step_group_add (self->group, precept_step_new_remove (parent_id, position, n_nodes));
}

void
precept_edit_set (PreceptEdit   *self,
                  const char    *id,
                  PreceptInline *content)
{
  g_autofree char *xml = precept_edit_dup_xml (content);

  precept_step_group_add (self->group, precept_step_new_set_content (id, xml));
}

void
precept_edit_set_value (PreceptEdit *self,
                        const char  *id,
                        const char  *name,
                        const char  *value)
{
  precept_step_group_add (self->group, precept_step_new_set_attribute (id, name, value));
}

void
precept_edit_move (PreceptEdit *self,
                   const char  *from_id,
                   guint        position,
                   guint        n_nodes,
                   const char  *to_id,
                   guint        to_position)
{
  g_autofree char *path = g_strdup_printf ("%s/%u", from_id, position);

  /* Each that leaves makes room for the next one. */
  for (guint i = 0; i < n_nodes; i++)
    precept_step_group_add (self->group, precept_step_new_move (path, to_id, to_position + i));
}

char *
precept_edit_dup_xml (PreceptInline *content)
{
  return content != NULL ? precept_inline_to_xml (content) : g_strdup ("");
}

xmlNode *
precept_edit_find (PreceptDocument *document,
                   const char      *id,
                   GError         **error)
{
  xmlNode *node = precept_document_find (document, id);

  if (node == NULL)
    precept_step_fail (error, "There is no “%s” any more. Look at the document as it is now, and try again.", id);

  return node;
}

xmlNode *
precept_edit_find_paragraph (PreceptDocument *document,
                             const char      *id,
                             GError         **error)
{
  xmlNode *node = precept_edit_find (document, id, error);

  if (node != NULL && !precept_node_is (node, "p"))
    {
      precept_step_fail (error, "This works on paragraphs only, and “%s” is none.", id);
      return NULL;
    }

  return node;
}

xmlNode *
precept_edit_get_previous_element (xmlNode *node)
{
  xmlNode *previous = node->prev;

  while (previous != NULL && !precept_node_is_ours (previous))
    previous = previous->prev;

  return previous;
}

xmlNode *
precept_edit_get_last_element (const xmlNode *node)
{
  xmlNode *last = node->last;

  return last == NULL || precept_node_is_ours (last) ? last : precept_edit_get_previous_element (last);
}

guint
precept_edit_count_after (const xmlNode *node)
{
  guint count = 0;

  for (const xmlNode *sibling = node->next; sibling != NULL; sibling = sibling->next)
    count++;

  return count;
}

gboolean
precept_edit_is_entry (const xmlNode *node)
{
  return precept_node_is (node, "finding") || precept_node_is (node, "item");
}

gboolean
precept_edit_is_line (xmlNode *paragraph)
{
  return precept_edit_is_entry (paragraph->parent) && precept_node_first_element (paragraph->parent) == paragraph;
}

/**
 * precept_edit_set_inline:
 * @document: a document
 * @path: path of an element that holds text
 * @content: (nullable): its new content
 * @error: (nullable): where to store an error
 *
 * Plans to replace a text. What is typed into one text becomes one undo.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_inline (PreceptDocument *document,
                         const char      *path,
                         PreceptInline   *content,
                         GError         **error)
{
  g_autofree char  *key = NULL;
  g_autofree char  *xml = NULL;
  g_autofree char  *old_xml = NULL;
  PreceptStepGroup *group;
  xmlNode          *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  if (node == NULL || !precept_node_is_ours (node))
    {
      precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);
      return NULL;
    }

  group = precept_step_group_new ("Edit text");
  xml = precept_edit_dup_xml (content);
  old_xml = precept_canonical_dup_content (node);
  if (strcmp (xml, old_xml) != 0)
    precept_step_group_add (group, precept_step_new_set_content (path, xml));
  key = g_strconcat ("text:", path, NULL);
  precept_step_group_set_merge_key (group, key);

  return group;
}

/**
 * precept_edit_insert_paragraph_after:
 * @document: a document
 * @id: of a block
 * @content: (nullable): what it holds
 * @new_id: (out) (optional): of the paragraph
 * @error: (nullable): where to store an error
 *
 * Plans a new paragraph behind a block, in the same place.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_insert_paragraph_after (PreceptDocument *document,
                                     const char      *id,
                                     PreceptInline   *content,
                                     char           **new_id,
                                     GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *paragraph_id = NULL;
  g_autofree char *xml = NULL;
  xmlNode         *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL)
    return NULL;
  if (node == precept_document_get_root (document))
    {
      precept_step_fail (error, "Nothing can come after the guideline.");
      return NULL;
    }

  edit = precept_edit_new (document, "Insert paragraph");
  paragraph_id = precept_document_dup_new_id (document, "p");
  xml = precept_edit_dup_xml (content);
  precept_edit_insert (edit, precept_edit_get_id (edit, node->parent), precept_node_get_position (node) + 1,
                       "<p id=\"%s\">%s</p>", paragraph_id, xml);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&paragraph_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_make_entry:
 * @document: a document
 * @paragraph_id: of a paragraph that is not the first of an entry
 * @kind: "bullet" or "number", of the list
 * @error: (nullable): where to store an error
 *
 * Plans to make an entry of a paragraph: it joins the list before it, if that is of the same kind.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_make_entry (PreceptDocument *document,
                         const char      *paragraph_id,
                         const char      *kind,
                         GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *entry_id = NULL;
  g_autofree char *list_id = NULL;
  g_autofree char *previous_kind = NULL;
  const char      *parent_id;
  xmlNode         *paragraph;
  xmlNode         *previous;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);
  g_return_val_if_fail (g_strcmp0 (kind, "bullet") == 0 || g_strcmp0 (kind, "number") == 0, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  if (precept_edit_is_line (paragraph))
    {
      precept_step_fail (error, "This is an entry already.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make entry");
  position = precept_node_get_position (paragraph);
  parent_id = precept_edit_get_id (edit, paragraph->parent);
  previous = precept_edit_get_previous_element (paragraph);
  previous_kind = precept_node_dup_attribute (previous, "kind");

  if (precept_node_is (paragraph->parent, "topic"))
    {
      entry_id = precept_document_dup_new_id (document, "finding");
      precept_edit_insert (edit, parent_id, position, "<finding id=\"%s\"/>", entry_id);
      precept_edit_move (edit, parent_id, position + 1, 1, entry_id, 0);
    }
  else
    {
      entry_id = precept_document_dup_new_id (document, "item");
      if (precept_node_is (previous, "list") && g_strcmp0 (previous_kind, kind) == 0)
        {
          precept_edit_insert (edit, precept_edit_get_id (edit, previous), precept_node_count_children (previous),
                               "<item id=\"%s\"/>", entry_id);
          precept_edit_move (edit, parent_id, position, 1, entry_id, 0);
        }
      else
        {
          list_id = precept_document_dup_new_id (document, "list");
          precept_edit_insert (edit, parent_id, position, "<list id=\"%s\" kind=\"%s\"><item id=\"%s\"/></list>",
                               list_id, kind, entry_id);
          precept_edit_move (edit, parent_id, position + 1, 1, entry_id, 0);
        }
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The order in which parts are printed where nobody chose another. */
static const char *const part_order[] = {
  "metadata", "disclaimer", "summary", "definitions", "policy-statement", "evidence", "coverage",
  "billing-codes", "references", "history", "section", "review", "approvals"
};

static int
rank_part (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (part_order); i++)
    {
      if (strcmp (name, part_order[i]) == 0)
        return i;
    }

  return -1;
}

/* Where a part is printed that nobody put elsewhere. */
guint
precept_edit_find_part_position (xmlNode    *root,
                                 const char *part_name)
{
  xmlNode *before = NULL;

  for (xmlNode *child = precept_node_first_element (root); child != NULL; child = precept_node_next_element (child))
    {
      if (rank_part ((const char *)child->name) <= rank_part (part_name))
        before = child;
    }

  return before != NULL ? precept_node_get_position (before) + 1 : 0;
}

/* Puts @xml at the end of the part, which it makes where there is none. */
PreceptStepGroup *
precept_edit_add_to_part (PreceptDocument *document,
                          const char      *part_name,
                          const char      *label,
                          const char      *xml)
{
  g_autoptr (PreceptEdit) edit = precept_edit_new (document, label);
  xmlNode         *root = precept_document_get_root (document);
  xmlNode         *part = precept_node_child (root, part_name);
  g_autofree char *part_id = NULL;

  if (part != NULL)
    {
      precept_edit_insert (edit, precept_edit_get_id (edit, part), precept_node_count_children (part), "%s", xml);
      return precept_edit_finish (g_steal_pointer (&edit));
    }

  part_id = precept_document_has_id (document, part_name) ? precept_document_dup_new_id (document, part_name)
                                                          : g_strdup (part_name);
  precept_edit_insert (edit, precept_edit_get_id (edit, root), precept_edit_find_part_position (root, part_name),
                       "<%s id=\"%s\">%s</%s>", part_name, part_id, xml, part_name);

  return precept_edit_finish (g_steal_pointer (&edit));
}

void
precept_edit_append_attribute (GString    *xml,
                               const char *name,
                               const char *value)
{
  g_autofree char *escaped = NULL;

  if (value == NULL || *value == '\0')
    return;

  escaped = precept_canonical_escape_attribute (value);
  g_string_append_printf (xml, " %s=\"%s\"", name, escaped);
}

static void
append_paragraph (PreceptDocument *document,
                  GString         *xml,
                  PreceptInline   *content)
{
  g_autofree char *id = precept_document_dup_new_id (document, "p");
  g_autofree char *inner = precept_edit_dup_xml (content);

  g_string_append_printf (xml, "<p id=\"%s\">%s</p>", id, inner);
}

/* Puts @xml before a child of the part, or at its end. */
static PreceptStepGroup *
add_at (PreceptDocument *document,
        const char      *part_name,
        xmlNode         *before,
        const char      *label,
        const char      *xml)
{
  g_autoptr (PreceptEdit) edit = NULL;

  if (before == NULL)
    return precept_edit_add_to_part (document, part_name, label, xml);

  edit = precept_edit_new (document, label);
  precept_edit_insert (edit, precept_edit_get_id (edit, before->parent), precept_node_get_position (before), "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Starts an element with a new id. */
GString *
precept_edit_open_element (PreceptDocument *document,
                           const char      *name,
                           const char      *prefix,
                           char           **new_id)
{
  GString         *xml = g_string_new (NULL);
  g_autofree char *id = precept_document_dup_new_id (document, prefix);

  g_string_append_printf (xml, "<%s id=\"%s\"", name, id);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return xml;
}

/**
 * precept_edit_add_finding:
 * @document: a document
 * @parent_id: of a topic or a finding
 * @content: (nullable): its line
 * @new_id: (out) (optional): of the finding
 * @error: (nullable): where to store an error
 *
 * Plans a new finding at the end of another, or of a topic.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_finding (PreceptDocument *document,
                          const char      *parent_id,
                          PreceptInline   *content,
                          char           **new_id,
                          GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GString) xml = NULL;
  xmlNode *parent;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (parent_id != NULL, NULL);

  parent = precept_edit_find (document, parent_id, error);
  if (parent == NULL)
    return NULL;
  if (!precept_node_is (parent, "topic") && !precept_node_is (parent, "finding"))
    {
      precept_step_fail (error, "Findings belong to a topic of the evidence, or to another finding.");
      return NULL;
    }

  edit = precept_edit_new (document, "Add finding");
  xml = precept_edit_open_element (document, "finding", "finding", new_id);
  g_string_append_c (xml, '>');
  append_paragraph (document, xml, content);
  g_string_append (xml, "</finding>");
  precept_edit_insert (edit, parent_id, precept_node_count_children (parent), "%s", xml->str);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_definition:
 * @document: a document
 * @term: what is defined
 * @abbreviation: (nullable): of the term
 * @content: (nullable): what it means
 * @new_id: (out) (optional): of the definition
 * @error: (nullable): where to store an error
 *
 * Plans a new definition: in its place where they are sorted by term, else at the end.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_definition (PreceptDocument *document,
                             const char      *term,
                             const char      *abbreviation,
                             PreceptInline   *content,
                             char           **new_id,
                             GError         **error)
{
  g_autoptr (GString) xml = NULL;
  g_autofree char *escaped = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (term != NULL, NULL);

  escaped = precept_canonical_escape (term);
  xml = precept_edit_open_element (document, "definition", "definition", new_id);
  g_string_append (xml, "><term");
  precept_edit_append_attribute (xml, "abbreviation", abbreviation);
  g_string_append_printf (xml, ">%s</term>", escaped);
  append_paragraph (document, xml, content);
  g_string_append (xml, "</definition>");

  return add_at (document, "definitions", precept_edit_find_term (document, term), "Add definition", xml->str);
}

/**
 * precept_edit_add_reference:
 * @document: a document
 * @content: (nullable): the citation
 * @new_id: (out) (optional): of the reference
 * @error: (nullable): where to store an error
 *
 * Plans a new reference at the end.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_reference (PreceptDocument *document,
                            PreceptInline   *content,
                            char           **new_id,
                            GError         **error)
{
  g_autoptr (GString) xml = NULL;
  g_autofree char *inner = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  inner = precept_edit_dup_xml (content);
  xml = precept_edit_open_element (document, "reference", "ref", new_id);
  g_string_append_printf (xml, ">%s</reference>", inner);

  return precept_edit_add_to_part (document, "references", "Add reference", xml->str);
}

/**
 * precept_edit_add_revision:
 * @document: a document
 * @kind: "reviewed", "revised" or "reviewed-revised"
 * @on: the date, yyyy-mm-dd
 * @version: (nullable): the version it led to
 * @content: (nullable): what was done
 * @new_id: (out) (optional): of the revision
 * @error: (nullable): where to store an error
 *
 * Plans a new entry of the history, in its place by its date, whether the newest stand first or last.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_revision (PreceptDocument *document,
                           const char      *kind,
                           const char      *on,
                           const char      *version,
                           PreceptInline   *content,
                           char           **new_id,
                           GError         **error)
{
  g_autoptr (GString) xml = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (kind != NULL && on != NULL, NULL);

  xml = precept_edit_open_element (document, "revision", "revision", new_id);
  precept_edit_append_attribute (xml, "kind", kind);
  precept_edit_append_attribute (xml, "on", on);
  precept_edit_append_attribute (xml, "version", version);
  g_string_append_c (xml, '>');
  append_paragraph (document, xml, content);
  g_string_append (xml, "</revision>");

  return add_at (document, "history", precept_edit_find_date (document, on), "Add revision", xml->str);
}
