/* precept-vignette.c: the test cases of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-decision.h"
#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-vignette-private.h"

#include <string.h>

struct _PreceptVignetteRun
{
  PreceptRules *rules;
  GStringChunk *strings;  /* what the results and criteria point to */
  GArray       *results;  /* of PreceptVignetteResult */
  GArray       *criteria; /* of PreceptVignetteCriterion */
  GArray       *lines;    /* of guint: of each criterion its line in an explanation */
  guint         n_failed;
};

static const char *
keep (PreceptVignetteRun *self,
      const char         *string)
{
  return string != NULL ? g_string_chunk_insert_const (self->strings, string) : NULL;
}

/* Every explanation of one guideline has the same lines. */
static void
find_criteria (PreceptVignetteRun *self)
{
  g_autoptr (PreceptCase) nothing = precept_case_new (self->rules);
  g_autoptr (PreceptDecision) decision = precept_decision_new (nothing);
  guint                      n_lines;
  const PreceptDecisionLine *lines = precept_decision_get_lines (decision, &n_lines);

  for (guint i = 0; i < n_lines; i++)
    {
      PreceptVignetteCriterion criterion = { NULL };

      if (lines[i].is_part || strcmp (lines[i].kind, "indication") == 0 || strcmp (lines[i].kind, "request") == 0)
        continue;
      criterion.id = keep (self, lines[i].id);
      criterion.text = keep (self, lines[i].text);
      g_array_append_val (self->criteria, criterion);
      g_array_append_val (self->lines, i);
    }
}

static void
note_values (PreceptVignetteRun *self,
             PreceptDecision    *decision)
{
  guint                      n_lines;
  const PreceptDecisionLine *lines = precept_decision_get_lines (decision, &n_lines);

  for (guint i = 0; i < self->criteria->len; i++)
    {
      PreceptVignetteCriterion  *criterion = &g_array_index (self->criteria, PreceptVignetteCriterion, i);
      const PreceptDecisionLine *line = &lines[g_array_index (self->lines, guint, i)];

      criterion->was_met |= line->in_play && line->value == PRECEPT_MET;
      criterion->was_not_met |= line->in_play && line->value == PRECEPT_NOT_MET;
    }
}

/* "Still to know: age-years, diagnoses." */
static void
append_questions (GString         *message,
                  PreceptDecision *decision)
{
  const char *const *ask = precept_decision_get_ask (decision);
  g_autofree char   *list = g_strjoinv (", ", (char **)ask);

  if (*ask != NULL)
    g_string_append_printf (message, " Still to know: %s.", list);
}

static char *
dup_message (PreceptDecision *decision,
             const char      *expected,
             const char      *indication)
{
  const char *found = precept_decision_get_decision (decision);
  const char *decided_by = precept_decision_get_indication (decision);
  g_autoptr (GString) message = g_string_new (NULL);

  if (g_strcmp0 (found, expected) != 0)
    {
      g_string_append_printf (message, "The decision is %s, not %s.", found, expected != NULL ? expected : "said");
      append_questions (message, decision);
    }
  else if (indication != NULL && decided_by != NULL && strcmp (indication, decided_by) != 0)
    {
      g_string_append_printf (message, "The decision comes from the indication “%s”, not “%s”.", decided_by, indication);
    }

  return message->len > 0 ? g_string_free (g_steal_pointer (&message), FALSE) : NULL;
}

static void
run_vignette (PreceptVignetteRun *self,
              const xmlNode      *node)
{
  g_autofree char *id = precept_rule_builder_dup_attribute (node, "id");
  g_autofree char *title = precept_node_dup_child_text (node, "title");
  g_autofree char *expected = precept_rule_builder_dup_attribute (node, "decision");
  g_autofree char *indication = precept_rule_builder_dup_attribute (node, "indication");
  g_autofree char *message = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (PreceptCase) request = precept_vignette_read (self->rules, node, problems);
  PreceptVignetteResult result = { NULL };

  result.id = keep (self, id != NULL ? id : "");
  result.title = title != NULL ? keep (self, title) : result.id;
  result.expected = keep (self, expected);
  if (problems->len > 0)
    {
      g_ptr_array_add (problems, NULL);
      message = g_strjoinv ("\n", (char **)problems->pdata);
      result.outcome = PRECEPT_VIGNETTE_FAULTY;
    }
  else
    {
      g_autoptr (PreceptDecision) decision = precept_decision_new (request);

      result.decision = keep (self, precept_decision_get_decision (decision));
      result.decided_by = keep (self, precept_decision_get_indication (decision));
      message = dup_message (decision, expected, indication);
      result.outcome = message != NULL ? PRECEPT_VIGNETTE_FAILED : PRECEPT_VIGNETTE_PASSED;
      note_values (self, decision);
    }
  result.message = keep (self, message);
  self->n_failed += result.outcome != PRECEPT_VIGNETTE_PASSED;
  g_array_append_val (self->results, result);
}

/**
 * precept_vignette_run_new:
 * @document: a guideline
 *
 * Decides on each test case of a guideline, and compares.
 *
 * Returns: (transfer full): what became of them
 */
PreceptVignetteRun *
precept_vignette_run_new (PreceptDocument *document)
{
  PreceptVignetteRun *self;
  const xmlNode      *vignettes;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  self = g_new0 (PreceptVignetteRun, 1);
  self->rules = precept_rules_new (document);
  self->strings = g_string_chunk_new (1024);
  self->results = g_array_new (FALSE, FALSE, sizeof (PreceptVignetteResult));
  self->criteria = g_array_new (FALSE, FALSE, sizeof (PreceptVignetteCriterion));
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  find_criteria (self);

  vignettes = precept_node_child (precept_node_child (precept_document_get_root (document), "coverage"), "vignettes");
  for (const xmlNode *node = precept_node_first_element (vignettes); node != NULL; node = precept_node_next_element (node))
    {
      if (precept_node_is (node, "vignette"))
        run_vignette (self, node);
    }

  return self;
}

void
precept_vignette_run_free (PreceptVignetteRun *self)
{
  g_return_if_fail (self != NULL);

  precept_rules_unref (self->rules);
  g_string_chunk_free (self->strings);
  g_array_unref (self->results);
  g_array_unref (self->criteria);
  g_array_unref (self->lines);
  g_free (self);
}

guint
precept_vignette_run_get_n_failed (PreceptVignetteRun *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_failed;
}

/**
 * precept_vignette_run_get_results:
 * @self: a run
 * @n_results: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_results): what became of each test case, in their order
 */
const PreceptVignetteResult *
precept_vignette_run_get_results (PreceptVignetteRun *self,
                                  guint              *n_results)
{
  g_return_val_if_fail (self != NULL && n_results != NULL, NULL);

  *n_results = self->results->len;

  return (const PreceptVignetteResult *)self->results->data;
}

/**
 * precept_vignette_run_get_criteria:
 * @self: a run
 * @n_criteria: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_criteria): what the cases have tried of each criterion
 */
const PreceptVignetteCriterion *
precept_vignette_run_get_criteria (PreceptVignetteRun *self,
                                   guint              *n_criteria)
{
  g_return_val_if_fail (self != NULL && n_criteria != NULL, NULL);

  *n_criteria = self->criteria->len;

  return (const PreceptVignetteCriterion *)self->criteria->data;
}
