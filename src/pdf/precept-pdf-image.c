/* precept-pdf-image.c: PNG and JPEG pictures in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-image.h"

#include "precept-pdf-writer.h"

#include <string.h>

/* What stands before the picture itself in a JPEG. */
typedef struct
{
  guint    width;
  guint    height;
  guint    n_components;
  gboolean adobe; /* CMYK is stored inverted */
} JpegHeader;

static gboolean
fail_jpeg (GError    **error,
           const char *why)
{
  g_set_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE, "The JPEG picture %s", why);
  return FALSE;
}

static guint
read_16 (const guint8 *data)
{
  return (guint)data[0] << 8 | data[1];
}

static gboolean
read_frame (const guint8 *segment,
            gsize         length,
            guint         marker,
            JpegHeader   *header,
            GError      **error)
{
  if (marker > 0xC2)
    return fail_jpeg (error, "is of a kind that PDF readers don't know (lossless or arithmetic coding). Save it as an ordinary JPEG or a PNG");
  if (length < 6 || segment[0] != 8)
    return fail_jpeg (error, "does not have 8 bits a colour. Save it as an ordinary JPEG or a PNG");
  header->height = read_16 (segment + 1);
  header->width = read_16 (segment + 3);
  header->n_components = segment[5];
  if (header->width == 0 || header->height == 0)
    return fail_jpeg (error, "has no size. Save it again with an image editor");
  if (header->n_components != 1 && header->n_components != 3 && header->n_components != 4)
    return fail_jpeg (error, "is neither grey nor RGB nor CMYK. Save it as an ordinary JPEG or a PNG");
  return TRUE;
}

/* Walks over the segments up to the frame header. */
static gboolean
read_jpeg_header (const guint8 *data,
                  gsize         size,
                  JpegHeader   *header,
                  GError      **error)
{
  gsize at = 2;

  while (size - at >= 4 && data[at] == 0xFF)
    {
      guint marker = data[at + 1];
      gsize length;

      if (marker == 0xFF) /* fill byte */
        {
          at++;
          continue;
        }
      if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD7)) /* no content */
        {
          at += 2;
          continue;
        }
      length = read_16 (data + at + 2);
      if (length < 2 || length > size - at - 2)
        break;
      if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC)
        return read_frame (data + at + 4, length - 2, marker, header, error);
      if (marker == 0xEE && length >= 7 && memcmp (data + at + 4, "Adobe", 5) == 0)
        header->adobe = TRUE;
      at += 2 + length;
    }
  return fail_jpeg (error, "is damaged: it ends before its size is told. Export it again from where it came from");
}

static gboolean
write_jpeg (PreceptPdfFile *file,
            guint           number,
            const guint8   *data,
            gsize           size,
            GError        **error)
{
  JpegHeader       header = { 0 };
  g_autofree char *entries = NULL;

  if (!read_jpeg_header (data, size, &header, error))
    return FALSE;
  entries = g_strdup_printf ("/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace/%s%s/Filter/DCTDecode",
                             header.width, header.height,
                             header.n_components == 1 ? "DeviceGray" : header.n_components == 3 ? "DeviceRGB"
                                                                                                : "DeviceCMYK",
                             header.n_components == 4 && header.adobe ? "/Decode[1 0 1 0 1 0 1 0]" : "");
  precept_pdf_file_add_encoded_stream (file, number, entries, data, size);
  return TRUE;
}

/**
 * precept_pdf_image_write:
 * @file: where to write
 * @number: the reserved number of the image object
 * @data: a PNG or JPEG file
 * @error: (nullable): where to store an error
 *
 * Writes a picture as an image object. Its compressed data is passed on where PDF knows its form.
 *
 * Fails with `PRECEPT_PDF_WRITER_ERROR_IMAGE` if @data is something else, or damaged. Nothing is written then.
 *
 * Returns: whether the picture was written
 */
gboolean
precept_pdf_image_write (PreceptPdfFile *file,
                         guint           number,
                         GBytes         *data,
                         GError        **error)
{
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (data, &size);

  if (size >= 8 && memcmp (bytes, "\x89PNG\r\n\x1A\n", 8) == 0)
    return precept_pdf_image_write_png (file, number, data, error);
  if (size >= 3 && memcmp (bytes, "\xFF\xD8\xFF", 3) == 0)
    return write_jpeg (file, number, bytes, size, error);
  g_set_error_literal (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE,
                       "The picture is neither a PNG nor a JPEG. Save it as one of them");
  return FALSE;
}
