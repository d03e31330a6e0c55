/* precept-font-map.h: fonts that a page can be printed with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pango.h>

G_BEGIN_DECLS

#define PRECEPT_TYPE_FONT_MAP (precept_font_map_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFontMap, precept_font_map, PRECEPT, FONT_MAP, PangoFontMap)

/* Used by one thread. */
PreceptFontMap *precept_font_map_new (void);

/* Whether a family of that name is installed, whatever its case; and why no page can be printed with it, or NULL. */
gboolean precept_font_map_check_family (PreceptFontMap *self, const char *family, char **fault);
gboolean precept_font_map_has_family (PreceptFontMap *self, const char *family);

/* Never chooses the file of @font again, nor gives it back; lines set before stay as they are. FALSE: it has no file. */
gboolean precept_font_map_refuse (PreceptFontMap *self, PangoFont *font);

G_END_DECLS
