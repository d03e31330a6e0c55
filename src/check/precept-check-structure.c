/* precept-check-structure.c: whether a guideline is as its format wants it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-structure.h"

#include <string.h>

#include "precept-grammar-tree.h"

/* One rule for each kind of problem, in the order of PreceptProblemKind. */
static const PreceptCheckRule rules[] = {
  [PRECEPT_PROBLEM_MISSING] = {
    "structure/missing", "Something is missing", PRECEPT_SEVERITY_ERROR,
    "A part that must be there is not: a code table without codes, an indication without criteria. It would print as a gap." },
  [PRECEPT_PROBLEM_UNEXPECTED] = { "structure/unexpected", "Something stands where it can't", PRECEPT_SEVERITY_ERROR, "What stands where the format has no place for it would be left out of the page and of the rules." },
  [PRECEPT_PROBLEM_REPEATED] = { "structure/repeated", "Something is there twice", PRECEPT_SEVERITY_ERROR, "Where there can be just one, a program reads the first and a person perhaps the second." },
  [PRECEPT_PROBLEM_MISPLACED] = { "structure/misplaced", "Something stands in the wrong place", PRECEPT_SEVERITY_ERROR, "Everything has its place, so that all guidelines read alike and two versions can be compared." },
  [PRECEPT_PROBLEM_UNKNOWN_ELEMENT] = { "structure/unknown-element", "Something that the format does not have", PRECEPT_SEVERITY_ERROR, "It is kept as it is, but nothing prints it or acts on it: a slip in a hand-made file, or the work of a newer program." },
  [PRECEPT_PROBLEM_TEXT] = { "structure/text", "Text without a paragraph", PRECEPT_SEVERITY_ERROR, "Loose text has no id, so nothing can refer to it, and it would be left out of the page." },
  [PRECEPT_PROBLEM_MISSING_ATTRIBUTE] = { "structure/missing-attribute", "An entry is missing", PRECEPT_SEVERITY_ERROR, "Without it the program can't tell what is meant: which code system, which determination, which date." },
  [PRECEPT_PROBLEM_UNKNOWN_ATTRIBUTE] = { "structure/unknown-attribute", "An entry that the format does not have", PRECEPT_SEVERITY_ERROR, "It is kept as it is, but nothing acts on it; perhaps its name has a slip in it, and another entry was meant." },
  [PRECEPT_PROBLEM_VALUE] = { "structure/value", "A value that can't be one", PRECEPT_SEVERITY_ERROR, "A value of another form is not understood, and is treated as if it were not there." },
};

static gboolean
is_like (const char *text, const char *choice)
{
  g_autofree char *normalized_text = precept_check_normalize_words (text);
  g_autofree char *normalized_choice = precept_check_normalize_words (choice);

  return strcmp (normalized_text, normalized_choice) == 0;
}

/* One of the choices, where it was written otherwise: "Yes", "in review". */
static char *
dup_choice (const char *element, const char *attribute, const char *value)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  const char *const *choices = precept_grammar_get_choices (grammar, element, attribute);

  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      if (is_like (value, choices[i]) || is_like (value, precept_grammar_get_choice_label (grammar, element, attribute, choices[i])))
        return g_strdup (choices[i]);
    }

  return NULL;
}

/* A date as Americans write it, 3/31/2026, or year first with other signs between. */
static char *
dup_date (const char *value)
{
  int year, month, day, length = 0;

  if (sscanf (value, " %2d/%2d/%4d %n", &month, &day, &year, &length) != 3 || value[length] != '\0' || year < 1000)
    {
      length = 0;
      if (sscanf (value, " %4d%*1[/.-]%2d%*1[/.-]%2d %n", &year, &month, &day, &length) != 3 || value[length] != '\0' || year < 1000)
        return NULL;
    }
  if (!g_date_valid_dmy (day, month, year))
    return NULL;

  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/* The value that was surely meant; NULL: nobody can tell. */
static char *
dup_meant (const char *element, const char *attribute, const char *value)
{
  PreceptGrammar  *grammar = precept_grammar_get ();
  g_autofree char *meant = dup_choice (element, attribute, value);

  if (meant == NULL)
    meant = dup_date (value);
  if (meant == NULL || !precept_grammar_is_value_right (grammar, element, attribute, meant))
    return NULL;

  return g_steal_pointer (&meant);
}

/* (transfer full) for @step. */
static void
set_fix (PreceptDiagnostic *diagnostic, const char *label, PreceptStep *step)
{
  PreceptStepGroup *fix = precept_step_group_new (label);

  precept_step_group_add (fix, step);
  precept_diagnostic_set_fix (diagnostic, fix);
}

static void
fix_value (PreceptCheckContext *context, PreceptDiagnostic *diagnostic, const PreceptProblem *problem)
{
  const char      *element = (const char *)problem->node->name;
  g_autofree char *value = problem->attribute != NULL ? precept_node_dup_attribute (problem->node, problem->attribute)
                                                      : precept_node_dup_text (problem->node);
  g_autofree char *meant = value != NULL ? dup_meant (element, problem->attribute, value) : NULL;
  g_autofree char *path = NULL;
  g_autofree char *label = NULL;

  if (meant == NULL)
    return;
  path = precept_document_dup_path (context->document, problem->node);
  label = g_strdup_printf ("Change to “%s”", meant);
  if (problem->attribute != NULL)
    set_fix (diagnostic, label, precept_step_new_set_attribute (path, problem->attribute, meant));
  else
    set_fix (diagnostic, label, precept_step_new_set_text (path, meant));
}

static void
fix_missing_attribute (PreceptCheckContext *context, PreceptDiagnostic *diagnostic, const PreceptProblem *problem)
{
  g_autofree char *id = NULL;

  /* Any id will do; of other entries nobody can tell what they should be. */
  if (strcmp (problem->attribute, "id") != 0)
    return;
  id = precept_document_dup_new_id (context->document, (const char *)problem->node->name);
  precept_check_fix_attribute (context, diagnostic, problem->node, "id", id, "Give it an id");
}

static void
fix_text (PreceptCheckContext *context, PreceptDiagnostic *diagnostic, const PreceptProblem *problem)
{
  g_autofree char *path = NULL;
  g_autofree char *id = NULL;
  g_autofree char *text = NULL;
  g_autofree char *xml = NULL;
  guint            position = 0;

  for (const xmlNode *node = problem->node->prev; node != NULL; node = node->prev)
    position++;
  if (problem->node->content == NULL || !precept_grammar_can_insert (precept_grammar_get (), problem->node->parent, position, "p"))
    return;
  path = precept_document_dup_path (context->document, problem->node);
  id = precept_document_dup_new_id (context->document, "p");
  text = g_markup_escape_text ((const char *)problem->node->content, -1);
  xml = g_strdup_printf ("<p id=\"%s\">%s</p>", id, text);
  set_fix (diagnostic, "Make it a paragraph", precept_step_new_replace (path, xml));
}

static void
fix_misplaced (PreceptCheckContext *context, PreceptDiagnostic *diagnostic, const PreceptProblem *problem)
{
  g_autofree char *path = precept_document_dup_path (context->document, problem->node);
  g_autofree char *parent = precept_document_dup_path (context->document, problem->node->parent);

  set_fix (diagnostic, "Move it to its place", precept_step_new_move (path, parent, problem->position));
}

static void
set_obvious_fix (PreceptCheckContext *context, PreceptDiagnostic *diagnostic, const PreceptProblem *problem)
{
  switch (problem->kind)
    {
    case PRECEPT_PROBLEM_VALUE:
      fix_value (context, diagnostic, problem);
      break;
    case PRECEPT_PROBLEM_MISSING_ATTRIBUTE:
      fix_missing_attribute (context, diagnostic, problem);
      break;
    case PRECEPT_PROBLEM_UNKNOWN_ATTRIBUTE:
      /* One with a namespace prefix has no name that a step can use. */
      if (strchr (problem->attribute, ':') == NULL)
        precept_check_fix_attribute (context, diagnostic, problem->node, problem->attribute, NULL, "Take it out");
      break;
    case PRECEPT_PROBLEM_TEXT:
      fix_text (context, diagnostic, problem);
      break;
    case PRECEPT_PROBLEM_MISPLACED:
      fix_misplaced (context, diagnostic, problem);
      break;
    case PRECEPT_PROBLEM_MISSING:
    case PRECEPT_PROBLEM_UNEXPECTED:
    case PRECEPT_PROBLEM_REPEATED:
    case PRECEPT_PROBLEM_UNKNOWN_ELEMENT:
    default:
      /* Only a person can say what belongs there, or what may go. */
      break;
    }
}

static void
report (PreceptCheckContext *context, const PreceptProblem *problem)
{
  /* Text has no id and no line of its own; it is shown at the element that holds it. */
  const xmlNode     *at = problem->node->type == XML_ELEMENT_NODE ? problem->node : problem->node->parent;
  PreceptDiagnostic *diagnostic = precept_check_context_report (context, &rules[problem->kind], at, "%s.", problem->message);

  set_obvious_fix (context, diagnostic, problem);
}

const PreceptCheckRule *
precept_check_structure_get_rules (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (rules);

  return rules;
}

void
precept_check_structure (PreceptCheckContext *context)
{
  PreceptGrammar *grammar = precept_grammar_get ();

  for (guint i = 0; i < context->elements->len; i++)
    {
      const xmlNode *element = context->elements->pdata[i];
      g_autoptr (GPtrArray) problems = NULL;

      if (!precept_grammar_has_element (grammar, (const char *)element->name))
        continue;
      problems = precept_grammar_check_element (grammar, element);
      for (guint j = 0; j < problems->len; j++)
        report (context, problems->pdata[j]);
    }
}
