/* grammar-production.c: which productions of the schema were broken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "grammar-production.h"

#include <libxml/parser.h>
#include <string.h>

static gboolean
is (const xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0;
}

static const char *
get_name (const xmlNode *node)
{
  const xmlAttr *attribute = xmlHasProp ((xmlNode *)node, (const xmlChar *)"name");

  return attribute != NULL ? (const char *)attribute->children->content : NULL;
}

static gboolean
is_foreign (const char *define)
{
  static const char *const names[] = { "foreign", "foreign-element", "foreign-attributes", "anything", NULL };

  return define != NULL && g_strv_contains (names, define);
}

static xmlNode *
first_element (xmlNode *node)
{
  for (node = node->children; node != NULL && node->type != XML_ELEMENT_NODE; node = node->next)
    ;
  return node;
}

static xmlNode *
lookup (Productions *self, const char *define)
{
  return g_hash_table_lookup (self->defines, define);
}

static void
mark (Productions *self, xmlNode *node)
{
  g_hash_table_add (self->broken, node);
}

Productions *
productions_new (const char *schema_path)
{
  Productions *self = g_new0 (Productions, 1);

  self->schema = xmlReadFile (schema_path, NULL, XML_PARSE_NONET);
  g_assert_nonnull (self->schema);
  self->defines = g_hash_table_new (g_str_hash, g_str_equal);
  self->broken = g_hash_table_new (NULL, NULL);
  for (xmlNode *node = xmlDocGetRootElement (self->schema)->children; node != NULL; node = node->next)
    {
      if (is (node, "define"))
        g_hash_table_insert (self->defines, (gpointer)get_name (node), node);
    }
  return self;
}

void
productions_free (Productions *self)
{
  g_hash_table_unref (self->defines);
  g_hash_table_unref (self->broken);
  xmlFreeDoc (self->schema);
  g_free (self);
}

/* A value that should be as @node says was not; @choice: it was almost that one. */
static void
break_type (Productions *self, xmlNode *node, const char *choice)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is (child, "data") || is (child, "choice"))
        mark (self, child);
      if (is (child, "value") && choice != NULL && strcmp ((const char *)child->children->content, choice) == 0)
        mark (self, child);
      if (is (child, "choice"))
        break_type (self, child, choice);
      if (is (child, "ref") && !is_foreign (get_name (child)) && !is (first_element (lookup (self, get_name (child))), "element"))
        {
          mark (self, child);
          mark (self, lookup (self, get_name (child)));
          break_type (self, lookup (self, get_name (child)), choice);
        }
    }
}

static gboolean
break_attribute (Productions *self, xmlNode *node, const Mutant *mutant)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is (child, "attribute") && g_strcmp0 (get_name (child), mutant->attribute) == 0)
        {
          mark (self, child);
          if (mutant->mutation == MUTATION_SET_ATTRIBUTE)
            break_type (self, child, mutant->choice);
          return TRUE;
        }
      if (is (child, "optional") && break_attribute (self, child, mutant))
        return TRUE;
      if (is (child, "ref") && !is_foreign (get_name (child)) && !is (first_element (lookup (self, get_name (child))), "element") &&
          break_attribute (self, lookup (self, get_name (child)), mutant))
        {
          mark (self, child);
          mark (self, lookup (self, get_name (child)));
          return TRUE;
        }
    }
  return FALSE;
}

/* The references and choices that lead from @node to the child. */
static gboolean
break_child (Productions *self, xmlNode *node, const char *name)
{
  gboolean found = FALSE;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      gboolean here = FALSE;

      if (child->type != XML_ELEMENT_NODE || is (child, "attribute"))
        continue;
      if (is (child, "ref"))
        {
          xmlNode *define = lookup (self, get_name (child));
          xmlNode *element = first_element (define);

          if (is_foreign (get_name (child)))
            continue;
          here = is (element, "element") ? g_strcmp0 (get_name (element), name) == 0 : break_child (self, define, name);
          if (here)
            mark (self, define);
        }
      else
        {
          here = break_child (self, child, name);
        }
      if (here && (is (child, "ref") || is (child, "choice")))
        mark (self, child);
      found |= here;
    }
  return found;
}

/* The element held what it may not: that breaks what stands for its content as a whole. */
static void
break_content (Productions *self, xmlNode *node)
{
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      xmlNode *define;

      if (is (child, "interleave") || is (child, "group") || is (child, "zeroOrMore") || is (child, "oneOrMore"))
        break_content (self, child);
      if (is (child, "choice"))
        mark (self, child);
      if (!is (child, "ref") || is_foreign (get_name (child)))
        continue;
      define = lookup (self, get_name (child));
      if (is (first_element (define), "element") || is (first_element (define), "data") || is (first_element (define), "optional"))
        continue;
      mark (self, child);
      mark (self, define);
      break_content (self, define);
    }
}

void
productions_break (Productions *self, const Mutant *mutant)
{
  xmlNode *define, *element;

  if (mutant->owner == NULL)
    {
      /* The root element itself: the start of the grammar. */
      for (xmlNode *node = xmlDocGetRootElement (self->schema)->children; node != NULL; node = node->next)
        {
          if (is (node, "start"))
            mark (self, first_element (node));
        }
      return;
    }
  define = lookup (self, mutant->owner);
  element = first_element (define);
  mark (self, define);
  mark (self, element);
  if (mutant->attribute != NULL)
    break_attribute (self, element, mutant);
  else if (mutant->child != NULL)
    break_child (self, element, mutant->child);
  else if (mutant->mutation == MUTATION_SET_TEXT)
    break_type (self, element, mutant->choice);
  else if (mutant->mutation == MUTATION_ADD_ELEMENT)
    break_content (self, element);
}

static void
list (Productions *self, xmlNode *node, const char *define, GPtrArray *unbroken, guint *n_productions)
{
  static const char *const kinds[] = { "define", "element", "attribute", "choice", "ref", "data", "value", NULL };

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      const char *within = is (child, "define") ? get_name (child) : define;

      if (child->type != XML_ELEMENT_NODE || is_foreign (within))
        continue;
      list (self, child, within, unbroken, n_productions);
      if (!g_strv_contains (kinds, (const char *)child->name) || (is (child, "ref") && is_foreign (get_name (child))))
        continue;
      (*n_productions)++;
      if (!g_hash_table_contains (self->broken, child))
        g_ptr_array_add (unbroken, g_strdup_printf ("line %ld, %s: %s %s", xmlGetLineNo (child), within, child->name, get_name (child) != NULL ? get_name (child) : ""));
    }
}

GPtrArray *
productions_list_unbroken (Productions *self, guint *n_productions)
{
  GPtrArray *unbroken = g_ptr_array_new_with_free_func (g_free);

  *n_productions = 0;
  list (self, xmlDocGetRootElement (self->schema), NULL, unbroken, n_productions);
  return unbroken;
}
