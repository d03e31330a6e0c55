/* precept-rules.h: the coverage rules of a guideline, ready to decide on cases
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

#define PRECEPT_RULES_ERROR (precept_rules_error_quark ())
GQuark precept_rules_error_quark (void);

typedef enum
{
  PRECEPT_RULES_ERROR_SYNTAX,    /* not JSON */
  PRECEPT_RULES_ERROR_NOT_RULES, /* JSON, but not coverage rules, or of a version that is not known */
  PRECEPT_RULES_ERROR_UNUSABLE,  /* coverage rules, a part of which no machine can decide by */
} PreceptRulesError;

/* What a guideline demands, apart from its document: facts, criteria and determinations. It never changes, so
 * threads may share one. */
typedef struct _PreceptRules PreceptRules;

#define PRECEPT_TYPE_RULES (precept_rules_get_type ())
GType precept_rules_get_type (void);

PreceptRules *precept_rules_new (PreceptDocument *document);
PreceptRules *precept_rules_new_from_json (GBytes *bytes, GError **error); /* the rule JSON of a guideline */
PreceptRules *precept_rules_ref (PreceptRules *self);
void          precept_rules_unref (PreceptRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptRules, precept_rules_unref)

const char *precept_rules_get_id (PreceptRules *self);
const char *precept_rules_get_title (PreceptRules *self);
const char *precept_rules_get_version (PreceptRules *self); /* NULL: none yet */
const char *precept_rules_get_status (PreceptRules *self);  /* "draft" */

/* Facts, in the order in which they are asked. */
guint       precept_rules_get_n_facts (PreceptRules *self);
const char *precept_rules_get_fact_id (PreceptRules *self, guint fact);
const char *precept_rules_get_question (PreceptRules *self, const char *fact_id); /* NULL: no such fact */

G_END_DECLS
