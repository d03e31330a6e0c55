/* precept-session-files.c: the file and the journal of an open document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-session-private.h"

/* Begins to write down what changes, for the case of a crash. */
static void
start_journal (PreceptSession *self)
{
  GFile *location = self->file != NULL ? precept_file_get_location (self->file) : NULL;

  g_clear_object (&self->journal);
  self->journal = precept_journal_new (location);
  precept_journal_start (self->journal, self->document, self->file != NULL ? precept_file_get_digest (self->file) : NULL);
}

static void
changed_on_disk_cb (PreceptSession *self)
{
  g_signal_emit_by_name (self, "changed-on-disk");
}

/* No permission, or a file that its owner has made read-only: replacing it would get around that. */
static gboolean
is_read_only (GFile *location)
{
  g_autoptr (GFileInfo) info = g_file_query_info (location, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE "," G_FILE_ATTRIBUTE_UNIX_MODE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  if (info == NULL)
    return FALSE;
  if (g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE) && !g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_ACCESS_CAN_WRITE))
    return TRUE;
  return g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_UNIX_MODE) && (g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_MODE) & 0222) == 0;
}

static void
set_file (PreceptSession *self, PreceptFile *file)
{
  self->is_read_only = is_read_only (precept_file_get_location (file));
  self->has_failed = FALSE;
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_set_object (&self->file, file);
  precept_file_watch (file);
  g_signal_connect_swapped (file, "changed-on-disk", G_CALLBACK (changed_on_disk_cb), self);
}

/**
 * precept_session_new_for_file:
 * @location: a guideline
 * @error: where to store an error of `PRECEPT_FILE_ERROR` or `PRECEPT_DOCUMENT_ERROR`
 *
 * Opens a guideline.
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set
 */
PreceptSession *
precept_session_new_for_file (GFile *location, GError **error)
{
  g_autoptr (PreceptFile) file = precept_file_new (location);
  g_autoptr (PreceptDocument) document = precept_file_load (file, NULL, error);
  PreceptSession *self;

  if (document == NULL)
    return NULL;
  self = g_object_new (PRECEPT_TYPE_SESSION, NULL);
  self->left_journal = precept_journal_find (location);
  precept_session_take_document (self, g_steal_pointer (&document));
  set_file (self, file);
  start_journal (self);
  return self;
}

/**
 * precept_session_new_from_journal:
 * @journal: what an earlier run left of a document that was in no file
 * @error: where to store why it can't be used
 *
 * Opens a document that was never saved, as it was when the program ended.
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set
 */
PreceptSession *
precept_session_new_from_journal (PreceptJournal *journal, GError **error)
{
  g_autoptr (PreceptDocument) document = precept_journal_recover (journal, error);
  PreceptSession *self;

  if (document == NULL)
    return NULL;
  self = g_object_new (PRECEPT_TYPE_SESSION, NULL);
  precept_session_take_document (self, g_steal_pointer (&document));
  self->journal = g_object_ref (journal);
  self->is_imported = TRUE;
  return self;
}

/* What the caller of a save waits for. */
static void
finish_save (PreceptSession *self, PreceptFile *file, GAsyncResult *result, GTask *task)
{
  GError *error = NULL;

  self->is_saving = FALSE;
  if (!precept_file_save_finish (file, result, &error))
    {
      self->has_failed = !precept_session_is_changed_on_disk_error (error);
      g_signal_emit_by_name (self, "state-changed");
      g_task_return_error (task, error);
      return;
    }
  self->has_failed = FALSE;
  if (file != self->file)
    {
      set_file (self, file);
      precept_journal_discard (self->journal);
      start_journal (self);
    }
  else if (!precept_session_get_modified (self))
    precept_journal_restart (self->journal, precept_file_get_digest (file));
  g_signal_emit_by_name (self, "state-changed");
  g_task_return_boolean (task, TRUE);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;

  finish_save (g_task_get_source_object (task), PRECEPT_FILE (source), result, task);
}

static void
save (PreceptSession *self, PreceptFile *file, gboolean overwrite, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  self->is_saving = TRUE;
  g_signal_emit_by_name (self, "state-changed");
  precept_file_save_async (file, self->document, overwrite, saved_cb, task);
}

/**
 * precept_session_save_async:
 * @self: a document that is in a file, and is not being saved
 * @overwrite: whether to save even if the file changed on disk since it was read
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the document as it is now, in a thread. The file is the old one or the new one, whatever happens.
 */
void
precept_session_save_async (PreceptSession *self, gboolean overwrite, GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (self->file != NULL);
  g_return_if_fail (!self->is_saving);

  save (self, self->file, overwrite, callback, user_data);
}

/**
 * precept_session_save_as_async:
 * @self: an open document that is not being saved
 * @location: where to; a file that is there is replaced, the user has been asked
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves the document in another file, in a thread. It is its file from then on.
 */
void
precept_session_save_as_async (PreceptSession *self, GFile *location, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (PreceptFile) file = NULL;

  g_return_if_fail (!self->is_saving);

  if (self->file != NULL && g_file_equal (precept_file_get_location (self->file), location))
    file = g_object_ref (self->file);
  else
    file = precept_file_new (location);
  save (self, file, TRUE, callback, user_data);
}

/**
 * precept_session_save_finish:
 * @self: an open document
 * @result: of either
 * @error: where to store an error of `PRECEPT_FILE_ERROR`
 *
 * Returns: whether it was saved
 */
gboolean
precept_session_save_finish (PreceptSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
precept_session_is_saving (PreceptSession *self)
{
  return self->is_saving;
}

gboolean
precept_session_is_read_only (PreceptSession *self)
{
  return self->is_read_only;
}

/* Why changes can't be kept for the case of a crash; NULL: they are. */
const GError *
precept_session_get_journal_error (PreceptSession *self)
{
  return precept_journal_get_error (self->journal);
}

/* Shows another document in place of the one that was open. */
static void
replace_document (PreceptSession *self, PreceptDocument *document)
{
  precept_session_take_document (self, document);
  g_signal_emit_by_name (self, "replaced");
  g_signal_emit_by_name (self, "state-changed");
}

/**
 * precept_session_reload:
 * @self: a document that is in a file
 * @error: where to store an error of `PRECEPT_FILE_ERROR` or `PRECEPT_DOCUMENT_ERROR`
 *
 * Takes what is on disk; what was changed here is lost.
 */
gboolean
precept_session_reload (PreceptSession *self, GError **error)
{
  g_autoptr (PreceptFile) file = precept_file_new (precept_file_get_location (self->file));
  g_autoptr (PreceptDocument) document = precept_file_load (file, NULL, error);

  if (document == NULL)
    return FALSE;
  precept_journal_discard (self->journal);
  replace_document (self, g_steal_pointer (&document));
  set_file (self, file);
  start_journal (self);
  g_signal_emit_by_name (self, "state-changed");
  return TRUE;
}

gboolean
precept_session_is_changed_on_disk_error (const GError *error)
{
  return g_error_matches (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED);
}

gboolean
precept_session_can_recover (PreceptSession *self)
{
  return self->left_journal != NULL;
}

/**
 * precept_session_recover:
 * @self: a document for which precept_session_can_recover() holds
 * @error: where to store an error of `PRECEPT_JOURNAL_ERROR`
 *
 * Shows the document as it was when an earlier run ended without saving it. It counts as edited.
 */
gboolean
precept_session_recover (PreceptSession *self, GError **error)
{
  g_autoptr (PreceptDocument) document = precept_journal_recover (self->left_journal, error);

  if (document == NULL)
    return FALSE;
  precept_journal_discard (self->journal);
  g_object_unref (self->journal);
  self->journal = g_steal_pointer (&self->left_journal);
  replace_document (self, g_steal_pointer (&document));
  return TRUE;
}

void
precept_session_discard_recovery (PreceptSession *self)
{
  if (self->left_journal != NULL)
    precept_journal_discard (self->left_journal);
  g_clear_object (&self->left_journal);
}

/**
 * precept_session_close:
 * @self: an open document
 *
 * Says that the document is closed on purpose: nothing of it is to be recovered.
 */
void
precept_session_close (PreceptSession *self)
{
  precept_journal_discard (self->journal);
}
