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
 * precept_document_dup_child_path:
 * @self: a document
 * @path: the path of an element
 * @name: the local name of an element of the format
 *
 * Returns: (transfer full) (nullable): the path of the first child element so named; %NULL where there is none
 */
char *
precept_document_dup_child_path (PreceptDocument *self,
                                 const char      *path,
                                 const char      *name)
{
  xmlNode *child = precept_node_child (precept_document_find_path (self, path), name);

  return child != NULL ? precept_document_dup_path (self, child) : NULL;
}
