/* precept-step-splice.h: replaces some children of an element by others, and can take it back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document-private.h"

G_BEGIN_DECLS

/* @list: nodes of the same document, linked to each other but not into it; taken, also on failure. */
gboolean precept_step_run_splice (PreceptStepRun *self, xmlNode *parent, guint position, guint n_nodes, xmlNode *list, GError **error);
gboolean precept_step_run_splice_xml (PreceptStepRun *self, xmlNode *parent, guint position, guint n_nodes, const char *xml, GError **error);
void     precept_step_run_add_inverse (PreceptStepRun *self, PreceptStep *step); /* (transfer full) */
void     precept_step_run_mark (PreceptStepRun *self, const xmlNode *node);      /* the nearest id holds a change */

gboolean precept_step_read_list (const char *xml, xmlNode *parent, xmlNode **list, GError **error);
void     precept_step_free_list (xmlNode *list);
gboolean precept_step_fail (GError **error, const char *format, ...) G_GNUC_PRINTF (2, 3); /* gives FALSE */

G_END_DECLS
