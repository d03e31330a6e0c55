/* precept-sentence-codes.c: the codes of a diagnosis as a clinician reads them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-rules"

#include "config.h"

#include "precept-document-tree.h"
#include "precept-label.h"
#include "precept-sentence-private.h"
#include "precept-sentence.h"
#include "precept-words.h"

/* Where names come from. */
typedef struct
{
  PreceptDocument *document;
  PreceptWords    *words;
} Names;

/* A handful of codes says at a glance which disease is meant; more are looked up in their table. */
#define MAX_CODES 5

/**
 * precept_sentence_names_table:
 * @table: a table of codes that a diagnosis refers to
 *
 * Returns: whether the sentence names the table by its label; else it lists the codes
 */
gboolean
precept_sentence_names_table (const xmlNode *table)
{
  guint n_codes = 0;

  for (const xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    n_codes += precept_node_is (code, "code");

  return n_codes > MAX_CODES;
}

/* "Table 2"; after the name of a disease "a diagnosis of Table 2". */
static char *
dup_table_words (Names      *self,
                 const char *table_id,
                 gboolean    has_name)
{
  g_autoptr (GHashTable) numbers = precept_label_count (self->document);
  g_autofree char *label = precept_label_new (self->document, numbers, table_id);

  if (!has_name)
    return g_steal_pointer (&label);

  return precept_words_fill (self->words, "sentence", "diagnosis-of-table", "table", label, NULL);
}

static void
add_codes (Names         *self,
           const xmlNode *reference,
           gboolean       has_name,
           GPtrArray     *codes)
{
  g_autofree char *table_id = precept_node_dup_attribute (reference, "table");
  g_autofree char *value = precept_node_dup_attribute (reference, "value");
  const xmlNode   *table = table_id != NULL ? precept_document_find (self->document, table_id) : NULL;

  if (value != NULL && *value != '\0')
    {
      g_ptr_array_add (codes, g_steal_pointer (&value));
      return;
    }
  if (precept_sentence_names_table (table))
    {
      g_ptr_array_add (codes, dup_table_words (self, table_id, has_name));
      return;
    }

  for (const xmlNode *code = precept_node_first_element (table); code != NULL; code = precept_node_next_element (code))
    {
      g_autofree char *first = NULL;
      g_autofree char *through = NULL;

      if (!precept_node_is (code, "code"))
        continue;
      first = precept_node_dup_attribute (code, "value");
      through = precept_node_dup_attribute (code, "through");
      if (first == NULL)
        continue;
      g_ptr_array_add (codes, through != NULL ? precept_words_fill (self->words, "text", "code-range", "first", first, "last", through, NULL)
                                              : g_steal_pointer (&first));
    }
}

/*
 * precept_sentence_dup_codes:
 * @document: a guideline
 * @diagnosis: a criterion of it
 * @has_name: whether the sentence names the disease
 *
 * Returns: (transfer full) (nullable): "J45.50, J45.51 or J82.83"; %NULL if it refers to no code
 */
char *
precept_sentence_dup_codes (PreceptDocument *document,
                            const xmlNode   *diagnosis,
                            gboolean         has_name)
{
  Names names = { document, precept_words_get (precept_document_get_language (document)) };
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);

  for (const xmlNode *child = precept_node_first_element (diagnosis); child != NULL; child = precept_node_next_element (child))
    {
      if (precept_node_is (child, "code-ref"))
        add_codes (&names, child, has_name, codes);
    }
  if (codes->len == 0)
    return NULL;
  g_ptr_array_add (codes, NULL);

  return precept_words_join (names.words, "list-or", (const char *const *)codes->pdata);
}
