/* precept-edit-codes.c: what people do with tables of codes, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-codes.h"

#include "precept-canonical.h"
#include "precept-edit-private.h"

#include <string.h>

static xmlNode *
find_table (PreceptDocument *document, const char *id, GError **error)
{
  xmlNode *node = precept_edit_find (document, id, error);

  if (node == NULL || precept_node_is (node, "code-table"))
    return node;
  precept_step_fail (error, "“%s” is no table of codes.", id);
  return NULL;
}

static xmlNode *
find_code (PreceptDocument *document, const char *path, GError **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (node != NULL && precept_node_is (node, "code"))
    return node;
  precept_step_fail (error, "The code at “%s” is not there any more. Look at the table as it is now, and try again.", path);
  return NULL;
}

/* Where a new code goes: after the last one, before the notes. */
static guint
find_end (const xmlNode *table)
{
  guint end = 0, position = 0;

  for (const xmlNode *child = table->children; child != NULL; child = child->next, position++)
    {
      if (precept_node_is (child, "code") || precept_node_is (child, "caption"))
        end = position + 1;
    }
  return end;
}

static void
append_escaped (GString *xml, const char *before, const char *text, const char *after)
{
  g_autofree char *escaped = precept_canonical_escape (text);

  g_string_append_printf (xml, "%s%s%s", before, escaped, after);
}

/* @taken: ids given in this group, which the document does not have yet. */
static void
append_code (GString *xml, PreceptDocument *document, PreceptCode *code, GHashTable *taken)
{
  char *id;

  do
    id = precept_document_dup_new_id (document, "code");
  while (!g_hash_table_add (taken, id));
  g_string_append_printf (xml, "<code id=\"%s\"", id);
  precept_edit_append_attribute (xml, "system", code->system);
  precept_edit_append_attribute (xml, "value", code->value);
  precept_edit_append_attribute (xml, "through", code->through);
  precept_edit_append_attribute (xml, "use", code->use);
  precept_edit_append_attribute (xml, "only-with", code->only_with);
  g_string_append_c (xml, '>');
  if (code->description != NULL && *code->description != '\0')
    append_escaped (xml, "<description>", code->description, "</description>");
  g_string_append (xml, "</code>");
}

/**
 * precept_edit_add_codes:
 * @document: a document
 * @table_id: a table of codes
 * @codes: (element-type PreceptCode): what to add
 * @error: (nullable): where to store an error
 *
 * Plans to add codes after the last one of a table, before its notes.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_codes (PreceptDocument *document, const char *table_id, GPtrArray *codes, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) xml = g_string_new (NULL);
  PreceptStepGroup *group;
  xmlNode          *table;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (table_id != NULL && codes != NULL && codes->len > 0, NULL);

  table = find_table (document, table_id, error);
  if (table == NULL)
    return NULL;
  for (guint i = 0; i < codes->len; i++)
    append_code (xml, document, g_ptr_array_index (codes, i), taken);
  group = precept_step_group_new (codes->len == 1 ? "Add code" : "Add codes");
  precept_step_group_add (group, precept_step_new_insert (table_id, find_end (table), xml->str));
  return group;
}

static int
compare_positions (gconstpointer a, gconstpointer b)
{
  guint first = precept_node_get_position (*(xmlNode *const *)a);
  guint second = precept_node_get_position (*(xmlNode *const *)b);

  return (first > second) - (first < second);
}

/* Of one table, in their order. */
static GPtrArray *
find_codes (PreceptDocument *document, const char *const *paths, GError **error)
{
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; paths[i] != NULL; i++)
    {
      xmlNode *code = find_code (document, paths[i], error);

      if (code == NULL)
        return NULL;
      if (codes->len > 0 && code->parent != ((xmlNode *)g_ptr_array_index (codes, 0))->parent)
        {
          precept_step_fail (error, "These codes are of several tables. Choose those of one.");
          return NULL;
        }
      if (!g_ptr_array_find (codes, code, NULL))
        g_ptr_array_add (codes, code);
    }
  g_ptr_array_sort (codes, compare_positions);
  return g_steal_pointer (&codes);
}

/**
 * precept_edit_remove_codes:
 * @document: a document
 * @paths: (array zero-terminated=1): codes of one table
 * @error: (nullable): where to store an error
 *
 * Plans to remove codes.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_codes (PreceptDocument *document, const char *const *paths, GError **error)
{
  g_autoptr (GPtrArray) codes = NULL;
  g_autofree char  *table = NULL;
  PreceptStepGroup *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paths != NULL && paths[0] != NULL, NULL);

  codes = find_codes (document, paths, error);
  if (codes == NULL)
    return NULL;
  table = precept_document_dup_path (document, ((xmlNode *)g_ptr_array_index (codes, 0))->parent);
  group = precept_step_group_new (codes->len == 1 ? "Remove code" : "Remove codes");
  for (guint i = codes->len; i > 0; i--)
    precept_step_group_add (group, precept_step_new_remove (table, precept_node_get_position (g_ptr_array_index (codes, i - 1)), 1));
  return group;
}

/**
 * precept_edit_move_codes:
 * @document: a document
 * @paths: (array zero-terminated=1): codes of one table
 * @table_id: another table
 * @error: (nullable): where to store an error
 *
 * Plans to move codes to the end of another table, in the order that they have.
 *
 * Returns: (transfer full) (nullable): a group, without steps where they are in that table already
 */
PreceptStepGroup *
precept_edit_move_codes (PreceptDocument *document, const char *const *paths, const char *table_id, GError **error)
{
  g_autoptr (GPtrArray) codes = NULL;
  g_autofree char  *from = NULL;
  PreceptStepGroup *group;
  xmlNode          *table;
  guint             end;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paths != NULL && paths[0] != NULL && table_id != NULL, NULL);

  table = find_table (document, table_id, error);
  codes = table != NULL ? find_codes (document, paths, error) : NULL;
  if (codes == NULL)
    return NULL;
  group = precept_step_group_new (codes->len == 1 ? "Move code" : "Move codes");
  if (((xmlNode *)g_ptr_array_index (codes, 0))->parent == table)
    return group;
  from = precept_document_dup_path (document, ((xmlNode *)g_ptr_array_index (codes, 0))->parent);
  end = find_end (table);
  /* From the last: neither the places of those before it nor the end of the other table move. */
  for (guint i = codes->len; i > 0; i--)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", from, precept_node_get_position (g_ptr_array_index (codes, i - 1)));

      precept_step_group_add (group, precept_step_new_move (path, table_id, end));
    }
  return group;
}

/* Sorting */

static int
compare_codes (gconstpointer a, gconstpointer b)
{
  const xmlNode *const    *first = a, *const *second = b;
  static const char *const keys[] = { "system", "value", "through" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *of_first = precept_node_dup_attribute (*first, keys[i]);
      g_autofree char *of_second = precept_node_dup_attribute (*second, keys[i]);
      int              order = g_strcmp0 (of_first, of_second);

      if (order != 0)
        return order;
    }
  return compare_positions (a, b);
}

/**
 * precept_edit_sort_codes:
 * @document: a document
 * @table_id: a table of codes
 * @error: (nullable): where to store an error
 *
 * Plans to sort a table by system and code.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing moves
 */
PreceptStepGroup *
precept_edit_sort_codes (PreceptDocument *document, const char *table_id, GError **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) codes = NULL;
  g_autoptr (GPtrArray) sorted = NULL;
  xmlNode *table;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (table_id != NULL, NULL);

  table = find_table (document, table_id, error);
  if (table == NULL)
    return NULL;
  codes = g_ptr_array_new ();
  for (xmlNode *child = precept_node_first_element (table); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code"))
        g_ptr_array_add (codes, child);
    }
  sorted = g_ptr_array_copy (codes, NULL, NULL);
  g_ptr_array_sort (sorted, compare_codes);
  edit = precept_edit_new (document, "Sort codes");
  precept_edit_reorder (edit, codes, sorted);
  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Words */

static PreceptStepGroup *
set_words (PreceptDocument *document, xmlNode *parent, guint position, const char *name, const char *words, const char *label)
{
  PreceptStepGroup *group = precept_step_group_new (label);
  g_autofree char  *stripped = g_strstrip (g_strdup (words));
  g_autofree char  *parent_path = precept_document_dup_path (document, parent);
  xmlNode          *node = precept_node_child (parent, name);
  g_autofree char  *xml = NULL;

  if (node != NULL)
    {
      g_autofree char *path = precept_document_dup_path (document, node);
      g_autoptr (PreceptInline) old = precept_document_dup_inline (document, path);
      g_autoptr (PreceptInline) content = precept_edit_reword (old, stripped);

      if (precept_inline_equal (old, content))
        return group;
      xml = precept_inline_to_xml (content);
      if (*xml != '\0' || g_str_equal (name, "caption"))
        precept_step_group_add (group, precept_step_new_set_content (path, xml));
      else
        precept_step_group_add (group, precept_step_new_remove (parent_path, precept_node_get_position (node), 1));
    }
  else if (*stripped != '\0')
    {
      g_autofree char *escaped = precept_canonical_escape (stripped);

      xml = g_strdup_printf ("<%s>%s</%s>", name, escaped, name);
      precept_step_group_add (group, precept_step_new_insert (parent_path, position, xml));
    }
  return group;
}

/**
 * precept_edit_set_code_description:
 * @document: a document
 * @path: of a code
 * @description: what it stands for; "" for none
 * @error: (nullable): where to store an error
 *
 * Plans to change the words beside a code.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_code_description (PreceptDocument *document, const char *path, const char *description, GError **error)
{
  xmlNode *code;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && description != NULL, NULL);

  code = find_code (document, path, error);
  return code != NULL ? set_words (document, code, 0, "description", description, "Describe code") : NULL;
}

/**
 * precept_edit_set_code_table_caption:
 * @document: a document
 * @table_id: a table of codes
 * @caption: its caption
 * @error: (nullable): where to store an error
 *
 * Plans to change the caption of a table.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_code_table_caption (PreceptDocument *document, const char *table_id, const char *caption, GError **error)
{
  xmlNode          *table;
  PreceptStepGroup *group;
  g_autofree char  *key = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (table_id != NULL && caption != NULL, NULL);

  table = find_table (document, table_id, error);
  if (table == NULL)
    return NULL;
  group = set_words (document, table, 0, "caption", caption, "Change caption");
  key = g_strconcat ("caption:", table_id, NULL);
  precept_step_group_set_merge_key (group, key);
  return group;
}

/**
 * precept_edit_add_code_table:
 * @document: a document
 * @part_path: path of the part of billing codes
 * @role: "billing" or "diagnosis"
 * @caption: its caption
 * @code: its first code
 * @new_id: (out) (transfer full): id of the table
 * @error: (nullable): where to store an error
 *
 * Plans to add a table at the end of the part.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_code_table (PreceptDocument *document,
                             const char      *part_path,
                             const char      *role,
                             const char      *caption,
                             PreceptCode     *code,
                             char           **new_id,
                             GError         **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) xml = NULL;
  PreceptStepGroup *group;
  xmlNode          *part;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (part_path != NULL && role != NULL && caption != NULL && code != NULL && new_id != NULL, NULL);

  *new_id = NULL;
  part = precept_document_find_path (document, part_path);
  if (part == NULL || !precept_node_is (part, "billing-codes"))
    {
      precept_step_fail (error, "There are no billing codes at “%s” any more. Add the part first.", part_path);
      return NULL;
    }
  xml = precept_edit_open_element (document, "code-table", "codes", new_id);
  precept_edit_append_attribute (xml, "role", role);
  append_escaped (xml, "><caption>", caption, "</caption>");
  append_code (xml, document, code, taken);
  g_string_append (xml, "</code-table>");
  group = precept_step_group_new ("Add table of codes");
  precept_step_group_add (group, precept_step_new_insert (part_path, precept_node_count_children (part), xml->str));
  return group;
}
