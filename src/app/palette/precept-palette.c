/* precept-palette.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-palette.h"

#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-palette-item.h"

#define MOST 300
#define PAGE 8

/**
 * PreceptPalette:
 *
 * A field over the window in which a name is typed, and the list of what has that name: parts, headings, definitions,
 * references, codes, indications and commands. The arrows choose, Enter goes there, Escape closes it.
 */
struct _PreceptPalette
{
  GtkBox parent_instance;

  GPtrArray          *items;     /* owned; of PreceptPaletteItem; NULL while it is closed */
  GListStore         *found;     /* owned; of PreceptPaletteItem */
  GtkSingleSelection *selection; /* owned */
  GtkWidget          *focus;     /* weak; who had the keyboard before */

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *scroller;
  GtkWidget *nothing;
};

enum
{
  PLACE_CHOSEN,
  COMMAND_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptPalette, precept_palette, GTK_TYPE_BOX)

/* Commands. */

static gboolean
may_run (PreceptPalette *self, const char *detailed)
{
  GtkRoot         *root = gtk_widget_get_root (GTK_WIDGET (self));
  GActionGroup    *group = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed, &name, &target, NULL))
    return FALSE;
  if (g_str_has_prefix (name, "app."))
    group = G_ACTION_GROUP (g_application_get_default ());
  else if (g_str_has_prefix (name, "win.") && G_IS_ACTION_GROUP (root))
    group = G_ACTION_GROUP (root);
  return group != NULL && g_action_group_get_action_enabled (group, name + 4);
}

static char *
dup_key_label (const char *accelerator)
{
  guint           key;
  GdkModifierType modifiers;

  if (accelerator == NULL || !gtk_accelerator_parse (accelerator, &key, &modifiers))
    return g_strdup ("");
  return gtk_accelerator_get_label (key, modifiers);
}

static void
add_commands (PreceptPalette *self)
{
  guint                 n_commands;
  const PreceptCommand *commands = precept_actions_get_commands (&n_commands);

  for (guint i = 0; i < n_commands; i++)
    {
      const PreceptCommand *command = &commands[i];
      g_autofree char      *keys = dup_key_label (command->keys[0]);

      if (command->action == NULL || g_str_has_prefix (command->action, "win.go-to") || !may_run (self, command->action))
        continue;
      g_ptr_array_add (self->items, precept_palette_item_new (PRECEPT_PALETTE_COMMAND, _ (command->title), keys, NULL, command->action));
    }
}

/* Rows. */

static const char *
get_icon (PreceptPaletteKind kind)
{
  static const char *const icons[] = {
    "view-list-symbolic",
    "format-text-bold-symbolic",
    "emblem-ok-symbolic",
    "accessories-dictionary-symbolic",
    "x-office-spreadsheet-symbolic",
    "view-grid-symbolic",
    "user-bookmarks-symbolic",
    "system-run-symbolic",
  };

  return icons[kind];
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new ();
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 24);
  gtk_widget_add_css_class (icon, "dim-label");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "small");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  PreceptPaletteItem *item = gtk_list_item_get_item (list_item);
  GtkWidget          *box = gtk_list_item_get_child (list_item);
  GtkWidget          *icon = gtk_widget_get_first_child (box);
  GtkWidget          *title = gtk_widget_get_next_sibling (icon);
  GtkWidget          *detail = gtk_widget_get_next_sibling (title);

  gtk_image_set_from_icon_name (GTK_IMAGE (icon), get_icon (precept_palette_item_get_kind (item)));
  gtk_label_set_label (GTK_LABEL (title), precept_palette_item_get_title (item));
  gtk_label_set_label (GTK_LABEL (detail), precept_palette_item_get_detail (item));
  gtk_widget_set_tooltip_text (box, precept_palette_item_get_title (item));
}

/* Finding and choosing. */

/* The keyboard stays in the field: what is chosen is told as its description. */
static void
describe_chosen (PreceptPalette *self)
{
  PreceptPaletteItem *item = gtk_single_selection_get_selected_item (self->selection);
  g_autofree char    *words = NULL;

  if (item != NULL)
    /* Translators: what is chosen, what it is, and its place in a list. */
    words = g_strdup_printf (_ ("%s, %s, %u of %u"), precept_palette_item_get_title (item), precept_palette_item_get_detail (item),
                             gtk_single_selection_get_selected (self->selection) + 1, g_list_model_get_n_items (G_LIST_MODEL (self->found)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words != NULL ? words : _ ("Nothing found"), -1);
}

static void
choose (PreceptPalette *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  describe_chosen (self);
}

static void
find (PreceptPalette *self)
{
  g_autoptr (GPtrArray) found = NULL;

  if (self->items == NULL)
    return;
  found = precept_palette_items_find (self->items, gtk_editable_get_text (GTK_EDITABLE (self->entry)), MOST);
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), found->pdata, found->len);
  gtk_widget_set_visible (self->nothing, found->len == 0);
  gtk_widget_set_visible (self->scroller, found->len > 0);
  if (found->len > 0)
    choose (self, 0);
  else
    describe_chosen (self);
}

static void
move (PreceptPalette *self, int by, gboolean around)
{
  int n_items = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  int position = gtk_single_selection_get_selected (self->selection);

  if (n_items == 0)
    return;
  if (around)
    position = (position + by + n_items) % n_items;
  else
    position = CLAMP (position + by, 0, n_items - 1);
  choose (self, position);
}

static void
activate (PreceptPalette *self, guint position)
{
  g_autoptr (PreceptPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);
  const char *target;

  if (item == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  precept_palette_close (self);
  target = precept_palette_item_get_target (item);
  if (precept_palette_item_get_kind (item) == PRECEPT_PALETTE_COMMAND)
    g_signal_emit (self, signals[COMMAND_CHOSEN], 0, target);
  else
    g_signal_emit (self, signals[PLACE_CHOSEN], 0, precept_palette_item_get_part_key (item), target != NULL ? target : "");
}

static void
entry_activated_cb (PreceptPalette *self)
{
  activate (self, gtk_single_selection_get_selected (self->selection));
}

static void
row_activated_cb (PreceptPalette *self, guint position)
{
  activate (self, position);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptPalette *self)
{
  switch (key)
    {
    case GDK_KEY_Escape:
      precept_palette_close (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
    case GDK_KEY_Tab:
      move (self, 1, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
    case GDK_KEY_ISO_Left_Tab:
      move (self, -1, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      move (self, PAGE, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      move (self, -PAGE, FALSE);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

/* A click elsewhere. */
static void
left_cb (PreceptPalette *self)
{
  if (self->items == NULL)
    return;
  self->focus = NULL;
  precept_palette_close (self);
}

static void
precept_palette_dispose (GObject *object)
{
  PreceptPalette *self = PRECEPT_PALETTE (object);

  g_clear_weak_pointer (&self->focus);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_PALETTE);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  G_OBJECT_CLASS (precept_palette_parent_class)->dispose (object);
}

static void
precept_palette_class_init (PreceptPaletteClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_palette_dispose;
  signals[PLACE_CHOSEN] = g_signal_new ("place-chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[COMMAND_CHOSEN] = g_signal_new ("command-chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-palette.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptPalette, entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptPalette, list);
  gtk_widget_class_bind_template_child (widget_class, PreceptPalette, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptPalette, nothing);
  gtk_widget_class_bind_template_callback (widget_class, find);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_palette_init (PreceptPalette *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->entry), FALSE);
  self->found = g_list_store_new (PRECEPT_TYPE_PALETTE_ITEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  g_object_unref (factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * precept_palette_open:
 * @self: a palette
 * @session: an open document
 * @focus: (nullable): who gets the keyboard back when it is closed
 *
 * Shows the palette, empty, with the keyboard in it.
 */
void
precept_palette_open (PreceptPalette *self, PreceptSession *session, GtkWidget *focus)
{
  g_return_if_fail (PRECEPT_IS_PALETTE (self));

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = precept_palette_items_new (precept_session_get_content (session));
  add_commands (self);
  g_set_weak_pointer (&self->focus, focus);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  find (self);
  gtk_widget_grab_focus (self->entry);
}

void
precept_palette_close (PreceptPalette *self)
{
  g_return_if_fail (PRECEPT_IS_PALETTE (self));

  if (self->items == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  if (self->focus != NULL)
    gtk_widget_grab_focus (self->focus);
  g_clear_weak_pointer (&self->focus);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_list_store_remove_all (self->found);
}

gboolean
precept_palette_is_open (PreceptPalette *self)
{
  return self->items != NULL;
}
