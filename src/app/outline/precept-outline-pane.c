/* precept-outline-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-outline-pane.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-diagnostic.h"
#include "precept-edit-parts.h"
#include "precept-outline-pane-private.h"
#include "precept-prose-line.h"

#define UPDATE_DELAY_MS 120

/**
 * PreceptOutlinePane:
 *
 * Lists the parts of the guideline and the headings in them, with their problems.
 * Choosing a row goes there; the row of the place where the caret is, is chosen.
 */
enum
{
  PLACE_ACTIVATED,
  REFUSED,
  DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptOutlinePane, precept_outline_pane, GTK_TYPE_BOX)

static GListModel *
create_children (gpointer item, gpointer data)
{
  GListStore *children = precept_outline_item_get_children (item);

  if (g_list_model_get_n_items (G_LIST_MODEL (children)) == 0)
    return NULL;
  return G_LIST_MODEL (g_object_ref (children));
}

static PreceptOutlineItem *
get_item (PreceptOutlinePane *self, guint position)
{
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
emit_place (PreceptOutlinePane *self, PreceptOutlineItem *item)
{
  const char *part_key = precept_outline_item_get_part_key (item);
  const char *id = precept_outline_item_get_id (item);

  /* Another part: where the caret was when it was left. This one: its beginning. */
  if (precept_outline_item_get_level (item) == 0 && g_strcmp0 (part_key, self->part_key) != 0)
    id = NULL;
  g_signal_emit (self, signals[PLACE_ACTIVATED], 0, part_key, id != NULL ? id : "");
}

static void
selected_cb (PreceptOutlinePane *self)
{
  g_autoptr (PreceptOutlineItem) item = NULL;

  if (self->following)
    return;
  item = get_item (self, gtk_single_selection_get_selected (self->selection));
  if (item != NULL && precept_outline_item_get_missing (item) == NULL)
    emit_place (self, item);
}

/* Enter on a row, or a click on the row that is chosen already. */
static void
activated_cb (GtkListView *list, guint position, PreceptOutlinePane *self)
{
  g_autoptr (PreceptOutlineItem) item = get_item (self, position);

  if (item != NULL && precept_outline_item_get_missing (item) != NULL)
    precept_outline_edit_add_part (self, precept_outline_item_get_missing (item));
  else if (item != NULL)
    emit_place (self, item);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, PreceptOutlinePane *self)
{
  GtkWidget *row = precept_outline_row_new ();

  precept_outline_drag_set_up_row (self, row);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, PreceptOutlinePane *self)
{
  precept_outline_row_set_row (PRECEPT_OUTLINE_ROW (gtk_list_item_get_child (list_item)), gtk_list_item_get_item (list_item));
}

static void
unbind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, PreceptOutlinePane *self)
{
  precept_outline_row_set_row (PRECEPT_OUTLINE_ROW (gtk_list_item_get_child (list_item)), NULL);
}

/* One level is open: the part that is being edited. Returns its position. */
static guint
open_part (PreceptOutlinePane *self, const char *part_key)
{
  guint position = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, i);
      g_autoptr (PreceptOutlineItem) item = gtk_tree_list_row_get_item (row);
      gboolean wanted = g_str_equal (precept_outline_item_get_part_key (item), part_key);

      if (precept_outline_item_get_level (item) > 0)
        continue;
      if (wanted)
        position = i;
      if (gtk_tree_list_row_is_expandable (row) && gtk_tree_list_row_get_expanded (row) != wanted)
        gtk_tree_list_row_set_expanded (row, wanted);
    }
  return position;
}

static void
follow_place (PreceptOutlinePane *self)
{
  guint position;

  if (self->part_key == NULL)
    return;
  self->following = TRUE;
  position = open_part (self, self->part_key);
  for (guint i = position + 1; position != GTK_INVALID_LIST_POSITION && i < g_list_model_get_n_items (G_LIST_MODEL (self->tree)); i++)
    {
      g_autoptr (PreceptOutlineItem) item = get_item (self, i);

      if (precept_outline_item_get_level (item) == 0)
        break;
      if (self->id != NULL && g_hash_table_contains (precept_outline_item_get_ids (item), self->id))
        {
          position = i;
          /* Deeper rows come after, and hold fewer ids. */
        }
    }
  if (position != GTK_INVALID_LIST_POSITION && gtk_single_selection_get_selected (self->selection) != position)
    {
      gtk_single_selection_set_selected (self->selection, position);
      gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
    }
  self->following = FALSE;
}

static void
update_problems_of (GListModel *items, GPtrArray *problems)
{
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (items, i);
      gboolean overview = g_str_equal (precept_outline_item_get_part_key (item), "overview");
      guint    n_errors = 0, n_warnings = 0;

      for (guint j = 0; j < problems->len; j++)
        {
          PreceptDiagnostic *problem = g_ptr_array_index (problems, j);
          const char        *id = precept_diagnostic_get_id (problem);
          gboolean           here = id != NULL && g_hash_table_contains (precept_outline_item_get_ids (item), id);

          if (overview)
            here = g_object_get_data (G_OBJECT (item), "all-ids") != NULL && (id == NULL || !g_hash_table_contains (g_object_get_data (G_OBJECT (item), "all-ids"), id));
          if (!here)
            continue;
          n_errors += precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_ERROR;
          n_warnings += precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_WARNING;
        }
      precept_outline_item_set_problems (item, n_errors, n_warnings);
      update_problems_of (G_LIST_MODEL (precept_outline_item_get_children (item)), problems);
    }
}

static void
update_problems (PreceptOutlinePane *self)
{
  g_autoptr (GHashTable) all_ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (PreceptOutlineItem) overview = g_list_model_get_item (G_LIST_MODEL (self->items), 0);

  /* What is nowhere else is about the document as a whole. */
  for (guint i = 1; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      GHashTableIter iter;
      gpointer       id;

      g_hash_table_iter_init (&iter, precept_outline_item_get_ids (item));
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (all_ids, id);
    }
  if (overview != NULL)
    g_object_set_data (G_OBJECT (overview), "all-ids", all_ids);
  update_problems_of (G_LIST_MODEL (self->items), precept_session_get_problems (self->session));
  if (overview != NULL)
    g_object_set_data (G_OBJECT (overview), "all-ids", NULL);
}

static void
update_items (PreceptOutlinePane *self)
{
  g_auto (GStrv) missing = precept_edit_list_missing_parts (precept_session_get_document (self->session));

  g_clear_handle_id (&self->update_source, g_source_remove);
  self->following = TRUE;
  precept_outline_items_update (self->items, precept_session_get_content (self->session), (const char *const *)missing);
  self->following = FALSE;
  follow_place (self);
  update_problems (self);
}

static gboolean
update_cb (gpointer data)
{
  PreceptOutlinePane *self = data;

  self->update_source = 0;
  update_items (self);
  return G_SOURCE_REMOVE;
}

/* Headings seldom change, and typing must not wait for the outline: it follows in a pause. */
static void
content_changed_cb (PreceptOutlinePane *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  self->update_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, UPDATE_DELAY_MS, update_cb, self, NULL);
}

static void
precept_outline_pane_dispose (GObject *object)
{
  PreceptOutlinePane *self = PRECEPT_OUTLINE_PANE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->session);
  precept_outline_edit_tear_down (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_OUTLINE_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (precept_outline_pane_parent_class)->dispose (object);
}

static void
precept_outline_pane_finalize (GObject *object)
{
  PreceptOutlinePane *self = PRECEPT_OUTLINE_PANE (object);

  g_free (self->part_key);
  g_free (self->id);
  G_OBJECT_CLASS (precept_outline_pane_parent_class)->finalize (object);
}

static gboolean
precept_outline_pane_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PRECEPT_OUTLINE_PANE (widget)->list);
}

static void
precept_outline_pane_class_init (PreceptOutlinePaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_outline_pane_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_outline_pane_finalize;
  widget_class->grab_focus = precept_outline_pane_grab_focus;

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (PRECEPT_TYPE_OUTLINE_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-outline-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, list);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, go_to_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, add_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, add_popover);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, add_list);
  gtk_widget_class_bind_template_child (widget_class, PreceptOutlinePane, status);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_outline_pane_init (PreceptOutlinePane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (PRECEPT_TYPE_OUTLINE_ITEM);
  self->tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->items)), FALSE, FALSE, create_children, NULL, NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->tree)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_row_cb), self);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  g_object_unref (factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  g_signal_connect (self->list, "activate", G_CALLBACK (activated_cb), self);
  precept_actions_set_tooltip (self->go_to_button, "win.go-to");
  precept_outline_edit_set_up (self);
}

void
precept_outline_pane_set_session (PreceptOutlinePane *self, PreceptSession *session)
{
  g_return_if_fail (PRECEPT_IS_OUTLINE_PANE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (update_items), self);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (update_problems), self);
  update_items (self);
}

/**
 * precept_outline_pane_set_place:
 * @self: an outline
 * @part_key: the part that is edited
 * @id: (nullable): the block that holds the caret
 *
 * Chooses the row of a place, without going there.
 */
void
precept_outline_pane_set_place (PreceptOutlinePane *self, const char *part_key, const char *id)
{
  g_return_if_fail (PRECEPT_IS_OUTLINE_PANE (self));

  if (g_strcmp0 (part_key, self->part_key) == 0 && g_strcmp0 (id, self->id) == 0)
    return;
  g_free (self->part_key);
  g_free (self->id);
  self->part_key = g_strdup (part_key);
  self->id = g_strdup (id);
  follow_place (self);
}

gboolean
precept_outline_pane_activate_part (PreceptOutlinePane *self, guint number)
{
  g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), number - 1);

  if (item == NULL)
    return FALSE;
  emit_place (self, item);
  return TRUE;
}

char *
precept_outline_pane_dup_part (PreceptOutlinePane *self, guint *n_errors, guint *n_warnings)
{
  g_return_val_if_fail (PRECEPT_IS_OUTLINE_PANE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr (PreceptOutlineItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      if (g_strcmp0 (precept_outline_item_get_part_key (item), self->part_key) != 0)
        continue;
      *n_errors = precept_outline_item_get_n_errors (item);
      *n_warnings = precept_outline_item_get_n_warnings (item);
      return g_strdup (precept_outline_item_get_label (item));
    }
  return NULL;
}

/**
 * precept_outline_pane_run:
 * @self: an outline
 * @command: a command that moves or changes rows: “move-up”, “move-down”, “edit”, “remove”
 *
 * Runs a command on the row that is chosen.
 *
 * Returns: whether it has such a command
 */
gboolean
precept_outline_pane_run (PreceptOutlinePane *self, const char *command)
{
  g_return_val_if_fail (PRECEPT_IS_OUTLINE_PANE (self), FALSE);

  if (!g_action_group_has_action (G_ACTION_GROUP (self->actions), command))
    return FALSE;
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), command, NULL);
  return TRUE;
}

/* For the other files of the outline. */

PreceptOutlineItem *
precept_outline_pane_dup_chosen (PreceptOutlinePane *self)
{
  return get_item (self, gtk_single_selection_get_selected (self->selection));
}

/* After a change that the outline made: its rows are those of now. */
void
precept_outline_pane_update (PreceptOutlinePane *self)
{
  update_items (self);
}

/* Gives the keyboard to the row of @id, which may have come to another place. */
void
precept_outline_pane_focus (PreceptOutlinePane *self, const char *id)
{
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget          *row = gtk_widget_get_first_child (child);
      PreceptOutlineItem *item = PRECEPT_IS_OUTLINE_ROW (row) ? precept_outline_row_get_item (PRECEPT_OUTLINE_ROW (row)) : NULL;

      if (item != NULL && g_strcmp0 (precept_outline_item_get_id (item), id) == 0)
        {
          gtk_widget_grab_focus (child);
          return;
        }
    }
}

void
precept_outline_pane_refuse (PreceptOutlinePane *self, const char *why)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  g_signal_emit (self, signals[REFUSED], 0, why);
}

void
precept_outline_pane_tell (PreceptOutlinePane *self, const char *what)
{
  g_signal_emit (self, signals[DONE], 0, what);
}

void
precept_outline_pane_go_to (PreceptOutlinePane *self, const char *id)
{
  g_autofree char *part_key = precept_prose_dup_part_key_of (precept_session_get_content (self->session), id);

  if (part_key != NULL)
    g_signal_emit (self, signals[PLACE_ACTIVATED], 0, part_key, id);
}
