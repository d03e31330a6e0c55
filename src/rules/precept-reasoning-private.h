/* precept-reasoning-private.h: which criteria can be met together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rules-private.h"

G_BEGIN_DECLS

/* That a criterion is met, or that it is not. */
typedef struct
{
  const PreceptRuleNode *node; /* NULL: nothing is demanded */
  gboolean               is_met;
  guint                  side; /* 0 or 1: whose it is, where two are compared */
} PreceptPremise;

/* FALSE: no case can be so, whatever is known of it. TRUE: some case may be so; where that is hard to tell, it is TRUE. */
gboolean precept_reasoning_can_hold (PreceptRules *rules, const PreceptPremise *premises, guint n_premises);

/* Whether one request for one reason can be so, where both sides ask for something of the same fact: lists then have
 * one code each. Where that is hard to tell, it is FALSE. */
gboolean precept_reasoning_can_overlap (PreceptRules *rules, const PreceptPremise *premises, guint n_premises);

G_END_DECLS
