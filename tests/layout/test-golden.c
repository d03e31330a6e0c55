/* test-golden.c: small guidelines, and the marks of their pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout-fixture.h"

#include <stdio.h>
#include <string.h>

static char *
dump_file (const char *path)
{
  g_autofree char *xml = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptLayout) layout = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  document = fixture_parse (xml);
  layout = fixture_lay_out (document, strstr (path, "-a4.xml") != NULL ? PRECEPT_PAPER_A4 : PRECEPT_PAPER_LETTER);
  return fixture_dump (layout);
}

/* golden/NAME.xml must dump as golden/NAME.expected; called with a file, this program prints its dump. */
static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".expected", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *dump = dump_file (path);
  g_autoptr (GError) error = NULL;

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

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "layout", "golden", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;
  guint       n_files = 0;

  if (argc == 2 && argv[1][0] != '-')
    {
      g_autofree char *dump = dump_file (argv[1]);

      fputs (dump, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = g_strconcat ("/precept/layout/golden/", name, NULL);

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_golden, g_free);
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 0);

  return g_test_run ();
}
