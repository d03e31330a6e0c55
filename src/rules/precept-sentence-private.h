/* precept-sentence-private.h: parts of the sentences of criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-document.h"

G_BEGIN_DECLS

/* The codes that a diagnosis refers to, or the tables that have them. (transfer full); NULL: none */
char *precept_sentence_dup_codes (PreceptDocument *document, const xmlNode *diagnosis, gboolean has_name);

G_END_DECLS
