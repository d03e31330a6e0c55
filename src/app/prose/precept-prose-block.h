/* precept-prose-block.h: the text of one block, edited by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"
#include "precept-prose-view.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROSE_BLOCK (precept_prose_block_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProseBlock, precept_prose_block, PRECEPT, PROSE_BLOCK, AdwBin)

/* @id: of a reference, a definition, a revision. @editor: of its part, which says what is refused (borrowed).
 * @name: for a screen reader. @single_line: Enter ends editing ("done"), and a break is a space. */
GtkWidget *precept_prose_block_new (PreceptSession *session, PreceptPartEditor *editor, const char *id, const char *name, gboolean single_line);

PreceptProseView   *precept_prose_block_get_view (PreceptProseBlock *self);
PreceptProseBuffer *precept_prose_block_get_buffer (PreceptProseBlock *self);
gboolean            precept_prose_block_is_editable (PreceptProseBlock *self); /* there is a text to type into */

/* Signal "done" (PreceptProseBlock *): Enter or Escape was pressed. */

G_END_DECLS
