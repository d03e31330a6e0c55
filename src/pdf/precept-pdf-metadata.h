/* precept-pdf-metadata.h: what a PDF file says about its document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfMetadata PreceptPdfMetadata;

PreceptPdfMetadata *precept_pdf_metadata_new (void);
void                precept_pdf_metadata_free (PreceptPdfMetadata *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfMetadata, precept_pdf_metadata_free)

void precept_pdf_metadata_set_title (PreceptPdfMetadata *self, const char *title);
void precept_pdf_metadata_set_author (PreceptPdfMetadata *self, const char *author);
void precept_pdf_metadata_set_keywords (PreceptPdfMetadata *self, const char *keywords);
void precept_pdf_metadata_set_language (PreceptPdfMetadata *self, const char *language);
void precept_pdf_metadata_set_date (PreceptPdfMetadata *self, GDateTime *date);

gboolean    precept_pdf_metadata_has_title (PreceptPdfMetadata *self);
const char *precept_pdf_metadata_get_language (PreceptPdfMetadata *self);
GDateTime  *precept_pdf_metadata_get_date (PreceptPdfMetadata *self);

guint precept_pdf_metadata_write_packet (PreceptPdfMetadata *self, PreceptPdfFile *file);
guint precept_pdf_metadata_write_information (PreceptPdfMetadata *self, PreceptPdfFile *file);

gboolean precept_pdf_is_language (const char *language);

G_END_DECLS
