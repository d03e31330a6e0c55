/* precept-window-notices.c: notices above the text, with what can be done
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-window-private.h"

#include <glib/gi18n.h>

#include "precept-window-files.h"

typedef enum
{
  NOTICE_NONE,
  NOTICE_RECOVERY,  /* an earlier run ended without saving */
  NOTICE_CHANGED,   /* another program wrote to the file */
  NOTICE_READ_ONLY, /* the file may not be written to */
  NOTICE_JOURNAL,   /* changes are not kept for the case of a crash */
} Notice;

static void
hide_notice (PreceptWindow *self)
{
  self->notice_kind = NOTICE_NONE;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->notice), FALSE);
}

static void
set_answer (GtkWidget *button, const char *label)
{
  gtk_widget_set_visible (button, label != NULL);
  if (label != NULL)
    gtk_button_set_label (GTK_BUTTON (button), label);
}

static void
show_notice (PreceptWindow *self, Notice kind, const char *words, const char *first, const char *second, const char *third)
{
  self->notice_kind = kind;
  gtk_label_set_label (GTK_LABEL (self->notice_label), words);
  set_answer (self->notice_first, first);
  set_answer (self->notice_second, second);
  set_answer (self->notice_third, third);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->notice), TRUE);
}

static void
recover (PreceptWindow *self, GtkWidget *button)
{
  g_autoptr (GError) error = NULL;

  if (button != self->notice_first)
    precept_session_discard_recovery (self->session);
  else if (precept_session_recover (self->session, &error))
    precept_window_show_toast (self, _ ("Your changes are back. Save to keep them."));
  else
    {
      precept_window_show_toast (self, error->message);
      return;
    }
  hide_notice (self);
}

static void
settle_change (PreceptWindow *self, GtkWidget *button)
{
  g_autoptr (GError) error = NULL;

  if (button == self->notice_first && !precept_session_reload (self->session, &error))
    {
      precept_window_show_toast (self, error->message);
      return;
    }
  hide_notice (self);
  if (button == self->notice_third)
    precept_window_files_save_as (self, FALSE);
}

void
precept_window_answer_notice (PreceptWindow *self, GtkWidget *button)
{
  switch ((Notice)self->notice_kind)
    {
    case NOTICE_RECOVERY:
      recover (self, button);
      break;
    case NOTICE_CHANGED:
      settle_change (self, button);
      break;
    case NOTICE_READ_ONLY:
    case NOTICE_JOURNAL:
      hide_notice (self);
      if (button == self->notice_first)
        precept_window_files_save_as (self, FALSE);
      break;
    case NOTICE_NONE:
    default:
      break;
    }
}

/* What is to be said when a document is opened. */
void
precept_window_show_first_notice (PreceptWindow *self)
{
  if (precept_session_can_recover (self->session))
    show_notice (self, NOTICE_RECOVERY, _ ("Precept ended without saving this guideline. What you changed can be recovered."), _ ("Recover"), _ ("Discard"), NULL);
  else if (precept_session_is_read_only (self->session))
    show_notice (self, NOTICE_READ_ONLY, _ ("This file is read-only. What you change can be saved under another name."), _ ("Save As…"), _ ("Close Notice"), NULL);
}

void
precept_window_show_changed_on_disk (PreceptWindow *self)
{
  if (self->notice_kind != NOTICE_NONE && self->notice_kind != NOTICE_READ_ONLY)
    return;
  if (precept_session_get_modified (self->session))
    show_notice (self, NOTICE_CHANGED, _ ("Another program changed the file. Taking it as it is would undo what you changed here."), _ ("Take the File’s"), _ ("Keep Mine"), _ ("Save As…"));
  else
    show_notice (self, NOTICE_CHANGED, _ ("Another program changed the file."), _ ("Show the File’s"), _ ("Keep This"), NULL);
}

/* Once: nothing more can be done about it than to save. */
void
precept_window_show_journal_failure (PreceptWindow *self)
{
  const GError *error = precept_session_get_journal_error (self->session);

  if (error == NULL || self->journal_told)
    return;
  g_message ("%s", error->message);
  self->journal_told = TRUE;
  if (self->notice_kind == NOTICE_NONE)
    show_notice (self, NOTICE_JOURNAL, _ ("What you change can’t be kept for the case of a crash: the disk with your settings is full or can’t be written to. Save often."), _ ("Save As…"), _ ("Close Notice"), NULL);
}
