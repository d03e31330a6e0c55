/* test-style.c: reading styles
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-layout.h"

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
  g_test_add_func ("/precept/layout/style/no-key-file", test_no_key_file);
  g_test_add_func ("/precept/layout/style/missing-font", test_missing_font);

  return g_test_run ();
}
