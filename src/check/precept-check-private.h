/* precept-check-private.h: what the house rules share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-analysis.h"
#include "precept-check.h"
#include "precept-document-tree.h"
#include "precept-vignette.h"

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

  /* Made when first asked for. */
  PreceptRules       *rules;
  GArray             *findings; /* of PreceptFinding */
  PreceptVignetteRun *vignettes;
} PreceptCheckContext;

PreceptCheckContext *precept_check_context_new (PreceptDocument *document, const GDate *today);
void                 precept_check_context_free (PreceptCheckContext *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptCheckContext, precept_check_context_free)

GPtrArray *precept_check_context_get_elements (PreceptCheckContext *self, const char *name);  /* borrowed; may be empty */
xmlNode   *precept_check_context_find (PreceptCheckContext *self, const char *id);            /* NULL: no such id */
guint      precept_check_context_get_number (PreceptCheckContext *self, const xmlNode *node); /* 0: it has none */

/* Its coverage rules, what criteria make of each other, and what becomes of its test cases. (transfer none) */
PreceptRules         *precept_check_context_get_rules (PreceptCheckContext *self);
const PreceptFinding *precept_check_context_get_findings (PreceptCheckContext *self, guint *n_findings);
PreceptVignetteRun   *precept_check_context_get_vignettes (PreceptCheckContext *self);

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

/* Whether @subjects, two lists of ids, have one in common; NULL is all of them. */
gboolean precept_check_share_subject (const char *subjects, const char *others);

/* What a determination is called: “Decided case by case”. (transfer none) */
const char *precept_check_get_determination_label (const char *determination);

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
void precept_check_administration_codes (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_default (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_table_determinations (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_contrary_indications (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_unused_facts (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_unclear_criteria (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_unknown_options (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_never_met (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_always_met (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_limits (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_overlaps (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_single_choices (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_counts (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_plain_counts (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_other_numbers (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_comparisons (PreceptCheckContext *context, const PreceptCheckRule *rule);

void precept_check_failing_vignettes (PreceptCheckContext *context, const PreceptCheckRule *rule);
void precept_check_untested_indications (PreceptCheckContext *context, const PreceptCheckRule *rule);

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
