/* precept-revision-card.h: one revision, or the original version, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-entry-page.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_REVISION_CARD (precept_revision_card_get_type ())
G_DECLARE_FINAL_TYPE (PreceptRevisionCard, precept_revision_card, PRECEPT, REVISION_CARD, GtkBox)

GtkWidget         *precept_revision_card_new (PreceptEntryPage *page, const char *id);
void               precept_revision_card_update (PreceptRevisionCard *self);
PreceptProseBlock *precept_revision_card_get_text (PreceptRevisionCard *self); /* NULL: the original version has none */

G_END_DECLS
