/* precept-reference-text.c: references as people paste them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-reference-text.h"

#include "precept-date.h"
#include "precept-doi.h"

#include <stdlib.h>
#include <string.h>

/* A numbered list may leave out this many numbers. */
#define MOST_LEFT_OUT 4

#define MONTHS "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\\.?"

static GRegex *
get_regex (GRegex    **regex,
           const char *pattern)
{
  if (g_once_init_enter ((gsize *)regex))
    g_once_init_leave ((gsize *)regex, (gsize)g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));

  return *regex;
}

/* Cuts the first match out of @text. Returns what its first group that matched holds; NULL: no match. */
static char *
cut (GRegex *regex,
     char  **text)
{
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *value = NULL;
  char            *rest;
  int              start, end;

  if (!g_regex_match (regex, *text, 0, &match) || !g_match_info_fetch_pos (match, 0, &start, &end))
    return NULL;
  for (int i = 1; i < g_match_info_get_match_count (match) && (value == NULL || *value == '\0'); i++)
    {
      g_free (value);
      value = g_match_info_fetch (match, i);
    }
  rest = g_strdup_printf ("%.*s %s", start, *text, *text + end);
  g_free (*text);
  *text = rest;

  return g_steal_pointer (&value);
}

/* A DOI ends where its brackets and its sentence do, which no pattern knows. */
static char *
cut_doi (char **text)
{
  static GRegex *regex;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *word = NULL;
  g_autofree char *doi = NULL;
  char            *rest;
  int              start, word_start, word_end;
  gsize            length;

  get_regex (&regex, "(?:https?://(?:dx\\.|www\\.)?doi\\.org/|\\bdoi(?:\\.org/|\\s*:\\s*|\\s+))*(?<![\\w./])(10\\.\\d{4,9}/[^\\s<>\"“”]+)");
  if (!g_regex_match (regex, *text, 0, &match))
    {
      static GRegex *linked;

      g_clear_pointer (&match, g_match_info_unref);
      get_regex (&linked, "(?:https?://)?(?:dx\\.|www\\.)?doi\\.org/(10\\.\\d{4,9}/[^\\s<>\"“”]+)");
      if (!g_regex_match (linked, *text, 0, &match))
        return NULL;
    }
  g_match_info_fetch_pos (match, 0, &start, NULL);
  g_match_info_fetch_pos (match, 1, &word_start, &word_end);
  word = g_strndup (*text + word_start, word_end - word_start);
  length = precept_doi_find_end (word);
  doi = g_strndup (word, length);
  if (!precept_doi_is_valid (doi))
    return NULL;
  rest = g_strdup_printf ("%.*s %s", start, *text, *text + word_start + length);
  g_free (*text);
  *text = rest;

  return g_steal_pointer (&doi);
}

static char *
cut_accessed (char **text)
{
  static GRegex   *regex;
  g_autofree char *rest = g_strdup (*text);
  g_autofree char *words = cut (get_regex (&regex,
                                           "[\\[(]?\\b(?:last\\s+)?(?:accessed|cited|retrieved)(?:\\s+on)?:?\\s+(" MONTHS "\\s+\\d{1,2},?\\s+\\d{4}|\\d{1,2}\\s+" MONTHS ",?\\s+\\d{4}|"
                                           "\\d{4}\\s+" MONTHS "\\s+\\d{1,2}|\\d{4}-\\d\\d-\\d\\d|\\d{1,2}/\\d{1,2}/\\d{4})[\\])]?"),
                                &rest);
  g_autofree char *date = NULL;

  if (words == NULL)
    return NULL;
  date = precept_date_dup_from_words (words);
  if (date == NULL)
    return NULL;
  g_free (*text);
  *text = g_steal_pointer (&rest);

  return g_steal_pointer (&date);
}

/* What taking words out left behind: empty brackets, doubled punctuation, labels without anything. */
static char *
tidy (const char *text)
{
  static GRegex *labels, *brackets, *doubled, *before, *spaces, *ends;
  const struct
  {
    GRegex    **regex;
    const char *pattern;
    const char *by;
  } rules[] = {
    { &labels, "\\b(?:Available\\s+(?:at|from|online)|PubMed|Crossref|DOI|PMID|PMCID)\\s*:?\\s*(?=[\\s.;,\\])]*$)", "" },
    { &brackets, "[\\[(][\\s.,;:]*[\\])]", " " },
    { &spaces, "\\s+", " " },
    { &before, " +([.,;:])", "\\1" },
    { &doubled, "([.,;:])[.,;:]+(?=\\s|$)", "\\1" },
    { &ends, "[\\s,;:]+$", "" },
  };
  char *tidied = g_strdup (text);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      char *next = g_regex_replace (get_regex (rules[i].regex, rules[i].pattern), tidied, -1, 0, rules[i].by, 0, NULL);

      if (next == NULL)
        continue;
      g_free (tidied);
      tidied = next;
    }

  return g_strstrip (tidied);
}

/**
 * precept_reference_text_new:
 * @citation: one citation, or an identifier
 *
 * Takes the identifiers, and the day on which a page was read, out of a citation.
 *
 * Returns: (transfer full): what it says
 */
PreceptReferenceText *
precept_reference_text_new (const char *citation)
{
  static GRegex        *pmcids, *pmids, *number;
  PreceptReferenceText *self = g_new0 (PreceptReferenceText, 1);
  g_autofree char      *text = g_strdup (citation);
  g_autofree char      *pmcid = NULL;

  get_regex (&pmcids, "(?:https?://)?(?:www\\.|pmc\\.)?ncbi\\.nlm\\.nih\\.gov/(?:pmc/)?articles/(PMC\\d{1,8})/?|(?:\\bPMCID\\s*:?\\s*)?\\b(PMC\\d{1,8})\\b(?:\\s*\\[?free article\\]?)?");
  get_regex (&pmids, "(?:https?://)?(?:www\\.)?(?:pubmed\\.ncbi\\.nlm\\.nih\\.gov|ncbi\\.nlm\\.nih\\.gov/pubmed)/(\\d{1,8})/?|\\bPMID\\s*:?\\s*(\\d{1,8})\\b");
  get_regex (&number, "^\\s*([1-9]\\d{0,7})\\s*$");

  self->doi = cut_doi (&text);
  pmcid = cut (pmcids, &text);
  self->pmcid = pmcid != NULL ? g_ascii_strup (pmcid, -1) : NULL;
  self->pmid = cut (pmids, &text);
  if (self->pmid == NULL)
    self->pmid = cut (number, &text);
  self->accessed = cut_accessed (&text);
  self->text = tidy (text);

  return self;
}

void
precept_reference_text_free (PreceptReferenceText *self)
{
  g_free (self->text);
  g_free (self->doi);
  g_free (self->pmid);
  g_free (self->pmcid);
  g_free (self->accessed);
  g_free (self);
}

/* "12. Miller", "[12] Miller", "12) Miller": the number, and where the citation begins; 0: none. */
static guint
read_number (const char  *line,
             const char **rest)
{
  const char *p = line + strspn (line, "[(");
  gboolean    bracketed = p > line;
  gsize       length = strspn (p, "0123456789");
  guint       number = length >= 1 && length <= 4 ? (guint)atoi (p) : 0;
  gsize       punctuation, space;

  p += length;
  punctuation = strspn (p, ".)]");
  space = strspn (p + punctuation, " \t");
  if (number == 0 || space == 0 || (punctuation == 0 && !bracketed && p[punctuation] != '\t'))
    return 0;
  *rest = p + punctuation + space;

  return **rest != '\0' ? number : 0;
}

static const char *
skip_bullet (const char *line)
{
  static const char *const bullets[] = { "•", "▪", "◦", "–", "-", "*", "·" };

  for (guint i = 0; i < G_N_ELEMENTS (bullets); i++)
    {
      gsize length = strlen (bullets[i]);

      if (g_str_has_prefix (line, bullets[i]) && (line[length] == ' ' || line[length] == '\t'))
        return line + length + strspn (line + length, " \t");
    }

  return line;
}

/* Whether a citation seems to be complete at the end of a line: it has a year or an identifier, and its sentence ends. */
static gboolean
is_complete (const char *text)
{
  static GRegex *regex, *identifier;
  gsize          length = strlen (text);

  if (length == 0)
    return FALSE;
  if (strchr (".)]/", text[length - 1]) == NULL && !g_ascii_isdigit (text[length - 1]))
    return g_regex_match (get_regex (&identifier, "\\b10\\.\\d{4,9}/\\S+$"), text, 0, NULL);

  return g_regex_match (get_regex (&regex, "\\b(?:19|20)\\d\\d\\b|\\b10\\.\\d{4,9}/|\\bPMID|\\bPMC\\d|^\\s*\\d{1,8}\\s*$|pubmed"), text, 0, NULL);
}

static gboolean
begins_entry (const char *line)
{
  gunichar first = g_utf8_get_char (line);

  return g_unichar_isupper (first) || g_unichar_isdigit (first) || strchr ("\"'[(", *line) != NULL || g_str_has_prefix (line, "“") ||
         g_str_has_prefix (line, "http") || g_ascii_strncasecmp (line, "doi", 3) == 0 || g_str_has_prefix (line, "de ") || g_str_has_prefix (line, "van ");
}

static void
flush (GPtrArray *found,
       GString   *entry)
{
  g_autofree char *text = g_strstrip (g_strdup (entry->str));

  if (*text != '\0')
    g_ptr_array_add (found, precept_reference_text_new (text));
  g_string_truncate (entry, 0);
}

static void
append_line (GString    *entry,
             const char *line)
{
  /* A word that was broken at the end of a line. */
  if (entry->len > 1 && entry->str[entry->len - 1] == '-' && g_ascii_islower (*line) && g_ascii_isalpha (entry->str[entry->len - 2]))
    g_string_truncate (entry, entry->len - 1);
  else if (entry->len > 0)
    g_string_append_c (entry, ' ');
  g_string_append (entry, line);
}

/* A line of nothing but identifiers is as many references as it has words, where each is one. */
static gboolean
take_identifiers (GPtrArray  *found,
                  const char *pasted)
{
  static GRegex *separator;
  g_auto (GStrv) words = g_regex_split (get_regex (&separator, "[,;]?\\s+"), pasted, 0);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_reference_text_free);
  g_autofree char *label = NULL;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = NULL;
      g_autoptr (PreceptReferenceText) text = NULL;

      if (*words[i] == '\0')
        continue;
      if (g_ascii_strcasecmp (words[i], "doi:") == 0 || g_ascii_strcasecmp (words[i], "PMID:") == 0 || g_ascii_strcasecmp (words[i], "PMCID:") == 0 ||
          g_ascii_strcasecmp (words[i], "doi") == 0 || g_ascii_strcasecmp (words[i], "PMID") == 0 || g_ascii_strcasecmp (words[i], "PMCID") == 0)
        {
          g_free (label);
          label = g_strdup (words[i]);
          continue;
        }
      word = g_strdup_printf ("%s %s", label != NULL ? label : "", words[i]);
      g_strstrip (word);
      g_clear_pointer (&label, g_free);
      text = precept_reference_text_new (word);
      if (*text->text != '\0' || (text->doi == NULL && text->pmid == NULL && text->pmcid == NULL))
        return FALSE;
      g_ptr_array_add (taken, g_steal_pointer (&text));
    }
  for (guint i = 0; i < taken->len; i++)
    g_ptr_array_add (found, g_steal_pointer (&taken->pdata[i]));
  g_ptr_array_set_free_func (taken, NULL);

  return found->len > 0;
}

/**
 * precept_reference_text_parse:
 * @pasted: what was pasted or typed
 *
 * Tells apart the citations in a text: by their numbers where they have some, else by empty lines, else where a line
 * begins anew after a citation that seems complete. Lines that a page broke are put together.
 *
 * Returns: (transfer full) (element-type PreceptReferenceText): the citations, maybe none
 */
GPtrArray *
precept_reference_text_parse (const char *pasted)
{
  GPtrArray       *found = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_reference_text_free);
  g_autofree char *valid = g_utf8_make_valid (pasted, -1);
  g_auto (GStrv) lines = NULL;
  g_autoptr (GString) entry = g_string_new (NULL);
  const char *rest;
  guint       number = 0;
  gboolean    numbered = FALSE, has_gaps = FALSE, gap = FALSE;

  /* A no-break space is a space here, and a control character nothing. */
  for (char *p = valid; *p != '\0'; p++)
    {
      if (g_str_has_prefix (p, "\302\240"))
        p[0] = p[1] = ' ';
      else if (*p == '\r' || *p == '\f' || *p == '\v')
        *p = '\n';
      else if (g_ascii_iscntrl (*p) && *p != '\n' && *p != '\t')
        *p = ' ';
    }
  if (take_identifiers (found, valid))
    return found;

  lines = g_strsplit (valid, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_strstrip (lines[i]);
      gap |= *lines[i] == '\0' && i > 0;
      has_gaps |= gap && *lines[i] != '\0';
    }
  for (guint i = 0; lines[i] != NULL && !numbered; i++)
    {
      if (*lines[i] != '\0')
        {
          numbered = read_number (lines[i], &rest) > 0;
          break;
        }
    }

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = skip_bullet (lines[i]);
      guint       next = numbered ? read_number (line, &rest) : 0;
      gboolean    begins = FALSE;

      if (*line == '\0')
        {
          if (has_gaps && !numbered)
            flush (found, entry);
          continue;
        }
      if (numbered)
        {
          begins = next > number && (number == 0 || next <= number + 1 + MOST_LEFT_OUT);
          if (begins)
            {
              number = next;
              line = rest;
            }
        }
      else
        begins = line != lines[i] || (!has_gaps && is_complete (entry->str) && begins_entry (line));
      if (begins)
        flush (found, entry);
      append_line (entry, line);
    }
  flush (found, entry);

  return found;
}
