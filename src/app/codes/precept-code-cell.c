/* precept-code-cell.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-code-cell.h"

#include <string.h>

/**
 * PreceptCodeCell:
 *
 * A label until it is clicked, or Enter or F2 is pressed; then an entry. Enter takes what was typed and goes to the cell
 * below, Tab to the next one, Escape leaves it as it was.
 */
struct _PreceptCodeCell
{
  GtkBox parent_instance;

  char *text;        /* owned */
  char *placeholder; /* owned, or NULL */

  GtkWidget *label;
  GtkWidget *entry; /* only while it is edited */
};

enum
{
  COMMITTED,
  PASTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptCodeCell, precept_code_cell, GTK_TYPE_BOX)

static void
show_text (PreceptCodeCell *self)
{
  gboolean is_empty = *self->text == '\0';

  gtk_label_set_label (GTK_LABEL (self->label), is_empty && self->placeholder != NULL ? self->placeholder : self->text);
  if (is_empty)
    gtk_widget_add_css_class (self->label, "dim-label");
  else
    gtk_widget_remove_css_class (self->label, "dim-label");
}

static void
end_editing (PreceptCodeCell *self, gboolean commit, int direction)
{
  GtkWidget       *entry = self->entry;
  g_autofree char *text = NULL;
  gboolean         had_focus;

  if (entry == NULL)
    return;
  self->entry = NULL;
  text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  had_focus = gtk_widget_is_ancestor (gtk_root_get_focus (gtk_widget_get_root (entry)) != NULL ? gtk_root_get_focus (gtk_widget_get_root (entry)) : GTK_WIDGET (self), entry);
  gtk_widget_set_visible (self->label, TRUE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_box_remove (GTK_BOX (self), entry);
  if (commit && (!g_str_equal (text, self->text) || direction != 0))
    g_signal_emit (self, signals[COMMITTED], 0, text, direction);
}

static void
activate_cb (PreceptCodeCell *self)
{
  end_editing (self, TRUE, 2);
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCodeCell *self)
{
  if (key == GDK_KEY_Escape)
    end_editing (self, FALSE, 0);
  else if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    end_editing (self, TRUE, key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0 ? -1 : 1);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static gboolean
leave_cb (gpointer data)
{
  end_editing (data, TRUE, 0);
  return G_SOURCE_REMOVE;
}

static void
focus_left_cb (PreceptCodeCell *self)
{
  /* Not within the change of focus. */
  if (self->entry != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, leave_cb, g_object_ref (self), g_object_unref);
}

/* Several lines or cells are not for this cell alone. */
static void
insert_text_cb (GtkEditable *editable, const char *text, int length, int *position, PreceptCodeCell *self)
{
  g_autofree char *inserted = length < 0 ? g_strdup (text) : g_strndup (text, length);

  if (strpbrk (g_strchomp (inserted), "\n\t") == NULL)
    return;
  g_signal_stop_emission_by_name (editable, "insert-text");
  g_signal_emit (self, signals[PASTED], 0, inserted);
}

/**
 * precept_code_cell_edit:
 * @self: a cell
 *
 * Begins to edit it, with all of its text selected.
 */
void
precept_code_cell_edit (PreceptCodeCell *self)
{
  GtkEventController *keys;
  GtkEventController *focus;
  GtkWidget          *text;

  g_return_if_fail (PRECEPT_IS_CODE_CELL (self));

  if (self->entry != NULL)
    return;
  self->entry = gtk_entry_new ();
  gtk_widget_set_hexpand (self->entry, TRUE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), self->placeholder);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "monospace"))
    gtk_widget_add_css_class (self->entry, "monospace");
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
  g_signal_connect (text, "insert-text", G_CALLBACK (insert_text_cb), self);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_box_append (GTK_BOX (self), self->entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, self->placeholder != NULL ? self->placeholder : gtk_label_get_label (GTK_LABEL (self->label)), -1);
  gtk_widget_grab_focus (self->entry);
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, PreceptCodeCell *self)
{
  if (self->entry != NULL)
    return;
  /* The first click chooses the row, as in any table; the second edits. */
  if (n_press >= 2 || *self->text == '\0')
    precept_code_cell_edit (self);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCodeCell *self)
{
  if (self->entry != NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_F2 || key == GDK_KEY_Return || key == GDK_KEY_KP_Enter)
    {
      precept_code_cell_edit (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
precept_code_cell_finalize (GObject *object)
{
  PreceptCodeCell *self = PRECEPT_CODE_CELL (object);

  g_free (self->text);
  g_free (self->placeholder);
  G_OBJECT_CLASS (precept_code_cell_parent_class)->finalize (object);
}

static void
precept_code_cell_class_init (PreceptCodeCellClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_code_cell_finalize;
  signals[COMMITTED] = g_signal_new ("committed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_INT);
  signals[PASTED] = g_signal_new ("pasted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_code_cell_init (PreceptCodeCell *self)
{
  GtkGesture         *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->text = g_strdup ("");
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
precept_code_cell_new (const char *placeholder)
{
  PreceptCodeCell *self = g_object_new (PRECEPT_TYPE_CODE_CELL, NULL);

  self->placeholder = g_strdup (placeholder);
  show_text (self);
  return GTK_WIDGET (self);
}

void
precept_code_cell_set_text (PreceptCodeCell *self, const char *text)
{
  g_return_if_fail (PRECEPT_IS_CODE_CELL (self));

  g_free (self->text);
  self->text = g_strdup (text != NULL ? text : "");
  show_text (self);
}

const char *
precept_code_cell_get_text (PreceptCodeCell *self)
{
  return self->text;
}

void
precept_code_cell_set_name (PreceptCodeCell *self, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
