/* precept-structure.c: what the parts of a guideline's pages are to one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-flow-private.h"
#include "precept-structure-private.h"

#include <string.h>

/*
 * Items and their pieces stand in reading order, and a piece knows the block that it is of. So the tree is made by
 * going through the pieces once: the node of each piece is found from its block and its role, and the nodes around
 * it, from the blocks that hold that one, are made when the first piece needs them. Only tables are made in one go,
 * because rows and cells count even where they are empty.
 *
 * What the front page says of the guideline itself is of no block; its pieces tell by their roles what they are.
 */

#define MOST_HEADING_LEVEL 6

struct _PreceptStructure
{
  GArray       *nodes;    /* of PreceptStructureNode */
  guint32      *by_piece; /* by the sequence of a piece */
  guint         n_pieces; /* highest sequence + 1 */
  GStringChunk *strings;  /* alternatives */
};

/* The nodes that a block has; 0: none yet. */
typedef struct
{
  PreceptBlock *parent; /* not owned; NULL: none */
  guint         node;   /* of the block as a whole */
  guint         label;
  guint         body;       /* where the blocks in it go */
  guint         text;       /* of its own text */
  guint         stray_body; /* of the list item that it stands for */
  guint         study;      /* FINDING, REFERENCE: of what is said about it */
  guint         level;      /* of its heading, or of the one above where it has none; 0: not known yet */
} Place;

typedef struct
{
  PreceptStructure *self;
  const char       *figure_word;
  GHashTable       *places; /* of PreceptBlock: Place, owned */
  guint             top;    /* level of the document's title; 0: it has none */

  /* On the front page. */
  guint front_section, front_list, front_item;
  guint contents[MOST_HEADING_LEVEL]; /* lists of contents that are open, by level */
} StructureBuilder;

static guint find_body (StructureBuilder *builder, PreceptBlock *block);

guint
precept_structure_add_node (GArray         *nodes,
                            guint           parent,
                            PreceptNodeKind kind)
{
  PreceptStructureNode node = { .parent = parent, .kind = (guint8)kind, .column_span = 1, .row_span = 1 };

  g_array_append_val (nodes, node);
  return nodes->len - 1;
}

static PreceptStructureNode *
get_node (StructureBuilder *builder,
          guint             index)
{
  return &g_array_index (builder->self->nodes, PreceptStructureNode, index);
}

static guint
add_node (StructureBuilder *builder,
          guint             parent,
          PreceptNodeKind   kind)
{
  return precept_structure_add_node (builder->self->nodes, parent, kind);
}

static guint
add_heading (StructureBuilder *builder,
             guint             parent,
             guint             level)
{
  guint index = add_node (builder, parent, PRECEPT_NODE_HEADING);

  get_node (builder, index)->level = (guint8)CLAMP (level, 1, MOST_HEADING_LEVEL);
  return index;
}

/* Blocks */

static void
note_places (StructureBuilder *builder,
             GPtrArray        *blocks,
             PreceptBlock     *parent)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      Place        *place = g_new0 (Place, 1);

      place->parent = parent;
      g_hash_table_insert (builder->places, block, place);
      note_places (builder, block->children, block);
    }
}

static Place *
get_place (StructureBuilder *builder,
           PreceptBlock     *block)
{
  return block != NULL ? g_hash_table_lookup (builder->places, block) : NULL;
}

static gboolean
is_within_cell (StructureBuilder *builder,
                const Place      *place)
{
  while (place != NULL && place->parent != NULL)
    {
      if (place->parent->kind == PRECEPT_BLOCK_CELL)
        return TRUE;
      place = get_place (builder, place->parent);
    }

  return FALSE;
}

/* The plan's own small print has paragraphs; the notice of the holder of a code set is one text. */
static gboolean
is_plan_notice (PreceptBlock *block)
{
  return block->kind == PRECEPT_BLOCK_NOTICE && block->level > 0;
}

static gboolean
has_heading (PreceptBlock *block)
{
  return (block->kind == PRECEPT_BLOCK_SECTION || block->kind == PRECEPT_BLOCK_INDICATION || block->kind == PRECEPT_BLOCK_TOPIC ||
          block->kind == PRECEPT_BLOCK_REQUEST || block->kind == PRECEPT_BLOCK_DISCLAIMER || is_plan_notice (block)) &&
         !precept_flow_is_empty (block->text);
}

/* The level of the heading that a block is under, its own included. */
static guint
find_level (StructureBuilder *builder,
            PreceptBlock     *block)
{
  Place *place = get_place (builder, block);

  if (place == NULL)
    return builder->top;
  if (place->level == 0)
    place->level = find_level (builder, place->parent) + (has_heading (block) ? 1 : 0);

  return place->level;
}

/* Findings, definitions and references follow one another without a block of their own around them. */
static guint
find_implicit_list (StructureBuilder *builder,
                    guint             parent,
                    PreceptNumbering  numbering)
{
  GArray *nodes = builder->self->nodes;
  guint   last = nodes->len - 1;
  guint   list;

  /* The last child of the parent: up from the node that was made last. */
  while (last != 0 && get_node (builder, last)->parent != parent)
    last = get_node (builder, last)->parent;
  if (last != 0 && get_node (builder, last)->kind == PRECEPT_NODE_LIST && get_node (builder, last)->is_implicit &&
      get_node (builder, last)->numbering == numbering)
    return last;

  list = add_node (builder, parent, PRECEPT_NODE_LIST);
  get_node (builder, list)->is_implicit = TRUE;
  get_node (builder, list)->numbering = (guint8)numbering;
  return list;
}

static PreceptNumbering
get_numbering (PreceptBlock *list)
{
  return list->numbering;
}

static void
note_table_cb (gpointer      data,
               PreceptBlock *block,
               guint         node)
{
  Place *place = get_place (data, block);

  if (place == NULL)
    return;
  if (block->kind == PRECEPT_BLOCK_TABLE)
    place->text = node;
  else
    place->node = place->body = node;
}

static void
add_table (StructureBuilder *builder,
           PreceptBlock     *table,
           Place            *place,
           guint             parent)
{
  place->node = add_node (builder, parent, PRECEPT_NODE_TABLE);
  precept_structure_add_table (builder->self->nodes, place->node, table, note_table_cb, builder);
}

static void
add_list_item (StructureBuilder *builder,
               Place            *place,
               guint             list)
{
  place->node = add_node (builder, list, PRECEPT_NODE_LIST_ITEM);
}

/* A damaged guideline may have anything in a list: what is no item is shown as one. */
static gboolean
is_stray (PreceptBlock *block,
          const Place  *place)
{
  return place->parent != NULL && place->parent->kind == PRECEPT_BLOCK_LIST && block->kind != PRECEPT_BLOCK_ITEM;
}

static guint
find_stray_body (StructureBuilder *builder,
                 Place            *place)
{
  if (place->stray_body == 0)
    place->stray_body = add_node (builder, add_node (builder, find_body (builder, place->parent), PRECEPT_NODE_LIST_ITEM), PRECEPT_NODE_BODY);

  return place->stray_body;
}

/* Makes the node of a block as a whole, unless it has none: then it is that of the block around it. */
static guint
find_node (StructureBuilder *builder,
           PreceptBlock     *block)
{
  Place *place = get_place (builder, block);
  Place *parent_place;
  guint  parent;

  if (place == NULL)
    return 0;
  if (place->node != 0)
    return place->node;

  /* Notes stand below a table, not in it. */
  parent_place = get_place (builder, place->parent);
  if (place->parent != NULL && place->parent->kind == PRECEPT_BLOCK_TABLE && block->kind != PRECEPT_BLOCK_ROW && !is_within_cell (builder, parent_place))
    {
      find_node (builder, place->parent);
      parent = find_body (builder, parent_place->parent);
    }
  else if (is_stray (block, place))
    parent = find_stray_body (builder, place);
  else
    parent = find_body (builder, place->parent);

  switch (block->kind)
    {
    case PRECEPT_BLOCK_SECTION:
    case PRECEPT_BLOCK_DISCLAIMER:
    case PRECEPT_BLOCK_INDICATION:
    case PRECEPT_BLOCK_TOPIC:
    case PRECEPT_BLOCK_REQUEST:
      place->node = place->body = add_node (builder, parent, PRECEPT_NODE_SECTION);
      break;
    case PRECEPT_BLOCK_LIST:
      place->node = place->body = add_node (builder, parent, PRECEPT_NODE_LIST);
      get_node (builder, place->node)->numbering = (guint8)get_numbering (block);
      break;
    case PRECEPT_BLOCK_ITEM:
      if (get_node (builder, parent)->kind == PRECEPT_NODE_LIST)
        add_list_item (builder, place, parent);
      break;
    case PRECEPT_BLOCK_FINDING:
      add_list_item (builder, place, find_implicit_list (builder, parent, PRECEPT_NUMBERING_BULLET));
      break;
    case PRECEPT_BLOCK_LIMIT:
    case PRECEPT_BLOCK_DEFINITION:
      add_list_item (builder, place, find_implicit_list (builder, parent, PRECEPT_NUMBERING_NONE));
      break;
    case PRECEPT_BLOCK_REFERENCE:
      add_list_item (builder, place, find_implicit_list (builder, parent, PRECEPT_NUMBERING_DECIMAL));
      break;
    case PRECEPT_BLOCK_NOTICE:
      if (is_plan_notice (block))
        place->node = place->body = add_node (builder, parent, PRECEPT_NODE_SECTION);
      break;
    case PRECEPT_BLOCK_NOTE:
    case PRECEPT_BLOCK_LIMITS:
    case PRECEPT_BLOCK_FIGURE:
      place->node = place->body = add_node (builder, parent, PRECEPT_NODE_DIVISION);
      break;
    case PRECEPT_BLOCK_TABLE:
      /* In a cell its cells are set one after the other. */
      if (!is_within_cell (builder, place))
        add_table (builder, block, place, parent);
      break;
    case PRECEPT_BLOCK_PARAGRAPH:
    case PRECEPT_BLOCK_ROW:
    case PRECEPT_BLOCK_CELL:
    default:
      break;
    }

  return place->node != 0 ? place->node : parent;
}

/* The node that the blocks in a block go into. */
static guint
find_body (StructureBuilder *builder,
           PreceptBlock     *block)
{
  Place *place = get_place (builder, block);
  guint  node;

  if (place == NULL)
    return 0;
  if (place->body != 0)
    return place->body;

  node = find_node (builder, block);
  /* Made with its table. */
  if (place->body != 0)
    return place->body;
  if (get_node (builder, node)->kind == PRECEPT_NODE_LIST_ITEM && place->node == node)
    place->body = add_node (builder, node, PRECEPT_NODE_BODY);
  else
    place->body = node;

  return place->body;
}

/* A paragraph that is all there is in a cell, or beside a label, needs no node of its own. */
static gboolean
is_alone (StructureBuilder *builder,
          PreceptBlock     *parent,
          guint             body)
{
  if (parent == NULL || parent->children == NULL || parent->children->len != 1)
    return FALSE;

  switch ((PreceptNodeKind)get_node (builder, body)->kind)
    {
    case PRECEPT_NODE_CELL:
    case PRECEPT_NODE_HEADER_CELL:
      return parent->kind == PRECEPT_BLOCK_CELL;
    case PRECEPT_NODE_BODY:
      return parent->kind == PRECEPT_BLOCK_ITEM || parent->kind == PRECEPT_BLOCK_DEFINITION ||
             (parent->kind == PRECEPT_BLOCK_FINDING && parent->study_kind == NULL && parent->study_facts == NULL);
    default:
      return FALSE;
    }
}

static guint
find_paragraph (StructureBuilder *builder,
                PreceptBlock     *block,
                Place            *place)
{
  guint body;

  if (place->text == 0)
    {
      body = find_node (builder, block);
      place->text = is_alone (builder, place->parent, body) ? body : add_node (builder, body, PRECEPT_NODE_PARAGRAPH);
    }

  return place->text;
}

static guint
find_label (StructureBuilder *builder,
            PreceptBlock     *block,
            Place            *place)
{
  guint node;

  if (place->label == 0)
    {
      node = find_node (builder, block);
      place->label = add_node (builder, node, get_node (builder, node)->kind == PRECEPT_NODE_LIST_ITEM ? PRECEPT_NODE_LABEL : PRECEPT_NODE_PARAGRAPH);
      /* An item has a body even where it is empty. */
      find_body (builder, block);
    }

  return place->label;
}

static guint
find_heading (StructureBuilder *builder,
              PreceptBlock     *block,
              Place            *place)
{
  if (place->text == 0)
    place->text = add_heading (builder, find_node (builder, block), find_level (builder, block));

  return place->text;
}

static guint
add_figure (StructureBuilder *builder,
            PreceptBlock     *block)
{
  guint       index = add_node (builder, find_node (builder, block), PRECEPT_NODE_FIGURE);
  const char *alternative = block->alternative;

  /* Without words of its own: what it shows is better told by the caption than by nothing. */
  if (alternative == NULL || *alternative == '\0')
    alternative = precept_flow_is_empty (block->text) ? builder->figure_word : precept_text_get_string (block->text);
  get_node (builder, index)->alternative = g_string_chunk_insert (builder->self->strings, alternative);
  return index;
}

static guint
find_caption (StructureBuilder *builder,
              PreceptBlock     *block,
              Place            *place)
{
  guint node = find_node (builder, block);

  if (place->text == 0)
    place->text = add_node (builder, node, PRECEPT_NODE_PARAGRAPH);

  return place->text;
}

static guint
find_block_text (StructureBuilder   *builder,
                 PreceptBlock       *block,
                 const PreceptPiece *piece)
{
  Place *place = get_place (builder, block);

  if (place == NULL)
    return 0;

  switch ((PreceptRole)piece->role)
    {
    case PRECEPT_ROLE_HEADING:
      return find_heading (builder, block, place);
    case PRECEPT_ROLE_LABEL:
      return find_label (builder, block, place);
    case PRECEPT_ROLE_CAPTION:
      return find_caption (builder, block, place);
    case PRECEPT_ROLE_FIGURE:
      return add_figure (builder, block);
    case PRECEPT_ROLE_TEXT:
    case PRECEPT_ROLE_CELL:
    case PRECEPT_ROLE_TITLE:
    case PRECEPT_ROLE_CONTENTS_ENTRY:
    case PRECEPT_ROLE_ARTIFACT:
    default:
      break;
    }

  if (block->kind == PRECEPT_BLOCK_PARAGRAPH)
    return find_paragraph (builder, block, place);
  if (block->kind == PRECEPT_BLOCK_REFERENCE && (piece->flags & PRECEPT_PIECE_FLOWS) != 0)
    {
      if (place->text == 0)
        place->text = add_node (builder, find_body (builder, block), PRECEPT_NODE_PARAGRAPH);
      return place->text;
    }
  if (place->study == 0)
    place->study = add_node (builder, find_body (builder, block), PRECEPT_NODE_PARAGRAPH);

  return place->study;
}

/* The front page */

static guint
begin_front_section (StructureBuilder *builder)
{
  builder->front_section = add_node (builder, 0, PRECEPT_NODE_SECTION);
  builder->front_list = builder->front_item = 0;
  memset (builder->contents, 0, sizeof builder->contents);
  return add_heading (builder, builder->front_section, builder->top + 1);
}

static guint
add_front_label (StructureBuilder *builder)
{
  if (builder->front_list == 0)
    builder->front_list = add_node (builder, builder->front_section, PRECEPT_NODE_LIST);
  builder->front_item = add_node (builder, builder->front_list, PRECEPT_NODE_LIST_ITEM);
  return add_node (builder, builder->front_item, PRECEPT_NODE_LABEL);
}

static guint
add_front_text (StructureBuilder *builder)
{
  guint item = builder->front_item;

  if (item == 0)
    {
      builder->front_list = 0;
      return add_node (builder, builder->front_section, PRECEPT_NODE_PARAGRAPH);
    }
  builder->front_item = 0;
  return add_node (builder, item, PRECEPT_NODE_BODY);
}

/* An entry of a deeper level is in a list below the entry before. */
static guint
add_contents_entry (StructureBuilder *builder,
                    guint             level)
{
  guint parent = builder->front_section;
  guint item;

  level = CLAMP (level, 1, MOST_HEADING_LEVEL);
  for (guint i = 0; i < MOST_HEADING_LEVEL; i++)
    {
      if (i >= level)
        builder->contents[i] = 0;
      else if (builder->contents[i] == 0)
        builder->contents[i] = add_node (builder, parent, PRECEPT_NODE_CONTENTS);
      if (i < level)
        parent = builder->contents[i];
    }
  item = add_node (builder, parent, PRECEPT_NODE_CONTENTS_ITEM);
  return add_node (builder, item, PRECEPT_NODE_REFERENCE);
}

static guint
find_contents_level (PreceptFlow       *flow,
                     const PreceptItem *item,
                     guint              index)
{
  const PreceptPiece *number = index + 1 < item->n_pieces ? &item->pieces[index + 1] : NULL;
  GArray             *headings = precept_flow_get_headings (flow);

  if (number == NULL || number->kind != PRECEPT_PIECE_CONTENTS_NUMBER || (number->flags & PRECEPT_PIECE_OF_TABLE) != 0 || number->heading >= headings->len)
    return 1;

  return g_array_index (headings, PreceptFlowHeading, number->heading).contents;
}

static guint
add_logo (StructureBuilder *builder,
          PreceptFlow      *flow)
{
  guint       index = add_node (builder, builder->front_section, PRECEPT_NODE_FIGURE);
  const char *alternative = precept_flow_get_logo_alternative (flow);

  get_node (builder, index)->alternative = g_string_chunk_insert (builder->self->strings, alternative != NULL ? alternative : builder->figure_word);
  return index;
}

static guint
find_front_text (StructureBuilder  *builder,
                 PreceptFlow       *flow,
                 const PreceptItem *item,
                 guint              index)
{
  switch ((PreceptRole)item->pieces[index].role)
    {
    case PRECEPT_ROLE_TITLE:
      return add_heading (builder, 0, 1);
    case PRECEPT_ROLE_HEADING:
      return begin_front_section (builder);
    case PRECEPT_ROLE_LABEL:
      return add_front_label (builder);
    case PRECEPT_ROLE_CONTENTS_ENTRY:
      return item->pieces[index].kind == PRECEPT_PIECE_CONTENTS_NUMBER
               ? 0
               : add_contents_entry (builder, find_contents_level (flow, item, index));
    case PRECEPT_ROLE_FIGURE:
      return add_logo (builder, flow);
    case PRECEPT_ROLE_TEXT:
    case PRECEPT_ROLE_CELL:
    case PRECEPT_ROLE_CAPTION:
    case PRECEPT_ROLE_ARTIFACT:
    default:
      return add_front_text (builder);
    }
}

static guint
find_piece (StructureBuilder  *builder,
            PreceptFlow       *flow,
            const PreceptItem *item,
            guint              index)
{
  const PreceptPiece *piece = &item->pieces[index];
  PreceptBlock       *block = piece->block != NULL ? piece->block : item->block;

  if (piece->kind == PRECEPT_PIECE_RULE || piece->role == PRECEPT_ROLE_ARTIFACT || (piece->flags & PRECEPT_PIECE_ARTIFACT) != 0)
    return 0;

  return block != NULL ? find_block_text (builder, block, piece) : find_front_text (builder, flow, item, index);
}

static gboolean
has_title (GArray *items,
           guint   n_front)
{
  for (guint i = 0; i < n_front; i++)
    {
      const PreceptItem *item = &g_array_index (items, PreceptItem, i);

      if (item->n_pieces > 0 && item->pieces[0].role == PRECEPT_ROLE_TITLE)
        return TRUE;
    }

  return FALSE;
}

PreceptStructure *
precept_structure_new (PreceptFlow *flow,
                       const char  *figure_word)
{
  PreceptStructure  *self = g_new0 (PreceptStructure, 1);
  GArray            *items = precept_flow_get_items (flow);
  StructureBuilder   builder = { .self = self, .figure_word = figure_word };
  const PreceptItem *last = items->len > 0 ? &g_array_index (items, PreceptItem, items->len - 1) : NULL;

  self->nodes = g_array_new (FALSE, TRUE, sizeof (PreceptStructureNode));
  self->strings = g_string_chunk_new (256);
  self->n_pieces = last != NULL ? last->sequence + last->n_pieces : 0;
  self->by_piece = g_new0 (guint32, self->n_pieces);

  builder.places = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  builder.top = has_title (items, precept_flow_get_body (flow)) ? 1 : 0;
  note_places (&builder, precept_flow_get_blocks (flow), NULL);
  precept_structure_add_node (self->nodes, 0, PRECEPT_NODE_DOCUMENT);

  for (guint i = 0; i < items->len; i++)
    {
      const PreceptItem *item = &g_array_index (items, PreceptItem, i);

      for (guint j = 0; j < item->n_pieces; j++)
        self->by_piece[item->sequence + j] = find_piece (&builder, flow, item, j);
    }

  g_hash_table_unref (builder.places);
  return self;
}

void
precept_structure_free (PreceptStructure *self)
{
  g_array_unref (self->nodes);
  g_free (self->by_piece);
  g_string_chunk_free (self->strings);
  g_free (self);
}

/**
 * precept_structure_get_nodes:
 * @self: a structure
 * @n_nodes: (out): their number, at least 1
 *
 * Gets the tree: the document first, each node after its parent, and those of one parent in reading order.
 *
 * Headings do not skip a level (ISO 14289-1, 7.4.2), and tables are regular (ibid., 7.5).
 *
 * Returns: (array length=n_nodes) (transfer none): the nodes
 */
const PreceptStructureNode *
precept_structure_get_nodes (const PreceptStructure *self,
                             guint                  *n_nodes)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_nodes != NULL, NULL);

  *n_nodes = self->nodes->len;
  return (const PreceptStructureNode *)(void *)self->nodes->data;
}

/**
 * precept_structure_find:
 * @self: a structure
 * @sequence: of a mark that is no artifact
 *
 * Finds the node that a mark of a page is part of.
 *
 * Returns: its index; 0 where the mark is part of none
 */
guint
precept_structure_find (const PreceptStructure *self,
                        guint                   sequence)
{
  g_return_val_if_fail (self != NULL, 0);

  return sequence < self->n_pieces ? self->by_piece[sequence] : 0;
}
