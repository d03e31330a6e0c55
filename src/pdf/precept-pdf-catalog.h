/* precept-pdf-catalog.h: what a PDF file says of the document as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-attachment.h"
#include "precept-pdf-file.h"
#include "precept-pdf-metadata.h"
#include "precept-pdf-structure.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfCatalog PreceptPdfCatalog;

/* What else makes up a document. */
typedef struct
{
  guint                  resources; /* number of the object that has those of all pages */
  PreceptPdfStructure   *structure;
  PreceptPdfAttachments *attachments;
  PreceptPdfMetadata    *metadata;
} PreceptPdfCatalogParts;

PreceptPdfCatalog *precept_pdf_catalog_new (PreceptPdfFile *file);
void               precept_pdf_catalog_free (PreceptPdfCatalog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfCatalog, precept_pdf_catalog_free)

guint precept_pdf_catalog_begin_page (PreceptPdfCatalog *self, double width_pt, double height_pt);
void  precept_pdf_catalog_end_page (PreceptPdfCatalog *self, guint content);
void  precept_pdf_catalog_add_destination (PreceptPdfCatalog *self, const char *name, double x, double y);
void  precept_pdf_catalog_add_link (PreceptPdfCatalog *self, const double rectangle[4], const char *target, const char *description, guint structure_link);
void  precept_pdf_catalog_add_outline (PreceptPdfCatalog *self, guint level, const char *title, const char *destination);

void precept_pdf_catalog_write (PreceptPdfCatalog *self, const PreceptPdfCatalogParts *parts, guint *root, guint *information);

G_END_DECLS
