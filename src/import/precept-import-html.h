/* precept-import-html.h: what other programs put on the clipboard, as blocks of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each gives (transfer full) a fragment: p, list, table, and title with @level for a heading, all without ids.
 * No word is lost; "" where there is none. */
char *precept_import_html (const char *html, gssize length);
char *precept_import_plain_text (const char *text, gssize length); /* lines that a PDF broke are joined */

G_END_DECLS
