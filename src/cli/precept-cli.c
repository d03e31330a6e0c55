/* precept-cli.c: the precept program
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"

#include <locale.h>
#include <stdio.h>
#include <string.h>

static const PreceptCliCommand commands[] = {
  { "new", "-o FILE", "Start a guideline from a template", precept_cli_new },
  { "import", "FILE -o FILE", "Make a guideline of a text", precept_cli_import },
  { "check", "FILE…", "Say what is wrong with guidelines", precept_cli_check },
  { "format", "FILE…", "Rewrite guidelines in their canonical form", precept_cli_format },
  { "publish", "FILE", "Write a guideline as PDF and as rules", precept_cli_publish },
  { "decide", "FILE", "Decide on a request by a guideline", precept_cli_decide },
  { "test", "FILE…", "Run the test cases of guidelines", precept_cli_test },
  { "pages", "FILE", "Draw the pages of a guideline as pictures", precept_cli_pages },
};

static const PreceptCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];

  return NULL;
}

static void
print_help (FILE *stream)
{
  fputs ("Usage: precept COMMAND [OPTION…] …\n"
         "Writes, checks and publishes clinical coverage guidelines.\n\n"
         "Commands:\n",
         stream);
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    fprintf (stream, "  %-9s %s\n", commands[i].name, commands[i].summary);
  fputs ("\nOptions:\n"
         "  -h, --help     Print this help\n"
         "  --version      Print the version\n\n"
         "“precept COMMAND --help” explains a command; “man precept” explains them all.\n"
         "Exit status: 0 done; 1 errors found in a guideline; 2 a file could not be read or\n"
         "written, or the command line is wrong.\n",
         stream);
}

static PreceptCliStatus
run_command (const PreceptCliCommand *command,
             int                      argc,
             char                   **argv)
{
  g_autofree char *name = g_strconcat ("precept ", command->name, NULL);
  PreceptCliStatus status;

  /* What the help and the complaints of the options begin with. */
  g_set_prgname (name);

  status = command->run (argc, argv);
  /* A report that was cut off must not look like one that found nothing. */
  if (fflush (stdout) != 0 || ferror (stdout))
    {
      precept_cli_complain ("-", "Standard output can’t be written. Is the disk full?");
      status = PRECEPT_CLI_FAILED;
    }

  return status;
}

int
main (int    argc,
      char **argv)
{
  const char              *name = argc > 1 ? argv[1] : NULL;
  const PreceptCliCommand *command = name != NULL ? find_command (name) : NULL;

  setlocale (LC_ALL, "");
  if (command != NULL)
    return run_command (command, argc - 1, argv + 1);

  if (name == NULL)
    {
      print_help (stderr);
      return PRECEPT_CLI_FAILED;
    }
  if (strcmp (name, "--version") == 0)
    {
      puts ("precept " PRECEPT_VERSION);
      return PRECEPT_CLI_OK;
    }
  if (strcmp (name, "help") == 0 && argc > 2 && find_command (argv[2]) != NULL)
    return run_command (find_command (argv[2]), 2, (char *[]){ argv[2], (char *)"--help", NULL });
  if (strcmp (name, "--help") == 0 || strcmp (name, "-h") == 0 || strcmp (name, "help") == 0)
    {
      print_help (stdout);
      return PRECEPT_CLI_OK;
    }

  fprintf (stderr, "precept: there is no command “%s”. Run “precept --help” for the list.\n", name);
  return PRECEPT_CLI_FAILED;
}
