/* precept-reference-info.h: what a list of references shows of each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-reference-index.h"
#include "precept-session.h"

G_BEGIN_DECLS

typedef struct
{
  char         *id;         /* owned */
  PreceptBlock *block;      /* owned; what was read */
  char         *number;     /* owned; "12" */
  char         *authors;    /* owned; "" where there are none */
  char         *title;      /* owned; "" where nothing is written yet */
  char         *journal;    /* owned; and what follows it; may be "" */
  char         *short_name; /* owned; "Miller 2022" */
  guint         n_places;   /* where it is cited */
  char         *same_as;    /* owned; id of an earlier one that is the same work; NULL: none */
  const char   *same_what;  /* static; what they share */
  guint         n_problems; /* without those that the list says by itself */
  gboolean      has_error;  /* one of them is an error */
} PreceptReferenceInfo;

void precept_reference_info_free (PreceptReferenceInfo *self);

/* All of a document, in their order. What did not change since @old is taken from there (and @old is freed).
 * (transfer full) (element-type PreceptReferenceInfo) */
GPtrArray            *precept_reference_infos_read (PreceptSession *session, GPtrArray *old, gboolean *texts_changed);
PreceptReferenceInfo *precept_reference_infos_find (GPtrArray *infos, const char *id); /* NULL: none such */

/* What takes a look at the whole document. @not_same: set of "id id". */
void       precept_reference_infos_count_places (GPtrArray *infos, GHashTable *links);
void       precept_reference_infos_find_same (GPtrArray *infos, PreceptDocument *document, GHashTable *not_same);
gboolean   precept_reference_infos_set_problems (GPtrArray *infos, GPtrArray *problems); /* whether anything changed */
GPtrArray *precept_reference_infos_list_problems (GPtrArray *problems, const char *id);  /* (transfer container) of one reference */

/* Owned ids of the references that a pasted one may be the same as. */
PreceptReferenceIndex *precept_reference_infos_new_index (GPtrArray *infos, PreceptDocument *document);

G_END_DECLS
