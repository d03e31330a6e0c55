/* precept-cli-format.c: precept format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"

#include <stdio.h>

static PreceptCliStatus
format_file (const char *file_name,
             gboolean    only_checks)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) before = precept_cli_read (file_name, &error);
  g_autoptr (PreceptDocument) document = before != NULL ? precept_document_new_from_bytes (before, &error) : NULL;
  g_autoptr (GBytes) after = NULL;
  g_autofree char *shown = g_filename_display_name (file_name);
  gboolean         is_standard = g_str_equal (file_name, "-");

  if (document == NULL)
    {
      precept_cli_complain (file_name, error->message);
      return PRECEPT_CLI_FAILED;
    }

  after = precept_document_serialize (document);
  if (only_checks)
    {
      if (g_bytes_equal (before, after))
        return PRECEPT_CLI_OK;
      printf ("%s: not in canonical form\n", shown);
      return PRECEPT_CLI_FAULTY;
    }
  if (g_bytes_equal (before, after) && !is_standard)
    return PRECEPT_CLI_OK;
  if (!precept_cli_write (file_name, after))
    return PRECEPT_CLI_FAILED;
  if (!is_standard)
    printf ("%s: rewritten\n", shown);

  return PRECEPT_CLI_OK;
}

PreceptCliStatus
precept_cli_format (int    argc,
                    char **argv)
{
  g_auto (GStrv) file_names = NULL;
  gboolean           only_checks = FALSE;
  const GOptionEntry entries[] = {
    { "check", 0, 0, G_OPTION_ARG_NONE, &only_checks, "Change nothing; only name the files that are not in canonical form", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  PreceptCliStatus status = PRECEPT_CLI_OK;

  if (!precept_cli_parse (entries, "FILE…", "Rewrites guidelines in their canonical form, and names those that it changed.",
                          "“-” reads standard input and writes standard output.\n"
                          "Exit status: 0 done, or with --check all are canonical; 1 with --check some are not; 2 a file could\n"
                          "not be read or written. The other files are formatted all the same.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;
  if (file_names == NULL)
    {
      precept_cli_complain_usage ("Name at least one guideline to format.");
      return PRECEPT_CLI_FAILED;
    }

  for (guint i = 0; file_names[i] != NULL; i++)
    {
      PreceptCliStatus file_status = format_file (file_names[i], only_checks);

      status = MAX (status, file_status);
    }

  return status;
}
