/* test-publish-html.c: the HTML file says what the content says, and every link in it leads somewhere
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Called with the file of a guideline, this program prints its HTML without the style sheet, as a new .expected.
 */
#include "config.h"

#include "generate-guideline.h"
#include "html-words.h"
#include "precept-file.h"
#include "precept-publish.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A folder of its own for each test. */
typedef struct
{
  char  *folder;
  GFile *file;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *path = NULL;

  g_unsetenv ("SOURCE_DATE_EPOCH");
  fixture->folder = g_dir_make_tmp ("precept-html-XXXXXX", NULL);
  path = g_build_filename (fixture->folder, "out.html", NULL);
  fixture->file = g_file_new_for_path (path);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_assert_false (g_str_has_prefix (name, "."));
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_object_unref (fixture->file);
}

static PreceptDocument *
load (const char *xml)
{
  g_autoptr (GBytes) bytes = g_bytes_new (xml, strlen (xml));
  g_autoptr (GError) error = NULL;
  PreceptDocument *document = precept_document_new_from_bytes (bytes, &error);

  g_assert_no_error (error);
  return document;
}

static PreceptDocument *
load_file (const char *path)
{
  g_autofree char *xml = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &xml, NULL, &error);
  g_assert_no_error (error);
  return load (xml);
}

static char *
publish_with (GFile           *file,
              PreceptDocument *document,
              PreceptStyle    *style)
{
  g_autoptr (GError) error = NULL;
  char *html = NULL;

  precept_publish_html (document, style, file, NULL, &error);
  g_assert_no_error (error);
  g_file_load_contents (file, NULL, &html, NULL, NULL, &error);
  g_assert_no_error (error);
  return html;
}

static char *
publish (GFile           *file,
         PreceptDocument *document)
{
  g_autoptr (PreceptStyle) style = precept_style_new_default ();

  return publish_with (file, document, style);
}

static xmlDoc *
parse (const char *html)
{
  xmlDoc *tree = xmlReadMemory (html, (int)strlen (html), "out.html", NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

  g_assert_nonnull (tree);
  return tree;
}

/* Words */

static void
assert_same_words (GPtrArray *have,
                   GPtrArray *want)
{
  guint i = 0;

  while (i < have->len && i < want->len && strcmp (have->pdata[i], want->pdata[i]) == 0)
    i++;
  if (i == have->len && i == want->len)
    return;
  for (guint j = i > 5 ? i - 5 : 0; j < i + 5; j++)
    g_test_message ("%s word %u: want “%s”, have “%s”", j == i ? "→" : " ", j, j < want->len ? (char *)want->pdata[j] : "", j < have->len ? (char *)have->pdata[j] : "");
  g_test_fail ();
}

static void
check_words (Fixture         *fixture,
             PreceptDocument *document)
{
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autofree char *html = publish (fixture->file, document);
  xmlDoc          *tree = parse (html);
  g_autoptr (GPtrArray) have = html_words_read (xmlDocGetRootElement (tree));
  g_autoptr (GPtrArray) want = html_words_expect (content);

  g_assert_cmpuint (want->len, >, 10);
  assert_same_words (have, want);
  xmlFreeDoc (tree);
}

/* Ids and links */

typedef struct
{
  GHashTable *ids;      /* set of char *, owned */
  GPtrArray  *links;    /* of char *, owned: without "#" */
  guint       level;    /* of the last heading */
  guint       n_backs;  /* links from references to where they are cited */
  guint       n_quotes; /* citations */
} Links;

static char *
dup_attribute (const xmlNode *node,
               const char    *name)
{
  xmlChar *value = xmlGetNoNsProp ((xmlNode *)node, BAD_CAST name);
  char    *copy = g_strdup ((const char *)value);

  xmlFree (value);
  return copy;
}

static gboolean
is_element (const xmlNode *node,
            const char    *name)
{
  return node != NULL && node->type == XML_ELEMENT_NODE && strcmp ((const char *)node->name, name) == 0;
}

static gboolean
has_class (const xmlNode *node,
           const char    *name)
{
  g_autofree char *class_name = node != NULL && node->type == XML_ELEMENT_NODE ? dup_attribute (node, "class") : NULL;

  return g_strcmp0 (class_name, name) == 0;
}

static void
collect (const xmlNode *node,
         Links         *links)
{
  static const char *const loaders[] = { "script", "link", "iframe", "object", "embed", "base", "form", "video", "audio", "source", "svg", NULL };

  for (; node != NULL; node = node->next)
    {
      g_autofree char *id = NULL;
      g_autofree char *href = NULL;
      g_autofree char *source = NULL;

      if (node->type != XML_ELEMENT_NODE)
        continue;
      g_assert_false (g_strv_contains (loaders, (const char *)node->name));
      for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        g_assert_false (g_str_has_prefix ((const char *)attribute->name, "on") || strcmp ((const char *)attribute->name, "style") == 0);
      id = dup_attribute (node, "id");
      href = dup_attribute (node, "href");
      source = dup_attribute (node, "src");
      if (source != NULL)
        g_assert_true (g_str_has_prefix (source, "data:image/"));
      if (id != NULL && !g_hash_table_add (links->ids, g_strdup (id)))
        g_error ("id “%s” stands twice", id);
      if (href != NULL && href[0] == '#')
        g_ptr_array_add (links->links, g_uri_unescape_string (href + 1, NULL));
      if (is_element (node, "a") && has_class (node->parent, "citation"))
        links->n_quotes++;
      if (is_element (node, "a") && has_class (node->parent, "cited"))
        links->n_backs++;
      if (node->name[0] == 'h' && g_ascii_isdigit (node->name[1]))
        {
          guint level = (guint)(node->name[1] - '0');

          g_assert_cmpuint (level, <=, links->level + 1);
          links->level = level;
        }
      collect (node->children, links);
    }
}

/* Every block with an id can be linked to; that of an empty list or table is not there. */
static void
assert_ids (GHashTable *ids,
            GPtrArray  *blocks)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      gboolean      may_lack = (block->kind == PRECEPT_BLOCK_LIST || block->kind == PRECEPT_BLOCK_TABLE) && block->children == NULL;

      if (block->id != NULL && !may_lack && !g_hash_table_contains (ids, block->id))
        g_error ("no element has the id “%s”", block->id);
      assert_ids (ids, block->children);
    }
}

static void
check_links (Fixture         *fixture,
             PreceptDocument *document)
{
  g_autoptr (PreceptContent) content = precept_content_new (document);
  g_autofree char *html = publish (fixture->file, document);
  xmlDoc          *tree = parse (html);
  Links            links = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new_with_free_func (g_free), 0, 0, 0 };

  collect (xmlDocGetRootElement (tree), &links);
  assert_ids (links.ids, precept_content_get_blocks (content));
  for (guint i = 0; i < links.links->len; i++)
    {
      if (!g_hash_table_contains (links.ids, links.links->pdata[i]))
        g_error ("#%s leads nowhere", (char *)links.links->pdata[i]);
    }
  /* Each citation has its way back; one that stands for several, several. */
  g_assert_cmpuint (links.n_backs, >=, links.n_quotes);
  g_assert_null (strstr (html, "@import"));
  g_assert_null (strstr (html, "url("));
  g_hash_table_unref (links.ids);
  g_ptr_array_unref (links.links);
  xmlFreeDoc (tree);
}

static void
test_file (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load_file (data);

  check_words (fixture, document);
  check_links (fixture, document);
}

static void
test_generated (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *xml = generate_guideline (30);
  g_autoptr (PreceptDocument) document = load (xml);

  check_words (fixture, document);
  check_links (fixture, document);
}

/* Golden files */

static char *
strip_style (const char *html)
{
  const char *begin = strstr (html, "<style>\n");
  const char *end = strstr (html, "</style>");

  g_assert_true (begin != NULL && end > begin);
  return g_strdup_printf ("%.*s<style>…%s", (int)(begin - html), html, end);
}

static void
test_golden (Fixture      *fixture,
             gconstpointer data)
{
  const char *path = data;
  g_autoptr (PreceptDocument) document = load_file (path);
  g_autofree char *base = g_strndup (path, strlen (path) - strlen (".xml"));
  g_autofree char *expected_path = g_strconcat (base, ".expected", NULL);
  g_autofree char *html = publish (fixture->file, document);
  g_autofree char *have = strip_style (html);
  g_autofree char *want = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (expected_path, &want, NULL, &error);
  g_assert_no_error (error);
  if (strcmp (have, want) != 0)
    {
      g_auto (GStrv) have_lines = g_strsplit (have, "\n", -1);
      g_auto (GStrv) want_lines = g_strsplit (want, "\n", -1);
      guint i = 0;

      while (have_lines[i] != NULL && want_lines[i] != NULL && strcmp (have_lines[i], want_lines[i]) == 0)
        i++;
      g_test_message ("line %u\n  want: %s\n  have: %s", i + 1, want_lines[i], have_lines[i]);
      g_test_message ("%s %s prints the new one", g_get_prgname (), path);
      g_test_fail ();
    }
}

/* Hostile text */

#define HOSTILE "&lt;/style&gt;&lt;script&gt;alert(1)&lt;/script&gt; \" ' &amp;amp; ]]&gt; --&gt;"
#define HOSTILE_PLAIN "</style><script>alert(1)</script> \" ' &amp; ]]> -->"

static const char hostile[] =
  "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"en\">"
  "<metadata><title>" HOSTILE "</title><policy-number>" HOSTILE "</policy-number><version>" HOSTILE "</version><status>draft</status>"
  "<subject id=\"s\" kind=\"drug\"><generic>x</generic></subject><publisher>" HOSTILE "</publisher><state>" HOSTILE "</state><keyword>" HOSTILE "</keyword></metadata>"
  "<summary id=\"summary\"><title>" HOSTILE "</title>"
  "<p id=\"p\">" HOSTILE " C1: &#x9f;, not a character: &#xfdd0;, a next line:&#x85;end</p>"
  "<p id=\"q\"><link href=\"javascript:alert(1)\">one</link> <link href=\" JavaScript:alert(1)\">two</link> <link href=\"data:text/html,x\">three</link> "
  "<link href=\"java&#9;script:alert(1)\">three and a half</link> <link href=\"vbscript:x\">and another</link> "
  "<link href=\"https://example.org/&quot;&gt;&lt;script&gt;a b\">four</link> <link href=\"appendix.pdf\">five</link> <link href=\"#p\">six</link> <link href=\"#nowhere\">seven</link></p>"
  "<p id=\"q\">The same id.</p><p id=\"Content\">Our own id.</p><p id=\"a b\">An id with a space, <xref ref=\"a b\"/>.</p>"
  "<figure id=\"f\" type=\"image/png\"><data>bm90IGEgcGljdHVyZQ==</data><alternative>" HOSTILE "</alternative><caption>" HOSTILE "</caption></figure>"
  "<table id=\"t\"><caption>" HOSTILE "</caption><row id=\"r\"><cell id=\"c\"><p id=\"c-p\">x</p></cell></row></table></summary></guideline>";

static void
test_hostile (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (PreceptDocument) document = load (hostile);
  g_autofree char *plan_path = g_build_filename (fixture->folder, "style.ini", NULL);
  g_autoptr (GFile) plan = g_file_new_for_path (fixture->folder);
  g_autoptr (PreceptStyle) style = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *html = NULL;
  xmlDoc          *tree;
  const char      *addresses[] = { "javascript:", "JavaScript:", "data:text", "vbscript:", "script:alert", "#nowhere" };

  g_file_set_contents (plan_path, "[fonts]\nfamilies=Lato;A \"</style><script>\\\\;}body{x\n", -1, &error);
  g_assert_no_error (error);
  style = precept_style_new_from_plan (plan, &error);
  g_assert_no_error (error);
  html = publish_with (fixture->file, document, style);
  tree = parse (html);
  g_assert_null (strstr (html, "<script"));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *link = g_strconcat ("href=\"", addresses[i], NULL);
      g_autofree char *spaced = g_strconcat ("href=\" ", addresses[i], NULL);

      g_assert_null (strstr (html, link));
      g_assert_null (strstr (html, spaced));
    }
  g_assert_nonnull (strstr (html, "href=\"https://example.org/%22%3E%3Cscript%3Ea%20b\""));
  g_assert_nonnull (strstr (html, "href=\"appendix.pdf\""));
  g_assert_nonnull (strstr (html, "href=\"#p\""));
  g_assert_nonnull (strstr (html, "C1: \xef\xbf\xbd, not a character: \xef\xbf\xbd, a next line: end"));
  g_assert_null (strstr (html, "\xc2\x9f"));
  /* One style sheet, and it ends where we end it. */
  g_assert_null (strstr (strstr (html, "</style>") + 1, "</style>"));
  {
    Links            links = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), g_ptr_array_new_with_free_func (g_free), 0, 0, 0 };
    xmlNode         *head = xmlDocGetRootElement (tree)->children->next;
    g_autofree char *title = NULL;

    g_assert_cmpstr ((const char *)head->name, ==, "head");
    for (xmlNode *node = head->children; node != NULL; node = node->next)
      if (is_element (node, "title"))
        title = (char *)xmlNodeGetContent (node);
    g_assert_cmpstr (title, ==, HOSTILE_PLAIN " · " HOSTILE_PLAIN);
    collect (xmlDocGetRootElement (tree), &links);
    g_assert_false (g_hash_table_contains (links.ids, "a b"));
    g_hash_table_unref (links.ids);
    g_ptr_array_unref (links.links);
  }
  xmlFreeDoc (tree);
}

/* Direction */

static void
test_direction (Fixture      *fixture,
                gconstpointer data)
{
  static const char body[] =
    "<metadata><title>A</title><status>draft</status><subject id=\"s\" kind=\"drug\"><generic>x</generic></subject></metadata>"
    "<summary id=\"summary\"><p id=\"latin\">Latin.</p><p id=\"arabic\">عربي</p></summary></guideline>";
  static const struct
  {
    const char *language;
    gboolean    is_rtl;
  } cases[] = { { "en-US", FALSE }, { "ar", TRUE }, { "he-IL", TRUE }, { "az-Arab", TRUE }, { "ar-Latn", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *xml = g_strdup_printf ("<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"%s\">%s", cases[i].language, body);
      g_autofree char *tag = g_strdup_printf (" lang=\"%s\" xml:lang=\"%s\"%s>", cases[i].language, cases[i].language, cases[i].is_rtl ? " dir=\"rtl\"" : "");
      g_autoptr (PreceptDocument) document = load (xml);
      g_autofree char *html = publish (fixture->file, document);

      g_assert_nonnull (strstr (html, tag));
      g_assert_nonnull (strstr (html, cases[i].is_rtl ? "<p id=\"latin\" dir=\"auto\">" : "<p id=\"latin\">"));
      g_assert_nonnull (strstr (html, cases[i].is_rtl ? "<p id=\"arabic\">" : "<p id=\"arabic\" dir=\"auto\">"));
    }
}

/* Colours */

static double
get_luminance (guint rgb)
{
  double sum = 0;
  double weights[] = { 0.0722, 0.7152, 0.2126 };

  for (guint i = 0; i < 3; i++)
    {
      double value = (double)((rgb >> (8 * i)) & 0xff) / 255;

      sum += weights[i] * (value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4));
    }
  return sum;
}

static guint
find_color (const char *css,
            const char *name)
{
  g_autofree char *key = g_strconcat ("--", name, ":#", NULL);
  const char      *at = strstr (css, key);

  g_assert_nonnull (at);
  return (guint)g_ascii_strtoull (at + strlen (key), NULL, 16);
}

/* Whatever the plan's accent is, it can be read on a dark screen. */
static void
test_dark_colors (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const accents[] = { "#00566B", "#000000", "#7A1F5C", "#0000FF", "#B00000", "#595959", "#123456" };
  g_autofree char         *xml = generate_guideline (1);
  g_autoptr (PreceptDocument) document = load (xml);
  g_autofree char *plan_path = g_build_filename (fixture->folder, "style.ini", NULL);
  g_autoptr (GFile) plan = g_file_new_for_path (fixture->folder);

  for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
    {
      g_autofree char *ini = g_strdup_printf ("[colors]\naccent=%s\n", accents[i]);
      g_autoptr (PreceptStyle) style = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *html = NULL;
      g_autofree char *light = g_strdup_printf ("--accent:%s;", accents[i]);
      const char      *dark;

      g_file_set_contents (plan_path, ini, -1, &error);
      g_assert_no_error (error);
      style = precept_style_new_from_plan (plan, &error);
      g_assert_no_error (error);
      html = publish_with (fixture->file, document, style);
      dark = strstr (html, "prefers-color-scheme:dark");
      g_assert_nonnull (dark);
      g_assert_true (strstr (html, light) != NULL && strstr (html, light) < dark);
      for (guint j = 0; j < 3; j++)
        {
          const char *const names[] = { "ink", "accent", "grey" };
          double            paper = get_luminance (find_color (dark, "draft"));
          double            color = get_luminance (find_color (dark, names[j]));

          g_assert_cmpfloat ((color + 0.05) / (paper + 0.05), >, 4.5);
        }
    }
}

/* The plan */

/* All that a plan says of its own, and where. */
static void
test_plan (Fixture      *fixture,
           gconstpointer data)
{
  static const char ini[] =
    "[page]\npaper=a4\n[a4]\nleft=30\n[logo]\nfile=logo.png\nalternative=The “plan” & its <logo>\nheight=36\n"
    "[running-text]\nheader=Line above & all\nfooter=Line below </style>\n"
    "[notices]\nfirst-page=First of the plan.\\nSecond <of> it.\nend=Last of all.\ncpt=Codes of {year}.\n";
  static const char xml[] =
    "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\" xml:lang=\"en\"><metadata><title>A</title><status>retired</status>"
    "<subject id=\"s\" kind=\"drug\"><generic>x</generic></subject><effective>2026-07-01</effective></metadata>%s"
    "<billing-codes id=\"b\"><code-table id=\"t\" role=\"billing\"><caption>C</caption><code id=\"c\" system=\"CPT\" value=\"99201\"><description>D</description></code></code-table></billing-codes></guideline>";
  static const char *const order[] = {
    "@page{size:A4;", "margin-left:30.00pt;", "@top-left{content:\"Line above \\26  all\" \"\\A\" \"DRAFT RETIRED A\"}", "<body>",
    "alt=\"The “plan” &amp; its &lt;logo&gt;\" src=\"data:image/png;base64,", "<p class=\"tag\">DRAFT</p>", "<p class=\"tag\">RETIRED</p>", "<h1>",
    "<p>First of the plan.</p>\n<p>Second &lt;of&gt; it.</p>", "<p class=\"notice\">Codes of 2026.</p>", "<h2>Notice</h2>", "<p>Last of all.</p>", "<footer>",
    "<p>Not in effect</p>", "<p>Line above &amp; all</p>", "<p>Line below &lt;/style&gt;</p>"
  };
  g_autofree char   *style_path = g_build_filename (fixture->folder, "style.ini", NULL);
  g_autofree char   *logo_path = g_build_filename (fixture->folder, "logo.png", NULL);
  g_autofree guchar *picture = NULL;
  g_autoptr (GFile) plan = g_file_new_for_path (fixture->folder);
  g_autoptr (PreceptStyle) style = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  picture = g_base64_decode ("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", &length);
  g_file_set_contents (logo_path, (const char *)picture, (gssize)length, &error);
  g_assert_no_error (error);
  g_file_set_contents (style_path, ini, -1, &error);
  g_assert_no_error (error);
  style = precept_style_new_from_plan (plan, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *text = g_strdup_printf (xml, i == 0 ? "<disclaimer id=\"d\"><p id=\"p\">Of the guideline.</p></disclaimer>" : "");
      g_autoptr (PreceptDocument) document = load (text);
      g_autofree char *html = publish_with (fixture->file, document, style);
      const char      *at = html;

      xmlFreeDoc (parse (html));
      for (guint j = 0; j < G_N_ELEMENTS (order); j++)
        {
          at = strstr (at, order[j]);
          if (at == NULL)
            g_error ("“%s” is not there, or too early", order[j]);
        }
      /* The plan's goes on below that of the guideline, or has a heading of its own. */
      if (i == 0)
        g_assert_nonnull (strstr (html, "<h2>Disclaimer</h2>\n<div>\n<p id=\"p\">Of the guideline.</p>\n<p>First of the plan.</p>"));
      else
        g_assert_nonnull (strstr (html, "<h2>Notice</h2>\n<div>\n<p>First of the plan.</p>"));
    }
}

/* Files */

static void
test_reproducible (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *xml = generate_guideline (3);
  g_autoptr (PreceptDocument) document = load (xml);
  g_autofree char *first = publish (fixture->file, document);
  g_autofree char *second = publish (fixture->file, document);
  g_autofree char *dated = NULL;

  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "<meta name=\"dcterms.modified\" content=\"2026-06-10T00:00:00Z\"/>"));
  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  dated = publish (fixture->file, document);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_nonnull (strstr (dated, "<meta name=\"dcterms.modified\" content=\"1970-01-02T00:00:00Z\"/>"));
}

static void
test_failures (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *xml = generate_guideline (1);
  g_autoptr (PreceptDocument) document = load (xml);
  g_autoptr (PreceptStyle) style = precept_style_new_default ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = publish (fixture->file, document);
  g_autofree char *after = NULL;
  g_autofree char *nowhere_path = g_build_filename (fixture->folder, "no", "such", "out.html", NULL);
  g_autoptr (GFile) nowhere = g_file_new_for_path (nowhere_path);
  g_autoptr (GError) error = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "tomorrow", TRUE);
  g_assert_false (precept_publish_html (document, style, fixture->file, NULL, &error));
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_assert_error (error, PRECEPT_PUBLISH_ERROR, PRECEPT_PUBLISH_ERROR_DATE);
  g_clear_error (&error);
  g_cancellable_cancel (cancellable);
  g_assert_false (precept_publish_html (document, style, fixture->file, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (precept_publish_html (document, style, nowhere, NULL, &error));
  g_assert_error (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NOT_FOUND);
  g_file_load_contents (fixture->file, NULL, &after, NULL, NULL, NULL);
  g_assert_cmpstr (after, ==, before);
}

/* A guideline may lack nearly everything. */
static void
test_bare (Fixture      *fixture,
           gconstpointer data)
{
  static const char *const texts[] = {
    "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\"/>",
    "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\"><metadata/><summary id=\"summary\"/><references id=\"r\"/><history id=\"h\"/></guideline>",
    "<guideline xmlns=\"urn:precept:guideline:1\" id=\"g\"><coverage id=\"c\"><list id=\"l\"/><table id=\"t\"/><table id=\"u\"><row id=\"v\"/></table>"
    "<item id=\"i\"><p id=\"p\">loose</p></item><cell id=\"d\"/><section id=\"s\"><title/></section></coverage></guideline>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (PreceptDocument) document = load (texts[i]);
      g_autofree char *html = publish (fixture->file, document);
      xmlDoc          *tree = parse (html);

      g_assert_nonnull (strstr (html, "<h1>"));
      xmlFreeDoc (tree);
      check_links (fixture, document);
    }
}

static void
add_files (void)
{
  g_autofree char *folder = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "tests", "publish", "html", NULL);
  g_autofree char *sample = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", "qalsody.xml", NULL);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (files);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *words = g_strdup_printf ("/precept/publish-html/file/%s", name);
      g_autofree char *golden = g_strdup_printf ("/precept/publish-html/golden/%s", name);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_test_add_vtable (words, sizeof (Fixture), g_intern_string (path), (GTestFixtureFunc)set_up, (GTestFixtureFunc)test_file, (GTestFixtureFunc)tear_down);
      g_test_add_vtable (golden, sizeof (Fixture), g_intern_string (path), (GTestFixtureFunc)set_up, (GTestFixtureFunc)test_golden, (GTestFixtureFunc)tear_down);
    }
  g_test_add_vtable ("/precept/publish-html/file/sample", sizeof (Fixture), g_intern_string (sample), (GTestFixtureFunc)set_up, (GTestFixtureFunc)test_file, (GTestFixtureFunc)tear_down);
}

static int
print_file (const char *path)
{
  g_autoptr (PreceptDocument) document = load_file (path);
  Fixture fixture;

  set_up (&fixture, NULL);
  {
    g_autofree char *html = publish (fixture.file, document);
    g_autofree char *stripped = strip_style (html);

    fputs (stripped, stdout);
  }
  tear_down (&fixture, NULL);
  return 0;
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 2 && g_str_has_suffix (argv[1], ".xml"))
    return print_file (argv[1]);

  g_test_init (&argc, &argv, NULL);

  add_files ();
  g_test_add ("/precept/publish-html/generated", Fixture, NULL, set_up, test_generated, tear_down);
  g_test_add ("/precept/publish-html/hostile", Fixture, NULL, set_up, test_hostile, tear_down);
  g_test_add ("/precept/publish-html/direction", Fixture, NULL, set_up, test_direction, tear_down);
  g_test_add ("/precept/publish-html/dark-colors", Fixture, NULL, set_up, test_dark_colors, tear_down);
  g_test_add ("/precept/publish-html/plan", Fixture, NULL, set_up, test_plan, tear_down);
  g_test_add ("/precept/publish-html/reproducible", Fixture, NULL, set_up, test_reproducible, tear_down);
  g_test_add ("/precept/publish-html/failures", Fixture, NULL, set_up, test_failures, tear_down);
  g_test_add ("/precept/publish-html/bare", Fixture, NULL, set_up, test_bare, tear_down);
  return g_test_run ();
}
