/* precept-font-fault.h: why no page can be printed with a font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/* In words, "its file can't be read"; NULL: pages can. Reads the file. */
const char *precept_font_fault_find (PangoFont *font);
const char *precept_font_fault_find_in_pattern (FcPattern *pattern);

G_END_DECLS
