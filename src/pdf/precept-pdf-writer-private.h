/* precept-pdf-writer-private.h: what the parts of the writer share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-attachment.h"
#include "precept-pdf-catalog.h"
#include "precept-pdf-content.h"
#include "precept-pdf-metadata.h"
#include "precept-pdf-structure.h"
#include "precept-pdf-writer.h"

G_BEGIN_DECLS

struct _PreceptPdfWriter
{
  GObject parent_instance;

  PreceptPdfFile        *file;
  PreceptPdfContent     *content; /* of the open page */
  PreceptPdfCatalog     *catalog; /* pages, links, destinations, outlines */
  PreceptPdfStructure   *structure;
  PreceptPdfAttachments *attachments;
  PreceptPdfMetadata    *metadata;
  gboolean               page_open;
  gboolean               finished;

  /* To whom belongs what is drawn, as precept-pdf-tagging.c numbers owners; 0: none. */
  guint owner;      /* of the marked content that is open on the page */
  guint next_owner; /* of what is drawn next, as the caller said */

  GPtrArray  *fonts; /* of PreceptPdfFont, owned; by their number in the resources */
  GHashTable *faces; /* hb_face_t, a reference held → number of its font + 1; looked up, never iterated */

  GArray     *images;        /* of guint, their objects; by their number in the resources */
  guint       cmyk_profile;  /* an object; 0: no picture needed it yet */
  GHashTable *image_digests; /* SHA-256 → number of the image + 1; looked up, never iterated */

  /* Decoration is mostly the same on each page. */
  GArray     *shapes;        /* of guint, their objects; by their number in the resources */
  GHashTable *shape_numbers; /* the stream of a shape → its number + 1; looked up, never iterated */
};

void precept_pdf_writer_mark (PreceptPdfWriter *self, gboolean is_decoration);
void precept_pdf_writer_end_marks (PreceptPdfWriter *self);

G_END_DECLS
