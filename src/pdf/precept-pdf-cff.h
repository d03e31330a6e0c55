/* precept-pdf-cff.h: the little that must be known of a CFF table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean precept_pdf_cff_get_cids (const guint8 *data, gsize length, guint n_glyphs, guint16 **cids);

G_END_DECLS
