/* precept-missing.h: what is said of what can't be printed: characters that no font has, broken pictures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"
#include "precept-diagnostic.h"
#include "precept-fonts.h"
#include "precept-lines.h"

G_BEGIN_DECLS

/* (transfer full) */
PreceptDiagnostic *precept_missing_new_diagnostic (PreceptFonts         *fonts,
                                                   PreceptLines         *lines,
                                                   const PreceptMissing *missing,
                                                   PreceptBlock         *block);

/* Of a figure whose picture can't be printed. (transfer full) */
PreceptDiagnostic *precept_missing_new_picture_diagnostic (PreceptBlock *block);

/* Says which families stood in for those of the style, if any did. */
void precept_missing_add_fallback (PreceptFonts *fonts, GPtrArray *diagnostics);

G_END_DECLS
