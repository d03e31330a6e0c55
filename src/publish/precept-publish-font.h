/* precept-publish-font.h: what a PDF must know of a Pango font
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <hb.h>
#include <pango/pango.h>

G_BEGIN_DECLS

typedef struct
{
  hb_face_t *face; /* borrowed from the font, or from the instances */
  double     size_pt;
  double     slant;  /* an upright face that fontconfig makes oblique; else 0 */
  gboolean   bolder; /* a face that fontconfig makes bold */
} PreceptPublishFont;

/* Faces with the outlines of one style of a variable font. */
GHashTable *precept_publish_font_new_instances (void);

gboolean precept_publish_font_read (PangoFont *pango_font, GHashTable *instances, PreceptPublishFont *font, GError **error);

G_END_DECLS
