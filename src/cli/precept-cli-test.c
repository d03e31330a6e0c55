/* precept-cli-test.c: precept test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"
#include "precept-vignette.h"

#include <stdio.h>
#include <string.h>

PreceptCliStatus
precept_cli_test (int    argc,
                  char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char   *format = NULL;
  g_autofree char   *report = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report: text (the default) or junit", "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) runs = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_vignette_run_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  PreceptCliStatus status = PRECEPT_CLI_OK;
  gboolean         is_junit;

  if (!precept_cli_parse (entries, "FILE…", "Runs the test cases of guidelines, and says which criteria none of them tries.",
                          "Exit status: 0 every case leads to the decision it should; 1 one does not, or says what can’t\n"
                          "be; 2 a file could not be read or is not a guideline. The other files are tested all the same.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;

  is_junit = g_strcmp0 (format, "junit") == 0;
  if (format != NULL && !is_junit && strcmp (format, "text") != 0)
    {
      precept_cli_complain_usage ("There is no report format “%s”: use text or junit.", format);
      return PRECEPT_CLI_FAILED;
    }
  if (file_names == NULL)
    {
      precept_cli_complain_usage ("Name at least one guideline to test.");
      return PRECEPT_CLI_FAILED;
    }

  for (guint i = 0; file_names[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptDocument) document = precept_cli_load (file_names[i], &error);
      PreceptVignetteRun *run;

      if (document == NULL)
        {
          precept_cli_complain (file_names[i], error->message);
          status = PRECEPT_CLI_FAILED;
          continue;
        }
      run = precept_vignette_run_new (document);
      g_ptr_array_add (runs, run);
      g_ptr_array_add (names, g_filename_display_name (file_names[i]));
      if (precept_vignette_run_get_n_failed (run) > 0)
        status = MAX (status, PRECEPT_CLI_FAULTY);
    }

  report = (is_junit ? precept_vignette_report_junit : precept_vignette_report_text) ((PreceptVignetteRun *const *)runs->pdata,
                                                                                      (const char *const *)names->pdata, runs->len);
  fputs (report, stdout);

  return status;
}
