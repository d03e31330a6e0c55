/* precept-grammar-tree.c: the grammar asked about nodes of a guideline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-grammar-tree.h"

#include <string.h>

#include "precept-grammar-content.h"
#include "precept-grammar-words.h"
#include "precept-tree-private.h"

/* No value that is quoted in a message is longer, in characters. */
#define MAX_QUOTED 40

/* One element under examination. */
typedef struct
{
  PreceptGrammar        *grammar;
  PreceptGrammarElement *element;
  const xmlNode         *node;
  GPtrArray             *children; /* of borrowed xmlNode: elements of our namespace */
  GPtrArray             *names;    /* of borrowed names, one for each of @children; NULL: not in the format */
  GPtrArray             *problems; /* borrowed; NULL: only counted */
  guint                  n_problems;
} Examination;

static gboolean
is_namespace (const xmlNs *namespace, const char *href)
{
  return namespace != NULL && namespace->href != NULL && strcmp ((const char *)namespace->href, href) == 0;
}

static gboolean
is_text (const xmlNode *node)
{
  return node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE || node->type == XML_ENTITY_REF_NODE;
}

static gboolean
is_blank (const xmlNode *node)
{
  return node->type != XML_ENTITY_REF_NODE &&
         (node->content == NULL || node->content[strspn ((const char *)node->content, " \t\r\n")] == '\0');
}

static guint
get_position (const xmlNode *node)
{
  guint position = 0;

  while ((node = node->prev) != NULL)
    position++;
  return position;
}

static guint
count_nodes (const xmlNode *parent)
{
  return parent->last != NULL ? get_position (parent->last) + 1 : 0;
}

static Examination
begin (PreceptGrammar *grammar, const xmlNode *node, GPtrArray *problems)
{
  Examination self = { grammar, NULL, node, NULL, NULL, problems, 0 };

  self.element = precept_node_is_ours (node) ? precept_grammar_lookup (grammar, (const char *)node->name) : NULL;
  if (self.element == NULL)
    return self;
  self.children = g_ptr_array_new ();
  self.names = g_ptr_array_new ();
  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      PreceptGrammarElement *element;

      if (!precept_node_is_ours (child))
        continue;
      element = precept_grammar_lookup (grammar, (const char *)child->name);
      g_ptr_array_add (self.children, (gpointer)child);
      g_ptr_array_add (self.names, element != NULL ? element->name : NULL);
    }
  return self;
}

static void
end (Examination *self)
{
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

static const char **
get_names (Examination *self)
{
  return (const char **)self->names->pdata;
}

/* (transfer full) for @message. Returns the problem (borrowed), or NULL where problems are only counted. */
static PreceptProblem *
add_problem (Examination *self, PreceptProblemKind kind, const xmlNode *node, char *message)
{
  PreceptProblem *problem;

  problem = g_new0 (PreceptProblem, 1);
  problem->kind = kind;
  problem->node = node;
  problem->message = message;
  g_ptr_array_add (self->problems, problem);
  return problem;
}

static char *
quote (const char *value)
{
  if (g_utf8_strlen (value, -1) > MAX_QUOTED)
    {
      g_autofree char *start = g_utf8_substring (value, 0, MAX_QUOTED);

      return g_strdup_printf ("“%s…”", start);
    }
  return g_strdup_printf ("“%s”", value);
}

/* Attributes */

/* As the schema writes it; NULL: foreign. */
static char *
dup_attribute_name (const xmlAttr *attribute)
{
  if (attribute->ns == NULL)
    return g_strdup ((const char *)attribute->name);
  if (is_namespace (attribute->ns, "http://www.w3.org/XML/1998/namespace") && strcmp ((const char *)attribute->name, "lang") == 0)
    return g_strdup ("xml:lang");
  if (is_namespace (attribute->ns, PRECEPT_NAMESPACE))
    return g_strdup_printf ("%s:%s", attribute->ns->prefix, attribute->name);
  return NULL;
}

static void
examine_attribute (Examination *self, const xmlAttr *node)
{
  g_autofree char         *name = dup_attribute_name (node);
  PreceptGrammarAttribute *attribute;
  PreceptProblem          *problem;
  xmlChar                 *value;

  if (name == NULL)
    return;
  attribute = precept_grammar_lookup_attribute (self->element, name);
  if (attribute == NULL)
    {
      self->n_problems++;
      if (self->problems == NULL)
        return;
      problem = add_problem (self, PRECEPT_PROBLEM_UNKNOWN_ATTRIBUTE, self->node, g_strdup_printf ("“%s” can't have an entry “%s”", self->element->label, name));
      problem->attribute = g_steal_pointer (&name);
      return;
    }
  value = xmlNodeListGetString (self->node->doc, node->children, 1);
  if (!precept_pattern_matches_value (attribute->type, value != NULL ? (const char *)value : ""))
    {
      self->n_problems++;
      if (self->problems != NULL)
        {
          g_autofree char *words = precept_pattern_dup_words (attribute->type);
          g_autofree char *quoted = quote (value != NULL ? (const char *)value : "");

          problem = add_problem (self, PRECEPT_PROBLEM_VALUE, self->node, g_strdup_printf (value != NULL && *value != '\0' ? "“%s” of “%s” must be %s, not %s" : "“%s” of “%s” is empty; it must be %s", attribute->label, self->element->label, words, quoted));
          problem->attribute = g_steal_pointer (&name);
        }
    }
  xmlFree (value);
}

static void
examine_attributes (Examination *self)
{
  for (const xmlAttr *attribute = self->node->properties; attribute != NULL; attribute = attribute->next)
    examine_attribute (self, attribute);

  for (guint i = 0; i < self->element->attributes->len; i++)
    {
      PreceptGrammarAttribute *attribute = g_ptr_array_index (self->element->attributes, i);
      PreceptProblem          *problem;

      if (!attribute->required || xmlHasNsProp ((xmlNode *)self->node, (const xmlChar *)attribute->name, NULL) != NULL)
        continue;
      self->n_problems++;
      if (self->problems == NULL)
        continue;
      problem = add_problem (self, PRECEPT_PROBLEM_MISSING_ATTRIBUTE, self->node, precept_words_missing_attribute (self->element, attribute));
      problem->attribute = g_strdup (attribute->name);
    }
}

/* Text */

static char *
dup_own_text (const xmlNode *node)
{
  GString *text = g_string_new (NULL);

  for (const xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (is_text (child) && child->content != NULL)
        g_string_append (text, (const char *)child->content);
    }
  return g_string_free (text, FALSE);
}

static void
examine_value (Examination *self)
{
  g_autofree char *value = dup_own_text (self->node);

  for (const xmlNode *child = self->node->children; child != NULL; child = child->next)
    {
      if (child->type != XML_ELEMENT_NODE && child->type != XML_ENTITY_REF_NODE)
        continue;
      self->n_problems++;
      if (self->problems != NULL)
        add_problem (self, PRECEPT_PROBLEM_UNEXPECTED, child, g_strdup_printf ("“%s” holds one value, and nothing else", self->element->label));
    }
  if (precept_pattern_matches_value (self->element->value, value))
    return;
  self->n_problems++;
  if (self->problems != NULL)
    {
      g_autofree char *words = precept_pattern_dup_words (self->element->value);
      g_autofree char *quoted = quote (g_strstrip (value));

      add_problem (self, PRECEPT_PROBLEM_VALUE, self->node, g_strdup_printf (*value != '\0' ? "“%s” must be %s, not %s" : "“%s” is empty; it must be %s", self->element->label, words, quoted));
    }
}

static void
examine_text (Examination *self)
{
  for (const xmlNode *child = self->node->children; child != NULL; child = child->next)
    {
      g_autofree char *text = NULL, *quoted = NULL;

      if (!is_text (child) || is_blank (child))
        continue;
      self->n_problems++;
      if (self->problems == NULL)
        continue;
      text = g_strstrip (g_strdup (child->content != NULL ? (const char *)child->content : ""));
      quoted = quote (text);
      add_problem (self, PRECEPT_PROBLEM_TEXT, child, precept_words_text (self->grammar, self->element, quoted));
    }
}

/* Children */

/* The position among all nodes of the child with that index; at the end, after the last one. */
static guint
get_node_position (Examination *self, guint index)
{
  if (index < self->children->len)
    return get_position (g_ptr_array_index (self->children, index));
  return count_nodes (self->node);
}

static void
examine_unknown (Examination *self)
{
  for (guint i = 0; i < self->children->len; i++)
    {
      const xmlNode *child = g_ptr_array_index (self->children, i);

      /* Inside a value every element is one too many already. */
      if (g_ptr_array_index (self->names, i) != NULL || self->element->value != NULL)
        continue;
      self->n_problems++;
      if (self->problems != NULL)
        add_problem (self, PRECEPT_PROBLEM_UNKNOWN_ELEMENT, child, g_strdup_printf ("“%s” holds “%s”, which this format does not have: correct its name, or take it out", self->element->label, child->name));
    }
}

static void
tell_fault (Examination *self, const PreceptContentFault *fault)
{
  const char    **names = get_names (self);
  PreceptProblem *problem;
  char           *message;

  if (fault->kind == PRECEPT_PROBLEM_MISSING)
    {
      message = precept_words_missing (self->grammar, self->element, names, self->names->len, fault);
      problem = add_problem (self, fault->kind, self->node, message);
      problem->name = g_strdup (fault->name);
      problem->position = get_node_position (self, fault->index);
      return;
    }
  message = precept_words_fault (self->grammar, self->element, names, fault);
  problem = add_problem (self, fault->kind, g_ptr_array_index (self->children, fault->index), message);
  if (fault->kind == PRECEPT_PROBLEM_MISPLACED)
    problem->position = get_node_position (self, fault->target) - (fault->after != NULL);
}

static void
examine_children (Examination *self)
{
  g_autoptr (GArray) faults = NULL;

  if (self->problems != NULL)
    faults = g_array_new (FALSE, FALSE, sizeof (PreceptContentFault));
  self->n_problems += precept_content_read (self->grammar, self->element, get_names (self), self->names->len, faults);
  for (guint i = 0; faults != NULL && i < faults->len; i++)
    tell_fault (self, &g_array_index (faults, PreceptContentFault, i));
}

static void
examine (Examination *self)
{
  examine_attributes (self);
  examine_unknown (self);
  if (self->element->value != NULL)
    {
      examine_value (self);
      return;
    }
  if (!self->element->has_text)
    examine_text (self);
  examine_children (self);
}

/* How much is wrong with the names, if a child were inserted before the child with that index (or, with
 * %NULL, the child there removed). */
static guint
count_after_change (Examination *self, guint index, const char *name)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i <= self->names->len; i++)
    {
      if (i == index && name != NULL)
        g_ptr_array_add (names, (gpointer)name);
      if (i < self->names->len && (i != index || name != NULL))
        g_ptr_array_add (names, g_ptr_array_index (self->names, i));
    }
  return precept_content_read (self->grammar, self->element, (const char **)names->pdata, names->len, NULL);
}

static guint
count_now (Examination *self)
{
  return precept_content_read (self->grammar, self->element, get_names (self), self->names->len, NULL);
}

/* The index among our elements of what is inserted at a position among all nodes. */
static guint
get_index (Examination *self, guint position)
{
  const xmlNode *child = self->node->children;
  guint          index = 0;

  for (guint i = 0; i < position && child != NULL; i++, child = child->next)
    index += precept_node_is_ours (child);
  return index;
}

static const char *const kind_names[] = {
  [PRECEPT_PROBLEM_MISSING] = "missing",
  [PRECEPT_PROBLEM_UNEXPECTED] = "unexpected",
  [PRECEPT_PROBLEM_REPEATED] = "repeated",
  [PRECEPT_PROBLEM_MISPLACED] = "misplaced",
  [PRECEPT_PROBLEM_UNKNOWN_ELEMENT] = "unknown-element",
  [PRECEPT_PROBLEM_TEXT] = "text",
  [PRECEPT_PROBLEM_MISSING_ATTRIBUTE] = "missing-attribute",
  [PRECEPT_PROBLEM_UNKNOWN_ATTRIBUTE] = "unknown-attribute",
  [PRECEPT_PROBLEM_VALUE] = "value",
};

/**
 * precept_problem_kind_to_string:
 * @kind: a kind of problem
 *
 * Names the kind for machines: "missing", "unknown-element".
 *
 * Returns: (transfer none): the name
 */
const char *
precept_problem_kind_to_string (PreceptProblemKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (kind_names), NULL);

  return kind_names[kind];
}

/**
 * precept_problem_free:
 * @self: (nullable): a problem
 *
 * Frees a problem; the node stays.
 */
void
precept_problem_free (PreceptProblem *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->attribute);
  g_free (self->message);
  g_free (self);
}

/**
 * precept_grammar_check_element:
 * @self: the grammar
 * @element: an element of our namespace that the format has
 *
 * Finds what is wrong with one element: attributes, the names and order of its
 * children, its own text. What is wrong inside a child is told of the child.
 *
 * Of children in disorder the first twenty faults are told.
 *
 * Returns: (transfer container) (element-type PreceptProblem): what is wrong
 */
GPtrArray *
precept_grammar_check_element (PreceptGrammar *self, const xmlNode *element)
{
  GPtrArray  *problems = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_problem_free);
  Examination examination = begin (self, element, problems);

  g_return_val_if_fail (examination.element != NULL, problems);

  examine (&examination);
  end (&examination);
  return problems;
}

/**
 * precept_grammar_is_tree_right:
 * @self: the grammar
 * @element: an element
 *
 * Whether the element and everything in it are as the schema wants them.
 *
 * Returns: whether they are; foreign elements always are
 */
gboolean
precept_grammar_is_tree_right (PreceptGrammar *self, const xmlNode *element)
{
  Examination examination = begin (self, element, NULL);
  gboolean    right;

  if (examination.element == NULL)
    return !precept_node_is_ours (element);
  examine (&examination);
  right = examination.n_problems == 0;
  for (guint i = 0; right && i < examination.children->len; i++)
    right = precept_grammar_is_tree_right (self, g_ptr_array_index (examination.children, i));
  end (&examination);
  return right;
}

/**
 * precept_grammar_list_insertable:
 * @self: the grammar
 * @parent: an element of our namespace
 * @position: 0 … number of its child nodes, of any kind
 *
 * Lists what may be inserted before the child node at @position, so that the
 * parent stays right, or becomes no worse.
 *
 * Returns: (transfer full): element names, in the schema's order
 */
GStrv
precept_grammar_list_insertable (PreceptGrammar *self, const xmlNode *parent, guint position)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  Examination examination = begin (self, parent, NULL);

  if (examination.element != NULL)
    {
      GPtrArray *candidates = examination.element->child_names;
      guint      index = get_index (&examination, position);
      guint      now = count_now (&examination);

      for (guint i = 0; i < candidates->len; i++)
        {
          const char *name = g_ptr_array_index (candidates, i);

          if (count_after_change (&examination, index, name) <= now)
            g_strv_builder_add (builder, name);
        }
    }
  end (&examination);
  return g_strv_builder_end (builder);
}

/**
 * precept_grammar_can_insert:
 * @self: the grammar
 * @parent: an element of our namespace
 * @position: 0 … number of its child nodes, of any kind
 * @name: an element name
 *
 * Whether such an element may be inserted before the child node at @position, so
 * that the parent stays right, or becomes no worse.
 *
 * Returns: whether it may
 */
gboolean
precept_grammar_can_insert (PreceptGrammar *self, const xmlNode *parent, guint position, const char *name)
{
  Examination            examination = begin (self, parent, NULL);
  PreceptGrammarElement *element = precept_grammar_lookup (self, name);
  gboolean               can = FALSE;

  if (examination.element != NULL && element != NULL)
    can = count_after_change (&examination, get_index (&examination, position), element->name) <= count_now (&examination);
  end (&examination);
  return can;
}

/**
 * precept_grammar_can_remove:
 * @self: the grammar
 * @parent: an element of our namespace
 * @position: of one of its child nodes, of any kind
 *
 * Whether the child node at @position may go, so that the parent stays right, or
 * becomes no worse.
 *
 * Returns: whether it may
 */
gboolean
precept_grammar_can_remove (PreceptGrammar *self, const xmlNode *parent, guint position)
{
  Examination    examination = begin (self, parent, NULL);
  const xmlNode *child = parent->children;
  gboolean       can = TRUE;

  for (guint i = 0; i < position && child != NULL; i++)
    child = child->next;
  if (examination.element != NULL && child != NULL && precept_node_is_ours (child))
    can = count_after_change (&examination, get_index (&examination, position), NULL) <= count_now (&examination);
  end (&examination);
  return can;
}

/**
 * precept_grammar_list_missing:
 * @self: the grammar
 * @parent: an element of our namespace
 *
 * Lists children that must be there and are not, one for each gap.
 *
 * Returns: (transfer full): element names, in the order in which they belong
 */
GStrv
precept_grammar_list_missing (PreceptGrammar *self, const xmlNode *parent)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GArray) faults = g_array_new (FALSE, FALSE, sizeof (PreceptContentFault));
  Examination examination = begin (self, parent, NULL);

  if (examination.element != NULL && examination.element->value == NULL)
    precept_content_read (self, examination.element, get_names (&examination), examination.names->len, faults);
  for (guint i = 0; i < faults->len; i++)
    {
      PreceptContentFault *fault = &g_array_index (faults, PreceptContentFault, i);

      if (fault->kind == PRECEPT_PROBLEM_MISSING && fault->name != NULL)
        g_strv_builder_add (builder, fault->name);
    }
  end (&examination);
  return g_strv_builder_end (builder);
}
