/* test-edit-references.c: merging, replacing, sorting and pasting references; definitions and the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-entries.h"
#include "precept-edit-metadata.h"
#include "precept-edit-references.h"
#include "precept-links.h"

#include <string.h>

#define R(id, attributes, text) "<reference id=\"" id "\" " attributes ">" text "</reference>"
#define METADATA "<metadata><title>T</title><status>draft</status><subject id=\"x\" kind=\"drug\"/></metadata>"

static const char *const library =
  OPEN                   METADATA
  "<summary id=\"s\"><p id=\"s1\">One<cite ref=\"b\"/> and two<cite ref=\"a b\"/>, see <xref ref=\"b\"/> there.</p>"
  "<p id=\"s2\">A <em>slanted<cite ref=\"c\"/></em> word.</p></summary>"
  "<evidence id=\"e\"><topic id=\"t\"><title>Trials</title>"
  "<finding id=\"f1\" cites=\"a b\"><p id=\"f1p\">First<cite ref=\"d\"/>.</p><finding id=\"f2\" cites=\"b\"><p id=\"f2p\">Second.</p></finding></finding>"
  "</topic></evidence>"
  "<references id=\"r\">" R ("a", "doi=\"10.1000/a\"", "Zeta A. About a thing. <em>J</em>. 2020.") "<!--kept-->" R ("b", "pmid=\"12\" pmcid=\"PMC3\"", "Älpha B. Another thing. 2021.")
    R ("c", "", "beta C. A third thing. 2019.") R ("d", "doi=\"10.1000/d\"", "Delta D. A fourth thing. 2018.") "</references>"
                                                                                                               "<review id=\"rv\"><thread id=\"th\" on=\"b\"><comment id=\"c1\" author=\"A\" time=\"2026-01-01T00:00:00Z\"><p id=\"cp\">Same?</p></comment></thread></review>" CLOSE;

/* No citation leads nowhere. */
static void
check_links (PreceptDocument *document)
{
  g_autoptr (GHashTable) links = precept_document_index_links (document);
  GHashTableIter iter;
  const char    *id;

  g_hash_table_iter_init (&iter, links);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, NULL))
    {
      if (!precept_document_has_id (document, id))
        g_error ("A link leads to “%s”, which is gone", id);
    }
}

static void
check_edit (PreceptDocument *document, PreceptStepGroup *group, GError *error, const char *const *expected)
{
  util_check_edit (document, group, error, expected);
  check_links (document);
}

static void
test_merge (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const from[] = { "b", NULL };
  const char *const to[] = { "a", NULL };
  const char *const expected[] = {
    "!id=\"b\"", "One<cite ref=\"a\"/> and two<cite ref=\"a\"/>, see <xref ref=\"a\"/> there.", "<finding id=\"f1\" cites=\"a\">", "<finding id=\"f2\" cites=\"a\">",
    "doi=\"10.1000/a\" pmid=\"12\" pmcid=\"PMC3\"", "on=\"a\"", "<!--kept-->", NULL
  };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_merge_references (document, from, to, &error);

  g_assert_cmpstr (precept_step_group_get_label (group), ==, "Merge reference 2 into 1");
  check_edit (document, group, error, expected);
}

/* b → a and c → b: both lead to a; an identifier that the first brings is not overwritten by the second. */
static void
test_merge_several (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const from[] = { "b", "c", "d", "c", NULL };
  const char *const to[] = { "a", "b", "c", "b", NULL };
  const char *const expected[] = {
    "!id=\"b\"", "!id=\"c\"", "!id=\"d\"", "!ref=\"b", "slanted<cite ref=\"a\"/>", "First<cite ref=\"a\"/>", "doi=\"10.1000/a\" pmid=\"12\"", "!10.1000/d", NULL
  };
  const char *const circle_from[] = { "a", "c", NULL };
  const char *const circle_to[] = { "c", "a", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_merge_references (document, circle_from, circle_to, &error);

  g_assert_null (group);
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
  group = precept_edit_merge_references (document, from, to, &error);
  check_edit (document, group, error, expected);
}

static void
test_replace (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const expected[] = { "!id=\"b\"", "One<cite ref=\"d\"/> and two<cite ref=\"a d\"/>", "cites=\"a d\"", "on=\"d\"", "!pmid", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_replace_reference (document, "b", "d", &error);

  check_edit (document, group, error, expected);
  g_assert_null (precept_edit_replace_reference (document, "d", "d", &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
  g_assert_null (precept_edit_replace_reference (document, "d", "s1", &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
}

static void
test_remove (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const expected[] = { "!id=\"b\"", "One and two<cite ref=\"a\"/>, see there.", "<finding id=\"f1\" cites=\"a\">", "<finding id=\"f2\">", "on=\"r\"", NULL };
  const char *const and_c[] = { "A <em>slanted</em> word.", "!ref=\"c", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_remove_reference (document, "b", &error);

  check_edit (document, group, error, expected);
  group = precept_edit_remove_reference (document, "c", &error);
  check_edit (document, group, error, and_c);
}

static char *
dup_order (PreceptDocument *document,
           const char      *parent,
           const char      *name)
{
  GString *ids = g_string_new (NULL);

  for (xmlNode *child = precept_node_first_element (precept_document_find (document, parent)); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *id = precept_node_dup_attribute (child, "id");

      if (precept_node_is (child, name))
        g_string_append_printf (ids, "%s%s", ids->len > 0 ? " " : "", id);
    }

  return g_string_free (ids, FALSE);
}

static void
test_sort (void)
{
  static const char *const nothing[] = { "<!--kept-->", NULL };
  g_autoptr (PreceptDocument) document = util_read (library);
  GError           *error = NULL;
  g_autofree char  *alphabetical = NULL;
  g_autofree char  *cited = NULL;
  PreceptStepGroup *group;

  g_assert_cmpint (precept_edit_get_reference_order (document), ==, PRECEPT_REFERENCE_ORDER_BY_HAND);
  group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_ALPHABETICAL, &error);
  check_edit (document, group, error, nothing);
  alphabetical = dup_order (document, "r", "reference");
  g_assert_cmpstr (alphabetical, ==, "b c d a");
  g_assert_cmpint (precept_edit_get_reference_order (document), ==, PRECEPT_REFERENCE_ORDER_ALPHABETICAL);

  group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_CITATION, &error);
  check_edit (document, group, error, nothing);
  cited = dup_order (document, "r", "reference");
  g_assert_cmpstr (cited, ==, "b a c d");
  g_assert_cmpint (precept_edit_get_reference_order (document), ==, PRECEPT_REFERENCE_ORDER_CITATION);

  group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_CITATION, &error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
}

static void
test_move (void)
{
  static const struct
  {
    const char *id;
    const char *before;
    const char *order;
  } moves[] = {
    { "a", NULL, "b c d a" },
    { "a", "b", "a b c d" },
    { "d", "a", "d a b c" },
    { "d", "c", "a b d c" },
    { "d", NULL, "a b c d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (library);
      GError           *error = NULL;
      PreceptStepGroup *group = precept_edit_move_entry (document, moves[i].id, moves[i].before, &error);
      g_autofree char  *before = util_write (document);
      g_autofree char  *undone = NULL;
      g_autofree char  *order = NULL;

      g_assert_no_error (error);
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      precept_step_group_unref (group);
      order = dup_order (document, "r", "reference");
      g_assert_cmpstr (order, ==, moves[i].order);
      util_check_valid (document);
      if (precept_document_can_undo (document))
        g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
}

static void
test_add (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (PreceptDocument) empty = util_read (OPEN METADATA "<summary id=\"s\"><p id=\"p\">x</p></summary><section id=\"z\"><title>Z</title></section>" CLOSE);
  g_autoptr (GPtrArray) texts = precept_reference_text_parse ("1. Gamma G. A new <thing> & more. 2022. doi:10.1000/g\n2. Aardvark A. Animals. 2020. PMID: 77\n");
  const char *const expected[] = { "doi=\"10.1000/g\">Gamma G. A new &lt;thing&gt; &amp; more. 2022.</reference>", "pmid=\"77\">Aardvark A. Animals. 2020.</reference>", NULL };
  g_auto (GStrv) ids = NULL;
  g_autofree char  *order = NULL;
  g_autofree char  *wanted = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;

  g_assert_cmpuint (texts->len, ==, 2);
  /* At the end, in the order in which they were pasted. */
  group = precept_edit_add_references (document, texts, &ids, &error);
  check_edit (document, group, error, expected);
  order = dup_order (document, "r", "reference");
  wanted = g_strdup_printf ("a b c d %s %s", ids[0], ids[1]);
  g_assert_cmpstr (order, ==, wanted);
  g_free (precept_document_undo (document));

  /* Each to its place in an alphabetical list. */
  group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_ALPHABETICAL, &error);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  precept_step_group_unref (group);
  g_clear_pointer (&ids, g_strfreev);
  group = precept_edit_add_references (document, texts, &ids, &error);
  check_edit (document, group, error, expected);
  g_free (order);
  g_free (wanted);
  order = dup_order (document, "r", "reference");
  wanted = g_strdup_printf ("%s b c d %s a", ids[1], ids[0]);
  g_assert_cmpstr (order, ==, wanted);

  /* The part is made where there is none. */
  group = precept_edit_add_references (empty, texts, NULL, &error);
  check_edit (empty, group, error, expected);
}

static void
test_definitions (void)
{
  g_autoptr (PreceptDocument) document = util_read (
    OPEN METADATA "<summary id=\"s\"><p id=\"p\">A <term ref=\"z\">big <em>zebra</em></term> runs, see <xref ref=\"z\"/>.</p></summary>"
                  "<definitions id=\"ds\"><p id=\"dp\">Lead.</p><definition id=\"z\"><term>Zebra</term><p id=\"zp\">x</p><definition id=\"zy\"><term>y</term><p id=\"yp\">y</p></definition>"
                  "<definition id=\"zb\"><term>b</term><p id=\"bp\">y</p></definition></definition><!--c-->"
                  "<definition id=\"e\"><term>“École”</term><p id=\"ep\">x</p></definition><definition id=\"d\"><term>dog</term><p id=\"dp2\">x</p></definition></definitions>" CLOSE);
  const char *const sorted[] = { "<!--c-->", NULL };
  const char *const added[] = { "abbreviation=\"MM\"", NULL };
  const char *const removed[] = { ">A big <em>zebra</em> runs, see .<", "!id=\"z\"", "id=\"zb\"", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group;
  g_autofree char  *order = NULL;
  g_autofree char  *inner = NULL;
  g_autofree char  *with = NULL;
  g_autofree char  *wanted = NULL;
  g_autofree char  *left = NULL;
  g_autofree char  *left_wanted = NULL;
  g_autofree char  *id = NULL;

  g_assert_false (precept_edit_are_definitions_sorted (document));
  group = precept_edit_sort_definitions (document, &error);
  check_edit (document, group, error, sorted);
  g_assert_true (precept_edit_are_definitions_sorted (document));
  order = dup_order (document, "ds", "definition");
  inner = dup_order (document, "z", "definition");
  g_assert_cmpstr (order, ==, "d e z");
  g_assert_cmpstr (inner, ==, "zb zy");

  group = precept_edit_add_definition (document, "Mouse", "MM", NULL, &id, &error);
  check_edit (document, group, error, added);
  with = dup_order (document, "ds", "definition");
  wanted = g_strdup_printf ("d e %s z", id);
  g_assert_cmpstr (with, ==, wanted);

  group = precept_edit_remove_definition (document, "z", &error);
  check_edit (document, group, error, removed);
  left = dup_order (document, "ds", "definition");
  left_wanted = g_strdup_printf ("d e %s zb zy", id);
  g_assert_cmpstr (left, ==, left_wanted);
}

static void
test_history (void)
{
  static const struct
  {
    const char *history; /* dates in the document */
    const char *on;      /* of what is added */
    guint       place;   /* where it comes */
  } adds[] = {
    { "2020-01-01", "2021-01-01", 1 },
    { "2020-01-01 2021-01-01", "2020-06-01", 1 },
    { "2020-01-01 2021-01-01", "2022-06-01", 2 },
    { "2021-01-01 2020-01-01", "2022-06-01", 0 },
    { "2021-01-01 2020-01-01", "2020-06-01", 1 },
    { "2021-01-01 2020-01-01", "2019-06-01", 2 },
    { "2020-01-01 2020-01-01", "2020-01-01", 2 },
    { "", "2020-01-01", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (adds); i++)
    {
      g_auto (GStrv) dates = g_strsplit (adds[i].history, " ", -1);
      g_autoptr (GString) xml = g_string_new (OPEN METADATA "<history id=\"h\"><original id=\"o\" on=\"2018-01-01\"/>");
      g_autoptr (PreceptDocument) document = NULL;
      g_autofree char *id = NULL;
      g_autofree char *order = NULL;
      g_auto (GStrv) ids = NULL;
      const char *const expected[] = { "version=\"2.0\"", NULL };
      GError           *error = NULL;
      PreceptStepGroup *group;

      for (guint k = 0; dates[k] != NULL; k++)
        g_string_append_printf (xml, "<revision id=\"v%u\" kind=\"revised\" on=\"%s\"/>", k, dates[k]);
      g_string_append (xml, "</history>" CLOSE);
      document = util_read (xml->str);
      group = precept_edit_add_revision (document, "revised", adds[i].on, "2.0", NULL, &id, &error);
      check_edit (document, group, error, expected);
      order = dup_order (document, "h", "revision");
      ids = g_strsplit (order, " ", -1);
      g_assert_cmpstr (ids[adds[i].place], ==, id);
    }
}

static void
test_history_dates (void)
{
  g_autoptr (PreceptDocument) document = util_read (
    OPEN METADATA "<history id=\"h\"><revision id=\"a\" kind=\"revised\" on=\"2020-01-01\"/><revision id=\"b\" kind=\"revised\" on=\"2021-01-01\"/>"
                  "<revision id=\"c\" kind=\"revised\" on=\"2022-01-01\"/></history>" CLOSE);
  const char *const dated[] = { "id=\"a\" kind=\"revised\" on=\"2021-06-01\"", NULL };
  const char *const original[] = { "on=\"2017-01-01\" version=\"1.0\"", NULL };
  const char *const later[] = { "on=\"2017-01-02\"/>", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_set_revision_date (document, "a", "2021-06-01", &error);
  g_autofree char  *order = NULL;

  check_edit (document, group, error, dated);
  order = dup_order (document, "h", "revision");
  g_assert_cmpstr (order, ==, "b a c");
  g_assert_null (precept_edit_set_revision_date (document, "a", "2021-02-30", &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);

  group = precept_edit_set_original (document, "2017-01-01", "1.0", NULL, &error);
  check_edit (document, group, error, original);
  group = precept_edit_set_original (document, "2017-01-02", "", NULL, &error);
  check_edit (document, group, error, later);
}

static void
test_values (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const set[] = { "<reference id=\"c\" doi=\"10.1000/x\"", NULL };
  const char *const removed[] = { "<reference id=\"a\">", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_set_value_of (document, "c", "doi", " 10.1000/x ", "Edit DOI", &error);

  check_edit (document, group, error, set);
  group = precept_edit_set_value_of (document, "a", "doi", "  ", "Edit DOI", &error);
  check_edit (document, group, error, removed);
  group = precept_edit_set_value_of (document, "a", "doi", "", "Edit DOI", &error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
}

static void
test_links (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (GHashTable) links = precept_document_index_links (document);
  GPtrArray       *places = g_hash_table_lookup (links, "b");
  g_autofree char *finding = precept_document_dup_heading (document, "f2p");
  g_autofree char *summary = precept_document_dup_heading (document, "s1");

  g_assert_cmpuint (places->len, ==, 3);
  g_assert_cmpstr (g_ptr_array_index (places, 0), ==, "s1");
  g_assert_cmpstr (g_ptr_array_index (places, 1), ==, "f1p");
  g_assert_cmpstr (g_ptr_array_index (places, 2), ==, "f2p");
  g_assert_cmpstr (finding, ==, "Trials");
  g_assert_cmpstr (summary, ==, "Summary");
}

/* Whatever is done in whatever order: nothing dangles, what is right stays right, and undo gives the same bytes. */
static void
test_random (void)
{
  guint n_done = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (PreceptDocument) document = util_read (library);
      g_autofree char *before = util_write (document);
      g_autofree char *undone = NULL;

      for (guint i = 0; i < 12; i++)
        {
          g_autofree char *order = dup_order (document, "r", "reference");
          g_auto (GStrv) ids = g_strsplit (order, " ", -1);
          guint             n_ids = g_strv_length (ids);
          const char       *one = ids[g_test_rand_int_range (0, n_ids)];
          const char       *other = ids[g_test_rand_int_range (0, n_ids)];
          const char *const from[] = { one, NULL };
          const char *const to[] = { other, NULL };
          g_autoptr (PreceptStepGroup) group = NULL;
          g_autoptr (GPtrArray) texts = NULL;
          g_autoptr (GError) error = NULL;

          switch (g_test_rand_int_range (0, 7))
            {
            case 0:
              group = precept_edit_merge_references (document, from, to, NULL);
              break;
            case 1:
              group = precept_edit_replace_reference (document, one, other, NULL);
              break;
            case 2:
              group = n_ids > 1 ? precept_edit_remove_reference (document, one, NULL) : NULL;
              break;
            case 3:
              group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_CITATION, NULL);
              break;
            case 4:
              group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_ALPHABETICAL, NULL);
              break;
            case 5:
              group = precept_edit_move_entry (document, one, g_test_rand_bit () ? other : NULL, NULL);
              break;
            default:
              texts = precept_reference_text_parse (g_test_rand_bit () ? "Iota I. Words. 2020. PMID: 5" : "Kappa K. Words. 2020.\nAlef A. Others. 1999.");
              group = precept_edit_add_references (document, texts, NULL, NULL);
            }
          if (group == NULL)
            continue;
          precept_document_apply (document, group, &error);
          g_assert_no_error (error);
          util_check_valid (document);
          check_links (document);
          n_done++;
        }
      while (precept_document_can_undo (document))
        g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
  g_assert_cmpuint (n_done, >, 200);
}

static void
test_paste (void)
{
  static const struct
  {
    const char *pasted;
    const char *expected; /* text|doi|pmid|pmcid|accessed, a line for each */
  } pastes[] = {
    { "10.1056/NEJMoa2204705", "|10.1056/NEJMoa2204705|||\n" },
    { " https://doi.org/10.1056/NEJMoa2204705 ", "|10.1056/NEJMoa2204705|||\n" },
    { "doi: 10.1056/NEJMoa2204705", "|10.1056/NEJMoa2204705|||\n" },
    { "36129998", "||36129998||\n" },
    { "PMID: 36129998", "||36129998||\n" },
    { "pmc9512345", "|||PMC9512345|\n" },
    { "https://pubmed.ncbi.nlm.nih.gov/36129998/", "||36129998||\n" },
    { "https://pmc.ncbi.nlm.nih.gov/articles/PMC9512345/", "|||PMC9512345|\n" },
    { "10.1000/a, 10.1000/b\nPMID: 5; PMC7", "|10.1000/a|||\n|10.1000/b|||\n||5||\n|||PMC7|\n" },
    { "Rivers A, Stone B. Of hills and dales. J Geog. 2022;387(12):1099-1110. doi:10.1000/geog.2022.", "Rivers A, Stone B. Of hills and dales. J Geog. 2022;387(12):1099-1110.|10.1000/geog.2022|||\n" },
    { "Rivers A. Hills. J Geog. 2022;38:10. doi: 10.1000/a(22)5. PMID: 123; PMCID: PMC456.", "Rivers A. Hills. J Geog. 2022;38:10.|10.1000/a(22)5|123|PMC456|\n" },
    { "Rivers A. Hills. J Geog. 2022;38:10. Available at: https://doi.org/10.1000/x. Accessed June 1, 2026.", "Rivers A. Hills. J Geog. 2022;38:10.|10.1000/x|||2026-06-01\n" },
    { "Board of Hills. Hills today. https://hills.example/today. Accessed 1 Jun 2026.", "Board of Hills. Hills today. https://hills.example/today.||||2026-06-01\n" },
    { "Board of Hills. Hills [cited 2026 Jun 1]. 2020.", "Board of Hills. Hills. 2020.||||2026-06-01\n" },
    { "Rivers A. Accessed February 31, 2026. Odd. 2020.", "Rivers A. Accessed February 31, 2026. Odd. 2020.||||\n" },
    { "Rivers A. Hills (doi:10.1000/x) and more. 2020.", "Rivers A. Hills and more. 2020.|10.1000/x|||\n" },
    { "12. Rivers A. Hills. 2020.", "Rivers A. Hills. 2020.||||\n" },
    { "1. Rivers A. Hills\nand dales. J Geog.\n2022. More.\n2. Stone B. Rocks. 2021.\n4) Moss C. Greens. 1999.\n",
      "Rivers A. Hills and dales. J Geog. 2022. More.||||\nStone B. Rocks. 2021.||||\nMoss C. Greens. 1999.||||\n" },
    { "[1] Rivers A. Hills. 2020. [2] is part of it.\n[2] Stone B. Rocks. 2021.", "Rivers A. Hills. 2020. [2] is part of it.||||\nStone B. Rocks. 2021.||||\n" },
    { "Rivers A. Hills and dales of the\nWest. J Geog. 2022;1:2.", "Rivers A. Hills and dales of the West. J Geog. 2022;1:2.||||\n" },
    { "Rivers A. A hyphen-\nated word. 2022.", "Rivers A. A hyphenated word. 2022.||||\n" },
    { "Rivers A. Hills. 2020.\nStone B. Rocks. 2021;3:4. doi:10.1000/r\nMoss C. Greens. 1999.", "Rivers A. Hills. 2020.||||\nStone B. Rocks. 2021;3:4.|10.1000/r|||\nMoss C. Greens. 1999.||||\n" },
    { "Rivers A. Hills.\nJ Geog. 2020.\n\nStone B.\nRocks. 2021.\n", "Rivers A. Hills. J Geog. 2020.||||\nStone B. Rocks. 2021.||||\n" },
    { "• Rivers A. Hills. In print.\n• Stone B. Rocks. In print.", "Rivers A. Hills. In print.||||\nStone B. Rocks. In print.||||\n" },
    { "Rivers\302\240A. Hills.\001 2020.", "Rivers A. Hills. 2020.||||\n" },
    { "", "" },
    { " \n\n ", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pastes); i++)
    {
      g_autoptr (GPtrArray) found = precept_reference_text_parse (pastes[i].pasted);
      g_autoptr (GString) printed = g_string_new (NULL);

      for (guint k = 0; k < found->len; k++)
        {
          const PreceptReferenceText *one = g_ptr_array_index (found, k);

          g_string_append_printf (printed, "%s|%s|%s|%s|%s\n", one->text, one->doi != NULL ? one->doi : "", one->pmid != NULL ? one->pmid : "",
                                  one->pmcid != NULL ? one->pmcid : "", one->accessed != NULL ? one->accessed : "");
        }
      if (strcmp (printed->str, pastes[i].expected) != 0)
        g_error ("“%s”\n  is\n%s  not\n%s", pastes[i].pasted, printed->str, pastes[i].expected);
    }
}

static void
test_metadata (void)
{
  static const char *const states[] = { "NY", "TX", "AL", " ", "TX", NULL };
  static const char *const turned[] = { "AL", "NY", "TX", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (PreceptDocument) document = util_read (
    OPEN "<metadata><title>T</title><!--a--><status>draft</status><subject id=\"x\" kind=\"drug\"><generic>g</generic></subject><state>CA</state><state>NY</state>"
         "<related kind=\"see-also\">A</related><related kind=\"supersedes\">B</related></metadata>"
         "<billing-codes id=\"b\"><code-table id=\"t\" role=\"billing\" for=\"x\"><caption>C</caption><code id=\"c\" system=\"CPT\" value=\"62322\"><description>d</description></code></code-table></billing-codes>" CLOSE);
  const char *const number[] = { "<title>T</title>\n    <policy-number>A &amp; B</policy-number>", NULL };
  const char *const brand[] = { "<brand>Brand</brand>\n      <generic>g</generic>", NULL };
  const char *const no_generic[] = { "!<generic>", NULL };
  const char *const no_title[] = { "<title/>", NULL };
  const char *const some_states[] = { "<state>NY</state>\n    <state>TX</state>\n    <state>AL</state>\n    <related", "!CA", NULL };
  const char *const turned_states[] = { "<state>AL</state>\n    <state>NY</state>\n    <state>TX</state>\n    <related", NULL };
  const char *const no_states[] = { "!<state>", NULL };
  const char *const second[] = { "kind=\"device\"/>\n    <related", NULL };
  const char *const first_gone[] = { "!id=\"x\"", "<code-table id=\"t\" role=\"billing\">", NULL };
  const char *const related[] = { ">B</related>\n    <related kind=\"replaced-by\">C</related>", NULL };
  const char *const related_gone[] = { "!>A<", ">B<", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group;

  group = precept_edit_set_field (document, NULL, "policy-number", " A & B ", "Edit", &error);
  check_edit (document, group, error, number);
  group = precept_edit_set_field (document, "x", "brand", "Brand", "Edit", &error);
  check_edit (document, group, error, brand);
  group = precept_edit_set_field (document, "x", "generic", "", "Edit", &error);
  check_edit (document, group, error, no_generic);
  group = precept_edit_set_fields (document, "state", states, "Edit", &error);
  check_edit (document, group, error, some_states);
  group = precept_edit_set_fields (document, "state", turned, "Edit", &error);
  check_edit (document, group, error, turned_states);
  group = precept_edit_set_fields (document, "state", turned, "Edit", &error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
  group = precept_edit_set_fields (document, "state", none, "Edit", &error);
  check_edit (document, group, error, no_states);
  group = precept_edit_remove_subject (document, "x", &error);
  g_assert_null (group);
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
  group = precept_edit_add_subject (document, "device", NULL, &error);
  check_edit (document, group, error, second);
  group = precept_edit_remove_subject (document, "x", &error);
  check_edit (document, group, error, first_gone);
  group = precept_edit_add_related (document, "replaced-by", "C", &error);
  check_edit (document, group, error, related);
  group = precept_edit_remove_related (document, 0, &error);
  check_edit (document, group, error, related_gone);
  group = precept_edit_set_field (document, NULL, "title", "", "Edit", &error);
  check_edit (document, group, error, no_title);
}

/* 1,500 references that all move. */
static void
test_large (void)
{
  g_autoptr (GString) xml = g_string_new (OPEN METADATA "<references id=\"r\">");
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;
  GError *error = NULL;
  gint64  begin;

  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (xml, "<reference id=\"x%u\">Name%u A. Title.</reference>", i, 9999 - i * 7919 % 10000);
  g_string_append (xml, "</references>" CLOSE);
  document = util_read (xml->str);
  begin = g_get_monotonic_time ();
  group = precept_edit_sort_references (document, PRECEPT_REFERENCE_ORDER_ALPHABETICAL, &error);
  g_assert_no_error (error);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  g_test_message ("sorting 1,500 references took %.1f ms, %u steps", (g_get_monotonic_time () - begin) / 1000.0, precept_step_group_get_n_steps (group));
  g_assert_cmpint (precept_edit_get_reference_order (document), ==, PRECEPT_REFERENCE_ORDER_ALPHABETICAL);
  util_check_valid (document);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/edit-references/merge", test_merge);
  g_test_add_func ("/precept/edit-references/merge-several", test_merge_several);
  g_test_add_func ("/precept/edit-references/replace", test_replace);
  g_test_add_func ("/precept/edit-references/remove", test_remove);
  g_test_add_func ("/precept/edit-references/sort", test_sort);
  g_test_add_func ("/precept/edit-references/move", test_move);
  g_test_add_func ("/precept/edit-references/add", test_add);
  g_test_add_func ("/precept/edit-references/values", test_values);
  g_test_add_func ("/precept/edit-references/links", test_links);
  g_test_add_func ("/precept/edit-references/random", test_random);
  g_test_add_func ("/precept/edit-references/large", test_large);
  g_test_add_func ("/precept/edit-entries/definitions", test_definitions);
  g_test_add_func ("/precept/edit-entries/history", test_history);
  g_test_add_func ("/precept/edit-entries/history-dates", test_history_dates);
  g_test_add_func ("/precept/edit-metadata/fields", test_metadata);
  g_test_add_func ("/precept/reference-text/paste", test_paste);

  return g_test_run ();
}
