/* precept-pdf-file.h: the objects and streams of a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PreceptPdfFile PreceptPdfFile;

PreceptPdfFile *precept_pdf_file_new (GOutputStream *stream);
void            precept_pdf_file_free (PreceptPdfFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfFile, precept_pdf_file_free)

guint precept_pdf_file_reserve (PreceptPdfFile *self);
void  precept_pdf_file_add_object (PreceptPdfFile *self, guint number, const GString *body);
void  precept_pdf_file_add_stream (PreceptPdfFile *self, guint number, const char *entries, const void *data, gsize length);
void  precept_pdf_file_add_encoded_stream (PreceptPdfFile *self, guint number, const char *entries, const void *data, gsize length);

void     precept_pdf_file_take_error (PreceptPdfFile *self, GError *error);
gboolean precept_pdf_file_has_error (PreceptPdfFile *self);
gboolean precept_pdf_file_finish (PreceptPdfFile *self, guint catalog, guint information, GCancellable *cancellable, GError **error);

G_END_DECLS
