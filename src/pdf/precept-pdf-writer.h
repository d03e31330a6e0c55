/* precept-pdf-writer.h: writes a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <hb.h>

G_BEGIN_DECLS

/* Lengths in points from the top left of the page, y downwards; the writer turns them over.
 * Knows nothing of guidelines. The same calls give the same bytes. */
#define PRECEPT_TYPE_PDF_WRITER (precept_pdf_writer_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPdfWriter, precept_pdf_writer, PRECEPT, PDF_WRITER, GObject)

PreceptPdfWriter *precept_pdf_writer_new (GOutputStream *stream);

void precept_pdf_writer_set_title (PreceptPdfWriter *self, const char *title);
void precept_pdf_writer_set_language (PreceptPdfWriter *self, const char *language); /* BCP 47 */
void precept_pdf_writer_set_date (PreceptPdfWriter *self, GDateTime *date); /* creation and modification */

void precept_pdf_writer_begin_page (PreceptPdfWriter *self, double width_pt, double height_pt);
void precept_pdf_writer_end_page (PreceptPdfWriter *self);

void precept_pdf_writer_fill_rectangle (PreceptPdfWriter *self, double x, double y, double width, double height, const double rgb[3]);
void precept_pdf_writer_stroke_rectangle (PreceptPdfWriter *self, double x, double y, double width, double height, double radius, double line_width, const double rgb[3]);

typedef struct
{
  guint32 glyph;        /* index in the font; PRECEPT_PDF_NO_GLYPH: only an advance (an invisible character) */
  double  advance_pt;
  double  x_offset_pt;
  double  y_offset_pt; /* downwards */
  int     text_start;  /* bytes of the run's text that this glyph begins to show; */
  int     text_length; /* 0: the text belongs to the glyph before it in the same cluster */
} PreceptPdfGlyph;
#define PRECEPT_PDF_NO_GLYPH ((guint32) -1)

/* @face keys the font: the same face (by hb_face_get_user_data or pointer) is embedded once, subset to what was shown. */
void precept_pdf_writer_show_glyphs (PreceptPdfWriter      *self,
                                     hb_face_t             *face,
                                     double                 size_pt,
                                     double                 x,
                                     double                 y,
                                     double                 angle,
                                     const double           rgb[3],
                                     const PreceptPdfGlyph *glyphs,
                                     guint                  n_glyphs,
                                     const char            *text,
                                     int                    length,
                                     gboolean               right_to_left,
                                     gboolean               space_after);

gboolean precept_pdf_writer_show_image (PreceptPdfWriter *self, GBytes *png_or_jpeg, double x, double y, double width, double height, GError **error);

void precept_pdf_writer_add_destination (PreceptPdfWriter *self, const char *name, double x, double y); /* on the open page */
void precept_pdf_writer_add_link (PreceptPdfWriter *self, double x, double y, double width, double height, const char *target, const char *description); /* URI or "#name" */
void precept_pdf_writer_add_outline (PreceptPdfWriter *self, guint level, const char *title, const char *destination);

/* Writes what is left; the stream is not closed. Write errors of earlier calls are told here. */
gboolean precept_pdf_writer_finish (PreceptPdfWriter *self, GCancellable *cancellable, GError **error);

G_END_DECLS
