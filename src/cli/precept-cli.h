/* precept-cli.h: what the commands of the precept program share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* What the program returns to the shell. */
typedef enum
{
  PRECEPT_CLI_OK = 0,
  PRECEPT_CLI_FAULTY = 1, /* it ran, and found errors or something to do */
  PRECEPT_CLI_FAILED = 2, /* a file could not be read, parsed or written, or the command line is wrong */
} PreceptCliStatus;

typedef struct
{
  const char *name;
  const char *arguments; /* "FILE…" */
  const char *summary;   /* one line */
  PreceptCliStatus (*run) (int argc, char **argv);
} PreceptCliCommand;

/* Each in its own file, precept-cli-NAME.c. */
PreceptCliStatus precept_cli_check (int argc, char **argv);
PreceptCliStatus precept_cli_decide (int argc, char **argv);
PreceptCliStatus precept_cli_format (int argc, char **argv);
PreceptCliStatus precept_cli_import (int argc, char **argv);
PreceptCliStatus precept_cli_new (int argc, char **argv);
PreceptCliStatus precept_cli_pages (int argc, char **argv);
PreceptCliStatus precept_cli_publish (int argc, char **argv);
PreceptCliStatus precept_cli_test (int argc, char **argv);

/* Reads the options of one command; FALSE: they are wrong, and the user was told. @description: after the options. */
gboolean precept_cli_parse (const GOptionEntry *entries, const char *arguments, const char *summary, const char *description, int *argc, char ***argv);

/* "precept: FILE: what. What to do." A leading "Line 3, column 5: " of @message moves to "FILE:3:5: ". */
void precept_cli_complain (const char *file_name, const char *message);
void precept_cli_complain_usage (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* Files by name; "-" is standard input or output. Each says itself what failed. NULL or FALSE: it failed. */
GBytes          *precept_cli_read (const char *file_name, GError **error);
PreceptDocument *precept_cli_load (const char *file_name, GError **error);
gboolean         precept_cli_may_create (const char *file_name, gboolean force);
gboolean         precept_cli_is_same_file (const char *a, const char *b);
gboolean         precept_cli_write (const char *file_name, GBytes *bytes);
/* A guideline of one file name, or a complaint. */
PreceptDocument *precept_cli_open_one (char **file_names);

G_END_DECLS
