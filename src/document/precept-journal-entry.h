/* precept-journal-entry.h: how a journal's entries are written, so that a torn one shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each digest covers the entry and the digest before it, so that none can be missing in between. */
typedef struct
{
  guint8 bytes[32];
} PreceptJournalDigest;

void       precept_journal_entry_init_chain (PreceptJournalDigest *chain);
gboolean   precept_journal_entry_write_start (int fd, GError **error);
gboolean   precept_journal_entry_write (int fd, GVariant *entry, PreceptJournalDigest *chain, GError **error);
GPtrArray *precept_journal_entry_read_all (int fd, PreceptJournalDigest *chain); /* (element-type GVariant) */

G_END_DECLS
