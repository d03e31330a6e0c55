/* precept-publish-structure.c: the structure of a guideline's pages in a PDF file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-structure.h"

/* PreceptPublishStructure:
 *
 * Gives each node of a layout's structure its element in a PDF file, and says of each mark that is drawn which
 * element it belongs to.
 *
 * The elements are added at once, in reading order; those of links when the pages show them, because only there they
 * have an area.
 */
struct _PreceptPublishStructure
{
  PreceptPdfWriter       *writer; /* owned */
  const PreceptStructure *structure;
  guint                   first; /* element of the first node; the others follow it */

  /* The links of the text that is drawn: they may go on in the next line, or on the next page. */
  guint   link_sequence;
  GArray *links; /* of guint, their elements; by their number */

  gboolean is_open;
  guint    open; /* the element that content goes to; 0: an artifact, */
  guint    kind; /* of this kind */
};

static const char *const types[] = {
  [PRECEPT_NODE_DOCUMENT] = "Document",
  [PRECEPT_NODE_SECTION] = "Sect",
  [PRECEPT_NODE_HEADING] = NULL, /* by its level */
  [PRECEPT_NODE_PARAGRAPH] = "P",
  [PRECEPT_NODE_LIST] = "L",
  [PRECEPT_NODE_LIST_ITEM] = "LI",
  [PRECEPT_NODE_LABEL] = "Lbl",
  [PRECEPT_NODE_BODY] = "LBody",
  [PRECEPT_NODE_TABLE] = "Table",
  [PRECEPT_NODE_CAPTION] = "Caption",
  [PRECEPT_NODE_TABLE_HEAD] = "THead",
  [PRECEPT_NODE_TABLE_BODY] = "TBody",
  [PRECEPT_NODE_ROW] = "TR",
  [PRECEPT_NODE_HEADER_CELL] = "TH",
  [PRECEPT_NODE_CELL] = "TD",
  [PRECEPT_NODE_DIVISION] = "Div",
  [PRECEPT_NODE_FIGURE] = "Figure",
  [PRECEPT_NODE_CONTENTS] = "TOC",
  [PRECEPT_NODE_CONTENTS_ITEM] = "TOCI",
  [PRECEPT_NODE_REFERENCE] = "Reference",
};

static const char *const headings[] = { "H1", "H2", "H3", "H4", "H5", "H6" };

/* ISO 32000-1, 14.8.5.5. */
static const char *const numberings[] = {
  [PRECEPT_NUMBERING_NONE] = "None",
  [PRECEPT_NUMBERING_BULLET] = "Disc",
  [PRECEPT_NUMBERING_DECIMAL] = "Decimal",
  [PRECEPT_NUMBERING_UPPER_ALPHA] = "UpperAlpha",
  [PRECEPT_NUMBERING_LOWER_ALPHA] = "LowerAlpha",
  [PRECEPT_NUMBERING_UPPER_ROMAN] = "UpperRoman",
  [PRECEPT_NUMBERING_LOWER_ROMAN] = "LowerRoman",
};

static PreceptPdfScope
get_scope (const PreceptStructureNode *node)
{
  if (node->is_column_header && node->is_row_header)
    return PRECEPT_PDF_SCOPE_BOTH;

  return node->is_row_header ? PRECEPT_PDF_SCOPE_ROW : PRECEPT_PDF_SCOPE_COLUMN;
}

static guint
add_element (PreceptPublishStructure    *self,
             const PreceptStructureNode *nodes,
             guint                       index)
{
  const PreceptStructureNode *node = &nodes[index];
  PreceptPdfElement           element = { .type = types[node->kind] };

  switch ((PreceptNodeKind)node->kind)
    {
    case PRECEPT_NODE_HEADING:
      element.type = headings[CLAMP (node->level, 1, G_N_ELEMENTS (headings)) - 1];
      break;
    case PRECEPT_NODE_LIST:
      element.list_numbering = numberings[node->numbering];
      break;
    case PRECEPT_NODE_HEADER_CELL:
      element.scope = get_scope (node);
      element.column_span = node->column_span;
      element.row_span = node->row_span;
      break;
    case PRECEPT_NODE_CELL:
      element.column_span = node->column_span;
      element.row_span = node->row_span;
      break;
    case PRECEPT_NODE_FIGURE:
      element.alternative = node->alternative;
      break;
    case PRECEPT_NODE_DOCUMENT:
    case PRECEPT_NODE_SECTION:
    case PRECEPT_NODE_PARAGRAPH:
    case PRECEPT_NODE_LIST_ITEM:
    case PRECEPT_NODE_LABEL:
    case PRECEPT_NODE_BODY:
    case PRECEPT_NODE_TABLE:
    case PRECEPT_NODE_CAPTION:
    case PRECEPT_NODE_TABLE_HEAD:
    case PRECEPT_NODE_TABLE_BODY:
    case PRECEPT_NODE_ROW:
    case PRECEPT_NODE_DIVISION:
    case PRECEPT_NODE_CONTENTS:
    case PRECEPT_NODE_CONTENTS_ITEM:
    case PRECEPT_NODE_REFERENCE:
    default:
      break;
    }

  return precept_pdf_writer_add_element (self->writer, index == 0 ? 0 : self->first + node->parent, &element);
}

/**
 * precept_publish_structure_new:
 * @writer: a writer without elements
 * @structure: (nullable): of the pages that are going to be drawn; lives longer. NULL: all that is drawn is decoration
 *
 * Adds an element for each node.
 */
PreceptPublishStructure *
precept_publish_structure_new (PreceptPdfWriter       *writer,
                               const PreceptStructure *structure)
{
  PreceptPublishStructure    *self = g_new0 (PreceptPublishStructure, 1);
  guint                       n_nodes = 0;
  const PreceptStructureNode *nodes = structure != NULL ? precept_structure_get_nodes (structure, &n_nodes) : NULL;

  self->writer = g_object_ref (writer);
  self->structure = structure;
  self->links = g_array_new (FALSE, TRUE, sizeof (guint));
  for (guint i = 0; i < n_nodes; i++)
    {
      guint element = add_element (self, nodes, i);

      if (i == 0)
        self->first = element;
      g_assert (element == self->first + i);
    }

  return self;
}

void
precept_publish_structure_free (PreceptPublishStructure *self)
{
  g_object_unref (self->writer);
  g_array_unref (self->links);
  g_free (self);
}

static gboolean
is_artifact (const PreceptMark *mark)
{
  return mark->role == PRECEPT_ROLE_ARTIFACT || (mark->kind != PRECEPT_PAGE_MARK_GLYPHS && mark->kind != PRECEPT_PAGE_MARK_IMAGE && mark->kind != PRECEPT_PAGE_MARK_LINK);
}

guint
precept_publish_structure_get_element (PreceptPublishStructure *self,
                                       const PreceptMark       *mark)
{
  guint node = self->structure == NULL || is_artifact (mark) ? 0 : precept_structure_find (self->structure, mark->sequence);

  return node != 0 ? self->first + node : 0;
}

guint
precept_publish_structure_get_link (PreceptPublishStructure *self,
                                    const PreceptMark       *mark)
{
  static const PreceptPdfElement link = { .type = "Link" };

  guint *element;

  if (self->link_sequence != mark->sequence)
    g_array_set_size (self->links, 0);
  self->link_sequence = mark->sequence;
  if (self->links->len <= mark->link_number)
    g_array_set_size (self->links, mark->link_number + 1);
  element = &g_array_index (self->links, guint, mark->link_number);
  if (*element == 0)
    *element = precept_pdf_writer_add_element (self->writer, precept_publish_structure_get_element (self, mark), &link);

  return *element;
}

static PreceptPdfArtifact
get_artifact (const PreceptMark *mark)
{
  switch (mark->artifact)
    {
    case PRECEPT_ARTIFACT_HEAD:
      return PRECEPT_PDF_ARTIFACT_HEADER;
    case PRECEPT_ARTIFACT_FOOT:
      return PRECEPT_PDF_ARTIFACT_FOOTER;
    case PRECEPT_ARTIFACT_WATERMARK:
      return PRECEPT_PDF_ARTIFACT_WATERMARK;
    case PRECEPT_ARTIFACT_LAYOUT:
    default:
      return PRECEPT_PDF_ARTIFACT_LAYOUT;
    }
}

/**
 * precept_publish_structure_enter:
 * @self: a structure
 * @mark: what is drawn next on the open page
 *
 * Opens the content of the mark's element, or an artifact, unless that is open already.
 */
void
precept_publish_structure_enter (PreceptPublishStructure *self,
                                 const PreceptMark       *mark)
{
  guint element = precept_publish_structure_get_element (self, mark);
  guint kind = get_artifact (mark);

  if (element != 0 && mark->link_number != 0)
    element = precept_publish_structure_get_link (self, mark);
  if (self->is_open && self->open == element && (element != 0 || self->kind == kind))
    return;

  precept_publish_structure_leave (self);
  if (element != 0)
    precept_pdf_writer_begin_content (self->writer, element);
  else
    precept_pdf_writer_begin_artifact (self->writer, kind);
  self->is_open = TRUE;
  self->open = element;
  self->kind = kind;
}

void
precept_publish_structure_leave (PreceptPublishStructure *self)
{
  if (self->is_open)
    precept_pdf_writer_end_content (self->writer);
  self->is_open = FALSE;
}
