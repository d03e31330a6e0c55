/* precept-face.h: which font the parts of a text are set in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-style-private.h"
#include "precept-text.h"

G_BEGIN_DECLS

/* What chooses a font among the families of the style. */
typedef struct
{
  int         size; /* Pango units */
  PangoWeight weight;
  gboolean    is_italic;
} PreceptFace;

/* The element that a raised or lowered span is set as; PRECEPT_N_ELEMENTS: none. */
PreceptElement precept_face_find_small (PreceptElement element, PreceptSpanFlags flags);

/* Small marks are given for a text of 10 points: by how much theirs are to be multiplied. */
double precept_face_scale_small (const PreceptStyle *style, PreceptElement element, PreceptElement small);

/* The face of a text outside its spans. */
PreceptFace precept_face_of_text (const PreceptStyle *style, PreceptElement element, const PreceptSpan *spans, guint n_spans);

/* Makes the face of a text that of a span. FALSE: it is the same. */
gboolean precept_face_change_to_span (PreceptFace *self, const PreceptStyle *style, PreceptElement element, PreceptSpanFlags flags);

/* Of a range of a text, in bytes; G_MAXUINT: to its end. Takes the attribute. */
void precept_face_insert_attribute (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint end);

/* Makes a range of a text be of a face, whatever its families. */
void precept_face_add_attributes (const PreceptFace *self, PangoAttrList *attributes, guint start, guint end);

G_END_DECLS
