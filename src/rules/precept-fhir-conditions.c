/* precept-fhir-conditions.c: what enableWhen can say of criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-fhir-items-private.h"

#include <math.h>
#include <string.h>

/* A list of enableWhen is joined by “any” or by “all”, and can't hold another list. So a condition here is a list of
 * which any is true, and what can't be said by it is left out: each is true at least as long as it should be. */

/* The longest list of a condition, so that the size stays linear; codes are listed once. */
#define MAX_ATOMS 24
#define MAX_CODES 400

static void
free_atom (gpointer data)
{
  PreceptFhirAtom *atom = data;

  g_free (atom->word);
  g_free (atom);
}

static GPtrArray *
condition_new (void)
{
  return g_ptr_array_new_with_free_func (free_atom);
}

GPtrArray *
precept_fhir_conditions_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)g_ptr_array_unref);
}

static gboolean
is_equal_atom (gconstpointer a,
               gconstpointer b)
{
  const PreceptFhirAtom *x = a;
  const PreceptFhirAtom *y = b;

  return x->fact == y->fact && x->op == y->op && x->kind == y->kind && x->yes == y->yes &&
         !(x->number < y->number) && !(x->number > y->number) && g_strcmp0 (x->word, y->word) == 0;
}

static void
take_atom (GPtrArray       *condition,
           PreceptFhirAtom *atom)
{
  if (g_ptr_array_find_with_equal_func (condition, atom, is_equal_atom, NULL))
    free_atom (atom);
  else
    g_ptr_array_add (condition, atom);
}

static PreceptFhirAtom *
add_atom (GPtrArray        *condition,
          guint             fact,
          const char       *op,
          PreceptFhirAnswer kind)
{
  PreceptFhirAtom *atom = g_new0 (PreceptFhirAtom, 1);

  atom->fact = fact;
  atom->op = g_intern_string (op);
  atom->kind = kind;
  g_ptr_array_add (condition, atom);

  return atom;
}

static void
add_exists (GPtrArray *condition,
            guint      fact,
            gboolean   exists)
{
  add_atom (condition, fact, "exists", PRECEPT_FHIR_EXISTS)->yes = exists;
}

static void
add_yes (GPtrArray *condition,
         guint      fact,
         gboolean   yes)
{
  add_atom (condition, fact, "=", PRECEPT_FHIR_YES_NO)->yes = yes;
}

static void
add_word (GPtrArray  *condition,
          guint       fact,
          const char *op,
          const char *word)
{
  add_atom (condition, fact, op, PRECEPT_FHIR_WORD)->word = g_strdup (word);
}

GPtrArray *
precept_fhir_condition_new_unless_known (guint fact)
{
  GPtrArray *condition = condition_new ();

  add_exists (condition, fact, FALSE);

  return condition;
}

void
precept_fhir_condition_add_unknown (GPtrArray *condition,
                                    guint      fact)
{
  add_exists (condition, fact, FALSE);
}

void
precept_fhir_condition_add_answer (GPtrArray  *condition,
                                   guint       fact,
                                   const char *word,
                                   gboolean    yes)
{
  if (word != NULL)
    add_word (condition, fact, "=", word);
  else
    add_yes (condition, fact, yes);
}

/* Numbers */

/* A whole number is compared with whole ones, so that the bound moves to the next of them. */
static void
add_number (GPtrArray             *condition,
            const PreceptRuleFact *fact,
            guint                  index,
            const char            *op,
            double                 number)
{
  gboolean is_least = *op == '>';
  gboolean is_open = op[1] == '\0';

  if (fact->is_whole && is_least)
    {
      number = is_open ? floor (number) + 1 : ceil (number);
      op = ">=";
    }
  else if (fact->is_whole)
    {
      number = is_open ? ceil (number) - 1 : floor (number);
      op = "<=";
    }
  add_atom (condition, index, op, PRECEPT_FHIR_NUMBER)->number = number;
}

static gboolean
is_writable (const PreceptRuleFact *fact,
             double                 number)
{
  return !fact->is_whole || fabs (number) < G_MAXINT32 - 1;
}

/* Of two bounds the lower one is said: a number above it may be too high. */
static gboolean
add_passing_range (GPtrArray             *condition,
                   const PreceptRuleFact *fact,
                   const PreceptRuleTest *test)
{
  if (!is_writable (fact, test->has_lower ? test->lower : test->upper))
    return FALSE;
  if (test->has_lower)
    add_number (condition, fact, test->fact, test->is_lower_open ? ">" : ">=", test->lower);
  else if (test->has_upper)
    add_number (condition, fact, test->fact, test->is_upper_open ? "<" : "<=", test->upper);

  return test->has_lower || test->has_upper;
}

static gboolean
add_failing_range (GPtrArray             *condition,
                   const PreceptRuleFact *fact,
                   const PreceptRuleTest *test)
{
  if ((test->has_lower && !is_writable (fact, test->lower)) || (test->has_upper && !is_writable (fact, test->upper)))
    return FALSE;
  if (test->has_lower)
    add_number (condition, fact, test->fact, test->is_lower_open ? "<=" : "<", test->lower);
  if (test->has_upper)
    add_number (condition, fact, test->fact, test->is_upper_open ? ">=" : ">", test->upper);

  return TRUE;
}

/* Codes */

/* The codes of a range one by one, where these are few and no other code can be among them: those that differ in their
 * digits only. */
static gboolean
add_range (GPtrArray              *condition,
           guint                   fact,
           const PreceptCodeRange *range)
{
  gsize            length = strlen (range->first);
  gsize            begin = 0;
  gsize            end = length;
  g_autofree char *head = NULL;
  guint64          first;
  guint64          last;

  if (range->is_open || strlen (range->last) != length || strcmp (range->first, range->last) > 0)
    return FALSE;
  while (begin < end && range->first[begin] == range->last[begin])
    begin++;
  while (end > begin && range->first[end - 1] == range->last[end - 1] && !g_ascii_isdigit (range->first[end - 1]))
    end--;
  if (begin == end || end - begin > 8 || end + 1 < length)
    return FALSE;
  for (gsize i = begin; i < end; i++)
    {
      if (!g_ascii_isdigit (range->first[i]) || !g_ascii_isdigit (range->last[i]))
        return FALSE;
    }
  /* In codes of procedures (ICD-10-PCS) letters sort between. */
  if (end - begin > 1 && length == 7)
    return FALSE;
  head = g_strndup (range->first, begin);
  first = g_ascii_strtoull (range->first + begin, NULL, 10);
  last = g_ascii_strtoull (range->last + begin, NULL, 10);
  if (last - first >= MAX_ATOMS)
    return FALSE;
  for (guint64 n = first; n <= last; n++)
    {
      g_autofree char *code = g_strdup_printf ("%s%0*" G_GUINT64_FORMAT "%s", head, (int)(end - begin), n, range->first + end);

      add_word (condition, fact, "=", code);
    }

  return TRUE;
}

static gboolean
add_codes (GPtrArray             *condition,
           const PreceptRuleTest *test)
{
  if (test->words != NULL && test->words->len > MAX_CODES)
    return FALSE;
  for (guint i = 0; test->words != NULL && i < test->words->len; i++)
    add_word (condition, test->fact, "=", g_ptr_array_index (test->words, i));
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      if (condition->len > MAX_CODES || !add_range (condition, test->fact, g_ptr_array_index (test->ranges, i)))
        return FALSE;
    }

  return TRUE;
}

/* Tests */

/* What a known fact is if the test passes; FALSE: that can't be said. */
static gboolean
add_passing (PreceptRules          *rules,
             GPtrArray             *condition,
             const PreceptRuleTest *test)
{
  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      add_yes (condition, test->fact, TRUE);
      return TRUE;

    case PRECEPT_TEST_RANGE:
      return add_passing_range (condition, precept_rules_get_fact (rules, test->fact), test);

    case PRECEPT_TEST_ONE_OF:
    case PRECEPT_TEST_ANY_CODE:
    default:
      return add_codes (condition, test);
    }
}

static gboolean
has_word (GPtrArray  *words,
          const char *word)
{
  return words != NULL && g_ptr_array_find_with_equal_func (words, word, g_str_equal, NULL);
}

/* What a known fact is if the test fails. Of codes that nobody has listed, only that they are not the one. */
static gboolean
add_failing (PreceptRules          *rules,
             GPtrArray             *condition,
             const PreceptRuleTest *test)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (rules, test->fact);

  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      add_yes (condition, test->fact, FALSE);
      return TRUE;

    case PRECEPT_TEST_RANGE:
      return add_failing_range (condition, fact, test);

    case PRECEPT_TEST_ONE_OF:
    case PRECEPT_TEST_ANY_CODE:
    default:
      if (fact->kind == PRECEPT_FACT_CHOICE)
        {
          for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
            {
              const PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

              if (!has_word (test->words, option->code))
                add_word (condition, test->fact, "=", option->code);
            }
          return TRUE;
        }
      if (test->words == NULL || test->words->len != 1 || test->ranges != NULL)
        return FALSE;
      add_word (condition, test->fact, "!=", g_ptr_array_index (test->words, 0));
      return TRUE;
    }
}

static void
take_condition (GPtrArray *conditions,
                GPtrArray *condition,
                gboolean   is_sayable)
{
  if (is_sayable)
    g_ptr_array_add (conditions, condition);
  else
    g_ptr_array_unref (condition);
}

/* Trees */

void
precept_fhir_conditions_add_any (GPtrArray *conditions,
                                 GPtrArray *lists)
{
  GPtrArray *joined = condition_new ();

  for (guint i = 0; i < lists->len; i++)
    {
      GPtrArray *list = g_ptr_array_index (lists, i);
      GPtrArray *first = list->len > 0 ? g_ptr_array_index (list, 0) : NULL;

      if (first == NULL || joined->len + first->len > MAX_ATOMS)
        {
          g_ptr_array_unref (joined);
          return;
        }
      for (guint j = 0; j < first->len; j++)
        {
          PreceptFhirAtom *atom = g_memdup2 (g_ptr_array_index (first, j), sizeof (PreceptFhirAtom));

          atom->word = g_strdup (atom->word);
          take_atom (joined, atom);
        }
    }
  take_condition (conditions, joined, joined->len > 0);
}

typedef void (*AddFunc) (PreceptRules *rules, GPtrArray *conditions, const PreceptRuleNode *node, int value);

/* All that is true of every child. */
static void
add_of_each (PreceptRules          *rules,
             GPtrArray             *conditions,
             const PreceptRuleNode *node,
             int                    value,
             AddFunc                add)
{
  for (guint i = 0; i < node->children->len; i++)
    add (rules, conditions, g_ptr_array_index (node->children, i), value);
}

/* What is true of some child. */
static void
add_of_any (PreceptRules          *rules,
            GPtrArray             *conditions,
            const PreceptRuleNode *node,
            int                    value,
            AddFunc                add)
{
  g_autoptr (GPtrArray) lists = precept_fhir_conditions_new ();

  for (guint i = 0; i < node->children->len; i++)
    {
      GPtrArray *list = precept_fhir_conditions_new ();

      add (rules, list, g_ptr_array_index (node->children, i), value);
      g_ptr_array_add (lists, list);
    }
  precept_fhir_conditions_add_any (conditions, lists);
}

/* How an operator with this count joins its children. */
static PreceptRuleJoin
get_join (const PreceptRuleNode *node)
{
  if (node->join != PRECEPT_RULE_AT_LEAST)
    return node->join == PRECEPT_RULE_LEAF ? PRECEPT_RULE_ANY : node->join;
  if (node->count == 1)
    return PRECEPT_RULE_ANY;

  return node->count == node->children->len ? PRECEPT_RULE_ALL : PRECEPT_RULE_AT_LEAST;
}

/* How the criteria of a group count for @value; “none” is the opposite of “any”. FALSE: it never has that value. */
static gboolean
read_join (const PreceptRuleNode *node,
           PreceptRuleJoin       *join,
           int                   *value)
{
  *join = get_join (node);
  /* More than there are: never met, whatever they are. */
  if (*join == PRECEPT_RULE_AT_LEAST && node->count > node->children->len)
    return FALSE;
  if (*join == PRECEPT_RULE_NONE)
    {
      *join = PRECEPT_RULE_ANY;
      *value = -*value;
    }

  return TRUE;
}

/*
 * precept_fhir_conditions_add_open:
 * @rules: rules
 * @conditions: list of conditions
 * @node: one of their criteria
 * @value: met or not met
 *
 * Adds what is true as long as @node may still get another value than @value.
 * It may be true a little longer, but it is never false too early.
 */
void
precept_fhir_conditions_add_open (PreceptRules          *rules,
                                  GPtrArray             *conditions,
                                  const PreceptRuleNode *node,
                                  int                    value)
{
  PreceptRuleJoin join;

  if (node->test != NULL)
    {
      GPtrArray *condition = precept_fhir_condition_new_unless_known (node->test->fact);

      take_condition (conditions, condition,
                      value == PRECEPT_MET ? add_failing (rules, condition, node->test) : add_passing (rules, condition, node->test));
      return;
    }

  if (!read_join (node, &join, &value))
    return;
  /* “All” is not met where one is not, and met where each is; “any” the other way round. */
  if ((join == PRECEPT_RULE_ALL && value == PRECEPT_NOT_MET) || (join == PRECEPT_RULE_ANY && value == PRECEPT_MET))
    add_of_each (rules, conditions, node, value, precept_fhir_conditions_add_open);
  else
    add_of_any (rules, conditions, node, value, precept_fhir_conditions_add_open);
}

/*
 * precept_fhir_conditions_add_reached:
 * @rules: rules
 * @conditions: list of conditions
 * @node: one of their criteria
 * @value: met or not met
 *
 * Adds what is true where @node has @value. It may be true elsewhere too.
 */
void
precept_fhir_conditions_add_reached (PreceptRules          *rules,
                                     GPtrArray             *conditions,
                                     const PreceptRuleNode *node,
                                     int                    value)
{
  PreceptRuleJoin join;

  if (node->test != NULL)
    {
      GPtrArray *condition = condition_new ();
      gboolean   is_said = value == PRECEPT_MET ? add_passing (rules, condition, node->test) : add_failing (rules, condition, node->test);

      /* Without an answer "!=" is true to some, so that it says too little. */
      if (!is_said || condition->len == 0 || ((PreceptFhirAtom *)g_ptr_array_index (condition, 0))->op[0] == '!')
        {
          g_ptr_array_set_size (condition, 0);
          add_exists (condition, node->test->fact, TRUE);
        }
      g_ptr_array_add (conditions, condition);
      return;
    }

  if (!read_join (node, &join, &value))
    return;
  if ((join == PRECEPT_RULE_ALL && value == PRECEPT_MET) || (join == PRECEPT_RULE_ANY && value == PRECEPT_NOT_MET))
    add_of_each (rules, conditions, node, value, precept_fhir_conditions_add_reached);
  else
    add_of_any (rules, conditions, node, value, precept_fhir_conditions_add_reached);
}
