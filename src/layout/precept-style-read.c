/* precept-style-read.c: the keys of a style file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-style-private.h"

#include <hb.h>
#include <string.h>

/* In the order of PreceptInk. */
const char *const precept_style_ink_names[PRECEPT_N_INKS] = {
  "ink",
  "accent",
  "grey",
  "tag",
  "tag-text",
  "leader",
  "rule",
  "hairline",
  "draft",
};

/* In the order of PreceptElement. */
const char *const precept_style_element_names[PRECEPT_N_ELEMENTS] = {
  "body",
  "title",
  "title-long",
  "heading-1",
  "heading-2",
  "heading-3",
  "indication",
  "topic",
  "margin-label",
  "small",
  "publisher",
  "kind",
  "fact-label",
  "fact-value",
  "contents-1",
  "contents-2",
  "leader",
  "study",
  "chip",
  "bullet",
  "dash",
  "number",
  "caption",
  "caption-continued",
  "continues",
  "table-head",
  "cell",
  "cell-first",
  "cell-grey",
  "cell-small",
  "cell-small-first",
  "note",
  "reference",
  "reference-number",
  "notice",
  "limit",
  "limit-label",
  "running",
  "running-title",
  "tag",
  "watermark",
  "superscript",
  "citation",
  "heading-citation",
  "subscript",
};

static const struct
{
  const char *name;
  PangoWeight weight;
} weights[] = {
  { "light", PANGO_WEIGHT_LIGHT },
  { "regular", PANGO_WEIGHT_NORMAL },
  { "semibold", PANGO_WEIGHT_SEMIBOLD },
  { "bold", PANGO_WEIGHT_BOLD },
  { "black", PANGO_WEIGHT_HEAVY },
};

int
precept_style_find_name (const char *const *names,
                         int                n_names,
                         const char        *name)
{
  for (int i = 0; i < n_names; i++)
    {
      if (g_str_equal (names[i], name))
        return i;
    }

  return -1;
}

/* What is wrong, and what would be right. */
static gboolean
refuse (GError    **error,
        const char *group,
        const char *key,
        const char *value,
        const char *expected)
{
  g_set_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID,
               "[%s] %s=%s: expected %s", group, key, value, expected);
  return FALSE;
}

static gboolean
read_color (const char   *key,
            const char   *value,
            PreceptColor *color,
            GError      **error)
{
  guint64 rgb = 0;

  if (value[0] != '#' || strlen (value) != 7 ||
      !g_ascii_string_to_unsigned (value + 1, 16, 0, 0xffffff, &rgb, NULL))
    return refuse (error, "colors", key, value, "a colour such as #00566B");

  color->red = (double)((rgb >> 16) & 0xff) / 255;
  color->green = (double)((rgb >> 8) & 0xff) / 255;
  color->blue = (double)(rgb & 0xff) / 255;
  return TRUE;
}

static gboolean
read_length (const char *group,
             const char *key,
             const char *value,
             double      least,
             double      most,
             double     *length,
             GError    **error)
{
  char  *end = NULL;
  double number = g_ascii_strtod (value, &end);

  if (end == value || *end != '\0' || !(number >= least && number <= most))
    {
      g_autofree char *expected = g_strdup_printf ("a number from %g to %g", least, most);

      return refuse (error, group, key, value, expected);
    }

  *length = number;
  return TRUE;
}

static gboolean
read_weight (const char  *group,
             const char  *value,
             PangoWeight *weight,
             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      if (g_str_equal (weights[i].name, value))
        {
          *weight = weights[i].weight;
          return TRUE;
        }
    }

  return refuse (error, group, "weight", value, "light, regular, semibold, bold or black");
}

static gboolean
read_element_key (PreceptElementStyle *element,
                  const char          *group,
                  const char          *key,
                  const char          *value,
                  GError             **error)
{
  if (g_str_equal (key, "size"))
    return read_length (group, key, value, 4, 400, &element->size, error);
  if (g_str_equal (key, "leading"))
    return read_length (group, key, value, 4, 400, &element->leading, error);
  if (g_str_equal (key, "tracking"))
    return read_length (group, key, value, -5, 20, &element->tracking, error);
  if (g_str_equal (key, "rise"))
    return read_length (group, key, value, -20, 20, &element->rise, error);
  if (g_str_equal (key, "before"))
    return read_length (group, key, value, 0, 100, &element->before, error);
  if (g_str_equal (key, "after"))
    return read_length (group, key, value, 0, 100, &element->after, error);
  if (g_str_equal (key, "weight"))
    return read_weight (group, value, &element->weight, error);
  if (g_str_equal (key, "color"))
    {
      int ink = precept_style_find_name (precept_style_ink_names, PRECEPT_N_INKS, value);

      if (ink < 0)
        return refuse (error, group, key, value, "the name of a colour in [colors]");
      element->ink = (PreceptInk)ink;
      return TRUE;
    }

  return refuse (error, group, key, value, "one of size, leading, weight, color, tracking, rise, before, after");
}

static gboolean
read_features (PreceptStyle *self,
               const char   *value,
               GError      **error)
{
  g_auto (GStrv) features = g_strsplit (value, ",", -1);

  for (guint i = 0; features[i] != NULL; i++)
    {
      const char  *feature = g_strstrip (features[i]);
      hb_feature_t parsed;

      if (!hb_feature_from_string (feature, -1, &parsed) && (*feature != '\0' || g_strv_length (features) > 1))
        return refuse (error, "fonts", "features", value, "OpenType features with commas between, such as liga=0, tnum=1");
    }

  g_free (self->features);
  self->features = g_strdup (value);
  return TRUE;
}

static gboolean
read_fonts_key (PreceptStyle *self,
                GKeyFile     *file,
                const char   *key,
                const char   *value,
                GError      **error)
{
  if (g_str_equal (key, "families"))
    {
      g_auto (GStrv) families = g_key_file_get_string_list (file, "fonts", "families", NULL, NULL);

      if (families == NULL || families[0] == NULL)
        return refuse (error, "fonts", key, value, "at least one font family");
      for (guint i = 0; families[i] != NULL; i++)
        g_strstrip (families[i]);
      g_free (self->families);
      self->families = g_strjoinv (", ", families);
      return TRUE;
    }
  if (g_str_equal (key, "features"))
    return read_features (self, value, error);

  return refuse (error, "fonts", key, value, "families or features");
}

/* Where things stand on a sheet; what is wrong between two of the numbers is found when all are read. */
static gboolean
read_sheet_key (PreceptSheet *sheet,
                const char   *group,
                const char   *key,
                const char   *value,
                GError      **error)
{
  const struct
  {
    const char *key;
    double     *length;
  } lengths[] = {
    { "left", &sheet->left },
    { "first-top", &sheet->first_top },
    { "head", &sheet->head },
    { "top", &sheet->top },
    { "bottom", &sheet->bottom },
    { "foot", &sheet->foot_rule },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      if (g_str_equal (lengths[i].key, key))
        return read_length (group, key, value, 0, 842, lengths[i].length, error);
    }

  return refuse (error, group, key, value, "one of left, first-top, head, top, bottom, foot");
}

static void
take_text (char      **text,
           const char *value)
{
  g_free (*text);
  *text = *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
read_logo_key (PreceptStyle *self,
               const char   *key,
               const char   *value,
               GError      **error)
{
  if (g_str_equal (key, "file"))
    take_text (&self->logo_file, value);
  else if (g_str_equal (key, "alternative"))
    take_text (&self->logo_alternative, value);
  else if (g_str_equal (key, "height"))
    return read_length ("logo", key, value, 8, 72, &self->logo_height, error);
  else
    return refuse (error, "logo", key, value, "one of file, alternative, height");

  return TRUE;
}

static gboolean
read_running_key (PreceptStyle *self,
                  const char   *key,
                  const char   *value,
                  GError      **error)
{
  char **text = g_str_equal (key, "header") ? &self->header : g_str_equal (key, "footer") ? &self->footer
                                                                                          : NULL;

  if (text == NULL)
    return refuse (error, "running-text", key, value, "header or footer");
  if (strpbrk (value, "\n\r\t") != NULL)
    return refuse (error, "running-text", key, value, "one line of text");

  take_text (text, value);
  return TRUE;
}

static gboolean
read_notice_key (PreceptStyle *self,
                 const char   *key,
                 const char   *value,
                 GError      **error)
{
  static const char *const names[PRECEPT_N_NOTICES] = { "first-page", "end", "cpt" };
  int                      notice = precept_style_find_name (names, PRECEPT_N_NOTICES, key);

  if (notice < 0)
    return refuse (error, "notices", key, value, "one of first-page, end, cpt");

  take_text (&self->notices[notice], value);
  return TRUE;
}

static gboolean
read_key (PreceptStyle *self,
          GKeyFile     *file,
          const char   *group,
          const char   *key,
          const char   *value,
          GError      **error)
{
  int element;

  if (g_str_equal (group, "page"))
    {
      if (!g_str_equal (key, "paper"))
        return refuse (error, group, key, value, "paper");
      if (!g_str_equal (value, "letter") && !g_str_equal (value, "a4"))
        return refuse (error, group, key, value, "letter or a4");
      self->paper = g_str_equal (value, "a4") ? PRECEPT_PAPER_A4 : PRECEPT_PAPER_LETTER;
      return TRUE;
    }
  if (g_str_equal (group, "letter"))
    return read_sheet_key (&self->sheets[PRECEPT_PAPER_LETTER], group, key, value, error);
  if (g_str_equal (group, "a4"))
    return read_sheet_key (&self->sheets[PRECEPT_PAPER_A4], group, key, value, error);
  if (g_str_equal (group, "logo"))
    return read_logo_key (self, key, value, error);
  if (g_str_equal (group, "running-text"))
    return read_running_key (self, key, value, error);
  if (g_str_equal (group, "notices"))
    return read_notice_key (self, key, value, error);
  if (g_str_equal (group, "fonts"))
    return read_fonts_key (self, file, key, value, error);
  if (g_str_equal (group, "colors"))
    {
      int ink = precept_style_find_name (precept_style_ink_names, PRECEPT_N_INKS, key);

      if (ink < 0)
        return refuse (error, group, key, value, "the name of a colour that the default style has");
      return read_color (key, value, &self->inks[ink], error);
    }

  element = precept_style_find_name (precept_style_element_names, PRECEPT_N_ELEMENTS, group);
  if (element < 0)
    return refuse (error, group, key, value, "a group that the default style has: page, fonts, colors and so on, or the name of an element such as body");
  return read_element_key (&self->elements[element], group, key, value, error);
}

gboolean
precept_style_read (PreceptStyle *self,
                    GKeyFile     *file,
                    GError      **error)
{
  g_auto (GStrv) groups = g_key_file_get_groups (file, NULL);

  for (guint i = 0; groups[i] != NULL; i++)
    {
      g_auto (GStrv) keys = g_key_file_get_keys (file, groups[i], NULL, NULL);

      for (guint j = 0; keys != NULL && keys[j] != NULL; j++)
        {
          g_autofree char *value = g_key_file_get_string (file, groups[i], keys[j], error);

          if (value == NULL || !read_key (self, file, groups[i], keys[j], g_strstrip (value), error))
            return FALSE;
        }
    }

  return TRUE;
}
