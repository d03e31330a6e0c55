/* precept-coverage-card.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-coverage-card.h"

#include <glib/gi18n.h>

#include "precept-coverage-field.h"
#include "precept-coverage-menu.h"
#include "precept-criteria-list.h"
#include "precept-prose-scope.h"
#include "precept-prose-view.h"

/**
 * PreceptCoverageCard:
 *
 * An indication with its title, whom it applies to, and the criteria of its requests or its position in words. The criteria
 * of every request, all other uses, the head of a group of indications and the prose between them are cards as well.
 */
struct _PreceptCoverageCard
{
  GtkBox parent_instance;

  PreceptCoverageContext *context; /* borrowed */
  PreceptCoverageKind     kind;
  char                   *key;        /* owned; what stays the same */
  char                   *path;       /* owned */
  char                   *title_path; /* owned, or NULL */
  char                   *shown_path; /* owned; of the request in front, or NULL */
  gboolean                is_wide;
  gboolean                is_side_by_side;
  gboolean                is_filling;

  GtkWidget *header;
  GtkWidget *title_place; /* overlay */
  GtkWidget *title;       /* editor, or NULL */
  GtkWidget *title_hint;
  GtkWidget *mandate;
  GtkWidget *menu;
  GtkWidget *info;
  GtkWidget *determination;
  GtkWidget *switcher; /* linked toggles, one for each request */
  GtkWidget *applies;  /* PreceptCriteriaList, or NULL */
  GtkWidget *requests; /* of PreceptCriteriaList */
  GtkWidget *prose;    /* editor, or NULL */
};

static guint layout_changed;

G_DEFINE_FINAL_TYPE (PreceptCoverageCard, precept_coverage_card, GTK_TYPE_BOX)

char *
precept_coverage_card_dup_key (PreceptCoverage *item)
{
  return item->kind == PRECEPT_COVERAGE_PROSE ? g_strdup_printf ("prose %u %s", item->run, item->path) : g_strdup_printf ("card %s", item->path);
}

static const char *
get_title_hint (PreceptCoverageKind kind)
{
  switch (kind)
    {
    case PRECEPT_COVERAGE_GENERAL:
      return _ ("Criteria of every request");
    case PRECEPT_COVERAGE_OTHER_USES:
      return _ ("All other uses");
    case PRECEPT_COVERAGE_GROUP:
      return _ ("Name this group of indications");
    default:
      return _ ("Name this indication");
    }
}

static void
update_title_hint (PreceptCoverageCard *self)
{
  gboolean is_empty = self->title == NULL || gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->title))) == 0;

  gtk_widget_set_visible (self->title_hint, is_empty);
}

static void
focus_title_cb (PreceptCoverageCard *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "coverage.choose", "s", self->path);
}

static gboolean
title_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCoverageCard *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter || key == GDK_KEY_Down || key == GDK_KEY_Tab)
    return gtk_widget_activate_action (GTK_WIDGET (self), "coverage.step", "i", 1);
  if (key == GDK_KEY_Up)
    return gtk_widget_activate_action (GTK_WIDGET (self), "coverage.step", "i", -1);
  return GDK_EVENT_PROPAGATE;
}

static void
watch_focus (PreceptCoverageCard *self, GtkWidget *widget)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_title_cb), self);
  gtk_widget_add_controller (widget, focus);
}

static void
update_title (PreceptCoverageCard *self, PreceptCoverage *item)
{
  GtkEventController *keys;
  g_autofree char    *key = NULL;

  if (g_strcmp0 (self->title_path, item->title_path) == 0)
    {
      update_title_hint (self);
      return;
    }
  g_free (self->title_path);
  self->title_path = g_strdup (item->title_path);
  if (self->title != NULL)
    gtk_overlay_set_child (GTK_OVERLAY (self->title_place), gtk_label_new (""));
  self->title = NULL;
  if (self->title_path != NULL)
    {
      key = precept_prose_scope_dup_text_key (self->title_path);
      self->title = precept_scope_text_new (self->context->session, key, _ ("Title"), TRUE);
      keys = gtk_event_controller_key_new ();
      gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
      g_signal_connect (keys, "key-pressed", G_CALLBACK (title_key_cb), self);
      gtk_widget_add_controller (self->title, keys);
      gtk_widget_add_css_class (self->title, "card-title");
      watch_focus (self, self->title);
      g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->title)), "changed", G_CALLBACK (update_title_hint), self, G_CONNECT_SWAPPED);
      gtk_overlay_set_child (GTK_OVERLAY (self->title_place), self->title);
    }
  update_title_hint (self);
}

/* Requests. */

static const char *
get_request_name (PreceptCoverageCard *self, const char *path)
{
  g_autofree char *type = precept_document_dup_attribute (precept_session_get_document (self->context->session), path, "type");

  if (g_strcmp0 (type, "initial") == 0)
    return _ ("Initial");
  if (g_strcmp0 (type, "continuation") == 0)
    return _ ("Continuation");
  return _ ("Any request");
}

static void
update_switcher (PreceptCoverageCard *self)
{
  guint n_requests = 0;

  for (GtkWidget *list = gtk_widget_get_first_child (self->requests); list != NULL; list = gtk_widget_get_next_sibling (list))
    {
      gboolean is_shown = self->is_side_by_side || g_strcmp0 (precept_criteria_list_get_path (PRECEPT_CRITERIA_LIST (list)), self->shown_path) == 0;

      gtk_widget_set_visible (list, is_shown);
      n_requests++;
    }
  gtk_widget_set_visible (self->switcher, n_requests > 1);
  gtk_box_set_homogeneous (GTK_BOX (self->requests), self->is_side_by_side);
  self->is_filling = TRUE;
  for (GtkWidget *toggle = gtk_widget_get_first_child (self->switcher); toggle != NULL; toggle = gtk_widget_get_next_sibling (toggle))
    {
      const char *path = g_object_get_data (G_OBJECT (toggle), "precept-path");

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (toggle), path == NULL ? self->is_side_by_side : !self->is_side_by_side && g_strcmp0 (path, self->shown_path) == 0);
      if (path == NULL)
        {
          gtk_widget_set_sensitive (toggle, self->is_wide || self->is_side_by_side);
          gtk_widget_set_tooltip_text (toggle, self->is_wide ? NULL : _ ("There is no room. Hide the pages (Shift+F9)."));
        }
    }
  self->is_filling = FALSE;
}

static void
set_side_by_side (PreceptCoverageCard *self, gboolean is_side_by_side)
{
  if (self->is_side_by_side == is_side_by_side)
    return;
  self->is_side_by_side = is_side_by_side;
  g_signal_emit (self, layout_changed, 0);
}

static void
toggled_cb (PreceptCoverageCard *self, GtkWidget *toggle)
{
  const char *path = g_object_get_data (G_OBJECT (toggle), "precept-path");

  if (self->is_filling)
    return;
  set_side_by_side (self, path == NULL);
  if (path != NULL)
    {
      g_free (self->shown_path);
      self->shown_path = g_strdup (path);
    }
  update_switcher (self);
}

static void
add_toggle (PreceptCoverageCard *self, const char *label, const char *path)
{
  GtkWidget *toggle = gtk_toggle_button_new_with_label (label);

  g_object_set_data_full (G_OBJECT (toggle), "precept-path", g_strdup (path), g_free);
  g_signal_connect_swapped (toggle, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_box_append (GTK_BOX (self->switcher), toggle);
}

static void
fill_switcher (PreceptCoverageCard *self)
{
  GtkWidget *toggle;
  gboolean   is_shown = FALSE;

  while ((toggle = gtk_widget_get_first_child (self->switcher)) != NULL)
    gtk_box_remove (GTK_BOX (self->switcher), toggle);
  for (GtkWidget *list = gtk_widget_get_first_child (self->requests); list != NULL; list = gtk_widget_get_next_sibling (list))
    {
      const char *path = precept_criteria_list_get_path (PRECEPT_CRITERIA_LIST (list));

      add_toggle (self, get_request_name (self, path), path);
      is_shown = is_shown || g_strcmp0 (path, self->shown_path) == 0;
    }
  add_toggle (self, _ ("Side by side"), NULL);
  if (!is_shown && gtk_widget_get_first_child (self->requests) != NULL)
    {
      g_free (self->shown_path);
      self->shown_path = g_strdup (precept_criteria_list_get_path (PRECEPT_CRITERIA_LIST (gtk_widget_get_first_child (self->requests))));
    }
}

static GtkWidget *
find_list (PreceptCoverageCard *self, const char *path)
{
  for (GtkWidget *list = gtk_widget_get_first_child (self->requests); list != NULL; list = gtk_widget_get_next_sibling (list))
    {
      if (g_strcmp0 (precept_criteria_list_get_path (PRECEPT_CRITERIA_LIST (list)), path) == 0)
        return list;
    }
  return NULL;
}

static void
update_requests (PreceptCoverageCard *self, PreceptCoverage *item)
{
  GtkWidget *last = NULL;
  GtkWidget *list;

  for (guint i = 0; i < item->children->len; i++)
    {
      PreceptCoverage *request = g_ptr_array_index (item->children, i);

      if (request->kind != PRECEPT_COVERAGE_REQUEST)
        continue;
      list = find_list (self, request->path);
      if (list == NULL)
        {
          list = precept_criteria_list_new (self->context);
          gtk_box_insert_child_after (GTK_BOX (self->requests), list, last);
        }
      else if (gtk_widget_get_prev_sibling (list) != last)
        {
          gtk_box_reorder_child_after (GTK_BOX (self->requests), list, last);
        }
      precept_criteria_list_update (PRECEPT_CRITERIA_LIST (list), request);
      last = list;
    }
  list = last != NULL ? gtk_widget_get_next_sibling (last) : gtk_widget_get_first_child (self->requests);
  while (list != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (list);

      gtk_box_remove (GTK_BOX (self->requests), list);
      list = next;
    }
  fill_switcher (self);
  update_switcher (self);
}

static void
update_criteria (PreceptCoverageCard *self, PreceptCoverage *holder)
{
  if (holder == NULL && self->applies != NULL)
    {
      gtk_box_remove (GTK_BOX (self), self->applies);
      self->applies = NULL;
    }
  if (holder == NULL)
    return;
  if (self->applies == NULL)
    {
      self->applies = precept_criteria_list_new (self->context);
      gtk_box_insert_child_after (GTK_BOX (self), self->applies, self->info);
    }
  precept_criteria_list_update (PRECEPT_CRITERIA_LIST (self->applies), holder);
}

/* Prose. */

static void
update_prose (PreceptCoverageCard *self, PreceptCoverage *run)
{
  g_autofree char *key = run != NULL ? precept_prose_scope_dup_run_key (run->path, run->run) : NULL;

  if (self->prose != NULL &&
      (key == NULL || !g_str_equal (precept_prose_buffer_get_part_key (precept_prose_view_get_buffer (PRECEPT_PROSE_VIEW (self->prose))), key)))
    {
      gtk_box_remove (GTK_BOX (self), self->prose);
      self->prose = NULL;
    }
  if (key == NULL || self->prose != NULL)
    return;
  self->prose = precept_scope_text_new (self->context->session, key, _ ("Text"), FALSE);
  watch_focus (self, self->prose);
  gtk_box_append (GTK_BOX (self), self->prose);
}

static PreceptCoverage *
find_prose (PreceptCoverage *item)
{
  PreceptCoverage *position;

  if (item->kind == PRECEPT_COVERAGE_PROSE)
    return item;
  if (item->kind == PRECEPT_COVERAGE_OTHER_USES)
    return precept_coverage_child (item, PRECEPT_COVERAGE_PROSE);
  position = item->kind == PRECEPT_COVERAGE_INDICATION ? precept_coverage_child (item, PRECEPT_COVERAGE_POSITION) : NULL;
  return position != NULL ? precept_coverage_child (position, PRECEPT_COVERAGE_PROSE) : NULL;
}

/**
 * precept_coverage_card_update:
 * @self: a card
 * @item: what it shows, as it is now
 *
 * Brings a card up to the document.
 */
void
precept_coverage_card_update (PreceptCoverageCard *self, PreceptCoverage *item)
{
  gboolean has_requests = FALSE;

  g_free (self->path);
  self->path = g_strdup (item->path);
  if (self->kind == PRECEPT_COVERAGE_PROSE)
    {
      update_prose (self, item);
      return;
    }
  update_title (self, item);
  self->is_filling = TRUE;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->mandate), item->mandate);
  self->is_filling = FALSE;
  if (self->kind == PRECEPT_COVERAGE_GROUP)
    return;
  if (self->kind == PRECEPT_COVERAGE_GENERAL)
    {
      update_criteria (self, item);
      gtk_widget_set_visible (self->info, FALSE);
      return;
    }
  if (self->kind == PRECEPT_COVERAGE_INDICATION)
    {
      update_criteria (self, precept_coverage_child (item, PRECEPT_COVERAGE_APPLIES_TO));
      update_requests (self, item);
      has_requests = gtk_widget_get_first_child (self->requests) != NULL;
    }
  update_prose (self, find_prose (item));
  precept_coverage_field_bind (self->determination, item->path, "@determination");
  /* The sentence that leads in to criteria says it. */
  {
    g_autofree char *determination = precept_document_dup_attribute (precept_session_get_document (self->context->session), item->path, "determination");

    gtk_widget_set_visible (self->determination, !has_requests || g_strcmp0 (determination, "medically-necessary-when-met") != 0);
  }
  gtk_widget_set_visible (self->info, gtk_widget_get_visible (self->determination) || gtk_widget_get_visible (self->switcher));
}

static void
mandate_toggled_cb (PreceptCoverageCard *self)
{
  gboolean is_on = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->mandate));

  if (!self->is_filling)
    gtk_widget_activate_action (GTK_WIDGET (self), "coverage.set", "(ssss)", self->path, "mandate", is_on ? "yes" : "", _ ("Change the mandate mark"));
}

static void
create_menu_cb (GtkMenuButton *button, gpointer data)
{
  PreceptCoverageCard *self = data;
  PreceptCoverage     *item = self->context->coverage != NULL ? precept_coverage_find (self->context->coverage, self->path) : NULL;
  g_autoptr (GMenuModel) menu = item != NULL ? precept_coverage_menu_new (self->context->session, item) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
hint_pressed_cb (PreceptCoverageCard *self)
{
  if (self->title != NULL)
    gtk_widget_grab_focus (self->title);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "coverage.card", "(ss)", self->path, "title");
}

static void
make_header (PreceptCoverageCard *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->title_place = gtk_overlay_new ();
  gtk_widget_set_hexpand (self->title_place, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (self->title_place), gtk_label_new (""));
  self->title_hint = gtk_label_new (get_title_hint (self->kind));
  gtk_label_set_xalign (GTK_LABEL (self->title_hint), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title_hint), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title_hint, "title-hint");
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (hint_pressed_cb), self);
  gtk_widget_add_controller (self->title_hint, GTK_EVENT_CONTROLLER (click));
  gtk_overlay_add_overlay (GTK_OVERLAY (self->title_place), self->title_hint);
  gtk_overlay_set_measure_overlay (GTK_OVERLAY (self->title_place), self->title_hint, TRUE);
  self->mandate = gtk_toggle_button_new_with_label ("[s]");
  gtk_widget_add_css_class (self->mandate, "flat");
  gtk_widget_add_css_class (self->mandate, "mandate");
  gtk_widget_set_valign (self->mandate, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->mandate, _ ("State mandates may apply"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->mandate), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("State mandates may apply"), -1);
  g_signal_connect_swapped (self->mandate, "toggled", G_CALLBACK (mandate_toggled_cb), self);
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (self->menu), FALSE);
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->menu, _ ("More"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("More"), -1);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu_cb, self, NULL);
  gtk_box_append (GTK_BOX (self->header), self->title_place);
  gtk_box_append (GTK_BOX (self->header), self->mandate);
  gtk_box_append (GTK_BOX (self->header), self->menu);
  gtk_box_append (GTK_BOX (self), self->header);
}

static void
make_card (PreceptCoverageCard *self)
{
  if (self->kind == PRECEPT_COVERAGE_PROSE)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "between");
      return;
    }
  make_header (self);
  if (self->kind == PRECEPT_COVERAGE_GROUP)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), "group-head");
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (self), "indication");
  self->info = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->determination = precept_coverage_choice_new (self->context, _ ("Determination"), "indication", "determination");
  gtk_widget_add_css_class (self->determination, "determination");
  self->switcher = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->switcher, "linked");
  gtk_widget_set_visible (self->switcher, FALSE);
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_END);
  gtk_widget_set_hexpand (self->switcher, TRUE);
  gtk_box_append (GTK_BOX (self->info), self->determination);
  gtk_box_append (GTK_BOX (self->info), self->switcher);
  gtk_box_append (GTK_BOX (self), self->info);
  self->requests = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);
  gtk_box_append (GTK_BOX (self), self->requests);
}

static void
precept_coverage_card_finalize (GObject *object)
{
  PreceptCoverageCard *self = PRECEPT_COVERAGE_CARD (object);

  g_free (self->key);
  g_free (self->path);
  g_free (self->title_path);
  g_free (self->shown_path);
  G_OBJECT_CLASS (precept_coverage_card_parent_class)->finalize (object);
}

static void
precept_coverage_card_class_init (PreceptCoverageCardClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_coverage_card_finalize;
  layout_changed = g_signal_new ("layout-changed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
precept_coverage_card_init (PreceptCoverageCard *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/**
 * precept_coverage_card_new:
 * @context: of the page, which outlives the card
 * @item: what it shows
 *
 * Makes a card of the kind of @item.
 */
GtkWidget *
precept_coverage_card_new (PreceptCoverageContext *context, PreceptCoverage *item)
{
  PreceptCoverageCard *self = g_object_new (PRECEPT_TYPE_COVERAGE_CARD, NULL);

  self->context = context;
  self->kind = item->kind;
  self->key = precept_coverage_card_dup_key (item);
  make_card (self);
  precept_coverage_card_update (self, item);
  return GTK_WIDGET (self);
}

const char *
precept_coverage_card_get_key (PreceptCoverageCard *self)
{
  g_return_val_if_fail (PRECEPT_IS_COVERAGE_CARD (self), NULL);

  return self->key;
}

void
precept_coverage_card_set_wide (PreceptCoverageCard *self, gboolean is_wide)
{
  g_return_if_fail (PRECEPT_IS_COVERAGE_CARD (self));

  if (self->is_wide == is_wide)
    return;
  self->is_wide = is_wide;
  if (self->switcher == NULL)
    return;
  if (!is_wide)
    set_side_by_side (self, FALSE);
  update_switcher (self);
}

gboolean
precept_coverage_card_is_side_by_side (PreceptCoverageCard *self)
{
  return self->is_side_by_side;
}

gboolean
precept_coverage_card_show_request (PreceptCoverageCard *self, const char *path)
{
  g_return_val_if_fail (PRECEPT_IS_COVERAGE_CARD (self), FALSE);

  if (self->requests == NULL || find_list (self, path) == NULL)
    return FALSE;
  if (g_strcmp0 (self->shown_path, path) != 0)
    {
      g_free (self->shown_path);
      self->shown_path = g_strdup (path);
      update_switcher (self);
    }
  return TRUE;
}

static gboolean
place_caret (GtkWidget *text, const char *path, int offset)
{
  PreceptProseBuffer *buffer = text != NULL ? precept_prose_view_get_buffer (PRECEPT_PROSE_VIEW (text)) : NULL;

  return buffer != NULL && precept_prose_buffer_find_line (buffer, path) >= 0 && precept_prose_buffer_place_caret (buffer, path, offset) && gtk_widget_grab_focus (text);
}

/**
 * precept_coverage_card_focus_text:
 * @self: a card
 * @path: of a text in it, or of the card itself for its title
 * @offset: which character
 *
 * Puts the keyboard into the title or the prose of a card.
 *
 * Returns: whether the text is here
 */
gboolean
precept_coverage_card_focus_text (PreceptCoverageCard *self, const char *path, int offset)
{
  g_return_val_if_fail (PRECEPT_IS_COVERAGE_CARD (self), FALSE);

  if (g_strcmp0 (path, self->path) == 0 && self->title != NULL)
    return gtk_widget_grab_focus (self->title);
  return place_caret (self->title, path, offset) || place_caret (self->prose, path, offset);
}

void
precept_coverage_card_append_rows (PreceptCoverageCard *self, GPtrArray *rows)
{
  g_return_if_fail (PRECEPT_IS_COVERAGE_CARD (self));

  if (self->applies != NULL)
    g_ptr_array_extend_and_steal (rows, precept_criteria_list_list_rows (PRECEPT_CRITERIA_LIST (self->applies)));
  for (GtkWidget *list = self->requests != NULL ? gtk_widget_get_first_child (self->requests) : NULL; list != NULL; list = gtk_widget_get_next_sibling (list))
    {
      if (gtk_widget_get_visible (list))
        g_ptr_array_extend_and_steal (rows, precept_criteria_list_list_rows (PRECEPT_CRITERIA_LIST (list)));
    }
}
