/* precept-check-prose.c: house rules about numbers that prose says again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"

#include <math.h>
#include <string.h>

/* English only: other languages compare in other words. */

#define UNITS "(years?|months?|weeks?|days?)"
#define JOINS "\\s*(?:to|through|and|–|-)\\s*"
#define COMPARES "(?:at\\s+least|at\\s+most|no\\s+(?:more|less|fewer)\\s+than|(?:more|less|fewer|greater|higher|lower|older|younger)\\s+than|over|under|above|below|exceeds|≥|≤|>|<|=)"

/* A number that prose says of one thing. */
typedef struct
{
  double   numbers[2]; /* of a range both */
  guint    n_numbers;
  gboolean is_about; /* “younger than 18” may be said of 17 */
  int      start;    /* bytes */
  int      end;
} Said;

static gboolean
is_english (PreceptCheckContext *context)
{
  const char *language = precept_document_get_language (context->document);

  return language == NULL || g_ascii_strncasecmp (language, "en", 2) == 0;
}

static gboolean
matches (const char *text,
         const char *pattern)
{
  return g_regex_match_simple (pattern, text, G_REGEX_CASELESS, 0);
}

/* Ages, in months; those in weeks and days apart, below zero, so that they equal no others. */

static double
count_months (double      number,
              const char *unit)
{
  switch (unit != NULL ? g_ascii_tolower (*unit) : 'y')
    {
    case 'm':
      return number;

    case 'w':
      return -7 * number - 1;

    case 'd':
      return -number - 1;

    case 'y':
    default:
      return number * 12;
    }
}

static void
read_said (GMatchInfo *match,
           const char *text,
           Said       *said)
{
  g_autofree char *words = g_match_info_fetch (match, 0);
  g_autofree char *unit = g_match_info_fetch_named (match, "unit");
  const char      *names[] = { "low", "high" };

  said->n_numbers = 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *number = g_match_info_fetch_named (match, names[i]);

      if (number != NULL && *number != '\0')
        said->numbers[said->n_numbers++] = count_months (g_ascii_strtod (number, NULL), unit != NULL && *unit != '\0' ? unit : NULL);
    }
  g_match_info_fetch_pos (match, 0, &said->start, &said->end);
  said->is_about = matches (words, "than|under|over|above|below|<|>");
  if (said->start > 0 && !said->is_about)
    {
      g_autofree char *before = g_strndup (text, said->start);

      said->is_about = matches (before, "(?:than|under|over|above|below|<|>)\\s*$");
    }
}

/* The next age from a byte on; FALSE: there is none. */
static gboolean
find_age (const char *text,
          int         from,
          Said       *said)
{
  static const char *const patterns[] = {
    /* "6 through 11 years of age", "18 years or older", "18-year-old" */
    "(?:(?<low>\\d{1,3})" JOINS ")?\\b(?<high>\\d{1,3})[\\s-]*(?<unit>(?:year|month|week|day)s?)[\\s-]+"
    "(?:of\\s+age|old\\b|(?:or|and)\\s+(?:older|younger|above|over|under|up)\\b)",
    /* "ages 6 to 11", "aged at least 18 years" */
    "\\bage[ds]?\\s+(?:of\\s+)?(?:" COMPARES "\\s*)?(?<low>\\d{1,3})\\b(?!\\s*(?:%|mg|kg|mL))(?:" JOINS "(?<high>\\d{1,3}))?(?:\\s*(?<unit>" UNITS "))?",
    /* "younger than 18 years" */
    "\\b(?:younger|older)\\s+than\\s+(?<low>\\d{1,3})\\b(?:\\s*(?<unit>" UNITS "))?(?<high>)",
  };
  static GRegex *regexes[G_N_ELEMENTS (patterns)];
  gboolean       is_found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GMatchInfo) match = NULL;
      Said other;

      if (g_once_init_enter (&regexes[i]))
        g_once_init_leave (&regexes[i], g_regex_new (patterns[i], G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL));
      if (!g_regex_match_full (regexes[i], text, -1, from, 0, &match, NULL))
        continue;
      read_said (match, text, &other);
      if (other.n_numbers > 0 && (!is_found || other.start < said->start))
        *said = other;
      is_found |= other.n_numbers > 0;
    }

  return is_found;
}

/* Numbers that criteria have */

static void
add_number (GArray        *numbers,
            const xmlNode *node,
            const char    *attribute,
            const char    *unit)
{
  g_autofree char *text = precept_node_dup_attribute (node, attribute);
  double           number;

  if (text == NULL || *text == '\0')
    return;
  number = g_ascii_strtod (text, NULL);
  if (unit != NULL)
    number = count_months (number, unit);
  g_array_append_val (numbers, number);
}

/* The bounds of the criteria under @scope that ask for @fact, or for an age. */
static void
collect_numbers (const xmlNode *scope,
                 const char    *fact,
                 GArray        *numbers)
{
  static const char *const bounds[] = { "at-least", "more-than", "at-most", "less-than" };

  for (const xmlNode *node = precept_node_first_element (scope); node != NULL; node = precept_node_next_element (node))
    {
      g_autofree char *own = precept_node_dup_attribute (node, "fact");
      g_autofree char *unit = precept_node_dup_attribute (node, "unit");

      if (fact == NULL && precept_node_is (node, "limit"))
        {
          add_number (numbers, node, "age-at-least", "years");
          add_number (numbers, node, "age-at-most", "years");
        }
      for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
        {
          if (fact == NULL && precept_node_is (node, "age"))
            add_number (numbers, node, bounds[i], unit != NULL ? unit : "years");
          else if (fact != NULL && (precept_node_is (node, "lab") || precept_node_is (node, "number-of")) && g_strcmp0 (own, fact) == 0)
            add_number (numbers, node, bounds[i], NULL);
        }
      collect_numbers (node, fact, numbers);
    }
}

static gboolean
has_number (GArray  *numbers,
            double   number,
            gboolean is_about,
            double   step)
{
  for (guint i = 0; i < numbers->len; i++)
    {
      double difference = fabs (g_array_index (numbers, double, i) - number);

      if (difference < 0.0001 || (is_about && difference < step + 0.0001))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_all_numbers (GArray     *numbers,
                 const Said *said)
{
  for (guint i = 0; i < said->n_numbers; i++)
    if (!has_number (numbers, said->numbers[i], said->is_about, said->numbers[i] < 0 ? 1 : 12))
      return FALSE;

  return TRUE;
}

/* Prose */

/* What a text about criteria is beside: an indication, the general criteria, or a group or the coverage that holds some. */
static const xmlNode *
find_scope (const xmlNode *node)
{
  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    if (precept_node_is (node, "indication") || precept_node_is (node, "general") || precept_node_is (node, "group") ||
        precept_node_is (node, "coverage"))
      return node;

  return NULL;
}

static gboolean
is_operator (const xmlNode *node)
{
  return precept_node_is (node, "all") || precept_node_is (node, "any") || precept_node_is (node, "none") || precept_node_is (node, "at-least");
}

/* A heading, a note or a paragraph beside criteria; not a criterion itself. */
static gboolean
is_beside (const xmlNode *node)
{
  const xmlNode *parent = node->parent;

  if (precept_node_is (node, "title"))
    return precept_node_is (parent, "indication") || precept_node_is (parent, "group") || is_operator (parent);
  if (!precept_node_is (node, "p"))
    return FALSE;
  for (; parent != NULL && parent->type == XML_ELEMENT_NODE; parent = parent->parent)
    {
      if (precept_node_is (parent, "criterion") || precept_node_is (parent, "position") || precept_node_is (parent, "all-other-uses"))
        return FALSE;
      if (precept_node_is (parent, "indication") || precept_node_is (parent, "group") || precept_node_is (parent, "coverage"))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_numbers (GArray *months)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; i < months->len; i++)
    {
      double      number = g_array_index (months, double, i);
      char        buffer[G_ASCII_DTOSTR_BUF_SIZE];
      const char *unit;

      if (number < 0)
        {
          number = -number - 1;
          unit = " days";
        }
      else if (fmod (number, 12) > 0)
        {
          unit = " months";
        }
      else
        {
          number /= 12;
          unit = "";
        }
      g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
      if (g_strstr_len (list->str, -1, buffer) == NULL)
        g_string_append_printf (list, "%s%s%s", list->len == 0 ? "" : ", ", buffer, unit);
    }

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static char *
dup_list (GArray *numbers)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < numbers->len; i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (buffer, sizeof buffer, "%.15g", g_array_index (numbers, double, i));
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", buffer);
    }

  return g_string_free (list, FALSE);
}

static void
report_other (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              const xmlNode          *node,
              const char             *text,
              const Said             *said,
              const char             *list)
{
  g_autofree char   *words = g_strndup (text + said->start, said->end - said->start);
  PreceptDiagnostic *diagnostic;

  diagnostic = precept_check_context_report (context, rule, node,
                                             "The text says “%s”, but the criteria beside it say %s. Which one holds? "
                                             "Correct the other, or leave the number to the criterion.",
                                             words, list);
  precept_diagnostic_set_range (diagnostic, (int)g_utf8_strlen (text, said->start), (int)g_utf8_strlen (text, said->end));
}

static void
check_ages (PreceptCheckContext    *context,
            const PreceptCheckRule *rule,
            const xmlNode          *node,
            const char             *text,
            GArray                 *numbers)
{
  Said said;
  int  from = 0;

  while (numbers->len > 0 && find_age (text, from, &said))
    {
      if (!has_all_numbers (numbers, &said))
        {
          g_autofree char *list = dup_numbers (numbers);

          report_other (context, rule, node, text, &said, list);
        }
      from = said.end;
    }
}

/* Whether a text, as words in lower case, names a fact that has a number. */
static gboolean
names_fact (const char    *words,
            const xmlNode *fact)
{
  static const char *const names[] = { "name", "plural" };
  g_autofree char         *kind = precept_node_dup_attribute (fact, "kind");

  if (kind == NULL || (strcmp (kind, "lab") != 0 && strcmp (kind, "number") != 0 && strcmp (kind, "count") != 0))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = precept_node_dup_child_text (fact, names[i]);
      g_autofree char *normal = name != NULL ? precept_check_normalize_words (name) : NULL;
      g_autofree char *padded = normal != NULL ? g_strconcat (" ", normal, " ", NULL) : NULL;

      if (normal != NULL && *normal != '\0' && strstr (words, padded) != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_words (const char *text)
{
  g_autofree char *normal = precept_check_normalize_words (text);

  return g_strconcat (" ", normal, " ", NULL);
}

/* Numbers with the unit of a fact that the text names. */
static void
check_values (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              const xmlNode          *node,
              const char             *text,
              const xmlNode          *scope,
              const xmlNode          *fact)
{
  g_autofree char *id = precept_node_dup_attribute (fact, "id");
  g_autofree char *shown = precept_node_dup_attribute (fact, "unit-shown");
  g_autofree char *unit = precept_node_dup_attribute (fact, "unit");
  g_autofree char *escaped = shown != NULL || unit != NULL ? g_regex_escape_string (shown != NULL ? shown : unit, -1) : NULL;
  g_autofree char *pattern = escaped != NULL ? g_strconcat ("(?<![\\d.,])(\\d[\\d,]*(?:\\.\\d+)?)\\s*", escaped, NULL) : NULL;
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GRegex) regex = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (id != NULL)
    collect_numbers (scope, id, numbers);
  if (pattern == NULL || numbers->len == 0)
    return;

  regex = g_regex_new (pattern, 0, 0, NULL);
  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *words = g_match_info_fetch (match, 0);
      g_autofree char *digits = g_match_info_fetch (match, 1);
      g_auto (GStrv) parts = g_strsplit (digits, ",", -1);
      g_autofree char *plain = g_strjoinv ("", parts);
      g_autofree char *list = NULL;
      Said             said = { { 0 } };

      if (has_number (numbers, g_ascii_strtod (plain, NULL), FALSE, 0))
        continue;
      list = dup_list (numbers);
      g_match_info_fetch_pos (match, 0, &said.start, &said.end);
      report_other (context, rule, node, text, &said, list);
    }
}

/* Words that a criterion says besides: with few, it is about nothing else. */
static gboolean
is_only_about (const char *text,
               const Said *said)
{
  g_autofree char *before = g_strndup (text, said->start);
  g_autofree char *rest = g_strconcat (before, " ", text + said->end, NULL);
  g_autofree char *words = precept_check_normalize_words (rest);
  guint            n_spaces = 0;

  for (const char *p = words; *p != '\0'; p++)
    n_spaces += *p == ' ';

  return n_spaces < 6;
}

static void
check_text (PreceptCheckContext    *context,
            const PreceptCheckRule *rule,
            const xmlNode          *node,
            const xmlNode          *scope)
{
  GPtrArray       *facts = precept_check_context_get_elements (context, "fact");
  gboolean         is_criterion = precept_node_is (node, "criterion");
  g_autofree char *text = precept_node_dup_text (node);
  g_autofree char *words = NULL;
  Said             said;

  if (strpbrk (text, "0123456789") == NULL)
    return;

  if (find_age (text, 0, &said) && (!is_criterion || is_only_about (text, &said)))
    {
      g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (double));

      collect_numbers (scope, NULL, numbers);
      check_ages (context, rule, node, text, numbers);
    }
  words = dup_words (text);
  for (guint i = 0; !is_criterion && i < facts->len; i++)
    if (names_fact (words, facts->pdata[i]))
      check_values (context, rule, node, text, scope, facts->pdata[i]);
}

void
precept_check_other_numbers (PreceptCheckContext    *context,
                             const PreceptCheckRule *rule)
{
  for (guint i = 0; is_english (context) && i < context->elements->len; i++)
    {
      const xmlNode *node = context->elements->pdata[i];
      const xmlNode *scope = precept_node_is (node, "criterion") || is_beside (node) ? find_scope (node) : NULL;

      if (scope != NULL)
        check_text (context, rule, node, scope);
    }
}

/* Comparisons in words */

/* A criterion that says an age and nothing else can be one: "The member is 18 years of age or older". */
static void
fix_age (PreceptCheckContext *context,
         PreceptDiagnostic   *diagnostic,
         const xmlNode       *criterion,
         const char          *text)
{
  static const char *const patterns[] = {
    "^(?:(?:the\\s+)?(?:member|patient|individual|person)\\s+(?:is|must\\s+be)\\s+)?(?:age\\s+)?(\\d{1,3})\\s+years(?:\\s+(?:of\\s+age|old))?\\s+(?:or|and)\\s+older[.;]?$",
    "^(?:(?:the\\s+)?(?:member|patient|individual|person)\\s+(?:is|must\\s+be)\\s+)?at\\s+least\\s+(\\d{1,3})\\s+years\\s+(?:of\\s+age|old)[.;]?$",
  };
  g_autofree char *id = precept_node_dup_attribute (criterion, "id");
  GPtrArray       *givens = precept_check_context_get_elements (context, "given");

  for (guint i = 0; i < givens->len; i++)
    {
      g_autofree char *fact = precept_node_dup_attribute (givens->pdata[i], "fact");

      if (g_strcmp0 (fact, id) == 0)
        return;
    }
  if (id == NULL || precept_node_child (criterion, "note") != NULL || precept_node_child (criterion, "list") != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i], G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      g_autofree char  *number = NULL;
      g_autofree char  *xml = NULL;
      g_autofree char  *path = NULL;
      g_autofree char  *cites = NULL;
      g_autofree char  *mandate = NULL;
      PreceptStepGroup *fix;

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      cites = precept_node_dup_attribute (criterion, "cites");
      mandate = precept_node_dup_attribute (criterion, "mandate");
      number = g_match_info_fetch (match, 1);
      xml = g_markup_printf_escaped ("<age id=\"%s\" at-least=\"%s\"/>", id, number);
      path = precept_document_dup_path (context->document, criterion);
      fix = precept_step_group_new ("Make it an age");
      precept_step_group_add (fix, precept_step_new_replace (path, xml));
      if (cites != NULL)
        precept_step_group_add (fix, precept_step_new_set_attribute (path, "cites", cites));
      if (mandate != NULL)
        precept_step_group_add (fix, precept_step_new_set_attribute (path, "mandate", mandate));
      precept_diagnostic_set_fix (diagnostic, fix);
      return;
    }
}

static void
check_comparison (PreceptCheckContext    *context,
                  const PreceptCheckRule *rule,
                  const xmlNode          *criterion)
{
  GPtrArray       *facts = precept_check_context_get_elements (context, "fact");
  g_autofree char *text = precept_node_dup_text (criterion);
  g_autofree char *words = dup_words (text);
  Said             said;

  if (find_age (text, 0, &said))
    {
      g_autofree char   *quoted = g_strndup (text + said.start, said.end - said.start);
      PreceptDiagnostic *diagnostic = precept_check_context_report (context, rule, criterion,
                                                                    "“%s” is written in words, so a person has to judge it. An age can be a criterion of its own.", quoted);

      fix_age (context, diagnostic, criterion, text);
      return;
    }
  for (guint i = 0; i < facts->len; i++)
    {
      g_autofree char *name = NULL;

      if (!names_fact (words, facts->pdata[i]) || !matches (text, COMPARES "\\s*\\d|\\d\\S*(?:\\s+\\S+){0,3}\\s+or\\s+(?:more|less|higher|lower|greater|fewer)"))
        continue;
      name = precept_node_dup_child_text (facts->pdata[i], "name");
      precept_check_context_report (context, rule, criterion,
                                    "This criterion compares “%s” in words, so a person has to judge it. That is one of the facts: a criterion can ask for it.",
                                    name != NULL ? name : "a fact");
      return;
    }
}

void
precept_check_comparisons (PreceptCheckContext    *context,
                           const PreceptCheckRule *rule)
{
  GPtrArray *criteria = precept_check_context_get_elements (context, "criterion");

  for (guint i = 0; is_english (context) && i < criteria->len; i++)
    check_comparison (context, rule, criteria->pdata[i]);
}
