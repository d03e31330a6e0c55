/* precept-cli-check.c: precept check
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-check.h"
#include "precept-cli.h"

#include <stdio.h>
#include <string.h>

typedef char *(*ReportFunc) (const PreceptCheckResult *results, guint n_results);

static ReportFunc
find_report (const char *format)
{
  if (format == NULL || strcmp (format, "text") == 0)
    return precept_check_report_text;
  if (strcmp (format, "json") == 0)
    return precept_check_report_json;
  if (strcmp (format, "sarif") == 0)
    return precept_check_report_sarif;

  return NULL;
}

static void
list_rules (void)
{
  guint                   n_rules;
  const PreceptCheckRule *rules = precept_check_get_rules (&n_rules);

  for (guint i = 0; i < n_rules; i++)
    printf ("%s (%s): %s\n    %s\n", rules[i].id, precept_severity_to_string (rules[i].severity), rules[i].title, rules[i].reason);
}

static gboolean
parse_day (const char *text,
           GDate      *date)
{
  int year, month, day, length = 0;

  if (sscanf (text, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3 || length != 10 || text[10] != '\0' ||
      !g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, day, month, year);

  return TRUE;
}

static void
clear_result (gpointer data)
{
  PreceptCheckResult *result = data;

  g_free ((char *)result->file_name);
  g_free ((char *)result->error);
  g_clear_pointer (&result->diagnostics, g_ptr_array_unref);
}

/* An unreadable file is told at once, and in the report; the others are still checked. */
static PreceptCliStatus
check_file (const char  *file_name,
            const GDate *today,
            GArray      *results)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_cli_load (file_name, &error);
  PreceptCheckResult result = { .file_name = g_filename_display_name (file_name) };
  PreceptCliStatus   status = PRECEPT_CLI_OK;

  if (document == NULL)
    {
      precept_cli_complain (file_name, error->message);
      result.error = g_strdup (error->message);
      status = PRECEPT_CLI_FAILED;
    }
  else
    {
      result.diagnostics = precept_check_document_on (document, today);
    }
  for (guint i = 0; result.diagnostics != NULL && i < result.diagnostics->len; i++)
    if (precept_diagnostic_get_severity (result.diagnostics->pdata[i]) == PRECEPT_SEVERITY_ERROR)
      status = PRECEPT_CLI_FAULTY;
  g_array_append_val (results, result);

  return status;
}

PreceptCliStatus
precept_cli_check (int    argc,
                   char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char   *format = NULL;
  g_autofree char   *day = NULL;
  g_autofree char   *report = NULL;
  gboolean           wants_rules = FALSE;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report: text (the default), json or sarif", "FORMAT" },
    { "today", 0, 0, G_OPTION_ARG_STRING, &day, "Also say which reviews are overdue on a day", "YYYY-MM-DD" },
    { "list-rules", 0, 0, G_OPTION_ARG_NONE, &wants_rules, "List the rules, and why each exists", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (GArray) results = g_array_new (FALSE, FALSE, sizeof (PreceptCheckResult));
  PreceptCliStatus status = PRECEPT_CLI_OK;
  ReportFunc       make_report;
  GDate            today;

  g_array_set_clear_func (results, clear_result);
  if (!precept_cli_parse (entries, "FILE…", "Says what is wrong with guidelines: structure, then house rules.",
                          "Exit status: 0 no errors (there may be warnings); 1 errors; 2 a file could not be read or is\n"
                          "not a guideline. The other files are checked all the same.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;

  if (wants_rules)
    {
      list_rules ();
      return PRECEPT_CLI_OK;
    }
  make_report = find_report (format);
  if (make_report == NULL)
    precept_cli_complain_usage ("There is no report format “%s”: use text, json or sarif.", format);
  else if (day != NULL && !parse_day (day, &today))
    precept_cli_complain_usage ("“%s” is not a day: write it like 2026-06-01.", day);
  else if (file_names == NULL)
    precept_cli_complain_usage ("Name at least one guideline to check.");
  else
    {
      for (guint i = 0; file_names[i] != NULL; i++)
        {
          PreceptCliStatus file_status = check_file (file_names[i], day != NULL ? &today : NULL, results);

          status = MAX (status, file_status);
        }
      report = make_report ((const PreceptCheckResult *)results->data, results->len);
      fputs (report, stdout);
      return status;
    }

  return PRECEPT_CLI_FAILED;
}
