/* precept-pdf-content.h: the drawing operators of one page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <hb.h>

G_BEGIN_DECLS

typedef struct _PreceptPdfContent PreceptPdfContent;

/* How the glyphs of one run stand on the page. */
typedef struct
{
  guint  font; /* its number in the resources */
  double size_pt;
  double x, y;      /* where the baseline starts, from the top left of the page */
  double angle;     /* of the baseline, anticlockwise, in degrees */
  double slant;     /* how far the top leans over, for a height of 1 */
  double bolder_pt; /* width of a stroke around the outlines; 0: none */
  double rgb[3];
} PreceptPdfTextState;

PreceptPdfContent *precept_pdf_content_new (void);
void               precept_pdf_content_free (PreceptPdfContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPdfContent, precept_pdf_content_free)

void           precept_pdf_content_begin (PreceptPdfContent *self, double height_pt);
double         precept_pdf_content_get_height (PreceptPdfContent *self);
const GString *precept_pdf_content_end (PreceptPdfContent *self);

void precept_pdf_content_fill_rectangle (PreceptPdfContent *self, double x, double y, double width, double height, const double rgb[3]);
void precept_pdf_content_stroke_rectangle (PreceptPdfContent *self, double x, double y, double width, double height, double radius, double line_width, const double rgb[3]);
void precept_pdf_content_append_shape (PreceptPdfContent *self, GString *shape, hb_font_t *font, guint32 glyph, const PreceptPdfTextState *state, double x, double rise);
void precept_pdf_content_fill_shape (PreceptPdfContent *self, guint shape, const double rgb[3]);
void precept_pdf_content_show_image (PreceptPdfContent *self, guint image, double x, double y, double width, double height);

void precept_pdf_content_begin_run (PreceptPdfContent *self, const PreceptPdfTextState *state);
void precept_pdf_content_show_glyph (PreceptPdfContent *self, guint code, double width, double x, double rise, gboolean invisible);

void precept_pdf_content_begin_marked (PreceptPdfContent *self, const char *tag, const char *properties);
void precept_pdf_content_begin_span (PreceptPdfContent *self, const char *tag, const char *properties);
void precept_pdf_content_end_marked (PreceptPdfContent *self);

G_END_DECLS
