/* test-pdf-metadata.c: what a PDF says of itself, and of its colours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"
#include "precept-pdf-metadata.h"
#include "precept-pdf-profile.h"

#include <math.h>
#include <string.h>

static char *
make (void (*tell) (PreceptPdfWriter *writer))
{
  g_autoptr (GBytes) pdf = NULL;
  Kit kit;

  kit_init (&kit);
  tell (kit.writer);
  precept_pdf_writer_begin_page (kit.writer, 612, 792);
  precept_pdf_writer_add_destination (kit.writer, "top", 0, 0);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  kit_check (pdf);
  return kit_dup_plain (pdf);
}

static void
tell_outline (PreceptPdfWriter *writer)
{
  precept_pdf_writer_set_title (writer, " \t");
  precept_pdf_writer_add_outline (writer, 1, "First heading", "top");
}

/* Without a title of its own a document goes by its first heading. */
static void
test_title (void)
{
  g_autofree char *plain = make (tell_outline);

  g_assert_nonnull (strstr (plain, "/Title (First heading)"));
  g_assert_nonnull (strstr (plain, ">First heading</rdf:li></rdf:Alt></dc:title>"));
  g_assert_null (strstr (plain, "Untitled"));
}

static void
tell_odd_words (PreceptPdfWriter *writer)
{
  precept_pdf_writer_set_title (writer, "a\x01<b>\xEF\xBF\xBE &\n\x7F"
                                        "c\xEF\xBB\xBF ");
  precept_pdf_writer_set_author (writer, "\x80\x80");
  precept_pdf_writer_set_keywords (writer, "");
  precept_pdf_writer_set_language (writer, "en-US-x-toolongaword");
}

/* What XML can't hold is not in the packet, and the same is in the dictionary. */
static void
test_odd_words (void)
{
  g_autofree char *plain = make (tell_odd_words);

  g_assert_nonnull (strstr (plain, "<rdf:li xml:lang=\"x-default\">a &lt;b&gt; &amp;  c</rdf:li>"));
  g_assert_nonnull (strstr (plain, "/Title (a <b> &  c)"));
  g_assert_nonnull (strstr (plain, "<dc:creator><rdf:Seq><rdf:li>\xEF\xBF\xBD\xEF\xBF\xBD</rdf:li>"));
  g_assert_null (strstr (plain, "Keywords"));
  g_assert_null (strstr (plain, "dc:language"));
  g_assert_nonnull (strstr (plain, "/Lang (und)"));
}

static void
tell_long_words (PreceptPdfWriter *writer)
{
  g_autoptr (GString) words = g_string_new (NULL);
  guint i;

  for (i = 0; i < 20000; i++)
    g_string_append (words, "\xF0\x9D\x91\xA5");
  precept_pdf_writer_set_title (writer, words->str);
  precept_pdf_writer_set_keywords (writer, words->str);
}

/* Words beyond the longest string are cut: both places say the same. */
static void
test_long_words (void)
{
  g_autofree char *plain = make (tell_long_words);
  const char      *title = strstr (plain, "<dc:title>");
  const char      *end = strstr (title, "</rdf:li>");

  g_assert_cmpint (end - strstr (title, "\xF0\x9D\x91\xA5"), ==, 4 * 8000);
}

static void
test_language (void)
{
  static const char *const right[] = { "en", "en-US", "zh-Hant-TW", "x-private", "sl-rozaj-1994" };
  static const char *const wrong[] = { NULL, "", "-", "en-", "-en", "en_US", "e1", "123", "englisches", "en--US", "en US", "en-toolongtag" };
  guint                    i;

  for (i = 0; i < G_N_ELEMENTS (right); i++)
    g_assert_true (precept_pdf_is_language (right[i]));
  for (i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (precept_pdf_is_language (wrong[i]));
}

/* The only stream of a file in which one profile was written. */
static GBytes *
make_profile (void (*write) (PreceptPdfFile *file, guint number))
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GConverter) inflate = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GOutputStream) profile = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) inflating = g_converter_output_stream_new (profile, inflate);
  g_autoptr (GError) error = NULL;
  PreceptPdfFile *file = precept_pdf_file_new (stream);
  guint           number = precept_pdf_file_reserve (file);
  const char     *data, *start;
  gsize           size;

  write (file, number);
  g_assert_true (precept_pdf_file_finish (file, number, number, NULL, &error));
  precept_pdf_file_free (file);
  data = g_memory_output_stream_get_data (G_MEMORY_OUTPUT_STREAM (stream));
  size = g_memory_output_stream_get_data_size (G_MEMORY_OUTPUT_STREAM (stream));
  start = (const char *)memmem (data, size, "stream\n", 7) + 7;
  g_output_stream_write_all (inflating, start, g_ascii_strtoull ((const char *)memmem (data, size, "/Length ", 8) + 8, NULL, 10), NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_close (inflating, NULL, &error));
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (profile));
}

static guint32
read_32 (const guint8 *data)
{
  return (guint32)data[0] << 24 | (guint32)data[1] << 16 | (guint32)data[2] << 8 | data[3];
}

static double
read_fixed (const guint8 *data)
{
  return (gint32)read_32 (data) / 65536.0;
}

static const guint8 *
find_tag (GBytes     *profile,
          const char *name)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (profile, &size);
  guint32       i;

  for (i = 0; i < read_32 (data + 128); i++)
    {
      const guint8 *entry = data + 132 + 12 * i;

      g_assert_cmpuint (read_32 (entry + 4) % 4, ==, 0);
      g_assert_cmpuint (read_32 (entry + 4) + read_32 (entry + 8), <=, size);
      if (memcmp (entry, name, 4) == 0)
        return data + read_32 (entry + 4);
    }
  g_error ("the profile has no %s", name);
}

static void
check_header (GBytes     *profile,
              const char *device_class,
              const char *color_space)
{
  gsize         size;
  const guint8 *data = g_bytes_get_data (profile, &size);

  g_assert_cmpuint (read_32 (data), ==, size);
  g_assert_cmpuint (size % 4, ==, 0);
  g_assert_cmpuint (data[8], ==, 4);
  g_assert_cmpmem (data + 12, 4, device_class, 4);
  g_assert_cmpmem (data + 16, 4, color_space, 4);
  g_assert_cmpmem (data + 20, 4, "XYZ ", 4);
  g_assert_cmpmem (data + 36, 4, "acsp", 4);
}

/* The profile means sRGB: full red, green and blue are white together, and a middle grey is as bright as it should be. */
static void
test_srgb (void)
{
  static const char *const names[] = { "rXYZ", "gXYZ", "bXYZ" };
  static const double      white[] = { 0.9642, 1, 0.8249 };
  g_autoptr (GBytes) profile = make_profile (precept_pdf_profile_write_srgb);
  const guint8 *curve = find_tag (profile, "gTRC");
  double        parameters[5];
  guint         i, j;

  check_header (profile, "mntr", "RGB ");
  for (i = 0; i < 3; i++)
    {
      double sum = 0;

      for (j = 0; j < 3; j++)
        sum += read_fixed (find_tag (profile, names[j]) + 8 + 4 * i);
      g_assert_cmpfloat_with_epsilon (sum, white[i], 0.0005);
      g_assert_cmpfloat_with_epsilon (read_fixed (find_tag (profile, "wtpt") + 8 + 4 * i), white[i], 0.0001);
    }
  g_assert_cmpmem (curve, 4, "para", 4);
  for (i = 0; i < 5; i++)
    parameters[i] = read_fixed (curve + 12 + 4 * i);
  g_assert_cmpfloat_with_epsilon (pow (parameters[1] * 0.5 + parameters[2], parameters[0]), 0.21404, 0.0001);
  g_assert_cmpfloat_with_epsilon (parameters[3] * 0.02, 0.02 / 12.92, 0.0001);
}

/* How it looks is tested with pictures; here, that its parts are where it says. */
static void
test_cmyk (void)
{
  g_autoptr (GBytes) profile = make_profile (precept_pdf_profile_write_cmyk);
  const guint8 *table = find_tag (profile, "A2B0");

  check_header (profile, "scnr", "CMYK");
  g_assert_cmpmem (table, 4, "mAB ", 4);
  g_assert_cmpuint (table[8], ==, 4);
  g_assert_cmpuint (table[9], ==, 3);
  g_assert_cmpmem (table + read_32 (table + 12), 4, "curv", 4);
  g_assert_cmpmem (table + read_32 (table + 20), 4, "curv", 4);
  g_assert_cmpmem (table + read_32 (table + 28), 4, "curv", 4);
  g_assert_cmpuint (table[read_32 (table + 24)], ==, 2);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/pdf/metadata/title", test_title);
  g_test_add_func ("/precept/pdf/metadata/odd-words", test_odd_words);
  g_test_add_func ("/precept/pdf/metadata/long-words", test_long_words);
  g_test_add_func ("/precept/pdf/metadata/language", test_language);
  g_test_add_func ("/precept/pdf/metadata/srgb", test_srgb);
  g_test_add_func ("/precept/pdf/metadata/cmyk", test_cmyk);
  return g_test_run ();
}
