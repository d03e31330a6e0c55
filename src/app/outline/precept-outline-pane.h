/* precept-outline-pane.h: the parts of a guideline and their headings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_OUTLINE_PANE (precept_outline_pane_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOutlinePane, precept_outline_pane, PRECEPT, OUTLINE_PANE, GtkBox)

void     precept_outline_pane_set_session (PreceptOutlinePane *self, PreceptSession *session);
void     precept_outline_pane_set_place (PreceptOutlinePane *self, const char *part_key, const char *id); /* where the caret is */
gboolean precept_outline_pane_activate_part (PreceptOutlinePane *self, guint number);                     /* from 1 */
char    *precept_outline_pane_dup_part (PreceptOutlinePane *self, guint *n_errors, guint *n_warnings);    /* the one that is edited; NULL: none */
gboolean precept_outline_pane_run (PreceptOutlinePane *self, const char *command);                        /* FALSE: it has none such */

/* Signals "refused" (PreceptOutlinePane *, const char *why) and "done" (PreceptOutlinePane *, const char *what).
 * Signal "place-activated" (PreceptOutlinePane *, const char *part_key, const char *id): a row was chosen; id may be "". */

G_END_DECLS
