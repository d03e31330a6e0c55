/* precept-outline-item.h: a part or a heading in the outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "precept-content.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_OUTLINE_ITEM (precept_outline_item_get_type ())
G_DECLARE_FINAL_TYPE (PreceptOutlineItem, precept_outline_item, PRECEPT, OUTLINE_ITEM, GObject)

PreceptOutlineItem *precept_outline_item_new (const char *part_key, const char *id, const char *label, guint level);
PreceptOutlineItem *precept_outline_item_new_missing (const char *name, const char *label); /* a part that is not there */

const char *precept_outline_item_get_part_key (PreceptOutlineItem *self); /* "overview", or a part */
const char *precept_outline_item_get_id (PreceptOutlineItem *self);       /* of its block; NULL: the whole part */
const char *precept_outline_item_get_label (PreceptOutlineItem *self);
guint       precept_outline_item_get_level (PreceptOutlineItem *self);   /* 0: a part */
const char *precept_outline_item_get_missing (PreceptOutlineItem *self); /* name of its element; NULL: it is there */
guint       precept_outline_item_get_count (PreceptOutlineItem *self);   /* of entries; 0: not counted */
guint       precept_outline_item_get_n_errors (PreceptOutlineItem *self);
guint       precept_outline_item_get_n_warnings (PreceptOutlineItem *self);
GListStore *precept_outline_item_get_children (PreceptOutlineItem *self); /* borrowed; of PreceptOutlineItem */
GHashTable *precept_outline_item_get_ids (PreceptOutlineItem *self);      /* borrowed; set of the ids under it */

void precept_outline_item_set_count (PreceptOutlineItem *self, guint count);
void precept_outline_item_set_problems (PreceptOutlineItem *self, guint n_errors, guint n_warnings);

/* Signal "changed" (PreceptOutlineItem *): its count or its problems. */

/* Brings @items up to the content: items that stay are kept, so that what is open stays open. */
void precept_outline_items_update (GListStore *items, PreceptContent *content, const char *const *missing);

G_END_DECLS
