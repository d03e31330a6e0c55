/* test-grammar.c: what a guideline may hold, and what is wrong with one, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-document.h"
#include "precept-grammar-tree.h"

#include <libxml/parser.h>
#include <string.h>

/* One element of our namespace, from XML without declarations. */
static xmlDoc *
read_element (const char *xml)
{
  const char      *name_end = xml + strcspn (xml, " />");
  g_autofree char *text = g_strdup_printf ("%.*s xmlns=\"" PRECEPT_NAMESPACE "\" xmlns:o=\"urn:example:other\"%s", (int)(name_end - xml), xml, name_end);
  xmlDoc          *document = xmlReadMemory (text, (int)strlen (text), "test.xml", NULL, XML_PARSE_NONET);

  g_assert_nonnull (document);
  return document;
}

static char *
join (GStrv names)
{
  char *joined = g_strjoinv (" ", names);

  g_strfreev (names);
  return joined;
}

static void
test_words (void)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  const char *const *elements = precept_grammar_get_elements (grammar);
  g_autofree char   *attributes = g_strjoinv (" ", (char **)precept_grammar_get_attributes (grammar, "code-table"));
  g_autofree char   *root_attributes = g_strjoinv (" ", (char **)precept_grammar_get_attributes (grammar, "guideline"));
  g_autofree char   *words = precept_grammar_dup_value_words (grammar, "list", "kind");
  g_autofree char   *date = precept_grammar_dup_value_words (grammar, "effective", NULL);

  g_assert_cmpstr (elements[0], ==, "guideline");
  g_assert_cmpuint (g_strv_length ((char **)elements), >, 90);
  for (guint i = 0; elements[i] != NULL; i++)
    {
      const char *const *names = precept_grammar_get_attributes (grammar, elements[i]);
      const char        *help = precept_grammar_get_help (grammar, elements[i]);

      g_assert_true (precept_grammar_has_element (grammar, elements[i]));
      g_assert_true (g_ascii_isupper (precept_grammar_get_label (grammar, elements[i])[0]));
      g_assert_true (g_str_has_suffix (help, "."));
      for (guint j = 0; names[j] != NULL; j++)
        {
          g_assert_nonnull (precept_grammar_get_attribute_label (grammar, elements[i], names[j]));
          /* An id always comes first. */
          g_assert_true (strcmp (names[j], "id") != 0 || j == 0);
        }
    }
  g_assert_false (precept_grammar_has_element (grammar, "unheard-of"));
  g_assert_null (precept_grammar_get_label (grammar, "unheard-of"));
  g_assert_null (precept_grammar_get_attributes (grammar, "unheard-of"));
  g_assert_false (precept_grammar_has_text (grammar, "unheard-of"));

  g_assert_cmpstr (precept_grammar_get_label (grammar, "billing-codes"), ==, "Billing codes");
  g_assert_cmpstr (precept_grammar_get_place (grammar, "billing-codes"), ==, "part");
  g_assert_cmpstr (attributes, ==, "id mandate role with for determination");
  g_assert_cmpstr (root_attributes, ==, "id xml:lang");
  g_assert_cmpstr (words, ==, "“bullet” or “number”");
  g_assert_cmpstr (date, ==, "a date such as 2026-03-31");
  g_assert_cmpstr (precept_grammar_get_choice_label (grammar, "status", NULL, "in-review"), ==, "In review");
  g_assert_true (precept_grammar_is_attribute_required (grammar, "code", "system"));
  g_assert_false (precept_grammar_is_attribute_required (grammar, "code", "through"));
  g_assert_true (precept_grammar_has_text (grammar, "p"));
  g_assert_true (precept_grammar_has_text (grammar, "status"));
  g_assert_true (precept_grammar_has_text (grammar, "owner"));
  g_assert_false (precept_grammar_has_text (grammar, "list"));
  g_assert_false (precept_grammar_has_text (grammar, "cite"));
}

static void
test_values (void)
{
  static const struct
  {
    const char *element;
    const char *attribute;
    const char *value;
    gboolean    right;
  } cases[] = {
    { "p", "id", "p-1", TRUE },
    { "p", "id", "P-1", FALSE },
    { "p", "id", "1p", FALSE },
    { "p", "id", "", FALSE },
    { "p", "unheard-of", "x", FALSE },
    { "p", NULL, "Any text at all", TRUE },
    { "list", NULL, "Any text at all", FALSE },
    { "finding", "cites", "ref-1 ref-2", TRUE },
    { "finding", "cites", " ref-1\n ref-2 ", TRUE },
    { "finding", "cites", "ref-1, ref-2", FALSE },
    { "effective", NULL, "2026-03-31", TRUE },
    { "effective", NULL, "2026-13-31", FALSE },
    { "effective", NULL, "March 31", FALSE },
    { "list", "kind", " bullet ", TRUE },
    { "list", "kind", "Bullet", FALSE },
    { "cell", "colspan", "2", TRUE },
    { "cell", "colspan", "0", FALSE },
    { "cell", "colspan", "1000", FALSE },
    { "request", "authorize-for", "6 months", TRUE },
    { "request", "authorize-for", "6 moons", FALSE },
    { "vignette", "decision", "medically-necessary", TRUE },
    { "vignette", "decision", "governed-by-state-law", TRUE },
    { "vignette", "decision", "governed-by-", FALSE },
    { "data", NULL, "QUJD\nQQ==", TRUE },
    { "data", NULL, "QUJDQR==", FALSE },
    { "data", NULL, "QUJ", FALSE },
    { "data", NULL, "QQ==QUJD", FALSE },
    { "guideline", "xml:lang", "en-US", TRUE },
    { "guideline", "xml:lang", "American", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s %s “%s”", cases[i].element, cases[i].attribute, cases[i].value);
      g_assert_cmpint (precept_grammar_is_value_right (precept_grammar_get (), cases[i].element, cases[i].attribute, cases[i].value), ==, cases[i].right);
    }
}

static void
test_insertable (void)
{
  static const struct
  {
    const char *xml;
    guint       position;
    const char *names;
  } cases[] = {
    { "<history><original/></history>", 0, "title" },
    { "<history><original/></history>", 1, "revision" },
    { "<history><revision/></history>", 0, "title original revision" },
    { "<item><p/></item>", 0, "p list table note figure" },
    { "<billing-codes/>", 0, "title code-table p list table note figure" },
    { "<billing-codes><title/><code-table/></billing-codes>", 0, "" },
    { "<billing-codes><title/><code-table/></billing-codes>", 1, "code-table p list table note figure" },
    /* Positions count every kind of node; foreign ones and comments have no part in the order. */
    { "<billing-codes><!-- c --><o:x/><title/><code-table/></billing-codes>", 2, "" },
    { "<billing-codes><!-- c --><o:x/><title/><code-table/></billing-codes>", 3, "code-table p list table note figure" },
    { "<code-table><caption/><code/><note/></code-table>", 1, "code" },
    { "<code-table><caption/><code/><note/></code-table>", 2, "code note" },
    { "<code-table><caption/><code/><note/></code-table>", 3, "note" },
    /* What mends a gap may come; what makes it no worse may, too. */
    { "<code-table><caption/></code-table>", 1, "code note" },
    { "<code-table><code/></code-table>", 0, "caption code" },
    { "<definitions/>", 0, "title p list table note figure definition" },
    { "<p>Some <em>text</em></p>", 1, "em strong sup sub link cite term xref mandate" },
    { "<cite ref=\"a\"/>", 0, "" },
    { "<status>draft</status>", 0, "" },
    { "<guideline><metadata/><summary/></guideline>", 2, "disclaimer definitions policy-statement evidence coverage billing-codes references history section review approvals" },
    { "<guideline><metadata/><summary/></guideline>", 0, "" },
    { "<indication><title/><position/></indication>", 2, "" },
    { "<indication><title/></indication>", 1, "applies-to position request" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      xmlDoc            *document = read_element (cases[i].xml);
      xmlNode           *root = xmlDocGetRootElement (document);
      g_autofree char   *names = join (precept_grammar_list_insertable (precept_grammar_get (), root, cases[i].position));
      const char *const *all = precept_grammar_get_elements (precept_grammar_get ());

      g_test_message ("%s at %u", cases[i].xml, cases[i].position);
      g_assert_cmpstr (names, ==, cases[i].names);
      for (guint j = 0; all[j] != NULL; j++)
        {
          g_auto (GStrv) listed = g_strsplit (names, " ", -1);
          gboolean can = g_strv_contains ((const char *const *)listed, all[j]);

          if (strcmp (cases[i].xml, "<status>draft</status>") != 0)
            g_assert_cmpint (precept_grammar_can_insert (precept_grammar_get (), root, cases[i].position, all[j]), ==, can);
        }
      xmlFreeDoc (document);
    }
}

static void
test_removable (void)
{
  static const struct
  {
    const char *xml;
    guint       position;
    gboolean    can;
  } cases[] = {
    { "<item><p/></item>", 0, FALSE },
    { "<item><p/><p/></item>", 0, TRUE },
    { "<item><p/><list/></item>", 0, TRUE },
    { "<item><!-- c --><p/></item>", 0, TRUE },
    { "<item><!-- c --><p/></item>", 1, FALSE },
    { "<item><p/><reference/></item>", 1, TRUE },
    { "<code-table><caption/><code/></code-table>", 0, FALSE },
    { "<history><title/><original/></history>", 0, TRUE },
    { "<p>Some <em>text</em></p>", 1, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      xmlDoc *document = read_element (cases[i].xml);

      g_test_message ("%s at %u", cases[i].xml, cases[i].position);
      g_assert_cmpint (precept_grammar_can_remove (precept_grammar_get (), xmlDocGetRootElement (document), cases[i].position), ==, cases[i].can);
      xmlFreeDoc (document);
    }
}

static void
test_missing (void)
{
  static const struct
  {
    const char *xml;
    const char *names;
  } cases[] = {
    { "<metadata/>", "title status subject" },
    { "<metadata><version>1</version><status>draft</status></metadata>", "title subject" },
    { "<metadata><title/><status>draft</status><subject/></metadata>", "" },
    { "<code-table><note/></code-table>", "caption code" },
    { "<figure><caption/></figure>", "data alternative" },
    { "<item/>", "p" },
    { "<indication><title/></indication>", "position" },
    { "<history/>", "original" },
    { "<p/>", "" },
    { "<status/>", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      xmlDoc          *document = read_element (cases[i].xml);
      g_autofree char *names = join (precept_grammar_list_missing (precept_grammar_get (), xmlDocGetRootElement (document)));

      g_test_message ("%s", cases[i].xml);
      g_assert_cmpstr (names, ==, cases[i].names);
      xmlFreeDoc (document);
    }
}

static char *
describe (GPtrArray *problems)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptProblem *problem = g_ptr_array_index (problems, i);

      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", precept_problem_kind_to_string (problem->kind), problem->message);
    }
  return g_string_free (text, FALSE);
}

static void
test_messages (void)
{
  static const struct
  {
    const char *xml;
    const char *problems;
  } cases[] = {
    { "<billing-codes id=\"b\"/>", "missing: “Billing codes” needs at least one code table" },
    { "<item id=\"i\"/>", "missing: “Item” needs at least one paragraph" },
    { "<applies-to/>", "missing: “Applies to” needs a criterion" },
    { "<indication id=\"i\" determination=\"case-by-case-review\"><title/></indication>", "missing: “Indication” needs a position or a request" },
    { "<history id=\"h\"/>", "missing: “History” needs an original version or a revision" },
    { "<code-table id=\"t\" role=\"billing\"/>", "missing: “Code table” needs a caption; missing: “Code table” needs at least one code" },
    { "<section id=\"s\"><title/><title/></section>", "repeated: “Section” can have just one title" },
    { "<section id=\"s\"><p/><title/></section>", "misplaced: “Paragraph” must stand after “Title” in “Section”" },
    { "<section id=\"s\"><title/><section/><p/></section>", "misplaced: “Paragraph” must stand before “Section” in “Section”" },
    { "<summary id=\"s\"><p/><reference/></summary>", "unexpected: “Reference” can't stand here in “Summary”" },
    { "<summary id=\"s\"><p/><widget/></summary>", "unknown-element: “Summary” holds “widget”, which this format does not have: correct its name, or take it out" },
    { "<summary id=\"s\"><p/>words</summary>", "text: The text “words” stands in “Summary” without a paragraph around it" },
    { "<list id=\"l\" kind=\"bullet\">words<item/></list>", "text: “List” can't hold text of its own: “words”" },
    { "<cite ref=\"a\">1</cite>", "text: “Citation” can't hold text of its own: “1”" },
    { "<p/>", "missing-attribute: “Paragraph” needs an id: small letters, digits and hyphens, with a letter first" },
    { "<p id=\"p\" style=\"red\"/>", "unknown-attribute: “Paragraph” can't have an entry “style”" },
    { "<list id=\"l\" kind=\"square\"><item/></list>", "value: “Kind” of “List” must be “bullet” or “number”, not “square”" },
    { "<reference id=\"r\" doi=\"\"/>", "value: “DOI” of “Reference” is empty; it must be some text" },
    { "<effective>soon</effective>", "value: “Effective date” must be a date such as 2026-03-31, not “soon”" },
    { "<effective> </effective>", "value: “Effective date” is empty; it must be a date such as 2026-03-31" },
    { "<status>draft<o:x/></status>", "unexpected: “Status” holds one value, and nothing else" },
    { "<owner>One that is <o:x>kept</o:x></owner>", "" },
    { "<list id=\"l\" kind=\"bullet\" o:kind=\"x\"> <!-- c --> <o:x>words</o:x><?tool?> <item/> </list>", "" },
    { "<p id=\"p\" xml:space=\"preserve\"/>", "" },
    { "<p id=\"p\" xml:lang=\"en\"/>", "unknown-attribute: “Paragraph” can't have an entry “xml:lang”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      xmlDoc *document = read_element (cases[i].xml);
      g_autoptr (GPtrArray) problems = precept_grammar_check_element (precept_grammar_get (), xmlDocGetRootElement (document));
      g_autofree char *words = describe (problems);

      g_test_message ("%s", cases[i].xml);
      g_assert_cmpstr (words, ==, cases[i].problems);
      xmlFreeDoc (document);
    }
}

/* However many faults, the answer comes soon, and it is never “right”. */
static void
test_many_faults (void)
{
  g_autoptr (GString) xml = g_string_new ("<metadata>");
  xmlDoc *document;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GTimer) timer = g_timer_new ();

  for (guint i = 0; i < 20000; i++)
    g_string_append (xml, i % 3 == 0 ? "<title/>" : i % 3 == 1 ? "<keyword/>"
                                                               : "<subject/>");
  g_string_append (xml, "</metadata>");
  document = read_element (xml->str);
  g_assert_false (precept_grammar_is_tree_right (precept_grammar_get (), xmlDocGetRootElement (document)));
  problems = precept_grammar_check_element (precept_grammar_get (), xmlDocGetRootElement (document));
  g_assert_cmpuint (problems->len, >, 1);
  g_assert_cmpuint (problems->len, <, 100);
  g_test_message ("%.3f s", g_timer_elapsed (timer, NULL));
  xmlFreeDoc (document);
}

static gpointer
ask_in_thread (gpointer data)
{
  xmlDoc  *document = read_element ("<guideline id=\"g\"><metadata/></guideline>");
  gboolean right = precept_grammar_is_tree_right (precept_grammar_get (), xmlDocGetRootElement (document));

  xmlFreeDoc (document);
  return GINT_TO_POINTER (right);
}

static void
test_threads (void)
{
  GThread *threads[4];

  xmlInitParser ();
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("grammar", ask_in_thread, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_assert_false (GPOINTER_TO_INT (g_thread_join (threads[i])));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/precept/grammar/threads", test_threads);
  g_test_add_func ("/precept/grammar/words", test_words);
  g_test_add_func ("/precept/grammar/values", test_values);
  g_test_add_func ("/precept/grammar/insertable", test_insertable);
  g_test_add_func ("/precept/grammar/removable", test_removable);
  g_test_add_func ("/precept/grammar/missing", test_missing);
  g_test_add_func ("/precept/grammar/messages", test_messages);
  g_test_add_func ("/precept/grammar/many-faults", test_many_faults);
  return g_test_run ();
}
