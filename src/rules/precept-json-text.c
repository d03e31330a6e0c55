/* precept-json-text.c: JSON that people can read and programs compare
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-logic.h"

#include <stdio.h>
#include <string.h>

/* The shortest number that reads back as the same. */
static void
write_double (GString *text,
              double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int precision = 15; precision <= 17; precision++)
    {
      char   format[8];
      double read;

      g_snprintf (format, sizeof format, "%%.%dg", precision);
      g_ascii_formatd (buffer, sizeof buffer, format, value);
      read = g_ascii_strtod (buffer, NULL);
      if (!(read < value) && !(read > value))
        break;
    }
  g_string_append (text, buffer);
}

static void
write_string (GString    *text,
              const char *value)
{
  g_string_append_c (text, '"');
  for (const char *p = value; *p != '\0'; p++)
    {
      switch (*p)
        {
        case '"':
        case '\\':
          g_string_append_c (text, '\\');
          g_string_append_c (text, *p);
          break;

        case '\n':
          g_string_append (text, "\\n");
          break;

        case '\t':
          g_string_append (text, "\\t");
          break;

        default:
          if ((guchar)*p < 0x20 || *p == 0x7f)
            g_string_append_printf (text, "\\u%04x", (guint)(guchar)*p);
          else
            g_string_append_c (text, *p);
        }
    }
  g_string_append_c (text, '"');
}

static void
write_value (GString  *text,
             JsonNode *node)
{
  if (JSON_NODE_TYPE (node) == JSON_NODE_NULL)
    g_string_append (text, "null");
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    write_string (text, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else
    write_double (text, json_node_get_double (node));
}

static void
begin_line (GString *text,
            int      depth)
{
  if (depth < 0)
    return;

  g_string_append_c (text, '\n');
  for (int i = 0; i < depth; i++)
    g_string_append_c (text, ' ');
}

/* @depth: of indentation; -1: all on one line */
static void
write_node (GString  *text,
            JsonNode *node,
            int       depth)
{
  int inner = depth < 0 ? -1 : depth + 1;

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      guint      length = json_array_get_length (array);

      g_string_append_c (text, '[');
      for (guint i = 0; i < length; i++)
        {
          g_string_append (text, i == 0 ? "" : depth < 0 ? ", "
                                                         : ",");
          begin_line (text, inner);
          write_node (text, json_array_get_element (array, i), inner);
        }
      if (length > 0)
        begin_line (text, depth);
      g_string_append_c (text, ']');
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (GList) members = json_object_get_members (object);

      g_string_append_c (text, '{');
      for (GList *l = members; l != NULL; l = l->next)
        {
          const char *name = l->data;
          gboolean    is_logic = strcmp (name, "logic") == 0 || strcmp (name, "test") == 0;

          g_string_append (text, l == members ? "" : depth < 0 ? ", "
                                                               : ",");
          begin_line (text, inner);
          write_string (text, name);
          g_string_append (text, depth < 0 ? ": " : " : ");
          write_node (text, json_object_get_member (object, name), is_logic ? -1 : inner);
        }
      if (members != NULL)
        begin_line (text, depth);
      g_string_append_c (text, '}');
    }
  else
    {
      write_value (text, node);
    }
}

/*
 * precept_json_to_text:
 * @root: a tree of JSON
 *
 * Members keep their order, numbers their shortest form.
 *
 * Returns: (transfer full): its text, UTF-8, ending in a newline
 */
char *
precept_json_to_text (JsonNode *root)
{
  GString *text = g_string_new (NULL);

  write_node (text, root, 0);
  g_string_append_c (text, '\n');

  return g_string_free (text, FALSE);
}

char *
precept_json_dup_place (const GError *error)
{
  guint line;
  guint column;

  if (sscanf (error->message, "<data>:%u:%u:", &line, &column) == 2)
    return g_strdup_printf ("Line %u, column %u: ", MAX (line, 1), MAX (column, 1));

  return g_strdup ("");
}
