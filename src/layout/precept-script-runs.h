/* precept-script-runs.h: which part of a text is in which script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-fonts.h"

G_BEGIN_DECLS

/* Says to Pango what the choice of fonts for a text rests on, so that it depends on nothing else. */
void precept_script_runs_add_attributes (PreceptFonts *fonts, PreceptElement element, const char *text, PangoAttrList *attributes);

G_END_DECLS
