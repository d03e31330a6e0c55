/* precept-pdf-catalog.c: what a PDF file says of the document as a whole
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-catalog.h"

#include "precept-pdf-outline.h"
#include "precept-pdf-profile.h"
#include "precept-pdf-syntax.h"

#include <string.h>

/* Children of one node of a tree of pages or names. */
#define TREE_FAN_OUT 64

#define DESTINATION_DECIMALS 2

typedef struct
{
  double width_pt;
  double height_pt;
  guint  object;
  guint  content;    /* number of its stream */
  guint  first_link; /* in links */
  guint  n_links;
} Page;

typedef struct
{
  double      rectangle[4]; /* x, y, width, height; from the top left */
  const char *target;       /* in strings */
  const char *description;  /* in strings */
  guint       structure_link;
} Link;

typedef struct
{
  const char *name; /* in strings */
  guint       page;
  double      x, y;
} Destination;

/* PreceptPdfCatalog:
 *
 * Gathers pages, links, destinations and the outline, and writes their objects at the end,
 * when it is known where everything is.
 */
struct _PreceptPdfCatalog
{
  PreceptPdfFile *file; /* not owned */

  GArray            *pages;        /* of Page */
  GArray            *links;        /* of Link, in the order of pages */
  GArray            *destinations; /* of Destination */
  GHashTable        *names;        /* name → number of the destination + 1; looked up, never iterated */
  PreceptPdfOutline *outline;
  GStringChunk      *strings; /* of links and destinations, each once */
};

PreceptPdfCatalog *
precept_pdf_catalog_new (PreceptPdfFile *file)
{
  PreceptPdfCatalog *self = g_new0 (PreceptPdfCatalog, 1);

  self->file = file;
  self->pages = g_array_new (FALSE, TRUE, sizeof (Page));
  self->links = g_array_new (FALSE, FALSE, sizeof (Link));
  self->destinations = g_array_new (FALSE, FALSE, sizeof (Destination));
  self->names = g_hash_table_new (g_str_hash, g_str_equal);
  self->outline = precept_pdf_outline_new ();
  self->strings = g_string_chunk_new (4096);
  return self;
}

void
precept_pdf_catalog_free (PreceptPdfCatalog *self)
{
  g_array_unref (self->pages);
  g_array_unref (self->links);
  g_array_unref (self->destinations);
  g_hash_table_unref (self->names);
  precept_pdf_outline_free (self->outline);
  g_string_chunk_free (self->strings);
  g_free (self);
}

static Page *
get_last_page (PreceptPdfCatalog *self)
{
  g_assert (self->pages->len > 0);

  return &g_array_index (self->pages, Page, self->pages->len - 1);
}

guint
precept_pdf_catalog_begin_page (PreceptPdfCatalog *self,
                                double             width_pt,
                                double             height_pt)
{
  Page page = { width_pt, height_pt, 0, 0, 0, 0 };

  page.object = precept_pdf_file_reserve (self->file);
  page.first_link = self->links->len;
  g_array_append_val (self->pages, page);
  return page.object;
}

void
precept_pdf_catalog_end_page (PreceptPdfCatalog *self,
                              guint              content)
{
  Page *page = get_last_page (self);

  page->content = content;
  page->n_links = self->links->len - page->first_link;
}

void
precept_pdf_catalog_add_destination (PreceptPdfCatalog *self,
                                     const char        *name,
                                     double             x,
                                     double             y)
{
  Destination destination = { NULL, self->pages->len - 1, x, y };

  if (g_hash_table_contains (self->names, name) || strlen (name) > PRECEPT_PDF_MAX_STRING)
    return;

  destination.name = g_string_chunk_insert_const (self->strings, name);
  g_array_append_val (self->destinations, destination);
  g_hash_table_insert (self->names, (char *)destination.name, GUINT_TO_POINTER (self->destinations->len));
}

void
precept_pdf_catalog_add_link (PreceptPdfCatalog *self,
                              const double       rectangle[4],
                              const char        *target,
                              const char        *description,
                              guint              structure_link)
{
  Link link = { { 0 }, NULL, NULL, structure_link };

  memcpy (link.rectangle, rectangle, sizeof link.rectangle);
  link.target = g_string_chunk_insert_const (self->strings, target);
  link.description = g_string_chunk_insert_const (self->strings, description);
  g_array_append_val (self->links, link);
}

void
precept_pdf_catalog_add_outline (PreceptPdfCatalog *self,
                                 guint              level,
                                 const char        *title,
                                 const char        *destination)
{
  precept_pdf_outline_add (self->outline, level, title, destination);
}

/* The link's object number, or 0 where it leads nowhere. */
static guint
write_link (PreceptPdfCatalog   *self,
            const Page          *page,
            const Link          *link,
            PreceptPdfStructure *structure)
{
  g_autoptr (GString) out = NULL;
  gboolean         inside = link->target[0] == '#';
  g_autofree char *uri = inside ? NULL : g_uri_escape_string (link->target, ":/?#[]@!$&'()*+,;=%", FALSE);
  const double     corners[] = {
        link->rectangle[0],
        page->height_pt - link->rectangle[1] - link->rectangle[3],
        link->rectangle[0] + link->rectangle[2],
        page->height_pt - link->rectangle[1],
  };
  guint number;
  guint i;

  if (inside ? !g_hash_table_contains (self->names, link->target + 1) : strlen (uri) > PRECEPT_PDF_MAX_STRING)
    return 0;

  number = precept_pdf_file_reserve (self->file);
  out = g_string_new ("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect[");
  for (i = 0; i < G_N_ELEMENTS (corners); i++)
    {
      if (i > 0)
        g_string_append_c (out, ' ');
      precept_pdf_append_number (out, corners[i], DESTINATION_DECIMALS);
    }
  g_string_append_printf (out, "]/P %u 0 R/StructParent %u/Contents", page->object,
                          precept_pdf_structure_place_link (structure, link->structure_link, number));
  precept_pdf_append_text (out, link->description, -1);
  if (inside)
    {
      g_string_append (out, "/Dest");
      precept_pdf_append_bytes (out, link->target + 1, strlen (link->target + 1));
    }
  else
    {
      g_string_append (out, "/A<</S/URI/URI");
      precept_pdf_append_bytes (out, uri, strlen (uri));
      g_string_append (out, ">>");
    }
  g_string_append (out, ">>");
  precept_pdf_file_add_object (self->file, number, out);
  return number;
}

static void
write_page (PreceptPdfCatalog   *self,
            guint                index,
            guint                parent,
            guint                resources,
            PreceptPdfStructure *structure)
{
  const Page *page = &g_array_index (self->pages, Page, index);
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) links = g_string_new (NULL);
  guint i;

  for (i = 0; i < page->n_links; i++)
    {
      guint link = write_link (self, page, &g_array_index (self->links, Link, page->first_link + i), structure);

      if (link != 0)
        g_string_append_printf (links, "%s%u 0 R", links->len > 0 ? " " : "", link);
    }
  g_string_append_printf (out, "<</Type/Page/Parent %u 0 R/Resources %u 0 R/MediaBox[0 0 ", parent, resources);
  precept_pdf_append_number (out, page->width_pt, 3);
  g_string_append_c (out, ' ');
  precept_pdf_append_number (out, page->height_pt, 3);
  g_string_append_printf (out, "]/Tabs/S/Contents %u 0 R", page->content);
  if (precept_pdf_structure_has_content (structure, index))
    g_string_append_printf (out, "/StructParents %u", index);
  if (links->len > 0)
    g_string_append_printf (out, "/Annots[%s]", links->str);
  g_string_append (out, ">>");
  precept_pdf_file_add_object (self->file, page->object, out);
}

/* A root, and nodes of up to TREE_FAN_OUT pages below it. */
static guint
write_pages (PreceptPdfCatalog   *self,
             guint                resources,
             PreceptPdfStructure *structure)
{
  g_autoptr (GString) root = g_string_new ("<</Type/Pages/Kids[");
  guint number = precept_pdf_file_reserve (self->file);
  guint first;

  for (first = 0; first < self->pages->len; first += TREE_FAN_OUT)
    {
      g_autoptr (GString) node = g_string_new (NULL);
      guint n = MIN (TREE_FAN_OUT, self->pages->len - first);
      guint node_number = precept_pdf_file_reserve (self->file);
      guint i;

      g_string_append_printf (node, "<</Type/Pages/Parent %u 0 R/Count %u/Kids[", number, n);
      for (i = first; i < first + n; i++)
        {
          write_page (self, i, node_number, resources, structure);
          g_string_append_printf (node, "%s%u 0 R", i > first ? " " : "", g_array_index (self->pages, Page, i).object);
        }
      g_string_append (node, "]>>");
      precept_pdf_file_add_object (self->file, node_number, node);
      g_string_append_printf (root, "%s%u 0 R", first > 0 ? " " : "", node_number);
    }
  g_string_append_printf (root, "]/Count %u>>", self->pages->len);
  precept_pdf_file_add_object (self->file, number, root);
  return number;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  const Destination *x = a;
  const Destination *y = b;

  return strcmp (x->name, y->name);
}

static void
append_destination (PreceptPdfCatalog *self,
                    const Destination *destination,
                    GString           *out)
{
  const Page *page = &g_array_index (self->pages, Page, destination->page);

  precept_pdf_append_bytes (out, destination->name, strlen (destination->name));
  g_string_append_printf (out, "[%u 0 R/XYZ ", page->object);
  precept_pdf_append_number (out, destination->x, DESTINATION_DECIMALS);
  g_string_append_c (out, ' ');
  precept_pdf_append_number (out, page->height_pt - destination->y, DESTINATION_DECIMALS);
  g_string_append (out, " null]");
}

static guint
write_name_node (PreceptPdfCatalog *self,
                 guint              first,
                 guint              n)
{
  g_autoptr (GString) out = g_string_new ("<</Limits[");
  guint              number = precept_pdf_file_reserve (self->file);
  const Destination *destinations = (const Destination *)(void *)self->destinations->data;
  guint              i;

  precept_pdf_append_bytes (out, destinations[first].name, strlen (destinations[first].name));
  precept_pdf_append_bytes (out, destinations[first + n - 1].name, strlen (destinations[first + n - 1].name));
  g_string_append (out, "]/Names[");
  for (i = first; i < first + n; i++)
    append_destination (self, &destinations[i], out);
  g_string_append (out, "]>>");
  precept_pdf_file_add_object (self->file, number, out);
  return number;
}

/* The name tree of destinations, or 0 where there are none. Sorts them, so that their numbers in names are lost. */
static guint
write_destinations (PreceptPdfCatalog *self)
{
  g_autoptr (GString) root = g_string_new ("<</Kids[");
  guint number;
  guint first;

  if (self->destinations->len == 0)
    return 0;

  number = precept_pdf_file_reserve (self->file);
  g_array_sort (self->destinations, compare_names);
  for (first = 0; first < self->destinations->len; first += TREE_FAN_OUT)
    g_string_append_printf (root, "%s%u 0 R", first > 0 ? " " : "",
                            write_name_node (self, first, MIN (TREE_FAN_OUT, self->destinations->len - first)));
  g_string_append (root, "]>>");
  precept_pdf_file_add_object (self->file, number, root);
  return number;
}

static gboolean
has_destination (const char *name,
                 gpointer    data)
{
  PreceptPdfCatalog *self = data;

  return g_hash_table_contains (self->names, name);
}

/* What the catalog knows by name, and its attachments in order. */
static void
append_names (PreceptPdfCatalog            *self,
              const PreceptPdfCatalogParts *parts,
              guint                         destinations,
              GString                      *out)
{
  g_autoptr (GString) files = g_string_new (NULL);
  g_autoptr (GString) names = g_string_new (NULL);
  GDateTime *date = precept_pdf_metadata_get_date (parts->metadata);
  gboolean   attached = precept_pdf_attachments_write (parts->attachments, self->file, date, files, names);

  if (attached)
    g_string_append_printf (out, "/AF[%s]", files->str);
  if (!attached && destinations == 0)
    return;
  g_string_append (out, "/Names<<");
  if (destinations != 0)
    g_string_append_printf (out, "/Dests %u 0 R", destinations);
  if (attached)
    {
      g_string_append (out, "/EmbeddedFiles<</Names[");
      g_string_append_len (out, names->str, (gssize)names->len);
      g_string_append (out, "]>>");
    }
  g_string_append (out, ">>");
}

/* All colours of the file are those of sRGB (ISO 19005-3, 6.2.3 and 6.2.4.3). */
static void
append_output_intent (PreceptPdfCatalog *self,
                      GString           *out)
{
  guint profile = precept_pdf_file_reserve (self->file);

  precept_pdf_profile_write_srgb (self->file, profile);
  g_string_append_printf (out,
                          "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
                          "/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>]",
                          profile);
}

/* A document without a title goes by its first heading. */
static void
find_title (PreceptPdfCatalog  *self,
            PreceptPdfMetadata *metadata)
{
  if (!precept_pdf_metadata_has_title (metadata))
    precept_pdf_metadata_set_title (metadata, precept_pdf_outline_get_title (self->outline));
}

/**
 * precept_pdf_catalog_write:
 * @self: a catalog
 * @parts: what else makes up the document, complete
 * @root: (out): number of the document catalog
 * @information: (out): number of the information dictionary
 *
 * Writes the objects of everything that was gathered.
 */
void
precept_pdf_catalog_write (PreceptPdfCatalog            *self,
                           const PreceptPdfCatalogParts *parts,
                           guint                        *root,
                           guint                        *information)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint pages = write_pages (self, parts->resources, parts->structure);
  guint structure = precept_pdf_structure_write (parts->structure, self->file);
  guint outline = precept_pdf_outline_write (self->outline, self->file, has_destination, self);
  guint destinations = write_destinations (self);

  find_title (self, parts->metadata);
  *information = precept_pdf_metadata_write_information (parts->metadata, self->file);
  g_string_append_printf (out, "<</Type/Catalog/Pages %u 0 R/StructTreeRoot %u 0 R/MarkInfo<</Marked true>>/Metadata %u 0 R",
                          pages, structure, precept_pdf_metadata_write_packet (parts->metadata, self->file));
  g_string_append (out, "/PageLabels<</Nums[0<</S/D>>]>>/ViewerPreferences<</DisplayDocTitle true>>/Lang");
  precept_pdf_append_text (out, precept_pdf_metadata_get_language (parts->metadata), -1);
  append_output_intent (self, out);
  if (outline != 0)
    g_string_append_printf (out, "/Outlines %u 0 R/PageMode/UseOutlines", outline);
  append_names (self, parts, destinations, out);
  g_string_append (out, ">>");
  *root = precept_pdf_file_reserve (self->file);
  precept_pdf_file_add_object (self->file, *root, out);
}
