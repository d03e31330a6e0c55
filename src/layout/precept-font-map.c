/* precept-font-map.c: fonts that a page can be printed with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-font-map.h"

#include "precept-font-fault.h"
#include "precept-script.h"

#include <fontconfig/fontconfig.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>
#include <string.h>

/* A key with a digit on it is a digit and a mark: both have to come from one font. */
#define EMOJI_FAMILY "Noto Sans Symbols2"

/* The family that is asked for where those of the style lack a character. */
#define OTHER_FAMILIES "precept-other"

/* A family beside that of a font that has no bold style: its strokes are to be thickened. */
#define BOLDER_FAMILY "precept-bolder"

/* The family that Pango measures the box with that stands for a character that no font has. */
#define BOX_FAMILY "monospace"

/**
 * PreceptFontMap:
 *
 * Pango's fonts, without those that a page can't be printed with.
 *
 * Fonts of coloured pictures or of pixels have no outlines; others may not be embedded. Where the families of the
 * style lack a character, the choice is the same on every computer with the same fonts, whatever its settings and
 * its user's language: first the family that Noto has for the language of the text, then all of Noto, then whatever
 * else fontconfig finds. Nor do settings decide what is done where a style is missing: strokes are thickened for bold,
 * but nothing is slanted for italic.
 *
 * Resolution is 72, so that a unit is a point.
 */
struct _PreceptFontMap
{
  PangoFontMap parent_instance;

  PangoFontMap *fonts;       /* owned; Pango's own */
  GPtrArray    *noto;        /* of strings, owned: its families in the order in which they are tried */
  GHashTable   *fontsets;    /* set of PreceptFontset, owned: by description and language */
  GHashTable   *judged;      /* PangoFont, owned → PangoFont, owned: what it is replaced by; NULL: unusable */
  GHashTable   *judged_bold; /* the same where bold is asked for */
  GHashTable   *refused;     /* set of owned strings: names of files */
  guint         serial;
};

G_DEFINE_FINAL_TYPE (PreceptFontMap, precept_font_map, PANGO_TYPE_FONT_MAP)

/* The fonts of a description, best first: one of each of its families, then others. Most texts need just the first,
 * and it takes fontconfig long to put all fonts in order; so each is looked for when it is asked for.
 *
 * Not declared as usual: Pango 1.50 has no cleanup function for the parent. */
typedef struct
{
  PangoFontset parent_instance;

  PreceptFontMap       *map;     /* the owner */
  PangoContext         *context; /* owned by whoever loaded the set */
  PangoFontDescription *description;
  PangoLanguage        *language;
  GStrv                 families;
  PangoFont           **firsts; /* of each family, owned; NULL: not loaded, or has none to be used */
  guint                 n_loaded;
  PangoFontset         *others; /* owned; NULL: not loaded */
} PreceptFontset;

typedef PangoFontsetClass PreceptFontsetClass;

GType precept_fontset_get_type (void);

G_DEFINE_FINAL_TYPE (PreceptFontset, precept_fontset, PANGO_TYPE_FONTSET)

static PreceptFontset *
as_fontset (gpointer fontset)
{
  return (PreceptFontset *)fontset;
}

/* Judging fonts */

static gboolean
is_zero (double value)
{
  return fabs (value) < 1e-6;
}

static gboolean
get_bool (FcPattern  *pattern,
          const char *object,
          gboolean    otherwise)
{
  FcBool value;

  return FcPatternGetBool (pattern, object, 0, &value) == FcResultMatch ? value != FcFalse : otherwise;
}

static char *
dup_file (FcPattern *pattern)
{
  FcChar8 *file = NULL;

  return FcPatternGetString (pattern, FC_FILE, 0, &file) == FcResultMatch ? g_strdup ((const char *)file) : NULL;
}

/* The same face as its maker drew it: upright, and not thickened by settings; but thickened by us if @bolder. */
static PangoFont *
load_plain (PreceptFontMap *self,
            PangoContext   *context,
            PangoFont      *font,
            gboolean        bolder)
{
  PangoFontDescription *description = pango_font_describe (font);
  const char           *family = pango_font_description_get_family (description);
  g_autofree char      *families = bolder ? g_strconcat (family, ",", BOLDER_FAMILY, NULL) : g_strdup (family);
  PangoFont            *plain;

  pango_font_description_set_family (description, families);
  pango_font_description_set_style (description, PANGO_STYLE_NORMAL);
  if (bolder || get_bool (pango_fc_font_get_pattern (PANGO_FC_FONT (font)), FC_EMBOLDEN, FALSE))
    pango_font_description_set_weight (description, PANGO_WEIGHT_NORMAL);
  plain = pango_font_map_load_font (self->fonts, context, description);
  pango_font_description_free (description);
  return plain;
}

/* What fontconfig tells without opening the file. */
static PangoFont *
judge (PreceptFontMap *self,
       PangoContext   *context,
       PangoFont      *font,
       gboolean        bold)
{
  FcPattern       *pattern;
  FcMatrix        *matrix;
  double           weight;
  gboolean         is_bolder, lacks_bold;
  gboolean         is_slanted = FALSE;
  g_autofree char *file = NULL;

  if (!PANGO_IS_FC_FONT (font))
    return g_object_ref (font);
  pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (font));
  if (get_bool (pattern, FC_COLOR, FALSE) || !get_bool (pattern, FC_OUTLINE, TRUE) || !get_bool (pattern, FC_SCALABLE, TRUE))
    return NULL;
  file = dup_file (pattern);
  if (file != NULL && g_hash_table_contains (self->refused, file))
    return NULL;

  if (FcPatternGetMatrix (pattern, FC_MATRIX, 0, &matrix) == FcResultMatch)
    {
      if (!is_zero (matrix->yx) || !is_zero (matrix->xx - 1) || !is_zero (matrix->yy - 1))
        return NULL;
      is_slanted = !is_zero (matrix->xy);
    }
  is_bolder = get_bool (pattern, FC_EMBOLDEN, FALSE);
  lacks_bold = is_bolder || (FcPatternGetDouble (pattern, FC_WEIGHT, 0, &weight) == FcResultMatch && weight <= FC_WEIGHT_MEDIUM);
  if (is_slanted || is_bolder != (bold && lacks_bold))
    return load_plain (self, context, font, bold && lacks_bold);

  return g_object_ref (font);
}

static PangoFont *
find_usable (PreceptFontset *fontset,
             PangoFont      *font)
{
  PreceptFontMap *self = fontset->map;
  gboolean        bold = pango_font_description_get_weight (fontset->description) >= PANGO_WEIGHT_BOLD;
  GHashTable     *judged = bold ? self->judged_bold : self->judged;
  gpointer        usable;

  if (!g_hash_table_lookup_extended (judged, font, NULL, &usable))
    {
      usable = judge (self, fontset->context, font, bold);
      g_hash_table_insert (judged, g_object_ref (font), usable);
    }

  return usable;
}

/* What the font settings of the computer make of a family. */
static char *
dup_substitute (FcConfig   *config,
                const char *family)
{
  FcPattern *pattern = FcPatternCreate ();
  FcChar8   *first = NULL;
  char      *substitute = NULL;

  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *)family);
  FcConfigSubstitute (config, pattern, FcMatchPattern);
  if (FcPatternGetString (pattern, FC_FAMILY, 0, &first) == FcResultMatch && FcStrCmpIgnoreCase (first, (const FcChar8 *)family) != 0)
    substitute = g_strdup ((const char *)first);
  FcPatternDestroy (pattern);
  return substitute;
}

static gboolean
is_of_family (FcPattern  *pattern,
              const char *family)
{
  FcChar8 *name;

  for (int i = 0; FcPatternGetString (pattern, FC_FAMILY, i, &name) == FcResultMatch; i++)
    {
      if (FcStrCmpIgnoreCase (name, (const FcChar8 *)family) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Pango loads fontconfig in a thread of its own, and waits for it here. */
static FcConfig *
get_config (PreceptFontMap *self)
{
  return pango_fc_font_map_get_config (PANGO_FC_FONT_MAP (self->fonts));
}

gboolean
precept_font_map_has_family (PreceptFontMap *self,
                             const char     *family)
{
  const FcFontSet *installed = FcConfigGetFonts (get_config (self), FcSetSystem);

  for (int i = 0; installed != NULL && i < installed->nfont; i++)
    {
      if (is_of_family (installed->fonts[i], family))
        return TRUE;
    }

  return FALSE;
}

gboolean
precept_font_map_check_family (PreceptFontMap *self,
                               const char     *family,
                               char          **fault)
{
  FcConfig        *config = get_config (self);
  const FcFontSet *installed = FcConfigGetFonts (config, FcSetSystem);
  char            *substitute;
  const char      *found = NULL;
  gboolean         is_installed = FALSE;

  /* One style that is good is enough: the others are looked at when they are chosen. */
  for (int i = 0; installed != NULL && i < installed->nfont && (!is_installed || found != NULL); i++)
    {
      if (!is_of_family (installed->fonts[i], family))
        continue;
      is_installed = TRUE;
      found = precept_font_fault_find_in_pattern (installed->fonts[i]);
    }

  substitute = is_installed ? dup_substitute (config, family) : NULL;
  *fault = substitute != NULL ? g_strdup_printf ("the font settings of this computer put “%s” in its place", substitute) : g_strdup (found);
  g_free (substitute);
  return is_installed;
}

/* Fontconfig leaves out what has no characters beyond those of better fonts. So it must not know of those that are
 * refused, or they would hide others. */
static void
hide_refused (PreceptFontMap *self)
{
  g_autoptr (GString) xml = g_string_new ("<?xml version=\"1.0\"?><fontconfig><selectfont><rejectfont>");
  FcConfig      *config = FcInitLoadConfig ();
  GHashTableIter iter;
  gpointer       file;

  g_hash_table_iter_init (&iter, self->refused);
  while (g_hash_table_iter_next (&iter, &file, NULL))
    {
      g_autofree char *escaped = g_markup_escape_text (file, -1);

      g_string_append_printf (xml, "<glob>%s</glob>", escaped);
    }
  g_string_append (xml, "</rejectfont></selectfont></fontconfig>");
  if (FcConfigParseAndLoadFromMemory (config, (const FcChar8 *)xml->str, FcTrue) && FcConfigBuildFonts (config))
    pango_fc_font_map_set_config (PANGO_FC_FONT_MAP (self->fonts), config);
  FcConfigDestroy (config);
}

gboolean
precept_font_map_refuse (PreceptFontMap *self,
                         PangoFont      *font)
{
  char *file = PANGO_IS_FC_FONT (font) ? dup_file (pango_fc_font_get_pattern (PANGO_FC_FONT (font))) : NULL;

  if (file == NULL)
    return FALSE;

  /* Pango keeps what it chose with each set; new sets know nothing. */
  g_hash_table_add (self->refused, file);
  g_hash_table_remove_all (self->fontsets);
  g_hash_table_remove_all (self->judged);
  g_hash_table_remove_all (self->judged_bold);
  hide_refused (self);
  self->serial++;
  return TRUE;
}

/* A set of fonts */

static gboolean
take_first_cb (PangoFontset *fontset,
               PangoFont    *font,
               gpointer      data)
{
  *(PangoFont **)data = font != NULL ? g_object_ref (font) : NULL;
  return TRUE;
}

static PangoFontset *
load_real (PreceptFontset *self,
           const char     *family)
{
  PangoFontDescription *description = pango_font_description_copy (self->description);
  PangoFontset         *fonts;

  pango_font_description_set_family (description, family);
  fonts = pango_font_map_load_fontset (self->map->fonts, self->context, description, self->language);
  pango_font_description_free (description);
  return fonts;
}

static gboolean
is_font_of_family (PangoFont  *font,
                   const char *family)
{
  return !PANGO_IS_FC_FONT (font) || is_of_family (pango_fc_font_get_pattern (PANGO_FC_FONT (font)), family);
}

/* The font of the description in one of its families. */
static PangoFont *
load_first (PreceptFontset *self,
            const char     *family)
{
  PangoFontset *fonts = load_real (self, family);
  PangoFont    *font = NULL;
  PangoFont    *usable;

  pango_fontset_foreach (fonts, take_first_cb, &font);
  usable = font != NULL && is_font_of_family (font, family) ? find_usable (self, font) : NULL;
  if (usable != NULL)
    g_object_ref (usable);
  g_clear_object (&font);
  g_object_unref (fonts);
  return usable;
}

static PangoFont *
get_first (PreceptFontset *self,
           guint           index)
{
  for (; self->n_loaded <= index; self->n_loaded++)
    self->firsts[self->n_loaded] = load_first (self, self->families[self->n_loaded]);

  return self->firsts[index];
}

typedef struct
{
  PreceptFontset         *fontset;
  PangoFontsetForeachFunc function;
  gpointer                data;
} Visit;

static gboolean
visit_font_cb (PangoFontset *fontset,
               PangoFont    *font,
               gpointer      data)
{
  Visit     *visit = data;
  PangoFont *usable = find_usable (visit->fontset, font);

  return usable != NULL && visit->function (PANGO_FONTSET (visit->fontset), usable, visit->data);
}

static void
visit_fonts (PangoFontset           *fontset,
             PangoFontsetForeachFunc function,
             gpointer                data)
{
  PreceptFontset *self = as_fontset (fontset);
  Visit           visit = { self, function, data };

  for (guint i = 0; self->families[i] != NULL; i++)
    {
      PangoFont *font = get_first (self, i);

      if (font != NULL && function (fontset, font, data))
        return;
    }

  if (self->others == NULL)
    self->others = load_real (self, OTHER_FAMILIES);
  pango_fontset_foreach (self->others, visit_font_cb, &visit);
}

typedef struct
{
  gunichar   character;
  PangoFont *font; /* owned */
} Wanted;

static gboolean
want_cb (PangoFontset *fontset,
         PangoFont    *font,
         gpointer      data)
{
  Wanted *wanted = data;

  if (!pango_font_has_char (font, wanted->character))
    return FALSE;
  wanted->font = g_object_ref (font);
  return TRUE;
}

static PangoFont *
get_font (PangoFontset *fontset,
          guint         character)
{
  Wanted wanted = { character };

  visit_fonts (fontset, want_cb, &wanted);
  return wanted.font;
}

static PangoFontMetrics *
get_metrics (PangoFontset *fontset)
{
  PangoFont *font = get_first (as_fontset (fontset), 0);

  return pango_font_get_metrics (font, as_fontset (fontset)->language);
}

static PangoLanguage *
get_language (PangoFontset *fontset)
{
  return as_fontset (fontset)->language;
}

static void
precept_fontset_finalize (GObject *object)
{
  PreceptFontset *self = as_fontset (object);

  for (guint i = 0; i < self->n_loaded; i++)
    g_clear_object (&self->firsts[i]);
  g_free (self->firsts);
  g_strfreev (self->families);
  g_clear_object (&self->others);
  g_clear_pointer (&self->description, pango_font_description_free);
  G_OBJECT_CLASS (precept_fontset_parent_class)->finalize (object);
}

static void
precept_fontset_class_init (PreceptFontsetClass *klass)
{
  PangoFontsetClass *fontset_class = PANGO_FONTSET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = precept_fontset_finalize;
  fontset_class->get_font = get_font;
  fontset_class->get_metrics = get_metrics;
  fontset_class->get_language = get_language;
  fontset_class->foreach = visit_fonts;
}

static void
precept_fontset_init (PreceptFontset *self)
{
}

static PreceptFontset *
create_fontset (PreceptFontMap             *map,
                PangoContext               *context,
                const PangoFontDescription *description,
                PangoLanguage              *language)
{
  PreceptFontset *self = g_object_new (precept_fontset_get_type (), NULL);
  const char     *family = pango_font_description_get_family (description);

  self->map = map;
  self->context = context;
  self->description = pango_font_description_copy (description);
  self->language = language;
  self->families = g_strsplit (g_strcmp0 (family, "emoji") == 0 ? EMOJI_FAMILY : family != NULL ? family
                                                                                                : "",
                               ",", -1);
  for (guint i = 0; self->families[i] != NULL; i++)
    g_strstrip (self->families[i]);
  self->firsts = g_new0 (PangoFont *, g_strv_length (self->families));
  return self;
}

static guint
hash_fontset (gconstpointer key)
{
  const PreceptFontset *self = key;

  return pango_font_description_hash (self->description) ^ g_direct_hash (self->language);
}

static gboolean
equal_fontsets (gconstpointer a,
                gconstpointer b)
{
  const PreceptFontset *self = a, *other = b;

  return self->language == other->language && pango_font_description_equal (self->description, other->description);
}

/* The map */

static PangoFont *
load_font (PangoFontMap               *font_map,
           PangoContext               *context,
           const PangoFontDescription *description)
{
  return pango_font_map_load_font (PRECEPT_FONT_MAP (font_map)->fonts, context, description);
}

static void
list_families (PangoFontMap      *font_map,
               PangoFontFamily ***families,
               int               *n_families)
{
  pango_font_map_list_families (PRECEPT_FONT_MAP (font_map)->fonts, families, n_families);
}

static PangoFontset *
load_fontset (PangoFontMap               *font_map,
              PangoContext               *context,
              const PangoFontDescription *description,
              PangoLanguage              *language)
{
  PreceptFontMap *self = PRECEPT_FONT_MAP (font_map);
  PreceptFontset  key = { .description = (PangoFontDescription *)description, .language = language };
  PreceptFontset *fontset = g_hash_table_lookup (self->fontsets, &key);

  if (fontset == NULL)
    {
      fontset = create_fontset (self, context, description, language);
      g_hash_table_add (self->fontsets, fontset);
    }

  return g_object_ref (PANGO_FONTSET (fontset));
}

static guint
get_serial (PangoFontMap *font_map)
{
  return PRECEPT_FONT_MAP (font_map)->serial;
}

static void
add_family (FcPattern  *pattern,
            const char *family)
{
  FcPatternAddString (pattern, FC_FAMILY, (const FcChar8 *)family);
}

/* What stands in for the families of a style. */
static void
set_other_families (PreceptFontMap *self,
                    FcPattern      *pattern,
                    const char     *language)
{
  g_autoptr (GPtrArray) of_language = g_ptr_array_new ();

  FcPatternDel (pattern, FC_FAMILY);
  if (language != NULL)
    precept_script_add_families (pango_language_from_string (language), of_language);
  for (guint i = 0; i < of_language->len; i++)
    add_family (pattern, g_ptr_array_index (of_language, i));
  for (guint i = 0; i < self->noto->len; i++)
    add_family (pattern, g_ptr_array_index (self->noto, i));
}

/* Fontconfig compares before families whether fonts can be printed with. It adds the languages of the user, and gives
 * names of fonts in them: neither is to show. */
static void
substitute_cb (FcPattern *pattern,
               gpointer   data)
{
  PreceptFontMap  *self = data;
  FcChar8         *value = NULL;
  g_autofree char *language = NULL;

  if (FcPatternGetString (pattern, FC_LANG, 0, &value) == FcResultMatch)
    language = g_strdup ((const char *)value);
  if (language != NULL)
    {
      FcPatternDel (pattern, FC_LANG);
      FcPatternAddString (pattern, FC_LANG, (const FcChar8 *)language);
    }
  /* Settings of the computer may have put others in front. */
  if (is_of_family (pattern, OTHER_FAMILIES) || is_of_family (pattern, BOX_FAMILY))
    set_other_families (self, pattern, language);
  FcPatternDel (pattern, FC_EMBOLDEN);
  if (is_of_family (pattern, BOLDER_FAMILY))
    FcPatternAddBool (pattern, FC_EMBOLDEN, FcTrue);

  FcPatternDel (pattern, FC_NAMELANG);
  FcPatternAddString (pattern, FC_NAMELANG, (const FcChar8 *)"en");
  FcPatternDel (pattern, FC_COLOR);
  FcPatternAddBool (pattern, FC_COLOR, FcFalse);
  FcPatternDel (pattern, FC_SCALABLE);
  FcPatternAddBool (pattern, FC_SCALABLE, FcTrue);
  FcPatternDel (pattern, FC_VARIABLE);
  FcPatternAddBool (pattern, FC_VARIABLE, FcFalse);
}

/* Sans before Serif, and those last that other families of Noto are better than. */
static int
rank_family (const char *family)
{
  if (g_str_has_suffix (family, " UI") || g_str_has_suffix (family, " Display") || strstr (family, " Mono ") != NULL || g_str_has_suffix (family, " Mono"))
    return 5;
  if (strcmp (family, "Noto Sans CJK SC") == 0)
    return 1;
  if (g_str_has_prefix (family, "Noto Sans CJK "))
    return 2;
  if (g_str_has_prefix (family, "Noto Sans "))
    return 0;
  if (g_str_has_prefix (family, "Noto Serif CJK "))
    return 4;

  return 3;
}

static int
compare_families (gconstpointer a,
                  gconstpointer b)
{
  const char *family = *(const char *const *)a, *other = *(const char *const *)b;
  int         difference = rank_family (family) - rank_family (other);

  return difference != 0 ? difference : strcmp (family, other);
}

static void
note_families (PreceptFontMap *self)
{
  const FcFontSet *installed = FcConfigGetFonts (get_config (self), FcSetSystem);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int i = 0; installed != NULL && i < installed->nfont; i++)
    {
      FcChar8    *name = NULL;
      const char *family;

      if (FcPatternGetString (installed->fonts[i], FC_FAMILY, 0, &name) != FcResultMatch)
        continue;
      family = (const char *)name;
      if ((g_str_has_prefix (family, "Noto Sans ") || g_str_has_prefix (family, "Noto Serif ")) && g_hash_table_add (seen, (gpointer)family))
        g_ptr_array_add (self->noto, g_strdup (family));
    }
  g_ptr_array_sort (self->noto, compare_families);
}

static void
release_font (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

static void
precept_font_map_finalize (GObject *object)
{
  PreceptFontMap *self = PRECEPT_FONT_MAP (object);

  g_clear_pointer (&self->fontsets, g_hash_table_unref);
  g_clear_pointer (&self->judged, g_hash_table_unref);
  g_clear_pointer (&self->judged_bold, g_hash_table_unref);
  g_clear_pointer (&self->refused, g_hash_table_unref);
  g_clear_pointer (&self->noto, g_ptr_array_unref);
  g_clear_object (&self->fonts);
  G_OBJECT_CLASS (precept_font_map_parent_class)->finalize (object);
}

static void
precept_font_map_class_init (PreceptFontMapClass *klass)
{
  PangoFontMapClass *font_map_class = PANGO_FONT_MAP_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = precept_font_map_finalize;
  font_map_class->load_font = load_font;
  font_map_class->list_families = list_families;
  font_map_class->load_fontset = load_fontset;
  font_map_class->get_serial = get_serial;
}

static void
precept_font_map_init (PreceptFontMap *self)
{
  self->serial = 1;
  self->fonts = pango_cairo_font_map_new ();
  self->noto = g_ptr_array_new_with_free_func (g_free);
  self->fontsets = g_hash_table_new_full (hash_fontset, equal_fontsets, g_object_unref, NULL);
  self->judged = g_hash_table_new_full (NULL, NULL, g_object_unref, release_font);
  self->judged_bold = g_hash_table_new_full (NULL, NULL, g_object_unref, release_font);
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  pango_cairo_font_map_set_resolution (PANGO_CAIRO_FONT_MAP (self->fonts), 72);
  pango_fc_font_map_set_default_substitute (PANGO_FC_FONT_MAP (self->fonts), substitute_cb, self, NULL);
  note_families (self);
}

PreceptFontMap *
precept_font_map_new (void)
{
  return g_object_new (PRECEPT_TYPE_FONT_MAP, NULL);
}
