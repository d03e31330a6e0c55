/* precept-pdf-structure-tree.c: writes the logical structure of a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-structure-private.h"
#include "precept-pdf-syntax.h"

/* Entries of one node of a number or name tree. */
#define TREE_FAN_OUT 64

#define BOUNDS_DECIMALS 2

/* Of headings. */
#define MAX_LEVEL 6

enum
{
  FLAG_KEPT = 1 << 0,     /* the element is written */
  FLAG_HAS_BODY = 1 << 1, /* of a table: it has a body that is written */
  FLAG_LEADS_ON = 1 << 2, /* of a link: it has an annotation that is written */
};

/* Cells stay where they are empty, so that the rows of a table have as many columns each (ISO 14289-1, 7.5). */
static gboolean
is_kept_empty (const StructureElement *element)
{
  return element->type[0] == 'T' && (structure_is_of_type (element, "TD") || structure_is_of_type (element, "TH") || structure_is_of_type (element, "TR"));
}

/* Kids come after their parents, so that going backwards finds out of each whether anything is in it. */
static void
find_kept (PreceptPdfStructure *self)
{
  guint i;

  for (i = 0; i < self->contents->len; i++)
    self->flags[structure_get_content (self, i)->element] |= FLAG_KEPT;
  for (i = 0; i < self->placed->len; i++)
    self->flags[g_array_index (self->links, StructureLink, g_array_index (self->placed, guint, i)).element] |= FLAG_KEPT | FLAG_LEADS_ON;
  for (i = self->elements->len; i-- > 1;)
    {
      const StructureElement *element = structure_get_element (self, i);

      if ((self->flags[i] & FLAG_KEPT) == 0 && !is_kept_empty (element))
        continue;
      self->flags[i] |= FLAG_KEPT;
      self->flags[element->parent] |= structure_is_of_type (element, "TBody") ? FLAG_KEPT | FLAG_HAS_BODY : FLAG_KEPT;
    }
}

/* The headings around the one at hand, outermost first: what level each was said to be of. */
typedef struct
{
  char  asked[MAX_LEVEL];
  guint n;
} Headings;

static gboolean
is_heading (const StructureElement *element)
{
  return element->type[0] == 'H' && g_ascii_isdigit (element->type[1]) && element->type[2] == '\0';
}

static const char *
get_level (Headings *headings,
           char      asked)
{
  static const char *const types[MAX_LEVEL] = { "H1", "H2", "H3", "H4", "H5", "H6" };

  while (headings->n > 0 && headings->asked[headings->n - 1] >= asked)
    headings->n--;
  if (headings->n < MAX_LEVEL)
    headings->asked[headings->n++] = asked;
  return types[headings->n - 1];
}

/* The first heading is of level 1, and none skips a level on the way down (ISO 14289-1, 7.4.2). */
static void
number_headings (PreceptPdfStructure *self,
                 guint                number,
                 Headings            *headings)
{
  StructureElement *element = structure_get_element (self, number);
  guint             index;

  if (is_heading (element))
    element->type = get_level (headings, element->type[1]);
  for (index = element->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (self, index)->next)
    {
      const StructureKid *kid = structure_get_kid (self, index);

      if (kid->kind == STRUCTURE_KID_ELEMENT && (self->flags[kid->value] & FLAG_KEPT))
        number_headings (self, kid->value, headings);
    }
}

/* The element that has all others in it: one that there is, or else one that is made. */
static guint
find_top (PreceptPdfStructure *self)
{
  guint document = structure_find_document (self);
  guint index = structure_get_element (self, 0)->first_kid;

  if (document == 0 || (self->flags[document] & FLAG_KEPT) == 0)
    return 0;
  while ((index = structure_get_kid (self, index)->next) != STRUCTURE_NONE)
    if (self->flags[structure_get_kid (self, index)->value] & FLAG_KEPT)
      return 0;
  return document;
}

static gboolean
has_alternative (PreceptPdfStructure    *self,
                 const StructureElement *element)
{
  return element->extra != STRUCTURE_NONE && g_array_index (self->extras, StructureExtra, element->extra).alternative != NULL;
}

static const char *
get_written_type (PreceptPdfStructure *self,
                  guint                number)
{
  const StructureElement *element = structure_get_element (self, number);

  /* A link whose destination is nowhere is just text. */
  if (structure_is_of_type (element, "Link") && (self->flags[number] & FLAG_LEADS_ON) == 0)
    return "Span";
  /* A table may have a head only where it has a body (ISO 32000-1, table 337). */
  if (structure_is_of_type (element, "THead") && (self->flags[element->parent] & FLAG_HAS_BODY) == 0)
    return "TBody";
  /* What is more than an ornament, as with a caption, must be put in words (ISO 14289-1, 7.3 and 7.7). */
  if (structure_is_of_type (element, "Figure") && !has_alternative (self, element))
    return "Div";
  if (structure_is_of_type (element, "Formula") && !has_alternative (self, element))
    return "Span";
  return element->type;
}

/* Of the first content or link; most elements are on one page. */
static guint
find_page (PreceptPdfStructure    *self,
           const StructureElement *element)
{
  guint index;

  for (index = element->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (self, index)->next)
    {
      const StructureKid *kid = structure_get_kid (self, index);

      if (kid->kind == STRUCTURE_KID_CONTENT)
        return structure_get_content (self, kid->value)->page;
    }
  return STRUCTURE_NONE;
}

static guint
get_page_object (PreceptPdfStructure *self,
                 guint                page)
{
  return g_array_index (self->pages, StructurePage, page).object;
}

static void
append_page (PreceptPdfStructure *self,
             guint                page,
             GString             *out)
{
  g_string_append (out, "/Pg ");
  precept_pdf_append_reference (out, get_page_object (self, page));
}

static void
append_content (PreceptPdfStructure    *self,
                const StructureContent *content,
                guint                   index,
                guint                   element_page,
                GString                *out)
{
  guint identifier = index - g_array_index (self->pages, StructurePage, content->page).first_content;

  if (content->page == element_page)
    {
      precept_pdf_append_unsigned (out, identifier);
      return;
    }
  g_string_append (out, "<</Type/MCR");
  append_page (self, content->page, out);
  g_string_append (out, "/MCID ");
  precept_pdf_append_unsigned (out, identifier);
  g_string_append (out, ">>");
}

static void
append_link (PreceptPdfStructure *self,
             const StructureLink *link,
             guint                element_page,
             GString             *out)
{
  g_string_append (out, "<</Type/OBJR");
  if (link->page != element_page)
    append_page (self, link->page, out);
  g_string_append (out, "/Obj ");
  precept_pdf_append_reference (out, link->object);
  g_string_append (out, ">>");
}

/* Tells whether the kid is written. */
static gboolean
append_kid (PreceptPdfStructure *self,
            const StructureKid  *kid,
            guint                element_page,
            GString             *out)
{
  const StructureLink *link;

  switch (kid->kind)
    {
    case STRUCTURE_KID_ELEMENT:
      if ((self->flags[kid->value] & FLAG_KEPT) == 0)
        return FALSE;
      precept_pdf_append_reference (out, self->objects[kid->value]);
      return TRUE;
    case STRUCTURE_KID_CONTENT:
      append_content (self, structure_get_content (self, kid->value), kid->value, element_page, out);
      return TRUE;
    case STRUCTURE_KID_LINK:
      link = &g_array_index (self->links, StructureLink, kid->value);
      if (link->object == 0)
        return FALSE;
      append_link (self, link, element_page, out);
      return TRUE;
    default:
      g_assert_not_reached ();
    }
}

static void
append_kids (PreceptPdfStructure    *self,
             const StructureElement *element,
             guint                   element_page,
             GString                *out)
{
  gsize start = out->len;
  guint n_kids = 0;
  guint index;

  for (index = element->first_kid; index != STRUCTURE_NONE; index = structure_get_kid (self, index)->next)
    {
      gsize before = out->len;

      g_string_append (out, n_kids == 0 ? "/K[" : " ");
      if (append_kid (self, structure_get_kid (self, index), element_page, out))
        n_kids++;
      else
        g_string_truncate (out, before);
    }
  if (n_kids == 1)
    out->str[start + 2] = ' ';
  else if (n_kids > 1)
    g_string_append_c (out, ']');
}

static void
append_table_attributes (const StructureExtra *extra,
                         GString              *out)
{
  static const char *const scopes[] = { NULL, "Row", "Column", "Both" };

  g_string_append (out, "<</O/Table");
  if (extra->scope != PRECEPT_PDF_SCOPE_NONE)
    g_string_append_printf (out, "/Scope/%s", scopes[extra->scope]);
  if (extra->column_span > 1)
    g_string_append_printf (out, "/ColSpan %u", extra->column_span);
  if (extra->row_span > 1)
    g_string_append_printf (out, "/RowSpan %u", extra->row_span);
  g_string_append (out, ">>");
}

static void
append_bounds (const StructureExtra *extra,
               GString              *out)
{
  guint i;

  g_string_append (out, "<</O/Layout/BBox[");
  for (i = 0; i < 4; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      precept_pdf_append_number (out, extra->bounds[i], BOUNDS_DECIMALS);
    }
  g_string_append (out, "]>>");
}

/* ISO 32000-1, 14.8.5. */
static void
append_attributes (const StructureElement *element,
                   const StructureExtra   *extra,
                   GString                *out)
{
  gboolean is_cell = structure_is_of_type (element, "TH") || structure_is_of_type (element, "TD");
  gsize    start = out->len;
  guint    n = 0;

  g_string_append (out, "/A[");
  if (is_cell && (extra->scope != PRECEPT_PDF_SCOPE_NONE || extra->column_span > 1 || extra->row_span > 1) && ++n)
    append_table_attributes (extra, out);
  if (extra->list_numbering != NULL && ++n)
    g_string_append_printf (out, "<</O/List/ListNumbering/%s>>", extra->list_numbering);
  if (extra->has_bounds && ++n)
    append_bounds (extra, out);
  if (n == 0)
    g_string_truncate (out, start);
  else if (n == 1)
    g_string_erase (out, (gssize)start + 2, 1);
  else
    g_string_append_c (out, ']');
}

static void
append_extra (const StructureElement *element,
              const StructureExtra   *extra,
              GString                *out)
{
  if (extra->alternative != NULL)
    {
      g_string_append (out, "/Alt");
      precept_pdf_append_text (out, extra->alternative, -1);
    }
  if (extra->language != NULL)
    {
      g_string_append (out, "/Lang");
      precept_pdf_append_text (out, extra->language, -1);
    }
  append_attributes (element, extra, out);
}

static void
append_identifier (guint    number,
                   GString *out)
{
  /* All of a length, so that their order as strings is that of their numbers. */
  g_string_append_printf (out, "(%08X)", number);
}

static gboolean
has_identifier (const StructureElement *element)
{
  /* ISO 14289-1, 7.9. */
  return structure_is_of_type (element, "Note");
}

static void
write_element (PreceptPdfStructure *self,
               guint                number,
               PreceptPdfFile      *file,
               GString             *out)
{
  const StructureElement *element = structure_get_element (self, number);
  guint                   page = find_page (self, element);

  g_string_assign (out, "<</S/");
  g_string_append (out, get_written_type (self, number));
  g_string_append (out, "/P ");
  precept_pdf_append_reference (out, self->objects[element->parent]);
  if (page != STRUCTURE_NONE)
    append_page (self, page, out);
  if (has_identifier (element))
    {
      g_string_append (out, "/ID");
      append_identifier (number, out);
    }
  append_kids (self, element, page, out);
  if (element->extra != STRUCTURE_NONE)
    append_extra (element, &g_array_index (self->extras, StructureExtra, element->extra), out);
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, self->objects[number], out);
}

/* The elements of the contents of a page, by identifier. */
static void
append_page_parents (PreceptPdfStructure *self,
                     guint                page,
                     GString             *out)
{
  guint end = structure_get_end_of_contents (self, page);
  guint first = g_array_index (self->pages, StructurePage, page).first_content;
  guint i;

  g_string_append_c (out, '[');
  for (i = first; i < end; i++)
    {
      if (i > first)
        g_string_append_c (out, ' ');
      precept_pdf_append_reference (out, self->objects[structure_get_content (self, i)->element]);
    }
  g_string_append_c (out, ']');
}

static void
append_parents (PreceptPdfStructure *self,
                guint                key,
                GString             *out)
{
  if (key < self->pages->len)
    append_page_parents (self, key, out);
  else
    {
      guint link = g_array_index (self->placed, guint, key - self->pages->len);

      g_string_append_c (out, ' ');
      precept_pdf_append_reference (out, self->objects[g_array_index (self->links, StructureLink, link).element]);
    }
}

/* Those of pages that have content, and of annotations. */
static GArray *
dup_keys (PreceptPdfStructure *self)
{
  GArray *keys = g_array_new (FALSE, FALSE, sizeof (guint));
  guint   key;

  for (key = 0; key < self->pages->len + self->placed->len; key++)
    if (key >= self->pages->len || precept_pdf_structure_has_content (self, key))
      g_array_append_val (keys, key);
  return keys;
}

static void
write_parent_node (PreceptPdfStructure *self,
                   const guint         *keys,
                   guint                n,
                   PreceptPdfFile      *file,
                   guint                object)
{
  g_autoptr (GString) out = g_string_new ("<<");
  guint i;

  g_string_append_printf (out, "/Limits[%u %u]/Nums[", keys[0], keys[n - 1]);
  for (i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      precept_pdf_append_unsigned (out, keys[i]);
      append_parents (self, keys[i], out);
    }
  g_string_append (out, "]>>");
  precept_pdf_file_add_object (file, object, out);
}

/* From pages and annotations to their elements. */
static guint
write_parent_tree (PreceptPdfStructure *self,
                   PreceptPdfFile      *file)
{
  g_autoptr (GArray) keys = dup_keys (self);
  g_autoptr (GString) root = g_string_new (NULL);
  guint number = precept_pdf_file_reserve (file);
  guint i;

  g_string_append (root, keys->len > 0 ? "<</Kids[" : "<</Nums[");
  for (i = 0; i < keys->len; i += TREE_FAN_OUT)
    {
      guint object = precept_pdf_file_reserve (file);

      write_parent_node (self, &g_array_index (keys, guint, i), MIN (TREE_FAN_OUT, keys->len - i), file, object);
      if (i > 0)
        g_string_append_c (root, ' ');
      precept_pdf_append_reference (root, object);
    }
  g_string_append (root, "]>>");
  precept_pdf_file_add_object (file, number, root);
  return number;
}

static void
write_identifier_node (PreceptPdfStructure *self,
                       const guint         *numbers,
                       guint                n,
                       PreceptPdfFile      *file,
                       guint                object)
{
  g_autoptr (GString) out = g_string_new ("<</Limits[");
  guint i;

  append_identifier (numbers[0], out);
  append_identifier (numbers[n - 1], out);
  g_string_append (out, "]/Names[");
  for (i = 0; i < n; i++)
    {
      append_identifier (numbers[i], out);
      precept_pdf_append_reference (out, self->objects[numbers[i]]);
    }
  g_string_append (out, "]>>");
  precept_pdf_file_add_object (file, object, out);
}

/* From identifiers to their elements; 0 where there are none. */
static guint
write_identifier_tree (PreceptPdfStructure *self,
                       PreceptPdfFile      *file)
{
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) root = g_string_new ("<</Kids[");
  guint object;
  guint i;

  for (i = 1; i < self->elements->len; i++)
    if ((self->flags[i] & FLAG_KEPT) && has_identifier (structure_get_element (self, i)))
      g_array_append_val (numbers, i);
  if (numbers->len == 0)
    return 0;

  for (i = 0; i < numbers->len; i += TREE_FAN_OUT)
    {
      guint node = precept_pdf_file_reserve (file);

      write_identifier_node (self, &g_array_index (numbers, guint, i), MIN (TREE_FAN_OUT, numbers->len - i), file, node);
      if (i > 0)
        g_string_append_c (root, ' ');
      precept_pdf_append_reference (root, node);
    }
  g_string_append (root, "]>>");
  object = precept_pdf_file_reserve (file);
  precept_pdf_file_add_object (file, object, root);
  return object;
}

/* An element for the whole document, which has the topmost ones in it. */
static void
write_made_document (PreceptPdfStructure *self,
                     guint                root,
                     PreceptPdfFile      *file,
                     GString             *out)
{
  g_string_printf (out, "<</S/Document/P %u 0 R", root);
  append_kids (self, structure_get_element (self, 0), STRUCTURE_NONE, out);
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, self->objects[0], out);
}

static void
write_root (PreceptPdfStructure *self,
            guint                top,
            PreceptPdfFile      *file,
            guint                root)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint identifiers = write_identifier_tree (self, file);

  g_string_append_printf (out, "<</Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u",
                          self->objects[top], write_parent_tree (self, file), self->pages->len + self->placed->len);
  if (identifiers != 0)
    g_string_append_printf (out, "/IDTree %u 0 R", identifiers);
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, root, out);
}

/**
 * precept_pdf_structure_write:
 * @self: a structure, to which nothing more is added, and whose links are placed
 * @file: where to write
 *
 * Writes the structure tree (ISO 32000-1, 14.7.2).
 *
 * Elements that have nothing in them are left out.
 *
 * Returns: number of its root
 */
guint
precept_pdf_structure_write (PreceptPdfStructure *self,
                             PreceptPdfFile      *file)
{
  g_autoptr (GString) out = g_string_new (NULL);
  Headings headings = { { 0 }, 0 };
  guint    root = precept_pdf_file_reserve (file);
  guint    top;
  guint    i;

  precept_pdf_structure_make_tables_regular (self);
  self->flags = g_new0 (guint8, self->elements->len);
  self->objects = g_new0 (guint, self->elements->len);
  find_kept (self);
  number_headings (self, 0, &headings);
  top = find_top (self);
  self->objects[0] = top == 0 ? precept_pdf_file_reserve (file) : root;
  for (i = 1; i < self->elements->len; i++)
    if (self->flags[i] & FLAG_KEPT)
      self->objects[i] = precept_pdf_file_reserve (file);

  if (top == 0)
    write_made_document (self, root, file, out);
  for (i = 1; i < self->elements->len; i++)
    if (self->flags[i] & FLAG_KEPT)
      write_element (self, i, file, out);
  write_root (self, top, file, root);
  return root;
}
