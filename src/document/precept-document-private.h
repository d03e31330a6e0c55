/* precept-document-private.h: the inside of a document, for the rest of its layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"
#include "precept-tree-private.h"

G_BEGIN_DECLS

struct _PreceptDocument
{
  GObject parent_instance;

  xmlDoc         *tree;  /* owned, normalized, has a dictionary */
  PreceptIdIndex *index; /* owned */

  char *title;    /* owned; NULL: to be computed */
  char *language; /* owned; NULL: to be computed */

  GPtrArray *undo; /* owned UndoEntry, oldest first */
  GPtrArray *redo; /* owned UndoEntry, the next one last */

  guint64  state;       /* number of the current state; 0: as loaded */
  guint64  saved_state; /* number of the state on disk */
  guint64  last_state;  /* highest number given so far */
  gboolean may_merge;   /* the last group may still take in the next one */
  gboolean applying;    /* inside a group: handlers may not change the document */
};

G_END_DECLS
