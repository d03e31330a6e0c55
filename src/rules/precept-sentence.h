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
/* The line before the criteria in @parent (applies-to, general, a request), and the "all" in it that this line says:
 * that node prints no line of its own. (transfer full), (transfer none) (nullable) */
char          *precept_sentence_new_line (PreceptDocument *document, const xmlNode *parent);
const xmlNode *precept_sentence_find_said (const xmlNode *parent);

/* Whether the sentence of a diagnosis names @table by its label, "Table 2", instead of listing its codes. */
gboolean precept_sentence_names_table (const xmlNode *table);

/* "The member is 12 years of age or older", of a limit; NULL: it is for all. (transfer full) */
char *precept_sentence_new_age_group (PreceptDocument *document, const xmlNode *limit);

/* "6 months", "P6M" → "6 months". (transfer full) */
char *precept_sentence_dup_duration (PreceptDocument *document, const char *duration);
/* The same after "within the past" and "every": "year" of one. */
char *precept_sentence_dup_interval (PreceptDocument *document, const char *duration);

G_END_DECLS
