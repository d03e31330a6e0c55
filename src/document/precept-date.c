/* precept-date.c: dates as a guideline writes them, 2026-06-01
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-date.h"

#include <stdlib.h>

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
