/* precept-place.c: where an element of a guideline stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-place.h"
#include "precept-tree-private.h"

/**
 * precept_document_dup_parent_path:
 * @self: a document
 * @path: a path
 * @position: (out) (optional): which child of its parent it is
 *
 * Returns: (transfer full) (nullable): the path of the element around it
 */
char *
precept_document_dup_parent_path (PreceptDocument *self,
                                  const char      *path,
                                  guint           *position)
{
  xmlNode *node = precept_document_find_path (self, path);

  if (node == NULL || node->parent == NULL || node->parent->type != XML_ELEMENT_NODE)
    return NULL;
  if (position != NULL)
    *position = precept_node_get_position (node);

  return precept_document_dup_path (self, node->parent);
}

/**
 * precept_document_count_children:
 * @self: a document
 * @path: a path
 *
 * Returns: how many nodes of every kind the element there has
 */
guint
precept_document_count_children (PreceptDocument *self,
                                 const char      *path)
{
  xmlNode *node = precept_document_find_path (self, path);

  return node != NULL && node->type == XML_ELEMENT_NODE ? precept_node_count_children (node) : 0;
}
