/* precept-find-match.h: a place where words were found, in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "precept-find.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FIND_MATCH (precept_find_match_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFindMatch, precept_find_match, PRECEPT, FIND_MATCH, GObject)

PreceptFindMatch *precept_find_match_new (PreceptMatch *match, const char *part); /* (transfer full) @match */

PreceptMatch *precept_find_match_get_match (PreceptFindMatch *self);  /* borrowed */
const char   *precept_find_match_get_part (PreceptFindMatch *self);   /* its title */
char         *precept_find_match_dup_markup (PreceptFindMatch *self); /* the words with what stands around them */

G_END_DECLS
