/* precept-content-coverage.c: indications, requests and criteria
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-code-format.h"
#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-sentence.h"

static const char *const operators[] = { "all", "any", "none", "at-least", NULL };

/* Names of the subjects that an element is about, where it is not about all of them. */
char *
precept_content_dup_subjects (PreceptContentContext *self,
                              const xmlNode         *element)
{
  g_autofree char *ids = precept_node_dup_attribute (element, "for");
  const xmlNode   *metadata = precept_node_child (precept_document_get_root (self->document), "metadata");
  g_auto (GStrv) wanted = g_strsplit_set (ids != NULL ? ids : "", " \t\n\r", -1);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint n_subjects = 0;

  if (ids == NULL || metadata == NULL)
    return NULL;

  for (const xmlNode *child = precept_node_first_element (metadata); child != NULL; child = precept_node_next_element (child))
    {
      const xmlNode   *brand = precept_node_child (child, "brand");
      const xmlNode   *generic = precept_node_child (child, "generic");
      g_autofree char *id = NULL;

      if (!precept_node_is (child, "subject"))
        continue;
      n_subjects++;
      id = precept_node_dup_attribute (child, "id");
      if (id != NULL && g_strv_contains ((const char *const *)wanted, id) && (brand != NULL || generic != NULL))
        g_ptr_array_add (names, precept_node_dup_text (brand != NULL ? brand : generic));
    }
  if (names->len == 0 || names->len == n_subjects)
    return NULL;

  g_ptr_array_add (names, NULL);

  return precept_words_join (self->words, "list-and", (const char *const *)names->pdata);
}

/**
 * precept_content_append_precedence:
 * @self: the context
 * @parent: the block of the coverage
 * @precedence: what overrides the guideline
 *
 * Appends a note that lists what takes precedence.
 */
void
precept_content_append_precedence (PreceptContentContext *self,
                                   PreceptBlock          *parent,
                                   const xmlNode         *precedence)
{
  PreceptBlock *note = precept_block_new (PRECEPT_BLOCK_NOTE);
  PreceptBlock *list = precept_block_new (PRECEPT_BLOCK_LIST);

  list->level = 1;
  list->numbering = PRECEPT_NUMBERING_BULLET;
  for (const xmlNode *child = precept_node_first_element (precedence); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *line = precept_node_dup_attribute (child, "only-for");
      PreceptBlock    *item = precept_block_new (PRECEPT_BLOCK_ITEM);
      PreceptBlock    *paragraph = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);

      item->id = precept_node_dup_attribute (child, "id");
      paragraph->text = precept_content_build_inline (self, child);
      paragraph->path = precept_document_dup_path (self->document, child);
      if (line != NULL && *line != '\0')
        {
          const char      *name = precept_words_name (self->words, "line-of-business", line);
          g_autofree char *rest = precept_words_fill (self->words, "text", "only-for", "text", "", "line", name, NULL);

          precept_text_append (paragraph->text, rest, 0, NULL);
        }
      precept_block_add (item, paragraph);
      precept_block_add (list, item);
    }

  if (list->children == NULL)
    {
      precept_block_unref (list);
      precept_block_unref (note);
      return;
    }

  precept_block_add (note, precept_content_new_paragraph (g_strdup (precept_words_lookup (self->words, "text", "governed-by"))));
  precept_block_add (note, list);
  precept_block_add (parent, note);
}

static void
append_marks (PreceptContentContext *self,
              PreceptText           *text,
              const xmlNode         *node)
{
  g_autofree char *cites = precept_node_dup_attribute (node, "cites");
  g_autofree char *mandate = precept_node_dup_attribute (node, "mandate");

  precept_content_append_cites (self, text, cites);
  if (g_strcmp0 (mandate, "yes") == 0)
    precept_content_append_mandate (self, text);
}

/* "1.", "a.", "i.", "A.", and then from the start */
static PreceptNumbering
get_numbering (guint level)
{
  static const PreceptNumbering numberings[] = {
    PRECEPT_NUMBERING_UPPER_ALPHA,
    PRECEPT_NUMBERING_DECIMAL,
    PRECEPT_NUMBERING_LOWER_ALPHA,
    PRECEPT_NUMBERING_LOWER_ROMAN,
  };

  return numberings[level % G_N_ELEMENTS (numberings)];
}

static PreceptText *
new_number (guint level,
            guint number)
{
  g_autofree char *counted = precept_content_dup_number (get_numbering (level), number);
  g_autofree char *label = g_strconcat (counted, ".", NULL);

  return precept_text_new (label);
}

static gboolean
is_criterion_child (const xmlNode *node)
{
  return !precept_node_is (node, "note") && !precept_node_is (node, "title");
}

static guint
count_criteria (const xmlNode *element)
{
  guint n = 0;

  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    n += is_criterion_child (child) ? 1 : 0;

  return n;
}

/* "2 of 3" */
static char *
dup_chip (PreceptContentContext *self,
          const xmlNode *
          operator)
{
  g_autofree char *least = precept_node_dup_attribute (operator, "count");
  g_autofree char *count = g_strdup_printf ("%u", count_criteria (operator));
  g_autofree char *key = g_strconcat ("chip-", (const char *)operator->name, NULL);

  return precept_words_fill (self->words, "sentence", key, "count", count, "least", least != NULL ? least : "1", NULL);
}

/* How the criteria under an operator count, after its title if it has one. */
static PreceptBlock *
new_operator (PreceptContentContext *self,
              const xmlNode *
              operator)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);
  const xmlNode   *title = precept_node_child (operator, "title");
  g_autofree char *words = precept_sentence_dup_operator (self->document, operator);

  block->text = precept_content_build_inline (self, title);
  if (precept_text_get_length (block->text) > 0)
    precept_text_append (block->text, ". ", 0, NULL);
  precept_text_append (block->text, words, PRECEPT_SPAN_STRONG, NULL);
  block->chip = dup_chip (self, operator);

  return block;
}

/* A line before criteria, in which the words that say how they count are bold. */
static PreceptBlock *
new_line_before (PreceptContentContext *self,
                 char                  *text)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);
  g_autofree char *line = text;
  const char      *strong = precept_words_lookup (self->words, "sentence", "lead-in-strong");
  char            *found = strong != NULL && *strong != '\0' ? g_strrstr (line, strong) : NULL;

  if (found == NULL)
    {
      block->text = precept_text_new (line);
      return block;
    }

  block->text = precept_text_new (NULL);
  {
    g_autofree char *before = g_strndup (line, (gsize)(found - line));

    precept_text_append (block->text, before, 0, NULL);
  }
  precept_text_append (block->text, strong, PRECEPT_SPAN_STRONG, NULL);
  precept_text_append (block->text, found + strlen (strong), 0, NULL);

  return block;
}

static PreceptBlock *
build_criteria (PreceptContentContext *self,
                const xmlNode         *element,
                guint                  level);

static void
append_notes (PreceptContentContext *self,
              PreceptBlock          *item,
              const xmlNode         *node)
{
  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "note"))
        precept_block_add (item, precept_content_build_block (self, child));
    }
}

/* The sentence of a criterion, remembered to be compared when something else changes. */
static char *
use_sentence (PreceptContentContext *self,
              const xmlNode         *node)
{
  g_autofree char *id = precept_node_dup_attribute (node, "id");
  char            *sentence = precept_sentence_new (self->document, node);

  if (id == NULL)
    self->used_codes |= precept_node_is (node, "diagnosis");
  else
    g_hash_table_replace (self->used_sentences, g_steal_pointer (&id), g_strdup (sentence));

  return sentence;
}

/* Where the tables that a sentence names stand in it: the first that is not told of yet. NULL: there is none. */
static const char *
find_table (PreceptContentContext *self,
            const xmlNode         *node,
            const char            *text,
            char                 **label,
            char                 **target)
{
  const char *first = NULL;

  for (const xmlNode *child = precept_node_first_element (node); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *id = precept_node_is (child, "code-ref") ? precept_node_dup_attribute (child, "table") : NULL;
      const xmlNode   *table = id != NULL ? precept_document_find (self->document, id) : NULL;
      g_autofree char *words = table != NULL && precept_sentence_names_table (table) ? precept_label_new (self->document, self->numbers, id) : NULL;
      const char      *found = words != NULL ? strstr (text, words) : NULL;

      if (found == NULL || (first != NULL && found >= first))
        continue;
      first = found;
      g_free (*label);
      g_free (*target);
      *label = g_steal_pointer (&words);
      *target = g_strconcat ("#", id, NULL);
    }

  return first;
}

/* The sentence of a coded criterion; tables that it names are links to them. */
static PreceptBlock *
build_sentence (PreceptContentContext *self,
                const xmlNode         *node)
{
  g_autofree char *sentence = use_sentence (self, node);
  PreceptBlock    *block = precept_content_new_paragraph (NULL);
  const char      *rest = sentence;

  while (precept_node_is (node, "diagnosis"))
    {
      g_autofree char *label = NULL;
      g_autofree char *target = NULL;
      g_autofree char *before = NULL;
      const char      *found = find_table (self, node, rest, &label, &target);

      if (found == NULL)
        break;
      before = g_strndup (rest, found - rest);
      precept_text_append (block->text, before, 0, NULL);
      precept_text_append (block->text, label, PRECEPT_SPAN_XREF, target);
      rest = found + strlen (label);
    }
  precept_text_append (block->text, rest, 0, NULL);

  return block;
}

static PreceptBlock *
build_criterion_item (PreceptContentContext *self,
                      const xmlNode         *node,
                      guint                  level,
                      guint                  number)
{
  PreceptBlock *item = precept_block_new (PRECEPT_BLOCK_ITEM);
  PreceptBlock *sentence = NULL;

  item->id = precept_node_dup_attribute (node, "id");
  item->label = new_number (level, number);

  if (precept_node_is (node, "criterion"))
    {
      /* Its first paragraph carries the marks by itself, wherever it is built. */
      precept_content_append_blocks (self, item, node);
      if (precept_node_child (node, "p") == NULL)
        {
          sentence = precept_content_new_paragraph (NULL);
          precept_block_add (item, sentence);
        }
    }
  else if (precept_content_element_is (node, operators))
    {
      sentence = new_operator (self, node);
      precept_block_add (item, sentence);
      precept_block_add (item, build_criteria (self, node, level + 1));
      append_notes (self, item, node);
    }
  else
    {
      sentence = build_sentence (self, node);
      precept_block_add (item, sentence);
      append_notes (self, item, node);
    }

  if (sentence != NULL)
    append_marks (self, sentence->text, node);

  return item;
}

/* The children of an operator as a numbered list. */
static PreceptBlock *
build_criteria (PreceptContentContext *self,
                const xmlNode         *element,
                guint                  level)
{
  PreceptBlock *list = precept_block_new (PRECEPT_BLOCK_LIST);
  guint         number = 0;

  list->level = level;
  list->ordered = TRUE;
  list->numbering = get_numbering (level);
  list->start = 1;
  list->is_criteria = TRUE;
  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (is_criterion_child (child))
        precept_block_add (list, build_criterion_item (self, child, level, ++number));
    }

  return list;
}

/* A tree on its own: its operator as a lead-in, unless the line before has said it, then its criteria. */
static void
append_criteria (PreceptContentContext *self,
                 PreceptBlock          *parent,
                 const xmlNode         *tree)
{
  PreceptBlock *list;

  if (precept_content_element_is (tree, operators))
    {
      list = build_criteria (self, tree, 1);
      if (tree == precept_sentence_find_said (tree->parent))
        {
          list->id = precept_node_dup_attribute (tree, "id");
        }
      else
        {
          PreceptBlock *lead_in = new_operator (self, tree);

          lead_in->id = precept_node_dup_attribute (tree, "id");
          append_marks (self, lead_in->text, tree);
          precept_block_add (parent, lead_in);
        }
      precept_block_add (parent, list);
      append_notes (self, parent, tree);
      return;
    }

  list = precept_block_new (PRECEPT_BLOCK_LIST);
  list->level = 1;
  list->ordered = TRUE;
  list->numbering = get_numbering (1);
  list->start = 1;
  list->is_criteria = TRUE;
  precept_block_add (list, build_criterion_item (self, tree, 1, 1));
  precept_block_add (parent, list);
}

/**
 * precept_content_append_tree:
 * @self: the context
 * @parent: where to append
 * @tree: a criteria tree, or an element that holds one
 */
void
precept_content_append_tree (PreceptContentContext *self,
                             PreceptBlock          *parent,
                             const xmlNode         *tree)
{
  if (!precept_node_is (tree, "applies-to"))
    {
      append_criteria (self, parent, tree);
      return;
    }

  precept_block_add (parent, new_line_before (self, precept_sentence_new_line (self->document, tree)));
  for (const xmlNode *child = precept_node_first_element (tree); child != NULL; child = precept_node_next_element (child))
    append_criteria (self, parent, child);
}

void
precept_content_append_general (PreceptContentContext *self,
                                PreceptBlock          *parent,
                                const xmlNode         *general)
{
  const xmlNode   *title = precept_node_child (general, "title");
  g_autofree char *mandate = precept_node_dup_attribute (general, "mandate");
  PreceptBlock    *lead_in = new_line_before (self, precept_sentence_new_line (self->document, general));

  if (title != NULL)
    {
      PreceptBlock *heading = precept_block_new (PRECEPT_BLOCK_TOPIC);

      heading->id = precept_node_dup_attribute (general, "id");
      heading->level = 4;
      heading->text = precept_content_build_inline (self, title);
      heading->path = precept_document_dup_path (self->document, title);
      precept_block_add (parent, heading);
      parent = heading;
    }
  if (g_strcmp0 (mandate, "yes") == 0)
    precept_content_append_mandate (self, lead_in->text);
  precept_block_add (parent, lead_in);
  for (const xmlNode *child = precept_node_first_element (general); child != NULL; child = precept_node_next_element (child))
    {
      if (child != title)
        append_criteria (self, parent, child);
    }
}

PreceptBlock *
precept_content_build_indication (PreceptContentContext *self,
                                  const xmlNode         *element)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_INDICATION);
  const xmlNode   *title = precept_node_child (element, "title");
  g_autofree char *determination = precept_node_dup_attribute (element, "determination");
  g_autofree char *mandate = precept_node_dup_attribute (element, "mandate");
  g_autofree char *subjects = precept_content_dup_subjects (self, element);

  block->id = precept_node_dup_attribute (element, "id");
  block->level = 3;
  if (title != NULL)
    {
      block->text = precept_content_build_inline (self, title);
      block->path = precept_document_dup_path (self->document, title);
    }
  else
    {
      block->text = precept_text_new (precept_words_name (self->words, "headings", "indication"));
    }
  if (g_strcmp0 (mandate, "yes") == 0)
    precept_content_append_mandate (self, block->text);
  /* Requests say it, and for how long. */
  if (g_strcmp0 (determination, "medically-necessary-when-met") == 0 && precept_node_child (element, "request") != NULL)
    g_clear_pointer (&determination, g_free);
  if (determination != NULL && *determination != '\0')
    block->label = precept_text_new (precept_words_name (self->words, "determination", determination));

  if (subjects != NULL)
    precept_block_add (block,
                       precept_content_new_paragraph (precept_words_fill (self->words, "text", "for-subjects", "subjects", subjects, NULL)));
  precept_content_append_blocks (self, block, element);

  return block;
}

static const char *
get_request_heading (PreceptContentContext *self,
                     const xmlNode         *request)
{
  g_autofree char *type = precept_node_dup_attribute (request, "type");
  g_autofree char *key = g_strconcat ("request-", type != NULL ? type : "any", NULL);
  const char      *name = precept_words_lookup (self->words, "sentence", key);

  return name != NULL ? name : precept_words_lookup (self->words, "sentence", "request-any");
}

static PreceptBlock *
build_limit (PreceptContentContext *self,
             const xmlNode         *element)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_LIMIT);
  g_autofree char *who = NULL;
  g_autofree char *amount = precept_sentence_dup_limit (self->document, element, &who);

  block->id = precept_node_dup_attribute (element, "id");
  block->label = who != NULL ? precept_text_new (who) : NULL;
  block->text = precept_text_new (amount);

  return block;
}

/* The limits of a request, and the notice that the codes in them may want. */
static void
append_limits (PreceptContentContext *self,
               PreceptBlock          *parent,
               const xmlNode         *request)
{
  PreceptBlock *limits = precept_block_new (PRECEPT_BLOCK_LIMITS);
  gboolean      has_cpt = FALSE;

  limits->text = precept_text_new (precept_words_lookup (self->words, "page", "quantity-limits"));
  for (const xmlNode *child = precept_node_first_element (request); child != NULL; child = precept_node_next_element (child))
    {
      g_autofree char *code = NULL;

      if (!precept_node_is (child, "limit"))
        continue;
      code = precept_node_dup_attribute (child, "billing-code");
      has_cpt |= code != NULL && precept_code_format_matches ("CPT", code);
      precept_block_add (limits, build_limit (self, child));
    }

  if (limits->children == NULL)
    {
      precept_block_unref (limits);
      return;
    }
  precept_block_add (parent, limits);
  if (has_cpt)
    precept_block_add (parent, precept_content_build_cpt_notice (self));
}

PreceptBlock *
precept_content_build_request (PreceptContentContext *self,
                               const xmlNode         *element)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_REQUEST);
  g_autofree char *authorize_for = precept_node_dup_attribute (element, "authorize-for");
  g_autofree char *duration = authorize_for != NULL ? precept_sentence_dup_duration (self->document, authorize_for) : NULL;

  block->id = precept_node_dup_attribute (element, "id");
  block->level = 4;
  block->text = precept_text_new (get_request_heading (self, element));
  if (duration != NULL)
    block->detail = precept_words_fill (self->words, "sentence", "request-approve", "duration", duration, NULL);
  self->used_title = TRUE;

  precept_block_add (block, new_line_before (self, precept_sentence_new_line (self->document, element)));
  for (const xmlNode *child = precept_node_first_element (element); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "note"))
        precept_block_add (block, precept_content_build_block (self, child));
      else if (!precept_node_is (child, "title") && !precept_node_is (child, "limit"))
        append_criteria (self, block, child);
    }
  append_limits (self, block, element);

  return block;
}
