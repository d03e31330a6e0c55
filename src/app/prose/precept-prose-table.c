/* precept-prose-table.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-table.h"

#include <glib/gi18n.h>

#include "precept-edit-table.h"
#include "precept-edit.h"
#include "precept-place.h"
#include "precept-prose-block.h"
#include "precept-prose-line.h"

/**
 * PreceptProseTable:
 *
 * The cells of a table, each a text with its marks. Tab goes to the next cell, and from the last one into a new row.
 * Every change is one of the document: the text and the pages behind the window follow, and undo takes it back.
 */
struct _PreceptProseTable
{
  AdwWindow parent_instance;

  PreceptPartEditor *editor;   /* weak */
  PreceptSession    *session;  /* owned */
  char              *table_id; /* owned */
  char              *shape;    /* owned; what the grid was made from */
  GtkWidget         *box;      /* holds the caption and the grid */
  GtkWidget         *grid;
  GtkWidget         *status;
  GtkWidget         *header_button;
  guint              n_rows;
  guint              n_columns;
  guint              row; /* of the caret */
  guint              column;
  gboolean           updating;
};

G_DEFINE_FINAL_TYPE (PreceptProseTable, precept_prose_table, ADW_TYPE_WINDOW)

static void rebuild (PreceptProseTable *self);

static PreceptBlock *
find_table (PreceptProseTable *self)
{
  PreceptBlock *block = precept_content_find (precept_session_get_content (self->session), self->table_id);

  return block != NULL && block->kind == PRECEPT_BLOCK_TABLE ? block : NULL;
}

/* Ids and spans: what is rebuilt when it changes. The texts follow by themselves. */
static char *
dup_shape (PreceptProseTable *self)
{
  PreceptBlock    *table = find_table (self);
  GString         *shape = g_string_new (NULL);
  g_autofree char *caption = precept_document_dup_child_path (precept_session_get_document (self->session), self->table_id, "caption");

  g_string_append (shape, caption != NULL ? "c" : "-");
  for (guint r = 0; table != NULL && table->children != NULL && r < table->children->len; r++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, r);

      g_string_append_printf (shape, "\n%s", row->id != NULL ? row->id : "");
      for (guint c = 0; row->children != NULL && c < row->children->len; c++)
        {
          PreceptBlock *cell = g_ptr_array_index (row->children, c);
          PreceptBlock *first = cell->children != NULL && cell->children->len > 0 ? g_ptr_array_index (cell->children, 0) : NULL;

          g_string_append_printf (shape, " %u,%u,%d,%s,%u", cell->column_span, cell->row_span, cell->is_header, first != NULL && first->id != NULL ? first->id : "",
                                  cell->children != NULL ? cell->children->len : 0);
        }
    }
  return g_string_free (shape, FALSE);
}

static gboolean
apply (PreceptProseTable *self, PreceptStepGroup *edit, GError *failure)
{
  g_autoptr (PreceptStepGroup) group = edit;
  g_autoptr (GError) error = failure;

  if (group != NULL)
    {
      g_autofree char *selection = g_strdup_printf ("%s:0 %s:0", self->table_id, self->table_id);

      precept_step_group_set_selections (group, selection, selection);
      if (precept_session_apply (self->session, group, &error))
        {
          gtk_label_set_label (GTK_LABEL (self->status), "");
          precept_session_get_content (self->session);
          return TRUE;
        }
    }
  gtk_widget_error_bell (GTK_WIDGET (self));
  gtk_label_set_label (GTK_LABEL (self->status), error != NULL ? error->message : "");
  return FALSE;
}

/* The cell at a place of the grid. */
static GtkWidget *
get_cell (PreceptProseTable *self, guint row, guint column)
{
  return gtk_grid_get_child_at (GTK_GRID (self->grid), (int)column, (int)row);
}

static void
focus_cell (PreceptProseTable *self, guint row, guint column)
{
  GtkWidget *cell = get_cell (self, MIN (row, self->n_rows - 1), MIN (column, self->n_columns - 1));

  if (cell != NULL)
    gtk_widget_grab_focus (gtk_widget_get_first_child (cell));
}

static void
update_tools (PreceptProseTable *self)
{
  PreceptBlock *table = find_table (self);
  PreceptBlock *row = table != NULL && self->row < table->children->len ? g_ptr_array_index (table->children, self->row) : NULL;

  self->updating = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->header_button), row != NULL && row->is_header);
  self->updating = FALSE;
}

static void
cell_entered_cb (GtkEventControllerFocus *controller, PreceptProseTable *self)
{
  GtkWidget *cell = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  int        column, row, width, height;

  gtk_grid_query_child (GTK_GRID (self->grid), cell, &column, &row, &width, &height);
  self->row = (guint)row;
  self->column = (guint)column;
  update_tools (self);
}

static void
add_row (PreceptProseTable *self, guint before)
{
  GError           *error = NULL;
  PreceptStepGroup *edit = precept_edit_insert_row (precept_session_get_document (self->session), self->table_id, before, &error);

  if (apply (self, edit, error))
    focus_cell (self, before, before == self->n_rows ? 0 : self->column);
}

/* Tab from the last cell makes a row; Enter goes to the cell below. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptProseTable *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);
  GtkWidget      *cell = get_cell (self, self->row, self->column);
  int             column, row, width, height;

  if (cell == NULL || gtk_window_get_focus (GTK_WINDOW (self)) == NULL || !gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (self)), self->grid))
    return GDK_EVENT_PROPAGATE;
  gtk_grid_query_child (GTK_GRID (self->grid), cell, &column, &row, &width, &height);
  if ((key == GDK_KEY_Tab || key == GDK_KEY_KP_Tab) && modifiers == 0 && row + height >= (int)self->n_rows && column + width >= (int)self->n_columns)
    {
      add_row (self, self->n_rows);
      focus_cell (self, self->n_rows - 1, 0);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
fill_cb (GtkButton *button, PreceptProseTable *self)
{
  GtkWidget        *cell = gtk_widget_get_parent (GTK_WIDGET (button));
  GError           *error = NULL;
  g_autofree char  *id = NULL;
  PreceptStepGroup *edit;
  int               column, row, width, height;

  gtk_grid_query_child (GTK_GRID (self->grid), cell, &column, &row, &width, &height);
  edit = precept_edit_fill_cell (precept_session_get_document (self->session), self->table_id, row, column, &id, &error);
  if (apply (self, edit, error))
    focus_cell (self, row, column);
}

static void
field_done_cb (PreceptProseBlock *field, PreceptProseTable *self)
{
  if (self->row + 1 < self->n_rows)
    focus_cell (self, self->row + 1, self->column);
}

/* A field for each paragraph, also of a list. */
static guint
add_fields (PreceptProseTable *self, GtkBox *box, PreceptBlock *block, const char *name)
{
  guint n_fields = 0;

  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      PreceptBlock    *child = g_ptr_array_index (block->children, i);
      g_autofree char *key = NULL;
      GtkWidget       *field;

      if (child->kind != PRECEPT_BLOCK_PARAGRAPH || child->path == NULL)
        {
          n_fields += add_fields (self, box, child, name);
          continue;
        }
      key = g_strconcat ("text:", child->path, NULL);
      field = precept_prose_block_new (self->session, self->editor, key, name, TRUE);
      g_signal_connect (field, "done", G_CALLBACK (field_done_cb), self);
      gtk_box_append (box, field);
      n_fields++;
    }
  return n_fields;
}

static GtkWidget *
new_cell (PreceptProseTable *self, PreceptBlock *cell, guint row, guint column)
{
  GtkWidget          *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *focus = gtk_event_controller_focus_new ();
  /* Translators: names a cell of a table for a screen reader. */
  g_autofree char *name = g_strdup_printf (_ ("Row %u, column %u"), row + 1, column + 1);
  guint            n_fields = 0;

  if (cell != NULL)
    n_fields = add_fields (self, GTK_BOX (box), cell, name);
  if (n_fields == 0)
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Empty"));

      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "dim-label");
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      g_signal_connect (button, "clicked", G_CALLBACK (fill_cb), self);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_add_css_class (box, "table-cell");
  if (cell != NULL && cell->is_header)
    gtk_widget_add_css_class (box, "table-header");
  gtk_widget_set_hexpand (box, TRUE);
  g_signal_connect (focus, "enter", G_CALLBACK (cell_entered_cb), self);
  gtk_widget_add_controller (box, focus);
  return box;
}

static void
add_caption_cb (GtkButton *button, PreceptProseTable *self)
{
  GError           *error = NULL;
  g_autofree char  *path = NULL;
  PreceptStepGroup *edit = precept_edit_add_caption (precept_session_get_document (self->session), self->table_id, &path, &error);

  apply (self, edit, error);
}

static void
caption_changed_cb (GtkEditable *entry, PreceptProseTable *self)
{
  g_autofree char *path = precept_document_dup_child_path (precept_session_get_document (self->session), self->table_id, "caption");
  g_autofree char *key = path != NULL ? g_strconcat ("caption:", path, NULL) : NULL;
  g_autoptr (PreceptStepGroup) group = precept_step_group_new (_ ("Edit caption"));
  g_autoptr (GError) error = NULL;

  if (path == NULL || self->updating)
    return;
  precept_step_group_set_merge_key (group, key);
  precept_step_group_add (group, precept_step_new_set_text (path, gtk_editable_get_text (entry)));
  if (!precept_session_apply (self->session, group, &error))
    gtk_label_set_label (GTK_LABEL (self->status), error->message);
}

/* A caption with marks is edited in the text, where it has them. */
static gboolean
is_plain (PreceptInline *text)
{
  guint n_runs = precept_inline_get_n_runs (text);

  return n_runs == 0 || (n_runs == 1 && precept_inline_get_run (text, 0)->kind == PRECEPT_RUN_TEXT && precept_inline_get_run (text, 0)->marks == PRECEPT_MARK_NONE &&
                         precept_inline_get_run (text, 0)->href == NULL && precept_inline_get_run (text, 0)->ref == NULL);
}

static GtkWidget *
new_caption (PreceptProseTable *self)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autofree char *path = precept_document_dup_child_path (document, self->table_id, "caption");
  g_autoptr (PreceptInline) content = path != NULL ? precept_document_dup_inline (document, path) : NULL;
  g_autofree char *text = path != NULL ? precept_document_dup_text (document, path) : NULL;
  GtkWidget       *widget;

  if (path == NULL)
    {
      widget = gtk_button_new_with_label (_ ("Add a caption"));
      gtk_widget_add_css_class (widget, "flat");
      gtk_widget_set_halign (widget, GTK_ALIGN_START);
      g_signal_connect (widget, "clicked", G_CALLBACK (add_caption_cb), self);
      return widget;
    }
  if (!is_plain (content))
    {
      widget = gtk_label_new (text);
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_xalign (GTK_LABEL (widget), 0);
      gtk_widget_add_css_class (widget, "heading");
      return widget;
    }
  widget = gtk_entry_new ();
  gtk_editable_set_enable_undo (GTK_EDITABLE (widget), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (widget), text != NULL ? text : "");
  gtk_entry_set_placeholder_text (GTK_ENTRY (widget), _ ("Caption"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Caption"), -1);
  g_signal_connect (widget, "changed", G_CALLBACK (caption_changed_cb), self);
  return widget;
}

/* Where each cell stands, as in HTML: after those that reach down from above. */
static void
fill_grid (PreceptProseTable *self, PreceptBlock *table)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  self->n_rows = 0;
  self->n_columns = 1;
  for (guint r = 0; table->children != NULL && r < table->children->len; r++)
    {
      PreceptBlock *row = g_ptr_array_index (table->children, r);
      guint         column = 0;

      if (row->kind != PRECEPT_BLOCK_ROW)
        continue;
      for (guint i = 0; row->children != NULL && i < row->children->len; i++)
        {
          PreceptBlock *cell = g_ptr_array_index (row->children, i);

          while (g_hash_table_contains (taken, GUINT_TO_POINTER (self->n_rows * 4096 + column + 1)))
            column++;
          for (guint y = self->n_rows; y < self->n_rows + MAX (cell->row_span, 1); y++)
            {
              for (guint x = column; x < column + MAX (cell->column_span, 1); x++)
                g_hash_table_add (taken, GUINT_TO_POINTER (y * 4096 + x + 1));
            }
          gtk_grid_attach (GTK_GRID (self->grid), new_cell (self, cell, self->n_rows, column), (int)column, (int)self->n_rows, (int)MAX (cell->column_span, 1), (int)MAX (cell->row_span, 1));
          column += MAX (cell->column_span, 1);
          self->n_columns = MAX (self->n_columns, column);
        }
      self->n_rows++;
    }
}

static void
rebuild (PreceptProseTable *self)
{
  PreceptBlock *table = find_table (self);
  guint         row = self->row, column = self->column;
  GtkWidget    *child;

  if (table == NULL)
    {
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  self->grid = gtk_grid_new ();
  gtk_widget_add_css_class (self->grid, "table-grid");
  gtk_grid_set_column_homogeneous (GTK_GRID (self->grid), TRUE);
  gtk_box_append (GTK_BOX (self->box), new_caption (self));
  fill_grid (self, table);
  gtk_box_append (GTK_BOX (self->box), self->grid);
  self->row = MIN (row, self->n_rows > 0 ? self->n_rows - 1 : 0);
  self->column = MIN (column, self->n_columns - 1);
  update_tools (self);
}

static void
content_changed_cb (PreceptProseTable *self)
{
  g_autofree char *shape = dup_shape (self);

  if (g_strcmp0 (shape, self->shape) == 0)
    return;
  g_free (self->shape);
  self->shape = g_steal_pointer (&shape);
  rebuild (self);
}

/* Tools. */

static void
row_above_cb (PreceptProseTable *self)
{
  add_row (self, self->row);
}

static void
row_below_cb (PreceptProseTable *self)
{
  add_row (self, self->row + 1);
}

static void
column_before_cb (PreceptProseTable *self)
{
  GError *error = NULL;

  if (apply (self, precept_edit_insert_column (precept_session_get_document (self->session), self->table_id, self->column, &error), error))
    focus_cell (self, self->row, self->column);
}

static void
column_after_cb (PreceptProseTable *self)
{
  GError *error = NULL;

  if (apply (self, precept_edit_insert_column (precept_session_get_document (self->session), self->table_id, self->column + 1, &error), error))
    focus_cell (self, self->row, self->column + 1);
}

static void
remove_row_cb (PreceptProseTable *self)
{
  GError *error = NULL;

  if (apply (self, precept_edit_remove_row (precept_session_get_document (self->session), self->table_id, self->row, &error), error))
    focus_cell (self, self->row, self->column);
}

static void
remove_column_cb (PreceptProseTable *self)
{
  GError *error = NULL;

  if (apply (self, precept_edit_remove_column (precept_session_get_document (self->session), self->table_id, self->column, &error), error))
    focus_cell (self, self->row, self->column);
}

static void
header_toggled_cb (GtkToggleButton *button, PreceptProseTable *self)
{
  GError *error = NULL;

  if (self->updating)
    return;
  if (apply (self, precept_edit_set_header_row (precept_session_get_document (self->session), self->table_id, self->row, gtk_toggle_button_get_active (button), &error), error))
    focus_cell (self, self->row, self->column);
}

static void
remove_table_cb (PreceptProseTable *self)
{
  GError *error = NULL;

  if (apply (self, precept_edit_remove (precept_session_get_document (self->session), self->table_id, &error), error))
    {
      if (self->editor != NULL)
        precept_part_editor_tell (self->editor, _ ("Table removed"));
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
precept_prose_table_dispose (GObject *object)
{
  PreceptProseTable *self = PRECEPT_PROSE_TABLE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->editor);
  G_OBJECT_CLASS (precept_prose_table_parent_class)->dispose (object);
}

static void
precept_prose_table_finalize (GObject *object)
{
  PreceptProseTable *self = PRECEPT_PROSE_TABLE (object);

  g_free (self->table_id);
  g_free (self->shape);
  G_OBJECT_CLASS (precept_prose_table_parent_class)->finalize (object);
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  PreceptProseTable *self = PRECEPT_PROSE_TABLE (widget);

  if (g_str_equal (action, "table.undo"))
    precept_session_undo (self->session);
  else
    precept_session_redo (self->session);
}

static void
precept_prose_table_class_init (PreceptProseTableClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_prose_table_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_prose_table_finalize;
  gtk_widget_class_install_action (widget_class, "table.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "table.redo", NULL, undo_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "table.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "table.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, "table.redo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
add_tool (PreceptProseTable *self, GtkWidget *row, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (row), button);
}

static void
precept_prose_table_init (PreceptProseTable *self)
{
  GtkWidget          *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget          *bar = adw_header_bar_new ();
  GtkWidget          *tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget          *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_window_set_title (GTK_WINDOW (self), _ ("Table"));
  gtk_window_set_default_size (GTK_WINDOW (self), 900, 560);
  gtk_box_append (GTK_BOX (content), bar);
  gtk_widget_add_css_class (tools, "tool-row");
  add_tool (self, tools, _ ("Row above"), G_CALLBACK (row_above_cb));
  add_tool (self, tools, _ ("Row below"), G_CALLBACK (row_below_cb));
  add_tool (self, tools, _ ("Column before"), G_CALLBACK (column_before_cb));
  add_tool (self, tools, _ ("Column after"), G_CALLBACK (column_after_cb));
  add_tool (self, tools, _ ("Remove row"), G_CALLBACK (remove_row_cb));
  add_tool (self, tools, _ ("Remove column"), G_CALLBACK (remove_column_cb));
  self->header_button = gtk_toggle_button_new_with_label (_ ("Header row"));
  gtk_widget_add_css_class (self->header_button, "flat");
  g_signal_connect (self->header_button, "toggled", G_CALLBACK (header_toggled_cb), self);
  gtk_box_append (GTK_BOX (tools), self->header_button);
  add_tool (self, tools, _ ("Remove table"), G_CALLBACK (remove_table_cb));
  gtk_box_append (GTK_BOX (content), tools);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (self->box, "table-editor");
  gtk_scrolled_window_set_overlay_scrolling (GTK_SCROLLED_WINDOW (scroller), FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->box);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (content), scroller);
  self->status = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->status), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->status), 0);
  gtk_widget_add_css_class (self->status, "table-status");
  gtk_box_append (GTK_BOX (content), self->status);
  adw_window_set_content (ADW_WINDOW (self), content);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * precept_prose_table_open:
 * @editor: the editor of the part
 * @session: an open document
 * @table_id: of a table in it
 *
 * Opens a table for editing.
 */
void
precept_prose_table_open (PreceptPartEditor *editor, PreceptSession *session, const char *table_id)
{
  GtkRoot           *root = gtk_widget_get_root (GTK_WIDGET (editor));
  PreceptProseTable *self = g_object_new (PRECEPT_TYPE_PROSE_TABLE, "modal", TRUE, "transient-for", root, NULL);

  g_set_weak_pointer (&self->editor, editor);
  self->session = g_object_ref (session);
  self->table_id = g_strdup (table_id);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (gtk_window_close), self);
  content_changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  if (self->grid != NULL)
    focus_cell (self, 0, 0);
}
