/* precept-palette-item.h: something that one can go to by its name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "precept-content.h"

G_BEGIN_DECLS

typedef enum
{
  PRECEPT_PALETTE_PART,
  PRECEPT_PALETTE_HEADING,
  PRECEPT_PALETTE_INDICATION,
  PRECEPT_PALETTE_DEFINITION,
  PRECEPT_PALETTE_TABLE,
  PRECEPT_PALETTE_CODE,
  PRECEPT_PALETTE_REFERENCE,
  PRECEPT_PALETTE_COMMAND,
} PreceptPaletteKind;

#define PRECEPT_TYPE_PALETTE_ITEM (precept_palette_item_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPaletteItem, precept_palette_item, PRECEPT, PALETTE_ITEM, GObject)

/* @target: id of a block, or a detailed action; NULL: the whole part. */
PreceptPaletteItem *precept_palette_item_new (PreceptPaletteKind kind, const char *title, const char *detail, const char *part_key, const char *target);

PreceptPaletteKind precept_palette_item_get_kind (PreceptPaletteItem *self);
const char        *precept_palette_item_get_title (PreceptPaletteItem *self);
const char        *precept_palette_item_get_detail (PreceptPaletteItem *self);   /* "Definition"; of a command: its key */
const char        *precept_palette_item_get_part_key (PreceptPaletteItem *self); /* NULL: a command */
const char        *precept_palette_item_get_target (PreceptPaletteItem *self);

/* Everything in a guideline that has a name, in its order. (transfer full) (element-type PreceptPaletteItem) */
GPtrArray *precept_palette_items_new (PreceptContent *content);

/* Those that hold all words of @query, or most of their letters, the best first. (transfer full) */
GPtrArray *precept_palette_items_find (GPtrArray *items, const char *query, guint most);

G_END_DECLS
