/* precept-codes-page.h: the editor of the billing codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_CODES_PAGE (precept_codes_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCodesPage, precept_codes_page, PRECEPT, CODES_PAGE, GtkBox)

GtkWidget *precept_codes_page_new (PreceptSession *session, const char *part_key);

G_END_DECLS
