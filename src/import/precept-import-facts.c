/* precept-import-facts.c: dates, codes, identifiers and determinations in running words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-code-format.h"
#include "precept-doi.h"
#include "precept-import-private.h"

#include <string.h>

#define DATE_PATTERN                                                                \
  "(?<y1>\\d{4})-(?<m1>\\d{1,2})-(?<d1>\\d{1,2})"                                   \
  "|(?<m2>\\d{1,2})[/-](?<d2>\\d{1,2})[/-](?<y2>\\d{4}|\\d{2})"                     \
  "|(?<d3>\\d{1,2})(?:st|nd|rd|th)?\\s+(?<n3>[A-Za-z]{3,9})\\.?,?\\s+(?<y3>\\d{4})" \
  "|(?<n4>[A-Za-z]{3,9})\\.?\\s+(?<d4>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y4>\\d{4})"

/* The pattern in @slot, compiled the first time and kept for the life of the program. */
GRegex *
precept_import_get_regex (GRegex    **slot,
                          const char *pattern)
{
  if (g_once_init_enter (slot))
    g_once_init_leave (slot, g_regex_new (pattern, G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));

  return *slot;
}

static guint
read_month (const char *name)
{
  static const char *const months[] = { "january", "february", "march", "april", "may", "june", "july",
                                        "august", "september", "october", "november", "december" };

  if (g_ascii_strcasecmp (name, "sept") == 0)
    return 9;
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    {
      gsize length = strlen (name);

      if ((length == 3 || length == strlen (months[i])) && g_ascii_strncasecmp (name, months[i], length) == 0)
        return i + 1;
    }

  return 0;
}

static guint
fetch_number (GMatchInfo *match, const char *name)
{
  g_autofree char *digits = g_match_info_fetch_named (match, name);

  return digits != NULL ? (guint)g_ascii_strtoull (digits, NULL, 10) : 0;
}

static char *
format_match (GMatchInfo *match)
{
  static const char *const years[] = { "y1", "y2", "y3", "y4" };
  static const char *const months[] = { "m1", "m2", "n3", "n4" };
  static const char *const days[] = { "d1", "d2", "d3", "d4" };

  for (guint i = 0; i < 4; i++)
    {
      guint year = fetch_number (match, years[i]);
      guint month = fetch_number (match, months[i]);
      guint day = fetch_number (match, days[i]);

      if (i >= 2)
        {
          g_autofree char *name = g_match_info_fetch_named (match, months[i]);

          month = name != NULL ? read_month (name) : 0;
        }
      if (year > 0 && year < 100)
        year += 2000;
      if (year >= 1900 && year <= 2199 && month >= 1 && month <= 12 && g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
    }

  return NULL;
}

/* The first date in @text, as yyyy-mm-dd, and where it stands; NULL: there is none. */
char *
precept_import_dup_date (const char *text, gsize *start, gsize *length)
{
  static GRegex *dates = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (precept_import_get_regex (&dates, "(?<![\\w/.-])(?:" DATE_PATTERN ")(?![\\w/-])"), text, 0, &match);
  while (g_match_info_matches (match))
    {
      char *date = format_match (match);
      int   from = 0;
      int   to = 0;

      if (date != NULL)
        {
          g_match_info_fetch_pos (match, 0, &from, &to);
          *start = (gsize)from;
          *length = (gsize)(to - from);
          return date;
        }
      g_match_info_next (match, NULL);
    }

  return NULL;
}

static gboolean
says (const char *hint, const char *word)
{
  g_autofree char *lower = hint != NULL ? g_ascii_strdown (hint, -1) : NULL;

  return lower != NULL && strstr (lower, word) != NULL;
}

/* The system that @code is of by its form; @hint, the words about it, tells those apart that look alike. */
const char *
precept_import_code_system (const char *code, const char *hint)
{
  if (precept_code_format_matches ("CPT", code))
    return "CPT";
  if (precept_code_format_matches ("HCPCS", code))
    return says (hint, "icd") && !says (hint, "hcpcs") && !says (hint, "cpt") ? "ICD-10-CM" : "HCPCS";
  if (precept_code_format_matches ("ICD-10-CM", code))
    return "ICD-10-CM";
  /* Eleven digits without hyphens may be anything. */
  if (precept_code_format_matches ("NDC", code) && strchr (code, '-') != NULL)
    return "NDC";
  if (says (hint, "pcs") && precept_code_format_matches ("ICD-10-PCS", code))
    return "ICD-10-PCS";
  /* Tables often leave out the first zero of a revenue code. */
  if (says (hint, "revenue") && (precept_code_format_matches ("REV", code) || (strlen (code) == 3 && strspn (code, "0123456789") == 3)))
    return "REV";

  return NULL;
}

/* What @text decides: the first of the plan's phrases in it. */
const char *
precept_import_determination (const char *text)
{
  static const struct
  {
    const char *words;
    const char *determination;
  } phrases[] = {
    { "case-by-case", "case-by-case-review" },
    { "case by case", "case-by-case-review" },
    { "individual consideration", "case-by-case-review" },
    { "experimental", "experimental-investigational-unproven" },
    { "investigational", "experimental-investigational-unproven" },
    { "unproven", "experimental-investigational-unproven" },
    { "not medically necessary", "not-medically-necessary" },
    { "not considered medically necessary", "not-medically-necessary" },
    { "not covered", "not-medically-necessary" },
    { "medically necessary", "medically-necessary-when-met" },
    { "may be approved", "medically-necessary-when-met" },
    { "authorization is provided", "medically-necessary-when-met" },
  };
  g_autofree char *lower = g_ascii_strdown (text, -1);
  const char      *first = NULL;
  const char      *found = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (phrases); i++)
    {
      const char *at = strstr (lower, phrases[i].words);

      if (at != NULL && (first == NULL || at < first))
        {
          first = at;
          found = phrases[i].determination;
        }
    }

  return found;
}

static char *
fetch_first (GRegex *regex, const char *text)
{
  g_autoptr (GMatchInfo) match = NULL;

  if (!g_regex_match (regex, text, 0, &match))
    return NULL;

  return g_match_info_fetch (match, 1);
}

static void
recognize_access (xmlNode *reference, const char *text)
{
  static GRegex *accessed = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  g_regex_match (precept_import_get_regex (&accessed, "\\b(?:accessed|retrieved)(?: on)?:?\\s+(?=[A-Za-z0-9])"), text, 0, &match);
  while (g_match_info_matches (match))
    {
      int              from;
      int              to;
      gsize            start = 0;
      gsize            length = 0;
      g_autofree char *date = NULL;

      g_match_info_fetch_pos (match, 0, &from, &to);
      date = precept_import_dup_date (text + to, &start, &length);
      if (date != NULL && start == 0)
        precept_import_set (reference, "accessed", date);
      g_match_info_next (match, NULL);
    }
}

/* Sets what a reference says about itself: DOI, PMID, PMCID and the day on which a page was read. Its words stay. */
void
precept_import_recognize_reference (xmlNode *reference)
{
  static GRegex   *named = NULL;
  static GRegex   *bare = NULL;
  static GRegex   *pmids = NULL;
  static GRegex   *pmcids = NULL;
  xmlChar         *content = xmlNodeGetContent (reference);
  const char      *text = content != NULL ? (const char *)content : "";
  g_autofree char *doi = fetch_first (precept_import_get_regex (&named, "\\bdoi(?:\\.org/|[:\\s])\\s*(10\\.\\d{4,9}/[^\\s<>\"]+)"), text);
  g_autofree char *pmid = fetch_first (precept_import_get_regex (&pmids, "\\bPMID:?\\s*(\\d{1,9})\\b"), text);
  g_autofree char *pmcid = fetch_first (precept_import_get_regex (&pmcids, "\\b(PMC\\d{1,9})\\b"), text);

  if (doi == NULL)
    doi = fetch_first (precept_import_get_regex (&bare, "(?<![\\w.])(10\\.\\d{4,9}/[^\\s<>\"]+)"), text);
  if (doi != NULL)
    doi[precept_doi_find_end (doi)] = '\0';
  precept_import_set (reference, "doi", doi);
  precept_import_set (reference, "pmid", pmid);
  precept_import_set (reference, "pmcid", pmcid);
  recognize_access (reference, text);
  xmlFree (content);
}

/* Sets the trial of a finding whose words name just one, "(NCT01234567, recruiting)". The words stay. */
void
precept_import_recognize_trial (xmlNode *finding, const char *text)
{
  static const char pattern[] = "\\b(NCT\\d{4,12})\\b(?:,\\s*(not yet recruiting|recruiting|active,? not recruiting|enrolling by invitation|"
                                "completed|suspended|terminated|withdrawn|unknown)\\s*\\))?";
  static GRegex    *trials = NULL;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *trial = NULL;
  g_autofree char *status = NULL;

  if (!g_regex_match (precept_import_get_regex (&trials, pattern), text, 0, &match))
    return;
  trial = g_match_info_fetch (match, 1);
  status = g_match_info_fetch (match, 2);
  while (g_match_info_next (match, NULL))
    {
      g_autofree char *other = g_match_info_fetch (match, 1);

      if (!g_str_equal (other, trial))
        return;
    }
  precept_import_set (finding, "trial", trial);
  if (status != NULL && status[0] != '\0')
    {
      g_autofree char *slug = precept_import_dup_slug (status, 40);

      precept_import_set (finding, "trial-status", slug);
    }
}

/* @text as an id: small letters and digits with hyphens, empty if it has none. It may begin with a digit. */
char *
precept_import_dup_slug (const char *text, gsize max_length)
{
  g_autofree char *ascii = g_str_to_ascii (text, "C");
  GString         *slug = g_string_new (NULL);
  gboolean         hyphen = FALSE;

  for (const char *p = ascii; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        {
          if (hyphen && slug->len > 0)
            g_string_append_c (slug, '-');
          hyphen = FALSE;
          g_string_append_c (slug, g_ascii_tolower (*p));
        }
      else if (*p != '\'' && *p != '?')
        hyphen = TRUE;
    }
  if (slug->len > max_length)
    {
      const char *cut;

      g_string_truncate (slug, max_length);
      cut = strrchr (slug->str, '-');
      if (cut != NULL && cut - slug->str > (gssize)max_length / 2)
        g_string_truncate (slug, (gsize)(cut - slug->str));
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  return g_string_free (slug, FALSE);
}
