/* precept-block.c: one block of a guideline as a reader meets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-block.h"

G_DEFINE_BOXED_TYPE (PreceptBlock, precept_block, precept_block_ref, precept_block_unref)

/**
 * precept_block_new:
 * @kind: what it is
 *
 * Returns: (transfer full): a new block, which spans one column and one row
 */
PreceptBlock *
precept_block_new (PreceptBlockKind kind)
{
  PreceptBlock *self = g_new0 (PreceptBlock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->column_span = 1;
  self->row_span = 1;

  return self;
}

PreceptBlock *
precept_block_ref (PreceptBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_block_unref (PreceptBlock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->text, precept_text_unref);
  g_clear_pointer (&self->label, precept_text_unref);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->image, g_bytes_unref);
  g_free (self->id);
  g_free (self->path);
  g_free (self->study_kind);
  g_free (self->study_facts);
  g_free (self->alternative);
  g_free (self->chip);
  g_free (self->detail);
  g_free (self);
}

/**
 * precept_block_add:
 * @self: a block that is not shared yet
 * @child: (transfer full): a block to put after its last child
 */
void
precept_block_add (PreceptBlock *self,
                   PreceptBlock *child)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (child != NULL);

  if (self->children == NULL)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_block_unref);

  g_ptr_array_add (self->children, child);
}
