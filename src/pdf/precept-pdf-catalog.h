/* precept-pdf-catalog.h: what a PDF file says of the document as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-attachment.h"
#include "precept-pdf-file.h"
#include "precept-pdf-structure.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfCatalog PreceptPdfCatalog;

PreceptPdfCatalog *precept_pdf_catalog_new (PreceptPdfFile *file);
void               precept_pdf_catalog_free (PreceptPdfCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfCatalog, precept_pdf_catalog_free)

void precept_pdf_catalog_set_title (PreceptPdfCatalog *self, const char *title);
void precept_pdf_catalog_set_author (PreceptPdfCatalog *self, const char *author);
void precept_pdf_catalog_set_keywords (PreceptPdfCatalog *self, const char *keywords);
void precept_pdf_catalog_set_language (PreceptPdfCatalog *self, const char *language);
void precept_pdf_catalog_set_date (PreceptPdfCatalog *self, GDateTime *date);

guint precept_pdf_catalog_begin_page (PreceptPdfCatalog *self, double width_pt, double height_pt);
void  precept_pdf_catalog_end_page (PreceptPdfCatalog *self, guint content);
void  precept_pdf_catalog_add_destination (PreceptPdfCatalog *self, const char *name, double x, double y);
void  precept_pdf_catalog_add_link (PreceptPdfCatalog *self, const double rectangle[4], const char *target, const char *description, guint structure_link);
void  precept_pdf_catalog_add_outline (PreceptPdfCatalog *self, guint level, const char *title, const char *destination);

void precept_pdf_catalog_write (PreceptPdfCatalog *self, guint resources, PreceptPdfStructure *structure, PreceptPdfAttachments *attachments, guint *root, guint *information);

G_END_DECLS
