/* precept-flow-notices.c: small print
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"

#include <string.h>

/* The plan's notices as blocks, which are the same from one layout to the next while the language is. */
void
precept_flow_make_notices (PreceptFlow *self)
{
  static const PreceptNotice notices[] = { PRECEPT_NOTICE_FIRST_PAGE, PRECEPT_NOTICE_END };
  const char                *label = precept_content_get_word (self->content, "notice");

  if (self->notices != NULL && (self->notices->len == 0 ||
                                strcmp (precept_text_get_string (((PreceptBlock *)g_ptr_array_index (self->notices, 0))->text), label) == 0))
    return;

  g_clear_pointer (&self->notices, g_ptr_array_unref);
  self->notices = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_block_unref);
  for (guint i = 0; i < G_N_ELEMENTS (notices); i++)
    {
      const char *text = precept_style_get_notice (self->style, notices[i]);
      g_auto (GStrv) paragraphs = g_strsplit (text != NULL ? text : "", "\n", -1);
      PreceptBlock *block;

      if (text == NULL)
        continue;
      block = precept_block_new (PRECEPT_BLOCK_NOTICE);
      block->text = precept_text_new (label);
      block->level = notices[i] == PRECEPT_NOTICE_FIRST_PAGE ? PRECEPT_FLOW_NOTICE_FRONT : PRECEPT_FLOW_NOTICE_END;
      for (guint j = 0; paragraphs[j] != NULL; j++)
        {
          PreceptBlock *paragraph = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);

          paragraph->text = precept_text_new (g_strstrip (paragraphs[j]));
          precept_block_add (block, paragraph);
        }
      g_ptr_array_add (self->notices, block);
    }
}

void
precept_flow_add_small_print (PreceptFlow  *self,
                              PreceptBlock *block,
                              const char   *label)
{
  const PreceptColumn column = { .x = PRECEPT_TEXT_X, .width = PRECEPT_TEXT_WIDTH, .element = PRECEPT_ELEMENT_SMALL };
  guint               first = self->items->len;

  precept_flow_add_anchor (self, block);
  precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.5, PRECEPT_INK_RULE, 0);
  if (label != NULL && *label != '\0')
    precept_flow_add_text (self, precept_flow_get_string (self, label, PRECEPT_ELEMENT_SMALL, PRECEPT_MARGIN_WIDTH), 0, 6.5, PRECEPT_ROLE_HEADING, 0)->block = block;
  self->top = 6.5;
  precept_flow_add_blocks (self, block->children, &column);
  precept_flow_flush (self);
  if (self->items->len > first)
    g_array_index (self->items, PreceptItem, first).before = 21;
}

/* The notice of the holder of a code set, or one of the plan's. */
void
precept_flow_add_notice (PreceptFlow         *self,
                         PreceptBlock        *block,
                         const PreceptColumn *column)
{
  g_autofree char *text = NULL;
  PreceptLines    *lines;

  precept_flow_flush (self);
  if (block->level == PRECEPT_FLOW_NOTICE_END)
    precept_flow_add_small_print (self, block, precept_text_get_string (block->text));
  if (block->level > 0)
    return; /* or it is on the first page */

  text = precept_style_dup_notice_text (self->style, block);
  if (*text == '\0')
    return;
  lines = precept_flow_get_string (self, text, PRECEPT_ELEMENT_NOTICE, column->width);
  precept_flow_add_text (self, lines, column->x, 0, column->in_cell ? PRECEPT_ROLE_CELL : PRECEPT_ROLE_TEXT, PRECEPT_PIECE_FLOWS)->block = block;
  precept_flow_finish_item (self, precept_flow_meet (self, block), PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_NOTICE)->keep_together = TRUE;
}
