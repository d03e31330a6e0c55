/* test-journal.c: what a crash leaves behind
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-journal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT OPEN "<summary id=\"s\"><p id=\"a\">one</p><p id=\"b\">b</p></summary>" CLOSE

static GFile *
new_location (void)
{
  g_autofree char *path = g_strdup_printf ("/nowhere/%08x.xml", (guint)g_test_rand_int ());

  return g_file_new_for_path (path);
}

static void
edit (PreceptDocument *document,
      const char      *text)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Edit");
  g_autoptr (GError) error = NULL;

  precept_step_group_add (group, precept_step_new_set_text ("a", text));
  precept_step_group_set_selections (group, "before", "after");
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
}

/* Recovers what is there for @location, compares it with @expected, and gives back the journal. */
static PreceptJournal *
recover (GFile      *location,
         const char *expected)
{
  PreceptJournal *journal = precept_journal_find (location);
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_nonnull (journal);
  g_assert_nonnull (precept_journal_get_time (journal));
  document = precept_journal_recover (journal, &error);
  g_assert_no_error (error);
  text = util_write (document);
  g_assert_cmpstr (text, ==, expected);
  g_assert_true (precept_document_get_modified (document));
  util_check (document);

  return journal;
}

static void
test_recover (void)
{
  g_autoptr (GFile) location = new_location ();
  g_autoptr (GFile) other = new_location ();
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  PreceptJournal  *journal = precept_journal_new (location);
  g_autofree char *expected = NULL;

  precept_journal_start (journal, document, "d1");
  g_assert_null (precept_journal_find (location));
  edit (document, "two");
  edit (document, "three");
  g_free (precept_document_undo (document));
  edit (document, "four");
  expected = util_write (document);

  /* While its owner lives, nobody else finds it. */
  g_assert_null (precept_journal_find (location));
  g_assert_finalize_object (journal);

  g_assert_null (precept_journal_find (other));
  journal = recover (location, expected);
  g_assert_cmpstr (precept_journal_get_file_digest (journal), ==, "d1");
  g_assert_true (g_file_equal (precept_journal_get_location (journal), location));
  g_assert_finalize_object (journal);

  /* Not wanted any more. */
  journal = precept_journal_find (location);
  precept_journal_discard (journal);
  g_assert_finalize_object (journal);
  g_assert_null (precept_journal_find (location));
}

static void
test_goes_on (void)
{
  g_autoptr (GFile) location = new_location ();
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  PreceptJournal  *journal = precept_journal_new (location);
  g_autofree char *expected = NULL;

  precept_journal_start (journal, document, NULL);
  edit (document, "two");
  g_assert_finalize_object (journal);

  journal = precept_journal_find (location);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (PreceptDocument) recovered = precept_journal_recover (journal, &error);

    g_assert_no_error (error);
    edit (recovered, "three");
    g_free (precept_document_undo (recovered));
    g_free (precept_document_undo (recovered));
    g_free (precept_document_redo (recovered));
    edit (recovered, "four");
    expected = util_write (recovered);
    g_assert_finalize_object (journal);
  }

  journal = recover (location, expected);
  precept_journal_discard (journal);
  g_object_unref (journal);
}

/* Undo goes back beyond a save, where the journal starts anew. */
static void
test_restart (void)
{
  g_autoptr (GFile) location = new_location ();
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  PreceptJournal  *journal = precept_journal_new (location);
  g_autofree char *expected = NULL;

  precept_journal_start (journal, document, "d1");
  edit (document, "two");
  edit (document, "three");
  edit (document, "four");
  precept_document_set_saved (document);
  precept_journal_restart (journal, "d2");
  g_assert_null (precept_journal_find (location));

  g_free (precept_document_undo (document));
  g_free (precept_document_undo (document));
  g_free (precept_document_redo (document));
  g_free (precept_document_undo (document));
  g_free (precept_document_undo (document));
  expected = util_write (document);
  g_assert_finalize_object (journal);

  journal = recover (location, expected);
  g_assert_cmpstr (precept_journal_get_file_digest (journal), ==, "d2");
  precept_journal_discard (journal);
  g_object_unref (journal);
}

static void
test_untitled (void)
{
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  PreceptJournal *journal = precept_journal_new (NULL);
  g_autoptr (GPtrArray) journals = NULL;

  precept_journal_start (journal, document, NULL);
  edit (document, "two");
  g_assert_finalize_object (journal);

  journals = precept_journal_list ();
  g_assert_cmpuint (journals->len, ==, 1);
  g_assert_null (precept_journal_get_location (g_ptr_array_index (journals, 0)));
  precept_journal_discard (g_ptr_array_index (journals, 0));
}

static char *
find_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "precept", "journal", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = g_dir_read_name (folder);

  g_assert_nonnull (name);

  return g_build_filename (path, name, NULL);
}

/* Without waiting for the disk. */
static void
overwrite (const char *path,
           const char *data,
           gsize       size)
{
  FILE *file = g_fopen (path, "w");

  g_assert_nonnull (file);
  g_assert_cmpuint (fwrite (data, 1, size, file), ==, size);
  g_assert_cmpint (fclose (file), ==, 0);
}

/* Cut off anywhere, or with any byte changed, a journal gives a state that was, or none. */
static void
test_torn (void)
{
  g_autoptr (GFile) location = new_location ();
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  PreceptJournal *journal = precept_journal_new (location);
  g_autoptr (GPtrArray) states = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *path = NULL;
  g_autofree char *data = NULL;
  gsize            size;
  guint            n_states_seen = 0;
  guint            last_state = 0;

  precept_journal_start (journal, document, NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *text = g_strdup_printf ("text %u", i);

      edit (document, text);
      g_ptr_array_add (states, util_write (document));
    }
  g_assert_finalize_object (journal);
  path = find_file ();
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));

  for (gsize length = 0; length <= 2 * size; length++)
    {
      g_autofree char *copy = g_memdup2 (data, size);
      g_autoptr (PreceptDocument) recovered = NULL;
      g_autofree char *text = NULL;
      guint            state = 0;

      /* First each length, then each byte. */
      if (length > size)
        copy[length - size - 1] ^= 0x20;
      overwrite (path, copy, MIN (length, size));

      journal = precept_journal_find (location);
      if (journal == NULL)
        continue;
      recovered = precept_journal_recover (journal, NULL);
      g_assert_nonnull (recovered);
      text = util_write (recovered);
      while (state < states->len && strcmp (text, g_ptr_array_index (states, state)) != 0)
        state++;
      g_assert_cmpuint (state, <, states->len);
      if (length <= size)
        {
          n_states_seen += state != last_state || n_states_seen == 0 ? 1 : 0;
          last_state = state;
        }
      g_object_unref (journal);
    }

  g_assert_cmpuint (n_states_seen, ==, 3);
  g_remove (path);
}

static void
send_digest (PreceptDocument *document,
             int              fd)
{
  g_autofree char *text = util_write (document);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  if (write (fd, digest, 64) != 64)
    _exit (1);
}

/* Says what will come before doing it. */
static void
edit_for_ever (GFile      *location,
               const char *text,
               int         fd)
{
  PreceptDocument *document = util_read (text);
  PreceptDocument *ahead = util_read (text);
  PreceptJournal  *journal = precept_journal_new (location);

  precept_journal_start (journal, document, NULL);
  send_digest (document, fd);
  for (;;)
    {
      PreceptStepGroup *group = util_random_group (ahead);
      int               kind = g_test_rand_int_range (0, 6);

      if (kind == 0 && precept_document_can_undo (document))
        {
          g_free (precept_document_undo (ahead));
          send_digest (ahead, fd);
          g_free (precept_document_undo (document));
        }
      else if (kind == 1 && precept_document_can_redo (document))
        {
          g_free (precept_document_redo (ahead));
          send_digest (ahead, fd);
          g_free (precept_document_redo (document));
        }
      else if (precept_document_apply (ahead, group, NULL))
        {
          send_digest (ahead, fd);
          precept_document_apply (document, group, NULL);
        }
      precept_step_group_unref (group);
    }
}

/* At least @size bytes, or all there are. */
static char *
read_digests (int   fd,
              gsize size)
{
  GString *all = g_string_new (NULL);
  char     buffer[64];
  gssize   length;

  while (all->len < size && (length = read (fd, buffer, sizeof buffer)) > 0)
    g_string_append_len (all, buffer, length);

  return g_string_free (all, FALSE);
}

/* Some were killed before their first change. */
static void
clear_folder (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "precept", "journal", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
}

static void
test_killed (void)
{
  guint n_recovered = 0;

  for (guint round = 0; round < 60; round++)
    {
      g_autoptr (GFile) location = new_location ();
      g_autofree char *text = util_random_document ();
      g_autofree char *digests = NULL;
      PreceptJournal  *journal;
      int              pipe_fds[2];
      int              status;
      pid_t            child;
      gsize            n_digests;

      g_assert_cmpint (pipe (pipe_fds), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        {
          close (pipe_fds[0]);
          edit_for_ever (location, text, pipe_fds[1]);
        }
      close (pipe_fds[1]);
      digests = read_digests (pipe_fds[0], 64 * g_test_rand_int_range (1, 12));
      g_usleep (g_test_rand_int_range (0, 2000));
      kill (child, SIGKILL);
      {
        g_autofree char *start = g_steal_pointer (&digests);
        g_autofree char *rest = read_digests (pipe_fds[0], G_MAXSIZE);

        digests = g_strconcat (start, rest, NULL);
      }
      close (pipe_fds[0]);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));
      n_digests = strlen (digests) / 64;

      journal = precept_journal_find (location);
      if (journal == NULL)
        {
          /* Then nothing that counts had happened. */
          for (gsize i = 1; i + 1 < n_digests; i++)
            g_assert_true (strncmp (digests, digests + 64 * i, 64) == 0);
          continue;
        }
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (PreceptDocument) document = precept_journal_recover (journal, &error);
        g_autofree char *recovered = NULL;
        g_autofree char *digest = NULL;

        g_assert_no_error (error);
        recovered = util_write (document);
        digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, recovered, -1);
        g_assert_true (strncmp (digest, digests + 64 * (n_digests - 1), 64) == 0 ||
                       strncmp (digest, digests + 64 * (n_digests - 2), 64) == 0);
        n_recovered++;
        precept_journal_discard (journal);
        g_object_unref (journal);
      }
    }

  clear_folder ();

  /* Else the children were killed too early to test anything. */
  g_assert_cmpuint (n_recovered, >, 5);
}

/* What was imported and not changed is found as well; what is in a file and not changed is not. */
static void
test_kept (void)
{
  g_autoptr (GFile) location = new_location ();
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  g_autoptr (PreceptDocument) recovered = NULL;
  g_autoptr (PreceptDocument) other = util_read (TEXT);
  g_autoptr (PreceptJournal) journal = precept_journal_new (NULL);
  g_autoptr (PreceptJournal) of_file = precept_journal_new (location);
  g_autoptr (GPtrArray) journals = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = util_write (document);

  precept_journal_start (journal, document, NULL);
  precept_journal_keep (journal);
  precept_journal_keep (journal);
  precept_journal_start (of_file, other, "d1");
  precept_journal_keep (of_file);
  g_clear_object (&journal);
  g_clear_object (&of_file);

  g_assert_null (precept_journal_find (location));
  journals = precept_journal_list ();
  g_assert_cmpuint (journals->len, ==, 1);
  recovered = precept_journal_recover (g_ptr_array_index (journals, 0), &error);
  g_assert_no_error (error);
  text = util_write (recovered);
  g_assert_cmpstr (text, ==, expected);
  precept_journal_discard (g_ptr_array_index (journals, 0));
  clear_folder ();
}

static void
test_not_writable (void)
{
  g_autofree char *parent = g_build_filename (g_get_user_state_dir (), "precept", NULL);
  g_autofree char *folder = g_build_filename (parent, "journal", NULL);
  g_autoptr (PreceptDocument) document = util_read (TEXT);
  g_autoptr (PreceptJournal) journal = precept_journal_new (NULL);
  g_autofree char *text = NULL;

  g_rmdir (folder);
  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_assert_true (g_file_set_contents (folder, "a file", -1, NULL));
  precept_journal_start (journal, document, NULL);
  g_assert_null (precept_journal_get_error (journal));
  edit (document, "two");
  g_assert_error (precept_journal_get_error (journal), PRECEPT_JOURNAL_ERROR, PRECEPT_JOURNAL_ERROR_WRITE);
  edit (document, "three");
  text = precept_document_dup_text (document, "a");
  g_assert_cmpstr (text, ==, "three");
  g_remove (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *state = g_dir_make_tmp ("precept-XXXXXX", NULL);
  g_autofree char *precept = g_build_filename (state, "precept", NULL);
  int              result;

  g_setenv ("XDG_STATE_HOME", state, TRUE);
  g_test_init (&argc, &argv, NULL);

  /* Forks before there are threads. */
  g_test_add_func ("/precept/journal/killed", test_killed);
  g_test_add_func ("/precept/journal/recover", test_recover);
  g_test_add_func ("/precept/journal/goes-on", test_goes_on);
  g_test_add_func ("/precept/journal/restart", test_restart);
  g_test_add_func ("/precept/journal/kept", test_kept);
  g_test_add_func ("/precept/journal/untitled", test_untitled);
  g_test_add_func ("/precept/journal/torn", test_torn);
  g_test_add_func ("/precept/journal/not-writable", test_not_writable);

  result = g_test_run ();
  g_rmdir (precept);
  g_rmdir (state);

  return result;
}
