/* precept-sentence.h: coverage criteria as a clinician reads them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-document.h"

G_BEGIN_DECLS

/* The sentence of one node of a criteria tree (an operator's lead-in, a leaf's whole sentence) or of a limit, in the
 * document's language. Nothing that the node says is left out. (transfer full) */
char *precept_sentence_new (PreceptDocument *document, const xmlNode *node);

/* The same in parts: an operator without its title; a limit, and whom it is for (NULL: everybody). (transfer full) */
char *precept_sentence_dup_operator (PreceptDocument *document, const xmlNode *node);
char *precept_sentence_dup_limit (PreceptDocument *document, const xmlNode *node, char **who);

/* "6 months", "P6M" → "6 months". (transfer full) */
char *precept_sentence_dup_duration (PreceptDocument *document, const char *duration);

G_END_DECLS
