/* precept-edit-criteria-groups.c: criteria that become groups, and sentences that part and join
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-criteria-private.h"

#include "precept-canonical.h"
#include "precept-inline-tree.h"

#include <string.h>

/* A group within @parent that demands of its members what @parent does. Nothing does so for “at least two”. */
static const char *
get_inner_kind (const xmlNode *parent)
{
  return precept_node_is (parent, "any") || precept_node_is (parent, "none") ? "any" : "all";
}

static void
group_criteria (PreceptEdit *edit,
                xmlNode     *first,
                guint        n_nodes,
                char       **new_id)
{
  const char      *parent_id = precept_edit_get_id (edit, first->parent);
  const char      *kind = get_inner_kind (first->parent);
  g_autofree char *id = precept_document_dup_new_id (edit->document, kind);
  guint            position = precept_node_get_position (first);

  precept_edit_insert (edit, parent_id, position, "<%s id=\"%s\"/>", kind, id);
  precept_edit_move (edit, parent_id, position + 1, n_nodes, id, 0);
  if (new_id != NULL)
    *new_id = g_steal_pointer (&id);
}

/**
 * precept_edit_group_criteria:
 * @document: a document
 * @first_path: of a criterion
 * @n: how many criteria, with those that follow it
 * @new_id: (out) (optional): of the group
 * @error: (nullable): where to store an error
 *
 * Plans a group around criteria that follow each other. It demands what they
 * demanded before, until its kind is changed.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_group_criteria (PreceptDocument *document,
                             const char      *first_path,
                             guint            n,
                             char           **new_id,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *first;
  xmlNode *last;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (first_path != NULL, NULL);
  g_return_val_if_fail (n > 0, NULL);

  first = precept_edit_find_criterion (document, first_path, error);
  if (first == NULL)
    return NULL;
  last = first;
  for (guint i = 1; i < n && last != NULL; i++)
    last = precept_edit_get_criterion (last, FALSE);
  if (last == NULL)
    {
      precept_step_fail (error, "There are not so many criteria on this level.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make a group");
  precept_edit_get_id (edit, first->parent);
  group_criteria (edit, first, precept_node_get_position (last) - precept_node_get_position (first) + 1, new_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_ungroup_criteria:
 * @document: a document
 * @path: of a group
 * @error: (nullable): where to store an error
 *
 * Plans to put the criteria of a group in its place. A group with words of its
 * own, and one whose criteria could not stand without it, stays.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_ungroup_criteria (PreceptDocument *document,
                               const char      *path,
                               GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  const char *parent_id;
  const char *id;
  xmlNode    *node;
  guint       position;
  guint       n_nodes;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  if (!precept_edit_is_group (node))
    {
      precept_step_fail (error, "This criterion is no group.");
      return NULL;
    }
  if (precept_node_child (node, "title") != NULL || precept_node_child (node, "note") != NULL)
    {
      precept_step_fail (error, "This group has words of its own. Move them elsewhere first.");
      return NULL;
    }
  if (precept_edit_is_holder (node->parent) && precept_edit_count_criteria (node) > 1)
    {
      precept_step_fail (error, "This group holds all the criteria there are. Without it nothing says how they count.");
      return NULL;
    }

  edit = precept_edit_new (document, "Dissolve the group");
  parent_id = precept_edit_get_id (edit, node->parent);
  id = precept_edit_get_id (edit, node);
  position = precept_node_get_position (node);
  n_nodes = precept_node_count_children (node);
  precept_edit_move (edit, id, 0, n_nodes, parent_id, position);
  precept_edit_take (edit, parent_id, position + n_nodes, 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* @node under another name, without what is in it. */
static xmlNode *
copy_as (const xmlNode *node,
         const char    *kind,
         guint          count)
{
  xmlNode         *copy = xmlDocCopyNode ((xmlNode *)node, node->doc, 1);
  g_autofree char *number = g_strdup_printf ("%u", MAX (count, 1));

  xmlNodeSetName (copy, BAD_CAST kind);
  xmlUnsetProp (copy, BAD_CAST "count");
  if (strcmp (kind, "at-least") == 0)
    xmlSetProp (copy, BAD_CAST "count", BAD_CAST number);

  return copy;
}

/**
 * precept_edit_set_group_kind:
 * @document: a document
 * @path: of a group
 * @kind: “all”, “any”, “none” or “at-least”
 * @count: how many, of “at-least”; else it does not matter
 * @error: (nullable): where to store an error
 *
 * Plans to let the criteria of a group count in another way.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_group_kind (PreceptDocument *document,
                             const char      *path,
                             const char      *kind,
                             guint            count,
                             GError         **error)
{
  g_autoptr (PreceptStepGroup) group = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *old_count = NULL;
  g_autofree char *new_count = NULL;
  xmlNode         *node;
  xmlNode         *copy;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && kind != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  if (!precept_edit_is_group (node))
    {
      precept_step_fail (error, "This criterion is no group.");
      return NULL;
    }

  group = precept_step_group_new ("Change how criteria count");
  old_count = precept_node_dup_attribute (node, "count");
  new_count = strcmp (kind, "at-least") == 0 ? g_strdup_printf ("%u", MAX (count, 1)) : NULL;
  if (precept_node_is (node, kind) && g_strcmp0 (old_count, new_count) == 0)
    return g_steal_pointer (&group);
  if (precept_node_is (node, kind))
    {
      precept_step_group_add (group, precept_step_new_set_attribute (path, "count", new_count));
      return g_steal_pointer (&group);
    }

  copy = copy_as (node, kind, count);
  xml = precept_canonical_dup_nodes (copy, 1);
  xmlFreeNode (copy);
  precept_step_group_add (group, precept_step_new_replace (path, xml));

  return g_steal_pointer (&group);
}

/* How the items of a list count, by the sentence that leads in to them. */
static const char *
guess_kind (const char *sentence,
            guint      *count)
{
  static const struct
  {
    const char *words;
    const char *kind;
    guint       count;
  } guesses[] = {
    { "none of", "none", 0 },
    { "not any of", "none", 0 },
    { "neither of", "none", 0 },
    { "at least two", "at-least", 2 },
    { "at least 2", "at-least", 2 },
    { "two or more", "at-least", 2 },
    { "2 or more", "at-least", 2 },
    { "at least three", "at-least", 3 },
    { "at least 3", "at-least", 3 },
    { "three or more", "at-least", 3 },
    { "3 or more", "at-least", 3 },
    { "any of", "any", 0 },
    { "any one of", "any", 0 },
    { "one of", "any", 0 },
    { "one or more", "any", 0 },
    { "1 or more", "any", 0 },
    { "at least one", "any", 0 },
    { "at least 1", "any", 0 },
    { "either", "any", 0 },
    { "because of", "any", 0 },
    { "due to", "any", 0 },
  };
  g_autofree char *small = g_utf8_strdown (sentence, -1);

  for (guint i = 0; i < G_N_ELEMENTS (guesses); i++)
    {
      if (strstr (small, guesses[i].words) != NULL)
        {
          *count = guesses[i].count;
          return guesses[i].kind;
        }
    }

  return "all";
}

/* "One or more of the following:", which the group says by itself. */
static gboolean
is_bare_lead_in (const char *sentence)
{
  g_autofree char *small = g_utf8_strdown (sentence, -1);

  return g_regex_match_simple ("^(the member (meets|has) )?(all|any|one|any one|one or more|at least (one|two|three|[123])|two or more|either|both|none)"
                               "( or more)?( of (the )?following)?( (criteria|conditions))?( (is|are) (met|true|present|satisfied))?[:. ]*$",
                               small, 0, 0);
}

/* A sentence as a heading: without the colon at its end. */
static char *
dup_title (const xmlNode *paragraph)
{
  g_autoptr (PreceptInline) content = precept_inline_new_from_node (paragraph);
  g_autoptr (PreceptInline) title = precept_inline_new ();
  guint n_runs = precept_inline_get_n_runs (content);

  for (guint i = 0; i < n_runs; i++)
    {
      PreceptRun       run = *precept_inline_get_run (content, i);
      g_autofree char *text = NULL;

      if (i + 1 == n_runs && run.kind == PRECEPT_RUN_TEXT && g_str_has_suffix (run.text, ":"))
        {
          text = g_strchomp (g_strndup (run.text, strlen (run.text) - 1));
          if (*text == '\0')
            continue;
          run.text = text;
        }
      precept_inline_append (title, &run);
    }

  return precept_inline_to_xml (title);
}

/* The list that is all there is after the first paragraph of a sentence; NULL: something else. */
static xmlNode *
find_list (const xmlNode *criterion)
{
  xmlNode *paragraph = precept_node_first_element (criterion);
  xmlNode *list = paragraph != NULL ? precept_node_next_element (paragraph) : NULL;

  if (!precept_node_is (criterion, "criterion") || !precept_node_is (paragraph, "p") || !precept_node_is (list, "list") || precept_node_next_element (list) != NULL)
    return NULL;
  for (const xmlNode *item = precept_node_first_element (list); item != NULL; item = precept_node_next_element (item))
    {
      if (!precept_node_is (item, "item") || precept_node_first_element (item) == NULL)
        return NULL;
    }

  return precept_node_first_element (list) != NULL ? list : NULL;
}

static void
append_attributes (GString       *xml,
                   const xmlNode *node)
{
  for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
    {
      g_autofree char *value = attribute->ns == NULL ? precept_node_dup_attribute (node, (const char *)attribute->name) : NULL;
      g_autofree char *escaped = value != NULL ? precept_canonical_escape_attribute (value) : NULL;

      if (escaped != NULL)
        g_string_append_printf (xml, " %s=\"%s\"", (const char *)attribute->name, escaped);
    }
}

static PreceptStepGroup *
open_list (PreceptDocument *document,
           const char      *path,
           const xmlNode   *node,
           const xmlNode   *list,
           char           **focus)
{
  const xmlNode    *paragraph = precept_node_first_element (node);
  g_autofree char  *sentence = precept_node_dup_text (paragraph);
  guint             count = 0;
  const char       *kind = guess_kind (sentence, &count);
  PreceptStepGroup *group = precept_step_group_new ("Turn into a group");
  g_autoptr (GString) xml = g_string_new (NULL);

  g_string_append_printf (xml, "<%s", kind);
  append_attributes (xml, node);
  if (count > 0)
    g_string_append_printf (xml, " count=\"%u\"", count);
  g_string_append_c (xml, '>');
  if (*sentence != '\0' && !is_bare_lead_in (sentence))
    {
      g_autofree char *title = dup_title (paragraph);

      g_string_append_printf (xml, "<title>%s</title>", title);
    }
  for (const xmlNode *item = precept_node_first_element (list); item != NULL; item = precept_node_next_element (item))
    {
      g_autofree char *id = precept_node_dup_attribute (item, "id");
      g_autofree char *content = precept_canonical_dup_content (item);

      if (id == NULL)
        id = precept_document_dup_new_id (document, "criterion");
      g_string_append_printf (xml, "<criterion id=\"%s\">%s</criterion>", id, content);
    }
  g_string_append_printf (xml, "</%s>", kind);
  precept_step_group_add (group, precept_step_new_replace (path, xml->str));
  if (focus != NULL)
    *focus = g_strdup (path);

  return group;
}

/**
 * precept_edit_open_criterion:
 * @document: a document
 * @path: of a criterion
 * @focus: (out) (optional): path of where to go on
 * @error: (nullable): where to store an error
 *
 * Plans to turn a criterion into a group. The items of the list in a sentence
 * become its criteria, and the sentence, unless it only says how they count,
 * its heading. Any other criterion becomes the first of a group.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_open_criterion (PreceptDocument *document,
                             const char      *path,
                             char           **focus,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *group_id = NULL;
  g_autofree char *xml = NULL;
  xmlNode         *node;
  xmlNode         *list;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  list = find_list (node);
  if (list != NULL)
    return open_list (document, path, node, list, focus);

  edit = precept_edit_new (document, "Turn into a group");
  precept_edit_get_id (edit, node->parent);
  group_criteria (edit, node, 1, &group_id);
  xml = precept_edit_dup_blank (document, NULL, focus);
  precept_edit_insert (edit, group_id, 1, "%s", xml);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* A lone sentence must get a group around it before a second one can stand beside it.
 * Returns the id of what @node is in then; *@position is where. */
static char *
make_room (PreceptEdit *edit,
           xmlNode     *node,
           guint       *position)
{
  char *id = NULL;

  if (precept_edit_is_group (node->parent))
    {
      *position = precept_node_get_position (node);
      return g_strdup (precept_edit_get_id (edit, node->parent));
    }
  group_criteria (edit, node, 1, &id);
  *position = 0;

  return id;
}

/**
 * precept_edit_split_criterion:
 * @document: a document
 * @paragraph_id: of a paragraph that stands in a sentence itself, not in a list in it
 * @left: (nullable): what comes before the caret
 * @right: (nullable): what comes after it
 * @second_id: (out) (optional): of the criterion that holds @right
 * @error: (nullable): where to store an error
 *
 * Plans to part a sentence in two. What is below the caret goes with the second
 * one. Where nothing comes before the caret, an empty one is put before, and
 * the old one keeps all that is its own.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_split_criterion (PreceptDocument *document,
                              const char      *paragraph_id,
                              PreceptInline   *left,
                              PreceptInline   *right,
                              char           **second_id,
                              GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *xml = NULL;
  g_autofree char *new_id = NULL;
  g_autofree char *parent_id = NULL;
  const char      *id;
  xmlNode         *paragraph;
  xmlNode         *node;
  gboolean         keep_right;
  guint            position;
  guint            n_after;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  node = paragraph->parent;
  if (!precept_node_is (node, "criterion"))
    {
      precept_step_fail (error, "This paragraph is no criterion.");
      return NULL;
    }

  edit = precept_edit_new (document, "New criterion");
  id = precept_edit_get_id (edit, node);
  precept_edit_get_id (edit, node->parent);
  n_after = precept_node_count_children (node) - precept_node_get_position (paragraph) - 1;
  keep_right = (left == NULL || precept_inline_is_empty (left)) && precept_node_first_element (node) == paragraph &&
               (n_after > 0 || (right != NULL && !precept_inline_is_empty (right)));
  parent_id = make_room (edit, node, &position);
  if (keep_right)
    {
      xml = precept_edit_dup_blank (document, NULL, NULL);
      precept_edit_insert (edit, parent_id, position, "%s", xml);
      if (second_id != NULL)
        *second_id = g_strdup (id);
      return precept_edit_finish (g_steal_pointer (&edit));
    }

  xml = precept_edit_dup_blank (document, right, &new_id);
  precept_edit_set (edit, paragraph_id, left);
  precept_edit_insert (edit, parent_id, position + 1, "%s", xml);
  precept_edit_move (edit, id, precept_node_get_position (paragraph) + 1, n_after, new_id, 1);
  if (second_id != NULL)
    *second_id = g_steal_pointer (&new_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Citations of both sentences are kept. */
static void
join_attributes (PreceptEdit   *edit,
                 const xmlNode *from,
                 const char    *to_id,
                 const xmlNode *to)
{
  g_autofree char *mandate = precept_node_dup_attribute (from, "mandate");
  g_autofree char *cites = precept_node_dup_attribute (from, "cites");
  g_autofree char *old_cites = precept_node_dup_attribute (to, "cites");

  if (mandate != NULL)
    precept_edit_set_value (edit, to_id, "mandate", mandate);
  if (cites != NULL)
    {
      g_autoptr (GString) all = g_string_new (old_cites);
      g_auto (GStrv) ids = g_strsplit_set (cites, " \t\r\n", -1);
      g_auto (GStrv) old_ids = g_strsplit_set (all->str, " \t\r\n", -1);

      for (guint i = 0; ids[i] != NULL; i++)
        {
          if (*ids[i] != '\0' && !g_strv_contains ((const char *const *)old_ids, ids[i]))
            g_string_append_printf (all, "%s%s", all->len > 0 ? " " : "", ids[i]);
        }
      precept_edit_set_value (edit, to_id, "cites", all->str);
    }
}

/**
 * precept_edit_join_criterion:
 * @document: a document
 * @path: of a sentence
 * @paragraph_path: (out) (optional): path of the paragraph in which both meet
 * @error: (nullable): where to store an error
 *
 * Plans to join a sentence to the one before it, whose id stays.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_join_criterion (PreceptDocument *document,
                             const char      *path,
                             char           **paragraph_path,
                             GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autoptr (PreceptInline) rest = NULL;
  const char *above_id;
  const char *id;
  const char *paragraph_id;
  xmlNode    *node;
  xmlNode    *above;
  xmlNode    *last;
  xmlNode    *first;
  guint       n_above;
  guint       n_nodes;
  guint       position;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  node = precept_edit_find_criterion (document, path, error);
  if (node == NULL)
    return NULL;
  above = precept_edit_get_criterion (node, TRUE);
  first = precept_node_first_element (node);
  last = above != NULL ? above->last : NULL;
  if (last != NULL && !precept_node_is_ours (last))
    last = precept_edit_get_previous_element (last);
  if (!precept_node_is (node, "criterion") || !precept_node_is (above, "criterion") || !precept_node_is (first, "p") || !precept_node_is (last, "p"))
    {
      precept_step_fail (error, "Only two criteria in words, one right after the other, can be joined.");
      return NULL;
    }

  edit = precept_edit_new (document, "Join criteria");
  id = precept_edit_get_id (edit, node);
  above_id = precept_edit_get_id (edit, above);
  paragraph_id = precept_edit_get_id (edit, last);
  precept_edit_get_id (edit, node->parent);
  content = precept_inline_new_from_node (last);
  rest = precept_inline_new_from_node (first);
  if (!precept_inline_is_empty (content) && !precept_inline_is_empty (rest))
    {
      PreceptRun space = { PRECEPT_RUN_TEXT };

      space.text = (char *)" ";
      precept_inline_append (content, &space);
    }
  for (guint i = 0; i < precept_inline_get_n_runs (rest); i++)
    precept_inline_append (content, precept_inline_get_run (rest, i));

  position = precept_node_get_position (first);
  n_above = precept_node_count_children (above);
  n_nodes = precept_node_count_children (node) - position - 1;
  precept_edit_set (edit, paragraph_id, content);
  join_attributes (edit, node, above_id, above);
  precept_edit_move (edit, id, position + 1, n_nodes, above_id, n_above);
  precept_edit_move (edit, id, 0, position, above_id, n_above);
  precept_edit_take (edit, precept_edit_get_id (edit, node->parent), precept_node_get_position (node), 1);
  if (paragraph_path != NULL)
    *paragraph_path = g_strdup (paragraph_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}
