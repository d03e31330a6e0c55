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

/* Logical structure (ISO 32000-1, 14.7 and 14.8). */

typedef enum
{
  PRECEPT_PDF_SCOPE_NONE, /* of a TH: as COLUMN */
  PRECEPT_PDF_SCOPE_ROW,
  PRECEPT_PDF_SCOPE_COLUMN,
  PRECEPT_PDF_SCOPE_BOTH,
} PreceptPdfScope;

typedef struct
{
  const char     *type;           /* a static string, a standard structure type: "Document", "Sect", "H1", "P", "Figure" … */
  const char     *alternative;    /* nullable, copied; a Figure without one is taken for an ornament */
  const char     *language;       /* BCP 47, where it is another than the document's; nullable, copied */
  PreceptPdfScope scope;          /* TH: the cells that it heads */
  guint           column_span;    /* TH, TD: 0 and 1 are the same */
  guint           row_span;       /* likewise */
  const char     *list_numbering; /* L: "Disc", "Decimal", "None" …; static; nullable */
} PreceptPdfElement;

/* Returns the element's number, from 1. @parent 0: the root of the structure tree. */
guint precept_pdf_writer_add_element (PreceptPdfWriter *self, guint parent, const PreceptPdfElement *element);
void  precept_pdf_writer_set_bounds (PreceptPdfWriter *self, guint element, double x, double y, double width, double height); /* of a Figure, on the open page */

typedef enum
{
  PRECEPT_PDF_ARTIFACT_LAYOUT, /* rules, fills, leaders; as what is drawn in neither an element nor an artifact */
  PRECEPT_PDF_ARTIFACT_HEADER,
  PRECEPT_PDF_ARTIFACT_FOOTER,
  PRECEPT_PDF_ARTIFACT_WATERMARK,
  PRECEPT_PDF_ARTIFACT_PAGE, /* cut marks, colour bars */
} PreceptPdfArtifact;

/* What is drawn on the open page until the end belongs to an element, or is none of the document's content. They do not nest. */
void precept_pdf_writer_begin_content (PreceptPdfWriter *self, guint element);
void precept_pdf_writer_begin_artifact (PreceptPdfWriter *self, PreceptPdfArtifact kind);
void precept_pdf_writer_end_content (PreceptPdfWriter *self);

/* On the open page. @target: a URI, or "#" and the name of a destination. @element: a Link; 0: the writer makes one. */
void precept_pdf_writer_add_destination (PreceptPdfWriter *self, const char *name, double x, double y);
void precept_pdf_writer_add_link (PreceptPdfWriter *self, double x, double y, double width, double height, const char *target, const char *description, guint element);
void precept_pdf_writer_add_outline (PreceptPdfWriter *self, guint level, const char *title, const char *destination); /* levels from 1 */

/* Files within the file (ISO 19005-3, 6.8). */

typedef enum
{
  PRECEPT_PDF_RELATIONSHIP_SOURCE,     /* what the document was made from */
  PRECEPT_PDF_RELATIONSHIP_DATA,       /* what tables or figures show */
  PRECEPT_PDF_RELATIONSHIP_SUPPLEMENT, /* something more */
} PreceptPdfRelationship;

/* @name: of the file, "tofersen.xml", each once; @mime_type: "text/xml". */
void precept_pdf_writer_attach (PreceptPdfWriter *self, const char *name, const char *mime_type, const char *description, PreceptPdfRelationship relationship, GBytes *data);

/* Writes what is left; the stream is not closed. Write errors of earlier calls are told here. */
gboolean precept_pdf_writer_finish (PreceptPdfWriter *self, GCancellable *cancellable, GError **error);

G_END_DECLS
