/* precept-decision.h: what a guideline says of one request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-case.h"

G_BEGIN_DECLS

/* One line of an explanation. Strings are borrowed from the rules. */
typedef struct
{
  const char *id;      /* of a criterion, an indication or a request */
  const char *kind;    /* "indication", "request", or the kind of the criterion */
  const char *text;    /* its heading or sentence */
  const char *fact;    /* the fact that a criterion tests; NULL: it joins others */
  int         value;   /* 1 met, 0 not known, -1 not met */
  guint       depth;   /* of indentation */
  gboolean    in_play; /* FALSE: the request is about something else, so that it did not matter */
  gboolean    is_part; /* one of several tests of the criterion above it, or of a limit: not printed by itself */
} PreceptDecisionLine;

typedef struct _PreceptDecision PreceptDecision;

PreceptDecision *precept_decision_new (PreceptCase *request);
void             precept_decision_free (PreceptDecision *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptDecision, precept_decision_free)

const char        *precept_decision_get_decision (PreceptDecision *self);   /* "medically-necessary" */
const char        *precept_decision_get_text (PreceptDecision *self);       /* what it means */
gboolean           precept_decision_get_refer (PreceptDecision *self);      /* a clinical reviewer has the last word */
const char        *precept_decision_get_indication (PreceptDecision *self); /* that decided; NULL: none did */
const char *const *precept_decision_get_ask (PreceptDecision *self);        /* ids of facts that can still change it */
const char *const *precept_decision_get_verify (PreceptDecision *self);     /* of facts that may override it */

const PreceptDecisionLine *precept_decision_get_lines (PreceptDecision *self, guint *n_lines);

/* As one JSON object, with "explanation" if that is wanted. (transfer full) */
char *precept_decision_to_json (PreceptDecision *self, gboolean explain);

G_END_DECLS
