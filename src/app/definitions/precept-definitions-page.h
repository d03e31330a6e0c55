/* precept-definitions-page.h: the editor of the definitions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-entry-page.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_DEFINITIONS_PAGE (precept_definitions_page_get_type ())
G_DECLARE_FINAL_TYPE (PreceptDefinitionsPage, precept_definitions_page, PRECEPT, DEFINITIONS_PAGE, PreceptEntryPage)

GtkWidget *precept_definitions_page_new (PreceptSession *session, const char *part_key);

/* Defines a term, "Adverse events (AEs)", from anywhere: a selection in a text. One undo. @id: (out) (transfer full) of the
 * new definition, or of the one that is there already, where nothing is added. */
gboolean precept_definitions_add_term (PreceptSession *session, const char *words, const char *before, char **id, gboolean *added, GError **error);

G_END_DECLS
