/* precept-running.c: what stands on every page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-layout-private.h"

#include <math.h>

#define FOOT_BASELINE 14.0 /* below the rule */
#define MOST_SECTION_WIDTH 300.0
#define WATERMARK_ANGLE 52.0

/* Of all marks from the first on. */
static void
set_artifact (PreceptPageBuilder *self,
              guint               first,
              PreceptArtifact     artifact)
{
  for (guint i = first; i < self->page->marks->len; i++)
    g_array_index (self->page->marks, PreceptMark, i).artifact = artifact;
}

static void
add_string (PreceptPageBuilder *self,
            const char         *string,
            PreceptElement      element,
            double              x,
            double              baseline,
            double              most_width,
            guint               flags)
{
  g_autoptr (PreceptLines) lines = precept_shaper_set_cut (self->layout->shaper, string, element, most_width);
  PreceptPlacedText text = {
    .lines = lines,
    .n_lines = 1,
    .x = x,
    .y = baseline - precept_lines_get_baseline (lines),
    .role = PRECEPT_ROLE_ARTIFACT,
    .flags = flags | PRECEPT_PIECE_ARTIFACT,
  };

  precept_page_builder_add_text (self, &text);
}

static double
measure (PreceptPageBuilder *self,
         const char         *string,
         PreceptElement      element)
{
  g_autoptr (PreceptLines) lines = precept_shaper_set_string (self->layout->shaper, string, element, -1);

  return precept_lines_get_width (lines);
}

/* Words in boxes before the title: what a reader must not miss. Returns the width they take. */
static double
add_tags (PreceptPageBuilder *self)
{
  PreceptLayout *layout = self->layout;
  const char    *tags[PRECEPT_MOST_TAGS];
  guint          n_tags = precept_content_list_tags (layout->content, tags);
  double         x = 0;

  for (guint i = 0; i < n_tags; i++)
    {
      g_autoptr (PreceptLines) lines = precept_shaper_set_string (layout->shaper, tags[i], PRECEPT_ELEMENT_TAG, -1);
      double width = precept_lines_get_width (lines) - layout->style->elements[PRECEPT_ELEMENT_TAG].tracking + 10;

      precept_page_builder_add_tag (self, lines, x, layout->style->head - 8.7, width, 0, PRECEPT_ROLE_ARTIFACT);
      x += width + 6;
    }

  return x;
}

static void
add_head (PreceptPageBuilder *self,
          PreceptBlock       *section)
{
  PreceptContent  *content = self->layout->content;
  PreceptText     *title = precept_content_get_title (content);
  g_autofree char *name = NULL;
  double           x = add_tags (self);
  double           section_width = 0;

  if (self->layout->style->header != NULL)
    add_string (self, self->layout->style->header, PRECEPT_ELEMENT_RUNNING, 0, self->layout->style->head - PRECEPT_HEADER_LEADING, PRECEPT_BLOCK_WIDTH, 0);
  if (section != NULL && section->text != NULL)
    {
      name = precept_text_dup_plain (section->text);
      section_width = MIN (measure (self, name, PRECEPT_ELEMENT_RUNNING), MOST_SECTION_WIDTH);
    }
  if (title != NULL)
    {
      g_autofree char *plain = precept_text_dup_plain (title);

      if (*plain != '\0')
        add_string (self, plain, PRECEPT_ELEMENT_RUNNING_TITLE, x, self->layout->style->head, PRECEPT_BLOCK_WIDTH - x - section_width - 18, 0);
    }
  if (name != NULL && *name != '\0')
    add_string (self, name, PRECEPT_ELEMENT_RUNNING, PRECEPT_BLOCK_WIDTH, self->layout->style->head, MOST_SECTION_WIDTH, PRECEPT_PIECE_RIGHT);
}

char *
precept_content_dup_identity (PreceptContent *content)
{
  const char *number = precept_content_get_policy_number (content);
  const char *version = precept_content_get_version (content);
  gboolean    is_draft = precept_content_is_draft (content);
  const char *phrase;

  if (number != NULL && version != NULL)
    {
      phrase = precept_content_get_word (content, is_draft ? "number-draft" : "number-version");
      return precept_phrase (phrase != NULL ? phrase : "%s, %s", number, version);
    }
  if (version != NULL)
    {
      phrase = precept_content_get_word (content, is_draft ? "draft-of-version" : "version");
      return precept_phrase (phrase != NULL ? phrase : "%s", version, NULL);
    }
  phrase = is_draft ? precept_content_get_word (content, "draft") : NULL;
  if (number != NULL && phrase != NULL)
    return g_strdup_printf ("%s, %s", number, phrase);

  return g_strdup (number != NULL ? number : phrase != NULL ? phrase
                                                            : "");
}

/* The date as the facts of the first page have it. */
static const char *
find_effective_date (PreceptContent *content)
{
  guint                     n_facts;
  const PreceptContentFact *facts = precept_content_get_facts (content, &n_facts);
  const char               *id = NULL;

  for (guint i = 0; i < n_facts && id == NULL; i++)
    {
      if (facts[i].path != NULL && g_str_has_suffix (facts[i].path, "effective"))
        id = facts[i].value;
    }

  return id;
}

char *
precept_content_dup_effect (PreceptContent *content)
{
  gboolean    in_effect = !precept_content_is_draft (content) && !precept_content_is_retired (content);
  const char *phrase = precept_content_get_word (content, in_effect ? "effective" : "not-in-effect");
  const char *date = find_effective_date (content);

  if (phrase == NULL || (in_effect && date == NULL))
    return NULL;

  return precept_phrase (phrase, date, NULL);
}

static void
add_foot (PreceptPageBuilder *self)
{
  PreceptLayout   *layout = self->layout;
  double           rule = layout->style->foot_rule;
  double           baseline = rule + FOOT_BASELINE;
  g_autofree char *identity = precept_content_dup_identity (layout->content);
  g_autofree char *effect = precept_content_dup_effect (layout->content);
  g_autofree char *number = g_strdup_printf ("%u", self->index + 1);
  g_autofree char *total = g_strdup_printf ("%u", precept_layout_get_n_pages (layout));
  const char      *phrase = precept_content_get_word (layout->content, "page-n-of-n");
  g_autofree char *page = precept_phrase (phrase != NULL ? phrase : "%u / %u", number, total);
  double           x = PRECEPT_TEXT_X;

  precept_page_builder_add_rule (self, 0, rule, PRECEPT_BLOCK_WIDTH, 0.5, PRECEPT_INK_RULE);
  if (*identity != '\0')
    {
      add_string (self, identity, PRECEPT_ELEMENT_RUNNING, 0, baseline, 240, 0);
      x = MAX (x, MIN (measure (self, identity, PRECEPT_ELEMENT_RUNNING), 240) + 12);
    }
  if (effect != NULL)
    add_string (self, effect, PRECEPT_ELEMENT_RUNNING, x, baseline, 150, 0);
  add_string (self, page, PRECEPT_ELEMENT_RUNNING, PRECEPT_BLOCK_WIDTH, baseline, 100, PRECEPT_PIECE_RIGHT);
  if (layout->style->footer != NULL)
    add_string (self, layout->style->footer, PRECEPT_ELEMENT_RUNNING, 0, baseline + PRECEPT_FOOTER_LEADING, PRECEPT_BLOCK_WIDTH, 0);
}

/**
 * precept_page_builder_add_watermark:
 * @self: a page that is being made
 *
 * Writes the word for a draft large and pale across the page, turned about its centre; before all other marks, so
 * that it lies behind them.
 */
void
precept_page_builder_add_watermark (PreceptPageBuilder *self)
{
  PreceptLayout *layout = self->layout;
  const char    *word = precept_content_get_word (layout->content, "draft-tag");
  g_autoptr (PreceptLines) lines = NULL;
  double angle = WATERMARK_ANGLE * G_PI / 180;
  double along, up, cap_height;
  guint  first = self->page->marks->len;

  if (!precept_content_is_draft (layout->content) || word == NULL)
    return;

  lines = precept_shaper_set_string (layout->shaper, word, PRECEPT_ELEMENT_WATERMARK, -1);
  cap_height = 0.72 * (double)lines->size;
  {
    PreceptPlacedText text = {
      .lines = lines,
      .n_lines = 1,
      .role = PRECEPT_ROLE_ARTIFACT,
      .flags = PRECEPT_PIECE_ARTIFACT,
    };

    precept_page_builder_add_text (self, &text);
  }

  set_artifact (self, first, PRECEPT_ARTIFACT_WATERMARK);

  /* The middle of the word comes to the middle of the page. */
  along = (precept_lines_get_width (lines) - layout->style->elements[PRECEPT_ELEMENT_WATERMARK].tracking) / 2;
  up = cap_height / 2;
  for (guint i = first; i < self->page->marks->len; i++)
    {
      PreceptMark *mark = &g_array_index (self->page->marks, PreceptMark, i);
      double       offset = mark->x - self->left;

      mark->x = self->page->width / 2 - (along - offset) * cos (angle) + up * sin (angle);
      mark->y = self->page->height / 2 + (along - offset) * sin (angle) + up * cos (angle);
      mark->angle = WATERMARK_ANGLE;
    }
}

/**
 * precept_page_builder_add_running:
 * @self: a page that is being made
 * @section: (nullable): the section that begins or goes on at its top
 *
 * Adds the running head, except on the first page, and the foot.
 */
void
precept_page_builder_add_running (PreceptPageBuilder *self,
                                  PreceptBlock       *section)
{
  guint first = self->page->marks->len;

  if (self->index > 0)
    add_head (self, section);
  set_artifact (self, first, PRECEPT_ARTIFACT_HEAD);
  first = self->page->marks->len;
  add_foot (self);
  set_artifact (self, first, PRECEPT_ARTIFACT_FOOT);
}
