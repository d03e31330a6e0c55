/* precept-prose-view-drag.h: moves a finding by its bullet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-view.h"

G_BEGIN_DECLS

void     precept_prose_view_add_drag (PreceptProseView *self);
void     precept_prose_view_drag_snapshot (PreceptProseView *self, GtkSnapshot *snapshot); /* where it would go */
gboolean precept_prose_view_cancel_drag (PreceptProseView *self);                          /* whether there was one */

G_END_DECLS
