/* precept-lines.h: a text as it was set: lines of glyph runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-style-private.h"
#include "precept-text.h"

G_BEGIN_DECLS

#define PRECEPT_NO_SPAN G_MAXUINT

/* Neighbouring glyphs of one font and one span. Lengths in Pango units. */
typedef struct
{
  PangoFont *font; /* kept by PreceptFonts */
  union
  {
    guint             first_glyph; /* if is_simple: into PreceptLines.glyphs */
    PangoGlyphString *glyphs;      /* else owned */
  };
  guint  start, length; /* bytes of the text */
  guint  n_glyphs;
  int    x, width; /* from the left of the line */
  guint  span;     /* of the text, or PRECEPT_NO_SPAN */
  gint16 rise;
  guint8 ink;
  guint8 is_simple : 1; /* one glyph a character, from left to right, no offsets */
  guint8 right_to_left : 1;
  guint8 space_after : 1;
  guint8 small : 1; /* raised or lowered */
} PreceptRun;

typedef struct
{
  guint first_run, n_runs; /* in the order of the text */
  int   x, width;          /* of the line within the width that was asked for */
} PreceptLine;

typedef struct
{
  gunichar character;
  guint    offset; /* bytes into the text */
} PreceptMissing;

/* Ref-counted, immutable. Compact: a PangoLayout takes about ten times the memory. */
typedef struct
{
  guint           ref_count;
  PreceptElement  element;
  PreceptText    *text; /* owned */
  PreceptLine    *lines;
  PreceptRun     *runs;
  guint32        *glyphs; /* glyph << 16 | advance */
  PreceptMissing *missing;
  guint           n_lines, n_runs, n_glyphs, n_missing;
  float           size, leading;
  int             width; /* of the widest line */
  gboolean        has_citations;
} PreceptLines;

PreceptLines *precept_lines_ref (PreceptLines *self);
void          precept_lines_unref (PreceptLines *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptLines, precept_lines_unref)

double precept_lines_get_width (const PreceptLines *self);
double precept_lines_get_height (const PreceptLines *self);
double precept_lines_get_baseline (const PreceptLines *self); /* of the first line, from its top */

/* (transfer full) */
PangoGlyphString *precept_lines_dup_glyphs (const PreceptLines *self, const PreceptRun *run);

G_END_DECLS
