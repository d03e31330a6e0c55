/* precept-prose-view-chips.h: caret, keys and pointer among chips and other runs that are one piece
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-view.h"

G_BEGIN_DECLS

gboolean precept_prose_view_chips_key (PreceptProseView *self, guint key, GdkModifierType modifiers); /* whether it was for a chip */
gboolean precept_prose_view_chips_delete (PreceptProseView *self, gboolean forward);                  /* the same */
void     precept_prose_view_chips_leave (PreceptProseView *self, gboolean forward, gboolean extend);  /* no caret inside a run that is one piece */
void     precept_prose_view_chips_update (PreceptProseView *self);                                    /* after the caret moved */
void     precept_prose_view_chips_snapshot (PreceptProseView *self, GtkSnapshot *snapshot);           /* the frame of the chip at the caret */
void     precept_prose_view_chips_add_click (PreceptProseView *self);

/* The run at the caret that can be edited in a form: a chip, a citation, a link … FALSE: none. */
gboolean precept_prose_view_get_run (PreceptProseView *self, guint *index, int *start, int *end);

G_END_DECLS
