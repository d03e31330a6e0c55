/* precept-criterion-keys.h: what keys do in criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-criterion-row.h"

G_BEGIN_DECLS

/* @widget: the row itself, or an editor in it; then keys come here first. */
void precept_criterion_keys_attach (GtkWidget *widget, PreceptCriterionRow *row, gboolean is_sentence);

/* Shared with those who show how criteria count. */
char       *precept_criterion_dup_join_name (const char *element, guint count);
GMenuModel *precept_criterion_new_join_menu (const char *path, guint n_members, guint count);
char       *precept_criterion_dup_number (PreceptSession *session, const char *id);

G_END_DECLS
