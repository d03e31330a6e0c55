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
#define BAND_PX 64

/**
 * PreceptPageCache:
 *
 * Keeps drawn pages until what is on them changes.
 *
 * A page is kept in bands. A key changes one line or a few, and only the bands with these
 * lines are drawn, sent to the graphics card, and painted again.
 */
struct _PreceptPageCache
{
  GHashTable *pages;       /* owned; page index → CachedPage, owned */
  guint64     frame;       /* ascends */
  gboolean    in_software; /* whether GSK paints without a graphics card */
};

typedef struct
{
  GskRenderNode *node; /* owned; from the top left of the page; NULL: not drawn */
  guint64        hash; /* of what is in the band */
} Band;

typedef struct
{
  GArray *bands; /* owned; of Band, from the top */
  int     width; /* device pixels */
  int     height;
  double  scale;  /* device pixels a point */
  int     factor; /* device pixels a pixel of the widget */
  guint64 used;   /* the last frame that showed it */
} CachedPage;

static void
clear_band (gpointer data)
{
  Band *band = data;

  g_clear_pointer (&band->node, gsk_render_node_unref);
}

static void
free_cached_page (CachedPage *cached)
{
  g_array_unref (cached->bands);
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

static guint64
hash_mark (const PreceptMark *mark)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);

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
  return hash;
}

static double
get_size_pt (PangoFont *font)
{
  g_autoptr (PangoFontDescription) description = pango_font_describe_with_absolute_size (font);

  return pango_font_description_get_size (description) / (double)PANGO_SCALE;
}

/* Sets the hash of each band: a number that differs where it looks different. */
static void
hash_bands (PreceptPage *page, CachedPage *cached, guint64 *hashes)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (page, &n_marks);
  int                last_band = cached->bands->len - 1;
  PangoFont         *font = NULL;
  double             size_pt = 0;

  for (guint i = 0; i < n_marks; i++)
    {
      const PreceptMark *mark = &marks[i];
      double             top = mark->y, bottom = mark->y + mark->height;
      guint64            hash;
      int                first, last;

      if (mark->kind == PRECEPT_PAGE_MARK_LINK || mark->kind == PRECEPT_PAGE_MARK_DESTINATION)
        continue;
      if (mark->kind == PRECEPT_PAGE_MARK_GLYPHS)
        {
          if (mark->run.font != font)
            size_pt = get_size_pt (font = mark->run.font);
          /* No glyph reaches farther from its baseline. */
          top = MIN (top, mark->y) - 1.5 * size_pt;
          bottom = MAX (bottom, mark->y) + size_pt;
          if (mark->angle < 0 || mark->angle > 0)
            {
              top = 0;
              bottom = cached->height / cached->scale;
            }
        }
      hash = hash_mark (mark);
      first = CLAMP (floor ((top * cached->scale - 1) / BAND_PX), 0, last_band);
      last = CLAMP (floor ((bottom * cached->scale + 1) / BAND_PX), 0, last_band);
      for (int j = first; j <= last; j++)
        mix (&hashes[j], &hash, sizeof hash);
    }
}

/* For the graphics card. */
static GskRenderNode *
make_texture_node (cairo_surface_t *surface, const graphene_rect_t *place)
{
  int     height = cairo_image_surface_get_height (surface);
  int     stride = cairo_image_surface_get_stride (surface);
  GBytes *bytes = g_bytes_new (cairo_image_surface_get_data (surface), (gsize)stride * height);
  g_autoptr (GdkTexture) texture = NULL;

#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height, GDK_MEMORY_B8G8R8A8_PREMULTIPLIED, bytes, stride);
#else
  texture = gdk_memory_texture_new (cairo_image_surface_get_width (surface), height, GDK_MEMORY_A8R8G8B8_PREMULTIPLIED, bytes, stride);
#endif
  g_bytes_unref (bytes);
  return gsk_texture_node_new (texture, place);
}

/* For GSK's software renderer, which converts each texture by way of floating point whenever it paints. */
static GskRenderNode *
make_cairo_node (cairo_surface_t *surface, const graphene_rect_t *place)
{
  GskRenderNode *node = gsk_cairo_node_new (place);
  cairo_t       *cr = gsk_cairo_node_get_draw_context (node);

  cairo_rectangle (cr, place->origin.x, place->origin.y, place->size.width, place->size.height);
  cairo_set_source_surface (cr, surface, place->origin.x, place->origin.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_fill (cr);
  cairo_destroy (cr);
  return node;
}

static void
keep_band (PreceptPageCache *self, CachedPage *cached, guint index, cairo_surface_t *drawn, int offset)
{
  Band            *band = &g_array_index (cached->bands, Band, index);
  int              height = MIN (BAND_PX, cached->height - (int)index * BAND_PX);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cached->width, height);
  cairo_t         *cr = cairo_create (surface);
  float            factor = cached->factor;
  graphene_rect_t  place;

  cairo_set_source_surface (cr, drawn, 0, -offset);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  cairo_surface_set_device_scale (surface, cached->factor, cached->factor);
  graphene_rect_init (&place, 0, index * BAND_PX / factor, cached->width / factor, height / factor);
  g_clear_pointer (&band->node, gsk_render_node_unref);
  band->node = self->in_software ? make_cairo_node (surface, &place) : make_texture_node (surface, &place);
  cairo_surface_destroy (surface);
}

/* Draws the bands from @first to @last. */
static void
draw_bands (PreceptPageCache *self, PreceptPage *page, CachedPage *cached, guint first, guint last)
{
  int              top = first * BAND_PX;
  int              height = MIN ((int)(last + 1) * BAND_PX, cached->height) - top;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cached->width, height);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, 0, -top);
  cairo_scale (cr, cached->scale, cached->scale);
  precept_page_draw (page, cr);
  cairo_destroy (cr);
  for (guint i = first; i <= last; i++)
    keep_band (self, cached, i, surface, (i - first) * BAND_PX);
  cairo_surface_destroy (surface);
}

static CachedPage *
get_page (PreceptPageCache *self, guint index, int width, int height, double scale, int factor)
{
  CachedPage *cached = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));

  if (cached != NULL && cached->width == width && cached->height == height && cached->factor == factor && fabs (cached->scale - scale) < 1e-6)
    return cached;
  cached = g_new0 (CachedPage, 1);
  cached->width = width;
  cached->height = height;
  cached->scale = scale;
  cached->factor = factor;
  cached->bands = g_array_new (FALSE, TRUE, sizeof (Band));
  g_array_set_clear_func (cached->bands, clear_band);
  g_array_set_size (cached->bands, (height + BAND_PX - 1) / BAND_PX);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (index), cached);
  return cached;
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

void
precept_page_cache_set_renderer (PreceptPageCache *self, GskRenderer *renderer)
{
  gboolean in_software = GSK_IS_CAIRO_RENDERER (renderer);

  if (in_software == self->in_software)
    return;
  self->in_software = in_software;
  g_hash_table_remove_all (self->pages);
}

/**
 * precept_page_cache_snapshot:
 * @self: a cache
 * @snapshot: where to
 * @page: a page
 * @index: its number, from 0
 * @area: where it is, in whole pixels of the widget
 * @scale: pixels of the widget a point
 * @factor: device pixels a pixel of the widget
 *
 * Shows a page. Of what is kept, only what looks different by now is drawn again.
 */
void
precept_page_cache_snapshot (PreceptPageCache *self, GtkSnapshot *snapshot, PreceptPage *page, guint index, const graphene_rect_t *area, double scale, int factor)
{
  int                 width = MAX (1, (int)ceil (area->size.width * factor - 0.01));
  int                 height = MAX (1, (int)ceil (area->size.height * factor - 0.01));
  CachedPage         *cached = get_page (self, index, width, height, scale * factor, factor);
  guint               n_bands = cached->bands->len;
  g_autofree guint64 *hashes = g_new0 (guint64, n_bands);

  hash_bands (page, cached, hashes);
  for (guint i = 0; i < n_bands; i++)
    {
      guint first = i;

      while (i < n_bands && (g_array_index (cached->bands, Band, i).node == NULL || g_array_index (cached->bands, Band, i).hash != hashes[i]))
        {
          g_array_index (cached->bands, Band, i).hash = hashes[i];
          i++;
        }
      if (i > first)
        draw_bands (self, page, cached, first, i - 1);
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &area->origin);
  for (guint i = 0; i < n_bands; i++)
    gtk_snapshot_append_node (snapshot, g_array_index (cached->bands, Band, i).node);
  gtk_snapshot_restore (snapshot);
  cached->used = self->frame;
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
