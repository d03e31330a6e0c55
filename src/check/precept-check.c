/* precept-check.c: finds what is wrong with a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-check-structure.h"

/* How severe a rule is. An error: the guideline must not go out like this, since
 * a reader or a claims system would be led astray. A warning: a person has to
 * look at it, and may have a reason to leave it. A hint: it could be better. */

static const struct
{
  PreceptCheckRule rule;
  PreceptCheckFunc check;
} house_rules[] = {
  { { "repeated-id", "Id given twice", PRECEPT_SEVERITY_ERROR,
      "Links, comments and approvals find their place by its id. Where two places have one id, they may end up at the wrong one." },
    precept_check_repeated_ids },
  { { "dangling-link", "Link that leads nowhere", PRECEPT_SEVERITY_ERROR,
      "A citation without its reference can't be followed, and a rule about a table or a subject that does not exist can't be run." },
    precept_check_dangling_links },
  { { "wrong-target", "Link that leads to the wrong kind of thing", PRECEPT_SEVERITY_ERROR,
      "A citation must lead to a reference, a marked term to its definition, and a code table to the subjects it is about. "
      "Anything else prints a wrong number or none." },
    precept_check_wrong_targets },
  { { "unsafe-address", "Link to where no link may lead", PRECEPT_SEVERITY_ERROR,
      "A link that runs a script or opens a file of the reader's harms those who trust a published guideline." },
    precept_check_addresses },

  { { "missing-policy-number", "Policy number missing", PRECEPT_SEVERITY_WARNING,
      "Denial letters and appeals cite a policy by its number. A draft may wait for one; once the status is approved or retired this is an error." },
    precept_check_policy_number },
  { { "missing-version", "Version missing", PRECEPT_SEVERITY_WARNING,
      "A determination rests on one version of the text, and must be able to name it. A draft may wait for one; once the status is approved or retired this is an error." },
    precept_check_version },
  { { "missing-effective-date", "Effective date missing", PRECEPT_SEVERITY_WARNING,
      "Criteria apply to requests from a certain day on, and published criteria must say which. A draft may wait for one; once the status is approved or retired this is an error." },
    precept_check_effective_date },

  { { "impossible-date", "Date that does not exist", PRECEPT_SEVERITY_ERROR,
      "A date that is not in the calendar was mistyped, and nobody can tell which day is meant." },
    precept_check_impossible_dates },
  { { "date-before-original", "Date before the original date", PRECEPT_SEVERITY_ERROR,
      "A guideline can't take effect or be reviewed before it exists, so one of the two dates is wrong." },
    precept_check_metadata_dates },
  { { "history-order", "History out of order", PRECEPT_SEVERITY_ERROR,
      "The history is what an auditor reads first. A revision before the original date is an error; "
      "lines that follow neither from old to new nor from new to old are a warning, since one of the dates may be mistyped." },
    precept_check_history_order },
  { { "review-gap", "More than a year between reviews", PRECEPT_SEVERITY_WARNING,
      "Accreditation (NCQA UM 2) and CMS want criteria reviewed at least once a year. "
      "A review is late after the same day of the next year: 365 days, or 366 over a leap day. "
      "It is a warning, since the text can't undo it: the line in between may be missing, or the gap is real and wants an explanation." },
    precept_check_review_gaps },
  { { "last-review-mismatch", "Last review differs from the history", PRECEPT_SEVERITY_WARNING,
      "The first page and the history state the same fact; where they differ, a reader can't tell which one holds." },
    precept_check_last_review },
  { { "next-review-date", "Next review not within a year", PRECEPT_SEVERITY_WARNING,
      "Criteria are due for review within a year of the last review. A next review that is not after the last one is an error." },
    precept_check_next_review },
  { { "review-overdue", "Review overdue", PRECEPT_SEVERITY_WARNING,
      "Criteria past their review date may rest on outdated evidence. It is judged only by a day that is named (--today), "
      "so that the same guideline always gives the same report." },
    precept_check_review_overdue },

  { { "duplicate-reference", "Reference listed twice", PRECEPT_SEVERITY_WARNING,
      "One study under two numbers looks like two studies, and makes the evidence seem broader than it is. "
      "References are the same if they share a DOI, PMID or PMCID, or first author, title and year, and no identifier tells them apart." },
    precept_check_duplicate_references },
  { { "malformed-doi", "DOI that can't be one", PRECEPT_SEVERITY_ERROR,
      "A DOI with a slip in it leads nowhere, or to another work." },
    precept_check_dois },
  { { "malformed-pmid", "PubMed number that can't be one", PRECEPT_SEVERITY_ERROR,
      "A PMID has one to eight digits. With a slip in it the reader does not find the article." },
    precept_check_pmids },
  { { "malformed-pmcid", "PubMed Central number that can't be one", PRECEPT_SEVERITY_ERROR,
      "A PMCID is “PMC” and up to eight digits. With a slip in it the reader does not find the article." },
    precept_check_pmcids },
  { { "malformed-trial-number", "Trial number that can't be one", PRECEPT_SEVERITY_ERROR,
      "A ClinicalTrials.gov number is “NCT” and eight digits. With a slip in it nobody can see whether the trial has ended." },
    precept_check_trial_numbers },
  { { "uncited-reference", "Reference that nothing cites", PRECEPT_SEVERITY_HINT,
      "Where a guideline cites its references, one that supports no statement is left over from an older version or lacks its citation. "
      "A guideline without any citation has a bibliography, which is not judged." },
    precept_check_uncited_references },

  { { "malformed-code", "Code that is not of its system", PRECEPT_SEVERITY_ERROR,
      "Claims are matched with codes character by character: a letter O in the place of a zero never matches, and the service is decided wrongly. "
      "Only the form is judged here, not whether the code is in the code set of a year." },
    precept_check_code_forms },
  { { "reversed-code-range", "Range of codes that ends before it begins", PRECEPT_SEVERITY_ERROR,
      "No code lies in such a range, so the rule would never apply." },
    precept_check_code_ranges },
  { { "repeated-code", "Code listed twice in a table", PRECEPT_SEVERITY_WARNING,
      "The second entry says nothing new, or a different code was meant." },
    precept_check_repeated_codes },
  { { "contradicting-determinations", "One code with two determinations", PRECEPT_SEVERITY_ERROR,
      "A claim with this code would be decided in two ways. One code may have two determinations under different conditions: "
      "for other subjects, together with other codes, or as a note to the code says." },
    precept_check_determinations },

  { { "administration-code", "Administration code without its product", PRECEPT_SEVERITY_WARNING,
      "The same injection or infusion is billed for many drugs. Only a product may bring a request under a guideline, "
      "or the guideline would decide on every request that is given in this way." },
    precept_check_administration_codes },

  { { "sweeping-default", "Default that takes in an indication", PRECEPT_SEVERITY_WARNING,
      "Where “any use” is unproven in one place and one of these uses is covered or decided case by case in another, each side of an appeal can quote the guideline. "
      "Only its author can say which was meant." },
    precept_check_default },
  { { "contradicting-table", "Code table and indication with two determinations", PRECEPT_SEVERITY_WARNING,
      "Claims are decided by the tables and requests by the criteria: where the two differ, one member gets two answers. "
      "It is an error where the codes alone make the indication. A note to the code or table may say when each holds." },
    precept_check_table_determinations },
  { { "contradicting-indications", "Two indications decide one use differently", PRECEPT_SEVERITY_WARNING,
      "A use that is covered by one indication and not by another is left to a reviewer every time, whatever the criteria say. "
      "An indication that is about a part of another’s uses is an exception to it, and no contradiction." },
    precept_check_contrary_indications },

  { { "unused-fact", "Fact that no criterion asks for", PRECEPT_SEVERITY_WARNING,
      "Whoever sends a request is offered a question whose answer changes nothing; or the criterion that needs it was forgotten." },
    precept_check_unused_facts },
  { { "unclear-criterion", "Criterion that does not say enough", PRECEPT_SEVERITY_WARNING,
      "A coded criterion without its number, its codes or a fact of the right kind can’t be run: a person is asked instead, so that nothing is decided wrongly." },
    precept_check_unclear_criteria },
  { { "unknown-option", "Option that its fact does not have", PRECEPT_SEVERITY_ERROR,
      "No answer to the question can be that option as the fact stands, so the option or the criterion was mistyped." },
    precept_check_unknown_options },

  { { "never-met", "Criterion that no member can meet", PRECEPT_SEVERITY_ERROR,
      "Ages, values and answers that exclude each other turn every request down, or leave an alternative that is none. "
      "It is told by what the facts can be, whatever words the criteria are written in." },
    precept_check_never_met },
  { { "always-met", "Criterion that every member meets", PRECEPT_SEVERITY_WARNING,
      "A criterion that asks for nothing is left over, or its number was mistyped." },
    precept_check_always_met },
  { { "limit-for-nobody", "Quantity limit for nobody", PRECEPT_SEVERITY_WARNING,
      "A limit for ages that the criteria rule out never counts. Either its ages or theirs were mistyped." },
    precept_check_limits },
  { { "overlapping-requests", "Two requests that overlap", PRECEPT_SEVERITY_WARNING,
      "Where one request meets two sets of criteria, nobody can tell for how long and up to which quantity it is authorized." },
    precept_check_overlaps },
  { { "single-choice", "Choice of one", PRECEPT_SEVERITY_WARNING,
      "“One or more of the following” with one entry makes a reader look for the others, which may have been lost." },
    precept_check_single_choices },
  { { "impossible-count", "More demanded than there is", PRECEPT_SEVERITY_ERROR,
      "“At least 3 of the following” with two entries can never be met. At least none asks for nothing." },
    precept_check_counts },
  { { "plain-count", "Count that plain words say", PRECEPT_SEVERITY_HINT,
      "“At least 1” is “one or more”, and “at least 2” of two is “all”: the plain words read faster, and stay right when an entry is added." },
    precept_check_plain_counts },

  { { "other-number", "Number in the text that differs from the criterion’s", PRECEPT_SEVERITY_WARNING,
      "A value lives in one place, the criterion. Where a heading or note beside it says another number, readers and systems decide differently." },
    precept_check_other_numbers },
  { { "comparison-in-words", "Comparison in words", PRECEPT_SEVERITY_HINT,
      "A number that is compared in words has to be judged by a person each time. As a criterion of its own it prints the same and runs by itself." },
    precept_check_comparisons },

  { { "failing-vignette", "Test case that fails", PRECEPT_SEVERITY_ERROR,
      "A test case says what the committee meant. If the rules give something else, one of the two is wrong." },
    precept_check_failing_vignettes },
  { { "untested-indication", "Indication without a test case", PRECEPT_SEVERITY_HINT,
      "Criteria that no test case has tried may say something else than was meant, and a later change breaks them unseen." },
    precept_check_untested_indications },

  { { "repeated-term", "Term defined twice", PRECEPT_SEVERITY_WARNING,
      "Two definitions of one term drift apart, and an appeal will quote the other one." },
    precept_check_repeated_terms },
  { { "repeated-abbreviation", "Abbreviation with two meanings", PRECEPT_SEVERITY_WARNING,
      "A reader who meets the abbreviation can't tell which term is meant." },
    precept_check_repeated_abbreviations },

  { { "unused-numbering", "Numbering of a list without numbers", PRECEPT_SEVERITY_HINT,
      "A list prints bullets or numbers as its kind says; how numbers are written changes nothing where there are none, so one of the two was not meant." },
    precept_check_list_numbering },
};

/**
 * precept_check_get_rules:
 * @n_rules: (out): how many there are
 *
 * Lists every rule, so that a report or a manual can describe it.
 *
 * Returns: (transfer none) (array length=n_rules): the rules
 */
const PreceptCheckRule *
precept_check_get_rules (guint *n_rules)
{
  static PreceptCheckRule *rules;
  static guint             n_all;

  g_return_val_if_fail (n_rules != NULL, NULL);

  if (g_once_init_enter (&rules))
    {
      guint                   n_structure;
      const PreceptCheckRule *structure = precept_check_structure_get_rules (&n_structure);
      PreceptCheckRule       *all = g_new (PreceptCheckRule, n_structure + G_N_ELEMENTS (house_rules));

      for (guint i = 0; i < n_structure; i++)
        all[i] = structure[i];
      for (guint i = 0; i < G_N_ELEMENTS (house_rules); i++)
        all[n_structure + i] = house_rules[i].rule;
      n_all = n_structure + G_N_ELEMENTS (house_rules);
      g_once_init_leave (&rules, all);
    }
  *n_rules = n_all;

  return rules;
}

/* A diagnostic, and where its node stands in the document. */
typedef struct
{
  PreceptDiagnostic *diagnostic; /* borrowed */
  guint              place;
  guint              order; /* of being found */
} Placed;

static int
compare_placed (gconstpointer a,
                gconstpointer b)
{
  const Placed *first = a;
  const Placed *second = b;

  if (first->place != second->place)
    return first->place < second->place ? -1 : 1;

  return (first->order > second->order) - (first->order < second->order);
}

static xmlNode *
find_node (PreceptCheckContext *context,
           PreceptDiagnostic   *diagnostic)
{
  const char *path = precept_diagnostic_get_path (diagnostic);
  xmlNode    *node = path != NULL ? precept_document_find_path (context->document, path) : NULL;

  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->parent;

  return node;
}

/* The diagnostics in the order of the document, whatever found them. */
static GPtrArray *
sort_diagnostics (PreceptCheckContext *context)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (Placed));
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  if (context->diagnostics->len == 0)
    return sorted;

  for (guint i = 0; i < context->elements->len; i++)
    g_hash_table_insert (places, context->elements->pdata[i], GUINT_TO_POINTER (i));
  for (guint i = 0; i < context->diagnostics->len; i++)
    {
      Placed one = { .diagnostic = context->diagnostics->pdata[i], .order = i };

      one.place = GPOINTER_TO_UINT (g_hash_table_lookup (places, find_node (context, one.diagnostic)));
      g_array_append_val (placed, one);
    }
  g_array_sort (placed, compare_placed);
  for (guint i = 0; i < placed->len; i++)
    g_ptr_array_add (sorted, precept_diagnostic_ref (g_array_index (placed, Placed, i).diagnostic));

  return sorted;
}

/**
 * precept_check_document:
 * @document: a guideline
 *
 * Finds what is wrong with a guideline: first its structure, then by every house
 * rule. The same guideline always gives the same diagnostics.
 *
 * Returns: (transfer container) (element-type PreceptDiagnostic): diagnostics,
 *   in the order of the document
 */
GPtrArray *
precept_check_document (PreceptDocument *document)
{
  return precept_check_document_on (document, NULL);
}

/**
 * precept_check_document_on:
 * @document: a guideline
 * @today: (nullable): the day on which deadlines are judged, or %NULL for none
 *
 * Does what precept_check_document() does, and says what is overdue on @today.
 *
 * Returns: (transfer container) (element-type PreceptDiagnostic): diagnostics,
 *   in the order of the document
 */
GPtrArray *
precept_check_document_on (PreceptDocument *document,
                           const GDate     *today)
{
  g_autoptr (PreceptCheckContext) context = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  context = precept_check_context_new (document, today);
  precept_check_structure (context);
  for (guint i = 0; i < G_N_ELEMENTS (house_rules); i++)
    house_rules[i].check (context, &house_rules[i].rule);

  return sort_diagnostics (context);
}
