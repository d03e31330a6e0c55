/* precept-publish-html-style.c: the style sheet of a guideline in HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-html-private.h"
#include "precept-publish-resources.h"

#include <math.h>
#include <string.h>

#define SHEET_RESOURCE "/org/precept/publish/page.css"

#define MOST_SATURATION 0.6 /* of a colour on a dark screen */

/* Colours */

typedef struct
{
  double red, green, blue; /* 0 … 1 */
} Color;

/* The paper that is dark, and how much the plan's colours have to differ from it: in WCAG's contrast ratio, which has
 * to be 4.5 for text. */
static const Color dark_paper = { 22.0 / 255, 22.0 / 255, 22.0 / 255 };

static const struct
{
  const char *name; /* in [colors] of the style */
  double      dark_contrast;
} colors[] = {
  { "ink", 14 },
  { "accent", 8 },
  { "grey", 7.5 },
  { "tag", 14 },
  { "leader", 3.5 },
  { "rule", 2.6 },
  { "hairline", 1.7 },
  { "draft", 1.12 },
};

static Color
parse_color (const char *text)
{
  guint64 rgb = g_ascii_strtoull (text + 1, NULL, 16);
  Color   color = { (double)((rgb >> 16) & 0xff) / 255, (double)((rgb >> 8) & 0xff) / 255, (double)(rgb & 0xff) / 255 };

  return color;
}

static double
linearize (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

/* WCAG 2.2, "relative luminance" */
static double
get_luminance (Color color)
{
  return 0.2126 * linearize (color.red) + 0.7152 * linearize (color.green) + 0.0722 * linearize (color.blue);
}

/* The same hue in another lightness, from black (0) to white (1). A pure one would glare on a dark screen. */
static Color
lighten (Color  color,
         double lightness)
{
  double most = MAX (color.red, MAX (color.green, color.blue));
  double least = MIN (color.red, MIN (color.green, color.blue));
  double middle = (most + least) / 2;
  double range = most - least;
  double saturation = range > 0 ? MIN (range / (1 - fabs (2 * middle - 1)), MOST_SATURATION) : 0;
  double chroma = (1 - fabs (2 * lightness - 1)) * saturation;
  double scale = range > 0 ? chroma / range : 0;
  Color  result = {
     lightness + (color.red - middle) * scale,
     lightness + (color.green - middle) * scale,
     lightness + (color.blue - middle) * scale,
  };

  return result;
}

/* The colour that stands for @color on dark paper. */
static Color
find_dark (Color  color,
           double contrast)
{
  double wanted = contrast * (get_luminance (dark_paper) + 0.05) - 0.05;
  double low = 0, high = 1;
  guint  i;

  for (i = 0; i < 24; i++)
    {
      double middle = (low + high) / 2;

      if (get_luminance (lighten (color, middle)) < wanted)
        low = middle;
      else
        high = middle;
    }

  return lighten (color, high);
}

static void
append_color (GString    *out,
              const char *name,
              Color       color)
{
  g_string_append_printf (out, "--%s:#%02X%02X%02X;", name, (guint)(color.red * 255 + 0.5), (guint)(color.green * 255 + 0.5), (guint)(color.blue * 255 + 0.5));
}

static void
append_light_colors (GString      *out,
                     PreceptStyle *style)
{
  g_autofree char *tag_text = precept_style_dup_color (style, "tag-text");
  guint            i;

  g_string_append (out, "--paper:#FFFFFF;");
  for (i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      g_autofree char *color = precept_style_dup_color (style, colors[i].name);

      append_color (out, colors[i].name, parse_color (color));
    }
  append_color (out, "tag-text", parse_color (tag_text));
}

static void
append_dark_colors (GString      *out,
                    PreceptStyle *style)
{
  guint i;

  append_color (out, "paper", dark_paper);
  for (i = 0; i < G_N_ELEMENTS (colors); i++)
    {
      g_autofree char *color = precept_style_dup_color (style, colors[i].name);

      append_color (out, colors[i].name, find_dark (parse_color (color), colors[i].dark_contrast));
    }
  append_color (out, "tag-text", dark_paper);
}

/* Texts */

/* A string of CSS, without a character that ends it, or the style sheet, or that XML reads as markup. */
static void
append_string (GString    *out,
               const char *text)
{
  const char *at;

  g_string_append_c (out, '"');
  for (at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isalnum (character) || character == ' ' || strchr (".,-()", (int)(character < 0x7f ? character : 'x')) != NULL)
        g_string_append_unichar (out, character);
      else
        g_string_append_printf (out, "\\%X ", character);
    }
  g_string_append_c (out, '"');
}

/* Families that look alike where the plan's own are not installed. */
static void
append_families (GString      *out,
                 PreceptStyle *style)
{
  g_auto (GStrv) families = g_strsplit (precept_style_get_font_families (style), ",", -1);
  guint i;

  for (i = 0; families[i] != NULL; i++)
    {
      append_string (out, g_strstrip (families[i]));
      g_string_append_c (out, ',');
    }
  g_string_append (out, "Carlito,\"Segoe UI\",system-ui,Roboto,\"Helvetica Neue\",Arial,sans-serif");
}

/* "liga=0, tnum=1" of the style as font-feature-settings has it. */
static void
append_features (GString      *out,
                 PreceptStyle *style)
{
  g_auto (GStrv) features = g_strsplit (precept_style_get_font_features (style), ",", -1);
  const char *separator = "";
  guint       i;

  g_string_append (out, "--features:");
  for (i = 0; features[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (g_strstrip (features[i]), "=", 2);
      guint64 value = 1;

      if (parts[0] == NULL || strlen (parts[0]) != 4 || !g_str_is_ascii (parts[0]) ||
          (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 0, 99, &value, NULL)))
        continue;
      g_string_append (out, separator);
      append_string (out, parts[0]);
      g_string_append_printf (out, " %" G_GUINT64_FORMAT, value);
      separator = ",";
    }
  g_string_append (out, *separator == '\0' ? "normal;" : ";");
}

/* Paper */

/* "Page %u of %u" as the content of a box in the margin. */
static void
append_page_number (GString    *out,
                    const char *phrase)
{
  g_auto (GStrv) parts = g_strsplit (phrase, "%u", 3);
  guint i;

  for (i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (out, i == 1 ? " counter(page) " : " counter(pages) ");
      append_string (out, parts[i]);
    }
}

/* A line of a box in the margin, after those before it. */
static void
append_line (GString    *out,
             const char *line,
             gboolean   *is_first)
{
  if (line == NULL || *line == '\0')
    return;
  if (!*is_first)
    g_string_append (out, " \"\\A\" ");
  append_string (out, line);
  *is_first = FALSE;
}

/* Words in boxes on a page, and the title. */
static char *
dup_head (PreceptContent *content)
{
  const char      *tags[PRECEPT_MOST_TAGS];
  guint            n_tags = precept_content_list_tags (content, tags);
  GString         *head = g_string_new (NULL);
  g_autofree char *title = precept_text_dup_plain (precept_content_get_title (content));
  guint            i;

  for (i = 0; i < n_tags; i++)
    g_string_append_printf (head, "%s ", tags[i]);
  g_string_append (head, title);
  return g_string_free (head, FALSE);
}

static char *
dup_foot (PreceptContent *content)
{
  g_autofree char *identity = precept_content_dup_identity (content);
  g_autofree char *effect = precept_content_dup_effect (content);

  return g_strjoin ("    ", *identity != '\0' || effect == NULL ? identity : effect, *identity != '\0' ? effect : NULL, NULL);
}

static void
append_length (GString    *out,
               const char *name,
               double      length_pt)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, "%s:%spt;", name, g_ascii_formatd (number, sizeof number, "%.2f", length_pt));
}

/* What stands on each printed page, where the browser knows such boxes. */
static void
append_paper (PreceptPublishHtml *self)
{
  g_autofree char    *head = dup_head (self->content);
  g_autofree char    *foot = dup_foot (self->content);
  g_autofree char    *grey = precept_style_dup_color (self->style, "grey");
  PreceptStyleMargins margins;
  gboolean            is_first = TRUE;

  precept_style_get_margins (self->style, &margins);
  g_string_append_printf (self->out, "@page{size:%s;", precept_style_get_paper (self->style) == PRECEPT_PAPER_A4 ? "A4" : "letter");
  append_length (self->out, "margin-top", margins.top);
  append_length (self->out, "margin-right", margins.right);
  append_length (self->out, "margin-bottom", margins.bottom);
  append_length (self->out, "margin-left", margins.left);
  /* Variables of the page are not known here. */
  g_string_append_printf (self->out, "white-space:pre;color:%s;font:8pt/11pt ", grey);
  append_families (self->out, self->style);
  g_string_append (self->out, ";@top-left{content:");
  append_line (self->out, precept_style_get_header (self->style), &is_first);
  append_line (self->out, head, &is_first);
  g_string_append (self->out, "}@bottom-left{content:");
  is_first = TRUE;
  append_line (self->out, foot, &is_first);
  append_line (self->out, precept_style_get_footer (self->style), &is_first);
  if (is_first)
    g_string_append (self->out, "none");
  g_string_append (self->out, "}@bottom-right{content:");
  append_page_number (self->out, precept_content_get_word (self->content, "page-n-of-n"));
  g_string_append (self->out, "}}\n@page :first{");
  append_length (self->out, "margin-top", margins.first_top);
  g_string_append (self->out, "@top-left{content:none}}\n");
}

/* The word that lies behind the text of a draft. It is decoration: the tag at the top says so to all readers. */
static void
append_watermark (PreceptPublishHtml *self)
{
  if (!precept_content_is_draft (self->content))
    return;

  g_string_append (self->out, "body::before{content:");
  append_string (self->out, precept_content_get_word (self->content, "draft-tag"));
  g_string_append (self->out, ";content:");
  append_string (self->out, precept_content_get_word (self->content, "draft-tag"));
  g_string_append (self->out, " / \"\"}\n");
}

static GBytes *
load_sheet (void)
{
  static gsize is_registered;

  if (g_once_init_enter (&is_registered))
    {
      precept_publish_register_resource ();
      g_once_init_leave (&is_registered, 1);
    }

  return g_resources_lookup_data (SHEET_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

/**
 * precept_publish_html_write_style:
 * @self: what is written
 *
 * Writes the style sheet: the plan's colours, as they are and for dark screens; its fonts; the paper; and then what
 * is the same for all, data/plan/page.css.
 */
void
precept_publish_html_write_style (PreceptPublishHtml *self)
{
  g_autoptr (GBytes) sheet = load_sheet ();
  gsize       size;
  const char *data;

  g_assert (sheet != NULL);

  data = g_bytes_get_data (sheet, &size);
  g_string_append (self->out, "<style>\n:root{");
  append_light_colors (self->out, self->style);
  g_string_append (self->out, "--families:");
  append_families (self->out, self->style);
  g_string_append_c (self->out, ';');
  append_features (self->out, self->style);
  g_string_append (self->out, "}\n@media screen and (prefers-color-scheme:dark){:root{");
  append_dark_colors (self->out, self->style);
  g_string_append (self->out, "}}\n");
  append_paper (self);
  append_watermark (self);
  g_string_append_len (self->out, data, (gssize)size);
  g_string_append (self->out, "</style>\n");
}
