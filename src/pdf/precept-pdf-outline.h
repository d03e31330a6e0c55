/* precept-pdf-outline.h: the tree of titles that readers show beside the pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-file.h"

G_BEGIN_DECLS

typedef struct _PreceptPdfOutline PreceptPdfOutline;

typedef gboolean (*PreceptPdfHasDestination) (const char *name, gpointer data);

PreceptPdfOutline *precept_pdf_outline_new (void);
void               precept_pdf_outline_free (PreceptPdfOutline *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfOutline, precept_pdf_outline_free)

void        precept_pdf_outline_add (PreceptPdfOutline *self, guint level, const char *title, const char *destination);
const char *precept_pdf_outline_get_title (PreceptPdfOutline *self);
guint       precept_pdf_outline_write (PreceptPdfOutline *self, PreceptPdfFile *file, PreceptPdfHasDestination has_destination, gpointer data);

G_END_DECLS
