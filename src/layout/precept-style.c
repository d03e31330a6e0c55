/* precept-style.c: how pages look
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-style-private.h"

#include "precept-images.h"

#include "precept-layout-resources.h"

/* Printers leave this much of the paper white. */
#define LEAST_MARGIN 18.0
#define LEAST_TEXT_HEIGHT 300.0
#define FOOT_HEIGHT 17.0 /* from its rule to the lowest of its letters */

#define MOST_LOGO_BYTES (1024 * 1024)
#define MOST_LOGO_WIDTH 250.0

G_DEFINE_QUARK (precept_style_error, precept_style_error)

/**
 * PreceptStyle:
 *
 * Paper, fonts, colours, and size, leading and space of every element of a page.
 *
 * Read from key files: the default that is compiled in, and a plan's own over it. Every number is checked when it
 * is read, so that the layout need not doubt any.
 */

#define STYLE_RESOURCE "/org/precept/layout/style.ini"

static const struct
{
  const char *name;
  double      width, height;
} papers[] = {
  [PRECEPT_PAPER_LETTER] = { "letter", 612, 792 },
  [PRECEPT_PAPER_A4] = { "a4", 595.28, 841.89 },
};

static void
set_paper (PreceptStyle *self,
           PreceptPaper  paper)
{
  const PreceptSheet *sheet = &self->sheets[paper];

  self->paper = paper;
  self->page_width = papers[paper].width;
  self->page_height = papers[paper].height;
  self->left = sheet->left;
  self->first_top = sheet->first_top;
  self->head = sheet->head;
  self->top = sheet->top;
  self->bottom = sheet->bottom;
  self->foot_rule = sheet->foot_rule;
}

/* Whether what stands on a sheet has room there. */
static gboolean
check_sheet (PreceptStyle *self,
             PreceptPaper  paper,
             GError      **error)
{
  const PreceptSheet *sheet = &self->sheets[paper];
  const double        most_left = papers[paper].width - PRECEPT_BLOCK_WIDTH - LEAST_MARGIN;
  const double        most_foot = papers[paper].height - LEAST_MARGIN - FOOT_HEIGHT - (self->footer != NULL ? PRECEPT_FOOTER_LEADING : 0);
  const struct
  {
    const char *key;
    double      value, least, most;
    const char *because;
  } rules[] = {
    { "bottom", sheet->bottom, LEAST_TEXT_HEIGHT + 2 * LEAST_MARGIN, most_foot - 4, "there must be room for text above it and for the running foot below" },
    { "left", sheet->left, LEAST_MARGIN, most_left, "the text is 504 points wide, and printers leave the edge of the paper white" },
    { "first-top", sheet->first_top, LEAST_MARGIN, sheet->bottom - LEAST_TEXT_HEIGHT, "the text of the first page needs room above “bottom”" },
    { "head", sheet->head, LEAST_MARGIN + 8 + (self->header != NULL ? PRECEPT_HEADER_LEADING : 0), sheet->top - 8, "the running head stands between the edge of the paper and “top”" },
    { "top", sheet->top, sheet->head + 8, sheet->bottom - LEAST_TEXT_HEIGHT, "the text needs room between “head” and “bottom”" },
    { "foot", sheet->foot_rule, sheet->bottom + 4, most_foot, "the running foot stands between “bottom” and the edge of the paper" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      if (rules[i].value >= rules[i].least - 0.005 && rules[i].value <= rules[i].most + 0.005)
        continue;
      g_set_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID, "[%s] %s=%g: expected a number from %g to %g, since %s",
                   papers[paper].name, rules[i].key, rules[i].value, rules[i].least, rules[i].most, rules[i].because);
      return FALSE;
    }

  return TRUE;
}

static gboolean
refuse_logo (GError    **error,
             const char *key,
             const char *value,
             const char *message)
{
  g_set_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID, "[logo] %s=%s: %s", key, value, message);
  return FALSE;
}

/* Reads the picture that the style names; its file stands in the plan's folder. */
static gboolean
load_logo (PreceptStyle *self,
           GFile        *folder,
           GError      **error)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) local_error = NULL;
  char  *data = NULL;
  gsize  length = 0;
  double width = 0, height = 0;

  if (self->logo_file == NULL)
    return TRUE;
  if (self->logo_alternative == NULL)
    return refuse_logo (error, "alternative", "", "say what the logo shows, for readers who can't see it: the name of the plan, for example");

  file = g_file_resolve_relative_path (folder, self->logo_file);
  if (!g_file_load_contents (file, NULL, &data, &length, NULL, &local_error))
    {
      g_autofree char *message = g_strdup_printf ("the file can't be read (%s); name a PNG or JPEG picture in the plan's folder", local_error->message);

      return refuse_logo (error, "file", self->logo_file, message);
    }

  self->logo = g_bytes_new_take (data, length);
  if (length > MOST_LOGO_BYTES)
    return refuse_logo (error, "file", self->logo_file, "the picture is larger than 1 MB, which every PDF would carry: save a smaller one");
  if (!precept_image_is_supported (self->logo) || !precept_image_get_size (self->logo, &width, &height))
    return refuse_logo (error, "file", self->logo_file, "expected a PNG or JPEG picture; export one from the drawing, at least 300 pixels high");

  self->logo_width = self->logo_height * width / height;
  if (self->logo_width > MOST_LOGO_WIDTH)
    return refuse_logo (error, "file", self->logo_file, "at this height the logo is wider than 250 points: make “height” smaller");

  return TRUE;
}

/* What holds only when all keys are read. */
static gboolean
check_style (PreceptStyle *self,
             GFile        *folder,
             GError      **error)
{
  if (!check_sheet (self, PRECEPT_PAPER_LETTER, error) || !check_sheet (self, PRECEPT_PAPER_A4, error))
    return FALSE;
  if (!precept_style_check_contrast (self, error))
    return FALSE;

  return folder == NULL || load_logo (self, folder, error);
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

  if (!g_key_file_load_from_bytes (file, bytes, G_KEY_FILE_NONE, &error) || !precept_style_read (self, file, &error) ||
      !check_style (self, NULL, &error))
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
 * Fails with `PRECEPT_STYLE_ERROR_INVALID` where a value is not what its key wants, with `PRECEPT_STYLE_ERROR_CONTRAST`
 * where text would be too pale to read, or with an error of GIO or GKeyFile where the file can't be read. The message
 * names the file, the group and the key, and says what is allowed.
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
      !precept_style_read (self, file, error) || !check_style (self, plan_folder, error))
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
  other->logo_file = g_strdup (self->logo_file);
  other->logo_alternative = g_strdup (self->logo_alternative);
  other->logo = self->logo != NULL ? g_bytes_ref (self->logo) : NULL;
  other->header = g_strdup (self->header);
  other->footer = g_strdup (self->footer);
  for (int i = 0; i < PRECEPT_N_NOTICES; i++)
    other->notices[i] = g_strdup (self->notices[i]);
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
  g_free (self->logo_file);
  g_free (self->logo_alternative);
  g_clear_pointer (&self->logo, g_bytes_unref);
  g_free (self->header);
  g_free (self->footer);
  for (int i = 0; i < PRECEPT_N_NOTICES; i++)
    g_free (self->notices[i]);
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

  ink = precept_style_find_name (precept_style_ink_names, PRECEPT_N_INKS, name);
  if (ink < 0)
    return NULL;

  color = &self->inks[ink];
  return g_strdup_printf ("#%02X%02X%02X", (guint)(color->red * 255 + 0.5), (guint)(color->green * 255 + 0.5), (guint)(color->blue * 255 + 0.5));
}

/**
 * precept_style_get_logo:
 * @self: a style
 *
 * Returns: (transfer none) (nullable): the plan's logo, a PNG or JPEG picture; NULL: none
 */
GBytes *
precept_style_get_logo (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->logo;
}

/**
 * precept_style_get_logo_alternative:
 * @self: a style
 *
 * Returns: (nullable): what the logo shows, in words; never NULL where there is a logo
 */
const char *
precept_style_get_logo_alternative (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->logo != NULL ? self->logo_alternative : NULL;
}

/**
 * precept_style_get_logo_size:
 * @self: a style with a logo
 * @width_pt: (out): its width as printed
 * @height_pt: (out): its height
 */
void
precept_style_get_logo_size (PreceptStyle *self,
                             double       *width_pt,
                             double       *height_pt)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (width_pt != NULL && height_pt != NULL);

  *width_pt = self->logo_width;
  *height_pt = self->logo_height;
}

/**
 * precept_style_get_header:
 * @self: a style
 *
 * Returns: (nullable): a line above the running head of every page but the first
 */
const char *
precept_style_get_header (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->header;
}

/**
 * precept_style_get_footer:
 * @self: a style
 *
 * Returns: (nullable): a line below the running foot of every page
 */
const char *
precept_style_get_footer (PreceptStyle *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->footer;
}

/**
 * precept_style_get_notice:
 * @self: a style
 * @notice: which one
 *
 * Returns: (nullable): its text, with a line end between paragraphs; NULL: the plan has none
 */
const char *
precept_style_get_notice (PreceptStyle *self,
                          PreceptNotice notice)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (notice < PRECEPT_N_NOTICES, NULL);

  return self->notices[notice];
}

/**
 * precept_style_dup_notice_text:
 * @self: a style
 * @block: a block of the kind `PRECEPT_BLOCK_NOTICE` of the content
 *
 * The words of a notice: the plan's, in which {year} stands for the year of the codes, or else those of the language.
 *
 * Returns: (transfer full): the text to print
 */
char *
precept_style_dup_notice_text (PreceptStyle *self,
                               PreceptBlock *block)
{
  const char *words;
  const char *year;
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (block != NULL && block->kind == PRECEPT_BLOCK_NOTICE, NULL);

  words = self->notices[PRECEPT_NOTICE_CPT];
  if (words == NULL)
    return g_strdup (block->text != NULL ? precept_text_get_string (block->text) : "");

  /* Without a year the space before it goes as well. */
  year = block->label != NULL ? precept_text_get_string (block->label) : NULL;
  if (year != NULL)
    {
      parts = g_strsplit (words, "{year}", -1);
      return g_strjoinv (year, parts);
    }
  parts = g_strsplit (words, " {year}", -1);
  text = g_strjoinv ("", parts);
  g_strfreev (parts);
  parts = g_strsplit (text, "{year}", -1);
  return g_strjoinv ("", parts);
}

/**
 * precept_style_get_margins:
 * @self: a style
 * @margins_pt: (out caller-allocated): the margins of its paper, in points
 */
void
precept_style_get_margins (PreceptStyle        *self,
                           PreceptStyleMargins *margins_pt)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (margins_pt != NULL);

  margins_pt->top = self->top;
  margins_pt->right = self->page_width - self->left - PRECEPT_BLOCK_WIDTH;
  margins_pt->bottom = self->page_height - self->bottom;
  margins_pt->left = self->left;
  margins_pt->first_top = self->first_top;
}
