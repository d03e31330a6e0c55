/* precept-edit-insert.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-document"

#include "config.h"

#include "precept-edit-insert.h"

#include <libxml/parser.h>
#include <string.h>

#include "precept-canonical.h"
#include "precept-edit-private.h"
#include "precept-inline-tree.h"
#include "precept-xml-private.h"

/* What is put in, on its way. Elements are written into a few strings, each of which is one step. */
typedef struct
{
  PreceptDocument *document;
  GHashTable      *ids; /* owned; set of those given so far */
  gboolean         keep_ids;
  PreceptInline   *right; /* borrowed; goes to the end of the last paragraph */
  gboolean         has_right;
  const xmlNode   *last;  /* the last node of the fragment */
  char            *caret; /* owned */

  const char *entry;    /* "item", "finding": paragraphs become these; NULL: they stay paragraphs */
  gboolean    headings; /* titles become sections */
  GString    *blocks;   /* before any section or entry */
  guint       n_blocks;
  GString    *groups;      /* sections or entries */
  guint       n_groups;    /* entries at the outermost level */
  GArray     *levels;      /* of guint; of the open sections */
  char       *open_id;     /* owned; of the section or entry that takes what comes; NULL: none yet */
  guint       n_open;      /* its children */
  gboolean    open_nested; /* it holds findings: blocks can't follow */
} Insertion;

static char *
dup_id (Insertion *self, xmlNode *node)
{
  xmlChar *own = xmlGetNoNsProp (node, BAD_CAST "id");
  char    *id = NULL;

  if (self->keep_ids && own != NULL && !precept_document_has_id (self->document, (const char *)own) && !g_hash_table_contains (self->ids, own))
    id = g_strdup ((const char *)own);
  xmlFree (own);
  while (id == NULL || g_hash_table_contains (self->ids, id))
    {
      /* An id that was kept can't come twice, so this is a new one. */
      g_free (id);
      id = precept_document_dup_new_id (self->document, (const char *)node->name);
    }
  g_hash_table_add (self->ids, g_strdup (id));
  return id;
}

static void
give_ids (Insertion *self, xmlNode *node)
{
  static const char *const named[] = { "p", "list", "item", "table", "row", "note", "figure", "finding", NULL };

  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        give_ids (self, child);
    }
  if (precept_node_is_ours (node) && g_strv_contains (named, (const char *)node->name))
    {
      g_autofree char *id = dup_id (self, node);

      xmlSetProp (node, BAD_CAST "id", BAD_CAST id);
    }
  else if (precept_node_is (node, "cell"))
    {
      xmlUnsetProp (node, BAD_CAST "id");
    }
}

/* Findings outside of evidence become items of lists; their citations stay. */

static void
make_item (xmlNode *finding)
{
  xmlNode *list = NULL;
  xmlNode *next;
  xmlChar *cites = xmlGetNoNsProp (finding, BAD_CAST "cites");
  xmlNode *line = precept_node_first_element (finding);

  if (cites != NULL && *cites != '\0' && precept_node_is (line, "p"))
    {
      xmlNode *cite = xmlNewChild (line, finding->ns, BAD_CAST "cite", NULL);

      xmlSetProp (cite, BAD_CAST "ref", cites);
    }
  xmlFree (cites);
  while (finding->properties != NULL)
    xmlRemoveProp (finding->properties);
  xmlNodeSetName (finding, BAD_CAST "item");
  for (xmlNode *child = finding->children; child != NULL; child = next)
    {
      next = child->next;
      if (!precept_node_is (child, "finding"))
        continue;
      make_item (child);
      if (list == NULL)
        {
          list = xmlNewChild (finding, finding->ns, BAD_CAST "list", NULL);
          xmlSetProp (list, BAD_CAST "kind", BAD_CAST "bullet");
        }
      xmlUnlinkNode (child);
      xmlAddChild (list, child);
    }
}

static void
make_lists (xmlNode *parent)
{
  xmlNode *list = NULL;
  xmlNode *next;

  for (xmlNode *child = parent->children; child != NULL; child = next)
    {
      next = child->next;
      if (!precept_node_is (child, "finding"))
        {
          if (child->type == XML_ELEMENT_NODE)
            list = NULL;
          continue;
        }
      make_item (child);
      if (list == NULL)
        {
          list = xmlNewDocNode (child->doc, child->ns, BAD_CAST "list", NULL);
          xmlSetProp (list, BAD_CAST "kind", BAD_CAST "bullet");
          xmlAddPrevSibling (child, list);
        }
      xmlUnlinkNode (child);
      xmlAddChild (list, child);
    }
}

/* Writing. */

static char *
dup_text_xml (Insertion *self, xmlNode *node, gboolean strong)
{
  g_autoptr (PreceptInline) text = precept_inline_new_from_node (node);
  g_autoptr (PreceptInline) whole = precept_inline_new ();

  for (guint i = 0; i < precept_inline_get_n_runs (text); i++)
    {
      PreceptRun run = *precept_inline_get_run (text, i);

      if (strong)
        run.marks |= PRECEPT_MARK_STRONG;
      precept_inline_append (whole, &run);
    }
  for (guint i = 0; node == self->last && self->has_right && i < precept_inline_get_n_runs (self->right); i++)
    precept_inline_append (whole, precept_inline_get_run (self->right, i));
  return precept_inline_to_xml (whole);
}

static void
set_caret (Insertion *self, const char *id)
{
  g_free (self->caret);
  self->caret = g_strdup (id);
}

/* The last line of a block, where the caret comes after it. */
static void
set_caret_in (Insertion *self, const xmlNode *block)
{
  const xmlNode   *line = NULL;
  g_autofree char *id = NULL;

  if (precept_node_is (block, "list") || precept_node_is (block, "item") || precept_node_is (block, "finding") || precept_node_is (block, "note") || precept_node_is (block, "table"))
    line = block->last;
  if (line != NULL)
    {
      set_caret_in (self, line);
      return;
    }
  id = precept_node_dup_attribute (block, "id");
  set_caret (self, id);
}

static void
close_entry (Insertion *self)
{
  if (self->open_id != NULL && self->entry != NULL)
    g_string_append_printf (self->groups, "</%s>", self->entry);
}

static void
set_open (Insertion *self, char *id, guint n_children, gboolean nested)
{
  g_free (self->open_id);
  self->open_id = id;
  self->n_open = n_children;
  self->open_nested = nested;
}

/* An entry of its own for a paragraph. */
static void
open_entry (Insertion *self, const char *paragraph_id, const char *xml)
{
  char *id;

  close_entry (self);
  id = precept_document_dup_new_id (self->document, self->entry);
  g_string_append_printf (self->groups, "<%s id=\"%s\"><p id=\"%s\">%s</p>", self->entry, id, paragraph_id, xml);
  set_open (self, id, 1, FALSE);
  self->n_groups++;
}

static void
add_paragraph (Insertion *self, const char *id, const char *xml)
{
  if (self->entry != NULL)
    open_entry (self, id, xml);
  else
    {
      g_string_append_printf (self->open_id != NULL ? self->groups : self->blocks, "<p id=\"%s\">%s</p>", id, xml);
      self->n_open++;
      self->n_blocks += self->open_id == NULL;
    }
  set_caret (self, id);
}

static void
add_section (Insertion *self, xmlNode *title)
{
  g_autofree char *value = precept_node_dup_attribute (title, "level");
  guint            level = value != NULL ? CLAMP (atoi (value), 1, 9) : 1;
  char            *id = precept_document_dup_new_id (self->document, "section");
  g_autofree char *xml = dup_text_xml (self, title, FALSE);
  g_autofree char *path = g_strconcat (id, "/0", NULL);

  while (self->levels->len > 0 && g_array_index (self->levels, guint, self->levels->len - 1) >= level)
    {
      g_string_append (self->groups, "</section>");
      g_array_set_size (self->levels, self->levels->len - 1);
    }
  self->n_groups += self->levels->len == 0;
  g_array_append_val (self->levels, level);
  g_string_append_printf (self->groups, "<section id=\"%s\"><title>%s</title>", id, xml);
  set_open (self, id, 1, FALSE);
  set_caret (self, path);
}

static void
add_entry_node (Insertion *self, xmlNode *node)
{
  g_autofree char *xml = precept_canonical_dup_nodes (node, 1);
  g_autofree char *end = g_strdup_printf ("</%s>", self->entry);
  guint            n_children = 0;
  gboolean         nested = FALSE;

  close_entry (self);
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      n_children++;
      nested |= precept_node_is (child, "finding");
    }
  /* Stays open for what follows. */
  g_strchomp (xml);
  if (g_str_has_suffix (xml, end))
    xml[strlen (xml) - strlen (end)] = '\0';
  g_string_append (self->groups, xml);
  set_open (self, precept_node_dup_attribute (node, "id"), n_children, nested);
  self->n_groups++;
}

static void
add_block (Insertion *self, xmlNode *node)
{
  g_autofree char *xml = NULL;

  if (precept_node_is (node, "title") && self->headings)
    {
      add_section (self, node);
      return;
    }
  if (precept_node_is (node, "title") || precept_node_is (node, "p"))
    {
      gboolean         title = precept_node_is (node, "title");
      g_autofree char *id = title ? precept_document_dup_new_id (self->document, "p") : precept_node_dup_attribute (node, "id");

      xml = dup_text_xml (self, node, title);
      add_paragraph (self, id, xml);
      return;
    }
  if (self->entry != NULL && precept_node_is (node, "list") && g_str_equal (self->entry, "item"))
    {
      for (xmlNode *item = precept_node_first_element (node); item != NULL; item = precept_node_next_element (item))
        add_entry_node (self, item);
      set_caret_in (self, node);
      return;
    }
  if (self->entry != NULL && precept_node_is (node, self->entry))
    {
      add_entry_node (self, node);
      set_caret_in (self, node);
      return;
    }
  if (self->open_nested)
    {
      g_autofree char *id = precept_document_dup_new_id (self->document, "p");

      open_entry (self, id, "");
    }
  xml = precept_canonical_dup_nodes (node, 1);
  g_string_append (self->open_id != NULL ? self->groups : self->blocks, xml);
  self->n_open++;
  self->n_blocks += self->open_id == NULL;
  set_caret_in (self, node);
}

static xmlNode *
find_target (PreceptDocument *document, const char *path, GError **error)
{
  xmlNode *node = precept_document_find_path (document, path);

  if (node != NULL && precept_node_is (node, "p"))
    return node;
  if (node != NULL && precept_node_is (node, "title") && (precept_node_is (node->parent, "section") || precept_node_is (node->parent, "topic")))
    return node;
  precept_step_fail (error, "Only text can be put here: no lists, tables or further paragraphs.");
  return NULL;
}

static xmlDoc *
read_fragment (const char *fragment, GError **error)
{
  g_autofree char *wrapped = g_strdup_printf ("<fragment xmlns=\"" PRECEPT_NAMESPACE "\">%s</fragment>", fragment);
  xmlDoc          *tree = xmlReadMemory (wrapped, (int)strlen (wrapped), NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE);
  xmlNode         *next;

  if (tree == NULL)
    {
      precept_step_fail (error, "What was to be put in can't be read.");
      return NULL;
    }
  for (xmlNode *node = xmlDocGetRootElement (tree)->children; node != NULL; node = next)
    {
      next = node->next;
      if (!precept_node_is_ours (node))
        {
          xmlUnlinkNode (node);
          xmlFreeNode (node);
        }
    }
  return tree;
}

static void
drop_node (xmlNode *node)
{
  xmlUnlinkNode (node);
  xmlFreeNode (node);
}

static void
append_all (PreceptInline *to, PreceptInline *from)
{
  for (guint i = 0; from != NULL && i < precept_inline_get_n_runs (from); i++)
    precept_inline_append (to, precept_inline_get_run (from, i));
}

/* The first paragraph goes on with the text before the caret. */
static gboolean
take_first (Insertion *self, xmlNode *root, xmlNode *target, PreceptInline *text)
{
  xmlNode *first = root->children;
  gboolean empty = precept_inline_is_empty (text);
  xmlNode *line;
  xmlNode *next;

  if (precept_node_is (first, "p") || (precept_node_is (first, "title") && precept_node_is (target, "title")))
    {
      g_autoptr (PreceptInline) more = precept_inline_new_from_node (first);

      append_all (text, more);
      if (first == self->last)
        {
          append_all (text, self->right);
          self->has_right = FALSE;
        }
      drop_node (first);
      return TRUE;
    }
  /* So does the first item of a list in an empty one. */
  if (empty && self->entry != NULL && precept_node_is (first, "list") && g_str_equal (self->entry, "item"))
    {
      xmlNode *item = precept_node_first_element (first);

      line = item != NULL ? precept_node_first_element (item) : NULL;
      if (precept_node_is (line, "p"))
        {
          g_autoptr (PreceptInline) more = precept_inline_new_from_node (line);

          append_all (text, more);
          drop_node (line);
          for (xmlNode *child = item->children; child != NULL; child = next)
            {
              next = child->next;
              xmlUnlinkNode (child);
              xmlAddPrevSibling (first, child);
            }
          drop_node (item);
          if (precept_node_first_element (first) == NULL)
            {
              if (self->last == first)
                self->last = first->prev;
              drop_node (first);
            }
          return TRUE;
        }
    }
  return FALSE;
}

static guint
count_until_section (const xmlNode *node)
{
  guint count = 0;

  for (const xmlNode *sibling = node->next; sibling != NULL && !precept_node_is (sibling, "section"); sibling = sibling->next)
    count++;
  return count;
}

static void
add_steps (Insertion *self, PreceptEdit *edit, xmlNode *target, const char *path, PreceptInline *text, gboolean drop_target)
{
  xmlNode         *parent = target->parent;
  const char      *parent_id = precept_edit_get_id (edit, parent);
  const char      *outer_id = self->entry != NULL ? precept_edit_get_id (edit, parent->parent) : NULL;
  guint            position = precept_node_get_position (target);
  guint            n_after = precept_node_count_children (parent) - position - 1;
  g_autofree char *xml = precept_edit_dup_xml (text);

  if (!drop_target)
    precept_step_group_add (edit->group, precept_step_new_set_content (path, xml));
  if (self->n_blocks > 0)
    precept_edit_insert (edit, parent_id, position + 1, "%s", self->blocks->str);
  if (self->n_groups > 0 && self->entry != NULL)
    {
      precept_edit_insert (edit, outer_id, precept_node_get_position (parent) + 1, "%s", self->groups->str);
      precept_edit_move (edit, parent_id, position + 1 + self->n_blocks, n_after, self->open_id, self->n_open);
    }
  else if (self->n_groups > 0)
    {
      guint n_moved = count_until_section (target);

      precept_edit_insert (edit, parent_id, position + 1 + self->n_blocks + n_moved, "%s", self->groups->str);
      precept_edit_move (edit, parent_id, position + 1 + self->n_blocks, n_moved, self->open_id, self->n_open);
    }
  if (drop_target)
    precept_edit_take (edit, parent_id, position, 1);
}

/**
 * precept_edit_insert_blocks:
 * @document: a document
 * @path: path of a paragraph, or of the title of a section or a topic
 * @left: (nullable): its text before the caret
 * @right: (nullable): its text after the caret
 * @fragment: what to put in
 * @keep_ids: whether blocks keep their ids, where no other has them
 * @caret_path: (out): where what was put in ends
 * @error: (nullable): where to store an error
 *
 * Plans to put blocks at the caret, as a paste does. The first paragraph goes on with @left, the last one is followed by
 * @right. In a list each paragraph is an item, among findings a finding; headings become sections where the part has
 * sections, else bold paragraphs.
 *
 * Returns: (transfer full) (nullable): a group
 */
PreceptStepGroup *
precept_edit_insert_blocks (PreceptDocument *document,
                            const char      *path,
                            PreceptInline   *left,
                            PreceptInline   *right,
                            const char      *fragment,
                            gboolean         keep_ids,
                            char           **caret_path,
                            GError         **error)
{
  g_autoptr (PreceptEdit) edit = NULL;
  g_autoptr (xmlDoc) tree = NULL;
  g_autoptr (PreceptInline) text = precept_inline_new ();
  Insertion insertion = { .document = document, .keep_ids = keep_ids, .right = right };
  gboolean  evidence, taken, drop_target;
  xmlNode  *target;
  xmlNode  *root;

  g_return_val_if_fail (PRECEPT_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (path != NULL && fragment != NULL && caret_path != NULL, NULL);

  *caret_path = NULL;
  target = find_target (document, path, error);
  tree = target != NULL ? read_fragment (fragment, error) : NULL;
  if (tree == NULL)
    return NULL;
  root = xmlDocGetRootElement (tree);
  if (root->children == NULL)
    {
      precept_step_fail (error, "There is nothing to put in.");
      return NULL;
    }

  insertion.has_right = right != NULL && !precept_inline_is_empty (right);
  insertion.entry = precept_node_is (target, "p") && precept_edit_is_line (target) ? (const char *)target->parent->name : NULL;
  insertion.headings = precept_node_is (target->parent, "section");
  evidence = precept_node_is (target->parent, "topic") || g_strcmp0 (insertion.entry, "finding") == 0;
  if (!evidence)
    make_lists (root);
  insertion.ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  insertion.blocks = g_string_new (NULL);
  insertion.groups = g_string_new (NULL);
  insertion.levels = g_array_new (FALSE, FALSE, sizeof (guint));
  give_ids (&insertion, root);

  append_all (text, left);
  insertion.last = root->last;
  set_caret (&insertion, path);
  taken = take_first (&insertion, root, target, text);
  for (xmlNode *node = root->children; node != NULL; node = node->next)
    {
      add_block (&insertion, node);
      if (node == insertion.last && (precept_node_is (node, "p") || precept_node_is (node, "title")))
        insertion.has_right = FALSE;
    }
  if (insertion.has_right)
    {
      g_autofree char *id = precept_document_dup_new_id (document, "p");
      g_autofree char *xml = precept_inline_to_xml (right);

      add_paragraph (&insertion, id, xml);
    }
  if (insertion.entry != NULL)
    close_entry (&insertion);
  for (guint i = 0; i < insertion.levels->len; i++)
    g_string_append (insertion.groups, "</section>");

  edit = precept_edit_new (document, "Paste");
  drop_target = !taken && insertion.entry == NULL && precept_node_is (target, "p") && precept_inline_is_empty (text) && insertion.n_blocks > 0;
  add_steps (&insertion, edit, target, path, text, drop_target);
  *caret_path = g_steal_pointer (&insertion.caret);
  g_hash_table_unref (insertion.ids);
  g_string_free (insertion.blocks, TRUE);
  g_string_free (insertion.groups, TRUE);
  g_array_unref (insertion.levels);
  g_free (insertion.open_id);
  return precept_edit_finish (g_steal_pointer (&edit));
}

char *
precept_document_dup_xml (PreceptDocument *document, const char *path)
{
  xmlNode *node = precept_document_find_path (document, path);

  return node != NULL && node->type == XML_ELEMENT_NODE ? precept_canonical_dup_nodes (node, 1) : NULL;
}

static void
flatten (xmlNode *node, PreceptInline *text)
{
  PreceptRun space = { PRECEPT_RUN_TEXT, PRECEPT_MARK_NONE, (char *)" ", NULL, NULL };

  if (precept_node_is (node, "data"))
    return;
  if (precept_node_is (node, "p") || precept_node_is (node, "title") || precept_node_is (node, "caption") || precept_node_is (node, "alternative"))
    {
      g_autoptr (PreceptInline) more = precept_inline_new_from_node (node);

      if (precept_inline_get_n_runs (text) > 0)
        precept_inline_append (text, &space);
      append_all (text, more);
      return;
    }
  for (xmlNode *child = node->children; child != NULL; child = child->next)
    {
      if (child->type == XML_ELEMENT_NODE)
        flatten (child, text);
    }
}

/**
 * precept_edit_flatten_fragment:
 * @fragment: blocks
 *
 * Returns: (transfer full) (nullable): all their text, for a place that takes no blocks
 */
PreceptInline *
precept_edit_flatten_fragment (const char *fragment)
{
  g_autoptr (xmlDoc) tree = read_fragment (fragment, NULL);
  PreceptInline *text = NULL;

  if (tree != NULL)
    {
      text = precept_inline_new ();
      flatten (xmlDocGetRootElement (tree), text);
    }
  return text;
}
