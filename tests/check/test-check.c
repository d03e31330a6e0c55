/* test-check.c: what the checks find in whole guidelines
 *
 * Every file golden/NAME.xml has its report in golden/NAME.expected. Run with
 * the name of a guideline, the program prints its report instead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-check.h"

#include <stdio.h>
#include <string.h>

static char *
build_golden_path (const char *name)
{
  return g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "check", "golden", name, NULL);
}

static PreceptDocument *
load (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  g_autoptr (GBytes) bytes = NULL;
  PreceptDocument *document;
  gsize            length;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&contents), length);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return document;
}

static char *
report (PreceptDocument *document,
        const char      *name)
{
  g_autoptr (GPtrArray) diagnostics = precept_check_document (document);
  PreceptCheckResult result = { .file_name = name, .diagnostics = diagnostics };

  return precept_check_report_text (&result, 1);
}

static void
assert_same_text (const char *actual,
                  const char *expected)
{
  g_auto (GStrv) actual_lines = g_strsplit (actual, "\n", -1);
  g_auto (GStrv) expected_lines = g_strsplit (expected, "\n", -1);

  for (guint i = 0; actual_lines[i] != NULL || expected_lines[i] != NULL; i++)
    {
      g_assert_cmpstr (actual_lines[i], ==, expected_lines[i]);
      if (actual_lines[i] == NULL || expected_lines[i] == NULL)
        break;
    }
}

static void
test_golden (gconstpointer data)
{
  const char      *name = data;
  g_autofree char *path = build_golden_path (name);
  g_autofree char *expected_path = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *with_ending = g_strconcat (expected_path, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *actual = NULL;
  g_autoptr (PreceptDocument) document = load (path);
  g_autoptr (GError) error = NULL;

  g_file_get_contents (with_ending, &expected, NULL, &error);
  g_assert_no_error (error);
  actual = report (document, name);
  assert_same_text (actual, expected);
}

static gboolean
holds (GPtrArray         *diagnostics,
       PreceptDiagnostic *sought)
{
  for (guint i = 0; i < diagnostics->len; i++)
    if (g_strcmp0 (precept_diagnostic_get_message (diagnostics->pdata[i]), precept_diagnostic_get_message (sought)) == 0 &&
        g_strcmp0 (precept_diagnostic_get_path (diagnostics->pdata[i]), precept_diagnostic_get_path (sought)) == 0)
      return TRUE;

  return FALSE;
}

/* Every fix applies, mends what it is offered for, and can be undone to the byte. */
static void
test_fixes (gconstpointer data)
{
  g_autofree char *path = build_golden_path (data);
  g_autoptr (PreceptDocument) document = load (path);
  g_autoptr (GBytes) before = precept_document_serialize (document);
  g_autoptr (GPtrArray) diagnostics = precept_check_document (document);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      PreceptStepGroup *fix = precept_diagnostic_get_fix (diagnostics->pdata[i]);
      g_autoptr (GPtrArray) left = NULL;
      g_autoptr (GBytes) after = NULL;
      g_autoptr (GError) error = NULL;

      if (fix == NULL)
        continue;
      g_assert_true (precept_document_apply (document, fix, &error));
      g_assert_no_error (error);
      left = precept_check_document (document);
      g_assert_false (holds (left, diagnostics->pdata[i]));
      g_free (precept_document_undo (document));
      after = precept_document_serialize (document);
      g_assert_true (g_bytes_equal (before, after));
    }
}

static void
test_merge (void)
{
  g_autofree char *path = build_golden_path ("references.xml");
  g_autoptr (PreceptDocument) document = load (path);
  g_autoptr (GPtrArray) diagnostics = precept_check_document (document);
  g_autofree char *cites = NULL;
  g_autofree char *pmid = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_test_summary ("Every citation of a merged reference points to the one that stays, which takes over its identifiers");

  for (guint i = 0; i < diagnostics->len; i++)
    if (g_strcmp0 (precept_diagnostic_get_rule_id (diagnostics->pdata[i]), "duplicate-reference") == 0)
      g_assert_true (precept_document_apply (document, precept_diagnostic_get_fix (diagnostics->pdata[i]), NULL));

  g_assert_false (precept_document_has_id (document, "ref-2"));
  g_assert_false (precept_document_has_id (document, "ref-4"));
  cites = precept_document_dup_attribute (document, "f-1", "cites");
  g_assert_cmpstr (cites, ==, "ref-3 ref-1");
  pmid = precept_document_dup_attribute (document, "ref-1", "pmid");
  g_assert_cmpstr (pmid, ==, "123");
  first = precept_document_dup_attribute (document, "summary-p/1", "ref");
  g_assert_cmpstr (first, ==, "ref-1");
  second = precept_document_dup_attribute (document, "summary-p/3", "ref");
  g_assert_cmpstr (second, ==, "ref-1");
}

static void
test_today (void)
{
  static const struct
  {
    const char *today;
    gboolean    overdue;
  } cases[] = {
    { NULL, FALSE },
    { "2026-02-28", FALSE },
    { "2026-03-01", FALSE },
    { "2026-03-02", TRUE },
  };
  g_autofree char *path = build_golden_path ("clean.xml");
  g_autoptr (PreceptDocument) document = load (path);

  g_test_summary ("What is overdue depends on the day that is named, and on no clock");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) diagnostics = NULL;
      GDate today;

      if (cases[i].today != NULL)
        {
          g_date_clear (&today, 1);
          g_date_set_parse (&today, cases[i].today);
        }
      diagnostics = precept_check_document_on (document, cases[i].today != NULL ? &today : NULL);
      g_assert_cmpuint (diagnostics->len, ==, cases[i].overdue);
      if (cases[i].overdue)
        g_assert_cmpstr (precept_diagnostic_get_rule_id (diagnostics->pdata[0]), ==, "review-overdue");
    }
}

static void
test_ranges (void)
{
  g_autofree char *path = build_golden_path ("references.xml");
  g_autoptr (PreceptDocument) document = load (path);
  g_autoptr (GPtrArray) diagnostics = precept_check_document (document);
  guint n_ranges = 0;

  g_test_summary ("A range selects, in the text of its block, the words that the message quotes");

  for (guint i = 0; i < diagnostics->len; i++)
    {
      g_autofree char *text = NULL;
      g_autofree char *words = NULL;
      g_autofree char *quoted = NULL;
      int              start, end;

      if (!precept_diagnostic_get_range (diagnostics->pdata[i], &start, &end))
        continue;
      text = precept_document_dup_text (document, precept_diagnostic_get_path (diagnostics->pdata[i]));
      words = g_utf8_substring (text, start, end);
      quoted = g_strdup_printf ("“%s”", words);
      g_assert_nonnull (strstr (precept_diagnostic_get_message (diagnostics->pdata[i]), quoted));
      n_ranges++;
    }
  g_assert_cmpuint (n_ranges, ==, 3);
}

/* Breaks one thing that a pattern finds: cuts it out, or puts another such thing in its place. */
static char *
mutate (const char *xml,
        GRand      *rand)
{
  static const char *const patterns[] = { " [a-z:-]+=\"[^\"]*\"", "=\"[^\"]*\"", ">[^<]+<", "<[a-z-]+", "</?[a-z-]+>", "<[a-z-]+ [^>]*/>" };
  const char              *pattern = patterns[g_rand_int_range (rand, 0, G_N_ELEMENTS (patterns))];
  g_autoptr (GRegex) regex = g_regex_new (pattern, 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (int));
  GString *mutated = g_string_new (NULL);
  int      n, other, start, end;

  for (g_regex_match (regex, xml, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_match_info_fetch_pos (match, 0, &start, &end);
      g_array_append_val (places, start);
      g_array_append_val (places, end);
    }
  if (places->len == 0)
    return g_string_free (g_string_append (mutated, xml), FALSE);

  n = 2 * g_rand_int_range (rand, 0, places->len / 2);
  other = 2 * g_rand_int_range (rand, 0, places->len / 2);
  g_string_append_len (mutated, xml, g_array_index (places, int, n));
  if (g_rand_boolean (rand))
    g_string_append_len (mutated, xml + g_array_index (places, int, other), g_array_index (places, int, other + 1) - g_array_index (places, int, other));
  g_string_append (mutated, xml + g_array_index (places, int, n + 1));

  return g_string_free (mutated, FALSE);
}

static void
check_mutated (const char *xml,
               guint      *n_checked)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, NULL);
  g_autoptr (GPtrArray) diagnostics = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (document == NULL)
    return;
  first = report (document, "mutated.xml");
  second = report (document, "mutated.xml");
  g_assert_cmpstr (first, ==, second);
  g_assert_true (g_utf8_validate (first, -1, NULL));

  diagnostics = precept_check_document (document);
  for (guint i = 0; i < diagnostics->len; i++)
    if (precept_diagnostic_get_fix (diagnostics->pdata[i]) != NULL &&
        precept_document_apply (document, precept_diagnostic_get_fix (diagnostics->pdata[i]), NULL))
      g_free (precept_document_undo (document));
  (*n_checked)++;
}

/* Whatever can be loaded can be checked, with the same report every time. */
static void
test_mutated (gconstpointer data)
{
  g_autofree char *path = build_golden_path (data);
  g_autofree char *xml = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_str_hash (data));
  guint n_checked = 0;

  g_assert_true (g_file_get_contents (path, &xml, NULL, NULL));
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *mutated = mutate (xml, rand);

      for (guint k = 0; k < i % 4; k++)
        {
          char *more = mutate (mutated, rand);

          g_free (mutated);
          mutated = more;
        }
      check_mutated (mutated, &n_checked);
    }
  g_assert_cmpuint (n_checked, >, 5);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

static GPtrArray *
list_golden (const char *ending)
{
  g_autofree char *folder = build_golden_path ("");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray  *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ending))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

/* The table documents every rule, and a golden file shows each one at work. */
static void
test_rules (void)
{
  g_autoptr (GPtrArray) names = list_golden (".expected");
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  guint                   n_rules;
  const PreceptCheckRule *rules = precept_check_get_rules (&n_rules);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = build_golden_path (names->pdata[i]);
      g_autofree char *contents = NULL;

      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      g_string_append (all, contents);
    }
  for (guint i = 0; i < n_rules; i++)
    {
      g_autofree char *mark = g_strdup_printf ("[%s]", rules[i].id);

      g_assert_true (g_hash_table_add (ids, (gpointer)rules[i].id));
      g_assert_cmpuint (strlen (rules[i].title), >, 0);
      g_assert_true (g_str_has_suffix (rules[i].reason, "."));
      /* Structure has tests of its own, and that one needs a day. */
      if (strchr (rules[i].id, '/') == NULL && strcmp (rules[i].id, "review-overdue") != 0 && strstr (all->str, mark) == NULL)
        g_error ("No golden file shows the rule %s", rules[i].id);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GPtrArray) names = NULL;

  if (argc == 2 && argv[1][0] != '-')
    {
      g_autoptr (PreceptDocument) document = load (argv[1]);
      g_autofree char *name = g_path_get_basename (argv[1]);
      g_autofree char *text = report (document, name);

      fputs (text, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  names = list_golden (".xml");
  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *golden = g_strconcat ("/precept/check/golden/", names->pdata[i], NULL);
      g_autofree char *mutated = g_strconcat ("/precept/check/mutated/", names->pdata[i], NULL);
      g_autofree char *fixes = g_strconcat ("/precept/check/fixes/", names->pdata[i], NULL);

      g_test_add_data_func (golden, names->pdata[i], test_golden);
      g_test_add_data_func (fixes, names->pdata[i], test_fixes);
      g_test_add_data_func (mutated, names->pdata[i], test_mutated);
    }
  g_test_add_func ("/precept/check/merge", test_merge);
  g_test_add_func ("/precept/check/today", test_today);
  g_test_add_func ("/precept/check/ranges", test_ranges);
  g_test_add_func ("/precept/check/rules", test_rules);

  return g_test_run ();
}
