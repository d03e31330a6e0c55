/* precept-prose-buffer-private.h: what the files of the buffer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-buffer.h"

G_BEGIN_DECLS

struct _PreceptProseBuffer
{
  GtkTextBuffer parent_instance;

  PreceptSession *session;  /* owned */
  char           *part_key; /* owned */
  GPtrArray      *lines;    /* owned; of PreceptProseLine, one for each line of the buffer */

  int         action_depth; /* of begin-user-action without end-user-action */
  char       *before;       /* owned; selection at the beginning of the action */
  char       *action_key;   /* owned; groups of the same action are one undo */
  guint       run;          /* number of the typing run */
  int         last_kind;    /* of edit: 0 none, 1 insert, 2 delete */
  guint       action_counter;
  const char *action_label; /* of what the action writes, translated; NULL: "Typing" */
  int         typing_marks; /* PreceptMarks of what is typed next; -1: those around it */

  char *active; /* owned; id of the finding with the caret, which offers to add facts; or NULL */

  gboolean    single_line; /* a break is a space */
  gboolean    rendering;   /* the buffer is being changed to show the document */
  gboolean    has_dirty;   /* some line is not in the document yet */
  GHashTable *dirty;       /* owned; set of PreceptProseLine, borrowed */
};

#define PRECEPT_PROSE_CHIPS_SUFFIX "/chips" /* after the id of a finding, names its line of chips */

void precept_prose_buffer_ring_bell (PreceptProseBuffer *self);
void precept_prose_buffer_refuse (PreceptProseBuffer *self, GError *error);         /* NULL: just a bell */
int  precept_prose_buffer_find_chips (PreceptProseBuffer *self, const char *place); /* -1: not here */

/* From the document into the buffer. */
void precept_prose_buffer_update_lines (PreceptProseBuffer *self);
void precept_prose_buffer_render_lines (PreceptProseBuffer *self, guint first, guint n_old, guint n_new); /* replaces lines by what self->lines has there */
void precept_prose_buffer_tag_line (PreceptProseBuffer *self, guint index);

/* From the buffer into the document. */
void precept_prose_buffer_insert_text (GtkTextBuffer *buffer, GtkTextIter *position, const char *text, int length);
void precept_prose_buffer_delete_range (GtkTextBuffer *buffer, GtkTextIter *start, GtkTextIter *end);
void precept_prose_buffer_touch_line (PreceptProseBuffer *self, PreceptProseLine *line, int kind); /* see last_kind */
void precept_prose_buffer_commit (PreceptProseBuffer *self);
/* Takes one group of an action, and shows what came of it. NULL: why is in @error already. */
gboolean precept_prose_buffer_apply_group (PreceptProseBuffer *self, PreceptStepGroup *group, const char *before, GError **error);
char    *precept_prose_buffer_split_line (PreceptProseBuffer *self, guint index, int offset); /* the path of the second half, or NULL */
gboolean precept_prose_buffer_join_lines (PreceptProseBuffer *self, guint index);             /* to the one before that holds text */

G_END_DECLS
