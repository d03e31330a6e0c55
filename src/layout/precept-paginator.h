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
  guint  first_fragment, n_fragments;
  guint  continues; /* index + 1 of the table that goes on at the top of the page; 0: none */
  guint  breaks;    /* … that goes on on the next page */
  double top;       /* where the first fragment begins */
  double end;       /* where the last one ends */
} PreceptPageSpan;

typedef struct
{
  GArray *fragments; /* of PreceptFragment */
  GArray *pages;     /* of PreceptPageSpan */
} PreceptPagination;

PreceptPagination *precept_pagination_new (void);
void               precept_pagination_free (PreceptPagination *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptPagination, precept_pagination_free)

/* Places items. Sets the sequence of each. Those from body on begin a page, if what is before them fits on the first one;
 * the disclaimer, the items from that one to the body, then sinks to the foot of that page. */
void precept_pagination_run (PreceptPagination *self, PreceptStyle *style, GArray *items, GArray *tables, guint disclaimer, guint body);

/* The first fragment of an item. FALSE: no such item. */
gboolean precept_pagination_find (PreceptPagination *self, guint item, guint *page, guint *fragment);

double precept_fragment_get_height (const PreceptFragment *self, const PreceptItem *item);

G_END_DECLS
