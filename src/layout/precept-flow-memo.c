/* precept-flow-memo.c: takes over what did not change since the last pass
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"

#include <string.h>

static void
swap (gpointer *a,
      gpointer *b)
{
  gpointer c = *a;

  *a = *b;
  *b = c;
}

void
precept_flow_turn_over (PreceptFlow *self)
{
  self->previous.n_front = self->front->len;
  self->previous.n_front_anchors = self->front_anchors->len;
  swap ((gpointer *)&self->previous.items, (gpointer *)&self->items);
  swap ((gpointer *)&self->previous.anchors, (gpointer *)&self->anchors);
  swap ((gpointer *)&self->previous.headings, (gpointer *)&self->headings);
  swap ((gpointer *)&self->previous.tables, (gpointer *)&self->tables);
  swap ((gpointer *)&self->previous.sections, (gpointer *)&self->sections);
  swap ((gpointer *)&self->previous.generated, (gpointer *)&self->generated);

  self->generation++;
  self->n_met = 0;
  self->n_met_strings = 0;
  self->n_set_bytes = 0;
  self->margin_item = G_MAXUINT;
  g_array_set_size (self->items, 0);
  g_array_set_size (self->front, 0);
  g_array_set_size (self->anchors, 0);
  g_array_set_size (self->front_anchors, 0);
  g_array_set_size (self->headings, 0);
  g_array_set_size (self->tables, 0);
  g_ptr_array_set_size (self->sections, 0);
  g_ptr_array_set_size (self->generated, 0);
  g_string_chunk_clear (self->targets);
}

PreceptExtent
precept_flow_get_extent (PreceptFlow *self)
{
  const PreceptExtent extent = {
    .n_items = self->items->len,
    .n_anchors = self->anchors->len,
    .n_headings = self->headings->len,
    .n_tables = self->tables->len,
    .n_sections = self->sections->len,
    .n_generated = self->generated->len,
    .n_met = self->n_met,
    .n_met_strings = self->n_met_strings,
  };

  return extent;
}

void
precept_flow_remember (PreceptFlow         *self,
                       PreceptEntry        *entry,
                       const PreceptColumn *column,
                       const PreceptExtent *begin)
{
  PreceptMemo *memo = &entry->memo;

  /* Pieces that wait would become part of another block's item. */
  if (self->scratch->len > 0)
    {
      memo->generation = 0;
      return;
    }
  memo->generation = self->generation;
  memo->begin = *begin;
  memo->end = precept_flow_get_extent (self);
  memo->column = *column;
  memo->outline = self->outline;
}

static gboolean
is_same_column (const PreceptColumn *a,
                const PreceptColumn *b)
{
  return memcmp (&a->x, &b->x, sizeof a->x) == 0 && memcmp (&a->width, &b->width, sizeof a->width) == 0 &&
         a->element == b->element && a->depth == b->depth && a->criteria == b->criteria && a->level == b->level && a->in_cell == b->in_cell &&
         a->is_free == b->is_free;
}

static void
copy_items (PreceptFlow       *self,
            const PreceptMemo *memo)
{
  guint first = self->items->len;
  guint n_sections = self->sections->len - memo->begin.n_sections; /* what is added to each, perhaps below 0: modulo 2^32 */
  guint n_tables = self->tables->len - memo->begin.n_tables;

  if (memo->end.n_items == memo->begin.n_items)
    return;

  g_array_append_vals (self->items, &g_array_index (self->previous.items, PreceptItem, self->previous.n_front + memo->begin.n_items),
                       memo->end.n_items - memo->begin.n_items);
  if (n_sections == 0 && n_tables == 0)
    return;

  for (guint i = first; i < self->items->len; i++)
    {
      PreceptItem *item = &g_array_index (self->items, PreceptItem, i);

      item->section += n_sections;
      if (item->table > 0)
        item->table += n_tables;
    }
}

gboolean
precept_flow_reuse (PreceptFlow         *self,
                    PreceptEntry        *entry,
                    const PreceptColumn *column)
{
  const PreceptMemo *memo = &entry->memo;
  guint              shift = self->items->len - memo->begin.n_items - self->previous.n_front; /* modulo 2^32 */

  if (!self->may_reuse || memo->generation == 0 || memo->generation + 1 != self->generation || self->scratch->len > 0 ||
      memo->outline != self->outline || !is_same_column (&memo->column, column))
    return FALSE;

  copy_items (self, memo);
  for (guint i = memo->begin.n_anchors; i < memo->end.n_anchors; i++)
    {
      PreceptAnchor anchor = g_array_index (self->previous.anchors, PreceptAnchor, self->previous.n_front_anchors + i);

      anchor.item += shift;
      g_array_append_val (self->anchors, anchor);
    }
  for (guint i = memo->begin.n_headings; i < memo->end.n_headings; i++)
    {
      PreceptFlowHeading heading = g_array_index (self->previous.headings, PreceptFlowHeading, i);

      heading.item += shift;
      g_array_append_val (self->headings, heading);
    }
  for (guint i = memo->begin.n_tables; i < memo->end.n_tables; i++)
    {
      PreceptTableParts parts = g_array_index (self->previous.tables, PreceptTableParts, i);

      parts.item += shift;
      g_array_append_val (self->tables, parts);
    }
  for (guint i = memo->begin.n_sections; i < memo->end.n_sections; i++)
    g_ptr_array_add (self->sections, g_ptr_array_index (self->previous.sections, i));
  for (guint i = memo->begin.n_generated; i < memo->end.n_generated; i++)
    g_ptr_array_add (self->generated, g_steal_pointer (&g_ptr_array_index (self->previous.generated, i)));
  self->n_met += memo->end.n_met - memo->begin.n_met;
  self->n_met_strings += memo->end.n_met_strings - memo->begin.n_met_strings;

  return TRUE;
}
