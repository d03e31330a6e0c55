/* precept-page-builder.c: a page of items as marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-layout-private.h"

#include <math.h>

#define LEADER_GAP 7.0
#define CITED_WIDTH 112.0
#define MOST_CITED 24 /* pages, more than which never fit beside a reference */
#define NOTE_BAR_WIDTH 2.0
#define GUIDE_WIDTH 0.75
#define GUIDE_INSET 2.0 /* short of the criteria at both ends */

/* A link to what does not exist leads nowhere: a check says so. */
static gboolean
leads_somewhere (PreceptPageBuilder *self,
                 const char         *target)
{
  return target != NULL && (target[0] != '#' || precept_content_find (self->layout->content, target + 1) != NULL);
}

/* @words: what of the text leads there; @link: its number within the text. */
static void
add_link (PreceptPageBuilder      *self,
          const char              *target,
          double                   x,
          double                   y,
          double                   width,
          double                   height,
          const PreceptPlacedText *text,
          const char              *words,
          guint                    link)
{
  PreceptMark     *mark;
  g_autofree char *description = NULL;
  PreceptBlock    *block = target[0] == '#' ? precept_content_find (self->layout->content, target + 1) : NULL;

  if (text->phrase != NULL)
    description = precept_phrase (text->phrase, words, NULL);
  else if (block == NULL)
    description = g_strdup (target);
  else if (block->kind == PRECEPT_BLOCK_REFERENCE && block->label != NULL)
    {
      const char *phrase = precept_content_get_word (self->layout->content, "reference-n");

      description = precept_phrase (phrase != NULL ? phrase : "%s", precept_text_get_string (block->label), NULL);
    }
  else if (block->kind == PRECEPT_BLOCK_TABLE && block->label != NULL)
    description = precept_text_dup_plain (block->label);
  else if (block->text != NULL)
    description = precept_text_dup_plain (block->text);
  else if (block->label != NULL)
    description = precept_text_dup_plain (block->label);
  else
    description = g_strdup (target + 1);

  mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_LINK, x, y, width, height);
  mark->role = PRECEPT_ROLE_TEXT;
  mark->block_id = text->id;
  mark->sequence = text->sequence;
  mark->link_number = link;
  mark->link.target = precept_page_keep_string (self->page, target);
  mark->link.description = precept_page_keep_string (self->page, description);
}

/* Where a run leads, or NULL. */
static const char *
get_target (PreceptPageBuilder *self,
            const PreceptLines *lines,
            const PreceptRun   *run)
{
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (lines->text, &n_spans);

  if (run->span >= n_spans || (spans[run->span].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_XREF | PRECEPT_SPAN_LINK)) == 0)
    return NULL;

  return leads_somewhere (self, spans[run->span].target) ? spans[run->span].target : NULL;
}

static PreceptMark *
add_run (PreceptPageBuilder      *self,
         const PreceptPlacedText *text,
         const PreceptRun        *run,
         double                   x,
         double                   baseline)
{
  const PreceptStyle *style = self->layout->style;
  PreceptMark        *mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_GLYPHS, x + (double)run->x / PANGO_SCALE,
                                                    baseline - (double)run->rise / PANGO_SCALE, (double)run->width / PANGO_SCALE,
                                                    (double)text->lines->leading);

  mark->role = text->role;
  mark->block_id = text->id;
  mark->sequence = text->sequence;
  mark->color = style->inks[run->ink];
  mark->run.font = run->font;
  mark->run.glyphs = precept_lines_dup_glyphs (text->lines, run);
  mark->run.text = precept_text_get_string (text->lines->text) + run->start;
  mark->run.length = (int)run->length;
  mark->run.right_to_left = run->right_to_left;
  mark->run.space_after = run->space_after;
  return mark;
}

/* Areas of links on a line: neighbouring runs that lead to the same place are one. */
static void
add_line_links (PreceptPageBuilder      *self,
                const PreceptPlacedText *text,
                const PreceptLine       *line,
                double                   x,
                double                   y)
{
  const PreceptLines *lines = text->lines;
  guint               i = 0;

  while (i < line->n_runs)
    {
      const PreceptRun *first = &lines->runs[line->first_run + i];
      const char       *target = get_target (self, lines, first);
      int               begin = first->x, end = first->x + first->width;

      g_autofree char *words = g_strndup (precept_text_get_string (lines->text) + first->start, first->length);

      i++;
      if (target == NULL)
        continue;
      while (i < line->n_runs && lines->runs[line->first_run + i].span == first->span)
        {
          const PreceptRun *run = &lines->runs[line->first_run + i];

          begin = MIN (begin, run->x);
          end = MAX (end, run->x + run->width);
          i++;
        }
      add_link (self, target, x + (double)begin / PANGO_SCALE, y, (double)(end - begin) / PANGO_SCALE,
                (double)lines->leading, text, words, first->span + 1);
    }
}

/* One line of a text. @target: of all of it, or NULL. */
static void
add_line (PreceptPageBuilder      *self,
          const PreceptPlacedText *text,
          const PreceptLine       *line,
          double                   top,
          gboolean                 space_after,
          const char              *target)
{
  const PreceptLines *lines = text->lines;
  gboolean            may_lead = (text->flags & PRECEPT_PIECE_ARTIFACT) == 0;
  double              x = self->left + text->x + (double)line->x / PANGO_SCALE;

  if ((text->flags & PRECEPT_PIECE_RIGHT) != 0)
    x -= (double)line->width / PANGO_SCALE;
  for (guint i = 0; i < line->n_runs; i++)
    {
      const PreceptRun *run = &lines->runs[line->first_run + i];
      PreceptMark      *mark = add_run (self, text, run, x, top + precept_lines_get_baseline (lines));

      if (target != NULL)
        mark->link_number = 1;
      else if (may_lead && get_target (self, lines, run) != NULL)
        mark->link_number = run->span + 1;
      if (space_after && i + 1 == line->n_runs)
        mark->run.space_after = TRUE;
    }

  if (target != NULL)
    add_link (self, target, x, top, (double)line->width / PANGO_SCALE, (double)lines->leading, text, "", 1);
  else if (may_lead)
    add_line_links (self, text, line, x, top);
}

/**
 * precept_page_builder_add_text:
 * @self: a page that is being made
 * @text: lines and where they stand
 *
 * Adds the glyphs and the links of lines.
 */
void
precept_page_builder_add_text (PreceptPageBuilder      *self,
                               const PreceptPlacedText *text)
{
  const PreceptLines *lines = text->lines;
  gboolean            goes_on = (text->flags & PRECEPT_PIECE_SPACE_AFTER) != 0;
  g_autofree char    *target = text->target != NULL && (text->flags & PRECEPT_PIECE_ARTIFACT) == 0 ? g_strconcat ("#", text->target, NULL) : NULL;

  if (!leads_somewhere (self, target))
    g_clear_pointer (&target, g_free);
  precept_page_keep_lines (self->page, text->lines);
  for (guint i = text->first_line; i < MIN (text->first_line + text->n_lines, lines->n_lines); i++)
    add_line (self, text, &lines->lines[i], text->y + (i - text->first_line) * (double)lines->leading,
              goes_on && i + 1 == lines->n_lines, target);
}

void
precept_page_builder_add_rule (PreceptPageBuilder *self,
                               double              x,
                               double              y,
                               double              width,
                               double              height,
                               PreceptInk          ink)
{
  PreceptMark *mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_FILL, self->left + x, y, width, height);

  mark->role = PRECEPT_ROLE_ARTIFACT;
  mark->color = self->layout->style->inks[ink];
}

double
precept_page_builder_add_tag (PreceptPageBuilder *self,
                              PreceptLines       *lines,
                              double              x,
                              double              y,
                              double              width,
                              guint               sequence,
                              PreceptRole         role)
{
  PreceptPlacedText text = {
    .lines = lines,
    .n_lines = 1,
    .x = x + 5,
    .y = y + 8.7 - precept_lines_get_baseline (lines),
    .role = role,
    .flags = role == PRECEPT_ROLE_ARTIFACT ? PRECEPT_PIECE_ARTIFACT : 0,
    .sequence = sequence,
  };

  precept_page_builder_add_rule (self, x, y, width, 12, PRECEPT_INK_TAG);
  precept_page_builder_add_text (self, &text);
  return width;
}

/* Pieces */

static void
add_chip (PreceptPageBuilder *self,
          const PreceptPiece *piece,
          double              y,
          PreceptPlacedText  *text)
{
  PreceptMark *mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_BOX, self->left + (double)piece->x, y + (double)piece->y,
                                             (double)piece->width, (double)piece->height);

  mark->role = PRECEPT_ROLE_ARTIFACT;
  mark->color = self->layout->style->inks[piece->ink];
  mark->box.line_width = 0.5;
  mark->box.radius = 2;
  text->x = (double)piece->x + 4;
  text->y = y + (double)piece->y + 8.7 - precept_lines_get_baseline (piece->lines);
  precept_page_builder_add_text (self, text);
}

static void
add_image (PreceptPageBuilder      *self,
           const PreceptPiece      *piece,
           double                   y,
           const PreceptPlacedText *text,
           GBytes                  *image,
           const char              *alternative)
{
  PreceptMark *mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_IMAGE, self->left + (double)piece->x, y + (double)piece->y,
                                             (double)piece->width, (double)piece->height);

  mark->role = PRECEPT_ROLE_FIGURE;
  mark->block_id = text->id;
  mark->sequence = text->sequence;
  mark->image.data = image;
  mark->image.alternative = precept_page_keep_string (self->page, alternative);
  precept_page_keep_image (self->page, image);
}

/* Leader dots on a grid that begins at the number, and the number of the page. */
static void
add_contents_number (PreceptPageBuilder *self,
                     const PreceptPiece *piece,
                     const PreceptPiece *title,
                     double              y,
                     PreceptPlacedText  *text)
{
  PreceptLayout      *layout = self->layout;
  guint               item = (piece->flags & PRECEPT_PIECE_OF_TABLE) != 0
                               ? g_array_index (precept_flow_get_tables (layout->flow), PreceptTableParts, piece->heading).item
                               : g_array_index (precept_flow_get_headings (layout->flow), PreceptFlowHeading, piece->heading).item;
  const PreceptLines *title_lines = title->lines;
  const PreceptLine  *last = &title_lines->lines[title_lines->n_lines - 1];
  double              title_end = (double)title->x + (double)last->width / PANGO_SCALE;
  double              last_top = y + (double)piece->y + (double)title_lines->leading * (title_lines->n_lines - 1);
  g_autoptr (PreceptLines) number = NULL;
  g_autoptr (PreceptLines) dot = NULL;
  g_autofree char *string = NULL;
  guint            page = 0, fragment = 0;
  double           end, pitch, tracking;
  int              n_dots;

  precept_pagination_find (layout->pagination, item, &page, &fragment);
  string = g_strdup_printf ("%u", page + 1);
  number = precept_shaper_set_string (layout->shaper, string, (PreceptElement)piece->ink, -1);
  dot = precept_shaper_set_string (layout->shaper, ".", PRECEPT_ELEMENT_LEADER, -1);
  end = (double)piece->x - precept_lines_get_width (number) - LEADER_GAP;
  pitch = precept_lines_get_width (dot);
  tracking = layout->style->elements[PRECEPT_ELEMENT_LEADER].tracking;
  n_dots = (int)floor ((end - title_end - LEADER_GAP + tracking) / pitch);
  if (n_dots > 0)
    {
      g_autofree char *dots = g_strnfill ((gsize)n_dots, '.');
      g_autoptr (PreceptLines) leader = precept_shaper_set_string (layout->shaper, dots, PRECEPT_ELEMENT_LEADER, -1);
      PreceptPlacedText placed = {
        .lines = leader,
        .n_lines = 1,
        .x = end + tracking - precept_lines_get_width (leader),
        .y = last_top + precept_lines_get_baseline (title_lines) - precept_lines_get_baseline (leader),
        .role = PRECEPT_ROLE_ARTIFACT,
        .flags = PRECEPT_PIECE_ARTIFACT,
      };

      precept_page_builder_add_text (self, &placed);
    }

  /* One text with its title. */
  text->lines = number;
  text->n_lines = 1;
  text->y = last_top;
  text->target = title->target;
  text->sequence--;
  precept_page_builder_add_text (self, text);
}

static void
add_cited (PreceptPageBuilder *self,
           const PreceptPiece *piece,
           const PreceptItem  *item,
           double              y,
           PreceptPlacedText  *text)
{
  PreceptLayout             *layout = self->layout;
  const PreceptElementStyle *reference = &layout->style->elements[PRECEPT_ELEMENT_REFERENCE];
  g_autoptr (PreceptLines) lines = NULL;
  guint most = G_MAXUINT;

  if (piece->block->id == NULL)
    return;

  /* Where there are too many pages for the room beside the reference, the last ones are left out. */
  do
    {
      guint n_left_out = 0;
      g_autoptr (PreceptText) words = precept_layout_dup_citing (layout, piece->block->id, most, &n_left_out);

      if (words == NULL)
        return;
      g_clear_pointer (&lines, precept_lines_unref);
      lines = precept_shaper_set_text (layout->shaper, words, PRECEPT_ELEMENT_STUDY, CITED_WIDTH);
      if (precept_lines_get_height (lines) <= (double)item->height + 2)
        break;
      most = most == G_MAXUINT ? MOST_CITED : most - 1;
    }
  while (most > 0);

  text->lines = lines;
  text->n_lines = lines->n_lines;
  text->y = y + reference->leading / 2 + 0.305 * reference->size - precept_lines_get_baseline (lines);
  text->phrase = precept_content_get_word (layout->content, "cited-link");
  precept_page_builder_add_text (self, text);
}

static void
add_piece (PreceptPageBuilder    *self,
           const PreceptItem     *item,
           const PreceptFragment *fragment,
           guint                  index,
           gboolean               is_first)
{
  const PreceptPiece *piece = &item->pieces[index];
  PreceptBlock       *block = piece->block != NULL ? piece->block : item->block;
  double              y = (double)fragment->y;
  PreceptPlacedText   text = {
      .lines = piece->lines,
      .first_line = piece->first_line,
      .n_lines = piece->n_lines,
      .x = (double)piece->x,
      .y = y + (double)piece->y,
      .role = (PreceptRole)piece->role,
      .flags = piece->flags,
      .id = block != NULL ? precept_page_keep_string (self->page, block->id) : NULL,
      .target = piece->target,
      .sequence = item->sequence + index,
  };

  if ((piece->flags & PRECEPT_PIECE_NOT_FIRST) != 0 && is_first)
    return;

  if ((piece->flags & PRECEPT_PIECE_FLOWS) != 0)
    {
      text.first_line = fragment->first_line;
      text.n_lines = fragment->n_lines;
      if (fragment->first_line > 0)
        text.y = y;
    }
  else if (fragment->first_line > 0)
    return; /* It stands beside the first line. */

  switch ((PreceptPieceKind)piece->kind)
    {
    case PRECEPT_PIECE_TEXT:
      precept_page_builder_add_text (self, &text);
      break;
    case PRECEPT_PIECE_RULE:
      precept_page_builder_add_rule (self, (double)piece->x, y + (double)piece->y, (double)piece->width, (double)piece->height, (PreceptInk)piece->ink);
      break;
    case PRECEPT_PIECE_CHIP:
      add_chip (self, piece, y, &text);
      break;
    case PRECEPT_PIECE_TAG:
      precept_page_builder_add_tag (self, piece->lines, (double)piece->x, y + (double)piece->y, (double)piece->width, text.sequence, text.role);
      break;
    case PRECEPT_PIECE_IMAGE:
      add_image (self, piece, y, &text, piece->block->image, piece->block->alternative);
      break;
    case PRECEPT_PIECE_LOGO:
      add_image (self, piece, y, &text, self->layout->style->logo, self->layout->style->logo_alternative);
      break;
    case PRECEPT_PIECE_CONTENTS_NUMBER:
      add_contents_number (self, piece, piece - 1, y, &text);
      break;
    case PRECEPT_PIECE_CITED:
      add_cited (self, piece, item, y, &text);
      break;
    default:
      g_warn_if_reached ();
      break;
    }
}

static void
add_destination (PreceptPageBuilder *self,
                 PreceptBlock       *block,
                 double              y,
                 guint               sequence)
{
  PreceptMark *mark = precept_page_add_mark (self->page, PRECEPT_PAGE_MARK_DESTINATION, self->left, y, 0, 0);

  mark->role = PRECEPT_ROLE_ARTIFACT;
  mark->block_id = precept_page_keep_string (self->page, block->id);
  mark->sequence = sequence;
  mark->destination.name = mark->block_id;
}

/* Places that links lead to: of the blocks that begin with an item, and of those within a row. */
static void
add_destinations (PreceptPageBuilder    *self,
                  GArray                *anchors,
                  const PreceptItem     *item,
                  const PreceptFragment *fragment)
{
  guint low = 0, high = anchors->len;

  if (fragment->first_line > 0)
    return;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (anchors, PreceptAnchor, middle).item < fragment->item)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < anchors->len && g_array_index (anchors, PreceptAnchor, low).item == fragment->item; low++)
    add_destination (self, g_array_index (anchors, PreceptAnchor, low).block, (double)fragment->y, item->sequence);

  if (item->kind != PRECEPT_ITEM_ROW)
    return;
  for (guint i = 0; i < item->n_pieces; i++)
    {
      const PreceptPiece *piece = &item->pieces[i];

      if (piece->block != NULL && piece->block->id != NULL && piece->block != item->block && piece->first_line == 0 &&
          (i == 0 || item->pieces[i - 1].block != piece->block))
        add_destination (self, piece->block, (double)fragment->y + (double)piece->y, item->sequence + i);
    }
}

static const PreceptItem *
get_item (PreceptPageBuilder    *self,
          const PreceptFragment *fragment)
{
  return &g_array_index (precept_flow_get_items (self->layout->flow), PreceptItem, fragment->item);
}

/* The bar beside a note, from its first item on the page to its last. */
static void
add_note_bars (PreceptPageBuilder    *self,
               const PreceptPageSpan *span)
{
  guint i = 0;

  while (i < span->n_fragments)
    {
      const PreceptFragment *first = &g_array_index (self->layout->pagination->fragments, PreceptFragment, span->first_fragment + i);
      const PreceptItem     *item = get_item (self, first);
      double                 end = (double)first->y + precept_fragment_get_height (first, item);
      PreceptBlock          *note = item->note;
      float                  x = item->note_x;

      i++;
      if (note == NULL)
        continue;
      while (i < span->n_fragments)
        {
          const PreceptFragment *next = &g_array_index (self->layout->pagination->fragments, PreceptFragment, span->first_fragment + i);
          const PreceptItem     *next_item = get_item (self, next);

          if (next_item->note != note)
            break;
          end = (double)next->y + precept_fragment_get_height (next, next_item);
          i++;
        }
      precept_page_builder_add_rule (self, (double)x, (double)first->y, NOTE_BAR_WIDTH, end - (double)first->y, PRECEPT_INK_ACCENT);
    }
}

/* The lines beside nested criteria, from the first one on the page to the last. */
static void
add_guides (PreceptPageBuilder    *self,
            const PreceptPageSpan *span,
            guint                  index)
{
  guint i = 0;

  while (i < span->n_fragments)
    {
      const PreceptFragment *first = &g_array_index (self->layout->pagination->fragments, PreceptFragment, span->first_fragment + i);
      const PreceptItem     *item = get_item (self, first);
      float                  x = item->guide_x[index];
      double                 top = (double)first->y;
      double                 end = top + precept_fragment_get_height (first, item);

      i++;
      if (x <= 0)
        continue;
      while (i < span->n_fragments)
        {
          const PreceptFragment *next = &g_array_index (self->layout->pagination->fragments, PreceptFragment, span->first_fragment + i);
          const PreceptItem     *next_item = get_item (self, next);

          if (next_item->guide_x[index] <= 0)
            break;
          end = (double)next->y + precept_fragment_get_height (next, next_item);
          i++;
        }
      precept_page_builder_add_rule (self, (double)x, top + GUIDE_INSET, GUIDE_WIDTH, end - top - 2 * GUIDE_INSET, PRECEPT_INK_RULE);
    }
}

/* Caption and head again, where a table goes on. */
static void
add_continued (PreceptPageBuilder    *self,
               const PreceptPageSpan *span)
{
  const PreceptTableParts *parts = &g_array_index (precept_flow_get_tables (self->layout->flow), PreceptTableParts, span->continues - 1);
  double                   top = span->top - parts->continued_height;
  PreceptItem              item = { .pieces = parts->continued, .n_pieces = parts->n_continued };
  PreceptFragment          fragment = { .y = (float)top };

  for (guint i = 0; i < parts->n_continued; i++)
    add_piece (self, &item, &fragment, i, FALSE);
}

/* A closing rule, and where it goes on. */
static void
add_break (PreceptPageBuilder    *self,
           const PreceptPageSpan *span)
{
  PreceptLayout           *layout = self->layout;
  const PreceptTableParts *parts = &g_array_index (precept_flow_get_tables (layout->flow), PreceptTableParts, span->breaks - 1);
  const char              *phrase = precept_content_get_word (layout->content, "table-continues");
  g_autofree char         *number = g_strdup_printf ("%u", self->index + 2);

  precept_page_builder_add_rule (self, 0, span->end, PRECEPT_BLOCK_WIDTH, 0.75, PRECEPT_INK_INK);
  if (parts->block->label != NULL && phrase != NULL)
    {
      g_autofree char *label = precept_text_dup_plain (parts->block->label);
      g_autofree char *string = precept_phrase (phrase, label, number);
      g_autoptr (PreceptLines) lines = precept_shaper_set_string (layout->shaper, string, PRECEPT_ELEMENT_CONTINUES, -1);
      PreceptPlacedText text = {
        .lines = lines,
        .n_lines = 1,
        .x = PRECEPT_BLOCK_WIDTH,
        .y = span->end + 0.75 + 4,
        .role = PRECEPT_ROLE_ARTIFACT,
        .flags = PRECEPT_PIECE_ARTIFACT | PRECEPT_PIECE_RIGHT,
      };

      precept_page_builder_add_text (self, &text);
    }
}

/**
 * precept_page_build:
 * @layout: a layout with content
 * @index: which page, from 0
 *
 * Makes the marks of a page.
 *
 * Returns: (transfer full): the page
 */
PreceptPage *
precept_page_build (PreceptLayout *layout,
                    guint          index)
{
  const PreceptPageSpan *span = &g_array_index (layout->pagination->pages, PreceptPageSpan, index);
  PreceptPageBuilder     self = { .layout = layout, .index = index, .left = layout->style->left };
  GArray                *anchors = precept_flow_get_anchors (layout->flow);
  PreceptBlock          *section = NULL;

  self.page = precept_page_new (layout->style->page_width, layout->style->page_height, layout->fonts);
  precept_page_builder_add_watermark (&self);
  add_note_bars (&self, span);
  for (guint i = 0; i < PRECEPT_MOST_GUIDES; i++)
    add_guides (&self, span, i);
  if (span->continues > 0)
    add_continued (&self, span);

  for (guint i = 0; i < span->n_fragments; i++)
    {
      const PreceptFragment *fragment = &g_array_index (layout->pagination->fragments, PreceptFragment, span->first_fragment + i);
      const PreceptItem     *item = get_item (&self, fragment);

      if (i == 0)
        section = precept_flow_get_section (layout->flow, item->section);
      add_destinations (&self, anchors, item, fragment);
      for (guint j = 0; j < item->n_pieces; j++)
        add_piece (&self, item, fragment, j, i == 0);
      if (item->closes_table && fragment->first_line == 0)
        precept_page_builder_add_rule (&self, 0, (double)fragment->y + (double)item->height - 0.75, PRECEPT_BLOCK_WIDTH, 0.75, PRECEPT_INK_INK);
    }

  if (span->breaks > 0)
    add_break (&self, span);
  precept_page_builder_add_running (&self, section);
  return self.page;
}
