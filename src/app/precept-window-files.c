/* precept-window-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-window-files.h"

#include <glib/gi18n.h>

/* What a dialog needs to go on when it is answered. */
typedef struct
{
  PreceptWindow *window; /* owned */
  gboolean       then_close;
} Request;

static Request *
make_request (PreceptWindow *window, gboolean then_close)
{
  Request *request = g_new0 (Request, 1);

  request->window = g_object_ref (window);
  request->then_close = then_close;
  return request;
}

static void
free_request (Request *request)
{
  g_object_unref (request->window);
  g_free (request);
}

static void
free_request_closure (gpointer request, GClosure *closure)
{
  free_request (request);
}

static char *
dup_name (PreceptSession *session)
{
  GFile *file = precept_session_get_file (session);

  return file != NULL ? g_file_get_basename (file) : precept_session_dup_title (session);
}

static void
finish (PreceptWindow *window, gboolean then_close)
{
  PreceptSession  *session = precept_window_get_session (window);
  GFile           *file = precept_session_get_file (session);
  g_autofree char *uri = g_file_get_uri (file);

  gtk_recent_manager_add_item (gtk_recent_manager_get_default (), uri);
  if (then_close)
    precept_window_close_without_asking (window);
}

static void
show_failure (PreceptWindow *window, const char *what, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), what, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The file changed on disk since it was read. */

static void
conflict_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  PreceptSession *session = precept_window_get_session (request->window);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "keep"))
    {
      if (precept_session_save (session, TRUE, &error))
        finish (request->window, request->then_close);
    }
  else if (g_str_equal (response, "take"))
    {
      if (precept_session_reload (session, &error) && request->then_close)
        precept_window_close_without_asking (request->window);
    }
  else if (g_str_equal (response, "save-as"))
    precept_window_files_save_as (request->window, request->then_close);
  if (error != NULL)
    show_failure (request->window, _ ("That did not work"), error);
}

static void
ask_about_conflict (PreceptWindow *window, gboolean then_close)
{
  g_autofree char *name = dup_name (precept_window_get_session (window));
  GtkWidget       *dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("The file was changed by another program"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” is no longer what you opened. Saving would undo the other change; taking the file as it is would undo yours."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _ ("_Cancel"),
                                    "take", _ ("_Take the File’s"),
                                    "save-as", _ ("Save _As…"),
                                    "keep", _ ("_Keep Mine"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "keep", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save-as");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (conflict_cb), make_request (window, then_close), free_request_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * precept_window_files_save:
 * @window: a window with a document
 * @then_close: whether to close it when that is done
 *
 * Saves the document; asks where to where it is in no file yet, and what to do where the file changed.
 */
void
precept_window_files_save (PreceptWindow *window, gboolean then_close)
{
  PreceptSession *session = precept_window_get_session (window);
  g_autoptr (GError) error = NULL;

  if (precept_session_get_file (session) == NULL)
    {
      precept_window_files_save_as (window, then_close);
      return;
    }
  if (precept_session_save (session, FALSE, &error))
    finish (window, then_close);
  else if (precept_session_is_changed_on_disk_error (error))
    ask_about_conflict (window, then_close);
  else
    show_failure (window, _ ("The guideline could not be saved"), error);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Request *request)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      g_autoptr (GError) error = NULL;

      if (precept_session_save_as (precept_window_get_session (request->window), file, &error))
        finish (request->window, request->then_close);
      else
        show_failure (request->window, _ ("The guideline could not be saved"), error);
    }
  g_object_unref (dialog);
}

static char *
dup_proposed_name (PreceptSession *session)
{
  GFile           *file = precept_session_get_file (session);
  g_autofree char *title = precept_session_dup_title (session);
  GString         *name;

  if (file != NULL)
    return g_file_get_basename (file);
  name = g_string_new (NULL);
  for (const char *at = title; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_unichar_tolower (g_utf8_get_char (at));

      if (g_unichar_isalnum (character))
        g_string_append_unichar (name, character);
      else if (name->len > 0 && name->str[name->len - 1] != '-')
        g_string_append_c (name, '-');
    }
  while (name->len > 0 && name->str[name->len - 1] == '-')
    g_string_truncate (name, name->len - 1);
  g_string_append (name, ".xml");
  return g_string_free (name, FALSE);
}

void
precept_window_files_save_as (PreceptWindow *window, gboolean then_close)
{
  PreceptSession       *session = precept_window_get_session (window);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_ ("Save Guideline"), GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  g_autofree char      *name = dup_proposed_name (session);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  if (precept_session_get_file (session) != NULL)
    gtk_file_chooser_set_file (GTK_FILE_CHOOSER (dialog), precept_session_get_file (session), NULL);
  g_signal_connect_data (dialog, "response", G_CALLBACK (chosen_cb), make_request (window, then_close), free_request_closure, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
close_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "save"))
    precept_window_files_save (request->window, TRUE);
  else if (g_str_equal (response, "discard"))
    precept_window_close_without_asking (request->window);
}

/**
 * precept_window_files_ask_before_closing:
 * @window: a window with a document that is not saved
 *
 * Asks whether to save it, and closes the window unless the user thinks better of it.
 */
void
precept_window_files_ask_before_closing (PreceptWindow *window)
{
  g_autofree char *name = dup_name (precept_window_get_session (window));
  GtkWidget       *dialog;

  if (precept_session_get_modified (precept_window_get_session (window)))
    {
      dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Save changes?"), NULL);
      adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” has changes that are not saved. They will be lost if you don’t save them."), name);
    }
  else
    {
      dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Save what was imported?"), NULL);
      adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” is in no file yet. You would have to import it again."), name);
    }
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (close_cb), make_request (window, TRUE), free_request_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
