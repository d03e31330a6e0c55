/* precept-doi.c: how DOIs are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-doi.h"

#include <string.h>

/**
 * precept_doi_is_valid:
 * @doi: a text
 *
 * Tells whether a text has the form of a DOI (ISO 26324): "10.", a registrant of four to nine digits (and
 * sub-registrants), "/", anything without spaces. Whether it leads anywhere only its registry knows.
 *
 * Returns: whether it is well-formed
 */
gboolean
precept_doi_is_valid (const char *doi)
{
  const char *p;
  gsize       length;

  if (!g_str_has_prefix (doi, "10."))
    return FALSE;
  p = doi + 3;
  length = strspn (p, "0123456789");
  if (length < 4 || length > 9)
    return FALSE;
  p += length;
  while (*p == '.' && g_ascii_isdigit (p[1]))
    p += 1 + strspn (p + 1, "0123456789");
  if (*p != '/' || p[1] == '\0')
    return FALSE;
  for (p++; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return strchr (".,;", doi[strlen (doi) - 1]) == NULL;
}

/**
 * precept_doi_find_end:
 * @word: a word of running text that begins with a DOI
 *
 * Finds where the DOI ends: before the punctuation of the sentence around it, and before a closing bracket that it
 * did not open.
 *
 * Returns: its length in bytes
 */
gsize
precept_doi_find_end (const char *word)
{
  static const char openers[] = "([<";
  static const char closers[] = ")]>";
  int               depths[] = { 0, 0, 0 };
  gsize             length;

  for (length = 0; word[length] != '\0'; length++)
    {
      const char *opener = strchr (openers, word[length]);
      const char *closer = strchr (closers, word[length]);

      if (opener != NULL)
        depths[opener - openers]++;
      if (closer != NULL && --depths[closer - closers] < 0)
        break;
    }
  while (length > 0 && strchr (".,;:'\"", word[length - 1]) != NULL)
    length--;

  return length;
}

/**
 * precept_doi_mend:
 * @text: what should be a DOI
 *
 * Undoes what people and text recognition add to a DOI, or mistake in it.
 *
 * Returns: (transfer full) (nullable): a well-formed DOI
 */
char *
precept_doi_mend (const char *text)
{
  static const char *const prefixes[] = { "https://", "http://", "dx.", "www.", "doi.org/", "doi:", "doi" };
  g_autofree char         *doi = g_strstrip (g_strdup (text));
  char                    *start = doi;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_ascii_strncasecmp (start, prefixes[i], strlen (prefixes[i])) == 0)
      start = g_strchug (start + strlen (prefixes[i]));

  /* "1O.1056", "10,1056": slips of text recognition in the part whose form is known. */
  if (strlen (start) > 3 && start[0] == '1' && strchr ("0Oo", start[1]) != NULL && strchr (".,", start[2]) != NULL)
    {
      start[1] = '0';
      start[2] = '.';
    }
  start[precept_doi_find_end (start)] = '\0';

  return precept_doi_is_valid (start) ? g_strdup (start) : NULL;
}
