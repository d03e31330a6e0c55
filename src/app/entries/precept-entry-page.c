/* precept-entry-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-entry-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-prose-line.h"

/**
 * PreceptEntryPage:
 *
 * A part as a list of entries: a row for each, and a card with fields for the one that is open. What derives from it
 * says what the rows show and what the card edits.
 */
typedef struct
{
  PreceptSession     *session;  /* owned */
  char               *part_key; /* owned */
  GSimpleActionGroup *actions;  /* owned; "part" */
  GPtrArray          *infos;    /* owned; of PreceptEntryInfo */
  GHashTable         *rows;     /* owned id → borrowed GtkListBoxRow */
  char               *chosen;   /* owned; NULL: none is open */
  GtkWidget          *card;     /* borrowed; of the open one */
  guint               scroll_source;

  GtkWidget *tools;
  GtkWidget *scroller;
  GtkWidget *heading;
  GtkWidget *counts;
  GtkWidget *top;
  GtkWidget *list;
  GtkWidget *empty;
} PreceptEntryPagePrivate;

static void precept_entry_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (PreceptEntryPage,
                                  precept_entry_page,
                                  GTK_TYPE_BOX,
                                  G_ADD_PRIVATE (PreceptEntryPage)
                                    G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_entry_page_part_editor_init))

#define GET(self) ((PreceptEntryPagePrivate *)precept_entry_page_get_instance_private (self))

PreceptEntryInfo *
precept_entry_info_new (const char *id)
{
  PreceptEntryInfo *self = g_new0 (PreceptEntryInfo, 1);

  self->id = g_strdup (id);
  return self;
}

void
precept_entry_info_free (PreceptEntryInfo *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->text);
  g_free (self->state);
  g_free (self);
}

/* Rows. */

static GtkWidget *
add_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static GtkWidget *
make_summary (void)
{
  GtkWidget *summary = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *state;

  g_object_set_data (G_OBJECT (summary), "title", add_label (lines, "entry-title"));
  g_object_set_data (G_OBJECT (summary), "text", add_label (lines, "journal"));
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_box_append (GTK_BOX (summary), lines);
  g_object_set_data (G_OBJECT (summary), "icon", gtk_image_new ());
  gtk_box_append (GTK_BOX (summary), g_object_get_data (G_OBJECT (summary), "icon"));
  state = add_label (summary, "state");
  gtk_label_set_ellipsize (GTK_LABEL (state), PANGO_ELLIPSIZE_NONE);
  g_object_set_data (G_OBJECT (summary), "state", state);
  return summary;
}

static void
set_label (GtkWidget *summary, const char *name, const char *words)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (summary), name);

  gtk_widget_set_visible (label, words != NULL && *words != '\0');
  gtk_label_set_label (GTK_LABEL (label), words != NULL ? words : "");
}

static void
update_row (GtkWidget *row, PreceptEntryInfo *info)
{
  GtkWidget       *summary = g_object_get_data (G_OBJECT (row), "summary");
  GtkWidget       *icon = g_object_get_data (G_OBJECT (summary), "icon");
  g_autofree char *name = g_strjoin (", ", info->title, info->text != NULL ? info->text : "", info->state, NULL);

  set_label (summary, "title", info->title);
  set_label (summary, "text", info->text);
  set_label (summary, "state", info->state);
  gtk_widget_set_visible (icon, info->icon != NULL);
  if (info->icon != NULL)
    {
      const char *classes[] = { info->css_class, NULL };

      gtk_image_set_from_icon_name (GTK_IMAGE (icon), info->icon);
      gtk_widget_set_css_classes (icon, classes);
    }
  gtk_widget_set_margin_start (row, 26 * info->depth);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  int first = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (a), "position"));
  int second = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (b), "position"));

  return first - second;
}

static PreceptEntryInfo *
find_info (PreceptEntryPagePrivate *priv, const char *id)
{
  for (guint i = 0; id != NULL && priv->infos != NULL && i < priv->infos->len; i++)
    {
      PreceptEntryInfo *info = g_ptr_array_index (priv->infos, i);

      if (g_str_equal (info->id, id))
        return info;
    }
  return NULL;
}

static GtkWidget *
add_row (PreceptEntryPagePrivate *priv, PreceptEntryInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *summary = make_summary ();

  g_object_set_data_full (G_OBJECT (row), "summary", g_object_ref_sink (summary), g_object_unref);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (info->id), g_free);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), summary);
  g_hash_table_insert (priv->rows, g_strdup (info->id), row);
  return row;
}

static void
close_card (PreceptEntryPagePrivate *priv)
{
  GtkWidget *row = priv->chosen != NULL ? g_hash_table_lookup (priv->rows, priv->chosen) : NULL;

  if (row != NULL)
    {
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), g_object_get_data (G_OBJECT (row), "summary"));
      gtk_widget_remove_css_class (row, "chosen");
    }
  priv->card = NULL;
  g_clear_pointer (&priv->chosen, g_free);
}

static void
drop_rows (PreceptEntryPagePrivate *priv)
{
  GHashTableIter iter;
  const char    *id;
  GtkWidget     *row;

  g_hash_table_iter_init (&iter, priv->rows);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, (gpointer *)&row))
    {
      if (find_info (priv, id) != NULL)
        continue;
      if (g_strcmp0 (id, priv->chosen) == 0)
        close_card (priv);
      gtk_list_box_remove (GTK_LIST_BOX (priv->list), row);
      g_hash_table_iter_remove (&iter);
    }
}

/**
 * precept_entry_page_update:
 * @self: a page
 *
 * Shows what the document says now. The open entry stays open, and who types in it goes on typing.
 */
void
precept_entry_page_update (PreceptEntryPage *self)
{
  PreceptEntryPagePrivate *priv = GET (self);
  PreceptBlock            *part = precept_entry_page_get_part (self);
  gboolean                 moved = FALSE;

  if (part == NULL)
    return; /* the window drops the whole editor */
  g_clear_pointer (&priv->infos, g_ptr_array_unref);
  priv->infos = PRECEPT_ENTRY_PAGE_GET_CLASS (self)->read (self);
  drop_rows (priv);
  for (guint i = 0; i < priv->infos->len; i++)
    {
      PreceptEntryInfo *info = g_ptr_array_index (priv->infos, i);
      GtkWidget        *row = g_hash_table_lookup (priv->rows, info->id);
      gboolean          is_new = row == NULL;

      if (is_new)
        row = add_row (priv, info);
      moved |= GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "position")) != i;
      g_object_set_data (G_OBJECT (row), "position", GUINT_TO_POINTER (i));
      update_row (row, info);
      if (is_new)
        gtk_list_box_append (GTK_LIST_BOX (priv->list), row);
    }
  if (moved)
    gtk_list_box_invalidate_sort (GTK_LIST_BOX (priv->list));
  if (part->text != NULL)
    gtk_label_set_label (GTK_LABEL (priv->heading), precept_text_get_string (part->text));
  gtk_widget_set_visible (priv->empty, priv->infos->len == 0);
  gtk_widget_set_visible (priv->list, priv->infos->len > 0);
  if (priv->card != NULL)
    PRECEPT_ENTRY_PAGE_GET_CLASS (self)->update_card (self, priv->card, priv->chosen);
  PRECEPT_ENTRY_PAGE_GET_CLASS (self)->refresh (self);
}

/* Choosing. */

static gboolean
scroll_cb (gpointer data)
{
  PreceptEntryPagePrivate *priv = GET (PRECEPT_ENTRY_PAGE (data));
  GtkWidget               *row = priv->chosen != NULL ? g_hash_table_lookup (priv->rows, priv->chosen) : NULL;

  priv->scroll_source = 0;
  if (row != NULL)
    precept_part_editor_scroll_to (priv->scroller, row);
  return G_SOURCE_REMOVE;
}

static gboolean
focus_card (PreceptEntryPage *self)
{
  PreceptEntryPagePrivate *priv = GET (self);
  PreceptProseBlock       *text = priv->card != NULL ? PRECEPT_ENTRY_PAGE_GET_CLASS (self)->get_text (self, priv->card) : NULL;

  if (text != NULL && gtk_widget_get_visible (GTK_WIDGET (text)) && precept_prose_block_is_editable (text))
    return gtk_widget_grab_focus (GTK_WIDGET (text));
  return priv->card != NULL && gtk_widget_child_focus (priv->card, GTK_DIR_TAB_FORWARD);
}

/**
 * precept_entry_page_choose:
 * @self: a page
 * @id: (nullable): of an entry; %NULL closes the one that is open
 * @focus: whether to put the keyboard into its text
 *
 * Opens an entry.
 */
void
precept_entry_page_choose (PreceptEntryPage *self, const char *id, gboolean focus)
{
  PreceptEntryPagePrivate *priv = GET (self);
  g_autofree char         *kept = g_strdup (id); /* it may be ours */
  GtkWidget               *row = kept != NULL ? g_hash_table_lookup (priv->rows, kept) : NULL;

  if (g_strcmp0 (kept, priv->chosen) != 0)
    {
      close_card (priv);
      if (row != NULL)
        {
          priv->chosen = g_strdup (kept);
          priv->card = PRECEPT_ENTRY_PAGE_GET_CLASS (self)->make_card (self, kept);
          gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), priv->card);
          gtk_widget_add_css_class (row, "chosen");
          PRECEPT_ENTRY_PAGE_GET_CLASS (self)->update_card (self, priv->card, kept);
        }
      PRECEPT_ENTRY_PAGE_GET_CLASS (self)->refresh (self);
      precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
    }
  if (row != NULL && priv->scroll_source == 0)
    priv->scroll_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 40, scroll_cb, self, NULL);
  if (focus)
    focus_card (self);
}

static void
row_activated_cb (PreceptEntryPage *self, GtkListBoxRow *row)
{
  precept_entry_page_choose (self, g_object_get_data (G_OBJECT (row), "id"), TRUE);
}

static gboolean
list_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptEntryPage *self)
{
  PreceptEntryPagePrivate *priv = GET (self);
  GtkWidget               *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean                 on_row = focus != NULL && gtk_widget_get_parent (focus) == priv->list;

  if (key == GDK_KEY_Escape && priv->chosen != NULL && !on_row)
    return gtk_widget_grab_focus (g_hash_table_lookup (priv->rows, priv->chosen));
  if ((key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete) || !on_row)
    return GDK_EVENT_PROPAGATE;
  precept_entry_page_choose (self, g_object_get_data (G_OBJECT (focus), "id"), FALSE);
  return gtk_widget_activate_action (GTK_WIDGET (self), "part.remove", NULL);
}

/* Does what a block shows hold the place? */
static gboolean
holds (PreceptBlock *block, const char *id)
{
  if (g_strcmp0 (block->id, id) == 0)
    return TRUE;
  for (guint i = 0; block->children != NULL && i < block->children->len; i++)
    {
      if (holds (g_ptr_array_index (block->children, i), id))
        return TRUE;
    }
  return FALSE;
}

/* The innermost entry that holds a place: entries come before those within them. */
static const char *
find_entry (PreceptEntryPage *self, const char *path)
{
  PreceptEntryPagePrivate *priv = GET (self);
  PreceptContent          *content = precept_session_get_content (priv->session);
  g_autofree char         *id = g_strndup (path, strcspn (path, "/"));
  const char              *found = NULL;

  for (guint i = 0; i < priv->infos->len; i++)
    {
      PreceptEntryInfo *info = g_ptr_array_index (priv->infos, i);
      PreceptBlock     *block = precept_content_find (content, info->id);

      if (g_str_equal (info->id, id))
        return info->id;
      if (block != NULL && holds (block, id))
        found = info->id;
    }
  return found;
}

static gboolean
precept_entry_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptEntryPage        *self = PRECEPT_ENTRY_PAGE (editor);
  PreceptEntryPagePrivate *priv = GET (self);
  const char              *id;
  PreceptProseBlock       *text;

  if (path == NULL)
    return TRUE;
  id = find_entry (self, path);
  if (id == NULL)
    return g_str_equal (path, priv->part_key);
  precept_entry_page_choose (self, id, FALSE);
  text = priv->card != NULL ? PRECEPT_ENTRY_PAGE_GET_CLASS (self)->get_text (self, priv->card) : NULL;
  if (text != NULL && !g_str_equal (path, priv->chosen))
    precept_prose_buffer_place_caret (precept_prose_block_get_buffer (text), path, offset);
  return TRUE;
}

static const char *
precept_entry_page_get_id (PreceptPartEditor *editor)
{
  return GET (PRECEPT_ENTRY_PAGE (editor))->chosen;
}

static gboolean
precept_entry_page_restore_selection (PreceptPartEditor *editor, const char *selection)
{
  PreceptEntryPage        *self = PRECEPT_ENTRY_PAGE (editor);
  PreceptEntryPagePrivate *priv = GET (self);
  g_autofree char         *path = g_strndup (selection, strcspn (selection, ": "));
  PreceptProseBlock       *text;

  if (!precept_entry_page_show_place (editor, path, 0))
    return FALSE;
  text = priv->card != NULL ? PRECEPT_ENTRY_PAGE_GET_CLASS (self)->get_text (self, priv->card) : NULL;
  if (text != NULL && strchr (selection, ':') != NULL)
    precept_prose_buffer_restore_selection (precept_prose_block_get_buffer (text), selection);
  return TRUE;
}

static void
precept_entry_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_entry_page_show_place;
  iface->get_id = precept_entry_page_get_id;
  iface->restore_selection = precept_entry_page_restore_selection;
}

static gboolean
precept_entry_page_grab_focus (GtkWidget *widget)
{
  PreceptEntryPagePrivate *priv = GET (PRECEPT_ENTRY_PAGE (widget));
  GtkWidget               *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  /* Undo in a field leaves the keyboard there. */
  if (focus != NULL && priv->card != NULL && gtk_widget_is_ancestor (focus, priv->card))
    return TRUE;
  if (focus != NULL && priv->card == NULL && (gtk_widget_is_ancestor (focus, priv->top) || gtk_widget_is_ancestor (focus, priv->list)))
    return TRUE;
  if (priv->card != NULL && focus_card (PRECEPT_ENTRY_PAGE (widget)))
    return TRUE;
  return gtk_widget_child_focus (priv->top, GTK_DIR_TAB_FORWARD) || gtk_widget_child_focus (priv->list, GTK_DIR_TAB_FORWARD);
}

static void
precept_entry_page_dispose (GObject *object)
{
  PreceptEntryPagePrivate *priv = GET (PRECEPT_ENTRY_PAGE (object));

  g_clear_handle_id (&priv->scroll_source, g_source_remove);
  if (priv->session != NULL)
    g_signal_handlers_disconnect_by_data (priv->session, object);
  priv->card = NULL;
  g_clear_object (&priv->session);
  g_clear_object (&priv->actions);
  G_OBJECT_CLASS (precept_entry_page_parent_class)->dispose (object);
}

static void
precept_entry_page_finalize (GObject *object)
{
  PreceptEntryPagePrivate *priv = GET (PRECEPT_ENTRY_PAGE (object));

  g_free (priv->part_key);
  g_free (priv->chosen);
  g_clear_pointer (&priv->infos, g_ptr_array_unref);
  g_hash_table_unref (priv->rows);
  G_OBJECT_CLASS (precept_entry_page_parent_class)->finalize (object);
}

static void
precept_entry_page_class_init (PreceptEntryPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_entry_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_entry_page_finalize;
  widget_class->grab_focus = precept_entry_page_grab_focus;

  g_type_ensure (PRECEPT_TYPE_TOOL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-entry-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, tools);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, scroller);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, heading);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, counts);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, top);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, list);
  gtk_widget_class_bind_template_child_private (widget_class, PreceptEntryPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
precept_entry_page_init (PreceptEntryPage *self)
{
  PreceptEntryPagePrivate *priv = GET (self);
  GtkEventController      *keys = gtk_event_controller_key_new ();

  priv->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  priv->infos = g_ptr_array_new_with_free_func ((GDestroyNotify)precept_entry_info_free);
  priv->actions = g_simple_action_group_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "part", G_ACTION_GROUP (priv->actions));
  gtk_list_box_set_sort_func (GTK_LIST_BOX (priv->list), compare_rows, NULL, NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (priv->list, keys);
}

void
precept_entry_page_set_session (PreceptEntryPage *self, PreceptSession *session, const char *part_key)
{
  PreceptEntryPagePrivate *priv = GET (self);

  g_return_if_fail (priv->session == NULL);

  priv->session = g_object_ref (session);
  priv->part_key = g_strdup (part_key);
  precept_entry_page_update (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->list), GTK_ACCESSIBLE_PROPERTY_LABEL, gtk_label_get_label (GTK_LABEL (priv->heading)), -1);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (precept_entry_page_update), self);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (precept_entry_page_update), self);
}

PreceptSession *
precept_entry_page_get_session (PreceptEntryPage *self)
{
  return GET (self)->session;
}

PreceptDocument *
precept_entry_page_get_document (PreceptEntryPage *self)
{
  return precept_session_get_document (GET (self)->session);
}

const char *
precept_entry_page_get_part_key (PreceptEntryPage *self)
{
  return GET (self)->part_key;
}

PreceptBlock *
precept_entry_page_get_part (PreceptEntryPage *self)
{
  return precept_prose_find_part (precept_session_get_content (GET (self)->session), GET (self)->part_key);
}

GSimpleActionGroup *
precept_entry_page_get_actions (PreceptEntryPage *self)
{
  return GET (self)->actions;
}

PreceptToolRow *
precept_entry_page_get_tools (PreceptEntryPage *self)
{
  return PRECEPT_TOOL_ROW (GET (self)->tools);
}

GtkBox *
precept_entry_page_get_top (PreceptEntryPage *self)
{
  return GTK_BOX (GET (self)->top);
}

void
precept_entry_page_set_counts (PreceptEntryPage *self, const char *counts)
{
  gtk_label_set_label (GTK_LABEL (GET (self)->counts), counts);
}

void
precept_entry_page_set_empty (PreceptEntryPage *self, const char *words)
{
  gtk_label_set_label (GTK_LABEL (GET (self)->empty), words);
}

void
precept_entry_page_set_enabled (PreceptEntryPage *self, const char *command, gboolean enabled)
{
  g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (GET (self)->actions), command)), enabled);
}

GPtrArray *
precept_entry_page_get_infos (PreceptEntryPage *self)
{
  return GET (self)->infos;
}

const char *
precept_entry_page_get_chosen (PreceptEntryPage *self)
{
  return GET (self)->chosen;
}

guint
precept_entry_page_get_position (PreceptEntryPage *self)
{
  PreceptEntryPagePrivate *priv = GET (self);

  for (guint i = 0; priv->chosen != NULL && i < priv->infos->len; i++)
    {
      if (g_str_equal (((PreceptEntryInfo *)g_ptr_array_index (priv->infos, i))->id, priv->chosen))
        return i;
    }
  return G_MAXUINT;
}

GtkWidget *
precept_entry_page_get_card (PreceptEntryPage *self)
{
  return GET (self)->card;
}

/**
 * precept_entry_page_apply:
 * @self: a page
 * @group: (nullable) (transfer full): what to do
 * @error: (nullable) (transfer full): why there is none
 * @before: (nullable): the place to go to after undo
 * @after: (nullable): the place to go to after redo
 *
 * Changes the document, or says why not.
 *
 * Returns: whether it was done, or nothing was to be done
 */
gboolean
precept_entry_page_apply (PreceptEntryPage *self, PreceptStepGroup *group, GError *error, const char *before, const char *after)
{
  PreceptEntryPagePrivate *priv = GET (self);

  if (!precept_part_editor_apply (PRECEPT_PART_EDITOR (self), priv->session, group, error, before, after))
    return FALSE;
  precept_session_get_content (priv->session); /* which shows it */
  return TRUE;
}
