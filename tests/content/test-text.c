/* test-text.c: texts and their spans
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-block.h"

static void
test_spans (void)
{
  g_autoptr (PreceptText) text = precept_text_new ("VALOR ");
  const PreceptSpan *spans;
  guint              n_spans;

  g_assert_null (precept_text_get_spans (text, &n_spans));
  g_assert_cmpuint (n_spans, ==, 0);

  precept_text_append (text, "did", PRECEPT_SPAN_EM, NULL);
  precept_text_append (text, " not", PRECEPT_SPAN_EM, NULL);
  precept_text_append (text, "", PRECEPT_SPAN_STRONG, "#nowhere");
  precept_text_append (text, ".", 0, NULL);
  precept_text_append (text, "1", PRECEPT_SPAN_CITE, "#ref-1");
  precept_text_append (text, ",", PRECEPT_SPAN_CITE, NULL);
  precept_text_append (text, "4", PRECEPT_SPAN_CITE, "#ref-4");

  g_assert_cmpstr (precept_text_get_string (text), ==, "VALOR did not.1,4");
  g_assert_cmpuint (precept_text_get_length (text), ==, 17);

  spans = precept_text_get_spans (text, &n_spans);
  g_assert_cmpuint (n_spans, ==, 4);
  g_assert_cmpuint (spans[0].start, ==, 6);
  g_assert_cmpuint (spans[0].length, ==, 7);
  g_assert_cmpint (spans[0].flags, ==, PRECEPT_SPAN_EM);
  g_assert_null (spans[0].target);
  g_assert_cmpuint (spans[3].start, ==, 16);
  g_assert_cmpstr (spans[3].target, ==, "#ref-4");
}

static void
test_equal (void)
{
  g_autoptr (PreceptText) a = precept_text_new ("5 mg");
  g_autoptr (PreceptText) b = precept_text_new ("5 ");
  g_autoptr (PreceptText) c = precept_text_new ("5 ");
  g_autoptr (PreceptText) d = precept_text_new ("5 ");

  precept_text_append (b, "mg", 0, NULL);
  precept_text_append (c, "mg", PRECEPT_SPAN_XREF, "#table-1");
  precept_text_append (d, "mg", PRECEPT_SPAN_XREF, "#table-2");

  g_assert_true (precept_text_equal (a, b));
  g_assert_false (precept_text_equal (a, c));
  g_assert_false (precept_text_equal (c, d));
  g_assert_false (precept_text_equal (a, NULL));
  g_assert_true (precept_text_equal (NULL, NULL));
}

static void
test_block (void)
{
  g_autoptr (PreceptBlock) list = precept_block_new (PRECEPT_BLOCK_LIST);
  g_autoptr (PreceptBlock) item = precept_block_new (PRECEPT_BLOCK_ITEM);

  item->text = precept_text_new ("kept by the reference held here");
  precept_block_add (list, precept_block_ref (item));
  precept_block_add (list, precept_block_new (PRECEPT_BLOCK_ITEM));

  g_assert_cmpuint (list->children->len, ==, 2);
  g_assert_cmpuint (list->column_span, ==, 1);
  g_assert_true (g_ptr_array_index (list->children, 0) == item);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/content/text/spans", test_spans);
  g_test_add_func ("/precept/content/text/equal", test_equal);
  g_test_add_func ("/precept/content/text/block", test_block);

  return g_test_run ();
}
