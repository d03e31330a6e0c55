/* picture-kit.h: a page as we draw it, beside the same page as poppler draws it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-layout.h"

#include <cairo.h>

G_BEGIN_DECLS

/* How much one picture differs from the other, of 255, in the colour that differs most, at 100 dots an inch. */
typedef struct
{
  int    dot;    /* the most of any dot outside of figures */
  double x, y;   /* where that is, in points */
  int    square; /* the most of any small square on average: of a colour, of a figure */
  double square_x, square_y;
} PictureDifference;

/* What poppler draws of a published file. */
typedef struct _PictureFile PictureFile;

PictureFile     *picture_file_open (GBytes *pdf);
void             picture_file_free (PictureFile *self);
int              picture_file_get_n_pages (PictureFile *self);
cairo_surface_t *picture_file_draw (PictureFile *self, int page); /* from 0. (transfer full) */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PictureFile, picture_file_free)

/* What we draw. (transfer full) */
cairo_surface_t *picture_draw (PreceptPage *page);

void picture_compare (PreceptPage *page, cairo_surface_t *ours, cairo_surface_t *theirs, PictureDifference *difference);

G_END_DECLS
