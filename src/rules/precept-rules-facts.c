/* precept-rules-facts.c: what has to be known to decide by a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

guint
precept_rule_builder_use_fact (PreceptRuleBuilder *self,
                               const char         *key,
                               const char         *base,
                               PreceptFactKind     kind,
                               const char         *question,
                               const char         *source)
{
  guint            place = GPOINTER_TO_UINT (g_hash_table_lookup (self->made_facts, key));
  g_autofree char *id = NULL;

  if (place > 0)
    return place - 1;

  id = g_strdup (base);
  for (guint i = 2; precept_rules_find_fact (self->rules, id) != G_MAXUINT || g_hash_table_contains (self->fact_ids, id); i++)
    {
      g_free (id);
      id = g_strdup_printf ("%s-%u", base, i);
    }
  place = precept_rules_add_fact (self->rules, id, kind, question, source) + 1;
  g_hash_table_insert (self->made_facts, g_strdup (key), GUINT_TO_POINTER (place));

  return place - 1;
}

/* A fact whose id is its own in the guideline, as those of criteria in words are. */
static guint
use_fact_by_id (PreceptRuleBuilder *self,
                const char         *key,
                const char         *id,
                PreceptFactKind     kind,
                const char         *question)
{
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (self->made_facts, key));

  if (place > 0)
    return place - 1;
  if (precept_rules_is_reserved (id) || precept_rules_find_fact (self->rules, id) != G_MAXUINT)
    return precept_rule_builder_use_fact (self, key, id, kind, question, "clinical");

  place = precept_rules_add_fact (self->rules, id, kind, question, "clinical") + 1;
  g_hash_table_insert (self->made_facts, g_strdup (key), GUINT_TO_POINTER (place));

  return place - 1;
}

/* A statement of several paragraphs in one line, without the mark at its end. */
static char *
dup_in_one_line (const char *statement)
{
  GString *line = g_string_new (NULL);

  for (const char *p = statement; *p != '\0'; p++)
    {
      if (*p != '\n')
        g_string_append_c (line, *p);
      else if (line->len > 0 && strchr (".:;,", line->str[line->len - 1]) != NULL)
        g_string_append_c (line, ' ');
      else
        g_string_append (line, "; ");
    }
  if (line->len > 0 && strchr (".:;", line->str[line->len - 1]) != NULL)
    g_string_truncate (line, line->len - 1);

  return g_string_free (line, FALSE);
}

/* "Is this so: The member agrees?" */
guint
precept_rule_builder_use_statement (PreceptRuleBuilder *self,
                                    const char         *id,
                                    const char         *key,
                                    const char         *statement)
{
  g_autofree char *line = dup_in_one_line (statement);
  g_autofree char *question = precept_words_fill (self->words, "question", key, "statement", line, NULL);
  g_autofree char *own_key = g_strconcat ("statement ", id, NULL);

  return use_fact_by_id (self, own_key, id, PRECEPT_FACT_YES_NO, question);
}

/* Facts that the guideline declares */

static char *
dup_name (const xmlNode *fact)
{
  char *name = precept_node_dup_child_text (fact, "name");

  return name != NULL ? name : precept_node_dup_attribute (fact, "id");
}

/* What is counted, in the plural. */
static char *
dup_plural (const xmlNode *fact)
{
  char *plural = precept_node_dup_child_text (fact, "plural");

  return plural != NULL ? plural : dup_name (fact);
}

static const char *
get_uri (const char *system)
{
  const char *uri = precept_code_system_get_uri (system);

  return uri == NULL && system != NULL && g_uri_is_valid (system, G_URI_FLAGS_NONE, NULL) ? system : uri;
}

/* Codes under which records keep it, its unit, and where it comes from. */
static void
describe (PreceptRuleFact *made,
          const xmlNode   *fact,
          PreceptFactPart  part)
{
  if (made->origin != NULL)
    return;

  made->origin = precept_node_dup_attribute (fact, "id");
  made->part = part;
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *system = precept_node_is (child, "code") ? precept_node_dup_attribute (child, "system") : NULL;
      g_autofree char *value = system != NULL ? precept_node_dup_attribute (child, "value") : NULL;
      const char      *uri = get_uri (system);

      if (uri != NULL && value != NULL && part != PRECEPT_FACT_PART_DURATION)
        precept_rule_fact_add_coding (made, uri, value);
      if (uri != NULL && made->kind == PRECEPT_FACT_CODE)
        precept_rule_fact_add_system (made, uri);
    }
}

/* The name of a number with its unit, as a question has it: "blood eosinophil count (cells/µL)". */
static char *
dup_measured_name (PreceptRuleBuilder *self,
                   const xmlNode      *fact)
{
  g_autofree char *name = dup_name (fact);
  g_autofree char *shown = precept_rule_builder_dup_attribute (fact, "unit-shown");
  g_autofree char *unit = precept_rule_builder_dup_attribute (fact, "unit");
  const char      *said = shown != NULL ? shown : unit;

  if (said == NULL || *said == '{' || strcmp (said, "1") == 0)
    return g_steal_pointer (&name);

  return precept_words_fill (self->words, "question", "with-unit", "name", name, "unit", said, NULL);
}

static char *
dup_value_question (PreceptRuleBuilder *self,
                    const xmlNode      *fact,
                    const char         *pick,
                    const char         *within)
{
  g_autofree char *name = strcmp (pick, "count") == 0 ? dup_plural (fact) : dup_measured_name (self, fact);
  g_autofree char *span = within != NULL ? precept_sentence_dup_interval (self->document, within) : NULL;
  g_autofree char *key = g_strconcat (pick, within != NULL ? "-within" : "", NULL);
  char            *own = within == NULL ? precept_node_dup_child_text (fact, "question") : NULL;

  if (own != NULL)
    return own;

  return precept_words_fill (self->words, "question", key, "name", name, "duration", span != NULL ? span : "", NULL);
}

static void
set_unit (PreceptRuleBuilder *self,
          PreceptRuleFact    *made,
          const xmlNode      *fact)
{
  g_autofree char *kind = precept_rule_builder_dup_attribute (fact, "kind");
  g_autofree char *unit = precept_rule_builder_dup_attribute (fact, "unit");
  gboolean         is_count = g_strcmp0 (kind, "count") == 0 || g_strcmp0 (made->pick, "count") == 0;

  if (made->unit != NULL)
    return;

  made->unit_shown = precept_rule_builder_dup_attribute (fact, "unit-shown");
  if (is_count && unit == NULL && made->unit_shown == NULL)
    made->unit_shown = g_strdup (precept_words_lookup (self->words, "question", "count-unit"));
  made->unit = unit != NULL ? g_steal_pointer (&unit) : g_strdup ("1");
  made->is_whole = is_count;
  made->is_positive = is_count;
}

/*
 * precept_rule_builder_use_value:
 * @self: the builder
 * @fact: a number, a laboratory value or a count of the guideline
 * @pick: which of several values is meant: "highest", "lowest", "latest"; or "count"
 * @within: (nullable): the time in which it counts, "6 weeks"
 *
 * A value in one window of time and in another are two facts.
 *
 * Returns: the index of the fact
 */
guint
precept_rule_builder_use_value (PreceptRuleBuilder *self,
                                const xmlNode      *fact,
                                const char         *pick,
                                const char         *within)
{
  g_autofree char *id = precept_node_dup_attribute (fact, "id");
  g_autofree char *key = NULL;
  g_autofree char *base = NULL;
  g_autofree char *question = NULL;
  PreceptPeriod    period;
  PreceptRuleFact *made;
  gboolean         has_window = precept_period_parse (within, &period);
  guint            index;

  question = dup_value_question (self, fact, pick, has_window ? within : NULL);
  if (!has_window)
    {
      /* The latest of all is the fact itself. */
      key = g_strconcat ("value ", id, NULL);
      index = use_fact_by_id (self, key, id, PRECEPT_FACT_NUMBER, question);
    }
  else
    {
      g_autofree char *span = precept_period_format (&period);

      key = g_strjoin (" ", "value", id, pick, span, NULL);
      g_strdelimit (span, " ", '-');
      base = strcmp (pick, "count") == 0 ? g_strjoin ("-", id, span, NULL) : g_strjoin ("-", id, pick, span, NULL);
      index = precept_rule_builder_use_fact (self, key, base, PRECEPT_FACT_NUMBER, question, "clinical");
    }

  made = precept_rules_get_fact (self->rules, index);
  made->pick = g_intern_string (pick);
  if (has_window && made->within == NULL)
    made->within = precept_period_format_iso (&period);
  set_unit (self, made, fact);
  describe (made, fact, PRECEPT_FACT_PART_VALUE);
  g_hash_table_add (self->used, g_steal_pointer (&id));

  return index;
}

/* Therapies. One in a window of time has facts of its own. */

static guint
use_therapy (PreceptRuleBuilder *self,
             const xmlNode      *fact,
             const char         *within,
             const char         *part,
             const char         *question_key,
             PreceptFactKind     kind)
{
  g_autofree char *id = precept_node_dup_attribute (fact, "id");
  g_autofree char *name = dup_name (fact);
  g_autofree char *span = NULL;
  g_autofree char *base = NULL;
  g_autofree char *key = NULL;
  g_autofree char *question = NULL;
  PreceptPeriod    period;
  PreceptRuleFact *made;
  guint            index;

  if (precept_period_parse (within, &period))
    {
      g_autofree char *plain = g_steal_pointer (&name);
      g_autofree char *interval = precept_sentence_dup_interval (self->document, within);

      name = precept_words_fill (self->words, "sentence", "within", "sentence", plain, "duration", interval, NULL);
      span = precept_period_format (&period);
    }
  key = g_strjoin (" ", "therapy", id, part, span, NULL);
  if (span != NULL)
    g_strdelimit (span, " ", '-');
  base = g_strjoin ("-", id, part, span, NULL);
  question = precept_words_fill (self->words, "question", question_key, "name", name, NULL);
  index = precept_rule_builder_use_fact (self, key, base, kind, question, "clinical");

  made = precept_rules_get_fact (self->rules, index);
  if (span != NULL && made->within == NULL)
    {
      made->within = precept_period_format_iso (&period);
      made->pick = g_intern_string ("latest");
    }
  describe (made, fact, strcmp (part, "outcome") == 0 ? PRECEPT_FACT_PART_OUTCOME : PRECEPT_FACT_PART_DURATION);
  g_hash_table_add (self->used, g_steal_pointer (&id));

  return index;
}

guint
precept_rule_builder_use_outcome (PreceptRuleBuilder *self,
                                  const xmlNode      *fact,
                                  const char         *within)
{
  static const char *const outcomes[] = { "inadequate-response", "not-tolerated", "contraindicated", "effective", "not-tried" };
  guint                    index = use_therapy (self, fact, within, "outcome", "therapy-outcome", PRECEPT_FACT_CHOICE);

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    precept_rule_fact_add_option (precept_rules_get_fact (self->rules, index), outcomes[i],
                                  precept_words_lookup (self->words, "question", outcomes[i]));

  return index;
}

guint
precept_rule_builder_use_duration (PreceptRuleBuilder *self,
                                   const xmlNode      *fact,
                                   const char         *within,
                                   PreceptPeriodUnit   unit)
{
  g_autofree char *units = g_strconcat (precept_period_unit_get_name (unit), "s", NULL);
  g_autofree char *key = g_strconcat ("therapy-", units, NULL);
  guint            index = use_therapy (self, fact, within, units, key, PRECEPT_FACT_NUMBER);
  PreceptRuleFact *made = precept_rules_get_fact (self->rules, index);

  if (made->unit == NULL)
    {
      made->unit = g_strdup (precept_period_unit_get_ucum (unit));
      made->unit_shown = g_strdup (precept_words_name (self->words, "unit", units));
      made->is_positive = TRUE;
      made->duration_unit = unit;
    }

  return index;
}

static void
add_options (PreceptRuleFact *made,
             const xmlNode   *fact)
{
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *code = precept_node_is (child, "option") ? precept_node_dup_attribute (child, "id") : NULL;
      g_autofree char *display = code != NULL ? precept_node_dup_text (child) : NULL;

      if (code != NULL)
        precept_rule_fact_add_option (made, code, *display != '\0' ? display : code);
    }
}

static guint
count_options (const xmlNode *fact)
{
  guint n = 0;

  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    n += precept_node_is (child, "option") ? 1 : 0;

  return n;
}

/* The author's question, or one made from what the fact is called. */
static char *
dup_own_question (PreceptRuleBuilder *self,
                  const xmlNode      *fact,
                  PreceptFactKind     kind)
{
  char            *question = precept_node_dup_child_text (fact, "question");
  g_autofree char *statement = precept_node_dup_child_text (fact, "statement");
  g_autofree char *name = dup_name (fact);

  if (question != NULL)
    return question;
  if (statement == NULL && kind == PRECEPT_FACT_YES_NO)
    statement = g_strdup (name);
  if (statement != NULL)
    return precept_words_fill (self->words, "question", "statement", "statement", statement, NULL);

  return precept_words_fill (self->words, "question", "named", "name", name, NULL);
}

/*
 * precept_rule_builder_use_own:
 * @self: the builder
 * @fact: a yes-no fact, a choice or a code of the guideline
 *
 * Returns: the index of the fact; of another kind, of what would be asked of it without a window of time
 */
guint
precept_rule_builder_use_own (PreceptRuleBuilder *self,
                              const xmlNode      *fact)
{
  g_autofree char *id = precept_node_dup_attribute (fact, "id");
  g_autofree char *kind = precept_rule_builder_dup_attribute (fact, "kind");
  g_autofree char *key = g_strconcat ("own ", id, NULL);
  g_autofree char *question = NULL;
  PreceptFactKind  made_kind = PRECEPT_FACT_YES_NO;
  PreceptRuleFact *made;
  guint            index;

  if (g_strcmp0 (kind, "lab") == 0 || g_strcmp0 (kind, "number") == 0)
    return precept_rule_builder_use_value (self, fact, "latest", NULL);
  if (g_strcmp0 (kind, "count") == 0)
    return precept_rule_builder_use_value (self, fact, "count", NULL);

  /* A choice without a choice is a code that somebody must know. */
  if (g_strcmp0 (kind, "code") == 0 || (g_strcmp0 (kind, "choice") == 0 && count_options (fact) < 2))
    made_kind = PRECEPT_FACT_CODE;
  else if (g_strcmp0 (kind, "choice") == 0)
    made_kind = PRECEPT_FACT_CHOICE;
  question = dup_own_question (self, fact, made_kind);
  index = use_fact_by_id (self, key, id, made_kind, question);
  made = precept_rules_get_fact (self->rules, index);
  if (made_kind == PRECEPT_FACT_CHOICE)
    add_options (made, fact);
  describe (made, fact, PRECEPT_FACT_PART_VALUE);
  g_hash_table_add (self->used, g_steal_pointer (&id));

  return index;
}

/* Those that no criterion asks for: a case may tell them all the same. */
void
precept_rule_builder_add_unused (PreceptRuleBuilder *self,
                                 const xmlNode      *facts)
{
  for (const xmlNode *fact = precept_node_first_element (facts); fact != NULL; fact = precept_node_next_element (fact))
    {
      g_autofree char *id = precept_node_is (fact, "fact") ? precept_rule_builder_dup_attribute (fact, "id") : NULL;
      g_autofree char *kind = id != NULL ? precept_rule_builder_dup_attribute (fact, "kind") : NULL;

      if (kind == NULL || g_hash_table_contains (self->used, id))
        continue;
      if (strcmp (kind, "therapy") == 0)
        {
          precept_rule_builder_use_outcome (self, fact, NULL);
          precept_rule_builder_use_duration (self, fact, NULL, PRECEPT_PERIOD_MONTH);
        }
      else
        {
          precept_rule_builder_use_own (self, fact);
        }
    }
}

/* Facts of every guideline */

guint
precept_rule_builder_use_diagnoses (PreceptRuleBuilder *self)
{
  guint index = precept_rules_add_fact (self->rules, "diagnoses", PRECEPT_FACT_CODE_LIST,
                                        precept_words_lookup (self->words, "question", "diagnoses"), "request");

  precept_rule_fact_add_system (precept_rules_get_fact (self->rules, index), precept_code_system_get_uri ("ICD-10-CM"));

  return index;
}

static void
set_measure (PreceptRuleFact *made,
             const char      *unit,
             const char      *unit_shown,
             gboolean         is_whole)
{
  if (made->unit != NULL)
    return;

  made->unit = g_strdup (unit);
  made->unit_shown = g_strdup (unit_shown);
  made->is_whole = is_whole;
  made->is_positive = TRUE;
}

guint
precept_rule_builder_use_age (PreceptRuleBuilder *self,
                              const char         *units)
{
  static const char *const names[] = { "years", "months", "weeks", "days" };
  static const char *const ucum[] = { "a", "mo", "wk", "d" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *id = g_strconcat ("age-", names[i], NULL);
      guint            index;

      if (strcmp (units, names[i]) != 0)
        continue;
      index = precept_rules_add_fact (self->rules, id, PRECEPT_FACT_NUMBER, precept_words_lookup (self->words, "question", id), "member");
      set_measure (precept_rules_get_fact (self->rules, index), ucum[i], precept_words_lookup (self->words, "unit", names[i]), TRUE);
      return index;
    }

  return G_MAXUINT;
}

guint
precept_rule_builder_use_specialty (PreceptRuleBuilder *self,
                                    gboolean            is_consulted)
{
  const char *id = is_consulted ? "consulted-specialty" : "prescriber-specialty";
  guint       index = precept_rules_add_fact (self->rules, id, PRECEPT_FACT_CODE, precept_words_lookup (self->words, "question", id), "request");

  precept_rule_fact_add_system (precept_rules_get_fact (self->rules, index), precept_code_system_get_uri ("NUCC"));

  return index;
}

/* How much is requested; of @code, where limits of one request name several. */
guint
precept_rule_builder_use_units (PreceptRuleBuilder *self,
                                const char         *code)
{
  g_autofree char *slug = code != NULL ? precept_rule_dup_slug (code) : NULL;
  g_autofree char *id = slug != NULL ? g_strconcat ("requested-units-", slug, NULL) : g_strdup ("requested-units");
  g_autofree char *question = precept_words_fill (self->words, "question", slug != NULL ? "requested-units-of" : "requested-units",
                                                  "code", code != NULL ? code : "", NULL);
  guint            index = precept_rules_add_fact (self->rules, id, PRECEPT_FACT_NUMBER, question, "request");

  set_measure (precept_rules_get_fact (self->rules, index), "1", precept_words_lookup (self->words, "question", "billing-units"), FALSE);

  return index;
}

guint
precept_rule_builder_use_interval (PreceptRuleBuilder *self,
                                   PreceptPeriodUnit   unit)
{
  g_autofree char *units = g_strconcat (precept_period_unit_get_name (unit), "s", NULL);
  g_autofree char *id = g_strconcat ("requested-interval-", units, NULL);
  g_autofree char *question = precept_words_fill (self->words, "question", "requested-interval",
                                                  "units", precept_words_name (self->words, "unit", units), NULL);
  guint            index = precept_rules_add_fact (self->rules, id, PRECEPT_FACT_NUMBER, question, "request");

  set_measure (precept_rules_get_fact (self->rules, index), precept_period_unit_get_ucum (unit),
               precept_words_name (self->words, "unit", units), FALSE);

  return index;
}

/* Adds a line of business by the name it has in print. */
static void
add_line (PreceptRuleBuilder *self,
          PreceptRuleFact    *line,
          const char         *name)
{
  g_autofree char *code = name != NULL && *name != '\0' ? precept_rule_dup_slug (name) : NULL;
  const char      *display = code != NULL ? precept_words_lookup (self->words, "line-of-business", code) : NULL;

  if (code != NULL)
    precept_rule_fact_add_option (line, code, display != NULL ? display : name);
}

/* Asked where something depends on it. Beside the usual lines there may be those that the guideline names. */
static void
add_line_of_business (PreceptRuleBuilder *self,
                      const xmlNode      *precedence,
                      const xmlNode      *metadata)
{
  static const char *const usual[] = { "commercial", "medicare-advantage", "medicaid", "exchange" };
  PreceptRuleFact         *line;

  self->rules->line_fact = precept_rules_add_fact (self->rules, "line-of-business", PRECEPT_FACT_CHOICE,
                                                   precept_words_lookup (self->words, "question", "line-of-business"), "benefits");
  line = precept_rules_get_fact (self->rules, self->rules->line_fact);
  for (guint i = 0; i < G_N_ELEMENTS (usual); i++)
    add_line (self, line, usual[i]);
  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *name = precept_node_is (child, "line-of-business") ? precept_node_dup_text (child) : NULL;

      add_line (self, line, name);
    }
  for (const xmlNode *child = precept_node_first_element (precedence); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *name = precept_node_dup_attribute (child, "only-for");

      add_line (self, line, name);
    }
}

void
precept_rule_builder_add_precedence (PreceptRuleBuilder *self,
                                     const xmlNode      *precedence,
                                     const xmlNode      *metadata)
{
  gboolean needs_line = FALSE;

  for (const xmlNode *child = precept_node_first_element (precedence); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char       *id = precept_rule_builder_dup_attribute (child, "id");
      g_autofree char       *only_for = precept_rule_builder_dup_attribute (child, "only-for");
      g_autofree char       *text = precept_rule_builder_dup_prose (self, child);
      g_autofree char       *fact_id = NULL;
      g_autofree char       *question = NULL;
      PreceptRulePrecedence *entry;

      if (!precept_node_is (child, "governed-by") || id == NULL || text == NULL)
        continue;
      fact_id = g_strconcat ("governed-by-", id, NULL);
      question = precept_words_fill (self->words, "question", "governed-by", "text", text, NULL);
      entry = precept_rules_add_precedence (self->rules, id, text,
                                            precept_rules_add_fact (self->rules, fact_id, PRECEPT_FACT_YES_NO, question, "benefits"));
      if (only_for != NULL)
        entry->only_for = precept_rule_dup_slug (only_for);
      needs_line |= only_for != NULL;
    }
  if (needs_line)
    add_line_of_business (self, precedence, metadata);
}
