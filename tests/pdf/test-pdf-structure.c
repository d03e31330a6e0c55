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
  precept_pdf_writer_add_link (kit.writer, 54, 90, 20, 12, "https://example.org/", "Example", 0);
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
                   "  Link (inline)\n"
                   "    Object\n");
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
  precept_pdf_writer_begin_page (kit.writer, 612, 792);
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
  g_test_add_func ("/precept/pdf/structure/attachments", test_attachments);
  return g_test_run ();
}
