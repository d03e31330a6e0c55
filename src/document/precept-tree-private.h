/* precept-tree-private.h: the parts of the document layer that share its tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document-tree.h"

G_BEGIN_DECLS

/* Elements inside each other. The root is 1 deep. */
#define PRECEPT_TREE_MAX_DEPTH 256

/* precept-node.c */
gboolean    precept_node_is_foreign (const xmlNode *node); /* an element of another namespace */
gboolean    precept_node_holds_text (const xmlNode *node);
gboolean    precept_node_may_hold_text (const xmlNode *node); /* by the grammar */
xmlNode    *precept_node_get_text_block (xmlNode *node);      /* outermost element around @node, or @node, that holds text */
xmlNode    *precept_node_get_child_at (const xmlNode *node, guint position);
guint       precept_node_count_children (const xmlNode *node);
guint       precept_node_get_position (const xmlNode *node);
guint       precept_node_get_depth (const xmlNode *node);
guint       precept_node_get_height (const xmlNode *node);                       /* elements inside each other, from @node down */
const char *precept_node_get_id (const xmlNode *node);                           /* borrowed; NULL where it has none that can be addressed */
void        precept_node_link (xmlNode *parent, xmlNode *node, xmlNode *before); /* merges no text, unlike libxml2 */

/* precept-normalize.c */
void precept_normalize_tree (xmlDoc *tree);
void precept_normalize_space (xmlNode *element);
void precept_normalize_namespaces (xmlNode *element);

/* precept-id-index.c */
typedef struct _PreceptIdIndex PreceptIdIndex;
PreceptIdIndex                *precept_id_index_new (xmlNode *root);
void                           precept_id_index_free (PreceptIdIndex *self);
xmlNode                       *precept_id_index_lookup (PreceptIdIndex *self, const char *id);
guint                          precept_id_index_count (PreceptIdIndex *self, const char *id);
void                           precept_id_index_add (PreceptIdIndex *self, xmlNode *subtree, GHashTable *touched);
void                           precept_id_index_remove (PreceptIdIndex *self, xmlNode *subtree, GHashTable *touched);
void                           precept_id_index_add_one (PreceptIdIndex *self, xmlNode *element, GHashTable *touched);
void                           precept_id_index_remove_one (PreceptIdIndex *self, xmlNode *element, GHashTable *touched);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptIdIndex, precept_id_index_free)

G_END_DECLS
