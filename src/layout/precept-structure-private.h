/* precept-structure-private.h: makes the structure of pages
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-flow.h"
#include "precept-structure.h"

G_BEGIN_DECLS

/* Of items that have their sequence. The blocks must live as long as the flow keeps them. (transfer full) */
PreceptStructure *precept_structure_new (PreceptFlow *flow, const char *figure_word);
void              precept_structure_free (PreceptStructure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptStructure, precept_structure_free)

/* precept-structure-table.c: adds the caption, rows and cells of a table below a node. The nodes of caption, rows and
 * cells are kept by @note. */
typedef void (*PreceptStructureNote) (gpointer data, PreceptBlock *block, guint node);
void  precept_structure_add_table (GArray *nodes, guint table_node, PreceptBlock *table, PreceptStructureNote note, gpointer data);
guint precept_structure_add_node (GArray *nodes, guint parent, PreceptNodeKind kind);

G_END_DECLS
