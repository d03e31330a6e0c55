/* precept-edit-metadata.c: changes of what a guideline says about itself, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-metadata.h"

#include "precept-canonical.h"
#include "precept-edit-private.h"
#include "precept-links.h"

#include <string.h>

/* The order in which the grammar wants them. */
static const char *const metadata_order[] = {
  "title", "policy-number", "version", "status", "subject", "publisher", "line-of-business", "plan-type", "state", "owner", "effective",
  "last-review", "next-review", "related", "keyword", NULL
};
static const char *const subject_order[] = { "brand", "generic", "name", NULL };

static int
find_rank (const char *const *order,
           const char        *name)
{
  for (int i = 0; order[i] != NULL; i++)
    {
      if (strcmp (order[i], name) == 0)
        return i;
    }

  return -1;
}

static xmlNode *
get_metadata (PreceptDocument *document)
{
  return precept_node_child (precept_document_get_root (document), "metadata");
}

static xmlNode *
find_parent (PreceptDocument *document,
             const char      *subject_id,
             GError         **error)
{
  xmlNode *parent = subject_id != NULL ? precept_document_find (document, subject_id) : get_metadata (document);

  if (parent == NULL)
    precept_step_fail (error, "The guideline has no place for this. Correct its structure first: the problems say how.");

  return parent;
}

/* Where a child of that name goes: after the last that comes before it, or is called the same. */
static guint
find_position (xmlNode    *parent,
               const char *name)
{
  const char *const *order = precept_node_is (parent, "subject") ? subject_order : metadata_order;
  int                rank = find_rank (order, name);
  guint              position = 0;

  for (xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      int other = find_rank (order, (const char *)child->name);

      if (other >= 0 && other <= rank)
        position = precept_node_get_position (child) + 1;
    }

  return position;
}

char *
precept_document_dup_metadata_path (PreceptDocument *document)
{
  xmlNode *metadata;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  metadata = get_metadata (document);

  return metadata != NULL ? precept_document_dup_path (document, metadata) : NULL;
}

char *
precept_document_dup_field_path (PreceptDocument *document,
                                 const char      *subject_id,
                                 const char      *name)
{
  xmlNode *parent;
  xmlNode *field;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  parent = find_parent (document, subject_id, NULL);
  field = parent != NULL ? precept_node_child (parent, name) : NULL;

  return field != NULL ? precept_document_dup_path (document, field) : NULL;
}

char *
precept_document_dup_field (PreceptDocument *document,
                            const char      *subject_id,
                            const char      *name)
{
  g_autofree char *path = precept_document_dup_field_path (document, subject_id, name);
  char            *text = path != NULL ? precept_document_dup_text (document, path) : NULL;

  return text != NULL ? text : g_strdup ("");
}

static GPtrArray *
list_nodes (PreceptDocument *document,
            const char      *name)
{
  GPtrArray *nodes = g_ptr_array_new ();
  xmlNode   *metadata = get_metadata (document);

  for (xmlNode *child = metadata != NULL ? precept_node_first_element (metadata) : NULL; child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, name))
        g_ptr_array_add (nodes, child);
    }

  return nodes;
}

GStrv
precept_document_list_fields (PreceptDocument *document,
                              const char      *name)
{
  g_autoptr (GPtrArray) nodes = list_nodes (document, name);
  GStrv texts = g_new0 (char *, nodes->len + 1);

  for (guint i = 0; i < nodes->len; i++)
    texts[i] = precept_node_dup_text (g_ptr_array_index (nodes, i));

  return texts;
}

GStrv
precept_document_list_field_paths (PreceptDocument *document,
                                   const char      *name)
{
  g_autoptr (GPtrArray) nodes = list_nodes (document, name);
  GStrv paths = g_new0 (char *, nodes->len + 1);

  for (guint i = 0; i < nodes->len; i++)
    paths[i] = precept_document_dup_path (document, g_ptr_array_index (nodes, i));

  return paths;
}

GStrv
precept_document_list_subjects (PreceptDocument *document)
{
  g_autoptr (GPtrArray) nodes = list_nodes (document, "subject");
  GStrv ids = g_new0 (char *, nodes->len + 1);
  guint n_ids = 0;

  for (guint i = 0; i < nodes->len; i++)
    {
      char *id = precept_node_dup_attribute (g_ptr_array_index (nodes, i), "id");

      /* One without an id of its own can't be named. */
      if (id != NULL && precept_document_find (document, id) == g_ptr_array_index (nodes, i))
        ids[n_ids++] = id;
      else
        g_free (id);
    }

  return ids;
}

/**
 * precept_edit_set_field:
 * @document: a document
 * @subject_id: (nullable): the subject that the field is of; %NULL: of the metadata
 * @name: of the element: "policy-number"
 * @value: its new text; "" removes it
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to set a field. What is typed into one field becomes one undo.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_field (PreceptDocument *document,
                        const char      *subject_id,
                        const char      *name,
                        const char      *value,
                        const char      *label,
                        GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *stripped = NULL;
  g_autofree char  *old = NULL;
  g_autofree char  *path = NULL;
  g_autofree char  *key = NULL;
  xmlNode          *parent;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL && value != NULL && label != NULL, NULL);

  parent = find_parent (document, subject_id, error);
  if (parent == NULL)
    return NULL;
  stripped = g_strstrip (g_strdup (value));
  old = precept_document_dup_field (document, subject_id, name);
  path = precept_document_dup_field_path (document, subject_id, name);
  group = precept_step_group_new (label);
  key = g_strdup_printf ("field:%s:%s", subject_id != NULL ? subject_id : "", name);
  precept_step_group_set_merge_key (group, key);
  if (strcmp (stripped, old) == 0 && (path != NULL || *stripped == '\0'))
    return group;
  if (path == NULL)
    {
      g_autofree char *escaped = precept_canonical_escape (stripped);
      g_autofree char *xml = g_strdup_printf ("<%s>%s</%s>", name, escaped, name);
      g_autofree char *parent_path = precept_document_dup_path (document, parent);

      precept_step_group_add (group, precept_step_new_insert (parent_path, find_position (parent, name), xml));
    }
  else if (*stripped == '\0' && strcmp (name, "title") != 0)
    precept_step_group_add (group, precept_step_new_replace (path, ""));
  else
    precept_step_group_add (group, precept_step_new_set_text (path, stripped));

  return group;
}

static gboolean
is_value (const char *const *values,
          const char        *text)
{
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (values[i]));

      if (strcmp (stripped, text) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_among (GPtrArray  *nodes,
          const char *value)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      g_autofree char *text = precept_node_dup_text (g_ptr_array_index (nodes, i));

      if (strcmp (text, value) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether @values, without those that are empty or said twice, begin with all of @nodes that they name, in their order. */
static gboolean
keep_their_order (GPtrArray         *nodes,
                  const char *const *values)
{
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint next = 0;

  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (values[i]));

      if (*stripped == '\0' || g_hash_table_contains (met, stripped))
        continue;
      for (guint k = 0; k < nodes->len; k++)
        {
          g_autofree char *text = precept_node_dup_text (g_ptr_array_index (nodes, k));

          if (strcmp (text, stripped) != 0)
            continue;
          /* An old one after a new one, or before an older one. */
          if (g_hash_table_contains (met, "\n") || k < next)
            return FALSE;
          next = k + 1;
          break;
        }
      if (!is_among (nodes, stripped))
        g_hash_table_add (met, g_strdup ("\n"));
      g_hash_table_add (met, g_steal_pointer (&stripped));
    }

  return TRUE;
}

/**
 * precept_edit_set_fields:
 * @document: a document
 * @name: of the elements: "state"
 * @values: their texts, each once; ends with %NULL
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to set all fields of one name. Those that are not among @values go; new ones come after the others. Where @values
 * have another order, all are written anew.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_fields (PreceptDocument   *document,
                         const char        *name,
                         const char *const *values,
                         const char        *label,
                         GError           **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char  *parent_path = NULL;
  PreceptStepGroup *group;
  xmlNode          *metadata;
  guint             position;
  gboolean          keeps;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (name != NULL && values != NULL && label != NULL, NULL);

  metadata = find_parent (document, NULL, error);
  if (metadata == NULL)
    return NULL;
  group = precept_step_group_new (label);
  nodes = list_nodes (document, name);
  keeps = keep_their_order (nodes, values);
  position = find_position (metadata, name);
  parent_path = precept_document_dup_path (document, metadata);
  /* From the last to the first, so that the paths of the others hold. */
  for (guint i = nodes->len; i > 0; i--)
    {
      xmlNode         *node = g_ptr_array_index (nodes, i - 1);
      g_autofree char *text = precept_node_dup_text (node);

      if (keeps && is_value (values, text) && !g_hash_table_contains (kept, text))
        {
          g_hash_table_add (kept, g_steal_pointer (&text));
          continue;
        }
      precept_step_group_add (group, precept_step_new_remove (parent_path, precept_node_get_position (node), 1));
      position--;
    }
  for (guint i = 0; values[i] != NULL; i++)
    {
      g_autofree char *stripped = g_strstrip (g_strdup (values[i]));
      g_autofree char *escaped = precept_canonical_escape (stripped);
      g_autofree char *xml = g_strdup_printf ("<%s>%s</%s>", name, escaped, name);

      if (*stripped == '\0' || g_hash_table_contains (kept, stripped))
        continue;
      g_hash_table_add (kept, g_steal_pointer (&stripped));
      precept_step_group_add (group, precept_step_new_insert (parent_path, position++, xml));
    }

  return group;
}

/**
 * precept_edit_add_subject:
 * @document: a document
 * @kind: "drug", "procedure", …
 * @new_id: (out) (optional): of the subject
 * @error: (nullable): where to store an error
 *
 * Plans one more subject of the guideline.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_subject (PreceptDocument *document,
                          const char      *kind,
                          char           **new_id,
                          GError         **error)
{
  g_autofree char  *id = NULL;
  g_autofree char  *xml = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *path = NULL;
  PreceptStepGroup *group;
  xmlNode          *metadata;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  metadata = find_parent (document, NULL, error);
  if (metadata == NULL)
    return NULL;
  id = precept_document_dup_new_id (document, "subject");
  escaped = precept_canonical_escape_attribute (kind);
  xml = g_strdup_printf ("<subject id=\"%s\" kind=\"%s\"/>", id, escaped);
  path = precept_document_dup_path (document, metadata);
  group = precept_step_group_new ("Add subject");
  precept_step_group_add (group, precept_step_new_insert (path, find_position (metadata, "subject"), xml));
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);

  return group;
}

/* Takes a subject out of every list of what an element is about. */
static void
forget_subject (PreceptDocument  *document,
                PreceptStepGroup *group,
                xmlNode          *element,
                const char       *id)
{
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *list = precept_node_dup_attribute (child, "for");
      g_auto (GStrv) ids = list != NULL ? g_strsplit_set (list, " \t\n", -1) : NULL;

      if (ids != NULL && g_strv_contains ((const char *const *)ids, id))
        {
          g_autofree char *path = precept_document_dup_path (document, child);
          g_autofree char *rest = precept_links_dup_without (list, id);

          precept_step_group_add (group, precept_step_new_set_attribute (path, "for", rest));
        }
      forget_subject (document, group, child, id);
    }
}

/**
 * precept_edit_remove_subject:
 * @document: a document
 * @id: of a subject
 * @error: (nullable): where to store an error
 *
 * Plans to remove a subject. What was only about it (an indication, a table of codes) is about all then. The last one
 * stays.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_subject (PreceptDocument *document,
                             const char      *id,
                             GError         **error)
{
  g_autoptr (GPtrArray) subjects = NULL;
  PreceptStepGroup *group;
  xmlNode          *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL)
    return NULL;
  subjects = list_nodes (document, "subject");
  if (!precept_node_is (node, "subject") || subjects->len < 2)
    {
      precept_step_fail (error, "A guideline is about something: its last subject can’t be removed.");
      return NULL;
    }
  group = precept_step_group_new ("Remove subject");
  forget_subject (document, group, precept_document_get_root (document), id);
  precept_step_group_add (group, precept_step_new_replace (id, ""));

  return group;
}

/**
 * precept_edit_add_related:
 * @document: a document
 * @kind: "supersedes", "replaced-by" or "see-also"
 * @text: the number or the title of the other guideline
 * @error: (nullable): where to store an error
 *
 * Plans to name one more guideline that has to do with this one.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_related (PreceptDocument *document,
                          const char      *kind,
                          const char      *text,
                          GError         **error)
{
  g_autofree char  *escaped_kind = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *xml = NULL;
  g_autofree char  *path = NULL;
  PreceptStepGroup *group;
  xmlNode          *metadata;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (kind != NULL && text != NULL, NULL);

  metadata = find_parent (document, NULL, error);
  if (metadata == NULL)
    return NULL;
  escaped_kind = precept_canonical_escape_attribute (kind);
  escaped = precept_canonical_escape (text);
  xml = g_strdup_printf ("<related kind=\"%s\">%s</related>", escaped_kind, escaped);
  path = precept_document_dup_path (document, metadata);
  group = precept_step_group_new ("Add related guideline");
  precept_step_group_add (group, precept_step_new_insert (path, find_position (metadata, "related"), xml));

  return group;
}

PreceptStepGroup *
precept_edit_remove_related (PreceptDocument *document,
                             guint            index,
                             GError         **error)
{
  g_autoptr (GPtrArray) nodes = NULL;
  g_autofree char  *path = NULL;
  PreceptStepGroup *group;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  nodes = list_nodes (document, "related");
  if (index >= nodes->len)
    {
      precept_step_fail (error, "This is gone already. Look at the document as it is now.");
      return NULL;
    }
  path = precept_document_dup_path (document, g_ptr_array_index (nodes, index));
  group = precept_step_group_new ("Remove related guideline");
  precept_step_group_add (group, precept_step_new_replace (path, ""));

  return group;
}
