/* precept-publish-font.c: what a PDF must know of a Pango font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-font.h"

#include "precept-publish.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb-subset.h>
#include <math.h>
#include <pango/pangofc-font.h>

static gboolean
fail (PangoFont  *font,
      const char *why,
      GError    **error)
{
  PangoFontDescription *description = pango_font_describe (font);
  g_autofree char      *name = pango_font_description_to_string (description);

  pango_font_description_free (description);
  g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_FONT,
               "The font %s can't be published: %s. Install a font that has this style itself, or choose another one in the page style", name, why);
  return FALSE;
}

static gboolean
is_zero (double value)
{
  return fabs (value) < 1e-6;
}

/* Where a family lacks a style, fontconfig asks for its upright face to be slanted or stroked. */
static gboolean
read_synthesis (PangoFont          *pango_font,
                PreceptPublishFont *font,
                GError            **error)
{
  FcPattern *pattern;
  FcMatrix  *matrix;
  FcBool     embolden;

  if (!PANGO_IS_FC_FONT (pango_font))
    return TRUE;
  pattern = pango_fc_font_get_pattern (PANGO_FC_FONT (pango_font));
  if (FcPatternGetBool (pattern, FC_EMBOLDEN, 0, &embolden) == FcResultMatch)
    font->bolder = embolden;
  if (FcPatternGetMatrix (pattern, FC_MATRIX, 0, &matrix) == FcResultMatch)
    {
      if (!is_zero (matrix->yx) || !is_zero (matrix->xx - 1) || !is_zero (matrix->yy - 1))
        return fail (pango_font, "the font settings of this computer turn or stretch it", error);
      font->slant = matrix->xy;
    }
  return TRUE;
}

static void
destroy_face (gpointer data)
{
  hb_face_destroy (data);
}

GHashTable *
precept_publish_font_new_instances (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, destroy_face);
}

/* All that becomes part of a PDF file is outlines and their widths. */
static void
drop_tables (hb_subset_input_t *input)
{
  static const char *const names[] = { "GSUB", "GPOS", "GDEF", "BASE", "MATH", "STAT", "COLR", "CPAL", "SVG ", "DSIG" };
  hb_set_t                *tables = hb_subset_input_set (input, HB_SUBSET_SETS_DROP_TABLE_TAG);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    hb_set_add (tables, hb_tag_from_string (names[i], -1));
}

/* The style of a variable font that @font stands for, as a face that does not vary. Its glyphs keep their numbers.
 * NULL: HarfBuzz can't make one. */
static hb_face_t *
create_instance (hb_font_t *font)
{
  hb_face_t                        *face = hb_font_get_face (font);
  hb_subset_input_t                *input = hb_subset_input_create_or_fail ();
  guint                             n_axes = hb_ot_var_get_axis_count (face);
  g_autofree hb_ot_var_axis_info_t *axes = g_new (hb_ot_var_axis_info_t, n_axes);
  guint                             n_values;
  const float                      *values = hb_font_get_var_coords_design (font, &n_values);
  hb_face_t                        *instance;

  g_assert (input != NULL);
  hb_ot_var_get_axis_infos (face, 0, &n_axes, axes);
  for (guint i = 0; i < n_axes; i++)
    hb_subset_input_pin_axis_location (input, face, axes[i].tag, i < n_values ? values[i] : axes[i].default_value);
  hb_set_add_range (hb_subset_input_glyph_set (input), 0, hb_face_get_glyph_count (face) - 1);
  hb_subset_input_set_flags (input, HB_SUBSET_FLAGS_RETAIN_GIDS | HB_SUBSET_FLAGS_NOTDEF_OUTLINE | HB_SUBSET_FLAGS_NO_HINTING);
  drop_tables (input);
  instance = hb_subset_or_fail (face, input);
  hb_subset_input_destroy (input);
  if (instance != NULL && (hb_ot_var_has_data (instance) || hb_face_get_glyph_count (instance) != hb_face_get_glyph_count (face)))
    g_clear_pointer (&instance, hb_face_destroy);

  return instance;
}

static gboolean
is_varied (hb_font_t *font)
{
  guint      n;
  const int *coordinates = hb_font_get_var_coords_normalized (font, &n);

  for (guint i = 0; i < n; i++)
    if (coordinates[i] != 0)
      return TRUE;
  return FALSE;
}

/* Pango has one face for all sizes of a font file. */
static hb_face_t *
find_instance (GHashTable *instances,
               hb_font_t  *font)
{
  GString   *key = g_string_new (NULL);
  guint      n;
  const int *coordinates = hb_font_get_var_coords_normalized (font, &n);
  hb_face_t *instance;

  g_string_printf (key, "%p", (void *)hb_font_get_face (font));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (key, " %d", coordinates[i]);
  instance = g_hash_table_lookup (instances, key->str);
  if (instance == NULL)
    {
      instance = create_instance (font);
      if (instance != NULL)
        g_hash_table_insert (instances, g_strdup (key->str), instance);
    }
  g_string_free (key, TRUE);

  return instance;
}

/**
 * precept_publish_font_read:
 * @pango_font: a font of a layout at 72 dots an inch
 * @instances: where to keep faces that are made for variable fonts, as long as @pango_font
 * @font: (out): what a PDF must know of it; valid as long as @pango_font and @instances
 * @error: (nullable): where to store an error
 *
 * Finds out which face is behind a font, and what was done to it.
 *
 * Fails with `PRECEPT_PUBLISH_ERROR_FONT` if it is used in a form that a PDF can't show.
 *
 * Returns: whether @font was set
 */
gboolean
precept_publish_font_read (PangoFont          *pango_font,
                           GHashTable         *instances,
                           PreceptPublishFont *font,
                           GError            **error)
{
  hb_font_t *hb_font = pango_font_get_hb_font (pango_font);
  int        x_scale;

  font->slant = 0;
  font->bolder = FALSE;
  if (hb_font == NULL)
    return fail (pango_font, "its file can't be read", error);
  font->face = is_varied (hb_font) ? find_instance (instances, hb_font) : hb_font_get_face (hb_font);
  if (font->face == NULL)
    return fail (pango_font, "it is a style of a variable font of a kind that can't be embedded", error);
  hb_font_get_scale (hb_font, &x_scale, NULL);
  font->size_pt = fabs ((double)x_scale / PANGO_SCALE);
  if (is_zero (font->size_pt))
    return fail (pango_font, "it has no size", error);
  return read_synthesis (pango_font, font, error);
}
