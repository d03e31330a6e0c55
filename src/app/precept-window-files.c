/* precept-window-files.c
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-window-files.h"

#include <glib/gi18n.h>

#include "precept-file.h"

#define WAIT_MS 30

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
  if (then_close && precept_session_get_modified (session))
    precept_window_files_save (window, TRUE); /* it was changed while it was being saved */
  else if (then_close)
    precept_window_close_without_asking (window);
}

static void
show_failure (PreceptWindow *window, const char *what, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (window), what, error->message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Saving failed: what to do, by what went wrong. */

static void save (PreceptWindow *window, gboolean overwrite, gboolean then_close);

static void
failed_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  if (g_str_equal (response, "again"))
    precept_window_files_save (request->window, request->then_close);
  else if (g_str_equal (response, "save-as"))
    precept_window_files_save_as (request->window, request->then_close);
}

static const char *
get_advice (const GError *error)
{
  if (g_error_matches (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NO_SPACE))
    return _ ("The disk is full. Make room on it and try again, or save on another disk.");
  if (g_error_matches (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_READ_ONLY))
    return _ ("You may not write there. Save in another folder or under another name.");
  if (g_error_matches (error, PRECEPT_FILE_ERROR, PRECEPT_FILE_ERROR_NOT_FOUND))
    return _ ("The folder is not there any more. Save in another folder.");
  return _ ("Try again, or save in another folder.");
}

static void
ask_about_failure (PreceptWindow *window, gboolean then_close, const GError *error)
{
  PreceptSession  *session = precept_window_get_session (window);
  gboolean         is_kept = precept_session_get_journal_error (session) == NULL;
  g_autofree char *body = NULL;
  GtkWidget       *dialog;

  body = g_strconcat (get_advice (error), "\n\n", is_kept ? _ ("Nothing is lost: what you changed is still here, and is kept for the case of a crash.") : _ ("What you changed is still here. Don’t close Precept before it is saved."),
                      "\n\n", error->message, NULL);
  dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("The guideline could not be saved"), body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"), "save-as", _ ("Save _As…"), NULL);
  if (precept_session_get_file (session) != NULL)
    adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "again", _ ("_Try Again"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save-as");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  g_signal_connect_data (dialog, "response", G_CALLBACK (failed_cb), make_request (window, then_close), free_request_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The file changed on disk since it was read. */

static void
conflict_cb (AdwMessageDialog *dialog, const char *response, Request *request)
{
  PreceptSession *session = precept_window_get_session (request->window);
  g_autoptr (GError) error = NULL;

  if (g_str_equal (response, "keep"))
    save (request->window, TRUE, request->then_close);
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

static void
ask_about_read_only (PreceptWindow *window, gboolean then_close)
{
  g_autofree char *name = dup_name (precept_window_get_session (window));
  GtkWidget       *dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("The file is read-only"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog), _ ("“%s” may not be written to. Save what you changed under another name."), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "save-as", _ ("Save _As…"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "save-as", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "save-as");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (failed_cb), make_request (window, then_close), free_request_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Saving. */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Request *request = data;
  g_autoptr (GError) error = NULL;

  if (precept_session_save_finish (PRECEPT_SESSION (source), result, &error))
    finish (request->window, request->then_close);
  else if (precept_session_is_changed_on_disk_error (error))
    ask_about_conflict (request->window, request->then_close);
  else
    ask_about_failure (request->window, request->then_close, error);
  free_request (request);
}

static void
save (PreceptWindow *window, gboolean overwrite, gboolean then_close)
{
  precept_session_save_async (precept_window_get_session (window), overwrite, saved_cb, make_request (window, then_close));
}

/* While it is being saved, the next thing waits. */
static gboolean
wait_cb (gpointer data)
{
  Request *request = data;

  if (precept_session_is_saving (precept_window_get_session (request->window)))
    return G_SOURCE_CONTINUE;
  if (request->then_close)
    gtk_window_close (GTK_WINDOW (request->window));
  else
    precept_window_files_save (request->window, FALSE);
  return G_SOURCE_REMOVE;
}

static void
wait_for_saving (PreceptWindow *window, gboolean then_close)
{
  g_timeout_add_full (G_PRIORITY_DEFAULT, WAIT_MS, wait_cb, make_request (window, then_close), (GDestroyNotify)free_request);
}

/**
 * precept_window_files_close_when_saved:
 * @window: a window whose document is being saved
 *
 * Closes the window as soon as that has ended; it asks where saving failed, or the document was changed meanwhile.
 */
void
precept_window_files_close_when_saved (PreceptWindow *window)
{
  wait_for_saving (window, TRUE);
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

  if (precept_session_is_saving (session))
    wait_for_saving (window, then_close);
  else if (precept_session_get_file (session) == NULL)
    precept_window_files_save_as (window, then_close);
  else if (precept_session_is_read_only (session))
    ask_about_read_only (window, then_close);
  else
    save (window, FALSE, then_close);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Request *request)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
      PreceptSession *session = precept_window_get_session (request->window);

      if (!precept_session_is_saving (session))
        precept_session_save_as_async (session, file, saved_cb, make_request (request->window, request->then_close));
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
