/* precept-period.c: spans of time as a guideline writes them, "6 months"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-period.h"

#include <string.h>

/* In the order of PreceptPeriodUnit. */
static const struct
{
  const char *name;
  const char *ucum;
  char        letter; /* in ISO 8601; that of hours stands after a T */
} units[] = {
  { "hour", "h", 'H' },
  { "day", "d", 'D' },
  { "week", "wk", 'W' },
  { "month", "mo", 'M' },
  { "year", "a", 'Y' },
};

static gboolean
parse_unit (const char        *text,
            gboolean           is_iso,
            PreceptPeriodUnit *unit)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize length = strlen (units[i].name);

      if (is_iso ? text[0] == units[i].letter && text[1] == '\0'
                 : strncmp (text, units[i].name, length) == 0 && (text[length] == '\0' || strcmp (text + length, "s") == 0))
        {
          *unit = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * precept_period_parse:
 * @text: (nullable): a number and a unit: "6 months", or in ISO 8601 "P6M"
 * @period: (out): what it says
 *
 * Returns: whether @text is a period; @period is as it was if not
 */
gboolean
precept_period_parse (const char    *text,
                      PreceptPeriod *period)
{
  gboolean          is_iso = text != NULL && *text == 'P';
  gboolean          is_time = is_iso && text[1] == 'T';
  const char       *digits = is_iso ? text + (is_time ? 2 : 1) : text;
  gsize             n_digits = digits != NULL ? strspn (digits, "0123456789") : 0;
  g_autofree char  *number = NULL;
  guint64           value;
  PreceptPeriodUnit unit;

  if (n_digits == 0)
    return FALSE;

  number = g_strndup (digits, n_digits);
  digits += n_digits;
  if (!is_iso)
    digits += strspn (digits, " ");
  if (!g_ascii_string_to_unsigned (number, 10, 1, 99999, &value, NULL) || !parse_unit (digits, is_iso, &unit) ||
      (is_iso && is_time != (unit == PRECEPT_PERIOD_HOUR)))
    return FALSE;

  period->number = value;
  period->unit = unit;

  return TRUE;
}

/**
 * precept_period_format:
 * @period: a period
 *
 * Returns: (transfer full): it as a guideline's XML has it, "6 months"
 */
char *
precept_period_format (const PreceptPeriod *period)
{
  g_return_val_if_fail (period != NULL, NULL);

  return g_strdup_printf ("%u %s%s", period->number, units[period->unit].name, period->number == 1 ? "" : "s");
}

/**
 * precept_period_format_iso:
 * @period: a period
 *
 * Returns: (transfer full): it in ISO 8601, "P6M"
 */
char *
precept_period_format_iso (const PreceptPeriod *period)
{
  g_return_val_if_fail (period != NULL, NULL);

  return g_strdup_printf ("P%s%u%c", period->unit == PRECEPT_PERIOD_HOUR ? "T" : "", period->number, units[period->unit].letter);
}

/**
 * precept_period_unit_get_name:
 * @unit: a unit
 *
 * Returns: (transfer none): what one of it is called in the XML, "month"; more take an s
 */
const char *
precept_period_unit_get_name (PreceptPeriodUnit unit)
{
  g_return_val_if_fail (unit < G_N_ELEMENTS (units), NULL);

  return units[unit].name;
}

/**
 * precept_period_unit_get_ucum:
 * @unit: a unit
 *
 * Returns: (transfer none): its code in the Unified Code for Units of Measure, "mo"
 */
const char *
precept_period_unit_get_ucum (PreceptPeriodUnit unit)
{
  g_return_val_if_fail (unit < G_N_ELEMENTS (units), NULL);

  return units[unit].ucum;
}
