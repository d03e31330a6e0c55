/* precept-prose-edit.h: edits of the prose that change its structure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-line.h"
#include "precept-session.h"

G_BEGIN_DECLS

/* One user action may take several edits: those with the same key are one undo. */
typedef struct
{
  const char *label;
  const char *key;    /* NULL: an undo of its own */
  const char *before; /* selection */
  const char *after;  /* selection; NULL: unknown until it is done */
} PreceptProseAction;

gboolean precept_prose_edit_set_text (PreceptSession *session, const char *path, PreceptInline *text, const PreceptProseAction *action, GError **error);
gboolean precept_prose_edit_split (PreceptSession *session, PreceptProseLine *line, int offset, const PreceptProseAction *action, char **new_path, GError **error);
gboolean precept_prose_edit_join (PreceptSession *session, PreceptProseLine *previous, PreceptProseLine *line, const PreceptProseAction *action, GError **error);
gboolean precept_prose_edit_shift (PreceptSession *session, PreceptProseLine *line, gboolean outdent, const PreceptProseAction *action, GError **error);
gboolean precept_prose_edit_remove (PreceptSession *session, PreceptProseLine *line, const PreceptProseAction *action, GError **error);

G_END_DECLS
