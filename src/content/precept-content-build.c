/* precept-content-build.c: elements of a guideline as blocks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-content"

#include "config.h"

#include "precept-content-private.h"

#include <string.h>

#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-sentence.h"

gboolean
precept_content_element_is (const xmlNode     *node,
                            const char *const *names)
{
  if (node == NULL || node->type != XML_ELEMENT_NODE || !g_strv_contains (names, (const char *)node->name))
    return FALSE;

  return precept_node_is (node, (const char *)node->name);
}

/* How many ancestors have this name. */
static guint
count_ancestors (const xmlNode *node,
                 const char    *name)
{
  guint n = 0;

  for (const xmlNode *parent = node->parent; parent != NULL && parent->type == XML_ELEMENT_NODE; parent = parent->parent)
    n += precept_node_is (parent, name) ? 1 : 0;

  return n;
}

static PreceptBlock *
new_block (PreceptContentContext *self,
           PreceptBlockKind       kind,
           const xmlNode         *element)
{
  PreceptBlock *block = precept_block_new (kind);

  block->id = precept_node_dup_attribute (element, "id");

  return block;
}

/* A block that shows the text of @element, which may be edited there. */
static void
set_text (PreceptContentContext *self,
          PreceptBlock          *block,
          const xmlNode         *element)
{
  block->text = precept_content_build_inline (self, element);
  block->path = precept_document_dup_path (self->document, element);
}

PreceptBlock *
precept_content_new_paragraph (char *text)
{
  PreceptBlock    *block = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);
  g_autofree char *owned = text;

  block->text = precept_text_new (owned);

  return block;
}

static gboolean
is_mandated (const xmlNode *element)
{
  g_autofree char *value = precept_node_dup_attribute (element, "mandate");

  return g_strcmp0 (value, "yes") == 0;
}

static gboolean
ends_in_mandate (PreceptText *text)
{
  const PreceptSpan *spans;
  guint              n_spans;

  spans = precept_text_get_spans (text, &n_spans);

  return n_spans > 0 && (spans[n_spans - 1].flags & PRECEPT_SPAN_MANDATE) != 0;
}

/* The heading in an element's title, or the language's own for elements of its name. */
static void
set_heading (PreceptContentContext *self,
             PreceptBlock          *block,
             const xmlNode         *element)
{
  const xmlNode *title = precept_node_child (element, "title");

  if (title != NULL)
    set_text (self, block, title);
  if (block->text == NULL || precept_text_get_length (block->text) == 0)
    {
      g_clear_pointer (&block->text, precept_text_unref);
      block->text = precept_text_new (precept_words_name (self->words, "headings", (const char *)element->name));
    }

  if (is_mandated (element) && !ends_in_mandate (block->text))
    precept_content_append_mandate (self, block->text);
}

/* The first paragraph of a finding, or of a criterion in words, carries what marks all of it. */
static const xmlNode *
find_marked_paragraph (const xmlNode *element)
{
  const xmlNode *child = precept_node_first_element (element);

  while (child != NULL && !precept_node_is (child, "p"))
    child = precept_node_next_element (child);

  return child;
}

static PreceptBlock *
build_paragraph (PreceptContentContext *self,
                 const xmlNode         *element)
{
  PreceptBlock    *block = new_block (self, PRECEPT_BLOCK_PARAGRAPH, element);
  gboolean         in_criterion = precept_node_is (element->parent, "criterion");
  gboolean         is_marked = (in_criterion || precept_node_is (element->parent, "finding")) && find_marked_paragraph (element->parent) == element;
  g_autofree char *cites = is_marked ? precept_node_dup_attribute (element->parent, "cites") : NULL;

  block->text = precept_content_build_cited_inline (self, element, cites);
  block->path = precept_document_dup_path (self->document, element);
  if (is_marked && in_criterion && is_mandated (element->parent))
    precept_content_append_mandate (self, block->text);

  return block;
}

typedef struct
{
  guint   hash;
  gsize   length;
  GBytes *bytes;
} Image;

/* An image is decoded once: a picture of some megabytes must not cost a keystroke elsewhere. */
static GBytes *
decode_image (PreceptContentContext *self,
              const char            *id,
              const xmlNode         *data)
{
  g_autofree char *text = precept_node_dup_text (data);
  gsize            length = strlen (text);
  guint            hash = g_str_hash (text);
  Image           *image = id != NULL ? g_hash_table_lookup (self->images, id) : NULL;
  GBytes          *bytes;
  gsize            size;
  guchar          *decoded;

  if (image != NULL && image->hash == hash && image->length == length)
    return g_bytes_ref (image->bytes);

  decoded = g_base64_decode (text, &size);
  bytes = g_bytes_new_take (decoded, size);
  if (id != NULL)
    {
      image = g_new0 (Image, 1);
      image->hash = hash;
      image->length = length;
      image->bytes = g_bytes_ref (bytes);
      g_hash_table_insert (self->images, g_strdup (id), image);
    }

  return bytes;
}

static void
free_image (gpointer data)
{
  Image *image = data;

  g_bytes_unref (image->bytes);
  g_free (image);
}

static PreceptBlock *
build_figure (PreceptContentContext *self,
              const xmlNode         *element)
{
  PreceptBlock  *block = new_block (self, PRECEPT_BLOCK_FIGURE, element);
  const xmlNode *caption = precept_node_child (element, "caption");
  const xmlNode *alternative = precept_node_child (element, "alternative");
  const xmlNode *data = precept_node_child (element, "data");

  if (caption != NULL)
    set_text (self, block, caption);
  if (alternative != NULL)
    block->alternative = precept_node_dup_text (alternative);
  if (data != NULL)
    block->image = decode_image (self, block->id, data);

  return block;
}

static PreceptBlock *
build_definition (PreceptContentContext *self,
                  const xmlNode         *element)
{
  PreceptBlock    *block = new_block (self, PRECEPT_BLOCK_DEFINITION, element);
  const xmlNode   *term = precept_node_child (element, "term");
  g_autofree char *abbreviation = term != NULL ? precept_node_dup_attribute (term, "abbreviation") : NULL;

  block->label = precept_content_build_inline (self, term);
  if (term != NULL)
    block->path = precept_document_dup_path (self->document, term);
  if (abbreviation != NULL && *abbreviation != '\0')
    {
      g_autofree char *bracketed = g_strdup_printf ("(%s)", abbreviation);

      if (strstr (precept_text_get_string (block->label), bracketed) == NULL)
        {
          g_autofree char *rest = precept_words_fill (self->words, "text", "term", "term", "", "abbreviation", abbreviation, NULL);

          precept_text_append (block->label, rest, 0, NULL);
        }
    }
  precept_content_append_blocks (self, block, element);

  return block;
}

/* "n=108 · 28 weeks · NCT02623699 · recruiting" */
static char *
dup_study_facts (PreceptContentContext *self,
                 const xmlNode         *finding)
{
  g_autoptr (GString) facts = g_string_new (NULL);
  g_autofree char *participants = precept_node_dup_attribute (finding, "participants");
  g_autofree char *duration = precept_node_dup_attribute (finding, "duration");
  g_autofree char *trial = precept_node_dup_attribute (finding, "trial");
  g_autofree char *status = precept_node_dup_attribute (finding, "trial-status");
  g_autofree char *number = NULL;
  const char      *parts[4];

  if (participants != NULL && *participants != '\0')
    number = precept_words_fill (self->words, "text", "participants", "number", participants, NULL);
  parts[0] = number;
  parts[1] = duration;
  parts[2] = trial;
  parts[3] = status != NULL ? precept_words_name (self->words, "trial-status", status) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      if (parts[i] == NULL || *parts[i] == '\0')
        continue;
      if (facts->len > 0)
        g_string_append (facts, " · ");
      g_string_append (facts, parts[i]);
    }

  return facts->len > 0 ? g_string_free (g_steal_pointer (&facts), FALSE) : NULL;
}

static PreceptBlock *
build_finding (PreceptContentContext *self,
               const xmlNode         *element)
{
  PreceptBlock    *block = new_block (self, PRECEPT_BLOCK_FINDING, element);
  g_autofree char *design = precept_node_dup_attribute (element, "design");
  g_autofree char *cites = precept_node_dup_attribute (element, "cites");

  block->level = 1 + count_ancestors (element, "finding");
  if (design != NULL && *design != '\0')
    block->study_kind = g_strdup (precept_words_name (self->words, "design", design));
  block->study_facts = dup_study_facts (self, element);
  precept_content_append_blocks (self, block, element);

  if (cites != NULL && *cites != '\0' && find_marked_paragraph (element) == NULL)
    {
      PreceptBlock *paragraph = precept_content_new_paragraph (NULL);

      precept_content_append_cites (self, paragraph->text, cites);
      precept_block_add (block, paragraph);
    }

  return block;
}

static PreceptBlock *
build_heading (PreceptContentContext *self,
               const xmlNode         *element)
{
  PreceptBlock *block = new_block (self, PRECEPT_BLOCK_SECTION, element);

  if (precept_node_is (element, "topic"))
    {
      block->kind = PRECEPT_BLOCK_TOPIC;
      block->level = 4 + count_ancestors (element, "topic");
    }
  else if (precept_node_is (element, "section"))
    {
      block->level = 1 + count_ancestors (element, "section");
      if (block->level > 3)
        block->kind = PRECEPT_BLOCK_TOPIC;
    }
  else if (precept_node_is (element, "group"))
    {
      block->level = MIN (2 + count_ancestors (element, "group"), 3);
    }
  else
    {
      /* A part; or evidence within a statement, or the rest of coverage. */
      block->level = precept_node_is (element->parent, "guideline") ? 1 : 2;
    }
  set_heading (self, block, element);

  if (precept_node_is (element, "history"))
    precept_block_add (block, precept_content_build_history (self, element));
  else
    precept_content_append_blocks (self, block, element);

  return block;
}

static PreceptBlock *
build_with_children (PreceptContentContext *self,
                     const xmlNode         *element)
{
  PreceptBlock *block = new_block (self, PRECEPT_BLOCK_NOTE, element);

  precept_content_append_blocks (self, block, element);

  return block;
}

static PreceptBlock *
build_disclaimer (PreceptContentContext *self,
                  const xmlNode         *element)
{
  PreceptBlock *block = new_block (self, PRECEPT_BLOCK_DISCLAIMER, element);

  set_heading (self, block, element);
  precept_content_append_blocks (self, block, element);

  return block;
}

static PreceptBlock *
build_reference (PreceptContentContext *self,
                 const xmlNode         *element)
{
  PreceptBlock    *block = new_block (self, PRECEPT_BLOCK_REFERENCE, element);
  g_autofree char *label = NULL;
  guint            number = 0;

  if (block->id != NULL)
    number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, block->id));
  for (const xmlNode *node = element; number == 0 && node != NULL; node = node->prev)
    {
      /* One without an id can't be cited, but it is in the list. */
      if (node->prev == NULL)
        for (const xmlNode *one = element; one != NULL; one = one->prev)
          number += precept_node_is (one, "reference") ? 1 : 0;
    }

  label = g_strdup_printf ("%u", number);
  block->label = precept_text_new (label);
  block->text = precept_content_build_reference_text (self, element);
  block->path = precept_document_dup_path (self->document, element);

  return block;
}

static const struct
{
  const char *name;
  PreceptBlock *(*build) (PreceptContentContext *self, const xmlNode *element);
} builders[] = {
  { "p", build_paragraph },
  { "item", precept_content_build_item },
  { "list", precept_content_build_list },
  { "finding", build_finding },
  { "cell", precept_content_build_cell },
  { "row", precept_content_build_row },
  { "table", precept_content_build_table },
  { "note", build_with_children },
  { "figure", build_figure },
  { "topic", build_heading },
  { "definition", build_definition },
  { "reference", build_reference },
  { "code", precept_content_build_code },
  { "code-table", precept_content_build_code_table },
  { "section", build_heading },
  { "group", build_heading },
  { "indication", precept_content_build_indication },
  { "request", precept_content_build_request },
  { "all-other-uses", build_heading },
  { "disclaimer", build_disclaimer },
  { "summary", build_heading },
  { "definitions", build_heading },
  { "policy-statement", build_heading },
  { "evidence", build_heading },
  { "coverage", build_heading },
  { "billing-codes", build_heading },
  { "references", build_heading },
  { "history", build_heading },
};

/**
 * precept_content_build_block:
 * @self: the context
 * @element: an element of our namespace
 *
 * Returns: (transfer full) (nullable): its block; %NULL for an element that is
 *   not one block of its own (a title, a list of criteria, an unknown element)
 */
PreceptBlock *
precept_content_build_block (PreceptContentContext *self,
                             const xmlNode         *element)
{
  /* The evidence of a statement needs no heading of its own. */
  if (precept_node_is (element, "evidence") && precept_node_child (element, "title") == NULL &&
      !precept_node_is (element->parent, "guideline"))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (builders); i++)
    {
      if (precept_node_is (element, builders[i].name))
        return builders[i].build (self, element);
    }

  return NULL;
}

static void
flush_loose_text (PreceptBlock *parent,
                  PreceptText **text)
{
  PreceptBlock *paragraph;

  if (*text == NULL)
    return;

  paragraph = precept_content_new_paragraph (NULL);
  precept_text_unref (paragraph->text);
  paragraph->text = g_steal_pointer (text);
  precept_block_add (parent, paragraph);
}

/* An element that is not one block by itself. */
static void
append_other (PreceptContentContext *self,
              PreceptBlock          *parent,
              const xmlNode         *element)
{
  /* Shown with the block itself, or not for readers: facts and cases are for machines. */
  static const char *const shown_elsewhere[] = {
    "title", "caption", "term", "description", "data", "alternative", "metadata", "facts", "vignettes", "review", "approvals", NULL
  };
  static const char *const transparent[] = { "evidence", "position", NULL };
  static const char *const operators[] = { "all", "any", "none", "at-least", "applies-to", NULL };
  g_autofree char         *text = NULL;

  if (precept_content_element_is (element, shown_elsewhere))
    return;

  if (precept_content_element_is (element, transparent))
    {
      precept_content_append_blocks (self, parent, element);
    }
  else if (precept_node_is (element, "precedence"))
    {
      precept_content_append_precedence (self, parent, element);
    }
  else if (precept_node_is (element, "general"))
    {
      precept_content_append_general (self, parent, element);
    }
  else if (precept_content_element_is (element, operators))
    {
      precept_content_append_tree (self, parent, element);
    }
  else
    {
      /* Our namespace, not our grammar: a check says so, and the reader still sees it. */
      text = precept_node_dup_text (element);
      if (*text != '\0')
        precept_block_add (parent, precept_content_new_paragraph (g_steal_pointer (&text)));
    }
}

/**
 * precept_content_append_blocks:
 * @self: the context
 * @parent: a block that is not shared yet
 * @element: an element
 *
 * Appends blocks for what is in @element, its title apart.
 *
 * Text that stands between blocks, where it may not be, shows as a paragraph.
 */
void
precept_content_append_blocks (PreceptContentContext *self,
                               PreceptBlock          *parent,
                               const xmlNode         *element)
{
  /* In its own element a term is the word that is defined, elsewhere a word in the text. */
  gboolean defines = precept_node_is (element, "definition");
  g_autoptr (PreceptText) loose = NULL;

  for (const xmlNode *node = element->children; node != NULL; node = node->next)
    {
      PreceptBlock *block;

      if (precept_content_is_inline (node) && !(defines && precept_node_is (node, "term")))
        {
          if (loose == NULL)
            loose = precept_text_new (NULL);
          precept_content_append_inline (self, loose, node);
          continue;
        }
      if (node->type != XML_ELEMENT_NODE || !precept_node_is (node, (const char *)node->name))
        continue;

      flush_loose_text (parent, &loose);
      block = precept_content_build_block (self, node);
      if (block != NULL)
        precept_block_add (parent, block);
      else
        append_other (self, parent, node);
    }

  flush_loose_text (parent, &loose);
}

static void
free_label (gpointer data)
{
  PreceptContentLabel *label = data;

  g_hash_table_unref (label->owners);
  g_free (label->label);
  g_free (label);
}

void
precept_content_context_init (PreceptContentContext *self,
                              PreceptDocument       *document)
{
  self->document = document;
  self->words = precept_words_get (precept_document_get_language (document));
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->used_labels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_label);
  self->used_numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->used_terms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->used_sentences = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->images = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_image);
}

void
precept_content_context_clear (PreceptContentContext *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  g_clear_pointer (&self->used_labels, g_hash_table_unref);
  g_clear_pointer (&self->used_numbers, g_hash_table_unref);
  g_clear_pointer (&self->used_terms, g_hash_table_unref);
  g_clear_pointer (&self->used_sentences, g_hash_table_unref);
  g_clear_pointer (&self->images, g_hash_table_unref);
  g_clear_pointer (&self->mandate_target, g_free);
  g_clear_pointer (&self->code_year, g_free);
}

/* Where the definition of the mandate mark is. */
static char *
dup_mandate_target (PreceptContentContext *self)
{
  const char    *mandate = precept_words_lookup (self->words, "text", "mandate");
  const xmlNode *definitions = precept_node_child (precept_document_get_root (self->document), "definitions");

  for (const xmlNode *node = precept_node_first_element (definitions); node != NULL; node = precept_node_next_element (node))
    {
      const xmlNode   *term = precept_node_is (node, "definition") ? precept_node_child (node, "term") : NULL;
      g_autofree char *text = term != NULL ? precept_node_dup_text (term) : NULL;
      g_autofree char *id = precept_node_dup_attribute (node, "id");

      if (id != NULL && g_strcmp0 (text, mandate) == 0)
        return g_strconcat ("#", id, NULL);
    }

  return NULL;
}

/**
 * precept_content_context_number:
 * @self: the context
 *
 * Counts references and tables again, and finds the definition of the mandate
 * mark.
 */
void
precept_content_context_number (PreceptContentContext *self)
{
  g_clear_pointer (&self->numbers, g_hash_table_unref);
  self->numbers = precept_label_count (self->document);
  g_free (self->mandate_target);
  self->mandate_target = dup_mandate_target (self);
}

void
precept_content_context_forget (PreceptContentContext *self)
{
  g_hash_table_remove_all (self->used_labels);
  g_hash_table_remove_all (self->used_numbers);
  g_hash_table_remove_all (self->used_terms);
  g_hash_table_remove_all (self->used_sentences);
  self->used_title = FALSE;
  self->used_year = FALSE;
  self->used_codes = FALSE;
}

/**
 * precept_content_context_find_stale:
 * @self: the context
 * @ids: (element-type utf8): where to add ids
 *
 * Finds what was printed of other elements, and is not so any more.
 *
 * Where only labels changed, the ids of the elements that print them are added.
 *
 * Returns: %FALSE if numbers of references moved, definitions came or went, or a criterion reads differently
 */
gboolean
precept_content_context_find_stale (PreceptContentContext *self,
                                    GPtrArray             *ids)
{
  GHashTableIter iter;
  gpointer       key;
  gpointer       value;

  g_hash_table_iter_init (&iter, self->used_numbers);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (g_hash_table_lookup (self->numbers, key) != value)
        return FALSE;
    }

  g_hash_table_iter_init (&iter, self->used_terms);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (precept_document_has_id (self->document, key) != (value != NULL))
        return FALSE;
    }

  g_hash_table_iter_init (&iter, self->used_sentences);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const xmlNode   *node = precept_document_find (self->document, key);
      g_autofree char *sentence = node != NULL ? precept_sentence_new (self->document, node) : NULL;

      if (node != NULL && g_strcmp0 (sentence, value) != 0)
        return FALSE;
    }

  g_hash_table_iter_init (&iter, self->used_labels);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      PreceptContentLabel *used = value;
      char                *label = precept_label_new (self->document, self->numbers, key);
      GHashTableIter       owners;
      gpointer             owner;

      if (label == NULL)
        label = g_strdup (precept_words_lookup (self->words, "text", "unresolved"));
      if (strcmp (label, used->label) == 0)
        {
          g_free (label);
          continue;
        }

      g_free (used->label);
      used->label = label;
      g_hash_table_iter_init (&owners, used->owners);
      while (g_hash_table_iter_next (&owners, &owner, NULL))
        g_ptr_array_add (ids, g_strdup (owner));
    }

  return TRUE;
}
