/* test-leaf.c: criteria that are coded by a form, and the coverage part as an editor sees it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-coverage.h"
#include "precept-edit-coverage.h"
#include "precept-edit-criteria.h"
#include "precept-grammar-tree.h"
#include "precept-leaf.h"
#include "precept-rules.h"

#include <stdlib.h>
#include <string.h>

#include "precept-document-tree.h"

static PreceptDocument *
new_document (const char *criteria)
{
  g_autofree char *xml = g_strdup_printf (
    "<guideline xmlns='urn:precept:guideline:1' id='g' xml:lang='en-US'><metadata><title>Examplin</title><status>draft</status>"
    "<subject id='s' kind='drug'/></metadata><coverage id='c'><facts>"
    "<fact id='cells' kind='lab' unit='/uL' unit-shown='cells/µL'><name>cell count</name><code system='LOINC' value='711-2'/></fact>"
    "<fact id='falls' kind='count'><name>fall</name><plural>falls</plural></fact>"
    "<fact id='older' kind='therapy'><name>the older drug</name></fact>"
    "<fact id='smoker' kind='yes-no'><name>smoking</name><statement>The member smokes</statement></fact>"
    "<fact id='stage' kind='choice'><name>stage</name><option id='early'>early</option><option id='late'>late</option></fact>"
    "</facts><p id='cp'>Before.</p><group id='gr'><title>Uses</title><indication id='i' determination='medically-necessary-when-met'><title>Use</title>"
    "<applies-to id='at'><criterion id='who'><p id='whop'>Who.</p></criterion></applies-to>"
    "<request id='r' type='initial'>%s</request><request id='r2' type='continuation'><all id='all2'><criterion id='more'><p id='morep'>More.</p></criterion></all>"
    "<limit id='li' quantity='1'/></request></indication></group>"
    "<all-other-uses id='o' determination='not-medically-necessary'><p id='op'>No.</p></all-other-uses></coverage>"
    "<billing-codes id='b'><code-table id='t' role='diagnosis'><caption>T</caption><code system='ICD-10-CM' value='J45.50'/>"
    "</code-table></billing-codes></guideline>",
    criteria);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static void
assert_valid (PreceptDocument *document)
{
  xmlNode *coverage = precept_node_child (precept_document_get_root (document), "coverage");
  g_autoptr (PreceptRules) rules = precept_rules_new (document);

  g_assert_nonnull (rules);
  g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), coverage));
}

static char *
dup_bytes (PreceptDocument *document)
{
  g_autoptr (GBytes) bytes = precept_document_serialize (document);
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

typedef struct
{
  const char     *words;
  PreceptLeafKind kind;
  const char     *sentence; /* NULL: not complete */
} GuessCase;

static const GuessCase guesses[] = {
  { "18 years or older", PRECEPT_LEAF_AGE, "The member is 18 years of age or older" },
  { "The member is at least 6 years of age.", PRECEPT_LEAF_AGE, "The member is 6 years of age or older" },
  { "Member is 12 to 17 years of age", PRECEPT_LEAF_AGE, "The member is 12 through 17 years of age" },
  { "Younger than 24 months of age", PRECEPT_LEAF_AGE, "The member is younger than 24 months of age" },
  { "Age two years and older", PRECEPT_LEAF_AGE, "The member is 2 years of age or older" },
  { "Prescribed by or in consultation with a pulmonologist, an allergist or an immunologist", PRECEPT_LEAF_PRESCRIBER,
    "Prescribed by or in consultation with a pulmonologist, an allergist or an immunologist" },
  { "Prescribed by a neurologist.", PRECEPT_LEAF_PRESCRIBER, "Prescribed by a neurologist" },
  { "Inadequate response to at least 3 months of a high-dose inhaled corticosteroid", PRECEPT_LEAF_THERAPY,
    "Inadequate response to at least 3 months of a high-dose inhaled corticosteroid, or such treatment was not tolerated or is contraindicated" },
  { "Failure of a 6-week trial of methotrexate, or intolerance to it", PRECEPT_LEAF_THERAPY,
    "Inadequate response to at least 6 weeks of methotrexate, or such treatment was not tolerated or is contraindicated" },
  { "Inadequate response to the older drug", PRECEPT_LEAF_THERAPY,
    "Inadequate response to the older drug, or such treatment was not tolerated or is contraindicated" },
  { "Two or more falls in the past year", PRECEPT_LEAF_COUNT, "At least 2 falls within the past year" },
  { "At least 1 hospital admission for asthma within the past 12 months", PRECEPT_LEAF_COUNT, "At least 1 hospital admission for asthma within the past 12 months" },
  { "Cell count of at least 150 cells/µL within the past 6 weeks", PRECEPT_LEAF_LAB, "Cell count of at least 150 cells/µL within the past 6 weeks" },
  { "FEV1 below 80% of predicted, last 6 months", PRECEPT_LEAF_LAB, "FEV1 below 80% of predicted within the past 6 months" },
  { "Diagnosis of severe asthma", PRECEPT_LEAF_DIAGNOSIS, "The member has severe asthma (J45.50)" },
  { "The report of the genetic test is attached.", PRECEPT_LEAF_YES_NO, "The report of the genetic test is attached" },
  { "", PRECEPT_LEAF_YES_NO, NULL },
};

static void
test_guess (gconstpointer data)
{
  const GuessCase *test = data;
  g_autofree char *criterion = g_strdup_printf ("<criterion id='x' cites='q' mandate='yes'><p id='xp'>%s</p></criterion>", test->words);
  g_autoptr (PreceptDocument) document = new_document (criterion);
  g_autoptr (PreceptLeaf) leaf = precept_leaf_new_guess (document, test->words);
  g_autoptr (PreceptLeaf) again = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (PreceptStepGroup) back = NULL;
  g_autoptr (PreceptCoverage) coverage = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = precept_leaf_dup_sentence (document, leaf);
  g_autofree char *sentence_again = NULL;
  g_autofree char *before = dup_bytes (document);
  g_autofree char *after = NULL;
  g_autofree char *words = NULL;
  PreceptCoverage *x;

  g_assert_cmpint (leaf->kind, ==, test->kind);
  g_assert_cmpstr (sentence, ==, test->sentence);
  group = precept_leaf_apply (document, "x", leaf, TRUE, &error);
  if (test->sentence == NULL)
    {
      g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
      return;
    }

  /* What is printed is what the form said; the words are its note. */
  g_assert_no_error (error);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  assert_valid (document);
  coverage = precept_coverage_new (document);
  x = precept_coverage_find (coverage, "x");
  g_assert_nonnull (x);
  g_assert_cmpint (x->kind, ==, PRECEPT_COVERAGE_LEAF);
  g_assert_cmpstr (x->text, ==, test->sentence);
  g_assert_cmpstr (x->note, ==, test->words);
  g_assert_true (x->mandate);
  again = precept_leaf_new_from_criterion (document, "x");
  g_assert_nonnull (again);
  sentence_again = precept_leaf_dup_sentence (document, again);
  g_assert_cmpstr (sentence_again, ==, test->sentence);

  /* And back. */
  back = precept_leaf_undo_coding (document, "x", &error);
  precept_document_apply (document, back, &error);
  g_assert_no_error (error);
  assert_valid (document);
  words = precept_document_dup_text (document, "x");
  g_assert_cmpstr (words, ==, test->words);
  g_free (precept_document_undo (document));
  g_free (precept_document_undo (document));
  after = dup_bytes (document);
  g_assert_cmpstr (after, ==, before);
}

static void
test_coverage (void)
{
  g_autoptr (PreceptDocument) document = new_document ("<all id='a'><age id='age' at-least='6'><note id='n'><p id='np'>Note.</p></note></age>"
                                                       "<any id='any' mandate='yes'><title>T</title><is id='s1' fact='smoker'/><criterion id='x'><p id='xp'>Words.</p></criterion></any></all>");
  g_autoptr (PreceptCoverage) coverage = precept_coverage_new (document);
  guint            n_coded = 0;
  guint            n_total = 0;
  PreceptCoverage *any = precept_coverage_find (coverage, "any");

  precept_coverage_count (coverage, &n_coded, &n_total);
  g_assert_cmpuint (n_coded, ==, 2);
  g_assert_cmpuint (n_total, ==, 5);
  g_assert_cmpstr (any->title, ==, "T");
  g_assert_cmpuint (any->number, ==, 2);
  g_assert_false (any->is_said);
  g_assert_true (precept_coverage_find (coverage, "a")->is_said);
  g_assert_cmpstr (precept_coverage_find (coverage, "age")->note, ==, "Note.");
  g_assert_cmpstr (precept_coverage_find (coverage, "s1")->text, ==, "The member smokes");
  g_assert_true (precept_coverage_ancestor (precept_coverage_find (coverage, "x/0"), PRECEPT_COVERAGE_INDICATION) == precept_coverage_find (coverage, "i"));
  g_assert_nonnull (precept_coverage_child (coverage, PRECEPT_COVERAGE_FACT));
  g_assert_nonnull (precept_coverage_child (coverage, PRECEPT_COVERAGE_PROSE));
  g_assert_nonnull (precept_coverage_child (coverage, PRECEPT_COVERAGE_OTHER_USES));
}

/* Random edits */

static void
list_criteria (PreceptCoverage *self,
               GPtrArray       *list)
{
  if (precept_coverage_is_criterion (self) || self->kind == PRECEPT_COVERAGE_REQUEST || self->kind == PRECEPT_COVERAGE_APPLIES_TO)
    g_ptr_array_add (list, self);
  for (guint i = 0; i < self->children->len; i++)
    list_criteria (g_ptr_array_index (self->children, i), list);
}

static const char *
choose (GPtrArray *list)
{
  PreceptCoverage *item = g_ptr_array_index (list, g_test_rand_int_range (0, (int)list->len));

  return item->path;
}

static PreceptStepGroup *
plan_code (PreceptDocument *document,
           const char      *path)
{
  const char *words = guesses[g_test_rand_int_range (0, G_N_ELEMENTS (guesses))].words;
  g_autoptr (PreceptLeaf) leaf = precept_leaf_new_guess (document, words);

  return precept_leaf_apply (document, path, leaf, g_test_rand_bit (), NULL);
}

static PreceptStepGroup *
plan_random (PreceptDocument *document,
             GPtrArray       *list)
{
  static const char *const kinds[] = { "all", "any", "none", "at-least" };
  const char              *path = choose (list);
  g_autofree char         *out = NULL;
  g_autofree char         *paragraph = g_strdup_printf ("%s/0", path);

  switch (g_test_rand_int_range (0, 17))
    {
    case 0:
    case 1:
      return precept_edit_add_criterion (document, path, (PreceptCriteriaPlace)g_test_rand_int_range (0, 4), NULL, &out, NULL);
    case 2:
      return precept_edit_remove_criterion (document, path, &out, NULL);
    case 3:
      return precept_edit_duplicate_criterion (document, path, &out, NULL);
    case 4:
    case 5:
    case 6:
      return precept_edit_move_criterion (document, path, choose (list), (PreceptCriteriaPlace)g_test_rand_int_range (0, 4), NULL);
    case 7:
      return precept_edit_raise_criterion (document, path, g_test_rand_bit (), NULL);
    case 8:
    case 9:
      return precept_edit_indent_criterion (document, path, NULL);
    case 10:
      return precept_edit_outdent_criterion (document, path, NULL);
    case 11:
      return precept_edit_group_criteria (document, path, (guint)g_test_rand_int_range (1, 4), &out, NULL);
    case 12:
      return precept_edit_ungroup_criteria (document, path, NULL);
    case 13:
      return precept_edit_set_group_kind (document, path, kinds[g_test_rand_int_range (0, 4)], (guint)g_test_rand_int_range (1, 4), NULL);
    case 14:
      return precept_edit_open_criterion (document, path, &out, NULL);
    case 15:
      return g_test_rand_bit () ? precept_edit_join_criterion (document, path, &out, NULL)
                                : precept_edit_split_criterion (document, paragraph, NULL, NULL, &out, NULL);
    case 16:
    default:
      return g_test_rand_bit () ? plan_code (document, path) : precept_leaf_undo_coding (document, path, NULL);
    }
}

static void
test_random (void)
{
  const char *wanted = g_getenv ("PRECEPT_TEST_ROUNDS");
  guint       n_rounds = wanted != NULL ? (guint)atoi (wanted) : 20;

  for (guint round = 0; round < n_rounds; round++)
    {
      g_autoptr (PreceptDocument) document = new_document ("<all id='a'><age id='age' at-least='6'/><any id='any'><is id='s1' fact='smoker'/>"
                                                           "<criterion id='x'><p id='xp'>One of:</p><list id='l' kind='number'><item id='m'><p id='mp'>m</p></item></list></criterion></any></all>");
      g_autofree char *first = dup_bytes (document);
      g_autofree char *last = NULL;
      guint            n_done = 0;

      for (guint i = 0; i < 25; i++)
        {
          g_autoptr (PreceptCoverage) coverage = precept_coverage_new (document);
          g_autoptr (GPtrArray) list = g_ptr_array_new ();
          g_autoptr (PreceptStepGroup) group = NULL;
          g_autoptr (GError) error = NULL;
          g_autofree char *before = dup_bytes (document);
          g_autofree char *after = NULL;

          list_criteria (coverage, list);
          group = plan_random (document, list);
          if (group == NULL || precept_step_group_get_n_steps (group) == 0)
            continue;
          precept_document_apply (document, group, &error);
          g_assert_no_error (error);
          assert_valid (document);
          g_free (precept_document_undo (document));
          after = dup_bytes (document);
          g_assert_cmpstr (after, ==, before);
          g_free (precept_document_redo (document));
          n_done++;
        }
      while (n_done-- > 0)
        g_free (precept_document_undo (document));
      last = dup_bytes (document);
      g_assert_cmpstr (last, ==, first);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      g_autofree char *path = g_strdup_printf ("/precept/leaf/guess/%u", i);

      g_test_add_data_func (path, &guesses[i], test_guess);
    }
  g_test_add_func ("/precept/leaf/coverage", test_coverage);
  g_test_add_func ("/precept/leaf/random", test_random);

  return g_test_run ();
}
