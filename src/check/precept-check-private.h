/* precept-check-private.h: what the house rules share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-check.h"
#include "precept-document-tree.h"

G_BEGIN_DECLS

/* A guideline as the rules read it: indexed by one walk, so that no rule walks it again. */
typedef struct
{
  PreceptDocument *document;    /* borrowed */
  xmlNode         *root;        /* borrowed */
  GPtrArray       *elements;    /* of xmlNode, borrowed: every element of ours, in document order */
  GHashTable      *by_name;     /* interned element name → GPtrArray of xmlNode, in document order */
  GHashTable      *by_id;       /* owned id → xmlNode: the first element that has it */
  GPtrArray       *repeated;    /* of xmlNode, borrowed: elements with the id of an earlier one */
  GHashTable      *numbers;     /* reference, or table that has one → its printed number, from 1 */
  GPtrArray       *diagnostics; /* of PreceptDiagnostic, owned */
  const GDate     *today;       /* borrowed; NULL: nothing is judged by it */
} PreceptCheckContext;

PreceptCheckContext *precept_check_context_new (PreceptDocument *document, const GDate *today);
void                 precept_check_context_free (PreceptCheckContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCheckContext, precept_check_context_free)

GPtrArray *precept_check_context_get_elements (PreceptCheckContext *self, const char *name);  /* borrowed; may be empty */
xmlNode   *precept_check_context_find (PreceptCheckContext *self, const char *id);            /* NULL: no such id */
guint      precept_check_context_get_number (PreceptCheckContext *self, const xmlNode *node); /* 0: it has none */

/* Words for a place: "References › 13", "Billing codes › Table 2 › G12.21". (transfer full) */
char *precept_check_dup_place (PreceptCheckContext *self, const xmlNode *node);

/* Adds a diagnostic about @node (or an attribute of it), and returns it (borrowed) for a range or a fix. */
PreceptDiagnostic *precept_check_context_report (PreceptCheckContext *self, const PreceptCheckRule *rule, const xmlNode *node, const char *format, ...) G_GNUC_PRINTF (4, 5);
/* The same, more or less severe than the rule usually is. */
PreceptDiagnostic *precept_check_context_report_as (PreceptCheckContext *self, const PreceptCheckRule *rule, PreceptSeverity severity, const xmlNode *node, const char *format, ...) G_GNUC_PRINTF (5, 6);

/* A fix of one step. */
void precept_check_fix_attribute (PreceptCheckContext *self, PreceptDiagnostic *diagnostic, const xmlNode *node, const char *attribute, const char *value, const char *label);

/* A word in lower case, without what spelling varies in: accents, quotes, hyphens, spaces. (transfer full) */
char *precept_check_normalize_words (const char *text);

/* A rule: one small function that reads the context and reports. */
typedef void (*PreceptCheckFunc) (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_duplicate_references (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_uncited_references (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_dois (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_pmids (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_pmcids (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_trial_numbers (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_code_forms (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_code_ranges (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_repeated_codes (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_determinations (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_impossible_dates (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_history_order (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_review_gaps (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_metadata_dates (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_last_review (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_next_review (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_review_overdue (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_repeated_terms (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_repeated_abbreviations (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_list_numbering (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_repeated_ids (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_dangling_links (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_wrong_targets (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_addresses (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_policy_number (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_version (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_effective_date (PreceptCheckContext *context, const PreceptCheckRule *rule);

G_END_DECLS
