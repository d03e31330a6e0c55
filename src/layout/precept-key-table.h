/* precept-key-table.h: entries by the bytes of a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What an entry begins with. */
typedef struct
{
  const char *text; /* owned by the entry, not terminated */
  guint       length;
  guint       hash;
} PreceptKey;

typedef struct
{
  PreceptKey   **slots; /* NULL: free; a power of two of them, at most half used */
  guint          n_slots, n_used;
  GDestroyNotify free_entry;
} PreceptKeyTable;

void precept_key_table_init (PreceptKeyTable *self, GDestroyNotify free_entry);
void precept_key_table_clear (PreceptKeyTable *self); /* frees the entries; it may be used again */

/* Returns the entry, or NULL with the hash that a new one needs. */
gpointer precept_key_table_find (PreceptKeyTable *self, const char *text, guint length, guint *hash);

/* Takes an entry whose key is set, and is not in the table. */
void precept_key_table_take (PreceptKeyTable *self, gpointer entry);

G_END_DECLS
