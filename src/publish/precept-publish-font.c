/* precept-publish-font.c: what a PDF must know of a Pango font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-font.h"

#include "precept-publish.h"

#include <fontconfig/fontconfig.h>
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

/**
 * precept_publish_font_read:
 * @pango_font: a font of a layout at 72 dots an inch
 * @font: (out): what a PDF must know of it; valid as long as @pango_font
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
                           PreceptPublishFont *font,
                           GError            **error)
{
  hb_font_t *hb_font = pango_font_get_hb_font (pango_font);
  const int *coordinates;
  int        x_scale;
  guint      i, n;

  font->slant = 0;
  font->bolder = FALSE;
  if (hb_font == NULL)
    return fail (pango_font, "its file can't be read", error);
  font->face = hb_font_get_face (hb_font);
  hb_font_get_scale (hb_font, &x_scale, NULL);
  font->size_pt = fabs ((double)x_scale / PANGO_SCALE);
  coordinates = hb_font_get_var_coords_normalized (hb_font, &n);
  for (i = 0; i < n; i++)
    if (coordinates[i] != 0)
      return fail (pango_font, "it is one of the styles of a variable font", error);
  if (is_zero (font->size_pt))
    return fail (pango_font, "it has no size", error);
  return read_synthesis (pango_font, font, error);
}
