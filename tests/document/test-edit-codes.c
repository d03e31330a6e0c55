/* test-edit-codes.c: tables of codes read and edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "document-util.h"
#include "precept-edit-codes.h"

static const char *const library =
  OPEN "<metadata><title>T</title><status>draft</status><subject id=\"x\" kind=\"drug\"/></metadata>"
       "<billing-codes id=\"b\"><p id=\"p\">Codes.</p>"
       "<code-table id=\"one\" role=\"billing\"><caption>Billing</caption><!--kept-->"
       "<code id=\"c1\" system=\"HCPCS\" value=\"J1304\" use=\"product\"><description>Injection, <em>tofersen</em>, 1 mg</description></code>"
       "<code system=\"CPT\" value=\"62322\" use=\"administration\" only-with=\"J1304\"/>"
       "<code id=\"c3\" system=\"CPT\" value=\"62320\" through=\"62321\"/><note id=\"n\"><p id=\"np\">A note.</p></note></code-table>"
       "<code-table id=\"two\" role=\"diagnosis\"><caption>Diagnoses of <xref ref=\"one\"/> here</caption><code id=\"d1\" system=\"ICD-10-CM\" value=\"G12.21\"/></code-table>"
       "</billing-codes>" CLOSE;

static void
check_edit (PreceptDocument *document, PreceptStepGroup *group, GError *error, const char *expected)
{
  util_check_edit (document, group, error, (const char *const[]){ expected, NULL });
}

/* "J1304 62322 62320" of a table. */
static void
assert_codes (PreceptDocument *document, guint table, const char *expected)
{
  g_autoptr (GPtrArray) tables = precept_code_tables_read (document, "b");
  g_autoptr (GString) found = g_string_new (NULL);
  PreceptCodeTable *read = g_ptr_array_index (tables, table);

  for (guint i = 0; i < read->codes->len; i++)
    {
      PreceptCode *code = g_ptr_array_index (read->codes, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "", code->value);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static void
test_read (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (GPtrArray) tables = precept_code_tables_read (document, "b");
  PreceptCodeTable *table = g_ptr_array_index (tables, 0);
  PreceptCode      *code = g_ptr_array_index (table->codes, 1);

  g_assert_cmpuint (tables->len, ==, 2);
  g_assert_cmpstr (table->id, ==, "one");
  g_assert_cmpstr (table->role, ==, "billing");
  g_assert_cmpstr (table->caption, ==, "Billing");
  g_assert_cmpuint (table->codes->len, ==, 3);
  g_assert_cmpstr (((PreceptCode *)g_ptr_array_index (table->codes, 0))->description, ==, "Injection, tofersen, 1 mg");
  g_assert_cmpstr (code->path, ==, "one/3");
  g_assert_cmpstr (code->only_with, ==, "J1304");
  g_assert_null (code->description);
  g_assert_cmpstr (((PreceptCode *)g_ptr_array_index (table->codes, 2))->through, ==, "62321");
}

static void
test_add (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_code_unref);
  GError           *error = NULL;
  PreceptStepGroup *group;

  g_ptr_array_add (codes, precept_code_new ("CPT", "99999", NULL, "More & <other>"));
  g_ptr_array_add (codes, precept_code_new ("REV", "0636", NULL, NULL));
  group = precept_edit_add_codes (document, "one", codes, &error);
  check_edit (document, group, error, "value=\"99999\">\n        <description>More &amp; &lt;other&gt;</description>");
  assert_codes (document, 0, "J1304 62322 62320 99999 0636");
  g_assert_null (precept_edit_add_codes (document, "p", codes, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
}

static void
test_remove_and_move (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  const char *const both[] = { "c3", "one/3", NULL };
  const char *const first[] = { "c1", NULL };
  const char *const mixed[] = { "c1", "d1", NULL };
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_move_codes (document, both, "two", &error);

  check_edit (document, group, error, "value=\"G12.21\"/>\n      <code system=\"CPT\" value=\"62322\"");
  assert_codes (document, 0, "J1304");
  assert_codes (document, 1, "G12.21 62322 62320");
  group = precept_edit_remove_codes (document, (const char *const[]){ "two/2", "two/3", NULL }, &error);
  check_edit (document, group, error, "G12.21");
  assert_codes (document, 1, "G12.21");
  group = precept_edit_move_codes (document, first, "one", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
  g_assert_null (precept_edit_remove_codes (document, mixed, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
  g_assert_null (precept_edit_remove_codes (document, (const char *const[]){ "one/17", NULL }, &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  g_clear_error (&error);
}

static void
test_sort (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_sort_codes (document, "one", &error);

  check_edit (document, group, error, "<!--kept-->");
  assert_codes (document, 0, "62320 62322 J1304");
  group = precept_edit_sort_codes (document, "one", &error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
}

static void
test_words (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (GPtrArray) tables = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group;
  const char       *caption;

  check_edit (document, precept_edit_set_code_description (document, "c1", "Injection, tofersen, 100 mg", &error), error,
              "<description>Injection, <em>tofersen</em>, 100 mg</description>");
  check_edit (document, precept_edit_set_code_description (document, "one/3", " A puncture ", &error), error, "<description>A puncture</description>");
  check_edit (document, precept_edit_set_code_description (document, "c1", "", &error), error, "value=\"J1304\" use=\"product\"/>");
  /* What is no text is not among the words, and stays. */
  tables = precept_code_tables_read (document, "b");
  caption = ((PreceptCodeTable *)g_ptr_array_index (tables, 1))->caption;
  group = precept_edit_set_code_table_caption (document, "two", caption, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, 0);
  precept_step_group_unref (group);
  check_edit (document, precept_edit_set_code_table_caption (document, "two", "Conditions & signs of  here", &error), error,
              "<caption>Conditions &amp; signs of <xref ref=\"one\"/> here</caption>");
}

static void
test_add_table (void)
{
  g_autoptr (PreceptDocument) document = util_read (library);
  g_autoptr (PreceptCode) code = precept_code_new ("NDC", "00000-1111-22", NULL, NULL);
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_add_code_table (document, "b", "billing", "Packages", code, &id, &error);

  check_edit (document, group, error, "<caption>Packages</caption>");
  g_assert_true (precept_document_has_id (document, id));
  assert_codes (document, 2, "00000-1111-22");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/document/edit-codes/read", test_read);
  g_test_add_func ("/precept/document/edit-codes/add", test_add);
  g_test_add_func ("/precept/document/edit-codes/remove-and-move", test_remove_and_move);
  g_test_add_func ("/precept/document/edit-codes/sort", test_sort);
  g_test_add_func ("/precept/document/edit-codes/words", test_words);
  g_test_add_func ("/precept/document/edit-codes/add-table", test_add_table);
  return g_test_run ();
}
