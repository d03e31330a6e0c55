/* precept-pdf-image.c: PNG and JPEG pictures in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-image.h"

#include "precept-pdf-profile.h"
#include "precept-pdf-writer.h"

#include <string.h>

/* What stands before the picture itself in a JPEG. */
typedef struct
{
  guint    width;
  guint    height;
  guint    n_components;
  gboolean adobe; /* CMYK is stored inverted */
  gboolean rgb;   /* the components are named R, G and B: they are not YCC, as they would be else */
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
  header->rgb = header->n_components == 3 && length >= 15 && segment[6] == 'R' && segment[9] == 'G' && segment[12] == 'B';
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

/* What a picture may be of besides grey and RGB must say what its colours look like (ISO 19005-3, 6.2.4.3). */
static void
append_cmyk (PreceptPdfFile   *file,
             const JpegHeader *header,
             guint            *profile,
             GString          *entries)
{
  if (*profile == 0)
    {
      *profile = precept_pdf_file_reserve (file);
      precept_pdf_profile_write_cmyk (file, *profile);
    }
  g_string_append_printf (entries, "[/ICCBased %u 0 R]", *profile);
  if (header->adobe)
    g_string_append (entries, "/Decode[1 0 1 0 1 0 1 0]");
}

static gboolean
write_jpeg (PreceptPdfFile *file,
            guint           number,
            const guint8   *data,
            gsize           size,
            guint          *cmyk_profile,
            GError        **error)
{
  JpegHeader header = { 0 };
  g_autoptr (GString) entries = g_string_new (NULL);

  if (!read_jpeg_header (data, size, &header, error))
    return FALSE;
  g_string_append_printf (entries, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace", header.width, header.height);
  if (header.n_components == 4)
    append_cmyk (file, &header, cmyk_profile, entries);
  else
    g_string_append (entries, header.n_components == 1 ? "/DeviceGray" : "/DeviceRGB");
  g_string_append (entries, "/Filter/DCTDecode");
  if (header.rgb && !header.adobe)
    g_string_append (entries, "/DecodeParms<</ColorTransform 0>>");
  precept_pdf_file_add_encoded_stream (file, number, entries->str, data, size);
  return TRUE;
}

/**
 * precept_pdf_image_write:
 * @file: where to write
 * @number: the reserved number of the image object
 * @data: a PNG or JPEG file
 * @cmyk_profile: (inout): number of the profile for CMYK; 0: none is written yet
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
                         guint          *cmyk_profile,
                         GError        **error)
{
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (data, &size);

  if (size >= 8 && memcmp (bytes, "\x89PNG\r\n\x1A\n", 8) == 0)
    return precept_pdf_image_write_png (file, number, data, error);
  if (size >= 3 && memcmp (bytes, "\xFF\xD8\xFF", 3) == 0)
    return write_jpeg (file, number, bytes, size, cmyk_profile, error);
  g_set_error_literal (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE,
                       "The picture is neither a PNG nor a JPEG. Save it as one of them");
  return FALSE;
}
