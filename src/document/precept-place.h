/* precept-place.h: where an element of a guideline stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

char *precept_document_dup_parent_path (PreceptDocument *self, const char *path, guint *position); /* NULL: nothing there, or the root element */
char *precept_document_dup_child_path (PreceptDocument *self, const char *path, const char *name); /* of the first so named; NULL: none */

G_END_DECLS
