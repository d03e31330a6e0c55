/* precept-edit-parts.h: parts, sections, topics, groups and indications as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* Names of elements, in the schema's order. (transfer full) */
GStrv precept_edit_list_addable_parts (PreceptDocument *document); /* parts that the grammar allows and that are not there */
GStrv precept_edit_list_missing_parts (PreceptDocument *document); /* parts that have to be there, or all of the usual ones where there is none */

char *precept_edit_dup_part_id (PreceptDocument *document, const char *path); /* of the part that holds it; NULL: none does */

/* What heads a part of the outline: its name and its title. */
gboolean precept_edit_is_movable (PreceptDocument *document, const char *id);
char    *precept_edit_dup_title_path (PreceptDocument *document, const char *id); /* (transfer full); NULL: it has no title of its own */

/* Each gives back (transfer full) a group to apply; or NULL, and @error (PRECEPT_DOCUMENT_ERROR_STEP) says why not. */
PreceptStepGroup *precept_edit_add_part (PreceptDocument *document, const char *name, const char *after_id, char **new_id, GError **error);
PreceptStepGroup *precept_edit_remove_part (PreceptDocument *document, const char *id, GError **error);
PreceptStepGroup *precept_edit_set_title (PreceptDocument *document, const char *id, PreceptInline *title, GError **error); /* empty: the usual one */
char             *precept_edit_dup_title (PreceptDocument *document, const char *id);                                       /* its own words, without marks; NULL: it has none */
PreceptStepGroup *precept_edit_rename (PreceptDocument *document, const char *id, const char *words, GError **error);
PreceptStepGroup *precept_edit_move_by (PreceptDocument *document, const char *id, int direction, GError **error); /* 1: after the next of its kind; -1: before the one before */
PreceptStepGroup *precept_edit_move_beside (PreceptDocument *document, const char *id, const char *other_id, gboolean after, GError **error);

G_END_DECLS
