/* precept-analysis.c: criteria that say too much, or too little
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-analysis.h"
#include "precept-document-tree.h"
#include "precept-reasoning-private.h"
#include "precept-rules-build-private.h"

#include <string.h>

/* The rules and the document side by side: a node of the rules, and the element that it was made of. */
typedef struct
{
  const xmlNode         *xml;
  const PreceptRuleNode *node; /* NULL: there is none */
} Place;

enum
{
  CRITERIA,
  APPLIES,
  GENERAL,
  SUBJECT,
  N_TREES,
};

typedef struct
{
  PreceptRules *rules;
  GArray       *findings;       /* of PreceptFinding */
  Place         trees[N_TREES]; /* what a request must meet, of the one that is looked at */
  GPtrArray   **demands;        /* by the index of the fact; of borrowed PreceptRuleNode: what of that asks for it; NULL: nothing */
} Analysis;

static void
add_finding (Analysis          *self,
             PreceptFindingKind kind,
             const Place       *place,
             const Place       *other)
{
  PreceptFinding finding = { kind, place->xml, NULL, place->node != NULL ? place->node->text : NULL, NULL };

  if (other != NULL && other->node != NULL)
    {
      finding.other = other->xml;
      finding.other_text = other->node->text;
    }
  g_array_append_val (self->findings, finding);
}

static gboolean
is_possible (Analysis              *self,
             const PreceptRuleNode *node,
             gboolean               is_met)
{
  PreceptPremise premise = { node, is_met, 0 };

  return precept_reasoning_can_hold (self->rules, &premise, 1);
}

static gboolean
are_possible (Analysis              *self,
              const PreceptRuleNode *node,
              gboolean               is_met,
              const PreceptPremise  *other)
{
  PreceptPremise premises[] = { { node, is_met, 0 }, *other };

  return precept_reasoning_can_hold (self->rules, premises, 2);
}

/* Walking both. */

static const xmlNode *
find_criteria (const xmlNode *parent)
{
  const xmlNode *child = precept_node_first_element (parent);

  while (child != NULL && !precept_rule_is_criteria (child))
    child = precept_node_next_element (child);

  return child;
}

static gboolean
has_children (const Place *place)
{
  return place->node->children != NULL && !place->node->is_one && precept_rule_is_operator (place->xml);
}

/* The first child, or with @previous the next; FALSE: there is none. */
static gboolean
step_child (const Place *parent,
            Place       *child,
            guint       *index)
{
  if (child->xml == NULL)
    {
      child->xml = find_criteria (parent->xml);
      *index = 0;
    }
  else
    {
      do
        child->xml = precept_node_next_element (child->xml);
      while (child->xml != NULL && !precept_rule_is_criteria (child->xml));
      (*index)++;
    }
  if (child->xml == NULL || *index >= parent->node->children->len)
    return FALSE;
  child->node = g_ptr_array_index (parent->node->children, *index);

  return TRUE;
}

/* The part of what all is demanded in @place that can't be so together with @other. FALSE: it can be. @is_forbidding:
 * it stands under a none. */
static gboolean
find_opponent (Analysis             *self,
               const Place          *place,
               const PreceptPremise *other,
               Place                *opponent,
               gboolean             *is_forbidding)
{
  Place child = { NULL, NULL };
  guint index = 0;

  if (place->node == NULL || are_possible (self, place->node, TRUE, other))
    return FALSE;

  *opponent = *place;
  *is_forbidding = FALSE;
  if (!has_children (place))
    return TRUE;
  while (place->node->join == PRECEPT_RULE_ALL && step_child (place, &child, &index))
    {
      if (find_opponent (self, &child, other, opponent, is_forbidding))
        return TRUE;
    }
  while (place->node->join == PRECEPT_RULE_NONE && step_child (place, &child, &index))
    {
      if (!are_possible (self, child.node, FALSE, other))
        {
          *opponent = child;
          *is_forbidding = TRUE;
          return TRUE;
        }
    }
  *opponent = *place;

  return TRUE;
}

/* By themselves */

/* Two children of an "all" that can't both be met. */
static gboolean
find_pair (Analysis    *self,
           const Place *all)
{
  Place first = { NULL, NULL };
  guint i = 0;

  while (step_child (all, &first, &i))
    {
      PreceptPremise premise = { first.node, TRUE, 0 };
      Place          second = first;
      guint          j = i;

      while (step_child (all, &second, &j))
        {
          Place          opponent, mine;
          PreceptPremise theirs;
          gboolean       is_forbidding, is_forbidden;

          if (!find_opponent (self, &second, &premise, &opponent, &is_forbidding))
            continue;
          theirs = (PreceptPremise){ opponent.node, !is_forbidding, 0 };
          if (!find_opponent (self, &first, &theirs, &mine, &is_forbidden))
            continue;
          if (is_forbidden)
            add_finding (self, PRECEPT_FINDING_FORBIDS, &opponent, &mine);
          else
            add_finding (self, is_forbidding ? PRECEPT_FINDING_FORBIDS : PRECEPT_FINDING_EXCLUDES, &mine, &opponent);
          return TRUE;
        }
    }

  return FALSE;
}

/* Whether it became a question, though it is not written as one. */
static gboolean
is_unclear (Analysis    *self,
            const Place *place)
{
  const PreceptRuleTest *test = place->node->test;

  return test != NULL && test->kind == PRECEPT_TEST_YES && !precept_node_is (place->xml, "criterion") && !precept_rule_is_operator (place->xml) &&
         precept_rules_get_fact (self->rules, test->fact)->origin == NULL;
}

/* Reports the innermost criterion that is at fault; whether any is. @is_excluded: it stands under a none, which
 * then can't be met if it always is. */
static gboolean
check_alone (Analysis    *self,
             const Place *place,
             gboolean     is_excluded)
{
  Place    child = { NULL, NULL };
  guint    index = 0;
  gboolean is_faulty = FALSE;

  if (place->node == NULL)
    return FALSE;

  if (is_unclear (self, place))
    add_finding (self, PRECEPT_FINDING_UNCLEAR, place, NULL);
  while (has_children (place) && step_child (place, &child, &index))
    is_faulty |= check_alone (self, &child, place->node->join == PRECEPT_RULE_NONE);
  /* Counting to more than there are is a slip of its own, which is told in words of its own. */
  if (place->node->join == PRECEPT_RULE_AT_LEAST && (place->node->count == 0 || place->node->count > place->node->children->len))
    return TRUE;
  if (is_faulty)
    return TRUE;

  if (!is_possible (self, place->node, TRUE))
    {
      if (!has_children (place) || place->node->join != PRECEPT_RULE_ALL || !find_pair (self, place))
        add_finding (self, PRECEPT_FINDING_NEVER, place, NULL);
      return TRUE;
    }
  if (!is_excluded && !is_possible (self, place->node, FALSE))
    {
      add_finding (self, PRECEPT_FINDING_ALWAYS, place, NULL);
      return TRUE;
    }

  return FALSE;
}

/* Among the criteria of a request */

static gboolean
is_possible_here (Analysis             *self,
                  const PreceptPremise *premise)
{
  PreceptPremise premises[N_TREES + 1];

  for (guint i = 0; i < N_TREES; i++)
    premises[i] = (PreceptPremise){ self->trees[i].node, TRUE, 0 };
  premises[N_TREES] = *premise;

  return precept_reasoning_can_hold (self->rules, premises, N_TREES + 1);
}

/* Facts that a criterion asks for, each as often as it does. */
static void
collect_facts (const PreceptRuleNode *node,
               GArray                *facts)
{
  if (node->test != NULL)
    g_array_append_val (facts, node->test->fact);
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    collect_facts (g_ptr_array_index (node->children, i), facts);
}

/* Takes what all must be met apart, and remembers what asks for each fact. */
static void
add_demands (Analysis              *self,
             const PreceptRuleNode *node)
{
  g_autoptr (GArray) facts = NULL;

  if (node == NULL)
    return;
  for (guint i = 0; node->join == PRECEPT_RULE_ALL && i < node->children->len; i++)
    add_demands (self, g_ptr_array_index (node->children, i));
  if (node->join == PRECEPT_RULE_ALL)
    return;

  facts = g_array_new (FALSE, FALSE, sizeof (guint));
  collect_facts (node, facts);
  for (guint i = 0; i < facts->len; i++)
    {
      GPtrArray **demands = &self->demands[g_array_index (facts, guint, i)];

      if (*demands == NULL)
        *demands = g_ptr_array_new ();
      if ((*demands)->len == 0 || g_ptr_array_index (*demands, (*demands)->len - 1) != node)
        g_ptr_array_add (*demands, (gpointer)node);
    }
}

static void
set_demands (Analysis *self)
{
  for (guint i = 0; i < self->rules->facts->len; i++)
    g_clear_pointer (&self->demands[i], g_ptr_array_unref);
  for (guint i = 0; i < N_TREES; i++)
    add_demands (self, self->trees[i].node);
}

/* Whether it can be so together with all that asks for one of its facts: nothing else is at odds with it by itself. */
static gboolean
is_possible_beside (Analysis             *self,
                    const PreceptPremise *premise)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) premises = g_array_new (FALSE, FALSE, sizeof (PreceptPremise));
  g_autoptr (GHashTable) added = g_hash_table_new (NULL, NULL);

  g_array_append_val (premises, *premise);
  collect_facts (premise->node, facts);
  for (guint i = 0; i < facts->len; i++)
    {
      const GPtrArray *demands = self->demands[g_array_index (facts, guint, i)];

      for (guint j = 0; demands != NULL && j < demands->len; j++)
        {
          PreceptPremise other = { g_ptr_array_index (demands, j), TRUE, 0 };

          if (g_hash_table_add (added, (gpointer)other.node))
            g_array_append_val (premises, other);
        }
    }

  return precept_reasoning_can_hold (self->rules, (const PreceptPremise *)premises->data, premises->len);
}

/* Reports what is at odds with one criterion that all requests must meet, or with all of them. */
static void
add_opposed (Analysis             *self,
             PreceptFindingKind    kind,
             const Place          *place,
             const PreceptPremise *premise)
{
  Place    opponent;
  gboolean is_forbidding;

  for (guint i = 0; i < N_TREES; i++)
    {
      if (self->trees[i].node == place->node || !find_opponent (self, &self->trees[i], premise, &opponent, &is_forbidding))
        continue;
      add_finding (self, is_forbidding && kind == PRECEPT_FINDING_EXCLUDES ? PRECEPT_FINDING_FORBIDS : kind, place, &opponent);
      return;
    }
  add_finding (self, kind == PRECEPT_FINDING_EXCLUDES ? PRECEPT_FINDING_NEVER : kind, place, NULL);
}

/* Alternatives that nobody who meets the rest can choose. */
static void
check_alternatives (Analysis    *self,
                    const Place *place)
{
  gboolean is_choice = place->node->join == PRECEPT_RULE_ANY || place->node->join == PRECEPT_RULE_AT_LEAST;
  Place    child = { NULL, NULL };
  guint    index = 0;

  if (!has_children (place) || place->node->join == PRECEPT_RULE_NONE)
    return;

  while (step_child (place, &child, &index))
    {
      PreceptPremise premise = { child.node, TRUE, 0 };

      if (is_choice && !is_possible_beside (self, &premise))
        add_opposed (self, PRECEPT_FINDING_EXCLUDES, &child, &premise);
      else
        check_alternatives (self, &child);
    }
}

/* Whom a limit is for stands first in it, turned: it holds for others, whatever they get. */
static void
check_limits (Analysis                 *self,
              const PreceptRuleRequest *request,
              const xmlNode            *xml)
{
  guint index = 0;

  for (const xmlNode *child = precept_node_first_element (xml); child != NULL; child = precept_node_next_element (child))
    {
      Place          limit = { child, NULL };
      PreceptPremise premise = { NULL, FALSE, 0 };

      if (!precept_node_is (child, "limit") || request->within == NULL || index >= request->within->children->len)
        continue;
      limit.node = g_ptr_array_index (request->within->children, index++);
      if (limit.node->children == NULL || limit.node->join != PRECEPT_RULE_ANY)
        continue;
      premise.node = g_ptr_array_index (limit.node->children, 0);
      if (!is_possible (self, premise.node, FALSE))
        add_finding (self, PRECEPT_FINDING_NOBODY, &limit, NULL);
      else if (!is_possible_beside (self, &premise))
        add_opposed (self, PRECEPT_FINDING_NOBODY, &limit, &premise);
    }
}

/* What the criteria of a request have against each other; they have nothing against themselves. */
static void
check_together (Analysis *self)
{
  const Place   *criteria = &self->trees[CRITERIA];
  PreceptPremise others[] = { { self->trees[APPLIES].node, TRUE, 0 }, { self->trees[GENERAL].node, TRUE, 0 } };
  Place          mine, opponent;
  gboolean       is_forbidden, is_forbidding;

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      PreceptPremise premise;

      if (others[i].node == NULL || !find_opponent (self, criteria, &others[i], &mine, &is_forbidden))
        continue;
      premise = (PreceptPremise){ mine.node, !is_forbidden, 0 };
      if (!find_opponent (self, &self->trees[APPLIES + i], &premise, &opponent, &is_forbidding))
        continue;
      if (is_forbidden)
        add_finding (self, PRECEPT_FINDING_FORBIDS, &opponent, &mine);
      else
        add_finding (self, is_forbidding ? PRECEPT_FINDING_FORBIDS : PRECEPT_FINDING_EXCLUDES, &mine, &opponent);
      return;
    }
  add_finding (self, PRECEPT_FINDING_NEVER, criteria, NULL);
}

static void
check_request (Analysis                 *self,
               const PreceptRuleRequest *request,
               const xmlNode            *xml)
{
  PreceptPremise nothing = { NULL, TRUE, 0 };
  PreceptPremise general = { self->trees[GENERAL].node, TRUE, 0 };

  self->trees[CRITERIA] = (Place){ find_criteria (xml), request->criteria };
  if (request->criteria == NULL || self->trees[CRITERIA].xml == NULL)
    return;

  check_alone (self, &self->trees[CRITERIA], FALSE);
  if (!is_possible (self, request->criteria, TRUE))
    return;
  if (is_possible_here (self, &nothing))
    {
      set_demands (self);
      check_alternatives (self, &self->trees[CRITERIA]);
      check_limits (self, request, xml);
    }
  else if (are_possible (self, self->trees[APPLIES].node, TRUE, &general))
    {
      /* An indication that nobody has is told by itself, not with each request. */
      check_together (self);
    }
}

static void
check_indication (Analysis                    *self,
                  const PreceptRuleIndication *indication,
                  const xmlNode               *xml)
{
  const xmlNode *applies = find_criteria (precept_node_child (xml, "applies-to"));
  guint          index = 0;

  self->trees[SUBJECT] = (Place){ xml, indication->subject };
  self->trees[APPLIES] = (Place){ applies != NULL ? applies : xml, indication->applies };
  self->trees[CRITERIA] = (Place){ NULL, NULL };
  if (applies != NULL)
    {
      PreceptPremise premise = { indication->applies, TRUE, 0 };

      check_alone (self, &self->trees[APPLIES], FALSE);
      if (is_possible (self, indication->applies, TRUE) && !is_possible_here (self, &premise))
        add_opposed (self, PRECEPT_FINDING_EXCLUDES, &self->trees[APPLIES], &premise);
    }
  for (const xmlNode *child = precept_node_first_element (xml); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "request") && index < indication->requests->len)
        check_request (self, g_ptr_array_index (indication->requests, index++), child);
    }
}

/* Two of them */

static gboolean
share_subject (const PreceptRuleIndication *first,
               const PreceptRuleIndication *second)
{
  if (first->subjects == NULL || second->subjects == NULL)
    return TRUE;
  for (guint i = 0; first->subjects[i] != NULL; i++)
    {
      if (g_strv_contains ((const char *const *)second->subjects, first->subjects[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
share_type (const PreceptRuleRequest *first,
            const PreceptRuleRequest *second)
{
  return strcmp (first->type, second->type) == 0 || strcmp (first->type, "any") == 0 || strcmp (second->type, "any") == 0;
}

static const xmlNode *
find_request (const xmlNode *indication,
              guint          index)
{
  for (const xmlNode *child = precept_node_first_element (indication); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "request") && index-- == 0)
        return child;
    }

  return NULL;
}

/* Requests of two indications, or of one. */
static void
compare_requests (Analysis                    *self,
                  const PreceptRuleIndication *first,
                  const xmlNode               *first_xml,
                  const PreceptRuleIndication *second,
                  const xmlNode               *second_xml)
{
  for (guint i = 0; i < first->requests->len; i++)
    {
      for (guint j = first == second ? i + 1 : 0; j < second->requests->len; j++)
        {
          const PreceptRuleRequest *one = g_ptr_array_index (first->requests, i);
          const PreceptRuleRequest *two = g_ptr_array_index (second->requests, j);
          PreceptPremise            premises[] = {
                       { first->applies, TRUE, 0 },
                       { second->applies, TRUE, 0 },
                       { self->rules->general, TRUE, 0 },
                       { one->criteria, TRUE, 0 },
                       { two->criteria, TRUE, 0 },
          };
          PreceptFinding finding = { PRECEPT_FINDING_OVERLAPS, find_request (second_xml, j), find_request (first_xml, i), second->title, first->title };

          if (share_type (one, two) && one->criteria != NULL && two->criteria != NULL &&
              precept_reasoning_can_hold (self->rules, premises, G_N_ELEMENTS (premises)))
            g_array_append_val (self->findings, finding);
        }
    }
}

/* Whether every use that @inner is about is one that @outer is about. */
static gboolean
is_inside (Analysis                    *self,
           const PreceptRuleIndication *inner,
           const PreceptRuleIndication *outer)
{
  PreceptPremise outside = { outer->applies, FALSE, 0 };

  return !are_possible (self, inner->applies, TRUE, &outside);
}

/* Where two determinations meet, the first of these wins: so it must be about a part of the other's uses. */
static guint
get_rank (const PreceptRuleIndication *indication)
{
  return indication->requests->len > 0 ? PRECEPT_RULE_N_OUTCOMES : precept_rule_indication_get_outcome (indication);
}

static void
compare_indications (Analysis                    *self,
                     const PreceptRuleIndication *first,
                     const xmlNode               *first_xml,
                     const PreceptRuleIndication *second,
                     const xmlNode               *second_xml)
{
  PreceptPremise premises[] = { { first->applies, TRUE, 0 }, { second->applies, TRUE, 1 } };
  PreceptFinding finding = { PRECEPT_FINDING_CONTRARY, second_xml, first_xml, second->title, first->title };
  gboolean       is_first_stronger = get_rank (first) < get_rank (second);

  if (!share_subject (first, second) || !precept_reasoning_can_overlap (self->rules, premises, 2))
    return;

  if (get_rank (first) == get_rank (second))
    compare_requests (self, first, first_xml, second, second_xml);
  else if (!is_inside (self, is_first_stronger ? first : second, is_first_stronger ? second : first) ||
           is_inside (self, is_first_stronger ? second : first, is_first_stronger ? first : second))
    g_array_append_val (self->findings, finding);
}

/* The indications of a document, in the order of the rules. */
static GPtrArray *
list_indications (const xmlNode *coverage)
{
  GPtrArray *indications = g_ptr_array_new ();

  for (const xmlNode *node = coverage; node != NULL; node = precept_rule_next (node, coverage))
    {
      if (precept_node_is (node, "indication"))
        g_ptr_array_add (indications, (gpointer)node);
    }

  return indications;
}

/**
 * precept_analysis_find:
 * @document: a guideline
 * @rules: its rules
 *
 * Finds criteria that no member can meet or that every member meets, limits
 * that are for nobody, and requests and indications that overlap. It is told by
 * what the facts can be, not by how the criteria are written; where that is too
 * hard to tell, nothing is found.
 *
 * Returns: (transfer full) (element-type PreceptFinding): what was found, as
 *   long as neither the document nor the rules change
 */
GArray *
precept_analysis_find (PreceptDocument *document,
                       PreceptRules    *rules)
{
  Analysis       self = { .rules = rules };
  const xmlNode *coverage;
  const xmlNode *general;
  g_autoptr (GPtrArray) indications = NULL;
  guint n;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document) && rules != NULL, NULL);

  coverage = precept_node_child (precept_document_get_root (document), "coverage");
  general = find_criteria (precept_node_child (coverage, "general"));
  indications = list_indications (coverage);
  n = MIN (indications->len, rules->indications->len);
  self.findings = g_array_new (FALSE, FALSE, sizeof (PreceptFinding));
  self.demands = g_new0 (GPtrArray *, rules->facts->len + 1);

  if (general != NULL)
    {
      Place place = { general, rules->general };

      check_alone (&self, &place, FALSE);
      if (is_possible (&self, rules->general, TRUE))
        self.trees[GENERAL] = place;
    }
  for (guint i = 0; i < n; i++)
    check_indication (&self, g_ptr_array_index (rules->indications, i), g_ptr_array_index (indications, i));
  for (guint i = 0; i < n; i++)
    {
      PreceptRuleIndication *first = g_ptr_array_index (rules->indications, i);

      compare_requests (&self, first, g_ptr_array_index (indications, i), first, g_ptr_array_index (indications, i));
      for (guint j = i + 1; j < n; j++)
        compare_indications (&self, first, g_ptr_array_index (indications, i),
                             g_ptr_array_index (rules->indications, j), g_ptr_array_index (indications, j));
    }

  for (guint i = 0; i < rules->facts->len; i++)
    g_clear_pointer (&self.demands[i], g_ptr_array_unref);
  g_free (self.demands);

  return self.findings;
}
