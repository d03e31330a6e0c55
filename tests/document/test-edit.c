/* test-edit.c: Enter, Backspace, Tab and what else a word processor does
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-blocks.h"
#include "precept-edit.h"
#include "precept-grammar-tree.h"

#include <string.h>

#define TOPIC(content) OPEN "<evidence id=\"e\"><topic id=\"t\"><title>T</title>" content "</topic></evidence>" CLOSE
#define SUMMARY(content) OPEN "<summary id=\"s\">" content "</summary>" CLOSE
#define SECTION(content) OPEN "<section id=\"s\"><title>T</title>" content "</section>" CLOSE
#define S(id, content) "<section id=\"" id "\"><title>" id "</title>" content "</section>"
#define P(id) "<p id=\"" id "\">" id "</p>"
#define F(id, more) "<finding id=\"f" id "\">" P (id) more "</finding>"
#define I(id, more) "<item id=\"i" id "\">" P (id) more "</item>"
#define L(id, content) "<list id=\"l" id "\" kind=\"number\">" content "</list>"

typedef struct
{
  const char *document;
  const char *operation; /* name and id */
  const char *result;    /* as print_element() prints it; or "!" and a part of the error */
} EditCase;

static const EditCase cases[] = {
  /* Enter: at "x|y" of a paragraph that then reads "L" and "R". */
  { SUMMARY (P ("a") P ("b")), "split a", "s(a'L' *'R' b'b')" },
  { SUMMARY (P ("a")), "split-start a", "s(*'' a'R')" },
  { SUMMARY (P ("a")), "split-end a", "s(a'L' *'')" },
  { SUMMARY (P ("a")), "split z", "!no “z”" },
  { SUMMARY (P ("a")), "split s", "!paragraphs only" },
  { SUMMARY (L ("1", I ("a", "") I ("b", ""))), "split a", "s(l1(ia(a'L') *(*'R') ib(b'b')))" },
  { SUMMARY (L ("1", I ("a", P ("c") L ("2", I ("b", ""))))), "split a", "s(l1(ia(a'L') *(*'R' c'c' l2(ib(b'b')))))" },
  { SUMMARY (L ("1", I ("a", P ("c")))), "split c", "s(l1(ia(a'a' c'L' *'R')))" },
  { SUMMARY (L ("1", I ("a", ""))), "split-start a", "s(l1(*(*'') ia(a'R')))" },
  { TOPIC (F ("a", F ("b", ""))), "split a", "t('T' fa(a'L') *(*'R' fb(b'b')))" },

  /* Backspace */
  { SUMMARY (P ("a") P ("b")), "join b", "s(a'ab')" },
  { SUMMARY (P ("a")), "join a", "!no paragraph before" },
  { SUMMARY ("<table id=\"x\"><row id=\"r\"><cell id=\"c\"/></row></table>" P ("a")), "join a", "!no paragraph before" },
  { TOPIC (P ("a")), "join a", "!no paragraph before" },
  { SUMMARY (L ("1", I ("a", "")) P ("b")), "join b", "s(l1(ia(a'ab')))" },
  { SUMMARY (L ("1", I ("a", "") I ("b", L ("2", I ("c", ""))))), "join b", "s(l1(ia(a'ab' l2(ic(c'c')))))" },
  { SUMMARY (L ("1", I ("a", L ("2", I ("c", ""))) I ("b", P ("d")))), "join b", "s(l1(ia(a'a' l2(ic(c'cb')) d'd')))" },
  { SUMMARY (P ("a") L ("1", I ("b", P ("c")))), "join b", "s(a'ab' c'c')" },
  { SUMMARY (P ("a") L ("1", I ("b", "") I ("c", ""))), "join b", "s(a'ab' l1(ic(c'c')))" },
  { SUMMARY (L ("1", I ("a", ""))), "join a", "!no paragraph before" },
  { TOPIC (F ("a", F ("b", F ("c", "")))), "join b", "t('T' fa(a'ab' fc(c'c')))" },
  { TOPIC (F ("a", F ("b", "")) F ("c", F ("d", ""))), "join c", "t('T' fa(a'a' fb(b'bc') fd(d'd')))" },

  { TOPIC (F ("a", F ("b", "")) F ("c", P ("x") F ("d", ""))), "join c", "t('T' fa(a'a' fb(b'bc' x'x') fd(d'd')))" },

  /* Tab */
  { SUMMARY (L ("1", I ("a", "") I ("b", ""))), "indent b", "s(l1(ia(a'a' *(ib(b'b')))))" },
  { SUMMARY (L ("1", I ("a", L ("2", I ("c", ""))) I ("b", ""))), "indent b", "s(l1(ia(a'a' l2(ic(c'c') ib(b'b')))))" },
  { SUMMARY (L ("1", I ("a", ""))), "indent a", "!first entry" },
  { SUMMARY (P ("a")), "indent a", "!Only findings" },
  { TOPIC (F ("a", F ("b", "")) F ("c", F ("d", ""))), "indent c", "t('T' fa(a'a' fb(b'b') fc(c'c' fd(d'd'))))" },
  { TOPIC (F ("a", F ("b", ""))), "indent b", "!first entry" },

  /* Shift+Tab */
  { TOPIC (F ("a", F ("b", F ("x", "")) F ("c", "")) F ("d", "")), "outdent b", "t('T' fa(a'a') fb(b'b' fx(x'x') fc(c'c')) fd(d'd'))" },
  { TOPIC (F ("a", F ("b", "")) F ("c", "")), "outdent a", "t('T' a'a' fb(b'b') fc(c'c'))" },
  { TOPIC ("<finding id=\"f\" design=\"randomized\">" P ("a") "</finding>"), "outdent a", "!study facts" },
  { TOPIC ("<finding id=\"f\" cites=\"r1 r2\">" P ("a") "</finding>"), "outdent a", "t('T' a'a[r1 r2]')" },
  { SUMMARY (L ("1", I ("a", L ("2", I ("b", "") I ("c", "")) P ("d")) I ("e", ""))), "outdent b",
    "s(l1(ia(a'a') ib(b'b' *(ic(c'c')) d'd') ie(e'e')))" },
  { SUMMARY (L ("1", I ("a", L ("2", I ("b", "") I ("c", ""))))), "outdent c", "s(l1(ia(a'a' l2(ib(b'b'))) ic(c'c')))" },
  { SUMMARY (L ("1", I ("a", "") I ("b", P ("x")) I ("c", ""))), "outdent b", "s(l1(ia(a'a')) b'b' x'x' *(ic(c'c')))" },
  { SUMMARY (L ("1", I ("a", "") I ("b", ""))), "outdent a", "s(a'a' l1(ib(b'b')))" },
  { SUMMARY (L ("1", I ("a", "") I ("b", ""))), "outdent b", "s(l1(ia(a'a')) b'b')" },
  { SUMMARY (L ("1", I ("a", ""))), "outdent a", "s(a'a')" },

  /* Tab of what stands below a list */
  { SUMMARY (L ("1", I ("a", "")) P ("b")), "indent b", "s(l1(ia(a'a' b'b')))" },
  { SUMMARY (L ("1", I ("a", P ("b") P ("c")) I ("d", ""))), "outdent b", "s(l1(ia(a'a')) b'b' c'c' *(id(d'd')))" },

  /* Headings */
  { SUMMARY (P ("a")), "heading a", "!no headings" },
  { SECTION (P ("a") P ("b") S ("x", P ("c"))), "heading a", "s('T' a('a' b'b') x('x' c'c'))" },
  { SECTION (S ("x", P ("a")) S ("y", P ("b"))), "heading b", "s('T' x('x' a'a') y('y' b('b')))" },
  { SECTION (P ("a") S ("x", P ("b") S ("y", P ("c")))), "unheading x", "s('T' a'a' x'x' b'b' y('y' c'c'))" },
  { SECTION (S ("v", S ("w", P ("a"))) S ("x", P ("b") S ("y", P ("c"))) S ("z", "")), "unheading x",
    "s('T' v('v' w('w' a'a' x'x' b'b') y('y' c'c')) z('z'))" },
  { SECTION (P ("a")), "unheading s", "!none before it" },
  { TOPIC (P ("a") F ("b", "")), "heading a", "t('T')" },
  { SECTION (S ("x", "") S ("y", P ("c"))), "in y", "s('T' x('x' y('y' c'c')))" },
  { SECTION (S ("x", "")), "in x", "!none before" },
  { SECTION (S ("x", S ("y", P ("c")) S ("z", ""))), "out y", "s('T' x('x') y('y' c'c' z('z')))" },
  { SECTION (S ("x", "")), "out x", "!new part" },

  /* Notes and lists */
  { SUMMARY (P ("a") P ("b")), "note b", "s(a'a' *(b'b'))" },
  { SUMMARY ("<note id=\"n\">" P ("a") "</note>" P ("b")), "note b", "s(n(a'a' b'b'))" },
  { SUMMARY (L ("1", I ("a", ""))), "note a", "!Only a paragraph" },
  { SUMMARY ("<note id=\"n\">" P ("a") P ("b") P ("c") "</note>"), "unnote b", "s(n(a'a') b'b' *(c'c'))" },
  { SUMMARY ("<note id=\"n\">" P ("a") P ("b") "</note>"), "unnote a", "s(a'a' n(b'b'))" },
  { SUMMARY ("<note id=\"n\">" P ("a") "</note>"), "unnote a", "s(a'a')" },
  { SUMMARY (P ("a")), "bullets a", "!no item" },

  /* Delete */
  { SUMMARY (P ("a") P ("b")), "remove a", "s(b'b')" },
  { SUMMARY (P ("a") L ("1", I ("b", ""))), "remove b", "s(a'a')" },
  { SUMMARY (P ("a") L ("1", I ("b", ""))), "remove ib", "s(a'a')" },
  { SUMMARY (L ("1", I ("a", "") I ("b", L ("2", I ("c", ""))))), "remove b", "s(l1(ia(a'a' l2(ic(c'c')))))" },
  { TOPIC (F ("a", F ("b", ""))), "remove a", "t('T' fb(b'b'))" },
  { SUMMARY (P ("a")), "remove g", "!as a whole" },

  { SUMMARY (P ("a") P ("b")), "insert-after a", "s(a'a' *'L' b'b')" },
  { SUMMARY (P ("a") P ("b")), "make-entry b", "s(a'a' *(*(b'b')))" },
  { SUMMARY (L ("1", I ("a", "")) P ("b")), "make-entry b", "s(l1(ia(a'a') *(b'b')))" },
  { SUMMARY ("<list id=\"l\" kind=\"bullet\">" I ("a", "") "</list>" P ("b")), "make-entry b", "s(l(ia(a'a')) *(*(b'b')))" },
  { TOPIC (P ("a")), "make-entry a", "t('T' *(a'a'))" },
  { SUMMARY (L ("1", I ("a", ""))), "make-entry a", "!already" },
  { TOPIC (F ("a", "")), "add-finding t", "t('T' fa(a'a') *(*'L'))" },
  { TOPIC (F ("a", "")), "add-finding fa", "t('T' fa(a'a' *(*'L')))" },
  { TOPIC (F ("a", "")), "add-finding e", "!belong to a topic" },
};

static void
print_element (xmlNode    *node,
               GHashTable *known,
               GString    *out)
{
  g_autofree char *id = precept_node_dup_attribute (node, "id");

  if (id != NULL)
    g_string_append (out, g_hash_table_contains (known, id) ? id : "*");

  if (precept_node_is (node, "p") || precept_node_is (node, "title"))
    {
      g_string_append_c (out, '\'');
      for (xmlNode *child = node->children; child != NULL; child = child->next)
        {
          g_autofree char *ref = precept_node_dup_attribute (child, "ref");

          if (child->type == XML_TEXT_NODE)
            g_string_append (out, (const char *)child->content);
          else
            g_string_append_printf (out, "[%s]", ref);
        }
      g_string_append_c (out, '\'');
      return;
    }

  g_string_append_c (out, '(');
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (child != precept_node_first_element (node))
        g_string_append_c (out, ' ');
      print_element (child, known, out);
    }
  g_string_append_c (out, ')');
}

static void
collect_ids (xmlNode    *node,
             GHashTable *ids)
{
  char *id = precept_node_dup_attribute (node, "id");

  if (id != NULL)
    g_hash_table_add (ids, id);
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    collect_ids (child, ids);
}

static PreceptInline *
new_text (const char *text)
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
      char           **new_id,
      GError         **error)
{
  g_auto (GStrv) words = g_strsplit (operation, " ", -1);
  g_autoptr (PreceptInline) left = new_text ("L");
  g_autoptr (PreceptInline) right = new_text ("R");
  g_autofree char *title = NULL;
  const char      *name = words[0];
  const char      *id = words[1];

  if (strcmp (name, "split") == 0)
    return precept_edit_split (document, id, left, right, new_id, error);
  if (strcmp (name, "split-start") == 0)
    return precept_edit_split (document, id, NULL, right, new_id, error);
  if (strcmp (name, "split-end") == 0)
    return precept_edit_split (document, id, left, NULL, new_id, error);
  if (strcmp (name, "join") == 0)
    return precept_edit_join_with_previous (document, id, new_id, error);
  if (strcmp (name, "indent") == 0)
    return precept_edit_indent (document, id, error);
  if (strcmp (name, "outdent") == 0)
    return precept_edit_outdent (document, id, error);
  if (strcmp (name, "remove") == 0)
    return precept_edit_remove (document, id, error);
  if (strcmp (name, "insert-after") == 0)
    return precept_edit_insert_paragraph_after (document, id, left, new_id, error);
  if (strcmp (name, "make-entry") == 0)
    return precept_edit_make_entry (document, id, "number", error);
  if (strcmp (name, "add-finding") == 0)
    return precept_edit_add_finding (document, id, left, new_id, error);

  if (strcmp (name, "heading") == 0)
    {
      g_assert_true (precept_edit_can_make_heading (document, id) || precept_edit_make_heading (document, id, NULL, NULL) == NULL);
      return precept_edit_make_heading (document, id, NULL, error);
    }
  if (strcmp (name, "note") == 0)
    return precept_edit_make_note (document, id, TRUE, error);
  if (strcmp (name, "unnote") == 0)
    return precept_edit_unmake_note (document, id, error);
  if (strcmp (name, "bullets") == 0)
    return precept_edit_set_list_kind (document, id, "bullet", error);
  title = g_strconcat (id, "/0", NULL);
  if (strcmp (name, "unheading") == 0)
    return precept_edit_unmake_heading (document, title, new_id, error);
  if (strcmp (name, "in") == 0 || strcmp (name, "out") == 0)
    return precept_edit_shift_heading (document, title, *name == 'o', NULL, error);

  g_assert_not_reached ();
}

static void
run_case (const EditCase  *c,
          PreceptDocument *document)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autofree char *before = util_write (document);
  g_autofree char *undone = NULL;
  g_autofree char *new_id = NULL;

  collect_ids (precept_document_get_root (document), known);
  group = plan (document, c->operation, &new_id, &error);
  undone = util_write (document);
  g_assert_cmpstr (undone, ==, before);

  if (*c->result == '!')
    {
      g_assert_null (group);
      g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
      if (strstr (error->message, c->result + 1) == NULL)
        g_error ("%s: %s", c->operation, error->message);
      return;
    }

  g_assert_no_error (error);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  util_check (document);
  if (new_id != NULL)
    g_assert_true (precept_document_has_id (document, new_id));
  print_element (precept_document_find (document, *c->result == 't' ? "t" : "s"), known, printed);
  if (strcmp (printed->str, c->result) != 0)
    g_error ("%s of %s\n  is   %s\n  not  %s", c->operation, before, printed->str, c->result);

  g_free (precept_document_undo (document));
  g_free (undone);
  undone = util_write (document);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_structure (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (cases[i].document);

      run_case (&cases[i], document);
    }
}

/* A random edit of a random line, or NULL where it is not possible there. */
static PreceptStepGroup *
plan_random (PreceptDocument *document,
             gboolean        *keeps_text)
{
  static const char *const operations[] = { "split", "split-start", "join", "indent", "outdent", "remove", "insert-after", "make-entry",
                                            "heading", "note", "unnote", "bullets", "unheading", "in", "out" };
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  g_autofree char *operation = NULL;
  const char      *name = operations[g_test_rand_int_range (0, G_N_ELEMENTS (operations))];
  gboolean         of_heading = g_str_equal (name, "unheading") || g_str_equal (name, "in") || g_str_equal (name, "out");
  GHashTableIter   iter;
  gpointer         id;

  collect_ids (precept_document_get_root (document), ids);
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      xmlNode *node = precept_document_find (document, id);

      if (of_heading ? precept_node_is (node, "section") || precept_node_is (node, "topic") : precept_node_is (node, "p"))
        g_ptr_array_add (lines, id);
    }
  if (lines->len == 0)
    return NULL;

  operation = g_strconcat (name, " ", g_ptr_array_index (lines, g_test_rand_int_range (0, lines->len)), NULL);
  *keeps_text = strcmp (name, "join") == 0 || strcmp (name, "indent") == 0 || strcmp (name, "outdent") == 0 ||
                strcmp (name, "make-entry") == 0 || strcmp (name, "heading") == 0 || of_heading || strstr (name, "note") != NULL ||
                strcmp (name, "bullets") == 0;

  return plan (document, operation, NULL, NULL);
}

static char *
dup_letters (PreceptDocument *document)
{
  g_autofree char *text = precept_document_dup_text (document, "");
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  return g_strjoinv ("", words);
}

/* Whatever is done in whatever order: a valid document stays valid, and no line is lost or out of order. */
static void
test_random (void)
{
  guint n_done = 0;

  for (guint round = 0; round < 60; round++)
    {
      gboolean    in_evidence = round % 2 == 0;
      const char *part = in_evidence ? "e" : "s";
      g_autoptr (PreceptDocument) document = util_read (in_evidence ? OPEN "<evidence id=\"e\"><topic id=\"t\"><title>T</title>" P ("k") F ("a", P ("b") L ("1", I ("c", "") I ("d", P ("e1")))
                                                                                                                                                   F ("f", "") F ("g1", F ("h", "") F ("i", P ("j")))) F ("l", "") "</topic></evidence>" CLOSE
                                                                    : SECTION (P ("a") L ("1", I ("b", P ("c")) I ("d", "")) "<note id=\"n\">" P ("e") P ("f") "</note>" S ("x", P ("g1") S ("y", P ("h") P ("i"))) S ("z", P ("j"))));
      g_autofree char *before = util_write (document);
      g_autofree char *undone = NULL;

      for (guint i = 0; i < 25; i++)
        {
          gboolean keeps_text;
          g_autoptr (PreceptStepGroup) group = plan_random (document, &keeps_text);
          g_autofree char *letters = dup_letters (document);
          g_autofree char *new_letters = NULL;
          g_autofree char *old = util_write (document);
          g_autoptr (GError) error = NULL;

          if (group == NULL)
            continue;
          precept_document_apply (document, group, &error);
          g_assert_no_error (error);
          n_done++;
          new_letters = dup_letters (document);
          if (keeps_text)
            g_assert_cmpstr (letters, ==, new_letters);
          if (!precept_grammar_is_tree_right (precept_grammar_get (), precept_document_find (document, part)))
            {
              g_autofree char *text = util_write (document);

              g_error ("%s made\n%s\ninto\n%s", precept_step_group_get_label (group), old, text);
            }
          /* Something to go on with. */
          if (in_evidence && precept_node_next_element (precept_node_first_element (precept_document_find (document, "t"))) == NULL)
            break;
        }
      util_check (document);
      while (precept_document_can_undo (document))
        g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }

  g_assert_cmpuint (n_done, >, 300);
}

/* Comments around entries stay, and elements without ids are no obstacle. */
static void
test_odd_documents (void)
{
  static const struct
  {
    const char *document;
    const char *operation;
    const char *kept;
  } odd[] = {
    { SUMMARY ("<list><item><!--1--><p id=\"a\">a</p><!--2--></item><!--3--><item><!--4--><p id=\"b\">b</p><!--5--></item></list>"),
      "join b", "1 2 3 4 5" },
    { SUMMARY ("<list><item><!--1--><p id=\"a\">a</p></item><item><p id=\"b\">b</p><!--2--></item></list>"), "indent b", "1 2" },
    { SUMMARY ("<list><!--1--><item><p id=\"a\">a</p><!--2--></item><!--3--></list>"), "outdent a", "1 2 3" },
    { SUMMARY ("<list><item><p id=\"a\">a</p><!--1--></item></list>"), "split a", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (odd[i].document);
      g_autofree char *before = util_write (document);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = plan (document, odd[i].operation, NULL, &error);
      g_auto (GStrv) kept = g_strsplit (odd[i].kept, " ", -1);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;

      g_assert_no_error (error);
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      after = util_write (document);
      for (guint j = 0; kept[j] != NULL; j++)
        {
          g_autofree char *comment = g_strdup_printf ("<!--%s-->", kept[j]);

          g_assert_nonnull (strstr (after, comment));
        }
      util_check (document);
      g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
}

static void
apply (PreceptDocument  *document,
       PreceptStepGroup *group)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (group);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  precept_step_group_unref (group);
}

/* The items that follow one that moves out are still lettered. */
static void
test_numbering (void)
{
  static const char *const operations[] = { "outdent b", "outdent y" };

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (
        SUMMARY ("<list id=\"l\" kind=\"number\" numbering=\"upper-alpha\" punctuation=\"parenthesis\" start=\"2\">" I ("a", "") I (
          "b", "<list id=\"m\" kind=\"number\" numbering=\"lower-roman\" punctuation=\"parentheses\">" I ("x", "") I ("y", "") I ("z", "") "</list>") I ("c", "") "</list>"));
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = plan (document, operations[i], NULL, &error);
      g_autofree char *after = NULL;
      g_auto (GStrv) lists = NULL;

      g_assert_no_error (error);
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      after = util_write (document);
      g_assert_nonnull (strstr (after, "kind=\"number\" numbering=\"upper-alpha\" punctuation=\"parenthesis\" start=\"2\">"));
      lists = g_strsplit (after, i == 0 ? " numbering=\"upper-alpha\" punctuation=\"parenthesis\"" : " numbering=\"lower-roman\" punctuation=\"parentheses\"", -1);
      g_assert_cmpuint (g_strv_length (lists), ==, 3);
      util_check (document);
    }
}

static void
test_facts (void)
{
  g_autoptr (PreceptDocument) document = util_read (
    TOPIC ("<finding id=\"f1\" cites=\"r1 r2\" design=\"a\">" P ("a") P ("x") "</finding>"
                                                                              "<finding id=\"f2\" cites=\"r2 r3\" design=\"b\" trial=\"t\">" P ("b") "</finding>"
                                                                                                                                                     "<finding id=\"f3\" cites=\"r4\">" P ("c") "</finding>"));
  g_autofree char *cites = NULL;
  g_autofree char *design = NULL;
  g_autofree char *trial = NULL;
  g_autofree char *text = NULL;

  /* Into the middle of another finding, they stand in the text. */
  apply (document, precept_edit_join_with_previous (document, "b", NULL, NULL));
  cites = precept_document_dup_attribute (document, "f1", "cites");
  g_assert_cmpstr (cites, ==, "r1 r2");
  text = precept_document_dup_attribute (document, "x/1", "ref");
  g_assert_cmpstr (text, ==, "r2 r3");
  g_free (precept_document_undo (document));

  apply (document, precept_edit_join_with_previous (document, "c", NULL, NULL));
  g_free (cites);
  cites = precept_document_dup_attribute (document, "f2", "cites");
  g_assert_cmpstr (cites, ==, "r2 r3 r4");

  apply (document, precept_edit_remove (document, "x", NULL));
  apply (document, precept_edit_join_with_previous (document, "b", NULL, NULL));
  g_free (cites);
  cites = precept_document_dup_attribute (document, "f1", "cites");
  design = precept_document_dup_attribute (document, "f1", "design");
  trial = precept_document_dup_attribute (document, "f1", "trial");
  g_assert_cmpstr (cites, ==, "r1 r2 r3 r4");
  g_assert_cmpstr (design, ==, "a");
  g_assert_cmpstr (trial, ==, "t");
}

static void
test_set_inline (void)
{
  g_autoptr (PreceptDocument) document = util_read (SUMMARY (P ("a")));
  g_autoptr (PreceptInline) first = new_text ("first ");
  g_autoptr (PreceptInline) second = new_text ("first second");
  g_autoptr (GError) error = NULL;
  PreceptStepGroup *group;

  apply (document, precept_edit_set_inline (document, "a", first, NULL));
  apply (document, precept_edit_set_inline (document, "a", second, NULL));
  group = precept_edit_set_inline (document, "a", second, NULL);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
  g_free (precept_document_undo (document));
  g_assert_false (precept_document_can_undo (document));
  g_assert_null (precept_edit_set_inline (document, "z", second, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
}

static void
test_add (void)
{
  g_autoptr (PreceptDocument) document = util_read (
    OPEN "<metadata/><summary id=\"s\"/><evidence id=\"e\"/><section id=\"x\"><title>X</title></section><approvals/>" CLOSE);
  g_autoptr (PreceptInline) content = new_text ("A & B");
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *definition = NULL;
  g_autofree char *reference = NULL;
  g_autofree char *second = NULL;
  g_autofree char *revision = NULL;
  g_autofree char *text = NULL;
  g_autofree char *on = NULL;

  apply (document, precept_edit_add_definition (document, "T < U", "T", content, &definition, NULL));
  apply (document, precept_edit_add_reference (document, content, &reference, NULL));
  apply (document, precept_edit_add_reference (document, content, &second, NULL));
  apply (document, precept_edit_add_revision (document, "revised", "2026-03-31", "2", content, &revision, NULL));

  for (xmlNode *part = precept_node_first_element (precept_document_get_root (document)); part != NULL; part = precept_node_next_element (part))
    g_string_append_printf (names, "%s ", (const char *)part->name);
  g_assert_cmpstr (names->str, ==, "metadata summary definitions evidence references history section approvals ");
  text = precept_document_dup_text (document, definition);
  g_assert_cmpstr (text, ==, "T < U A & B");
  g_free (text);
  text = precept_document_dup_text (document, "references");
  g_assert_cmpstr (text, ==, "A & B A & B");
  on = precept_document_dup_attribute (document, revision, "on");
  g_assert_cmpstr (on, ==, "2026-03-31");
  g_assert_true (precept_document_has_id (document, second));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/edit/structure", test_structure);
  g_test_add_func ("/precept/edit/random", test_random);
  g_test_add_func ("/precept/edit/odd-documents", test_odd_documents);
  g_test_add_func ("/precept/edit/numbering", test_numbering);
  g_test_add_func ("/precept/edit/facts", test_facts);
  g_test_add_func ("/precept/edit/set-inline", test_set_inline);
  g_test_add_func ("/precept/edit/add", test_add);

  return g_test_run ();
}
