/* precept-prose-scope.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-scope.h"

#include <stdlib.h>
#include <string.h>

#include "precept-prose-line.h"

/* What begins with “@” names a piece of a part; no id has a colon. */
#define TEXT_KEY "@text:"
#define RUN_KEY "@run:"

char *
precept_prose_scope_dup_text_key (const char *path)
{
  return g_strconcat (TEXT_KEY, path, NULL);
}

char *
precept_prose_scope_dup_run_key (const char *parent_path, guint number)
{
  return g_strdup_printf (RUN_KEY "%u:%s", number, parent_path);
}

gboolean
precept_prose_scope_is_key (const char *key)
{
  return g_str_has_prefix (key, TEXT_KEY) || g_str_has_prefix (key, RUN_KEY);
}

static PreceptBlock *
find_by_path (GPtrArray *blocks, const char *path)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);
      PreceptBlock *found = g_strcmp0 (block->path, path) == 0 ? block : find_by_path (block->children, path);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static PreceptBlock *
find_block (PreceptDocument *document, PreceptContent *content, const char *path)
{
  g_autofree char *id = precept_document_dup_attribute (document, path, "id");
  PreceptBlock    *block = id != NULL ? precept_content_find (content, id) : NULL;

  return block != NULL ? block : find_by_path (precept_content_get_blocks (content), id != NULL ? id : path);
}

static gboolean
is_block (const char *name)
{
  static const char *const names[] = { "p", "list", "table", "note", "figure", NULL };

  return name != NULL && g_strv_contains (names, name);
}

/* A list stands for blocks of which none is below another, and has no line of its own. */
static PreceptBlock *
dup_run (PreceptDocument *document, PreceptContent *content, const char *parent_path, guint number)
{
  PreceptBlock *run = precept_block_new (PRECEPT_BLOCK_LIST);
  guint         at = 0;
  gboolean      inside = FALSE;

  for (guint i = 0; at <= number; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%u", parent_path, i);
      g_autofree char *name = precept_document_dup_element_name (document, path);
      PreceptBlock    *block = NULL;

      if (name == NULL)
        {
          g_autofree char *text = precept_document_dup_text (document, path);

          if (text == NULL)
            break; /* the last one was before; comments have a text */
          continue;
        }
      if (!is_block (name))
        {
          at += inside ? 1 : 0;
          inside = FALSE;
          continue;
        }
      inside = TRUE;
      block = at == number ? find_block (document, content, path) : NULL;
      if (block != NULL)
        precept_block_add (run, precept_block_ref (block));
    }
  return run;
}

/**
 * precept_prose_scope_dup_block:
 * @document: the guideline
 * @content: its content
 * @key: of a scope
 *
 * Makes a block that stands for a piece of a part, as if it were one.
 *
 * Returns: (transfer full) (nullable): the block; %NULL where the piece is gone
 */
PreceptBlock *
precept_prose_scope_dup_block (PreceptDocument *document, PreceptContent *content, const char *key)
{
  PreceptBlock *block;

  if (g_str_has_prefix (key, TEXT_KEY))
    {
      const char      *path = key + strlen (TEXT_KEY);
      g_autofree char *name = precept_document_dup_element_name (document, path);
      PreceptBlock    *text;

      if (name == NULL)
        return NULL;
      text = precept_block_new (PRECEPT_BLOCK_PARAGRAPH);
      text->path = g_strdup (path);
      text->text = precept_text_new (NULL);
      block = precept_block_new (PRECEPT_BLOCK_LIST);
      precept_block_add (block, text);
      return block;
    }
  if (g_str_has_prefix (key, RUN_KEY))
    {
      const char *number = key + strlen (RUN_KEY);
      const char *path = strchr (number, ':');

      return path != NULL ? dup_run (document, content, path + 1, (guint)atoi (number)) : NULL;
    }
  return NULL;
}
