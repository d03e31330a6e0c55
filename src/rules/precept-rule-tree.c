/* precept-rule-tree.c: finding criteria in a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-rules-build-private.h"

#include <string.h>

static gboolean
is_any_of (const xmlNode     *node,
           const char *const *names)
{
  return node->type == XML_ELEMENT_NODE && g_strv_contains (names, (const char *)node->name) &&
         precept_node_is (node, (const char *)node->name);
}

gboolean
precept_rule_is_operator (const xmlNode *node)
{
  static const char *const names[] = { "all", "any", "none", "at-least", NULL };

  return is_any_of (node, names);
}

gboolean
precept_rule_is_criteria (const xmlNode *node)
{
  static const char *const names[] = { "age", "diagnosis", "lab", "number-of", "tried", "prescriber", "is", "criterion", NULL };

  return precept_rule_is_operator (node) || is_any_of (node, names);
}

/* The element of our namespace after @node in document order, within @root; NULL: that was the last. */
xmlNode *
precept_rule_next (const xmlNode *node,
                   const xmlNode *root)
{
  xmlNode *next = precept_node_first_element (node);

  while (next == NULL && node != root && node != NULL)
    {
      next = precept_node_next_element (node);
      node = node->parent;
    }

  return next;
}

/* In its own attribute or around it; or by a mark in its title or its text. */
gboolean
precept_rule_has_mandate (const xmlNode *node)
{
  for (const xmlNode *inside = node; inside != NULL; inside = precept_rule_next (inside, node))
    {
      if (precept_node_is (inside, "mandate"))
        return TRUE;
    }

  for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent)
    {
      g_autofree char *mandate = precept_node_dup_attribute (node, "mandate");

      if (g_strcmp0 (mandate, "yes") == 0)
        return TRUE;
    }

  return FALSE;
}

char *
precept_rule_dup_slug (const char *words)
{
  g_autoptr (GString) slug = g_string_new (NULL);

  for (const char *p = words; *p != '\0'; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);
  if (!g_ascii_isalpha (slug->str[0]))
    g_string_prepend (slug, "x-");

  return g_string_free (g_steal_pointer (&slug), FALSE);
}
