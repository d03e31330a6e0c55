/* test-script.c: what is known of the scripts of the world
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-direction.h"
#include "precept-script.h"

static void
test_describe (void)
{
  static const struct
  {
    gunichar    character;
    const char *words;
  } cases[] = {
    { 0x6771, "“東” (U+6771, Han)" },
    { 0x645, "“م” (U+0645, Arabic)" },
    { 0x1F600, "“😀” (U+1F600, emoji or pictograph)" },
    { 0x301, "“◌́” (U+0301, combining mark)" },
    { 0x2603, "“☃” (U+2603, symbol)" },
    { 0xF0B7, "U+F0B7 (private use)" },
    { 0xFDD0, "U+FDD0 (not assigned)" },
    { 0x85, "U+0085 (next line)" },
    { 0x84, "U+0084 (control character)" },
    { 0x7C0, "“߀” (U+07C0, N’Ko)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = precept_script_describe (cases[i].character);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_package (void)
{
  static const struct
  {
    gunichar    character;
    const char *package;
  } cases[] = {
    { 0x6771, "fonts-noto-cjk" },
    { 0x3001, "fonts-noto-cjk" }, /* a comma of Chinese and Japanese, of no script */
    { 0xFF21, "fonts-noto-cjk" }, /* a Latin letter of full width */
    { 0xAC00, "fonts-noto-cjk" },
    { 0x1F600, "fonts-symbola" },
    { 0x627, "fonts-noto-core" },
    { 0x2603, "fonts-noto-core" },
    { 0x10570, NULL }, /* Vithkuqi: Noto of Debian 12 has no font for it */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (precept_script_find_package (cases[i].character), ==, cases[i].package);
}

/* Every script of GLib has a row, so that a new one is noticed, and a family of Noto at most once it is not shared. */
static void
test_complete (void)
{
  for (gunichar character = 0; character < 0x110000; character++)
    {
      GUnicodeScript   script = g_unichar_get_script (character);
      g_autofree char *words = NULL;

      if (!g_unichar_isalpha (character) || script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
        continue;
      words = precept_script_describe (character);
      if (g_str_has_suffix (words, ", symbol)"))
        g_error ("There is no row for the script of %s", words);
    }
}

static void
test_families (void)
{
  static const struct
  {
    const char *language, *family;
  } cases[] = {
    { "ja", "Noto Sans CJK JP" },
    { "zh-cn", "Noto Sans CJK SC" },
    { "zh-tw", "Noto Sans CJK TC" },
    { "ko", "Noto Sans CJK KR" },
    { "fa", "Noto Sans Arabic" },
    { "bo", "Noto Serif Tibetan" },
    { "hi", "Noto Sans Devanagari" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) families = g_ptr_array_new ();

      precept_script_add_families (pango_language_from_string (cases[i].language), families);
      g_assert_cmpuint (families->len, ==, 1);
      g_assert_cmpstr (families->pdata[0], ==, cases[i].family);
    }
}

static void
test_direction (void)
{
  static const struct
  {
    const char *text, *language;
    gboolean    right_to_left;
  } cases[] = {
    { "Plain text, 12 mg — “quoted”", "en-US", FALSE },
    { "", "en", FALSE },
    { "Москва и Αθήνα", "en", FALSE },
    { "كتب أحمد بن محمد هذه الفقرة", "en", TRUE },
    { "המאמר הזה", NULL, TRUE },
    { "أحمد بن محمد (2019)", "en", TRUE },
    { "محمد ع, Müller Ö. A long title of an article. 2020", "en", FALSE },
    { "Arabic: القاهرة", "en", FALSE },
    { "Qalsody هو دواء يعطى في السائل الشوكي للمرضى", "en", TRUE },
    { "٣٤٥", "en", FALSE }, /* digits are no letters */
    { "Müller Ö. Title. 2020", "ar", FALSE },
    { "A word كلمة", "fa-IR", TRUE },
    { "2019", "he", TRUE },
    { "ⴰⵣⵓⵍ", "arn", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (precept_direction_is_right_to_left (cases[i].text, cases[i].language), ==, cases[i].right_to_left);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/layout/script/describe", test_describe);
  g_test_add_func ("/precept/layout/script/package", test_package);
  g_test_add_func ("/precept/layout/script/complete", test_complete);
  g_test_add_func ("/precept/layout/script/families", test_families);
  g_test_add_func ("/precept/layout/script/direction", test_direction);
  return g_test_run ();
}
