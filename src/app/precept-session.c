/* precept-session.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-session-private.h"

#include <glib/gi18n.h>

#include "precept-check.h"
#include "precept-edit-metadata.h"
#include "precept-grammar.h"
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

void
precept_session_take_document (PreceptSession *self, PreceptDocument *document)
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

  precept_session_take_document (self, g_object_ref (document));
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
  precept_journal_keep (self->journal);
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
  PreceptGrammar  *grammar = precept_grammar_get ();
  const char      *state;
  const char      *version = precept_content_get_version (self->content);
  g_autofree char *status = precept_document_dup_field (self->document, NULL, "status");
  const char      *label = precept_grammar_get_choice_label (grammar, "status", NULL, status);

  if (label == NULL)
    label = precept_grammar_get_choice_label (grammar, "status", NULL, "draft");
  if (self->is_saving)
    state = _ ("Saving…");
  else if (self->has_failed)
    state = _ ("Can’t save");
  else if (precept_session_get_modified (self))
    state = self->is_read_only ? _ ("Edited, the file is read-only") : _ ("Edited");
  else if (self->file == NULL)
    state = _ ("Not saved yet");
  else
    state = self->is_read_only ? _ ("Read-only") : _ ("Saved");
  if (version != NULL && *version != '\0')
    /* Translators: status of a guideline (“Draft”), its version, and whether it is saved. */
    return g_strdup_printf (_ ("%s, version %s · %s"), label, version, state);
  /* Translators: status of a guideline (“Draft”), and whether it is saved. */
  return g_strdup_printf (_ ("%s · %s"), label, state);
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
