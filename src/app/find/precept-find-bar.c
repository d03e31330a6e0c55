/* precept-find-bar.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-find-bar.h"

#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-find-match.h"
#include "precept-prose-line.h"

#define MOST 5000
#define FIND_DELAY_MS 120

/**
 * PreceptFindBar:
 *
 * A bar above the text in which words are looked for in the whole guideline, or in one part of it, and replaced.
 *
 * What was found is listed below; the list follows the document.
 */
struct _PreceptFindBar
{
  GtkBox parent_instance;

  PreceptSession     *session;   /* owned, or NULL */
  char               *part_key;  /* owned; of the caret's place, or NULL */
  char               *id;        /* owned, or NULL */
  GListStore         *found;     /* owned; of PreceptFindMatch */
  GtkSingleSelection *selection; /* owned */
  GPtrArray          *part_ids;  /* of char: what the list of parts chooses from; NULL: everything */
  guint               find_source;
  gboolean            filling; /* the list of parts is being filled */

  GtkWidget *revealer;
  GtkWidget *words;
  GtkWidget *count;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *case_check;
  GtkWidget *word_check;
  GtkWidget *part_choice;
  GtkWidget *close_button;
  GtkWidget *replace_row;
  GtkWidget *with;
  GtkWidget *replace_button;
  GtkWidget *replace_all_button;
  GtkWidget *scroller;
  GtkWidget *list;
};

enum
{
  MATCH_ACTIVATED,
  DONE,
  REFUSED,
  CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptFindBar, precept_find_bar, GTK_TYPE_BOX)

/* Parts. */

static char *
dup_part_title (PreceptFindBar *self, const char *part_id)
{
  PreceptBlock *part = part_id != NULL ? precept_prose_find_part (precept_session_get_content (self->session), part_id) : NULL;

  if (part_id == NULL)
    return g_strdup (_ ("Overview"));
  return g_strdup (part != NULL && part->text != NULL ? precept_text_get_string (part->text) : part_id);
}

static const char *
get_part_filter (PreceptFindBar *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->part_choice));

  return chosen < self->part_ids->len ? g_ptr_array_index (self->part_ids, chosen) : NULL;
}

static void
fill_parts (PreceptFindBar *self)
{
  GPtrArray       *parts = precept_content_get_blocks (precept_session_get_content (self->session));
  g_autofree char *chosen = g_strdup (get_part_filter (self));
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint position = 0;

  self->filling = TRUE;
  g_ptr_array_set_size (self->part_ids, 0);
  gtk_string_list_append (titles, _ ("Whole guideline"));
  g_ptr_array_add (self->part_ids, NULL);
  gtk_string_list_append (titles, _ ("Overview"));
  g_ptr_array_add (self->part_ids, g_strdup (""));
  for (guint i = 0; i < parts->len; i++)
    {
      PreceptBlock *part = g_ptr_array_index (parts, i);

      if (part->id == NULL || part->text == NULL)
        continue;
      gtk_string_list_append (titles, precept_text_get_string (part->text));
      g_ptr_array_add (self->part_ids, g_strdup (part->id));
    }
  for (guint i = 1; chosen != NULL && i < self->part_ids->len; i++)
    {
      if (g_str_equal (g_ptr_array_index (self->part_ids, i), chosen))
        position = i;
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->part_choice), G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->part_choice), position);
  self->filling = FALSE;
}

/* Finding. */

static void
update_count (PreceptFindBar *self)
{
  guint            n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint            chosen = gtk_single_selection_get_selected (self->selection);
  g_autofree char *label = NULL;

  if (*gtk_editable_get_text (GTK_EDITABLE (self->words)) == '\0')
    label = g_strdup ("");
  else if (n_found == 0)
    label = g_strdup (_ ("Not found"));
  else if (n_found >= MOST)
    label = g_strdup_printf (_ ("%u or more"), n_found);
  else if (chosen != GTK_INVALID_LIST_POSITION)
    /* Translators: which of the places where words were found. */
    label = g_strdup_printf (_ ("%u of %u"), chosen + 1, n_found);
  else
    label = g_strdup_printf (ngettext ("%u place", "%u places", n_found), n_found);
  gtk_label_set_label (GTK_LABEL (self->count), label);
  gtk_widget_set_sensitive (self->previous_button, n_found > 0);
  gtk_widget_set_sensitive (self->next_button, n_found > 0);
  gtk_widget_set_sensitive (self->replace_button, n_found > 0);
  gtk_widget_set_sensitive (self->replace_all_button, n_found > 0 && n_found < MOST);
  gtk_widget_set_visible (self->scroller, n_found > 0);
}

static void
find (PreceptFindBar *self)
{
  PreceptFindFlags flags = PRECEPT_FIND_NONE;
  g_autoptr (GPtrArray) matches = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *title = NULL;
  const char      *title_of = "";

  g_clear_handle_id (&self->find_source, g_source_remove);
  if (self->session == NULL)
    return;
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->case_check)))
    flags |= PRECEPT_FIND_MATCH_CASE;
  if (gtk_check_button_get_active (GTK_CHECK_BUTTON (self->word_check)))
    flags |= PRECEPT_FIND_WHOLE_WORDS;
  matches = precept_find (precept_session_get_document (self->session), gtk_editable_get_text (GTK_EDITABLE (self->words)), flags, get_part_filter (self), MOST);
  g_ptr_array_set_free_func (matches, NULL);
  for (guint i = 0; i < matches->len; i++)
    {
      PreceptMatch *match = g_ptr_array_index (matches, i);

      if (title == NULL || g_strcmp0 (match->part_id, title_of) != 0)
        {
          g_free (title);
          title = dup_part_title (self, match->part_id);
          title_of = match->part_id;
        }
      g_ptr_array_add (items, precept_find_match_new (match, title));
    }
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)), items->pdata, items->len);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  update_count (self);
}

static PreceptMatch *
get_match (PreceptFindBar *self, guint position)
{
  g_autoptr (PreceptFindMatch) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  return item != NULL ? precept_find_match_get_match (item) : NULL;
}

/* The first place in what is edited, or the first after it. */
static guint
find_nearest (PreceptFindBar *self)
{
  guint n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  guint in_part = 0;

  for (guint i = n_found; i > 0; i--)
    {
      PreceptMatch *match = get_match (self, i - 1);

      if (match->id != NULL && g_strcmp0 (match->id, self->id) == 0)
        return i - 1;
      if (g_strcmp0 (match->part_id != NULL ? match->part_id : "overview", self->part_key) == 0)
        in_part = i - 1;
    }
  return in_part;
}

static void
choose (PreceptFindBar *self, guint position, gboolean focus)
{
  PreceptMatch *match = get_match (self, position);

  if (match == NULL)
    return;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  update_count (self);
  g_signal_emit (self, signals[MATCH_ACTIVATED], 0, match->path, match->start, match->end, focus);
}

static gboolean
find_cb (gpointer data)
{
  PreceptFindBar *self = data;

  self->find_source = 0;
  find (self);
  if (gtk_single_selection_get_selected (self->selection) == GTK_INVALID_LIST_POSITION && gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->words)))))
    choose (self, find_nearest (self), FALSE);
  return G_SOURCE_REMOVE;
}

static void
words_changed_cb (PreceptFindBar *self)
{
  g_clear_handle_id (&self->find_source, g_source_remove);
  self->find_source = g_timeout_add (FIND_DELAY_MS, find_cb, self);
}

static void
options_changed_cb (PreceptFindBar *self)
{
  if (!self->filling)
    find (self);
}

static gboolean
find_again_cb (gpointer data)
{
  PreceptFindBar *self = data;
  guint           chosen = gtk_single_selection_get_selected (self->selection);

  self->find_source = 0;
  fill_parts (self);
  find (self);
  if (chosen < g_list_model_get_n_items (G_LIST_MODEL (self->found)))
    gtk_single_selection_set_selected (self->selection, chosen);
  update_count (self);
  return G_SOURCE_REMOVE;
}

/* After a pause: typing does not wait for the list. */
static void
content_changed_cb (PreceptFindBar *self)
{
  if (!precept_find_bar_is_open (self))
    return;
  g_clear_handle_id (&self->find_source, g_source_remove);
  self->find_source = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, 2 * FIND_DELAY_MS, find_again_cb, self, NULL);
}

static void
activated_cb (PreceptFindBar *self, guint position)
{
  choose (self, position, TRUE);
}

static void
next_cb (PreceptFindBar *self)
{
  precept_find_bar_step (self, 1);
}

static void
previous_cb (PreceptFindBar *self)
{
  precept_find_bar_step (self, -1);
}

/* Replacing. */

static gboolean
replace (PreceptFindBar *self, GPtrArray *matches)
{
  PreceptMatch *first = g_ptr_array_index (matches, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_find_replace (precept_session_get_document (self->session), matches, gtk_editable_get_text (GTK_EDITABLE (self->with)), &error);
  g_autofree char *selection = g_strdup_printf ("%s:%d", first->path, first->start);

  if (group != NULL)
    precept_step_group_set_selections (group, selection, selection);
  if (group == NULL || !precept_session_apply (self->session, group, &error))
    {
      g_signal_emit (self, signals[REFUSED], 0, error->message);
      return FALSE;
    }
  return TRUE;
}

static void
replace_cb (PreceptFindBar *self)
{
  guint         chosen;
  PreceptMatch *match;
  g_autoptr (GPtrArray) matches = g_ptr_array_new ();

  /* What is replaced is what is shown. */
  if (self->find_source != 0)
    find (self);
  chosen = gtk_single_selection_get_selected (self->selection);
  match = chosen != GTK_INVALID_LIST_POSITION ? get_match (self, chosen) : NULL;
  if (match == NULL)
    {
      precept_find_bar_step (self, 1);
      return;
    }
  g_ptr_array_add (matches, match);
  if (!replace (self, matches))
    return;
  find (self);
  if (chosen >= g_list_model_get_n_items (G_LIST_MODEL (self->found)))
    chosen = 0;
  choose (self, chosen, FALSE);
}

static void
replace_all_cb (PreceptFindBar *self)
{
  g_autoptr (GPtrArray) matches = g_ptr_array_new ();
  g_autofree char *what = NULL;
  guint            n_found;

  if (self->find_source != 0)
    find (self);
  n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  for (guint i = 0; i < n_found; i++)
    g_ptr_array_add (matches, get_match (self, i));
  if (n_found == 0 || !replace (self, matches))
    return;
  what = g_strdup_printf (ngettext ("Replaced in %u place", "Replaced in %u places", n_found), n_found);
  find (self);
  g_signal_emit (self, signals[DONE], 0, what);
}

/* Rows. */

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_label_new (NULL);
  GtkWidget *part = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_use_markup (GTK_LABEL (words), TRUE);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (part), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (part), 20);
  gtk_widget_add_css_class (part, "place");
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), part);
  gtk_list_item_set_child (item, box);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, gpointer data)
{
  PreceptFindMatch *item = gtk_list_item_get_item (list_item);
  GtkWidget        *words = gtk_widget_get_first_child (gtk_list_item_get_child (list_item));
  g_autofree char  *markup = precept_find_match_dup_markup (item);

  gtk_label_set_label (GTK_LABEL (words), markup);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (words)), precept_find_match_get_part (item));
}

/* The bar. */

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptFindBar *self)
{
  gboolean in_words = gtk_widget_has_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->words))));

  if (key == GDK_KEY_Escape)
    {
      precept_find_bar_close (self);
      return GDK_EVENT_STOP;
    }
  if (in_words && (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && (state & GDK_SHIFT_MASK))
    {
      precept_find_bar_step (self, -1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static void
precept_find_bar_dispose (GObject *object)
{
  PreceptFindBar *self = PRECEPT_FIND_BAR (object);

  g_clear_handle_id (&self->find_source, g_source_remove);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_FIND_BAR);
  g_clear_object (&self->selection);
  g_clear_object (&self->found);
  G_OBJECT_CLASS (precept_find_bar_parent_class)->dispose (object);
}

static void
precept_find_bar_finalize (GObject *object)
{
  PreceptFindBar *self = PRECEPT_FIND_BAR (object);

  g_free (self->part_key);
  g_free (self->id);
  g_ptr_array_unref (self->part_ids);
  G_OBJECT_CLASS (precept_find_bar_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, words);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, previous_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, next_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, case_check);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, word_check);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, part_choice);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, close_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, replace_row);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, with);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, replace_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, replace_all_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, scroller);
  gtk_widget_class_bind_template_child (widget_class, PreceptFindBar, list);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, options_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_all_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, precept_find_bar_close);
}

static void
precept_find_bar_class_init (PreceptFindBarClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_find_bar_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_find_bar_finalize;
  signals[MATCH_ACTIVATED] = g_signal_new ("match-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4, G_TYPE_STRING, G_TYPE_INT, G_TYPE_INT, G_TYPE_BOOLEAN);
  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[REFUSED] = g_signal_new ("refused", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-find-bar.ui");
  bind_children (widget_class);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SEARCH);
}

static void
precept_find_bar_init (PreceptFindBar *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->part_ids = g_ptr_array_new_with_free_func (g_free);
  self->found = g_list_store_new (PRECEPT_TYPE_FIND_MATCH);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->found)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  g_object_unref (factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->words), FALSE);
  gtk_editable_set_enable_undo (GTK_EDITABLE (self->with), FALSE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  precept_actions_set_tooltip (self->previous_button, "win.find-previous");
  precept_actions_set_tooltip (self->next_button, "win.find-next");
}

void
precept_find_bar_set_session (PreceptFindBar *self, PreceptSession *session)
{
  g_return_if_fail (PRECEPT_IS_FIND_BAR (self));

  g_set_object (&self->session, session);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (content_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (content_changed_cb), self);
}

void
precept_find_bar_set_place (PreceptFindBar *self, const char *part_key, const char *id)
{
  g_return_if_fail (PRECEPT_IS_FIND_BAR (self));

  g_free (self->part_key);
  g_free (self->id);
  self->part_key = g_strdup (part_key);
  self->id = g_strdup (id);
}

/**
 * precept_find_bar_open:
 * @self: a find bar
 * @words: (nullable): what to look for; %NULL for what was looked for last
 * @replace: whether to offer to replace
 *
 * Shows the bar, with the keyboard in it.
 */
void
precept_find_bar_open (PreceptFindBar *self, const char *words, gboolean replace)
{
  g_return_if_fail (PRECEPT_IS_FIND_BAR (self));

  fill_parts (self);
  gtk_widget_set_visible (self->replace_row, replace);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  if (words != NULL && *words != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->words), words);
  find (self);
  gtk_widget_grab_focus (self->words);
  gtk_editable_select_region (GTK_EDITABLE (self->words), 0, -1);
}

void
precept_find_bar_close (PreceptFindBar *self)
{
  g_return_if_fail (PRECEPT_IS_FIND_BAR (self));

  if (!precept_find_bar_is_open (self))
    return;
  g_clear_handle_id (&self->find_source, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

gboolean
precept_find_bar_is_open (PreceptFindBar *self)
{
  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

/**
 * precept_find_bar_step:
 * @self: a find bar
 * @direction: 1 for the next place, -1 for the one before
 *
 * Goes to the next place; after the last comes the first. Where the bar is closed it looks for the same as before.
 */
void
precept_find_bar_step (PreceptFindBar *self, int direction)
{
  guint n_found;
  guint position;

  g_return_if_fail (PRECEPT_IS_FIND_BAR (self));

  if (self->find_source != 0 || !precept_find_bar_is_open (self))
    {
      guint chosen = gtk_single_selection_get_selected (self->selection);

      find (self);
      if (chosen < g_list_model_get_n_items (G_LIST_MODEL (self->found)))
        gtk_single_selection_set_selected (self->selection, chosen);
    }
  n_found = g_list_model_get_n_items (G_LIST_MODEL (self->found));
  position = gtk_single_selection_get_selected (self->selection);
  if (n_found == 0)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  if (position == GTK_INVALID_LIST_POSITION)
    position = find_nearest (self);
  else
    position = (position + n_found + direction) % n_found;
  choose (self, position, !precept_find_bar_is_open (self));
}
