/* precept-editor-pane.h: the editor of the chosen part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_EDITOR_PANE (precept_editor_pane_get_type ())
G_DECLARE_FINAL_TYPE (PreceptEditorPane, precept_editor_pane, PRECEPT, EDITOR_PANE, AdwBin)

void     precept_editor_pane_set_session (PreceptEditorPane *self, PreceptSession *session);
gboolean precept_editor_pane_show (PreceptEditorPane *self, const char *part_key, const char *path, int offset, gboolean focus);
gboolean precept_editor_pane_show_place (PreceptEditorPane *self, const char *path, int offset);                        /* in whichever part */
gboolean precept_editor_pane_show_text (PreceptEditorPane *self, const char *path, int start, int end, gboolean focus); /* words that were found */
gboolean precept_editor_pane_restore_selection (PreceptEditorPane *self, const char *selection);
gboolean precept_editor_pane_run (PreceptEditorPane *self, const char *command); /* of the part's editor; FALSE: it has none such */

PreceptPartEditor *precept_editor_pane_get_part_editor (PreceptEditorPane *self); /* the one shown; NULL: none */
const char        *precept_editor_pane_get_part_key (PreceptEditorPane *self);
const char        *precept_editor_pane_get_id (PreceptEditorPane *self); /* of the block that is edited; NULL: none */

/* Signal "place-changed" (PreceptEditorPane *): another block is edited.
 * Signal "refused" (PreceptEditorPane *, const char *why).
 * Signal "done" (PreceptEditorPane *, const char *what): to be said, with an undo. */

G_END_DECLS
