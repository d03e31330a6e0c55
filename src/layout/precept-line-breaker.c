/* precept-line-breaker.c: words to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-line-breaker.h"

#include "precept-breaks.h"

#include <string.h>

/**
 * PreceptLineBreaker:
 *
 * Breaks texts into the lines that Pango breaks them into, from words that are shaped already.
 *
 * Like Pango it fills each line with as much as fits, where spaces at the end hang over the edge. What stands before a
 * break is shaped as if nothing followed, and what stands behind it as if nothing preceded. Where a word is wider than
 * a line it gives up: within words Pango itself has to find the place.
 */
struct _PreceptLineBreaker
{
  PreceptWordShapes *words; /* not owned */
  PreceptBreaks      breaks;

  /* The text at hand. */
  const char   *text;
  guint         length;
  const GArray *stretches; /* of PreceptStretch, not owned */
  GArray       *segments;  /* of Segment: all words of the text, as if it were one line */
  GArray       *extents;   /* of Extent, one for each stretch */

  GArray    *lines; /* of PreceptBrokenLine */
  GArray    *parts; /* of PreceptLinePart */
  GPtrArray *line_words;
};

typedef struct
{
  const PreceptWord *word;
  guint              start; /* of it, or of what the lines so far left of it; it ends where the next begins */
  int                after; /* width of the stretch up to the end of the word, as in one line */
} Segment;

/* Where the segments of a stretch are. */
typedef struct
{
  guint first, end;
} Extent;

/* How far the lines have come. */
typedef struct
{
  guint stretch, segment;

  /* Of the last place where a line might have ended: what there was before, and where it is. */
  guint n_parts, n_words;
  guint offset;
} Place;

PreceptLineBreaker *
precept_line_breaker_new (PreceptWordShapes *words)
{
  PreceptLineBreaker *self = g_new0 (PreceptLineBreaker, 1);

  self->words = words;
  precept_breaks_init (&self->breaks);
  self->segments = g_array_new (FALSE, FALSE, sizeof (Segment));
  self->extents = g_array_new (FALSE, FALSE, sizeof (Extent));
  self->lines = g_array_new (FALSE, FALSE, sizeof (PreceptBrokenLine));
  self->parts = g_array_new (FALSE, FALSE, sizeof (PreceptLinePart));
  self->line_words = g_ptr_array_new ();
  return self;
}

void
precept_line_breaker_free (PreceptLineBreaker *self)
{
  precept_breaks_clear (&self->breaks);
  g_array_unref (self->segments);
  g_array_unref (self->extents);
  g_array_unref (self->lines);
  g_array_unref (self->parts);
  g_ptr_array_unref (self->line_words);
  g_free (self);
}

const PreceptBrokenLine *
precept_line_breaker_get_lines (PreceptLineBreaker *self,
                                guint              *n_lines)
{
  *n_lines = self->lines->len;
  return (const PreceptBrokenLine *)(const void *)self->lines->data;
}

const PreceptLinePart *
precept_line_breaker_get_parts (PreceptLineBreaker *self)
{
  return (const PreceptLinePart *)(const void *)self->parts->data;
}

const PreceptWord *const *
precept_line_breaker_get_words (PreceptLineBreaker *self)
{
  return (const PreceptWord *const *)self->line_words->pdata;
}

static Segment *
get_segment (PreceptLineBreaker *self,
             guint               index)
{
  return &g_array_index (self->segments, Segment, index);
}

static const PreceptStretch *
get_stretch (PreceptLineBreaker *self,
             guint               index)
{
  return &g_array_index (self->stretches, PreceptStretch, index);
}

static const Extent *
get_extent (PreceptLineBreaker *self,
            guint               index)
{
  return &g_array_index (self->extents, Extent, index);
}

/* Words */

static gboolean
add_segments (PreceptLineBreaker   *self,
              const PreceptStretch *stretch)
{
  Extent extent = { .first = self->segments->len };
  guint  end;
  int    width = 0;

  for (guint start = stretch->start; start < stretch->end; start = end)
    {
      Segment segment = { .start = start };

      end = start + 1;
      while (end < stretch->end && self->text[end] != ' ')
        end++;
      segment.word = precept_word_shapes_shape (self->words, stretch->font, self->text + start, end - start + (end < stretch->end ? 1 : 0));
      if (segment.word == NULL)
        return FALSE;
      width += segment.word->width;
      segment.after = width;
      g_array_append_val (self->segments, segment);
    }
  extent.end = self->segments->len;
  g_array_append_val (self->extents, extent);
  return TRUE;
}

/* Width of a part of a line that begins with one segment and ends with another. */
static int
get_width (PreceptLineBreaker *self,
           guint               first,
           guint               last)
{
  const Segment *begin = get_segment (self, first);

  return begin->word->width + get_segment (self, last)->after - begin->after;
}

/* Width of the space that a stretch ends with, which hangs over the edge if the line ends there. */
static int
get_hanging_width (PreceptLineBreaker *self,
                   guint               stretch)
{
  guint              end = get_stretch (self, stretch)->end;
  const PreceptWord *word = get_segment (self, get_extent (self, stretch)->end - 1)->word;

  if (self->text[end - 1] == ' ')
    return word->width;
  if (end == self->length && end >= 2 && memcmp (self->text + end - 2, "\xc2\xa0", 2) == 0)
    return word->glyphs == NULL ? (int)(word->packed[word->n_glyphs - 1] & 0xffff)
                                : word->glyphs->glyphs[word->n_glyphs - 1].geometry.width;

  return 0;
}

/* The segment of a stretch, from first on, that holds the character before an offset. */
static guint
find_segment (PreceptLineBreaker *self,
              guint               stretch,
              guint               first,
              guint               offset)
{
  guint low = first, high = get_extent (self, stretch)->end;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (get_segment (self, middle)->start < offset)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/* The first segment with which a part of a line becomes wider than its room. */
static guint
find_overflow (PreceptLineBreaker *self,
               guint               stretch,
               guint               first,
               int                 room)
{
  guint low = first, high = get_extent (self, stretch)->end - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_width (self, first, middle) > room)
        high = middle;
      else
        low = middle + 1;
    }

  return low;
}

/* What a line that ends at an offset has of the segment there. */
static const PreceptWord *
shape_start (PreceptLineBreaker *self,
             guint               stretch,
             guint               segment,
             guint               offset)
{
  guint start = get_segment (self, segment)->start;

  return precept_word_shapes_shape (self->words, get_stretch (self, stretch)->font, self->text + start, offset - start);
}

/* Parts of lines */

static void
add_part (PreceptLineBreaker *self,
          guint               stretch,
          guint               first,
          guint               end_segment,
          const PreceptWord  *last_word,
          guint               end)
{
  PreceptLinePart part = {
    .font = get_stretch (self, stretch)->font,
    .start = get_segment (self, first)->start,
    .end = end,
    .first_word = self->line_words->len,
  };

  for (guint i = first; i < end_segment; i++)
    g_ptr_array_add (self->line_words, (gpointer)get_segment (self, i)->word);
  if (last_word != NULL)
    g_ptr_array_add (self->line_words, (gpointer)last_word);
  part.n_words = self->line_words->len - part.first_word;
  g_array_append_val (self->parts, part);
}

/* Adds what is before an offset within a stretch to a line, and leaves the rest to the next one. */
static gboolean
divide (PreceptLineBreaker *self,
        Place              *place,
        guint               offset)
{
  const PreceptStretch *stretch = get_stretch (self, place->stretch);
  guint                 index;
  Segment              *segment;
  guint                 end;

  if (offset == get_segment (self, place->segment)->start)
    return TRUE;

  index = find_segment (self, place->stretch, place->segment, offset);
  add_part (self, place->stretch, place->segment, index, shape_start (self, place->stretch, index, offset), offset);

  segment = get_segment (self, index);
  end = index + 1 < get_extent (self, place->stretch)->end ? segment[1].start : stretch->end;
  segment->start = offset;
  segment->word = precept_word_shapes_shape (self->words, stretch->font, self->text + offset, end - offset + (end < stretch->end ? 1 : 0));
  place->segment = index;
  return segment->word != NULL;
}

/* Of a space that the text goes on behind in the next line nothing shows. */
static void
drop_last_space (PreceptLineBreaker *self,
                 guint               first_part)
{
  PreceptLinePart *part;

  if (self->parts->len == first_part)
    return;

  part = &g_array_index (self->parts, PreceptLinePart, self->parts->len - 1);
  part->end--;
  part->n_words--;
  g_ptr_array_set_size (self->line_words, (int)self->line_words->len - 1);
  if (part->n_words == 0)
    g_array_set_size (self->parts, self->parts->len - 1);
}

static void
finish_line (PreceptLineBreaker *self,
             guint               first_part,
             guint               end,
             gboolean            is_last)
{
  PreceptBrokenLine line = { .first_part = first_part, .ends_in_space = self->text[end - 1] == ' ' };

  if (line.ends_in_space && !is_last)
    drop_last_space (self, first_part);
  line.n_parts = self->parts->len - first_part;
  g_array_append_val (self->lines, line);
}

/* Whether a line that has room for so much more may end at an offset within a stretch. */
static gboolean
fits (PreceptLineBreaker *self,
      const Place        *place,
      guint               offset,
      int                 room)
{
  guint              index = find_segment (self, place->stretch, place->segment, offset);
  const PreceptWord *word = shape_start (self, place->stretch, index, offset);
  int                width;

  if (word == NULL)
    return FALSE;

  width = word->width + (index > place->segment ? get_width (self, place->segment, index - 1) : 0);
  if (self->text[offset - 1] == ' ')
    width -= get_segment (self, index)->word->space_width;
  return width <= room;
}

/* The last place in a stretch where a line may end that has room for so much more, or PRECEPT_NO_BREAK. */
static guint
find_end (PreceptLineBreaker *self,
          const Place        *place,
          guint               first,
          int                 room)
{
  guint overflow = find_overflow (self, place->stretch, place->segment, room);
  guint end = get_stretch (self, place->stretch)->end;
  guint start = get_segment (self, place->segment)->start;
  guint offset;

  /* The space behind it may still hang over the edge. */
  if (overflow + 1 < get_extent (self, place->stretch)->end)
    end = get_segment (self, overflow + 1)->start + 2;

  do
    {
      offset = precept_breaks_find_last (&self->breaks, first, end);
      end = offset;
    }
  while (offset != PRECEPT_NO_BREAK && offset != start && !fits (self, place, offset, room));

  return offset;
}

/* Ends a line before or within a stretch that does not fit, or, if there is no place for that, where it was last
 * possible. */
static gboolean
end_line (PreceptLineBreaker *self,
          Place              *place,
          guint               first,
          guint               first_part,
          int                 room,
          const Place        *last_chance)
{
  guint offset = find_end (self, place, first, room);

  if (offset == PRECEPT_NO_BREAK)
    {
      if (last_chance->offset == PRECEPT_NO_BREAK)
        return FALSE;
      *place = *last_chance;
      offset = place->offset;
      g_array_set_size (self->parts, place->n_parts);
      g_ptr_array_set_size (self->line_words, (int)place->n_words);
    }
  if (!divide (self, place, offset))
    return FALSE;

  finish_line (self, first_part, offset, FALSE);
  return TRUE;
}

/* Fills one line. FALSE: a word would have to be broken. */
static gboolean
fill_line (PreceptLineBreaker *self,
           Place              *place,
           int                 width)
{
  guint first_part = self->parts->len;
  Place last_chance = { .offset = PRECEPT_NO_BREAK };
  int   room = width;

  for (; place->stretch < self->stretches->len; place->stretch++)
    {
      const PreceptStretch *stretch = get_stretch (self, place->stretch);
      const Extent         *extent = get_extent (self, place->stretch);
      guint                 start;
      gboolean              is_first = self->parts->len == first_part;
      int                   rest, hanging;

      place->segment = MAX (place->segment, extent->first);
      start = get_segment (self, place->segment)->start;
      rest = get_width (self, place->segment, extent->end - 1);
      hanging = get_hanging_width (self, place->stretch);
      if (hanging > 0 && !precept_breaks_has (&self->breaks, stretch->end))
        hanging = 0;

      /* A single character goes on a line of its own, however narrow that is. */
      if (width >= 0 && rest - hanging > room && !(is_first && g_utf8_next_char (self->text + start) == self->text + stretch->end))
        return end_line (self, place, start + (is_first ? 1 : 0), first_part, room, &last_chance);

      if (width >= 0 && place->stretch + 1 < self->stretches->len)
        {
          guint offset = precept_breaks_find_last (&self->breaks, start + (is_first ? 1 : 0), stretch->end);

          if (offset != PRECEPT_NO_BREAK)
            last_chance = (Place){ place->stretch, place->segment, self->parts->len, self->line_words->len, offset };
        }
      add_part (self, place->stretch, place->segment, extent->end, NULL, stretch->end);
      room = MAX (0, room - rest);
    }

  finish_line (self, first_part, self->length, TRUE);
  return TRUE;
}

/* Begins with a text. */
static gboolean
set_text (PreceptLineBreaker *self,
          const char         *text,
          guint               length,
          const GArray       *stretches)
{
  self->text = text;
  self->length = length;
  self->stretches = stretches;
  g_array_set_size (self->segments, 0);
  g_array_set_size (self->extents, 0);
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->parts, 0);
  g_ptr_array_set_size (self->line_words, 0);
  for (guint i = 0; i < stretches->len; i++)
    {
      if (!add_segments (self, get_stretch (self, i)))
        return FALSE;
    }

  return stretches->len > 0;
}

gboolean
precept_line_breaker_run (PreceptLineBreaker *self,
                          const char         *text,
                          guint               length,
                          const GArray       *stretches,
                          const GArray       *bound,
                          int                 width)
{
  Place place = { .stretch = 0 };

  if (!set_text (self, text, length, stretches))
    return FALSE;

  precept_breaks_set_text (&self->breaks, text, length, (const PreceptRange *)(const void *)bound->data, bound->len);
  while (place.stretch < stretches->len)
    {
      if (!fill_line (self, &place, width))
        return FALSE;
    }

  return TRUE;
}

gboolean
precept_line_breaker_measure (PreceptLineBreaker *self,
                              const char         *text,
                              guint               length,
                              const GArray       *stretches,
                              int                *width)
{
  if (!set_text (self, text, length, stretches))
    return FALSE;

  *width = 0;
  for (guint i = 0; i < stretches->len; i++)
    *width += get_segment (self, get_extent (self, i)->end - 1)->after;
  return TRUE;
}
