/* precept-edit-insert.h: puts a fragment of blocks at the caret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* @path: a paragraph, or the title of a section or a topic; @left and @right: its text on both sides of the caret.
 * @fragment: p, list, table, note, figure, finding, and title with @level for a heading. @keep_ids: of what was cut.
 * @caret_path: (out): of the text, or the block, that ends what was put in, before @right. */
PreceptStepGroup *precept_edit_insert_blocks (PreceptDocument *document,
                                              const char      *path,
                                              PreceptInline   *left,
                                              PreceptInline   *right,
                                              const char      *fragment,
                                              gboolean         keep_ids,
                                              char           **caret_path,
                                              GError         **error);

/* All the text of a fragment as one, with spaces between its blocks. NULL: it can't be read. */
PreceptInline *precept_edit_flatten_fragment (const char *fragment);

/* The element as a fragment, with its ids. NULL: nothing there. */
char *precept_document_dup_xml (PreceptDocument *document, const char *path);

G_END_DECLS
