/* precept-pdf-metadata.c: what a PDF file says about its document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-metadata.h"

#include "precept-pdf-syntax.h"

#include <string.h>

#define PRODUCER "Precept " PRECEPT_VERSION

/* Every document has a title and a language (ISO 14289-1, 7.1 and 7.2), if only these. */
#define NO_TITLE "Untitled"
#define NO_LANGUAGE "und"

/* So that all is within the longest string of a file (ISO 19005-3, 6.1.13), in whatever spelling. */
#define MAX_CHARACTERS 8000

/* PreceptPdfMetadata:
 *
 * Facts about a document, which stand in its file twice: in an information dictionary, and in an XMP packet.
 */
struct _PreceptPdfMetadata
{
  char      *title; /* NULL: none; so are all of these */
  char      *author;
  char      *keywords;
  char      *language;
  GDateTime *date;
};

PreceptPdfMetadata *
precept_pdf_metadata_new (void)
{
  return g_new0 (PreceptPdfMetadata, 1);
}

void
precept_pdf_metadata_free (PreceptPdfMetadata *self)
{
  g_free (self->title);
  g_free (self->author);
  g_free (self->keywords);
  g_free (self->language);
  g_clear_pointer (&self->date, g_date_time_unref);
  g_free (self);
}

/* What both an XML file and a text string can hold; NULL where nothing is left. */
static char *
dup_clean (const char *value)
{
  g_autofree char *valid = value != NULL ? g_utf8_make_valid (value, -1) : NULL;
  GString         *out = g_string_new (NULL);
  const char      *p;
  guint            n = 0;

  for (p = valid; p != NULL && *p != '\0' && n < MAX_CHARACTERS; p = g_utf8_next_char (p), n++)
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        g_string_append_c (out, ' ');
      else if (c != 0xFEFF && (c & 0xFFFE) != 0xFFFE)
        g_string_append_unichar (out, c);
    }
  g_strstrip (out->str);
  return g_string_free (out, *out->str == '\0');
}

static void
replace_string (char      **field,
                const char *value)
{
  g_free (*field);
  *field = dup_clean (value);
}

void
precept_pdf_metadata_set_title (PreceptPdfMetadata *self,
                                const char         *title)
{
  replace_string (&self->title, title);
}

void
precept_pdf_metadata_set_author (PreceptPdfMetadata *self,
                                 const char         *author)
{
  replace_string (&self->author, author);
}

void
precept_pdf_metadata_set_keywords (PreceptPdfMetadata *self,
                                   const char         *keywords)
{
  replace_string (&self->keywords, keywords);
}

/**
 * precept_pdf_is_language:
 * @language: (nullable): a text
 *
 * Tells whether @language is a language tag in form (RFC 3066, as ISO 19005-3, 6.7.4, asks for): letters, and
 * behind hyphens more letters and digits, 8 in a row at most.
 */
gboolean
precept_pdf_is_language (const char *language)
{
  const char *p;
  gboolean    first = TRUE;
  guint       n = 0;

  for (p = language; p != NULL; p++)
    {
      if (g_ascii_isalpha (*p) || (!first && g_ascii_isdigit (*p)))
        {
          if (++n > 8)
            return FALSE;
          continue;
        }
      if (n == 0 || (*p != '-' && *p != '\0'))
        return FALSE;
      if (*p == '\0')
        return TRUE;
      first = FALSE;
      n = 0;
    }
  return FALSE;
}

void
precept_pdf_metadata_set_language (PreceptPdfMetadata *self,
                                   const char         *language)
{
  g_free (self->language);
  self->language = precept_pdf_is_language (language) ? g_strdup (language) : NULL;
}

void
precept_pdf_metadata_set_date (PreceptPdfMetadata *self,
                               GDateTime          *date)
{
  if (date != NULL)
    g_date_time_ref (date);
  g_clear_pointer (&self->date, g_date_time_unref);
  self->date = date;
}

gboolean
precept_pdf_metadata_has_title (PreceptPdfMetadata *self)
{
  return self->title != NULL;
}

/**
 * precept_pdf_metadata_get_language:
 * @self: metadata
 *
 * Gives the language of the document; "und" where it is not known.
 */
const char *
precept_pdf_metadata_get_language (PreceptPdfMetadata *self)
{
  return self->language != NULL ? self->language : NO_LANGUAGE;
}

GDateTime *
precept_pdf_metadata_get_date (PreceptPdfMetadata *self)
{
  return self->date;
}

static const char *
get_title (PreceptPdfMetadata *self)
{
  return self->title != NULL ? self->title : NO_TITLE;
}

static void
append_xml (GString    *out,
            const char *format,
            const char *value)
{
  g_autofree char *escaped = NULL;
  const char      *place = strstr (format, "%s");

  if (value == NULL)
    return;
  escaped = g_markup_escape_text (value, -1);
  g_string_append_len (out, format, place - format);
  g_string_append (out, escaped);
  g_string_append (out, place + 2);
}

static void
append_dates (PreceptPdfMetadata *self,
              GString            *out)
{
  g_autoptr (GDateTime) utc = self->date != NULL ? g_date_time_to_utc (self->date) : NULL;
  g_autofree char *date = utc != NULL ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  append_xml (out, "<xmp:CreateDate>%s</xmp:CreateDate>\n", date);
  append_xml (out, "<xmp:ModifyDate>%s</xmp:ModifyDate>\n", date);
}

/* A property that PDF/A does not know must be described (ISO 19005-3, 6.6.2.3). */
static void
append_extension (GString *out)
{
  g_string_append (out,
                   "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\" "
                   "xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" "
                   "xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
                   "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
                   "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
                   "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
                   "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
                   "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
                   "<pdfaProperty:name>part</pdfaProperty:name>\n"
                   "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
                   "<pdfaProperty:category>internal</pdfaProperty:category>\n"
                   "<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\n"
                   "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
                   "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
                   "</rdf:Description>\n");
}

/**
 * precept_pdf_metadata_write_packet:
 * @self: metadata
 * @file: where to write
 *
 * Writes the XMP packet (ISO 19005-3, 6.6; ISO 14289-1, 5). It stays plain, so that programs that know no PDF may find it.
 *
 * Returns: its number
 */
guint
precept_pdf_metadata_write_packet (PreceptPdfMetadata *self,
                                   PreceptPdfFile     *file)
{
  g_autoptr (GString) out = g_string_new (NULL);
  guint number = precept_pdf_file_reserve (file);

  g_string_append (out,
                   "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                   "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                   "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                   "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                   "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" "
                   "xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
                   "<pdfaid:part>3</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
                   "<pdfuaid:part>1</pdfuaid:part>\n"
                   "<dc:format>application/pdf</dc:format>\n");
  append_xml (out, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n", get_title (self));
  append_xml (out, "<dc:creator><rdf:Seq><rdf:li>%s</rdf:li></rdf:Seq></dc:creator>\n", self->author);
  append_xml (out, "<dc:language><rdf:Bag><rdf:li>%s</rdf:li></rdf:Bag></dc:language>\n", self->language);
  append_xml (out, "<pdf:Keywords>%s</pdf:Keywords>\n", self->keywords);
  append_xml (out, "<pdf:Producer>%s</pdf:Producer>\n", PRODUCER);
  append_dates (self, out);
  g_string_append (out, "</rdf:Description>\n");
  append_extension (out);
  g_string_append (out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
  precept_pdf_file_add_encoded_stream (file, number, "/Type/Metadata/Subtype/XML", out->str, out->len);
  return number;
}

static void
append_text_entry (GString    *out,
                   const char *key,
                   const char *value)
{
  if (value == NULL)
    return;
  precept_pdf_append_name (out, key);
  precept_pdf_append_text (out, value, -1);
}

/**
 * precept_pdf_metadata_write_information:
 * @self: metadata
 * @file: where to write
 *
 * Writes the document information dictionary.
 *
 * Returns: its number
 */
guint
precept_pdf_metadata_write_information (PreceptPdfMetadata *self,
                                        PreceptPdfFile     *file)
{
  g_autoptr (GString) out = g_string_new ("<<");
  guint number = precept_pdf_file_reserve (file);

  append_text_entry (out, "Title", get_title (self));
  append_text_entry (out, "Author", self->author);
  append_text_entry (out, "Keywords", self->keywords);
  append_text_entry (out, "Producer", PRODUCER);
  if (self->date != NULL)
    {
      g_string_append (out, "/CreationDate");
      precept_pdf_append_date (out, self->date);
      g_string_append (out, "/ModDate");
      precept_pdf_append_date (out, self->date);
    }
  g_string_append (out, ">>");
  precept_pdf_file_add_object (file, number, out);
  return number;
}
