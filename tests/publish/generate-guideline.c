/* generate-guideline.c: guidelines of any size, for tests and benchmarks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All kinds of content come in a mix such as real guidelines have: prose, lists, studies with
 * their citations, tables of codes, references.
 */
#include "config.h"

#include "generate-guideline.h"

/* Set so that the pages come out as many as asked for. */
#define SECTIONS_PER_PAGE 0.54
#define TOPICS_PER_PAGE 0.47
#define CODE_TABLES_PER_PAGE 0.055
#define REFERENCES_PER_PAGE 2.2

/* A text under construction. */
typedef struct
{
  GString *out;
  guint32  state; /* of the sequence of numbers */
  guint    n_ids;
  guint    n_references;
} Generator;

static guint
next_number (Generator *generator,
             guint      limit)
{
  generator->state = generator->state * 1664525u + 1013904223u;
  return (generator->state >> 8) % limit;
}

static void
append_id (Generator *generator)
{
  g_string_append_printf (generator->out, " id=\"g-%u\"", ++generator->n_ids);
}

static const char *
next_word (Generator *generator)
{
  static const char *const words[] = {
    "a", "the", "of", "and", "to", "in", "for", "with", "who", "that", "is", "are", "was", "or", "by", "after", "before", "each",
    "members", "patients", "adults", "children", "treatment", "therapy", "dose", "weeks", "months", "response", "baseline", "placebo",
    "review", "request", "specialist", "diagnosis", "confirmed", "documented", "moderate", "severe", "disease", "trial", "evidence",
    "outcome", "score", "safety", "events", "infusion", "injection", "oral", "biomarker", "concentration", "plasma", "function",
    "improvement", "decline", "difference", "interval", "confidence", "participants", "enrolled", "randomized", "continued",
    "long-term", "double-blind", "open-label", "AVATAR", "Tofu", "WAVE", "≥ 18", "β-blocker", "naïve", "20 mg", "12.5%"
  };

  return words[next_number (generator, G_N_ELEMENTS (words))];
}

static void
append_words (Generator *generator,
              guint      n_words)
{
  guint i;

  for (i = 0; i < n_words; i++)
    {
      const char *word = next_word (generator);

      if (i > 0)
        g_string_append_c (generator->out, ' ');
      switch (next_number (generator, 40))
        {
        case 0:
          g_string_append_printf (generator->out, "<em>%s</em>", word);
          break;
        case 1:
          g_string_append_printf (generator->out, "<strong>%s</strong>", word);
          break;
        case 2:
          g_string_append_printf (generator->out, i + 1 < n_words ? "%s," : "%s", word);
          break;
        default:
          g_string_append (generator->out, word);
        }
    }
}

static void
append_title (Generator  *generator,
              const char *word,
              guint       number)
{
  g_string_append_printf (generator->out, "<title>%s %u, %s and %s</title>\n", word, number, next_word (generator), next_word (generator));
}

static void
append_cite (Generator *generator)
{
  g_string_append_printf (generator->out, "<cite ref=\"ref-%u\"/>", 1 + next_number (generator, generator->n_references));
}

static void
append_sentence (Generator *generator)
{
  g_string_append (generator->out, "In all, ");
  append_words (generator, 8 + next_number (generator, 14));
  g_string_append_c (generator->out, '.');
}

static void
append_paragraph (Generator *generator)
{
  guint n = 2 + next_number (generator, 4);

  g_string_append (generator->out, "<p");
  append_id (generator);
  g_string_append_c (generator->out, '>');
  while (n-- > 0)
    {
      append_sentence (generator);
      if (n > 0)
        g_string_append_c (generator->out, ' ');
    }
  append_cite (generator);
  g_string_append (generator->out, "</p>\n");
}

static void
append_list (Generator *generator)
{
  guint n = 3 + next_number (generator, 4);

  g_string_append (generator->out, "<list");
  append_id (generator);
  g_string_append (generator->out, " kind=\"bullet\">\n");
  while (n-- > 0)
    {
      g_string_append (generator->out, "<item");
      append_id (generator);
      g_string_append (generator->out, "><p");
      append_id (generator);
      g_string_append_c (generator->out, '>');
      append_sentence (generator);
      g_string_append (generator->out, "</p></item>\n");
    }
  g_string_append (generator->out, "</list>\n");
}

static void
append_section (Generator *generator,
                guint      number)
{
  guint n = 2 + next_number (generator, 3);

  g_string_append (generator->out, "<section");
  append_id (generator);
  g_string_append_c (generator->out, '>');
  append_title (generator, "Section", number);
  while (n-- > 0)
    {
      append_paragraph (generator);
      if (n % 2 == 0)
        append_list (generator);
    }
  g_string_append (generator->out, "</section>\n");
}

static void
append_finding (Generator *generator,
                gboolean   outer)
{
  guint n_inner = outer ? next_number (generator, 3) : 0;

  g_string_append (generator->out, "<finding");
  append_id (generator);
  g_string_append_printf (generator->out, " cites=\"ref-%u\"", 1 + next_number (generator, generator->n_references));
  if (outer)
    g_string_append_printf (generator->out, " design=\"randomized-controlled-trial\" participants=\"%u\" duration=\"%u weeks\" trial=\"NCT%08u\"",
                            20 + next_number (generator, 900), 4 + next_number (generator, 100), next_number (generator, 99999999));
  g_string_append (generator->out, "><p");
  append_id (generator);
  g_string_append_c (generator->out, '>');
  append_sentence (generator);
  g_string_append_c (generator->out, ' ');
  append_sentence (generator);
  g_string_append (generator->out, "</p>\n");
  while (n_inner-- > 0)
    append_finding (generator, FALSE);
  g_string_append (generator->out, "</finding>\n");
}

static void
append_topic (Generator *generator,
              guint      number)
{
  guint n = 2 + next_number (generator, 4);

  g_string_append (generator->out, "<topic");
  append_id (generator);
  g_string_append_c (generator->out, '>');
  append_title (generator, "Topic", number);
  while (n-- > 0)
    append_finding (generator, TRUE);
  g_string_append (generator->out, "</topic>\n");
}

static void
append_code_table (Generator *generator,
                   guint      number)
{
  guint n = 10 + next_number (generator, 40);

  g_string_append (generator->out, "<code-table");
  append_id (generator);
  g_string_append_printf (generator->out, " role=\"billing\"><caption>Codes of group %u</caption>\n", number);
  while (n-- > 0)
    {
      g_string_append (generator->out, "<code");
      append_id (generator);
      g_string_append_printf (generator->out, " system=\"HCPCS\" value=\"J%04u\"><description>", next_number (generator, 9999));
      append_words (generator, 4 + next_number (generator, 14));
      g_string_append (generator->out, "</description></code>\n");
    }
  g_string_append (generator->out, "</code-table>\n");
}

static void
append_reference (Generator *generator,
                  guint      number)
{
  g_string_append_printf (generator->out, "<reference id=\"ref-%u\" doi=\"10.5555/sample.%u\">Author %c, Author %c. ",
                          number, number, 'A' + next_number (generator, 26), 'A' + next_number (generator, 26));
  append_words (generator, 10 + next_number (generator, 8));
  g_string_append_printf (generator->out, ". <em>J Samples</em>. %u;%u:%u-%u.</reference>\n",
                          1990 + next_number (generator, 36), 1 + next_number (generator, 90), number, number + 8);
}

static void
append_front (Generator *generator,
              guint      n_pages)
{
  g_string_append_printf (generator->out,
                          "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                          "<guideline xmlns=\"urn:precept:guideline:1\" id=\"generated\" xml:lang=\"en-US\">\n"
                          "<metadata><title>A guideline of %u pages</title><policy-number>GEN-%u</policy-number><version>1.0</version>"
                          "<status>draft</status><subject id=\"sample\" kind=\"drug\"><generic>samplumab</generic></subject>"
                          "<publisher>Example Health Plan</publisher><effective>2026-07-01</effective><last-review>2026-06-10</last-review></metadata>\n",
                          n_pages, n_pages);
}

static guint
count (guint  n_pages,
       double per_page)
{
  return MAX ((guint)(n_pages * per_page), 1);
}

char *
generate_guideline (guint n_pages)
{
  Generator generator = { g_string_new (NULL), 1, 0, count (n_pages, REFERENCES_PER_PAGE) };
  guint     i;

  append_front (&generator, n_pages);
  g_string_append (generator.out, "<summary id=\"summary\">");
  append_paragraph (&generator);
  g_string_append (generator.out, "</summary>\n<evidence id=\"evidence\">\n");
  for (i = 1; i <= count (n_pages, TOPICS_PER_PAGE); i++)
    append_topic (&generator, i);
  g_string_append (generator.out, "</evidence>\n");
  for (i = 1; i <= count (n_pages, SECTIONS_PER_PAGE); i++)
    append_section (&generator, i);
  g_string_append (generator.out, "<billing-codes id=\"codes\">\n");
  for (i = 1; i <= count (n_pages, CODE_TABLES_PER_PAGE); i++)
    append_code_table (&generator, i);
  g_string_append (generator.out, "</billing-codes>\n<references id=\"references\">\n");
  for (i = 1; i <= generator.n_references; i++)
    append_reference (&generator, i);
  g_string_append (generator.out, "</references>\n<history id=\"history\"><original id=\"original\" on=\"2026-06-10\" version=\"1.0\"/></history>\n</guideline>\n");
  return g_string_free (generator.out, FALSE);
}
