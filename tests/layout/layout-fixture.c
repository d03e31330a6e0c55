/* layout-fixture.c: guidelines in pages, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <string.h>

PreceptDocument *
fixture_parse (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return document;
}

PreceptLayout *
fixture_lay_out (PreceptDocument *document,
                 PreceptPaper     paper)
{
  g_autoptr (PreceptStyle) plain = precept_style_new_default ();
  g_autoptr (PreceptStyle) style = precept_style_new_with_paper (plain, paper);
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autoptr (GError) error = NULL;
  PreceptLayout *layout = precept_layout_new (style, &error);

  g_assert_no_error (error);
  precept_layout_set_content (layout, content);
  return layout;
}

char *
fixture_wrap (const char *parts)
{
  return g_strconcat ("<guideline xmlns=\"urn:precept:guideline:1\" id=\"test\" xml:lang=\"en-US\"><metadata><title>Test</title>"
                      "<status>draft</status><subject id=\"subject\" kind=\"drug\"><generic>test</generic></subject></metadata>",
                      parts, "</guideline>", NULL);
}

static const char *
name_role (PreceptRole role)
{
  static const char *const names[] = {
    "artifact",
    "title",
    "heading",
    "text",
    "label",
    "caption",
    "cell",
    "contents-entry",
    "figure",
  };

  return names[role];
}

static void
dump_mark (GString           *dump,
           const PreceptMark *mark)
{
  g_string_append_printf (dump, "%8.2f %8.2f %7.2f ", mark->x, mark->y, mark->width);
  switch (mark->kind)
    {
    case PRECEPT_PAGE_MARK_GLYPHS:
      {
        PangoFontDescription *description = pango_font_describe (mark->run.font);
        g_autofree char      *font = pango_font_description_to_string (description);

        g_string_append_printf (dump, "“%.*s”%s%s %s", mark->run.length, mark->run.text, mark->run.space_after ? " + space" : "",
                                mark->run.right_to_left ? " right to left" : "", font);
        if (mark->angle > 0)
          g_string_append_printf (dump, " %.0f°", mark->angle);
        pango_font_description_free (description);
        break;
      }
    case PRECEPT_PAGE_MARK_FILL:
      g_string_append_printf (dump, "fill %.2f high", mark->height);
      break;
    case PRECEPT_PAGE_MARK_BOX:
      g_string_append_printf (dump, "box %.2f high", mark->height);
      break;
    case PRECEPT_PAGE_MARK_IMAGE:
      g_string_append_printf (dump, "image %.2f high “%s”", mark->height, mark->image.alternative);
      break;
    case PRECEPT_PAGE_MARK_LINK:
      g_string_append_printf (dump, "link %.2f high to %s “%s”", mark->height, mark->link.target, mark->link.description);
      break;
    case PRECEPT_PAGE_MARK_DESTINATION:
      g_string_append_printf (dump, "destination %s", mark->destination.name);
      break;
    default:
      g_assert_not_reached ();
    }

  if (mark->kind != PRECEPT_PAGE_MARK_LINK && mark->kind != PRECEPT_PAGE_MARK_DESTINATION)
    g_string_append_printf (dump, " #%02X%02X%02X", (guint)(mark->color.red * 255 + 0.5), (guint)(mark->color.green * 255 + 0.5),
                            (guint)(mark->color.blue * 255 + 0.5));
  g_string_append_printf (dump, " %s", name_role (mark->role));
  if (mark->role != PRECEPT_ROLE_ARTIFACT)
    g_string_append_printf (dump, " %u", mark->sequence);
  if (mark->block_id != NULL && mark->kind != PRECEPT_PAGE_MARK_DESTINATION)
    g_string_append_printf (dump, " @%s", mark->block_id);
  g_string_append_c (dump, '\n');
}

char *
fixture_dump_page (PreceptPage *page)
{
  GString           *dump = g_string_new (NULL);
  guint              n_marks;
  const PreceptMark *marks = precept_page_get_marks (page, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    dump_mark (dump, &marks[i]);
  return g_string_free (dump, FALSE);
}

char *
fixture_dump (PreceptLayout *layout)
{
  GString *dump = g_string_new (NULL);

  for (guint i = 0; i < precept_layout_get_n_pages (layout); i++)
    {
      PreceptPage     *page = precept_layout_get_page (layout, i);
      g_autofree char *marks = fixture_dump_page (page);

      g_string_append_printf (dump, "page %u, %.2f × %.2f\n%s", i + 1, precept_page_get_width (page), precept_page_get_height (page), marks);
    }
  return g_string_free (dump, FALSE);
}

/* Invented guidelines */

char *
fixture_generate_words (GRand *random,
                        guint  n_words)
{
  static const char *const syllables[] = {
    "ba",
    "cor",
    "den",
    "el",
    "fi",
    "gra",
    "hu",
    "in",
    "ka",
    "lor",
    "mi",
    "nu",
    "or",
    "pe",
    "qua",
    "ri",
    "so",
    "ta",
    "ul",
    "ve",
  };
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < n_words; i++)
    {
      guint n_syllables = (guint)g_rand_int_range (random, 1, 5);

      if (i > 0)
        g_string_append_c (words, ' ');
      for (guint j = 0; j < n_syllables; j++)
        g_string_append (words, syllables[g_rand_int_range (random, 0, G_N_ELEMENTS (syllables))]);
    }
  return g_string_free (words, FALSE);
}

static void
add_paragraph (GString *xml,
               GRand   *random,
               guint   *next_id,
               guint    most_words,
               gboolean cites)
{
  g_autofree char *words = fixture_generate_words (random, (guint)g_rand_int_range (random, 2, (gint32)most_words));
  guint            id = (*next_id)++;

  g_string_append_printf (xml, "<p id=\"p-%u\">%s", id, words);
  if (cites)
    g_string_append_printf (xml, "<cite ref=\"reference-%d\"/>", g_rand_int_range (random, 1, 21));
  g_string_append (xml, "</p>");
}

static void
add_list (GString *xml,
          GRand   *random,
          guint   *next_id,
          guint    depth)
{
  int n_items = g_rand_int_range (random, 1, 5);

  g_string_append_printf (xml, "<list id=\"list-%u\" kind=\"%s\">", (*next_id)++, g_rand_boolean (random) ? "bullet" : "number");
  for (int i = 0; i < n_items; i++)
    {
      g_string_append_printf (xml, "<item id=\"item-%u\">", (*next_id)++);
      add_paragraph (xml, random, next_id, 30, FALSE);
      if (depth < 3 && g_rand_int_range (random, 0, 4) == 0)
        add_list (xml, random, next_id, depth + 1);
      g_string_append (xml, "</item>");
    }
  g_string_append (xml, "</list>");
}

static void
add_table (GString *xml,
           GRand   *random,
           guint   *next_id)
{
  int n_rows = g_rand_int_range (random, 1, 14);

  g_string_append_printf (xml, "<table id=\"table-%u\"><caption>invented values</caption>", (*next_id)++);
  for (int i = 0; i <= n_rows; i++)
    {
      g_string_append_printf (xml, "<row id=\"row-%u\">", (*next_id)++);
      for (int j = 0; j < 3; j++)
        {
          g_string_append_printf (xml, i == 0 ? "<cell id=\"cell-%u\" header=\"yes\">" : "<cell id=\"cell-%u\">", (*next_id)++);
          add_paragraph (xml, random, next_id, j == 2 ? 30 : 4, FALSE);
          g_string_append (xml, "</cell>");
        }
      g_string_append (xml, "</row>");
    }
  g_string_append (xml, "</table>");
}

static void
add_finding (GString *xml,
             GRand   *random,
             guint   *next_id)
{
  g_string_append_printf (xml, "<finding id=\"finding-%u\" cites=\"reference-%d\" design=\"case-series\" participants=\"%d\">", (*next_id)++,
                          g_rand_int_range (random, 1, 21), g_rand_int_range (random, 3, 400));
  add_paragraph (xml, random, next_id, 60, FALSE);
  if (g_rand_boolean (random))
    {
      g_string_append_printf (xml, "<finding id=\"finding-%u\">", (*next_id)++);
      add_paragraph (xml, random, next_id, 40, TRUE);
      g_string_append (xml, "</finding>");
    }
  g_string_append (xml, "</finding>");
}

static void
add_section (GString *xml,
             GRand   *random,
             guint   *next_id,
             guint    depth)
{
  g_autofree char *title = fixture_generate_words (random, (guint)g_rand_int_range (random, 1, 9));
  int              n_blocks = g_rand_int_range (random, 1, 12);

  g_string_append_printf (xml, "<section id=\"section-%u\"><title>%s</title>", (*next_id)++, title);
  for (int i = 0; i < n_blocks; i++)
    {
      switch (g_rand_int_range (random, 0, 8))
        {
        case 0:
          add_list (xml, random, next_id, 1);
          break;
        case 1:
          add_table (xml, random, next_id);
          break;
        case 2:
          g_string_append_printf (xml, "<note id=\"note-%u\">", (*next_id)++);
          add_paragraph (xml, random, next_id, 50, FALSE);
          g_string_append (xml, "</note>");
          break;
        default:
          add_paragraph (xml, random, next_id, 140, TRUE);
          break;
        }
    }
  if (depth < 3 && g_rand_boolean (random))
    add_section (xml, random, next_id, depth + 1);
  g_string_append (xml, "</section>");
}

static void
add_evidence (GString *xml,
              GRand   *random,
              guint   *next_id)
{
  int n_topics = g_rand_int_range (random, 1, 4);

  g_string_append (xml, "<evidence id=\"evidence\">");
  for (int i = 0; i < n_topics; i++)
    {
      int n_findings = g_rand_int_range (random, 1, 8);

      g_string_append_printf (xml, "<topic id=\"topic-%d\"><title>topic %d</title>", i, i);
      for (int j = 0; j < n_findings; j++)
        add_finding (xml, random, next_id);
      g_string_append (xml, "</topic>");
    }
  g_string_append (xml, "</evidence>");
}

static void
add_criteria (GString *xml,
              GRand   *random,
              guint   *next_id,
              guint    depth)
{
  static const char *const operators[] = { "all", "any", "none" };
  const char              *operator= operators[g_rand_int_range (random, 0, G_N_ELEMENTS (operators))];
  int                      n_criteria = g_rand_int_range (random, 1, 5);

  g_string_append_printf (xml, "<%s id=\"operator-%u\">", operator, (*next_id)++);
  for (int i = 0; i < n_criteria; i++)
    {
      if (depth < 4 && g_rand_int_range (random, 0, 3) == 0)
        {
          add_criteria (xml, random, next_id, depth + 1);
          continue;
        }
      g_string_append_printf (xml, "<criterion id=\"criterion-%u\">", (*next_id)++);
      add_paragraph (xml, random, next_id, 40, FALSE);
      if (g_rand_int_range (random, 0, 6) == 0)
        add_list (xml, random, next_id, 2);
      g_string_append (xml, "</criterion>");
    }
  g_string_append_printf (xml, "</%s>", operator);
}

static void
add_coverage (GString *xml,
              GRand   *random,
              guint   *next_id)
{
  int n_requests = g_rand_int_range (random, 1, 4);

  g_string_append (xml, "<coverage id=\"coverage\"><indication id=\"indication\" determination=\"medically-necessary-when-met\"><title>an indication</title>");
  for (int i = 0; i < n_requests; i++)
    {
      int n_limits = g_rand_int_range (random, 0, 5);

      g_string_append_printf (xml, "<request id=\"request-%u\" type=\"initial\" authorize-for=\"6 months\">", (*next_id)++);
      add_criteria (xml, random, next_id, 1);
      for (int j = 0; j < n_limits; j++)
        g_string_append_printf (xml, "<limit id=\"limit-%u\"%s dose=\"%d mg\" every=\"4 weeks\" billing-code=\"J0001\"/>", (*next_id)++,
                                j % 2 == 0 ? " age-at-least=\"12\"" : "", 10 + j);
      g_string_append (xml, "</request>");
    }
  g_string_append (xml, "</indication></coverage>");
}

char *
fixture_generate (guint32 seed,
                  guint   n_sections)
{
  GRand           *random = g_rand_new_with_seed (seed);
  GString         *xml = g_string_new (NULL);
  guint            next_id = 1;
  g_autofree char *parts = NULL;

  g_string_append (xml, "<disclaimer id=\"disclaimer\">");
  add_paragraph (xml, random, &next_id, 60, FALSE);
  g_string_append (xml, "</disclaimer><definitions id=\"definitions\">");
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *term = fixture_generate_words (random, 3);

      g_string_append_printf (xml, "<definition id=\"definition-%u\"><term>%s</term>", i, term);
      add_paragraph (xml, random, &next_id, 40, FALSE);
      g_string_append (xml, "</definition>");
    }
  g_string_append (xml, "</definitions>");
  add_evidence (xml, random, &next_id);
  add_coverage (xml, random, &next_id);
  for (guint i = 0; i < n_sections; i++)
    add_section (xml, random, &next_id, 1);
  g_string_append (xml, "<references id=\"references\">");
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *words = fixture_generate_words (random, 25);

      g_string_append_printf (xml, "<reference id=\"reference-%u\" doi=\"10.1000/%u\">%s</reference>", i, i, words);
    }
  g_string_append (xml, "</references>");

  parts = g_string_free (xml, FALSE);
  g_rand_free (random);
  return fixture_wrap (parts);
}
