/* precept-grammar-private.h: the grammar as read from the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/xmlregexp.h>

#include "precept-grammar.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PATTERN_EMPTY,
  PRECEPT_PATTERN_TEXT,
  PRECEPT_PATTERN_ELEMENT,
  PRECEPT_PATTERN_GROUP,
  PRECEPT_PATTERN_CHOICE,
  PRECEPT_PATTERN_INTERLEAVE,
  PRECEPT_PATTERN_OPTIONAL,
  PRECEPT_PATTERN_ZERO_OR_MORE,
  PRECEPT_PATTERN_ONE_OR_MORE,
  PRECEPT_PATTERN_DATA,
  PRECEPT_PATTERN_VALUE,
} PreceptPatternKind;

/* A pattern of the schema with its references resolved, and without foreign content. */
typedef struct
{
  PreceptPatternKind kind;
  char              *name;       /* owned; ELEMENT: element name, DATA: type, VALUE: the value */
  char              *label;      /* owned; VALUE: for people, DATA: its form ("a date such as …") */
  GPtrArray         *children;   /* owned; of PreceptPattern; NULL for leaves */
  char              *facet;      /* owned; DATA: the pattern it must match, or NULL */
  xmlRegexp         *regexp;     /* owned; the facet compiled, or NULL */
  gsize              min_length; /* DATA: in characters */
} PreceptPattern;

typedef struct
{
  char           *name; /* owned; as written, "xml:lang" */
  char           *label;
  gboolean        required;
  PreceptPattern *type;    /* owned; DATA, VALUE or a CHOICE of them */
  GStrv           choices; /* owned; NULL: not one of a list */
} PreceptGrammarAttribute;

typedef struct
{
  char           *name;
  char           *label;
  char           *help;
  char           *place;
  GPtrArray      *attributes;      /* of PreceptGrammarAttribute, in canonical order */
  GStrv           attribute_names; /* the same */
  PreceptPattern *model;           /* NULL: empty */
  gboolean        has_text;        /* text between elements */
  PreceptPattern *value;           /* borrowed from the model: its text is a typed value; or NULL */
  GStrv           choices;         /* owned; of the value; NULL: not one of a list */

  GPtrArray *child_names;    /* owned; of borrowed names that the model mentions, in its order */
  GPtrArray *required_names; /* owned; of borrowed names: those of them that may be missing */
  xmlRegexp *automaton;      /* lazy, guarded by the grammar's mutex; NULL where no child is allowed */
} PreceptGrammarElement;

struct _PreceptGrammar
{
  GHashTable *elements; /* owned name → owned PreceptGrammarElement */
  GPtrArray  *names;    /* borrowed names, in the schema's order, NULL-terminated */
  GMutex      mutex;    /* guards what is built lazily */
};

PreceptGrammarElement   *precept_grammar_lookup (PreceptGrammar *self, const char *name);
PreceptGrammarAttribute *precept_grammar_lookup_attribute (PreceptGrammarElement *element, const char *name);

/* precept-grammar-value.c */
gboolean precept_pattern_matches_value (const PreceptPattern *self, const char *value);
char    *precept_pattern_dup_words (const PreceptPattern *self);

/* precept-grammar-automaton.c; NULL: no element may stand in it */
xmlRegexp *precept_grammar_get_automaton (PreceptGrammar *self, PreceptGrammarElement *element);

G_END_DECLS
