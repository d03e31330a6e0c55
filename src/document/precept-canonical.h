/* precept-canonical.h: a tree as text, the one way a guideline is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

G_BEGIN_DECLS

GBytes *precept_canonical_write (const xmlDoc *tree);
char   *precept_canonical_dup_nodes (const xmlNode *first, guint n_nodes); /* a fragment, for a step */
char   *precept_canonical_dup_content (const xmlNode *element);            /* all children, likewise */

/* @text as XML content: markup characters escaped. */
char *precept_canonical_escape (const char *text);
char *precept_canonical_escape_attribute (const char *value);

G_END_DECLS
