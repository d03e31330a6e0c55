/* test-import-html.c: what programs put on the clipboard, beside the blocks that it becomes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Run with the name of a file, it prints what the import makes of it.
 */
#include "precept-import-html.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

#include "precept-document-tree.h"
#include "precept-grammar-tree.h"

static char *
read_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  gsize size = 0;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);
  return g_str_has_suffix (path, ".html") ? precept_import_html (contents, size) : precept_import_plain_text (contents, size);
}

static void
test_golden (gconstpointer data)
{
  const char      *path = data;
  g_autofree char *expected_path = g_strconcat (path, ".xml", NULL);
  g_autofree char *expected = NULL;
  g_autofree char *got = read_file (path);
  g_auto (GStrv) a = NULL;
  g_auto (GStrv) b = NULL;
  guint i = 0;

  if (!g_file_get_contents (expected_path, &expected, NULL, NULL))
    {
      g_test_message ("%s is missing; it would be:\n%s", expected_path, got);
      g_test_fail ();
      return;
    }
  if (g_str_equal (got, expected))
    return;
  a = g_strsplit (expected, "\n", -1);
  b = g_strsplit (got, "\n", -1);
  while (a[i] != NULL && g_strcmp0 (a[i], b[i]) == 0)
    i++;
  g_test_message ("%s, line %u:\n- %s\n+ %s", expected_path, i + 1, a[i] != NULL ? a[i] : "(end)", b[i] != NULL ? b[i] : "(end)");
  g_test_fail ();
}

/* Random HTML. */

typedef struct
{
  GString *html;
  GString *words; /* that have to come out, in order */
  guint    n_words;
} Page;

static void
add_words (Page *page)
{
  guint n = g_test_rand_int_range (0, 4);

  for (guint i = 0; i < n; i++)
    {
      static const char *const spaces[] = { " ", "\n", "&nbsp;", " &nbsp; ", "\t" };

      page->n_words++;
      g_string_append_printf (page->html, "%sw%u%s", spaces[g_test_rand_int_range (0, G_N_ELEMENTS (spaces))], page->n_words,
                              spaces[g_test_rand_int_range (0, G_N_ELEMENTS (spaces))]);
      g_string_append_printf (page->words, "w%u ", page->n_words);
    }
}

static void
add_random (Page *page, guint depth)
{
  static const char *const elements[] = {
    "p", "div", "b", "i", "span", "sup", "a href='https://example.org/'", "ul", "ol", "li", "table", "tr", "td", "th", "h1", "h3", "br", "o:p", "blockquote",
    "p class=MsoListParagraph style='mso-list:l0 level1 lfo1'", "p style='mso-list:l0 level3 lfo1'", "font", "pre", "section", "caption", "tbody", "dl", "dd", "unknown",
    "b style='font-weight:normal'", "center", "thead"
  };

  for (guint i = g_test_rand_int_range (0, 4); i > 0; i--)
    {
      const char      *element = elements[g_test_rand_int_range (0, G_N_ELEMENTS (elements))];
      g_autofree char *name = g_strndup (element, strcspn (element, " "));

      add_words (page);
      g_string_append_printf (page->html, "<%s>", element);
      if (depth < 5)
        add_random (page, depth + 1);
      if (g_test_rand_int_range (0, 12) > 0)
        g_string_append_printf (page->html, "</%s>", name);
      if (g_test_rand_int_range (0, 15) == 0)
        g_string_append (page->html, "<!--[if gte mso 9]><xml>never seen</xml><![endif]-->");
      add_words (page);
    }
}

/* A document around the fragment, with ids, so that the grammar can judge it. */
static void
add_ids (xmlNode *node, guint *number)
{
  static const char *const named[] = { "p", "list", "item", "table", "row", "cell", NULL };

  for (; node != NULL; node = node->next)
    {
      if (node->type != XML_ELEMENT_NODE)
        continue;
      if (g_strv_contains (named, (const char *)node->name))
        {
          g_autofree char *id = g_strdup_printf ("x%u", (*number)++);

          xmlSetProp (node, BAD_CAST "id", BAD_CAST id);
        }
      if (g_str_equal ((const char *)node->name, "title") && xmlHasProp (node, BAD_CAST "level"))
        {
          xmlNodeSetName (node, BAD_CAST "p");
          xmlUnsetProp (node, BAD_CAST "level");
          xmlSetProp (node, BAD_CAST "id", BAD_CAST "heading");
        }
      add_ids (node->children, number);
    }
}

static void
collect (xmlNode *node, GString *words)
{
  for (; node != NULL; node = node->next)
    {
      if (node->type == XML_TEXT_NODE)
        g_string_append (words, (const char *)node->content);
      collect (node->children, words);
      if (node->type == XML_ELEMENT_NODE)
        {
          static const char *const blocks[] = { "p", "title", "caption", NULL };

          if (g_strv_contains (blocks, (const char *)node->name))
            g_string_append_c (words, ' ');
        }
    }
}

static void
remove_blanks (xmlNode *part)
{
  xmlNode *next;

  for (xmlNode *node = part->children; node != NULL; node = next)
    {
      next = node->next;
      if (node->type == XML_TEXT_NODE)
        {
          xmlUnlinkNode (node);
          xmlFreeNode (node);
        }
    }
}

static int
compare_words (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

/* The words of a text, sorted: a table may put stray ones into another order. */
static char *
dup_sorted (const char *text)
{
  g_autofree char *spaced = g_strdup (text);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_auto (GStrv) pieces = NULL;

  for (char *at = strstr (spaced, "\302\240"); at != NULL; at = strstr (at, "\302\240"))
    at[0] = at[1] = ' ';
  pieces = g_strsplit_set (spaced, " \n\t", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (*pieces[i] != '\0')
        g_ptr_array_add (words, pieces[i]);
    }
  g_ptr_array_sort (words, compare_words);
  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **)words->pdata);
}

static void
test_no_word_lost (void)
{
  const char *more = g_getenv ("PRECEPT_TEST_ROUNDS");
  guint       n_rounds = more != NULL ? atoi (more) : 300;

  g_test_summary ("However its HTML is built, every word of a page comes out, in blocks that the grammar knows");

  for (guint round = 0; round < n_rounds; round++)
    {
      Page             page = { g_string_new (NULL), g_string_new (NULL), 0 };
      g_autofree char *fragment = NULL;
      g_autofree char *wrapped = NULL;
      g_autofree char *expected = NULL;
      g_autofree char *got = NULL;
      g_autoptr (GString) words = g_string_new (NULL);
      xmlDoc  *tree;
      xmlNode *part;
      guint    number = 0;

      add_random (&page, 0);
      fragment = precept_import_html (page.html->str, -1);
      g_strdelimit (fragment, "\n", ' ');
      wrapped = g_strdup_printf ("<section xmlns=\"" PRECEPT_NAMESPACE "\" id=\"s\"><title>T</title>%s</section>", fragment);
      tree = xmlReadMemory (wrapped, strlen (wrapped), NULL, NULL, 0);
      if (tree == NULL)
        g_error ("No XML: %s\nfrom %s", fragment, page.html->str);
      part = xmlDocGetRootElement (tree);
      collect (part->children->next, words);
      expected = dup_sorted (page.words->str);
      got = dup_sorted (words->str);
      if (!g_str_equal (expected, got))
        g_error ("of the words\n%s\nthere are\n%s\nfrom\n%s\nin\n%s", expected, got, page.html->str, fragment);
      remove_blanks (part);
      add_ids (part->children->next, &number);
      if (!precept_grammar_is_tree_right (precept_grammar_get (), part))
        g_error ("not valid: %s\nfrom %s", fragment, page.html->str);
      xmlFreeDoc (tree);
      g_string_free (page.html, TRUE);
      g_string_free (page.words, TRUE);
    }
}

static void
test_odd_input (void)
{
  static const char utf16[] = "\xff\xfe<\0b\0>\0h\0i\0<\0/\0b\0>\0";
  g_autofree char  *converted = precept_import_html (utf16, sizeof utf16 - 1);
  g_autofree char  *windows = precept_import_html ("Version:0.9\r\nStartHTML:00000097\r\n<html><body><!--StartFragment-->hi<!--EndFragment--></body></html>", -1);
  g_autofree char  *empty = precept_import_html ("", 0);
  g_autofree char  *torn = precept_import_html ("<p>a<!-- no end", -1);
  g_autofree char  *bytes = precept_import_html ("<p>\xff\xfe\x01zero</p>", -1);
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *flat = NULL;

  g_assert_cmpstr (converted, ==, "<p><strong>hi</strong></p>\n");
  g_assert_cmpstr (windows, ==, "<p>hi</p>\n");
  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (torn, ==, "<p>a</p>\n");
  g_assert_nonnull (strstr (bytes, "zero"));
  for (guint i = 0; i < 5000; i++)
    g_string_append (deep, "<div><ul><li>");
  g_string_append (deep, "bottom");
  flat = precept_import_html (deep->str, -1);
  g_assert_nonnull (flat);
}

int
main (int argc, char **argv)
{
  const char      *source = g_getenv ("PRECEPT_SOURCE_DIR");
  g_autofree char *folder = g_build_filename (source != NULL ? source : ".", "tests", "import", "clipboard", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (argc == 2 && argv[1][0] != '-')
    {
      g_autofree char *got = read_file (argv[1]);

      fputs (got, stdout);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_suffix (name, ".html") || g_str_has_suffix (name, ".txt"))
        {
          g_autofree char *test = g_strconcat ("/precept/import-html/golden/", name, NULL);

          g_test_add_data_func_full (test, g_build_filename (folder, name, NULL), test_golden, g_free);
        }
    }
  g_test_add_func ("/precept/import-html/odd-input", test_odd_input);
  g_test_add_func ("/precept/import-html/no-word-lost", test_no_word_lost);
  return g_test_run ();
}
