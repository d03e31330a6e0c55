/* precept-id-index.c: which element has an id
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-tree-private.h"

#include <string.h>

/*
 * PreceptIdIndex:
 *
 * Finds elements by id without walking the tree.
 *
 * An id should be there once, but a file may hold it more often: then the first in
 * document order is the one it names, and only such ids cost a walk when they change.
 * What stands inside a foreign element is not ours to name.
 */
typedef struct
{
  xmlNode *node; /* the first in document order; borrowed; NULL: to be found again */
  guint    count;
} Entry;

struct _PreceptIdIndex
{
  xmlNode    *root;
  GHashTable *entries; /* owned id → owned Entry */
};

static xmlNode *
find_first (xmlNode    *node,
            const char *id)
{
  const char *node_id;

  if (!precept_node_is_ours (node))
    return NULL;

  node_id = precept_node_get_id (node);
  if (node_id != NULL && strcmp (node_id, id) == 0)
    return node;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      xmlNode *found = find_first (child, id);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
touch (PreceptIdIndex *self,
       GHashTable     *touched,
       const char     *id)
{
  if (touched != NULL && !g_hash_table_contains (touched, id))
    g_hash_table_insert (touched, g_strdup (id), GUINT_TO_POINTER (precept_id_index_count (self, id)));
}

PreceptIdIndex *
precept_id_index_new (xmlNode *root)
{
  PreceptIdIndex *self = g_new0 (PreceptIdIndex, 1);

  self->root = root;
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  precept_id_index_add (self, root, NULL);

  return self;
}

void
precept_id_index_free (PreceptIdIndex *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

xmlNode *
precept_id_index_lookup (PreceptIdIndex *self,
                         const char     *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  if (entry == NULL)
    return NULL;

  if (entry->node == NULL)
    entry->node = find_first (self->root, id);

  return entry->node;
}

guint
precept_id_index_count (PreceptIdIndex *self,
                        const char     *id)
{
  Entry *entry = g_hash_table_lookup (self->entries, id);

  return entry != NULL ? entry->count : 0;
}

/*
 * precept_id_index_add_one:
 * @self: an index
 * @element: an element of ours that came into the tree
 * @touched: (nullable): takes each id met, with how often it was there before
 */
void
precept_id_index_add_one (PreceptIdIndex *self,
                          xmlNode        *element,
                          GHashTable     *touched)
{
  const char *id = precept_node_get_id (element);
  Entry      *entry;

  if (id == NULL)
    return;

  touch (self, touched, id);
  entry = g_hash_table_lookup (self->entries, id);
  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->node = element;
      g_hash_table_insert (self->entries, g_strdup (id), entry);
    }
  else
    {
      entry->node = NULL;
    }
  entry->count++;
}

/*
 * precept_id_index_remove_one:
 * @self: an index
 * @element: an element of ours that leaves, or has left, the tree
 * @touched: (nullable): takes each id met, with how often it was there before
 */
void
precept_id_index_remove_one (PreceptIdIndex *self,
                             xmlNode        *element,
                             GHashTable     *touched)
{
  const char *id = precept_node_get_id (element);
  Entry      *entry;

  if (id == NULL)
    return;

  touch (self, touched, id);
  entry = g_hash_table_lookup (self->entries, id);
  g_assert (entry != NULL);
  entry->count--;
  if (entry->count == 0)
    g_hash_table_remove (self->entries, id);
  else
    entry->node = NULL;
}

/*
 * precept_id_index_add:
 *
 * Like precept_id_index_add_one(), with all elements inside @subtree.
 */
void
precept_id_index_add (PreceptIdIndex *self,
                      xmlNode        *subtree,
                      GHashTable     *touched)
{
  if (!precept_node_is_ours (subtree))
    return;

  precept_id_index_add_one (self, subtree, touched);
  for (xmlNode *child = subtree->children; child != NULL; child = child->next)
    precept_id_index_add (self, child, touched);
}

/*
 * precept_id_index_remove:
 *
 * Like precept_id_index_remove_one(), with all elements inside @subtree.
 */
void
precept_id_index_remove (PreceptIdIndex *self,
                         xmlNode        *subtree,
                         GHashTable     *touched)
{
  if (!precept_node_is_ours (subtree))
    return;

  precept_id_index_remove_one (self, subtree, touched);
  for (xmlNode *child = subtree->children; child != NULL; child = child->next)
    precept_id_index_remove (self, child, touched);
}
