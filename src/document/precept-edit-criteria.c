/* precept-edit-criteria.c: criteria that come, go and move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-criteria-private.h"

#include "precept-canonical.h"
#include "precept-grammar.h"

#include <string.h>

gboolean
precept_edit_is_criterion (const xmlNode *node)
{
  const char *place = node != NULL && precept_node_is_ours (node) ? precept_grammar_get_place (precept_grammar_get (), (const char *)node->name) : NULL;

  return g_strcmp0 (place, "criterion") == 0;
}

gboolean
precept_edit_is_group (const xmlNode *node)
{
  return precept_node_is (node, "all") || precept_node_is (node, "any") || precept_node_is (node, "none") || precept_node_is (node, "at-least");
}

gboolean
precept_edit_is_holder (const xmlNode *node)
{
  return precept_node_is (node, "applies-to") || precept_node_is (node, "general") || precept_node_is (node, "request");
}

gboolean
precept_edit_is_blank (const xmlNode *node)
{
  g_autofree char *text = precept_node_is (node, "criterion") ? precept_node_dup_text (node) : NULL;
  const xmlNode   *only = text != NULL ? precept_node_first_element (node) : NULL;

  return text != NULL && *text == '\0' && (only == NULL || (precept_node_is (only, "p") && precept_node_next_element (only) == NULL));
}

xmlNode *
precept_edit_find_criterion (PreceptDocument *document,
                             const char      *path,
                             GError         **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (node == NULL)
    {
      precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);
      return NULL;
    }
  if (!precept_edit_is_criterion (node) || node->parent == NULL || (!precept_edit_is_group (node->parent) && !precept_edit_is_holder (node->parent)))
    {
      precept_step_fail (error, "This works on criteria only, and “%s” is none.", path);
      return NULL;
    }

  return node;
}

guint
precept_edit_count_criteria (const xmlNode *parent)
{
  guint count = 0;

  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    count += precept_edit_is_criterion (child) ? 1 : 0;

  return count;
}

xmlNode *
precept_edit_get_criterion (const xmlNode *node,
                            gboolean       before)
{
  xmlNode *sibling = before ? node->prev : node->next;

  while (sibling != NULL && !precept_edit_is_criterion (sibling))
    sibling = before ? sibling->prev : sibling->next;

  return sibling;
}

/* A sentence, for a step. */
char *
precept_edit_dup_blank (PreceptDocument *document,
                        PreceptInline   *content,
                        char           **new_id)
{
  g_autofree char *id = precept_document_dup_new_id (document, "criterion");
  g_autofree char *paragraph_id = precept_document_dup_new_id (document, "p");
  g_autofree char *inner = precept_edit_dup_xml (content);
  char            *xml = g_strdup_printf ("<criterion id=\"%s\"><p id=\"%s\">%s</p></criterion>", id, paragraph_id, inner);

  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return xml;
}

/* @keep: what is not to go, because something comes into it; or NULL. */
PreceptCriteriaGap
precept_edit_find_gap (xmlNode       *node,
                       const xmlNode *keep)
{
  PreceptCriteriaGap gap = { node, FALSE };

  while (gap.gone->parent != keep && precept_edit_is_group (gap.gone->parent) && precept_edit_count_criteria (gap.gone->parent) == 1)
    gap.gone = gap.gone->parent;
  if (gap.gone->parent == keep || !precept_edit_is_holder (gap.gone->parent) || precept_edit_count_criteria (gap.gone->parent) > 1)
    return gap;
  if (precept_node_is (gap.gone->parent, "request"))
    gap.refill = TRUE;
  else
    gap.gone = gap.gone->parent;

  return gap;
}

/* Where a criterion comes into a tree. */
typedef struct
{
  xmlNode    *parent;    /* NULL: a new group around @beside */
  xmlNode    *beside;    /* a lone criterion, which the new group takes in */
  gboolean    is_before; /* of it */
  guint       position;  /* in @parent */
  const char *parent_id; /* once it is made */
  char       *made_id;   /* owned, of the new group */
} Entry;

static void
clear_entry (Entry *entry)
{
  g_free (entry->made_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Entry, clear_entry)

static void
find_end (xmlNode *group,
          gboolean start,
          Entry   *entry)
{
  entry->parent = group;
  entry->position = 0;
  for (const xmlNode *child = group->children; child != NULL; child = child->next)
    {
      if (precept_node_is (child, "title") || (!start && precept_edit_is_criterion (child)))
        entry->position = precept_node_get_position (child) + 1;
    }
}

static gboolean
find_entry (xmlNode             *target,
            PreceptCriteriaPlace place,
            Entry               *entry,
            GError             **error)
{
  gboolean is_into = place == PRECEPT_CRITERIA_INTO_START || place == PRECEPT_CRITERIA_INTO_END;
  gboolean is_start = place == PRECEPT_CRITERIA_INTO_START || place == PRECEPT_CRITERIA_BEFORE;

  if (is_into && precept_edit_is_holder (target))
    {
      xmlNode *only = NULL;

      for (xmlNode *child = precept_node_first_element (target); child != NULL && only == NULL; child = precept_node_next_element (child))
        only = precept_edit_is_criterion (child) ? child : NULL;
      if (only == NULL)
        {
          find_end (target, FALSE, entry);
          return TRUE;
        }
      target = only;
      is_into = precept_edit_is_group (only);
    }
  if (is_into && !precept_edit_is_group (target))
    return precept_step_fail (error, "Only a group takes other criteria in. Make a group of this one first.");
  if (is_into)
    {
      find_end (target, is_start, entry);
    }
  else if (precept_edit_is_group (target->parent))
    {
      entry->parent = target->parent;
      entry->position = precept_node_get_position (target) + (is_start ? 0 : 1);
    }
  else
    {
      entry->beside = target;
      entry->is_before = is_start;
    }

  return TRUE;
}

/* Asks for the ids that make_entry() needs. */
static void
prepare_entry (PreceptEdit *edit,
               Entry       *entry)
{
  if (entry->parent != NULL)
    {
      entry->parent_id = precept_edit_get_id (edit, entry->parent);
      return;
    }
  precept_edit_get_id (edit, entry->beside);
  precept_edit_get_id (edit, entry->beside->parent);
}

static void
make_entry (PreceptEdit *edit,
            Entry       *entry)
{
  if (entry->parent != NULL)
    return;
  entry->made_id = precept_document_dup_new_id (edit->document, "all");
  precept_edit_insert (edit, precept_edit_get_id (edit, entry->beside->parent), precept_node_get_position (entry->beside), "<all id=\"%s\"/>", entry->made_id);
  precept_step_group_add (edit->group, precept_step_new_move (precept_edit_get_id (edit, entry->beside), entry->made_id, 0));
  entry->parent_id = entry->made_id;
  entry->position = entry->is_before ? 0 : 1;
}

/**
 * precept_edit_add_criterion:
 * @document: a document
 * @path: of a criterion, or with an “into” of what holds some
 * @place: where the new one comes
 * @content: (nullable): its sentence
 * @new_id: (out) (optional): of the new criterion
 * @error: (nullable): where to store an error
 *
 * Plans a new criterion in words.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_criterion (PreceptDocument     *document,
                            const char          *path,
                            PreceptCriteriaPlace place,
                            PreceptInline       *content,
                            char               **new_id,
                            GError             **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *xml = NULL;
  g_auto (Entry) entry = { 0 };
  xmlNode *target;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  target = precept_document_find_path (document, path);
  if (!precept_edit_is_holder (target) || place == PRECEPT_CRITERIA_BEFORE || place == PRECEPT_CRITERIA_AFTER)
    target = precept_edit_find_criterion (document, path, error);
  if (target == NULL || !find_entry (target, place, &entry, error))
    return NULL;

  edit = precept_edit_new (document, "Add criterion");
  prepare_entry (edit, &entry);
  make_entry (edit, &entry);
  xml = precept_edit_dup_blank (document, content, new_id);
  precept_edit_insert (edit, entry.parent_id, entry.position, "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Takes out what a gap says, which stands at @position of its parent by now. */
static void
close_gap (PreceptEdit        *edit,
           PreceptCriteriaGap *gap,
           guint               position,
           gboolean            is_out)
{
  const char *parent_id = precept_edit_get_id (edit, gap->gone->parent);

  if (!is_out)
    precept_edit_take (edit, parent_id, position, 1);
  if (gap->refill)
    {
      g_autofree char *xml = precept_edit_dup_blank (edit->document, NULL, NULL);

      precept_edit_insert (edit, parent_id, position, "%s", xml);
    }
}

/**
 * precept_edit_remove_criterion:
 * @document: a document
 * @path: of a criterion
 * @next: (out) (optional) (nullable): path of the criterion to go to, as it is afterwards
 * @error: (nullable): where to store an error
 *
 * Plans to remove a criterion with all in it, and the groups that are empty
 * without it. A request keeps an empty one.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_criterion (PreceptDocument *document,
                               const char      *path,
                               char           **next,
                               GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  PreceptCriteriaGap gap;
  xmlNode           *node;
  xmlNode           *beside;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  gap = precept_edit_find_gap (node, NULL);
  if (gap.refill && precept_edit_is_blank (gap.gone))
    {
      precept_step_fail (error, "A request needs at least one criterion. Remove the request instead.");
      return NULL;
    }

  edit = precept_edit_new (document, "Remove criterion");
  precept_edit_get_id (edit, gap.gone->parent);
  beside = precept_edit_is_criterion (gap.gone) ? precept_edit_get_criterion (gap.gone, TRUE) : NULL;
  if (beside == NULL && precept_edit_is_criterion (gap.gone))
    beside = precept_edit_get_criterion (gap.gone, FALSE);
  if (beside == NULL)
    beside = gap.gone->parent;
  if (next != NULL)
    *next = g_strdup (precept_edit_get_id (edit, beside));
  close_gap (edit, &gap, precept_node_get_position (gap.gone), FALSE);

  return precept_edit_finish (g_steal_pointer (&edit));
}

static void
renew_ids (PreceptDocument *document,
           xmlNode         *element,
           char           **first_id)
{
  if (xmlHasProp (element, BAD_CAST "id") != NULL)
    {
      g_autofree char *id = precept_document_dup_new_id (document, (const char *)element->name);

      xmlSetProp (element, BAD_CAST "id", BAD_CAST id);
      if (first_id != NULL)
        *first_id = g_strdup (id);
    }
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    renew_ids (document, child, NULL);
}

/**
 * precept_edit_duplicate_criterion:
 * @document: a document
 * @path: of a criterion
 * @new_id: (out) (optional) (nullable): of the copy
 * @error: (nullable): where to store an error
 *
 * Plans a copy of a criterion after it, with ids of its own.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_duplicate_criterion (PreceptDocument *document,
                                  const char      *path,
                                  char           **new_id,
                                  GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *xml = NULL;
  g_auto (Entry) entry = { 0 };
  xmlNode *node;
  xmlNode *copy;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL || !find_entry (node, PRECEPT_CRITERIA_AFTER, &entry, error))
    return NULL;

  edit = precept_edit_new (document, "Duplicate criterion");
  prepare_entry (edit, &entry);
  make_entry (edit, &entry);
  copy = xmlDocCopyNode (node, node->doc, 1);
  renew_ids (document, copy, new_id);
  xml = precept_canonical_dup_nodes (copy, 1);
  xmlFreeNode (copy);
  precept_edit_insert (edit, entry.parent_id, entry.position, "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

static gboolean
is_inside (const xmlNode *node,
           const xmlNode *around)
{
  while (node != NULL && node != around)
    node = node->parent;

  return node != NULL;
}

static PreceptStepGroup *
move (PreceptDocument     *document,
      const char          *label,
      xmlNode             *node,
      xmlNode             *target,
      PreceptCriteriaPlace place,
      GError             **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_auto (Entry) entry = { 0 };
  PreceptCriteriaGap gap;
  guint              gone_position;

  if (!find_entry (target, place, &entry, error))
    return NULL;
  if (is_inside (entry.parent != NULL ? entry.parent : entry.beside, node))
    {
      precept_step_fail (error, "A group can't be moved into itself.");
      return NULL;
    }
  if (entry.parent == NULL && is_inside (node, entry.beside))
    {
      precept_step_fail (error, "This criterion is on the outermost level already.");
      return NULL;
    }

  edit = precept_edit_new (document, label);
  gap = precept_edit_find_gap (node, entry.parent);
  precept_edit_get_id (edit, node);
  precept_edit_get_id (edit, gap.gone->parent);
  prepare_entry (edit, &entry);
  make_entry (edit, &entry);
  gone_position = precept_node_get_position (gap.gone);
  if (node->parent == entry.parent && precept_node_get_position (node) < entry.position)
    entry.position--;
  else if (gap.gone != node && gap.gone->parent == entry.parent && entry.position <= gone_position)
    gone_position++;
  precept_step_group_add (edit->group, precept_step_new_move (precept_edit_get_id (edit, node), entry.parent_id, entry.position));
  if (gap.gone != node || gap.refill)
    close_gap (edit, &gap, gone_position, gap.gone == node);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_move_criterion:
 * @document: a document
 * @path: of a criterion
 * @target_path: of another, or with an “into” of what holds some
 * @place: where it comes, seen from there
 * @error: (nullable): where to store an error
 *
 * Plans to move a criterion with all in it, as by dragging: within its tree or
 * into another. What is empty without it goes, but a request keeps an empty
 * criterion.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_move_criterion (PreceptDocument     *document,
                             const char          *path,
                             const char          *target_path,
                             PreceptCriteriaPlace place,
                             GError             **error)
{
  xmlNode *node;
  xmlNode *target;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && target_path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  target = precept_document_find_path (document, target_path);
  if (!precept_edit_is_holder (target) || place == PRECEPT_CRITERIA_BEFORE || place == PRECEPT_CRITERIA_AFTER)
    target = precept_edit_find_criterion (document, target_path, error);
  if (target == NULL)
    return NULL;

  return move (document, "Move criterion", node, target, place, error);
}

/**
 * precept_edit_raise_criterion:
 * @document: a document
 * @path: of a criterion
 * @down: whether to go down
 * @error: (nullable): where to store an error
 *
 * Plans to move a criterion past the one before or after it, on its own level.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_raise_criterion (PreceptDocument *document,
                              const char      *path,
                              gboolean         down,
                              GError         **error)
{
  xmlNode *node;
  xmlNode *beside;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  beside = precept_edit_get_criterion (node, !down);
  if (beside == NULL)
    {
      precept_step_fail (error, down ? "This is the last criterion of its group." : "This is the first criterion of its group.");
      return NULL;
    }

  return move (document, down ? "Move down" : "Move up", node, beside, down ? PRECEPT_CRITERIA_AFTER : PRECEPT_CRITERIA_BEFORE, error);
}

/**
 * precept_edit_indent_criterion:
 * @document: a document
 * @path: of a criterion
 * @error: (nullable): where to store an error
 *
 * Plans to move a criterion into the group above it; where there is another
 * criterion above, both become a group.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_indent_criterion (PreceptDocument *document,
                               const char      *path,
                               GError         **error)
{
  xmlNode         *node;
  xmlNode         *above;
  g_autofree char *above_path = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  above = precept_edit_get_criterion (node, TRUE);
  if (above == NULL)
    {
      precept_step_fail (error, "There is no criterion above this one on its level, so it can't go into a group with it.");
      return NULL;
    }
  if (precept_edit_is_group (above))
    return move (document, "Move into the group", node, above, PRECEPT_CRITERIA_INTO_END, error);

  above_path = precept_document_dup_path (document, above);

  return precept_edit_group_criteria (document, above_path, 2, NULL, error);
}

/**
 * precept_edit_outdent_criterion:
 * @document: a document
 * @path: of a criterion
 * @error: (nullable): where to store an error
 *
 * Plans to move a criterion out of its group, behind it.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_outdent_criterion (PreceptDocument *document,
                                const char      *path,
                                GError         **error)
{
  xmlNode *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  if (!precept_edit_is_group (node->parent) || !precept_edit_is_group (node->parent->parent))
    {
      precept_step_fail (error, "This criterion is on the outermost level already.");
      return NULL;
    }

  return move (document, "Move out of the group", node, node->parent, PRECEPT_CRITERIA_AFTER, error);
}
