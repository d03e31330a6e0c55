/* precept-paginator.c: items to pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-paginator.h"

#include "precept-flow-private.h"

/**
 * PreceptPagination:
 *
 * Which part of which item is where on which page.
 *
 * Items are placed one after the other. The last place where a break would be good is remembered; when an item does
 * not fit, the page ends there, and what was placed after it is taken back. Where no good place is left on a page
 * (what must keep together is taller than a page), it ends at the last line that fits.
 */

#define TOLERANCE 0.01

/* A place where the page may end. */
typedef struct
{
  gboolean is_set;
  guint    item, line;  /* what would be first on the next page */
  guint    n_fragments; /* of the page before it */
  double   end;
} PreceptBreak;

typedef struct
{
  PreceptPagination *self;
  PreceptStyle      *style;
  const PreceptItem *items;
  guint              n_items;
  GArray            *tables;
  guint              disclaimer, body;

  /* The page that is being filled. */
  guint        first_fragment;
  double       y;
  PreceptBreak best;
  PreceptBreak least_bad; /* where there is no good one: nothing would run off the page */

  /* What comes next. */
  guint item, line;
} PreceptRunning;

PreceptPagination *
precept_pagination_new (void)
{
  PreceptPagination *self = g_new0 (PreceptPagination, 1);

  self->fragments = g_array_new (FALSE, FALSE, sizeof (PreceptFragment));
  self->pages = g_array_new (FALSE, FALSE, sizeof (PreceptPageSpan));
  return self;
}

void
precept_pagination_free (PreceptPagination *self)
{
  g_array_unref (self->fragments);
  g_array_unref (self->pages);
  g_free (self);
}

/* The table that would be parted by a break before an item; 0: none. */
static guint
find_parted_table (const PreceptRunning *running,
                   guint                 item)
{
  const PreceptItem *next;

  if (item == 0 || item >= running->n_items)
    return 0;

  next = &running->items[item];
  if (next->kind != PRECEPT_ITEM_ROW || next->table == 0)
    return 0;

  return next[-1].kind == PRECEPT_ITEM_ROW && next[-1].table == next->table ? next->table : 0;
}

static const PreceptTableParts *
get_table (const PreceptRunning *running,
           guint                 table)
{
  return &g_array_index (running->tables, PreceptTableParts, table - 1);
}

static gboolean
is_page_empty (const PreceptRunning *running)
{
  return running->self->fragments->len == running->first_fragment;
}

static void
begin_page (PreceptRunning *running)
{
  PreceptPageSpan page = { 0 };

  page.top = running->self->pages->len == 0 ? running->style->first_top : running->style->top;
  page.first_fragment = running->self->fragments->len;
  page.continues = running->line == 0 ? find_parted_table (running, running->item) : 0;
  if (page.continues > 0)
    page.top += get_table (running, page.continues)->continued_height;
  page.end = page.top;
  running->first_fragment = page.first_fragment;
  running->y = page.top;
  running->best.is_set = FALSE;
  running->least_bad.is_set = FALSE;
  g_array_append_val (running->self->pages, page);
}

static void
end_page (PreceptRunning *running)
{
  PreceptPageSpan *page = &g_array_index (running->self->pages, PreceptPageSpan, running->self->pages->len - 1);

  page->n_fragments = running->self->fragments->len - page->first_fragment;
  page->end = running->y;
  page->breaks = running->line == 0 && page->n_fragments > 0 ? find_parted_table (running, running->item) : 0;
}

static void
break_page (PreceptRunning *running)
{
  end_page (running);
  begin_page (running);
}

static void
place (PreceptRunning *running,
       guint           n_lines,
       double          top,
       double          height)
{
  PreceptFragment fragment = { running->item, running->line, n_lines, (float)top };

  g_array_append_val (running->self->fragments, fragment);
  running->y = top + height;
}

static void
remember_break (PreceptRunning *running,
                PreceptBreak   *place,
                guint           item,
                guint           line,
                double          end)
{
  place->is_set = TRUE;
  place->item = item;
  place->line = line;
  place->n_fragments = running->self->fragments->len;
  place->end = end;
}

/* The page ends where a break was found. */
static void
take_break (PreceptRunning *running,
            PreceptBreak    best)
{
  g_array_set_size (running->self->fragments, best.n_fragments);
  if (best.line > 0)
    {
      PreceptFragment *last = &g_array_index (running->self->fragments, PreceptFragment, best.n_fragments - 1);

      last->n_lines = best.line - last->first_line;
    }
  running->item = best.item;
  running->line = best.line;
  running->y = best.end;
  break_page (running);
}

/* How many lines of the item fit on the page, from the one that is next. */
static guint
count_fitting (const PreceptRunning *running,
               const PreceptItem    *item,
               double                top)
{
  double room = running->style->bottom - top - (running->line == 0 ? (double)item->lines_top : 0) + TOLERANCE;

  return room > 0 && item->n_lines > 0 ? MIN ((guint)(room / (double)item->leading), item->n_lines - running->line) : 0;
}

static double
get_lines_height (const PreceptRunning *running,
                  const PreceptItem    *item,
                  guint                 n_lines)
{
  return (running->line == 0 ? (double)item->lines_top : 0) + n_lines * (double)item->leading;
}

static void
place_whole (PreceptRunning    *running,
             const PreceptItem *item,
             double             top,
             double             height)
{
  guint n_left = item->n_lines - running->line;
  guint least = running->line == 0 ? item->orphans : 2;

  place (running, n_left, top, height);

  /* The last break within it that leaves two lines. */
  if (!item->keep_together && n_left >= least + 2)
    remember_break (running, &running->best, running->item, item->n_lines - 2, top + get_lines_height (running, item, n_left - 2));
  running->item++;
  running->line = 0;
}

static void
place_lines (PreceptRunning    *running,
             const PreceptItem *item,
             double             top,
             guint              n_lines)
{
  place (running, n_lines, top, get_lines_height (running, item, n_lines));
  running->line += n_lines;
  break_page (running);
}

static void
overflow (PreceptRunning    *running,
          const PreceptItem *item,
          double             top,
          double             height)
{
  guint n_left = item->n_lines - running->line;
  guint n_fit = count_fitting (running, item, top);
  guint least = running->line == 0 ? item->orphans : 2;
  guint n_good = n_left >= 2 ? MIN (n_fit, n_left - 2) : 0;

  if (!item->keep_together && n_good >= least)
    place_lines (running, item, top, n_good);
  else if (running->best.is_set)
    take_break (running, running->best);
  else if (n_fit >= 1 && n_fit < n_left && (n_fit >= 2 || is_page_empty (running)))
    place_lines (running, item, top, n_fit);
  else if (!is_page_empty (running) && item[-1].holds_next && running->least_bad.is_set)
    take_break (running, running->least_bad);
  else if (!is_page_empty (running))
    break_page (running);
  else
    place_whole (running, item, top, height); /* It fits on no page. */
}

static void
place_next (PreceptRunning *running)
{
  const PreceptItem *item = &running->items[running->item];
  double             top = running->y;
  double             height = (double)item->height;

  if (running->line > 0)
    height -= (double)item->lines_top + running->line * (double)item->leading;

  if (!is_page_empty (running))
    {
      guint  table = find_parted_table (running, running->item);
      double foot = table > 0 ? get_table (running, table)->foot_height : 0;

      if (!item[-1].keep_next && running->y + foot <= running->style->bottom + TOLERANCE)
        remember_break (running, &running->best, running->item, 0, running->y);
      if (!item[-1].holds_next)
        remember_break (running, &running->least_bad, running->item, 0, running->y);
      top += precept_item_gap (item - 1, item);
    }

  if (top + height <= running->style->bottom + TOLERANCE)
    place_whole (running, item, top, height);
  else
    overflow (running, item, top, height);
}

/* So that its last line ends where the text of a page ends. */
static void
sink_disclaimer (PreceptRunning *running)
{
  PreceptPagination *self = running->self;
  double             shift = running->style->bottom - running->y;

  for (guint i = running->first_fragment; i < self->fragments->len && shift > 0; i++)
    {
      PreceptFragment *fragment = &g_array_index (self->fragments, PreceptFragment, i);

      if (fragment->item >= running->disclaimer)
        fragment->y += (float)shift;
    }
}

void
precept_pagination_run (PreceptPagination *self,
                        PreceptStyle      *style,
                        GArray            *items,
                        GArray            *tables,
                        guint              disclaimer,
                        guint              body)
{
  PreceptRunning running = {
    .self = self,
    .style = style,
    .items = (const PreceptItem *)(void *)items->data,
    .n_items = items->len,
    .tables = tables,
    .disclaimer = disclaimer,
    .body = body,
  };
  guint sequence = 1;

  g_array_set_size (self->fragments, 0);
  g_array_set_size (self->pages, 0);
  for (guint i = 0; i < items->len; i++)
    {
      PreceptItem *item = &g_array_index (items, PreceptItem, i);

      item->sequence = sequence;
      sequence += item->n_pieces;
    }
  if (items->len == 0)
    return;

  begin_page (&running);
  while (running.item < running.n_items)
    {
      if (running.item == body && running.line == 0 && self->pages->len == 1 && !is_page_empty (&running))
        {
          sink_disclaimer (&running);
          break_page (&running);
        }
      place_next (&running);
    }
  if (body >= items->len && self->pages->len == 1)
    sink_disclaimer (&running);
  end_page (&running);
}

gboolean
precept_pagination_find (PreceptPagination *self,
                         guint              item,
                         guint             *page,
                         guint             *fragment)
{
  guint low = 0, high = self->pages->len;

  /* The last page whose first fragment is not after the item. */
  while (low + 1 < high)
    {
      guint                  middle = low + (high - low) / 2;
      const PreceptPageSpan *span = &g_array_index (self->pages, PreceptPageSpan, middle);
      const PreceptFragment *first = &g_array_index (self->fragments, PreceptFragment, span->first_fragment);

      if (first->item < item || (first->item == item && first->first_line == 0))
        low = middle;
      else
        high = middle;
    }

  if (low < self->pages->len)
    {
      const PreceptPageSpan *span = &g_array_index (self->pages, PreceptPageSpan, low);

      for (guint i = span->first_fragment; i < span->first_fragment + span->n_fragments; i++)
        {
          if (g_array_index (self->fragments, PreceptFragment, i).item == item)
            {
              *page = low;
              *fragment = i;
              return TRUE;
            }
        }
    }

  return FALSE;
}

double
precept_fragment_get_height (const PreceptFragment *self,
                             const PreceptItem     *item)
{
  if (item->n_lines == 0 || (self->first_line == 0 && self->n_lines == item->n_lines))
    return (double)item->height;
  if (self->first_line == 0)
    return (double)item->lines_top + self->n_lines * (double)item->leading;

  return self->n_lines * (double)item->leading;
}
