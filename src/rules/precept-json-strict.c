/* precept-json-strict.c: whether a text is JSON to the letter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"

#include <math.h>
#include <string.h>

/* JSON-GLib takes more than JSON has, and what it takes it may take otherwise than was meant: of a fact that is told
 * twice the last, 010 for 8, nothing of what follows the end. In a case nothing may be lost without a word. */

#define MAX_DEPTH 100
#define MAX_NUMBER 9007199254740991.0 /* all whole numbers up to it are told apart */

typedef struct
{
  const char *text;
  const char *at; /* ends in NUL */
  char       *fault;
} Scanner;

static gboolean
fail (Scanner    *self,
      const char *at,
      const char *format,
      ...) G_GNUC_PRINTF (3, 4);

/* Remembers a fault and its place. FALSE. */
static gboolean
fail (Scanner    *self,
      const char *at,
      const char *format,
      ...)
{
  g_autofree char *message = NULL;
  const char      *line = self->text;
  guint            n_line = 1;
  va_list          arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (const char *p = self->text; p < at; p++)
    {
      if (*p != '\n')
        continue;
      n_line++;
      line = p + 1;
    }
  self->fault = g_strdup_printf ("Line %u, column %u: %s", n_line, (guint)g_utf8_strlen (line, at - line) + 1, message);

  return FALSE;
}

static gboolean
fail_here (Scanner *self)
{
  return fail (self, self->at, "The case is not JSON from here on. Look for a quote, comma or bracket that is missing.");
}

static void
skip_space (Scanner *self)
{
  self->at += strspn (self->at, " \t\r\n");
}

static gboolean
scan_string (Scanner *self)
{
  const char *start = self->at;

  for (self->at++; *self->at != '"'; self->at++)
    {
      guint n_digits = 0;

      if ((guchar)*self->at < 0x20)
        return fail (self, start, "A quote is missing: the text that begins here does not end on its line.");
      if (*self->at != '\\')
        continue;
      self->at++;
      while (*self->at == 'u' && n_digits < 4 && g_ascii_isxdigit (self->at[n_digits + 1]))
        n_digits++;
      if (*self->at == '\0' || strchr ("\"\\/bfnrtu", *self->at) == NULL || (*self->at == 'u' && n_digits < 4))
        {
          self->at--;
          return fail_here (self);
        }
      self->at += n_digits;
    }
  self->at++;

  return TRUE;
}

/* "-0.5e+10", as JSON has numbers. */
static gboolean
is_number (const char *word)
{
  gsize n;

  if (*word == '-')
    word++;
  n = strspn (word, "0123456789");
  if (n == 0 || (*word == '0' && n > 1))
    return FALSE;
  word += n;
  if (*word == '.')
    {
      n = strspn (++word, "0123456789");
      if (n == 0)
        return FALSE;
      word += n;
    }
  if (*word == 'e' || *word == 'E')
    {
      word++;
      if (*word == '+' || *word == '-')
        word++;
      n = strspn (word, "0123456789");
      if (n == 0)
        return FALSE;
      word += n;
    }

  return *word == '\0';
}

/* A number, true, false or null; or words that are none of these. */
static gboolean
scan_word (Scanner *self)
{
  gsize            length = strcspn (self->at, " \t\r\n,:[]{}\"");
  g_autofree char *word = g_strndup (self->at, length);
  const char      *start = self->at;

  if (length == 0)
    return fail_here (self);
  self->at += length;
  if (strcmp (word, "true") == 0 || strcmp (word, "false") == 0 || strcmp (word, "null") == 0)
    return TRUE;
  if (!is_number (word))
    return fail (self, start, "“%s” is no value in JSON. Write a number without leading zeros, true, false or null, or put it in quotes.", word);
  if (fabs (g_ascii_strtod (word, NULL)) > MAX_NUMBER)
    return fail (self, start, "“%s” is too large a number.", word);

  return TRUE;
}

static gboolean
scan_value (Scanner *self,
            guint    depth);

/* The name of a member, unlike those before it. */
static gboolean
scan_name (Scanner    *self,
           GHashTable *names)
{
  const char      *start = self->at;
  g_autofree char *quoted = NULL;
  g_autoptr (JsonNode) name = NULL;

  if (*self->at != '"')
    return fail_here (self);
  if (!scan_string (self))
    return FALSE;
  quoted = g_strndup (start, self->at - start);
  name = json_from_string (quoted, NULL);
  if (name == NULL)
    {
      self->at = start;
      return fail_here (self);
    }
  if (!g_hash_table_add (names, json_node_dup_string (name)))
    return fail (self, start, "“%s” is told twice. Leave out one of the two.", json_node_get_string (name));

  skip_space (self);
  if (*self->at != ':')
    return fail_here (self);
  self->at++;

  return TRUE;
}

static gboolean
scan_members (Scanner *self,
              char     end,
              guint    depth)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  self->at++;
  skip_space (self);
  if (*self->at == end)
    {
      self->at++;
      return TRUE;
    }
  while (TRUE)
    {
      skip_space (self);
      if ((end == '}' && !scan_name (self, names)) || !scan_value (self, depth + 1))
        return FALSE;
      skip_space (self);
      if (*self->at == end)
        break;
      if (*self->at != ',')
        return fail_here (self);
      self->at++;
    }
  self->at++;

  return TRUE;
}

static gboolean
scan_value (Scanner *self,
            guint    depth)
{
  skip_space (self);
  if (depth > MAX_DEPTH)
    return fail (self, self->at, "The case is nested too deep: it is one object with a value for each fact.");

  switch (*self->at)
    {
    case '{':
      return scan_members (self, '}', depth);

    case '[':
      return scan_members (self, ']', depth);

    case '"':
      return scan_string (self);

    default:
      return scan_word (self);
    }
}

/*
 * precept_json_dup_fault:
 * @text: UTF-8
 *
 * Returns: (transfer full) (nullable): what keeps a case from being JSON to the
 *   letter, with its place; %NULL if nothing does
 */
char *
precept_json_dup_fault (const char *text)
{
  Scanner self = { text, text, NULL };

  if (scan_value (&self, 0))
    {
      skip_space (&self);
      if (*self.at != '\0')
        fail (&self, self.at, "Something follows the end of the case. Put all facts into one object.");
    }

  return self.fault;
}
