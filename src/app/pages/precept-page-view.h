/* precept-page-view.h: the pages as they will print
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-layout.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PAGE_VIEW (precept_page_view_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPageView, precept_page_view, PRECEPT, PAGE_VIEW, GtkWidget)

GtkWidget *precept_page_view_new (void);

void precept_page_view_set_layout (PreceptPageView *self, PreceptLayout *layout); /* also after each change of it */

/* "fit-width", "fit-page", or a percentage: "150". */
void        precept_page_view_set_zoom (PreceptPageView *self, const char *zoom);
const char *precept_page_view_get_zoom (PreceptPageView *self);
void        precept_page_view_zoom_by (PreceptPageView *self, int steps);

/* The block that holds the caret: marked, and brought into sight. NULL: none. */
void precept_page_view_set_block (PreceptPageView *self, const char *id);
void precept_page_view_reveal_block (PreceptPageView *self);
void precept_page_view_set_dimmed (PreceptPageView *self, gboolean dimmed);

void   precept_page_view_go_to_page (PreceptPageView *self, guint page); /* from 0 */
guint  precept_page_view_get_n_pages (PreceptPageView *self);
guint  precept_page_view_get_current_page (PreceptPageView *self); /* from 0 */
gint64 precept_page_view_get_frame_time (PreceptPageView *self);   /* monotonic; when pages were last drawn */

/* Signal "block-activated" (PreceptPageView *, const char *id): a click on the text of a block.
 * Signal "link-activated" (PreceptPageView *, const char *uri): a click on a link to outside.
 * Signal "zoom-changed" (PreceptPageView *): by the wheel with Ctrl.
 * Properties "current-page" and "n-pages" notify. */

G_END_DECLS
