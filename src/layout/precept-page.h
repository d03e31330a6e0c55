/* precept-page.h: one page as a list of marks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* All lengths in points (1/72 inch), from the top left of the page, y downwards. */

typedef struct
{
  double x, y, width, height;
} PreceptRectangle;

typedef struct
{
  double red, green, blue; /* 0 … 1, sRGB */
} PreceptColor;

typedef enum
{
  PRECEPT_PAGE_MARK_GLYPHS, /* a run of glyphs on a baseline */
  PRECEPT_PAGE_MARK_FILL,   /* a filled rectangle; rules are thin ones */
  PRECEPT_PAGE_MARK_BOX,    /* an outlined rectangle with round corners */
  PRECEPT_PAGE_MARK_IMAGE,
  PRECEPT_PAGE_MARK_LINK,        /* an area that leads somewhere; draws nothing */
  PRECEPT_PAGE_MARK_DESTINATION, /* a place that a link may lead to; draws nothing */
} PreceptPageMarkKind;

/* What a mark is in the logical structure; the tagged PDF is made from it. */
typedef enum
{
  PRECEPT_ROLE_ARTIFACT, /* running heads, leaders, rules, repeated headers: not part of the text */
  PRECEPT_ROLE_TITLE,
  PRECEPT_ROLE_HEADING,
  PRECEPT_ROLE_TEXT,
  PRECEPT_ROLE_LABEL, /* bullet, number, term, chip */
  PRECEPT_ROLE_CAPTION,
  PRECEPT_ROLE_CELL,
  PRECEPT_ROLE_CONTENTS_ENTRY,
  PRECEPT_ROLE_FIGURE,
} PreceptRole;

/* What kind of artifact. */
typedef enum
{
  PRECEPT_ARTIFACT_LAYOUT, /* rules, leaders, a table's head repeated */
  PRECEPT_ARTIFACT_HEAD,   /* running head */
  PRECEPT_ARTIFACT_FOOT,
  PRECEPT_ARTIFACT_WATERMARK,
} PreceptArtifact;

typedef struct
{
  PreceptPageMarkKind kind;
  PreceptRole         role;
  PreceptArtifact     artifact;    /* where that is its role */
  const char         *block_id;    /* of the block it comes from, one pointer for each on a page; NULL: none */
  guint               sequence;    /* ascends in reading order within the document; marks of one text share it */
  guint               link_number; /* GLYPHS, LINK: which link of that text they are part of, from 1; 0: of none */
  double              x, y;        /* GLYPHS: start of the baseline; else the top left corner */
  double              width, height;
  double              angle; /* GLYPHS: turned anticlockwise about (x, y), in degrees */
  PreceptColor        color;

  union
  {
    struct
    {
      PangoFont        *font;   /* owned by the layout */
      PangoGlyphString *glyphs; /* owned by the layout */
      const char       *text;   /* UTF-8, not terminated: what the glyphs show */
      int               length; /* bytes */
      gboolean          right_to_left;
      gboolean          space_after; /* a space of the text ends the line here and has no glyph */
    } run;
    struct
    {
      double line_width;
      double radius;
    } box;
    struct
    {
      const char *target;      /* "https://…" or "#id" */
      const char *description; /* for a screen reader: "Reference 12" */
    } link;
    struct
    {
      const char *name; /* id of the block */
    } destination;
    struct
    {
      GBytes     *data; /* PNG or JPEG */
      const char *alternative;
    } image;
  };
} PreceptMark;

typedef struct _PreceptPage PreceptPage; /* ref-counted */
PreceptPage                *precept_page_ref (PreceptPage *self);
void                        precept_page_unref (PreceptPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPage, precept_page_unref)

double             precept_page_get_width (PreceptPage *self);
double             precept_page_get_height (PreceptPage *self);
const PreceptMark *precept_page_get_marks (PreceptPage *self, guint *n_marks); /* in drawing order */
char              *precept_page_dup_text (PreceptPage *self);                  /* what a screen reader says of the page */

/* Draws the page with its top left at the origin, one unit a point. */
void precept_page_draw (PreceptPage *self, cairo_t *cr);
void precept_page_draw_exact (PreceptPage *self, cairo_t *cr); /* for pictures: slower, glyphs not moved to whole pixels */

G_END_DECLS
