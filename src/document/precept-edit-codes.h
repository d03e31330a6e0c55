/* precept-edit-codes.h: what people do with tables of codes, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-code-table.h"
#include "precept-edit.h"

G_BEGIN_DECLS

/* Each gives back (transfer full) a group to apply; or NULL, and @error (PRECEPT_DOCUMENT_ERROR_STEP) says why not.
 * Nothing is changed before it is applied. */

PreceptStepGroup *precept_edit_add_codes (PreceptDocument *document, const char *table_id, GPtrArray *codes, GError **error); /* of PreceptCode */
PreceptStepGroup *precept_edit_remove_codes (PreceptDocument *document, const char *const *paths, GError **error);
PreceptStepGroup *precept_edit_move_codes (PreceptDocument *document, const char *const *paths, const char *table_id, GError **error);
PreceptStepGroup *precept_edit_sort_codes (PreceptDocument *document, const char *table_id, GError **error); /* without steps where they are */
/* Marks and citations in it stay where the words around them do. "" removes it. */
PreceptStepGroup *precept_edit_set_code_description (PreceptDocument *document, const char *path, const char *description, GError **error);
PreceptStepGroup *precept_edit_set_code_table_caption (PreceptDocument *document, const char *table_id, const char *caption, GError **error);
/* With its first code: a table without any is not right. @new_id: (out) (transfer full). */
PreceptStepGroup *precept_edit_add_code_table (PreceptDocument *document,
                                               const char      *part_path,
                                               const char      *role,
                                               const char      *caption,
                                               PreceptCode     *code,
                                               char           **new_id,
                                               GError         **error);

G_END_DECLS
