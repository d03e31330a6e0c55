/* precept-doi.h: how DOIs are written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean precept_doi_is_valid (const char *doi);
gsize    precept_doi_find_end (const char *word);
char    *precept_doi_mend (const char *text); /* NULL: no DOI can be read from it */

G_END_DECLS
