/* precept-edit-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-table.h"

#include "precept-edit-private.h"

/* More than this is no table of a guideline, whatever a file says. */
#define MAX_SIZE 2000

/* One place of the table as seen. */
typedef struct
{
  xmlNode *cell; /* NULL: a row is too short here */
  guint    row;  /* where the cell begins */
  guint    column;
} Place;

typedef struct
{
  GPtrArray *rows; /* of xmlNode, borrowed */
  guint      n_columns;
  Place     *places; /* owned; row after row */
} Grid;

static void
clear_grid (Grid *grid)
{
  g_clear_pointer (&grid->rows, g_ptr_array_unref);
  g_clear_pointer (&grid->places, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Grid, clear_grid)

static guint
get_span (xmlNode *cell, const char *name)
{
  g_autofree char *value = precept_node_dup_attribute (cell, name);
  guint64          span = value != NULL ? g_ascii_strtoull (value, NULL, 10) : 1;

  return (guint)CLAMP (span, 1, 1000);
}

static Place *
get_place (Grid *grid, guint row, guint column)
{
  return &grid->places[row * grid->n_columns + column];
}

/* Lays the cells out, in an array wide enough for all. */
static void
lay_out (Grid *grid, guint width)
{
  grid->n_columns = width;
  grid->places = g_new0 (Place, MAX (1, grid->rows->len * width));
  for (guint r = 0; r < grid->rows->len; r++)
    {
      guint column = 0;

      for (xmlNode *cell = precept_node_first_element (g_ptr_array_index (grid->rows, r)); cell != NULL; cell = precept_node_next_element (cell))
        {
          guint columns = get_span (cell, "colspan");
          guint rows = get_span (cell, "rowspan");

          while (column < width && get_place (grid, r, column)->cell != NULL)
            column++;
          for (guint i = r; i < MIN (r + rows, grid->rows->len); i++)
            {
              for (guint j = column; j < MIN (column + columns, width); j++)
                {
                  Place *place = get_place (grid, i, j);

                  if (place->cell == NULL)
                    *place = (Place){ cell, r, column };
                }
            }
          column += columns;
        }
    }
}

static gboolean
read_grid (PreceptDocument *document, const char *table_id, Grid *grid, GError **error)
{
  xmlNode *table = precept_edit_find (document, table_id, error);
  guint    width = 0, used = 0;

  if (table == NULL)
    return FALSE;
  if (!precept_node_is (table, "table"))
    return precept_step_fail (error, "This is no table.");
  grid->rows = g_ptr_array_new ();
  for (xmlNode *row = precept_node_first_element (table); row != NULL; row = precept_node_next_element (row))
    {
      guint columns = 0;

      if (!precept_node_is (row, "row"))
        continue;
      g_ptr_array_add (grid->rows, row);
      for (xmlNode *cell = precept_node_first_element (row); cell != NULL; cell = precept_node_next_element (cell))
        columns += get_span (cell, "colspan");
      width += columns;
    }
  if (grid->rows->len == 0 || grid->rows->len > MAX_SIZE)
    return precept_step_fail (error, "This table is too large to change its rows and columns here.");
  /* No cell is further right than all of them side by side. */
  lay_out (grid, MIN (width, MAX_SIZE));
  for (guint r = 0; r < grid->rows->len; r++)
    {
      for (guint c = used; c < grid->n_columns; c++)
        {
          if (get_place (grid, r, c)->cell != NULL)
            used = c + 1;
        }
    }
  g_clear_pointer (&grid->places, g_free);
  lay_out (grid, MAX (used, 1));
  return TRUE;
}

static void
set_span (PreceptEdit *edit, const char *id, const char *name, guint span)
{
  g_autofree char *value = span > 1 ? g_strdup_printf ("%u", span) : NULL;

  precept_edit_set_value (edit, id, name, value);
}

static void
append_cell (PreceptDocument *document, GString *xml, gboolean header)
{
  g_autofree char *id = document != NULL ? precept_document_dup_new_id (document, "p") : NULL;

  g_string_append (xml, header ? "<cell header=\"yes\">" : "<cell>");
  if (id != NULL)
    g_string_append_printf (xml, "<p id=\"%s\"/></cell>", id);
  else
    g_string_append (xml, "<p/></cell>");
}

static gboolean
is_header (xmlNode *cell)
{
  g_autofree char *value = precept_node_dup_attribute (cell, "header");

  return g_strcmp0 (value, "yes") == 0;
}

char *
precept_edit_new_table_xml (guint n_rows, guint n_columns, gboolean header)
{
  GString *xml = g_string_new ("<table>");

  for (guint r = 0; r < n_rows; r++)
    {
      g_string_append (xml, "<row>");
      for (guint c = 0; c < n_columns; c++)
        append_cell (NULL, xml, header && r == 0);
      g_string_append (xml, "</row>");
    }
  g_string_append (xml, "</table>");
  return g_string_free (xml, FALSE);
}

/**
 * precept_edit_insert_row:
 * @document: a document
 * @table_id: of a table
 * @before: the row that the new one goes before; the number of rows for the end
 * @error: (nullable): where to store an error
 *
 * Plans an empty row. A cell that spans the place is one row higher.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_insert_row (PreceptDocument *document, const char *table_id, guint before, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GString) xml = NULL;
  g_autofree char *id = NULL;
  const char      *parent_id;
  xmlNode         *last = NULL;
  guint            n_new = 0, position;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  before = MIN (before, grid.rows->len);
  edit = precept_edit_new (document, "Add row");
  parent_id = precept_edit_get_id (edit, ((xmlNode *)g_ptr_array_index (grid.rows, 0))->parent);
  position = before < grid.rows->len ? precept_node_get_position (g_ptr_array_index (grid.rows, before))
                                     : precept_node_get_position (g_ptr_array_index (grid.rows, grid.rows->len - 1)) + 1;
  id = precept_document_dup_new_id (document, "row");
  xml = g_string_new (NULL);
  g_string_append_printf (xml, "<row id=\"%s\">", id);
  for (guint c = 0; c < grid.n_columns; c++)
    {
      Place *below = before < grid.rows->len ? get_place (&grid, before, c) : NULL;

      if (below != NULL && below->cell != NULL && below->row < before)
        {
          if (below->cell != last)
            set_span (edit, precept_edit_get_id (edit, below->cell), "rowspan", get_span (below->cell, "rowspan") + 1);
          last = below->cell;
          continue;
        }
      append_cell (document, xml, FALSE);
      n_new++;
    }
  /* A row has a cell. */
  if (n_new == 0)
    {
      precept_step_fail (error, "No row fits here: every cell goes over this place.");
      return NULL;
    }
  g_string_append (xml, "</row>");
  precept_edit_insert (edit, parent_id, position, "%s", xml->str);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Before which child of a row a cell of this column goes. */
static guint
find_position (Grid *grid, guint row, guint column)
{
  xmlNode *node = g_ptr_array_index (grid->rows, row);

  for (guint c = column; c < grid->n_columns; c++)
    {
      Place *place = get_place (grid, row, c);

      if (place->cell != NULL && place->row == row && place->column >= column)
        return precept_node_get_position (place->cell);
    }
  return precept_node_count_children (node);
}

/**
 * precept_edit_insert_column:
 * @document: a document
 * @table_id: of a table
 * @before: the column that the new one goes before; the number of columns for the end
 * @error: (nullable): where to store an error
 *
 * Plans an empty column. A cell that spans the place is one column wider.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_insert_column (PreceptDocument *document, const char *table_id, guint before, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  xmlNode *last = NULL;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  before = MIN (before, grid.n_columns);
  edit = precept_edit_new (document, "Add column");
  ids = g_ptr_array_new ();
  for (guint r = 0; r < grid.rows->len; r++)
    g_ptr_array_add (ids, (gpointer)precept_edit_get_id (edit, g_ptr_array_index (grid.rows, r)));
  for (guint r = 0; r < grid.rows->len; r++)
    {
      Place *right = before < grid.n_columns ? get_place (&grid, r, before) : NULL;
      Place *left = before > 0 ? get_place (&grid, r, before - 1) : right;
      g_autoptr (GString) xml = g_string_new (NULL);

      if (right != NULL && right->cell != NULL && right->column < before)
        {
          if (right->cell != last)
            set_span (edit, precept_edit_get_id (edit, right->cell), "colspan", get_span (right->cell, "colspan") + 1);
          last = right->cell;
          continue;
        }
      append_cell (document, xml, r == 0 && left != NULL && left->cell != NULL && is_header (left->cell));
      precept_edit_insert (edit, g_ptr_array_index (ids, r), find_position (&grid, r, before), "%s", xml->str);
    }
  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_remove_row:
 * @document: a document
 * @table_id: of a table
 * @row: which
 * @error: (nullable): where to store an error
 *
 * Plans to remove a row. A cell that goes on below it stays, one row lower.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_row (PreceptDocument *document, const char *table_id, guint row, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;
  const char *parent_id;
  const char *row_id;
  xmlNode    *node;
  xmlNode    *last = NULL;
  guint       n_moved = 0;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  if (grid.rows->len == 1 || row >= grid.rows->len)
    {
      precept_step_fail (error, "A table has a row at least. Remove the table instead.");
      return NULL;
    }
  edit = precept_edit_new (document, "Remove row");
  node = g_ptr_array_index (grid.rows, row);
  parent_id = precept_edit_get_id (edit, node->parent);
  row_id = precept_edit_get_id (edit, node);
  for (guint c = 0; c < grid.n_columns; c++)
    {
      Place *place = get_place (&grid, row, c);
      guint  rows = place->cell != NULL ? get_span (place->cell, "rowspan") : 1;

      if (place->cell == NULL || place->cell == last || rows == 1)
        continue;
      last = place->cell;
      set_span (edit, precept_edit_get_id (edit, place->cell), "rowspan", rows - 1);
      if (place->row == row && row + 1 < grid.rows->len)
        {
          const char *next_id = precept_edit_get_id (edit, g_ptr_array_index (grid.rows, row + 1));
          guint       position = find_position (&grid, row + 1, c);

          precept_edit_move (edit, row_id, precept_node_get_position (place->cell) - n_moved, 1, next_id, position + n_moved);
          n_moved++;
        }
    }
  precept_edit_take (edit, parent_id, precept_node_get_position (node), 1);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_remove_column:
 * @document: a document
 * @table_id: of a table
 * @column: which
 * @error: (nullable): where to store an error
 *
 * Plans to remove a column. A cell that spans more columns stays, one narrower.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_column (PreceptDocument *document, const char *table_id, guint column, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) ids = NULL;
  xmlNode *last = NULL;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  if (grid.n_columns == 1 || column >= grid.n_columns)
    {
      precept_step_fail (error, "A table has a column at least. Remove the table instead.");
      return NULL;
    }
  edit = precept_edit_new (document, "Remove column");
  ids = g_ptr_array_new ();
  for (guint r = 0; r < grid.rows->len; r++)
    g_ptr_array_add (ids, (gpointer)precept_edit_get_id (edit, g_ptr_array_index (grid.rows, r)));
  for (guint r = 0; r < grid.rows->len; r++)
    {
      Place *place = get_place (&grid, r, column);
      guint  columns = place->cell != NULL ? get_span (place->cell, "colspan") : 1;

      if (place->cell == NULL || place->cell == last)
        continue;
      last = place->cell;
      if (columns > 1)
        set_span (edit, precept_edit_get_id (edit, place->cell), "colspan", columns - 1);
      else if (precept_node_next_element (place->cell) == NULL && precept_node_first_element (place->cell->parent) == place->cell)
        {
          precept_step_fail (error, "A row would have no cell then. Remove that row first.");
          return NULL;
        }
      else
        precept_edit_take (edit, g_ptr_array_index (ids, r), precept_node_get_position (place->cell), 1);
    }
  return precept_edit_finish (g_steal_pointer (&edit));
}

PreceptStepGroup *
precept_edit_set_header_row (PreceptDocument *document, const char *table_id, guint row, gboolean header, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  edit = precept_edit_new (document, header ? "Make header row" : "Make ordinary row");
  for (guint c = 0; row < grid.rows->len && c < grid.n_columns; c++)
    {
      Place *place = get_place (&grid, row, c);

      if (place->cell != NULL && place->row == row && place->column == c && is_header (place->cell) != header)
        precept_edit_set_value (edit, precept_edit_get_id (edit, place->cell), "header", header ? "yes" : NULL);
    }
  return precept_edit_finish (g_steal_pointer (&edit));
}

PreceptStepGroup *
precept_edit_fill_cell (PreceptDocument *document, const char *table_id, guint row, guint column, char **new_id, GError **error)
{
  g_auto (Grid) grid = { 0 };
  g_autoptr (PreceptEdit) edit = NULL;
  Place *place;

  if (!read_grid (document, table_id, &grid, error))
    return NULL;
  place = row < grid.rows->len && column < grid.n_columns ? get_place (&grid, row, column) : NULL;
  edit = precept_edit_new (document, "Fill cell");
  *new_id = precept_document_dup_new_id (document, "p");
  if (place == NULL || place->cell == NULL)
    {
      const char *row_id = row < grid.rows->len ? precept_edit_get_id (edit, g_ptr_array_index (grid.rows, row)) : NULL;

      if (row_id == NULL)
        {
          precept_step_fail (error, "There is no such row.");
          return NULL;
        }
      precept_edit_insert (edit, row_id, precept_node_count_children (g_ptr_array_index (grid.rows, row)), "<cell><p id=\"%s\"/></cell>", *new_id);
    }
  else
    precept_edit_insert (edit, precept_edit_get_id (edit, place->cell), precept_node_count_children (place->cell), "<p id=\"%s\"/>", *new_id);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Of a table, where it stands first, or of a figure, where it is last. */
PreceptStepGroup *
precept_edit_add_caption (PreceptDocument *document, const char *id, char **new_path, GError **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *node = precept_edit_find (document, id, error);
  guint    position;

  if (node == NULL)
    return NULL;
  if (precept_node_child (node, "caption") != NULL || (!precept_node_is (node, "table") && !precept_node_is (node, "figure")))
    {
      precept_step_fail (error, "There is a caption already.");
      return NULL;
    }
  edit = precept_edit_new (document, "Add caption");
  position = precept_node_is (node, "table") ? 0 : precept_node_count_children (node);
  precept_edit_insert (edit, id, position, "<caption/>");
  *new_path = g_strdup_printf ("%s/%u", id, position);
  return precept_edit_finish (g_steal_pointer (&edit));
}
