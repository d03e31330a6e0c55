/* precept-page-cache.h: pages as textures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gdk/gdk.h>

#include "precept-layout.h"

G_BEGIN_DECLS

typedef struct _PreceptPageCache PreceptPageCache;

PreceptPageCache *precept_page_cache_new (void);
void              precept_page_cache_free (PreceptPageCache *self);

/* @scale: device pixels a point. Borrowed, until the end of the frame. */
GdkTexture *precept_page_cache_get_texture (PreceptPageCache *self, PreceptPage *page, guint index, double scale);
void        precept_page_cache_end_frame (PreceptPageCache *self); /* forgets what was not shown for long */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPageCache, precept_page_cache_free)

G_END_DECLS
