/* precept-binding.c: where a line of text must not break, and where it may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-binding.h"

#include <string.h>

/* What a number is not parted from. Longer words (months, weeks) may go to the next line. */
static const char *const units[] = {
  "%",
  "‰",
  "°C",
  "°F",
  "AUC",
  "Bq",
  "CFU",
  "Ci",
  "Da",
  "F",
  "Gy",
  "Hz",
  "IU",
  "J",
  "K",
  "L",
  "M",
  "MBq",
  "MU",
  "Mbq",
  "N",
  "Pa",
  "U",
  "V",
  "W",
  "cGy",
  "cal",
  "cells",
  "cm",
  "cm2",
  "cm²",
  "copies",
  "d",
  "dL",
  "g",
  "h",
  "hr",
  "hrs",
  "kDa",
  "kPa",
  "kcal",
  "kg",
  "kg/m2",
  "kg/m²",
  "km",
  "lb",
  "m",
  "m2",
  "m²",
  "mCi",
  "mEq",
  "mL",
  "mM",
  "mcL",
  "mcg",
  "mg",
  "min",
  "mIU",
  "mL/min",
  "mm",
  "mm2",
  "mm3",
  "mm²",
  "mm³",
  "mmHg",
  "mmol",
  "mol",
  "ms",
  "mU",
  "nM",
  "ng",
  "nm",
  "nmol",
  "oz",
  "pg",
  "pmol",
  "s",
  "µg",
  "µL",
  "µM",
  "µm",
  "µmol",
  "μg",
  "μL",
  "μM",
  "μm",
  "μmol",
};

static gboolean
is_sign (gunichar character)
{
  return character == '=' || character == '<' || character == '>' || character == 0x2265 || character == 0x2264 ||
         character == 0xb1 || character == 0x2248;
}

static gboolean
begins_number (const char *text)
{
  gunichar character = g_utf8_get_char (text);

  if (g_ascii_isdigit (*text))
    return TRUE;
  if (character == '-' || character == '+' || character == '.' || character == 0x2212)
    return g_ascii_isdigit (*g_utf8_next_char (text));

  return FALSE;
}

static gboolean
is_unit (const char *text)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      gsize    length = strlen (units[i]);
      gunichar next;

      if (strncmp (text, units[i], length) != 0)
        continue;
      next = g_utf8_get_char (text + length);
      if (!g_unichar_isalnum (next))
        return TRUE;
    }

  return FALSE;
}

static void
bind (GArray *ranges,
      guint   start,
      guint   end)
{
  PreceptRange *last = ranges->len > 0 ? &g_array_index (ranges, PreceptRange, ranges->len - 1) : NULL;
  PreceptRange  range = { start, end };

  if (last != NULL && last->end >= start && last->start <= start)
    last->end = MAX (last->end, end);
  else
    g_array_append_val (ranges, range);
}

/* A space in front of a sign stands at @space, what follows the sign at @next. */
static void
bind_sign (GArray     *ranges,
           const char *text,
           const char *sign)
{
  const char *next = g_utf8_next_char (sign);
  const char *number = *next == ' ' ? next + 1 : next;

  if (!begins_number (number))
    return;

  if (sign > text && sign[-1] == ' ')
    bind (ranges, (guint)(sign - 1 - text), (guint)(next - text));
  if (number > next)
    bind (ranges, (guint)(next - text), (guint)(number + 1 - text));
}

/* "0.05–0.83", "G12.21–G12.29", "pp. 342–353" */
static gboolean
joins_numbers (const char *text,
               const char *dash)
{
  const char *next = g_utf8_next_char (dash);

  return dash > text && g_ascii_isalnum (dash[-1]) && g_ascii_isalnum (*next) && (g_ascii_isdigit (dash[-1]) || g_ascii_isdigit (*next));
}

/* "allergist/immunologist", "CPT/HCPCS", "100 mg/15 mL" */
static gboolean
joins_words (const char *text,
             const char *slash)
{
  return slash > text && g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (slash))) && g_unichar_isalnum (g_utf8_get_char (slash + 1));
}

/* "doi: 10.1000/182", "PMID: 12345678": the name of a number stays with it. */
static gboolean
ends_identifier_name (const char *text,
                      const char *space)
{
  static const char *const names[] = { "doi:", "pmid:", "pmcid:", "isbn:" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize length = strlen (names[i]);

      if ((gsize)(space - text) >= length && g_ascii_strncasecmp (space - length, names[i], length) == 0 &&
          ((gsize)(space - text) == length || !g_ascii_isalnum (space[-(gssize)length - 1])))
        return TRUE;
    }

  return FALSE;
}

/* Whether no line may break at this space. */
static gboolean
is_bound_space (const char *text,
                const char *space)
{
  if (space == text || space[1] == '\0')
    return FALSE;
  if (g_ascii_isdigit (space[-1]))
    return is_unit (space + 1);

  return space[-1] == ':' && ends_identifier_name (text, space);
}

void
precept_binding_find (const char *text,
                      gboolean    keep_compounds,
                      GArray     *ranges)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character;

      /* Most characters are letters, which bind nothing. */
      if (g_ascii_isalpha (*at))
        continue;

      character = g_utf8_get_char (at);
      if (is_sign (character))
        bind_sign (ranges, text, at);
      else if (character == ' ' && is_bound_space (text, at))
        bind (ranges, (guint)(at - text), (guint)(g_utf8_next_char (at + 1) - text));
      else if ((character == ':' || character == ';') && g_ascii_isalnum (at[1]))
        bind (ranges, (guint)(at - text), (guint)(at + 2 - text)); /* "2013;12(5):423" */
      else if (character == 0x2013 && joins_numbers (text, at))
        bind (ranges, (guint)(at - text), (guint)(g_utf8_next_char (g_utf8_next_char (at)) - text));
      else if (character == '/' && keep_compounds && joins_words (text, at))
        bind (ranges, (guint)(at - text), (guint)(g_utf8_next_char (at + 1) - text));
      else if (character == '-' && keep_compounds && at > text && at[-1] != ' ' && at[1] != ' ' && at[1] != '\0')
        bind (ranges, (guint)(at - text), (guint)(g_utf8_next_char (at + 1) - text));
      else if (character == 0x2011)
        {
          const char *before = at > text ? g_utf8_prev_char (at) : at;
          const char *after = g_utf8_next_char (at);

          if (*after != '\0')
            after = g_utf8_next_char (after);
          bind (ranges, (guint)(before - text), (guint)(after - text));
        }
    }
}

static gboolean
is_address (const char *word,
            gsize       length)
{
  return g_strstr_len (word, (gssize)length, "://") != NULL || g_ascii_strncasecmp (word, "doi:10.", 7) == 0 ||
         g_ascii_strncasecmp (word, "www.", 4) == 0 || (g_str_has_prefix (word, "10.") && memchr (word, '/', length) != NULL);
}

/* A link whose words are an address without its scheme: "als.org/news". */
static gboolean
is_bare_link (const char  *string,
              PreceptText *text,
              gsize        start,
              gsize        end)
{
  guint              n_spans;
  const PreceptSpan *spans = precept_text_get_spans (text, &n_spans);

  if (memchr (string + start, '/', end - start) == NULL)
    return FALSE;
  for (guint i = 0; i < n_spans; i++)
    {
      if ((spans[i].flags & PRECEPT_SPAN_LINK) != 0 && spans[i].start < end && spans[i].start + spans[i].length > start)
        return TRUE;
    }

  return FALSE;
}

void
precept_binding_find_addresses (PreceptText *text,
                                GArray      *ranges)
{
  const char *string = precept_text_get_string (text);
  const char *word = string;

  /* Every address has a slash; few texts do. */
  if (strchr (string, '/') == NULL)
    return;

  while (*word != '\0')
    {
      gsize length = strcspn (word, " \t\n");
      gsize start = (gsize)(word - string);

      if (length > 4 && (is_address (word, length) || is_bare_link (string, text, start, start + length)))
        {
          PreceptRange range = { (guint)start, (guint)(start + length) };

          g_array_append_val (ranges, range);
        }
      word += length;
      word += strspn (word, " \t\n");
    }
}

GArray *
precept_binding_dup_address_breaks (const char *address,
                                    gsize       length)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 1; i < length; i++)
    {
      gboolean after_separator = strchr ("/.-_", address[i - 1]) != NULL && strchr ("/.-_", address[i]) == NULL;

      if (after_separator || address[i] == '%')
        g_array_append_val (breaks, i);
    }

  return breaks;
}
