/* write-guideline.c: writes a guideline of any size to a file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: write-guideline PAGES FILE
 */
#include "config.h"

#include "generate-guideline.h"

#include <string.h>

#define MAX_PAGES 100000

int
main (int   argc,
      char *argv[])
{
  guint64          n_pages = 0;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 3 || !g_ascii_string_to_unsigned (argv[1], 10, 1, MAX_PAGES, &n_pages, NULL))
    {
      g_printerr ("Usage: write-guideline PAGES FILE, where PAGES is a number from 1 to %u\n", MAX_PAGES);
      return 2;
    }
  text = generate_guideline ((guint)n_pages);
  if (!g_file_set_contents (argv[2], text, (gssize)strlen (text), &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  return 0;
}
