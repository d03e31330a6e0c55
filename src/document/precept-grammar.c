/* precept-grammar.c: what a guideline may hold, read from the schema
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-private.h"

#include <gio/gio.h>
#include <libxml/parser.h>
#include <string.h>

#include "precept-grammar-resources.h"

#define SCHEMA_PATH "/precept/schema/guideline.rng"
#define RELAXNG_NAMESPACE "http://relaxng.org/ns/structure/1.0"
#define ANNOTATION_NAMESPACE "urn:precept:annotation:1"

/* What is at hand while the schema is read. */
typedef struct
{
  GHashTable *defines; /* borrowed name → borrowed xmlNode of the define */
} Reader;

static PreceptPattern *read_pattern (Reader *reader, xmlNode *node);

static gboolean
is_schema (xmlNode *node, const char *name)
{
  return node->type == XML_ELEMENT_NODE &&
         node->ns != NULL &&
         strcmp ((const char *)node->ns->href, RELAXNG_NAMESPACE) == 0 &&
         strcmp ((const char *)node->name, name) == 0;
}

static xmlNode *
next_schema_element (xmlNode *node)
{
  while (node != NULL && node->type != XML_ELEMENT_NODE)
    node = node->next;
  return node;
}

static char *
dup_property (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *)name);
  char    *copy = g_strdup ((const char *)value);

  xmlFree (value);
  return copy;
}

static char *
dup_annotation (xmlNode *node, const char *name)
{
  xmlChar *value = xmlGetNsProp (node, (const xmlChar *)name, (const xmlChar *)ANNOTATION_NAMESPACE);
  char    *copy = g_strdup ((const char *)value);

  xmlFree (value);
  return copy;
}

static char *
dup_content (xmlNode *node)
{
  xmlChar *value = xmlNodeGetContent (node);
  char    *copy = g_strstrip (g_strdup ((const char *)value));

  xmlFree (value);
  return copy;
}

static xmlNode *
resolve (Reader *reader, xmlNode *ref)
{
  g_autofree char *name = dup_property (ref, "name");
  xmlNode         *define = g_hash_table_lookup (reader->defines, name);

  if (define == NULL)
    g_error ("guideline.rng: line %ld refers to “%s”, which is not defined", xmlGetLineNo (ref), name);
  return define;
}

static PreceptPattern *
pattern_new (PreceptPatternKind kind)
{
  PreceptPattern *self = g_new0 (PreceptPattern, 1);

  self->kind = kind;
  return self;
}

static PreceptPattern *
read_data (xmlNode *node)
{
  PreceptPattern *self = pattern_new (PRECEPT_PATTERN_DATA);

  self->name = dup_property (node, "type");
  self->label = dup_annotation (node, "form");
  if (self->label == NULL)
    g_error ("guideline.rng: line %ld: data without its form in words", xmlGetLineNo (node));
  for (xmlNode *child = next_schema_element (node->children); child != NULL; child = next_schema_element (child->next))
    {
      g_autofree char *name = dup_property (child, "name");
      g_autofree char *value = dup_content (child);

      if (g_strcmp0 (name, "pattern") == 0)
        {
          self->facet = g_steal_pointer (&value);
          self->regexp = xmlRegexpCompile ((const xmlChar *)self->facet);
          if (self->regexp == NULL)
            g_error ("guideline.rng: line %ld has a pattern that is not one: %s", xmlGetLineNo (child), self->facet);
        }
      else if (g_strcmp0 (name, "minLength") == 0)
        {
          self->min_length = g_ascii_strtoull (value, NULL, 10);
        }
      else
        {
          g_error ("guideline.rng: line %ld: the grammar does not know the parameter “%s”", xmlGetLineNo (child), name);
        }
    }
  return self;
}

static PreceptPattern *
read_value (xmlNode *node)
{
  PreceptPattern *self = pattern_new (PRECEPT_PATTERN_VALUE);

  self->name = dup_content (node);
  self->label = dup_annotation (node, "label");
  if (self->label == NULL)
    g_error ("guideline.rng: line %ld: a value without a label", xmlGetLineNo (node));
  return self;
}

/* The patterns inside @node as one of @kind. Foreign content and attributes have none; where nothing else is
 * in it, neither has @node. */
static PreceptPattern *
read_children (Reader *reader, xmlNode *node, PreceptPatternKind kind)
{
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  PreceptPattern *self;

  for (xmlNode *child = next_schema_element (node->children); child != NULL; child = next_schema_element (child->next))
    {
      PreceptPattern *pattern = read_pattern (reader, child);

      if (pattern != NULL)
        g_ptr_array_add (children, pattern);
    }
  if (children->len == 0)
    return NULL;
  if (children->len == 1 && (kind == PRECEPT_PATTERN_GROUP || kind == PRECEPT_PATTERN_CHOICE || kind == PRECEPT_PATTERN_INTERLEAVE))
    return g_ptr_array_index (children, 0);
  self = pattern_new (kind);
  self->children = g_steal_pointer (&children);
  return self;
}

static PreceptPattern *
read_reference (Reader *reader, xmlNode *ref)
{
  xmlNode        *define = resolve (reader, ref);
  xmlNode        *element = next_schema_element (define->children);
  PreceptPattern *self;

  if (element == NULL || !is_schema (element, "element"))
    return read_children (reader, define, PRECEPT_PATTERN_GROUP);
  if (!xmlHasProp (element, (const xmlChar *)"name"))
    return NULL;
  self = pattern_new (PRECEPT_PATTERN_ELEMENT);
  self->name = dup_property (element, "name");
  return self;
}

/* NULL: nothing but foreign content or attributes. */
static PreceptPattern *
read_pattern (Reader *reader, xmlNode *node)
{
  static const struct
  {
    const char        *name;
    PreceptPatternKind kind;
  } composites[] = {
    { "group", PRECEPT_PATTERN_GROUP },
    { "choice", PRECEPT_PATTERN_CHOICE },
    { "interleave", PRECEPT_PATTERN_INTERLEAVE },
    { "optional", PRECEPT_PATTERN_OPTIONAL },
    { "zeroOrMore", PRECEPT_PATTERN_ZERO_OR_MORE },
    { "oneOrMore", PRECEPT_PATTERN_ONE_OR_MORE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (composites); i++)
    {
      if (is_schema (node, composites[i].name))
        return read_children (reader, node, composites[i].kind);
    }
  if (is_schema (node, "ref"))
    return read_reference (reader, node);
  if (is_schema (node, "text"))
    return pattern_new (PRECEPT_PATTERN_TEXT);
  if (is_schema (node, "empty"))
    return pattern_new (PRECEPT_PATTERN_EMPTY);
  if (is_schema (node, "data"))
    return read_data (node);
  if (is_schema (node, "value"))
    return read_value (node);
  if (is_schema (node, "attribute"))
    return NULL;
  g_error ("guideline.rng: line %ld: the grammar does not know “%s”", xmlGetLineNo (node), node->name);
}

/* The values that are named one by one; NULL: there are none. */
static GStrv
list_choices (const PreceptPattern *type)
{
  g_autoptr (GStrvBuilder) builder = NULL;

  if (type->kind != PRECEPT_PATTERN_VALUE && type->kind != PRECEPT_PATTERN_CHOICE)
    return NULL;
  builder = g_strv_builder_new ();
  if (type->kind == PRECEPT_PATTERN_VALUE)
    g_strv_builder_add (builder, type->name);
  for (guint i = 0; type->children != NULL && i < type->children->len; i++)
    {
      const PreceptPattern *child = g_ptr_array_index (type->children, i);

      if (child->kind == PRECEPT_PATTERN_VALUE)
        g_strv_builder_add (builder, child->name);
    }
  return g_strv_builder_end (builder);
}

static void
read_attribute (Reader *reader, xmlNode *node, gboolean required, GPtrArray *attributes)
{
  PreceptGrammarAttribute *attribute;

  if (!xmlHasProp (node, (const xmlChar *)"name"))
    return;
  attribute = g_new0 (PreceptGrammarAttribute, 1);
  attribute->name = dup_property (node, "name");
  attribute->label = dup_annotation (node, "label");
  attribute->required = required;
  attribute->type = read_children (reader, node, PRECEPT_PATTERN_GROUP);
  if (attribute->type == NULL || attribute->label == NULL)
    g_error ("guideline.rng: line %ld: an attribute without a type or a label", xmlGetLineNo (node));
  attribute->choices = list_choices (attribute->type);
  g_ptr_array_add (attributes, attribute);
}

static void
read_attributes (Reader *reader, xmlNode *node, gboolean required, GPtrArray *attributes)
{
  for (xmlNode *child = next_schema_element (node->children); child != NULL; child = next_schema_element (child->next))
    {
      if (is_schema (child, "attribute"))
        {
          read_attribute (reader, child, required, attributes);
        }
      else if (is_schema (child, "optional"))
        {
          read_attributes (reader, child, FALSE, attributes);
        }
      else if (is_schema (child, "ref"))
        {
          xmlNode *define = resolve (reader, child);
          xmlNode *first = next_schema_element (define->children);

          if (first != NULL && !is_schema (first, "element"))
            read_attributes (reader, define, required, attributes);
        }
    }
}

/* What kind of text the model has, and which children it mentions. */
static void
survey_model (PreceptGrammarElement *element, PreceptPattern *pattern)
{
  if (pattern->kind == PRECEPT_PATTERN_TEXT)
    {
      element->has_text = TRUE;
    }
  else if (pattern->kind == PRECEPT_PATTERN_ELEMENT)
    {
      if (!g_ptr_array_find_with_equal_func (element->child_names, pattern->name, g_str_equal, NULL))
        g_ptr_array_add (element->child_names, pattern->name);
    }
  else if (pattern->children != NULL)
    {
      for (guint i = 0; i < pattern->children->len; i++)
        survey_model (element, g_ptr_array_index (pattern->children, i));
    }
}

/* The children one of which must be there, first things first. */
static void
survey_required (PreceptGrammarElement *element, PreceptPattern *pattern)
{
  if (pattern->kind == PRECEPT_PATTERN_ELEMENT)
    {
      if (!g_ptr_array_find_with_equal_func (element->required_names, pattern->name, g_str_equal, NULL))
        g_ptr_array_add (element->required_names, pattern->name);
    }
  else if (pattern->children != NULL && pattern->kind != PRECEPT_PATTERN_OPTIONAL && pattern->kind != PRECEPT_PATTERN_ZERO_OR_MORE)
    {
      for (guint i = 0; i < pattern->children->len; i++)
        survey_required (element, g_ptr_array_index (pattern->children, i));
    }
}

static gboolean
is_value (const PreceptPattern *pattern)
{
  if (pattern->kind == PRECEPT_PATTERN_CHOICE)
    return is_value (g_ptr_array_index (pattern->children, 0));
  return pattern->kind == PRECEPT_PATTERN_DATA || pattern->kind == PRECEPT_PATTERN_VALUE;
}

static PreceptGrammarElement *
read_element (Reader *reader, xmlNode *node)
{
  PreceptGrammarElement *self = g_new0 (PreceptGrammarElement, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  self->name = dup_property (node, "name");
  self->label = dup_annotation (node, "label");
  self->help = dup_annotation (node, "help");
  self->place = dup_annotation (node, "place");
  if (self->label == NULL || self->help == NULL || self->place == NULL)
    g_error ("guideline.rng: line %ld: an element without label, help or place", xmlGetLineNo (node));

  self->attributes = g_ptr_array_new ();
  read_attributes (reader, node, TRUE, self->attributes);
  for (guint i = 0; i < self->attributes->len; i++)
    g_strv_builder_add (names, ((PreceptGrammarAttribute *)g_ptr_array_index (self->attributes, i))->name);
  self->attribute_names = g_strv_builder_end (names);

  self->child_names = g_ptr_array_new ();
  self->required_names = g_ptr_array_new ();
  self->model = read_children (reader, node, PRECEPT_PATTERN_GROUP);
  if (self->model != NULL && is_value (self->model))
    {
      self->value = self->model;
      self->choices = list_choices (self->value);
    }
  else if (self->model != NULL)
    {
      survey_model (self, self->model);
      survey_required (self, self->model);
    }
  return self;
}

static void
read_schema (PreceptGrammar *self, xmlDoc *schema)
{
  g_autoptr (GHashTable) defines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader   reader = { defines };
  xmlNode *root = xmlDocGetRootElement (schema);

  for (xmlNode *node = next_schema_element (root->children); node != NULL; node = next_schema_element (node->next))
    {
      if (is_schema (node, "define"))
        g_hash_table_insert (defines, dup_property (node, "name"), node);
    }
  for (xmlNode *node = next_schema_element (root->children); node != NULL; node = next_schema_element (node->next))
    {
      xmlNode               *child = next_schema_element (node->children);
      PreceptGrammarElement *element;

      if (!is_schema (child, "element") || !xmlHasProp (child, (const xmlChar *)"name"))
        continue;
      element = read_element (&reader, child);
      if (!g_hash_table_insert (self->elements, element->name, element))
        g_error ("guideline.rng: “%s” is defined twice", element->name);
      g_ptr_array_add (self->names, element->name);
    }
  g_ptr_array_add (self->names, NULL);
}

/* The bytes of guideline.rng. */
static GBytes *
lookup_schema (void)
{
  static gsize registered;
  GBytes      *bytes;

  if (g_once_init_enter (&registered))
    {
      precept_grammar_register_resource ();
      g_once_init_leave (&registered, 1);
    }
  bytes = g_resources_lookup_data (SCHEMA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_assert (bytes != NULL);
  return bytes;
}

static PreceptGrammar *
load (void)
{
  PreceptGrammar *self = g_new0 (PreceptGrammar, 1);
  g_autoptr (GBytes) bytes = lookup_schema ();
  xmlDoc *schema;

  /* Compiled in: a fault in it is a fault in the program, so g_error () is right. */
  schema = xmlReadMemory (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "guideline.rng", NULL, XML_PARSE_NONET | XML_PARSE_NOBLANKS);
  if (schema == NULL)
    g_error ("guideline.rng is not well-formed XML");
  g_mutex_init (&self->mutex);
  self->elements = g_hash_table_new (g_str_hash, g_str_equal);
  self->names = g_ptr_array_new ();
  read_schema (self, schema);
  xmlFreeDoc (schema);
  return self;
}

/* The type of an attribute, or of the element's own text; NULL: there is none. */
static PreceptPattern *
get_type (PreceptGrammar *self, const char *name, const char *attribute_name)
{
  PreceptGrammarElement   *element = precept_grammar_lookup (self, name);
  PreceptGrammarAttribute *attribute;

  if (element == NULL)
    return NULL;
  if (attribute_name == NULL)
    return element->value;
  attribute = precept_grammar_lookup_attribute (element, attribute_name);
  return attribute != NULL ? attribute->type : NULL;
}

PreceptGrammarElement *
precept_grammar_lookup (PreceptGrammar *self, const char *name)
{
  return g_hash_table_lookup (self->elements, name);
}

PreceptGrammarAttribute *
precept_grammar_lookup_attribute (PreceptGrammarElement *element, const char *name)
{
  for (guint i = 0; i < element->attributes->len; i++)
    {
      PreceptGrammarAttribute *attribute = g_ptr_array_index (element->attributes, i);

      if (strcmp (attribute->name, name) == 0)
        return attribute;
    }
  return NULL;
}

/**
 * precept_grammar_get:
 *
 * Gets the grammar of the guideline format, reading the schema on first use.
 *
 * May be called from any thread; so may all functions that take the grammar.
 *
 * Returns: (transfer none): the grammar
 */
PreceptGrammar *
precept_grammar_get (void)
{
  static PreceptGrammar *grammar;

  if (g_once_init_enter (&grammar))
    g_once_init_leave (&grammar, load ());
  return grammar;
}

/**
 * precept_grammar_get_elements:
 * @self: the grammar
 *
 * Lists the names of all elements in the order of the schema.
 *
 * Returns: (transfer none): names, %NULL-terminated
 */
const char *const *
precept_grammar_get_elements (PreceptGrammar *self)
{
  return (const char *const *)self->names->pdata;
}

/**
 * precept_grammar_has_element:
 * @self: the grammar
 * @name: an element name
 *
 * Whether the format has an element of that name in our namespace.
 *
 * Returns: whether it has
 */
gboolean
precept_grammar_has_element (PreceptGrammar *self, const char *name)
{
  return precept_grammar_lookup (self, name) != NULL;
}

/**
 * precept_grammar_get_label:
 * @self: the grammar
 * @name: an element name
 *
 * Gets what people call the element: "Billing codes".
 *
 * Returns: (nullable): the label, or %NULL for an unknown element
 */
const char *
precept_grammar_get_label (PreceptGrammar *self, const char *name)
{
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);

  return element != NULL ? element->label : NULL;
}

/**
 * precept_grammar_get_help:
 * @self: the grammar
 * @name: an element name
 *
 * Gets one sentence about what the element is for.
 *
 * Returns: (nullable): the sentence, or %NULL for an unknown element
 */
const char *
precept_grammar_get_help (PreceptGrammar *self, const char *name)
{
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);

  return element != NULL ? element->help : NULL;
}

/**
 * precept_grammar_get_place:
 * @self: the grammar
 * @name: an element name
 *
 * Gets the element's place in the editor.
 *
 * One of metadata, part, heading, block, inline, entry, criterion, field,
 * frame, record; the schema says what each means.
 *
 * Returns: (nullable): the place, or %NULL for an unknown element
 */
const char *
precept_grammar_get_place (PreceptGrammar *self, const char *name)
{
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);

  return element != NULL ? element->place : NULL;
}

/**
 * precept_grammar_has_text:
 * @self: the grammar
 * @name: an element name
 *
 * Whether text may stand directly in the element, as prose or as a value.
 *
 * Returns: whether it may; %FALSE for an unknown element
 */
gboolean
precept_grammar_has_text (PreceptGrammar *self, const char *name)
{
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);

  return element != NULL && (element->has_text || element->value != NULL);
}

/**
 * precept_grammar_get_attributes:
 * @self: the grammar
 * @name: an element name
 *
 * Lists the attributes of an element in canonical order.
 *
 * Returns: (transfer none) (nullable): names as written ("xml:lang"),
 *   %NULL-terminated; %NULL for an unknown element
 */
const char *const *
precept_grammar_get_attributes (PreceptGrammar *self, const char *name)
{
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);

  return element != NULL ? (const char *const *)element->attribute_names : NULL;
}

/**
 * precept_grammar_get_attribute_label:
 * @self: the grammar
 * @name: an element name
 * @attribute: an attribute name
 *
 * Gets what people call the attribute: "Trial status".
 *
 * Returns: (nullable): the label, or %NULL where there is no such attribute
 */
const char *
precept_grammar_get_attribute_label (PreceptGrammar *self, const char *name, const char *attribute)
{
  PreceptGrammarElement   *element = precept_grammar_lookup (self, name);
  PreceptGrammarAttribute *found = element != NULL ? precept_grammar_lookup_attribute (element, attribute) : NULL;

  return found != NULL ? found->label : NULL;
}

/**
 * precept_grammar_is_attribute_required:
 * @self: the grammar
 * @name: an element name
 * @attribute: an attribute name
 *
 * Whether the element must have the attribute.
 *
 * Returns: whether it must; %FALSE where there is no such attribute
 */
gboolean
precept_grammar_is_attribute_required (PreceptGrammar *self, const char *name, const char *attribute)
{
  PreceptGrammarElement   *element = precept_grammar_lookup (self, name);
  PreceptGrammarAttribute *found = element != NULL ? precept_grammar_lookup_attribute (element, attribute) : NULL;

  return found != NULL && found->required;
}

/**
 * precept_grammar_get_choices:
 * @self: the grammar
 * @name: an element name
 * @attribute: (nullable): an attribute name, or %NULL for the element's text
 *
 * Lists the values to choose from. A value of another form may be right, too:
 * ask precept_grammar_is_value_right().
 *
 * Returns: (transfer none) (nullable): values, %NULL-terminated; %NULL where
 *   the format names none
 */
const char *const *
precept_grammar_get_choices (PreceptGrammar *self, const char *name, const char *attribute)
{
  PreceptGrammarElement   *element = precept_grammar_lookup (self, name);
  PreceptGrammarAttribute *found;

  if (element == NULL)
    return NULL;
  if (attribute == NULL)
    return (const char *const *)element->choices;
  found = precept_grammar_lookup_attribute (element, attribute);
  return found != NULL ? (const char *const *)found->choices : NULL;
}

/**
 * precept_grammar_get_choice_label:
 * @self: the grammar
 * @name: an element name
 * @attribute: (nullable): an attribute name, or %NULL for the element's text
 * @value: one of its values
 *
 * Gets what people call one of the values to choose from.
 *
 * Returns: (nullable): the label, or %NULL where @value is no such value
 */
const char *
precept_grammar_get_choice_label (PreceptGrammar *self, const char *name, const char *attribute, const char *value)
{
  PreceptPattern *type = get_type (self, name, attribute);

  if (type == NULL)
    return NULL;
  if (type->kind == PRECEPT_PATTERN_VALUE)
    return strcmp (type->name, value) == 0 ? type->label : NULL;
  if (type->kind != PRECEPT_PATTERN_CHOICE)
    return NULL;
  for (guint i = 0; i < type->children->len; i++)
    {
      PreceptPattern *child = g_ptr_array_index (type->children, i);

      if (child->kind == PRECEPT_PATTERN_VALUE && strcmp (child->name, value) == 0)
        return child->label;
    }
  return NULL;
}

/**
 * precept_grammar_dup_value_words:
 * @self: the grammar
 * @name: an element name
 * @attribute: (nullable): an attribute name, or %NULL for the element's text
 *
 * Says what the value may be, to follow "must be": "a date such as 2026-03-31",
 * "“bullet” or “number”".
 *
 * Returns: (transfer full) (nullable): the words, or %NULL where there is no
 *   such attribute, or where the text is free
 */
char *
precept_grammar_dup_value_words (PreceptGrammar *self, const char *name, const char *attribute)
{
  PreceptPattern *type = get_type (self, name, attribute);

  return type != NULL ? precept_pattern_dup_words (type) : NULL;
}

/**
 * precept_grammar_is_value_right:
 * @self: the grammar
 * @name: an element name
 * @attribute: (nullable): an attribute name, or %NULL for the element's text
 * @value: a value
 *
 * Whether the attribute, or the element, may have that value.
 *
 * Returns: whether it may; %TRUE where the element's text is free, %FALSE where
 *   there is no such attribute or the element may hold no text
 */
gboolean
precept_grammar_is_value_right (PreceptGrammar *self, const char *name, const char *attribute, const char *value)
{
  PreceptPattern *type = get_type (self, name, attribute);

  if (type == NULL)
    return attribute == NULL && precept_grammar_has_text (self, name);
  return precept_pattern_matches_value (type, value);
}
