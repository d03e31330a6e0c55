/* precept-outline-edit.c: changes by the outline
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include <glib/gi18n.h>

#include "precept-edit-parts.h"
#include "precept-grammar.h"
#include "precept-outline-pane-private.h"

/* Applies @group, or says why there is none. */
static gboolean
apply (PreceptOutlinePane *self, PreceptStepGroup *group, const GError *why)
{
  g_autoptr (GError) error = NULL;

  if (group != NULL && precept_session_apply (self->session, group, &error))
    {
      precept_outline_pane_update (self);
      return TRUE;
    }
  precept_outline_pane_refuse (self, group != NULL ? error->message : why->message);
  return FALSE;
}

/* The id of the chosen row; says why not where there is none. */
static char *
dup_chosen_id (PreceptOutlinePane *self)
{
  g_autoptr (PreceptOutlineItem) item = precept_outline_pane_dup_chosen (self);
  const char *id = item != NULL ? precept_outline_item_get_id (item) : NULL;

  if (id == NULL)
    precept_outline_pane_refuse (self, _ ("This row stays as it is and where it is."));
  return g_strdup (id);
}

/* Adding a part. */

void
precept_outline_edit_add_part (PreceptOutlinePane *self, const char *name)
{
  g_autoptr (PreceptOutlineItem) item = precept_outline_pane_dup_chosen (self);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;
  gboolean         repeats = g_str_equal (name, "section") || g_str_equal (name, "policy-statement") || g_str_equal (name, "evidence");
  /* Where it is wanted is where one is; what is there once has its usual place. */
  const char *after = repeats && item != NULL ? precept_outline_item_get_part_key (item) : NULL;
  g_autoptr (PreceptStepGroup) group = precept_edit_add_part (precept_session_get_document (self->session), name, after, &id, &error);

  if (apply (self, group, error))
    precept_outline_pane_go_to (self, id);
}

static void
add_row_activated_cb (GtkListBox *list, GtkListBoxRow *row, PreceptOutlinePane *self)
{
  g_autofree char *name = g_strdup (g_object_get_data (G_OBJECT (row), "precept-part"));

  gtk_popover_popdown (GTK_POPOVER (self->add_popover));
  precept_outline_edit_add_part (self, name);
}

static GtkWidget *
make_add_row (const char *name)
{
  PreceptGrammar *grammar = precept_grammar_get ();
  const char     *help = precept_grammar_get_help (grammar, name);
  GtkWidget      *row = gtk_list_box_row_new ();
  GtkWidget      *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget      *title = gtk_label_new (precept_grammar_get_label (grammar, name));
  GtkWidget      *line = gtk_label_new (help);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_wrap (GTK_LABEL (line), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (line), 42);
  gtk_widget_add_css_class (line, "dim-label");
  gtk_widget_add_css_class (line, "small");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), line);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, precept_grammar_get_label (grammar, name),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, help != NULL ? help : "", -1);
  g_object_set_data_full (G_OBJECT (row), "precept-part", g_strdup (name), g_free);
  return row;
}

/* What the grammar allows now. */
static void
fill_add_list_cb (PreceptOutlinePane *self)
{
  g_auto (GStrv) names = self->session != NULL ? precept_edit_list_addable_parts (precept_session_get_document (self->session)) : NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->add_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->add_list), row);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->add_list), make_add_row (names[i]));
}

/* Commands on the chosen row. */

static void
move (PreceptOutlinePane *self, int direction)
{
  g_autofree char *id = dup_chosen_id (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;

  if (id == NULL)
    return;
  group = precept_edit_move_by (precept_session_get_document (self->session), id, direction, &error);
  if (apply (self, group, error))
    precept_outline_pane_focus (self, id);
}

static void
move_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  move (data, g_str_equal (g_action_get_name (G_ACTION (action)), "move-down") ? 1 : -1);
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptOutlinePane *self = data;
  g_autoptr (PreceptOutlineItem) item = precept_outline_pane_dup_chosen (self);
  g_autofree char *id = dup_chosen_id (self);
  g_autofree char *what = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;

  if (id == NULL)
    return;
  /* Translators: of a part or what is under a heading. */
  what = g_strdup_printf (_ ("“%s” was removed, with all in it"), precept_outline_item_get_label (item));
  group = precept_edit_remove_part (precept_session_get_document (self->session), id, &error);
  if (apply (self, group, error))
    precept_outline_pane_tell (self, what);
}

/* Renaming, in a small field over the row. */

static GtkWidget *
find_row (PreceptOutlinePane *self, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget          *row = gtk_widget_get_first_child (child);
      PreceptOutlineItem *item = PRECEPT_IS_OUTLINE_ROW (row) ? precept_outline_row_get_item (PRECEPT_OUTLINE_ROW (row)) : NULL;

      if (item != NULL && g_strcmp0 (precept_outline_item_get_id (item), id) == 0)
        return row;
    }
  return NULL;
}

static void
point_at (PreceptOutlinePane *self, GtkWidget *popover, GtkWidget *row)
{
  graphene_rect_t bounds;
  GdkRectangle    area;

  if (row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds))
    return;
  area = (GdkRectangle){ bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
  gtk_popover_set_pointing_to (GTK_POPOVER (popover), &area);
}

static void
rename_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptOutlinePane *self = data;
  g_autoptr (PreceptOutlineItem) item = precept_outline_pane_dup_chosen (self);
  g_autofree char *id = dup_chosen_id (self);
  g_autofree char *title = NULL;

  if (id == NULL)
    return;
  if (!precept_edit_is_movable (precept_session_get_document (self->session), id))
    {
      precept_outline_pane_refuse (self, _ ("This can’t be renamed here."));
      return;
    }
  g_free (self->renamed);
  self->renamed = g_steal_pointer (&id);
  title = precept_edit_dup_title (precept_session_get_document (self->session), self->renamed);
  gtk_editable_set_text (GTK_EDITABLE (self->name_entry), title != NULL ? title : precept_outline_item_get_label (item));
  point_at (self, self->name_popover, find_row (self, self->renamed));
  gtk_popover_popup (GTK_POPOVER (self->name_popover));
  gtk_widget_grab_focus (self->name_entry);
}

static void
name_activated_cb (PreceptOutlinePane *self)
{
  PreceptDocument *document = precept_session_get_document (self->session);
  g_autofree char *id = g_steal_pointer (&self->renamed);
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry))));
  g_autofree char *old = id != NULL ? precept_edit_dup_title (document, id) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = NULL;

  gtk_popover_popdown (GTK_POPOVER (self->name_popover));
  if (id == NULL || g_strcmp0 (old, words) == 0)
    return;
  group = precept_edit_rename (document, id, words, &error);
  if (apply (self, group, error))
    precept_outline_pane_focus (self, id);
}

static void
make_name_popover (PreceptOutlinePane *self)
{
  self->name_popover = gtk_popover_new ();
  self->name_entry = gtk_entry_new ();
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->name_entry), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name_entry), 32);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("New name"), -1);
  gtk_popover_set_child (GTK_POPOVER (self->name_popover), self->name_entry);
  gtk_widget_set_parent (self->name_popover, GTK_WIDGET (self));
  g_signal_connect_swapped (self->name_entry, "activate", G_CALLBACK (name_activated_cb), self);
}

/* The menu of a row, and its keys. */

static void
show_menu (PreceptOutlinePane *self, double x, double y)
{
  GtkWidget       *at = gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT);
  GtkWidget       *row = at != NULL ? gtk_widget_get_ancestor (at, PRECEPT_TYPE_OUTLINE_ROW) : NULL;
  graphene_point_t point;
  GdkRectangle     area;

  if (row != NULL)
    gtk_widget_activate_action (row, "listitem.select", "(bb)", FALSE, FALSE);
  if (!gtk_widget_compute_point (self->list, GTK_WIDGET (self), &GRAPHENE_POINT_INIT (x, y), &point))
    return;
  area = (GdkRectangle){ point.x, point.y, 1, 1 };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &area);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, PreceptOutlinePane *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x, y);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptOutlinePane *self)
{
  GdkModifierType modifiers = state & (GDK_ALT_MASK | GDK_CONTROL_MASK | GDK_SHIFT_MASK);
  const char     *command = NULL;

  if (modifiers == GDK_ALT_MASK && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    command = "move-up";
  else if (modifiers == GDK_ALT_MASK && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    command = "move-down";
  else if (modifiers == 0 && key == GDK_KEY_F2)
    command = "edit";
  else if (modifiers == 0 && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    command = "remove";
  else if ((modifiers == 0 && key == GDK_KEY_Menu) || (modifiers == GDK_SHIFT_MASK && key == GDK_KEY_F10))
    {
      g_autoptr (PreceptOutlineItem) item = precept_outline_pane_dup_chosen (self);

      point_at (self, self->menu, item != NULL ? find_row (self, precept_outline_item_get_id (item)) : NULL);
      gtk_popover_popup (GTK_POPOVER (self->menu));
      return GDK_EVENT_STOP;
    }
  if (command == NULL)
    return GDK_EVENT_PROPAGATE;
  return precept_outline_pane_run (self, command);
}

static const GActionEntry actions[] = {
  { "move-up", move_cb },
  { "move-down", move_cb },
  { "edit", rename_cb },
  { "remove", remove_cb },
};

void
precept_outline_edit_set_up (PreceptOutlinePane *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/precept/Precept/menus.ui");
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "outline", G_ACTION_GROUP (self->actions));
  self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (gtk_builder_get_object (builder, "outline-menu")));
  gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
  gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  make_name_popover (self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (click));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->list, keys);
  g_signal_connect_swapped (self->add_popover, "show", G_CALLBACK (fill_add_list_cb), self);
  g_signal_connect (self->add_list, "row-activated", G_CALLBACK (add_row_activated_cb), self);
}

void
precept_outline_edit_tear_down (PreceptOutlinePane *self)
{
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->name_popover, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->renamed, g_free);
  g_clear_pointer (&self->drop_checked, g_free);
}
