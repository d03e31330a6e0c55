/* test-pages.c: what pages keep together, repeat and compute
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <math.h>
#include <string.h>

static PreceptLayout *
lay_out (const char *parts)
{
  g_autofree char *xml = fixture_wrap (parts);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);

  return fixture_lay_out (document, PRECEPT_PAPER_LETTER);
}

static gboolean
is_text (const PreceptMark *mark)
{
  return mark->kind == PRECEPT_PAGE_MARK_GLYPHS && mark->role != PRECEPT_ROLE_ARTIFACT;
}

/* The first mark on a page, from @page on, that shows just this text. */
static const PreceptMark *
find_text (PreceptLayout *layout,
           const char    *text,
           guint         *page)
{
  for (; *page < precept_layout_get_n_pages (layout); (*page)++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, *page), &n_marks);

      for (guint i = 0; i < n_marks; i++)
        {
          if (marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && (gsize)marks[i].run.length == strlen (text) &&
              strncmp (marks[i].run.text, text, strlen (text)) == 0)
            return &marks[i];
        }
    }
  return NULL;
}

/* What every layout has to keep, whatever it holds. */

typedef struct
{
  guint  page;
  guint  n_lines; /* on that page */
  double y;       /* of the last one */
  guint  n_pages;
} TextOnPage;

static void
check_parts (GHashTable *texts,
             guint       sequence,
             TextOnPage *text)
{
  guint *total = g_hash_table_lookup (texts, GUINT_TO_POINTER (sequence));

  if (total != NULL || text->n_lines == 0)
    return;
  total = g_new0 (guint, 1);
  *total = text->n_lines;
  g_hash_table_insert (texts, GUINT_TO_POINTER (sequence), total);
}

/* Lines of a text of a paragraph on each page: raised marks are on the line of the text beside them. */
static void
check_widows (PreceptLayout *layout)
{
  g_autoptr (GHashTable) first_part = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, p), &n_marks);
      TextOnPage         text = { 0 };
      guint              sequence = 0;

      for (guint i = 0; i <= n_marks; i++)
        {
          const PreceptMark *mark = i < n_marks ? &marks[i] : NULL;

          if (mark != NULL && (!is_text (mark) || mark->role == PRECEPT_ROLE_CONTENTS_ENTRY))
            continue;
          if (mark == NULL || mark->sequence != sequence)
            {
              guint *earlier = g_hash_table_lookup (first_part, GUINT_TO_POINTER (sequence));

              /* The text goes on from the page before. */
              if (earlier != NULL && sequence > 0)
                {
                  g_assert_cmpuint (*earlier, >=, 2);
                  g_assert_cmpuint (text.n_lines, >=, 2);
                  g_assert_cmpuint (*earlier + text.n_lines, >=, 4);
                }
              else if (sequence > 0)
                check_parts (first_part, sequence, &text);
              text = (TextOnPage){ .page = p };
              if (mark == NULL)
                break;
              sequence = mark->sequence;
            }
          if (text.n_lines == 0 || mark->y > text.y + 7)
            {
              text.n_lines++;
              text.y = mark->y;
            }
        }
    }
}

static void
check_headings (PreceptLayout *layout)
{
  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, p), &n_marks);
      const PreceptMark *last = NULL;

      for (guint i = 0; i < n_marks; i++)
        {
          if (is_text (&marks[i]) && (last == NULL || marks[i].y >= last->y))
            last = &marks[i];
        }
      g_assert_nonnull (last);
      g_assert_cmpint (last->role, !=, PRECEPT_ROLE_HEADING);
      g_assert_cmpint (last->role, !=, PRECEPT_ROLE_CAPTION);
    }
}

/* Text stays between head and foot, and within the block of 504 points. */
static void
check_area (PreceptLayout *layout,
            double         bottom)
{
  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      PreceptPage       *page = precept_layout_get_page (layout, p);
      const PreceptMark *marks = precept_page_get_marks (page, &n_marks);
      double             left = (precept_page_get_width (page) - 504) / 2;

      for (guint i = 0; i < n_marks; i++)
        {
          if (!is_text (&marks[i]))
            continue;
          g_assert_cmpfloat (marks[i].y, >, p == 0 ? 54 : 77);
          g_assert_cmpfloat (marks[i].y, <, bottom);
          g_assert_cmpfloat (marks[i].x, >, left - 2);
          g_assert_cmpfloat (marks[i].x + marks[i].width, <, left + 506);

          /* The space at the end of a line is said once. */
          if (marks[i].run.space_after)
            g_assert_cmpint (marks[i].run.text[marks[i].run.length - 1], !=, ' ');
        }
    }
}

/* Each sequence is on one page, or on pages that follow each other; a row is never parted. */
static void
check_rows (PreceptLayout *layout)
{
  g_autoptr (GHashTable) pages = g_hash_table_new (NULL, NULL);

  for (guint p = 0; p < precept_layout_get_n_pages (layout); p++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, p), &n_marks);

      for (guint i = 0; i < n_marks; i++)
        {
          guint known;

          if (!is_text (&marks[i]) || marks[i].role != PRECEPT_ROLE_CELL)
            continue;
          known = GPOINTER_TO_UINT (g_hash_table_lookup (pages, GUINT_TO_POINTER (marks[i].sequence)));
          g_assert_true (known == 0 || known == p + 1);
          g_hash_table_insert (pages, GUINT_TO_POINTER (marks[i].sequence), GUINT_TO_POINTER (p + 1));
        }
    }
}

/* All words of the document are on the pages, in order, each once. */
static void
check_words (PreceptLayout  *layout,
             PreceptContent *content,
             GPtrArray      *blocks,
             GString        *pages)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      if (block->kind == PRECEPT_BLOCK_PARAGRAPH)
        g_assert_nonnull (strstr (pages->str, precept_text_get_string (block->text)));
      check_words (layout, content, block->children, pages);
    }
}

static void
test_random (gconstpointer data)
{
  guint32          seed = GPOINTER_TO_UINT (data);
  g_autofree char *xml = fixture_generate (seed, 12);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  PreceptPaper paper = seed % 2 == 0 ? PRECEPT_PAPER_A4 : PRECEPT_PAPER_LETTER;
  g_autoptr (PreceptLayout) layout = fixture_lay_out (document, paper);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_cmpuint (precept_layout_get_n_pages (layout), >, 4);
  check_area (layout, paper == PRECEPT_PAPER_A4 ? 763 : 721);
  check_headings (layout);
  check_widows (layout);
  check_rows (layout);

  /* A paragraph that is parted by a page goes on after its last space. */
  for (guint i = 0; i < precept_layout_get_n_pages (layout); i++)
    {
      g_autofree char *page = precept_page_dup_text (precept_layout_get_page (layout, i));

      g_string_append (text, page);
      if (text->len > 0 && text->str[text->len - 1] != ' ' && text->str[text->len - 1] != '-')
        g_string_append_c (text, '\n');
    }
  check_words (layout, content, precept_content_get_blocks (content), text);
}

/* One at a time */

static void
test_three_lines (void)
{
  GString         *parts = g_string_new ("<section id=\"s\"><title>One</title>");
  g_autofree char *xml = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  g_autofree char *page = NULL;
  PreceptRectangle rectangle;
  guint            n;

  /* 14 for each line and 7 after it: the 31st does not fit in whole. */
  for (guint i = 0; i < 40; i++)
    g_string_append_printf (parts, "<p id=\"p-%u\">word word word word word word word word word word word word word word word word word word word word "
                                   "word word word word word word word word word word word word word word word word word word word</p>",
                            i);
  g_string_append (parts, "</section>");
  xml = g_string_free (parts, FALSE);
  layout = lay_out (xml);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("p-%u", i);

      g_assert_true (precept_layout_find_block (layout, id, &n, &rectangle));
      g_assert_cmpfloat_with_epsilon (rectangle.height, 42, 0.01);
      g_assert_cmpfloat (rectangle.y + rectangle.height, <=, 721.01);
    }
}

static char *
make_codes (guint n_codes)
{
  GString *parts = g_string_new ("<billing-codes id=\"codes\"><code-table id=\"table\" role=\"diagnosis\"><caption>Codes of a very long list, "
                                 "with a caption that takes more than a single line of the text column</caption>");

  for (guint i = 0; i < n_codes; i++)
    g_string_append_printf (parts, "<code id=\"code-%u\" system=\"ICD-10-CM\" value=\"A%02u.%u\"><description>Condition %u</description></code>", i, i / 10 % 100, i % 10, i);
  g_string_append (parts, "</code-table></billing-codes>");
  return g_string_free (parts, FALSE);
}

static guint
count_text (PreceptLayout *layout,
            guint          page,
            const char    *text)
{
  guint              n_marks, n = 0;
  const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && (gsize)marks[i].run.length == strlen (text) &&
          strncmp (marks[i].run.text, text, strlen (text)) == 0)
        n++;
    }
  return n;
}

static void
test_long_table (void)
{
  for (guint n_codes = 20; n_codes < 80; n_codes += 3)
    {
      g_autofree char *parts = make_codes (n_codes);
      g_autoptr (PreceptLayout) layout = lay_out (parts);
      guint n_pages = precept_layout_get_n_pages (layout);
      guint n_rows = 0, on_page = 0;

      for (guint p = 1; p < n_pages; p++)
        {
          g_autofree char *goes_on = g_strdup_printf ("Table 1 continues on page %u", p + 2);

          on_page = 0;
          for (guint i = 0; i < n_codes; i++)
            {
              g_autofree char *text = g_strdup_printf ("Condition %u", i);

              on_page += count_text (layout, p, text);
            }
          n_rows += on_page;
          g_assert_cmpuint (on_page, >=, 2);
          g_assert_cmpuint (count_text (layout, p, "Description"), ==, 1);
          g_assert_cmpuint (count_text (layout, p, goes_on), ==, p + 1 < n_pages ? 1 : 0);
          g_assert_cmpuint (count_text (layout, p, "Table 1"), ==, 1);
        }
      g_assert_cmpuint (n_rows, ==, n_codes);
    }
}

/* The repeated head is no text: a reader hears it once. */
static void
test_repeated_head (void)
{
  g_autofree char *parts = make_codes (70);
  g_autoptr (PreceptLayout) layout = lay_out (parts);
  g_autofree char *second = precept_page_dup_text (precept_layout_get_page (layout, 2));
  guint            page = 2;

  g_assert_cmpuint (precept_layout_get_n_pages (layout), >, 2);
  g_assert_null (strstr (second, "Description"));
  g_assert_null (strstr (second, "continued"));
  g_assert_nonnull (find_text (layout, "Description", &page));
  g_assert_cmpuint (page, ==, 2);
}

/* A row that no page can hold is the one that may break. */
static void
test_giant_row (void)
{
  GRand           *random = g_rand_new_with_seed (3);
  g_autofree char *words = fixture_generate_words (random, 2500);
  g_autofree char *parts = g_strdup_printf ("<section id=\"s\"><title>One</title><table id=\"t\"><row id=\"r\"><cell id=\"a\"><p id=\"pa\">left</p></cell>"
                                            "<cell id=\"b\"><p id=\"pb\">%s</p></cell></row><row id=\"r2\"><cell id=\"c\"><p id=\"pc\">after</p></cell>"
                                            "<cell id=\"d\"><p id=\"pd\">it</p></cell></row></table></section>",
                                            words);
  g_autoptr (PreceptLayout) layout = lay_out (parts);
  g_autoptr (GString) text = g_string_new (NULL);

  g_rand_free (random);
  check_area (layout, 721);
  for (guint i = 0; i < precept_layout_get_n_pages (layout); i++)
    {
      g_autofree char *page = precept_page_dup_text (precept_layout_get_page (layout, i));

      g_string_append_printf (text, "%s ", page);
    }
  g_strdelimit (text->str, "\n", ' ');
  {
    g_auto (GStrv) all = g_strsplit (words, " ", -1);
    const char *at = strstr (text->str, "left");

    for (guint i = 0; all[i] != NULL; i++)
      {
        at = strstr (at, all[i]);
        g_assert_nonnull (at);
        at += strlen (all[i]);
      }
  }
}

/* A head as high as half a page is not repeated: rows would find no room below it. */
static void
test_high_head (void)
{
  GRand           *random = g_rand_new_with_seed (4);
  g_autofree char *words = fixture_generate_words (random, 300);
  g_autofree char *long_words = fixture_generate_words (random, 900);
  g_autofree char *parts = g_strdup_printf ("<section id=\"s\"><title>One</title><table id=\"t\"><row id=\"r\"><cell id=\"a\" header=\"yes\"><p id=\"pa\">%s</p></cell>"
                                            "<cell id=\"b\" header=\"yes\"><p id=\"pb\">%s</p></cell></row><row id=\"r2\"><cell id=\"c\"><p id=\"pc\">%s</p></cell>"
                                            "<cell id=\"d\"><p id=\"pd\">%s</p><p id=\"pe\">last</p></cell></row></table></section>",
                                            words, long_words, long_words, long_words);
  g_autoptr (PreceptLayout) layout = lay_out (parts);
  guint page = 0;

  g_rand_free (random);
  check_area (layout, 721);
  g_assert_cmpuint (precept_layout_get_n_pages (layout), >, 3);
  g_assert_nonnull (find_text (layout, "last", &page));
}

/* Cells that reach down over more rows than a page holds. */
static void
test_high_span (void)
{
  GRand           *random = g_rand_new_with_seed (5);
  g_autofree char *words = fixture_generate_words (random, 700);
  g_autoptr (GString) parts = g_string_new (NULL);

  g_string_append_printf (parts,
                          "<section id=\"s\"><title>One</title><table id=\"t\"><row id=\"r\"><cell id=\"a\" rowspan=\"60\"><p id=\"pa\">%s</p><p id=\"pe\">last</p></cell>"
                          "<cell id=\"b\"><p id=\"pb\">beside</p></cell></row>",
                          words);
  for (guint i = 0; i < 59; i++)
    g_string_append_printf (parts, "<row id=\"r-%u\"><cell id=\"c-%u\"><p id=\"p-%u\">number%u</p></cell></row>", i, i, i, i);
  g_string_append (parts, "</table></section>");
  g_rand_free (random);
  {
    g_autoptr (PreceptLayout) layout = lay_out (parts->str);
    guint page = 0;

    check_area (layout, 721);
    g_assert_nonnull (find_text (layout, "last", &page));
    for (guint i = 0; i < 59; i++)
      {
        g_autofree char *number = g_strdup_printf ("number%u", i);

        page = 0;
        g_assert_nonnull (find_text (layout, number, &page));
      }
  }
}

static void
test_contents (void)
{
  GString         *parts = g_string_new (NULL);
  g_autofree char *xml = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  double             right = 54 + 504;
  const PreceptMark *marks;
  guint              n_marks, n_leaders = 0, n_numbers = 0;

  for (guint i = 1; i < 30; i++)
    g_string_append_printf (parts, "<section id=\"s-%u\"><title>Heading %u</title><p id=\"p-%u\">text</p></section>", i, i, i);
  xml = g_string_free (parts, FALSE);
  layout = lay_out (xml);
  marks = precept_page_get_marks (precept_layout_get_page (layout, 0), &n_marks);
  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind != PRECEPT_PAGE_MARK_GLYPHS)
        continue;
      if (marks[i].role == PRECEPT_ROLE_ARTIFACT && marks[i].run.text[0] == '.')
        {
          double end = marks[i].x + marks[i].width - 3; /* the last dot has its tracking too */

          /* On one grid, which begins at the number. */
          g_assert_cmpfloat_with_epsilon (end, marks[i + 1].x - 7, 0.02);
          g_assert_cmpfloat (marks[i].x, >=, marks[i - 1].x + marks[i - 1].width + 6.9);
          n_leaders++;
        }
      else if (marks[i].role == PRECEPT_ROLE_CONTENTS_ENTRY && marks[i].x > right - 40)
        {
          g_assert_cmpfloat_with_epsilon (marks[i].x + marks[i].width, right, 0.02);
          g_assert_cmpuint (marks[i].sequence, ==, marks[i - 2].sequence);
          n_numbers++;
        }
    }
  g_assert_cmpuint (n_numbers, ==, 29);
  g_assert_cmpuint (n_leaders, ==, 29);
}

static void
test_disclaimer_sinks (void)
{
  g_autoptr (PreceptLayout) layout = lay_out ("<disclaimer id=\"d\"><p id=\"d-p\">Small print.</p></disclaimer>"
                                              "<section id=\"s\"><title>One</title><p id=\"p\">Text.</p></section>");
  PreceptRectangle rectangle;
  guint            page;

  g_assert_true (precept_layout_find_block (layout, "d-p", &page, &rectangle));
  g_assert_cmpuint (page, ==, 0);
  g_assert_cmpfloat_with_epsilon (rectangle.y + rectangle.height, 721, 0.01);
  g_assert_true (precept_layout_find_block (layout, "s", &page, &rectangle));
  g_assert_cmpuint (page, ==, 1);
  g_assert_cmpfloat_with_epsilon (rectangle.y, 77, 0.01);
}

static void
test_missing_glyph (void)
{
  g_autoptr (PreceptLayout) layout = lay_out ("<section id=\"s\"><title>One</title><p id=\"lacking\">A \xee\x84\xa3 sign</p></section>");
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  gboolean found = FALSE;
  guint    page = 0;

  for (guint i = 0; i < diagnostics->len; i++)
    {
      PreceptDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);
      int                start, end;

      if (g_strcmp0 (precept_diagnostic_get_id (diagnostic), "lacking") != 0)
        continue;
      found = TRUE;
      g_assert_cmpint (precept_diagnostic_get_severity (diagnostic), ==, PRECEPT_SEVERITY_ERROR);
      g_assert_nonnull (strstr (precept_diagnostic_get_message (diagnostic), "U+E123"));
      g_assert_true (precept_diagnostic_get_range (diagnostic, &start, &end));
      g_assert_cmpint (start, ==, 2);
      g_assert_cmpint (end, ==, 3);
    }
  g_assert_true (found);

  /* No box stands for it. */
  for (; page < precept_layout_get_n_pages (layout); page++)
    {
      guint              n_marks;
      const PreceptMark *marks = precept_page_get_marks (precept_layout_get_page (layout, page), &n_marks);

      for (guint i = 0; i < n_marks; i++)
        {
          for (int j = 0; marks[i].kind == PRECEPT_PAGE_MARK_GLYPHS && j < marks[i].run.glyphs->num_glyphs; j++)
            g_assert_cmpuint (marks[i].run.glyphs->glyphs[j].glyph & PANGO_GLYPH_UNKNOWN_FLAG, ==, 0);
        }
    }
}

/* Other scripts come from other fonts, are said to, and stay in the order of the text. */
static void
test_other_scripts (void)
{
  const char      *mixed = "Before العربية 123 אבג after नमस्ते";
  g_autofree char *parts = g_strdup_printf ("<section id=\"s\"><title>One</title><p id=\"p\">%s</p></section>", mixed);
  g_autoptr (PreceptLayout) layout = lay_out (parts);
  g_autoptr (GPtrArray) diagnostics = precept_layout_dup_diagnostics (layout);
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));
  guint            n_fallback = 0;

  for (guint i = 0; i < diagnostics->len; i++)
    {
      PreceptDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      g_assert_cmpstr (precept_diagnostic_get_rule_id (diagnostic), ==, "fallback-font");
      g_assert_nonnull (strstr (precept_diagnostic_get_message (diagnostic), "“Noto Sans Arabic”, “Noto Sans Devanagari”, “Noto Sans Hebrew”"));
      n_fallback++;
    }
  g_assert_cmpuint (n_fallback, ==, 1);
  g_assert_nonnull (strstr (text, mixed));
}

/* What is shaped otherwise than it is written is still what is written. */
static void
test_substitutes (void)
{
  static const char *address = "https://example.org/a-very-long-address/that-is-wider-than-the-text-column/and-must_break_somewhere/in%20it/or-else";
  g_autofree char   *parts = g_strdup_printf ("<section id=\"s\"><title>One</title><p id=\"p\">SOD1\xe2\x80\x91"
                                                "ALS at <link href=\"%s\">%s</link>.</p></section>",
                                              address, address);
  g_autoptr (PreceptLayout) layout = lay_out (parts);
  g_autofree char *text = precept_page_dup_text (precept_layout_get_page (layout, 1));
  PreceptRectangle rectangle;
  guint            page;

  g_assert_nonnull (strstr (text, "SOD1\xe2\x80\x91"
                                  "ALS"));
  g_assert_nonnull (strstr (text, address));
  g_assert_true (precept_layout_find_block (layout, "p", &page, &rectangle));
  g_assert_cmpfloat (rectangle.height, >, 14);
  check_area (layout, 721);
}

static void
test_cited_on (void)
{
  g_autoptr (PreceptLayout) layout = lay_out ("<section id=\"s\"><title>One</title><p id=\"p\">Text.<cite ref=\"a\"/></p></section>"
                                              "<references id=\"r\"><reference id=\"a\">Known work. 2020.</reference>"
                                              "<reference id=\"b\">Unknown work. 2021.</reference></references>");
  guint              page = 0;
  guint              n_marks;
  const PreceptMark *marks;
  gboolean           found = FALSE;

  g_assert_nonnull (find_text (layout, "Cited on p. ", &page));
  g_assert_cmpuint (count_text (layout, 1, "Cited on p. "), ==, 1);
  marks = precept_page_get_marks (precept_layout_get_page (layout, 1), &n_marks);
  for (guint i = 0; i < n_marks; i++)
    {
      if (marks[i].kind == PRECEPT_PAGE_MARK_LINK && g_strcmp0 (marks[i].link.target, "#a") == 0)
        {
          g_assert_cmpstr (marks[i].link.description, ==, "Reference 1");
          found = TRUE;
        }
    }
  g_assert_true (found);
}

/* Clicking on a block finds the block. */
static void
test_find (void)
{
  g_autofree char *xml = fixture_generate (5, 8);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptLayout) layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  guint n_found = 0;

  for (guint i = 1; i < 600; i++)
    {
      g_autofree char *id = g_strdup_printf ("p-%u", i);
      PreceptRectangle rectangle;
      guint            page;
      double           x;

      if (!precept_layout_find_block (layout, id, &page, &rectangle))
        continue;
      x = rectangle.width > 503 ? 54 + 220 : rectangle.x + 2;
      g_assert_cmpstr (precept_layout_find_id (layout, page, x, rectangle.y + 5), ==, id);
      n_found++;
    }
  g_assert_cmpuint (n_found, >, 60);
  g_assert_null (precept_layout_find_id (layout, 0, 5, 5));
}

static void
test_headings (void)
{
  g_autoptr (PreceptLayout) layout = lay_out ("<section id=\"a\"><title>One</title><p id=\"p\">Text.</p><section id=\"b\"><title>Two</title>"
                                              "<p id=\"q\">Text.</p></section></section><section id=\"c\"><title>Three</title><p id=\"r\">Text.</p></section>");
  guint                       n_headings;
  const PreceptLayoutHeading *headings = precept_layout_get_headings (layout, &n_headings);

  g_assert_cmpuint (n_headings, ==, 3);
  g_assert_cmpstr (headings[1].title, ==, "Two");
  g_assert_cmpstr (headings[1].id, ==, "b");
  g_assert_cmpuint (headings[1].level, ==, 2);
  g_assert_cmpuint (headings[2].level, ==, 1);
  g_assert_cmpuint (headings[2].page, ==, 1);
  g_assert_cmpfloat (headings[2].y, >, headings[1].y);
}

static void
test_empty (void)
{
  g_autoptr (PreceptLayout) layout = lay_out ("");

  g_assert_cmpuint (precept_layout_get_n_pages (layout), ==, 1);
  g_assert_nonnull (precept_layout_get_page (layout, 0));
}

/* Drawing leaves ink on the paper, both ways. */
static void
test_draw (void)
{
  g_autofree char *xml = fixture_generate (2, 2);
  g_autoptr (PreceptDocument) document = fixture_parse (xml);
  g_autoptr (PreceptLayout) layout = fixture_lay_out (document, PRECEPT_PAPER_LETTER);
  double ink[2] = { 0, 0 };

  for (guint i = 0; i < 2; i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 612, 792);
      cairo_t         *cr = cairo_create (surface);
      const guchar    *data;

      if (i == 0)
        precept_page_draw (precept_layout_get_page (layout, 1), cr);
      else
        precept_page_draw_exact (precept_layout_get_page (layout, 1), cr);
      g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
      cairo_destroy (cr);
      cairo_surface_flush (surface);
      data = cairo_image_surface_get_data (surface);
      for (int j = 0; j < cairo_image_surface_get_stride (surface) * 792; j++)
        ink[i] += data[j];
      cairo_surface_destroy (surface);
    }
  g_assert_cmpfloat (ink[0], >, 255 * 10000.0);
  g_assert_cmpfloat (fabs (ink[0] - ink[1]) / ink[0], <, 0.05);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint seed = 1; seed <= 8; seed++)
    {
      g_autofree char *name = g_strdup_printf ("/precept/layout/pages/random/%u", seed);

      g_test_add_data_func (name, GUINT_TO_POINTER (seed), test_random);
    }
  g_test_add_func ("/precept/layout/pages/three-lines", test_three_lines);
  g_test_add_func ("/precept/layout/pages/long-table", test_long_table);
  g_test_add_func ("/precept/layout/pages/repeated-head", test_repeated_head);
  g_test_add_func ("/precept/layout/pages/giant-row", test_giant_row);
  g_test_add_func ("/precept/layout/pages/high-head", test_high_head);
  g_test_add_func ("/precept/layout/pages/high-span", test_high_span);
  g_test_add_func ("/precept/layout/pages/contents", test_contents);
  g_test_add_func ("/precept/layout/pages/disclaimer-sinks", test_disclaimer_sinks);
  g_test_add_func ("/precept/layout/pages/missing-glyph", test_missing_glyph);
  g_test_add_func ("/precept/layout/pages/other-scripts", test_other_scripts);
  g_test_add_func ("/precept/layout/pages/substitutes", test_substitutes);
  g_test_add_func ("/precept/layout/pages/cited-on", test_cited_on);
  g_test_add_func ("/precept/layout/pages/find", test_find);
  g_test_add_func ("/precept/layout/pages/headings", test_headings);
  g_test_add_func ("/precept/layout/pages/empty", test_empty);
  g_test_add_func ("/precept/layout/pages/draw", test_draw);

  return g_test_run ();
}
