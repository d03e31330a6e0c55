/* precept-problems-pane.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-problems-pane.h"

#include <glib/gi18n.h>

#include "precept-actions.h"
#include "precept-prose-line.h"
#include "precept-settings.h"

#define MIN_HEIGHT 80
#define MAX_HEIGHT 600

/* A diagnostic as a list wants it. */
#define PRECEPT_TYPE_PROBLEM (precept_problem_get_type ())
G_DECLARE_FINAL_TYPE (PreceptProblem, precept_problem, PRECEPT, PROBLEM, GObject)

struct _PreceptProblem
{
  GObject parent_instance;

  PreceptDiagnostic *diagnostic; /* owned */
};

G_DEFINE_FINAL_TYPE (PreceptProblem, precept_problem, G_TYPE_OBJECT)

static void
precept_problem_finalize (GObject *object)
{
  g_clear_pointer (&PRECEPT_PROBLEM (object)->diagnostic, precept_diagnostic_unref);
  G_OBJECT_CLASS (precept_problem_parent_class)->finalize (object);
}

static void
precept_problem_class_init (PreceptProblemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = precept_problem_finalize;
}

static void
precept_problem_init (PreceptProblem *self)
{
}

/**
 * PreceptProblemsPane:
 *
 * Lists what is wrong: what, where, and a button that mends it. A row leads to its place.
 */
struct _PreceptProblemsPane
{
  GtkBox parent_instance;

  PreceptSession     *session;  /* owned, or NULL */
  char               *part_key; /* owned; the part that is edited, or NULL */
  guint               n_pages;
  int                 drag_height; /* of the list, when its bar was taken */
  GListStore         *store;       /* owned; of PreceptProblem */
  GtkSingleSelection *selection;   /* owned */
  gboolean            expanded;    /* as the user wants it */

  GtkWidget *title;
  GtkWidget *none_icon;
  GtkWidget *error_filter;
  GtkWidget *warning_filter;
  GtkWidget *hint_filter;
  GtkWidget *error_count;
  GtkWidget *warning_count;
  GtkWidget *hint_count;
  GtkWidget *previous_button;
  GtkWidget *next_button;
  GtkWidget *figures;
  GtkWidget *collapse_button;
  GtkWidget *revealer;
  GtkWidget *list;
  GtkWidget *bar;
  GtkWidget *scroller;
};

enum
{
  PLACE_ACTIVATED,
  FIX_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PreceptProblemsPane, precept_problems_pane, GTK_TYPE_BOX)

static const char *const icons[] = { "dialog-error-symbolic", "dialog-warning-symbolic", "dialog-information-symbolic" };

/* Rows. */

static void
fix_clicked_cb (GtkButton *button, PreceptProblemsPane *self)
{
  PreceptDiagnostic *problem = g_object_get_data (G_OBJECT (button), "precept-problem");

  if (problem != NULL)
    g_signal_emit (self, signals[FIX_ACTIVATED], 0, problem);
}

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PreceptProblemsPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *image = gtk_image_new ();
  GtkWidget *message = gtk_label_new (NULL);
  GtkWidget *place = gtk_label_new (NULL);
  GtkWidget *fix = gtk_button_new_with_label ("");

  gtk_label_set_xalign (GTK_LABEL (message), 0);
  gtk_label_set_ellipsize (GTK_LABEL (message), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (message, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (place), 28);
  gtk_widget_add_css_class (place, "place");
  gtk_widget_set_valign (fix, GTK_ALIGN_CENTER);
  g_signal_connect (fix, "clicked", G_CALLBACK (fix_clicked_cb), self);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), message);
  gtk_box_append (GTK_BOX (box), place);
  gtk_box_append (GTK_BOX (box), fix);
  gtk_list_item_set_child (item, box);
}

static void
set_severity_class (GtkWidget *image, PreceptSeverity severity)
{
  static const char *const classes[] = { "severity-error", "severity-warning", "severity-hint" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    gtk_widget_remove_css_class (image, classes[i]);
  gtk_widget_add_css_class (image, classes[severity]);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, PreceptProblemsPane *self)
{
  PreceptDiagnostic *problem = PRECEPT_PROBLEM (gtk_list_item_get_item (item))->diagnostic;
  GtkWidget         *box = gtk_list_item_get_child (item);
  GtkWidget         *image = gtk_widget_get_first_child (box);
  GtkWidget         *message = gtk_widget_get_next_sibling (image);
  GtkWidget         *place = gtk_widget_get_next_sibling (message);
  GtkWidget         *fix = gtk_widget_get_next_sibling (place);
  PreceptStepGroup  *group = precept_diagnostic_get_fix (problem);
  const char        *place_words = precept_diagnostic_get_place (problem);
  const char        *severities[] = { _ ("Error"), _ ("Warning"), _ ("Hint") };
  const char        *severity = severities[precept_diagnostic_get_severity (problem)];

  gtk_image_set_from_icon_name (GTK_IMAGE (image), icons[precept_diagnostic_get_severity (problem)]);
  set_severity_class (image, precept_diagnostic_get_severity (problem));
  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL, severity, -1);
  gtk_label_set_label (GTK_LABEL (message), precept_diagnostic_get_message (problem));
  gtk_widget_set_tooltip_text (box, precept_diagnostic_get_message (problem));
  gtk_label_set_label (GTK_LABEL (place), place_words != NULL ? place_words : "");
  gtk_widget_set_visible (fix, group != NULL);
  g_object_set_data_full (G_OBJECT (fix), "precept-problem", precept_diagnostic_ref (problem), (GDestroyNotify)precept_diagnostic_unref);
  if (group != NULL)
    {
      gtk_button_set_label (GTK_BUTTON (fix), precept_step_group_get_label (group));
      gtk_widget_set_tooltip_text (fix, precept_step_group_get_label (group));
    }
}

/* Filling the list. */

static gboolean
is_shown (PreceptProblemsPane *self, PreceptDiagnostic *problem)
{
  GtkWidget *filters[] = { self->error_filter, self->warning_filter, self->hint_filter };

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (filters[precept_diagnostic_get_severity (problem)]));
}

static gboolean
is_same (PreceptDiagnostic *a, PreceptDiagnostic *b)
{
  return g_strcmp0 (precept_diagnostic_get_rule_id (a), precept_diagnostic_get_rule_id (b)) == 0 &&
         g_strcmp0 (precept_diagnostic_get_id (a), precept_diagnostic_get_id (b)) == 0 &&
         g_strcmp0 (precept_diagnostic_get_path (a), precept_diagnostic_get_path (b)) == 0 &&
         g_strcmp0 (precept_diagnostic_get_message (a), precept_diagnostic_get_message (b)) == 0;
}

static gboolean
is_in_part (PreceptProblemsPane *self, PreceptDiagnostic *problem)
{
  const char      *place = precept_diagnostic_get_id (problem);
  g_autofree char *part_key = NULL;

  if (place == NULL)
    place = precept_diagnostic_get_path (problem);
  if (place != NULL && *place != '\0')
    part_key = precept_prose_dup_part_key_of (precept_session_get_content (self->session), place);
  return g_strcmp0 (part_key != NULL ? part_key : "overview", self->part_key) == 0;
}

static void
update_list (PreceptProblemsPane *self)
{
  GPtrArray *problems = precept_session_get_problems (self->session);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  PreceptDiagnostic *chosen = precept_problems_pane_get_chosen (self);
  g_autoptr (PreceptDiagnostic) kept = chosen != NULL ? precept_diagnostic_ref (chosen) : NULL;
  guint position = GTK_INVALID_LIST_POSITION;

  /* This part first, then the order of the document. */
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < problems->len; i++)
        {
          PreceptDiagnostic *problem = g_ptr_array_index (problems, i);
          PreceptProblem    *item;

          if (!is_shown (self, problem) || is_in_part (self, problem) != (pass == 0))
            continue;
          item = g_object_new (PRECEPT_TYPE_PROBLEM, NULL);
          item->diagnostic = precept_diagnostic_ref (problem);
          if (kept != NULL && is_same (kept, problem))
            position = shown->len;
          g_ptr_array_add (shown, item);
        }
    }
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)), shown->pdata, shown->len);
  gtk_single_selection_set_selected (self->selection, position);
}

static void
update_figures (PreceptProblemsPane *self)
{
  guint            n_words = precept_session_get_n_words (self->session);
  g_autofree char *words = g_strdup_printf (ngettext ("%'u word", "%'u words", n_words), n_words);
  g_autofree char *pages = g_strdup_printf (ngettext ("%'u page", "%'u pages", self->n_pages), self->n_pages);
  g_autofree char *figures = g_strdup_printf ("%s · %s", words, pages);

  gtk_label_set_label (GTK_LABEL (self->figures), figures);
}

static void
set_count (GtkWidget *filter, GtkWidget *label, const char *name, guint count)
{
  g_autofree char *number = g_strdup_printf ("%u", count);
  g_autofree char *full = g_strdup_printf ("%s, %u", name, count);

  gtk_label_set_label (GTK_LABEL (label), number);
  gtk_accessible_update_property (GTK_ACCESSIBLE (filter), GTK_ACCESSIBLE_PROPERTY_LABEL, full, -1);
  gtk_widget_set_tooltip_text (filter, full);
}

static void
problems_changed_cb (PreceptProblemsPane *self)
{
  GPtrArray *problems = precept_session_get_problems (self->session);
  guint      counts[3] = { 0, 0, 0 };

  for (guint i = 0; i < problems->len; i++)
    counts[precept_diagnostic_get_severity (g_ptr_array_index (problems, i))]++;
  set_count (self->error_filter, self->error_count, _ ("Errors"), counts[PRECEPT_SEVERITY_ERROR]);
  set_count (self->warning_filter, self->warning_count, _ ("Warnings"), counts[PRECEPT_SEVERITY_WARNING]);
  set_count (self->hint_filter, self->hint_count, _ ("Hints"), counts[PRECEPT_SEVERITY_HINT]);
  gtk_label_set_label (GTK_LABEL (self->title), problems->len == 0 ? _ ("No problems") : _ ("Problems"));
  gtk_widget_set_visible (self->none_icon, problems->len == 0);
  gtk_widget_set_visible (self->error_filter, problems->len > 0);
  gtk_widget_set_visible (self->warning_filter, problems->len > 0);
  gtk_widget_set_visible (self->hint_filter, problems->len > 0);
  gtk_widget_set_visible (self->previous_button, problems->len > 0);
  gtk_widget_set_visible (self->next_button, problems->len > 0);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), self->expanded && problems->len > 0);
  update_list (self);
  update_figures (self);
}

static void
filter_toggled_cb (PreceptProblemsPane *self)
{
  if (self->session != NULL)
    update_list (self);
}

static void
activated_cb (PreceptProblemsPane *self, guint position)
{
  g_autoptr (PreceptProblem) problem = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  gtk_single_selection_set_selected (self->selection, position);
  if (problem != NULL)
    g_signal_emit (self, signals[PLACE_ACTIVATED], 0, problem->diagnostic);
}

static gboolean
precept_problems_pane_grab_focus (GtkWidget *widget)
{
  PreceptProblemsPane *self = PRECEPT_PROBLEMS_PANE (widget);

  return gtk_widget_grab_focus (gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)) ? self->list : self->collapse_button);
}

static void
precept_problems_pane_dispose (GObject *object)
{
  PreceptProblemsPane *self = PRECEPT_PROBLEMS_PANE (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_PROBLEMS_PANE);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (precept_problems_pane_parent_class)->dispose (object);
}

static void
precept_problems_pane_finalize (GObject *object)
{
  g_free (PRECEPT_PROBLEMS_PANE (object)->part_key);
  G_OBJECT_CLASS (precept_problems_pane_parent_class)->finalize (object);
}

static void
precept_problems_pane_class_init (PreceptProblemsPaneClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_problems_pane_dispose;
  G_OBJECT_CLASS (class)->finalize = precept_problems_pane_finalize;
  widget_class->grab_focus = precept_problems_pane_grab_focus;

  signals[PLACE_ACTIVATED] = g_signal_new ("place-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PRECEPT_TYPE_DIAGNOSTIC);
  signals[FIX_ACTIVATED] = g_signal_new ("fix-activated", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, PRECEPT_TYPE_DIAGNOSTIC);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-problems-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, title);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, none_icon);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, error_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, warning_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, hint_filter);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, error_count);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, warning_count);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, hint_count);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, previous_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, next_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, figures);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, collapse_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, revealer);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, list);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, bar);
  gtk_widget_class_bind_template_child (widget_class, PreceptProblemsPane, scroller);
  gtk_widget_class_bind_template_callback (widget_class, filter_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void set_up_settings (PreceptProblemsPane *self);

static void
precept_problems_pane_init (PreceptProblemsPane *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->expanded = TRUE;
  self->store = g_list_store_new (PRECEPT_TYPE_PROBLEM);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->list), factory);
  g_object_unref (factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->list), GTK_SELECTION_MODEL (self->selection));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Problems"), -1);
  set_up_settings (self);
  precept_actions_set_tooltip (self->previous_button, "win.previous-problem");
  precept_actions_set_tooltip (self->next_button, "win.next-problem");
  precept_actions_set_tooltip (self->collapse_button, "win.show-problems");
}

void
precept_problems_pane_set_session (PreceptProblemsPane *self, PreceptSession *session)
{
  g_return_if_fail (PRECEPT_IS_PROBLEMS_PANE (self));

  g_set_object (&self->session, session);
  g_signal_connect_swapped (session, "problems-changed", G_CALLBACK (problems_changed_cb), self);
  problems_changed_cb (self);
}

void
precept_problems_pane_set_part (PreceptProblemsPane *self, const char *part_key)
{
  g_return_if_fail (PRECEPT_IS_PROBLEMS_PANE (self));

  if (g_strcmp0 (part_key, self->part_key) == 0)
    return;
  g_free (self->part_key);
  self->part_key = g_strdup (part_key);
  if (self->session != NULL)
    update_list (self);
}

void
precept_problems_pane_set_n_pages (PreceptProblemsPane *self, guint n_pages)
{
  g_return_if_fail (PRECEPT_IS_PROBLEMS_PANE (self));

  if (n_pages == self->n_pages)
    return;
  self->n_pages = n_pages;
  if (self->session != NULL)
    update_figures (self);
}

void
precept_problems_pane_set_expanded (PreceptProblemsPane *self, gboolean expanded)
{
  g_return_if_fail (PRECEPT_IS_PROBLEMS_PANE (self));

  self->expanded = expanded;
  gtk_button_set_icon_name (GTK_BUTTON (self->collapse_button), expanded ? "pan-down-symbolic" : "pan-up-symbolic");
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), expanded && self->session != NULL && precept_session_get_problems (self->session)->len > 0);
}

PreceptDiagnostic *
precept_problems_pane_get_chosen (PreceptProblemsPane *self)
{
  PreceptProblem *problem = gtk_single_selection_get_selected_item (self->selection);

  return problem != NULL ? problem->diagnostic : NULL;
}

static guint
find_position (PreceptProblemsPane *self, PreceptDiagnostic *problem)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr (PreceptProblem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (is_same (item->diagnostic, problem))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

/**
 * precept_problems_pane_step:
 * @self: the problems
 * @direction: 1 for the next, -1 for the one before
 *
 * Chooses another problem, in the order of the document, whatever part is shown first; after the last comes the first.
 * Where none is chosen, the first of this part is.
 */
PreceptDiagnostic *
precept_problems_pane_step (PreceptProblemsPane *self, int direction)
{
  GPtrArray *problems = precept_session_get_problems (self->session);
  g_autoptr (GPtrArray) shown = g_ptr_array_new ();
  PreceptDiagnostic *chosen = precept_problems_pane_get_chosen (self);
  guint              n_items = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint              position, at = 0;

  if (n_items == 0)
    return NULL;
  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);

      if (!is_shown (self, problem))
        continue;
      if (chosen != NULL && is_same (problem, chosen))
        at = shown->len;
      g_ptr_array_add (shown, problem);
    }
  if (chosen == NULL)
    position = direction > 0 ? 0 : n_items - 1;
  else
    position = find_position (self, g_ptr_array_index (shown, (at + shown->len + direction) % shown->len));
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", position);
  return precept_problems_pane_get_chosen (self);
}

/* The list is made higher or lower by its bar. */

static void
drag_begin_cb (GtkGestureDrag *drag, double x, double y, PreceptProblemsPane *self)
{
  if (!gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)))
    gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
  self->drag_height = gtk_widget_get_height (self->scroller);
}

static void
drag_update_cb (GtkGestureDrag *drag, double x, double y, PreceptProblemsPane *self)
{
  GtkWidget *side = gtk_widget_get_parent (GTK_WIDGET (self));
  int        most = side != NULL ? gtk_widget_get_height (side) / 2 : MAX_HEIGHT;

  if (ABS (y) < 4)
    return;
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_set_size_request (self->scroller, -1, CLAMP (self->drag_height - (int)y, MIN_HEIGHT, MIN (MAX_HEIGHT, most)));
}

static void
drag_end_cb (GtkGestureDrag *drag, double x, double y, PreceptProblemsPane *self)
{
  int height = 0;

  gtk_widget_get_size_request (self->scroller, NULL, &height);
  g_settings_set_int (precept_settings_get (), "problems-height", CLAMP (height, MIN_HEIGHT, MAX_HEIGHT));
}

/* What the user chose last is remembered. */
static void
set_up_settings (PreceptProblemsPane *self)
{
  GSettings  *settings = precept_settings_get ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  g_settings_bind (settings, "errors-shown", self->error_filter, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "warnings-shown", self->warning_filter, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "hints-shown", self->hint_filter, "active", G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_size_request (self->scroller, -1, g_settings_get_int (settings, "problems-height"));
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_widget_add_controller (self->bar, GTK_EVENT_CONTROLLER (drag));
}
