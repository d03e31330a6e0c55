/* precept-references-page.h: the editor of the references
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_REFERENCES_PAGE (precept_references_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptReferencesPage, precept_references_page, PRECEPT, REFERENCES_PAGE, GtkBox)

GtkWidget *precept_references_page_new (PreceptSession *session, const char *part_key);

G_END_DECLS
