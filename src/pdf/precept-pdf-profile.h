/* precept-pdf-profile.h: what the colours of a PDF file mean
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"

G_BEGIN_DECLS

void precept_pdf_profile_write_srgb (PreceptPdfFile *file, guint number);
void precept_pdf_profile_write_cmyk (PreceptPdfFile *file, guint number);

G_END_DECLS
