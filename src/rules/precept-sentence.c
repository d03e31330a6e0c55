/* precept-sentence.c: coverage criteria as a clinician reads them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-sentence-private.h"
#include "precept-sentence.h"

#include <string.h>

#include "precept-document-tree.h"
#include "precept-period.h"
#include "precept-words.h"

typedef struct
{
  PreceptDocument *document;
  PreceptWords    *words;
  const xmlNode   *node;
} Writer;

static char *
dup_attribute (const Writer *writer,
               const char   *name)
{
  g_autofree char *value = precept_node_dup_attribute (writer->node, name);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static const xmlNode *
find_fact (const Writer *writer)
{
  g_autofree char *id = dup_attribute (writer, "fact");
  const xmlNode   *fact = id != NULL ? precept_document_find (writer->document, id) : NULL;

  return precept_node_is (fact, "fact") ? fact : NULL;
}

/* The fact's name, or its id where the fact is missing. */
static char *
dup_fact_name (const Writer  *writer,
               const xmlNode *fact)
{
  char *name = precept_node_dup_child_text (fact, "name");

  if (name == NULL)
    name = dup_attribute (writer, "fact");

  return name != NULL ? name : g_strdup (precept_words_lookup (writer->words, "text", "unresolved"));
}

static char *
capitalize (char *text)
{
  g_autofree char *owned = text;
  g_autofree char *first = g_utf8_strup (owned, g_utf8_next_char (owned) - owned);

  return g_strconcat (first, g_utf8_next_char (owned), NULL);
}

static char *
add_window (const Writer *writer,
            char         *sentence)
{
  g_autofree char *owned = sentence;
  g_autofree char *within = dup_attribute (writer, "within");
  g_autofree char *duration = NULL;

  if (within == NULL)
    return g_steal_pointer (&owned);
  duration = precept_sentence_dup_interval (writer->document, within);

  return precept_words_fill (writer->words, "sentence", "within", "sentence", owned, "duration", duration, NULL);
}

/* What nobody foresaw is still said: "age (unit: moons)". */
static char *
dup_fallback (const Writer *writer)
{
  g_autoptr (GString) text = g_string_new ((const char *)writer->node->name);
  const char *separator = ": ";

  for (const xmlAttr *attribute = writer->node->properties; attribute != NULL; attribute = attribute->next)
    {
      g_autofree char *value = NULL;

      if (attribute->ns != NULL || strcmp ((const char *)attribute->name, "id") == 0 || strcmp ((const char *)attribute->name, "cites") == 0)
        continue;
      value = precept_node_dup_attribute (writer->node, (const char *)attribute->name);
      g_string_append_printf (text, "%s%s %s", separator, (const char *)attribute->name, value);
      separator = ", ";
    }
  if (writer->node->children != NULL)
    {
      g_autofree char *content = precept_node_dup_text (writer->node);

      if (*content != '\0')
        g_string_append_printf (text, "%s%s", separator, content);
    }

  return capitalize (g_string_free (g_steal_pointer (&text), FALSE));
}

static char *
dup_operator_words (const Writer *writer)
{
  const char *name = (const char *)writer->node->name;

  if (strcmp (name, "at-least") == 0)
    {
      g_autofree char *count = dup_attribute (writer, "count");
      g_autofree char *key = g_strconcat ("count-", count != NULL ? count : "1", NULL);
      const char      *word = precept_words_lookup (writer->words, "sentence", key);

      return precept_words_fill (writer->words, "sentence", name, "count", word != NULL ? word : count, NULL);
    }

  return g_strdup (precept_words_lookup (writer->words, "sentence", name));
}

static char *
write_operator (const Writer *writer)
{
  g_autofree char *title = precept_node_dup_child_text (writer->node, "title");
  g_autofree char *sentence = dup_operator_words (writer);

  return title != NULL ? g_strdup_printf ("%s. %s", title, sentence) : g_steal_pointer (&sentence);
}

/* "year" of one, "years" of any other number */
static const char *
get_age_unit (const Writer *writer,
              const char   *number)
{
  g_autofree char *unit = dup_attribute (writer, "unit");
  g_autofree char *one = NULL;
  const char      *word = NULL;

  if (unit == NULL)
    unit = g_strdup ("years");
  if (strcmp (number, "1") == 0 && g_str_has_suffix (unit, "s"))
    {
      one = g_strndup (unit, strlen (unit) - 1);
      word = precept_words_lookup (writer->words, "unit", one);
    }

  return word != NULL ? word : g_intern_string (precept_words_name (writer->words, "unit", unit));
}

static char *
fill_age (const Writer *writer,
          const char   *key,
          const char   *number)
{
  return precept_words_fill (writer->words, "sentence", key, "number", number, "unit", get_age_unit (writer, number), NULL);
}

static char *
write_age (const Writer *writer)
{
  g_autofree char *at_least = dup_attribute (writer, "at-least");
  g_autofree char *more_than = dup_attribute (writer, "more-than");
  g_autofree char *at_most = dup_attribute (writer, "at-most");
  g_autofree char *less_than = dup_attribute (writer, "less-than");
  g_autofree char *bounds = NULL;
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (at_least != NULL && g_strcmp0 (at_least, at_most) == 0)
    g_ptr_array_add (parts, fill_age (writer, "age-exactly", at_least));
  else if (at_least != NULL && at_most != NULL)
    g_ptr_array_add (parts, precept_words_fill (writer->words, "sentence", "age-between", "from", at_least, "to", at_most,
                                                "unit", get_age_unit (writer, at_most), NULL));
  else if (at_least != NULL)
    g_ptr_array_add (parts, fill_age (writer, "age-from", at_least));
  else if (at_most != NULL)
    g_ptr_array_add (parts, fill_age (writer, "age-to", at_most));
  if (more_than != NULL)
    g_ptr_array_add (parts, fill_age (writer, "age-above", more_than));
  if (less_than != NULL)
    g_ptr_array_add (parts, fill_age (writer, "age-below", less_than));
  if (parts->len == 0)
    return dup_fallback (writer);
  g_ptr_array_add (parts, NULL);
  bounds = g_strjoinv (precept_words_lookup (writer->words, "sentence", "bounds-join"), (char **)parts->pdata);

  return precept_words_fill (writer->words, "sentence", "age", "age", bounds, NULL);
}

static char *
write_diagnosis (const Writer *writer)
{
  g_autofree char *name = dup_attribute (writer, "of");
  g_autofree char *codes = precept_sentence_dup_codes (writer->document, writer->node, name != NULL);

  if (codes == NULL)
    return name != NULL ? precept_words_fill (writer->words, "sentence", "diagnosis", "name", name, NULL) : dup_fallback (writer);
  if (name == NULL)
    return precept_words_fill (writer->words, "sentence", "diagnosis-only-codes", "codes", codes, NULL);

  return precept_words_fill (writer->words, "sentence", "diagnosis-codes", "name", name, "codes", codes, NULL);
}

/* "150 cells/µL", "80%", "3": a number of nothing in particular has no unit. */
static char *
dup_value (const xmlNode *fact,
           const char    *number)
{
  g_autofree char *unit = fact != NULL ? precept_node_dup_attribute (fact, "unit-shown") : NULL;

  if (unit == NULL && fact != NULL)
    unit = precept_node_dup_attribute (fact, "unit");
  if (unit == NULL || *unit == '\0' || *unit == '{' || strcmp (unit, "1") == 0)
    return g_strdup (number);

  return g_strconcat (number, *unit == '%' ? "" : " ", unit, NULL);
}

/* "of at least 150 cells/µL", "at least 2"; "of 2 through 4" and "exactly 2" of two bounds; NULL: no bound at all.
 * @last is set to the number that stands next to what is counted. */
static char *
write_bounds (const Writer  *writer,
              const xmlNode *fact,
              const char    *prefix,
              char         **last)
{
  static const char *const names[] = { "at-least", "more-than", "at-most", "less-than" };
  g_autofree char         *from = dup_attribute (writer, "at-least");
  g_autofree char         *to = dup_attribute (writer, "at-most");
  g_autofree char         *more_than = dup_attribute (writer, "more-than");
  g_autofree char         *less_than = dup_attribute (writer, "less-than");
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);

  if (from != NULL && to != NULL && more_than == NULL && less_than == NULL)
    {
      g_autofree char *key = g_strconcat (prefix, strcmp (from, to) == 0 ? "exactly" : "between", NULL);
      g_autofree char *value = dup_value (fact, to);

      *last = g_strdup (to);
      return precept_words_fill (writer->words, "sentence", key, "from", from, "value", value, NULL);
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *number = dup_attribute (writer, names[i]);
      g_autofree char *value = number != NULL ? dup_value (fact, number) : NULL;
      g_autofree char *key = g_strconcat (prefix, names[i], NULL);

      if (value == NULL)
        continue;
      g_ptr_array_add (parts, precept_words_fill (writer->words, "sentence", key, "value", value, NULL));
      g_free (*last);
      *last = g_steal_pointer (&number);
    }
  if (parts->len == 0)
    return NULL;
  g_ptr_array_add (parts, NULL);

  return g_strjoinv (precept_words_lookup (writer->words, "sentence", "bounds-join"), (char **)parts->pdata);
}

/* "Blood eosinophil count of at least 150 cells/µL within the past 6 weeks" */
static char *
write_lab (const Writer *writer)
{
  const xmlNode   *fact = find_fact (writer);
  g_autofree char *name = dup_fact_name (writer, fact);
  g_autofree char *last = NULL;
  g_autofree char *bounds = write_bounds (writer, fact, "lab-", &last);
  char            *sentence;

  if (bounds != NULL)
    sentence = precept_words_fill (writer->words, "sentence", "lab", "name", name, "bounds", bounds, NULL);
  else
    sentence = precept_words_fill (writer->words, "sentence", "lab-any", "name", name, NULL);

  return capitalize (add_window (writer, sentence));
}

/* "At least 2 falls within the past year" */
static char *
write_number_of (const Writer *writer)
{
  const xmlNode   *fact = find_fact (writer);
  g_autofree char *name = dup_fact_name (writer, fact);
  g_autofree char *plural = precept_node_dup_child_text (fact, "plural");
  g_autofree char *at_most = dup_attribute (writer, "at-most");
  g_autofree char *last = NULL;
  g_autofree char *bounds = write_bounds (writer, fact, "number-", &last);
  const char      *counted = plural != NULL && g_strcmp0 (last, "1") != 0 ? plural : name;
  char            *sentence;

  if (bounds == NULL)
    sentence = precept_words_fill (writer->words, "sentence", "number-any", "name", counted, NULL);
  else if (g_strcmp0 (at_most, "0") == 0)
    sentence = precept_words_fill (writer->words, "sentence", "number-zero", "name", counted, NULL);
  else
    sentence = precept_words_fill (writer->words, "sentence", "number", "bounds", bounds, "name", counted, NULL);

  return capitalize (add_window (writer, sentence));
}

static char *
write_tried (const Writer *writer)
{
  const xmlNode   *fact = find_fact (writer);
  g_autofree char *name = dup_fact_name (writer, fact);
  g_autofree char *for_at_least = dup_attribute (writer, "for-at-least");
  g_autofree char *within = dup_attribute (writer, "within");
  g_autofree char *duration = NULL;

  if (within != NULL)
    {
      g_autofree char *window = precept_sentence_dup_interval (writer->document, within);
      g_autofree char *plain = g_steal_pointer (&name);

      name = precept_words_fill (writer->words, "sentence", "within", "sentence", plain, "duration", window, NULL);
    }
  if (for_at_least == NULL)
    return precept_words_fill (writer->words, "sentence", "tried", "name", name, NULL);
  duration = precept_sentence_dup_duration (writer->document, for_at_least);

  return precept_words_fill (writer->words, "sentence", "tried-for", "name", name, "duration", duration, NULL);
}

static char *
write_prescriber (const Writer *writer)
{
  g_autofree char *consultation = dup_attribute (writer, "consultation");
  g_autofree char *list = NULL;
  g_autoptr (GPtrArray) specialties = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (writer->node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "specialty"))
        g_ptr_array_add (specialties, precept_node_dup_text (child));
    }
  if (specialties->len == 0)
    return dup_fallback (writer);

  g_ptr_array_add (specialties, NULL);
  list = precept_words_join (writer->words, "list-or", (const char *const *)specialties->pdata);

  return precept_words_fill (writer->words, "sentence",
                             g_strcmp0 (consultation, "yes") == 0 ? "prescriber-consultation" : "prescriber",
                             "specialties", list, NULL);
}

/* The words of an option of a fact; the option's id where it has none. */
static char *
dup_option (const xmlNode *fact,
            const char    *id)
{
  for (const xmlNode *child = precept_node_first_element (fact); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *own_id = precept_node_is (child, "option") ? precept_node_dup_attribute (child, "id") : NULL;
      g_autofree char *text = g_strcmp0 (own_id, id) == 0 ? precept_node_dup_text (child) : NULL;

      if (text != NULL && *text != '\0')
        return g_steal_pointer (&text);
    }

  return g_strdup (id);
}

/* "Stage of disease: Early or Late" */
static char *
write_choice (const Writer  *writer,
              const xmlNode *fact,
              const char    *value)
{
  g_auto (GStrv) ids = g_strsplit_set (value, " \t\r\n", -1);
  g_autoptr (GPtrArray) options = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *name = dup_fact_name (writer, fact);
  g_autofree char *list = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0')
        g_ptr_array_add (options, dup_option (fact, ids[i]));
    }
  g_ptr_array_add (options, NULL);
  list = precept_words_join (writer->words, "list-or", (const char *const *)options->pdata);

  return capitalize (precept_words_fill (writer->words, "sentence", "choice", "name", name, "options", list, NULL));
}

static char *
write_is (const Writer *writer)
{
  const xmlNode   *fact = find_fact (writer);
  g_autofree char *value = dup_attribute (writer, "value");
  char            *statement;

  if (value != NULL)
    return write_choice (writer, fact, value);

  statement = precept_node_dup_child_text (fact, "statement");
  if (statement == NULL)
    statement = precept_node_dup_child_text (fact, "question");

  return statement != NULL ? statement : capitalize (dup_fact_name (writer, fact));
}

/* "6 through 11 years of age", of a limit; NULL: it is for every age. */
static char *
dup_age_group (const Writer *writer)
{
  g_autofree char *from = dup_attribute (writer, "age-at-least");
  g_autofree char *to = dup_attribute (writer, "age-at-most");

  if (from != NULL && to != NULL)
    return precept_words_fill (writer->words, "sentence", "age-between", "from", from, "to", to, "unit", get_age_unit (writer, to), NULL);
  if (from != NULL)
    return fill_age (writer, "age-from", from);

  return to != NULL ? fill_age (writer, "age-to", to) : NULL;
}

/* What is allowed; whom it is for goes into @limited, NULL: everybody. */
static char *
dup_limit_amount (const Writer *writer,
                  char        **limited)
{
  g_autofree char *dose = dup_attribute (writer, "dose");
  g_autofree char *every = dup_attribute (writer, "every");
  g_autofree char *quantity = dup_attribute (writer, "quantity");
  g_autofree char *code = dup_attribute (writer, "billing-code");
  g_autofree char *units = dup_attribute (writer, "billing-units");
  g_autofree char *amount = NULL;
  g_autofree char *prose = writer->node->children != NULL ? precept_node_dup_text (writer->node) : NULL;

  /* Dose and quantity say the same in different measures, so each stays visible. */
  if (dose != NULL && quantity != NULL)
    amount = g_strdup_printf ("%s (%s)", dose, quantity);
  else
    amount = g_strdup (dose != NULL ? dose : quantity);
  if (amount == NULL && prose != NULL && *prose != '\0')
    amount = g_steal_pointer (&prose);
  if (amount == NULL)
    return dup_fallback (writer);

  if (every != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&amount);
      g_autofree char *interval = precept_sentence_dup_interval (writer->document, every);

      amount = precept_words_fill (writer->words, "sentence", "limit-amount", "dose", plain, "interval", interval, NULL);
    }
  if (code != NULL || units != NULL)
    {
      g_autofree char *plain = g_steal_pointer (&amount);

      amount = precept_words_fill (writer->words, "sentence",
                                   units == NULL ? "limit-code" : code == NULL ? (strcmp (units, "1") == 0 ? "limit-unit-only" : "limit-units-only")
                                                                               : (strcmp (units, "1") == 0 ? "limit-unit" : "limit-units"),
                                   "amount", plain, "units", units != NULL ? units : "", "code", code != NULL ? code : "", NULL);
    }
  if (prose != NULL && *prose != '\0')
    {
      g_autofree char *plain = g_steal_pointer (&amount);

      amount = g_strdup_printf ("%s. %s", plain, prose);
    }

  *limited = dup_age_group (writer);

  return g_steal_pointer (&amount);
}

static gboolean
has_limit_amount (const Writer *writer)
{
  g_autofree char *dose = dup_attribute (writer, "dose");
  g_autofree char *quantity = dup_attribute (writer, "quantity");
  g_autofree char *prose = writer->node->children != NULL ? precept_node_dup_text (writer->node) : NULL;

  return dose != NULL || quantity != NULL || (prose != NULL && *prose != '\0');
}

static char *
write_limit (const Writer *writer)
{
  g_autofree char *who = NULL;
  g_autofree char *amount = dup_limit_amount (writer, &who);

  if (!has_limit_amount (writer))
    return g_steal_pointer (&amount);
  if (who == NULL)
    return precept_words_fill (writer->words, "sentence", "limit-all", "amount", amount, NULL);

  return precept_words_fill (writer->words, "sentence", "limit-for", "who", who, "amount", amount, NULL);
}

/**
 * precept_sentence_new:
 * @document: a guideline
 * @node: a node of a criteria tree in it, or a limit
 *
 * Says in words what a node demands: of an operator only how its children
 * count ("At least two of the following:"), of a leaf everything.
 *
 * What has no sentence is listed by its attributes, so nothing vanishes.
 *
 * Returns: (transfer full): the sentence, without citations and marks
 */
char *
precept_sentence_new (PreceptDocument *document,
                      const xmlNode   *node)
{
  Writer writer = { document, NULL, node };

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (node != NULL && node->type == XML_ELEMENT_NODE, NULL);

  writer.words = precept_words_get (precept_document_get_language (document));

  if (precept_node_is (node, "all") || precept_node_is (node, "any") || precept_node_is (node, "none") || precept_node_is (node, "at-least"))
    return write_operator (&writer);
  if (precept_node_is (node, "age"))
    return write_age (&writer);
  if (precept_node_is (node, "diagnosis"))
    return write_diagnosis (&writer);
  if (precept_node_is (node, "lab"))
    return write_lab (&writer);
  if (precept_node_is (node, "number-of"))
    return write_number_of (&writer);
  if (precept_node_is (node, "tried"))
    return write_tried (&writer);
  if (precept_node_is (node, "prescriber"))
    return write_prescriber (&writer);
  if (precept_node_is (node, "is"))
    return write_is (&writer);
  if (precept_node_is (node, "criterion"))
    return precept_node_dup_text (node);
  if (precept_node_is (node, "limit"))
    return write_limit (&writer);

  return dup_fallback (&writer);
}

/**
 * precept_sentence_dup_operator:
 * @document: a guideline
 * @node: an operator of a criteria tree in it
 *
 * Returns: (transfer full): how its children count, "At least two of the following:", without its title
 */
char *
precept_sentence_dup_operator (PreceptDocument *document,
                               const xmlNode   *node)
{
  Writer writer = { document, NULL, node };

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (node != NULL && node->type == XML_ELEMENT_NODE, NULL);

  writer.words = precept_words_get (precept_document_get_language (document));

  return dup_operator_words (&writer);
}

/**
 * precept_sentence_dup_limit:
 * @document: a guideline
 * @node: a limit in it
 * @who: (out) (transfer full) (nullable): whom it is for, "12 years of age or older"; %NULL: everybody
 *
 * A limit in two parts, for a list of limits.
 *
 * Returns: (transfer full): what is allowed, "100 mg every 4 weeks"
 */
char *
precept_sentence_dup_limit (PreceptDocument *document,
                            const xmlNode   *node,
                            char           **who)
{
  Writer writer = { document, NULL, node };

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (node != NULL && node->type == XML_ELEMENT_NODE, NULL);
  g_return_val_if_fail (who != NULL, NULL);

  *who = NULL;
  writer.words = precept_words_get (precept_document_get_language (document));

  return dup_limit_amount (&writer, who);
}

/**
 * precept_sentence_new_age_group:
 * @document: a guideline
 * @limit: a limit in it
 *
 * Returns: (transfer full) (nullable): whom a limit is for, "The member is 12
 *   years of age or older"; %NULL where it is for members of every age
 */
char *
precept_sentence_new_age_group (PreceptDocument *document,
                                const xmlNode   *limit)
{
  Writer           writer = { document, NULL, limit };
  g_autofree char *group = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (limit != NULL, NULL);

  writer.words = precept_words_get (precept_document_get_language (document));
  group = dup_age_group (&writer);

  return group != NULL ? precept_words_fill (writer.words, "sentence", "age", "age", group, NULL) : NULL;
}

/**
 * precept_sentence_find_said:
 * @parent: what holds a criteria tree: applies-to, general or a request
 *
 * Finds the tree that the line before it says: an “all” that nothing else is
 * said of.
 *
 * Returns: (transfer none) (nullable): the “all” that is not printed by itself
 */
const xmlNode *
precept_sentence_find_said (const xmlNode *parent)
{
  const xmlNode *all = precept_node_child (parent, "all");
  gboolean       has_line = precept_node_is (parent, "applies-to") || precept_node_is (parent, "general") || precept_node_is (parent, "request");

  if (!has_line || all == NULL || precept_node_child (all, "title") != NULL || xmlHasProp ((xmlNode *)all, BAD_CAST "cites") != NULL ||
      xmlHasProp ((xmlNode *)all, BAD_CAST "mandate") != NULL)
    return NULL;

  return all;
}

/**
 * precept_sentence_new_line:
 * @document: a guideline
 * @parent: what holds a criteria tree in it: applies-to, general or a request
 *
 * Says what the criteria are for: "Examplin is considered medically necessary
 * for up to 6 months when all of the following criteria are met:".
 *
 * Returns: (transfer full): the line that is printed before the criteria
 */
char *
precept_sentence_new_line (PreceptDocument *document,
                           const xmlNode   *parent)
{
  PreceptWords    *words;
  g_autofree char *period = NULL;
  g_autofree char *duration = NULL;
  g_autofree char *key = NULL;
  const char      *name;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (parent != NULL, NULL);

  words = precept_words_get (precept_document_get_language (document));
  period = precept_node_dup_attribute (parent, "authorize-for");
  duration = period != NULL ? precept_sentence_dup_duration (document, period) : NULL;
  name = precept_node_is (parent, "applies-to") ? "applies-to" : precept_node_is (parent, "general") ? "general"
                                                               : duration != NULL                    ? "lead-in"
                                                                                                     : "lead-in-always";
  key = g_strconcat (name, precept_sentence_find_said (parent) != NULL ? "-all" : "", NULL);

  return precept_words_fill (words, "sentence", key, "title", precept_document_get_title (document),
                             "duration", duration != NULL ? duration : "", NULL);
}

/**
 * precept_sentence_dup_duration:
 * @document: a guideline
 * @duration: a number and a unit: "6 months", or in ISO 8601 "P6M"
 *
 * Returns: (transfer full): the duration in the document's language, "6 months";
 *   what was given where it is something else
 */
char *
precept_sentence_dup_duration (PreceptDocument *document,
                               const char      *duration)
{
  PreceptWords    *words = precept_words_get (precept_document_get_language (document));
  g_autofree char *number = NULL;
  g_autofree char *key = NULL;
  PreceptPeriod    period;

  g_return_val_if_fail (duration != NULL, NULL);

  if (!precept_period_parse (duration, &period))
    return g_strdup (duration);
  number = g_strdup_printf ("%u", period.number);
  key = g_strconcat (precept_period_unit_get_name (period.unit), period.number == 1 ? "" : "s", NULL);

  return precept_words_fill (words, "duration", key, "number", number, NULL);
}

/**
 * precept_sentence_dup_interval:
 * @document: a guideline
 * @duration: a number and a unit: "6 months"
 *
 * Says a span that passes and passes again, as in "within the past year" and
 * "every 2 weeks".
 *
 * Returns: (transfer full): the duration in the document's language, without the
 *   number where it is one; what was given where it is no duration
 */
char *
precept_sentence_dup_interval (PreceptDocument *document,
                               const char      *duration)
{
  PreceptWords    *words = precept_words_get (precept_document_get_language (document));
  g_autofree char *key = NULL;
  PreceptPeriod    period;

  if (!precept_period_parse (duration, &period) || period.number != 1)
    return precept_sentence_dup_duration (document, duration);
  key = g_strconcat ("one-", precept_period_unit_get_name (period.unit), NULL);

  return g_strdup (precept_words_lookup (words, "duration", key));
}
