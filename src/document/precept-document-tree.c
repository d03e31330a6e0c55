/* precept-document-tree.c: finds things in a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-document-tree.h"

#include "precept-document-private.h"
#include "precept-xml-private.h"

#include <string.h>

/**
 * precept_document_get_root:
 * @self: a document
 *
 * Returns: (transfer none): the guideline element
 */
xmlNode *
precept_document_get_root (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  return xmlDocGetRootElement (self->tree);
}

/**
 * precept_document_find:
 * @self: a document
 * @id: an id
 *
 * Finds an element by its id; where a faulty document has an id twice, the first one.
 *
 * Returns: (transfer none) (nullable): the element
 */
xmlNode *
precept_document_find (PreceptDocument *self,
                       const char      *id)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return precept_id_index_lookup (self->index, id);
}

/**
 * precept_document_find_path:
 * @self: a document
 * @path: an id (or nothing: the root element), then child positions: "ref-3", "qalsody/0/2", "/1"
 *
 * Returns: (transfer none) (nullable): the node there
 */
xmlNode *
precept_document_find_path (PreceptDocument *self,
                            const char      *path)
{
  const char *slash;
  xmlNode    *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  slash = strchrnul (path, '/');
  if (slash == path)
    node = precept_document_get_root (self);
  else if (*slash == '\0')
    node = precept_id_index_lookup (self->index, path);
  else
    {
      g_autofree char *id = g_strndup (path, slash - path);

      node = precept_id_index_lookup (self->index, id);
    }

  while (node != NULL && *slash == '/')
    {
      char   *end;
      guint64 position;

      if (!g_ascii_isdigit (slash[1]) || node->type != XML_ELEMENT_NODE)
        return NULL;

      position = g_ascii_strtoull (slash + 1, &end, 10);
      if (position >= G_MAXUINT || (*end != '/' && *end != '\0'))
        return NULL;

      node = precept_node_get_child_at (node, (guint)position);
      slash = end;
    }

  return node;
}

/**
 * precept_document_dup_path:
 * @self: a document
 * @node: a node in or below its root element
 *
 * Returns: (transfer full): the path of @node, which starts at the nearest id
 */
char *
precept_document_dup_path (PreceptDocument *self,
                           const xmlNode   *node)
{
  g_autoptr (GString) path = NULL;
  xmlNode *root;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (node != NULL, NULL);

  path = g_string_new (NULL);
  root = precept_document_get_root (self);
  for (const xmlNode *n = node; n != NULL; n = n->parent)
    {
      const char *id = precept_node_get_id (n);
      char        position[16];

      if (id != NULL && precept_id_index_lookup (self->index, id) == n)
        {
          g_string_prepend (path, id);
          break;
        }
      if (n == root)
        break;

      g_snprintf (position, sizeof position, "/%u", precept_node_get_position (n));
      g_string_prepend (path, position);
    }

  return g_strdup (path->str);
}

/**
 * precept_document_has_id:
 * @self: a document
 * @id: an id
 *
 * Returns: whether an element has this id
 */
gboolean
precept_document_has_id (PreceptDocument *self,
                         const char      *id)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  return precept_id_index_count (self->index, id) > 0;
}

/**
 * precept_document_dup_text:
 * @self: a document
 * @path: a path
 *
 * Returns: (transfer full) (nullable): the text there with white space collapsed, or %NULL where nothing is
 */
char *
precept_document_dup_text (PreceptDocument *self,
                           const char      *path)
{
  xmlNode *node = precept_document_find_path (self, path);

  return node != NULL ? precept_node_dup_text (node) : NULL;
}

/**
 * precept_document_dup_element_name:
 * @self: a document
 * @path: a path
 *
 * Returns: (transfer full) (nullable): the local name of the element there, or %NULL where none of ours is
 */
char *
precept_document_dup_element_name (PreceptDocument *self,
                                   const char      *path)
{
  xmlNode *node = precept_document_find_path (self, path);

  return node != NULL && precept_node_is_ours (node) ? g_strdup ((const char *)node->name) : NULL;
}

/**
 * precept_document_dup_attribute:
 * @self: a document
 * @path: a path
 * @name: name of an attribute of ours, or "xml:lang"
 *
 * Returns: (transfer full) (nullable): its value, or %NULL where there is none
 */
char *
precept_document_dup_attribute (PreceptDocument *self,
                                const char      *path,
                                const char      *name)
{
  return precept_node_dup_attribute (precept_document_find_path (self, path), name);
}

/**
 * precept_document_dup_new_id:
 * @self: a document
 * @prefix: what it shall start with, for example "p"
 *
 * Returns: (transfer full): a random id that no element has, "p-7f3a9c"
 */
char *
precept_document_dup_new_id (PreceptDocument *self,
                             const char      *prefix)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (prefix != NULL && g_ascii_islower (*prefix), NULL);

  for (;;)
    {
      g_autofree char *id = g_strdup_printf ("%s-%06x", prefix, g_random_int () & 0xFFFFFF);

      if (precept_id_index_count (self->index, id) == 0)
        return g_steal_pointer (&id);
    }
}
