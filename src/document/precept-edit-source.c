/* precept-edit-source.c: a guideline changed as text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-source.h"

#include <string.h>

#include "precept-canonical.h"
#include "precept-step-splice.h"
#include "precept-tree-private.h"

/* Of each child of the root, as it is written. */
static GPtrArray *
list_children (xmlNode *root)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);

  for (xmlNode *child = root->children; child != NULL; child = child->next)
    g_ptr_array_add (texts, precept_canonical_dup_nodes (child, 1));
  return texts;
}

static void
set_attribute (PreceptStepGroup *group, PreceptDocument *document, PreceptDocument *next, const char *name)
{
  g_autofree char *old = precept_document_dup_attribute (document, "", name);
  g_autofree char *value = precept_document_dup_attribute (next, "", name);

  if (g_strcmp0 (old, value) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute ("", name, value));
}

/* Replaces the children from the first that differs to the last that does. */
static void
replace_children (PreceptStepGroup *group, PreceptDocument *document, PreceptDocument *next)
{
  xmlNode *next_root = precept_document_get_root (next);
  g_autoptr (GPtrArray) old = list_children (precept_document_get_root (document));
  g_autoptr (GPtrArray) new = list_children (next_root);
  guint prefix = 0, suffix = 0;

  while (prefix < MIN (old->len, new->len) && g_str_equal (old->pdata[prefix], new->pdata[prefix]))
    prefix++;
  while (suffix < MIN (old->len, new->len) - prefix && g_str_equal (old->pdata[old->len - 1 - suffix], new->pdata[new->len - 1 - suffix]))
    suffix++;
  if (old->len > prefix + suffix)
    precept_step_group_add (group, precept_step_new_remove ("", prefix, old->len - prefix - suffix));
  if (new->len > prefix + suffix)
    {
      g_autofree char *xml = precept_canonical_dup_nodes (precept_node_get_child_at (next_root, prefix), new->len - prefix - suffix);

      precept_step_group_add (group, precept_step_new_insert ("", prefix, xml));
    }
}

/**
 * precept_edit_set_source:
 * @document: a document
 * @text: the whole guideline, as XML
 * @error: (nullable): where to store an error of %PRECEPT_DOCUMENT_ERROR, with line and column where it is about the text
 *
 * Plans to make the document what a text says. Only parts that differ are replaced. What is faulty as XML, or is no
 * guideline, is refused; what is only wrong by the grammar is not.
 *
 * Returns: (transfer full) (nullable): a group; it has no step where nothing differs
 */
PreceptStepGroup *
precept_edit_set_source (PreceptDocument *document, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) next = NULL;
  g_autoptr (PreceptDocument) tried = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autoptr (GBytes) wanted = NULL;
  g_autoptr (GBytes) got = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (text != NULL, NULL);

  bytes = g_bytes_new (text, strlen (text));
  next = precept_document_new_from_bytes (bytes, error);
  if (next == NULL)
    return NULL;
  group = precept_step_group_new ("Edit source");
  set_attribute (group, document, next, "id");
  set_attribute (group, document, next, "xml:lang");
  replace_children (group, document, next);

  /* What steps can't reach is around the root, and what is foreign on it. */
  tried = precept_document_copy (document);
  if (precept_step_group_get_n_steps (group) > 0 && !precept_document_apply (tried, group, error))
    return NULL;
  wanted = precept_document_serialize (next);
  got = precept_document_serialize (tried);
  if (!g_bytes_equal (wanted, got))
    {
      precept_step_fail (error, "What stands before, after and on the outermost element can't be changed here, but for its id and language.");
      return NULL;
    }
  return g_steal_pointer (&group);
}
