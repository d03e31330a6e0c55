/* precept-code-paste.h: codes as people paste them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-code-table.h"

G_BEGIN_DECLS

/* A column or a block of a spreadsheet, or lines of a text: codes with what they stand for. @system: of codes that do
 * not tell it by their form (NULL: none is preferred). @n_left_out: (out): lines with words, but no code.
 * (transfer full) (element-type PreceptCode) */
GPtrArray *precept_code_paste_parse (const char *pasted, const char *system, guint *n_left_out);

G_END_DECLS
