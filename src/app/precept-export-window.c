/* precept-export-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-export-window.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-publish.h"

/**
 * PreceptExportWindow:
 *
 * Asks which files to make of the guideline and where, and makes them from a copy on another thread.
 */
struct _PreceptExportWindow
{
  AdwWindow parent_instance;

  PreceptWindow *parent;      /* borrowed: the window is transient for it */
  GFile         *folder;      /* owned */
  GCancellable  *cancellable; /* owned; of the running export, or NULL */
  guint          pulse_source;

  GtkWidget *window_title;
  GtkWidget *export_button;
  GtkWidget *progress;
  GtkWidget *approval_group;
  GtkWidget *pdf_check;
  GtkWidget *html_check;
  GtkWidget *rules_check;
  GtkWidget *folder_row;
};

G_DEFINE_FINAL_TYPE (PreceptExportWindow, precept_export_window, ADW_TYPE_WINDOW)

typedef struct
{
  PreceptDocument *document; /* owned; a copy */
  PreceptStyle    *style;    /* owned */
  GFile           *pdf;      /* owned; NULL: not wanted */
  GFile           *html;     /* owned; NULL: not wanted */
  GFile           *rules;    /* owned; NULL: not wanted */
} ExportJob;

static void
free_job (ExportJob *job)
{
  g_object_unref (job->document);
  precept_style_unref (job->style);
  g_clear_object (&job->pdf);
  g_clear_object (&job->html);
  g_clear_object (&job->rules);
  g_free (job);
}

static gboolean
is_chosen (GtkWidget *check)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (check));
}

static void
update_cb (PreceptExportWindow *self)
{
  guint            n_files = is_chosen (self->pdf_check) + is_chosen (self->html_check) + is_chosen (self->rules_check);
  g_autofree char *label = g_strdup_printf (ngettext ("_Export %u File", "_Export %u Files", n_files), n_files);
  g_autofree char *path = g_file_get_parse_name (self->folder);
  g_autofree char *folder = g_markup_escape_text (path, -1);

  gtk_button_set_label (GTK_BUTTON (self->export_button), label);
  gtk_widget_set_sensitive (self->export_button, n_files > 0 && self->cancellable == NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->folder_row), folder);
}

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (GTK_PROGRESS_BAR (PRECEPT_EXPORT_WINDOW (data)->progress));
  return G_SOURCE_CONTINUE;
}

static void
set_running (PreceptExportWindow *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  gtk_widget_set_visible (self->progress, cancellable != NULL);
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  if (cancellable != NULL)
    self->pulse_source = g_timeout_add (80, pulse_cb, self);
  update_cb (self);
}

static void
export_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ExportJob *job = data;
  GError    *error = NULL;

  if (job->pdf != NULL)
    {
      g_autoptr (GPtrArray) diagnostics = NULL;

      precept_publish_pdf (job->document, job->style, job->pdf, &diagnostics, cancellable, &error);
    }
  if (error == NULL && job->html != NULL)
    precept_publish_html (job->document, job->style, job->html, cancellable, &error);
  if (error == NULL && job->rules != NULL)
    precept_publish_rules (job->document, job->rules, cancellable, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
show_failure (PreceptExportWindow *self, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("The guideline could not be exported"), error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PreceptExportWindow *self = PRECEPT_EXPORT_WINDOW (source);
  ExportJob           *job = g_task_get_task_data (G_TASK (result));
  guint                n_files = (job->pdf != NULL) + (job->html != NULL) + (job->rules != NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *message = NULL;

  if (self->parent == NULL)
    return; /* closed meanwhile */
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      message = g_strdup_printf (ngettext ("%u file exported", "%u files exported", n_files), n_files);
      precept_window_show_toast (self->parent, message);
      set_running (self, NULL);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  set_running (self, NULL);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_failure (self, error);
}

static GFile *
make_file (PreceptExportWindow *self, const char *extension)
{
  PreceptSession  *session = precept_window_get_session (self->parent);
  GFile           *file = precept_session_get_file (session);
  g_autofree char *base = file != NULL ? g_file_get_basename (file) : precept_session_dup_title (session);
  g_autofree char *name = NULL;

  if (g_str_has_suffix (base, ".xml"))
    base[strlen (base) - strlen (".xml")] = '\0';
  g_strdelimit (base, "/\\", '-');
  name = g_strconcat (base, extension, NULL);
  return g_file_get_child (self->folder, name);
}

static void
export_cb (PreceptExportWindow *self)
{
  PreceptSession *session = precept_window_get_session (self->parent);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStyle) style = precept_session_dup_style (session, &error);
  g_autoptr (GTask) task = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  ExportJob *job;

  if (style == NULL)
    {
      show_failure (self, error);
      return;
    }

  job = g_new0 (ExportJob, 1);
  job->document = precept_document_copy (precept_session_get_document (session));
  job->style = g_steal_pointer (&style);
  job->pdf = is_chosen (self->pdf_check) ? make_file (self, ".pdf") : NULL;
  job->html = is_chosen (self->html_check) ? make_file (self, ".html") : NULL;
  job->rules = is_chosen (self->rules_check) ? make_file (self, ".rules.json") : NULL;
  task = g_task_new (self, cancellable, exported_cb, NULL);
  g_task_set_task_data (task, job, (GDestroyNotify)free_job);
  set_running (self, cancellable);
  g_task_run_in_thread (task, export_in_thread);
}

static void
folder_chosen_cb (GtkNativeDialog *dialog, int response, PreceptExportWindow *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_clear_object (&self->folder);
      self->folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      update_cb (self);
    }
  g_object_unref (dialog);
}

static void
choose_cb (PreceptExportWindow *self)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save In"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Choose"), _ ("_Cancel"));

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), self->folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (folder_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

/* What stands in the way of approving it: the errors. */
static void
list_errors (PreceptExportWindow *self)
{
  GPtrArray *problems = precept_session_get_problems (precept_window_get_session (self->parent));
  guint      n_shown = 0;

  for (guint i = 0; i < problems->len && n_shown < 5; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);
      GtkWidget         *row, *icon;
      g_autofree char   *message = NULL;
      g_autofree char   *place = NULL;

      if (precept_diagnostic_get_severity (problem) != PRECEPT_SEVERITY_ERROR)
        continue;
      row = adw_action_row_new ();
      icon = gtk_image_new_from_icon_name ("dialog-error-symbolic");
      message = g_markup_escape_text (precept_diagnostic_get_message (problem), -1);
      place = g_markup_escape_text (precept_diagnostic_get_place (problem) != NULL ? precept_diagnostic_get_place (problem) : "", -1);
      gtk_widget_add_css_class (icon, "severity-error");
      gtk_accessible_update_property (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Error"), -1);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), message);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
      adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->approval_group), row);
      n_shown++;
    }
}

static gboolean
precept_export_window_close_request (GtkWindow *window)
{
  PreceptExportWindow *self = PRECEPT_EXPORT_WINDOW (window);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  return GTK_WINDOW_CLASS (precept_export_window_parent_class)->close_request (window);
}

static void
precept_export_window_dispose (GObject *object)
{
  PreceptExportWindow *self = PRECEPT_EXPORT_WINDOW (object);

  self->parent = NULL;
  g_clear_handle_id (&self->pulse_source, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->folder);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_EXPORT_WINDOW);
  G_OBJECT_CLASS (precept_export_window_parent_class)->dispose (object);
}

static void
precept_export_window_class_init (PreceptExportWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_export_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = precept_export_window_close_request;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-export-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, window_title);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, export_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, approval_group);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, pdf_check);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, html_check);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, rules_check);
  gtk_widget_class_bind_template_child (widget_class, PreceptExportWindow, folder_row);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
}

static void
precept_export_window_init (PreceptExportWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * precept_export_window_new:
 * @parent: a window with a document
 *
 * Makes a window that exports the document.
 */
GtkWidget *
precept_export_window_new (PreceptWindow *parent)
{
  PreceptExportWindow *self = g_object_new (PRECEPT_TYPE_EXPORT_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  PreceptSession      *session = precept_window_get_session (parent);
  GFile               *file = precept_session_get_file (session);
  g_autofree char     *title = precept_session_dup_title (session);

  self->parent = parent;
  adw_window_title_set_subtitle (ADW_WINDOW_TITLE (self->window_title), title);
  self->folder = file != NULL ? g_file_get_parent (file) : NULL;
  if (self->folder == NULL)
    {
      const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

      self->folder = g_file_new_for_path (documents != NULL ? documents : g_get_home_dir ());
    }
  list_errors (self);
  update_cb (self);
  return GTK_WIDGET (self);
}
