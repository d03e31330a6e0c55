/* test-parser.c: files that anybody may have written, for good or ill
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "document-util.h"

#include <string.h>

#define BODY(words) OPEN "<summary id=\"s\"><p id=\"a\">" words "</p></summary>" CLOSE

/* A string with its length, which may hold zero bytes. */
#define BYTES(literal) literal, sizeof (literal) - 1

typedef struct
{
  const char *name;
  const char *data;
  gsize       size;
  int         code;
  const char *message; /* parts of it, with | between */
} RefusedCase;

static const RefusedCase refused[] = {
  { "empty", BYTES (""), PRECEPT_DOCUMENT_ERROR_EMPTY, "empty|new guideline" },
  { "blank", BYTES (" \n\t\r\n"), PRECEPT_DOCUMENT_ERROR_EMPTY, "empty" },
  { "text", BYTES ("Just a text"), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 1, column 1|not an XML file" },
  { "binary", BYTES ("\x89\r\n\x1A\n\0\0\0\rIHDR"), PRECEPT_DOCUMENT_ERROR_ENCODING, "Line 1, column 1|0x89" },
  { "picture", BYTES ("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "Line 1, column 1|picture" },
  { "Office", BYTES ("PK\x03\x04\x14\0\x06\0"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "Line 1, column 1|Office|plain text|import" },
  { "PDF", BYTES ("%PDF-1.7\n"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "Line 1, column 1|PDF|import" },
  { "rich text", BYTES ("{\\rtf1 a}"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "rich text|import" },
  { "zero byte", BYTES (OPEN "<summary>\n<p>a\0b</p></summary>" CLOSE), PRECEPT_DOCUMENT_ERROR_ENCODING, "Line 2, column 5|zero byte" },
  { "vertical tab", BYTES (OPEN "<summary>\n<p>a\vb</p></summary>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2, column 5|U+000B|Delete it" },
  { "vertical tab by number", BYTES (BODY ("a&#11;b")), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 1" },
  { "noncharacter", BYTES (BODY ("\xEF\xBF\xBF")), PRECEPT_DOCUMENT_ERROR_SYNTAX, "U+FFFF" },
  { "surrogate", BYTES (BODY ("\xED\xA0\x80")), PRECEPT_DOCUMENT_ERROR_ENCODING, "0xED" },
  { "Latin-1 undeclared", BYTES (OPEN "\n<summary><p>caf\xE9</p></summary>" CLOSE), PRECEPT_DOCUMENT_ERROR_ENCODING,
    "Line 2, column 16|0xE9|UTF-8|ISO-8859-1" },
  { "Latin-1 as UTF-8", BYTES ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" BODY ("caf\xE9")), PRECEPT_DOCUMENT_ERROR_ENCODING,
    "Line 2|0xE9|the encoding it says it has" },
  { "unknown encoding", BYTES ("<?xml version=\"1.0\" encoding=\"klingon\"?>" BODY ("a")), PRECEPT_DOCUMENT_ERROR_ENCODING, "“klingon”|UTF-8" },
  { "half UTF-16", BYTES ("\xFF\xFE<\0g"), PRECEPT_DOCUMENT_ERROR_ENCODING, "UTF-16LE|cut off" },
  { "unclosed", BYTES (OPEN "\n<summary>"), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|too early" },
  { "mismatch", BYTES (OPEN "\n<summary></p>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|Close each element" },
  { "twice", BYTES (OPEN CLOSE OPEN CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 1" },
  { "ampersand", BYTES (OPEN "\n<title>a & b</title>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|&amp;" },
  { "entity", BYTES (OPEN "\n<title>a&nbsp;b</title>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|nbsp|&#160;" },
  { "attribute twice", BYTES (OPEN "\n<p id=\"a\" id=\"b\"/>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|just one" },
  { "prefix", BYTES (OPEN "\n<x:p/>" CLOSE), PRECEPT_DOCUMENT_ERROR_SYNTAX, "Line 2|Declare the prefix" },
  { "no namespace", BYTES ("<guideline/>"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "Line 1, column 1|“guideline”|without a namespace|import" },
  { "behind a comment", BYTES ("<?xml version=\"1.0\"?>\n<!-- <a> -->\n <html\n a=\"b\"/>"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "Line 3, column 2|“html”" },
  { "other namespace", BYTES ("\n<html xmlns=\"http://www.w3.org/1999/xhtml\"/>"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE,
    "Line 2|“html”|http://www.w3.org/1999/xhtml|import" },
  { "other root", BYTES ("<summary xmlns=\"urn:precept:guideline:1\"/>"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "“summary”" },
  { "newer format", BYTES ("<guideline xmlns=\"urn:precept:guideline:2\"/>"), PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE, "urn:precept:guideline:2" },

  { "DOCTYPE", BYTES ("<?xml version=\"1.0\"?>\n\n<!DOCTYPE guideline>\n" BODY ("a")), PRECEPT_DOCUMENT_ERROR_DOCTYPE, "Line 3, column |Delete it" },
  { "external entity", BYTES ("<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" BODY ("&x;")), PRECEPT_DOCUMENT_ERROR_DOCTYPE, "Line 1" },
  { "external subset", BYTES ("<!DOCTYPE g SYSTEM \"http://127.0.0.1:9/g.dtd\">" BODY ("a")), PRECEPT_DOCUMENT_ERROR_DOCTYPE, "Line 1" },
  { "parameter entity", BYTES ("<!DOCTYPE g [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]>" BODY ("a")), PRECEPT_DOCUMENT_ERROR_DOCTYPE, "Line 1" },
  { "billion laughs",
    BYTES ("<!DOCTYPE g [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">"
           "<!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">"
           "<!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY h \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\">]>" BODY ("&h;")),
    PRECEPT_DOCUMENT_ERROR_DOCTYPE, "Line 1" },
};

static void
assert_refused (const char *name,
                GBytes     *bytes,
                int         code,
                const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);
  g_auto (GStrv) parts = g_strsplit (message, "|", -1);

  g_assert_null (document);
  g_assert_nonnull (error);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (error->code != code || strstr (error->message, parts[i]) == NULL)
        g_error ("%s: “%s” is not in: (%d) %s", name, parts[i], error->code, error->message);
    }
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (refused[i].data, refused[i].size);

      assert_refused (refused[i].name, bytes, refused[i].code, refused[i].message);
    }
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *encoding; /* to convert to */
    const char *mark;     /* byte order mark */
    gsize       mark_size;
    const char *declared; /* NULL: no declaration */
  } cases[] = {
    { "UTF-8", BYTES (""), NULL },
    { "UTF-8", BYTES ("\xEF\xBB\xBF"), NULL },
    { "UTF-8", BYTES ("\xEF\xBB\xBF"), "UTF-8" },
    { "UTF-8", BYTES (""), "utf-8" },
    { "ISO-8859-1", BYTES (""), "ISO-8859-1" },
    { "ISO-8859-1", BYTES (""), "latin1" },
    { "WINDOWS-1252", BYTES (""), "windows-1252" },
    { "UTF-16LE", BYTES ("\xFF\xFE"), "UTF-16" },
    { "UTF-16BE", BYTES ("\xFE\xFF"), "UTF-16" },
    { "UTF-16LE", BYTES ("\xFF\xFE"), NULL },
    { "UTF-16BE", BYTES (""), "UTF-16BE" },
    { "UTF-16LE", BYTES (""), "UTF-16LE" },
    { "UTF-32LE", BYTES ("\xFF\xFE\0\0"), NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) array = g_byte_array_new ();
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *converted = NULL;
      g_autofree char *read_text = NULL;
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (PreceptDocument) document = NULL;
      g_autoptr (GError) error = NULL;
      gsize size;

      if (cases[i].declared != NULL)
        g_string_append_printf (text, "<?xml version='1.0' encoding='%s'?>\n", cases[i].declared);
      g_string_append (text, BODY ("caf\xC3\xA9 \xC3\xBC"));
      converted = g_convert (text->str, text->len, cases[i].encoding, "UTF-8", NULL, &size, &error);
      g_assert_no_error (error);
      g_byte_array_append (array, (const guint8 *)cases[i].mark, cases[i].mark_size);
      g_byte_array_append (array, (const guint8 *)converted, size);
      bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));

      document = precept_document_new_from_bytes (bytes, &error);
      g_assert_no_error (error);
      read_text = precept_document_dup_text (document, "a");
      g_assert_cmpstr (read_text, ==, "caf\xC3\xA9 \xC3\xBC");
    }
}

static GBytes *
nest (guint depth)
{
  GString *text = g_string_new (OPEN);

  for (guint i = 1; i < depth; i++)
    g_string_append (text, "<section>");
  for (guint i = 1; i < depth; i++)
    g_string_append (text, "</section>");
  g_string_append (text, CLOSE);

  return g_string_free_to_bytes (text);
}

static void
test_limits (void)
{
  g_autoptr (GBytes) deep = nest (256);
  g_autoptr (GBytes) too_deep = nest (257);
  g_autoptr (GBytes) far_too_deep = nest (300000);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (deep, &error);
  g_autoptr (GBytes) large = NULL;
  g_autoptr (PreceptStepGroup) group = precept_step_group_new ("Nest");
  gsize size = 65 * 1024 * 1024;
  char *data;

  g_assert_no_error (error);
  util_check (document);
  assert_refused ("too deep", too_deep, PRECEPT_DOCUMENT_ERROR_TOO_LARGE, "Line 1, column|257|256");
  assert_refused ("far too deep", far_too_deep, PRECEPT_DOCUMENT_ERROR_TOO_LARGE, "Line 1");

  data = g_malloc (size);
  memset (data, 'x', size);
  large = g_bytes_new_take (data, size);
  assert_refused ("too large", large, PRECEPT_DOCUMENT_ERROR_TOO_LARGE, "65 MB|64");

  /* No step can make what could not be read again. */
  {
    g_autoptr (GString) path = g_string_new ("");

    for (guint i = 1; i < 256; i++)
      g_string_append (path, "/0");
    precept_step_group_add (group, precept_step_new_insert (path->str, 0, "<p/>"));
    g_assert_false (precept_document_apply (document, group, &error));
    g_assert_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP);
  }
}

/* A text of more than ten million characters, which libxml2 refuses by itself. */
static void
test_long_text (void)
{
  gsize            size = 11 * 1000 * 1000;
  g_autofree char *words = g_strnfill (size, 'x');
  g_autofree char *text = g_strconcat (OPEN "<figure><data>", words, "</data></figure>" CLOSE, NULL);
  g_autoptr (PreceptDocument) document = util_read (text);
  g_autofree char *data = precept_document_dup_text (document, "g");

  g_assert_cmpuint (strlen (data), ==, size);
}

#define WHOLE                                                                                                                        \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c -->\n<?pi d?>\n" OPEN "<summary id=\"s\"><p id=\"a\">caf\xC3\xA9 &amp; &#233;" \
  "<em>x</em><![CDATA[<y>]]><!--z--></p><x:f xmlns:x=\"urn:x\" x:a='1'/></summary>" CLOSE "\n<!--e-->"

/* Cut off after any byte, a file is refused in words; with any byte changed, it is read or refused. */
static void
test_damaged (void)
{
  static const char replacements[] = { '\0', '<', '&', '"', '\x80', '\xFF', 'x', '>', ' ' };
  gsize             size = strlen (WHOLE);
  gsize             end = strstr (WHOLE, CLOSE) - WHOLE + strlen (CLOSE);

  for (gsize length = 0; length <= size; length++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (WHOLE, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);

      g_assert_true ((document == NULL) == (error != NULL));
      if (length < end)
        g_assert_null (document);
    }

  for (gsize i = 0; i < size; i++)
    {
      for (guint j = 0; j < G_N_ELEMENTS (replacements); j++)
        {
          g_autofree char *copy = g_memdup2 (WHOLE, size);
          g_autoptr (GBytes) bytes = NULL;
          g_autoptr (GError) error = NULL;
          g_autoptr (PreceptDocument) document = NULL;

          copy[i] = replacements[j];
          bytes = g_bytes_new (copy, size);
          document = precept_document_new_from_bytes (bytes, &error);
          g_assert_true ((document == NULL) == (error != NULL));
          if (document != NULL)
            util_check (document);
          else
            g_assert_true (g_utf8_validate (error->message, -1, NULL));
        }
    }
}

static void
test_canonical (void)
{
  static const struct
  {
    const char *input;
    const char *output;
  } cases[] = {
    { "<summary kind=\"x\" zeta=\"1\" mandate=\"yes\" id=\"s\" alpha=\"2\"/>",
      "  <summary id=\"s\" mandate=\"yes\" alpha=\"2\" kind=\"x\" zeta=\"1\"/>\n" },
    { "<summary><p> a\n  <em> b </em>\n c </p></summary>", "  <summary>\n    <p>a <em>b </em>c</p>\n  </summary>\n" },
    { "<summary><p>a\xC2\xA0 b</p></summary>", "  <summary>\n    <p>a\xC2\xA0 b</p>\n  </summary>\n" },
    { "<summary><p>&lt;&gt;&amp;\"'</p></summary>", "  <summary>\n    <p>&lt;&gt;&amp;\"'</p>\n  </summary>\n" },
    { "<link href='a\"b&#10;c'/>", "  <link href=\"a&quot;b&#10;c\"/>\n" },
    { "<summary> <!--a\n b--> <p/> <?c?> </summary>", "  <summary>\n    <!--a\n b-->\n    <p/>\n    <?c?>\n  </summary>\n" },
    { "<summary></summary>", "  <summary/>\n" },
    { "<summary><x:a xmlns:x=\"urn:x\" b=\"1\" a=\"2\">\n <x:b> c </x:b></x:a></summary>",
      "  <summary>\n    <x:a xmlns:x=\"urn:x\" b=\"1\" a=\"2\">\n <x:b> c </x:b></x:a>\n  </summary>\n" },
    { "<summary>stray<p>a</p></summary>", "  <summary>stray<p>a</p></summary>\n" },
    { "<unknown> <p> a </p> </unknown>", "  <unknown>\n    <p>a</p>\n  </unknown>\n" },
    { "<summary xmlns=\"urn:precept:guideline:1\"/>", "  <summary/>\n" },
    { "<g:summary xmlns:g=\"urn:precept:guideline:1\"/>", "  <summary xmlns:g=\"urn:precept:guideline:1\"/>\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *input = g_strconcat (OPEN, cases[i].input, CLOSE, NULL);
      g_autofree char *expected = g_strconcat ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" OPEN "\n", cases[i].output, CLOSE "\n", NULL);
      g_autoptr (PreceptDocument) document = util_read (input);
      g_autofree char *output = util_write (document);

      g_assert_cmpstr (output, ==, expected);
      util_check (document);
    }
}

/* Comments and instructions stand where they stood, around the root as well. */
static void
test_around_root (void)
{
  static const char text[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- one -->\n<?two three?>\n" OPEN "\n  <!-- four -->\n" CLOSE
                             "\n<!-- five -->\n<?six?>\n";
  g_autoptr (PreceptDocument) document = util_read (text);
  g_autofree char *output = util_write (document);

  g_assert_cmpstr (output, ==, text);
}

static void
test_samples (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "samples", NULL);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint       count = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      g_autofree char *output = NULL;
      g_autoptr (PreceptDocument) document = NULL;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
      document = util_read (text);
      output = util_write (document);
      util_check (document);
      if (strcmp (output, text) != 0)
        g_error ("%s is not in canonical form; precept format mends it", file);
      count++;
    }

  g_assert_cmpuint (count, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/precept/parser/refused", test_refused);
  g_test_add_func ("/precept/parser/encodings", test_encodings);
  g_test_add_func ("/precept/parser/limits", test_limits);
  g_test_add_func ("/precept/parser/long-text", test_long_text);
  g_test_add_func ("/precept/parser/damaged", test_damaged);
  g_test_add_func ("/precept/parser/canonical", test_canonical);
  g_test_add_func ("/precept/parser/around-root", test_around_root);
  g_test_add_func ("/precept/parser/samples", test_samples);

  return g_test_run ();
}
