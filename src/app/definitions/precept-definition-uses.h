/* precept-definition-uses.h: where defined terms are used
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;           /* of the definition */
  char *term;         /* with or without quotation marks */
  char *abbreviation; /* or NULL */
} PreceptDefinedTerm;

void precept_defined_term_free (PreceptDefinedTerm *self);

/* Id → GPtrArray of owned ids: the blocks whose text has the term or its abbreviation as a word, or marks it, outside its
 * own definition; in the document's order. (transfer full) */
GHashTable *precept_definition_uses_find (PreceptContent *content, PreceptDocument *document, GPtrArray *terms);

/* "Adverse events (AEs)" → "Adverse events", "AEs"; (out) NULL where there is none. (transfer full) */
char *precept_definition_split_term (const char *words, char **abbreviation);

G_END_DECLS
