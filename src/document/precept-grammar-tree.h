/* precept-grammar-tree.h: the grammar asked about nodes of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-grammar.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PROBLEM_MISSING,         /* a child that must be there is not */
  PRECEPT_PROBLEM_UNEXPECTED,      /* a child that may never stand in this element */
  PRECEPT_PROBLEM_REPEATED,        /* a child that may be there once is there again */
  PRECEPT_PROBLEM_MISPLACED,       /* a child that may be there stands in the wrong place */
  PRECEPT_PROBLEM_UNKNOWN_ELEMENT, /* a child of our namespace that the format does not have */
  PRECEPT_PROBLEM_TEXT,            /* text where none may be */
  PRECEPT_PROBLEM_MISSING_ATTRIBUTE,
  PRECEPT_PROBLEM_UNKNOWN_ATTRIBUTE,
  PRECEPT_PROBLEM_VALUE, /* the value of an attribute, or the element's own */
} PreceptProblemKind;

/* What is wrong with one element. */
typedef struct
{
  PreceptProblemKind kind;
  const xmlNode     *node;      /* borrowed; the child or text at fault, else the element itself */
  char              *name;      /* owned; MISSING: of a child that would do; else NULL */
  char              *attribute; /* owned; name as written, where an attribute is at fault; else NULL */
  guint              position;  /* MISSING: before which child node it belongs; MISPLACED: how many come before it in its place */
  char              *message;   /* owned; a sentence for a person, without a full stop */
} PreceptProblem;

const char *precept_problem_kind_to_string (PreceptProblemKind kind); /* "missing", "unknown-element", … */
void        precept_problem_free (PreceptProblem *self);

/* Everything wrong with this one element: its attributes, the names and order of its children, text. What is
 * wrong within its children is theirs. (transfer container) (element-type PreceptProblem) */
GPtrArray *precept_grammar_check_element (PreceptGrammar *self, const xmlNode *element);

/* Whether the element and all within it are right: the verdict of a validator. */
gboolean precept_grammar_is_tree_right (PreceptGrammar *self, const xmlNode *element);

/* Names of elements that may be inserted before the child node at @position: the parent stays right, or becomes
 * no worse. In the schema's order. (transfer full) */
GStrv    precept_grammar_list_insertable (PreceptGrammar *self, const xmlNode *parent, guint position);
gboolean precept_grammar_can_insert (PreceptGrammar *self, const xmlNode *parent, guint position, const char *name);
/* Whether the child at @position may go: the parent becomes no worse. */
gboolean precept_grammar_can_remove (PreceptGrammar *self, const xmlNode *parent, guint position);
/* Names of children that must be there and are not. (transfer full) */
GStrv precept_grammar_list_missing (PreceptGrammar *self, const xmlNode *parent);

G_END_DECLS
