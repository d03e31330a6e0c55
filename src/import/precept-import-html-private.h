/* precept-import-html-private.h: blocks between HTML and a fragment
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PASTE_PARAGRAPH,
  PRECEPT_PASTE_HEADING,
  PRECEPT_PASTE_LIST,       /* children: items */
  PRECEPT_PASTE_ITEM,       /* children: blocks */
  PRECEPT_PASTE_LOOSE_ITEM, /* a paragraph with a bullet, as Word has them; becomes an item of a list */
  PRECEPT_PASTE_TABLE,      /* text: caption; children: rows */
  PRECEPT_PASTE_ROW,        /* children: cells */
  PRECEPT_PASTE_CELL,       /* children: blocks */
} PreceptPasteKind;

typedef struct
{
  PreceptPasteKind kind;
  PreceptInline   *text;      /* owned; PARAGRAPH, HEADING, LOOSE_ITEM, TABLE; NULL: none */
  guint            level;     /* HEADING: 1 to 6; LOOSE_ITEM: from 1 */
  gboolean         numbered;  /* LIST, LOOSE_ITEM */
  const char      *numbering; /* LIST: static, a value of the format; NULL: decimal */
  guint            start;     /* LIST; 0: from one */
  guint            columns;   /* CELL, at least 1 */
  guint            rows;      /* CELL, at least 1 */
  gboolean         header;    /* CELL */
  GPtrArray       *children;  /* owned; of PreceptPasteBlock */
} PreceptPasteBlock;

PreceptPasteBlock *precept_paste_block_new (PreceptPasteKind kind);
void               precept_paste_block_free (PreceptPasteBlock *self);
GPtrArray         *precept_paste_blocks_new (void); /* of PreceptPasteBlock, owned */

/* Loose items become lists, empty blocks go, and all is written. */
char *precept_paste_blocks_to_xml (GPtrArray *blocks);

typedef struct
{
  PreceptMarks marks;
  char        *href;       /* borrowed */
  gboolean     keep_lines; /* in pre */
} PreceptPasteLook;

typedef struct
{
  GPtrArray     *blocks; /* where blocks go; borrowed */
  PreceptInline *text;   /* owned; of the block that is being read */
  gboolean       has_text;
  guint          list_level; /* Word's: the paragraph is an item */
  char          *label;      /* owned; its bullet or number, or NULL */
  guint          heading;    /* level; 0: none */
  guint          depth;      /* of elements */
  gboolean       in_cell;    /* tables in tables are only their text */
} PreceptPasteReader;

void precept_paste_reader_append (PreceptPasteReader *self, const char *string, gsize length, const PreceptPasteLook *look);
void precept_paste_reader_finish (PreceptPasteReader *self); /* the block that is being read */

G_END_DECLS
