/* test-style.c: reading styles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-layout.h"
#include "precept-style-private.h"

#include <glib/gstdio.h>

static PreceptStyle *
read_style (const char *ini,
            GError    **error)
{
  g_autofree char *folder = g_dir_make_tmp ("precept-style-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "style.ini", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  PreceptStyle *style;

  if (ini != NULL)
    g_assert_true (g_file_set_contents (path, ini, -1, NULL));
  style = precept_style_new_from_plan (file, error);
  g_unlink (path);
  g_rmdir (folder);
  return style;
}

static void
test_default (void)
{
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (PreceptStyle) a4 = precept_style_new_with_paper (style, PRECEPT_PAPER_A4);

  g_assert_cmpint (precept_style_get_paper (style), ==, PRECEPT_PAPER_LETTER);
  g_assert_cmpint (precept_style_get_paper (a4), ==, PRECEPT_PAPER_A4);
  g_assert_cmpstr (precept_style_get_font_families (style), ==, "Lato, Noto Sans, Noto Sans Math, Noto Sans Symbols2");
}

static void
test_plan (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStyle) none = read_style (NULL, &error);
  g_autoptr (PreceptStyle) style = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (none);
  style = read_style ("[page]\npaper=a4\n[body]\nsize=11\n[fonts]\nfamilies=Noto Sans;Lato\n", &error);
  g_assert_no_error (error);
  g_assert_cmpint (precept_style_get_paper (style), ==, PRECEPT_PAPER_A4);
  g_assert_cmpstr (precept_style_get_font_families (style), ==, "Noto Sans, Lato");
}

static void
test_faults (void)
{
  static const struct
  {
    const char *ini, *message;
  } cases[] = {
    { "[page]\npaper=legal\n", "letter or a4" },
    { "[page]\nsize=1\n", "[page] size=1" },
    { "[body]\nsize=0\n", "a number from 4 to 400" },
    { "[body]\nsize=big\n", "a number from" },
    { "[body]\nsize=nan\n", "a number from" },
    { "[body]\nweight=heavy\n", "light, regular, semibold, bold or black" },
    { "[body]\ncolor=pink\n", "name of a colour" },
    { "[body]\ncolour=ink\n", "one of size, leading" },
    { "[headline]\nsize=10\n", "name of an element" },
    { "[colors]\nink=#12345\n", "a colour such as" },
    { "[colors]\nsky=#123456\n", "default style has" },
    { "[fonts]\nfamilies=\n", "at least one font family" },
    { "[fonts]\nfeatures=liga=0,,tnum\n", "OpenType features" },
    { "[letter]\nleft=100\n", "[letter] left=100: expected a number from 18 to 90, since the text is 504 points wide" },
    { "[a4]\nbottom=100\n", "[a4] bottom=100: expected a number from 336 to 802.89" },
    { "[letter]\ntop=50\n", "since the running head" },
    { "[letter]\nfoot=770\n", "[letter] foot=770" },
    { "[letter]\nfoot=750\n[running-text]\nfooter=A line\n", "[letter] foot=750: expected a number from 725 to 746" },
    { "[letter]\nright=3\n", "one of left, first-top" },
    { "[logo]\nfile=none.png\n", "[logo] alternative=: say what the logo shows" },
    { "[logo]\nfile=none.png\nalternative=A plan\n", "[logo] file=none.png: the file can't be read" },
    { "[logo]\nfile=style.ini\nalternative=A plan\n", "expected a PNG or JPEG picture" },
    { "[logo]\nheight=100\n", "a number from 8 to 72" },
    { "[running-text]\nheader=one\\ntwo\n", "one line of text" },
    { "[running-text]\nmiddle=one\n", "header or footer" },
    { "[notices]\nmiddle=one\n", "one of first-page, end, cpt" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_style (cases[i].ini, &error));
      g_assert_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID);
      if (strstr (error->message, cases[i].message) == NULL || strstr (error->message, "style.ini") == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].message);
    }
}

/* Whoever chooses a colour is told how it falls short, before it is printed. */
static void
test_contrast (void)
{
  static const struct
  {
    const char *ini, *message;
  } cases[] = {
    { "[colors]\naccent=#66CCDD\n", "[colors] accent=#66CCDD: as the colour of [indication] its contrast is 1.86:1 on white paper, where text of 11 points needs 4.5:1" },
    { "[colors]\ngrey=#757575\n", "[colors] grey=#757575: as the colour of [small] its contrast is 4.00:1 on [colors] draft=#EFEFEF" },
    { "[colors]\ndraft=#777777\n", "on [colors] draft=#777777" },
    { "[colors]\ntag=#AAAAAA\n", "[colors] tag-text=#FFFFFF: as the colour of [tag] its contrast is 2.32:1 on [colors] tag=#AAAAAA" },
    { "[body]\ncolor=rule\n", "[colors] rule=#B3B3B3: as the colour of [body]" },
    { "[title]\ncolor=leader\n", "where text of 34 points needs 3:1" },
  };
  g_autoptr (PreceptStyle) pale = NULL;
  g_autoptr (GError) none = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_style (cases[i].ini, &error));
      g_assert_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_CONTRAST);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].message);
    }

  /* Decoration may be as pale as it likes, and large text paler than small. */
  pale = read_style ("[colors]\nrule=#F8F8F8\nhairline=#FFFFFF\nleader=#767676\n[title]\ncolor=leader\n", &none);
  g_assert_no_error (none);
  g_assert_nonnull (pale);
}

/* The ratios that WCAG gives for well-known pairs. */
static void
test_contrast_ratio (void)
{
  static const struct
  {
    PreceptColor a, b;
    double       ratio;
  } cases[] = {
    { { 0, 0, 0 }, { 1, 1, 1 }, 21 },
    { { 1, 1, 1 }, { 1, 1, 1 }, 1 },
    { { 0x76 / 255.0, 0x76 / 255.0, 0x76 / 255.0 }, { 1, 1, 1 }, 4.54 },
    { { 1, 0, 0 }, { 1, 1, 1 }, 4.0 },
    { { 0, 0, 1 }, { 1, 1, 1 }, 8.59 },
    { { 0, 0x56 / 255.0, 0x6b / 255.0 }, { 1, 1, 1 }, 8.26 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpfloat_with_epsilon (precept_style_get_contrast (&cases[i].a, &cases[i].b), cases[i].ratio, 0.006);
      g_assert_cmpfloat_with_epsilon (precept_style_get_contrast (&cases[i].b, &cases[i].a), cases[i].ratio, 0.006);
    }
}

static void
test_plan_texts (void)
{
  g_autofree char *folder = g_dir_make_tmp ("precept-style-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "style.ini", NULL);
  g_autofree char *logo = g_build_filename (folder, "logo.png", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (PreceptStyle) style = NULL;
  g_autoptr (PreceptStyle) a4 = NULL;
  g_autoptr (PreceptBlock) notice = precept_block_new (PRECEPT_BLOCK_NOTICE);
  g_autoptr (PreceptLayout) layout = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 60, 20);
  g_autofree char *with_year = NULL;
  g_autofree char *without = NULL;
  double           width, height;

  g_assert_cmpint (cairo_surface_write_to_png (surface, logo), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  g_assert_true (g_file_set_contents (path,
                                      "[logo]\nfile=logo.png\nalternative=A plan\nheight=30\n[running-text]\nheader=above\nfooter=below\n"
                                      "[notices]\nfirst-page=one\\ntwo\ncpt=© {year} of them\n",
                                      -1, NULL));
  style = precept_style_new_from_plan (file, &error);
  g_assert_no_error (error);
  a4 = precept_style_new_with_paper (style, PRECEPT_PAPER_A4);
  g_assert_nonnull (precept_style_get_logo (a4));
  g_assert_cmpstr (precept_style_get_logo_alternative (a4), ==, "A plan");
  precept_style_get_logo_size (a4, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 90, 0.001);
  g_assert_cmpfloat_with_epsilon (height, 30, 0.001);
  g_assert_cmpstr (precept_style_get_header (a4), ==, "above");
  g_assert_cmpstr (precept_style_get_footer (a4), ==, "below");
  g_assert_cmpstr (precept_style_get_notice (a4, PRECEPT_NOTICE_FIRST_PAGE), ==, "one\ntwo");
  g_assert_null (precept_style_get_notice (a4, PRECEPT_NOTICE_END));

  without = precept_style_dup_notice_text (a4, notice);
  g_assert_cmpstr (without, ==, "© of them");
  notice->label = precept_text_new ("2026");
  with_year = precept_style_dup_notice_text (a4, notice);
  g_assert_cmpstr (with_year, ==, "© 2026 of them");
  layout = precept_layout_new (a4, &error);
  g_assert_no_error (error);

  g_unlink (path);
  g_unlink (logo);
  g_rmdir (folder);
}

/* A line that is too long would be cut on every page, so that it is refused at once. */
static void
test_long_footer (void)
{
  g_autofree char *words = g_strnfill (140, 'm');
  g_autofree char *ini = g_strdup_printf ("[running-text]\nfooter=%s\n", words);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStyle) style = read_style (ini, &error);

  g_assert_no_error (error);
  g_assert_null (precept_layout_new (style, &error));
  g_assert_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "[running-text] footer="));
  g_assert_nonnull (strstr (error->message, "shorten it"));
}

static void
test_no_key_file (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_style ("no key file at all\n", &error));
  g_assert_nonnull (error);
}

static void
test_missing_font (void)
{
  static const struct
  {
    const char *family, *advice;
  } cases[] = {
    { "Noto Sans Nowhere", "fonts-noto-core" },
    { "No Such Font", "style.ini" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *ini = g_strdup_printf ("[fonts]\nfamilies=Lato;%s\n", cases[i].family);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStyle) style = read_style (ini, &error);

      g_assert_no_error (error);
      g_assert_null (precept_layout_new (style, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, cases[i].family));
      g_assert_nonnull (strstr (error->message, cases[i].advice));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/layout/style/default", test_default);
  g_test_add_func ("/precept/layout/style/plan", test_plan);
  g_test_add_func ("/precept/layout/style/faults", test_faults);
  g_test_add_func ("/precept/layout/style/contrast", test_contrast);
  g_test_add_func ("/precept/layout/style/contrast-ratio", test_contrast_ratio);
  g_test_add_func ("/precept/layout/style/plan-texts", test_plan_texts);
  g_test_add_func ("/precept/layout/style/long-footer", test_long_footer);
  g_test_add_func ("/precept/layout/style/no-key-file", test_no_key_file);
  g_test_add_func ("/precept/layout/style/missing-font", test_missing_font);

  return g_test_run ();
}
