/* precept-page-cache.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-page-cache.h"

#include <math.h>
#include <string.h>

#define N_KEPT_PAGES 12

/**
 * PreceptPageCache:
 *
 * Keeps drawn pages until what is on them changes.
 */
struct _PreceptPageCache
{
  GHashTable *pages; /* owned; page index → CachedPage, owned */
  guint64     frame; /* ascends */
};

typedef struct
{
  GdkTexture *texture; /* owned */
  guint64     hash;    /* of what is on the page */
  double      scale;   /* device pixels a point */
  guint64     used;    /* the last frame that showed it */
} CachedPage;

static void
free_cached_page (CachedPage *cached)
{
  g_clear_object (&cached->texture);
  g_free (cached);
}

static void
mix (guint64 *hash, const void *data, gsize size)
{
  const guchar *bytes = data;

  for (; size >= sizeof (guint64); size -= sizeof (guint64), bytes += sizeof (guint64))
    {
      guint64 word;

      memcpy (&word, bytes, sizeof word);
      *hash = (*hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      *hash ^= *hash >> 29;
    }
  for (gsize i = 0; i < size; i++)
    *hash = (*hash ^ bytes[i]) * G_GUINT64_CONSTANT (1099511628211);
}

/* A number that differs where pages look different. */
static guint64
hash_page (PreceptPage *page)
{
  guint64            hash = G_GUINT64_CONSTANT (14695981039346656037);
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (page, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      const PreceptMark *mark = &marks[i];

      mix (&hash, &mark->kind, sizeof mark->kind);
      mix (&hash, &mark->x, 4 * sizeof (double));
      mix (&hash, &mark->angle, sizeof mark->angle);
      mix (&hash, &mark->color, sizeof mark->color);
      if (mark->kind == PRECEPT_PAGE_MARK_GLYPHS)
        {
          mix (&hash, &mark->run.font, sizeof mark->run.font);
          mix (&hash, mark->run.text, mark->run.length);
        }
      else if (mark->kind == PRECEPT_PAGE_MARK_BOX)
        mix (&hash, &mark->box, sizeof mark->box);
      else if (mark->kind == PRECEPT_PAGE_MARK_IMAGE)
        mix (&hash, &mark->image.data, sizeof mark->image.data);
    }
  return hash;
}

static GdkTexture *
draw_texture (PreceptPage *page, double scale)
{
  int              width = MAX (1, (int)ceil (precept_page_get_width (page) * scale));
  int              height = MAX (1, (int)ceil (precept_page_get_height (page) * scale));
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t         *cr = cairo_create (surface);
  GdkTexture      *texture;
  g_autoptr (GBytes) bytes = NULL;

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  precept_page_draw (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  bytes = g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                      (gsize)cairo_image_surface_get_stride (surface) * height,
                                      (GDestroyNotify)cairo_surface_destroy,
                                      surface);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, cairo_image_surface_get_stride (surface));
#else
  texture = gdk_memory_texture_new (width, height, GDK_MEMORY_A8R8G8B8_PREMULTIPLIED, bytes, cairo_image_surface_get_stride (surface));
#endif
  return texture;
}

PreceptPageCache *
precept_page_cache_new (void)
{
  PreceptPageCache *self = g_new0 (PreceptPageCache, 1);

  self->pages = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)free_cached_page);
  return self;
}

void
precept_page_cache_free (PreceptPageCache *self)
{
  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * precept_page_cache_get_texture:
 * @self: a cache
 * @page: a page
 * @index: its number, from 0
 * @scale: device pixels a point
 *
 * Draws a page, unless it was drawn and looks the same.
 *
 * Returns: (transfer none): the page as a texture
 */
GdkTexture *
precept_page_cache_get_texture (PreceptPageCache *self, PreceptPage *page, guint index, double scale)
{
  guint64     hash = hash_page (page);
  CachedPage *cached = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  if (cached == NULL)
    {
      cached = g_new0 (CachedPage, 1);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (index), cached);
    }
  if (cached->texture == NULL || cached->hash != hash || fabs (cached->scale - scale) > 1e-6)
    {
      g_clear_object (&cached->texture);
      cached->texture = draw_texture (page, scale);
      cached->hash = hash;
      cached->scale = scale;
    }
  cached->used = self->frame;
  return cached->texture;
}

void
precept_page_cache_end_frame (PreceptPageCache *self)
{
  GHashTableIter iter;
  CachedPage    *cached;

  self->frame++;
  if (g_hash_table_size (self->pages) <= N_KEPT_PAGES)
    return;
  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&cached))
    {
      if (cached->used + 1 + N_KEPT_PAGES / 2 < self->frame)
        g_hash_table_iter_remove (&iter);
    }
}
