/* precept-leaf-edit.c: words that become a coded criterion, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-leaf-private.h"

#include "precept-canonical.h"
#include "precept-edit-coverage.h"
#include "precept-rules-build-private.h"
#include "precept-sentence.h"

#include <string.h>

static gboolean
fail (GError    **error,
      const char *message)
{
  g_set_error_literal (error, PRECEPT_DOCUMENT_ERROR, PRECEPT_DOCUMENT_ERROR_STEP, message);

  return FALSE;
}

/* What stays on a criterion, however it is written. */
static char *
dup_kept_attributes (const xmlNode *node)
{
  static const char *const kept[] = { "cites", "mandate" };
  GString                 *more = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (node, kept[i]);
      g_autofree char *escaped = value != NULL ? precept_canonical_escape_attribute (value) : NULL;

      if (escaped != NULL)
        g_string_append_printf (more, " %s=\"%s\"", kept[i], escaped);
    }

  return g_string_free (more, FALSE);
}

/* The note that the coded criterion gets: its own, or the words it had. */
static char *
dup_note (PreceptDocument *document,
          const xmlNode   *node,
          gboolean         keep_words)
{
  const xmlNode   *note = precept_node_child (node, "note");
  g_autofree char *text = NULL;
  g_autofree char *content = NULL;
  g_autofree char *id = NULL;

  if (!precept_node_is (node, "criterion"))
    return note != NULL ? precept_canonical_dup_nodes (note, 1) : g_strdup ("");
  text = precept_node_dup_text (node);
  if (!keep_words || *text == '\0')
    return g_strdup ("");
  id = precept_document_dup_new_id (document, "note");
  content = precept_canonical_dup_content (node);

  return g_strdup_printf ("<note id=\"%s\">%s</note>", id, content);
}

static char *
dup_fact_id (PreceptDocument *document,
             const char      *name)
{
  g_autofree char *slug = precept_rule_dup_slug (name);

  if (strlen (slug) > 40 || precept_document_has_id (document, slug))
    return precept_document_dup_new_id (document, "fact");

  return g_steal_pointer (&slug);
}

/* A new fact goes behind the others. */
static void
add_fact (PreceptDocument  *document,
          PreceptStepGroup *group,
          PreceptLeaf      *leaf,
          const char       *fact_id,
          const xmlNode    *coverage)
{
  const xmlNode   *facts = precept_leaf_find_facts (document);
  g_autofree char *xml = precept_leaf_dup_fact_xml (leaf, fact_id);
  g_autofree char *path = precept_document_dup_path (document, facts != NULL ? facts : coverage);
  g_autofree char *framed = NULL;
  guint            position = 0;
  guint            index = 0;

  if (facts != NULL)
    {
      for (const xmlNode *child = facts->children; child != NULL; child = child->next)
        position++;
      precept_step_group_add (group, precept_step_new_insert (path, position, xml));
      return;
    }
  for (const xmlNode *child = coverage->children; child != NULL; child = child->next)
    {
      index++;
      if (precept_node_is (child, "title") || precept_node_is (child, "precedence"))
        position = index;
    }
  framed = g_strdup_printf ("<facts>%s</facts>", xml);
  precept_step_group_add (group, precept_step_new_insert (path, position, framed));
}

/**
 * precept_leaf_apply:
 * @document: a guideline
 * @path: of a criterion in words or a coded one
 * @self: a complete leaf
 * @keep_words: whether the words of a criterion in words become the note of the coded one
 * @error: (nullable): where to store an error
 *
 * Plans to write a criterion as the leaf says. It keeps its id, its citations
 * and its mark. A new fact comes with it.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_leaf_apply (PreceptDocument *document,
                    const char      *path,
                    PreceptLeaf     *self,
                    gboolean         keep_words,
                    GError         **error)
{
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *id = NULL;
  g_autofree char *fact_id = NULL;
  g_autofree char *more = NULL;
  g_autofree char *note = NULL;
  g_autofree char *xml = NULL;
  const xmlNode   *node;
  const xmlNode   *coverage;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && self != NULL, NULL);

  node = precept_document_find_path (document, path);
  coverage = precept_node_child (precept_document_get_root (document), "coverage");
  if (node == NULL || coverage == NULL || !precept_rule_is_criteria (node) || precept_rule_is_operator (node))
    {
      fail (error, "There is no such criterion any more. Look at the document as it is now, and try again.");
      return NULL;
    }
  if (precept_leaf_find_lack (self) != PRECEPT_LEAF_COMPLETE)
    {
      fail (error, "The criterion is not complete yet.");
      return NULL;
    }

  group = precept_step_group_new (precept_node_is (node, "criterion") ? "Make coded" : "Change criterion");
  id = precept_node_dup_attribute (node, "id");
  if (id == NULL)
    id = precept_document_dup_new_id (document, "criterion");
  fact_id = self->fact != NULL ? g_strdup (self->fact) : self->fact_name != NULL ? dup_fact_id (document, self->fact_name)
                                                                                 : NULL;
  more = dup_kept_attributes (node);
  note = dup_note (document, node, keep_words);
  xml = precept_leaf_dup_xml (self, id, fact_id, more, note);
  precept_step_group_add (group, precept_step_new_replace (path, xml));
  if (self->fact == NULL && precept_leaf_get_fact_kind (self->kind) != NULL)
    add_fact (document, group, self, fact_id, coverage);

  return g_steal_pointer (&group);
}

/* Of a note that is a criterion's words, and nothing but words. */
static char *
dup_words (PreceptDocument *document,
           const xmlNode   *node)
{
  const xmlNode   *note = precept_node_child (node, "note");
  g_autofree char *sentence = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *id = NULL;

  if (note != NULL)
    return precept_canonical_dup_content (note);
  sentence = precept_sentence_new (document, node);
  escaped = precept_canonical_escape (sentence);
  id = precept_document_dup_new_id (document, "p");

  return g_strdup_printf ("<p id=\"%s\">%s</p>", id, escaped);
}

/**
 * precept_leaf_undo_coding:
 * @document: a guideline
 * @path: of a coded criterion
 * @error: (nullable): where to store an error
 *
 * Plans to write a coded criterion in words again: in those of its note, or in
 * its sentence where it has none.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_leaf_undo_coding (PreceptDocument *document,
                          const char      *path,
                          GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *id = NULL;
  g_autofree char  *more = NULL;
  g_autofree char  *words = NULL;
  g_autofree char  *xml = NULL;
  const xmlNode    *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_document_find_path (document, path);
  if (node == NULL || !precept_rule_is_criteria (node) || precept_rule_is_operator (node) || precept_node_is (node, "criterion"))
    {
      fail (error, "This is no coded criterion.");
      return NULL;
    }

  group = precept_step_group_new ("Write in words");
  id = precept_node_dup_attribute (node, "id");
  if (id == NULL)
    id = precept_document_dup_new_id (document, "criterion");
  more = dup_kept_attributes (node);
  words = dup_words (document, node);
  xml = g_strdup_printf ("<criterion id=\"%s\"%s>%s</criterion>", id, more, words);
  precept_step_group_add (group, precept_step_new_replace (path, xml));

  return group;
}
