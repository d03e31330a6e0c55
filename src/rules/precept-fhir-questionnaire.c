/* precept-fhir-questionnaire.c: what has to be known, as a Questionnaire
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-fhir-items-private.h"
#include "precept-fhir-private.h"
#include "precept-logic.h"
#include "precept-sentence.h"

#include <string.h>

/* hl7.org/fhir/R4/questionnaire.html; units, help and periods as in Structured Data Capture (hl7.org/fhir/uv/sdc). The
 * linkId of a question is the id of its fact; those of groups and of help have a dot, which no id has. */

/* Conditions of one item that each need a group around it; more are left out, so that the item is enabled longer. */
#define MAX_LEVELS 4
/* enableWhen of one item that are joined by “all”. */
#define MAX_JOINED 24

typedef struct
{
  PreceptFhirWriter *writer;
  GHashTable        *link_ids; /* set of char *, owned: of groups */
  guint              n_groups; /* those without a name */
} Questions;

static const char *
get_type (const PreceptRuleFact *fact)
{
  switch (fact->kind)
    {
    case PRECEPT_FACT_YES_NO:
      return "boolean";

    case PRECEPT_FACT_NUMBER:
      return fact->is_whole ? "integer" : "decimal";

    case PRECEPT_FACT_CHOICE:
      return "choice";

    case PRECEPT_FACT_CODE:
      /* Codes that nobody knows the system of are words. */
      if (fact->systems == NULL)
        return fact->options != NULL ? "choice" : "string";
      return "open-choice";

    case PRECEPT_FACT_CODE_LIST:
    default:
      return fact->systems != NULL ? "open-choice" : "string";
    }
}

gboolean
precept_fhir_is_coded (const PreceptRuleFact *fact)
{
  return g_str_has_suffix (get_type (fact), "choice");
}

static void
begin_extension (PreceptFhirWriter *self,
                 const char        *url)
{
  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "url", url);
}

static void
add_number (PreceptFhirWriter *self,
            const char        *name,
            double             number)
{
  json_builder_set_member_name (self->rule.builder, name);
  json_builder_add_value (self->rule.builder, precept_logic_number (number));
}

/* A span of time, "P6M", as a Duration in UCUM. */
static void
add_duration (PreceptFhirWriter   *self,
              const char          *name,
              const PreceptPeriod *period)
{
  precept_fhir_begin_object (self, name);
  precept_rule_add_int (&self->rule, "value", period->number);
  precept_fhir_add (self, "system", "http://unitsofmeasure.org");
  precept_fhir_add (self, "code", precept_period_unit_get_ucum (period->unit));
  precept_fhir_end_object (self);
}

/* The latest value in a time is what a record can be asked for; of the highest it would give another. */
static gboolean
has_link_period (const PreceptRuleFact *fact,
                 PreceptPeriod         *period)
{
  return fact->codings != NULL && g_strcmp0 (fact->pick, "latest") == 0 && fact->part == PRECEPT_FACT_PART_VALUE &&
         precept_period_parse (fact->within, period);
}

static void
write_extensions (PreceptFhirWriter     *self,
                  const PreceptRuleFact *fact)
{
  gboolean      has_unit = fact->kind == PRECEPT_FACT_NUMBER && fact->unit != NULL;
  gboolean      has_least = fact->kind == PRECEPT_FACT_NUMBER && fact->is_positive;
  PreceptPeriod period;
  gboolean      has_period = has_link_period (fact, &period);

  if (!has_unit && !has_least && !has_period)
    return;

  precept_fhir_begin_list (self, "extension");
  if (has_unit)
    {
      begin_extension (self, "http://hl7.org/fhir/StructureDefinition/questionnaire-unit");
      precept_fhir_add_coding (self, "valueCoding", "http://unitsofmeasure.org", fact->unit, fact->unit_shown != NULL ? fact->unit_shown : fact->unit);
      precept_fhir_end_object (self);
    }
  if (has_least)
    {
      begin_extension (self, "http://hl7.org/fhir/StructureDefinition/minValue");
      precept_rule_add_int (&self->rule, fact->is_whole ? "valueInteger" : "valueDecimal", 0);
      precept_fhir_end_object (self);
    }
  if (has_period)
    {
      begin_extension (self, "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-observationLinkPeriod");
      add_duration (self, "valueDuration", &period);
      precept_fhir_end_object (self);
    }
  precept_fhir_end_list (self);
}

static void
write_codes (PreceptFhirWriter     *self,
             const PreceptRuleFact *fact)
{
  if (fact->codings == NULL)
    return;

  precept_fhir_begin_list (self, "code");
  for (guint i = 0; i < fact->codings->len; i++)
    {
      const PreceptRuleCoding *coding = g_ptr_array_index (fact->codings, i);

      precept_fhir_add_coding (self, NULL, coding->system, coding->code, NULL);
    }
  precept_fhir_end_list (self);
}

static void
write_options (PreceptFhirWriter     *self,
               const PreceptRuleFact *fact)
{
  g_autofree char *set = precept_fhir_dup_answer_set (self, fact);

  precept_fhir_add (self, "answerValueSet", set);
  if (!precept_fhir_has_options (fact))
    return;

  precept_fhir_begin_list (self, "answerOption");
  for (guint i = 0; i < fact->options->len; i++)
    {
      const PreceptRuleOption *option = g_ptr_array_index (fact->options, i);

      precept_fhir_begin_object (self, NULL);
      precept_fhir_add_coding (self, "valueCoding", precept_fhir_find_system (self, fact, option->code), option->code, option->display);
      precept_fhir_end_object (self);
    }
  precept_fhir_end_list (self);
}

/* "Source: the clinical record. The highest value within the past 3 months counts." */
static char *
dup_help (PreceptFhirWriter     *self,
          const PreceptRuleFact *fact)
{
  PreceptWords    *words = self->rule.rules->words;
  g_autofree char *source_key = g_strconcat ("source-", fact->source, NULL);
  const char      *source = precept_words_lookup (words, "fhir", source_key);
  g_autofree char *key = NULL;
  g_autofree char *span = NULL;

  if (fact->pick == NULL || source == NULL)
    return NULL;

  key = g_strconcat ("help-", fact->pick, fact->within != NULL ? "-within" : "", NULL);
  span = fact->within != NULL ? precept_sentence_dup_interval (self->rule.document, fact->within) : g_strdup ("");

  return precept_words_fill (words, "fhir", key, "source", source, "duration", span, NULL);
}

static void
write_help (PreceptFhirWriter     *self,
            const PreceptRuleFact *fact)
{
  g_autofree char *help = dup_help (self, fact);
  g_autofree char *link_id = g_strconcat (fact->id, ".help", NULL);

  if (help == NULL)
    return;

  precept_fhir_begin_list (self, "item");
  precept_fhir_begin_object (self, NULL);
  precept_fhir_begin_list (self, "extension");
  begin_extension (self, "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl");
  precept_fhir_add_concept (self, "valueCodeableConcept", "http://hl7.org/fhir/questionnaire-item-control", "help", NULL, NULL);
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
  precept_fhir_add (self, "linkId", link_id);
  precept_fhir_add (self, "text", help);
  precept_fhir_add (self, "type", "display");
  precept_fhir_end_object (self);
  precept_fhir_end_list (self);
}

/* Conditions */

static void
write_atom (PreceptFhirWriter     *self,
            const PreceptFhirAtom *atom)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rule.rules, atom->fact);

  precept_fhir_begin_object (self, NULL);
  precept_fhir_add (self, "question", fact->id);
  precept_fhir_add (self, "operator", atom->op);
  switch (atom->kind)
    {
    case PRECEPT_FHIR_NUMBER:
      add_number (self, fact->is_whole ? "answerInteger" : "answerDecimal", atom->number);
      break;

    case PRECEPT_FHIR_WORD:
      if (precept_fhir_is_coded (fact))
        precept_fhir_add_coding (self, "answerCoding", precept_fhir_find_system (self, fact, atom->word), atom->word, NULL);
      else
        precept_fhir_add (self, "answerString", atom->word);
      break;

    case PRECEPT_FHIR_EXISTS:
    case PRECEPT_FHIR_YES_NO:
    default:
      precept_rule_add_bool (&self->rule, "answerBoolean", atom->yes);
    }
  precept_fhir_end_object (self);
}

static void
write_conditions (PreceptFhirWriter *self,
                  GPtrArray         *atoms,
                  gboolean           is_any)
{
  if (atoms == NULL || atoms->len == 0)
    return;

  precept_fhir_begin_list (self, "enableWhen");
  for (guint i = 0; i < atoms->len; i++)
    write_atom (self, g_ptr_array_index (atoms, i));
  precept_fhir_end_list (self);
  if (atoms->len > 1)
    precept_fhir_add (self, "enableBehavior", is_any ? "any" : "all");
}

/* A question that has an answer has one whatever it is: what is left of a condition about one question only. */
static gboolean
needs_answer (GPtrArray *condition)
{
  const PreceptFhirAtom *first = g_ptr_array_index (condition, 0);

  for (guint i = 0; i < condition->len; i++)
    {
      const PreceptFhirAtom *atom = g_ptr_array_index (condition, i);

      if (atom->fact != first->fact || (atom->kind == PRECEPT_FHIR_EXISTS && !atom->yes) || *atom->op == '!')
        return FALSE;
    }

  return TRUE;
}

/* Sorts conditions: those of one enableWhen are joined by “all”, each of the others needs a list of its own. Both are
 * borrowed from @conditions and @kept. */
static void
split_conditions (GPtrArray *conditions,
                  GPtrArray *joined,
                  GPtrArray *levels,
                  GPtrArray *kept)
{
  for (guint i = 0; i < conditions->len; i++)
    {
      GPtrArray *condition = g_ptr_array_index (conditions, i);

      if (condition->len == 1 && joined->len < MAX_JOINED)
        {
          g_ptr_array_add (joined, g_ptr_array_index (condition, 0));
        }
      else if (condition->len > 1 && levels->len < MAX_LEVELS - 1)
        {
          g_ptr_array_add (levels, condition);
        }
      else if (joined->len < MAX_JOINED && needs_answer (condition))
        {
          PreceptFhirAtom *atom = g_new0 (PreceptFhirAtom, 1);

          atom->fact = ((PreceptFhirAtom *)g_ptr_array_index (condition, 0))->fact;
          atom->op = g_intern_string ("exists");
          atom->kind = PRECEPT_FHIR_EXISTS;
          atom->yes = TRUE;
          g_ptr_array_add (kept, atom);
          g_ptr_array_add (joined, atom);
        }
    }
}

/* Items */

static char *
dup_link_id (Questions  *self,
             const char *id)
{
  g_autofree char *link_id = id != NULL ? g_strconcat ("group.", id, NULL) : g_strdup_printf ("group.%u", ++self->n_groups);

  for (guint i = 2; g_hash_table_contains (self->link_ids, link_id); i++)
    {
      g_free (link_id);
      link_id = g_strdup_printf ("group.%s.%u", id, i);
    }
  g_hash_table_add (self->link_ids, g_strdup (link_id));

  return g_steal_pointer (&link_id);
}

/* "a potent ointment" → "A potent ointment" */
static char *
dup_heading (PreceptFhirWriter     *self,
             const PreceptFhirItem *item)
{
  const xmlNode   *fact = item->is_therapy ? precept_document_find (self->rule.document, item->text) : NULL;
  g_autofree char *name = fact != NULL ? precept_node_dup_child_text (fact, "name") : NULL;
  const char      *text = name != NULL ? name : item->text;
  g_autoptr (GString) heading = g_string_new (NULL);

  if (text == NULL || !item->is_therapy)
    return g_strdup (text);
  g_string_append_unichar (heading, g_unichar_totitle (g_utf8_get_char (text)));
  g_string_append (heading, g_utf8_next_char (text));

  return g_string_free (g_steal_pointer (&heading), FALSE);
}

static void write_items (Questions *self, GPtrArray *items);

static void
write_question (PreceptFhirWriter     *self,
                const PreceptFhirItem *item,
                GPtrArray             *atoms,
                gboolean               is_any)
{
  const PreceptRuleFact *fact = precept_rules_get_fact (self->rule.rules, item->fact);

  write_extensions (self, fact);
  precept_fhir_add (self, "linkId", fact->id);
  write_codes (self, fact);
  precept_fhir_add (self, "text", fact->question);
  precept_fhir_add (self, "type", get_type (fact));
  write_conditions (self, atoms, is_any);
  if (fact->kind == PRECEPT_FACT_CODE_LIST)
    precept_rule_add_bool (&self->rule, "repeats", TRUE);
  write_options (self, fact);
  write_help (self, fact);
}

/* A group that stands for a condition of what is in it. */
static void
begin_level (Questions *self,
             GPtrArray *condition)
{
  precept_fhir_begin_object (self->writer, NULL);
  precept_fhir_take (self->writer, "linkId", dup_link_id (self, NULL));
  precept_fhir_add (self->writer, "type", "group");
  write_conditions (self->writer, condition, TRUE);
  precept_fhir_begin_list (self->writer, "item");
}

static void
write_item (Questions             *self,
            const PreceptFhirItem *item)
{
  PreceptFhirWriter *writer = self->writer;
  g_autoptr (GPtrArray) joined = g_ptr_array_new ();
  g_autoptr (GPtrArray) levels = g_ptr_array_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  GPtrArray *own = joined;
  gboolean   is_any = FALSE;
  guint      n_levels;

  split_conditions (item->conditions, joined, levels, kept);
  n_levels = levels->len;
  if (joined->len == 0 && n_levels > 0)
    {
      own = g_ptr_array_index (levels, --n_levels);
      is_any = TRUE;
    }
  for (guint i = 0; i < n_levels; i++)
    begin_level (self, g_ptr_array_index (levels, i));

  precept_fhir_begin_object (writer, NULL);
  if (item->fact != G_MAXUINT)
    {
      write_question (writer, item, own, is_any);
    }
  else
    {
      precept_fhir_take (writer, "linkId", dup_link_id (self, item->id));
      precept_fhir_take (writer, "text", dup_heading (writer, item));
      precept_fhir_add (writer, "type", "group");
      write_conditions (writer, own, is_any);
      precept_fhir_begin_list (writer, "item");
      write_items (self, item->children);
      precept_fhir_end_list (writer);
    }
  precept_fhir_end_object (writer);

  for (guint i = 0; i < n_levels; i++)
    {
      precept_fhir_end_list (writer);
      precept_fhir_end_object (writer);
    }
}

static void
write_items (Questions *self,
             GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    write_item (self, g_ptr_array_index (items, i));
}

/*
 * precept_fhir_write_questionnaire:
 * @self: the writer
 *
 * Writes what a prescriber is asked; nothing where no answer could change a
 * decision.
 */
void
precept_fhir_write_questionnaire (PreceptFhirWriter *self)
{
  Questions   questions = { self };
  const char *copyright = precept_fhir_get_copyright (self, precept_node_child (self->root, "billing-codes"));

  if (self->items->len == 0)
    return;

  questions.link_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  precept_fhir_begin_resource (self, "Questionnaire", NULL, self->rule.rules->title,
                               precept_words_lookup (self->rule.rules->words, "fhir", "questionnaire-help"), copyright);
  precept_fhir_write_contexts (self);
  precept_fhir_add_dates (self);
  precept_fhir_begin_list (self, "subjectType");
  json_builder_add_string_value (self->rule.builder, "Patient");
  precept_fhir_end_list (self);
  precept_fhir_begin_list (self, "item");
  write_items (&questions, self->items);
  precept_fhir_end_list (self);
  precept_fhir_end_resource (self);
  g_hash_table_unref (questions.link_ids);
}
