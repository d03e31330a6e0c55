/* precept-rule-json.h: coverage rules as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

/* The rule JSON of a guideline, indented, ending in a newline; valid against data/schema/coverage-rules.schema.json.
 * source.sha256 is that of the canonical bytes. (transfer full) */
char *precept_rule_json_new (PreceptDocument *document);

G_END_DECLS
