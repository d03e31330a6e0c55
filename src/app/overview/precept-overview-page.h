/* precept-overview-page.h: the form of the title and the metadata
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_OVERVIEW_PAGE (precept_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOverviewPage, precept_overview_page, PRECEPT, OVERVIEW_PAGE, AdwBin)

GtkWidget *precept_overview_page_new (PreceptSession *session, const char *part_key);

G_END_DECLS
