/* precept-date.c: dates as a guideline writes them, 2026-06-01
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-date.h"

#include <stdlib.h>
#include <string.h>

/**
 * precept_date_has_form:
 * @text: (nullable): a text
 *
 * Returns: whether @text is four digits, two and two with hyphens between, be there such a day or not
 */
gboolean
precept_date_has_form (const char *text)
{
  for (guint i = 0; i < 10; i++)
    if (text == NULL || (i == 4 || i == 7 ? text[i] != '-' : !g_ascii_isdigit (text[i])))
      return FALSE;

  return text[10] == '\0';
}

/**
 * precept_date_parse:
 * @text: (nullable): a text
 * @date: (out caller-allocates): the day; not set if there is none
 *
 * Reads a date in the form of ISO 8601, yyyy-mm-dd, and in no other.
 *
 * Returns: whether @text is a date
 */
gboolean
precept_date_parse (const char *text,
                    GDate      *date)
{
  int year, month, day;

  if (!precept_date_has_form (text))
    return FALSE;
  year = atoi (text);
  month = atoi (text + 5);
  day = atoi (text + 8);
  if (!g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, day, month, year);

  return TRUE;
}

/**
 * precept_date_format:
 * @date: a valid date
 *
 * Returns: (transfer full): the date as a guideline has it
 */
char *
precept_date_format (const GDate *date)
{
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (date), g_date_get_month (date), g_date_get_day (date));
}

static int
find_month (const char *name)
{
  static const char *const months[] = {
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"
  };
  gsize length = strlen (name);

  for (guint i = 0; length >= 3 && i < G_N_ELEMENTS (months); i++)
    {
      /* "Sept" is no beginning of the word to everybody, but to this. */
      if (length <= strlen (months[i]) && g_ascii_strncasecmp (name, months[i], length) == 0)
        return i + 1;
    }

  return 0;
}

/**
 * precept_date_dup_from_words:
 * @words: "June 1, 2026", "1 Jun 2026", "2026 Jun 1", "6/1/2026" (month first, as in the United States), "2026-06-01"
 *
 * Reads a date as people write it.
 *
 * Returns: (transfer full) (nullable): the date as a guideline has it; %NULL: it is none, or there is no such day
 */
char *
precept_date_dup_from_words (const char *words)
{
  g_autofree char *stripped = g_strstrip (g_strdup (words));
  g_auto (GStrv) parts = g_strsplit_set (stripped, " ,./-", -1);
  int   numbers[3] = { 0 };
  guint n_numbers = 0, n_months = 0;
  int   month = 0, year, day;
  GDate date;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (strspn (parts[i], "0123456789") == strlen (parts[i]) && n_numbers < 3 && strlen (parts[i]) <= 4)
        numbers[n_numbers++] = atoi (parts[i]);
      else if (find_month (parts[i]) > 0 && n_months++ == 0)
        month = find_month (parts[i]);
      else
        return NULL;
    }
  if (n_months == 1 && n_numbers == 2)
    {
      /* The year is the one that no month has days for. */
      year = numbers[0] > 31 ? numbers[0] : numbers[1];
      day = numbers[0] > 31 ? numbers[1] : numbers[0];
    }
  else if (n_months == 0 && n_numbers == 3 && numbers[0] > 31)
    {
      year = numbers[0];
      month = numbers[1];
      day = numbers[2];
    }
  else if (n_months == 0 && n_numbers == 3)
    {
      month = numbers[0];
      day = numbers[1];
      year = numbers[2];
    }
  else
    return NULL;
  if (year < 1000 || month > 12 || !g_date_valid_dmy (day, month, year))
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, year);

  return precept_date_format (&date);
}
