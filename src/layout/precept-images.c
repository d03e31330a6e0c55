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

static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  gpointer         data)
{
  int *size = data;

  size[0] = width;
  size[1] = height;
  /* The pixels are not wanted. */
  gdk_pixbuf_loader_set_size (loader, 1, 1);
}

gboolean
precept_image_get_size (GBytes *data,
                        double *width,
                        double *height)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new ();
  int           size[2] = { 0, 0 };
  gsize         length;
  const guchar *bytes = g_bytes_get_data (data, &length);

  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), size);
  for (gsize at = 0; at < length && size[0] == 0; at += 1024)
    {
      if (!gdk_pixbuf_loader_write (loader, bytes + at, MIN (1024, length - at), NULL))
        break;
    }
  gdk_pixbuf_loader_close (loader, NULL);
  if (size[0] <= 0 || size[1] <= 0 || size[0] > MOST_PIXELS || size[1] > MOST_PIXELS)
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
