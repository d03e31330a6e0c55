/* precept-session.h: an open document, and all that is computed from it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "precept-content.h"
#include "precept-diagnostic.h"
#include "precept-document.h"
#include "precept-journal.h"
#include "precept-layout.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_SESSION (precept_session_get_type ())
G_DECLARE_FINAL_TYPE (PreceptSession, precept_session, PRECEPT, SESSION, GObject)

PreceptSession *precept_session_new (PreceptDocument *document); /* not in a file yet */
PreceptSession *precept_session_new_for_file (GFile *file, GError **error);
PreceptSession *precept_session_new_from_import (GFile *file, GError **error);
PreceptSession *precept_session_new_from_journal (PreceptJournal *journal, GError **error);

/* What is open. */
PreceptDocument *precept_session_get_document (PreceptSession *self);
GFile           *precept_session_get_file (PreceptSession *self); /* borrowed; NULL: none yet */
char            *precept_session_dup_title (PreceptSession *self);
char            *precept_session_dup_status (PreceptSession *self); /* "Draft, version 3 · Edited" */
gboolean         precept_session_get_modified (PreceptSession *self);
gboolean         precept_session_is_unsaved (PreceptSession *self);
char            *precept_session_dup_import_report (PreceptSession *self); /* NULL: not imported, or nothing to say */

/* Computed from it; brought up to date when asked for. */
PreceptContent *precept_session_get_content (PreceptSession *self);
PreceptLayout  *precept_session_get_layout (PreceptSession *self, GError **error); /* as of the last frame */
PreceptStyle   *precept_session_dup_style (PreceptSession *self, GError **error);  /* of the plan that the file is under */
GPtrArray      *precept_session_get_problems (PreceptSession *self);               /* of PreceptDiagnostic, as of the last check */
guint           precept_session_get_n_words (PreceptSession *self);
gboolean        precept_session_has_changed (PreceptSession *self, const char *id); /* in "content-changed": does what has this id hold a change? */
void            precept_session_finish_updates (PreceptSession *self);              /* now, not in the next idle */

/* Changes. */
gboolean precept_session_apply (PreceptSession *self, PreceptStepGroup *group, GError **error);
void     precept_session_undo (PreceptSession *self);
void     precept_session_redo (PreceptSession *self);

/* Files. */
void          precept_session_save_async (PreceptSession *self, gboolean overwrite, GAsyncReadyCallback callback, gpointer user_data);
void          precept_session_save_as_async (PreceptSession *self, GFile *file, GAsyncReadyCallback callback, gpointer user_data);
gboolean      precept_session_save_finish (PreceptSession *self, GAsyncResult *result, GError **error);
gboolean      precept_session_is_saving (PreceptSession *self);
gboolean      precept_session_is_read_only (PreceptSession *self);           /* its file may not be written to */
gboolean      precept_session_reload (PreceptSession *self, GError **error); /* takes what is on disk */
gboolean      precept_session_is_changed_on_disk_error (const GError *error);
gboolean      precept_session_can_recover (PreceptSession *self); /* there is a journal of an earlier run */
gboolean      precept_session_recover (PreceptSession *self, GError **error);
void          precept_session_discard_recovery (PreceptSession *self);
const GError *precept_session_get_journal_error (PreceptSession *self); /* NULL: changes are kept for the case of a crash */
void          precept_session_close (PreceptSession *self);             /* on purpose: nothing to recover */

/* Signals:
 * "content-changed" (PreceptSession *): the content is another one
 * "layout-changed" (PreceptSession *): pages were set again
 * "problems-changed" (PreceptSession *): a check is done
 * "state-changed" (PreceptSession *): title, saved or not, what undo would do
 * "selection-restored" (PreceptSession *, const char *selection): after undo and redo
 * "replaced" (PreceptSession *): another document was loaded in place
 * "changed-on-disk" (PreceptSession *): another program wrote to the file */

G_END_DECLS
