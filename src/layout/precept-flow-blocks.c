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
#define LIST_INDENT 14.0
#define LEAST_TEXT_WIDTH 150.0 /* deeper lists are not indented any more */

static void add_block (PreceptFlow *self, PreceptBlock *block, PreceptBlock *above, const PreceptColumn *column);

static gboolean
is_empty (PreceptText *text)
{
  return text == NULL || precept_text_get_length (text) == 0;
}

static void
add_anchor (PreceptFlow  *self,
            PreceptBlock *block)
{
  PreceptAnchor anchor = { block, self->items->len };

  /* Cells have their items copied into that of the row. */
  if (block->id != NULL)
    g_array_append_val (self->anchors, anchor);
}

/* The first baseline of text of an element, from where its lines begin. */
static double
get_baseline (PreceptFlow   *self,
              PreceptElement element)
{
  const PreceptElementStyle *style = &self->style->elements[element];

  return style->leading / 2 + 0.305 * style->size;
}

/* A text in the margin whose baseline is that of the text beside it. */
static PreceptPiece *
add_beside (PreceptFlow         *self,
            PreceptLines        *lines,
            double               x,
            const PreceptColumn *column,
            PreceptBlock        *block,
            guint                flags)
{
  double        y = self->top + get_baseline (self, column->element) - precept_lines_get_baseline (lines);
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

static double
get_beside_bottom (PreceptFlow *self)
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

/* Headings */

static void
add_heading (PreceptFlow   *self,
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

  if (is_empty (block->text))
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
  add_heading (self, block, elements[level - 1], level, level);
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
  add_heading (self, block, PRECEPT_ELEMENT_TOPIC, 4, 0);
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

  add_heading (self, block, PRECEPT_ELEMENT_INDICATION, 3, MIN (column->level + 1, 3));
  precept_flow_flush (self);
  first = self->items->len;
  if (block->children == NULL && is_empty (block->label))
    return;

  precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.75, PRECEPT_INK_ACCENT, 0);
  self->top = 7;
  if (!is_empty (block->label))
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, block->label,
                                                    PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);

      add_beside (self, lines, 0, column, block, PRECEPT_PIECE_BESIDE);
    }
  bottom = get_beside_bottom (self);
  inside.is_free = FALSE;
  inside.level = 3;
  self->outline++;
  precept_flow_add_blocks (self, block->children, &inside);
  self->outline--;
  precept_flow_flush (self);
  ensure_height (self, first, bottom);
  if (self->items->len > first)
    g_array_index (self->items, PreceptItem, first).before = 17.5f;
}

/* Paragraphs */

static gboolean
leads_in (PreceptText *text)
{
  const char *string = precept_text_get_string (text);
  gsize       length = precept_text_get_length (text);

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

  if (is_empty (block->text))
    {
      precept_flow_flush (self);
      return;
    }

  lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, column->element, column->width);
  precept_flow_add_text (self, lines, column->x, self->top, role, PRECEPT_PIECE_FLOWS)->block = block;
  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_TEXT, column->element);
  item->keep_together = lines->n_lines <= 3;
  item->keep_next = leads_in (block->text);

  /* Within a list the gaps are the list's. */
  if (column->depth > 0)
    {
      item->before = 3.5f;
      item->after = 0;
    }
}

/* Lists */

/* The gap to what stands above an item of a list. */
static float
get_list_gap (guint depth)
{
  return depth <= 1 ? 7 : depth == 2 ? 3.5f
                                     : 0;
}

static const char *
get_bullet (guint depth)
{
  return depth <= 1 ? "•" : depth == 2 ? "–"
                                       : "◦";
}

static void
add_bullet (PreceptFlow         *self,
            PreceptBlock        *block,
            const PreceptColumn *column,
            guint                depth)
{
  PreceptElement element = depth <= 1 ? PRECEPT_ELEMENT_BULLET : PRECEPT_ELEMENT_DASH;

  add_beside (self, precept_flow_get_string (self, get_bullet (depth), element, -1), column->x, column, block, 0);
}

/* The column of the text in a list at a depth. */
static PreceptColumn
indent_column (const PreceptColumn *column,
               double               indent)
{
  PreceptColumn inside = *column;

  inside.is_free = FALSE;
  inside.depth++;
  inside.x += indent;
  inside.width -= indent;
  if (inside.width < LEAST_TEXT_WIDTH && !column->in_cell)
    {
      inside.x = column->x;
      inside.width = column->width;
    }

  return inside;
}

/* Sets the gaps around the items that a list item or finding made. */
static void
space_items (PreceptFlow *self,
             guint        first,
             guint        depth)
{
  PreceptItem *items;
  guint        n_items = self->items->len - first;

  if (n_items == 0)
    return;

  items = &g_array_index (self->items, PreceptItem, first);
  items[0].before = get_list_gap (depth);
  items[n_items - 1].after = get_list_gap (depth);
}

static double
measure_labels (PreceptFlow  *self,
                PreceptBlock *list)
{
  double widest = 0;

  for (guint i = 0; i < list->children->len; i++)
    {
      PreceptBlock *item = g_ptr_array_index (list->children, i);

      if (!is_empty (item->label))
        {
          double width = precept_flow_measure_string (self, precept_text_get_string (item->label), PRECEPT_ELEMENT_NUMBER);

          widest = MAX (widest, width);
        }
    }

  return MAX (LIST_INDENT, ceil (widest + 5));
}

static void
add_list (PreceptFlow         *self,
          PreceptBlock        *list,
          const PreceptColumn *column)
{
  double        indent;
  PreceptColumn inside;
  PreceptItem  *last;

  if (list->children == NULL || list->children->len == 0)
    return;

  indent = list->ordered ? measure_labels (self, list) : LIST_INDENT;
  inside = indent_column (column, indent);
  for (guint i = 0; i < list->children->len; i++)
    {
      PreceptBlock *item = g_ptr_array_index (list->children, i);
      guint         first;

      /* A list that is the first thing in an item hangs beside that item's bullet. */
      first = self->items->len;
      add_anchor (self, item);
      if (!is_empty (item->label))
        add_beside (self, precept_flow_get_string (self, precept_text_get_string (item->label), PRECEPT_ELEMENT_NUMBER, -1),
                    column->x, column, item, 0);
      else
        add_bullet (self, item, column, inside.depth);
      precept_flow_add_blocks (self, item->children, &inside);
      precept_flow_flush (self);
      space_items (self, first, inside.depth);
    }

  /* After the list the text goes on as after a paragraph. */
  last = &g_array_index (self->items, PreceptItem, self->items->len - 1);
  last->after = MAX (last->after, inside.depth == 1 ? 7 : 3.5f);
}

/* Findings */

static void
add_study (PreceptFlow         *self,
           PreceptBlock        *block,
           const PreceptColumn *column)
{
  double y = self->top + get_baseline (self, column->element) - CHIP_ABOVE_BASELINE;

  if (block->study_kind != NULL)
    {
      PreceptLines *lines = precept_flow_get_string (self, block->study_kind, PRECEPT_ELEMENT_CHIP, -1);
      PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_CHIP, 0, y, PRECEPT_ROLE_TEXT,
                                                    PRECEPT_PIECE_BESIDE | (block->study_facts != NULL ? PRECEPT_PIECE_SPACE_AFTER : 0));

      piece->lines = precept_lines_ref (lines);
      piece->n_lines = 1;
      piece->width = (float)(precept_lines_get_width (lines) + 2 * CHIP_PADDING);
      piece->height = CHIP_HEIGHT;
      piece->ink = PRECEPT_INK_ACCENT;
      piece->block = block;
      y += CHIP_HEIGHT + 2;
    }
  if (block->study_facts != NULL)
    {
      PreceptLines *lines = precept_flow_get_string (self, block->study_facts, PRECEPT_ELEMENT_STUDY, PRECEPT_MARGIN_WIDTH);

      precept_flow_add_text (self, lines, 0, y, PRECEPT_ROLE_TEXT, PRECEPT_PIECE_BESIDE)->block = block;
    }
}

static void
add_finding (PreceptFlow         *self,
             PreceptBlock        *block,
             const PreceptColumn *column)
{
  PreceptColumn inside = indent_column (column, LIST_INDENT);
  guint         first;
  double        bottom;

  precept_flow_flush (self);
  first = self->items->len;
  add_bullet (self, block, column, inside.depth);
  add_study (self, block, column);
  bottom = get_beside_bottom (self);
  precept_flow_add_blocks (self, block->children, &inside);
  precept_flow_flush (self);
  ensure_height (self, first, bottom);
  space_items (self, first, inside.depth);
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
  if (!is_empty (block->label))
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, block->label,
                                                    PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);

      add_beside (self, lines, 0, column, block, PRECEPT_PIECE_BESIDE);
    }
  bottom = get_beside_bottom (self);
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
  if (is_empty (block->text))
    return;

  if (!is_empty (block->label))
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
add_figure (PreceptFlow         *self,
            PreceptBlock        *block,
            const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  double        width = 0, height = 0;
  double        most_height = self->style->bottom - self->style->top - 60;
  PreceptPiece *piece;
  PreceptItem  *item;

  precept_flow_flush (self);
  if (block->image != NULL && !entry->is_measured)
    {
      entry->is_measured = TRUE;
      if (!precept_image_get_size (block->image, &entry->width, &entry->height))
        entry->width = entry->height = 0;
    }
  width = entry->width;
  height = entry->height;
  if (width > 0 && height > 0)
    {
      double scale = MIN (1, MIN (column->width / width, most_height / height));

      piece = precept_flow_add_piece (self, PRECEPT_PIECE_IMAGE, column->x, 0, PRECEPT_ROLE_FIGURE, 0);
      piece->width = (float)(width * scale);
      piece->height = (float)(height * scale);
      piece->block = block;
      self->top = (double)piece->height + 5;
    }
  if (!is_empty (block->text))
    precept_flow_add_text (self, precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, PRECEPT_ELEMENT_NOTE, column->width),
                           column->x, self->top, PRECEPT_ROLE_CAPTION, 0)
      ->block = block;
  if (self->scratch->len == 0)
    return;

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
  add_anchor (self, block);

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
      add_list (self, block, column);
      break;
    case PRECEPT_BLOCK_FINDING:
      add_finding (self, block, column);
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
  return column->is_free && block->children != NULL && block->kind != PRECEPT_BLOCK_DISCLAIMER && block->kind != PRECEPT_BLOCK_DEFINITION;
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
