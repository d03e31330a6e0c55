/* test-words.c: words of a document's language, and sentences of criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-sentence.h"
#include "precept-words.h"

#include <string.h>

static void
test_language (void)
{
  PreceptWords *english = precept_words_get ("en-US");
  PreceptWords *british = precept_words_get ("en-GB");
  PreceptWords *klingon = precept_words_get ("tlh-Latn-QO");

  g_assert_true (precept_words_get ("en-US") == english);
  g_assert_cmpstr (precept_words_lookup (english, "headings", "summary"), ==, "Summary");
  g_assert_cmpstr (precept_words_lookup (british, "headings", "summary"), ==, "Summary");
  g_assert_cmpstr (precept_words_lookup (klingon, "headings", "summary"), ==, "Summary");
  g_assert_null (precept_words_lookup (english, "headings", "no-such-part"));
  g_assert_cmpstr (precept_words_name (english, "design", "quasi-experiment"), ==, "quasi-experiment");
  g_assert_true (precept_words_get (NULL) == precept_words_get ("en"));
}

static void
test_dates (void)
{
  static const struct
  {
    const char *language;
    const char *iso;
    const char *expected;
  } cases[] = {
    { "en-US", "2026-06-01", "06/01/2026" },
    { "en-GB", "2026-06-01", "01/06/2026" },
    { "en-US", "2024-02-29", "02/29/2024" },
    { "en-US", "2026-02-29", "2026-02-29" },
    { "en-US", "2026-6-1", "2026-6-1" },
    { "en-US", "2026-06-01T10:00", "2026-06-01T10:00" },
    { "en-US", "", "" },
    { "en-US", "June", "June" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *date = precept_words_format_date (precept_words_get (cases[i].language), cases[i].iso);

      g_assert_cmpstr (date, ==, cases[i].expected);
    }
}

static void
test_join (void)
{
  static const char *const items[] = { "a", "b", "c", NULL };
  PreceptWords            *words = precept_words_get ("en");
  g_autofree char         *three = precept_words_join (words, "list-or", items);
  g_autofree char         *two = precept_words_join (words, "list-and", items + 1);
  g_autofree char         *one = precept_words_join (words, "list-and", items + 2);
  g_autofree char         *none = precept_words_join (words, "list-and", items + 3);

  g_assert_cmpstr (three, ==, "a, b or c");
  g_assert_cmpstr (two, ==, "b and c");
  g_assert_cmpstr (one, ==, "c");
  g_assert_cmpstr (none, ==, "");
}

static PreceptDocument *
new_document (const char *criteria)
{
  g_autofree char *xml = g_strdup_printf ("<guideline xmlns='urn:precept:guideline:1' id='g'><coverage id='c'><facts>"
                                          "<fact id='cells' kind='lab' unit='/uL' unit-shown='cells/µL'><name>cell count</name></fact>"
                                          "<fact id='share' kind='lab' unit='%%'><name>share of cells</name></fact>"
                                          "<fact id='falls' kind='count'><name>fall</name><plural>falls</plural></fact>"
                                          "<fact id='older' kind='therapy'><name>the older drug</name></fact>"
                                          "<fact id='score' kind='lab' unit='{score}'><name>score</name></fact>"
                                          "<fact id='stage' kind='choice'><name>stage of disease</name><option id='early'>early</option>"
                                          "<option id='late'>late, with signs</option></fact>"
                                          "<fact id='asks' kind='yes-no'><name>asks</name><question>Does the member ask?</question></fact></facts>"
                                          "<general>%s</general></coverage></guideline>",
                                          criteria);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *xml;
    const char *expected;
  } cases[] = {
    { "<all id='x'/>", "All of the following:" },
    { "<any id='x'/>", "One or more of the following:" },
    { "<at-least id='x' count='2'/>", "At least two of the following:" },
    { "<at-least id='x' count='12'/>", "At least twelve of the following:" },
    { "<at-least id='x' count='13'/>", "At least 13 of the following:" },
    { "<none id='x'><title>Not with</title></none>", "Not with. None of the following:" },
    { "<age id='x' at-most='17'/>", "The member is 17 years of age or younger" },
    { "<age id='x' more-than='2' less-than='6' unit='months'/>", "The member is older than 2 months of age and younger than 6 months of age" },
    { "<age id='x' at-least='1'/>", "The member is 1 year of age or older" },
    { "<age id='x' at-least='0' at-most='1'/>", "The member is 0 through 1 year of age" },
    { "<age id='x' at-least='6' at-most='11'/>", "The member is 6 through 11 years of age" },
    { "<age id='x' at-least='2' at-most='2' unit='weeks'/>", "The member is 2 weeks of age" },
    { "<age id='x' less-than='1' unit='days'/>", "The member is younger than 1 day of age" },
    { "<age id='x' at-least='18' less-than='65'/>", "The member is 18 years of age or older and younger than 65 years of age" },
    { "<age id='x'/>", "Age" },
    { "<lab id='x' fact='cells' at-most='5' within='1 day'/>", "Cell count of at most 5 cells/µL within the past day" },
    { "<lab id='x' fact='cells' at-least='5' at-most='9' within='6 weeks'/>", "Cell count of 5 through 9 cells/µL within the past 6 weeks" },
    { "<lab id='x' fact='cells' at-least='5' at-most='5'/>", "Cell count of exactly 5 cells/µL" },
    { "<lab id='x' fact='cells' at-least='5' less-than='9'/>", "Cell count of at least 5 cells/µL and below 9 cells/µL" },
    { "<lab id='x' fact='cells' more-than='0.5'/>", "Cell count above 0.5 cells/µL" },
    { "<lab id='x' fact='share' less-than='80'/>", "Share of cells below 80%" },
    { "<lab id='x' fact='share' at-least='20' at-most='80'/>", "Share of cells of 20 through 80%" },
    { "<lab id='x' fact='score' at-least='3'/>", "Score of at least 3" },
    { "<lab id='x' fact='nothing' at-least='1'/>", "Nothing of at least 1" },
    { "<lab id='x' fact='cells'/>", "Cell count has been measured" },
    { "<number-of id='x' fact='falls' at-least='1' within='1 year'/>", "At least 1 fall within the past year" },
    { "<number-of id='x' fact='falls' at-least='2' within='12 months'/>", "At least 2 falls within the past 12 months" },
    { "<number-of id='x' fact='falls' less-than='3'/>", "Fewer than 3 falls" },
    { "<number-of id='x' fact='falls' more-than='1'/>", "More than 1 fall" },
    { "<number-of id='x' fact='falls' at-least='2' at-most='4'/>", "2 through 4 falls" },
    { "<number-of id='x' fact='falls' at-least='1' at-most='1'/>", "Exactly 1 fall" },
    { "<number-of id='x' fact='falls' at-least='2' less-than='5'/>", "At least 2 and fewer than 5 falls" },
    { "<number-of id='x' fact='falls' at-most='0' within='1 month'/>", "No falls within the past month" },
    { "<number-of id='x' fact='falls'/>", "Number of falls" },
    { "<tried id='x' fact='older'/>", "Inadequate response to the older drug, or such treatment was not tolerated or is contraindicated" },
    { "<tried id='x' fact='older' within='2 years'/>",
      "Inadequate response to the older drug within the past 2 years, or such treatment was not tolerated or is contraindicated" },
    { "<tried id='x' fact='older' for-at-least='3 months'/>",
      "Inadequate response to at least 3 months of the older drug, or such treatment was not tolerated or is contraindicated" },
    { "<prescriber id='x'><specialty>a surgeon</specialty></prescriber>", "Prescribed by a surgeon" },
    { "<diagnosis id='x' of='a disease'/>", "The member has a disease" },
    { "<diagnosis id='x'><code-ref table='t' value='A00.0'/></diagnosis>", "The member has a diagnosis of A00.0" },
    { "<is id='x' fact='asks'/>", "Does the member ask?" },
    { "<is id='x' fact='stage' value='late'/>", "Stage of disease: late, with signs" },
    { "<is id='x' fact='stage' value='early unheard'/>", "Stage of disease: early or unheard" },
    { "<criterion id='x'><p id='p'>It is <em>so</em>.</p></criterion>", "It is so." },
    { "<limit id='x' quantity='2 boxes' age-at-most='11'/>", "Quantity limit for members 11 years of age or younger: 2 boxes" },
    { "<limit id='x' quantity='2 boxes' age-at-least='1'/>", "Quantity limit for members 1 year of age or older: 2 boxes" },
    { "<limit id='x' dose='1 mg' age-at-least='6' age-at-most='11' every='1 week' billing-code='J0001' billing-units='1'/>",
      "Quantity limit for members 6 through 11 years of age: 1 mg every week (1 billing unit of J0001)" },
    { "<limit id='x' dose='40 mg' every='4 weeks' billing-code='J0001' billing-units='40'/>",
      "Quantity limit: 40 mg every 4 weeks (40 billing units of J0001)" },
    { "<limit id='x' dose='1 mg' billing-code='J0001'/>", "Quantity limit: 1 mg (J0001)" },
    { "<limit id='x'><p id='p'>As needed.</p></limit>", "Quantity limit: As needed." },
    { "<weight id='x' at-least='5' unit='kg'>at birth</weight>", "Weight: at-least 5, unit kg, at birth" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = new_document (cases[i].xml);
      g_autofree char *sentence = precept_sentence_new (document, precept_document_find (document, "x"));

      g_assert_cmpstr (sentence, ==, cases[i].expected);
    }
}

static void
test_durations (void)
{
  static const char *const cases[][2] = {
    { "1 month", "1 month" },
    { "6 months", "6 months" },
    { "P6M", "6 months" },
    { "P1Y", "1 year" },
    { "2 hours", "2 hours" },
    { "PT1H", "1 hour" },
    { "P1H", "P1H" },
    { "PT2M", "PT2M" },
    { "0 days", "0 days" },
    { "6months", "6 months" },
    { "a while", "a while" },
    { "3 moons", "3 moons" },
  };
  g_autoptr (PreceptDocument) document = new_document ("");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *duration = precept_sentence_dup_duration (document, cases[i][0]);

      g_assert_cmpstr (duration, ==, cases[i][1]);
    }
}

static void
test_labels (void)
{
  g_autoptr (PreceptDocument) document = new_document ("<criterion id='x'><p id='p'>See <xref ref='cells'/>, <xref ref='p'/> and <xref ref='none'/>.</p>"
                                                       "<list id='l' kind='bullet'><item id='i'><p id='q'>A point<cite ref='r'/><mandate/>.</p></item></list></criterion>");
  g_autoptr (GHashTable) numbers = precept_label_count (document);
  g_autofree char *prose = precept_label_dup_prose (document, numbers, precept_document_find (document, "x"));
  g_autofree char *nothing = precept_label_dup_prose (document, numbers, NULL);

  g_assert_cmpuint (g_hash_table_size (numbers), ==, 0);
  g_assert_cmpstr (prose, ==, "See cell count, Clinical indications and ?.\nA point.");
  g_assert_cmpstr (nothing, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/rules/words/language", test_language);
  g_test_add_func ("/precept/rules/words/dates", test_dates);
  g_test_add_func ("/precept/rules/words/join", test_join);
  g_test_add_func ("/precept/rules/sentences", test_sentences);
  g_test_add_func ("/precept/rules/durations", test_durations);
  g_test_add_func ("/precept/rules/labels", test_labels);

  return g_test_run ();
}
