/* precept-page-private.h: filling a page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-fonts.h"
#include "precept-lines.h"
#include "precept-page.h"

G_BEGIN_DECLS

struct _PreceptPage
{
  gatomicrefcount ref_count;
  double          width, height;
  PreceptFonts   *fonts;   /* owned: keeps the fonts of the marks */
  GArray         *marks;   /* of PreceptMark */
  GPtrArray      *lines;   /* of PreceptLines, owned: keeps the texts of the marks */
  GStringChunk   *strings; /* what marks are named, each once */
  GPtrArray      *blobs;   /* of GBytes, owned: keeps the images of the marks */
};

PreceptPage *precept_page_new (double width, double height, PreceptFonts *fonts);

/* Returns the mark, until the next is added; role, id and sequence are the caller's to set. */
PreceptMark *precept_page_add_mark (PreceptPage *self, PreceptPageMarkKind kind, double x, double y, double width, double height);

void        precept_page_keep_lines (PreceptPage *self, PreceptLines *lines);
const char *precept_page_keep_string (PreceptPage *self, const char *string); /* NULL gives NULL */
void        precept_page_keep_image (PreceptPage *self, GBytes *image);

G_END_DECLS
