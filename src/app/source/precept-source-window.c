/* precept-source-window.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-source-window.h"

#include <glib/gi18n.h>
#include <gtksourceview/gtksource.h>
#include <stdio.h>

#include "precept-check.h"
#include "precept-edit-source.h"

#define CHECK_DELAY_MS 300
#define ERROR_MARK "precept-error"
#define WARNING_MARK "precept-warning"

/**
 * PreceptSourceWindow:
 *
 * The XML of a guideline, for the curious. It can be edited when asked to; it is checked as it is typed, and changes the
 * guideline only when it is applied, as one undo. What is faulty can't be applied, and leaves the guideline as it is.
 */
struct _PreceptSourceWindow
{
  AdwWindow parent_instance;

  PreceptSession *session; /* owned */
  guint           check_source;
  guint           serial;     /* ascends with each change of the text */
  gboolean        is_loading; /* the text is being set */

  GtkWidget *view;
  GtkWidget *edit_button;
  GtkWidget *apply_button;
  GtkWidget *status;
  GtkWidget *notice;
};

static guint done;

G_DEFINE_FINAL_TYPE (PreceptSourceWindow, precept_source_window, ADW_TYPE_WINDOW)

static GtkTextBuffer *
get_buffer (PreceptSourceWindow *self)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
}

static char *
dup_text (PreceptSourceWindow *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  return gtk_text_buffer_get_text (get_buffer (self), &start, &end, TRUE);
}

/* Checking, in a thread: a long guideline takes a while. */

typedef struct
{
  char      *text; /* owned */
  guint      serial;
  char      *fault;    /* owned; why it is no guideline, or NULL */
  GPtrArray *problems; /* owned; of PreceptDiagnostic; NULL where it is none */
} Check;

static void
free_check (Check *check)
{
  g_free (check->text);
  g_free (check->fault);
  g_clear_pointer (&check->problems, g_ptr_array_unref);
  g_free (check);
}

static void
check_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Check *check = data;
  g_autoptr (GBytes) bytes = g_bytes_new (check->text, strlen (check->text));
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptDocument) document = precept_document_new_from_bytes (bytes, &error);

  if (document != NULL)
    check->problems = precept_check_document (document);
  else
    check->fault = g_strdup (error->message);
  g_task_return_boolean (task, TRUE);
}

static void
add_mark (PreceptSourceWindow *self, int line, const char *category)
{
  GtkTextIter iter;

  if (line > 0 && gtk_text_buffer_get_iter_at_line (get_buffer (self), &iter, line - 1))
    gtk_source_buffer_create_source_mark (GTK_SOURCE_BUFFER (get_buffer (self)), NULL, category, &iter);
}

static void
show_fault (PreceptSourceWindow *self, const char *fault)
{
  int line = 0;

  if (sscanf (fault, "Line %d", &line) == 1)
    add_mark (self, line, ERROR_MARK);
  gtk_label_set_label (GTK_LABEL (self->status), fault);
}

static void
show_problems (PreceptSourceWindow *self, GPtrArray *problems)
{
  PreceptDiagnostic *first = NULL;
  guint              n_errors = 0;
  g_autofree char   *words = NULL;

  for (guint i = 0; i < problems->len; i++)
    {
      PreceptDiagnostic *problem = g_ptr_array_index (problems, i);
      gboolean           is_error = precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_ERROR;

      if (precept_diagnostic_get_severity (problem) == PRECEPT_SEVERITY_HINT)
        continue;
      add_mark (self, precept_diagnostic_get_line (problem), is_error ? ERROR_MARK : WARNING_MARK);
      if (is_error && n_errors++ == 0)
        first = problem;
    }
  if (first == NULL)
    words = g_strdup (_ ("The format is right"));
  else
    /* Translators: how many errors, the line of the first, and what it is. */
    words = g_strdup_printf (ngettext ("%u error. Line %d: %s", "%u errors. Line %d: %s", n_errors), n_errors,
                             precept_diagnostic_get_line (first), precept_diagnostic_get_message (first));
  gtk_label_set_label (GTK_LABEL (self->status), words);
}

static void
update_apply (PreceptSourceWindow *self, gboolean may)
{
  gtk_widget_set_sensitive (self->apply_button, may && gtk_text_buffer_get_modified (get_buffer (self)));
}

static void
checked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  PreceptSourceWindow *self = PRECEPT_SOURCE_WINDOW (source);
  Check               *check = g_task_get_task_data (G_TASK (result));
  GtkTextIter          start, end;

  if (check->serial != self->serial || self->view == NULL)
    return;
  gtk_text_buffer_get_bounds (get_buffer (self), &start, &end);
  gtk_source_buffer_remove_source_marks (GTK_SOURCE_BUFFER (get_buffer (self)), &start, &end, NULL);
  if (check->fault != NULL)
    show_fault (self, check->fault);
  else
    show_problems (self, check->problems);
  update_apply (self, check->fault == NULL);
}

static gboolean
check_cb (gpointer data)
{
  PreceptSourceWindow *self = data;
  Check               *check = g_new0 (Check, 1);
  g_autoptr (GTask) task = g_task_new (self, NULL, checked_cb, NULL);

  self->check_source = 0;
  check->text = dup_text (self);
  check->serial = self->serial;
  g_task_set_task_data (task, check, (GDestroyNotify)free_check);
  g_task_run_in_thread (task, check_thread);
  return G_SOURCE_REMOVE;
}

static void
queue_check (PreceptSourceWindow *self)
{
  self->serial++;
  g_clear_handle_id (&self->check_source, g_source_remove);
  self->check_source = g_timeout_add (CHECK_DELAY_MS, check_cb, self);
}

static void
text_changed_cb (PreceptSourceWindow *self)
{
  if (self->is_loading)
    return;
  gtk_widget_set_sensitive (self->apply_button, FALSE);
  queue_check (self);
}

/* The text and the guideline. */

static void
load (PreceptSourceWindow *self)
{
  g_autoptr (GBytes) bytes = precept_document_serialize (precept_session_get_document (self->session));
  gsize       size;
  const char *data = g_bytes_get_data (bytes, &size);

  self->is_loading = TRUE;
  gtk_text_buffer_set_enable_undo (get_buffer (self), FALSE);
  gtk_text_buffer_set_text (get_buffer (self), data, size);
  gtk_text_buffer_set_enable_undo (get_buffer (self), TRUE);
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  self->is_loading = FALSE;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->notice), FALSE);
  update_apply (self, FALSE);
  queue_check (self);
}

/* What was edited here stays, but would undo what was edited there. */
static void
document_changed_cb (PreceptSourceWindow *self)
{
  if (!gtk_text_buffer_get_modified (get_buffer (self)))
    load (self);
  else
    gtk_revealer_set_reveal_child (GTK_REVEALER (self->notice), TRUE);
}

static void
apply_cb (PreceptSourceWindow *self)
{
  g_autofree char *text = dup_text (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (PreceptStepGroup) group = precept_edit_set_source (precept_session_get_document (self->session), text, &error);

  if (group == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      show_fault (self, error->message);
      return;
    }
  /* What comes of it is loaded again, in its canonical form. */
  gtk_text_buffer_set_modified (get_buffer (self), FALSE);
  if (precept_step_group_get_n_steps (group) == 0)
    {
      load (self);
      return;
    }
  if (!precept_session_apply (self->session, group, &error))
    {
      gtk_text_buffer_set_modified (get_buffer (self), TRUE);
      show_fault (self, error->message);
      return;
    }
  precept_session_get_content (self->session);
  g_signal_emit (self, done, 0, _ ("The source was applied"));
}

static void
edit_toggled_cb (PreceptSourceWindow *self)
{
  gboolean edits = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->edit_button));

  gtk_text_view_set_editable (GTK_TEXT_VIEW (self->view), edits);
  gtk_widget_set_visible (self->apply_button, edits);
  gtk_widget_grab_focus (self->view);
}

static void
discard_cb (AdwMessageDialog *dialog, const char *response, PreceptSourceWindow *self)
{
  if (g_str_equal (response, "discard"))
    gtk_window_destroy (GTK_WINDOW (self));
}

static gboolean
precept_source_window_close_request (GtkWindow *window)
{
  PreceptSourceWindow *self = PRECEPT_SOURCE_WINDOW (window);
  GtkWidget           *dialog;

  if (!gtk_text_buffer_get_modified (get_buffer (self)))
    return GTK_WINDOW_CLASS (precept_source_window_parent_class)->close_request (window);
  dialog = adw_message_dialog_new (window, _ ("Discard what you edited here?"), _ ("It was not applied to the guideline."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return GDK_EVENT_STOP;
}

/* The window. */

static void
update_scheme (PreceptSourceWindow *self)
{
  GtkSourceStyleSchemeManager *manager = gtk_source_style_scheme_manager_get_default ();
  gboolean                     dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  gtk_source_buffer_set_style_scheme (GTK_SOURCE_BUFFER (get_buffer (self)), gtk_source_style_scheme_manager_get_scheme (manager, dark ? "Adwaita-dark" : "Adwaita"));
}

static void
add_mark_kind (PreceptSourceWindow *self, const char *category, const char *icon, int priority)
{
  g_autoptr (GtkSourceMarkAttributes) attributes = gtk_source_mark_attributes_new ();

  gtk_source_mark_attributes_set_icon_name (attributes, icon);
  gtk_source_view_set_mark_attributes (GTK_SOURCE_VIEW (self->view), category, attributes, priority);
}

static void
precept_source_window_dispose (GObject *object)
{
  PreceptSourceWindow *self = PRECEPT_SOURCE_WINDOW (object);

  g_clear_handle_id (&self->check_source, g_source_remove);
  g_signal_handlers_disconnect_by_data (adw_style_manager_get_default (), self);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), PRECEPT_TYPE_SOURCE_WINDOW);
  G_OBJECT_CLASS (precept_source_window_parent_class)->dispose (object);
}

static void
precept_source_window_class_init (PreceptSourceWindowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = precept_source_window_dispose;
  GTK_WINDOW_CLASS (class)->close_request = precept_source_window_close_request;
  done = g_signal_new ("done", G_TYPE_FROM_CLASS (class), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (GTK_SOURCE_TYPE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/precept/Precept/precept-source-window.ui");
  gtk_widget_class_bind_template_child (widget_class, PreceptSourceWindow, view);
  gtk_widget_class_bind_template_child (widget_class, PreceptSourceWindow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptSourceWindow, apply_button);
  gtk_widget_class_bind_template_child (widget_class, PreceptSourceWindow, status);
  gtk_widget_class_bind_template_child (widget_class, PreceptSourceWindow, notice);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
}

static void
precept_source_window_init (PreceptSourceWindow *self)
{
  GtkSourceLanguage *language = gtk_source_language_manager_get_language (gtk_source_language_manager_get_default (), "xml");

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_source_buffer_set_language (GTK_SOURCE_BUFFER (get_buffer (self)), language);
  gtk_source_view_set_show_line_numbers (GTK_SOURCE_VIEW (self->view), TRUE);
  gtk_source_view_set_show_line_marks (GTK_SOURCE_VIEW (self->view), TRUE);
  add_mark_kind (self, ERROR_MARK, "dialog-error-symbolic", 2);
  add_mark_kind (self, WARNING_MARK, "dialog-warning-symbolic", 1);
  update_scheme (self);
  g_signal_connect_swapped (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_scheme), self);
  g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (text_changed_cb), self);
}

/**
 * precept_source_window_new:
 * @parent: the window of the document
 * @session: an open document
 *
 * Makes a window that shows the XML of a guideline, read-only until it is asked to edit it.
 */
GtkWidget *
precept_source_window_new (GtkWindow *parent, PreceptSession *session)
{
  PreceptSourceWindow *self = g_object_new (PRECEPT_TYPE_SOURCE_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_swapped (session, "content-changed", G_CALLBACK (document_changed_cb), self);
  g_signal_connect_swapped (session, "replaced", G_CALLBACK (document_changed_cb), self);
  load (self);
  return GTK_WIDGET (self);
}
