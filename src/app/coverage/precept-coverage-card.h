/* precept-coverage-card.h: an indication, and what else stands among them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-context.h"

G_BEGIN_DECLS

#define PRECEPT_TYPE_COVERAGE_CARD (precept_coverage_card_get_type ())
G_DECLARE_FINAL_TYPE (PreceptCoverageCard, precept_coverage_card, PRECEPT, COVERAGE_CARD, GtkBox)

/* The kind of a card never changes. */
GtkWidget *precept_coverage_card_new (PreceptCoverageContext *context, PreceptCoverage *item);

void        precept_coverage_card_update (PreceptCoverageCard *self, PreceptCoverage *item);
const char *precept_coverage_card_get_key (PreceptCoverageCard *self);
char       *precept_coverage_card_dup_key (PreceptCoverage *item); /* of the card that shows it */

void     precept_coverage_card_set_wide (PreceptCoverageCard *self, gboolean is_wide); /* there is room for requests side by side */
gboolean precept_coverage_card_is_side_by_side (PreceptCoverageCard *self);
gboolean precept_coverage_card_show_request (PreceptCoverageCard *self, const char *path); /* brings it to the front */
gboolean precept_coverage_card_focus_text (PreceptCoverageCard *self, const char *path, int offset);
void     precept_coverage_card_append_rows (PreceptCoverageCard *self, GPtrArray *rows); /* those that are seen, in their order */

/* Signal "layout-changed" (PreceptCoverageCard *): requests are side by side, or not any more. */

G_END_DECLS
