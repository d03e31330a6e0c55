/* test-import.c: texts to guidelines, beside what is expected of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run with the name of a text, it prints what the import makes of it.
 */
#include "precept-import.h"

#include <stdio.h>
#include <string.h>

static char *
dup_xml (PreceptDocument *document)
{
  g_autoptr (GBytes) bytes = precept_document_serialize (document);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static PreceptDocument *
import_file (const char *path, char **report_text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptImportReport) report = NULL;
  PreceptDocument *document;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_path_get_basename (path);
  char            *contents = NULL;
  gsize            size = 0;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (contents, size);
  *strrchr (name, '.') = '\0';
  document = precept_import_text (bytes, name, &report, &error);
  g_assert_no_error (error);
  *report_text = precept_import_report_to_string (report);

  return document;
}

/* Shows the first line that differs: the whole of two long files helps nobody. */
static void
assert_same_text (const char *got, const char *path)
{
  g_autofree char *expected = NULL;
  g_auto (GStrv) a = NULL;
  g_auto (GStrv) b = NULL;
  guint i = 0;

  if (!g_file_get_contents (path, &expected, NULL, NULL))
    {
      g_test_message ("%s is missing; it would be:\n%s", path, got);
      g_test_fail ();
      return;
    }
  if (g_str_equal (got, expected))
    return;
  a = g_strsplit (expected, "\n", -1);
  b = g_strsplit (got, "\n", -1);
  while (a[i] != NULL && g_strcmp0 (a[i], b[i]) == 0)
    i++;
  g_test_message ("%s, line %u:\n- %s\n+ %s", path, i + 1, a[i] != NULL ? a[i] : "(end)", b[i] != NULL ? b[i] : "(end)");
  g_test_fail ();
}

static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *stem = g_strndup (path, strlen (path) - strlen (".txt"));
  g_autofree char *xml_path = g_strconcat (stem, ".xml", NULL);
  g_autofree char *report_path = g_strconcat (stem, ".report", NULL);
  g_autofree char *report = NULL;
  g_autoptr (PreceptDocument) document = import_file (path, &report);
  g_autofree char *xml = dup_xml (document);

  assert_same_text (xml, xml_path);
  assert_same_text (report, report_path);
}

static void
add_golden_tests (void)
{
  const char      *folder = g_getenv ("G_TEST_SRCDIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : ".", "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++)
    {
      const char      *file = g_ptr_array_index (names, i);
      g_autofree char *test = g_strdup_printf ("/precept/import/golden/%s", file);

      g_test_add_data_func_full (test, g_build_filename (path, file, NULL), test_golden, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && argv[1][0] != '-')
    {
      g_autofree char *report = NULL;
      g_autoptr (PreceptDocument) document = import_file (argv[1], &report);
      g_autofree char *xml = dup_xml (document);

      fputs (xml, stdout);
      fputs (report, stderr);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  add_golden_tests ();

  return g_test_run ();
}
