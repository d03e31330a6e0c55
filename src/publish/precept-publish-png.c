/* precept-publish-png.c: the pages of a guideline as pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-file.h"
#include "precept-publish.h"

#include <math.h>
#include <string.h>

static cairo_status_t
write_cb (void                *data,
          const unsigned char *bytes,
          unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
draw_page (PreceptPage *page,
           double       scale)
{
  int              width = MAX ((int)lround (precept_page_get_width (page) * scale), 1);
  int              height = MAX ((int)lround (precept_page_get_height (page) * scale), 1);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t         *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  precept_page_draw_exact (page, cr);
  cairo_destroy (cr);
  return surface;
}

static gboolean
write_page (PreceptPage *page,
            double       scale,
            GFile       *file,
            GError     **error)
{
  GByteArray *picture = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  cairo_surface_t *surface = draw_page (page, scale);
  cairo_status_t   status = cairo_surface_write_to_png_stream (surface, write_cb, picture);

  cairo_surface_destroy (surface);
  bytes = g_byte_array_free_to_bytes (picture);
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_PICTURE,
                   "The picture of a page could not be made: %s. Ask for a smaller scale", cairo_status_to_string (status));
      return FALSE;
    }
  return precept_file_replace (file, bytes, error);
}

static gboolean
make_folder (GFile        *folder,
             GCancellable *cancellable,
             GError      **error)
{
  g_autoptr (GError) own_error = NULL;

  if (!g_file_make_directory_with_parents (folder, cancellable, &own_error) &&
      !g_error_matches (own_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&own_error));
      return FALSE;
    }
  return TRUE;
}

static char *
dup_page_name (guint64 number)
{
  return g_strdup_printf ("page-%03" G_GUINT64_FORMAT ".png", number);
}

/* Whether a picture of a page has this name, and of a page after this many. */
static gboolean
is_later_page (const char *name,
               guint       n_pages)
{
  g_autofree char *ours = NULL;
  guint64          number;

  if (!g_str_has_prefix (name, "page-") || !g_ascii_isdigit (name[strlen ("page-")]))
    return FALSE;
  number = g_ascii_strtoull (name + strlen ("page-"), NULL, 10);
  ours = dup_page_name (number);
  return number > n_pages && strcmp (name, ours) == 0;
}

/* A guideline that got shorter would seem to end with pages that it has no more. */
static gboolean
remove_later_pages (GFile        *folder,
                    guint         n_pages,
                    GCancellable *cancellable,
                    GError      **error)
{
  g_autoptr (GFileEnumerator) entries = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                                                                   G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, cancellable, error);
  GFileInfo *info;
  GFile     *file;

  if (entries == NULL)
    return FALSE;
  while (g_file_enumerator_iterate (entries, &info, &file, cancellable, error))
    {
      if (info == NULL)
        return TRUE;
      if (g_file_info_get_file_type (info) == G_FILE_TYPE_REGULAR &&
          is_later_page (g_file_info_get_name (info), n_pages) &&
          !g_file_delete (file, cancellable, error))
        return FALSE;
    }
  return FALSE;
}

/**
 * precept_publish_pngs:
 * @document: a guideline
 * @style: how its pages look
 * @folder: where to write, made where missing
 * @scale: pixels a point, more than 0
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Draws the pages of @document as page-001.png and so on. Files in @folder that have such a name, of a page after
 * the last, are removed; others are left alone.
 *
 * Where it fails, some of the pictures may have been written.
 *
 * Returns: whether all pages were written, and no others are there
 */
gboolean
precept_publish_pngs (PreceptDocument *document,
                      PreceptStyle    *style,
                      GFile           *folder,
                      double           scale,
                      GCancellable    *cancellable,
                      GError         **error)
{
  g_autoptr (PreceptContent) content = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  guint n_pages;
  guint i;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (style != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (folder), FALSE);
  g_return_val_if_fail (scale > 0, FALSE);

  layout = precept_layout_new (style, error);
  if (layout == NULL || !make_folder (folder, cancellable, error))
    return FALSE;
  content = precept_content_new (document);
  precept_layout_set_content (layout, content);
  n_pages = precept_layout_get_n_pages (layout);
  for (i = 0; i < n_pages; i++)
    {
      g_autofree char *name = dup_page_name (i + 1);
      g_autoptr (GFile) file = g_file_get_child (folder, name);
      g_autoptr (PreceptPage) page = precept_layout_dup_page (layout, i);

      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !write_page (page, scale, file, error))
        return FALSE;
    }
  return remove_later_pages (folder, n_pages, cancellable, error);
}
