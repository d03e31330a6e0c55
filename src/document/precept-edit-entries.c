/* precept-edit-entries.c: what people do with definitions, revisions and other entries of a list, as groups of steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-entries.h"

#include "precept-canonical.h"
#include "precept-date.h"
#include "precept-edit-private.h"

#include <string.h>

/**
 * precept_edit_dup_sort_key:
 * @text: a term, a citation
 *
 * Makes a key by which texts are sorted as people look words up, on every computer alike: a guideline must not get
 * another order because somebody else sorted it.
 *
 * Returns: (transfer full): a key for strcmp()
 */
char *
precept_edit_dup_sort_key (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (normal != NULL ? normal : text, -1);
  GString         *key = g_string_new (NULL);
  const char      *p = folded;
  gboolean         space = FALSE;

  for (; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (g_unichar_isspace (character) || character == '-' || character == 0x2010 || character == 0x2013)
        {
          space = key->len > 0;
          continue;
        }
      if (!g_unichar_isalnum (character))
        continue;
      if (space)
        g_string_append_c (key, ' ');
      space = FALSE;
      g_string_append_unichar (key, character);
    }

  return g_string_free (key, FALSE);
}

static xmlNode *
get_child_after (PreceptDocument *document,
                 xmlNode         *node,
                 const char      *before_id,
                 GError         **error)
{
  xmlNode *before = precept_edit_find (document, before_id, error);

  if (before != NULL && (before->parent != node->parent || !xmlStrEqual (before->name, node->name)))
    {
      precept_step_fail (error, "This can only be moved among others of its kind.");
      return NULL;
    }

  return before;
}

/**
 * precept_edit_move_entry:
 * @document: a document
 * @id: of an entry
 * @before_id: (nullable): of the one that it goes before; %NULL: after the last of its kind
 * @error: (nullable): where to store an error
 *
 * Plans to move an entry among others of its kind.
 *
 * Returns: (transfer full) (nullable): a group, without steps where it stands there already
 */
PreceptStepGroup *
precept_edit_move_entry (PreceptDocument *document,
                         const char      *id,
                         const char      *before_id,
                         GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *label = NULL;
  xmlNode         *node;
  xmlNode         *last = NULL;
  guint            from, to;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL)
    return NULL;
  if (before_id != NULL)
    {
      xmlNode *before = get_child_after (document, node, before_id, error);

      if (before == NULL)
        return NULL;
      to = precept_node_get_position (before);
    }
  else
    {
      for (xmlNode *child = precept_node_first_element (node->parent); child != NULL; child = precept_node_next_element (child))
        {
          if (xmlStrEqual (child->name, node->name))
            last = child;
        }
      to = precept_node_get_position (last) + 1;
    }

  label = g_strdup_printf ("Move %s", (const char *)node->name);
  edit = precept_edit_new (document, label);
  from = precept_node_get_position (node);
  if (to > from)
    to--;
  if (to != from)
    {
      const char *parent_id = precept_edit_get_id (edit, node->parent);

      precept_edit_move (edit, parent_id, from, 1, parent_id, to);
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Marks a longest run of @ranks that ascends: what is in it can stay where it is. */
static gboolean *
mark_staying (const guint *ranks,
              guint        n_ranks)
{
  gboolean       *stays = g_new0 (gboolean, n_ranks + 1);
  g_autofree int *ends = g_new (int, n_ranks + 1); /* index of the smallest end of a run of each length */
  g_autofree int *previous = g_new (int, n_ranks + 1);
  guint           length = 0;

  for (guint i = 0; i < n_ranks; i++)
    {
      guint low = 0, high = length;

      while (low < high)
        {
          guint middle = (low + high) / 2;

          if (ranks[ends[middle]] < ranks[i])
            low = middle + 1;
          else
            high = middle;
        }
      previous[i] = low > 0 ? ends[low - 1] : -1;
      ends[low] = i;
      length = MAX (length, low + 1);
    }
  for (int i = length > 0 ? ends[length - 1] : -1; i >= 0; i = previous[i])
    stays[i] = TRUE;

  return stays;
}

/* Where the entries of an element stand, while steps move them. */
typedef struct
{
  const char *parent_id;
  GPtrArray  *children; /* of xmlNode, borrowed */
} Shelf;

static void
move_behind (PreceptEdit *edit,
             Shelf       *shelf,
             xmlNode     *node,
             xmlNode     *behind, /* NULL: to @first */
             guint        first)
{
  guint from = 0, to = first;

  g_ptr_array_find (shelf->children, node, &from);
  g_ptr_array_remove_index (shelf->children, from);
  if (behind != NULL && g_ptr_array_find (shelf->children, behind, &to))
    to++;
  to = MIN (to, shelf->children->len);
  g_ptr_array_insert (shelf->children, to, node);
  if (to != from)
    precept_edit_move (edit, shelf->parent_id, from, 1, shelf->parent_id, to);
}

static guint *
rank_entries (GPtrArray *entries,
              GPtrArray *order)
{
  g_autoptr (GHashTable) ranks = g_hash_table_new (NULL, NULL);
  guint *ranked = g_new (guint, entries->len + 1);

  for (guint i = 0; i < order->len; i++)
    g_hash_table_insert (ranks, g_ptr_array_index (order, i), GUINT_TO_POINTER (i));
  for (guint i = 0; i < entries->len; i++)
    ranked[i] = GPOINTER_TO_UINT (g_hash_table_lookup (ranks, g_ptr_array_index (entries, i)));

  return ranked;
}

/* Puts @entries, children of one element in their order, into another: as few as possible move. */
void
precept_edit_reorder (PreceptEdit *edit,
                      GPtrArray   *entries,
                      GPtrArray   *order)
{
  g_autofree guint    *ranks = rank_entries (entries, order);
  g_autofree gboolean *stays = mark_staying (ranks, entries->len);
  g_autoptr (GHashTable) staying = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) children = g_ptr_array_new ();
  Shelf    shelf = { NULL, children };
  xmlNode *parent;
  guint    first;

  if (entries->len < 2)
    return;
  parent = ((xmlNode *)g_ptr_array_index (entries, 0))->parent;
  shelf.parent_id = precept_edit_get_id (edit, parent);
  first = precept_node_get_position (g_ptr_array_index (entries, 0));
  for (xmlNode *child = parent->children; child != NULL; child = child->next)
    g_ptr_array_add (children, child);
  for (guint i = 0; i < entries->len; i++)
    {
      if (stays[i])
        g_hash_table_add (staying, g_ptr_array_index (entries, i));
    }
  for (guint i = 0; i < order->len; i++)
    {
      xmlNode *node = g_ptr_array_index (order, i);

      if (!g_hash_table_contains (staying, node))
        move_behind (edit, &shelf, node, i > 0 ? g_ptr_array_index (order, i - 1) : NULL, first);
    }
}

/**
 * precept_edit_order_entries:
 * @document: a document
 * @ids: of entries in one element, in their new order; ends with %NULL
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to put entries in another order. Comments between them stay.
 *
 * Returns: (transfer full) (nullable): a group, without steps where they stand so already
 */
PreceptStepGroup *
precept_edit_order_entries (PreceptDocument   *document,
                            const char *const *ids,
                            const char        *label,
                            GError           **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (GHashTable) named = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (ids != NULL && label != NULL, NULL);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      xmlNode *node = precept_edit_find (document, ids[i], error);

      if (node == NULL)
        return NULL;
      if (i > 0 && node->parent != ((xmlNode *)g_ptr_array_index (order, 0))->parent)
        {
          precept_step_fail (error, "“%s” is in another place than the others.", ids[i]);
          return NULL;
        }
      if (g_hash_table_add (named, node))
        g_ptr_array_add (order, node);
    }
  if (order->len > 0)
    {
      for (xmlNode *child = ((xmlNode *)g_ptr_array_index (order, 0))->parent->children; child != NULL; child = child->next)
        {
          if (g_hash_table_contains (named, child))
            g_ptr_array_add (entries, child);
        }
    }
  edit = precept_edit_new (document, label);
  precept_edit_reorder (edit, entries, order);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_set_value_of:
 * @document: a document
 * @path: of an element
 * @attribute: its name
 * @value: (nullable): its new value; %NULL or "" removes it
 * @label: what undo will say
 * @error: (nullable): where to store an error
 *
 * Plans to set an attribute. White space around the value goes. What is typed into one value becomes one undo.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_value_of (PreceptDocument *document,
                           const char      *path,
                           const char      *attribute,
                           const char      *value,
                           const char      *label,
                           GError         **error)
{
  PreceptStepGroup *group;
  g_autofree char  *stripped = g_strstrip (g_strdup (value != NULL ? value : ""));
  g_autofree char  *old = NULL;
  g_autofree char  *key = NULL;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && attribute != NULL && label != NULL, NULL);

  if (precept_document_find_path (document, path) == NULL)
    {
      precept_step_fail (error, "There is nothing at “%s” any more. Look at the document as it is now, and try again.", path);
      return NULL;
    }
  group = precept_step_group_new (label);
  old = precept_document_dup_attribute (document, path, attribute);
  if (g_strcmp0 (old != NULL ? old : "", stripped) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute (path, attribute, *stripped != '\0' ? stripped : NULL));
  key = g_strdup_printf ("value:%s:%s", path, attribute);
  precept_step_group_set_merge_key (group, key);

  return group;
}

/* Definitions */

/* Terms that use a definition, and cross-references to it, in document order. */
static void
collect_uses (xmlNode    *element,
              const char *id,
              GPtrArray  *uses)
{
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "term") || precept_node_is (child, "xref"))
        {
          g_autofree char *ref = precept_node_dup_attribute (child, "ref");

          if (g_strcmp0 (ref, id) == 0)
            g_ptr_array_add (uses, child);
        }
      collect_uses (child, id, uses);
    }
}

/**
 * precept_edit_remove_definition:
 * @document: a document
 * @id: of a definition
 * @error: (nullable): where to store an error
 *
 * Plans to remove a definition. Where the text marks its term, the words stay without the mark; cross-references to it
 * go. Definitions that stand within it take its place.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove_definition (PreceptDocument *document,
                                const char      *id,
                                GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) uses = g_ptr_array_new ();
  const char *parent_id;
  xmlNode    *node;
  guint       position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL)
    return NULL;
  if (!precept_node_is (node, "definition"))
    {
      precept_step_fail (error, "“%s” is no definition.", id);
      return NULL;
    }

  edit = precept_edit_new (document, "Remove definition");
  collect_uses (precept_document_get_root (document), id, uses);
  parent_id = precept_edit_get_id (edit, node->parent);
  /* From the last to the first: what joins neighbours moves only what comes after it. */
  for (guint i = uses->len; i > 0; i--)
    {
      xmlNode         *use = g_ptr_array_index (uses, i - 1);
      g_autofree char *path = precept_document_dup_path (document, use);
      g_autofree char *words = precept_node_is (use, "term") ? precept_canonical_dup_content (use) : g_strdup ("");

      precept_step_group_add (edit->group, precept_step_new_replace (path, words));
    }
  position = precept_node_get_position (node) + 1;
  for (xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "definition"))
        precept_step_group_add (edit->group, precept_step_new_move (precept_edit_get_id (edit, child), parent_id, position++));
    }
  precept_step_group_add (edit->group, precept_step_new_replace (id, ""));

  return precept_edit_finish (g_steal_pointer (&edit));
}

static char *
dup_term_key (xmlNode *definition)
{
  g_autofree char *term = precept_node_dup_child_text (definition, "term");

  return precept_edit_dup_sort_key (term != NULL ? term : "");
}

typedef struct
{
  xmlNode *node;
  char    *key; /* owned */
  guint    position;
} Keyed;

static void
clear_keyed (gpointer data)
{
  g_free (((Keyed *)data)->key);
}

static int
compare_keyed (gconstpointer a,
               gconstpointer b)
{
  const Keyed *first = a;
  const Keyed *second = b;
  int          order = strcmp (first->key, second->key);

  return order != 0 ? order : (first->position > second->position) - (first->position < second->position);
}

static void
list_children (xmlNode    *element,
               const char *name,
               GPtrArray  *children)
{
  for (xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, name))
        g_ptr_array_add (children, child);
    }
}

static GPtrArray *
sort_by_term (GPtrArray *definitions)
{
  g_autoptr (GArray) keyed = g_array_new (FALSE, FALSE, sizeof (Keyed));
  GPtrArray *sorted = g_ptr_array_new ();

  g_array_set_clear_func (keyed, clear_keyed);
  for (guint i = 0; i < definitions->len; i++)
    {
      Keyed one = { g_ptr_array_index (definitions, i), dup_term_key (g_ptr_array_index (definitions, i)), i };

      g_array_append_val (keyed, one);
    }
  g_array_sort (keyed, compare_keyed);
  for (guint i = 0; i < keyed->len; i++)
    g_ptr_array_add (sorted, g_array_index (keyed, Keyed, i).node);

  return sorted;
}

/* Sorts the definitions in @parent, and those in each of them. Without @edit: tells whether they are sorted. */
static gboolean
sort_definitions (PreceptEdit *edit,
                  xmlNode     *parent)
{
  g_autoptr (GPtrArray) definitions = g_ptr_array_new ();
  g_autoptr (GPtrArray) sorted = NULL;
  gboolean is_sorted = TRUE;

  list_children (parent, "definition", definitions);
  for (guint i = 0; i < definitions->len; i++)
    is_sorted &= sort_definitions (edit, g_ptr_array_index (definitions, i));
  sorted = sort_by_term (definitions);
  for (guint i = 0; i < sorted->len; i++)
    is_sorted &= g_ptr_array_index (sorted, i) == g_ptr_array_index (definitions, i);
  if (edit != NULL)
    precept_edit_reorder (edit, definitions, sorted);

  return is_sorted;
}

/* Every id that the moves name must be there before anything moves. */
static void
get_definition_ids (PreceptEdit *edit,
                    xmlNode     *parent)
{
  precept_edit_get_id (edit, parent);
  for (xmlNode *child = precept_node_first_element (parent); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "definition"))
        get_definition_ids (edit, child);
    }
}

gboolean
precept_edit_are_definitions_sorted (PreceptDocument *document)
{
  xmlNode *part;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);

  part = precept_node_child (precept_document_get_root (document), "definitions");

  return part == NULL || sort_definitions (NULL, part);
}

/**
 * precept_edit_sort_definitions:
 * @document: a document
 * @error: (nullable): where to store an error
 *
 * Plans to sort the definitions by their terms.
 *
 * Returns: (transfer full) (nullable): a group, without steps where they are sorted
 */
PreceptStepGroup *
precept_edit_sort_definitions (PreceptDocument *document,
                               GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *part;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);

  part = precept_node_child (precept_document_get_root (document), "definitions");
  if (part == NULL)
    {
      precept_step_fail (error, "The guideline has no definitions.");
      return NULL;
    }
  edit = precept_edit_new (document, "Sort definitions");
  if (!sort_definitions (NULL, part))
    {
      get_definition_ids (edit, part);
      sort_definitions (edit, part);
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The definition that a new one of @term goes before, where they are sorted; NULL: to the end. */
xmlNode *
precept_edit_find_term (PreceptDocument *document,
                        const char      *term)
{
  g_autofree char *key = precept_edit_dup_sort_key (term);
  g_autoptr (GPtrArray) definitions = g_ptr_array_new ();
  xmlNode *part = precept_node_child (precept_document_get_root (document), "definitions");

  if (part == NULL)
    return NULL;
  list_children (part, "definition", definitions);
  if (definitions->len < 2 || !sort_definitions (NULL, part))
    return NULL;
  for (guint i = 0; i < definitions->len; i++)
    {
      g_autofree char *other = dup_term_key (g_ptr_array_index (definitions, i));

      if (strcmp (other, key) > 0)
        return g_ptr_array_index (definitions, i);
    }

  return NULL;
}

/* History */

static gboolean
are_newest_first (GPtrArray *revisions,
                  xmlNode   *except)
{
  g_autofree char *first = NULL;
  g_autofree char *last = NULL;

  for (guint i = 0; i < revisions->len; i++)
    {
      xmlNode *node = g_ptr_array_index (revisions, i);

      if (node == except)
        continue;
      if (first == NULL)
        first = precept_node_dup_attribute (node, "on");
      g_free (last);
      last = precept_node_dup_attribute (node, "on");
    }

  return g_strcmp0 (first, last) > 0;
}

/* How many of the other revisions come before one of @on. */
static guint
rank_revision (xmlNode    *history,
               xmlNode    *except,
               const char *on)
{
  g_autoptr (GPtrArray) revisions = g_ptr_array_new ();
  gboolean newest_first;
  guint    rank = 0;

  list_children (history, "revision", revisions);
  newest_first = are_newest_first (revisions, except);
  if (except != NULL)
    g_ptr_array_remove (revisions, except);
  for (guint i = 0; i < revisions->len; i++)
    {
      g_autofree char *date = precept_node_dup_attribute (g_ptr_array_index (revisions, i), "on");
      int              order = g_strcmp0 (date, on);

      /* Of one day: what is added later is newer. */
      if (newest_first ? order > 0 : order <= 0)
        rank = i + 1;
    }

  return rank;
}

/* The revision that a new one of @on goes before; NULL: to the end. */
xmlNode *
precept_edit_find_date (PreceptDocument *document,
                        const char      *on)
{
  g_autoptr (GPtrArray) revisions = g_ptr_array_new ();
  xmlNode *history = precept_node_child (precept_document_get_root (document), "history");
  guint    rank;

  if (history == NULL)
    return NULL;
  list_children (history, "revision", revisions);
  rank = rank_revision (history, NULL, on);

  return rank < revisions->len ? g_ptr_array_index (revisions, rank) : NULL;
}

static gboolean
check_date (const char *on,
            GError    **error)
{
  GDate date;

  if (precept_date_parse (on, &date))
    return TRUE;

  return precept_step_fail (error, "“%s” is no date. Write year, month and day, as in 2026-03-31.", on);
}

/**
 * precept_edit_set_revision_date:
 * @document: a document
 * @id: of a revision, or of the original version
 * @on: its date, yyyy-mm-dd
 * @error: (nullable): where to store an error
 *
 * Plans to date an entry of the history. It moves to where the order of dates wants it.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_revision_date (PreceptDocument *document,
                                const char      *id,
                                const char      *on,
                                GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GPtrArray) revisions = g_ptr_array_new ();
  g_autoptr (GPtrArray) order = g_ptr_array_new ();
  g_autofree char *old = NULL;
  xmlNode         *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL && on != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL || !check_date (on, error))
    return NULL;
  edit = precept_edit_new (document, "Change date");
  old = precept_node_dup_attribute (node, "on");
  if (g_strcmp0 (old, on) == 0)
    return precept_edit_finish (g_steal_pointer (&edit));
  precept_edit_set_value (edit, id, "on", on);
  if (precept_node_is (node, "revision"))
    {
      list_children (node->parent, "revision", revisions);
      for (guint i = 0; i < revisions->len; i++)
        {
          if (g_ptr_array_index (revisions, i) != node)
            g_ptr_array_add (order, g_ptr_array_index (revisions, i));
        }
      g_ptr_array_insert (order, rank_revision (node->parent, node, on), node);
      precept_edit_reorder (edit, revisions, order);
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_set_original:
 * @document: a document
 * @on: when the guideline first appeared, yyyy-mm-dd
 * @version: (nullable): of that time; %NULL leaves what is there, "" removes it
 * @new_id: (out) (optional): of the entry
 * @error: (nullable): where to store an error
 *
 * Plans to say when the guideline first appeared.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_original (PreceptDocument *document,
                           const char      *on,
                           const char      *version,
                           char           **new_id,
                           GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GString) xml = NULL;
  g_autofree char *id = NULL;
  g_autofree char *old = NULL;
  xmlNode         *history;
  xmlNode         *original;
  xmlNode         *title;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (on != NULL, NULL);

  if (!check_date (on, error))
    return NULL;
  history = precept_node_child (precept_document_get_root (document), "history");
  original = history != NULL ? precept_node_child (history, "original") : NULL;
  if (original == NULL)
    {
      xml = precept_edit_open_element (document, "original", "original", &id);
      precept_edit_append_attribute (xml, "on", on);
      precept_edit_append_attribute (xml, "version", version);
      g_string_append (xml, "/>");
      if (new_id != NULL)
        *new_id = g_strdup (id);
      if (history == NULL)
        return precept_edit_add_to_part (document, "history", "Set original date", xml->str);
      edit = precept_edit_new (document, "Set original date");
      title = precept_node_child (history, "title");
      precept_edit_insert (edit, precept_edit_get_id (edit, history), title != NULL ? precept_node_get_position (title) + 1 : 0, "%s", xml->str);
      return precept_edit_finish (g_steal_pointer (&edit));
    }

  edit = precept_edit_new (document, "Set original date");
  old = precept_node_dup_attribute (original, "on");
  if (g_strcmp0 (old, on) != 0)
    precept_edit_set_value (edit, precept_edit_get_id (edit, original), "on", on);
  if (version != NULL)
    {
      g_autofree char *old_version = precept_node_dup_attribute (original, "version");

      if (g_strcmp0 (old_version != NULL ? old_version : "", version) != 0)
        precept_edit_set_value (edit, precept_edit_get_id (edit, original), "version", *version != '\0' ? version : NULL);
    }
  if (new_id != NULL)
    *new_id = g_strdup (precept_edit_get_id (edit, original));

  return precept_edit_finish (g_steal_pointer (&edit));
}
