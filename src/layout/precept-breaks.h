/* precept-breaks.h: where a text may go on in the next line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-binding.h"
#include "precept-key-table.h"

G_BEGIN_DECLS

#define PRECEPT_NO_BREAK G_MAXUINT

typedef struct
{
  PreceptKeyTable words; /* where each may break */

  /* The text at hand, borrowed. */
  const char         *text;
  guint               length;
  const PreceptRange *bound;
  guint               n_bound;
} PreceptBreaks;

void precept_breaks_init (PreceptBreaks *self);
void precept_breaks_clear (PreceptBreaks *self);

/* Begins with a text of one paragraph, and the ranges in which it must not break. */
void precept_breaks_set_text (PreceptBreaks *self, const char *text, guint length, const PreceptRange *bound, guint n_bound);

/* Whether what follows an offset may go to the next line. The end of a text is such a place. */
gboolean precept_breaks_has (PreceptBreaks *self, guint offset);

/* The last such place from first on, before end, or PRECEPT_NO_BREAK. */
guint precept_breaks_find_last (PreceptBreaks *self, guint first, guint end);

G_END_DECLS
