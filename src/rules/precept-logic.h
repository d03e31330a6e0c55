/* precept-logic.h: JsonLogic, as trees of JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "precept-rules-private.h"

G_BEGIN_DECLS

/* Each takes its operands and gives a tree of its own (transfer full). */
JsonNode *precept_logic_null (void);
JsonNode *precept_logic_int (gint64 value);
JsonNode *precept_logic_number (double value); /* whole numbers without a fraction */
JsonNode *precept_logic_string (const char *value);
JsonNode *precept_logic_bool (gboolean value);
JsonNode *precept_logic_list (const char *const *values);
JsonNode *precept_logic_var (const char *name);
JsonNode *precept_logic_apply (const char *name, ...) G_GNUC_NULL_TERMINATED; /* {operator: [operands]} */
JsonNode *precept_logic_apply_all (const char *name, GPtrArray *operands);    /* takes the array and what is in it */
JsonNode *precept_logic_equals (JsonNode *a, JsonNode *b);
JsonNode *precept_logic_is (const char *name, gint64 value); /* a variable has a value */

/* Whether a test is met, given that its fact is known; and back. */
JsonNode *precept_logic_from_test (PreceptRules *rules, const PreceptRuleTest *test);
gboolean  precept_logic_read_test (PreceptRules *rules, JsonNode *logic, PreceptRuleTest *test);

/* JSON text, indented, ending in a newline; logic stands on one line. (transfer full) */
char *precept_json_to_text (JsonNode *root);

/* "Line 3, column 7: ", of what the parser says of a text that is no JSON; "" where it does not say. (transfer full) */
char *precept_json_dup_place (const GError *error);

/* What a case says, by the letter of JSON; NULL: @fault is "Line 1, column 7: “age-years” is told twice. …". Both
 * (transfer full) */
JsonNode *precept_json_parse_case (const char *text, char **fault);

G_END_DECLS
