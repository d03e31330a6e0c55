/* precept-reference-facts.c: what the words of a reference tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-reference-facts.h"

#include <string.h>

#define TRIAL_PATTERN "\\bNCT[ :#-]?\\d{8}\\b|\\bISRCTN\\d{8}\\b|\\b\\d{4}-\\d{6}-\\d{2}(?:-\\d{2})?\\b|\\bjRCT[a-z]?\\d{10,12}\\b"

/* The first match of @pattern: its group 1 if it has one, else all of it. */
static char *
find_first (GRegex    **slot,
            const char *pattern,
            const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (g_once_init_enter (slot))
    g_once_init_leave (slot, g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
  if (!g_regex_match (*slot, text, 0, &match))
    return NULL;

  return g_match_info_fetch (match, g_match_info_get_match_count (match) > 1 ? 1 : 0);
}

/**
 * precept_reference_find_sentence_end:
 * @text: a sentence, and what follows it
 *
 * Returns: the byte after the sentence, which a full stop, question mark or exclamation mark ends, and a space
 */
gsize
precept_reference_find_sentence_end (const char *text)
{
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      if (strchr (".?!", *p) != NULL && (p[1] == ' ' || p[1] == '\0'))
        return p + 1 - text;
    }

  return p - text;
}

/* The sentence at @text, without its full stop. */
static char *
dup_sentence (const char **text)
{
  gsize length = precept_reference_find_sentence_end (*text);
  char *sentence = g_strndup (*text, length);

  *text += length;
  *text += strspn (*text, " ");
  g_strchomp (sentence);
  if (g_str_has_suffix (sentence, "."))
    sentence[strlen (sentence) - 1] = '\0';

  return sentence;
}

static gboolean
is_initials (const char *word)
{
  return *word != '\0' && strlen (word) <= 4 && strspn (word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ.-") == strlen (word);
}

/* "Miller TM, Cudkowicz ME, et al" gives "Miller"; the name of a body stays whole. */
static char *
dup_first_author (const char *authors)
{
  char *author = g_strndup (authors, strcspn (authors, ",;"));
  char *space;

  g_strstrip (author);
  if (g_str_has_suffix (author, " et al"))
    author[strlen (author) - 6] = '\0';
  space = strrchr (author, ' ');
  if (space != NULL && is_initials (space + 1))
    *space = '\0';

  return author;
}

/* "Year" as a word of its own, 19xx or 20xx; the last one before a volume is the year of publication. */
static char *
find_year (const char *text)
{
  static GRegex *dated = NULL;
  static GRegex *any = NULL;
  char          *year = find_first (&dated, "\\b((?:19|20)\\d\\d)(?: [A-Z][a-z]{2}(?: \\d{1,2})?)?\\s*;", text);

  return year != NULL ? year : find_first (&any, "\\b((?:19|20)\\d\\d)\\b", text);
}

static char *
find_design (const char *title)
{
  static const struct
  {
    const char *words;
    const char *design;
  } designs[] = {
    { "meta-analysis", "meta-analysis" },
    { "systematic review", "systematic-review" },
    { "open-label extension", "open-label-extension" },
    { "randomized", "randomized-controlled-trial" },
    { "randomised", "randomized-controlled-trial" },
    { "case series", "case-series" },
    { "case report", "case-report" },
    { "cohort", "cohort-study" },
    { "case-control", "case-control-study" },
    { "cross-sectional", "cross-sectional-study" },
    { "consensus statement", "consensus-statement" },
    { "position statement", "position-statement" },
    { "practice guideline", "guideline" },
    { "prescribing information", "prescribing-information" },
  };
  g_autofree char *lower = g_utf8_strdown (title, -1);

  for (guint i = 0; i < G_N_ELEMENTS (designs); i++)
    {
      if (strstr (lower, designs[i].words) != NULL)
        return g_strdup (designs[i].design);
    }

  return NULL;
}

/**
 * precept_reference_facts_new:
 * @text: a citation: authors, title, journal, year
 *
 * Reads what the words of a reference tell. Nothing is looked up anywhere.
 *
 * Returns: (transfer full): the facts
 */
PreceptReferenceFacts *
precept_reference_facts_new (const char *text)
{
  static GRegex         *trials = NULL;
  PreceptReferenceFacts *self = g_new0 (PreceptReferenceFacts, 1);
  g_autofree char       *authors = NULL;
  g_autofree char       *trial = NULL;
  const char            *rest = text;

  g_return_val_if_fail (text != NULL, NULL);

  trial = find_first (&trials, TRIAL_PATTERN, text);
  if (trial != NULL)
    self->trial = precept_trial_number_mend (trial);
  if (strchr (text, ' ') == NULL)
    return self;

  authors = dup_sentence (&rest);
  self->author = dup_first_author (authors);
  if (*rest != '\0')
    self->title = dup_sentence (&rest);
  if (*rest != '\0')
    {
      /* "N Engl J Med. 2022;…", or "Lancet Neurol 2022;…" in some styles. */
      self->journal = dup_sentence (&rest);
      self->journal[strcspn (self->journal, "0123456789;:")] = '\0';
      g_strchomp (self->journal);
      if (*self->journal == '\0')
        g_clear_pointer (&self->journal, g_free);
    }
  self->year = find_year (text);
  self->design = find_design (self->title != NULL ? self->title : text);

  return self;
}

void
precept_reference_facts_free (PreceptReferenceFacts *self)
{
  if (self == NULL)
    return;
  g_free (self->author);
  g_free (self->title);
  g_free (self->journal);
  g_free (self->year);
  g_free (self->trial);
  g_free (self->design);
  g_free (self);
}

/**
 * precept_reference_dup_short_name:
 * @text: a citation
 *
 * Returns: (transfer full): the first author and the year, as people call a work
 */
char *
precept_reference_dup_short_name (const char *text)
{
  const char      *rest = text;
  g_autofree char *authors = NULL;
  g_autofree char *author = NULL;
  g_autofree char *year = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  authors = dup_sentence (&rest);
  author = dup_first_author (authors);
  year = find_year (text);
  if (g_utf8_strlen (author, -1) > 24)
    {
      g_autofree char *head = g_utf8_substring (author, 0, 23);
      g_autofree char *cut = g_strconcat (g_strchomp (head), "…", NULL);

      g_free (author);
      author = g_steal_pointer (&cut);
    }

  return year != NULL ? g_strconcat (author, " ", year, NULL) : g_steal_pointer (&author);
}

/**
 * precept_trial_number_is_right:
 * @text: the number of a trial
 *
 * Tells whether a trial number has the form it should have. Other registries than ClinicalTrials.gov have numbers
 * of all kinds; only what means to be one of its numbers is judged.
 */
gboolean
precept_trial_number_is_right (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  if (g_str_has_prefix (text, "NCT"))
    return strlen (text) == 11 && strspn (text + 3, "0123456789") == 8;

  return g_ascii_strncasecmp (text, "NCT", 3) != 0 && strspn (text, "0123456789") != strlen (text);
}

/**
 * precept_trial_number_mend:
 * @text: the number of a trial, as somebody wrote it
 *
 * Writes a number of ClinicalTrials.gov as the registry does: "nct 02623699" and "02623699" are NCT02623699.
 *
 * Returns: (transfer full): the number; as it was, without white space at the ends, where it is none of theirs
 */
char *
precept_trial_number_mend (const char *text)
{
  char       *trimmed;
  const char *digits;

  g_return_val_if_fail (text != NULL, NULL);

  trimmed = g_strstrip (g_strdup (text));
  digits = trimmed;
  if (g_ascii_strncasecmp (trimmed, "NCT", 3) == 0)
    digits += 3;
  digits += strspn (digits, " :#-");
  if (strlen (digits) == 8 && strspn (digits, "0123456789") == 8)
    {
      char *mended = g_strconcat ("NCT", digits, NULL);

      g_free (trimmed);
      return mended;
    }

  return trimmed;
}
