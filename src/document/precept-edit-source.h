/* precept-edit-source.h: a guideline changed as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

PreceptStepGroup *precept_edit_set_source (PreceptDocument *document, const char *text, GError **error); /* (transfer full); NULL: not possible */

G_END_DECLS
