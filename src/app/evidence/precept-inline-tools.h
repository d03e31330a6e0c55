/* precept-inline-tools.h: citations, links, terms and marks at the caret
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-part-editor.h"
#include "precept-prose-view.h"

G_BEGIN_DECLS

/* What a part's text offers besides typing: its commands are actions of the part, its forms open beside the caret. */
#define PRECEPT_TYPE_INLINE_TOOLS (precept_inline_tools_get_type ())
G_DECLARE_FINAL_TYPE (PreceptInlineTools, precept_inline_tools, PRECEPT, INLINE_TOOLS, GObject)

PreceptInlineTools *precept_inline_tools_new (PreceptPartEditor *editor, PreceptSession *session, PreceptProseView *view, GActionMap *actions);
void                precept_inline_tools_update (PreceptInlineTools *self); /* what may be done at the caret */

G_END_DECLS
