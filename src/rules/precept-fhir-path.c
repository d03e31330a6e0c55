/* precept-fhir-path.c: criteria as FHIRPath over the answers to the Questionnaire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-fhir-private.h"

#include <string.h>

/* hl7.org/fhirpath/N1. Its “and”, “or” and “not()” are those of three values, where what is empty is not known: just as
 * in precept-decision-values.c. The context is a QuestionnaireResponse. Every criterion stands in the text once. */

/* A list of at most so many criteria can be counted in one number, the met ones in its upper part. */
#define COUNT_BASE 100000u

static void
append_string (GString    *path,
               const char *value)
{
  g_string_append_c (path, '\'');
  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == '\'' || *p == '\\')
        g_string_append_c (path, '\\');
      g_string_append_c (path, *p);
    }
  g_string_append_c (path, '\'');
}

static void
append_number (GString *path,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  /* FHIRPath knows no exponents. */
  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (strchr (buffer, 'e') != NULL)
    g_ascii_formatd (buffer, sizeof buffer, "%.8f", number);
  g_string_append (path, buffer);
}

static void
append_answer (GString               *path,
               const PreceptRuleFact *fact)
{
  g_string_append (path, "repeat(item).where(linkId=");
  append_string (path, fact->id);
  g_string_append (path, ").answer.value");
}

/* "in ('a' | 'b')" */
static void
append_words (GString *path,
              guint    n_words,
              char   **words)
{
  g_string_append (path, n_words == 1 ? " = " : " in (");
  for (guint i = 0; i < n_words; i++)
    {
      g_string_append (path, i > 0 ? " | " : "");
      append_string (path, words[i]);
    }
  g_string_append (path, n_words == 1 ? "" : ")");
}

static void
append_bound (GString               *path,
              const PreceptRuleFact *fact,
              const char            *comparison,
              double                 bound)
{
  append_answer (path, fact);
  g_string_append_printf (path, " %s ", comparison);
  append_number (path, bound);
}

static void
append_range (GString               *path,
              const PreceptRuleFact *fact,
              const PreceptRuleTest *test)
{
  if (test->has_lower)
    append_bound (path, fact, test->is_lower_open ? ">" : ">=", test->lower);
  if (test->has_lower && test->has_upper)
    g_string_append (path, " and ");
  if (test->has_upper)
    append_bound (path, fact, test->is_upper_open ? "<" : "<=", test->upper);
}

static void
append_code_range (GString                *path,
                   const PreceptCodeRange *range)
{
  g_string_append (path, "($this >= ");
  append_string (path, range->first);
  g_string_append (path, range->is_open ? " and $this < " : " and $this <= ");
  append_string (path, range->last);
  if (range->tails != NULL)
    {
      g_string_append_printf (path, " and $this.substring(%u)", range->tail_offset);
      append_words (path, g_strv_length (range->tails), range->tails);
    }
  g_string_append_c (path, ')');
}

/* No answer is no list without codes. */
static void
append_any_code (GString               *path,
                 const PreceptRuleFact *fact,
                 const PreceptRuleTest *test)
{
  gboolean begun = FALSE;

  g_string_append (path, "iif(");
  append_answer (path, fact);
  g_string_append (path, ".exists(), ");
  append_answer (path, fact);
  g_string_append (path, ".code.where(");
  if (test->words != NULL)
    {
      g_string_append (path, "$this");
      append_words (path, test->words->len, (char **)test->words->pdata);
      begun = TRUE;
    }
  for (guint i = 0; test->ranges != NULL && i < test->ranges->len; i++)
    {
      g_string_append (path, begun ? " or " : "");
      append_code_range (path, g_ptr_array_index (test->ranges, i));
      begun = TRUE;
    }
  g_string_append (path, begun ? "" : "false");
  g_string_append (path, ").exists(), {})");
}

static void
append_test (GString               *path,
             PreceptRules          *rules,
             const PreceptRuleTest *test)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (rules, test->fact);

  switch (test->kind)
    {
    case PRECEPT_TEST_YES:
      append_answer (path, fact);
      break;

    case PRECEPT_TEST_RANGE:
      append_range (path, fact, test);
      break;

    case PRECEPT_TEST_ONE_OF:
      append_answer (path, fact);
      g_string_append (path, precept_fhir_is_coded (fact) ? ".code" : "");
      append_words (path, test->words->len, (char **)test->words->pdata);
      break;

    case PRECEPT_TEST_ANY_CODE:
    default:
      append_any_code (path, fact, test);
    }
}

static void append_node (GString *path, PreceptRules *rules, const PreceptRuleNode *node);

static void
append_children (GString               *path,
                 PreceptRules          *rules,
                 const PreceptRuleNode *node,
                 const char            *joint)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      g_string_append (path, i > 0 ? joint : "");
      append_node (path, rules, g_ptr_array_index (node->children, i));
    }
}

/* The met and the unmet ones are counted; what is neither leaves it open as long as it can still matter. */
static void
append_at_least (GString               *path,
                 PreceptRules          *rules,
                 const PreceptRuleNode *node)
{
  guint n = node->children->len;

  append_node (path, rules, g_ptr_array_index (node->children, 0));
  for (guint i = 1; i < n; i++)
    {
      g_string_append (path, ".combine(");
      append_node (path, rules, g_ptr_array_index (node->children, i));
      g_string_append (path, ")");
    }
  g_string_append_printf (path,
                          ".aggregate(iif($this, $total + %u, $total + 1), 0)"
                          ".select(iif($this div %u >= %u, true, iif(%u - ($this mod %u) < %u, false, {})))",
                          COUNT_BASE, COUNT_BASE, node->count, n, COUNT_BASE, node->count);
}

static void
append_node (GString               *path,
             PreceptRules          *rules,
             const PreceptRuleNode *node)
{
  g_string_append_c (path, '(');
  if (node->test != NULL)
    append_test (path, rules, node->test);
  else if (node->join == PRECEPT_RULE_AT_LEAST)
    append_at_least (path, rules, node);
  else
    append_children (path, rules, node, node->join == PRECEPT_RULE_ALL ? " and " : " or ");
  g_string_append_c (path, ')');
  if (node->join == PRECEPT_RULE_NONE)
    g_string_append (path, ".not()");
}

/*
 * precept_fhir_dup_path:
 * @rules: rules
 * @node: one of their criteria
 *
 * Returns: (transfer full): FHIRPath that is true where @node is met, false
 *   where it is not, and empty where that is not known
 */
char *
precept_fhir_dup_path (PreceptRules          *rules,
                       const PreceptRuleNode *node)
{
  GString *path = g_string_new (NULL);

  append_node (path, rules, node);

  return g_string_free (path, FALSE);
}
