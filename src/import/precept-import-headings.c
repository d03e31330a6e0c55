/* precept-import-headings.c: which lines are headings, and of what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#define MAX_HEADING_WORDS 16

typedef enum
{
  MATCH_WHOLE,  /* the heading is just these words */
  MATCH_PREFIX, /* it begins with them */
  MATCH_WITHIN, /* it has them, as whole words */
} Match;

/* The first that matches wins. */
static const struct
{
  PreceptImportPart part;
  Match             match;
  const char       *words;
} known[] = {
  { PRECEPT_IMPORT_PART_DISCLAIMER, MATCH_WHOLE, "disclaimer|disclaimers|important notice|important information|important reminder|legal disclaimer|"
                                                 "general disclaimer|legal notice|notice|policy disclaimer|medical policy disclaimer" },
  { PRECEPT_IMPORT_PART_SUMMARY, MATCH_WHOLE, "summary|policy summary|executive summary|guideline summary|overview|abstract|at a glance" },
  { PRECEPT_IMPORT_PART_DEFINITIONS, MATCH_WHOLE, "definitions|definition|glossary|glossary of terms|terms and definitions|definitions and abbreviations|"
                                                  "definition of terms|definitions of terms|key terms|definitions glossary|glossary definitions|abbreviations" },
  { PRECEPT_IMPORT_PART_HISTORY, MATCH_WHOLE, "history|revisions|revision log|change log|changelog|review and revision dates|revision dates|"
                                              "policy updates|document control|review dates" },
  { PRECEPT_IMPORT_PART_HISTORY, MATCH_WITHIN, "revision history|policy history|review history|document history|version history|history information|"
                                               "guideline history|change history|revision history information|history and revision" },
  { PRECEPT_IMPORT_PART_REFERENCES, MATCH_WHOLE, "references|reference|reference list|bibliography|works cited|literature cited|citations|sources|"
                                                 "selected references|references and resources|references and bibliography|scientific references" },
  { PRECEPT_IMPORT_PART_CODES, MATCH_WHOLE, "codes|code|coding|coding information|billing|billing codes|applicable codes|applicable billing codes|billing and coding|"
                                            "billing and coding information|billing coding information|cpt codes|hcpcs codes|cpt hcpcs codes|cpt and hcpcs codes|"
                                            "procedure codes|diagnosis codes|applicable procedure codes|applicable diagnosis codes|applicable cpt codes|"
                                            "applicable hcpcs codes|icd 10 codes|icd 10 cm codes|icd 10 diagnosis codes|icd 10 cm diagnosis codes|icd 10 cm|"
                                            "cpt|hcpcs|cpt hcpcs|code tables|code list|codes and descriptions|hcpcs level ii codes|revenue codes|ndc codes|"
                                            "applicable service codes|billing code information" },
  { PRECEPT_IMPORT_PART_CODES, MATCH_PREFIX, "applicable cpt|applicable hcpcs|applicable icd|applicable billing|cpt codes|hcpcs codes|cpt hcpcs codes|icd 10 codes|"
                                             "icd 10 cm codes|billing codes|diagnosis codes|procedure codes" },
  { PRECEPT_IMPORT_PART_OTHER_USES, MATCH_WHOLE, "all other uses|all other indications|other uses|other indications|exclusions|coverage exclusions|not covered|"
                                                 "non covered uses|non covered indications|limitations and exclusions|not medically necessary" },
  { PRECEPT_IMPORT_PART_OTHER_USES, MATCH_PREFIX, "experimental|investigational|unproven|not medically necessary" },
  { PRECEPT_IMPORT_PART_GROUP, MATCH_WHOLE, "indication specific criteria|general criteria|initial criteria|initial authorization|initial approval criteria|"
                                            "initial authorization criteria|initial therapy|reauthorization|reauthorization criteria|continuation criteria|"
                                            "continuation of therapy|continued therapy|renewal criteria|continuation criteria for clinical review|"
                                            "universal criteria|exclusion criteria|initial approval|initial request|initial requests|initial coverage criteria|"
                                            "initial treatment|initial review criteria|initial prior authorization|criteria for initial approval|"
                                            "criteria for initial authorization|criteria for initial therapy|criteria for initial coverage|"
                                            "continuation|continuation request|continuation requests|continuation therapy|continuation of treatment|"
                                            "continuation of therapy criteria|criteria for continuation|criteria for continuation of therapy|"
                                            "criteria for continued therapy|criteria for continued approval|continued approval|continued treatment|"
                                            "continued coverage|continued use|reauthorizations|reauthorization requests|criteria for reauthorization|"
                                            "renewal|renewals|renewal request|renewal requests|renewal authorization|criteria for renewal|"
                                            "recertification|reapproval" },
  { PRECEPT_IMPORT_PART_COVERAGE, MATCH_WHOLE, "coverage|coverage criteria|criteria|clinical criteria|clinical indications|indications|medical necessity|"
                                               "medical necessity criteria|indications for coverage|coverage guidelines|coverage rationale|coverage policy|"
                                               "coverage position|coverage determination|policy criteria|approval criteria|authorization criteria|"
                                               "prior authorization criteria|prior authorization|clinical coverage criteria|coverage indications|"
                                               "indications and limitations of coverage|indications and criteria|criteria for coverage|"
                                               "coverage indications limitations and or medical necessity|medical necessity guidelines|covered indications" },
  { PRECEPT_IMPORT_PART_COVERAGE, MATCH_PREFIX, "medical necessity criteria|coverage criteria|clinical indications|criteria for medical necessity|"
                                                "medical necessity guideline|prior authorization criteria" },
  { PRECEPT_IMPORT_PART_STATEMENT, MATCH_WHOLE, "policy|policy position|statement of policy|position statement|position|policy guidelines|guideline statement" },
  { PRECEPT_IMPORT_PART_STATEMENT, MATCH_PREFIX, "policy statement" },
  { PRECEPT_IMPORT_PART_EVIDENCE, MATCH_WHOLE, "evidence|clinical evidence|evidence summary|summary of evidence|evidence review|review of evidence|scientific evidence|"
                                               "supporting evidence|literature review|summary of literature|rationale|clinical rationale|scientific rationale|"
                                               "efficacy information|clinical studies|clinical trials|evidence and rationale|clinical evidence summary" },
  { PRECEPT_IMPORT_PART_SECTION, MATCH_WHOLE, "background|description|introduction|purpose|scope|dosing|dosage|dosing and administration|dosage and administration|"
                                              "administration|quantity limits|quantity limit|site of care|contraindications|warnings|warnings and precautions|"
                                              "precautions|safety|regulatory status|benefit considerations|product information|how supplied|applicability|"
                                              "application|length of approval|authorization period|documentation requirements|required documentation|"
                                              "submission requirements|provider qualifications|prescriber requirements|related policies|instructions for use|"
                                              "appendix|attachments|monitoring|coding guidance|clinical background|disease background|mechanism of action|"
                                              "contact information|acknowledgments|acknowledgements|governing documents|drug information|general information" },
  { PRECEPT_IMPORT_PART_SECTION, MATCH_PREFIX, "appendix|attachment|u s food and drug administration|centers for medicare|fda|background" },
};

/* Where a number stands before a heading ("1.", "2.3", "IV.", "Section 3:"), what follows it. */
static const char *
skip_numbering (const char *text)
{
  const char *p = text;
  const char *start;
  gsize       n;

  if (g_ascii_strncasecmp (p, "section ", 8) == 0)
    p += 8;
  else if (g_ascii_strncasecmp (p, "part ", 5) == 0)
    p += 5;
  start = p;
  n = strspn (p, "0123456789.");
  if (n == 0)
    {
      n = strspn (p, "IVXivx");
      if (n == 0 && g_ascii_isalpha (*p))
        n = 1;
      if (n == 0 || strchr (".):", p[n]) == NULL || p[n] == '\0')
        return text;
    }
  else if (!g_ascii_isdigit (*p))
    return text;
  p += n;
  if (*p != '\0' && strchr (".):", *p) != NULL)
    p++;
  if (*p != ' ' && *p != '\t' && strncmp (p, "\302\240", 2) != 0)
    return text;
  if (start == text && p == text)
    return text;
  while (*p == ' ' || *p == '\t' || strncmp (p, "\302\240", 2) == 0 || strncmp (p, "\342\200\223", 3) == 0)
    p += *p == '\302' ? 2 : *p == '\342' ? 3
                                         : 1;

  return *p != '\0' ? p : text;
}

/* Takes the mark of a state mandate from the end of a heading. */
char *
precept_import_heading_take_mandate (const char *raw, gboolean *mandate)
{
  static const char *const marks[] = { "^{\\[s\\]}", "^{[s]}", "^[s]", "<sup>[s]</sup>", "\\[s\\]", "[s]" };
  char                    *text = g_strchomp (g_strdup (raw));

  *mandate = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_has_suffix (text, marks[i]) && strlen (text) > strlen (marks[i]))
      {
        text[strlen (text) - strlen (marks[i])] = '\0';
        g_strchomp (text);
        *mandate = TRUE;
        break;
      }

  return text;
}

/* The words of a heading by which it is known: lower case, without marks, number and punctuation. */
char *
precept_import_heading_key (const char *raw)
{
  gboolean         mandate;
  g_autofree char *text = precept_import_heading_take_mandate (raw, &mandate);
  g_autofree char *plain = precept_import_dup_plain (text);
  g_autofree char *lower = g_utf8_strdown (skip_numbering (plain), -1);
  g_autoptr (GString) key = g_string_new (NULL);
  gboolean space = FALSE;

  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || c == '&')
        {
          if (space && key->len > 0)
            g_string_append_c (key, ' ');
          space = FALSE;
          if (c == '&')
            g_string_append (key, "and");
          else
            g_string_append_unichar (key, c);
        }
      else if (c != '\'' && c != 0x2019)
        space = TRUE;
    }

  return g_string_free (g_steal_pointer (&key), FALSE);
}

static gboolean
matches (const char *key, const char *words, gsize length, Match match)
{
  gsize       key_length = strlen (key);
  const char *p = key;

  if (match == MATCH_WHOLE)
    return key_length == length && strncmp (key, words, length) == 0;
  if (match == MATCH_PREFIX)
    return key_length >= length && strncmp (key, words, length) == 0 && (key[length] == ' ' || key[length] == '\0');

  for (; strlen (p) >= length; p++)
    if ((p == key || p[-1] == ' ') && strncmp (p, words, length) == 0 && (p[length] == ' ' || p[length] == '\0'))
      return TRUE;

  return FALSE;
}

/* Which part a heading opens. @exact: its words are those of a heading and nothing else. */
PreceptImportPart
precept_import_heading_part (const char *key, gboolean *exact)
{
  *exact = FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    for (const char *words = known[i].words; words != NULL;)
      {
        gsize length = strcspn (words, "|");

        if (matches (key, words, length, known[i].match))
          {
            *exact = known[i].match == MATCH_WHOLE || strlen (key) == length;
            return known[i].part;
          }
        words = words[length] == '|' ? words + length + 1 : NULL;
      }

  return PRECEPT_IMPORT_PART_UNKNOWN;
}

/* Whether a line looks like a heading: short, begins like one, ends without a sentence's full stop. */
gboolean
precept_import_heading_has_shape (const char *raw)
{
  gboolean         mandate;
  g_autofree char *text = precept_import_heading_take_mandate (raw, &mandate);
  gsize            length = strlen (text);
  gunichar         first;
  guint            n_words = 1;

  while (length > 0 && (text[length - 1] == '*' || text[length - 1] == '_' || text[length - 1] == ':'))
    text[--length] = '\0';
  if (length == 0 || length > 160 || strchr (".,;!?", text[length - 1]) != NULL || strchr (text, '\t') != NULL)
    return FALSE;
  first = g_utf8_get_char (skip_numbering (text + strspn (text, "*_")));
  if (!g_unichar_isupper (first) && !g_unichar_isdigit (first))
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    n_words += *p == ' ' ? 1 : 0;

  return n_words <= MAX_HEADING_WORDS;
}

/* A full stop after a word, not after an initial: "U.S. Food". */
static gboolean
has_sentence_end (const char *text)
{
  for (const char *p = strstr (text, ". "); p != NULL; p = strstr (p + 1, ". "))
    if (p > text && !g_ascii_isupper (p[-1]) && !g_ascii_isdigit (p[-1]))
      return TRUE;

  return FALSE;
}

/* Capitals at most of the longer words, and no full sentence inside. */
static gboolean
is_title_case (const char *raw)
{
  g_autofree char *plain = precept_import_dup_plain (raw);
  g_auto (GStrv) words = g_strsplit (plain, " ", -1);
  guint n_long = 0;
  guint n_upper = 0;

  if (!precept_import_heading_has_shape (raw) || has_sentence_end (plain) || g_str_has_suffix (plain, ":"))
    return FALSE;
  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *word = words[i];
      gunichar    c;

      while (*word != '\0' && g_ascii_ispunct (*word))
        word++;
      c = g_utf8_get_char (word);
      if (!g_unichar_isalpha (c) || g_utf8_strlen (word, -1) < 4)
        continue;
      n_long++;
      n_upper += g_unichar_isupper (c) ? 1 : 0;
    }

  return n_long > 0 && n_upper * 4 >= n_long * 3;
}

/* A line that is bold from end to end. */
static gboolean
is_bold (const char *raw)
{
  gboolean         mandate;
  g_autofree char *text = precept_import_heading_take_mandate (raw, &mandate);
  gsize            length = strlen (text);

  if (length > 4 && g_str_has_prefix (text, "**") && g_str_has_suffix (text, "**"))
    return strstr (text + 2, "**") == text + length - 2;
  if (length > 7 && g_str_has_prefix (text, "<b>") && g_str_has_suffix (text, "</b>"))
    return strstr (text, "</b>") == text + length - 4;

  return FALSE;
}

/* "Approval Duration: 6 Months" */
static gboolean
says_period (const char *text)
{
  g_autofree char *period = NULL;

  return precept_import_read_period (text, &period) == PRECEPT_IMPORT_SAYS_ONLY;
}

static gboolean
is_heading (const PreceptImportBlock *block, const PreceptImportBlock *next, GHashTable *contents, gboolean complete)
{
  g_autofree char  *key = NULL;
  PreceptImportPart part;
  gboolean          exact;

  if (block->kind != PRECEPT_IMPORT_PARAGRAPH || block->depth > 0 || block->line != block->last_line ||
      strlen (block->text) > 240)
    return FALSE;
  key = precept_import_heading_key (block->text);
  if (key[0] == '\0')
    return FALSE;
  if (g_hash_table_contains (contents, key))
    return TRUE;
  if (precept_import_is_lead (block->text) || says_period (block->text))
    return FALSE;
  if (!precept_import_heading_has_shape (block->text))
    return FALSE;
  if (is_bold (block->text))
    return TRUE;
  part = precept_import_heading_part (key, &exact);
  if (exact)
    return TRUE;
  if (next == NULL || !block->gap || g_str_has_suffix (block->text, ":"))
    return FALSE;
  if (part != PRECEPT_IMPORT_PART_UNKNOWN && is_title_case (block->text))
    return TRUE;

  /* Without a whole contents list only the look of a line tells. What follows must be its text. */
  return !complete && is_title_case (block->text) &&
         (next->kind == PRECEPT_IMPORT_ITEM || next->kind == PRECEPT_IMPORT_TABLE || next->kind == PRECEPT_IMPORT_HEADING ||
          (next->gap && (!is_title_case (next->text) || precept_import_heading_has_shape (next->text))));
}

/* Whether the printed contents list has more than the parts, so that a line which it does not have is no heading. */
static gboolean
is_complete (GHashTable *contents)
{
  GHashTableIter iter;
  gpointer       key;
  gboolean       exact;

  g_hash_table_iter_init (&iter, contents);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (precept_import_heading_part (key, &exact) == PRECEPT_IMPORT_PART_UNKNOWN)
      return TRUE;

  return FALSE;
}

/* Makes headings of the paragraphs that are some. @contents: keys of the printed contents list. */
void
precept_import_find_headings (GPtrArray *blocks, GHashTable *contents)
{
  gboolean complete = is_complete (contents);

  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);

      if (is_heading (block, i + 1 < blocks->len ? g_ptr_array_index (blocks, i + 1) : NULL, contents, complete))
        block->kind = PRECEPT_IMPORT_HEADING;
    }
}
