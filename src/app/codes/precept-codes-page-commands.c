/* precept-codes-page-commands.c: what is done to codes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "precept-app"

#include "config.h"

#include "precept-codes-page-private.h"

#include <glib/gi18n.h>

#include "precept-edit-codes.h"

static void
add_table (PreceptCodesPage *self)
{
  g_autoptr (PreceptCode) code = precept_code_new ("HCPCS", "", NULL, NULL);
  g_autofree char  *id = NULL;
  GError           *error = NULL;
  PreceptStepGroup *group = precept_edit_add_code_table (precept_session_get_document (self->session), self->part_key, "billing", _ ("Billing codes"), code, &id, &error);

  if (!precept_codes_page_apply (self, group, error))
    return;
  precept_session_get_content (self->session); /* which shows it */
  precept_codes_page_choose_table (self, id);
  precept_codes_page_focus_cell (self, 0, 0, TRUE);
}

static void
add_table_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  add_table (data);
}

static void
add_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCodesPage *self = data;

  if (precept_codes_page_get_table (self) == NULL)
    add_table (self);
  else
    precept_codes_page_focus_cell (self, G_MAXUINT, 0, TRUE);
}

static void
clipboard_read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (PreceptCodesPage) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result, NULL);

  if (text == NULL)
    precept_part_editor_refuse (PRECEPT_PART_EDITOR (self), _ ("There is no text on the clipboard."));
  else if (precept_codes_page_get_table (self) != NULL)
    precept_codes_page_add_pasted (self, text);
}

static void
paste_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (data), NULL, clipboard_read_cb, g_object_ref (data));
}

static void
remove_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCodesPage *self = data;
  g_auto (GStrv) chosen = precept_codes_page_dup_chosen (self);
  GError           *error = NULL;
  PreceptStepGroup *group;
  guint             n_chosen = g_strv_length (chosen);
  g_autofree char  *words = NULL;

  if (n_chosen == 0)
    return;
  group = precept_edit_remove_codes (precept_session_get_document (self->session), (const char *const *)chosen, &error);
  if (!precept_codes_page_apply (self, group, error))
    return;
  words = g_strdup_printf (ngettext ("%u code removed", "%u codes removed", n_chosen), n_chosen);
  precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words);
}

static void
move_to_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCodesPage *self = data;
  g_auto (GStrv) chosen = precept_codes_page_dup_chosen (self);
  GError           *error = NULL;
  PreceptStepGroup *group;
  guint             n_chosen = g_strv_length (chosen);
  g_autofree char  *words = NULL;

  if (n_chosen == 0)
    return;
  group = precept_edit_move_codes (precept_session_get_document (self->session), (const char *const *)chosen, g_variant_get_string (parameter, NULL), &error);
  if (!precept_codes_page_apply (self, group, error))
    return;
  words = g_strdup_printf (ngettext ("%u code moved", "%u codes moved", n_chosen), n_chosen);
  precept_part_editor_tell (PRECEPT_PART_EDITOR (self), words);
}

static void
sort_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  PreceptCodesPage *self = data;
  GError           *error = NULL;
  PreceptStepGroup *group;

  if (self->table_id == NULL)
    return;
  group = precept_edit_sort_codes (precept_session_get_document (self->session), self->table_id, &error);
  precept_codes_page_apply (self, group, error);
}

static const GActionEntry actions[] = {
  { "add", add_cb },
  { "add-table", add_table_cb },
  { "paste", paste_cb },
  { "remove", remove_cb },
  { "move-to", move_to_cb, "s" },
  { "sort", sort_cb },
};

static gboolean
view_key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, PreceptCodesPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (focus == NULL || GTK_IS_TEXT (focus))
    return GDK_EVENT_PROPAGATE;
  if (key == GDK_KEY_Delete || key == GDK_KEY_BackSpace)
    remove_cb (NULL, NULL, self);
  else if ((state & GDK_CONTROL_MASK) != 0 && (key == GDK_KEY_v || key == GDK_KEY_V))
    paste_cb (NULL, NULL, self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

void
precept_codes_page_add_commands (PreceptCodesPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), actions, G_N_ELEMENTS (actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "part", G_ACTION_GROUP (self->actions));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (view_key_cb), self);
  gtk_widget_add_controller (self->view, keys);
}
