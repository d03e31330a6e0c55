/* precept-line-maker.h: glyphs to lines of runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-fonts.h"
#include "precept-line-breaker.h"
#include "precept-lines.h"

G_BEGIN_DECLS

typedef struct _PreceptLineMaker PreceptLineMaker;

PreceptLineMaker *precept_line_maker_new (PreceptStyle *style, PreceptFonts *fonts);
void              precept_line_maker_free (PreceptLineMaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptLineMaker, precept_line_maker_free)

/* Begins with a text. What was shaped may have other hyphens, and other characters put in (of guint: where they are,
 * bytes of what was shaped, ascending; each takes three). All is borrowed until the text is finished. */
void precept_line_maker_begin (PreceptLineMaker *self, PreceptText *text, PreceptElement element, const char *shaped, const GArray *put_in);

/* Adds a line of Pango's. Width in Pango units. FALSE: a font of it can't be used; then begin again, with other lines. */
gboolean precept_line_maker_add_pango_line (PreceptLineMaker *self, PangoLayoutLine *line, int width);

/* Adds a line of words. FALSE: a span begins or ends within a glyph; then begin again, with Pango's lines. */
gboolean precept_line_maker_add_words (PreceptLineMaker *self, const PreceptBrokenLine *line, const PreceptLinePart *parts, const PreceptWord *const *words);

/* (transfer full) */
PreceptLines *precept_line_maker_finish (PreceptLineMaker *self);

G_END_DECLS
