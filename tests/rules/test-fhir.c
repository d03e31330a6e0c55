/* test-fhir.c: guidelines as FHIR resources
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "precept-code-format.h"
#include "precept-fhir-private.h"
#include "precept-fhir.h"

#include <stdio.h>
#include <string.h>

static PreceptDocument *
parse_document (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static char *
write_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  document = parse_document (text);

  return precept_fhir_new (document);
}

/* fhir/NAME.xml must give fhir/NAME.json; called with a file, this program prints its JSON. */
static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".json", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *json = write_file (path);
  g_autofree char *again = write_file (path);
  g_autoptr (GError) error = NULL;

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

static JsonArray *
get_entries (JsonNode *root)
{
  return json_object_get_array_member (json_node_get_object (root), "entry");
}

static JsonObject *
get_resource (JsonNode *root,
              guint     entry)
{
  return json_object_get_object_member (json_array_get_object_element (get_entries (root), entry), "resource");
}

/* Without criteria and codes there is nothing to ask, and no action to take; the plan says so. */
static void
test_no_criteria (void)
{
  g_autoptr (PreceptDocument) document = parse_document ("<guideline id='g' xmlns='urn:precept:guideline:1'><metadata><title>T</title>"
                                                         "<status>retired</status></metadata></guideline>");
  g_autofree char *json = precept_fhir_new (document);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);

  g_assert_cmpuint (json_array_get_length (get_entries (root)), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (get_resource (root, 0), "resourceType"), ==, "PlanDefinition");
  g_assert_cmpstr (json_object_get_string_member (get_resource (root, 0), "status"), ==, "retired");
  g_assert_cmpstr (json_object_get_string_member (get_resource (root, 0), "usage"), ==, "This guideline has no coverage criteria.");
  g_assert_false (json_object_has_member (get_resource (root, 0), "action"));
}

/* A policy in prose is asked criterion by criterion. */
static void
test_prose (void)
{
  g_autoptr (PreceptDocument) document = parse_document ("<guideline id='g' xmlns='urn:precept:guideline:1'><metadata><title>T</title><status>draft</status></metadata>"
                                                         "<coverage id='c'><indication id='i' determination='medically-necessary-when-met'><title>I</title>"
                                                         "<request id='r' type='any'><all id='all'><criterion id='one'><p id='p1'>One.</p></criterion>"
                                                         "<criterion id='two'><p id='p2'>Two.</p></criterion></all></request></indication></coverage></guideline>");
  g_autofree char *json = precept_fhir_new (document);

  g_assert_nonnull (strstr (json, "\"linkId\" : \"one\""));
  g_assert_nonnull (strstr (json, "\"linkId\" : \"two\""));
  g_assert_nonnull (strstr (json, "\"text\" : \"Is this so: Two?\""));
  g_assert_nonnull (strstr (json, "\"title\" : \"I: Request\""));
}

/* What FHIR has no room for in an id is told apart by a digest. */
static void
test_ids (void)
{
  static const char *const ends[] = { "b", "c", "b_" };
  g_autofree char         *begin = g_strnfill (90, 'a');
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *xml = g_strdup_printf ("<guideline id='%s%s' xmlns='urn:precept:guideline:1'><metadata><title>T</title><status>draft</status></metadata></guideline>",
                                              begin, ends[i]);
      g_autoptr (PreceptDocument) document = parse_document (xml);
      g_autofree char *json = precept_fhir_new (document);
      g_autoptr (JsonNode) root = json_from_string (json, NULL);
      const char *id = json_object_get_string_member (get_resource (root, 0), "id");

      g_assert_true (g_regex_match_simple ("^[A-Za-z0-9.-]{1,64}$", id, 0, 0));
      g_assert_true (g_hash_table_add (seen, g_strdup (id)));
    }
}

/* Ranges */

static const char digits[] = "0123456789";

static char
draw (GRand      *rand,
      const char *from)
{
  return from[g_rand_int_range (rand, 0, strlen (from))];
}

static char *
draw_code (GRand      *rand,
           const char *system)
{
  GString *code = g_string_new (NULL);
  guint    length;

  if (strcmp (system, "ICD-10-CM") == 0)
    {
      length = g_rand_int_range (rand, 0, 5);
      g_string_append_printf (code, "%c%c%c", draw (rand, "GHIJ"), draw (rand, digits), draw (rand, "0123456789AB"));
      for (guint i = 0; i < length; i++)
        g_string_append_printf (code, "%s%c", i == 0 ? "." : "", draw (rand, i < 3 ? "0123456789X" : "ADS"));
    }
  else if (strcmp (system, "CPT") == 0)
    {
      for (guint i = 0; i < 4; i++)
        g_string_append_c (code, draw (rand, "0129"));
      g_string_append_c (code, draw (rand, "0129FMTU"));
    }
  else if (strcmp (system, "HCPCS") == 0)
    {
      g_string_append_c (code, draw (rand, "AEGJL"));
      for (guint i = 0; i < 4; i++)
        g_string_append_c (code, draw (rand, "0189"));
    }
  else if (strcmp (system, "ICD-10-PCS") == 0)
    {
      g_string_append_c (code, draw (rand, "0BX"));
      for (guint i = 0; i < 6; i++)
        g_string_append_c (code, draw (rand, "0123BCZ"));
    }
  else
    {
      length = strcmp (system, "REV") == 0 ? 4 : 11;
      for (guint i = 0; i < length; i++)
        g_string_append_c (code, draw (rand, "0129"));
    }

  return g_string_free (code, FALSE);
}

/* As precept-decision-values.c has it. */
static gboolean
is_in_test (const PreceptRuleTest *test,
            const char            *code)
{
  for (guint i = 0; test->words != NULL && i < test->words->len; i++)
    {
      if (strcmp (g_ptr_array_index (test->words, i), code) == 0)
        return TRUE;
    }
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      const PreceptCodeRange *range = g_ptr_array_index (test->ranges, i);
      int                     after = strcmp (code, range->last);

      if (strcmp (code, range->first) >= 0 && (range->is_open ? after < 0 : after <= 0) &&
          (range->tails == NULL || g_strv_contains ((const char *const *)range->tails, code + range->tail_offset)))
        return TRUE;
    }

  return FALSE;
}

/* A ValueSet has just the codes that the rules take for those of the range. */
static void
test_ranges (void)
{
  static const char *const systems[] = { "ICD-10-CM", "CPT", "HCPCS", "ICD-10-PCS", "NDC", "REV" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (g_test_rand_int ());
  guint n_ranges = 0;
  guint n_inside = 0;

  for (guint i = 0; i < 3000; i++)
    {
      const char      *system = systems[i % G_N_ELEMENTS (systems)];
      g_autofree char *first = draw_code (rand, system);
      g_autofree char *last = draw_code (rand, system);
      g_autofree char *pattern = NULL;
      g_autofree char *whole = NULL;
      PreceptRuleNode *node = precept_rule_node_new_leaf ("x", "diagnosis", "x", PRECEPT_TEST_ANY_CODE, 0);
      g_autoptr (GRegex) regex = NULL;

      /* Ranges are short more often than not. */
      if (g_rand_boolean (rand))
        memcpy (last, first, MIN (MIN (strlen (first), strlen (last)), 3));
      pattern = precept_fhir_dup_range_pattern (system, first, last);
      if (pattern == NULL)
        {
          precept_rule_node_free (node);
          continue;
        }
      n_ranges++;
      whole = g_strdup_printf ("^(?:%s)$", pattern);
      regex = g_regex_new (whole, G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      g_assert_nonnull (regex);
      precept_rule_test_add_code (node->test, system, first, last);
      for (guint j = 0; j < 60; j++)
        {
          g_autofree char *code = j == 0 ? g_strdup (first) : j == 1 ? g_strdup (last)
                                                                     : draw_code (rand, system);
          gboolean         is_inside;

          if (j > 1 && j % 2 == 0)
            memcpy (code, j % 4 == 0 ? first : last, MIN (strlen (code), 3));
          if (!precept_code_format_matches (system, code))
            continue;
          is_inside = is_in_test (node->test, code);
          n_inside += is_inside;
          if (g_regex_match (regex, code, 0, NULL) != is_inside)
            g_test_message ("%s %s to %s: %s is %s", system, first, last, code, pattern);
          g_assert_cmpint (g_regex_match (regex, code, 0, NULL), ==, is_inside);
        }
      precept_rule_node_free (node);
    }
  g_assert_cmpuint (n_ranges, >, 500);
  g_assert_cmpuint (n_inside, >, 2 * n_ranges);
}

static void
test_range_words (void)
{
  static const struct
  {
    const char *system;
    const char *first;
    const char *last;
    const char *pattern;
  } ranges[] = {
    { "HCPCS", "E0691", "E0694", "(E0691|E069[23]|E0694)" },
    { "CPT", "0001M", "0003M", "(0001|000[2]|0003)M" },
    { "ICD-10-CM", "L40.0", "L40.4", "(L40\\.0[.0-9A-Z]*|L40\\.[1-3][.0-9A-Z]*|L40\\.4[.0-9A-Z]*)" },
    { "HCPCS", "E0694", "E0691", NULL },
    { "HCPCS", "E0694", "E06", NULL },
    { "HCPCS", "what", "ever", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++)
    {
      g_autofree char *pattern = precept_fhir_dup_range_pattern (ranges[i].system, ranges[i].first, ranges[i].last);

      g_assert_cmpstr (pattern, ==, ranges[i].pattern);
    }
}

/* Sizes */

static gsize
measure (guint n_criteria)
{
  g_autoptr (GString) xml = g_string_new ("<guideline id='g' xmlns='urn:precept:guideline:1'><metadata><title>T</title><status>draft</status></metadata>"
                                          "<coverage id='c'><facts><fact id='f' kind='lab' unit='mg'><name>fact</name></fact></facts>"
                                          "<indication id='i' determination='medically-necessary-when-met'><title>I</title><request id='r' type='any'><all id='all'>");
  g_autoptr (PreceptDocument) document = NULL;
  g_autofree char *json = NULL;

  for (guint i = 0; i < n_criteria; i += 4)
    g_string_append_printf (xml, "<any id='any-%05u'><lab id='a-%05u' fact='f' at-least='1'/><none id='none-%05u'><criterion id='b-%05u'><p>So.</p></criterion></none>"
                                 "<at-least id='least-%05u' count='2'><age id='c-%05u' at-least='1'/><criterion id='d-%05u'><p>So.</p></criterion>"
                                 "<criterion id='e-%05u'><p>So.</p></criterion></at-least></any>",
                            i, i, i, i, i, i, i, i);
  g_string_append (xml, "</all></request></indication></coverage></guideline>");
  document = parse_document (xml->str);
  json = precept_fhir_new (document);

  return strlen (json);
}

/* Twice the criteria, twice the JSON; but for the spaces before its lines. */
static void
test_size (void)
{
  gsize small = measure (100) - measure (0);
  gsize large = measure (1600) - measure (0);

  g_assert_cmpuint (large, <, 17 * small);
}

static void
add_guidelines (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".xml"))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_assert_cmpuint (names->len, >, 0);
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_strconcat ("/precept/fhir/golden/", g_ptr_array_index (names, i), NULL);

      g_test_add_data_func_full (path, g_build_filename (folder, g_ptr_array_index (names, i), NULL), test_golden, g_free);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *golden = NULL;

  if (argc == 2 && argv[1][0] != '-')
    {
      g_autofree char *json = write_file (argv[1]);

      fputs (json, stdout);
      return 0;
    }

  g_test_init (&argc, &argv, NULL);
  golden = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "rules", "fhir", NULL);
  add_guidelines (golden);
  g_test_add_func ("/precept/fhir/no-criteria", test_no_criteria);
  g_test_add_func ("/precept/fhir/prose", test_prose);
  g_test_add_func ("/precept/fhir/ids", test_ids);
  g_test_add_func ("/precept/fhir/ranges", test_ranges);
  g_test_add_func ("/precept/fhir/range-words", test_range_words);
  g_test_add_func ("/precept/fhir/size", test_size);

  return g_test_run ();
}
