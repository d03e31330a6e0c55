/* precept-flow-rows.c: rows of tables to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-rows.h"

#define ROW_RULE 0.35
#define ROOM_ABOVE 72.0 /* for headings that go with the first rows of a table */

static PreceptElement
get_cell_element (const PreceptColumns *columns,
                  PreceptBlock         *row,
                  PreceptBlock         *cell,
                  guint                 column)
{
  if (row->is_header)
    return PRECEPT_ELEMENT_TABLE_HEAD;
  if (cell->is_header)
    return columns->is_small ? PRECEPT_ELEMENT_CELL_SMALL_FIRST : PRECEPT_ELEMENT_CELL_FIRST;
  if (columns->kind != PRECEPT_TABLE_GENERIC)
    return column == 0 ? PRECEPT_ELEMENT_CELL_FIRST : column == 1 ? PRECEPT_ELEMENT_CELL_GREY
                                                                  : PRECEPT_ELEMENT_CELL;

  return columns->is_small ? PRECEPT_ELEMENT_CELL_SMALL : PRECEPT_ELEMENT_CELL;
}

/* Sets the blocks of a cell, and puts the pieces of their items under one another into the scratch. Returns their height. */
static double
add_cell (PreceptFlow   *self,
          PreceptBlock  *cell,
          PreceptElement element,
          double         x,
          double         width,
          double         top)
{
  GArray             *items = self->items;
  GArray             *anchors = self->anchors;
  GArray             *scratch = self->scratch;
  const PreceptColumn column = { .x = x, .width = width, .element = element, .in_cell = TRUE };
  double              y = 0;

  self->items = g_array_new (FALSE, TRUE, sizeof (PreceptItem));
  self->anchors = g_array_new (FALSE, FALSE, sizeof (PreceptAnchor));
  self->scratch = g_array_new (FALSE, TRUE, sizeof (PreceptPiece));
  precept_flow_add_blocks (self, cell->children, &column);
  precept_flow_flush (self);

  for (guint i = 0; i < self->items->len; i++)
    {
      const PreceptItem *item = &g_array_index (self->items, PreceptItem, i);

      if (i > 0)
        y += precept_item_gap (item - 1, item);
      for (guint j = 0; j < item->n_pieces; j++)
        {
          PreceptPiece piece = item->pieces[j];

          piece.y += (float)(top + y);
          piece.flags &= (guint8)~PRECEPT_PIECE_FLOWS;
          if (piece.role == PRECEPT_ROLE_TEXT)
            piece.role = PRECEPT_ROLE_CELL;
          if (piece.block == NULL)
            piece.block = cell;
          if (piece.lines != NULL)
            precept_lines_ref (piece.lines);
          g_array_append_val (scratch, piece);
        }
      y += (double)item->height;
    }

  g_array_unref (self->items);
  g_array_unref (self->anchors);
  g_array_unref (self->scratch);
  self->items = items;
  self->anchors = anchors;
  self->scratch = scratch;
  return y;
}

/* Adds the pieces of a row's cells. @n_rows_left: of its group, from this one on; cells reach no further. Returns the
 * height of the highest cell that ends in this row. */
double
precept_flow_add_cells (PreceptFlow          *self,
                        PreceptBlock         *row,
                        const PreceptColumns *columns,
                        double                top,
                        guint                 n_rows_left,
                        PreceptSpans         *spans)
{
  double height = 0;
  guint  column = 0;
  double below = 0; /* in the last column, of cells that have none of their own */

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PreceptBlock *cell = g_ptr_array_index (row->children, i);
      guint         end = precept_columns_place (spans->rows, columns->n_columns, cell->column_span, &column);
      guint         first = MIN (column, columns->n_columns - 1);
      guint         last = MAX (end, first + 1) - 1;
      double        cell_height;

      if (column >= columns->n_columns && below <= 0)
        below = spans->rows[last] > 0 ? spans->deficit[last] + PRECEPT_ABOVE_CELL : 0;
      cell_height = add_cell (self, cell, get_cell_element (columns, row, cell, first), columns->x[first],
                              columns->x[last] + columns->width[last] - columns->x[first], top + below);
      if (column >= columns->n_columns)
        height = MAX (height, below + cell_height);
      if (spans->apart)
        height = MAX (height, cell_height);
      for (; column < end; column++)
        {
          spans->rows[column] = CLAMP (cell->row_span, 1, n_rows_left);
          spans->deficit[column] = spans->apart ? 0 : cell_height;
        }
      if (end == columns->n_columns)
        below += cell_height + PRECEPT_ABOVE_CELL;
    }

  for (guint i = 0; i < columns->n_columns; i++)
    {
      if (spans->rows[i] == 1)
        height = MAX (height, spans->deficit[i]);
    }

  return height;
}

/* Goes to the next row. Returns whether a cell reaches into it. */
gboolean
precept_spans_advance (PreceptSpans *spans,
                       double        height)
{
  gboolean reaches = FALSE;

  for (guint i = 0; i < PRECEPT_MOST_COLUMNS; i++)
    {
      if (spans->rows[i] == 0)
        continue;
      spans->rows[i]--;
      spans->deficit[i] = spans->rows[i] > 0 ? MAX (0, spans->deficit[i] - height) : 0;
      reaches |= spans->rows[i] > 0;
    }

  return reaches && !spans->apart;
}

/* The hairline above a row, left out over cells that reach down into it. */
static void
add_row_rule (PreceptFlow          *self,
              const PreceptColumns *columns,
              const PreceptSpans   *spans)
{
  guint i = 0;

  while (i < columns->n_columns)
    {
      guint  first = i;
      double end;

      if (spans->rows[i] > 0)
        {
          i++;
          continue;
        }
      while (i < columns->n_columns && spans->rows[i] == 0)
        i++;
      end = i == columns->n_columns ? PRECEPT_BLOCK_WIDTH : columns->x[i] - columns->gutter;
      precept_flow_add_rule (self, columns->x[first], 0, end - columns->x[first], ROW_RULE, PRECEPT_INK_HAIRLINE, PRECEPT_PIECE_NOT_FIRST);
    }
}

/* Rows */

void
precept_flow_truncate_scratch (PreceptFlow *self,
                               guint        n_pieces)
{
  for (guint i = n_pieces; i < self->scratch->len; i++)
    g_clear_pointer (&g_array_index (self->scratch, PreceptPiece, i).lines, precept_lines_unref);
  g_array_set_size (self->scratch, n_pieces);
}

/* Cuts a row that is higher than a page into items of at most that height, at lines. */
static void
split_row (PreceptFlow *self,
           guint        index,
           double       most_height)
{
  while (TRUE)
    {
      PreceptItem whole = g_array_index (self->items, PreceptItem, index);
      g_autoptr (GArray) rest = NULL;
      double       cut = most_height - PRECEPT_BELOW_CELL;
      double       rest_top = G_MAXDOUBLE;
      PreceptItem *item;

      if ((double)whole.height <= most_height)
        return;

      rest = g_array_new (FALSE, TRUE, sizeof (PreceptPiece));
      for (guint i = 0; i < whole.n_pieces; i++)
        {
          PreceptPiece piece = whole.pieces[i];
          double       leading = piece.lines != NULL ? (double)piece.lines->leading : 0;
          guint        n_fit = 0;

          if (piece.kind != PRECEPT_PIECE_TEXT)
            {
              GArray *target = (double)(piece.y + piece.height) <= cut || (double)piece.y < 20 ? self->scratch : rest;

              if (piece.lines != NULL)
                precept_lines_ref (piece.lines);
              if (target == rest)
                rest_top = MIN (rest_top, (double)piece.y);
              g_array_append_val (target, piece);
              continue;
            }

          while (n_fit < piece.n_lines && (double)piece.y + leading * (n_fit + 1) <= cut)
            n_fit++;
          if (n_fit > 0)
            {
              PreceptPiece first = piece;

              first.n_lines = n_fit;
              precept_lines_ref (first.lines);
              g_array_append_val (self->scratch, first);
            }
          if (n_fit < piece.n_lines)
            {
              piece.first_line += n_fit;
              piece.n_lines -= n_fit;
              piece.y += (float)(leading * n_fit);
              rest_top = MIN (rest_top, (double)piece.y);
              precept_lines_ref (piece.lines);
              g_array_append_val (rest, piece);
            }
        }

      /* Nothing fits, or nothing is left: the row stays as it is. */
      if (self->scratch->len == 0 || rest->len == 0)
        {
          for (guint i = 0; i < rest->len; i++)
            g_clear_pointer (&g_array_index (rest, PreceptPiece, i).lines, precept_lines_unref);
          precept_flow_truncate_scratch (self, 0);
          return;
        }

      /* The first part takes the item's place, and the rest follows it. */
      g_array_set_size (self->items, index);
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      item->block = whole.block;
      item->table = whole.table;
      item->before = item->after = 0;
      item->height += PRECEPT_BELOW_CELL;
      for (guint i = 0; i < rest->len; i++)
        {
          PreceptPiece *piece = &g_array_index (rest, PreceptPiece, i);

          piece->y -= (float)(rest_top - PRECEPT_ABOVE_CELL);
          g_array_append_val (self->scratch, *piece);
        }
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      item->block = whole.block;
      item->table = whole.table;
      item->before = item->after = 0;
      item->height += PRECEPT_BELOW_CELL;
      index++;
    }
}

static gboolean
is_spanned (const PreceptSpans *spans)
{
  for (guint i = 0; i < PRECEPT_MOST_COLUMNS; i++)
    {
      if (spans->rows[i] > 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_row_span (PreceptBlock *row)
{
  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      if (((PreceptBlock *)g_ptr_array_index (row->children, i))->row_span > 1)
        return TRUE;
    }

  return FALSE;
}

static void
add_row (PreceptFlow          *self,
         PreceptBlock         *row,
         const PreceptColumns *columns,
         guint                 n_rows_left,
         PreceptSpans         *spans,
         gboolean              is_first,
         gboolean              has_head,
         double                most_height)
{
  PreceptEntry *entry = precept_flow_meet (self, row);
  PreceptAnchor anchor = { row, self->items->len };
  guint         table = self->tables->len;
  guint         index = self->items->len;
  PreceptItem  *item;
  double        content;
  double        top = PRECEPT_ABOVE_CELL;
  guint         key;

  if (row->id != NULL)
    g_array_append_val (self->anchors, anchor);

  if (!is_first)
    add_row_rule (self, columns, spans);
  else if (!has_head)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, PRECEPT_HEAD_RULE, PRECEPT_INK_INK, 0);
      top += PRECEPT_HEAD_RULE;
    }

  /* Most rows are as they were. */
  key = columns->key * 4 + (is_first ? 2 : 0) + (has_head ? 1 : 0) + 4;
  if (!is_spanned (spans) && entry->key == key)
    {
      precept_flow_truncate_scratch (self, 0);
      content = entry->height;
      item = precept_flow_repeat_item (self, entry, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
    }
  else
    {
      gboolean stands_alone = !is_spanned (spans);

      content = precept_flow_add_cells (self, row, columns, top, n_rows_left, spans);
      item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      entry->key = stands_alone && !has_row_span (row) && !precept_flow_is_collecting (self) ? key : 0;
      entry->height = content;
    }
  item->table = table;
  item->before = item->after = 0;
  item->height = (float)(top + content + PRECEPT_BELOW_CELL);
  if (precept_spans_advance (spans, content + PRECEPT_ABOVE_CELL + PRECEPT_BELOW_CELL))
    item->keep_next = item->holds_next = TRUE;
  else
    split_row (self, index, most_height);
}

static guint
count_rows (PreceptBlock *table)
{
  guint n_rows = 0;

  for (guint i = 0; i < table->children->len; i++)
    n_rows += ((PreceptBlock *)g_ptr_array_index (table->children, i))->kind == PRECEPT_BLOCK_ROW ? 1 : 0;

  return n_rows;
}

static double
measure_items (PreceptFlow *self,
               guint        first)
{
  double height = 0;

  for (guint i = first; i < self->items->len; i++)
    height += (double)g_array_index (self->items, PreceptItem, i).height;

  return height;
}

/* Rows from @first on, as far as cells reach down into the next. Returns the one after them. */
static guint
add_row_group (PreceptFlow          *self,
               PreceptBlock         *table,
               const PreceptColumns *columns,
               guint                 first,
               guint                 n_header_rows,
               guint                *n_rows_left,
               gboolean              apart,
               double                most_height)
{
  PreceptSpans spans = { .apart = apart };
  guint        i = first;

  do
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      if (row->kind == PRECEPT_BLOCK_ROW)
        add_row (self, row, columns, (*n_rows_left)--, &spans, i == n_header_rows, n_header_rows > 0, most_height);
      i++;
    }
  while (i < table->children->len && is_spanned (&spans));

  return i;
}

/* Rows that cells hold together stay on a page; where they are higher than one, each is set for itself. */
void
precept_flow_add_rows (PreceptFlow          *self,
                       PreceptBlock         *table,
                       const PreceptColumns *columns,
                       guint                 n_header_rows,
                       double                most_height)
{
  guint n_rows_left = count_rows (table) - n_header_rows;
  guint i = n_header_rows;

  while (i < table->children->len)
    {
      guint first_item = self->items->len, first_anchor = self->anchors->len;
      guint n_left = n_rows_left;
      guint end = add_row_group (self, table, columns, i, n_header_rows, &n_rows_left, FALSE, most_height);

      if (end > i + 1 && measure_items (self, first_item) > most_height - ROOM_ABOVE)
        {
          g_array_set_size (self->items, first_item);
          g_array_set_size (self->anchors, first_anchor);
          end = add_row_group (self, table, columns, i, n_header_rows, &n_left, TRUE, most_height);
          n_rows_left = n_left;
        }
      i = end;
    }
}
