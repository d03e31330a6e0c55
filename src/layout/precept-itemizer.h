/* precept-itemizer.h: a text as stretches of one font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-face.h"
#include "precept-word-shapes.h"

G_BEGIN_DECLS

typedef struct
{
  guint            start, end; /* bytes of the text */
  PreceptWordFont *font;
} PreceptStretch;

typedef struct _PreceptItemizer PreceptItemizer;

PreceptItemizer *precept_itemizer_new (PreceptStyle *style, PreceptFonts *fonts, PreceptWordShapes *words);
void             precept_itemizer_free (PreceptItemizer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptItemizer, precept_itemizer_free)

/* Appends the stretches (of PreceptStretch) that make up a text, which ends with a zero. FALSE: it has what can't be set word by word. */
gboolean precept_itemizer_run (PreceptItemizer *self, const char *text, guint length, const PreceptSpan *spans, guint n_spans, PreceptElement element, GArray *stretches);

G_END_DECLS
