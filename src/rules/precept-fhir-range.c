/* precept-fhir-range.c: a range of codes as a regular expression
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-code-format.h"
#include "precept-fhir-private.h"

#include <string.h>

/* Codes sort as strings, those of drugs (NDC) without hyphens, by the alphabet of their system. The expression is a choice between what begins like the first
 * code and goes on after it, what lies between, and what begins like the last and goes on before it:
 * L40.0 to L41.8 is L40\.[0-9A-Z]+ or L41 or L41\.[0-8][0-9A-Z]*. It names no letter or digit that no code can have. */

typedef struct
{
  const char *alphabet; /* ascending */
  gboolean    is_open;  /* codes may go on after the last one */
  GString    *pattern;
} Range;

/* One character from those of the alphabet that come after @low and before @high; FALSE: there is none. '\0': no bound.
 * A code has its dot, if any, in one place. */
static gboolean
append_class (const Range *range,
              GString     *text,
              gboolean     is_dot,
              char         low,
              char         high)
{
  g_autoptr (GString) found = g_string_new (NULL);

  for (const char *p = range->alphabet; *p != '\0'; p++)
    {
      if ((low == '\0' || *p > low) && (high == '\0' || *p < high) && (*p == '.') == is_dot)
        g_string_append_c (found, *p);
    }
  if (found->len == 0)
    return FALSE;
  if (is_dot)
    {
      g_string_append (text, "\\.");
      return TRUE;
    }

  g_string_append_c (text, '[');
  for (gsize i = 0; i < found->len; i++)
    {
      gsize end = i;

      while (end + 1 < found->len && found->str[end + 1] == found->str[end] + 1)
        end++;
      g_string_append_c (text, found->str[i]);
      if (end > i)
        g_string_append_printf (text, "%s%c", end > i + 1 ? "-" : "", found->str[end]);
      i = end;
    }
  g_string_append_c (text, ']');

  return TRUE;
}

/* Any characters: as many as a code of fixed length still has. */
static void
append_rest (const Range *range,
             GString     *text,
             gsize        length)
{
  if (range->is_open)
    {
      g_string_append (text, "[.0-9A-Z]*");
    }
  else if (length > 0)
    {
      append_class (range, text, FALSE, '\0', '\0');
      if (length > 1)
        g_string_append_printf (text, "{%u}", (guint)length);
    }
}

static void
append_choice (Range      *range,
               const char *choice)
{
  g_string_append_printf (range->pattern, "%s%s", range->pattern->len > 0 ? "|" : "", choice);
}

static void
append_literal (GString    *text,
                const char *code,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (code[i] == '.')
        g_string_append_c (text, '\\');
      g_string_append_c (text, code[i]);
    }
}

/* What begins like @code up to @begin, and then has something between its next character and @high. */
static void
append_beyond (Range      *range,
               const char *code,
               gsize       begin,
               char        low,
               char        high)
{
  g_autoptr (GString) choice = g_string_new (NULL);

  append_literal (choice, code, begin);
  if (!append_class (range, choice, range->is_open && begin == 3, low, high))
    return;
  append_rest (range, choice, strlen (code) - begin - 1);
  append_choice (range, choice->str);
}

static void
append_whole (Range      *range,
              const char *code)
{
  g_autoptr (GString) choice = g_string_new (NULL);

  append_literal (choice, code, strlen (code));
  append_rest (range, choice, 0);
  append_choice (range, choice->str);
}

/* Before the last code, in a system where codes may be shorter: those that it begins with. */
static void
append_shorter (Range      *range,
                const char *last,
                gsize       common)
{
  for (gsize length = common + 1; range->is_open && length < strlen (last); length++)
    {
      g_autoptr (GString) choice = g_string_new (NULL);

      append_literal (choice, last, length);
      /* No code ends in its dot. */
      if (last[length - 1] != '.')
        append_choice (range, choice->str);
    }
}

static const char *
get_alphabet (const char *system,
              const char *first,
              const char *last)
{
  static const char digits[] = "0123456789";

  if (g_strcmp0 (system, "ICD-10-CM") == 0)
    return ".0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (g_strcmp0 (system, "ICD-10-PCS") == 0)
    return "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  for (gsize i = 0; first[i] != '\0'; i++)
    {
      if (first[i] != last[i] && (!g_ascii_isdigit (first[i]) || !g_ascii_isdigit (last[i])))
        return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    }

  return digits;
}

/* Of codes that end in the same letter, such as 0001M, the number is the range. */
static gsize
get_tail (const char *first,
          const char *last)
{
  gsize length = strlen (first);

  return length > 0 && strlen (last) == length && !g_ascii_isdigit (first[length - 1]) && first[length - 1] == last[length - 1] ? 1 : 0;
}

char *
precept_fhir_dup_range_pattern (const char *system,
                                const char *first,
                                const char *last)
{
  gboolean         is_diagnosis = g_strcmp0 (system, "ICD-10-CM") == 0;
  gboolean         is_drug = g_strcmp0 (system, "NDC") == 0;
  gsize            tail = is_diagnosis || g_strcmp0 (system, "ICD-10-PCS") == 0 ? 0 : get_tail (first, last);
  g_autofree char *from = is_drug ? precept_code_format_normalize (system, first) : g_strndup (first, strlen (first) - tail);
  g_autofree char *to = is_drug ? precept_code_format_normalize (system, last) : g_strndup (last, strlen (last) - tail);
  gsize            common = 0;
  Range            range = { NULL, is_diagnosis, NULL };

  if (!precept_code_format_matches (system, first) || !precept_code_format_matches (system, last) || strcmp (from, to) >= 0 ||
      (!is_diagnosis && strlen (from) != strlen (to)))
    return NULL;

  /* A number and a number with a letter, or two letters: rules take no code to lie between. */
  if (!is_diagnosis && g_strcmp0 (system, "ICD-10-PCS") != 0 && tail == 0 &&
      (!g_ascii_isdigit (from[strlen (from) - 1]) || !g_ascii_isdigit (to[strlen (to) - 1])))
    return NULL;

  range.alphabet = get_alphabet (system, from, to);
  range.pattern = g_string_new (NULL);
  while (from[common] != '\0' && from[common] == to[common])
    common++;
  /* The first code is the beginning of the last: what is under it, up to there. */
  if (from[common] == '\0')
    {
      g_autoptr (GString) choice = g_string_new (NULL);

      append_literal (choice, from, common);
      append_choice (&range, choice->str);
      if (to[common] != '\0')
        append_beyond (&range, to, common, '\0', to[common]);
    }
  else
    {
      append_whole (&range, from);
      for (gsize i = strlen (from) - 1; i > common; i--)
        append_beyond (&range, from, i, from[i], '\0');
      append_beyond (&range, from, common, from[common], to[common]);
    }
  append_shorter (&range, to, common);
  for (gsize i = common + 1; i < strlen (to); i++)
    append_beyond (&range, to, i, '\0', to[i]);
  append_whole (&range, to);

  g_string_prepend (range.pattern, "(");
  g_string_append_c (range.pattern, ')');
  if (tail > 0)
    g_string_append (range.pattern, first + strlen (first) - tail);

  return g_string_free (range.pattern, FALSE);
}
