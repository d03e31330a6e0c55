/* precept-images.h: PNG and JPEG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether it begins as a PNG or JPEG picture does: no other kind is printed. */
gboolean precept_image_is_supported (GBytes *data);

/* In points: a pixel is 1/96 inch. FALSE: not an image. */
gboolean precept_image_get_size (GBytes *data, double *width, double *height);

/* NULL: not an image. Kept for the next call with the same data. (transfer full) */
cairo_surface_t *precept_image_dup_surface (GBytes *data);

G_END_DECLS
