/* precept-fonts.h: the fonts of a style
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-style-private.h"

G_BEGIN_DECLS

#define PRECEPT_FONTS_ERROR (precept_fonts_error_quark ())
GQuark precept_fonts_error_quark (void);

typedef enum
{
  PRECEPT_FONTS_ERROR_NOT_INSTALLED, /* a family of the style is not installed */
  PRECEPT_FONTS_ERROR_UNUSABLE,      /* a family of the style can't be published */
} PreceptFontsError;

/* Ref-counted; used by one thread. */
typedef struct _PreceptFonts PreceptFonts;

PreceptFonts *precept_fonts_new (PreceptStyle *style, GError **error);
PreceptFonts *precept_fonts_ref (PreceptFonts *self);
void          precept_fonts_unref (PreceptFonts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptFonts, precept_fonts_unref)

PangoContext         *precept_fonts_get_context (PreceptFonts *self);
void                  precept_fonts_set_language (PreceptFonts *self, const char *language);
PangoFontDescription *precept_fonts_get_description (PreceptFonts *self, PreceptElement element); /* borrowed */

/* Keeps a font as long as the fonts live; NULL: it can't be used, set the text again. */
PangoFont *precept_fonts_keep (PreceptFonts *self, PangoFont *font);
gboolean   precept_fonts_is_of_style (PreceptFonts *self, PangoFont *font);

/* The Debian package with a font for a character that the fonts lack; NULL: none is known. */
const char *precept_fonts_find_package_for (PreceptFonts *self, gunichar character);

/* Families that fontconfig chose where the style's have no glyph, ascending. (transfer full) */
GStrv precept_fonts_dup_fallback_families (PreceptFonts *self);

G_END_DECLS
