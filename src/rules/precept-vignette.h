/* precept-vignette.h: the test cases of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rules.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_VIGNETTE_PASSED,
  PRECEPT_VIGNETTE_FAILED, /* the decision is another one */
  PRECEPT_VIGNETTE_FAULTY, /* it says what the guideline does not ask for, or what can't be */
} PreceptVignetteOutcome;

/* What became of one test case. Strings belong to the run. */
typedef struct
{
  const char            *id;
  const char            *title; /* its id where it has none */
  PreceptVignetteOutcome outcome;
  const char            *expected;   /* the decision it should lead to */
  const char            *decision;   /* that it led to; NULL: it is faulty */
  const char            *decided_by; /* the id of the indication that it came from; NULL: none */
  const char            *message;    /* what is wrong, a line each; NULL: nothing */
} PreceptVignetteResult;

/* What the cases have tried of one criterion. Only cases in which it mattered count. */
typedef struct
{
  const char *id;
  const char *text;
  gboolean    was_met;
  gboolean    was_not_met;
} PreceptVignetteCriterion;

typedef struct _PreceptVignetteRun PreceptVignetteRun;

PreceptVignetteRun *precept_vignette_run_new (PreceptDocument *document);
void                precept_vignette_run_free (PreceptVignetteRun *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptVignetteRun, precept_vignette_run_free)

guint                           precept_vignette_run_get_n_failed (PreceptVignetteRun *self); /* faulty ones too */
const PreceptVignetteResult    *precept_vignette_run_get_results (PreceptVignetteRun *self, guint *n_results);
const PreceptVignetteCriterion *precept_vignette_run_get_criteria (PreceptVignetteRun *self, guint *n_criteria);

/* What is wrong with the name of a fact that a test case tells; NULL: the rules, or the guideline, have it. (transfer full) */
char *precept_vignette_dup_unknown_fact (PreceptRules *rules, const char *id);

/* Reports of several guidelines. @names: what to call each, as many as runs. (transfer full) */
char *precept_vignette_report_text (PreceptVignetteRun *const *runs, const char *const *names, guint n_runs);
char *precept_vignette_report_junit (PreceptVignetteRun *const *runs, const char *const *names, guint n_runs);

G_END_DECLS
