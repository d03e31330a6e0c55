/* precept-line-breaker.h: words to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-binding.h"
#include "precept-itemizer.h"

G_BEGIN_DECLS

/* What a line has of one stretch. */
typedef struct
{
  PreceptWordFont *font;
  guint            start, end; /* bytes of the text */
  guint            first_word, n_words;
} PreceptLinePart;

typedef struct
{
  guint    first_part, n_parts;
  gboolean ends_in_space; /* which, where the text goes on in the next line, no part has */
} PreceptBrokenLine;

typedef struct _PreceptLineBreaker PreceptLineBreaker;

PreceptLineBreaker *precept_line_breaker_new (PreceptWordShapes *words);
void                precept_line_breaker_free (PreceptLineBreaker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptLineBreaker, precept_line_breaker_free)

/* Breaks a text into lines of a width in Pango units; a negative one makes a single line. FALSE: that can't be done
 * word by word. */
gboolean precept_line_breaker_run (PreceptLineBreaker *self, const char *text, guint length, const GArray *stretches, const GArray *bound, int width);

/* The same for the width of a text in one line. */
gboolean precept_line_breaker_measure (PreceptLineBreaker *self, const char *text, guint length, const GArray *stretches, int *width);

/* Of the text at hand. Borrowed, until the next run. */
const PreceptBrokenLine  *precept_line_breaker_get_lines (PreceptLineBreaker *self, guint *n_lines);
const PreceptLinePart    *precept_line_breaker_get_parts (PreceptLineBreaker *self);
const PreceptWord *const *precept_line_breaker_get_words (PreceptLineBreaker *self);

G_END_DECLS
