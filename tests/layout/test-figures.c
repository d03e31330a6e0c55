/* test-figures.c: pictures, and what stands for those that can't be printed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"
#include "precept-images.h"

#include <string.h>

/* The head of a PNG picture: as much as its size takes. */
static GBytes *
make_png (guint32 width,
          guint32 height)
{
  guchar  head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\10\2\0\0\0";
  guint32 sizes[] = { GUINT32_TO_BE (width), GUINT32_TO_BE (height) };

  memcpy (head + 16, sizes, sizeof sizes);
  return g_bytes_new (head, sizeof head - 1);
}

static void
test_png (void)
{
  static const struct
  {
    guint32  width, height;
    gboolean is_printed;
  } cases[] = {
    { 1, 1, TRUE },
    { 40, 30, TRUE },
    { 4, 20000, TRUE },
    { 10000, 10000, TRUE },
    { 0, 30, FALSE },
    { 40, 0, FALSE },
    { 4, 20001, FALSE },
    { 10000, 10001, FALSE },
    { 60000, 60000, FALSE },
    { 0x80000000, 0x80000000, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) picture = make_png (cases[i].width, cases[i].height);
      double width = 0, height = 0;

      g_assert_cmpint (precept_image_get_size (picture, &width, &height), ==, cases[i].is_printed);
      g_assert_cmpfloat_with_epsilon (width, cases[i].is_printed ? cases[i].width * 0.75 : 0, 0.001);
      g_assert_cmpfloat_with_epsilon (height, cases[i].is_printed ? cases[i].height * 0.75 : 0, 0.001);
    }
}

static void
test_jpeg (void)
{
#define START "\xff\xd8\xff\xe0\0\4JF"
  static const struct
  {
    const char *bytes;
    gsize       length;
    gboolean    is_printed;
  } cases[] = {
#define CASE(bytes, is_printed) { bytes, sizeof (bytes) - 1, is_printed }
    CASE (START "\xff\xc0\0\x11\10\0\x1e\0\x28\3\1\x22\0", TRUE),
    /* Progressive, after a table that has a marker of nearly the same kind, and after bytes that fill. */
    CASE (START "\xff\xc4\0\4\xff\xc0\xff\xff\xff\xc2\0\x11\10\0\x1e\0\x28\3\1\x22\0", TRUE),
    CASE (START, FALSE),
    CASE (START "\xff\xc0\0\x11\10\0\x1e", FALSE),
    CASE (START "\xff\xc0\0\x11\10\0\0\0\x28\3\1\x22\0", FALSE),
    CASE (START "\xff\xe1\xff\xff", FALSE),
    CASE (START "no marker", FALSE),
    CASE ("\xff\xd8\xff\xd9", FALSE),
#undef CASE
  };
#undef START

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) picture = g_bytes_new (cases[i].bytes, cases[i].length);
      double width = 0, height = 0;

      g_assert_cmpint (precept_image_get_size (picture, &width, &height), ==, cases[i].is_printed);
      g_assert_cmpfloat_with_epsilon (width, cases[i].is_printed ? 30 : 0, 0.001);
      g_assert_cmpfloat_with_epsilon (height, cases[i].is_printed ? 22.5 : 0, 0.001);
    }
}

static void
test_others (void)
{
  static const char *const cases[] = { "", "GIF89a\x28\1\x1e\1\x80\1\1", "hello", "\x89PNG\r\n\x1a\n", "\x89PNG\r\n\x1a\nIHDR" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) picture = g_bytes_new_static (cases[i], strlen (cases[i]));
      double width, height;

      g_assert_false (precept_image_get_size (picture, &width, &height));
    }
}

static PreceptLayout *
lay_out (GBytes     *picture,
         const char *more)
{
  gsize            length;
  const guchar    *bytes = g_bytes_get_data (picture, &length);
  g_autofree char *data = g_base64_encode (bytes, length);
  g_autofree char *parts = g_strdup_printf ("<section id=\"section\"><title>Pictures</title>"
                                            "<figure id=\"curve\" type=\"image/png\"><data>%s</data>%s</figure>"
                                            "<table id=\"table\"><row id=\"row\"><cell><figure id=\"inner\" type=\"image/png\"><data>%s</data>"
                                            "<alternative>A small curve</alternative></figure></cell></row></table></section>",
                                            data, more, data);
  g_autofree char *xml = fixture_wrap (parts);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);

  return fixture_lay_out (document, PRECEPT_PAPER_LETTER);
}

static void
test_missing (void)
{
  static const char *const places[] = { "curve", "inner" };
  g_autoptr (GBytes) picture = g_bytes_new_static ("hello", 5);
  g_autoptr (PreceptLayout) layout = lay_out (picture, "<alternative>A curve that rises</alternative><caption>Growth</caption>");
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));

  g_test_summary ("Where a picture can't be printed, its alternative text is, and a diagnostic says so.");
  g_assert_nonnull (strstr (text, "A curve that rises\nGrowth"));
  g_assert_nonnull (strstr (text, "A small curve"));
  g_assert_cmpuint (diagnostics->len, ==, G_N_ELEMENTS (places));
  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_assert_cmpstr (precept_diagnostic_get_id (diagnostics->pdata[i]), ==, places[i]);
      g_assert_nonnull (strstr (precept_diagnostic_get_message (diagnostics->pdata[i]), places[i]));
    }
}

static void
test_wordless (void)
{
  g_autoptr (GBytes) picture = g_bytes_new_static ("hello", 5);
  g_autoptr (PreceptLayout) layout = lay_out (picture, "<alternative/>");
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));

  g_assert_nonnull (strstr (text, "Pictures\nFigure\n"));
  g_assert_cmpuint (diagnostics->len, ==, 2);
}

static void
test_printed (void)
{
  g_autoptr (GBytes) picture = make_png (40, 30);
  g_autoptr (PreceptLayout) layout = lay_out (picture, "<alternative>A curve that rises</alternative>");
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  guint              n_marks, n_images = 0;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, 1), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    n_images += marks[i].kind == PRECEPT_PAGE_MARK_IMAGE;
  g_assert_cmpuint (n_images, ==, 2);
  g_assert_cmpuint (diagnostics->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/layout/figures/png", test_png);
  g_test_add_func ("/precept/layout/figures/jpeg", test_jpeg);
  g_test_add_func ("/precept/layout/figures/others", test_others);
  g_test_add_func ("/precept/layout/figures/missing", test_missing);
  g_test_add_func ("/precept/layout/figures/wordless", test_wordless);
  g_test_add_func ("/precept/layout/figures/printed", test_printed);
  return g_test_run ();
}
