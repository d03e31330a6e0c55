/* precept-prose-kind.h: what kind of line the caret is in, and how it becomes another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-buffer.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PROSE_KIND_NONE, /* a title, a table: what stays as it is */
  PRECEPT_PROSE_KIND_PARAGRAPH,
  PRECEPT_PROSE_KIND_HEADING, /* of a section, or the topic of findings */
  PRECEPT_PROSE_KIND_BULLET,  /* an item, or a finding */
  PRECEPT_PROSE_KIND_NUMBER,
  PRECEPT_PROSE_KIND_NOTE,
} PreceptProseKind;

const char      *precept_prose_kind_to_string (PreceptProseKind kind); /* "bullet" */
PreceptProseKind precept_prose_kind_from_string (const char *name);

/* Of the lines that the selection touches. */
PreceptProseKind precept_prose_buffer_get_kind (PreceptProseBuffer *self); /* NONE: they are not all the same */
gboolean         precept_prose_buffer_can_be (PreceptProseBuffer *self, PreceptProseKind kind);
gboolean         precept_prose_buffer_set_kind (PreceptProseBuffer *self, PreceptProseKind kind);    /* one undo */
gboolean         precept_prose_buffer_toggle_kind (PreceptProseBuffer *self, PreceptProseKind kind); /* back to paragraphs where all are so */

/* Enter in an empty entry or note, and Backspace at the start of a heading, an item or a note. */
gboolean precept_prose_buffer_leave_empty (PreceptProseBuffer *self, guint index);
gboolean precept_prose_buffer_drop_kind (PreceptProseBuffer *self, guint index);

/* Tab and Shift+Tab of a heading: its level. */
gboolean precept_prose_buffer_shift_heading (PreceptProseBuffer *self, guint index, gboolean out);

G_END_DECLS
