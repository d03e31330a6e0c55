/* precept-document-tree.h: the tree behind a document, for the layers that read it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-document.h"

G_BEGIN_DECLS

PreceptDocument *precept_document_new_take_tree (xmlDoc *tree, GError **error); /* (transfer full), normalized */

/* Borrowed and read-only: only steps write to the tree. */
xmlNode *precept_document_get_root (PreceptDocument *self);
xmlNode *precept_document_find (PreceptDocument *self, const char *id);        /* NULL: no such id */
xmlNode *precept_document_find_path (PreceptDocument *self, const char *path); /* NULL: nothing there */
char    *precept_document_dup_path (PreceptDocument *self, const xmlNode *node);

/* Small readers of one node. `is` compares the local name of an element of our namespace. */
gboolean precept_node_is_ours (const xmlNode *node); /* an element of the guideline format */
gboolean precept_node_is (const xmlNode *node, const char *name);
char    *precept_node_dup_attribute (const xmlNode *node, const char *name);  /* NULL: absent */
char    *precept_node_dup_text (const xmlNode *node);                         /* text of all descendants, white space collapsed */
xmlNode *precept_node_child (const xmlNode *node, const char *name);          /* first child element so named */
char    *precept_node_dup_child_text (const xmlNode *node, const char *name); /* of that child; NULL: none, or no text in it */
xmlNode *precept_node_first_element (const xmlNode *node);                    /* skips text, comments and foreign elements */
xmlNode *precept_node_next_element (const xmlNode *node);

G_END_DECLS
