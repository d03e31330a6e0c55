/* precept-layout.c: sets a guideline in pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-layout-private.h"
#include "precept-missing.h"

#include <math.h>
#include <string.h>

/**
 * PreceptLayout:
 *
 * Sets a guideline in pages.
 *
 * Content becomes a list of items ([class@Flow]), items get places on pages ([class@Pagination]), and a page becomes
 * marks when it is first asked for. Only the first step shapes text, and only of blocks that it did not meet before,
 * so that a keystroke costs one paragraph and some arithmetic.
 *
 * Used by one thread; a page may be read by any. Where much text is to be shaped, threads of its own help, and are
 * gone when [method@Layout.set_content] returns.
 */

/* More would wait for one another: the work that is not shaping is done by one. */
#define MOST_THREADS 4

G_DEFINE_FINAL_TYPE (PreceptLayout, precept_layout, G_TYPE_OBJECT)

static void
precept_layout_finalize (GObject *object)
{
  PreceptLayout *self = PRECEPT_LAYOUT (object);

  g_clear_pointer (&self->pages, g_hash_table_unref);
  g_clear_pointer (&self->headings, g_array_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->citing, g_hash_table_unref);
  g_clear_pointer (&self->structure, precept_structure_free);
  g_clear_pointer (&self->pagination, precept_pagination_free);
  g_clear_pointer (&self->flow, precept_flow_free);
  g_clear_pointer (&self->shaper, precept_shaper_free);
  g_clear_pointer (&self->fonts, precept_fonts_unref);
  g_clear_pointer (&self->style, precept_style_unref);
  g_clear_object (&self->content);

  G_OBJECT_CLASS (precept_layout_parent_class)->finalize (object);
}

static void
precept_layout_class_init (PreceptLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = precept_layout_finalize;
}

static void
release_page (gpointer data)
{
  precept_page_unref (data);
}

static void
precept_layout_init (PreceptLayout *self)
{
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, release_page);
  self->pagination = precept_pagination_new ();
}

/* The plan's lines above and below each page are never cut. */
static gboolean
check_running_text (PreceptLayout *self,
                    GError       **error)
{
  const struct
  {
    const char *key, *text;
  } lines[] = {
    { "header", precept_style_get_header (self->style) },
    { "footer", precept_style_get_footer (self->style) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (PreceptLines) set = NULL;

      if (lines[i].text == NULL)
        continue;
      set = precept_shaper_set_string (self->shaper, lines[i].text, PRECEPT_ELEMENT_RUNNING, -1);
      if (precept_lines_get_width (set) > PRECEPT_BLOCK_WIDTH)
        {
          g_set_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID,
                       "[running-text] %s=%s: the line is %.0f points wide, and a page has room for %.0f: shorten it",
                       lines[i].key, lines[i].text, ceil (precept_lines_get_width (set)), PRECEPT_BLOCK_WIDTH);
          return FALSE;
        }
      if (set->n_missing > 0)
        {
          g_set_error (error, PRECEPT_STYLE_ERROR, PRECEPT_STYLE_ERROR_INVALID,
                       "[running-text] %s=%s: no installed font has the character U+%04X: replace it", lines[i].key, lines[i].text,
                       set->missing[0].character);
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * precept_layout_new:
 * @style: how pages look
 * @error: (nullable): where to store an error
 *
 * Fails where a font family of the style is not installed; the message names the package to install. Fails with
 * `PRECEPT_STYLE_ERROR_INVALID` where a line of the plan's own is too long for a page.
 *
 * Returns: (transfer full) (nullable): a layout without pages, or NULL with an error set
 */
PreceptLayout *
precept_layout_new (PreceptStyle *style,
                    GError      **error)
{
  g_autoptr (PreceptFonts) fonts = NULL;
  g_autoptr (PreceptLayout) self = NULL;

  g_return_val_if_fail (style != NULL, NULL);

  fonts = precept_fonts_new (style, error);
  if (fonts == NULL)
    return NULL;

  self = g_object_new (PRECEPT_TYPE_LAYOUT, NULL);
  self->style = precept_style_ref (style);
  self->fonts = g_steal_pointer (&fonts);
  self->shaper = precept_shaper_new (self->style, self->fonts);
  self->flow = precept_flow_new (self->style, self->shaper);
  precept_layout_set_n_threads (self, g_get_num_processors ());
  if (!check_running_text (self, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * precept_layout_set_n_threads:
 * @self: a layout
 * @n_threads: how many threads may shape text, the calling one included, at least 1
 *
 * Pages are the same whatever the number. It begins as that of the processors; no more than four are used.
 */
void
precept_layout_set_n_threads (PreceptLayout *self,
                              guint          n_threads)
{
  g_return_if_fail (PRECEPT_IS_LAYOUT (self));
  g_return_if_fail (n_threads > 0);

  precept_flow_set_n_threads (self->flow, MIN (n_threads, MOST_THREADS));
}

static void
forget_pages (PreceptLayout *self)
{
  g_hash_table_remove_all (self->pages);
  g_clear_pointer (&self->headings, g_array_unref);
  g_clear_pointer (&self->titles, g_ptr_array_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_clear_pointer (&self->citing, g_hash_table_unref);
  g_clear_pointer (&self->structure, precept_structure_free);
  self->n_lookups = 0;
}

/**
 * precept_layout_set_content:
 * @self: a layout
 * @content: what to set
 *
 * Shapes what is not shaped yet, and paginates. Blocks that are known by pointer are not shaped again.
 *
 * After the content changed, call it again with the same content.
 */
void
precept_layout_set_content (PreceptLayout  *self,
                            PreceptContent *content)
{
  g_return_if_fail (PRECEPT_IS_LAYOUT (self));
  g_return_if_fail (PRECEPT_IS_CONTENT (content));

  forget_pages (self);
  g_set_object (&self->content, content);
  precept_fonts_set_language (self->fonts, precept_content_get_language (content));
  precept_flow_set_content (self->flow, content);
  precept_pagination_run (self->pagination, self->style, precept_flow_get_items (self->flow), precept_flow_get_tables (self->flow),
                          precept_flow_get_disclaimer (self->flow), precept_flow_get_body (self->flow));
}

/**
 * precept_layout_get_n_pages:
 * @self: a layout
 *
 * Returns: the number of pages, 0 before it has content
 */
guint
precept_layout_get_n_pages (PreceptLayout *self)
{
  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), 0);

  return self->pagination->pages->len;
}

/**
 * precept_layout_get_page:
 * @self: a layout
 * @index: which page, from 0
 *
 * Makes the marks of a page, or gives those that it made before.
 *
 * Returns: (transfer none): the page, until the next [method@Layout.set_content]
 */
PreceptPage *
precept_layout_get_page (PreceptLayout *self,
                         guint          index)
{
  PreceptPage *page;

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), NULL);
  g_return_val_if_fail (index < self->pagination->pages->len, NULL);

  page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));
  if (page == NULL)
    {
      page = precept_page_build (self, index);
      g_hash_table_insert (self->pages, GUINT_TO_POINTER (index), page);
    }

  return page;
}

/**
 * precept_layout_dup_page:
 * @self: a layout
 * @index: which page, from 0
 *
 * The same for one who reads a thousand pages one after the other: the layout does not keep the page.
 *
 * Returns: (transfer full): the page
 */
PreceptPage *
precept_layout_dup_page (PreceptLayout *self,
                         guint          index)
{
  PreceptPage *page;

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), NULL);
  g_return_val_if_fail (index < self->pagination->pages->len, NULL);

  page = g_hash_table_lookup (self->pages, GUINT_TO_POINTER (index));
  return page != NULL ? precept_page_ref (page) : precept_page_build (self, index);
}

/**
 * precept_layout_get_headings:
 * @self: a layout
 * @n_headings: (out): their number
 *
 * Returns: (array length=n_headings) (transfer none): the headings in order, until the next [method@Layout.set_content]
 */
const PreceptLayoutHeading *
precept_layout_get_headings (PreceptLayout *self,
                             guint         *n_headings)
{
  GArray *headings;

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), NULL);
  g_return_val_if_fail (n_headings != NULL, NULL);

  if (self->headings == NULL)
    {
      headings = precept_flow_get_headings (self->flow);
      self->headings = g_array_new (FALSE, TRUE, sizeof (PreceptLayoutHeading));
      self->titles = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < headings->len; i++)
        {
          const PreceptFlowHeading *from = &g_array_index (headings, PreceptFlowHeading, i);
          PreceptLayoutHeading      heading = { .level = from->level };
          guint                     fragment = 0;

          heading.title = precept_text_dup_plain (from->block->text);
          heading.id = from->block->id;
          g_ptr_array_add (self->titles, (gpointer)heading.title);
          if (precept_pagination_find (self->pagination, from->item, &heading.page, &fragment))
            heading.y = (double)g_array_index (self->pagination->fragments, PreceptFragment, fragment).y;
          g_array_append_val (self->headings, heading);
        }
    }

  *n_headings = self->headings->len;
  return (const PreceptLayoutHeading *)(void *)self->headings->data;
}

/**
 * precept_layout_get_structure:
 * @self: a layout with content
 *
 * Gets what the parts of the pages are to one another. It is made when it is first asked for: screens need none.
 *
 * Returns: (transfer none): the structure, until the next [method@Layout.set_content]
 */
const PreceptStructure *
precept_layout_get_structure (PreceptLayout *self)
{
  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), NULL);
  g_return_val_if_fail (self->content != NULL, NULL);

  if (self->structure == NULL)
    {
      const char *word = precept_content_get_word (self->content, "figure");

      self->structure = precept_structure_new (self->flow, word != NULL ? word : "Figure");
    }

  return self->structure;
}

/* A few look-ups, as for the caret after a key, are not worth a table of all ids. */
#define LOOKUPS_BEFORE_TABLE 8

static gboolean
holds_block (const PreceptItem *item,
             const char        *id)
{
  for (guint i = 0; i < item->n_pieces; i++)
    {
      PreceptBlock *block = item->pieces[i].block;

      if (block != NULL && block->id != NULL && strcmp (block->id, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
fill_places (PreceptLayout *self,
             GArray        *anchors,
             GArray        *items)
{
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < anchors->len; i++)
    {
      const PreceptAnchor *anchor = &g_array_index (anchors, PreceptAnchor, i);
      const PreceptItem   *item = anchor->item < items->len ? &g_array_index (items, PreceptItem, anchor->item) : NULL;

      g_hash_table_insert (self->places, anchor->block->id, GUINT_TO_POINTER (i + 1));
      for (guint j = 0; item != NULL && item->kind == PRECEPT_ITEM_ROW && j < item->n_pieces; j++)
        {
          PreceptBlock *block = item->pieces[j].block;

          if (block != NULL && block->id != NULL && block != item->block)
            g_hash_table_insert (self->places, block->id, GUINT_TO_POINTER (i + 1));
        }
    }
}

/* Index + 1 into the anchors; 0: there is no such block on the pages. */
static guint
find_place (PreceptLayout *self,
            const char    *id)
{
  GArray *anchors = precept_flow_get_anchors (self->flow);
  GArray *items = precept_flow_get_items (self->flow);

  if (self->places == NULL && self->n_lookups++ >= LOOKUPS_BEFORE_TABLE)
    fill_places (self, anchors, items);
  if (self->places != NULL)
    return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, id));

  for (guint i = 0; i < anchors->len; i++)
    {
      const PreceptAnchor *anchor = &g_array_index (anchors, PreceptAnchor, i);
      const PreceptItem   *item = anchor->item < items->len ? &g_array_index (items, PreceptItem, anchor->item) : NULL;

      if (strcmp (anchor->block->id, id) == 0 ||
          (item != NULL && item->kind == PRECEPT_ITEM_ROW && holds_block (item, id)))
        return i + 1;
    }

  return 0;
}

/* Narrows a rectangle of a row to the pieces of a block in it. */
static void
narrow_to_block (const PreceptItem *item,
                 double             y,
                 const char        *id,
                 double             left,
                 PreceptRectangle  *rectangle)
{
  gboolean found = FALSE;
  double   x1 = 0, y1 = 0, x2 = 0, y2 = 0;

  for (guint i = 0; i < item->n_pieces; i++)
    {
      const PreceptPiece *piece = &item->pieces[i];
      double              right, bottom;

      if (piece->block == NULL || g_strcmp0 (piece->block->id, id) != 0 || piece->lines == NULL)
        continue;
      right = (double)piece->x + precept_lines_get_width (piece->lines);
      bottom = (double)piece->y + (double)piece->lines->leading * piece->n_lines;
      x1 = found ? MIN (x1, (double)piece->x) : (double)piece->x;
      y1 = found ? MIN (y1, (double)piece->y) : (double)piece->y;
      x2 = MAX (x2, right);
      y2 = MAX (y2, bottom);
      found = TRUE;
    }

  if (found)
    {
      rectangle->x = left + x1;
      rectangle->y = y + y1;
      rectangle->width = x2 - x1;
      rectangle->height = y2 - y1;
    }
}

/**
 * precept_layout_find_block:
 * @self: a layout
 * @id: id of a block
 * @page: (out): the page where it begins, from 0
 * @rectangle: (out): the area of its first item there, in points
 *
 * Returns: whether there is such a block
 */
gboolean
precept_layout_find_block (PreceptLayout    *self,
                           const char       *id,
                           guint            *page,
                           PreceptRectangle *rectangle)
{
  GArray                *anchors, *items;
  guint                  place, fragment = 0;
  const PreceptAnchor   *anchor;
  const PreceptFragment *found;
  const PreceptItem     *item;

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);
  g_return_val_if_fail (page != NULL && rectangle != NULL, FALSE);

  place = find_place (self, id);
  if (place == 0)
    return FALSE;

  anchors = precept_flow_get_anchors (self->flow);
  items = precept_flow_get_items (self->flow);
  anchor = &g_array_index (anchors, PreceptAnchor, place - 1);
  if (!precept_pagination_find (self->pagination, anchor->item, page, &fragment))
    return FALSE;

  found = &g_array_index (self->pagination->fragments, PreceptFragment, fragment);
  item = &g_array_index (items, PreceptItem, anchor->item);
  rectangle->x = self->style->left;
  rectangle->y = (double)found->y;
  rectangle->width = PRECEPT_BLOCK_WIDTH;
  rectangle->height = precept_fragment_get_height (found, item);
  if (item->kind == PRECEPT_ITEM_ROW && g_strcmp0 (anchor->block->id, id) != 0)
    narrow_to_block (item, (double)found->y, id, self->style->left, rectangle);
  return TRUE;
}

/* The block of the piece that is nearest to a point within an item. */
static const char *
find_nearest_id (const PreceptItem *item,
                 double             x,
                 double             y)
{
  const char *id = NULL;
  double      best = G_MAXDOUBLE;

  for (guint i = 0; i < item->n_pieces; i++)
    {
      const PreceptPiece *piece = &item->pieces[i];
      double              right, bottom, distance;

      if (piece->block == NULL || piece->block->id == NULL)
        continue;
      right = (double)piece->x + (piece->lines != NULL ? precept_lines_get_width (piece->lines) : (double)piece->width);
      bottom = (double)piece->y + (piece->lines != NULL ? (double)piece->lines->leading * piece->n_lines : (double)piece->height);
      distance = MAX (0, MAX ((double)piece->x - x, x - right)) + MAX (0, MAX ((double)piece->y - y, y - bottom));
      if (distance < best)
        {
          best = distance;
          id = piece->block->id;
        }
    }

  return id != NULL ? id : item->block != NULL ? item->block->id
                                               : NULL;
}

/**
 * precept_layout_find_id:
 * @self: a layout
 * @page: a page, from 0
 * @x: from the left of the page, in points
 * @y: from its top
 *
 * Finds what was clicked.
 *
 * Returns: (transfer none) (nullable): the id of the block at that point, or NULL where there is none
 */
const char *
precept_layout_find_id (PreceptLayout *self,
                        guint          page,
                        double         x,
                        double         y)
{
  const PreceptPageSpan *span;
  GArray                *items;

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), NULL);
  g_return_val_if_fail (page < self->pagination->pages->len, NULL);

  span = &g_array_index (self->pagination->pages, PreceptPageSpan, page);
  items = precept_flow_get_items (self->flow);
  for (guint i = 0; i < span->n_fragments; i++)
    {
      const PreceptFragment *fragment = &g_array_index (self->pagination->fragments, PreceptFragment, span->first_fragment + i);
      const PreceptItem     *item = &g_array_index (items, PreceptItem, fragment->item);
      double                 height = precept_fragment_get_height (fragment, item);
      double                 top = (double)fragment->y;

      if (y < top || y > top + height)
        continue;
      if (fragment->first_line > 0)
        top -= (double)item->lines_top + fragment->first_line * (double)item->leading;
      return find_nearest_id (item, x - self->style->left, y - top);
    }

  return NULL;
}

/**
 * precept_layout_dup_diagnostics:
 * @self: a layout
 *
 * Characters that no font has, and fonts that stood in for those of the style.
 *
 * Returns: (transfer container) (element-type PreceptDiagnostic): diagnostics that name the character and the block
 */
GPtrArray *
precept_layout_dup_diagnostics (PreceptLayout *self)
{
  GPtrArray *diagnostics = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);

  g_return_val_if_fail (PRECEPT_IS_LAYOUT (self), diagnostics);

  precept_flow_add_diagnostics (self->flow, self->fonts, diagnostics);
  precept_missing_add_fallback (self->fonts, diagnostics);

  return diagnostics;
}
