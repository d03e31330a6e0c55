/* precept-style-private.h: what the layout reads of a style
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-page.h"
#include "precept-style.h"

G_BEGIN_DECLS

/* Fixed by the grid: the same on both papers, so that every line breaks alike. */
#define PRECEPT_BLOCK_WIDTH 504.0  /* margin column, gutter and text column */
#define PRECEPT_MARGIN_WIDTH 120.0 /* labels beside the text */
#define PRECEPT_TEXT_X 138.0
#define PRECEPT_TEXT_WIDTH 366.0
#define PRECEPT_COLUMN_2_X 260.0
#define PRECEPT_COLUMN_3_X 382.0

typedef enum
{
  PRECEPT_INK_INK,
  PRECEPT_INK_ACCENT,
  PRECEPT_INK_GREY,
  PRECEPT_INK_TAG,
  PRECEPT_INK_TAG_TEXT,
  PRECEPT_INK_LEADER,
  PRECEPT_INK_RULE,
  PRECEPT_INK_HAIRLINE,
  PRECEPT_INK_DRAFT,
  PRECEPT_N_INKS,
} PreceptInk;

typedef enum
{
  PRECEPT_ELEMENT_BODY,
  PRECEPT_ELEMENT_TITLE,
  PRECEPT_ELEMENT_TITLE_LONG,
  PRECEPT_ELEMENT_HEADING_1,
  PRECEPT_ELEMENT_HEADING_2,
  PRECEPT_ELEMENT_HEADING_3,
  PRECEPT_ELEMENT_INDICATION,
  PRECEPT_ELEMENT_TOPIC,
  PRECEPT_ELEMENT_MARGIN_LABEL,
  PRECEPT_ELEMENT_SMALL,
  PRECEPT_ELEMENT_PUBLISHER,
  PRECEPT_ELEMENT_KIND,
  PRECEPT_ELEMENT_FACT_LABEL,
  PRECEPT_ELEMENT_FACT_VALUE,
  PRECEPT_ELEMENT_CONTENTS_1,
  PRECEPT_ELEMENT_CONTENTS_2,
  PRECEPT_ELEMENT_LEADER,
  PRECEPT_ELEMENT_STUDY,
  PRECEPT_ELEMENT_CHIP,
  PRECEPT_ELEMENT_BULLET,
  PRECEPT_ELEMENT_DASH,
  PRECEPT_ELEMENT_NUMBER,
  PRECEPT_ELEMENT_CAPTION,
  PRECEPT_ELEMENT_CAPTION_CONTINUED,
  PRECEPT_ELEMENT_CONTINUES,
  PRECEPT_ELEMENT_TABLE_HEAD,
  PRECEPT_ELEMENT_CELL,
  PRECEPT_ELEMENT_CELL_FIRST,
  PRECEPT_ELEMENT_CELL_GREY,
  PRECEPT_ELEMENT_CELL_SMALL,
  PRECEPT_ELEMENT_CELL_SMALL_FIRST,
  PRECEPT_ELEMENT_NOTE,
  PRECEPT_ELEMENT_REFERENCE,
  PRECEPT_ELEMENT_REFERENCE_NUMBER,
  PRECEPT_ELEMENT_NOTICE,
  PRECEPT_ELEMENT_LIMIT,
  PRECEPT_ELEMENT_LIMIT_LABEL,
  PRECEPT_ELEMENT_RUNNING,
  PRECEPT_ELEMENT_RUNNING_TITLE,
  PRECEPT_ELEMENT_TAG,
  PRECEPT_ELEMENT_WATERMARK,
  PRECEPT_ELEMENT_SUPERSCRIPT,
  PRECEPT_ELEMENT_CITATION,
  PRECEPT_ELEMENT_HEADING_CITATION,
  PRECEPT_ELEMENT_SUBSCRIPT,
  PRECEPT_N_ELEMENTS,
} PreceptElement;

typedef struct
{
  double      size;
  double      leading; /* absolute: nothing in a line changes its height */
  PangoWeight weight;
  PreceptInk  ink;
  double      tracking; /* added after each glyph */
  double      rise;     /* above the baseline */
  double      before;   /* least space to the block above, and */
  double      after;    /* … to the block below; the larger of both counts */
} PreceptElementStyle;

/* Where things stand on a sheet of paper: from its left and top. */
typedef struct
{
  double left;      /* of the block of 504 points */
  double first_top; /* of the text on the first page */
  double head;      /* baseline of the running head */
  double top;       /* of the text on all pages but the first */
  double bottom;    /* of the text */
  double foot_rule;
} PreceptSheet;

/* The plan's own lines above the running head and below the running foot. */
#define PRECEPT_HEADER_LEADING 14.0
#define PRECEPT_FOOTER_LEADING 11.0

struct _PreceptStyle
{
  gatomicrefcount ref_count;

  PreceptSheet sheets[2]; /* by PreceptPaper */

  /* Of the plan; owned, NULL: none. */
  char   *logo_file;
  char   *logo_alternative;
  GBytes *logo;
  double  logo_width, logo_height;
  char   *header, *footer;
  char   *notices[PRECEPT_N_NOTICES];

  PreceptPaper        paper;
  char               *families; /* owned; comma-separated */
  char               *features; /* owned; OpenType features in CSS notation */
  PreceptColor        inks[PRECEPT_N_INKS];
  PreceptElementStyle elements[PRECEPT_N_ELEMENTS];

  /* Of the paper. */
  double page_width, page_height;
  double left;      /* of the block of 504 points */
  double head;      /* baseline of the running head */
  double top;       /* of the text on all pages but the first */
  double first_top; /* … on the first */
  double bottom;    /* of the text */
  double foot_rule;
};

/* In the order of PreceptInk and PreceptElement. */
extern const char *const precept_style_ink_names[PRECEPT_N_INKS];
extern const char *const precept_style_element_names[PRECEPT_N_ELEMENTS];

int      precept_style_find_name (const char *const *names, int n_names, const char *name); /* -1: none of them */
gboolean precept_style_read (PreceptStyle *self, GKeyFile *file, GError **error);
gboolean precept_style_check_contrast (PreceptStyle *self, GError **error);
double   precept_style_get_contrast (const PreceptColor *a, const PreceptColor *b);

G_END_DECLS
