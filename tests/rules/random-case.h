/* random-case.h: cases drawn at random, near what the criteria ask for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "precept-case-private.h"

G_BEGIN_DECLS

/* Draws values for the facts of some rules. */
typedef struct _RandomCase RandomCase;

RandomCase *random_case_new (PreceptRules *rules, GRand *rand);
void        random_case_free (RandomCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RandomCase, random_case_free)

/* A value that the fact can have; with @favour near 1, most often one that helps to meet the criteria.
 * (transfer full) */
JsonNode *random_case_draw_value (RandomCase *self, guint fact, double favour);

/* An object that tells each fact with the probability @known. (transfer full) */
JsonNode *random_case_draw (RandomCase *self, double known, double favour);

/* The case of such an object. (transfer full) */
PreceptCase *random_case_read (PreceptRules *rules, JsonNode *facts);

/* A guideline drawn at random, as XML. (transfer full) */
char *random_guideline_new (GRand *rand);
char *random_guideline_new_deep (GRand *rand, guint depth, guint n_indications); /* with criteria of so many levels */

G_END_DECLS
