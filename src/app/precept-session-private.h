/* precept-session-private.h: what the files of the session share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-session.h"

#include "precept-file.h"

G_BEGIN_DECLS

struct _PreceptSession
{
  GObject parent_instance;

  PreceptDocument *document;      /* owned */
  PreceptFile     *file;          /* owned; NULL: not in a file yet */
  PreceptJournal  *journal;       /* owned; of this run */
  PreceptJournal  *left_journal;  /* owned; of a run that ended without saving; NULL: none, or it is settled */
  PreceptContent  *content;       /* owned */
  PreceptLayout   *layout;        /* owned; NULL: not made yet, or it can't be made */
  GError          *layout_error;  /* owned; why it can't */
  GPtrArray       *problems;      /* owned; of PreceptDiagnostic */
  gboolean         is_imported;   /* what it began with is in no file */
  gboolean         is_read_only;  /* its file */
  gboolean         is_saving;     /* in a thread */
  gboolean         has_failed;    /* the last save has */
  char            *import_report; /* owned, or NULL */
  guint            n_words;

  GHashTable   *changed_ids;   /* owned; ids changed since the content was brought up to date */
  GHashTable   *shown_changes; /* borrowed; ids changed, while "content-changed" is emitted */
  gboolean      content_is_stale;
  gboolean      structure_is_stale;
  gboolean      layout_is_stale;
  guint         frame_source;
  guint         check_source;
  guint         check_serial;      /* ascends with each change: an older check is no news */
  double        check_ms;          /* how long the last one took */
  GCancellable *check_cancellable; /* owned; of the check on another thread, or NULL */
};

void precept_session_take_document (PreceptSession *self, PreceptDocument *document); /* (transfer full); in place of the one there is */

G_END_DECLS
