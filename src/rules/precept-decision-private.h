/* precept-decision-private.h: the values of the criteria in one case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-case-private.h"
#include "precept-decision.h"

G_BEGIN_DECLS

struct _PreceptDecision
{
  PreceptRules *rules;
  const char   *decision; /* interned */
  char         *text;
  const char   *indication; /* borrowed from the rules */
  gint8        *values;     /* by the index of the node */
  GPtrArray    *ask;        /* of borrowed char *, ending in NULL */
  GPtrArray    *verify;
  GArray       *lines; /* of PreceptDecisionLine; NULL until somebody wants them */
};

/* precept-decision-values.c */
void     precept_decision_evaluate (PreceptRules *rules, const PreceptCaseValue *facts, gint8 *values);
int      precept_decision_get_value (const gint8 *values, const PreceptRuleNode *node); /* of NULL: met */
int      precept_decision_get_applies (const gint8 *values, const PreceptRuleIndication *indication);
int      precept_decision_get_met (PreceptRules *rules, const gint8 *values, const PreceptRuleIndication *indication, const PreceptRuleRequest *request);
gboolean precept_decision_has_code (const PreceptRuleTest *test, const char *code);

G_END_DECLS
