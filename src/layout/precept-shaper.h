/* precept-shaper.h: texts to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-fonts.h"
#include "precept-lines.h"

G_BEGIN_DECLS

typedef struct _PreceptShaper PreceptShaper;

PreceptShaper *precept_shaper_new (PreceptStyle *style, PreceptFonts *fonts);
void           precept_shaper_free (PreceptShaper *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptShaper, precept_shaper_free)

/* Whether texts are made of words that were shaped before, where that gives the same. For tests. */
void precept_shaper_set_use_words (PreceptShaper *self, gboolean use_words);

/* Width in points; a negative one sets a single line. (transfer full) */
PreceptLines *precept_shaper_set_text (PreceptShaper *self, PreceptText *text, PreceptElement element, double width);
PreceptLines *precept_shaper_set_string (PreceptShaper *self, const char *string, PreceptElement element, double width);

/* The same only of words that were shaped before; NULL where the text has what can't be set like that. (transfer full) */
PreceptLines *precept_shaper_try_text (PreceptShaper *self, PreceptText *text, PreceptElement element, double width);

/* As much of the text as fits on one line of that width, with "…" if it had to be cut. (transfer full) */
PreceptLines *precept_shaper_set_cut (PreceptShaper *self, const char *string, PreceptElement element, double width);

G_END_DECLS
