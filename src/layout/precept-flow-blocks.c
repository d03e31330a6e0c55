/* precept-flow-blocks.c: headings, paragraphs, lists, findings, definitions, references, figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"
#include "precept-images.h"

#include <math.h>
#include <string.h>

#define CHIP_ABOVE_BASELINE 8.7
#define CHIP_HEIGHT 12.0
#define CHIP_PADDING 4.0
#define MARGIN_GAP 2.0
#define FIGURE_GAP 5.0
#define MOST_WHOLE_LINES 3           /* of a paragraph that does not break */
#define MOST_WHOLE_CRITERION_LINES 4 /* of a criterion */

gboolean
precept_flow_is_empty (PreceptText *text)
{
  return text == NULL || precept_text_get_length (text) == 0;
}

void
precept_flow_add_anchor (PreceptFlow  *self,
                         PreceptBlock *block)
{
  PreceptAnchor anchor = { block, self->items->len };

  /* Cells have their items copied into that of the row. */
  if (block->id != NULL)
    g_array_append_val (self->anchors, anchor);
}

/* The first baseline of text of an element, from where its lines begin. */
double
precept_flow_get_baseline (PreceptFlow   *self,
                           PreceptElement element)
{
  const PreceptElementStyle *style = &self->style->elements[element];

  return style->leading / 2 + 0.305 * style->size;
}

/* A text in the margin whose baseline is that of the text beside it. */
PreceptPiece *
precept_flow_add_beside (PreceptFlow         *self,
                         PreceptLines        *lines,
                         double               x,
                         const PreceptColumn *column,
                         PreceptBlock        *block,
                         guint                flags)
{
  double        y = self->top + precept_flow_get_baseline (self, column->element) - precept_lines_get_baseline (lines);
  PreceptPiece *piece = precept_flow_add_text (self, lines, x, y, PRECEPT_ROLE_LABEL, flags);

  piece->block = block;
  return piece;
}

/* The item with the first index, and all after it, take at least so much height. */
static void
ensure_height (PreceptFlow *self,
               guint        first,
               double       height)
{
  double       total = 0;
  PreceptItem *last;

  if (first >= self->items->len)
    return;

  for (guint i = first; i < self->items->len; i++)
    {
      const PreceptItem *item = &g_array_index (self->items, PreceptItem, i);

      if (i > first)
        total += precept_item_gap (item - 1, item);
      total += (double)item->height;
    }
  last = &g_array_index (self->items, PreceptItem, self->items->len - 1);
  if (total < height)
    last->height += (float)(height - total);
}

double
precept_flow_get_beside_bottom (PreceptFlow *self)
{
  double bottom = 0;

  for (guint i = 0; i < self->scratch->len; i++)
    {
      const PreceptPiece *piece = &g_array_index (self->scratch, PreceptPiece, i);
      double              height = piece->kind == PRECEPT_PIECE_TEXT ? precept_lines_get_height (piece->lines) : (double)piece->height;

      if ((piece->flags & PRECEPT_PIECE_BESIDE) != 0)
        bottom = MAX (bottom, (double)piece->y + height);
    }

  return bottom;
}

/* What stands in the margin must not run into what stands there already. Returns where it may begin, from the top of
 * the item that is being made. */
double
precept_flow_begin_margin (PreceptFlow *self,
                           double       y)
{
  if (self->margin_item == self->items->len)
    return MAX (y, self->margin_bottom + MARGIN_GAP);
  if (self->margin_item < self->items->len)
    ensure_height (self, self->margin_item, self->margin_bottom);

  return y;
}

/* Remembers how far down the margin is taken. */
void
precept_flow_end_margin (PreceptFlow *self)
{
  self->margin_item = self->items->len;
  self->margin_bottom = precept_flow_get_beside_bottom (self);
}

/* Makes the items from the first on as high as what is in the margin beside them. */
void
precept_flow_close_margin (PreceptFlow *self,
                           guint        first,
                           double       bottom)
{
  ensure_height (self, first, bottom);
  self->margin_item = G_MAXUINT;
}

/* A word in a box in the margin, on the baseline of the text beside it. */
PreceptPiece *
precept_flow_add_chip (PreceptFlow         *self,
                       const char          *word,
                       const PreceptColumn *column,
                       PreceptBlock        *block,
                       PreceptRole          role,
                       guint                flags)
{
  PreceptLines *lines = precept_flow_get_string (self, word, PRECEPT_ELEMENT_CHIP, -1);
  double        y = precept_flow_begin_margin (self, self->top + precept_flow_get_baseline (self, column->element) - CHIP_ABOVE_BASELINE);
  PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_CHIP, 0, y, role, flags | PRECEPT_PIECE_BESIDE);

  piece->lines = precept_lines_ref (lines);
  piece->n_lines = 1;
  piece->width = (float)(precept_lines_get_width (lines) + 2 * CHIP_PADDING);
  piece->height = CHIP_HEIGHT;
  piece->ink = PRECEPT_INK_ACCENT;
  piece->block = block;
  return piece;
}

/* Headings */

void
precept_flow_add_heading (PreceptFlow   *self,
                          PreceptBlock  *block,
                          PreceptElement element,
                          guint          level,
                          guint          contents)
{
  PreceptEntry      *entry = precept_flow_meet (self, block);
  gboolean           in_text = element == PRECEPT_ELEMENT_TOPIC;
  double             width = in_text ? PRECEPT_TEXT_WIDTH : PRECEPT_BLOCK_WIDTH;
  PreceptFlowHeading heading = { block, self->items->len, self->outline + 1, contents };
  PreceptItem       *item;
  PreceptLines      *lines;

  if (precept_flow_is_empty (block->text))
    return;

  precept_flow_flush (self);
  heading.item = self->items->len;
  g_array_append_val (self->headings, heading);

  if (element == PRECEPT_ELEMENT_HEADING_1)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 1, PRECEPT_INK_INK, 0);
      self->top = 7;
    }
  lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, element, width);
  precept_flow_add_text (self, lines, in_text ? PRECEPT_TEXT_X : 0, self->top, PRECEPT_ROLE_HEADING, 0)->block = block;
  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_HEADING, element);
  item->level = (guint8)level;
  item->keep_next = TRUE;
}

static void
add_section (PreceptFlow         *self,
             PreceptBlock        *block,
             const PreceptColumn *column)
{
  static const PreceptElement elements[] = {
    PRECEPT_ELEMENT_HEADING_1,
    PRECEPT_ELEMENT_HEADING_2,
    PRECEPT_ELEMENT_HEADING_3,
  };
  guint         level = CLAMP (block->level, 1, 3);
  PreceptColumn inside = *column;

  if (level == 1)
    g_ptr_array_add (self->sections, block);
  precept_flow_add_heading (self, block, elements[level - 1], level, level);
  inside.level = level;
  self->outline++;
  precept_flow_add_blocks (self, block->children, &inside);
  self->outline--;
}

static void
add_topic (PreceptFlow         *self,
           PreceptBlock        *block,
           const PreceptColumn *column)
{
  precept_flow_add_heading (self, block, PRECEPT_ELEMENT_TOPIC, 4, 0);
  self->outline++;
  precept_flow_add_blocks (self, block->children, column);
  self->outline--;
}

static void
add_indication (PreceptFlow         *self,
                PreceptBlock        *block,
                const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptColumn inside = *column;
  guint         first;
  double        bottom;

  precept_flow_add_heading (self, block, PRECEPT_ELEMENT_INDICATION, 3, MIN (column->level + 1, 3));
  precept_flow_flush (self);
  first = self->items->len;
  if (block->children == NULL && precept_flow_is_empty (block->label))
    return;

  /* A request has a rule of its own. */
  if (!precept_flow_is_empty (block->label) || ((PreceptBlock *)g_ptr_array_index (block->children, 0))->kind != PRECEPT_BLOCK_REQUEST)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.75, PRECEPT_INK_ACCENT, 0);
      self->top = 7;
    }
  if (!precept_flow_is_empty (block->label))
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, block->label,
                                                    PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);

      precept_flow_add_beside (self, lines, 0, column, block, PRECEPT_PIECE_BESIDE);
    }
  bottom = precept_flow_get_beside_bottom (self);
  precept_flow_end_margin (self);
  inside.is_free = FALSE;
  inside.level = 3;
  self->outline++;
  precept_flow_add_blocks (self, block->children, &inside);
  self->outline--;
  precept_flow_flush (self);
  precept_flow_close_margin (self, first, bottom);
  if (self->items->len > first)
    g_array_index (self->items, PreceptItem, first).before = 17.5f;
}

/* Paragraphs */

/* Whether a text ends in a colon, citations and marks apart. */
static gboolean
leads_in (PreceptText *text)
{
  const char        *string = precept_text_get_string (text);
  gsize              length = precept_text_get_length (text);
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);

  while (n_spans > 0 && (spans[n_spans - 1].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0 &&
         spans[n_spans - 1].start + spans[n_spans - 1].length == length)
    length = spans[--n_spans].start;

  return length > 0 && string[length - 1] == ':';
}

static void
add_paragraph (PreceptFlow         *self,
               PreceptBlock        *block,
               const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptRole   role = column->in_cell ? PRECEPT_ROLE_CELL : PRECEPT_ROLE_TEXT;
  PreceptLines *lines;
  PreceptItem  *item;

  if (precept_flow_is_empty (block->text))
    {
      precept_flow_flush (self);
      return;
    }

  if (block->chip != NULL && !column->in_cell)
    {
      precept_flow_add_chip (self, block->chip, column, block, PRECEPT_ROLE_ARTIFACT, PRECEPT_PIECE_ARTIFACT);
      precept_flow_end_margin (self);
    }
  lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, column->element, column->width);
  precept_flow_add_text (self, lines, column->x, self->top, role, PRECEPT_PIECE_FLOWS)->block = block;
  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_TEXT, column->element);
  item->keep_together = lines->n_lines <= (column->criteria > 0 ? MOST_WHOLE_CRITERION_LINES : MOST_WHOLE_LINES);
  item->keep_next = block->chip != NULL || leads_in (block->text);

  /* Within a list the gaps are the list's. */
  if (column->depth > 0)
    {
      item->before = 3.5f;
      item->after = 0;
    }
}

/* Definitions */

static void
add_definition (PreceptFlow         *self,
                PreceptBlock        *block,
                PreceptBlock        *above,
                const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptColumn inside = *column;
  gboolean      is_first = above == NULL || above->kind != PRECEPT_BLOCK_DEFINITION;
  guint         first;
  double        bottom;

  precept_flow_flush (self);
  first = self->items->len;
  if (!is_first)
    precept_flow_add_rule (self, 0, -5.35, PRECEPT_BLOCK_WIDTH, 0.35, PRECEPT_INK_HAIRLINE, PRECEPT_PIECE_NOT_FIRST);
  if (!precept_flow_is_empty (block->label))
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, block->label,
                                                    PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);

      precept_flow_add_beside (self, lines, 0, column, block, PRECEPT_PIECE_BESIDE);
    }
  bottom = precept_flow_get_beside_bottom (self);
  inside.is_free = FALSE;
  precept_flow_add_blocks (self, block->children, &inside);
  precept_flow_flush (self);
  ensure_height (self, first, bottom);

  for (guint i = first; i < self->items->len; i++)
    {
      PreceptItem *item = &g_array_index (self->items, PreceptItem, i);

      item->keep_together = TRUE;
      item->keep_next = i + 1 < self->items->len;
      if (i == first && !is_first)
        item->before = 10.35f;
    }
}

/* Notes */

static void
add_note (PreceptFlow         *self,
          PreceptBlock        *block,
          const PreceptColumn *column)
{
  PreceptColumn inside = *column;
  PreceptBlock *outer = self->note;
  float         outer_x = self->note_x;
  guint         first;
  float         space = (float)self->style->elements[PRECEPT_ELEMENT_NOTE].after;

  if (column->in_cell)
    {
      precept_flow_add_blocks (self, block->children, column);
      return;
    }

  precept_flow_flush (self);
  first = self->items->len;
  inside.x += 12;
  inside.width -= 12;
  inside.element = PRECEPT_ELEMENT_NOTE;
  inside.is_free = FALSE;
  inside.depth = 0;
  if (outer == NULL)
    {
      self->note = block;
      self->note_x = (float)column->x;
    }
  precept_flow_add_blocks (self, block->children, &inside);
  precept_flow_flush (self);
  self->note = outer;
  self->note_x = outer_x;

  if (self->items->len > first)
    {
      g_array_index (self->items, PreceptItem, first).before = space;
      g_array_index (self->items, PreceptItem, self->items->len - 1).after = space;
    }
}

/* References */

static void
add_reference (PreceptFlow         *self,
               PreceptBlock        *block,
               const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptItem  *item;
  PreceptPiece *cited;

  precept_flow_flush (self);
  if (precept_flow_is_empty (block->text))
    return;

  if (!precept_flow_is_empty (block->label))
    precept_flow_add_text (self, precept_flow_get_string (self, precept_text_get_string (block->label), PRECEPT_ELEMENT_REFERENCE_NUMBER, -1),
                           126, 0, PRECEPT_ROLE_LABEL, PRECEPT_PIECE_RIGHT | PRECEPT_PIECE_SPACE_AFTER)
      ->block = block;
  precept_flow_add_text (self, precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, PRECEPT_ELEMENT_REFERENCE, column->width),
                         column->x, 0, PRECEPT_ROLE_TEXT, PRECEPT_PIECE_FLOWS)
    ->block = block;
  cited = precept_flow_add_piece (self, PRECEPT_PIECE_CITED, 0, 0, PRECEPT_ROLE_TEXT, 0);
  cited->block = block;
  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_REFERENCE);
  item->keep_together = TRUE;
}

/* Figures */

static void
add_image (PreceptFlow         *self,
           PreceptBlock        *block,
           PreceptEntry        *entry,
           const PreceptColumn *column,
           double               most_height)
{
  double        scale = MIN (1, MIN (column->width / entry->width, MAX (most_height, 72) / entry->height));
  PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_IMAGE, column->x, self->top, PRECEPT_ROLE_FIGURE, 0);

  piece->width = (float)(entry->width * scale);
  piece->height = (float)(entry->height * scale);
  piece->block = block;
  self->top += (double)piece->height + FIGURE_GAP;
}

/* Its picture, or what that shows where it can't be shown; then its caption. */
static void
add_figure (PreceptFlow         *self,
            PreceptBlock        *block,
            const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptLines *caption = NULL;
  double        most_height = self->style->bottom - self->style->top;
  PreceptItem  *item;

  precept_flow_flush (self);
  if (block->image != NULL && !entry->is_measured)
    {
      entry->is_measured = TRUE;
      if (!precept_image_get_size (block->image, &entry->width, &entry->height))
        entry->width = entry->height = 0;
    }
  if (!precept_flow_is_empty (block->text))
    {
      caption = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, PRECEPT_ELEMENT_NOTE, column->width);
      most_height -= precept_lines_get_height (caption) + FIGURE_GAP;
    }
  if (entry->width > 0 && entry->height > 0)
    add_image (self, block, entry, column, most_height);
  else
    {
      const char   *words = block->alternative != NULL && *block->alternative != '\0' ? block->alternative : precept_content_get_word (self->content, "figure");
      PreceptLines *lines = precept_flow_get_string (self, words, PRECEPT_ELEMENT_NOTE, column->width);

      precept_flow_add_text (self, lines, column->x, 0, PRECEPT_ROLE_TEXT, 0)->block = block;
      self->top = precept_lines_get_height (lines) + FIGURE_GAP;
    }
  if (caption != NULL)
    precept_flow_add_text (self, caption, column->x, self->top, PRECEPT_ROLE_CAPTION, 0)->block = block;

  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_FIGURE, PRECEPT_ELEMENT_BODY);
  item->keep_together = TRUE;
  item->before = 7;
}

static void
add_block_anew (PreceptFlow         *self,
                PreceptBlock        *block,
                PreceptBlock        *above,
                const PreceptColumn *column)
{
  precept_flow_add_anchor (self, block);

  switch (block->kind)
    {
    case PRECEPT_BLOCK_SECTION:
      add_section (self, block, column);
      break;
    case PRECEPT_BLOCK_DISCLAIMER:
      /* On the first page. */
      break;
    case PRECEPT_BLOCK_INDICATION:
      add_indication (self, block, column);
      break;
    case PRECEPT_BLOCK_TOPIC:
      add_topic (self, block, column);
      break;
    case PRECEPT_BLOCK_PARAGRAPH:
      add_paragraph (self, block, column);
      break;
    case PRECEPT_BLOCK_LIST:
      precept_flow_add_list (self, block, column);
      break;
    case PRECEPT_BLOCK_FINDING:
      precept_flow_add_finding (self, block, column);
      break;
    case PRECEPT_BLOCK_DEFINITION:
      add_definition (self, block, above, column);
      break;
    case PRECEPT_BLOCK_NOTE:
      add_note (self, block, column);
      break;
    case PRECEPT_BLOCK_FIGURE:
      add_figure (self, block, column);
      break;
    case PRECEPT_BLOCK_TABLE:
      precept_flow_add_table (self, block, column);
      break;
    case PRECEPT_BLOCK_REFERENCE:
      add_reference (self, block, column);
      break;
    case PRECEPT_BLOCK_REQUEST:
      precept_flow_add_request (self, block, column);
      break;
    case PRECEPT_BLOCK_LIMITS:
      precept_flow_add_limits (self, block, column);
      break;
    case PRECEPT_BLOCK_NOTICE:
      precept_flow_add_notice (self, block, column);
      break;
    case PRECEPT_BLOCK_LIMIT:
      /* Shown with the others. */
      break;
    case PRECEPT_BLOCK_ITEM:
    case PRECEPT_BLOCK_ROW:
    case PRECEPT_BLOCK_CELL:
      /* Outside of a list or table: show what they hold. */
      precept_flow_add_blocks (self, block->children, column);
      break;
    default:
      g_warn_if_reached ();
      break;
    }
}

/* Whether to look for what the block made the last time: where that is much, and all there is to it. */
static gboolean
is_worth_keeping (PreceptBlock        *block,
                  const PreceptColumn *column)
{
  return column->is_free && block->children != NULL && block->kind != PRECEPT_BLOCK_DISCLAIMER && block->kind != PRECEPT_BLOCK_DEFINITION &&
         block->kind != PRECEPT_BLOCK_NOTICE;
}

static void
add_block (PreceptFlow         *self,
           PreceptBlock        *block,
           PreceptBlock        *above,
           const PreceptColumn *column)
{
  PreceptExtent begin;
  PreceptEntry *entry;

  if (!is_worth_keeping (block, column) || self->scratch->len > 0)
    {
      add_block_anew (self, block, above, column);
      return;
    }

  entry = precept_flow_meet (self, block);
  begin = precept_flow_get_extent (self);
  if (!precept_flow_reuse (self, entry, column))
    add_block_anew (self, block, above, column);
  precept_flow_remember (self, entry, column, &begin);
}

void
precept_flow_add_blocks (PreceptFlow         *self,
                         GPtrArray           *blocks,
                         const PreceptColumn *column)
{
  PreceptBlock *above = NULL;

  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      add_block (self, block, above, column);
      above = block;
    }
}
