/* precept-application.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-application.h"

#include <glib/gi18n.h>
#include <string.h>

#include "precept-actions.h"
#include "precept-journal.h"
#include "precept-settings.h"
#include "precept-start-window.h"
#include "precept-window.h"

#define APPLICATION_ID "io.github.precept.Precept"

/**
 * PreceptApplication:
 *
 * The program: opens each document in a window of its own, and shows the start window without one.
 */
struct _PreceptApplication
{
  AdwApplication parent_instance;

  gboolean has_recovered; /* looked for what an earlier run left behind */
};

G_DEFINE_FINAL_TYPE (PreceptApplication, precept_application, ADW_TYPE_APPLICATION)

static GtkWindow *
find_start_window (PreceptApplication *self)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      if (PRECEPT_IS_START_WINDOW (at->data))
        return at->data;
    }
  return NULL;
}

static void
show_start_window (PreceptApplication *self)
{
  GtkWindow *window = find_start_window (self);

  if (window == NULL)
    window = GTK_WINDOW (precept_start_window_new (self));
  gtk_window_present (window);
}

static void
close_start_window (PreceptApplication *self)
{
  GtkWindow *window = find_start_window (self);

  if (window != NULL)
    gtk_window_destroy (window);
}

static PreceptWindow *
find_window (PreceptApplication *self, GFile *file)
{
  for (GList *at = gtk_application_get_windows (GTK_APPLICATION (self)); at != NULL; at = at->next)
    {
      GFile *other = PRECEPT_IS_WINDOW (at->data) ? precept_window_get_file (at->data) : NULL;

      if (other != NULL && g_file_equal (other, file))
        return at->data;
    }
  return NULL;
}

/* What an import left out. Shown after the window: before it, the window would take the keyboard and may cover it. */
static void
show_import_report (PreceptWindow *window, PreceptSession *session)
{
  g_autofree char *report = precept_session_dup_import_report (session);
  GtkWidget       *dialog;

  if (report == NULL)
    return;
  dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Imported"), report);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static PreceptWindow *
show_session (PreceptApplication *self, PreceptSession *session)
{
  PreceptWindow *window = precept_window_new (GTK_APPLICATION (self), session);

  gtk_window_present (GTK_WINDOW (window));
  show_import_report (window, session);
  close_start_window (self);
  return window;
}

/* The first bytes of a file tell a guideline from a text. A file that can't be read is left to the one who opens it. */
static gboolean
is_text_to_import (GFile *file)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *name = g_file_get_basename (file);
  char             head[4097];
  gsize            length = 0;

  if (stream == NULL || g_str_has_suffix (name, ".xml"))
    return FALSE;
  g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head - 1, &length, NULL, NULL);
  head[length] = '\0';
  return memmem (head, length, "urn:precept:guideline:", strlen ("urn:precept:guideline:")) == NULL &&
         !g_str_has_prefix (head, "<?xml");
}

/**
 * precept_application_open_file:
 * @self: the program
 * @file: a guideline, or a text to import
 *
 * Opens a file in a window of its own, or shows the window that has it.
 */
void
precept_application_open_file (PreceptApplication *self, GFile *file)
{
  PreceptWindow *window = find_window (self, file);
  g_autoptr (PreceptSession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (file);

  if (window != NULL && precept_window_get_session (window) != NULL)
    {
      gtk_window_present (GTK_WINDOW (window));
      return;
    }
  if (is_text_to_import (file))
    session = precept_session_new_from_import (file, &error);
  else
    session = precept_session_new_for_file (file, &error);
  if (session == NULL)
    {
      gtk_window_present (GTK_WINDOW (precept_window_new_for_failure (GTK_APPLICATION (self), file, error)));
      close_start_window (self);
      return;
    }
  if (precept_session_get_file (session) != NULL)
    gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  show_session (self, session);
}

/**
 * precept_application_new_document:
 * @self: the program
 * @kind: “drug”, “procedure” or “device”
 *
 * Starts a guideline from the template of its kind.
 */
void
precept_application_new_document (PreceptApplication *self, const char *kind)
{
  g_autofree char *path = g_strdup_printf ("/io/github/precept/Precept/templates/%s.xml", kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr (PreceptDocument) document = NULL;
  g_autoptr (PreceptSession) session = NULL;

  if (bytes == NULL)
    return; /* not a kind we know */
  document = precept_document_new_from_bytes (bytes, &error);
  if (document == NULL)
    g_error ("The template “%s” is faulty: %s", kind, error->message);
  session = precept_session_new (document);
  show_session (self, session);
}

static void
file_chosen_cb (GtkNativeDialog *dialog, int response, PreceptApplication *self)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      for (guint i = 0; i < g_list_model_get_n_items (files); i++)
        {
          g_autoptr (GFile) file = g_list_model_get_item (files, i);

          precept_application_open_file (self, file);
        }
    }
  g_object_unref (dialog);
}

static void
choose_file (PreceptApplication *self, const char *title, const char *filter_name, const char *const *patterns)
{
  GtkWindow            *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, filter_name);
  for (guint i = 0; patterns[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, patterns[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), TRUE);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (file_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const patterns[] = { "*.xml", "*.txt", "*.md", NULL };

  choose_file (data, _ ("Open"), _ ("Guidelines and texts"), patterns);
}

static void
import_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  static const char *const patterns[] = { "*.txt", "*.md", NULL };

  choose_file (data, _ ("Import"), _ ("Texts"), patterns);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  show_start_window (data);
}

static void
new_kind_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  precept_application_new_document (data, g_variant_get_string (parameter, NULL));
}

/* Each window may ask; the program ends when the last is closed. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *at = windows; at != NULL; at = at->next)
    gtk_window_close (at->data);
}

static void
shortcuts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *window = precept_actions_new_shortcuts_window ();

  gtk_window_set_transient_for (GTK_WINDOW (window), gtk_application_get_active_window (data));
  gtk_window_present (GTK_WINDOW (window));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (gtk_application_get_active_window (data),
                         "application-name", "Precept",
                         "application-icon", APPLICATION_ID,
                         "version", PRECEPT_VERSION,
                         "comments", _ ("Write, check and publish clinical guidelines"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         NULL);
}

static const GActionEntry entries[] = {
  { "open", open_cb },
  { "import", import_cb },
  { "new", new_cb },
  { "new-kind", new_kind_cb, "s" },
  { "quit", quit_cb },
  { "shortcuts", shortcuts_cb },
  { "about", about_cb },
};

static void
precept_application_startup (GApplication *application)
{
  g_application_set_resource_base_path (application, "/io/github/precept/Precept");
  G_APPLICATION_CLASS (precept_application_parent_class)->startup (application);
  precept_actions_install_keys (GTK_APPLICATION (application));
  gtk_window_set_default_icon_name (APPLICATION_ID);
}

/* Documents that were never saved when an earlier run ended. Those in files are offered when the file is opened. */
static void
recover_unsaved_once (PreceptApplication *self)
{
  g_autoptr (GPtrArray) journals = NULL;

  if (self->has_recovered)
    return;
  self->has_recovered = TRUE;
  journals = precept_journal_list ();
  for (guint i = 0; i < journals->len; i++)
    {
      PreceptJournal *journal = g_ptr_array_index (journals, i);
      g_autoptr (GError) error = NULL;
      g_autoptr (PreceptSession) session = NULL;
      PreceptWindow *window;

      if (precept_journal_get_location (journal) != NULL)
        continue;
      session = precept_session_new_from_journal (journal, &error);
      if (session == NULL)
        {
          g_warning ("A document that was not saved can't be recovered: %s", error->message);
          continue;
        }
      window = show_session (self, session);
      precept_window_show_toast (window, _ ("Recovered after Precept ended without saving. Save to keep it."));
    }
}

static void
precept_application_activate (GApplication *application)
{
  GtkWindow *window;

  recover_unsaved_once (PRECEPT_APPLICATION (application));
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (window != NULL)
    gtk_window_present (window);
  else
    show_start_window (PRECEPT_APPLICATION (application));
}

static void
precept_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  recover_unsaved_once (PRECEPT_APPLICATION (application));
  for (int i = 0; i < n_files; i++)
    precept_application_open_file (PRECEPT_APPLICATION (application), files[i]);
}

static void
precept_application_class_init (PreceptApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  application_class->startup = precept_application_startup;
  application_class->activate = precept_application_activate;
  application_class->open = precept_application_open;
}

static void
precept_application_init (PreceptApplication *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

PreceptApplication *
precept_application_new (void)
{
  return g_object_new (PRECEPT_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", G_APPLICATION_HANDLES_OPEN, NULL);
}
