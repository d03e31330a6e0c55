/* write-html.c: HTML files for the tests in a browser
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Usage: write-html GUIDELINE.xml|PAGES OUT.html
 *
 * A number stands for a generated guideline of so many pages.
 */
#include "config.h"

#include "generate-guideline.h"
#include "precept-publish.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GBytes *
read_guideline (const char *argument,
                GError    **error)
{
  char *text;
  gsize length;

  if (g_ascii_isdigit (*argument))
    {
      text = generate_guideline ((guint)atoi (argument));
      return g_bytes_new_take (text, strlen (text));
    }
  return g_file_get_contents (argument, &text, &length, error) ? g_bytes_new_take (text, length) : NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (GFile) file = NULL;

  if (argc != 3)
    {
      fputs ("Usage: write-html GUIDELINE.xml|PAGES OUT.html\n", stderr);
      return 2;
    }
  bytes = read_guideline (argv[1], &error);
  document = bytes != NULL ? precept_document_new_from_bytes (bytes, &error) : NULL;
  file = g_file_new_for_commandline_arg (argv[2]);
  if (document != NULL && precept_publish_html (document, style, file, NULL, &error))
    return 0;
  fprintf (stderr, "%s: %s\n", argv[1], error->message);
  return 1;
}
