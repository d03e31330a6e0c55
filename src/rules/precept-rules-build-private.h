/* precept-rules-build-private.h: rules made from a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-rules-private.h"

G_BEGIN_DECLS

/* Makes the rules of one document, which does not change meanwhile. */
typedef struct
{
  PreceptDocument *document;
  PreceptWords    *words;
  GHashTable      *numbers; /* of tables and references: see precept-label.h */
  PreceptRules    *rules;
  GHashTable      *node_ids;   /* set of char *, owned: ids that criteria have */
  GHashTable      *fact_ids;   /* set of char *, owned: ids that facts have or will have */
  GHashTable      *made_facts; /* what a fact is, "lab eosinophils highest 6 weeks", owned → its index + 1 */
  GHashTable      *used;       /* set of char *, owned: ids of the guideline's facts that criteria ask for */
} PreceptRuleBuilder;

/* precept-rules-build.c */
char  *precept_rule_builder_dup_attribute (const xmlNode *node, const char *name);     /* NULL: absent or empty */
char  *precept_rule_builder_dup_prose (PreceptRuleBuilder *self, const xmlNode *node); /* NULL: none */
char  *precept_rule_builder_dup_node_id (PreceptRuleBuilder *self, const char *base);  /* one that no node has yet */
char **precept_rule_builder_dup_notes (PreceptRuleBuilder *self, const xmlNode *node); /* NULL: none */
/* A tree of criteria; @id: of the node if it has none in the guideline. */
PreceptRuleNode *precept_rule_builder_new_tree (PreceptRuleBuilder *self, const xmlNode *node, const char *id);

/* precept-rules-facts.c */
/* The index of the fact that @key stands for, made when first asked for; @base is its id, unless another has it. */
guint precept_rule_builder_use_fact (PreceptRuleBuilder *self, const char *key, const char *base, PreceptFactKind kind, const char *question, const char *source);
guint precept_rule_builder_use_statement (PreceptRuleBuilder *self, const char *id, const char *key, const char *statement);
guint precept_rule_builder_use_own (PreceptRuleBuilder *self, const xmlNode *fact); /* as it stands in the guideline */
guint precept_rule_builder_use_value (PreceptRuleBuilder *self, const xmlNode *fact, const char *pick, const char *within);
guint precept_rule_builder_use_outcome (PreceptRuleBuilder *self, const xmlNode *fact, const char *within);
guint precept_rule_builder_use_duration (PreceptRuleBuilder *self, const xmlNode *fact, const char *within, PreceptPeriodUnit unit);
guint precept_rule_builder_use_diagnoses (PreceptRuleBuilder *self);
guint precept_rule_builder_use_age (PreceptRuleBuilder *self, const char *units);
guint precept_rule_builder_use_specialty (PreceptRuleBuilder *self, gboolean is_consulted);
guint precept_rule_builder_use_units (PreceptRuleBuilder *self, const char *code);
guint precept_rule_builder_use_interval (PreceptRuleBuilder *self, PreceptPeriodUnit unit);
void  precept_rule_builder_add_precedence (PreceptRuleBuilder *self, const xmlNode *precedence, const xmlNode *metadata);
void  precept_rule_builder_add_unused (PreceptRuleBuilder *self, const xmlNode *facts);

/* precept-rules-leaf.c */
PreceptRuleNode *precept_rule_builder_new_leaf (PreceptRuleBuilder *self, const xmlNode *node, const char *id);
/* A criterion that only a person can judge: a yes-no fact with the id of the node. */
PreceptRuleNode *precept_rule_builder_new_question (PreceptRuleBuilder *self, const char *kind, const char *id, const char *text, const char *key);

/* precept-rules-limit.c */
/* Whether a request is within its limits; NULL: it has none. */
PreceptRuleNode *precept_rule_builder_new_within (PreceptRuleBuilder *self, const xmlNode *request, const char *id);

/* precept-rule-tree.c: walking a document */
gboolean precept_rule_is_operator (const xmlNode *node);
gboolean precept_rule_is_criteria (const xmlNode *node);               /* a node of a criteria tree */
xmlNode *precept_rule_next (const xmlNode *node, const xmlNode *root); /* element after it in document order, within root */
gboolean precept_rule_has_mandate (const xmlNode *node);               /* its own, or of what it stands in */
char    *precept_rule_dup_slug (const char *words);                    /* "Medicare Advantage" → "medicare-advantage" */

G_END_DECLS
