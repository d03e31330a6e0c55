/* precept-flow-columns.h: where the columns of a table are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"

G_BEGIN_DECLS

/* Cells beyond are set below one another in the last column. */
#define PRECEPT_MOST_COLUMNS 40
#define PRECEPT_COLUMN_GUTTER 12.0 /* at most */

/* From the left of the block, in points. */
typedef struct
{
  guint            n_columns;
  double           x[PRECEPT_MOST_COLUMNS], width[PRECEPT_MOST_COLUMNS];
  double           gutter;
  PreceptTableKind kind;
  gboolean         is_small; /* in type that is smaller, since words would not fit otherwise */
  guint            key;      /* the same for the same columns */
} PreceptColumns;

/* Where the next cell of a row goes: sets its first column, and returns the one after its last. @rows: how many rows the
 * cells above take in each column, from this one on; where they are in the way, the cell is narrower. */
guint precept_columns_place (const guint *rows, guint n_columns, guint span, guint *column);

/* How many there are, at least 1. */
guint precept_columns_count (PreceptBlock *table);

/* Finds them from the texts of the cells. The table has children. */
void precept_columns_find (PreceptColumns *columns, PreceptBlock *table);

G_END_DECLS
