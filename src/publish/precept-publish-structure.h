/* precept-publish-structure.h: the structure of a guideline's pages in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-page.h"
#include "precept-pdf-writer.h"
#include "precept-structure.h"

G_BEGIN_DECLS

typedef struct _PreceptPublishStructure PreceptPublishStructure;

PreceptPublishStructure *precept_publish_structure_new (PreceptPdfWriter *writer, const PreceptStructure *structure);
void                     precept_publish_structure_free (PreceptPublishStructure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPublishStructure, precept_publish_structure_free)

/* What is drawn until the next call belongs to the element of the mark, or to an artifact. */
void precept_publish_structure_enter (PreceptPublishStructure *self, const PreceptMark *mark);
void precept_publish_structure_leave (PreceptPublishStructure *self); /* before the page ends */

/* The element of the link that a mark is part of. */
guint precept_publish_structure_get_link (PreceptPublishStructure *self, const PreceptMark *mark);

/* The element of a picture. */
guint precept_publish_structure_get_element (PreceptPublishStructure *self, const PreceptMark *mark);

G_END_DECLS
