/* precept-picker.c: chooses something to cite or to refer to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-reference-text.h"

/* One row. */
#define PRECEPT_TYPE_PICKER_ITEM (precept_picker_item_get_type ())
G_DECLARE_FINAL_TYPE (PreceptPickerItem, precept_picker_item, PRECEPT, PICKER_ITEM, GObject)

struct _PreceptPickerItem
{
  GObject parent_instance;

  char    *id;
  char    *number; /* or NULL */
  char    *title;
  char    *note;   /* or NULL */
  char    *text;   /* or NULL */
  char    *folded; /* all of them, as they are searched */
  gboolean chosen;
};

G_DEFINE_FINAL_TYPE (PreceptPickerItem, precept_picker_item, G_TYPE_OBJECT)

static void
precept_picker_item_finalize (GObject *object)
{
  PreceptPickerItem *self = PRECEPT_PICKER_ITEM (object);

  g_free (self->id);
  g_free (self->number);
  g_free (self->title);
  g_free (self->note);
  g_free (self->text);
  g_free (self->folded);
  G_OBJECT_CLASS (precept_picker_item_parent_class)->finalize (object);
}

static void
precept_picker_item_class_init (PreceptPickerItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_picker_item_finalize;
}

static void
precept_picker_item_init (PreceptPickerItem *self)
{
}

/**
 * PreceptPicker:
 *
 * A list to choose from: type to search, Enter chooses, Ctrl+Enter chooses and stays for more, Esc closes. At the
 * foot there may be a way to something that is not in the list yet.
 */
struct _PreceptPicker
{
  GtkPopover parent_instance;

  GListStore         *items;     /* owned; of PreceptPickerItem */
  GtkCustomFilter    *filter;    /* owned */
  GtkSingleSelection *selection; /* owned; of what is found */
  GStrv               words;     /* owned; folded words that are sought, or NULL */
  char               *typed;     /* owned; what is said with "cancelled" */
  gboolean            done;      /* something was chosen */
  gboolean            pastes;    /* the foot opens the page to paste */

  GtkWidget *stack;
  GtkWidget *search;
  GtkWidget *scroller;
  GtkWidget *list;
  GtkWidget *empty_label;
  GtkWidget *action_button;
  GtkWidget *action_icon;
  GtkWidget *action_label;
  GtkWidget *paste_title;
  GtkWidget *paste_view;
  GtkWidget *found_label;
  GtkWidget *apply_button;
};

enum
{
  CHOSEN,
  PASTED,
  ACTION,
  CANCELLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptPicker, precept_picker, GTK_TYPE_POPOVER)

static char *
fold (const char *string)
{
  g_autofree char *normal = g_utf8_normalize (string, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = normal != NULL ? g_utf8_casefold (normal, -1) : NULL;
  GString         *folded = g_string_new (NULL);

  for (const char *at = lower; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (!g_unichar_ismark (character))
        g_string_append_unichar (folded, character);
    }
  return g_string_free (folded, FALSE);
}

static gboolean
is_found (gpointer item, gpointer data)
{
  PreceptPickerItem *row = item;
  PreceptPicker     *self = data;

  for (guint i = 0; self->words != NULL && self->words[i] != NULL; i++)
    {
      /* A number alone is the number of a reference. */
      if (row->number != NULL && strspn (self->words[i], "0123456789") == strlen (self->words[i]) && g_str_equal (row->number, self->words[i]))
        continue;
      if (strstr (row->folded, self->words[i]) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
update_empty (PreceptPicker *self)
{
  gboolean any = g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0;

  gtk_widget_set_visible (self->scroller, any);
  gtk_widget_set_visible (self->empty_label, !any);
}

static void
close_picker (PreceptPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
choose (PreceptPicker *self, guint position, gboolean stay)
{
  g_autoptr (PreceptPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  g_autofree char *id = NULL;

  if (item == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  id = g_strdup (item->id);
  self->done = TRUE;
  if (stay)
    {
      guint index;

      item->chosen = !item->chosen;
      if (g_list_store_find (self->items, item, &index))
        g_list_model_items_changed (G_LIST_MODEL (self->items), index, 1, 1);
      gtk_single_selection_set_selected (self->selection, position);
    }
  else
    close_picker (self);
  g_signal_emit (self, signals[CHOSEN], 0, id, stay);
}

/* Callbacks. */

/* The best hit first: with a number alone, what has just this number. */
static void
select_best (PreceptPicker *self)
{
  const char *sought = gtk_editable_get_text (GTK_EDITABLE (self->search));
  guint       n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items == 0)
    return;
  gtk_single_selection_set_selected (self->selection, 0);
  for (guint i = 0; *sought != '\0' && i < n_items; i++)
    {
      g_autoptr (PreceptPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (g_strcmp0 (item->number, sought) == 0)
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
}

static void
search_changed_cb (PreceptPicker *self)
{
  const char      *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = fold (text);

  if (strchr (text, ']') != NULL)
    {
      /* Somebody types on without looking: brackets in the text, no citation. */
      g_free (self->typed);
      self->typed = g_strdup (text);
      close_picker (self);
      return;
    }
  g_strfreev (self->words);
  self->words = g_strsplit_set (g_strstrip (folded), " \t", -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  update_empty (self);
  select_best (self);
}

static void
activate_cb (PreceptPicker *self)
{
  choose (self, gtk_single_selection_get_selected (self->selection), FALSE);
}

static void
stop_search_cb (PreceptPicker *self)
{
  close_picker (self);
}

static void
row_activated_cb (PreceptPicker *self, guint position)
{
  choose (self, position, FALSE);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptPicker *self)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint selected = gtk_single_selection_get_selected (self->selection);
  guint next = selected;

  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_CONTROL_MASK))
    {
      choose (self, selected, TRUE);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Down)
    next = selected + 1;
  else if (key == GDK_KEY_Up && selected > 0)
    next = selected - 1;
  else if (key == GDK_KEY_Page_Down)
    next = selected + 6;
  else if (key == GDK_KEY_Page_Up)
    next = selected > 6 ? selected - 6 : 0;
  else
    return GDK_EVENT_PROPAGATE;
  if (n_items > 0)
    {
      next = MIN (next, n_items - 1);
      gtk_single_selection_set_selected (self->selection, next);
      gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", next);
    }
  return GDK_EVENT_STOP;
}

static void
paste_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (PreceptPicker) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GtkTextBuffer   *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->paste_view));

  if (text != NULL && g_utf8_strlen (text, -1) < 2000 && gtk_text_buffer_get_char_count (buffer) == 0)
    gtk_text_buffer_set_text (buffer, g_strstrip (text), -1);
}

void
precept_picker_open_paste (PreceptPicker *self)
{
  g_return_if_fail (PRECEPT_IS_PICKER (self));

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "paste");
  gtk_widget_grab_focus (self->paste_view);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), NULL, paste_read_cb, g_object_ref (self));
}

static void
action_clicked_cb (PreceptPicker *self)
{
  if (self->pastes)
    {
      precept_picker_open_paste (self);
      return;
    }
  self->done = TRUE;
  close_picker (self);
  g_signal_emit (self, signals[ACTION], 0);
}

static void
back_clicked_cb (PreceptPicker *self)
{
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "list");
  gtk_widget_grab_focus (self->search);
}

static char *
dup_pasted (PreceptPicker *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->paste_view));
  GtkTextIter    start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static void
append_found (GString *found, const char *label, const char *value)
{
  if (value != NULL)
    g_string_append_printf (found, "%s%s%s", found->len > 0 ? " · " : "", label, value);
}

/* What is recognized in the words is said at once. */
static void
paste_changed_cb (PreceptPicker *self)
{
  g_autofree char *text = dup_pasted (self);
  g_autoptr (GPtrArray) references = precept_reference_text_parse (text);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < references->len && i < 4; i++)
    {
      PreceptReferenceText *reference = g_ptr_array_index (references, i);

      append_found (found, "DOI ", reference->doi);
      append_found (found, "PMID ", reference->pmid);
      append_found (found, "", reference->pmcid);
    }
  gtk_widget_set_sensitive (self->apply_button, references->len > 0);
  if (found->len > 0)
    gtk_label_set_label (GTK_LABEL (self->found_label), found->str);
  else if (*text != '\0')
    gtk_label_set_label (GTK_LABEL (self->found_label), _ ("No DOI, PMID or PMCID in it."));
  else
    gtk_label_set_label (GTK_LABEL (self->found_label), _ ("Paste the whole citation, as a journal or PubMed gives it."));
}

static void
apply_clicked_cb (PreceptPicker *self)
{
  g_autofree char *text = dup_pasted (self);

  if (*text == '\0')
    return;
  self->done = TRUE;
  close_picker (self);
  g_signal_emit (self, signals[PASTED], 0, text);
}

static gboolean
paste_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptPicker *self)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter) || !(state & GDK_CONTROL_MASK))
    return GDK_EVENT_PROPAGATE;
  apply_clicked_cb (self);
  return GDK_EVENT_STOP;
}

/* Rows. */

static GtkWidget *
new_label (GtkBox *box, const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (class != NULL)
    gtk_widget_add_css_class (label, class);
  gtk_box_append (box, label);
  return label;
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *number = new_label (GTK_BOX (row), "number");
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *title, *note, *text;

  gtk_label_set_xalign (GTK_LABEL (number), 1);
  gtk_label_set_width_chars (GTK_LABEL (number), 3);
  gtk_widget_set_valign (number, GTK_ALIGN_START);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), line);
  title = new_label (GTK_BOX (line), "heading");
  note = new_label (GTK_BOX (line), "dim-label");
  text = new_label (GTK_BOX (words), "dim-label");
  gtk_box_append (GTK_BOX (row), words);
  gtk_widget_add_css_class (check, "success");
  gtk_box_append (GTK_BOX (row), check);
  g_object_set_data (G_OBJECT (row), "number", number);
  g_object_set_data (G_OBJECT (row), "title", title);
  g_object_set_data (G_OBJECT (row), "note", note);
  g_object_set_data (G_OBJECT (row), "text", text);
  g_object_set_data (G_OBJECT (row), "check", check);
  gtk_list_item_set_child (list_item, row);
}

static void
set_label (GtkWidget *row, const char *name, const char *string)
{
  GtkWidget *label = g_object_get_data (G_OBJECT (row), name);

  gtk_label_set_label (GTK_LABEL (label), string != NULL ? string : "");
  gtk_widget_set_visible (label, string != NULL && *string != '\0');
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  PreceptPickerItem *item = gtk_list_item_get_item (list_item);
  GtkWidget         *row = gtk_list_item_get_child (list_item);
  GtkWidget         *check = g_object_get_data (G_OBJECT (row), "check");

  set_label (row, "number", item->number);
  set_label (row, "title", item->title);
  set_label (row, "note", item->note);
  set_label (row, "text", item->text);
  gtk_widget_set_opacity (check, item->chosen ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, item->chosen ? _ ("Chosen") : "", -1);
}

static void
precept_picker_closed (GtkPopover *popover)
{
  PreceptPicker *self = PRECEPT_PICKER (popover);

  if (self->done)
    return;
  self->done = TRUE;
  g_signal_emit (self, signals[CANCELLED], 0, self->typed != NULL ? self->typed : "");
}

static gboolean
precept_picker_grab_focus (GtkWidget *widget)
{
  PreceptPicker *self = PRECEPT_PICKER (widget);

  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "paste") == 0)
    return gtk_widget_grab_focus (self->paste_view);
  return gtk_widget_grab_focus (self->search);
}

static void
precept_picker_dispose (GObject *object)
{
  PreceptPicker *self = PRECEPT_PICKER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_PICKER);
  g_clear_object (&self->items);
  g_clear_object (&self->filter);
  g_clear_object (&self->selection);
  G_OBJECT_CLASS (precept_picker_parent_class)->dispose (object);
}

static void
precept_picker_finalize (GObject *object)
{
  PreceptPicker *self = PRECEPT_PICKER (object);

  g_strfreev (self->words);
  g_free (self->typed);
  G_OBJECT_CLASS (precept_picker_parent_class)->finalize (object);
}

static void
precept_picker_class_init (PreceptPickerClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_picker_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_picker_finalize;
  GTK_POPOVER_CLASS (class)->closed = precept_picker_closed;
  widget_class->grab_focus = precept_picker_grab_focus;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[PASTED] = g_signal_new ("pasted", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ACTION] = g_signal_new ("action", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[CANCELLED] = g_signal_new ("cancelled", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, search);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, list);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, empty_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, action_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, action_icon);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, action_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, paste_title);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, paste_view);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, found_label);
  gtk_widget_class_bind_template_child (widget_class, PreceptPicker, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
}

static void
add_keys (GtkWidget *widget, GCallback callback, PreceptPicker *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", callback, self);
  gtk_widget_add_controller (widget, keys);
}

static void
precept_picker_init (PreceptPicker *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkFilterListModel *found;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->items = g_list_store_new (PRECEPT_TYPE_PICKER_ITEM);
  self->filter = gtk_custom_filter_new (is_found, self, NULL);
  found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (GTK_FILTER (self->filter)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (found));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  add_keys (self->search, G_CALLBACK (search_key_cb), self);
  add_keys (self->paste_view, G_CALLBACK (paste_key_cb), self);
  gtk_text_buffer_set_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->paste_view)), FALSE);
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->paste_view)), "changed", G_CALLBACK (paste_changed_cb), self);
  paste_changed_cb (self);
  update_empty (self);
}

/**
 * precept_picker_new:
 * @name: what is chosen here, for a screen reader
 * @placeholder: what to type
 *
 * Makes a list to choose from, empty at first.
 */
GtkWidget *
precept_picker_new (const char *name, const char *placeholder)
{
  PreceptPicker *self = g_object_new (PRECEPT_TYPE_PICKER, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set (self->search, "placeholder-text", placeholder, NULL);
  gtk_widget_set_tooltip_text (self->search, _ ("Enter chooses, Ctrl+Enter chooses more than one"));
  return GTK_WIDGET (self);
}

void
precept_picker_add (PreceptPicker *self, const char *id, const char *number, const char *title, const char *note, const char *text, gboolean chosen)
{
  g_autoptr (PreceptPickerItem) item = g_object_new (PRECEPT_TYPE_PICKER_ITEM, NULL);
  g_autofree char *all = g_strjoin (" ", number != NULL ? number : "", title, note != NULL ? note : "", text != NULL ? text : "", NULL);

  g_return_if_fail (PRECEPT_IS_PICKER (self));

  item->id = g_strdup (id);
  item->number = g_strdup (number);
  item->title = g_strdup (title);
  item->note = g_strdup (note);
  item->text = g_strdup (text);
  item->folded = fold (all);
  item->chosen = chosen;
  g_list_store_append (self->items, item);
  update_empty (self);
}

void
precept_picker_set_empty_text (PreceptPicker *self, const char *text)
{
  gtk_label_set_label (GTK_LABEL (self->empty_label), text);
}

void
precept_picker_set_action (PreceptPicker *self, const char *icon_name, const char *label)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->action_icon), icon_name);
  gtk_label_set_label (GTK_LABEL (self->action_label), label != NULL ? label : "");
  gtk_widget_set_visible (self->action_button, label != NULL);
}

void
precept_picker_set_paste (PreceptPicker *self, const char *label, const char *apply_label)
{
  self->pastes = TRUE;
  precept_picker_set_action (self, "edit-paste-symbolic", label);
  gtk_label_set_label (GTK_LABEL (self->paste_title), label);
  gtk_button_set_label (GTK_BUTTON (self->apply_button), apply_label);
}
