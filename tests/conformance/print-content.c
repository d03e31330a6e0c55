/* print-content.c: the texts of a guideline in the order in which they are read, a line each
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "precept-content.h"

#include <stdio.h>

static void
print_string (const char *name,
              const char *string)
{
  g_autofree char *line = g_strdup (string);

  if (line != NULL && *line != '\0')
    printf ("%s\t%s\n", name, g_strdelimit (line, "\n\t", ' '));
}

static void
print_text (const char  *name,
            PreceptText *text)
{
  if (text != NULL)
    print_string (name, precept_text_get_string (text));
}

static void
print_block (PreceptBlock *block)
{
  /* A plan's style may have other words. */
  if (block->kind == PRECEPT_BLOCK_NOTICE)
    return;
  if (block->kind != PRECEPT_BLOCK_INDICATION)
    print_text ("label", block->label);
  print_text ("text", block->text);
  if (block->kind == PRECEPT_BLOCK_INDICATION)
    print_text ("label", block->label);
  print_string ("detail", block->detail);
  print_string ("study", block->study_kind);
  print_string ("facts", block->study_facts);
  print_string ("alternative", block->alternative);
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    print_block (g_ptr_array_index (block->children, i));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *data = NULL;
  gsize            size;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptContent) content = NULL;
  const PreceptContentFact     *facts;
  const PreceptContentCoverage *rows;
  GPtrArray                    *blocks;
  guint                         n, i;

  if (argc != 2 || !g_file_get_contents (argv[1], &data, &size, &error))
    g_error ("%s", error != NULL ? error->message : "name one guideline");
  bytes = g_bytes_new_take (g_steal_pointer (&data), size);
  document = precept_document_new_from_bytes (bytes, &error);
  if (document == NULL)
    g_error ("%s", error->message);
  content = precept_content_new (document);
  print_string ("publisher", precept_content_get_publisher (content));
  print_string ("kind", precept_content_get_kind (content));
  print_text ("title", precept_content_get_title (content));
  facts = precept_content_get_facts (content, &n);
  for (i = 0; i < n; i++)
    {
      print_string ("fact", facts[i].label);
      print_string ("value", facts[i].value);
    }
  rows = precept_content_get_coverage (content, &n);
  for (i = 0; i < n; i++)
    {
      print_string ("indication", rows[i].indication);
      print_string ("determination", rows[i].determination);
    }
  blocks = precept_content_get_blocks (content);
  for (i = 0; i < blocks->len; i++)
    print_block (g_ptr_array_index (blocks, i));
  return 0;
}
