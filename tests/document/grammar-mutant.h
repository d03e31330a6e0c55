/* grammar-mutant.h: guidelines with one thing changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>
#include <libxml/tree.h>

typedef enum
{
  MUTATION_NONE,
  MUTATION_RENAME, /* to @value */
  MUTATION_DROP,
  MUTATION_DUPLICATE,
  MUTATION_SWAP, /* with the next element */
  MUTATION_MOVE, /* into the element @other */
  MUTATION_SET_ATTRIBUTE,
  MUTATION_REMOVE_ATTRIBUTE,
  MUTATION_ADD_FOREIGN_ATTRIBUTE,
  MUTATION_ADD_OWN_ATTRIBUTE, /* of our namespace, which no attribute has */
  MUTATION_ADD_ELEMENT,       /* @value with an id, before the child @other */
  MUTATION_ADD_FOREIGN,       /* before the child @other */
  MUTATION_ADD_PLAIN,         /* an element of no namespace, before the child @other */
  MUTATION_ADD_TEXT,          /* @value, before the child @other */
  MUTATION_ADD_CDATA,
  MUTATION_ADD_COMMENT,
  MUTATION_ADD_INSTRUCTION,
  MUTATION_SET_TEXT, /* all content becomes the text @value */
  N_MUTATIONS,
} Mutation;

/* One change to the element that is number @node (from 0) in a document. */
typedef struct
{
  Mutation    mutation;
  guint       fixture;
  guint       node;
  guint       other;
  const char *attribute; /* interned */
  const char *value;     /* interned */

  /* What it is aimed at, for the count of productions. */
  const char *owner;  /* interned; element name; NULL: the document */
  const char *child;  /* interned; or NULL */
  const char *choice; /* interned; the value that was made wrong, or NULL */
} Mutant;

/* Applies to a copy of the fixture. */
void     mutant_apply (const Mutant *self, xmlDoc *document);
char    *mutant_describe (const Mutant *self);
xmlNode *mutant_get_element (xmlDoc *document, guint number);

/* Every child, attribute, choice and kind of element of the fixtures, each changed in a few ways; then @n_random more.
 * (transfer container) (element-type Mutant) */
GArray *mutant_plan (xmlDoc **fixtures, guint n_fixtures, guint n_random);
