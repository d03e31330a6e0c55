/* precept-file-replace.c: writes a whole file, or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-file-replace.h"

#include "precept-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * The new content goes to a file beside the old one, is read back, and takes its name
 * only when it is safely on disk. Whoever is killed on the way leaves a file beside,
 * which the next one removes.
 */
#define TEMPORARY_MARK ".precept-"

/* A writer holds a lock on its temporary file; this is for the moment before it has it. */
#define LEFTOVER_AGE_S 60

typedef struct
{
  char *folder;    /* owned */
  char *name;      /* owned; of the file, inside folder */
  char *temporary; /* owned; likewise; NULL: there is none */

  int folder_fd; /* -1: none */
  int fd;        /* of the temporary file; -1: none */
} Replacement;

/* Puts a system error into words. @what: what can't be done with the file, "read" or "saved". */
static void
set_error (GError    **error,
           int         saved_errno,
           const char *path,
           const char *what)
{
  g_autofree char *name = g_filename_display_name (path);

  switch (saved_errno)
    {
    case ENOENT:
    case ENOTDIR:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NOT_FOUND,
                   "“%s” can't be %s: there is no such file or folder. Check the name.", name, what);
      break;
    case EACCES:
    case EPERM:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_READ_ONLY,
                   "“%s” can't be %s: you have no permission to do that. Ask for it, or choose another folder.", name, what);
      break;
    case EROFS:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_READ_ONLY,
                   "“%s” can't be %s: the disk is read-only. Choose another folder.", name, what);
      break;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NO_SPACE,
                   "“%s” can't be %s: there is not enough space on the disk. Delete something, or choose another folder.",
                   name, what);
      break;
    case EISDIR:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_FAILED,
                   "“%s” can't be %s: it is a folder. Name a file.", name, what);
      break;
    case EINVAL:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_FAILED,
                   "“%s” can't be %s: it is not an ordinary file. Choose another name.", name, what);
      break;
    default:
      g_set_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_FAILED,
                   "“%s” can't be %s: %s.", name, what, g_strerror (saved_errno));
    }
}

static gboolean
fail (Replacement *self,
      int          saved_errno,
      GError     **error)
{
  g_autofree char *path = g_build_filename (self->folder, self->name, NULL);

  set_error (error, saved_errno, path, "saved");

  return FALSE;
}

/* The file that a symbolic link leads to, whether or not it is there yet. */
static char *
resolve (const char *path)
{
  g_autofree char *current = g_strdup (path);
  char            *real = realpath (path, NULL);

  if (real != NULL)
    {
      char *result = g_strdup (real);

      free (real);
      return result;
    }

  for (guint hops = 0; hops < 40; hops++)
    {
      g_autofree char *target = g_file_read_link (current, NULL);
      g_autofree char *folder = NULL;

      if (target == NULL)
        break;
      folder = g_path_get_dirname (current);
      g_free (current);
      current = g_path_is_absolute (target) ? g_steal_pointer (&target) : g_build_filename (folder, target, NULL);
    }

  return g_steal_pointer (&current);
}

static void
remove_leftovers (Replacement *self)
{
  g_autofree char *prefix = g_strdup_printf (".%s" TEMPORARY_MARK, self->name);
  g_autoptr (GDir) folder = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      struct stat info;
      int         fd;

      if (!g_str_has_prefix (name, prefix))
        continue;

      fd = openat (self->folder_fd, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
      if (fd < 0)
        continue;
      if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) &&
          g_get_real_time () / G_USEC_PER_SEC - info.st_mtime > LEFTOVER_AGE_S && flock (fd, LOCK_EX | LOCK_NB) == 0)
        unlinkat (self->folder_fd, name, 0);
      close (fd);
    }
}

static gboolean
open_temporary (Replacement *self,
                GError     **error)
{
  struct stat info;
  gboolean    exists = fstatat (self->folder_fd, self->name, &info, 0) == 0;

  if (exists && !S_ISREG (info.st_mode))
    return fail (self, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, error);
  if (exists && faccessat (self->folder_fd, self->name, W_OK, AT_EACCESS) != 0)
    return fail (self, errno, error);

  for (guint attempt = 0; attempt < 100 && self->fd < 0; attempt++)
    {
      g_free (self->temporary);
      self->temporary = g_strdup_printf (".%s" TEMPORARY_MARK "%08x", self->name, g_random_int ());
      self->fd = openat (self->folder_fd, self->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
      if (self->fd < 0 && errno != EEXIST)
        break;
    }
  if (self->fd < 0)
    {
      int saved_errno = errno;

      g_clear_pointer (&self->temporary, g_free);
      return fail (self, saved_errno, error);
    }
  flock (self->fd, LOCK_EX | LOCK_NB);

  if (exists)
    {
      /* Not everyone may give files away; who may not still gets to save. */
      if (fchown (self->fd, info.st_uid, info.st_gid) != 0 && fchown (self->fd, -1, info.st_gid) != 0)
        g_debug ("The owner of the file can't be kept: %s", g_strerror (errno));
      if (fchmod (self->fd, info.st_mode & 07777) != 0)
        return fail (self, errno, error);
    }

  return TRUE;
}

static gboolean
write_all (Replacement *self,
           const char  *data,
           gsize        size,
           GError     **error)
{
  while (size > 0)
    {
      gssize written = write (self->fd, data, MIN (size, G_MAXINT32));

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return fail (self, errno, error);
      data += written;
      size -= written;
    }

  if (fsync (self->fd) != 0)
    return fail (self, errno, error);

  return TRUE;
}

static gboolean
read_back (Replacement *self,
           const char  *data,
           gsize        size,
           GError     **error)
{
  g_autofree char *buffer = g_malloc (256 * 1024);
  gsize            offset = 0;

  /* Else this reads memory, and not the disk. */
  posix_fadvise (self->fd, 0, 0, POSIX_FADV_DONTNEED);

  for (;;)
    {
      gssize length = pread (self->fd, buffer, 256 * 1024, offset);

      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0)
        return fail (self, errno, error);
      if (length == 0)
        break;
      if ((gsize)length > size - offset || memcmp (data + offset, buffer, length) != 0)
        return fail (self, EIO, error);
      offset += length;
    }

  return offset == size ? TRUE : fail (self, EIO, error);
}

static gboolean
replace (Replacement *self,
         GBytes      *bytes,
         GError     **error)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->folder_fd = open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (self->folder_fd < 0)
    return fail (self, errno, error);

  remove_leftovers (self);
  if (!open_temporary (self, error) || !write_all (self, data, size, error) || !read_back (self, data, size, error))
    return FALSE;

  if (renameat (self->folder_fd, self->temporary, self->folder_fd, self->name) != 0)
    return fail (self, errno, error);
  g_clear_pointer (&self->temporary, g_free);

  /* Some file systems can't; the content is safe all the same, the name will be soon. */
  if (fsync (self->folder_fd) != 0)
    g_debug ("The folder can't be synchronized: %s", g_strerror (errno));

  return TRUE;
}

/**
 * precept_file_replace_path:
 * @path: of a local file
 * @bytes: its new content
 * @error: (nullable): where to store an error
 *
 * Replaces a file as a whole. Who or what interrupts it leaves the old file or the new one.
 *
 * Returns: whether the new content is on disk
 */
gboolean
precept_file_replace_path (const char *path,
                           GBytes     *bytes,
                           GError    **error)
{
  g_autofree char *real = resolve (path);
  Replacement      self = { NULL };
  gboolean         done;

  self.folder = g_path_get_dirname (real);
  self.name = g_path_get_basename (real);
  self.folder_fd = -1;
  self.fd = -1;

  done = replace (&self, bytes, error);

  if (self.temporary != NULL)
    unlinkat (self.folder_fd, self.temporary, 0);
  if (self.fd >= 0)
    close (self.fd);
  if (self.folder_fd >= 0)
    close (self.folder_fd);
  g_free (self.temporary);
  g_free (self.folder);
  g_free (self.name);

  return done;
}

static GBytes *
read_all (int         fd,
          const char *path,
          gsize       max_size_bytes,
          GError    **error)
{
  g_autoptr (GByteArray) content = NULL;
  g_autofree guchar *buffer = NULL;
  struct stat        info;

  if (fstat (fd, &info) != 0)
    {
      set_error (error, errno, path, "read");
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      set_error (error, S_ISDIR (info.st_mode) ? EISDIR : EINVAL, path, "read");
      return NULL;
    }

  content = g_byte_array_sized_new (MIN ((gsize)info.st_size, max_size_bytes) + 1);
  buffer = g_malloc (256 * 1024);
  for (;;)
    {
      gssize length = read (fd, buffer, 256 * 1024);

      if (length < 0 && errno == EINTR)
        continue;
      if (length < 0)
        {
          set_error (error, errno, path, "read");
          return NULL;
        }
      if (length == 0)
        break;
      g_byte_array_append (content, buffer, length);
      /* One byte too many is enough for whoever refuses it. */
      if (content->len > max_size_bytes)
        break;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/**
 * precept_file_read_path:
 * @path: of a local file
 * @max_size_bytes: reading ends soon after so many bytes
 * @error: (nullable): where to store an error
 *
 * Returns: (transfer full) (nullable): the content
 */
GBytes *
precept_file_read_path (const char *path,
                        gsize       max_size_bytes,
                        GError    **error)
{
  GBytes *bytes;
  int     fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);

  if (fd < 0)
    {
      set_error (error, errno, path, "read");
      return NULL;
    }

  bytes = read_all (fd, path, max_size_bytes, error);
  close (fd);

  return bytes;
}
