/* precept-block.h: one block of a guideline as a reader meets it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-text.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_BLOCK_SECTION,    /* heading in text, level 1…3; children: what is under it */
  PRECEPT_BLOCK_DISCLAIMER, /* text: its heading; children: blocks (small print of the first page) */
  PRECEPT_BLOCK_INDICATION, /* heading in text (an accented heading of level 3), label: the determination
                             * ("Case-by-case review"); children: blocks of its position */
  PRECEPT_BLOCK_TOPIC,      /* heading in text, level 4 and deeper; children: findings, blocks, topics */
  PRECEPT_BLOCK_PARAGRAPH,  /* text */
  PRECEPT_BLOCK_LIST,       /* ordered or not; children: items. level: 1 for the outermost */
  PRECEPT_BLOCK_ITEM,       /* label: "1.", "(a)" in an ordered list, else NULL; children: blocks */
  PRECEPT_BLOCK_FINDING,    /* facts; level 1 for the outermost; children: blocks, then findings of the next level.
                             * the citations of @cites are at the end of its first paragraph's text */
  PRECEPT_BLOCK_DEFINITION, /* label: "Adverse events (AEs)"; children: blocks */
  PRECEPT_BLOCK_NOTE,       /* children: blocks */
  PRECEPT_BLOCK_FIGURE,     /* text: caption; alternative, image */
  PRECEPT_BLOCK_TABLE,      /* label: "Table 1" (NULL: not numbered); text: caption; children: rows, then notes */
  PRECEPT_BLOCK_ROW,        /* is_header; children: cells */
  PRECEPT_BLOCK_CELL,       /* is_header, column_span, row_span; children: blocks */
  PRECEPT_BLOCK_REFERENCE,  /* label: "12"; text: the citation, doi last */
  PRECEPT_BLOCK_REQUEST,    /* of an indication. heading in text ("Initial request"), level 4; detail: "Approve up to
                             * 6 months"; children: lead-in, criteria, limits, notes */
  PRECEPT_BLOCK_LIMITS,     /* text: "Quantity limits"; children: limits */
  PRECEPT_BLOCK_LIMIT,      /* label: "12 years of age or older" (NULL: everybody); text: "100 mg every 4 weeks" */
  PRECEPT_BLOCK_NOTICE,     /* text: of the holder of a code set; label: the year in it (NULL: none). A plan's style may have
                             * other words: precept_style_dup_notice_text() */
} PreceptBlockKind;

/* How the items of a list are labelled. */
typedef enum
{
  PRECEPT_NUMBERING_NONE, /* labels are words or decoration */
  PRECEPT_NUMBERING_BULLET,
  PRECEPT_NUMBERING_DECIMAL,
  PRECEPT_NUMBERING_UPPER_ALPHA,
  PRECEPT_NUMBERING_LOWER_ALPHA,
  PRECEPT_NUMBERING_UPPER_ROMAN,
  PRECEPT_NUMBERING_LOWER_ROMAN,
} PreceptNumbering;

typedef enum
{
  PRECEPT_TABLE_GENERIC, /* as the author made it */
  PRECEPT_TABLE_CODES,   /* columns Code, System, Description */
  PRECEPT_TABLE_HISTORY, /* columns Date, Version, Change; newest first */
} PreceptTableKind;

typedef struct _PreceptBlock PreceptBlock;

/* A value: ref-counted, immutable once shared (read by several threads). Rebuilding the content after an edit
 * gives the same pointer for every block in which nothing changed, so a cache may use the pointer as its key
 * while it holds a reference. */
struct _PreceptBlock
{
  PreceptBlockKind kind;
  char            *id;   /* of its element; a link "#id" leads here; NULL: generated */
  char            *path; /* of the element whose text this is, for editing: see precept-document.h; NULL: generated */
  PreceptText     *text;
  PreceptText     *label;
  guint            level;
  GPtrArray       *children; /* of PreceptBlock, owned; NULL: none */

  gboolean         ordered;     /* LIST */
  PreceptNumbering numbering;   /* LIST: what the labels of its items count in */
  guint            start;       /* LIST: the number of its first item; 0: not ordered */
  gboolean         is_criteria; /* LIST: of a criteria tree */
  char            *chip;        /* PARAGRAPH that leads in criteria: "2 of 3", which its words say too; NULL: none */
  char            *detail;      /* REQUEST; NULL: none */
  gboolean         is_header;   /* ROW, CELL */
  guint            column_span; /* CELL, at least 1 */
  guint            row_span;    /* CELL, at least 1 */
  PreceptTableKind table_kind;  /* TABLE */
  char            *study_kind;  /* FINDING: the chip, "RCT"; NULL: none */
  char            *study_facts; /* FINDING: "n=108 · NCT02623699"; NULL: none */
  char            *alternative; /* FIGURE: alternative text */
  GBytes          *image;       /* FIGURE: PNG or JPEG */

  /*< private >*/
  gatomicrefcount ref_count;
};

#define PRECEPT_TYPE_BLOCK (precept_block_get_type ())
GType         precept_block_get_type (void);
PreceptBlock *precept_block_new (PreceptBlockKind kind);
PreceptBlock *precept_block_ref (PreceptBlock *self);
void          precept_block_unref (PreceptBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptBlock, precept_block_unref)

void precept_block_add (PreceptBlock *self, PreceptBlock *child); /* (transfer full) */

G_END_DECLS
