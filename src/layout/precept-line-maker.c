/* precept-line-maker.c: glyphs to lines of runs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-line-maker.h"

#include <string.h>

/**
 * PreceptLineMaker:
 *
 * Keeps of the glyphs of a text what drawing needs.
 *
 * A run is what one font draws of one span. Glyphs that nobody can draw are left out, and noted.
 */
struct _PreceptLineMaker
{
  PreceptStyle *style; /* owned */
  PreceptFonts *fonts; /* owned */

  /* The text at hand. */
  PreceptText       *text;
  const char        *shaped;
  const GArray      *put_in;
  const PreceptSpan *spans;
  guint              n_spans;
  PreceptElement     element;
  int                tracking;
  gboolean           has_citations;
  gboolean           is_usable; /* all its fonts are */
  int                x;         /* where the next run begins */

  GArray *lines, *runs, *glyphs, *missing;
  GArray *slices; /* of WordSlice: of a run that is being made */
};

/* Glyphs of one font and span. */
typedef struct
{
  PangoFont        *font;
  guint             span;
  gboolean          right_to_left;
  int               start, length; /* bytes of what was shaped */
  PangoGlyphString *glyphs;        /* clusters from start */
} GlyphRun;

/* What a run has of a word. */
typedef struct
{
  const PreceptWord *word;
  guint              start; /* of the word, bytes of the text */
  guint              first_glyph, end_glyph;
} WordSlice;

PreceptLineMaker *
precept_line_maker_new (PreceptStyle *style,
                        PreceptFonts *fonts)
{
  PreceptLineMaker *self = g_new0 (PreceptLineMaker, 1);

  self->style = precept_style_ref (style);
  self->fonts = precept_fonts_ref (fonts);
  self->lines = g_array_new (FALSE, FALSE, sizeof (PreceptLine));
  self->runs = g_array_new (FALSE, FALSE, sizeof (PreceptRun));
  self->glyphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->missing = g_array_new (FALSE, FALSE, sizeof (PreceptMissing));
  self->slices = g_array_new (FALSE, FALSE, sizeof (WordSlice));
  return self;
}

static void
clear (PreceptLineMaker *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      const PreceptRun *run = &g_array_index (self->runs, PreceptRun, i);

      if (!run->is_simple)
        pango_glyph_string_free (run->glyphs);
    }
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->glyphs, 0);
  g_array_set_size (self->missing, 0);
}

void
precept_line_maker_free (PreceptLineMaker *self)
{
  clear (self);
  g_array_unref (self->lines);
  g_array_unref (self->runs);
  g_array_unref (self->glyphs);
  g_array_unref (self->missing);
  g_array_unref (self->slices);
  precept_fonts_unref (self->fonts);
  precept_style_unref (self->style);
  g_free (self);
}

void
precept_line_maker_begin (PreceptLineMaker *self,
                          PreceptText      *text,
                          PreceptElement    element,
                          const char       *shaped,
                          const GArray     *put_in)
{
  clear (self);
  self->text = text;
  self->element = element;
  self->shaped = shaped;
  self->put_in = put_in;
  self->spans = precept_text_get_spans (text, &self->n_spans);
  self->tracking = (int)(self->style->elements[element].tracking * PANGO_SCALE);
  self->has_citations = FALSE;
  self->is_usable = TRUE;
}

/* From an offset in what was shaped to one in the text. */
static guint
map_from_shaped (PreceptLineMaker *self,
                 guint             offset)
{
  guint shift = 0;

  for (guint i = 0; i < self->put_in->len && g_array_index (self->put_in, guint, i) < offset; i++)
    shift += 3;

  return offset - MIN (shift, offset);
}

/* Runs */

/* What is the same for all glyphs of a font and span. May move the next run a little to the right. */
static PreceptRun
begin_run (PreceptLineMaker *self,
           PangoFont        *font,
           guint             index,
           gboolean          right_to_left)
{
  PreceptRun run = {
    .font = precept_fonts_keep (self->fonts, font),
    .right_to_left = right_to_left,
    .span = index,
    .ink = (guint8)self->style->elements[self->element].ink,
  };

  self->is_usable &= run.font != NULL;
  if (index < self->n_spans)
    {
      const PreceptSpan *span = &self->spans[index];
      PreceptElement     small = precept_face_find_small (self->element, span->flags);

      if (small != PRECEPT_N_ELEMENTS)
        {
          const PreceptElementStyle *style = &self->style->elements[small];

          run.rise = (gint16)(style->rise * precept_face_scale_small (self->style, self->element, small) * PANGO_SCALE);
          run.small = TRUE;
          if (small == PRECEPT_ELEMENT_CITATION || small == PRECEPT_ELEMENT_HEADING_CITATION)
            run.ink = (guint8)style->ink;
          if (small == PRECEPT_ELEMENT_HEADING_CITATION)
            self->x += PANGO_SCALE;
        }
      else if ((span->flags & (PRECEPT_SPAN_LINK | PRECEPT_SPAN_XREF)) != 0 && span->target != NULL && self->element != PRECEPT_ELEMENT_STUDY)
        run.ink = PRECEPT_INK_ACCENT;
      if ((span->flags & PRECEPT_SPAN_CITE) != 0 && span->target != NULL)
        self->has_citations = TRUE;
    }

  return run;
}

static void
end_run (PreceptLineMaker *self,
         PreceptRun       *run)
{
  run->x = self->x;
  self->x += run->width;
  g_array_append_val (self->runs, *run);
}

/* Whether each glyph is one character, in order, and fits in 32 bits. */
static gboolean
is_simple (const PangoGlyphString *glyphs,
           int                     first,
           int                     end,
           const char             *text,
           int                     start,
           int                     limit)
{
  int offset = start;

  for (int i = first; i < end; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];

      if (offset >= limit || glyphs->log_clusters[i] != offset || info->glyph > 0xffff ||
          info->geometry.width < 0 || info->geometry.width > 0xffff ||
          info->geometry.x_offset != 0 || info->geometry.y_offset != 0)
        return FALSE;
      offset += g_utf8_skip[(guchar)text[offset]];
    }

  return offset == limit;
}

static PangoGlyphString *
copy_glyphs (const PangoGlyphString *glyphs,
             int                     first,
             int                     end,
             int                     start)
{
  PangoGlyphString *copy = pango_glyph_string_new ();

  pango_glyph_string_set_size (copy, end - first);
  for (int i = first; i < end; i++)
    {
      copy->glyphs[i - first] = glyphs->glyphs[i];
      copy->log_clusters[i - first] = glyphs->log_clusters[i] - start;
    }

  return copy;
}

/* Adds the glyphs from first to end, which all can be drawn. */
static void
add_drawable (PreceptLineMaker *self,
              const PreceptRun *model,
              const GlyphRun   *from,
              int               first,
              int               end)
{
  PangoGlyphString *glyphs = from->glyphs;
  PreceptRun        run = *model;
  int               start;
  int               limit;

  if (run.right_to_left)
    {
      start = glyphs->log_clusters[end - 1];
      limit = first > 0 ? glyphs->log_clusters[first - 1] : from->length;
    }
  else
    {
      start = glyphs->log_clusters[first];
      limit = end < glyphs->num_glyphs ? glyphs->log_clusters[end] : from->length;
    }

  run.width = 0;
  for (int i = first; i < end; i++)
    run.width += glyphs->glyphs[i].geometry.width;
  run.start = (guint)(from->start + start);
  run.length = (guint)(limit - start);
  run.n_glyphs = (guint)(end - first);
  run.is_simple = !run.right_to_left && is_simple (glyphs, first, end, self->shaped + from->start, start, limit);
  if (run.is_simple)
    {
      run.first_glyph = self->glyphs->len;
      for (int i = first; i < end; i++)
        {
          guint32 packed = glyphs->glyphs[i].glyph << 16 | (guint32)glyphs->glyphs[i].geometry.width;

          g_array_append_val (self->glyphs, packed);
        }
    }
  else
    run.glyphs = copy_glyphs (glyphs, first, end, start);

  end_run (self, &run);
}

/* Whether a glyph stands for nothing that a reader sees or copies: for where a line ended, or may end, or from which
 * side it is read. Others that draw nothing say how letters join, or which picture is meant, and belong to the text. */
static gboolean
is_line_control (const PangoGlyphString *glyphs,
                 int                     index,
                 const char             *text)
{
  int      start = glyphs->log_clusters[index];
  gunichar character;

  if (glyphs->glyphs[index].glyph != PANGO_GLYPH_EMPTY || (index > 0 && glyphs->log_clusters[index - 1] == start) ||
      (index + 1 < glyphs->num_glyphs && glyphs->log_clusters[index + 1] == start))
    return FALSE;

  character = g_utf8_get_char (text + start);
  return g_unichar_isspace (character) || g_unichar_type (character) == G_UNICODE_CONTROL || character == 0xAD || character == 0x200B ||
         (character >= 0x200E && character <= 0x200F) || (character >= 0x2028 && character <= 0x202E) || character == 0x2060 ||
         (character >= 0x2066 && character <= 0x2069) || character == 0xFEFF;
}

/* Adds glyphs as one run, or as more where some of them draw nothing. Tracks them. */
static void
add_glyphs (PreceptLineMaker *self,
            const GlyphRun   *from)
{
  PangoGlyphString *glyphs = from->glyphs;
  PreceptRun        run = begin_run (self, from->font, from->span, from->right_to_left);
  int               first = 0;

  for (int i = 0; self->tracking != 0 && i < glyphs->num_glyphs; i++)
    {
      if (glyphs->glyphs[i].attr.is_cluster_start)
        glyphs->glyphs[i].geometry.width += self->tracking;
    }

  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      PangoGlyph glyph = glyphs->glyphs[i].glyph;
      gboolean   is_unknown = glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;

      if (!is_unknown && !is_line_control (glyphs, i, self->shaped + from->start))
        continue;

      if (i > first)
        add_drawable (self, &run, from, first, i);
      if (is_unknown)
        {
          PreceptMissing missing = {
            .character = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG,
            .offset = map_from_shaped (self, (guint)(from->start + glyphs->log_clusters[i])),
          };

          g_array_append_val (self->missing, missing);
        }
      self->x += glyphs->glyphs[i].geometry.width;
      first = i + 1;
    }
  if (glyphs->num_glyphs > first)
    add_drawable (self, &run, from, first, glyphs->num_glyphs);
}

/* Lines */

static void
begin_line (PreceptLineMaker *self,
            PreceptLine      *line)
{
  memset (line, 0, sizeof *line);
  line->first_run = self->runs->len;
  self->x = 0;
}

/* @ends_in_space: the text has a space there, for which there may be no glyph, but which a reader of the text must find. */
static void
end_line (PreceptLineMaker *self,
          PreceptLine      *line,
          gboolean          ends_in_space)
{
  line->n_runs = self->runs->len - line->first_run;
  for (guint i = line->first_run; i < self->runs->len; i++)
    {
      const PreceptRun *run = &g_array_index (self->runs, PreceptRun, i);

      line->width = MAX (line->width, run->x + run->width);
    }
  if (line->n_runs > 0 && ends_in_space)
    g_array_index (self->runs, PreceptRun, self->runs->len - 1).space_after = TRUE;
}

/* The number of the span is in place of a colour. */
static guint
find_item_span (const PangoItem *item)
{
  for (GSList *l = item->analysis.extra_attrs; l != NULL; l = l->next)
    {
      PangoAttribute *attribute = l->data;

      if (attribute->klass->type == PANGO_ATTR_FOREGROUND)
        {
          const PangoColor *color = &((PangoAttrColor *)attribute)->color;

          return (guint)color->red | (guint)color->green << 16;
        }
    }

  return PRECEPT_NO_SPAN;
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const PreceptRun *run = a, *other = b;

  return (run->start > other->start) - (run->start < other->start);
}

/* In a column that is just as wide as a word, Pango 1.50 puts the space after it on a line of its own. */
static gboolean
is_lost_space (PreceptLineMaker      *self,
               const PangoLayoutLine *pango_line)
{
  const char *text = self->shaped + pango_line->start_index;

  return self->runs->len > 0 && pango_line->length > 0 && strspn (text, " ") >= (gsize)pango_line->length;
}

gboolean
precept_line_maker_add_pango_line (PreceptLineMaker *self,
                                   PangoLayoutLine  *pango_line,
                                   int               width)
{
  PreceptLine line;
  gboolean    mixed = FALSE;

  if (is_lost_space (self, pango_line))
    {
      g_array_index (self->runs, PreceptRun, self->runs->len - 1).space_after = TRUE;
      return TRUE;
    }

  begin_line (self, &line);
  for (GSList *l = pango_line->runs; l != NULL; l = l->next)
    {
      const PangoGlyphItem *item = l->data;
      const GlyphRun        run = {
               .font = item->item->analysis.font,
               .span = find_item_span (item->item),
               .right_to_left = (item->item->analysis.level & 1) != 0,
               .start = item->item->offset,
               .length = item->item->length,
               .glyphs = item->glyphs,
      };

      add_glyphs (self, &run);
      mixed |= run.right_to_left;
    }

  /* Pango has the runs as they stand from left to right. */
  if (mixed)
    qsort (&g_array_index (self->runs, PreceptRun, line.first_run), self->runs->len - line.first_run,
           sizeof (PreceptRun), compare_runs);

  end_line (self, &line, pango_line->length > 0 && self->shaped[pango_line->start_index + pango_line->length - 1] == ' ');
  if (pango_line->resolved_dir == PANGO_DIRECTION_RTL && width > 0)
    line.x = MAX (0, width - line.width);
  g_array_append_val (self->lines, line);
  return self->is_usable;
}

/* Words */

/* The span at an offset, or PRECEPT_NO_SPAN; and where it ends, or the next begins. */
static guint
find_span (PreceptLineMaker *self,
           guint             offset,
           guint            *end)
{
  guint low = 0, high = self->n_spans;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->spans[middle].start + self->spans[middle].length <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  *end = G_MAXUINT;
  if (low == self->n_spans)
    return PRECEPT_NO_SPAN;
  if (self->spans[low].start > offset)
    {
      *end = self->spans[low].start;
      return PRECEPT_NO_SPAN;
    }
  *end = self->spans[low].start + self->spans[low].length;
  return low;
}

/* How many glyphs show the first bytes of a word; G_MAXUINT: none of them ends there. */
static guint
count_glyphs (const PreceptWord *word,
              guint              length)
{
  guint n = 0;

  if (length == precept_word_get_length (word))
    return word->n_glyphs;
  if (word->glyphs == NULL)
    return (guint)g_utf8_strlen (word->key.text, length);

  while (n < word->n_glyphs && word->glyphs->log_clusters[n] < (int)length)
    n++;
  return n < word->n_glyphs && word->glyphs->log_clusters[n] == (int)length ? n : G_MAXUINT;
}

/* Finds what a run has of the words of a part, from the one at hand on. FALSE: it begins or ends within a glyph. */
static gboolean
slice_words (PreceptLineMaker         *self,
             const PreceptWord *const *words,
             guint                    *word,
             guint                    *word_start,
             guint                     start,
             guint                     end)
{
  g_array_set_size (self->slices, 0);
  while (*word_start < end)
    {
      guint     word_end = *word_start + precept_word_get_length (words[*word]);
      WordSlice slice = { words[*word], *word_start, 0, 0 };

      if (start > *word_start)
        slice.first_glyph = count_glyphs (slice.word, start - *word_start);
      slice.end_glyph = count_glyphs (slice.word, MIN (end, word_end) - *word_start);
      if (slice.first_glyph == G_MAXUINT || slice.end_glyph == G_MAXUINT)
        return FALSE;
      g_array_append_val (self->slices, slice);
      if (word_end > end)
        return TRUE;
      (*word)++;
      *word_start = word_end;
    }

  return TRUE;
}

/* Adds the slices as a run that is simple, as nearly all are. FALSE: they are not. */
static gboolean
add_simple_slices (PreceptLineMaker *self,
                   PangoFont        *font,
                   guint             span,
                   guint             start,
                   guint             end)
{
  PreceptRun run;

  if (self->tracking != 0)
    return FALSE;
  for (guint i = 0; i < self->slices->len; i++)
    {
      if (g_array_index (self->slices, WordSlice, i).word->glyphs != NULL)
        return FALSE;
    }

  run = begin_run (self, font, span, FALSE);
  run.is_simple = TRUE;
  run.start = start;
  run.length = end - start;
  run.first_glyph = self->glyphs->len;
  for (guint i = 0; i < self->slices->len; i++)
    {
      const WordSlice *slice = &g_array_index (self->slices, WordSlice, i);

      g_array_append_vals (self->glyphs, slice->word->packed + slice->first_glyph, slice->end_glyph - slice->first_glyph);
      if (slice->first_glyph == 0 && slice->end_glyph == slice->word->n_glyphs)
        run.width += slice->word->width;
      else
        for (guint j = slice->first_glyph; j < slice->end_glyph; j++)
          run.width += (int)(slice->word->packed[j] & 0xffff);
    }
  run.n_glyphs = self->glyphs->len - run.first_glyph;
  end_run (self, &run);
  return TRUE;
}

/* Writes the glyphs of a slice as Pango would have them. */
static void
unpack_slice (const WordSlice  *slice,
              PangoGlyphString *glyphs,
              guint             n,
              int               start)
{
  const PreceptWord *word = slice->word;
  const char        *text = word->key.text;

  if (word->glyphs == NULL)
    text = g_utf8_offset_to_pointer (text, slice->first_glyph);
  for (guint i = slice->first_glyph; i < slice->end_glyph; i++, n++)
    {
      if (word->glyphs != NULL)
        {
          glyphs->glyphs[n] = word->glyphs->glyphs[i];
          glyphs->log_clusters[n] = word->glyphs->log_clusters[i] + (int)slice->start - start;
        }
      else
        {
          memset (&glyphs->glyphs[n], 0, sizeof glyphs->glyphs[n]);
          glyphs->glyphs[n].glyph = word->packed[i] >> 16;
          glyphs->glyphs[n].geometry.width = (int)(word->packed[i] & 0xffff);
          glyphs->glyphs[n].attr.is_cluster_start = 1;
          glyphs->log_clusters[n] = (int)(text - word->key.text) + (int)slice->start - start;
          text = g_utf8_next_char (text);
        }
    }
}

static void
add_slices (PreceptLineMaker *self,
            PangoFont        *font,
            guint             span,
            guint             start,
            guint             end)
{
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  const GlyphRun    run = { .font = font, .span = span, .start = (int)start, .length = (int)(end - start), .glyphs = glyphs };

  for (guint i = 0; i < self->slices->len; i++)
    {
      const WordSlice *slice = &g_array_index (self->slices, WordSlice, i);
      int              n = glyphs->num_glyphs;

      pango_glyph_string_set_size (glyphs, n + (int)(slice->end_glyph - slice->first_glyph));
      unpack_slice (slice, glyphs, (guint)n, (int)start);
    }
  add_glyphs (self, &run);
  pango_glyph_string_free (glyphs);
}

static gboolean
add_part (PreceptLineMaker         *self,
          const PreceptLinePart    *part,
          const PreceptWord *const *words)
{
  PangoFont *font = precept_word_font_get_font (part->font);
  guint      word = part->first_word;
  guint      word_start = part->start;
  guint      end;

  for (guint start = part->start; start < part->end; start = end)
    {
      guint span = find_span (self, start, &end);

      end = MIN (end, part->end);
      if (!slice_words (self, words, &word, &word_start, start, end))
        return FALSE;
      if (!add_simple_slices (self, font, span, start, end))
        add_slices (self, font, span, start, end);
    }

  return TRUE;
}

gboolean
precept_line_maker_add_words (PreceptLineMaker         *self,
                              const PreceptBrokenLine  *broken,
                              const PreceptLinePart    *parts,
                              const PreceptWord *const *words)
{
  PreceptLine line;

  begin_line (self, &line);
  for (guint i = 0; i < broken->n_parts; i++)
    {
      if (!add_part (self, &parts[broken->first_part + i], words))
        return FALSE;
    }
  end_line (self, &line, broken->ends_in_space);
  g_array_append_val (self->lines, line);
  return TRUE;
}

PreceptLines *
precept_line_maker_finish (PreceptLineMaker *self)
{
  const PreceptElementStyle *style = &self->style->elements[self->element];
  PreceptLines              *lines = g_new0 (PreceptLines, 1);

  lines->ref_count = 1;
  lines->element = self->element;
  lines->text = precept_text_ref (self->text);
  lines->size = (float)style->size;
  lines->leading = (float)style->leading;
  lines->has_citations = self->has_citations;
  lines->n_lines = self->lines->len;
  lines->n_runs = self->runs->len;
  lines->n_glyphs = self->glyphs->len;
  lines->n_missing = self->missing->len;

  for (guint i = 0; self->put_in->len > 0 && i < self->runs->len; i++)
    {
      PreceptRun *run = &g_array_index (self->runs, PreceptRun, i);
      guint       end = map_from_shaped (self, run->start + run->length);

      run->start = map_from_shaped (self, run->start);
      run->length = end - run->start;
    }
  for (guint i = 0; i < self->lines->len; i++)
    lines->width = MAX (lines->width, g_array_index (self->lines, PreceptLine, i).width);

  lines->lines = g_memdup2 (self->lines->data, self->lines->len * sizeof (PreceptLine));
  lines->runs = g_memdup2 (self->runs->data, self->runs->len * sizeof (PreceptRun));
  lines->glyphs = g_memdup2 (self->glyphs->data, self->glyphs->len * sizeof (guint32));
  lines->missing = g_memdup2 (self->missing->data, self->missing->len * sizeof (PreceptMissing));

  /* The glyph strings are theirs now. */
  g_array_set_size (self->runs, 0);
  return lines;
}
