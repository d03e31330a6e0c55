/* precept-fhir-places.c: where in a form each fact is asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-fhir-items-private.h"

static void
free_place (gpointer data)
{
  PreceptFhirPlace *place = data;

  g_ptr_array_unref (place->children);
  g_array_unref (place->facts);
  g_free (place);
}

static PreceptFhirPlace *
add_place (PreceptFhirPlace      *parent,
           const PreceptRuleNode *node)
{
  PreceptFhirPlace *place = g_new0 (PreceptFhirPlace, 1);

  place->parent = parent;
  place->node = node;
  place->depth = parent != NULL ? parent->depth + 1 : 0;
  place->children = g_ptr_array_new_with_free_func (free_place);
  place->facts = g_array_new (FALSE, FALSE, sizeof (guint));
  if (parent != NULL)
    g_ptr_array_add (parent->children, place);

  return place;
}

static void
add_test (PreceptFhirPlaces *self,
          guint              fact,
          PreceptFhirPlace  *place)
{
  if (self->tests[fact] == NULL)
    self->tests[fact] = g_ptr_array_new ();
  g_ptr_array_add (self->tests[fact], place);
}

/* A place for a node and all under it. */
static void
add_tree (PreceptFhirPlaces     *self,
          PreceptFhirPlace      *parent,
          const PreceptRuleNode *node)
{
  PreceptFhirPlace *place;

  if (node == NULL)
    return;

  place = add_place (parent, node);
  if (node->test != NULL)
    add_test (self, node->test->fact, place);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    add_tree (self, place, g_ptr_array_index (node->children, i));
}

static void
add_precedence (PreceptFhirPlaces *self,
                PreceptRules      *rules)
{
  gboolean needs_line = FALSE;

  for (guint i = 0; i < rules->precedence->len; i++)
    {
      const PreceptRulePrecedence *precedence = g_ptr_array_index (rules->precedence, i);

      needs_line |= precedence->only_for != NULL;
      add_test (self, precedence->fact, self->precedence);
    }
  if (needs_line)
    add_test (self, rules->line_fact, self->precedence);
}

static void
add_indication (PreceptFhirPlaces           *self,
                const PreceptRuleIndication *indication)
{
  PreceptFhirPlace *use = add_place (self->uses, NULL);
  PreceptFhirPlace *place = add_place (self->indications, NULL);

  add_tree (self, use, indication->subject);
  add_tree (self, use, indication->applies);
  if (indication->other_type != NULL)
    add_test (self, indication->other_type->test->fact, self->requests);
  for (guint i = 0; i < indication->requests->len; i++)
    {
      const PreceptRuleRequest *request = g_ptr_array_index (indication->requests, i);
      PreceptFhirPlace         *own = add_place (place, NULL);
      PreceptFhirPlace         *criteria = add_place (own, NULL);
      PreceptFhirPlace         *limits = add_place (own, NULL);

      if (request->type_node != NULL)
        add_test (self, request->type_node->test->fact, self->requests);
      add_tree (self, criteria, request->criteria);
      /* Without criteria none is met, so that no limit matters. */
      if (request->criteria != NULL)
        add_tree (self, limits, request->within);
    }
}

static PreceptFhirPlace *
find_common (PreceptFhirPlace *a,
             PreceptFhirPlace *b)
{
  while (a != b)
    {
      if (a->depth >= b->depth)
        a = a->parent;
      else
        b = b->parent;
    }

  return a;
}

static PreceptFhirPlace *
widen (PreceptFhirPlace *place,
       GPtrArray        *tests)
{
  for (guint i = 0; tests != NULL && i < tests->len; i++)
    place = place != NULL ? find_common (place, g_ptr_array_index (tests, i)) : g_ptr_array_index (tests, i);

  return place;
}

gboolean
precept_fhir_is_same_therapy (const PreceptRuleFact *a,
                              const PreceptRuleFact *b)
{
  return a->part != PRECEPT_FACT_PART_VALUE && b->part != PRECEPT_FACT_PART_VALUE &&
         g_strcmp0 (a->origin, b->origin) == 0 && g_strcmp0 (a->within, b->within) == 0;
}

/* A key of what is asked together with a fact; NULL: nothing. */
static char *
dup_therapy_key (const PreceptRuleFact *fact)
{
  if (fact->part == PRECEPT_FACT_PART_VALUE || fact->origin == NULL)
    return NULL;

  return g_strconcat (fact->origin, " ", fact->within, NULL);
}

static void
settle_facts (PreceptFhirPlaces *self,
              PreceptRules      *rules)
{
  g_autoptr (GHashTable) therapies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->n_facts; i++)
    {
      char             *key = dup_therapy_key (precept_rules_get_fact (rules, i));
      PreceptFhirPlace *home = key != NULL ? g_hash_table_lookup (therapies, key) : NULL;

      home = widen (home, self->tests[i]);
      if (key != NULL && home != NULL)
        g_hash_table_insert (therapies, g_steal_pointer (&key), home);
      g_free (key);
    }
  for (guint i = 0; i < self->n_facts; i++)
    {
      g_autofree char  *key = dup_therapy_key (precept_rules_get_fact (rules, i));
      PreceptFhirPlace *home = NULL;

      if (self->tests[i] == NULL)
        continue;
      home = key != NULL ? g_hash_table_lookup (therapies, key) : widen (NULL, self->tests[i]);
      g_array_append_val (home->facts, i);
    }
}

/*
 * precept_fhir_places_new:
 * @rules: the rules of a guideline
 *
 * Facts that nothing tests have no place: no answer to them could change a
 * decision.
 *
 * Returns: (transfer full): the places of all others
 */
PreceptFhirPlaces *
precept_fhir_places_new (PreceptRules *rules)
{
  PreceptFhirPlaces *self = g_new0 (PreceptFhirPlaces, 1);

  self->n_facts = rules->facts->len;
  self->tests = g_new0 (GPtrArray *, self->n_facts + 1);
  self->root = add_place (NULL, NULL);
  self->scope = add_place (self->root, NULL);
  self->precedence = add_place (self->root, NULL);
  self->body = add_place (self->root, NULL);
  self->uses = add_place (self->body, NULL);
  self->requests = add_place (self->body, NULL);
  self->indications = add_place (self->body, NULL);

  add_tree (self, self->scope, rules->scope);
  add_precedence (self, rules);
  add_tree (self, self->requests, rules->general);
  for (guint i = 0; i < rules->indications->len; i++)
    add_indication (self, g_ptr_array_index (rules->indications, i));
  add_tree (self, self->uses, rules->other.subject);
  settle_facts (self, rules);

  return self;
}

void
precept_fhir_places_free (PreceptFhirPlaces *self)
{
  for (guint i = 0; i < self->n_facts; i++)
    g_clear_pointer (&self->tests[i], g_ptr_array_unref);
  g_free (self->tests);
  free_place (self->root);
  g_free (self);
}
