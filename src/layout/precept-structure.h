/* precept-structure.h: what the parts of a guideline's pages are to one another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-block.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_NODE_DOCUMENT,
  PRECEPT_NODE_SECTION,
  PRECEPT_NODE_HEADING, /* level 1 … 6, never one that skips a level */
  PRECEPT_NODE_PARAGRAPH,
  PRECEPT_NODE_LIST,      /* numbering */
  PRECEPT_NODE_LIST_ITEM, /* holds a label and a body, either may be missing */
  PRECEPT_NODE_LABEL,
  PRECEPT_NODE_BODY,
  PRECEPT_NODE_TABLE,      /* holds a caption, then head and body, or rows; every row fills all columns */
  PRECEPT_NODE_CAPTION,    /* of a table */
  PRECEPT_NODE_TABLE_HEAD, /* of rows */
  PRECEPT_NODE_TABLE_BODY, /* of rows */
  PRECEPT_NODE_ROW,
  PRECEPT_NODE_HEADER_CELL, /* is_column_header, is_row_header, spans */
  PRECEPT_NODE_CELL,        /* spans */
  PRECEPT_NODE_DIVISION,
  PRECEPT_NODE_FIGURE,        /* alternative */
  PRECEPT_NODE_CONTENTS,      /* a list of contents; one within it lists what is below the entry before */
  PRECEPT_NODE_CONTENTS_ITEM, /* holds a reference */
  PRECEPT_NODE_REFERENCE,
} PreceptNodeKind;

typedef struct
{
  guint       parent;    /* index of a node before it; of the first one: its own */
  guint8      kind;      /* PreceptNodeKind */
  guint8      level;     /* HEADING */
  guint8      numbering; /* LIST: PreceptNumbering */
  guint8      is_column_header : 1;
  guint8      is_row_header : 1;
  guint8      is_implicit : 1;       /*< private >*/
  guint16     column_span, row_span; /* cells: at least 1 */
  const char *alternative;           /* FIGURE: never empty; owned by the structure */
} PreceptStructureNode;

typedef struct _PreceptStructure PreceptStructure;

/* The first node is the document. Children stand in reading order. */
const PreceptStructureNode *precept_structure_get_nodes (const PreceptStructure *self, guint *n_nodes);

/* The node that a text, picture or link of a page is part of, by the sequence of its marks; 0: of none. */
guint precept_structure_find (const PreceptStructure *self, guint sequence);

G_END_DECLS
