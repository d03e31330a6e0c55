/* precept-check-criteria.c: house rules about coverage criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-sentence.h"

#include <string.h>

/* Whether the reader finds it somewhere else: "(in the general criteria)". */
static const char *
get_whereabouts (const xmlNode *node,
                 const xmlNode *other)
{
  const xmlNode *request = node;

  while (request != NULL && !precept_node_is (request, "request") && !precept_node_is (request, "applies-to"))
    request = request->parent;
  for (; other != NULL && other != request; other = other->parent)
    {
      if (precept_node_is (other, "applies-to"))
        return ", in what the indication applies to";
      if (precept_node_is (other, "general"))
        return ", in the general criteria";
    }

  return "";
}

static void
report_never (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              const PreceptFinding   *finding)
{
  const char *where = get_whereabouts (finding->node, finding->other);

  if (finding->kind == PRECEPT_FINDING_FORBIDS)
    precept_check_context_report (context, rule, finding->node,
                                  "No member can meet “%s” here: “%s” is excluded%s. Correct one of the two.",
                                  finding->text, finding->other_text, where);
  else if (finding->other != NULL)
    precept_check_context_report (context, rule, finding->node,
                                  "No member can meet “%s” here: “%s” is demanded as well%s. Correct one of the two.",
                                  finding->text, finding->other_text, where);
  else if (precept_node_is (finding->node, "age") || precept_node_is (finding->node, "lab") || precept_node_is (finding->node, "number-of"))
    precept_check_context_report (context, rule, finding->node,
                                  "No member can meet “%s”: nothing lies between its limits. Correct one of them.", finding->text);
  else
    precept_check_context_report (context, rule, finding->node,
                                  "No member can meet “%s”: taken together, these criteria leave nobody. Correct one of them.", finding->text);
}

void
precept_check_never_met (PreceptCheckContext    *context,
                         const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    if (findings[i].kind == PRECEPT_FINDING_NEVER || findings[i].kind == PRECEPT_FINDING_EXCLUDES || findings[i].kind == PRECEPT_FINDING_FORBIDS)
      report_never (context, rule, &findings[i]);
}

void
precept_check_always_met (PreceptCheckContext    *context,
                          const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    if (findings[i].kind == PRECEPT_FINDING_ALWAYS)
      precept_check_context_report (context, rule, findings[i].node,
                                    "Every member meets “%s”, so it asks for nothing. Correct its numbers, or remove it.", findings[i].text);
}

void
precept_check_limits (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    {
      if (findings[i].kind != PRECEPT_FINDING_NOBODY)
        continue;
      if (findings[i].other != NULL)
        precept_check_context_report (context, rule, findings[i].node,
                                      "This limit is for nobody: “%s”, but “%s” is demanded%s. Correct one of the two, or remove the limit.",
                                      findings[i].text, findings[i].other_text, get_whereabouts (findings[i].node, findings[i].other));
      else
        precept_check_context_report (context, rule, findings[i].node,
                                      "This limit is for nobody who meets the criteria: “%s”. Correct its ages, or remove it.", findings[i].text);
    }
}

/* Requests that overlap */

/* " (authorized for 6 months and for 12 months)"; "": for as long. */
static char *
dup_periods (PreceptCheckContext *context,
             const xmlNode       *request,
             const xmlNode       *other)
{
  g_autofree char *period = precept_node_dup_attribute (request, "authorize-for");
  g_autofree char *other_period = precept_node_dup_attribute (other, "authorize-for");
  g_autofree char *words = period != NULL ? precept_sentence_dup_duration (context->document, period) : g_strdup ("no set time");
  g_autofree char *other_words = other_period != NULL ? precept_sentence_dup_duration (context->document, other_period) : g_strdup ("no set time");

  return strcmp (words, other_words) != 0 ? g_strdup_printf (" (authorized for %s and for %s)", words, other_words) : g_strdup ("");
}

static const char *
get_type_words (const xmlNode *request)
{
  g_autofree char *type = precept_node_dup_attribute (request, "type");

  if (g_strcmp0 (type, "initial") == 0)
    return "an initial request";
  if (g_strcmp0 (type, "continuation") == 0)
    return "a continuation request";

  return "any request";
}

void
precept_check_overlaps (PreceptCheckContext    *context,
                        const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    {
      g_autofree char *periods = NULL;

      if (findings[i].kind != PRECEPT_FINDING_OVERLAPS)
        continue;
      periods = dup_periods (context, findings[i].node, findings[i].other);
      if (findings[i].node->parent == findings[i].other->parent)
        precept_check_context_report (context, rule, findings[i].node,
                                      "One member can meet these criteria for %s and those for %s above%s. "
                                      "Say what tells the two apart, or make them one.",
                                      get_type_words (findings[i].node), get_type_words (findings[i].other), periods);
      else
        precept_check_context_report (context, rule, findings[i].node,
                                      "One member can meet these criteria for %s and those for %s of “%s”%s. "
                                      "Say in what each indication applies to which members it is for.",
                                      get_type_words (findings[i].node), get_type_words (findings[i].other), findings[i].other_text, periods);
    }
}

/* Operators that could be simpler */

static guint
count_criteria (const xmlNode  *group,
                const xmlNode **first)
{
  guint n = 0;

  *first = NULL;
  for (const xmlNode *child = precept_node_first_element (group); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "title") || precept_node_is (child, "note"))
        continue;
      if (n++ == 0)
        *first = child;
    }

  return n;
}

/* Whether something would be lost with the group itself. */
static gboolean
carries_more (PreceptCheckContext *context,
              const xmlNode *
                group)
{
  static const char *const links[][2] = { { "xref", "ref" }, { "thread", "on" } };
  g_autofree char         *id = precept_node_dup_attribute (group, "id");
  g_autofree char         *cites = precept_node_dup_attribute (group, "cites");
  g_autofree char         *mandate = precept_node_dup_attribute (group, "mandate");

  if (cites != NULL || mandate != NULL || precept_node_child (group, "title") != NULL || precept_node_child (group, "note") != NULL)
    return TRUE;
  for (guint i = 0; id != NULL && i < G_N_ELEMENTS (links); i++)
    {
      GPtrArray *elements = precept_check_context_get_elements (context, links[i][0]);

      for (guint k = 0; k < elements->len; k++)
        {
          g_autofree char *target = precept_node_dup_attribute (elements->pdata[k], links[i][1]);

          if (g_strcmp0 (target, id) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* The element as it would be in a document of its own; with @name, as another group. */
static char *
dup_xml (const xmlNode *node,
         const char    *name)
{
  xmlDoc    *doc = xmlNewDoc ((const xmlChar *)"1.0");
  xmlNode   *copy = xmlDocCopyNode ((xmlNode *)node, doc, 1);
  xmlBuffer *buffer = xmlBufferCreate ();
  char      *xml;

  xmlDocSetRootElement (doc, copy);
  if (name != NULL)
    {
      xmlNodeSetName (copy, (const xmlChar *)name);
      xmlUnsetProp (copy, (const xmlChar *)"count");
    }
  xmlNodeDump (buffer, doc, copy, 0, 0);
  xml = g_strdup ((const char *)xmlBufferContent (buffer));
  xmlBufferFree (buffer);
  xmlFreeDoc (doc);

  return xml;
}

static void
fix_replace (PreceptCheckContext *context,
             PreceptDiagnostic   *diagnostic,
             const xmlNode       *node,
             const char          *xml,
             const char          *label)
{
  g_autofree char  *path = precept_document_dup_path (context->document, node);
  PreceptStepGroup *fix = precept_step_group_new (label);

  precept_step_group_add (fix, precept_step_new_replace (path, xml));
  precept_diagnostic_set_fix (diagnostic, fix);
}

void
precept_check_single_choices (PreceptCheckContext    *context,
                              const PreceptCheckRule *rule)
{
  GPtrArray *groups = precept_check_context_get_elements (context, "any");

  for (guint i = 0; i < groups->len; i++)
    {
      const xmlNode     *group = groups->pdata[i];
      const xmlNode     *child;
      PreceptDiagnostic *diagnostic;
      g_autofree char   *words = NULL;
      g_autofree char   *xml = NULL;

      if (count_criteria (group, &child) != 1)
        continue;
      words = precept_sentence_dup_operator (context->document, group);
      diagnostic = precept_check_context_report (context, rule, group,
                                                 "“%s” offers one criterion only. Add the others, or demand that one by itself.", words);
      if (carries_more (context, group))
        continue;
      xml = dup_xml (child, NULL);
      fix_replace (context, diagnostic, group, xml, "Demand it by itself");
    }
}

/* FALSE: it has no number. */
static gboolean
read_count (const xmlNode *group,
            guint         *count)
{
  g_autofree char *text = precept_node_dup_attribute (group, "count");
  guint64          number;

  if (text == NULL || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 0, 999999, &number, NULL))
    return FALSE;
  *count = (guint)number;

  return TRUE;
}

void
precept_check_counts (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule)
{
  GPtrArray *groups = precept_check_context_get_elements (context, "at-least");

  for (guint i = 0; i < groups->len; i++)
    {
      const xmlNode *group = groups->pdata[i];
      const xmlNode *child;
      guint          n = count_criteria (group, &child);
      guint          count;

      if (!read_count (group, &count) || n == 0)
        continue;
      if (count > n)
        precept_check_context_report (context, rule, group,
                                      "At least %u are demanded, but there %s %u. Add what is missing, or lower the number.",
                                      count, n == 1 ? "is just" : "are just", n);
      else if (count == 0)
        precept_check_context_report (context, rule, group,
                                      "At least 0 are demanded, so these criteria ask for nothing. Raise the number, or remove them.");
    }
}

void
precept_check_plain_counts (PreceptCheckContext    *context,
                            const PreceptCheckRule *rule)
{
  GPtrArray *groups = precept_check_context_get_elements (context, "at-least");

  for (guint i = 0; i < groups->len; i++)
    {
      const xmlNode     *group = groups->pdata[i];
      const xmlNode     *child;
      PreceptDiagnostic *diagnostic;
      guint              n = count_criteria (group, &child);
      guint              count;
      g_autofree char   *xml = NULL;

      if (!read_count (group, &count) || n == 0 || (count != 1 && count != n))
        continue;
      diagnostic = precept_check_context_report (context, rule, group,
                                                 count == n ? "At least %u of %u are demanded, which is all of them. Say so: use “All of”."
                                                            : "At least %u of %u is demanded, which is any of them. Say so: use “Any of”.",
                                                 count, n);
      xml = dup_xml (group, count == n ? "all" : "any");
      fix_replace (context, diagnostic, group, xml, count == n ? "Make it “All of”" : "Make it “Any of”");
    }
}
