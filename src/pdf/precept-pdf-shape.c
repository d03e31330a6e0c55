/* precept-pdf-shape.c: glyphs as filled shapes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-shape.h"

#include "precept-pdf-syntax.h"

#define SHAPE_DECIMALS 2

/* A path that grows. */
typedef struct
{
  GString      *out;
  const double *matrix;
} Path;

static void
append_point (Path  *path,
              double x,
              double y)
{
  const double *m = path->matrix;

  precept_pdf_append_number (path->out, m[0] * x + m[2] * y + m[4], SHAPE_DECIMALS);
  g_string_append_c (path->out, ' ');
  precept_pdf_append_number (path->out, m[1] * x + m[3] * y + m[5], SHAPE_DECIMALS);
  g_string_append_c (path->out, ' ');
}

static void
move_to_cb (hb_draw_funcs_t *functions,
            void            *data,
            hb_draw_state_t *state,
            float            x,
            float            y,
            void            *user_data)
{
  Path *path = data;

  append_point (path, (double)x, (double)y);
  g_string_append (path->out, "m\n");
}

static void
line_to_cb (hb_draw_funcs_t *functions,
            void            *data,
            hb_draw_state_t *state,
            float            x,
            float            y,
            void            *user_data)
{
  Path *path = data;

  append_point (path, (double)x, (double)y);
  g_string_append (path->out, "l\n");
}

static void
cubic_to_cb (hb_draw_funcs_t *functions,
             void            *data,
             hb_draw_state_t *state,
             float            x1,
             float            y1,
             float            x2,
             float            y2,
             float            x,
             float            y,
             void            *user_data)
{
  Path *path = data;

  append_point (path, (double)x1, (double)y1);
  append_point (path, (double)x2, (double)y2);
  append_point (path, (double)x, (double)y);
  g_string_append (path->out, "c\n");
}

static void
close_path_cb (hb_draw_funcs_t *functions,
               void            *data,
               hb_draw_state_t *state,
               void            *user_data)
{
  Path *path = data;

  g_string_append (path->out, "h\n");
}

/* Quadratic curves are not set: HarfBuzz makes cubic ones of them, which are all that PDF has. */
static hb_draw_funcs_t *
new_functions (void)
{
  hb_draw_funcs_t *functions = hb_draw_funcs_create ();

  hb_draw_funcs_set_move_to_func (functions, move_to_cb, NULL, NULL);
  hb_draw_funcs_set_line_to_func (functions, line_to_cb, NULL, NULL);
  hb_draw_funcs_set_cubic_to_func (functions, cubic_to_cb, NULL, NULL);
  hb_draw_funcs_set_close_path_func (functions, close_path_cb, NULL, NULL);
  return functions;
}

void
precept_pdf_shape_append (GString     *out,
                          hb_font_t   *font,
                          guint32      glyph,
                          const double matrix[6])
{
  hb_draw_funcs_t *functions = new_functions ();
  Path             path = { out, matrix };

#if HB_VERSION_ATLEAST(7, 0, 0)
  hb_font_draw_glyph (font, glyph, functions, &path);
#else
  hb_font_get_glyph_shape (font, glyph, functions, &path);
#endif
  hb_draw_funcs_destroy (functions);
}
