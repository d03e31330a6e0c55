/* precept-pdf-writer.c: writes a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-writer.h"

#include "precept-pdf-font.h"
#include "precept-pdf-image.h"
#include "precept-pdf-syntax.h"
#include "precept-pdf-writer-private.h"

#include <string.h>

/**
 * PreceptPdfWriter:
 *
 * Writes a PDF 1.7 file to a stream, page by page.
 *
 * Each page's content goes to the stream when the page ends. Fonts, links and
 * what else needs the whole document follow in
 * [method@PdfWriter.finish]. Errors of the stream, and of fonts, stop the
 * writing and are told there.
 */
G_DEFINE_FINAL_TYPE (PreceptPdfWriter, precept_pdf_writer, G_TYPE_OBJECT)
G_DEFINE_QUARK (precept_pdf_writer_error, precept_pdf_writer_error)

static void
precept_pdf_writer_finalize (GObject *object)
{
  PreceptPdfWriter *self = PRECEPT_PDF_WRITER (object);

  g_clear_pointer (&self->file, precept_pdf_file_free);
  g_clear_pointer (&self->content, precept_pdf_content_free);
  g_clear_pointer (&self->catalog, precept_pdf_catalog_free);
  g_clear_pointer (&self->structure, precept_pdf_structure_free);
  g_clear_pointer (&self->attachments, precept_pdf_attachments_free);
  g_clear_pointer (&self->metadata, precept_pdf_metadata_free);
  g_clear_pointer (&self->fonts, g_ptr_array_unref);
  g_clear_pointer (&self->faces, g_hash_table_unref);
  g_clear_pointer (&self->images, g_array_unref);
  g_clear_pointer (&self->image_digests, g_hash_table_unref);
  g_clear_pointer (&self->shapes, g_array_unref);
  g_clear_pointer (&self->shape_numbers, g_hash_table_unref);

  G_OBJECT_CLASS (precept_pdf_writer_parent_class)->finalize (object);
}

static void
precept_pdf_writer_class_init (PreceptPdfWriterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = precept_pdf_writer_finalize;
}

static void
precept_pdf_writer_init (PreceptPdfWriter *self)
{
  self->content = precept_pdf_content_new ();
  self->structure = precept_pdf_structure_new ();
  self->attachments = precept_pdf_attachments_new ();
  self->metadata = precept_pdf_metadata_new ();
  self->fonts = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_pdf_font_free);
  self->faces = g_hash_table_new_full (NULL, NULL, (GDestroyNotify)hb_face_destroy, NULL);
  self->images = g_array_new (FALSE, FALSE, sizeof (guint));
  self->image_digests = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->shapes = g_array_new (FALSE, FALSE, sizeof (guint));
  self->shape_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * precept_pdf_writer_new:
 * @stream: where to write
 *
 * Begins a PDF file.
 */
PreceptPdfWriter *
precept_pdf_writer_new (GOutputStream *stream)
{
  PreceptPdfWriter *self = g_object_new (PRECEPT_TYPE_PDF_WRITER, NULL);

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  self->file = precept_pdf_file_new (stream);
  self->catalog = precept_pdf_catalog_new (self->file);
  return self;
}

/**
 * precept_pdf_writer_set_title:
 * @self: a writer
 * @title: (nullable): the title
 *
 * Tells the title of the document, which a viewer shows in place of the file's name.
 *
 * A file must have one (ISO 14289-1, 7.1). In a document without, the first
 * entry of the outline takes its place; without that, the word “Untitled”.
 */
void
precept_pdf_writer_set_title (PreceptPdfWriter *self,
                              const char       *title)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_metadata_set_title (self->metadata, title);
}

/**
 * precept_pdf_writer_set_author:
 * @self: a writer
 * @author: (nullable): a person or an organization
 *
 * Tells who answers for the document.
 */
void
precept_pdf_writer_set_author (PreceptPdfWriter *self,
                               const char       *author)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_metadata_set_author (self->metadata, author);
}

/**
 * precept_pdf_writer_set_keywords:
 * @self: a writer
 * @keywords: (nullable): words with commas between them
 *
 * Tells by which words the document can be found.
 */
void
precept_pdf_writer_set_keywords (PreceptPdfWriter *self,
                                 const char       *keywords)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_metadata_set_keywords (self->metadata, keywords);
}

/**
 * precept_pdf_writer_set_language:
 * @self: a writer
 * @language: (nullable): a language tag as in BCP 47, "en-US"
 *
 * Tells the language of the document's text. Without a tag that is one in form, it is "und", undetermined.
 */
void
precept_pdf_writer_set_language (PreceptPdfWriter *self,
                                 const char       *language)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_metadata_set_language (self->metadata, language);
}

/**
 * precept_pdf_writer_set_date:
 * @self: a writer
 * @date: (nullable): a date and time
 *
 * Tells when the document was made, and changed last.
 */
void
precept_pdf_writer_set_date (PreceptPdfWriter *self,
                             GDateTime        *date)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));

  precept_pdf_metadata_set_date (self->metadata, date);
}

/**
 * precept_pdf_writer_begin_page:
 * @self: a writer with no page open
 * @width_pt: width of the page, from 3 to 14,400
 * @height_pt: height of the page, likewise
 *
 * Opens the next page.
 */
void
precept_pdf_writer_begin_page (PreceptPdfWriter *self,
                               double            width_pt,
                               double            height_pt)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (!self->page_open && !self->finished);
  g_return_if_fail (width_pt > 0 && height_pt > 0);

  /* The smallest and the largest page that there may be (ISO 19005-3, 6.1.13). */
  width_pt = CLAMP (width_pt, 3, 14400);
  height_pt = CLAMP (height_pt, 3, 14400);
  self->page_open = TRUE;
  precept_pdf_structure_begin_page (self->structure, precept_pdf_catalog_begin_page (self->catalog, width_pt, height_pt));
  precept_pdf_content_begin (self->content, height_pt);
}

/**
 * precept_pdf_writer_end_page:
 * @self: a writer with a page open
 *
 * Closes the page, and writes it.
 */
void
precept_pdf_writer_end_page (PreceptPdfWriter *self)
{
  const GString *content;
  guint          number;

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  precept_pdf_writer_end_marks (self);
  self->page_open = FALSE;
  content = precept_pdf_content_end (self->content);
  number = precept_pdf_file_reserve (self->file);
  precept_pdf_file_add_stream (self->file, number, "", content->str, content->len);
  precept_pdf_catalog_end_page (self->catalog, number);
}

/**
 * precept_pdf_writer_fill_rectangle:
 * @self: a writer with a page open
 * @x: left side
 * @y: top
 * @width: of the rectangle
 * @height: likewise
 * @rgb: its colour, each part from 0 to 1
 *
 * Fills a rectangle.
 */
void
precept_pdf_writer_fill_rectangle (PreceptPdfWriter *self,
                                   double            x,
                                   double            y,
                                   double            width,
                                   double            height,
                                   const double      rgb[3])
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  precept_pdf_writer_mark (self, FALSE);
  precept_pdf_content_fill_rectangle (self->content, x, y, width, height, rgb);
}

/**
 * precept_pdf_writer_stroke_rectangle:
 * @self: a writer with a page open
 * @x: left side
 * @y: top
 * @width: from the middle of the left line to that of the right one
 * @height: likewise
 * @radius: of the corners; 0: sharp
 * @line_width: of the stroke
 * @rgb: its colour
 *
 * Draws the outline of a rectangle.
 */
void
precept_pdf_writer_stroke_rectangle (PreceptPdfWriter *self,
                                     double            x,
                                     double            y,
                                     double            width,
                                     double            height,
                                     double            radius,
                                     double            line_width,
                                     const double      rgb[3])
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);

  precept_pdf_writer_mark (self, FALSE);
  precept_pdf_content_stroke_rectangle (self->content, x, y, width, height, radius, line_width, rgb);
}

/**
 * precept_pdf_writer_show_image:
 * @self: a writer with a page open
 * @png_or_jpeg: a picture file
 * @x: left side
 * @y: top
 * @width: of the picture on the page
 * @height: likewise
 * @error: (nullable): where to store an error
 *
 * Shows a picture. The same picture shown again is not written again.
 *
 * Fails with `PRECEPT_PDF_WRITER_ERROR_IMAGE` if the picture is damaged, or
 * of a kind that is not known. The page is then as before.
 *
 * Returns: whether the picture is shown
 */
gboolean
precept_pdf_writer_show_image (PreceptPdfWriter *self,
                               GBytes           *png_or_jpeg,
                               double            x,
                               double            y,
                               double            width,
                               double            height,
                               GError          **error)
{
  g_autofree char *digest = NULL;
  guint            known;

  g_return_val_if_fail (PRECEPT_IS_PDF_WRITER (self), FALSE);
  g_return_val_if_fail (self->page_open, FALSE);
  g_return_val_if_fail (png_or_jpeg != NULL, FALSE);

  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, png_or_jpeg);
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->image_digests, digest));
  if (known == 0)
    {
      guint object = precept_pdf_file_reserve (self->file);

      if (!precept_pdf_image_write (self->file, object, png_or_jpeg, &self->cmyk_profile, error))
        return FALSE;
      g_array_append_val (self->images, object);
      known = self->images->len;
      g_hash_table_insert (self->image_digests, g_steal_pointer (&digest), GUINT_TO_POINTER (known));
    }
  precept_pdf_writer_mark (self, FALSE);
  precept_pdf_content_show_image (self->content, known - 1, x, y, width, height);
  return TRUE;
}

/**
 * precept_pdf_writer_add_destination:
 * @self: a writer with a page open
 * @name: its name; of two that are the same, the first one counts
 * @x: left side of the place
 * @y: top of the place
 *
 * Names a place on the page, so that links and outlines may lead to it.
 */
void
precept_pdf_writer_add_destination (PreceptPdfWriter *self,
                                    const char       *name,
                                    double            x,
                                    double            y)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (name != NULL && *name != '\0');

  precept_pdf_catalog_add_destination (self->catalog, name, x, y);
}

/**
 * precept_pdf_writer_add_link:
 * @self: a writer with a page open
 * @x: left side of the area
 * @y: top of the area
 * @width: of the area
 * @height: of the area
 * @target: "#" and the name of a destination, wherever that will be; or else a URI
 * @description: (nullable): what a screen reader says
 * @element: number of the Link element that the area shows; 0: one is made
 *
 * Makes an area of the page lead somewhere. A link whose destination is never named is left out.
 */
void
precept_pdf_writer_add_link (PreceptPdfWriter *self,
                             double            x,
                             double            y,
                             double            width,
                             double            height,
                             const char       *target,
                             const char       *description,
                             guint             element)
{
  const double rectangle[] = { x, y, width, height };

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (target != NULL);
  g_return_if_fail (precept_pdf_structure_has_element (self->structure, element));

  precept_pdf_catalog_add_link (self->catalog, rectangle, target, description != NULL && *description != '\0' ? description : target,
                                precept_pdf_structure_add_link (self->structure, element));
}

/**
 * precept_pdf_writer_add_outline:
 * @self: a writer
 * @level: 1 for the outermost; one deeper than the entry before at most, or it is taken so
 * @title: its words
 * @destination: (nullable): name of the destination that it leads to
 *
 * Adds the next entry of the outline, that readers show beside the pages.
 */
void
precept_pdf_writer_add_outline (PreceptPdfWriter *self,
                                guint             level,
                                const char       *title,
                                const char       *destination)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (level > 0 && title != NULL);

  precept_pdf_catalog_add_outline (self->catalog, level, title, destination);
}

/**
 * precept_pdf_writer_attach:
 * @self: a writer
 * @name: name of the file; one of that name that is there already is replaced
 * @mime_type: what is in it: "text/xml"
 * @description: (nullable): the same in words
 * @relationship: what it is to the document
 * @data: its content
 *
 * Makes a file go with the document, within the PDF file.
 */
void
precept_pdf_writer_attach (PreceptPdfWriter      *self,
                           const char            *name,
                           const char            *mime_type,
                           const char            *description,
                           PreceptPdfRelationship relationship,
                           GBytes                *data)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (!self->finished);
  g_return_if_fail (name != NULL && *name != '\0' && mime_type != NULL && *mime_type != '\0');
  g_return_if_fail (relationship <= PRECEPT_PDF_RELATIONSHIP_SUPPLEMENT);
  g_return_if_fail (data != NULL);

  precept_pdf_attachments_add (self->attachments, name, mime_type, description, relationship, data);
}

/* Writes the fonts; gives the resources that all pages share. */
static void
write_resources (PreceptPdfWriter *self,
                 guint             number)
{
  g_autoptr (GString) out = g_string_new ("<</Font<<");
  guint i;

  for (i = 0; i < self->fonts->len && !precept_pdf_file_has_error (self->file); i++)
    {
      GError *error = NULL;
      guint   font = precept_pdf_file_reserve (self->file);

      if (!precept_pdf_font_write (g_ptr_array_index (self->fonts, i), self->file, font, &error))
        precept_pdf_file_take_error (self->file, error);
      g_string_append_printf (out, "/F%u %u 0 R", i, font);
    }
  g_string_append (out, ">>/XObject<<");
  for (i = 0; i < self->images->len; i++)
    g_string_append_printf (out, "/I%u %u 0 R", i, g_array_index (self->images, guint, i));
  for (i = 0; i < self->shapes->len; i++)
    g_string_append_printf (out, "/D%u %u 0 R", i, g_array_index (self->shapes, guint, i));
  g_string_append (out, ">>>>");
  precept_pdf_file_add_object (self->file, number, out);
}

/**
 * precept_pdf_writer_finish:
 * @self: a writer with no page open, and at least one page
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Writes what is left.
 *
 * Fails with the first error of the stream since the beginning, or with
 * `PRECEPT_PDF_WRITER_ERROR_FONT`. What was written is then no PDF.
 *
 * Returns: whether the file is complete
 */
gboolean
precept_pdf_writer_finish (PreceptPdfWriter *self,
                           GCancellable     *cancellable,
                           GError          **error)
{
  const PreceptPdfCatalogParts parts = { precept_pdf_file_reserve (self->file), self->structure, self->attachments, self->metadata };
  guint                        root;
  guint                        information;

  g_return_val_if_fail (PRECEPT_IS_PDF_WRITER (self), FALSE);
  g_return_val_if_fail (!self->page_open && !self->finished, FALSE);

  self->finished = TRUE;
  write_resources (self, parts.resources);
  precept_pdf_catalog_write (self->catalog, &parts, &root, &information);
  return precept_pdf_file_finish (self->file, root, information, cancellable, error);
}
