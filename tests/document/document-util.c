/* document-util.c: what several tests of documents need
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"

#include "precept-grammar-tree.h"

#include <string.h>

PreceptDocument *
util_read (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);

  return document;
}

char *
util_write (PreceptDocument *document)
{
  g_autoptr (GBytes) bytes = precept_document_serialize (document);
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  return g_strndup (data, size);
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static void
dump_node (const xmlNode *node,
           guint          level,
           GString       *out)
{
  g_autoptr (GPtrArray) attributes = g_ptr_array_new_with_free_func (g_free);

  g_string_append_printf (out, "%*s%d %s", (int)level, "", node->type, node->name != NULL ? (const char *)node->name : "");
  if (node->type != XML_ELEMENT_NODE)
    {
      g_string_append_printf (out, " “%s”\n", node->content != NULL ? (const char *)node->content : "");
      return;
    }

  g_string_append_printf (out, " {%s}%s", node->ns != NULL ? (const char *)node->ns->href : "",
                          node->ns != NULL && node->ns->prefix != NULL ? (const char *)node->ns->prefix : "");
  for (const xmlNs *ns = node->nsDef; ns != NULL; ns = ns->next)
    g_string_append_printf (out, " xmlns:%s=%s", ns->prefix != NULL ? (const char *)ns->prefix : "", (const char *)ns->href);

  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

      g_ptr_array_add (attributes, g_strdup_printf (" {%s}%s=“%s”", attribute->ns != NULL ? (const char *)attribute->ns->href : "",
                                                    (const char *)attribute->name, value != NULL ? (const char *)value : ""));
      xmlFree (value);
    }
  g_ptr_array_sort (attributes, compare_strings);
  for (guint i = 0; i < attributes->len; i++)
    g_string_append (out, g_ptr_array_index (attributes, i));
  g_string_append_c (out, '\n');

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      /* The links of the list, and no two texts side by side. */
      g_assert_true (child->parent == node && child->doc == node->doc);
      g_assert_true (child->next != NULL ? child->next->prev == child : node->last == child);
      g_assert_true (child->prev != NULL || node->children == child);
      g_assert_false (child->type == XML_TEXT_NODE && child->next != NULL && child->next->type == XML_TEXT_NODE);
      dump_node (child, level + 1, out);
    }
}

char *
util_dump (PreceptDocument *document)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const xmlNode *node = precept_document_get_root (document)->doc->children; node != NULL; node = node->next)
    dump_node (node, 0, out);

  return g_strdup (out->str);
}

static gboolean
is_inside_foreign (const xmlNode *node)
{
  for (const xmlNode *n = node; n != NULL && n->type == XML_ELEMENT_NODE; n = n->parent)
    {
      if (n->ns == NULL || strcmp ((const char *)n->ns->href, PRECEPT_NAMESPACE) != 0)
        return TRUE;
    }

  return FALSE;
}

static void
check_node (PreceptDocument *document,
            xmlNode         *node,
            GHashTable      *ids)
{
  g_autofree char *path = precept_document_dup_path (document, node);
  g_autofree char *id = NULL;

  g_assert_true (precept_document_find_path (document, path) == node);

  if (node->type != XML_ELEMENT_NODE)
    return;

  /* Each name's prefix means the same here as where it came from. */
  if (node->ns != NULL)
    g_assert_true (xmlSearchNs (node->doc, node, node->ns->prefix) == node->ns);

  id = is_inside_foreign (node) ? NULL : precept_node_dup_attribute (node, "id");
  if (id != NULL && *id != '\0' && strchr (id, '/') == NULL && g_hash_table_add (ids, g_strdup (id)))
    g_assert_true (precept_document_find (document, id) == node);

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    check_node (document, child, ids);
}

void
util_check (PreceptDocument *document)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = util_write (document);
  g_autofree char *dump = util_dump (document);
  g_autofree char *again_text = NULL;
  g_autofree char *again_dump = NULL;
  g_autoptr (PreceptDocument) again = util_read (text);

  again_text = util_write (again);
  again_dump = util_dump (again);
  g_assert_cmpstr (text, ==, again_text);
  g_assert_cmpstr (dump, ==, again_dump);
  check_node (document, precept_document_get_root (document), ids);
}

static const char *
pick (const char *const *choices,
      guint              n_choices)
{
  return choices[g_test_rand_int_range (0, n_choices)];
}

#define PICK(array) pick (array, G_N_ELEMENTS (array))

static gboolean
one_in (int n)
{
  return g_test_rand_int_range (0, n) == 0;
}

static void
append_words (GString *out)
{
  static const char *const words[] = {
    "a", "patient", " ", "  ", "\n ", "\t", "&amp;", "&lt;", "]]&gt;", "ünï", "&#13;", "\xC2\xA0", "β", "10 &gt; 9",
    "<![CDATA[ <raw> ]]>", " end", "start ", "\xF0\x9F\x92\x8A", "\"", "'"
  };
  int count = g_test_rand_int_range (0, 5);

  for (int i = 0; i < count; i++)
    g_string_append (out, PICK (words));
}

static void
append_foreign (GString *out)
{
  static const char *const foreign[] = {
    "<x:note xmlns:x=\"urn:x\" b=\"1\" a=\"2\"> <x:in>  kept  </x:in>\n </x:note>",
    "<other xmlns=\"urn:other\" id=\"p1\"><in/>t</other>",
    "<other xmlns=\"\"/>",
    "<other xmlns=\"urn:other\"><p xmlns=\"urn:precept:guideline:1\" id=\"p2\"> ours inside </p></other>",
    "<r:mark/>",
    "<r:mark r:a=\"1\" a=\"&quot;&#10;\">  <em>x</em> </r:mark>",
  };

  g_string_append (out, PICK (foreign));
}

static void
append_misc (GString *out)
{
  static const char *const misc[] = { "<!--c-->", "<!-- two\n  lines -->", "<?pi some data?>", "<?pi?>" };

  g_string_append (out, PICK (misc));
}

static void
append_id (GString *out)
{
  if (one_in (3))
    return;

  if (one_in (30))
    g_string_append (out, " id=\"twice\"");
  else
    g_string_append_printf (out, " id=\"n%x\"", (guint)g_test_rand_int ());
}

static void
append_inline (GString *out,
               guint    depth)
{
  static const char *const marks[] = { "em", "strong", "sup", "sub", "link", "term" };
  int                      count = g_test_rand_int_range (0, 5);

  for (int i = 0; i < count; i++)
    {
      int kind = g_test_rand_int_range (0, 14);

      if (kind < 7)
        {
          append_words (out);
        }
      else if (kind < 10 && depth < 3)
        {
          const char *mark = PICK (marks);

          g_string_append_printf (out, "<%s%s>", mark, strcmp (mark, "link") == 0 ? " href=\"https://a.org/?b&amp;c\"" : "");
          append_inline (out, depth + 1);
          g_string_append_printf (out, "</%s>", mark);
        }
      else if (kind == 10)
        g_string_append (out, "<cite ref=\"r1 r2\"/>");
      else if (kind == 11)
        g_string_append (out, "<mandate/>");
      else if (kind == 12)
        append_misc (out);
      else if (kind == 13)
        append_foreign (out);
    }
}

static void
append_blocks (GString *out,
               guint    depth)
{
  static const char *const containers[] = { "list", "item", "section", "note", "unknown", "summary" };
  static const char *const leaves[] = { "p", "title", "reference" };
  int                      count = g_test_rand_int_range (0, 5);

  for (int i = 0; i < count; i++)
    {
      int kind = g_test_rand_int_range (0, 20);

      if (one_in (2))
        g_string_append (out, "\n  ");
      if (kind < 10 || (kind < 16 && depth >= 4))
        {
          const char *name = PICK (leaves);

          g_string_append_printf (out, "<%s", name);
          append_id (out);
          g_string_append (out, one_in (4) ? " zeta=\"1\" alpha=\"2\" kind=\"k\">" : ">");
          append_inline (out, 0);
          g_string_append_printf (out, "</%s>", name);
        }
      else if (kind < 16)
        {
          const char *name = PICK (containers);

          g_string_append_printf (out, "<%s", name);
          append_id (out);
          g_string_append_c (out, '>');
          append_blocks (out, depth + 1);
          g_string_append_printf (out, "</%s>", name);
        }
      else if (kind == 16)
        append_misc (out);
      else if (kind == 17)
        append_foreign (out);
      else if (kind == 18 && one_in (3))
        append_words (out);
    }
}

char *
util_random_document (void)
{
  GString *out = g_string_new ("<?xml version=\"1.0\"?>");

  if (one_in (3))
    g_string_append (out, "<!-- before --> <?before it?>");
  g_string_append (out, one_in (6) ? "<g:guideline xmlns:g=\"urn:precept:guideline:1\" xmlns:r=\"urn:r\" id=\"g\"><g:summary id=\"s\">"
                                   : "<guideline r:x=\"y\" xml:lang=\"en\" id=\"g\" xmlns:r=\"urn:r\" xmlns=\"urn:precept:guideline:1\">");
  if (strstr (out->str, "<g:") != NULL)
    {
      g_string_append (out, "<g:p> a <g:em> b </g:em></g:p></g:summary></g:guideline>");
    }
  else
    {
      append_blocks (out, 0);
      append_blocks (out, 0);
      g_string_append (out, "</guideline>");
    }
  if (one_in (3))
    g_string_append (out, "\n\n<!-- after -->\n");

  return g_string_free (out, FALSE);
}

static void
collect (xmlNode   *node,
         GPtrArray *nodes)
{
  g_ptr_array_add (nodes, node);
  if (node->type != XML_ELEMENT_NODE)
    return;
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    collect (child, nodes);
}

static xmlNode *
pick_node (GPtrArray *nodes)
{
  return g_ptr_array_index (nodes, g_test_rand_int_range (0, nodes->len));
}

static char *
dup_random_fragment (xmlNode *parent)
{
  static const char *const bad[] = { "<p>", "</p>", "&nbsp;", "a\vb", "<q:r/>", "</fragment><fragment>", "<!DOCTYPE a>", "\xFF" };
  GString                 *out = g_string_new (NULL);

  if (one_in (25))
    g_string_append (out, PICK (bad));
  else if (parent != NULL && (precept_node_is (parent, "p") || precept_node_is (parent, "em") || one_in (10)))
    append_inline (out, 0);
  else
    append_blocks (out, 3);

  return g_string_free (out, FALSE);
}

static PreceptStep *
random_step (PreceptDocument *document,
             GPtrArray       *nodes)
{
  static const char *const names[] = { "kind", "id", "zeta", "alpha", "xml:lang", "ref", "bad name", "xmlns" };
  static const char *const values[] = { "one", "", "a\n\tb \"q\" <&>", "twice", "fr" };
  xmlNode                 *node = pick_node (nodes);
  xmlNode                 *other = pick_node (nodes);
  g_autofree char         *path = precept_document_dup_path (document, node);
  g_autofree char         *other_path = precept_document_dup_path (document, other);
  g_autofree char         *xml = dup_random_fragment (node);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_children = 0;
  guint position;

  if (node->type == XML_ELEMENT_NODE)
    {
      for (xmlNode *child = node->children; child != NULL; child = child->next)
        n_children++;
    }
  position = g_test_rand_int_range (0, n_children + 1 + (one_in (20) ? 1 : 0));

  switch (g_test_rand_int_range (0, 9))
    {
    case 0:
    case 1:
      return precept_step_new_insert (path, position, xml);
    case 2:
      return precept_step_new_remove (path, position, g_test_rand_int_range (1, MAX (2, (int)n_children - (int)position + 1)));
    case 3:
      return precept_step_new_replace (path, xml);
    case 4:
    case 5:
      return precept_step_new_move (path, other_path, g_test_rand_int_range (0, 3));
    case 6:
      return precept_step_new_set_content (path, xml);
    case 7:
      append_words (text);
      return precept_step_new_set_text (path, text->str);
    default:
      return precept_step_new_set_attribute (path, PICK (names), one_in (4) ? NULL : PICK (values));
    }
}

PreceptStepGroup *
util_random_group (PreceptDocument *document)
{
  g_autoptr (GPtrArray) nodes = g_ptr_array_new ();
  PreceptStepGroup *group = precept_step_group_new ("Random");
  int               count = one_in (2) ? 1 : g_test_rand_int_range (1, 4);

  collect (precept_document_get_root (document), nodes);
  for (int i = 0; i < count; i++)
    precept_step_group_add (group, random_step (document, nodes));
  if (one_in (3))
    precept_step_group_set_merge_key (group, "key");

  return group;
}

void
util_check_valid (PreceptDocument *document)
{
  util_check (document);
  for (xmlNode *part = precept_node_first_element (precept_document_get_root (document)); part != NULL; part = precept_node_next_element (part))
    {
      g_autofree char *text = NULL;

      if (precept_node_is (part, "review") || precept_grammar_is_tree_right (precept_grammar_get (), part))
        continue;
      text = util_write (document);
      g_error ("“%s” is not right any more:\n%s", (const char *)part->name, text);
    }
}

void
util_check_edit (PreceptDocument   *document,
                 PreceptStepGroup  *group,
                 GError            *error,
                 const char *const *expected)
{
  g_autofree char *before = util_write (document);
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *redone = NULL;
  GError          *failure = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (group);
  precept_document_apply (document, group, &failure);
  g_assert_no_error (failure);
  precept_step_group_unref (group);
  util_check_valid (document);
  after = util_write (document);
  for (guint i = 0; expected[i] != NULL; i++)
    {
      gboolean absent = *expected[i] == '!';

      if ((strstr (after, expected[i] + absent) != NULL) == absent)
        g_error ("expected %s\nin %s", expected[i], after);
    }
  g_free (precept_document_undo (document));
  undone = util_write (document);
  g_assert_cmpstr (undone, ==, before);
  g_free (precept_document_redo (document));
  redone = util_write (document);
  g_assert_cmpstr (redone, ==, after);
}
