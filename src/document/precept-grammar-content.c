/* precept-grammar-content.c: a list of children held against a content model
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-content.h"

#include <string.h>

/* libxml2 has no way to copy or rewind an execution. Where a child does not fit, the accepted names are played again
 * from the start; so that a hostile document costs little, no more faults than this are told of one element. */
#define MAX_FAULTS 20

/* As many missing children in a row are found. */
#define MAX_MISSING 3

/* No content model names more children than this at one point. */
#define MAX_VALUES 64

/* The children read so far, and those that were put in so that reading could go on. */
typedef struct
{
  PreceptGrammarElement *element;
  xmlRegexp             *automaton;
  GPtrArray             *accepted; /* of borrowed names */
  GArray                *indices;  /* of guint: the child that each accepted name is or stands before */
  xmlRegExecCtxt        *run;      /* has been fed @accepted; owned */
  GArray                *faults;   /* of PreceptContentFault; NULL: only counted */
  guint                  n_faults;
} Reading;

static xmlRegExecCtxt *
play (Reading *self, guint n_accepted)
{
  xmlRegExecCtxt *run = xmlRegNewExecCtxt (self->automaton, NULL, NULL);

  for (guint i = 0; i < n_accepted; i++)
    xmlRegExecPushString (run, g_ptr_array_index (self->accepted, i), NULL);
  return run;
}

static void
replay (Reading *self)
{
  xmlRegFreeExecCtxt (self->run);
  self->run = play (self, self->accepted->len);
}

/* Whether the children so far may be all. */
static gboolean
is_complete (xmlRegExecCtxt *run)
{
  return xmlRegExecPushString (run, NULL, NULL) == 1;
}

static gboolean
has_next (xmlRegExecCtxt *run, const char *name)
{
  xmlChar *values[MAX_VALUES];
  int      n_values = MAX_VALUES, n_negative = 0, terminal = 0;

  if (xmlRegExecNextValues (run, &n_values, &n_negative, values, &terminal) < 0)
    return FALSE;
  for (int i = 0; i < n_values; i++)
    {
      if (strcmp ((const char *)values[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
accept (Reading *self, const char *name, guint index)
{
  g_ptr_array_add (self->accepted, (gpointer)name);
  g_array_append_val (self->indices, index);
}

static void
add_fault (Reading *self, PreceptProblemKind kind, const char *name, guint index, guint target)
{
  PreceptContentFault fault = { kind, name, index, target, NULL, FALSE };

  self->n_faults++;
  if (self->faults != NULL)
    g_array_append_val (self->faults, fault);
}

/* Whether the accepted names, then those of @inserted, can go on with @next (NULL: can be all). */
static gboolean
would_fit (Reading *self, const char **inserted, guint n_inserted, const char *next)
{
  xmlRegExecCtxt *run = play (self, self->accepted->len);
  gboolean        fits = TRUE;

  for (guint i = 0; i < n_inserted && fits; i++)
    fits = xmlRegExecPushString (run, (const xmlChar *)inserted[i], NULL) >= 0;
  if (fits)
    fits = next != NULL ? xmlRegExecPushString (run, (const xmlChar *)next, NULL) >= 0 : is_complete (run);
  xmlRegFreeExecCtxt (run);
  return fits;
}

/* Looks for the fewest required children that let reading go on with @next. */
static gboolean
find_missing (Reading *self, const char *next, const char **inserted, guint n_inserted, guint n_wanted)
{
  GPtrArray *required = self->element->required_names;

  if (n_inserted == n_wanted)
    return would_fit (self, inserted, n_inserted, next);
  for (guint i = 0; i < required->len; i++)
    {
      inserted[n_inserted] = g_ptr_array_index (required, i);
      if (n_wanted > n_inserted + 1 && !would_fit (self, inserted, n_inserted, inserted[n_inserted]))
        continue;
      if (find_missing (self, next, inserted, n_inserted + 1, n_wanted))
        return TRUE;
    }
  return FALSE;
}

/* Puts in what is missing before @next (NULL: at the end); FALSE where nothing helps. */
static gboolean
insert_missing (Reading *self, const char *next, const char **later, guint n_later, guint index)
{
  const char *inserted[MAX_MISSING];

  for (guint n_wanted = 1; n_wanted <= MAX_MISSING; n_wanted++)
    {
      if (!find_missing (self, next, inserted, 0, n_wanted))
        continue;
      /* What comes later is not missing: then it is @next that stands in the wrong place. */
      for (guint i = 0; i < n_wanted; i++)
        {
          for (guint j = 0; j < n_later; j++)
            {
              if (later[j] != NULL && strcmp (later[j], inserted[i]) == 0)
                return FALSE;
            }
        }
      for (guint i = 0; i < n_wanted; i++)
        {
          add_fault (self, PRECEPT_PROBLEM_MISSING, inserted[i], index, index);
          accept (self, inserted[i], index);
          if (self->faults != NULL)
            g_array_index (self->faults, PreceptContentFault, self->faults->len - 1).repeats = would_fit (self, NULL, 0, inserted[i]);
        }
      replay (self);
      return TRUE;
    }
  return FALSE;
}

/* Where among the accepted names, or after them, @name would fit; -1: nowhere. */
static int
find_place (Reading *self, const char *name)
{
  for (guint place = 0; place <= self->accepted->len; place++)
    {
      const char     *here = place < self->accepted->len ? g_ptr_array_index (self->accepted, place) : NULL;
      xmlRegExecCtxt *run;
      gboolean        fits;

      if (place > 0 && g_strcmp0 (here, g_ptr_array_index (self->accepted, place - 1)) == 0)
        continue;
      run = play (self, place);
      fits = xmlRegExecPushString (run, (const xmlChar *)name, NULL) >= 0;
      for (guint i = place; i < self->accepted->len && fits; i++)
        fits = xmlRegExecPushString (run, g_ptr_array_index (self->accepted, i), NULL) >= 0;
      fits = fits && is_complete (run);
      xmlRegFreeExecCtxt (run);
      if (fits)
        return (int)place;
    }
  return -1;
}

/* Now that all children are read: whether one that did not fit has a place elsewhere. */
static void
place_refused (Reading *self, PreceptContentFault *fault, guint n_names)
{
  int place;

  if (!g_ptr_array_find_with_equal_func (self->element->child_names, fault->name, g_str_equal, NULL))
    return;
  place = find_place (self, fault->name);
  if (place >= 0)
    {
      fault->kind = PRECEPT_PROBLEM_MISPLACED;
      fault->target = (guint)place < self->indices->len ? g_array_index (self->indices, guint, place) : n_names;
      fault->after = place > 0 && fault->target > fault->index ? g_ptr_array_index (self->accepted, place - 1) : NULL;
    }
  else if (g_ptr_array_find_with_equal_func (self->accepted, fault->name, g_str_equal, NULL))
    {
      fault->kind = PRECEPT_PROBLEM_REPEATED;
    }
}

static void
read_child (Reading *self, const char **names, guint n_names, guint index)
{
  const char *name = names[index];

  if (xmlRegExecPushString (self->run, (const xmlChar *)name, NULL) >= 0)
    {
      accept (self, name, index);
      return;
    }
  replay (self);
  if (g_ptr_array_find_with_equal_func (self->element->child_names, name, g_str_equal, NULL) &&
      insert_missing (self, name, names + index + 1, n_names - index - 1, index))
    {
      xmlRegExecPushString (self->run, (const xmlChar *)name, NULL);
      accept (self, name, index);
      return;
    }
  add_fault (self, PRECEPT_PROBLEM_UNEXPECTED, name, index, index);
}

static void
read_end (Reading *self, guint n_names)
{
  if (is_complete (self->run))
    return;
  replay (self);
  if (!insert_missing (self, NULL, NULL, 0, n_names))
    add_fault (self, PRECEPT_PROBLEM_MISSING, NULL, n_names, n_names);
}

/*
 * precept_content_read:
 * @grammar: the grammar
 * @element: whose content it is
 * @names: names of the children, without foreign ones; %NULL for one that the
 *   format does not have
 * @faults: (nullable): where to add what is wrong, a PreceptContentFault each
 *
 * Holds children against the content model.
 *
 * Of a child that does not fit, either what is missing before it is told, or it
 * is passed over. The count is 0 only if the children are right.
 *
 * Returns: how much is wrong
 */
guint
precept_content_read (PreceptGrammar *grammar, PreceptGrammarElement *element, const char **names, guint n_names, GArray *faults)
{
  g_autoptr (GPtrArray) accepted = NULL;
  g_autoptr (GArray) indices = NULL;
  Reading reading = { element, precept_grammar_get_automaton (grammar, element), NULL, NULL, NULL, faults, 0 };

  if (reading.automaton == NULL)
    {
      for (guint i = 0; i < n_names; i++)
        {
          if (names[i] != NULL)
            add_fault (&reading, PRECEPT_PROBLEM_UNEXPECTED, names[i], i, i);
        }
      return reading.n_faults;
    }

  reading.accepted = accepted = g_ptr_array_sized_new (n_names);
  reading.indices = indices = g_array_sized_new (FALSE, FALSE, sizeof (guint), n_names);
  reading.run = xmlRegNewExecCtxt (reading.automaton, NULL, NULL);
  for (guint i = 0; i < n_names && reading.n_faults < MAX_FAULTS; i++)
    {
      if (names[i] != NULL)
        read_child (&reading, names, n_names, i);
    }
  if (reading.n_faults < MAX_FAULTS)
    read_end (&reading, n_names);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      PreceptContentFault *fault = &g_array_index (faults, PreceptContentFault, i);

      if (fault->kind == PRECEPT_PROBLEM_UNEXPECTED)
        place_refused (&reading, fault, n_names);
    }
  xmlRegFreeExecCtxt (reading.run);
  return reading.n_faults;
}

/*
 * precept_content_list_alternatives:
 *
 * Lists the names any of which may come after the first @n_names names and lets
 * what follows (%NULL: nothing) come next. In the schema's order.
 */
GPtrArray *
precept_content_list_alternatives (PreceptGrammar        *grammar,
                                   PreceptGrammarElement *element,
                                   const char           **names,
                                   guint                  n_names,
                                   const char            *next)
{
  GPtrArray *found = g_ptr_array_new ();
  g_autoptr (GPtrArray) accepted = g_ptr_array_new ();
  Reading         reading = { element, precept_grammar_get_automaton (grammar, element), accepted, NULL, NULL, NULL, 0 };
  xmlRegExecCtxt *run;

  if (reading.automaton == NULL)
    return found;
  for (guint i = 0; i < n_names; i++)
    {
      if (names[i] != NULL)
        g_ptr_array_add (accepted, (gpointer)names[i]);
    }
  run = play (&reading, accepted->len);
  for (guint i = 0; i < element->child_names->len; i++)
    {
      const char *name = g_ptr_array_index (element->child_names, i);

      if (has_next (run, name) && would_fit (&reading, &name, 1, next))
        g_ptr_array_add (found, (gpointer)name);
    }
  xmlRegFreeExecCtxt (run);
  return found;
}
