/* layout-fixture.h: guidelines in pages, for tests
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-layout.h"

G_BEGIN_DECLS

PreceptDocument *fixture_parse (const char *xml);
PreceptLayout   *fixture_lay_out (PreceptDocument *document, PreceptPaper paper);

/* The parts of a guideline within its root and metadata. (transfer full) */
char *fixture_wrap (const char *parts);

/* A guideline of invented words, with every kind of block; bigger ones have more sections. (transfer full) */
char *fixture_generate (guint32 seed, guint n_sections);
char *fixture_generate_words (GRand *random, guint n_words);

/* Marks in readable form, rounded to 0.01 pt. (transfer full) */
char *fixture_dump_page (PreceptPage *page);
char *fixture_dump (PreceptLayout *layout);

G_END_DECLS
