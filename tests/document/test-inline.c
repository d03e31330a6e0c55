/* test-inline.c: texts with marks, from the tree and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-inline.h"

#include <string.h>

static const struct
{
  const char *xml;
  const char *runs;
  const char *back; /* NULL: the same */
} cases[] = {
  { "", "", NULL },
  { "plain", "plain", NULL },
  { "a &lt; b &amp; c", "a < b & c", NULL },
  { "one <em>two</em> three", "one |{1}two| three", NULL },
  { "<em>a</em><em>b</em>", "{1}ab", "<em>ab</em>" },
  { "<em>a <strong>b</strong></em> c", "{1}a |{3}b| c", NULL },
  { "<strong>a <em>b</em></strong>", "{2}a |{3}b", NULL },
  { "<strong><em>a</em></strong>", "{3}a", NULL },
  { "<em><strong>a</strong></em>", "{3}a", "<strong><em>a</em></strong>" },
  { "x<sup>2</sup><sub>i</sub>", "x|{4}2|{8}i", NULL },
  { "<link href=\"https://a.org/?b=1&amp;c=&quot;\">a <em>b</em></link>", "[https://a.org/?b=1&c=\"]a |{1}[https://a.org/?b=1&c=\"]b", NULL },
  { "see <term ref=\"d-1\">AEs</term>.", "see |(d-1)AEs|.", NULL },
  { "<term ref=\"d\"><em>x</em> y</term>", "{1}(d)x|(d) y", NULL },
  { "a<cite ref=\"r1 r2\"/>", "a|CITE(r1 r2)", NULL },
  { "<em>a<cite ref=\"r1\"/></em>", "{1}a|{1}CITE(r1)", NULL },
  { "<link href=\"h\">a<cite ref=\"r1\"/></link>", "[h]a|[h]CITE(r1)", NULL },
  { "<xref ref=\"t\"/> <mandate/>", "XREF(t)| |MANDATE", NULL },
  { "a <!-- c --> b", "a |OPAQUE<!-- c -->|b", "a <!-- c -->b" },
  { "<em>a<?pi x?></em>", "{1}a|{1}OPAQUE<?pi x?>", NULL },
  { "<x:f xmlns:x=\"urn:x\"> k <em>l</em></x:f>", "OPAQUE<x:f xmlns:x=\"urn:x\"> k <em>l</em></x:f>", NULL },
  { "<em id=\"i\">a</em>", "OPAQUE<em id=\"i\">a</em>", NULL },
  { "<em>a<em>b</em></em>", "{1}a|{1}OPAQUE<em>b</em>", NULL },
  { "<link href=\"a\">x<link href=\"b\">y</link></link>", "[a]x|[a]OPAQUE<link href=\"b\">y</link>", NULL },
  { "<term ref=\"d\">x<cite ref=\"r\"/></term>", "OPAQUE<term ref=\"d\">x<cite ref=\"r\"/></term>", NULL },
  { "<term>x</term>", "OPAQUE<term>x</term>", NULL },
  { "<link>x</link>", "OPAQUE<link>x</link>", NULL },
  { "<em/>", "OPAQUE<em/>", NULL },
  { "<cite/>", "OPAQUE<cite/>", NULL },
  { "<mandate>x</mandate>", "OPAQUE<mandate>x</mandate>", NULL },
  { "<unknown>x</unknown>", "OPAQUE<unknown>x</unknown>", NULL },
};

static char *
print_runs (PreceptInline *content)
{
  static const char *const kinds[] = { "", "CITE", "XREF", "MANDATE", "OPAQUE" };
  GString                 *out = g_string_new (NULL);

  for (guint i = 0; i < precept_inline_get_n_runs (content); i++)
    {
      const PreceptRun *run = precept_inline_get_run (content, i);

      if (i > 0)
        g_string_append_c (out, '|');
      if (run->marks != 0)
        g_string_append_printf (out, "{%d}", run->marks);
      if (run->href != NULL)
        g_string_append_printf (out, "[%s]", run->href);
      g_string_append (out, kinds[run->kind]);
      if (run->ref != NULL)
        g_string_append_printf (out, "(%s)", run->ref);
      if (run->text != NULL)
        g_string_append (out, run->text);
    }

  return g_string_free (out, FALSE);
}

static void
test_runs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (OPEN "<summary><p id=\"a\">%s</p></summary>" CLOSE, cases[i].xml);
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autoptr (PreceptInline) content = precept_document_dup_inline (document, "a");
      g_autoptr (PreceptInline) collapsed = precept_inline_collapse (content);
      g_autofree char *runs = print_runs (content);
      g_autofree char *back = precept_inline_to_xml (content);

      g_assert_cmpstr (runs, ==, cases[i].runs);
      g_assert_cmpstr (back, ==, cases[i].back != NULL ? cases[i].back : cases[i].xml);
      g_assert_true (precept_inline_equal (content, collapsed));
    }
}

static void
test_nothing (void)
{
  g_autoptr (PreceptDocument) document = util_read (OPEN "<summary><p id=\"a\">x</p></summary>" CLOSE);

  g_assert_null (precept_document_dup_inline (document, "b"));
  g_assert_null (precept_document_dup_inline (document, "a/0"));
}

static PreceptInline *
random_inline (void)
{
  static const char *const texts[] = { "a", " ", "two words", "  ", " x", "y ", "<&>", "\n", "\xC2\xA0" };
  static const char *const opaque[] = { "<!--c-->", "<?p i?>", "<em kind=\"i\"/>", "<x:f xmlns:x=\"urn:x\"> </x:f>" };
  PreceptInline           *content = precept_inline_new ();
  int                      count = g_test_rand_int_range (0, 12);

  for (int i = 0; i < count; i++)
    {
      PreceptRun run = { g_test_rand_int_range (0, 10) };

      if (run.kind > PRECEPT_RUN_OPAQUE)
        run.kind = PRECEPT_RUN_TEXT;
      run.marks = g_test_rand_int_range (0, 16) & g_test_rand_int_range (0, 16);
      run.href = g_test_rand_int_range (0, 4) == 0 ? (char *)"h&\"" : NULL;
      if (run.kind == PRECEPT_RUN_TEXT)
        run.ref = g_test_rand_int_range (0, 4) == 0 ? (char *)"d" : NULL;
      else if (run.kind == PRECEPT_RUN_CITE || run.kind == PRECEPT_RUN_XREF)
        run.ref = (char *)"r1 r2";
      if (run.kind == PRECEPT_RUN_TEXT)
        run.text = (char *)texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))];
      else if (run.kind == PRECEPT_RUN_OPAQUE)
        run.text = (char *)opaque[g_test_rand_int_range (0, G_N_ELEMENTS (opaque))];
      precept_inline_append (content, &run);
    }

  return content;
}

/* What is set comes back, white space aside. */
static void
test_random (void)
{
  g_autoptr (PreceptDocument) document = util_read (OPEN "<summary><p id=\"a\">x</p></summary>" CLOSE);

  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (PreceptInline) content = random_inline ();
      g_autoptr (PreceptInline) expected = precept_inline_collapse (content);
      g_autoptr (PreceptInline) actual = NULL;
      g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Set");
      g_autoptr (GError) error = NULL;
      g_autofree char *xml = precept_inline_to_xml (content);

      precept_step_group_add (group, precept_step_new_set_content ("a", xml));
      precept_document_apply (document, group, &error);
      g_assert_no_error (error);
      actual = precept_document_dup_inline (document, "a");
      if (!precept_inline_equal (actual, expected))
        {
          g_autofree char *actual_runs = print_runs (actual);
          g_autofree char *expected_runs = print_runs (expected);

          g_error ("%s\n  is   %s\n  not  %s", xml, actual_runs, expected_runs);
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/inline/runs", test_runs);
  g_test_add_func ("/precept/inline/nothing", test_nothing);
  g_test_add_func ("/precept/inline/random", test_random);

  return g_test_run ();
}
