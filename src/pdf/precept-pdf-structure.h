/* precept-pdf-structure.h: the logical structure of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"
#include "precept-pdf-writer.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfStructure PreceptPdfStructure;

PreceptPdfStructure *precept_pdf_structure_new (void);
void                 precept_pdf_structure_free (PreceptPdfStructure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfStructure, precept_pdf_structure_free)

gboolean precept_pdf_structure_is_type (const char *type);

guint       precept_pdf_structure_add_element (PreceptPdfStructure *self, guint parent, const PreceptPdfElement *element);
gboolean    precept_pdf_structure_has_element (PreceptPdfStructure *self, guint element);
const char *precept_pdf_structure_get_element_type (PreceptPdfStructure *self, guint element);
gboolean    precept_pdf_structure_is_ornament (PreceptPdfStructure *self, guint element);
void        precept_pdf_structure_set_bounds (PreceptPdfStructure *self, guint element, const double corners[4]);

void     precept_pdf_structure_begin_page (PreceptPdfStructure *self, guint object);
gboolean precept_pdf_structure_has_content (PreceptPdfStructure *self, guint page);
guint    precept_pdf_structure_add_content (PreceptPdfStructure *self, guint element);
gboolean precept_pdf_structure_ends_with_content (PreceptPdfStructure *self, guint element);

guint precept_pdf_structure_add_link (PreceptPdfStructure *self, guint element);
guint precept_pdf_structure_place_link (PreceptPdfStructure *self, guint link, guint object);

guint precept_pdf_structure_write (PreceptPdfStructure *self, PreceptPdfFile *file);

G_END_DECLS
