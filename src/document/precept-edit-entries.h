/* precept-edit-entries.h: what people do with definitions, revisions and other entries of a list, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-edit.h"

G_BEGIN_DECLS

/* Each gives back (transfer full) a group to apply; or NULL, and @error (PRECEPT_DOCUMENT_ERROR_STEP) says why not.
 * Nothing is changed before it is applied. */

/* Before another entry of the same kind in the same place; @before_id: NULL: after the last. */
PreceptStepGroup *precept_edit_move_entry (PreceptDocument *document, const char *id, const char *before_id, GError **error);
/* Puts children of one element, named by their ids, in another order. The rest stays where it is. */
PreceptStepGroup *precept_edit_order_entries (PreceptDocument *document, const char *const *ids, const char *label, GError **error);
/* NULL removes. What is typed into one value is one undo. */
PreceptStepGroup *precept_edit_set_value_of (PreceptDocument *document,
                                             const char      *path,
                                             const char      *attribute,
                                             const char      *value,
                                             const char      *label,
                                             GError         **error);

/* Definitions. Where a removed one was used, the words stay. Definitions within it take its place. */
PreceptStepGroup *precept_edit_remove_definition (PreceptDocument *document, const char *id, GError **error);
gboolean          precept_edit_are_definitions_sorted (PreceptDocument *document);
PreceptStepGroup *precept_edit_sort_definitions (PreceptDocument *document, GError **error); /* within each other, too */

/* History: an entry with another date goes to its place, whether the newest is first or last. */
PreceptStepGroup *precept_edit_set_revision_date (PreceptDocument *document, const char *id, const char *on, GError **error);
PreceptStepGroup *precept_edit_set_original (PreceptDocument *document, const char *on, const char *version, char **new_id, GError **error);

/* For sorting as people look words up: case, accents, punctuation and articles do not count. (transfer full) */
char *precept_edit_dup_sort_key (const char *text);

G_END_DECLS
