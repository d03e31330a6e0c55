/* test-rule-json.c: guidelines as rules for machines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-rule-json.h"

#include <json-glib/json-glib.h>
#include <stdio.h>
#include <string.h>

static PreceptDocument *
read_document (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;
  gsize            length;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  document = precept_document_new_from_bytes (bytes, &error);
  g_assert_no_error (error);

  return document;
}

/* golden/NAME.xml must give golden/NAME.json; called with a file, this program prints its JSON. */
static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".json", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = NULL;
  g_autofree char *again = NULL;
  g_autoptr (PreceptDocument) document = read_document (path);
  g_autoptr (GError) error = NULL;

  json = precept_rule_json_new (document);
  again = precept_rule_json_new (document);
  g_assert_cmpstr (json, ==, again);

  g_file_get_contents (expected_path, &expected, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (json, expected) != 0)
    {
      g_auto (GStrv) want = g_strsplit (expected, "\n", -1);
      g_auto (GStrv) have = g_strsplit (json, "\n", -1);
      guint i = 0;

      while (want[i] != NULL && have[i] != NULL && strcmp (want[i], have[i]) == 0)
        i++;
      g_test_message ("line %u\n  want: %s\n  have: %s", i + 1, want[i], have[i]);
      g_test_message ("%s %s prints the new JSON", g_get_prgname (), path);
      g_test_fail ();
    }
}

/* The digest is that of the file that `precept format` writes, however the file came. */
static void
test_source_digest (void)
{
  static const char xml[] = "<guideline   id='g' xmlns='urn:precept:guideline:1'><metadata><title>A\n  title</title>"
                            "<status>draft</status></metadata></guideline>";
  g_autoptr (GBytes) bytes = g_bytes_new_static (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);
  g_autoptr (GBytes) canonical = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *json = NULL;
  g_autoptr (JsonNode) root = NULL;

  g_assert_no_error (error);
  canonical = precept_document_serialize (document);
  digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, canonical);
  json = precept_rule_json_new (document);
  g_assert_true (g_str_has_suffix (json, "}\n"));
  root = json_from_string (json, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (json_node_get_object (root), "source"), "sha256"), ==, digest);
}

static PreceptDocument *
parse_criteria (const char *criteria)
{
  g_autofree char *xml = g_strdup_printf ("<guideline id='g' xmlns='urn:precept:guideline:1'><metadata><title>T</title><status>draft</status></metadata>"
                                          "<coverage id='c'><facts><fact id='f' kind='lab' unit='mg'><name>fact</name></fact></facts>"
                                          "<indication id='i' determination='medically-necessary-when-met'><title>I</title>"
                                          "<request id='r' type='any'>%s</request></indication></coverage></guideline>",
                                          criteria);
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

/* As the author wrote them. */
static void
test_numbers (void)
{
  static const char *const numbers[] = { "0.1", "0.3", "28.35", "1e3", "123456789012", "0.123456789", "-2.5", "5" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autofree char *criteria = g_strdup_printf ("<lab id='x' fact='f' at-least='%s'/>", numbers[i]);
      g_autofree char *test = g_strdup_printf ("\"test\" : {\">=\": [{\"var\": \"f\"}, %s]}", numbers[i]);
      g_autoptr (PreceptDocument) document = parse_criteria (criteria);
      g_autofree char *json = precept_rule_json_new (document);

      /* 1e3 is no number in a guideline, so that it is asked. */
      g_assert_cmpint (strstr (json, test) != NULL, ==, strchr (numbers[i], 'e') == NULL);
    }
}

static gsize
measure (guint n_criteria)
{
  g_autoptr (GString) criteria = g_string_new ("<all id='all'>");
  g_autoptr (PreceptDocument) document = NULL;
  g_autofree char *json = NULL;

  /* Each fact in many criteria, and trees as deep as they are wide. */
  for (guint i = 0; i < n_criteria; i += 4)
    g_string_append_printf (criteria, "<any id='any-%05u'><lab id='a-%05u' fact='f' at-least='1'/><none id='none-%05u'><criterion id='b-%05u'><p>So.</p></criterion></none>"
                                      "<at-least id='least-%05u' count='1'><age id='c-%05u' at-least='1'/></at-least></any>",
                            i, i, i, i, i, i);
  g_string_append (criteria, "</all>");
  document = parse_criteria (criteria->str);
  json = precept_rule_json_new (document);

  return strlen (json);
}

/* Twice the criteria, twice the JSON. */
static void
test_size (void)
{
  gsize small = measure (100) - measure (0);
  gsize large = measure (1600) - measure (0);

  g_assert_cmpuint (large, <, 17 * small);
  g_assert_cmpuint (large, >, 15 * small);
}

static void
add_golden_tests (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "rules", "golden", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint       n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *test = NULL;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      test = g_strconcat ("/precept/rules/golden/", name, NULL);
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
      g_autoptr (PreceptDocument) document = read_document (argv[1]);
      g_autofree char *json = precept_rule_json_new (document);

      fputs (json, stdout);
      return 0;
    }

  g_test_add_func ("/precept/rules/source-digest", test_source_digest);
  g_test_add_func ("/precept/rules/numbers", test_numbers);
  g_test_add_func ("/precept/rules/size", test_size);
  add_golden_tests ();

  return g_test_run ();
}
