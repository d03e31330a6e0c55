/* precept-shaper.c: texts to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-shaper.h"

#include "precept-binding.h"
#include "precept-direction.h"
#include "precept-script-runs.h"

#include <string.h>

/* Breaks a long address where nothing shows: never part of the text that a page keeps. */
#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

#define MOST_BOUND_LABEL 24 /* bytes of "Table 1" and its like */

/**
 * PreceptShaper:
 *
 * Sets texts in lines by Pango, and keeps of the result what drawing needs.
 *
 * What Pango shapes differs from the text in two things, which neither the page nor the PDF must see: U+2011 is
 * shown by the hyphen that Lato has, and addresses wider than a line get U+200B where they may break.
 */
struct _PreceptShaper
{
  PreceptStyle *style;  /* owned */
  PreceptFonts *fonts;  /* owned */
  PangoLayout  *layout; /* owned; set anew for each text */
  PangoLayout  *ruler;  /* owned; measures words */
  GArray       *ranges; /* of PreceptRange; scratch */
  GArray       *breaks; /* of guint: where U+200B was put in, bytes of the shaped text, ascending; scratch */
  GArray       *lines, *runs, *glyphs, *missing;
  gboolean      font_refused; /* a font of the text at hand can't be used: to be set again */
};

/* What one call works with. */
typedef struct
{
  PreceptText       *text;
  const char        *string; /* of the text */
  const char        *shaped; /* what Pango has */
  const PreceptSpan *spans;
  guint              n_spans;
  PreceptElement     element;
  gboolean           is_heading;
  gboolean           has_citations;
} PreceptShaping;

PreceptShaper *
precept_shaper_new (PreceptStyle *style,
                    PreceptFonts *fonts)
{
  PreceptShaper *self = g_new0 (PreceptShaper, 1);
  PangoContext  *context = precept_fonts_get_context (fonts);

  self->style = precept_style_ref (style);
  self->fonts = precept_fonts_ref (fonts);
  self->layout = pango_layout_new (context);
  self->ruler = pango_layout_new (context);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (self->layout, FALSE);
  self->ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  self->breaks = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lines = g_array_new (FALSE, FALSE, sizeof (PreceptLine));
  self->runs = g_array_new (FALSE, FALSE, sizeof (PreceptRun));
  self->glyphs = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->missing = g_array_new (FALSE, FALSE, sizeof (PreceptMissing));
  return self;
}

void
precept_shaper_free (PreceptShaper *self)
{
  g_object_unref (self->layout);
  g_object_unref (self->ruler);
  g_array_unref (self->ranges);
  g_array_unref (self->breaks);
  g_array_unref (self->lines);
  g_array_unref (self->runs);
  g_array_unref (self->glyphs);
  g_array_unref (self->missing);
  precept_fonts_unref (self->fonts);
  precept_style_unref (self->style);
  g_free (self);
}

static gboolean
is_heading (PreceptElement element)
{
  return element == PRECEPT_ELEMENT_HEADING_1 || element == PRECEPT_ELEMENT_HEADING_2 ||
         element == PRECEPT_ELEMENT_HEADING_3 || element == PRECEPT_ELEMENT_INDICATION;
}

/* Which element a raised or lowered span is set as; PRECEPT_N_ELEMENTS: none. */
static PreceptElement
find_small_element (PreceptSpanFlags flags,
                    gboolean         in_heading)
{
  if ((flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0)
    return in_heading ? PRECEPT_ELEMENT_HEADING_CITATION : PRECEPT_ELEMENT_CITATION;
  if ((flags & PRECEPT_SPAN_SUP) != 0)
    return PRECEPT_ELEMENT_SUPERSCRIPT;
  if ((flags & PRECEPT_SPAN_SUB) != 0)
    return PRECEPT_ELEMENT_SUBSCRIPT;

  return PRECEPT_N_ELEMENTS;
}

/* Small marks are given for a text of 10 points. */
static double
scale_small (PreceptShaper *self,
             PreceptElement element,
             PreceptElement small)
{
  return small == PRECEPT_ELEMENT_HEADING_CITATION ? 1 : self->style->elements[element].size / 10;
}

static void
insert_attribute (PangoAttrList  *attributes,
                  PangoAttribute *attribute,
                  guint           start,
                  guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

/* Puts U+200B into the shaped text where an address wider than the column may break; keeps the others whole.
 * @bound gets the ranges of what is kept whole, in the text that is returned. */
static char *
prepare_addresses (PreceptShaper *self,
                   PreceptText   *text,
                   PreceptElement element,
                   double         width,
                   GArray        *bound)
{
  g_autoptr (GArray) addresses = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  const char *string = precept_text_get_string (text);
  GString    *shaped = NULL;
  guint       copied = 0;

  precept_binding_find_addresses (text, addresses);
  if (addresses->len == 0)
    return NULL;

  shaped = g_string_sized_new (precept_text_get_length (text) + 64);
  for (guint i = 0; i < addresses->len; i++)
    {
      PreceptRange range = g_array_index (addresses, PreceptRange, i);
      int          word_width;

      g_string_append_len (shaped, string + copied, range.start - copied);
      copied = range.start;
      pango_layout_set_font_description (self->ruler, precept_fonts_get_description (self->fonts, element));
      pango_layout_set_text (self->ruler, string + range.start, (int)(range.end - range.start));
      pango_layout_get_size (self->ruler, &word_width, NULL);
      if (word_width <= width * PANGO_SCALE)
        {
          PreceptRange whole = { (guint)shaped->len, (guint)shaped->len + range.end - range.start };

          g_array_append_val (bound, whole);
        }
      else
        {
          g_autoptr (GArray) breaks = precept_binding_dup_address_breaks (string + range.start, range.end - range.start);

          for (guint j = 0; j < breaks->len; j++)
            {
              guint at = range.start + g_array_index (breaks, guint, j);
              guint place;

              g_string_append_len (shaped, string + copied, at - copied);
              copied = at;
              place = (guint)shaped->len;
              g_array_append_val (self->breaks, place);
              g_string_append (shaped, ZERO_WIDTH_SPACE);
            }
        }
      g_string_append_len (shaped, string + copied, range.end - copied);
      copied = range.end;
    }
  g_string_append (shaped, string + copied);

  return g_string_free (shaped, FALSE);
}

/* From an offset in the text to one in the shaped text, and back. */
static guint
map_to_shaped (PreceptShaper *self,
               guint          offset)
{
  for (guint i = 0; i < self->breaks->len && g_array_index (self->breaks, guint, i) <= offset; i++)
    offset += 3;

  return offset;
}

static guint
map_from_shaped (PreceptShaper *self,
                 guint          offset)
{
  guint shift = 0;

  for (guint i = 0; i < self->breaks->len && g_array_index (self->breaks, guint, i) < offset; i++)
    shift += 3;

  return offset - MIN (shift, offset);
}

/* U+2011 and U+2010 take three bytes each, so that offsets stay. */
static char *
replace_hyphens (char       *shaped,
                 const char *string)
{
  if (strstr (string, "\xe2\x80\x91") == NULL)
    return shaped;

  if (shaped == NULL)
    shaped = g_strdup (string);
  for (char *at = strstr (shaped, "\xe2\x80\x91"); at != NULL; at = strstr (at, "\xe2\x80\x91"))
    at[2] = '\x90';

  return shaped;
}

static void
add_span_attributes (PreceptShaper  *self,
                     PreceptShaping *shaping,
                     PangoAttrList  *attributes,
                     guint           index)
{
  const PreceptSpan *span = &shaping->spans[index];
  guint              start = map_to_shaped (self, span->start);
  guint              end = map_to_shaped (self, span->start + span->length);
  PreceptElement     small = find_small_element (span->flags, shaping->is_heading);

  /* Not a colour: the number of the span. It makes Pango end a run where a span ends, and tells which it was. */
  insert_attribute (attributes, pango_attr_foreground_new ((guint16)(index & 0xffff), (guint16)(index >> 16), 0xffff), start, end);

  if ((span->flags & PRECEPT_SPAN_EM) != 0)
    insert_attribute (attributes, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
  if (small != PRECEPT_N_ELEMENTS)
    {
      const PreceptElementStyle *style = &self->style->elements[small];
      double                     size = style->size * scale_small (self, shaping->element, small);

      insert_attribute (attributes, pango_attr_size_new ((int)(size * PANGO_SCALE + 0.5)), start, end);
      if (small != PRECEPT_ELEMENT_SUPERSCRIPT && small != PRECEPT_ELEMENT_SUBSCRIPT)
        insert_attribute (attributes, pango_attr_weight_new (style->weight), start, end);
    }
  else if ((span->flags & PRECEPT_SPAN_STRONG) != 0)
    insert_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, end);
}

/* In a title with a strong part, the rest (the generic name) is light. */
static void
add_title_attributes (PreceptShaper  *self,
                      PreceptShaping *shaping,
                      PangoAttrList  *attributes)
{
  gboolean has_strong = FALSE;

  for (guint i = 0; i < shaping->n_spans; i++)
    has_strong |= (shaping->spans[i].flags & PRECEPT_SPAN_STRONG) != 0;

  if (has_strong)
    insert_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_LIGHT), 0, G_MAXUINT);
}

static PangoAttrList *
create_attributes (PreceptShaper  *self,
                   PreceptShaping *shaping)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  insert_attribute (attributes, pango_attr_font_features_new (self->style->features), 0, G_MAXUINT);
  insert_attribute (attributes, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  precept_script_runs_add_attributes (self->fonts, shaping->element, shaping->shaped, attributes);
  if (shaping->element == PRECEPT_ELEMENT_TITLE || shaping->element == PRECEPT_ELEMENT_TITLE_LONG)
    add_title_attributes (self, shaping, attributes);
  for (guint i = 0; i < shaping->n_spans; i++)
    add_span_attributes (self, shaping, attributes, i);
  for (guint i = 0; i < self->ranges->len; i++)
    {
      const PreceptRange *range = &g_array_index (self->ranges, PreceptRange, i);

      insert_attribute (attributes, pango_attr_allow_breaks_new (FALSE), range->start, range->end);
    }

  return attributes;
}

static guint
find_span (PangoItem *item)
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

/* Adds the glyphs from first to end, which all can be drawn. Returns their width. */
static int
add_drawable (PreceptShaper    *self,
              const PreceptRun *model,
              PangoGlyphItem   *item,
              int               first,
              int               end,
              int               x,
              const char       *text)
{
  PangoGlyphString *glyphs = item->glyphs;
  PreceptRun        run = *model;
  int               start;
  int               limit;

  if (run.right_to_left)
    {
      start = glyphs->log_clusters[end - 1];
      limit = first > 0 ? glyphs->log_clusters[first - 1] : item->item->length;
    }
  else
    {
      start = glyphs->log_clusters[first];
      limit = end < glyphs->num_glyphs ? glyphs->log_clusters[end] : item->item->length;
    }

  run.x = x;
  run.width = 0;
  for (int i = first; i < end; i++)
    run.width += glyphs->glyphs[i].geometry.width;
  run.start = (guint)(item->item->offset + start);
  run.length = (guint)(limit - start);
  run.n_glyphs = (guint)(end - first);
  run.is_simple = !run.right_to_left && is_simple (glyphs, first, end, text + item->item->offset, start, limit);
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

  g_array_append_val (self->runs, run);
  return run.width;
}

static void
track_glyphs (PangoGlyphString *glyphs,
              double            tracking)
{
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      if (glyphs->glyphs[i].attr.is_cluster_start)
        glyphs->glyphs[i].geometry.width += (int)(tracking * PANGO_SCALE);
    }
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

/* Adds a run of Pango's as one of ours, or as more where some of its glyphs draw nothing. Returns its width. */
static int
add_run (PreceptShaper  *self,
         PreceptShaping *shaping,
         PangoGlyphItem *item,
         int             x)
{
  const PreceptElementStyle *style = &self->style->elements[shaping->element];
  PangoGlyphString          *glyphs = item->glyphs;
  PreceptRun                 run = { 0 };
  int                        begin = x;
  int                        first = 0;

  run.font = precept_fonts_keep (self->fonts, item->item->analysis.font);
  self->font_refused |= run.font == NULL;
  run.right_to_left = (item->item->analysis.level & 1) != 0;
  run.span = find_span (item->item);
  run.ink = (guint8)style->ink;
  if (run.span < shaping->n_spans)
    {
      const PreceptSpan *span = &shaping->spans[run.span];
      PreceptElement     small = find_small_element (span->flags, shaping->is_heading);

      if (small != PRECEPT_N_ELEMENTS)
        {
          run.rise = (gint16)(self->style->elements[small].rise * scale_small (self, shaping->element, small) * PANGO_SCALE);
          run.small = TRUE;
          if (small == PRECEPT_ELEMENT_CITATION || small == PRECEPT_ELEMENT_HEADING_CITATION)
            run.ink = (guint8)self->style->elements[small].ink;
          if (small == PRECEPT_ELEMENT_HEADING_CITATION)
            x += PANGO_SCALE;
        }
      else if ((span->flags & (PRECEPT_SPAN_LINK | PRECEPT_SPAN_XREF)) != 0 && span->target != NULL && shaping->element != PRECEPT_ELEMENT_STUDY)
        run.ink = PRECEPT_INK_ACCENT;
      if ((span->flags & PRECEPT_SPAN_CITE) != 0 && span->target != NULL)
        shaping->has_citations = TRUE;
    }

  if (style->tracking < 0 || style->tracking > 0)
    track_glyphs (glyphs, style->tracking);

  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      PangoGlyph glyph = glyphs->glyphs[i].glyph;
      gboolean   is_unknown = glyph != PANGO_GLYPH_EMPTY && (glyph & PANGO_GLYPH_UNKNOWN_FLAG) != 0;

      if (!is_unknown && !is_line_control (glyphs, i, shaping->shaped + item->item->offset))
        continue;

      if (i > first)
        x += add_drawable (self, &run, item, first, i, x, shaping->shaped);
      if (is_unknown)
        {
          PreceptMissing missing = {
            .character = glyph & ~PANGO_GLYPH_UNKNOWN_FLAG,
            .offset = map_from_shaped (self, (guint)(item->item->offset + glyphs->log_clusters[i])),
          };

          g_array_append_val (self->missing, missing);
        }
      x += glyphs->glyphs[i].geometry.width;
      first = i + 1;
    }
  if (glyphs->num_glyphs > first)
    x += add_drawable (self, &run, item, first, glyphs->num_glyphs, x, shaping->shaped);

  return x - begin;
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const PreceptRun *run = a, *other = b;

  return (run->start > other->start) - (run->start < other->start);
}

/* The space that a line ended at: Pango has no glyph for it, but a reader of the text must find it. */
static void
note_last_space (PreceptShaper   *self,
                 PreceptShaping  *shaping,
                 PangoLayoutLine *pango_line,
                 guint            first_run)
{
  int end = pango_line->start_index + pango_line->length;

  if (self->runs->len > first_run && pango_line->length > 0 && shaping->shaped[end - 1] == ' ')
    g_array_index (self->runs, PreceptRun, self->runs->len - 1).space_after = TRUE;
}

static void
add_line (PreceptShaper   *self,
          PreceptShaping  *shaping,
          PangoLayoutLine *pango_line,
          double           width)
{
  PreceptLine line = { .first_run = self->runs->len };
  gboolean    mixed = FALSE;
  int         x = 0;

  for (GSList *l = pango_line->runs; l != NULL; l = l->next)
    {
      x += add_run (self, shaping, l->data, x);
      mixed |= (((PangoGlyphItem *)l->data)->item->analysis.level & 1) != 0;
    }

  /* Pango has the runs as they stand from left to right. */
  if (mixed)
    qsort (&g_array_index (self->runs, PreceptRun, line.first_run), self->runs->len - line.first_run,
           sizeof (PreceptRun), compare_runs);
  note_last_space (self, shaping, pango_line, line.first_run);

  line.n_runs = self->runs->len - line.first_run;
  for (guint i = line.first_run; i < self->runs->len; i++)
    {
      const PreceptRun *run = &g_array_index (self->runs, PreceptRun, i);

      line.width = MAX (line.width, run->x + run->width);
    }
  if (pango_line->resolved_dir == PANGO_DIRECTION_RTL && width > 0)
    line.x = MAX (0, (int)(width * PANGO_SCALE) - line.width);
  g_array_append_val (self->lines, line);
}

static PreceptLines *
collect_lines (PreceptShaper  *self,
               PreceptShaping *shaping)
{
  PreceptLines *lines = g_new0 (PreceptLines, 1);

  lines->ref_count = 1;
  lines->element = shaping->element;
  lines->text = precept_text_ref (shaping->text);
  lines->size = (float)self->style->elements[shaping->element].size;
  lines->leading = (float)self->style->elements[shaping->element].leading;
  lines->has_citations = shaping->has_citations;
  lines->n_lines = self->lines->len;
  lines->n_runs = self->runs->len;
  lines->n_glyphs = self->glyphs->len;
  lines->n_missing = self->missing->len;

  for (guint i = 0; i < self->runs->len; i++)
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
  return lines;
}

static void
drop_lines (PreceptShaper *self)
{
  for (guint i = 0; i < self->runs->len; i++)
    {
      PreceptRun *run = &g_array_index (self->runs, PreceptRun, i);

      if (!run->is_simple)
        pango_glyph_string_free (run->glyphs);
    }
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->glyphs, 0);
  g_array_set_size (self->missing, 0);
}

static void
clear_scratch (PreceptShaper *self)
{
  self->font_refused = FALSE;
  g_array_set_size (self->ranges, 0);
  g_array_set_size (self->breaks, 0);
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->runs, 0);
  g_array_set_size (self->glyphs, 0);
  g_array_set_size (self->missing, 0);
}

static void
set_direction (PreceptShaper  *self,
               PreceptShaping *shaping)
{
  PangoContext *context = precept_fonts_get_context (self->fonts);
  const char   *language = pango_language_to_string (pango_context_get_language (context));
  gboolean      right_to_left = precept_direction_is_right_to_left (shaping->shaped, language);

  pango_context_set_base_dir (context, right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
}

/* What may not be parted at the end of a line; less of it where a word would stick out. */
enum
{
  BIND_COMPOUNDS,
  BIND_NUMBERS,
  BIND_NOTHING,
  N_BINDINGS,
};

static gboolean
is_number_at_end (const char        *string,
                  const PreceptSpan *span)
{
  return span->length > 0 && span->length <= MOST_BOUND_LABEL && g_ascii_isdigit (string[span->start + span->length - 1]);
}

/* Numbers with their units and signs, compounds, "Table 1", and citations with the word before. */
static void
bind_text (PreceptShaper  *self,
           PreceptShaping *shaping,
           gboolean        keep_compounds)
{
  precept_binding_find (self->breaks->len > 0 ? shaping->shaped : shaping->string, keep_compounds, self->ranges);
  for (guint i = 0; i < shaping->n_spans; i++)
    {
      const PreceptSpan *span = &shaping->spans[i];
      guint              start = span->start;
      PreceptRange       range;

      if ((span->flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0)
        {
          if (start > 0 && shaping->string[start - 1] != ' ')
            start = (guint)(g_utf8_prev_char (shaping->string + start) - shaping->string);
        }
      else if ((span->flags & PRECEPT_SPAN_XREF) == 0 || !is_number_at_end (shaping->string, span))
        continue;
      range.start = map_to_shaped (self, start);
      range.end = map_to_shaped (self, span->start + span->length);
      g_array_append_val (self->ranges, range);
    }
}

static void
lay_out (PreceptShaper  *self,
         PreceptShaping *shaping,
         double          width)
{
  PangoAttrList *attributes = create_attributes (self, shaping);

  set_direction (self, shaping);
  pango_layout_set_font_description (self->layout, precept_fonts_get_description (self->fonts, shaping->element));
  pango_layout_set_width (self->layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_text (self->layout, shaping->shaped, -1);
  pango_attr_list_unref (attributes);
}

/* Whether no line sticks out of its column. */
static gboolean
is_within (PreceptShaper *self,
           double         width)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      if (g_array_index (self->lines, PreceptLine, i).width > width * PANGO_SCALE + PANGO_SCALE / 4)
        return FALSE;
    }

  return TRUE;
}

PreceptLines *
precept_shaper_set_text (PreceptShaper *self,
                         PreceptText   *text,
                         PreceptElement element,
                         double         width)
{
  PreceptShaping   shaping = { .text = text, .element = element };
  g_autofree char *changed = NULL;
  guint            n_addresses;

  clear_scratch (self);
  shaping.string = precept_text_get_string (text);
  shaping.spans = precept_text_get_spans (text, &shaping.n_spans);
  shaping.is_heading = is_heading (element);

  if (width > 0)
    changed = prepare_addresses (self, text, element, width, self->ranges);
  changed = replace_hyphens (changed, shaping.string);
  shaping.shaped = changed != NULL ? changed : shaping.string;
  n_addresses = self->ranges->len;
  for (guint attempt = 0; attempt < N_BINDINGS; attempt++)
    {
      g_array_set_size (self->ranges, attempt < BIND_NOTHING ? n_addresses : 0);
      if (width > 0 && attempt < BIND_NOTHING)
        bind_text (self, &shaping, attempt == BIND_COMPOUNDS);
      lay_out (self, &shaping, width);
      for (GSList *l = pango_layout_get_lines_readonly (self->layout); l != NULL; l = l->next)
        add_line (self, &shaping, l->data, width);
      if (self->font_refused || width <= 0 || self->ranges->len == 0 || is_within (self, width))
        break;
      if (attempt < BIND_NOTHING)
        drop_lines (self);
    }

  if (self->font_refused)
    {
      drop_lines (self);
      return precept_shaper_set_text (self, text, element, width);
    }

  return collect_lines (self, &shaping);
}

PreceptLines *
precept_shaper_set_string (PreceptShaper *self,
                           const char    *string,
                           PreceptElement element,
                           double         width)
{
  g_autoptr (PreceptText) text = precept_text_new (string);

  return precept_shaper_set_text (self, text, element, width);
}

PreceptLines *
precept_shaper_set_cut (PreceptShaper *self,
                        const char    *string,
                        PreceptElement element,
                        double         width)
{
  g_autoptr (PreceptLines) whole = precept_shaper_set_string (self, string, element, width);
  g_autoptr (PreceptLines) narrower = NULL;
  g_autofree char  *cut = NULL;
  const PreceptRun *last;

  if (whole->n_lines <= 1)
    return g_steal_pointer (&whole);

  /* Room for "…": about one em is more than enough. */
  narrower = precept_shaper_set_string (self, string, element, MAX (width - whole->size, 1));
  if (narrower->lines[0].n_runs == 0)
    return g_steal_pointer (&whole);
  last = &narrower->runs[narrower->lines[0].first_run + narrower->lines[0].n_runs - 1];
  cut = g_strndup (string, last->start + last->length);
  for (gsize length = strlen (cut); length > 0 && strchr (" ,;:.-/(", cut[length - 1]) != NULL; length--)
    cut[length - 1] = '\0';

  {
    g_autofree char *marked = g_strconcat (cut, "…", NULL);

    return precept_shaper_set_string (self, marked, element, -1);
  }
}
