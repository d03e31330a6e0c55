/* precept-edit-blocks.h: what kind of block a line is, and blocks put in whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* As in precept-edit.h: a group to apply (transfer full), or NULL and @error. */

/* Headings: a paragraph of a section or a topic becomes the heading of all that follows it there, one level below
 * the section's, or beside the topic's. It keeps its id, and so does a heading that becomes a paragraph again. */
gboolean          precept_edit_can_make_heading (PreceptDocument *document, const char *paragraph_id);
PreceptStepGroup *precept_edit_make_heading (PreceptDocument *document, const char *paragraph_id, char **title_path, GError **error);
PreceptStepGroup *precept_edit_unmake_heading (PreceptDocument *document, const char *title_path, char **paragraph_id, GError **error);
PreceptStepGroup *precept_edit_shift_heading (PreceptDocument *document, const char *title_path, gboolean out, char **new_path, GError **error);

/* Notes. @join: to the note before it, if there is one. */
PreceptStepGroup *precept_edit_make_note (PreceptDocument *document, const char *paragraph_id, gboolean join, GError **error);
PreceptStepGroup *precept_edit_unmake_note (PreceptDocument *document, const char *paragraph_id, GError **error);

/* The list whose item has this line: "bullet" or "number". */
PreceptStepGroup *precept_edit_set_list_kind (PreceptDocument *document, const char *paragraph_id, const char *kind, GError **error);

/* A paragraph that is not the line of an entry: into the item above it, and out of an item with what follows it there. */
PreceptStepGroup *precept_edit_indent_paragraph (PreceptDocument *document, const char *paragraph_id, GError **error);
PreceptStepGroup *precept_edit_outdent_paragraph (PreceptDocument *document, const char *paragraph_id, GError **error);

G_END_DECLS
