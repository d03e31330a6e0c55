/* test-edit-evidence.c: findings, their facts and citations, topics
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-evidence.h"
#include "precept-grammar-tree.h"
#include "precept-reference-facts.h"

#include <string.h>

#define EVIDENCE(content) OPEN "<evidence id=\"e\">" content "</evidence>" CLOSE
#define T(id, content) "<topic id=\"" id "\"><title>" id "</title>" content "</topic>"
#define F(id, more) "<finding id=\"" id "\"><p id=\"" id "p\">" id "</p>" more "</finding>"
#define P(id) "<p id=\"" id "\">" id "</p>"

typedef struct
{
  const char *document;
  const char *operation; /* name and arguments */
  const char *result;    /* as print_element() prints it; or "!" and a part of the error */
} EditCase;

static const EditCase cases[] = {
  /* Alt+Up and Alt+Down, with children */
  { EVIDENCE (T ("t", F ("a", "") F ("b", F ("c", "")))), "up b", "e(t(b(c) a))" },
  { EVIDENCE (T ("t", F ("a", "") F ("b", F ("c", "")))), "down a", "e(t(b(c) a))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "") F ("c", "")))), "up c", "e(t(a(c b)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "") F ("c", "")))), "down b", "e(t(a(c b)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")))), "up b", "!first finding under" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")))), "down b", "!last finding under" },
  { EVIDENCE (T ("t", P ("x") F ("a", ""))), "up a", "e(t(a x))" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", ""))), "up b", "e(t(a b) u)" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", ""))), "down a", "e(t u(a b))" },
  { EVIDENCE (T ("t", F ("a", ""))), "up a", "!first finding already" },
  { EVIDENCE (T ("t", F ("a", ""))), "down a", "!last finding already" },
  { EVIDENCE (T ("t", F ("a", "") T ("n", F ("b", "")))), "down a", "e(t(n(a b)))" },
  { EVIDENCE (T ("t", F ("a", "") T ("n", F ("b", "")))), "up b", "e(t(a b n))" },
  { EVIDENCE (T ("t", T ("n", F ("b", "")) F ("a", ""))), "up a", "e(t(n(b a)))" },
  { EVIDENCE (T ("t", T ("n", F ("b", "")) F ("a", ""))), "down b", "e(t(n b a))" },
  { EVIDENCE (T ("t", F ("a", ""))), "up t", "!no finding" },

  /* Dragging */
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "move c before a", "e(t(c a(b)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "move c before b", "e(t(a(c b)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "move c inside a", "e(t(a(b c)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "move a after c", "e(t(c a(b)))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "move b after c", "e(t(a c b))" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", ""))), "move a inside u", "e(t u(a b))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")))), "move a inside b", "!under itself" },
  { EVIDENCE (T ("t", F ("a", ""))), "move a after a", "!under itself" },
  { EVIDENCE (T ("t", F ("a", ""))), "move a after t", "!beside or under" },

  /* Topics */
  { EVIDENCE (T ("t", F ("a", "")) T ("u", "")), "add-topic a", "e(t(a) * u)" },
  { EVIDENCE (T ("t", F ("a", ""))), "add-topic e", "e(* t(a))" },
  { OPEN "<summary id=\"e\">" P ("a") "</summary>" CLOSE, "add-topic a", "!Only the evidence" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", ""))), "topic-up u", "e(u(b) t(a))" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", ""))), "topic-down t", "e(u(b) t(a))" },
  { EVIDENCE (T ("t", "")), "topic-up t", "!first topic" },
  { EVIDENCE (T ("t", "")), "topic-down t", "!last topic" },
  { EVIDENCE (T ("t", F ("a", "") F ("b", F ("c", "")) F ("d", "")) T ("u", "")), "make-topic bp", "e(t(a) *(c d) u)" },
  { EVIDENCE (T ("t", F ("a", "") P ("x") F ("d", ""))), "make-topic x", "e(t(a) *(d))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")))), "make-topic bp", "!right in a topic" },
  { EVIDENCE (T ("t", "<finding id=\"a\" design=\"cohort-study\"><p id=\"ap\">a</p></finding>")), "make-topic ap", "!study facts" },
  { EVIDENCE (T ("t", F ("a", "")) T ("u", F ("b", "") F ("c", ""))), "make-finding u", "e(t(a * b c))" },
  { EVIDENCE (T ("t", "")), "make-finding t", "!none before" },

  /* Studies */
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "add-study a", "e(t(a(b) *[r] c))" },
  { EVIDENCE (T ("t", F ("a", F ("b", "")) F ("c", ""))), "add-study bp", "e(t(a(b *[r]) c))" },
  { EVIDENCE (T ("t", F ("a", ""))), "add-study t", "e(t(*[r] a))" },
  { EVIDENCE (T ("t", F ("a", ""))), "add-study e", "!belongs to a topic" },

  /* Facts and citations */
  { EVIDENCE (T ("t", F ("a", ""))), "cite a r", "e(t(a[r]))" },
  { EVIDENCE (T ("t", "<finding id=\"a\" cites=\"q r s\"><p id=\"ap\">a</p></finding>")), "cite a r", "e(t(a[q s]))" },
  { EVIDENCE (T ("t", "<finding id=\"a\" cites=\"r\"><p id=\"ap\">a</p></finding>")), "cite a r", "e(t(a))" },
  { EVIDENCE (T ("t", F ("a", ""))), "fact a participants 12", "e(t(a{participants=12}))" },
  { EVIDENCE (T ("t", F ("a", ""))), "fact a participants many", "!can't be kept" },
  { EVIDENCE (T ("t", "<finding id=\"a\" participants=\"3\"><p id=\"ap\">a</p></finding>")), "fact a participants", "e(t(a))" },
  { EVIDENCE (T ("t", F ("a", ""))), "status a recruiting 2026-01-02", "e(t(a{trial-status=recruiting checked=2026-01-02}))" },
  { EVIDENCE (T ("t", "<finding id=\"a\" trial-status=\"recruiting\" checked=\"2026-01-02\"><p id=\"ap\">a</p></finding>")), "status a", "e(t(a))" },
  { EVIDENCE (T ("t", F ("a", ""))), "fact z participants 12", "!no “z”" },
};

static void
print_element (xmlNode    *node,
               const char *document,
               GString    *out)
{
  static const char *const facts[] = { "participants", "trial-status", "checked" };
  g_autofree char         *id = precept_node_dup_attribute (node, "id");
  g_autofree char         *quoted = g_strdup_printf ("id=\"%s\"", id);
  g_autofree char         *cites = precept_node_dup_attribute (node, "cites");
  gboolean                 inner = FALSE;
  gboolean                 any = FALSE;

  g_string_append (out, strstr (document, quoted) != NULL ? id : "*");
  if (cites != NULL)
    g_string_append_printf (out, "[%s]", cites);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (node, facts[i]);

      if (value != NULL)
        g_string_append_printf (out, "%s%s=%s", any ? " " : "{", facts[i], value);
      any |= value != NULL;
    }
  g_string_append (out, any ? "}" : "");
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "title") || (precept_node_is (child, "p") && !precept_node_is (node, "topic")))
        continue;
      g_string_append (out, inner ? " " : "(");
      inner = TRUE;
      print_element (child, document, out);
    }
  g_string_append (out, inner ? ")" : "");
}

static PreceptStepGroup *
plan (PreceptDocument *document,
      const char      *operation,
      GError         **error)
{
  g_auto (GStrv) words = g_strsplit (operation, " ", -1);
  guint            n_words = g_strv_length (words);
  const char      *name = words[0];
  const char      *id = words[1];
  const char      *value = n_words > 3 ? words[3] : NULL;
  g_autofree char *new_id = NULL;

  if (strcmp (name, "up") == 0 || strcmp (name, "down") == 0)
    return precept_edit_shift_finding (document, id, strcmp (name, "down") == 0, error);
  if (strcmp (name, "move") == 0)
    return precept_edit_move_finding (document, id,
                                      strcmp (words[2], "before") == 0  ? PRECEPT_EDIT_BEFORE
                                      : strcmp (words[2], "after") == 0 ? PRECEPT_EDIT_AFTER
                                                                        : PRECEPT_EDIT_INSIDE,
                                      value, error);
  if (strcmp (name, "add-topic") == 0)
    return precept_edit_add_topic (document, id, &new_id, error);
  if (strcmp (name, "topic-up") == 0 || strcmp (name, "topic-down") == 0)
    return precept_edit_shift_topic (document, id, strcmp (name, "topic-down") == 0, error);
  if (strcmp (name, "make-topic") == 0)
    return precept_edit_make_topic (document, id, &new_id, error);
  if (strcmp (name, "make-finding") == 0)
    return precept_edit_make_finding_of_topic (document, id, &new_id, error);
  if (strcmp (name, "add-study") == 0)
    return precept_edit_add_study (document, id, "r", NULL, NULL, &new_id, error);
  if (strcmp (name, "cite") == 0)
    return precept_edit_toggle_citation (document, id, words[2], error);
  if (strcmp (name, "fact") == 0)
    return precept_edit_set_fact (document, id, words[2], value, error);
  if (strcmp (name, "status") == 0)
    return precept_edit_set_trial_status (document, id, n_words > 2 ? words[2] : NULL, value, error);

  g_assert_not_reached ();
}

static void
run_case (const EditCase *c)
{
  g_autoptr (PreceptDocument) document = util_read (c->document);
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) printed = g_string_new (NULL);
  g_autofree char *before = util_write (document);
  g_autofree char *undone = NULL;

  group = plan (document, c->operation, &error);
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
  g_assert_true (precept_grammar_is_tree_right (precept_grammar_get (), precept_document_find (document, "e")));
  print_element (precept_document_find (document, "e"), c->document, printed);
  if (strcmp (printed->str, c->result) != 0)
    g_error ("%s of %s\n  is   %s\n  not  %s", c->operation, before, printed->str, c->result);

  g_free (precept_document_undo (document));
  undone = util_write (document);
  g_assert_cmpstr (undone, ==, before);
}

static void
test_structure (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    run_case (&cases[i]);
}

static void
collect_ids (xmlNode   *node,
             GPtrArray *ids)
{
  char *id = precept_node_dup_attribute (node, "id");

  if (id != NULL)
    g_ptr_array_add (ids, id);
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    collect_ids (child, ids);
}

/* Whatever is moved in whatever order, the evidence stays valid, and undo brings back the bytes. */
static void
test_random (void)
{
  static const char *const operations[] = { "up %s", "down %s", "move %s before %s", "move %s after %s", "move %s inside %s", "add-topic %s", "topic-up %s", "topic-down %s", "make-topic %s", "make-finding %s", "add-study %s", "cite %s r" };
  guint                    n_done = 0;

  for (guint round = 0; round < 40; round++)
    {
      g_autoptr (PreceptDocument) document = util_read (EVIDENCE (T ("t", P ("k") F ("a", P ("x") F ("b", "") F ("c", F ("d", ""))) F ("f", "")) T ("u", T ("n", F ("g", "")) F ("h", ""))));
      g_autofree char *before = util_write (document);
      g_autofree char *undone = NULL;

      for (guint i = 0; i < 25; i++)
        {
          g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
          g_auto (GStrv) pieces = g_strsplit (operations[g_test_rand_int_range (0, G_N_ELEMENTS (operations))], "%s", -1);
          g_autoptr (GString) operation = g_string_new (pieces[0]);
          g_autoptr (PreceptStepGroup) group = NULL;
          g_autoptr (GError) error = NULL;

          collect_ids (precept_document_find (document, "e"), ids);
          for (guint k = 1; pieces[k] != NULL; k++)
            g_string_append_printf (operation, "%s%s", (char *)ids->pdata[g_test_rand_int_range (0, ids->len)], pieces[k]);
          group = plan (document, operation->str, NULL);
          if (group == NULL)
            continue;
          precept_document_apply (document, group, &error);
          g_assert_no_error (error);
          n_done++;
          if (!precept_grammar_is_tree_right (precept_grammar_get (), precept_document_find (document, "e")))
            {
              g_autofree char *text = util_write (document);

              g_error ("%s made\n%s", operation->str, text);
            }
        }
      util_check (document);
      while (precept_document_can_undo (document))
        g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
  g_assert_cmpuint (n_done, >, 200);
}

static void
test_references (void)
{
  static const struct
  {
    const char *text;
    const char *short_name;
    const char *title;
    const char *journal;
    const char *year;
    const char *trial;
    const char *design;
  } references[] = {
    { "Smith AB, Jones C, et al. A randomized trial of something. J Tests. 2021;3(2):1-9.", "Smith 2021", "A randomized trial of something", "J Tests", "2021", NULL, "randomized-controlled-trial" },
    { "de Vries M, Ito K. Pooling small studies: a meta-analysis. Stat Notes 2019;7:11. NCT 01234567.", "de Vries 2019", "Pooling small studies: a meta-analysis", "Stat Notes", "2019", "NCT01234567", "meta-analysis" },
    { "Society of Examples. Guidance for everybody. 2018. Accessed March 3, 2024.", "Society of Examples 2018", "Guidance for everybody", NULL, "2018", NULL, NULL },
    { "Untitled", "Untitled", NULL, NULL, NULL, NULL, NULL },
    { "", "", NULL, NULL, NULL, NULL, NULL },
    { "An Organization With A Very Long Name Indeed. Work. 2001.", "An Organization With A… 2001", "Work", NULL, "2001", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (PreceptReferenceFacts) facts = precept_reference_facts_new (references[i].text);
      g_autofree char *short_name = precept_reference_dup_short_name (references[i].text);

      g_assert_cmpstr (short_name, ==, references[i].short_name);
      g_assert_cmpstr (facts->title, ==, references[i].title);
      g_assert_cmpstr (facts->journal, ==, references[i].journal);
      g_assert_cmpstr (facts->year, ==, references[i].year);
      g_assert_cmpstr (facts->trial, ==, references[i].trial);
      g_assert_cmpstr (facts->design, ==, references[i].design);
    }
}

static void
test_trial_numbers (void)
{
  static const struct
  {
    const char *text;
    const char *mended;
    gboolean    right;
  } numbers[] = {
    { "NCT01234567", "NCT01234567", TRUE },
    { " nct 01234567", "NCT01234567", TRUE },
    { "01234567", "NCT01234567", TRUE },
    { "NCT0123456", "NCT0123456", FALSE },
    { "NCT012345678", "NCT012345678", FALSE },
    { "1234", "1234", FALSE },
    { "ISRCTN12345678", "ISRCTN12345678", TRUE },
    { "2011-001234-56", "2011-001234-56", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *mended = precept_trial_number_mend (numbers[i].text);

      g_assert_cmpstr (mended, ==, numbers[i].mended);
      g_assert_cmpint (precept_trial_number_is_right (mended), ==, numbers[i].right);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/edit-evidence/structure", test_structure);
  g_test_add_func ("/precept/edit-evidence/random", test_random);
  g_test_add_func ("/precept/edit-evidence/references", test_references);
  g_test_add_func ("/precept/edit-evidence/trial-numbers", test_trial_numbers);

  return g_test_run ();
}
