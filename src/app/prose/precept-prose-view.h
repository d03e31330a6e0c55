/* precept-prose-view.h: the text of one part, to be edited as in a word processor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-prose-buffer.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROSE_VIEW (precept_prose_view_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProseView, precept_prose_view, PRECEPT, PROSE_VIEW, GtkTextView)

GtkWidget          *precept_prose_view_new (PreceptProseBuffer *buffer);
PreceptProseBuffer *precept_prose_view_get_buffer (PreceptProseView *self);

PreceptProseLine *precept_prose_view_get_caret_line (PreceptProseView *self);
void              precept_prose_view_scroll_to_caret (PreceptProseView *self, gboolean center);

/* Signals:
 * "caret-moved" (PreceptProseView *): to another place, or its text changed
 * "edit-run" (PreceptProseView *): the chip, citation or link at the caret is to be edited
 * "cite" (PreceptProseView *): “[” was typed; TRUE: it is not to be inserted */

G_END_DECLS
