/* test-pdf-image.c: PNG and JPEG pictures in a PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"

#include <string.h>

/* A picture of 4 × 2 pixels, made by hand: the top row is one colour, the bottom row another. */
typedef struct
{
  const char *name;
  guint8      depth;
  guint8      color;
  guint8      interlaced;
  const char *transparency; /* hexadecimal, or NULL */
  const char *rows;         /* hexadecimal: the content before compression, with filter bytes */
  guint8      top[3];       /* as seen on white */
  guint8      bottom[3];
} Case;

static const Case cases[] = {
  { "gray-1", 1, 0, 0, NULL, "00F0 0000", { 255, 255, 255 }, { 0, 0, 0 } },
  { "gray-8", 8, 0, 0, NULL, "0080808080 0040404040", { 128, 128, 128 }, { 64, 64, 64 } },
  { "gray-16", 16, 0, 0, NULL, "008080808080808080 004040404040404040", { 128, 128, 128 }, { 64, 64, 64 } },
  { "gray-key", 8, 0, 0, "0080", "0080808080 0040404040", { 255, 255, 255 }, { 64, 64, 64 } },
  { "rgb", 8, 2, 0, NULL, "00FF0000FF0000FF0000FF0000 000000FF0000FF0000FF0000FF", { 255, 0, 0 }, { 0, 0, 255 } },
  /* The same by filters: left, and above (255 - 255 and 0 + 255 modulo 256). */
  { "rgb-filters", 8, 2, 0, NULL, "01FF0000000000000000000000 020100FF0100FF0100FF0100FF", { 255, 0, 0 }, { 0, 0, 255 } },
  { "palette-2", 2, 3, 0, NULL, "0055 00AA", { 0, 255, 0 }, { 0, 0, 255 } },
  { "palette-8", 8, 3, 0, NULL, "0001010101 0002020202", { 0, 255, 0 }, { 0, 0, 255 } },
  { "palette-alpha", 2, 3, 0, "FF80", "0055 00AA", { 127, 255, 127 }, { 0, 0, 255 } },
  { "gray-alpha", 8, 4, 0, NULL, "000080008000800080 0040FF40FF40FF40FF", { 127, 127, 127 }, { 64, 64, 64 } },
  { "rgb-alpha", 8, 6, 0, NULL, "00FF000080FF000080FF000080FF000080 000000FFFF0000FFFF0000FFFF0000FFFF", { 255, 127, 127 }, { 0, 0, 255 } },
  /* Average, then Paeth, undone while the alpha is split off. */
  { "rgb-alpha-filters", 8, 6, 0, NULL, "03FF0000808000004080000040 80000040 040100FF7F000000000000000000000000", { 255, 127, 127 }, { 0, 0, 255 } },
  { "rgb-alpha-16", 16, 6, 0, NULL, "00FFFF000000008080FFFF000000008080FFFF000000008080FFFF000000008080"
                                    "0000000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF00000000FFFFFFFF",
    { 255, 127, 127 },
    { 0, 0, 255 } },
  /* Passes of 4 × 2 pixels: (0,0); none; none; (2,0); none; (1,0) (3,0); row 1. */
  { "interlaced", 8, 2, 1, NULL, "00FF0000 00FF0000 00FF0000FF0000 000000FF0000FF0000FF0000FF", { 255, 0, 0 }, { 0, 0, 255 } },
  { "interlaced-1", 1, 0, 1, NULL, "0080 0080 00C0 0000", { 255, 255, 255 }, { 0, 0, 0 } },
};

static void
append_32 (GByteArray *out,
           guint32     value)
{
  guint8 bytes[] = { (guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8), (guint8)value };

  g_byte_array_append (out, bytes, 4);
}

static guint32
compute_crc (const guint8 *data,
             gsize         length)
{
  guint32 crc = 0xFFFFFFFF;
  guint   i;

  while (length-- > 0)
    for (crc ^= *data++, i = 0; i < 8; i++)
      crc = crc & 1 ? crc >> 1 ^ 0xEDB88320 : crc >> 1;
  return ~crc;
}

static void
append_chunk (GByteArray   *out,
              const char   *type,
              const guint8 *data,
              gsize         length)
{
  guint start;

  append_32 (out, (guint32)length);
  start = out->len;
  g_byte_array_append (out, (const guint8 *)type, 4);
  if (length > 0)
    g_byte_array_append (out, data, (guint)length);
  append_32 (out, compute_crc (out->data + start, out->len - start));
}

static GByteArray *
read_hexadecimal (const char *digits)
{
  GByteArray *out = g_byte_array_new ();

  while (*digits != '\0')
    {
      guint8 byte;

      if (*digits == ' ')
        {
          digits++;
          continue;
        }
      byte = (guint8)(g_ascii_xdigit_value (digits[0]) << 4 | g_ascii_xdigit_value (digits[1]));
      g_byte_array_append (out, &byte, 1);
      digits += 2;
    }
  return out;
}

static GBytes *
compress (const GByteArray *data)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 9);
  guint8 out[4096];
  gsize  n_read, n_written;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), data->data, data->len, out, sizeof out,
                                        G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL),
                   ==, G_CONVERTER_FINISHED);
  return g_bytes_new (out, n_written);
}

static GBytes *
make_png (const Case *item)
{
  static const guint8 palette[] = { 9, 9, 9, 0, 255, 0, 0, 0, 255 };
  g_autoptr (GByteArray) rows = read_hexadecimal (item->rows);
  g_autoptr (GBytes) content = compress (rows);
  const guint8 *data = g_bytes_get_data (content, NULL);
  gsize         size = g_bytes_get_size (content);
  guint8        header[] = { 0, 0, 0, 4, 0, 0, 0, 2, item->depth, item->color, 0, 0, item->interlaced };
  GByteArray   *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8 *)"\x89PNG\r\n\x1A\n", 8);
  append_chunk (out, "IHDR", header, sizeof header);
  if (item->color == 3)
    append_chunk (out, "PLTE", palette, sizeof palette);
  if (item->transparency != NULL)
    {
      g_autoptr (GByteArray) transparency = read_hexadecimal (item->transparency);

      append_chunk (out, "tRNS", transparency->data, transparency->len);
    }
  /* In two parts, as writers may. */
  append_chunk (out, "IDAT", data, size / 2);
  append_chunk (out, "IDAT", data + size / 2, size - size / 2);
  append_chunk (out, "IEND", NULL, 0);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
show (GBytes  *image,
      guint    times,
      GBytes **pdf,
      GError **error)
{
  gboolean shown = TRUE;
  Kit      kit;

  kit_init (&kit);
  kit_begin_page (&kit, 100, 50);
  while (times-- > 0)
    shown = precept_pdf_writer_show_image (kit.writer, image, 10, 10, 40, 20, error) && shown;
  precept_pdf_writer_end_page (kit.writer);
  *pdf = kit_finish (&kit);
  kit_clear (&kit);
  return shown;
}

static void
test_png (gconstpointer data)
{
  const Case *item = data;
  g_autoptr (GBytes) png = make_png (item);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  Picture picture;

  g_assert_true (show (png, 1, &pdf, &error));
  g_assert_no_error (error);
  kit_check (pdf);
  kit_draw (pdf, 1, 2, &picture);
  kit_assert_pixel (&picture, 26, 28, item->top[0], item->top[1], item->top[2]);
  kit_assert_pixel (&picture, 94, 28, item->top[0], item->top[1], item->top[2]);
  kit_assert_pixel (&picture, 26, 52, item->bottom[0], item->bottom[1], item->bottom[2]);
  kit_assert_pixel (&picture, 94, 52, item->bottom[0], item->bottom[1], item->bottom[2]);
  kit_assert_pixel (&picture, 94, 64, 255, 255, 255);
  kit_clear_picture (&picture);
}

/* However a PNG is cut off or changed, the page stays whole and the reason is told. */
static void
test_damaged_png (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (cases); i += 4)
    {
      g_autoptr (GBytes) png = make_png (&cases[i]);
      gsize size = g_bytes_get_size (png);
      gsize n;

      for (n = 0; n < size; n++)
        {
          g_autoptr (GBytes) cut = g_bytes_new_from_bytes (png, 0, n);
          g_autoptr (GBytes) pdf = NULL;
          g_autoptr (GError) error = NULL;

          g_assert_false (show (cut, 1, &pdf, &error));
          g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
        }
      for (n = 0; n < size; n++)
        {
          g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (png, NULL), size);
          g_autoptr (GBytes) changed = NULL;
          g_autoptr (GBytes) pdf = NULL;
          g_autoptr (GError) error = NULL;

          bytes[n] ^= 0x55;
          changed = g_bytes_new (bytes, size);
          g_assert_false (show (changed, 1, &pdf, &error));
          g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
        }
    }
}

/* Chunks that are right by their checksum, but not in what they say. */
static void
test_wrong_png (void)
{
  static const Case wrong[] = {
    { "short", 8, 0, 0, NULL, "0080808080", { 0 }, { 0 } },
    { "long", 8, 0, 0, NULL, "0080808080 0080808080 00", { 0 }, { 0 } },
    { "filter", 8, 6, 0, NULL, "05FF000080FF000080FF000080FF000080 000000FFFF0000FFFF0000FFFF0000FFFF", { 0 }, { 0 } },
    { "depth", 4, 2, 0, NULL, "00FFFF 00FFFF", { 0 }, { 0 } },
    { "color", 8, 5, 0, NULL, "00FFFF 00FFFF", { 0 }, { 0 } },
    { "interlacing", 8, 0, 2, NULL, "0080808080 0080808080", { 0 }, { 0 } },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) png = make_png (&wrong[i]);
      g_autoptr (GBytes) pdf = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", wrong[i].name);
      g_assert_false (show (png, 1, &pdf, &error));
      g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
      kit_check (pdf);
    }
}

/* A header that promises more than a computer has. */
static void
test_huge_png (void)
{
  static const guint8 header[] = { 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 16, 6, 0, 0, 0 };
  g_autoptr (GByteArray) out = g_byte_array_new ();
  g_autoptr (GBytes) png = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (out, (const guint8 *)"\x89PNG\r\n\x1A\n", 8);
  append_chunk (out, "IHDR", header, sizeof header);
  append_chunk (out, "IDAT", header, sizeof header);
  append_chunk (out, "IEND", NULL, 0);
  png = g_bytes_new (out->data, out->len);
  g_assert_false (show (png, 1, &pdf, &error));
  g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
  g_assert_nonnull (strstr (error->message, "64 million pixels"));
}

/* The same picture is written once. */
static void
test_twice (void)
{
  g_autoptr (GBytes) png = make_png (&cases[4]);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *images = NULL;
  g_autofree char *plain = NULL;

  g_assert_true (show (png, 2, &pdf, &error));
  plain = kit_dup_plain (pdf);
  g_assert_nonnull (strstr (plain, "/I0 "));
  g_assert_null (strstr (plain, "/I1 "));
}

/* A grey JPEG of 8 × 8 pixels, all of one brightness: its tables are as short as the form allows. */
static GBytes *
make_jpeg (void)
{
  static const guint8 tables[] = { 0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0 };
  static const guint8 rest[] = {
    0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0,                            /* 8 × 8, one component */
    0xFF, 0xC4, 0, 20, 0x00, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, /* DC: code 0 is six bits */
    0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* AC: code 0 is the end */
    0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0,
    0x7E, 0x7F, /* 0, 111111: 63; 0: the end; filled up with ones */
    0xFF, 0xD9
  };
  GByteArray *out = g_byte_array_new ();
  guint       i;

  g_byte_array_append (out, tables, sizeof tables);
  for (i = 0; i < 64; i++)
    g_byte_array_append (out, (const guint8 *)"\x08", 1);
  g_byte_array_append (out, rest, sizeof rest);
  return g_byte_array_free_to_bytes (out);
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) jpeg = make_jpeg ();
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;
  Picture picture;

  g_assert_true (show (jpeg, 1, &pdf, &error));
  g_assert_no_error (error);
  kit_check (pdf);
  kit_draw (pdf, 1, 2, &picture);
  kit_assert_pixel (&picture, 60, 40, 191, 191, 191); /* 128 + 63 * 8 / 8 */
  kit_clear_picture (&picture);
}

/* One of CMYK, as no press prints it: each ink takes away its own light, and black all. */
static GBytes *
make_cmyk_jpeg (gboolean adobe)
{
  static const guint8 start[] = { 0xFF, 0xD8 };
  static const guint8 application[] = { 0xFF, 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0 };
  static const guint8 tables[] = { 0xFF, 0xDB, 0, 67, 0 };
  static const guint8 rest[] = {
    0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 4, 0x11, 0,
    0xFF, 0xC4, 0, 21, 0x00, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, /* DC: 0 is six bits, 10 is none */
    0xFF, 0xC4, 0, 20, 0x10, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,    /* AC: 0 is the end */
    0xFF, 0xDA, 0, 14, 4, 1, 0, 2, 0, 3, 0, 4, 0, 0, 63, 0,
    0x7E, 0x80, 0x00, 0x1F, /* 0 111111 0: 63; 10 0: 0; 0 000000 0, twice: -63 */
    0xFF, 0xD9
  };
  GByteArray *out = g_byte_array_new ();
  guint       i;

  g_byte_array_append (out, start, sizeof start);
  if (adobe)
    g_byte_array_append (out, application, sizeof application);
  g_byte_array_append (out, tables, sizeof tables);
  for (i = 0; i < 64; i++)
    g_byte_array_append (out, (const guint8 *)"\x08", 1);
  g_byte_array_append (out, rest, sizeof rest);
  return g_byte_array_free_to_bytes (out);
}

static void
test_cmyk_jpeg (void)
{
  /* Inks of 191, 128, 65 and 65 out of 255; what is left of red is (1 - C)(1 - K). Adobe stores what is left. */
  static const int seen[2][3] = { { 47, 94, 141 }, { 48, 33, 17 } };
  guint            i;

  for (i = 0; i < 2; i++)
    {
      g_autoptr (GBytes) jpeg = make_cmyk_jpeg (i == 1);
      g_autoptr (GBytes) pdf = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *plain = NULL;
      Picture          picture;

      g_assert_true (show (jpeg, 1, &pdf, &error));
      g_assert_no_error (error);
      kit_check (pdf);
      plain = kit_dup_plain (pdf);
      g_assert_null (strstr (plain, "DeviceCMYK"));
      kit_draw (pdf, 1, 2, &picture);
      kit_assert_pixel (&picture, 60, 40, seen[i][0], seen[i][1], seen[i][2]);
      kit_clear_picture (&picture);
    }
}

static void
test_wrong_jpeg (void)
{
  g_autoptr (GBytes) jpeg = make_jpeg ();
  gsize n;

  for (n = 0; n < 80; n++) /* up to the frame header's end */
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (jpeg, 0, n);
      g_autoptr (GBytes) pdf = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (show (cut, 1, &pdf, &error));
      g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
    }
}

static void
test_other (void)
{
  g_autoptr (GBytes) gif = g_bytes_new_static ("GIF89a", 6);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (show (gif, 1, &pdf, &error));
  g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_IMAGE);
  kit_check (pdf);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/precept/pdf/image/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_png);
    }
  g_test_add_func ("/precept/pdf/image/damaged-png", test_damaged_png);
  g_test_add_func ("/precept/pdf/image/wrong-png", test_wrong_png);
  g_test_add_func ("/precept/pdf/image/huge-png", test_huge_png);
  g_test_add_func ("/precept/pdf/image/twice", test_twice);
  g_test_add_func ("/precept/pdf/image/jpeg", test_jpeg);
  g_test_add_func ("/precept/pdf/image/cmyk-jpeg", test_cmyk_jpeg);
  g_test_add_func ("/precept/pdf/image/wrong-jpeg", test_wrong_jpeg);
  g_test_add_func ("/precept/pdf/image/other", test_other);
  return g_test_run ();
}
