/* precept-grammar-value.c: the typed values of the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-private.h"

#include <string.h>

/* Our values follow XML Schema Datatypes: all types that the schema uses collapse white space first. */

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char *
collapse (const char *value)
{
  GString *result = g_string_sized_new (strlen (value));

  for (const char *p = value; *p != '\0'; p++)
    {
      if (!is_space (*p))
        g_string_append_c (result, *p);
      else if (result->len > 0 && !is_space (p[1]) && p[1] != '\0')
        g_string_append_c (result, ' ');
    }
  return g_string_free (result, FALSE);
}

static int
get_base64_digit (char c)
{
  static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const char       *found = c != '\0' ? strchr (digits, c) : NULL;

  return found != NULL ? (int)(found - digits) : -1;
}

static gboolean
is_base64 (const char *value)
{
  gsize n_digits = 0, n_pads = 0;
  int   last = 0;

  for (const char *p = value; *p != '\0'; p++)
    {
      if (*p == ' ')
        continue;
      if (*p == '=')
        {
          n_pads++;
          continue;
        }
      last = get_base64_digit (*p);
      if (last < 0 || n_pads > 0)
        return FALSE;
      n_digits++;
    }
  /* The bits that no byte uses must be zero. */
  if ((n_digits + n_pads) % 4 != 0 || n_pads > 2)
    return FALSE;
  return n_pads == 0 || (last & (n_pads == 1 ? 0x3 : 0xf)) == 0;
}

static gboolean
matches_data (const PreceptPattern *self, const char *value)
{
  /* Megabytes are no food for a regular expression, and base64 has but one form. */
  if (strcmp (self->name, "base64Binary") == 0)
    return is_base64 (value);
  if (self->regexp != NULL && xmlRegexpExec (self->regexp, (const xmlChar *)value) != 1)
    return FALSE;
  if (self->min_length > 0 && (gsize)g_utf8_strlen (value, -1) < self->min_length)
    return FALSE;
  g_assert (strcmp (self->name, "token") == 0);
  return TRUE;
}

static gboolean
matches_collapsed (const PreceptPattern *self, const char *value)
{
  if (self->kind == PRECEPT_PATTERN_DATA)
    return matches_data (self, value);
  if (self->kind == PRECEPT_PATTERN_VALUE)
    return strcmp (self->name, value) == 0;
  g_assert (self->kind == PRECEPT_PATTERN_CHOICE);
  for (guint i = 0; i < self->children->len; i++)
    {
      if (matches_collapsed (g_ptr_array_index (self->children, i), value))
        return TRUE;
    }
  return FALSE;
}

gboolean
precept_pattern_matches_value (const PreceptPattern *self, const char *value)
{
  g_autofree char *collapsed = collapse (value);

  return matches_collapsed (self, collapsed);
}

static void
add_words (const PreceptPattern *self, GPtrArray *words)
{
  if (self->kind == PRECEPT_PATTERN_CHOICE)
    {
      for (guint i = 0; i < self->children->len; i++)
        add_words (g_ptr_array_index (self->children, i), words);
    }
  else if (self->kind == PRECEPT_PATTERN_VALUE)
    {
      g_ptr_array_add (words, g_strdup_printf ("“%s”", self->name));
    }
  else
    {
      g_ptr_array_add (words, g_strdup (self->label));
    }
}

/* "“draft”, “in-review” or “approved”". */
char *
precept_pattern_dup_words (const PreceptPattern *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GString *result = g_string_new (NULL);

  add_words (self, words);
  for (guint i = 0; i < words->len; i++)
    {
      if (i > 0)
        g_string_append (result, i + 1 == words->len ? " or " : ", ");
      g_string_append (result, g_ptr_array_index (words, i));
    }
  return g_string_free (result, FALSE);
}
