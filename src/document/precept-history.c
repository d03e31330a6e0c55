/* precept-history.c: what was done to a document, undone and done again
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-document-private.h"
#include "precept-step-private.h"

#include <string.h>

/*
 * Every state of a document has a number, which undo and redo go back to. A document is
 * modified while its number is not that of the state on disk.
 */
typedef struct
{
  PreceptStepGroup *group;   /* owned; what redo applies; of merged groups all steps */
  GPtrArray        *inverse; /* owned PreceptStep; what undo applies, from the last to the first */
  guint64           state_before;
  guint64           state_after;
} Entry;

struct _PreceptHistory
{
  GPtrArray *undo; /* owned Entry; the next one to undo last */
  GPtrArray *redo; /* owned Entry; the next one to redo last */

  guint64  state;       /* number of the current state */
  guint64  saved_state; /* number of the state on disk */
  guint64  last_state;  /* highest number given so far */
  gboolean may_merge;   /* the last group may still take in the next one */
};

static void
free_entry (Entry *entry)
{
  g_clear_pointer (&entry->group, precept_step_group_unref);
  g_clear_pointer (&entry->inverse, g_ptr_array_unref);
  g_free (entry);
}

PreceptHistory *
precept_history_new (void)
{
  PreceptHistory *self = g_new0 (PreceptHistory, 1);

  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify)free_entry);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify)free_entry);

  return self;
}

void
precept_history_free (PreceptHistory *self)
{
  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);
  g_free (self);
}

static Entry *
get_last (GPtrArray *entries)
{
  return entries->len > 0 ? g_ptr_array_index (entries, entries->len - 1) : NULL;
}

static void
move_last_step (GPtrArray *from,
                GPtrArray *to)
{
  g_ptr_array_add (to, g_ptr_array_steal_index (from, from->len - 1));
}

/* A copy, because the caller may apply its group to another document as well. */
static PreceptStepGroup *
copy_group (PreceptStepGroup *group)
{
  PreceptStepGroup *copy = precept_step_group_new (group->label);

  for (guint i = 0; i < group->steps->len; i++)
    precept_step_group_add (copy, precept_step_ref (g_ptr_array_index (group->steps, i)));
  precept_step_group_set_selections (copy, group->selection_before, group->selection_after);
  precept_step_group_set_merge_key (copy, group->merge_key);

  return copy;
}

/* Whether @step sets the same content again that the last step of @entry has set, so that the state between is of no use. */
static gboolean
supersedes (PreceptStepGroup *group,
            GPtrArray        *inverse,
            Entry            *entry)
{
  PreceptStep *step;
  PreceptStep *last;
  PreceptStep *step_inverse;
  PreceptStep *last_inverse;

  if (group->steps->len != 1 || inverse->len != 1 || entry->group->steps->len == 0 || entry->inverse->len == 0)
    return FALSE;

  step = g_ptr_array_index (group->steps, 0);
  last = g_ptr_array_index (entry->group->steps, entry->group->steps->len - 1);
  step_inverse = g_ptr_array_index (inverse, 0);
  last_inverse = g_ptr_array_index (entry->inverse, entry->inverse->len - 1);

  return (step->kind == PRECEPT_STEP_SET_CONTENT || step->kind == PRECEPT_STEP_SET_TEXT) &&
         (last->kind == PRECEPT_STEP_SET_CONTENT || last->kind == PRECEPT_STEP_SET_TEXT) &&
         step_inverse->kind == PRECEPT_STEP_SET_CONTENT && last_inverse->kind == PRECEPT_STEP_SET_CONTENT &&
         strcmp (step->path, last->path) == 0 && strcmp (step_inverse->path, last_inverse->path) == 0 &&
         strcmp (step->path, step_inverse->path) == 0;
}

static void
merge (Entry            *entry,
       PreceptStepGroup *group,
       GPtrArray        *inverse)
{
  if (supersedes (group, inverse, entry))
    {
      g_ptr_array_set_size (entry->group->steps, entry->group->steps->len - 1);
    }
  else
    {
      for (guint i = 0; i < inverse->len; i++)
        g_ptr_array_add (entry->inverse, precept_step_ref (g_ptr_array_index (inverse, i)));
    }

  for (guint i = 0; i < group->steps->len; i++)
    precept_step_group_add (entry->group, precept_step_ref (g_ptr_array_index (group->steps, i)));

  g_free (entry->group->selection_after);
  entry->group->selection_after = g_strdup (group->selection_after);
}

static void
record (PreceptHistory   *self,
        PreceptStepGroup *group,
        GPtrArray        *inverse)
{
  Entry *entry = get_last (self->undo);

  self->last_state++;
  g_ptr_array_set_size (self->redo, 0);

  if (entry == NULL || !self->may_merge || group->merge_key == NULL ||
      g_strcmp0 (entry->group->merge_key, group->merge_key) != 0)
    {
      entry = g_new0 (Entry, 1);
      entry->group = copy_group (group);
      entry->inverse = g_ptr_array_ref (inverse);
      entry->state_before = self->state;
      g_ptr_array_add (self->undo, entry);
    }
  else
    {
      merge (entry, group, inverse);
    }

  entry->state_after = self->last_state;
  self->state = self->last_state;
  self->may_merge = TRUE;
}

static void
finish (PreceptDocument  *self,
        PreceptStepRun   *run,
        PreceptStepGroup *group)
{
  PreceptChange *change = precept_step_run_dup_change (run);

  if (self->log != NULL)
    self->log (self, group, self->log_data);

  g_object_freeze_notify (G_OBJECT (self));
  precept_document_notify_history (self);
  precept_document_emit_changed (self, change);
  g_object_thaw_notify (G_OBJECT (self));
  g_boxed_free (PRECEPT_TYPE_CHANGE, change);
}

static gboolean
apply (PreceptDocument  *self,
       PreceptStepGroup *group,
       gboolean          check_ids,
       GError          **error)
{
  g_autoptr (PreceptStepRun) run = precept_step_run_new (self, check_ids);
  gboolean done = TRUE;

  for (guint i = 0; done && i < group->steps->len; i++)
    done = precept_step_run_apply (run, g_ptr_array_index (group->steps, i), error);
  done = done && precept_step_run_check_ids (run, error);

  if (!done)
    {
      precept_step_run_roll_back (run);
      return FALSE;
    }

  /* What changed nothing is nothing to undo. */
  if (run->inverse->len == 0)
    return TRUE;

  record (self->history, group, run->inverse);
  finish (self, run, group);

  return TRUE;
}

/**
 * precept_document_apply:
 * @self: a document
 * @group: steps
 * @error: (nullable): where to store an error
 *
 * Does what a user did.
 *
 * Either all steps apply, and form one undo, one changed signal and one entry in the
 * journal; or none does, and %PRECEPT_DOCUMENT_ERROR_STEP says why.
 *
 * Returns: whether the steps were applied
 */
gboolean
precept_document_apply (PreceptDocument  *self,
                        PreceptStepGroup *group,
                        GError          **error)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (group != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  return apply (self, group, TRUE, error);
}

/*
 * precept_document_replay:
 * @self: a document in the state that @group met before
 * @group: steps
 * @error: (nullable): where to store an error
 *
 * Returns: whether the steps were applied
 */
gboolean
precept_document_replay (PreceptDocument  *self,
                         PreceptStepGroup *group,
                         GError          **error)
{
  return apply (self, group, FALSE, error);
}

gboolean
precept_document_can_undo (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), FALSE);

  return self->history->undo->len > 0;
}

gboolean
precept_document_can_redo (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), FALSE);

  return self->history->redo->len > 0;
}

/**
 * precept_document_get_undo_label:
 * @self: a document
 *
 * Returns: (nullable): what undo would take back, or %NULL where there is nothing
 */
const char *
precept_document_get_undo_label (PreceptDocument *self)
{
  Entry *entry;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  entry = get_last (self->history->undo);

  return entry != NULL ? entry->group->label : NULL;
}

/**
 * precept_document_get_redo_label:
 * @self: a document
 *
 * Returns: (nullable): what redo would do again, or %NULL where there is nothing
 */
const char *
precept_document_get_redo_label (PreceptDocument *self)
{
  Entry *entry;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  entry = get_last (self->history->redo);

  return entry != NULL ? entry->group->label : NULL;
}

/* Steps that applied in this very state before can't fail in it now. */
static void
replay (PreceptStepRun *run,
        PreceptStep    *step)
{
  g_autoptr (GError) error = NULL;

  if (!precept_step_run_apply (run, step, &error))
    g_error ("The history does not fit the document: %s", error->message);
}

/**
 * precept_document_undo:
 * @self: a document
 *
 * Takes back the last group; does nothing where there is none.
 *
 * Returns: (transfer full) (nullable): the selection from before the group
 */
char *
precept_document_undo (PreceptDocument *self)
{
  g_autoptr (PreceptStepRun) run = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *selection = NULL;
  PreceptHistory  *history;
  Entry           *entry;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  history = self->history;
  entry = get_last (history->undo);
  if (entry == NULL)
    return NULL;

  run = precept_step_run_new (self, FALSE);
  group = precept_step_group_new (entry->group->label);
  for (guint i = entry->inverse->len; i > 0; i--)
    {
      PreceptStep *step = g_ptr_array_index (entry->inverse, i - 1);

      replay (run, step);
      precept_step_group_add (group, precept_step_ref (step));
    }

  g_clear_pointer (&entry->inverse, g_ptr_array_unref);
  selection = g_strdup (entry->group->selection_before);
  history->state = entry->state_before;
  history->may_merge = FALSE;
  move_last_step (history->undo, history->redo);
  finish (self, run, group);

  return g_steal_pointer (&selection);
}

/**
 * precept_document_redo:
 * @self: a document
 *
 * Does again what was undone last; does nothing where nothing was.
 *
 * Returns: (transfer full) (nullable): the selection from after the group
 */
char *
precept_document_redo (PreceptDocument *self)
{
  g_autoptr (PreceptStepRun) run = NULL;
  g_autofree char *selection = NULL;
  PreceptHistory  *history;
  Entry           *entry;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), NULL);

  history = self->history;
  entry = get_last (history->redo);
  if (entry == NULL)
    return NULL;

  run = precept_step_run_new (self, FALSE);
  for (guint i = 0; i < entry->group->steps->len; i++)
    replay (run, g_ptr_array_index (entry->group->steps, i));

  entry->inverse = g_ptr_array_ref (run->inverse);
  selection = g_strdup (entry->group->selection_after);
  history->state = entry->state_after;
  history->may_merge = FALSE;
  move_last_step (history->redo, history->undo);
  finish (self, run, entry->group);

  return g_steal_pointer (&selection);
}

/**
 * precept_document_get_modified:
 * @self: a document
 *
 * Returns: whether it is not as it was last saved or read; undoing back to that state makes it so again
 */
gboolean
precept_document_get_modified (PreceptDocument *self)
{
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), FALSE);

  return self->history->state != self->history->saved_state;
}

/**
 * precept_document_set_saved:
 * @self: a document
 *
 * Says that its current state is on disk.
 */
void
precept_document_set_saved (PreceptDocument *self)
{
  g_return_if_fail (PRECEPT_IS_DOCUMENT (self));

  self->history->may_merge = FALSE;
  if (self->history->saved_state == self->history->state)
    return;

  self->history->saved_state = self->history->state;
  precept_document_notify_history (self);
}
