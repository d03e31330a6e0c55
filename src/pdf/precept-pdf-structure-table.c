/* precept-pdf-structure-table.c: makes the tables of a document regular
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-structure-private.h"

/* Of columns. A cell that says it is wider than that is none. */
#define MAX_SPAN 1000

/* A table on its way to be regular. */
typedef struct
{
  PreceptPdfStructure *structure;
  GArray              *columns; /* of Column */
  GArray              *rows;    /* of Row: those of the whole table */
} Grid;

typedef struct
{
  guint covered; /* for how many rows more a cell is there */
  guint cell;    /* which */
} Column;

typedef struct
{
  guint element;
  guint end; /* of its last column that has a cell */
} Row;

static guint
get_kid_element (PreceptPdfStructure *structure,
                 guint                index)
{
  const StructureKid *kid = structure_get_kid (structure, index);

  return kid->kind == STRUCTURE_KID_ELEMENT ? kid->value : 0;
}

static gboolean
is_cell (const StructureElement *element)
{
  return structure_is_of_type (element, "TD") || structure_is_of_type (element, "TH");
}

static Column *
get_column (Grid *grid,
            guint column)
{
  return &g_array_index (grid->columns, Column, column);
}

static gboolean
is_covered (Grid *grid,
            guint column)
{
  return column < grid->columns->len && get_column (grid, column)->covered > 0;
}

/* The first column that is not covered. */
static guint
find_free (Grid *grid,
           guint column)
{
  while (is_covered (grid, column))
    column++;
  return column;
}

/* How many columns from @column on are free, of @span that are wanted. */
static guint
find_room (Grid *grid,
           guint column,
           guint span)
{
  guint end;

  for (end = column + 1; end < column + span && !is_covered (grid, end); end++)
    ;
  return end - column;
}

static void
set_span (guint *span,
          guint  value)
{
  if (*span > 1)
    *span = value;
}

/* Cells may neither lie one upon the other, nor hang out of their rows. */
static guint
place_cell (Grid *grid,
            guint cell,
            guint column,
            guint n_rows)
{
  const StructureElement *element = structure_get_element (grid->structure, cell);
  StructureExtra         *extra = element->extra != STRUCTURE_NONE ? &g_array_index (grid->structure->extras, StructureExtra, element->extra) : NULL;
  guint                   column_span = find_room (grid, column, extra != NULL ? CLAMP (extra->column_span, 1, MAX_SPAN) : 1);
  guint                   row_span = extra != NULL ? CLAMP (extra->row_span, 1, n_rows) : 1;
  guint                   i;

  if (extra != NULL)
    {
      set_span (&extra->column_span, column_span);
      set_span (&extra->row_span, row_span);
    }
  if (column + column_span > grid->columns->len)
    g_array_set_size (grid->columns, column + column_span);
  for (i = column; i < column + column_span; i++)
    *get_column (grid, i) = (Column){ row_span, cell };
  return column + column_span;
}

static void
add_empty_cell (Grid *grid,
                guint row,
                guint span)
{
  const PreceptPdfElement cell = { .type = "TD", .column_span = span };

  precept_pdf_structure_add_element (grid->structure, row, &cell);
}

/* Fills what the row leaves free before columns that are covered from above. Tells where its last covered column ends. */
static guint
fill_gaps (Grid *grid,
           guint row)
{
  guint end = 0;
  guint i;

  for (i = 0; i < grid->columns->len; i++)
    {
      if (!is_covered (grid, i))
        continue;
      if (i > end)
        add_empty_cell (grid, row, i - end);
      end = i + 1;
      get_column (grid, i)->covered--;
    }
  return end;
}

/* A row without a cell of its own is none: what covers it is as much shorter. */
static void
drop_row (Grid *grid,
          guint row)
{
  guint previous = 0;
  guint i;

  for (i = 0; i < grid->columns->len; i++)
    {
      Column *column = get_column (grid, i);

      if (column->covered == 0)
        continue;
      column->covered--;
      if (column->cell != previous)
        g_array_index (grid->structure->extras, StructureExtra, structure_get_element (grid->structure, column->cell)->extra).row_span--;
      previous = column->cell;
    }
  /* Without anything in it, this is left out. */
  structure_get_element (grid->structure, row)->type = "NonStruct";
}

/* @n_rows: those left of its group, with this one. */
static void
place_row (Grid *grid,
           guint row,
           guint n_rows)
{
  Row      placed = { row, 0 };
  guint    column = 0;
  gboolean is_empty = TRUE;
  guint    index;

  for (index = structure_get_element (grid->structure, row)->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (grid->structure, index)->next)
    {
      guint kid = get_kid_element (grid->structure, index);

      if (kid == 0 || !is_cell (structure_get_element (grid->structure, kid)))
        continue;
      column = place_cell (grid, kid, find_free (grid, column), n_rows);
      is_empty = FALSE;
    }
  if (is_empty)
    {
      drop_row (grid, row);
      return;
    }
  placed.end = fill_gaps (grid, row);
  g_array_append_val (grid->rows, placed);
}

/* Rows of a head, a body or a foot, or those that stand in the table itself. */
static void
place_group (Grid *grid,
             guint group)
{
  guint n_rows = 0;
  guint index;

  for (index = structure_get_element (grid->structure, group)->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (grid->structure, index)->next)
    {
      guint kid = get_kid_element (grid->structure, index);

      if (kid != 0 && structure_is_of_type (structure_get_element (grid->structure, kid), "TR"))
        n_rows++;
    }
  for (index = structure_get_element (grid->structure, group)->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (grid->structure, index)->next)
    {
      guint kid = get_kid_element (grid->structure, index);

      if (kid == 0)
        continue;
      if (structure_is_of_type (structure_get_element (grid->structure, kid), "TR"))
        place_row (grid, kid, n_rows--);
    }
}

static gboolean
is_group (const StructureElement *element)
{
  return structure_is_of_type (element, "THead") || structure_is_of_type (element, "TBody") || structure_is_of_type (element, "TFoot");
}

/* Gives all rows as many columns as the widest one has. */
static void
fill_rows (Grid *grid)
{
  guint i;

  for (i = 0; i < grid->rows->len; i++)
    {
      const Row *row = &g_array_index (grid->rows, Row, i);

      if (row->end < grid->columns->len)
        add_empty_cell (grid, row->element, grid->columns->len - row->end);
    }
}

static void
make_regular (Grid *grid,
              guint table)
{
  guint index;

  g_array_set_size (grid->columns, 0);
  g_array_set_size (grid->rows, 0);
  for (index = structure_get_element (grid->structure, table)->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (grid->structure, index)->next)
    {
      guint kid = get_kid_element (grid->structure, index);

      if (kid != 0 && is_group (structure_get_element (grid->structure, kid)))
        place_group (grid, kid);
    }
  place_group (grid, table);
  fill_rows (grid);
}

/**
 * precept_pdf_structure_make_tables_regular:
 * @self: a structure
 *
 * Makes each table have the same number of columns in every row, with what cells span (ISO 14289-1, 7.2).
 *
 * Cells that lie upon others, or hang out of their rows, are cut; rows that are too short get empty cells; rows
 * without cells are left out.
 */
void
precept_pdf_structure_make_tables_regular (PreceptPdfStructure *self)
{
  Grid  grid = { self, g_array_new (FALSE, TRUE, sizeof (Column)), g_array_new (FALSE, FALSE, sizeof (Row)) };
  guint n = self->elements->len;
  guint i;

  for (i = 1; i < n; i++)
    if (structure_is_of_type (structure_get_element (self, i), "Table"))
      make_regular (&grid, i);
  g_array_unref (grid.columns);
  g_array_unref (grid.rows);
}
