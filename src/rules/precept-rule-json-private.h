/* precept-rule-json-private.h: the parts of the rule JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>
#include <libxml/tree.h>

#include "precept-document.h"
#include "precept-words.h"

G_BEGIN_DECLS

/* Writes one JSON. Nodes are borrowed from the document, which does not change meanwhile. */
typedef struct
{
  PreceptDocument *document;
  PreceptWords    *words;
  GHashTable      *numbers; /* of tables and references: see precept-label.h */
  JsonBuilder     *builder;
} PreceptRuleWriter;

/* Members of the object being written. A value that is NULL or "" is left out. */
void precept_rule_add_string (PreceptRuleWriter *self, const char *name, const char *value);
void precept_rule_take_string (PreceptRuleWriter *self, const char *name, char *value);
void precept_rule_add_attribute (PreceptRuleWriter *self, const char *name, const xmlNode *node, const char *attribute);
void precept_rule_add_ids (PreceptRuleWriter *self, const char *name, const xmlNode *node, const char *attribute);
void precept_rule_add_mandate (PreceptRuleWriter *self, const xmlNode *node); /* its own, or of what it stands in */
void precept_rule_add_notes (PreceptRuleWriter *self, const xmlNode *node);

char       *precept_rule_dup_prose (PreceptRuleWriter *self, const xmlNode *node); /* NULL: none */
char       *precept_rule_dup_slug (const char *words);                             /* "Medicare Advantage" → "medicare-advantage" */
gboolean    precept_rule_is_operator (const xmlNode *node);
gboolean    precept_rule_is_criteria (const xmlNode *node);               /* a node of a criteria tree */
xmlNode    *precept_rule_next (const xmlNode *node, const xmlNode *root); /* element after it in document order, within root */
const char *precept_rule_get_system_uri (const char *system);             /* NULL: not known */

/* precept-rule-facts.c */
void precept_rule_write_facts (PreceptRuleWriter *self);

/* precept-rule-criteria.c */
void precept_rule_write_tree (PreceptRuleWriter *self, const xmlNode *node, const char *id); /* @id: if it has none */
void precept_rule_write_indications (PreceptRuleWriter *self);

G_END_DECLS
