/* precept-pdf-png.c: PNG pictures in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-image.h"
#include "precept-pdf-syntax.h"
#include "precept-pdf-writer.h"

#include <libdeflate.h>
#include <string.h>

/* More is no figure of a guideline, but an attack on memory. */
#define MAX_PIXELS (64 * 1000 * 1000)

typedef enum
{
  COLOR_GRAY = 0,
  COLOR_RGB = 2,
  COLOR_PALETTE = 3,
  COLOR_GRAY_ALPHA = 4,
  COLOR_RGB_ALPHA = 6,
} ColorType;

/* A PNG file taken apart. */
typedef struct
{
  guint     width;
  guint     height;
  guint     depth; /* bits of a sample */
  ColorType color;
  guint     n_channels;
  gboolean  interlaced;

  const guint8 *palette; /* borrowed from the file; RGB */
  guint         n_colors;
  const guint8 *transparency; /* borrowed from the file */
  guint         transparency_length;
  GByteArray   *compressed; /* all IDAT chunks */
} Png;

static void
clear_png (Png *png)
{
  g_clear_pointer (&png->compressed, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Png, clear_png)

/* Where the pixels of a pass over the picture lie; the last one is that of a picture without interlacing. */
typedef struct
{
  guint x, y, x_step, y_step;
} Pass;

static const Pass passes[] = {
  { 0, 0, 8, 8 },
  { 4, 0, 8, 8 },
  { 0, 4, 4, 8 },
  { 2, 0, 4, 4 },
  { 0, 2, 2, 4 },
  { 1, 0, 2, 2 },
  { 0, 1, 1, 2 },
  { 0, 0, 1, 1 },
};

static gboolean
fail (GError    **error,
      const char *why)
{
  g_set_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE,
               "The PNG picture %s. Export it again from where it came from", why);
  return FALSE;
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32)data[0] << 24 | (guint32)data[1] << 16 | (guint32)data[2] << 8 | data[3];
}

static gboolean
read_header (Png          *png,
             const guint8 *data,
             GError      **error)
{
  static const guint channels[] = { 1, 0, 3, 1, 2, 0, 4 };
  /* A bit for each depth that a colour type may have. */
  static const guint depths[] = { 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8 | 1 << 16, 0, 1 << 8 | 1 << 16, 1 << 1 | 1 << 2 | 1 << 4 | 1 << 8, 1 << 8 | 1 << 16, 0, 1 << 8 | 1 << 16 };

  png->width = read_32 (data);
  png->height = read_32 (data + 4);
  png->depth = data[8];
  png->color = data[9];
  png->interlaced = data[12] != 0;
  if (data[9] >= G_N_ELEMENTS (channels) || png->depth > 16 || (depths[data[9]] & 1u << png->depth) == 0 ||
      data[10] != 0 || data[11] != 0 || data[12] > 1)
    return fail (error, "has a form that does not exist");
  png->n_channels = channels[data[9]];
  if (png->width == 0 || png->height == 0)
    return fail (error, "has no size");
  if ((guint64)png->width * png->height > MAX_PIXELS)
    return fail (error, "is too large: more than 64 million pixels");
  return TRUE;
}

static gboolean
read_chunk (Png          *png,
            const guint8 *type,
            const guint8 *data,
            gsize         length,
            GError      **error)
{
  if (memcmp (type, "IHDR", 4) == 0)
    return length == 13 && png->width == 0 ? read_header (png, data, error) : fail (error, "is damaged in its header");
  if (png->width == 0)
    return fail (error, "is damaged: its header is missing");
  if (memcmp (type, "PLTE", 4) == 0)
    {
      if (length == 0 || length % 3 != 0 || length > 768)
        return fail (error, "is damaged in its palette");
      png->palette = data;
      png->n_colors = (guint)length / 3;
    }
  else if (memcmp (type, "tRNS", 4) == 0)
    {
      png->transparency = data;
      png->transparency_length = (guint)length;
    }
  else if (memcmp (type, "IDAT", 4) == 0)
    g_byte_array_append (png->compressed, data, (guint)length);
  return TRUE;
}

/* @data was found to begin with the signature. */
static gboolean
read_png (Png          *png,
          const guint8 *data,
          gsize         size,
          GError      **error)
{
  gsize at = 8;

  png->compressed = g_byte_array_new ();
  for (;;)
    {
      gsize length;

      if (size - at < 12)
        return fail (error, "is damaged: its end is missing");
      length = read_32 (data + at);
      if (length > size - at - 12)
        return fail (error, "is damaged: its end is missing");
      if (libdeflate_crc32 (0, data + at + 4, length + 4) != read_32 (data + at + 8 + length))
        return fail (error, "is damaged: a checksum is wrong");
      if (memcmp (data + at + 4, "IEND", 4) == 0)
        break;
      if (!read_chunk (png, data + at + 4, data + at + 8, length, error))
        return FALSE;
      at += length + 12;
    }
  if (png->compressed->len == 0)
    return fail (error, "is damaged: it has no content");
  if (png->color == COLOR_PALETTE && png->palette == NULL)
    return fail (error, "is damaged: its palette is missing");
  /* Transparency of a form that does not fit is ignored, as elsewhere. */
  if ((png->color == COLOR_PALETTE && png->transparency_length > png->n_colors) ||
      (png->color == COLOR_GRAY && png->transparency_length != 2) ||
      (png->color == COLOR_RGB && png->transparency_length != 6) || png->n_channels == 2 || png->n_channels == 4)
    png->transparency = NULL;
  return TRUE;
}

static void
get_pass_size (const Png  *png,
               const Pass *pass,
               guint      *width,
               guint      *height)
{
  *width = png->width > pass->x ? (png->width - pass->x + pass->x_step - 1) / pass->x_step : 0;
  *height = png->height > pass->y ? (png->height - pass->y + pass->y_step - 1) / pass->y_step : 0;
}

static gsize
get_row_size (const Png *png,
              guint      width)
{
  return ((gsize)width * png->n_channels * png->depth + 7) / 8;
}

static guint
get_first_pass (const Png *png)
{
  return png->interlaced ? 0 : G_N_ELEMENTS (passes) - 1;
}

static guint
get_end_pass (const Png *png)
{
  return png->interlaced ? G_N_ELEMENTS (passes) - 1 : G_N_ELEMENTS (passes);
}

/* The rows of all passes, each behind its filter byte; NULL where they are damaged. */
static guint8 *
inflate (const Png *png)
{
  struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor ();
  g_autofree guint8              *rows = NULL;
  gsize                           size = 0;
  guint                           i;
  enum libdeflate_result          result;

  for (i = get_first_pass (png); i < get_end_pass (png); i++)
    {
      guint width, height;

      get_pass_size (png, &passes[i], &width, &height);
      if (width > 0)
        size += (get_row_size (png, width) + 1) * height;
    }
  rows = g_try_malloc (size);
  if (rows == NULL || decompressor == NULL)
    {
      libdeflate_free_decompressor (decompressor);
      return NULL;
    }
  result = libdeflate_zlib_decompress (decompressor, png->compressed->data, png->compressed->len, rows, size, NULL);
  libdeflate_free_decompressor (decompressor);
  return result == LIBDEFLATE_SUCCESS ? g_steal_pointer (&rows) : NULL;
}

static guint8
predict_paeth (int left,
               int above,
               int corner)
{
  int estimate = left + above - corner;
  int to_left = ABS (estimate - left);
  int to_above = ABS (estimate - above);
  int to_corner = ABS (estimate - corner);

  if (to_left <= to_above && to_left <= to_corner)
    return (guint8)left;
  return (guint8)(to_above <= to_corner ? above : corner);
}

/* Undoes the filter of one row in place; @row is behind its filter byte. */
static gboolean
unfilter_row (guint8       *row,
              const guint8 *previous,
              gsize         size,
              guint         pixel_size)
{
  guint filter = row[-1];
  gsize i;

  if (filter > 4)
    return FALSE;
  for (i = 0; i < size; i++)
    {
      guint left = i >= pixel_size ? row[i - pixel_size] : 0;
      guint above = previous != NULL ? previous[i] : 0;
      guint corner = previous != NULL && i >= pixel_size ? previous[i - pixel_size] : 0;

      switch (filter)
        {
        case 1:
          row[i] = (guint8)(row[i] + left);
          break;
        case 2:
          row[i] = (guint8)(row[i] + above);
          break;
        case 3:
          row[i] = (guint8)(row[i] + (left + above) / 2);
          break;
        case 4:
          row[i] = (guint8)(row[i] + predict_paeth ((int)left, (int)above, (int)corner));
          break;
        default:
          return TRUE;
        }
    }
  return TRUE;
}

/* Bytes of a sample once it is unpacked. */
static guint
get_sample_size (const Png *png)
{
  return png->depth == 16 ? 2 : 1;
}

static void
unpack_row (const Png    *png,
            const Pass   *pass,
            const guint8 *row,
            guint         y,
            guint         width,
            guint8       *pixels)
{
  gsize   pixel_size = (gsize)png->n_channels * get_sample_size (png);
  guint8 *line = pixels + (gsize)(pass->y + y * pass->y_step) * png->width * pixel_size;
  guint   mask = (1u << MIN (png->depth, 8)) - 1;
  guint   i;

  for (i = 0; i < width; i++)
    {
      guint8 *pixel = line + (gsize)(pass->x + i * pass->x_step) * pixel_size;

      if (png->depth >= 8)
        memcpy (pixel, row + i * pixel_size, pixel_size);
      else
        {
          guint bit = i * png->depth;
          guint sample = row[bit / 8] >> (8 - png->depth - bit % 8) & mask;

          /* An index stays one; a grey is stretched to the range of a byte. */
          *pixel = (guint8)(png->color == COLOR_PALETTE ? sample : sample * 255 / mask);
        }
    }
}

/* The pixels row by row, each sample one byte, or two where the depth is 16. */
static guint8 *
decode (const Png *png,
        guint8    *rows)
{
  gsize              pixel_size = (gsize)png->n_channels * get_sample_size (png);
  g_autofree guint8 *pixels = g_try_malloc ((gsize)png->width * png->height * pixel_size);
  guint              i;

  if (pixels == NULL)
    return NULL;
  for (i = get_first_pass (png); i < get_end_pass (png); i++)
    {
      const guint8 *previous = NULL;
      guint         width, height;
      guint         y;

      get_pass_size (png, &passes[i], &width, &height);
      for (y = 0; y < height && width > 0; y++)
        {
          gsize size = get_row_size (png, width);

          if (!unfilter_row (rows + 1, previous, size, MAX (png->n_channels * png->depth / 8, 1)))
            return NULL;
          unpack_row (png, &passes[i], rows + 1, y, width, pixels);
          previous = rows + 1;
          rows += size + 1;
        }
    }
  return g_steal_pointer (&pixels);
}

static GString *
new_image_entries (const Png  *png,
                   guint       depth,
                   const char *color_space)
{
  GString *entries = g_string_new (NULL);

  g_string_append_printf (entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent %u/ColorSpace", png->width, png->height, depth);
  g_string_append (entries, color_space);
  return entries;
}

static char *
dup_color_space (const Png *png)
{
  GString *space;
  guint    i;

  if (png->color == COLOR_GRAY || png->color == COLOR_GRAY_ALPHA)
    return g_strdup ("/DeviceGray");
  if (png->color != COLOR_PALETTE)
    return g_strdup ("/DeviceRGB");
  space = g_string_new (NULL);
  g_string_append_printf (space, "[/Indexed/DeviceRGB %u<", png->n_colors - 1);
  for (i = 0; i < 3 * png->n_colors; i++)
    g_string_append_printf (space, "%02X", png->palette[i]);
  g_string_append (space, ">]");
  return g_string_free (space, FALSE);
}

/* One colour of a grey or RGB picture may be see-through. */
static void
append_color_key (const Png *png,
                  GString   *entries,
                  gboolean   stretched)
{
  guint i;

  if (png->transparency == NULL || png->color == COLOR_PALETTE)
    return;

  g_string_append (entries, "/Mask[");
  for (i = 0; i < png->n_channels; i++)
    {
      guint sample = (guint)png->transparency[2 * i] << 8 | png->transparency[2 * i + 1];

      sample &= (1u << png->depth) - 1;
      if (stretched && png->depth < 8)
        sample = sample * 255 / ((1u << png->depth) - 1);
      g_string_append_printf (entries, i > 0 ? " %u %u" : "%u %u", sample, sample);
    }
  g_string_append_c (entries, ']');
}

static void
write_as_it_is (const Png      *png,
                PreceptPdfFile *file,
                guint           number)
{
  g_autofree char *space = dup_color_space (png);
  g_autoptr (GString) entries = new_image_entries (png, png->depth, space);

  append_color_key (png, entries, FALSE);
  g_string_append_printf (entries, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %u/BitsPerComponent %u/Columns %u>>",
                          png->n_channels, png->depth, png->width);
  precept_pdf_file_add_encoded_stream (file, number, entries->str, png->compressed->data, png->compressed->len);
}

/* Moves the alpha of each pixel to @mask, and closes the gaps. */
static void
split_alpha (const Png *png,
             guint8    *pixels,
             guint8    *mask)
{
  gsize n = (gsize)png->width * png->height;
  guint sample_size = get_sample_size (png);
  guint color_size = (png->n_channels - 1) * sample_size;
  gsize i;

  for (i = 0; i < n; i++)
    {
      const guint8 *pixel = pixels + i * (color_size + sample_size);

      memcpy (mask + i * sample_size, pixel + color_size, sample_size);
      memmove (pixels + i * color_size, pixel, color_size);
    }
}

static void
write_mask (const Png      *png,
            PreceptPdfFile *file,
            guint           number,
            guint8         *pixels)
{
  gsize              n = (gsize)png->width * png->height;
  guint              sample_size = png->color == COLOR_PALETTE ? 1 : get_sample_size (png);
  g_autofree guint8 *mask = g_malloc (n * sample_size);
  g_autoptr (GString) entries = new_image_entries (png, 8 * sample_size, "/DeviceGray");
  gsize i;

  if (png->color == COLOR_PALETTE)
    for (i = 0; i < n; i++)
      mask[i] = pixels[i] < png->transparency_length ? png->transparency[pixels[i]] : 255;
  else
    split_alpha (png, pixels, mask);
  precept_pdf_file_add_stream (file, number, entries->str, mask, n * sample_size);
}

static void
write_decoded (const Png      *png,
               PreceptPdfFile *file,
               guint           number,
               guint8         *pixels)
{
  gboolean         has_alpha = png->color == COLOR_GRAY_ALPHA || png->color == COLOR_RGB_ALPHA;
  gboolean         has_mask = has_alpha || (png->color == COLOR_PALETTE && png->transparency != NULL);
  g_autofree char *space = dup_color_space (png);
  g_autoptr (GString) entries = new_image_entries (png, 8 * get_sample_size (png), space);
  gsize size = (gsize)png->width * png->height * (png->n_channels - (has_alpha ? 1 : 0)) * get_sample_size (png);

  append_color_key (png, entries, TRUE);
  if (has_mask)
    {
      guint mask = precept_pdf_file_reserve (file);

      write_mask (png, file, mask, pixels);
      g_string_append_printf (entries, "/SMask %u 0 R", mask);
    }
  precept_pdf_file_add_stream (file, number, entries->str, pixels, size);
}

gboolean
precept_pdf_image_write_png (PreceptPdfFile *file,
                             guint           number,
                             GBytes         *data,
                             GError        **error)
{
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (data, &size);
  g_auto (Png) png = { 0 };
  g_autofree guint8 *rows = NULL;
  g_autofree guint8 *pixels = NULL;

  if (!read_png (&png, bytes, size, error))
    return FALSE;
  rows = inflate (&png);
  if (rows == NULL)
    return fail (error, "is damaged: its content does not unpack to its size");
  /* PDF knows rows with filters, but neither interlacing nor alpha among the colours. */
  if (!png.interlaced && png.n_channels % 2 == 1 && (png.color != COLOR_PALETTE || png.transparency == NULL))
    {
      write_as_it_is (&png, file, number);
      return TRUE;
    }
  pixels = decode (&png, rows);
  if (pixels == NULL)
    return fail (error, "is damaged: a row has a form that does not exist");
  write_decoded (&png, file, number, pixels);
  return TRUE;
}
