/* test-pdf-text.c: text comes back out of a PDF as it went in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"

#include <hb-subset.h>
#include <string.h>

typedef struct
{
  const char *name;
  const char *font;
  const char *text;
  const char *features; /* NULL: none */
} Case;

static const Case cases[] = {
  { "plain", LATO, "Adults who have a confirmed SOD1 mutation", NULL },
  { "kerning", LATO, "AVATAR To We LTV 1.1", NULL },
  { "brackets", LATO, "a (b) [s] \\ <c> 50 % {d} #/", NULL },
  { "ligature", LATO, "definition office attitude", "liga=1" },
  { "symbols", LATO, "≥ ≤ µ β ± – “x” €", NULL },
  { "precomposed", NOTO_SANS, "Crème brûlée Ångström", NULL },
  { "combining", NOTO_SANS, "x\xCC\x81y a\xCC\x8B r\xCC\xA5", NULL }, /* no precomposed form */
  { "stacked", NOTO_SANS, "e\xCC\xA3\xCC\x82\xCC\x81 fin", NULL },
  { "arabic", NOTO_ARABIC, "السلام عليكم ورحمة الله", NULL },
  { "arabic-marks", NOTO_ARABIC, "مُحَمَّد", NULL },
  { "hebrew", NOTO_HEBREW, "שלום עולם", NULL },
  { "hebrew-points", NOTO_HEBREW, "שָׁלוֹם", NULL },
  { "devanagari", NOTO_DEVANAGARI, "हिन्दी क्षत्रिय", NULL },
  { "cff", URW_ROMAN, "Quality office, AVATAR", NULL },
  { "astral", NOTO_MATH, "𝑥𝑦 𝔄", NULL },
};

/* poppler marks the direction of right-to-left text with control characters of its own. */
static char *
dup_without_controls (const char *text)
{
  GString    *out = g_string_new (NULL);
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if ((c < 0x202A || c > 0x202E) && c != '\f' && c != '\n')
        g_string_append_unichar (out, c);
    }
  return g_string_free (out, FALSE);
}

static void
test_case (gconstpointer data)
{
  const Case *item = data;
  hb_face_t  *face;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *extracted = NULL;
  g_autofree char *text = NULL;
  Kit              kit;

  /* None of the fonts that the program needs has CFF outlines. */
  if (strcmp (item->font, URW_ROMAN) == 0 && !g_file_test (URW_ROMAN, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("fonts-urw-base35 is not installed");
      return;
    }
  face = kit_open_face (item->font);
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  kit_show_with (&kit, face, 12, 50, 100, item->text, item->features, FALSE);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (face);

  kit_check (pdf);
  extracted = kit_extract_text (pdf);
  text = dup_without_controls (extracted);
  g_assert_cmpstr (text, ==, item->text);
}

/* One glyph, two texts: a hyphen that may break a line and one that may not look the same. */
static void
test_same_glyph (void)
{
  static const PreceptPdfGlyph template[] = { { 0, 10, 0, 0, 0, 1 }, { 0, 10, 0, 0, 1, 3 } };
  hb_face_t      *lato = kit_open_face (LATO);
  hb_font_t      *font = hb_font_create (lato);
  PreceptPdfGlyph glyphs[2];
  PreceptPdfRun   run = { lato, 20 };
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  Kit              kit;

  memcpy (glyphs, template, sizeof glyphs);
  hb_font_get_nominal_glyph (font, '-', &glyphs[0].glyph);
  glyphs[1].glyph = glyphs[0].glyph;
  hb_font_destroy (font);
  run.x = run.y = 50;
  run.glyphs = glyphs;
  run.n_glyphs = 2;
  run.text = "-\xE2\x80\x91";
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  precept_pdf_writer_show_run (kit.writer, &run);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  text = kit_extract_text (pdf);
  g_assert_true (g_str_has_prefix (text, run.text));
}

/* A word at the end of one line and one at the start of the next are two words, in whatever order a reader goes. */
static void
test_line_end (void)
{
  hb_face_t *lato = kit_open_face (LATO);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *plain = NULL;
  const char      *space;
  guint            n_spaces;
  Kit              kit;
  guint            i;

  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  kit_show_with (&kit, lato, 10, 50, 50, "first", NULL, TRUE);
  kit_show_with (&kit, lato, 10, 50, 64, "second ", NULL, TRUE); /* has its space */
  kit_show_with (&kit, lato, 10, 50, 78, "third", NULL, FALSE);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  plain = kit_dup_plain (pdf);
  /* After the codes of fi, r, s and t comes that of the space; two lines have it, each once. */
  for (space = strstr (plain, "BT\n"), n_spaces = 0; (space = strstr (space, "0005")) != NULL && space < strstr (plain, "ET\n"); space++)
    n_spaces++;
  g_assert_cmpuint (n_spaces, ==, 2);
  for (i = 0; i < 2; i++)
    {
      g_autofree char *text = i == 0 ? kit_extract_text (pdf) : kit_run (pdf, "pdftotext", "-raw", "FILE", "-", NULL);

      g_assert_cmpstr (text, ==, i == 0 ? "first\nsecond\nthird\n\n\f" : "first\nsecond\nthird\n\f");
    }
}

/* A hyphen of the text at the end of a line is still there for a reader that joins words of broken lines. */
static void
test_hyphen (void)
{
  hb_face_t      *lato = kit_open_face (LATO);
  hb_font_t      *font = hb_font_create (lato);
  PreceptPdfGlyph glyph = { 0, 4, 0, 0, 0, 1 };
  PreceptPdfRun   run = { lato, 10 };
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  double           x;
  Kit              kit;

  hb_font_get_nominal_glyph (font, '-', &glyph.glyph);
  hb_font_destroy (font);
  run.y = 50;
  run.glyphs = &glyph;
  run.n_glyphs = 1;
  run.text = "-";
  run.goes_on = TRUE;
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  x = 50 + kit_show (&kit, lato, 10, 50, 50, "It is a disease");
  run.x = x;
  precept_pdf_writer_show_run (kit.writer, &run);
  kit_show (&kit, lato, 10, 50, 64, "causing variant.");
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  text = kit_extract_text (pdf);
  g_assert_cmpstr (text, ==, "It is a disease-\xE2\x80\x8B\ncausing variant.\n\n\f");
}

/* Text without a glyph keeps its place: here a space between two words. */
static void
test_no_glyph (void)
{
  hb_face_t      *lato = kit_open_face (LATO);
  hb_font_t      *font = hb_font_create (lato);
  PreceptPdfGlyph glyphs[3] = { { 0, 6, 0, 0, 0, 1 }, { PRECEPT_PDF_NO_GLYPH, 5, 0, 0, 1, 1 }, { 0, 6, 0, 0, 2, 1 } };
  PreceptPdfRun   run = { lato, 10 };
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  Kit              kit;

  hb_font_get_nominal_glyph (font, 'a', &glyphs[0].glyph);
  hb_font_get_nominal_glyph (font, 'b', &glyphs[2].glyph);
  hb_font_destroy (font);
  run.x = run.y = 50;
  run.glyphs = glyphs;
  run.n_glyphs = 3;
  run.text = "a b";
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  precept_pdf_writer_show_run (kit.writer, &run);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  text = kit_extract_text (pdf);
  g_assert_cmpstr (text, ==, "a b\n\n\f");
}

/* What a run with these glyphs of Lato gives: the file in plain, and its text. */
static char *
show_glyphs (hb_face_t             *face,
             const PreceptPdfGlyph *glyphs,
             guint                  n_glyphs,
             const char            *run_text,
             gboolean               space_after,
             char                 **text)
{
  PreceptPdfRun run = { face, 10 };
  g_autoptr (GBytes) pdf = NULL;
  Kit kit;

  run.x = run.y = 50;
  run.glyphs = glyphs;
  run.n_glyphs = n_glyphs;
  run.text = run_text;
  run.space_after = space_after;
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  precept_pdf_writer_show_run (kit.writer, &run);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  kit_check (pdf);
  *text = kit_extract_text (pdf);
  return kit_dup_plain (pdf);
}

static guint32
find_glyph (hb_face_t *face,
            gunichar   character)
{
  hb_font_t *font = hb_font_create (face);
  guint32    glyph = 0;

  hb_font_get_nominal_glyph (font, character, &glyph);
  hb_font_destroy (font);
  return glyph;
}

/* A character that only some know the meaning of is told outright (ISO 19005-3, 6.2.11.7.3). */
static void
test_private (void)
{
  hb_face_t       *lato = kit_open_face (LATO);
  guint32          glyph = find_glyph (lato, 'x');
  PreceptPdfGlyph  glyphs[] = { { glyph, 6, 0, 0, 0, 3 }, { glyph, 6, 0, 0, 3, 4 } };
  g_autofree char *text = NULL;
  g_autofree char *plain = show_glyphs (lato, glyphs, 2, "\xEE\x80\x81\xF3\xB0\x80\x80", FALSE, &text);

  hb_face_destroy (lato);
  g_assert_nonnull (strstr (plain, "/Span<</ActualText<feffe001>>>BDC\n"));
  g_assert_nonnull (strstr (plain, "/Span<</ActualText<feffdb80dc00>>>BDC\n"));
  g_assert_true (g_str_has_prefix (text, "\xEE\x80\x81\xF3\xB0\x80\x80"));
}

/* What no code may mean (ISO 19005-3, 6.2.11.7.2) is a word joiner instead. */
static void
test_forbidden (void)
{
  hb_face_t       *lato = kit_open_face (LATO);
  guint32          glyph = find_glyph (lato, 'x');
  PreceptPdfGlyph  glyphs[] = { { glyph, 6, 0, 0, 0, 1 }, { glyph, 6, 0, 0, 1, 3 }, { glyph, 6, 0, 0, 4, 3 }, { glyph, 6, 0, 0, 7, 4 } };
  g_autofree char *text = NULL;
  g_autofree char *plain = show_glyphs (lato, glyphs, 4, "\0\xEF\xBB\xBF\xEF\xBF\xBEx\xEF\xBB\xBF", FALSE, &text);

  hb_face_destroy (lato);
  g_assert_nonnull (strstr (plain, "<0001><2060>\n"));
  g_assert_nonnull (strstr (plain, "<0002><00782060>\n"));
  g_assert_null (strstr (plain, "<0003>"));
}

/* The glyph for what a font lacks is not shown (ISO 19005-3, 6.2.11.8). The text is there all the same. */
static void
test_missing_glyph (void)
{
  hb_face_t       *lato = kit_open_face (LATO);
  PreceptPdfGlyph  glyphs[] = { { find_glyph (lato, 'a'), 5, 0, 0, 0, 1 }, { 0, 0, 0, 0, 1, 3 }, { find_glyph (lato, 'b'), 6, 0, 0, 4, 1 } };
  g_autofree char *text = NULL;
  g_autofree char *plain = show_glyphs (lato, glyphs, 3, "a\xE4\xB8\x80"
                                                         "b",
                                        FALSE, &text);

  hb_face_destroy (lato);
  g_assert_null (strstr (plain, "<0000>Tj"));
  g_assert_cmpstr (text, ==, "a一b\n\n\f");
}

/* Text that nothing shows, in a font that has no blank to show it with: another glyph lends itself, unseen. */
static void
test_no_blank (void)
{
  hb_face_t         *lato = kit_open_face (LATO);
  hb_subset_input_t *input = hb_subset_input_create_or_fail ();
  hb_face_t         *letters;
  PreceptPdfGlyph    glyph = { 0, 6, 0, 0, 0, 1 };
  g_autofree char   *text = NULL;
  g_autofree char   *plain = NULL;

  hb_set_add_range (hb_subset_input_unicode_set (input), 'a', 'c');
  letters = hb_subset_or_fail (lato, input);
  g_assert_nonnull (letters);
  hb_subset_input_destroy (input);
  hb_face_destroy (lato);
  g_assert_cmpuint (find_glyph (letters, ' '), ==, 0);
  glyph.glyph = find_glyph (letters, 'b');
  plain = show_glyphs (letters, &glyph, 1, "b", TRUE, &text);
  hb_face_destroy (letters);
  g_assert_nonnull (strstr (plain, "<0001>Tj\n3 Tr\n[-40<0002>]TJ\n"));
  g_assert_nonnull (strstr (plain, "<0002><0020>\n"));
  g_assert_cmpstr (text, ==, "b\n\n\f");
}

/* A letter with more marks on it than a code can mean, or a string can hold. */
static void
test_long_cluster (void)
{
  static const guint n_marks[] = { 100, 30000 };
  guint              i;

  for (i = 0; i < G_N_ELEMENTS (n_marks); i++)
    {
      hb_face_t      *lato = kit_open_face (LATO);
      PreceptPdfGlyph glyph = { find_glyph (lato, 'x'), 6, 0, 0, 0, (int)(1 + 2 * n_marks[i]) };
      g_autoptr (GString) run_text = g_string_new ("x");
      g_autofree char *text = NULL;
      g_autofree char *plain = NULL;
      const char      *start;
      guint            j;

      for (j = 0; j < n_marks[i]; j++)
        g_string_append (run_text, "\xCC\x81");
      plain = show_glyphs (lato, &glyph, 1, run_text->str, FALSE, &text);
      hb_face_destroy (lato);
      g_assert_nonnull (strstr (plain, "<0001><0078>\n"));
      start = strstr (plain, "/ActualText<") + strlen ("/ActualText<");
      g_assert_cmpuint (strcspn (start, ">"), ==, MIN (2 * (2 + 2 + 2 * n_marks[i]), 2 * 32766));
    }
}

/* A font whose licence bits forbid it is not embedded: says so, and names it. */
static void
test_restricted (void)
{
  g_autofree char *data = NULL;
  g_autoptr (GError) error = NULL;
  hb_face_t *face;
  hb_face_t *whole = kit_open_face (LATO);
  hb_blob_t *table = hb_face_reference_table (whole, HB_TAG ('O', 'S', '/', '2'));
  hb_blob_t *blob;
  gsize      size;
  char      *place;
  Kit        kit;

  g_assert_true (g_file_get_contents (LATO, &data, &size, NULL));
  place = memmem (data, size, hb_blob_get_data (table, NULL), hb_blob_get_length (table));
  g_assert_nonnull (place);
  place[8] = 0;
  place[9] = 2;
  blob = hb_blob_create (data, (guint)size, HB_MEMORY_MODE_READONLY, NULL, NULL);
  face = hb_face_create (blob, 0);
  hb_blob_destroy (table);
  hb_blob_destroy (blob);
  hb_face_destroy (whole);

  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  kit_show (&kit, face, 10, 50, 50, "text");
  precept_pdf_writer_end_page (kit.writer);
  g_assert_false (precept_pdf_writer_finish (kit.writer, NULL, &error));
  g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_FONT);
  g_assert_nonnull (strstr (error->message, "Lato-Regular may not be embedded"));
  kit_clear (&kit);
  hb_face_destroy (face);
}

/* A font that is none. */
static void
test_damaged (void)
{
  static const char garbage[] = "this was a font once, before something happened to it";
  g_autoptr (GError) error = NULL;
  hb_blob_t *blob = hb_blob_create (garbage, sizeof garbage, HB_MEMORY_MODE_READONLY, NULL, NULL);
  hb_face_t *face = hb_face_create (blob, 0);
  Kit        kit;

  hb_blob_destroy (blob);
  kit_init (&kit);
  kit_begin_page (&kit, 612, 792);
  kit_show (&kit, face, 10, 50, 50, "text");
  precept_pdf_writer_end_page (kit.writer);
  g_assert_false (precept_pdf_writer_finish (kit.writer, NULL, &error));
  g_assert_error (error, PRECEPT_PDF_WRITER_ERROR, PRECEPT_PDF_WRITER_ERROR_FONT);
  kit_clear (&kit);
  hb_face_destroy (face);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);
  for (i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/precept/pdf/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/precept/pdf/text/same-glyph", test_same_glyph);
  g_test_add_func ("/precept/pdf/text/line-end", test_line_end);
  g_test_add_func ("/precept/pdf/text/hyphen", test_hyphen);
  g_test_add_func ("/precept/pdf/text/no-glyph", test_no_glyph);
  g_test_add_func ("/precept/pdf/text/private", test_private);
  g_test_add_func ("/precept/pdf/text/forbidden", test_forbidden);
  g_test_add_func ("/precept/pdf/text/missing-glyph", test_missing_glyph);
  g_test_add_func ("/precept/pdf/text/no-blank", test_no_blank);
  g_test_add_func ("/precept/pdf/text/long-cluster", test_long_cluster);
  g_test_add_func ("/precept/pdf/text/restricted", test_restricted);
  g_test_add_func ("/precept/pdf/text/damaged", test_damaged);
  return g_test_run ();
}
