/* precept-flow.c: blocks to items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"

#include <math.h>
#include <string.h>

/**
 * PreceptFlow:
 *
 * Turns the blocks of a guideline into a flat list of items that stand under one another.
 *
 * What costs, the shaping of text, is kept by block. Since content gives the same pointer for a block that did not
 * change, a keystroke shapes one block. The list is made anew for each layout, but what a part of the guideline made
 * of it the last time is copied where the part is the same.
 */

/* Entries that were not met lately may be this many before they are looked for and dropped. */
#define MOST_STALE_ENTRIES 4096

/* Text that one thread sets in about the time that another needs to begin and to learn the words: as much as is on
 * some 150 pages. A keystroke or a paste is less. */
#define BYTES_BEFORE_THREADS 400000

static void
free_entry (gpointer data)
{
  PreceptEntry *entry = data;

  for (int i = 0; i < PRECEPT_N_SLOTS; i++)
    g_clear_pointer (&entry->lines[i], precept_lines_unref);
  precept_pieces_free (entry->pieces, entry->n_pieces);
  precept_block_unref (entry->block);
  g_free (entry->columns);
  g_free (entry);
}

static guint
hash_string (gconstpointer key)
{
  const PreceptStringEntry *entry = key;

  return g_str_hash (entry->string) * 31 + (guint)entry->element * 7 + (guint)entry->width;
}

static gboolean
equal_strings (gconstpointer a,
               gconstpointer b)
{
  const PreceptStringEntry *entry = a, *other = b;

  return entry->element == other->element && entry->width == other->width && strcmp (entry->string, other->string) == 0;
}

static void
free_string (gpointer data)
{
  PreceptStringEntry *entry = data;

  g_clear_pointer (&entry->lines, precept_lines_unref);
  g_free (entry->string);
  g_free (entry);
}

/* Pieces in an allocation of their own, which knows its length. */
typedef struct
{
  guint        n_pieces;
  PreceptPiece pieces[];
} PreceptGenerated;

static void
free_generated (gpointer data)
{
  PreceptGenerated *generated = data;

  /* Taken over by the next pass. */
  if (generated == NULL)
    return;

  for (guint i = 0; i < generated->n_pieces; i++)
    g_clear_pointer (&generated->pieces[i].lines, precept_lines_unref);
  g_free (generated);
}

void
precept_pieces_free (PreceptPiece *pieces,
                     guint         n_pieces)
{
  for (guint i = 0; i < n_pieces; i++)
    g_clear_pointer (&pieces[i].lines, precept_lines_unref);
  g_free (pieces);
}

static void
release_block (gpointer data)
{
  precept_block_unref (data);
}

PreceptFlow *
precept_flow_new (PreceptStyle  *style,
                  PreceptShaper *shaper)
{
  PreceptFlow *self = g_new0 (PreceptFlow, 1);

  self->style = precept_style_ref (style);
  self->shaper = shaper;
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, free_entry);
  self->strings = g_hash_table_new_full (hash_string, equal_strings, free_string, NULL);
  self->items = g_array_new (FALSE, TRUE, sizeof (PreceptItem));
  self->front = g_array_new (FALSE, TRUE, sizeof (PreceptItem));
  self->anchors = g_array_new (FALSE, FALSE, sizeof (PreceptAnchor));
  self->headings = g_array_new (FALSE, FALSE, sizeof (PreceptFlowHeading));
  self->tables = g_array_new (FALSE, TRUE, sizeof (PreceptTableParts));
  self->front_anchors = g_array_new (FALSE, FALSE, sizeof (PreceptAnchor));
  self->scratch = g_array_new (FALSE, TRUE, sizeof (PreceptPiece));
  self->sections = g_ptr_array_new ();
  self->targets = g_string_chunk_new (256);
  self->roots = g_ptr_array_new_with_free_func (release_block);
  self->generated = g_ptr_array_new_with_free_func (free_generated);
  self->previous.items = g_array_new (FALSE, TRUE, sizeof (PreceptItem));
  self->previous.anchors = g_array_new (FALSE, FALSE, sizeof (PreceptAnchor));
  self->previous.headings = g_array_new (FALSE, FALSE, sizeof (PreceptFlowHeading));
  self->previous.tables = g_array_new (FALSE, TRUE, sizeof (PreceptTableParts));
  self->previous.sections = g_ptr_array_new ();
  self->previous.generated = g_ptr_array_new_with_free_func (free_generated);
  self->jobs = precept_shape_jobs_new ();
  self->n_threads = 1;
  return self;
}

void
precept_flow_free (PreceptFlow *self)
{
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->strings);
  g_array_unref (self->items);
  g_array_unref (self->front);
  g_array_unref (self->anchors);
  g_array_unref (self->front_anchors);
  g_array_unref (self->headings);
  g_array_unref (self->tables);
  g_array_unref (self->scratch);
  g_ptr_array_unref (self->sections);
  g_string_chunk_free (self->targets);
  g_ptr_array_unref (self->roots);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_ptr_array_unref (self->generated);
  g_array_unref (self->previous.items);
  g_array_unref (self->previous.anchors);
  g_array_unref (self->previous.headings);
  g_array_unref (self->previous.tables);
  g_ptr_array_unref (self->previous.sections);
  g_ptr_array_unref (self->previous.generated);
  g_array_unref (self->jobs);
  for (int i = 0; i < PRECEPT_N_ELEMENTS; i++)
    g_clear_pointer (&self->placeholders[i], precept_lines_unref);
  g_clear_object (&self->content);
  precept_style_unref (self->style);
  g_free (self);
}

void
precept_flow_set_n_threads (PreceptFlow *self,
                            guint        n_threads)
{
  self->n_threads = n_threads;
}

gboolean
precept_flow_is_collecting (PreceptFlow *self)
{
  return self->may_collect && self->n_threads > 1 && self->n_set_bytes > BYTES_BEFORE_THREADS;
}

/* Lines that stand for those of a text that is not set yet: they are as high as one line of it. */
static PreceptLines *
get_placeholder (PreceptFlow   *self,
                 PreceptElement element)
{
  if (self->placeholders[element] == NULL)
    self->placeholders[element] = precept_shaper_set_string (self->shaper, "", element, -1);

  return self->placeholders[element];
}

/* Sets a text, now or later. */
static void
set_lines (PreceptFlow   *self,
           PreceptLines **lines,
           PreceptText   *text,
           PreceptElement element,
           double         width)
{
  g_clear_pointer (lines, precept_lines_unref);
  if (precept_flow_is_collecting (self))
    {
      precept_shape_jobs_add (self->jobs, text, element, width, lines);
      *lines = precept_lines_ref (get_placeholder (self, element));
    }
  else
    {
      *lines = precept_shaper_set_text (self->shaper, text, element, width);
      self->n_set_bytes += precept_text_get_length (text);
    }
}

PreceptEntry *
precept_flow_meet (PreceptFlow  *self,
                   PreceptBlock *block)
{
  PreceptEntry *entry = g_hash_table_lookup (self->entries, block);

  if (entry == NULL)
    {
      entry = g_new0 (PreceptEntry, 1);
      entry->block = precept_block_ref (block);
      g_hash_table_insert (self->entries, block, entry);
    }
  if (entry->generation != self->generation)
    {
      entry->generation = self->generation;
      self->n_met++;
    }

  return entry;
}

PreceptLines *
precept_flow_get_lines (PreceptFlow   *self,
                        PreceptEntry  *entry,
                        PreceptSlot    slot,
                        PreceptText   *text,
                        PreceptElement element,
                        double         width)
{
  PreceptLines *lines = entry->lines[slot];

  if (lines != NULL && lines->element == element && fabs ((double)entry->widths[slot] - width) < 0.005)
    return lines;

  set_lines (self, &entry->lines[slot], text, element, width);
  entry->widths[slot] = (float)width;
  return entry->lines[slot];
}

static PreceptStringEntry *
meet_string (PreceptFlow   *self,
             const char    *string,
             PreceptElement element,
             double         width)
{
  PreceptStringEntry  wanted = { .element = element, .width = (int)(width * 100), .string = (char *)string };
  PreceptStringEntry *entry = g_hash_table_lookup (self->strings, &wanted);

  if (entry == NULL)
    {
      entry = g_memdup2 (&wanted, sizeof wanted);
      entry->string = g_strdup (string);
      g_hash_table_add (self->strings, entry);
    }
  if (entry->generation != self->generation)
    {
      entry->generation = self->generation;
      self->n_met_strings++;
    }

  return entry;
}

PreceptLines *
precept_flow_get_string (PreceptFlow   *self,
                         const char    *string,
                         PreceptElement element,
                         double         width)
{
  PreceptStringEntry *entry = meet_string (self, string, element, width);

  if (entry->lines == NULL)
    {
      g_autoptr (PreceptText) text = precept_text_new (string);

      set_lines (self, &entry->lines, text, element, width);
    }

  return entry->lines;
}

double
precept_flow_measure_string (PreceptFlow   *self,
                             const char    *string,
                             PreceptElement element)
{
  PreceptStringEntry *entry = meet_string (self, string, element, -1);

  /* One that waits to be set is set twice. */
  if (entry->lines == NULL || entry->lines == self->placeholders[element])
    {
      g_clear_pointer (&entry->lines, precept_lines_unref);
      entry->lines = precept_shaper_set_string (self->shaper, string, element, -1);
    }

  return precept_lines_get_width (entry->lines);
}

PreceptPiece *
precept_flow_add_piece (PreceptFlow     *self,
                        PreceptPieceKind kind,
                        double           x,
                        double           y,
                        PreceptRole      role,
                        guint            flags)
{
  PreceptPiece *piece;

  g_array_set_size (self->scratch, self->scratch->len + 1);
  piece = &g_array_index (self->scratch, PreceptPiece, self->scratch->len - 1);
  memset (piece, 0, sizeof *piece); /* also the padding: pieces are compared as bytes */
  piece->kind = (guint8)kind;
  piece->x = (float)x;
  piece->y = (float)y;
  piece->role = (guint8)role;
  piece->flags = (guint8)flags;
  return piece;
}

PreceptPiece *
precept_flow_add_text (PreceptFlow  *self,
                       PreceptLines *lines,
                       double        x,
                       double        y,
                       PreceptRole   role,
                       guint         flags)
{
  PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_TEXT, x, y, role, flags);

  piece->lines = precept_lines_ref (lines);
  piece->n_lines = lines->n_lines;
  return piece;
}

PreceptPiece *
precept_flow_add_rule (PreceptFlow *self,
                       double       x,
                       double       y,
                       double       width,
                       double       height,
                       PreceptInk   ink,
                       guint        flags)
{
  PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_RULE, x, y, PRECEPT_ROLE_ARTIFACT, flags);

  piece->width = (float)width;
  piece->height = (float)height;
  piece->ink = (guint8)ink;
  return piece;
}

static float
get_piece_bottom (const PreceptPiece *piece)
{
  if (piece->kind == PRECEPT_PIECE_TEXT)
    return piece->y + piece->lines->leading * (float)piece->n_lines;

  return piece->y + piece->height;
}

/* Moves the pieces of the scratch to where the item finds them. Those of an entry stay as they are where nothing changed. */
static const PreceptPiece *
keep_pieces (PreceptFlow  *self,
             PreceptEntry *entry)
{
  guint             n_pieces = self->scratch->len;
  gsize             size = n_pieces * sizeof (PreceptPiece);
  PreceptGenerated *generated;

  if (entry == NULL)
    {
      generated = g_malloc (sizeof *generated + size);
      generated->n_pieces = n_pieces;
      memcpy (generated->pieces, self->scratch->data, size);
      g_ptr_array_add (self->generated, generated);
      g_array_set_size (self->scratch, 0);
      return generated->pieces;
    }

  if (entry->n_pieces == n_pieces && entry->pieces != NULL && memcmp (entry->pieces, self->scratch->data, size) == 0)
    {
      for (guint i = 0; i < n_pieces; i++)
        {
          if (entry->pieces[i].lines != NULL)
            precept_lines_unref (entry->pieces[i].lines);
        }
    }
  else
    {
      precept_pieces_free (entry->pieces, entry->n_pieces);
      entry->pieces = g_memdup2 (self->scratch->data, size);
      entry->n_pieces = n_pieces;
    }
  g_array_set_size (self->scratch, 0);
  return entry->pieces;
}

static PreceptItem *
make_item (PreceptFlow        *self,
           PreceptBlock       *block,
           const PreceptPiece *pieces,
           guint               n_pieces,
           PreceptItemKind     kind,
           PreceptElement      element)
{
  PreceptItem *item;

  g_array_set_size (self->items, self->items->len + 1);
  item = &g_array_index (self->items, PreceptItem, self->items->len - 1);
  memset (item, 0, sizeof *item);
  item->block = block;
  item->pieces = pieces;
  item->n_pieces = n_pieces;
  item->kind = (guint8)kind;
  item->before = (float)self->style->elements[element].before;
  item->after = (float)self->style->elements[element].after;
  item->orphans = 2;
  item->section = self->sections->len;
  item->note = self->note;
  item->note_x = self->note_x;

  for (guint i = 0; i < n_pieces; i++)
    {
      const PreceptPiece *piece = &pieces[i];

      if ((piece->flags & PRECEPT_PIECE_FLOWS) != 0)
        {
          item->n_lines = piece->n_lines;
          item->leading = piece->lines->leading;
          item->lines_top = piece->y;
        }
      if ((piece->flags & PRECEPT_PIECE_BESIDE) == 0)
        item->height = MAX (item->height, get_piece_bottom (piece));
    }

  /* What hangs in the margin must stay beside the lines before a break. */
  for (guint i = 0; i < n_pieces; i++)
    {
      const PreceptPiece *piece = &pieces[i];

      if ((piece->flags & PRECEPT_PIECE_BESIDE) != 0 && item->n_lines > 0)
        {
          double lines = ceil ((double)(get_piece_bottom (piece) - item->lines_top) / (double)item->leading - 0.01);

          item->orphans = (guint8)CLAMP (lines, item->orphans, 200);
        }
    }

  self->top = 0;
  return item;
}

PreceptItem *
precept_flow_finish_item (PreceptFlow    *self,
                          PreceptEntry   *entry,
                          PreceptItemKind kind,
                          PreceptElement  element)
{
  guint               n_pieces = self->scratch->len;
  const PreceptPiece *pieces = keep_pieces (self, entry);

  return make_item (self, entry != NULL ? entry->block : NULL, pieces, n_pieces, kind, element);
}

PreceptItem *
precept_flow_repeat_item (PreceptFlow    *self,
                          PreceptEntry   *entry,
                          PreceptItemKind kind,
                          PreceptElement  element)
{
  return make_item (self, entry->block, entry->pieces, entry->n_pieces, kind, element);
}

/* An item of the pieces that wait for one, such as the bullet of an empty list item, or a bullet before a table. */
void
precept_flow_flush (PreceptFlow *self)
{
  PreceptItem *item;

  if (self->scratch->len == 0)
    return;

  item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_BODY);
  for (guint i = 0; i < item->n_pieces; i++)
    item->height = MAX (item->height, get_piece_bottom (&item->pieces[i]));
  item->after = 3.5f;
  item->keep_next = TRUE;
}

double
precept_item_gap (const PreceptItem *above,
                  const PreceptItem *item)
{
  /* A heading is nearer to what it heads than that would be to other text. */
  if (above->kind == PRECEPT_ITEM_HEADING)
    return (double)above->after;

  return (double)MAX (above->after, item->before);
}

guint
precept_content_list_tags (PreceptContent *content,
                           const char    **tags)
{
  guint n_tags = 0;

  if (precept_content_is_draft (content))
    tags[n_tags++] = precept_content_get_word (content, "draft-tag");
  if (precept_content_is_retired (content))
    tags[n_tags++] = precept_content_get_word (content, "retired-tag");

  return n_tags;
}

char *
precept_text_dup_plain (PreceptText *text)
{
  const char        *string = precept_text_get_string (text);
  GString           *plain = g_string_new (NULL);
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);
  guint              at = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) == 0)
        continue;
      g_string_append_len (plain, string + at, spans[i].start - at);
      at = spans[i].start + spans[i].length;
    }
  g_string_append (plain, string + at);
  g_strchomp (plain->str);
  return g_string_free (plain, FALSE);
}

char *
precept_phrase (const char *phrase,
                const char *first,
                const char *second)
{
  const char *arguments[] = { first, second };
  guint       n_used = 0;
  GString    *result = g_string_new (NULL);

  for (const char *at = phrase; *at != '\0'; at++)
    {
      if (at[0] == '%' && (at[1] == 's' || at[1] == 'u' || at[1] == 'd') && n_used < G_N_ELEMENTS (arguments))
        {
          if (arguments[n_used] != NULL)
            g_string_append (result, arguments[n_used]);
          n_used++;
          at++;
        }
      else if (at[0] == '%' && at[1] == '%')
        {
          g_string_append_c (result, '%');
          at++;
        }
      else
        g_string_append_c (result, *at);
    }

  return g_string_free (result, FALSE);
}

static gboolean
drop_stale_cb (gpointer key,
               gpointer value,
               gpointer data)
{
  PreceptEntry *entry = value;
  PreceptFlow  *self = data;

  return entry->generation != self->generation;
}

static gboolean
drop_stale_string_cb (gpointer key,
                      gpointer value,
                      gpointer data)
{
  PreceptStringEntry *entry = key;
  PreceptFlow        *self = data;

  return entry->generation != self->generation;
}

/* Makes all items, of lines as they are. */
static void
run_pass (PreceptFlow *self,
          gboolean     may_reuse)
{
  const PreceptColumn column = {
    .x = PRECEPT_TEXT_X,
    .width = PRECEPT_TEXT_WIDTH,
    .element = PRECEPT_ELEMENT_BODY,
    .is_free = TRUE,
  };

  precept_flow_turn_over (self);
  self->may_reuse = may_reuse;
  precept_flow_add_blocks (self, self->roots, &column);
  precept_flow_flush (self);

  /* The front lists the headings of the body, so that comes first. */
  precept_flow_add_front (self);
  g_ptr_array_set_size (self->previous.generated, 0);
}

static void
drop_stale_entries (PreceptFlow *self)
{
  gboolean many_strings = g_hash_table_size (self->strings) > 2 * self->n_met_strings + MOST_STALE_ENTRIES;
  gboolean many_entries = g_hash_table_size (self->entries) > self->n_met + self->n_met / 2 + MOST_STALE_ENTRIES;

  if (!many_strings && !many_entries)
    return;

  /* What was taken over from the pass before was not met one by one. */
  run_pass (self, FALSE);
  g_hash_table_foreach_remove (self->strings, drop_stale_string_cb, self);
  g_hash_table_foreach_remove (self->entries, drop_stale_cb, self);
}

void
precept_flow_set_content (PreceptFlow    *self,
                          PreceptContent *content)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->roots);
  GPtrArray *blocks = precept_content_get_blocks (content);

  g_set_object (&self->content, content);
  precept_flow_make_notices (self);
  self->roots = g_ptr_array_new_with_free_func (release_block);
  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (self->roots, precept_block_ref (g_ptr_array_index (blocks, i)));
  for (guint i = 0; i < self->notices->len; i++)
    g_ptr_array_add (self->roots, precept_block_ref (g_ptr_array_index (self->notices, i)));

  self->may_collect = TRUE;
  run_pass (self, TRUE);
  self->may_collect = FALSE;
  if (self->jobs->len > 0)
    {
      precept_shape_jobs_run (self->jobs, self->shaper, self->style, precept_content_get_language (content), self->n_threads);
      run_pass (self, FALSE);
    }
  drop_stale_entries (self);
}

GArray *
precept_flow_get_items (PreceptFlow *self)
{
  return self->items;
}

GArray *
precept_flow_get_anchors (PreceptFlow *self)
{
  return self->anchors;
}

GArray *
precept_flow_get_headings (PreceptFlow *self)
{
  return self->headings;
}

GArray *
precept_flow_get_tables (PreceptFlow *self)
{
  return self->tables;
}

GPtrArray *
precept_flow_get_blocks (PreceptFlow *self)
{
  return self->roots;
}

guint
precept_flow_get_disclaimer (PreceptFlow *self)
{
  return self->disclaimer;
}

guint
precept_flow_get_body (PreceptFlow *self)
{
  return self->front->len;
}

const char *
precept_flow_get_logo_alternative (PreceptFlow *self)
{
  return precept_style_get_logo_alternative (self->style);
}

PreceptBlock *
precept_flow_get_section (PreceptFlow *self,
                          guint        section)
{
  return section > 0 && section <= self->sections->len ? g_ptr_array_index (self->sections, section - 1) : NULL;
}
