/* precept-layout.h: sets a guideline in pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"
#include "precept-diagnostic.h"
#include "precept-page.h"
#include "precept-structure.h"
#include "precept-style.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_LAYOUT (precept_layout_get_type ())
G_DECLARE_FINAL_TYPE (PreceptLayout, precept_layout, PRECEPT, LAYOUT, GObject)

/* Fails where a font family of the style is not installed; the message names the package. */
PreceptLayout *precept_layout_new (PreceptStyle *style, GError **error);

/* How many threads may shape text where there is much of it; as many as processors unless set. */
void precept_layout_set_n_threads (PreceptLayout *self, guint n_threads);

/* Shapes what is not shaped yet (blocks known by pointer are kept), and paginates. The marks of a page are made
 * when the page is first asked for. */
void         precept_layout_set_content (PreceptLayout *self, PreceptContent *content);
guint        precept_layout_get_n_pages (PreceptLayout *self);
PreceptPage *precept_layout_get_page (PreceptLayout *self, guint index); /* borrowed, until the next set_content */

/* The same, not kept by the layout: for one who goes through all pages once. (transfer full) */
PreceptPage *precept_layout_dup_page (PreceptLayout *self, guint index);

/* What the parts of all pages are to one another, for a tagged PDF. Borrowed, until the next set_content. */
const PreceptStructure *precept_layout_get_structure (PreceptLayout *self);

/* Headings in order, for outlines. */
typedef struct
{
  const char *title;
  const char *id;
  guint       level; /* from 1 */
  guint       page;  /* from 0 */
  double      y;
} PreceptLayoutHeading;
const PreceptLayoutHeading *precept_layout_get_headings (PreceptLayout *self, guint *n_headings);

/* Where the block with an id begins; and which block is at a point. */
gboolean    precept_layout_find_block (PreceptLayout *self, const char *id, guint *page, PreceptRectangle *rectangle);
const char *precept_layout_find_id (PreceptLayout *self, guint page, double x, double y);

/* Characters that no font has, as diagnostics that name the character and the block. (transfer container) */
GPtrArray *precept_layout_dup_diagnostics (PreceptLayout *self);

G_END_DECLS
