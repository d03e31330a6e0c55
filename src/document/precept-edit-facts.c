/* precept-edit-facts.c: facts, what governs, and single values of coverage
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-coverage.h"

#include "precept-canonical.h"
#include "precept-edit-private.h"
#include "precept-grammar-tree.h"

#include <string.h>

static xmlNode *
find_at (PreceptDocument *document,
         const char      *path,
         GError         **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (node != NULL && precept_node_is_ours (node))
    return node;
  precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);

  return NULL;
}

/**
 * precept_edit_set_attribute:
 * @document: a document
 * @path: of an element
 * @name: of an attribute
 * @value: (nullable): its new value; %NULL or "" removes it
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to set one value, if the grammar takes it.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_attribute (PreceptDocument *document,
                            const char      *path,
                            const char      *name,
                            const char      *value,
                            const char      *label,
                            GError         **error)
{
  PreceptGrammar   *grammar = precept_grammar_get ();
  g_autofree char  *old_value = NULL;
  g_autofree char  *new_value = NULL;
  g_autofree char  *key = NULL;
  PreceptStepGroup *group;
  xmlNode          *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && name != NULL && label != NULL, NULL);

  node = find_at (document, path, error);
  if (node == NULL)
    return NULL;
  new_value = value != NULL ? g_strstrip (g_strdup (value)) : NULL;
  if (new_value != NULL && *new_value == '\0')
    g_clear_pointer (&new_value, g_free);
  if (new_value == NULL && precept_grammar_is_attribute_required (grammar, (const char *)node->name, name))
    {
      precept_step_fail (error, "“%s” can't be empty.", precept_grammar_get_attribute_label (grammar, (const char *)node->name, name));
      return NULL;
    }
  if (new_value != NULL && !precept_grammar_is_value_right (grammar, (const char *)node->name, name, new_value))
    {
      g_autofree char *words = precept_grammar_dup_value_words (grammar, (const char *)node->name, name);

      precept_step_fail (error, "“%s” must be %s.", precept_grammar_get_attribute_label (grammar, (const char *)node->name, name), words);
      return NULL;
    }

  group = precept_step_group_new (label);
  old_value = precept_node_dup_attribute (node, name);
  if (g_strcmp0 (old_value, new_value) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute (path, name, new_value));
  key = g_strdup_printf ("value:%s:%s", path, name);
  precept_step_group_set_merge_key (group, key);

  return group;
}

/**
 * precept_edit_set_plain:
 * @document: a document
 * @path: of an element that holds plain text
 * @text: its new text
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to replace a plain text. What is typed into one is one undo.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_plain (PreceptDocument *document,
                        const char      *path,
                        const char      *text,
                        const char      *label,
                        GError         **error)
{
  g_autofree char  *old_text = NULL;
  g_autofree char  *key = NULL;
  PreceptStepGroup *group;
  xmlNode          *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && text != NULL && label != NULL, NULL);

  node = find_at (document, path, error);
  if (node == NULL)
    return NULL;

  group = precept_step_group_new (label);
  old_text = precept_node_dup_text (node);
  if (strcmp (old_text, text) != 0)
    precept_step_group_add (group, precept_step_new_set_text (path, text));
  key = g_strdup_printf ("text:%s", path);
  precept_step_group_set_merge_key (group, key);

  return group;
}

/* The child of the coverage part in which facts, or what governs, are. Where there is none, @xml comes in one. */
static PreceptStepGroup *
add_framed (PreceptDocument *document,
            const char      *label,
            const char      *frame,
            const char      *xml,
            GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *coverage = precept_node_child (precept_document_get_root (document), "coverage");
  xmlNode *parent = precept_node_child (coverage, frame);
  guint    position = 0;

  if (coverage == NULL)
    {
      precept_step_fail (error, "This guideline has no coverage part yet. Add the part first.");
      return NULL;
    }

  edit = precept_edit_new (document, label);
  if (parent != NULL)
    {
      g_autofree char *path = precept_document_dup_path (document, parent);

      precept_step_group_add (edit->group, precept_step_new_insert (path, precept_node_count_children (parent), xml));
      return precept_edit_finish (g_steal_pointer (&edit));
    }
  for (const xmlNode *child = precept_node_first_element (coverage); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "title") || (strcmp (frame, "facts") == 0 && precept_node_is (child, "precedence")))
        position = precept_node_get_position (child) + 1;
    }
  precept_edit_insert (edit, precept_edit_get_id (edit, coverage), position, "<%s>%s</%s>", frame, xml, frame);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* "Blood eosinophil count" → "blood-eosinophil-count": an author reads ids in test cases. */
static char *
dup_id_for (PreceptDocument *document,
            const char      *prefix,
            const char      *words)
{
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = words; *p != '\0' && slug->len < 40; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (slug->len == 0 || !g_ascii_isalpha (slug->str[0]) || precept_document_has_id (document, slug->str))
    return precept_document_dup_new_id (document, prefix);

  return g_string_free (g_steal_pointer (&slug), FALSE);
}

/**
 * precept_edit_add_fact:
 * @document: a document
 * @kind: “lab”, “yes-no”, …
 * @name: what it is called within a sentence
 * @new_id: (out) (optional): of the fact
 * @error: (nullable): where to store an error
 *
 * Plans a new fact that criteria can ask for.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_fact (PreceptDocument *document,
                       const char      *kind,
                       const char      *name,
                       char           **new_id,
                       GError         **error)
{
  g_autofree char  *id = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *xml = NULL;
  PreceptStepGroup *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (kind != NULL && name != NULL, NULL);

  id = dup_id_for (document, "fact", name);
  escaped = precept_canonical_escape (name);
  xml = g_strdup_printf ("<fact id=\"%s\" kind=\"%s\"><name>%s</name></fact>", id, kind, escaped);
  group = add_framed (document, "Add a fact", "facts", xml, error);
  if (group != NULL && new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/**
 * precept_edit_add_governed_by:
 * @document: a document
 * @text: what overrides the guideline
 * @new_id: (out) (optional): of the entry
 * @error: (nullable): where to store an error
 *
 * Plans a new rule that comes before the guideline.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_governed_by (PreceptDocument *document,
                              const char      *text,
                              char           **new_id,
                              GError         **error)
{
  g_autofree char  *id = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *xml = NULL;
  PreceptStepGroup *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  id = dup_id_for (document, "governed-by", text);
  escaped = precept_canonical_escape (text);
  xml = g_strdup_printf ("<governed-by id=\"%s\">%s</governed-by>", id, escaped);
  group = add_framed (document, "Add what takes precedence", "precedence", xml, error);
  if (group != NULL && new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/* Where a child named @name comes in a fact. */
static guint
find_field_position (const xmlNode *fact,
                     const char    *name)
{
  static const char *const order[] = { "name", "plural", "question", "statement", "option", "code" };
  guint                    rank = 0;
  guint                    position = 0;

  while (rank < G_N_ELEMENTS (order) && strcmp (order[rank], name) != 0)
    rank++;
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      for (guint i = 0; i <= rank && i < G_N_ELEMENTS (order); i++)
        {
          if (precept_node_is (child, order[i]))
            position = precept_node_get_position (child) + 1;
        }
    }

  return position;
}

static xmlNode *
find_fact (PreceptDocument *document,
           const char      *path,
           GError         **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (precept_node_is (node, "fact"))
    return node;
  precept_step_fail (error, "There is no fact at “%s” any more. Look at the document as it is now, and try again.", path);

  return NULL;
}

/**
 * precept_edit_set_fact_field:
 * @document: a document
 * @path: of a fact
 * @field: “name”, “plural”, “question” or “statement”
 * @value: its new text; an empty one removes it
 * @error: (nullable): where to store an error
 *
 * Plans to change what a fact is called or how it is asked for.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_fact_field (PreceptDocument *document,
                             const char      *path,
                             const char      *field,
                             const char      *value,
                             GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *old_value = NULL;
  g_autofree char  *key = NULL;
  g_autofree char  *text = NULL;
  xmlNode          *fact;
  xmlNode          *child;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && field != NULL && value != NULL, NULL);

  fact = find_fact (document, path, error);
  if (fact == NULL)
    return NULL;
  text = g_strstrip (g_strdup (value));
  child = precept_node_child (fact, field);
  old_value = precept_node_dup_child_text (fact, field);
  if (*text == '\0' && strcmp (field, "name") == 0)
    {
      precept_step_fail (error, "A fact needs a name.");
      return NULL;
    }

  group = precept_step_group_new ("Change a fact");
  key = g_strdup_printf ("fact:%s:%s", path, field);
  precept_step_group_set_merge_key (group, key);
  if (child != NULL && *text == '\0')
    {
      precept_step_group_add (group, precept_step_new_remove (path, precept_node_get_position (child), 1));
    }
  else if (child != NULL && g_strcmp0 (old_value, text) != 0)
    {
      g_autofree char *child_path = precept_document_dup_path (document, child);

      precept_step_group_add (group, precept_step_new_set_text (child_path, text));
    }
  else if (child == NULL && *text != '\0')
    {
      g_autofree char *escaped = precept_canonical_escape (text);
      g_autofree char *xml = g_strdup_printf ("<%s>%s</%s>", field, escaped, field);

      precept_step_group_add (group, precept_step_new_insert (path, find_field_position (fact, field), xml));
    }

  return group;
}

/**
 * precept_edit_add_fact_option:
 * @document: a document
 * @path: of a fact
 * @text: what it is called
 * @new_id: (out) (optional): of the option
 * @error: (nullable): where to store an error
 *
 * Plans one more answer that a fact can have.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_fact_option (PreceptDocument *document,
                              const char      *path,
                              const char      *text,
                              char           **new_id,
                              GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *id = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *xml = NULL;
  xmlNode          *fact;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && text != NULL, NULL);

  fact = find_fact (document, path, error);
  if (fact == NULL)
    return NULL;

  group = precept_step_group_new ("Add an option");
  id = dup_id_for (document, "option", text);
  escaped = precept_canonical_escape (text);
  xml = g_strdup_printf ("<option id=\"%s\">%s</option>", id, escaped);
  precept_step_group_add (group, precept_step_new_insert (path, find_field_position (fact, "option"), xml));
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/**
 * precept_edit_add_fact_code:
 * @document: a document
 * @path: of a fact
 * @system: “LOINC”, …
 * @value: the code
 * @error: (nullable): where to store an error
 *
 * Plans a code under which records keep a fact.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_fact_code (PreceptDocument *document,
                            const char      *path,
                            const char      *system,
                            const char      *value,
                            GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *escaped = NULL;
  g_autofree char  *xml = NULL;
  xmlNode          *fact;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && system != NULL && value != NULL, NULL);

  fact = find_fact (document, path, error);
  if (fact == NULL)
    return NULL;
  if (!precept_grammar_is_value_right (precept_grammar_get (), "code", "system", system) || *value == '\0')
    {
      precept_step_fail (error, "A code needs one of the known systems, and a value.");
      return NULL;
    }

  group = precept_step_group_new ("Add a code");
  escaped = precept_canonical_escape_attribute (value);
  xml = g_strdup_printf ("<code system=\"%s\" value=\"%s\"/>", system, escaped);
  precept_step_group_add (group, precept_step_new_insert (path, find_field_position (fact, "code"), xml));

  return group;
}

/**
 * precept_edit_add_note:
 * @document: a document
 * @path: of a coded criterion or a group of criteria
 * @content: (nullable): what it says
 * @new_id: (out) (optional): of its paragraph
 * @error: (nullable): where to store an error
 *
 * Plans a note at the end of an element.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_note (PreceptDocument *document,
                       const char      *path,
                       PreceptInline   *content,
                       char           **new_id,
                       GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *note_id = NULL;
  g_autofree char  *id = NULL;
  g_autofree char  *inner = NULL;
  g_autofree char  *xml = NULL;
  xmlNode          *node;
  guint             position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = find_at (document, path, error);
  if (node == NULL)
    return NULL;
  position = precept_node_count_children (node);
  if (!precept_grammar_can_insert (precept_grammar_get (), node, position, "note"))
    {
      precept_step_fail (error, "No note can be added here.");
      return NULL;
    }

  group = precept_step_group_new ("Add a note");
  note_id = precept_document_dup_new_id (document, "note");
  id = precept_document_dup_new_id (document, "p");
  inner = precept_edit_dup_xml (content);
  xml = g_strdup_printf ("<note id=\"%s\"><p id=\"%s\">%s</p></note>", note_id, id, inner);
  precept_step_group_add (group, precept_step_new_insert (path, position, xml));
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/**
 * precept_edit_add_title:
 * @document: a document
 * @path: of an element that may have a title, and has none
 * @title_path: (out) (optional): path of the title, once it is there
 * @error: (nullable): where to store an error
 *
 * Plans an empty title.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_title (PreceptDocument *document,
                        const char      *path,
                        char           **title_path,
                        GError         **error)
{
  PreceptStepGroup *group;
  xmlNode          *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = find_at (document, path, error);
  if (node == NULL)
    return NULL;
  if (!precept_grammar_can_insert (precept_grammar_get (), node, 0, "title"))
    {
      precept_step_fail (error, "No heading can be added here.");
      return NULL;
    }

  group = precept_step_group_new ("Add a heading");
  precept_step_group_add (group, precept_step_new_insert (path, 0, "<title/>"));
  if (title_path != NULL)
    *title_path = g_strdup_printf ("%s/0", path);

  return group;
}
