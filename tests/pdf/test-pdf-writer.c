/* test-pdf-writer.c: pages, fonts, links and outlines of the PDF writer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"

#include <string.h>

#define BLACK ((const double[]){ 0, 0, 0 })

static void
begin (Kit *kit)
{
  kit_init (kit);
  kit_begin_page (kit, 612, 792);
}

static GBytes *
end (Kit *kit)
{
  GBytes *pdf;

  precept_pdf_writer_end_page (kit->writer);
  pdf = kit_finish (kit);
  kit_clear (kit);
  return pdf;
}

/* A word that leads somewhere. */
static void
link_to (Kit        *kit,
         hb_face_t  *face,
         double      x,
         double      y,
         const char *target,
         const char *description)
{
  const PreceptPdfElement element = { .type = "Link" };
  guint                   number = precept_pdf_writer_add_element (kit->writer, kit->paragraph, &element);

  precept_pdf_writer_end_content (kit->writer);
  precept_pdf_writer_begin_content (kit->writer, number);
  kit_show (kit, face, 10, x, y, "here");
  precept_pdf_writer_add_link (kit->writer, x, y - 10, 20, 14, target, description, number);
  precept_pdf_writer_end_content (kit->writer);
  precept_pdf_writer_begin_content (kit->writer, kit->paragraph);
}

/* What the kinds of content have in common: everything is used once. */
static GBytes *
make_sample (void)
{
  const double accent[] = { 0, 0.337, 0.42 };
  g_autoptr (GDateTime) date = g_date_time_new_utc (2024, 2, 29, 12, 0, 0);
  hb_face_t *lato = kit_open_face (LATO);
  hb_face_t *bold = kit_open_face (LATO_BOLD);
  Kit        kit;

  kit_init (&kit);
  precept_pdf_writer_set_title (kit.writer, "Tofersen (ALS) – criteria");
  precept_pdf_writer_set_author (kit.writer, "Plan & Partners");
  precept_pdf_writer_set_keywords (kit.writer, "ALS, SOD1 & more");
  precept_pdf_writer_set_language (kit.writer, "en-US");
  precept_pdf_writer_set_date (kit.writer, date);
  kit_begin_page (&kit, 612, 792);
  precept_pdf_writer_fill_rectangle (kit.writer, 54, 60, 504, 2.5, accent);
  precept_pdf_writer_stroke_rectangle (kit.writer, 54, 70, 40, 12, 2, 0.5, accent);
  precept_pdf_writer_stroke_rectangle (kit.writer, 104, 70, 40, 12, 0, 0.5, accent);
  kit_show (&kit, bold, 16, 54, 110, "Coverage");
  kit_show (&kit, lato, 10, 54, 125, "One dose each month, see 12.");
  precept_pdf_writer_add_destination (kit.writer, "coverage", 54, 96);
  precept_pdf_writer_add_outline (kit.writer, 1, "Coverage", "coverage");
  precept_pdf_writer_add_outline (kit.writer, 2, "Größe", "coverage");
  precept_pdf_writer_add_outline (kit.writer, 3, "Deep", "nowhere");
  precept_pdf_writer_add_outline (kit.writer, 1, "References", "ref-12");
  link_to (&kit, lato, 150, 140, "#ref-12", "Reference 12");
  link_to (&kit, lato, 180, 140, "#never-named", "Nothing");
  link_to (&kit, lato, 210, 140, "https://doi.org/10.1056/a(b)ü", "doi");
  precept_pdf_writer_end_page (kit.writer);
  kit_begin_page (&kit, 595.28, 841.89);
  kit_show (&kit, lato, 8.75, 54, 110, "12. A trial.");
  precept_pdf_writer_add_destination (kit.writer, "ref-12", 54, 100);
  precept_pdf_writer_add_destination (kit.writer, "ref-12", 0, 0);
  precept_pdf_writer_end_page (kit.writer);
  hb_face_destroy (lato);
  hb_face_destroy (bold);
  {
    GBytes *pdf = kit_finish (&kit);

    kit_clear (&kit);
    return pdf;
  }
}

static void
test_valid (void)
{
  g_autoptr (GBytes) pdf = make_sample ();
  g_autofree char *text = kit_extract_text (pdf);
  g_autofree char *information = kit_run (pdf, "pdfinfo", "-isodates", "FILE", NULL);

  kit_check (pdf);
  g_assert_cmpstr (text, ==, "Coverage\nOne dose each month, see 12.\nhere here\n\nhere\n\n\f12. A trial.\n\n\f");
  g_assert_nonnull (strstr (information, "Title:           Tofersen (ALS) – criteria\n"));
  g_assert_nonnull (strstr (information, "Author:          Plan & Partners\n"));
  g_assert_nonnull (strstr (information, "Keywords:        ALS, SOD1 & more\n"));
  g_assert_nonnull (strstr (information, "CreationDate:    2024-02-29T12:00:00Z\n"));
  g_assert_nonnull (strstr (information, "Metadata Stream: yes\n"));
  g_assert_nonnull (strstr (information, "Pages:           2\n"));
  g_assert_nonnull (strstr (information, "PDF version:     1.7\n"));
}

static void
test_links (void)
{
  g_autoptr (GBytes) pdf = make_sample ();
  g_autofree char *destinations = kit_run (pdf, "pdfinfo", "-dests", "FILE", NULL);
  g_autofree char *plain = kit_dup_plain (pdf);

  g_assert_nonnull (strstr (destinations, "1 [ XYZ   54  696 null      ] \"coverage\""));
  g_assert_nonnull (strstr (destinations, "2 [ XYZ   54  742 null      ] \"ref-12\""));
  g_assert_null (strstr (destinations, "never"));
  g_assert_nonnull (strstr (plain, "/Contents (Reference 12)\n  /Dest (ref-12)\n  /F 4\n"));
  g_assert_nonnull (strstr (plain, "/Rect [\n    150\n    648\n    170\n    662\n  ]"));
  g_assert_nonnull (strstr (plain, "/URI (https://doi.org/10.1056/a\\(b\\)%C3%BC)"));
  g_assert_null (strstr (plain, "(Nothing)"));
}

static void
test_catalog (void)
{
  g_autoptr (GBytes) pdf = make_sample ();
  g_autofree char *plain = kit_dup_plain (pdf);

  g_assert_nonnull (strstr (plain, "/Lang (en-US)"));
  g_assert_nonnull (strstr (plain, "/DisplayDocTitle true"));
  g_assert_nonnull (strstr (plain, "/PageMode /UseOutlines"));
  g_assert_nonnull (strstr (plain, "/PageLabels"));
  g_assert_nonnull (strstr (plain, "<dc:creator><rdf:Seq><rdf:li>Plan &amp; Partners</rdf:li>"));
  g_assert_nonnull (strstr (plain, "<xmp:CreateDate>2024-02-29T12:00:00Z</xmp:CreateDate>"));
}

/* The tree of titles: two of level 1 and one of level 2 are open, one of level 3 folded. */
static void
test_outline (void)
{
  g_autoptr (GBytes) pdf = make_sample ();
  g_autofree char *plain = kit_dup_plain (pdf);

  g_assert_nonnull (strstr (plain, "/Count 3\n"));
  g_assert_nonnull (strstr (plain, "/Count 1\n  /Dest (coverage)\n"));
  g_assert_nonnull (strstr (plain, "/Count -1\n  /Dest (coverage)\n"));
  g_assert_nonnull (strstr (plain, "/Title (Deep)"));
  g_assert_null (strstr (plain, "/Dest (nowhere)"));
}

static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = make_sample ();
  g_autoptr (GBytes) second = make_sample ();

  g_assert_true (g_bytes_equal (first, second));
}

/* The file identifier follows the content. */
static void
test_identifier (void)
{
  g_autoptr (GPtrArray) identifiers = g_ptr_array_new_with_free_func (g_free);
  guint i;

  for (i = 0; i < 2; i++)
    {
      hb_face_t *lato = kit_open_face (LATO);
      g_autoptr (GBytes) pdf = NULL;
      g_autofree char *plain = NULL;
      const char      *start;
      Kit              kit;

      begin (&kit);
      kit_show (&kit, lato, 10, 50, 50, i == 0 ? "one" : "eno");
      pdf = end (&kit);
      hb_face_destroy (lato);
      plain = kit_run (pdf, "qpdf", "--show-object=trailer", "FILE", NULL);
      start = strstr (plain, "/ID [ <");
      g_assert_nonnull (start);
      g_ptr_array_add (identifiers, g_strndup (start + 7, 32));
    }
  g_assert_cmpstr (identifiers->pdata[0], !=, identifiers->pdata[1]);
}

static guint
count_lines (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strv_length (lines) - 1;
}

/* A font file opened twice is one font of the document. */
static void
test_one_font (void)
{
  hb_face_t *first = kit_open_face (LATO);
  hb_face_t *second = kit_open_face (LATO);
  hb_face_t *other = kit_open_face (LATO_BOLD);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *fonts = NULL;
  Kit              kit;

  begin (&kit);
  kit_show (&kit, first, 10, 50, 50, "one");
  kit_show (&kit, second, 20, 50, 80, "two");
  kit_show (&kit, other, 20, 50, 110, "three");
  pdf = end (&kit);
  hb_face_destroy (first);
  hb_face_destroy (second);
  hb_face_destroy (other);
  fonts = kit_run (pdf, "pdffonts", "FILE", NULL);
  g_assert_cmpuint (count_lines (fonts), ==, 2 + 2);
  g_assert_nonnull (strstr (fonts, "+Lato-Bold "));
  kit_check (pdf);
}

static void
test_empty_page (void)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *plain = NULL;
  Kit              kit;

  begin (&kit);
  pdf = end (&kit);
  kit_check (pdf);
  plain = kit_dup_plain (pdf);
  g_assert_null (strstr (plain, "/CreationDate"));
  g_assert_nonnull (strstr (plain, "/Lang (und)"));
  g_assert_nonnull (strstr (plain, "/DisplayDocTitle true"));
  g_assert_nonnull (strstr (plain, "/Title (Untitled)"));
  g_assert_nonnull (strstr (plain, "<rdf:li xml:lang=\"x-default\">Untitled</rdf:li>"));
}

/* More pages and names than one node of a tree holds. */
static void
test_many_pages (void)
{
  hb_face_t *lato = kit_open_face (LATO);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *destinations = NULL;
  g_autofree char *text = NULL;
  Kit              kit;
  int              i;

  kit_init (&kit);
  for (i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("p-%d", i);

      kit_begin_page (&kit, 200, 100);
      kit_show (&kit, lato, 10, 10, 50, name);
      precept_pdf_writer_add_destination (kit.writer, name, 0, 0);
      link_to (&kit, lato, 60, 50, "#p-0", "First");
      precept_pdf_writer_end_page (kit.writer);
    }
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  destinations = kit_run (pdf, "pdfinfo", "-dests", "FILE", NULL);
  g_assert_cmpuint (count_lines (destinations), ==, 1 + 300);
  g_assert_nonnull (strstr (destinations, "300 [ XYZ    0  100 null      ] \"p-299\""));
  text = kit_extract_text (pdf);
  g_assert_true (g_str_has_suffix (text, "\fp-299\n\nhere\n\n\f"));
}

/* What is drawn is where it should be, and of its colour. */
static void
test_drawing (void)
{
  const double red[] = { 1, 0, 0 };
  const double blue[] = { 0, 0, 1 };
  hb_face_t   *lato = kit_open_face (LATO);
  g_autoptr (GBytes) pdf = NULL;
  Picture picture;
  Kit     kit;

  kit_init (&kit);
  kit_begin_page (&kit, 200, 100);
  precept_pdf_writer_fill_rectangle (kit.writer, 10, 20, 30, 10, red);
  precept_pdf_writer_stroke_rectangle (kit.writer, 60, 20, 40, 20, 5, 2, blue);
  /* Text between drawings keeps its own colour, and leaves theirs. */
  kit_show (&kit, lato, 100, 110, 90, "█");
  precept_pdf_writer_fill_rectangle (kit.writer, 10, 60, 30, 10, red);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);

  kit_draw (pdf, 1, 4, &picture);
  g_assert_cmpint (picture.width, ==, 800);
  g_assert_cmpint (picture.height, ==, 400);
  kit_assert_pixel (&picture, 41, 81, 255, 0, 0);
  kit_assert_pixel (&picture, 158, 118, 255, 0, 0);
  kit_assert_pixel (&picture, 38, 81, 255, 255, 255);
  kit_assert_pixel (&picture, 158, 122, 255, 255, 255);
  kit_assert_pixel (&picture, 60, 260, 255, 0, 0);
  kit_assert_pixel (&picture, 320, 80, 0, 0, 255);
  kit_assert_pixel (&picture, 320, 86, 255, 255, 255);
  kit_assert_pixel (&picture, 240, 80, 255, 255, 255); /* the corner is round */
  kit_clear_picture (&picture);
}

/* A run turned a quarter: what would be right of the start is above it. */
static void
test_turned (void)
{
  hb_face_t *lato = kit_open_face (LATO);
  g_autoptr (GBytes) pdf = NULL;
  PreceptPdfGlyph glyph = { 0, 20, 0, 0, 0, 1 };
  PreceptPdfRun   run = { lato, 40 };
  hb_font_t      *font = hb_font_create (lato);
  Picture         picture;
  Kit             kit;

  hb_font_get_nominal_glyph (font, '-', &glyph.glyph);
  hb_font_destroy (font);
  run.x = 100;
  run.y = 50;
  run.angle = 90;
  run.glyphs = &glyph;
  run.n_glyphs = 1;
  run.text = "-";
  kit_init (&kit);
  kit_begin_page (&kit, 200, 100);
  precept_pdf_writer_show_run (kit.writer, &run);
  kit_show (&kit, lato, 10, 10, 90, "level");
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);

  kit_check (pdf);
  kit_draw (pdf, 1, 4, &picture);
  /* The hyphen of 40 pt is 2.4 to 13.5 pt along the baseline, and 11 to 14 pt off it. */
  kit_assert_pixel (&picture, (100 - 12) * 4, (50 - 8) * 4, 0, 0, 0);
  kit_assert_pixel (&picture, (100 + 8) * 4, (50 - 12) * 4, 255, 255, 255);
  kit_clear_picture (&picture);
}

/* Made bold or oblique, as fontconfig asks for it, a run is blacker, or leans; the next one is not. */
static void
test_synthetic (void)
{
  hb_face_t *lato = kit_open_face (LATO);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *plain = NULL;
  PreceptPdfGlyph  glyph = { 0, 20, 0, 0, 0, 1 };
  PreceptPdfRun    run = { lato, 40 };
  hb_font_t       *font = hb_font_create (lato);
  Kit              kit;

  hb_font_get_nominal_glyph (font, 'I', &glyph.glyph);
  hb_font_destroy (font);
  run.glyphs = &glyph;
  run.n_glyphs = 1;
  run.text = "I";
  run.slant = 0.2;
  run.bolder = TRUE;
  run.x = 10;
  run.y = 50;
  begin (&kit);
  precept_pdf_writer_show_run (kit.writer, &run);
  kit_show (&kit, lato, 40, 50, 50, "I");
  pdf = end (&kit);
  hb_face_destroy (lato);
  kit_check (pdf);
  plain = kit_dup_plain (pdf);
  g_assert_nonnull (strstr (plain, "1.667 w\n/F0 40 Tf\n1 0 .2 1 10.83 742.83 Tm\n2 Tr\n<0001>Tj\n1 0 0 1 50 742 Tm\n0 Tr\n<0001>Tj\n"));
}

/* A word drawn across a page for the eye alone: it is seen, says nothing, and its shape is in the file once. */
static void
test_decoration (void)
{
  const double gray[] = { 0.5, 0.5, 0.5 };
  hb_face_t   *lato = kit_open_face (LATO);
  hb_face_t   *noto = kit_open_face (NOTO_SANS);
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fonts = NULL;
  g_autofree char *plain = NULL;
  PreceptPdfGlyph  glyph = { 0, 20, 0, 0, 0, 1 };
  PreceptPdfRun    run = { lato, 40 };
  hb_font_t       *font = hb_font_create (lato);
  Picture          picture;
  Kit              kit;
  int              i;

  hb_font_get_nominal_glyph (font, '-', &glyph.glyph);
  hb_font_destroy (font);
  run.x = 100;
  run.y = 50;
  run.angle = 90;
  memcpy (run.rgb, gray, sizeof gray);
  run.glyphs = &glyph;
  run.n_glyphs = 1;
  run.text = "-";
  run.decoration = TRUE;
  kit_init (&kit);
  for (i = 0; i < 2; i++)
    {
      kit_begin_page (&kit, 200, 100);
      precept_pdf_writer_show_run (kit.writer, &run);
      kit_show (&kit, noto, 10, 10, 90, "text");
      precept_pdf_writer_end_page (kit.writer);
    }
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  hb_face_destroy (lato);
  hb_face_destroy (noto);

  kit_check (pdf);
  text = kit_extract_text (pdf);
  g_assert_cmpstr (text, ==, "text\n\n\ftext\n\n\f");
  fonts = kit_run (pdf, "pdffonts", "FILE", NULL);
  g_assert_null (strstr (fonts, "Lato"));
  plain = kit_dup_plain (pdf);
  g_assert_nonnull (strstr (plain, "/D0 "));
  g_assert_null (strstr (plain, "/D1 "));
  kit_draw (pdf, 2, 4, &picture);
  kit_assert_pixel (&picture, (100 - 12) * 4, (50 - 8) * 4, 128, 128, 128);
  kit_clear_picture (&picture);
}

/* A stream that takes so many bytes, and no more. */
#define TEST_TYPE_FULL_STREAM (test_full_stream_get_type ())
G_DECLARE_FINAL_TYPE (TestFullStream, test_full_stream, TEST, FULL_STREAM, GOutputStream)

struct _TestFullStream
{
  GOutputStream parent_instance;

  gsize room;
};

G_DEFINE_FINAL_TYPE (TestFullStream, test_full_stream, G_TYPE_OUTPUT_STREAM)

static gssize
test_full_stream_write (GOutputStream *stream,
                        const void    *buffer,
                        gsize          count,
                        GCancellable  *cancellable,
                        GError       **error)
{
  TestFullStream *self = TEST_FULL_STREAM (stream);
  gsize           n = MIN (count, self->room);

  if (n == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "no room left");
      return -1;
    }
  self->room -= n;
  return (gssize)n;
}

static void
test_full_stream_class_init (TestFullStreamClass *klass)
{
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = test_full_stream_write;
}

static void
test_full_stream_init (TestFullStream *self)
{
}

/* However early the stream fills up, that is told at the end. */
static void
test_full (void)
{
  static const gsize rooms[] = { 0, 100, 5000, 300000 };
  guint              i;

  for (i = 0; i < G_N_ELEMENTS (rooms); i++)
    {
      g_autoptr (GError) error = NULL;
      hb_face_t *lato = kit_open_face (LATO);
      Kit        kit;
      int        page;

      kit.stream = g_object_new (TEST_TYPE_FULL_STREAM, NULL);
      TEST_FULL_STREAM (kit.stream)->room = rooms[i];
      kit.writer = precept_pdf_writer_new (kit.stream);
      for (page = 0; page < 600; page++)
        {
          guint j;

          kit_begin_page (&kit, 612, 792);
          for (j = 0; j < 100; j++)
            precept_pdf_writer_fill_rectangle (kit.writer, g_random_int_range (0, 600), g_random_int_range (0, 600), g_random_int_range (1, 600), 5, BLACK);
          kit_show (&kit, lato, 10, 50, 50, "text");
          precept_pdf_writer_end_page (kit.writer);
        }
      g_assert_false (precept_pdf_writer_finish (kit.writer, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      kit_clear (&kit);
      hb_face_destroy (lato);
    }
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  Kit kit;

  begin (&kit);
  precept_pdf_writer_end_page (kit.writer);
  g_cancellable_cancel (cancellable);
  g_assert_false (precept_pdf_writer_finish (kit.writer, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  kit_clear (&kit);
}

/* A writer that is dropped half-way leaves nothing behind. */
static void
test_dropped (void)
{
  hb_face_t *lato = kit_open_face (LATO);
  Kit        kit;

  begin (&kit);
  kit_show (&kit, lato, 10, 50, 50, "text");
  kit_clear (&kit);
  hb_face_destroy (lato);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/pdf/writer/valid", test_valid);
  g_test_add_func ("/precept/pdf/writer/links", test_links);
  g_test_add_func ("/precept/pdf/writer/catalog", test_catalog);
  g_test_add_func ("/precept/pdf/writer/outline", test_outline);
  g_test_add_func ("/precept/pdf/writer/same-bytes", test_same_bytes);
  g_test_add_func ("/precept/pdf/writer/identifier", test_identifier);
  g_test_add_func ("/precept/pdf/writer/one-font", test_one_font);
  g_test_add_func ("/precept/pdf/writer/empty-page", test_empty_page);
  g_test_add_func ("/precept/pdf/writer/many-pages", test_many_pages);
  g_test_add_func ("/precept/pdf/writer/drawing", test_drawing);
  g_test_add_func ("/precept/pdf/writer/turned", test_turned);
  g_test_add_func ("/precept/pdf/writer/synthetic", test_synthetic);
  g_test_add_func ("/precept/pdf/writer/decoration", test_decoration);
  g_test_add_func ("/precept/pdf/writer/full", test_full);
  g_test_add_func ("/precept/pdf/writer/cancelled", test_cancelled);
  g_test_add_func ("/precept/pdf/writer/dropped", test_dropped);
  return g_test_run ();
}
