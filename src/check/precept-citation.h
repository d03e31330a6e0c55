/* precept-citation.h: what the text of a reference says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *precept_citation_find_doi (const char *text, int *start, int *end); /* as it stands; characters; NULL: none */

/* First author, title and year in a normal form, equal for two ways of citing one work; NULL where the text is
 * too short to tell. @title_end: bytes, where the journal's name begins (0: not known). */
char *precept_citation_dup_key (const char *text, gsize title_end);

G_END_DECLS
