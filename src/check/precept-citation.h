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

/* As a list shows it. Bytes of @text: 0 … authors_end … title_end … end; @title_end as above, or 0. Without persons as
 * authors there are none. */
void precept_citation_split (const char *text, gsize *authors_end, gsize *title_end);

char *precept_citation_dup_short_name (const char *text); /* "Miller 2022" */

G_END_DECLS
