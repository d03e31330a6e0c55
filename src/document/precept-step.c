/* precept-step.c: one small, invertible change to a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-step.h"

#include "precept-step-private.h"

/**
 * PreceptStep:
 *
 * One change, as a value: it holds paths and XML, and no pointer into a tree.
 *
 * What a step does to a document is in precept-step-apply.c.
 */

/**
 * PreceptStepGroup:
 *
 * The steps of one user action, in the order they apply.
 *
 * Each step's paths are read in the document as the steps before it leave it.
 */

G_DEFINE_BOXED_TYPE (PreceptStep, precept_step, precept_step_ref, precept_step_unref)
G_DEFINE_BOXED_TYPE (PreceptStepGroup, precept_step_group, precept_step_group_ref, precept_step_group_unref)

static PreceptChange *
copy_change (PreceptChange *change)
{
  PreceptChange *copy = g_new0 (PreceptChange, 1);

  copy->ids = g_strdupv (change->ids);
  copy->structural = change->structural;

  return copy;
}

static void
free_change (PreceptChange *change)
{
  g_strfreev (change->ids);
  g_free (change);
}

G_DEFINE_BOXED_TYPE (PreceptChange, precept_change, copy_change, free_change)

static PreceptStep *
new_step (PreceptStepKind kind,
          const char     *path)
{
  PreceptStep *self = g_new0 (PreceptStep, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  self->path = g_strdup (path);

  return self;
}

PreceptStep *
precept_step_ref (PreceptStep *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_step_unref (PreceptStep *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->path);
  g_free (self->name);
  g_free (self->value);
  g_free (self);
}

/**
 * precept_step_new_insert:
 * @parent_path: path of an element
 * @position: how many of its child nodes stay before the new ones
 * @xml: elements, text and comments
 *
 * Returns: (transfer full): a step that puts @xml into an element
 */
PreceptStep *
precept_step_new_insert (const char *parent_path,
                         guint       position,
                         const char *xml)
{
  PreceptStep *self;

  g_return_val_if_fail (parent_path != NULL, NULL);
  g_return_val_if_fail (xml != NULL, NULL);

  self = new_step (PRECEPT_STEP_INSERT, parent_path);
  self->position = position;
  self->value = g_strdup (xml);

  return self;
}

/**
 * precept_step_new_remove:
 * @parent_path: path of an element
 * @position: the first of its child nodes to go
 * @n_nodes: how many go, at least 1
 *
 * Returns: (transfer full): a step that takes nodes out
 */
PreceptStep *
precept_step_new_remove (const char *parent_path,
                         guint       position,
                         guint       n_nodes)
{
  PreceptStep *self;

  g_return_val_if_fail (parent_path != NULL, NULL);
  g_return_val_if_fail (n_nodes > 0, NULL);

  self = new_step (PRECEPT_STEP_REMOVE, parent_path);
  self->position = position;
  self->n_nodes = n_nodes;

  return self;
}

/**
 * precept_step_new_replace:
 * @path: path of a node, not of the root element
 * @xml: what comes in its place
 *
 * Returns: (transfer full): a step that replaces one node
 */
PreceptStep *
precept_step_new_replace (const char *path,
                          const char *xml)
{
  PreceptStep *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (xml != NULL, NULL);

  self = new_step (PRECEPT_STEP_REPLACE, path);
  self->value = g_strdup (xml);

  return self;
}

/**
 * precept_step_new_move:
 * @path: path of a node, not of the root element
 * @to_parent_path: path of its new parent, read before anything moves
 * @to_position: how many child nodes of the new parent come before it, once it is out of its old place
 *
 * Returns: (transfer full): a step that moves a node with all in it
 */
PreceptStep *
precept_step_new_move (const char *path,
                       const char *to_parent_path,
                       guint       to_position)
{
  PreceptStep *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (to_parent_path != NULL, NULL);

  self = new_step (PRECEPT_STEP_MOVE, path);
  self->name = g_strdup (to_parent_path);
  self->position = to_position;

  return self;
}

/**
 * precept_step_new_set_content:
 * @path: path of an element
 * @xml: its new content
 *
 * Returns: (transfer full): a step that replaces all children of an element
 */
PreceptStep *
precept_step_new_set_content (const char *path,
                              const char *xml)
{
  PreceptStep *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (xml != NULL, NULL);

  self = new_step (PRECEPT_STEP_SET_CONTENT, path);
  self->value = g_strdup (xml);

  return self;
}

/**
 * precept_step_new_set_text:
 * @path: path of an element
 * @text: its new content, as plain text
 *
 * Returns: (transfer full): a step that replaces all children of an element by text
 */
PreceptStep *
precept_step_new_set_text (const char *path,
                           const char *text)
{
  PreceptStep *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  self = new_step (PRECEPT_STEP_SET_TEXT, path);
  self->value = g_strdup (text);

  return self;
}

/**
 * precept_step_new_set_attribute:
 * @path: path of an element
 * @name: name of an attribute of ours, or "xml:lang"
 * @value: (nullable): its new value, or %NULL to remove it
 *
 * Returns: (transfer full): a step that sets or removes an attribute
 */
PreceptStep *
precept_step_new_set_attribute (const char *path,
                                const char *name,
                                const char *value)
{
  PreceptStep *self;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  self = new_step (PRECEPT_STEP_SET_ATTRIBUTE, path);
  self->name = g_strdup (name);
  self->value = g_strdup (value);

  return self;
}

/*
 * precept_step_to_variant:
 * @self: a step
 *
 * Returns: (transfer floating): the step as data
 */
GVariant *
precept_step_to_variant (PreceptStep *self)
{
  return g_variant_new (PRECEPT_STEP_VARIANT_TYPE, (guchar)self->kind, self->path, self->position, self->n_nodes,
                        self->name, self->value);
}

/*
 * precept_step_new_from_variant:
 * @variant: what precept_step_to_variant() made
 *
 * Returns: (transfer full) (nullable): the step, or %NULL if @variant is none
 */
PreceptStep *
precept_step_new_from_variant (GVariant *variant)
{
  g_autofree char *path = NULL;
  g_autofree char *name = NULL;
  g_autofree char *value = NULL;
  PreceptStep     *self;
  guchar           kind;
  guint            position;
  guint            n_nodes;

  if (!g_variant_is_of_type (variant, G_VARIANT_TYPE (PRECEPT_STEP_VARIANT_TYPE)))
    return NULL;

  g_variant_get (variant, PRECEPT_STEP_VARIANT_TYPE, &kind, &path, &position, &n_nodes, &name, &value);

  if (kind > PRECEPT_STEP_SET_ATTRIBUTE)
    return NULL;
  if ((kind == PRECEPT_STEP_MOVE || kind == PRECEPT_STEP_SET_ATTRIBUTE) && name == NULL)
    return NULL;
  if (kind != PRECEPT_STEP_MOVE && kind != PRECEPT_STEP_SET_ATTRIBUTE && kind != PRECEPT_STEP_REMOVE && value == NULL)
    return NULL;

  self = new_step (kind, path);
  self->position = position;
  self->n_nodes = n_nodes;
  self->name = g_steal_pointer (&name);
  self->value = g_steal_pointer (&value);

  return self;
}

/**
 * precept_step_group_new:
 * @label: what undo will say, for example "Edit finding"
 *
 * Returns: (transfer full): a group without steps
 */
PreceptStepGroup *
precept_step_group_new (const char *label)
{
  PreceptStepGroup *self;

  g_return_val_if_fail (label != NULL, NULL);

  self = g_new0 (PreceptStepGroup, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->label = g_strdup (label);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_step_unref);

  return self;
}

PreceptStepGroup *
precept_step_group_ref (PreceptStepGroup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
precept_step_group_unref (PreceptStepGroup *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->label);
  g_ptr_array_unref (self->steps);
  g_free (self->selection_before);
  g_free (self->selection_after);
  g_free (self->merge_key);
  g_free (self);
}

/**
 * precept_step_group_add:
 * @self: a group that is not applied yet
 * @step: (transfer full): what shall happen next
 *
 * Adds a step at the end.
 */
void
precept_step_group_add (PreceptStepGroup *self,
                        PreceptStep      *step)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (step != NULL);

  g_ptr_array_add (self->steps, step);
}

guint
precept_step_group_get_n_steps (PreceptStepGroup *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->steps->len;
}

const char *
precept_step_group_get_label (PreceptStepGroup *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->label;
}

/**
 * precept_step_group_set_selections:
 * @self: a group that is not applied yet
 * @before: (nullable): where the user was before, in the caller's own words
 * @after: (nullable): where the user is afterwards
 *
 * Sets what undo and redo give back.
 */
void
precept_step_group_set_selections (PreceptStepGroup *self,
                                   const char       *before,
                                   const char       *after)
{
  g_return_if_fail (self != NULL);

  g_free (self->selection_before);
  self->selection_before = g_strdup (before);
  g_free (self->selection_after);
  self->selection_after = g_strdup (after);
}

/**
 * precept_step_group_set_merge_key:
 * @self: a group that is not applied yet
 * @key: (nullable): what is being done to what, for example "type:p-7f3a9c"
 *
 * Lets groups that follow each other become one undo.
 *
 * They do where both have the same key, and neither undo, redo nor a save came between.
 */
void
precept_step_group_set_merge_key (PreceptStepGroup *self,
                                  const char       *key)
{
  g_return_if_fail (self != NULL);

  g_free (self->merge_key);
  self->merge_key = g_strdup (key);
}
