/* precept-prose-clip.h: what is copied from the text, and how blocks are put into it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-buffer.h"

G_BEGIN_DECLS

/* The selection: (transfer full); NULL where nothing is selected. */
char *precept_prose_buffer_dup_fragment (PreceptProseBuffer *self); /* for this document, with ids */
char *precept_prose_buffer_dup_html (PreceptProseBuffer *self);     /* for Word and others */

/* At the caret, in place of the selection; one undo. @fragment: see precept-edit-insert.h. */
gboolean precept_prose_buffer_insert_fragment (PreceptProseBuffer *self, const char *fragment, gboolean keep_ids);

/* Copy, cut and paste of a text view. */
void precept_prose_clip_copy (GtkWidget *view, PreceptProseBuffer *buffer, gboolean cut);
void precept_prose_clip_paste (GtkWidget *view, PreceptProseBuffer *buffer, gboolean as_text);

G_END_DECLS
