/* precept-edit-references.c: what people do with a list of references, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-references.h"

#include "precept-canonical.h"
#include "precept-edit-entries.h"
#include "precept-edit-private.h"

#include <string.h>

static const char *const identifiers[] = { "doi", "pmid", "pmcid", "accessed" };

static xmlNode *
find_reference (PreceptDocument *document,
                const char      *id,
                GError         **error)
{
  xmlNode *node = precept_edit_find (document, id, error);

  if (node != NULL && !precept_node_is (node, "reference"))
    {
      precept_step_fail (error, "“%s” is no reference.", id);
      return NULL;
    }

  return node;
}

/* What leads to references is led elsewhere, or removed. */
typedef struct
{
  PreceptEdit *edit;
  GHashTable  *targets;  /* borrowed id → borrowed id; "": nowhere */
  const char  *fallback; /* id that a comment on what goes leads to; NULL: the comment goes too */
  GPtrArray   *removed;  /* of xmlNode, in document order: what leads nowhere any more */
} Redirection;

/* The list of ids as it is to be; NULL: as it is. */
static char *
redirect_list (Redirection *self,
               const char  *list)
{
  g_auto (GStrv) ids = g_strsplit_set (list, " \t\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();
  gboolean changed = FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const char *to = g_hash_table_lookup (self->targets, ids[i]);

      changed |= to != NULL;
      if (to == NULL)
        to = ids[i];
      if (*to != '\0' && !g_ptr_array_find_with_equal_func (kept, to, g_str_equal, NULL))
        g_ptr_array_add (kept, (gpointer)to);
    }
  g_ptr_array_add (kept, NULL);

  return changed ? g_strjoinv (" ", (char **)kept->pdata) : NULL;
}

static void
redirect_attribute (Redirection *self,
                    xmlNode     *node,
                    const char  *attribute)
{
  g_autofree char *list = precept_node_dup_attribute (node, attribute);
  g_autofree char *changed = list != NULL ? redirect_list (self, list) : NULL;
  g_autofree char *path = NULL;

  if (changed == NULL)
    return;
  if (*changed == '\0' && strcmp (attribute, "cites") != 0)
    {
      if (strcmp (attribute, "on") != 0 || self->fallback == NULL)
        {
          g_ptr_array_add (self->removed, node);
          return;
        }
      g_free (changed);
      changed = g_strdup (self->fallback);
    }
  path = precept_document_dup_path (self->edit->document, node);
  precept_step_group_add (self->edit->group, precept_step_new_set_attribute (path, attribute, *changed != '\0' ? changed : NULL));
}

static void
redirect_within (Redirection *self,
                 xmlNode     *element)
{
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "cite") || precept_node_is (child, "xref") || precept_node_is (child, "term"))
        redirect_attribute (self, child, "ref");
      else if (precept_node_is (child, "thread"))
        redirect_attribute (self, child, "on");
      redirect_attribute (self, child, "cites");
      redirect_within (self, child);
    }
}

/* Everything that leads to a key of @targets. */
static void
redirect (PreceptEdit *edit,
          GHashTable  *targets,
          const char  *fallback)
{
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();
  Redirection redirection = { edit, targets, fallback, removed };

  redirect_within (&redirection, precept_document_get_root (edit->document));
  /* From the last to the first: texts that come together move only what follows them. */
  for (guint i = removed->len; i > 0; i--)
    {
      g_autofree char *path = precept_document_dup_path (edit->document, g_ptr_array_index (removed, i - 1));

      precept_step_group_add (edit->group, precept_step_new_replace (path, ""));
    }
}

static void
take_identifiers (PreceptEdit *edit,
                  xmlNode     *from,
                  const char  *to_id,
                  GHashTable  *taken)
{
  xmlNode *to = precept_document_find (edit->document, to_id);

  for (guint i = 0; i < G_N_ELEMENTS (identifiers); i++)
    {
      g_autofree char *theirs = precept_node_dup_attribute (from, identifiers[i]);
      g_autofree char *ours = precept_node_dup_attribute (to, identifiers[i]);
      g_autofree char *key = g_strconcat (to_id, " ", identifiers[i], NULL);

      if (theirs == NULL || ours != NULL || !g_hash_table_add (taken, g_steal_pointer (&key)))
        continue;
      precept_edit_set_value (edit, to_id, identifiers[i], theirs);
    }
}

/* Follows a → b → c; a circle leads to NULL. */
static const char *
follow (GHashTable *targets,
        const char *id)
{
  guint n_steps = 0;

  for (const char *next = id; next != NULL; next = g_hash_table_lookup (targets, id))
    {
      id = next;
      if (n_steps++ > g_hash_table_size (targets))
        return NULL;
    }

  return id;
}

static guint
number_of (const xmlNode *reference)
{
  guint number = 0;

  for (const xmlNode *node = reference; node != NULL; node = node->prev)
    number += precept_node_is (node, "reference") ? 1 : 0;

  return number;
}

static char *
dup_merge_label (xmlNode *from,
                 xmlNode *to,
                 guint    n_pairs)
{
  if (n_pairs > 1)
    return g_strdup_printf ("Merge %u references", n_pairs);

  return g_strdup_printf ("Merge reference %u into %u", number_of (from), number_of (to));
}

/**
 * precept_edit_merge_references:
 * @document: a document
 * @from_ids: references that go; ends with %NULL
 * @to_ids: what each of them is the same as
 * @error: (nullable): where to store an error
 *
 * Plans to merge references: whatever leads to one that goes, leads to the one that stays, which takes over the
 * identifiers that it lacks. Where both are cited, one citation is left.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_merge_references (PreceptDocument   *document,
                               const char *const *from_ids,
                               const char *const *to_ids,
                               GError           **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GHashTable) direct = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *label = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (from_ids != NULL && from_ids[0] != NULL && to_ids != NULL, NULL);

  for (guint i = 0; from_ids[i] != NULL; i++)
    {
      g_return_val_if_fail (to_ids[i] != NULL, NULL);
      if (find_reference (document, from_ids[i], error) == NULL || find_reference (document, to_ids[i], error) == NULL)
        return NULL;
      g_hash_table_insert (direct, (gpointer)from_ids[i], (gpointer)to_ids[i]);
    }
  for (guint i = 0; from_ids[i] != NULL; i++)
    {
      const char *to = follow (direct, from_ids[i]);

      if (to == NULL)
        {
          precept_step_fail (error, "A reference can’t be merged into itself.");
          return NULL;
        }
      g_hash_table_insert (targets, (gpointer)from_ids[i], (gpointer)to);
    }

  label = dup_merge_label (precept_document_find (document, from_ids[0]), precept_document_find (document, to_ids[0]), g_hash_table_size (targets));
  edit = precept_edit_new (document, label);
  redirect (edit, targets, NULL);
  for (guint i = 0; from_ids[i] != NULL; i++)
    {
      xmlNode *from = precept_document_find (document, from_ids[i]);

      take_identifiers (edit, from, g_hash_table_lookup (targets, from_ids[i]), taken);
    }
  for (guint i = 0; from_ids[i] != NULL; i++)
    {
      /* Once, however often it is named. */
      if (g_hash_table_remove (targets, from_ids[i]))
        precept_step_group_add (edit->group, precept_step_new_replace (from_ids[i], ""));
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_replace_reference:
 * @document: a document
 * @id: the reference that goes
 * @by_id: what is cited in its place
 * @error: (nullable): where to store an error
 *
 * Plans to remove a reference, and to cite another one wherever it was.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_replace_reference (PreceptDocument *document,
                                const char      *id,
                                const char      *by_id,
                                GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL && by_id != NULL, NULL);

  if (find_reference (document, id, error) == NULL || find_reference (document, by_id, error) == NULL)
    return NULL;
  if (strcmp (id, by_id) == 0)
    {
      precept_step_fail (error, "A reference can’t take its own place.");
      return NULL;
    }
  edit = precept_edit_new (document, "Replace reference");
  g_hash_table_insert (targets, (gpointer)id, (gpointer)by_id);
  redirect (edit, targets, NULL);
  precept_step_group_add (edit->group, precept_step_new_replace (id, ""));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_remove_reference:
 * @document: a document
 * @id: the reference
 * @error: (nullable): where to store an error
 *
 * Plans to remove a reference with its citations. Comments on it are on the list of references then.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_reference (PreceptDocument *document,
                               const char      *id,
                               GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GHashTable) targets = g_hash_table_new (g_str_hash, g_str_equal);
  xmlNode *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = find_reference (document, id, error);
  if (node == NULL)
    return NULL;
  edit = precept_edit_new (document, "Remove reference");
  g_hash_table_insert (targets, (gpointer)id, (gpointer) "");
  redirect (edit, targets, precept_edit_get_id (edit, node->parent));
  precept_step_group_add (edit->group, precept_step_new_replace (id, ""));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The order of references */

/* Citations are met as a reader meets them: those of a finding stand at the end of its first block. */
static void
meet_citations (GHashTable *ranks, /* owned id → rank from 1 */
                xmlNode    *element);

static void
meet_list (GHashTable *ranks,
           xmlNode    *element,
           const char *attribute)
{
  g_autofree char *list = precept_node_dup_attribute (element, attribute);
  g_auto (GStrv) ids = list != NULL ? g_strsplit_set (list, " \t\n", -1) : NULL;

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0' && !g_hash_table_contains (ranks, ids[i]))
        g_hash_table_insert (ranks, g_strdup (ids[i]), GUINT_TO_POINTER (g_hash_table_size (ranks) + 1));
    }
}

static void
meet_one (GHashTable *ranks,
          xmlNode    *element)
{
  if (precept_node_is (element, "cite") || precept_node_is (element, "xref"))
    meet_list (ranks, element, "ref");
  else if (!precept_node_is (element, "references") && !precept_node_is (element, "review"))
    meet_citations (ranks, element);
}

static void
meet_citations (GHashTable *ranks,
                xmlNode    *element)
{
  xmlNode *child = precept_node_first_element (element);

  if (child != NULL && precept_node_is (element, "finding"))
    {
      meet_one (ranks, child);
      child = precept_node_next_element (child);
    }
  meet_list (ranks, element, "cites");
  for (; child != NULL; child = precept_node_next_element (child))
    meet_one (ranks, child);
}

typedef struct
{
  xmlNode *node;
  char    *key;  /* owned */
  guint    rank; /* of its first citation */
  guint    position;
} Ranked;

static void
clear_ranked (gpointer data)
{
  g_free (((Ranked *)data)->key);
}

static int
compare_ranked (gconstpointer a,
                gconstpointer b)
{
  const Ranked *first = a;
  const Ranked *second = b;
  int           order = first->key != NULL ? strcmp (first->key, second->key) : 0;

  if (first->rank != second->rank)
    return first->rank < second->rank ? -1 : 1;
  if (order != 0)
    return order;

  return (first->position > second->position) - (first->position < second->position);
}

static GPtrArray *
list_references (PreceptDocument *document)
{
  GPtrArray *references = g_ptr_array_new ();
  xmlNode   *part = precept_node_child (precept_document_get_root (document), "references");

  for (xmlNode *child = part != NULL ? precept_node_first_element (part) : NULL; child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "reference"))
        g_ptr_array_add (references, child);
    }

  return references;
}

static GPtrArray *
sort_references (PreceptDocument      *document,
                 GPtrArray            *references,
                 PreceptReferenceOrder order)
{
  g_autoptr (GArray) ranked = g_array_sized_new (FALSE, FALSE, sizeof (Ranked), references->len);
  g_autoptr (GHashTable) ranks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *sorted = g_ptr_array_sized_new (references->len + 1);

  g_array_set_clear_func (ranked, clear_ranked);
  if (order == PRECEPT_REFERENCE_ORDER_CITATION)
    meet_citations (ranks, precept_document_get_root (document));
  for (guint i = 0; i < references->len; i++)
    {
      Ranked           one = { g_ptr_array_index (references, i), NULL, 0, i };
      const char      *id = precept_node_get_id (one.node);
      g_autofree char *text = NULL;

      if (order == PRECEPT_REFERENCE_ORDER_CITATION)
        {
          one.rank = id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (ranks, id)) : 0;
          if (one.rank == 0)
            one.rank = G_MAXUINT;
        }
      else
        {
          text = precept_node_dup_text (one.node);
          one.key = precept_edit_dup_sort_key (text);
        }
      g_array_append_val (ranked, one);
    }
  g_array_sort (ranked, compare_ranked);
  for (guint i = 0; i < ranked->len; i++)
    g_ptr_array_add (sorted, g_array_index (ranked, Ranked, i).node);

  return sorted;
}

static gboolean
is_in_order (PreceptDocument      *document,
             GPtrArray            *references,
             PreceptReferenceOrder order)
{
  g_autoptr (GPtrArray) sorted = sort_references (document, references, order);

  return references->len == 0 || memcmp (sorted->pdata, references->pdata, references->len * sizeof (gpointer)) == 0;
}

/**
 * precept_edit_get_reference_order:
 * @document: a document
 *
 * Tells in which order the references stand. Where two orders are the same, the alphabetical one is meant.
 *
 * Returns: the order
 */
PreceptReferenceOrder
precept_edit_get_reference_order (PreceptDocument *document)
{
  g_autoptr (GPtrArray) references = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), PRECEPT_REFERENCE_ORDER_BY_HAND);

  references = list_references (document);
  if (references->len < 2)
    return PRECEPT_REFERENCE_ORDER_BY_HAND;
  if (is_in_order (document, references, PRECEPT_REFERENCE_ORDER_ALPHABETICAL))
    return PRECEPT_REFERENCE_ORDER_ALPHABETICAL;
  if (is_in_order (document, references, PRECEPT_REFERENCE_ORDER_CITATION))
    return PRECEPT_REFERENCE_ORDER_CITATION;

  return PRECEPT_REFERENCE_ORDER_BY_HAND;
}

/**
 * precept_edit_sort_references:
 * @document: a document
 * @order: the order
 * @error: (nullable): where to store an error
 *
 * Plans to put the references in another order. Their numbers follow, and so do those of the citations.
 *
 * Returns: (transfer full) (nullable): a group, without steps where they stand so already
 */
PreceptStepGroup *
precept_edit_sort_references (PreceptDocument      *document,
                              PreceptReferenceOrder order,
                              GError              **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GPtrArray) sorted = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (order != PRECEPT_REFERENCE_ORDER_BY_HAND, NULL);

  references = list_references (document);
  sorted = sort_references (document, references, order);
  edit = precept_edit_new (document, "Sort references");
  precept_edit_reorder (edit, references, sorted);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* New references */

static char *
dup_new_id (PreceptDocument *document,
            GHashTable      *used)
{
  char *id = NULL;

  do
    {
      g_free (id);
      id = precept_document_dup_new_id (document, "ref");
    }
  while (g_hash_table_contains (used, id));
  g_hash_table_add (used, id);

  return g_strdup (id);
}

static char *
write_reference (const PreceptReferenceText *text,
                 const char                 *id)
{
  const char      *values[] = { text->doi, text->pmid, text->pmcid, text->accessed };
  GString         *xml = g_string_new (NULL);
  g_autofree char *escaped = precept_canonical_escape (text->text);

  g_string_append_printf (xml, "<reference id=\"%s\"", id);
  for (guint i = 0; i < G_N_ELEMENTS (identifiers); i++)
    precept_edit_append_attribute (xml, identifiers[i], values[i]);
  g_string_append_printf (xml, ">%s</reference>", escaped);

  return g_string_free (xml, FALSE);
}

/* Where a new one goes: a position among the children of the part. */
static guint
find_position (GPtrArray  *references,
               const char *key)
{
  guint position = precept_node_get_position (g_ptr_array_index (references, references->len - 1)) + 1;

  if (*key == '\0')
    return position;
  for (guint i = references->len; i > 0; i--)
    {
      xmlNode         *node = g_ptr_array_index (references, i - 1);
      g_autofree char *other_text = precept_node_dup_text (node);
      g_autofree char *other = precept_edit_dup_sort_key (other_text);

      if (strcmp (other, key) <= 0)
        break;
      position = precept_node_get_position (node);
    }

  return position;
}

typedef struct
{
  char *xml; /* owned */
  char *key; /* owned */
  guint position;
} NewReference;

static void
clear_new_reference (gpointer data)
{
  g_free (((NewReference *)data)->xml);
  g_free (((NewReference *)data)->key);
}

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const NewReference *first = a;
  const NewReference *second = b;

  if (first->position != second->position)
    return first->position < second->position ? -1 : 1;

  return strcmp (first->key, second->key);
}

/**
 * precept_edit_add_references:
 * @document: a document
 * @texts: (element-type PreceptReferenceText): at least one
 * @new_ids: (out) (optional) (transfer full): their ids, in the order of @texts
 * @error: (nullable): where to store an error
 *
 * Plans new references. A list that is alphabetical stays so; else they go to its end.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_references (PreceptDocument *document,
                             GPtrArray       *texts,
                             GStrv           *new_ids,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) references = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) used = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (NewReference));
  PreceptStepGroup *group;
  const char       *label;
  gboolean          alphabetical;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (texts != NULL && texts->len > 0, NULL);

  label = texts->len == 1 ? "Add reference" : "Add references";
  references = list_references (document);
  alphabetical = precept_edit_get_reference_order (document) == PRECEPT_REFERENCE_ORDER_ALPHABETICAL;
  g_array_set_clear_func (added, clear_new_reference);
  for (guint i = 0; i < texts->len; i++)
    {
      const PreceptReferenceText *text = g_ptr_array_index (texts, i);
      char                       *id = dup_new_id (document, used);
      NewReference                one = { write_reference (text, id), NULL, 0 };

      /* Where order does not matter, those that are added keep theirs. */
      one.key = alphabetical ? precept_edit_dup_sort_key (text->text) : g_strdup ("");
      if (references->len > 0)
        one.position = find_position (references, one.key);
      g_ptr_array_add (ids, id);
      g_string_append (all, one.xml);
      g_array_append_val (added, one);
    }
  if (references->len == 0)
    group = precept_edit_add_to_part (document, "references", label, all->str);
  else
    {
      xmlNode *part = ((xmlNode *)g_ptr_array_index (references, 0))->parent;

      edit = precept_edit_new (document, label);
      g_array_sort (added, compare_positions); /* which is stable */
      for (guint i = 0; i < added->len; i++)
        {
          const NewReference *one = &g_array_index (added, NewReference, i);

          precept_edit_insert (edit, precept_edit_get_id (edit, part), one->position + i, "%s", one->xml);
        }
      group = precept_edit_finish (g_steal_pointer (&edit));
    }
  g_ptr_array_add (ids, NULL);
  if (new_ids != NULL)
    *new_ids = (GStrv)g_ptr_array_free (g_steal_pointer (&ids), FALSE);

  return group;
}
