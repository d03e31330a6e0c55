/* precept-edit-blocks.c: what kind of block a line is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-blocks.h"

#include "precept-edit-private.h"
#include "precept-inline-tree.h"

#include <string.h>

/* As everywhere in the edits: the order of all other lines stays, whatever that means for the elements they are in. */

/* How many nodes there are after @node until the first element named @name. */
static guint
count_until (const xmlNode *node,
             const char    *name)
{
  guint count = 0;

  for (const xmlNode *sibling = node->next; sibling != NULL && !precept_node_is (sibling, name); sibling = sibling->next)
    count++;

  return count;
}

static gboolean
has_title (const xmlNode *node)
{
  return precept_node_is (node, "section") || precept_node_is (node, "topic");
}

/**
 * precept_edit_can_make_heading:
 * @document: a document
 * @paragraph_id: of a paragraph, perhaps in lists or a note
 *
 * Tells whether the part that holds the paragraph has headings.
 */
gboolean
precept_edit_can_make_heading (PreceptDocument *document,
                               const char      *paragraph_id)
{
  xmlNode *node;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), FALSE);
  g_return_val_if_fail (paragraph_id != NULL, FALSE);

  node = precept_document_find (document, paragraph_id);
  if (!precept_node_is (node, "p"))
    return FALSE;
  node = node->parent;
  while (precept_node_is (node, "item") || precept_node_is (node, "list") || precept_node_is (node, "note"))
    node = node->parent;

  return has_title (node);
}

/**
 * precept_edit_make_heading:
 * @document: a document
 * @paragraph_id: of a paragraph of a section or a topic
 * @title_path: (out) (optional): of the heading
 * @error: (nullable): where to store an error
 *
 * Plans to make a heading of a paragraph. What follows it, down to the next heading, is under it then.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_make_heading (PreceptDocument *document,
                           const char      *paragraph_id,
                           char           **title_path,
                           GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autofree char *id = NULL;
  g_autofree char *xml = NULL;
  const char      *parent_id;
  xmlNode         *paragraph;
  xmlNode         *parent;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  parent = paragraph->parent;
  if (!has_title (parent))
    {
      precept_step_fail (error, "This part has no headings of its own below its title.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make heading");
  content = precept_inline_new_from_node (paragraph);
  xml = precept_edit_dup_xml (content);
  id = g_strdup (precept_edit_get_id (edit, paragraph));
  parent_id = precept_edit_get_id (edit, parent);
  position = precept_node_get_position (paragraph);
  if (precept_node_is (parent, "section"))
    {
      guint n_blocks = count_until (paragraph, "section");

      precept_edit_take (edit, parent_id, position, 1);
      precept_edit_insert (edit, parent_id, position + n_blocks, "<section id=\"%s\"><title>%s</title></section>", id, xml);
      precept_edit_move (edit, parent_id, position, n_blocks, id, 1);
    }
  else
    {
      const char *outer_id = precept_edit_get_id (edit, parent->parent);

      precept_edit_take (edit, parent_id, position, 1);
      precept_edit_insert (edit, outer_id, precept_node_get_position (parent) + 1, "<topic id=\"%s\"><title>%s</title></topic>", id, xml);
      precept_edit_move (edit, parent_id, position, precept_edit_count_after (paragraph), id, 1);
    }
  if (title_path != NULL)
    *title_path = g_strconcat (id, "/0", NULL);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* The section or topic whose title has this path. */
static xmlNode *
find_headed (PreceptDocument *document,
             const char      *title_path,
             GError         **error)
{
  xmlNode *title = precept_document_find_path (document, title_path);

  if (title != NULL && precept_node_is (title, "title") && has_title (title->parent))
    return title->parent;
  precept_step_fail (error, "This is no heading that can become anything else.");

  return NULL;
}

static xmlNode *
get_previous_headed (xmlNode *headed)
{
  xmlNode *previous = precept_edit_get_previous_element (headed);

  return previous != NULL && precept_node_is (previous, (const char *)headed->name) ? previous : NULL;
}

/* Where the lines under @headed go that stand before its first heading, and where those from there on. */
typedef struct
{
  xmlNode *blocks;
  guint    blocks_position;
  xmlNode *rest;
  guint    rest_position; /* before the blocks have come */
} Home;

static gboolean
find_home (xmlNode *headed,
           Home    *home)
{
  const char *name = (const char *)headed->name;
  xmlNode    *previous = get_previous_headed (headed);

  if (previous != NULL)
    {
      home->rest = home->blocks = previous;
      while (precept_node_is (precept_edit_get_last_element (home->blocks), name))
        home->blocks = precept_edit_get_last_element (home->blocks);
      home->blocks_position = precept_node_count_children (home->blocks);
      home->rest_position = precept_node_count_children (home->rest);
      return TRUE;
    }
  if (!precept_node_is (headed->parent, name))
    return FALSE;
  home->blocks = home->rest = headed->parent;
  home->blocks_position = home->rest_position = precept_node_get_position (headed);

  return TRUE;
}

/**
 * precept_edit_unmake_heading:
 * @document: a document
 * @title_path: path of the title of a section or a topic
 * @paragraph_id: (out) (optional): of the paragraph
 * @error: (nullable): where to store an error
 *
 * Plans to make a paragraph of a heading: what is under it then belongs to the heading before.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_unmake_heading (PreceptDocument *document,
                             const char      *title_path,
                             char           **paragraph_id,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autofree char *id = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *spare_id = NULL;
  g_autofree char *mandate = NULL;
  const char      *parent_id;
  const char      *blocks_id;
  const char      *rest_id;
  const char      *name;
  xmlNode         *headed;
  xmlNode         *title;
  Home             home;
  guint            n_rest = 0;
  guint            n_blocks;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (title_path != NULL, NULL);

  headed = find_headed (document, title_path, error);
  if (headed == NULL)
    return NULL;
  if (!find_home (headed, &home))
    {
      precept_step_fail (error, "The first heading can't become a paragraph: there is none before it to put its text under.");
      return NULL;
    }

  name = (const char *)headed->name;
  title = precept_node_child (headed, "title");
  edit = precept_edit_new (document, "Make paragraph");
  content = precept_inline_new_from_node (title);
  mandate = precept_node_dup_attribute (headed, "mandate");
  if (g_strcmp0 (mandate, "yes") == 0)
    {
      PreceptRun run = { PRECEPT_RUN_MANDATE };

      precept_inline_append (content, &run);
    }
  xml = precept_edit_dup_xml (content);
  id = g_strdup (precept_edit_get_id (edit, headed));
  parent_id = precept_edit_get_id (edit, headed->parent);
  blocks_id = precept_edit_get_id (edit, home.blocks);
  rest_id = precept_edit_get_id (edit, home.rest);
  position = precept_node_get_position (headed);
  for (xmlNode *child = headed->children; child != NULL; child = child->next)
    {
      if (n_rest > 0 || precept_node_is (child, name))
        n_rest++;
    }
  n_blocks = precept_node_count_children (headed) - 1 - n_rest;

  /* The paragraph takes over the id. */
  spare_id = precept_document_dup_new_id (document, name);
  precept_edit_set_value (edit, id, "id", spare_id);
  precept_edit_take (edit, spare_id, precept_node_get_position (title), 1);
  precept_edit_insert (edit, blocks_id, home.blocks_position, "<p id=\"%s\">%s</p>", id, xml);
  precept_edit_move (edit, spare_id, 0, n_blocks, blocks_id, home.blocks_position + 1);
  if (home.rest == home.blocks)
    home.rest_position += 1 + n_blocks;
  precept_edit_move (edit, spare_id, 0, n_rest, rest_id, home.rest_position);
  if (home.rest == headed->parent)
    position += 1 + n_blocks + n_rest;
  precept_edit_take (edit, parent_id, position, 1);
  if (paragraph_id != NULL)
    *paragraph_id = g_steal_pointer (&id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_shift_heading:
 * @document: a document
 * @title_path: path of the title of a section or a topic
 * @out: whether it goes one level out
 * @new_path: (out) (optional): of the title
 * @error: (nullable): where to store an error
 *
 * Plans to move a heading one level in or out, with what is under it.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_shift_heading (PreceptDocument *document,
                            const char      *title_path,
                            gboolean         out,
                            char           **new_path,
                            GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  const char *id;
  const char *parent_id;
  xmlNode    *headed;
  xmlNode    *parent;
  guint       position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (title_path != NULL, NULL);

  headed = find_headed (document, title_path, error);
  if (headed == NULL)
    return NULL;

  parent = headed->parent;
  edit = precept_edit_new (document, out ? "Move heading out" : "Move heading in");
  id = precept_edit_get_id (edit, headed);
  parent_id = precept_edit_get_id (edit, parent);
  position = precept_node_get_position (headed);
  if (!out)
    {
      xmlNode *previous = get_previous_headed (headed);

      if (previous == NULL || headed->parent == precept_document_get_root (document))
        {
          precept_step_fail (error, "This heading can't go further in: there is none before it to put it under.");
          return NULL;
        }
      precept_edit_move (edit, parent_id, position, 1, precept_edit_get_id (edit, previous), precept_node_count_children (previous));
    }
  else
    {
      const char *outer_id;

      if (!precept_node_is (parent, (const char *)headed->name) || parent->parent == precept_document_get_root (document))
        {
          precept_step_fail (error, "This heading can't go further out. A new part is added in the outline.");
          return NULL;
        }
      outer_id = precept_edit_get_id (edit, parent->parent);
      precept_edit_move (edit, parent_id, position + 1, precept_edit_count_after (headed), id, precept_node_count_children (headed));
      precept_edit_move (edit, parent_id, position, 1, outer_id, precept_node_get_position (parent) + 1);
    }
  if (new_path != NULL)
    *new_path = g_strdup_printf ("%s/%u", id, precept_node_get_position (precept_node_child (headed, "title")));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_make_note:
 * @document: a document
 * @paragraph_id: of a paragraph that is not the line of an entry
 * @join: whether to put it into the note before it
 * @error: (nullable): where to store an error
 *
 * Plans to set a paragraph apart as a note.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_make_note (PreceptDocument *document,
                        const char      *paragraph_id,
                        gboolean         join,
                        GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *note_id = NULL;
  const char      *parent_id;
  xmlNode         *paragraph;
  xmlNode         *previous;
  guint            position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  if (precept_edit_is_line (paragraph) || precept_node_is (paragraph->parent, "note"))
    {
      precept_step_fail (error, "Only a paragraph can become a note.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make note");
  parent_id = precept_edit_get_id (edit, paragraph->parent);
  position = precept_node_get_position (paragraph);
  previous = precept_edit_get_previous_element (paragraph);
  if (join && precept_node_is (previous, "note"))
    {
      precept_edit_move (edit, parent_id, position, 1, precept_edit_get_id (edit, previous), precept_node_count_children (previous));
      return precept_edit_finish (g_steal_pointer (&edit));
    }
  note_id = precept_document_dup_new_id (document, "note");
  precept_edit_insert (edit, parent_id, position, "<note id=\"%s\"/>", note_id);
  precept_edit_move (edit, parent_id, position + 1, 1, note_id, 0);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_unmake_note:
 * @document: a document
 * @paragraph_id: of a paragraph of a note
 * @error: (nullable): where to store an error
 *
 * Plans to make a paragraph of the text of a note. What the note has besides stays a note.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_unmake_note (PreceptDocument *document,
                          const char      *paragraph_id,
                          GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  const char *note_id;
  const char *outer_id;
  xmlNode    *paragraph;
  xmlNode    *note;
  guint       position;
  guint       note_position;
  guint       n_after;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  note = paragraph->parent;
  if (!precept_node_is (note, "note"))
    {
      precept_step_fail (error, "This paragraph is in no note.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make paragraph");
  note_id = precept_edit_get_id (edit, note);
  outer_id = precept_edit_get_id (edit, note->parent);
  position = precept_node_get_position (paragraph);
  note_position = precept_node_get_position (note);
  n_after = precept_edit_count_after (paragraph);
  if (position > 0 && n_after > 0)
    {
      g_autofree char *new_id = precept_document_dup_new_id (document, "note");

      precept_edit_insert (edit, outer_id, note_position + 1, "<note id=\"%s\"/>", new_id);
      precept_edit_move (edit, note_id, position + 1, n_after, new_id, 0);
    }
  precept_edit_move (edit, note_id, position, 1, outer_id, position > 0 ? note_position + 1 : note_position);
  if (position == 0 && n_after == 0)
    precept_edit_take (edit, outer_id, note_position + 1, 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_set_list_kind:
 * @document: a document
 * @paragraph_id: of the line of an item
 * @kind: "bullet" or "number"
 * @error: (nullable): where to store an error
 *
 * Plans to put bullets or numbers before the items of a list.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_set_list_kind (PreceptDocument *document,
                            const char      *paragraph_id,
                            const char      *kind,
                            GError         **error)
{
  static const char *const of_numbers[] = { "numbering", "punctuation", "start" };
  g_autoptr (PreceptEdit) edit = NULL;
  const char *list_id;
  xmlNode    *paragraph;
  xmlNode    *list;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);
  g_return_val_if_fail (g_strcmp0 (kind, "bullet") == 0 || g_strcmp0 (kind, "number") == 0, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  list = paragraph->parent->parent;
  if (!precept_edit_is_line (paragraph) || !precept_node_is (list, "list"))
    {
      precept_step_fail (error, "This is no item of a list.");
      return NULL;
    }

  edit = precept_edit_new (document, g_str_equal (kind, "number") ? "Numbers" : "Bullets");
  list_id = precept_edit_get_id (edit, list);
  precept_edit_set_value (edit, list_id, "kind", kind);
  for (guint i = 0; g_str_equal (kind, "bullet") && i < G_N_ELEMENTS (of_numbers); i++)
    {
      g_autofree char *value = precept_node_dup_attribute (list, of_numbers[i]);

      if (value != NULL)
        precept_edit_set_value (edit, list_id, of_numbers[i], NULL);
    }

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_indent_paragraph:
 * @document: a document
 * @paragraph_id: of a paragraph below a list
 * @error: (nullable): where to store an error
 *
 * Plans to put a paragraph into the last item of the list above it.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_indent_paragraph (PreceptDocument *document,
                               const char      *paragraph_id,
                               GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *paragraph;
  xmlNode *previous;
  xmlNode *item;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  previous = precept_edit_get_previous_element (paragraph);
  item = precept_node_is (previous, "list") ? precept_edit_get_last_element (previous) : NULL;
  if (precept_edit_is_line (paragraph) || !precept_node_is (item, "item"))
    {
      precept_step_fail (error, "Only findings and the entries of a list can be moved in or out, and what stands below a list.");
      return NULL;
    }

  edit = precept_edit_new (document, "Move in");
  precept_edit_move (edit, precept_edit_get_id (edit, paragraph->parent), precept_node_get_position (paragraph), 1,
                     precept_edit_get_id (edit, item), precept_node_count_children (item));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_outdent_paragraph:
 * @document: a document
 * @paragraph_id: of a further paragraph of an item
 * @error: (nullable): where to store an error
 *
 * Plans to take a paragraph, with what follows it, out of its item, and so out of the list.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_outdent_paragraph (PreceptDocument *document,
                                const char      *paragraph_id,
                                GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  const char *item_id;
  const char *list_id;
  const char *outer_id;
  xmlNode    *paragraph;
  xmlNode    *item;
  xmlNode    *list;
  guint       list_position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  item = paragraph->parent;
  list = item->parent;
  if (precept_edit_is_line (paragraph) || !precept_node_is (item, "item") || !precept_node_is (list, "list"))
    {
      precept_step_fail (error, "Only findings and the entries of a list can be moved in or out, and what stands in them.");
      return NULL;
    }

  edit = precept_edit_new (document, "Move out");
  item_id = precept_edit_get_id (edit, item);
  list_id = precept_edit_get_id (edit, list);
  outer_id = precept_edit_get_id (edit, list->parent);
  list_position = precept_node_get_position (list);
  if (precept_edit_count_after (item) > 0)
    {
      g_autofree char *new_id = precept_document_dup_new_id (document, "list");

      precept_edit_insert_list_like (edit, outer_id, list_position + 1, new_id, list);
      precept_edit_move (edit, list_id, precept_node_get_position (item) + 1, precept_edit_count_after (item), new_id, 0);
    }
  precept_edit_move (edit, item_id, precept_node_get_position (paragraph), precept_edit_count_after (paragraph) + 1, outer_id, list_position + 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}
