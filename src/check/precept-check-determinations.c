/* precept-check-determinations.c: house rules about one determination beside another
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-check"
#include "config.h"

#include "precept-check-private.h"
#include "precept-code-format.h"

#include <string.h>

#define WHEN_MET "medically-necessary-when-met"
#define CASE_BY_CASE "case-by-case-review"

/* Words by which a text says that it has exceptions. */
#define EXCEPTING "\\b(other|others|otherwise|else|except|excepting|excluding|exception|exceptions|unless|but|not\\s+(?:listed|mentioned|named|described|addressed)|" \
                  "unlisted|above|below|outside|besides|beyond|remaining|apart|without)\\b"

/* Words by which it says that something is not covered. */
#define DENYING "\\b(unproven|experimental|investigational|cosmetic|not\\s+(?:considered\\s+)?(?:medically\\s+necessary|covered|established))\\b"

static gboolean
matches (const char *text,
         const char *pattern)
{
  return text != NULL && g_regex_match_simple (pattern, text, G_REGEX_CASELESS, 0);
}

static gboolean
is_english (PreceptCheckContext *context)
{
  const char *language = precept_document_get_language (context->document);

  return language == NULL || g_ascii_strncasecmp (language, "en", 2) == 0;
}

static char *
dup_title (const xmlNode *indication)
{
  char *title = precept_node_dup_child_text (indication, "title");

  return title != NULL ? title : g_strdup ("the indication");
}

/* The default */

/* Indications that are better off than all other uses: the first, and how many there are. */
static const xmlNode *
find_favoured (PreceptCheckContext *context,
               const xmlNode       *others,
               guint               *n_favoured)
{
  GPtrArray       *indications = precept_check_context_get_elements (context, "indication");
  g_autofree char *subjects = precept_node_dup_attribute (others, "for");
  const xmlNode   *first = NULL;

  *n_favoured = 0;
  for (guint i = 0; i < indications->len; i++)
    {
      g_autofree char *determination = precept_node_dup_attribute (indications->pdata[i], "determination");
      g_autofree char *own = precept_node_dup_attribute (indications->pdata[i], "for");

      if ((g_strcmp0 (determination, WHEN_MET) != 0 && g_strcmp0 (determination, CASE_BY_CASE) != 0) || !precept_check_share_subject (subjects, own))
        continue;
      if (first == NULL)
        first = indications->pdata[i];
      (*n_favoured)++;
    }

  return first;
}

/* The sentence that holds a byte of a text. */
static char *
dup_sentence (const char *text,
              int         offset)
{
  const char *start = text;
  const char *end = text + strlen (text);

  for (const char *p = text; *p != '\0'; p++)
    {
      if (strchr (".;!?", *p) == NULL || (p[1] != ' ' && p[1] != '\0'))
        continue;
      if (p < text + offset)
        start = p + 1;
      else
        {
          end = p;
          break;
        }
    }

  return g_strndup (start, end - start);
}

/* "any indication or use", without a word that leaves something out. FALSE: there is none. */
static gboolean
find_sweeping_words (const char *text,
                     int        *start,
                     int        *end)
{
  static const char pattern[] =
    "\\b(?:any|every|all|each)\\s+(?:indications?|uses?|conditions?|diagnos[ei]s|purposes?|diseases?)(?:\\s+(?:or|and)\\s+(?:indications?|uses?|conditions?|diagnos[ei]s|purposes?|diseases?))*\\b";
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_CASELESS, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  for (g_regex_match (regex, text, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *sentence = NULL;

      g_match_info_fetch_pos (match, 0, start, end);
      sentence = dup_sentence (text, *start);
      if (matches (sentence, DENYING) && !matches (sentence, EXCEPTING))
        return TRUE;
    }

  return FALSE;
}

static void
check_default_text (PreceptCheckContext    *context,
                    const PreceptCheckRule *rule,
                    const xmlNode          *block,
                    const xmlNode          *favoured,
                    guint                   n_favoured)
{
  g_autofree char   *text = precept_node_dup_text (block);
  g_autofree char   *words = NULL;
  g_autofree char   *title = NULL;
  g_autofree char   *more = NULL;
  g_autofree char   *determination = NULL;
  const char        *rest;
  PreceptDiagnostic *diagnostic;
  int                start, end;

  if (!find_sweeping_words (text, &start, &end))
    return;

  words = g_strndup (text + start, end - start);
  title = dup_title (favoured);
  determination = precept_node_dup_attribute (favoured, "determination");
  more = n_favoured > 1 ? g_strdup_printf (" and %u more", n_favoured - 1) : g_strdup ("");
  rest = strchr (words, ' ');
  diagnostic = precept_check_context_report (context, rule, block,
                                             "“%s” includes “%s”%s, whose determination above is “%s”. Which of the two holds? "
                                             "If the indication is an exception, write “%.*s other%s” here; if not, correct its determination.",
                                             words, title, more, precept_check_get_determination_label (determination),
                                             (int)(rest - words), words, rest);
  precept_diagnostic_set_range (diagnostic, (int)g_utf8_strlen (text, start), (int)g_utf8_strlen (text, end));
}

static void
check_default_blocks (PreceptCheckContext    *context,
                      const PreceptCheckRule *rule,
                      const xmlNode          *parent,
                      const xmlNode          *favoured,
                      guint                   n_favoured)
{
  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "p") || precept_node_is (child, "title"))
        check_default_text (context, rule, child, favoured, n_favoured);
      else
        check_default_blocks (context, rule, child, favoured, n_favoured);
    }
}

void
precept_check_default (PreceptCheckContext    *context,
                       const PreceptCheckRule *rule)
{
  GPtrArray *parts = precept_check_context_get_elements (context, "all-other-uses");

  for (guint i = 0; is_english (context) && i < parts->len; i++)
    {
      g_autofree char *determination = precept_node_dup_attribute (parts->pdata[i], "determination");
      guint            n_favoured;
      const xmlNode   *favoured = find_favoured (context, parts->pdata[i], &n_favoured);

      if (favoured != NULL && (g_strcmp0 (determination, "not-medically-necessary") == 0 || g_strcmp0 (determination, "experimental-investigational-unproven") == 0))
        check_default_blocks (context, rule, parts->pdata[i], favoured, n_favoured);
    }
}

/* Tables of codes */

/* Whether a person finds there when the table's determination holds. */
static gboolean
has_condition (const xmlNode *node)
{
  g_autofree char *caption = precept_node_dup_child_text (node, "caption");

  return precept_node_child (node, "note") != NULL || matches (caption, EXCEPTING);
}

/* The diagnoses of an indication, as its applies-to names them. */
typedef struct
{
  GHashTable *codes;  /* normal form, owned → the table that it is taken from */
  GPtrArray  *ranges; /* of xmlNode: codes that are ranges */
  gboolean    is_all; /* nothing else is asked for */
} Diagnoses;

static void
add_diagnosis (PreceptCheckContext *context,
               Diagnoses           *self,
               const xmlNode       *reference)
{
  g_autofree char *id = precept_node_dup_attribute (reference, "table");
  g_autofree char *value = precept_node_dup_attribute (reference, "value");
  xmlNode         *table = id != NULL ? precept_check_context_find (context, id) : NULL;

  if (table == NULL || !precept_node_is (table, "code-table"))
    return;
  if (value != NULL)
    {
      g_hash_table_insert (self->codes, precept_code_format_normalize ("ICD-10-CM", value), table);
      return;
    }
  for (xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *own = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "value") : NULL;

      if (own == NULL)
        continue;
      g_hash_table_insert (self->codes, precept_code_format_normalize ("ICD-10-CM", own), table);
      if (xmlHasProp (code, (const xmlChar *)"through") != NULL)
        g_ptr_array_add (self->ranges, code);
    }
}

static char *
dup_normal (const xmlNode *code,
            const char    *attribute)
{
  g_autofree char *value = precept_node_dup_attribute (code, attribute);

  return value != NULL ? precept_code_format_normalize ("ICD-10-CM", value) : NULL;
}

/* Whether a range holds a code, or what is under its last one. */
static gboolean
is_in_range (const xmlNode *range,
             const char    *code)
{
  g_autofree char *first = dup_normal (range, "value");
  g_autofree char *last = dup_normal (range, "through");

  return first != NULL && last != NULL && strcmp (first, code) <= 0 && (strcmp (code, last) <= 0 || g_str_has_prefix (code, last));
}

/* The table from which a code, or one of a range of codes, is a diagnosis of the indication; NULL: it is none. */
static const xmlNode *
find_source (const Diagnoses *self,
             const xmlNode   *code)
{
  g_autofree char *normal = dup_normal (code, "value");
  const xmlNode   *source = normal != NULL ? g_hash_table_lookup (self->codes, normal) : NULL;
  GHashTableIter   iter;
  gpointer         key, value;

  for (guint i = 0; source == NULL && normal != NULL && i < self->ranges->len; i++)
    if (is_in_range (self->ranges->pdata[i], normal))
      source = ((xmlNode *)self->ranges->pdata[i])->parent;
  if (source != NULL || xmlHasProp ((xmlNode *)code, (const xmlChar *)"through") == NULL)
    return source;

  g_hash_table_iter_init (&iter, self->codes);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (is_in_range (code, key))
      return value;

  return NULL;
}

/* What is excluded is not what it applies to. */
static void
collect_diagnoses (PreceptCheckContext *context,
                   Diagnoses           *self,
                   const xmlNode       *parent)
{
  for (const xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code-ref"))
        add_diagnosis (context, self, child);
      else if (precept_node_is (child, "diagnosis") || precept_node_is (child, "all") || precept_node_is (child, "any"))
        collect_diagnoses (context, self, child);
      else
        self->is_all = FALSE;
    }
}

static void
report_table (PreceptCheckContext    *context,
              const PreceptCheckRule *rule,
              PreceptSeverity         severity,
              const xmlNode          *node,
              const xmlNode          *table,
              const char             *what,
              const xmlNode          *indication)
{
  g_autofree char *title = dup_title (indication);
  g_autofree char *determination = precept_node_dup_attribute (table, "determination");
  g_autofree char *own = precept_node_dup_attribute (indication, "determination");

  precept_check_context_report_as (context, rule, severity, node,
                                   "Table %u calls %s “%s”, but the determination of “%s” is “%s”. Correct one of them, or say in a note to the table when each applies.",
                                   precept_check_context_get_number (context, table), what,
                                   precept_check_get_determination_label (determination), title, precept_check_get_determination_label (own));
}

/* A table that lists a diagnosis of the indication and says something else of it. */
static void
check_diagnoses (PreceptCheckContext    *context,
                 const PreceptCheckRule *rule,
                 const xmlNode          *indication,
                 const Diagnoses        *diagnoses,
                 const xmlNode          *table)
{
  const xmlNode   *first = NULL;
  guint            n_codes = 0;
  g_autofree char *value = NULL;
  g_autofree char *what = NULL;

  for (xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *own = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "value") : NULL;
      const xmlNode   *source = own != NULL ? find_source (diagnoses, code) : NULL;
      g_autofree char *said = source != NULL && source != table ? precept_node_dup_attribute (source, "determination") : NULL;

      /* Two tables that say two things of one code are told of as such. */
      if (source == NULL || said != NULL || has_condition (code))
        continue;
      if (n_codes++ == 0)
        {
          first = code;
          value = g_steal_pointer (&own);
        }
    }
  if (first == NULL)
    return;

  what = n_codes > 1 ? g_strdup_printf ("%s and %u more", value, n_codes - 1) : g_strdup (value);
  report_table (context, rule, diagnoses->is_all ? PRECEPT_SEVERITY_ERROR : rule->severity, n_codes > 1 ? table : first, table, what, indication);
}

/* The determinations of the indications for some subjects. */
static gboolean
has_determination (PreceptCheckContext *context,
                   const char          *element,
                   const char          *subjects,
                   const char          *determination,
                   const xmlNode      **first)
{
  GPtrArray *nodes = precept_check_context_get_elements (context, element);

  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *own = precept_node_dup_attribute (nodes->pdata[i], "determination");
      g_autofree char *own_subjects = precept_node_dup_attribute (nodes->pdata[i], "for");

      if (!precept_check_share_subject (subjects, own_subjects) || (determination != NULL && g_strcmp0 (determination, own) != 0))
        continue;
      if (first != NULL)
        *first = nodes->pdata[i];
      return TRUE;
    }

  return FALSE;
}

/* The first product of a table. */
static char *
dup_product (const xmlNode *table)
{
  for (xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *use = precept_node_is (code, "code") ? precept_node_dup_attribute (code, "use") : NULL;

      if (g_strcmp0 (use, "product") == 0)
        return precept_node_dup_attribute (code, "value");
    }

  return g_strdup ("its codes");
}

/* Whether another table of billing codes says something else, or nothing, for the same subjects. */
static gboolean
has_other_table (PreceptCheckContext *context,
                 const xmlNode       *table)
{
  GPtrArray       *tables = precept_check_context_get_elements (context, "code-table");
  g_autofree char *subjects = precept_node_dup_attribute (table, "for");
  g_autofree char *determination = precept_node_dup_attribute (table, "determination");

  for (guint i = 0; i < tables->len; i++)
    {
      g_autofree char *role = precept_node_dup_attribute (tables->pdata[i], "role");
      g_autofree char *own = precept_node_dup_attribute (tables->pdata[i], "determination");
      g_autofree char *own_subjects = precept_node_dup_attribute (tables->pdata[i], "for");

      if (g_strcmp0 (role, "billing") == 0 && g_strcmp0 (own, determination) != 0 && precept_check_share_subject (subjects, own_subjects))
        return TRUE;
    }

  return FALSE;
}

static void
check_billing_table (PreceptCheckContext    *context,
                     const PreceptCheckRule *rule,
                     const xmlNode          *table)
{
  static const char *const better[] = { WHEN_MET, CASE_BY_CASE };
  g_autofree char         *determination = precept_node_dup_attribute (table, "determination");
  g_autofree char         *subjects = precept_node_dup_attribute (table, "for");
  g_autofree char         *product = NULL;
  const xmlNode           *indication = NULL;
  gboolean                 is_better = g_strv_contains ((const char *const[]){ WHEN_MET, CASE_BY_CASE, NULL }, determination);

  if (has_condition (table) || !has_determination (context, "indication", subjects, NULL, &indication))
    return;
  if (is_better)
    {
      /* It promises what no indication gives. */
      if (has_determination (context, "indication", subjects, determination, NULL) ||
          has_determination (context, "all-other-uses", subjects, determination, NULL) ||
          has_determination (context, "indication", subjects, WHEN_MET, NULL))
        return;
      product = dup_product (table);
      report_table (context, rule, rule->severity, table, table, product, indication);
      return;
    }
  /* It denies what an indication gives, and no other table may have the codes of that. */
  for (guint i = 0; !has_other_table (context, table) && i < G_N_ELEMENTS (better); i++)
    {
      if (!has_determination (context, "indication", subjects, better[i], &indication))
        continue;
      product = dup_product (table);
      report_table (context, rule, rule->severity, table, table, product, indication);
      return;
    }
}

void
precept_check_table_determinations (PreceptCheckContext    *context,
                                    const PreceptCheckRule *rule)
{
  GPtrArray *indications = precept_check_context_get_elements (context, "indication");
  GPtrArray *tables = precept_check_context_get_elements (context, "code-table");

  for (guint i = 0; i < indications->len; i++)
    {
      const xmlNode   *indication = indications->pdata[i];
      Diagnoses        diagnoses = { NULL, NULL, TRUE };
      g_autofree char *own = precept_node_dup_attribute (indication, "determination");
      g_autofree char *subjects = precept_node_dup_attribute (indication, "for");

      diagnoses.codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      diagnoses.ranges = g_ptr_array_new ();
      collect_diagnoses (context, &diagnoses, precept_node_child (indication, "applies-to"));
      for (guint k = 0; own != NULL && g_hash_table_size (diagnoses.codes) > 0 && k < tables->len; k++)
        {
          g_autofree char *role = precept_node_dup_attribute (tables->pdata[k], "role");
          g_autofree char *determination = precept_node_dup_attribute (tables->pdata[k], "determination");
          g_autofree char *table_subjects = precept_node_dup_attribute (tables->pdata[k], "for");

          if (g_strcmp0 (role, "diagnosis") == 0 && determination != NULL && strcmp (determination, own) != 0 &&
              precept_check_share_subject (subjects, table_subjects) && !has_condition (tables->pdata[k]))
            check_diagnoses (context, rule, indication, &diagnoses, tables->pdata[k]);
        }
      g_ptr_array_unref (diagnoses.ranges);
      g_hash_table_unref (diagnoses.codes);
    }
  for (guint k = 0; k < tables->len; k++)
    {
      g_autofree char *role = precept_node_dup_attribute (tables->pdata[k], "role");
      g_autofree char *determination = precept_node_dup_attribute (tables->pdata[k], "determination");

      if (g_strcmp0 (role, "billing") == 0 && determination != NULL)
        check_billing_table (context, rule, tables->pdata[k]);
    }
}

/* Two indications */

void
precept_check_contrary_indications (PreceptCheckContext    *context,
                                    const PreceptCheckRule *rule)
{
  guint                 n_findings;
  const PreceptFinding *findings = precept_check_context_get_findings (context, &n_findings);

  for (guint i = 0; i < n_findings; i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      if (findings[i].kind != PRECEPT_FINDING_CONTRARY)
        continue;
      first = precept_node_dup_attribute (findings[i].other, "determination");
      second = precept_node_dup_attribute (findings[i].node, "determination");
      precept_check_context_report (context, rule, findings[i].node,
                                    "One use can be both “%s” (“%s”) and “%s” (“%s”). Say in what each applies to which uses it is for.",
                                    findings[i].other_text, precept_check_get_determination_label (first),
                                    findings[i].text, precept_check_get_determination_label (second));
    }
}
