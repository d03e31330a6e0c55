/* precept-cli-publish.c: precept publish and precept pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-check.h"
#include "precept-cli.h"
#include "precept-plan.h"
#include "precept-publish.h"

#include <stdio.h>
#include <string.h>

/* Options that say how pages look, the same for both commands. */
typedef struct
{
  char *plan;
  char *paper;
} Look;

static void
clear_look (Look *look)
{
  g_free (look->plan);
  g_free (look->paper);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, clear_look)

/* The plan's style, else the one that comes with the program; NULL after a complaint. */
static PreceptStyle *
load_style (const Look *look,
            const char *file_name)
{
  g_autoptr (GFile) guideline = g_file_new_for_commandline_arg (file_name);
  g_autoptr (GFile) plan = look->plan != NULL ? g_file_new_for_commandline_arg (look->plan) : precept_plan_find (guideline);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStyle) style = NULL;

  if (look->paper != NULL && strcmp (look->paper, "letter") != 0 && strcmp (look->paper, "a4") != 0)
    {
      precept_cli_complain_usage ("There is no paper “%s”: use letter or a4.", look->paper);
      return NULL;
    }
  if (look->plan != NULL && g_file_query_file_type (plan, G_FILE_QUERY_INFO_NONE, NULL) != G_FILE_TYPE_DIRECTORY)
    {
      precept_cli_complain (look->plan, "There is no such folder. Name the plan’s folder with --plan=FOLDER.");
      return NULL;
    }

  style = plan != NULL ? precept_style_new_from_plan (plan, &error) : precept_style_new_default ();
  if (style == NULL)
    {
      g_autofree char *shown = g_file_get_parse_name (plan);

      precept_cli_complain (shown, error->message);
      return NULL;
    }
  if (look->paper == NULL)
    return g_steal_pointer (&style);

  return precept_style_new_with_paper (style, strcmp (look->paper, "a4") == 0 ? PRECEPT_PAPER_A4 : PRECEPT_PAPER_LETTER);
}

static void
complain_of_diagnostics (const char *file_name,
                         GPtrArray  *diagnostics)
{
  for (guint i = 0; diagnostics != NULL && i < diagnostics->len; i++)
    {
      const char      *place = precept_diagnostic_get_place (diagnostics->pdata[i]);
      const char      *message = precept_diagnostic_get_message (diagnostics->pdata[i]);
      g_autofree char *words = g_strconcat (place != NULL ? place : "", place != NULL ? ": " : "", message, NULL);

      precept_cli_complain (file_name, words);
    }
}

/* A guideline with errors can be published, as a draft to be looked at; but not in silence. */
static void
complain_of_errors (const char      *file_name,
                    PreceptDocument *document)
{
  g_autoptr (GPtrArray) diagnostics = precept_check_document (document);
  g_autofree char *words = NULL;
  guint            n_errors = 0;

  for (guint i = 0; i < diagnostics->len; i++)
    n_errors += precept_diagnostic_get_severity (diagnostics->pdata[i]) == PRECEPT_SEVERITY_ERROR;
  if (n_errors == 0)
    return;
  words = g_strdup_printf ("The guideline has %u %s, and should not go out like this. See “precept check”.",
                           n_errors, n_errors == 1 ? "error" : "errors");
  precept_cli_complain (file_name, words);
}

static gboolean
publish_pdf (PreceptDocument *document,
             PreceptStyle    *style,
             const char      *file_name,
             const char      *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);
  g_autoptr (GPtrArray) diagnostics = NULL;

  if (!precept_publish_pdf (document, style, file, &diagnostics, NULL, &error))
    {
      precept_cli_complain (output, error->message);
      return FALSE;
    }
  complain_of_diagnostics (file_name, diagnostics);

  return TRUE;
}

static gboolean
publish_html (PreceptDocument *document,
              PreceptStyle    *style,
              const char      *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);

  if (precept_publish_html (document, style, file, NULL, &error))
    return TRUE;

  precept_cli_complain (output, error->message);
  return FALSE;
}

typedef gboolean (*PublishFunc) (PreceptDocument *document, GFile *file, GCancellable *cancellable, GError **error);

/* What needs no pages. */
static gboolean
publish_plain (PreceptDocument *document,
               PublishFunc      publish,
               const char      *output)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (output);

  if (publish (document, file, NULL, &error))
    return TRUE;

  precept_cli_complain (output, error->message);
  return FALSE;
}

/* Whether the outputs are files of their own: a guideline that is replaced by its own PDF is lost. */
static gboolean
check_outputs (const char        *guideline,
               const char *const *outputs,
               guint              n_outputs)
{
  for (guint i = 0; i < n_outputs; i++)
    {
      if (outputs[i] == NULL)
        continue;
      if (strcmp (outputs[i], "-") == 0)
        {
          precept_cli_complain_usage ("Name a file to write: what is published does not go to standard output.");
          return FALSE;
        }
      if (precept_cli_is_same_file (outputs[i], guideline))
        {
          precept_cli_complain (outputs[i], "This is the guideline itself, which would be lost. Give the published file another name.");
          return FALSE;
        }
      for (guint j = 0; j < i; j++)
        {
          if (outputs[j] != NULL && precept_cli_is_same_file (outputs[j], outputs[i]))
            {
              precept_cli_complain (outputs[i], "Two of the published files can't be one file. Give one of them another name.");
              return FALSE;
            }
        }
    }

  return TRUE;
}

PreceptCliStatus
precept_cli_publish (int    argc,
                     char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *html = NULL;
  g_autofree char *rules = NULL;
  g_autofree char *facts_schema = NULL;
  g_autofree char *fhir = NULL;
  g_auto (Look) look = { NULL };
  const GOptionEntry entries[] = {
    { "pdf", 0, 0, G_OPTION_ARG_FILENAME, &pdf, "Write the pages as a PDF file", "FILE" },
    { "html", 0, 0, G_OPTION_ARG_FILENAME, &html, "Write one HTML file that stands alone, for screens of any size", "FILE" },
    { "rules", 0, 0, G_OPTION_ARG_FILENAME, &rules, "Write the coverage rules as a JSON file", "FILE" },
    { "facts-schema", 0, 0, G_OPTION_ARG_FILENAME, &facts_schema, "Write the JSON Schema of the facts that a request may tell", "FILE" },
    { "fhir", 0, 0, G_OPTION_ARG_FILENAME, &fhir, "Write a FHIR R4 Bundle: PlanDefinition, Questionnaire and ValueSets", "FILE" },
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &look.plan, "The plan’s settings (default: precept-plan, from FILE’s folder upward)", "FOLDER" },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &look.paper, "The paper: letter or a4 (default: as the plan says)", "PAPER" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptStyle) style = NULL;
  const char *outputs[5];

  if (!precept_cli_parse (entries, "FILE", "Writes a guideline as a PDF file, as an HTML file, as coverage rules in JSON, as FHIR resources, or as several of these.",
                          "A guideline with errors is published too, with a complaint on standard error.\n"
                          "Exit status: 0 everything was written; 2 a file could not be read or written.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;
  if (pdf == NULL && html == NULL && rules == NULL && facts_schema == NULL && fhir == NULL)
    {
      precept_cli_complain_usage ("Say what to write: --pdf=FILE, --html=FILE, --rules=FILE, --facts-schema=FILE, --fhir=FILE, or several of them.");
      return PRECEPT_CLI_FAILED;
    }

  document = precept_cli_open_one (file_names);
  if (document == NULL)
    return PRECEPT_CLI_FAILED;
  outputs[0] = pdf;
  outputs[1] = html;
  outputs[2] = rules;
  outputs[3] = facts_schema;
  outputs[4] = fhir;
  if (!check_outputs (file_names[0], outputs, G_N_ELEMENTS (outputs)))
    return PRECEPT_CLI_FAILED;
  complain_of_errors (file_names[0], document);
  if (pdf != NULL || html != NULL)
    {
      style = load_style (&look, file_names[0]);
      if (style == NULL)
        return PRECEPT_CLI_FAILED;
    }
  if ((pdf != NULL && !publish_pdf (document, style, file_names[0], pdf)) ||
      (html != NULL && !publish_html (document, style, html)) ||
      (rules != NULL && !publish_plain (document, precept_publish_rules, rules)) ||
      (facts_schema != NULL && !publish_plain (document, precept_publish_facts_schema, facts_schema)) ||
      (fhir != NULL && !publish_plain (document, precept_publish_fhir, fhir)))
    return PRECEPT_CLI_FAILED;

  return PRECEPT_CLI_OK;
}

PreceptCliStatus
precept_cli_pages (int    argc,
                   char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char *folder_name = NULL;
  double           scale = 1.5;
  g_auto (Look) look = { NULL };
  const GOptionEntry entries[] = {
    { "png", 0, 0, G_OPTION_ARG_FILENAME, &folder_name, "The folder for page-001.png and so on; it is made where missing", "FOLDER" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &scale, "Pixels a point, from 0.1 to 20 (default: 1.5, 108 dots an inch)", "NUMBER" },
    { "plan", 0, 0, G_OPTION_ARG_FILENAME, &look.plan, "The plan’s settings (default: precept-plan, from FILE’s folder upward)", "FOLDER" },
    { "paper", 0, 0, G_OPTION_ARG_STRING, &look.paper, "The paper: letter or a4 (default: as the plan says)", "PAPER" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptStyle) style = NULL;
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  if (!precept_cli_parse (entries, "FILE", "Draws the pages of a guideline as PNG pictures.",
                          "Pictures of pages beyond the last, page-NNN.png, are removed from the folder.\n"
                          "Exit status: 0 every page was drawn; 2 a file could not be read or written.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;
  if (folder_name == NULL || !(scale >= 0.1 && scale <= 20))
    {
      precept_cli_complain_usage (folder_name == NULL ? "Name the folder for the pictures, with --png=FOLDER." : "The scale is a number from 0.1 to 20.");
      return PRECEPT_CLI_FAILED;
    }

  document = precept_cli_open_one (file_names);
  style = document != NULL ? load_style (&look, file_names[0]) : NULL;
  if (style == NULL)
    return PRECEPT_CLI_FAILED;
  folder = g_file_new_for_commandline_arg (folder_name);
  if (!precept_publish_pngs (document, style, folder, scale, NULL, &error))
    {
      precept_cli_complain (folder_name, error->message);
      return PRECEPT_CLI_FAILED;
    }

  return PRECEPT_CLI_OK;
}
