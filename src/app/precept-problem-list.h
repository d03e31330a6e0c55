/* precept-problem-list.h: what is wrong with one entry, beside it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-part-editor.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_PROBLEM_LIST (precept_problem_list_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProblemList, precept_problem_list, PRECEPT, PROBLEM_LIST, GtkBox)

/* Not seen where nothing is wrong. A button mends what has a fix. */
GtkWidget *precept_problem_list_new (PreceptSession *session, PreceptPartEditor *editor);
void       precept_problem_list_set_problems (PreceptProblemList *self, GPtrArray *problems);                    /* of PreceptDiagnostic */
void       precept_problem_list_set_problems_of (PreceptProblemList *self, GPtrArray *problems, const char *id); /* those of one entry */

G_END_DECLS
