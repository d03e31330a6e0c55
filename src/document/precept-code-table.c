/* precept-code-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-code-table.h"

#include "precept-edit-private.h"
#include "precept-inline-tree.h"

/**
 * precept_code_new: (skip)
 * @system: a code system, as in the guideline
 * @value: a code
 * @through: (nullable): the last one of a range
 * @description: (nullable): what it stands for
 *
 * Returns: (transfer full): a code that is in no document yet
 */
PreceptCode *
precept_code_new (const char *system, const char *value, const char *through, const char *description)
{
  PreceptCode *self = g_rc_box_new0 (PreceptCode);

  self->system = g_strdup (system != NULL ? system : "");
  self->value = g_strdup (value != NULL ? value : "");
  self->through = g_strdup (through);
  self->description = g_strdup (description);
  return self;
}

PreceptCode *
precept_code_ref (PreceptCode *self)
{
  return g_rc_box_acquire (self);
}

static void
clear_code (gpointer data)
{
  PreceptCode *self = data;

  g_free (self->path);
  g_free (self->value);
  g_free (self->through);
  g_free (self->system);
  g_free (self->use);
  g_free (self->only_with);
  g_free (self->description);
  g_free (self->note);
}

void
precept_code_unref (PreceptCode *self)
{
  g_rc_box_release_full (self, clear_code);
}

void
precept_code_table_free (PreceptCodeTable *self)
{
  g_free (self->id);
  g_free (self->role);
  g_free (self->determination);
  g_free (self->caption);
  g_ptr_array_unref (self->codes);
  g_free (self);
}

/* As [func@edit_set_code_description] takes them back. */
static char *
dup_words (const xmlNode *parent, const char *name)
{
  xmlNode *node = precept_node_child (parent, name);
  g_autoptr (PreceptInline) content = node != NULL ? precept_inline_new_from_node (node) : NULL;

  return content != NULL ? precept_edit_dup_words (content) : NULL;
}

static PreceptCode *
read_code (const xmlNode *node, const char *path)
{
  g_autofree char *system = precept_node_dup_attribute (node, "system");
  g_autofree char *value = precept_node_dup_attribute (node, "value");
  PreceptCode     *self = precept_code_new (system, value, NULL, NULL);

  self->path = g_strdup (path);
  self->through = precept_node_dup_attribute (node, "through");
  self->use = precept_node_dup_attribute (node, "use");
  self->only_with = precept_node_dup_attribute (node, "only-with");
  self->description = dup_words (node, "description");
  self->note = precept_node_dup_child_text (node, "note");
  return self;
}

static PreceptCodeTable *
read_table (PreceptDocument *document, const xmlNode *node)
{
  PreceptCodeTable *self = g_new0 (PreceptCodeTable, 1);
  g_autofree char  *path = precept_document_dup_path (document, node);
  guint             position = 0;

  self->id = precept_node_dup_attribute (node, "id");
  self->role = precept_node_dup_attribute (node, "role");
  self->determination = precept_node_dup_attribute (node, "determination");
  self->caption = dup_words (node, "caption");
  self->codes = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_code_unref);
  /* Counted here: to ask for the path of each would count them all again. */
  for (const xmlNode *child = node->children; child != NULL; child = child->next, position++)
    {
      g_autofree char *id = NULL;
      g_autofree char *place = NULL;

      if (!precept_node_is (child, "code"))
        continue;
      id = precept_node_dup_attribute (child, "id");
      place = id != NULL && precept_document_find (document, id) == child ? g_strdup (id) : g_strdup_printf ("%s/%u", path, position);
      g_ptr_array_add (self->codes, read_code (child, place));
    }
  return self;
}

/**
 * precept_code_tables_read:
 * @document: a document
 * @part_path: path of a part with tables of codes
 *
 * Reads the tables of codes. A table without an id is left out: nothing could be said of it.
 *
 * Returns: (transfer full) (element-type PreceptCodeTable): the tables, in their order
 */
GPtrArray *
precept_code_tables_read (PreceptDocument *document, const char *part_path)
{
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_code_table_free);
  xmlNode   *part;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), tables);
  g_return_val_if_fail (part_path != NULL, tables);

  part = precept_document_find_path (document, part_path);
  for (xmlNode *node = part != NULL ? precept_node_first_element (part) : NULL; node != NULL; node = precept_node_next_element (node))
    {
      if (!precept_node_is (node, "code-table") || !xmlHasProp (node, BAD_CAST "id"))
        continue;
      g_ptr_array_add (tables, read_table (document, node));
    }
  return tables;
}
