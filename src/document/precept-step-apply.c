/* precept-step-apply.c: what a step does to a document, and how to take it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-canonical.h"
#include "precept-document-private.h"
#include "precept-parser.h"
#include "precept-step-private.h"
#include "precept-step-splice.h"
#include "precept-xml-private.h"

#include <string.h>

/* A step that fails half-way is rolled back by its caller, with the inverse steps that the finished half has left. */

PreceptStepRun *
precept_step_run_new (PreceptDocument *document,
                      gboolean         check_ids)
{
  PreceptStepRun *self = g_new0 (PreceptStepRun, 1);

  self->document = document;
  self->inverse = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_step_unref);
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (check_ids)
    self->touched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

void
precept_step_run_free (PreceptStepRun *self)
{
  g_ptr_array_unref (self->inverse);
  g_hash_table_unref (self->changed);
  g_clear_pointer (&self->touched, g_hash_table_unref);
  g_free (self);
}

static xmlNode *
find (PreceptStepRun *self,
      const char     *path,
      GError        **error)
{
  xmlNode *node = precept_document_find_path (self->document, path);

  if (node == NULL)
    precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);

  return node;
}

/* Whether neither @element nor what is around it belongs to somebody else. */
static gboolean
check_ours (const xmlNode *element,
            GError       **error)
{
  for (const xmlNode *n = element; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
    {
      if (precept_node_is_foreign (n))
        return precept_step_fail (error, "“%s” belongs to another program (%s). It can be removed or moved as a whole, but not changed here.",
                                  (const char *)n->name, n->ns != NULL ? (const char *)n->ns->href : "no namespace");
    }

  return TRUE;
}

/* The element of ours at @path, which may not be inside something foreign. */
static xmlNode *
find_element (PreceptStepRun *self,
              const char     *path,
              GError        **error)
{
  xmlNode *node = find (self, path, error);

  if (node == NULL)
    return NULL;

  if (node->type != XML_ELEMENT_NODE)
    {
      precept_step_fail (error, "What is at “%s” is no element, so nothing can be inside it.", path);
      return NULL;
    }

  if (!check_ours (node, error))
    return NULL;

  return node;
}

static gboolean
attributes_equal (const xmlNode *a,
                  const xmlNode *b)
{
  const xmlAttr *attribute_a = a->properties;
  const xmlAttr *attribute_b = b->properties;

  for (; attribute_a != NULL && attribute_b != NULL; attribute_a = attribute_a->next, attribute_b = attribute_b->next)
    {
      g_autofree char *value_a = NULL;
      g_autofree char *value_b = NULL;

      if (!xmlStrEqual (attribute_a->name, attribute_b->name) || attribute_a->ns != attribute_b->ns)
        return FALSE;

      value_a = (char *)xmlNodeListGetString (a->doc, attribute_a->children, 1);
      value_b = (char *)xmlNodeListGetString (b->doc, attribute_b->children, 1);
      if (g_strcmp0 (value_a, value_b) != 0)
        return FALSE;
    }

  return attribute_a == NULL && attribute_b == NULL;
}

static gboolean
apply_insert (PreceptStepRun *self,
              PreceptStep    *step,
              GError        **error)
{
  xmlNode *parent = find_element (self, step->path, error);

  return parent != NULL && precept_step_run_splice_xml (self, parent, step->position, 0, step->value, error);
}

static gboolean
apply_remove (PreceptStepRun *self,
              PreceptStep    *step,
              GError        **error)
{
  xmlNode *parent = find_element (self, step->path, error);

  return parent != NULL && precept_step_run_splice (self, parent, step->position, step->n_nodes, NULL, error);
}

static gboolean
apply_set_content (PreceptStepRun *self,
                   PreceptStep    *step,
                   GError        **error)
{
  g_autofree char *escaped = NULL;
  const char      *xml = step->value;
  xmlNode         *element = find_element (self, step->path, error);

  if (element == NULL)
    return FALSE;

  if (step->kind == PRECEPT_STEP_SET_TEXT)
    {
      if (!precept_parser_check_text (step->value, error))
        return FALSE;
      escaped = precept_canonical_escape (step->value);
      xml = escaped;
    }

  return precept_step_run_splice_xml (self, element, 0, precept_node_count_children (element), xml, error);
}

static gboolean
apply_replace (PreceptStepRun *self,
               PreceptStep    *step,
               GError        **error)
{
  xmlNode *node = find (self, step->path, error);
  xmlNode *list;

  if (node == NULL)
    return FALSE;
  if (node == precept_document_get_root (self->document))
    return precept_step_fail (error, "The guideline as a whole can't be replaced.");
  if (!check_ours (node->parent, error))
    return FALSE;
  if (!precept_step_read_list (step->value, node->parent, &list, error))
    return FALSE;

  /* Where only a text changes, readers need not look further than that text. */
  if (list != NULL && list->next == NULL && precept_node_may_hold_text (list) && precept_node_may_hold_text (node) &&
      list->nsDef == NULL && node->nsDef == NULL && xmlStrEqual (list->name, node->name) && attributes_equal (list, node) &&
      precept_node_get_text_block (node) == node)
    {
      xmlNode *children = list->children;

      list->children = NULL;
      list->last = NULL;
      for (xmlNode *child = children; child != NULL; child = child->next)
        child->parent = NULL;
      precept_step_free_list (list);

      return precept_step_run_splice (self, node, 0, precept_node_count_children (node), children, error);
    }

  return precept_step_run_splice (self, node->parent, precept_node_get_position (node), 1, list, error);
}

static gboolean
names_hold (const xmlNode *node,
            xmlNode       *top,
            xmlNode       *new_parent,
            xmlNs        **known)
{
  const xmlAttr *attribute = NULL;

  if (node->type != XML_ELEMENT_NODE)
    return TRUE;

  for (xmlNs *ns = node->ns;; ns = attribute->ns)
    {
      if (ns != NULL && ns != *known && !xmlStrEqual (ns->href, XML_XML_NAMESPACE))
        {
          gboolean inside = FALSE;

          for (const xmlNode *n = node; !inside; n = n->parent)
            {
              for (const xmlNs *own = n->nsDef; own != NULL && !inside; own = own->next)
                inside = own == ns;
              if (n == top)
                break;
            }
          if (!inside)
            {
              if (xmlSearchNs (new_parent->doc, new_parent, ns->prefix) != ns)
                return FALSE;
              *known = ns;
            }
        }

      attribute = attribute == NULL ? node->properties : attribute->next;
      if (attribute == NULL)
        break;
    }

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (!names_hold (child, top, new_parent, known))
        return FALSE;
    }

  return TRUE;
}

/* Where text or a foreign prefix is in play: out and in again. */
static gboolean
move_by_copy (PreceptStepRun *self,
              xmlNode        *node,
              xmlNode        *parent,
              guint           position,
              GError        **error)
{
  g_autofree char *xml = precept_canonical_dup_nodes (node, 1);
  xmlNode         *list;

  if (!precept_step_read_list (xml, parent, &list, error))
    return FALSE;

  if (!precept_step_run_splice (self, node->parent, precept_node_get_position (node), 1, NULL, error))
    {
      precept_step_free_list (list);
      return FALSE;
    }

  return precept_step_run_splice (self, parent, position, 0, list, error);
}

static gboolean
apply_move (PreceptStepRun *self,
            PreceptStep    *step,
            GError        **error)
{
  g_autofree char *path = NULL;
  g_autofree char *old_parent_path = NULL;
  xmlNode         *node = find (self, step->path, error);
  xmlNode         *parent = node != NULL ? find_element (self, step->name, error) : NULL;
  xmlNode         *old_parent;
  xmlNs           *known = NULL;
  guint            old_position;
  guint            n_children;

  if (parent == NULL)
    return FALSE;
  if (node == precept_document_get_root (self->document))
    return precept_step_fail (error, "The guideline as a whole can't be moved.");
  if (!check_ours (node->parent, error))
    return FALSE;
  for (const xmlNode *n = parent; n != NULL; n = n->parent)
    {
      if (n == node)
        return precept_step_fail (error, "An element can't be moved into itself.");
    }

  old_parent = node->parent;
  if (precept_xml_is_text (node) || precept_node_get_text_block (old_parent) != NULL ||
      precept_node_get_text_block (parent) != NULL || !names_hold (node, node, parent, &known))
    return move_by_copy (self, node, parent, step->position, error);

  n_children = precept_node_count_children (parent) - (parent == old_parent ? 1 : 0);
  if (step->position > n_children)
    return precept_step_fail (error, "“%s” has no place %u any more. Look at the document as it is now, and try again.",
                              (const char *)parent->name, step->position);
  if (precept_node_get_depth (parent) + precept_node_get_height (node) > PRECEPT_TREE_MAX_DEPTH)
    return precept_step_fail (error, "That would be more than %u elements inside each other. Put it further out.",
                              (guint)PRECEPT_TREE_MAX_DEPTH);

  old_position = precept_node_get_position (node);
  /* Out of the index and in again: of two elements with one id, the other may be the first now. */
  precept_id_index_remove (self->document->index, node, NULL);
  xmlUnlinkNode (node);
  precept_node_link (parent, node, precept_node_get_child_at (parent, step->position));
  precept_id_index_add (self->document->index, node, NULL);

  path = precept_document_dup_path (self->document, node);
  old_parent_path = precept_document_dup_path (self->document, old_parent);
  precept_step_run_add_inverse (self, precept_step_new_move (path, old_parent_path, old_position));
  precept_step_run_mark (self, old_parent);
  precept_step_run_mark (self, parent);
  self->structural = TRUE;

  return TRUE;
}

static gboolean
apply_set_attribute (PreceptStepRun *self,
                     PreceptStep    *step,
                     GError        **error)
{
  g_autofree char *old = NULL;
  g_autofree char *path = NULL;
  xmlNode         *element = find_element (self, step->path, error);
  xmlNode         *block;
  xmlNs           *ns = NULL;
  const char      *name = step->name;
  gboolean         is_id = strcmp (name, "id") == 0;

  if (element == NULL)
    return FALSE;

  if (strcmp (name, "xml:lang") == 0)
    {
      ns = xmlSearchNs (element->doc, element, BAD_CAST "xml");
      name = "lang";
    }
  else if (!g_utf8_validate (name, -1, NULL) || xmlValidateNCName (BAD_CAST name, 0) != 0 || strcmp (name, "xmlns") == 0)
    {
      return precept_step_fail (error, "“%s” can't be the name of an attribute.", name);
    }

  if (step->value != NULL && !precept_parser_check_text (step->value, error))
    return FALSE;

  old = precept_node_dup_attribute (element, step->name);
  if (g_strcmp0 (old, step->value) == 0)
    return TRUE;

  if (is_id)
    precept_id_index_remove_one (self->document->index, element, self->touched);
  if (step->value != NULL)
    xmlSetNsProp (element, ns, BAD_CAST name, BAD_CAST step->value);
  else
    xmlUnsetNsProp (element, ns, BAD_CAST name);
  if (is_id)
    precept_id_index_add_one (self->document->index, element, self->touched);

  path = precept_document_dup_path (self->document, element);
  precept_step_run_add_inverse (self, precept_step_new_set_attribute (path, step->name, old));

  precept_step_run_mark (self, element);
  block = precept_node_get_text_block (element);
  if (block == NULL || block == element || is_id)
    self->structural = TRUE;

  return TRUE;
}

/*
 * precept_step_run_apply:
 * @self: steps being applied
 * @step: the next one
 * @error: (nullable): where to store an error
 *
 * Applies one step. If it fails, precept_step_run_roll_back() must follow.
 *
 * Returns: whether it was applied
 */
gboolean
precept_step_run_apply (PreceptStepRun *self,
                        PreceptStep    *step,
                        GError        **error)
{
  switch (step->kind)
    {
    case PRECEPT_STEP_INSERT:
      return apply_insert (self, step, error);
    case PRECEPT_STEP_REMOVE:
      return apply_remove (self, step, error);
    case PRECEPT_STEP_REPLACE:
      return apply_replace (self, step, error);
    case PRECEPT_STEP_MOVE:
      return apply_move (self, step, error);
    case PRECEPT_STEP_SET_CONTENT:
    case PRECEPT_STEP_SET_TEXT:
      return apply_set_content (self, step, error);
    case PRECEPT_STEP_SET_ATTRIBUTE:
      return apply_set_attribute (self, step, error);
    default:
      g_assert_not_reached ();
    }
}

/*
 * precept_step_run_check_ids:
 * @self: steps that have been applied
 * @error: (nullable): where to store an error
 *
 * Returns: whether no id is there more often than before, and more than once
 */
gboolean
precept_step_run_check_ids (PreceptStepRun *self,
                            GError        **error)
{
  GHashTableIter iter;
  gpointer       id;
  gpointer       count_before;

  if (self->touched == NULL)
    return TRUE;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, &count_before))
    {
      guint count = precept_id_index_count (self->document->index, id);

      if (count > 1 && count > GPOINTER_TO_UINT (count_before))
        return precept_step_fail (error, "The id “%s” would be there twice. A copy needs an id of its own.", (const char *)id);
    }

  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/*
 * precept_step_run_dup_change:
 * @self: steps that have been applied
 *
 * Returns: (transfer full): what they changed, in the order of the ids
 */
PreceptChange *
precept_step_run_dup_change (PreceptStepRun *self)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  PreceptChange *change = g_new0 (PreceptChange, 1);
  GHashTableIter iter;
  gpointer       id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      /* What a later step removed is a change of what it was in. */
      if (precept_id_index_count (self->document->index, id) > 0)
        g_ptr_array_add (ids, g_strdup (id));
    }
  g_ptr_array_sort (ids, compare_ids);
  g_ptr_array_add (ids, NULL);

  change->ids = (GStrv)g_ptr_array_free (g_steal_pointer (&ids), FALSE);
  change->structural = self->structural;

  return change;
}

/*
 * precept_step_run_roll_back:
 * @self: steps that have been applied
 *
 * Takes back all that was done so far.
 */
void
precept_step_run_roll_back (PreceptStepRun *self)
{
  g_autoptr (PreceptStepRun) back = precept_step_run_new (self->document, FALSE);

  for (guint i = self->inverse->len; i > 0; i--)
    {
      g_autoptr (GError) error = NULL;

      /* A tree that can be neither as it was nor as it should be must not be saved. */
      if (!precept_step_run_apply (back, g_ptr_array_index (self->inverse, i - 1), &error))
        g_error ("A step can't be taken back: %s", error->message);
    }

  g_ptr_array_set_size (self->inverse, 0);
}
