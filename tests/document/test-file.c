/* test-file.c: reading and saving files, whatever comes between
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"
#include "precept-file.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT(words) "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" OPEN "\n  <summary id=\"s\">\n    <p id=\"a\">" words "</p>\n  </summary>\n" CLOSE "\n"

typedef struct
{
  char        *folder;
  char        *path;
  PreceptFile *file;
} Fixture;

static void
write_text (const char *path,
            const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GFile) location = NULL;

  fixture->folder = g_dir_make_tmp ("precept-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "guideline.xml", NULL);
  write_text (fixture->path, TEXT ("one"));
  location = g_file_new_for_path (fixture->path);
  fixture->file = precept_file_new (location);
}

static guint
empty_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint       count = 0;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
      count++;
    }

  return count;
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  /* A thread may just be letting go of it. */
  while (g_atomic_int_get (&G_OBJECT (fixture->file)->ref_count) > 1)
    g_usleep (1000);
  g_assert_finalize_object (fixture->file);
  empty_folder (fixture->folder);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
assert_content (const char *path,
                const char *expected)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
edit (PreceptDocument *document,
      const char      *text)
{
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Edit");
  g_autoptr (GError) error = NULL;

  precept_step_group_add (group, precept_step_new_set_text ("a", text));
  precept_document_apply (document, group, &error);
  g_assert_no_error (error);
}

static PreceptDocument *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_file_load (fixture->file, NULL, &error);

  g_assert_no_error (error);

  return document;
}

static void
save (Fixture         *fixture,
      PreceptDocument *document)
{
  g_autoptr (GError) error = NULL;

  precept_file_save (fixture->file, document, FALSE, &error);
  g_assert_no_error (error);
}

static guint
count_files (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (g_dir_read_name (folder) != NULL)
    count++;

  return count;
}

static void
test_save (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load (fixture);
  g_autofree char *digest = g_strdup (precept_file_get_digest (fixture->file));
  struct stat      info;

  g_chmod (fixture->path, 0640);
  edit (document, "two");
  g_assert_true (precept_document_get_modified (document));
  save (fixture, document);
  g_assert_false (precept_document_get_modified (document));
  g_assert_cmpstr (digest, !=, precept_file_get_digest (fixture->file));
  assert_content (fixture->path, TEXT ("two"));
  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);

  edit (document, "three");
  save (fixture, document);
  assert_content (fixture->path, TEXT ("three"));
}

static void
test_symbolic_link (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *link_path = g_build_filename (fixture->folder, "link.xml", NULL);
  g_autofree char *dangling_path = g_build_filename (fixture->folder, "dangling.xml", NULL);
  g_autofree char *new_path = g_build_filename (fixture->folder, "new.xml", NULL);
  g_autoptr (GFile) location = g_file_new_for_path (link_path);
  g_autoptr (GFile) dangling = g_file_new_for_path (dangling_path);
  g_autoptr (PreceptFile) file = precept_file_new (location);
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = NULL;

  g_assert_cmpint (symlink ("guideline.xml", link_path), ==, 0);
  document = precept_file_load (file, NULL, &error);
  g_assert_no_error (error);
  edit (document, "two");
  precept_file_save (file, document, FALSE, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (link_path, G_FILE_TEST_IS_SYMLINK));
  assert_content (fixture->path, TEXT ("two"));

  g_assert_cmpint (symlink ("new.xml", dangling_path), ==, 0);
  precept_file_replace (dangling, bytes, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_test (dangling_path, G_FILE_TEST_IS_SYMLINK));
  assert_content (new_path, "new");
}

static void
test_changed_on_disk (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load (fixture);
  g_autoptr (GError) error = NULL;

  /* The same content again is no change, whatever its time. */
  write_text (fixture->path, TEXT ("one"));
  g_assert_false (precept_file_is_changed_on_disk (fixture->file));

  write_text (fixture->path, TEXT ("1"));
  edit (document, "two");
  g_assert_false (precept_file_save (fixture->file, document, FALSE, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED);
  g_assert_true (precept_document_get_modified (document));
  assert_content (fixture->path, TEXT ("1"));

  g_clear_error (&error);
  precept_file_save (fixture->file, document, TRUE, &error);
  g_assert_no_error (error);
  assert_content (fixture->path, TEXT ("two"));

  /* What is gone can't be overwritten. */
  g_remove (fixture->path);
  edit (document, "three");
  save (fixture, document);
  assert_content (fixture->path, TEXT ("three"));
}

/* Saving where a file is that was never read. */
static void
test_never_read (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (PreceptDocument) document = util_read (TEXT ("other"));
  g_autoptr (GError) error = NULL;

  g_assert_false (precept_file_save (fixture->file, document, FALSE, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED);
  assert_content (fixture->path, TEXT ("one"));
}

static void
test_errors (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *name;
    int         load_code;
    int         save_code;
  } cases[] = {
    { "nowhere/guideline.xml", PRECEPT_FILE_ERROR_NOT_FOUND, PRECEPT_FILE_ERROR_NOT_FOUND },
    { "guideline.xml/inside", PRECEPT_FILE_ERROR_NOT_FOUND, PRECEPT_FILE_ERROR_NOT_FOUND },
    { ".", PRECEPT_FILE_ERROR_FAILED, PRECEPT_FILE_ERROR_FAILED },
  };
  g_autoptr (PreceptDocument) document = util_read (TEXT ("other"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, cases[i].name, NULL);
      g_autoptr (GFile) location = g_file_new_for_path (path);
      g_autoptr (PreceptFile) file = precept_file_new (location);
      g_autoptr (GError) load_error = NULL;
      g_autoptr (GError) save_error = NULL;

      g_assert_null (precept_file_load (file, NULL, &load_error));
      g_assert_error (load_error, PRECEPT_FILE_ERROR, cases[i].load_code);
      g_assert_false (precept_file_save (file, document, TRUE, &save_error));
      g_assert_error (save_error, PRECEPT_FILE_ERROR, cases[i].save_code);
    }

  write_text (fixture->path, "<guideline>");
  {
    g_autoptr (GError) error = NULL;

    g_assert_null (precept_file_load (fixture->file, NULL, &error));
    g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_SYNTAX);
  }
}

/* A child process that no permission is missing to, or that gets them taken away. */
static void
test_no_permission (Fixture      *fixture,
                    gconstpointer data)
{
  pid_t child;
  int   status;

  g_chmod (fixture->folder, 0555);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (PreceptDocument) document = load (fixture);
      g_autoptr (GError) error = NULL;

      if (getuid () == 0 && setuid (65534) != 0)
        _exit (77);
      edit (document, "two");
      if (precept_file_save (fixture->file, document, FALSE, &error))
        _exit (1);
      _exit (g_error_matches (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_READ_ONLY) ? 0 : 2);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_chmod (fixture->folder, 0755);
  g_assert_true (WIFEXITED (status));
  if (WEXITSTATUS (status) == 77)
    g_test_skip ("can't become another user");
  else
    g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  assert_content (fixture->path, TEXT ("one"));
}

static void
test_no_space (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load (fixture);
  g_autoptr (GError) error = NULL;
  g_autofree char *words = g_strnfill (100000, 'x');
  struct rlimit    old;
  struct rlimit    small = { 50000, 0 };

  edit (document, words);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  small.rlim_max = old.rlim_max;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  g_assert_false (precept_file_save (fixture->file, document, FALSE, &error));
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NO_SPACE);
  g_assert_true (precept_document_get_modified (document));
  assert_content (fixture->path, TEXT ("one"));
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
}

static PreceptDocument *
make_big (char letter)
{
  g_autofree char *words = g_strnfill (300000, letter);
  g_autofree char *text = g_strdup_printf (OPEN "<summary id=\"s\"><p id=\"a\">%s</p></summary>" CLOSE, words);

  return util_read (text);
}

/* Tells before each save. */
static void
save_for_ever (const char      *path,
               PreceptDocument *first,
               PreceptDocument *second,
               int              fd)
{
  g_autoptr (GFile) location = g_file_new_for_path (path);
  g_autoptr (PreceptFile) file = precept_file_new (location);

  while (write (fd, "x", 1) == 1 && precept_file_save (file, first, TRUE, NULL) &&
         write (fd, "x", 1) == 1 && precept_file_save (file, second, TRUE, NULL))
    continue;

  _exit (1);
}

static gint64
measure_save (const char      *path,
              PreceptDocument *document)
{
  g_autoptr (GFile) location = g_file_new_for_path (path);
  g_autoptr (PreceptFile) file = precept_file_new (location);
  gint64 start_us = g_get_monotonic_time ();

  g_assert_true (precept_file_save (file, document, TRUE, NULL));

  return g_get_monotonic_time () - start_us;
}

static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (PreceptDocument) a = make_big ('a');
  g_autoptr (PreceptDocument) b = make_big ('b');
  g_autofree char *text_a = util_write (a);
  g_autofree char *text_b = util_write (b);
  gint64           save_us = measure_save (fixture->path, a);
  guint            n_seen[2] = { 0, 0 };

  for (guint round = 0; round < 80; round++)
    {
      g_autofree char *text = NULL;
      int              n_saves = g_test_rand_int_range (1, 4);
      int              pipe_fds[2];
      int              status;
      pid_t            child;

      g_assert_cmpint (pipe (pipe_fds), ==, 0);
      child = fork ();
      g_assert_cmpint (child, >=, 0);
      if (child == 0)
        save_for_ever (fixture->path, b, a, pipe_fds[1]);

      close (pipe_fds[1]);
      for (int i = 0; i < n_saves; i++)
        {
          char byte;

          g_assert_cmpint (read (pipe_fds[0], &byte, 1), ==, 1);
        }
      g_usleep (g_test_rand_int_range (0, save_us + 1));
      kill (child, SIGKILL);
      close (pipe_fds[0]);
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFSIGNALED (status));

      g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
      if (strcmp (text, text_a) == 0)
        n_seen[0]++;
      else if (strcmp (text, text_b) == 0)
        n_seen[1]++;
      else
        g_error ("After being killed the file is neither the old one nor the new one");
    }

  /* Else the children were killed too early to test anything. */
  g_assert_cmpuint (n_seen[0], >, 0);
  g_assert_cmpuint (n_seen[1], >, 0);
}

static void
test_leftovers (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *old = g_build_filename (fixture->folder, ".guideline.xml.precept-01234567", NULL);
  g_autofree char *fresh = g_build_filename (fixture->folder, ".guideline.xml.precept-89abcdef", NULL);
  g_autofree char *other = g_build_filename (fixture->folder, ".other.xml.precept-01234567", NULL);
  g_autoptr (PreceptDocument) document = load (fixture);
  struct timespec times[2] = { { 1000, 0 }, { 1000, 0 } };

  write_text (old, "x");
  write_text (fresh, "x");
  write_text (other, "x");
  g_assert_cmpint (utimensat (AT_FDCWD, old, times, 0), ==, 0);
  g_assert_cmpint (utimensat (AT_FDCWD, other, times, 0), ==, 0);
  save (fixture, document);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (fresh, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *place;
}

static void
test_async (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = NULL;

  precept_file_load_async (fixture->file, NULL, loaded_cb, &result);
  document = precept_file_load_finish (fixture->file, wait_for (&result), &error);
  g_assert_no_error (error);
  edit (document, "two");
  save (fixture, document);
  assert_content (fixture->path, TEXT ("two"));

  write_text (fixture->path, "");
  precept_file_load_async (fixture->file, NULL, loaded_cb, &failed);
  g_assert_null (precept_file_load_finish (fixture->file, wait_for (&failed), &error));
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_EMPTY);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static gboolean
stop_cb (gpointer data)
{
  gboolean *stop = data;

  *stop = TRUE;

  return G_SOURCE_REMOVE;
}

static void
iterate (guint  delay_ms,
         guint *count,
         guint  until)
{
  gboolean stop = FALSE;
  guint    id = g_timeout_add (delay_ms, stop_cb, &stop);

  while (!stop && (count == NULL || *count < until))
    g_main_context_iteration (NULL, TRUE);
  if (!stop)
    g_source_remove (id);
}

static void
test_watch (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load (fixture);
  guint count = 0;

  g_signal_connect_swapped (fixture->file, "changed-on-disk", G_CALLBACK (count_cb), &count);
  precept_file_watch (fixture->file);
  precept_file_watch (fixture->file);

  /* Our own saves are no news. */
  edit (document, "two");
  save (fixture, document);
  iterate (300, NULL, 0);
  g_assert_cmpuint (count, ==, 0);

  write_text (fixture->path, TEXT ("from outside"));
  iterate (10000, &count, 1);
  iterate (300, NULL, 0);
  g_assert_cmpuint (count, ==, 1);

  write_text (fixture->path, TEXT ("from outside, again"));
  iterate (10000, &count, 2);
  g_assert_cmpuint (count, ==, 2);
}

static void
note_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static gboolean
save_and_wait (PreceptFile     *file,
               PreceptDocument *document,
               const char      *meanwhile,
               GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  precept_file_save_async (file, document, FALSE, note_result_cb, &result);
  if (meanwhile != NULL)
    {
      g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Edit");

      precept_step_group_add (group, precept_step_new_set_text ("a", meanwhile));
      g_assert_true (precept_document_apply (document, group, NULL));
    }
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return precept_file_save_finish (file, result, error);
}

static void
test_save_in_thread (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_file_load (fixture->file, NULL, &error);
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  g_assert_no_error (error);

  /* What is changed while it is being saved is not saved. */
  g_assert_true (save_and_wait (fixture->file, document, "two", &error));
  g_assert_no_error (error);
  g_assert_true (precept_document_get_modified (document));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, TEXT ("one"));

  g_assert_true (save_and_wait (fixture->file, document, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (precept_document_get_modified (document));
  g_assert_true (g_file_get_contents (fixture->path, &again, NULL, NULL));
  g_assert_cmpstr (again, ==, TEXT ("two"));
  g_assert_false (precept_file_is_changed_on_disk (fixture->file));

  write_text (fixture->path, TEXT ("theirs"));
  g_assert_false (save_and_wait (fixture->file, document, NULL, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/precept/file/" path, Fixture, NULL, set_up, function, tear_down)
  /* Forks before there are threads. */
  ADD ("save-in-thread", test_save_in_thread);
  ADD ("killed", test_killed);
  ADD ("no-permission", test_no_permission);
  ADD ("save", test_save);
  ADD ("symbolic-link", test_symbolic_link);
  ADD ("changed-on-disk", test_changed_on_disk);
  ADD ("never-read", test_never_read);
  ADD ("errors", test_errors);
  ADD ("no-space", test_no_space);
  ADD ("leftovers", test_leftovers);
  ADD ("async", test_async);
  ADD ("watch", test_watch);
#undef ADD

  return g_test_run ();
}
