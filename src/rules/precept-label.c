/* precept-label.c: what one part of a guideline is called in another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-label.h"

#include <string.h>

#include "precept-document-tree.h"
#include "precept-words.h"

static void
count_element (GHashTable    *numbers,
               const xmlNode *node,
               guint         *n_references,
               guint         *n_tables)
{
  guint number = 0;
  char *id;

  if (precept_node_is (node, "reference"))
    number = ++*n_references;
  else if (precept_node_is (node, "code-table") ||
           (precept_node_is (node, "table") && precept_node_child (node, "caption") != NULL))
    number = ++*n_tables;

  if (number == 0)
    return;
  id = precept_node_dup_attribute (node, "id");
  if (id != NULL && !g_hash_table_contains (numbers, id))
    g_hash_table_insert (numbers, id, GUINT_TO_POINTER (number));
  else
    g_free (id);
}

/* Text holds neither tables nor references. */
static gboolean
holds_text (const xmlNode *node)
{
  static const char *const names[] = {
    "p", "title", "caption", "term", "description", "reference", "governed-by", "name", "plural", "question", "statement",
    "option", "specialty", "em", "strong", "sup", "sub", "link", "alternative", "data", NULL
  };

  return g_strv_contains (names, (const char *)node->name);
}

/**
 * precept_label_count:
 * @document: a guideline
 *
 * Counts references and tables from 1. A table is counted if it has a caption; a
 * table of codes always is.
 *
 * Returns: (transfer full): id → number
 */
GHashTable *
precept_label_count (PreceptDocument *document)
{
  GHashTable *numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlNode    *root = precept_document_get_root (document);
  xmlNode    *node = root;
  guint       n_references = 0;
  guint       n_tables = 0;

  while (node != NULL)
    {
      count_element (numbers, node, &n_references, &n_tables);

      if (node->type == XML_ELEMENT_NODE && node->children != NULL && !holds_text (node))
        {
          node = node->children;
          continue;
        }
      while (node != root && node->next == NULL)
        node = node->parent;
      node = node != root ? node->next : NULL;
    }

  return numbers;
}

static char *
dup_own_label (PreceptDocument *document,
               GHashTable      *numbers,
               const xmlNode   *node)
{
  static const char *const titles[] = { "title", "caption", "term", "name", NULL };
  PreceptWords            *words = precept_words_get (precept_document_get_language (document));
  g_autofree char         *id = precept_node_dup_attribute (node, "id");
  guint                    number = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (numbers, id)) : 0;
  g_autofree char         *digits = g_strdup_printf ("%u", number);

  if (precept_node_is (node, "reference"))
    return precept_words_fill (words, "text", "reference", "number", digits, NULL);
  if (number > 0)
    return precept_words_fill (words, "text", "table", "number", digits, NULL);
  if (precept_node_is (node, "code"))
    return precept_node_dup_attribute (node, "value");
  if (precept_node_is (node, "governed-by"))
    return precept_node_dup_text (node);

  for (guint i = 0; titles[i] != NULL; i++)
    {
      const xmlNode   *title = precept_node_child (node, titles[i]);
      g_autofree char *label = NULL;

      if (title == NULL)
        continue;
      /* Without what it refers to in turn: headings that name each other must end somewhere. */
      label = precept_node_dup_text (title);
      if (*label != '\0')
        return g_steal_pointer (&label);
    }

  return g_strdup (precept_words_lookup (words, "headings", (const char *)node->name));
}

/**
 * precept_label_new:
 * @document: a guideline
 * @numbers: what [func@label_count] gave
 * @id: what a cross-reference refers to
 *
 * Returns: (transfer full) (nullable): what the reader reads: "Table 1",
 *   "reference 12", a heading. What has no name of its own is called by the
 *   heading over it. %NULL if there is no such element
 */
char *
precept_label_new (PreceptDocument *document,
                   GHashTable      *numbers,
                   const char      *id)
{
  for (const xmlNode *node = precept_document_find (document, id);
       node != NULL && node->type == XML_ELEMENT_NODE;
       node = node->parent)
    {
      char *label = dup_own_label (document, numbers, node);

      if (label != NULL)
        return label;
    }

  return NULL;
}

/* Elements that begin a line of their own. */
static gboolean
is_line (const xmlNode *node)
{
  static const char *const names[] = { "p", "item", "title", "caption", "cell", "description", NULL };

  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *)node->name);
}

static void
append_prose (PreceptDocument *document,
              GHashTable      *numbers,
              const xmlNode   *element,
              GString         *prose)
{
  PreceptWords *words = precept_words_get (precept_document_get_language (document));

  for (const xmlNode *node = element->children; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        {
          g_string_append (prose, (const char *)node->content);
        }
      else if (precept_node_is (node, "xref"))
        {
          g_autofree char *ref = precept_node_dup_attribute (node, "ref");
          g_autofree char *label = ref != NULL ? precept_label_new (document, numbers, ref) : NULL;

          g_string_append (prose, label != NULL ? label : precept_words_lookup (words, "text", "unresolved"));
        }
      else if (precept_node_is (node, "mandate"))
        {
          continue;
        }
      else if (precept_node_is (node, (const char *)node->name) && !precept_node_is (node, "data"))
        {
          if (is_line (node) && prose->len > 0 && prose->str[prose->len - 1] != '\n')
            g_string_append_c (prose, '\n');
          append_prose (document, numbers, node, prose);
        }
    }
}

/**
 * precept_label_dup_prose:
 * @document: a guideline
 * @numbers: what [func@label_count] gave
 * @element: (nullable): an element in it
 *
 * Returns: (transfer full): its text without marks, a line for each paragraph
 */
char *
precept_label_dup_prose (PreceptDocument *document,
                         GHashTable      *numbers,
                         const xmlNode   *element)
{
  g_autoptr (GString) prose = g_string_new (NULL);

  if (element != NULL)
    append_prose (document, numbers, element, prose);

  return g_strstrip (g_string_free (g_steal_pointer (&prose), FALSE));
}
