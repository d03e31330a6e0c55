/* precept-tool-row.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-tool-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"

#define SPACING 2

/**
 * PreceptToolRow:
 *
 * A row of tools. Those for which there is no room go into a menu, “More”, so that a row never forces a width.
 *
 * Tools fold from the right. A button folds as its action, or as a click on it; a button with a menu as a submenu. What is
 * something else (a label, a list to choose from) stays as long as it can, and has no place in the menu.
 */
struct _PreceptToolRow
{
  GtkWidget parent_instance;

  GMenuModel         *menu;   /* owned; what is always under “More”, or NULL */
  GSimpleActionGroup *clicks; /* owned; “tool-row”: clicks on folded buttons without an action */
  GtkWidget          *more;   /* the button; tools before it are at the start, those after it at the end */
  GPtrArray          *folded; /* of GtkWidget, borrowed: as of the last allocation, in their order */
};

enum
{
  PROP_MENU_MODEL = 1,
};

static void precept_tool_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptToolRow, precept_tool_row, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, precept_tool_row_buildable_init))

static GtkBuildableIface *parent_buildable;

static void
precept_tool_row_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  PreceptToolRow *self = PRECEPT_TOOL_ROW (buildable);

  if (!GTK_IS_WIDGET (child))
    parent_buildable->add_child (buildable, builder, child, type);
  else if (g_strcmp0 (type, "end") == 0)
    precept_tool_row_append_end (self, GTK_WIDGET (child));
  else
    precept_tool_row_append (self, GTK_WIDGET (child));
}

static void
precept_tool_row_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = precept_tool_row_add_child;
}

/* The menu of what is folded. */

/* The command of the table that runs an action; “part.bold” is “win.part::bold” there. */
static const PreceptCommand *
find_command (const char *action)
{
  guint                 n_commands;
  const PreceptCommand *commands = precept_actions_get_commands (&n_commands);
  g_autofree char      *of_part = g_str_has_prefix (action, "part.") ? g_strconcat ("win.part::", action + strlen ("part."), NULL) : NULL;

  for (guint i = 0; i < n_commands; i++)
    {
      if (g_strcmp0 (commands[i].action, action) == 0 || g_strcmp0 (commands[i].action, of_part) == 0)
        return &commands[i];
    }
  return NULL;
}

/* Some buttons are an icon, some a word. */
static char *
dup_label (GtkWidget *tool, const PreceptCommand *command)
{
  const char *label = GTK_IS_BUTTON (tool) ? gtk_button_get_label (GTK_BUTTON (tool)) : GTK_IS_MENU_BUTTON (tool) ? gtk_menu_button_get_label (GTK_MENU_BUTTON (tool))
                                                                                                                  : NULL;
  const char *tooltip = gtk_widget_get_tooltip_text (tool);
  const char *key;

  if (command != NULL)
    return g_strdup (_ (command->title));
  if (tooltip != NULL)
    {
      key = strstr (tooltip, " (");
      return key != NULL ? g_strndup (tooltip, key - tooltip) : g_strdup (tooltip);
    }
  return g_strdup (label != NULL ? label : "");
}

static char *
dup_detailed_action (GtkActionable *tool)
{
  const char *name = gtk_actionable_get_action_name (tool);
  GVariant   *target = gtk_actionable_get_action_target_value (tool);

  return name != NULL ? g_action_print_detailed_name (name, target) : NULL;
}

static void
click_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_signal_emit_by_name (data, "clicked");
}

/* An action that is a click on a button. */
static char *
add_click (PreceptToolRow *self, GtkWidget *tool, guint number)
{
  g_autofree char *name = g_strdup_printf ("click-%u", number);
  g_autoptr (GSimpleAction) action = g_simple_action_new (name, NULL);

  g_simple_action_set_enabled (action, gtk_widget_is_sensitive (tool));
  g_signal_connect_object (action, "activate", G_CALLBACK (click_cb), tool, 0);
  g_action_map_add_action (G_ACTION_MAP (self->clicks), G_ACTION (action));
  return g_strconcat ("tool-row.", name, NULL);
}

static void
add_item (PreceptToolRow *self, GMenu *menu, GtkWidget *tool, guint number)
{
  g_autofree char      *action = GTK_IS_ACTIONABLE (tool) ? dup_detailed_action (GTK_ACTIONABLE (tool)) : NULL;
  const PreceptCommand *command = action != NULL ? find_command (action) : NULL;
  g_autofree char      *label = dup_label (tool, command);
  g_autoptr (GMenuItem) item = NULL;

  if (GTK_IS_MENU_BUTTON (tool))
    item = g_menu_item_new_submenu (label, gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (tool)));
  else
    {
      if (action == NULL)
        action = add_click (self, tool, number);
      item = g_menu_item_new (label, NULL);
      g_menu_item_set_detailed_action (item, action);
      if (command != NULL)
        g_menu_item_set_attribute (item, "accel", "s", command->keys[0]);
    }
  g_menu_append_item (menu, item);
}

static gboolean
is_foldable (GtkWidget *tool)
{
  return GTK_IS_BUTTON (tool) || (GTK_IS_MENU_BUTTON (tool) && gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (tool)) != NULL);
}

/* When it opens: labels and what may be pressed are then those of now. */
static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  PreceptToolRow *self = data;
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) folded = g_menu_new ();
  g_auto (GStrv) old = g_action_group_list_actions (G_ACTION_GROUP (self->clicks));

  for (guint i = 0; old[i] != NULL; i++)
    g_action_map_remove_action (G_ACTION_MAP (self->clicks), old[i]);
  for (guint i = 0; i < self->folded->len; i++)
    {
      if (is_foldable (g_ptr_array_index (self->folded, i)))
        add_item (self, folded, g_ptr_array_index (self->folded, i), i);
    }
  if (g_menu_model_get_n_items (G_MENU_MODEL (folded)) > 0)
    g_menu_append_section (menu, NULL, G_MENU_MODEL (folded));
  if (self->menu != NULL)
    g_menu_append_section (menu, NULL, self->menu);
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

/* Sizes. */

static int
get_width (GtkWidget *tool)
{
  int natural = 0;

  gtk_widget_measure (tool, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
precept_tool_row_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline, int *natural_baseline)
{
  PreceptToolRow *self = PRECEPT_TOOL_ROW (widget);

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *tool = gtk_widget_get_first_child (widget); tool != NULL; tool = gtk_widget_get_next_sibling (tool))
    {
      int tool_minimum = 0, tool_natural = 0;

      if (!gtk_widget_get_visible (tool))
        continue;
      gtk_widget_measure (tool, orientation, -1, &tool_minimum, &tool_natural, NULL, NULL);
      if (orientation == GTK_ORIENTATION_VERTICAL)
        {
          *minimum = MAX (*minimum, tool_minimum);
          *natural = MAX (*natural, tool_natural);
        }
      else if (tool == self->more)
        *minimum = tool_minimum;
      if (orientation == GTK_ORIENTATION_HORIZONTAL && (tool != self->more || self->menu != NULL))
        *natural += tool_natural + (*natural > 0 ? SPACING : 0);
    }
  *natural = MAX (*natural, *minimum);
}

/* The next to fold: the last at the start that may, then the last at the end, then whatever there is. */
static GtkWidget *
find_next_to_fold (PreceptToolRow *self, GHashTable *folded, gboolean any)
{
  for (GtkWidget *tool = gtk_widget_get_prev_sibling (self->more); tool != NULL; tool = gtk_widget_get_prev_sibling (tool))
    {
      if (gtk_widget_get_visible (tool) && !g_hash_table_contains (folded, tool) && (any || is_foldable (tool) || GTK_IS_SEPARATOR (tool)))
        return tool;
    }
  for (GtkWidget *tool = gtk_widget_get_last_child (GTK_WIDGET (self)); tool != self->more; tool = gtk_widget_get_prev_sibling (tool))
    {
      if (gtk_widget_get_visible (tool) && !g_hash_table_contains (folded, tool) && (any || is_foldable (tool)))
        return tool;
    }
  return any ? NULL : find_next_to_fold (self, folded, TRUE);
}

/* Which tools have no room in @width. */
static GHashTable *
find_folded (PreceptToolRow *self, int width)
{
  GHashTable *folded = g_hash_table_new (NULL, NULL);
  int         needed = self->menu != NULL ? get_width (self->more) : -SPACING;

  for (GtkWidget *tool = gtk_widget_get_first_child (GTK_WIDGET (self)); tool != NULL; tool = gtk_widget_get_next_sibling (tool))
    {
      if (tool != self->more && gtk_widget_get_visible (tool))
        needed += get_width (tool) + SPACING;
    }
  if (needed > width && self->menu == NULL)
    needed += get_width (self->more) + SPACING;
  while (needed > width)
    {
      GtkWidget *tool = find_next_to_fold (self, folded, FALSE);

      if (tool == NULL)
        break;
      g_hash_table_add (folded, tool);
      needed -= get_width (tool) + SPACING;
    }
  return folded;
}

static void
place (GtkWidget *tool, int x, int tool_width, int width, int height)
{
  int           tool_height = height;
  GtkAllocation area;

  if (gtk_widget_get_direction (gtk_widget_get_parent (tool)) == GTK_TEXT_DIR_RTL)
    x = width - x - tool_width;
  area = (GtkAllocation){ x, 0, tool_width, tool_height };
  gtk_widget_size_allocate (tool, &area, -1);
}

static void
precept_tool_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PreceptToolRow *self = PRECEPT_TOOL_ROW (widget);
  g_autoptr (GHashTable) folded = find_folded (self, width);
  int x = 0, end = width;

  g_ptr_array_set_size (self->folded, 0);
  for (GtkWidget *tool = gtk_widget_get_first_child (widget); tool != NULL; tool = gtk_widget_get_next_sibling (tool))
    {
      gboolean is_folded = tool == self->more ? g_hash_table_size (folded) == 0 && self->menu == NULL : g_hash_table_contains (folded, tool);

      gtk_widget_set_child_visible (tool, !is_folded);
      if (is_folded && tool != self->more)
        g_ptr_array_add (self->folded, tool);
    }
  for (GtkWidget *tool = gtk_widget_get_first_child (widget); tool != NULL; tool = gtk_widget_get_next_sibling (tool))
    {
      int tool_width;

      if (!gtk_widget_get_visible (tool) || !gtk_widget_get_child_visible (tool))
        continue;
      tool_width = MIN (get_width (tool), width);
      place (tool, x, tool_width, width, height);
      x += tool_width + SPACING;
      if (tool == self->more)
        break;
    }
  for (GtkWidget *tool = gtk_widget_get_last_child (widget); tool != self->more; tool = gtk_widget_get_prev_sibling (tool))
    {
      int tool_width;

      if (!gtk_widget_get_visible (tool) || !gtk_widget_get_child_visible (tool))
        continue;
      tool_width = MIN (get_width (tool), width);
      end -= tool_width;
      place (tool, end, tool_width, width, height);
      end -= SPACING;
    }
}

static void
precept_tool_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MENU_MODEL:
      g_value_set_object (value, PRECEPT_TOOL_ROW (object)->menu);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
precept_tool_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_MENU_MODEL:
      precept_tool_row_set_menu_model (PRECEPT_TOOL_ROW (object), g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
precept_tool_row_dispose (GObject *object)
{
  PreceptToolRow *self = PRECEPT_TOOL_ROW (object);
  GtkWidget      *child;

  g_ptr_array_set_size (self->folded, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->more = NULL;
  g_clear_object (&self->menu);
  g_clear_object (&self->clicks);
  G_OBJECT_CLASS (precept_tool_row_parent_class)->dispose (object);
}

static void
precept_tool_row_finalize (GObject *object)
{
  g_ptr_array_unref (PRECEPT_TOOL_ROW (object)->folded);
  G_OBJECT_CLASS (precept_tool_row_parent_class)->finalize (object);
}

static void
precept_tool_row_class_init (PreceptToolRowClass *class)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->get_property = precept_tool_row_get_property;
  object_class->set_property = precept_tool_row_set_property;
  object_class->dispose = precept_tool_row_dispose;
  object_class->finalize = precept_tool_row_finalize;
  widget_class->measure = precept_tool_row_measure;
  widget_class->size_allocate = precept_tool_row_size_allocate;
  g_object_class_install_property (object_class, PROP_MENU_MODEL, g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_css_name (widget_class, "toolrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
precept_tool_row_init (PreceptToolRow *self)
{
  self->folded = g_ptr_array_new ();
  self->clicks = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (self), "tool-row", G_ACTION_GROUP (self->clicks));
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->more), _ ("More"));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (self->more), TRUE);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), create_popup_cb, self, NULL);
  gtk_widget_set_tooltip_text (self->more, _ ("More tools"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More tools"), -1);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "more");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "tool-row");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Tools"), -1);
}

GtkWidget *
precept_tool_row_new (void)
{
  return g_object_new (PRECEPT_TYPE_TOOL_ROW, NULL);
}

/**
 * precept_tool_row_append:
 * @self: a row of tools
 * @tool: a button, a button with a menu, a separator or another small widget
 *
 * Adds a tool after the others at the start.
 */
void
precept_tool_row_append (PreceptToolRow *self, GtkWidget *tool)
{
  g_return_if_fail (PRECEPT_IS_TOOL_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (tool));

  gtk_widget_insert_before (tool, GTK_WIDGET (self), self->more);
}

/**
 * precept_tool_row_append_end:
 * @self: a row of tools
 * @tool: a tool
 *
 * Adds a tool at the end of the row, after “More”. It folds only when all at the start have.
 */
void
precept_tool_row_append_end (PreceptToolRow *self, GtkWidget *tool)
{
  g_return_if_fail (PRECEPT_IS_TOOL_ROW (self));
  g_return_if_fail (GTK_IS_WIDGET (tool));

  gtk_widget_insert_before (tool, GTK_WIDGET (self), NULL);
}

/**
 * precept_tool_row_set_menu_model:
 * @self: a row of tools
 * @menu: (nullable): seldom used commands
 *
 * Sets what is always under “More”. Without it the button is there only when something is folded.
 */
void
precept_tool_row_set_menu_model (PreceptToolRow *self, GMenuModel *menu)
{
  g_return_if_fail (PRECEPT_IS_TOOL_ROW (self));

  if (g_set_object (&self->menu, menu))
    gtk_widget_queue_resize (GTK_WIDGET (self));
}
