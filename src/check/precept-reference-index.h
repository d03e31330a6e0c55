/* precept-reference-index.h: finds references to one work
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* What two references to one work have in common: a DOI, a PubMed number, or first author, title and year. */
typedef struct _PreceptReferenceIndex PreceptReferenceIndex;
PreceptReferenceIndex                *precept_reference_index_new (void);
void                                  precept_reference_index_free (PreceptReferenceIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptReferenceIndex, precept_reference_index_free)

typedef struct
{
  const char *text;
  gsize       title_end; /* bytes of @text, where the journal's name begins; 0: not known */
  const char *doi;       /* as written; NULL: none; so the others */
  const char *pmid;
  const char *pmcid;
} PreceptReferenceData;

/* Takes in one more. Gives back what was given with an earlier one that is the same work, and what they share
 * ("DOI", completes "the same …"); NULL: none is. */
gpointer precept_reference_index_add (PreceptReferenceIndex *self, const PreceptReferenceData *data, gpointer user_data, const char **what);
/* The same, without taking it in. */
gpointer precept_reference_index_find (PreceptReferenceIndex *self, const PreceptReferenceData *data, const char **what);

G_END_DECLS
