/* precept-face.c: which font the parts of a text are set in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-face.h"

static gboolean
is_heading (PreceptElement element)
{
  return element == PRECEPT_ELEMENT_HEADING_1 || element == PRECEPT_ELEMENT_HEADING_2 ||
         element == PRECEPT_ELEMENT_HEADING_3 || element == PRECEPT_ELEMENT_INDICATION;
}

PreceptElement
precept_face_find_small (PreceptElement   element,
                         PreceptSpanFlags flags)
{
  if ((flags & (PRECEPT_SPAN_CITE | PRECEPT_SPAN_MANDATE)) != 0)
    return is_heading (element) ? PRECEPT_ELEMENT_HEADING_CITATION : PRECEPT_ELEMENT_CITATION;
  if ((flags & PRECEPT_SPAN_SUP) != 0)
    return PRECEPT_ELEMENT_SUPERSCRIPT;
  if ((flags & PRECEPT_SPAN_SUB) != 0)
    return PRECEPT_ELEMENT_SUBSCRIPT;

  return PRECEPT_N_ELEMENTS;
}

double
precept_face_scale_small (const PreceptStyle *style,
                          PreceptElement      element,
                          PreceptElement      small)
{
  return small == PRECEPT_ELEMENT_HEADING_CITATION ? 1 : style->elements[element].size / 10;
}

static gboolean
has_strong_part (const PreceptSpan *spans,
                 guint              n_spans)
{
  for (guint i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & PRECEPT_SPAN_STRONG) != 0)
        return TRUE;
    }

  return FALSE;
}

PreceptFace
precept_face_of_text (const PreceptStyle *style,
                      PreceptElement      element,
                      const PreceptSpan  *spans,
                      guint               n_spans)
{
  PreceptFace face = { (int)(style->elements[element].size * PANGO_SCALE + 0.5), style->elements[element].weight, FALSE };

  /* In a title with a strong part, the rest (the generic name) is light. */
  if ((element == PRECEPT_ELEMENT_TITLE || element == PRECEPT_ELEMENT_TITLE_LONG) && has_strong_part (spans, n_spans))
    face.weight = PANGO_WEIGHT_LIGHT;

  return face;
}

gboolean
precept_face_change_to_span (PreceptFace        *self,
                             const PreceptStyle *style,
                             PreceptElement      element,
                             PreceptSpanFlags    flags)
{
  PreceptElement small = precept_face_find_small (element, flags);

  if ((flags & PRECEPT_SPAN_EM) != 0)
    self->is_italic = TRUE;
  if (small != PRECEPT_N_ELEMENTS)
    {
      double size = style->elements[small].size * precept_face_scale_small (style, element, small);

      self->size = (int)(size * PANGO_SCALE + 0.5);
      if (small != PRECEPT_ELEMENT_SUPERSCRIPT && small != PRECEPT_ELEMENT_SUBSCRIPT)
        self->weight = style->elements[small].weight;
    }
  else if ((flags & PRECEPT_SPAN_STRONG) != 0)
    self->weight = PANGO_WEIGHT_BOLD;

  return small != PRECEPT_N_ELEMENTS || (flags & (PRECEPT_SPAN_EM | PRECEPT_SPAN_STRONG)) != 0;
}

void
precept_face_insert_attribute (PangoAttrList  *attributes,
                               PangoAttribute *attribute,
                               guint           start,
                               guint           end)
{
  attribute->start_index = start;
  attribute->end_index = end;
  pango_attr_list_insert (attributes, attribute);
}

void
precept_face_add_attributes (const PreceptFace *self,
                             PangoAttrList     *attributes,
                             guint              start,
                             guint              end)
{
  precept_face_insert_attribute (attributes, pango_attr_size_new (self->size), start, end);
  precept_face_insert_attribute (attributes, pango_attr_weight_new (self->weight), start, end);
  precept_face_insert_attribute (attributes, pango_attr_style_new (self->is_italic ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL), start, end);
}
