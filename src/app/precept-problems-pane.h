/* precept-problems-pane.h: what is wrong with the guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROBLEMS_PANE (precept_problems_pane_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProblemsPane, precept_problems_pane, PRECEPT, PROBLEMS_PANE, GtkBox)

void               precept_problems_pane_set_session (PreceptProblemsPane *self, PreceptSession *session);
void               precept_problems_pane_set_part (PreceptProblemsPane *self, const char *part_key); /* its problems come first */
void               precept_problems_pane_set_n_pages (PreceptProblemsPane *self, guint n_pages);
void               precept_problems_pane_set_expanded (PreceptProblemsPane *self, gboolean expanded);
PreceptDiagnostic *precept_problems_pane_step (PreceptProblemsPane *self, int direction); /* (transfer none) chooses the next; NULL: none */
PreceptDiagnostic *precept_problems_pane_get_chosen (PreceptProblemsPane *self);          /* (transfer none) */

/* Signals "place-activated" and "fix-activated" (PreceptProblemsPane *, PreceptDiagnostic *). */

G_END_DECLS
