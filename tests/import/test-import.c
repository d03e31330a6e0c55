/* test-import.c: texts to guidelines, beside what is expected of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run with the name of a text, it prints what the import makes of it.
 */
#include "precept-import.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

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

/* Bytes of other encodings, and bytes that are no text. */

typedef struct
{
  const char *name;
  const char *bytes;
  gssize      size; /* -1: up to the zero */
  const char *text; /* in the guideline; NULL: refused */
  int         error;
} Bytes;

static const Bytes byte_cases[] = {
  { "utf-8", "A caf\303\251.", -1, "A café.", 0 },
  { "bom", "\357\273\277A caf\303\251.", -1, ">A café.</p>", 0 },
  { "utf-16-le", "\377\376A\0 \0\351\0.\0", 10, "A é.", 0 },
  { "utf-16-be", "\376\377\0A\0 \0\351\0.", 10, "A é.", 0 },
  { "utf-16-cut", "\377\376A\0 \0\351\0.\0x", 11, "A é.", 0 },
  { "utf-16-broken", "\377\376A\0\000\330B\0", 8, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "utf-16-zero", "\377\376A\0\0\0B\0", 8, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "windows-1252", "\223Caf\351\224 \226 5 \265g.", -1, "“Café” – 5 µg.", 0 },
  { "cut-short", "A longer text whose end is cut \303", -1, "A longer text whose end is cut<", 0 },
  { "cr", "One text here.\r\rAnother one.", -1, "Another one.</p>", 0 },
  { "crlf", "One text here.\r\n\r\nAnother one.\r\n", -1, "Another one.</p>", 0 },
  { "control", "A bell\a rings.", -1, "A bell rings.", 0 },
  { "nonchar", "A \357\277\277 place.", -1, "A place.", 0 },
  { "markup", "a < b && c > d \"e\" ]]> <x>.", -1, "a &lt; b &amp;&amp; c &gt; d \"e\" ]]&gt; &lt;x&gt;.", 0 },
  { "empty", "", 0, NULL, PRECEPT_IMPORT_ERROR_EMPTY },
  { "white", " \n\t\r\n\f ", -1, NULL, PRECEPT_IMPORT_ERROR_EMPTY },
  { "zero", "text\0text", 9, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "pdf", "%PDF-1.7\nobj", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "docx", "PK\003\004....", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "guideline", " <?xml version=\"1.0\"?>\n<guideline xmlns=\"urn:precept:guideline:1\"/>", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "bare-guideline", "\357\273\277<guideline xmlns=\"urn:precept:guideline:1\"/>", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "xml", "<?xml version=\"1.0\"?><a/>", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "html", "<!DOCTYPE HTML>\n<html><body>", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
  { "title-field", "MEDICAL POLICY\nPolicy Title: Xampline (exemplumab)\n\nSummary\n\nWords.", -1, "<title>Xampline (exemplumab)</title>", 0 },
  { "title-heading", "MEDICAL POLICY\nPolicy Title: Xampline (exemplumab)\n\nSummary\n\nWords.", -1, "<publisher>MEDICAL POLICY</publisher>", 0 },
  { "title-label", "Coverage Policy: Xampline (exemplumab)\n\nSummary\n\nWords.", -1, "<brand>Xampline</brand>", 0 },
  { "title-twice", "Acme Policy\nPublisher: Acme\nTitle: Xampline\n\nSummary\n\nWords.", -1, "<title>Acme Policy: Xampline</title>", 0 },
  { "roman-in-letters", "Criteria\n\n1. One:\n   a. Two:\n      i. three\n      ii. four\n   b. five\n", -1, ">three</p>", 0 },
  { "number-tab", "Words.\n\nIII.\tUses that are not covered\n\nA.\tOne\n", -1, "III. Uses that are not covered<", 0 },
  { "letter-i", "Criteria\n\na. q\nb. q\nc. q\nd. q\ne. q\nf. q\ng. q\nh. q\ni. ninth\n", -1, ">ninth</p>", 0 },
  { "binary", "\001\002\003\004\005\006\016\017\020\021", -1, NULL, PRECEPT_IMPORT_ERROR_NOT_TEXT },
};

static void
test_bytes (gconstpointer data)
{
  const Bytes *c = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (c->bytes, c->size < 0 ? strlen (c->bytes) : (gsize)c->size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_import_text (bytes, "a text", NULL, &error);
  g_autofree char *xml = NULL;

  if (c->text == NULL)
    {
      g_assert_error (error, PRECEPT_IMPORT_ERROR, c->error);
      g_assert_null (document);
      return;
    }
  g_assert_no_error (error);
  xml = dup_xml (document);
  if (strstr (xml, c->text) == NULL)
    {
      g_test_message ("“%s” is not in\n%s", c->text, xml);
      g_test_fail ();
    }
}

static void
test_too_large (void)
{
  gsize size = 17 * 1024 * 1024;
  char *text = g_malloc (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = NULL;

  memset (text, 'a', size);
  document = precept_import_text (bytes, NULL, NULL, &error);
  g_assert_error (error, PRECEPT_IMPORT_ERROR, PRECEPT_IMPORT_ERROR_TOO_LARGE);
  g_assert_null (document);
}

/* Lines that could cost the square of their length, and depths that could exhaust the stack. */
static void
test_hostile (void)
{
  static const char *const units[] = { "*", "**a", "[", "](", "^{", "<i>", "\\", "_a", "Table 1 ", "a\t", "(", "https://", "1. ", "- a\n", "\n\n",
                                       "# a\n", "\f", "|", "a\tb\n", "a\n\n", "“a” ", "Page 1 of 2\n", "a.....3\n", "1/1/2024, ", "  - a\n", "G12.2 - a\n" };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = g_string_new ("Codes\n");
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptDocument) document = NULL;
      clock_t start = clock ();
      double  seconds;

      while (text->len < 30000)
        g_string_append (text, units[i]);
      bytes = g_bytes_new (text->str, text->len);
      document = precept_import_text (bytes, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (document);
      /* Of the processor, as other tests run at the same time. */
      seconds = (double)(clock () - start) / CLOCKS_PER_SEC;
      if (seconds > 5)
        {
          g_test_message ("“%s” again and again took %.1f s", units[i], seconds);
          g_test_fail ();
        }
      if (g_test_verbose ())
        g_test_message ("%s: %.2f s", units[i], seconds);
    }
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
  for (guint i = 0; i < G_N_ELEMENTS (byte_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/precept/import/bytes/%s", byte_cases[i].name);

      g_test_add_data_func (path, &byte_cases[i], test_bytes);
    }
  g_test_add_func ("/precept/import/too-large", test_too_large);
  g_test_add_func ("/precept/import/hostile", test_hostile);

  return g_test_run ();
}
