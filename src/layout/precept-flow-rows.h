/* precept-flow-rows.h: rows of tables to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-flow-columns.h"
#include "precept-flow-private.h"

G_BEGIN_DECLS

#define PRECEPT_ABOVE_CELL 4.0
#define PRECEPT_BELOW_CELL 4.5
#define PRECEPT_HEAD_RULE 0.75

/* Cells that reach down from rows above. */
typedef struct
{
  guint    rows[PRECEPT_MOST_COLUMNS];    /* how many rows they still take, from the one at hand */
  double   deficit[PRECEPT_MOST_COLUMNS]; /* height that the rows so far did not give them */
  gboolean apart;                         /* rows are as high as all their cells, so that pages may break between them */
} PreceptSpans;

/* Adds the pieces of a row's cells. @n_rows_left: of its group, from this one on; cells reach no further. Returns the
 * height of the highest cell that ends in this row. */
double precept_flow_add_cells (PreceptFlow          *self,
                               PreceptBlock         *row,
                               const PreceptColumns *columns,
                               double                top,
                               guint                 n_rows_left,
                               PreceptSpans         *spans);

/* Goes to the next row. Returns whether a cell reaches into it. */
gboolean precept_spans_advance (PreceptSpans *spans, double height);

/* Takes pieces back from the item that is being made: all but the first ones. */
void precept_flow_truncate_scratch (PreceptFlow *self, guint n_pieces);

/* The rows below the head. @most_height: of one that does not break. */
void precept_flow_add_rows (PreceptFlow *self, PreceptBlock *table, const PreceptColumns *columns, guint n_header_rows, double most_height);

G_END_DECLS
