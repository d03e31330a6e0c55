/* test-content.c: guidelines as a reader meets them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "content-dump.h"

#include <stdio.h>
#include <string.h>

static PreceptContent *
read_content (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return precept_content_new (document);
}

/* golden/NAME.xml must dump as golden/NAME.expected; called with a file, this program prints its dump. */
static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (PreceptContent) content = read_content (path);
  g_autoptr (GError) error = NULL;

  dump = content_dump (content);
  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);

  if (strcmp (dump, expected) != 0)
    {
      g_auto (GStrv) want = g_strsplit (expected, "\n", -1);
      g_auto (GStrv) have = g_strsplit (dump, "\n", -1);
      guint i = 0;

      while (want[i] != NULL && have[i] != NULL && strcmp (want[i], have[i]) == 0)
        i++;
      g_test_message ("line %u\n  want: %s\n  have: %s", i + 1, want[i], have[i]);
      g_test_message ("%s %s prints the new dump", g_get_prgname (), path);
      g_test_fail ();
    }
}

static void
add_golden_tests (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "content", "golden", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = NULL;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      test = g_strconcat ("/precept/content/golden/", name, NULL);
      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_golden, g_free);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  if (argc > 1)
    {
      g_autoptr (PreceptContent) content = read_content (argv[1]);
      g_autofree char *dump = content_dump (content);

      /* Not g_print, which would turn it into the locale's characters. */
      fputs (dump, stdout);
      return 0;
    }

  add_golden_tests ();

  return g_test_run ();
}
