/* precept-journal-entry.c: how a journal's entries are written, so that a torn one shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-journal-entry.h"

#include "precept-journal.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*
 * A line that names the format; then entries: the digest, the length of the type string,
 * the length of the data (32 bits each, little-endian), the type string, the data.
 */
#define START "Precept journal 1\n"
#define HEAD_SIZE (sizeof (PreceptJournalDigest) + 2 * sizeof (guint32))
#define MAX_SIZE_BYTES (256 * 1024 * 1024)

static gboolean
write_all (int         fd,
           const void *data,
           gsize       size,
           GError    **error)
{
  const char *position = data;

  while (size > 0)
    {
      gssize written = write (fd, position, size);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          g_set_error (error, PRECEPT_JOURNAL_ERROR, PRECEPT_JOURNAL_ERROR_WRITE,
                       "Changes can't be kept for the case of a crash: %s. Save often.", g_strerror (errno));
          return FALSE;
        }
      position += written;
      size -= written;
    }

  return TRUE;
}

static void
compute_digest (const PreceptJournalDigest *before,
                const void                 *lengths,
                const void                 *content,
                gsize                       size,
                PreceptJournalDigest       *digest)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  gsize length = sizeof digest->bytes;

  g_checksum_update (checksum, before->bytes, sizeof before->bytes);
  g_checksum_update (checksum, lengths, 2 * sizeof (guint32));
  g_checksum_update (checksum, content, size);
  g_checksum_get_digest (checksum, digest->bytes, &length);
}

void
precept_journal_entry_init_chain (PreceptJournalDigest *chain)
{
  memset (chain, 0, sizeof *chain);
}

/*
 * precept_journal_entry_write_start:
 * @fd: a new file
 * @error: (nullable): where to store an error
 *
 * Returns: whether the line that names the format was written
 */
gboolean
precept_journal_entry_write_start (int      fd,
                                   GError **error)
{
  return write_all (fd, START, strlen (START), error);
}

/*
 * precept_journal_entry_write:
 * @fd: the file, at its end
 * @entry: what to write
 * @chain: (inout): digest of the last entry
 * @error: (nullable): where to store an error
 *
 * Writes an entry by one system call, so that only the machine's failure can tear it.
 *
 * Returns: whether it was written
 */
gboolean
precept_journal_entry_write (int                   fd,
                             GVariant             *entry,
                             PreceptJournalDigest *chain,
                             GError              **error)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  const char          *type = g_variant_get_type_string (entry);
  gsize                size = g_variant_get_size (entry);
  guint32              lengths[2];
  PreceptJournalDigest digest = { { 0 } };

  lengths[0] = GUINT32_TO_LE ((guint32)strlen (type));
  lengths[1] = GUINT32_TO_LE ((guint32)size);
  g_byte_array_append (out, digest.bytes, sizeof digest.bytes);
  g_byte_array_append (out, (const guint8 *)lengths, sizeof lengths);
  g_byte_array_append (out, (const guint8 *)type, strlen (type));
  if (size > 0)
    g_byte_array_append (out, g_variant_get_data (entry), size);

  compute_digest (chain, lengths, out->data + HEAD_SIZE, out->len - HEAD_SIZE, &digest);
  memcpy (out->data, digest.bytes, sizeof digest.bytes);
  if (!write_all (fd, out->data, out->len, error))
    return FALSE;

  *chain = digest;

  return TRUE;
}

static char *
read_file (int    fd,
           gsize *size)
{
  g_autofree char *data = NULL;
  struct stat      info;
  gsize            length = 0;

  if (fstat (fd, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_SIZE_BYTES)
    return NULL;

  data = g_malloc (info.st_size + 1);
  while (length < (gsize)info.st_size)
    {
      gssize part = pread (fd, data + length, info.st_size - length, length);

      if (part < 0 && errno == EINTR)
        continue;
      if (part <= 0)
        break;
      length += part;
    }
  *size = length;

  return g_steal_pointer (&data);
}

/* The entry at @data, or NULL where there is no whole one; *@size: its length with its head. */
static GVariant *
read_entry (const char           *data,
            gsize                 available,
            PreceptJournalDigest *chain,
            gsize                *size)
{
  PreceptJournalDigest digest;
  g_autofree char     *type = NULL;
  g_autoptr (GBytes) bytes = NULL;
  guint32 lengths[2];
  gsize   type_length;
  gsize   data_length;

  if (available < HEAD_SIZE)
    return NULL;

  memcpy (lengths, data + sizeof digest, sizeof lengths);
  type_length = GUINT32_FROM_LE (lengths[0]);
  data_length = GUINT32_FROM_LE (lengths[1]);
  if (type_length > available - HEAD_SIZE || data_length > available - HEAD_SIZE - type_length)
    return NULL;

  compute_digest (chain, lengths, data + HEAD_SIZE, type_length + data_length, &digest);
  if (memcmp (digest.bytes, data, sizeof digest.bytes) != 0)
    return NULL;

  type = g_strndup (data + HEAD_SIZE, type_length);
  if (!g_variant_type_string_is_valid (type))
    return NULL;

  *size = HEAD_SIZE + type_length + data_length;
  *chain = digest;
  bytes = g_bytes_new (data + HEAD_SIZE + type_length, data_length);

  return g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));
}

/*
 * precept_journal_entry_read_all:
 * @fd: a journal
 * @chain: (out): digest of the last whole entry
 *
 * Reads all whole entries, and cuts off what comes after them, so that more can be written.
 *
 * Returns: (transfer full): the entries; none where this is no journal
 */
GPtrArray *
precept_journal_entry_read_all (int                   fd,
                                PreceptJournalDigest *chain)
{
  GPtrArray       *entries = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref);
  gsize            size = 0;
  g_autofree char *data = read_file (fd, &size);
  gsize            position = strlen (START);

  precept_journal_entry_init_chain (chain);
  if (data == NULL || size < position || memcmp (data, START, position) != 0)
    return entries;

  while (position < size)
    {
      gsize     entry_size = 0;
      GVariant *entry = read_entry (data + position, size - position, chain, &entry_size);

      if (entry == NULL)
        break;
      g_ptr_array_add (entries, entry);
      position += entry_size;
    }

  if (position < size && ftruncate (fd, position) != 0)
    g_debug ("A torn entry can't be cut off: %s", g_strerror (errno));

  return entries;
}
