/* precept-flow-table.c: tables to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-columns.h"
#include "precept-flow-private.h"

#include <string.h>

#define ABOVE_CELL 4.0
#define BELOW_CELL 4.5
#define HEAD_RULE 0.75
#define UNDER_HEAD_RULE 0.5
#define ROW_RULE 0.35

/* Cells that reach down from rows above. */
typedef struct
{
  gboolean apart;                         /* rows are as high as all their cells, so that pages may break between them */
  guint    rows[PRECEPT_MOST_COLUMNS];    /* how many rows they still take, from the one at hand */
  double   deficit[PRECEPT_MOST_COLUMNS]; /* height that the rows so far did not give them */
} PreceptSpans;

static PreceptElement
get_cell_element (const PreceptColumns *columns,
                  PreceptBlock         *row,
                  PreceptBlock         *cell,
                  guint                 column)
{
  if (row->is_header)
    return PRECEPT_ELEMENT_TABLE_HEAD;
  if (cell->is_header)
    return PRECEPT_ELEMENT_CELL_FIRST;
  if (columns->kind != PRECEPT_TABLE_GENERIC)
    return column == 0 ? PRECEPT_ELEMENT_CELL_FIRST : column == 1 ? PRECEPT_ELEMENT_CELL_GREY
                                                                  : PRECEPT_ELEMENT_CELL;

  return PRECEPT_ELEMENT_CELL;
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

/* Adds the pieces of a row's cells. Returns the height of the highest that ends in this row. */
static double
add_cells (PreceptFlow          *self,
           PreceptBlock         *row,
           const PreceptColumns *columns,
           double                top,
           PreceptSpans         *spans)
{
  double height = 0;
  guint  column = 0;

  for (guint i = 0; row->children != NULL && i < row->children->len; i++)
    {
      PreceptBlock *cell = g_ptr_array_index (row->children, i);
      guint         end = precept_columns_place (spans->rows, columns->n_columns, cell->column_span, &column);
      guint         last = end - 1;
      double        cell_height;

      if (column >= columns->n_columns)
        break;

      cell_height = add_cell (self, cell, get_cell_element (columns, row, cell, column), columns->x[column],
                              columns->x[last] + columns->width[last] - columns->x[column], top);
      for (guint j = column; j <= last; j++)
        {
          spans->rows[j] = MAX (cell->row_span, 1);
          spans->deficit[j] = spans->apart ? 0 : cell_height;
        }
      if (spans->apart)
        height = MAX (height, cell_height);
      column = end;
    }

  for (guint i = 0; i < columns->n_columns; i++)
    {
      if (spans->rows[i] == 1)
        height = MAX (height, spans->deficit[i]);
    }

  return height;
}

/* Goes to the next row. Returns whether a cell reaches into it. */
static gboolean
advance_spans (PreceptSpans *spans,
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

  return reaches;
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
      end = i == columns->n_columns ? PRECEPT_BLOCK_WIDTH : columns->x[i] - PRECEPT_COLUMN_GUTTER;
      precept_flow_add_rule (self, columns->x[first], 0, end - columns->x[first], ROW_RULE, PRECEPT_INK_HAIRLINE, PRECEPT_PIECE_NOT_FIRST);
    }
}

/* Captions */

static void
add_caption (PreceptFlow  *self,
             PreceptBlock *table)
{
  PreceptEntry *entry = precept_flow_meet (self, table);
  PreceptItem  *item;

  if (table->label != NULL && precept_text_get_length (table->label) > 0)
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, table->label, PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH);

      precept_flow_add_text (self, lines, 0, 0, PRECEPT_ROLE_CAPTION, PRECEPT_PIECE_SPACE_AFTER)->block = table;
    }
  if (table->text != NULL && precept_text_get_length (table->text) > 0)
    {
      PreceptLines *lines = precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, table->text, PRECEPT_ELEMENT_CAPTION, PRECEPT_TEXT_WIDTH);

      precept_flow_add_text (self, lines, PRECEPT_TEXT_X, 0, PRECEPT_ROLE_CAPTION, 0)->block = table;
    }
  if (self->scratch->len == 0)
    return;

  item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_CAPTION, PRECEPT_ELEMENT_CAPTION);
  item->keep_next = TRUE;
  item->keep_together = TRUE;
}

/* The caption as it stands above the rest of the table on the next page: one line. */
static PreceptLines *
get_continued_caption (PreceptFlow  *self,
                       PreceptBlock *table)
{
  PreceptEntry    *entry = precept_flow_meet (self, table);
  const char      *phrase = precept_content_get_word (self->content, "continued");
  g_autofree char *caption = table->text != NULL ? precept_text_dup_plain (table->text) : g_strdup ("");
  g_autofree char *whole = NULL;
  g_autofree char *rest = NULL;
  g_autofree char *cut_whole = NULL;
  g_autoptr (PreceptLines) cut = NULL;
  PreceptLines *lines;
  double        room;

  if (entry->lines[PRECEPT_SLOT_EXTRA] != NULL)
    return entry->lines[PRECEPT_SLOT_EXTRA];

  if (phrase == NULL)
    phrase = "%s";
  for (gsize length = strlen (caption); length > 0 && strchr (".:", caption[length - 1]) != NULL; length--)
    caption[length - 1] = '\0';
  whole = precept_phrase (phrase, caption, NULL);
  lines = precept_flow_get_string (self, whole, PRECEPT_ELEMENT_CAPTION_CONTINUED, -1);
  if (precept_lines_get_width (lines) <= PRECEPT_TEXT_WIDTH)
    return lines;

  rest = precept_phrase (phrase, "", NULL);
  room = PRECEPT_TEXT_WIDTH - precept_flow_measure_string (self, rest, PRECEPT_ELEMENT_CAPTION_CONTINUED);
  cut = precept_shaper_set_cut (self->shaper, caption, PRECEPT_ELEMENT_CAPTION_CONTINUED, room);
  cut_whole = precept_phrase (phrase, precept_text_get_string (cut->text), NULL);
  entry->lines[PRECEPT_SLOT_EXTRA] = precept_shaper_set_string (self->shaper, cut_whole, PRECEPT_ELEMENT_CAPTION_CONTINUED, -1);
  return entry->lines[PRECEPT_SLOT_EXTRA];
}

static double
add_continued_caption (PreceptFlow  *self,
                       PreceptBlock *table)
{
  if (table->label == NULL || precept_text_get_length (table->label) == 0)
    return 0;

  precept_flow_add_text (self, precept_flow_get_string (self, precept_text_get_string (table->label), PRECEPT_ELEMENT_MARGIN_LABEL, -1),
                         0, 0, PRECEPT_ROLE_ARTIFACT, PRECEPT_PIECE_ARTIFACT);
  precept_flow_add_text (self, get_continued_caption (self, table), PRECEPT_TEXT_X, 0, PRECEPT_ROLE_ARTIFACT, PRECEPT_PIECE_ARTIFACT);
  return self->style->elements[PRECEPT_ELEMENT_CAPTION].leading + self->style->elements[PRECEPT_ELEMENT_CAPTION].after;
}

/* Rows */

static void
clear_scratch (PreceptFlow *self)
{
  for (guint i = 0; i < self->scratch->len; i++)
    g_clear_pointer (&g_array_index (self->scratch, PreceptPiece, i).lines, precept_lines_unref);
  g_array_set_size (self->scratch, 0);
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
      double       cut = most_height - BELOW_CELL;
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
          clear_scratch (self);
          return;
        }

      /* The first part takes the item's place, and the rest follows it. */
      g_array_set_size (self->items, index);
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      item->block = whole.block;
      item->table = whole.table;
      item->before = item->after = 0;
      item->height += BELOW_CELL;
      for (guint i = 0; i < rest->len; i++)
        {
          PreceptPiece *piece = &g_array_index (rest, PreceptPiece, i);

          piece->y -= (float)(rest_top - ABOVE_CELL);
          g_array_append_val (self->scratch, *piece);
        }
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      item->block = whole.block;
      item->table = whole.table;
      item->before = item->after = 0;
      item->height += BELOW_CELL;
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
  double        top = ABOVE_CELL;
  guint         key;

  if (row->id != NULL)
    g_array_append_val (self->anchors, anchor);

  if (!is_first)
    add_row_rule (self, columns, spans);
  else if (!has_head)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, HEAD_RULE, PRECEPT_INK_INK, 0);
      top += HEAD_RULE;
    }

  /* Most rows are as they were. */
  key = columns->key * 4 + (is_first ? 2 : 0) + (has_head ? 1 : 0) + 4;
  if (!is_spanned (spans) && entry->key == key)
    {
      clear_scratch (self);
      content = entry->height;
      item = precept_flow_repeat_item (self, entry, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
    }
  else
    {
      gboolean stands_alone = !is_spanned (spans);

      content = add_cells (self, row, columns, top, spans);
      item = precept_flow_finish_item (self, entry, PRECEPT_ITEM_ROW, PRECEPT_ELEMENT_CELL);
      entry->key = stands_alone && !has_row_span (row) && !precept_flow_is_collecting (self) ? key : 0;
      entry->height = content;
    }
  item->table = table;
  item->before = item->after = 0;
  item->height = (float)(top + content + BELOW_CELL);
  if (advance_spans (spans, content + ABOVE_CELL + BELOW_CELL) && !spans->apart)
    item->keep_next = TRUE;
  else
    split_row (self, index, most_height);
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
               gboolean              apart,
               double                most_height)
{
  PreceptSpans spans = { .apart = apart };
  guint        i = first;

  do
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      if (row->kind == PRECEPT_BLOCK_ROW)
        add_row (self, row, columns, &spans, i == n_header_rows, n_header_rows > 0, most_height);
      i++;
    }
  while (i < table->children->len && is_spanned (&spans));

  return i;
}

/* Rows that cells hold together stay on a page; where they are higher than one, each is set for itself. */
static void
add_rows (PreceptFlow          *self,
          PreceptBlock         *table,
          const PreceptColumns *columns,
          guint                 n_header_rows,
          double                most_height)
{
  guint i = n_header_rows;

  while (i < table->children->len)
    {
      guint first_item = self->items->len, first_anchor = self->anchors->len;
      guint end = add_row_group (self, table, columns, i, n_header_rows, FALSE, most_height);

      if (end > i + 1 && measure_items (self, first_item) > most_height)
        {
          g_array_set_size (self->items, first_item);
          g_array_set_size (self->anchors, first_anchor);
          end = add_row_group (self, table, columns, i, n_header_rows, TRUE, most_height);
        }
      i = end;
    }
}

/* Adds the pieces of the header rows, with the rules around them. Returns their height. */
static double
add_head (PreceptFlow          *self,
          PreceptBlock         *table,
          const PreceptColumns *columns,
          double                top,
          gboolean              is_artifact)
{
  double       y = top;
  PreceptSpans spans = { 0 };
  guint        first = self->scratch->len;

  precept_flow_add_rule (self, 0, y, PRECEPT_BLOCK_WIDTH, HEAD_RULE, PRECEPT_INK_INK, 0);
  y += HEAD_RULE + ABOVE_CELL;
  for (guint i = 0; i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);
      double        height;

      if (row->kind != PRECEPT_BLOCK_ROW || !row->is_header)
        break;
      if (i > 0)
        y += ABOVE_CELL;
      height = add_cells (self, row, columns, y, &spans);
      advance_spans (&spans, height + ABOVE_CELL);
      y += height;
    }
  y += ABOVE_CELL;
  precept_flow_add_rule (self, 0, y, PRECEPT_BLOCK_WIDTH, UNDER_HEAD_RULE, PRECEPT_INK_INK, 0);

  if (is_artifact)
    {
      for (guint i = first; i < self->scratch->len; i++)
        {
          PreceptPiece *piece = &g_array_index (self->scratch, PreceptPiece, i);

          piece->role = PRECEPT_ROLE_ARTIFACT;
          piece->flags |= PRECEPT_PIECE_ARTIFACT;
        }
    }

  return y + UNDER_HEAD_RULE;
}

static guint
count_header_rows (PreceptBlock *table)
{
  guint n = 0;

  while (n < table->children->len)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, n);

      if (row->kind != PRECEPT_BLOCK_ROW || !row->is_header)
        break;
      n++;
    }

  return n;
}

/* A head that would leave little of a page for the rows is not repeated: its rows are set as others are. */
static gboolean
is_head_high (PreceptFlow          *self,
              PreceptBlock         *table,
              const PreceptColumns *columns)
{
  double height = add_head (self, table, columns, 0, TRUE);

  clear_scratch (self);
  return height > (self->style->bottom - self->style->top) / 3;
}

/* What is repeated where the table breaks. */
static void
add_table_parts (PreceptFlow          *self,
                 PreceptBlock         *table,
                 const PreceptColumns *columns,
                 gboolean              has_head)
{
  PreceptTableParts parts = { .block = table, .item = self->items->len, .foot_height = HEAD_RULE };
  PreceptItem       item;

  parts.continued_height = add_continued_caption (self, table);
  if (parts.continued_height > 0)
    parts.foot_height += ABOVE_CELL + self->style->elements[PRECEPT_ELEMENT_CONTINUES].leading;
  if (has_head)
    parts.continued_height = add_head (self, table, columns, parts.continued_height, TRUE);
  else
    {
      precept_flow_add_rule (self, 0, parts.continued_height, PRECEPT_BLOCK_WIDTH, HEAD_RULE, PRECEPT_INK_INK, 0);
      parts.continued_height += HEAD_RULE;
    }

  item = *precept_flow_finish_item (self, NULL, PRECEPT_ITEM_CAPTION, PRECEPT_ELEMENT_CAPTION);
  g_array_set_size (self->items, self->items->len - 1);
  parts.continued = item.pieces;
  parts.n_continued = item.n_pieces;
  g_array_append_val (self->tables, parts);
}

static void
close_table (PreceptFlow *self,
             guint        first_row)
{
  PreceptItem *last;
  guint        n_items = self->items->len - first_row;

  if (n_items == 0)
    return;

  last = &g_array_index (self->items, PreceptItem, self->items->len - 1);
  last->after = 14;
  last->height += (float)HEAD_RULE;
  last->closes_table = TRUE;
  if (n_items > 1)
    last[-1].keep_next = TRUE;
}

static void
add_table_notes (PreceptFlow         *self,
                 PreceptBlock        *table,
                 guint                first_item,
                 guint                first_note,
                 const PreceptColumn *column)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  PreceptColumn inside = *column;
  guint         first = self->items->len;

  for (guint i = first_note; i < table->children->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (table->children, i);

      if (block->kind != PRECEPT_BLOCK_ROW)
        g_ptr_array_add (notes, block);
    }
  if (notes->len == 0)
    return;

  if (first > first_item)
    g_array_index (self->items, PreceptItem, first - 1).keep_next = TRUE;
  inside.is_free = FALSE;
  inside.element = PRECEPT_ELEMENT_CELL;
  inside.x = PRECEPT_TEXT_X;
  inside.width = PRECEPT_TEXT_WIDTH;
  for (guint i = 0; i < notes->len; i++)
    {
      PreceptBlock *note = g_ptr_array_index (notes, i);
      PreceptAnchor anchor = { note, self->items->len };

      /* Under a table they need no bar of their own. */
      if (note->kind == PRECEPT_BLOCK_NOTE)
        {
          if (note->id != NULL)
            g_array_append_val (self->anchors, anchor);
          precept_flow_add_blocks (self, note->children, &inside);
        }
      else
        {
          g_autoptr (GPtrArray) one = g_ptr_array_new ();

          g_ptr_array_add (one, note);
          precept_flow_add_blocks (self, one, &inside);
        }
      precept_flow_flush (self);
    }
  if (self->items->len > first)
    {
      if (first > first_item)
        g_array_index (self->items, PreceptItem, first - 1).after = 5;
      g_array_index (self->items, PreceptItem, self->items->len - 1).after = 14;
    }
}

/* A table within a cell has no room for columns of its own: its cells follow one another. */
static void
add_nested_table (PreceptFlow         *self,
                  PreceptBlock        *table,
                  const PreceptColumn *column)
{
  for (guint i = 0; i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      for (guint j = 0; row->kind == PRECEPT_BLOCK_ROW && row->children != NULL && j < row->children->len; j++)
        precept_flow_add_blocks (self, ((PreceptBlock *)g_ptr_array_index (row->children, j))->children, column);
    }
}

void
precept_flow_add_table (PreceptFlow         *self,
                        PreceptBlock        *table,
                        const PreceptColumn *column)
{
  PreceptEntry      *entry;
  PreceptColumns    *columns;
  PreceptTableParts *parts;
  guint              n_header_rows;
  guint              first_item, first_row;
  double             most_height;

  if (table->children == NULL || table->children->len == 0)
    return;
  if (column->in_cell)
    {
      add_nested_table (self, table, column);
      return;
    }

  precept_flow_flush (self);
  entry = precept_flow_meet (self, table);
  if (entry->columns == NULL)
    {
      entry->columns = g_new0 (PreceptColumns, 1);
      precept_columns_find (entry->columns, table);
    }
  columns = entry->columns;
  n_header_rows = count_header_rows (table);
  if (n_header_rows > 0 && is_head_high (self, table, columns))
    n_header_rows = 0;
  add_table_parts (self, table, columns, n_header_rows > 0);
  parts = &g_array_index (self->tables, PreceptTableParts, self->tables->len - 1);
  most_height = self->style->bottom - self->style->top - parts->continued_height - parts->foot_height;

  first_item = self->items->len;
  add_caption (self, table);
  if (n_header_rows > 0)
    {
      PreceptItem *item;
      guint        table_index = self->tables->len;

      for (guint i = 0; i < n_header_rows; i++)
        {
          PreceptBlock *row = g_ptr_array_index (table->children, i);
          PreceptAnchor anchor = { row, self->items->len };

          if (row->id != NULL)
            g_array_append_val (self->anchors, anchor);
        }
      add_head (self, table, columns, 0, FALSE);
      item = precept_flow_finish_item (self, precept_flow_meet (self, g_ptr_array_index (table->children, 0)),
                                       PRECEPT_ITEM_CAPTION, PRECEPT_ELEMENT_CELL);
      item->before = 14;
      item->after = 0;
      item->keep_next = TRUE;
      item->keep_together = TRUE;
      item->table = table_index;
      if (self->items->len > 1 && item[-1].block == table)
        item->before = 0;
    }

  first_row = self->items->len;
  add_rows (self, table, columns, n_header_rows, most_height);
  if (n_header_rows == 0 && self->items->len > first_row && (first_row == 0 || g_array_index (self->items, PreceptItem, first_row - 1).block != table))
    g_array_index (self->items, PreceptItem, first_row).before = 14;
  close_table (self, first_row);
  add_table_notes (self, table, first_item, n_header_rows, column);
}
