/* precept-images.c: PNG and JPEG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-images.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#define POINTS_A_PIXEL 0.75

/* Larger ones are refused before they are decoded: a small file may unpack to gigabytes. */
#define MOST_PIXELS 20000
#define MOST_PIXELS_IN_ALL 100000000

gboolean
precept_image_is_supported (GBytes *data)
{
  static const char png[] = "\x89PNG\r\n\x1a\n";
  static const char jpeg[] = "\xff\xd8\xff";
  gsize             length;
  const char       *bytes = g_bytes_get_data (data, &length);

  return (length > sizeof png && memcmp (bytes, png, sizeof png - 1) == 0) ||
         (length > sizeof jpeg && memcmp (bytes, jpeg, sizeof jpeg - 1) == 0);
}

static guint
read_16 (const guchar *bytes)
{
  return (guint)bytes[0] << 8 | bytes[1];
}

/* From the chunk that begins every PNG file. */
static gboolean
read_png_size (const guchar *bytes,
               gsize         length,
               guint32       size[2])
{
  if (length < 24 || memcmp (bytes + 12, "IHDR", 4) != 0)
    return FALSE;

  size[0] = (guint32)read_16 (bytes + 16) << 16 | read_16 (bytes + 18);
  size[1] = (guint32)read_16 (bytes + 20) << 16 | read_16 (bytes + 22);
  return TRUE;
}

/* From the frame header, which other segments come before: ISO 10918-1 B.1.1.4 and B.2.2. */
static gboolean
read_jpeg_size (const guchar *bytes,
                gsize         length,
                guint32       size[2])
{
  gsize at = 2;

  while (at + 9 <= length && bytes[at] == 0xff)
    {
      guint marker = bytes[at + 1];

      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        {
          size[0] = read_16 (bytes + at + 7);
          size[1] = read_16 (bytes + at + 5);
          return TRUE;
        }
      at += marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8) ? 2 : 2 + (gsize)read_16 (bytes + at + 2);
    }

  return FALSE;
}

/*
 * precept_image_get_size:
 * @data: a picture
 * @width: (out): its width in points
 * @height: (out): its height in points
 *
 * Reads just the head of the file, since a decoder may take gigabytes of memory for what a few bytes claim.
 *
 * Returns: whether it is a picture of a size that can be printed; if not, @width and @height are not set
 */
gboolean
precept_image_get_size (GBytes *data,
                        double *width,
                        double *height)
{
  guint32       size[2] = { 0, 0 };
  gsize         length;
  const guchar *bytes = g_bytes_get_data (data, &length);

  if (!precept_image_is_supported (data))
    return FALSE;
  if (bytes[0] == 0xff ? !read_jpeg_size (bytes, length, size) : !read_png_size (bytes, length, size))
    return FALSE;
  if (size[0] == 0 || size[1] == 0 || size[0] > MOST_PIXELS || size[1] > MOST_PIXELS || (guint64)size[0] * size[1] > MOST_PIXELS_IN_ALL)
    return FALSE;

  *width = size[0] * POINTS_A_PIXEL;
  *height = size[1] * POINTS_A_PIXEL;
  return TRUE;
}

static cairo_surface_t *
convert (GdkPixbuf *pixbuf)
{
  int              width = gdk_pixbuf_get_width (pixbuf);
  int              height = gdk_pixbuf_get_height (pixbuf);
  int              n_channels = gdk_pixbuf_get_n_channels (pixbuf);
  int              from_stride = gdk_pixbuf_get_rowstride (pixbuf);
  const guchar    *from = gdk_pixbuf_read_pixels (pixbuf);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guchar          *to = cairo_image_surface_get_data (surface);
  int              to_stride = cairo_image_surface_get_stride (surface);

  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      return NULL;
    }

  for (int y = 0; y < height; y++)
    {
      const guchar *source = from + (gsize)y * (gsize)from_stride;
      guint32      *target = (guint32 *)(void *)(to + (gsize)y * (gsize)to_stride);

      for (int x = 0; x < width; x++, source += n_channels)
        {
          guint32 alpha = n_channels == 4 ? source[3] : 255;

          target[x] = alpha << 24 | (source[0] * alpha / 255) << 16 | (source[1] * alpha / 255) << 8 | source[2] * alpha / 255;
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static cairo_surface_t *
decode (GBytes *data)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (data);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  double width, height;

  if (!precept_image_get_size (data, &width, &height))
    return NULL;
  pixbuf = gdk_pixbuf_new_from_stream (stream, NULL, NULL);
  return pixbuf != NULL ? convert (pixbuf) : NULL;
}

cairo_surface_t *
precept_image_dup_surface (GBytes *data)
{
  /* The few that a page or two show; the preview draws them again and again. */
  static struct
  {
    GBytes          *data;
    cairo_surface_t *surface;
  } kept[4];
  static guint     next;
  static GMutex    mutex;
  cairo_surface_t *surface = NULL;

  g_mutex_lock (&mutex);
  for (guint i = 0; i < G_N_ELEMENTS (kept) && surface == NULL; i++)
    {
      if (kept[i].data == data && kept[i].surface != NULL)
        surface = cairo_surface_reference (kept[i].surface);
    }
  if (surface == NULL)
    {
      surface = decode (data);
      if (surface != NULL)
        {
          g_clear_pointer (&kept[next].data, g_bytes_unref);
          g_clear_pointer (&kept[next].surface, cairo_surface_destroy);
          kept[next].data = g_bytes_ref (data);
          kept[next].surface = cairo_surface_reference (surface);
          next = (next + 1) % G_N_ELEMENTS (kept);
        }
    }
  g_mutex_unlock (&mutex);

  return surface;
}
