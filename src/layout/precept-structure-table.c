/* precept-structure-table.c: the rows and cells of a table
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-columns.h"
#include "precept-structure-private.h"

#include <string.h>

/*
 * A table of the structure is regular whatever the author made: each row fills all columns, no cell covers another,
 * and none reaches below the rows of its group. Where there are headers every cell has one: a row of headers fills all
 * columns, and single headers that leave a cell without any are cells like the others. Readers that say "row 3,
 * column 2", and ISO 14289-1, 7.5, want that.
 */

typedef struct
{
  GArray              *nodes;
  PreceptBlock        *table;
  guint                n_columns;
  guint                last_cell;                           /* that was made; 0: none */
  gboolean             is_row_header[PRECEPT_MOST_COLUMNS]; /* what covers the column */
  gboolean             has_orphan;                          /* a cell that no header of a row stands before */
  PreceptStructureNote note;
  gpointer             data;
} TableBuilder;

static gboolean
is_row (PreceptBlock *block)
{
  return block->kind == PRECEPT_BLOCK_ROW;
}

static guint
count_rows (PreceptBlock *table)
{
  guint n_rows = 0;

  while (n_rows < table->children->len && is_row (g_ptr_array_index (table->children, n_rows)))
    n_rows++;

  return n_rows;
}

static guint
count_header_rows (PreceptBlock *table,
                   guint         n_rows)
{
  guint n = 0;

  while (n < n_rows && ((PreceptBlock *)g_ptr_array_index (table->children, n))->is_header)
    n++;

  return n;
}

static PreceptStructureNode *
add_cell (TableBuilder *self,
          guint         row,
          gboolean      is_header,
          guint         column_span,
          guint         row_span)
{
  guint                 index = precept_structure_add_node (self->nodes, row, is_header ? PRECEPT_NODE_HEADER_CELL : PRECEPT_NODE_CELL);
  PreceptStructureNode *node = &g_array_index (self->nodes, PreceptStructureNode, index);

  node->column_span = (guint16)column_span;
  node->row_span = (guint16)row_span;
  return node;
}

/* Tells whether the cells in a row have headers before them. */
static void
meet_cell (TableBuilder               *self,
           const PreceptStructureNode *node,
           guint                       column)
{
  gboolean has_header = node->kind == PRECEPT_NODE_HEADER_CELL;

  for (guint i = 0; i < column && !has_header; i++)
    has_header = self->is_row_header[i];
  if (!has_header)
    self->has_orphan = TRUE;
  for (guint i = column; i < column + node->column_span; i++)
    self->is_row_header[i] = node->is_row_header;
}

/* Cells that the author left out. */
static void
fill_gap (TableBuilder *self,
          guint         row,
          gboolean      is_header,
          guint         begin,
          guint         end)
{
  PreceptStructureNode *node;

  if (end <= begin)
    return;

  node = add_cell (self, row, is_header, end - begin, 1);
  node->is_column_header = is_header;
  meet_cell (self, node, begin);
}

static void
add_row (TableBuilder *self,
         PreceptBlock *row,
         guint         row_node,
         guint         n_rows_left,
         guint        *covered)
{
  guint column = 0;

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PreceptBlock         *cell = g_ptr_array_index (row->children, i);
      guint                 end = precept_columns_place (covered, self->n_columns, cell->column_span, &column);
      guint                 row_span;
      PreceptStructureNode *node;

      /* Below the last one, in its column. */
      if (column >= self->n_columns)
        {
          if (self->last_cell != 0)
            self->note (self->data, cell, self->last_cell);
          continue;
        }
      row_span = CLAMP (cell->row_span, 1, n_rows_left);
      node = add_cell (self, row_node, row->is_header || cell->is_header, end - column, row_span);
      node->is_column_header = row->is_header;
      node->is_row_header = !row->is_header && cell->is_header;
      meet_cell (self, node, column);
      self->last_cell = self->nodes->len - 1;
      self->note (self->data, cell, self->last_cell);
      for (guint j = column; j < end; j++)
        covered[j] = row_span;
      column = end;
    }

  while (column < self->n_columns)
    {
      guint end = precept_columns_place (covered, self->n_columns, self->n_columns, &column);

      fill_gap (self, row_node, row->is_header, column, end);
      for (; column < end; column++)
        covered[column] = 1;
    }
  for (guint i = 0; i < self->n_columns; i++)
    covered[i]--;
}

static void
add_rows (TableBuilder *self,
          guint         parent,
          guint         first,
          guint         end)
{
  guint covered[PRECEPT_MOST_COLUMNS] = { 0 };

  for (guint i = first; i < end; i++)
    {
      PreceptBlock *row = g_ptr_array_index (self->table->children, i);
      guint         node = precept_structure_add_node (self->nodes, parent, PRECEPT_NODE_ROW);

      self->note (self->data, row, node);
      add_row (self, row, node, end - i, covered);
    }
}

static void
make_cells_of_headers (GArray *nodes,
                       guint   first)
{
  for (guint i = first; i < nodes->len; i++)
    {
      PreceptStructureNode *node = &g_array_index (nodes, PreceptStructureNode, i);

      if (node->kind != PRECEPT_NODE_HEADER_CELL)
        continue;
      node->kind = PRECEPT_NODE_CELL;
      node->is_column_header = node->is_row_header = FALSE;
    }
}

void
precept_structure_add_table (GArray              *nodes,
                             guint                table_node,
                             PreceptBlock        *table,
                             PreceptStructureNote note,
                             gpointer             data)
{
  TableBuilder self = { .nodes = nodes, .table = table, .n_columns = precept_columns_count (table), .note = note, .data = data };
  guint        first = nodes->len;
  guint        n_rows = count_rows (table);
  guint        n_header_rows = count_header_rows (table, n_rows);

  if ((table->label != NULL && precept_text_get_length (table->label) > 0) || (table->text != NULL && precept_text_get_length (table->text) > 0))
    note (data, table, precept_structure_add_node (nodes, table_node, PRECEPT_NODE_CAPTION));

  /* A head needs a body below it. */
  if (n_header_rows == 0 || n_header_rows == n_rows)
    {
      add_rows (&self, table_node, 0, n_rows);
      if (n_header_rows == 0 && self.has_orphan)
        make_cells_of_headers (nodes, first);
      return;
    }
  add_rows (&self, precept_structure_add_node (nodes, table_node, PRECEPT_NODE_TABLE_HEAD), 0, n_header_rows);
  add_rows (&self, precept_structure_add_node (nodes, table_node, PRECEPT_NODE_TABLE_BODY), n_header_rows, n_rows);
}
