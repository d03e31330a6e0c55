/* precept-node.c: small readers of one node of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-document-tree.h"

#include "precept-grammar.h"
#include "precept-tree-private.h"
#include "precept-xml-private.h"

#include <string.h>

static xmlAttr *
find_attribute (const xmlNode *node,
                const char    *name)
{
  gboolean is_xml = g_str_has_prefix (name, "xml:");

  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      if (is_xml)
        {
          if (attribute->ns != NULL && xmlStrEqual (attribute->ns->href, XML_XML_NAMESPACE) &&
              strcmp ((const char *)attribute->name, name + strlen ("xml:")) == 0)
            return attribute;
        }
      else if (attribute->ns == NULL && strcmp ((const char *)attribute->name, name) == 0)
        {
          return attribute;
        }
    }

  return NULL;
}

static void
collect_text (const xmlNode *node,
              GString       *text)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (precept_xml_is_text (child))
        g_string_append (text, (const char *)child->content);
      else if (child->type == XML_ELEMENT_NODE)
        {
          /* Words of two blocks are two words. */
          gboolean is_block = precept_node_is_ours (child) && !precept_node_holds_text (node);

          if (is_block)
            g_string_append_c (text, ' ');
          collect_text (child, text);
          if (is_block)
            g_string_append_c (text, ' ');
        }
    }
}

static char *
collapse (const char *text)
{
  GString *result = g_string_sized_new (strlen (text));
  gboolean pending = FALSE;

  for (const char *p = text; *p != '\0'; p++)
    {
      if (precept_xml_is_space (*p))
        {
          pending = result->len > 0;
          continue;
        }
      if (pending)
        g_string_append_c (result, ' ');
      pending = FALSE;
      g_string_append_c (result, *p);
    }

  return g_string_free (result, FALSE);
}

/*
 * precept_node_is_ours:
 * @node: a node
 *
 * Returns: whether @node is an element of a guideline's namespace
 */
gboolean
precept_node_is_ours (const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE && node->ns != NULL && node->ns->href != NULL &&
         strcmp ((const char *)node->ns->href, PRECEPT_NAMESPACE) == 0;
}

gboolean
precept_node_is_foreign (const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE && !precept_node_is_ours (node);
}

gboolean
precept_node_may_hold_text (const xmlNode *node)
{
  return precept_node_is_ours (node) && precept_grammar_has_text (precept_grammar_get (), (const char *)node->name);
}

/*
 * precept_node_holds_text:
 * @node: a node
 *
 * Whether white space in @node is part of a text: the grammar lets it hold text, or
 * it does hold some although it may not.
 */
gboolean
precept_node_holds_text (const xmlNode *node)
{
  if (!precept_node_is_ours (node))
    return FALSE;

  if (precept_grammar_has_text (precept_grammar_get (), (const char *)node->name))
    return TRUE;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (precept_xml_is_text (child) && !precept_xml_is_blank ((const char *)child->content))
        return TRUE;
    }

  return FALSE;
}

xmlNode *
precept_node_get_text_block (xmlNode *node)
{
  xmlNode *block = NULL;

  for (xmlNode *n = node; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
    {
      if (precept_node_holds_text (n))
        block = n;
    }

  return block;
}

xmlNode *
precept_node_get_child_at (const xmlNode *node,
                           guint          position)
{
  xmlNode *child = node->children;

  while (child != NULL && position > 0)
    {
      child = child->next;
      position--;
    }

  return child;
}

guint
precept_node_count_children (const xmlNode *node)
{
  guint count = 0;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    count++;

  return count;
}

guint
precept_node_get_position (const xmlNode *node)
{
  guint position = 0;

  for (const xmlNode *sibling = node->prev; sibling != NULL; sibling = sibling->prev)
    position++;

  return position;
}

guint
precept_node_get_depth (const xmlNode *node)
{
  guint depth = 0;

  for (const xmlNode *n = node; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
    depth++;

  return depth;
}

guint
precept_node_get_height (const xmlNode *node)
{
  guint height = 0;

  if (node->type != XML_ELEMENT_NODE)
    return 0;

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    height = MAX (height, precept_node_get_height (child));

  return height + 1;
}

const char *
precept_node_get_id (const xmlNode *node)
{
  xmlAttr    *attribute;
  const char *id;

  if (!precept_node_is_ours (node))
    return NULL;

  attribute = find_attribute (node, "id");
  if (attribute == NULL || attribute->children == NULL || attribute->children->next != NULL ||
      attribute->children->content == NULL)
    return NULL;

  id = (const char *)attribute->children->content;

  return *id == '\0' || strchr (id, '/') != NULL ? NULL : id;
}

void
precept_node_link (xmlNode *parent,
                   xmlNode *node,
                   xmlNode *before)
{
  g_assert (before == NULL || before->parent == parent);

  node->parent = parent;
  node->next = before;
  node->prev = before != NULL ? before->prev : parent->last;

  if (node->prev != NULL)
    node->prev->next = node;
  else
    parent->children = node;

  if (before != NULL)
    before->prev = node;
  else
    parent->last = node;

  if (node->doc != parent->doc)
    xmlSetTreeDoc (node, parent->doc);
}

/**
 * precept_node_is:
 * @node: (nullable): a node
 * @name: the local name of an element
 *
 * Returns: whether @node is the element @name of a guideline's namespace
 */
gboolean
precept_node_is (const xmlNode *node,
                 const char    *name)
{
  g_return_val_if_fail (name != NULL, FALSE);

  return node != NULL && node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0 &&
         precept_node_is_ours (node);
}

/**
 * precept_node_dup_attribute:
 * @node: (nullable): a node
 * @name: the name of an attribute without a namespace, or "xml:lang"
 *
 * Returns: (transfer full) (nullable): its value, or %NULL where there is none
 */
char *
precept_node_dup_attribute (const xmlNode *node,
                            const char    *name)
{
  g_autoptr (PreceptXmlString) value = NULL;
  xmlAttr *attribute;

  g_return_val_if_fail (name != NULL, NULL);

  if (node == NULL || node->type != XML_ELEMENT_NODE)
    return NULL;

  attribute = find_attribute (node, name);
  if (attribute == NULL)
    return NULL;

  if (attribute->children != NULL && attribute->children->next == NULL && attribute->children->content != NULL)
    return g_strdup ((const char *)attribute->children->content);

  value = xmlNodeListGetString (node->doc, attribute->children, 1);

  return g_strdup (value != NULL ? (const char *)value : "");
}

/**
 * precept_node_dup_text:
 * @node: (nullable): a node
 *
 * Gets the text of a node and of all elements in it, with white space collapsed.
 *
 * Returns: (transfer full): the text, perhaps ""
 */
char *
precept_node_dup_text (const xmlNode *node)
{
  g_autoptr (GString) text = NULL;

  if (node == NULL)
    return g_strdup ("");
  if (node->type != XML_ELEMENT_NODE)
    return collapse (node->content != NULL ? (const char *)node->content : "");

  text = g_string_new (NULL);
  collect_text (node, text);

  return collapse (text->str);
}

/**
 * precept_node_child:
 * @node: (nullable): a node
 * @name: the local name of an element
 *
 * Returns: (transfer none) (nullable): the first child element so named
 */
xmlNode *
precept_node_child (const xmlNode *node,
                    const char    *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  if (node == NULL || node->type != XML_ELEMENT_NODE)
    return NULL;

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (precept_node_is (child, name))
        return child;
    }

  return NULL;
}

/**
 * precept_node_dup_child_text:
 * @node: (nullable): a node
 * @name: the local name of an element
 *
 * Returns: (transfer full) (nullable): the text of the first child element so named, white space collapsed;
 *   %NULL where there is no such element, or no text in it
 */
char *
precept_node_dup_child_text (const xmlNode *node,
                             const char    *name)
{
  const xmlNode   *child = precept_node_child (node, name);
  g_autofree char *text = child != NULL ? precept_node_dup_text (child) : NULL;

  return text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

static xmlNode *
skip_to_element (xmlNode *node)
{
  while (node != NULL && !precept_node_is_ours (node))
    node = node->next;

  return node;
}

/**
 * precept_node_first_element:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the first child that is an element of our namespace
 */
xmlNode *
precept_node_first_element (const xmlNode *node)
{
  return node != NULL && node->type == XML_ELEMENT_NODE ? skip_to_element (node->children) : NULL;
}

/**
 * precept_node_next_element:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the next sibling that is an element of our namespace
 */
xmlNode *
precept_node_next_element (const xmlNode *node)
{
  return node != NULL ? skip_to_element (node->next) : NULL;
}
