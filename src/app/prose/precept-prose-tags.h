/* precept-prose-tags.h: how lines and runs look in the editor
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "precept-prose-line.h"

G_BEGIN_DECLS

#define PRECEPT_PROSE_SIDE_MARGIN 44
#define PRECEPT_PROSE_EMBEDDED_MARGIN 10 /* pixels on both sides of the text */

int precept_prose_tags_get_indent (PreceptProseLine *line);

GtkTextTag *precept_prose_tags_get_line (GtkTextTagTable *table, PreceptProseLine *line);
void        precept_prose_tags_apply (GtkTextBuffer *buffer, PreceptProseLine *line, GtkTextIter *start, int from, int to);
void        precept_prose_tags_set_dark (GtkTextTagTable *table, gboolean dark);

/* What kind of chip a tag marks; NULL: none. "fact", "cite" or "missing". */
const char *precept_prose_tags_get_chip (GtkTextTag *tag);

G_END_DECLS
