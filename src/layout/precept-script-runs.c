/* precept-script-runs.c: which part of a text is in which script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-script-runs.h"

#include "precept-script.h"

#include <hb.h>
#include <string.h>

#define COMBINING_GRAPHEME_JOINER 0x34F

typedef struct
{
  PreceptFonts  *fonts;
  PreceptElement element;
  const char    *text;
  PangoLanguage *language;   /* of the document */
  PangoAttrList *attributes; /* to add to */
} Runs;

static void
add_attribute (Runs           *runs,
               PangoAttribute *attribute,
               const char     *start,
               const char     *end)
{
  attribute->start_index = (guint)(start - runs->text);
  attribute->end_index = (guint)(end - runs->text);
  pango_attr_list_insert (runs->attributes, attribute);
}

/* Most texts: ASCII, Latin letters with marks of their own, quotation marks, dashes, arrows, mathematical signs. */
static gboolean
is_simple (const char *text)
{
  for (const guchar *p = (const guchar *)text; *p != 0; p++)
    {
      if (*p < 0x80 || (*p >= 0xC4 && *p <= 0xC8))
        continue;
      if (*p == 0xC2 && p[1] >= 0xA0)
        p++;
      else if (*p == 0xC3)
        p++;
      else if (*p == 0xE2 && (p[1] <= 0x82 || (p[1] >= 0x84 && p[1] <= 0x97)))
        p += 2;
      else if (*p >= 0xC0)
        return FALSE;
    }

  return TRUE;
}

/* Languages */

/* Neighbouring runs of Chinese, Japanese and Korean, which tell each other's language. */
typedef struct
{
  const char *start, *end; /* NULL: none */
  gboolean    has_kana, has_hangul, has_bopomofo;
  gboolean    is_of_document;
} Neighbours;

static void
end_neighbours (Runs       *runs,
                Neighbours *neighbours)
{
  GUnicodeScript script = G_UNICODE_SCRIPT_HAN;

  if (neighbours->start != NULL && !neighbours->is_of_document)
    {
      if (neighbours->has_kana)
        script = G_UNICODE_SCRIPT_HIRAGANA;
      else if (neighbours->has_hangul)
        script = G_UNICODE_SCRIPT_HANGUL;
      else if (neighbours->has_bopomofo)
        script = G_UNICODE_SCRIPT_BOPOMOFO;
      add_attribute (runs, pango_attr_language_new (precept_script_get_language (script)), neighbours->start, neighbours->end);
    }
  memset (neighbours, 0, sizeof *neighbours);
}

static void
add_neighbour (Runs          *runs,
               Neighbours    *neighbours,
               GUnicodeScript script,
               const char    *start,
               const char    *end)
{
  if (neighbours->start == NULL)
    {
      neighbours->start = start;
      neighbours->is_of_document = TRUE;
    }
  neighbours->end = end;
  neighbours->has_kana |= script == G_UNICODE_SCRIPT_HIRAGANA || script == G_UNICODE_SCRIPT_KATAKANA;
  neighbours->has_hangul |= script == G_UNICODE_SCRIPT_HANGUL;
  neighbours->has_bopomofo |= script == G_UNICODE_SCRIPT_BOPOMOFO;
  neighbours->is_of_document &= pango_language_includes_script (runs->language, (PangoScript)script);
}

/* Where the language of the document is not written in a script, Pango would take one from the environment. */
static void
add_languages (Runs *runs)
{
  PangoScriptIter *iter = pango_script_iter_new (runs->text, -1);
  Neighbours       neighbours = { NULL };

  do
    {
      const char    *start, *end;
      PangoScript    script;
      GUnicodeScript unicode_script;

      pango_script_iter_get_range (iter, &start, &end, &script);
      unicode_script = (GUnicodeScript)script;
      if (precept_script_is_east_asian (unicode_script))
        {
          add_neighbour (runs, &neighbours, unicode_script, start, end);
          continue;
        }
      end_neighbours (runs, &neighbours);
      if (script != PANGO_SCRIPT_COMMON && script != PANGO_SCRIPT_INHERITED && !pango_language_includes_script (runs->language, script))
        add_attribute (runs, pango_attr_language_new (precept_script_get_language (unicode_script)), start, end);
    }
  while (pango_script_iter_next (iter));
  end_neighbours (runs, &neighbours);
  pango_script_iter_free (iter);
}

/* Marks and what they stand on */

/* What a font need not have: it draws nothing. */
static gboolean
is_ignorable (gunichar character)
{
  return character == COMBINING_GRAPHEME_JOINER || (character >= 0xFE00 && character <= 0xFE0F) || (character >= 0xE0100 && character <= 0xE01EF);
}

/* Marks that stand on letters of any script. */
static gboolean
is_shared_mark (gunichar character)
{
  return g_unichar_ismark (character) && g_unichar_get_script (character) == G_UNICODE_SCRIPT_INHERITED;
}

/* In scripts whose letters join, fonts have all marks that there are. */
static gboolean
takes_shared_marks (gunichar character)
{
  GUnicodeScript script = g_unichar_get_script (character);

  return script == G_UNICODE_SCRIPT_LATIN || script == G_UNICODE_SCRIPT_GREEK || script == G_UNICODE_SCRIPT_CYRILLIC || script == G_UNICODE_SCRIPT_COMMON;
}

static gboolean
has_all (PangoFont  *font,
         const char *cluster)
{
  for (const char *p = cluster; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (!is_ignorable (character) && !pango_font_has_char (font, character))
        return FALSE;
    }

  return TRUE;
}

/* Whether the marks stand on their letter. Some fonts have marks, but don't say where they go, and put them beside it. */
static gboolean
has_in_place (PangoFont  *font,
              const char *cluster)
{
  hb_font_t           *hb_font = pango_font_get_hb_font (font);
  hb_buffer_t         *buffer = hb_buffer_create ();
  hb_glyph_extents_t   base = { 0 };
  hb_glyph_info_t     *infos;
  hb_glyph_position_t *positions;
  hb_position_t        x = 0;
  gboolean             in_place = TRUE;
  guint                n;

  hb_buffer_add_utf8 (buffer, cluster, -1, 0, -1);
  hb_buffer_guess_segment_properties (buffer);
  hb_shape (hb_font, buffer, NULL, 0);
  infos = hb_buffer_get_glyph_infos (buffer, &n);
  positions = hb_buffer_get_glyph_positions (buffer, NULL);
  for (guint i = 0; i < n; i++)
    {
      hb_glyph_extents_t extents;

      if (hb_font_get_glyph_extents (hb_font, infos[i].codepoint, &extents) && extents.width != 0)
        {
          int left = x + positions[i].x_offset + extents.x_bearing;

          extents.x_bearing = left;
          if (base.width == 0)
            base = extents;
          else if (left + extents.width / 2 < base.x_bearing || left + extents.width / 2 > base.x_bearing + base.width)
            in_place = FALSE;
        }
      x += positions[i].x_advance;
    }
  hb_buffer_destroy (buffer);
  return in_place;
}

typedef struct
{
  const char *cluster, *composed;
  PangoFont  *font; /* kept by the map: the first that has all of the cluster, or that has it in place */
  gboolean    is_first, is_composed;
  guint       n_visited;
} Search;

static gboolean
search_cb (PangoFontset *fontset,
           PangoFont    *font,
           gpointer      data)
{
  Search  *search = data;
  gboolean has_cluster = has_all (font, search->cluster);
  gboolean in_place = FALSE;

  if (has_cluster || has_all (font, search->composed))
    {
      in_place = has_in_place (font, search->cluster);
      if (search->font == NULL || in_place)
        {
          search->font = font;
          search->is_first = search->n_visited == 0;
          search->is_composed = !has_cluster;
        }
    }
  search->n_visited++;
  return in_place;
}

static void
search_fonts (Runs   *runs,
              Search *search)
{
  PangoFontset *fontset = pango_context_load_fontset (precept_fonts_get_context (runs->fonts),
                                                      precept_fonts_get_description (runs->fonts, runs->element), runs->language);

  pango_fontset_foreach (fontset, search_cb, search);
  g_object_unref (fontset);
}

/* Pango looks for a font for each character alone; a mark from another font than its letter would stand beside it. */
static void
add_cluster (Runs       *runs,
             const char *start,
             const char *end)
{
  g_autofree char      *cluster = g_strndup (start, (gsize)(end - start));
  g_autofree char      *composed = g_utf8_normalize (cluster, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  Search                search = { cluster, composed != NULL ? composed : cluster };
  PangoFontDescription *description;

  search_fonts (runs, &search);
  if (search.font == NULL || (search.is_first && !search.is_composed))
    return;

  description = pango_font_describe (search.font);
  add_attribute (runs, pango_attr_family_new (pango_font_description_get_family (description)), start, end);
  /* The font has letter and mark in one: no other one is to be asked for the mark. */
  if (search.is_composed)
    add_attribute (runs, pango_attr_fallback_new (FALSE), start, end);
  pango_font_description_free (description);
}

/* A character of private use is what a plan's own font has there, or nothing. */
static gboolean
is_private (gunichar character)
{
  return g_unichar_type (character) == G_UNICODE_PRIVATE_USE;
}

static void
add_private (Runs       *runs,
             const char *start,
             const char *end)
{
  g_autofree char *character = g_strndup (start, (gsize)(end - start));
  Search           search = { character, character };

  search_fonts (runs, &search);
  if (search.font == NULL || !precept_fonts_is_of_style (runs->fonts, search.font))
    add_attribute (runs, pango_attr_fallback_new (FALSE), start, end);
}

static void
add_fonts (Runs *runs)
{
  const char *next;

  for (const char *p = runs->text; *p != '\0'; p = next)
    {
      gunichar    base = g_utf8_get_char (p);
      const char *end;
      gboolean    has_mark = FALSE;

      next = g_utf8_next_char (p);
      if (is_private (base))
        add_private (runs, p, next);
      if (!takes_shared_marks (base))
        continue;
      for (end = next; is_shared_mark (g_utf8_get_char (end)); end = g_utf8_next_char (end))
        has_mark |= !is_ignorable (g_utf8_get_char (end));
      if (has_mark)
        add_cluster (runs, p, end);
      next = end;
    }
}

void
precept_script_runs_add_attributes (PreceptFonts  *fonts,
                                    PreceptElement element,
                                    const char    *text,
                                    PangoAttrList *attributes)
{
  Runs runs = { fonts, element, text, pango_context_get_language (precept_fonts_get_context (fonts)), attributes };

  if (is_simple (text) && pango_language_includes_script (runs.language, PANGO_SCRIPT_LATIN))
    return;

  add_languages (&runs);
  add_fonts (&runs);
}
