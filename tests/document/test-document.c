/* test-document.c: reading a guideline and finding things in it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-document-tree.h"

#include <string.h>

#define OPEN "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\">"

static PreceptDocument *
read_document (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);

  return document;
}

static void
test_find (void)
{
  g_autoptr (PreceptDocument) document = read_document (
    OPEN "<metadata><title> A  title\n of <em>one</em> </title></metadata>"
         "<summary id=\"s\"><p id=\"p-1\">Some <em>text</em> here</p><!--c--><p>No id</p></summary></guideline>");
  static const struct
  {
    const char *path;
    const char *text; /* NULL: nothing there */
    const char *canonical_path;
  } cases[] = {
    { "", "A title of one Some text here No id", "g" },
    { "g", "A title of one Some text here No id", "g" },
    { "g/0/0", "A title of one", "g/0/0" },
    { "/0/0/1", "one", "g/0/0/1" },
    { "s", "Some text here No id", "s" },
    { "g/1", "Some text here No id", "s" },
    { "s/0/1", "text", "p-1/1" },
    { "p-1/2", "here", "p-1/2" },
    { "s/1", "c", "s/1" },
    { "s/2/0", "No id", "s/2/0" },
    { "s/3", NULL, NULL },
    { "s/2/0/0", NULL, NULL },
    { "p-9", NULL, NULL },
    { "s/", NULL, NULL },
    { "s/x", NULL, NULL },
    { "s/-1", NULL, NULL },
    { "s/0x", NULL, NULL },
    { "s//0", NULL, NULL },
    { "s/99999999999999999999999", NULL, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      xmlNode         *node = precept_document_find_path (document, cases[i].path);
      g_autofree char *text = precept_document_dup_text (document, cases[i].path);

      g_test_message ("path “%s”", cases[i].path);
      g_assert_cmpstr (text, ==, cases[i].text);
      if (node != NULL)
        {
          g_autofree char *path = precept_document_dup_path (document, node);

          g_assert_cmpstr (path, ==, cases[i].canonical_path);
        }
    }

  g_assert_cmpstr (precept_document_get_title (document), ==, "A title of one");
  g_assert_cmpstr (precept_document_get_language (document), ==, "en-US");
  g_assert_true (precept_document_has_id (document, "p-1"));
  g_assert_false (precept_document_has_id (document, "p-2"));
}

static void
test_repeated_ids (void)
{
  g_autoptr (PreceptDocument) document = read_document (
    OPEN "<summary id=\"s\"><p id=\"a\">1</p><p id=\"a\">2</p><p id=\"a/b\">3</p></summary></guideline>");
  xmlNode         *second = precept_node_next_element (precept_document_find (document, "a"));
  g_autofree char *path = precept_document_dup_path (document, second);
  g_autofree char *text = precept_document_dup_text (document, "a");

  g_assert_cmpstr (text, ==, "1");
  g_assert_cmpstr (path, ==, "s/1");
  g_assert_false (precept_document_has_id (document, "a/b"));
}

static void
test_take_tree (void)
{
  xmlDoc  *tree = xmlNewDoc (BAD_CAST "1.0");
  xmlNode *root = xmlNewDocNode (tree, NULL, BAD_CAST "guideline", NULL);
  xmlNs   *ns = xmlNewNs (root, BAD_CAST PRECEPT_NAMESPACE, BAD_CAST "g");
  xmlNode *summary;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptDocument) copy = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) copy_bytes = NULL;
  g_autoptr (GError) error = NULL;

  xmlDocSetRootElement (tree, root);
  xmlSetNs (root, ns);
  summary = xmlNewChild (root, ns, BAD_CAST "summary", NULL);
  xmlNewTextChild (summary, ns, BAD_CAST "p", BAD_CAST " a  < b ");

  document = precept_document_new_take_tree (tree, &error);
  g_assert_no_error (error);
  bytes = precept_document_serialize (document);
  g_assert_nonnull (strstr (g_bytes_get_data (bytes, NULL), "\n    <p>a &lt; b</p>\n"));

  copy = precept_document_copy (document);
  copy_bytes = precept_document_serialize (copy);
  g_assert_true (g_bytes_equal (bytes, copy_bytes));
}

static void
test_take_bad_tree (void)
{
  xmlDoc  *tree = xmlNewDoc (BAD_CAST "1.0");
  xmlNode *root = xmlNewDocNode (tree, NULL, BAD_CAST "guideline", NULL);
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  xmlDocSetRootElement (tree, root);
  xmlSetNs (root, xmlNewNs (root, BAD_CAST PRECEPT_NAMESPACE, NULL));
  xmlNewTextChild (root, root->ns, BAD_CAST "title", BAD_CAST "a\vb");

  document = precept_document_new_take_tree (tree, &error);
  g_assert_null (document);
  g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "U+000B"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/document/find", test_find);
  g_test_add_func ("/precept/document/repeated-ids", test_repeated_ids);
  g_test_add_func ("/precept/document/take-tree", test_take_tree);
  g_test_add_func ("/precept/document/take-bad-tree", test_take_bad_tree);

  return g_test_run ();
}
