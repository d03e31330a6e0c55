/* test-edit-criteria.c: criteria that come, go, move, part and join
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-coverage.h"
#include "precept-edit-criteria.h"
#include "precept-grammar-tree.h"

#include <string.h>

#define COVERAGE(content) OPEN "<coverage id=\"c\">" content "</coverage>" CLOSE
#define INDICATION(content) COVERAGE ("<indication id=\"i\" determination=\"medically-necessary-when-met\"><title>T</title>" content "</indication>")
#define REQUEST(content) INDICATION ("<request id=\"r\" type=\"any\">" content "</request>")
#define C(id) "<criterion id=\"" id "\"><p id=\"" id "p\">" id "</p></criterion>"
#define BLANK(id) "<criterion id=\"" id "\"><p id=\"" id "p\"/></criterion>"
#define G(kind, id, content) "<" kind " id=\"" id "\">" content "</" kind ">"
#define ITEM(id) "<item id=\"" id "\"><p id=\"" id "p\">" id "</p></item>"

typedef struct
{
  const char *document;
  const char *operation; /* name, path and other words */
  const char *result;    /* as print_element() prints it; or "!" and a part of the error */
} EditCase;

static const EditCase cases[] = {
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "add x after", "r(all(x * y))" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "add x before", "r(all(* x y))" },
  { REQUEST (G ("all", "a", "<title>T</title>" C ("x") "<note id=\"n\"><p id=\"np\">N</p></note>")), "add a into-end", "r(all(title x * note))" },
  { REQUEST (G ("all", "a", "<title>T</title>" C ("x") "<note id=\"n\"><p id=\"np\">N</p></note>")), "add a into-start", "r(all(title * x note))" },
  { REQUEST (G ("all", "a", C ("x"))), "add r into-end", "r(all(x *))" },
  { REQUEST (C ("x")), "add x after", "r(all(x *))" },
  { REQUEST (C ("x")), "add r into-end", "r(all(x *))" },
  { REQUEST (C ("x")), "add x before", "r(all(* x))" },
  { REQUEST (C ("x")), "add x into-end", "!Only a group" },
  { REQUEST (C ("x")), "add i after", "!criteria only" },
  { REQUEST (C ("x")), "add z after", "!nothing at" },

  { REQUEST (G ("all", "a", C ("x") C ("y"))), "remove x", "r(all(y))" },
  { REQUEST (G ("all", "a", C ("x") G ("any", "b", G ("none", "d", C ("y"))))), "remove y", "r(all(x))" },
  { REQUEST (G ("all", "a", C ("x"))), "remove x", "r(*)" },
  { REQUEST (BLANK ("x")), "remove x", "!at least one criterion" },
  { INDICATION ("<applies-to id=\"t\">" C ("x") "</applies-to><request id=\"r\" type=\"any\">" C ("y") "</request>"), "remove x", "r(y)" },

  { REQUEST (G ("all", "a", C ("x"))), "duplicate x", "r(all(x *))" },
  { REQUEST (G ("all", "a", C ("w") G ("any", "b", C ("x") C ("y")))), "duplicate b", "r(all(w any(x y) any(* *)))" },

  { REQUEST (G ("all", "a", C ("x") C ("y") C ("z"))), "move x z after", "r(all(y z x))" },
  { REQUEST (G ("all", "a", C ("x") C ("y") C ("z"))), "move z x before", "r(all(z x y))" },
  { REQUEST (G ("all", "a", C ("x") G ("any", "b", C ("y")))), "move x b into-end", "r(all(any(y x)))" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("y")) C ("x"))), "move y x after", "r(all(x y))" },
  { REQUEST (G ("all", "a", C ("x") G ("any", "b", C ("y")))), "move y x before", "r(all(y x))" },
  { REQUEST (G ("all", "a", G ("any", "b", G ("none", "d", C ("y"))) C ("x"))), "move y d after", "r(all(any(y) x))" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("y")))), "move b y after", "!into itself" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("y")))), "move y a after", "!outermost" },
  { INDICATION ("<request id=\"q\" type=\"initial\">" C ("x") "</request><request id=\"r\" type=\"continuation\">" C ("y") "</request>"), "move x y before", "q(*) r(all(x y))" },
  { INDICATION ("<request id=\"q\" type=\"initial\">" C ("x") "</request><request id=\"r\" type=\"continuation\">" C ("y") "</request>"), "move x r into-end", "q(*) r(all(y x))" },
  { INDICATION ("<applies-to id=\"t\">" C ("x") "</applies-to><request id=\"r\" type=\"any\">" C ("y") "</request>"), "move x y after", "r(all(y x))" },

  { REQUEST (G ("all", "a", C ("x") C ("y"))), "down x", "r(all(y x))" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "up y", "r(all(y x))" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "up x", "!first criterion" },
  { REQUEST (C ("x")), "down x", "!last criterion" },

  { REQUEST (G ("all", "a", C ("x") C ("y"))), "indent y", "r(all(all(x y)))" },
  { REQUEST (G ("any", "a", C ("x") C ("y") C ("z"))), "indent y", "r(any(any(x y) z))" },
  { REQUEST (G ("none", "a", C ("x") C ("y"))), "indent y", "r(none(any(x y)))" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("x")) C ("y"))), "indent y", "r(all(any(x y)))" },
  { REQUEST (G ("all", "a", C ("x"))), "indent x", "!no criterion above" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("x") C ("y")) C ("z"))), "outdent y", "r(all(any(x) y z))" },
  { REQUEST (G ("all", "a", C ("z") G ("any", "b", C ("x")))), "outdent x", "r(all(z x))" },
  { REQUEST (G ("all", "a", C ("x"))), "outdent x", "!outermost" },

  { REQUEST (C ("x")), "group x", "r(all(x))" },
  { REQUEST (G ("any", "a", C ("x") C ("y"))), "group x", "r(any(any(x) y))" },
  { REQUEST (G ("all", "a", G ("any", "b", C ("x") C ("y")) C ("z"))), "ungroup b", "r(all(x y z))" },
  { REQUEST (G ("all", "a", C ("x"))), "ungroup a", "r(x)" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "ungroup a", "!all the criteria" },
  { REQUEST (G ("all", "a", G ("any", "b", "<title>T</title>" C ("x")))), "ungroup b", "!words of its own" },
  { REQUEST (C ("x")), "ungroup x", "!no group" },
  { REQUEST (G ("all", "a", C ("x"))), "kind a none", "r(none(x))" },
  { REQUEST (G ("all", "a", C ("x"))), "kind a at-least", "r(at-least=2(x))" },
  { REQUEST ("<at-least id=\"a\" count=\"3\" mandate=\"yes\">" C ("x") "</at-least>"), "kind a at-least", "r(at-least=2(x))" },
  { REQUEST ("<at-least id=\"a\" count=\"3\">" C ("x") "</at-least>"), "kind a any", "r(any(x))" },
  { REQUEST (C ("x")), "kind x any", "!no group" },

  { REQUEST (G ("all", "a", C ("x") C ("y"))), "open x", "r(all(all(x *) y))" },
  { REQUEST ("<criterion id=\"x\"><p id=\"p\">One of the following:</p><list id=\"l\" kind=\"number\">" ITEM ("m") ITEM ("n") "</list></criterion>"), "open x", "r(any(m n))" },
  { REQUEST ("<criterion id=\"x\"><p id=\"p\">Signs, at least two:</p><list id=\"l\" kind=\"number\">" ITEM ("m") ITEM ("n") "</list></criterion>"), "open x", "r(at-least=2('Signs, at least two' m n))" },

  { REQUEST (G ("all", "a", C ("x") C ("y"))), "split xp", "r(all(x'L' *'R' y))" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "split-start xp", "r(all(* x y))" },
  { REQUEST (C ("x")), "split xp", "r(all(x'L' *'R'))" },
  { REQUEST ("<criterion id=\"x\"><p id=\"xp\">x</p><list id=\"l\" kind=\"number\">" ITEM ("m") "</list></criterion>"), "split xp", "r(all(x'L' *'R list'))" },
  { REQUEST ("<criterion id=\"x\"><p id=\"xp\">x</p><list id=\"l\" kind=\"number\">" ITEM ("m") "</list></criterion>"), "split mp", "!no criterion" },
  { REQUEST (G ("all", "a", C ("x") C ("y"))), "join y", "r(all(x'x y'))" },
  { REQUEST (G ("all", "a", C ("x") "<criterion id=\"y\"><p id=\"yp\">y</p><list id=\"l\" kind=\"number\">" ITEM ("m") "</list></criterion>")), "join y", "r(all(x'x y list'))" },
  { REQUEST (G ("all", "a", C ("x") "<age id=\"g\" at-least=\"1\"/>" C ("y"))), "join y", "!in words" },
  { REQUEST (G ("all", "a", C ("x"))), "join x", "!in words" },

  { INDICATION ("<position id=\"o\"><p id=\"p\">L</p><list id=\"l\" kind=\"number\">" ITEM ("m") "</list><p id=\"q\">R</p></position>"), "criteria-of i", "*(all(*'L list' *'R'))" },
  { REQUEST (C ("x")), "criteria-of i", "!no text" },
  { REQUEST (C ("x")), "request i", "r(x) *(all(*))" },
  { REQUEST (C ("x")), "limit r", "r(x limit)" },
  { REQUEST (C ("x")), "applies i", "r(x)" },
  { REQUEST (C ("x")), "remove-card r", "!needs this" },
  { INDICATION ("<request id=\"q\" type=\"initial\">" C ("x") "</request><request id=\"r\" type=\"any\">" C ("y") "</request>"), "remove-card q", "r(y)" },
  { REQUEST (C ("x")), "add-indication i", "r(x) *(all(*))" },
  { REQUEST (C ("x")), "add-group i", "r(x)" },
  { REQUEST (C ("x")), "other-uses i", "r(x)" },
  { REQUEST (C ("x")), "general i", "r(x)" },
  { REQUEST (C ("x")), "fact i", "r(x)" },
};

static GHashTable *known;

static void
append_id (GString *out,
           xmlNode *node)
{
  g_autofree char *id = precept_node_dup_attribute (node, "id");

  g_string_append (out, id != NULL && g_hash_table_contains (known, id) ? id : "*");
}

/* Ids of sentences, with their text where it is not their id; kinds of groups. */
static void
print_element (xmlNode *node,
               GString *out)
{
  g_autofree char *count = precept_node_dup_attribute (node, "count");
  gboolean         is_first = TRUE;

  if (precept_node_is (node, "criterion"))
    {
      g_autofree char *id = precept_node_dup_attribute (node, "id");
      g_autofree char *text = precept_node_dup_text (node);

      append_id (out, node);
      if (precept_node_child (node, "list") != NULL)
        {
          g_autofree char *lead = precept_node_dup_text (precept_node_first_element (node));

          g_string_append_printf (out, "'%s list'", lead);
        }
      else if (*text != '\0' && strcmp (text, id) != 0 && strcmp (text, "x") != 0 && strcmp (text, "y") != 0)
        {
          g_string_append_printf (out, "'%s'", text);
        }
      return;
    }
  if (precept_node_is (node, "title") && precept_node_is (node->parent, "at-least"))
    {
      g_autofree char *text = precept_node_dup_text (node);

      g_string_append_printf (out, "'%s'", text);
      return;
    }
  if (precept_node_is (node, "request"))
    append_id (out, node);
  else
    g_string_append (out, (const char *)node->name);
  if (count != NULL)
    g_string_append_printf (out, "=%s", count);
  if (!precept_node_is (node, "request") && !precept_node_is (node, "all") && !precept_node_is (node, "any") &&
      !precept_node_is (node, "none") && !precept_node_is (node, "at-least"))
    return;
  g_string_append_c (out, '(');
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (!is_first)
        g_string_append_c (out, ' ');
      print_element (child, out);
      is_first = FALSE;
    }
  g_string_append_c (out, ')');
}

static void
print_requests (xmlNode *node,
                GString *out)
{
  if (precept_node_is (node, "request"))
    {
      if (out->len > 0)
        g_string_append_c (out, ' ');
      print_element (node, out);
      return;
    }
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    print_requests (child, out);
}

static void
collect_ids (xmlNode *node)
{
  char *id = precept_node_dup_attribute (node, "id");

  if (id != NULL)
    g_hash_table_add (known, id);
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    collect_ids (child);
}

static PreceptCriteriaPlace
read_place (const char *word)
{
  static const char *const words[] = { "before", "after", "into-start", "into-end" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (strcmp (word, words[i]) == 0)
        return (PreceptCriteriaPlace)i;
    }
  g_assert_not_reached ();
}

static PreceptInline *
new_inline (const char *text)
{
  PreceptInline *content = precept_inline_new ();
  PreceptRun     run = { PRECEPT_RUN_TEXT };

  run.text = (char *)text;
  precept_inline_append (content, &run);

  return content;
}

static PreceptStepGroup *
plan (PreceptDocument *document,
      const char      *operation,
      GError         **error)
{
  g_auto (GStrv) words = g_strsplit (operation, " ", -1);
  const char *name = words[0];
  const char *path = words[1];
  g_autoptr (PreceptInline) left = new_inline ("L");
  g_autoptr (PreceptInline) right = new_inline ("R");
  g_autofree char *out = NULL;

  if (strcmp (name, "add") == 0)
    return precept_edit_add_criterion (document, path, read_place (words[2]), NULL, &out, error);
  if (strcmp (name, "remove") == 0)
    return precept_edit_remove_criterion (document, path, &out, error);
  if (strcmp (name, "duplicate") == 0)
    return precept_edit_duplicate_criterion (document, path, &out, error);
  if (strcmp (name, "move") == 0)
    return precept_edit_move_criterion (document, path, words[2], read_place (words[3]), error);
  if (strcmp (name, "up") == 0 || strcmp (name, "down") == 0)
    return precept_edit_raise_criterion (document, path, strcmp (name, "down") == 0, error);
  if (strcmp (name, "indent") == 0)
    return precept_edit_indent_criterion (document, path, error);
  if (strcmp (name, "outdent") == 0)
    return precept_edit_outdent_criterion (document, path, error);
  if (strcmp (name, "group") == 0)
    return precept_edit_group_criteria (document, path, 1, &out, error);
  if (strcmp (name, "ungroup") == 0)
    return precept_edit_ungroup_criteria (document, path, error);
  if (strcmp (name, "kind") == 0)
    return precept_edit_set_group_kind (document, path, words[2], 2, error);
  if (strcmp (name, "open") == 0)
    return precept_edit_open_criterion (document, path, &out, error);
  if (strcmp (name, "split") == 0)
    return precept_edit_split_criterion (document, path, left, right, &out, error);
  if (strcmp (name, "split-start") == 0)
    return precept_edit_split_criterion (document, path, NULL, right, &out, error);
  if (strcmp (name, "join") == 0)
    return precept_edit_join_criterion (document, path, &out, error);
  if (strcmp (name, "criteria-of") == 0)
    return precept_edit_position_to_request (document, path, &out, error);
  if (strcmp (name, "request") == 0)
    return precept_edit_add_request (document, path, "continuation", &out, error);
  if (strcmp (name, "limit") == 0)
    return precept_edit_add_limit (document, path, &out, error);
  if (strcmp (name, "applies") == 0)
    return precept_edit_add_applies_to (document, path, &out, error);
  if (strcmp (name, "remove-card") == 0)
    return precept_edit_remove_card (document, path, error);
  if (strcmp (name, "add-indication") == 0)
    return precept_edit_add_indication (document, path, &out, error);
  if (strcmp (name, "add-group") == 0)
    return precept_edit_add_indication_group (document, path, &out, error);
  if (strcmp (name, "other-uses") == 0)
    return precept_edit_add_other_uses (document, &out, error);
  if (strcmp (name, "general") == 0)
    return precept_edit_add_general (document, &out, error);
  if (strcmp (name, "fact") == 0)
    return precept_edit_add_fact (document, "lab", "Cell count", &out, error);
  g_error ("What is “%s”?", name);
}

static void
test_case (gconstpointer data)
{
  const EditCase *test = data;
  g_autoptr (PreceptDocument) document = util_read (test->document);
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = util_write (document);
  g_autofree char *after = NULL;
  g_autofree char *again = NULL;

  g_hash_table_remove_all (known);
  collect_ids (precept_document_get_root (document));
  group = plan (document, test->operation, &error);
  if (*test->result == '!')
    {
      g_assert_null (group);
      g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
      if (strstr (error->message, test->result + 1) == NULL)
        g_error ("%s: the error is “%s”", test->operation, error->message);
      return;
    }

  g_assert_no_error (error);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  util_check (document);
  print_requests (precept_document_get_root (document), out);
  g_test_message ("%s", test->operation);
  g_assert_cmpstr (out->str, ==, test->result);
  g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_node_child (precept_document_get_root (document), "coverage")));

  after = util_write (document);
  g_free (precept_document_undo (document));
  again = util_write (document);
  g_assert_cmpstr (again, ==, before);
  g_free (again);
  g_free (precept_document_redo (document));
  again = util_write (document);
  g_assert_cmpstr (again, ==, after);
}

static void
test_cards (void)
{
  g_autoptr (PreceptDocument) document =
    util_read (COVERAGE ("<indication id=\"a\" determination=\"case-by-case-review\"><title>A</title><position id=\"ap\"><p id=\"p1\">a</p></position></indication>"
                         "<group id=\"b\"><title>B</title><indication id=\"d\" determination=\"case-by-case-review\"><title>D</title><position id=\"dp\"><p id=\"p2\">d</p></position></indication></group>"));
  static const char *const moves[] = { "a down b/1", "a down b/2", "a down c/1", "a up b/2" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      g_auto (GStrv) words = g_strsplit (moves[i], " ", -1);
      g_autoptr (PreceptStepGroup) group = precept_edit_raise_card (document, words[0], strcmp (words[1], "down") == 0, &error);
      xmlNode *node;

      g_assert_no_error (error);
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      node = precept_document_find_path (document, words[2]);
      g_assert_true (node == precept_document_find (document, "a"));
    }
}

static void
test_values (void)
{
  g_autoptr (PreceptDocument) document =
    util_read (COVERAGE ("<facts><fact id=\"f\" kind=\"choice\"><name>stage</name><option id=\"early\">early</option></fact></facts>"));
  static const struct
  {
    const char *field;
    const char *value;
    const char *error;
  } fields[] = {
    { "name", "Stage", NULL },
    { "question", "Which stage?", NULL },
    { "plural", "stages", NULL },
    { "question", "", NULL },
    { "name", " ", "needs a name" },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) wrong = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (PreceptStepGroup) group = precept_edit_set_fact_field (document, "f", fields[i].field, fields[i].value, &error);

      if (fields[i].error != NULL)
        {
          g_assert_nonnull (strstr (error->message, fields[i].error));
          g_clear_error (&error);
          continue;
        }
      g_assert_no_error (error);
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_document_find (document, "c")));
    }
  {
    g_autoptr (PreceptStepGroup) group = precept_edit_add_fact_option (document, "f", "late", NULL, &error);
    g_autoptr (PreceptStepGroup) code = NULL;

    precept_document_apply (document, group, &error);
    g_assert_no_error (error);
    code = precept_edit_add_fact_code (document, "f", "LOINC", "21908-9", &error);
    precept_document_apply (document, code, &error);
    g_assert_no_error (error);
    g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_document_find (document, "c")));
  }
  text = precept_document_dup_text (document, "f");
  g_assert_cmpstr (text, ==, "Stage stages early late");

  wrong = precept_edit_set_attribute (document, "f", "kind", "colour", "Change", &error);
  g_assert_null (wrong);
  g_assert_nonnull (strstr (error->message, "must be"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/precept/edit-criteria/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/precept/edit-criteria/cards", test_cards);
  g_test_add_func ("/precept/edit-criteria/values", test_values);

  return g_test_run ();
}
