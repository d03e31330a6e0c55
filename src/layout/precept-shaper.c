/* precept-shaper.c: texts to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-shaper.h"

#include "precept-binding.h"
#include "precept-direction.h"
#include "precept-face.h"
#include "precept-itemizer.h"
#include "precept-line-breaker.h"
#include "precept-line-maker.h"
#include "precept-script-runs.h"

#include <string.h>

/* Breaks a long address where nothing shows: never part of the text that a page keeps. */
#define ZERO_WIDTH_SPACE "\xe2\x80\x8b"

#define MOST_BOUND_LABEL 24 /* bytes of "Table 1" and its like */

/**
 * PreceptShaper:
 *
 * Sets texts in lines, and keeps of the result what drawing needs.
 *
 * Texts of Latin, Greek and Cyrillic letters are made of words that were shaped before ([class@LineBreaker]). All
 * others are set by Pango, paragraph by paragraph. Lines, runs and places are the same either way.
 *
 * What is shaped differs from the text in two things, which neither the page nor the PDF must see: U+2011 is
 * shown by the hyphen that Lato has, and addresses wider than a line get U+200B where they may break.
 */
struct _PreceptShaper
{
  PreceptStyle       *style;    /* owned */
  PreceptFonts       *fonts;    /* owned */
  PreceptWordShapes  *words;    /* owned */
  PreceptItemizer    *itemizer; /* owned */
  PreceptLineBreaker *breaker;  /* owned */
  PreceptLineMaker   *maker;    /* owned */
  PangoLayout        *layout;   /* owned; set anew for each text */
  gboolean            use_words, use_pango;

  /* Of the text at hand. */
  GArray *ranges;    /* of PreceptRange, in which it must not break */
  GArray *put_in;    /* of guint: where U+200B was put in, bytes of the shaped text, ascending */
  GArray *stretches; /* of PreceptStretch */
};

/* What one call works with. */
typedef struct
{
  PreceptText       *text;
  const char        *string; /* of the text */
  const char        *shaped; /* what is shaped */
  guint              length; /* of that */
  const PreceptSpan *spans;
  guint              n_spans;
  PreceptElement     element;
  int                width; /* Pango units; below 0: a single line */
} PreceptShaping;

PreceptShaper *
precept_shaper_new (PreceptStyle *style,
                    PreceptFonts *fonts)
{
  PreceptShaper *self = g_new0 (PreceptShaper, 1);

  self->style = precept_style_ref (style);
  self->fonts = precept_fonts_ref (fonts);
  self->words = precept_word_shapes_new (fonts, style->features);
  self->itemizer = precept_itemizer_new (style, fonts, self->words);
  self->breaker = precept_line_breaker_new (self->words);
  self->maker = precept_line_maker_new (style, fonts);
  self->layout = pango_layout_new (precept_fonts_get_context (fonts));
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (self->layout, FALSE);
  self->use_words = TRUE;
  self->use_pango = TRUE;
  self->ranges = g_array_new (FALSE, FALSE, sizeof (PreceptRange));
  self->put_in = g_array_new (FALSE, FALSE, sizeof (guint));
  self->stretches = g_array_new (FALSE, FALSE, sizeof (PreceptStretch));
  return self;
}

void
precept_shaper_free (PreceptShaper *self)
{
  g_object_unref (self->layout);
  g_array_unref (self->ranges);
  g_array_unref (self->put_in);
  g_array_unref (self->stretches);
  precept_line_maker_free (self->maker);
  precept_line_breaker_free (self->breaker);
  precept_itemizer_free (self->itemizer);
  precept_word_shapes_free (self->words);
  precept_fonts_unref (self->fonts);
  precept_style_unref (self->style);
  g_free (self);
}

void
precept_shaper_set_use_words (PreceptShaper *self,
                              gboolean       use_words)
{
  self->use_words = use_words;
}

/* Addresses and hyphens */

/* Width of a part of a text in its element, in Pango units; 0 where it is not to be found. */
static int
measure (PreceptShaper *self,
         const char    *part,
         guint          length,
         PreceptElement element)
{
  g_autofree char *string = g_strndup (part, length);
  PangoAttrList   *attributes;
  int              width = 0;

  g_array_set_size (self->stretches, 0);
  if (self->use_words && precept_itemizer_run (self->itemizer, string, length, NULL, 0, element, self->stretches) &&
      precept_line_breaker_measure (self->breaker, string, length, self->stretches, &width))
    return width;
  if (!self->use_pango)
    return 0;

  pango_layout_set_font_description (self->layout, precept_fonts_get_description (self->fonts, element));
  pango_layout_set_width (self->layout, -1);
  attributes = pango_attr_list_new ();
  precept_face_insert_attribute (attributes, pango_attr_font_features_new (self->style->features), 0, G_MAXUINT);
  pango_layout_set_attributes (self->layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (self->layout, string, (int)length);
  pango_layout_get_size (self->layout, &width, NULL);
  return width;
}

/* Puts U+200B into the shaped text where an address wider than the column may break; keeps the others whole.
 * @bound gets the ranges of what is kept whole, in the text that is returned. */
static char *
prepare_addresses (PreceptShaper *self,
                   PreceptText   *text,
                   PreceptElement element,
                   int            width,
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

      g_string_append_len (shaped, string + copied, range.start - copied);
      copied = range.start;
      if (measure (self, string + range.start, range.end - range.start, element) <= width)
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
              g_array_append_val (self->put_in, place);
              g_string_append (shaped, ZERO_WIDTH_SPACE);
            }
        }
      g_string_append_len (shaped, string + copied, range.end - copied);
      copied = range.end;
    }
  g_string_append (shaped, string + copied);

  return g_string_free (shaped, FALSE);
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

/* What must not be parted */

/* From an offset in the text to one in the shaped text. */
static guint
map_to_shaped (PreceptShaper *self,
               guint          offset)
{
  for (guint i = 0; i < self->put_in->len && g_array_index (self->put_in, guint, i) <= offset; i++)
    offset += 3;

  return offset;
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
bind_text (PreceptShaper        *self,
           const PreceptShaping *shaping,
           gboolean              keep_compounds)
{
  precept_binding_find (self->put_in->len > 0 ? shaping->shaped : shaping->string, keep_compounds, self->ranges);
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

/* Lines by Pango */

static void
add_span_attributes (PreceptShaper        *self,
                     const PreceptShaping *shaping,
                     const PreceptFace    *face,
                     PangoAttrList        *attributes,
                     guint                 index)
{
  const PreceptSpan *span = &shaping->spans[index];
  guint              start = map_to_shaped (self, span->start);
  guint              end = map_to_shaped (self, span->start + span->length);
  PreceptFace        inside = *face;

  /* Not a colour: the number of the span. It makes Pango end a run where a span ends, and tells which it was. */
  precept_face_insert_attribute (attributes, pango_attr_foreground_new ((guint16)(index & 0xffff), (guint16)(index >> 16), 0xffff), start, end);

  if (precept_face_change_to_span (&inside, self->style, shaping->element, span->flags))
    precept_face_add_attributes (&inside, attributes, start, end);
}

/* Pango lets a line break behind these even where breaks are not allowed, unless they are the first of the range. */
static gboolean
is_hyphen (gunichar character)
{
  return character == 0x2010 || character == 0x2012 || character == 0x2013 || character == 0x2027 || character == '|';
}

static void
forbid_breaks (const PreceptShaping *shaping,
               const PreceptRange   *range,
               PangoAttrList        *attributes)
{
  guint start = range->start;

  for (guint at = range->start; at < range->end;)
    {
      guint next = at + (guint)g_utf8_skip[(guchar)shaping->shaped[at]];

      if (at > start && is_hyphen (g_utf8_get_char (shaping->shaped + at)))
        {
          precept_face_insert_attribute (attributes, pango_attr_allow_breaks_new (FALSE), start, next);
          start = at;
        }
      at = next;
    }
  precept_face_insert_attribute (attributes, pango_attr_allow_breaks_new (FALSE), start, range->end);
}

static PangoAttrList *
create_attributes (PreceptShaper        *self,
                   const PreceptShaping *shaping)
{
  PangoAttrList    *attributes = pango_attr_list_new ();
  const PreceptFace face = precept_face_of_text (self->style, shaping->element, shaping->spans, shaping->n_spans);

  precept_face_insert_attribute (attributes, pango_attr_font_features_new (self->style->features), 0, G_MAXUINT);
  precept_face_insert_attribute (attributes, pango_attr_insert_hyphens_new (FALSE), 0, G_MAXUINT);
  precept_script_runs_add_attributes (self->fonts, shaping->element, shaping->shaped, attributes);
  precept_face_add_attributes (&face, attributes, 0, G_MAXUINT);
  for (guint i = 0; i < shaping->n_spans; i++)
    add_span_attributes (self, shaping, &face, attributes, i);
  for (guint i = 0; i < self->ranges->len; i++)
    forbid_breaks (shaping, &g_array_index (self->ranges, PreceptRange, i), attributes);

  return attributes;
}

static void
set_direction (PreceptShaper        *self,
               const PreceptShaping *shaping)
{
  PangoContext *context = precept_fonts_get_context (self->fonts);
  const char   *language = pango_language_to_string (pango_context_get_language (context));
  gboolean      right_to_left = precept_direction_is_right_to_left (shaping->shaped, language);

  pango_context_set_base_dir (context, right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
}

static PreceptLines *
set_by_pango (PreceptShaper        *self,
              const PreceptShaping *shaping)
{
  PangoAttrList *attributes = create_attributes (self, shaping);
  gboolean       is_usable = TRUE;

  set_direction (self, shaping);
  pango_layout_set_font_description (self->layout, precept_fonts_get_description (self->fonts, shaping->element));
  pango_layout_set_width (self->layout, shaping->width);
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_text (self->layout, shaping->shaped, (int)shaping->length);
  pango_attr_list_unref (attributes);

  precept_line_maker_begin (self->maker, shaping->text, shaping->element, shaping->shaped, self->put_in);
  for (GSList *l = pango_layout_get_lines_readonly (self->layout); l != NULL; l = l->next)
    is_usable &= precept_line_maker_add_pango_line (self->maker, l->data, shaping->width);

  /* A font that can't be used is not chosen again. */
  return is_usable ? precept_line_maker_finish (self->maker) : set_by_pango (self, shaping);
}

/* Lines by words */

/* NULL: the text has what can't be set word by word. */
static PreceptLines *
set_by_words (PreceptShaper        *self,
              const PreceptShaping *shaping)
{
  const PreceptBrokenLine *lines;
  guint                    n_lines;

  g_array_set_size (self->stretches, 0);
  if (!self->use_words || self->put_in->len > 0 ||
      !precept_itemizer_run (self->itemizer, shaping->shaped, shaping->length, shaping->spans, shaping->n_spans, shaping->element, self->stretches) ||
      !precept_line_breaker_run (self->breaker, shaping->shaped, shaping->length, self->stretches, self->ranges, shaping->width))
    return NULL;

  precept_line_maker_begin (self->maker, shaping->text, shaping->element, shaping->shaped, self->put_in);
  lines = precept_line_breaker_get_lines (self->breaker, &n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      if (!precept_line_maker_add_words (self->maker, &lines[i], precept_line_breaker_get_parts (self->breaker),
                                         precept_line_breaker_get_words (self->breaker)))
        return NULL;
    }

  return precept_line_maker_finish (self->maker);
}

/* NULL: only Pango could, and may not be used. */
static PreceptLines *
set_lines (PreceptShaper        *self,
           const PreceptShaping *shaping)
{
  PreceptLines *lines = set_by_words (self, shaping);

  return lines != NULL || !self->use_pango ? lines : set_by_pango (self, shaping);
}

/* Whether no line sticks out of its column. */
static gboolean
is_within (const PreceptLines *lines,
           int                 width)
{
  for (guint i = 0; i < lines->n_lines; i++)
    {
      if (lines->lines[i].width > width + PANGO_SCALE / 4)
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
  PreceptShaping   shaping = { .text = text, .element = element, .width = width > 0 ? (int)(width * PANGO_SCALE) : -1 };
  g_autofree char *changed = NULL;
  PreceptLines    *lines = NULL;
  guint            n_addresses;

  g_array_set_size (self->ranges, 0);
  g_array_set_size (self->put_in, 0);
  precept_word_shapes_trim (self->words);
  shaping.string = precept_text_get_string (text);
  shaping.spans = precept_text_get_spans (text, &shaping.n_spans);

  if (shaping.width >= 0)
    changed = prepare_addresses (self, text, element, shaping.width, self->ranges);
  changed = replace_hyphens (changed, shaping.string);
  shaping.shaped = changed != NULL ? changed : shaping.string;
  shaping.length = (guint)strlen (shaping.shaped);
  n_addresses = self->ranges->len;
  for (guint attempt = 0; attempt < N_BINDINGS; attempt++)
    {
      g_clear_pointer (&lines, precept_lines_unref);
      g_array_set_size (self->ranges, attempt < BIND_NOTHING ? n_addresses : 0);
      if (shaping.width >= 0 && attempt < BIND_NOTHING)
        bind_text (self, &shaping, attempt == BIND_COMPOUNDS);
      lines = set_lines (self, &shaping);
      if (lines == NULL || shaping.width < 0 || self->ranges->len == 0 || is_within (lines, shaping.width))
        break;
    }

  return lines;
}

PreceptLines *
precept_shaper_try_text (PreceptShaper *self,
                         PreceptText   *text,
                         PreceptElement element,
                         double         width)
{
  PreceptLines *lines;

  self->use_pango = FALSE;
  lines = precept_shaper_set_text (self, text, element, width);
  self->use_pango = TRUE;
  return lines;
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
