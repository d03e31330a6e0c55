/* test-words.c: lines made of words are those that Pango makes of the whole text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-breaks.h"
#include "precept-font-context.h"
#include "precept-fonts.h"
#include "precept-shaper.h"

#include <hb-ot.h>
#include <string.h>

#define N_TEXTS 200

typedef struct
{
  PreceptStyle  *style;
  PreceptFonts  *fonts;
  PreceptShaper *by_words, *by_pango;
  GRand         *random;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->style = precept_style_new_default ();
  fixture->fonts = precept_fonts_new (fixture->style, &error);
  g_assert_no_error (error);
  fixture->by_words = precept_shaper_new (fixture->style, fixture->fonts);
  fixture->by_pango = precept_shaper_new (fixture->style, fixture->fonts);
  precept_shaper_set_use_words (fixture->by_pango, FALSE);
  fixture->random = g_rand_new_with_seed (20250601);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_rand_free (fixture->random);
  precept_shaper_free (fixture->by_words);
  precept_shaper_free (fixture->by_pango);
  precept_fonts_unref (fixture->fonts);
  precept_style_unref (fixture->style);
}

/* All that a reader of lines may see. */
static char *
dump_lines (PreceptLines *lines)
{
  GString *dump = g_string_new (NULL);

  g_string_append_printf (dump, "width %d%s\n", lines->width, lines->has_citations ? ", cites" : "");
  for (guint i = 0; i < lines->n_lines; i++)
    {
      const PreceptLine *line = &lines->lines[i];

      g_string_append_printf (dump, "line at %d, width %d\n", line->x, line->width);
      for (guint j = line->first_run; j < line->first_run + line->n_runs; j++)
        {
          const PreceptRun *run = &lines->runs[j];
          PangoGlyphString *glyphs = precept_lines_dup_glyphs (lines, run);

          g_string_append_printf (dump, "  “%.*s” from %u at %d, width %d, font %p, span %d, rise %d, ink %u%s%s%s%s:", (int)run->length,
                                  precept_text_get_string (lines->text) + run->start, run->start, run->x, run->width, (gpointer)run->font,
                                  (int)run->span, run->rise, run->ink, run->is_simple ? ", simple" : "", run->right_to_left ? ", right to left" : "",
                                  run->space_after ? ", space after" : "", run->small ? ", small" : "");
          for (int k = 0; k < glyphs->num_glyphs; k++)
            {
              const PangoGlyphInfo *info = &glyphs->glyphs[k];

              g_string_append_printf (dump, " %u/%d+%d%+d%+d%s", info->glyph, glyphs->log_clusters[k], info->geometry.width, info->geometry.x_offset,
                                      info->geometry.y_offset, info->attr.is_cluster_start ? "" : "c");
            }
          g_string_append_c (dump, '\n');
          pango_glyph_string_free (glyphs);
        }
    }
  for (guint i = 0; i < lines->n_missing; i++)
    g_string_append_printf (dump, "missing U+%04X at %u\n", lines->missing[i].character, lines->missing[i].offset);

  return g_string_free (dump, FALSE);
}

static void
assert_same (Fixture       *fixture,
             PreceptText   *text,
             PreceptElement element,
             double         width)
{
  g_autoptr (PreceptLines) expected = precept_shaper_set_text (fixture->by_pango, text, element, width);
  g_autoptr (PreceptLines) found = precept_shaper_set_text (fixture->by_words, text, element, width);
  g_autofree char *expected_dump = dump_lines (expected);
  g_autofree char *found_dump = dump_lines (found);

  if (strcmp (expected_dump, found_dump) != 0)
    {
      g_test_message ("element %d, width %.3f: %s", (int)element, width, precept_text_get_string (text));
      g_test_message ("Pango:\n%s", expected_dump);
      g_test_message ("words:\n%s", found_dump);
      g_test_fail ();
    }
}

/* Random texts */

static const char *const prose[] = {
  "a", "the", "of", "AVATAR", "To", "WAVE", "Ty.", "members", "double-blind", "long-term", "(AEs)", "“quoted”", "‘so’", "a/b", "x—y", "1–3,",
  "e.g.,", "[s]", "$5,000", "50%", "12.5%", "20 mg", "p = 0.03", "≥ 18", "n=108", "naïve", "office", "fiancé", "Ångström", "doi:10.5555/sample.1891",
  "https://example.org/a/b-c_d?x=1", "–", "…", "™", "®", "© 2020", "§", "½", "×", "°C", "µg", "SOD1\u2011ALS", "co\u2010op", "10\u00a0mg", "a\u00a0", "\u00a0",
  "and/or", "!", "(", ")", "“", "”", "«", "»", "?", "/", "|", "||", "--", "-5", "+5", "#1", "@", "A.B.", "A1", "1A", "100,000.00", "Lv.", "Yo", "T-cell"
};

static const char *const scripts[] = {
  "β-blocker", "α", "Ω", "ΆΣΜΑ", "ΑΒΓ", "Έ", "ΆΥ ΑΒ", "μ", "Жук", "Ђорђе", "Й", "שלום", "אבג", "(דה)", "سلام", "عَرَبِي", "12", "漢字", "かな", "カナ。", "한국어", "ไทยภาษา",
  "e\u0301", "o\u0308\u0323", "\u0301x", "x \u0301", "न्दी", "a\u00adb", "co\u00adop\u00ader", "a\u200bb", "a\u200db", "1\u20442", "3/4", "\u2028", "a\tb", "\u2003", "\u202f", "\U0001F600", "\U0001F468\u200d\U0001F469",
  "1\ufe0f\u20e3", "☃", "→", "∑", "√", "⟨x⟩", "ﬁ", "ﷺ", "\u2066x\u2069", "ß", "ı", "Ł", "ǆ", "Ⅷ", "①", "\U0010FFFD", "\u2060", "℃", "№", "⁰", "ₙ"
};

static PreceptText *
make_text (Fixture *fixture,
           guint    n_words,
           double   foreign)
{
  static const struct
  {
    PreceptSpanFlags flags;
    const char      *target;
  } spans[] = {
    { PRECEPT_SPAN_EM, NULL },
    { PRECEPT_SPAN_STRONG, NULL },
    { PRECEPT_SPAN_EM | PRECEPT_SPAN_STRONG, NULL },
    { PRECEPT_SPAN_SUP, NULL },
    { PRECEPT_SPAN_SUB, NULL },
    { PRECEPT_SPAN_CITE, "#ref-1" },
    { PRECEPT_SPAN_CITE, "#ref-2" },
    { PRECEPT_SPAN_MANDATE, NULL },
    { PRECEPT_SPAN_TERM, "#term" },
    { PRECEPT_SPAN_XREF, "#table" },
    { PRECEPT_SPAN_LINK, "https://example.org/" },
  };
  PreceptText *text = precept_text_new (NULL);

  for (guint i = 0; i < n_words; i++)
    {
      const char *word = g_rand_double (fixture->random) < foreign ? scripts[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (scripts))]
                                                                   : prose[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (prose))];
      guint       span = (guint)g_rand_int_range (fixture->random, 0, 4 * G_N_ELEMENTS (spans));
      gboolean    is_in_span = span < G_N_ELEMENTS (spans);

      /* Mostly one space, sometimes none or two, and now and then within the span. */
      if (i > 0 && g_rand_int_range (fixture->random, 0, 12) > 0)
        precept_text_append (text, g_rand_int_range (fixture->random, 0, 40) == 0 ? "  " : " ",
                             is_in_span && g_rand_boolean (fixture->random) ? spans[span].flags : 0, NULL);
      precept_text_append (text, word, is_in_span ? spans[span].flags : 0, is_in_span ? spans[span].target : NULL);
    }

  return text;
}

static double
choose_width (Fixture *fixture)
{
  switch (g_rand_int_range (fixture->random, 0, 8))
    {
    case 0:
      return -1;
    case 1:
      return g_rand_double_range (fixture->random, 1, 20); /* narrower than words, and than letters */
    case 2:
      return g_rand_double_range (fixture->random, 20, 80);
    default:
      return g_rand_double_range (fixture->random, 80, 504);
    }
}

static void
test_random (Fixture      *fixture,
             gconstpointer data)
{
  const double foreign = *(const double *)data;

  for (guint i = 0; i < N_TEXTS && !g_test_failed (); i++)
    {
      g_autoptr (PreceptText) text = make_text (fixture, (guint)g_rand_int_range (fixture->random, 0, 50), foreign);

      assert_same (fixture, text, (PreceptElement)g_rand_int_range (fixture->random, 0, PRECEPT_N_ELEMENTS), choose_width (fixture));
    }
}

/* Letters in any order make places that no text has. */
static void
test_letters (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const letters[] = { " ", " ", " ", "a", "A", "V", "1", ".", ",", "-", "(", ")", "“", "”", "\"", "'", "’", "–", "—", "/", "%", "$", "[",
                                         "]", "{", "}", "!", "?", ":", ";", "\u00a0", "\u2010", "\u2011", "…", "«", "»", "‹", "°", "±", "\u2212", "|", "+", "=", "#", "€", "é" };

  for (guint i = 0; i < N_TEXTS && !g_test_failed (); i++)
    {
      g_autoptr (GString) string = g_string_new (NULL);
      g_autoptr (PreceptText) text = NULL;
      guint n_letters = (guint)g_rand_int_range (fixture->random, 1, 120);

      for (guint j = 0; j < n_letters; j++)
        g_string_append (string, letters[g_rand_int_range (fixture->random, 0, G_N_ELEMENTS (letters))]);
      text = precept_text_new (string->str);
      assert_same (fixture, text, PRECEPT_ELEMENT_BODY, choose_width (fixture));
    }
}

static void
test_languages (Fixture      *fixture,
                gconstpointer data)
{
  static const char *const languages[] = { "es", "ca-ES", "tr", "el", "sr", "zh-Hans", "ar", "en-GB" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      precept_fonts_set_language (fixture->fonts, languages[i]);
      for (guint j = 0; j < 20 && !g_test_failed (); j++)
        {
          g_autoptr (PreceptText) text = make_text (fixture, 30, 0.1);

          assert_same (fixture, text, PRECEPT_ELEMENT_BODY, choose_width (fixture));
        }
    }
}

/* Each width at which a line might break otherwise. */
static void
test_widths (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (PreceptText) text = precept_text_new ("AVA To (AEs) of double-blind “AVATAR” ");

  precept_text_append (text, "Typically", PRECEPT_SPAN_EM, NULL);
  precept_text_append (text, " 20 mg", 0, NULL);
  precept_text_append (text, "1", PRECEPT_SPAN_CITE, "#ref-1");
  precept_text_append (text, ",", PRECEPT_SPAN_CITE, NULL);
  precept_text_append (text, "2", PRECEPT_SPAN_CITE, "#ref-2");
  precept_text_append (text, " We. \u0394 \u2265 3 T-cell V", 0, NULL);
  for (int i = 0; i < 24000 && !g_test_failed (); i += 41)
    assert_same (fixture, text, PRECEPT_ELEMENT_BODY, 40 + (double)i / 128);
}

/* A font that looks past a space: Lato drops the accent of a Greek capital before a word in capitals. */
static void
test_far (Fixture      *fixture,
          gconstpointer data)
{
  g_autoptr (PreceptText) alone = precept_text_new ("Ά");
  g_autoptr (PreceptText) text = precept_text_new ("Ά ΑΒΓ");
  g_autoptr (PreceptLines) alone_lines = precept_shaper_set_text (fixture->by_words, alone, PRECEPT_ELEMENT_BODY, -1);
  g_autoptr (PreceptLines) lines = precept_shaper_set_text (fixture->by_words, text, PRECEPT_ELEMENT_BODY, -1);
  hb_segment_properties_t properties = HB_SEGMENT_PROPERTIES_DEFAULT;
  hb_font_t              *font = pango_font_get_hb_font (lines->runs[0].font);
  hb_codepoint_t          accented, plain;
  hb_set_t               *far;

  assert_same (fixture, text, PRECEPT_ELEMENT_BODY, -1);
  g_assert_cmpuint (lines->glyphs[0], !=, alone_lines->glyphs[0]);

  properties.direction = HB_DIRECTION_LTR;
  properties.script = HB_SCRIPT_GREEK;
  far = precept_font_context_find_far (font, &properties, NULL, 0);
  g_assert_nonnull (far);
  g_assert_true (hb_font_get_nominal_glyph (font, 0x386, &accented));
  g_assert_true (hb_font_get_nominal_glyph (font, 'A', &plain));
  g_assert_true (hb_set_has (far, accented));
  g_assert_false (hb_set_has (far, plain));
  hb_set_destroy (far);
}

/* A line never breaks behind a hyphen that does not break, however it is set. */
static void
test_hyphen (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (PreceptText) text = precept_text_new ("Some words and interleukin\u201110\u2011receptor");

  for (double width = 60; width < 250; width += 2.5)
    {
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (PreceptLines) lines = precept_shaper_set_text (i == 0 ? fixture->by_words : fixture->by_pango, text, PRECEPT_ELEMENT_BODY, width);

          for (guint j = 0; width > 130 && j + 1 < lines->n_lines; j++)
            {
              const PreceptLine *line = &lines->lines[j];
              const PreceptRun  *run = &lines->runs[line->first_run + line->n_runs - 1];

              g_assert_true (run->space_after);
            }
        }
      assert_same (fixture, text, PRECEPT_ELEMENT_BODY, width);
    }
}

/* Places to break found word by word are those of the text. */
static void
test_breaks (Fixture      *fixture,
             gconstpointer data)
{
  PreceptBreaks breaks;

  precept_breaks_init (&breaks);
  for (guint i = 0; i < N_TEXTS; i++)
    {
      g_autoptr (PreceptText) text = make_text (fixture, 20, 0);
      const char              *string = precept_text_get_string (text);
      guint                    length = (guint)precept_text_get_length (text);
      int                      n_characters = (int)g_utf8_strlen (string, -1);
      g_autofree PangoLogAttr *attributes = g_new0 (PangoLogAttr, n_characters + 1);
      guint                    last = PRECEPT_NO_BREAK;

      if (length == 0)
        continue;
      pango_get_log_attrs (string, (int)length, -1, pango_language_from_string ("en-us"), attributes, n_characters + 1);
      precept_breaks_set_text (&breaks, string, length, NULL, 0);
      for (int j = 0; j <= n_characters; j++)
        {
          guint offset = (guint)(g_utf8_offset_to_pointer (string, j) - string);

          if (j < n_characters)
            g_assert_cmpuint (precept_breaks_find_last (&breaks, 1, offset), ==, last);
          g_assert_cmpint (precept_breaks_has (&breaks, offset), ==, attributes[j].is_line_break);
          if (attributes[j].is_line_break)
            last = offset;
        }
    }
  precept_breaks_clear (&breaks);
}

static void
test_bound_breaks (void)
{
  const PreceptRange range = { 1, 7 };
  PreceptBreaks      breaks;

  precept_breaks_init (&breaks);
  precept_breaks_set_text (&breaks, "a b c d e", 9, &range, 1);
  g_assert_false (precept_breaks_has (&breaks, 0));
  g_assert_false (precept_breaks_has (&breaks, 2));
  g_assert_false (precept_breaks_has (&breaks, 6));
  g_assert_true (precept_breaks_has (&breaks, 8));
  g_assert_true (precept_breaks_has (&breaks, 9));
  g_assert_cmpuint (precept_breaks_find_last (&breaks, 1, 9), ==, 8);
  g_assert_cmpuint (precept_breaks_find_last (&breaks, 1, 8), ==, PRECEPT_NO_BREAK);
  precept_breaks_clear (&breaks);
}

int
main (int   argc,
      char *argv[])
{
  static const double none = 0, few = 0.05, many = 0.5;

  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, function) g_test_add ("/precept/layout/words/" path, Fixture, data, set_up, function, tear_down)
  ADD ("prose", &none, test_random);
  ADD ("some-scripts", &few, test_random);
  ADD ("many-scripts", &many, test_random);
  ADD ("letters", NULL, test_letters);
  ADD ("languages", NULL, test_languages);
  ADD ("widths", NULL, test_widths);
  ADD ("far", NULL, test_far);
  ADD ("hyphen", NULL, test_hyphen);
  ADD ("breaks", NULL, test_breaks);
  g_test_add_func ("/precept/layout/words/bound-breaks", test_bound_breaks);

  return g_test_run ();
}
