/* precept-file.c: where a guideline is kept on disk
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-file.h"

#include "precept-file-replace.h"
#include "precept-parser.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/**
 * PreceptFile:
 *
 * The file of a guideline: read, saved, and watched for what others do to it.
 *
 * It remembers what was on disk when it was read or saved last, and does not
 * overwrite anything else unless told to.
 */
struct _PreceptFile
{
  GObject parent_instance;

  GFile *location; /* owned */

  char *digest; /* owned; SHA-256 of what was read or saved last; NULL: nothing yet */
  char *etag;   /* owned; of the same, where the file is not local; else NULL */

  /* Of the local file when it had that digest: while they hold, it need not be read again. */
  guint64 size_bytes;
  gint64  mtime_ns; /* since 1970; -1: unknown */
  guint64 inode;

  gboolean is_saving; /* in a thread */
  gboolean is_missed; /* the monitor told of something meanwhile */

  GFileMonitor *monitor;   /* owned; NULL: not watching */
  char         *announced; /* owned; digest last told of by the signal; NULL: none */
};

G_DEFINE_FINAL_TYPE (PreceptFile, precept_file, G_TYPE_OBJECT)
G_DEFINE_QUARK (precept_file_error, precept_file_error)

enum
{
  SIGNAL_CHANGED_ON_DISK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a thread that loads gives back. */
typedef struct
{
  GBytes          *bytes;    /* owned */
  PreceptDocument *document; /* owned */
  char            *etag;     /* owned or NULL */
  struct stat      info;     /* of the local file before it was read; all zero: none */
} Loaded;

static void
free_loaded (Loaded *loaded)
{
  g_clear_pointer (&loaded->bytes, g_bytes_unref);
  g_clear_object (&loaded->document);
  g_free (loaded->etag);
  g_free (loaded);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Loaded, free_loaded)

static void
precept_file_dispose (GObject *object)
{
  PreceptFile *self = PRECEPT_FILE (object);

  if (self->monitor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_file_monitor_cancel (self->monitor);
    }
  g_clear_object (&self->monitor);
  g_clear_object (&self->location);

  G_OBJECT_CLASS (precept_file_parent_class)->dispose (object);
}

static void
precept_file_finalize (GObject *object)
{
  PreceptFile *self = PRECEPT_FILE (object);

  g_free (self->digest);
  g_free (self->etag);
  g_free (self->announced);

  G_OBJECT_CLASS (precept_file_parent_class)->finalize (object);
}

static void
precept_file_class_init (PreceptFileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = precept_file_dispose;
  object_class->finalize = precept_file_finalize;

  /**
   * PreceptFile::changed-on-disk:
   * @self: a file
   *
   * Emitted once for each new content that somebody else gives the file.
   */
  signals[SIGNAL_CHANGED_ON_DISK] =
    g_signal_new ("changed-on-disk", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
precept_file_init (PreceptFile *self)
{
  self->mtime_ns = -1;
}

static gint64
get_mtime_ns (const struct stat *info)
{
  return (gint64)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static char *
compute_digest (GBytes *bytes)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static void
remember (PreceptFile       *self,
          GBytes            *bytes,
          const char        *etag,
          const struct stat *info)
{
  g_free (self->digest);
  self->digest = compute_digest (bytes);
  g_free (self->etag);
  self->etag = g_strdup (etag);
  g_clear_pointer (&self->announced, g_free);

  self->mtime_ns = -1;
  if (info != NULL && info->st_ino != 0)
    {
      self->size_bytes = info->st_size;
      self->mtime_ns = get_mtime_ns (info);
      self->inode = info->st_ino;
    }
}

static void
set_io_error (GError      **error,
              const GError *io_error,
              GFile        *location,
              const char   *what)
{
  g_autofree char *name = g_file_get_parse_name (location);
  PreceptFileError code = PRECEPT_FILE_ERROR_FAILED;

  if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    code = PRECEPT_FILE_ERROR_NOT_FOUND;
  else if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
           g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    code = PRECEPT_FILE_ERROR_READ_ONLY;
  else if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    code = PRECEPT_FILE_ERROR_NO_SPACE;

  g_set_error (error, PRECEPT_FILE_ERROR, code, "“%s” can't be %s: %s.", name, what, io_error->message);
}

/* Whatever is there now, or NULL. */
static GBytes *
read_location (GFile        *location,
               GCancellable *cancellable,
               char        **etag,
               GError      **error)
{
  g_autofree char *path = g_file_get_path (location);
  g_autoptr (GError) io_error = NULL;
  GBytes *bytes;

  if (path != NULL)
    return precept_file_read_path (path, PRECEPT_PARSER_MAX_SIZE_BYTES, error);

  bytes = g_file_load_bytes (location, cancellable, etag, &io_error);
  if (bytes == NULL && g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&io_error));
  else if (bytes == NULL)
    set_io_error (error, io_error, location, "read");

  return bytes;
}

static Loaded *
load (GFile        *location,
      GCancellable *cancellable,
      GError      **error)
{
  g_autoptr (Loaded) loaded = g_new0 (Loaded, 1);
  g_autofree char *path = g_file_get_path (location);

  /* Asked before reading: if it changes meanwhile, it will look changed. */
  if (path != NULL && g_stat (path, &loaded->info) != 0)
    memset (&loaded->info, 0, sizeof loaded->info);

  loaded->bytes = read_location (location, cancellable, &loaded->etag, error);
  if (loaded->bytes == NULL)
    return NULL;

  loaded->document = precept_document_new_from_bytes (loaded->bytes, error);
  if (loaded->document == NULL)
    return NULL;

  return g_steal_pointer (&loaded);
}

static PreceptDocument *
finish_load (PreceptFile *self,
             Loaded      *loaded)
{
  remember (self, loaded->bytes, loaded->etag, &loaded->info);

  return g_object_ref (loaded->document);
}

static void
load_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  Loaded *loaded = load (data, cancellable, &error);

  if (loaded != NULL)
    g_task_return_pointer (task, loaded, (GDestroyNotify)free_loaded);
  else
    g_task_return_error (task, error);
}

static void
monitor_changed_cb (PreceptFile *self)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;

  if (self->is_saving)
    {
      self->is_missed = TRUE;
      return;
    }

  if (!precept_file_is_changed_on_disk (self))
    return;

  /* Writers touch a file several times: tell of each content just once. */
  bytes = read_location (self->location, NULL, NULL, NULL);
  digest = bytes != NULL ? compute_digest (bytes) : g_strdup ("");
  if (g_strcmp0 (digest, self->announced) == 0)
    return;

  g_free (self->announced);
  self->announced = g_steal_pointer (&digest);
  g_signal_emit (self, signals[SIGNAL_CHANGED_ON_DISK], 0);
}

/**
 * precept_file_new:
 * @location: where the file is, or shall be
 *
 * Returns: (transfer full): a file, not read yet
 */
PreceptFile *
precept_file_new (GFile *location)
{
  PreceptFile *self;

  g_return_val_if_fail (G_IS_FILE (location), NULL);

  self = g_object_new (PRECEPT_TYPE_FILE, NULL);
  self->location = g_object_ref (location);

  return self;
}

GFile *
precept_file_get_location (PreceptFile *self)
{
  g_return_val_if_fail (PRECEPT_IS_FILE (self), NULL);

  return self->location;
}

/**
 * precept_file_get_digest:
 * @self: a file
 *
 * Returns: (nullable): SHA-256, in hexadecimal, of what was read or saved last
 */
const char *
precept_file_get_digest (PreceptFile *self)
{
  g_return_val_if_fail (PRECEPT_IS_FILE (self), NULL);

  return self->digest;
}

/**
 * precept_file_load:
 * @self: a file
 * @cancellable: (nullable): to give up
 * @error: (nullable): where to store an error
 *
 * Reads the file. Fails with %PRECEPT_FILE_ERROR or %PRECEPT_DOCUMENT_ERROR.
 *
 * Returns: (transfer full) (nullable): the guideline
 */
PreceptDocument *
precept_file_load (PreceptFile  *self,
                   GCancellable *cancellable,
                   GError      **error)
{
  g_autoptr (Loaded) loaded = NULL;

  g_return_val_if_fail (PRECEPT_IS_FILE (self), NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  loaded = load (self->location, cancellable, error);

  return loaded != NULL ? finish_load (self, loaded) : NULL;
}

/**
 * precept_file_load_async:
 * @self: a file
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the file in a thread.
 */
void
precept_file_load_async (PreceptFile        *self,
                         GCancellable       *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (PRECEPT_IS_FILE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, precept_file_load_async);
  g_task_set_task_data (task, g_object_ref (self->location), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

PreceptDocument *
precept_file_load_finish (PreceptFile  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  g_autoptr (Loaded) loaded = NULL;

  g_return_val_if_fail (PRECEPT_IS_FILE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  loaded = g_task_propagate_pointer (G_TASK (result), error);

  return loaded != NULL ? finish_load (self, loaded) : NULL;
}

/**
 * precept_file_is_changed_on_disk:
 * @self: a file
 *
 * Tells whether saving would overwrite what somebody else wrote: the file has other
 * content than when it was read or saved last, or was never read. A file that is gone
 * has nothing to overwrite.
 *
 * Returns: whether it changed
 */
gboolean
precept_file_is_changed_on_disk (PreceptFile *self)
{
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *digest = NULL;
  struct stat      info;

  g_return_val_if_fail (PRECEPT_IS_FILE (self), FALSE);

  path = g_file_get_path (self->location);
  if (path != NULL)
    {
      if (g_stat (path, &info) != 0)
        return FALSE;
      if (self->digest != NULL && self->mtime_ns == get_mtime_ns (&info) && self->size_bytes == (guint64)info.st_size &&
          self->inode == info.st_ino)
        return FALSE;
    }

  bytes = read_location (self->location, NULL, NULL, NULL);
  if (bytes == NULL)
    return path != NULL;

  digest = compute_digest (bytes);

  return g_strcmp0 (digest, self->digest) != 0;
}

static gboolean
replace_remote (GFile   *location,
                GBytes  *bytes,
                char    *etag,
                char   **new_etag,
                GError **error)
{
  g_autoptr (GError) io_error = NULL;
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (g_file_replace_contents (location, data, size, etag, FALSE, G_FILE_CREATE_NONE, new_etag, NULL, &io_error))
    return TRUE;

  if (g_error_matches (io_error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG))
    g_set_error_literal (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED,
                         "The file was changed by another program. Reload it, or save anyway.");
  else
    set_io_error (error, io_error, location, "saved");

  return FALSE;
}

/* Writes @bytes, and remembers them as what is on disk. */
static gboolean
save_bytes (PreceptFile *self,
            GBytes      *bytes,
            gboolean     force,
            GError     **error)
{
  g_autofree char *path = NULL;
  g_autofree char *etag = NULL;
  struct stat      info = { 0 };

  if (!force && precept_file_is_changed_on_disk (self))
    {
      g_autofree char *name = g_file_get_parse_name (self->location);

      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_CHANGED,
                   "“%s” was %s by another program. Reload it, save under another name, or save anyway.",
                   name, self->digest != NULL ? "changed" : "written");
      return FALSE;
    }

  path = g_file_get_path (self->location);
  if (path != NULL)
    {
      if (!precept_file_replace_path (path, bytes, error))
        return FALSE;
      if (g_stat (path, &info) != 0)
        info.st_ino = 0;
    }
  else if (!replace_remote (self->location, bytes, force ? NULL : self->etag, &etag, error))
    {
      return FALSE;
    }

  remember (self, bytes, etag, &info);

  return TRUE;
}

/**
 * precept_file_save:
 * @self: a file
 * @document: what it shall hold
 * @force: whether to overwrite what somebody else wrote
 * @error: (nullable): where to store an error
 *
 * Saves a guideline in its canonical form, and marks it as saved.
 *
 * Fails with %PRECEPT_FILE_ERROR; the file on disk is then as it was.
 *
 * Returns: whether it was saved
 */
gboolean
precept_file_save (PreceptFile     *self,
                   PreceptDocument *document,
                   gboolean         force,
                   GError         **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (PRECEPT_IS_FILE (self), FALSE);
  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  bytes = precept_document_serialize (document);
  if (!save_bytes (self, bytes, force, error))
    return FALSE;
  precept_document_set_saved (document);

  return TRUE;
}

/* What a thread that saves needs. */
typedef struct
{
  PreceptFile     *file;  /* owned; a copy, of which only the thread knows */
  GBytes          *bytes; /* owned */
  gboolean         force;
  PreceptDocument *document;   /* owned; only for the main thread */
  gulong           changed_id; /* a handler of its signal */
  gboolean         changed;    /* since the bytes were made */
} Saving;

static void
free_saving (Saving *saving)
{
  g_signal_handler_disconnect (saving->document, saving->changed_id);
  g_object_unref (saving->document);
  g_object_unref (saving->file);
  g_bytes_unref (saving->bytes);
  g_free (saving);
}

static void
saving_changed_cb (PreceptDocument *document,
                   PreceptChange   *change,
                   Saving          *saving)
{
  saving->changed = TRUE;
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Saving *saving = data;
  GError *error = NULL;

  if (save_bytes (saving->file, saving->bytes, saving->force, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static PreceptFile *
copy_file (PreceptFile *self)
{
  PreceptFile *copy = precept_file_new (self->location);

  copy->digest = g_strdup (self->digest);
  copy->etag = g_strdup (self->etag);
  copy->size_bytes = self->size_bytes;
  copy->mtime_ns = self->mtime_ns;
  copy->inode = self->inode;

  return copy;
}

/**
 * precept_file_save_async:
 * @self: a file that is not being saved
 * @document: what it shall hold
 * @force: whether to overwrite what somebody else wrote
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Saves a guideline, as it is now, in a thread: disks may be slow. The document may be changed meanwhile; it then
 * does not count as saved.
 */
void
precept_file_save_async (PreceptFile        *self,
                         PreceptDocument    *document,
                         gboolean            force,
                         GAsyncReadyCallback callback,
                         gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  Saving *saving;

  g_return_if_fail (PRECEPT_IS_FILE (self));
  g_return_if_fail (PRECEPT_IS_DOCUMENT (document));
  g_return_if_fail (!self->is_saving);

  saving = g_new0 (Saving, 1);
  saving->file = copy_file (self);
  saving->bytes = precept_document_serialize (document);
  saving->force = force;
  saving->document = g_object_ref (document);
  saving->changed_id = g_signal_connect (document, "changed", G_CALLBACK (saving_changed_cb), saving);
  self->is_saving = TRUE;
  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, precept_file_save_async);
  g_task_set_task_data (task, saving, (GDestroyNotify)free_saving);
  g_task_run_in_thread (task, save_thread);
}

gboolean
precept_file_save_finish (PreceptFile  *self,
                          GAsyncResult *result,
                          GError      **error)
{
  Saving  *saving;
  gboolean saved;

  g_return_val_if_fail (PRECEPT_IS_FILE (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  saving = g_task_get_task_data (G_TASK (result));
  saved = g_task_propagate_boolean (G_TASK (result), error);
  self->is_saving = FALSE;
  if (saved)
    {
      struct stat info = { 0 };

      info.st_size = saving->file->size_bytes;
      info.st_ino = saving->file->mtime_ns >= 0 ? saving->file->inode : 0;
      info.st_mtim.tv_sec = saving->file->mtime_ns / 1000000000;
      info.st_mtim.tv_nsec = saving->file->mtime_ns % 1000000000;
      remember (self, saving->bytes, saving->file->etag, &info);
      if (!saving->changed)
        precept_document_set_saved (saving->document);
    }
  if (self->is_missed)
    {
      self->is_missed = FALSE;
      monitor_changed_cb (self);
    }

  return saved;
}

/**
 * precept_file_watch:
 * @self: a file
 *
 * Starts to watch the file, and to emit #PreceptFile::changed-on-disk in this thread's main context.
 */
void
precept_file_watch (PreceptFile *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (PRECEPT_IS_FILE (self));

  if (self->monitor != NULL)
    return;

  self->monitor = g_file_monitor_file (self->location, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor == NULL)
    {
      /* Saving looks at the file itself in any case. */
      g_debug ("The file can't be watched: %s", error->message);
      return;
    }

  g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (monitor_changed_cb), self);
}

/**
 * precept_file_replace:
 * @location: where
 * @bytes: the new content
 * @error: (nullable): where to store an error
 *
 * Writes a whole file or, failing with %PRECEPT_FILE_ERROR, leaves what was there.
 *
 * Returns: whether it was written
 */
gboolean
precept_file_replace (GFile   *location,
                      GBytes  *bytes,
                      GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (G_IS_FILE (location), FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);
  g_return_val_if_fail (error == NULL || *error == NULL, FALSE);

  path = g_file_get_path (location);

  return path != NULL ? precept_file_replace_path (path, bytes, error) : replace_remote (location, bytes, NULL, NULL, error);
}
