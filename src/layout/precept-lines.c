/* precept-lines.c: a text as it was set: lines of glyph runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-lines.h"

PreceptLines *
precept_lines_ref (PreceptLines *self)
{
  self->ref_count++;
  return self;
}

void
precept_lines_unref (PreceptLines *self)
{
  if (--self->ref_count > 0)
    return;

  for (guint i = 0; i < self->n_runs; i++)
    {
      if (!self->runs[i].is_simple)
        pango_glyph_string_free (self->runs[i].glyphs);
    }
  precept_text_unref (self->text);
  g_free (self->lines);
  g_free (self->runs);
  g_free (self->glyphs);
  g_free (self->missing);
  g_free (self);
}

double
precept_lines_get_width (const PreceptLines *self)
{
  return (double)self->width / PANGO_SCALE;
}

double
precept_lines_get_height (const PreceptLines *self)
{
  return (double)self->leading * self->n_lines;
}

/* Ascender and descender of Lato put the middle of a line of text .305 of its size above the baseline. */
double
precept_lines_get_baseline (const PreceptLines *self)
{
  return (double)self->leading / 2 + 0.305 * (double)self->size;
}

PangoGlyphString *
precept_lines_dup_glyphs (const PreceptLines *self,
                          const PreceptRun   *run)
{
  PangoGlyphString *glyphs;
  const char       *start = precept_text_get_string (self->text) + run->start;
  const char       *text = start;

  if (!run->is_simple)
    return pango_glyph_string_copy (run->glyphs);

  glyphs = pango_glyph_string_new ();
  pango_glyph_string_set_size (glyphs, (int)run->n_glyphs);
  for (guint i = 0; i < run->n_glyphs; i++)
    {
      guint32 packed = self->glyphs[run->first_glyph + i];

      glyphs->glyphs[i].glyph = packed >> 16;
      glyphs->glyphs[i].geometry.width = (int)(packed & 0xffff);
      glyphs->glyphs[i].geometry.x_offset = 0;
      glyphs->glyphs[i].geometry.y_offset = 0;
      glyphs->glyphs[i].attr.is_cluster_start = 1;
      glyphs->glyphs[i].attr.is_color = 0;
      glyphs->log_clusters[i] = (int)(text - start);
      text = g_utf8_next_char (text);
    }

  return glyphs;
}
