/* precept-check-references.c: house rules about references
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-citation.h"
#include "precept-doi.h"
#include "precept-reference-facts.h"
#include "precept-reference-index.h"

#include <string.h>

/* The bytes of text before the first emphasis, which is the journal's name. */
static gsize
measure_title (const xmlNode *reference)
{
  gsize length = 0;

  for (const xmlNode *child = reference->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE)
        length += strlen ((const char *)child->content);
      else if (precept_node_is (child, "em"))
        return length;
      else if (child->type == XML_ELEMENT_NODE)
        {
          g_autofree char *text = precept_node_dup_text (child);
          length += strlen (text);
        }
    }

  return 0;
}

/* Replaces @from by @to in a list of ids, where each stands once. NULL: @from is not in it. */
static char *
replace_id (const char *list,
            const char *from,
            const char *to)
{
  g_auto (GStrv) ids = g_strsplit_set (list, " \t\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  if (!g_strv_contains ((const char *const *)ids, from))
    return NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *id = g_strcmp0 (ids[i], from) == 0 ? to : ids[i];

      if (*id != '\0' && !g_ptr_array_find_with_equal_func (kept, id, g_str_equal, NULL))
        g_ptr_array_add (kept, (gpointer)id);
    }
  g_ptr_array_add (kept, NULL);

  return g_strjoinv (" ", (char **)kept->pdata);
}

/* An attribute that leads to a reference. */
typedef struct
{
  xmlNode    *node;      /* borrowed */
  const char *attribute; /* static */
} Citation;

static void
collect_citations (GHashTable *citations,
                   GPtrArray  *nodes,
                   const char *attribute)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      Citation         citation = { nodes->pdata[i], attribute };
      g_autofree char *list = precept_node_dup_attribute (citation.node, attribute);
      g_auto (GStrv) ids = list != NULL ? g_strsplit_set (list, " \t\n", -1) : NULL;

      for (guint k = 0; ids != NULL && ids[k] != NULL; k++)
        {
          GArray *of_id = g_hash_table_lookup (citations, ids[k]);

          if (of_id == NULL)
            {
              of_id = g_array_new (FALSE, FALSE, sizeof (Citation));
              g_hash_table_insert (citations, g_strdup (ids[k]), of_id);
            }
          g_array_append_val (of_id, citation);
        }
    }
}

/* Id → GArray of Citation: who leads to it. */
static GHashTable *
index_citations (PreceptCheckContext *context)
{
  GHashTable *citations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);

  collect_citations (citations, precept_check_context_get_elements (context, "cite"), "ref");
  collect_citations (citations, precept_check_context_get_elements (context, "xref"), "ref");
  collect_citations (citations, precept_check_context_get_elements (context, "thread"), "on");
  collect_citations (citations, context->elements, "cites");

  return citations;
}

static void
add_redirections (PreceptCheckContext *context,
                  PreceptStepGroup    *fix,
                  GArray              *citations, /* of @from */
                  const char          *from,
                  const char          *to)
{
  for (guint i = 0; citations != NULL && i < citations->len; i++)
    {
      const Citation  *citation = &g_array_index (citations, Citation, i);
      g_autofree char *list = precept_node_dup_attribute (citation->node, citation->attribute);
      g_autofree char *changed = replace_id (list, from, to);
      g_autofree char *path = precept_document_dup_path (context->document, citation->node);

      precept_step_group_add (fix, precept_step_new_set_attribute (path, citation->attribute, changed));
    }
}

/* Every citation of @from becomes one of @to, which takes over the identifiers that it lacks. */
static PreceptStepGroup *
merge_references (PreceptCheckContext *context,
                  GHashTable          *citations,
                  xmlNode             *from,
                  xmlNode             *to)
{
  static const char *const identifiers[] = { "doi", "pmid", "pmcid" };
  g_autofree char         *from_id = precept_node_dup_attribute (from, "id");
  g_autofree char         *to_id = precept_node_dup_attribute (to, "id");
  g_autofree char         *label = NULL;
  PreceptStepGroup        *fix;

  /* Without ids of their own, nobody can say which of the two is meant. */
  if (from_id == NULL || to_id == NULL ||
      precept_check_context_find (context, from_id) != from || precept_check_context_find (context, to_id) != to)
    return NULL;

  label = g_strdup_printf ("Merge reference %u into %u",
                           precept_check_context_get_number (context, from),
                           precept_check_context_get_number (context, to));
  fix = precept_step_group_new (label);
  add_redirections (context, fix, g_hash_table_lookup (citations, from_id), from_id, to_id);
  for (guint i = 0; i < G_N_ELEMENTS (identifiers); i++)
    {
      g_autofree char *theirs = precept_node_dup_attribute (from, identifiers[i]);
      g_autofree char *ours = precept_node_dup_attribute (to, identifiers[i]);

      if (theirs != NULL && ours == NULL)
        precept_step_group_add (fix, precept_step_new_set_attribute (to_id, identifiers[i], theirs));
    }
  /* By its id, so that the fix still holds where another one moved it. */
  precept_step_group_add (fix, precept_step_new_replace (from_id, ""));

  return fix;
}

static void
report_duplicate (PreceptCheckContext    *context,
                  const PreceptCheckRule *rule,
                  GHashTable             *citations,
                  xmlNode                *first,
                  xmlNode                *second,
                  const char             *what)
{
  PreceptDiagnostic *diagnostic;
  PreceptStepGroup  *fix = merge_references (context, citations, second, first);

  diagnostic = precept_check_context_report (context, rule, second,
                                             "References %u and %u are the same work: they have the same %s. Keep one of them, and let every citation point to it.",
                                             precept_check_context_get_number (context, first),
                                             precept_check_context_get_number (context, second), what);
  if (fix != NULL)
    precept_diagnostic_set_fix (diagnostic, fix);
}

void
precept_check_duplicate_references (PreceptCheckContext    *context,
                                    const PreceptCheckRule *rule)
{
  GPtrArray *references = precept_check_context_get_elements (context, "reference");
  g_autoptr (PreceptReferenceIndex) index = precept_reference_index_new ();
  g_autoptr (GHashTable) citations = NULL;

  for (guint i = 0; i < references->len; i++)
    {
      xmlNode             *node = references->pdata[i];
      g_autofree char     *text = precept_node_dup_text (node);
      g_autofree char     *doi = precept_node_dup_attribute (node, "doi");
      g_autofree char     *pmid = precept_node_dup_attribute (node, "pmid");
      g_autofree char     *pmcid = precept_node_dup_attribute (node, "pmcid");
      PreceptReferenceData data = { text, measure_title (node), doi, pmid, pmcid };
      const char          *what = NULL;
      xmlNode             *first = precept_reference_index_add (index, &data, node, &what);

      if (first == NULL)
        continue;
      if (citations == NULL)
        citations = index_citations (context);
      report_duplicate (context, rule, citations, first, node, what);
    }
}

static void
add_cited (GHashTable *cited,
           GPtrArray  *nodes,
           const char *attribute)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *list = precept_node_dup_attribute (nodes->pdata[i], attribute);
      g_auto (GStrv) ids = list != NULL ? g_strsplit (list, " ", -1) : NULL;

      for (guint k = 0; ids != NULL && ids[k] != NULL; k++)
        g_hash_table_add (cited, g_strdup (ids[k]));
    }
}

/* A guideline without any citation has a bibliography, which is a way to write one. */
void
precept_check_uncited_references (PreceptCheckContext    *context,
                                  const PreceptCheckRule *rule)
{
  GPtrArray *references = precept_check_context_get_elements (context, "reference");
  g_autoptr (GHashTable) cited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  add_cited (cited, context->elements, "cites");
  add_cited (cited, precept_check_context_get_elements (context, "cite"), "ref");
  if (g_hash_table_size (cited) == 0)
    return;
  add_cited (cited, precept_check_context_get_elements (context, "xref"), "ref");

  for (guint i = 0; i < references->len; i++)
    {
      g_autofree char *id = precept_node_dup_attribute (references->pdata[i], "id");

      if (id != NULL && !g_hash_table_contains (cited, id))
        precept_check_context_report (context, rule, references->pdata[i],
                                      "Nothing cites reference %u. Cite it where it supports a statement, or remove it.",
                                      precept_check_context_get_number (context, references->pdata[i]));
    }
}

void
precept_check_dois (PreceptCheckContext    *context,
                    const PreceptCheckRule *rule)
{
  GPtrArray *references = precept_check_context_get_elements (context, "reference");

  for (guint i = 0; i < references->len; i++)
    {
      xmlNode           *node = references->pdata[i];
      g_autofree char   *attribute = precept_node_dup_attribute (node, "doi");
      g_autofree char   *text = attribute == NULL ? precept_node_dup_text (node) : NULL;
      g_autofree char   *found = NULL;
      g_autofree char   *mended = NULL;
      const char        *doi;
      int                start = 0, end = 0;
      PreceptDiagnostic *diagnostic;

      found = text != NULL ? precept_citation_find_doi (text, &start, &end) : NULL;
      doi = attribute != NULL ? attribute : found;
      if (doi == NULL || precept_doi_is_valid (doi))
        continue;

      mended = precept_doi_mend (doi);
      if (mended != NULL)
        diagnostic = precept_check_context_report (context, rule, node, "“%s” is not a DOI. Did you mean “%s”?", doi, mended);
      else
        diagnostic = precept_check_context_report (context, rule, node,
                                                   "“%s” is not a DOI: one begins with “10.”, four digits or more, and a slash (10.1056/NEJMoa2204705). Copy it again from the article.", doi);
      if (attribute == NULL)
        precept_diagnostic_set_range (diagnostic, start, end);
      else if (mended != NULL)
        precept_check_fix_attribute (context, diagnostic, node, "doi", mended, "Correct the DOI");
    }
}

/* One to eight digits, the first not zero, after @prefix. */
static gboolean
is_number_after (const char *text,
                 const char *prefix)
{
  gsize length;

  if (!g_str_has_prefix (text, prefix))
    return FALSE;
  text += strlen (prefix);
  length = strspn (text, "0123456789");

  return length >= 1 && length <= 8 && text[0] != '0' && text[length] == '\0';
}

static char *
mend_number (const char *text,
             const char *prefix)
{
  const char      *digits = text + strcspn (text, "0123456789");
  g_autofree char *number = g_strndup (digits, strspn (digits, "0123456789"));
  g_autofree char *mended = g_strconcat (prefix, number, NULL);

  return is_number_after (mended, prefix) ? g_steal_pointer (&mended) : NULL;
}

static void
check_number (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              const char             *attribute,
              const char             *prefix,
              const char             *form,
              const char             *fix_label)
{
  GPtrArray *references = precept_check_context_get_elements (context, "reference");

  for (guint i = 0; i < references->len; i++)
    {
      g_autofree char   *value = precept_node_dup_attribute (references->pdata[i], attribute);
      g_autofree char   *mended = NULL;
      PreceptDiagnostic *diagnostic;

      if (value == NULL || is_number_after (value, prefix))
        continue;
      mended = mend_number (value, prefix);
      diagnostic = precept_check_context_report (context, rule, references->pdata[i], "“%s” is not %s%s%s%s", value, form,
                                                 mended != NULL ? ". Did you mean “" : ". Copy it again from PubMed.",
                                                 mended != NULL ? mended : "", mended != NULL ? "”?" : "");
      if (mended != NULL)
        precept_check_fix_attribute (context, diagnostic, references->pdata[i], attribute, mended, fix_label);
    }
}

void
precept_check_pmids (PreceptCheckContext    *context,
                     const PreceptCheckRule *rule)
{
  check_number (context, rule, "pmid", "", "a PubMed number (PMID), which has one to eight digits", "Correct the PubMed number");
}

void
precept_check_pmcids (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule)
{
  check_number (context, rule, "pmcid", "PMC", "a PubMed Central number (PMCID), which is “PMC” and up to eight digits", "Correct the PubMed Central number");
}

static void
check_trial_attribute (PreceptCheckContext    *context,
                       const PreceptCheckRule *rule,
                       xmlNode                *finding)
{
  g_autofree char   *trial = precept_node_dup_attribute (finding, "trial");
  g_autofree char   *digits = NULL;
  g_autofree char   *mended = NULL;
  const char        *number;
  PreceptDiagnostic *diagnostic;

  if (trial == NULL || precept_trial_number_is_right (trial))
    return;

  number = trial + (g_ascii_strncasecmp (trial, "NCT", 3) == 0 ? 3 : 0);
  digits = g_strdup (number);
  g_strdelimit (digits, "Oo", '0');
  g_strdelimit (digits, "Il", '1');
  mended = g_strconcat ("NCT", digits + strspn (digits, " :#-"), NULL);
  if (precept_trial_number_is_right (mended))
    {
      diagnostic = precept_check_context_report (context, rule, finding, "“%s” is not a ClinicalTrials.gov number. Did you mean “%s”?", trial, mended);
      precept_check_fix_attribute (context, diagnostic, finding, "trial", mended, "Correct the trial number");
    }
  else
    precept_check_context_report (context, rule, finding,
                                  "“%s” is not a ClinicalTrials.gov number, which is “NCT” and eight digits. Copy it again from the registry.", trial);
}

/* Finds the next thing in @text, from *@offset on, that means to be an NCT
 * number and is none. *@offset then is behind it. */
static char *
find_wrong_trial (const char *text,
                  gsize      *offset)
{
  for (const char *p = strstr (text + *offset, "NCT"); p != NULL; p = strstr (p + 3, "NCT"))
    {
      gsize            gap = strspn (p + 3, " :#-");
      gsize            length = 3 + gap + strspn (p + 3 + gap, "0123456789");
      g_autofree char *number = NULL;

      if (length == 3 + gap || (p > text && g_ascii_isalnum (p[-1])))
        continue;
      number = g_strndup (p, length);
      if (precept_trial_number_is_right (number))
        continue;
      *offset = p + length - text;
      return g_steal_pointer (&number);
    }

  return NULL;
}

/* Looks through the text as it stands, so that only what is wrong costs more. */
static gboolean
holds_wrong_trial (const xmlNode *node)
{
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      gsize            offset = 0;
      g_autofree char *number = NULL;

      if (child->type == XML_ELEMENT_NODE && holds_wrong_trial (child))
        return TRUE;
      if (child->type != XML_TEXT_NODE)
        continue;
      number = find_wrong_trial ((const char *)child->content, &offset);
      if (number != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
check_trials_in_text (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule,
                      xmlNode                *block)
{
  g_autofree char *text = NULL;
  gsize            offset = 0;

  if (!holds_wrong_trial (block))
    return;

  text = precept_node_dup_text (block);
  for (;;)
    {
      g_autofree char   *number = find_wrong_trial (text, &offset);
      PreceptDiagnostic *diagnostic;
      int                end;

      if (number == NULL)
        return;
      end = g_utf8_pointer_to_offset (text, text + offset);
      diagnostic = precept_check_context_report (context, rule, block,
                                                 "“%s” is not a ClinicalTrials.gov number, which is “NCT” and eight digits without a space. Copy it again from the registry.", number);
      precept_diagnostic_set_range (diagnostic, end - (int)strlen (number), end);
    }
}

void
precept_check_trial_numbers (PreceptCheckContext    *context,
                             const PreceptCheckRule *rule)
{
  static const char *const blocks[] = { "p", "title", "reference" };
  GPtrArray               *findings = precept_check_context_get_elements (context, "finding");

  for (guint i = 0; i < findings->len; i++)
    check_trial_attribute (context, rule, findings->pdata[i]);
  for (guint k = 0; k < G_N_ELEMENTS (blocks); k++)
    {
      GPtrArray *nodes = precept_check_context_get_elements (context, blocks[k]);

      for (guint i = 0; i < nodes->len; i++)
        check_trials_in_text (context, rule, nodes->pdata[i]);
    }
}
