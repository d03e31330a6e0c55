/* precept-parser.c: reads guidelines and fragments of them, whoever wrote them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-parser.h"

#include "precept-document.h"
#include "precept-tree-private.h"
#include "precept-xml-private.h"

#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <string.h>

/*
 * The bytes become valid UTF-8 before libxml2 sees them, so that it neither guesses an
 * encoding nor meets a character that XML forbids. Our limits on size and depth stand in
 * for its own (XML_PARSE_HUGE), which are on other things; what they guard against
 * otherwise, entities, ends at the DOCTYPE. Nothing is ever fetched.
 */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_HUGE | XML_PARSE_BIG_LINES)

typedef struct
{
  startElementNsSAX2Func start_element;
  endElementNsSAX2Func   end_element;

  guint   depth;
  guint   max_depth;
  GError *error; /* owned; the first thing found wrong */
} ParseState;

static void
take_error (ParseState          *state,
            PreceptDocumentError code,
            char                *message)
{
  if (state->error == NULL)
    state->error = g_error_new_literal (PRECEPT_DOCUMENT_ERROR, code, message);
  g_free (message);
}

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  xmlParserCtxt *context = data;
  ParseState    *state = context->_private;

  state->depth++;
  if (state->depth > state->max_depth)
    {
      take_error (state, PRECEPT_DOCUMENT_ERROR_TOO_LARGE,
                  g_strdup_printf ("Line %d, column %d: “%s” is the element number %u inside each other, and a guideline may be "
                                   "%u deep. Take some levels out.",
                                   xmlSAX2GetLineNumber (context), xmlSAX2GetColumnNumber (context), (const char *)name,
                                   state->depth, (guint)PRECEPT_TREE_MAX_DEPTH));
      xmlStopParser (context);
      return;
    }

  state->start_element (data, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
}

static void
end_element_cb (void          *data,
                const xmlChar *name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  xmlParserCtxt *context = data;
  ParseState    *state = context->_private;

  state->depth--;
  state->end_element (data, name, prefix, uri);
}

static void
internal_subset_cb (void          *data,
                    const xmlChar *name,
                    const xmlChar *external_id,
                    const xmlChar *system_id)
{
  xmlParserCtxt *context = data;
  ParseState    *state = context->_private;

  take_error (state, PRECEPT_DOCUMENT_ERROR_DOCTYPE,
              g_strdup_printf ("Line %d, column %d: a document type declaration (<!DOCTYPE %s …>) is not allowed in a guideline, because it can "
                               "pull in other files. Delete it.",
                               xmlSAX2GetLineNumber (context), xmlSAX2GetColumnNumber (context), name != NULL ? (const char *)name : ""));
  xmlStopParser (context);
}

/* What libxml2 says, and what helps. */
static char *
explain (const xmlError *error)
{
  g_autofree char *message = g_strdup (error->message != NULL ? error->message : "not well-formed");
  const char      *advice;

  g_strstrip (message);
  switch (error->code)
    {
    case XML_ERR_TAG_NAME_MISMATCH:
      advice = "Close each element before the one around it.";
      break;
    case XML_ERR_DOCUMENT_END:
    case XML_ERR_TAG_NOT_FINISHED:
      advice = "The file ends too early: get a whole copy of it.";
      break;
    case XML_ERR_DOCUMENT_EMPTY:
      advice = "This is not an XML file. If it is the text of a guideline, import it.";
      break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      advice = "Write the character itself, or its number (such as &#160;).";
      break;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      advice = "Declare the prefix, or take it out.";
      break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
      advice = "Keep just one of them.";
      break;
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      advice = "Write & as &amp; and < as &lt; in a text.";
      break;
    default:
      advice = "Correct the XML there, or get an undamaged copy of the file.";
      break;
    }

  return g_strdup_printf ("%s. %s", message, advice);
}

static void
structured_error_cb (void     *data,
                     xmlError *error)
{
  xmlParserCtxt   *context = data;
  ParseState      *state = context->_private;
  g_autofree char *explanation = NULL;

  /* Namespace faults are "errors" that libxml2 goes on after; the tree would not be what was written. */
  if (error->level == XML_ERR_WARNING && error->code != XML_WAR_UNDECLARED_ENTITY)
    return;
  if (error->code == XML_NS_ERR_XML_NAMESPACE && error->level != XML_ERR_FATAL)
    return;

  explanation = explain (error);
  take_error (state, PRECEPT_DOCUMENT_ERROR_SYNTAX,
              g_strdup_printf ("Line %d, column %d: %s", error->line, MAX (error->int2, 1), explanation));
}

/* @text must be valid UTF-8 of XML characters. @dict: shared with the tree made; NULL: a new one. */
static xmlDoc *
parse_text (const char *text,
            gsize       length,
            xmlDict    *dict,
            guint       max_depth,
            GError    **error)
{
  g_autoptr (xmlParserCtxt) context = xmlNewParserCtxt ();
  g_autoptr (xmlDoc) tree = NULL;
  ParseState state = { NULL };

  if (dict != NULL)
    {
      xmlDictFree (context->dict);
      context->dict = dict;
      xmlDictReference (dict);
    }

  state.max_depth = max_depth;
  state.start_element = context->sax->startElementNs;
  state.end_element = context->sax->endElementNs;
  context->_private = &state;
  context->sax->startElementNs = start_element_cb;
  context->sax->endElementNs = end_element_cb;
  context->sax->internalSubset = internal_subset_cb;
  context->sax->serror = (xmlStructuredErrorFunc)structured_error_cb;

  tree = xmlCtxtReadMemory (context, text, (int)length, NULL, "UTF-8", PARSE_OPTIONS);

  if (state.error == NULL && (tree == NULL || !context->wellFormed))
    take_error (&state, PRECEPT_DOCUMENT_ERROR_SYNTAX, g_strdup ("The XML could not be read. Get an undamaged copy of the file."));

  if (state.error != NULL)
    {
      /* xmlStopParser leaves the tree to its context. */
      if (tree == NULL)
        g_clear_pointer (&context->myDoc, xmlFreeDoc);
      g_propagate_error (error, state.error);
      return NULL;
    }

  return g_steal_pointer (&tree);
}

static void
measure_place (const char *text,
               const char *end,
               int        *line,
               int        *column)
{
  *line = 1;
  *column = 1;
  for (const char *p = text; p < end; p++)
    {
      if (*p == '\n')
        {
          (*line)++;
          *column = 1;
        }
      else if ((*p & 0xC0) != 0x80)
        {
          (*column)++;
        }
    }
}

/* The encoding that the XML declaration of @text names, or NULL. */
static char *
dup_declared_encoding (const char *text,
                       gsize       length)
{
  g_autofree char *head = NULL;
  g_autoptr (GRegex) pattern = NULL;
  g_autoptr (GMatchInfo) match = NULL;

  if (length < 6 || memcmp (text, "<?xml", 5) != 0 || !precept_xml_is_space (text[5]))
    return NULL;

  head = g_strndup (text, MIN (length, 400));
  for (char *p = head; *p != '\0'; p++)
    {
      if (*p == '>')
        p[1] = '\0';
      else if ((guchar)*p >= 0x80)
        *p = '?';
    }
  pattern = g_regex_new ("\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._:-]+)[\"']", 0, 0, NULL);

  return g_regex_match (pattern, head, 0, &match) ? g_match_info_fetch (match, 1) : NULL;
}

static char *
convert (const char *data,
         gsize       size,
         const char *encoding,
         gsize      *length,
         GError    **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize bytes_read = 0;
  char *text = g_convert (data, size, "UTF-8", encoding, &bytes_read, length, &local_error);

  if (text != NULL && bytes_read == size)
    return text;

  g_free (text);
  if (g_error_matches (local_error, G_CONVERT_ERROR, G_CONVERT_ERROR_NO_CONVERSION))
    {
      g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_ENCODING,
                   "Line 1: the file says that its encoding is “%s”, which is not known here. Save it as UTF-8.", encoding);
      return NULL;
    }

  g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_ENCODING,
               "Byte %" G_GSIZE_FORMAT " of the file is not text in %s, the encoding it says it has. "
               "It may be cut off or damaged: get another copy, or save it as UTF-8.",
               bytes_read + 1, encoding);

  return NULL;
}

static void
set_character_error (GError    **error,
                     const char *text,
                     const char *place,
                     gunichar    c)
{
  int line;
  int column;

  measure_place (text, place, &line, &column);
  if (c == 0)
    g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_ENCODING,
                 "Line %d, column %d: a zero byte. This is not a text file, or it is damaged: get another copy.",
                 line, column);
  else
    g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_SYNTAX,
                 "Line %d, column %d: the character U+%04X can't be in an XML file. Delete it.",
                 line, column, c);
}

/* Whether all of @text is UTF-8 and XML's characters. @declared: the encoding it names, or NULL. */
static gboolean
check_characters (const char *text,
                  gsize       length,
                  const char *declared,
                  GError    **error)
{
  const char *end = text + length;
  const char *valid_end;

  g_utf8_validate_len (text, length, &valid_end);

  for (const char *p = text; p < valid_end;)
    {
      guchar byte = *p;

      if (byte >= 0x20 && byte < 0x80)
        {
          p++;
        }
      else
        {
          gunichar c = g_utf8_get_char (p);

          if (!precept_xml_is_char (c))
            {
              set_character_error (error, text, p, c);
              return FALSE;
            }
          p = g_utf8_next_char (p);
        }
    }

  if (valid_end == end)
    return TRUE;

  if (*valid_end == '\0')
    {
      set_character_error (error, text, valid_end, 0);
    }
  else
    {
      int line;
      int column;

      measure_place (text, valid_end, &line, &column);
      g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_ENCODING,
                   "Line %d, column %d: the byte 0x%02X is not text in UTF-8, %s. Save the file as UTF-8, or, if it is "
                   "Latin-1, start it with <?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>.",
                   line, column, (guchar)*valid_end,
                   declared != NULL ? "the encoding it says it has" : "and the file names no other encoding");
    }

  return FALSE;
}

/* The name of the encoding that the first bytes show, or NULL; *@skip: the length of a byte order mark. */
static const char *
sniff_encoding (const guchar *data,
                gsize         size,
                gsize        *skip)
{
  *skip = 0;
  if (size >= 4 && data[0] == 0 && data[1] == 0 && data[2] == 0xFE && data[3] == 0xFF)
    {
      *skip = 4;
      return "UTF-32BE";
    }
  if (size >= 4 && data[0] == 0xFF && data[1] == 0xFE && data[2] == 0 && data[3] == 0)
    {
      *skip = 4;
      return "UTF-32LE";
    }
  if (size >= 2 && data[0] == 0xFE && data[1] == 0xFF)
    {
      *skip = 2;
      return "UTF-16BE";
    }
  if (size >= 2 && data[0] == 0xFF && data[1] == 0xFE)
    {
      *skip = 2;
      return "UTF-16LE";
    }
  if (size >= 3 && data[0] == 0xEF && data[1] == 0xBB && data[2] == 0xBF)
    {
      *skip = 3;
      return "UTF-8";
    }
  if (size >= 4 && data[0] == '<' && data[1] == 0 && data[2] != 0 && data[3] == 0)
    return "UTF-16LE";
  if (size >= 4 && data[0] == 0 && data[1] == '<' && data[2] == 0 && data[3] != 0)
    return "UTF-16BE";

  return NULL;
}

/* The text of a file in UTF-8, all of it XML's characters. */
static char *
decode (GBytes  *bytes,
        gsize   *length,
        GError **error)
{
  gsize            size;
  gsize            skip;
  const char      *data = g_bytes_get_data (bytes, &size);
  const char      *sniffed = sniff_encoding ((const guchar *)data, size, &skip);
  g_autofree char *declared = NULL;
  g_autofree char *text = NULL;
  const char      *encoding;

  data += skip;
  size -= skip;
  if (sniffed == NULL)
    declared = dup_declared_encoding (data, size);
  encoding = sniffed != NULL ? sniffed : declared;

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "UTF-8") == 0 || g_ascii_strcasecmp (encoding, "UTF8") == 0 ||
      g_ascii_strcasecmp (encoding, "US-ASCII") == 0 || g_ascii_strcasecmp (encoding, "ASCII") == 0)
    {
      text = g_memdup2 (data, size);
      *length = size;
    }
  else
    {
      text = convert (data, size, encoding, length, error);
      if (text == NULL)
        return NULL;
    }

  if (!check_characters (text, *length, encoding, error))
    return NULL;

  return g_steal_pointer (&text);
}

/* Where the outermost element starts in @text, which is well-formed: behind comments and processing
 * instructions. libxml2 only tells the line on which its start tag ends. */
static void
find_root_tag (const char *text,
               guint      *line,
               guint      *column)
{
  const char *tag = strchr (text, '<');
  const char *line_start = text;

  while (tag != NULL && (tag[1] == '?' || tag[1] == '!'))
    {
      tag = strstr (tag, tag[1] == '?' ? "?>" : "-->");
      tag = tag != NULL ? strchr (tag, '<') : NULL;
    }

  *line = 1;
  for (const char *p = text; tag != NULL && p < tag; p++)
    {
      if (*p == '\n')
        {
          (*line)++;
          line_start = p + 1;
        }
    }
  *column = tag != NULL ? (guint)g_utf8_strlen (line_start, tag - line_start) + 1 : 1;
}

static gboolean
check_root (xmlDoc     *tree,
            const char *text,
            GError    **error)
{
  xmlNode    *root = xmlDocGetRootElement (tree);
  const char *href = root->ns != NULL ? (const char *)root->ns->href : NULL;
  guint       line;
  guint       column;

  if (precept_node_is (root, "guideline"))
    return TRUE;

  find_root_tag (text, &line, &column);

  if (href == NULL)
    g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE,
                 "Line %u, column %u: the file's outermost element is “%s”, without a namespace. A guideline starts with "
                 "<guideline xmlns=\"%s\">: open another file, or import this one.",
                 line, column, (const char *)root->name, PRECEPT_NAMESPACE);
  else
    g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE,
                 "Line %u, column %u: the file's outermost element is “%s” of the namespace “%s”. A guideline starts with "
                 "<guideline xmlns=\"%s\">: open another file, or import this one.",
                 line, column, (const char *)root->name, href, PRECEPT_NAMESPACE);

  return FALSE;
}

static gboolean
is_all_blank (GBytes *bytes)
{
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (gsize i = 0; i < size; i++)
    {
      if (!precept_xml_is_space (data[i]))
        return FALSE;
    }

  return TRUE;
}

/* What the first bytes say about a file that a person may take for a guideline. */
static gboolean
check_kind (GBytes  *bytes,
            GError **error)
{
  static const struct
  {
    const char *magic;
    const char *words;
  } kinds[] = {
    { "PK\003\004", "an archive or an Office document, not a guideline. Save it as plain text, and import that" },
    { "\320\317\021\340", "an old Office document, not a guideline. Save it as plain text, and import that" },
    { "{\\rtf", "a rich text file, not a guideline. Save it as plain text, and import that" },
    { "%PDF-", "a PDF file, not a guideline. Open the guideline that it was published from, or import its text" },
    { "\211PNG", "a picture, not a guideline. Open another file" },
  };
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      gsize length = strlen (kinds[i].magic);

      if (size >= length && memcmp (data, kinds[i].magic, length) == 0)
        {
          g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_NOT_GUIDELINE,
                       "Line 1, column 1: this is %s.", kinds[i].words);
          return FALSE;
        }
    }

  return TRUE;
}

/*
 * precept_parser_parse:
 * @bytes: a file
 * @error: (nullable): where to store an error
 *
 * Reads a guideline that anybody may have written.
 *
 * Returns: (transfer full) (nullable): its tree, not yet normalized
 */
xmlDoc *
precept_parser_parse (GBytes  *bytes,
                      GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (xmlDoc) tree = NULL;
  gsize length;

  if (is_all_blank (bytes))
    {
      g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_EMPTY,
                           "The file is empty. Open another one, or start a new guideline.");
      return NULL;
    }

  if (g_bytes_get_size (bytes) > PRECEPT_PARSER_MAX_SIZE_BYTES)
    {
      g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_TOO_LARGE,
                   "The file has %" G_GSIZE_FORMAT " MB, and a guideline may have %d. Make its pictures smaller, or split it.",
                   g_bytes_get_size (bytes) >> 20, PRECEPT_PARSER_MAX_SIZE_BYTES >> 20);
      return NULL;
    }

  text = check_kind (bytes, error) ? decode (bytes, &length, error) : NULL;
  if (text == NULL)
    return NULL;
  if (length > 2 * (gsize)PRECEPT_PARSER_MAX_SIZE_BYTES)
    {
      g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_TOO_LARGE,
                           "The file is too large to be read. Make its pictures smaller, or split it.");
      return NULL;
    }

  tree = parse_text (text, length, NULL, PRECEPT_TREE_MAX_DEPTH, error);
  if (tree == NULL || !check_root (tree, text, error))
    return NULL;

  return g_steal_pointer (&tree);
}

/*
 * precept_parser_check_text:
 * @text: characters that shall go into a guideline
 * @error: (nullable): where to store an error
 *
 * Returns: whether a file can hold @text
 */
gboolean
precept_parser_check_text (const char *text,
                           GError    **error)
{
  const char *end = NULL;

  if (!g_utf8_validate (text, -1, &end))
    {
      g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP,
                           "The text is not valid UTF-8. Copy it again from a program that gives plain text.");
      return FALSE;
    }

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!precept_xml_is_char (c))
        {
          g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP,
                       "The character U+%04X can't be saved in an XML file. Leave it out.", c);
          return FALSE;
        }
    }

  return TRUE;
}

/*
 * precept_parser_parse_fragment:
 * @xml: elements, text, comments
 * @parent: the element they shall be in
 * @error: (nullable): where to store an error
 *
 * Reads XML as if it stood in @parent.
 *
 * Returns: (transfer full) (nullable): a document whose root element holds the nodes,
 *   declares the namespaces in scope at @parent, and shares the dictionary of @parent's
 */
xmlDoc *
precept_parser_parse_fragment (const char *xml,
                               xmlNode    *parent,
                               GError    **error)
{
  g_autoptr (GString) text = NULL;
  g_autoptr (GError) local_error = NULL;
  g_autofree xmlNs **namespaces = NULL;
  xmlDoc            *tree;

  if (!precept_parser_check_text (xml, error))
    return NULL;

  text = g_string_sized_new (strlen (xml) + 128);
  g_string_append (text, "<fragment");
  namespaces = xmlGetNsList (parent->doc, parent);
  for (guint i = 0; namespaces != NULL && namespaces[i] != NULL; i++)
    {
      g_autofree char *href = g_markup_escape_text ((const char *)namespaces[i]->href, -1);

      if (namespaces[i]->prefix != NULL)
        g_string_append_printf (text, " xmlns:%s=\"%s\"", (const char *)namespaces[i]->prefix, href);
      else
        g_string_append_printf (text, " xmlns=\"%s\"", href);
    }
  g_string_append_c (text, '>');
  g_string_append (text, xml);
  g_string_append (text, "</fragment>");

  tree = parse_text (text->str, text->len, parent->doc->dict, PRECEPT_TREE_MAX_DEPTH + 1, &local_error);
  if (tree == NULL)
    g_set_error (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP,
                 "The new content is not well-formed: %s", local_error->message);

  return tree;
}
