/* precept-date.h: dates as a guideline writes them, 2026-06-01
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean precept_date_has_form (const char *text); /* whether or not there is such a day */
gboolean precept_date_parse (const char *text, GDate *date);
char    *precept_date_format (const GDate *date);
char    *precept_date_dup_from_words (const char *words); /* yyyy-mm-dd of "June 1, 2026", "6/1/2026" …; NULL: none of it */

G_END_DECLS
