/* precept-flow-private.h: shared by the files that make items
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-flow.h"
#include "precept-shape-jobs.h"

G_BEGIN_DECLS

/* Level of a block for a notice of the plan's. */
#define PRECEPT_FLOW_NOTICE_FRONT 1
#define PRECEPT_FLOW_NOTICE_END 2

/* Texts that a block has itself. */
typedef enum
{
  PRECEPT_SLOT_TEXT,
  PRECEPT_SLOT_LABEL,
  PRECEPT_SLOT_EXTRA,
  PRECEPT_N_SLOTS,
} PreceptSlot;

/* The column that blocks are set in. */
typedef struct
{
  double         x, width;
  PreceptElement element;  /* of paragraphs */
  guint          depth;    /* of lists, from 0 */
  guint          criteria; /* of lists of criteria, 0: in none */
  guint          level;    /* of the section, from 0 */
  gboolean       in_cell;
  gboolean       is_free; /* what holds the blocks changes nothing about their items */
} PreceptColumn;

/* How much there is of what a pass makes; and of what it met. */
typedef struct
{
  guint n_items, n_anchors, n_headings, n_tables, n_sections, n_generated;
  guint n_met, n_met_strings;
} PreceptExtent;

/* What a block made in a pass, and under which conditions. */
typedef struct
{
  guint         generation; /* of that pass; 0: none */
  PreceptExtent begin, end; /* in the body */
  PreceptColumn column;
  guint         outline;
} PreceptMemo;

/* What is kept of a block. */
typedef struct
{
  PreceptBlock *block;                  /* owned */
  guint         generation;             /* in which it was met last */
  PreceptLines *lines[PRECEPT_N_SLOTS]; /* owned, or NULL */
  float         widths[PRECEPT_N_SLOTS];
  PreceptPiece *pieces; /* owned: of the item that the block makes */
  guint         n_pieces;
  guint         key;    /* ROW: the columns that its pieces were made for; 0: not to be used again */
  double        width;  /* FIGURE: of its image */
  double        height; /* ROW: of its cells; FIGURE: of its image */
  gboolean      is_measured;
  gpointer      columns; /* owned; TABLE: where they are */
  PreceptMemo   memo;
} PreceptEntry;

/* What is kept of a text that no block has. */
typedef struct
{
  PreceptElement element;
  int            width; /* in 1/100 pt */
  char          *string;
  PreceptLines  *lines; /* owned */
  guint          generation;
} PreceptStringEntry;

struct _PreceptFlow
{
  PreceptStyle   *style;   /* owned */
  PreceptShaper  *shaper;  /* owned by the layout, which lives longer */
  PreceptContent *content; /* owned */

  /* Where many texts are to be set they are first collected, with other lines in their place, and set by all threads. */
  guint         n_threads;
  GArray       *jobs;                             /* of PreceptShapeJob */
  gsize         n_set_bytes;                      /* of text that was set at once in this pass */
  gboolean      may_collect;                      /* not in the pass that follows the setting */
  PreceptLines *placeholders[PRECEPT_N_ELEMENTS]; /* owned, or NULL */

  GHashTable *entries; /* of PreceptBlock: PreceptEntry, owned */
  GHashTable *strings; /* set of PreceptStringEntry, owned: generated texts */
  guint       generation;
  guint       n_met;         /* entries of this generation */
  guint       n_met_strings; /* the same of the strings */

  GArray       *items, *front, *anchors, *front_anchors, *headings, *tables;
  GPtrArray    *sections;  /* of PreceptBlock, not owned */
  GPtrArray    *roots;     /* of PreceptBlock, owned: keeps what items and anchors point to, also when the content has gone on */
  GPtrArray    *notices;   /* of PreceptBlock, owned: of the plan; NULL: not made */
  GPtrArray    *generated; /* of arrays of PreceptPiece, owned */
  GStringChunk *targets;   /* ids in pieces that are of no block */
  guint         disclaimer;

  /* The same of the pass before, whose parts are taken over where nothing changed. */
  struct
  {
    GArray    *items, *anchors, *headings, *tables;
    GPtrArray *sections, *generated;
    guint      n_front, n_front_anchors;
  } previous;
  gboolean may_reuse;

  /* The item that is being made. */
  GArray *scratch; /* of PreceptPiece: its pieces so far */
  double  top;     /* where its text begins */

  /* What the margin was last taken by: down to where, from the top of which item; G_MAXUINT: free. */
  guint  margin_item;
  double margin_bottom;

  /* What items are marked with. */
  PreceptBlock *note;
  float         note_x;
  guint         outline; /* depth */
};

PreceptEntry *precept_flow_meet (PreceptFlow *self, PreceptBlock *block);
PreceptLines *precept_flow_get_lines (PreceptFlow *self, PreceptEntry *entry, PreceptSlot slot, PreceptText *text, PreceptElement element, double width); /* borrowed */
PreceptLines *precept_flow_get_string (PreceptFlow *self, const char *string, PreceptElement element, double width);                                      /* borrowed */

/* The width of a string that other widths depend on. */
double precept_flow_measure_string (PreceptFlow *self, const char *string, PreceptElement element);

/* Whether lines may be others than those of the text, of which then nothing may be kept. */
gboolean precept_flow_is_collecting (PreceptFlow *self);

/* Adds to the item that is being made. Each returns the piece, until the next is added. */
PreceptPiece *precept_flow_add_text (PreceptFlow *self, PreceptLines *lines, double x, double y, PreceptRole role, guint flags);
PreceptPiece *precept_flow_add_rule (PreceptFlow *self, double x, double y, double width, double height, PreceptInk ink, guint flags);
PreceptPiece *precept_flow_add_piece (PreceptFlow *self, PreceptPieceKind kind, double x, double y, PreceptRole role, guint flags);

/* Ends the item, which gets the entry's block; without an entry it is a generated one. Returns it, until the next. */
PreceptItem *precept_flow_finish_item (PreceptFlow *self, PreceptEntry *entry, PreceptItemKind kind, PreceptElement element);

/* The same with the pieces that the entry has from the last time. */
PreceptItem *precept_flow_repeat_item (PreceptFlow *self, PreceptEntry *entry, PreceptItemKind kind, PreceptElement element);

/* Keeps what a pass made for the next one, and begins an empty one. */
void precept_flow_turn_over (PreceptFlow *self);

/* What a block made in the pass before, if it would make the same now. A block that changed is another one. */
gboolean precept_flow_reuse (PreceptFlow *self, PreceptEntry *entry, const PreceptColumn *column);

/* Afterwards: what a block made between two extents may be taken over by the next pass. */
PreceptExtent precept_flow_get_extent (PreceptFlow *self);
void          precept_flow_remember (PreceptFlow *self, PreceptEntry *entry, const PreceptColumn *column, const PreceptExtent *begin);

/* Blocks in a column; tables. */
void precept_flow_add_blocks (PreceptFlow *self, GPtrArray *blocks, const PreceptColumn *column);
void precept_flow_add_table (PreceptFlow *self, PreceptBlock *table, const PreceptColumn *column);
void precept_flow_add_front (PreceptFlow *self);
void precept_flow_add_small_print (PreceptFlow *self, PreceptBlock *block, const char *label); /* a rule, then blocks */
void precept_flow_add_notice (PreceptFlow *self, PreceptBlock *block, const PreceptColumn *column);
void precept_flow_make_notices (PreceptFlow *self); /* of the plan, as blocks */

void precept_flow_add_list (PreceptFlow *self, PreceptBlock *list, const PreceptColumn *column);
void precept_flow_add_finding (PreceptFlow *self, PreceptBlock *block, const PreceptColumn *column);
void precept_flow_add_request (PreceptFlow *self, PreceptBlock *block, const PreceptColumn *column);
void precept_flow_add_limits (PreceptFlow *self, PreceptBlock *block, const PreceptColumn *column);
void precept_flow_add_heading (PreceptFlow *self, PreceptBlock *block, PreceptElement element, guint level, guint contents);
void precept_flow_add_anchor (PreceptFlow *self, PreceptBlock *block); /* of the item that is being made */

/* The first baseline of text of an element, from where its lines begin; a text whose baseline is that of the text beside it. */
double        precept_flow_get_baseline (PreceptFlow *self, PreceptElement element);
PreceptPiece *precept_flow_add_beside (PreceptFlow *self, PreceptLines *lines, double x, const PreceptColumn *column, PreceptBlock *block, guint flags);

/* The margin beside the text: what is put into it does not run into what stands there already. */
double        precept_flow_begin_margin (PreceptFlow *self, double y);
void          precept_flow_end_margin (PreceptFlow *self);
void          precept_flow_close_margin (PreceptFlow *self, guint first, double bottom);
double        precept_flow_get_beside_bottom (PreceptFlow *self);
PreceptPiece *precept_flow_add_chip (PreceptFlow *self, const char *word, const PreceptColumn *column, PreceptBlock *block, PreceptRole role, guint flags);

gboolean precept_flow_is_empty (PreceptText *text);

/* An item of the pieces that wait for one; nothing where none do. */
void precept_flow_flush (PreceptFlow *self);

void   precept_pieces_free (PreceptPiece *pieces, guint n_pieces);
double precept_item_gap (const PreceptItem *above, const PreceptItem *item);

G_END_DECLS
