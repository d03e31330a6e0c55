/* precept-case.c: what is known of one request
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-case-private.h"
#include "precept-logic.h"

#include <string.h>

G_DEFINE_QUARK (precept_case_error, precept_case_error)

void
precept_case_clear_value (PreceptCaseValue *value)
{
  g_clear_pointer (&value->word, g_free);
  g_clear_pointer (&value->codes, g_ptr_array_unref);
  value->is_known = FALSE;
}

/**
 * precept_case_new:
 * @rules: the rules to decide by
 *
 * Returns: (transfer full): a case of which nothing is known
 */
PreceptCase *
precept_case_new (PreceptRules *rules)
{
  PreceptCase *self;

  g_return_val_if_fail (rules != NULL, NULL);

  self = g_new0 (PreceptCase, 1);
  self->rules = precept_rules_ref (rules);
  self->values = g_new0 (PreceptCaseValue, rules->facts->len);

  return self;
}

void
precept_case_free (PreceptCase *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->rules->facts->len; i++)
    precept_case_clear_value (&self->values[i]);
  g_free (self->values);
  precept_rules_unref (self->rules);
  g_free (self);
}

/**
 * precept_case_get_rules:
 * @self: a case
 *
 * Returns: (transfer none): the rules that it was made for
 */
PreceptRules *
precept_case_get_rules (PreceptCase *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->rules;
}

/* Names that nearly are the same, whether in capitals or not. */
static guint
measure_distance (const char *a,
                  const char *b)
{
  gsize             length = strlen (b);
  g_autofree guint *row = g_new (guint, length + 1);

  for (gsize j = 0; j <= length; j++)
    row[j] = j;
  for (gsize i = 0; a[i] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i + 1;
      for (gsize j = 0; j < length; j++)
        {
          guint above = row[j + 1];

          row[j + 1] = MIN (MIN (above, row[j]) + 1, diagonal + (g_ascii_tolower (a[i]) == g_ascii_tolower (b[j]) ? 0 : 1));
          diagonal = above;
        }
    }

  return row[length];
}

/* How far a name may be from what was meant, and a little more. */
static guint
get_reach (const char *name)
{
  return MAX (strlen (name) / 3, 2) + 1;
}

const char *
precept_case_find_option (const PreceptRuleFact *fact,
                          const char            *word)
{
  const char *nearest = NULL;
  guint       least = MIN (get_reach (word), MAX (strlen (word), 1));

  for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
    {
      PreceptRuleOption *option = g_ptr_array_index (fact->options, i);
      guint              distance = MIN (measure_distance (word, option->code), measure_distance (word, option->display));

      if (distance < least)
        {
          least = distance;
          nearest = option->code;
        }
    }

  return nearest;
}

char *
precept_case_dup_unknown_fact (PreceptRules *rules,
                               const char   *id)
{
  const char *nearest = NULL;
  guint       least = get_reach (id);

  for (guint i = 0; i < rules->facts->len; i++)
    {
      const char *candidate = precept_rules_get_fact (rules, i)->id;
      guint       distance = measure_distance (id, candidate);

      /* What goes on after the name that was given is near as well: "eosinophils-highest-6-weeks". */
      if (g_str_has_prefix (candidate, id) && candidate[strlen (id)] == '-')
        distance = MIN (distance, 1);
      if (distance < least)
        {
          least = distance;
          nearest = candidate;
        }
    }

  if (nearest == NULL)
    return g_strdup_printf ("“%s” is not a fact of this guideline. Leave it out, or see “precept publish --facts-schema”.", id);

  return g_strdup_printf ("“%s” is not a fact of this guideline. Did you mean “%s”?", id, nearest);
}

static void
add_problem (GPtrArray *problems,
             char      *problem)
{
  g_ptr_array_add (problems, problem);
}

/**
 * precept_case_new_from_json:
 * @rules: the rules to decide by
 * @bytes: the text of a JSON object
 * @error: (nullable): where to store an error
 *
 * Reads a case.
 *
 * Fails with %PRECEPT_CASE_ERROR_SYNTAX if the text is no JSON object, and with
 * %PRECEPT_CASE_ERROR_FACT if there are facts or values that the rules don't
 * have: the message then says all of them, each on a line.
 *
 * Returns: (transfer full) (nullable): the case
 */
PreceptCase *
precept_case_new_from_json (PreceptRules *rules,
                            GBytes       *bytes,
                            GError      **error)
{
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (PreceptCase) self = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GList) members = NULL;
  g_autofree char *text = NULL;
  g_autofree char *fault = NULL;
  JsonObject      *object;
  const char      *data;
  gsize            size;

  g_return_val_if_fail (rules != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (size == 0 || !g_utf8_validate (data, size, NULL))
    {
      g_set_error_literal (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_SYNTAX,
                           size == 0 ? "The case is empty. Write {} where nothing is known."
                                     : "The case is not UTF-8 text. Write it as JSON.");
      return NULL;
    }
  /* What some editors write before the first character. */
  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  text = g_strndup (data, size);
  root = precept_json_parse_case (text, &fault);
  if (root == NULL)
    {
      g_set_error_literal (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_SYNTAX, fault);
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_SYNTAX,
                           "The case is not one JSON object. Write it like {\"age-years\": 12}.");
      return NULL;
    }

  self = precept_case_new (rules);
  object = json_node_get_object (root);
  members = json_object_get_members (object);
  for (GList *l = members; l != NULL; l = l->next)
    {
      guint fact = precept_rules_find_fact (rules, l->data);
      char *problem = NULL;

      if (fact == G_MAXUINT)
        add_problem (problems, precept_case_dup_unknown_fact (rules, l->data));
      else if (!precept_case_read_value (self, fact, json_object_get_member (object, l->data), &problem))
        add_problem (problems, problem);
    }
  if (problems->len > 0)
    {
      g_autofree char *message = NULL;

      g_ptr_array_add (problems, NULL);
      message = g_strjoinv ("\n", (char **)problems->pdata);
      g_set_error_literal (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_FACT, message);
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * precept_case_set:
 * @self: a case
 * @fact_id: the id of a fact of its rules
 * @value: "yes" or "no", a number in the fact's unit, an option or a code; or
 *   codes with spaces or commas between, which are added to those there
 * @error: (nullable): where to store an error
 *
 * Fails with %PRECEPT_CASE_ERROR_FACT if there is no such fact, or it can't be so.
 *
 * Returns: whether the fact is known now; if not, it is as it was
 */
gboolean
precept_case_set (PreceptCase *self,
                  const char  *fact_id,
                  const char  *value,
                  GError     **error)
{
  g_autofree char *problem = NULL;
  guint            fact;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (fact_id != NULL && value != NULL, FALSE);

  fact = precept_rules_find_fact (self->rules, fact_id);
  if (fact == G_MAXUINT)
    problem = precept_case_dup_unknown_fact (self->rules, fact_id);
  else if (precept_case_read_words (self, fact, value, &problem))
    return TRUE;

  g_set_error_literal (error, PRECEPT_CASE_ERROR, PRECEPT_CASE_ERROR_FACT, problem);
  return FALSE;
}

void
precept_case_unset (PreceptCase *self,
                    const char  *fact_id)
{
  guint fact;

  g_return_if_fail (self != NULL);
  g_return_if_fail (fact_id != NULL);

  fact = precept_rules_find_fact (self->rules, fact_id);
  if (fact != G_MAXUINT)
    precept_case_clear_value (&self->values[fact]);
}

gboolean
precept_case_knows (PreceptCase *self,
                    const char  *fact_id)
{
  guint fact;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (fact_id != NULL, FALSE);

  fact = precept_rules_find_fact (self->rules, fact_id);

  return fact != G_MAXUINT && self->values[fact].is_known;
}
