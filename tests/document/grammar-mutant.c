/* grammar-mutant.c: guidelines with one thing changed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "grammar-mutant.h"

#include <string.h>

#include "precept-document.h"
#include "precept-grammar.h"

#define XML (const xmlChar *)

/* Values that are right for some types and nearly right for others. */
static const char *const values[] = {
  "",
  " ",
  "a",
  "A",
  "a b",
  "a  b",
  " a",
  "a\t",
  "\xc3\xa9",
  "a\xc2\xa0z",
  "a-",
  "-a",
  "a_b",
  "a.b",
  "a1-2",
  "0",
  "1",
  "01",
  "999",
  "1000",
  "-1",
  "+1",
  "1.5",
  "1.",
  ".5",
  "1e5",
  "-0.25",
  "123456789",
  "1234567890",
  "yes",
  " yes ",
  "YES",
  "no",
  "draft",
  "drug",
  "6 months",
  "6  months",
  "1 month",
  "0 months",
  "6months",
  "6 lunar months",
  "12 hours",
  "2026-03-31",
  " 2026-03-31 ",
  "2026-02-30",
  "2024-02-29",
  "2023-02-29",
  "1900-02-29",
  "2000-02-29",
  "2026-13-01",
  "2026-00-10",
  "2026-04-31",
  "2026-1-1",
  "0000-01-01",
  "0001-01-01",
  "2026-03-31Z",
  "2026-03-31+01:00",
  "-2026-03-31",
  "12026-03-31",
  "2026-03-31T14:05:00Z",
  "2026-03-31T24:05:00Z",
  "2026-03-31T14:05:00-05:00",
  "2026-03-31T14:05:00",
  "2026-03-31T14:05:60Z",
  "en",
  "en-US",
  "en_US",
  "x",
  "eng-US-abcdefgh",
  "en-US-abcdefghi",
  "https://example.org/a?b=c#d",
  "https://example.org/a b",
  "CA",
  "Ca",
  "CAL",
  "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
  "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF",
  "QUJD",
  "QUI=",
  "QQ==",
  "QQ=",
  "Q===",
  "QR==",
  "QUJ=",
  "QU JD",
  "Q U I =",
  "QUJDQQ==QUJD",
  "Q\xc3\xa9JD",
  "=",
  "QUJD\nQUJD\n",
  "governed-by-state-law",
  "governed-by-",
  "governed-by-State",
  "not-applicable",
  "HCPCS",
  "ICD-10-CM",
  "image/png",
};

static gboolean
is_ours (const xmlNode *node)
{
  return node->type == XML_ELEMENT_NODE && node->ns != NULL && strcmp ((const char *)node->ns->href, PRECEPT_NAMESPACE) == 0;
}

static xmlNode *
next_in_document (xmlNode *node)
{
  if (node->children != NULL && node->type == XML_ELEMENT_NODE)
    return node->children;
  while (node != NULL && node->next == NULL)
    {
      node = node->parent;
      if (node == NULL || node->type == XML_DOCUMENT_NODE)
        return NULL;
    }
  return node != NULL ? node->next : NULL;
}

xmlNode *
mutant_get_element (xmlDoc *document, guint number)
{
  for (xmlNode *node = xmlDocGetRootElement (document); node != NULL; node = next_in_document (node))
    {
      if (is_ours (node) && number-- == 0)
        return node;
    }
  return NULL;
}

static void
insert (xmlNode *parent, guint position, xmlNode *node)
{
  xmlNode *before = parent->children;

  while (before != NULL && position-- > 0)
    before = before->next;
  if (before != NULL)
    xmlAddPrevSibling (before, node);
  else
    xmlAddChild (parent, node);
}

static xmlNode *
next_element (xmlNode *node)
{
  do
    node = node->next;
  while (node != NULL && node->type != XML_ELEMENT_NODE);
  return node;
}

static void
move (xmlNode *node, xmlNode *into)
{
  for (xmlNode *at = into; at != NULL; at = at->parent)
    {
      if (at == node)
        return;
    }
  xmlUnlinkNode (node);
  xmlAddChild (into, node);
}

static void
swap (xmlNode *node)
{
  xmlNode *next = next_element (node);

  if (next == NULL)
    return;
  xmlUnlinkNode (node);
  xmlAddNextSibling (next, node);
}

static void
set_attribute (xmlNode *node, const char *name, const char *value)
{
  if (strcmp (name, "xml:lang") == 0)
    xmlNodeSetLang (node, XML value);
  else
    xmlSetProp (node, XML name, XML value);
}

static void
remove_attribute (xmlNode *node, const char *name)
{
  xmlAttr *attribute = strcmp (name, "xml:lang") == 0 ? xmlHasNsProp (node, XML "lang", XML_XML_NAMESPACE) : xmlHasProp (node, XML name);

  if (attribute != NULL)
    xmlRemoveProp (attribute);
}

static void
add_element (const Mutant *self, xmlNode *node)
{
  xmlNode *added = xmlNewDocNode (node->doc, NULL, XML (self->value != NULL ? self->value : "mark"), NULL);

  if (self->mutation == MUTATION_ADD_ELEMENT)
    {
      xmlSetNs (added, node->ns);
      xmlSetProp (added, XML "id", XML "added");
    }
  else if (self->mutation == MUTATION_ADD_FOREIGN)
    {
      xmlSetNs (added, xmlNewNs (added, XML "urn:example:other", XML "o"));
      xmlSetProp (added, XML "id", XML "not ours!");
      xmlNewTextChild (added, added->ns, XML "inner", XML "words");
    }
  else
    {
      /* xmlns="": out of every namespace. */
      xmlNewNs (added, XML "", NULL);
    }
  insert (node, self->other, added);
}

void
mutant_apply (const Mutant *self, xmlDoc *document)
{
  xmlNode *node = mutant_get_element (document, self->node);

  g_assert_nonnull (node);
  switch (self->mutation)
    {
    case MUTATION_RENAME:
      xmlNodeSetName (node, XML self->value);
      break;
    case MUTATION_DROP:
      xmlUnlinkNode (node);
      xmlFreeNode (node);
      break;
    case MUTATION_DUPLICATE:
      xmlAddNextSibling (node, xmlCopyNode (node, 1));
      break;
    case MUTATION_SWAP:
      swap (node);
      break;
    case MUTATION_MOVE:
      move (node, mutant_get_element (document, self->other));
      break;
    case MUTATION_SET_ATTRIBUTE:
      set_attribute (node, self->attribute, self->value);
      break;
    case MUTATION_REMOVE_ATTRIBUTE:
      remove_attribute (node, self->attribute);
      break;
    case MUTATION_ADD_FOREIGN_ATTRIBUTE:
      xmlNewNsProp (node, xmlNewNs (node, XML "urn:example:other", XML "o"), XML "id", XML "not ours!");
      break;
    case MUTATION_ADD_OWN_ATTRIBUTE:
      xmlNewNsProp (node, xmlNewNs (node, XML PRECEPT_NAMESPACE, XML "own"), XML "id", XML "a-1");
      break;
    case MUTATION_ADD_ELEMENT:
    case MUTATION_ADD_FOREIGN:
    case MUTATION_ADD_PLAIN:
      add_element (self, node);
      break;
    case MUTATION_ADD_TEXT:
      insert (node, self->other, xmlNewDocText (document, XML self->value));
      break;
    case MUTATION_ADD_CDATA:
      insert (node, self->other, xmlNewCDataBlock (document, XML self->value, (int)strlen (self->value)));
      break;
    case MUTATION_ADD_COMMENT:
      insert (node, self->other, xmlNewDocComment (document, XML " a remark "));
      break;
    case MUTATION_ADD_INSTRUCTION:
      insert (node, self->other, xmlNewDocPI (document, XML "tool", XML "setting"));
      break;
    case MUTATION_SET_TEXT:
      xmlNodeSetContent (node, NULL);
      xmlNodeAddContent (node, XML self->value);
      break;
    case MUTATION_NONE:
    case N_MUTATIONS:
    default:
      break;
    }
}

char *
mutant_describe (const Mutant *self)
{
  static const char *const names[N_MUTATIONS] = {
    "as it is", "rename", "drop", "duplicate", "swap", "move", "set attribute", "remove attribute", "add foreign attribute",
    "add attribute of our namespace", "add element", "add foreign element", "add element of no namespace", "add text",
    "add CDATA", "add comment", "add processing instruction", "set text"
  };

  return g_strdup_printf ("fixture %u, element %u in %s%s%s: %s %s “%s”",
                          self->fixture,
                          self->node,
                          self->owner,
                          self->child != NULL ? "/" : "",
                          self->child != NULL ? self->child : "",
                          names[self->mutation],
                          self->attribute != NULL ? self->attribute : "",
                          self->value != NULL ? self->value : "");
}

/* The plan */

typedef struct
{
  GArray     *mutants;
  GHashTable *seen; /* owned strings: what has been aimed at */
  guint       fixture;
} Planner;

static void
add (Planner *self, guint node, Mutation mutation, const char *attribute, const char *value, const char *owner, const char *child, const char *choice)
{
  Mutant mutant = { mutation, self->fixture, node, 0, g_intern_string (attribute), g_intern_string (value), g_intern_string (owner), g_intern_string (child), g_intern_string (choice) };

  g_array_append_val (self->mutants, mutant);
}

static gboolean
is_new (Planner *self, const char *format, const char *first, const char *second)
{
  return g_hash_table_add (self->seen, g_strdup_printf ("%s %s %s", format, first, second != NULL ? second : ""));
}

static void
plan_choices (Planner *self, guint node, const char *name, const char *attribute)
{
  const char *const *choices = precept_grammar_get_choices (precept_grammar_get (), name, attribute);
  Mutation           mutation = attribute != NULL ? MUTATION_SET_ATTRIBUTE : MUTATION_SET_TEXT;

  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    {
      g_autofree char *near = g_strconcat (choices[i], "x", NULL);

      add (self, node, mutation, attribute, choices[i], name, NULL, NULL);
      add (self, node, mutation, attribute, near, name, NULL, choices[i]);
    }
}

static void
plan_attribute (Planner *self, guint node, const char *name, const char *attribute)
{
  if (!is_new (self, "attribute", name, attribute))
    return;
  add (self, node, MUTATION_REMOVE_ATTRIBUTE, attribute, NULL, name, NULL, NULL);
  add (self, node, MUTATION_SET_ATTRIBUTE, attribute, "", name, NULL, NULL);
  add (self, node, MUTATION_SET_ATTRIBUTE, attribute, "Not right!", name, NULL, NULL);
  plan_choices (self, node, name, attribute);
}

static void
plan_attributes (Planner *self, guint node, const xmlNode *element)
{
  for (const xmlAttr *attribute = element->properties; attribute != NULL; attribute = attribute->next)
    {
      g_autofree char *name = g_strconcat (attribute->ns != NULL ? "xml:" : "", attribute->name, NULL);

      plan_attribute (self, node, (const char *)element->name, name);
    }
}

static void
plan_element (Planner *self, guint node, const char *name)
{
  if (!is_new (self, "element", name, NULL))
    return;
  add (self, node, MUTATION_SET_ATTRIBUTE, "unheard-of", "a-1", name, NULL, NULL);
  add (self, node, MUTATION_ADD_FOREIGN_ATTRIBUTE, NULL, NULL, name, NULL, NULL);
  add (self, node, MUTATION_ADD_FOREIGN, NULL, NULL, name, NULL, NULL);
  add (self, node, MUTATION_ADD_COMMENT, NULL, NULL, name, NULL, NULL);
  add (self, node, MUTATION_ADD_TEXT, NULL, "words", name, NULL, NULL);
  add (self, node, MUTATION_ADD_ELEMENT, NULL, "comment", name, NULL, NULL);
  if (precept_grammar_has_text (precept_grammar_get (), name) && !precept_grammar_is_value_right (precept_grammar_get (), name, NULL, "Not right!"))
    {
      add (self, node, MUTATION_SET_TEXT, NULL, "Not right!", name, NULL, NULL);
      plan_choices (self, node, name, NULL);
    }
}

static void
plan_child (Planner *self, guint node, const xmlNode *element)
{
  const char *parent = element->parent->type == XML_ELEMENT_NODE ? (const char *)element->parent->name : NULL;
  const char *name = (const char *)element->name;

  if (!is_new (self, "child", parent, name))
    return;
  add (self, node, MUTATION_RENAME, NULL, "unheard-of", parent, name, NULL);
  if (parent == NULL)
    return;
  add (self, node, MUTATION_DROP, NULL, NULL, parent, name, NULL);
  add (self, node, MUTATION_DUPLICATE, NULL, NULL, parent, name, NULL);
}

static void
plan_systematic (Planner *self, xmlDoc *fixture)
{
  guint n_elements = 0;

  for (xmlNode *node = xmlDocGetRootElement (fixture); node != NULL; node = next_in_document (node))
    {
      if (!is_ours (node))
        continue;
      plan_child (self, n_elements, node);
      plan_element (self, n_elements, (const char *)node->name);
      plan_attributes (self, n_elements, node);
      n_elements++;
    }
}

static guint
count_elements (xmlDoc *fixture)
{
  guint n_elements = 0;

  for (xmlNode *node = xmlDocGetRootElement (fixture); node != NULL; node = next_in_document (node))
    n_elements += is_ours (node);
  return n_elements;
}

static const char *
pick (GRand *random, const char *const *names)
{
  return names[g_rand_int_range (random, 0, (int)g_strv_length ((char **)names))];
}

static void
plan_random (Planner *self, xmlDoc *fixture, GRand *random)
{
  PreceptGrammar    *grammar = precept_grammar_get ();
  guint              n_elements = count_elements (fixture);
  guint              number = (guint)g_rand_int_range (random, 1, (int)n_elements);
  xmlNode           *node = mutant_get_element (fixture, number);
  const char        *name = (const char *)node->name;
  const char *const *attributes = precept_grammar_get_attributes (grammar, name);
  Mutant             mutant = { (Mutation)g_rand_int_range (random, 1, N_MUTATIONS), self->fixture, number, 0, NULL, NULL, g_intern_string (name), NULL, NULL };

  mutant.other = (guint)g_rand_int_range (random, 0, 6);
  switch (mutant.mutation)
    {
    case MUTATION_RENAME:
    case MUTATION_DROP:
    case MUTATION_DUPLICATE:
    case MUTATION_SWAP:
    case MUTATION_MOVE:
      mutant.child = mutant.owner;
      mutant.owner = g_intern_string ((const char *)node->parent->name);
      mutant.value = mutant.mutation == MUTATION_RENAME ? pick (random, precept_grammar_get_elements (grammar)) : NULL;
      mutant.other = (guint)g_rand_int_range (random, 0, (int)n_elements);
      break;
    case MUTATION_SET_ATTRIBUTE:
    case MUTATION_REMOVE_ATTRIBUTE:
      if (attributes[0] == NULL)
        return;
      mutant.attribute = g_intern_string (pick (random, attributes));
      mutant.value = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
      break;
    case MUTATION_ADD_ELEMENT:
      mutant.value = pick (random, precept_grammar_get_elements (grammar));
      break;
    case MUTATION_ADD_TEXT:
    case MUTATION_ADD_CDATA:
      mutant.value = g_rand_boolean (random) ? " \n" : "words";
      break;
    case MUTATION_SET_TEXT:
      mutant.value = values[g_rand_int_range (random, 0, G_N_ELEMENTS (values))];
      break;
    default:
      break;
    }
  g_array_append_val (self->mutants, mutant);
}

/* The few elements whose text is a value, and the many values that it might be. */
static void
plan_values (Planner *self, xmlDoc *fixture)
{
  guint n_elements = 0;

  for (xmlNode *node = xmlDocGetRootElement (fixture); node != NULL; node = next_in_document (node))
    {
      const char      *name = (const char *)node->name;
      g_autofree char *words = NULL;

      if (!is_ours (node))
        continue;
      n_elements++;
      if (!precept_grammar_has_text (precept_grammar_get (), name) || precept_grammar_is_value_right (precept_grammar_get (), name, NULL, "Not right!"))
        continue;
      words = precept_grammar_dup_value_words (precept_grammar_get (), name, NULL);
      if (precept_grammar_get_choices (precept_grammar_get (), name, NULL) != NULL || !is_new (self, "value", words, NULL))
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        add (self, n_elements - 1, MUTATION_SET_TEXT, NULL, values[i], name, NULL, NULL);
    }
}

GArray *
mutant_plan (xmlDoc **fixtures, guint n_fixtures, guint n_random)
{
  GRand *random = g_rand_new_with_seed (20260331);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Planner planner = { g_array_new (FALSE, FALSE, sizeof (Mutant)), seen, 0 };

  for (guint i = 0; i < n_fixtures; i++)
    {
      planner.fixture = i;
      add (&planner, 0, MUTATION_NONE, NULL, NULL, NULL, NULL, NULL);
      plan_systematic (&planner, fixtures[i]);
      plan_values (&planner, fixtures[i]);
    }
  for (guint i = 0; i < n_random; i++)
    {
      planner.fixture = i % n_fixtures;
      plan_random (&planner, fixtures[planner.fixture], random);
    }
  g_rand_free (random);
  return planner.mutants;
}
