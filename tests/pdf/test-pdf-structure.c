/* test-pdf-structure.c: the logical structure of what the PDF writer writes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "pdf-kit.h"

#include <string.h>

#define BLACK ((const double[]){ 0, 0, 0 })

static guint
add (Kit        *kit,
     guint       parent,
     const char *type)
{
  const PreceptPdfElement element = { .type = type };

  return precept_pdf_writer_add_element (kit->writer, parent, &element);
}

static void
show_in (Kit        *kit,
         guint       element,
         hb_face_t  *face,
         double      x,
         double      y,
         const char *text)
{
  precept_pdf_writer_begin_content (kit->writer, element);
  kit_show (kit, face, 10, x, y, text);
  precept_pdf_writer_end_content (kit->writer);
}

/* A document of two pages with a paragraph over both, a list, a table, a figure and links. */
static GBytes *
make_sample (void)
{
  static const PreceptPdfElement list = { .type = "L", .list_numbering = "Disc" };
  static const PreceptPdfElement row_header = { .type = "TH", .scope = PRECEPT_PDF_SCOPE_ROW, .row_span = 2 };
  static const PreceptPdfElement wide = { .type = "TD", .column_span = 2 };
  static const PreceptPdfElement figure = { .type = "Figure", .alternative = "A curve that rises" };
  static const PreceptPdfElement spanish = { .type = "Span", .language = "es" };
  hb_face_t                     *lato = kit_open_face (LATO);
  Kit                            kit;
  GBytes                        *pdf;
  guint                          document, paragraph, item, table, row, number, link;

  kit_init (&kit);
  precept_pdf_writer_set_title (kit.writer, "Structure");
  precept_pdf_writer_set_language (kit.writer, "en-US");
  document = add (&kit, 0, "Document");
  precept_pdf_writer_begin_page (kit.writer, 612, 792);
  precept_pdf_writer_fill_rectangle (kit.writer, 54, 40, 500, 1, BLACK);
  precept_pdf_writer_begin_artifact (kit.writer, PRECEPT_PDF_ARTIFACT_HEADER);
  kit_show (&kit, lato, 10, 54, 38, "Header");
  precept_pdf_writer_end_content (kit.writer);
  show_in (&kit, add (&kit, document, "H1"), lato, 54, 60, "Title");
  item = add (&kit, precept_pdf_writer_add_element (kit.writer, document, &list), "LI");
  show_in (&kit, add (&kit, item, "Lbl"), lato, 54, 80, "•");
  show_in (&kit, add (&kit, add (&kit, item, "LBody"), "P"), lato, 64, 80, "Item");
  table = add (&kit, document, "Table");
  row = add (&kit, table, "TR");
  number = precept_pdf_writer_add_element (kit.writer, row, &row_header);
  show_in (&kit, number, lato, 54, 100, "Head");
  show_in (&kit, precept_pdf_writer_add_element (kit.writer, row, &wide), lato, 84, 100, "Wide");
  row = add (&kit, table, "TR");
  show_in (&kit, add (&kit, row, "TD"), lato, 84, 114, "Cell");
  add (&kit, row, "TD"); /* empty */
  number = precept_pdf_writer_add_element (kit.writer, document, &figure);
  precept_pdf_writer_begin_content (kit.writer, number);
  precept_pdf_writer_fill_rectangle (kit.writer, 54, 120, 40, 30, BLACK);
  precept_pdf_writer_end_content (kit.writer);
  precept_pdf_writer_set_bounds (kit.writer, number, 54, 120, 40, 30);
  paragraph = add (&kit, document, "P");
  show_in (&kit, paragraph, lato, 54, 200, "See ");
  link = add (&kit, paragraph, "Link");
  show_in (&kit, link, lato, 74, 200, "Title");
  precept_pdf_writer_add_link (kit.writer, 74, 190, 20, 12, "#title", "Go to Title", link);
  show_in (&kit, paragraph, lato, 100, 200, " and");
  precept_pdf_writer_add_destination (kit.writer, "title", 54, 50);
  precept_pdf_writer_end_page (kit.writer);

  precept_pdf_writer_begin_page (kit.writer, 612, 792);
  show_in (&kit, paragraph, lato, 54, 60, "more ");
  show_in (&kit, precept_pdf_writer_add_element (kit.writer, paragraph, &spanish), lato, 84, 60, "nada");
  add (&kit, add (&kit, document, "Sect"), "P"); /* nothing in it */
  link = add (&kit, add (&kit, document, "P"), "Link");
  show_in (&kit, link, lato, 54, 100, "example");
  precept_pdf_writer_add_link (kit.writer, 54, 90, 20, 12, "https://example.org/", "Example", link);
  precept_pdf_writer_end_page (kit.writer);
  hb_face_destroy (lato);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  return pdf;
}

/* As poppler reads it, without the numbers of objects. */
static char *
dup_tree (GBytes *pdf)
{
  g_autofree char *tree = kit_run (pdf, "pdfinfo", "-struct-text", "FILE", NULL);
  g_autoptr (GRegex) number = g_regex_new ("(Object) [0-9]+ 0", 0, 0, NULL);

  return g_regex_replace (number, tree, -1, 0, "\\1", 0, NULL);
}

static void
test_tree (void)
{
  g_autoptr (GBytes) pdf = make_sample ();
  g_autofree char *tree = dup_tree (pdf);

  kit_check (pdf);
  g_assert_cmpstr (tree, ==,
                   "Document\n"
                   "  H1 (block)\n"
                   "    \"Title\"\n"
                   "  L (block):\n"
                   "     /ListNumbering /Disc\n"
                   "    LI (block)\n"
                   "      Lbl (block)\n"
                   "        \"•\"\n"
                   "      LBody (block)\n"
                   "        P (block)\n"
                   "          \"Item\"\n"
                   "  Table (block)\n"
                   "    TR\n"
                   "      TH:\n"
                   "         /Scope /Row\n"
                   "         /RowSpan 2\n"
                   "        \"Head\"\n"
                   "      TD:\n"
                   "         /ColSpan 2\n"
                   "        \"Wide\"\n"
                   "    TR\n"
                   "      TD\n"
                   "        \"Cell\"\n"
                   "      TD\n"
                   "  Figure:\n"
                   "     /BBox [54 642 94 672]\n"
                   "    \"\"\n"
                   "  P (block)\n"
                   "    \"See \"\n"
                   "    Link (inline)\n"
                   "      \"Title\"\n"
                   "      Object\n"
                   "    \" and\"\n"
                   "    \"more \"\n"
                   "    Span (inline)\n"
                   "      \"nada\"\n"
                   "  P (block)\n"
                   "    Link (inline)\n"
                   "      \"example\"\n"
                   "      Object\n");
}

/* A link that was said to be in no element is in one all the same, and that in the document's. */
static void
test_made_link (void)
{
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *plain = NULL;
  Kit              kit;

  kit_init (&kit);
  precept_pdf_writer_begin_page (kit.writer, 612, 792);
  add (&kit, 0, "Document");
  precept_pdf_writer_add_link (kit.writer, 54, 90, 20, 12, "https://example.org/", "", 0);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  tree = dup_tree (pdf);
  g_assert_cmpstr (tree, ==, "Document\n  Link (inline)\n    Object\n");
  plain = kit_dup_plain (pdf);
  g_assert_nonnull (strstr (plain, "/Contents (https://example.org/)"));
}

/* What a document gives whose only page is drawn by @draw. */
static GBytes *
make_of (void (*draw) (Kit *kit, hb_face_t *face))
{
  hb_face_t *lato = kit_open_face (LATO);
  GBytes    *pdf;
  Kit        kit;

  kit_init (&kit);
  precept_pdf_writer_begin_page (kit.writer, 612, 792);
  draw (&kit, lato);
  precept_pdf_writer_end_page (kit.writer);
  hb_face_destroy (lato);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  kit_check (pdf);
  return pdf;
}

static char *
dup_tree_of (void (*draw) (Kit *kit, hb_face_t *face))
{
  g_autoptr (GBytes) pdf = make_of (draw);

  return dup_tree (pdf);
}

static guint
add_cell (Kit        *kit,
          guint       row,
          guint       column_span,
          guint       row_span,
          hb_face_t  *face,
          const char *text)
{
  const PreceptPdfElement element = { .type = "TD", .column_span = column_span, .row_span = row_span };
  guint                   cell = precept_pdf_writer_add_element (kit->writer, row, &element);

  show_in (kit, cell, face, 50, 50, text);
  return cell;
}

/* Rows of one, three and two columns; cells that hang out of the last row, out of the body, and over others. */
static void
draw_irregular_table (Kit       *kit,
                      hb_face_t *face)
{
  guint table = add (kit, 0, "Table");
  guint head = add (kit, table, "THead");
  guint body = add (kit, table, "TBody");
  guint row = add (kit, head, "TR");

  add_cell (kit, row, 1, 3, face, "head");
  row = add (kit, body, "TR");
  add_cell (kit, row, 0, 0, face, "a");
  add_cell (kit, row, 1, 2, face, "b");
  add_cell (kit, row, 0, 0, face, "c");
  row = add (kit, body, "TR");
  add_cell (kit, row, 2, 5, face, "d");
  row = add (kit, body, "TR");
  row = add (kit, body, "TR");
  add_cell (kit, row, 4000000000, 4000000000, face, "e");
}

static void
test_irregular_table (void)
{
  g_autofree char *tree = dup_tree_of (draw_irregular_table);

  g_assert_cmpstr (tree, ==,
                   "Document\n"
                   "  Table (block)\n"
                   "    THead\n"
                   "      TR\n"
                   "        TD\n"
                   "          \"head\"\n"
                   "        TD:\n"
                   "           /ColSpan 1000\n"
                   "    TBody\n"
                   "      TR\n"
                   "        TD\n"
                   "          \"a\"\n"
                   "        TD:\n"
                   "           /RowSpan 2\n"
                   "          \"b\"\n"
                   "        TD\n"
                   "          \"c\"\n"
                   "        TD:\n"
                   "           /ColSpan 998\n"
                   "      TR\n"
                   "        TD:\n"
                   "           /RowSpan 2\n"
                   "          \"d\"\n"
                   "        TD:\n"
                   "           /ColSpan 999\n"
                   "      TR\n"
                   "        TD:\n"
                   "           /ColSpan 1000\n"
                   "          \"e\"\n");
}

/* A gap between columns covered from above is filled where it is. */
static void
draw_gap (Kit       *kit,
          hb_face_t *face)
{
  guint table = add (kit, 0, "Table");
  guint row = add (kit, table, "TR");

  add_cell (kit, row, 1, 3, face, "a");
  add_cell (kit, row, 0, 0, face, "b");
  add_cell (kit, row, 0, 0, face, "c");
  add_cell (kit, row, 1, 3, face, "d");
  add (kit, table, "TR"); /* no row */
  add_cell (kit, add (kit, table, "TR"), 0, 0, face, "e");
}

static void
test_gap (void)
{
  g_autofree char *tree = dup_tree_of (draw_gap);

  g_assert_nonnull (strstr (tree, "/RowSpan 2\n        \"d\"\n    TR\n"));
  g_assert_true (g_str_has_suffix (tree, "\"d\"\n    TR\n      TD\n        \"e\"\n      TD\n"));
}

/* Random tables, of all sorts of faults, are regular: the checker says so. */
static void
draw_random_tables (Kit       *kit,
                    hb_face_t *face)
{
  guint i, j, k;

  for (i = 0; i < 200; i++)
    {
      guint table = add (kit, 0, "Table");
      guint n_groups = (guint)g_test_rand_int_range (0, 3);
      guint group = n_groups == 0 ? table : 0;

      for (j = (guint)g_test_rand_int_range (1, 6); j > 0; j--)
        {
          guint row;

          if (group == 0 || (n_groups > 1 && g_test_rand_bit ()))
            group = add (kit, table, "TBody");
          row = add (kit, group, "TR");
          for (k = (guint)g_test_rand_int_range (0, 5); k > 0; k--)
            add_cell (kit, row, (guint)g_test_rand_int_range (0, 4), (guint)g_test_rand_int_range (0, 4), face, "x");
        }
    }
}

static void
test_random_tables (void)
{
  g_autofree char *tree = dup_tree_of (draw_random_tables);

  g_assert_nonnull (tree);
}

/* Levels are those that the headings have to each other, from 1 on. */
static void
draw_headings (Kit       *kit,
               hb_face_t *face)
{
  static const char *const types[] = { "H2", "H4", "H4", "H3", "H6", "H2", "H1", "H3" };
  guint                    i;

  for (i = 0; i < G_N_ELEMENTS (types); i++)
    show_in (kit, add (kit, add (kit, 0, "Sect"), types[i]), face, 50, 50, types[i]);
}

static void
test_headings (void)
{
  static const char *const expected[] = { "H1", "H2", "H2", "H2", "H3", "H1", "H1", "H2" };
  g_autofree char         *tree = dup_tree_of (draw_headings);
  g_auto (GStrv) lines = g_strsplit (tree, "\n", -1);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_true (g_str_has_prefix (g_strchug (lines[2 + 3 * i]), expected[i]));
}

/* What has nothing in it is left out, and what is left keeps to the rules. */
static void
draw_leftovers (Kit       *kit,
                hb_face_t *face)
{
  static const PreceptPdfElement ornament = { .type = "Figure", .alternative = " " };
  guint                          table = add (kit, 0, "Table");
  guint                          link, figure;

  add (kit, add (kit, add (kit, 0, "L"), "LI"), "LBody");
  /* A head that no body follows. */
  add_cell (kit, add (kit, add (kit, table, "THead"), "TR"), 0, 0, face, "cell");
  add (kit, table, "TBody");
  /* A link that leads nowhere, but has a text. */
  link = add (kit, add (kit, 0, "P"), "Link");
  show_in (kit, link, face, 50, 50, "text");
  precept_pdf_writer_add_link (kit->writer, 50, 40, 20, 12, "#nowhere", "Nowhere", link);
  /* A figure of which nothing is said is an ornament. */
  figure = precept_pdf_writer_add_element (kit->writer, 0, &ornament);
  precept_pdf_writer_begin_content (kit->writer, figure);
  precept_pdf_writer_fill_rectangle (kit->writer, 50, 60, 20, 20, BLACK);
  precept_pdf_writer_end_content (kit->writer);
  /* Text of the same element in two parts, with a rule drawn between them. */
  figure = add (kit, 0, "Note");
  show_in (kit, figure, face, 50, 90, "first ");
  precept_pdf_writer_fill_rectangle (kit->writer, 50, 95, 20, 1, BLACK);
  show_in (kit, figure, face, 50, 110, "second ");
  show_in (kit, figure, face, 90, 110, "third");
}

static void
test_leftovers (void)
{
  g_autofree char *tree = dup_tree_of (draw_leftovers);

  g_assert_cmpstr (tree, ==,
                   "Document\n"
                   "  Table (block)\n"
                   "    TBody\n"
                   "      TR\n"
                   "        TD\n"
                   "          \"cell\"\n"
                   "  P (block)\n"
                   "    Span (inline)\n"
                   "      \"text\"\n"
                   "  Note <0000000C> (inline)\n"
                   "    \"first \"\n"
                   "    \"second third\"\n");
}

/* Decoration is none of what it is drawn amid. */
static void
draw_decoration (Kit       *kit,
                 hb_face_t *face)
{
  PreceptPdfGlyph glyph = { 5, 20, 0, 0, 0, 1 };
  PreceptPdfRun   run = { face, 40 };
  guint           paragraph = add (kit, 0, "P");

  run.x = run.y = 100;
  run.glyphs = &glyph;
  run.n_glyphs = 1;
  run.text = "-";
  run.decoration = TRUE;
  precept_pdf_writer_begin_content (kit->writer, paragraph);
  kit_show (kit, face, 10, 50, 50, "before ");
  precept_pdf_writer_show_run (kit->writer, &run);
  kit_show (kit, face, 10, 80, 50, "after");
  precept_pdf_writer_end_content (kit->writer);
  precept_pdf_writer_begin_artifact (kit->writer, PRECEPT_PDF_ARTIFACT_WATERMARK);
  precept_pdf_writer_show_run (kit->writer, &run);
  precept_pdf_writer_end_content (kit->writer);
}

static void
test_decoration (void)
{
  g_autofree char *tree = dup_tree_of (draw_decoration);

  g_assert_cmpstr (tree, ==, "Document\n  P (block)\n    \"before \"\n    \"after\"\n");
}

/* More notes than one node of a tree holds: each has an identifier. */
static void
draw_notes (Kit       *kit,
            hb_face_t *face)
{
  guint i;

  for (i = 0; i < 200; i++)
    show_in (kit, add (kit, 0, "Note"), face, 50, 50, "note");
}

static void
test_notes (void)
{
  g_autofree char *tree = dup_tree_of (draw_notes);

  g_assert_nonnull (strstr (tree, "\"note\""));
}

/* Languages that are no tags in form, and formulas without words, are left out. */
static void
draw_odd_elements (Kit       *kit,
                   hb_face_t *face)
{
  static const PreceptPdfElement elements[] = {
    { .type = "P", .language = "en_US" },
    { .type = "P", .language = "de-CH" },
    { .type = "P", .language = "" },
    { .type = "Formula" },
    { .type = "Formula", .alternative = "x squared" },
  };
  guint i;

  for (i = 0; i < G_N_ELEMENTS (elements); i++)
    show_in (kit, precept_pdf_writer_add_element (kit->writer, 0, &elements[i]), face, 50, 50 + 20 * i, "x");
}

static void
test_odd_elements (void)
{
  g_autoptr (GBytes) pdf = make_of (draw_odd_elements);
  g_autofree char *tree = dup_tree (pdf);
  g_autofree char *plain = kit_dup_plain (pdf);

  g_assert_cmpstr (tree, ==,
                   "Document\n"
                   "  P (block)\n    \"x\"\n"
                   "  P (block)\n    \"x\"\n"
                   "  P (block)\n    \"x\"\n"
                   "  Span (inline)\n    \"x\"\n"
                   "  Formula\n    \"x\"\n");
  g_assert_nonnull (strstr (plain, "/Lang (de-CH)"));
  g_assert_null (strstr (plain, "/Lang (en_US)"));
  g_assert_null (strstr (plain, "/Lang ()"));
  g_assert_nonnull (strstr (plain, "/Alt (x squared)"));
}

static guint
pick (const GArray *elements)
{
  return g_array_index (elements, guint, g_test_rand_int_range (0, (gint32)elements->len));
}

static void
add_random_element (Kit    *kit,
                    GArray *elements)
{
  static const char *const types[] = { "P", "Span", "Figure", "Note" };
  PreceptPdfElement        element = { .type = types[g_test_rand_int_range (0, G_N_ELEMENTS (types))] };
  guint                    parent = g_test_rand_bit () ? pick (elements) : add (kit, 0, g_test_rand_bit () ? "Sect" : "Div");
  guint                    number;

  if (g_test_rand_bit ())
    element.alternative = "words";
  if (g_test_rand_bit ())
    element.language = "fr";
  number = precept_pdf_writer_add_element (kit->writer, parent, &element);
  if (strcmp (element.type, "Figure") == 0)
    precept_pdf_writer_set_bounds (kit->writer, number, 50, 50, 10, 10);
  g_array_append_val (elements, number);
}

/* Anything, one after the other: in or out of elements and artifacts, over pages. */
static void
draw_anything (Kit       *kit,
               hb_face_t *face,
               GArray    *elements)
{
  gboolean open = FALSE;
  guint    i;

  for (i = 0; i < 100; i++)
    switch (g_test_rand_int_range (0, 7))
      {
      case 0:
        kit_show (kit, face, 10, 50, 50, "text ");
        break;
      case 1:
        precept_pdf_writer_fill_rectangle (kit->writer, 50, 50, 10, 10, BLACK);
        break;
      case 2:
        add_random_element (kit, elements);
        break;
      case 3:
        precept_pdf_writer_add_link (kit->writer, 50, 50, 10, 10, g_test_rand_bit () ? "#there" : "https://example.org", "there",
                                     g_test_rand_bit () ? 0 : g_array_index (elements, guint, 0));
        break;
      default:
        if (open)
          precept_pdf_writer_end_content (kit->writer);
        else if (g_test_rand_int_range (0, 3) == 0)
          precept_pdf_writer_begin_artifact (kit->writer, (PreceptPdfArtifact)g_test_rand_int_range (0, 5));
        else
          precept_pdf_writer_begin_content (kit->writer, pick (elements));
        open = !open;
      }
}

/* Whatever the order of calls, the file is whole. */
static void
test_random (void)
{
  const PreceptPdfElement link = { .type = "Link" };
  guint                   i;

  for (i = 0; i < 30; i++)
    {
      hb_face_t *lato = kit_open_face (LATO);
      g_autoptr (GArray) elements = g_array_new (FALSE, FALSE, sizeof (guint));
      g_autoptr (GBytes) pdf = NULL;
      Kit   kit;
      guint number;
      guint page;

      kit_init (&kit);
      number = precept_pdf_writer_add_element (kit.writer, 0, &link);
      g_array_append_val (elements, number);
      for (page = 0; page < 5; page++)
        {
          precept_pdf_writer_begin_page (kit.writer, 612, 792);
          draw_anything (&kit, lato, elements);
          if (page == 3)
            precept_pdf_writer_add_destination (kit.writer, "there", 50, 50);
          precept_pdf_writer_end_page (kit.writer);
        }
      hb_face_destroy (lato);
      pdf = kit_finish (&kit);
      kit_clear (&kit);
      if (i % 10 == 0)
        kit_check (pdf);
    }
}

static void
test_attachments (void)
{
  static const char source[] = "<guideline/>";
  g_autoptr (GBytes) data = g_bytes_new_static (source, strlen (source));
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *list = NULL;
  g_autofree char *content = NULL;
  Kit              kit;

  kit_init (&kit);
  precept_pdf_writer_attach (kit.writer, "rules.json", "application/json", "Rules", PRECEPT_PDF_RELATIONSHIP_DATA, data);
  precept_pdf_writer_attach (kit.writer, "größe.xml", "text/xml", "The guideline", PRECEPT_PDF_RELATIONSHIP_SOURCE, data);
  kit_begin_page (&kit, 612, 792);
  precept_pdf_writer_fill_rectangle (kit.writer, 54, 40, 500, 1, BLACK);
  precept_pdf_writer_end_page (kit.writer);
  pdf = kit_finish (&kit);
  kit_clear (&kit);
  kit_check (pdf);
  list = kit_run (pdf, "pdfdetach", "-list", "FILE", NULL);
  g_assert_cmpstr (list, ==, "2 embedded files\n1: rules.json\n2: größe.xml\n");
  content = kit_run (pdf, "pdfdetach", "-save", "2", "-o", "/dev/stdout", "FILE", NULL);
  g_assert_cmpstr (content, ==, source);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/pdf/structure/tree", test_tree);
  g_test_add_func ("/precept/pdf/structure/made-link", test_made_link);
  g_test_add_func ("/precept/pdf/structure/irregular-table", test_irregular_table);
  g_test_add_func ("/precept/pdf/structure/gap", test_gap);
  g_test_add_func ("/precept/pdf/structure/random-tables", test_random_tables);
  g_test_add_func ("/precept/pdf/structure/headings", test_headings);
  g_test_add_func ("/precept/pdf/structure/leftovers", test_leftovers);
  g_test_add_func ("/precept/pdf/structure/decoration", test_decoration);
  g_test_add_func ("/precept/pdf/structure/notes", test_notes);
  g_test_add_func ("/precept/pdf/structure/odd-elements", test_odd_elements);
  g_test_add_func ("/precept/pdf/structure/random", test_random);
  g_test_add_func ("/precept/pdf/structure/attachments", test_attachments);
  return g_test_run ();
}
