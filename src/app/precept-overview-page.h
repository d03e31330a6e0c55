/* precept-overview-page.h: the form of the title and the metadata
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_OVERVIEW_PAGE (precept_overview_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOverviewPage, precept_overview_page, PRECEPT, OVERVIEW_PAGE, AdwBin)

void precept_overview_page_set_session (PreceptOverviewPage *self, PreceptSession *session);
void precept_overview_page_focus (PreceptOverviewPage *self, const char *place); /* "metadata/title"; NULL: the first */

G_END_DECLS
