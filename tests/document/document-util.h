/* document-util.h: what several tests of documents need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document-tree.h"

G_BEGIN_DECLS

#define OPEN "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\">"
#define CLOSE "</guideline>"

PreceptDocument *util_read (const char *text); /* must succeed */
char            *util_write (PreceptDocument *document);

/* Everything the tree holds, node by node: two trees with the same dump are the same. */
char *util_dump (PreceptDocument *document);

/* What must hold of every document at all times. */
void util_check (PreceptDocument *document);

/* The same, and all parts but comments are right to the grammar. */
void util_check_valid (PreceptDocument *document);
/* Applies @group (taken), compares with @expected (patterns that must be in the file, "!" that must not), undoes it, and
 * does it again. */
void util_check_edit (PreceptDocument *document, PreceptStepGroup *group, GError *error, const char *const *expected);

/* Random, from g_test_rand_int(): documents, fragments and groups of steps, some of which can't apply. */
char             *util_random_document (void);
PreceptStepGroup *util_random_group (PreceptDocument *document);

G_END_DECLS
