/* precept-import.c: a guideline from the text of one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-import"

#include "config.h"

#include "precept-import-private.h"

#include <string.h>

#include "precept-document-tree.h"

static GHashTable *
collect_table_numbers (GPtrArray *blocks)
{
  GHashTable *numbers = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      PreceptImportBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_IMPORT_TABLE && block->number > 0)
        g_hash_table_add (numbers, GUINT_TO_POINTER (block->number));
    }

  return numbers;
}

static xmlDoc *
build_tree (GPtrArray *blocks, const char *name, PreceptImportReport *report)
{
  g_autoptr (GHashTable) tables = collect_table_numbers (blocks);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  xmlDoc              *tree = xmlNewDoc (BAD_CAST "1.0");
  xmlNode             *root = xmlNewDocNode (tree, NULL, BAD_CAST "guideline", NULL);
  PreceptImportBuilder builder = { xmlNewNs (root, BAD_CAST PRECEPT_NAMESPACE, NULL), report, tables, taken };
  PreceptImportSpan    span = { (PreceptImportBlock **)blocks->pdata, blocks->len };
  guint                n;

  xmlSetNs (root, builder.ns);
  xmlDocSetRootElement (tree, root);
  xmlNodeSetLang (root, BAD_CAST "en-US");
  n = precept_import_build_metadata (&builder, root, span, name);
  precept_import_build_parts (&builder, root, precept_import_span_slice (span, n, span.n));
  precept_import_assign_ids (root);
  precept_import_mark_cites (root);

  return tree;
}

/**
 * precept_import_text:
 * @bytes: a text in UTF-8, UTF-16 with its byte order mark, or Windows-1252
 * @name: (nullable): the title for a text that has none, such as the name of its file
 * @report: (out) (optional) (transfer full): what was left out, added or guessed
 * @error: (nullable): where to store an error
 *
 * Makes a guideline of the text of one, as extracted from a page or a file.
 *
 * Known headings become the parts of a guideline in whatever order they stand, and
 * others become sections. No shape of text is an error, and no word is dropped but
 * those that @report names. Importing the same bytes again gives the same document.
 *
 * Fails with %PRECEPT_IMPORT_ERROR_NOT_TEXT, %PRECEPT_IMPORT_ERROR_EMPTY or
 * %PRECEPT_IMPORT_ERROR_TOO_LARGE. @report is then not set.
 *
 * Returns: (transfer full) (nullable): the guideline, a draft
 */
PreceptDocument *
precept_import_text (GBytes               *bytes,
                     const char           *name,
                     PreceptImportReport **report,
                     GError              **error)
{
  g_autoptr (PreceptImportReport) notes = precept_import_report_new ();
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (GPtrArray) lines = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autoptr (GHashTable) contents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  lines = precept_import_read_lines (bytes, notes, error);
  if (lines == NULL)
    return NULL;
  precept_import_drop_furniture (lines, contents, notes);
  blocks = precept_import_lex (lines);
  precept_import_mend_pages (blocks, notes);
  precept_import_mend_tables (blocks, notes);
  precept_import_find_headings (blocks, contents);

  document = precept_document_new_take_tree (build_tree (blocks, name, notes), error);
  if (document == NULL)
    return NULL;
  precept_import_report_sort (notes);
  if (report != NULL)
    *report = g_steal_pointer (&notes);

  return g_steal_pointer (&document);
}
