/* precept-rules-limit.c: whether an amount is within its limits
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-code-format.h"
#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

/* What is read of one limit. Amounts in words (“1 vial”) are for a person to compare. */
typedef struct
{
  char         *id;
  char         *text;
  char         *code;
  int           units; /* -1: not said in billing units */
  int           age_from;
  int           age_to;
  gboolean      has_interval;
  PreceptPeriod interval;
} Limit;

static void
clear_limit (Limit *limit)
{
  g_free (limit->id);
  g_free (limit->text);
  g_free (limit->code);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Limit, clear_limit)

static int
read_whole (const xmlNode *node,
            const char    *attribute)
{
  g_autofree char *text = precept_rule_builder_dup_attribute (node, attribute);
  guint64          number;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL) ? (int)number : -1;
}

static void
read_limit (PreceptRuleBuilder *self,
            const xmlNode      *node,
            const char         *base,
            Limit              *limit)
{
  g_autofree char *every = precept_rule_builder_dup_attribute (node, "every");
  g_autofree char *id = precept_rule_builder_dup_attribute (node, "id");

  limit->id = precept_rule_builder_dup_node_id (self, id != NULL ? id : base);
  limit->text = precept_sentence_new (self->document, node);
  limit->code = precept_rule_builder_dup_attribute (node, "billing-code");
  limit->units = read_whole (node, "billing-units");
  limit->age_from = read_whole (node, "age-at-least");
  limit->age_to = read_whole (node, "age-at-most");
  limit->has_interval = precept_period_parse (every, &limit->interval);
}

/* Whether limits of the request are for more than one code: then each counts what is requested of its own. */
static gboolean
has_several_codes (const xmlNode *request)
{
  g_autofree char *first = NULL;

  for (const xmlNode *child = precept_node_first_element (request); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *code = precept_node_is (child, "limit") ? precept_rule_builder_dup_attribute (child, "billing-code") : NULL;

      if (first != NULL && code != NULL && strcmp (first, code) != 0)
        return TRUE;
      if (first == NULL)
        first = g_steal_pointer (&code);
    }

  return FALSE;
}

static char *
dup_part_id (PreceptRuleBuilder *self,
             const Limit        *limit,
             const char         *part)
{
  g_autofree char *base = g_strjoin ("-", limit->id, part, NULL);

  return precept_rule_builder_dup_node_id (self, base);
}

static PreceptRuleNode *
new_units (PreceptRuleBuilder *self,
           const Limit        *limit,
           gboolean            by_code)
{
  g_autofree char *id = dup_part_id (self, limit, "units");
  g_autofree char *units = g_strdup_printf ("%d", limit->units);
  g_autofree char *text = precept_words_fill (self->words, "sentence", limit->units == 1 ? "within-unit" : "within-units", "units", units, NULL);
  guint            fact = precept_rule_builder_use_units (self, by_code ? limit->code : NULL);
  PreceptRuleNode *leaf = precept_rule_node_new_leaf (id, "limit", text, PRECEPT_TEST_RANGE, fact);

  leaf->test->has_upper = TRUE;
  leaf->test->upper = limit->units;

  return leaf;
}

/* Weeks are told in days and years in months; months and days can't be told in each other. */
static PreceptRuleNode *
new_interval (PreceptRuleBuilder *self,
              const Limit        *limit)
{
  g_autofree char  *id = dup_part_id (self, limit, "interval");
  g_autofree char  *written = precept_period_format (&limit->interval);
  g_autofree char  *duration = precept_sentence_dup_duration (self->document, written);
  g_autofree char  *text = precept_words_fill (self->words, "sentence", "within-interval", "duration", duration, NULL);
  PreceptPeriodUnit unit = limit->interval.unit;
  double            least = limit->interval.number;
  PreceptRuleNode  *leaf;

  if (unit == PRECEPT_PERIOD_WEEK)
    {
      unit = PRECEPT_PERIOD_DAY;
      least *= 7;
    }
  else if (unit == PRECEPT_PERIOD_YEAR)
    {
      unit = PRECEPT_PERIOD_MONTH;
      least *= 12;
    }
  leaf = precept_rule_node_new_leaf (id, "limit", text, PRECEPT_TEST_RANGE, precept_rule_builder_use_interval (self, unit));
  leaf->test->has_lower = TRUE;
  leaf->test->lower = least;

  return leaf;
}

/* Whether the amount is within the limit, by itself. */
static PreceptRuleNode *
new_amount (PreceptRuleBuilder *self,
            const Limit        *limit,
            const char         *id,
            gboolean            by_code)
{
  PreceptRuleNode *both;

  if (limit->units < 0)
    return precept_rule_builder_new_question (self, "limit", id, limit->text, "within-limit");
  if (!limit->has_interval)
    {
      PreceptRuleNode *leaf = new_units (self, limit, by_code);

      g_free (leaf->id);
      leaf->id = g_strdup (id);
      return leaf;
    }

  both = precept_rule_node_new (id, "all", precept_words_lookup (self->words, "sentence", "all"));
  precept_rule_node_take_child (both, new_units (self, limit, by_code));
  precept_rule_node_take_child (both, new_interval (self, limit));

  return both;
}

/* Whom the limit is for. NULL: every request. */

static PreceptRuleNode *
new_age_group (PreceptRuleBuilder *self,
               const Limit        *limit,
               const xmlNode      *node)
{
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  PreceptRuleNode *leaf;

  if (limit->age_from < 0 && limit->age_to < 0)
    return NULL;

  id = dup_part_id (self, limit, "age");
  text = precept_sentence_new_age_group (self->document, node);
  leaf = precept_rule_node_new_leaf (id, "age", text, PRECEPT_TEST_RANGE, precept_rule_builder_use_age (self, "years"));
  leaf->test->has_lower = limit->age_from >= 0;
  leaf->test->lower = MAX (limit->age_from, 0);
  leaf->test->has_upper = limit->age_to >= 0;
  leaf->test->upper = MAX (limit->age_to, 0);

  return leaf;
}

static PreceptRuleNode *
new_code_group (PreceptRuleBuilder *self,
                const Limit        *limit,
                gboolean            by_code)
{
  /* A request may name it even where no table does. */
  static const char *const systems[] = { "CPT", "HCPCS", "ICD-10-PCS", "NDC", "REV" };
  g_autofree char         *id = NULL;
  g_autofree char         *text = NULL;
  guint                    fact = precept_rules_use_billing_codes (self->rules);
  PreceptRuleNode         *leaf;

  if (!by_code || limit->code == NULL || fact == G_MAXUINT)
    return NULL;

  id = dup_part_id (self, limit, "code");
  text = precept_words_fill (self->words, "sentence", "code-requested", "code", limit->code, NULL);
  leaf = precept_rule_node_new_leaf (id, "limit", text, PRECEPT_TEST_ANY_CODE, fact);
  precept_rule_test_add_word (leaf->test, limit->code);
  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    {
      if (precept_code_format_matches (systems[i], limit->code))
        precept_rule_fact_add_system (precept_rules_get_fact (self->rules, fact), precept_code_system_get_uri (systems[i]));
    }

  return leaf;
}

/* A limit holds where it is for others, or where the amount is within it. */
static PreceptRuleNode *
new_limit (PreceptRuleBuilder *self,
           const xmlNode      *node,
           const char         *base,
           gboolean            by_code)
{
  g_auto (Limit) limit = { NULL };
  PreceptRuleNode *groups[2];
  PreceptRuleNode *others;
  PreceptRuleNode *whole;
  g_autofree char *others_id = NULL;
  g_autofree char *amount_id = NULL;

  read_limit (self, node, base, &limit);
  groups[0] = new_age_group (self, &limit, node);
  groups[1] = new_code_group (self, &limit, by_code);
  if (groups[0] == NULL && groups[1] == NULL)
    {
      whole = new_amount (self, &limit, limit.id, by_code);
      g_free (whole->text);
      whole->text = g_steal_pointer (&limit.text);
      return whole;
    }

  others_id = dup_part_id (self, &limit, "others");
  amount_id = dup_part_id (self, &limit, "amount");
  others = precept_rule_node_new (others_id, "none", precept_words_lookup (self->words, "sentence", "none"));
  if (groups[0] != NULL && groups[1] != NULL)
    {
      g_autofree char *group_id = dup_part_id (self, &limit, "group");
      PreceptRuleNode *group = precept_rule_node_new (group_id, "all", precept_words_lookup (self->words, "sentence", "all"));

      precept_rule_node_take_child (group, groups[0]);
      precept_rule_node_take_child (group, groups[1]);
      precept_rule_node_take_child (others, group);
    }
  else
    {
      precept_rule_node_take_child (others, groups[0] != NULL ? groups[0] : groups[1]);
    }
  whole = precept_rule_node_new (limit.id, "limit", limit.text);
  precept_rule_node_take_child (whole, others);
  precept_rule_node_take_child (whole, new_amount (self, &limit, amount_id, by_code));

  return whole;
}

/*
 * precept_rule_builder_new_within:
 * @self: the builder
 * @request: a request
 * @id: what the request is called
 *
 * Returns: (transfer full) (nullable): what is met where the amount requested
 *   is within every limit that is for the member; %NULL where there is no limit
 */
PreceptRuleNode *
precept_rule_builder_new_within (PreceptRuleBuilder *self,
                                 const xmlNode      *request,
                                 const char         *id)
{
  g_autofree char *base = g_strconcat (id, "-within", NULL);
  g_autofree char *own_id = NULL;
  PreceptRuleNode *within = NULL;
  gboolean         by_code = has_several_codes (request);
  guint            number = 0;

  for (const xmlNode *child = precept_node_first_element (request); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *limit_id = NULL;

      if (!precept_node_is (child, "limit"))
        continue;
      if (within == NULL)
        {
          own_id = precept_rule_builder_dup_node_id (self, base);
          within = precept_rule_node_new (own_id, "all", precept_words_lookup (self->words, "sentence", "within-limits"));
        }
      limit_id = g_strdup_printf ("%s-limit-%u", id, ++number);
      precept_rule_node_take_child (within, new_limit (self, child, limit_id, by_code));
    }

  return within;
}
