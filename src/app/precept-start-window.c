/* precept-start-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-start-window.h"

#include <glib/gi18n.h>

#define N_RECENT 12

/**
 * PreceptStartWindow:
 *
 * What the program shows without a document: kinds of new guidelines, and those edited lately.
 */
struct _PreceptStartWindow
{
  AdwApplicationWindow parent_instance;

  GtkWidget *menu_button;
  GtkWidget *templates;
  GtkWidget *recent_stack;
  GtkWidget *recent_list;
};

G_DEFINE_FINAL_TYPE (PreceptStartWindow, precept_start_window, ADW_TYPE_APPLICATION_WINDOW)

static const struct
{
  const char *title;
  const char *description;
  const char *action; /* detailed */
} beginnings[] = {
  { N_ ("Drug"), N_ ("Criteria for initial and continuation requests, evidence, codes"), "app.new-kind::drug" },
  { N_ ("Procedure"), N_ ("Indications, evidence, CPT codes"), "app.new-kind::procedure" },
  { N_ ("Device or test"), N_ ("Indications, limits, HCPCS codes"), "app.new-kind::device" },
  { N_ ("Import…"), N_ ("From the text of a guideline"), "app.import" },
};

static GtkWidget *
make_card (const char *title, const char *description, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title_label = gtk_label_new (title);
  GtkWidget *description_label = gtk_label_new (description);

  gtk_label_set_xalign (GTK_LABEL (title_label), 0);
  gtk_widget_add_css_class (title_label, "title");
  gtk_label_set_xalign (GTK_LABEL (description_label), 0);
  gtk_label_set_wrap (GTK_LABEL (description_label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (description_label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (description_label), 18);
  gtk_widget_add_css_class (description_label, "dim-label");
  gtk_widget_add_css_class (description_label, "small");
  gtk_box_append (GTK_BOX (box), title_label);
  gtk_box_append (GTK_BOX (box), description_label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "template");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  return button;
}

static char *
format_time (GDateTime *time)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  GTimeSpan ago = g_date_time_difference (now, time);
  guint     n_minutes = MAX (ago, 0) / G_TIME_SPAN_MINUTE;

  if (n_minutes < 1)
    return g_strdup (_ ("Just now"));
  if (n_minutes < 60)
    return g_strdup_printf (ngettext ("%u minute ago", "%u minutes ago", n_minutes), n_minutes);
  if (ago < G_TIME_SPAN_DAY)
    return g_strdup_printf (ngettext ("%u hour ago", "%u hours ago", n_minutes / 60), n_minutes / 60);
  /* Translators: month and day, as in “November 12”. */
  return g_date_time_format (time, _ ("%B %-d"));
}

static GtkWidget *
make_recent_row (GtkRecentInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autoptr (GFile) file = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autofree char *path = g_file_get_parse_name (file);
  g_autofree char *name = g_markup_escape_text (gtk_recent_info_get_display_name (info), -1);
  g_autofree char *place = g_markup_escape_text (path, -1);
  GtkWidget       *time = gtk_label_new (NULL);
  gboolean         exists = gtk_recent_info_exists (info);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  gtk_widget_add_css_class (time, "dim-label");
  if (exists)
    {
      GDateTime       *visited = gtk_recent_info_get_visited (info);
      g_autofree char *words = format_time (visited);

      gtk_label_set_label (GTK_LABEL (time), words);
    }
  else
    gtk_label_set_label (GTK_LABEL (time), _ ("Not found"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), exists);
  g_object_set_data_full (G_OBJECT (row), "precept-file", g_steal_pointer (&file), g_object_unref);
  return row;
}

static int
compare_visited (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_visited ((GtkRecentInfo *)b), gtk_recent_info_get_visited ((GtkRecentInfo *)a));
}

static void
fill_recent (PreceptStartWindow *self)
{
  GList     *items = g_list_sort (gtk_recent_manager_get_items (gtk_recent_manager_get_default ()), compare_visited);
  GtkWidget *row;
  guint      n_shown = 0;

  while ((row = gtk_widget_get_first_child (self->recent_list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->recent_list), row);
  for (GList *item = items; item != NULL; item = item->next)
    {
      if (n_shown < N_RECENT && gtk_recent_info_has_application (item->data, g_get_application_name ()))
        {
          gtk_list_box_append (GTK_LIST_BOX (self->recent_list), make_recent_row (item->data));
          n_shown++;
        }
    }
  g_list_free_full (items, (GDestroyNotify)gtk_recent_info_unref);
  gtk_stack_set_visible_child_name (GTK_STACK (self->recent_stack), n_shown > 0 ? "list" : "empty");
}

static void
recent_activated_cb (PreceptStartWindow *self, GtkListBoxRow *row)
{
  GFile *file = g_object_get_data (G_OBJECT (row), "precept-file");

  precept_application_open_file (PRECEPT_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), file);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, PreceptStartWindow *self)
{
  precept_application_open_file (PRECEPT_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), g_value_get_object (value));
  return TRUE;
}

static void
precept_start_window_dispose (GObject *object)
{
  g_signal_handlers_disconnect_by_data (gtk_recent_manager_get_default (), object);
  gtk_widget_dispose_template (GTK_WIDGET (object), PRECEPT_TYPE_START_WINDOW);
  G_OBJECT_CLASS (precept_start_window_parent_class)->dispose (object);
}

static void
precept_start_window_class_init (PreceptStartWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_start_window_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-start-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptStartWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptStartWindow, templates);
  gtk_widget_class_bind_template_child (widget_class, PreceptStartWindow, recent_stack);
  gtk_widget_class_bind_template_child (widget_class, PreceptStartWindow, recent_list);
  gtk_widget_class_bind_template_callback (widget_class, recent_activated_cb);
}

static void
precept_start_window_init (PreceptStartWindow *self)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/io/github/precept/Precept/menus.ui");
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu_button), G_MENU_MODEL (gtk_builder_get_object (builder, "start-menu")));
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      GtkWidget *card = make_card (_ (beginnings[i].title), _ (beginnings[i].description), beginnings[i].action);

      gtk_flow_box_append (GTK_FLOW_BOX (self->templates), card);
      /* The button is what the keyboard goes to. */
      gtk_widget_set_focusable (gtk_widget_get_parent (card), FALSE);
    }
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_swapped (gtk_recent_manager_get_default (), "changed", G_CALLBACK (fill_recent), self);
  fill_recent (self);
}

GtkWidget *
precept_start_window_new (PreceptApplication *application)
{
  return g_object_new (PRECEPT_TYPE_START_WINDOW, "application", application, NULL);
}
