/* precept-case-private.h: the values of a case
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "precept-case.h"
#include "precept-rules-private.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean   is_known;
  gboolean   is_yes;
  double     number;
  char      *word;  /* a choice or code */
  GPtrArray *codes; /* of char *; may be empty: it is known that there are none */
} PreceptCaseValue;

struct _PreceptCase
{
  PreceptRules     *rules;
  PreceptCaseValue *values; /* by the index of the fact */
};

/* Sets one fact from its value in JSON; FALSE: @problem (transfer full) says what is wrong with it. */
gboolean precept_case_read_value (PreceptCase *self, guint fact, JsonNode *node, char **problem);
/* The same from words; codes are added. */
gboolean precept_case_read_words (PreceptCase *self, guint fact, const char *words, char **problem);
void     precept_case_clear_value (PreceptCaseValue *value);
/* "“agee” is not a fact of this guideline. Did you mean “age”?" (transfer full) */
char *precept_case_dup_unknown_fact (PreceptRules *rules, const char *id);
/* The option that may be meant; NULL: none is near. */
const char *precept_case_find_option (const PreceptRuleFact *fact, const char *word);

G_END_DECLS
