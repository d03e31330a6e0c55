/* precept-import-ids.c: ids from content and place, so that importing twice gives the same file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-import-private.h"

#include <string.h>

#define MAX_SLUG 48
#define MAX_CRITERION_SLUG 40

static char *
slug_or (const char *text, const char *prefix)
{
  g_autofree char *slug = precept_import_dup_slug (text != NULL ? text : "", MAX_SLUG);

  if (slug[0] == '\0')
    return g_strdup (prefix);
  if (!g_ascii_isalpha (slug[0]))
    return g_strdup_printf ("%s-%s", prefix, slug);

  return g_steal_pointer (&slug);
}

static char *
slug_child (const xmlNode *node, const char *child, const char *prefix)
{
  g_autofree char *text = precept_node_dup_child_text (node, child);

  return slug_or (text, prefix);
}

static char *
slug_attribute (xmlNode *node, const char *name, const char *prefix)
{
  xmlChar         *value = xmlGetNoNsProp (node, BAD_CAST name);
  g_autofree char *slug = precept_import_dup_slug (value != NULL ? (const char *)value : "", MAX_SLUG);

  xmlFree (value);

  return slug[0] != '\0' ? g_strdup_printf ("%s-%s", prefix, slug) : g_strdup (prefix);
}

/* FNV-1a over the words: enough for the few thousand blocks of a guideline, whose ids are made unique anyway. */
static guint64
add_to_hash (guint64 hash, const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        hash = add_to_hash (hash, child);
      else if (child->content != NULL)
        for (const xmlChar *p = child->content; *p != '\0'; p++)
          hash = (hash ^ *p) * G_GUINT64_CONSTANT (0x100000001b3);
    }

  return hash;
}

static char *
hash_content (const xmlNode *node, const char *prefix)
{
  guint64 hash = add_to_hash (G_GUINT64_CONSTANT (0xcbf29ce484222325), node);

  return g_strdup_printf ("%s-%08x", prefix, (guint32)(hash ^ (hash >> 32)));
}

static char *
propose_subject (const xmlNode *node)
{
  g_autofree char *brand = precept_node_dup_child_text (node, "brand");
  g_autofree char *generic = precept_node_dup_child_text (node, "generic");

  return slug_or (brand != NULL ? brand : generic, "subject");
}

static char *
propose_definition (const xmlNode *node)
{
  g_autofree char *term = precept_node_dup_child_text (node, "term");
  g_autofree char *slug = precept_import_dup_slug (term != NULL ? term : "", MAX_SLUG);

  return slug[0] != '\0' ? g_strdup_printf ("term-%s", slug) : g_strdup ("term");
}

static char *
propose_position (const xmlNode *node)
{
  xmlChar *id = xmlGetNoNsProp (node->parent, BAD_CAST "id");
  char    *proposal = g_strdup_printf ("%s-position", id != NULL ? (const char *)id : "indication");

  xmlFree (id);

  return proposal;
}

/* The id of a criterion is that of the fact which a case gives, so people read it. */
static char *
propose_criterion (const xmlNode *node)
{
  xmlChar         *words = xmlNodeGetContent (node->children != NULL ? node->children : node);
  g_autofree char *slug = precept_import_dup_slug (words != NULL ? (const char *)words : "", MAX_CRITERION_SLUG);

  xmlFree (words);
  if (slug[0] == '\0')
    return g_strdup ("criterion");

  return g_ascii_isalpha (slug[0]) ? g_steal_pointer (&slug) : g_strdup_printf ("criterion-%s", slug);
}

/* An id from that of the parent: "asthma-initial", "asthma-initial-limit". */
static char *
propose_below (xmlNode *node)
{
  xmlChar *id = xmlGetNoNsProp (node->parent, BAD_CAST "id");
  xmlChar *type = xmlGetNoNsProp (node, BAD_CAST "type");
  char    *proposal = g_strdup_printf ("%s-%s", id != NULL ? (const char *)id : (const char *)node->parent->name,
                                    type != NULL ? (const char *)type : precept_node_is (node, "applies-to") ? "applies"
                                                                                                                : (const char *)node->name);

  xmlFree (id);
  xmlFree (type);

  return proposal;
}

/* The id that @node would like; NULL: it has none. */
static char *
propose (xmlNode *node, guint *n_references)
{
  static const char *const by_name[] = { "disclaimer", "summary", "definitions", "policy-statement", "evidence", "coverage",
                                         "billing-codes", "references", "history", "original", "all-other-uses", "general" };
  static const char *const by_title[] = { "section", "group", "indication", "topic" };
  static const char *const by_content[] = { "p", "list", "item", "row", "cell", "note", "finding", "table", "code-table",
                                            "all", "any", "none", "at-least" };
  const char              *name = (const char *)node->name;

  for (guint i = 0; i < G_N_ELEMENTS (by_name); i++)
    if (g_str_equal (name, by_name[i]))
      return g_strdup (name);
  for (guint i = 0; i < G_N_ELEMENTS (by_title); i++)
    if (g_str_equal (name, by_title[i]))
      return slug_child (node, "title", name);
  for (guint i = 0; i < G_N_ELEMENTS (by_content); i++)
    if (g_str_equal (name, by_content[i]))
      return hash_content (node, name);
  if (precept_node_is (node, "guideline"))
    return slug_child (precept_node_child (node, "metadata"), "title", "guideline");
  if (precept_node_is (node, "subject"))
    return propose_subject (node);
  if (precept_node_is (node, "definition"))
    return propose_definition (node);
  if (precept_node_is (node, "position"))
    return propose_position (node);
  if (precept_node_is (node, "code"))
    return slug_attribute (node, "value", "code");
  if (precept_node_is (node, "revision"))
    return slug_attribute (node, "on", "rev");
  if (precept_node_is (node, "criterion"))
    return propose_criterion (node);
  if (precept_node_is (node, "request") || precept_node_is (node, "applies-to") || precept_node_is (node, "limit"))
    return propose_below (node);
  if (precept_node_is (node, "reference"))
    return g_strdup_printf ("ref-%u", ++(*n_references));

  return NULL;
}

static void
collect_ids (xmlNode *node, GHashTable *ids)
{
  xmlChar *id = xmlGetNoNsProp (node, BAD_CAST "id");

  if (id != NULL)
    g_hash_table_insert (ids, g_strdup ((const char *)id), GUINT_TO_POINTER (1));
  xmlFree (id);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      collect_ids (child, ids);
}

static char *
make_unique (GHashTable *ids, char *proposal)
{
  g_autofree char *base = proposal;
  guint            n = GPOINTER_TO_UINT (g_hash_table_lookup (ids, base));
  g_autofree char *id = g_strdup (base);

  /* The table keeps the last number given to each base, so that thousands of like blocks cost no search. */
  while (g_hash_table_contains (ids, id))
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, ++n);
    }
  if (n > 0)
    g_hash_table_insert (ids, g_strdup (base), GUINT_TO_POINTER (n));
  g_hash_table_insert (ids, g_strdup (id), GUINT_TO_POINTER (1));

  return g_steal_pointer (&id);
}

static void
assign (xmlNode *node, GHashTable *ids, guint *n_references)
{
  if (!xmlHasProp (node, BAD_CAST "id"))
    {
      char *proposal = propose (node, n_references);

      if (proposal != NULL)
        {
          g_autofree char *id = make_unique (ids, proposal);

          xmlNewProp (node, BAD_CAST "id", BAD_CAST id);
        }
    }
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      assign (child, ids, n_references);
}

/* Gives an id to every element below @root that has to have one, and to @root. Those that have one keep it. */
void
precept_import_assign_ids (xmlNode *root)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_references = 0;

  collect_ids (root, ids);
  assign (root, ids, &n_references);
}
