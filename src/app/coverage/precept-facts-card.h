/* precept-facts-card.h: facts that criteria ask for, and what takes precedence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_FACTS_CARD (precept_facts_card_get_type ())
G_DECLARE_FINAL_TYPE (PreceptFactsCard, precept_facts_card, PRECEPT, FACTS_CARD, GtkBox)

GtkWidget *precept_facts_card_new (PreceptCoverageContext *context);

void     precept_facts_card_update (PreceptFactsCard *self, PreceptCoverage *coverage);
gboolean precept_facts_card_open (PreceptFactsCard *self, const char *path); /* a fact, or what governs; FALSE: not here */

G_END_DECLS
