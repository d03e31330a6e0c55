/* precept-edit-references.h: what people do with a list of references, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-edit.h"
#include "precept-reference-text.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_REFERENCE_ORDER_CITATION,     /* as the text cites them first; what nothing cites comes last */
  PRECEPT_REFERENCE_ORDER_ALPHABETICAL, /* by their text, without regard to case, accents and punctuation */
  PRECEPT_REFERENCE_ORDER_BY_HAND,
} PreceptReferenceOrder;

/* Each gives back (transfer full) a group to apply; or NULL, and @error (PRECEPT_DOCUMENT_ERROR_STEP) says why not.
 * Nothing is changed before it is applied. */

/* Citations, cross-references and comments of each reference of @from_ids then lead to that of @to_ids at the same
 * place, which takes over the identifiers that it lacks. Both end with NULL. */
PreceptStepGroup *precept_edit_merge_references (PreceptDocument   *document,
                                                 const char *const *from_ids,
                                                 const char *const *to_ids,
                                                 GError           **error);
/* The same, but nothing of the removed one is kept. */
PreceptStepGroup *precept_edit_replace_reference (PreceptDocument *document, const char *id, const char *by_id, GError **error);
/* Its citations go with it. */
PreceptStepGroup *precept_edit_remove_reference (PreceptDocument *document, const char *id, GError **error);

/* Where the present order goes on: alphabetically if they stand so, else at the end. @new_ids: (out) (transfer full). */
PreceptStepGroup *precept_edit_add_references (PreceptDocument *document,
                                               GPtrArray       *texts, /* of PreceptReferenceText */
                                               GStrv           *new_ids,
                                               GError         **error);

PreceptReferenceOrder precept_edit_get_reference_order (PreceptDocument *document); /* in which they stand now */
/* Without steps where they stand so already. Not for BY_HAND. */
PreceptStepGroup *precept_edit_sort_references (PreceptDocument *document, PreceptReferenceOrder order, GError **error);

G_END_DECLS
