/* precept-grammar-automaton.c: content models as automata
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-private.h"

#include <libxml/xmlautomata.h>

/* More once-only parts in any order would make too many states; each part doubles them. */
#define MAX_INTERLEAVED 12

static xmlAutomataState *build (xmlAutomata *automata, const PreceptPattern *pattern, xmlAutomataState *from);

static xmlAutomataState *
build_choice (xmlAutomata *automata, const PreceptPattern *pattern, xmlAutomataState *from)
{
  xmlAutomataState *to = xmlAutomataNewState (automata);

  for (guint i = 0; i < pattern->children->len; i++)
    {
      xmlAutomataState *start = xmlAutomataNewEpsilon (automata, from, NULL);
      xmlAutomataState *end = build (automata, g_ptr_array_index (pattern->children, i), start);

      xmlAutomataNewEpsilon (automata, end, to);
    }
  return to;
}

static xmlAutomataState *
build_loop (xmlAutomata *automata, const PreceptPattern *body, gboolean at_least_once, xmlAutomataState *from)
{
  xmlAutomataState *start = xmlAutomataNewEpsilon (automata, from, NULL);
  xmlAutomataState *end = build (automata, body, start);

  xmlAutomataNewEpsilon (automata, end, start);
  return xmlAutomataNewEpsilon (automata, at_least_once ? end : start, NULL);
}

/* One part of an interleave: an element, how often. */
typedef struct
{
  const char *name;
  gboolean    required;
  gboolean    repeats;
  guint       bit; /* 0: nothing has to be remembered about it */
} Part;

static Part
read_part (const PreceptPattern *pattern)
{
  Part part = { NULL, TRUE, FALSE, 0 };

  if (pattern->kind != PRECEPT_PATTERN_ELEMENT)
    {
      part.required = pattern->kind == PRECEPT_PATTERN_ONE_OR_MORE;
      part.repeats = pattern->kind == PRECEPT_PATTERN_ONE_OR_MORE || pattern->kind == PRECEPT_PATTERN_ZERO_OR_MORE;
      pattern = pattern->children != NULL && pattern->children->len == 1 ? g_ptr_array_index (pattern->children, 0) : NULL;
    }
  if (pattern == NULL || pattern->kind != PRECEPT_PATTERN_ELEMENT)
    g_error ("guideline.rng: the parts of an interleave must be single elements");
  part.name = pattern->name;
  return part;
}

/* One state for each subset of the parts that have been seen; parts that may always come again need no state. */
static xmlAutomataState *
build_interleave (xmlAutomata *automata, const PreceptPattern *pattern, xmlAutomataState *from)
{
  g_autofree Part              *parts = g_new0 (Part, pattern->children->len);
  g_autofree xmlAutomataState **states = NULL;
  xmlAutomataState             *to = xmlAutomataNewState (automata);
  guint                         n_bits = 0, required = 0;

  for (guint i = 0; i < pattern->children->len; i++)
    {
      parts[i] = read_part (g_ptr_array_index (pattern->children, i));
      if (!parts[i].repeats || parts[i].required)
        parts[i].bit = 1u << n_bits++;
      if (parts[i].required)
        required |= parts[i].bit;
    }
  if (n_bits > MAX_INTERLEAVED)
    g_error ("guideline.rng: more than %d once-only parts in any order", MAX_INTERLEAVED);

  states = g_new (xmlAutomataState *, 1u << n_bits);
  states[0] = xmlAutomataNewEpsilon (automata, from, NULL);
  for (guint mask = 1; mask < 1u << n_bits; mask++)
    states[mask] = xmlAutomataNewState (automata);
  for (guint mask = 0; mask < 1u << n_bits; mask++)
    {
      for (guint i = 0; i < pattern->children->len; i++)
        {
          if (parts[i].repeats || (mask & parts[i].bit) == 0)
            xmlAutomataNewTransition (automata, states[mask], states[mask | parts[i].bit], (const xmlChar *)parts[i].name, NULL);
        }
      if ((mask & required) == required)
        xmlAutomataNewEpsilon (automata, states[mask], to);
    }
  return to;
}

/* Adds what @pattern accepts after @from; returns the state after it. */
static xmlAutomataState *
build (xmlAutomata *automata, const PreceptPattern *pattern, xmlAutomataState *from)
{
  xmlAutomataState *to = from;

  switch (pattern->kind)
    {
    case PRECEPT_PATTERN_EMPTY:
    case PRECEPT_PATTERN_TEXT:
      return from;
    case PRECEPT_PATTERN_ELEMENT:
      return xmlAutomataNewTransition (automata, from, NULL, (const xmlChar *)pattern->name, NULL);
    case PRECEPT_PATTERN_GROUP:
      for (guint i = 0; i < pattern->children->len; i++)
        to = build (automata, g_ptr_array_index (pattern->children, i), to);
      return to;
    case PRECEPT_PATTERN_CHOICE:
      return build_choice (automata, pattern, from);
    case PRECEPT_PATTERN_INTERLEAVE:
      return build_interleave (automata, pattern, from);
    case PRECEPT_PATTERN_OPTIONAL:
      from = xmlAutomataNewEpsilon (automata, from, NULL);
      for (guint i = 0; i < pattern->children->len; i++)
        to = build (automata, g_ptr_array_index (pattern->children, i), i == 0 ? from : to);
      to = xmlAutomataNewEpsilon (automata, to, NULL);
      xmlAutomataNewEpsilon (automata, from, to);
      return to;
    case PRECEPT_PATTERN_ZERO_OR_MORE:
    case PRECEPT_PATTERN_ONE_OR_MORE:
      return build_loop (automata, g_ptr_array_index (pattern->children, 0), pattern->kind == PRECEPT_PATTERN_ONE_OR_MORE, from);
    case PRECEPT_PATTERN_DATA:
    case PRECEPT_PATTERN_VALUE:
    default:
      g_error ("guideline.rng: a typed value can't stand beside elements");
    }
}

static xmlRegexp *
compile (const PreceptPattern *model)
{
  xmlAutomata      *automata = xmlNewAutomata ();
  xmlAutomataState *end = build (automata, model, xmlAutomataGetInitState (automata));
  xmlRegexp        *regexp;

  xmlAutomataSetFinalState (automata, end);
  regexp = xmlAutomataCompile (automata);
  xmlFreeAutomata (automata);
  if (regexp == NULL)
    g_error ("guideline.rng: a content model does not compile");
  return regexp;
}

/*
 * precept_grammar_get_automaton:
 *
 * The automaton over the names of an element's children, built when it is first
 * asked for: most programs meet few of the elements.
 *
 * Returns: (transfer none) (nullable): the automaton, or %NULL where no element
 *   may stand in it
 */
xmlRegexp *
precept_grammar_get_automaton (PreceptGrammar *self, PreceptGrammarElement *element)
{
  xmlRegexp *automaton = g_atomic_pointer_get (&element->automaton);

  if (automaton != NULL || element->child_names->len == 0)
    return automaton;

  g_mutex_lock (&self->mutex);
  if (element->automaton == NULL)
    g_atomic_pointer_set (&element->automaton, compile (element->model));
  automaton = element->automaton;
  g_mutex_unlock (&self->mutex);
  return automaton;
}
