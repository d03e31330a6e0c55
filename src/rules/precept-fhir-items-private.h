/* precept-fhir-items-private.h: what a form asks, in which order, and while what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-rules-private.h"

G_BEGIN_DECLS

/* Conditions */

typedef enum
{
  PRECEPT_FHIR_EXISTS, /* whether there is an answer */
  PRECEPT_FHIR_YES_NO,
  PRECEPT_FHIR_NUMBER,
  PRECEPT_FHIR_WORD, /* an option or code */
} PreceptFhirAnswer;

/* One enableWhen. Each but “exists” and "!=" is false where there is no answer, whoever reads it; "!=" stands only
 * beside what is true then anyway, since readers differ about it. */
typedef struct
{
  guint             fact;
  const char       *op; /* "exists", "=", "!=", "<", …; interned */
  PreceptFhirAnswer kind;
  gboolean          yes;
  double            number;
  char             *word;
} PreceptFhirAtom;

/* A condition is a GPtrArray of PreceptFhirAtom, any of which makes it true. Several conditions (a GPtrArray of them)
 * must all be true. No condition: always. */
GPtrArray *precept_fhir_conditions_new (void);

/* Adds what is true as long as @node is not known to have @value (met or not met), and may be true longer. */
void precept_fhir_conditions_add_open (PreceptRules *rules, GPtrArray *conditions, const PreceptRuleNode *node, int value);
/* Adds what is true where @node has @value, and may be true elsewhere. */
void precept_fhir_conditions_add_reached (PreceptRules *rules, GPtrArray *conditions, const PreceptRuleNode *node, int value);
/* Joins the first conditions of each list to one of which any is true, and adds it; not where one has none. */
void precept_fhir_conditions_add_any (GPtrArray *conditions, GPtrArray *lists);
/* "%fact is not answered, or is answered by …" */
GPtrArray *precept_fhir_condition_new_unless_known (guint fact);
void       precept_fhir_condition_add_unknown (GPtrArray *condition, guint fact);
void       precept_fhir_condition_add_answer (GPtrArray *condition, guint fact, const char *word, gboolean yes); /* NULL: yes or no */

/* Items */

typedef struct
{
  char      *id;         /* of a group: "severe"; NULL: it has no name of its own */
  char      *text;       /* of a group; NULL: it stands for its conditions only */
  guint      fact;       /* G_MAXUINT: a group */
  gboolean   is_heading; /* a group that stays even if it has one item */
  gboolean   is_therapy; /* a group of what is asked of one therapy: its text is the id of that fact */
  GPtrArray *children;   /* of PreceptFhirItem */
  GPtrArray *conditions;
} PreceptFhirItem;

/* What is asked under a guideline: every fact that can change a decision once, others not at all. (transfer full) */
GPtrArray *precept_fhir_items_new (PreceptRules *rules);

/* precept-fhir-places.c */

/* Where facts are asked: a tree like that of the criteria. A fact is asked in the innermost place that holds all
 * criteria that test it. */
typedef struct PreceptFhirPlace PreceptFhirPlace;
struct PreceptFhirPlace
{
  PreceptFhirPlace      *parent;
  const PreceptRuleNode *node; /* NULL: a place that holds others */
  guint                  depth;
  GPtrArray             *children; /* of PreceptFhirPlace */
  GArray                *facts;    /* of guint: asked here, in order */
};

typedef struct
{
  PreceptFhirPlace *root;
  PreceptFhirPlace *scope;
  PreceptFhirPlace *precedence;
  PreceptFhirPlace *body; /* all that does not matter where something takes precedence */
  PreceptFhirPlace *uses; /* which indication it is about: a place each, and one for other uses */
  PreceptFhirPlace *requests;
  PreceptFhirPlace *indications; /* a place each, with a place for each request: its criteria, its limits */
  GPtrArray       **tests;       /* by the index of the fact: of borrowed PreceptFhirPlace, those of criteria that test it */
  guint             n_facts;
} PreceptFhirPlaces;

PreceptFhirPlaces *precept_fhir_places_new (PreceptRules *rules);
void               precept_fhir_places_free (PreceptFhirPlaces *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptFhirPlaces, precept_fhir_places_free)

/* The outcome of a therapy is asked with its duration. */
gboolean precept_fhir_is_same_therapy (const PreceptRuleFact *a, const PreceptRuleFact *b);

G_END_DECLS
