/* precept-prose-scope.h: a piece of a part, to be edited by itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-content.h"

G_BEGIN_DECLS

/* Keys that a PreceptProseBuffer takes in place of that of a part. (transfer full) */
char *precept_prose_scope_dup_text_key (const char *path);                     /* one text: a title, say */
char *precept_prose_scope_dup_run_key (const char *parent_path, guint number); /* blocks of an element that follow each other */

gboolean      precept_prose_scope_is_key (const char *key);
PreceptBlock *precept_prose_scope_dup_block (PreceptDocument *document, PreceptContent *content, const char *key); /* NULL: nothing there */

G_END_DECLS
