/* precept-import-lead.c: sentences that say how many criteria of a list must be met
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* A number in words or figures, also "two (2)". */
#define NUMBER "(?:one|two|three|four|five|six|seven|eight|nine|ten|[1-9]\\d?)(?:\\s*\\(\\s*\\d{1,2}\\s*\\))?"

#define COUNTED                                                                                                \
  "(?<some>one\\s+or\\s+(?:both|all|several)|either\\s+or\\s+both|any\\s+or\\s+all)"                           \
  "|at\\s+least\\s+(?<n1>" NUMBER ")(?:\\s+or\\s+more)?"                                                       \
  "|(?:a\\s+)?minimum\\s+of\\s+(?<n2>" NUMBER ")|(?<n3>" NUMBER ")\\s+or\\s+more"                              \
  "|no\\s+(?:fewer|less)\\s+than\\s+(?<n4>" NUMBER ")"                                                         \
  "|(?<most>no\\s+more\\s+than|not\\s+more\\s+than|at\\s+most|up\\s+to|fewer\\s+than|less\\s+than)\\s+" NUMBER \
  "|(?<over>more\\s+than)\\s+(?<n5>" NUMBER ")|(?<exact>only|exactly)\\s+(?<n6>" NUMBER ")"                    \
  "|any\\s+(?<n7>" NUMBER ")(?:\\s+or\\s+more)?|(?<n8>" NUMBER ")(?=\\s+of\\b)"                                \
  "|(?<word>all|each|every(?:\\s+one)?|both|any|either|neither|none)"

/* "at least two of the following three criteria" */
#define OF_THE_FOLLOWING                                                                                         \
  "\\b(?:" COUNTED ")(?:\\s+of)?(?:\\s+(?:the|these|those))?(?:\\s+(?<total>" NUMBER "))?"                       \
  "(?:\\s+(?:additional|other|clinical|specific|approval|coverage|general|initial|listed|applicable|required))*" \
  "\\s+(?:following(?:\\s+(?<total2>" NUMBER ")(?=\\s+(?:criteria|conditions|requirements)))?"                   \
  "|below|criteria|criterion|conditions|requirements|(?:these|those)(?=\\s*:?\\s*$))\\b"

/* "(must meet all)" */
#define IN_BRACKETS                                                                                                \
  "\\(\\s*(?:must\\s+)?(?:meets?\\s+|satisf(?:y|ies)\\s+)?(?:" COUNTED ")(?:\\s+(?:of\\s+)?(?:the\\s+|these\\s+)?" \
  "(?:following|criteria|below|conditions|requirements))*(?:\\s+(?:required|must\\s+be\\s+met|are\\s+met|apply|applies))?\\s*\\)"

/* "Member has BOTH:" */
#define AT_THE_END "\\b(?<word>all|both|any(?:\\s+one)?|either|neither|none|one)(?:\\s+of)?\\s*:\\s*$"

/* What says that criteria follow, but not how many of them. */
#define FOLLOWS                                                                                                                                    \
  "\\bthe\\s+following(?:\\s+(?:\\w+\\s+){0,2}?(?:criteria|conditions|requirements|circumstances|situations))?"                                    \
  "(?:\\s+(?:is|are|must\\s+be|has\\s+been|have\\s+been|apply|applies)(?:\\s+(?:met|present|satisfied|documented|true|provided))?)?\\s*[:.]?\\s*$" \
  "|\\b(?:criteria|conditions|requirements)(?:\\s+(?:listed\\s+)?below)?\\s+(?:is|are|must\\s+be)\\s+(?:met|satisfied)\\s*[:.]?\\s*$"

/* "(A, B, and C)" */
#define LABEL "(?:[a-z]|[ivx]{1,4}|\\d{1,2})"
#define LABELS "\\(\\s*" LABEL "(?:(?:\\s*,)?\\s*(?:and/or|and|or|/|,|-|\342\200\223)\\s*" LABEL ")+\\s*\\)"

/* A copy in which the marks of raw text are spaces, so that words stand at the same bytes. */
char *
precept_import_dup_masked (const char *raw)
{
  static const char *const tags[] = { "<b>", "</b>", "<i>", "</i>", "<u>", "</u>", "<em>", "</em>", "<strong>", "</strong>" };
  char                    *masked = g_strdup (raw);

  for (char *p = masked; *p != '\0'; p++)
    {
      if (*p == '*' || *p == '`' || (*p == '_' && (p[1] == '_' || (p > masked && p[-1] == ' ' && raw[p - masked - 1] == '_'))))
        *p = ' ';
      else if (strncmp (p, "\302\240", 2) == 0)
        memset (p, ' ', 2);
      else if (*p == '<')
        for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
          if (g_ascii_strncasecmp (p, tags[i], strlen (tags[i])) == 0)
            {
              memset (p, ' ', strlen (tags[i]));
              break;
            }
    }

  return masked;
}

guint
precept_import_read_number (const char *word)
{
  static const char *const numbers[] = { "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve" };
  gsize                    length = strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
  const char              *bracket = strchr (word, '(');
  guint                    value = (guint)g_ascii_strtoull (word, NULL, 10);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (length == strlen (numbers[i]) && g_ascii_strncasecmp (word, numbers[i], length) == 0)
      value = i + 1;
  /* "two (3)" is no number. */
  if (bracket != NULL && g_ascii_strtoull (bracket + 1 + strspn (bracket + 1, " "), NULL, 10) != value)
    return 0;

  return value;
}

static gboolean
fetch_number (GMatchInfo *match, const char *name, guint *number)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  if (text == NULL || text[0] == '\0')
    return FALSE;
  *number = precept_import_read_number (text);

  return TRUE;
}

static gboolean
has_group (GMatchInfo *match, const char *name)
{
  g_autofree char *text = g_match_info_fetch_named (match, name);

  return text != NULL && text[0] != '\0';
}

static void
take_word (PreceptImportLead *self, const char *word)
{
  switch (g_ascii_tolower (word[0]))
    {
    case 'n':
      self->join = PRECEPT_IMPORT_JOIN_NONE;
      self->expected = g_ascii_tolower (word[1]) == 'e' ? 2 : 0;
      break;
    case 'b':
      self->join = PRECEPT_IMPORT_JOIN_ALL;
      self->expected = 2;
      break;
    case 'a':
      self->join = g_ascii_tolower (word[1]) == 'l' ? PRECEPT_IMPORT_JOIN_ALL : PRECEPT_IMPORT_JOIN_ANY;
      break;
    case 'o':
      self->join = PRECEPT_IMPORT_JOIN_ANY;
      break;
    default:
      /* each, every, either */
      self->join = g_ascii_tolower (word[1]) == 'i' ? PRECEPT_IMPORT_JOIN_ANY : PRECEPT_IMPORT_JOIN_ALL;
      self->expected = self->join == PRECEPT_IMPORT_JOIN_ANY ? 2 : 0;
      break;
    }
}

/* How many the words of a match want. */
static void
take_count (PreceptImportLead *self, GMatchInfo *match)
{
  static const char *const groups[] = { "n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8" };
  g_autofree char         *word = g_match_info_fetch_named (match, "word");
  guint                    total = 0;

  if (word != NULL && word[0] != '\0')
    take_word (self, word);
  else if (has_group (match, "some"))
    self->join = PRECEPT_IMPORT_JOIN_ANY;
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (fetch_number (match, groups[i], &self->count))
      {
        self->count += has_group (match, "over") ? 1 : 0;
        self->join = self->count == 0 ? PRECEPT_IMPORT_JOIN_UNKNOWN : self->count == 1 ? PRECEPT_IMPORT_JOIN_ANY
                                                                                       : PRECEPT_IMPORT_JOIN_AT_LEAST;
      }
  self->keeps_all = has_group (match, "exact");
  if (self->keeps_all)
    self->doubt = "the sentence wants so many and no more, and the guideline says “at least”";
  if (self->join == PRECEPT_IMPORT_JOIN_UNKNOWN && !has_group (match, "most"))
    self->doubt = "its number in words and its number in figures differ";
  if (fetch_number (match, "total", &total) || fetch_number (match, "total2", &total))
    self->expected = total;
}

typedef struct
{
  int start;
  int end;
} Range;

/* The words of the sentence that say how many; FALSE: there are none, or they contradict each other. */
static gboolean
find_count (PreceptImportLead *self, const char *masked, Range *range)
{
  static GRegex           *slots[3];
  static const char *const patterns[] = { OF_THE_FOLLOWING, IN_BRACKETS, AT_THE_END };
  guint                    n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (patterns) && n == 0; i++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      g_regex_match (precept_import_get_regex (&slots[i], patterns[i]), masked, 0, &match);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL))
        if (n++ == 0)
          {
            take_count (self, match);
            g_match_info_fetch_pos (match, 0, &range->start, &range->end);
          }
    }
  if (n > 1)
    {
      self->join = PRECEPT_IMPORT_JOIN_UNKNOWN;
      self->doubt = "it says twice how many criteria must be met";
    }

  return n == 1;
}

/* "(a or b)" says it where nothing else does. */
static void
take_labels (PreceptImportLead *self, char *masked, Range *labels)
{
  static GRegex *slot;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;

  *labels = (Range){ -1, -1 };
  if (!g_regex_match (precept_import_get_regex (&slot, LABELS), masked, 0, &match))
    return;
  g_match_info_fetch_pos (match, 0, &labels->start, &labels->end);
  text = g_ascii_strdown (masked + labels->start, labels->end - labels->start);
  if (strstr (text, "and/or") != NULL)
    self->doubt = "“and/or” leaves open how many criteria must be met";
  else if (self->join == PRECEPT_IMPORT_JOIN_UNKNOWN && strstr (text, " or ") != NULL)
    self->join = PRECEPT_IMPORT_JOIN_ANY;
  else if (self->join == PRECEPT_IMPORT_JOIN_UNKNOWN && strstr (text, " and ") != NULL)
    self->join = PRECEPT_IMPORT_JOIN_ALL;
  memset (masked + labels->start, ' ', (gsize)(labels->end - labels->start));
}

/* Words of a sentence about criteria that say nothing which the guideline does not say itself. */
static const char *const usual_words[] = {
  "the", "a", "an", "of", "in", "to", "must", "meet", "meets", "met", "meeting", "satisfy", "satisfies", "satisfied", "have", "has", "is", "are",
  "be", "been", "being", "when", "if", "who", "that", "there", "criteria", "criterion", "condition", "conditions", "requirement", "requirements",
  "following", "below", "listed", "member", "members", "patient", "patients", "individual", "individuals", "beneficiary", "person", "present",
  "apply", "applies", "true", "provided", "also", "he", "she", "they", NULL
};

/* The same in the sentence above all criteria. */
static const char *const approving_words[] = {
  "considered", "deemed", "medically", "necessary", "proven", "appropriate", "may", "will", "can", "shall", "should", "for", "up", "approve", "approved",
  "approval", "approvable", "authorize", "authorized", "authorization", "authorizations", "grant", "granted", "issued", "given", "provided", "coverage",
  "covered", "cover", "request", "requests", "requested", "initial", "continuation", "continued",
  "continuing", "reauthorization", "renewal", "period", "duration", "by", "drug",
  "prior", "every", "noted", "both", "and", NULL
};

gboolean
precept_import_is_usual_word (const char *word, gboolean approving, GHashTable *known)
{
  return g_strv_contains (usual_words, word) || (approving && g_strv_contains (approving_words, word)) ||
         (known != NULL && g_hash_table_contains (known, word));
}

/* Whether @text has a word that only this sentence says. */
static gboolean
has_own_words (const char *text, gboolean approving, GHashTable *known)
{
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = lower;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (word, c);
      else if (word->len > 0)
        {
          if (!precept_import_is_usual_word (word->str, approving, known))
            return TRUE;
          g_string_truncate (word, 0);
        }
      if (c == '\0')
        return FALSE;
    }
}

static gboolean
matches (GRegex **slot, const char *pattern, const char *text)
{
  return g_regex_match (precept_import_get_regex (slot, pattern), text, 0, NULL);
}

/* What stands before the words of the count may turn their sense. */
static void
weigh_words_before (PreceptImportLead *self, const char *before, gboolean approving)
{
  static GRegex *unless_slot;
  static GRegex *not_slot;
  static GRegex *but_slot;
  gboolean       unless = matches (&unless_slot, "\\b(?:unless|except\\s+(?:when|if|for|in|where))\\b", before);
  gboolean not = matches (&not_slot,
                          "\\b(?:not?|never|without|neither|nor|cannot|absence|lacks?|lack\\s+of|free\\s+of|free\\s+from|denies|exclud\\w+|n[’']t|rule[sd]?\\s+out)\\b|n[’']t\\b",
                          before);

  if (self->join == PRECEPT_IMPORT_JOIN_UNKNOWN)
    return;
  if (matches (&but_slot, "\\b(?:but|except|other\\s+than)\\s*$", before))
    {
      self->join = PRECEPT_IMPORT_JOIN_UNKNOWN;
      self->doubt = "it makes an exception of some of the criteria";
    }
  else if (unless && not )
    {
      /* Not covered unless all of these are met. */
      self->doubt = "“unless” after “not” was read as what must be met";
      self->keeps_all = TRUE;
    }
  else if (unless && approving)
    {
      self->doubt = "“unless” was read as what must not be met";
      self->keeps_all = TRUE;
      if (self->join == PRECEPT_IMPORT_JOIN_ANY)
        self->join = PRECEPT_IMPORT_JOIN_NONE;
      else
        self->join = PRECEPT_IMPORT_JOIN_UNKNOWN;
    }
  else if (unless)
    {
      self->unless = TRUE;
      self->doubt = "“unless” was read as an alternative: what stands before it, or what stands below it";
    }
  else if (not &&self->join == PRECEPT_IMPORT_JOIN_ANY && self->count == 0)
    {
      self->join = PRECEPT_IMPORT_JOIN_NONE;
      self->keeps_all = TRUE;
    }
  else if (not )
    {
      self->join = PRECEPT_IMPORT_JOIN_UNKNOWN;
      self->doubt = "with a word such as “not” in it, it may mean more than one thing";
    }
}

static gsize
trim_length (const char *text, gsize length, const char *set)
{
  while (length > 0 && (g_ascii_isspace (text[length - 1]) || strchr (set, text[length - 1]) != NULL))
    length--;

  return length;
}

/* Marks that open and do not close in a piece of a sentence would print as they are. */
static gboolean
is_balanced (const char *raw)
{
  guint n_stars = 0;
  guint n_open = 0;
  guint n_close = 0;

  for (const char *p = raw; *p != '\0'; p++)
    {
      n_stars += *p == '*' ? 1 : 0;
      n_open += *p == '<' && p[1] != '/' ? 1 : 0;
      n_close += *p == '<' && p[1] == '/' ? 1 : 0;
    }

  return n_stars % 2 == 0 && n_open == n_close && (n_stars / 2) % 2 == 0;
}

static char *
dup_piece (const char *raw, gsize length)
{
  g_autofree char *piece = g_strndup (raw, length);

  g_strstrip (piece);

  return piece[0] != '\0' && is_balanced (piece) ? g_steal_pointer (&piece) : NULL;
}

/* The whole sentence without the colon at its end. */
static char *
dup_sentence (const char *raw)
{
  g_autofree char *text = g_strstrip (g_strdup (raw));
  gsize            length = strlen (text);

  if (length > 0 && text[length - 1] == ':')
    text[trim_length (text, length, ":")] = '\0';
  else if (g_str_has_suffix (text, ":**"))
    {
      text[length - 3] = '\0';
      g_strchomp (text);
      return g_strconcat (text, "**", NULL);
    }

  return g_steal_pointer (&text);
}

/* "Severity. One or more of …", "Asthma (must meet all):" and the like: what names the list stands before the mark.
 * Returns its length, 0: nothing names it so. */
static gsize
measure_name (const char *masked, gsize length, gboolean approving, GHashTable *known)
{
  static const char *const marks[] = { ". ", ": ", "(", "; ", " - ", " \342\200\223 ", " \342\200\224 " };

  if (masked[length] == '(')
    length++;
  for (gsize i = 0; i < length; i++)
    for (guint k = 0; k < G_N_ELEMENTS (marks); k++)
      {
        g_autofree char *rest = NULL;
        g_autofree char *name = NULL;

        if (i == 0 || (strncmp (masked + i, marks[k], strlen (marks[k])) != 0 &&
                       !(i + 1 == length && strchr (".:(", masked[i]) != NULL)))
          continue;
        rest = g_strndup (masked + i, length - i);
        name = g_strndup (masked, i);
        if (!has_own_words (rest, TRUE, known) && has_own_words (name, approving, NULL))
          return i;
        break;
      }

  return 0;
}

/* "X and one of the following" wants X as well. Returns the length of X, 0: there is none. */
static gsize
measure_before (const char *masked, gsize length, gboolean unless)
{
  static GRegex   *and_slot;
  static GRegex   *unless_slot;
  g_autofree char *text = g_strndup (masked, length);
  g_autoptr (GMatchInfo) match = NULL;
  GRegex *regex;
  int     start = 0;

  if (unless)
    regex = precept_import_get_regex (&unless_slot, "[,;]?\\s*\\b(?:unless|except\\s+(?:when|if|for|in|where))\\b[^.;]*$");
  else
    regex = precept_import_get_regex (&and_slot, "(?:[,;]\\s*|\\s)(?:and|plus|as\\s+well\\s+as|in\\s+addition\\s+to|AND)"
                                                 "(?:\\s+(?:the\\s+)?(?:he|she|they|member|patient|individual))?(?:\\s+(?:must|also|has|have|had|meets?|satisf(?:y|ies)|to))*\\s*$");
  if (!g_regex_match (regex, text, 0, &match))
    return 0;
  g_match_info_fetch_pos (match, 0, &start, NULL);

  return trim_length (masked, (gsize)start, ",;");
}

/* Which words of the sentence stay, and where. */
static void
keep_words (PreceptImportLead *self, const char *raw, const char *masked, Range range, gboolean approving, GHashTable *known)
{
  g_autofree char *before = g_strndup (masked, (gsize)range.start);
  g_autofree char *outside = g_strconcat (before, " ", masked + range.end, NULL);
  gsize            length = measure_before (masked, (gsize)range.start, self->unless);

  if (length > 0 && has_own_words (before, approving, known) && !has_own_words (masked + range.end, approving, known) && (!approving || self->unless))
    {
      self->before = dup_piece (raw, length);
      if (self->before != NULL)
        {
          if (self->unless)
            self->title = dup_sentence (raw + length + strspn (raw + length, " ,;"));
          return;
        }
    }
  if (self->unless)
    {
      self->join = PRECEPT_IMPORT_JOIN_UNKNOWN;
      return;
    }
  if (self->keeps_all)
    {
      self->title = dup_sentence (raw);
      return;
    }
  if (!has_own_words (outside, approving, known))
    return;

  length = measure_name (masked, (gsize)range.start, approving, known);
  if (length > 0 && !has_own_words (masked + range.end, TRUE, known))
    {
      length = trim_length (masked, length, ",;:(");
      self->title = dup_piece (raw, length);
      if (self->title == NULL)
        self->title = g_strstrip (g_strndup (masked, length));
      self->is_named = self->title != NULL;
    }
  if (self->title == NULL)
    self->title = dup_sentence (raw);
}

/* "The member has no infection. None of the following:", as criteria with a title print. Returns the length of the title, 0:
 * it is none. */
static gsize
measure_printed_title (const char *masked)
{
  static const char *const words[] = { "All of the following", "One or more of the following", "None of the following", "At least " };
  const char              *dot = NULL;

  for (const char *p = strstr (masked, ". "); p != NULL; p = strstr (p + 1, ". "))
    dot = p;
  if (dot == NULL || !g_str_has_suffix (masked, " of the following:"))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (dot + 1 + strspn (dot + 1, " "), words[i]))
      return (gsize)(dot - masked);

  return 0;
}

/*
 * precept_import_lead_read:
 * @raw: a sentence that stands above a list, with its marks
 * @approving: whether it stands above all criteria of a request, and so may say that something is approved
 * @known: (nullable): set of words that stand elsewhere in the guideline, as in its title
 * @self: is filled; to be cleared
 *
 * Reads how many criteria of the list must be met. Where that is said by halves, @self says
 * what to look at; its join may still be unknown.
 *
 * Returns: whether the sentence is about criteria at all
 */
gboolean
precept_import_lead_read (const char *raw, gboolean approving, GHashTable *known, PreceptImportLead *self)
{
  static GRegex   *follows_slot;
  static GRegex   *example_slot;
  static GRegex   *met_slot;
  g_autofree char *masked = precept_import_dup_masked (raw);
  g_autofree char *before = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  Range    range = { 0, 0 };
  Range    labels;
  gsize    length = measure_printed_title (masked);
  gboolean most;

  if (length > 0)
    {
      gboolean read = precept_import_lead_read (raw + length + 1 + strspn (raw + length + 1, " *"), approving, known, self);

      self->title = dup_piece (raw, length);
      if (self->title == NULL)
        self->title = g_strstrip (g_strndup (masked, length));
      self->is_named = TRUE;
      return read;
    }
  *self = (PreceptImportLead){ 0 };
  if (matches (&example_slot, "\\b(?:such\\s+as|for\\s+example|e\\.g\\.|including(?:\\s+but\\s+not\\s+limited\\s+to)?|examples?\\s+of)\\b[^.]*$", masked))
    return FALSE;
  if (find_count (self, masked, &range))
    {
      take_labels (self, masked, &labels);
      if (self->join == PRECEPT_IMPORT_JOIN_UNKNOWN && self->doubt == NULL)
        self->doubt = "it says how many criteria may be met at most, which the guideline can’t say";
    }
  else if (self->doubt != NULL)
    return TRUE;
  else
    {
      take_labels (self, masked, &labels);
      if (self->join != PRECEPT_IMPORT_JOIN_UNKNOWN)
        range = labels;
      else if (g_regex_match (precept_import_get_regex (&follows_slot, FOLLOWS), masked, 0, &match))
        {
          self->join = PRECEPT_IMPORT_JOIN_ALL;
          self->implied = TRUE;
          self->is_weak = !matches (&met_slot, "\\b(?:criteria|conditions|requirements|met|meets?)\\b", masked);
          g_match_info_fetch_pos (match, 0, &range.start, &range.end);
        }
      else
        return FALSE;
    }
  most = self->join == PRECEPT_IMPORT_JOIN_UNKNOWN;
  if (approving)
    precept_import_mask_type (masked);
  before = g_strndup (masked, (gsize)range.start);
  weigh_words_before (self, before, approving);
  if (!most && self->join != PRECEPT_IMPORT_JOIN_UNKNOWN)
    keep_words (self, raw, masked, range, approving, known);

  return TRUE;
}

void
precept_import_lead_clear (PreceptImportLead *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->before, g_free);
}

/* Whether a line is no heading, but the sentence above a list of criteria. */
gboolean
precept_import_is_lead (const char *raw)
{
  static GRegex   *slots[2];
  g_autofree char *masked = precept_import_dup_masked (raw);

  return matches (&slots[0], OF_THE_FOLLOWING "[^.]*:?\\s*$", masked) || matches (&slots[1], IN_BRACKETS "\\s*:\\s*$", masked);
}

/* Conjunctions */

static PreceptImportConjunction
name_conjunction (const char *word)
{
  if (strchr (word, '/') != NULL)
    return PRECEPT_IMPORT_AND_OR;

  return g_ascii_tolower (word[0]) == 'a' ? PRECEPT_IMPORT_AND : PRECEPT_IMPORT_OR;
}

/* Whether a line is just a conjunction. */
gboolean
precept_import_is_conjunction (const char *raw, PreceptImportConjunction *conjunction)
{
  static GRegex   *slot;
  g_autofree char *masked = precept_import_dup_masked (raw);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *word = NULL;

  if (!g_regex_match (precept_import_get_regex (&slot, "^[\\s\\-\342\200\223(\\[]*(and/or|and|or)[\\s.:;,\\-)\\]]*$"), masked, 0, &match))
    return FALSE;
  word = g_match_info_fetch (match, 1);
  *conjunction = name_conjunction (word);

  return TRUE;
}

/* Takes "; AND" from the end of a criterion, and returns the criterion without it. */
char *
precept_import_take_conjunction (const char *raw, PreceptImportConjunction *conjunction)
{
  static GRegex   *slot;
  g_autofree char *masked = precept_import_dup_masked (raw);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = NULL;
  gsize            length = strlen (raw);

  *conjunction = PRECEPT_IMPORT_NO_CONJUNCTION;
  if (g_regex_match (precept_import_get_regex (&slot, "(?:\\s*[;,.:]\\s*|\\s+)[(\\[]?\\b(and/or|and|or)\\b[)\\]]?\\s*[;,.:]?\\s*$"), masked, 0, &match))
    {
      g_autofree char *word = g_match_info_fetch (match, 1);
      int              start = 0;

      g_match_info_fetch_pos (match, 0, &start, NULL);
      text = dup_piece (raw, (gsize)start);
      /* Marks may stand around the whole: then they are left as they are, with the word in them. */
      if (text != NULL)
        *conjunction = name_conjunction (word);
    }
  if (text == NULL)
    text = g_strstrip (g_strndup (raw, length));
  length = strlen (text);
  if (length > 1 && (text[length - 1] == ';' || text[length - 1] == ','))
    text[trim_length (text, length, ";,")] = '\0';

  return g_steal_pointer (&text);
}

/* Where "OR " before a criterion ends, 0: none stands there. In small letters it may begin a sentence. */
gsize
precept_import_measure_conjunction (const char *raw, PreceptImportConjunction *conjunction)
{
  static const char *const words[] = { "AND/OR", "AND", "OR" };
  const char              *p = raw + strspn (raw, "*_ ");
  const char              *end;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if (strncmp (p, words[i], length) != 0)
        continue;
      end = p + length;
      end += strspn (end, "*_");
      if (*end != ' ' && *end != ':' && *end != ',')
        return 0;
      end += strspn (end, " :,-");
      if (strncmp (end, "\342\200\223 ", 4) == 0)
        end += 4;
      if (*end == '\0' || !is_balanced (end))
        return 0;
      *conjunction = name_conjunction (words[i]);
      return (gsize)(end - raw);
    }

  return 0;
}
