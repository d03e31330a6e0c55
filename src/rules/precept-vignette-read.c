/* precept-vignette-read.c: what a test case of a guideline tells
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-date.h"
#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-vignette-private.h"

#include <string.h>

/* A vignette may tell a fact of the rules as it is (“eosinophils-highest-6-weeks”), or one of the guideline
 * (“eosinophils”), with its date: then what counts in each window of time is worked out from all that is told of it. */

/* One value that is told of a fact of the guideline. */
typedef struct
{
  char    *value;
  char    *duration; /* NULL: none */
  GDate    on;
  gboolean is_dated;
} Given;

typedef struct
{
  PreceptRules *rules;
  PreceptCase  *request;
  GPtrArray    *problems;
  GHashTable   *givens; /* id of a fact of the guideline, owned → GArray of Given */
  GPtrArray    *order;  /* of char *, borrowed from givens: the order in which they are told */
  GDate         on;     /* of the request */
  gboolean      is_dated;
} Reader;

static void
clear_given (gpointer data)
{
  Given *given = data;

  g_free (given->value);
  g_free (given->duration);
}

static void
add_problem (Reader     *self,
             const char *format,
             ...) G_GNUC_PRINTF (2, 3);

static void
add_problem (Reader     *self,
             const char *format,
             ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static gboolean
has_origin (PreceptRules *rules,
            const char   *id)
{
  for (guint i = 0; i < rules->facts->len; i++)
    {
      if (g_strcmp0 (precept_rules_get_fact (rules, i)->origin, id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
set_words (Reader     *self,
           guint       fact,
           const char *words)
{
  char *problem = NULL;

  if (!precept_case_read_words (self->request, fact, words, &problem))
    g_ptr_array_add (self->problems, problem);
}

static void
set_number (Reader *self,
            guint   fact,
            double  number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", number);
  set_words (self, fact, buffer);
}

/* Windows of time */

static gboolean
is_within (Reader                *self,
           const PreceptRuleFact *fact,
           const Given           *given)
{
  PreceptPeriod period;
  GDate         first = self->on;

  if (!given->is_dated || !precept_period_parse (fact->within, &period))
    return TRUE;

  switch (period.unit)
    {
    case PRECEPT_PERIOD_YEAR:
      g_date_subtract_years (&first, MIN (period.number, (guint)g_date_get_year (&first) - 1));
      break;

    case PRECEPT_PERIOD_MONTH:
      g_date_subtract_months (&first, MIN (period.number, (guint)g_date_get_year (&first) * 12 - 12));
      break;

    case PRECEPT_PERIOD_WEEK:
      g_date_subtract_days (&first, MIN (period.number * 7, g_date_get_julian (&first) - 1));
      break;

    case PRECEPT_PERIOD_DAY:
      g_date_subtract_days (&first, MIN (period.number, g_date_get_julian (&first) - 1));
      break;

    case PRECEPT_PERIOD_HOUR:
    default:
      break;
    }

  return g_date_compare (&given->on, &first) >= 0;
}

static gboolean
read_number (const Given *given,
             double      *number)
{
  char *end = NULL;

  *number = g_ascii_strtod (given->value, &end);

  return end != given->value && *end == '\0';
}

/* The value that counts of those told: undated ones are taken to be recent, and the last of a day to be the latest. */
static void
set_measured (Reader                *self,
              guint                  index,
              const PreceptRuleFact *fact,
              GArray                *givens)
{
  gboolean is_count = g_strcmp0 (fact->pick, "count") == 0;
  gboolean is_found = is_count;
  GDate    latest;
  double   result = 0;

  g_date_clear (&latest, 1);
  for (guint i = 0; i < givens->len; i++)
    {
      const Given *given = &g_array_index (givens, Given, i);
      double       number;

      if (!read_number (given, &number))
        {
          /* Said by the fact itself, with what it expects. */
          set_words (self, index, given->value);
          return;
        }
      if (!is_within (self, fact, given))
        continue;
      if (is_count)
        result += number;
      else if (!is_found || (g_strcmp0 (fact->pick, "highest") == 0 && number > result) ||
               (g_strcmp0 (fact->pick, "lowest") == 0 && number < result) ||
               (g_strcmp0 (fact->pick, "latest") == 0 &&
                (!given->is_dated || !g_date_valid (&latest) || g_date_compare (&given->on, &latest) >= 0)))
        {
          result = number;
          if (given->is_dated)
            latest = given->on;
        }
      is_found = TRUE;
    }

  if (is_found)
    set_number (self, index, result);
}

/* Therapies: the last that is told of the time that counts. */

static gboolean
convert_duration (const PreceptPeriod *period,
                  PreceptPeriodUnit    unit,
                  double              *number)
{
  static const struct
  {
    PreceptPeriodUnit from;
    PreceptPeriodUnit to;
    double            factor;
  } factors[] = {
    { PRECEPT_PERIOD_YEAR, PRECEPT_PERIOD_MONTH, 12 },
    { PRECEPT_PERIOD_WEEK, PRECEPT_PERIOD_DAY, 7 },
    { PRECEPT_PERIOD_DAY, PRECEPT_PERIOD_WEEK, 1.0 / 7 },
    { PRECEPT_PERIOD_DAY, PRECEPT_PERIOD_HOUR, 24 },
  };

  *number = period->number;
  if (period->unit == unit)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      if (factors[i].from == period->unit && factors[i].to == unit)
        {
          *number = period->number * factors[i].factor;
          return TRUE;
        }
    }

  return FALSE;
}

static void
set_therapy (Reader                *self,
             guint                  index,
             const PreceptRuleFact *fact,
             GArray                *givens)
{
  for (guint i = givens->len; i-- > 0;)
    {
      const Given  *given = &g_array_index (givens, Given, i);
      PreceptPeriod period;
      double        number;

      if (!is_within (self, fact, given))
        continue;
      if (fact->part == PRECEPT_FACT_PART_OUTCOME)
        {
          set_words (self, index, given->value);
          return;
        }
      if (given->duration == NULL)
        return;
      if (!precept_period_parse (given->duration, &period))
        add_problem (self, "“%s” is given for “%s”, which is no period. Write it like 3 months.", fact->origin, given->duration);
      else if (!convert_duration (&period, fact->duration_unit, &number))
        add_problem (self, "“%s” is given for %s, but the criteria count %ss. Write it in %ss.", fact->origin, given->duration,
                     precept_period_unit_get_name (fact->duration_unit), precept_period_unit_get_name (fact->duration_unit));
      else
        set_number (self, index, number);
      return;
    }
}

static void
set_from_givens (Reader     *self,
                 const char *origin)
{
  GArray *givens = g_hash_table_lookup (self->givens, origin);

  for (guint i = 0; i < self->rules->facts->len; i++)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, i);

      if (g_strcmp0 (fact->origin, origin) != 0)
        continue;
      if (fact->part != PRECEPT_FACT_PART_VALUE)
        set_therapy (self, i, fact, givens);
      else if (fact->pick != NULL)
        set_measured (self, i, fact, givens);
      else
        set_words (self, i, g_array_index (givens, Given, givens->len - 1).value);
    }
}

/* Reading */

static gboolean
read_date (Reader        *self,
           const xmlNode *node,
           const char    *id,
           Given         *given)
{
  g_autofree char *on = precept_rule_builder_dup_attribute (node, "on");

  if (on == NULL)
    return TRUE;
  if (!precept_date_parse (on, &given->on))
    add_problem (self, "“%s” is given on “%s”, which is no day.", id, on);
  else if (!self->is_dated)
    add_problem (self, "“%s” is given on %s, but the test case does not say on what day the request is made. Add its date.", id, on);
  else if (g_date_compare (&given->on, &self->on) > 0)
    add_problem (self, "“%s” is given on %s, which is after the request.", id, on);
  else
    given->is_dated = TRUE;

  return given->is_dated;
}

static void
read_given (Reader        *self,
            const xmlNode *node)
{
  g_autofree char *id = precept_rule_builder_dup_attribute (node, "fact");
  g_autofree char *value = precept_rule_builder_dup_attribute (node, "value");
  g_autofree char *duration = precept_rule_builder_dup_attribute (node, "duration");
  guint            fact = id != NULL ? precept_rules_find_fact (self->rules, id) : G_MAXUINT;
  Given            given = { NULL };
  GArray          *givens;

  if (id == NULL || value == NULL)
    {
      add_problem (self, "A known fact has no %s.", id == NULL ? "fact" : "value");
      return;
    }
  if (!has_origin (self->rules, id))
    {
      if (fact != G_MAXUINT)
        set_words (self, fact, value);
      else
        g_ptr_array_add (self->problems, precept_case_dup_unknown_fact (self->rules, id));
      return;
    }

  if (!read_date (self, node, id, &given))
    return;
  givens = g_hash_table_lookup (self->givens, id);
  if (givens == NULL)
    {
      givens = g_array_new (FALSE, FALSE, sizeof (Given));
      g_array_set_clear_func (givens, clear_given);
      g_ptr_array_add (self->order, id);
      g_hash_table_insert (self->givens, g_steal_pointer (&id), givens);
    }
  given.value = g_steal_pointer (&value);
  given.duration = g_steal_pointer (&duration);
  g_array_append_val (givens, given);
}

/* What the attributes of a vignette tell. */
static void
read_attributes (Reader        *self,
                 const xmlNode *vignette)
{
  g_autofree char *on = precept_rule_builder_dup_attribute (vignette, "on");
  g_autofree char *request = precept_rule_builder_dup_attribute (vignette, "request");
  g_autofree char *indication = precept_rule_builder_dup_attribute (vignette, "indication");
  guint            type_fact = precept_rules_find_fact (self->rules, "request-type");
  guint            use_fact = precept_rules_find_fact (self->rules, "indication");

  if (on != NULL && !precept_date_parse (on, &self->on))
    add_problem (self, "The request is made on “%s”, which is no day.", on);
  else
    self->is_dated = on != NULL;

  if (request != NULL && type_fact != G_MAXUINT)
    set_words (self, type_fact, request);
  if (indication != NULL && use_fact != G_MAXUINT)
    {
      const PreceptRuleFact *fact = precept_rules_get_fact (self->rules, use_fact);
      gboolean               is_named = FALSE;

      for (guint i = 0; fact->options != NULL && i < fact->options->len; i++)
        is_named |= strcmp (((PreceptRuleOption *)g_ptr_array_index (fact->options, i))->code, indication) == 0;
      set_words (self, use_fact, is_named ? indication : "other");
    }
}

PreceptCase *
precept_vignette_read (PreceptRules  *rules,
                       const xmlNode *vignette,
                       GPtrArray     *problems)
{
  Reader reader = { rules, precept_case_new (rules), problems };

  g_date_clear (&reader.on, 1);
  reader.givens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  reader.order = g_ptr_array_new ();
  read_attributes (&reader, vignette);
  for (const xmlNode *child = precept_node_first_element (vignette); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "given"))
        read_given (&reader, child);
    }
  for (guint i = 0; i < reader.order->len; i++)
    set_from_givens (&reader, g_ptr_array_index (reader.order, i));
  g_ptr_array_unref (reader.order);
  g_hash_table_unref (reader.givens);

  return reader.request;
}

/**
 * precept_vignette_dup_unknown_fact:
 * @rules: the rules of a guideline
 * @id: what a test case tells
 *
 * A test case may tell a fact of the rules, or one of the guideline from which
 * facts of the rules were made.
 *
 * Returns: (transfer full) (nullable): what is wrong, and what may be meant;
 *   %NULL if there is such a fact
 */
char *
precept_vignette_dup_unknown_fact (PreceptRules *rules,
                                   const char   *id)
{
  g_return_val_if_fail (rules != NULL && id != NULL, NULL);

  if (precept_rules_find_fact (rules, id) != G_MAXUINT || has_origin (rules, id))
    return NULL;

  return precept_case_dup_unknown_fact (rules, id);
}
