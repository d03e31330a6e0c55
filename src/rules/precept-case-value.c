/* precept-case-value.c: whether a fact can have a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-case-private.h"
#include "precept-code-format.h"

#include <math.h>
#include <string.h>

/* Every problem names the fact and what was said of it, and what is expected. */

/* "a whole number of years (UCUM: a)" */
static char *
dup_expected_number (const PreceptRuleFact *fact)
{
  const char *kind = fact->is_whole ? "a whole number" : "a number";

  if (fact->unit == NULL || strcmp (fact->unit, "1") == 0)
    return fact->unit_shown != NULL ? g_strdup_printf ("%s of %s", kind, fact->unit_shown) : g_strdup (kind);
  if (fact->unit_shown == NULL || strcmp (fact->unit_shown, fact->unit) == 0)
    return g_strdup_printf ("%s in %s", kind, fact->unit);

  return g_strdup_printf ("%s in %s (UCUM: %s)", kind, fact->unit_shown, fact->unit);
}

static char *
dup_options (const PreceptRuleFact *fact)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
    {
      PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", option->code);
    }

  return g_string_free (list, FALSE);
}

static char *
dup_system_names (const PreceptRuleFact *fact)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    {
      const char *uri = g_ptr_array_index (fact->systems, i);
      const char *name = precept_code_system_get_name (uri);

      g_string_append_printf (list, "%s%s", i == 0 ? "" : i + 1 == fact->systems->len ? " or "
                                                                                      : ", ",
                              name != NULL ? name : uri);
    }

  return g_string_free (list, FALSE);
}

static char *
dup_expected (const PreceptRuleFact *fact)
{
  g_autofree char *systems = dup_system_names (fact);
  g_autofree char *options = dup_options (fact);

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      return g_strdup ("true or false");

    case PRECEPT_FACT_NUMBER:
      return dup_expected_number (fact);

    case PRECEPT_FACT_CHOICE:
      return g_strdup_printf ("one of %s", options);

    case PRECEPT_FACT_CODE:
      if (*systems == '\0')
        return *options != '\0' ? g_strdup_printf ("one of %s", options) : g_strdup ("a code");
      return *options != '\0' ? g_strdup_printf ("a %s code, or one of %s", systems, options) : g_strdup_printf ("a %s code", systems);

    case PRECEPT_FACT_CODE_LIST:
    default:
      return *systems != '\0' ? g_strdup_printf ("a list of %s codes", systems) : g_strdup ("a list of codes");
    }
}

static gboolean
refuse (const PreceptRuleFact *fact,
        const char            *shown,
        char                 **problem)
{
  g_autofree char *expected = dup_expected (fact);

  *problem = g_strdup_printf ("“%s” is %s: %s is expected.", fact->id, shown, expected);

  return FALSE;
}

static gboolean
refuse_words (const PreceptRuleFact *fact,
              const char            *words,
              char                 **problem)
{
  g_autofree char *shown = g_strdup_printf ("“%s”", words);

  return refuse (fact, shown, problem);
}

/* Numbers */

static gboolean
set_number (PreceptCaseValue      *value,
            const PreceptRuleFact *fact,
            double                 number,
            char                 **problem)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  if (!isfinite (number) || (fact->is_whole && (number < floor (number) || number > floor (number))))
    return refuse (fact, buffer, problem);
  if (fact->is_positive && number < 0)
    {
      *problem = g_strdup_printf ("“%s” is %s: it can't be less than 0.", fact->id, buffer);
      return FALSE;
    }

  value->number = number;
  value->is_known = TRUE;

  return TRUE;
}

/* Codes and words */

static gboolean
is_option (const PreceptRuleFact *fact,
           const char            *word)
{
  for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
    {
      PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      if (strcmp (option->code, word) == 0)
        return TRUE;
    }

  return FALSE;
}

/* An NDC is written with its eleven digits on a claim, as they are or with hyphens; those of the label, which are
 * ten, would match nothing. */
static gboolean
is_code_of (const char *uri,
            const char *code)
{
  const char *name = precept_code_system_get_name (uri);

  if (g_strcmp0 (name, "NUCC") == 0)
    return strlen (code) == 10 && g_ascii_isdigit (code[0]) && strspn (code, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 10 && code[9] == 'X';
  if (g_strcmp0 (name, "NDC") == 0 && strlen (code) == 12)
    return FALSE;
  /* Of a system whose form nobody here knows, any word may be a code. */
  if (name == NULL || precept_code_format_get_name (name) == NULL)
    return precept_code_system_matches (uri, code);

  return precept_code_format_matches (name, code);
}

static gboolean
is_code (const PreceptRuleFact *fact,
         const char            *code)
{
  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    {
      if (is_code_of (g_ptr_array_index (fact->systems, i), code))
        return TRUE;
    }

  return fact->systems == NULL && *code != '\0' && strpbrk (code, " \t\r\n") == NULL;
}

/* How the code must be written, where that can be told. */
static char *
dup_suggestion (const PreceptRuleFact *fact,
                const char            *code)
{
  for (guint i = 0; fact->systems != NULL && i < fact->systems->len; i++)
    {
      const char      *name = precept_code_system_get_name (g_ptr_array_index (fact->systems, i));
      const char      *reason = NULL;
      g_autofree char *mended = NULL;

      if (g_strcmp0 (name, "NDC") == 0 && precept_code_format_matches (name, code))
        return precept_code_format_normalize (name, code);
      mended = name != NULL ? precept_code_format_suggest (name, code, &reason) : NULL;
      if (mended != NULL && is_code_of (g_ptr_array_index (fact->systems, i), mended))
        return g_steal_pointer (&mended);
    }

  return NULL;
}

static gboolean
refuse_code (const PreceptRuleFact *fact,
             const char            *code,
             char                 **problem)
{
  g_autofree char *systems = dup_system_names (fact);
  g_autofree char *mended = dup_suggestion (fact, code);
  g_autofree char *form = NULL;
  const char      *option = precept_case_find_option (fact, code);
  const char      *name = fact->systems != NULL && fact->systems->len == 1 ? precept_code_system_get_name (g_ptr_array_index (fact->systems, 0)) : NULL;

  if (mended != NULL)
    form = g_strdup_printf ("Write “%s”.", mended);
  else if (option != NULL)
    form = g_strdup_printf ("Did you mean “%s”?", option);
  else if (name != NULL && precept_code_format_get_description (name) != NULL)
    form = g_strdup_printf ("Such a code is %s.", precept_code_format_get_description (name));
  else
    form = g_strdup ("Correct it, or leave it out.");
  *problem = g_strdup_printf ("“%s” has “%s”, which can't be a code of %s. %s", fact->id, code, *systems != '\0' ? systems : "any system", form);

  return FALSE;
}

static gboolean
set_word (PreceptCaseValue      *value,
          const PreceptRuleFact *fact,
          const char            *word,
          char                 **problem)
{
  if (!is_option (fact, word))
    {
      if (fact->kind == PRECEPT_FACT_CHOICE)
        {
          g_autofree char *options = dup_options (fact);
          const char      *nearest = precept_case_find_option (fact, word);

          *problem = nearest == NULL ? g_strdup_printf ("“%s” is “%s”, which is not one of its options: %s.", fact->id, word, options)
                                     : g_strdup_printf ("“%s” is “%s”, which is not one of its options: %s. Did you mean “%s”?", fact->id, word, options, nearest);
          return FALSE;
        }
      if (fact->systems == NULL && fact->options != NULL)
        return refuse_words (fact, word, problem);
      if (!is_code (fact, word))
        return refuse_code (fact, word, problem);
    }

  g_free (value->word);
  value->word = g_strdup (word);
  value->is_known = TRUE;

  return TRUE;
}

static void
take_codes (PreceptCaseValue *value,
            GPtrArray        *codes)
{
  g_clear_pointer (&value->codes, g_ptr_array_unref);
  value->codes = codes;
  value->is_known = TRUE;
}

/* JSON */

static const char *
describe_node (JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node))
    return "a list";
  if (JSON_NODE_HOLDS_OBJECT (node))
    return "an object";
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? "true" : "false";

  return "a number";
}

static gboolean
refuse_node (const PreceptRuleFact *fact,
             JsonNode              *node,
             char                 **problem)
{
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return refuse_words (fact, json_node_get_string (node), problem);

  return refuse (fact, describe_node (node), problem);
}

static gboolean
is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) &&
         (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

static gboolean
is_string (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

/* {"value": 150, "unit": "/uL"}, as in FHIR: the unit must be the fact's, in either way of writing it. */
static gboolean
read_quantity (PreceptCaseValue      *value,
               const PreceptRuleFact *fact,
               JsonNode              *node,
               char                 **problem)
{
  static const char *const members[] = { "code", "unit" };
  JsonObject              *object = json_node_get_object (node);
  JsonNode                *number = json_object_get_member (object, "value");

  if (number == NULL || !is_number (number))
    return refuse_node (fact, node, problem);

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      JsonNode   *member = json_object_get_member (object, members[i]);
      const char *unit = is_string (member) ? json_node_get_string (member) : NULL;

      if (member != NULL && unit == NULL)
        return refuse_node (fact, node, problem);
      if (unit != NULL && g_strcmp0 (unit, fact->unit) != 0 && g_strcmp0 (unit, fact->unit_shown) != 0)
        {
          g_autofree char *expected = dup_expected_number (fact);

          *problem = g_strdup_printf ("“%s” is in “%s”: %s is expected. Convert it, or leave it out.", fact->id, unit, expected);
          return FALSE;
        }
    }

  return set_number (value, fact, json_node_get_double (number), problem);
}

static gboolean
read_codes (PreceptCaseValue      *value,
            const PreceptRuleFact *fact,
            JsonNode              *node,
            char                 **problem)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!JSON_NODE_HOLDS_ARRAY (node))
    return refuse_node (fact, node, problem);

  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (!is_string (element))
        {
          *problem = g_strdup_printf ("“%s” has %s in its list, where a code in quotes is expected.", fact->id,
                                      JSON_NODE_HOLDS_NULL (element) ? "null" : describe_node (element));
          return FALSE;
        }
      if (!is_code (fact, json_node_get_string (element)))
        return refuse_code (fact, json_node_get_string (element), problem);
      g_ptr_array_add (codes, g_strdup (json_node_get_string (element)));
    }
  take_codes (value, g_steal_pointer (&codes));

  return TRUE;
}

gboolean
precept_case_read_value (PreceptCase *self,
                         guint        fact_index,
                         JsonNode    *node,
                         char       **problem)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, fact_index);
  PreceptCaseValue      *value = &self->values[fact_index];

  if (JSON_NODE_HOLDS_NULL (node))
    {
      precept_case_clear_value (value);
      return TRUE;
    }

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
        return refuse_node (fact, node, problem);
      value->is_yes = json_node_get_boolean (node);
      value->is_known = TRUE;
      return TRUE;

    case PRECEPT_FACT_NUMBER:
      if (JSON_NODE_HOLDS_OBJECT (node))
        return read_quantity (value, fact, node, problem);
      if (!is_number (node))
        return refuse_node (fact, node, problem);
      return set_number (value, fact, json_node_get_double (node), problem);

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      if (!is_string (node))
        return refuse_node (fact, node, problem);
      return set_word (value, fact, json_node_get_string (node), problem);

    case PRECEPT_FACT_CODE_LIST:
    default:
      return read_codes (value, fact, node, problem);
    }
}

/* Words */

static gboolean
add_codes (PreceptCaseValue      *value,
           const PreceptRuleFact *fact,
           const char            *words,
           char                 **problem)
{
  g_auto (GStrv) parts = g_strsplit_set (words, " ,\t\r\n", -1);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; value->codes != NULL && i < value->codes->len; i++)
    g_ptr_array_add (codes, g_strdup (g_ptr_array_index (value->codes, i)));
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (!is_code (fact, parts[i]))
        return refuse_code (fact, parts[i], problem);
      g_ptr_array_add (codes, g_strdup (parts[i]));
    }
  take_codes (value, g_steal_pointer (&codes));

  return TRUE;
}

gboolean
precept_case_read_words (PreceptCase *self,
                         guint        fact_index,
                         const char  *words,
                         char       **problem)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, fact_index);
  PreceptCaseValue      *value = &self->values[fact_index];
  gboolean               is_yes = strcmp (words, "yes") == 0 || strcmp (words, "true") == 0;
  char                  *end = NULL;
  double                 number;

  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      if (!is_yes && strcmp (words, "no") != 0 && strcmp (words, "false") != 0)
        {
          *problem = g_strdup_printf ("“%s” is “%s”: yes or no is expected.", fact->id, words);
          return FALSE;
        }
      value->is_yes = is_yes;
      value->is_known = TRUE;
      return TRUE;

    case PRECEPT_FACT_NUMBER:
      number = g_ascii_strtod (words, &end);
      if (end == words || *end != '\0' || strspn (words, "-.0123456789") != strlen (words))
        return refuse_words (fact, words, problem);
      return set_number (value, fact, number, problem);

    case PRECEPT_FACT_CHOICE:
    case PRECEPT_FACT_CODE:
      return set_word (value, fact, words, problem);

    case PRECEPT_FACT_CODE_LIST:
    default:
      return add_codes (value, fact, words, problem);
    }
}
