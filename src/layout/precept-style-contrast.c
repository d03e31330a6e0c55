/* precept-style-contrast.c: whether text can be read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-style-private.h"

#include <math.h>

/* WCAG 2.2, success criterion 1.4.3, level AA. */
#define LEAST_CONTRAST 4.5
#define LEAST_CONTRAST_LARGE 3.0
#define LARGE_SIZE 18.0
#define LARGE_BOLD_SIZE 14.0

static double
get_linear (double component)
{
  return component <= 0.04045 ? component / 12.92 : pow ((component + 0.055) / 1.055, 2.4);
}

/* Relative luminance as WCAG 2.2 defines it. */
static double
get_luminance (const PreceptColor *color)
{
  return 0.2126 * get_linear (color->red) + 0.7152 * get_linear (color->green) + 0.0722 * get_linear (color->blue);
}

/*
 * precept_style_get_contrast:
 * @a: a colour
 * @b: another one
 *
 * Returns: the contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black and white)
 */
double
precept_style_get_contrast (const PreceptColor *a,
                            const PreceptColor *b)
{
  double of_a = get_luminance (a), of_b = get_luminance (b);

  return (MAX (of_a, of_b) + 0.05) / (MIN (of_a, of_b) + 0.05);
}

static gboolean
is_large (const PreceptElementStyle *element)
{
  return element->size >= LARGE_SIZE || (element->size >= LARGE_BOLD_SIZE && element->weight >= PANGO_WEIGHT_BOLD);
}

static void
append_color (GString      *string,
              PreceptStyle *self,
              PreceptInk    ink)
{
  g_autofree char *color = precept_style_dup_color (self, precept_style_ink_names[ink]);

  g_string_append_printf (string, "[colors] %s=%s", precept_style_ink_names[ink], color);
}

/* @ground: PRECEPT_N_INKS for white paper. */
static gboolean
check_text (PreceptStyle  *self,
            PreceptInk     ink,
            PreceptInk     ground,
            PreceptElement element,
            GError       **error)
{
  const PreceptColor         white = { 1, 1, 1 };
  const PreceptElementStyle *style = &self->elements[element];
  double                     least = is_large (style) ? LEAST_CONTRAST_LARGE : LEAST_CONTRAST;
  double                     contrast = precept_style_get_contrast (&self->inks[ink], ground < PRECEPT_N_INKS ? &self->inks[ground] : &white);
  g_autoptr (GString) message = NULL;

  if (contrast >= least)
    return TRUE;

  message = g_string_new (NULL);
  append_color (message, self, ink);
  g_string_append_printf (message, ": as the colour of [%s] its contrast is %.2f:1 on ", precept_style_element_names[element], floor (contrast * 100) / 100);
  if (ground == PRECEPT_N_INKS)
    g_string_append (message, "white paper");
  else
    append_color (message, self, ground);
  g_string_append_printf (message, ", where text of %g points needs %g:1 (WCAG 2.2, 1.4.3). Choose %s", style->size, least,
                          ground == PRECEPT_INK_TAG ? "colours further apart" : "a darker colour");
  g_set_error_literal (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_CONTRAST, message->str);
  return FALSE;
}

/*
 * precept_style_check_contrast:
 * @self: a style
 * @error: (nullable): where to store an error
 *
 * Checks the colour of every text on the paper, and over the mark of a draft. Leader dots, rules and the mark itself are
 * decoration: nothing is lost without them.
 *
 * Fails with `PRECEPT_STYLE_ERROR_CONTRAST`; the message names the key, what was measured and what is needed.
 *
 * Returns: whether all text can be read
 */
gboolean
precept_style_check_contrast (PreceptStyle *self,
                              GError      **error)
{
  for (int i = 0; i < PRECEPT_N_ELEMENTS; i++)
    {
      PreceptInk ink = self->elements[i].ink;

      if (i == PRECEPT_ELEMENT_LEADER || i == PRECEPT_ELEMENT_WATERMARK)
        continue;
      if (i == PRECEPT_ELEMENT_TAG)
        {
          if (!check_text (self, ink, PRECEPT_INK_TAG, (PreceptElement)i, error))
            return FALSE;
          continue;
        }
      if (!check_text (self, ink, PRECEPT_N_INKS, (PreceptElement)i, error) ||
          !check_text (self, ink, PRECEPT_INK_DRAFT, (PreceptElement)i, error))
        return FALSE;
    }

  /* Links have the accent in any text; the smallest that has some. */
  return check_text (self, PRECEPT_INK_ACCENT, PRECEPT_N_INKS, PRECEPT_ELEMENT_REFERENCE, error) &&
         check_text (self, PRECEPT_INK_ACCENT, PRECEPT_INK_DRAFT, PRECEPT_ELEMENT_REFERENCE, error);
}
