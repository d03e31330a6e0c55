/* precept-leaf-private.h: a coded criterion as elements
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document-tree.h"
#include "precept-leaf.h"

G_BEGIN_DECLS

/* The element of a complete leaf. @more: attributes as text, with a space first; @note: its note, or "". */
char *precept_leaf_dup_xml (PreceptLeaf *self, const char *id, const char *fact_id, const char *more, const char *note);
char *precept_leaf_dup_fact_xml (PreceptLeaf *self, const char *fact_id); /* of a new fact */

xmlNode *precept_leaf_find_facts (PreceptDocument *document); /* the element; NULL: there is none */
char    *precept_leaf_dup_fact_name (const xmlNode *fact);    /* "" where it has none */

G_END_DECLS
