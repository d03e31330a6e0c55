/* precept-codes-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-codes-page-private.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-choice.h"
#include "precept-code-cell.h"
#include "precept-code-format.h"
#include "precept-code-paste.h"
#include "precept-edit-codes.h"
#include "precept-edit-entries.h"
#include "precept-prose-line.h"
#include "precept-prose-page.h"
#include "precept-tool-row.h"

/**
 * PreceptCodesPage:
 *
 * The tables of codes, one at a time, and beside them the text between them. Codes are typed or pasted into the last row.
 * (A catalogue of codes will complete what is typed there.)
 */

static void precept_codes_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptCodesPage,
                               precept_codes_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_codes_page_part_editor_init))

#define TEXT "text" /* in place of the id of a table, which never has a tab so named: ids are asked for first */

static PreceptCodeTable *
find_table (PreceptCodesPage *self, const char *id)
{
  for (guint i = 0; id != NULL && i < self->tables->len; i++)
    {
      PreceptCodeTable *table = g_ptr_array_index (self->tables, i);

      if (g_str_equal (table->id, id))
        return table;
    }
  return NULL;
}

PreceptCodeTable *
precept_codes_page_get_table (PreceptCodesPage *self)
{
  return find_table (self, self->table_id);
}

/* Showing. */

static void
set_enabled (PreceptCodesPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

/* Paths of the chosen rows; NULL ends them. */
GStrv
precept_codes_page_dup_chosen (PreceptCodesPage *self)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (PreceptCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (gtk_selection_model_is_selected (self->selection, i) && precept_code_item_get_code (item) != NULL)
        g_ptr_array_add (paths, g_strdup (precept_code_item_get_code (item)->path));
    }
  g_ptr_array_add (paths, NULL);
  return (GStrv)g_ptr_array_free (g_steal_pointer (&paths), FALSE);
}

static void
update_commands (PreceptCodesPage *self)
{
  g_auto (GStrv) chosen = precept_codes_page_dup_chosen (self);
  PreceptCodeTable *table = precept_codes_page_get_table (self);
  g_autoptr (GMenu) menu = g_menu_new ();

  set_enabled (self, "remove", chosen[0] != NULL);
  set_enabled (self, "sort", table != NULL && table->codes->len > 1);
  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptCodeTable *other = g_ptr_array_index (self->tables, i);
      g_autoptr (GMenuItem) item = g_menu_item_new (other->caption, NULL);

      if (other == table)
        continue;
      g_menu_item_set_action_and_target (item, "part.move-to", "s", other->id);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->move_button), G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (self->move_button, chosen[0] != NULL && self->tables->len > 1);
}

static void
selection_changed_cb (PreceptCodesPage *self)
{
  g_auto (GStrv) chosen = precept_codes_page_dup_chosen (self);
  const char *path = chosen[0] != NULL && strchr (chosen[0], '/') == NULL ? chosen[0] : self->table_id;

  update_commands (self);
  if (g_strcmp0 (path, self->id) == 0)
    return;
  g_free (self->id);
  self->id = g_strdup (path);
  precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
}

static void
show_problems (PreceptCodesPage *self)
{
  GPtrArray *problems = precept_session_get_problems (self->session);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (PreceptCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      const PreceptCode *code = precept_code_item_get_code (item);
      GPtrArray         *found = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_diagnostic_unref);

      for (guint j = 0; code != NULL && j < problems->len; j++)
        {
          PreceptDiagnostic *problem = g_ptr_array_index (problems, j);

          if (g_strcmp0 (precept_diagnostic_get_path (problem), code->path) == 0 || g_strcmp0 (precept_diagnostic_get_id (problem), code->path) == 0)
            g_ptr_array_add (found, precept_diagnostic_ref (problem));
        }
      precept_code_item_set_problems (item, found);
    }
}

/* Rows of @table; those that stay keep their widgets, and with them the keyboard. */
static void
show_codes (PreceptCodesPage *self, PreceptCodeTable *table)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  guint n_codes = table->codes->len;
  guint kept = n_items > 0 ? MIN (n_items - 1, n_codes) : 0;

  for (guint i = 0; i < kept; i++)
    {
      g_autoptr (PreceptCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      precept_code_item_set_code (item, g_ptr_array_index (table->codes, i));
    }
  if (n_items == 0 || n_items - 1 != n_codes)
    {
      g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);
      guint removed = n_items > 0 ? n_items - 1 - kept : 0;

      for (guint i = kept; i < n_codes; i++)
        g_ptr_array_add (added, precept_code_item_new (g_ptr_array_index (table->codes, i)));
      if (n_items == 0)
        g_ptr_array_add (added, precept_code_item_new (NULL));
      g_list_store_splice (self->items, kept, removed, added->pdata, added->len);
    }
}

static void
show_table (PreceptCodesPage *self)
{
  PreceptCodeTable *table = precept_codes_page_get_table (self);

  self->filling = TRUE;
  if (table != NULL)
    {
      g_autofree char *caption = g_strdup (table->caption != NULL ? table->caption : "");
      g_autofree char *shown = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->caption))));

      if (!g_str_equal (shown, caption))
        gtk_editable_set_text (GTK_EDITABLE (self->caption), caption);
      precept_choice_set_value (GTK_DROP_DOWN (self->role), table->role);
      precept_choice_set_value (GTK_DROP_DOWN (self->determination), table->determination);
      show_codes (self, table);
      show_problems (self);
    }
  self->filling = FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), table != NULL ? "table" : self->table_id == NULL && self->tables->len == 0 ? "empty"
                                                                                                                                        : TEXT);
  update_commands (self);
}

/* The tab of the table that is shown is down. */
static void
update_tabs (PreceptCodesPage *self)
{
  self->filling = TRUE;
  for (GtkWidget *tab = gtk_widget_get_first_child (self->tabs); tab != NULL; tab = gtk_widget_get_next_sibling (tab))
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (tab), "table-id"), self->table_id) == 0)
        gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
    }
  self->filling = FALSE;
}

void
precept_codes_page_choose_table (PreceptCodesPage *self, const char *id)
{
  if (g_strcmp0 (id, self->table_id) == 0)
    return;
  g_free (self->table_id);
  self->table_id = g_strdup (id);
  g_list_store_remove_all (self->items);
  update_tabs (self);
  show_table (self);
  g_free (self->id);
  self->id = g_strdup (id);
  precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
}

static void
tab_toggled_cb (GtkToggleButton *tab, PreceptCodesPage *self)
{
  if (!self->filling && gtk_toggle_button_get_active (tab))
    precept_codes_page_choose_table (self, g_object_get_data (G_OBJECT (tab), "table-id"));
}

static GtkWidget *
add_tab (PreceptCodesPage *self, const char *id, const char *label, GtkToggleButton *group)
{
  GtkWidget *tab = gtk_toggle_button_new_with_label (label);
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (tab));

  gtk_label_set_ellipsize (GTK_LABEL (child), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (child), 28);
  gtk_widget_set_tooltip_text (tab, label);
  g_object_set_data_full (G_OBJECT (tab), "table-id", g_strdup (id), g_free);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (tab), group);
  g_signal_connect (tab, "toggled", G_CALLBACK (tab_toggled_cb), self);
  gtk_box_append (GTK_BOX (self->tabs), tab);
  return tab;
}

/* "Table 2 Diagnoses", as it is numbered on the page, one for each, and one for the text. */
static void
show_tabs (PreceptCodesPage *self)
{
  PreceptContent  *content = precept_session_get_content (self->session);
  GtkToggleButton *group = NULL;
  GtkWidget       *tab;

  self->filling = TRUE;
  while ((tab = gtk_widget_get_first_child (self->tabs)) != NULL)
    gtk_box_remove (GTK_BOX (self->tabs), tab);
  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptCodeTable *table = g_ptr_array_index (self->tables, i);
      PreceptBlock     *block = precept_content_find (content, table->id);
      g_autofree char  *label = NULL;

      label = g_strdup_printf ("%s  %s", block != NULL && block->label != NULL ? precept_text_get_string (block->label) : "", table->caption != NULL ? table->caption : "");
      tab = add_tab (self, table->id, g_strstrip (label), group);
      group = GTK_TOGGLE_BUTTON (tab);
    }
  if (self->tables->len > 0)
    add_tab (self, NULL, _ ("Text"), group);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->tabs, GTK_TYPE_SCROLLED_WINDOW), self->tables->len > 0);
  update_tabs (self);
}

static gboolean
have_tabs_changed (PreceptCodesPage *self, GPtrArray *old)
{
  if (old->len != self->tables->len)
    return TRUE;
  for (guint i = 0; i < old->len; i++)
    {
      PreceptCodeTable *a = g_ptr_array_index (old, i);
      PreceptCodeTable *b = g_ptr_array_index (self->tables, i);

      if (!g_str_equal (a->id, b->id) || g_strcmp0 (a->caption, b->caption) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
refresh (PreceptCodesPage *self)
{
  GPtrArray *old = self->tables;

  self->is_stale = FALSE;
  if (precept_prose_find_part (precept_session_get_content (self->session), self->part_key) == NULL)
    return; /* the window drops the whole editor */
  self->tables = precept_code_tables_read (precept_session_get_document (self->session), self->part_key);
  if (self->table_id != NULL && find_table (self, self->table_id) == NULL)
    {
      g_clear_pointer (&self->table_id, g_free);
      g_list_store_remove_all (self->items);
      if (self->tables->len > 0)
        self->table_id = g_strdup (((PreceptCodeTable *)g_ptr_array_index (self->tables, 0))->id);
    }
  if (have_tabs_changed (self, old))
    show_tabs (self);
  g_ptr_array_unref (old);
  show_table (self);
}

/* What nobody sees is read when it is shown. */
static void
content_changed_cb (PreceptCodesPage *self)
{
  self->is_stale = TRUE;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    refresh (self);
}

static void
precept_codes_page_map (GtkWidget *widget)
{
  if (PRECEPT_CODES_PAGE (widget)->is_stale)
    refresh (PRECEPT_CODES_PAGE (widget));
  GTK_WIDGET_CLASS (precept_codes_page_parent_class)->map (widget);
}

/* Changing. */

gboolean
precept_codes_page_apply (PreceptCodesPage *self, PreceptStepGroup *group, GError *error)
{
  const char *place = self->id != NULL ? self->id : self->part_key;

  return precept_part_editor_apply (PRECEPT_PART_EDITOR (self), self->session, group, error, place, place);
}

static char *
dup_key (const PreceptCode *code)
{
  g_autofree char *normal = precept_code_format_normalize (code->system, code->value);

  return g_strdup_printf ("%s %s %s", code->system, normal, code->through != NULL ? code->through : "");
}

/* Those that the table does not have yet. */
static GPtrArray *
filter_new (PreceptCodesPage *self, GPtrArray *codes)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *fresh = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (PreceptCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (precept_code_item_get_code (item) != NULL)
        g_hash_table_add (known, dup_key (precept_code_item_get_code (item)));
    }
  for (guint i = 0; i < codes->len; i++)
    {
      if (g_hash_table_add (known, dup_key (g_ptr_array_index (codes, i))))
        g_ptr_array_add (fresh, g_ptr_array_index (codes, i));
    }
  return fresh;
}

static void
tell_pasted (PreceptCodesPage *self, guint n_added, guint n_known, guint n_left_out)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *added = g_strdup_printf (ngettext ("%u code added", "%u codes added", n_added), n_added);

  g_string_append (words, added);
  if (n_known > 0)
    {
      g_autofree char *known = g_strdup_printf (ngettext ("%u was there already", "%u were there already", n_known), n_known);

      g_string_append_printf (words, "; %s", known);
    }
  if (n_left_out > 0)
    {
      g_autofree char *left_out = g_strdup_printf (ngettext ("%u line has no code", "%u lines have no code", n_left_out), n_left_out);

      g_string_append_printf (words, "; %s", left_out);
    }
  if (n_added > 0)
    precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words->str);
  else
    precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), words->str);
}

/**
 * precept_codes_page_add_pasted:
 * @self: a page
 * @pasted: a code with or without its description, or a block of a spreadsheet
 *
 * Adds the codes in a text to the table, those that it does not have yet. Where there is no table, makes one.
 */
void
precept_codes_page_add_pasted (PreceptCodesPage *self, const char *pasted)
{
  PreceptCodeTable *table = precept_codes_page_get_table (self);
  GListModel       *model = G_LIST_MODEL (self->items);
  guint             n_items = g_list_model_get_n_items (model);
  g_autoptr (PreceptCodeItem) last = table != NULL && n_items > 1 ? g_list_model_get_item (model, n_items - 2) : NULL;
  const char *system = last != NULL ? precept_code_item_get_code (last)->system : table != NULL && g_strcmp0 (table->role, "diagnosis") == 0 ? "ICD-10-CM"
                                                                                                                                             : "HCPCS";
  guint       n_left_out;
  g_autoptr (GPtrArray) codes = precept_code_paste_parse (pasted, system, &n_left_out);
  g_autoptr (GPtrArray) fresh = filter_new (self, codes);
  gboolean is_block = strpbrk (pasted, "\t\n") != NULL;
  GError  *error = NULL;

  if (codes->len == 0)
    {
      precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), _ ("There is no code in this. Type one as “J1304”, or paste a column or a block of a spreadsheet."));
      return;
    }
  if (fresh->len > 0)
    {
      PreceptStepGroup *group = precept_edit_add_codes (precept_session_get_document (self->session), table->id, fresh, &error);

      if (!precept_codes_page_apply (self, group, error))
        return;
    }
  if (is_block || fresh->len != 1)
    tell_pasted (self, fresh->len, codes->len - fresh->len, n_left_out);
}

static void
caption_changed_cb (PreceptCodesPage *self)
{
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->filling || self->table_id == NULL)
    return;
  group = precept_edit_set_code_table_caption (precept_session_get_document (self->session), self->table_id, gtk_editable_get_text (GTK_EDITABLE (self->caption)), &error);
  precept_codes_page_apply (self, group, error);
}

static void
set_table_value (PreceptCodesPage *self, const char *attribute, const char *value, const char *label)
{
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->filling || self->table_id == NULL)
    return;
  group = precept_edit_set_value_of (precept_session_get_document (self->session), self->table_id, attribute, value, label, &error);
  precept_codes_page_apply (self, group, error);
}

static void
role_changed_cb (PreceptCodesPage *self)
{
  set_table_value (self, "role", precept_choice_get_value (GTK_DROP_DOWN (self->role)), _ ("Change role of table"));
}

static void
determination_changed_cb (PreceptCodesPage *self)
{
  set_table_value (self, "determination", precept_choice_get_value (GTK_DROP_DOWN (self->determination)), _ ("Change determination of table"));
}

/* Cells. */

static GtkWidget *
find_cell (GtkWidget *widget, PreceptCodeItem *item, guint column)
{
  if (PRECEPT_IS_CODE_CELL (widget))
    {
      gboolean is_code = gtk_widget_has_css_class (widget, "monospace");

      return g_object_get_data (G_OBJECT (widget), "item") == item && is_code == (column == 0) && gtk_widget_get_visible (widget) ? widget : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_cell (child, item, column);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  PreceptCodesPage *page;
  guint             row;
  guint             column;
  gboolean          edit;
} CellFocus;

static gboolean
focus_cell_cb (gpointer data)
{
  CellFocus *self = data;
  g_autoptr (PreceptCodeItem) item = g_list_model_get_item (G_LIST_MODEL (self->page->items), self->row);
  GtkWidget *cell = item != NULL ? find_cell (self->page->view, item, self->column) : NULL;

  if (cell != NULL && self->edit)
    precept_code_cell_edit (PRECEPT_CODE_CELL (cell));
  else if (cell != NULL)
    gtk_widget_grab_focus (cell);
  return G_SOURCE_REMOVE;
}

static void
free_cell_focus (gpointer data)
{
  g_object_unref (((CellFocus *)data)->page);
  g_free (data);
}

/**
 * precept_codes_page_focus_cell:
 * @self: a page
 * @row: from 0; one beyond the last is the last
 * @column: 0: code, 1: description
 * @edit: whether to begin to edit it
 *
 * Goes to a cell, when the list has made it.
 */
void
precept_codes_page_focus_cell (PreceptCodesPage *self, guint row, guint column, gboolean edit)
{
  guint      n_items = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  CellFocus *focus;

  if (n_items == 0)
    return;
  row = MIN (row, n_items - 1);
  focus = g_new (CellFocus, 1);
  *focus = (CellFocus){ g_object_ref (self), row, row == n_items - 1 ? 0 : column, edit };
  gtk_selection_model_select_item (self->selection, row, TRUE);
  gtk_widget_activate_action (self->view, "list.scroll-to-item", "u", row);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 30, focus_cell_cb, focus, free_cell_focus);
}

/* As an editor of a part. */

/* The row of a code; G_MAXUINT: it is not in this table. */
static guint
find_row (PreceptCodeTable *table, const char *path)
{
  for (guint i = 0; i < table->codes->len; i++)
    {
      PreceptCode *code = g_ptr_array_index (table->codes, i);
      gsize        length = strlen (code->path);

      /* The code, or what is in it. */
      if (strncmp (path, code->path, length) == 0 && (path[length] == '\0' || path[length] == '/'))
        return i;
    }
  return G_MAXUINT;
}

static gboolean
precept_codes_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptCodesPage *self = PRECEPT_CODES_PAGE (editor);

  if (self->is_stale)
    refresh (self);
  /* The part itself, or its title: stay where it was. */
  if (path == NULL || (g_str_has_prefix (path, self->part_key) && strchr ("/", path[strlen (self->part_key)]) != NULL))
    return TRUE;
  for (guint i = 0; i < self->tables->len; i++)
    {
      PreceptCodeTable *table = g_ptr_array_index (self->tables, i);
      g_autofree char  *below = g_strconcat (table->id, "/", NULL);
      guint             row = find_row (table, path);

      if (row == G_MAXUINT && !g_str_equal (path, table->id) && !g_str_has_prefix (path, below))
        continue;
      precept_codes_page_choose_table (self, table->id);
      if (row != G_MAXUINT)
        precept_codes_page_focus_cell (self, row, 0, FALSE);
      return TRUE;
    }
  if (!precept_part_editor_show_place (PRECEPT_PART_EDITOR (self->text), path, offset))
    return FALSE;
  precept_codes_page_choose_table (self, NULL);
  return TRUE;
}

static const char *
precept_codes_page_get_id (PreceptPartEditor *editor)
{
  PreceptCodesPage *self = PRECEPT_CODES_PAGE (editor);

  return self->table_id == NULL && self->tables->len > 0 ? precept_part_editor_get_id (PRECEPT_PART_EDITOR (self->text)) : self->id;
}

static void
precept_codes_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_codes_page_show_place;
  iface->get_id = precept_codes_page_get_id;
}

static gboolean
precept_codes_page_grab_focus (GtkWidget *widget)
{
  PreceptCodesPage *self = PRECEPT_CODES_PAGE (widget);

  if (self->table_id == NULL && self->tables->len > 0)
    return gtk_widget_grab_focus (self->text);
  return gtk_widget_grab_focus (self->view);
}

static void
precept_codes_page_dispose (GObject *object)
{
  PreceptCodesPage *self = PRECEPT_CODES_PAGE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  if (self->view != NULL)
    gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_CODES_PAGE);
  self->view = NULL;
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (precept_codes_page_parent_class)->dispose (object);
}

static void
precept_codes_page_finalize (GObject *object)
{
  PreceptCodesPage *self = PRECEPT_CODES_PAGE (object);

  g_free (self->part_key);
  g_free (self->table_id);
  g_free (self->id);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  G_OBJECT_CLASS (precept_codes_page_parent_class)->finalize (object);
}

static void
precept_codes_page_class_init (PreceptCodesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_codes_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_codes_page_finalize;
  widget_class->grab_focus = precept_codes_page_grab_focus;
  widget_class->map = precept_codes_page_map;
  g_type_ensure (PRECEPT_TYPE_TOOL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-codes-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, caption);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, role);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, determination);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, view);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, sort_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, move_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptCodesPage, paste_button);
  gtk_widget_class_bind_template_callback (widget_class, caption_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, role_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, determination_changed_cb);
}

static void
precept_codes_page_init (PreceptCodesPage *self)
{
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  precept_codes_page_add_commands (self);
  precept_choice_fill (GTK_DROP_DOWN (self->role), "code-table", "role", NULL);
  precept_choice_fill (GTK_DROP_DOWN (self->determination), "code-table", "determination", _ ("No determination of their own"));
  self->items = g_list_store_new (PRECEPT_TYPE_CODE_ITEM);
  self->selection = GTK_SELECTION_MODEL (gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->items))));
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
  precept_actions_set_tooltip (self->add_button, "win.part::add");
  gtk_widget_set_tooltip_text (self->remove_button, _ ("Remove the chosen codes (Delete)"));
  gtk_widget_set_tooltip_text (self->paste_button, _ ("Add the codes on the clipboard: a column or a block of a spreadsheet (Ctrl+V)"));
}

/**
 * precept_codes_page_new:
 * @session: an open document
 * @part_key: the part of billing codes
 *
 * Makes the editor of the tables of codes.
 */
GtkWidget *
precept_codes_page_new (PreceptSession *session, const char *part_key)
{
  PreceptCodesPage *self = g_object_new (PRECEPT_TYPE_CODES_PAGE, NULL);

  self->session = g_object_ref (session);
  self->part_key = g_strdup (part_key);
  self->tables = precept_code_tables_read (precept_session_get_document (session), part_key);
  self->text = precept_prose_page_new (session, part_key);
  gtk_stack_add_named (GTK_STACK (self->stack), self->text, TEXT);
  g_signal_connect_object (self->text, "place-changed", G_CALLBACK (precept_part_editor_place_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "refused", G_CALLBACK (precept_part_editor_refuse), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->text, "done", G_CALLBACK (precept_part_editor_tell), self, G_CONNECT_SWAPPED);
  if (self->tables->len > 0)
    self->table_id = g_strdup (((PreceptCodeTable *)g_ptr_array_index (self->tables, 0))->id);
  self->id = g_strdup (self->table_id);
  precept_codes_page_add_columns (self);
  gtk_column_view_set_model (GTK_COLUMN_VIEW (self->view), self->selection);
  show_tabs (self);
  show_table (self);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (show_problems), self);
  return GTK_WIDGET (self);
}
