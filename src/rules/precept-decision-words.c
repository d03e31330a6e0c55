/* precept-decision-words.c: what a decision means
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-rules-private.h"

#include <string.h>

/*
 * precept_decision_dup_text:
 * @rules: rules
 * @decision: a decision of theirs
 *
 * Returns: (transfer full): what it means, in the guideline's language
 */
char *
precept_decision_dup_text (PreceptRules *rules,
                           const char   *decision)
{
  for (guint i = 0; i < rules->precedence->len; i++)
    {
      PreceptRulePrecedence *precedence = g_ptr_array_index (rules->precedence, i);

      if (strcmp (precept_rules_get_fact (rules, precedence->fact)->id, decision) == 0)
        return precept_words_fill (rules->words, "decision", "governed-by", "text", precedence->text, NULL);
    }

  return g_strdup (precept_words_name (rules->words, "decision", decision));
}

/*
 * precept_decision_needs_reviewer:
 * @decision: a decision
 *
 * Returns: whether a clinical reviewer has the last word: whatever is not wholly in the member's favour
 */
gboolean
precept_decision_needs_reviewer (const char *decision)
{
  static const char *const referred[] = {
    "medically-necessary-up-to-quantity-limit", "not-medically-necessary", "experimental-investigational-unproven", "case-by-case-review", NULL
  };

  return g_strv_contains (referred, decision);
}
