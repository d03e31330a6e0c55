/* precept-edit-evidence.c: findings, their study facts and citations, and the topics they stand in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-evidence.h"

#include "precept-canonical.h"
#include "precept-edit-private.h"
#include "precept-grammar.h"
#include "precept-inline-tree.h"

#include <string.h>

static xmlNode *
find_named (PreceptDocument *document,
            const char      *id,
            const char      *name,
            GError         **error)
{
  xmlNode *node = precept_edit_find (document, id, error);

  if (node != NULL && !precept_node_is (node, name))
    {
      precept_step_fail (error, "“%s” is no %s.", id, name);
      return NULL;
    }

  return node;
}

static xmlNode *
find_around (xmlNode    *node,
             const char *name)
{
  while (node != NULL && !precept_node_is (node, name))
    node = node->parent;

  return node;
}

static gboolean
is_evidence (const xmlNode *node)
{
  return precept_node_is (node, "topic") || precept_node_is (node, "finding");
}

/* The place right after the title of a topic. */
static guint
get_first_position (xmlNode *topic)
{
  xmlNode *title = precept_node_child (topic, "title");

  return title != NULL ? precept_node_get_position (title) + 1 : 0;
}

/**
 * precept_edit_set_fact:
 * @document: a document
 * @finding_id: of a finding
 * @name: an attribute of it, such as "participants"
 * @value: (nullable): what it is; %NULL or empty for none
 * @error: (nullable): where to store an error
 *
 * Plans to set or remove one study fact.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_fact (PreceptDocument *document,
                       const char      *finding_id,
                       const char      *name,
                       const char      *value,
                       GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *old = NULL;
  xmlNode         *finding;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (finding_id != NULL && name != NULL, NULL);

  finding = find_named (document, finding_id, "finding", error);
  if (finding == NULL)
    return NULL;
  if (value != NULL && *value == '\0')
    value = NULL;
  if (value != NULL && !precept_grammar_is_value_right (precept_grammar_get (), "finding", name, value))
    {
      g_autofree char *words = precept_grammar_dup_value_words (precept_grammar_get (), "finding", name);

      precept_step_fail (error, "“%s” can't be kept here. Give %s.", value, words);
      return NULL;
    }

  edit = precept_edit_new (document, value != NULL ? "Change study fact" : "Remove study fact");
  old = precept_node_dup_attribute (finding, name);
  if (g_strcmp0 (old, value) != 0)
    precept_edit_set_value (edit, finding_id, name, value);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_set_trial_status:
 * @document: a document
 * @finding_id: of a finding
 * @status: (nullable): the status of its trial; %NULL or empty for none
 * @checked: (nullable): the day on which that was looked up
 * @error: (nullable): where to store an error
 *
 * Plans to set or remove the status of a trial, and when it was looked up.
 *
 * Returns: (transfer full) (nullable): a group, without steps where nothing changes
 */
PreceptStepGroup *
precept_edit_set_trial_status (PreceptDocument *document,
                               const char      *finding_id,
                               const char      *status,
                               const char      *checked,
                               GError         **error)
{
  PreceptStepGroup *group = precept_edit_set_fact (document, finding_id, "trial-status", status, error);
  g_autofree char  *old = NULL;

  if (group == NULL)
    return NULL;
  if (status == NULL || *status == '\0' || (checked != NULL && *checked == '\0'))
    checked = NULL;
  old = precept_document_dup_attribute (document, finding_id, "checked");
  if (g_strcmp0 (old, checked) != 0)
    precept_step_group_add (group, precept_step_new_set_attribute (finding_id, "checked", checked));

  return group;
}

/* @cites with @id, or without it where it was in. */
static char *
toggle_id (const char *cites,
           const char *id,
           gboolean   *added)
{
  g_auto (GStrv) ids = g_strsplit_set (cites != NULL ? cites : "", " \t\n", -1);
  g_autoptr (GString) kept = g_string_new (NULL);

  *added = !g_strv_contains ((const char *const *)ids, id);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (*ids[i] != '\0' && strcmp (ids[i], id) != 0)
        g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", ids[i]);
    }
  if (*added)
    g_string_append_printf (kept, "%s%s", kept->len > 0 ? " " : "", id);

  return g_string_free (g_steal_pointer (&kept), FALSE);
}

/**
 * precept_edit_toggle_citation:
 * @document: a document
 * @finding_id: of a finding
 * @reference_id: of a reference, perhaps of one that an earlier step makes
 * @error: (nullable): where to store an error
 *
 * Plans to let a finding cite a reference, or no longer cite it where it did.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_toggle_citation (PreceptDocument *document,
                              const char      *finding_id,
                              const char      *reference_id,
                              GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autofree char *old = NULL;
  g_autofree char *cites = NULL;
  xmlNode         *finding;
  gboolean         added;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (finding_id != NULL && reference_id != NULL, NULL);

  finding = find_named (document, finding_id, "finding", error);
  if (finding == NULL)
    return NULL;

  old = precept_node_dup_attribute (finding, "cites");
  cites = toggle_id (old, reference_id, &added);
  edit = precept_edit_new (document, added ? "Cite" : "Remove citation");
  precept_edit_set_value (edit, finding_id, "cites", *cites != '\0' ? cites : NULL);

  return precept_edit_finish (g_steal_pointer (&edit));
}

static void
append_attribute (GString    *xml,
                  const char *name,
                  const char *value)
{
  g_autofree char *escaped = value != NULL && *value != '\0' ? precept_canonical_escape_attribute (value) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xml, " %s=\"%s\"", name, escaped);
}

/**
 * precept_edit_add_study:
 * @document: a document
 * @after_id: a finding or a topic, or something in one
 * @reference_id: of the reference it cites, perhaps of one that an earlier step makes
 * @design: (nullable): the design of the study
 * @trial: (nullable): the number of its trial
 * @paragraph_id: (out): of the empty text of the new finding
 * @error: (nullable): where to store an error
 *
 * Plans a new finding, without words yet, that cites a study: right after a finding, first in a topic.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_study (PreceptDocument *document,
                        const char      *after_id,
                        const char      *reference_id,
                        const char      *design,
                        const char      *trial,
                        char           **paragraph_id,
                        GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (GString) xml = g_string_new (NULL);
  g_autofree char *id = NULL;
  xmlNode         *after;
  xmlNode         *finding;
  xmlNode         *topic;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (after_id != NULL && reference_id != NULL && paragraph_id != NULL, NULL);

  after = precept_document_find_path (document, after_id);
  finding = find_around (after, "finding");
  topic = find_around (after, "topic");
  if (finding == NULL && topic == NULL)
    {
      precept_step_fail (error, "A study belongs to a topic of the evidence. Put the caret into a topic first.");
      return NULL;
    }

  edit = precept_edit_new (document, "Add study");
  id = precept_document_dup_new_id (document, "finding");
  *paragraph_id = precept_document_dup_new_id (document, "p");
  g_string_append_printf (xml, "<finding id=\"%s\"", id);
  append_attribute (xml, "cites", reference_id);
  append_attribute (xml, "design", design);
  append_attribute (xml, "trial", trial);
  g_string_append_printf (xml, "><p id=\"%s\"/></finding>", *paragraph_id);
  if (finding != NULL)
    precept_edit_insert (edit, precept_edit_get_id (edit, finding->parent), precept_node_get_position (finding) + 1, "%s", xml->str);
  else
    precept_edit_insert (edit, precept_edit_get_id (edit, topic), get_first_position (topic), "%s", xml->str);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/* Plans one move. @position: among the children of @to as they are now. */
static void
move_node (PreceptEdit *edit,
           xmlNode     *node,
           xmlNode     *to,
           guint        position)
{
  const char *from_id = precept_edit_get_id (edit, node->parent);
  const char *to_id = precept_edit_get_id (edit, to);
  guint       old = precept_node_get_position (node);

  if (to == node->parent && position > old)
    position--;
  precept_edit_move (edit, from_id, old, 1, to_id, position);
}

/* The last topic in @topic, as far down as it goes: what ends on the page where it ends. */
static xmlNode *
get_last_topic (xmlNode *topic)
{
  for (;;)
    {
      xmlNode *last = precept_edit_get_last_element (topic);

      if (!precept_node_is (last, "topic"))
        return topic;
      topic = last;
    }
}

/* Where a finding goes that is moved up by one. */
static gboolean
find_above (xmlNode  *finding,
            xmlNode **to,
            guint    *position,
            GError  **error)
{
  xmlNode *previous = precept_edit_get_previous_element (finding);
  xmlNode *parent = finding->parent;

  if (precept_node_is (parent, "finding") && !precept_node_is (previous, "finding"))
    return precept_step_fail (error, "This is the first finding under the one above. Shift+Tab moves it out.");
  if (previous != NULL && !precept_node_is (previous, "title") && !precept_node_is (previous, "topic"))
    {
      *to = parent;
      *position = precept_node_get_position (previous);
      return TRUE;
    }
  if (!precept_node_is (previous, "topic"))
    {
      previous = precept_edit_get_previous_element (parent);
      if (!precept_node_is (previous, "topic") && precept_node_is (parent->parent, "topic"))
        {
          *to = parent->parent;
          *position = precept_node_get_position (parent);
          return TRUE;
        }
    }
  if (!precept_node_is (previous, "topic"))
    return precept_step_fail (error, "This is the first finding already.");
  *to = get_last_topic (previous);
  *position = precept_node_count_children (*to);

  return TRUE;
}

static gboolean
find_below (xmlNode  *finding,
            xmlNode **to,
            guint    *position,
            GError  **error)
{
  xmlNode *next = precept_node_next_element (finding);
  xmlNode *parent = finding->parent;

  if (next == NULL && precept_node_is (parent, "finding"))
    return precept_step_fail (error, "This is the last finding under the one above. Shift+Tab moves it out.");
  if (next != NULL && !precept_node_is (next, "topic"))
    {
      *to = parent;
      *position = precept_node_get_position (next) + 1;
      return TRUE;
    }
  if (next == NULL)
    {
      next = precept_node_next_element (parent);
      if (!precept_node_is (next, "topic") && precept_node_is (parent->parent, "topic"))
        {
          *to = parent->parent;
          *position = precept_node_get_position (parent) + 1;
          return TRUE;
        }
    }
  if (!precept_node_is (next, "topic"))
    return precept_step_fail (error, "This is the last finding already.");
  *to = next;
  *position = get_first_position (next);

  return TRUE;
}

/**
 * precept_edit_shift_finding:
 * @document: a document
 * @id: of a finding
 * @down: down, not up
 * @error: (nullable): where to store an error
 *
 * Plans to move a finding, with all below it, past the one before or after it; from the edge of a topic
 * into the next one.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_shift_finding (PreceptDocument *document,
                            const char      *id,
                            gboolean         down,
                            GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *finding;
  xmlNode *to = NULL;
  guint    position = 0;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  finding = find_named (document, id, "finding", error);
  if (finding == NULL)
    return NULL;
  if (!(down ? find_below (finding, &to, &position, error) : find_above (finding, &to, &position, error)))
    return NULL;

  edit = precept_edit_new (document, down ? "Move finding down" : "Move finding up");
  move_node (edit, finding, to, position);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_move_finding:
 * @document: a document
 * @id: of a finding
 * @where: on which side
 * @target_id: of a finding, or of a topic to be inside
 * @error: (nullable): where to store an error
 *
 * Plans to move a finding, with all below it, to another place.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_move_finding (PreceptDocument *document,
                           const char      *id,
                           PreceptEditWhere where,
                           const char      *target_id,
                           GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *finding;
  xmlNode *target;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL && target_id != NULL, NULL);

  finding = find_named (document, id, "finding", error);
  target = finding != NULL ? precept_edit_find (document, target_id, error) : NULL;
  if (target == NULL)
    return NULL;
  if (!is_evidence (target) || (where != PRECEPT_EDIT_INSIDE && !precept_node_is (target, "finding")))
    {
      precept_step_fail (error, "A finding can only be put beside or under another, or into a topic.");
      return NULL;
    }
  for (xmlNode *around = target; around != NULL; around = around->parent)
    {
      if (around == finding)
        {
          precept_step_fail (error, "A finding can't be put under itself.");
          return NULL;
        }
    }

  edit = precept_edit_new (document, "Move finding");
  if (where == PRECEPT_EDIT_INSIDE && precept_node_is (target, "topic"))
    move_node (edit, finding, target, get_first_position (target));
  else if (where == PRECEPT_EDIT_INSIDE)
    move_node (edit, finding, target, precept_node_count_children (target));
  else
    move_node (edit, finding, target->parent, precept_node_get_position (target) + (where == PRECEPT_EDIT_AFTER ? 1 : 0));

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_add_topic:
 * @document: a document
 * @after_id: something in the evidence
 * @new_id: (out): of the topic, which has an empty title
 * @error: (nullable): where to store an error
 *
 * Plans a new topic after the one that holds @after_id, or first in the evidence.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_add_topic (PreceptDocument *document,
                        const char      *after_id,
                        char           **new_id,
                        GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *after;
  xmlNode *topic;
  xmlNode *evidence;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (after_id != NULL && new_id != NULL, NULL);

  after = precept_document_find_path (document, after_id);
  topic = find_around (after, "topic");
  evidence = find_around (after, "evidence");
  if (evidence == NULL)
    {
      precept_step_fail (error, "Only the evidence has topics.");
      return NULL;
    }

  edit = precept_edit_new (document, "Add topic");
  *new_id = precept_document_dup_new_id (document, "topic");
  if (topic != NULL)
    precept_edit_insert (edit, precept_edit_get_id (edit, topic->parent), precept_node_get_position (topic) + 1,
                         "<topic id=\"%s\"><title/></topic>", *new_id);
  else
    precept_edit_insert (edit, precept_edit_get_id (edit, evidence), get_first_position (evidence),
                         "<topic id=\"%s\"><title/></topic>", *new_id);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_shift_topic:
 * @document: a document
 * @id: of a topic
 * @down: down, not up
 * @error: (nullable): where to store an error
 *
 * Plans to move a topic, with all in it, past its neighbour.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_shift_topic (PreceptDocument *document,
                          const char      *id,
                          gboolean         down,
                          GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  xmlNode *topic;
  xmlNode *other;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  topic = find_named (document, id, "topic", error);
  if (topic == NULL)
    return NULL;
  other = down ? precept_node_next_element (topic) : precept_edit_get_previous_element (topic);
  if (other == NULL || precept_node_is (other, "title"))
    {
      precept_step_fail (error, down ? "This is the last topic already." : "This is the first topic already.");
      return NULL;
    }

  edit = precept_edit_new (document, down ? "Move topic down" : "Move topic up");
  move_node (edit, topic, topic->parent, precept_node_get_position (other) + (down ? 1 : 0));

  return precept_edit_finish (g_steal_pointer (&edit));
}

static gboolean
has_facts (const xmlNode *finding)
{
  for (const xmlAttr *attribute = finding->properties; attribute != NULL; attribute = attribute->next)
    {
      if (!xmlStrEqual (attribute->name, BAD_CAST "id"))
        return TRUE;
    }

  return FALSE;
}

/**
 * precept_edit_make_topic:
 * @document: a document
 * @paragraph_id: of a paragraph of a topic, or of the line of a finding in one
 * @new_id: (out): of the topic
 * @error: (nullable): where to store an error
 *
 * Plans to make a heading of a line: what follows it in its topic is under the new one.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_make_topic (PreceptDocument *document,
                         const char      *paragraph_id,
                         char           **new_id,
                         GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autofree char *xml = NULL;
  xmlNode         *paragraph;
  xmlNode         *line;
  const char      *topic_id;
  const char      *line_id;
  const char      *outer_id;
  guint            position;
  guint            n_rest;
  guint            n_inner = 0;
  guint            n_after;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (paragraph_id != NULL && new_id != NULL, NULL);

  paragraph = precept_edit_find_paragraph (document, paragraph_id, error);
  if (paragraph == NULL)
    return NULL;
  line = precept_edit_is_line (paragraph) ? paragraph->parent : paragraph;
  if (!precept_node_is (line->parent, "topic") || (line != paragraph && !precept_node_is (line, "finding")))
    {
      precept_step_fail (error, "Only a line that stands right in a topic can become a topic. Shift+Tab moves it out.");
      return NULL;
    }
  if (line != paragraph && has_facts (line))
    {
      precept_step_fail (error, "This finding has study facts or citations, which a topic can't have. Remove them first.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make topic");
  *new_id = precept_document_dup_new_id (document, "topic");
  content = precept_inline_new_from_node (paragraph);
  xml = precept_edit_dup_xml (content);
  topic_id = precept_edit_get_id (edit, line->parent);
  line_id = precept_edit_get_id (edit, line);
  outer_id = precept_edit_get_id (edit, line->parent->parent);
  position = precept_node_get_position (line);
  n_after = precept_edit_count_after (line);
  n_rest = precept_node_count_children (line);

  precept_edit_insert (edit, outer_id, precept_node_get_position (line->parent) + 1, "<topic id=\"%s\"><title>%s</title></topic>", *new_id, xml);
  if (line != paragraph)
    {
      n_inner = n_rest - 1;
      precept_edit_take (edit, line_id, precept_node_get_position (paragraph), 1);
      precept_edit_move (edit, line_id, 0, n_inner, *new_id, 1);
    }
  precept_edit_move (edit, topic_id, position + 1, n_after, *new_id, 1 + n_inner);
  precept_edit_take (edit, topic_id, position, 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}

/**
 * precept_edit_make_finding_of_topic:
 * @document: a document
 * @id: of a topic
 * @paragraph_id: (out): of the line of the finding
 * @error: (nullable): where to store an error
 *
 * Plans to make a finding of a heading: it, and what was under it, goes to the end of the topic before.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_make_finding_of_topic (PreceptDocument *document,
                                    const char      *id,
                                    char           **paragraph_id,
                                    GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (PreceptInline) content = NULL;
  g_autofree char *finding_id = NULL;
  g_autofree char *xml = NULL;
  xmlNode         *topic;
  xmlNode         *title;
  xmlNode         *previous;
  const char      *topic_id;
  const char      *previous_id;
  const char      *outer_id;
  guint            first;
  guint            end;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (id != NULL && paragraph_id != NULL, NULL);

  topic = find_named (document, id, "topic", error);
  if (topic == NULL)
    return NULL;
  previous = precept_edit_get_previous_element (topic);
  if (!precept_node_is (previous, "topic"))
    {
      precept_step_fail (error, "A finding needs a topic to stand in, and there is none before this one.");
      return NULL;
    }

  edit = precept_edit_new (document, "Make finding");
  finding_id = precept_document_dup_new_id (document, "finding");
  *paragraph_id = precept_document_dup_new_id (document, "p");
  title = precept_node_child (topic, "title");
  content = title != NULL ? precept_inline_new_from_node (title) : NULL;
  xml = precept_edit_dup_xml (content);
  previous = get_last_topic (previous);
  topic_id = precept_edit_get_id (edit, topic);
  previous_id = precept_edit_get_id (edit, previous);
  outer_id = precept_edit_get_id (edit, topic->parent);
  first = get_first_position (topic);
  end = precept_node_count_children (previous);

  precept_edit_insert (edit, previous_id, end, "<finding id=\"%s\"><p id=\"%s\">%s</p></finding>", finding_id, *paragraph_id, xml);
  precept_edit_move (edit, topic_id, first, precept_node_count_children (topic) - first, previous_id, end + 1);
  precept_edit_take (edit, outer_id, precept_node_get_position (topic), 1);

  return precept_edit_finish (g_steal_pointer (&edit));
}
