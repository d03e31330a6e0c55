/* precept-rule-json-private.h: the parts of the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libxml/tree.h>

#include "precept-document.h"
#include "precept-rules-build-private.h"

G_BEGIN_DECLS

/* Writes one JSON. Nodes are borrowed from the document, which does not change meanwhile. */
typedef struct
{
  PreceptDocument *document;
  PreceptRules    *rules;
  GHashTable      *numbers; /* of tables and references: see precept-label.h */
  JsonBuilder     *builder;
} PreceptRuleWriter;

/* Members of the object being written. A value that is NULL or "" is left out. */
void precept_rule_add_string (PreceptRuleWriter *self, const char *name, const char *value);
void precept_rule_take_string (PreceptRuleWriter *self, const char *name, char *value);
void precept_rule_add_strings (PreceptRuleWriter *self, const char *name, char **values);
void precept_rule_add_attribute (PreceptRuleWriter *self, const char *name, const xmlNode *node, const char *attribute);
void precept_rule_add_bool (PreceptRuleWriter *self, const char *name, gboolean value);
void precept_rule_add_int (PreceptRuleWriter *self, const char *name, gint64 value);

char *precept_rule_dup_prose (PreceptRuleWriter *self, const xmlNode *node); /* NULL: none */

/* precept-rule-facts.c */
void precept_rule_write_facts (PreceptRuleWriter *self);

/* precept-rule-criteria.c */
void precept_rule_write_node (PreceptRuleWriter *self, PreceptRuleNode *node);
void precept_rule_write_indications (PreceptRuleWriter *self);

/* precept-rule-steps.c */
void precept_rule_write_steps (PreceptRuleWriter *self);

G_END_DECLS
