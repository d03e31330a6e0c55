/* precept-coverage-commands.h: what the coverage editor can do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-coverage-page.h"

G_BEGIN_DECLS

/* "part": the commands of keys and tools; "coverage": those of the widgets in the page. (transfer full) */
GSimpleActionGroup *precept_coverage_commands_new_part (PreceptCoveragePage *page);
GSimpleActionGroup *precept_coverage_commands_new_inner (PreceptCoveragePage *page);

void precept_coverage_commands_update (GSimpleActionGroup *part, PreceptCoveragePage *page); /* what is enabled */

/* Of the page, for the commands. */
void precept_coverage_page_choose (PreceptCoveragePage *self, const char *path);
void precept_coverage_page_step (PreceptCoveragePage *self, int by);

G_END_DECLS
