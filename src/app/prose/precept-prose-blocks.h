/* precept-prose-blocks.h: the commands on whole blocks of prose
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-part-editor.h"
#include "precept-prose-view.h"

G_BEGIN_DECLS

/* Kinds of lines, tables, figures, paste and spelling: actions in the group of an editor. */
typedef struct _PreceptProseBlocks PreceptProseBlocks;

PreceptProseBlocks *precept_prose_blocks_new (PreceptPartEditor *editor, PreceptProseView *view, GActionMap *actions);
void                precept_prose_blocks_free (PreceptProseBlocks *self);
void                precept_prose_blocks_update (PreceptProseBlocks *self); /* what may be done at the caret */

G_END_DECLS
