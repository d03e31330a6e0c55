/* precept-fonts.c: the fonts of a style
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-fonts.h"

#include "precept-font-fault.h"
#include "precept-font-map.h"
#include "precept-script.h"

#include <string.h>

/**
 * PreceptFonts:
 *
 * A font map of our own, set up so that a line is as wide on paper as on any screen.
 *
 * A unit is a point; nothing is hinted or rounded. A family that is not installed, or that no PDF file may hold, is an
 * error, since fontconfig would silently put another one in its place, and all pages would break differently.
 */
struct _PreceptFonts
{
  gatomicrefcount ref_count;

  PreceptFontMap       *map;     /* owned */
  PangoContext         *context; /* owned */
  PangoFontDescription *descriptions[PRECEPT_N_ELEMENTS];
  GHashTable           *kept;     /* of PangoFont, owned */
  GHashTable           *families; /* of the style, folded; set of owned strings */
  GHashTable           *fallback; /* set of owned strings: families that are not the style's */
  PangoFont            *last;     /* the font kept last: most runs have it again */
};

G_DEFINE_QUARK (precept_fonts_error, precept_fonts_error)

/* The Debian packages of the families that the default style names. */
static const char *
find_package (const char *family)
{
  if (g_ascii_strcasecmp (family, "Lato") == 0)
    return "fonts-lato";
  if (g_ascii_strncasecmp (family, "Noto Sans CJK", 13) == 0 || g_ascii_strncasecmp (family, "Noto Serif CJK", 14) == 0)
    return "fonts-noto-cjk";
  if (g_ascii_strncasecmp (family, "Noto ", 5) == 0)
    return "fonts-noto-core";
  if (g_ascii_strncasecmp (family, "DejaVu ", 7) == 0)
    return "fonts-dejavu";
  if (g_ascii_strncasecmp (family, "Liberation ", 11) == 0)
    return "fonts-liberation";

  return NULL;
}

static gboolean
check_family (PreceptFonts *self,
              const char   *family,
              GError      **error)
{
  const char      *package = find_package (family);
  g_autofree char *fault = NULL;

  if (!precept_font_map_check_family (self->map, family, &fault))
    {
      if (package != NULL)
        g_set_error (error, PRECEPT_FONTS_ERROR, PRECEPT_FONTS_ERROR_NOT_INSTALLED,
                     "The font “%s” is not installed: install the package %s", family, package);
      else
        g_set_error (error, PRECEPT_FONTS_ERROR, PRECEPT_FONTS_ERROR_NOT_INSTALLED,
                     "The font “%s” is not installed: install it, or name another one in the plan's style.ini",
                     family);
      return FALSE;
    }

  if (fault != NULL)
    {
      g_set_error (error, PRECEPT_FONTS_ERROR, PRECEPT_FONTS_ERROR_UNUSABLE,
                   "The font “%s” can't be used: %s. Name another one in the plan's style.ini", family, fault);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_families (PreceptFonts      *self,
                const char *const *families,
                GError           **error)
{
  for (guint i = 0; families[i] != NULL; i++)
    {
      if (!check_family (self, families[i], error))
        return FALSE;
      g_hash_table_add (self->families, g_utf8_casefold (families[i], -1));
    }

  return TRUE;
}

static PangoContext *
create_context (PreceptFontMap *map)
{
  PangoContext         *context = pango_font_map_create_context (PANGO_FONT_MAP (map));
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);

  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_language (context, pango_language_from_string ("en-us"));
  return context;
}

/*
 * precept_fonts_new:
 * @style: a style
 * @error: (nullable): where to store an error
 *
 * Fails with `PRECEPT_FONTS_ERROR_NOT_INSTALLED`, where the message names the package to install, or with
 * `PRECEPT_FONTS_ERROR_UNUSABLE`.
 *
 * Returns: (transfer full) (nullable): fonts, or NULL with an error set
 */
PreceptFonts *
precept_fonts_new (PreceptStyle *style,
                   GError      **error)
{
  g_autoptr (PreceptFonts) self = g_new0 (PreceptFonts, 1);
  g_auto (GStrv) families = g_strsplit (style->families, ", ", -1);

  g_atomic_ref_count_init (&self->ref_count);
  self->map = precept_font_map_new ();
  self->kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->families = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->fallback = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!check_families (self, (const char *const *)families, error))
    return NULL;

  self->context = create_context (self->map);
  for (int i = 0; i < PRECEPT_N_ELEMENTS; i++)
    {
      const PreceptElementStyle *element = &style->elements[i];
      PangoFontDescription      *description = pango_font_description_new ();

      pango_font_description_set_family (description, style->families);
      pango_font_description_set_weight (description, element->weight);
      pango_font_description_set_size (description, (int)(element->size * PANGO_SCALE + 0.5));
      self->descriptions[i] = description;
    }

  return g_steal_pointer (&self);
}

PreceptFonts *
precept_fonts_ref (PreceptFonts *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
precept_fonts_unref (PreceptFonts *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (int i = 0; i < PRECEPT_N_ELEMENTS; i++)
    g_clear_pointer (&self->descriptions[i], pango_font_description_free);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->families, g_hash_table_unref);
  g_clear_pointer (&self->fallback, g_hash_table_unref);
  g_clear_object (&self->context);
  g_clear_object (&self->map);
  g_free (self);
}

PangoContext *
precept_fonts_get_context (PreceptFonts *self)
{
  return self->context;
}

/* The language decides on quotation, on word boundaries, and which fonts stand in for the style's. */
void
precept_fonts_set_language (PreceptFonts *self,
                            const char   *language)
{
  pango_context_set_language (self->context, pango_language_from_string (language != NULL ? language : "en-us"));
}

PangoFontDescription *
precept_fonts_get_description (PreceptFonts  *self,
                               PreceptElement element)
{
  return self->descriptions[element];
}

/* Whether the style names the family of a font. */
gboolean
precept_fonts_is_of_style (PreceptFonts *self,
                           PangoFont    *font)
{
  PangoFontDescription *description = pango_font_describe (font);
  const char           *family = pango_font_description_get_family (description);
  g_autofree char      *folded = g_utf8_casefold (family != NULL ? family : "", -1);

  pango_font_description_free (description);
  return g_hash_table_contains (self->families, folded);
}

static void
note_fallback (PreceptFonts *self,
               PangoFont    *font)
{
  PangoFontDescription *description = pango_font_describe (font);

  g_hash_table_add (self->fallback, g_strdup (pango_font_description_get_family (description)));
  pango_font_description_free (description);
}

/*
 * precept_fonts_keep:
 * @self: fonts
 * @font: (nullable): the font of a run
 *
 * Keeps a font as long as the fonts live, so that lines need no reference of their own.
 *
 * Returns: (transfer none) (nullable): the font; NULL if no PDF file may hold it, and the text has to be set again:
 *   it will not be chosen any more
 */
PangoFont *
precept_fonts_keep (PreceptFonts *self,
                    PangoFont    *font)
{
  if (font == self->last || font == NULL)
    return font;

  if (!g_hash_table_contains (self->kept, font))
    {
      if (precept_font_fault_find (font) != NULL && precept_font_map_refuse (self->map, font))
        return NULL;
      g_hash_table_add (self->kept, g_object_ref (font));
      if (!precept_fonts_is_of_style (self, font))
        note_fallback (self, font);
    }
  self->last = font;

  return font;
}

/* Who has the package has no use for the advice to install it. */
const char *
precept_fonts_find_package_for (PreceptFonts *self,
                                gunichar      character)
{
  static const struct
  {
    const char *package, *family;
  } known[] = {
    { "fonts-noto-cjk", "Noto Sans CJK JP" },
    { "fonts-noto-core", "Noto Sans Symbols" },
    { "fonts-symbola", "Symbola" },
  };
  const char *package = precept_script_find_package (character);

  for (guint i = 0; package != NULL && i < G_N_ELEMENTS (known); i++)
    {
      if (strcmp (package, known[i].package) == 0 && precept_font_map_has_family (self->map, known[i].family))
        return NULL;
    }

  return package;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GStrv
precept_fonts_dup_fallback_families (PreceptFonts *self)
{
  GPtrArray     *families = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer       family;

  g_hash_table_iter_init (&iter, self->fallback);
  while (g_hash_table_iter_next (&iter, &family, NULL))
    g_ptr_array_add (families, g_strdup (family));
  g_ptr_array_sort (families, compare_strings);
  g_ptr_array_add (families, NULL);

  return (GStrv)g_ptr_array_free (families, FALSE);
}
