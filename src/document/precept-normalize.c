/* precept-normalize.c: brings a tree into the form that a canonical file gives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-tree-private.h"
#include "precept-xml-private.h"

#include <libxml/parserInternals.h>
#include <string.h>

/*
 * After normalizing, a tree is what parsing its canonical file gives: no white space
 * between elements, single spaces in texts and none at their ends, no two text nodes
 * side by side, no CDATA sections, our namespace as the default one. What stands inside
 * elements of other namespaces stays as it is.
 */

typedef struct
{
  gboolean after_space; /* a further space would be the second one, or the first of the text */
  xmlNode *last_space;  /* text node whose last character is a space that nothing follows so far */
} Collapse;

static void
remove_node (xmlNode *node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

/* The text that @node starts, with the text nodes after it, as one node. */
static void
merge_following_text (xmlNode *node)
{
  g_autoptr (GString) content = NULL;

  node->type = XML_TEXT_NODE;
  node->name = xmlStringText;

  if (node->next == NULL || !precept_xml_is_text (node->next))
    return;

  content = g_string_new ((const char *)node->content);
  while (node->next != NULL && precept_xml_is_text (node->next))
    {
      if (node->next->content != NULL)
        g_string_append (content, (const char *)node->next->content);
      remove_node (node->next);
    }
  xmlNodeSetContentLen (node, (const xmlChar *)content->str, content->len);
}

static gboolean
needs_collapsing (const char *text,
                  gboolean    after_space)
{
  for (const char *p = text; *p != '\0'; p++)
    {
      if (!precept_xml_is_space (*p))
        {
          after_space = FALSE;
          continue;
        }
      if (after_space || *p != ' ')
        return TRUE;
      after_space = TRUE;
    }

  return *text == '\0';
}

/* Returns the node after @node, which may be gone. */
static xmlNode *
collapse_text (xmlNode  *node,
               Collapse *state)
{
  xmlNode    *next;
  const char *content;

  merge_following_text (node);
  next = node->next;
  content = node->content != NULL ? (const char *)node->content : "";

  if (needs_collapsing (content, state->after_space))
    {
      g_autoptr (GString) result = g_string_sized_new (strlen (content));
      gboolean after_space = state->after_space;

      for (const char *p = content; *p != '\0'; p++)
        {
          gboolean is_space = precept_xml_is_space (*p);

          if (!is_space)
            g_string_append_c (result, *p);
          else if (!after_space)
            g_string_append_c (result, ' ');
          after_space = is_space;
        }

      if (result->len == 0)
        {
          remove_node (node);
          return next;
        }
      xmlNodeSetContentLen (node, (const xmlChar *)result->str, result->len);
      content = (const char *)node->content;
    }

  state->after_space = content[strlen (content) - 1] == ' ';
  state->last_space = state->after_space ? node : NULL;

  return next;
}

static void
collapse_children (xmlNode  *element,
                   Collapse *state)
{
  xmlNode *child = element->children;

  while (child != NULL)
    {
      if (precept_xml_is_text (child))
        {
          child = collapse_text (child, state);
          continue;
        }
      if (child->type == XML_ELEMENT_NODE)
        {
          if (precept_node_is_foreign (child) || child->children == NULL)
            {
              state->after_space = FALSE;
              state->last_space = NULL;
            }
          else
            {
              collapse_children (child, state);
            }
        }
      child = child->next;
    }
}

static void
collapse_block (xmlNode *element)
{
  Collapse state = { TRUE, NULL };

  collapse_children (element, &state);

  if (state.last_space != NULL)
    {
      gsize length = strlen ((const char *)state.last_space->content);

      if (length == 1)
        remove_node (state.last_space);
      else
        {
          g_autofree char *content = g_strndup ((const char *)state.last_space->content, length - 1);

          xmlNodeSetContent (state.last_space, (const xmlChar *)content);
        }
    }
}

/*
 * precept_normalize_space:
 * @element: an element that is not inside a text
 *
 * Brings the white space in @element and below into the normal form.
 */
void
precept_normalize_space (xmlNode *element)
{
  xmlNode *child;

  if (!precept_node_is_ours (element))
    return;

  if (precept_node_holds_text (element))
    {
      collapse_block (element);
      return;
    }

  child = element->children;
  while (child != NULL)
    {
      xmlNode *next = child->next;

      if (precept_xml_is_text (child))
        remove_node (child);
      else if (child->type == XML_ELEMENT_NODE)
        precept_normalize_space (child);
      child = next;
    }
}

static xmlNs *
find_own_default (const xmlNode *element)
{
  for (xmlNs *ns = element->nsDef; ns != NULL; ns = ns->next)
    {
      if (ns->prefix == NULL)
        return ns;
    }

  return NULL;
}

static gboolean
is_our_namespace (const xmlNs *ns)
{
  return ns != NULL && ns->href != NULL && strcmp ((const char *)ns->href, PRECEPT_NAMESPACE) == 0;
}

static void
unlink_namespace (xmlNode *element,
                  xmlNs   *ns)
{
  xmlNs **link = &element->nsDef;

  while (*link != ns)
    link = &(*link)->next;
  *link = ns->next;
  ns->next = NULL;
}

/* @scope: the default namespace around @element, or NULL. @removed: declarations of ours that were not needed. */
static void
normalize_names (xmlNode   *element,
                 xmlNs     *scope,
                 GPtrArray *removed)
{
  xmlNs *own = find_own_default (element);

  if (own != NULL && is_our_namespace (own) && is_our_namespace (scope))
    {
      unlink_namespace (element, own);
      g_ptr_array_add (removed, own);
      own = NULL;
    }

  if (own == NULL && precept_node_is_ours (element) && !is_our_namespace (scope))
    {
      own = xmlNewNs (element, (const xmlChar *)PRECEPT_NAMESPACE, NULL);
      if (element->nsDef != own)
        {
          unlink_namespace (element, own);
          own->next = element->nsDef;
          element->nsDef = own;
        }
    }

  if (own != NULL)
    scope = own;
  if (precept_node_is_ours (element) && is_our_namespace (scope))
    element->ns = scope;

  for (xmlNode *child = element->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        normalize_names (child, scope, removed);
    }
}

/*
 * precept_normalize_namespaces:
 * @element: an element in a tree
 *
 * Makes our namespace the default one, without declaring it where it already is.
 */
void
precept_normalize_namespaces (xmlNode *element)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new_with_free_func ((GDestroyNotify)xmlFreeNs);
  xmlNs *scope = NULL;

  if (element->parent != NULL && element->parent->type == XML_ELEMENT_NODE)
    scope = xmlSearchNs (element->doc, element->parent, NULL);

  normalize_names (element, scope, removed);
}

/*
 * precept_normalize_tree:
 * @tree: a parsed guideline
 *
 * Brings a whole tree into the normal form.
 */
void
precept_normalize_tree (xmlDoc *tree)
{
  xmlNode *root = xmlDocGetRootElement (tree);

  precept_normalize_namespaces (root);
  precept_normalize_space (root);
}
