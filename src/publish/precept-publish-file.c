/* precept-publish-file.c: a file that is written as a whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-file.h"

#include "precept-publish.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* PreceptPublishFile:
 *
 * Writes to a temporary file beside the real one, which takes its place at the end.
 *
 * g_file_replace() is not enough: where the file is a symbolic or a hard link, it writes into the old file.
 */
struct _PreceptPublishFile
{
  char          *path;           /* links followed */
  char          *temporary_path; /* NULL once it is kept */
  GOutputStream *stream;         /* into the temporary file */
};

static gboolean
fail (GError    **error,
      const char *path,
      const char *what,
      int         saved_errno)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (saved_errno), "%s: %s: %s", path, what, g_strerror (saved_errno));
  return FALSE;
}

/* Where the file really is; that of a link which leads nowhere yet is the link. */
static char *
dup_real_path (const char *path)
{
  char *resolved = realpath (path, NULL);
  char *copy = g_strdup (resolved != NULL ? resolved : path);

  free (resolved);
  return copy;
}

static gboolean
check_replaceable (const char *path,
                   GError    **error)
{
  struct stat status;

  if (stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    {
      g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_FILE,
                   "%s is %s, which can't be replaced by a published file. Give another name",
                   path, S_ISDIR (status.st_mode) ? "a folder" : "not an ordinary file");
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_temporary (PreceptPublishFile *self,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autofree char *folder = g_path_get_dirname (self->path);
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *hidden = g_strdup_printf (".%s.XXXXXX", name);
  g_autofree char *path = g_build_filename (folder, hidden, NULL);
  g_autoptr (GFile) file = NULL;
  int descriptor = g_mkstemp_full (path, O_WRONLY | O_CLOEXEC, 0666);

  if (descriptor < 0)
    return fail (error, self->path, "can't be written", errno);
  g_close (descriptor, NULL);
  self->temporary_path = g_steal_pointer (&path);
  file = g_file_new_for_path (self->temporary_path);
  self->stream = G_OUTPUT_STREAM (g_file_append_to (file, G_FILE_CREATE_NONE, cancellable, error));
  return self->stream != NULL;
}

/**
 * precept_publish_file_open:
 * @file: a file of this computer, there or not
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Begins to write. Nothing happens to @file itself until the new one is kept.
 *
 * Returns: (transfer full): what to write to, or %NULL
 */
PreceptPublishFile *
precept_publish_file_open (GFile        *file,
                           GCancellable *cancellable,
                           GError      **error)
{
  g_autoptr (PreceptPublishFile) self = g_new0 (PreceptPublishFile, 1);
  g_autofree char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_FILE,
                   "%s is not on this computer. Publish to a folder here, then copy the file", name);
      return NULL;
    }
  self->path = dup_real_path (path);
  if (!check_replaceable (self->path, error) || !open_temporary (self, cancellable, error))
    return NULL;
  return g_steal_pointer (&self);
}

GOutputStream *
precept_publish_file_get_stream (PreceptPublishFile *self)
{
  return self->stream;
}

static gboolean
synchronize (const char *path)
{
  int      descriptor = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean done = descriptor >= 0 && fsync (descriptor) == 0;

  if (descriptor >= 0)
    g_close (descriptor, NULL);
  return done;
}

/**
 * precept_publish_file_keep:
 * @self: a file
 * @cancellable: (nullable): to stop it
 * @error: (nullable): where to store an error
 *
 * Puts what was written in the place of the file, with the mode of the old one.
 *
 * Returns: whether the file is now the new one
 */
gboolean
precept_publish_file_keep (PreceptPublishFile *self,
                           GCancellable       *cancellable,
                           GError            **error)
{
  struct stat status;

  if (!g_output_stream_close (self->stream, cancellable, error))
    {
      g_prefix_error (error, "%s: ", self->path);
      return FALSE;
    }
  if (stat (self->path, &status) == 0 && chmod (self->temporary_path, status.st_mode & 07777) != 0)
    return fail (error, self->path, "can't be given its mode", errno);
  if (!synchronize (self->temporary_path))
    return fail (error, self->path, "can't be written", errno);
  if (g_rename (self->temporary_path, self->path) != 0)
    return fail (error, self->path, "can't be replaced", errno);
  g_clear_pointer (&self->temporary_path, g_free);
  return TRUE;
}

void
precept_publish_file_free (PreceptPublishFile *self)
{
  g_clear_object (&self->stream);
  if (self->temporary_path != NULL)
    g_unlink (self->temporary_path);
  g_free (self->temporary_path);
  g_free (self->path);
  g_free (self);
}
