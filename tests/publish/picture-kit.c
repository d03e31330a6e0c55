/* picture-kit.c: a page as we draw it, beside the same page as poppler draws it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "picture-kit.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

/* Poppler puts each glyph on the nearest whole dot. So pages are drawn with more dots than they are compared at: what
 * is left of that is a sixth of a dot. */
#define DOTS_AN_INCH 100
#define FINER 3
#define SCALE (DOTS_AN_INCH / 72.0)

/* Of figures, only averages can be compared, as poppler enlarges them otherwise than cairo does; and colours, as dots of
 * thin strokes have little of them. */
#define SQUARE 8

struct _PictureFile
{
  PopplerDocument *document; /* owned */
};

PictureFile *
picture_file_open (GBytes *pdf)
{
  PictureFile *self = g_new0 (PictureFile, 1);
  g_autoptr (GError) error = NULL;

  self->document = poppler_document_new_from_bytes (pdf, NULL, &error);
  g_assert_no_error (error);
  return self;
}

void
picture_file_free (PictureFile *self)
{
  g_object_unref (self->document);
  g_free (self);
}

int
picture_file_get_n_pages (PictureFile *self)
{
  return poppler_document_get_n_pages (self->document);
}

static void
make_white (cairo_surface_t *surface)
{
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
}

/* A page takes 30 MB, which the system is slow to give: the same are used again. */
static cairo_surface_t *
get_fine_paper (double width,
                double height)
{
  static cairo_surface_t *paper;
  int                     pixel_width = FINER * (int)(width * SCALE + 0.5);
  int                     pixel_height = FINER * (int)(height * SCALE + 0.5);

  if (paper == NULL || cairo_image_surface_get_width (paper) != pixel_width || cairo_image_surface_get_height (paper) != pixel_height)
    {
      g_clear_pointer (&paper, cairo_surface_destroy);
      paper = cairo_image_surface_create (CAIRO_FORMAT_RGB24, pixel_width, pixel_height);
    }
  make_white (paper);
  return paper;
}

static const guint32 *
get_row (cairo_surface_t *surface,
         int              y)
{
  return (const guint32 *)(const void *)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));
}

/* The average of the FINER × FINER dots that become one. */
static guint32
reduce_dot (const guint32 *const rows[FINER],
            int                  x)
{
  guint32 red_blue = 0, green = 0;

  for (int i = 0; i < FINER; i++)
    for (int j = 0; j < FINER; j++)
      {
        red_blue += rows[i][FINER * x + j] & 0xff00ff;
        green += rows[i][FINER * x + j] & 0xff00;
      }
  return (red_blue >> 16) / (FINER * FINER) << 16 | (green / (FINER * FINER) & 0xff00) | (red_blue & 0xffff) / (FINER * FINER);
}

/* The picture with as many dots as pictures are compared at. */
static cairo_surface_t *
reduce (cairo_surface_t *fine)
{
  int              width = cairo_image_surface_get_width (fine) / FINER;
  int              height = cairo_image_surface_get_height (fine) / FINER;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);

  cairo_surface_flush (fine);
  cairo_surface_flush (surface);
  for (int y = 0; y < height; y++)
    {
      const guint32 *const rows[FINER] = { get_row (fine, FINER * y), get_row (fine, FINER * y + 1), get_row (fine, FINER * y + 2) };
      guint32             *row = (guint32 *)(void *)(cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++)
        row[x] = reduce_dot (rows, x);
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

cairo_surface_t *
picture_file_draw (PictureFile *self,
                   int          page)
{
  PopplerPage     *shown = poppler_document_get_page (self->document, page);
  cairo_surface_t *fine;
  cairo_t         *cr;
  double           width, height;

  g_assert_nonnull (shown);
  poppler_page_get_size (shown, &width, &height);
  fine = get_fine_paper (width, height);
  cr = cairo_create (fine);
  cairo_scale (cr, SCALE * FINER, SCALE * FINER);
  poppler_page_render (shown, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  g_object_unref (shown);
  return reduce (fine);
}

cairo_surface_t *
picture_draw (PreceptPage *page)
{
  double           width = precept_page_get_width (page);
  double           height = precept_page_get_height (page);
  cairo_surface_t *fine = get_fine_paper (width, height);
  cairo_t         *cr = cairo_create (fine);

  cairo_scale (cr, SCALE * FINER, SCALE * FINER);
  precept_page_draw_exact (page, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  return reduce (fine);
}

static int
get_difference (guint32 a,
                guint32 b)
{
  int red = (int)(a >> 16 & 255) - (int)(b >> 16 & 255);
  int green = (int)(a >> 8 & 255) - (int)(b >> 8 & 255);
  int blue = (int)(a & 255) - (int)(b & 255);

  return MAX (MAX (ABS (red), ABS (green)), ABS (blue));
}

/* The average colour of a square. */
static guint32
get_mean (cairo_surface_t *surface,
          int              left,
          int              top)
{
  guint red = 0, green = 0, blue = 0;

  for (int y = top; y < top + SQUARE; y++)
    {
      const guint32 *row = get_row (surface, y);

      for (int x = left; x < left + SQUARE; x++)
        {
          red += row[x] >> 16 & 255;
          green += row[x] >> 8 & 255;
          blue += row[x] & 255;
        }
    }
  return red / (SQUARE * SQUARE) << 16 | green / (SQUARE * SQUARE) << 8 | blue / (SQUARE * SQUARE);
}

static void
compare_squares (cairo_surface_t   *ours,
                 cairo_surface_t   *theirs,
                 PictureDifference *difference)
{
  int width = cairo_image_surface_get_width (ours);
  int height = cairo_image_surface_get_height (ours);

  for (int y = 0; y + SQUARE <= height; y += SQUARE)
    for (int x = 0; x + SQUARE <= width; x += SQUARE)
      {
        int here = get_difference (get_mean (ours, x, y), get_mean (theirs, x, y));

        if (here > difference->square)
          {
            difference->square = here;
            difference->square_x = x / SCALE;
            difference->square_y = y / SCALE;
          }
      }
}

/* Makes what lies in a figure equal. */
static void
hide_figure (const PreceptMark *mark,
             cairo_surface_t   *ours,
             cairo_surface_t   *theirs)
{
  cairo_t *cr = cairo_create (ours);

  cairo_rectangle (cr, floor (mark->x * SCALE) - 2, floor (mark->y * SCALE) - 2, mark->width * SCALE + 4, mark->height * SCALE + 4);
  cairo_clip (cr);
  cairo_set_source_surface (cr, theirs, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
}

static void
compare_dots (cairo_surface_t   *ours,
              cairo_surface_t   *theirs,
              PictureDifference *difference)
{
  int width = cairo_image_surface_get_width (ours);
  int height = cairo_image_surface_get_height (ours);

  for (int y = 0; y < height; y++)
    {
      const guint32 *our_row = get_row (ours, y);
      const guint32 *their_row = get_row (theirs, y);

      for (int x = 0; x < width; x++)
        {
          int here = our_row[x] != their_row[x] ? get_difference (our_row[x], their_row[x]) : 0;

          if (here > difference->dot)
            {
              difference->dot = here;
              difference->x = x / SCALE;
              difference->y = y / SCALE;
            }
        }
    }
}

/* Changes @ours. */
void
picture_compare (PreceptPage       *page,
                 cairo_surface_t   *ours,
                 cairo_surface_t   *theirs,
                 PictureDifference *difference)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (page, &n_marks);

  memset (difference, 0, sizeof *difference);
  g_assert_cmpint (cairo_image_surface_get_width (ours), ==, cairo_image_surface_get_width (theirs));
  g_assert_cmpint (cairo_image_surface_get_height (ours), ==, cairo_image_surface_get_height (theirs));
  cairo_surface_flush (ours);
  cairo_surface_flush (theirs);
  compare_squares (ours, theirs, difference);
  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == PRECEPT_PAGE_MARK_IMAGE)
      hide_figure (&marks[i], ours, theirs);
  cairo_surface_flush (ours);
  compare_dots (ours, theirs, difference);
}
