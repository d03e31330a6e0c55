/* precept-edit.h: what a word processor does, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* Each gives back (transfer full) a group to apply; or NULL, and @error (PRECEPT_DOCUMENT_ERROR_STEP) says why not.
 * Nothing is changed before it is applied. An "entry" is a finding or a list item: its first paragraph is its line.
 * A content that is NULL is empty. */

PreceptStepGroup *precept_edit_set_inline (PreceptDocument *document, const char *path, PreceptInline *content, GError **error);

/* Enter. @second_id: (out): of the paragraph that holds @right, where the caret goes. */
PreceptStepGroup *precept_edit_split (PreceptDocument *document,
                                      const char      *paragraph_id,
                                      PreceptInline   *left,
                                      PreceptInline   *right,
                                      char           **second_id,
                                      GError         **error);
/* Backspace at the start of a line. @joined_id: (out): of the paragraph that holds both. */
PreceptStepGroup *precept_edit_join_with_previous (PreceptDocument *document,
                                                   const char      *paragraph_id,
                                                   char           **joined_id,
                                                   GError         **error);
/* Tab and Shift+Tab, for an entry with all in it. An outermost entry becomes a paragraph. */
PreceptStepGroup *precept_edit_indent (PreceptDocument *document, const char *paragraph_id, GError **error);
PreceptStepGroup *precept_edit_outdent (PreceptDocument *document, const char *paragraph_id, GError **error);
/* Anything with an id. With its line an entry goes; what is below it stays. */
PreceptStepGroup *precept_edit_remove (PreceptDocument *document, const char *id, GError **error);

PreceptStepGroup *precept_edit_insert_paragraph_after (PreceptDocument *document,
                                                       const char      *id,
                                                       PreceptInline   *content,
                                                       char           **new_id,
                                                       GError         **error);
/* A paragraph becomes an entry: a finding in a topic, else an item of a list (@kind: "bullet" or "number"). */
PreceptStepGroup *precept_edit_make_entry (PreceptDocument *document, const char *paragraph_id, const char *kind, GError **error);

/* At the end of @parent_id (a topic or a finding), or of the part, which is made where there is none. @new_id: (out):
 * of the finding, definition, reference or revision. */
PreceptStepGroup *precept_edit_add_finding (PreceptDocument *document, const char *parent_id, PreceptInline *content, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_definition (PreceptDocument *document,
                                               const char      *term,
                                               const char      *abbreviation,
                                               PreceptInline   *content,
                                               char           **new_id,
                                               GError         **error);
PreceptStepGroup *precept_edit_add_reference (PreceptDocument *document, PreceptInline *content, char **new_id, GError **error);
PreceptStepGroup *precept_edit_add_revision (PreceptDocument *document,
                                             const char      *kind,
                                             const char      *on,
                                             const char      *version,
                                             PreceptInline   *content,
                                             char           **new_id,
                                             GError         **error);

G_END_DECLS
