/* precept-item.h: what stands under one another on pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"
#include "precept-lines.h"

G_BEGIN_DECLS

#define PRECEPT_MOST_GUIDES 3

typedef enum
{
  PRECEPT_PIECE_TEXT,
  PRECEPT_PIECE_RULE,
  PRECEPT_PIECE_CHIP, /* lines with a box around them */
  PRECEPT_PIECE_TAG,  /* lines on a filled box */
  PRECEPT_PIECE_IMAGE,
  PRECEPT_PIECE_LOGO,            /* of the plan */
  PRECEPT_PIECE_CONTENTS_NUMBER, /* leader dots and the page of a heading, on the last line of the piece before */
  PRECEPT_PIECE_CITED,           /* the pages that cite the block */
} PreceptPieceKind;

typedef enum
{
  PRECEPT_PIECE_FLOWS = 1 << 0,      /* TEXT: its lines are those the item breaks at */
  PRECEPT_PIECE_NOT_FIRST = 1 << 1,  /* left out where the item is the first on its page */
  PRECEPT_PIECE_ARTIFACT = 1 << 2,   /* not part of the text */
  PRECEPT_PIECE_RIGHT = 1 << 3,      /* x is the right edge */
  PRECEPT_PIECE_BESIDE = 1 << 4,     /* in the margin: may reach down beside the items that follow */
  PRECEPT_PIECE_OF_TABLE = 1 << 6,   /* CONTENTS_NUMBER: of a table */
  PRECEPT_PIECE_SPACE_AFTER = 1 << 5 /* the next piece goes on in the same line of reading */
} PreceptPieceFlags;

/* Something at a fixed place in an item. */
typedef struct
{
  guint8        kind; /* PreceptPieceKind */
  guint8        role; /* PreceptRole */
  guint8        ink;  /* RULE, CHIP */
  guint8        flags;
  guint         first_line, n_lines; /* TEXT: which of its lines */
  guint         heading;             /* CONTENTS_NUMBER: index of the heading, or of the table */
  float         x, y;                /* from the left of the block; from the top of the item */
  float         width, height;       /* RULE, IMAGE */
  PreceptLines *lines;               /* owned, or NULL */
  PreceptBlock *block;               /* not owned: the item's block keeps it; NULL: generated */
  const char   *target;              /* not owned: id that the piece leads to; NULL: none */
} PreceptPiece;

typedef enum
{
  PRECEPT_ITEM_TEXT,
  PRECEPT_ITEM_HEADING,
  PRECEPT_ITEM_CAPTION, /* also the head of a table */
  PRECEPT_ITEM_ROW,
  PRECEPT_ITEM_FIGURE,
} PreceptItemKind;

/* A part of the text that stands under the one before and above the one after. A plain struct: made anew at each
 * layout, from pieces that the cache keeps. */
typedef struct
{
  PreceptBlock       *block;  /* not owned; NULL: generated */
  const PreceptPiece *pieces; /* not owned */
  guint               n_pieces;
  guint               n_lines;   /* lines that it may break between; 0: none */
  float               leading;   /* of those lines */
  float               lines_top; /* where they begin, from the top of the item */
  float               height;    /* in full */
  float               before, after;
  guint               sequence;                     /* of its first piece in reading order; set by the paginator */
  guint               section;                      /* index + 1 of the section of level 1 it is in; 0: none */
  guint               table;                        /* ROW: index + 1 of its table; 0: none */
  PreceptBlock       *note;                         /* the note that it is part of; NULL: none */
  float               note_x;                       /* of the note's bar */
  float               guide_x[PRECEPT_MOST_GUIDES]; /* of the lines beside nested criteria; 0: none */
  guint8              kind;                         /* PreceptItemKind */
  guint8              level;                        /* HEADING: 1 … 4 */
  guint8              orphans;                      /* fewest lines before a break, at least 2 */
  guint8              keep_next : 1;                /* no break after it */
  guint8              holds_next : 1;               /* ROW: a cell reaches into the next one, and would run off the page */
  guint8              keep_together : 1;            /* no break within it */
  guint8              closes_table : 1;             /* ROW: the last one */
} PreceptItem;

/* A table that goes on over pages. */
typedef struct
{
  PreceptBlock       *block;     /* not owned */
  guint               item;      /* it begins with this one */
  const PreceptPiece *continued; /* not owned: caption and head as repeated on the next page */
  guint               n_continued;
  double              continued_height;
  double              foot_height; /* of the closing rule and the note where it breaks */
} PreceptTableParts;

G_END_DECLS
