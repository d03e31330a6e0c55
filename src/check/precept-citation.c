/* precept-citation.c: what the text of a reference says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-citation.h"
#include "precept-doi.h"
#include "precept-reference-facts.h"

#include <string.h>

#define MIN_TITLE_WORDS 4 /* shorter titles ("Multiple sclerosis") belong to many works */

/**
 * precept_citation_find_doi:
 * @text: a citation
 * @start: (out): its first character in @text
 * @end: (out): the character after it
 *
 * Finds what a citation calls its DOI: the word after "doi:" or "doi.org/".
 *
 * Returns: (transfer full) (nullable): the word, well-formed or not
 */
char *
precept_citation_find_doi (const char *text,
                           int        *start,
                           int        *end)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      const char      *word = NULL;
      g_autofree char *doi = NULL;

      if ((*p | 0x20) != 'd')
        continue;
      if (g_ascii_strncasecmp (p, "doi:", 4) == 0)
        word = p + 4 + strspn (p + 4, " ");
      else if (g_ascii_strncasecmp (p, "doi.org/", 8) == 0)
        word = p + 8;
      if (word == NULL || g_ascii_strncasecmp (word, "http", 4) == 0)
        continue;

      doi = g_strndup (word, strcspn (word, " \t\n"));
      doi[precept_doi_find_end (doi)] = '\0';
      if (*doi == '\0')
        continue;
      *start = g_utf8_pointer_to_offset (text, word);
      *end = *start + g_utf8_strlen (doi, -1);
      return g_steal_pointer (&doi);
    }

  return NULL;
}

/* "Miller TM", "et al", "de Carvalho M": a name ends in up to three capital initials. */
static gboolean
is_person (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  const char      *last = strrchr (trimmed, ' ');
  gsize            length;

  if (g_str_has_prefix (trimmed, "et al"))
    return TRUE;
  if (last == NULL)
    return FALSE;
  length = strlen (++last);

  return length <= 3 && strspn (last, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == length;
}

static gboolean
are_persons (const char *sentence)
{
  g_auto (GStrv) names = g_strsplit_set (sentence, ",;", -1);
  guint n_persons = 0;
  guint n_names = g_strv_length (names);

  for (guint i = 0; i < n_names; i++)
    n_persons += is_person (names[i]);

  return n_persons > 0 && 2 * n_persons >= n_names;
}

/* Where the title begins: after the authors, which end in a full stop, or in a
 * colon as some journals have it. @author gets the first one's surname. */
static const char *
skip_authors (const char *text,
              char      **author)
{
  gsize            end = precept_reference_find_sentence_end (text);
  g_autofree char *sentence = g_strndup (text, end);
  char            *colon = strstr (sentence, ": ");

  if (colon != NULL)
    {
      *colon = '\0';
      end = colon + 1 - sentence;
    }
  else if (end > 0)
    sentence[end - 1] = '\0';
  if (!are_persons (sentence))
    return text;

  sentence[strcspn (sentence, ",;")] = '\0';
  *author = precept_check_normalize_words (sentence);
  /* "Miller T" and "Miller TM" are one person. */
  if (strrchr (*author, ' ') != NULL)
    *strrchr (*author, ' ') = '\0';

  return text + end + strspn (text + end, " ");
}

/**
 * precept_citation_split:
 * @text: a citation
 * @authors_end: (out): bytes, where the title begins; 0 where it names no persons as authors
 * @title_end: (inout): bytes, where the journal's name begins; 0: not known, then the first sentence after the authors
 *   is taken for the title
 *
 * Tells authors, title and the rest apart.
 */
void
precept_citation_split (const char *text,
                        gsize      *authors_end,
                        gsize      *title_end)
{
  g_autofree char *author = NULL;
  const char      *title = skip_authors (text, &author);

  *authors_end = title - text;
  if (*title_end <= *authors_end || *title_end > strlen (text))
    *title_end = *authors_end + precept_reference_find_sentence_end (title);
}

static guint
count_words (const char *normal)
{
  guint n_words = *normal != '\0';

  for (; *normal != '\0'; normal++)
    n_words += *normal == ' ';

  return n_words;
}

/* The first year after the title: 19xx or 20xx as a word. */
static guint
find_year (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((g_str_has_prefix (p, "19") || g_str_has_prefix (p, "20")) && g_ascii_isdigit (p[2]) && g_ascii_isdigit (p[3]) &&
        !g_ascii_isdigit (p[4]) && (p == text || !g_ascii_isalnum (p[-1])))
      return (guint)g_ascii_strtoull (p, NULL, 10);

  return 0;
}

/**
 * precept_citation_dup_key:
 * @text: a citation: authors, title, journal, year
 * @title_end: the byte of @text where the journal's name begins, or 0
 *
 * Reduces a citation to what two ways of citing one work have in common: the
 * first author, the title and the year. A work without persons as authors
 * keeps its organization, since one publishes many works of one title; the year
 * tells the editions of a yearly guideline apart.
 *
 * Returns: (transfer full) (nullable): a key, or %NULL where the title is too
 *   short to tell works apart
 */
char *
precept_citation_dup_key (const char *text,
                          gsize       title_end)
{
  g_autofree char *author = NULL;
  g_autofree char *title = NULL;
  const char      *start = skip_authors (text, &author);
  const char      *end = start;
  guint            n_sentences = author != NULL ? 1 : 2;

  while (*end != '\0' && (n_sentences > 0 || title == NULL || count_words (title) < MIN_TITLE_WORDS))
    {
      g_autofree char *words = NULL;

      if (title_end > 0 && n_sentences == 0 && end >= text + title_end)
        break;
      end += precept_reference_find_sentence_end (end);
      words = g_strndup (start, end - start);
      g_free (title);
      title = precept_check_normalize_words (words);
      end += strspn (end, " ");
      if (n_sentences > 0)
        n_sentences--;
    }
  if (title == NULL || count_words (title) < MIN_TITLE_WORDS)
    return NULL;

  return g_strdup_printf ("%s|%s|%u", author != NULL ? author : "", title, find_year (end));
}

/**
 * precept_citation_dup_short_name:
 * @text: a citation
 *
 * Returns: (transfer full): its first word and its year, "Miller 2022"; just the word where it has no year
 */
char *
precept_citation_dup_short_name (const char *text)
{
  g_autofree char *word = g_strndup (text, strcspn (text, " ,.;"));
  guint            year = find_year (text);

  return year > 0 ? g_strdup_printf ("%s %u", word, year) : g_steal_pointer (&word);
}
