/* precept-links.c: what leads to a reference, a definition or anything else with an id
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-links.h"

#include "precept-grammar.h"
#include "precept-tree-private.h"

#include <string.h>

static void
add_place (GHashTable *links,
           const char *id,
           const char *place)
{
  GPtrArray *places = g_hash_table_lookup (links, id);

  if (places == NULL)
    {
      places = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (links, g_strdup (id), places);
    }
  /* One block is met in one go. */
  if (places->len == 0 || strcmp (g_ptr_array_index (places, places->len - 1), place) != 0)
    g_ptr_array_add (places, g_strdup (place));
}

static void
add_places (GHashTable    *links,
            const xmlNode *node,
            const char    *attribute,
            const char    *place)
{
  g_autofree char *list = place != NULL ? precept_node_dup_attribute (node, attribute) : NULL;
  g_auto (GStrv) ids = list != NULL ? g_strsplit_set (list, " \t\n", -1) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0')
        add_place (links, ids[i], place);
    }
}

/* What prints the citations of a finding is its first block. */
static const char *
get_finding_place (const xmlNode *finding)
{
  const xmlNode *first = precept_node_first_element (finding);
  const char    *id = first != NULL ? precept_node_get_id (first) : NULL;

  return id != NULL ? id : precept_node_get_id (finding);
}

static void
walk (GHashTable    *links,
      const xmlNode *element,
      const char    *place)
{
  const char *id = precept_node_get_id (element);

  if (id != NULL)
    place = id;
  if (precept_node_is (element, "cite") || precept_node_is (element, "xref") || precept_node_is (element, "term"))
    add_places (links, element, "ref", place);
  if (precept_node_is (element, "finding"))
    add_places (links, element, "cites", get_finding_place (element));
  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    walk (links, child, place);
}

/**
 * precept_document_index_links:
 * @self: a document
 *
 * Finds where each reference is cited, each defined term is used, and each table, figure or part is referred to.
 *
 * Returns: (transfer full): ids of places by the id they lead to
 */
GHashTable *
precept_document_index_links (PreceptDocument *self)
{
  GHashTable *links = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (self), links);

  walk (links, precept_document_get_root (self), NULL);

  return links;
}

/**
 * precept_document_dup_heading:
 * @self: a document
 * @path: the path of an element
 *
 * Finds the heading that the element stands under. A part without one has the name of its kind.
 *
 * Returns: (transfer full) (nullable): the heading; %NULL: there is nothing at @path, or it is under none
 */
char *
precept_document_dup_heading (PreceptDocument *self,
                              const char      *path)
{
  xmlNode *node = precept_document_find_path (self, path);

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      g_autofree char *title = precept_node_dup_child_text (node, "title");

      if (title != NULL && *title != '\0')
        return g_steal_pointer (&title);
      if (node->parent == precept_document_get_root (self))
        return g_strdup (precept_grammar_get_label (precept_grammar_get (), (const char *)node->name));
    }

  return NULL;
}

/**
 * precept_links_dup_without:
 * @list: ids with spaces between them, as an attribute has them
 * @id: one of them
 *
 * Returns: (transfer full) (nullable): the list without @id; %NULL where nothing is left
 */
char *
precept_links_dup_without (const char *list,
                           const char *id)
{
  g_auto (GStrv) ids = g_strsplit_set (list, " \t\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0' && strcmp (ids[i], id) != 0)
        g_ptr_array_add (kept, ids[i]);
    }
  if (kept->len == 0)
    return NULL;
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **)kept->pdata);
}
