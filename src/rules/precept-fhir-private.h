/* precept-fhir-private.h: the resources of a Bundle
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rule-json-private.h"

G_BEGIN_DECLS

/* Writes one Bundle. FHIR allows no empty string, list or object, so that members are written only where there is
 * something in them. */
typedef struct
{
  PreceptRuleWriter rule; /* what is written with, too */
  const xmlNode    *root;
  const xmlNode    *metadata;
  GHashTable       *answer_systems; /* a list of answers as one string → the URL of its CodeSystem; both owned */
  GPtrArray        *items;          /* of PreceptFhirItem: what is asked; may be empty */
  gboolean         *is_asked;       /* by the index of the fact */
} PreceptFhirWriter;

gboolean precept_fhir_is_blank (const char *value); /* NULL, or nothing but spaces */

/* Members of the object being written. A list is begun with its first element. */
void precept_fhir_begin_object (PreceptFhirWriter *self, const char *name); /* NULL: an element of a list */
void precept_fhir_begin_list (PreceptFhirWriter *self, const char *name);
void precept_fhir_end_object (PreceptFhirWriter *self);
void precept_fhir_end_list (PreceptFhirWriter *self);
void precept_fhir_add (PreceptFhirWriter *self, const char *name, const char *value); /* blank: left out */
void precept_fhir_take (PreceptFhirWriter *self, const char *name, char *value);
void precept_fhir_add_code (PreceptFhirWriter *self, const char *name, const char *value); /* without spaces that a code can't have */
void precept_fhir_add_coding (PreceptFhirWriter *self, const char *name, const char *system, const char *code, const char *display);
/* {name: {"coding": [{…}], "text": …}}; without a coding if @code is NULL. */
void precept_fhir_add_concept (PreceptFhirWriter *self, const char *name, const char *system, const char *code, const char *display, const char *text);

/* What a resource is called, made of the guideline's id. @part: of those of one type, NULL for the only one. */
char *precept_fhir_dup_url (PreceptFhirWriter *self, const char *type, const char *part); /* canonical */
char *precept_fhir_dup_id (PreceptFhirWriter *self, const char *part);                    /* at most 64 characters */

/* An entry of the Bundle, with what all resources say of themselves. @copyright: NULL: nothing of others is in it. */
void precept_fhir_begin_resource (PreceptFhirWriter *self, const char *type, const char *part, const char *title, const char *description, const char *copyright);
void precept_fhir_end_resource (PreceptFhirWriter *self);
/* When it was approved and reviewed, and from when it holds. */
void precept_fhir_add_dates (PreceptFhirWriter *self);

char       *precept_fhir_dup_metadata (PreceptFhirWriter *self, const char *name); /* NULL: not there */
char       *precept_fhir_dup_part_prose (PreceptFhirWriter *self, const char *part);
const char *precept_fhir_get_copyright (PreceptFhirWriter *self, const xmlNode *tables); /* of the codes under @tables; NULL: of nobody */

/* precept-fhir-codes.c */
const xmlNode *precept_fhir_next_table (PreceptFhirWriter *self, const xmlNode *table); /* NULL: the first */
char          *precept_fhir_dup_table_url (PreceptFhirWriter *self, const xmlNode *table);
void           precept_fhir_write_value_sets (PreceptFhirWriter *self);
/* The URL of the set of codes that answers may come from; NULL: none. */
char *precept_fhir_dup_answer_set (PreceptFhirWriter *self, const PreceptRuleFact *fact);
/* The system that an answer is a code of; NULL: words are no code. */
const char *precept_fhir_find_system (PreceptFhirWriter *self, const PreceptRuleFact *fact, const char *code);
gboolean    precept_fhir_has_options (const PreceptRuleFact *fact);    /* a question with a list of answers in it */
void        precept_fhir_add_answer_systems (PreceptFhirWriter *self); /* finds them, before anything is written */
void        precept_fhir_write_answer_systems (PreceptFhirWriter *self);

/* precept-fhir-range.c */
/* A regular expression of the codes from @first to @last, as rules take them; NULL: it is no range. */
char *precept_fhir_dup_range_pattern (const char *system, const char *first, const char *last);

/* precept-fhir-path.c */
char *precept_fhir_dup_path (PreceptRules *rules, const PreceptRuleNode *node);

/* precept-fhir-questionnaire.c */
gboolean precept_fhir_is_coded (const PreceptRuleFact *fact); /* its answers are codes, not words */
void     precept_fhir_write_questionnaire (PreceptFhirWriter *self);

/* precept-fhir-plan.c */
void precept_fhir_write_plan (PreceptFhirWriter *self);
void precept_fhir_write_contexts (PreceptFhirWriter *self); /* the programs, products and diagnoses that it is for */

G_END_DECLS
