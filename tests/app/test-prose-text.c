/* test-prose-text.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-prose-text.h"

static char *
show_atom (const PreceptRun *run, gpointer user_data)
{
  return g_strdup (run->kind == PRECEPT_RUN_CITE ? "12" : run->kind == PRECEPT_RUN_MANDATE ? "[s]"
                                                                                           : "◇");
}

static void
append (PreceptInline *text, PreceptRunKind kind, PreceptMarks marks, const char *string)
{
  PreceptRun run = { kind, marks, NULL, NULL, NULL };

  if (kind == PRECEPT_RUN_CITE)
    run.ref = (char *)string;
  else if (kind != PRECEPT_RUN_MANDATE)
    run.text = (char *)string;
  precept_inline_append (text, &run);
}

/* "One two" cite " three" */
static PreceptProseText *
make_sample (void)
{
  g_autoptr (PreceptInline) source = precept_inline_new ();

  append (source, PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, "One ");
  append (source, PRECEPT_RUN_TEXT, PRECEPT_MARK_EM, "two");
  append (source, PRECEPT_RUN_CITE, PRECEPT_MARK_NONE, "ref-1 ref-2");
  append (source, PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, " three");
  return precept_prose_text_new_from_inline (source, show_atom, NULL);
}

static void
assert_shows (PreceptProseText *text, const char *expected)
{
  g_autofree char *display = precept_prose_text_dup_display (text);

  g_assert_cmpstr (display, ==, expected);
}

static void
assert_xml (PreceptProseText *text, const char *expected)
{
  g_autoptr (PreceptInline) stored = precept_prose_text_dup_inline (text);
  g_autofree char *xml = precept_inline_to_xml (stored);

  g_assert_cmpstr (xml, ==, expected);
}

static void
test_insert (void)
{
  static const struct
  {
    int         offset;
    int         marks;
    const char *text;
    const char *xml;
  } cases[] = {
    { 0, -1, "x", "xOne <em>two</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 4, -1, "x", "One x<em>two</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 5, -1, "x", "One <em>txwo</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 5, PRECEPT_MARK_NONE, "x", "One <em>t</em>x<em>wo</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 7, -1, "x", "One <em>twox</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 9, -1, "x", "One <em>two</em><cite ref=\"ref-1 ref-2\"/>x three" },
    { 15, -1, " ", "One <em>two</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 15, -1, "  <&", "One <em>two</em><cite ref=\"ref-1 ref-2\"/> three &lt;&amp;" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptProseText) text = make_sample ();

      precept_prose_text_insert (text, cases[i].offset, cases[i].text, cases[i].marks);
      assert_xml (text, cases[i].xml);
    }
}

static void
test_delete (void)
{
  static const struct
  {
    int         start;
    int         end;
    const char *xml;
  } cases[] = {
    { 0, 4, "<em>two</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 6, 7, "One <em>tw</em><cite ref=\"ref-1 ref-2\"/> three" },
    { 7, 8, "One <em>two</em> three" }, /* half of a citation is all of it */
    { 8, 10, "One <em>two</em>three" },
    { 0, 100, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptProseText) text = make_sample ();
      int start = cases[i].start, end = cases[i].end;

      g_assert_true (precept_prose_text_snap (text, &start, &end));
      precept_prose_text_delete (text, start, end);
      assert_xml (text, cases[i].xml);
    }
}

static void
test_marks (void)
{
  g_autoptr (PreceptProseText) text = make_sample ();

  g_assert_cmpint (precept_prose_text_get_marks (text, 0, 3), ==, PRECEPT_MARK_NONE);
  g_assert_cmpint (precept_prose_text_get_marks (text, 4, 9), ==, PRECEPT_MARK_EM);
  precept_prose_text_set_marks (text, 0, 3, PRECEPT_MARK_STRONG, TRUE);
  assert_xml (text, "<strong>One</strong> <em>two</em><cite ref=\"ref-1 ref-2\"/> three");
  precept_prose_text_set_marks (text, 1, 15, PRECEPT_MARK_STRONG, FALSE);
  precept_prose_text_set_marks (text, 0, 15, PRECEPT_MARK_EM, FALSE);
  assert_xml (text, "<strong>O</strong>ne two<cite ref=\"ref-1 ref-2\"/> three");
  precept_prose_text_set_marks (text, 1, 3, PRECEPT_MARK_SUP, TRUE);
  precept_prose_text_set_marks (text, 1, 3, PRECEPT_MARK_SUB, TRUE);
  assert_xml (text, "<strong>O</strong><sub>ne</sub> two<cite ref=\"ref-1 ref-2\"/> three");
}

static void
test_decoration (void)
{
  g_autoptr (PreceptProseText) text = make_sample ();
  int start = 9, end = 100;

  precept_prose_text_append_decoration (text, " (ABC)");
  assert_shows (text, "One two12 three (ABC)");
  g_assert_cmpint (precept_prose_text_get_length (text), ==, 21);
  g_assert_cmpint (precept_prose_text_get_editable_length (text), ==, 15);
  g_assert_true (precept_prose_text_snap (text, &start, &end));
  g_assert_cmpint (end, ==, 15);
  start = 16;
  end = 20;
  g_assert_false (precept_prose_text_snap (text, &start, &end));
  precept_prose_text_insert (text, 21, "!", -1);
  assert_shows (text, "One two12 three! (ABC)");
  assert_xml (text, "One <em>two</em><cite ref=\"ref-1 ref-2\"/> three!");
}

/* What a text view can't show in a line is an atom, and survives. */
static void
test_unshowable (void)
{
  g_autoptr (PreceptInline) source = precept_inline_new ();
  g_autoptr (PreceptProseText) text = NULL;
  g_autoptr (PreceptInline) stored = NULL;

  append (source, PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, "a\342\200\251b\357\277\274");
  append (source, PRECEPT_RUN_OPAQUE, PRECEPT_MARK_NONE, "<!--note-->");
  append (source, PRECEPT_RUN_MANDATE, PRECEPT_MARK_NONE, NULL);
  text = precept_prose_text_new_from_inline (source, show_atom, NULL);
  assert_shows (text, "a␤b␤◇[s]");
  g_assert_true (precept_prose_text_is_inside_atom (text, 6));
  stored = precept_prose_text_dup_inline (text);
  g_assert_true (precept_inline_equal (source, stored));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/prose-text/insert", test_insert);
  g_test_add_func ("/precept/prose-text/delete", test_delete);
  g_test_add_func ("/precept/prose-text/marks", test_marks);
  g_test_add_func ("/precept/prose-text/decoration", test_decoration);
  g_test_add_func ("/precept/prose-text/unshowable", test_unshowable);
  return g_test_run ();
}
