/* precept-editor-pane.h: the editor of the chosen part
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_EDITOR_PANE (precept_editor_pane_get_type ())
G_DECLARE_FINAL_TYPE (PreceptEditorPane, precept_editor_pane, PRECEPT, EDITOR_PANE, GtkBox)

void     precept_editor_pane_set_session (PreceptEditorPane *self, PreceptSession *session);
gboolean precept_editor_pane_show (PreceptEditorPane *self, const char *part_key, const char *path, int offset, gboolean focus);
gboolean precept_editor_pane_show_place (PreceptEditorPane *self, const char *path, int offset); /* in whichever part */
gboolean precept_editor_pane_restore_selection (PreceptEditorPane *self, const char *selection);

const char *precept_editor_pane_get_part_key (PreceptEditorPane *self);
const char *precept_editor_pane_get_id (PreceptEditorPane *self); /* of the block that holds the caret; NULL: none */

/* Signal "place-changed" (PreceptEditorPane *): the caret is in another block.
 * Signal "refused" (PreceptEditorPane *, const char *why). */

G_END_DECLS
