/* precept-inline-tree.h: the inline content of a node, for the layers that read the tree
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <libxml/tree.h>

#include "precept-inline.h"

G_BEGIN_DECLS

PreceptInline *precept_inline_new_from_node (const xmlNode *element); /* of its children */

G_END_DECLS
