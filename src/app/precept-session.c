/* precept-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-session.h"

#include <glib/gi18n.h>

#include "precept-check.h"
#include "precept-file.h"
#include "precept-import.h"

#define CHECK_DELAY_MS 150
#define CHECK_ON_MAIN_THREAD_MS 8.0

/**
 * PreceptSession:
 *
 * An open document, the file it is in, and everything that is computed from it.
 *
 * A change of the document is followed in three steps, so that typing stays fluent: the
 * content and the pages are brought up to date once, before the next frame; problems are
 * looked for after a pause, on another thread where the document is large.
 */
struct _PreceptSession
{
  GObject parent_instance;

  PreceptDocument *document;     /* owned */
  PreceptFile     *file;         /* owned; NULL: not in a file yet */
  PreceptJournal  *journal;      /* owned; of this run */
  PreceptJournal  *left_journal; /* owned; of a run that ended without saving; NULL: none, or it is settled */
  PreceptContent  *content;      /* owned */
  PreceptLayout   *layout;       /* owned; NULL: not made yet, or it can't be made */
  GError          *layout_error; /* owned; why it can't */
  GPtrArray       *problems;     /* owned; of PreceptDiagnostic */
  gboolean         is_imported;
  char            *import_report; /* owned, or NULL */
  guint            n_words;

  GHashTable   *changed_ids;   /* owned; ids changed since the content was brought up to date */
  GHashTable   *shown_changes; /* borrowed; ids changed, while "content-changed" is emitted */
  gboolean      content_is_stale;
  gboolean      structure_is_stale;
  gboolean      layout_is_stale;
  guint         frame_source;
  guint         check_source;
  guint         check_serial;      /* ascends with each change: an older check is no news */
  double        check_ms;          /* how long the last one took */
  GCancellable *check_cancellable; /* owned; of the check on another thread, or NULL */
};

enum
{
  CONTENT_CHANGED,
  LAYOUT_CHANGED,
  PROBLEMS_CHANGED,
  STATE_CHANGED,
  SELECTION_RESTORED,
  REPLACED,
  CHANGED_ON_DISK,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptSession, precept_session, G_TYPE_OBJECT)

/* Following the document. */

static void
update_content (PreceptSession *self)
{
  PreceptChange change;
  g_autoptr (GHashTable) changed_ids = NULL;
  g_autofree char **ids = NULL;

  if (!self->content_is_stale)
    return;
  /* A handler may change the document again. */
  changed_ids = g_steal_pointer (&self->changed_ids);
  self->changed_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  ids = (char **)g_hash_table_get_keys_as_array (changed_ids, NULL);
  change.ids = ids;
  change.structural = self->structure_is_stale;
  self->content_is_stale = FALSE;
  self->structure_is_stale = FALSE;
  precept_content_update (self->content, &change);
  self->layout_is_stale = TRUE;
  self->shown_changes = changed_ids;
  g_signal_emit (self, signals[CONTENT_CHANGED], 0);
  self->shown_changes = NULL;
}

static void
update_layout (PreceptSession *self)
{
  update_content (self);
  if (!self->layout_is_stale)
    return;
  self->layout_is_stale = FALSE;
  if (self->layout == NULL && self->layout_error == NULL)
    {
      g_autoptr (PreceptStyle) style = precept_session_dup_style (self, &self->layout_error);

      self->layout = style != NULL ? precept_layout_new (style, &self->layout_error) : NULL;
      if (self->layout == NULL)
        g_warning ("No pages: %s", self->layout_error->message);
    }
  if (self->layout != NULL)
    precept_layout_set_content (self->layout, self->content);
  g_signal_emit (self, signals[LAYOUT_CHANGED], 0);
}

static gboolean
frame_cb (gpointer data)
{
  PreceptSession *self = data;

  self->frame_source = 0;
  update_layout (self);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is drawn, after the keys that wait: GDK draws at G_PRIORITY_HIGH_IDLE + 20. */
static void
queue_frame (PreceptSession *self)
{
  if (self->frame_source == 0)
    self->frame_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE + 10, frame_cb, self, NULL);
}

/* Checking. */

static guint
count_words (const char *text)
{
  guint    n_words = 0;
  gboolean in_word = FALSE;

  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gboolean space = g_unichar_isspace (g_utf8_get_char (text));

      n_words += !space && !in_word;
      in_word = !space;
    }
  return n_words;
}

static guint
count_block_words (PreceptBlock *block)
{
  guint n_words = 0;

  if (block->text != NULL)
    n_words += count_words (precept_text_get_string (block->text));
  if (block->label != NULL)
    n_words += count_words (precept_text_get_string (block->label));
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    n_words += count_block_words (g_ptr_array_index (block->children, i));
  return n_words;
}

static void
take_problems (PreceptSession *self, GPtrArray *problems)
{
  GPtrArray *blocks = precept_content_get_blocks (self->content);

  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = problems;
  if (self->layout != NULL)
    {
      g_autoptr (GPtrArray) missing = precept_layout_dup_diagnostics (self->layout);

      for (guint i = 0; missing != NULL && i < missing->len; i++)
        g_ptr_array_add (self->problems, precept_diagnostic_ref (g_ptr_array_index (missing, i)));
    }
  self->n_words = 0;
  for (guint i = 0; i < blocks->len; i++)
    self->n_words += count_block_words (g_ptr_array_index (blocks, i));
  g_signal_emit (self, signals[PROBLEMS_CHANGED], 0);
}

typedef struct
{
  PreceptDocument *document; /* owned; a copy */
  guint            serial;
  double           check_ms;
} CheckJob;

static void
free_check_job (CheckJob *job)
{
  g_object_unref (job->document);
  g_free (job);
}

static void
check_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  CheckJob  *job = data;
  gint64     begin = g_get_monotonic_time ();
  GPtrArray *problems = precept_check_document (job->document);

  job->check_ms = (g_get_monotonic_time () - begin) / 1000.0;
  g_task_return_pointer (task, problems, (GDestroyNotify)g_ptr_array_unref);
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PreceptSession *self = PRECEPT_SESSION (source);
  CheckJob       *job = g_task_get_task_data (G_TASK (result));
  GPtrArray      *problems = g_task_propagate_pointer (G_TASK (result), NULL);

  if (problems == NULL)
    return;
  if (job->serial != self->check_serial)
    {
      g_ptr_array_unref (problems);
      return;
    }
  self->check_ms = job->check_ms;
  g_clear_object (&self->check_cancellable);
  take_problems (self, problems);
}

static gboolean
check_cb (gpointer data)
{
  PreceptSession *self = data;
  gint64          begin = g_get_monotonic_time ();

  self->check_source = 0;
  update_content (self);
  if (self->check_ms <= CHECK_ON_MAIN_THREAD_MS)
    {
      GPtrArray *problems = precept_check_document (self->document);

      self->check_ms = (g_get_monotonic_time () - begin) / 1000.0;
      take_problems (self, problems);
    }
  else
    {
      CheckJob *job = g_new0 (CheckJob, 1);
      g_autoptr (GTask) task = NULL;

      job->document = precept_document_copy (self->document);
      job->serial = self->check_serial;
      self->check_cancellable = g_cancellable_new ();
      task = g_task_new (self, self->check_cancellable, checked_cb, NULL);
      g_task_set_task_data (task, job, (GDestroyNotify)free_check_job);
      g_task_run_in_thread (task, check_in_thread);
    }
  return G_SOURCE_REMOVE;
}

static void
queue_check (PreceptSession *self)
{
  self->check_serial++;
  if (self->check_cancellable != NULL)
    g_cancellable_cancel (self->check_cancellable);
  g_clear_object (&self->check_cancellable);
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, CHECK_DELAY_MS, check_cb, self, NULL);
}

static void
document_changed_cb (PreceptDocument *document, PreceptChange *change, PreceptSession *self)
{
  for (guint i = 0; change->ids != NULL && change->ids[i] != NULL; i++)
    g_hash_table_add (self->changed_ids, g_strdup (change->ids[i]));
  self->structure_is_stale |= change->structural;
  self->content_is_stale = TRUE;
  queue_frame (self);
  queue_check (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

static void
drop_document (PreceptSession *self)
{
  g_clear_handle_id (&self->frame_source, g_source_remove);
  g_clear_handle_id (&self->check_source, g_source_remove);
  if (self->check_cancellable != NULL)
    g_cancellable_cancel (self->check_cancellable);
  g_clear_object (&self->check_cancellable);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->document);
  g_clear_object (&self->content);
  g_hash_table_remove_all (self->changed_ids);
  self->content_is_stale = FALSE;
  self->structure_is_stale = FALSE;
}

static void
take_document (PreceptSession *self, PreceptDocument *document)
{
  drop_document (self);
  self->document = document;
  self->content = precept_content_new (document);
  self->layout_is_stale = TRUE;
  self->check_ms = 0;
  g_signal_connect (document, "changed", G_CALLBACK (document_changed_cb), self);
  queue_frame (self);
  queue_check (self);
}

static void
precept_session_dispose (GObject *object)
{
  PreceptSession *self = PRECEPT_SESSION (object);

  drop_document (self);
  if (self->file != NULL)
    g_signal_handlers_disconnect_by_data (self->file, self);
  g_clear_object (&self->layout);
  g_clear_object (&self->file);
  g_clear_object (&self->journal);
  g_clear_object (&self->left_journal);
  G_OBJECT_CLASS (precept_session_parent_class)->dispose (object);
}

static void
precept_session_finalize (GObject *object)
{
  PreceptSession *self = PRECEPT_SESSION (object);

  g_clear_error (&self->layout_error);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_hash_table_unref (self->changed_ids);
  g_free (self->import_report);
  G_OBJECT_CLASS (precept_session_parent_class)->finalize (object);
}

static void
precept_session_class_init (PreceptSessionClass *class)
{
  static const char *const names[] = { "content-changed", "layout-changed", "problems-changed", "state-changed" };

  G_OBJECT_CLASS (class)->dispose = precept_session_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_session_finalize;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SELECTION_RESTORED] = g_signal_new ("selection-restored", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CHANGED_ON_DISK] = g_signal_new ("changed-on-disk", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REPLACED] = g_signal_new ("replaced", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_session_init (PreceptSession *self)
{
  self->changed_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->problems = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);
}

/**
 * precept_session_new:
 * @document: a guideline that is in no file yet
 *
 * Opens a new document.
 */
PreceptSession *
precept_session_new (PreceptDocument *document)
{
  PreceptSession *self = g_object_new (PRECEPT_TYPE_SESSION, NULL);

  take_document (self, g_object_ref (document));
  self->journal = precept_journal_new (NULL);
  precept_journal_start (self->journal, document, NULL);
  return self;
}

/**
 * precept_session_new_from_import:
 * @file: a text
 * @error: where to store an error
 *
 * Makes a new document from a text. It is in no file yet.
 *
 * Returns: (transfer full) (nullable): the session, or %NULL with @error set
 */
PreceptSession *
precept_session_new_from_import (GFile *file, GError **error)
{
  g_autoptr (GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptImportReport) report = NULL;
  g_autofree char *name = g_file_get_basename (file);
  PreceptSession  *self;
  guint            n_notes = 0;

  if (bytes == NULL)
    return NULL;
  document = precept_import_text (bytes, name, &report, error);
  if (document == NULL)
    return NULL;
  self = precept_session_new (document);
  self->is_imported = TRUE;
  precept_import_report_get_notes (report, &n_notes);
  if (n_notes > 0)
    self->import_report = precept_import_report_to_string (report);
  return self;
}

PreceptDocument *
precept_session_get_document (PreceptSession *self)
{
  return self->document;
}

GFile *
precept_session_get_file (PreceptSession *self)
{
  return self->file != NULL ? precept_file_get_location (self->file) : NULL;
}

char *
precept_session_dup_title (PreceptSession *self)
{
  const char *title = precept_document_get_title (self->document);

  return g_strdup (*title != '\0' ? title : _ ("Untitled guideline"));
}

/**
 * precept_session_dup_status:
 * @self: an open document
 *
 * Returns: (transfer full): what is said below the title
 */
char *
precept_session_dup_status (PreceptSession *self)
{
  const char *state;
  const char *version = precept_content_get_version (self->content);

  if (precept_session_get_modified (self))
    state = _ ("Edited");
  else if (self->file == NULL)
    state = _ ("Not saved yet");
  else
    state = _ ("Saved");
  if (version != NULL && *version != '\0')
    /* Translators: status of a guideline, its version, and whether it is saved. */
    return g_strdup_printf (_ ("Draft, version %s · %s"), version, state);
  return g_strdup_printf (_ ("Draft · %s"), state);
}

gboolean
precept_session_get_modified (PreceptSession *self)
{
  return precept_document_get_modified (self->document);
}

/**
 * precept_session_is_unsaved:
 * @self: an open document
 *
 * Tells whether closing it loses something: changes, or what was imported and never saved.
 */
gboolean
precept_session_is_unsaved (PreceptSession *self)
{
  return precept_session_get_modified (self) || (self->file == NULL && self->is_imported);
}

char *
precept_session_dup_import_report (PreceptSession *self)
{
  return g_strdup (self->import_report);
}

/**
 * precept_session_get_content:
 * @self: an open document
 *
 * Returns: (transfer none): the content, which is brought up to date first
 */
PreceptContent *
precept_session_get_content (PreceptSession *self)
{
  update_content (self);
  return self->content;
}

/**
 * precept_session_get_layout:
 * @self: an open document
 * @error: where to store why there are no pages
 *
 * Returns: (transfer none) (nullable): the pages as of the last frame
 */
PreceptLayout *
precept_session_get_layout (PreceptSession *self, GError **error)
{
  if (self->layout == NULL && self->layout_error != NULL && error != NULL)
    *error = g_error_copy (self->layout_error);
  return self->layout;
}

/**
 * precept_session_has_changed:
 * @self: an open document
 * @id: (nullable): of a block
 *
 * Tells, while “content-changed” is emitted, whether something in the element with this id is another than before.
 * What prints nothing, such as a comment, may have changed although its block is the same.
 */
gboolean
precept_session_has_changed (PreceptSession *self, const char *id)
{
  return self->shown_changes != NULL && id != NULL && g_hash_table_contains (self->shown_changes, id);
}

GPtrArray *
precept_session_get_problems (PreceptSession *self)
{
  return self->problems;
}

guint
precept_session_get_n_words (PreceptSession *self)
{
  return self->n_words;
}

/**
 * precept_session_finish_updates:
 * @self: an open document
 *
 * Brings content and pages up to date now.
 */
void
precept_session_finish_updates (PreceptSession *self)
{
  g_clear_handle_id (&self->frame_source, g_source_remove);
  update_layout (self);
}

/**
 * precept_session_apply:
 * @self: an open document
 * @group: the steps of one user action
 * @error: where to store why they can't be applied
 *
 * Changes the document.
 */
gboolean
precept_session_apply (PreceptSession *self, PreceptStepGroup *group, GError **error)
{
  return precept_document_apply (self->document, group, error);
}

static void
restore_selection (PreceptSession *self, const char *selection)
{
  update_content (self);
  if (selection != NULL)
    g_signal_emit (self, signals[SELECTION_RESTORED], 0, selection);
}

void
precept_session_undo (PreceptSession *self)
{
  g_autofree char *selection = NULL;

  if (!precept_document_can_undo (self->document))
    return;
  selection = precept_document_undo (self->document);
  restore_selection (self, selection);
}

void
precept_session_redo (PreceptSession *self)
{
  g_autofree char *selection = NULL;

  if (!precept_document_can_redo (self->document))
    return;
  selection = precept_document_redo (self->document);
  restore_selection (self, selection);
}

/* Files. */

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
  g_signal_emit (self, signals[CHANGED_ON_DISK], 0);
}

static void
set_file (PreceptSession *self, PreceptFile *file)
{
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
  take_document (self, g_steal_pointer (&document));
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
  take_document (self, g_steal_pointer (&document));
  self->journal = g_object_ref (journal);
  return self;
}

/**
 * precept_session_save:
 * @self: a document that is in a file
 * @overwrite: whether to save even if the file changed on disk since it was read
 * @error: where to store an error of `PRECEPT_FILE_ERROR`
 *
 * Saves the document. The file is the old one or the new one, whatever happens.
 */
gboolean
precept_session_save (PreceptSession *self, gboolean overwrite, GError **error)
{
  g_return_val_if_fail (self->file != NULL, FALSE);

  if (!precept_file_save (self->file, self->document, overwrite, error))
    return FALSE;
  precept_journal_restart (self->journal, precept_file_get_digest (self->file));
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  return TRUE;
}

/**
 * precept_session_save_as:
 * @self: an open document
 * @location: where to; a file that is there is replaced, the user has been asked
 * @error: where to store an error of `PRECEPT_FILE_ERROR`
 *
 * Saves the document in another file, which is its file from then on.
 */
gboolean
precept_session_save_as (PreceptSession *self, GFile *location, GError **error)
{
  g_autoptr (PreceptFile) file = precept_file_new (location);

  if (!precept_file_save (file, self->document, TRUE, error))
    return FALSE;
  set_file (self, file);
  precept_journal_discard (self->journal);
  start_journal (self);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
  return TRUE;
}

/* Shows another document in place of the one that was open. */
static void
replace_document (PreceptSession *self, PreceptDocument *document)
{
  take_document (self, document);
  g_signal_emit (self, signals[REPLACED], 0);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
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
  g_signal_emit (self, signals[STATE_CHANGED], 0);
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
