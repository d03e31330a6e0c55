/* precept-code-item.h: one row of a table of codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-code-table.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_CODE_ITEM (precept_code_item_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCodeItem, precept_code_item, PRECEPT, CODE_ITEM, GObject)

PreceptCodeItem   *precept_code_item_new (PreceptCode *code);                             /* (transfer full); NULL: the row that a new code is typed into */
const PreceptCode *precept_code_item_get_code (PreceptCodeItem *self);                    /* NULL: that row */
gboolean           precept_code_item_set_code (PreceptCodeItem *self, PreceptCode *code); /* whether anything changed */

GPtrArray *precept_code_item_get_problems (PreceptCodeItem *self);                      /* of PreceptDiagnostic; may be empty */
void       precept_code_item_set_problems (PreceptCodeItem *self, GPtrArray *problems); /* (transfer full) */

/* Signal "changed" (PreceptCodeItem *). */

G_END_DECLS
