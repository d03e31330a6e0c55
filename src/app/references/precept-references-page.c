/* precept-references-page.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-references-page-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-edit-references.h"
#include "precept-links.h"
#include "precept-prose-line.h"
#include "precept-tool-row.h"

#define FILL_FIRST 200
#define FILL_THEN 50
#define LOOK_DELAY_MS 60

/**
 * PreceptReferencesPage:
 *
 * The list of references. The chosen one is open: its citation and identifiers are edited there. Others are added by
 * pasting, put in order, and merged where two are one work.
 */

static void precept_references_page_part_editor_init (PreceptPartEditorInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PreceptReferencesPage,
                               precept_references_page,
                               GTK_TYPE_BOX,
                               G_IMPLEMENT_INTERFACE (PRECEPT_TYPE_PART_EDITOR, precept_references_page_part_editor_init))

PreceptReferenceInfo *
precept_references_page_get_chosen (PreceptReferencesPage *self)
{
  return precept_reference_infos_find (self->infos, self->chosen);
}

PreceptReferenceInfo *
precept_references_page_find_same (PreceptReferencesPage *self, PreceptReferenceInfo *info, const char **what)
{
  if (info->same_as != NULL)
    {
      if (what != NULL)
        *what = info->same_what;
      return precept_reference_infos_find (self->infos, info->same_as);
    }
  for (guint i = 0; i < self->infos->len; i++)
    {
      PreceptReferenceInfo *other = g_ptr_array_index (self->infos, i);

      if (other->same_as != NULL && g_str_equal (other->same_as, info->id))
        {
          if (what != NULL)
            *what = other->same_what;
          return other;
        }
    }
  return NULL;
}

/* Showing. */

static void
update_card (PreceptReferencesPage *self)
{
  PreceptReferenceInfo *info = precept_references_page_get_chosen (self);
  PreceptReferenceInfo *same;
  const char           *what = NULL;

  if (self->card == NULL || info == NULL)
    return;
  same = precept_references_page_find_same (self, info, &what);
  precept_reference_card_update (self->card, info, same, what, self->links != NULL ? g_hash_table_lookup (self->links, info->id) : NULL);
}

static void
update_row (PreceptReferencesPage *self, PreceptReferenceInfo *info)
{
  PreceptReferenceRow *row = g_hash_table_lookup (self->rows, info->id);

  if (row != NULL)
    precept_reference_row_update (row, info, info->same_as != NULL ? precept_reference_infos_find (self->infos, info->same_as) : NULL);
}

static void
update_rows (PreceptReferencesPage *self)
{
  for (guint i = 0; i < self->infos->len; i++)
    update_row (self, g_ptr_array_index (self->infos, i));
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
  update_card (self);
}

static void
set_filter_label (GtkWidget *filter, const char *words, guint count)
{
  g_autofree char *label = g_strdup_printf ("%s %u", words, count);

  gtk_button_set_label (GTK_BUTTON (filter), label);
}

static gboolean
has_problem (PreceptReferenceInfo *info)
{
  return info->n_problems > 0 || info->same_as != NULL;
}

static void
update_counts (PreceptReferencesPage *self)
{
  PreceptBlock    *part = precept_prose_find_part (precept_session_get_content (self->session), self->part_key);
  guint            n_uncited = 0, n_problems = 0, n_cited;
  g_autofree char *all = g_strdup_printf (ngettext ("%u reference", "%u references", self->infos->len), self->infos->len);
  g_autofree char *counts = NULL;

  for (guint i = 0; i < self->infos->len; i++)
    {
      PreceptReferenceInfo *info = g_ptr_array_index (self->infos, i);

      n_uncited += info->n_places == 0;
      n_problems += has_problem (info);
    }
  n_cited = self->infos->len - n_uncited;
  /* Translators: "25 references", then how many of them are cited. */
  counts = g_strdup_printf (_ ("%s, %u cited"), all, n_cited);
  gtk_label_set_label (GTK_LABEL (self->counts), counts);
  set_filter_label (self->all_filter, _ ("All"), self->infos->len);
  set_filter_label (self->uncited_filter, _ ("Cited Nowhere"), n_uncited);
  set_filter_label (self->problems_filter, _ ("With Problems"), n_problems);
  if (part != NULL && part->text != NULL)
    gtk_label_set_label (GTK_LABEL (self->heading), precept_text_get_string (part->text));
  gtk_widget_set_visible (self->empty, self->infos->len == 0);
  gtk_widget_set_visible (self->list, self->infos->len > 0);
  precept_references_page_update_commands (self);
}

/* What takes in the whole document: where each is cited, which are the same work, in which order they stand. */
static gboolean
look_cb (gpointer data)
{
  PreceptReferencesPage *self = data;
  PreceptDocument       *document = precept_session_get_document (self->session);

  self->look_source = 0;
  g_clear_pointer (&self->links, g_hash_table_unref);
  self->links = precept_document_index_links (document);
  precept_reference_infos_count_places (self->infos, self->links);
  if (self->texts_changed)
    precept_reference_infos_find_same (self->infos, document, self->not_same);
  self->texts_changed = FALSE;
  self->setting_order = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->order), precept_edit_get_reference_order (document));
  self->setting_order = FALSE;
  update_rows (self);
  update_counts (self);
  return G_SOURCE_REMOVE;
}

static void
look_now (PreceptReferencesPage *self)
{
  g_clear_handle_id (&self->look_source, g_source_remove);
  look_cb (self);
}

static void
queue_look (PreceptReferencesPage *self)
{
  if (self->look_source == 0)
    self->look_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, LOOK_DELAY_MS, look_cb, self, NULL);
}

static void
add_row (PreceptReferencesPage *self, guint position)
{
  PreceptReferenceInfo *info = g_ptr_array_index (self->infos, position);
  GtkWidget            *row;

  if (g_hash_table_contains (self->rows, info->id))
    return;
  row = precept_reference_row_new (info->id);
  precept_reference_row_set_position (PRECEPT_REFERENCE_ROW (row), position);
  g_hash_table_insert (self->rows, g_strdup (info->id), row);
  update_row (self, info);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static void
fill_until (PreceptReferencesPage *self, guint end)
{
  for (; self->n_filled < MIN (end, self->infos->len); self->n_filled++)
    add_row (self, self->n_filled);
}

static gboolean
fill_cb (gpointer data)
{
  PreceptReferencesPage *self = data;

  fill_until (self, self->n_filled + FILL_THEN);
  if (self->n_filled < self->infos->len)
    return G_SOURCE_CONTINUE;
  self->fill_source = 0;
  return G_SOURCE_REMOVE;
}

static void
queue_fill (PreceptReferencesPage *self)
{
  if (self->n_filled < self->infos->len && self->fill_source == 0)
    self->fill_source = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

static int
compare_rows (GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  guint first = precept_reference_row_get_position (PRECEPT_REFERENCE_ROW (a));
  guint second = precept_reference_row_get_position (PRECEPT_REFERENCE_ROW (b));

  return (first > second) - (first < second);
}

static gboolean
filter_row (GtkListBoxRow *row, gpointer data)
{
  PreceptReferencesPage *self = data;
  PreceptReferenceInfo  *info;
  const char            *id = precept_reference_row_get_id (PRECEPT_REFERENCE_ROW (row));

  if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->all_filter)) || g_strcmp0 (id, self->chosen) == 0)
    return TRUE;
  /* A row that is not sorted in yet has the wrong place, never the wrong reference. */
  info = precept_reference_row_get_position (PRECEPT_REFERENCE_ROW (row)) < self->infos->len ? g_ptr_array_index (self->infos, precept_reference_row_get_position (PRECEPT_REFERENCE_ROW (row))) : NULL;
  if (info == NULL || !g_str_equal (info->id, id))
    info = precept_reference_infos_find (self->infos, id);
  if (info == NULL)
    return FALSE;
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->uncited_filter)) ? info->n_places == 0 : has_problem (info);
}

static void
filter_toggled_cb (PreceptReferencesPage *self, GtkToggleButton *filter)
{
  if (!gtk_toggle_button_get_active (filter))
    return;
  fill_until (self, self->infos->len);
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
drop_card (PreceptReferencesPage *self)
{
  self->card = NULL;
}

/* Rows of references that are gone, go; the others get their new places. */
static void
sync_rows (PreceptReferencesPage *self)
{
  g_autoptr (GHashTable) positions = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter       iter;
  const char          *id;
  PreceptReferenceRow *row;
  gboolean             moved = FALSE;

  for (guint i = 0; i < self->infos->len; i++)
    g_hash_table_insert (positions, ((PreceptReferenceInfo *)g_ptr_array_index (self->infos, i))->id, GUINT_TO_POINTER (i + 1));
  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, (gpointer *)&id, (gpointer *)&row))
    {
      guint position = GPOINTER_TO_UINT (g_hash_table_lookup (positions, id));

      if (position == 0)
        {
          if (g_strcmp0 (id, self->chosen) == 0)
            {
              drop_card (self);
              g_clear_pointer (&self->chosen, g_free);
            }
          gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (row));
          g_hash_table_iter_remove (&iter);
          continue;
        }
      moved |= precept_reference_row_get_position (row) != position - 1;
      precept_reference_row_set_position (row, position - 1);
    }
  if (moved)
    gtk_list_box_invalidate_sort (GTK_LIST_BOX (self->list));
  /* Those in between that were not there before. */
  self->n_filled = MIN (self->n_filled, self->infos->len);
  for (guint i = 0; i < self->n_filled; i++)
    add_row (self, i);
  fill_until (self, FILL_FIRST);
  queue_fill (self);
}

static void
content_changed_cb (PreceptReferencesPage *self)
{
  gboolean texts_changed;

  if (precept_prose_find_part (precept_session_get_content (self->session), self->part_key) == NULL)
    return; /* the window drops the whole editor */
  self->infos = precept_reference_infos_read (self->session, self->infos, &texts_changed);
  self->texts_changed |= texts_changed;
  sync_rows (self);
  update_rows (self);
  update_counts (self);
  queue_look (self);
}

static void
problems_changed_cb (PreceptReferencesPage *self)
{
  if (precept_reference_infos_set_problems (self->infos, precept_session_get_problems (self->session)))
    {
      update_rows (self);
      update_counts (self);
    }
  else
    update_card (self);
}

/* Choosing. */

static void
not_same_cb (PreceptReferencesPage *self)
{
  precept_references_page_deny_same (self);
  self->texts_changed = TRUE;
  look_now (self);
}

static void
close_cb (PreceptReferencesPage *self)
{
  GtkWidget *row = self->chosen != NULL ? g_hash_table_lookup (self->rows, self->chosen) : NULL;

  if (row != NULL)
    gtk_widget_grab_focus (row);
}

static void
caret_moved_cb (PreceptReferencesPage *self)
{
  precept_references_page_update_commands (self);
}

static gboolean
scroll_cb (gpointer data)
{
  PreceptReferencesPage *self = data;
  GtkWidget             *row = self->chosen != NULL ? g_hash_table_lookup (self->rows, self->chosen) : NULL;

  self->scroll_source = 0;
  if (row != NULL)
    precept_part_editor_scroll_to (self->scroller, row);
  return G_SOURCE_REMOVE;
}

/* When it has its place: after the next frame's layout. */
static void
queue_scroll (PreceptReferencesPage *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 40, scroll_cb, self, NULL);
}

/**
 * precept_references_page_choose:
 * @self: a page
 * @id: (nullable): of a reference; %NULL closes the one that is open
 *
 * Opens a reference.
 */
void
precept_references_page_choose (PreceptReferencesPage *self, const char *id)
{
  PreceptReferenceInfo *info = precept_reference_infos_find (self->infos, id);
  PreceptReferenceRow  *row;
  GtkWidget            *card;

  if (g_strcmp0 (id, self->chosen) == 0)
    {
      queue_scroll (self);
      return;
    }
  row = self->chosen != NULL ? g_hash_table_lookup (self->rows, self->chosen) : NULL;
  drop_card (self);
  if (row != NULL)
    precept_reference_row_set_card (row, NULL);
  g_clear_pointer (&self->chosen, g_free);
  if (info != NULL)
    {
      if (!g_hash_table_contains (self->rows, id))
        fill_until (self, self->infos->len);
      self->chosen = g_strdup (info->id);
      row = g_hash_table_lookup (self->rows, info->id);
      card = precept_reference_card_new (self->session, PRECEPT_PART_EDITOR (self), info->id);
      self->card = PRECEPT_REFERENCE_CARD (card);
      g_signal_connect_swapped (card, "merge", G_CALLBACK (precept_references_page_merge_chosen), self);
      g_signal_connect_swapped (card, "not-same", G_CALLBACK (not_same_cb), self);
      g_signal_connect_swapped (card, "close", G_CALLBACK (close_cb), self);
      g_signal_connect_object (precept_prose_block_get_view (precept_reference_card_get_text (self->card)), "caret-moved", G_CALLBACK (caret_moved_cb), self, G_CONNECT_SWAPPED);
      precept_reference_row_set_card (row, card);
      update_card (self);
      gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
      queue_scroll (self);
    }
  precept_references_page_update_commands (self);
  precept_part_editor_place_changed (PRECEPT_PART_EDITOR (self));
}

/**
 * precept_references_page_apply:
 * @self: a page
 * @group: (nullable) (transfer full): what to do
 * @error: (nullable) (transfer full): why there is none
 * @before: the place to go to after undo
 * @after: the place to go to after redo
 *
 * Changes the document, or says why not.
 *
 * Returns: whether it was done
 */
gboolean
precept_references_page_apply (PreceptReferencesPage *self, PreceptStepGroup *group, GError *error, const char *before, const char *after)
{
  if (!precept_part_editor_apply (PRECEPT_PART_EDITOR (self), self->session, group, error, before, after))
    return FALSE;
  precept_session_get_content (self->session); /* which shows it */
  look_now (self);
  return TRUE;
}

static void
row_activated_cb (PreceptReferencesPage *self, GtkListBoxRow *row)
{
  g_autofree char *id = g_strdup (precept_reference_row_get_id (PRECEPT_REFERENCE_ROW (row)));

  if (g_strcmp0 (id, self->chosen) != 0)
    precept_references_page_choose (self, id);
  if (self->card != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (precept_reference_card_get_text (self->card)));
}

static void
order_changed_cb (PreceptReferencesPage *self)
{
  if (!self->setting_order)
    precept_references_page_sort (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->order)));
}

static void
paste_changed_cb (PreceptReferencesPage *self)
{
  precept_references_page_look_at_pasted (self);
}

static void
paste_activated_cb (PreceptReferencesPage *self)
{
  precept_references_page_add_pasted (self, FALSE);
}

static void
paste_added_cb (PreceptReferencesPage *self)
{
  g_autoptr (GPtrArray) texts = precept_reference_text_parse (gtk_editable_get_text (GTK_EDITABLE (self->paste_entry)));

  precept_references_page_add_pasted (self, self->twin != NULL && texts->len == 1);
}

static void
paste_go_cb (PreceptReferencesPage *self)
{
  g_autofree char *id = g_strdup (self->twin);

  gtk_editable_set_text (GTK_EDITABLE (self->paste_entry), "");
  precept_references_page_choose (self, id);
  close_cb (self);
}

static gboolean
list_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptReferencesPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if ((key != GDK_KEY_Delete && key != GDK_KEY_KP_Delete) || focus == NULL || !PRECEPT_IS_REFERENCE_ROW (focus))
    return GDK_EVENT_PROPAGATE;
  precept_references_page_remove (self, precept_reference_row_get_id (PRECEPT_REFERENCE_ROW (focus)));
  return GDK_EVENT_STOP;
}

/* Dragging. */

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, PreceptReferencesPage *self)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int)y);

  /* The open one is for typing and choosing text. */
  if (row == NULL || g_strcmp0 (precept_reference_row_get_id (PRECEPT_REFERENCE_ROW (row)), self->chosen) == 0)
    return NULL;
  {
    g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (row));

    gtk_drag_source_set_icon (source, picture, 20, 10);
  }
  return gdk_content_provider_new_typed (PRECEPT_TYPE_REFERENCE_ROW, row);
}

static GtkListBoxRow *
find_drop (PreceptReferencesPage *self, double y, gboolean *below)
{
  GtkListBoxRow  *row = gtk_list_box_get_row_at_y (GTK_LIST_BOX (self->list), (int)y);
  graphene_rect_t bounds;

  *below = FALSE;
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &bounds))
    *below = y > bounds.origin.y + bounds.size.height / 2;
  return row;
}

static void
mark_drop (PreceptReferencesPage *self, GtkListBoxRow *row, gboolean below)
{
  GHashTableIter iter;
  GtkWidget     *each;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *)&each))
    {
      gtk_widget_remove_css_class (each, "drop-above");
      gtk_widget_remove_css_class (each, "drop-below");
    }
  if (row != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), below ? "drop-below" : "drop-above");
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, PreceptReferencesPage *self)
{
  gboolean       below;
  GtkListBoxRow *row = find_drop (self, y, &below);

  mark_drop (self, row, below);
  return row != NULL ? GDK_ACTION_MOVE : 0;
}

static void
drop_leave_cb (GtkDropTarget *target, PreceptReferencesPage *self)
{
  mark_drop (self, NULL, FALSE);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PreceptReferencesPage *self)
{
  PreceptReferenceRow *dragged = g_value_get_object (value);
  gboolean             below;
  GtkListBoxRow       *row = find_drop (self, y, &below);
  guint                position;
  const char          *before = NULL;

  mark_drop (self, NULL, FALSE);
  if (row == NULL || dragged == NULL || !gtk_widget_is_ancestor (GTK_WIDGET (dragged), self->list))
    return FALSE;
  position = precept_reference_row_get_position (PRECEPT_REFERENCE_ROW (row)) + (below ? 1 : 0);
  if (position < self->infos->len)
    before = ((PreceptReferenceInfo *)g_ptr_array_index (self->infos, position))->id;
  return precept_references_page_move_before (self, precept_reference_row_get_id (dragged), before);
}

static void
set_up_dragging (PreceptReferencesPage *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (PRECEPT_TYPE_REFERENCE_ROW, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (drag_prepare_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (source));
  g_signal_connect (target, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect (target, "leave", G_CALLBACK (drop_leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (self->list, GTK_EVENT_CONTROLLER (target));
}

/* As an editor of a part. */

static gboolean
precept_references_page_show_place (PreceptPartEditor *editor, const char *path, int offset)
{
  PreceptReferencesPage *self = PRECEPT_REFERENCES_PAGE (editor);
  g_autofree char       *id = path != NULL ? g_strndup (path, strcspn (path, "/")) : NULL;

  if (id == NULL)
    return TRUE;
  if (precept_reference_infos_find (self->infos, id) == NULL)
    return g_str_equal (id, self->part_key);
  precept_references_page_choose (self, id);
  if (offset > 0)
    precept_prose_buffer_place_caret (precept_prose_block_get_buffer (precept_reference_card_get_text (self->card)), path, offset);
  return TRUE;
}

static const char *
precept_references_page_get_id (PreceptPartEditor *editor)
{
  return PRECEPT_REFERENCES_PAGE (editor)->chosen;
}

static gboolean
precept_references_page_restore_selection (PreceptPartEditor *editor, const char *selection)
{
  PreceptReferencesPage *self = PRECEPT_REFERENCES_PAGE (editor);
  g_autofree char       *path = g_strndup (selection, strcspn (selection, ": "));

  if (!precept_references_page_show_place (editor, path, 0))
    return FALSE;
  if (self->card != NULL && strchr (selection, ':') != NULL)
    precept_prose_buffer_restore_selection (precept_prose_block_get_buffer (precept_reference_card_get_text (self->card)), selection);
  return TRUE;
}

static void
precept_references_page_part_editor_init (PreceptPartEditorInterface *iface)
{
  iface->show_place = precept_references_page_show_place;
  iface->get_id = precept_references_page_get_id;
  iface->restore_selection = precept_references_page_restore_selection;
}

static gboolean
precept_references_page_grab_focus (GtkWidget *widget)
{
  PreceptReferencesPage *self = PRECEPT_REFERENCES_PAGE (widget);
  GtkWidget             *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  /* Undo in a field leaves the keyboard there. */
  if (focus != NULL && self->card != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->card)))
    return TRUE;
  if (self->card != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (precept_reference_card_get_text (self->card)));
  return gtk_widget_grab_focus (self->paste_entry);
}

static void
precept_references_page_dispose (GObject *object)
{
  PreceptReferencesPage *self = PRECEPT_REFERENCES_PAGE (object);

  g_clear_handle_id (&self->fill_source, g_source_remove);
  g_clear_handle_id (&self->look_source, g_source_remove);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  drop_card (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_REFERENCES_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (precept_references_page_parent_class)->dispose (object);
}

static void
precept_references_page_finalize (GObject *object)
{
  PreceptReferencesPage *self = PRECEPT_REFERENCES_PAGE (object);

  g_free (self->part_key);
  g_free (self->chosen);
  g_free (self->twin);
  g_clear_pointer (&self->infos, g_ptr_array_unref);
  g_clear_pointer (&self->links, g_hash_table_unref);
  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->not_same);
  G_OBJECT_CLASS (precept_references_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, heading);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, counts);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_entry);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_revealer);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_icon);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_words);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_go_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, paste_add_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, all_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, uncited_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, problems_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, order);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, list);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, remove_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, italic_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptReferencesPage, merge_button);
}

static void
precept_references_page_class_init (PreceptReferencesPageClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_references_page_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_references_page_finalize;
  widget_class->grab_focus = precept_references_page_grab_focus;

  g_type_ensure (PRECEPT_TYPE_TOOL_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-references-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, order_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_go_cb);
}

static void
precept_references_page_init (PreceptReferencesPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->not_same = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->texts_changed = TRUE;
  precept_references_page_add_commands (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "part", G_ACTION_GROUP (self->actions));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->paste_entry), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->paste_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Paste a citation, a DOI, a PMID or a PMCID"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->order), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Order"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("References"), -1);
  precept_actions_set_tooltip (self->italic_button, "win.part::italic");
  precept_actions_set_tooltip (self->add_button, "win.part::add");
  gtk_list_box_set_sort_func (GTK_LIST_BOX (self->list), compare_rows, NULL, NULL);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_row, self, NULL);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (list_key_cb), self);
  gtk_widget_add_controller (self->list, keys);
  set_up_dragging (self);
}

/**
 * precept_references_page_new:
 * @session: an open document
 * @part_key: the references
 *
 * Makes the editor of the references.
 */
GtkWidget *
precept_references_page_new (PreceptSession *session, const char *part_key)
{
  PreceptReferencesPage *self = g_object_new (PRECEPT_TYPE_REFERENCES_PAGE, NULL);
  gboolean               texts_changed;

  self->session = g_object_ref (session);
  self->part_key = g_strdup (part_key);
  self->infos = precept_reference_infos_read (session, NULL, &texts_changed);
  precept_reference_infos_set_problems (self->infos, precept_session_get_problems (session));
  look_now (self);
  sync_rows (self);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (problems_changed_cb), self);
  return GTK_WIDGET (self);
}
