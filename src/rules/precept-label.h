/* precept-label.h: what one part of a guideline is called in another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-document.h"

G_BEGIN_DECLS

/* id → number from 1 (GUINT_TO_POINTER) of every reference, and of every table that has one, in the document's order.
 * Computed each time, never stored. (transfer full) */
GHashTable *precept_label_count (PreceptDocument *document);

/* What a cross-reference to an id prints: "Table 1", "reference 12", a heading; NULL: no such id. (transfer full) */
char *precept_label_new (PreceptDocument *document, GHashTable *numbers, const char *id);

/* Text of an element for those who read no marks: cross-references by their labels, citations and mandate marks
 * left out, one line a block. (transfer full) */
char *precept_label_dup_prose (PreceptDocument *document, GHashTable *numbers, const xmlNode *element);

G_END_DECLS
