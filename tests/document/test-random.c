/* test-random.c: what holds of any document and any steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"

#define N_DOCUMENTS 200
#define N_GROUPS 12

static void
test_canonical (void)
{
  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *text = util_random_document ();
      g_autoptr (PreceptDocument) document = util_read (text);

      util_check (document);
    }
}

static void
count_cb (PreceptDocument *document,
          PreceptChange   *change,
          guint           *count)
{
  g_assert_nonnull (change->ids);
  for (guint i = 0; change->ids[i] != NULL; i++)
    g_assert_true (precept_document_has_id (document, change->ids[i]));
  (*count)++;
}

/* Applies random groups, and checks that each that fails changes nothing. */
static guint
apply_random_groups (PreceptDocument *document)
{
  guint  n_applied = 0;
  guint  n_signals = 0;
  gulong handler = g_signal_connect (document, "changed", G_CALLBACK (count_cb), &n_signals);

  for (guint i = 0; i < N_GROUPS; i++)
    {
      g_autofree char *before = util_dump (document);
      g_autofree char *after = NULL;
      g_autoptr (PreceptStepGroup) group = util_random_group (document);
      g_autoptr (GError) error = NULL;

      if (precept_document_apply (document, group, &error))
        {
          g_assert_no_error (error);
          n_applied++;
        }
      else
        {
          g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
          after = util_dump (document);
          g_assert_cmpstr (before, ==, after);
        }
      util_check (document);
    }

  g_signal_handler_disconnect (document, handler);
  g_assert_cmpuint (n_signals, <=, n_applied);

  return n_applied;
}

static void
test_undo_redo (void)
{
  guint n_applied = 0;

  for (guint i = 0; i < N_DOCUMENTS; i++)
    {
      g_autofree char *text = util_random_document ();
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autofree char *first = util_write (document);
      g_autofree char *first_dump = util_dump (document);
      g_autofree char *edited = NULL;
      g_autofree char *edited_dump = NULL;
      g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);

      n_applied += apply_random_groups (document);
      edited = util_write (document);
      edited_dump = util_dump (document);

      for (guint round = 0; round < 2; round++)
        {
          g_autofree char *undone = NULL;
          g_autofree char *undone_dump = NULL;
          g_autofree char *redone = NULL;
          g_autofree char *redone_dump = NULL;

          while (precept_document_can_undo (document))
            {
              g_ptr_array_add (states, util_write (document));
              g_free (precept_document_undo (document));
              util_check (document);
            }
          undone = util_write (document);
          undone_dump = util_dump (document);
          g_assert_cmpstr (undone, ==, first);
          g_assert_cmpstr (undone_dump, ==, first_dump);
          g_assert_false (precept_document_get_modified (document));

          while (precept_document_can_redo (document))
            {
              g_autofree char *state = NULL;

              g_free (precept_document_redo (document));
              state = util_write (document);
              g_assert_cmpstr (state, ==, g_ptr_array_index (states, states->len - 1));
              g_ptr_array_set_size (states, states->len - 1);
            }
          redone = util_write (document);
          redone_dump = util_dump (document);
          g_assert_cmpstr (redone, ==, edited);
          g_assert_cmpstr (redone_dump, ==, edited_dump);
        }
    }

  /* Else the steps are too wild to test anything. */
  g_assert_cmpuint (n_applied, >, N_DOCUMENTS * N_GROUPS / 3);
}

static void
test_copy (void)
{
  for (guint i = 0; i < 50; i++)
    {
      g_autofree char *text = util_random_document ();
      g_autoptr (PreceptDocument) document = util_read (text);
      g_autoptr (PreceptDocument) copy = precept_document_copy (document);
      g_autofree char *dump = util_dump (document);
      g_autofree char *copy_dump = util_dump (copy);

      g_assert_cmpstr (dump, ==, copy_dump);
      apply_random_groups (copy);
      while (precept_document_can_undo (copy))
        g_free (precept_document_undo (copy));
      g_free (copy_dump);
      copy_dump = util_dump (copy);
      g_assert_cmpstr (dump, ==, copy_dump);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/random/canonical", test_canonical);
  g_test_add_func ("/precept/random/undo-redo", test_undo_redo);
  g_test_add_func ("/precept/random/copy", test_copy);

  return g_test_run ();
}
