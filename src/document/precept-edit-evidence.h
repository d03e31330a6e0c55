/* precept-edit-evidence.h: findings, their study facts and citations, and the topics they stand in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-inline.h"

G_BEGIN_DECLS

/* As in precept-edit.h: each gives back (transfer full) a group to apply; or NULL, and @error says why not. */

/* What a finding rests on. */
PreceptStepGroup *precept_edit_set_fact (PreceptDocument *document,
                                         const char      *finding_id,
                                         const char      *name,
                                         const char      *value, /* NULL or empty: none */
                                         GError         **error);
PreceptStepGroup *precept_edit_set_trial_status (PreceptDocument *document,
                                                 const char      *finding_id,
                                                 const char      *status,
                                                 const char      *checked, /* a date; NULL: not known */
                                                 GError         **error);
PreceptStepGroup *precept_edit_toggle_citation (PreceptDocument *document, const char *finding_id, const char *reference_id, GError **error);

/* @paragraph_id: (out): of its empty text, where the caret goes. */
PreceptStepGroup *precept_edit_add_study (PreceptDocument *document,
                                          const char      *after_id, /* a finding or a topic, or what is in one */
                                          const char      *reference_id,
                                          const char      *design, /* NULL: not known */
                                          const char      *trial,  /* NULL: not known */
                                          char           **paragraph_id,
                                          GError         **error);

/* Moving, with all that is in it. */
typedef enum
{
  PRECEPT_EDIT_BEFORE,
  PRECEPT_EDIT_AFTER,
  PRECEPT_EDIT_INSIDE, /* at its end */
} PreceptEditWhere;

PreceptStepGroup *precept_edit_shift_finding (PreceptDocument *document, const char *id, gboolean down, GError **error);
PreceptStepGroup *precept_edit_move_finding (PreceptDocument *document, const char *id, PreceptEditWhere where, const char *target_id, GError **error);

/* Topics. */
PreceptStepGroup *precept_edit_add_topic (PreceptDocument *document, const char *after_id, char **new_id, GError **error);
PreceptStepGroup *precept_edit_shift_topic (PreceptDocument *document, const char *id, gboolean down, GError **error);
PreceptStepGroup *precept_edit_make_topic (PreceptDocument *document, const char *paragraph_id, char **new_id, GError **error);
PreceptStepGroup *precept_edit_make_finding_of_topic (PreceptDocument *document, const char *id, char **paragraph_id, GError **error);

G_END_DECLS
