/* precept-edit-structure.c: Enter, Backspace, Tab and Delete
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-blocks.h"
#include "precept-edit-private.h"
#include "precept-inline-tree.h"

#include <string.h>

/*
 * What a person sees is lines, each more or less indented. Every edit here keeps the
 * order of all other lines, whatever that means for the elements they are in.
 */

static void
append_all (PreceptInline *to,
            PreceptInline *from)
{
  for (guint i = 0; i < precept_inline_get_n_runs (from); i++)
    precept_inline_append (to, precept_inline_get_run (from, i));
}

static void
append_cites (PreceptInline *content,
              char          *cites)
{
  PreceptRun run = { PRECEPT_RUN_CITE };

  run.ref = cites;
  precept_inline_append (content, &run);
}

static void
split_paragraph (PreceptEdit   *edit,
                 xmlNode       *paragraph,
                 PreceptInline *left,
                 PreceptInline *right,
                 gboolean       keep_right,
                 const char    *new_id)
{
  const char      *parent_id = precept_edit_get_id (edit, paragraph->parent);
  const char      *id = precept_edit_get_id (edit, paragraph);
  guint            position = precept_node_get_position (paragraph);
  g_autofree char *xml = precept_edit_dup_xml (keep_right ? left : right);

  precept_edit_set (edit, id, keep_right ? right : left);
  precept_edit_insert (edit, parent_id, keep_right ? position : position + 1, "<p id=\"%s\">%s</p>", new_id, xml);
}

static void
split_entry (PreceptEdit   *edit,
             xmlNode       *paragraph,
             PreceptInline *left,
             PreceptInline *right,
             gboolean       keep_right,
             const char    *new_id)
{
  xmlNode         *entry = paragraph->parent;
  const char      *name = (const char *)entry->name;
  const char      *parent_id = precept_edit_get_id (edit, entry->parent);
  const char      *entry_id = precept_edit_get_id (edit, entry);
  const char      *id = precept_edit_get_id (edit, paragraph);
  g_autofree char *new_entry_id = precept_document_dup_new_id (edit->document, name);
  g_autofree char *xml = precept_edit_dup_xml (keep_right ? left : right);
  guint            position = precept_node_get_position (entry);

  precept_edit_set (edit, id, keep_right ? right : left);
  precept_edit_insert (edit, parent_id, keep_right ? position : position + 1, "<%s id=\"%s\"><p id=\"%s\">%s</p></%s>",
                       name, new_entry_id, new_id, xml, name);

  /* What was below the line is below its second half now, as on the page. */
  if (!keep_right)
    precept_edit_move (edit, entry_id, precept_node_get_position (paragraph) + 1, precept_edit_count_after (paragraph), new_entry_id, 1);
}

/**
 * precept_edit_split:
 * @document: a document
 * @paragraph_id: of a paragraph
 * @left: (nullable): what comes before the caret
 * @right: (nullable): what comes after it
 * @second_id: (out) (optional): of the paragraph that holds @right
 * @error: (nullable): where to store an error
 *
 * Plans to break a paragraph in two. The line of an entry gives two entries; the first
 * keeps id, study facts and citations.
 *
 * Where nothing comes before the caret, an empty paragraph is put before, and the old
 * one, with all that is its own, is the second.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_split (PreceptDocument *document,
                    const char      *paragraph_id,
                    PreceptInline   *left,
                    PreceptInline   *right,
                    char           **second_id,
                    GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *new_id = NULL;
  xmlNode         *paragraph;
  gboolean         keep_right;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;

  keep_right = (left == NULL || precept_inline_is_empty (left)) && right != NULL && !precept_inline_is_empty (right);
  edit = precept_edit_new (document, "Break paragraph");
  new_id = precept_document_dup_new_id (document, "p");
  if (precept_edit_is_line (paragraph))
    split_entry (edit, paragraph, left, right, keep_right, new_id);
  else
    split_paragraph (edit, paragraph, left, right, keep_right, new_id);

  if (second_id != NULL)
    *second_id = keep_right ? g_strdup (paragraph_id) : g_steal_pointer (&new_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The paragraph that ends @block on the page, or NULL where a table or a picture does. */
static xmlNode *
get_last_line (xmlNode *block)
{
  while (block != NULL && (precept_node_is (block, "list") || precept_node_is (block, "note") || precept_edit_is_entry (block)))
    block = precept_edit_get_last_element (block);

  return precept_node_is (block, "p") ? block : NULL;
}

/* What a finding says about its study goes over to the one that takes its text in. */
static void
join_facts (PreceptEdit   *edit,
            xmlNode       *entry,
            xmlNode       *target,
            PreceptInline *content)
{
  static const char *const facts[] = { "design", "participants", "duration", "trial", "trial-status", "checked" };
  xmlNode                 *survivor = precept_edit_is_line (target) && precept_node_is (target->parent, "finding") ? target->parent : NULL;
  g_autofree char         *cites = precept_node_dup_attribute (entry, "cites");
  g_autofree char         *old_cites = precept_node_dup_attribute (survivor, "cites");

  if (cites != NULL && *cites != '\0' && survivor == NULL)
    {
      append_cites (content, cites);
    }
  else if (cites != NULL && *cites != '\0')
    {
      g_autoptr (GString) all = g_string_new (old_cites);
      g_auto (GStrv) old_ids = g_strsplit (all->str, " ", -1);
      g_auto (GStrv) new_ids = g_strsplit (cites, " ", -1);

      for (guint i = 0; new_ids[i] != NULL; i++)
        {
          if (!g_strv_contains ((const char *const *)old_ids, new_ids[i]))
            g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", new_ids[i]);
        }
      precept_edit_set_value (edit, precept_edit_get_id (edit, survivor), "cites", all->str);
    }

  for (guint i = 0; survivor != NULL && i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (entry, facts[i]);
      g_autofree char *old_value = precept_node_dup_attribute (survivor, facts[i]);

      if (value != NULL && old_value == NULL)
        precept_edit_set_value (edit, precept_edit_get_id (edit, survivor), facts[i], value);
    }
}

/* Where the lines below @entry go when it is gone. */
static void
find_new_home (xmlNode  *entry,
               xmlNode **parent,
               guint    *position)
{
  xmlNode *previous = precept_edit_get_previous_element (entry);

  if (previous != NULL && precept_edit_is_entry (previous))
    {
      *parent = previous;
      *position = precept_node_count_children (previous);
    }
  else if (precept_node_is (entry->parent, "list"))
    {
      *parent = entry->parent->parent;
      *position = precept_node_get_position (entry->parent);
    }
  else
    {
      *parent = entry->parent;
      *position = precept_node_get_position (entry);
    }
}

/* The finding that ends @entry on the page: where blocks can follow, because no finding comes before them. */
static xmlNode *
get_last_finding (xmlNode *entry)
{
  xmlNode *last = precept_edit_get_last_element (entry);

  while (precept_node_is (last, "finding"))
    {
      entry = last;
      last = precept_edit_get_last_element (entry);
    }

  return entry;
}

/* How many nodes of @entry come before its first finding, besides @paragraph. */
static guint
count_blocks (xmlNode *entry,
              xmlNode *paragraph)
{
  guint count = 0;

  for (xmlNode *child = entry->children; child != NULL && !precept_node_is (child, "finding"); child = child->next)
    count += child != paragraph;

  return count;
}

/* Removes an entry whose line is @paragraph, and the list if it was the last in it; the rest of it stays. */
static void
dissolve_entry (PreceptEdit *edit,
                xmlNode     *paragraph)
{
  xmlNode    *entry = paragraph->parent;
  xmlNode    *container = entry->parent;
  xmlNode    *home;
  const char *entry_id = precept_edit_get_id (edit, entry);
  const char *container_id = precept_edit_get_id (edit, container);
  xmlNode    *last = NULL; /* finding that takes the blocks, where @home can't */
  const char *outer_id = NULL;
  const char *last_id = NULL;
  const char *home_id;
  guint       n_rest = precept_node_count_children (entry) - 1;
  guint       position = precept_node_get_position (entry);
  guint       n_blocks = 0;
  guint       home_position;
  gboolean    list_goes = precept_node_is (container, "list") && precept_node_count_children (container) == 1;
  guint       list_position = precept_node_get_position (container);

  find_new_home (entry, &home, &home_position);
  home_id = precept_edit_get_id (edit, home);
  if (precept_node_is (entry, "finding") && home != container && get_last_finding (home) != home)
    {
      last = get_last_finding (home);
      last_id = precept_edit_get_id (edit, last);
      n_blocks = count_blocks (entry, paragraph);
    }
  if (list_goes)
    outer_id = precept_edit_get_id (edit, container->parent);

  precept_edit_take (edit, entry_id, precept_node_get_position (paragraph), 1);
  if (n_blocks > 0)
    precept_edit_move (edit, entry_id, 0, n_blocks, last_id, precept_node_count_children (last));
  precept_edit_move (edit, entry_id, 0, n_rest - n_blocks, home_id, home_position);
  if (home == container)
    position += n_rest;
  if (list_goes && home == container->parent)
    list_position += n_rest;

  if (list_goes)
    precept_edit_take (edit, outer_id, list_position, 1);
  else
    precept_edit_take (edit, container_id, position, 1);
}

/**
 * precept_edit_join_with_previous:
 * @document: a document
 * @paragraph_id: of a paragraph
 * @joined_id: (out) (optional): of the paragraph that then holds both
 * @error: (nullable): where to store an error
 *
 * Plans to put a paragraph at the end of the line before it, which survives with its id.
 * A finding's citations go with its text.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_join_with_previous (PreceptDocument *document,
                                 const char      *paragraph_id,
                                 char           **joined_id,
                                 GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autoptr (PreceptInline) second = NULL;
  xmlNode    *paragraph;
  xmlNode    *previous;
  xmlNode    *target;
  const char *target_id;
  gboolean    is_line;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;

  is_line = precept_edit_is_line (paragraph);
  previous = precept_edit_get_previous_element (is_line ? paragraph->parent : paragraph);
  if (previous == NULL && is_line && precept_node_is (paragraph->parent->parent, "list"))
    previous = precept_edit_get_previous_element (paragraph->parent->parent);
  target = previous != NULL ? get_last_line (previous) : NULL;
  if (target == NULL)
    {
      precept_step_fail (error, "There is no paragraph before this one to join it with.");
      return NULL;
    }

  edit = precept_edit_new (document, "Join paragraphs");
  target_id = precept_edit_get_id (edit, target);
  content = precept_inline_new_from_node (target);
  second = precept_inline_new_from_node (paragraph);
  append_all (content, second);

  if (is_line)
    {
      /* Ids first: the steps after this move things. */
      precept_edit_get_id (edit, paragraph->parent);
      precept_edit_get_id (edit, paragraph->parent->parent);
      join_facts (edit, paragraph->parent, target, content);
      precept_edit_set (edit, target_id, content);
      dissolve_entry (edit, paragraph);
    }
  else
    {
      const char *parent_id = precept_edit_get_id (edit, paragraph->parent);

      precept_edit_set (edit, target_id, content);
      precept_edit_take (edit, parent_id, precept_node_get_position (paragraph), 1);
    }

  if (joined_id != NULL)
    *joined_id = g_strdup (target_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* A paragraph that is not the line of an entry. */
static gboolean
is_further_paragraph (PreceptDocument *document,
                      const char      *paragraph_id)
{
  xmlNode *paragraph = precept_document_find (document, paragraph_id);

  return paragraph != NULL && precept_node_is (paragraph, "p") && !precept_edit_is_line (paragraph);
}

static xmlNode *
find_entry (PreceptDocument *document,
            const char      *paragraph_id,
            GError         **error)
{
  xmlNode *paragraph = precept_edit_find_paragraph (document, paragraph_id, error);

  if (paragraph == NULL)
    return NULL;
  if (!precept_edit_is_line (paragraph))
    {
      precept_step_fail (error, "Only findings and the entries of a list can be moved in or out.");
      return NULL;
    }

  return paragraph->parent;
}

/**
 * precept_edit_indent:
 * @document: a document
 * @paragraph_id: of the line of an entry
 * @error: (nullable): where to store an error
 *
 * Plans to put an entry, with all in it, under the one before.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_indent (PreceptDocument *document,
                     const char      *paragraph_id,
                     GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *kind = NULL;
  g_autofree char *list_id = NULL;
  xmlNode         *entry;
  xmlNode         *previous;
  xmlNode         *last;
  const char      *container_id;
  const char      *previous_id;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  if (is_further_paragraph (document, paragraph_id))
    return precept_edit_indent_paragraph (document, paragraph_id, error);
  entry = find_entry (document, paragraph_id, error);
  if (entry == NULL)
    return NULL;
  previous = precept_edit_get_previous_element (entry);
  if (!precept_edit_is_entry (previous))
    {
      precept_step_fail (error, "The first entry can't be moved in: there is none before it to put it under.");
      return NULL;
    }

  edit = precept_edit_new (document, "Move in");
  container_id = precept_edit_get_id (edit, entry->parent);
  previous_id = precept_edit_get_id (edit, previous);
  position = precept_node_get_position (entry);
  if (precept_node_is (entry, "finding"))
    {
      precept_edit_move (edit, container_id, position, 1, previous_id, precept_node_count_children (previous));
      return precept_edit_finish (g_steal_pointer (&edit));
    }

  last = precept_edit_get_last_element (previous);
  if (precept_node_is (last, "list"))
    {
      precept_edit_move (edit, container_id, position, 1, precept_edit_get_id (edit, last), precept_node_count_children (last));
      return precept_edit_finish (g_steal_pointer (&edit));
    }

  kind = precept_node_dup_attribute (entry->parent, "kind");
  list_id = precept_document_dup_new_id (document, "list");
  precept_edit_insert (edit, previous_id, precept_node_count_children (previous), "<list id=\"%s\" kind=\"%s\"/>",
                       list_id, g_strcmp0 (kind, "number") == 0 ? "number" : "bullet");
  precept_edit_move (edit, container_id, position, 1, list_id, 0);

  return precept_edit_finish (g_steal_pointer (&edit));
}

static void
outdent_nested_finding (PreceptEdit *edit,
                        xmlNode     *entry)
{
  xmlNode    *parent = entry->parent;
  const char *entry_id = precept_edit_get_id (edit, entry);
  const char *parent_id = precept_edit_get_id (edit, parent);
  const char *outer_id = precept_edit_get_id (edit, parent->parent);
  guint       position = precept_node_get_position (entry);

  precept_edit_move (edit, parent_id, position + 1, precept_edit_count_after (entry), entry_id, precept_node_count_children (entry));
  precept_edit_move (edit, parent_id, position, 1, outer_id, precept_node_get_position (parent) + 1);
}

static gboolean
outdent_finding (PreceptEdit *edit,
                 xmlNode     *entry,
                 GError     **error)
{
  xmlNode         *paragraph = precept_node_first_element (entry);
  const char      *paragraph_id = precept_edit_get_id (edit, paragraph);
  const char      *entry_id = precept_edit_get_id (edit, entry);
  const char      *parent_id = precept_edit_get_id (edit, entry->parent);
  g_autofree char *cites = precept_node_dup_attribute (entry, "cites");
  guint            position = precept_node_get_position (entry);
  guint            n_children = precept_node_count_children (entry);

  for (xmlAttr *attribute = entry->properties; attribute != NULL; attribute = attribute->next)
    {
      if (!xmlStrEqual (attribute->name, BAD_CAST "id") && !xmlStrEqual (attribute->name, BAD_CAST "cites"))
        return precept_step_fail (error, "This finding has study facts, which a paragraph can't have. Clear them first.");
    }

  if (cites != NULL && *cites != '\0')
    {
      g_autoptr (PreceptInline) content = precept_inline_new_from_node (paragraph);

      append_cites (content, cites);
      precept_edit_set (edit, paragraph_id, content);
    }
  precept_edit_move (edit, entry_id, 0, n_children, parent_id, position);
  precept_edit_take (edit, parent_id, position + n_children, 1);

  return TRUE;
}

/* A list for the items that come after one that leaves @list: they are labelled as before, from the first number on. */
void
precept_edit_insert_list_like (PreceptEdit *edit,
                               const char  *parent_id,
                               guint        position,
                               const char  *id,
                               xmlNode     *list)
{
  static const char *const kept[] = { "numbering", "punctuation" };
  g_autofree char         *kind = precept_node_dup_attribute (list, "kind");
  g_autoptr (GString) attributes = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (list, kept[i]);
      g_autofree char *escaped = value != NULL ? g_markup_escape_text (value, -1) : NULL;

      if (escaped != NULL)
        g_string_append_printf (attributes, " %s=\"%s\"", kept[i], escaped);
    }
  precept_edit_insert (edit, parent_id, position, "<list id=\"%s\" kind=\"%s\"%s/>", id,
                       g_strcmp0 (kind, "number") == 0 ? "number" : "bullet", attributes->str);
}

static void
outdent_nested_item (PreceptEdit *edit,
                     xmlNode     *entry)
{
  xmlNode    *list = entry->parent;
  xmlNode    *outer = list->parent;
  const char *entry_id = precept_edit_get_id (edit, entry);
  const char *list_id = precept_edit_get_id (edit, list);
  const char *outer_id = precept_edit_get_id (edit, outer);
  const char *outer_list_id = precept_edit_get_id (edit, outer->parent);
  guint       position = precept_node_get_position (entry);
  guint       list_position = precept_node_get_position (list);
  guint       n_items = precept_edit_count_after (entry);
  guint       end = precept_node_count_children (entry);

  if (n_items > 0)
    {
      g_autofree char *new_id = precept_document_dup_new_id (edit->document, "list");

      precept_edit_insert_list_like (edit, entry_id, end, new_id, list);
      precept_edit_move (edit, list_id, position + 1, n_items, new_id, 0);
      end++;
    }
  precept_edit_move (edit, outer_id, list_position + 1, precept_edit_count_after (list), entry_id, end);
  precept_edit_move (edit, list_id, position, 1, outer_list_id, precept_node_get_position (outer) + 1);
  if (position == 0)
    precept_edit_take (edit, outer_id, list_position, 1);
}

static void
outdent_item (PreceptEdit *edit,
              xmlNode     *entry)
{
  xmlNode    *list = entry->parent;
  const char *entry_id = precept_edit_get_id (edit, entry);
  const char *list_id = precept_edit_get_id (edit, list);
  const char *parent_id = precept_edit_get_id (edit, list->parent);
  guint       position = precept_node_get_position (entry);
  guint       list_position = precept_node_get_position (list);
  guint       n_items = precept_edit_count_after (entry);
  guint       n_children = precept_node_count_children (entry);
  gboolean    goes_before = position == 0 && n_items > 0;

  if (n_items > 0 && position > 0)
    {
      g_autofree char *new_id = precept_document_dup_new_id (edit->document, "list");

      precept_edit_insert_list_like (edit, parent_id, list_position + 1, new_id, list);
      precept_edit_move (edit, list_id, position + 1, n_items, new_id, 0);
    }

  precept_edit_move (edit, entry_id, 0, n_children, parent_id, goes_before ? list_position : list_position + 1);
  if (position == 0 && n_items == 0)
    precept_edit_take (edit, parent_id, list_position, 1);
  else
    precept_edit_take (edit, list_id, position, 1);
}

/**
 * precept_edit_outdent:
 * @document: a document
 * @paragraph_id: of the line of an entry
 * @error: (nullable): where to store an error
 *
 * Plans to move an entry out by one level; the entries that follow it on its old level
 * are under it then. An outermost entry becomes a paragraph.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_outdent (PreceptDocument *document,
                      const char      *paragraph_id,
                      GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *entry;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  if (is_further_paragraph (document, paragraph_id))
    return precept_edit_outdent_paragraph (document, paragraph_id, error);
  entry = find_entry (document, paragraph_id, error);
  if (entry == NULL)
    return NULL;

  edit = precept_edit_new (document, "Move out");
  if (precept_node_is (entry, "finding") && precept_node_is (entry->parent, "finding"))
    outdent_nested_finding (edit, entry);
  else if (precept_node_is (entry, "finding"))
    {
      if (!outdent_finding (edit, entry, error))
        return NULL;
    }
  else if (precept_node_is (entry->parent, "list") && precept_node_is (entry->parent->parent, "item"))
    outdent_nested_item (edit, entry);
  else if (precept_node_is (entry->parent, "list"))
    outdent_item (edit, entry);
  else
    {
      precept_step_fail (error, "This entry is in no list. Correct the file first.");
      return NULL;
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_remove:
 * @document: a document
 * @id: of a paragraph, a table, a reference, …
 * @error: (nullable): where to store an error
 *
 * Plans to remove an element. With the line of an entry the entry goes, but what is
 * below it stays: it joins the entry before, or moves out.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_remove (PreceptDocument *document,
                     const char      *id,
                     GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  node = precept_edit_find (document, id, error);
  if (node == NULL)
    return NULL;
  if (node == precept_document_get_root (document))
    {
      precept_step_fail (error, "The guideline as a whole can't be removed.");
      return NULL;
    }

  /* A list, an item or a note that would hold nothing goes with it. */
  while (precept_node_count_children (node->parent) == 1 &&
         (precept_node_is (node->parent, "list") || precept_node_is (node->parent, "item") || precept_node_is (node->parent, "note")))
    node = node->parent;

  edit = precept_edit_new (document, "Remove");
  if (precept_node_is (node, "p") && precept_edit_is_line (node))
    dissolve_entry (edit, node);
  else
    precept_edit_take (edit, precept_edit_get_id (edit, node->parent), precept_node_get_position (node), 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}
