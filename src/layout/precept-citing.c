/* precept-citing.c: where references are cited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-layout-private.h"

#include <string.h>

/* A page that cites a reference, and where on it. */
typedef struct
{
  guint       page; /* from 1 */
  const char *id;   /* of the first block there that does; not owned: the flow keeps the block */
} Place;

typedef struct
{
  PreceptLayout *layout;
  GPtrArray     *references; /* of id by number - 1, not owned */
} Search;

static void
release_places (gpointer data)
{
  g_array_unref (data);
}

static void
collect_references (GPtrArray *blocks,
                    GPtrArray *references)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_REFERENCE)
        g_ptr_array_add (references, block->id);
      else if (block->kind == PRECEPT_BLOCK_SECTION)
        collect_references (block->children, references);
    }
}

static void
note_place (Search     *search,
            const char *reference,
            const char *id,
            guint       page)
{
  GArray *places = g_hash_table_lookup (search->layout->citing, reference);
  Place   place = { page, id };

  if (places == NULL)
    {
      places = g_array_new (FALSE, FALSE, sizeof (Place));
      g_hash_table_insert (search->layout->citing, g_strdup (reference), places);
    }
  if (places->len == 0 || g_array_index (places, Place, places->len - 1).page != page)
    g_array_append_val (places, place);
}

static guint
find_number (Search     *search,
             const char *reference)
{
  for (guint i = 0; i < search->references->len; i++)
    {
      if (g_strcmp0 (g_ptr_array_index (search->references, i), reference) == 0)
        return i + 1;
    }

  return 0;
}

/* "1–3" cites 2 as well. */
static void
note_between (Search     *search,
              const char *first,
              const char *last,
              const char *id,
              guint       page)
{
  guint from = find_number (search, first);
  guint to = find_number (search, last);

  for (guint i = from + 1; from > 0 && i < to; i++)
    {
      const char *reference = g_ptr_array_index (search->references, i - 1);

      if (reference != NULL)
        note_place (search, reference, id, page);
    }
}

static gboolean
is_citation (const PreceptSpan *span)
{
  return (span->flags & PRECEPT_SPAN_CITE) != 0 && span->target != NULL && span->target[0] == '#';
}

static void
note_citations (Search             *search,
                const PreceptLines *lines,
                guint               first_line,
                guint               n_lines,
                const char         *id,
                guint               page)
{
  const char        *string = precept_text_get_string (lines->text);
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (lines->text, &n_spans);

  for (guint i = first_line; i < first_line + n_lines && i < lines->n_lines; i++)
    {
      for (guint j = 0; j < lines->lines[i].n_runs; j++)
        {
          guint index = lines->runs[lines->lines[i].first_run + j].span;

          if (index >= n_spans || !is_citation (&spans[index]))
            continue;
          note_place (search, spans[index].target + 1, id, page);
          if (index + 2 < n_spans && is_citation (&spans[index + 2]) && spans[index + 1].target == NULL &&
              strncmp (string + spans[index + 1].start, "–", spans[index + 1].length) == 0)
            note_between (search, spans[index].target + 1, spans[index + 2].target + 1, id, page);
        }
    }
}

/* The id of a block, or where it has none, of what holds it: the last that has begun at its item. */
static const char *
find_id (PreceptLayout      *self,
         guint               item,
         const PreceptPiece *piece)
{
  GArray *anchors = precept_flow_get_anchors (self->flow);
  guint   low = 0, high = anchors->len;

  if (piece->block != NULL && piece->block->id != NULL)
    return piece->block->id;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (anchors, PreceptAnchor, middle).item <= item)
        low = middle + 1;
      else
        high = middle;
    }

  return low > 0 ? g_array_index (anchors, PreceptAnchor, low - 1).block->id : NULL;
}

static void
find_citations (PreceptLayout *self)
{
  GArray *items = precept_flow_get_items (self->flow);
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  Search search = { self, references };

  self->citing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, release_places);
  collect_references (precept_flow_get_blocks (self->flow), references);
  for (guint p = 0; p < self->pagination->pages->len; p++)
    {
      const PreceptPageSpan *span = &g_array_index (self->pagination->pages, PreceptPageSpan, p);

      for (guint i = span->first_fragment; i < span->first_fragment + span->n_fragments; i++)
        {
          const PreceptFragment *fragment = &g_array_index (self->pagination->fragments, PreceptFragment, i);
          const PreceptItem     *item = &g_array_index (items, PreceptItem, fragment->item);

          for (guint j = 0; j < item->n_pieces; j++)
            {
              const PreceptPiece *piece = &item->pieces[j];
              gboolean            flows = (piece->flags & PRECEPT_PIECE_FLOWS) != 0;

              if (piece->lines == NULL || !piece->lines->has_citations || (!flows && fragment->first_line > 0))
                continue;
              note_citations (&search, piece->lines, flows ? fragment->first_line : piece->first_line, flows ? fragment->n_lines : piece->n_lines,
                              find_id (self, fragment->item, piece), p + 1);
            }
        }
    }
}

static void
append_page (PreceptText *text,
             const Place *place)
{
  g_autofree char *number = g_strdup_printf ("%u", place->page);
  g_autofree char *target = place->id != NULL ? g_strconcat ("#", place->id, NULL) : NULL;

  precept_text_append (text, number, target != NULL ? PRECEPT_SPAN_LINK : 0, target);
}

/*
 * precept_layout_dup_citing:
 * @self: a layout with content
 * @id: of a reference
 * @most: how many pages, or rows of pages, to name at most
 * @n_left_out: (out): how many more there are
 *
 * Says where a reference is cited: "Cited on pp. 2, 4–6". Each number leads to the first block on its page that does.
 *
 * Returns: (transfer full) (nullable): the text; NULL where nothing cites the reference
 */
PreceptText *
precept_layout_dup_citing (PreceptLayout *self,
                           const char    *id,
                           guint          most,
                           guint         *n_left_out)
{
  GArray      *places;
  PreceptText *text;
  const char  *phrase;
  g_auto (GStrv) around = NULL;
  guint n_rows = 0;

  if (self->citing == NULL)
    find_citations (self);
  *n_left_out = 0;
  places = g_hash_table_lookup (self->citing, id);
  if (places == NULL)
    return NULL;

  phrase = precept_content_get_word (self->content, places->len == 1 ? "cited-on-page" : "cited-on-pages");
  around = g_strsplit (phrase, "%s", 2);
  text = precept_text_new (around[0]);
  for (guint i = 0; i < places->len; n_rows++)
    {
      const Place *first = &g_array_index (places, Place, i);
      const Place *last = first;

      for (i++; i < places->len && g_array_index (places, Place, i).page == last->page + 1; i++)
        last = &g_array_index (places, Place, i);
      if (n_rows >= most)
        {
          (*n_left_out)++;
          continue;
        }
      if (n_rows > 0)
        precept_text_append (text, ", ", 0, NULL);
      append_page (text, first);
      if (last == first)
        continue;
      precept_text_append (text, last->page > first->page + 1 ? "–" : ", ", 0, NULL);
      append_page (text, last);
    }
  precept_text_append (text, *n_left_out > 0 ? " …" : around[1], 0, NULL);

  return text;
}
