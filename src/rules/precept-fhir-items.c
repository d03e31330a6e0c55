/* precept-fhir-items.c: what a form asks, in which order, and while what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-fhir-items-private.h"

#include <string.h>

/* A question is asked while its answer can still change the decision (precept-decision.c). Among the criteria that one
 * operator joins, those that follow one that may settle it stand in a group that ends when it has. A condition names
 * only what was asked before it, so that a form can be read from top to bottom, and no answer hides itself. */

/* Groups within groups that have no words of their own, under one operator. */
#define MAX_NESTED 4
/* Criteria that test one fact, and those before each of them, beyond which nobody looks for a condition of its own. */
#define MAX_TESTS 8
#define MAX_BEFORE 16

typedef struct
{
  PreceptRules      *rules;
  PreceptFhirPlaces *places;
  gboolean          *asked; /* by the index of the fact: it stands in the form already */
} Form;

static void
free_item (gpointer data)
{
  PreceptFhirItem *item = data;

  g_free (item->id);
  g_free (item->text);
  g_ptr_array_unref (item->children);
  g_ptr_array_unref (item->conditions);
  g_free (item);
}

static PreceptFhirItem *
new_item (guint       fact,
          const char *id,
          const char *text)
{
  PreceptFhirItem *item = g_new0 (PreceptFhirItem, 1);

  item->fact = fact;
  item->id = g_strdup (id);
  item->text = g_strdup (text);
  item->children = g_ptr_array_new_with_free_func (free_item);
  item->conditions = precept_fhir_conditions_new ();

  return item;
}

static PreceptFhirItem *
new_group (const char *id,
           const char *text)
{
  return new_item (G_MAXUINT, id, text);
}

/* Moves those conditions to @to that name only what has been asked. */
static void
move_conditions (Form      *form,
                 GPtrArray *from,
                 GPtrArray *to)
{
  for (guint i = 0; i < from->len; i++)
    {
      GPtrArray *condition = g_ptr_array_index (from, i);
      gboolean   is_known = condition->len > 0;

      for (guint j = 0; j < condition->len; j++)
        is_known &= form->asked[((PreceptFhirAtom *)g_ptr_array_index (condition, j))->fact];
      if (is_known)
        g_ptr_array_add (to, g_ptr_array_ref (condition));
    }
  g_ptr_array_set_size (from, 0);
}

/* Whether a child of an operator can settle it by itself, and by which value. */
static gboolean
find_settling (const PreceptRuleNode *node,
               int                   *value)
{
  gboolean settles_as_any = node->join == PRECEPT_RULE_ANY || node->join == PRECEPT_RULE_NONE || node->join == PRECEPT_RULE_LEAF ||
                            (node->join == PRECEPT_RULE_AT_LEAST && node->count == 1);

  *value = settles_as_any ? PRECEPT_MET : PRECEPT_NOT_MET;

  return settles_as_any || node->join == PRECEPT_RULE_ALL || (node->join == PRECEPT_RULE_AT_LEAST && node->count == node->children->len);
}

/* The nearest condition under which a criterion matters, of those over it up to @home. */
static GPtrArray *
find_condition_of_test (Form             *form,
                        PreceptFhirPlace *test,
                        PreceptFhirPlace *home)
{
  GPtrArray *found = precept_fhir_conditions_new ();

  for (PreceptFhirPlace *place = test; place != home && place->parent != NULL && found->len == 0; place = place->parent)
    {
      const PreceptRuleNode *parent = place->parent->node;
      int                    value;

      if (parent == NULL || !find_settling (parent, &value))
        continue;
      for (guint i = 0; i < MIN (parent->children->len, MAX_BEFORE) && g_ptr_array_index (parent->children, i) != place->node && found->len == 0; i++)
        {
          g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();

          precept_fhir_conditions_add_open (form->rules, conditions, g_ptr_array_index (parent->children, i), value);
          move_conditions (form, conditions, found);
        }
    }

  return found;
}

/* Of a fact that is asked before the criteria that test it: while one of these matters. */
static void
add_own_condition (Form             *form,
                   PreceptFhirItem  *item,
                   PreceptFhirPlace *home)
{
  GPtrArray *tests = form->places->tests[item->fact];
  g_autoptr (GPtrArray) lists = precept_fhir_conditions_new ();

  if (tests->len > MAX_TESTS)
    return;
  for (guint i = 0; i < tests->len; i++)
    g_ptr_array_add (lists, find_condition_of_test (form, g_ptr_array_index (tests, i), home));
  precept_fhir_conditions_add_any (item->conditions, lists);
}

static void
add_question (Form             *form,
              GPtrArray        *items,
              guint             fact,
              PreceptFhirPlace *home)
{
  PreceptFhirItem *item = new_item (fact, NULL, NULL);

  if (home->facts->len > 1 || home->children->len > 0)
    add_own_condition (form, item, home);
  form->asked[fact] = TRUE;
  g_ptr_array_add (items, item);
}

/* The facts of a place; what was the outcome of a therapy, and for how long it was taken, in one group. */
static void
add_facts (Form             *form,
           GPtrArray        *items,
           PreceptFhirPlace *home)
{
  for (guint i = 0; i < home->facts->len; i++)
    {
      guint                  index = g_array_index (home->facts, guint, i);
      const PreceptRuleFact *fact = precept_rules_get_fact (form->rules, index);
      PreceptFhirItem       *group = NULL;

      if (form->asked[index])
        continue;
      for (guint j = i + 1; j < home->facts->len; j++)
        {
          guint other = g_array_index (home->facts, guint, j);

          if (form->asked[other] || !precept_fhir_is_same_therapy (fact, precept_rules_get_fact (form->rules, other)))
            continue;
          if (group == NULL)
            {
              /* Its name is the guideline's, which these rules don't know: see precept-fhir-questionnaire.c. */
              group = new_group (fact->origin, fact->origin);
              group->is_heading = group->is_therapy = TRUE;
              g_ptr_array_add (items, group);
              add_question (form, group->children, index, home);
            }
          add_question (form, group->children, other, home);
        }
      if (group == NULL)
        add_question (form, items, index, home);
    }
}

static void add_place (Form *form, GPtrArray *items, PreceptFhirPlace *place);

static guint
count_questions (GPtrArray *items)
{
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      PreceptFhirItem *item = g_ptr_array_index (items, i);

      n += item->fact != G_MAXUINT ? 1 : count_questions (item->children);
    }

  return n;
}

/* The criteria that an operator joins: what follows one that may settle it stands in a group of its own. */
static void
add_joined (Form             *form,
            GPtrArray        *items,
            PreceptFhirPlace *place)
{
  GPtrArray *current = items;
  guint      n_nested = 0;
  int        value;
  gboolean   is_settled = find_settling (place->node, &value);

  for (guint i = 0; i < place->children->len; i++)
    {
      PreceptFhirPlace *child = g_ptr_array_index (place->children, i);
      g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();
      g_autoptr (GPtrArray) known = precept_fhir_conditions_new ();

      add_place (form, current, child);
      if (!is_settled || i + 1 == place->children->len)
        continue;
      precept_fhir_conditions_add_open (form->rules, conditions, child->node, value);
      move_conditions (form, conditions, known);
      for (guint j = 0; j < known->len && n_nested < MAX_NESTED; j++, n_nested++)
        {
          PreceptFhirItem *group = new_group (NULL, NULL);

          g_ptr_array_add (group->conditions, g_ptr_array_ref (g_ptr_array_index (known, j)));
          g_ptr_array_add (current, group);
          current = group->children;
        }
    }
}

/* A criterion of several parts, or an operator, is a group with its sentence where it holds more than one question. */
static void
add_place (Form             *form,
           GPtrArray        *items,
           PreceptFhirPlace *place)
{
  PreceptFhirItem *group = new_group (place->node != NULL ? place->node->id : NULL, NULL);

  add_facts (form, group->children, place);
  if (place->node != NULL && place->node->children != NULL)
    add_joined (form, group->children, place);
  for (guint i = 0; (place->node == NULL || place->node->children == NULL) && i < place->children->len; i++)
    add_place (form, group->children, g_ptr_array_index (place->children, i));

  if (place->node != NULL && place->node->children != NULL && count_questions (group->children) > 1)
    group->text = g_strdup (place->node->text);
  g_ptr_array_add (items, group);
}

/* Parts of the form */

/* While a request is one under this guideline. */
static void
add_scope (Form      *form,
           GPtrArray *items,
           GPtrArray *conditions)
{
  add_place (form, items, form->places->scope);
  if (form->rules->scope != NULL)
    precept_fhir_conditions_add_open (form->rules, conditions, form->rules->scope, PRECEPT_NOT_MET);
}

/* What takes precedence ends all other questions, once it is known that the guideline is the right one. */
static GPtrArray *
add_precedence (Form      *form,
                GPtrArray *items)
{
  PreceptRules    *rules = form->rules;
  PreceptFhirItem *group = new_group ("precedence", precept_words_lookup (rules->words, "text", "governed-by"));
  GPtrArray       *current = items;

  group->is_heading = TRUE;
  if (rules->line_fact != G_MAXUINT && form->places->tests[rules->line_fact] != NULL)
    add_question (form, group->children, rules->line_fact, form->places->precedence);
  for (guint i = 0; i < rules->precedence->len; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (rules->precedence, i);
      PreceptFhirItem             *item;

      if (form->asked[precedence->fact])
        continue;
      add_question (form, group->children, precedence->fact, form->places->precedence);
      item = g_ptr_array_index (group->children, group->children->len - 1);
      if (precedence->only_for != NULL)
        {
          GPtrArray *condition = precept_fhir_condition_new_unless_known (rules->line_fact);

          precept_fhir_condition_add_answer (condition, rules->line_fact, precedence->only_for, TRUE);
          g_ptr_array_add (item->conditions, condition);
        }
    }
  g_ptr_array_add (items, group);

  for (guint i = 0; i < rules->precedence->len && i < MAX_NESTED; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (rules->precedence, i);
      GPtrArray                   *condition = precept_fhir_condition_new_unless_known (precedence->fact);
      PreceptFhirItem             *rest = new_group (NULL, NULL);

      precept_fhir_condition_add_answer (condition, precedence->fact, NULL, FALSE);
      if (rules->scope != NULL)
        precept_fhir_condition_add_unknown (condition, rules->scope->test->fact);
      g_ptr_array_add (rest->conditions, condition);
      g_ptr_array_add (current, rest);
      current = rest->children;
    }

  return current;
}

/* Where an indication is what the request is about. */
static GPtrArray *
new_applies (Form                        *form,
             const PreceptRuleIndication *indication)
{
  GPtrArray *known = precept_fhir_conditions_new ();
  g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();

  if (indication->applies != NULL)
    precept_fhir_conditions_add_reached (form->rules, conditions, indication->applies, PRECEPT_MET);
  if (indication->subject != NULL)
    precept_fhir_conditions_add_reached (form->rules, conditions, indication->subject, PRECEPT_MET);
  move_conditions (form, conditions, known);

  return known;
}

static void
add_uses (Form      *form,
          GPtrArray *items)
{
  PreceptFhirPlace *uses = form->places->uses;
  guint             n_indications = form->rules->indications->len;

  add_facts (form, items, uses);
  for (guint i = 0; i < uses->children->len; i++)
    {
      const PreceptRuleIndication *indication = i < n_indications ? g_ptr_array_index (form->rules->indications, i) : NULL;
      PreceptFhirPlace            *use = g_ptr_array_index (uses->children, i);
      PreceptFhirItem             *group;

      add_place (form, items, use);
      /* The second is what it applies to: it matters while the subject may be one of its own. */
      if (indication == NULL || indication->subject == NULL || use->children->len < 2)
        continue;
      group = g_ptr_array_index (items, items->len - 1);
      if (group->children->len > 0)
        {
          PreceptFhirItem *applies = g_ptr_array_index (group->children, group->children->len - 1);
          g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();

          precept_fhir_conditions_add_open (form->rules, conditions, indication->subject, PRECEPT_NOT_MET);
          if (applies->fact == G_MAXUINT && g_strcmp0 (applies->id, indication->applies->id) == 0)
            move_conditions (form, conditions, applies->conditions);
        }
    }
}

/* What is asked of every request: its type, and the criteria that all have in common. */
static void
add_common (Form      *form,
            GPtrArray *items)
{
  PreceptFhirItem *group = new_group (NULL, NULL);
  g_autoptr (GPtrArray) lists = precept_fhir_conditions_new ();

  for (guint i = 0; i < form->rules->indications->len; i++)
    {
      const PreceptRuleIndication *indication = g_ptr_array_index (form->rules->indications, i);

      if (indication->requests->len > 0)
        g_ptr_array_add (lists, new_applies (form, indication));
    }
  /* One that the request is about may bring all its conditions; of several, one each. */
  if (lists->len == 1)
    move_conditions (form, g_ptr_array_index (lists, 0), group->conditions);
  else
    precept_fhir_conditions_add_any (group->conditions, lists);

  add_facts (form, group->children, form->places->requests);
  for (guint i = 0; i < form->places->requests->children->len; i++)
    add_place (form, group->children, g_ptr_array_index (form->places->requests->children, i));
  g_ptr_array_add (items, group);
}

static void
add_request (Form                     *form,
             GPtrArray                *items,
             const PreceptRuleRequest *request,
             PreceptFhirPlace         *place)
{
  g_autofree char *key = g_strconcat ("request-", request->type, NULL);
  PreceptFhirItem *group = new_group (request->name, precept_words_lookup (form->rules->words, "sentence", key));
  PreceptFhirItem *limits;
  g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();

  group->is_heading = TRUE;
  if (request->type_node != NULL)
    precept_fhir_conditions_add_open (form->rules, conditions, request->type_node, PRECEPT_NOT_MET);
  move_conditions (form, conditions, group->conditions);
  add_facts (form, group->children, place);
  add_place (form, group->children, g_ptr_array_index (place->children, 0));

  /* An amount is looked at where all criteria are met. */
  add_place (form, group->children, g_ptr_array_index (place->children, 1));
  limits = g_ptr_array_index (group->children, group->children->len - 1);
  if (request->criteria != NULL)
    precept_fhir_conditions_add_reached (form->rules, conditions, request->criteria, PRECEPT_MET);
  if (form->rules->general != NULL)
    precept_fhir_conditions_add_reached (form->rules, conditions, form->rules->general, PRECEPT_MET);
  move_conditions (form, conditions, limits->conditions);
  g_ptr_array_add (items, group);
}

static void
add_indication (Form                        *form,
                GPtrArray                   *items,
                const PreceptRuleIndication *indication,
                PreceptFhirPlace            *place)
{
  PreceptFhirItem *group = new_group (indication->id, indication->title);
  g_autoptr (GPtrArray) applies = new_applies (form, indication);
  g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();

  group->is_heading = TRUE;
  move_conditions (form, applies, group->conditions);
  if (form->rules->general != NULL)
    precept_fhir_conditions_add_open (form->rules, conditions, form->rules->general, PRECEPT_NOT_MET);
  move_conditions (form, conditions, group->conditions);
  add_facts (form, group->children, place);
  for (guint i = 0; i < indication->requests->len; i++)
    add_request (form, group->children, g_ptr_array_index (indication->requests, i), g_ptr_array_index (place->children, i));
  g_ptr_array_add (items, group);
}

static void
add_body (Form      *form,
          GPtrArray *items)
{
  PreceptFhirPlace *indications = form->places->indications;

  add_facts (form, items, form->places->body);
  add_uses (form, items);
  add_common (form, items);
  add_facts (form, items, indications);
  for (guint i = 0; i < indications->children->len; i++)
    add_indication (form, items, g_ptr_array_index (form->rules->indications, i), g_ptr_array_index (indications->children, i));
}

/* Groups that hold nothing are left out, and those that say nothing give their items to what they stand in. */
static void
tidy (GPtrArray *items)
{
  for (guint i = 0; i < items->len;)
    {
      PreceptFhirItem *item = g_ptr_array_index (items, i);
      PreceptFhirItem *only = NULL;

      tidy (item->children);
      if (item->fact != G_MAXUINT)
        {
          i++;
          continue;
        }
      if (item->children->len == 0)
        {
          g_ptr_array_remove_index (items, i);
          continue;
        }
      only = item->children->len == 1 ? g_ptr_array_index (item->children, 0) : NULL;
      if (!item->is_heading && (item->text == NULL || only != NULL) && (item->conditions->len == 0 || (only != NULL && only->conditions->len == 0)))
        {
          g_autoptr (GPtrArray) children = g_ptr_array_ref (item->children);

          if (only != NULL)
            {
              for (guint j = 0; j < item->conditions->len; j++)
                g_ptr_array_add (only->conditions, g_ptr_array_ref (g_ptr_array_index (item->conditions, j)));
            }
          g_ptr_array_remove_index (items, i);
          while (children->len > 0)
            g_ptr_array_insert (items, i++, g_ptr_array_steal_index (children, 0));
          continue;
        }
      i++;
    }
}

/*
 * precept_fhir_items_new:
 * @rules: the rules of a guideline
 *
 * Returns: (transfer full) (element-type PreceptFhirItem): what a form asks
 */
GPtrArray *
precept_fhir_items_new (PreceptRules *rules)
{
  g_autoptr (PreceptFhirPlaces) places = precept_fhir_places_new (rules);
  Form       form = { rules, places, g_new0 (gboolean, rules->facts->len + 1) };
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  g_autoptr (GPtrArray) conditions = precept_fhir_conditions_new ();
  PreceptFhirItem *rest = new_group ("guideline", NULL);

  add_facts (&form, items, places->root);
  add_scope (&form, items, conditions);
  move_conditions (&form, conditions, rest->conditions);
  if (rest->conditions->len > 0)
    {
      rest->text = g_strdup (rules->title);
      rest->is_heading = TRUE;
    }
  add_body (&form, add_precedence (&form, rest->children));
  g_ptr_array_add (items, rest);
  tidy (items);
  g_free (form.asked);

  return items;
}
