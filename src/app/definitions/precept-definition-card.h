/* precept-definition-card.h: one definition, to be edited
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-entry-page.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_DEFINITION_CARD (precept_definition_card_get_type ())
G_DECLARE_FINAL_TYPE (PreceptDefinitionCard, precept_definition_card, PRECEPT, DEFINITION_CARD, GtkBox)

GtkWidget         *precept_definition_card_new (PreceptEntryPage *page, const char *id);
void               precept_definition_card_update (PreceptDefinitionCard *self, GPtrArray *uses); /* ids; NULL: not known */
PreceptProseBlock *precept_definition_card_get_text (PreceptDefinitionCard *self);

G_END_DECLS
