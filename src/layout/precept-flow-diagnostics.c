/* precept-flow-diagnostics.c: what can't be printed as it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "precept-layout"

#include "config.h"

#include "precept-diagnostic.h"
#include "precept-flow-columns.h"
#include "precept-flow-private.h"
#include "precept-missing.h"

#include <string.h>

/* One for each character of a block. */
static void
add_missing (PreceptFonts *fonts,
             PreceptLines *lines,
             PreceptBlock *block,
             GHashTable   *seen,
             GPtrArray    *diagnostics)
{
  for (guint i = 0; i < lines->n_missing; i++)
    {
      const char      *id = block != NULL ? block->id : NULL;
      g_autofree char *key = g_strdup_printf ("%x %s", lines->missing[i].character, id != NULL ? id : "");

      if (g_hash_table_add (seen, g_steal_pointer (&key)))
        g_ptr_array_add (diagnostics, precept_missing_new_diagnostic (fonts, lines, &lines->missing[i], block));
    }
}

static void
add_missing_characters (PreceptFlow  *self,
                        PreceptFonts *fonts,
                        GPtrArray    *diagnostics)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->items->len; i++)
    {
      const PreceptItem *item = &g_array_index (self->items, PreceptItem, i);

      for (guint j = 0; j < item->n_pieces; j++)
        {
          const PreceptPiece *piece = &item->pieces[j];

          if (piece->lines != NULL && piece->lines->n_missing > 0)
            add_missing (fonts, piece->lines, piece->block != NULL ? piece->block : item->block, seen, diagnostics);
        }
    }
}

/* What a figure is called: its caption, or what it shows. */
static char *
dup_name (PreceptBlock *figure)
{
  if (!precept_flow_is_empty (figure->text))
    return precept_text_dup_plain (figure->text);

  return g_strdup (figure->alternative != NULL ? figure->alternative : figure->id);
}

/* Only of those that were set: a caption without its picture is on the pages, what is in no part is not. */
static void
add_broken_figure (PreceptFlow  *self,
                   PreceptBlock *figure,
                   GPtrArray    *diagnostics)
{
  PreceptEntry *entry = g_hash_table_lookup (self->entries, figure);

  if (entry != NULL && entry->width <= 0)
    g_ptr_array_add (diagnostics, precept_missing_new_picture_diagnostic (figure));
}

static void
add_wide_table (PreceptBlock *table,
                GPtrArray    *diagnostics)
{
  guint              most = 0;
  g_autofree char   *name = NULL;
  PreceptDiagnostic *diagnostic;

  for (guint i = 0; table->children != NULL && i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);
      guint         n_columns = 0;

      for (guint j = 0; row->kind == PRECEPT_BLOCK_ROW && row->children != NULL && j < row->children->len; j++)
        n_columns += MAX (((PreceptBlock *)g_ptr_array_index (row->children, j))->column_span, 1);
      most = MAX (most, n_columns);
    }
  if (most <= PRECEPT_MOST_COLUMNS)
    return;

  name = !precept_flow_is_empty (table->label) ? precept_text_dup_plain (table->label) : dup_name (table);
  diagnostic = precept_diagnostic_new ("wide-table", PRECEPT_SEVERITY_WARNING,
                                       "The table “%s” has %u columns, and a page has room for %d: what is beyond prints below one another in the last "
                                       "column. Make two tables of it",
                                       name != NULL ? name : "", most, PRECEPT_MOST_COLUMNS);
  precept_diagnostic_set_place (diagnostic, table->id, NULL, 0, NULL);
  g_ptr_array_add (diagnostics, diagnostic);
}

static void
add_faulty_blocks (PreceptFlow *self,
                   GPtrArray   *blocks,
                   GPtrArray   *diagnostics)
{
  for (guint i = 0; blocks != NULL && i < blocks->len; i++)
    {
      PreceptBlock *block = g_ptr_array_index (blocks, i);

      if (block->kind == PRECEPT_BLOCK_FIGURE)
        add_broken_figure (self, block, diagnostics);
      else if (block->kind == PRECEPT_BLOCK_TABLE)
        add_wide_table (block, diagnostics);
      add_faulty_blocks (self, block->children, diagnostics);
    }
}

void
precept_flow_add_diagnostics (PreceptFlow  *self,
                              PreceptFonts *fonts,
                              GPtrArray    *diagnostics)
{
  add_missing_characters (self, fonts, diagnostics);
  add_faulty_blocks (self, self->roots, diagnostics);
}
