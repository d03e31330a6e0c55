/* precept-import-text.c: bytes of any encoding to lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

/* A guideline of 500 pages is about 1.5 MB of text. */
#define MAX_BYTES (16 * 1024 * 1024)

G_DEFINE_QUARK (precept_import_error, precept_import_error)

static void
free_line (gpointer data)
{
  PreceptImportLine *line = data;

  g_free (line->text);
  g_free (line);
}

gboolean
precept_import_line_is_blank (const PreceptImportLine *line)
{
  for (const char *p = line->text; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_isspace (g_utf8_get_char (p)))
      return FALSE;

  return TRUE;
}

/* What the first bytes say about a file that is no text. */
static const char *
name_binary (const guint8 *data, gsize size)
{
  static const struct
  {
    const char *magic;
    gsize       length;
    const char *name;
  } kinds[] = {
    { "%PDF-", 5, "a PDF file: copy its text, or convert it with pdftotext -layout" },
    { "PK\003\004", 4, "an archive or an Office document: save it as plain text first" },
    { "\320\317\021\340", 4, "an old Office document: save it as plain text first" },
    { "\211PNG", 4, "a picture" },
    { "\377\330\377", 3, "a picture" },
    { "GIF8", 4, "a picture" },
    { "{\\rtf", 5, "a rich text file: save it as plain text first" },
    { "\037\213", 2, "a compressed file: unpack it first" },
    { "\177ELF", 4, "a program" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].length && memcmp (data, kinds[i].magic, kinds[i].length) == 0)
      return kinds[i].name;

  return NULL;
}

/* What a text says at its start about a program's file that only looks like a text. */
static const char *
name_markup (const char *text)
{
  static const char *const html[] = { "<!doctype html", "<html" };

  if (g_str_has_prefix (text, "\357\273\277"))
    text += 3;
  while (g_ascii_isspace (*text))
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (html); i++)
    if (g_ascii_strncasecmp (text, html[i], strlen (html[i])) == 0)
      return "a web page: open it in a browser and save it as plain text first";
  if (!g_str_has_prefix (text, "<?xml") && !g_str_has_prefix (text, "<guideline"))
    return NULL;
  if (strstr (text, "urn:precept:guideline:") != NULL)
    return "a guideline already: open it as it is";

  return "an XML file: save what it shows as plain text first";
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error (error, PRECEPT_IMPORT_ERROR, PRECEPT_IMPORT_ERROR_NOT_TEXT, "Not a text: %s.", reason);

  return FALSE;
}

/* The 32 places where Windows-1252 differs from Latin-1; 0: not assigned. */
static const guint16 windows_1252[32] = {
  0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
  0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

static char *
decode_windows_1252 (const guint8 *data, gsize size)
{
  GString *out = g_string_sized_new (size + size / 8);

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] >= 0x80 && data[i] < 0xA0)
        g_string_append_unichar (out, windows_1252[data[i] - 0x80] != 0 ? windows_1252[data[i] - 0x80] : ' ');
      else
        g_string_append_unichar (out, data[i]);
    }

  return g_string_free (out, FALSE);
}

static char *
decode_utf16 (const guint8 *data, gsize size, PreceptImportReport *report, GError **error)
{
  const char      *charset = data[0] == 0xFF ? "UTF-16LE" : "UTF-16BE";
  g_autofree char *text = NULL;
  gsize            written = 0;

  if (size % 2 != 0)
    precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, 1, 1, "half a character",
                               "the file ends in the middle of a character, so it may be cut short");
  text = g_convert ((const char *)data + 2, (gssize)((size - 2) & ~(gsize)1), "UTF-8", charset, NULL, &written, NULL);
  if (text == NULL)
    {
      refuse (error, "it begins as UTF-16, but goes on with bytes that are no UTF-16. Save it again as UTF-8");
      return NULL;
    }
  if (strlen (text) != written)
    {
      refuse (error, "it has zero characters in it, as only a program's data has");
      return NULL;
    }

  return g_steal_pointer (&text);
}

/* A file cut off in the middle of its last character is still UTF-8. */
static gboolean
is_cut_short (const guint8 *data, gsize size, gsize valid)
{
  gsize rest = size - valid;
  gsize want;

  if (rest == 0 || rest > 3 || valid < 16 || data[valid] < 0xC2 || data[valid] > 0xF4)
    return FALSE;
  want = data[valid] >= 0xF0 ? 4 : data[valid] >= 0xE0 ? 3
                                                       : 2;
  for (gsize i = 1; i < rest; i++)
    if ((data[valid + i] & 0xC0) != 0x80)
      return FALSE;

  return rest < want;
}

static char *
decode_bytes (const guint8 *data, gsize size, PreceptImportReport *report, GError **error)
{
  const char *binary = name_binary (data, size);
  const char *end = NULL;
  gsize       n_controls = 0;

  if (binary != NULL)
    {
      g_autofree char *reason = g_strdup_printf ("it is %s", binary);

      refuse (error, reason);
      return NULL;
    }
  if (size >= 2 && ((data[0] == 0xFF && data[1] == 0xFE) || (data[0] == 0xFE && data[1] == 0xFF)))
    return decode_utf16 (data, size, report, error);
  if (size >= 3 && memcmp (data, "\357\273\277", 3) == 0)
    {
      data += 3;
      size -= 3;
    }

  for (gsize i = 0; i < size; i++)
    {
      if (data[i] == 0)
        {
          g_autofree char *reason = g_strdup_printf ("byte %" G_GSIZE_FORMAT " is zero, as in a program's data or in UTF-16 without its mark. Save it as UTF-8", i + 1);

          refuse (error, reason);
          return NULL;
        }
      if (data[i] < 0x20 && strchr ("\t\n\r\f\v", data[i]) == NULL)
        n_controls++;
    }
  if (n_controls > 8 && n_controls > size / 20)
    {
      refuse (error, "more than one byte in twenty is a control character, as in a program's data");
      return NULL;
    }

  if (g_utf8_validate ((const char *)data, (gssize)size, &end))
    return g_strndup ((const char *)data, size);
  if (is_cut_short (data, size, (gsize)(end - (const char *)data)))
    {
      precept_import_report_add (report, PRECEPT_IMPORT_NOTE_LEFT_OUT, 1, 1, "half a character",
                                 "the file ends in the middle of a character, so it may be cut short");
      return g_strndup ((const char *)data, (gsize)(end - (const char *)data));
    }

  precept_import_report_add (report, PRECEPT_IMPORT_NOTE_GUESS, 1, 1, "encoding",
                             "the bytes are not UTF-8, so they were read as Windows-1252: look at quotes, dashes and accents");

  return decode_windows_1252 (data, size);
}

static gboolean
is_xml_char (gunichar c)
{
  return c == '\t' || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

static void
take_line (GPtrArray *lines, GString *text, guint number, gboolean page_before)
{
  PreceptImportLine *line = g_new0 (PreceptImportLine, 1);

  while (text->len > 0 && text->str[text->len - 1] == ' ')
    g_string_truncate (text, text->len - 1);
  line->text = g_strndup (text->str, text->len);
  line->number = number;
  line->page_before = page_before;
  g_ptr_array_add (lines, line);
  g_string_truncate (text, 0);
}

static GPtrArray *
split_lines (const char *text, PreceptImportReport *report)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (free_line);
  g_autoptr (GString) current = g_string_new (NULL);
  gboolean page = FALSE;
  guint    number = 1;
  guint    n_bad = 0;
  guint    first_bad = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029)
        {
          if (c == '\r' && p[1] == '\n')
            p++;
          take_line (lines, current, number++, page);
          page = FALSE;
        }
      else if (c == '\f')
        {
          /* A form feed ends a page, not a line: the editor that shows the file counts lines by their ends. */
          if (current->len > 0)
            take_line (lines, current, number, page);
          page = TRUE;
        }
      else if (is_xml_char (c))
        g_string_append_unichar (current, c);
      else
        {
          g_string_append_c (current, ' ');
          n_bad += c == '\v' ? 0 : 1;
          first_bad = first_bad == 0 ? number : first_bad;
        }
    }
  if (current->len > 0)
    take_line (lines, current, number, page);

  if (n_bad > 0)
    precept_import_report_add (report, PRECEPT_IMPORT_NOTE_GUESS, first_bad, 1, "control character",
                               "%u character%s that no guideline may hold became a space", n_bad, n_bad == 1 ? "" : "s");

  return g_steal_pointer (&lines);
}

/* Reads @bytes as UTF-8, UTF-16 with its mark, or Windows-1252. Returns an array of PreceptImportLine, or NULL. */
GPtrArray *
precept_import_read_lines (GBytes *bytes, PreceptImportReport *report, GError **error)
{
  gsize            size = 0;
  const guint8    *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (size > MAX_BYTES)
    {
      g_set_error (error, PRECEPT_IMPORT_ERROR, PRECEPT_IMPORT_ERROR_TOO_LARGE,
                   "The text has %.1f MB, and a guideline may have %d. Import its parts one by one.",
                   (double)size / (1024 * 1024), MAX_BYTES / (1024 * 1024));
      return NULL;
    }
  if (size > 0)
    {
      const char *markup;

      text = decode_bytes (data, size, report, error);
      if (text == NULL)
        return NULL;
      markup = name_markup (text);
      if (markup != NULL)
        {
          g_autofree char *reason = g_strdup_printf ("it is %s", markup);

          refuse (error, reason);
          return NULL;
        }
      lines = split_lines (text, report);
    }

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    if (!precept_import_line_is_blank (g_ptr_array_index (lines, i)))
      return g_steal_pointer (&lines);

  g_set_error_literal (error, PRECEPT_IMPORT_ERROR, PRECEPT_IMPORT_ERROR_EMPTY,
                       "The text is empty. Choose a file that has the words of a guideline.");

  return NULL;
}
