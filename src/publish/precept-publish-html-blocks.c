/* precept-publish-html-blocks.c: sections, paragraphs, lists and their like in HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-images.h"
#include "precept-publish-html-private.h"

#include <string.h>

#define DEEPEST_HEADING 6 /* HTML has no deeper element */

gboolean
precept_publish_html_is_empty (PreceptText *text)
{
  return text == NULL || precept_text_get_length (text) == 0;
}

static gboolean
has_children (PreceptBlock *block)
{
  return block->children != NULL && block->children->len > 0;
}

void
precept_publish_html_write_id (PreceptPublishHtml *self,
                               PreceptBlock       *block)
{
  if (block->id != NULL && g_hash_table_lookup (self->owners, block->id) == block)
    precept_publish_html_append_attribute (self->out, "id", block->id);
}

/* A line before criteria also has a chip beside it, "2 of 3". It says nothing that the line does not, so that it is left
 * to the style sheet. */
static void
write_paragraph (PreceptPublishHtml *self,
                 PreceptBlock       *block)
{
  if (block->id == NULL && precept_publish_html_is_empty (block->text))
    return;

  g_string_append (self->out, "<p");
  precept_publish_html_write_id (self, block);
  if (block->chip != NULL)
    precept_publish_html_append_attribute (self->out, "data-chip", block->chip);
  if (block->text != NULL)
    precept_publish_html_write_direction (self, precept_text_get_string (block->text));
  g_string_append_c (self->out, '>');
  precept_publish_html_write_text (self, block->text, FALSE);
  g_string_append (self->out, "</p>\n");
}

/* "<element id class>" */
static void
open_block (PreceptPublishHtml *self,
            const char         *element,
            const char         *class_name,
            PreceptBlock       *block)
{
  g_string_append_c (self->out, '<');
  g_string_append (self->out, element);
  precept_publish_html_write_id (self, block);
  if (class_name != NULL)
    precept_publish_html_append_attribute (self->out, "class", class_name);
  g_string_append_c (self->out, '>');
}

static void
close_block (PreceptPublishHtml *self,
             const char         *element)
{
  g_string_append_printf (self->out, "</%s>\n", element);
}

/* An element with the id of @block, if it is not NULL, that holds @text. */
void
precept_publish_html_write_labelled (PreceptPublishHtml *self,
                                     const char         *element,
                                     PreceptBlock       *block,
                                     PreceptText        *text)
{
  g_string_append_printf (self->out, "<%s", element);
  if (block != NULL)
    precept_publish_html_write_id (self, block);
  if (text != NULL)
    precept_publish_html_write_direction (self, precept_text_get_string (text));
  g_string_append_c (self->out, '>');
  precept_publish_html_write_text (self, text, FALSE);
  close_block (self, element);
}

/* Headings */

static void
write_heading (PreceptPublishHtml *self,
               PreceptText        *text,
               const char         *class_name)
{
  guint level = MIN (self->depth + 1, DEEPEST_HEADING);

  g_string_append_printf (self->out, "<h%u class=\"%s\"", level, class_name);
  precept_publish_html_write_direction (self, precept_text_get_string (text));
  g_string_append_c (self->out, '>');
  precept_publish_html_write_text (self, text, FALSE);
  g_string_append_printf (self->out, "</h%u>\n", level);
}

static const char *
get_heading_class (PreceptBlock *block)
{
  static const char *const levels[] = { "heading-1", "heading-2", "heading-3" };

  switch ((int)block->kind)
    {
    case PRECEPT_BLOCK_INDICATION:
      return "indication";
    case PRECEPT_BLOCK_TOPIC:
      return "topic";
    case PRECEPT_BLOCK_REQUEST:
      return "request";
    case PRECEPT_BLOCK_DISCLAIMER:
      return "label";
    default:
      return levels[CLAMP (block->level, 1, 3) - 1];
    }
}

/* A heading, and all that stands under it. */
static void
write_section (PreceptPublishHtml *self,
               PreceptBlock       *block)
{
  const char      *class_name = get_heading_class (block);
  PreceptBlock    *outer = self->heading;
  gboolean         has_heading = !precept_publish_html_is_empty (block->text);
  g_autofree char *section_class = g_strconcat ("under-", class_name, NULL);

  open_block (self, "section", section_class, block);
  g_string_append_c (self->out, '\n');
  if (has_heading)
    {
      write_heading (self, block->text, class_name);
      self->heading = block;
      self->depth++;
    }
  if (block->kind == PRECEPT_BLOCK_INDICATION && !precept_publish_html_is_empty (block->label))
    {
      precept_publish_html_write_plain (self, "p", "determination", precept_text_get_string (block->label));
      g_string_append_c (self->out, '\n');
    }
  if (block->detail != NULL)
    {
      precept_publish_html_write_plain (self, "p", "detail", block->detail);
      g_string_append_c (self->out, '\n');
    }
  precept_publish_html_write_blocks (self, block->children);
  if (has_heading)
    self->depth--;
  self->heading = outer;
  close_block (self, "section");
}

/* Lists */

/* How a browser counts in each numbering: the type of an "ol" element, and the class that sets what stands around a number. */
static const struct
{
  PreceptNumbering numbering;
  const char      *type;
  const char      *class_name;
} counters[] = {
  { PRECEPT_NUMBERING_DECIMAL, "1", "decimal" },
  { PRECEPT_NUMBERING_UPPER_ALPHA, "A", "upper-alpha" },
  { PRECEPT_NUMBERING_LOWER_ALPHA, "a", "lower-alpha" },
  { PRECEPT_NUMBERING_UPPER_ROMAN, "I", "upper-roman" },
  { PRECEPT_NUMBERING_LOWER_ROMAN, "i", "lower-roman" },
};

static gboolean
has_dot_after_number (PreceptBlock *item)
{
  const char *label = item->kind == PRECEPT_BLOCK_ITEM && item->label != NULL ? precept_text_get_string (item->label) : "";

  return g_ascii_isalnum (*label) && g_str_has_suffix (label, ".");
}

/* The index of the counter by which a browser writes "1.", "2." as the labels are, or -1. */
static int
find_counter (PreceptBlock *list)
{
  guint i;

  for (i = 0; i < list->children->len; i++)
    {
      if (!has_dot_after_number (g_ptr_array_index (list->children, i)))
        return -1;
    }
  for (i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      if (counters[i].numbering == list->numbering)
        return (int)i;
    }

  return -1;
}

static void
write_item (PreceptPublishHtml *self,
            PreceptBlock       *item,
            gboolean            has_number)
{
  if (item->kind != PRECEPT_BLOCK_ITEM)
    {
      g_string_append (self->out, "<li>");
      precept_publish_html_write_block (self, item);
      close_block (self, "li");
      return;
    }

  open_block (self, "li", NULL, item);
  if (has_number && !precept_publish_html_is_empty (item->label))
    {
      g_string_append (self->out, "<span class=\"number\">");
      precept_publish_html_write_text (self, item->label, FALSE);
      g_string_append (self->out, "</span> ");
    }
  precept_publish_html_write_blocks (self, item->children);
  close_block (self, "li");
}

/* What a browser can't count is written out. */
static void
write_list (PreceptPublishHtml *self,
            PreceptBlock       *list)
{
  const char *element = list->ordered ? "ol" : "ul";
  int         counter;
  guint       i;

  if (!has_children (list))
    return;

  counter = list->ordered ? find_counter (list) : -1;
  g_string_append_printf (self->out, "<%s", element);
  precept_publish_html_write_id (self, list);
  if (counter >= 0)
    g_string_append_printf (self->out, " type=\"%s\" class=\"%s%s\"", counters[counter].type, counters[counter].class_name, list->is_criteria ? " criteria" : "");
  else if (list->ordered)
    g_string_append (self->out, " class=\"numbered\" role=\"list\"");
  if (counter >= 0 && list->start > 1)
    g_string_append_printf (self->out, " start=\"%u\"", list->start);
  g_string_append (self->out, ">\n");
  for (i = 0; i < list->children->len; i++)
    write_item (self, g_ptr_array_index (list->children, i), list->ordered && counter < 0);
  close_block (self, element);
}

/* Findings */

/* A dot between two facts stays with the first of them at the end of a line. */
static void
write_study_facts (PreceptPublishHtml *self,
                   const char         *facts)
{
  g_autoptr (GString) bound = g_string_new (facts);

  g_string_replace (bound, " · ", "\xc2\xa0· ", 0);
  precept_publish_html_write_plain (self, "span", "study-facts", bound->str);
}

static void
write_finding (PreceptPublishHtml *self,
               PreceptBlock       *block)
{
  open_block (self, "li", "finding", block);
  g_string_append_c (self->out, '\n');
  if (block->study_kind != NULL || block->study_facts != NULL)
    {
      g_string_append (self->out, "<p class=\"study\">");
      if (block->study_kind != NULL)
        precept_publish_html_write_plain (self, "span", "chip", block->study_kind);
      if (block->study_kind != NULL && block->study_facts != NULL)
        g_string_append_c (self->out, ' ');
      if (block->study_facts != NULL)
        write_study_facts (self, block->study_facts);
      close_block (self, "p");
    }
  precept_publish_html_write_blocks (self, block->children);
  close_block (self, "li");
}

/* Definitions */

static void
write_definition (PreceptPublishHtml *self,
                  PreceptBlock       *block)
{
  open_block (self, "div", NULL, block);
  g_string_append (self->out, "<dt");
  if (block->label != NULL)
    precept_publish_html_write_direction (self, precept_text_get_string (block->label));
  g_string_append (self->out, "><dfn>");
  precept_publish_html_write_text (self, block->label, FALSE);
  g_string_append (self->out, "</dfn></dt>\n<dd>");
  precept_publish_html_write_blocks (self, block->children);
  g_string_append (self->out, "</dd>");
  close_block (self, "div");
}

/* References */

/* Links back to where the reference is cited. */
static void
write_places (PreceptPublishHtml          *self,
              PreceptPublishHtmlCitations *citations,
              const char                  *label)
{
  const char *phrase = precept_content_get_word (self->content, "cited");
  const char *links = strstr (phrase, "%s");
  guint       i;

  g_string_append (self->out, "<p class=\"cited\">");
  precept_publish_html_append_text (self->out, phrase, links != NULL ? (gsize)(links - phrase) : strlen (phrase));
  for (i = 0; i < citations->places->len; i++)
    {
      const PreceptPublishHtmlPlace *place = &g_array_index (citations->places, PreceptPublishHtmlPlace, i);
      g_autofree char               *number = g_strdup_printf ("%u", i + 1);

      if (i > 0)
        g_string_append_c (self->out, ' ');
      g_string_append (self->out, "<a href=\"#");
      g_string_append_uri_escaped (self->out, place->reference, NULL, TRUE);
      g_string_append_printf (self->out, ".%u\" aria-label=\"", place->number);
      precept_publish_html_write_phrase (self, precept_content_get_word (self->content, "citation-n-of-reference"), number, label);
      g_string_append_printf (self->out, "\">%s</a>", number);
    }
  if (links != NULL)
    precept_publish_html_append_text (self->out, links + 2, strlen (links + 2));
  close_block (self, "p");
}

static void
write_reference (PreceptPublishHtml *self,
                 PreceptBlock       *block)
{
  PreceptPublishHtmlCitations *citations = block->id != NULL ? g_hash_table_lookup (self->citations, block->id) : NULL;
  const char                  *label = block->label != NULL ? precept_text_get_string (block->label) : "";

  if (block->id != NULL && g_hash_table_lookup (self->owners, block->id) != block)
    citations = NULL;
  open_block (self, "li", NULL, block);
  if (*label != '\0')
    {
      precept_publish_html_write_plain (self, "span", "number", label);
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "<p");
  if (block->text != NULL)
    precept_publish_html_write_direction (self, precept_text_get_string (block->text));
  g_string_append_c (self->out, '>');
  precept_publish_html_write_text (self, block->text, TRUE);
  close_block (self, "p");
  if (citations != NULL && citations->places->len > 0)
    write_places (self, citations, label);
  close_block (self, "li");
}

/* Figures */

/* By what the file begins with; NULL: not a picture that every browser shows. */
static const char *
find_image_type (GBytes *image)
{
  static const guchar png[] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  static const guchar jpeg[] = { 0xff, 0xd8, 0xff };
  gsize               size = 0;
  const guchar       *data = image != NULL ? g_bytes_get_data (image, &size) : NULL;

  if (size > sizeof png && memcmp (data, png, sizeof png) == 0)
    return "image/png";
  if (size > sizeof jpeg && memcmp (data, jpeg, sizeof jpeg) == 0)
    return "image/jpeg";

  return NULL;
}

gboolean
precept_publish_html_write_image (PreceptPublishHtml *self,
                                  const char         *class_name,
                                  GBytes             *image,
                                  const char         *alternative,
                                  double              width_pt,
                                  double              height_pt)
{
  const char      *type = find_image_type (image);
  gsize            size;
  const guchar    *data = image != NULL ? g_bytes_get_data (image, &size) : NULL;
  g_autofree char *encoded = NULL;

  if (type == NULL)
    return FALSE;

  encoded = g_base64_encode (data, size);
  g_string_append (self->out, "<img");
  if (class_name != NULL)
    precept_publish_html_append_attribute (self->out, "class", class_name);
  g_string_append_printf (self->out, " width=\"%.0f\" height=\"%.0f\"", MAX (width_pt * 96 / 72, 1), MAX (height_pt * 96 / 72, 1));
  precept_publish_html_append_attribute (self->out, "alt", alternative != NULL ? alternative : "");
  g_string_append_printf (self->out, " src=\"data:%s;base64,", type);
  g_string_append (self->out, encoded);
  g_string_append (self->out, "\"/>\n");
  return TRUE;
}

static void
write_figure (PreceptPublishHtml *self,
              PreceptBlock       *block)
{
  double   width_pt, height_pt;
  gboolean is_shown;

  open_block (self, "figure", NULL, block);
  g_string_append_c (self->out, '\n');
  is_shown = block->image != NULL && precept_image_get_size (block->image, &width_pt, &height_pt) &&
             precept_publish_html_write_image (self, NULL, block->image, block->alternative, width_pt, height_pt);
  if (!is_shown && block->alternative != NULL && *block->alternative != '\0')
    {
      /* A picture that can't be shown is at least told of. */
      precept_publish_html_write_plain (self, "p", NULL, block->alternative);
      g_string_append_c (self->out, '\n');
    }
  if (!precept_publish_html_is_empty (block->text))
    precept_publish_html_write_labelled (self, "figcaption", NULL, block->text);
  close_block (self, "figure");
}

/* Notes */

static void
write_note (PreceptPublishHtml *self,
            PreceptBlock       *block)
{
  g_string_append (self->out, "<aside role=\"note\"");
  precept_publish_html_write_id (self, block);
  g_string_append_c (self->out, '>');
  precept_publish_html_write_blocks (self, block->children);
  close_block (self, "aside");
}

/* The words of the holder of a code set, or the plan's in their place. */
static void
write_notice (PreceptPublishHtml *self,
              PreceptBlock       *block)
{
  g_autofree char *text = precept_style_dup_notice_text (self->style, block);
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; paragraphs[i] != NULL; i++)
    {
      g_strstrip (paragraphs[i]);
      if (*paragraphs[i] == '\0')
        continue;
      precept_publish_html_write_plain (self, "p", "notice", paragraphs[i]);
      g_string_append_c (self->out, '\n');
    }
}

/* Quantity limits: whom one is for, and how much. */

static void
write_limit (PreceptPublishHtml *self,
             PreceptBlock       *block)
{
  open_block (self, "li", NULL, block);
  if (!precept_publish_html_is_empty (block->label))
    {
      precept_publish_html_write_plain (self, "span", "who", precept_text_get_string (block->label));
      g_string_append_c (self->out, ' ');
    }
  g_string_append (self->out, "<span>");
  precept_publish_html_write_text (self, block->text, FALSE);
  g_string_append (self->out, "</span>");
  close_block (self, "li");
}

static void
write_limits (PreceptPublishHtml *self,
              PreceptBlock       *block)
{
  open_block (self, "div", "limits", block);
  g_string_append_c (self->out, '\n');
  if (!precept_publish_html_is_empty (block->text))
    {
      precept_publish_html_write_plain (self, "p", NULL, precept_text_get_string (block->text));
      g_string_append_c (self->out, '\n');
    }
  precept_publish_html_write_blocks (self, block->children);
  close_block (self, "div");
}

/* All kinds */

void
precept_publish_html_write_block (PreceptPublishHtml *self,
                                  PreceptBlock       *block)
{
  switch (block->kind)
    {
    case PRECEPT_BLOCK_SECTION:
    case PRECEPT_BLOCK_INDICATION:
    case PRECEPT_BLOCK_TOPIC:
    case PRECEPT_BLOCK_REQUEST:
      write_section (self, block);
      break;
    case PRECEPT_BLOCK_DISCLAIMER:
      /* Where it is printed: before all sections. */
      break;
    case PRECEPT_BLOCK_PARAGRAPH:
      write_paragraph (self, block);
      break;
    case PRECEPT_BLOCK_LIST:
      write_list (self, block);
      break;
    case PRECEPT_BLOCK_NOTE:
      write_note (self, block);
      break;
    case PRECEPT_BLOCK_FIGURE:
      write_figure (self, block);
      break;
    case PRECEPT_BLOCK_TABLE:
      precept_publish_html_write_table (self, block);
      break;
    case PRECEPT_BLOCK_FINDING:
      write_finding (self, block);
      break;
    case PRECEPT_BLOCK_DEFINITION:
      write_definition (self, block);
      break;
    case PRECEPT_BLOCK_REFERENCE:
      write_reference (self, block);
      break;
    case PRECEPT_BLOCK_LIMITS:
      write_limits (self, block);
      break;
    case PRECEPT_BLOCK_LIMIT:
      write_limit (self, block);
      break;
    case PRECEPT_BLOCK_NOTICE:
      write_notice (self, block);
      break;
    case PRECEPT_BLOCK_ITEM:
    case PRECEPT_BLOCK_ROW:
    case PRECEPT_BLOCK_CELL:
      /* Outside of a list or table: what they hold. */
      open_block (self, "div", NULL, block);
      precept_publish_html_write_blocks (self, block->children);
      close_block (self, "div");
      break;
    default:
      g_warn_if_reached ();
      break;
    }
}

/* Blocks that are entries of a list, though the guideline has no element around them. */
static const struct
{
  PreceptBlockKind kind;
  const char      *open;
  const char      *close;
} groups[] = {
  { PRECEPT_BLOCK_FINDING, "<ul class=\"findings\">\n", "</ul>\n" },
  { PRECEPT_BLOCK_DEFINITION, "<dl class=\"definitions\">\n", "</dl>\n" },
  { PRECEPT_BLOCK_LIMIT, "<ul role=\"list\">\n", "</ul>\n" },
  { PRECEPT_BLOCK_REFERENCE, "<ol class=\"references\" role=\"list\">\n", "</ol>\n" },
};

static int
find_group (PreceptBlock *block)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      if (groups[i].kind == block->kind)
        return (int)i;
    }

  return -1;
}

void
precept_publish_html_write_blocks (PreceptPublishHtml *self,
                                   GPtrArray          *blocks)
{
  int   group = -1;
  guint i;

  for (i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      int           next = find_group (block);

      if (next != group && group >= 0)
        g_string_append (self->out, groups[group].close);
      if (next != group && next >= 0)
        g_string_append (self->out, groups[next].open);
      group = next;
      precept_publish_html_write_block (self, block);
    }
  if (group >= 0)
    g_string_append (self->out, groups[group].close);
}
