/* precept-import-requests.c: sentences that say what a request is for, how long it is approved, and how much
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define INITIAL                                                                                                             \
  "\\binitial\\s+(?:requests?|authori[sz]ations?|approvals?|therapy|treatment|coverage|criteria|reviews?|use|course|start|" \
  "prior\\s+authori[sz]ations?|clinical)\\b|\\bnew\\s+starts?\\b"

#define CONTINUATION                                                                                                                          \
  "\\bcontinu(?:ation|ed|ing)(?:\\s+of)?(?:\\s+(?:requests?|therapy|treatment|criteria|approvals?|authori[sz]ations?|use|coverage|care))?\\b" \
  "|\\bre-?authori[sz]ations?\\b|\\brenewals?\\b|\\bre-?certifications?\\b|\\bre-?approvals?\\b|\\bcurrently\\s+receiving\\b"

static gboolean
matches (GRegex **slot, const char *pattern, const char *text)
{
  return g_regex_match (precept_import_get_regex (slot, pattern), text, 0, NULL);
}

/* The type of request that a sentence is about. */
const char *
precept_import_request_type (const char *raw)
{
  static GRegex   *initial_slot;
  static GRegex   *continuation_slot;
  g_autofree char *masked = precept_import_dup_masked (raw);
  gboolean         initial = matches (&initial_slot, INITIAL, masked);
  gboolean         continuation = matches (&continuation_slot, CONTINUATION, masked);

  if (initial == continuation)
    return NULL;

  return initial ? "initial" : "continuation";
}

/* Blanks the words that name a type of request, and others that say only that something is approved. */
void
precept_import_mask_type (char *masked)
{
  static GRegex *slot;
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (precept_import_get_regex (&slot, INITIAL "|" CONTINUATION "|\\bfor\\s+(?:the\\s+)?(?:treatment|use)\\s+of\\b|\\b(?:clinical\\s+)?policy\\b"), masked, 0, &match);
  while (g_match_info_matches (match))
    {
      int start = 0;
      int end = 0;

      g_match_info_fetch_pos (match, 0, &start, &end);
      g_match_info_next (match, NULL);
      memset (masked + start, ' ', (gsize)(end - start));
    }
}

/* The type of request that a heading names, and nothing else. */
const char *
precept_import_request_heading (const char *raw)
{
  static const char *const words[] = { "initial", "continuation", "continued", "continuing", "reauthorization", "reauthorizations", "re", "renewal", "renewals",
                                       "recertification", "reapproval", "criteria", "criterion", "for", "of", "the", "request", "requests", "authorization",
                                       "authorizations", "approval", "approvals", "therapy", "treatment", "coverage", "clinical", "review", "reviews",
                                       "prior", "use", "medical", "necessity", "care", "course", NULL };
  g_autofree char         *key = precept_import_heading_key (raw);
  g_auto (GStrv) parts = g_strsplit (key, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    if (!g_strv_contains (words, parts[i]))
      return NULL;
  if (strcmp (key, "initial") == 0)
    return "initial";

  return precept_import_request_type (key);
}

/* Periods */

#define NUMBER "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[1-9]\\d{0,2})(?:\\s*\\(\\s*\\d{1,3}\\s*\\))?"
#define PERIOD "(?<number>" NUMBER ")\\s*-?\\s*(?<unit>day|week|month|year)(?:s|\\s*\\(\\s*s\\s*\\))?\\b"
#define AT_MOST "(?:(?:up\\s+to|no\\s+(?:more|longer)\\s+than|not\\s+(?:more|longer)\\s+than|a\\s+(?:maximum|period|duration|total)\\s+of(?:\\s+up\\s+to)?|an\\s+additional)\\s+)*"

static const char *const period_patterns[] = {
  /* "Authorization will be issued for 12 months", "Approve for 6 months", "Authorization of 6 months" */
  "\\b(?:re-?)?(?:approv(?:e|ed|al|als)|authori[sz](?:e|ed|ation|ations)|grant(?:ed)?|cover(?:ed|age)?|certif(?:y|ied|ication)|renew(?:ed|al|als)?)\\b"
  "(?:\\s+(?:will|may|can|shall|should|is|are|be|granted|issued|given|provided|approved|authori[sz]ed|limited|to|treatment|coverage|initial|initially|"
  "therapy|requests?|the|renewed|it|period|criteria))*\\s*,?\\s*(?:(?:for|of|to)\\s+" AT_MOST "|up\\s+to\\s+)" PERIOD,
  "\\bmedically\\s+necessary\\s+for\\s+" AT_MOST PERIOD,
  /* "Approval duration: 6 months", "Length of authorization: up to 1 year" */
  "\\b(?:(?:re-?)?(?:approvals?|authori[sz]ations?|coverage|renewals?|certification|continuation)(?:\\s+(?:duration|period|length|term|time\\s*frame|timeframe|limit))?"
  "|(?:duration|length|term|period)\\s+of\\s+(?:initial\\s+|continued\\s+)?(?:re-?)?(?:approval|authori[sz]ation|coverage|certification|renewal|continuation)s?)"
  "\\s*(?:[:\\-]|\342\200\223|\342\200\224|is|=)\\s*" AT_MOST PERIOD,
  /* "6-month approval" */
  "\\b" PERIOD "\\s+(?:approval|authori[sz]ation)\\b",
};

static const char *const period_words[] = {
  "approve", "approved", "approval", "approvals", "authorize", "authorized", "authorization", "authorizations", "granted", "grant", "issued", "given",
  "provided", "coverage", "covered", "period", "duration", "length", "term", "limit", "will", "may", "can", "shall", "be", "is", "are", "for", "of", "the",
  "up", "to", "a", "an", "initial", "initially", "continuation", "continued", "reauthorization", "reauthorizations", "renewal", "renewals", "renewed",
  "request", "requests", "therapy", "treatment", "at", "time", "each", "all", "timeframe", "frame", "additional", "maximum", "no", "more", "than",
  "longer", "not", "total", "prior", "s", "re", "this", "if", "criteria", "met", NULL
};

/* Whether @text has words but those of an approval. */
static gboolean
has_other_words (const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  g_auto (GStrv) words = g_strsplit_set (lower, " \t.,;:()[]-/=\"'", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && strcmp (words[i], "\342\200\223") != 0 && strcmp (words[i], "\342\200\224") != 0 && !g_strv_contains (period_words, words[i]))
      return TRUE;

  return FALSE;
}

static guint
count_matches (GRegex *regex, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;
  guint n = 0;

  g_regex_match (regex, text, 0, &match);
  for (; g_match_info_matches (match); g_match_info_next (match, NULL))
    n++;

  return n;
}

/*
 * precept_import_read_period:
 * @raw: a sentence with its marks
 * @period: (out) (transfer full) (nullable): for how long it says that a request is approved, "6 months"
 *
 * Returns: whether it says so, and whether it says more
 */
PreceptImportSays
precept_import_read_period (const char *raw, char **period)
{
  static GRegex   *slots[G_N_ELEMENTS (period_patterns)];
  static GRegex   *period_slot;
  static GRegex   *about_slot;
  static GRegex   *later_slot;
  g_autofree char *masked = precept_import_dup_masked (raw);
  guint            n_periods = count_matches (precept_import_get_regex (&period_slot, PERIOD), masked);

  *period = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (period_patterns); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char *number = NULL;
      g_autofree char *unit = NULL;
      g_autofree char *rest = NULL;
      int              start = 0;
      int              end = 0;
      guint            value;

      if (!g_regex_match (precept_import_get_regex (&slots[i], period_patterns[i]), masked, 0, &match))
        continue;
      number = g_match_info_fetch_named (match, "number");
      unit = g_match_info_fetch_named (match, "unit");
      g_match_info_fetch_pos (match, 0, &start, &end);
      memset (masked + start, ' ', (gsize)(end - start));
      value = precept_import_read_number (number);
      if (value == 0)
        return PRECEPT_IMPORT_SAYS_UNSURELY;
      if (n_periods > 1 && (i >= 2 || count_matches (precept_import_get_regex (&slots[i], period_patterns[i]), masked) > 0 ||
                            matches (&later_slot, "\\b(?:thereafter|subsequent\\w*|initially|renewal\\w*|re-?authori[sz]\\w+)\\b", masked)))
        return PRECEPT_IMPORT_SAYS_UNSURELY;
      rest = g_ascii_strdown (unit, -1);
      *period = g_strdup_printf ("%u %s%s", value, rest, value == 1 ? "" : "s");
      return has_other_words (masked) ? PRECEPT_IMPORT_SAYS_AMONG : PRECEPT_IMPORT_SAYS_ONLY;
    }

  return matches (&about_slot, "^\\W*(?:(?:initial|continuation|approval|authori[sz]ation|coverage|renewal)\\s+)*(?:duration|length|period|term)\\b"
                               "[^.]{0,60}?(?::|\\bof\\b|\\bis\\b)",
                  masked)
           ? PRECEPT_IMPORT_SAYS_UNSURELY
           : PRECEPT_IMPORT_SAYS_NOTHING;
}

/* Limits */

#define LIMIT "^\\s*(?:quantity|dos(?:e|age|ing))\\s+limits?\\b"

gboolean
precept_import_is_limit (const char *raw)
{
  static GRegex   *slot;
  g_autofree char *masked = precept_import_dup_masked (raw);

  return matches (&slot, LIMIT "[^:]*:", masked);
}

static void
set_group (xmlNode *node, const char *name, GMatchInfo *match, const char *group)
{
  g_autofree char *value = g_match_info_fetch_named (match, group);

  if (value != NULL && value[0] != '\0')
    precept_import_set (node, name, value);
}

/* "members 12 years of age or older" to attributes. */
static gboolean
fill_ages (xmlNode *limit, const char *who)
{
  static GRegex *slot;
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (precept_import_get_regex (&slot, "^(?:members?|patients?|individuals?)?\\s*(?:(?<from>\\d{1,3})\\s+years(?:\\s+of\\s+age)?\\s+(?:or|and)\\s+older"
                                                       "|(?<low>\\d{1,3})\\s+(?:through|to)\\s+(?<high>\\d{1,3})\\s+years\\s+of\\s+age)$"),
                      who, 0, &match))
    return FALSE;
  set_group (limit, "age-at-least", match, "from");
  set_group (limit, "age-at-least", match, "low");
  set_group (limit, "age-at-most", match, "high");

  return TRUE;
}

/*
 * precept_import_fill_limit:
 * @limit: an element without attributes
 * @raw: a sentence that precept_import_is_limit() knows
 *
 * Returns: whether all that it says is in the attributes of @limit now
 */
gboolean
precept_import_fill_limit (xmlNode *limit, const char *raw)
{
  static GRegex   *slot;
  static GRegex   *amount_slot;
  g_autofree char *plain = g_strstrip (precept_import_dup_plain (raw));
  g_autoptr (GMatchInfo) match = NULL;
  g_autoptr (GMatchInfo) amount = NULL;
  g_autofree char *who = NULL;
  g_autofree char *text = NULL;
  g_autofree char *every = NULL;

  if (!g_regex_match (precept_import_get_regex (&slot, LIMIT "(?:\\s+for\\s+(?<who>[^:]+?))?\\s*:\\s*(?<amount>.+?)\\.?$"), plain, 0, &match))
    return FALSE;
  who = g_match_info_fetch_named (match, "who");
  text = g_match_info_fetch_named (match, "amount");
  if (who != NULL && who[0] != '\0' && !fill_ages (limit, who))
    return FALSE;
  if (!g_regex_match (precept_import_get_regex (&amount_slot,
                                                "^(?<dose>\\d[\\d,.]*\\s*(?:mg|mcg|µg|g|mL|IU|units?|vials?|tablets?|capsules?|syringes?|pens?|doses?|injections?|kits?|patches)(?:/kg)?)"
                                                "(?:\\s+(?:every|per)\\s+(?<every>(?:\\d{1,3}\\s+)?(?:day|week|month|year)s?))"
                                                "(?:\\s*\\((?<units>\\d{1,6})\\s+billing\\s+units?\\s+of\\s+(?<code>[A-Z]\\d{4}|\\d{5})\\))?$"),
                      text, 0, &amount))
    return FALSE;
  set_group (limit, "dose", amount, "dose");
  every = g_match_info_fetch_named (amount, "every");
  if (g_ascii_isdigit (every[0]))
    precept_import_set (limit, "every", every);
  else
    {
      g_autofree char *one = g_strconcat ("1 ", every, NULL);

      precept_import_set (limit, "every", one);
    }
  set_group (limit, "billing-code", amount, "code");
  set_group (limit, "billing-units", amount, "units");

  return TRUE;
}
