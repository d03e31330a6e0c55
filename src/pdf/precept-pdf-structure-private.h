/* precept-pdf-structure-private.h: what gathering and writing the logical structure share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "precept-pdf-structure.h"

#include <string.h>

G_BEGIN_DECLS

#define STRUCTURE_NONE G_MAXUINT

/* What few elements have. */
typedef struct
{
  char           *alternative;
  char           *language;
  const char     *list_numbering;
  PreceptPdfScope scope;
  guint           column_span;
  guint           row_span;
  gboolean        has_bounds;
  double          bounds[4]; /* left, bottom, right, top */
} StructureExtra;

typedef struct
{
  const char *type;
  guint       parent;    /* 0: the root */
  guint       first_kid; /* in kids; STRUCTURE_NONE */
  guint       last_kid;
  guint       extra; /* in extras; STRUCTURE_NONE */
} StructureElement;

typedef enum
{
  STRUCTURE_KID_ELEMENT, /* value: its number */
  STRUCTURE_KID_CONTENT, /* value: in contents */
  STRUCTURE_KID_LINK,    /* value: in links */
} StructureKidKind;

typedef struct
{
  StructureKidKind kind;
  guint            value;
  guint            next; /* in kids; STRUCTURE_NONE */
} StructureKid;

/* A marked-content sequence. Its identifier is its place among those of its page. */
typedef struct
{
  guint element;
  guint page;
} StructureContent;

typedef struct
{
  guint object;
  guint first_content; /* in contents */
} StructurePage;

typedef struct
{
  guint element;
  guint page;
  guint object; /* of the annotation; 0: not written */
} StructureLink;

/* PreceptPdfStructure:
 *
 * Gathers structure elements, and writes the tree of them at the end.
 *
 * A document of a thousand pages has a hundred thousand elements, so that they
 * are kept in arrays, know each other by number, and most have nothing but a
 * type and a list of kids. Parents come before their kids.
 */
struct _PreceptPdfStructure
{
  GArray *elements; /* of StructureElement, by number; the first one stands for the root */
  GArray *extras;   /* of StructureExtra */
  GArray *kids;     /* of StructureKid */
  GArray *contents; /* of StructureContent, in the order of pages */
  GArray *pages;    /* of StructurePage */
  GArray *links;    /* of StructureLink */

  GArray *placed; /* of guint: links in the order of their keys */

  /* While it is written. */
  guint8 *flags;   /* by element */
  guint  *objects; /* by element; of the root: what the topmost elements are kids of */
};

void precept_pdf_structure_make_tables_regular (PreceptPdfStructure *self);

static inline StructureElement *
structure_get_element (PreceptPdfStructure *self,
                       guint                number)
{
  return &g_array_index (self->elements, StructureElement, number);
}

static inline const StructureKid *
structure_get_kid (PreceptPdfStructure *self,
                   guint                index)
{
  return &g_array_index (self->kids, StructureKid, index);
}

static inline const StructureContent *
structure_get_content (PreceptPdfStructure *self,
                       guint                index)
{
  return &g_array_index (self->contents, StructureContent, index);
}

static inline gboolean
structure_is_of_type (const StructureElement *element,
                      const char             *type)
{
  return strcmp (element->type, type) == 0;
}

static inline guint
structure_get_end_of_contents (PreceptPdfStructure *self,
                               guint                page)
{
  return page + 1 < self->pages->len ? g_array_index (self->pages, StructurePage, page + 1).first_content : self->contents->len;
}

/* The topmost element, where that is one for the whole document. */
static inline guint
structure_find_document (PreceptPdfStructure *self)
{
  const StructureElement *root = structure_get_element (self, 0);
  guint                   first;

  if (root->first_kid == STRUCTURE_NONE)
    return 0;
  first = structure_get_kid (self, root->first_kid)->value;
  return structure_is_of_type (structure_get_element (self, first), "Document") ? first : 0;
}

G_END_DECLS
