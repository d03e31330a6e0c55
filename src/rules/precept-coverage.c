/* precept-coverage.c: the coverage part as those see it who edit it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-coverage.h"

#include "precept-document-tree.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

static const struct
{
  const char         *element;
  PreceptCoverageKind kind;
} kinds[] = {
  { "coverage", PRECEPT_COVERAGE_PART },
  { "governed-by", PRECEPT_COVERAGE_GOVERNED_BY },
  { "fact", PRECEPT_COVERAGE_FACT },
  { "general", PRECEPT_COVERAGE_GENERAL },
  { "group", PRECEPT_COVERAGE_GROUP },
  { "indication", PRECEPT_COVERAGE_INDICATION },
  { "applies-to", PRECEPT_COVERAGE_APPLIES_TO },
  { "position", PRECEPT_COVERAGE_POSITION },
  { "request", PRECEPT_COVERAGE_REQUEST },
  { "criterion", PRECEPT_COVERAGE_SENTENCE },
  { "limit", PRECEPT_COVERAGE_LIMIT },
  { "all-other-uses", PRECEPT_COVERAGE_OTHER_USES },
};

static gboolean
find_kind (const xmlNode       *node,
           PreceptCoverageKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (precept_node_is (node, kinds[i].element))
        {
          *kind = kinds[i].kind;
          return TRUE;
        }
    }
  if (!precept_rule_is_criteria (node))
    return FALSE;
  *kind = precept_rule_is_operator (node) ? PRECEPT_COVERAGE_JOIN : PRECEPT_COVERAGE_LEAF;

  return TRUE;
}

static gboolean
is_block (const xmlNode *node)
{
  static const char *const names[] = { "p", "list", "table", "note", "figure", NULL };

  return precept_node_is_ours (node) && g_strv_contains (names, (const char *)node->name);
}

static gboolean
holds_prose (PreceptCoverageKind kind)
{
  return kind == PRECEPT_COVERAGE_PART || kind == PRECEPT_COVERAGE_GROUP || kind == PRECEPT_COVERAGE_POSITION || kind == PRECEPT_COVERAGE_OTHER_USES;
}

static PreceptCoverage *
add_child (PreceptCoverage    *parent,
           PreceptCoverageKind kind,
           const char         *element)
{
  PreceptCoverage *self = g_new0 (PreceptCoverage, 1);

  self->kind = kind;
  self->element = g_intern_string (element);
  self->parent = parent;
  self->children = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_coverage_free);
  if (parent != NULL)
    g_ptr_array_add (parent->children, self);

  return self;
}

static char *
dup_line (PreceptDocument *document,
          const xmlNode   *node,
          PreceptCoverage *self)
{
  switch (self->kind)
    {
    case PRECEPT_COVERAGE_JOIN:
      return precept_sentence_dup_operator (document, node);
    case PRECEPT_COVERAGE_LEAF:
    case PRECEPT_COVERAGE_SENTENCE:
    case PRECEPT_COVERAGE_LIMIT:
      return precept_sentence_new (document, node);
    case PRECEPT_COVERAGE_GENERAL:
    case PRECEPT_COVERAGE_APPLIES_TO:
    case PRECEPT_COVERAGE_REQUEST:
      return precept_sentence_new_line (document, node);
    case PRECEPT_COVERAGE_FACT:
      return precept_node_dup_child_text (node, "name");
    case PRECEPT_COVERAGE_GOVERNED_BY:
      return precept_node_dup_text (node);
    case PRECEPT_COVERAGE_PART:
    case PRECEPT_COVERAGE_PROSE:
    case PRECEPT_COVERAGE_GROUP:
    case PRECEPT_COVERAGE_INDICATION:
    case PRECEPT_COVERAGE_POSITION:
    case PRECEPT_COVERAGE_OTHER_USES:
    default:
      return NULL;
    }
}

static void
read_values (PreceptDocument *document,
             const xmlNode   *node,
             PreceptCoverage *self)
{
  const xmlNode   *title = precept_node_child (node, "title");
  const xmlNode   *note = self->kind == PRECEPT_COVERAGE_JOIN || self->kind == PRECEPT_COVERAGE_LEAF ? precept_node_child (node, "note") : NULL;
  g_autofree char *mandate = precept_node_dup_attribute (node, "mandate");
  g_autofree char *count = precept_node_dup_attribute (node, "count");

  self->path = precept_document_dup_path (document, node);
  self->id = precept_node_dup_attribute (node, "id");
  self->text = dup_line (document, node, self);
  self->mandate = g_strcmp0 (mandate, "yes") == 0;
  self->count = count != NULL ? (guint)g_ascii_strtoull (count, NULL, 10) : 0;
  self->is_said = self->kind == PRECEPT_COVERAGE_JOIN && precept_sentence_find_said (node->parent) == node;
  if (title != NULL)
    {
      self->title_path = precept_document_dup_path (document, title);
      self->title = precept_node_dup_text (title);
    }
  if (note != NULL)
    {
      self->note_path = precept_document_dup_path (document, note);
      self->note = precept_node_dup_text (note);
    }
}

static PreceptCoverage *read_node (PreceptDocument *document, const xmlNode *node, PreceptCoverageKind kind, PreceptCoverage *parent);

static void
read_children (PreceptDocument *document,
               const xmlNode   *node,
               PreceptCoverage *self)
{
  PreceptCoverage *prose = NULL;
  guint            n_runs = 0;
  guint            n_criteria = 0;

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      PreceptCoverageKind kind;

      if (holds_prose (self->kind) && is_block (child))
        {
          if (prose == NULL)
            {
              prose = add_child (self, PRECEPT_COVERAGE_PROSE, self->element);
              prose->path = g_strdup (self->path);
              prose->run = n_runs++;
            }
          continue;
        }
      if (precept_node_is (child, "precedence") || precept_node_is (child, "facts"))
        {
          for (const xmlNode *entry = precept_node_first_element (child); entry != NULL; entry = precept_node_next_element (entry))
            {
              if (find_kind (entry, &kind))
                read_node (document, entry, kind, self);
            }
          continue;
        }
      if (!find_kind (child, &kind))
        continue;
      prose = NULL;
      {
        PreceptCoverage *made = read_node (document, child, kind, self);

        if (precept_coverage_is_criterion (made))
          made->number = ++n_criteria;
      }
    }
}

static PreceptCoverage *
read_node (PreceptDocument    *document,
           const xmlNode      *node,
           PreceptCoverageKind kind,
           PreceptCoverage    *parent)
{
  PreceptCoverage *self = add_child (parent, kind, (const char *)node->name);

  read_values (document, node, self);
  if (kind != PRECEPT_COVERAGE_LEAF && kind != PRECEPT_COVERAGE_SENTENCE && kind != PRECEPT_COVERAGE_LIMIT &&
      kind != PRECEPT_COVERAGE_FACT && kind != PRECEPT_COVERAGE_GOVERNED_BY)
    read_children (document, node, self);

  return self;
}

/**
 * precept_coverage_new:
 * @document: a guideline
 *
 * Reads the coverage part: its cards, the criteria in them with their
 * sentences, and the prose between.
 *
 * Returns: (transfer full) (nullable): the part; %NULL where there is none
 */
PreceptCoverage *
precept_coverage_new (PreceptDocument *document)
{
  const xmlNode *coverage;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  coverage = precept_node_child (precept_document_get_root (document), "coverage");

  return coverage != NULL ? read_node (document, coverage, PRECEPT_COVERAGE_PART, NULL) : NULL;
}

void
precept_coverage_free (PreceptCoverage *self)
{
  g_free (self->path);
  g_free (self->id);
  g_free (self->title_path);
  g_free (self->title);
  g_free (self->text);
  g_free (self->note_path);
  g_free (self->note);
  g_ptr_array_unref (self->children);
  g_free (self);
}

/**
 * precept_coverage_find:
 * @self: the part, or something in it
 * @path: a path or an id; or a path that leads there and further
 *
 * Returns: (nullable): the innermost element at or around @path; a run of prose is never found
 */
PreceptCoverage *
precept_coverage_find (PreceptCoverage *self,
                       const char      *path)
{
  gsize length;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      PreceptCoverage *found = precept_coverage_find (g_ptr_array_index (self->children, i), path);

      if (found != NULL)
        return found;
    }
  if (self->kind == PRECEPT_COVERAGE_PROSE)
    return NULL;
  length = strlen (self->path);
  if (g_str_equal (self->path, path) || g_strcmp0 (self->id, path) == 0 || g_strcmp0 (self->title_path, path) == 0 ||
      g_strcmp0 (self->note_path, path) == 0 || (strncmp (self->path, path, length) == 0 && path[length] == '/'))
    return self;

  return NULL;
}

PreceptCoverage *
precept_coverage_child (PreceptCoverage    *self,
                        PreceptCoverageKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->children->len; i++)
    {
      PreceptCoverage *child = g_ptr_array_index (self->children, i);

      if (child->kind == kind)
        return child;
    }

  return NULL;
}

PreceptCoverage *
precept_coverage_ancestor (PreceptCoverage    *self,
                           PreceptCoverageKind kind)
{
  while (self != NULL && self->kind != kind)
    self = self->parent;

  return self;
}

gboolean
precept_coverage_is_criterion (PreceptCoverage *self)
{
  return self->kind == PRECEPT_COVERAGE_JOIN || self->kind == PRECEPT_COVERAGE_LEAF || self->kind == PRECEPT_COVERAGE_SENTENCE;
}

/**
 * precept_coverage_count:
 * @self: the part, or something in it
 * @n_coded: (inout): how many criteria a machine can test
 * @n_total: (inout): how many there are, groups not counted
 *
 * Adds to two counts.
 */
void
precept_coverage_count (PreceptCoverage *self,
                        guint           *n_coded,
                        guint           *n_total)
{
  g_return_if_fail (self != NULL);

  *n_coded += self->kind == PRECEPT_COVERAGE_LEAF ? 1 : 0;
  *n_total += self->kind == PRECEPT_COVERAGE_LEAF || self->kind == PRECEPT_COVERAGE_SENTENCE ? 1 : 0;
  for (guint i = 0; i < self->children->len; i++)
    precept_coverage_count (g_ptr_array_index (self->children, i), n_coded, n_total);
}
