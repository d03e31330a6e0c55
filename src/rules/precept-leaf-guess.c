/* precept-leaf-guess.c: what a sentence seems to demand
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-leaf-private.h"

#include <string.h>

/*
 * A guess is only the first filling of a form, which a person reads. So a pattern need not be right always; but what
 * it fills in must be what the sentence says, and a sentence that nothing matches is asked as it stands.
 */

#define NUMBER "([0-9]+(?:[.,][0-9]+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
#define SPAN "((?:[0-9]+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)?[ -]?(?:hour|day|week|month|year)s?)"
#define WITHIN "(?:(?:with)?in|during|over) (?:the )?(?:past|last|previous|preceding) " SPAN

typedef gboolean (*Recognizer) (PreceptDocument *document, const char *sentence, PreceptLeaf *leaf);

/* The groups of a match, trimmed; NULL: no match. Unmatched groups are "". */
static GStrv
match (const char *pattern,
       const char *sentence)
{
  static GHashTable *compiled; /* pattern, static → GRegex */
  GRegex            *regex;
  g_autoptr (GMatchInfo) info = NULL;
  GStrv groups;

  if (compiled == NULL)
    compiled = g_hash_table_new (g_str_hash, g_str_equal);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
      g_assert (regex != NULL);
      g_hash_table_insert (compiled, (char *)pattern, regex);
    }
  if (!g_regex_match (regex, sentence, 0, &info))
    return NULL;

  groups = g_new0 (char *, g_regex_get_capture_count (regex) + 2);
  for (int i = 0; i <= g_regex_get_capture_count (regex); i++)
    {
      char *group = g_match_info_fetch (info, i);

      groups[i] = group != NULL ? g_strstrip (group) : g_strdup ("");
    }

  return groups;
}

/* "two" → "2", "1,200" → "1200" */
static char *
dup_number (const char *word)
{
  static const char *const words[] = { "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (word, words[i]) == 0)
        return g_strdup_printf ("%u", i);
    }
  if (strchr (word, ',') != NULL)
    {
      g_auto (GStrv) parts = g_strsplit (word, ",", -1);

      return g_strjoinv ("", parts);
    }

  return g_strdup (word);
}

/* "past year" → "1 year", "six months" → "6 months" */
static char *
dup_period (const char *span)
{
  g_auto (GStrv) groups = match ("^([0-9]+|[a-z]+)?[ -]?(hour|day|week|month|year)s?$", span);
  g_autofree char *number = NULL;
  g_autofree char *unit = NULL;

  if (groups == NULL)
    return NULL;
  number = *groups[1] != '\0' ? dup_number (groups[1]) : g_strdup ("1");
  unit = g_ascii_strdown (groups[2], -1);

  return g_ascii_isdigit (*number) ? g_strdup_printf ("%s %s%s", number, unit, strcmp (number, "1") == 0 ? "" : "s") : NULL;
}

static void
take (char **field,
      char  *value)
{
  g_free (*field);
  *field = value;
}

static char *
dup_without_end (const char *sentence)
{
  char *text = g_strstrip (g_strdup (sentence));
  gsize length = strlen (text);

  while (length > 0 && strchr (".;:", text[length - 1]) != NULL)
    text[--length] = '\0';

  return g_strchomp (text);
}

/* A fact of the guideline whose name the words hold, or that holds the words. */
static char *
find_fact (PreceptDocument *document,
           PreceptLeafKind  kind,
           const char      *words)
{
  g_autoptr (GPtrArray) offers = precept_leaf_list_facts (document, kind);
  g_autofree char *small = g_utf8_casefold (words, -1);
  char            *best = NULL;
  gsize            best_length = 0;

  for (guint i = 0; i < offers->len; i++)
    {
      PreceptLeafOffer *offer = g_ptr_array_index (offers, i);
      g_autofree char  *name = g_utf8_casefold (offer->name, -1);
      gsize             length = strlen (name);

      if (length == 0 || length <= best_length || (strstr (small, name) == NULL && strcmp (small, name) != 0))
        continue;
      best_length = length;
      g_free (best);
      best = g_strdup (offer->id);
    }

  return best;
}

static char *
dup_name_of (PreceptDocument *document,
             const char      *fact_id)
{
  const xmlNode *fact = precept_document_find (document, fact_id);

  return fact != NULL ? precept_leaf_dup_fact_name (fact) : NULL;
}

static void
set_fact (PreceptDocument *document,
          PreceptLeaf     *leaf,
          const char      *words)
{
  leaf->fact = find_fact (document, leaf->kind, words);
  if (leaf->fact != NULL)
    take (&leaf->fact_name, dup_name_of (document, leaf->fact));
  else
    precept_leaf_set (&leaf->fact_name, words);
}

static void
set_window (PreceptLeaf *leaf,
            const char  *sentence)
{
  g_auto (GStrv) groups = match (WITHIN, sentence);

  if (groups != NULL)
    take (&leaf->within, dup_period (groups[1]));
}

static gboolean
guess_age (PreceptDocument *document,
           const char      *sentence,
           PreceptLeaf     *leaf)
{
  static const struct
  {
    const char      *pattern;
    PreceptLeafBound bound;
    guint            number;
    guint            upper; /* 0: none */
    guint            unit;
  } patterns[] = {
    { "(?:between|from)? ?" NUMBER " ?(?:to|through|and|[-–]) ?" NUMBER " (year|month|week|day)s? (?:of age|old)", PRECEPT_LEAF_BETWEEN, 1, 2, 3 },
    { "aged? (?:between )?" NUMBER " ?(?:to|through|and|[-–]) ?" NUMBER " (year|month|week|day)s?", PRECEPT_LEAF_BETWEEN, 1, 2, 3 },
    { "(?:younger than|less than|under|below|<) ?" NUMBER " (year|month|week|day)s?(?: of age| old)?", PRECEPT_LEAF_LESS_THAN, 1, 0, 2 },
    { "(?:older than|over|>) ?" NUMBER " (year|month|week|day)s?(?: of age| old)?", PRECEPT_LEAF_MORE_THAN, 1, 0, 2 },
    { NUMBER " (year|month|week|day)s?(?: of age| old)? (?:or|and) younger", PRECEPT_LEAF_AT_MOST, 1, 0, 2 },
    { "(?:at least|≥|>=|minimum of) ?" NUMBER " (year|month|week|day)s?(?: of age| old)?", PRECEPT_LEAF_AT_LEAST, 1, 0, 2 },
    { NUMBER " (year|month|week|day)s?(?: of age| old)? (?:or|and) (?:older|above|over)", PRECEPT_LEAF_AT_LEAST, 1, 0, 2 },
  };

  if (!g_regex_match_simple ("\\b(age|aged|old|older|younger)\\b", sentence, G_REGEX_CASELESS, 0))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_auto (GStrv) groups = match (patterns[i].pattern, sentence);

      if (groups == NULL)
        continue;
      leaf->kind = PRECEPT_LEAF_AGE;
      leaf->bound = patterns[i].bound;
      take (&leaf->number, dup_number (groups[patterns[i].number]));
      if (patterns[i].upper > 0)
        take (&leaf->upper, dup_number (groups[patterns[i].upper]));
      take (&leaf->unit, g_strdup_printf ("%ss", groups[patterns[i].unit]));
      return TRUE;
    }

  return FALSE;
}

/* "a pulmonologist, an allergist or an immunologist" */
static void
add_specialties (PreceptLeaf *leaf,
                 const char  *words)
{
  g_autoptr (GRegex) separator = g_regex_new (",\\s*(?:or |and )?|\\s+or\\s+|\\s*;\\s*", 0, 0, NULL);
  g_auto (GStrv) names = g_regex_split (separator, words, 0);

  for (guint i = 0; names[i] != NULL; i++)
    {
      if (*g_strstrip (names[i]) != '\0')
        precept_leaf_add_specialty (leaf, names[i], NULL);
    }
}

static gboolean
guess_prescriber (PreceptDocument *document,
                  const char      *sentence,
                  PreceptLeaf     *leaf)
{
  g_auto (GStrv) groups = match ("(?:prescribed|ordered|requested|managed|diagnosed)(?: and monitored)? by,?( or(?: is)? in consultation with,?)? (.+)$", sentence);

  if (groups == NULL)
    return FALSE;
  leaf->kind = PRECEPT_LEAF_PRESCRIBER;
  leaf->consulted = *groups[1] != '\0';
  add_specialties (leaf, groups[2]);

  return TRUE;
}

static gboolean
guess_therapy (PreceptDocument *document,
               const char      *sentence,
               PreceptLeaf     *leaf)
{
  g_auto (GStrv) groups = NULL;
  g_auto (GStrv) duration = match ("(?:at least|minimum of|≥|>=)? ?(?:a |an )?" SPAN "[ -]?(?:trial|course|of|duration|treatment)", sentence);
  g_autofree char *name = NULL;
  g_autoptr (GRegex) tail = NULL;

  if (!g_regex_match_simple ("\\b(inadequate|insufficient|fail(ed|ure)|intoleran|contraindicat|not tolerated|trial of|trial and|did not respond|no response)", sentence, G_REGEX_CASELESS, 0))
    return FALSE;
  groups = match ("(?:response to|failure (?:of|with|on)|failed|trial (?:of|with)|respond to|intolerance to|contraindications? to|treatment with)"
                  "(?: (?:at least|a minimum of|an?|≥|>=)*)? ?(?:" SPAN "[ -]?(?:trial |course |treatment )?(?:of |with )?)?(.+)$",
                  sentence);
  if (groups == NULL)
    return FALSE;

  leaf->kind = PRECEPT_LEAF_THERAPY;
  tail = g_regex_new (",? (?:or (?:such|it|intoleran|a? ?contraindic|is|was|the|has|have|hypersens)|unless|within the|in the past|for at least|at maximal|or contra|and intol|, or ).*$", G_REGEX_CASELESS, 0, NULL);
  name = g_regex_replace_literal (tail, groups[2], -1, 0, "", 0, NULL);
  set_fact (document, leaf, name != NULL && *name != '\0' ? name : groups[2]);
  if (*groups[1] != '\0')
    take (&leaf->duration, dup_period (groups[1]));
  else if (duration != NULL)
    take (&leaf->duration, dup_period (duration[1]));
  else
    {
      g_auto (GStrv) lasting = match ("for (?:at least |a minimum of )?" SPAN, sentence);

      if (lasting != NULL)
        take (&leaf->duration, dup_period (lasting[1]));
    }
  set_window (leaf, sentence);

  return TRUE;
}

static gboolean
guess_diagnosis (PreceptDocument *document,
                 const char      *sentence,
                 PreceptLeaf     *leaf)
{
  g_auto (GStrv) groups = match ("(?:confirmed |documented |established )?diagnosis of (?:an? |the )?(.+)$", sentence);
  g_autoptr (GPtrArray) tables = NULL;

  if (groups == NULL)
    return FALSE;
  leaf->kind = PRECEPT_LEAF_DIAGNOSIS;
  precept_leaf_set (&leaf->diagnosis, groups[1]);
  tables = precept_leaf_list_tables (document);
  if (tables->len == 1)
    precept_leaf_add_codes (leaf, ((PreceptLeafOffer *)g_ptr_array_index (tables, 0))->id, NULL);

  return TRUE;
}

static gboolean
guess_count (PreceptDocument *document,
             const char      *sentence,
             PreceptLeaf     *leaf)
{
  static const struct
  {
    const char      *pattern;
    PreceptLeafBound bound;
  } patterns[] = {
    { "(?:at least|≥|>=|minimum of) ?" NUMBER " (?:or more )?([a-z].*?)(?: (?:with)?in | during | over |$)", PRECEPT_LEAF_AT_LEAST },
    { NUMBER " or more ([a-z].*?)(?: (?:with)?in | during | over |$)", PRECEPT_LEAF_AT_LEAST },
    { "(?:more than|>) ?" NUMBER " ([a-z].*?)(?: (?:with)?in | during | over |$)", PRECEPT_LEAF_MORE_THAN },
    { "(?:at most|no more than|≤|<=|up to) ?" NUMBER " ([a-z].*?)(?: (?:with)?in | during | over |$)", PRECEPT_LEAF_AT_MOST },
    { "(?:fewer than|less than|<) ?" NUMBER " ([a-z].*?)(?: (?:with)?in | during | over |$)", PRECEPT_LEAF_LESS_THAN },
  };
  static const char *const units = "^(%|percent|mg|g|kg|mcg|ml|l|mm|cm|cells|points?|bpm|mmhg|iu|units?|hours?|days?|weeks?|months?|years?)\\b";

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_auto (GStrv) groups = match (patterns[i].pattern, sentence);

      if (groups == NULL || g_regex_match_simple (units, groups[2], G_REGEX_CASELESS, 0))
        continue;
      leaf->kind = PRECEPT_LEAF_COUNT;
      leaf->bound = patterns[i].bound;
      take (&leaf->number, dup_number (groups[1]));
      set_fact (document, leaf, groups[2]);
      if (leaf->fact == NULL)
        precept_leaf_set (&leaf->fact_plural, groups[2]);
      set_window (leaf, sentence);
      return TRUE;
    }

  return FALSE;
}

/* "Pre-bronchodilator FEV1 below 80% of predicted within the past 6 months" */
static gboolean
guess_lab (PreceptDocument *document,
           const char      *sentence,
           PreceptLeaf     *leaf)
{
  static const struct
  {
    const char      *words;
    PreceptLeafBound bound;
  } comparisons[] = {
    { "(?:of )?(?:at least|≥|>=|greater than or equal to|no less than)", PRECEPT_LEAF_AT_LEAST },
    { "(?:of )?(?:at most|≤|<=|less than or equal to|no more than|not exceeding)", PRECEPT_LEAF_AT_MOST },
    { "(?:of )?(?:more than|greater than|higher than|above|over|>|exceeding)", PRECEPT_LEAF_MORE_THAN },
    { "(?:of )?(?:less than|lower than|below|under|<)", PRECEPT_LEAF_LESS_THAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (comparisons); i++)
    {
      g_autofree char *pattern = g_strdup_printf ("^(?:the member(?:’s|'s| has an?| has)? |an? |the )?(.+?)(?: is| was| of)? %s ?([0-9]+(?:[.,][0-9]+)*) ?(.*)$", comparisons[i].words);
      g_auto (GStrv) groups = match (g_intern_string (pattern), sentence);
      g_autoptr (GRegex) tail = NULL;
      g_autofree char *unit = NULL;

      if (groups == NULL)
        continue;
      leaf->kind = PRECEPT_LEAF_LAB;
      leaf->bound = comparisons[i].bound;
      take (&leaf->number, dup_number (groups[2]));
      tail = g_regex_new (",? *(?:(?:with)?in|during|over|last|before|prior|at|on|for|while|despite|and|measured|documented|as)\\b.*$", G_REGEX_CASELESS, 0, NULL);
      unit = g_regex_replace_literal (tail, groups[3], -1, 0, "", 0, NULL);
      set_fact (document, leaf, groups[1]);
      if (leaf->fact == NULL && unit != NULL && strlen (unit) < 24)
        precept_leaf_set (&leaf->fact_unit, unit);
      set_window (leaf, sentence);
      if (leaf->within == NULL)
        {
          g_auto (GStrv) last = match (",? (?:past|last|previous) " SPAN, sentence);

          if (last != NULL)
            take (&leaf->within, dup_period (last[1]));
        }
      return TRUE;
    }

  return FALSE;
}

static void
guess_yes_no (PreceptDocument *document,
              const char      *sentence,
              PreceptLeaf     *leaf)
{
  g_auto (GStrv) groups = match ("^(?:the member|the patient|member|patient|individual) (?:has|is|does|had|was|will be)? ?(.+)$", sentence);
  const char      *name = groups != NULL ? groups[1] : sentence;
  g_autofree char *shortened = g_strdup (name);

  leaf->kind = PRECEPT_LEAF_YES_NO;
  if (g_utf8_strlen (name, -1) > 60)
    {
      char *end = g_utf8_offset_to_pointer (shortened, 60);

      while (end > shortened && *end != ' ')
        end--;
      *end = '\0';
    }
  set_fact (document, leaf, shortened);
  if (leaf->fact == NULL)
    precept_leaf_set (&leaf->statement, sentence);
}

/**
 * precept_leaf_new_guess:
 * @document: the guideline
 * @sentence: of a criterion in words
 *
 * Fills in a form from the words of a criterion in English: “18 years or
 * older” is an age of at least 18.
 *
 * Returns: (transfer full): a leaf, perhaps not complete
 */
PreceptLeaf *
precept_leaf_new_guess (PreceptDocument *document,
                        const char      *sentence)
{
  static const Recognizer recognizers[] = { guess_age, guess_prescriber, guess_therapy, guess_diagnosis, guess_count, guess_lab };
  PreceptLeaf            *leaf;
  g_autofree char        *text = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  text = dup_without_end (sentence);
  leaf = precept_leaf_new (PRECEPT_LEAF_YES_NO);
  leaf->bound = PRECEPT_LEAF_AT_LEAST;
  if (*text == '\0')
    return leaf;
  for (guint i = 0; i < G_N_ELEMENTS (recognizers); i++)
    {
      if (recognizers[i](document, text, leaf))
        return leaf;
    }
  guess_yes_no (document, text, leaf);

  return leaf;
}
