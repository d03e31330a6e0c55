/* precept-pdf-attachment.h: files within a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"
#include "precept-pdf-writer.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfAttachments PreceptPdfAttachments;

PreceptPdfAttachments *precept_pdf_attachments_new (void);
void                   precept_pdf_attachments_free (PreceptPdfAttachments *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfAttachments, precept_pdf_attachments_free)

void     precept_pdf_attachments_add (PreceptPdfAttachments *self, const char *name, const char *mime_type, const char *description, PreceptPdfRelationship relationship, GBytes *data);
gboolean precept_pdf_attachments_write (PreceptPdfAttachments *self, PreceptPdfFile *file, GDateTime *date, GString *files, GString *names);

G_END_DECLS
