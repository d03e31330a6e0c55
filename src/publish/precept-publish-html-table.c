/* precept-publish-html-table.c: tables in HTML
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-publish"

#include "config.h"

#include "precept-publish-html-private.h"

static gboolean
is_row (PreceptBlock *block)
{
  return block->kind == PRECEPT_BLOCK_ROW;
}

static gboolean
is_blank (PreceptBlock *block)
{
  guint i;

  if (!precept_publish_html_is_empty (block->text) || !precept_publish_html_is_empty (block->label) || block->image != NULL)
    return FALSE;
  for (i = 0; block->children != NULL && i < block->children->len; i++)
    {
      if (!is_blank (g_ptr_array_index (block->children, i)))
        return FALSE;
    }

  return TRUE;
}

/* A cell that holds no more than one generated paragraph needs no element for that. */
static PreceptBlock *
find_only_text (PreceptBlock *cell)
{
  PreceptBlock *child = cell->children != NULL && cell->children->len == 1 ? g_ptr_array_index (cell->children, 0) : NULL;

  return child != NULL && child->kind == PRECEPT_BLOCK_PARAGRAPH && child->id == NULL ? child : NULL;
}

/* In tables of codes, and in the history, the first cell names the row. A header without words is none. */
static const char *
find_scope (PreceptBlock *table,
            PreceptBlock *row,
            PreceptBlock *cell,
            guint         index)
{
  gboolean is_first = table->table_kind != PRECEPT_TABLE_GENERIC && index == 0;

  if ((!cell->is_header && !is_first) || is_blank (cell))
    return NULL;

  return row->is_header ? "col" : "row";
}

static void
write_cell (PreceptPublishHtml *self,
            PreceptBlock       *table,
            PreceptBlock       *row,
            PreceptBlock       *cell,
            guint               index)
{
  const char   *scope = find_scope (table, row, cell, index);
  const char   *element = scope != NULL ? "th" : "td";
  PreceptBlock *text = find_only_text (cell);

  g_string_append_printf (self->out, "<%s", element);
  precept_publish_html_write_id (self, cell);
  if (cell->column_span > 1)
    g_string_append_printf (self->out, " colspan=\"%u\"", cell->column_span);
  if (cell->row_span > 1)
    g_string_append_printf (self->out, " rowspan=\"%u\"", cell->row_span);
  if (scope != NULL)
    precept_publish_html_append_attribute (self->out, "scope", scope);
  if (text != NULL && text->text != NULL)
    precept_publish_html_write_direction (self, precept_text_get_string (text->text));
  g_string_append_c (self->out, '>');
  if (text != NULL)
    precept_publish_html_write_text (self, text->text, FALSE);
  else
    precept_publish_html_write_blocks (self, cell->children);
  g_string_append_printf (self->out, "</%s>", element);
}

static void
write_row (PreceptPublishHtml *self,
           PreceptBlock       *table,
           PreceptBlock       *row)
{
  guint i;

  g_string_append (self->out, "<tr");
  precept_publish_html_write_id (self, row);
  g_string_append_c (self->out, '>');
  for (i = 0; row->children != NULL && i < row->children->len; i++)
    write_cell (self, table, row, g_ptr_array_index (row->children, i), i);
  g_string_append (self->out, "</tr>\n");
}

/* How many rows at the top are the head. None where one of its cells reaches down into the body, which HTML would cut
 * off there. */
static guint
count_head_rows (PreceptBlock *table)
{
  guint n_rows = 0;
  guint reach = 0;
  guint i;

  for (; n_rows < table->children->len; n_rows++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, n_rows);

      if (!is_row (row) || !row->is_header)
        break;
      for (i = 0; row->children != NULL && i < row->children->len; i++)
        {
          PreceptBlock *cell = g_ptr_array_index (row->children, i);

          reach = MAX (reach, n_rows + MAX (cell->row_span, 1));
        }
    }

  return reach > n_rows ? 0 : n_rows;
}

static void
write_rows (PreceptPublishHtml *self,
            PreceptBlock       *table)
{
  guint n_head_rows = count_head_rows (table);
  guint i;

  for (i = 0; i < table->children->len; i++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, i);

      if (i == 0 && n_head_rows > 0)
        g_string_append (self->out, "<thead>\n");
      if (i == n_head_rows)
        g_string_append (self->out, n_head_rows > 0 ? "</thead>\n<tbody>\n" : "<tbody>\n");
      if (is_row (row))
        write_row (self, table, row);
    }
  g_string_append (self->out, n_head_rows == table->children->len ? "</thead>\n" : "</tbody>\n");
}

/* "Table 1", then the caption. They stand in an element of their own, which stays in sight when a wide table is
 * scrolled. */
static void
write_caption (PreceptPublishHtml *self,
               PreceptBlock       *table)
{
  gboolean has_label = !precept_publish_html_is_empty (table->label);
  gboolean has_text = !precept_publish_html_is_empty (table->text);

  if (!has_label && !has_text)
    return;

  g_string_append (self->out, "<caption><span class=\"caption\">");
  if (has_label)
    precept_publish_html_write_plain (self, "span", "table-label", precept_text_get_string (table->label));
  if (has_label && has_text)
    g_string_append_c (self->out, ' ');
  if (has_text)
    {
      g_string_append (self->out, "<span class=\"table-title\"");
      precept_publish_html_write_direction (self, precept_text_get_string (table->text));
      g_string_append_c (self->out, '>');
      precept_publish_html_write_text (self, table->text, FALSE);
      g_string_append (self->out, "</span>");
    }
  g_string_append (self->out, "</span></caption>\n");
}

/* What a screen reader calls it: as its caption does, else as the heading above it. */
static char *
dup_name (PreceptPublishHtml *self,
          PreceptBlock       *table)
{
  g_autofree char *label = table->label != NULL ? precept_text_dup_plain (table->label) : g_strdup ("");
  g_autofree char *title = table->text != NULL ? precept_text_dup_plain (table->text) : g_strdup ("");

  if (*label != '\0' && *title != '\0')
    return g_strconcat (label, " ", title, NULL);
  if (*label != '\0')
    return g_steal_pointer (&label);
  if (*title != '\0')
    return g_steal_pointer (&title);

  return self->heading != NULL ? precept_text_dup_plain (self->heading->text)
                               : precept_text_dup_plain (precept_content_get_title (self->content));
}

/* The box in which a table that is wider than the screen scrolls. It takes the focus, so that it can be scrolled by
 * keys, and therefore has a name. Only a number makes that name the table's alone, as a landmark's must be. */
static void
open_box (PreceptPublishHtml *self,
          PreceptBlock       *table,
          const char         *name)
{
  g_string_append_printf (self->out, "<div class=\"scroll\" tabindex=\"0\" role=\"%s\"",
                          precept_publish_html_is_empty (table->label) ? "group" : "region");
  precept_publish_html_append_attribute (self->out, "aria-label", name);
  g_string_append (self->out, ">\n");
}

static const char *
get_class (PreceptBlock *table)
{
  switch (table->table_kind)
    {
    case PRECEPT_TABLE_CODES:
      return "codes";
    case PRECEPT_TABLE_HISTORY:
      return "history";
    case PRECEPT_TABLE_GENERIC:
    default:
      return "generic";
    }
}

static void
write_notes (PreceptPublishHtml *self,
             PreceptBlock       *table)
{
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  guint i;

  for (i = 0; i < table->children->len; i++)
    {
      PreceptBlock *child = g_ptr_array_index (table->children, i);

      if (!is_row (child))
        g_ptr_array_add (notes, child);
    }
  precept_publish_html_write_blocks (self, notes);
}

/**
 * precept_publish_html_write_table:
 * @self: what is written
 * @table: a table
 *
 * Writes its caption, its rows, and what stands below them.
 */
void
precept_publish_html_write_table (PreceptPublishHtml *self,
                                  PreceptBlock       *table)
{
  gboolean         has_caption = !precept_publish_html_is_empty (table->label) || !precept_publish_html_is_empty (table->text);
  gboolean         may_scroll = table->table_kind == PRECEPT_TABLE_GENERIC;
  g_autofree char *name = NULL;

  if (table->children == NULL || table->children->len == 0)
    return;

  name = dup_name (self, table);
  g_string_append_printf (self->out, "<div class=\"table %s\">\n", get_class (table));
  if (may_scroll)
    open_box (self, table, name);
  g_string_append (self->out, "<table");
  precept_publish_html_write_id (self, table);
  if (!has_caption)
    precept_publish_html_append_attribute (self->out, "aria-label", name);
  g_string_append (self->out, ">\n");
  write_caption (self, table);
  write_rows (self, table);
  g_string_append (self->out, may_scroll ? "</table>\n</div>\n" : "</table>\n");
  write_notes (self, table);
  g_string_append (self->out, "</div>\n");
}
