/* precept-front-page.c: title, facts, coverage, contents and disclaimer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"

#include <string.h>

#define N_FACT_COLUMNS 4
#define FACT_GUTTER 12.0
#define MAST_HEIGHT 12.0
#define MOST_UNLISTED_TABLES 5
#define NUMBER_ROOM 34.0 /* for leader dots and number of an entry of the contents list */

static const double fact_x[N_FACT_COLUMNS] = { 0, PRECEPT_TEXT_X, PRECEPT_COLUMN_2_X, PRECEPT_COLUMN_3_X };

static double
add_tag (PreceptFlow *self,
         const char  *word,
         double       x,
         double       y)
{
  PreceptLines *lines = precept_flow_get_string (self, word, PRECEPT_ELEMENT_TAG, -1);
  PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_TAG, x, y, PRECEPT_ROLE_TEXT, 0);

  piece->lines = precept_lines_ref (lines);
  piece->n_lines = 1;
  piece->width = (float)(precept_lines_get_width (lines) - self->style->elements[PRECEPT_ELEMENT_TAG].tracking + 10);
  piece->height = 12;
  piece->ink = PRECEPT_INK_TAG;
  return (double)piece->width + 6;
}

/* Whose guideline it is: the plan's logo, what a reader must not miss, the plan's name, and what the document is. */
static void
add_mast (PreceptFlow *self)
{
  const char  *publisher = precept_content_get_publisher (self->content);
  const char  *kind = precept_content_get_kind (self->content);
  const char  *tags[PRECEPT_MOST_TAGS];
  guint        n_tags = precept_content_list_tags (self->content, tags);
  double       height = MAST_HEIGHT;
  double       x = 0;
  double       y = 0;
  double       kind_width = kind != NULL ? precept_flow_measure_string (self, kind, PRECEPT_ELEMENT_KIND) + FACT_GUTTER : 0;
  PreceptItem *item;

  if (precept_style_get_logo (self->style) != NULL)
    {
      PreceptPiece *piece = precept_flow_add_piece (self, PRECEPT_PIECE_LOGO, 0, 0, PRECEPT_ROLE_FIGURE, 0);

      piece->width = (float)self->style->logo_width;
      piece->height = (float)self->style->logo_height;
      height = MAX (height, self->style->logo_height);
      x = self->style->logo_width + FACT_GUTTER;
    }
  y = height - MAST_HEIGHT;
  for (guint i = 0; i < n_tags; i++)
    x += add_tag (self, tags[i], x, y);
  if (publisher != NULL)
    precept_flow_add_text (self, precept_flow_get_string (self, publisher, PRECEPT_ELEMENT_PUBLISHER, MAX (PRECEPT_BLOCK_WIDTH - x - kind_width, 60)), x, y, PRECEPT_ROLE_TEXT, 0);
  if (kind != NULL)
    precept_flow_add_text (self, precept_flow_get_string (self, kind, PRECEPT_ELEMENT_KIND, -1), PRECEPT_BLOCK_WIDTH, y, PRECEPT_ROLE_TEXT, PRECEPT_PIECE_RIGHT);
  for (guint i = 0; i < self->scratch->len; i++)
    {
      const PreceptPiece *piece = &g_array_index (self->scratch, PreceptPiece, i);

      if (piece->kind == PRECEPT_PIECE_TEXT)
        height = MAX (height, (double)piece->y + precept_lines_get_height (piece->lines));
    }
  precept_flow_add_rule (self, 0, height + 7, PRECEPT_BLOCK_WIDTH, 2.5, PRECEPT_INK_ACCENT, 0);
  item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_PUBLISHER);
  item->keep_next = TRUE;
}

static void
add_title (PreceptFlow *self)
{
  PreceptText   *title = precept_content_get_title (self->content);
  PreceptElement element = PRECEPT_ELEMENT_TITLE;
  g_autoptr (PreceptLines) lines = NULL;

  if (title == NULL || precept_text_get_length (title) == 0)
    return;

  lines = precept_shaper_set_text (self->shaper, title, element, PRECEPT_BLOCK_WIDTH);
  if (lines->n_lines > 1)
    {
      precept_lines_unref (lines);
      element = PRECEPT_ELEMENT_TITLE_LONG;
      lines = precept_shaper_set_text (self->shaper, title, element, PRECEPT_BLOCK_WIDTH);
    }
  /* The side bearing of a large letter would set it in from the rules. */
  precept_flow_add_text (self, lines, -1.4, 0, PRECEPT_ROLE_TITLE, 0);
  precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, element);
}

static void
add_fact (PreceptFlow              *self,
          const PreceptContentFact *fact,
          double                    x,
          double                    width)
{
  PreceptLines *label = precept_flow_get_string (self, fact->label, PRECEPT_ELEMENT_FACT_LABEL, width);
  PreceptLines *value = precept_flow_get_string (self, fact->value, PRECEPT_ELEMENT_FACT_VALUE, width);

  precept_flow_add_text (self, label, x, 6.5, PRECEPT_ROLE_LABEL, PRECEPT_PIECE_SPACE_AFTER);
  precept_flow_add_text (self, value, x, 6.5 + precept_lines_get_height (label), PRECEPT_ROLE_TEXT, 0);
}

static PreceptItem *
finish_facts (PreceptFlow *self)
{
  PreceptItem *item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_FACT_VALUE);

  item->height += 8;
  item->keep_together = TRUE;
  item->before = item->after = 0;
  return item;
}

/* How many columns a fact takes: one that may be wide takes as many as its value needs in one line. */
static guint
count_fact_columns (PreceptFlow              *self,
                    const PreceptContentFact *fact)
{
  double width;

  if (!fact->wide)
    return 1;

  width = precept_lines_get_width (precept_flow_get_string (self, fact->value, PRECEPT_ELEMENT_FACT_VALUE, -1));
  if (width <= PRECEPT_COLUMN_2_X - PRECEPT_TEXT_X - FACT_GUTTER)
    return 1;

  return width <= PRECEPT_COLUMN_2_X - FACT_GUTTER ? 2 : N_FACT_COLUMNS;
}

static void
add_facts (PreceptFlow *self)
{
  guint                     n_facts;
  const PreceptContentFact *facts = precept_content_get_facts (self->content, &n_facts);
  guint                     column = 0;
  PreceptItem              *item = NULL;

  for (guint i = 0; i < n_facts; i++)
    {
      guint  n_columns = count_fact_columns (self, &facts[i]);
      double end;

      if (column + n_columns > N_FACT_COLUMNS)
        {
          finish_facts (self);
          column = 0;
        }
      if (column == 0)
        precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.5, PRECEPT_INK_RULE, 0);
      end = column + n_columns < N_FACT_COLUMNS ? fact_x[column + n_columns] - FACT_GUTTER : PRECEPT_BLOCK_WIDTH;
      add_fact (self, &facts[i], fact_x[column], end - fact_x[column]);
      column += n_columns;
    }
  if (column > 0)
    finish_facts (self);

  if (n_facts > 0)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.5, PRECEPT_INK_RULE, 0);
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_FACT_VALUE);
      item->before = item->after = 0;
    }
}

static void
add_label (PreceptFlow *self,
           const char  *key,
           double       y)
{
  const char *word = precept_content_get_word (self->content, key);

  if (word != NULL)
    precept_flow_add_text (self, precept_flow_get_string (self, word, PRECEPT_ELEMENT_MARGIN_LABEL, PRECEPT_MARGIN_WIDTH), 0, y, PRECEPT_ROLE_HEADING, 0);
}

static void
add_coverage (PreceptFlow *self)
{
  guint                         n_rows;
  const PreceptContentCoverage *rows = precept_content_get_coverage (self->content, &n_rows);

  for (guint i = 0; i < n_rows; i++)
    {
      double        y = 0;
      PreceptItem  *item;
      PreceptPiece *piece;

      if (i == 0)
        {
          precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 1, PRECEPT_INK_INK, 0);
          y = 7;
          add_label (self, "coverage", y);
        }
      else
        precept_flow_add_rule (self, PRECEPT_TEXT_X, -4.35, PRECEPT_TEXT_WIDTH, 0.35, PRECEPT_INK_HAIRLINE, PRECEPT_PIECE_NOT_FIRST);

      piece = precept_flow_add_text (self, precept_flow_get_string (self, rows[i].indication, PRECEPT_ELEMENT_CONTENTS_2, 236),
                                     PRECEPT_TEXT_X, y, PRECEPT_ROLE_LABEL, PRECEPT_PIECE_SPACE_AFTER);
      piece->target = rows[i].target != NULL ? g_string_chunk_insert_const (self->targets, rows[i].target) : NULL;
      if (rows[i].determination != NULL)
        precept_flow_add_text (self, precept_flow_get_string (self, rows[i].determination, PRECEPT_ELEMENT_MARGIN_LABEL, 122),
                               PRECEPT_COLUMN_3_X, y, PRECEPT_ROLE_TEXT, 0);
      item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, PRECEPT_ELEMENT_CONTENTS_2);
      item->before = i == 0 ? 28 : 8.35f;
      item->keep_next = i == 0 && n_rows > 1;
    }
}

/* An entry of a list of contents: words, and the number of the page where the heading or table with an index is. */
static void
add_entry (PreceptFlow   *self,
           const char    *words,
           const char    *target,
           PreceptElement element,
           double         indent,
           guint          index,
           guint          flags,
           const char    *label)
{
  double        y = 0;
  PreceptPiece *piece;
  PreceptItem  *item;

  if (label != NULL)
    {
      precept_flow_add_rule (self, 0, 0, PRECEPT_BLOCK_WIDTH, 0.5, PRECEPT_INK_RULE, 0);
      y = 6.5;
      add_label (self, label, y);
    }
  piece = precept_flow_add_text (self, precept_flow_get_string (self, words, element, PRECEPT_TEXT_WIDTH - indent - NUMBER_ROOM),
                                 PRECEPT_TEXT_X + indent, y, PRECEPT_ROLE_CONTENTS_ENTRY, PRECEPT_PIECE_SPACE_AFTER);
  piece->target = target;
  piece = precept_flow_add_piece (self, PRECEPT_PIECE_CONTENTS_NUMBER, PRECEPT_BLOCK_WIDTH, y, PRECEPT_ROLE_CONTENTS_ENTRY,
                                  PRECEPT_PIECE_RIGHT | flags);
  piece->heading = index;
  piece->ink = (guint8)element; /* the number is set as its words are */
  item = precept_flow_finish_item (self, NULL, PRECEPT_ITEM_TEXT, element);
  item->before = label != NULL ? 21 : 0;
  item->keep_together = TRUE;
  item->keep_next = label != NULL;
}

static void
add_contents (PreceptFlow *self)
{
  const char *label = "contents";

  for (guint i = 0; i < self->headings->len; i++)
    {
      const PreceptFlowHeading *heading = &g_array_index (self->headings, PreceptFlowHeading, i);
      g_autofree char          *title = NULL;

      if (heading->contents == 0)
        continue;

      title = precept_text_dup_plain (heading->block->text);
      add_entry (self, title, heading->block->id, heading->contents == 1 ? PRECEPT_ELEMENT_CONTENTS_1 : PRECEPT_ELEMENT_CONTENTS_2,
                 14.0 * (heading->contents - 1), i, 0, label);
      label = NULL;
    }
}

static gboolean
is_numbered (PreceptBlock *table)
{
  return table->label != NULL && precept_text_get_length (table->label) > 0;
}

/* A list of the numbered tables, where there are so many that one is not found by turning pages. */
static void
add_tables (PreceptFlow *self)
{
  const char *label = "tables";
  guint       n_numbered = 0;

  for (guint i = 0; i < self->tables->len; i++)
    n_numbered += is_numbered (g_array_index (self->tables, PreceptTableParts, i).block) ? 1 : 0;
  if (n_numbered <= MOST_UNLISTED_TABLES)
    return;

  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptBlock    *table = g_array_index (self->tables, PreceptTableParts, i).block;
      g_autofree char *number = NULL;
      g_autofree char *caption = NULL;
      g_autofree char *words = NULL;

      if (!is_numbered (table))
        continue;

      number = precept_text_dup_plain (table->label);
      caption = table->text != NULL ? precept_text_dup_plain (table->text) : g_strdup ("");
      words = *caption != '\0' ? g_strdup_printf ("%s. %s", number, caption) : g_strdup (number);
      add_entry (self, words, table->id, PRECEPT_ELEMENT_CONTENTS_2, 0, i, PRECEPT_PIECE_OF_TABLE, label);
      label = NULL;
    }
}

static void
add_disclaimer (PreceptFlow  *self,
                PreceptBlock *block)
{
  if (block->children != NULL && block->children->len > 0)
    precept_flow_add_small_print (self, block, block->text != NULL ? precept_text_get_string (block->text) : NULL);
}

/* The plan's own small print goes on below that of the guideline. */
static void
add_front_notice (PreceptFlow  *self,
                  PreceptBlock *block)
{
  const PreceptColumn column = { .x = PRECEPT_TEXT_X, .width = PRECEPT_TEXT_WIDTH, .element = PRECEPT_ELEMENT_SMALL };

  if (self->items->len == self->disclaimer)
    precept_flow_add_small_print (self, block, precept_text_get_string (block->text));
  else
    precept_flow_add_blocks (self, block->children, &column);
}

void
precept_flow_add_front (PreceptFlow *self)
{
  GPtrArray *blocks = self->roots;
  GArray    *items = self->items;
  GArray    *anchors = self->anchors;

  self->items = self->front;
  self->anchors = self->front_anchors;

  add_mast (self);
  add_title (self);
  add_facts (self);
  add_coverage (self);
  add_contents (self);
  add_tables (self);
  self->disclaimer = self->items->len;
  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_DISCLAIMER)
        add_disclaimer (self, block);
      else if (block->kind == PRECEPT_BLOCK_NOTICE && block->level == PRECEPT_FLOW_NOTICE_FRONT)
        add_front_notice (self, block);
    }
  for (guint i = 0; i < self->items->len; i++)
    g_array_index (self->items, PreceptItem, i).section = 0;

  /* The front goes before what was there already. */
  for (guint i = 0; i < anchors->len; i++)
    g_array_index (anchors, PreceptAnchor, i).item += self->front->len;
  for (guint i = 0; i < self->headings->len; i++)
    g_array_index (self->headings, PreceptFlowHeading, i).item += self->front->len;
  for (guint i = 0; i < self->tables->len; i++)
    g_array_index (self->tables, PreceptTableParts, i).item += self->front->len;
  g_array_prepend_vals (items, self->front->data, self->front->len);
  g_array_prepend_vals (anchors, self->front_anchors->data, self->front_anchors->len);
  self->items = items;
  self->anchors = anchors;
}
