/* precept-prose-blocks.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-prose-blocks.h"

#include <glib/gi18n.h>

#include "precept-edit-table.h"
#include "precept-place.h"
#include "precept-prose-buffer-private.h"
#include "precept-prose-clip.h"
#include "precept-prose-kind.h"
#include "precept-prose-table.h"

struct _PreceptProseBlocks
{
  PreceptPartEditor  *editor;  /* borrowed; owns this */
  PreceptProseView   *view;    /* borrowed */
  GActionMap         *actions; /* borrowed */
  GtkEventController *keys;    /* owned by the view */
  GtkEventController *click;   /* owned by the view */
};

static const struct
{
  const char      *action;
  PreceptProseKind kind;
} kinds[] = {
  { "paragraph", PRECEPT_PROSE_KIND_PARAGRAPH },
  { "heading", PRECEPT_PROSE_KIND_HEADING },
  { "bullets", PRECEPT_PROSE_KIND_BULLET },
  { "numbers", PRECEPT_PROSE_KIND_NUMBER },
  { "note", PRECEPT_PROSE_KIND_NOTE },
};

static void
kind_action_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  const char         *name = g_action_get_name (G_ACTION (action));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (kinds[i].action, name))
        precept_prose_buffer_toggle_kind (buffer, kinds[i].kind);
    }
  precept_prose_view_scroll_to_caret (self->view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  precept_prose_blocks_update (self);
}

static void
paste_text_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;

  precept_prose_clip_paste (GTK_WIDGET (self->view), precept_prose_view_get_buffer (self->view), TRUE);
}

/* The table or the figure that a line shows; NULL: it is text. */
static char *
dup_whole (PreceptProseBlocks *self, PreceptProseLine *line)
{
  PreceptDocument *document = precept_session_get_document (precept_prose_view_get_buffer (self->view)->session);
  g_autofree char *id = line != NULL ? g_strdup (line->block->id != NULL ? line->block->id : line->id) : NULL;
  g_autofree char *name = id != NULL ? precept_document_dup_element_name (document, id) : NULL;

  if (g_strcmp0 (name, "row") == 0)
    return precept_document_dup_parent_path (document, id, NULL);
  return g_strcmp0 (name, "table") == 0 || g_strcmp0 (name, "figure") == 0 ? g_steal_pointer (&id) : NULL;
}

/* Opens what the caret is on: a table. */
static gboolean
open_at_caret (PreceptProseBlocks *self)
{
  PreceptSession   *session = precept_prose_view_get_buffer (self->view)->session;
  PreceptProseLine *line = precept_prose_view_get_caret_line (self->view);
  g_autofree char  *id = NULL;
  g_autofree char  *name = NULL;

  if (line == NULL || (line->kind != PRECEPT_PROSE_LINE_ROW && line->kind != PRECEPT_PROSE_LINE_HEADER_ROW))
    return FALSE;
  id = dup_whole (self, line);
  name = id != NULL ? precept_document_dup_element_name (precept_session_get_document (session), id) : NULL;
  if (g_strcmp0 (name, "table") != 0)
    return FALSE;
  precept_prose_table_open (self->editor, session, id);
  return TRUE;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptProseBlocks *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK);

  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && modifiers == 0 && open_at_caret (self))
    return GDK_EVENT_STOP;
  return GDK_EVENT_PROPAGATE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_pressed, double x, double y, PreceptProseBlocks *self)
{
  if (n_pressed == 2)
    open_at_caret (self);
}

/* Tables. */

static void
insert_table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  g_autofree char    *xml = NULL;
  guint               rows = 0, columns = 0;

  g_variant_get (parameter, "(uu)", &rows, &columns);
  xml = precept_edit_new_table_xml (CLAMP (rows, 1, 100), CLAMP (columns, 1, 20), TRUE);
  if (precept_prose_buffer_insert_fragment (buffer, xml, FALSE))
    open_at_caret (self);
}

static void
size_chosen_cb (GtkButton *button, PreceptProseBlocks *self)
{
  GtkWidget     *popover = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_POPOVER);
  GtkSpinButton *rows = g_object_get_data (G_OBJECT (popover), "rows");
  GtkSpinButton *columns = g_object_get_data (G_OBJECT (popover), "columns");
  guint          n_rows = (guint)gtk_spin_button_get_value_as_int (rows);
  guint          n_columns = (guint)gtk_spin_button_get_value_as_int (columns);

  gtk_popover_popdown (GTK_POPOVER (popover));
  g_action_activate (g_action_map_lookup_action (self->actions, "insert-table"), g_variant_new ("(uu)", n_rows, n_columns));
}

static GtkWidget *
add_number (GtkGrid *grid, int row, const char *label, double value)
{
  GtkWidget *name = gtk_label_new (label);
  GtkWidget *number = gtk_spin_button_new_with_range (1, row == 0 ? 100 : 20, 1);

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (number), value);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (number), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_grid_attach (grid, name, 0, row, 1, 1);
  gtk_grid_attach (grid, number, 1, row, 1, 1);
  return number;
}

static void
popover_closed_cb (GtkPopover *popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
}

/* Asks for rows and columns, at the caret. */
static void
table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptProseBlocks *self = data;
  GtkWidget          *popover = gtk_popover_new ();
  GtkWidget          *grid = gtk_grid_new ();
  GtkWidget          *button = gtk_button_new_with_label (_ ("Insert table"));
  GtkTextIter         caret;
  GdkRectangle        place;

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  g_object_set_data (G_OBJECT (popover), "rows", add_number (GTK_GRID (grid), 0, _ ("Rows"), 3));
  g_object_set_data (G_OBJECT (popover), "columns", add_number (GTK_GRID (grid), 1, _ ("Columns"), 2));
  gtk_widget_add_css_class (button, "suggested-action");
  gtk_grid_attach (GTK_GRID (grid), button, 0, 2, 2, 1);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  gtk_widget_set_parent (popover, GTK_WIDGET (self->view));
  gtk_popover_set_default_widget (GTK_POPOVER (popover), button);
  g_signal_connect (button, "clicked", G_CALLBACK (size_chosen_cb), self);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_text_buffer_get_iter_at_mark (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view)), &caret, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view))));
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->view), &caret, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self->view), GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &place.x, &place.y);
  place.width = MAX (place.width, 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &place);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static const GActionEntry entries[] = {
  { "table", table_cb },
  { "insert-table", insert_table_cb, "(uu)" },
  { "paste-text", paste_text_cb },
  { "paragraph", kind_action_cb, NULL, "false" },
  { "heading", kind_action_cb, NULL, "false" },
  { "bullets", kind_action_cb, NULL, "false" },
  { "numbers", kind_action_cb, NULL, "false" },
  { "note", kind_action_cb, NULL, "false" },
};

/**
 * precept_prose_blocks_update:
 * @self: the commands
 *
 * Tells the buttons and menus what may be done at the caret, and what the line there is.
 */
void
precept_prose_blocks_update (PreceptProseBlocks *self)
{
  PreceptProseBuffer *buffer = precept_prose_view_get_buffer (self->view);
  PreceptProseKind    now = precept_prose_buffer_get_kind (buffer);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GSimpleAction *action = G_SIMPLE_ACTION (g_action_map_lookup_action (self->actions, kinds[i].action));

      g_simple_action_set_enabled (action, precept_prose_buffer_can_be (buffer, kinds[i].kind));
      g_simple_action_set_state (action, g_variant_new_boolean (now == kinds[i].kind));
    }
}

/**
 * precept_prose_blocks_new:
 * @editor: the editor that owns it
 * @view: its text
 * @actions: the group “part” of the editor
 *
 * Adds the commands on blocks to an editor.
 */
PreceptProseBlocks *
precept_prose_blocks_new (PreceptPartEditor *editor, PreceptProseView *view, GActionMap *actions)
{
  PreceptProseBlocks *self = g_new0 (PreceptProseBlocks, 1);

  self->editor = editor;
  self->view = view;
  self->actions = actions;
  g_action_map_add_action_entries (actions, entries, G_N_ELEMENTS (entries), self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), self->keys);
  self->click = GTK_EVENT_CONTROLLER (gtk_gesture_click_new ());
  g_signal_connect (self->click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), self->click);
  return self;
}

void
precept_prose_blocks_free (PreceptProseBlocks *self)
{
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->keys);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->click);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (self->actions, entries[i].name);
  g_free (self);
}
