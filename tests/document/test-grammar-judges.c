/* test-grammar-judges.c: our grammar, libxml2 and jing give the same verdicts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-document.h"
#include "precept-grammar-tree.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <string.h>

#include "grammar-production.h"

#define N_RANDOM 600
#define N_WANTED 2000

typedef struct
{
  GPtrArray *names;    /* of file names, sorted */
  GPtrArray *fixtures; /* of xmlDoc */
  GArray    *mutants;
  char      *folder;
  gboolean  *ours, *libxml, *jing; /* of each mutant: it is right */
} Trial;

static char *
get_schema_path (void)
{
  return g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "schema", "guideline.rng", NULL);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
add_fixtures (Trial *trial, const char *first, ...)
{
  g_autoptr (GDir) dir = NULL;
  g_autofree char *path = NULL;
  const char      *name;
  va_list          parts;

  va_start (parts, first);
  path = g_build_filename_valist (first, &parts);
  va_end (parts);
  dir = g_dir_open (path, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".xml"))
        g_ptr_array_add (trial->names, g_build_filename (path, name, NULL));
    }
}

static void
begin (Trial *trial)
{
  const char *source = g_getenv ("PRECEPT_SOURCE_DIR");
  guint       n_fixtures;

  trial->names = g_ptr_array_new_with_free_func (g_free);
  trial->fixtures = g_ptr_array_new_with_free_func ((GDestroyNotify)xmlFreeDoc);
  add_fixtures (trial, source, "tests", "document", "valid", NULL);
  g_ptr_array_sort (trial->names, compare_names);
  n_fixtures = trial->names->len;
  add_fixtures (trial, source, "data", "samples", NULL);
  g_assert_cmpuint (trial->names->len, >, n_fixtures);
  for (guint i = 0; i < trial->names->len; i++)
    {
      xmlDoc *fixture = xmlReadFile (g_ptr_array_index (trial->names, i), NULL, XML_PARSE_NONET);

      g_assert_nonnull (fixture);
      g_ptr_array_add (trial->fixtures, fixture);
    }
  trial->mutants = mutant_plan ((xmlDoc **)trial->fixtures->pdata, n_fixtures, N_RANDOM);
  /* The samples are judged as they are. */
  for (guint i = n_fixtures; i < trial->names->len; i++)
    {
      Mutant sample = { .mutation = MUTATION_NONE, .fixture = i };

      g_array_append_val (trial->mutants, sample);
    }
  trial->folder = g_dir_make_tmp ("precept-judges-XXXXXX", NULL);
  trial->ours = g_new0 (gboolean, trial->mutants->len);
  trial->libxml = g_new0 (gboolean, trial->mutants->len);
  trial->jing = g_new0 (gboolean, trial->mutants->len);
}

static char *
get_path (Trial *trial, guint number)
{
  g_autofree char *name = g_strdup_printf ("m-%05u.xml", number);

  return g_build_filename (trial->folder, name, NULL);
}

static void
end (Trial *trial)
{
  for (guint i = 0; i < trial->mutants->len; i++)
    {
      g_autofree char *path = get_path (trial, i);

      g_unlink (path);
    }
  g_rmdir (trial->folder);
  g_free (trial->folder);
  g_free (trial->ours);
  g_free (trial->libxml);
  g_free (trial->jing);
  g_array_unref (trial->mutants);
  g_ptr_array_unref (trial->fixtures);
  g_ptr_array_unref (trial->names);
}

static void
write_mutants (Trial *trial)
{
  for (guint i = 0; i < trial->mutants->len; i++)
    {
      const Mutant    *mutant = &g_array_index (trial->mutants, Mutant, i);
      g_autofree char *path = get_path (trial, i);
      xmlDoc          *document = xmlCopyDoc (g_ptr_array_index (trial->fixtures, mutant->fixture), 1);

      mutant_apply (mutant, document);
      g_assert_cmpint (xmlSaveFileEnc (path, document, "UTF-8"), >, 0);
      xmlFreeDoc (document);
    }
}

static void
ignore_error (void *data, xmlError *error)
{
}

/* libxml2 and we read the same file again, so that all three judge the same bytes. */
static void
ask_libxml_and_us (Trial *trial)
{
  g_autofree char      *schema_path = get_schema_path ();
  xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewParserCtxt (schema_path);
  xmlRelaxNG           *schema = xmlRelaxNGParse (parser);
  PreceptGrammar       *grammar = precept_grammar_get ();

  xmlRelaxNGFreeParserCtxt (parser);
  g_assert_nonnull (schema);
  for (guint i = 0; i < trial->mutants->len; i++)
    {
      g_autofree char     *path = get_path (trial, i);
      xmlDoc              *document = xmlReadFile (path, NULL, XML_PARSE_NONET);
      xmlRelaxNGValidCtxt *validator = xmlRelaxNGNewValidCtxt (schema);
      xmlNode             *root = xmlDocGetRootElement (document);

      xmlRelaxNGSetValidStructuredErrors (validator, ignore_error, NULL);
      trial->libxml[i] = xmlRelaxNGValidateDoc (validator, document) == 0;
      trial->ours[i] = strcmp ((const char *)root->name, "guideline") == 0 && precept_grammar_is_tree_right (grammar, root);
      xmlRelaxNGFreeValidCtxt (validator);
      xmlFreeDoc (document);
    }
  xmlRelaxNGFree (schema);
}

static char *
get_report_path (Trial *trial)
{
  return g_build_filename (trial->folder, "report", NULL);
}

/* One Java machine for all; it runs beside the others. */
static GSubprocess *
start_jing (Trial *trial)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *report_path = get_report_path (trial);
  g_autoptr (GError) error = NULL;
  GSubprocess *jing;

  g_ptr_array_add (arguments, g_strdup ("jing"));
  g_ptr_array_add (arguments, get_schema_path ());
  for (guint i = 0; i < trial->mutants->len; i++)
    g_ptr_array_add (arguments, g_strdup_printf ("m-%05u.xml", i));
  g_ptr_array_add (arguments, NULL);
  g_subprocess_launcher_set_cwd (launcher, trial->folder);
  g_subprocess_launcher_set_stdout_file_path (launcher, report_path);
  jing = g_subprocess_launcher_spawnv (launcher, (const char *const *)arguments->pdata, &error);
  g_assert_no_error (error);
  return jing;
}

/* Lines are "…/m-00012.xml:3:14: error: …"; a file without one is valid. */
static void
read_report (Trial *trial, GSubprocess *jing)
{
  g_autofree char *report_path = get_report_path (trial);
  g_autofree char *report = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  guint n_refused = 0;

  g_subprocess_wait (jing, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (jing));
  g_assert_cmpint (g_subprocess_get_exit_status (jing), ==, 1);
  g_file_get_contents (report_path, &report, NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < trial->mutants->len; i++)
    trial->jing[i] = TRUE;
  lines = g_strsplit (report, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *name = strstr (lines[i], "/m-");
      guint       number;

      if (name == NULL || sscanf (name, "/m-%05u.xml:", &number) != 1)
        continue;
      g_assert_cmpuint (number, <, trial->mutants->len);
      n_refused += trial->jing[number];
      trial->jing[number] = FALSE;
    }
  g_assert_cmpuint (n_refused, >, 0);
  g_unlink (report_path);
}

static guint
compare_verdicts (Trial *trial)
{
  guint n_different = 0;

  for (guint i = 0; i < trial->mutants->len; i++)
    {
      const Mutant    *mutant = &g_array_index (trial->mutants, Mutant, i);
      g_autofree char *words = mutant_describe (mutant);

      if (mutant->mutation == MUTATION_NONE)
        g_assert_true (trial->jing[i]);
      if (trial->jing[i] == trial->libxml[i] && trial->jing[i] == trial->ours[i])
        continue;
      if (n_different++ < 20)
        g_test_message ("%s: jing %s, libxml2 %s, ours %s", words, trial->jing[i] ? "valid" : "invalid", trial->libxml[i] ? "valid" : "invalid", trial->ours[i] ? "valid" : "invalid");
    }
  return n_different;
}

static void
check_productions (Trial *trial)
{
  g_autofree char *schema_path = get_schema_path ();
  g_autoptr (GPtrArray) unbroken = NULL;
  Productions *productions = productions_new (schema_path);
  guint        n_productions;

  for (guint i = 0; i < trial->mutants->len; i++)
    {
      if (!trial->jing[i])
        productions_break (productions, &g_array_index (trial->mutants, Mutant, i));
    }
  unbroken = productions_list_unbroken (productions, &n_productions);
  for (guint i = 0; i < unbroken->len; i++)
    g_test_message ("no mutant broke %s", (char *)g_ptr_array_index (unbroken, i));
  g_test_message ("%u of %u productions broken", n_productions - unbroken->len, n_productions);
  g_assert_cmpuint (n_productions, >, 500);
  g_assert_cmpuint (unbroken->len, ==, 0);
  productions_free (productions);
}

static void
test_judges (void)
{
  g_autofree char *program = g_find_program_in_path ("jing");
  g_autoptr (GTimer) timer = g_timer_new ();
  g_autoptr (GSubprocess) jing = NULL;
  Trial trial = { 0 };
  guint n_valid = 0;

  g_test_summary ("Our grammar, libxml2's validator and jing agree on valid guidelines and on mutants of them");
  if (program == NULL)
    {
      g_test_skip ("jing is not installed");
      return;
    }
  begin (&trial);
  write_mutants (&trial);
  g_test_message ("%u documents written after %.1f s", trial.mutants->len, g_timer_elapsed (timer, NULL));
  jing = start_jing (&trial);
  ask_libxml_and_us (&trial);
  g_test_message ("libxml2 and we done after %.1f s", g_timer_elapsed (timer, NULL));
  read_report (&trial, jing);
  g_test_message ("jing done after %.1f s", g_timer_elapsed (timer, NULL));

  for (guint i = 0; i < trial.mutants->len; i++)
    n_valid += trial.jing[i];
  g_test_message ("%u of %u valid to jing", n_valid, trial.mutants->len);
  g_assert_cmpuint (compare_verdicts (&trial), ==, 0);
  g_assert_cmpuint (trial.mutants->len, >=, N_WANTED);
  g_assert_cmpuint (n_valid * 3, >=, trial.mutants->len);
  check_productions (&trial);
  end (&trial);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/grammar/judges", test_judges);
  return g_test_run ();
}
