/* precept-pdf-font.h: one embedded font of a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"

#include <hb.h>

G_BEGIN_DECLS

typedef struct _PreceptPdfFont PreceptPdfFont;

PreceptPdfFont *precept_pdf_font_new (hb_face_t *face);
void            precept_pdf_font_free (PreceptPdfFont *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfFont, precept_pdf_font_free)

gboolean precept_pdf_font_is_of_face (PreceptPdfFont *self, hb_face_t *face);
guint    precept_pdf_font_get_code (PreceptPdfFont *self, guint32 glyph, const char *text, guint length);
double   precept_pdf_font_get_width (PreceptPdfFont *self, guint code);
gboolean precept_pdf_font_find_glyph (PreceptPdfFont *self, gunichar character, guint32 *glyph);
gboolean precept_pdf_font_find_blank (PreceptPdfFont *self, gunichar character, guint32 *glyph);

gboolean precept_pdf_font_write (PreceptPdfFont *self, PreceptPdfFile *file, guint number, GError **error);

G_END_DECLS
