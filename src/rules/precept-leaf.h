/* precept-leaf.h: one coded criterion, as it is filled in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_LEAF_AGE,
  PRECEPT_LEAF_DIAGNOSIS,
  PRECEPT_LEAF_LAB, /* also any other number */
  PRECEPT_LEAF_COUNT,
  PRECEPT_LEAF_THERAPY,
  PRECEPT_LEAF_PRESCRIBER,
  PRECEPT_LEAF_YES_NO,
  PRECEPT_LEAF_CHOICE,
  PRECEPT_LEAF_N_KINDS,
} PreceptLeafKind;

/* How a number is compared. */
typedef enum
{
  PRECEPT_LEAF_AT_LEAST,
  PRECEPT_LEAF_MORE_THAN,
  PRECEPT_LEAF_AT_MOST,
  PRECEPT_LEAF_LESS_THAN,
  PRECEPT_LEAF_BETWEEN, /* both included */
  PRECEPT_LEAF_ANY_NUMBER,
} PreceptLeafBound;

typedef struct
{
  char *name; /* "a neurologist" */
  char *code; /* of the taxonomy; NULL: none */
} PreceptLeafSpecialty;

typedef struct
{
  char *table; /* id of a code table */
  char *value; /* one code of it; NULL: all */
} PreceptLeafCodes;

/* What a form holds. Strings are owned, and NULL where nothing is said; fields that a kind does not have do not matter. */
typedef struct
{
  PreceptLeafKind  kind;
  char            *fact; /* id; NULL: a new one, of what follows */
  char            *fact_name;
  char            *fact_plural;
  char            *fact_unit;   /* as printed: of a new one */
  char            *statement;   /* YES_NO: of a new one */
  GPtrArray       *options;     /* CHOICE: of char *, ids of those that will do */
  PreceptLeafBound bound;       /* AGE, LAB, COUNT */
  char            *number;      /* "18" */
  char            *upper;       /* BETWEEN */
  char            *unit;        /* AGE: "years" */
  char            *within;      /* LAB, COUNT, THERAPY: "6 months" */
  char            *duration;    /* THERAPY: "8 weeks" */
  gboolean         consulted;   /* PRESCRIBER: in consultation with one of them will do */
  GPtrArray       *specialties; /* of PreceptLeafSpecialty; never NULL */
  char            *diagnosis;   /* what it is called */
  GPtrArray       *codes;       /* of PreceptLeafCodes; never NULL */
} PreceptLeaf;

PreceptLeaf *precept_leaf_new (PreceptLeafKind kind);
PreceptLeaf *precept_leaf_new_from_criterion (PreceptDocument *document, const char *path); /* NULL: it is not coded */
/* What a sentence in English seems to demand; where nothing is recognized, a yes-no fact of its words. */
PreceptLeaf *precept_leaf_new_guess (PreceptDocument *document, const char *sentence);
void         precept_leaf_free (PreceptLeaf *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptLeaf, precept_leaf_free)

void        precept_leaf_set (char **field, const char *value); /* trimmed; "" is NULL */
void        precept_leaf_add_specialty (PreceptLeaf *self, const char *name, const char *code);
void        precept_leaf_add_codes (PreceptLeaf *self, const char *table, const char *value);
const char *precept_leaf_get_fact_kind (PreceptLeafKind kind); /* of a new fact: "lab"; NULL: it asks for none */

/* What is still to be filled in, or is not right. */
typedef enum
{
  PRECEPT_LEAF_COMPLETE,
  PRECEPT_LEAF_LACKS_FACT,
  PRECEPT_LEAF_LACKS_NUMBER,
  PRECEPT_LEAF_LACKS_UPPER, /* or it is below the number */
  PRECEPT_LEAF_LACKS_PERIOD,
  PRECEPT_LEAF_LACKS_SPECIALTY,
  PRECEPT_LEAF_LACKS_DIAGNOSIS,
  PRECEPT_LEAF_LACKS_CODES,
  PRECEPT_LEAF_LACKS_STATEMENT,
  PRECEPT_LEAF_LACKS_OPTION,
} PreceptLeafLack;
PreceptLeafLack precept_leaf_find_lack (PreceptLeaf *self);
char           *precept_leaf_dup_sentence (PreceptDocument *document, PreceptLeaf *self); /* as it will be printed; NULL: not complete */

/* (transfer full) groups to apply, as in precept-edit.h. The words of the criterion at @path become its note; and back. */
PreceptStepGroup *precept_leaf_apply (PreceptDocument *document, const char *path, PreceptLeaf *self, gboolean keep_words, GError **error);
PreceptStepGroup *precept_leaf_undo_coding (PreceptDocument *document, const char *path, GError **error);

/* For completion: facts that a kind can ask for, and what else is offered. */
typedef struct
{
  char *id;
  char *name;
  char *detail; /* "LOINC 711-2", "cells/µL"; "" where there is none */
} PreceptLeafOffer;
void       precept_leaf_offer_free (PreceptLeafOffer *self);
GPtrArray *precept_leaf_list_facts (PreceptDocument *document, PreceptLeafKind kind); /* (transfer full) (element-type PreceptLeafOffer) */
GPtrArray *precept_leaf_list_tables (PreceptDocument *document);                      /* of diagnosis codes */
GPtrArray *precept_leaf_list_options (PreceptDocument *document, const char *fact_id);
char      *precept_leaf_dup_unit (PreceptDocument *document, PreceptLeaf *self); /* as printed; "" where there is none */

G_END_DECLS
