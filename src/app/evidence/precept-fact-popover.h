/* precept-fact-popover.h: study facts of a finding, edited in place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-session.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FACT_POPOVER (precept_fact_popover_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFactPopover, precept_fact_popover, PRECEPT, FACT_POPOVER, GtkPopover)

/* @fact: an attribute of a finding, for its one field; NULL: all of them. */
GtkWidget *precept_fact_popover_new (PreceptSession *session, const char *finding_id, const char *fact);

/* Signal "edited" (PreceptFactPopover *, PreceptStepGroup *): what was changed, to be applied. */

G_END_DECLS
