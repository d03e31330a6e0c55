/* precept-prose-buffer.h: one part of a guideline in a text buffer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-edit-evidence.h"
#include "precept-prose-line.h"
#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROSE_BUFFER (precept_prose_buffer_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProseBuffer, precept_prose_buffer, PRECEPT, PROSE_BUFFER, GtkTextBuffer)

PreceptProseBuffer *precept_prose_buffer_new (PreceptSession *session, const char *part_key);
const char         *precept_prose_buffer_get_part_key (PreceptProseBuffer *self);
void                precept_prose_buffer_set_single_line (PreceptProseBuffer *self, gboolean single_line); /* line breaks become spaces */

/* Lines of the buffer and of the part are the same, always. */
guint             precept_prose_buffer_get_n_lines (PreceptProseBuffer *self);
PreceptProseLine *precept_prose_buffer_get_line (PreceptProseBuffer *self, guint index);       /* borrowed, until the next change */
int               precept_prose_buffer_find_line (PreceptProseBuffer *self, const char *path); /* by path, else by id; -1: not here */
gboolean          precept_prose_buffer_check (PreceptProseBuffer *self, char **difference);    /* for tests: does it show the document? */

/* Editing, at the caret. Each is one undo. FALSE: nothing to do there. */
gboolean     precept_prose_buffer_split (PreceptProseBuffer *self);
gboolean     precept_prose_buffer_backspace (PreceptProseBuffer *self); /* only at the start of a line */
gboolean     precept_prose_buffer_indent (PreceptProseBuffer *self, gboolean outdent);
gboolean     precept_prose_buffer_toggle_marks (PreceptProseBuffer *self, PreceptMarks marks);
PreceptMarks precept_prose_buffer_get_marks (PreceptProseBuffer *self);
void         precept_prose_buffer_end_run (PreceptProseBuffer *self); /* what is typed next is another undo */

gboolean precept_prose_buffer_apply (PreceptProseBuffer *self, PreceptStepGroup *edit, GError *error, const char *path, int offset);

/* Citations, links and what else is part of a text. One undo each, or a part of the compound around them. */
gboolean precept_prose_buffer_insert_run (PreceptProseBuffer *self, const PreceptRun *run, const char *label);                          /* at the caret */
gboolean precept_prose_buffer_replace_run (PreceptProseBuffer *self, guint index, int start, const PreceptRun *run, const char *label); /* NULL: removes it */
gboolean precept_prose_buffer_set_target (PreceptProseBuffer *self, guint index, int start, int end, const char *href, const char *ref, const char *label);
void     precept_prose_buffer_begin_compound (PreceptProseBuffer *self);
void     precept_prose_buffer_end_compound (PreceptProseBuffer *self);

/* Study facts and citations of findings (see precept-prose-chips.h). */
char    *precept_prose_buffer_dup_finding (PreceptProseBuffer *self, guint index);           /* the id of the finding that a line is in; NULL: in none */
void     precept_prose_buffer_set_active (PreceptProseBuffer *self, const char *finding_id); /* which offers to add more; NULL: none */
gboolean precept_prose_buffer_move_finding (PreceptProseBuffer *self, const char *finding_id, PreceptEditWhere where, const char *target_id);
gboolean precept_prose_buffer_remove_chips (PreceptProseBuffer *self, guint index, int from, int to);

/* Places. */
char    *precept_prose_buffer_dup_selection (PreceptProseBuffer *self);
gboolean precept_prose_buffer_restore_selection (PreceptProseBuffer *self, const char *selection);
gboolean precept_prose_buffer_select_text (PreceptProseBuffer *self, const char *path, int start, int end); /* offsets of precept-find.h */
gboolean precept_prose_buffer_place_caret (PreceptProseBuffer *self, const char *path, int offset);

/* Signal "refused" (PreceptProseBuffer *, const char *why): an edit that the document can't take; "" for a bell. */

G_END_DECLS
