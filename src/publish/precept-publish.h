/* precept-publish.h: a guideline as files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"
#include "precept-layout.h"

G_BEGIN_DECLS

/* Each writes a whole file atomically, and leaves an older one as it was where it fails. */
gboolean precept_publish_pdf (PreceptDocument *document, PreceptStyle *style, GFile *file, GPtrArray **diagnostics, GCancellable *cancellable, GError **error);
gboolean precept_publish_rules (PreceptDocument *document, GFile *file, GCancellable *cancellable, GError **error);
/* page-001.png … in @folder (made where missing), at @scale pixels a point. */
gboolean precept_publish_pngs (PreceptDocument *document, PreceptStyle *style, GFile *folder, double scale, GCancellable *cancellable, GError **error);

G_END_DECLS
