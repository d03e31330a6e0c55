/* precept-flow-table.c: tables to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-rows.h"

#include <string.h>

#define UNDER_HEAD_RULE 0.5

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

/* Adds the pieces of the header rows, with the rules around them. Returns their height. */
static double
add_head (PreceptFlow          *self,
          PreceptBlock         *table,
          const PreceptColumns *columns,
          double                top,
          guint                 n_rows,
          gboolean              is_artifact)
{
  double       y = top;
  PreceptSpans spans = { 0 };
  guint        first = self->scratch->len;

  precept_flow_add_rule (self, 0, y, PRECEPT_BLOCK_WIDTH, PRECEPT_HEAD_RULE, PRECEPT_INK_INK, 0);
  y += PRECEPT_HEAD_RULE + PRECEPT_ABOVE_CELL;
  for (guint i = 0; i < n_rows; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);
      double        height;

      if (i > 0)
        y += PRECEPT_ABOVE_CELL;
      height = precept_flow_add_cells (self, row, columns, y, n_rows - i, &spans);
      precept_spans_advance (&spans, height + PRECEPT_ABOVE_CELL);
      y += height;
    }
  y += PRECEPT_ABOVE_CELL;
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

/* What is repeated where the table breaks. Returns how many rows that head has: none where it would leave little of a
 * page for the rows below it, and its rows are set as others are. */
static guint
add_table_parts (PreceptFlow          *self,
                 PreceptBlock         *table,
                 const PreceptColumns *columns,
                 guint                 n_header_rows)
{
  PreceptTableParts parts = { .block = table, .item = self->items->len, .foot_height = PRECEPT_HEAD_RULE };
  PreceptItem       item;

  parts.continued_height = add_continued_caption (self, table);
  if (parts.continued_height > 0)
    parts.foot_height += PRECEPT_ABOVE_CELL + self->style->elements[PRECEPT_ELEMENT_CONTINUES].leading;
  if (n_header_rows > 0)
    {
      guint  n_pieces = self->scratch->len;
      double bottom = add_head (self, table, columns, parts.continued_height, n_header_rows, TRUE);

      if (bottom - parts.continued_height > (self->style->bottom - self->style->top) / 3)
        {
          precept_flow_truncate_scratch (self, n_pieces);
          n_header_rows = 0;
        }
      else
        parts.continued_height = bottom;
    }
  if (n_header_rows == 0)
    {
      precept_flow_add_rule (self, 0, parts.continued_height, PRECEPT_BLOCK_WIDTH, PRECEPT_HEAD_RULE, PRECEPT_INK_INK, 0);
      parts.continued_height += PRECEPT_HEAD_RULE;
    }

  item = *precept_flow_finish_item (self, NULL, PRECEPT_ITEM_CAPTION, PRECEPT_ELEMENT_CAPTION);
  g_array_set_size (self->items, self->items->len - 1);
  parts.continued = item.pieces;
  parts.n_continued = item.n_pieces;
  g_array_append_val (self->tables, parts);
  return n_header_rows;
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
  last->height += (float)PRECEPT_HEAD_RULE;
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

static gboolean
has_text (PreceptText *text)
{
  return text != NULL && precept_text_get_length (text) > 0;
}

/* A table within a cell has no room for columns of its own: its caption, its cells and its notes follow one another. */
static void
add_nested_table (PreceptFlow         *self,
                  PreceptBlock        *table,
                  const PreceptColumn *column)
{
  PreceptEntry *entry = precept_flow_meet (self, table);

  precept_flow_flush (self);
  if (has_text (table->label))
    precept_flow_add_text (self, precept_flow_get_lines (self, entry, PRECEPT_SLOT_LABEL, table->label, PRECEPT_ELEMENT_CELL_FIRST, column->width),
                           column->x, 0, PRECEPT_ROLE_CELL, PRECEPT_PIECE_SPACE_AFTER)
      ->block = table;
  if (has_text (table->text))
    {
      double y = has_text (table->label) ? precept_lines_get_height (entry->lines[PRECEPT_SLOT_LABEL]) : 0;

      precept_flow_add_text (self, precept_flow_get_lines (self, entry, PRECEPT_SLOT_TEXT, table->text, column->element, column->width),
                             column->x, y, PRECEPT_ROLE_CELL, 0)
        ->block = table;
    }
  if (self->scratch->len > 0)
    precept_flow_finish_item (self, entry, PRECEPT_ITEM_TEXT, column->element);

  for (guint i = 0; i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      if (row->kind == PRECEPT_BLOCK_ROW)
        {
          for (guint j = 0; row->children != NULL && j < row->children->len; j++)
            precept_flow_add_blocks (self, ((PreceptBlock *)g_ptr_array_index (row->children, j))->children, column);
        }
      else
        {
          g_autoptr (GPtrArray) one = g_ptr_array_new ();

          g_ptr_array_add (one, row);
          precept_flow_add_blocks (self, one, column);
        }
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
  n_header_rows = add_table_parts (self, table, columns, count_header_rows (table));
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
      add_head (self, table, columns, 0, n_header_rows, FALSE);
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
  precept_flow_add_rows (self, table, columns, n_header_rows, most_height);
  if (n_header_rows == 0 && self->items->len > first_row && (first_row == 0 || g_array_index (self->items, PreceptItem, first_row - 1).block != table))
    g_array_index (self->items, PreceptItem, first_row).before = 14;
  close_table (self, first_row);
  add_table_notes (self, table, first_item, n_header_rows, column);
}
