/* precept-publish-marks.h: the marks of a page in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-page.h"
#include "precept-pdf-writer.h"
#include "precept-structure.h"

G_BEGIN_DECLS

typedef struct _PreceptPublishMarks PreceptPublishMarks;

PreceptPublishMarks *precept_publish_marks_new (PreceptPdfWriter *writer, const PreceptStructure *structure);
void                 precept_publish_marks_free (PreceptPublishMarks *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPublishMarks, precept_publish_marks_free)

/* Draws on the open page. */
gboolean precept_publish_marks_draw (PreceptPublishMarks *self, const PreceptMark *marks, guint n_marks, GError **error);

G_END_DECLS
