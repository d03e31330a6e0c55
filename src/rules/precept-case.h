/* precept-case.h: what is known of one request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rules.h"

G_BEGIN_DECLS

#define PRECEPT_CASE_ERROR (precept_case_error_quark ())
GQuark precept_case_error_quark (void);

typedef enum
{
  PRECEPT_CASE_ERROR_SYNTAX, /* not a JSON object */
  PRECEPT_CASE_ERROR_FACT,   /* a fact that the rules don't have, or a value that it can't have */
} PreceptCaseError;

/* Facts of one request, by the rules that ask for them. What is not set is not known, which is not the same as
 * false. */
typedef struct _PreceptCase PreceptCase;

PreceptCase *precept_case_new (PreceptRules *rules); /* nothing is known */

/* One JSON object, fact id → value: true or false, a number in the fact's unit (or {"value": …, "unit": …}, which
 * must be that unit), an option, a code, an array of codes; null is as if it were left out. Where values are wrong,
 * the error's message has a line for each of them. */
PreceptCase *precept_case_new_from_json (PreceptRules *rules, GBytes *bytes, GError **error);
void         precept_case_free (PreceptCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCase, precept_case_free)

PreceptRules *precept_case_get_rules (PreceptCase *self);

/* @value: "yes" or "no", a number, an option or code, codes with spaces between. Codes are added to those there. */
gboolean precept_case_set (PreceptCase *self, const char *fact_id, const char *value, GError **error);
void     precept_case_unset (PreceptCase *self, const char *fact_id);
gboolean precept_case_knows (PreceptCase *self, const char *fact_id);

G_END_DECLS
