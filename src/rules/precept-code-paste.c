/* precept-code-paste.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-code-paste.h"

#include <string.h>

#include "precept-code-format.h"

/* What people write over a column of systems, or into it. */
static const struct
{
  const char *written;
  const char *system;
} system_names[] = {
  { "CPT", "CPT" },
  { "CPT®", "CPT" },
  { "HCPCS", "HCPCS" },
  { "HCPCS LEVEL II", "HCPCS" },
  { "ICD-10", "ICD-10-CM" },
  { "ICD-10-CM", "ICD-10-CM" },
  { "ICD10", "ICD-10-CM" },
  { "ICD-10-PCS", "ICD-10-PCS" },
  { "NDC", "NDC" },
  { "REV", "REV" },
  { "REVENUE", "REV" },
  { "REVENUE CODE", "REV" },
};

static const char *
find_named_system (const char *cell)
{
  g_autofree char *upper = g_utf8_strup (cell, -1);

  for (guint i = 0; i < G_N_ELEMENTS (system_names); i++)
    {
      if (g_str_equal (upper, system_names[i].written))
        return system_names[i].system;
    }
  return NULL;
}

/* Of which system it is a well-formed code; NULL: none, or the form does not tell. */
static const char *
find_system (const char *code, const char *preferred)
{
  if (preferred != NULL && precept_code_format_matches (preferred, code))
    return preferred;
  return precept_code_format_find_system (NULL, code);
}

/* Might somebody have meant a code? It is short, has a digit, and no small letters beside capitals. */
static gboolean
looks_like_code (const char *word)
{
  gboolean has_digit = FALSE;

  for (const char *p = word; *p != '\0'; p++)
    {
      if (g_ascii_isdigit (*p))
        has_digit = TRUE;
      else if (!g_ascii_isalpha (*p) && strchr (".-", *p) == NULL)
        return FALSE;
    }
  return has_digit && strlen (word) >= 3 && strlen (word) <= 13;
}

/* Both ends of "62320-62327", "G12.2 – G12.9" or "J1 through J2". */
static gboolean
split_range (const char *cell, char **first, char **last)
{
  static const char *const between[] = { " THROUGH ", " TO ", "–", "—", " - ", "-" };

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      const char *dash = strstr (cell, between[i]);

      if (dash == NULL)
        continue;
      *first = g_strstrip (g_strndup (cell, dash - cell));
      *last = g_strstrip (g_strdup (dash + strlen (between[i])));
      if (precept_code_format_find_system (NULL, *first) != NULL &&
          g_strcmp0 (precept_code_format_find_system (NULL, *first), precept_code_format_find_system (NULL, *last)) == 0)
        return TRUE;
      g_clear_pointer (first, g_free);
      g_clear_pointer (last, g_free);
    }
  return FALSE;
}

/* A code in @cell, however it is written, or NULL. */
static PreceptCode *
read_code (const char *cell, const char *preferred)
{
  g_autofree char *upper = g_ascii_strup (cell, -1);
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;
  const char      *system = find_system (upper, preferred);

  if (system != NULL)
    return precept_code_new (system, upper, NULL, NULL);
  if (split_range (upper, &first, &last))
    return precept_code_new (precept_code_format_find_system (NULL, first), first, last, NULL);
  return NULL;
}

static void
strip_description (char *text)
{
  char *from = text;

  g_strstrip (text);
  while (*from != '\0' && (strchr (":;,.-\"", *from) != NULL || g_str_has_prefix (from, "–") || g_str_has_prefix (from, "—")))
    from = g_utf8_next_char (from);
  memmove (text, from, strlen (from) + 1);
  g_strstrip (text);
  if (g_str_has_suffix (text, "\"") && strchr (text, '"') == text + strlen (text) - 1)
    text[strlen (text) - 1] = '\0';
}

/* Cells of one row of a spreadsheet. */
static gboolean
read_cells (char **cells, const char *preferred, GPtrArray *codes)
{
  g_autoptr (PreceptCode) code = NULL;
  const char *system = NULL;
  const char *words = NULL;
  const char *doubtful = NULL;

  for (guint i = 0; cells[i] != NULL && system == NULL; i++)
    system = find_named_system (cells[i]);
  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (*cells[i] == '\0' || find_named_system (cells[i]) != NULL)
        continue;
      if (code == NULL)
        {
          code = read_code (cells[i], system != NULL ? system : preferred);
          if (code != NULL)
            continue;
        }
      if (doubtful == NULL && words == NULL && looks_like_code (cells[i]))
        doubtful = cells[i];
      else if (words == NULL || g_utf8_strlen (cells[i], -1) > g_utf8_strlen (words, -1))
        words = cells[i];
    }
  /* Kept as it is written: the checks say what is wrong with it. */
  if (code == NULL && doubtful != NULL && (system != NULL || preferred != NULL))
    code = precept_code_new (system != NULL ? system : preferred, doubtful, NULL, NULL);
  if (code == NULL)
    return FALSE;
  code->description = g_strdup (words);
  if (code->description != NULL)
    strip_description (code->description);
  g_ptr_array_add (codes, g_steal_pointer (&code));
  return TRUE;
}

/* "J1304, 62322; G12.21": nothing but codes. */
static gboolean
read_list (const char *line, const char *preferred, GPtrArray *codes)
{
  g_auto (GStrv) words = g_strsplit_set (line, ",; ", -1);
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_code_unref);

  for (guint i = 0; words[i] != NULL; i++)
    {
      PreceptCode *code;

      if (*words[i] == '\0')
        continue;
      code = read_code (words[i], preferred);
      if (code == NULL)
        return FALSE;
      g_ptr_array_add (found, code);
    }
  if (found->len == 0)
    return FALSE;
  g_ptr_array_extend_and_steal (codes, g_steal_pointer (&found));
  return TRUE;
}

/* "J1304 Injection, tofersen, 1 mg". */
static gboolean
read_line (const char *line, const char *preferred, GPtrArray *codes)
{
  gsize            end = strcspn (line, " :;,");
  g_autofree char *word = g_strndup (line, end);
  g_autofree char *rest = g_strdup (line + end);
  char            *cells[] = { word, rest, NULL };
  g_autoptr (PreceptCode) range = NULL;

  strip_description (rest);
  if (read_list (line, preferred, codes))
    return TRUE;
  range = read_code (line, preferred);
  if (range != NULL)
    {
      g_ptr_array_add (codes, g_steal_pointer (&range));
      return TRUE;
    }
  return looks_like_code (word) && read_cells (cells, preferred, codes);
}

/**
 * precept_code_paste_parse:
 * @pasted: text of the clipboard
 * @system: (nullable): system of codes whose form does not tell it
 * @n_left_out: (out): how many lines have words, but no code
 *
 * Finds the codes in what people paste: cells between tabs with one row a line, codes with commas between them, or
 * lines that begin with a code. A system that a row names itself is taken over another that the form would allow.
 *
 * Returns: (transfer full) (element-type PreceptCode): the codes, in their order
 */
GPtrArray *
precept_code_paste_parse (const char *pasted, const char *system, guint *n_left_out)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_code_unref);
  g_auto (GStrv) lines = NULL;

  g_return_val_if_fail (pasted != NULL && n_left_out != NULL, codes);

  *n_left_out = 0;
  lines = g_strsplit_set (pasted, "\r\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = NULL;

      if (*g_strstrip (lines[i]) == '\0')
        continue;
      cells = g_strsplit (lines[i], "\t", -1);
      for (guint j = 0; cells[j] != NULL; j++)
        g_strstrip (cells[j]);
      if (cells[1] != NULL ? !read_cells (cells, system, codes) : !read_line (lines[i], system, codes))
        ++*n_left_out;
    }
  return codes;
}
