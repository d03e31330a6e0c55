/* precept-json-strict.c: reads JSON by the letter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"

#include <math.h>
#include <string.h>

/* The parser of JSON-GLib takes more than JSON has, and what it takes it may take otherwise than was meant: of a fact
 * that is told twice the last, 010 for 8, nothing of what follows the end. In a case nothing may be lost without a word.
 * It also takes most of the time of a decision. */

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

/* Four hexadecimal digits after “\\u”; -1: there are fewer. */
static int
read_hex (const char *digits)
{
  int value = 0;

  for (guint i = 0; i < 4; i++)
    {
      if (!g_ascii_isxdigit (digits[i]))
        return -1;
      value = value * 16 + g_ascii_xdigit_value (digits[i]);
    }

  return value;
}

/* Of the character after a backslash; a character outside the first plane is two of them. FALSE: there is none such. */
static gboolean
scan_escape (Scanner *self,
             GString *string)
{
  static const char letters[] = "\"\\/bfnrt";
  static const char meanings[] = "\"\\/\b\f\n\r\t";
  const char       *letter = *self->at != '\0' ? strchr (letters, *self->at) : NULL;
  int               first;
  int               second;

  if (letter != NULL)
    {
      g_string_append_c (string, meanings[letter - letters]);
      self->at++;
      return TRUE;
    }
  first = *self->at == 'u' ? read_hex (self->at + 1) : -1;
  if (first <= 0 || (first >= 0xdc00 && first <= 0xdfff))
    return FALSE;
  self->at += 5;
  if (first < 0xd800 || first > 0xdbff)
    {
      g_string_append_unichar (string, (gunichar)first);
      return TRUE;
    }
  second = self->at[0] == '\\' && self->at[1] == 'u' ? read_hex (self->at + 2) : -1;
  if (second < 0xdc00 || second > 0xdfff)
    return FALSE;
  self->at += 6;
  g_string_append_unichar (string, 0x10000 + (((gunichar)first - 0xd800) << 10) + ((gunichar)second - 0xdc00));

  return TRUE;
}

/* (transfer full); NULL: it does not end, or is none. */
static char *
scan_string (Scanner *self)
{
  const char *start = self->at;
  const char *from = ++self->at;
  g_autoptr (GString) string = NULL;

  while (*self->at != '"')
    {
      if ((guchar)*self->at < 0x20)
        {
          fail (self, start, "A quote is missing: the text that begins here does not end on its line.");
          return NULL;
        }
      if (*self->at != '\\')
        {
          self->at++;
          continue;
        }
      if (string == NULL)
        string = g_string_new (NULL);
      g_string_append_len (string, from, self->at - from);
      from = self->at++;
      if (!scan_escape (self, string))
        {
          self->at = from;
          fail_here (self);
          return NULL;
        }
      from = self->at;
    }
  self->at++;
  if (string == NULL)
    return g_strndup (from, (gsize)(self->at - 1 - from));
  g_string_append_len (string, from, self->at - 1 - from);

  return g_string_free (g_steal_pointer (&string), FALSE);
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

static JsonNode *
new_number (const char *word)
{
  JsonNode *node = json_node_alloc ();

  if (strpbrk (word, ".eE") == NULL)
    return json_node_init_int (node, g_ascii_strtoll (word, NULL, 10));

  return json_node_init_double (node, g_ascii_strtod (word, NULL));
}

/* A number, true, false or null. NULL: words that are none of these. */
static JsonNode *
scan_word (Scanner *self)
{
  gsize            length = strcspn (self->at, " \t\r\n,:[]{}\"");
  g_autofree char *word = g_strndup (self->at, length);
  const char      *start = self->at;

  if (length == 0)
    {
      fail_here (self);
      return NULL;
    }
  self->at += length;
  if (strcmp (word, "null") == 0)
    return json_node_init_null (json_node_alloc ());
  if (strcmp (word, "true") == 0 || strcmp (word, "false") == 0)
    return json_node_init_boolean (json_node_alloc (), *word == 't');
  if (!is_number (word))
    {
      fail (self, start, "“%s” is no value in JSON. Write a number without leading zeros, true, false or null, or put it in quotes.", word);
      return NULL;
    }
  if (fabs (g_ascii_strtod (word, NULL)) > MAX_NUMBER)
    {
      fail (self, start, "“%s” is too large a number.", word);
      return NULL;
    }

  return new_number (word);
}

static JsonNode *
scan_value (Scanner *self,
            guint    depth);

/* A name, unlike those before it, and its value. */
static gboolean
scan_member (Scanner    *self,
             JsonObject *object,
             guint       depth)
{
  const char      *start = self->at;
  g_autofree char *name = NULL;
  JsonNode        *value;

  if (*self->at != '"')
    return fail_here (self);
  name = scan_string (self);
  if (name == NULL)
    return FALSE;
  if (json_object_has_member (object, name))
    return fail (self, start, "“%s” is told twice. Leave out one of the two.", name);

  skip_space (self);
  if (*self->at != ':')
    return fail_here (self);
  self->at++;
  value = scan_value (self, depth);
  if (value != NULL)
    json_object_set_member (object, name, value);

  return value != NULL;
}

static gboolean
scan_element (Scanner   *self,
              JsonArray *array,
              guint      depth)
{
  JsonNode *value = scan_value (self, depth);

  if (value != NULL)
    json_array_add_element (array, value);

  return value != NULL;
}

/* What stands between brackets: an object or, where that is NULL, an array. */
static gboolean
scan_between (Scanner    *self,
              JsonObject *object,
              JsonArray  *array,
              guint       depth)
{
  char end = object != NULL ? '}' : ']';

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
      if (object != NULL ? !scan_member (self, object, depth + 1) : !scan_element (self, array, depth + 1))
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

static JsonNode *
scan_value (Scanner *self,
            guint    depth)
{
  g_autoptr (JsonNode) node = NULL;

  skip_space (self);
  if (depth > MAX_DEPTH)
    {
      fail (self, self->at, "The case is nested too deep: it is one object with a value for each fact.");
      return NULL;
    }

  if (*self->at == '{')
    {
      g_autoptr (JsonObject) object = json_object_new ();

      node = json_node_init_object (json_node_alloc (), object);
      return scan_between (self, object, NULL, depth) ? g_steal_pointer (&node) : NULL;
    }
  if (*self->at == '[')
    {
      g_autoptr (JsonArray) array = json_array_new ();

      node = json_node_init_array (json_node_alloc (), array);
      return scan_between (self, NULL, array, depth) ? g_steal_pointer (&node) : NULL;
    }
  if (*self->at == '"')
    {
      g_autofree char *string = scan_string (self);

      return string != NULL ? json_node_init_string (json_node_alloc (), string) : NULL;
    }

  return scan_word (self);
}

/*
 * precept_json_parse_case:
 * @text: UTF-8
 * @fault: (out): what keeps it from being JSON to the letter, with its place
 *
 * Returns: (transfer full) (nullable): the value that it is; %NULL if it is none, and @fault is set
 */
JsonNode *
precept_json_parse_case (const char *text,
                         char      **fault)
{
  Scanner self = { text, text, NULL };
  g_autoptr (JsonNode) root = scan_value (&self, 0);

  if (root != NULL)
    {
      skip_space (&self);
      if (*self.at != '\0')
        fail (&self, self.at, "Something follows the end of the case. Put all facts into one object.");
    }
  *fault = self.fault;

  return self.fault == NULL ? g_steal_pointer (&root) : NULL;
}
