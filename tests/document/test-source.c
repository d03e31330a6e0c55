/* test-source.c: a guideline changed as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-edit-source.h"

#include <string.h>

#define SUMMARY "<summary id=\"s\"><p id=\"a\">one</p></summary>"

static void
test_source (void)
{
  static const struct
  {
    const char *text;
    const char *error; /* a part of it; NULL: none */
    guint       n_steps;
  } cases[] = {
    { OPEN SUMMARY "<section id=\"x\"><title>T</title></section>" CLOSE, NULL, 0 },
    { OPEN "<summary id=\"s\"><p id=\"a\">two</p></summary><section id=\"x\"><title>T</title></section>" CLOSE, NULL, 2 },
    { OPEN SUMMARY CLOSE, NULL, 1 },
    { OPEN CLOSE, NULL, 1 },
    { OPEN "<!-- new -->" SUMMARY "<section id=\"x\"><title>T</title></section><nonsense/>" CLOSE, NULL, 2 },
    { "<guideline xmlns=\"urn:precept:guideline:1\" id=\"other\" xml:lang=\"es\">" SUMMARY CLOSE, NULL, 3 },
    { OPEN "<summary id=\"s\"><p>one</summary>" CLOSE, "line 1", 0 },
    { "", "", 0 },
    { "<other/>", "", 0 },
    { "<!DOCTYPE x>" OPEN CLOSE, "", 0 },
    { "<!-- outside -->" OPEN SUMMARY CLOSE, "can't be changed here", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PreceptDocument) document = util_read (OPEN SUMMARY "<section id=\"x\"><title>T</title></section>" CLOSE);
      g_autofree char *before = util_write (document);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = precept_edit_set_source (document, cases[i].text, &error);
      g_autoptr (PreceptDocument) wanted = NULL;
      g_autofree char *wanted_text = NULL;

      g_test_message ("%s", cases[i].text);
      if (cases[i].error != NULL)
        {
          g_assert_null (group);
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, cases[i].error));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpuint (precept_step_group_get_n_steps (group), ==, cases[i].n_steps);
      if (cases[i].n_steps == 0)
        continue;
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      util_check (document);
      wanted = util_read (cases[i].text);
      wanted_text = util_write (wanted);
      after = util_write (document);
      g_assert_cmpstr (after, ==, wanted_text);
      g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
}

/* From any document to any other with the same root, and back. */
static void
test_random (void)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *text = util_random_document ();
      g_autofree char *other_text = util_random_document ();
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autoptr (PreceptDocument) other = util_read (other_text);
      g_autofree char *before = util_write (document);
      g_autofree char *wanted = util_write (other);
      g_autofree char *after = NULL;
      g_autofree char *undone = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptStepGroup) group = precept_edit_set_source (document, wanted, &error);

      if (group == NULL || precept_step_group_get_n_steps (group) == 0)
        continue;
      g_assert_true (precept_document_apply (document, group, &error));
      g_assert_no_error (error);
      util_check (document);
      after = util_write (document);
      g_assert_cmpstr (after, ==, wanted);
      g_free (precept_document_undo (document));
      undone = util_write (document);
      g_assert_cmpstr (undone, ==, before);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/source/source", test_source);
  g_test_add_func ("/precept/source/random", test_random);
  return g_test_run ();
}
