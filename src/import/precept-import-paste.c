/* precept-import-paste.c: pasted blocks to a fragment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-html-private.h"

#include <string.h>

PreceptPasteBlock *
precept_paste_block_new (PreceptPasteKind kind)
{
  PreceptPasteBlock *self = g_new0 (PreceptPasteBlock, 1);

  self->kind = kind;
  self->columns = 1;
  self->rows = 1;
  self->children = precept_paste_blocks_new ();
  return self;
}

void
precept_paste_block_free (PreceptPasteBlock *self)
{
  g_clear_pointer (&self->text, precept_inline_unref);
  g_ptr_array_unref (self->children);
  g_free (self);
}

GPtrArray *
precept_paste_blocks_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify)precept_paste_block_free);
}

/* Lists from loose items. */

static PreceptPasteBlock *
get_last (GPtrArray *blocks)
{
  return blocks->len > 0 ? g_ptr_array_index (blocks, blocks->len - 1) : NULL;
}

static PreceptPasteBlock *
add (GPtrArray *blocks, PreceptPasteKind kind)
{
  PreceptPasteBlock *block = precept_paste_block_new (kind);

  g_ptr_array_add (blocks, block);
  return block;
}

/* The list that takes an item of this level: the last one of @blocks, or one inside its last item. */
static PreceptPasteBlock *
find_list (GPtrArray *blocks, const PreceptPasteBlock *item)
{
  PreceptPasteBlock *list = get_last (blocks);

  if (list == NULL || list->kind != PRECEPT_PASTE_LIST || (item->level == 1 && list->numbered != item->numbered))
    {
      list = add (blocks, PRECEPT_PASTE_LIST);
      list->numbered = item->numbered;
      list->numbering = item->numbering;
      list->start = item->start;
    }
  for (guint level = 1; level < item->level; level++)
    {
      PreceptPasteBlock *outer = get_last (list->children);
      PreceptPasteBlock *inner;

      if (outer == NULL)
        break; /* deeper than there is a level for */
      inner = get_last (outer->children);
      if (inner == NULL || inner->kind != PRECEPT_PASTE_LIST || (level + 1 == item->level && inner->numbered != item->numbered))
        {
          inner = add (outer->children, PRECEPT_PASTE_LIST);
          inner->numbered = item->numbered;
          inner->numbering = item->numbering;
          inner->start = item->start;
        }
      list = inner;
    }
  return list;
}

static void
group_items (GPtrArray *blocks)
{
  g_autoptr (GPtrArray) old = precept_paste_blocks_new ();
  guint    n_blocks = blocks->len;
  gboolean in_list = FALSE;

  for (guint i = 0; i < n_blocks; i++)
    g_ptr_array_add (old, blocks->pdata[i]);
  g_ptr_array_set_free_func (blocks, NULL);
  g_ptr_array_set_size (blocks, 0);
  g_ptr_array_set_free_func (blocks, (GDestroyNotify)precept_paste_block_free);
  for (guint i = 0; i < n_blocks; i++)
    {
      PreceptPasteBlock *block = g_ptr_array_index (old, i);

      old->pdata[i] = NULL;
      group_items (block->children);
      if (block->kind == PRECEPT_PASTE_LOOSE_ITEM)
        {
          PreceptPasteBlock *item;

          /* A list that was one already stays apart. */
          if (!in_list && get_last (blocks) != NULL && get_last (blocks)->kind == PRECEPT_PASTE_LIST)
            block->level = 1;
          item = add (find_list (blocks, block)->children, PRECEPT_PASTE_ITEM);
          block->kind = PRECEPT_PASTE_PARAGRAPH;
          g_ptr_array_add (item->children, block);
          in_list = TRUE;
          continue;
        }
      in_list = FALSE;
      g_ptr_array_add (blocks, block);
    }
  g_ptr_array_set_free_func (old, NULL);
}

/* What holds no word is left out, but not an empty cell. */
static gboolean
is_empty (const PreceptPasteBlock *block)
{
  if (block->kind == PRECEPT_PASTE_CELL)
    return FALSE;
  return block->children->len == 0 && (block->text == NULL || precept_inline_is_empty (block->text));
}

static void
drop_empty (GPtrArray *blocks)
{
  for (guint i = blocks->len; i > 0; i--)
    {
      PreceptPasteBlock *block = g_ptr_array_index (blocks, i - 1);

      drop_empty (block->children);
      if (is_empty (block))
        g_ptr_array_remove_index (blocks, i - 1);
    }
}

/* An item begins with a paragraph. */
static void
mend_items (GPtrArray *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptPasteBlock *block = g_ptr_array_index (blocks, i);
      PreceptPasteBlock *first = block->children->len > 0 ? g_ptr_array_index (block->children, 0) : NULL;

      if (block->kind == PRECEPT_PASTE_ITEM && first != NULL && first->kind == PRECEPT_PASTE_LIST && first->children->len > 0)
        {
          /* A list that only indents: its items are items of this one. */
          g_autoptr (GPtrArray) items = g_ptr_array_ref (first->children);
          guint n_items = items->len;

          if (block->children->len == 1)
            {
              for (guint j = 0; j < n_items; j++)
                g_ptr_array_insert (blocks, i + 1 + j, items->pdata[j]);
              g_ptr_array_set_free_func (items, NULL);
              g_ptr_array_set_size (items, 0);
              g_ptr_array_remove_index (blocks, i);
              i--;
              continue;
            }
          g_ptr_array_insert (block->children, 0, precept_paste_block_new (PRECEPT_PASTE_PARAGRAPH));
        }
      else if (block->kind == PRECEPT_PASTE_ITEM && (first == NULL || first->kind != PRECEPT_PASTE_PARAGRAPH))
        g_ptr_array_insert (block->children, 0, precept_paste_block_new (PRECEPT_PASTE_PARAGRAPH));
      mend_items (block->children);
    }
}

/* Writing. */

static void write_blocks (GString *out, GPtrArray *blocks, gboolean plain_headings);

static void
write_text (GString *out, PreceptInline *text)
{
  if (text != NULL)
    {
      g_autoptr (PreceptInline) collapsed = precept_inline_collapse (text);
      g_autofree char *xml = precept_inline_to_xml (collapsed);

      g_string_append (out, xml);
    }
}

static void
write_block (GString *out, PreceptPasteBlock *block, gboolean plain_headings)
{
  switch (block->kind)
    {
    case PRECEPT_PASTE_HEADING:
      if (!plain_headings)
        {
          g_string_append_printf (out, "<title level=\"%u\">", block->level);
          write_text (out, block->text);
          g_string_append (out, "</title>");
          break;
        }
      G_GNUC_FALLTHROUGH;
    case PRECEPT_PASTE_PARAGRAPH:
    case PRECEPT_PASTE_LOOSE_ITEM:
      g_string_append (out, "<p>");
      write_text (out, block->text);
      g_string_append (out, "</p>");
      break;
    case PRECEPT_PASTE_LIST:
      g_string_append_printf (out, "<list kind=\"%s\"", block->numbered ? "number" : "bullet");
      if (block->numbered && block->numbering != NULL)
        g_string_append_printf (out, " numbering=\"%s\"", block->numbering);
      if (block->numbered && block->start > 1)
        g_string_append_printf (out, " start=\"%u\"", block->start);
      g_string_append_c (out, '>');
      write_blocks (out, block->children, TRUE);
      g_string_append (out, "</list>");
      break;
    case PRECEPT_PASTE_ITEM:
      g_string_append (out, "<item>");
      write_blocks (out, block->children, TRUE);
      g_string_append (out, "</item>");
      break;
    case PRECEPT_PASTE_TABLE:
      g_string_append (out, "<table>");
      if (block->text != NULL && !precept_inline_is_empty (block->text))
        {
          g_string_append (out, "<caption>");
          write_text (out, block->text);
          g_string_append (out, "</caption>");
        }
      write_blocks (out, block->children, TRUE);
      g_string_append (out, "</table>");
      break;
    case PRECEPT_PASTE_ROW:
      g_string_append (out, "<row>");
      write_blocks (out, block->children, TRUE);
      g_string_append (out, "</row>");
      break;
    case PRECEPT_PASTE_CELL:
    default:
      g_string_append (out, "<cell");
      if (block->columns > 1)
        g_string_append_printf (out, " colspan=\"%u\"", block->columns);
      if (block->rows > 1)
        g_string_append_printf (out, " rowspan=\"%u\"", block->rows);
      if (block->header)
        g_string_append (out, " header=\"yes\"");
      g_string_append_c (out, '>');
      write_blocks (out, block->children, TRUE);
      g_string_append (out, "</cell>");
      break;
    }
}

static void
write_blocks (GString *out, GPtrArray *blocks, gboolean plain_headings)
{
  for (guint i = 0; i < blocks->len; i++)
    write_block (out, g_ptr_array_index (blocks, i), plain_headings);
}

char *
precept_paste_blocks_to_xml (GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);

  group_items (blocks);
  drop_empty (blocks);
  mend_items (blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      write_block (out, g_ptr_array_index (blocks, i), FALSE);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
