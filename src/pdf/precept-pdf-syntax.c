/* precept-pdf-syntax.c: how PDF spells numbers, strings and names
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-pdf"

#include "config.h"

#include "precept-pdf-syntax.h"

#include <math.h>
#include <string.h>

/* Digits are made by hand: printf would ask the locale for its decimal point. */
static void
append_digits (GString *string,
               guint64  value,
               guint    min_digits)
{
  char  digits[20];
  guint n = 0;

  do
    {
      digits[sizeof digits - ++n] = (char)('0' + value % 10);
      value /= 10;
    }
  while (value > 0 || n < min_digits);
  g_string_append_len (string, digits + sizeof digits - n, n);
}

void
precept_pdf_append_unsigned (GString *string,
                             guint64  value)
{
  append_digits (string, value, 1);
}

/**
 * precept_pdf_append_reference:
 * @string: where to append
 * @object: number of an object
 *
 * Appends an indirect reference.
 */
void
precept_pdf_append_reference (GString *string,
                              guint    object)
{
  append_digits (string, object, 1);
  g_string_append (string, " 0 R");
}

/**
 * precept_pdf_append_number:
 * @string: where to append
 * @value: a finite number
 * @decimals: digits after the point at most, up to 6
 *
 * Appends a number in as few characters as it takes.
 */
void
precept_pdf_append_number (GString *string,
                           double   value,
                           guint    decimals)
{
  static const guint powers[] = { 1, 10, 100, 1000, 10000, 100000, 1000000 };
  guint64            scaled;
  guint64            fraction;

  g_assert (decimals < G_N_ELEMENTS (powers));
  if (!isfinite (value))
    value = 0;
  scaled = (guint64)llround (MIN (fabs (value), 1e9) * powers[decimals]);
  if (value < 0 && scaled > 0)
    g_string_append_c (string, '-');
  fraction = scaled % powers[decimals];
  scaled /= powers[decimals];
  if (scaled > 0 || fraction == 0)
    append_digits (string, scaled, 1);
  if (fraction > 0)
    {
      while (fraction % 10 == 0)
        {
          fraction /= 10;
          decimals--;
        }
      g_string_append_c (string, '.');
      append_digits (string, fraction, decimals);
    }
}

/**
 * precept_pdf_append_bytes:
 * @string: where to append
 * @bytes: (array length=length): any bytes
 * @length: how many
 *
 * Appends a literal string, its delimiters included.
 */
void
precept_pdf_append_bytes (GString    *string,
                          const char *bytes,
                          gsize       length)
{
  gsize i;

  g_string_append_c (string, '(');
  for (i = 0; i < length; i++)
    {
      switch (bytes[i])
        {
        case '(':
        case ')':
        case '\\':
          g_string_append_c (string, '\\');
          g_string_append_c (string, bytes[i]);
          break;
        case '\r': /* a reader would take it for a line end, and give back \n */
          g_string_append (string, "\\r");
          break;
        default:
          g_string_append_c (string, bytes[i]);
        }
    }
  g_string_append_c (string, ')');
}

/**
 * precept_pdf_append_utf16:
 * @string: where to append
 * @utf8: valid UTF-8
 * @length: in bytes, or -1
 *
 * Appends the hexadecimal digits of @utf8 in UTF-16BE, without a byte order mark or delimiters.
 */
void
precept_pdf_append_utf16 (GString    *string,
                          const char *utf8,
                          gssize      length)
{
  const char *end = utf8 + (length < 0 ? (gssize)strlen (utf8) : length);
  const char *p;

  for (p = utf8; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x10000)
        g_string_append_printf (string, "%04X", c);
      else
        g_string_append_printf (string, "%04X%04X", 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + ((c - 0x10000) & 0x3FF));
    }
}

/* Where a text that is too long for a string must end. */
static const char *
find_end (const char *utf8,
          gsize       length)
{
  const char *end = utf8 + length;
  const char *p;
  guint       n_bytes = 2; /* the mark */

  if (length < PRECEPT_PDF_MAX_STRING / 2)
    return end;
  for (p = utf8; p < end; p = g_utf8_next_char (p))
    {
      n_bytes += g_utf8_get_char (p) < 0x10000 ? 2 : 4;
      if (n_bytes > PRECEPT_PDF_MAX_STRING)
        return p;
    }
  return end;
}

/**
 * precept_pdf_append_utf16_text:
 * @string: where to append
 * @utf8: valid UTF-8
 * @length: in bytes, or -1
 *
 * Appends a text string in UTF-16 with a byte order mark.
 */
void
precept_pdf_append_utf16_text (GString    *string,
                               const char *utf8,
                               gssize      length)
{
  gsize n = length < 0 ? strlen (utf8) : (gsize)length;

  g_string_append (string, "<FEFF");
  precept_pdf_append_utf16 (string, utf8, find_end (utf8, n) - utf8);
  g_string_append_c (string, '>');
}

/**
 * precept_pdf_append_text:
 * @string: where to append
 * @utf8: valid UTF-8
 * @length: in bytes, or -1
 *
 * Appends a text string: literal where it is printable ASCII, else UTF-16 with a byte order mark.
 */
void
precept_pdf_append_text (GString    *string,
                         const char *utf8,
                         gssize      length)
{
  gsize n = length < 0 ? strlen (utf8) : (gsize)length;
  gsize i;

  for (i = 0; i < n && g_ascii_isprint (utf8[i]); i++)
    ;
  if (i == n)
    {
      precept_pdf_append_bytes (string, utf8, MIN (n, PRECEPT_PDF_MAX_STRING));
      return;
    }
  precept_pdf_append_utf16_text (string, utf8, (gssize)n);
}

/**
 * precept_pdf_append_name:
 * @string: where to append
 * @name: any text
 *
 * Appends a name object, its slash included.
 */
void
precept_pdf_append_name (GString    *string,
                         const char *name)
{
  const char *p;

  g_string_append_c (string, '/');
  for (p = name; *p != '\0'; p++)
    {
      if (g_ascii_isgraph (*p) && strchr ("#%()<>[]{}/", *p) == NULL)
        g_string_append_c (string, *p);
      else
        g_string_append_printf (string, "#%02X", (guchar)*p);
    }
}

/**
 * precept_pdf_append_date:
 * @string: where to append
 * @date: a date and time
 *
 * Appends a date string, its delimiters included; always in universal time.
 */
void
precept_pdf_append_date (GString   *string,
                         GDateTime *date)
{
  g_autoptr (GDateTime) utc = g_date_time_to_utc (date);

  g_string_append_printf (string, "(D:%04d%02d%02d%02d%02d%02dZ)",
                          g_date_time_get_year (utc), g_date_time_get_month (utc), g_date_time_get_day_of_month (utc),
                          g_date_time_get_hour (utc), g_date_time_get_minute (utc), g_date_time_get_second (utc));
}
