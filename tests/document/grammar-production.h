/* grammar-production.h: which productions of the schema were broken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "grammar-mutant.h"

typedef struct
{
  xmlDoc     *schema;  /* owned */
  GHashTable *defines; /* owned name → xmlNode */
  GHashTable *broken;  /* xmlNode of the schema */
} Productions;

Productions *productions_new (const char *schema_path);
void         productions_free (Productions *self);

/* A validator refused the mutant: what it was aimed at counts as broken. */
void productions_break (Productions *self, const Mutant *mutant);

/* Every define, element, attribute, choice, reference, data and value that no mutant broke, in words; what stands for
 * foreign content, where nearly everything is right, is left out. (transfer full) */
GPtrArray *productions_list_unbroken (Productions *self, guint *n_productions);
