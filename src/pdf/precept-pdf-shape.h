/* precept-pdf-shape.h: glyphs as filled shapes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <hb.h>

G_BEGIN_DECLS

/* @matrix: from units of the face to points of the PDF page, as PDF writes it: a b c d e f. */
void precept_pdf_shape_append (GString *out, hb_font_t *font, guint32 glyph, const double matrix[6]);

G_END_DECLS
