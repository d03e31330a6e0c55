/* precept-document-private.h: the inside of a document, for the rest of its layer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"
#include "precept-tree-private.h"

G_BEGIN_DECLS

/* Hears what was done to a document: @group's steps have been applied, by a user, by undo or by redo. */
typedef void (*PreceptDocumentLog) (PreceptDocument *document, PreceptStepGroup *group, gpointer data);

/* precept-history.c */
typedef struct _PreceptHistory PreceptHistory;
PreceptHistory                *precept_history_new (void);
void                           precept_history_free (PreceptHistory *self);

struct _PreceptDocument
{
  GObject parent_instance;

  xmlDoc         *tree;    /* owned, normalized, has a dictionary */
  PreceptIdIndex *index;   /* owned; of all elements in tree */
  PreceptHistory *history; /* owned */

  char *title;    /* owned; NULL: to be computed */
  char *language; /* owned; NULL: to be computed */

  gboolean notified[3]; /* can-undo, can-redo, modified, as last told */

  PreceptDocumentLog log; /* NULL: none */
  gpointer           log_data;
};

/* After the tree changed, and the history with it. */
void precept_document_emit_changed (PreceptDocument *self, PreceptChange *change);
void precept_document_notify_history (PreceptDocument *self);
void precept_document_set_log (PreceptDocument *self, PreceptDocumentLog log, gpointer data);

/* Like precept_document_apply(), for steps that applied before: ids may repeat if they did then. */
gboolean precept_document_replay (PreceptDocument *self, PreceptStepGroup *group, GError **error);

/* precept-step-apply.c: steps being applied to a document */
typedef struct
{
  PreceptDocument *document; /* borrowed */
  GPtrArray       *inverse;  /* owned PreceptStep; to be applied from the last to the first */
  GHashTable      *touched;  /* owned id → how often it was there before; NULL: ids may repeat */
  GHashTable      *changed;  /* set of owned ids that hold a change */
  gboolean         structural;
} PreceptStepRun;

PreceptStepRun *precept_step_run_new (PreceptDocument *document, gboolean check_ids);
void            precept_step_run_free (PreceptStepRun *self);
gboolean        precept_step_run_apply (PreceptStepRun *self, PreceptStep *step, GError **error);
gboolean        precept_step_run_check_ids (PreceptStepRun *self, GError **error);
PreceptChange  *precept_step_run_dup_change (PreceptStepRun *self);
void            precept_step_run_roll_back (PreceptStepRun *self); /* everything applied so far */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptStepRun, precept_step_run_free)

G_END_DECLS
