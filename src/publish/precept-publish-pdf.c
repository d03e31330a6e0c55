/* precept-publish-pdf.c: a guideline as a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-fhir.h"
#include "precept-file.h"
#include "precept-publish-date.h"
#include "precept-publish-marks.h"
#include "precept-publish.h"
#include "precept-rule-json.h"

#include <string.h>

G_DEFINE_QUARK (precept_publish_error, precept_publish_error)

/* A name that no id can have, for headings without one. */
static char *
dup_heading_name (const PreceptLayoutHeading *heading,
                  guint                       index)
{
  return heading->id != NULL ? g_strdup (heading->id) : g_strdup_printf ("heading.%u", index + 1);
}

/* Headings are in the order of pages. */
static void
add_headings (PreceptPdfWriter *writer,
              PreceptLayout    *layout,
              guint             page,
              guint            *next)
{
  guint                       n_headings;
  const PreceptLayoutHeading *headings = precept_layout_get_headings (layout, &n_headings);

  for (; *next < n_headings && headings[*next].page <= page; (*next)++)
    {
      g_autofree char *name = dup_heading_name (&headings[*next], *next);

      precept_pdf_writer_add_outline (writer, MAX (headings[*next].level, 1), headings[*next].title, name);
      /* Where the layout has named the place already, that counts. */
      precept_pdf_writer_add_destination (writer, name, 0, headings[*next].y);
    }
}

static gboolean
write_pages (PreceptPdfWriter *writer,
             PreceptLayout    *layout,
             GCancellable     *cancellable,
             GError          **error)
{
  g_autoptr (PreceptPublishMarks) drawing = precept_publish_marks_new (writer, precept_layout_get_structure (layout));
  guint n_pages = precept_layout_get_n_pages (layout);
  guint next_heading = 0;
  guint i;

  for (i = 0; i < n_pages; i++)
    {
      g_autoptr (PreceptPage) page = precept_layout_dup_page (layout, i);
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (page, &n_marks);
      gboolean           drawn;

      precept_pdf_writer_begin_page (writer, precept_page_get_width (page), precept_page_get_height (page));
      drawn = precept_publish_marks_draw (drawing, marks, n_marks, error);
      add_headings (writer, layout, i, &next_heading);
      precept_pdf_writer_end_page (writer);
      if (!drawn || g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The published file is the record: whoever has it has what it was made from, and what a machine runs. */
static void
attach_json (PreceptPdfWriter *writer,
             const char       *name,
             const char       *end,
             const char       *mime_type,
             const char       *description,
             char             *json)
{
  g_autofree char *file_name = g_strconcat (name, end, NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_take (json, strlen (json));

  precept_pdf_writer_attach (writer, file_name, mime_type, description, PRECEPT_PDF_RELATIONSHIP_DATA, bytes);
}

static void
attach_sources (PreceptPdfWriter *writer,
                PreceptDocument  *document)
{
  g_autofree char *id = precept_document_dup_attribute (document, "", "id");
  const char      *name = id != NULL && *id != '\0' ? id : "guideline";
  g_autofree char *source_name = g_strconcat (name, ".xml", NULL);
  g_autoptr (GBytes) source = precept_document_serialize (document);

  precept_pdf_writer_attach (writer, source_name, "application/xml", "The guideline that this document was made from",
                             PRECEPT_PDF_RELATIONSHIP_SOURCE, source);
  attach_json (writer, name, ".rules.json", "application/json", "The coverage rules of this document for machines", precept_rule_json_new (document));
  attach_json (writer, name, ".fhir.json", "application/fhir+json", "The coverage rules of this document as FHIR R4 resources", precept_fhir_new (document));
}

static const char *
get_title (PreceptDocument *document,
           PreceptContent  *content)
{
  const char *title = precept_document_get_title (document);

  return *title != '\0' ? title : precept_content_get_kind (content);
}

static gboolean
write_document (PreceptDocument *document,
                PreceptContent  *content,
                PreceptLayout   *layout,
                GOutputStream   *stream,
                GCancellable    *cancellable,
                GError         **error)
{
  g_autoptr (PreceptPdfWriter) writer = precept_pdf_writer_new (stream);
  g_autoptr (GDateTime) date = NULL;

  if (!precept_publish_find_date (document, &date, error))
    return FALSE;
  precept_pdf_writer_set_title (writer, get_title (document, content));
  precept_pdf_writer_set_author (writer, precept_content_get_publisher (content));
  precept_pdf_writer_set_keywords (writer, precept_content_get_keywords (content));
  precept_pdf_writer_set_language (writer, precept_document_get_language (document));
  precept_pdf_writer_set_date (writer, date);
  attach_sources (writer, document);
  return write_pages (writer, layout, cancellable, error) &&
         precept_pdf_writer_finish (writer, cancellable, error);
}

/**
 * precept_publish_layout_pdf:
 * @document: a guideline
 * @content: its content
 * @layout: the layout of @content
 * @file: where to write
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes the pages of @layout as a PDF file.
 *
 * Fails with `PRECEPT_PUBLISH_ERROR_FONT` or `PRECEPT_PUBLISH_ERROR_PICTURE` if a page holds what a PDF can't,
 * with `PRECEPT_PUBLISH_ERROR_DATE` if the environment sets a wrong date, or with an error of the file.
 *
 * Returns: whether @file is the new one; if not, it is as it was
 */
gboolean
precept_publish_layout_pdf (PreceptDocument *document,
                            PreceptContent  *content,
                            PreceptLayout   *layout,
                            GFile           *file,
                            GCancellable    *cancellable,
                            GError         **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (PRECEPT_IS_CONTENT (content), FALSE);
  g_return_val_if_fail (PRECEPT_IS_LAYOUT (layout), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (!write_document (document, content, layout, stream, cancellable, error) ||
      !g_output_stream_close (stream, cancellable, error))
    return FALSE;
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  return precept_file_replace (file, bytes, error);
}

/**
 * precept_publish_pdf:
 * @document: a guideline
 * @style: how its pages look
 * @file: where to write
 * @diagnostics: (out) (optional) (transfer container) (element-type PreceptDiagnostic): what the layout found
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Lays @document out, and writes the pages as a PDF file.
 *
 * Fails as [func@publish_layout_pdf], and where a font of @style is missing.
 *
 * Returns: whether @file is the new one; if not, it is as it was, and @diagnostics is not set
 */
gboolean
precept_publish_pdf (PreceptDocument *document,
                     PreceptStyle    *style,
                     GFile           *file,
                     GPtrArray      **diagnostics,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (PreceptContent) content = NULL;
  g_autoptr (PreceptLayout) layout = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  layout = precept_layout_new (style, error);
  if (layout == NULL)
    return FALSE;
  content = precept_content_new (document);
  precept_layout_set_content (layout, content);
  if (!precept_publish_layout_pdf (document, content, layout, file, cancellable, error))
    return FALSE;
  if (diagnostics != NULL)
    *diagnostics = precept_layout_dup_diagnostics (layout);
  return TRUE;
}
