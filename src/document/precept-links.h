/* precept-links.h: what leads to a reference, a definition or anything else with an id
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* Id → GPtrArray of owned strings: the ids of the blocks and findings that cite it, name it as a defined term or refer
 * to it, each once, in the document's order. Comments and the rules do not count. (transfer full) */
GHashTable *precept_document_index_links (PreceptDocument *self);

char *precept_links_dup_without (const char *list, const char *id); /* a list of ids without one of them; NULL: nothing is left */

char *precept_document_dup_heading (PreceptDocument *self, const char *path); /* of what it is under: "Clinical trials"; NULL: none */

G_END_DECLS
