/* precept-publish-html-front.c: what stands before and after the sections in HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-html-private.h"

#include <string.h>

#define DEEPEST_ENTRY 3 /* of the contents */

/* Characters that surely fit into one of the four columns of the facts, and into two. */
#define NARROW_FACT 14
#define WIDE_FACT 34

/* Title and facts */

static void
write_mast (PreceptPublishHtml *self)
{
  const char *publisher = precept_content_get_publisher (self->content);
  const char *tags[PRECEPT_MOST_TAGS];
  guint       n_tags = precept_content_list_tags (self->content, tags);
  double      width_pt, height_pt;
  guint       i;

  g_string_append (self->out, "<div class=\"mast\">\n");
  if (precept_style_get_logo (self->style) != NULL)
    {
      precept_style_get_logo_size (self->style, &width_pt, &height_pt);
      precept_publish_html_write_image (self, "logo", precept_style_get_logo (self->style), precept_style_get_logo_alternative (self->style), width_pt, height_pt);
    }
  for (i = 0; i < n_tags; i++)
    {
      precept_publish_html_write_plain (self, "p", "tag", tags[i]);
      g_string_append_c (self->out, '\n');
    }
  if (publisher != NULL)
    {
      precept_publish_html_write_plain (self, "p", "publisher", publisher);
      g_string_append_c (self->out, '\n');
    }
  precept_publish_html_write_plain (self, "p", "kind", precept_content_get_kind (self->content));
  g_string_append (self->out, "\n</div>\n");
}

/* How much room a fact that may be wide takes: what its value needs. */
static const char *
get_fact_class (const PreceptContentFact *fact)
{
  glong length = g_utf8_strlen (fact->value, -1);

  if (!fact->wide || length <= NARROW_FACT)
    return NULL;

  return length <= WIDE_FACT ? "wide" : "full";
}

static void
write_facts (PreceptPublishHtml *self)
{
  guint                     n_facts;
  const PreceptContentFact *facts = precept_content_get_facts (self->content, &n_facts);
  guint                     i;

  if (n_facts == 0)
    return;

  g_string_append (self->out, "<dl class=\"facts\">\n");
  for (i = 0; i < n_facts; i++)
    {
      const char *class_name = get_fact_class (&facts[i]);

      g_string_append (self->out, "<div");
      if (class_name != NULL)
        precept_publish_html_append_attribute (self->out, "class", class_name);
      g_string_append_c (self->out, '>');
      precept_publish_html_write_plain (self, "dt", NULL, facts[i].label);
      precept_publish_html_write_plain (self, "dd", NULL, facts[i].value);
      g_string_append (self->out, "</div>\n");
    }
  g_string_append (self->out, "</dl>\n");
}

static void
write_coverage_row (PreceptPublishHtml           *self,
                    const PreceptContentCoverage *row)
{
  gsize length;

  g_string_append (self->out, "<div><dt");
  precept_publish_html_write_direction (self, row->indication);
  g_string_append_c (self->out, '>');
  length = self->out->len;
  g_string_append (self->out, "<a");
  if (precept_publish_html_write_target (self, row->target))
    {
      g_string_append_c (self->out, '>');
      precept_publish_html_append_text (self->out, row->indication, strlen (row->indication));
      g_string_append (self->out, "</a>");
    }
  else
    {
      g_string_truncate (self->out, length);
      precept_publish_html_append_text (self->out, row->indication, strlen (row->indication));
    }
  g_string_append (self->out, "</dt> ");
  precept_publish_html_write_plain (self, "dd", NULL, row->determination != NULL ? row->determination : "");
  g_string_append (self->out, "</div>\n");
}

static void
write_coverage (PreceptPublishHtml *self)
{
  guint                         n_rows;
  const PreceptContentCoverage *rows = precept_content_get_coverage (self->content, &n_rows);
  guint                         i;

  if (n_rows == 0)
    return;

  g_string_append (self->out, "<section class=\"coverage\">\n");
  precept_publish_html_write_plain (self, "h2", "label", precept_content_get_word (self->content, "coverage"));
  g_string_append (self->out, "\n<dl>\n");
  for (i = 0; i < n_rows; i++)
    write_coverage_row (self, &rows[i]);
  g_string_append (self->out, "</dl>\n</section>\n");
}

/**
 * precept_publish_html_write_header:
 * @self: what is written
 *
 * Writes the top of the first page: who publishes it, the title, the facts, what is covered.
 */
void
precept_publish_html_write_header (PreceptPublishHtml *self)
{
  PreceptText *title = precept_content_get_title (self->content);

  g_string_append (self->out, "<header>\n");
  write_mast (self);
  /* A page needs a heading of the first level, whatever the guideline lacks. */
  if (!precept_publish_html_is_empty (title))
    {
      precept_publish_html_write_labelled (self, "h1", NULL, title);
    }
  else
    {
      precept_publish_html_write_plain (self, "h1", NULL, precept_content_get_kind (self->content));
      g_string_append_c (self->out, '\n');
    }
  write_facts (self);
  write_coverage (self);
  g_string_append (self->out, "</header>\n");
}

/* Contents */

typedef struct
{
  PreceptPublishHtml *html;
  guint               depth; /* of the list that is open */
} Contents;

/* Opens and closes lists until the next entry can stand at @depth, or as deep as may be below the one before. */
static void
go_to_depth (Contents *self,
             guint     depth)
{
  GString *out = self->html->out;

  if (depth > self->depth)
    {
      g_string_append (out, self->depth > 0 ? "\n<ol>\n" : "<ol>\n");
      self->depth++;
      return;
    }
  g_string_append (out, "</li>\n");
  while (self->depth > depth)
    {
      g_string_append (out, "</ol></li>\n");
      self->depth--;
    }
}

static void
write_entry (Contents     *self,
             PreceptBlock *block,
             guint         depth)
{
  PreceptPublishHtml *html = self->html;
  g_autofree char    *title = precept_text_dup_plain (block->text);
  gsize               length;
  gboolean            is_link;

  go_to_depth (self, depth);
  g_string_append (html->out, "<li>");
  length = html->out->len;
  g_string_append (html->out, "<a");
  is_link = precept_publish_html_write_target (html, block->id);
  if (!is_link)
    {
      g_string_truncate (html->out, length);
      g_string_append (html->out, "<span");
    }
  precept_publish_html_write_direction (html, title);
  g_string_append_c (html->out, '>');
  precept_publish_html_append_text (html->out, title, strlen (title));
  g_string_append (html->out, is_link ? "</a>" : "</span>");
}

static gboolean
has_entry (PreceptBlock *block)
{
  return (block->kind == PRECEPT_BLOCK_SECTION || block->kind == PRECEPT_BLOCK_INDICATION) && !precept_publish_html_is_empty (block->text);
}

/* The same headings that the printed contents list. */
static void
write_entries (Contents  *self,
               GPtrArray *blocks,
               guint      level)
{
  guint i;

  for (i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      guint         inside = level;

      if (block->kind == PRECEPT_BLOCK_SECTION)
        inside = CLAMP (block->level, 1, DEEPEST_ENTRY);
      else if (block->kind == PRECEPT_BLOCK_INDICATION)
        inside = MIN (level + 1, DEEPEST_ENTRY);
      else if (block->kind != PRECEPT_BLOCK_TOPIC)
        continue;
      if (has_entry (block))
        write_entry (self, block, inside);
      write_entries (self, block->children, block->kind == PRECEPT_BLOCK_INDICATION ? DEEPEST_ENTRY : inside);
    }
}

void
precept_publish_html_write_contents (PreceptPublishHtml *self)
{
  Contents contents = { self, 0 };
  gsize    length = self->out->len;

  g_string_append (self->out, "<nav aria-labelledby=\"Contents\">\n<h2 id=\"Contents\" class=\"label\">");
  precept_publish_html_write_phrase (self, precept_content_get_word (self->content, "contents"), NULL, NULL);
  g_string_append (self->out, "</h2>\n");
  write_entries (&contents, precept_content_get_blocks (self->content), 0);
  if (contents.depth == 0)
    {
      g_string_truncate (self->out, length);
      return;
    }
  go_to_depth (&contents, 1);
  g_string_append (self->out, "</ol>\n</nav>\n");
}

/* Small print */

/* One of the plan's own texts: paragraphs with line breaks between. */
static void
write_notice_paragraphs (PreceptPublishHtml *self,
                         const char         *text)
{
  g_auto (GStrv) paragraphs = g_strsplit (text, "\n", -1);
  guint i;

  for (i = 0; paragraphs[i] != NULL; i++)
    {
      g_strstrip (paragraphs[i]);
      if (*paragraphs[i] == '\0')
        continue;
      precept_publish_html_write_plain (self, "p", NULL, paragraphs[i]);
      g_string_append_c (self->out, '\n');
    }
}

static void
write_notice (PreceptPublishHtml *self,
              const char         *text)
{
  g_string_append (self->out, "<section class=\"small-print\">\n");
  precept_publish_html_write_plain (self, "h2", NULL, precept_content_get_word (self->content, "notice"));
  g_string_append (self->out, "\n<div>\n");
  write_notice_paragraphs (self, text);
  g_string_append (self->out, "</div>\n</section>\n");
}

/* @notice: (nullable): the plan's own small print, which goes on below it */
static void
write_disclaimer (PreceptPublishHtml *self,
                  PreceptBlock       *block,
                  const char         *notice)
{
  g_string_append (self->out, "<section");
  precept_publish_html_write_id (self, block);
  g_string_append (self->out, " class=\"small-print\">\n");
  if (!precept_publish_html_is_empty (block->text))
    precept_publish_html_write_labelled (self, "h2", NULL, block->text);
  g_string_append (self->out, "<div>\n");
  precept_publish_html_write_blocks (self, block->children);
  if (notice != NULL)
    write_notice_paragraphs (self, notice);
  g_string_append (self->out, "</div>\n</section>\n");
}

void
precept_publish_html_write_small_print (PreceptPublishHtml *self)
{
  const char   *notice = precept_style_get_notice (self->style, PRECEPT_NOTICE_FIRST_PAGE);
  GPtrArray    *blocks = precept_content_get_blocks (self->content);
  PreceptBlock *last = NULL;
  guint         i;

  for (i = 0; i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind != PRECEPT_BLOCK_DISCLAIMER || block->children == NULL || block->children->len == 0)
        continue;
      if (last != NULL)
        write_disclaimer (self, last, NULL);
      last = block;
    }
  if (last != NULL)
    write_disclaimer (self, last, notice);
  else if (notice != NULL)
    write_notice (self, notice);
}

void
precept_publish_html_write_end_notice (PreceptPublishHtml *self)
{
  const char *notice = precept_style_get_notice (self->style, PRECEPT_NOTICE_END);

  if (notice != NULL)
    write_notice (self, notice);
}

/* What stands at the head and the foot of pages */

void
precept_publish_html_write_footer (PreceptPublishHtml *self)
{
  g_autofree char *identity = precept_content_dup_identity (self->content);
  g_autofree char *effect = precept_content_dup_effect (self->content);
  const char      *lines[] = { identity, effect, precept_style_get_header (self->style), precept_style_get_footer (self->style) };
  guint            i;

  g_string_append (self->out, "<footer>\n");
  for (i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      if (lines[i] == NULL || *lines[i] == '\0')
        continue;
      precept_publish_html_write_plain (self, "p", NULL, lines[i]);
      g_string_append_c (self->out, '\n');
    }
  g_string_append (self->out, "</footer>\n");
}
