/* test-step.c: what each kind of step does, and what is undone
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"

#include <string.h>

#define SAMPLE                                                                                                                         \
  OPEN "<summary id=\"s\"><p id=\"a\">One <em>two</em> three</p><list id=\"l\" kind=\"bullet\"><item id=\"i1\"><p>x</p></item>"        \
       "<item id=\"i2\"><p>y</p></item></list><!--c--></summary><section id=\"t\"><title>T</title><x:f xmlns:x=\"urn:x\"><x:g/></x:f>" \
       "</section>" CLOSE

typedef struct
{
  PreceptStep *(*make) (void);
  const char *result; /* part of the file afterwards, or of the error */
  const char *ids;    /* what changed, with commas; NULL: it can't apply */
  gboolean    structural;
} StepCase;

#define STEP(name, expression) \
  static PreceptStep *name (void) { return expression; }

STEP (insert_block, precept_step_new_insert ("s", 1, "\n <p id=\"b\"> new </p> \n"))
STEP (insert_end, precept_step_new_insert ("l", 2, "<item id=\"i3\"/>"))
STEP (insert_text, precept_step_new_insert ("a", 1, "and  "))
STEP (insert_named, precept_step_new_insert ("a", 1, "<item id=\"stray\"/>"))
STEP (insert_past_end, precept_step_new_insert ("l", 3, "<item/>"))
STEP (insert_nowhere, precept_step_new_insert ("nowhere", 0, "<item/>"))
STEP (insert_into_text, precept_step_new_insert ("a/0", 0, "x"))
STEP (insert_into_foreign, precept_step_new_insert ("t/1", 0, "x"))
STEP (insert_in_foreign, precept_step_new_insert ("t/1/0", 0, "x"))
STEP (insert_unclosed, precept_step_new_insert ("s", 0, "<p>"))
STEP (insert_closing, precept_step_new_insert ("s", 0, "</fragment><fragment>"))
STEP (insert_vt, precept_step_new_insert ("a", 0, "\v"))
STEP (insert_vt_reference, precept_step_new_insert ("a", 0, "&#11;"))
STEP (insert_entity, precept_step_new_insert ("a", 0, "&nbsp;"))
STEP (insert_prefix, precept_step_new_insert ("s", 0, "<y:z/>"))
STEP (insert_doctype, precept_step_new_insert ("s", 0, "<!DOCTYPE p>"))
STEP (insert_same_id, precept_step_new_insert ("s", 0, "<p id=\"i1\"/>"))
STEP (remove_block, precept_step_new_remove ("s", 0, 2))
STEP (remove_mark, precept_step_new_remove ("a", 1, 1))
STEP (remove_too_many, precept_step_new_remove ("l", 1, 2))
STEP (remove_foreign, precept_step_new_remove ("t", 1, 1))
STEP (replace_same, precept_step_new_replace ("a", "<p id=\"a\">Other</p>"))
STEP (replace_kind, precept_step_new_replace ("a", "<title id=\"a\">Other</title>"))
STEP (replace_by_two, precept_step_new_replace ("i1", "<item id=\"j\"/><item id=\"k\"/>"))
STEP (replace_root, precept_step_new_replace ("g", "<guideline/>"))
STEP (move_item, precept_step_new_move ("i1", "l", 1))
STEP (move_out, precept_step_new_move ("i1", "t", 1))
STEP (move_into_itself, precept_step_new_move ("l", "i1", 0))
STEP (move_past_end, precept_step_new_move ("i1", "l", 2))
STEP (move_mark, precept_step_new_move ("a/1", "a", 0))
STEP (move_foreign, precept_step_new_move ("t/1", "s", 0))
STEP (content_inline, precept_step_new_set_content ("a", "<strong>new</strong> text"))
STEP (content_blocks, precept_step_new_set_content ("i1", "<p>new</p><p>text</p>"))
STEP (text, precept_step_new_set_text ("a", " 1 < 2 \n & 3 "))
STEP (text_title, precept_step_new_set_text ("t/0", "Title"))
STEP (text_vt, precept_step_new_set_text ("a", "one\vtwo"))
STEP (text_not_utf8, precept_step_new_set_text ("a", "one\xE9two"))
STEP (attribute, precept_step_new_set_attribute ("l", "kind", "number"))
STEP (attribute_remove, precept_step_new_set_attribute ("l", "kind", NULL))
STEP (attribute_id, precept_step_new_set_attribute ("a", "id", "z"))
STEP (attribute_same_id, precept_step_new_set_attribute ("a", "id", "l"))
STEP (attribute_foreign, precept_step_new_set_attribute ("t/1", "kind", "x"))
STEP (attribute_bad_name, precept_step_new_set_attribute ("l", "a b", "x"))
STEP (attribute_xmlns, precept_step_new_set_attribute ("l", "xmlns", "x"))
STEP (attribute_vt, precept_step_new_set_attribute ("l", "kind", "\v"))
STEP (attribute_lang, precept_step_new_set_attribute ("", "xml:lang", "es"))
STEP (attribute_of_text, precept_step_new_set_attribute ("a/0", "kind", "x"))

static const StepCase cases[] = {
  { insert_block, "</p>\n    <p id=\"b\">new</p>\n    <list", "s", TRUE },
  { insert_end, "<item id=\"i3\"/>\n    </list>", "l", TRUE },
  { insert_text, ">One and <em>", "a", FALSE },
  { insert_named, "<item id=\"stray\"/>", "a", TRUE },
  { insert_past_end, "no place 3", NULL, FALSE },
  { insert_nowhere, "nothing at “nowhere”", NULL, FALSE },
  { insert_into_text, "no element", NULL, FALSE },
  { insert_into_foreign, "another program (urn:x)", NULL, FALSE },
  { insert_in_foreign, "another program (urn:x)", NULL, FALSE },
  { insert_unclosed, "not well-formed", NULL, FALSE },
  { insert_closing, "not well-formed", NULL, FALSE },
  { insert_vt, "U+000B", NULL, FALSE },
  { insert_vt_reference, "not well-formed", NULL, FALSE },
  { insert_entity, "nbsp", NULL, FALSE },
  { insert_prefix, "Declare the prefix", NULL, FALSE },
  { insert_doctype, "not well-formed", NULL, FALSE },
  { insert_same_id, "“i1” would be there twice", NULL, FALSE },
  { remove_block, "<summary id=\"s\">\n    <!--c-->", "s", TRUE },
  { remove_mark, ">One three<", "a", FALSE },
  { remove_too_many, "no place 3", NULL, FALSE },
  { remove_foreign, "<title>T</title>\n  </section>", "t", TRUE },
  { replace_same, "<p id=\"a\">Other</p>", "a", FALSE },
  { replace_kind, "<title id=\"a\">Other</title>", "a", TRUE },
  { replace_by_two, "<item id=\"j\"/>\n      <item id=\"k\"/>\n      <item id=\"i2\">", "l", TRUE },
  { replace_root, "as a whole", NULL, FALSE },
  { move_item, "</item>\n      <item id=\"i1\">\n        <p>x</p>\n      </item>\n    </list>", "l", TRUE },
  { move_out, "<title>T</title>\n    <item id=\"i1\">", "l,t", TRUE },
  { move_into_itself, "into itself", NULL, FALSE },
  { move_past_end, "no place 2", NULL, FALSE },
  { move_mark, "<p id=\"a\"><em>two</em>One three</p>", "a", FALSE },
  { move_foreign, "<summary id=\"s\">\n    <x:f xmlns:x=\"urn:x\"><x:g/></x:f>\n", "s,t", TRUE },
  { content_inline, "<p id=\"a\"><strong>new</strong> text</p>", "a", FALSE },
  { content_blocks, "<item id=\"i1\">\n        <p>new</p>\n        <p>text</p>\n", "i1", TRUE },
  { text, "<p id=\"a\">1 &lt; 2 &amp; 3</p>", "a", FALSE },
  { text_title, "<title>Title</title>", "t", FALSE },
  { text_vt, "U+000B", NULL, FALSE },
  { text_not_utf8, "UTF-8", NULL, FALSE },
  { attribute, "<list id=\"l\" kind=\"number\">", "l", TRUE },
  { attribute_remove, "<list id=\"l\">", "l", TRUE },
  { attribute_id, "<p id=\"z\">", "z", TRUE },
  { attribute_same_id, "“l” would be there twice", NULL, FALSE },
  { attribute_foreign, "another program", NULL, FALSE },
  { attribute_bad_name, "name of an attribute", NULL, FALSE },
  { attribute_xmlns, "name of an attribute", NULL, FALSE },
  { attribute_vt, "U+000B", NULL, FALSE },
  { attribute_lang, "xml:lang=\"es\"", "g", TRUE },
  { attribute_of_text, "no element", NULL, FALSE },
};

static void
changed_cb (PreceptDocument *document,
            PreceptChange   *change,
            PreceptChange  **last)
{
  g_assert_null (*last);
  *last = g_boxed_copy (PRECEPT_TYPE_CHANGE, change);
}

static PreceptStepGroup *
new_group (PreceptStep *step)
{
  PreceptStepGroup *group = precept_step_group_new ("Test");

  precept_step_group_add (group, step);

  return group;
}

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (SAMPLE);
      g_autoptr (PreceptStepGroup) group = new_group (cases[i].make ());
      g_autoptr (GError) error = NULL;
      g_autofree char *before = util_write (document);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      PreceptChange   *change = NULL;

      g_signal_connect (document, "changed", G_CALLBACK (changed_cb), &change);

      if (cases[i].ids == NULL)
        {
          g_assert_false (precept_document_apply (document, group, &error));
          g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
          g_assert_nonnull (strstr (error->message, cases[i].result));
          g_assert_null (change);
          g_signal_handlers_disconnect_by_data (document, &change);
          g_assert_false (precept_document_can_undo (document));
        }
      else
        {
          g_autofree char *ids = NULL;

          g_assert_true (precept_document_apply (document, group, &error));
          g_assert_no_error (error);
          after = util_write (document);
          if (strstr (after, cases[i].result) == NULL)
            g_error ("“%s” is not in:\n%s", cases[i].result, after);
          g_assert_nonnull (change);
          ids = g_strjoinv (",", change->ids);
          g_assert_cmpstr (ids, ==, cases[i].ids);
          g_assert_cmpint (change->structural, ==, cases[i].structural);
          g_assert_true (precept_document_get_modified (document));
          util_check (document);
          g_signal_handlers_disconnect_by_data (document, &change);
          g_free (precept_document_undo (document));
          g_boxed_free (PRECEPT_TYPE_CHANGE, change);
        }

      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
      g_assert_false (precept_document_get_modified (document));
      util_check (document);
    }
}

static void
test_all_or_none (void)
{
  g_autoptr (PreceptDocument) document = util_read (SAMPLE);
  g_autoptr (PreceptStepGroup) group = new_group (remove_block ());
  g_autoptr (GError) error = NULL;
  g_autofree char *before = util_dump (document);
  g_autofree char *after = NULL;

  precept_step_group_add (group, text_title ());
  precept_step_group_add (group, insert_nowhere ());
  g_assert_false (precept_document_apply (document, group, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  after = util_dump (document);
  g_assert_cmpstr (before, ==, after);
  util_check (document);
}

/* A copy whose original goes in the same group is no repetition. */
static void
test_ids_within_group (void)
{
  g_autoptr (PreceptDocument) document = util_read (SAMPLE);
  g_autoptr (PreceptStepGroup) group = new_group (precept_step_new_insert ("t", 1, "<p id=\"a\">Copy</p>"));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  precept_step_group_add (group, precept_step_new_remove ("s", 0, 1));
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
  text = precept_document_dup_text (document, "a");
  g_assert_cmpstr (text, ==, "Copy");
}

static void
type (PreceptDocument *document,
      const char      *text,
      const char      *key)
{
  g_autoptr (PreceptStepGroup) group = new_group (precept_step_new_set_text ("a", text));
  g_autoptr (GError) error = NULL;
  g_autofree char *before = g_strdup_printf ("before %s", text);
  g_autofree char *after = g_strdup_printf ("after %s", text);

  precept_step_group_set_selections (group, before, after);
  precept_step_group_set_merge_key (group, key);
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
}

static void
assert_text (PreceptDocument *document,
             const char      *expected)
{
  g_autofree char *text = precept_document_dup_text (document, "a");

  g_assert_cmpstr (text, ==, expected);
}

static void
undo (PreceptDocument *document,
      const char      *selection,
      const char      *text)
{
  g_autofree char *actual = precept_document_undo (document);

  g_assert_cmpstr (actual, ==, selection);
  assert_text (document, text);
}

static void
redo (PreceptDocument *document,
      const char      *selection,
      const char      *text)
{
  g_autofree char *actual = precept_document_redo (document);

  g_assert_cmpstr (actual, ==, selection);
  assert_text (document, text);
}

static void
test_merge (void)
{
  g_autoptr (PreceptDocument) document = util_read (SAMPLE);

  type (document, "T", "type:a");
  type (document, "Ty", "type:a");
  type (document, "Typ", "type:a");
  type (document, "Type", NULL);
  type (document, "Typed", NULL);
  type (document, "Typed!", "type:a");
  precept_document_set_saved (document);
  type (document, "Typed!!", "type:a");

  undo (document, "before Typed!!", "Typed!");
  g_assert_false (precept_document_get_modified (document));
  undo (document, "before Typed!", "Typed");
  g_assert_true (precept_document_get_modified (document));
  undo (document, "before Typed", "Type");
  undo (document, "before Type", "Typ");
  undo (document, "before T", "One two three");
  g_assert_false (precept_document_can_undo (document));
  g_assert_null (precept_document_undo (document));
  redo (document, "after Typ", "Typ");

  /* After undo or redo, typing on is an undo of its own. */
  type (document, "Typx", "type:a");
  undo (document, "before Typx", "Typ");
  g_assert_cmpstr (precept_document_get_redo_label (document), ==, "Test");
}

static void
notify_cb (GObject    *object,
           GParamSpec *pspec,
           GString    *log)
{
  gboolean value;

  g_object_get (object, pspec->name, &value, NULL);
  g_string_append_printf (log, "%s=%d ", pspec->name, value);
}

static void
test_modified (void)
{
  g_autoptr (PreceptDocument) document = util_read (SAMPLE);
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (document, "notify", G_CALLBACK (notify_cb), log);
  type (document, "1", NULL);
  type (document, "2", NULL);
  g_assert_cmpstr (log->str, ==, "modified=1 can-undo=1 ");

  g_string_truncate (log, 0);
  precept_document_set_saved (document);
  g_free (precept_document_undo (document));
  g_assert_cmpstr (log->str, ==, "modified=0 modified=1 can-redo=1 ");

  g_string_truncate (log, 0);
  g_free (precept_document_redo (document));
  g_assert_false (precept_document_get_modified (document));
  g_free (precept_document_undo (document));
  type (document, "3", NULL);
  g_assert_true (precept_document_get_modified (document));
  g_free (precept_document_undo (document));
  g_assert_true (precept_document_get_modified (document));

  /* What changes nothing is nothing to undo. */
  g_assert_true (precept_document_can_redo (document));
  {
    g_autoptr (PreceptStepGroup) nothing = precept_step_group_new ("Nothing");

    g_assert_true (precept_document_apply (document, nothing, NULL));
  }
  g_assert_true (precept_document_can_redo (document));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/step/kinds", test_kinds);
  g_test_add_func ("/precept/step/all-or-none", test_all_or_none);
  g_test_add_func ("/precept/step/ids-within-group", test_ids_within_group);
  g_test_add_func ("/precept/step/merge", test_merge);
  g_test_add_func ("/precept/step/modified", test_modified);

  return g_test_run ();
}
