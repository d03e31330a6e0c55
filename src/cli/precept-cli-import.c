/* precept-cli-import.c: precept import
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"
#include "precept-import.h"

#include <stdio.h>
#include <string.h>

/* The name of a source without its folder and ending: "qalsody" of "texts/qalsody.txt". */
static char *
dup_name (const char *file_name)
{
  g_autofree char *base = g_path_get_basename (file_name);
  char            *dot = strrchr (base, '.');

  if (strcmp (file_name, "-") == 0)
    return g_strdup ("guideline");
  if (dot != NULL && dot != base)
    *dot = '\0';

  return g_filename_display_name (base);
}

PreceptCliStatus
precept_cli_import (int    argc,
                    char **argv)
{
  g_auto (GStrv) file_names = NULL;
  g_autofree char   *output = NULL;
  g_autofree char   *name = NULL;
  g_autofree char   *words = NULL;
  gboolean           force = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "The guideline to write", "FILE" },
    { "force", 'f', 0, G_OPTION_ARG_NONE, &force, "Overwrite it where it is there already", NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &file_names, NULL, NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptImportReport) report = NULL;

  if (!precept_cli_parse (entries, "FILE", "Makes a guideline of a text, and reports what it left out or was not sure of.",
                          "“-” is standard input as FILE, and standard output after -o; the report then goes to standard error.",
                          &argc, &argv))
    return PRECEPT_CLI_FAILED;
  if (file_names == NULL || file_names[1] != NULL || output == NULL)
    {
      precept_cli_complain_usage (output == NULL ? "Name the guideline to write, with -o FILE." : "Name one text to import.");
      return PRECEPT_CLI_FAILED;
    }
  if (!precept_cli_may_create (output, force))
    return PRECEPT_CLI_FAILED;

  source = precept_cli_read (file_names[0], &error);
  name = dup_name (file_names[0]);
  document = source != NULL ? precept_import_text (source, name, &report, &error) : NULL;
  if (document == NULL)
    {
      precept_cli_complain (file_names[0], error->message);
      return PRECEPT_CLI_FAILED;
    }

  bytes = precept_document_serialize (document);
  if (!precept_cli_write (output, bytes))
    return PRECEPT_CLI_FAILED;
  words = precept_import_report_to_string (report);
  fputs (words, strcmp (output, "-") == 0 ? stderr : stdout);

  return PRECEPT_CLI_OK;
}
