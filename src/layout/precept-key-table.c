/* precept-key-table.c: entries by the bytes of a text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-key-table.h"

#include <string.h>

/*
 * Every word of a guideline is looked up when its line is set, so that this is where a large part of the time goes:
 * a GHashTable, which calls functions for hash and equality and wants terminated strings, takes three times as long.
 */

#define LEAST_SLOTS 64

void
precept_key_table_init (PreceptKeyTable *self,
                        GDestroyNotify   free_entry)
{
  memset (self, 0, sizeof *self);
  self->free_entry = free_entry;
}

void
precept_key_table_clear (PreceptKeyTable *self)
{
  for (guint i = 0; i < self->n_slots; i++)
    {
      if (self->slots[i] != NULL)
        self->free_entry (self->slots[i]);
    }
  g_clear_pointer (&self->slots, g_free);
  self->n_slots = 0;
  self->n_used = 0;
}

/* FNV-1a, 32 bits. */
static guint
hash_bytes (const char *text,
            guint       length)
{
  guint hash = 2166136261u;

  for (guint i = 0; i < length; i++)
    hash = (hash ^ (guchar)text[i]) * 16777619u;

  return hash ^ hash >> 15;
}

gpointer
precept_key_table_find (PreceptKeyTable *self,
                        const char      *text,
                        guint            length,
                        guint           *hash)
{
  *hash = hash_bytes (text, length);
  if (self->n_slots == 0)
    return NULL;

  for (guint i = *hash & (self->n_slots - 1); self->slots[i] != NULL; i = (i + 1) & (self->n_slots - 1))
    {
      const PreceptKey *key = self->slots[i];

      if (key->hash == *hash && key->length == length && memcmp (key->text, text, length) == 0)
        return self->slots[i];
    }

  return NULL;
}

static void
put (PreceptKeyTable *self,
     PreceptKey      *key)
{
  guint i = key->hash & (self->n_slots - 1);

  while (self->slots[i] != NULL)
    i = (i + 1) & (self->n_slots - 1);
  self->slots[i] = key;
}

void
precept_key_table_take (PreceptKeyTable *self,
                        gpointer         entry)
{
  if (2 * (self->n_used + 1) > self->n_slots)
    {
      PreceptKey **slots = self->slots;
      guint        n_slots = self->n_slots;

      self->n_slots = MAX (2 * n_slots, LEAST_SLOTS);
      self->slots = g_new0 (PreceptKey *, self->n_slots);
      for (guint i = 0; i < n_slots; i++)
        {
          if (slots[i] != NULL)
            put (self, slots[i]);
        }
      g_free (slots);
    }
  put (self, entry);
  self->n_used++;
}
