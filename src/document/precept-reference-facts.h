/* precept-reference-facts.h: what the words of a reference tell
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* All owned; NULL where the words do not tell. */
typedef struct
{
  char *author; /* of the first author, or of the body that wrote it: "Miller" */
  char *title;
  char *journal;
  char *year;
  char *trial;  /* number in a registry of trials, "NCT02623699" */
  char *design; /* as a finding has it, "meta-analysis" */
} PreceptReferenceFacts;

PreceptReferenceFacts *precept_reference_facts_new (const char *text); /* a citation as it is printed; its identifiers: precept-reference-text.h */
void                   precept_reference_facts_free (PreceptReferenceFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PreceptReferenceFacts, precept_reference_facts_free)

char *precept_reference_dup_short_name (const char *text); /* “Miller 2022”; without a year where there is none */

gsize precept_reference_find_sentence_end (const char *text); /* the byte after it */

gboolean precept_trial_number_is_right (const char *text); /* “NCT” and eight digits, or a number of another registry */
char    *precept_trial_number_mend (const char *text);     /* (transfer full): as the registry writes it */

G_END_DECLS
