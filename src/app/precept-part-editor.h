/* precept-part-editor.h: what edits one part of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PART_EDITOR (precept_part_editor_get_type ())
G_DECLARE_INTERFACE (PreceptPartEditor, precept_part_editor, PRECEPT, PART_EDITOR, GtkWidget)

/* Its commands are the actions of a group "part" that it inserts on itself: a key of the table in precept-actions.c
 * reaches whichever of them the shown editor has, by “win.part::NAME”. It watches the session by itself. */
struct _PreceptPartEditorInterface
{
  GTypeInterface parent_interface;

  gboolean (*show_place) (PreceptPartEditor *self, const char *path, int offset);
  const char *(*get_id) (PreceptPartEditor *self);
  gboolean (*restore_selection) (PreceptPartEditor *self, const char *selection);
  gboolean (*select_text) (PreceptPartEditor *self, const char *path, int start, int end); /* may be NULL */
};

gboolean    precept_part_editor_show_place (PreceptPartEditor *self, const char *path, int offset); /* NULL: where it was */
const char *precept_part_editor_get_id (PreceptPartEditor *self);                                   /* of the block that is edited; NULL: none */
gboolean    precept_part_editor_restore_selection (PreceptPartEditor *self, const char *selection);
gboolean    precept_part_editor_select_text (PreceptPartEditor *self, const char *path, int start, int end); /* offsets of precept-find.h */

/* For those that implement it. */
void precept_part_editor_place_changed (PreceptPartEditor *self);
void precept_part_editor_refuse (PreceptPartEditor *self, const char *why); /* rings the bell; "": nothing more */
void precept_part_editor_tell (PreceptPartEditor *self, const char *what);  /* a toast that offers to undo it */
/* Takes @group and @error: why there is none. Refuses what can't be done. @before and @after: the places that undo and redo go to. */
gboolean precept_part_editor_apply (PreceptPartEditor *self, PreceptSession *session, PreceptStepGroup *group, GError *error, const char *before, const char *after);
void     precept_part_editor_scroll_to (GtkWidget *scroller, GtkWidget *child); /* as little as shows all of it, and a margin */

/* Signals: "place-changed" (PreceptPartEditor *); "refused" (PreceptPartEditor *, const char *why);
 * "done" (PreceptPartEditor *, const char *what). */

G_END_DECLS
