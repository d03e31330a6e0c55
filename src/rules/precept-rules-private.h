/* precept-rules-private.h: what coverage rules are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-period.h"
#include "precept-rules.h"
#include "precept-words.h"

G_BEGIN_DECLS

/* What a criterion is in one case, in Kleene's logic: all is the least of its children, any the greatest, and none
 * is any with the sign turned. */
enum
{
  PRECEPT_NOT_MET = -1,
  PRECEPT_UNKNOWN = 0,
  PRECEPT_MET = 1,
};

/* Facts */

typedef enum
{
  PRECEPT_FACT_YES_NO,
  PRECEPT_FACT_NUMBER,
  PRECEPT_FACT_CHOICE,    /* one of its options */
  PRECEPT_FACT_CODE,      /* one of its options, or another code of its system */
  PRECEPT_FACT_CODE_LIST, /* codes of its systems */
} PreceptFactKind;

/* What of a guideline's fact this one is. */
typedef enum
{
  PRECEPT_FACT_PART_VALUE,
  PRECEPT_FACT_PART_OUTCOME,  /* of a therapy */
  PRECEPT_FACT_PART_DURATION, /* for how long it was taken */
} PreceptFactPart;

typedef struct
{
  char *code;
  char *display;
} PreceptRuleOption;

typedef struct
{
  char *system; /* its URI */
  char *code;
} PreceptRuleCoding;

typedef struct
{
  char           *id;
  PreceptFactKind kind;
  char           *question;
  const char     *source;      /* "clinical"; interned */
  char           *unit;        /* UCUM; of a number */
  char           *unit_shown;  /* NULL: nobody says it */
  gboolean        is_whole;    /* a number without a fraction */
  gboolean        is_positive; /* a number that is never below zero */
  GPtrArray      *systems;     /* of char *: URIs, of a code or code list; NULL: none is known */
  GPtrArray      *options;     /* of PreceptRuleOption; NULL: none */
  GPtrArray      *codings;     /* of PreceptRuleCoding: under which a record keeps it; NULL: none */
  char           *within;      /* ISO 8601, "P6M"; NULL: any time */
  const char     *pick;        /* "highest", "lowest", "latest", "count"; interned; NULL: there is but one value */

  /* Of facts that were made of a guideline's; not in the JSON. */
  char             *origin; /* its id there; NULL: it has no origin */
  PreceptFactPart   part;
  PreceptPeriodUnit duration_unit;
} PreceptRuleFact;

/* Tests */

typedef enum
{
  PRECEPT_TEST_YES,      /* the answer is yes */
  PRECEPT_TEST_RANGE,    /* a number lies between bounds */
  PRECEPT_TEST_ONE_OF,   /* a choice or code is among words */
  PRECEPT_TEST_ANY_CODE, /* of a list of codes, any is among words or in a range */
} PreceptTestKind;

/* Codes that sort between two. What is no code of the range's system never lies in it: codes of one system are of
 * one length, or begin with what no other system's begin with. */
typedef struct
{
  char    *first;
  char    *last;
  gboolean is_open;     /* @last is the first code after the range */
  guint    tail_offset; /* where a code's last character stands; 0: nothing is asked of it */
  char   **tails;       /* what may stand there, one character each; NULL with offset 0 */
} PreceptCodeRange;

typedef struct
{
  PreceptTestKind kind;
  guint           fact;
  double          lower; /* of a range */
  double          upper;
  gboolean        has_lower;
  gboolean        has_upper;
  gboolean        is_lower_open;
  gboolean        is_upper_open;
  GPtrArray      *words;  /* of char *; NULL: none */
  GPtrArray      *ranges; /* of PreceptCodeRange; NULL: none */
} PreceptRuleTest;

/* Criteria */

typedef enum
{
  PRECEPT_RULE_ALL,
  PRECEPT_RULE_ANY,
  PRECEPT_RULE_NONE,
  PRECEPT_RULE_AT_LEAST,
  PRECEPT_RULE_LEAF,
} PreceptRuleJoin;

/* A node of a criteria tree. */
typedef struct
{
  char            *id;
  char            *step; /* where a run of the executable form keeps its value: "@age" */
  const char      *kind; /* "all", "age", …; interned */
  char            *text;
  PreceptRuleJoin  join;
  guint            count;    /* of at-least */
  GPtrArray       *children; /* of PreceptRuleNode; NULL: a leaf */
  PreceptRuleTest *test;     /* of a leaf */
  gboolean         is_one;   /* its children are tests of the one criterion that it is */
  guint            index;    /* among all nodes; children come before their parent */
  char           **cites;    /* ids; NULL: none */
  char           **notes;    /* NULL: none */
  int              mandate;  /* TRUE or FALSE; -1: nothing is said */
} PreceptRuleNode;

typedef struct
{
  char *id;
  char *dose;
  char *quantity;
  char *every; /* ISO 8601 */
  char *billing_code;
  int   billing_units; /* -1: none */
  int   age_at_least;  /* in years; -1: none */
  int   age_at_most;
  char *text;
} PreceptRuleLimit;

typedef struct
{
  char            *id;            /* NULL: none in the guideline */
  char            *name;          /* unique: its id, or made of its indication */
  const char      *type;          /* "initial", "continuation" or "any"; interned */
  char            *authorize_for; /* ISO 8601; NULL: without end */
  char            *authorize_for_text;
  PreceptRuleNode *type_node; /* NULL: requests of any type */
  PreceptRuleNode *criteria;  /* NULL: there are none, so none is met */
  PreceptRuleNode *within;    /* NULL: no limit */
  GPtrArray       *limits;    /* of PreceptRuleLimit */
} PreceptRuleRequest;

typedef struct
{
  char            *id;
  char            *title;
  char           **headings;      /* NULL: none */
  char           **subjects;      /* ids; NULL: all */
  const char      *determination; /* interned */
  gboolean         mandate;
  char            *position; /* NULL: none */
  PreceptRuleNode *subject;  /* whether the request is about one of its subjects; NULL: it always is */
  PreceptRuleNode *applies;
  GPtrArray       *requests;   /* of PreceptRuleRequest */
  PreceptRuleNode *other_type; /* a type of request that it has no criteria for; NULL: it has them for each */
} PreceptRuleIndication;

/* What is decided where criteria do not: by an indication with a position in prose, for a use that fails its
 * criteria, and for all other uses. From the most favourable to the least. */
typedef enum
{
  PRECEPT_RULE_REVIEW,        /* case-by-case-review */
  PRECEPT_RULE_NOT_NECESSARY, /* not-medically-necessary */
  PRECEPT_RULE_UNPROVEN,      /* experimental-investigational-unproven */
  PRECEPT_RULE_N_OUTCOMES,
} PreceptRuleOutcome;

typedef struct
{
  char *id;
  char *text;
  char *only_for; /* a line of business; NULL: all */
  guint fact;
} PreceptRulePrecedence;

typedef struct
{
  char *system; /* "CPT" */
  char *code;
  char *through;   /* NULL: it is no range */
  char *use;       /* NULL: nothing is said */
  char *only_with; /* NULL: nothing is said */
} PreceptRuleCode;

typedef struct
{
  gboolean   is_billing;
  char     **subjects; /* ids; NULL: all */
  GPtrArray *codes;    /* of PreceptRuleCode */
} PreceptRuleTable;

typedef struct
{
  char            *id;
  char            *title;
  char           **subjects;
  const char      *determination; /* NULL: the guideline does not say */
  gboolean         mandate;
  char            *text;
  PreceptRuleNode *subject;
} PreceptRuleOther;

struct _PreceptRules
{
  grefcount     ref_count;
  PreceptWords *words;

  char *id;
  char *language;
  char *title;
  char *version;
  char *status;

  GPtrArray  *facts;        /* of PreceptRuleFact */
  GHashTable *fact_indices; /* id, owned by the fact → its index + 1 */
  GPtrArray  *subjects;     /* of PreceptRuleOption */
  GPtrArray  *tables;       /* of PreceptRuleTable */
  GPtrArray  *precedence;   /* of PreceptRulePrecedence */
  guint       line_fact;    /* the line of business; G_MAXUINT: nothing depends on it */

  PreceptRuleNode *scope;       /* whether the request is one under this guideline; NULL: it always is */
  PreceptRuleNode *general;     /* NULL: none */
  GPtrArray       *indications; /* of PreceptRuleIndication */
  PreceptRuleOther other;

  GPtrArray *nodes; /* of borrowed PreceptRuleNode, by index */
};

/* precept-rules.c */
PreceptRules *precept_rules_alloc (const char *language);
/* Adds what follows from codes, subjects and types of requests, and numbers the nodes. The last step of each maker. */
void precept_rules_finish (PreceptRules *self);

/* The index of a fact, made by @question if it is not there; G_MAXUINT: precept_rules_find_fact found none. */
guint            precept_rules_find_fact (PreceptRules *self, const char *id);
PreceptRuleFact *precept_rules_get_fact (PreceptRules *self, guint index);
guint            precept_rules_add_fact (PreceptRules *self, const char *id, PreceptFactKind kind, const char *question, const char *source);
guint            precept_rules_use_billing_codes (PreceptRules *self);
guint            precept_rules_use_request_type (PreceptRules *self);
gboolean         precept_rules_is_reserved (const char *fact_id); /* one that the program makes itself */

void precept_rule_fact_add_option (PreceptRuleFact *self, const char *code, const char *display); /* once */
void precept_rule_fact_add_system (PreceptRuleFact *self, const char *uri);
void precept_rule_fact_add_coding (PreceptRuleFact *self, const char *uri, const char *code);

const char *precept_fact_kind_to_string (PreceptFactKind kind);
gboolean    precept_fact_kind_from_string (const char *text, PreceptFactKind *kind);

PreceptRuleNode *precept_rule_node_new (const char *id, const char *kind, const char *text);
PreceptRuleNode *precept_rule_node_new_leaf (const char *id, const char *kind, const char *text, PreceptTestKind test, guint fact);
void             precept_rule_node_take_child (PreceptRuleNode *self, PreceptRuleNode *child);
void             precept_rule_node_free (PreceptRuleNode *self);
gboolean         precept_rule_kind_is_operator (const char *kind, PreceptRuleJoin *join);

void              precept_rule_test_add_word (PreceptRuleTest *self, const char *word);
PreceptCodeRange *precept_rule_test_add_range (PreceptRuleTest *self, const char *first, const char *last);
/* Adds a code of a system, or a range of them, in every way in which a case may write it. */
void precept_rule_test_add_code (PreceptRuleTest *self, const char *system, const char *code, const char *through);

/* Parts, each added to what holds it. */
PreceptRulePrecedence *precept_rules_add_precedence (PreceptRules *self, const char *id, const char *text, guint fact);
void                   precept_rules_add_subject (PreceptRules *self, const char *id, const char *name);
PreceptRuleIndication *precept_rules_add_indication (PreceptRules *self);
PreceptRuleRequest    *precept_rule_indication_add_request (PreceptRuleIndication *self, const char *type);
PreceptRuleLimit      *precept_rule_request_add_limit (PreceptRuleRequest *self);
PreceptRuleTable      *precept_rule_table_new (gboolean is_billing);
PreceptRuleCode       *precept_rule_table_add_code (PreceptRuleTable *self, const char *system, const char *code);

const char        *precept_rule_outcome_to_decision (PreceptRuleOutcome outcome);
PreceptRuleOutcome precept_rule_indication_get_outcome (const PreceptRuleIndication *self);
const char        *precept_rules_get_default (PreceptRules *self); /* the decision for all other uses */

/* precept-decision-words.c: decisions in words */
char    *precept_decision_dup_text (PreceptRules *rules, const char *decision);
gboolean precept_decision_needs_reviewer (const char *decision);

/* precept-code-system.c: systems of codes and their URIs */
const char *precept_code_system_get_uri (const char *system);  /* NULL: not known */
const char *precept_code_system_get_name (const char *uri);    /* "ICD-10-CM"; NULL: not known */
const char *precept_code_system_get_pattern (const char *uri); /* a regular expression of its codes in a case */
gboolean    precept_code_system_matches (const char *uri, const char *code);

G_END_DECLS
