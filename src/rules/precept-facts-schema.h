/* precept-facts-schema.h: what a case may say, as JSON Schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rules.h"

G_BEGIN_DECLS

/* A JSON Schema (2020-12) of the cases that [func@case_new_from_json] takes as plain values: an object of facts. Ends
 * in a newline. (transfer full) */
char *precept_facts_schema_new (PreceptRules *rules);

G_END_DECLS
