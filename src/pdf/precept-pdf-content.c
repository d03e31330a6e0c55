/* precept-pdf-content.c: the drawing operators of one page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-content.h"

#include "precept-pdf-shape.h"
#include "precept-pdf-syntax.h"

#include <math.h>
#include <stdlib.h>

#define COLOR_DECIMALS 3

/* Numbers and strings have their limits (ISO 19005-3, 6.1.13). */
#define MAX_ADJUSTMENT 1e9
#define MAX_STRING 32766 /* codes have two bytes */

/* Positions are whole hundredths of a point, so that relative moves add up to where they should. */
#define POSITION_DECIMALS 2
#define POSITION_STEPS 100.0

/* How far from a corner a Bézier control point lies on a quarter of a circle, over its radius. */
#define CIRCLE_CONTROL 0.5523

/* PreceptPdfContent:
 *
 * Writes the content stream of one page after another.
 *
 * It knows the graphics state that a reader would have, and emits an operator
 * only where that changes. A text object stays open from run to run; what can't
 * stand in one closes it.
 */
struct _PreceptPdfContent
{
  GString *out;
  double   height_pt; /* of the page */

  /* The state of a reader. */
  double   fill[3];
  double   stroke[3];
  double   line_width; /* -1: not known */
  guint    font;       /* G_MAXUINT: none yet */
  double   size_pt;
  double   rise;
  guint    render_mode;
  gboolean in_text;
  guint64  marked_in_text; /* a bit for each marked content that is open, the last one lowest: it began in a text object */

  gboolean turned; /* the text matrix is more than a move */
  gint64   line_x; /* start of the line in position steps */
  gint64   line_y;

  /* The run at hand. */
  guint    run_render_mode; /* of its visible glyphs */
  double   pen;             /* where a reader would put the next glyph, from the start of the line, in points */
  GString *string;          /* bytes of codes not written yet */
  GString *pieces;          /* strings and adjustments of a TJ operator not written yet */
  gboolean adjusted;        /* pieces has an adjustment */
};

PreceptPdfContent *
precept_pdf_content_new (void)
{
  PreceptPdfContent *self = g_new0 (PreceptPdfContent, 1);

  self->out = g_string_sized_new (32768);
  self->string = g_string_new (NULL);
  self->pieces = g_string_new (NULL);
  return self;
}

void
precept_pdf_content_free (PreceptPdfContent *self)
{
  g_string_free (self->out, TRUE);
  g_string_free (self->string, TRUE);
  g_string_free (self->pieces, TRUE);
  g_free (self);
}

static void
append_position (PreceptPdfContent *self,
                 double             value)
{
  precept_pdf_append_number (self->out, value, POSITION_DECIMALS);
  g_string_append_c (self->out, ' ');
}

static gboolean
differ (double a,
        double b)
{
  return fabs (a - b) > 0.0001;
}

/* Sets a colour where it is not set already. */
static void
set_color (PreceptPdfContent *self,
           double             current[3],
           const double       rgb[3],
           const char        *gray_operator,
           const char        *color_operator)
{
  gboolean is_gray = !differ (rgb[0], rgb[1]) && !differ (rgb[1], rgb[2]);
  guint    i;

  if (!differ (rgb[0], current[0]) && !differ (rgb[1], current[1]) && !differ (rgb[2], current[2]))
    return;

  for (i = 0; i < 3; i++)
    {
      current[i] = rgb[i];
      if (i == 0 || !is_gray)
        {
          precept_pdf_append_number (self->out, CLAMP (rgb[i], 0, 1), COLOR_DECIMALS);
          g_string_append_c (self->out, ' ');
        }
    }
  g_string_append (self->out, is_gray ? gray_operator : color_operator);
  g_string_append_c (self->out, '\n');
}

static void
set_fill (PreceptPdfContent *self,
          const double       rgb[3])
{
  set_color (self, self->fill, rgb, "g", "rg");
}

static void
set_stroke (PreceptPdfContent *self,
            const double       rgb[3],
            double             line_width)
{
  set_color (self, self->stroke, rgb, "G", "RG");
  if (differ (line_width, self->line_width))
    {
      precept_pdf_append_number (self->out, line_width, 3);
      g_string_append (self->out, " w\n");
      self->line_width = line_width;
    }
}

/* Moves the string into the pieces. */
static void
flush_string (PreceptPdfContent *self)
{
  if (self->string->len > 0)
    {
      precept_pdf_append_bytes (self->pieces, self->string->str, self->string->len);
      g_string_truncate (self->string, 0);
    }
}

/* Shows what is gathered. */
static void
flush_glyphs (PreceptPdfContent *self)
{
  flush_string (self);
  if (self->pieces->len == 0)
    return;

  if (self->adjusted)
    g_string_append_c (self->out, '[');
  g_string_append_len (self->out, self->pieces->str, (gssize)self->pieces->len);
  g_string_append (self->out, self->adjusted ? "]TJ\n" : "Tj\n");
  g_string_truncate (self->pieces, 0);
  self->adjusted = FALSE;
}

static void
end_text (PreceptPdfContent *self)
{
  if (!self->in_text)
    return;

  flush_glyphs (self);
  g_string_append (self->out, "ET\n");
  self->in_text = FALSE;
}

static void
begin_text (PreceptPdfContent *self)
{
  if (self->in_text)
    return;

  g_string_append (self->out, "BT\n");
  self->in_text = TRUE;
  self->turned = FALSE;
  self->line_x = 0;
  self->line_y = 0;
}

/**
 * precept_pdf_content_begin:
 * @self: a content
 * @height_pt: height of the page
 *
 * Begins a page, in the state that a reader begins it.
 */
void
precept_pdf_content_begin (PreceptPdfContent *self,
                           double             height_pt)
{
  guint i;

  g_string_truncate (self->out, 0);
  self->height_pt = height_pt;
  for (i = 0; i < 3; i++)
    self->fill[i] = self->stroke[i] = 0;
  self->line_width = -1;
  self->font = G_MAXUINT;
  self->size_pt = -1;
  self->rise = 0;
  self->render_mode = 0;
  self->in_text = FALSE;
  self->marked_in_text = 0;
}

double
precept_pdf_content_get_height (PreceptPdfContent *self)
{
  return self->height_pt;
}

/**
 * precept_pdf_content_end:
 * @self: a content
 *
 * Ends the page.
 *
 * Returns: (transfer none): its content stream, until the next page begins
 */
const GString *
precept_pdf_content_end (PreceptPdfContent *self)
{
  end_text (self);
  return self->out;
}

void
precept_pdf_content_fill_rectangle (PreceptPdfContent *self,
                                    double             x,
                                    double             y,
                                    double             width,
                                    double             height,
                                    const double       rgb[3])
{
  end_text (self);
  set_fill (self, rgb);
  append_position (self, x);
  append_position (self, self->height_pt - y - height);
  /* Rules may be thinner than a position step. */
  precept_pdf_append_number (self->out, width, 3);
  g_string_append_c (self->out, ' ');
  precept_pdf_append_number (self->out, height, 3);
  g_string_append (self->out, " re f\n");
}

static void
append_point (PreceptPdfContent *self,
              double             x,
              double             y)
{
  append_position (self, x);
  append_position (self, y);
}

static void
append_round_path (PreceptPdfContent *self,
                   double             left,
                   double             bottom,
                   double             right,
                   double             top,
                   double             radius)
{
  double c = radius * (1 - CIRCLE_CONTROL);

  append_point (self, left + radius, bottom);
  g_string_append (self->out, "m ");
  append_point (self, right - radius, bottom);
  g_string_append (self->out, "l ");
  append_point (self, right - c, bottom);
  append_point (self, right, bottom + c);
  append_point (self, right, bottom + radius);
  g_string_append (self->out, "c ");
  append_point (self, right, top - radius);
  g_string_append (self->out, "l ");
  append_point (self, right, top - c);
  append_point (self, right - c, top);
  append_point (self, right - radius, top);
  g_string_append (self->out, "c ");
  append_point (self, left + radius, top);
  g_string_append (self->out, "l ");
  append_point (self, left + c, top);
  append_point (self, left, top - c);
  append_point (self, left, top - radius);
  g_string_append (self->out, "c ");
  append_point (self, left, bottom + radius);
  g_string_append (self->out, "l ");
  append_point (self, left, bottom + c);
  append_point (self, left + c, bottom);
  append_point (self, left + radius, bottom);
  g_string_append (self->out, "c ");
}

void
precept_pdf_content_stroke_rectangle (PreceptPdfContent *self,
                                      double             x,
                                      double             y,
                                      double             width,
                                      double             height,
                                      double             radius,
                                      double             line_width,
                                      const double       rgb[3])
{
  double bottom = self->height_pt - y - height;

  end_text (self);
  set_stroke (self, rgb, line_width);
  radius = MIN (radius, MIN (width, height) / 2);
  if (radius > 0)
    {
      append_round_path (self, x, bottom, x + width, bottom + height, radius);
      g_string_append (self->out, "s\n");
    }
  else
    {
      append_point (self, x, bottom);
      append_point (self, width, height);
      g_string_append (self->out, "re S\n");
    }
}

void
precept_pdf_content_show_image (PreceptPdfContent *self,
                                guint              image,
                                double             x,
                                double             y,
                                double             width,
                                double             height)
{
  end_text (self);
  g_string_append (self->out, "q ");
  append_position (self, width);
  g_string_append (self->out, "0 0 ");
  append_position (self, height);
  append_point (self, x, self->height_pt - y - height);
  g_string_append_printf (self->out, "cm/I%u Do Q\n", image);
}

static void
set_render_mode (PreceptPdfContent *self,
                 guint              mode)
{
  if (mode == self->render_mode)
    return;

  flush_glyphs (self);
  g_string_append_printf (self->out, "%u Tr\n", mode);
  self->render_mode = mode;
}

static void
set_rise (PreceptPdfContent *self,
          double             rise)
{
  if (!differ (rise, self->rise))
    return;

  flush_glyphs (self);
  precept_pdf_append_number (self->out, rise, 3);
  g_string_append (self->out, " Ts\n");
  self->rise = rise;
}

/* Turns, and makes oblique, what is written on a level baseline. */
static void
get_matrix (const PreceptPdfTextState *state,
            double                     matrix[4])
{
  double radians = state->angle * G_PI / 180;
  double cosine = cos (radians);
  double sine = sin (radians);

  matrix[0] = cosine;
  matrix[1] = sine;
  matrix[2] = state->slant * cosine - sine;
  matrix[3] = state->slant * sine + cosine;
}

static void
append_matrix (PreceptPdfContent         *self,
               const PreceptPdfTextState *state)
{
  double matrix[4];
  guint  i;

  get_matrix (state, matrix);
  for (i = 0; i < G_N_ELEMENTS (matrix); i++)
    {
      precept_pdf_append_number (self->out, matrix[i], 5);
      g_string_append_c (self->out, ' ');
    }
}

/* Puts the pen on the start of the run's baseline. */
static void
set_line (PreceptPdfContent         *self,
          const PreceptPdfTextState *state)
{
  gint64   x = llround (state->x * POSITION_STEPS);
  gint64   y = llround ((self->height_pt - state->y) * POSITION_STEPS);
  gboolean turned = differ (state->angle, 0) || differ (state->slant, 0);

  if (turned || self->turned)
    {
      append_matrix (self, state);
      append_position (self, (double)x / POSITION_STEPS);
      append_position (self, (double)y / POSITION_STEPS);
      g_string_append (self->out, "Tm\n");
    }
  else
    {
      append_position (self, (double)(x - self->line_x) / POSITION_STEPS);
      append_position (self, (double)(y - self->line_y) / POSITION_STEPS);
      g_string_append (self->out, "Td\n");
    }
  self->turned = turned;
  self->line_x = x;
  self->line_y = y;
  self->pen = 0;
}

/**
 * precept_pdf_content_begin_run:
 * @self: a content
 * @state: how the glyphs that follow stand on the page
 *
 * Begins a run of glyphs. It ends where the next one, or anything else, begins.
 */
void
precept_pdf_content_begin_run (PreceptPdfContent         *self,
                               const PreceptPdfTextState *state)
{
  begin_text (self);
  flush_glyphs (self);
  set_fill (self, state->rgb);
  if (state->bolder_pt > 0)
    set_stroke (self, state->rgb, state->bolder_pt);
  self->run_render_mode = state->bolder_pt > 0 ? 2 : 0;
  if (state->font != self->font || differ (state->size_pt, self->size_pt))
    {
      g_string_append_printf (self->out, "/F%u ", state->font);
      precept_pdf_append_number (self->out, state->size_pt, 4);
      g_string_append (self->out, " Tf\n");
      self->font = state->font;
      self->size_pt = state->size_pt;
    }
  set_line (self, state);
}

/**
 * precept_pdf_content_show_glyph:
 * @self: a content with a run begun
 * @code: code of the glyph in the run's font
 * @width: how far the font says that it advances, in thousandths of the size
 * @x: where it is to stand, along the baseline from the run's start, in points
 * @rise: how far above the baseline, in points
 * @invisible: whether it is there just for its text
 *
 * Shows one glyph.
 */
void
precept_pdf_content_show_glyph (PreceptPdfContent *self,
                                guint              code,
                                double             width,
                                double             x,
                                double             rise,
                                gboolean           invisible)
{
  double per_step = self->size_pt / 1000;
  long   adjustment = lround (CLAMP ((self->pen - x) / per_step, -MAX_ADJUSTMENT, MAX_ADJUSTMENT));

  g_assert (self->in_text);

  set_rise (self, rise);
  set_render_mode (self, invisible ? 3 : self->run_render_mode);
  if (adjustment != 0)
    {
      flush_string (self);
      if (adjustment < 0)
        g_string_append_c (self->pieces, '-');
      precept_pdf_append_unsigned (self->pieces, (guint64)labs (adjustment));
      self->pen -= (double)adjustment * per_step;
      self->adjusted = TRUE;
    }
  if (self->string->len == MAX_STRING)
    {
      flush_string (self);
      self->adjusted = TRUE;
    }
  g_string_append_c (self->string, (char)(code >> 8));
  g_string_append_c (self->string, (char)(code & 255));
  self->pen += width * per_step;
}

/**
 * precept_pdf_content_append_shape:
 * @self: a content
 * @shape: where to append
 * @font: the face of the glyph, at one unit per unit
 * @glyph: a glyph of it
 * @state: how the baseline stands on the page
 * @x: where the glyph is to stand, along the baseline from its start, in points
 * @rise: how far above the baseline, in points
 *
 * Appends the outline of a glyph, as it would stand on the page.
 */
void
precept_pdf_content_append_shape (PreceptPdfContent         *self,
                                  GString                   *shape,
                                  hb_font_t                 *font,
                                  guint32                    glyph,
                                  const PreceptPdfTextState *state,
                                  double                     x,
                                  double                     rise)
{
  double scale = state->size_pt / hb_face_get_upem (hb_font_get_face (font));
  double turn[4];
  double matrix[6];
  guint  i;

  get_matrix (state, turn);
  for (i = 0; i < 4; i++)
    matrix[i] = turn[i] * scale;
  matrix[4] = state->x + turn[0] * x + turn[2] * rise;
  matrix[5] = self->height_pt - state->y + turn[1] * x + turn[3] * rise;
  precept_pdf_shape_append (shape, font, glyph, matrix);
}

/**
 * precept_pdf_content_fill_shape:
 * @self: a content
 * @shape: number of a shape in the resources
 * @rgb: its colour
 *
 * Draws a shape, that says nothing.
 */
void
precept_pdf_content_fill_shape (PreceptPdfContent *self,
                                guint              shape,
                                const double       rgb[3])
{
  end_text (self);
  set_fill (self, rgb);
  g_string_append_printf (self->out, "/D%u Do\n", shape);
}

static void
append_marked (PreceptPdfContent *self,
               const char        *tag,
               const char        *properties)
{
  precept_pdf_append_name (self->out, tag);
  if (properties != NULL)
    g_string_append_printf (self->out, "<<%s>>BDC\n", properties);
  else
    g_string_append (self->out, " BMC\n");
  self->marked_in_text = self->marked_in_text << 1 | self->in_text;
}

/**
 * precept_pdf_content_begin_marked:
 * @self: a content
 * @tag: what is marked, such as "P" or "Artifact"
 * @properties: (nullable): entries of its property list
 *
 * Begins marked content that may hold anything: runs, drawings, and more marked content.
 */
void
precept_pdf_content_begin_marked (PreceptPdfContent *self,
                                  const char        *tag,
                                  const char        *properties)
{
  end_text (self);
  append_marked (self, tag, properties);
}

/**
 * precept_pdf_content_begin_span:
 * @self: a content with a run begun
 * @tag: what is marked, such as "Span"
 * @properties: (nullable): entries of its property list
 *
 * Begins marked content for a part of the run at hand.
 */
void
precept_pdf_content_begin_span (PreceptPdfContent *self,
                                const char        *tag,
                                const char        *properties)
{
  g_assert (self->in_text);

  flush_glyphs (self);
  append_marked (self, tag, properties);
}

/**
 * precept_pdf_content_end_marked:
 * @self: a content
 *
 * Ends the marked content, or the span, begun last.
 */
void
precept_pdf_content_end_marked (PreceptPdfContent *self)
{
  /* Text objects and marked content must nest. */
  if (self->marked_in_text & 1)
    {
      g_assert (self->in_text);
      flush_glyphs (self);
    }
  else
    end_text (self);
  self->marked_in_text >>= 1;
  g_string_append (self->out, "EMC\n");
}
