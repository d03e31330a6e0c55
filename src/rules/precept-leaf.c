/* precept-leaf.c: one coded criterion, as it is filled in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-leaf-private.h"

#include "precept-canonical.h"
#include "precept-grammar.h"
#include "precept-sentence.h"

#include <string.h>

static const struct
{
  const char *element;
  const char *fact_kind; /* NULL: it asks for no fact of the guideline */
} kinds[PRECEPT_LEAF_N_KINDS] = {
  [PRECEPT_LEAF_AGE] = { "age", NULL },
  [PRECEPT_LEAF_DIAGNOSIS] = { "diagnosis", NULL },
  [PRECEPT_LEAF_LAB] = { "lab", "lab" },
  [PRECEPT_LEAF_COUNT] = { "number-of", "count" },
  [PRECEPT_LEAF_THERAPY] = { "tried", "therapy" },
  [PRECEPT_LEAF_PRESCRIBER] = { "prescriber", NULL },
  [PRECEPT_LEAF_YES_NO] = { "is", "yes-no" },
  [PRECEPT_LEAF_CHOICE] = { "is", "choice" },
};

static const char *const bound_names[] = { "at-least", "more-than", "at-most", "less-than" };

static void
free_specialty (gpointer data)
{
  PreceptLeafSpecialty *specialty = data;

  g_free (specialty->name);
  g_free (specialty->code);
  g_free (specialty);
}

static void
free_codes (gpointer data)
{
  PreceptLeafCodes *codes = data;

  g_free (codes->table);
  g_free (codes->value);
  g_free (codes);
}

PreceptLeaf *
precept_leaf_new (PreceptLeafKind kind)
{
  PreceptLeaf *self = g_new0 (PreceptLeaf, 1);

  g_return_val_if_fail (kind < PRECEPT_LEAF_N_KINDS, NULL);

  self->kind = kind;
  self->unit = g_strdup ("years");
  self->options = g_ptr_array_new_with_free_func (g_free);
  self->specialties = g_ptr_array_new_with_free_func (free_specialty);
  self->codes = g_ptr_array_new_with_free_func (free_codes);

  return self;
}

void
precept_leaf_free (PreceptLeaf *self)
{
  g_free (self->fact);
  g_free (self->fact_name);
  g_free (self->fact_plural);
  g_free (self->fact_unit);
  g_free (self->statement);
  g_ptr_array_unref (self->options);
  g_free (self->number);
  g_free (self->upper);
  g_free (self->unit);
  g_free (self->within);
  g_free (self->duration);
  g_ptr_array_unref (self->specialties);
  g_free (self->diagnosis);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

void
precept_leaf_set (char      **field,
                  const char *value)
{
  g_autofree char *text = value != NULL ? g_strstrip (g_strdup (value)) : NULL;

  g_free (*field);
  *field = text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
precept_leaf_add_specialty (PreceptLeaf *self,
                            const char  *name,
                            const char  *code)
{
  PreceptLeafSpecialty *specialty = g_new0 (PreceptLeafSpecialty, 1);

  precept_leaf_set (&specialty->name, name);
  precept_leaf_set (&specialty->code, code);
  g_ptr_array_add (self->specialties, specialty);
}

void
precept_leaf_add_codes (PreceptLeaf *self,
                        const char  *table,
                        const char  *value)
{
  PreceptLeafCodes *codes = g_new0 (PreceptLeafCodes, 1);

  precept_leaf_set (&codes->table, table);
  precept_leaf_set (&codes->value, value);
  g_ptr_array_add (self->codes, codes);
}

const char *
precept_leaf_get_fact_kind (PreceptLeafKind kind)
{
  g_return_val_if_fail (kind < PRECEPT_LEAF_N_KINDS, NULL);

  return kinds[kind].fact_kind;
}

static void
read_bounds (PreceptLeaf   *self,
             const xmlNode *node)
{
  g_autofree char *at_least = precept_node_dup_attribute (node, "at-least");
  g_autofree char *at_most = precept_node_dup_attribute (node, "at-most");

  self->bound = PRECEPT_LEAF_ANY_NUMBER;
  for (guint i = 0; i < G_N_ELEMENTS (bound_names); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (node, bound_names[i]);

      if (value == NULL)
        continue;
      self->bound = (PreceptLeafBound)i;
      precept_leaf_set (&self->number, value);
    }
  if (at_least != NULL && at_most != NULL)
    {
      self->bound = PRECEPT_LEAF_BETWEEN;
      precept_leaf_set (&self->number, at_least);
      precept_leaf_set (&self->upper, at_most);
    }
}

static void
read_value (char         **field,
            const xmlNode *node,
            const char    *name)
{
  g_autofree char *value = precept_node_dup_attribute (node, name);

  if (value != NULL)
    precept_leaf_set (field, value);
}

static void
read_children (PreceptLeaf   *self,
               const xmlNode *node)
{
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *text = precept_node_dup_text (child);
      g_autofree char *code = precept_node_dup_attribute (child, "code");
      g_autofree char *table = precept_node_dup_attribute (child, "table");
      g_autofree char *value = precept_node_dup_attribute (child, "value");

      if (precept_node_is (child, "specialty"))
        precept_leaf_add_specialty (self, text, code);
      if (precept_node_is (child, "code-ref"))
        precept_leaf_add_codes (self, table, value);
    }
}

static gboolean
find_kind (const xmlNode   *node,
           PreceptLeafKind *kind)
{
  for (guint i = 0; i < PRECEPT_LEAF_N_KINDS; i++)
    {
      if (precept_node_is (node, kinds[i].element))
        {
          *kind = i == PRECEPT_LEAF_YES_NO && xmlHasProp ((xmlNode *)node, BAD_CAST "value") != NULL ? PRECEPT_LEAF_CHOICE : (PreceptLeafKind)i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * precept_leaf_new_from_criterion:
 * @document: a guideline
 * @path: of a coded criterion in it
 *
 * Returns: (transfer full) (nullable): what it demands; %NULL where there is no coded criterion
 */
PreceptLeaf *
precept_leaf_new_from_criterion (PreceptDocument *document,
                                 const char      *path)
{
  PreceptLeaf     *self;
  const xmlNode   *node;
  const xmlNode   *fact;
  PreceptLeafKind  kind;
  g_autofree char *options = NULL;
  g_autofree char *consultation = NULL;
  g_autofree char *name = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  if (node == NULL || !find_kind (node, &kind))
    return NULL;

  self = precept_leaf_new (kind);
  read_bounds (self, node);
  read_value (&self->fact, node, "fact");
  read_value (&self->unit, node, "unit");
  read_value (&self->within, node, "within");
  read_value (&self->duration, node, "for-at-least");
  read_value (&self->diagnosis, node, "of");
  options = precept_node_dup_attribute (node, "value");
  consultation = precept_node_dup_attribute (node, "consultation");
  self->consulted = g_strcmp0 (consultation, "yes") == 0;
  if (options != NULL)
    {
      g_auto (GStrv) ids = g_strsplit_set (options, " \t\r\n", -1);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          if (*ids[i] != '\0')
            g_ptr_array_add (self->options, g_strdup (ids[i]));
        }
    }
  read_children (self, node);
  fact = self->fact != NULL ? precept_document_find (document, self->fact) : NULL;
  name = fact != NULL ? precept_leaf_dup_fact_name (fact) : NULL;
  precept_leaf_set (&self->fact_name, name);

  return self;
}

static gboolean
is_number (const char *element,
           const char *text)
{
  return text != NULL && precept_grammar_is_value_right (precept_grammar_get (), element, "at-least", text);
}

static gboolean
is_period (const char *text)
{
  return text == NULL || precept_grammar_is_value_right (precept_grammar_get (), "tried", "within", text);
}

static PreceptLeafLack
find_bound_lack (PreceptLeaf *self)
{
  const char *element = kinds[self->kind].element;

  if (self->bound == PRECEPT_LEAF_ANY_NUMBER)
    return self->kind == PRECEPT_LEAF_AGE ? PRECEPT_LEAF_LACKS_NUMBER : PRECEPT_LEAF_COMPLETE;
  if (!is_number (element, self->number))
    return PRECEPT_LEAF_LACKS_NUMBER;
  if (self->bound == PRECEPT_LEAF_BETWEEN &&
      (!is_number (element, self->upper) || g_ascii_strtod (self->upper, NULL) < g_ascii_strtod (self->number, NULL)))
    return PRECEPT_LEAF_LACKS_UPPER;

  return PRECEPT_LEAF_COMPLETE;
}

/**
 * precept_leaf_find_lack:
 * @self: a leaf
 *
 * Returns: the first thing that is still to be filled in
 */
PreceptLeafLack
precept_leaf_find_lack (PreceptLeaf *self)
{
  g_return_val_if_fail (self != NULL, PRECEPT_LEAF_LACKS_FACT);

  if (self->kind == PRECEPT_LEAF_YES_NO && self->fact == NULL && self->fact_name == NULL)
    return PRECEPT_LEAF_LACKS_STATEMENT;
  if (kinds[self->kind].fact_kind != NULL && self->fact == NULL && self->fact_name == NULL)
    return PRECEPT_LEAF_LACKS_FACT;
  if (!is_period (self->within) || !is_period (self->duration))
    return PRECEPT_LEAF_LACKS_PERIOD;

  switch (self->kind)
    {
    case PRECEPT_LEAF_AGE:
    case PRECEPT_LEAF_LAB:
    case PRECEPT_LEAF_COUNT:
      return find_bound_lack (self);
    case PRECEPT_LEAF_PRESCRIBER:
      for (guint i = 0; i < self->specialties->len; i++)
        {
          if (((PreceptLeafSpecialty *)g_ptr_array_index (self->specialties, i))->name != NULL)
            return PRECEPT_LEAF_COMPLETE;
        }
      return PRECEPT_LEAF_LACKS_SPECIALTY;
    case PRECEPT_LEAF_DIAGNOSIS:
      return self->diagnosis == NULL ? PRECEPT_LEAF_LACKS_DIAGNOSIS : self->codes->len == 0 ? PRECEPT_LEAF_LACKS_CODES
                                                                                            : PRECEPT_LEAF_COMPLETE;
    case PRECEPT_LEAF_CHOICE:
      return self->fact == NULL ? PRECEPT_LEAF_LACKS_FACT : self->options->len == 0 ? PRECEPT_LEAF_LACKS_OPTION
                                                                                    : PRECEPT_LEAF_COMPLETE;
    case PRECEPT_LEAF_THERAPY:
    case PRECEPT_LEAF_YES_NO:
    case PRECEPT_LEAF_N_KINDS:
    default:
      return PRECEPT_LEAF_COMPLETE;
    }
}

static void
append_attribute (GString    *xml,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = value != NULL ? precept_canonical_escape_attribute (value) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xml, " %s=\"%s\"", name, escaped);
}

static void
append_bounds (GString     *xml,
               PreceptLeaf *self)
{
  if (self->bound == PRECEPT_LEAF_ANY_NUMBER)
    return;
  if (self->bound == PRECEPT_LEAF_BETWEEN)
    {
      append_attribute (xml, "at-least", self->number);
      append_attribute (xml, "at-most", self->upper);
      return;
    }
  append_attribute (xml, bound_names[self->bound], self->number);
}

static void
append_children (GString     *xml,
                 PreceptLeaf *self)
{
  for (guint i = 0; self->kind == PRECEPT_LEAF_PRESCRIBER && i < self->specialties->len; i++)
    {
      PreceptLeafSpecialty *specialty = g_ptr_array_index (self->specialties, i);
      g_autofree char      *name = specialty->name != NULL ? precept_canonical_escape (specialty->name) : NULL;

      if (name == NULL)
        continue;
      g_string_append (xml, "<specialty");
      append_attribute (xml, "code", specialty->code);
      g_string_append_printf (xml, ">%s</specialty>", name);
    }
  for (guint i = 0; self->kind == PRECEPT_LEAF_DIAGNOSIS && i < self->codes->len; i++)
    {
      PreceptLeafCodes *codes = g_ptr_array_index (self->codes, i);

      g_string_append (xml, "<code-ref");
      append_attribute (xml, "table", codes->table);
      append_attribute (xml, "value", codes->value);
      g_string_append (xml, "/>");
    }
}

char *
precept_leaf_dup_xml (PreceptLeaf *self,
                      const char  *id,
                      const char  *fact_id,
                      const char  *more,
                      const char  *note)
{
  const char *element = kinds[self->kind].element;
  GString    *xml = g_string_new (NULL);

  g_string_append_printf (xml, "<%s", element);
  append_attribute (xml, "id", id);
  if (kinds[self->kind].fact_kind != NULL)
    append_attribute (xml, "fact", fact_id);
  if (self->kind == PRECEPT_LEAF_AGE || self->kind == PRECEPT_LEAF_LAB || self->kind == PRECEPT_LEAF_COUNT)
    append_bounds (xml, self);
  if (self->kind == PRECEPT_LEAF_AGE && self->unit != NULL && strcmp (self->unit, "years") != 0)
    append_attribute (xml, "unit", self->unit);
  if (self->kind == PRECEPT_LEAF_THERAPY)
    append_attribute (xml, "for-at-least", self->duration);
  if (self->kind == PRECEPT_LEAF_LAB || self->kind == PRECEPT_LEAF_COUNT || self->kind == PRECEPT_LEAF_THERAPY)
    append_attribute (xml, "within", self->within);
  if (self->kind == PRECEPT_LEAF_PRESCRIBER && self->consulted)
    append_attribute (xml, "consultation", "yes");
  if (self->kind == PRECEPT_LEAF_DIAGNOSIS)
    append_attribute (xml, "of", self->diagnosis);
  if (self->kind == PRECEPT_LEAF_CHOICE)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_copy (self->options, (GCopyFunc)g_strdup, NULL);
      g_autofree char *value = NULL;

      g_ptr_array_set_free_func (ids, g_free);
      g_ptr_array_add (ids, NULL);
      value = g_strjoinv (" ", (char **)ids->pdata);
      append_attribute (xml, "value", value);
    }
  g_string_append_printf (xml, "%s>", more);
  append_children (xml, self);
  g_string_append_printf (xml, "%s</%s>", note, element);

  return g_string_free (xml, FALSE);
}

/* A unit that people write is one that machines read, where it is. */
static const char *
get_ucum (const char *unit)
{
  static const struct
  {
    const char *shown;
    const char *ucum;
  } units[] = {
    { "cells/µL", "/uL" },
    { "cells/mcL", "/uL" },
    { "/µL", "/uL" },
    { "% of predicted", "%" },
    { "percent", "%" },
    { "points", "{score}" },
    { "mcg/mL", "ug/mL" },
    { "µg/mL", "ug/mL" },
    { "mmHg", "mm[Hg]" },
    { "mm Hg", "mm[Hg]" },
    { "mL/min/1.73 m2", "mL/min/{1.73_m2}" },
    { "mL/min/1.73 m²", "mL/min/{1.73_m2}" },
    { "kg/m²", "kg/m2" },
    { "IU/mL", "[IU]/mL" },
    { "IU/L", "[IU]/L" },
    { "inches", "[in_i]" },
    { "pounds", "[lb_av]" },
    { "feet", "[ft_i]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      if (strcmp (units[i].shown, unit) == 0)
        return units[i].ucum;
    }

  return unit;
}

char *
precept_leaf_dup_fact_xml (PreceptLeaf *self,
                           const char  *fact_id)
{
  GString         *xml = g_string_new ("<fact");
  g_autofree char *name = precept_canonical_escape (self->fact_name);
  g_autofree char *plural = self->fact_plural != NULL ? precept_canonical_escape (self->fact_plural) : NULL;
  g_autofree char *statement = self->statement != NULL ? precept_canonical_escape (self->statement) : NULL;

  append_attribute (xml, "id", fact_id);
  append_attribute (xml, "kind", kinds[self->kind].fact_kind);
  if (self->kind == PRECEPT_LEAF_LAB && self->fact_unit != NULL)
    {
      append_attribute (xml, "unit", get_ucum (self->fact_unit));
      append_attribute (xml, "unit-shown", self->fact_unit);
    }
  g_string_append_printf (xml, "><name>%s</name>", name);
  if (plural != NULL && self->kind == PRECEPT_LEAF_COUNT)
    g_string_append_printf (xml, "<plural>%s</plural>", plural);
  if (statement != NULL && self->kind == PRECEPT_LEAF_YES_NO)
    g_string_append_printf (xml, "<statement>%s</statement>", statement);
  g_string_append (xml, "</fact>");

  return g_string_free (xml, FALSE);
}

#define SCRATCH_LEAF "leaf-being-filled-in"
#define SCRATCH_FACT "fact-being-filled-in"

/* What the sentence is made from: the leaf, its fact, and the tables of its codes. */
static char *
dup_scratch (PreceptDocument *document,
             PreceptLeaf     *self)
{
  GString         *xml = g_string_new (NULL);
  const xmlNode   *fact = self->fact != NULL ? precept_document_find (document, self->fact) : NULL;
  g_autofree char *language = precept_canonical_escape_attribute (precept_document_get_language (document));
  g_autofree char *leaf = precept_leaf_dup_xml (self, SCRATCH_LEAF, self->fact != NULL ? self->fact : SCRATCH_FACT, "", "");
  g_autofree char *fact_xml = fact != NULL ? precept_canonical_dup_nodes (fact, 1) : NULL;
  g_autoptr (GHashTable) tables = g_hash_table_new (g_str_hash, g_str_equal);

  if (fact_xml == NULL && self->fact == NULL && kinds[self->kind].fact_kind != NULL)
    fact_xml = precept_leaf_dup_fact_xml (self, SCRATCH_FACT);
  g_string_append_printf (xml, "<guideline xmlns=\"" PRECEPT_NAMESPACE "\" id=\"scratch\" xml:lang=\"%s\"><coverage id=\"scratch-coverage\"><facts>%s</facts>"
                               "<general>%s</general></coverage><billing-codes id=\"scratch-codes\">",
                          language, fact_xml != NULL ? fact_xml : "", leaf);
  for (guint i = 0; i < self->codes->len; i++)
    {
      PreceptLeafCodes *codes = g_ptr_array_index (self->codes, i);
      const xmlNode    *table = codes->table != NULL ? precept_document_find (document, codes->table) : NULL;

      if (table != NULL && g_hash_table_add (tables, codes->table))
        {
          g_autofree char *table_xml = precept_canonical_dup_nodes (table, 1);

          g_string_append (xml, table_xml);
        }
    }
  g_string_append (xml, "</billing-codes></guideline>");

  return g_string_free (xml, FALSE);
}

/**
 * precept_leaf_dup_sentence:
 * @document: the guideline it will stand in
 * @self: a leaf
 *
 * Says what the leaf demands, by the templates that print it.
 *
 * Returns: (transfer full) (nullable): the sentence; %NULL while something is to be filled in
 */
char *
precept_leaf_dup_sentence (PreceptDocument *document,
                           PreceptLeaf     *self)
{
  g_autofree char *xml = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) scratch = NULL;
  g_autoptr (GError) error = NULL;
  const xmlNode *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (self != NULL, NULL);

  if (precept_leaf_find_lack (self) != PRECEPT_LEAF_COMPLETE)
    return NULL;

  xml = dup_scratch (document, self);
  bytes = g_bytes_new (xml, strlen (xml));
  scratch = precept_document_new_from_bytes (bytes, &error);
  node = scratch != NULL ? precept_document_find (scratch, SCRATCH_LEAF) : NULL;
  if (node == NULL)
    {
      g_debug ("No sentence: %s", error != NULL ? error->message : "no leaf");
      return NULL;
    }

  return precept_sentence_new (scratch, node);
}
