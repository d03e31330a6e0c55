/* precept-prose-page.h: the editor of a part that is text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-part-editor.h"
#include "precept-prose-view.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROSE_PAGE (precept_prose_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProsePage, precept_prose_page, PRECEPT, PROSE_PAGE, GtkBox)

GtkWidget        *precept_prose_page_new (PreceptSession *session, const char *part_key);
PreceptProseView *precept_prose_page_get_view (PreceptProsePage *self);

G_END_DECLS
