/* precept-edit-coverage.c: indications, requests and what else is around criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-coverage.h"

#include "precept-canonical.h"
#include "precept-edit-criteria-private.h"
#include "precept-grammar-tree.h"

#include <string.h>

static xmlNode *
find_coverage (PreceptDocument *document,
               GError         **error)
{
  xmlNode *coverage = precept_node_child (precept_document_get_root (document), "coverage");

  if (coverage == NULL)
    precept_step_fail (error, "This guideline has no coverage part yet. Add the part first.");

  return coverage;
}

static xmlNode *
find_named (PreceptDocument *document,
            const char      *path,
            const char      *name,
            GError         **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (precept_node_is (node, name))
    return node;
  precept_step_fail (error, "There is no %s at “%s”. Look at the document as it is now, and try again.",
                     precept_grammar_get_label (precept_grammar_get (), name), path);

  return NULL;
}

static gboolean
is_card (const xmlNode *node)
{
  return precept_node_is (node, "indication") || precept_node_is (node, "group");
}

/* Where children of a coverage part or a group come that are neither first nor last in it. */
static guint
find_end (const xmlNode *parent)
{
  guint position = precept_node_count_children (parent);

  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "all-other-uses") || precept_node_is (child, "vignettes"))
        return precept_node_get_position (child);
    }

  return position;
}

/* The innermost group that ends the part on the page. */
static xmlNode *
find_last_group (xmlNode *parent)
{
  xmlNode *last = parent;

  while (last != NULL)
    {
      parent = last;
      last = NULL;
      for (xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
        {
          if (precept_node_is (child, "group") || precept_node_is (child, "indication"))
            last = precept_node_is (child, "group") ? child : NULL;
        }
    }

  return parent;
}

static gboolean
find_card_place (PreceptDocument *document,
                 const char      *beside,
                 gboolean         is_group,
                 xmlNode        **parent,
                 guint           *position,
                 GError         **error)
{
  xmlNode *coverage = find_coverage (document, error);
  xmlNode *node = beside != NULL ? precept_document_find_path (document, beside) : NULL;

  if (coverage == NULL)
    return FALSE;
  while (node != NULL && !is_card (node))
    node = node->parent;
  if (node != NULL && precept_node_is (node, "group") && !is_group)
    {
      *parent = find_last_group (node);
      *position = precept_node_count_children (*parent);
    }
  else if (node != NULL)
    {
      *parent = node->parent;
      *position = precept_node_get_position (node) + 1;
    }
  else
    {
      *parent = is_group ? coverage : find_last_group (coverage);
      *position = find_end (*parent);
    }

  return TRUE;
}

static char *
dup_request (PreceptDocument *document,
             const char      *type,
             char           **new_id)
{
  g_autofree char *id = precept_document_dup_new_id (document, "request");
  g_autofree char *all_id = precept_document_dup_new_id (document, "all");
  g_autofree char *criterion = precept_edit_dup_blank (document, NULL, NULL);
  char            *xml = g_strdup_printf ("<request id=\"%s\" type=\"%s\"><all id=\"%s\">%s</all></request>", id, type, all_id, criterion);

  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return xml;
}

/**
 * precept_edit_add_indication:
 * @document: a document
 * @beside: (nullable): path of something in the card that it comes after
 * @new_id: (out) (optional): of the indication
 * @error: (nullable): where to store an error
 *
 * Plans a new indication, with a request for which nothing is asked yet.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_indication (PreceptDocument *document,
                             const char      *beside,
                             char           **new_id,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  g_autofree char *request = NULL;
  xmlNode         *parent;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  if (!find_card_place (document, beside, FALSE, &parent, &position, error))
    return NULL;

  edit = precept_edit_new (document, "Add an indication");
  id = precept_document_dup_new_id (document, "indication");
  request = dup_request (document, "initial", NULL);
  precept_edit_insert (edit, precept_edit_get_id (edit, parent), position,
                       "<indication id=\"%s\" determination=\"medically-necessary-when-met\"><title/>%s</indication>", id, request);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_indication_group:
 * @document: a document
 * @beside: (nullable): path of something in the card that it comes after
 * @new_id: (out) (optional): of the group
 * @error: (nullable): where to store an error
 *
 * Plans a new group of indications, still empty.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_indication_group (PreceptDocument *document,
                                   const char      *beside,
                                   char           **new_id,
                                   GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  xmlNode         *parent;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  if (!find_card_place (document, beside, TRUE, &parent, &position, error))
    return NULL;

  edit = precept_edit_new (document, "Add a group of indications");
  id = precept_document_dup_new_id (document, "group");
  precept_edit_insert (edit, precept_edit_get_id (edit, parent), position, "<group id=\"%s\"><title/></group>", id);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* A child of the coverage part that is there once, before those @before names. */
static PreceptStepGroup *
add_once (PreceptDocument   *document,
          const char        *label,
          const char        *name,
          const char *const *before,
          const char        *xml,
          GError           **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *coverage = find_coverage (document, error);
  guint    position;

  if (coverage == NULL)
    return NULL;
  if (precept_node_child (coverage, name) != NULL)
    {
      precept_step_fail (error, "“%s” is there already.", precept_grammar_get_label (precept_grammar_get (), name));
      return NULL;
    }

  position = precept_node_count_children (coverage);
  for (const xmlNode *child = precept_node_first_element (coverage); child != NULL; child = precept_node_next_element (child))
    {
      if (before == NULL ? !precept_node_is (child, "title") && !precept_node_is (child, "precedence") && !precept_node_is (child, "facts")
                         : g_strv_contains (before, (const char *)child->name))
        {
          position = precept_node_get_position (child);
          break;
        }
    }
  edit = precept_edit_new (document, label);
  precept_edit_insert (edit, precept_edit_get_id (edit, coverage), position, "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_other_uses:
 * @document: a document
 * @new_id: (out) (optional): of the element
 * @error: (nullable): where to store an error
 *
 * Plans to say how uses are decided that are not listed: case by case, until
 * somebody says otherwise.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_other_uses (PreceptDocument *document,
                             char           **new_id,
                             GError         **error)
{
  static const char *const before[] = { "vignettes", NULL };
  g_autofree char         *id = NULL;
  g_autofree char         *paragraph_id = NULL;
  g_autofree char         *xml = NULL;
  PreceptStepGroup        *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  id = precept_document_dup_new_id (document, "other-uses");
  paragraph_id = precept_document_dup_new_id (document, "p");
  xml = g_strdup_printf ("<all-other-uses id=\"%s\" determination=\"case-by-case-review\"><p id=\"%s\"/></all-other-uses>", id, paragraph_id);
  group = add_once (document, "Add all other uses", "all-other-uses", before, xml, error);
  if (group != NULL && new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/**
 * precept_edit_add_general:
 * @document: a document
 * @new_id: (out) (optional): of the criterion in it
 * @error: (nullable): where to store an error
 *
 * Plans criteria that every request must meet.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_general (PreceptDocument *document,
                          char           **new_id,
                          GError         **error)
{
  g_autofree char  *id = NULL;
  g_autofree char  *general_id = NULL;
  g_autofree char  *all_id = NULL;
  g_autofree char  *criterion = NULL;
  g_autofree char  *xml = NULL;
  PreceptStepGroup *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  general_id = precept_document_dup_new_id (document, "general");
  all_id = precept_document_dup_new_id (document, "all");
  criterion = precept_edit_dup_blank (document, NULL, &id);
  xml = g_strdup_printf ("<general id=\"%s\"><all id=\"%s\">%s</all></general>", general_id, all_id, criterion);
  group = add_once (document, "Add general criteria", "general", NULL, xml, error);
  if (group != NULL && new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

static xmlNode *
get_card (const xmlNode *node,
          gboolean       before)
{
  xmlNode *sibling = before ? node->prev : node->next;

  while (sibling != NULL && !is_card (sibling))
    sibling = before ? sibling->prev : sibling->next;

  return sibling;
}

/**
 * precept_edit_raise_card:
 * @document: a document
 * @path: of an indication, a group of them, or a request
 * @down: whether to go down
 * @error: (nullable): where to store an error
 *
 * Plans to move a card by one place. An indication goes into a group that it
 * meets, and out of the one that ends.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_raise_card (PreceptDocument *document,
                         const char      *path,
                         gboolean         down,
                         GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *node;
  xmlNode *beside;
  xmlNode *parent;
  guint    position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  if (!is_card (node))
    {
      precept_step_fail (error, "Only indications and groups of them can be moved like this.");
      return NULL;
    }

  beside = get_card (node, !down);
  if (beside == NULL && is_card (node->parent))
    {
      parent = node->parent->parent;
      position = precept_node_get_position (node->parent) + (down ? 1 : 0);
    }
  else if (beside == NULL)
    {
      precept_step_fail (error, down ? "This is the last one." : "This is the first one.");
      return NULL;
    }
  else if (precept_node_is (node, "indication") && precept_node_is (beside, "group"))
    {
      parent = beside;
      position = precept_node_count_children (beside);
      for (const xmlNode *child = precept_node_first_element (beside); down && child != NULL; child = precept_node_next_element (child))
        {
          if (is_card (child))
            {
              position = precept_node_get_position (child);
              break;
            }
        }
    }
  else
    {
      parent = node->parent;
      position = precept_node_get_position (beside);
    }

  edit = precept_edit_new (document, down ? "Move down" : "Move up");
  precept_edit_get_id (edit, node);
  precept_edit_get_id (edit, parent);
  precept_step_group_add (edit->group, precept_step_new_move (precept_edit_get_id (edit, node), precept_edit_get_id (edit, parent), position));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* A criterion that asks for the fact with this id. */
static const xmlNode *
find_user (const xmlNode *node,
           const char    *fact_id)
{
  g_autofree char *fact = precept_edit_is_criterion (node) ? precept_node_dup_attribute (node, "fact") : NULL;

  if (g_strcmp0 (fact, fact_id) == 0 && fact != NULL)
    return node;
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      const xmlNode *user = find_user (child, fact_id);

      if (user != NULL)
        return user;
    }

  return NULL;
}

/**
 * precept_edit_remove_card:
 * @document: a document
 * @path: of an indication, a group of them, a request, a limit, applies-to, all other uses, a fact, an option, …
 * @error: (nullable): where to store an error
 *
 * Plans to remove an element with all in it, where the guideline stays one. A
 * frame that is empty without it goes too.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_card (PreceptDocument *document,
                          const char      *path,
                          GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *parent_path = NULL;
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;
  const char      *name;
  xmlNode         *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  if (node == NULL || !precept_node_is_ours (node) || node == precept_document_get_root (document))
    {
      precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);
      return NULL;
    }
  id = precept_node_is (node, "fact") ? precept_node_dup_attribute (node, "id") : NULL;
  if (id != NULL && find_user (find_coverage (document, NULL), id) != NULL)
    {
      precept_step_fail (error, "A criterion asks for this fact. Change the criterion first.");
      return NULL;
    }
  /* Facts and what governs stand in frames that nobody sees. */
  while (!precept_grammar_can_remove (precept_grammar_get (), node->parent, precept_node_get_position (node)) &&
         g_strcmp0 (precept_grammar_get_place (precept_grammar_get (), (const char *)node->parent->name), "frame") == 0)
    node = node->parent;
  name = precept_grammar_get_label (precept_grammar_get (), (const char *)node->name);
  if (!precept_grammar_can_remove (precept_grammar_get (), node->parent, precept_node_get_position (node)))
    {
      precept_step_fail (error, "“%s” needs this. Remove “%s” as a whole instead.",
                         precept_grammar_get_label (precept_grammar_get (), (const char *)node->parent->name),
                         precept_grammar_get_label (precept_grammar_get (), (const char *)node->parent->name));
      return NULL;
    }

  label = g_strdup_printf ("Remove “%s”", name);
  edit = precept_edit_new (document, label);
  parent_path = precept_document_dup_path (document, node->parent);
  precept_step_group_add (edit->group, precept_step_new_remove (parent_path, precept_node_get_position (node), 1));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_applies_to:
 * @document: a document
 * @path: of an indication
 * @new_id: (out) (optional): of the criterion in it
 * @error: (nullable): where to store an error
 *
 * Plans to say which members an indication applies to.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_applies_to (PreceptDocument *document,
                             const char      *path,
                             char           **new_id,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  g_autofree char *criterion = NULL;
  xmlNode         *node;
  xmlNode         *title;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = find_named (document, path, "indication", error);
  if (node == NULL)
    return NULL;
  if (precept_node_child (node, "applies-to") != NULL)
    {
      precept_step_fail (error, "This indication says already whom it applies to.");
      return NULL;
    }

  title = precept_node_child (node, "title");
  edit = precept_edit_new (document, "Say whom it applies to");
  id = precept_document_dup_new_id (document, "applies-to");
  criterion = precept_edit_dup_blank (document, NULL, new_id);
  precept_edit_insert (edit, precept_edit_get_id (edit, node), title != NULL ? precept_node_get_position (title) + 1 : 0,
                       "<applies-to id=\"%s\">%s</applies-to>", id, criterion);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_request:
 * @document: a document
 * @path: of an indication with requests
 * @type: “initial”, “continuation” or “any”
 * @new_id: (out) (optional): of the request
 * @error: (nullable): where to store an error
 *
 * Plans a request with an empty criterion, after those that are there.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_request (PreceptDocument *document,
                          const char      *path,
                          const char      *type,
                          char           **new_id,
                          GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *xml = NULL;
  xmlNode         *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && type != NULL, NULL);

  node = find_named (document, path, "indication", error);
  if (node == NULL)
    return NULL;
  if (precept_node_child (node, "position") != NULL)
    {
      precept_step_fail (error, "This indication is decided by its text. Make criteria of the text first.");
      return NULL;
    }

  edit = precept_edit_new (document, "Add a request");
  xml = dup_request (document, type, new_id);
  precept_edit_insert (edit, precept_edit_get_id (edit, node), precept_node_count_children (node), "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_limit:
 * @document: a document
 * @request_path: of a request
 * @new_id: (out) (optional): of the limit
 * @error: (nullable): where to store an error
 *
 * Plans a limit that still says nothing.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_limit (PreceptDocument *document,
                        const char      *request_path,
                        char           **new_id,
                        GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  xmlNode         *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (request_path != NULL, NULL);

  node = find_named (document, request_path, "request", error);
  if (node == NULL)
    return NULL;

  edit = precept_edit_new (document, "Add a limit");
  id = precept_document_dup_new_id (document, "limit");
  precept_edit_insert (edit, precept_edit_get_id (edit, node), precept_node_count_children (node), "<limit id=\"%s\"/>", id);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The blocks of a position as sentences: each begins with a paragraph, and what is no paragraph belongs to the one
 * before it. */
static char *
dup_sentences (PreceptDocument *document,
               const xmlNode   *position)
{
  GString *xml = g_string_new (NULL);
  gboolean is_open = FALSE;

  for (const xmlNode *child = position->children; child != NULL; child = child->next)
    {
      g_autofree char *block = precept_canonical_dup_nodes (child, 1);

      if (!is_open || precept_node_is (child, "p"))
        {
          g_autofree char *id = precept_document_dup_new_id (document, "criterion");

          g_string_append_printf (xml, "%s<criterion id=\"%s\">", is_open ? "</criterion>" : "", id);
          is_open = TRUE;
        }
      g_string_append (xml, block);
    }
  if (is_open)
    g_string_append (xml, "</criterion>");

  return g_string_free (xml, FALSE);
}

/**
 * precept_edit_position_to_request:
 * @document: a document
 * @path: of an indication with a position
 * @new_id: (out) (optional): of the request
 * @error: (nullable): where to store an error
 *
 * Plans to make criteria of a position: each paragraph, with the list after
 * it, is one in words. Nothing of the text is lost.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_position_to_request (PreceptDocument *document,
                                  const char      *path,
                                  char           **new_id,
                                  GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  g_autofree char *all_id = NULL;
  g_autofree char *sentences = NULL;
  xmlNode         *node;
  xmlNode         *position;
  const char      *node_id;
  guint            at;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = find_named (document, path, "indication", error);
  position = node != NULL ? precept_node_child (node, "position") : NULL;
  if (position == NULL || precept_node_first_element (position) == NULL)
    {
      if (node != NULL)
        precept_step_fail (error, "This indication has no text to make criteria of.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make criteria of the text");
  node_id = precept_edit_get_id (edit, node);
  id = precept_document_dup_new_id (document, "request");
  all_id = precept_document_dup_new_id (document, "all");
  sentences = dup_sentences (document, position);
  at = precept_node_get_position (position);
  precept_edit_take (edit, node_id, at, 1);
  precept_edit_insert (edit, node_id, at, "<request id=\"%s\" type=\"any\"><all id=\"%s\">%s</all></request>", id, all_id, sentences);
  precept_edit_set_value (edit, node_id, "determination", "medically-necessary-when-met");
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_paragraph:
 * @document: a document
 * @path: of the coverage part or a group of indications
 * @new_id: (out) (optional): of the paragraph
 * @error: (nullable): where to store an error
 *
 * Plans an empty paragraph before what is in a group.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_paragraph (PreceptDocument *document,
                            const char      *path,
                            char           **new_id,
                            GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *id = NULL;
  xmlNode         *node;
  guint            position = 0;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  while (node != NULL && precept_node_get_child_at (node, position) != NULL && !precept_grammar_can_insert (precept_grammar_get (), node, position, "p"))
    position++;
  if (node == NULL || !precept_grammar_can_insert (precept_grammar_get (), node, position, "p"))
    {
      precept_step_fail (error, "No paragraph can be added here.");
      return NULL;
    }

  edit = precept_edit_new (document, "Add a paragraph");
  id = precept_document_dup_new_id (document, "p");
  precept_edit_insert (edit, precept_edit_get_id (edit, node), position, "<p id=\"%s\"/>", id);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}
