/* test-find.c: words found and replaced
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-find.h"

#include <string.h>

#define GUIDELINE                                                                                                                       \
  OPEN "<metadata><title>A drug</title><version>2</version><status>draft</status><subject id=\"drug\" kind=\"drug\"/>"                  \
       "<effective>2026-01-02</effective></metadata>"                                                                                   \
       "<summary id=\"sum\"><p id=\"p1\">The <em>drug</em>s are <strong>good dr</strong>ugs<cite ref=\"r1\"/> here.</p>"                \
       "<p id=\"p2\">See <link href=\"https://drug.example/drug\">the drug page</link> for drug\302\240use<!-- drug -->.</p></summary>" \
       "<billing-codes id=\"codes\"><code-table id=\"t1\" role=\"billing\"><caption>Drug codes</caption>"                               \
       "<code id=\"c1\" system=\"HCPCS\" value=\"drug\"><description>Drug, 1 mg</description></code></code-table></billing-codes>"      \
       "<references id=\"refs\"><reference id=\"r1\" doi=\"10.1000/drug\">Drug A. Drugs.</reference></references>" CLOSE

static const struct
{
  const char      *words;
  PreceptFindFlags flags;
  const char      *part_id;
  const char      *found; /* path:start-end … */
} cases[] = {
  { "drug", PRECEPT_FIND_NONE, "", "g/0/0:2-6" },
  { "drug", PRECEPT_FIND_NONE, "sum", "p1:4-8 p1:19-23 p2:8-12 p2:22-26" },
  { "drug", PRECEPT_FIND_WHOLE_WORDS, "sum", "p2:8-12 p2:22-26" },
  { "drugs", PRECEPT_FIND_NONE, "sum", "p1:4-9 p1:19-24" },
  { "Drug", PRECEPT_FIND_MATCH_CASE, NULL, "t1/0:0-4 c1/0:0-4 r1:0-4 r1:8-12" },
  { "drug use", PRECEPT_FIND_NONE, NULL, "p2:22-30" },
  { "drugs here", PRECEPT_FIND_NONE, NULL, "" },
  { "draft", PRECEPT_FIND_NONE, NULL, "" },
  { "2026", PRECEPT_FIND_NONE, NULL, "" },
  { "", PRECEPT_FIND_NONE, NULL, "" },
};

static void
test_find (void)
{
  g_autoptr (PreceptDocument) document = util_read (GUIDELINE);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) matches = precept_find (document, cases[i].words, cases[i].flags, cases[i].part_id, 100);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint j = 0; j < matches->len; j++)
        {
          PreceptMatch *match = g_ptr_array_index (matches, j);

          g_string_append_printf (found, "%s%s:%d-%d", j > 0 ? " " : "", match->path, match->start, match->end);
        }
      g_assert_cmpstr (found->str, ==, cases[i].found);
    }
}

static void
test_replace (void)
{
  static const struct
  {
    const char      *words;
    PreceptFindFlags flags;
    const char      *with;
    const char      *holds[4]; /* of the file afterwards */
  } replacements[] = {
    { "drugs", PRECEPT_FIND_NONE, "pills", { "<em>pills</em> are <strong>good pills</strong><cite ref=\"r1\"/> here.", "<p id=\"p2\">See <link href=\"https://drug.example/drug\">the drug page" } },
    { "drug", PRECEPT_FIND_NONE, "a<b", { "href=\"https://drug.example/drug\">the a&lt;b page</link> for a&lt;b", "<!-- drug -->", "value=\"drug\"", "doi=\"10.1000/drug\"" } },
    { "good", PRECEPT_FIND_NONE, "", { "are <strong>dr</strong>ugs" } },
    { "page for", PRECEPT_FIND_NONE, "leaf of", { "\">the drug </link>leaf of drug" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (replacements); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (GUIDELINE);
      g_autofree char *before = util_write (document);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) matches = precept_find (document, replacements[i].words, replacements[i].flags, NULL, 100);
      g_autoptr (PreceptStepGroup) group = precept_find_replace (document, matches, replacements[i].with, &error);

      g_assert_no_error (error);
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      util_check (document);
      after = util_write (document);
      for (guint j = 0; j < G_N_ELEMENTS (replacements[i].holds) && replacements[i].holds[j] != NULL; j++)
        {
          if (strstr (after, replacements[i].holds[j]) == NULL)
            g_error ("“%s” is not in %s", replacements[i].holds[j], after);
        }
      g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
      g_assert_false (precept_document_can_undo (document));
    }
}

/* Whatever is replaced: one undo gives identical bytes, and no attribute changes. */
static void
test_random (void)
{
  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *text = util_random_document ();
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autofree char *before = util_write (document);
      g_autofree char *undone = NULL;
      g_autoptr (GPtrArray) matches = precept_find (document, i % 2 ? "e" : "a", i % 3, NULL, 1000);
      g_autoptr (PreceptStepGroup) group = NULL;
      g_autoptr (GError) error = NULL;

      if (matches->len == 0)
        continue;
      group = precept_find_replace (document, matches, i % 5 ? "ÿ" : "", &error);
      g_assert_no_error (error);
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      util_check (document);
      g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/find/find", test_find);
  g_test_add_func ("/precept/find/replace", test_replace);
  g_test_add_func ("/precept/find/random", test_random);
  return g_test_run ();
}
