/* precept-layout-private.h: shared by the files that make pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-flow.h"
#include "precept-fonts.h"
#include "precept-layout.h"
#include "precept-page-private.h"
#include "precept-paginator.h"
#include "precept-shaper.h"
#include "precept-structure-private.h"

G_BEGIN_DECLS

struct _PreceptLayout
{
  GObject parent_instance;

  PreceptStyle      *style;
  PreceptFonts      *fonts;
  PreceptShaper     *shaper;
  PreceptFlow       *flow;
  PreceptPagination *pagination;
  PreceptContent    *content; /* owned, or NULL before the first set_content */

  /* Made when first asked for, after each set_content. */
  GHashTable       *pages;     /* of guint: PreceptPage, owned */
  GArray           *headings;  /* of PreceptLayoutHeading; NULL: not made */
  GPtrArray        *titles;    /* owned strings of the headings */
  GHashTable       *places;    /* of id: guint, index + 1 into the anchors; NULL: not made */
  guint             n_lookups; /* of ids, since the last set_content */
  PreceptStructure *structure; /* NULL: not made */
  GHashTable       *citing;    /* of id: GArray of the places that cite it; NULL: not made */
};

typedef struct
{
  PreceptLayout *layout;
  PreceptPage   *page;
  guint          index;
  double         left; /* of the block of 504 points */
} PreceptPageBuilder;

PreceptPage *precept_page_build (PreceptLayout *layout, guint index);

/* All lines of a text; x from the left of the block (its right edge with PRECEPT_PIECE_RIGHT), y of the first line's top. */
typedef struct
{
  PreceptLines *lines;
  guint         first_line, n_lines;
  double        x, y;
  PreceptRole   role;
  guint         flags;
  const char   *id;     /* kept by the page */
  const char   *target; /* id that all of it leads to; NULL: none */
  const char   *phrase; /* what a screen reader says of its links, %s: their words; NULL: what is there */
  guint         sequence;
} PreceptPlacedText;

void precept_page_builder_add_text (PreceptPageBuilder *self, const PreceptPlacedText *text);
void precept_page_builder_add_rule (PreceptPageBuilder *self, double x, double y, double width, double height, PreceptInk ink);

/* A word in a filled box; returns the width it takes. The baseline is that of the text beside it. */
double precept_page_builder_add_tag (PreceptPageBuilder *self, PreceptLines *lines, double x, double y, double width, guint sequence, PreceptRole role);

/* What is on every page: running head and foot, and the mark of a draft behind the text. */
void precept_page_builder_add_watermark (PreceptPageBuilder *self);
void precept_page_builder_add_running (PreceptPageBuilder *self, PreceptBlock *section);

/* "Cited on pp. 2, 4–6", or NULL. (transfer full) */
PreceptText *precept_layout_dup_citing (PreceptLayout *self, const char *id, guint most, guint *n_left_out);

G_END_DECLS
