/* precept-flow-lists.c: lists, findings, criteria and limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"

#include <math.h>

#define LIST_INDENT 14.0
#define CRITERIA_INDENT 20.0
#define NESTED_CRITERIA_INDENT 18.0
#define LABEL_GAP 5.0      /* at least, from a number to its text */
#define GUIDE_DISTANCE 6.0 /* from a guide line to the numbers beside it */

/* Deeper lists are not indented any more. */
#define LEAST_TEXT_WIDTH 150.0
#define LEAST_CELL_WIDTH 40.0
#define LEAST_WIDTH 12.0

#define MOST_WHOLE_SHARE 0.5 /* of a page, for a finding and what is below it */

#define LIMIT_RULE 0.35
#define LIMIT_GAP 2.0f
#define MOST_WHOLE_LIMITS 20

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
            double               x,
            const PreceptColumn *column,
            guint                depth)
{
  PreceptElement element = depth <= 1 ? PRECEPT_ELEMENT_BULLET : PRECEPT_ELEMENT_DASH;

  precept_flow_add_beside (self, precept_flow_get_string (self, get_bullet (depth), element, -1), x, column, block, 0);
}

/* The column of the text in a list within a column; its labels stand @indent to the left of that. Where there is no room
 * left, a list hangs as far out as the one it is in. */
static PreceptColumn
indent_column (const PreceptColumn *column,
               double               indent)
{
  PreceptColumn inside = *column;
  double        least = column->in_cell ? LEAST_CELL_WIDTH : LEAST_TEXT_WIDTH;

  inside.is_free = FALSE;
  inside.depth++;
  if (column->width - indent >= least || column->depth == 0)
    {
      inside.x += indent;
      inside.width = MAX (column->width - indent, LEAST_WIDTH);
    }

  return inside;
}

/* Sets the gaps around the items that a list item or finding made. */
static void
space_items (PreceptFlow *self,
             guint        first,
             float        gap)
{
  PreceptItem *items;
  guint        n_items = self->items->len - first;

  if (n_items == 0)
    return;

  items = &g_array_index (self->items, PreceptItem, first);
  items[0].before = gap;
  items[n_items - 1].after = gap;
}

static double
measure_labels (PreceptFlow  *self,
                PreceptBlock *list)
{
  double widest = 0;

  for (guint i = 0; i < list->children->len; i++)
    {
      PreceptBlock *item = g_ptr_array_index (list->children, i);

      if (!precept_flow_is_empty (item->label))
        {
          double width = precept_flow_measure_string (self, precept_text_get_string (item->label), PRECEPT_ELEMENT_NUMBER);

          widest = MAX (widest, width);
        }
    }

  return ceil (widest + LABEL_GAP);
}

static double
get_indent (PreceptFlow         *self,
            PreceptBlock        *list,
            const PreceptColumn *column)
{
  double least = LIST_INDENT;

  if (list->is_criteria)
    least = column->criteria == 0 ? CRITERIA_INDENT : NESTED_CRITERIA_INDENT;

  return list->ordered ? MAX (least, measure_labels (self, list)) : least;
}

/* Below a criterion a line leads from its number down the criteria that it is made of. */
static void
add_guide (PreceptFlow         *self,
           const PreceptColumn *column,
           guint                first,
           double               x)
{
  guint index = column->criteria - 2;

  for (guint i = first; i < self->items->len && column->criteria >= 2 && index < PRECEPT_MOST_GUIDES; i++)
    g_array_index (self->items, PreceptItem, i).guide_x[index] = (float)(x - GUIDE_DISTANCE);
}

/* A damaged guideline may have anything in a list: what is no item is shown as one. */
static void
add_item_blocks (PreceptFlow         *self,
                 PreceptBlock        *item,
                 const PreceptColumn *column)
{
  g_autoptr (GPtrArray) alone = NULL;

  if (item->kind == PRECEPT_BLOCK_ITEM)
    {
      precept_flow_add_blocks (self, item->children, column);
      return;
    }
  alone = g_ptr_array_new ();
  g_ptr_array_add (alone, item);
  precept_flow_add_blocks (self, alone, column);
}

void
precept_flow_add_list (PreceptFlow         *self,
                       PreceptBlock        *list,
                       const PreceptColumn *column)
{
  double        indent;
  PreceptColumn inside;
  float         gap;
  guint         first_of_list = self->items->len;
  PreceptItem  *last;

  if (list->children == NULL || list->children->len == 0)
    return;

  indent = get_indent (self, list, column);
  inside = indent_column (column, indent);
  inside.criteria = list->is_criteria ? column->criteria + 1 : 0;
  gap = list->is_criteria ? (inside.criteria == 1 ? 5.25f : 1.75f) : get_list_gap (inside.depth);
  for (guint i = 0; i < list->children->len; i++)
    {
      PreceptBlock *item = g_ptr_array_index (list->children, i);
      guint         first = self->items->len;

      /* A list that is the first thing in an item hangs beside that item's bullet. */
      if (item->kind == PRECEPT_BLOCK_ITEM)
        precept_flow_add_anchor (self, item);
      if (!precept_flow_is_empty (item->label))
        precept_flow_add_beside (self, precept_flow_get_string (self, precept_text_get_string (item->label), PRECEPT_ELEMENT_NUMBER, -1),
                                 inside.x - indent, column, item, 0);
      else if (item->kind == PRECEPT_BLOCK_ITEM)
        add_bullet (self, item, inside.x - indent, column, inside.depth);
      add_item_blocks (self, item, &inside);
      precept_flow_flush (self);
      space_items (self, first, gap);
    }
  add_guide (self, &inside, first_of_list, inside.x - indent);

  /* After the list the text goes on as after a paragraph. */
  last = &g_array_index (self->items, PreceptItem, self->items->len - 1);
  if (inside.criteria <= 1)
    last->after = MAX (last->after, inside.depth == 1 ? 7 : 3.5f);
}

/* Findings */

static void
add_study (PreceptFlow         *self,
           PreceptBlock        *block,
           const PreceptColumn *column)
{
  if (block->study_kind != NULL)
    {
      precept_flow_add_chip (self, block->study_kind, column, block, PRECEPT_ROLE_TEXT,
                             block->study_facts != NULL ? PRECEPT_PIECE_SPACE_AFTER : 0);
      precept_flow_end_margin (self);
    }
  if (block->study_facts != NULL)
    {
      PreceptLines *lines = precept_flow_get_string (self, block->study_facts, PRECEPT_ELEMENT_STUDY, PRECEPT_MARGIN_WIDTH);
      double        y = self->top + precept_flow_get_baseline (self, column->element) - precept_lines_get_baseline (lines);

      precept_flow_add_text (self, lines, 0, precept_flow_begin_margin (self, y), PRECEPT_ROLE_TEXT, PRECEPT_PIECE_BESIDE)->block = block;
      precept_flow_end_margin (self);
    }
}

/* What hangs below a finding stays with it, unless the two are so high that a page would be left half empty for them. */
static void
keep_whole (PreceptFlow *self,
            guint        first)
{
  double       height = 0;
  PreceptItem *items;
  guint        n_items = self->items->len - first;

  if (n_items < 2)
    return;

  items = &g_array_index (self->items, PreceptItem, first);
  for (guint i = 0; i < n_items; i++)
    height += (double)items[i].height + (i > 0 ? precept_item_gap (&items[i - 1], &items[i]) : 0);
  for (guint i = 0; i < n_items && height <= MOST_WHOLE_SHARE * (self->style->bottom - self->style->top); i++)
    {
      items[i].keep_together = TRUE;
      items[i].keep_next = i + 1 < n_items || items[i].keep_next;
    }
}

void
precept_flow_add_finding (PreceptFlow         *self,
                          PreceptBlock        *block,
                          const PreceptColumn *column)
{
  PreceptColumn inside = indent_column (column, LIST_INDENT);
  guint         first;
  double        bottom;

  precept_flow_flush (self);
  first = self->items->len;
  add_bullet (self, block, inside.x - LIST_INDENT, column, inside.depth);
  add_study (self, block, column);
  bottom = precept_flow_get_beside_bottom (self);
  precept_flow_add_blocks (self, block->children, &inside);
  precept_flow_flush (self);
  precept_flow_close_margin (self, first, bottom);
  space_items (self, first, get_list_gap (inside.depth));
  keep_whole (self, first);
}

/* Requests */

/* "Initial request", and for how long, in the margin. */
static void
add_request_label (PreceptFlow         *self,
                   PreceptBlock        *block,
                   const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, block);
  PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, block->text, PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);
  PreceptPiece *piece = precept_flow_add_beside (self, lines, 0, column, block, PRECEPT_PIECE_BESIDE);
  double        y = (double)piece->y + precept_lines_get_height (lines);

  piece->role = PRECEPT_ROLE_HEADING;
  if (block->detail != NULL)
    {
      lines = precept_flow_get_string (self, block->detail, PRECEPT_ELEMENT_SMALL, PRECEPT_MARGIN_WIDTH);
      precept_flow_add_text (self, lines, 0, y, PRECEPT_ROLE_TEXT, PRECEPT_PIECE_BESIDE)->block = block;
    }
  precept_flow_end_margin (self);
}

void
precept_flow_add_request (PreceptFlow         *self,
                          PreceptBlock        *block,
                          const PreceptColumn *column)
{
  PreceptColumn      inside = *column;
  PreceptFlowHeading heading = { block, self->items->len, self->outline + 1, 0 };
  guint              first;
  double             bottom;

  precept_flow_flush (self);
  first = heading.item = self->items->len;
  g_array_append_val (self->headings, heading);
  precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.75, PRECEPT_INK_ACCENT, 0);
  self->top = 7;
  add_request_label (self, block, column);
  bottom = precept_flow_get_beside_bottom (self);
  inside.is_free = FALSE;
  self->outline++;
  precept_flow_add_blocks (self, block->children, &inside);
  self->outline--;
  precept_flow_flush (self);
  precept_flow_close_margin (self, first, bottom);
  g_array_index (self->items, PreceptItem, first).before = 17.5f;
}

/* Limits */

static void
add_limit (PreceptFlow         *self,
           PreceptBlock        *block,
           const PreceptColumn *column,
           double               y)
{
  gboolean for_all = precept_flow_is_empty (block->label);
  double   x = for_all ? column->x : PRECEPT_COLUMN_2_X;

  precept_flow_add_anchor (self, block);
  if (!for_all)
    precept_flow_add_text (self, precept_flow_get_string (self, precept_text_get_string (block->label), PRECEPT_ELEMENT_LIMIT, x - column->x - 12),
                           column->x, y, PRECEPT_ROLE_LABEL, PRECEPT_PIECE_SPACE_AFTER)
      ->block = block;
  precept_flow_add_text (self, precept_flow_get_string (self, precept_text_get_string (block->text), PRECEPT_ELEMENT_LIMIT, column->x + column->width - x),
                         x, y, PRECEPT_ROLE_TEXT, 0)
    ->block = block;
}

/* An item a row, kept together and with what stands above; a list so long that it would not fit may break. */
void
precept_flow_add_limits (PreceptFlow         *self,
                         PreceptBlock        *block,
                         const PreceptColumn *column)
{
  guint  n_limits = block->children != NULL ? block->children->len : 0;
  double y = LIMIT_RULE + 5;

  precept_flow_flush (self);
  if (n_limits == 0)
    return;

  if (self->items->len > 0)
    g_array_index (self->items, PreceptItem, self->items->len - 1).keep_next = TRUE;
  for (guint i = 0; i < n_limits; i++)
    {
      PreceptBlock *limit = g_ptr_array_index (block->children, i);
      PreceptItem  *item;

      if (i == 0)
        {
          PreceptLines *label = precept_flow_get_string (self, precept_text_get_string (block->text), PRECEPT_ELEMENT_LIMIT_LABEL, PRECEPT_MARGIN_WIDTH);

          precept_flow_add_rule (self, column->x, 0, column->width, LIMIT_RULE, PRECEPT_INK_HAIRLINE, 0);
          precept_flow_add_text (self, label, 0, precept_flow_begin_margin (self, y), PRECEPT_ROLE_LABEL, PRECEPT_PIECE_BESIDE)->block = block;
          precept_flow_end_margin (self);
        }
      add_limit (self, limit, column, y);
      item = precept_flow_finish_item (self, precept_flow_meet (self, limit), PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_LIMIT);
      item->keep_together = TRUE;
      if (i > 0)
        item->before = LIMIT_GAP;
      item->keep_next = i + 1 < n_limits && n_limits <= MOST_WHOLE_LIMITS;
      y = 0;
    }
}
