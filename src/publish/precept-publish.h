/* precept-publish.h: a guideline as files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"
#include "precept-layout.h"

G_BEGIN_DECLS

#define PRECEPT_PUBLISH_ERROR (precept_publish_error_quark ())
GQuark precept_publish_error_quark (void);

typedef enum
{
  PRECEPT_PUBLISH_ERROR_FONT,    /* a font in a form that a published file can't have */
  PRECEPT_PUBLISH_ERROR_PICTURE, /* a figure that can't be published, or a page that can't be drawn */
  PRECEPT_PUBLISH_ERROR_DATE,    /* SOURCE_DATE_EPOCH is not a number of seconds */
} PreceptPublishError;

/* Each writes a whole file atomically, and leaves an older one as it was where it fails; with PRECEPT_FILE_ERROR
 * where the file can't be written.
 * @diagnostics (may be NULL): what the layout found, as precept_layout_dup_diagnostics(). */
gboolean precept_publish_pdf (PreceptDocument *document, PreceptStyle *style, GFile *file, GPtrArray **diagnostics, GCancellable *cancellable, GError **error);
/* The same, of a layout that is there already. */
gboolean precept_publish_layout_pdf (PreceptDocument *document, PreceptContent *content, PreceptLayout *layout, GFile *file, GCancellable *cancellable, GError **error);
/* One file that stands alone; needs no layout. */
gboolean precept_publish_html (PreceptDocument *document, PreceptStyle *style, GFile *file, GCancellable *cancellable, GError **error);
/* The same, of content that is there already. */
gboolean precept_publish_content_html (PreceptDocument *document, PreceptContent *content, PreceptStyle *style, GFile *file, GCancellable *cancellable, GError **error);
gboolean precept_publish_rules (PreceptDocument *document, GFile *file, GCancellable *cancellable, GError **error);
/* The JSON Schema of the facts that a caller may tell. */
gboolean precept_publish_facts_schema (PreceptDocument *document, GFile *file, GCancellable *cancellable, GError **error);
/* A FHIR R4 Bundle: PlanDefinition, Questionnaire, ValueSets. */
gboolean precept_publish_fhir (PreceptDocument *document, GFile *file, GCancellable *cancellable, GError **error);
/* page-001.png … in @folder (made where missing), at @scale pixels a point; those of pages beyond the last are removed. */
gboolean precept_publish_pngs (PreceptDocument *document, PreceptStyle *style, GFile *folder, double scale, GCancellable *cancellable, GError **error);

G_END_DECLS
