/* precept-pdf-outline.c: the tree of titles that readers show beside the pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-outline.h"

#include "precept-pdf-syntax.h"

#include <string.h>

/* Entries deeper than this are folded when the file is opened. */
#define OPEN_LEVELS 2

#define NONE G_MAXUINT

/* Others are known by their place in the list. */
typedef struct
{
  char *title;
  char *destination;
  guint level; /* from 1 */
  guint object;
  guint parent; /* NONE: the root */
  guint previous;
  guint next;
  guint first;
  guint last;
  guint n_shown; /* children, and those of open children */
} Entry;

/* PreceptPdfOutline:
 *
 * Entries in order, of which each knows its level.
 */
struct _PreceptPdfOutline
{
  GArray *entries; /* of Entry */
};

static void
clear_entry (gpointer data)
{
  Entry *entry = data;

  g_free (entry->title);
  g_free (entry->destination);
}

PreceptPdfOutline *
precept_pdf_outline_new (void)
{
  PreceptPdfOutline *self = g_new0 (PreceptPdfOutline, 1);

  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  return self;
}

void
precept_pdf_outline_free (PreceptPdfOutline *self)
{
  g_array_unref (self->entries);
  g_free (self);
}

static Entry *
get_entry (PreceptPdfOutline *self,
           guint              index)
{
  return &g_array_index (self->entries, Entry, index);
}

void
precept_pdf_outline_add (PreceptPdfOutline *self,
                         guint              level,
                         const char        *title,
                         const char        *destination)
{
  Entry entry = { NULL, NULL, level, 0, NONE, NONE, NONE, NONE, NONE, 0 };
  guint index = self->entries->len;
  guint before;

  entry.title = g_strdup (title);
  entry.destination = g_strdup (destination);
  entry.level = index == 0 ? 1 : MIN (level, get_entry (self, index - 1)->level + 1);
  /* Up from the last entry until one is of the same level, or is the parent. */
  for (before = index == 0 ? NONE : index - 1; before != NONE && get_entry (self, before)->level > entry.level;)
    before = get_entry (self, before)->parent;
  if (before != NONE && get_entry (self, before)->level == entry.level)
    {
      entry.previous = before;
      entry.parent = get_entry (self, before)->parent;
      get_entry (self, before)->next = index;
    }
  else
    entry.parent = before;
  if (entry.parent != NONE)
    {
      Entry *parent = get_entry (self, entry.parent);

      if (parent->first == NONE)
        parent->first = index;
      parent->last = index;
    }
  g_array_append_val (self->entries, entry);
}

/**
 * precept_pdf_outline_get_title:
 * @self: an outline
 *
 * Gives the title of the first entry.
 *
 * Returns: (nullable): the title, or %NULL where there is no entry
 */
const char *
precept_pdf_outline_get_title (PreceptPdfOutline *self)
{
  return self->entries->len > 0 ? get_entry (self, 0)->title : NULL;
}

static void
append_reference (PreceptPdfOutline *self,
                  GString           *out,
                  const char        *key,
                  guint              index)
{
  if (index != NONE)
    g_string_append_printf (out, "/%s %u 0 R", key, get_entry (self, index)->object);
}

/* Children come after their parents, so that going backwards finds each one's children counted. */
static void
count_shown (PreceptPdfOutline *self)
{
  guint i;

  for (i = self->entries->len; i-- > 0;)
    {
      const Entry *entry = get_entry (self, i);

      if (entry->parent != NONE)
        get_entry (self, entry->parent)->n_shown += 1 + (entry->level < OPEN_LEVELS ? entry->n_shown : 0);
    }
}

/* Where an entry leads: where its destination is not known, where its parent does. */
static const char *
find_destination (PreceptPdfOutline       *self,
                  const Entry             *entry,
                  PreceptPdfHasDestination has_destination,
                  gpointer                 data)
{
  while (entry->destination == NULL || !has_destination (entry->destination, data))
    {
      if (entry->parent == NONE)
        return NULL;
      entry = get_entry (self, entry->parent);
    }
  return entry->destination;
}

static void
write_entry (PreceptPdfOutline       *self,
             const Entry             *entry,
             guint                    root,
             PreceptPdfFile          *file,
             PreceptPdfHasDestination has_destination,
             gpointer                 data)
{
  g_autoptr (GString) out = g_string_new ("<</Title");
  const char *destination = find_destination (self, entry, has_destination, data);

  precept_pdf_append_text (out, entry->title, -1);
  g_string_append_printf (out, "/Parent %u 0 R", entry->parent == NONE ? root : get_entry (self, entry->parent)->object);
  append_reference (self, out, "Prev", entry->previous);
  append_reference (self, out, "Next", entry->next);
  append_reference (self, out, "First", entry->first);
  append_reference (self, out, "Last", entry->last);
  if (entry->n_shown > 0)
    g_string_append_printf (out, "/Count %s%u", entry->level < OPEN_LEVELS ? "" : "-", entry->n_shown);
  if (destination != NULL)
    {
      g_string_append (out, "/Dest");
      precept_pdf_append_bytes (out, destination, strlen (destination));
    }
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, entry->object, out);
}

/**
 * precept_pdf_outline_write:
 * @self: an outline
 * @file: where to write
 * @has_destination: (scope call): tells whether a destination is known; where it is not, entries lead where their parents do
 * @data: for @has_destination
 *
 * Writes the entries.
 *
 * Returns: number of the root; 0 if there are no entries
 */
guint
precept_pdf_outline_write (PreceptPdfOutline       *self,
                           PreceptPdfFile          *file,
                           PreceptPdfHasDestination has_destination,
                           gpointer                 data)
{
  g_autoptr (GString) out = g_string_new ("<</Type/Outlines");
  guint n_shown = 0;
  guint last = 0;
  guint root;
  guint i;

  if (self->entries->len == 0)
    return 0;

  root = precept_pdf_file_reserve (file);
  for (i = 0; i < self->entries->len; i++)
    get_entry (self, i)->object = precept_pdf_file_reserve (file);
  count_shown (self);
  for (i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get_entry (self, i);

      if (entry->parent == NONE)
        {
          last = i;
          n_shown += 1 + (entry->level < OPEN_LEVELS ? entry->n_shown : 0);
        }
      write_entry (self, entry, root, file, has_destination, data);
    }
  append_reference (self, out, "First", 0);
  append_reference (self, out, "Last", last);
  g_string_append_printf (out, "/Count %u>>", n_shown);
  precept_pdf_file_add_object (file, root, out);
  return root;
}
