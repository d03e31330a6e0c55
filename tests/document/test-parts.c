/* test-parts.c: adding, removing, renaming and moving parts as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-parts.h"
#include "precept-grammar-tree.h"

#include <string.h>

#define METADATA "<metadata><title>T</title><status>draft</status><subject id=\"drug\" kind=\"drug\"/></metadata>"
#define P(id) "<p id=\"" id "\">" id "</p>"
#define SUMMARY "<summary id=\"sum\">" P ("s1") "</summary>"
#define EVIDENCE "<evidence id=\"e\"><topic id=\"t1\"><title>One</title>" P ("x1") "<topic id=\"t3\"><title>Three</title></topic></topic><topic id=\"t2\"><title>Two</title></topic></evidence>"
#define COVERAGE "<coverage id=\"c\"><group id=\"g1\"><title>G</title></group>" P ("c1") "<group id=\"g2\"><title>H</title></group></coverage>"
#define SECTION "<section id=\"sec\"><title>Dosing</title>" P ("d1") "<section id=\"sub\"><title>Missed</title></section></section>"
#define ALL OPEN METADATA SUMMARY EVIDENCE COVERAGE SECTION CLOSE

/* Names of what is in @element by ids: "c(g1 c1 g2)". */
static void
print (GString *out, xmlNode *element)
{
  g_autofree char *id = precept_node_dup_attribute (element, "id");
  gboolean         first = TRUE;

  g_string_append (out, id != NULL ? id : (const char *)element->name);
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "title") || precept_node_is (child, "metadata"))
        continue;
      g_string_append (out, first ? "(" : " ");
      first = FALSE;
      print (out, child);
    }
  if (!first)
    g_string_append (out, ")");
}

/* Applies the group, if any, compares, and undoes it. */
static void
check_result (PreceptDocument *document, PreceptStepGroup *group, const GError *error, const char *result)
{
  g_autofree char *before = util_write (document);
  g_autofree char *after = NULL;
  g_autoptr (GError) apply_error = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *selection = NULL;

  if (*result == '!')
    {
      g_assert_null (group);
      g_assert_nonnull (error);
      if (strstr (error->message, result + 1) == NULL)
        g_error ("“%s” is not in “%s”", result + 1, error->message);
      return;
    }
  g_assert_no_error (error);
  g_assert_true (precept_document_apply (document, group, &apply_error));
  g_assert_no_error (apply_error);
  util_check (document);
  print (out, precept_document_get_root (document));
  g_assert_cmpstr (out->str, ==, result);
  g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_document_get_root (document)));
  selection = precept_document_undo (document);
  after = util_write (document);
  g_assert_cmpstr (after, ==, before);
}

#define REST_E "e(t1(x1 t3) t2)"
#define REST_C "c(g1 c1 g2)"
#define REST_S "sec(d1 sub)"

static void
test_move (void)
{
  static const struct
  {
    const char *id;
    const char *how; /* "+", "-", or ">other", "<other" */
    const char *result;
  } cases[] = {
    { "sum", "+", "g(" REST_E " sum(s1) " REST_C " " REST_S ")" },
    { "sec", "-", "g(sum(s1) " REST_E " " REST_S " " REST_C ")" },
    { "sum", "-", "!is the first already" },
    { "sec", "+", "!“Dosing” is the last already" },
    { "t1", "+", "g(sum(s1) e(t2 t1(x1 t3)) " REST_C " " REST_S ")" },
    { "t3", "+", "!is the last already" },
    { "g2", "-", "g(sum(s1) " REST_E " c(g2 g1 c1) " REST_S ")" },
    { "g1", "+", "g(sum(s1) " REST_E " c(c1 g2 g1) " REST_S ")" },
    { "s1", "+", "!Only parts" },
    { "nowhere", "+", "!no “nowhere”" },
    { "sum", ">c", "g(" REST_E " " REST_C " sum(s1) " REST_S ")" },
    { "sec", "<sum", "g(" REST_S " sum(s1) " REST_E " " REST_C ")" },
    { "t3", ">t2", "g(sum(s1) e(t1(x1) t2 t3) " REST_C " " REST_S ")" },
    { "t2", "<t3", "g(sum(s1) e(t1(x1 t2 t3)) " REST_C " " REST_S ")" },
    { "t1", ">t3", "!into itself" },
    { "sub", ">sum", "g(sum(s1) sub " REST_E " " REST_C " sec(d1))" },
    { "g1", ">sum", "!can't go there" },
    { "t2", ">g1", "!can't go there" },
    { "sum", ">sub", "!can't go there" },
    { "sec", ">sub", "!into itself" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (ALL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = NULL;
      const char *how = cases[i].how;

      g_test_message ("%s %s", cases[i].id, how);
      if (*how == '+' || *how == '-')
        group = precept_edit_move_by (document, cases[i].id, *how == '+' ? 1 : -1, &error);
      else
        group = precept_edit_move_beside (document, cases[i].id, how + 1, *how == '>', &error);
      check_result (document, group, error, cases[i].result);
    }
}

static void
test_remove (void)
{
  static const struct
  {
    const char *id;
    const char *result;
  } cases[] = {
    { "sum", "g(" REST_E " " REST_C " " REST_S ")" },
    { "t2", "g(sum(s1) e(t1(x1 t3)) " REST_C " " REST_S ")" },
    { "sub", "g(sum(s1) " REST_E " " REST_C " sec(d1))" },
    { "s1", "!Only parts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (ALL);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = precept_edit_remove_part (document, cases[i].id, &error);

      check_result (document, group, error, cases[i].result);
    }
}

static void
test_remove_last (void)
{
  g_autoptr (PreceptDocument) document = util_read (OPEN METADATA "<evidence id=\"e\"><topic id=\"t\"><title>One</title></topic></evidence>" CLOSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_edit_remove_part (document, "t", &error);

  check_result (document, group, error, "!“One” is the only one in “Evidence”");
}

/* Every part can be added to an empty guideline, which is right then. */
static void
test_add (void)
{
  g_autoptr (PreceptDocument) document = util_read (OPEN METADATA CLOSE);
  g_auto (GStrv) missing = precept_edit_list_missing_parts (document);
  g_auto (GStrv) addable = precept_edit_list_addable_parts (document);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) left = NULL;

  g_assert_cmpuint (g_strv_length (missing), ==, 9);
  g_assert_cmpuint (g_strv_length (addable), ==, 10);
  for (guint i = 0; addable[i] != NULL; i++)
    {
      g_autofree char *id = NULL;
      g_autoptr (PreceptStepGroup) group = precept_edit_add_part (document, addable[i], NULL, &id, &error);

      g_assert_no_error (error);
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (id, ==, addable[i]);
      util_check (document);
      g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_document_get_root (document)));
    }
  left = precept_edit_list_addable_parts (document);
  g_assert_true (g_strv_contains ((const char *const *)left, "section"));
  g_assert_false (g_strv_contains ((const char *const *)left, "summary"));
  g_assert_null (precept_edit_add_part (document, "summary", NULL, NULL, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  while (precept_document_can_undo (document))
    {
      g_autofree char *selection = precept_document_undo (document);
    }
  g_assert_null (precept_document_get_root (document)->children->next);
}

static void
test_add_after (void)
{
  g_autoptr (PreceptDocument) document = util_read (ALL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_edit_add_part (document, "section", "sum", NULL, &error);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_true (precept_document_apply (document, group, &error));
  print (out, precept_document_get_root (document));
  g_assert_true (g_str_has_prefix (out->str, "g(sum(s1) section("));
}

static void
test_title (void)
{
  static const struct
  {
    const char *id;
    const char *title;
    const char *path; /* of the title */
    const char *result;
  } cases[] = {
    { "sum", "New", "sum/0", "New" },
    { "sec", "New", "sec/0", "New" },
    { "sec", "", NULL, "!needs a name" },
    { "sum", "", NULL, "!needs a name" },
    { "t1", "A < B", "t1/0", "A < B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (ALL);
      g_autofree char *before = util_write (document);
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptInline) title = precept_inline_new ();
      g_autoptr (PreceptStepGroup) group = NULL;
      PreceptRun       run = { PRECEPT_RUN_TEXT };
      g_autofree char *text = NULL;

      run.text = (char *)cases[i].title;
      precept_inline_append (title, &run);
      group = precept_edit_set_title (document, cases[i].id, title, &error);
      if (*cases[i].result == '!')
        {
          g_assert_null (group);
          g_assert_nonnull (strstr (error->message, cases[i].result + 1));
          continue;
        }
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      text = precept_document_dup_text (document, cases[i].path);
      g_assert_cmpstr (text, ==, cases[i].result);
      g_free (precept_document_undo (document));
      after = util_write (document);
      g_assert_cmpstr (after, ==, before);
    }
}

static void
test_rename (void)
{
  static const struct
  {
    const char *title; /* XML */
    const char *words;
    const char *result; /* XML */
  } renames[] = {
    { "Dosing of <em>it</em>", "Dosage of it", "Dosage of <em>it</em>" },
    { "Dosing of <em>it</em>", "Dosing of them", "Dosing of <em>them</em>" },
    { "Position<mandate/>", "Positions", "Positions<mandate/>" },
    { "A<cite ref=\"r\"/> B", "A C", "A<cite ref=\"r\"/> C" },
    { "A<cite ref=\"r\"/> B", "Z B", "Z<cite ref=\"r\"/> B" },
    { "", "New", "New" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (renames); i++)
    {
      g_autofree char *text = g_strdup_printf (OPEN METADATA "<section id=\"sec\"><title>%s</title></section>" CLOSE, renames[i].title);
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = precept_edit_rename (document, "sec", renames[i].words, &error);
      g_autoptr (PreceptInline) title = NULL;
      g_autofree char *xml = NULL;

      g_assert_no_error (error);
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      title = precept_document_dup_inline (document, "sec/0");
      xml = precept_inline_to_xml (title);
      g_assert_cmpstr (xml, ==, renames[i].result);
    }
}

static void
test_part_id (void)
{
  static const char *const places[][2] = { { "s1", "sum" }, { "t3/0", "e" }, { "sub", "sec" }, { "drug", NULL }, { "g/0/0", NULL }, { "", NULL }, { "nowhere", NULL }, { "g2", "c" } };
  g_autoptr (PreceptDocument) document = util_read (ALL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *id = precept_edit_dup_part_id (document, places[i][0]);

      g_assert_cmpstr (id, ==, places[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/parts/move", test_move);
  g_test_add_func ("/precept/parts/remove", test_remove);
  g_test_add_func ("/precept/parts/remove-last", test_remove_last);
  g_test_add_func ("/precept/parts/add", test_add);
  g_test_add_func ("/precept/parts/add-after", test_add_after);
  g_test_add_func ("/precept/parts/title", test_title);
  g_test_add_func ("/precept/parts/rename", test_rename);
  g_test_add_func ("/precept/parts/part-id", test_part_id);
  return g_test_run ();
}
