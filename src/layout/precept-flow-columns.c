/* precept-flow-columns.c: where the columns of a table are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-columns.h"

#include "precept-style-private.h"

#include <math.h>
#include <string.h>

#define GUTTER_SHARE 0.2 /* of a column, between it and the next */
#define LEAST_COLUMN_WIDTH 8.0
#define SMALL_SCALE (7.5 / 9)

guint
precept_columns_place (const guint *rows,
                       guint        n_columns,
                       guint        span,
                       guint       *column)
{
  guint end;

  while (*column < n_columns && rows[*column] > 0)
    (*column)++;
  end = *column;
  while (end < MIN (*column + MAX (span, 1), n_columns) && rows[end] == 0)
    end++;

  return end;
}

/* Widths are estimated from the number of characters: what is exact about them would change with every key, and
 * the columns should not. */
static void
measure_blocks (GPtrArray *blocks,
                double    *longest_word,
                double    *longest_text)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->text != NULL)
        {
          const char *string = precept_text_get_string (block->text);
          double      word = 0;

          for (const char *at = string; *at != '\0'; at = g_utf8_next_char (at))
            {
              word = *at == ' ' ? 0 : word + 1;
              *longest_word = MAX (*longest_word, word);
            }
          *longest_text = MAX (*longest_text, (double)g_utf8_strlen (string, -1));
        }
      measure_blocks (block->children, longest_word, longest_text);
    }
}

static void
measure_cell (PreceptBlock *cell,
              double       *least,
              double       *natural)
{
  double word = 1, text = 1;

  measure_blocks (cell->children, &word, &text);
  *least = MAX (*least, MIN (word * 5.2, 130));
  *natural = MAX (*natural, MIN (text * 4.8, 400));
}

/* What a cell needs beyond what its columns have is shared by them. */
static void
measure_spanning_cell (PreceptBlock *cell,
                       guint         column,
                       guint         end,
                       double       *least,
                       double       *natural)
{
  double least_of_cell = 0, natural_of_cell = 0;
  double sum_least = 0, sum_natural = 0;

  measure_cell (cell, &least_of_cell, &natural_of_cell);
  for (guint i = column; i < end; i++)
    {
      sum_least += least[i];
      sum_natural += natural[i];
    }
  for (guint i = column; i < end; i++)
    {
      least[i] += MAX (0, least_of_cell - sum_least) / (end - column);
      natural[i] += MAX (0, natural_of_cell - sum_natural) / (end - column);
    }
}

/* Goes through the cells of a row, where cells of rows above may reach into it. Returns how many columns it takes. */
static guint
place_row (PreceptBlock *row,
           guint        *rows,
           guint         n_columns,
           double       *least,
           double       *natural)
{
  guint column = 0;

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PreceptBlock *cell = g_ptr_array_index (row->children, i);
      guint         end = precept_columns_place (rows, n_columns, cell->column_span, &column);

      if (least != NULL && end <= column + 1)
        measure_cell (cell, &least[MIN (column, n_columns - 1)], &natural[MIN (column, n_columns - 1)]);
      else if (least != NULL && end > column + 1)
        measure_spanning_cell (cell, column, end, least, natural);
      for (; column < end; column++)
        rows[column] = MAX (cell->row_span, 1);
    }

  column = 0;
  for (guint i = 0; i < n_columns; i++)
    {
      if (rows[i] == 0)
        continue;
      rows[i]--;
      column = i + 1;
    }

  return column;
}

guint
precept_columns_count (PreceptBlock *table)
{
  guint rows[PRECEPT_MOST_COLUMNS] = { 0 };
  guint n_columns = 1;

  for (guint i = 0; table->children != NULL && i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);
      guint         n; /* a variable, as MAX() has its arguments computed twice */

      if (row->kind != PRECEPT_BLOCK_ROW)
        continue;
      n = place_row (row, rows, PRECEPT_MOST_COLUMNS, NULL, NULL);
      n_columns = MAX (n_columns, n);
    }

  return n_columns;
}

/* Columns begin where others do on the page, if there is room for that. */
static gboolean
snap_columns (PreceptColumns *columns,
              const double   *natural,
              const double   *stops,
              guint           n_stops)
{
  guint stop = 0;

  for (guint i = 0; i < columns->n_columns; i++)
    {
      double least = i == 0 ? 0 : columns->x[i - 1] + natural[i - 1] + columns->gutter;

      while (stop < n_stops && stops[stop] < least)
        stop++;
      if (stop == n_stops)
        return FALSE;
      columns->x[i] = stops[stop];
      if (i > 0)
        columns->width[i - 1] = columns->x[i] - columns->x[i - 1] - columns->gutter;
      stop++;
    }
  columns->width[columns->n_columns - 1] = PRECEPT_BLOCK_WIDTH - columns->x[columns->n_columns - 1];

  return columns->width[columns->n_columns - 1] >= natural[columns->n_columns - 1];
}

static double
sum (const double *values,
     guint         n_values)
{
  double total = 0;

  for (guint i = 0; i < n_values; i++)
    total += values[i];

  return total;
}

static void
share_width (PreceptColumns *columns,
             const double   *least,
             const double   *natural)
{
  static const double grid[] = { 0, PRECEPT_TEXT_X, PRECEPT_COLUMN_2_X, PRECEPT_COLUMN_3_X };
  static const double fine_grid[] = { 0, 72, PRECEPT_TEXT_X, 199, PRECEPT_COLUMN_2_X, 321, PRECEPT_COLUMN_3_X, 443 };
  double              available = PRECEPT_BLOCK_WIDTH - columns->gutter * (columns->n_columns - 1);
  double              sum_least = sum (least, columns->n_columns);
  double              sum_natural = sum (natural, columns->n_columns);
  double              x = 0;

  if (snap_columns (columns, natural, grid, G_N_ELEMENTS (grid)) ||
      snap_columns (columns, natural, fine_grid, G_N_ELEMENTS (fine_grid)))
    return;

  for (guint i = 0; i < columns->n_columns; i++)
    {
      double width;

      if (sum_natural <= available)
        width = natural[i] * available / sum_natural;
      else if (sum_least >= available)
        width = least[i] * available / sum_least;
      else
        width = least[i] + (natural[i] - least[i]) * (available - sum_least) / (sum_natural - sum_least);

      /* Whole points, so that a key pressed in one cell rarely moves a column. */
      width = MAX (floor (width), LEAST_COLUMN_WIDTH);
      columns->x[i] = x;
      columns->width[i] = width;
      x += width + columns->gutter;
    }
  columns->width[columns->n_columns - 1] = PRECEPT_BLOCK_WIDTH - columns->x[columns->n_columns - 1];
}

void
precept_columns_find (PreceptColumns *columns,
                      PreceptBlock   *table)
{
  double least[PRECEPT_MOST_COLUMNS] = { 0 }, natural[PRECEPT_MOST_COLUMNS] = { 0 };
  guint  rows[PRECEPT_MOST_COLUMNS] = { 0 };

  memset (columns, 0, sizeof *columns);
  columns->kind = table->table_kind;
  columns->n_columns = precept_columns_count (table);
  if (columns->kind != PRECEPT_TABLE_GENERIC && columns->n_columns == 3)
    {
      static const double x[] = { 0, 72, PRECEPT_TEXT_X };
      static const double width[] = { 66, 60, PRECEPT_TEXT_WIDTH };

      memcpy (columns->x, x, sizeof x);
      memcpy (columns->width, width, sizeof width);
      columns->gutter = PRECEPT_COLUMN_GUTTER;
      columns->key = 1;
      return;
    }

  columns->kind = PRECEPT_TABLE_GENERIC;
  for (guint i = 0; i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      if (row->kind == PRECEPT_BLOCK_ROW)
        place_row (row, rows, columns->n_columns, least, natural);
    }
  /* Many columns stand closer, and in smaller type, before words are broken. */
  columns->gutter = MIN (PRECEPT_COLUMN_GUTTER, floor (GUTTER_SHARE * PRECEPT_BLOCK_WIDTH / columns->n_columns));
  columns->is_small = sum (least, columns->n_columns) > PRECEPT_BLOCK_WIDTH - columns->gutter * (columns->n_columns - 1);
  for (guint i = 0; i < columns->n_columns; i++)
    {
      double scale = columns->is_small ? SMALL_SCALE : 1;

      least[i] = MAX (least[i] * scale, LEAST_COLUMN_WIDTH);
      natural[i] = MAX (natural[i] * scale, least[i]);
    }
  share_width (columns, least, natural);

  columns->key = columns->is_small ? 3 : 2;
  for (guint i = 0; i < columns->n_columns; i++)
    columns->key = columns->key * 31 + (guint)columns->x[i] * 7 + (guint)columns->width[i];
}
