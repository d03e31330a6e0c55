/* precept-reference-card.h: everything about one reference
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-part-editor.h"
#include "precept-prose-block.h"
#include "precept-reference-info.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_REFERENCE_CARD (precept_reference_card_get_type ())
G_DECLARE_FINAL_TYPE (PreceptReferenceCard, precept_reference_card, PRECEPT, REFERENCE_CARD, GtkBox)

GtkWidget *precept_reference_card_new (PreceptSession *session, PreceptPartEditor *editor, const char *id);

/* @same: the reference that is the same work, before or after it; NULL: none. @places: ids; NULL: none. */
void               precept_reference_card_update (PreceptReferenceCard *self, PreceptReferenceInfo *info, PreceptReferenceInfo *same, const char *what, GPtrArray *places);
PreceptProseBlock *precept_reference_card_get_text (PreceptReferenceCard *self);

/* Signals: "merge", "not-same", "close" (PreceptReferenceCard *). */

G_END_DECLS
