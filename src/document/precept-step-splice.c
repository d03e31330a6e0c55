/* precept-step-splice.c: replaces some children of an element by others, and can take it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-step-splice.h"

#include "precept-canonical.h"
#include "precept-document-private.h"
#include "precept-parser.h"
#include "precept-step-private.h"
#include "precept-xml-private.h"

#include <string.h>

/*
 * Nearly every step is a splice: some children of an element go, others come.
 *
 * Between elements a splice is taken back by the opposite splice. Inside a text, where
 * text nodes merge and spaces collapse, it is taken back by putting back the whole text
 * block, which is short.
 *
 * A step that fails half-way is rolled back by its caller, with the inverse steps that
 * the finished half has left.
 */

gboolean
precept_step_fail (GError    **error,
                   const char *format,
                   ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL)
    *error = g_error_new_valist (PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP, format, arguments);
  va_end (arguments);

  return FALSE;
}

void
precept_step_run_mark (PreceptStepRun *self,
                       const xmlNode  *node)
{
  for (const xmlNode *n = node; n != NULL; n = n->parent)
    {
      const char *id = precept_node_get_id (n);

      if (id != NULL)
        {
          g_hash_table_add (self->changed, g_strdup (id));
          return;
        }
    }
}

void
precept_step_free_list (xmlNode *list)
{
  while (list != NULL)
    {
      xmlNode *next = list->next;

      list->prev = NULL;
      list->next = NULL;
      xmlFreeNode (list);
      list = next;
    }
}

static gboolean
has_words (const xmlNode *list)
{
  for (const xmlNode *node = list; node != NULL; node = node->next)
    {
      if (precept_xml_is_text (node) && !precept_xml_is_blank ((const char *)node->content))
        return TRUE;
    }

  return FALSE;
}

/* Points every name in @node at the namespaces of its new surroundings. */
static void
adopt_names (xmlNode *node,
             xmlNode *wrapper,
             xmlNode *parent)
{
  if (node->type != XML_ELEMENT_NODE)
    return;

  node->line = 0;

  for (xmlNs *ns = wrapper->nsDef; node->ns != NULL && ns != NULL; ns = ns->next)
    {
      if (ns == node->ns)
        {
          node->ns = xmlSearchNs (parent->doc, parent, ns->prefix);
          break;
        }
    }

  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      if (attribute->ns == NULL)
        continue;
      if (xmlStrEqual (attribute->ns->href, XML_XML_NAMESPACE))
        {
          attribute->ns = xmlSearchNs (parent->doc, parent, BAD_CAST "xml");
          continue;
        }
      for (xmlNs *ns = wrapper->nsDef; ns != NULL; ns = ns->next)
        {
          if (ns == attribute->ns)
            {
              attribute->ns = xmlSearchNs (parent->doc, parent, ns->prefix);
              break;
            }
        }
    }

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    adopt_names (child, wrapper, parent);
}

/* @xml as a list of nodes of @parent's document, not linked into it. */
gboolean
precept_step_read_list (const char *xml,
                        xmlNode    *parent,
                        xmlNode   **list,
                        GError    **error)
{
  g_autoptr (xmlDoc) fragment = NULL;
  xmlNode *wrapper;

  *list = NULL;
  if (*xml == '\0')
    return TRUE;

  fragment = precept_parser_parse_fragment (xml, parent, error);
  if (fragment == NULL)
    return FALSE;

  wrapper = xmlDocGetRootElement (fragment);
  for (xmlNode *node = wrapper->children; node != NULL; node = node->next)
    adopt_names (node, wrapper, parent);

  *list = wrapper->children;
  wrapper->children = NULL;
  wrapper->last = NULL;
  for (xmlNode *node = *list; node != NULL; node = node->next)
    {
      node->parent = NULL;
      xmlSetTreeDoc (node, parent->doc);
    }

  return TRUE;
}

static gboolean
check_depth (const xmlNode *parent,
             const xmlNode *list,
             GError       **error)
{
  guint depth = precept_node_get_depth (parent);

  for (const xmlNode *node = list; node != NULL; node = node->next)
    {
      if (depth + precept_node_get_height (node) > PRECEPT_TREE_MAX_DEPTH)
        return precept_step_fail (error, "That would be more than %u elements inside each other. Put it further out.",
                                  (guint)PRECEPT_TREE_MAX_DEPTH);
    }

  return TRUE;
}

void
precept_step_run_add_inverse (PreceptStepRun *self,
                              PreceptStep    *step)
{
  g_ptr_array_add (self->inverse, step);
}

/* Between elements, white space is no content. */
static xmlNode *
drop_blank_texts (xmlNode *list)
{
  xmlNode *node = list;

  while (node != NULL)
    {
      xmlNode *next = node->next;

      if (precept_xml_is_text (node))
        {
          if (node == list)
            list = next;
          if (node->prev != NULL)
            node->prev->next = next;
          if (next != NULL)
            next->prev = node->prev;
          node->prev = NULL;
          node->next = NULL;
          xmlFreeNode (node);
        }
      node = next;
    }

  return list;
}

/* Links @list into @parent and gives back how many nodes it had. */
static guint
link_list (PreceptStepRun *self,
           xmlNode        *parent,
           xmlNode        *before,
           xmlNode        *list,
           gboolean        in_text)
{
  guint count = 0;

  while (list != NULL)
    {
      xmlNode *node = list;

      list = node->next;
      precept_node_link (parent, node, before);
      count++;
      if (node->type != XML_ELEMENT_NODE)
        continue;
      precept_normalize_namespaces (node);
      if (!in_text)
        precept_normalize_space (node);
      precept_id_index_add (self->document->index, node, self->touched);
    }

  return count;
}

/* Takes nodes out of the tree; they stay linked to each other. */
static xmlNode *
unlink_nodes (PreceptStepRun *self,
              xmlNode        *first,
              guint           n_nodes)
{
  xmlNode *list = NULL;
  xmlNode *last = NULL;

  while (n_nodes > 0)
    {
      xmlNode *next = first->next;

      xmlUnlinkNode (first);
      if (first->type == XML_ELEMENT_NODE)
        precept_id_index_remove (self->document->index, first, self->touched);

      first->prev = last;
      if (last != NULL)
        last->next = first;
      else
        list = first;
      last = first;
      first = next;
      n_nodes--;
    }

  return list;
}

/* Elements with an id do not belong into text, but may stand there. */
static gboolean
holds_id (const xmlNode *first)
{
  for (const xmlNode *node = first; node != NULL; node = node->next)
    {
      if (node->type == XML_ELEMENT_NODE && (precept_node_get_id (node) != NULL || holds_id (node->children)))
        return TRUE;
    }

  return FALSE;
}

static void
splice_text (PreceptStepRun *self,
             xmlNode        *block,
             xmlNode        *parent,
             xmlNode        *first,
             guint           n_nodes,
             xmlNode        *list)
{
  g_autofree char *old = precept_canonical_dup_content (block);
  g_autofree char *path = NULL;
  xmlNode         *before = first;
  xmlNode         *removed;

  for (guint i = 0; i < n_nodes; i++)
    before = before->next;

  removed = unlink_nodes (self, first, n_nodes);
  if (!precept_node_may_hold_text (block) || holds_id (removed) || holds_id (list))
    self->structural = TRUE;
  link_list (self, parent, before, list, TRUE);
  precept_step_free_list (removed);
  precept_normalize_space (block);

  path = precept_document_dup_path (self->document, block);
  precept_step_run_add_inverse (self, precept_step_new_set_content (path, old));

  precept_step_run_mark (self, block);
  precept_step_run_mark (self, parent);
}

static void
splice_elements (PreceptStepRun *self,
                 xmlNode        *parent,
                 guint           position,
                 xmlNode        *first,
                 guint           n_nodes,
                 xmlNode        *list)
{
  g_autofree char *old = precept_canonical_dup_nodes (first, n_nodes);
  g_autofree char *path = NULL;
  xmlNode         *before = first;
  xmlNode         *removed;
  const char      *id = NULL;
  guint            n_new;

  for (guint i = 0; i < n_nodes; i++)
    before = before->next;

  if (n_nodes == 1 && list != NULL && list->next == NULL)
    {
      id = precept_node_get_id (list);
      if (id != NULL && g_strcmp0 (id, precept_node_get_id (first)) != 0)
        id = NULL;
    }
  precept_step_run_mark (self, id != NULL ? list : parent);

  removed = unlink_nodes (self, first, n_nodes);
  n_new = link_list (self, parent, before, list, FALSE);
  precept_step_free_list (removed);

  path = precept_document_dup_path (self->document, parent);
  if (n_nodes > 0 && n_new > 0 && n_new == precept_node_count_children (parent))
    {
      precept_step_run_add_inverse (self, precept_step_new_set_content (path, old));
    }
  else
    {
      if (n_nodes > 0)
        precept_step_run_add_inverse (self, precept_step_new_insert (path, position, old));
      if (n_new > 0)
        precept_step_run_add_inverse (self, precept_step_new_remove (path, position, n_new));
    }

  if (n_nodes > 0 || n_new > 0)
    self->structural = TRUE;
}

/* Replaces @n_nodes children of @parent by @list, which it takes. */
gboolean
precept_step_run_splice (PreceptStepRun *self,
                         xmlNode        *parent,
                         guint           position,
                         guint           n_nodes,
                         xmlNode        *list,
                         GError        **error)
{
  guint    n_children = precept_node_count_children (parent);
  xmlNode *block;
  xmlNode *first;

  if (position > n_children || n_nodes > n_children - position)
    {
      precept_step_free_list (list);
      return precept_step_fail (error, "“%s” has no place %u any more. Look at the document as it is now, and try again.",
                                (const char *)parent->name, position + n_nodes);
    }

  if (!check_depth (parent, list, error))
    {
      precept_step_free_list (list);
      return FALSE;
    }

  first = precept_node_get_child_at (parent, position);
  block = precept_node_get_text_block (parent);
  if (block == NULL && has_words (list))
    block = parent;

  if (block != NULL)
    splice_text (self, block, parent, first, n_nodes, list);
  else
    splice_elements (self, parent, position, first, n_nodes, drop_blank_texts (list));

  return TRUE;
}

gboolean
precept_step_run_splice_xml (PreceptStepRun *self,
                             xmlNode        *parent,
                             guint           position,
                             guint           n_nodes,
                             const char     *xml,
                             GError        **error)
{
  xmlNode *list;

  return precept_step_read_list (xml, parent, &list, error) && precept_step_run_splice (self, parent, position, n_nodes, list, error);
}
