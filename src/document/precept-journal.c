/* precept-journal.c: what was done since the last save, for the case of a crash
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-journal.h"

#include "precept-document-private.h"
#include "precept-journal-entry.h"
#include "precept-step-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUFFIX ".journal"

/* How long a change may wait for the disk itself. A crash of the program loses nothing before. */
#define SYNC_DELAY_MS 500

/* From when on a journal without a change is of no use to anyone. */
#define USELESS_AGE_S 600

/* The first entry: the guideline's address, the digest of its file, and the state that all steps build on. */
#define BASE_TYPE "(msmsay)"

/* Each further entry: label, selections before and after, merge key, steps. */
#define GROUP_TYPE "(smsmsmsa" PRECEPT_STEP_VARIANT_TYPE ")"

/**
 * PreceptJournal:
 *
 * A file in the user's state folder that grows by one entry with each change.
 *
 * It holds the state that it starts from, so that it can be used whatever became of the
 * guideline's file. Its owner keeps a lock on it; one that nobody holds was left behind
 * by a crash.
 */
struct _PreceptJournal
{
  GObject parent_instance;

  GFile           *location;    /* owned; NULL: not saved yet */
  char            *file_digest; /* owned; NULL: no file has this state */
  PreceptDocument *document;    /* owned; NULL: not started */
  GBytes          *base;        /* owned; the state to start from, until it is written; else NULL */

  char                *path;  /* owned; NULL: nothing on disk */
  int                  fd;    /* locked; -1: nothing on disk */
  PreceptJournalDigest chain; /* digest of the last entry */
  guint                sync_id;
  GError              *error; /* owned; NULL: it can be written */

  GPtrArray *entries; /* owned GVariant, of a journal found on disk, until it is recovered; else NULL */
  GDateTime *time;    /* owned; of a journal found on disk; else NULL */
};

G_DEFINE_FINAL_TYPE (PreceptJournal, precept_journal, G_TYPE_OBJECT)
G_DEFINE_QUARK (precept_journal_error, precept_journal_error)

static void
close_file (PreceptJournal *self)
{
  g_clear_handle_id (&self->sync_id, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  g_clear_pointer (&self->path, g_free);
}

static void
detach (PreceptJournal *self)
{
  if (self->document != NULL)
    precept_document_set_log (self->document, NULL, NULL);
  g_clear_object (&self->document);
}

static void
precept_journal_dispose (GObject *object)
{
  PreceptJournal *self = PRECEPT_JOURNAL (object);

  detach (self);
  close_file (self);
  g_clear_object (&self->location);

  G_OBJECT_CLASS (precept_journal_parent_class)->dispose (object);
}

static void
precept_journal_finalize (GObject *object)
{
  PreceptJournal *self = PRECEPT_JOURNAL (object);

  g_free (self->file_digest);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (precept_journal_parent_class)->finalize (object);
}

static void
precept_journal_class_init (PreceptJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = precept_journal_dispose;
  object_class->finalize = precept_journal_finalize;
}

static void
precept_journal_init (PreceptJournal *self)
{
  self->fd = -1;
}

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "precept", "journal", NULL);
}

static char *
dup_uri (PreceptJournal *self)
{
  return self->location != NULL ? g_file_get_uri (self->location) : NULL;
}

static void
sync_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  int fd = GPOINTER_TO_INT (data);

  fdatasync (fd);
  close (fd);
  g_task_return_boolean (task, TRUE);
}

static gboolean
sync_cb (gpointer data)
{
  PreceptJournal *self = data;
  int             fd = fcntl (self->fd, F_DUPFD_CLOEXEC, 0);

  self->sync_id = 0;
  if (fd >= 0)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, GINT_TO_POINTER (fd), NULL);
      g_task_run_in_thread (task, sync_thread);
    }

  return G_SOURCE_REMOVE;
}

static gboolean
write_entry (PreceptJournal *self,
             GVariant       *entry)
{
  g_autoptr (GVariant) owned = g_variant_ref_sink (entry);

  if (!precept_journal_entry_write (self->fd, owned, &self->chain, &self->error))
    return FALSE;

  if (self->sync_id == 0)
    self->sync_id = g_timeout_add (SYNC_DELAY_MS, sync_cb, self);

  return TRUE;
}

static gboolean
fail (PreceptJournal *self,
      const char     *path)
{
  int saved_errno = errno;

  if (self->error == NULL)
    g_set_error (&self->error, PRECEPT_JOURNAL_ERROR, PRECEPT_JOURNAL_ERROR_WRITE,
                 "Changes can't be kept for the case of a crash, in “%s”: %s. Save often.", path, g_strerror (saved_errno));

  return FALSE;
}

/* Journals of one guideline have names that begin alike, so that they are found without reading all others. */
static char *
dup_name_prefix (GFile *location)
{
  g_autofree char *uri = location != NULL ? g_file_get_uri (location) : g_strdup ("");
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, uri, -1);

  digest[16] = '\0';

  return g_strconcat (digest, "-", NULL);
}

static gboolean
open_file (PreceptJournal *self)
{
  g_autofree char *folder = dup_folder ();
  g_autofree char *prefix = dup_name_prefix (self->location);
  g_autofree char *uri = dup_uri (self);
  gsize            size;
  gconstpointer    data;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (self, folder);

  for (guint attempt = 0; attempt < 100 && self->fd < 0; attempt++)
    {
      g_autofree char *name = g_strdup_printf ("%s%08x" SUFFIX, prefix, g_random_int ());

      g_free (self->path);
      self->path = g_build_filename (folder, name, NULL);
      self->fd = g_open (self->path, O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
      if (self->fd < 0 && errno != EEXIST)
        break;
    }
  if (self->fd < 0)
    return fail (self, self->path);

  flock (self->fd, LOCK_EX | LOCK_NB);
  data = g_bytes_get_data (self->base, &size);
  precept_journal_entry_init_chain (&self->chain);
  if (!precept_journal_entry_write_start (self->fd, &self->error) ||
      !write_entry (self, g_variant_new ("(msms@ay)", uri, self->file_digest,
                                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, data, size, 1))))
    {
      unlink (self->path);
      close_file (self);
      return FALSE;
    }

  g_clear_pointer (&self->base, g_bytes_unref);

  return TRUE;
}

static void
log_cb (PreceptDocument  *document,
        PreceptStepGroup *group,
        gpointer          data)
{
  PreceptJournal *self = data;
  GVariantBuilder steps;

  if (self->error != NULL || (self->fd < 0 && !open_file (self)))
    return;

  g_variant_builder_init (&steps, G_VARIANT_TYPE ("a" PRECEPT_STEP_VARIANT_TYPE));
  for (guint i = 0; i < group->steps->len; i++)
    g_variant_builder_add_value (&steps, precept_step_to_variant (g_ptr_array_index (group->steps, i)));

  write_entry (self, g_variant_new (GROUP_TYPE, group->label, group->selection_before, group->selection_after,
                                    group->merge_key, &steps));
}

static void
set_base (PreceptJournal *self,
          const char     *file_digest)
{
  g_free (self->file_digest);
  self->file_digest = g_strdup (file_digest);
  g_clear_pointer (&self->base, g_bytes_unref);
  self->base = precept_document_serialize (self->document);
}

/**
 * precept_journal_new:
 * @location: (nullable): where the guideline is kept, or %NULL if it was not saved yet
 *
 * Returns: (transfer full): a journal with nothing in it
 */
PreceptJournal *
precept_journal_new (GFile *location)
{
  PreceptJournal *self;

  g_return_val_if_fail (location == NULL || G_IS_FILE (location), NULL);

  self = g_object_new (PRECEPT_TYPE_JOURNAL, NULL);
  g_set_object (&self->location, location);

  return self;
}

/**
 * precept_journal_get_location:
 * @self: a journal
 *
 * Returns: (transfer none) (nullable): where the guideline is kept, or %NULL if it was not saved yet
 */
GFile *
precept_journal_get_location (PreceptJournal *self)
{
  g_return_val_if_fail (PRECEPT_IS_JOURNAL (self), NULL);

  return self->location;
}

/**
 * precept_journal_get_error:
 * @self: a journal
 *
 * Returns: (nullable): why it could not be written; editing goes on without it
 */
const GError *
precept_journal_get_error (PreceptJournal *self)
{
  g_return_val_if_fail (PRECEPT_IS_JOURNAL (self), NULL);

  return self->error;
}

/**
 * precept_journal_start:
 * @self: a journal
 * @document: whose changes it shall keep; it keeps a reference
 * @file_digest: (nullable): SHA-256 of the file that holds the present state, if one does
 *
 * Starts to write down each change of a document.
 */
void
precept_journal_start (PreceptJournal  *self,
                       PreceptDocument *document,
                       const char      *file_digest)
{
  g_return_if_fail (PRECEPT_IS_JOURNAL (self));
  g_return_if_fail (PRECEPT_IS_DOCUMENT (document));
  g_return_if_fail (self->document == NULL);

  self->document = g_object_ref (document);
  set_base (self, file_digest);
  precept_document_set_log (document, log_cb, self);
}

/* Removes what is on disk. */
static void
remove_file (PreceptJournal *self)
{
  if (self->path != NULL)
    unlink (self->path);
  close_file (self);
  g_clear_error (&self->error);
}

/**
 * precept_journal_keep:
 * @self: a journal that was started
 *
 * Writes down the state it starts from at once, instead of with the first change: what was imported is in no file yet,
 * and would be lost by a crash.
 */
void
precept_journal_keep (PreceptJournal *self)
{
  g_return_if_fail (PRECEPT_IS_JOURNAL (self));

  if (self->error == NULL && self->fd < 0 && self->base != NULL)
    open_file (self);
}

/**
 * precept_journal_restart:
 * @self: a journal that was started
 * @file_digest: (nullable): SHA-256 of the file that holds the present state
 *
 * Forgets all changes so far, because the document has been saved.
 */
void
precept_journal_restart (PreceptJournal *self,
                         const char     *file_digest)
{
  g_return_if_fail (PRECEPT_IS_JOURNAL (self));
  g_return_if_fail (self->document != NULL);

  remove_file (self);
  set_base (self, file_digest);
}

/**
 * precept_journal_discard:
 * @self: a journal
 *
 * Forgets all changes and stops, because the document is being closed, or what was left
 * behind is not wanted.
 */
void
precept_journal_discard (PreceptJournal *self)
{
  g_return_if_fail (PRECEPT_IS_JOURNAL (self));

  detach (self);
  remove_file (self);
  g_clear_pointer (&self->base, g_bytes_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

/* Nothing was changed, or nothing of it can be read. A process may just be starting to write it, though. */
static void
remove_useless (const char        *path,
                const struct stat *info)
{
  if (g_get_real_time () / G_USEC_PER_SEC - info->st_mtime > USELESS_AGE_S)
    unlink (path);
}

/* A journal at @path that nobody holds and that has something in it, or NULL. */
static PreceptJournal *
open_left_behind (const char *path)
{
  g_autoptr (PreceptJournal) self = g_object_new (PRECEPT_TYPE_JOURNAL, NULL);
  g_autofree char *uri = NULL;
  struct stat      info;
  struct stat      named;

  self->fd = g_open (path, O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
  if (self->fd < 0 || flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    return NULL;
  /* Its owner may have removed it before we had the lock. */
  if (fstat (self->fd, &info) != 0 || g_stat (path, &named) != 0 || info.st_ino != named.st_ino)
    return NULL;

  self->path = g_strdup (path);
  self->entries = precept_journal_entry_read_all (self->fd, &self->chain);
  if (self->entries->len == 0 || !g_variant_is_of_type (g_ptr_array_index (self->entries, 0), G_VARIANT_TYPE (BASE_TYPE)))
    {
      remove_useless (path, &info);
      return NULL;
    }

  g_variant_get (g_ptr_array_index (self->entries, 0), "(msms@ay)", &uri, &self->file_digest, NULL);
  /* Without a change it is worth something only where its first state is in no file. */
  if (self->entries->len < 2 && uri != NULL)
    {
      remove_useless (path, &info);
      return NULL;
    }

  self->location = uri != NULL ? g_file_new_for_uri (uri) : NULL;
  self->time = g_date_time_new_from_unix_local (info.st_mtime);

  return g_steal_pointer (&self);
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  PreceptJournal *left = *(PreceptJournal *const *)a;
  PreceptJournal *right = *(PreceptJournal *const *)b;

  return g_date_time_compare (right->time, left->time);
}

static GPtrArray *
list (const char *prefix)
{
  g_autofree char *path = dup_folder ();
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GPtrArray  *journals = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      PreceptJournal  *journal;

      if (!g_str_has_suffix (name, SUFFIX) || !g_str_has_prefix (name, prefix))
        continue;
      journal = open_left_behind (file);
      if (journal != NULL)
        g_ptr_array_add (journals, journal);
    }
  g_ptr_array_sort (journals, compare_times);

  return journals;
}

/**
 * precept_journal_list:
 *
 * Finds what crashes have left behind. While a journal is referenced, no other process finds it.
 *
 * Returns: (transfer full) (element-type PreceptJournal): journals, the newest first
 */
GPtrArray *
precept_journal_list (void)
{
  return list ("");
}

/**
 * precept_journal_find:
 * @location: where a guideline is kept
 *
 * Returns: (transfer full) (nullable): the newest journal of it that a crash has left behind
 */
PreceptJournal *
precept_journal_find (GFile *location)
{
  g_autofree char *prefix = NULL;
  g_autoptr (GPtrArray) journals = NULL;

  g_return_val_if_fail (G_IS_FILE (location), NULL);

  prefix = dup_name_prefix (location);
  journals = list (prefix);
  for (guint i = 0; i < journals->len; i++)
    {
      PreceptJournal *journal = g_ptr_array_index (journals, i);

      if (journal->location != NULL && g_file_equal (journal->location, location))
        return g_object_ref (journal);
    }

  return NULL;
}

/**
 * precept_journal_get_file_digest:
 * @self: a journal
 *
 * Returns: (nullable): SHA-256 of the file it started from; if the file has another one
 *   now, recovering and saving would overwrite what somebody else wrote
 */
const char *
precept_journal_get_file_digest (PreceptJournal *self)
{
  g_return_val_if_fail (PRECEPT_IS_JOURNAL (self), NULL);

  return self->file_digest;
}

GDateTime *
precept_journal_get_time (PreceptJournal *self)
{
  g_return_val_if_fail (PRECEPT_IS_JOURNAL (self), NULL);

  return self->time;
}

static PreceptStepGroup *
read_group (GVariant *entry)
{
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (GVariantIter) steps = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *merge_key = NULL;
  GVariant        *child;

  if (!g_variant_is_of_type (entry, G_VARIANT_TYPE (GROUP_TYPE)))
    return NULL;

  g_variant_get (entry, GROUP_TYPE, &label, &before, &after, &merge_key, &steps);
  group = precept_step_group_new (label);
  precept_step_group_set_selections (group, before, after);
  precept_step_group_set_merge_key (group, merge_key);
  while ((child = g_variant_iter_next_value (steps)) != NULL)
    {
      PreceptStep *step = precept_step_new_from_variant (child);

      g_variant_unref (child);
      if (step == NULL)
        return NULL;
      precept_step_group_add (group, step);
    }

  return g_steal_pointer (&group);
}

/**
 * precept_journal_recover:
 * @self: a journal that was found on disk
 * @error: (nullable): where to store an error
 *
 * Brings back a document as it was before a crash, and goes on to write down its changes.
 *
 * Returns: (transfer full) (nullable): the document, which counts as not saved
 */
PreceptDocument *
precept_journal_recover (PreceptJournal *self,
                         GError        **error)
{
  g_autoptr (GVariant) base = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) document = NULL;

  g_return_val_if_fail (PRECEPT_IS_JOURNAL (self), NULL);
  g_return_val_if_fail (self->entries != NULL, NULL);

  base = g_variant_get_child_value (g_ptr_array_index (self->entries, 0), 2);
  bytes = g_variant_get_data_as_bytes (base);
  document = precept_document_new_from_bytes (bytes, error);
  if (document == NULL)
    return NULL;

  for (guint i = 1; i < self->entries->len; i++)
    {
      g_autoptr (PreceptStepGroup) group = read_group (g_ptr_array_index (self->entries, i));
      g_autoptr (GError) local_error = NULL;

      if (group == NULL || !precept_document_replay (document, group, &local_error))
        {
          g_set_error (error, PRECEPT_JOURNAL_ERROR, PRECEPT_JOURNAL_ERROR_DAMAGED,
                       "What was done before the crash can't be brought back: change %u of %u does not apply (%s).",
                       i, self->entries->len - 1, local_error != NULL ? local_error->message : "not readable");
          return NULL;
        }
    }

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->document = g_object_ref (document);
  precept_document_set_log (document, log_cb, self);

  return g_steal_pointer (&document);
}
