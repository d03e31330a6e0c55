/* test-import-words.c: no word is lost, whatever the text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts are made of random pieces, and the golden texts are mutated. Run with the name of a text, it checks that one. Words are counted
 * here by another way than the import's own.
 */
#include "precept-import.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <locale.h>
#include <string.h>

static xmlRelaxNG *schema;

static void
ignore_error (void *data, xmlError *error)
{
}

/* Counting words. */

static void
count_words (GHashTable *counts, const char *text, int sign)
{
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *p = text;; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        {
          g_string_append_unichar (word, c);
          continue;
        }
      if (word->len > 0)
        {
          int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, word->str));

          g_hash_table_insert (counts, g_strdup (word->str), GINT_TO_POINTER (n + sign));
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
}

static gboolean
is_named (const xmlNode *node, const char *name)
{
  return g_str_equal ((const char *)node->name, name);
}

static void
append_attribute (GString *out, xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, BAD_CAST name);

  if (value != NULL)
    g_string_append_printf (out, " %s ", (const char *)value);
  xmlFree (value);
}

/* The numbers of a citation, as it prints: "1, 3-5". */
static void
append_cite (GString *out, xmlNode *node)
{
  xmlChar *ref = xmlGetNoNsProp (node, BAD_CAST "ref");
  g_auto (GStrv) ids = g_strsplit ((const char *)ref, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint64  number = g_ascii_strtoull (ids[i] + strlen ("ref-"), NULL, 10);
      gboolean after = i > 0 && g_ascii_strtoull (ids[i - 1] + strlen ("ref-"), NULL, 10) + 1 == number;
      gboolean before = ids[i + 1] != NULL && g_ascii_strtoull (ids[i + 1] + strlen ("ref-"), NULL, 10) == number + 1;

      if (!after || !before)
        g_string_append_printf (out, " %u ", (guint)number);
    }
  xmlFree (ref);
}

/* The words that a reader of the guideline meets: text, and what prints from an attribute. A mark parts words, as it does in
 * the source. */
static void
append_words (GString *out, xmlNode *node)
{
  static const char *const silent[] = { "status", "subject", "effective", "last-review", "next-review", NULL };

  if (g_strv_contains (silent, (const char *)node->name))
    return;
  g_string_append_c (out, ' ');
  if (is_named (node, "mandate") || xmlHasProp (node, BAD_CAST "mandate"))
    g_string_append (out, " s ");
  if (is_named (node, "xref"))
    {
      xmlChar *ref = xmlGetNoNsProp (node, BAD_CAST "ref");

      g_string_append_printf (out, "Table %s", strrchr ((const char *)ref, '-') + 1);
      xmlFree (ref);
    }
  if (is_named (node, "cite"))
    append_cite (out, node);
  if (is_named (node, "code"))
    append_attribute (out, node, "value");
  append_attribute (out, node, "through");
  append_attribute (out, node, "abbreviation");
  if (is_named (node, "link"))
    {
      xmlChar *text = xmlNodeGetContent (node);
      xmlChar *href = xmlGetNoNsProp (node, BAD_CAST "href");

      if (!xmlStrEqual (text, href))
        g_string_append_printf (out, " %s ", (const char *)href);
      xmlFree (text);
      xmlFree (href);
    }
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_TEXT_NODE)
        g_string_append (out, (const char *)child->content);
      else if (child->type == XML_ELEMENT_NODE)
        append_words (out, child);
    }
  g_string_append_c (out, ' ');
}

static const char *
skip_marker (const char *line)
{
  const char *p = line + strspn (line, " \t|");
  const char *q = p + (*p == '(' || *p == '[' ? 1 : 0);
  gsize       n = strspn (q, "0123456789");

  if (p[0] == 'o' && p[1] == ' ')
    return p + 2;
  if (n == 0 || n > 3)
    n = strspn (q, "ivxlIVXL");
  if (n == 0 && g_ascii_isalpha (*q))
    n = 1;
  if (n == 0 || n > 4 || q[n] == '\0' || strchr (".)]", q[n]) == NULL)
    return line;

  return q + n + 1;
}

/* What a sentence about criteria may say that the guideline says in words of its own: how many, of whom, that it is approved. */
static const char *const own_words[] = {
  /* at the end: the labels in “(A or B)” */
  "age", "all", "also", "and", "any", "applies", "apply", "approval", "approve", "approved", "approves", "are", "at", "authorization", "be", "below",
  "billing", "both", "by", "considered", "continuation", "continued", "coverage", "covered", "criteria", "criterion", "duration", "each", "either",
  "every", "fewer", "following", "for", "four", "general", "granted", "has", "have", "if", "in", "individual", "initial", "is", "issued", "least",
  "length", "limit", "limits", "listed", "lists", "may", "medically", "meet", "meets", "member", "members", "met", "minimum", "month", "months",
  "more", "must", "necessary", "neither", "no", "none", "not", "of", "older", "one", "or", "patient", "patients", "per", "period", "present",
  "quantity", "reauthorization", "renewal", "request", "requests", "s", "satisfied", "satisfy", "than", "the", "therapy", "these", "they", "three",
  "to", "twelve", "two", "units", "up", "when", "who", "will", "with", "year", "years", "a", "b", "c", "i", "ii", "iii", NULL
};

static gboolean
is_own_word (const char *word)
{
  g_autofree char *lower = g_utf8_strdown (word, -1);

  return g_strv_contains (own_words, lower);
}

/* Periods and limits are attributes; their words may be written otherwise. */
static void
append_attributes (GString *out, xmlNode *node)
{
  for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    append_attribute (out, node, (const char *)attribute->name);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      append_attributes (out, child);
}

/* For each word: at least as often as in the lines that are kept, at most as often as in all of them. Words of a tag, and
 * those between the ends of a range of codes, are marks. Lines that became criteria may lose the words of own_words, and
 * those that stand elsewhere, as in a title. */
static void
assert_words (const char *source, xmlNode *root, PreceptImportReport *report, const char *title)
{
  static const char *const marks[] = { "i", "em", "b", "br", "u", "sup", "sub", "strong", "to", "through", NULL };
  g_autoptr (GHashTable) least = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) most = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) got = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) lines = g_strsplit (source, "\n", -1);
  guint n_lines = g_strv_length (lines);
  g_autoptr (GHashTable) once = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree gboolean     *left_out = g_new0 (gboolean, n_lines + 2);
  g_autofree gboolean     *is_read = g_new0 (gboolean, n_lines + 2);
  guint                    n_notes;
  const PreceptImportNote *notes = precept_import_report_get_notes (report, &n_notes);
  GHashTableIter           iter;
  gpointer                 word;
  gpointer                 value;

  count_words (most, title, 1);
  for (guint i = 0; i < n_notes; i++)
    {
      g_assert_cmpuint (notes[i].line, >=, 1);
      if (notes[i].kind == PRECEPT_IMPORT_NOTE_ADDED)
        count_words (most, notes[i].what, 1);
      for (guint k = 0; (notes[i].kind == PRECEPT_IMPORT_NOTE_READ || notes[i].kind == PRECEPT_IMPORT_NOTE_CHECK) && k < notes[i].n_lines; k++)
        is_read[notes[i].line + k] = TRUE;
      for (guint k = 0; notes[i].kind == PRECEPT_IMPORT_NOTE_LEFT_OUT && k < notes[i].n_lines; k++)
        {
          g_assert_cmpuint (notes[i].line + k, <=, n_lines);
          left_out[notes[i].line + k] = TRUE;
        }
    }
  for (guint i = 0; i < n_lines; i++)
    {
      count_words (most, lines[i], 1);
      if (!left_out[i + 1])
        count_words (is_read[i + 1] ? once : least, skip_marker (lines[i]), 1);
    }
  append_words (text, root);
  count_words (got, text->str, 1);
  g_string_truncate (text, 0);
  append_attributes (text, root);
  count_words (attributes, text->str, 1);

  g_hash_table_iter_init (&iter, once);
  while (g_hash_table_iter_next (&iter, &word, &value))
    if (!g_strv_contains (marks, word) && !is_own_word (word) && !g_hash_table_contains (got, word) && !g_hash_table_contains (attributes, word))
      {
        g_test_message ("“%s” of a line about criteria is lost. The text:\n%s", (const char *)word, source);
        g_assert_not_reached ();
      }

  g_hash_table_iter_init (&iter, least);
  while (g_hash_table_iter_next (&iter, &word, &value))
    if (!g_strv_contains (marks, word) && GPOINTER_TO_INT (g_hash_table_lookup (got, word)) < GPOINTER_TO_INT (value))
      {
        g_test_message ("“%s” is lost: %d of %d are there. The text:\n%s", (const char *)word,
                        GPOINTER_TO_INT (g_hash_table_lookup (got, word)), GPOINTER_TO_INT (value), source);
        g_assert_not_reached ();
      }
  g_hash_table_iter_init (&iter, got);
  while (g_hash_table_iter_next (&iter, &word, &value))
    if (!g_strv_contains (marks, word) && GPOINTER_TO_INT (g_hash_table_lookup (most, word)) < GPOINTER_TO_INT (value))
      {
        g_test_message ("“%s” is there %d times, but only %d times in the text:\n%s", (const char *)word,
                        GPOINTER_TO_INT (value), GPOINTER_TO_INT (g_hash_table_lookup (most, word)), source);
        g_assert_not_reached ();
      }
}

static void
collect_ids (xmlNode *node, GHashTable *ids)
{
  xmlChar *id = xmlGetNoNsProp (node, BAD_CAST "id");

  if (id != NULL)
    {
      if (!g_hash_table_add (ids, g_strdup ((const char *)id)))
        g_error ("the id %s is there twice", (const char *)id);
    }
  xmlFree (id);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      collect_ids (child, ids);
}

static void
assert_valid (xmlDoc *doc, const char *source)
{
  xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt (schema);
  xmlError             error = { 0 };

  xmlRelaxNGSetValidStructuredErrors (context, ignore_error, NULL);
  if (xmlRelaxNGValidateDoc (context, doc) != 0)
    {
      xmlCopyError (xmlGetLastError (), &error);
      g_test_message ("not valid: %s\nThe text:\n%s", error.message, source);
      g_assert_not_reached ();
    }
  xmlRelaxNGFreeValidCtxt (context);
}

static GBytes *
import_bytes (GBytes *bytes, PreceptImportReport **report)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_import_text (bytes, "untitled", report, &error);

  if (document == NULL)
    {
      g_assert_nonnull (error);
      g_assert_cmpint (error->domain, ==, PRECEPT_IMPORT_ERROR);
      return NULL;
    }

  return precept_document_serialize (document);
}

/* What holds for every text. */
static void
check_text (const char *source)
{
  g_autoptr (GBytes) bytes = g_bytes_new (source, strlen (source));
  g_autoptr (PreceptImportReport) report = NULL;
  g_autoptr (PreceptImportReport) again = NULL;
  g_autoptr (GBytes) xml = import_bytes (bytes, &report);
  g_autoptr (GBytes) twice = NULL;
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlDoc *doc;

  if (xml == NULL)
    {
      g_autofree char *copy = g_strdup (source);

      /* Only an empty text is refused. */
      g_assert_cmpstr (g_strstrip (g_strdelimit (copy, "\f", ' ')), ==, "");
      return;
    }
  twice = import_bytes (bytes, &again);
  g_assert_true (g_bytes_equal (xml, twice));
  doc = xmlReadMemory (g_bytes_get_data (xml, NULL), (int)g_bytes_get_size (xml), NULL, NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  g_assert_nonnull (doc);
  assert_valid (doc, source);
  collect_ids (xmlDocGetRootElement (doc), ids);
  assert_words (source, xmlDocGetRootElement (doc), report, "");
  xmlFreeDoc (doc);
}

/* Making texts. */

static const char *const pieces[] = {
  "Background",
  "# Title of a Policy",
  "## Coverage Criteria",
  "### Type 2 Disease",
  "Description",
  "Definitions",
  "Glossary",
  "Summary",
  "Disclaimer",
  "Policy Statement",
  "Clinical Evidence",
  "Medical Necessity Criteria^[s]",
  "Indication-Specific Criteria",
  "Experimental or Investigational^{\\[s\\]}",
  "Applicable Billing Codes",
  "CPT Codes",
  "References",
  "Revision History",
  "1. Background",
  "II. Policy",
  "**Bold Heading**",
  "Some Unknown Heading",
  "[Anchor heading of a page](#)",
  "Policy Number: AB-12",
  "Effective Date: 03/04/2025",
  "Line of Business: Commercial, Medicare",
  "“Good term (GT)” is a term that means well.",
  "**Another term**: what it says.",
  "Third term – its own meaning",
  "The plan covers it when ALL of the following are met:",
  "Initial requests. It may be approved for 6 months when both of the following are met:",
  "3. ONE of the following:",
  "Approval duration: 6 months",
  "AND",
  "or",
  "It is considered not medically necessary.",
  "It is investigational in every other use.",
  "- a bullet that ends with a colon:",
  "  - a deeper bullet",
  "    - the deepest bullet of all",
  "• round bullet",
  "○ hollow bullet",
  "■ square bullet",
  "o letter bullet",
  "1. first of a list",
  "2. second of a list",
  "3. third of a list",
  "a. first letter",
  "b. second letter",
  "i. roman one",
  "ii. roman two",
  "(a) in brackets",
  "7. a number that follows nothing",
  "A. Person wrote this paragraph.",
  "Table 1\t",
  "Table 2: codes with Table 1 codes",
  "Codes considered unproven:\t",
  "<i>Code</i>\t<i>Description</i>",
  "J1234\tInjection, something, 1 mg",
  "62322\tProcedure of the back",
  "G12.21\tA diagnosis",
  "G12.20-G12.29\tA range of diagnoses",
  "J9999 - an agent in a line",
  "99213: an office visit",
  "Week\tDose\tRoute",
  "4\t100 mg\tby mouth",
  "Only one cell\t",
  "| a | b |",
  "|---|---|",
  "| 1 | 2 |",
  "Contents",
  "Background\t2",
  "Summary ........ 3",
  "References    9",
  "Page 3 of 9",
  "Page 4",
  "5",
  "Running head of the plan",
  "Original Date: 06/29/2023",
  "Reviewed/Revised: 10/27/2023, 12/19/2024 and 1/2/2025",
  "Revised 1/2/2024: changed a criterion; see the notes",
  "01/05/2024\tAnnual review",
  "Date\tDescription",
  "March 5, 2021 the committee met and spoke about it at length",
  "1. Able A. A paper. *J Test.* 2024;1:2. doi:10.1000/xyz(12)34-5. PMID: 123456",
  "[2] Baker B. A page. <https://example.org/a?b=c#d>. Accessed 18 March 2026.",
  "Charlie C. See https://example.org/path_(x), or [the page](https://example.com/y).",
  "a sentence that goes on in lower case",
  "A long line that a page break cuts off in the middle because it has so many words and no",
  "This trial (NCT01234567, recruiting) is one; NCT07654321 is another.",
  "Marks: *em*, **strong**, ^{sup}, _{sub}, <i>italic</i>, <b>bold</b>, 5 * 3 * 2, a_b_c, x^2, \\(escaped\\), p<0.05 & q>1.",
  "Cited^{1}, twice.^{1,3} Not 10^{2}, nor kg/m^{2}, nor *this*^{99}.",
  "Broken marks: **strong, *em, ^{open, [link](, <i>tag, [text](http://, ](#), \\",
  "Nested: **a *b ^{c _{d} e} f* g** and <sup>h<sub>i</sub></sup>",
  "See Table 1 and Table 2, but not Table 12 or Table 1.5.",
  "Ünïcödé wörds – “quotes” … ≥ 5 µg 日本語",
  "----",
  "",
  "",
  "",
  "\f",
};

static char *
make_text (GRand *rand)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gint32 n = g_rand_int_range (rand, 1, 60);

  for (gint32 i = 0; i < n; i++)
    {
      const char *piece = pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))];

      g_string_append (text, piece);
      g_string_append (text, g_rand_int_range (rand, 0, 3) == 0 ? "\n\n" : "\n");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Texts of criteria: lists within lists, below sentences of every kind. */

static const char *const leads[] = {
  "ALL of the following:",
  "ONE of the following criteria:",
  "Any of the following are met:",
  "At least two of the following:",
  "BOTH of the following (a and b):",
  "EITHER:",
  "None of the following:",
  "Two or more of the following three criteria:",
  "The member has a grave disease and one of the following:",
  "The member does not have any of the following:",
  "Tried, unless ONE of the following applies:",
  "Documented by the following:",
  "The reasons are:",
  "Severity (must meet all):",
  "**Signs**. Any one of the following:",
  "No more than one of the following:",
  "Xampline is considered medically necessary for up to 6 months when ALL of the following are met:",
  "Not tried at least two of the following:",
  "Initial therapy, all of the following:",
  "Continuation requests may be approved for twelve (12) months when the following criteria are met:",
  "Authorization may be granted for adults with grave disease when all of the following criteria are met:",
  "Such as any of the following:",
  "All of the following, and one of the criteria below:",
  "All but one of the following:",
  "Criteria are met (A or B):",
  "Exactly 2 of the following:",
};

static const char *const criteria[] = {
  "The age is 18 or more",
  "A marker above 5 µg^{2}",
  "*In vitro* response, unless it is contraindicated",
  "Grave disease[s]",
  "Use for 6 months or more",
  "Prescribed by a lung specialist",
  "Approval duration: 6 months",
  "Quantity limit: 100 mg every 4 weeks",
  "Quantity limit for members 12 years of age or older: see the label",
  "Tried two drugs (a or b)",
  "Case by case",
  "Authorization will be for no more than 12 months",
  "Length of approval: initial 6 months, renewal 12 months",
};

static const char *const ends[] = { "", "", "", "; and", "; AND", ", or", " OR", "; and/or", ".", ";", ", AND" };

static const char *const between[] = { "AND", "OR", "and/or", "Note: as the label says.", "Quantity limits: 1 vial per month", "Length of approval: 1 year" };

static const char *const headings[] = { "Coverage Criteria", "Grave Asthma", "Initial Authorization", "Continuation of Therapy", "General Criteria", "Nasal Polyps", "Renewal Criteria" };

static void
append_list (GString *text, GRand *rand, guint depth)
{
  static const char *const numbers[] = { "1.", "a.", "i.", "A.", "(1)", "a)", "•", "○", "■" };
  const char              *number = numbers[g_rand_int_range (rand, 0, G_N_ELEMENTS (numbers))];
  gint32                   n = g_rand_int_range (rand, 1, 5);
  guint                    indent = g_rand_boolean (rand) ? 3 : 2;

  for (gint32 i = 0; i < n; i++)
    {
      g_autoptr (GString) marker = g_string_new (number);
      gboolean has_list = depth < 4 && g_rand_int_range (rand, 0, 3) == 0;

      for (gsize k = 0; k < marker->len; k++)
        if (g_ascii_isalnum (marker->str[k]))
          marker->str[k] = (char)(marker->str[k] + (*number == 'i' ? 0 : i));
      for (gint32 k = 0; *number == 'i' && k < i; k++)
        g_string_prepend_c (marker, 'i');
      g_string_append_printf (text, "%*s%s ", (int)(depth * indent), "", marker->str);
      if (has_list)
        {
          g_string_append_printf (text, "%s\n", leads[g_rand_int_range (rand, 0, G_N_ELEMENTS (leads))]);
          append_list (text, rand, depth + 1);
        }
      else
        g_string_append_printf (text, "%s%s\n", criteria[g_rand_int_range (rand, 0, G_N_ELEMENTS (criteria))],
                                ends[g_rand_int_range (rand, 0, G_N_ELEMENTS (ends))]);
      if (g_rand_int_range (rand, 0, 6) == 0)
        g_string_append_printf (text, "%*s%s\n", g_rand_boolean (rand) ? (int)((depth + 1) * indent) : 0, "",
                                between[g_rand_int_range (rand, 0, G_N_ELEMENTS (between))]);
    }
}

static char *
make_criteria (GRand *rand)
{
  g_autoptr (GString) text = g_string_new ("Xampline (exemplumab)\n\nCoverage Criteria\n\n");
  gint32 n = g_rand_int_range (rand, 1, 6);

  for (gint32 i = 0; i < n; i++)
    {
      if (g_rand_boolean (rand))
        g_string_append_printf (text, "%s\n\n", headings[g_rand_int_range (rand, 0, G_N_ELEMENTS (headings))]);
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append (text, "A paragraph that says something else.\n\n");
      if (g_rand_int_range (rand, 0, 5) > 0)
        g_string_append_printf (text, "%s\n", leads[g_rand_int_range (rand, 0, G_N_ELEMENTS (leads))]);
      append_list (text, rand, 0);
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append (text, "Approval duration: 6 months\n");
      if (g_rand_int_range (rand, 0, 4) == 0)
        g_string_append (text, "Dose\tWeeks\n100\t4\n");
      g_string_append (text, "\n");
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* PRECEPT_IMPORT_TEXTS=10000 tries so many of them. */
static void
test_criteria (void)
{
  const char *wanted = g_getenv ("PRECEPT_IMPORT_TEXTS");
  guint64     n = wanted != NULL ? g_ascii_strtoull (wanted, NULL, 10) : 120;
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260314);

  for (guint64 i = 0; i < n; i++)
    {
      g_autofree char *text = make_criteria (rand);

      check_text (text);
    }
}

static void
test_generated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260311);

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *text = make_text (rand);

      check_text (text);
    }
}

/* Leaves out, doubles, moves, joins, cuts and replaces lines. */
static char *
mutate (GRand *rand, char **lines)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  gint32 n = g_rand_int_range (rand, 1, 8);

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (lines[i]));
  for (gint32 i = 0; i < n && list->len > 2; i++)
    {
      guint at = (guint)g_rand_int_range (rand, 0, (gint32)list->len - 1);
      guint to = (guint)g_rand_int_range (rand, 0, (gint32)list->len - 1);
      char *line = g_ptr_array_index (list, at);
      char *end = g_utf8_offset_to_pointer (line, g_rand_int_range (rand, 0, (gint32)g_utf8_strlen (line, -1) + 1));

      switch (g_rand_int_range (rand, 0, 6))
        {
        case 0:
          g_ptr_array_remove_index (list, at);
          break;
        case 1:
          g_ptr_array_insert (list, (int)to, g_strdup (line));
          break;
        case 2:
          line = g_ptr_array_steal_index (list, at);
          g_ptr_array_insert (list, (int)to, line);
          break;
        case 3:
          g_ptr_array_insert (list, (int)at + 1, g_strdup (end));
          *end = '\0';
          break;
        case 4:
          g_ptr_array_insert (list, (int)at, g_strdup (pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]));
          break;
        default:
          *end = '\0';
          break;
        }
    }
  g_ptr_array_add (list, NULL);

  return g_strjoinv ("\n", (GStrv)list->pdata);
}

static void
test_mutated (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260312);
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      g_auto (GStrv) lines = NULL;

      if (!g_str_has_suffix (name, ".txt"))
        continue;
      g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
      if (!g_utf8_validate (text, -1, NULL))
        continue;
      check_text (text);
      lines = g_strsplit (text, "\n", -1);
      for (guint i = 0; i < 20; i++)
        {
          g_autofree char *mutated = mutate (rand, lines);

          check_text (mutated);
        }
    }
}

/* Any bytes at all: read, or refused with a reason. */
static void
test_bytes (void)
{
  static const char alphabet[] = "ab *_[](){}<>^\\|#-.1\t\n\f\r&;:/~\"'=\342\200\223\303\251";
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260313);

  for (guint i = 0; i < 1200; i++)
    {
      gsize            size = (gsize)g_rand_int_range (rand, 0, 400);
      g_autofree char *data = g_malloc (size + 1);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (GBytes) xml = NULL;
      gboolean             any = i % 4 == 0;
      PreceptImportReport *report = NULL;

      for (gsize k = 0; k < size; k++)
        data[k] = any ? (char)g_rand_int_range (rand, 0, 256) : alphabet[g_rand_int_range (rand, 0, sizeof alphabet - 1)];
      bytes = g_bytes_new (data, size);
      xml = import_bytes (bytes, &report);
      if (xml != NULL)
        {
          xmlDoc *doc = xmlReadMemory (g_bytes_get_data (xml, NULL), (int)g_bytes_get_size (xml), NULL, NULL, XML_PARSE_NONET);

          g_assert_nonnull (doc);
          assert_valid (doc, "(bytes)");
          xmlFreeDoc (doc);
        }
      g_clear_pointer (&report, precept_import_report_unref);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char      *path = NULL;
  xmlRelaxNGParserCtxt *parser;
  int                   result;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  path = g_build_filename (g_getenv ("PRECEPT_SOURCE_DIR"), "data", "schema", "guideline.rng", NULL);
  parser = xmlRelaxNGNewParserCtxt (path);
  schema = xmlRelaxNGParse (parser);
  xmlRelaxNGFreeParserCtxt (parser);
  g_assert_nonnull (schema);

  if (argc == 2)
    {
      g_autofree char *text = NULL;

      g_assert_true (g_file_get_contents (argv[1], &text, NULL, NULL));
      check_text (text);
      return 0;
    }

  g_test_add_func ("/precept/import/words/generated", test_generated);
  g_test_add_func ("/precept/import/words/criteria", test_criteria);
  g_test_add_func ("/precept/import/words/mutated", test_mutated);
  g_test_add_func ("/precept/import/words/bytes", test_bytes);

  result = g_test_run ();
  xmlRelaxNGFree (schema);
  xmlCleanupParser ();

  return result;
}
