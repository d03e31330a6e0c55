/* precept-journal.h: what was done since the last save, for the case of a crash
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

#define PRECEPT_JOURNAL_ERROR (precept_journal_error_quark ())
GQuark precept_journal_error_quark (void);

typedef enum
{
  PRECEPT_JOURNAL_ERROR_WRITE,   /* the journal can't be written */
  PRECEPT_JOURNAL_ERROR_DAMAGED, /* what was left behind can't be used */
} PreceptJournalError;

#define PRECEPT_TYPE_JOURNAL (precept_journal_get_type ())
G_DECLARE_FINAL_TYPE (PreceptJournal, precept_journal, PRECEPT, JOURNAL, GObject)

/* @location: of the guideline; NULL: not saved yet. Nothing is on disk before the first change. */
PreceptJournal *precept_journal_new (GFile *location);
GFile          *precept_journal_get_location (PreceptJournal *self);
const GError   *precept_journal_get_error (PreceptJournal *self); /* why it stopped writing; NULL: it did not */

/* From now on each change of @document is written down, on top of its present state.
 * @file_digest: SHA-256 of the file that holds this state; NULL: none does. */
void precept_journal_start (PreceptJournal *self, PreceptDocument *document, const char *file_digest);
void precept_journal_keep (PreceptJournal *self);                             /* the state it starts from is nowhere else: writes it down now */
void precept_journal_restart (PreceptJournal *self, const char *file_digest); /* after a save */
void precept_journal_discard (PreceptJournal *self);                          /* on closing: nothing is left */

/* Left behind by a process that is no more, the newest first. */
GPtrArray      *precept_journal_list (void);                            /* (element-type PreceptJournal) */
PreceptJournal *precept_journal_find (GFile *location);                 /* NULL: none */
const char     *precept_journal_get_file_digest (PreceptJournal *self); /* of the file it started from, or NULL */
GDateTime      *precept_journal_get_time (PreceptJournal *self);        /* of its last change; NULL: not found on disk */

/* The document with all changes; the journal goes on with it. It counts as not saved. */
PreceptDocument *precept_journal_recover (PreceptJournal *self, GError **error);

G_END_DECLS
