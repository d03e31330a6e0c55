/* precept-place.h: where an element of a guideline stands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-document.h"

G_BEGIN_DECLS

char *precept_document_dup_parent_path (PreceptDocument *self, const char *path, guint *position); /* NULL: nothing there, or the root element */
guint precept_document_count_children (PreceptDocument *self, const char *path);                   /* of every kind; 0: nothing there */

G_END_DECLS
