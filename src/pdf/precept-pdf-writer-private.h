/* precept-pdf-writer-private.h: what the parts of the writer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-catalog.h"
#include "precept-pdf-content.h"
#include "precept-pdf-writer.h"

G_BEGIN_DECLS

struct _PreceptPdfWriter
{
  GObject parent_instance;

  PreceptPdfFile    *file;
  PreceptPdfContent *content; /* of the open page */
  PreceptPdfCatalog *catalog; /* pages, links, destinations, outlines */
  gboolean           page_open;
  gboolean           finished;

  GPtrArray  *fonts; /* of PreceptPdfFont, owned; by their number in the resources */
  GHashTable *faces; /* hb_face_t, a reference held → number of its font + 1; looked up, never iterated */

  GArray     *images;        /* of guint, their objects; by their number in the resources */
  GHashTable *image_digests; /* SHA-256 → number of the image + 1; looked up, never iterated */

  /* Decoration is mostly the same on each page. */
  GArray     *shapes;        /* of guint, their objects; by their number in the resources */
  GHashTable *shape_numbers; /* the stream of a shape → its number + 1; looked up, never iterated */
};

G_END_DECLS
