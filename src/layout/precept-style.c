/* precept-style.c: how pages look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-style-private.h"

#include "precept-layout-resources.h"

/**
 * PreceptStyle:
 *
 * Paper, fonts, colours, and size, leading and space of every element of a page.
 *
 * Read from key files: the default that is compiled in, and a plan's own over it. Every number is checked when it
 * is read, so that the layout need not doubt any.
 */

#define STYLE_RESOURCE "/org/precept/layout/style.ini"

/* In the order of PreceptInk. */
static const char *const ink_names[PRECEPT_N_INKS] = {
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
static const char *const element_names[PRECEPT_N_ELEMENTS] = {
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
  "note",
  "reference",
  "reference-number",
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

G_DEFINE_QUARK (precept_style_error, precept_style_error)

static int
find_name (const char *const *names,
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
      int ink = find_name (ink_names, PRECEPT_N_INKS, value);

      if (ink < 0)
        return refuse (error, group, key, value, "the name of a colour in [colors]");
      element->ink = (PreceptInk)ink;
      return TRUE;
    }

  return refuse (error, group, key, value, "one of size, leading, weight, color, tracking, rise, before, after");
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
    {
      g_free (self->features);
      self->features = g_strdup (value);
      return TRUE;
    }

  return refuse (error, "fonts", key, value, "families or features");
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
  if (g_str_equal (group, "fonts"))
    return read_fonts_key (self, file, key, value, error);
  if (g_str_equal (group, "colors"))
    {
      int ink = find_name (ink_names, PRECEPT_N_INKS, key);

      if (ink < 0)
        return refuse (error, group, key, value, "the name of a colour that the default style has");
      return read_color (key, value, &self->inks[ink], error);
    }

  element = find_name (element_names, PRECEPT_N_ELEMENTS, group);
  if (element < 0)
    return refuse (error, group, key, value, "the name of an element that the default style has");
  return read_element_key (&self->elements[element], group, key, value, error);
}

static gboolean
read_key_file (PreceptStyle *self,
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

static void
set_paper (PreceptStyle *self,
           PreceptPaper  paper)
{
  self->paper = paper;
  self->first_top = 54;
  self->top = 77;
  if (paper == PRECEPT_PAPER_A4)
    {
      self->page_width = 595.28;
      self->page_height = 841.89;
      self->left = 45.64;
      self->bottom = 763;
      self->foot_rule = 794;
    }
  else
    {
      self->page_width = 612;
      self->page_height = 792;
      self->left = 54;
      self->bottom = 721;
      self->foot_rule = 744;
    }
}

static GBytes *
load_default (void)
{
  static gsize is_registered;

  if (g_once_init_enter (&is_registered))
    {
      precept_layout_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  return g_resources_lookup_data (STYLE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

static PreceptStyle *
read_default (void)
{
  PreceptStyle *self = g_new0 (PreceptStyle, 1);
  g_autoptr (GBytes) bytes = load_default ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;

  g_assert (bytes != NULL);

  g_atomic_ref_count_init (&self->ref_count);
  for (int i = 0; i < PRECEPT_N_ELEMENTS; i++)
    self->elements[i].weight = PANGO_WEIGHT_NORMAL;

  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error) || !read_key_file (self, file, &error))
    g_error ("The default style is faulty: %s", error->message);

  set_paper (self, self->paper);
  return self;
}

/**
 * precept_style_new_default:
 *
 * The style of data/plan/style.ini, as compiled in.
 *
 * Returns: (transfer full): a style
 */
PreceptStyle *
precept_style_new_default (void)
{
  return read_default ();
}

/**
 * precept_style_new_from_plan:
 * @plan_folder: a folder with the settings of a plan
 * @error: (nullable): where to store an error
 *
 * Reads style.ini of a plan over the default style. A folder without that file has the default style.
 *
 * Fails with `PRECEPT_STYLE_ERROR_INVALID` where a value is not what its key wants, or with an error of GIO or
 * GKeyFile where the file can't be read.
 *
 * Returns: (transfer full) (nullable): a style, or NULL with an error set
 */
PreceptStyle *
precept_style_new_from_plan (GFile   *plan_folder,
                             GError **error)
{
  g_autoptr (PreceptStyle) self = NULL;
  g_autoptr (GFile) style_file = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) local_error = NULL;
  g_autofree char *data = NULL;
  g_autofree char *name = NULL;
  gsize            length = 0;

  g_return_val_if_fail (G_IS_FILE (plan_folder), NULL);

  self = read_default ();
  style_file = g_file_get_child (plan_folder, "style.ini");
  name = g_file_get_parse_name (style_file);
  if (!g_file_load_contents (style_file, NULL, &data, &length, NULL, &local_error))
    {
      if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
        return g_steal_pointer (&self);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }

  if (!g_key_file_load_from_data (file, data, length, G_KEY_FILE_NONE, error) ||
      !read_key_file (self, file, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  set_paper (self, self->paper);
  return g_steal_pointer (&self);
}

/**
 * precept_style_new_with_paper:
 * @self: a style
 * @paper: a size of paper
 *
 * The same style on another paper.
 *
 * Returns: (transfer full): a style
 */
PreceptStyle *
precept_style_new_with_paper (PreceptStyle *self,
                              PreceptPaper  paper)
{
  PreceptStyle *other;

  g_return_val_if_fail (self != NULL, NULL);

  other = g_memdup2 (self, sizeof *self);
  g_atomic_ref_count_init (&other->ref_count);
  other->families = g_strdup (self->families);
  other->features = g_strdup (self->features);
  set_paper (other, paper);
  return other;
}

/**
 * precept_style_ref:
 * @self: a style
 *
 * Returns: (transfer full): the style
 */
PreceptStyle *
precept_style_ref (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * precept_style_unref:
 * @self: (transfer full): a style
 */
void
precept_style_unref (PreceptStyle *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->families);
  g_free (self->features);
  g_free (self);
}

/**
 * precept_style_get_paper:
 * @self: a style
 *
 * Returns: the paper
 */
PreceptPaper
precept_style_get_paper (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, PRECEPT_PAPER_LETTER);

  return self->paper;
}

/**
 * precept_style_get_font_families:
 * @self: a style
 *
 * Returns: the families in the order in which they are tried, separated by commas
 */
const char *
precept_style_get_font_families (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->families;
}

/**
 * precept_style_get_font_features:
 * @self: a style
 *
 * Returns: the OpenType features of all text, as "liga=0, tnum=1"; "" for none
 */
const char *
precept_style_get_font_features (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->features != NULL ? self->features : "";
}

/**
 * precept_style_dup_color:
 * @self: a style
 * @name: a key of the group "colors" of data/plan/style.ini
 *
 * Returns: (transfer full) (nullable): the colour, as "#00566B"; NULL if there is none of that name
 */
char *
precept_style_dup_color (PreceptStyle *self,
                         const char   *name)
{
  int                 ink;
  const PreceptColor *color;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  ink = find_name (ink_names, PRECEPT_N_INKS, name);
  if (ink < 0)
    return NULL;

  color = &self->inks[ink];
  return g_strdup_printf ("#%02X%02X%02X", (guint)(color->red * 255 + 0.5), (guint)(color->green * 255 + 0.5), (guint)(color->blue * 255 + 0.5));
}
