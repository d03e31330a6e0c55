/* precept-page-cache.h: pages, drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-layout.h"

G_BEGIN_DECLS

typedef struct _PreceptPageCache PreceptPageCache;

PreceptPageCache *precept_page_cache_new (void);
void              precept_page_cache_free (PreceptPageCache *self);

void precept_page_cache_set_renderer (PreceptPageCache *self, GskRenderer *renderer); /* for which it draws */
void precept_page_cache_snapshot (PreceptPageCache *self, GtkSnapshot *snapshot, PreceptPage *page, guint index, const graphene_rect_t *area, double scale, int factor);
void precept_page_cache_end_frame (PreceptPageCache *self); /* forgets what was not shown for long */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPageCache, precept_page_cache_free)

G_END_DECLS
