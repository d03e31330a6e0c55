/* precept-history-page.h: the editor of the history
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-entry-page.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_HISTORY_PAGE (precept_history_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptHistoryPage, precept_history_page, PRECEPT, HISTORY_PAGE, PreceptEntryPage)

GtkWidget *precept_history_page_new (PreceptSession *session, const char *part_key);

G_END_DECLS
