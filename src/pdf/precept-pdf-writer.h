/* precept-pdf-writer.h: writes a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>
#include <hb.h>

G_BEGIN_DECLS

#define PRECEPT_PDF_WRITER_ERROR (precept_pdf_writer_error_quark ())
GQuark precept_pdf_writer_error_quark (void);

typedef enum
{
  PRECEPT_PDF_WRITER_ERROR_FONT,  /* can't be embedded, or its licence forbids it */
  PRECEPT_PDF_WRITER_ERROR_IMAGE, /* neither a PNG nor a JPEG that a PDF can hold */
} PreceptPdfWriterError;

/* Lengths in points from the top left of the page, y downwards; the writer turns them over.
 * Knows nothing of guidelines. The same calls give the same bytes. Pages are written as they end. */
#define PRECEPT_TYPE_PDF_WRITER (precept_pdf_writer_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPdfWriter, precept_pdf_writer, PRECEPT, PDF_WRITER, GObject)

PreceptPdfWriter *precept_pdf_writer_new (GOutputStream *stream);

void precept_pdf_writer_set_title (PreceptPdfWriter *self, const char *title);
void precept_pdf_writer_set_author (PreceptPdfWriter *self, const char *author);
void precept_pdf_writer_set_keywords (PreceptPdfWriter *self, const char *keywords); /* "ALS, SOD1" */
void precept_pdf_writer_set_language (PreceptPdfWriter *self, const char *language); /* BCP 47 */
void precept_pdf_writer_set_date (PreceptPdfWriter *self, GDateTime *date);          /* creation and modification; else none is told */

void precept_pdf_writer_begin_page (PreceptPdfWriter *self, double width_pt, double height_pt);
void precept_pdf_writer_end_page (PreceptPdfWriter *self);

void precept_pdf_writer_fill_rectangle (PreceptPdfWriter *self, double x, double y, double width, double height, const double rgb[3]);
void precept_pdf_writer_stroke_rectangle (PreceptPdfWriter *self, double x, double y, double width, double height, double radius, double line_width, const double rgb[3]);

typedef struct
{
  guint32 glyph; /* index in the font; PRECEPT_PDF_NO_GLYPH: only an advance (an invisible character) */
  double  advance_pt;
  double  x_offset_pt; /* moves the glyph, not those after it */
  double  y_offset_pt; /* downwards */
  int     text_start;  /* bytes of the run's text that this glyph begins to show; */
  int     text_length; /* 0: the text belongs to the glyph before it in the same cluster */
} PreceptPdfGlyph;
#define PRECEPT_PDF_NO_GLYPH ((guint32)-1)

/* Glyphs of one font on one baseline, left to right as they are seen. */
typedef struct
{
  hb_face_t *face; /* the same file, even if opened twice, is embedded once: a subset of what was shown */
  double     size_pt;
  double     slant;  /* an upright face made oblique: how far the top leans over, for a height of 1; else 0 */
  gboolean   bolder; /* a face made bold, as FreeType does it: outlines grown by 1/24 of the size */
  double     x, y;   /* where the baseline starts */
  double     angle;  /* turned anticlockwise about (x, y), in degrees */
  double     rgb[3]; /* 0 … 1, sRGB */

  const PreceptPdfGlyph *glyphs;
  guint                  n_glyphs;
  const char            *text; /* UTF-8, in logical order, need not be terminated */
  gboolean               right_to_left;
  gboolean               space_after; /* a space of the text ends the line here and has no glyph */
  gboolean               goes_on;     /* the line ends here within a word, behind a hyphen of its own */
  gboolean               decoration;  /* drawn as shapes: looks like text, but says nothing */
} PreceptPdfRun;

void precept_pdf_writer_show_run (PreceptPdfWriter *self, const PreceptPdfRun *run);

gboolean precept_pdf_writer_show_image (PreceptPdfWriter *self, GBytes *png_or_jpeg, double x, double y, double width, double height, GError **error);

void precept_pdf_writer_add_destination (PreceptPdfWriter *self, const char *name, double x, double y);                                                  /* on the open page */
void precept_pdf_writer_add_link (PreceptPdfWriter *self, double x, double y, double width, double height, const char *target, const char *description); /* URI or "#name" */
void precept_pdf_writer_add_outline (PreceptPdfWriter *self, guint level, const char *title, const char *destination);                                   /* levels from 1 */

/* Writes what is left; the stream is not closed. Write errors of earlier calls are told here. */
gboolean precept_pdf_writer_finish (PreceptPdfWriter *self, GCancellable *cancellable, GError **error);

G_END_DECLS
