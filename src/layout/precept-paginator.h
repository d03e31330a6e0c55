/* precept-paginator.h: items to pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-item.h"

G_BEGIN_DECLS

/* An item, or some of its lines, on a page. */
typedef struct
{
  guint item;
  guint first_line, n_lines; /* of an item that breaks between lines */
  float y;                   /* of the item's top; of the first line if that is not 0 */
} PreceptFragment;

typedef struct
{
  guint    first_fragment, n_fragments;
  guint    continues; /* index + 1 of the table that goes on at the top of the page; 0: none */
  guint    breaks;    /* … that goes on on the next page */
  double   top;       /* where the first fragment begins */
  double   end;       /* where the last one ends */
  gboolean is_front;
} PreceptPageSpan;

typedef struct
{
  GArray *fragments; /* of PreceptFragment */
  GArray *pages;     /* of PreceptPageSpan */
  guint   n_front_pages;
} PreceptPagination;

PreceptPagination *precept_pagination_new (void);
void               precept_pagination_free (PreceptPagination *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPagination, precept_pagination_free)

/* Places the items of the front and the body. Sets the sequence of each item. The disclaimer, which begins with
 * that item of the front, sinks to the foot of the first page if that holds it. */
void precept_pagination_run (PreceptPagination *self, PreceptStyle *style, GArray *front, GArray *body, GArray *tables, guint disclaimer);

/* The first fragment of an item. FALSE: no such item. */
gboolean precept_pagination_find (PreceptPagination *self, gboolean in_front, guint item, guint *page, guint *fragment);

double precept_fragment_get_height (const PreceptFragment *self, const PreceptItem *item);

G_END_DECLS
