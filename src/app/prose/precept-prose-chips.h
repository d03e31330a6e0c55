/* precept-prose-chips.h: study facts and citations of a finding, as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-prose-line.h"
#include "precept-session.h"

G_BEGIN_DECLS

/* A chip is a run that is shown only. Its run says what it stands for:
 *   text  how it looks: "fact", "stale", "cite", "missing" or "add"
 *   href  what it is: an attribute of the finding, "cites" for a citation, "add-fact" or "add-cite"; NULL: nothing to edit
 *   ref   of a citation: the id of its reference */

void precept_prose_chips_append (PreceptProseText *text, const char *look, const char *name, const char *ref, const char *string);
void precept_prose_chips_load_finding (PreceptProseLine *line, PreceptDocument *document, PreceptContent *content);

gboolean precept_prose_chips_are_counted (PreceptBlock *part); /* does it have topics? */
void     precept_prose_chips_load_counts (PreceptProseLine *line);

const PreceptProseRun *precept_prose_chips_find (PreceptProseLine *line, int offset, int *start);       /* the chip at a character; NULL: none */
int                    precept_prose_chips_step (PreceptProseLine *line, int offset, gboolean forward); /* where the next chip begins; -1: none */
char                  *precept_prose_chips_dup_name (const PreceptProseRun *chip);                      /* for a screen reader: “study fact: n = 108” */
gboolean               precept_prose_chips_have_changed (PreceptProseLine *line, PreceptSession *session);

G_END_DECLS
