/* precept-prose-table.h: a table of the text, edited in a window of its own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROSE_TABLE (precept_prose_table_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProseTable, precept_prose_table, PRECEPT, PROSE_TABLE, AdwWindow)

/* Shown over the window of @editor. */
void precept_prose_table_open (PreceptPartEditor *editor, PreceptSession *session, const char *table_id);

G_END_DECLS
