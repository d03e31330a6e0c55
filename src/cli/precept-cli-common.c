/* precept-cli-common.c: options, files and complaints of every command
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-cli"
#include "config.h"

#include "precept-cli.h"
#include "precept-file.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SIZE_BYTES (512 * 1024 * 1024) /* more than any guideline; a device that never ends stops here */

static gboolean
is_standard (const char *file_name)
{
  return strcmp (file_name, "-") == 0;
}

/**
 * precept_cli_parse:
 * @entries: the options of a command
 * @arguments: what stands after them, "FILE…"
 * @summary: what the command does
 * @description: (nullable): more, printed after the options
 * @argc: (inout): number of arguments
 * @argv: (inout): arguments
 *
 * Reads the options. --help prints the help and ends the program.
 *
 * Returns: whether they are right; otherwise the user was told
 */
gboolean
precept_cli_parse (const GOptionEntry *entries,
                   const char         *arguments,
                   const char         *summary,
                   const char         *description,
                   int                *argc,
                   char             ***argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, NULL);
  if (g_option_context_parse (context, argc, argv, &error))
    return TRUE;

  precept_cli_complain_usage ("%s", error->message);
  return FALSE;
}

/**
 * precept_cli_complain:
 * @file_name: the file that it is about
 * @message: what is wrong, and what to do
 *
 * Prints one line on standard error, in the form that editors understand.
 */
void
precept_cli_complain (const char *file_name,
                      const char *message)
{
  g_autofree char *shown = g_filename_display_name (file_name);
  int              line = 0, column = 0, length = 0;

  if (sscanf (message, "Line %d, column %d: %n", &line, &column, &length) == 2 && length > 0)
    fprintf (stderr, "precept: %s:%d:%d: %s\n", shown, line, column, message + length);
  else if (sscanf (message, "Line %d: %n", &line, &length) == 1 && length > 0)
    fprintf (stderr, "precept: %s:%d: %s\n", shown, line, message + length);
  else
    fprintf (stderr, "precept: %s: %s\n", shown, message);
}

void
precept_cli_complain_usage (const char *format,
                            ...)
{
  g_autofree char *message = NULL;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  fprintf (stderr, "%s: %s%s Run “%s --help”.\n", g_get_prgname (), message, g_str_has_suffix (message, ".") ? "" : ".", g_get_prgname ());
}

static void
set_read_error (GError **error,
                int      number)
{
  const char *words;

  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      words = "There is no such file. Check its name and folder.";
      break;

    case EISDIR:
      words = "This is a folder. Name the file in it.";
      break;

    case EACCES:
    case EPERM:
      words = "You may not read this file. Ask its owner, or copy it from where you may.";
      break;

    case EFBIG:
      words = "The file is larger than any guideline can be. Check that it is the right one.";
      break;

    default:
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "The file could not be read: %s. Try again, or use a copy of it.", g_strerror (number));
      return;
    }
  g_set_error_literal (error, G_FILE_ERROR, g_file_error_from_errno (number), words);
}

/**
 * precept_cli_read:
 * @file_name: a file, or "-" for standard input
 * @error: (nullable): where to store an error
 *
 * Reads a whole file. Errors are in words for the user, without the file's name.
 *
 * Returns: (transfer full) (nullable): its bytes
 */
GBytes *
precept_cli_read (const char *file_name,
                  GError    **error)
{
  FILE *stream = is_standard (file_name) ? stdin : g_fopen (file_name, "rb");
  g_autoptr (GByteArray) bytes = NULL;
  guint8 buffer[65536];
  gsize  size;
  int    number;

  if (stream == NULL)
    {
      set_read_error (error, errno);
      return NULL;
    }

  bytes = g_byte_array_new ();
  errno = 0;
  while (bytes->len <= MAX_SIZE_BYTES && (size = fread (buffer, 1, sizeof buffer, stream)) > 0)
    g_byte_array_append (bytes, buffer, size);
  number = ferror (stream) ? errno : bytes->len > MAX_SIZE_BYTES ? EFBIG
                                                                 : 0;
  if (stream != stdin)
    fclose (stream);
  if (number != 0)
    {
      set_read_error (error, number);
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/**
 * precept_cli_load:
 * @file_name: a guideline's file, or "-" for standard input
 * @error: (nullable): where to store an error
 *
 * Returns: (transfer full) (nullable): the guideline
 */
PreceptDocument *
precept_cli_load (const char *file_name,
                  GError    **error)
{
  g_autoptr (GBytes) bytes = precept_cli_read (file_name, error);

  return bytes != NULL ? precept_document_new_from_bytes (bytes, error) : NULL;
}

/**
 * precept_cli_open_one:
 * @file_names: (nullable): what stood after the options
 *
 * Opens the one guideline that a command works on.
 *
 * Returns: (transfer full) (nullable): it, or %NULL after a complaint
 */
PreceptDocument *
precept_cli_open_one (char **file_names)
{
  g_autoptr (GError) error = NULL;
  PreceptDocument *document;

  if (file_names == NULL || file_names[1] != NULL)
    {
      precept_cli_complain_usage (file_names == NULL ? "Name the guideline to work on." : "Name one guideline, not several.");
      return NULL;
    }

  document = precept_cli_load (file_names[0], &error);
  if (document == NULL)
    precept_cli_complain (file_names[0], error->message);

  return document;
}

/**
 * precept_cli_may_create:
 * @file_name: a file to be made, or "-" for standard output
 * @force: whether one that is there may be overwritten
 *
 * Keeps work from being lost by a wrong name.
 *
 * Returns: whether the file may be written; otherwise the user was told
 */
gboolean
precept_cli_may_create (const char *file_name,
                        gboolean    force)
{
  if (is_standard (file_name) || force || !g_file_test (file_name, G_FILE_TEST_EXISTS))
    return TRUE;

  precept_cli_complain (file_name, "The file is there already. Choose another name, or overwrite it with --force.");
  return FALSE;
}

/* The place of a file that is there or will be, links followed. */
static char *
dup_real_path (const char *file_name)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (file_name);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  char            *real = path != NULL ? realpath (path, NULL) : NULL;
  char            *copy;

  if (path == NULL)
    return g_strdup (file_name);
  if (real != NULL)
    {
      copy = g_strdup (real);
      free (real);
      return copy;
    }

  real = realpath (folder, NULL);
  copy = g_build_filename (real != NULL ? real : folder, name, NULL);
  free (real);
  return copy;
}

/**
 * precept_cli_is_same_file:
 * @a: a file's name
 * @b: another file's name
 *
 * Two names may be of one file, by links or by the folders in them.
 *
 * Returns: whether what is written to one would be read from the other
 */
gboolean
precept_cli_is_same_file (const char *a,
                          const char *b)
{
  g_autofree char *place_a = NULL;
  g_autofree char *place_b = NULL;

  if (is_standard (a) || is_standard (b))
    return FALSE;
  place_a = dup_real_path (a);
  place_b = dup_real_path (b);

  return strcmp (place_a, place_b) == 0;
}

/**
 * precept_cli_write:
 * @file_name: a file, or "-" for standard output
 * @bytes: its new content
 *
 * Writes a whole file at once: it is either as before or as it should be. One
 * that was there keeps its mode.
 *
 * Returns: whether it was written; otherwise the user was told
 */
gboolean
precept_cli_write (const char *file_name,
                   GBytes     *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = NULL;

  if (is_standard (file_name))
    {
      gsize       size;
      const char *data = g_bytes_get_data (bytes, &size);

      /* Whether all of it got out is seen when the program ends. */
      return fwrite (data, 1, size, stdout) == size;
    }

  file = g_file_new_for_commandline_arg (file_name);
  if (precept_file_replace (file, bytes, &error))
    return TRUE;

  precept_cli_complain (file_name, error->message);
  return FALSE;
}
