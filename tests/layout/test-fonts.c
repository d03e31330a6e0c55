/* test-fonts.c: which fonts other scripts are set in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <fontconfig/fontconfig.h>
#include <glib/gstdio.h>
#include <pango/pangofc-font.h>
#include <string.h>

#define NOTO "/usr/share/fonts/truetype/noto/"
#define RUNE "\xe1\x9a\xa0"  /* U+16A0 */
#define OGHAM "\xe1\x9a\x81" /* U+1681 */
#define NOT_EMBEDDED 0x0002  /* of fsType: restricted */

/* A folder of fonts of its own. */
typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("precept-fonts-XXXXXX", NULL);
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
use_config (const char *path)
{
  g_setenv ("FONTCONFIG_FILE", path, TRUE);
  g_assert_true (FcInitReinitialize ());
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "layout", "fonts.conf", NULL);

  use_config (path);
  remove_folder (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
}

/* The fonts of the style, those in the folder, and @rules. */
static void
use_fonts (Fixture    *fixture,
           const char *rules)
{
  g_autofree char *path = g_build_filename (fixture->folder, "test.conf", NULL);
  g_autofree char *xml = g_strdup_printf ("<!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'><fontconfig>"
                                          "<dir>/usr/share/fonts/truetype/lato</dir><dir>%s</dir>%s<cachedir>%s/cache</cachedir></fontconfig>",
                                          fixture->folder, rules, fixture->folder);

  g_assert_true (g_file_set_contents (path, xml, -1, NULL));
  use_config (path);
}

static guint
read_number (const guint8 *at,
             guint         n_bytes)
{
  guint number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | at[i];
  return number;
}

/* Copies a font, with other bits of its licence where @rights are not negative. */
static void
add_font (Fixture    *fixture,
          const char *name,
          const char *copy_name,
          int         rights)
{
  g_autofree char *source = g_strconcat (NOTO, name, NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, copy_name, NULL);
  g_autofree char *bytes = NULL;
  guint8          *font;
  gsize            length;

  g_assert_true (g_file_get_contents (source, &bytes, &length, NULL));
  font = (guint8 *)bytes;
  for (guint i = 0; rights >= 0 && i < read_number (font + 4, 2); i++)
    {
      const guint8 *table = font + 12 + 16 * i;

      if (memcmp (table, "OS/2", 4) == 0)
        font[read_number (table + 8, 4) + 9] = (guint8)rights;
    }
  g_assert_true (g_file_set_contents (copy, bytes, (gssize)length, NULL));
}

static void
add_style_fonts (Fixture *fixture)
{
  add_font (fixture, "NotoSans-Regular.ttf", "NotoSans-Regular.ttf", -1);
  add_font (fixture, "NotoSansMath-Regular.ttf", "NotoSansMath-Regular.ttf", -1);
  add_font (fixture, "NotoSansSymbols2-Regular.ttf", "NotoSansSymbols2-Regular.ttf", -1);
}

static PreceptLayout *
lay_out (const char *text)
{
  g_autofree char *parts = g_strdup_printf ("<section id=\"s\"><title>One</title><p id=\"p\">%s</p></section>", text);
  g_autofree char *xml = fixture_wrap (parts);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);

  return fixture_lay_out (document, PRECEPT_PAPER_LETTER);
}

/* All messages of a kind, one a line. */
static char *
dup_messages (PreceptLayout *layout,
              const char    *rule_id)
{
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  GString *messages = g_string_new (NULL);

  for (guint i = 0; i < diagnostics->len; i++)
    if (strcmp (precept_diagnostic_get_rule_id (diagnostics->pdata[i]), rule_id) == 0)
      g_string_append_printf (messages, "%s\n", precept_diagnostic_get_message (diagnostics->pdata[i]));
  return g_string_free (messages, FALSE);
}

/* "Noto Sans Runic 10" where @text stands on the second page; NULL: nothing shows it. */
static char *
dup_font_of (PreceptLayout *layout,
             const char    *text)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, 1), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      PangoFontDescription *description;
      char                 *name;

      if (marks[i].kind != PRECEPT_PAGE_MARK_GLYPHS || g_strstr_len (marks[i].run.text, marks[i].run.length, text) == NULL)
        continue;
      description = pango_font_describe (marks[i].run.font);
      name = pango_font_description_to_string (description);
      pango_font_description_free (description);
      return name;
    }
  return NULL;
}

static void
assert_font (PreceptLayout *layout,
             const char    *text,
             const char    *expected)
{
  g_autofree char *font = dup_font_of (layout, text);

  g_assert_cmpstr (font, ==, expected);
}

/* A font that may not be embedded is not chosen: another one is, whichever comes first, or the character is told of. */
static void
test_licence (Fixture      *fixture,
              gconstpointer data)
{
  add_style_fonts (fixture);
  add_font (fixture, "NotoSansRunic-Regular.ttf", "a-restricted.ttf", NOT_EMBEDDED);
  use_fonts (fixture, "");
  {
    g_autoptr (PreceptLayout) layout = lay_out ("A " RUNE " rune.");
    g_autofree char *messages = dup_messages (layout, "missing-glyph");
    g_autofree char *fallback = dup_messages (layout, "fallback-font");

    assert_font (layout, RUNE, NULL);
    assert_font (layout, "rune", "Lato 10");
    g_assert_cmpstr (messages, ==,
                     "No installed font that can be published has the character “ᚠ” (U+16A0, Runic) in “p”: it would be missing in print. "
                     "Install the package fonts-noto-core, or replace the character\n");
    g_assert_cmpstr (fallback, ==, "");
  }

  add_font (fixture, "NotoSansRunic-Regular.ttf", "b-free.ttf", 0);
  use_fonts (fixture, "");
  {
    g_autoptr (PreceptLayout) layout = lay_out ("A " RUNE " rune.");
    g_autofree char *messages = dup_messages (layout, "missing-glyph");

    assert_font (layout, RUNE, "Noto Sans Runic 10");
    g_assert_cmpstr (messages, ==, "");
  }
}

/* Coloured pictures have no outlines. */
static void
test_colour (Fixture      *fixture,
             gconstpointer data)
{
  add_style_fonts (fixture);
  add_font (fixture, "NotoSansRunic-Regular.ttf", "runic.ttf", -1);
  add_font (fixture, "NotoSansOgham-Regular.ttf", "ogham.ttf", -1);
  use_fonts (fixture, "<match target='scan'><test name='family'><string>Noto Sans Runic</string></test>"
                      "<edit name='color'><bool>true</bool></edit></match>");
  {
    g_autoptr (PreceptLayout) layout = lay_out ("A " RUNE OGHAM " pair, " RUNE " and " RUNE " again.");
    g_autofree char *messages = dup_messages (layout, "missing-glyph");

    assert_font (layout, RUNE, NULL);
    assert_font (layout, OGHAM, "Noto Sans Ogham 10");
    /* Once for a block. */
    g_assert_true (g_str_has_prefix (messages, "No installed font that can be published has the character “ᚠ”"));
    g_assert_cmpuint (strlen (messages), <, 250);
  }
}

/* The settings of a computer slant what has no italic, turn fonts, and put others in their place: pages don't. */
static void
test_settings (Fixture      *fixture,
               gconstpointer data)
{
  add_style_fonts (fixture);
  add_font (fixture, "NotoSansRunic-Regular.ttf", "runic.ttf", -1);
  add_font (fixture, "NotoSansOgham-Regular.ttf", "ogham.ttf", -1);
  use_fonts (fixture, "<match target='font'><test name='slant'><const>roman</const></test>"
                      "<test target='pattern' name='slant' compare='not_eq'><const>roman</const></test>"
                      "<edit name='matrix' mode='assign'><times><name>matrix</name><matrix><double>1</double><double>0.2</double>"
                      "<double>0</double><double>1</double></matrix></times></edit>"
                      "<edit name='slant' mode='assign'><const>oblique</const></edit></match>"
                      "<match target='font'><test name='family'><string>Noto Sans Ogham</string></test>"
                      "<edit name='matrix' mode='assign'><matrix><double>2</double><double>0</double><double>0</double><double>1</double></matrix>"
                      "</edit></match>");
  {
    g_autoptr (PreceptLayout) layout = lay_out ("<em>A " RUNE " word</em> and " OGHAM);
    g_autofree char *messages = dup_messages (layout, "missing-glyph");

    assert_font (layout, "word", "Lato Italic 10");
    assert_font (layout, RUNE, "Noto Sans Runic 10");
    g_assert_true (g_str_has_prefix (messages, "No installed font that can be published has the character “ᚁ”"));
  }
}

/* Whether the strokes of the mark that shows @text are thickened. */
static gboolean
is_thickened (PreceptLayout *layout,
              const char    *text)
{
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, 1), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && g_strstr_len (marks[i].run.text, marks[i].run.length, text) != NULL)
      {
        FcBool bolder;

        return FcPatternGetBool (pango_fc_font_get_pattern (PANGO_FC_FONT (marks[i].run.font)), FC_EMBOLDEN, 0, &bolder) == FcResultMatch && bolder;
      }
  g_assert_not_reached ();
}

/* What has no bold style is thickened, whether the computer has a rule for it or not; what has one is not. */
static void
test_bold (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const rules[] = {
    "",
    "<match target='font'><test name='weight' compare='less_eq'><const>medium</const></test>"
    "<test target='pattern' name='weight' compare='more_eq'><const>bold</const></test>"
    "<edit name='embolden' mode='assign'><bool>true</bool></edit>"
    "<edit name='weight' mode='assign'><const>bold</const></edit></match>",
  };

  add_style_fonts (fixture);
  add_font (fixture, "NotoSansRunic-Regular.ttf", "runic.ttf", -1);
  add_font (fixture, "NotoSansArabic-Regular.ttf", "arabic.ttf", -1);
  add_font (fixture, "NotoSansArabic-Bold.ttf", "arabic-bold.ttf", -1);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr (PreceptLayout) layout = NULL;

      use_fonts (fixture, rules[i]);
      layout = lay_out ("<strong>A " RUNE " word, \xd9\x85\xd8\xb5\xd8\xb1</strong> then " OGHAM " and <em><strong>\xd8\xb1</strong></em>");
      g_assert_true (is_thickened (layout, RUNE));
      g_assert_false (is_thickened (layout, "word"));
      g_assert_false (is_thickened (layout, "then"));
      g_assert_false (is_thickened (layout, "\xd9\x85\xd8\xb5\xd8\xb1"));
      assert_font (layout, "\xd9\x85\xd8\xb5\xd8\xb1", "Noto Sans Arabic Bold 10");
      assert_font (layout, "word", "Lato Bold 10");
    }
}

static void
assert_refused (const char *families,
                const char *words)
{
  g_autofree char *ini = g_strdup_printf ("[fonts]\nfamilies=%s\n", families);
  g_autoptr (GFile) folder = NULL;
  g_autoptr (PreceptStyle) style = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_dir_make_tmp ("precept-plan-XXXXXX", NULL);
  g_autofree char *file = g_build_filename (path, "style.ini", NULL);

  g_assert_true (g_file_set_contents (file, ini, -1, NULL));
  folder = g_file_new_for_path (path);
  style = precept_style_new_from_plan (folder, &error);
  g_assert_no_error (error);
  layout = precept_layout_new (style, &error);
  g_assert_null (layout);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, words);
  remove_folder (path);
}

/* The style's own fonts are an error if they can't be published. */
static void
test_style (Fixture      *fixture,
            gconstpointer data)
{
  add_style_fonts (fixture);
  add_font (fixture, "NotoSansRunic-Regular.ttf", "runic.ttf", NOT_EMBEDDED);
  add_font (fixture, "NotoSansOgham-Regular.ttf", "ogham.ttf", -1);
  add_font (fixture, "NotoSansYi-Regular.ttf", "yi.ttf", -1);
  use_fonts (fixture, "<match target='scan'><test name='family'><string>Noto Sans Ogham</string></test>"
                      "<edit name='color'><bool>true</bool></edit></match>"
                      "<match><test name='family'><string>Noto Sans Yi</string></test>"
                      "<edit name='family' mode='prepend' binding='strong'><string>Lato</string></edit></match>");
  assert_refused ("Noto Sans Runic", "The font “Noto Sans Runic” can't be used: its licence bits forbid to embed it in a file. "
                                     "Name another one in the plan's style.ini");
  assert_refused ("Lato;Noto Sans Ogham", "The font “Noto Sans Ogham” can't be used: its characters are coloured pictures, which have no outlines. "
                                          "Name another one in the plan's style.ini");
  assert_refused ("Noto Sans Yi", "The font “Noto Sans Yi” can't be used: the font settings of this computer put “Lato” in its place. "
                                  "Name another one in the plan's style.ini");
  assert_refused ("Noto Sans Gothic", "The font “Noto Sans Gothic” is not installed: install the package fonts-noto-core");
}

/* The families of Noto, by the language of the text, without serifs where there is a choice. */
static void
test_families (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *text, *font;
  } cases[] = {
    { "مصر", "Noto Sans Arabic 10" },
    { "שלום", "Noto Sans Hebrew 10" },
    { "हिन्दी।", "Noto Sans Devanagari 10" },
    { "বাংলা।", "Noto Sans Bengali 10" },
    { "ಕನ್ನಡ", "Noto Sans Kannada 10" },
    { "ไทย", "Noto Sans Thai 10" },
    { "བོད", "Noto Serif Tibetan 10" },
    { "Москва", "Lato 10" },
    { "Αθήνα", "Lato 10" },
    { "ᾄ", "Lato 10" },
    { "❤️", "Noto Sans Symbols2 10" },
    { "1️⃣", "Noto Sans Symbols2 10" }, /* both from the font with the mark */
    { "q̃", "Lato 10" },
    { "E̩̍", "Noto Sans 10" }, /* Lato has the marks, and puts them beside the letter */
    { "𝛼", "Noto Sans Math 10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("Before %s after", cases[i].text);
      g_autoptr (PreceptLayout) layout = lay_out (text);
      g_autofree char *messages = dup_messages (layout, "missing-glyph");

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (messages, ==, "");
      assert_font (layout, cases[i].text, cases[i].font);
    }
}

/* What no font can have is told so, and how. */
static void
test_no_character (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (PreceptLayout) layout = lay_out ("a\xc2\x85"
                                              "b \xef\x82\xb7 \xef\xb7\x90 \xe0\xa2\x8f \xcc\x81");
  g_autofree char *messages = dup_messages (layout, "missing-glyph");

  g_assert_cmpstr (messages, ==,
                   "The character U+0085 (next line) in “p” is none to print: remove it\n"
                   "The character U+F0B7 (private use) in “p” means something else in each font, and nothing in those of the style: "
                   "it would be missing in print. Replace it\n"
                   "The character U+FDD0 (not assigned) in “p” stands for nothing: it would be missing in print. Remove it\n"
                   "The character U+088F (not assigned) in “p” stands for nothing: it would be missing in print. Remove it\n");
}

/* A character of private use is the style's own sign, or nothing: other fonts have anything there. */
static void
test_private_use (Fixture      *fixture,
                  gconstpointer data)
{
  add_style_fonts (fixture);
  add_font (fixture, "NotoLoopedThai-Regular.ttf", "thai.ttf", -1);
  use_fonts (fixture, "");
  {
    /* The first is Lato's, the second Noto Looped Thai's. */
    g_autoptr (PreceptLayout) layout = lay_out ("A \xef\xa3\xbf sign, a \xee\xb0\x80 sign");
    g_autofree char *messages = dup_messages (layout, "missing-glyph");

    assert_font (layout, "\xef\xa3\xbf", "Lato 10");
    assert_font (layout, "\xee\xb0\x80", NULL);
    g_assert_true (g_str_has_prefix (messages, "The character U+EC00 (private use)"));
    g_assert_null (strstr (messages, "F8FF"));
  }
}

#define ADD(name, function) g_test_add ("/precept/layout/fonts/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("families", test_families);
  ADD ("no-character", test_no_character);
  ADD ("private-use", test_private_use);
  ADD ("licence", test_licence);
  ADD ("colour", test_colour);
  ADD ("settings", test_settings);
  ADD ("bold", test_bold);
  ADD ("style", test_style);
  return g_test_run ();
}
