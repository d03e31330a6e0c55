/* precept-word-shapes.c: words as they are shaped, each once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-word-shapes.h"

#include "precept-font-context.h"

#include <string.h>

/* About ten times the vocabulary of a long guideline. */
#define MOST_WORDS 100000

/* No word: perhaps a picture that was pasted as text. */
#define MOST_BYTES 2000

#define MOST_FEATURES 32

/**
 * PreceptWordShapes:
 *
 * The glyphs of words, by font.
 *
 * Shaping is most of what setting a text costs, and a guideline of a thousand pages has a few thousand different
 * words. Each is shaped once, by Pango, together with the spaces at its sides; where [func@font_context_find_far] says
 * that this is not all that matters, there is no word.
 */
struct _PreceptWordShapes
{
  PreceptFonts    *fonts;      /* owned */
  GSList           attributes; /* the one element of a list: the features */
  char            *features;   /* owned */
  GHashTable      *by_font;    /* set of PreceptWordFont, owned */
  PreceptWordFont *last;       /* found last; NULL: none */
  guint            n_words;
};

struct _PreceptWordFont
{
  PangoAnalysis   analysis; /* font, script, language and features */
  PreceptKeyTable words;    /* of PreceptWord */
  hb_set_t       *far;      /* owned; NULL: no words of this font can be shaped alone */
};

static guint
hash_font (gconstpointer key)
{
  const PreceptWordFont *font = key;

  return g_direct_hash (font->analysis.font) * 31 + (guint)font->analysis.script + g_direct_hash (font->analysis.language) * 7;
}

static gboolean
equal_fonts (gconstpointer a,
             gconstpointer b)
{
  const PreceptWordFont *font = a, *other = b;

  return font->analysis.font == other->analysis.font && font->analysis.script == other->analysis.script &&
         font->analysis.language == other->analysis.language;
}

static void
free_word (gpointer data)
{
  PreceptWord *word = data;

  g_clear_pointer (&word->glyphs, pango_glyph_string_free);
  g_free (word);
}

static void
free_font (gpointer data)
{
  PreceptWordFont *font = data;

  precept_key_table_clear (&font->words);
  g_clear_pointer (&font->far, hb_set_destroy);
  g_free (font);
}

PreceptWordShapes *
precept_word_shapes_new (PreceptFonts *fonts,
                         const char   *features)
{
  PreceptWordShapes *self = g_new0 (PreceptWordShapes, 1);

  self->fonts = precept_fonts_ref (fonts);
  self->features = g_strdup (features);
  self->attributes.data = pango_attr_font_features_new (features);
  self->by_font = g_hash_table_new_full (hash_font, equal_fonts, free_font, NULL);
  return self;
}

void
precept_word_shapes_free (PreceptWordShapes *self)
{
  g_hash_table_unref (self->by_font);
  pango_attribute_destroy (self->attributes.data);
  g_free (self->features);
  precept_fonts_unref (self->fonts);
  g_free (self);
}

void
precept_word_shapes_trim (PreceptWordShapes *self)
{
  GHashTableIter iter;
  gpointer       font;

  if (self->n_words < MOST_WORDS)
    return;

  g_hash_table_iter_init (&iter, self->by_font);
  while (g_hash_table_iter_next (&iter, &font, NULL))
    precept_key_table_clear (&((PreceptWordFont *)font)->words);
  self->n_words = 0;
}

/* The features that Pango shapes with: those of the font, then those of the style. */
static guint
collect_features (PreceptWordShapes *self,
                  PangoFont         *font,
                  hb_feature_t      *features)
{
  g_auto (GStrv) parts = g_strsplit (self->features, ",", -1);
  guint n_features = 0;

  pango_font_get_features (font, features, MOST_FEATURES, &n_features);
  for (guint i = 0; parts[i] != NULL && n_features < MOST_FEATURES; i++)
    {
      if (hb_feature_from_string (parts[i], -1, &features[n_features]))
        n_features++;
    }

  return n_features;
}

static hb_set_t *
find_far (PreceptWordShapes *self,
          PreceptWordFont   *font)
{
  hb_segment_properties_t properties = HB_SEGMENT_PROPERTIES_DEFAULT;
  hb_feature_t            features[MOST_FEATURES];
  guint                   n_features = collect_features (self, font->analysis.font, features);

  properties.direction = HB_DIRECTION_LTR;
  properties.script = (hb_script_t)g_unicode_script_to_iso15924 ((GUnicodeScript)font->analysis.script);
  properties.language = hb_language_from_string (pango_language_to_string (font->analysis.language), -1);
  return precept_font_context_find_far (pango_font_get_hb_font (font->analysis.font), &properties, features, n_features);
}

PreceptWordFont *
precept_word_shapes_find_font (PreceptWordShapes *self,
                               PangoFont         *font,
                               GUnicodeScript     script,
                               PangoLanguage     *language)
{
  PreceptWordFont  wanted = { .analysis = { .font = font, .script = (guint8)script, .language = language } };
  PreceptWordFont *found = self->last;

  if (found == NULL || !equal_fonts (found, &wanted))
    found = g_hash_table_lookup (self->by_font, &wanted);
  if (found == NULL)
    {
      if (precept_fonts_keep (self->fonts, font) == NULL)
        return NULL;
      found = g_memdup2 (&wanted, sizeof wanted);
      found->analysis.gravity = PANGO_GRAVITY_SOUTH;
      found->analysis.extra_attrs = &self->attributes;
      precept_key_table_init (&found->words, free_word);
      found->far = find_far (self, found);
      g_hash_table_add (self->by_font, found);
    }

  self->last = found;
  return found->far != NULL ? found : NULL;
}

PangoFont *
precept_word_font_get_font (PreceptWordFont *self)
{
  return self->analysis.font;
}

guint
precept_word_get_length (const PreceptWord *self)
{
  return self->key.length > 1 && self->key.text[self->key.length - 1] == ' ' ? self->key.length - 1 : self->key.length;
}

/* How many glyphs show the first bytes of a text; G_MAXUINT: none of them ends there. */
static guint
count_glyphs (const PangoGlyphString *glyphs,
              guint                   length)
{
  int n = 0;

  while (n < glyphs->num_glyphs && glyphs->log_clusters[n] < (int)length)
    n++;
  for (int i = n; i < glyphs->num_glyphs; i++)
    {
      if (glyphs->log_clusters[i] < (int)length)
        return G_MAXUINT;
    }

  return n < glyphs->num_glyphs && glyphs->log_clusters[n] != (int)length ? G_MAXUINT : (guint)n;
}

static gboolean
is_simple (const PangoGlyphString *glyphs,
           guint                   n_glyphs,
           const char             *text,
           guint                   length)
{
  guint offset = 0;

  for (guint i = 0; i < n_glyphs; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];

      if (offset >= length || glyphs->log_clusters[i] != (int)offset || info->glyph > 0xffff ||
          info->geometry.width > 0xffff || info->geometry.x_offset != 0 || info->geometry.y_offset != 0)
        return FALSE;
      offset += (guint)g_utf8_skip[(guchar)text[offset]];
    }

  return offset == length;
}

static gboolean
has_far_glyph (PreceptWordFont        *font,
               const PangoGlyphString *glyphs)
{
  for (int i = 0; i < glyphs->num_glyphs; i++)
    {
      if (hb_set_has (font->far, glyphs->glyphs[i].glyph))
        return TRUE;
    }

  return FALSE;
}

static gboolean
begins_with_mark (const char *text,
                  guint       length)
{
  guint        start = length > 1 && text[0] == ' ' ? 1 : 0;
  GUnicodeType type = g_unichar_type (g_utf8_get_char (text + start));

  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

/* The bytes of the text follow those of the glyphs. */
static PreceptWord *
make_word (PangoGlyphString *glyphs,
           const char       *text,
           guint             length,
           guint             shown,
           guint             n_glyphs,
           guint             hash)
{
  gboolean     simple = is_simple (glyphs, n_glyphs, text, shown);
  gsize        size = sizeof (PreceptWord) + (simple ? n_glyphs * sizeof (guint32) : 0);
  PreceptWord *word = g_malloc0 (size + length);

  word->key = (PreceptKey){ memcpy ((char *)word + size, text, length), length, hash };
  word->n_glyphs = n_glyphs;
  for (guint i = 0; i < n_glyphs; i++)
    {
      const PangoGlyphInfo *info = &glyphs->glyphs[i];

      word->width += info->geometry.width;
      if (simple)
        word->packed[i] = info->glyph << 16 | (guint32)info->geometry.width;
    }
  if (n_glyphs > 0 && text[0] == ' ')
    word->space_width = glyphs->glyphs[0].geometry.width;
  if (!simple)
    {
      word->glyphs = pango_glyph_string_copy (glyphs);
      pango_glyph_string_set_size (word->glyphs, (int)n_glyphs);
    }

  return word;
}

static PreceptWord *
add_word (PreceptWordShapes *self,
          PreceptWordFont   *font,
          const char        *text,
          guint              length,
          guint              hash)
{
  PangoGlyphString *glyphs = pango_glyph_string_new ();
  guint             shown = length > 1 && text[length - 1] == ' ' ? length - 1 : length;
  guint             n_glyphs;
  PreceptWord      *word;

  pango_shape_with_flags (text, (int)length, text, (int)length, &font->analysis, glyphs, PANGO_SHAPE_NONE);
  n_glyphs = count_glyphs (glyphs, shown);
  if (n_glyphs == G_MAXUINT || has_far_glyph (font, glyphs) || (text[0] == ' ' && count_glyphs (glyphs, 1) != 1) ||
      begins_with_mark (text, length))
    n_glyphs = 0;
  word = make_word (glyphs, text, length, shown, n_glyphs, hash);
  precept_key_table_take (&font->words, word);
  self->n_words++;
  pango_glyph_string_free (glyphs);
  return word;
}

const PreceptWord *
precept_word_shapes_shape (PreceptWordShapes *self,
                           PreceptWordFont   *font,
                           const char        *text,
                           guint              length)
{
  guint              hash;
  const PreceptWord *word;

  if (length > MOST_BYTES)
    return NULL;

  word = precept_key_table_find (&font->words, text, length, &hash);
  if (word == NULL)
    word = add_word (self, font, text, length, hash);
  return word->n_glyphs > 0 ? word : NULL;
}
