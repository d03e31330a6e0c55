/* precept-edit-table.h: rows and columns of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* As in precept-edit.h: a group to apply (transfer full), or NULL and @error. Rows and columns count from 0, as seen:
 * a cell that spans several of them is in each, and grows and shrinks with them. */

char *precept_edit_new_table_xml (guint n_rows, guint n_columns, gboolean header); /* a fragment, without ids */

PreceptStepGroup *precept_edit_insert_row (PreceptDocument *document, const char *table_id, guint before, GError **error);
PreceptStepGroup *precept_edit_insert_column (PreceptDocument *document, const char *table_id, guint before, GError **error);
PreceptStepGroup *precept_edit_remove_row (PreceptDocument *document, const char *table_id, guint row, GError **error);
PreceptStepGroup *precept_edit_remove_column (PreceptDocument *document, const char *table_id, guint column, GError **error);
PreceptStepGroup *precept_edit_set_header_row (PreceptDocument *document, const char *table_id, guint row, gboolean header, GError **error);
/* A text for a cell that has none, and a caption. @new_path: (out) */
PreceptStepGroup *precept_edit_fill_cell (PreceptDocument *document, const char *table_id, guint row, guint column, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_caption (PreceptDocument *document, const char *id, char **new_path, GError **error);

G_END_DECLS
