/* precept-import-items.c: a list of criteria as a tree of its items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* A list may go on with its next number below so many paragraphs. */
#define MAX_BETWEEN 2

static void
free_item (gpointer data)
{
  PreceptImportItem *item = data;

  g_free (item->text);
  g_ptr_array_unref (item->children);
  g_ptr_array_unref (item->notes);
  g_free (item);
}

static PreceptImportItem *
add_item (GPtrArray *items, PreceptImportBlock *block, guint start)
{
  PreceptImportItem *item = g_new0 (PreceptImportItem, 1);

  item->block = block;
  item->start = start;
  item->end = start + 1;
  item->children = g_ptr_array_new_with_free_func (free_item);
  item->notes = g_ptr_array_new ();
  g_ptr_array_add (items, item);

  return item;
}

static PreceptImportItem *
last_item (GPtrArray *items)
{
  return items->len > 0 ? g_ptr_array_index (items, items->len - 1) : NULL;
}

/* Whether the list whose last item is @last goes on below the paragraph at @i. */
static gboolean
goes_on (PreceptImportSpan span, guint i, const PreceptImportBlock *last)
{
  for (guint n = 0; n < MAX_BETWEEN && i < span.n; n++, i++)
    {
      PreceptImportBlock *next = precept_import_span_at (span, i + 1);

      if (span.items[i]->kind != PRECEPT_IMPORT_PARAGRAPH || next == NULL)
        return FALSE;
      if (next->kind == PRECEPT_IMPORT_ITEM)
        return next->depth == last->depth && next->numbered && last->numbered && next->style == last->style && next->value == last->value + 1;
    }

  return FALSE;
}

/* The next item of the list at or below @i; NULL: none follows, or something else stands before it. */
static PreceptImportBlock *
find_next_item (PreceptImportSpan span, guint i)
{
  while (i < span.n && span.items[i]->kind == PRECEPT_IMPORT_PARAGRAPH)
    i++;

  return i < span.n && span.items[i]->kind == PRECEPT_IMPORT_ITEM ? span.items[i] : NULL;
}

/* The item that a block between items belongs to: where items go on within @last, one of those. */
static PreceptImportItem *
find_owner (PreceptImportItem *last, PreceptImportSpan span, guint i)
{
  PreceptImportBlock *next = find_next_item (span, i + 1);

  while (next != NULL && last->children->len > 0 && next->depth > last->block->depth)
    {
      last->end = i + 1;
      last = last_item (last->children);
    }
  last->end = i + 1;

  return last;
}

/* Whether a conjunction on a line of its own joins items of @depth. */
static gboolean
joins_here (PreceptImportSpan span, guint i, guint depth, gboolean outermost)
{
  PreceptImportBlock *block = span.items[i];
  PreceptImportBlock *next = find_next_item (span, i + 1);

  if (block->kind == PRECEPT_IMPORT_ITEM)
    return outermost || block->depth >= depth;
  if (next == NULL)
    return outermost && block->depth > 0;

  return outermost || next->depth >= depth;
}

static void
add_conjunction (PreceptImportItem *owner, PreceptImportBlock *block, PreceptImportConjunction conjunction)
{
  /* Said twice, the second one is text. */
  if (owner->after != PRECEPT_IMPORT_NO_CONJUNCTION)
    {
      g_ptr_array_add (owner->notes, block);
      return;
    }
  owner->after = conjunction;
  owner->line = block->line;
}

static guint
collect (GPtrArray *items, PreceptImportSpan span, guint i, guint depth, gboolean outermost)
{
  for (; i < span.n; i++)
    {
      PreceptImportBlock      *block = span.items[i];
      PreceptImportItem       *last = last_item (items);
      PreceptImportConjunction conjunction;

      if (block->kind != PRECEPT_IMPORT_ITEM && block->kind != PRECEPT_IMPORT_PARAGRAPH)
        break;
      if (last != NULL && precept_import_is_conjunction (block->text, &conjunction))
        {
          if (!joins_here (span, i, depth, outermost))
            break;
          add_conjunction (find_owner (last, span, i), block, conjunction);
        }
      else if (block->kind == PRECEPT_IMPORT_ITEM && block->depth == depth)
        {
          if (outermost && last != NULL && block->numbered && block->value == 1 && last->block->numbered && last->block->style == block->style)
            break;
          add_item (items, block, i);
        }
      else if (block->kind == PRECEPT_IMPORT_ITEM && block->depth > depth && last != NULL)
        {
          i = collect (last->children, span, i, block->depth, FALSE) - 1;
          last->end = i + 1;
        }
      else if (block->kind == PRECEPT_IMPORT_PARAGRAPH && last != NULL &&
               (block->depth > depth || (outermost && goes_on (span, i, last->block))))
        g_ptr_array_add (find_owner (last, span, i)->notes, block);
      else
        break;
    }

  return i;
}

/* Takes the conjunctions from the ends of the items. What stands after the last one of a list joins the item that holds it. */
static void
take_conjunctions (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    {
      PreceptImportItem       *item = g_ptr_array_index (items, i);
      PreceptImportItem       *previous = i > 0 ? g_ptr_array_index (items, i - 1) : NULL;
      PreceptImportItem       *inner;
      PreceptImportConjunction conjunction = PRECEPT_IMPORT_NO_CONJUNCTION;
      const char              *raw = item->block->text;
      gsize                    length = previous != NULL ? precept_import_measure_conjunction (raw, &conjunction) : 0;

      if (length > 0 && previous->after == PRECEPT_IMPORT_NO_CONJUNCTION)
        {
          previous->after = conjunction;
          previous->line = item->block->line;
          raw += length;
        }
      if (item->children->len > 0)
        {
          item->text = g_strdup (raw);
          take_conjunctions (item->children);
          inner = last_item (item->children);
          if (item->after == PRECEPT_IMPORT_NO_CONJUNCTION)
            {
              item->after = inner->after;
              item->line = inner->line;
              inner->after = PRECEPT_IMPORT_NO_CONJUNCTION;
            }
          continue;
        }
      item->text = precept_import_take_conjunction (raw, &conjunction);
      if (conjunction != PRECEPT_IMPORT_NO_CONJUNCTION && item->after != PRECEPT_IMPORT_NO_CONJUNCTION)
        {
          /* It is said twice: the word stays. */
          g_free (item->text);
          item->text = g_strdup (raw);
        }
      else if (conjunction != PRECEPT_IMPORT_NO_CONJUNCTION)
        {
          /* What is not clear is left for people to read. */
          if (conjunction == PRECEPT_IMPORT_AND_OR)
            {
              g_free (item->text);
              item->text = g_strdup (raw);
            }
          item->after = conjunction;
          item->line = item->block->last_line;
        }
    }
}

/*
 * precept_import_read_items:
 * @span: blocks
 * @i: where a list begins in them
 * @end: (out): where it ends
 *
 * Returns: (transfer full): the items of the list, each with those below it
 */
GPtrArray *
precept_import_read_items (PreceptImportSpan span, guint i, guint *end)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);

  g_assert (i < span.n && span.items[i]->kind == PRECEPT_IMPORT_ITEM);
  *end = collect (items, span, i, span.items[i]->depth, TRUE);
  if (*end == i)
    {
      add_item (items, span.items[i], i);
      *end = i + 1;
    }
  take_conjunctions (items);

  return items;
}
