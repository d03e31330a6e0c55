/* precept-pdf-tagging.c: what is drawn belongs to an element of the document, or to none
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-writer-private.h"

/* Owners of what is drawn: none, an artifact of some kind, or an element, by its number. */
#define OWNER_NONE 0
#define OWNER_ARTIFACT 1
#define OWNER_ELEMENT 8

static guint
get_artifact_owner (PreceptPdfArtifact kind)
{
  return OWNER_ARTIFACT + (guint)kind;
}

static gboolean
is_element (guint owner)
{
  return owner >= OWNER_ELEMENT;
}

static void
begin_artifact (PreceptPdfWriter *self,
                guint             owner)
{
  /* ISO 32000-1, 14.8.2.2.2. */
  static const char *const properties[] = {
    "/Type/Layout",
    "/Type/Pagination/Subtype/Header",
    "/Type/Pagination/Subtype/Footer",
    "/Type/Pagination/Subtype/Watermark",
    "/Type/Page",
  };

  precept_pdf_content_begin_marked (self->content, "Artifact", properties[owner - OWNER_ARTIFACT]);
}

static void
begin_element (PreceptPdfWriter *self,
               guint             element)
{
  char  properties[32];
  guint identifier = precept_pdf_structure_add_content (self->structure, element);

  g_snprintf (properties, sizeof properties, "/MCID %u", identifier);
  precept_pdf_content_begin_marked (self->content, precept_pdf_structure_get_element_type (self->structure, element), properties);
}

/* A sequence is begun where something is drawn, and ended where something of another owner is: so that none is empty,
 * and what belongs together is together. Sequences never nest. */
static void
change_owner (PreceptPdfWriter *self,
              guint             owner)
{
  if (owner == self->owner &&
      (!is_element (owner) || precept_pdf_structure_ends_with_content (self->structure, owner - OWNER_ELEMENT)))
    return;

  if (self->owner != OWNER_NONE)
    precept_pdf_content_end_marked (self->content);
  self->owner = owner;
  if (is_element (owner))
    begin_element (self, owner - OWNER_ELEMENT);
  else if (owner != OWNER_NONE)
    begin_artifact (self, owner);
}

/**
 * precept_pdf_writer_mark:
 * @self: a writer with a page open
 * @is_decoration: whether what is drawn next says nothing, whatever it is a part of
 *
 * Makes what is drawn next belong to where it was said to.
 *
 * What was not said to belong anywhere is an artifact: everything on a page
 * must be one or the other (ISO 14289-1, 7.1).
 */
void
precept_pdf_writer_mark (PreceptPdfWriter *self,
                         gboolean          is_decoration)
{
  gboolean says_nothing = self->next_owner == OWNER_NONE || (is_decoration && is_element (self->next_owner));

  change_owner (self, says_nothing ? get_artifact_owner (PRECEPT_PDF_ARTIFACT_LAYOUT) : self->next_owner);
}

/**
 * precept_pdf_writer_end_marks:
 * @self: a writer with a page open
 *
 * Ends what is marked on the page.
 */
void
precept_pdf_writer_end_marks (PreceptPdfWriter *self)
{
  change_owner (self, OWNER_NONE);
  self->next_owner = OWNER_NONE;
}

/**
 * precept_pdf_writer_add_element:
 * @self: a writer
 * @parent: number of an element, or 0 for the root
 * @element: what it is
 *
 * Adds an element to the logical structure, as the last kid of another.
 *
 * Elements that have nothing in them at the end are left out, but cells and
 * rows of tables.
 *
 * Returns: its number, from 1
 */
guint
precept_pdf_writer_add_element (PreceptPdfWriter        *self,
                                guint                    parent,
                                const PreceptPdfElement *element)
{
  g_return_val_if_fail (PRECEPT_IS_PDF_WRITER (self), 0);
  g_return_val_if_fail (!self->finished, 0);
  g_return_val_if_fail (precept_pdf_structure_has_element (self->structure, parent), 0);
  g_return_val_if_fail (element != NULL && element->type != NULL, 0);
  g_return_val_if_fail (precept_pdf_structure_is_type (element->type), 0);

  return precept_pdf_structure_add_element (self->structure, parent, element);
}

/**
 * precept_pdf_writer_set_bounds:
 * @self: a writer with a page open
 * @element: number of a Figure
 * @x: left side
 * @y: top
 * @width: of the figure
 * @height: likewise
 *
 * Tells where on the page a figure is.
 */
void
precept_pdf_writer_set_bounds (PreceptPdfWriter *self,
                               guint             element,
                               double            x,
                               double            y,
                               double            width,
                               double            height)
{
  double top;

  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open);
  g_return_if_fail (element > 0 && precept_pdf_structure_has_element (self->structure, element));

  top = precept_pdf_content_get_height (self->content) - y;
  precept_pdf_structure_set_bounds (self->structure, element, (const double[]){ x, top - height, x + width, top });
}

/**
 * precept_pdf_writer_begin_content:
 * @self: a writer with a page open
 * @element: number of an element
 *
 * Makes what is drawn on the page from now on belong to @element, until
 * [method@PdfWriter.end_content] or the end of the page.
 *
 * An element may have content on many pages. Its content and the elements in it
 * are read in the order in which they were drawn and added.
 */
void
precept_pdf_writer_begin_content (PreceptPdfWriter *self,
                                  guint             element)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open && self->next_owner == OWNER_NONE);
  g_return_if_fail (element > 0 && precept_pdf_structure_has_element (self->structure, element));

  if (precept_pdf_structure_is_ornament (self->structure, element))
    self->next_owner = get_artifact_owner (PRECEPT_PDF_ARTIFACT_LAYOUT);
  else
    self->next_owner = OWNER_ELEMENT + element;
}

/**
 * precept_pdf_writer_begin_artifact:
 * @self: a writer with a page open
 * @kind: what it is
 *
 * Tells that what is drawn on the page from now on is no part of the document's
 * content, until [method@PdfWriter.end_content] or the end of the page.
 */
void
precept_pdf_writer_begin_artifact (PreceptPdfWriter  *self,
                                   PreceptPdfArtifact kind)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open && self->next_owner == OWNER_NONE);
  g_return_if_fail (kind <= PRECEPT_PDF_ARTIFACT_PAGE);

  self->next_owner = get_artifact_owner (kind);
}

/**
 * precept_pdf_writer_end_content:
 * @self: a writer with content or an artifact begun
 *
 * Ends the content, or the artifact.
 */
void
precept_pdf_writer_end_content (PreceptPdfWriter *self)
{
  g_return_if_fail (PRECEPT_IS_PDF_WRITER (self));
  g_return_if_fail (self->page_open && self->next_owner != OWNER_NONE);

  self->next_owner = OWNER_NONE;
}
