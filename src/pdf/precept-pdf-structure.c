/* precept-pdf-structure.c: the logical structure of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-metadata.h"
#include "precept-pdf-structure-private.h"

#include <stdlib.h>

static void
clear_extra (gpointer data)
{
  StructureExtra *extra = data;

  g_free (extra->alternative);
  g_free (extra->language);
}

PreceptPdfStructure *
precept_pdf_structure_new (void)
{
  PreceptPdfStructure   *self = g_new0 (PreceptPdfStructure, 1);
  const StructureElement root = { "StructTreeRoot", 0, STRUCTURE_NONE, STRUCTURE_NONE, STRUCTURE_NONE };

  self->elements = g_array_new (FALSE, FALSE, sizeof (StructureElement));
  self->extras = g_array_new (FALSE, TRUE, sizeof (StructureExtra));
  g_array_set_clear_func (self->extras, clear_extra);
  self->kids = g_array_new (FALSE, FALSE, sizeof (StructureKid));
  self->contents = g_array_new (FALSE, FALSE, sizeof (StructureContent));
  self->pages = g_array_new (FALSE, FALSE, sizeof (StructurePage));
  self->links = g_array_new (FALSE, FALSE, sizeof (StructureLink));
  self->placed = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_val (self->elements, root);
  return self;
}

void
precept_pdf_structure_free (PreceptPdfStructure *self)
{
  g_array_unref (self->elements);
  g_array_unref (self->extras);
  g_array_unref (self->kids);
  g_array_unref (self->contents);
  g_array_unref (self->pages);
  g_array_unref (self->links);
  g_array_unref (self->placed);
  g_free (self->flags);
  g_free (self->objects);
  g_free (self);
}

static void
add_kid (PreceptPdfStructure *self,
         guint                parent,
         StructureKidKind     kind,
         guint                value)
{
  const StructureKid kid = { kind, value, STRUCTURE_NONE };
  StructureElement  *element = structure_get_element (self, parent);

  if (element->first_kid == STRUCTURE_NONE)
    element->first_kid = self->kids->len;
  else
    g_array_index (self->kids, StructureKid, element->last_kid).next = self->kids->len;
  element->last_kid = self->kids->len;
  g_array_append_val (self->kids, kid);
}

static StructureExtra *
require_extra (PreceptPdfStructure *self,
               StructureElement    *element)
{
  if (element->extra == STRUCTURE_NONE)
    {
      element->extra = self->extras->len;
      g_array_set_size (self->extras, self->extras->len + 1);
    }
  return &g_array_index (self->extras, StructureExtra, element->extra);
}

static gboolean
has_text (const char *text)
{
  return text != NULL && text[strspn (text, " \t\n\r")] != '\0';
}

static int
compare_type (gconstpointer key,
              gconstpointer entry)
{
  return strcmp (key, *(const char *const *)entry);
}

/**
 * precept_pdf_structure_is_type:
 * @type: a word
 *
 * Tells whether @type is a standard structure type (ISO 32000-1, 14.8.4). Others would have to be explained (ISO 14289-1, 7.1).
 */
gboolean
precept_pdf_structure_is_type (const char *type)
{
  static const char *const types[] = {
    "Annot", "Art", "BibEntry", "BlockQuote", "Caption", "Code", "Div", "Document", "Figure", "Form", "Formula",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "Index", "L", "LBody", "LI", "Lbl", "Link", "NonStruct", "Note",
    "P", "Part", "Private", "Quote", "RB", "RP", "RT", "Reference", "Ruby", "Sect", "Span",
    "TBody", "TD", "TFoot", "TH", "THead", "TOC", "TOCI", "TR", "Table", "WP", "WT", "Warichu"
  };

  return bsearch (type, types, G_N_ELEMENTS (types), sizeof *types, compare_type) != NULL;
}

/**
 * precept_pdf_structure_add_element:
 * @self: a structure
 * @parent: number of an element, or 0 for the root
 * @element: what it is
 *
 * Adds an element as the last kid of another.
 *
 * Returns: its number
 */
guint
precept_pdf_structure_add_element (PreceptPdfStructure     *self,
                                   guint                    parent,
                                   const PreceptPdfElement *element)
{
  StructureElement added = { element->type, parent, STRUCTURE_NONE, STRUCTURE_NONE, STRUCTURE_NONE };
  guint            number = self->elements->len;
  gboolean         is_header = structure_is_of_type (&added, "TH");

  if (has_text (element->alternative) || element->language != NULL || element->list_numbering != NULL ||
      element->column_span > 1 || element->row_span > 1 || is_header)
    {
      StructureExtra *extra = require_extra (self, &added);

      extra->alternative = has_text (element->alternative) ? g_strdup (element->alternative) : NULL;
      extra->language = precept_pdf_is_language (element->language) ? g_strdup (element->language) : NULL;
      extra->list_numbering = element->list_numbering;
      extra->scope = is_header && element->scope == PRECEPT_PDF_SCOPE_NONE ? PRECEPT_PDF_SCOPE_COLUMN : element->scope;
      extra->column_span = element->column_span;
      extra->row_span = element->row_span;
    }
  g_array_append_val (self->elements, added);
  add_kid (self, parent, STRUCTURE_KID_ELEMENT, number);
  return number;
}

gboolean
precept_pdf_structure_has_element (PreceptPdfStructure *self,
                                   guint                element)
{
  return element < self->elements->len;
}

const char *
precept_pdf_structure_get_element_type (PreceptPdfStructure *self,
                                        guint                element)
{
  return structure_get_element (self, element)->type;
}

/**
 * precept_pdf_structure_is_ornament:
 * @self: a structure
 * @element: number of an element
 *
 * Tells whether an element is a figure of which nothing is said. What it shows can't be real content then
 * (ISO 14289-1, 7.3).
 */
gboolean
precept_pdf_structure_is_ornament (PreceptPdfStructure *self,
                                   guint                element)
{
  const StructureElement *own = structure_get_element (self, element);

  return structure_is_of_type (own, "Figure") && (own->extra == STRUCTURE_NONE || g_array_index (self->extras, StructureExtra, own->extra).alternative == NULL);
}

void
precept_pdf_structure_set_bounds (PreceptPdfStructure *self,
                                  guint                element,
                                  const double         corners[4])
{
  StructureExtra *extra = require_extra (self, structure_get_element (self, element));

  extra->has_bounds = TRUE;
  memcpy (extra->bounds, corners, sizeof extra->bounds);
}

/**
 * precept_pdf_structure_begin_page:
 * @self: a structure
 * @object: number of the page object
 *
 * Begins the next page.
 */
void
precept_pdf_structure_begin_page (PreceptPdfStructure *self,
                                  guint                object)
{
  const StructurePage page = { object, self->contents->len };

  g_array_append_val (self->pages, page);
}

gboolean
precept_pdf_structure_has_content (PreceptPdfStructure *self,
                                   guint                page)
{
  return structure_get_end_of_contents (self, page) > g_array_index (self->pages, StructurePage, page).first_content;
}

/**
 * precept_pdf_structure_add_content:
 * @self: a structure
 * @element: number of an element
 *
 * Adds a marked-content sequence of the page begun last as the last kid of an element.
 *
 * Returns: its identifier (MCID)
 */
guint
precept_pdf_structure_add_content (PreceptPdfStructure *self,
                                   guint                element)
{
  const StructureContent content = { element, self->pages->len - 1 };

  add_kid (self, element, STRUCTURE_KID_CONTENT, self->contents->len);
  g_array_append_val (self->contents, content);
  return self->contents->len - 1 - g_array_index (self->pages, StructurePage, content.page).first_content;
}

/**
 * precept_pdf_structure_ends_with_content:
 * @self: a structure
 * @element: number of an element
 *
 * Tells whether the last kid of an element is the content added last.
 */
gboolean
precept_pdf_structure_ends_with_content (PreceptPdfStructure *self,
                                         guint                element)
{
  const StructureElement *own = structure_get_element (self, element);
  const StructureKid     *last = own->last_kid != STRUCTURE_NONE ? structure_get_kid (self, own->last_kid) : NULL;

  return last != NULL && last->kind == STRUCTURE_KID_CONTENT && last->value + 1 == self->contents->len;
}

/**
 * precept_pdf_structure_add_link:
 * @self: a structure
 * @element: number of a Link element; 0: one is made
 *
 * Adds a link annotation of the page begun last as the last kid of an element.
 *
 * Returns: number of the link
 */
guint
precept_pdf_structure_add_link (PreceptPdfStructure *self,
                                guint                element)
{
  StructureLink link = { element, self->pages->len - 1, 0 };

  if (element == 0)
    {
      const PreceptPdfElement made = { .type = "Link" };

      link.element = precept_pdf_structure_add_element (self, structure_find_document (self), &made);
    }
  add_kid (self, link.element, STRUCTURE_KID_LINK, self->links->len);
  g_array_append_val (self->links, link);
  return self->links->len - 1;
}

/**
 * precept_pdf_structure_place_link:
 * @self: a structure, to which nothing more is added
 * @link: number of a link
 * @object: number of its annotation
 *
 * Tells that a link is written. The others are left out.
 *
 * Returns: its key in the parent tree (StructParent)
 */
guint
precept_pdf_structure_place_link (PreceptPdfStructure *self,
                                  guint                link,
                                  guint                object)
{
  g_array_index (self->links, StructureLink, link).object = object;
  g_array_append_val (self->placed, link);
  return self->pages->len + self->placed->len - 1;
}
