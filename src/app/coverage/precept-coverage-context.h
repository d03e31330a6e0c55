/* precept-coverage-context.h: what the widgets of the coverage editor share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-coverage.h"
#include "precept-session.h"

G_BEGIN_DECLS

/* The page owns it, and all that is in it. */
typedef struct
{
  PreceptSession  *session;
  PreceptCoverage *coverage; /* as of the last change; NULL: the part is gone */
  GHashTable      *rows;     /* path, owned by the row → PreceptCriterionRow, borrowed */
  GHashTable      *values;   /* id → PreceptCriterionValue, while a case is tried; else NULL */
} PreceptCoverageContext;

/* The commands below are actions of a group "coverage" of the page; what is chosen is named by its path:
 * choose (s), edit (s), remove (s), set-kind (sss: path, kind, count), set (ssss: path, attribute, value, label),
 * add-to (ss: path, what), step (i: to the next criterion, or the one before), move (sss: path, target, place),
 * code (s), uncode (s), open (s), ungroup (s). */

/* A text of the document as an editor of its own: blocks, or one text without line breaks. */
GtkWidget *precept_scope_text_new (PreceptSession *session, const char *key, const char *name, gboolean single_line);

/* Text with its marks, for a label. (transfer full) */
char *precept_coverage_dup_block_markup (PreceptSession *session, const char *id, gboolean is_sentence);
char *precept_coverage_dup_inline_markup (PreceptSession *session, const char *path);

G_END_DECLS
