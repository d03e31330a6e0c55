/* precept-pdf-image.h: PNG and JPEG pictures in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"

G_BEGIN_DECLS

gboolean precept_pdf_image_write (PreceptPdfFile *file, guint number, GBytes *data, guint *cmyk_profile, GError **error);
gboolean precept_pdf_image_write_png (PreceptPdfFile *file, guint number, GBytes *data, GError **error);

G_END_DECLS
