/* precept-canonical.c: a tree as text, the one way a guideline is written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-canonical.h"

#include "precept-grammar.h"
#include "precept-tree-private.h"
#include "precept-xml-private.h"

#include <string.h>

/*
 * UTF-8, "\n", two spaces a level. An element that holds text is one line, whatever is
 * in it; every other element, comment or processing instruction starts its own line.
 * Attributes of our elements come in the grammar's order, then others by name; those
 * of foreign elements, and everything inside them, stay as they stand.
 *
 * libxml2's own writer is not used: it knows no order of attributes, breaks lines
 * inside texts and writes characters that it can't read again.
 */

typedef struct
{
  const xmlAttr *attribute;
  guint          rank; /* place in the grammar's order; G_MAXUINT: not in it */
} RankedAttribute;

static void write_node (const xmlNode *node, GString *out);

static void
append_escaped (GString    *out,
                const char *text,
                gboolean    in_attribute)
{
  const char *start = text;
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      const char *replacement = NULL;

      switch (*p)
        {
        case '&':
          replacement = "&amp;";
          break;
        case '<':
          replacement = "&lt;";
          break;
        case '>':
          replacement = "&gt;";
          break;
        case '\r':
          replacement = "&#13;";
          break;
        case '"':
          replacement = in_attribute ? "&quot;" : NULL;
          break;
        case '\t':
          replacement = in_attribute ? "&#9;" : NULL;
          break;
        case '\n':
          replacement = in_attribute ? "&#10;" : NULL;
          break;
        default:
          break;
        }

      if (replacement != NULL)
        {
          g_string_append_len (out, start, p - start);
          g_string_append (out, replacement);
          start = p + 1;
        }
    }

  g_string_append_len (out, start, p - start);
}

static void
append_qname (GString       *out,
              const xmlNs   *ns,
              const xmlChar *name)
{
  if (ns != NULL && ns->prefix != NULL)
    {
      g_string_append (out, (const char *)ns->prefix);
      g_string_append_c (out, ':');
    }
  g_string_append (out, (const char *)name);
}

static void
write_namespaces (const xmlNode *element,
                  GString       *out)
{
  for (const xmlNs *ns = element->nsDef; ns != NULL; ns = ns->next)
    {
      g_string_append (out, ns->prefix != NULL ? " xmlns:" : " xmlns");
      if (ns->prefix != NULL)
        g_string_append (out, (const char *)ns->prefix);
      g_string_append (out, "=\"");
      if (ns->href != NULL)
        append_escaped (out, (const char *)ns->href, TRUE);
      g_string_append_c (out, '"');
    }
}

static void
write_attribute (const xmlAttr *attribute,
                 GString       *out)
{
  const xmlNode *value = attribute->children;

  g_string_append_c (out, ' ');
  append_qname (out, attribute->ns, attribute->name);
  g_string_append (out, "=\"");
  if (value != NULL && value->next == NULL && value->type == XML_TEXT_NODE && value->content != NULL)
    {
      append_escaped (out, (const char *)value->content, TRUE);
    }
  else if (value != NULL)
    {
      g_autoptr (PreceptXmlString) text = xmlNodeListGetString (attribute->doc, value, 1);

      if (text != NULL)
        append_escaped (out, (const char *)text, TRUE);
    }
  g_string_append_c (out, '"');
}

static guint
rank_attribute (const xmlAttr     *attribute,
                const char *const *order)
{
  gboolean is_xml = attribute->ns != NULL && xmlStrEqual (attribute->ns->href, XML_XML_NAMESPACE);

  if ((attribute->ns != NULL && !is_xml) || order == NULL)
    return G_MAXUINT;

  for (guint i = 0; order[i] != NULL; i++)
    {
      const char *name = order[i];

      if (g_str_has_prefix (name, "xml:") != is_xml)
        continue;
      if (is_xml)
        name += strlen ("xml:");
      if (strcmp (name, (const char *)attribute->name) == 0)
        return i;
    }

  return G_MAXUINT;
}

static int
compare_attributes (gconstpointer a,
                    gconstpointer b)
{
  const RankedAttribute *left = a;
  const RankedAttribute *right = b;
  const char            *left_href;
  const char            *right_href;
  int                    order;

  if (left->rank != right->rank)
    return left->rank < right->rank ? -1 : 1;

  left_href = left->attribute->ns != NULL ? (const char *)left->attribute->ns->href : NULL;
  right_href = right->attribute->ns != NULL ? (const char *)right->attribute->ns->href : NULL;
  order = g_strcmp0 (left_href, right_href);

  return order != 0 ? order : strcmp ((const char *)left->attribute->name, (const char *)right->attribute->name);
}

static void
write_own_attributes (const xmlNode *element,
                      GString       *out)
{
  g_autoptr (GArray) ranked = NULL;
  const char *const *order;

  if (element->properties == NULL)
    return;
  if (element->properties->next == NULL)
    {
      write_attribute (element->properties, out);
      return;
    }

  order = precept_grammar_get_attributes (precept_grammar_get (), (const char *)element->name);
  ranked = g_array_new (FALSE, FALSE, sizeof (RankedAttribute));
  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      RankedAttribute item = { attribute, rank_attribute (attribute, order) };

      g_array_append_val (ranked, item);
    }

  g_array_sort (ranked, compare_attributes);
  for (guint i = 0; i < ranked->len; i++)
    write_attribute (g_array_index (ranked, RankedAttribute, i).attribute, out);
}

static void
write_open_tag (const xmlNode *element,
                GString       *out)
{
  g_string_append_c (out, '<');
  append_qname (out, element->ns, element->name);
  write_namespaces (element, out);

  if (precept_node_is_ours (element))
    {
      write_own_attributes (element, out);
    }
  else
    {
      for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
        write_attribute (attribute, out);
    }

  g_string_append (out, element->children == NULL ? "/>" : ">");
}

static void
write_close_tag (const xmlNode *element,
                 GString       *out)
{
  g_string_append (out, "</");
  append_qname (out, element->ns, element->name);
  g_string_append_c (out, '>');
}

/* Writes @node and all in it on one line, as it stands. */
static void
write_node (const xmlNode *node,
            GString       *out)
{
  switch ((int)node->type)
    {
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
      if (node->content != NULL)
        append_escaped (out, (const char *)node->content, FALSE);
      break;

    case XML_COMMENT_NODE:
      g_string_append (out, "<!--");
      if (node->content != NULL)
        g_string_append (out, (const char *)node->content);
      g_string_append (out, "-->");
      break;

    case XML_PI_NODE:
      g_string_append (out, "<?");
      g_string_append (out, (const char *)node->name);
      if (node->content != NULL && *node->content != '\0')
        {
          g_string_append_c (out, ' ');
          g_string_append (out, (const char *)node->content);
        }
      g_string_append (out, "?>");
      break;

    case XML_ELEMENT_NODE:
      write_open_tag (node, out);
      if (node->children != NULL)
        {
          for (const xmlNode *child = node->children; child != NULL; child = child->next)
            write_node (child, out);
          write_close_tag (node, out);
        }
      break;

    default:
      break;
    }
}

static void
indent (GString *out,
        guint    level)
{
  for (guint i = 0; i < level; i++)
    g_string_append_len (out, "  ", 2);
}

/* Writes @node and all in it, each element that holds no text on lines of its own. */
static void
write_lines (const xmlNode *node,
             guint          level,
             GString       *out)
{
  indent (out, level);

  if (!precept_node_is_ours (node) || node->children == NULL || precept_node_holds_text (node))
    {
      write_node (node, out);
      g_string_append_c (out, '\n');
      return;
    }

  write_open_tag (node, out);
  g_string_append_c (out, '\n');
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    write_lines (child, level + 1, out);
  indent (out, level);
  write_close_tag (node, out);
  g_string_append_c (out, '\n');
}

/*
 * precept_canonical_write:
 * @tree: a normalized tree
 *
 * Returns: (transfer full): the bytes of the file
 */
GBytes *
precept_canonical_write (const xmlDoc *tree)
{
  GString *out = g_string_sized_new (64 * 1024);
  gsize    length;

  g_string_append (out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  for (const xmlNode *node = tree->children; node != NULL; node = node->next)
    write_lines (node, 0, out);

  length = out->len;

  return g_bytes_new_take (g_string_free (out, FALSE), length);
}

/*
 * precept_canonical_dup_nodes:
 * @first: (nullable): a node
 * @n_nodes: how many siblings to write, counting @first
 *
 * Returns: (transfer full): the nodes as XML, to be put back where the same namespaces are declared
 */
char *
precept_canonical_dup_nodes (const xmlNode *first,
                             guint          n_nodes)
{
  GString *out = g_string_new (NULL);

  for (const xmlNode *node = first; node != NULL && n_nodes > 0; node = node->next, n_nodes--)
    write_node (node, out);

  return g_string_free (out, FALSE);
}

char *
precept_canonical_dup_content (const xmlNode *element)
{
  return precept_canonical_dup_nodes (element->children, G_MAXUINT);
}

/*
 * precept_canonical_escape:
 * @text: characters
 *
 * Returns: (transfer full): @text as XML content
 */
char *
precept_canonical_escape (const char *text)
{
  GString *out = g_string_sized_new (strlen (text));

  append_escaped (out, text, FALSE);

  return g_string_free (out, FALSE);
}

/*
 * precept_canonical_escape_attribute:
 * @value: characters
 *
 * Returns: (transfer full): @value as the value of an attribute, without quotes around it
 */
char *
precept_canonical_escape_attribute (const char *value)
{
  GString *out = g_string_sized_new (strlen (value));

  append_escaped (out, value, TRUE);

  return g_string_free (out, FALSE);
}
